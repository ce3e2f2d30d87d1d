"""One event of one text: the clauses that tell it, and whether a date can be its own.

A strike that began on 26 January may end on 24 February, and "in May" may be the 3rd: dates are compatible where one
holds the other, or where one closes what the other opens. What one clause tells as done no other makes a plan again.
Which clauses tell the same event is for `grouping` to say, what became of it for `status`.
"""

from dataclasses import dataclass

from kaiser_data.edtf import edtf_bounds, meets
from kaiser_data.extract.dates.values import days_between
from kaiser_data.extract.events.event_kinds import LASTING
from kaiser_data.extract.events.mentions import Telling, When

_AHEAD = {"planned", "threatened", ""}
_BY_WEIGHT = ("called_off", "refused", "ongoing", "occurred", "planned", "threatened")
# Days: so far may a strike's end lie from its start, and so long ago does an event count as old.
_FAR, _OLD = 400, 180


@dataclass(slots=True)
class Case:
    """One event of one text with the clauses that tell it; `date` is set by `event_dates`."""

    type: str
    tellings: list[Telling]
    date: str = ""

    @property
    def told_dates(self) -> list[When]:
        """Give the dates of the clauses."""
        return [telling.when for telling in self.tellings if telling.when.value]

    @property
    def lasts(self) -> bool:
        """Tell whether it is a strike or a lockout, which has a first and a last day."""
        return self.type in LASTING

    @property
    def status(self) -> str:
        """Give the weightiest status that the clauses tell, "" where none says."""
        told = {telling.status for telling in self.tellings}
        if told <= _AHEAD:  # "will strike on Thursday if no deal is reached" outweighs "we will be on strike"
            told = {telling.status for telling in self.tellings if telling.when.value and telling.status} or told
        return next((status for status in _BY_WEIGHT if status in told), "")

    def recent(self) -> list[Telling]:
        """Give the first and last clauses only, however often a text tells the event."""
        return self.tellings if len(self.tellings) <= 16 else [*self.tellings[:4], *self.tellings[-12:]]

    def recent_dates(self) -> list[str]:
        """Give the dates of these clauses."""
        return [telling.when.value for telling in self.recent() if telling.when.value]

    def recent_firsts(self, sense: str) -> list[str]:
        """Give the first days of those of these clauses that tell a beginning, an end or the whole."""
        return [edtf_bounds(t.when.value).first for t in self.recent() if t.when.value and t.sense == sense]


def is_compatible(case: Case, telling: Telling) -> bool:
    """Tell whether a dated clause can tell a dated event: as its own date, or as a strike's end after its start."""
    if is_told_of(case, telling.when.value):
        return True
    if not case.lasts or not case.recent_dates():
        return False
    mine = edtf_bounds(telling.when.value).first
    begins, ends, whole = (case.recent_firsts(sense) for sense in ("begin", "end", "whole"))
    if telling.sense == "end" and (begins or whole) and not ends:
        return 0 <= _days((begins or whole)[0], mine) <= (_FAR if begins else 7)
    begun = telling.sense == "begin" or telling.when.kind == "since"
    return begun and bool(ends) and not begins and 0 <= _days(mine, ends[0]) <= _FAR


def is_told_of(case: Case, value: str) -> bool:
    """Tell whether a date can be that of a clause of an event."""
    told = case.recent_dates()
    # "the third strike this year" lends no month to one whose day is known.
    told = [one for one in told if len(one) > len("2026")] or told
    return any(meets(edtf_bounds(one), edtf_bounds(value)) for one in told)


def is_old(case: Case, anchor_last: str) -> bool:
    """Tell whether all that is told of an event lies long before the text's own day."""
    last = max((edtf_bounds(value).last or anchor_last for value in case.recent_dates()), default=anchor_last)
    return _OLD < _days(last, anchor_last) < _FAR * 999


def lies_before(value: str, day: str) -> bool:
    """Tell whether a date lies more than three months before a day."""
    return bool(value) and 90 < _days(edtf_bounds(value).last, day) < _FAR * 999


def _days(first: str, last: str) -> int:
    return days_between(first, last) if first and last else _FAR * 999
