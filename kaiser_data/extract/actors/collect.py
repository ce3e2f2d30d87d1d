"""From the names of a text to its cast: who is certain, who is an alias, who is proved by the words around.

"the United Nurses Assns. of California/Union of Health Care Professionals, or UNAC/UHCP" defines an acronym; two locals
with one number are one. What no neighbour proves gives no actor.
"""

import re
from bisect import bisect_left
from functools import cache

from kaiser_data.extract.actors.aliases import SMALL, Forms, opens_sentence
from kaiser_data.extract.actors.capitals import find_runs
from kaiser_data.extract.actors.gazetteer import (
    FIRST_NAMES,
    NOT_NAMES,
    ORG_HEADS,
    TITLES,
    known_actors,
    known_as,
    known_forms,
)
from kaiser_data.extract.actors.name_context import (
    Role,
    describe,
    describe_before,
    find_role,
    follows_firm,
    holds_body,
    looks_like,
    looks_like_union,
    opens_as_person,
)
from kaiser_data.extract.actors.names import Piece, parse_run
from kaiser_data.extract.actors.text_actors import ORGANISATIONS, Cast, Member, Naming, slug
from kaiser_data.lexicon import mapping, prefix_tree, terms

_ACRONYM_AFTER = re.compile(
    r"[’']?s?,?\s*(?:\(|\s?or\s(?:the\s)?|(?:also\s)?known\sas\s(?:the\s)?|called\s(?:the\s)?)[“\"]?([A-Z][A-Za-z]{0,3}[A-Z][A-Za-z/&.-]{0,12}|"
    r"[A-Z][a-z]+[A-Z]\w*)[”\"]?[,)]"
)
_LOCAL = re.compile(r"\bLocal (?:No\.? ?)?(\d+)$")
Found = tuple[int, int, Piece]

# No person's name holds these.
_SMALL_WORDS = SMALL - {"de", "la"}
# Kinds that the words of a name can prove alone.
_PROVED = ORGANISATIONS | {"person", "place"}


def read_cast(text: str, edges: list[int]) -> Cast:
    """Find everyone whom a text names; `edges` are the ends of its paragraphs, which no name crosses."""
    cast = Cast()
    namings: list[Naming] = []
    unproved: list[Found] = []
    for found in _find(text, edges):
        naming = _certain(cast, text, *found) if found[2].kind in _PROVED else None
        if naming:
            namings.append(naming)
        else:
            unproved.append(found)
    namings = _unite_locals(cast, namings)
    namings = _define_acronyms(cast, text, namings)
    namings += _place_rest(cast, text, unproved)
    cast.settle(namings)
    _collect_roles(cast, text)
    return cast


def _find(text: str, edges: list[int]) -> list[Found]:
    found: list[Found] = []
    for start, end in find_runs(text):
        edge = edges[bisect_left(edges, start)] if "\n" in text[start:end] and start < edges[-1] else end
        for first, last in ((start, edge), (edge, end)) if edge < end else ((start, end),):
            first = last - len(text[first:last].lstrip())
            for piece in parse_run(text[first:last]):  # half of all runs open a sentence and give nothing
                found.append((first + piece.start, first + piece.end, piece))
    return found


def _certain(cast: Cast, text: str, start: int, end: int, piece: Piece) -> Naming | None:
    """Take in a name that its own words prove."""
    kind, name = piece.kind, piece.name
    if kind == "person" and follows_firm(text, start):
        kind = "group"  # "the law firm Hartley Voss"
    if kind == "place":
        return Naming(start, end, "place", "", piece.rule)
    if piece.actor_id:
        known = known_actors()[piece.actor_id]
        if name.islower() or (name in _ambiguous() and not _is_meant(text, start, end)):
            return None
        member = _enter(cast, piece.actor_id, known.name, kind, start)
        member.side, member.member_of = known.side, known.member_of
        member.aliases.setdefault(name, start)
        return Naming(start, end, kind, piece.actor_id, piece.rule)
    if kind == "person" and " " not in name:
        return None
    if kind in ORGANISATIONS or kind == "person":
        member = _enter(cast, slug(name), name, kind, start)
        member.aliases.setdefault(name, start)
        return Naming(start, end, kind, member.actor_id, piece.rule)
    return None


