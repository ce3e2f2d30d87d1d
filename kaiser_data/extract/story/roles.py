"""Who acts in an event, against whom, and where.

In "Kaiser refused a routine 30-day contract extension" the subject acts and the union is the other side; in "600
midwives … conducted a one-day strike at Kaiser facilities" the workers act, so their union does, and the employer is
the target. Which side acts is a matter of the type (workers strike, employers lay off) and of the subject. Where a
clause names no union, the one that the text is about is meant. Left alone: people whom no name stands for.
"""

import re
from itertools import chain
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.extract.actors import cast_of
from kaiser_data.extract.layout import text_of
from kaiser_data.extract.people import reference
from kaiser_data.extract.people.cast import Cast, Naming, is_site, organisations
from kaiser_data.extract.story.cases import Case
from kaiser_data.extract.story.places import find_place
from kaiser_data.extract.story.telling import Telling

_UNION, _EMPLOYER = ("union", "coalition"), ("employer",)
# Of these the subject decides: either side may act.
_EITHER = frozenset({"lawsuit", "contract_extension", "bargaining", "unfair_labor_practice_charge", "report", "other"})
_OUTSIDE = frozenset({"arrest", "violence", "legislation", "other"})
_BODY = frozenset({"founding", "split", "certification"})
# Of all others a union acts: the subject of a clause only says which.
_OF_ANYONE = _EITHER | _OUTSIDE | _BODY | {"layoff", "lockout"}
_BESIDE = (" at", " against", " with", " to", " from", " for", " in", " outside", " on", " between", " near")


class Roles(NamedTuple):
    """The ids of who acts and who is acted on, the place, and a line for a chart."""

    actor_id: str
    target_id: str
    place: str


class Parties(NamedTuple):
    """The union and the employer that a text is about."""

    union: str
    employer: str


def main_parties(doc: Doc) -> Parties:
    """Find the union and the employer that a text names most; its publisher, where that is one, before all."""
    cast = cast_of(doc)
    publisher = doc._.source.publisher if doc._.source else ""
    counts: dict[str, float] = {}
    weights: dict[tuple[str, str], float] = {}
    for naming in cast.namings:
        actor_id, alike = naming.actor_id, (naming.actor_id, naming.kind)
        if actor_id in cast.members:
            if alike not in weights:
                weights[alike] = _weight(cast, naming, publisher)
            counts[actor_id] = counts.get(actor_id, 0) + weights[alike]
    # Where no firm is named, those who strike do so against their government.
    employer = _most(cast, counts, _EMPLOYER) or _most(cast, counts, ("government",))
    return Parties(_most(cast, counts, _UNION), employer)


def _weight(cast: Cast, naming: Naming, publisher: str) -> float:
    member = cast.members[naming.actor_id]
    if publisher and member.name and member.name in publisher:
        return 100
    if naming.kind == "employer" and (is_site(member.name) or member.side != "employer"):
        return 0.1
    return 0.4 if "Local" in member.name and member.member_of in cast.members else 1


def _most(cast: Cast, counts: dict[str, float], kinds: tuple[str, ...]) -> str:
    alike = [(count, -cast.members[i].first, i) for i, count in counts.items() if cast.members[i].kind in kinds]
    return max(alike)[2] if alike else ""


def find_roles(doc: Doc, case: Case, parties: Parties, is_main: bool) -> Roles:
    """Find the actor, target and place of an event; the text's main event of a type is its union's."""
    cast = cast_of(doc)
    telling = _fullest(case)
    actor, target = _sides(doc, cast, case, telling, parties)
    if not is_main and actor == parties.union and (group := _group(cast, telling)):
        actor = group
    place = find_place(doc, cast, case)
    return Roles(actor, target if target != actor else "", place)


def _fullest(case: Case) -> Telling:
    dated = [telling for telling in case.tellings if telling.when.value and telling.label != "headline"]
    return max(dated or case.tellings, key=lambda telling: telling.end - telling.start)


