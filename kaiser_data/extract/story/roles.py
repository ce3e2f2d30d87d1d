"""Who acts in an event, against whom, and where.

In "Kaiser refused a routine 30-day contract extension" the subject acts and the union is the other side; in "600
midwives … conducted a one-day strike at Kaiser facilities" the workers act, so the union of the text does, and the
employer is the target. Which side acts is a matter of the type (workers strike, employers lay off) and of the subject.
Left alone: actors that only another sentence would give.
"""

from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.extract.actors import cast_of
from kaiser_data.extract.layout import text_of
from kaiser_data.extract.people import reference
from kaiser_data.extract.people.cast import Cast
from kaiser_data.extract.story.cases import Case
from kaiser_data.extract.story.telling import Telling
from kaiser_data.lexicon import mapping

_BY_EMPLOYER = frozenset({"layoff", "lockout"})
_WORKERS = ("union", "coalition", "group")


class Roles(NamedTuple):
    """The ids of who acts and who is acted on, the place, and a line for a chart."""

    actor_id: str
    target_id: str
    place: str
    label: str


def find_roles(doc: Doc, case: Case) -> Roles:
    """Find the actor, target, place and label of an event."""
    cast = cast_of(doc)
    telling = _fullest(case)
    subject = _subject(doc, cast, telling)
    union = _party(cast, telling, _WORKERS)
    employer = _party(cast, telling, ("employer",))
    actor, target = _sides(cast, case.type, subject, union, employer)
    place = _place(doc, cast, case)
    return Roles(actor, target, place, _label(cast, case, actor, place))


def _fullest(case: Case) -> Telling:
    dated = [telling for telling in case.tellings if telling.when.value and telling.label != "headline"]
    return max(dated or case.tellings, key=lambda telling: telling.end - telling.start)


def _subject(doc: Doc, cast: Cast, telling: Telling) -> str:
    """Give the actor named in the words before the verb, or whom they mean ("the union")."""
    start, end = telling.start, max(telling.trigger.start, telling.start + 1)
    named = [naming for naming in cast.between(start, end) if naming.actor_id and naming.kind != "press"]
    if named:
        return named[0].actor_id
    return reference.resolve(doc, start, end) if end - start < 80 else ""


def _party(cast: Cast, telling: Telling, kinds: tuple[str, ...]) -> str:
    """Give the organisation of a kind that the clause or its sentence names, else the one that the text is about."""
    for start, end in ((telling.start, telling.end), telling.sentence):
        for naming in cast.between(start, end):
            if naming.kind in kinds and naming.actor_id:
                return naming.actor_id
    return reference.nearest(cast, telling.start, kinds if kinds == ("employer",) else ("union", "coalition"))


def _sides(cast: Cast, kind: str, subject: str, union: str, employer: str) -> tuple[str, str]:
    side = cast.members[subject].side if subject in cast.members else ""
    what = cast.members[subject].kind if subject in cast.members else ""
    if kind in _BY_EMPLOYER:
        return (subject if what == "employer" else employer), union if kind == "lockout" else ""
    if (
        subject
        and what == "employer"
        and kind in ("lawsuit", "contract_extension", "bargaining", "unfair_labor_practice_charge", "report")
    ):
        return subject, union
    if subject and what in ("government", "person") and side not in ("union", "worker", "employer"):
        return subject, employer
    if subject and what in _WORKERS:
        return subject, employer if employer != subject else ""
    return union, employer


def _place(doc: Doc, cast: Cast, case: Case) -> str:
    """Join the places that the clauses name, as the text writes them."""
    text, seen = text_of(doc), {}
    for telling in case.tellings:
        for naming in cast.between(telling.start, telling.end):
            if naming.kind == "place":
                seen.setdefault(" ".join(text[naming.start : naming.end].split()), None)
    return "; ".join(list(seen)[:6])


def _label(cast: Cast, case: Case, actor: str, place: str) -> str:
    name = cast.members[actor].short_name() if actor in cast.members else ""
    what = (
        mapping("event_types", "label").get(f"{case.type} {case.status}") or mapping("event_types", "label")[case.type]
    )
    line = f"{name} {what}".strip()
    line = line[:1].upper() + line[1:]
    return f"{line}, {place.split('; ')[0]}" if place else line
