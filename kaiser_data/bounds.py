"""The first and last day of an EDTF date (ISO 8601-2), computed by the `edtf` library; a plain day is its own bounds.

`[2025-12-11..2025-12-20]`, mid-December, runs from 2025-12-11 to 2025-12-20; `[..2026-02-07]` has no first day.
`~` (about) widens nothing. The one thing decided here: a northern winter (`2025-24`) runs from December to the end
of the following February, where `edtf` 5 stops at December.
"""

import math
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WINTER = re.compile(r"(\d{4})-24")


class NotEdtf(ValueError):
    """A value that is no EDTF date of levels 0 to 2."""


class Bounds(NamedTuple):
    """ISO dates of the first and the last day; empty on an open side."""

    first: str
    last: str


@lru_cache(maxsize=65536)
def edtf_bounds(value: str) -> Bounds:
    """Compute the first and last day of an EDTF value; raises NotEdtf.

    >>> edtf_bounds("2026-01-26/2026-02-24")
    Bounds(first='2026-01-26', last='2026-02-24')
    >>> edtf_bounds("[..2026-02-07]")
    Bounds(first='', last='2026-02-07')
    >>> edtf_bounds("2025-24")
    Bounds(first='2025-12-01', last='2026-02-28')
    """
    if _DAY.fullmatch(value):
        return _one_day(value)  # the library's grammar takes milliseconds, and a corpus has thousands of days
    if winter := _WINTER.fullmatch(value):
        year = int(winter[1])
        return Bounds(f"{year}-12-01", edtf_bounds(f"{year + 1}-02").last)
    parsed = _parse(value)
    bounds = Bounds(_iso(parsed.lower_strict()), _iso(parsed.upper_strict()))
    if any(side.startswith(("-", "0000")) for side in bounds):
        raise NotEdtf(value)  # no newspaper is that old, and ISO dates of Python begin with year 1
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


def _parse(value: str):
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        return parse_edtf(value)
    except EDTFParseException:
        raise NotEdtf(value) from None


def _iso(moment) -> str:
    # An open side is an infinite float, a day a struct_time.
    if isinstance(moment, float) and math.isinf(moment):
        return ""
    return f"{moment.tm_year:04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}"
