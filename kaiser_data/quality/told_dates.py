"""Two dates for one event, in the words of the texts: July 18 and July 19, November 4-7 and October 4-7.

A mention's `date_text` is read as far as it names a calendar: a month, with its day or days and its year where they
stand. "October 2022" and "October 15" may be one day; a year that is missing contradicts none. Of what lasts, starts
are compared with starts and ends with ends. Left alone: weekdays and words such as "last week", which need the text
to be read, and words that only bound a date ("after the release in mid-January").
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from kaiser_data.named_days import Named, are_apart, read_named, says
from kaiser_data.rows import Event, Mention

_BOUNDS = re.compile(r"(?:after|before|by|until|not\s+yet|prior)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+\Z", re.IGNORECASE)


class Edges(NamedTuple):
    """The first and the last day that a mention names of its event; None for what it does not tell."""

    start: Named | None
    end: Named | None


def rival_dates(event: Event, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the pairs of mentions that date one event differently."""
    told = [(mention, edges) for mention in mentions if (edges := read_edges(mention, "/" in event.date))]
    for (one, mine), (other, theirs) in combinations(told, 2):
        pairs = zip(mine, theirs, strict=True)
        if any(first and second and are_apart(first, second) for first, second in pairs):
            yield one, other


def read_edges(mention: Mention, lasts: bool) -> Edges | None:
    """Read which first and last day a mention names; a day of what `lasts` is one only beside a word that says so."""
    if _BOUNDS.match(mention.date_text):
        return None
    days = read_named(mention.date_text)
    if not days:
        return None
    if not lasts or len(days) > 1:
        return Edges(days[0], days[-1])
    at = max(0, mention.text.find(mention.date_text))
    begins = bool(_SINCE.search(mention.text, 0, at)) or says("begin", mention.text)
    ends = says("end", mention.text)
    if begins == ends:
        return None
    return Edges(days[0], None) if begins else Edges(None, days[0])