def _sides(doc: Doc, cast: Cast, case: Case, telling: Telling, parties: Parties) -> tuple[str, str]:
    kind = case.type
    tellings = [telling, *(other for other in case.recent() if other is not telling)]
    stretches = [*((t.start, t.end) for t in tellings), *(t.sentence for t in tellings)]
    around = [namings for stretch in stretches if (namings := cast.between(*stretch))]
    union = _named(cast, around, _UNION) or _of_paragraph(doc, cast, telling) or parties.union
    union = _of_all(doc, cast, tellings, union)
    employer = _named(cast, around, _EMPLOYER) or parties.employer
    if kind not in _OF_ANYONE and not any(_names_union(cast, other) for other in tellings):
        return union, employer
    outside = kind in _OUTSIDE and kind != "other"
    subject, is_named, what = _acting(doc, cast, tellings, parties)
    if kind == "other" and _OF_UNIONS.fullmatch(text_of(doc), *telling.trigger.noun):
        return union, employer
    if kind in ("layoff", "lockout"):
        return (subject if what == "employer" else employer), (union if kind == "lockout" else "")
    if kind in _EITHER and what == "employer":
        return subject, union
    if kind == "lawsuit" and what == "government":
        return employer, union
    if kind == "other" and not subject:
        return (union, employer) if telling.trigger.sense == "begin" else ("", "")
    if (
        kind in _OUTSIDE
        and (is_named or not outside)
        and what in ("government", "person", "employer", "union", "coalition", "group")
    ):
        return subject, "" if kind == "legislation" else employer
    if outside:
        return next((n.actor_id for n in cast.between(telling.start, telling.end) if n.kind == "government"), ""), ""
    if kind in _BODY:
        subject = subject or _body(doc, cast, telling) or (_site(doc, cast, telling) if kind == "certification" else "")
        return subject, (_second(cast, telling, subject) if kind == "split" else "")
    return (subject if what in _UNION and is_named else union), employer


def _acting(doc: Doc, cast: Cast, tellings: list[Telling], parties: Parties) -> tuple[str, bool, str]:
    """Give the first actor that a clause has for its subject, whether it is named, and its kind."""
    subjects = (_subject(doc, cast, telling, parties) for telling in tellings)
    subject, is_named = next((found for found in subjects if found[0]), ("", False))
    return subject, is_named, cast.members[subject].kind if subject in cast.members else ""


def _subject(doc: Doc, cast: Cast, telling: Telling, parties: Parties) -> tuple[str, bool]:
    """Give the actor named in the words before the verb, or whom they mean ("the union"), and whether it is named."""
    text, (start, end) = text_of(doc), _before_verb(telling)
    for said in _SAID.finditer(text, start, end):
        # "the union said the system had halted bargaining": who speaks is not who acts.
        start = said.end()
    named = [n for n in cast.between(start, end) if n.actor_id and n.kind not in ("press", "place")]
    if telling.type in _BODY:
        named = named[::-1]
    for naming in named:
        if not text[max(0, naming.start - 12) : naming.start].rstrip(" the").endswith(_BESIDE):
            return naming.actor_id, True
    if named:
        return "", False
    phrase = _PHRASE.search(text, start, telling.trigger.start) or _OPENING.match(text, start, telling.trigger.start)
    if not phrase:
        return "", False
    if telling.type == "unfair_labor_practice_charge" and phrase[1].lower() in ("it", "they"):
        return "", False
    if phrase[1].lower() in ("we", "our"):
        kind = doc._.source.kind if doc._.source else ""
        return {"union": parties.union, "employer": parties.employer}.get(kind, ""), False
    return reference.resolve(doc, phrase.start(1), phrase.end(1)), False


def _before_verb(telling: Telling) -> tuple[int, int]:
    trigger = telling.trigger
    first = trigger.first
    end = max(first, trigger.start) if trigger.noun[0] > telling.start + 3 else first
    is_elided = first - telling.start < 4
    return telling.sentence[0] if is_elided else telling.start, end


def _names_union(cast: Cast, telling: Telling) -> bool:
    """Tell whether the words before a verb name a union, subject or not."""
    members = (cast.members.get(naming.actor_id) for naming in cast.between(*_before_verb(telling)))
    return any(member.kind in _UNION for member in members if member)


