"""The first and last day of an EDTF date (ISO 8601-2), computed by the `edtf` library; a plain day is its own bounds.

`[2025-12-11..2025-12-20]`, mid-December, runs from 2025-12-11 to 2025-12-20; `[..2026-02-07]` has no first day.
`~` (about) widens nothing. The one thing decided here: a northern winter (`2025-24`) runs from December to the end
of the following February, where `edtf` 5 stops at December.
"""

import math
import re
import warnings
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Plain days between or before or after: 2026-01-26/2026-02-24, 2026-02-09/.., [2025-12-11..2025-12-20], [..2026-02-07].
_SPAN = re.compile(rf"({_DAY.pattern})/({_DAY.pattern}|\.\.)|\[({_DAY.pattern})?\.\.({_DAY.pattern})?\]")
_YEAR_OR_MONTH = re.compile(r"(?!0000)(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_WINTER = re.compile(r"([0-9]{4})-24")
# What the tables may hold (the pattern of their dates); `edtf` reads spaces, times and years of any length, too.
_WRITTEN = re.compile(r"[0-9X~?%./\[\]-]{4,64}")


class NotEdtf(ValueError):
    """A value that is no EDTF date of levels 0 to 2."""


class Bounds(NamedTuple):
    """ISO dates of the first and the last day; empty on an open side."""

    first: str
    last: str


@lru_cache(maxsize=16384)
def edtf_bounds(value: str) -> Bounds:
    """Compute the first and last day of an EDTF value; raises NotEdtf.

    >>> edtf_bounds("2026-01-26/2026-02-24")
    Bounds(first='2026-01-26', last='2026-02-24')
    >>> edtf_bounds("[..2026-02-07]")
    Bounds(first='', last='2026-02-07')
    >>> edtf_bounds("2025-24")
    Bounds(first='2025-12-01', last='2026-02-28')
    """
    # The library's grammar takes ten milliseconds a value and more to load: what most texts have is read here.
    if _DAY.fullmatch(value):
        return _one_day(value)
    if (span := _SPAN.fullmatch(value)) and value != "[..]":
        return _days(span[1] or span[3], span[2] or span[4], value)
    if plain := _YEAR_OR_MONTH.fullmatch(value):
        year, first, last = int(plain[1]), int(plain[2] or 1), int(plain[2] or 12)
        return Bounds(date(year, first, 1).isoformat(), date(year, last, monthrange(year, last)[1]).isoformat())
    if winter := _WINTER.fullmatch(value):
        year = int(winter[1])
        return Bounds(edtf_bounds(f"{year:04d}-12").first, edtf_bounds(f"{year + 1:04d}-02").last)
    bounds = _parse(value)
    if bounds.last and bounds.first > bounds.last:
        raise NotEdtf(value)  # it ends before it begins
    return bounds


def is_edtf(value: str) -> bool:
    """Tell whether `value` is an EDTF date.

    >>> is_edtf("2026-02"), is_edtf("Feb 2026")
    (True, False)
    """
    try:
        edtf_bounds(value)
    except NotEdtf:
        return False
    return True


def is_day(value: str) -> bool:
    """Tell whether `value` is one calendar day, `YYYY-MM-DD`."""
    return bool(_DAY.fullmatch(value)) and is_edtf(value)


def _one_day(value: str) -> Bounds:
    try:
        return Bounds(*[date.fromisoformat(value).isoformat()] * 2)
    except ValueError:
        raise NotEdtf(value) from None


def _days(first: str | None, last: str | None, value: str) -> Bounds:
    begins = _one_day(first).first if first else ""
    ends = _one_day(last).last if last and last != ".." else ""
    if begins and ends and begins > ends:
        raise NotEdtf(value)  # it ends before it begins
    return Bounds(begins, ends)


def _parse(value: str) -> Bounds:
    with warnings.catch_warnings():  # its grammar is one that pyparsing warns of
        warnings.simplefilter("ignore")
        from edtf import parse_edtf
        from edtf.parser.edtf_exceptions import EDTFParseException

    if not _WRITTEN.fullmatch(value):
        raise NotEdtf(value)
    try:
        parsed = parse_edtf(value)
        return Bounds(_iso(parsed.lower_strict()), _iso(parsed.upper_strict()))
    # Some values pass its grammar and are no date, or none that Python can write: ?2024-02-30, 2024-X2-01, -0044.
    except (EDTFParseException, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        raise NotEdtf(value) from None


def _iso(moment) -> str:
    # An open side is an infinite float, a day a struct_time.
    if isinstance(moment, float) and math.isinf(moment):
        return ""
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday).isoformat()
