"""Two dates for one event, in the words of the texts: July 18 and July 19, November 4-7 and October 4-7.

A mention's `date_text` is read as far as it names a calendar: a month, with its day or days and its year where they
stand. "October 2022" and "October 15" may be one day; a year that is missing contradicts none. Of what lasts, starts
are compared with starts and ends with ends. Left alone: weekdays and words such as "last week", which need the text
to be read, and words that only bound a date ("after the release in mid-January").
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from kaiser_data.lexicon import alternation, read_lexicon, terms
from kaiser_data.rows import Event, Mention

_BOUNDS = re.compile(r"(?:after|before|by|until|not\s+yet|prior)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+\Z", re.IGNORECASE)


class Named(NamedTuple):
    """A date as far as the words name it; 0 where they do not."""

    year: int = 0
    month: int = 0
    day: int = 0


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
    begins = bool(_SINCE.search(mention.text, 0, at) or _sense("begin").search(mention.text))
    ends = bool(_sense("end").search(mention.text))
    if begins == ends:
        return None
    return Edges(days[0], None) if begins else Edges(None, days[0])


@cache
def read_named(words: str) -> tuple[Named, ...]:
    """Read the day or the first and last day that words name; nothing where they name no month and no year.

    >>> read_named("November 4-7, 2023")
    (Named(year=2023, month=11, day=4), Named(year=2023, month=11, day=7))
    >>> read_named("Jan. 26"), read_named("last week"), read_named("2021")
    ((Named(year=0, month=1, day=26),), (), (Named(year=2021, month=0, day=0),))
    """
    year = int(found[0]) if (found := re.search(r"\b(?:1[5-9]|20)\d\d\b", words)) else 0
    names = _months().search(words)
    if not names:
        return (Named(year),) if year else ()
    month = _numbers()[names["month"]]
    after, before = names["first"], names["before"]
    first, last = (int(after), names["last"]) if after else (int(before or 0), "")
    days = (Named(year, month, first), Named(year, month, int(last))) if last else (Named(year, month, first),)
    return days


def are_apart(one: Named, other: Named) -> bool:
    """Tell whether two dates differ in what both of them name.

    >>> are_apart(Named(2022, 10), Named(0, 10, 15)), are_apart(Named(0, 7, 18), Named(2024, 7, 19))
    (False, True)
    """
    return any(mine and theirs and mine != theirs for mine, theirs in zip(one, other, strict=True))


@cache
def _months() -> re.Pattern:
    month = alternation(_numbers())
    return re.compile(
        rf"(?:\b(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<month>{month})(?![a-z])"
        r"(?:\s+(?P<first>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:\s*(?:-|–|to|and)\s*(?P<last>\d{1,2})(?!\d))?)?"
    )


@cache
def _numbers() -> dict[str, int]:
    return {line["term"]: int(line["value"]) for line in read_lexicon("date_words") if line["kind"] == "month"}


@cache
def _sense(sense: str) -> re.Pattern:
    return re.compile(rf"\b(?:{alternation(terms('triggers', sense=sense))})\b", re.IGNORECASE)
