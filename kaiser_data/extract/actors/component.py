"""People, organisations, groups and places that a text names, and the table `actors`.

"Anjetta Thackeray, a spokesperson for UNAC/UHCP, said" gives the person `anjetta-thackeray`, side `union`, member of
`unac-uhcp`. `names` cuts names out of runs of capitals; the words of a name tell whether it is a union's, an employer's
or a person's (`gazetteer.kind_by_words`), else those around it (`name_context.kind_in_context`). Which names mean one
actor stands in `collect` and `text_actors`, who has no name in `worker_groups` and `unnamed_parties`; what "the union"
or "she" means, in `descriptions`. A body has the side of its kind, a person that of the first description which tells
one (`sides`).

For the extractors:

- `doc.spans["actors"]`: `label_` is the kind (`union coalition employer partnership government party press person
  group place`), `kb_id_` the actor's id (empty for a place), `id_` the rule.
- `cast_of(doc)`: the `Cast` with `members` (id to `Member`: name, kind, side, aliases, member_of, roles) and
  `namings` in order; `cast.between(start, end)`, `cast.before(start)`.
- `descriptions.resolve(doc, start, end)`: the actor's id that the words `start:end` mean (a name, "the union", "she"),
  "" where nobody.
- `rows(doc, source)`: the `Actor` rows of one text; `merge_actors` joins those of several texts.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract.actors.collect import read_cast
from kaiser_data.extract.actors.described_people import BODY_NOUNS, Role, describe_body, roles_beside
from kaiser_data.extract.actors.gazetteer import TRADES, known_actors
from kaiser_data.extract.actors.name_context import employs, speaks
from kaiser_data.extract.actors.office_holders import add_offices
from kaiser_data.extract.actors.sides import KIND_SIDES, OWNER_SIDES, side_of_role
from kaiser_data.extract.actors.text_actors import ORGANISATIONS, Cast, Member, Naming, slug
from kaiser_data.extract.actors.unnamed_parties import add_described, name_union
from kaiser_data.extract.actors.worker_groups import add_groups
from kaiser_data.extract.document import keep, mark, recall, require, source_of, text_of
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.extract.layout import layout_of
from kaiser_data.lexicon import Pattern, prefix_tree, terms
from kaiser_data.rows import Actor, Source, fold


@Language.component("kaiser_actors", requires=["doc._.kaiser_layout"], assigns=["doc.spans", "doc._.kaiser_actors"])
def annotate(doc: Doc) -> Doc:
    """Mark everyone and every place that a Doc names: `doc.spans["actors"]`."""
    require(doc, "kaiser_actors", "kaiser_layout")
    cast = keep(doc, "cast", _find_cast(doc))
    mark(doc, "actors", ((n.start, n.end, n.kind, n.actor_id, n.rule) for n in cast.namings))
    return doc


def _find_cast(doc: Doc) -> Cast:
    text, (blocks, starts, ends, _) = text_of(doc), layout_of(doc)
    cast = read_cast(text, [block.end for block in blocks]) if blocks else Cast()
    _collect_roles(cast, text)
    add_offices(cast, text)
    name_union(cast, text)
    _set_sides(cast, text)
    add_groups(cast, text, starts, ends)
    _add_publisher(cast, text, source_of(doc))
    add_described(cast, text)
    return cast


_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")


def _add_publisher(cast: Cast, text: str, source: Source) -> None:
    """Let a statement that an employer or a union makes as "we" have its publisher for an actor, named or not."""
    name = source.publisher.partition(" (")[0].strip()
    actor_id = slug(name)  # nothing where the name has no letter and no digit: it names nobody
    known = any(member.name in name for member in cast.members.values() if member.kind != "person")
    if actor_id and not known and source.kind in ("employer", "union") and _WE.search(text):
        cast.members.setdefault(actor_id, Member(actor_id, name, source.kind, source.kind))


def cast_of(doc: Doc) -> Cast:
    """Give the actors of a Doc."""
    return recall(doc, "cast", _find_cast)


Doc.set_extension("kaiser_actors", getter=cast_of, force=True)


def rows(doc: Doc, source: Source) -> Iterator[Actor]:
    """Give an Actor row for everyone whom the text names; bylines of its own authors give none."""
    cast, text = cast_of(doc), text_of(doc)
    authors = {author.strip() for author in source.authors.split(";")}
    for member in sorted(cast.members.values(), key=lambda member: member.first):
        if member.name not in authors:
            namings = cast.by_actor.get(member.actor_id, ())
            # a publisher that is not named means itself by "we"
            first = namings[0][:2] if namings else (we.span() if (we := _WE.search(text)) else (None, None))
            yield Actor(
                actor_id=member.actor_id,
                name=member.name,
                short_name=cast.display_name(text, member),
                kind=member.kind,
                side=member.side,
                aliases="|".join(sorted({alias for alias in member.aliases if alias != member.name})),
                member_of=member.member_of,
                source_id=source.source_id,
                start=first[0],
                end=first[1],
                named_by=_named_by(member, namings, text) if namings else "composed",
            )


def _named_by(member: Member, namings: Sequence[Naming], text: str) -> str:
    """Say where an actor's full name is from: the text, our lexicon, or a rule that composed it of the text's words."""
    # A full name stands where its actor is named: to seek it in the whole text takes the square of many names.
    reach = len(member.name) + 8
    if any(member.name in fold(text[max(0, naming.start - reach) : naming.end + reach]) for naming in namings):
        return "text"
    return "lexicon" if member.actor_id in known_actors() else "composed"


_OWNER = re.compile(r"([\w-]+)[’']s?\s(?:\([A-Z]\w+\)\s)?$")
# A text that names someone more often tells elsewhere who that is, or takes it as known.
_IN_PASSING = 6


def _collect_roles(cast: Cast, text: str) -> None:
    """Give every actor what the text says that it is, where it names it: of a person three things, of a body one."""
    for naming in cast.namings:
        member = cast.members.get(naming.actor_id)
        if member is None or len(member.roles) > 2:
            continue
        if member.kind == "person":
            roles = [*roles_beside(text, naming.start, naming.end, sure=True)] or [_membership(cast, text, naming)]
            member.roles += [_with_whole_names(cast, text, role) for role in roles if role]
        elif not member.roles and (role := describe_body(text, naming.start, naming.end)):
            member.roles.append(role)


_BODY_NOUN = Pattern(lambda: rf"(?:\s{prefix_tree(BODY_NOUNS)}\b)?")
_BRACKETED = re.compile(r"\s\([A-Z][\w/&-]{1,11}\)")
_TOUCHES = re.compile(r"\s\(|\)?\s?")
_OF_BODY = Pattern(
    r",?\s((?:of|from|with)\s(?:[^,.;:“”\"()\n—–?!]|(?<=[A-Z])\.|\.(?=\w)){2,90}?)"
    r"(?=[,.;:(\n“”\"—–]|\s(?:who|which|that|said|says|told|tells|in\sa|and)\b|$)"
)


def _membership(cast: Cast, text: str, naming: Naming) -> Role | None:
    """ "Larry Bryce of the Bakers union": where nothing else is said, the organisation is what describes someone."""
    match = _OF_BODY.match(text, naming.end)
    if not match:
        return None
    named = [one for one in cast.between(*match.span(1)) if one.kind in ORGANISATIONS]
    if not named:  # "of the sailors' rights movement"
        return None if BODY_NOUNS.isdisjoint(match[1].lower().split()) else Role(*match.span(1), fold(match[1]))
    end = _BODY_NOUN.match(text, named[-1].end).end()  # "from the Bakers Union fears", "of the Bakers union says"
    return Role(match.start(1), end, fold(text[match.start(1) : end]))


def _with_whole_names(cast: Cast, text: str, role: Role) -> Role:
    """Read a description with the whole names at its edges: "president of the Tug and Ferry Union"."""
    bodies = (naming.end for naming in cast.between(role.start, role.end) if naming.kind != "person")
    start, close = role.start, role.start + len(text[role.start : role.end].rstrip())
    end = max([close, *bodies])
    if (acronym := _BRACKETED.match(text, end)) and any(naming.end == end for naming in cast.before(end, 1)):
        end = acronym.end()  # "secretary of the Bakers Union (BU)"
    for naming in cast.before(start, 2):
        if naming.kind in ORGANISATIONS and (naming.end > start or _TOUCHES.fullmatch(text, naming.end, start)):
            start = naming.start
    return Role(start, end, fold(f"{text[start : role.start]}{role.text}{text[close:end]}"))


def _set_sides(cast: Cast, text: str) -> None:
    """Give every actor of a text its side and, where the text proves it, its organisation."""
    for member in cast.members.values():
        if member.kind != "person":
            member.side = _side_of_body(cast, text, member)
    is_dispute = any({"union", "worker"} & {member.kind, member.side} for member in cast.members.values())
    for member in cast.members.values():
        if member.kind == "person" and not member.side:
            _place_person(cast, text, member, is_dispute)
    sides = {member.side for member in cast.members.values()}
    if ("union" in sides and "employer" not in sides) or _is_local_employer(cast, text):
        for member in cast.members.values():
            if member.side == "government" and any(_governs_locally(cast, role) for role in member.roles):
                member.side = "employer"


def _side_of_body(cast: Cast, text: str, member: Member) -> str:
    """Give the side of a body's kind, but the employers' of one that is struck: "talks with the Gazette"."""
    may_employ = member.kind in ("press", "group") or (member.kind == "government" and _is_local(member))
    namings = cast.by_actor.get(member.actor_id, ()) if may_employ else ()
    whole = [one for one in namings if member.kind == "press" or " " in text[one.start : one.end]]
    is_struck = any(employs(text, naming.start, naming.end) for naming in whole)
    return "employer" if is_struck else member.side or KIND_SIDES.get(member.kind, "other")


_EMPLOYED = TermFinder(lambda: ((word, word) for word in TRADES | terms("telling_words", kind="bargained")))
_LOCAL_BODIES = terms("telling_words", kind="local body")
_LOCAL_BODY = Pattern(lambda: rf"\b{prefix_tree(_LOCAL_BODIES)}(?:[’']s)?\s(?:[\w-]+\s)?[\w-]+\Z", re.IGNORECASE)
_LOCAL_OFFICE = Pattern(
    lambda: rf"\b{prefix_tree(_LOCAL_BODIES | terms('telling_words', kind='local office'))}\b", re.IGNORECASE
)


def _is_local(member: Member) -> bool:
    return member.name.rpartition(" ")[2].lower() in _LOCAL_BODIES


def _is_local_employer(cast: Cast, text: str) -> bool:
    """Tell whether a town is itself the employer: "the city’s bus drivers", "employed by Lund Council"."""
    is_named = any(member.side == "employer" and _is_local(member) for member in cast.members.values())
    return is_named or any(_LOCAL_BODY.search(text, max(0, at - 40), end) for at, end, _ in _EMPLOYED.find(text))


def _governs_locally(cast: Cast, role: Role) -> bool:
    """ "the mayor of Lund", but no councillor of a party or of the opposition speaks for the council."""
    of_party = any(naming.kind == "party" for naming in cast.between(role.start, role.end))
    return bool(_LOCAL_OFFICE.search(role.text)) and not of_party and "opposition" not in role.text.lower()


def _speaks(cast: Cast, text: str, member: Member) -> bool:
    """Tell whether a text lets someone speak whom it names in passing."""
    named = cast.by_actor.get(member.actor_id, ())
    return len(named) < _IN_PASSING and any(speaks(text, naming.start, naming.end) for naming in named)


def _owner(cast: Cast, text: str, member: Member) -> tuple[str, str]:
    """Give the side and the id of the body whose a text calls someone: "Norlink’s Ana Ruiz", "the union’s Ana Ruiz"."""
    for naming in cast.by_actor.get(member.actor_id, ()):
        owner = _OWNER.search(text, max(0, naming.start - 40), naming.start)
        near = next((one for one in cast.before(naming.start, 2) if owner and one.end == owner.end(1)), None)
        if near and near.kind in ORGANISATIONS:
            return cast.members[near.actor_id].side, near.actor_id
        if owner and owner[1] in OWNER_SIDES:
            return OWNER_SIDES[owner[1]], ""
    return "", ""


_GOVERNS = re.compile(r"(?:[’']s)?\s(?:administration|government)\b")  # "the Ruiz administration"


def _place_person(cast: Cast, text: str, member: Member, is_dispute: bool) -> None:
    # Of whom a dispute's text tells nothing, but hides the surname or lets them speak, is one of those it is about.
    is_one_of_us = member.name in terms("first_names") or (is_dispute and _speaks(cast, text, member))
    side, owner = _owner(cast, text, member)
    if any(_GOVERNS.match(text, naming.end) for naming in cast.by_actor.get(member.actor_id, ())):
        side = "government"
    member.side = side or ("worker" if is_one_of_us and not member.roles else "other")
    member.member_of, sides = owner, []
    for role in member.roles:
        home = _home(cast, role)
        side = side_of_role(role.text, home.side if home else "")
        if home and home.kind != "person" and not member.member_of and side in (home.side, "worker"):
            member.member_of = home.actor_id
        sides.append(side)
    member.side = _first_told([*sides, member.side])


def _first_told(sides: list[str]) -> str:
    """Give the first side that is one, but the union's after a trade: "a nurse", "who leads the local"."""
    told = [side for side in sides if side != "other"] or ["other"]
    return "union" if told[0] == "worker" and "union" in told else told[0]


def _home(cast: Cast, role: Role) -> Member | None:
    """Give for whom someone holds an office: of the bodies that a description names a union, else the last."""
    within = cast.between(role.start, role.end)
    if role.text.startswith(("whose ", "its ", "their ", "Its ", "Their ")):
        within = [naming for naming in cast.before(role.start, 8) if naming.kind in ORGANISATIONS][:1] + within
    named = [cast.members[naming.actor_id] for naming in within if naming.actor_id in cast.members]
    bodies = [one for one in named if one.kind != "person"]
    # "the TKW chairman at the University"
    return next((one for one in bodies if one.side == "union"), (bodies or named or [None])[-1])
