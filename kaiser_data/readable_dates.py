"""An EDTF date as people write it: `[2025-08-21..2025-09-30]` is *between 21 August and 30 September 2025*."""

import re
from calendar import month_name

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
