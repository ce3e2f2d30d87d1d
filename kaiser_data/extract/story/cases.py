"""Which clauses of one text tell the same event.

"walked off the job Jan. 26", "The union launched the strike" and "workers would return … at 7 a.m. Tuesday" are one
strike; "a second walkout, over August 12-15" is another. Clauses meet when their types agree and their dates are
compatible; one without a date joins the event of its type told last before it, unless a word such as `another` or
`earlier` sets it apart. What then has no date takes that of the passage it stands in, or is placed by the text's own.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kaiser_data.bounds import edtf_bounds
from kaiser_data.extract.calendar import calendar_spans as spans
from kaiser_data.extract.story.telling import Telling, When

LASTING = frozenset({"strike", "sympathy_strike", "lockout"})
_NEW = re.compile(
    r"\b(?:another|second|third|fourth|further|earlier|previous|previously|first|separate|additional|latest|next|new|one more|prior"
    r"|last|similar|other|more)\b",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(r"\b(?:an?|some|two|three|several)\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)
_NOT_DONE = ("called_off", "refused")
_FAR = 400


@dataclass(slots=True)
class Case:
    """One event of one text with the clauses that tell it."""

    type: str
    tellings: list[Telling] = field(default_factory=list)
    inherited: str = ""

    @property
    def status(self) -> str:
        """Give the weightiest status: called off outweighs planned, which outweighs nothing told."""
        told = [telling.status for telling in self.tellings]
        for status in ("called_off", "refused", "threatened", "ongoing", "occurred"):
            if status in told:
                return status
        return "planned"

    def dates(self, *senses: str) -> list[When]:
        """Give the dates of its clauses, those of some senses only."""
        return [t.when for t in self.tellings if t.when.value and (not senses or t.sense in senses)]


def group(text: str, tellings: list[Telling], anchor: tuple[str, str]) -> list[Case]:
    """Group the clauses of a text into events, each with what dates it."""
    cases: list[Case] = []
    for telling in tellings:
        case = _home(text, telling, cases)
        if case:
            case.tellings.append(telling)
        else:
            cases.append(Case(telling.type, [telling]))
    cases = _settle(text, cases)
    for case in cases:
        if not case.dates():
            case.inherited = _inherited(case, cases)
    return cases


def _home(text: str, telling: Telling, cases: list[Case]) -> Case | None:
    """Find the event that a clause goes on telling: the nearest one before it that its words admit."""
    new = is_new(text, telling)
    for case in reversed(cases):
        if case.type != telling.type:
            continue
        last = case.tellings[-1]
        same_words = last.trigger.noun == telling.trigger.noun or (last.start, last.end) == (telling.start, telling.end)
        if same_words and _may_meet(case, telling):
            return case
        if telling.when.value and case.dates():
            if is_compatible(case, telling):
                return case
            continue
        if new or not _may_meet(case, telling):
            continue
        if not telling.when.value or not case.dates():
            return case
    return None


def is_new(text: str, telling: Telling) -> bool:
    """Tell whether a clause sets its event apart: `another`, `a second`, `an earlier`."""
    noun = telling.trigger.noun
    before = text[max(telling.sentence[0], noun[0] - 32) : noun[0]]
    before = re.split(r"[,;:.]", before)[-1]
    return bool(_NEW.search(before))


def _may_meet(case: Case, telling: Telling) -> bool:
    """What was called off or refused is not what took place, but may be what was planned."""
    done = {t.status for t in case.tellings}
    if telling.status in _NOT_DONE:
        return not done & {"ongoing"} and (telling.status in done or done == {"planned"} or not case.dates())
    if done & set(_NOT_DONE):
        return telling.status == "planned"
    return True


def is_compatible(case: Case, telling: Telling) -> bool:
    """Tell whether a dated clause can tell a dated event."""
    if not _may_meet(case, telling):
        return False
    mine = edtf_bounds(telling.when.value)
    for when in case.dates():
        if meets(edtf_bounds(when.value), mine, when.value, telling.when.value):
            return True
    return case.type in LASTING and _spans(case, telling, mine)


def meets(first, second, value: str, other: str) -> bool:
    """Tell whether two dates can be one: equal, or the vaguer one holds the other."""
    if value == other:
        return True
    inside = (first.first <= second.first or not first.first) and (
        not first.last or (second.last and second.last <= first.last)
    )
    around = (second.first <= first.first or not second.first) and (
        not second.last or (first.last and first.last <= second.last)
    )
    return inside or around


def _spans(case: Case, telling: Telling, mine) -> bool:
    """A strike's end lies after its start, and not too far after."""
    begins = [edtf_bounds(when.value).first for when in case.dates("begin")]
    ends = [edtf_bounds(when.value).first for when in case.dates("end")]
    if telling.sense == "end" and begins and mine.first and not ends:
        return 0 <= _days(begins[0], mine.first) <= _FAR
    if telling.sense == "begin" and ends and mine.first and not begins:
        return 0 <= _days(mine.first, ends[0]) <= _FAR
    return False


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days if first and last else _FAR * 2


def _settle(text: str, cases: list[Case]) -> list[Case]:
    """Let an event without a date that a headline or the lead tells join the dated one that the text tells later."""
    kept: list[Case] = []
    for index, case in enumerate(cases):
        later = [other for other in cases[index + 1 :] if other.type == case.type and other.dates()]
        told = case.tellings[0]
        home = next((o for o in later if _may_meet(o, told)), None)
        if not case.dates() and home and not _is_set_apart(text, told):
            home.tellings[:0] = case.tellings
        else:
            kept.append(case)
    return sorted(kept, key=lambda case: case.tellings[0].start)


def _is_set_apart(text: str, telling: Telling) -> bool:
    if telling.label == "headline":
        return False
    noun = telling.trigger.noun
    before = text[max(telling.sentence[0], noun[0] - 32) : noun[0]]
    return is_new(text, telling) or bool(_INDEFINITE.search(before))


def _inherited(case: Case, cases: list[Case]) -> str:
    """Take the date of the passage: that of the event told just before in the same paragraph."""
    told = case.tellings[0]
    if told.label == "headline":
        return ""
    best = None
    for other in cases:
        for telling in other.tellings:
            near = 0 <= told.start - telling.start < 420
            if other is not case and telling.when.value and near and (best is None or telling.start >= best.start):
                best = telling
    if not best:
        return ""
    value = best.when.value
    if best.sentence == told.sentence:
        return _as_month(value) if best.when.kind == "part" else value
    return _as_month(value) if len(value) < 10 or best.when.kind == "part" else ""


def _as_month(value: str) -> str:
    if value.startswith("["):
        bounds = edtf_bounds(value)
        return bounds.first[:7] if bounds.first[:7] == bounds.last[:7] else value
    return value


def until(anchor: tuple[str, str]) -> str:
    """Date what a text tells as recent: on or before its own day."""
    return spans.within("", anchor[1]) if anchor[1] else ""


def after(anchor: tuple[str, str]) -> str:
    """Date what a text tells as still to come: not before its own day."""
    return spans.within(anchor[0], "") if anchor[0] else ""


__all__ = ["LASTING", "Case", "after", "group", "is_new", "meets", "replace", "timedelta", "until"]