_SAID = re.compile(r"\b(?:said|says|announced|argued|claimed|alleged|reported)\s+(?:\w+day\s+)?(?:that\s+)?")
_OPENING = re.compile(
    r"((?:[Tt]he|[Ii]ts|[Tt]heir)\s+(?:[\w’-]+\s+){0,2}?[\w’-]+)\s+(?:had|has|have|was|were|is|are|will|would|\w+ed)\b"
)
_PHRASE = re.compile(
    r"(?:\A|\b)([Ww]e|[Ii]t|[Tt]hey|[Ss]?[Hh]e|[Mm]anagement|[Ee]mployers|(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[\w’-]+\s+){0,2}?[\w’-]+)"
    r"(?:\s+(?:had|has|have|was|were|is|are|will|would|also|then|again|later|\w+ly)){0,3}\s*\Z"
)


def _named(cast: Cast, around: list[list[Naming]], kinds: tuple[str, ...]) -> str:
    """Give the first organisation of a kind that some stretches name; a site's owner for the site."""
    for naming in chain.from_iterable(around):
        member = cast.members.get(naming.actor_id) if naming.kind in kinds else None
        if member:
            return member.member_of if is_site(member.name) and member.member_of in cast.members else naming.actor_id
    return ""


_OF_UNIONS = re.compile(r"(?:overtime\s+)?bans?(?:\s+on\s+overtime)?|work.to.rule|grievances?", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\b(?:[Nn]ational|NATIONAL)\s+(?:\([^()]{1,40}\)\s+|and\s+local\s+)?"
    r"(?:[Cc]ontract|[Aa]greement|[Bb]argaining|[Nn]egotiations?|[Tt]alks|[Dd]eal|[Pp]act|[Ss]ettlement)\b"
)
_BARGAINED = frozenset(
    {"contract_expiration", "contract_extension", "tentative_agreement", "ratification", "bargaining", "contract"}
)


def _of_all(doc: Doc, cast: Cast, tellings: list[Telling], union: str) -> str:
    """A national agreement is that of the coalition behind the union, where the text names one."""
    member = cast.members.get(union)
    if not member or member.kind == "coalition" or tellings[0].type not in _BARGAINED:
        return union
    text = text_of(doc)
    if not any(_NATIONAL.search(text, t.start, t.end) for t in tellings):
        return union
    behind = cast.members.get(member.member_of)
    if behind and behind.kind == "coalition":
        return behind.actor_id
    kinds = ("coalition",)
    if kinds not in cast.by_weight:
        cast.by_weight[kinds] = organisations(cast, kinds)
    return next((other.actor_id for other in cast.by_weight[kinds]), union)


def _group(cast: Cast, telling: Telling) -> str:
    """Give the group of workers that a clause itself counts, where it names no union."""
    named = cast.between(telling.start, telling.end)
    if any(naming.kind in _UNION for naming in named):
        return ""
    return next((n.actor_id for n in named if n.kind == "group" and n.start < telling.trigger.end), "")


def _of_paragraph(doc: Doc, cast: Cast, telling: Telling) -> str:
    """Give the union named last before a clause in its paragraph."""
    text = text_of(doc)
    for naming in cast.before(telling.start, 12):
        if "\n" in text[naming.end : telling.start]:
            return ""
        if naming.kind in _UNION and naming.actor_id in cast.members:
            return naming.actor_id
    return ""


def _body(doc: Doc, cast: Cast, telling: Telling) -> str:
    """Find the body that "such a committee was built" means: the one named last whose name has the noun."""
    noun = text_of(doc)[slice(*telling.trigger.noun)].lower()
    near = [*cast.before(telling.end, 60), *cast.between(telling.end, telling.end + 400)]
    named = [naming for naming in near if naming.actor_id in cast.members]
    return next((n.actor_id for n in named if noun in cast.members[n.actor_id].name.lower().split()), "")


def _site(doc: Doc, cast: Cast, telling: Telling) -> str:
    """Find the site that its town stands for: "Downey achieved Magnet designation"."""
    for naming in cast.between(telling.start, telling.trigger.start):
        town = text_of(doc)[naming.start : naming.end] if naming.kind == "place" else ""
        found = (m.actor_id for m in cast.members.values() if town and town in m.name.split() and is_site(m.name))
        if site := next(found, ""):
            return site
    return ""


def _second(cast: Cast, telling: Telling, subject: str) -> str:
    named = [n.actor_id for n in cast.between(telling.start, telling.end) if n.kind in _UNION and n.actor_id != subject]
    return named[0] if named else ""
