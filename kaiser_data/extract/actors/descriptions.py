"""Whom the words "the union", "management", "she" or "the report" mean.

"The union launched the strike" after "UNAC/UHCP said" is UNAC/UHCP; "management routinely cites" after "Kaiser
Permanente Downey Medical Center" is Kaiser Permanente, since a site's management is its owner's. A definite
description takes the actor of its kind that the text named last, a pronoun the person; where the text names one only
later ("The healthcare union representing the 31,000 workers"), the first one after. Plurals that mean several actors
("the unions") take the nearest alike.
"""

import re
from collections.abc import Container
from itertools import chain

from spacy.tokens import Doc

from kaiser_data.extract.actors.component import cast_of
from kaiser_data.extract.actors.text_actors import ORGANISATIONS, Cast, Naming, is_force, organisations, whole_of
from kaiser_data.extract.document import text_of
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms
from kaiser_data.rows import fold

_HE_OR_SHE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_IT_OR_THEY = frozenset({"it", "they", "its", "their", "them", "itself", "themselves"})
# "the union" may be a coalition, and the other way round.
_KINDS = {"union": ("union", "coalition"), "coalition": ("coalition", "union")}
# "the union backing the walkout", but "the nursing union"
_POSTMODIFIER = re.compile(
    r",|\s(?:(?:of|for|at|in|from|with|who|which|that|on|by|to|against|behind|whose|said|representing|covering)\b|"
    r"\w+ing\s(?:the|its|their|an?|some|all|\d[\d,.]*|[A-Z]\S+)\s)"
)
_DEFINITE = Pattern(
    r"(?:the(?!\s(?:two|three|four|five|six|\d+)\s)|its|their|his|her|our|this|that|these|such|both|management)\b",
    re.IGNORECASE,
)


def resolve(doc: Doc, start: int, end: int) -> str:
    """Give the id of the actor that the characters `start:end` mean, "" where the text names none."""
    text = text_of(doc)
    naming = named_by_phrase(cast_of(doc), text, start, end)
    return naming.actor_id if naming else resolve_description(doc, start, fold(text[start:end]))


def resolve_description(doc: Doc, start: int, words: str) -> str:
    """Give the id of the actor that words at `start` mean, white space folded, where they hold no name of it."""
    cast, low = cast_of(doc), words.lower()
    if low in _HE_OR_SHE:
        return _last(cast, start, ("person",))
    if low in _IT_OR_THEY:
        return _last(cast, start, ORGANISATIONS - {"party"})
    kind, noun = _kind_and_noun(words)
    if not kind:
        return ""
    if kind == "report":
        return author_of(doc, start, noun)
    if not _DEFINITE.match(words) and low not in terms("descriptions", article="none"):
        return ""  # "labor leaders said" names nobody
    meant = _nearest(cast, start, _KINDS.get(kind, (kind,)))
    is_site = noun in terms("event_nouns", **{"class": "workplace"})
    return meant if is_site or not meant else whole_of(cast.members, meant)


def _kind_and_noun(words: str) -> tuple[str, str]:
    """Tell what kind of actor the head noun of a description names, and that noun."""
    head = _POSTMODIFIER.split(words, maxsplit=1)[0].lower().replace("'", "’").split()
    kinds = mapping("descriptions", "kind")
    nouns = (" ".join(head[-count:]) for count in range(min(3, len(head)), 0, -1))
    return next(((kinds[noun], noun) for noun in nouns if noun in kinds), ("", ""))


def is_body(words: str) -> bool:
    """Tell whether a description means an organisation: "the port authority", "the government"."""
    return _kind_and_noun(words)[0] not in ("", "report")


_SHORT_FORM = re.compile(r"\s\([^()]*\)?\Z")
_POSSESSIVE = re.compile(r"[’']s?\s\w")
_GENITIVE = re.compile(r"^[’']s?(?=\s|$)")
_LEADS_IN = Pattern(r"(?:[A-Z][\w-]*[’']s?\s)?(?:[Tt]he\s|[Bb]oth\s|[“\"‘'*_]|[a-z-]+\s){0,3}")


def named_by_phrase(cast: Cast, text: str, start: int, end: int) -> Naming | None:
    """Find the actor that a noun phrase itself names: "Kaiser", "the Alliance", "union official Sam Hale".

    A name inside a longer description ("a nurse at Kaiser") is not whom the phrase means.
    """
    inside = [naming for naming in cast.between(start, end) if naming.actor_id and naming.end <= end + 2]
    if not inside:
        return None
    head_from = _head_start(inside, start)
    last = inside[-1]
    if (last.kind, last.end) == ("person", end) and _leads_to(cast, start, inside):
        return last
    people = [naming for naming in inside if naming.kind == "person" and _is_head(text, head_from, naming, end)]
    if people:
        # "Gov. Rinaldi’s office" is not the governor.
        return None if _POSSESSIVE.match(text, people[-1].end, end) else people[-1]
    return next((naming for naming in inside if _is_whole(text, start, naming, end)), None)