def _unite_locals(cast: Cast, namings: list[Naming]) -> list[Naming]:
    """Take "Local 741" for the "ATU Local 741" of the same text."""
    locals_ = [(local[1], member) for member in cast.members.values() if (local := _LOCAL.search(member.name))]
    if len(locals_) < 2:
        return namings
    longest: dict[str, str] = {}
    for number, member in sorted(locals_, key=lambda one: -len(one[1].name)):
        whole = longest.setdefault(number, member.actor_id)
        if whole != member.actor_id:
            cast.members[whole].aliases.update(member.aliases)
            cast.members[whole].first = min(cast.members[whole].first, member.first)
            del cast.members[member.actor_id]
    return [
        naming._replace(actor_id=longest[local[1]])
        if naming.actor_id not in cast.members and (local := _LOCAL.search(naming.actor_id.replace("-", " ").title()))
        else naming
        for naming in namings
    ]


@cache
def _ambiguous() -> frozenset[str]:
    """Forms of known names that are English words as well: the union Unite, the party Labour, the maker Ford."""
    labels = mapping("not_names", "kind")
    return frozenset({form for form in known_forms() if form in labels or form in terms("first_names")}) | terms(
        "head_uses", use="word"
    )


def _is_meant(text: str, start: int, end: int) -> bool:
    """Tell by its capital, or by what follows it at the opening of a sentence, that an English word is a name here."""
    after = re.match(r"[’']s\b|,|\s(\w+)", text[end : end + 20])
    return not opens_sentence(text, start) or bool(after and (not after[1] or after[1] in _after_names()))


@cache
def _after_names() -> frozenset[str]:
    return terms("cues") | terms("function_words", **{"class": "auxiliary"}) | terms("roles") | {"and"}


def _enter(cast: Cast, actor_id: str, name: str, kind: str, start: int) -> Member:
    member = cast.members.get(actor_id)
    if member is None:
        member = cast.members[actor_id] = Member(actor_id, name, kind, first=start)
    return member


def _define_acronyms(cast: Cast, text: str, namings: list[Naming]) -> list[Naming]:
    """Read "Long Name (LN)" and "Long Name, or LN,"."""
    respelled: dict[str, str] = {}
    for naming in namings:
        if naming.kind not in ORGANISATIONS:
            continue
        member = cast.members[naming.actor_id]
        if (after := _ACRONYM_AFTER.match(text, naming.end)) and not re.match(r"[DRI]-", after[1]):
            member.aliases.setdefault(after[1], after.start(1))
            if after[1] in known_forms() and not known_as(after[1], member.name):
                respelled[after[1]] = naming.actor_id
    return _respell(cast, text, namings, respelled) if respelled else namings


def _respell(cast: Cast, text: str, namings: list[Naming], respelled: dict[str, str]) -> list[Naming]:
    """Take an acronym for what the text spells it out as, not for what the lexicon knows under it."""
    meant = [
        naming._replace(actor_id=respelled[form], kind=cast.members[respelled[form]].kind)
        if (form := text[naming.start : naming.end]) in respelled
        else naming
        for naming in namings
    ]
    named = {naming.actor_id for naming in meant}
    for acronym in respelled:
        if known := cast.members.get(known_forms()[acronym]):
            known.aliases.pop(acronym, None)
            if known.actor_id not in named:
                del cast.members[known.actor_id]
    return meant


def _place_rest(cast: Cast, text: str, unproved: list[Found]) -> list[Naming]:
    """Tie short forms to the actors they mean, then judge what is left by its neighbours."""
    forms = Forms(cast)
    namings, left = _place_short(cast, text, unproved, forms)
    namings += _prove(cast, text, left, forms)
    # Only a name or alias that is new since can tell whom another short form means.
    rest = [
        (name, start, end)
        for name, places in left.items()
        for start, end, _ in places
        if forms.find(name, start, text) and slug(name) not in cast.members
    ]
    forms = Forms(cast) if rest else forms
    return namings + [_alias(cast, forms.find(name, start, text), name, start, end) for name, start, end in rest]


