"""One event of one text: the clauses that tell it, and whether a date can be its own.

A strike that began on 26 January may end on 24 February, and "in May" may be the 3rd: dates are compatible where one
holds the other, or where one closes what the other opens. Which clauses tell the same event is for `grouping` to say.
"""

from dataclasses import dataclass
from datetime import date

from kaiser_data.edtf import Bounds, edtf_bounds
from kaiser_data.extract.events.event_kinds import LASTING
from kaiser_data.extract.events.mentions import Telling, When

# Days: so far may a strike's end lie from its start, and so long ago does an event count as old.
_FAR, _OLD = 400, 180


@dataclass(slots=True)
class Case:
    """One event of one text with the clauses that tell it and their dates; `date` is set by `dating`."""

    type: str
    tellings: list[Telling]
    told_dates: list[When]
    date: str = ""

    def retell(self, tellings: list[Telling]) -> None:
        """Replace the clauses by the same clauses read again."""
        self.tellings = tellings
        self.told_dates = [telling.when for telling in tellings if telling.when.value]

    def add(self, telling: Telling) -> None:
        """Add the clause that tells the event last."""
        self.tellings.append(telling)
        if telling.when.value:
            self.told_dates.append(telling.when)

    def open_with(self, case: "Case") -> None:
        """Take in an event whose clauses come before its own."""
        self.tellings[:0] = case.tellings
        self.told_dates[:0] = case.told_dates

    def recent(self) -> list[Telling]:
        """Give the first and last clauses only, however often a text tells the event."""
        return self.tellings if len(self.tellings) <= 16 else [*self.tellings[:4], *self.tellings[-12:]]

    def recent_dates(self) -> list[When]:
        """Give the dates of these clauses."""
        return self.told_dates if len(self.tellings) <= 16 else [t.when for t in self.recent() if t.when.value]


def is_compatible(case: Case, telling: Telling) -> bool:
    """Tell whether a dated clause can tell a dated event."""
    value, dates = telling.when.value, case.recent_dates()
    if not dates or is_told_of(case, value):
        return bool(dates)
    return case.type in LASTING and _spans(case, telling, edtf_bounds(value))


def is_told_of(case: Case, value: str) -> bool:
    """Tell whether a date can be that of a clause of an event."""
    mine, told = edtf_bounds(value), [when.value for when in case.recent_dates()]
    # "the third strike this year" lends no month to one whose day is known.
    told = [one for one in told if len(one) > len("2026")] or told
    return any(one == value or meets(edtf_bounds(one), mine) for one in told)


def is_old(case: Case, anchor_last: str) -> bool:
    """Tell whether all that is told of an event lies long before the text's own day."""
    last = max((edtf_bounds(when.value).last or anchor_last for when in case.recent_dates()), default=anchor_last)
    return bool(last and anchor_last) and _days(last, anchor_last) > _OLD


def meets(first: Bounds, second: Bounds) -> bool:
    """Tell whether two dates can be one: one holds the other.

    >>> meets(Bounds("2025-05-01", "2025-05-31"), Bounds("2025-05-03", "2025-05-03"))
    True
    """
    return _holds(first, second) or _holds(second, first)


def _holds(wide: Bounds, narrow: Bounds) -> bool:
    begins = not wide.first or bool(narrow.first and wide.first <= narrow.first)
    return begins and (not wide.last or bool(narrow.last and narrow.last <= wide.last))


def _spans(case: Case, telling: Telling, mine: Bounds) -> bool:
    """A strike's end lies after its start, and not too far after."""
    begins, ends = (
        [edtf_bounds(t.when.value).first for t in case.recent() if t.when.value and t.sense == sense]
        for sense in ("begin", "end")
    )
    whole = [edtf_bounds(t.when.value).first for t in case.recent() if t.when.value and t.sense == "whole"]
    if telling.sense == "end" and (begins or whole) and mine.first and not ends:
        return 0 <= _days((begins or whole)[0], mine.first) <= (_FAR if begins else 7)
    begins_now = telling.sense == "begin" or telling.when.value.endswith("/..")
    if begins_now and ends and mine.first and not begins:
        return 0 <= _days(mine.first, ends[0]) <= _FAR
    return False


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days if first and last else _FAR * 2
