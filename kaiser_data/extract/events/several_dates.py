"""The dates of a row, each of an event of its own: "struck on May 3, May 10 and May 17".

Days of one strike within a week are one strike ("on Monday 28th, Tuesday 29th and Thursday 31st October"), farther
apart they are several; sessions and rallies have each their day. What stands between the dates must only join them.
"""

import re
from datetime import date as day

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.events.mention_dates import Dated, When

_BETWEEN = re.compile(
    r"(?:\s+\d{1,2}(?:st|nd|rd|th))?(?:\s+(?:morning|afternoon|evening|night))?,?"
    r"(?:\s+(?:&|(?:and|or|then|again|another|followed|also|by|on|the|all|day|from|in|over|for)\b))*\s*"
)
_WEEK = 7


def each_date(text: str, first: When, dates: list[Dated], lasts: bool) -> list[When]:
    """Give the dates of a row that opens with `first`, of what lasts those within a week as one."""
    row, last = [first], first
    for date in dates:
        if date.start < last.end or date.is_said:
            continue
        if not _BETWEEN.fullmatch(text, last.end, date.start):
            break
        last = When(date.value, date.start, date.end, "clause", date.kind)
        block = _as_block(row[-1], last, _WEEK if lasts else 2)
        row[-1:] = [block] if block else [row[-1], last]
    return row


def _as_block(first: When, last: When, days: int) -> When | None:
    """Join two dates that lie less than so many days apart."""
    begins, ends = edtf_bounds(first.value), edtf_bounds(last.value)
    if not all((*begins, *ends)) or begins.first >= ends.first:
        return None
    if (day.fromisoformat(ends.last) - day.fromisoformat(begins.first)).days >= days:
        return None
    return When(f"{begins.first}/{ends.last}", first.start, last.end, "clause", "interval")
