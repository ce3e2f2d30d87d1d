"""Weeks, weekends, parts of months and the like as EDTF values, by arithmetic on the calendar alone.

"mid-December" of 2025 is `[2025-12-11..2025-12-20]`, "the weekend" before Monday, 23 February 2026 is
`2026-02-21/2026-02-22`. Weeks run from Sunday to Saturday. Seasons are those of the north, named by their first
month: the winter of `2025-24` begins in December 2025. What a text says, and against which day, is `dates`' to find.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta, weekday

from kaiser_data.edtf import edtf_bounds

# The EDTF code of each season.
SEASONS = {"spring": 21, "summer": 22, "fall": 23, "autumn": 23, "winter": 24}
_DAYS_OF_PARTS = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}
_MONTHS_OF_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 1), "end": (12, 12)}
_UNITS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "weekend": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "half": relativedelta(months=6),
    "season": relativedelta(years=1),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "century": relativedelta(years=100),
}


def is_date(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has this day.

    >>> is_date(2025, 2, 29), is_date(2024, 2, 29)
    (False, True)
    """
    return 1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]


def month(year: int, number: int) -> str:
    """Write a month.

    >>> month(2025, 9)
    '2025-09'
    """
    return f"{year:04d}-{number:02d}"


def span(first: date, last: date) -> str:
    """Write an interval of days, a single day plain."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def within(first: str, last: str) -> str:
    """Write one unknown day (month, year) of a set; an empty side is open.

    >>> within("", "2026-02-07"), within("2025-08", "2025-08")
    ('[..2026-02-07]', '2025-08')
    """
    return first if first == last else f"[{first}..{last}]"


def some_day(value: str, today: str = "", is_past: bool = False) -> str:
    """Write a week as a set of its days; what is past by a day of its week or year lies no later than that.

    >>> some_day("2025-09-14/2025-09-20"), some_day("2025-09-08/2025-09-12")
    ('[2025-09-14..2025-09-20]', '2025-09-08/2025-09-12')
    >>> some_day("2026", "2026-02-07", is_past=True), some_day("2025", "2026-02-07", is_past=True)
    ('[2026-01-01..2026-02-07]', '2025')
    """
    if not value:
        return ""
    first, last = edtf_bounds(value)
    is_week = len(value) == 21 and value[10] == "/" and value == value_of("week", date.fromisoformat(first))
    is_cut = is_past and first <= today < last and (is_week or re.fullmatch(r"\d{4}(-[01]\d)?", value))
    return within(first, today if is_cut else last) if is_week or is_cut else value


def value_of(unit: str, day: date) -> str:
    """Write the day, week, month … in which a day lies, of a weekend the last one.

    >>> value_of("week", date(2025, 9, 14)), value_of("weekend", date(2026, 2, 23))
    ('2025-09-14/2025-09-20', '2026-02-21/2026-02-22')
    >>> value_of("quarter", date(1989, 8, 1)), value_of("century", date(1989, 8, 1))
    ('1989-35', '19XX')
    """
    if unit in ("day", "month"):
        return day.isoformat()[: 10 if unit == "day" else 7]
    if unit in ("week", "fortnight", "weekend"):
        first = on_weekday(day, 5 if unit == "weekend" else 6, future=False)
        return span(first, first + timedelta(days=1 if unit == "weekend" else 6))
    if unit == "quarter":
        return month(day.year, 33 + (day.month - 1) // 3)
    year = f"{day.year:04d}"
    return {"decade": f"{year[:3]}X", "century": f"{year[:2]}XX"}.get(unit, year)


def part_of(year: int, of_month: int, part: str) -> str:
    """Write the early, middle or late days of a month as a set of days, months of a year (month 0) as a set of months.

    >>> part_of(2025, 12, "mid"), part_of(2025, 0, "early")
    ('[2025-12-11..2025-12-20]', '[2025-01..2025-04]')
    """
    if not of_month:
        first, last = _MONTHS_OF_PARTS[part]
        return within(month(year, first), month(year, last))
    first, last = _DAYS_OF_PARTS[part]
    last = min(last, monthrange(year, of_month)[1])
    return within(f"{month(year, of_month)}-{first:02d}", f"{month(year, of_month)}-{last:02d}")


def move(day: date, unit: str, count: int) -> date:
    """Move a day by a number of units; the day of a shorter month gives way.

    >>> move(date(2025, 3, 31), "month", -1)
    datetime.date(2025, 2, 28)
    """
    return day + count * _UNITS[unit]


def shift(day: str, days: int) -> str:
    """Move a day written out by so many, no farther than the calendar goes.

    >>> shift("2026-02-24", -1), shift("0001-01-01", -1)
    ('2026-02-23', '0001-01-01')
    """
    return date.fromordinal(min(max(date.fromisoformat(day).toordinal() + days, 1), date.max.toordinal())).isoformat()


def days_between(first: str, last: str) -> int:
    """Count the days from one day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def on_weekday(day: date, number: int, future: bool) -> date:
    """Give the nearest day of the week (0 to 6) on or before a day, or on or after it.

    >>> on_weekday(date(2026, 2, 23), 1, future=True)
    datetime.date(2026, 2, 24)
    """
    return day + relativedelta(weekday=weekday(number)(1 if future else -1))


def nth_weekday(year: int, of_month: int, number: int, nth: int) -> date:
    """Give the nth such day of the week of a month, the last for -1.

    >>> nth_weekday(2025, 9, 0, 1), nth_weekday(2025, 5, 0, -1)
    (datetime.date(2025, 9, 1), datetime.date(2025, 5, 26))
    """
    return date(year, of_month, 1) + relativedelta(day=31 if nth < 0 else 1, weekday=weekday(number)(nth))
