"""Quarters, halves and seasons: `the third quarter of 1984`, `the first half of 2023`, `last fall`, `over the summer`.

"without a contract since last fall", in a text of 7 February 2026, is `2025-23`, September to November. A quarter
without its year is the latest one over, "the quarter" the one told before. Left alone: the verb `fall`, a season that
nothing places ("a summer of strikes").
"""

import re

from kaiser_data.extract.dates import values as spans
from kaiser_data.extract.dates.date_words import Context, move, unit_value, values
from kaiser_data.extract.grammar.tense import tense_at

_NEAR = 1200
_BEGINS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_PLACED = re.compile(r"\b(?:in|over|during|since|by|until|this)\s+the\s+\Z|\b(?:by|since|until|in)\s+\Z")


def read_quarter(context, before, after, unit, side, plural, core) -> tuple[str, str, bool] | None:
    """`the third quarter` is the latest one over, `the first half of 2023` says its year."""
    ordinal = "second" if unit == "half" and side == "last" else (before["ordinal"] or "").lower()
    year = _year_after(after) or _year_before(context, before, core.start())
    of = after["of"] or "" if after else ""
    if plural or not _is_placed(unit, ordinal, bool(year or of)):
        return None
    if not ordinal:
        return _bare_quarter(context, before, side, unit, core)
    takes_after, nth = bool(after and (year or of)), int(values("ordinal")[ordinal])
    value = _nth(unit, year or _year_of_quarter(context, of, nth, core), nth)
    return (value, f"nth-{unit}", takes_after) if value else None


def _is_placed(unit: str, ordinal: str, dated: bool) -> bool:
    """Tell "the first half of 2023" from a half of anything else."""
    return unit != "half" or bool(ordinal and dated)


def _nth(unit: str, year: int, nth: int) -> str:
    """Write the nth quarter or half of a year; empty where a year has no such."""
    if nth > (4 if unit == "quarter" else 2):
        return ""
    return spans.quarter(year, nth) if unit == "quarter" else spans.half(year, nth)


def _year_after(after: re.Match | None) -> int:
    return int(after["year"] or after["plain"] or 0) if after else 0


def _year_of_quarter(context: Context, of: str, nth: int, core: re.Match) -> int:
    """Give the year that a side names, else that of the latest such quarter, or the next where the verb looks ahead."""
    year = context.today.year + int(values("side").get(of.lower(), 0))
    ahead = tense_at(context.text, *core.span()) == "ahead"
    return year - (not of and not ahead and nth > (context.today.month - 1) // 3 + 1)


def _year_before(context: Context, before: re.Match, start: int) -> int:
    """`next year's first quarter`, `the 1988 second quarter`: the year stands right before, and is told already."""
    last = context.last
    between = context.text[last.end : start - len(before[0])] if last and last.kind == "year" else "-"
    return int(last.value) if between in ("", " ", "'s ", "’s ") and last.value.isdigit() else 0


def _bare_quarter(context, before, side, unit, core) -> tuple[str, str, bool] | None:
    """`the quarter` is the one told before; `the latest quarter` then, or the last one that is over."""
    quarter = quarter_told(context, core.start())
    if unit != "quarter" or side not in ("", "last", "past", "previous", "this", "current", "next", "latest", "same"):
        return None
    if core[0].lower() == "period" and (side not in ("latest", "same") or not quarter):
        return None
    if not side and (not before["the"] or core[0][0].isupper()):
        return None
    running = spans.quarter(context.today.year, (context.today.month - 1) // 3 + 1)
    if side in ("latest", "same", "") and quarter and (side != "latest" or quarter < running):
        return quarter, "same-quarter", False
    shift = -1 if side == "latest" else values("side").get(side)
    if shift is None:
        return None
    return unit_value(move(context.today, unit, int(shift)), unit), f"{side}-quarter", False


def read_season(context, before, after, name, side, core) -> tuple[str, str, bool] | None:
    """`last fall`, `fall 2025`, `over the summer`; the verb `fall` and the metaphor have nothing that places them."""
    year = _year_after(after)
    if after and after["of"] and after["of"].lower() != "the":
        year = context.today.year + int(values("side")[after["of"].lower()])
    if year:
        return spans.season(year, name), "season", True
    if side not in values("side") and not _PLACED.search(context.before(core.start())):
        return None
    year, rule = _year_of_season(context, name, side, core)
    return spans.season(year, name), rule, False


def _year_of_season(context: Context, name: str, side: str, core: re.Match) -> tuple[int, str]:
    """Give the year of `last fall`, `next summer`, `this winter`, `over the spring`, and the rule that says so."""
    today, begins = context.today, _BEGINS[name]
    ahead = tense_at(context.text, *core.span()) == "ahead"
    begun = today.year - (begins > today.month)
    if side in ("last", "past", "previous"):
        return begun - ((today.month - begins) % 12 < 3), "last-season"
    if side in ("next", "coming", "upcoming") or (ahead and side != "this"):
        return begun + 1, "next-season"
    if side in ("this", "current"):
        return today.year - (name == "winter" and today.month < 3), "this-season"
    return begun, "bare-season"


def quarter_told(context: Context, start: int) -> str:
    """Give the quarter that the text is about, where one stands not far before."""
    quarter = context.quarter
    return quarter.value if quarter and quarter.kind == "quarter" and start - quarter.end < _NEAR else ""
