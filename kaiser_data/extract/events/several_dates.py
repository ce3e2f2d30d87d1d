"""The dates of a row, each of an event of its own: "struck on May 3, May 10 and May 17".

Days of one strike within a week are one strike ("on Monday and Tuesday"), farther apart they are several; sessions and
rallies have each their day. What stands between the dates must only join them.
"""

import re
from datetime import date as day

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.events.mention_dates import Dated, When

_AND = re.compile(
    r"(?:\s*,)?\s*(?:and|or|&|then|followed\s+by)?(?:\s+(?:again|then|another))?\s*"
    r"(?:(?:on|in|from|over|for|all\s+day|morning\s+and)\s+)*(?:the\s+)?"
)
_WEEK = 7


def each_date(text: str, first: When, dates: list[Dated], end: int, lasts: bool) -> list[When]:
    """Give the dates of a row that opens with `first` and closes before `end`; what lasts joins those of a week."""
    row, last = [first], first
    for date in dates:
        if date.start < last.end or date.start >= end or date.is_said:
            continue
        if not _AND.fullmatch(text, last.end, date.start):
            break
        last = When(date.value, date.start, date.end, "clause", date.kind)
        block = _as_block(row[-1], last) if lasts else None
        row[-1:] = [block] if block else [row[-1], last]
    return row


def _as_block(first: When, last: When) -> When | None:
    """Join two dates of one strike that lie within a week, or follow each other ("in 2007 and 2008")."""
    begins, ends = edtf_bounds(first.value), edtf_bounds(last.value)
    if not (begins.first and begins.last and ends.first and ends.last) or begins.first >= ends.first:
        return None
    first_day, last_day = day.fromisoformat(begins.first), day.fromisoformat(ends.last)
    if len(first.value) == len("2007") == len(last.value) and last_day.year == first_day.year + 1:
        return When(f"{first.value}/{last.value}", first.start, last.end, "clause", "interval")
    if (last_day - first_day).days >= _WEEK:
        return None
    return When(f"{begins.first}/{ends.last}", first.start, last.end, "clause", "interval")
