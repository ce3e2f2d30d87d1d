"""The first and last day of an EDTF date (ISO 8601-2), computed by the `edtf` library; a plain day is its own bounds.

`[2025-12-11..2025-12-20]`, mid-December, runs from 2025-12-11 to 2025-12-20; `[..2026-02-07]` has no first day.
`~` (about) widens nothing. The one thing decided here: a northern winter (`2025-24`) runs from December to the end
of the following February, where `edtf` 5 stops at December.
People read *between 21 August and 30 September 2025* in place of `[2025-08-21..2025-09-30]`.
"""

import math
import re
import warnings
from calendar import month_name, monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

# Seasons, quarters and halves by their EDTF code: first month, number of months.
_SUB_YEARS = {
    "21": (3, 3), "22": (6, 3), "23": (9, 3), "24": (12, 3),
    "33": (1, 3), "34": (4, 3), "35": (7, 3), "36": (10, 3), "40": (1, 6), "41": (7, 6),
}  # fmt: skip
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ONE = rf"[0-9]{{4}}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{{2}})?|-(?:{'|'.join(_SUB_YEARS)}))?"
# One date, two of an interval or a set, about or open: 2025-23, 2024-10~/2025-05, 2026-02-09/.., [..2026-02-07].
_PLAIN = re.compile(rf"({_ONE})~?|(?:({_ONE})~?|\.\.)/(?:({_ONE})~?|\.\.)|\[({_ONE})?\.\.({_ONE})?\]")
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
    plain = _PLAIN.fullmatch(value)
    if plain and any(plain.groups()):
        return _read_plain(value, plain[1] or plain[2] or plain[4], plain[1] or plain[3] or plain[5])
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


def meets(first: Bounds, second: Bounds) -> bool:
    """Tell whether two dates can be one: one holds the other.

    >>> meets(Bounds("2025-05-01", "2025-05-31"), Bounds("2025-05-03", "2025-05-03"))
    True
    """
    return _holds(first, second) or _holds(second, first)


def _holds(wide: Bounds, narrow: Bounds) -> bool:
    return wide.first <= narrow.first and (narrow.last or "9999") <= (wide.last or "9999")


def _read_plain(value: str, first: str | None, last: str | None) -> Bounds:
    try:
        bounds = Bounds(_days_of(first)[0].isoformat() if first else "", _days_of(last)[1].isoformat() if last else "")
    except ValueError:
        raise NotEdtf(value) from None
    if bounds.last and bounds.first > bounds.last:
        raise NotEdtf(value)  # it ends before it begins
    return bounds


def _days_of(value: str) -> tuple[date, date]:
    """Give the first and last day of a day, month, year, season, quarter or half."""
    if len(value) == 10:
        return date.fromisoformat(value), date.fromisoformat(value)
    year, code = int(value[:4]), value[5:]
    first, months = _SUB_YEARS.get(code) or (int(code or 1), 1 if code else 12)
    years, last = divmod(first + months - 2, 12)
    return date(year, first, 1), date(year + years, last + 1, monthrange(year + years, last + 1)[1])


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


_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")
_BETWEEN = re.compile(r"\[(.*)\.\.(.*)\]")
_DOUBT = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def readable_date(value: str) -> str:
    """Say an EDTF date in words; what has no words of its own stays as it is.

    >>> readable_date("2026-02-07"), readable_date("2026-01-26/2026-02-24"), readable_date("2026-02-09/..")
    ('7 February 2026', '26 January to 24 February 2026', 'since 9 February 2026')
    >>> readable_date("[..2026-02-07]"), readable_date("[2025-08-21..2025-09-30]"), readable_date("2021-23~")
    ('by 7 February 2026', 'between 21 August and 30 September 2025', 'about autumn 2021')
    """
    if found := _BETWEEN.fullmatch(value):
        first, last = (readable_date(part) if part else "" for part in found.groups())
        if not first or not last:
            return f"by {last}" if last else f"{first} or later"
        return f"between {_without_year(first, last)} and {last}"
    first, slash, last = value.partition("/")
    if not slash:
        return _point(value)
    if last in ("", ".."):
        return f"since {_point(first)}"
    if first in ("", ".."):
        return f"until {_point(last)}"
    return f"{_without_year(_point(first), _point(last))} to {_point(last)}"


def _point(value: str) -> str:
    found = _POINT.fullmatch(value)
    if not found:
        return value
    year, month, day, doubt = found.groups()
    if not month:
        return f"{_DOUBT[doubt]}{year}"
    name = _SEASONS.get(month) or (month_name[int(month)] if 1 <= int(month) <= 12 else month)
    return f"{_DOUBT[doubt]}{f'{int(day)} ' if day else ''}{name} {year}"


def _without_year(first: str, last: str) -> str:
    """Leave out the year of the first of two dates of one year, and of two days of one month the month as well."""
    if first[-4:] != last[-4:] or not first[:-5]:
        return first
    day, _, month = first[:-5].partition(" ")
    same_month = month and last.split(" ", 1)[1] == f"{month}{first[-5:]}"
    return day if same_month else first[:-5]
