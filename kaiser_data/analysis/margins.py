"""The margin that a stated number leaves: between which values may it lie, by its own words?

"nearly 61,000" lies below 61,000 and, since someone who knew 58,000 would not say so, above 60,000. How coarse a
number is shows in its zeros (Krifka 2007, Approximate interpretation of number words): its *step* is the unit of its
last digit that is not zero, 1,000 for 61,000, 100 for 2,400, 1 for 41. A bare round number is taken as rounded to its
step; a magnitude ("tens of thousands") runs to ten times itself. This is a reading, stated once so that it can be
argued with; what a text states as a range (`value_max`) keeps its own ends.
"""

from typing import TYPE_CHECKING, NamedTuple

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
