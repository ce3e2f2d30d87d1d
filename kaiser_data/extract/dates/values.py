"""Days, weeks, months and seasons as EDTF values, by arithmetic on the calendar alone.

"mid-December" of 2025 is `[2025-12-11..2025-12-20]`, "the weekend" before Monday, 23 February 2026 is
`2026-02-21/2026-02-22`. Weeks run from Sunday to Saturday. Seasons are those of the north, named by their first
month: the winter of `2025-24` begins in December 2025. What a text says, and against which day, is `dates`' to find.
"""

from calendar import monthrange
from datetime import date, timedelta

from kaiser_data.edtf import edtf_bounds

SEASONS = {"spring": 21, "summer": 22, "fall": 23, "autumn": 23, "winter": 24}
PARTS = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}
_PARTS_OF_YEAR = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 1), "end": (12, 12)}


def is_date(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has this day.

    >>> is_date(2025, 2, 29), is_date(2024, 2, 29)
    (False, True)
    """
    return 1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]


def day(value: date) -> str:
    """Write a day."""
    return value.isoformat()


def month(year: int, number: int) -> str:
    """Write a month.

    >>> month(2025, 9)
    '2025-09'
    """
    return f"{year:04d}-{number:02d}"


def year(number: int) -> str:
    """Write a year."""
    return f"{number:04d}"


def decade(number: int) -> str:
    """Write the decade of a year.

    >>> decade(1983)
    '198X'
    """
    return f"{number // 10:03d}X"


def span(first: date, last: date) -> str:
    """Write an interval of days."""
    return f"{first.isoformat()}/{last.isoformat()}"


def within(first: str, last: str) -> str:
    """Write one unknown day (month, year) of a set; an empty side is open.

    >>> within("", "2026-02-07"), within("2025-08", "2025-08")
    ('[..2026-02-07]', '2025-08')
    """
    return first if first == last else f"[{first}..{last}]"


def week(value: date) -> str:
    """Write the week, from Sunday to Saturday, in which a day lies.

    >>> week(date(2025, 9, 14))
    '2025-09-14/2025-09-20'
    """
    sunday = value - timedelta(days=value.isoweekday() % 7)
    return span(sunday, sunday + timedelta(days=6))


def weekend(value: date) -> str:
    """Write the weekend whose Saturday is the nearest on or before a day.

    >>> weekend(date(2026, 2, 23))
    '2026-02-21/2026-02-22'
    """
    saturday = value - timedelta(days=(value.weekday() - 5) % 7)
    return span(saturday, saturday + timedelta(days=1))


def season(number: int, name: str) -> str:
    """Write a season of a year.

    >>> season(2025, "fall")
    '2025-23'
    """
    return f"{number:04d}-{SEASONS[name]}"


def quarter(number: int, ordinal: int) -> str:
    """Write a quarter of a year (EDTF level 2).

    >>> quarter(1989, 3)
    '1989-35'
    """
    return f"{number:04d}-{32 + ordinal}"


def half(number: int, ordinal: int) -> str:
    """Write a half of a year (EDTF level 2)."""
    return f"{number:04d}-{39 + ordinal}"


def part_of_month(number: int, of_month: int, part: str) -> str:
    """Write the early, middle or late days of a month as a set of days.

    >>> part_of_month(2025, 12, "mid")
    '[2025-12-11..2025-12-20]'
    """
    first, last = PARTS[part]
    last = min(last, monthrange(number, of_month)[1])
    return within(f"{month(number, of_month)}-{first:02d}", f"{month(number, of_month)}-{last:02d}")


def part_of_year(number: int, part: str) -> str:
    """Write the early, middle or late third of a year as a set of months.

    >>> part_of_year(2025, "early")
    '[2025-01..2025-04]'
    """
    first, last = _PARTS_OF_YEAR[part]
    return within(month(number, first), month(number, last))


def shift_months(value: date, months: int) -> date:
    """Move a day by whole months; the day of a shorter month gives way.

    >>> shift_months(date(2025, 3, 31), -1)
    datetime.date(2025, 2, 28)
    """
    index = value.year * 12 + value.month - 1 + months
    number, of_month = index // 12, index % 12 + 1
    return date(number, of_month, min(value.day, monthrange(number, of_month)[1]))


def on_weekday(value: date, weekday: int, future: bool) -> date:
    """Give the nearest day of the week on or before a day, or on or after it.

    >>> on_weekday(date(2026, 2, 23), 1, future=True)
    datetime.date(2026, 2, 24)
    """
    back = (value.weekday() - weekday) % 7
    return value + timedelta(days=-back % 7) if future else value - timedelta(days=back)


def nth_weekday(number: int, of_month: int, weekday: int, nth: int) -> date:
    """Give the nth such weekday of a month, the last for -1.

    >>> nth_weekday(2025, 9, 0, 1), nth_weekday(2025, 5, 0, -1)
    (datetime.date(2025, 9, 1), datetime.date(2025, 5, 26))
    """
    if nth < 0:
        return on_weekday(date(number, of_month, monthrange(number, of_month)[1]), weekday, future=False)
    return on_weekday(date(number, of_month, 1), weekday, future=True) + timedelta(days=7 * (nth - 1))


def merge(first: str, last: str) -> str:
    """Say what holds of one value or another: the set from the first day of one to the last day of the other.

    >>> merge("2025-08-14", "2025-08-21"), merge("2025-08", "2025-09"), merge("2025", "2025")
    ('[2025-08-14..2025-08-21]', '[2025-08..2025-09]', '2025')
    """
    if first == last or not first or not last:
        return first if first == last else ""
    if "/" in first or "/" in last or "[" in first or "[" in last or len(first) != len(last):
        first, last = edtf_bounds(first).first, edtf_bounds(last).last
    return within(min(first, last), max(first, last))