def _place_short(
    cast: Cast, text: str, unproved: list[Found], forms: Forms
) -> tuple[list[Naming], dict[str, list[Found]]]:
    """Give the namings by short forms, and by name what is left; what they are called here is then allowed as well."""
    namings: list[Naming] = []
    left: dict[str, list[Found]] = {}
    for start, end, piece in unproved:
        name = piece.form
        if actor_id := forms.find(name, start, text):
            namings.append(_alias(cast, actor_id, name, start, end))
        else:
            left.setdefault(name, []).append((start, end, piece))
    for actor_id in {naming.actor_id for naming in namings}:
        forms.add(cast.members[actor_id])
    return namings, left


def _alias(cast: Cast, actor_id: str, name: str, start: int, end: int) -> Naming:
    member = cast.members[actor_id]
    member.aliases.setdefault(name, start)
    return Naming(start, end, member.kind, actor_id, "alias")


def _prove(cast: Cast, text: str, left: dict[str, list[Found]], forms: Forms) -> list[Naming]:
    """Enter names that at least one of their neighbourhoods proves; the longer ones first."""
    proved: list[Naming] = []
    judged = [(name, kind) for name in left if (kind := _kind_in_context(text, name, left[name]))]
    for name, kind in sorted(judged, key=lambda one: -one[0].count(" ")):
        places = left[name]
        if kind == "place":
            proved += [Naming(start, end, "place", "", "place.context") for start, end, _ in places]
        # "Thackeray" may be a short form of a name that was proved just before.
        elif " " in name or not forms.find(name, places[0][0], text):
            member = _enter(cast, slug(name), name, kind, places[0][0])
            member.aliases.setdefault(name, places[0][0])
            forms.add(member)
            proved += [Naming(start, end, kind, member.actor_id, "context") for start, end, _ in places]
    return proved


# What the neighbours of a name may tell, the surest first, and the kind that it makes.
_VOTES = {"group": "group", "person": "person", "employer": "employer", "speaker": "person", "place": "place"}


def _kind_in_context(text: str, name: str, places: list[Found]) -> str:
    rule = places[0][2].rule
    if rule == "shape.acronym" and all(piece.rule == rule for _, _, piece in places):
        union = any(looks_like_union(text, start, end) for start, end, _ in places)
        return "union" if union else "employer" if _speaks_as_firm(text, places) else ""
    if rule == "shape.head":
        return _kind_of_head(text, name, places)
    words = name.split(" ")
    if len(words) > 4 or (len(words) > 1 and not _SMALL_WORDS.isdisjoint(words)):
        return ""
    if len(words) == 1:
        return _kind_of_word(text, name, places)
    kind = _kind_by_votes(text, places, len(words))
    return "employer" if kind == "person" and len(places) > 2 and _is_firm(text, name, places) else kind


def _kind_of_word(text: str, name: str, places: list[Found]) -> str:
    """Judge a name of one word: a first name is a person's if anything proves it, another must not open sentences."""
    if name in NOT_NAMES or name in TITLES or not name[:1].isalpha():
        return ""
    if name in FIRST_NAMES:
        return "person" if _kind_by_votes(text, places, 1) else ""
    sure = [one for one in places if one[2].kind == "person" or _is_no_opening(text, *one[:2])]
    if not sure and _speaks_as_firm(text, places):
        return "employer"  # "Norstahl" opens each sentence, but "Norstahl's offer" is no other word's
    kind = _kind_by_votes(text, sure, 1)
    return "employer" if kind == "person" and _speaks_as_body(text, sure) else kind


def _kind_by_votes(text: str, places: list[Found], words: int) -> str:
    if any(piece.kind == "person" for _, _, piece in places):
        return "person"
    votes = _votes(text, places, words)
    return next((kind for vote, kind in _VOTES.items() if vote in votes), "")


