"""Quarters, halves and seasons: `the third quarter of 1984`, `the first half of 2023`, `last fall`, `over the summer`.

"without a contract since last fall", in a text of 7 February 2026, is `2025-23`, September to November. A quarter
without its year is the latest one over, "the quarter" the one told before. Left alone: the verb `fall`, a season that
nothing places ("a summer of strikes").
"""

import re

from kaiser_data.extract.dates.date_words import Context, Reading, Unit, values
from kaiser_data.extract.dates.values import SEASONS, month, move, value_of
from kaiser_data.extract.grammar.tense import tense_at

_NEAR = 1200
_PLACED = re.compile(r"\b(?:in|over|during|since|by|until|this)\s+the\s+\Z|\b(?:by|since|until|in)\s+\Z")


def read_quarter(context: Context, unit: Unit) -> Reading | None:
    """Read `the third quarter`, the latest one over, and `the first half of 2023`, which says its year."""
    ordinal = "second" if unit.name == "half" and unit.side == "last" else (unit.before["ordinal"] or "").lower()
    year, of = unit.year, _side_of(unit)
    if unit.plural or (unit.name == "half" and not (ordinal and (year or of))):
        return None  # "a half of the crew"
    if not ordinal:
        return _bare_quarter(context, unit)
    nth, year = int(values("ordinal")[ordinal]), year or _year_of_quarter(context, unit, of, ordinal)
    most, code = (4, 32) if unit.name == "quarter" else (2, 39)  # EDTF writes quarters as 33 to 36, halves as 40, 41
    if nth > most:
        return None
    value = month(year, nth + code)
    return Reading(value, f"nth-{unit.name}", takes_after=bool(unit.after and (unit.year or of)))


def _side_of(unit: Unit) -> str:
    """Give the `last` of "the third quarter of last year"."""
    return (unit.after["of"] or "").lower() if unit.after else ""


def _year_of_quarter(context: Context, unit: Unit, of: str, ordinal: str) -> int:
    """Give the year that a side names, else that of the latest such quarter, or the next where the verb looks ahead."""
    if of:
        return context.today.year + int(values("side").get(of, 0))
    ahead = tense_at(context.text, unit.start, unit.end) == "ahead"
    return context.today.year - (not ahead and int(values("ordinal")[ordinal]) > (context.today.month + 2) // 3)


def _bare_quarter(context: Context, unit: Unit) -> Reading | None:
    """`the quarter` is the one told before; `the latest quarter` then, or the last one that is over."""
    told, shift = quarter_told(context, unit.start), values("side").get(unit.side)
    if not unit.side and (not unit.before["the"] or context.text[unit.start].isupper()):
        return None
    if told and (unit.side in ("", "same") or (unit.side == "latest" and told < value_of("quarter", context.today))):
        return Reading(told, "same-quarter")
    if not shift and unit.side != "latest":
        return None
    return Reading(value_of("quarter", move(context.today, "quarter", int(shift or -1))), f"{unit.side}-quarter")


def read_season(context: Context, unit: Unit) -> Reading | None:
    """Read `last fall`, `fall 2025`, `over the summer`; the verb `fall` and the metaphor have nothing to place them."""
    year, of = unit.year, _side_of(unit)
    if of in values("side"):
        year = context.today.year + int(values("side")[of])
    if year:
        return Reading(f"{year:04d}-{SEASONS[unit.word]}", "season", takes_after=True)
    if unit.side not in values("side") and not _PLACED.search(context.before(unit.start)):
        return None
    year, rule = _year_of_season(context, unit)
    return Reading(f"{year:04d}-{SEASONS[unit.word]}", rule)


def _year_of_season(context: Context, unit: Unit) -> tuple[int, str]:
    """Give the year of `last fall`, `next summer`, `this winter`, `over the spring`, and the rule that says so."""
    today, begins = context.today, 3 * (SEASONS[unit.word] - 20)
    shift = values("side").get(unit.side, "")
    ahead = tense_at(context.text, unit.start, unit.end) == "ahead"
    begun = today.year - (begins > today.month)
    if shift == "-1":
        return begun - ((today.month - begins) % 12 < 3), "last-season"
    if shift == "1" or (ahead and unit.side != "this"):
        return begun + 1, "next-season"
    if shift == "0":
        return today.year - (begins == 12 and today.month < 3), "this-season"
    return begun, "bare-season"


def quarter_told(context: Context, start: int) -> str:
    """Give the quarter that the text is about, where one stands not far before."""
    quarter = context.quarter
    return quarter.value if quarter and quarter.kind == "quarter" and start - quarter.end < _NEAR else ""
