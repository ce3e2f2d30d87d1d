"""What stated words leave open: between which values a number lies, and how far a day is named.

"nearly 61,000" lies below 61,000 and, since someone who knew 58,000 would not say so, above 60,000. How coarse a
number is shows in its zeros (Krifka 2007, Approximate interpretation of number words): its *step* is the unit of its
last digit that is not zero, 1,000 for 61,000, 100 for 2,400, 1 for 41. A bare round number is taken as rounded to its
step; a magnitude ("tens of thousands") runs to ten times itself. This is a reading, stated once so that it can be
argued with; what a text states as a range (`value_max`) keeps its own ends.

A day has as much room as its words leave: "November 4-7, 2023" names two days, "Jan. 26" a day of some year; "Tuesday"
and "last week" name none without their text, and are left to the extractors. Which words begin and end a thing is the
lexicon's (`triggers.csv`).
"""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kaiser_data.extract.grammar.words import forms_of
from kaiser_data.lexicon import alternation, read_lexicon

if TYPE_CHECKING:
    import pandas as pd

# Steps below and above the stated value, by qualifier; NaN: that side is open.
OPEN = float("nan")
STEPS = {
    "exact": (0.5, 0.5),
    "about": (1, 1),
    "nearly": (1, 0),
    "more_than": (0, 1),
    "at_least": (0, 1),
    "less_than": (1, 0),
    "up_to": (OPEN, 0),
}
_TIMES = 10
_ROUNDED = 100
# The side on which the words leave out the value itself: "over 96 percent" is not 96.
_LEFT_OUT = {"more_than": "low", "nearly": "high", "less_than": "high", "magnitude": "high"}


class Stated(NamedTuple):
    """A number as a text states it: the value, the words around it, and the upper end of a range (else NaN)."""

    value: float
    qualifier: str = "exact"
    value_max: float = OPEN


def margin(value: float, qualifier: str, value_max: float = OPEN) -> tuple[float, float]:
    """Give the lowest and the highest value that the words allow; NaN where a side is open.

    >>> margin(61000, "nearly"), margin(2400, "about"), margin(41, "exact")
    ((60000.0, 61000.0), (2300.0, 2500.0), (41.0, 41.0))
    >>> margin(10000, "magnitude"), margin(80, "exact", 100)
    ((10000.0, 100000.0), (80.0, 100.0))
    """
    if value_max == value_max:
        return float(value), float(value_max)
    if qualifier == "magnitude":
        return float(value), float(value * _TIMES)
    below, above = STEPS[qualifier]
    coarse = step(value)
    # Below a hundred a bare number is a count or a share, not a rounding: 41 nurses, 30 percent.
    if qualifier == "exact" and (coarse <= 1 or value < _ROUNDED):
        return float(value), float(value)
    return float(value - below * coarse), float(value + above * coarse)


def can_both_hold(one: Stated, other: Stated) -> bool:
    """Tell whether one number can be what two statements say: their margins meet.

    Margins that touch meet only where both allow the value at which they do.

    >>> can_both_hold(Stated(31000, "up_to"), Stated(31000)), can_both_hold(Stated(31000), Stated(32000))
    (True, False)
    >>> can_both_hold(Stated(96, "more_than"), Stated(96)), can_both_hold(Stated(21.5), Stated(30))
    (False, False)
    """
    mine, theirs = _closed(one), _closed(other)
    low, low_is_in = max(mine[0], theirs[0], key=lambda end: (end[0], not end[1]))
    high, high_is_in = min(mine[1], theirs[1], key=lambda end: (end[0], end[1]))
    return low < high or (low == high and low_is_in and high_is_in)


def _closed(stated: Stated) -> tuple[tuple[float, bool], tuple[float, bool]]:
    """Give both ends of a margin, each with whether it belongs to it; an open side is infinite."""
    low, high = margin(stated.value, stated.qualifier, stated.value_max)
    if stated.value_max == stated.value_max:
        return (low, True), (high, True)
    left_out = _LEFT_OUT.get(stated.qualifier, "")
    # What is rounded lies below the half step: 31,500 would be rounded to 32,000.
    is_rounded = stated.qualifier == "exact" and low < high
    first = (low if low == low else float("-inf"), left_out != "low")
    return first, (high if high == high else float("inf"), left_out != "high" and not is_rounded)


def step(value: float) -> float:
    """Give the unit of the last digit that is not zero; of a fraction the unit of its last decimal.

    >>> step(62000), step(60000), step(41), step(21.5)
    (1000.0, 10000.0, 1.0, 0.1)
    """
    digits = f"{abs(value):.6f}".rstrip("0")
    whole, _, decimals = digits.partition(".")
    if decimals:
        return 10.0 ** -len(decimals)
    return 10.0 ** (len(whole) - len(whole.rstrip("0"))) if int(whole) else 1.0


def add_margins(figures: "pd.DataFrame") -> "pd.DataFrame":
    """Give the figures with two more columns, `low` and `high` (NaN where a side is open)."""
    cells = zip(figures["value"], figures["qualifier"].astype(str), figures["value_max"], strict=True)
    pairs = [margin(*cell) for cell in cells]
    return figures.assign(low=[low for low, _ in pairs], high=[high for _, high in pairs])


_MORNING = re.compile(r"\b\d{1,2}(?::\d\d)?\s*a\.?m\b", re.IGNORECASE)


class Named(NamedTuple):
    """A date as far as the words name it; 0 where they do not."""

    year: int = 0
    month: int = 0
    day: int = 0


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


def has_sense(sense: str, words: str) -> bool:
    """Tell whether words begin or end a thing: hold a trigger whose `sense` is that.

    >>> has_sense("begin", "workers walked off the job Jan. 26"), has_sense("end", "workers would return to hospitals")
    (True, True)
    """
    return bool(_triggers(sense).search(words))


def tells_morning_return(words: str, date_text: str) -> bool:
    """Tell whether a mention ends its strike in the morning of a day, which is then a day of work.

    >>> tells_morning_return("workers would return to hospitals at 7 a.m. Tuesday", "Tuesday")
    True
    """
    at = max(0, words.find(date_text)) if date_text else 0
    # The hour belongs to the date, or stands right before it.
    return has_sense("end", words) and bool(date_text and _MORNING.search(words[max(0, at - 12) : at] + date_text))


@cache
def _triggers(sense: str) -> re.Pattern:
    lines = (line for line in read_lexicon("triggers") if line["sense"] == sense)
    forms = {form for line in lines for form in forms_of(line["term"], line["form"])}
    return re.compile(rf"\b(?:{alternation(forms)})\b", re.IGNORECASE)


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