def _leads_to(cast: Cast, start: int, inside: list[Naming]) -> bool:
    """ "the president of the Bakers Union Ana Ruiz", "Norlink Director of Operations Ana Ruiz"."""
    roles = cast.members[inside[-1].actor_id].roles if inside[-1].actor_id in cast.members else ()
    ends = {naming.end for naming in inside[:-1]} | {role.end for role in roles if role.start <= start + len("The ")}
    return inside[-1].start - 1 in ends


def _head_start(inside: list[Naming], start: int) -> int:
    """Go past the body whose office a phrase opens with: "Port of Durban spokesman Sipho Zulu"."""
    opening = (naming.end for naming in inside if naming.kind != "person" and naming.start - start <= len("The "))
    return max(opening, default=start)


def _is_whole(text: str, start: int, naming: Naming, end: int) -> bool:
    """Tell whether a body's name is all that a phrase says, but for an article and its staff: "Kaiser officials"."""
    before, after = text[start : naming.start], _POSTMODIFIER.split(text[naming.end : end], maxsplit=1)[0]
    after = _SHORT_FORM.sub("", after)
    if before and (
        _POSTMODIFIER.search(before) or not (_LEADS_IN.fullmatch(before) or _kind_and_noun(before.strip())[0])
    ):
        return False
    noun = _GENITIVE.sub("", after).strip(" ’'”\")*_")  # "the Bakers union", "Kaiser officials"
    # "a senior Guild official" is not the Guild
    is_staff = noun in terms("staff_nouns") and not before.lower().startswith(("a ", "an ", "one ", "another "))
    return not noun or is_staff or mapping("descriptions", "kind").get(noun) == naming.kind


def _is_head(text: str, start: int, naming: Naming, end: int) -> bool:
    """Tell whether a person is whom a phrase means: "The mill's manager, Greta Halloran", not "a friend of Greta"."""
    before = text[start : naming.start]
    if before.endswith(", ") and naming.end == end:
        before = before[:-2]
    return not _POSTMODIFIER.search(before)


def _last(cast: Cast, start: int, kinds: Container[str]) -> str:
    """Give the actor of some kinds that a text names last before `start`."""
    return next((naming.actor_id for naming in cast.before(start) if naming.kind in kinds), "")


def _nearest(cast: Cast, start: int, kinds: tuple[str, ...]) -> str:
    """Give the party of some kinds that a text names last before `start`, else the one that it names most."""
    if kinds not in cast.by_weight:
        cast.by_weight[kinds] = organisations(cast, kinds)
    near = (cast.members[naming.actor_id] for naming in cast.before(start, 60) if naming.kind in kinds)
    told, firms = chain(near, cast.by_weight[kinds]), "employer" in kinds
    return next((one.actor_id for one in told if (one.side == "employer" if firms else not is_force(one))), "")


def author_of(doc: Doc, start: int, noun: str) -> str:
    """Find who wrote "the report": whom the text names or describes last where it spoke of it in the same sentence."""
    text, cast, low = text_of(doc), cast_of(doc), max(0, start - 8000)
    deed = rf"{re.escape(noun)}|sued" if noun.endswith("suit") else re.escape(noun)
    for told in reversed(list(re.finditer(rf"\b(?:{deed})\b", text[low:start]))):
        at = low + told.start()
        opens = max(text.rfind(". ", low, at), text.rfind("\n", low, at), low - 1) + 1
        authors = [(naming.end, naming.actor_id) for naming in cast.between(opens, at) if naming.actor_id]
        authors += [(party.end(), resolve(doc, *party.span())) for party in _PARTIES.finditer(text, opens, at)]
        if authors:
            return max(authors)[1]
    return ""


def report_in(words: str) -> str:
    """Give the noun by which a description is a paper, which speaks for its author: `report`; "" where it is none."""
    found = _REPORTS.search(words.lower())
    return found[1] if found else ""


_REPORTS = Pattern(
    lambda: (
        r"^(?:(?:the|its|their|his|her|an?|that|this)\s)?(?:(?!in\s|at\s|of\s|by\s|with\s)[^\s]+\s){0,5}?"
        rf"({prefix_tree(terms('descriptions', kind='report'))})"
        rf"(?:\s(?:of|by|from|on|to|for|in|which|that|{any_of('verb_uses', use='published')})\b|$)"
    )
)
_PARTY_NOUNS = frozenset().union(*(terms("descriptions", kind=kind) for kind in ("union", "employer", "coalition")))
_PARTIES = Pattern(lambda: rf"\b(?:the|its|their)\s{prefix_tree(_PARTY_NOUNS)}\b|\bmanagement\b", re.IGNORECASE)
