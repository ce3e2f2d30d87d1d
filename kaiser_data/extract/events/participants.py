"""Who acts in an event, against whom, and where.

In "Kaiser refused a routine 30-day contract extension" the subject acts and the union is the other side; in "600
midwives … conducted a one-day strike at Kaiser facilities" the workers act, so their union does, and the employer is
the target. Which side acts is a matter of the type (workers strike, employers lay off) and of the subject. Where a
clause names no union, the one that the text is about is meant. Left alone: people whom no name stands for.
"""

import re
from typing import NamedTuple

from kaiser_data.extract.actors import descriptions as reference
from kaiser_data.extract.actors.text_actors import is_site, organisations
from kaiser_data.extract.document import source_of
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.mentions import Telling
from kaiser_data.extract.events.parties import UNION, Scene
from kaiser_data.extract.events.places import find_place

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


def find_roles(scene: Scene, case: Case, is_main: bool) -> Roles:
    """Find the actor, target and place of an event; the text's main event of a type is its union's."""
    telling = _fullest(case)
    actor, target = _sides(scene, case, telling)
    if not is_main and actor == scene.union and (group := _group(scene, telling)):
        actor = group
    return Roles(actor, target if target != actor else "", find_place(scene, case))


def _fullest(case: Case) -> Telling:
    if len(case.tellings) == 1:
        return case.tellings[0]
    dated = [telling for telling in case.tellings if telling.when.value and telling.label != "headline"]
    return max(dated or case.tellings, key=lambda telling: telling.end - telling.start)


def _sides(scene: Scene, case: Case, telling: Telling) -> tuple[str, str]:
    kind = case.type
    tellings = case.tellings
    if len(tellings) > 1:
        tellings = [telling, *(other for other in case.recent() if other is not telling)]
    stretches = [(t.start, t.end) for t in tellings] + [t.sentence for t in tellings]
    union = scene.union_in(stretches) or scene.union_before(telling.start) or scene.union
    if kind in _BARGAINED:
        union = _of_all(scene, tellings, union)
    employer = scene.employer_in(stretches) or scene.employer
    if kind not in _OF_ANYONE and not any(scene.names_union(*_before_verb(other)) for other in tellings):
        return union, employer
    outside = kind in _OUTSIDE and kind != "other"
    subject, is_named, what = _acting(scene, tellings)
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
        named = scene.cast.between(telling.start, telling.end)
        return next((naming.actor_id for naming in named if naming.kind == "government"), ""), ""
    if kind in _BODY:
        subject = subject or _body(scene, telling) or (_site(scene, telling) if kind == "certification" else "")
        return subject, (_second(scene, telling, subject) if kind == "split" else "")
    return (subject if what in UNION and is_named else union), employer


def _acting(scene: Scene, tellings: list[Telling]) -> tuple[str, bool, str]:
    """Give the first actor that a clause has for its subject, whether it is named, and its kind."""
    members = scene.cast.members
    for telling in tellings:
        subject, is_named = _subject(scene, telling)
        if subject:
            return subject, is_named, members[subject].kind if subject in members else ""
    return "", False, ""


def _subject(scene: Scene, telling: Telling) -> tuple[str, bool]:
    """Give the actor named in the words before the verb, or whom they mean ("the union"), and whether it is named."""
    text, (start, end) = scene.text, _before_verb(telling)
    for said in _SAID.finditer(text, start, end):
        # "the union said the system had halted bargaining": who speaks is not who acts.
        start = said.end()
    named = [n for n in scene.cast.between(start, end) if n.actor_id and n.kind not in ("press", "place")]
    if telling.type in _BODY:
        named = named[::-1]
    for naming in named:
        if not text[max(0, naming.start - 12) : naming.start].rstrip(" the").endswith(_BESIDE):
            return naming.actor_id, True
    if named:
        return "", False
    phrase = _PHRASE.search(text, start, telling.trigger.start)
    if not phrase:
        return "", False
    words = phrase[1].lower()
    if telling.type == "unfair_labor_practice_charge" and words in ("it", "they"):
        return "", False
    if words in ("we", "our"):
        kind = source_of(scene.doc).kind
        return {"union": scene.union, "employer": scene.employer}.get(kind, ""), False
    return reference.resolve(scene.doc, phrase.start(1), phrase.end(1)), False