def _votes(text: str, places: list[Found], words: int) -> set[str]:
    return {looks_like(text, start, end, words) for start, end, _ in places[:6]}


def _speaks_as_body(text: str, places: list[Found]) -> bool:
    """Tell whether one word that speaks is a body: people have two names, a role, a title or are "he" or "she"."""
    name = text[slice(*places[0][:2])] if places else ""
    if "person" in _votes(text, places, 1) or re.search(rf"\b[A-Z][\w.’'-]+\s{re.escape(name)}\b", text):
        return False
    return not any(piece.kind == "person" or _HE_OR_SHE.search(text, end, end + 200) for _, end, piece in places)


_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|who)\b", re.IGNORECASE)


def _speaks_as_firm(text: str, places: list[Found]) -> bool:
    """Tell whether a name is a firm's in one place and speaks in another: "Kaltex's offer", "Kaltex said"."""
    return {"employer", "speaker"} <= _votes(text, places, 1)


def _is_no_opening(text: str, start: int, end: int) -> bool:
    """Tell whether a word has its capital from being a name, not from opening a sentence."""
    return not opens_sentence(text, start) or opens_as_person(text, start, end)


def _is_firm(text: str, name: str, places: list[Found]) -> bool:
    """A name that stands in full each time, in a text that speaks of "the airline", is no person's."""
    last = name.rsplit(None, 1)[-1]
    told = len(re.findall(rf"\b{re.escape(last)}\b", text)) > len(places)
    described = told or any(find_role(text, start, end) for start, end, _ in places)
    return not described and bool(_the_firm().search(text))


@cache
def _the_firm() -> re.Pattern:
    return re.compile(rf"\b[Tt]he\s{prefix_tree(terms('descriptions', kind='employer'))}\b")


def _kind_of_head(text: str, name: str, places: list[Found]) -> str:
    kind = ORG_HEADS[name]
    if kind == "press":
        named = any(re.search(r"\b[Tt]he\s$", text[max(0, start - 4) : start]) for start, *_ in places)
        return kind if named else ""
    # "the Alliance", told again and again, is a body by that name.
    return kind if len(places) > 1 and kind in ("coalition", "partnership") else ""


def _collect_roles(cast: Cast, text: str) -> None:
    for naming in cast.namings:
        member = cast.members.get(naming.actor_id)
        if member is None or len(member.roles) > 2:
            continue
        role = None
        if member.kind == "person":
            role = find_role(text, naming.start, naming.end, sure=True) or _membership(cast, text, naming)
        elif not member.roles and member.kind in ORGANISATIONS:
            role = describe(text, naming.end) or describe_before(text, naming.start)
        if role:
            member.roles.append(_from_body(cast, text, role))


def _from_body(cast: Cast, text: str, role: Role) -> Role:
    """Begin a description with the body whose name it cuts: "Department of Labour spokesman"."""
    whole = next((n for n in cast.before(role.start, 2) if n.kind in ORGANISATIONS and n.end > role.start), None)
    return Role(whole.start, role.end, " ".join(text[whole.start : role.end].split())) if whole else role


_OF_BODY = re.compile(
    r"\s((?:of|from|with)\s(?:[^,.;:“”\"()\n—–?!]|(?<=[A-Z])\.|\.(?=\w)){2,90}?)"
    r"(?=[,.;:(\n“”\"—–]|\s(?:who|which|that|said|says|told|tells|in\sa|and)\b|$)"
)


def _membership(cast: Cast, text: str, naming: Naming) -> Role | None:
    """ "Larry Bryce of the Bakers union": where nothing else is said, the organisation is what describes someone."""
    match = _OF_BODY.match(text, naming.end)
    if not match:
        return None
    named = any(n.kind in ORGANISATIONS for n in cast.between(*match.span(1)))
    return Role(*match.span(1), " ".join(match[1].split())) if named or holds_body(match[1]) else None