def _before_verb(telling: Telling) -> tuple[int, int]:
    trigger, start = telling.trigger, telling.start
    first = trigger.first
    end = trigger.start if trigger.noun[0] > start + 3 else first
    return telling.sentence[0] if first - start < 4 else start, end


_SAID = re.compile(r"\b(?:said|says|announced|argued|claimed|alleged|reported)\s+(?:\w+day\s+)?(?:that\s+)?")
_PHRASE = re.compile(
    r"(?:\A|\b)([Ww]e|[Ii]t|[Tt]hey|[Ss]?[Hh]e|[Mm]anagement|[Ee]mployers|(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[\w’-]+\s+){0,2}?[\w’-]+)"
    r"(?:\s+(?:had|has|have|was|were|is|are|will|would|also|then|again|later|\w+ly)){0,3}\s*\Z"
)


_NATIONAL = re.compile(
    r"\b(?:[Nn]ational|NATIONAL)\s+(?:\([^()]{1,40}\)\s+|and\s+local\s+)?"
    r"(?:[Cc]ontract|[Aa]greement|[Bb]argaining|[Nn]egotiations?|[Tt]alks|[Dd]eal|[Pp]act|[Ss]ettlement)\b"
)
_BARGAINED = frozenset(
    {"contract_expiration", "contract_extension", "tentative_agreement", "ratification", "bargaining", "contract"}
)


def _of_all(scene: Scene, tellings: list[Telling], union: str) -> str:
    """A national agreement is that of the coalition behind the union, where the text names one."""
    cast = scene.cast
    member = cast.members.get(union)
    if not member or member.kind == "coalition":
        return union
    if not any(_NATIONAL.search(scene.text, t.start, t.end) for t in tellings):
        return union
    behind = cast.members.get(member.member_of)
    if behind and behind.kind == "coalition":
        return behind.actor_id
    kinds = ("coalition",)
    if kinds not in cast.by_weight:
        cast.by_weight[kinds] = organisations(cast, kinds)
    return next((other.actor_id for other in cast.by_weight[kinds]), union)


def _group(scene: Scene, telling: Telling) -> str:
    """Give the group of workers that a clause itself counts, where it names no union."""
    named = scene.cast.between(telling.start, telling.end)
    if any(naming.kind in UNION for naming in named):
        return ""
    return next((n.actor_id for n in named if n.kind == "group" and n.start < telling.trigger.end), "")


def _body(scene: Scene, telling: Telling) -> str:
    """Find the body that "such a committee was built" means: the one named last whose name has the noun."""
    cast, noun = scene.cast, scene.text[slice(*telling.trigger.noun)].lower()
    near = [*cast.before(telling.end, 60), *cast.between(telling.end, telling.end + 400)]
    named = [naming for naming in near if naming.actor_id in cast.members]
    return next((n.actor_id for n in named if noun in cast.members[n.actor_id].name.lower().split()), "")


def _site(scene: Scene, telling: Telling) -> str:
    """Find the site that its town stands for: "Downey achieved Magnet designation"."""
    members = scene.cast.members.values()
    for naming in scene.cast.between(telling.start, telling.trigger.start):
        town = scene.text[naming.start : naming.end] if naming.kind == "place" else ""
        found = (member.actor_id for member in members if town and town in member.name.split() and is_site(member.name))
        if site := next(found, ""):
            return site
    return ""


def _second(scene: Scene, telling: Telling, subject: str) -> str:
    named = scene.cast.between(telling.start, telling.end)
    return next((n.actor_id for n in named if n.kind in UNION and n.actor_id != subject), "")
