"""Holidays: `Labor Day`, `the day of Black Friday`, `Easter Monday`, `the Labor Day weekend`.

The lexicon says when they are: "11 11" a day, "9 Mon 1" the first Monday of September, "11 Thu 4 1" the day after the
fourth Thursday of November, "Easter -2" two days before Easter. Their year is the one that tense and anchor admit.
"""

import re
from datetime import date, timedelta

from kaiser_data.extract.dates import values as spans
from kaiser_data.extract.dates.absolute import choose_year, is_sided
from kaiser_data.extract.dates.date_words import Context, Found, expression, values
from kaiser_data.rows import fold

# The earliest day of a month that can be its nth weekday.
_EARLIEST = {"1": 1, "2": 8, "3": 15, "4": 22, "-1": 25}
_WEEKDAYS = {"Mon": 0, "Tue": 1, "Thu": 3, "Sun": 6}


def read_holiday(context: Context, core: re.Match) -> Found | None:
    """Read a holiday as its day in the year that tense and anchor admit, `the Labor Day weekend` as its three days."""
    start, end = core.span()
    told = values("holiday")[fold(core[0])].split()
    after = expression("year_after_month").match(context.text, end)
    side = expression("side_before").search(context.before(start))
    year = int(after["year"]) if after and after["year"] else 0
    month, day = _month_and_day(told, context.today.year)
    year = year or choose_year(context, month, day, start, end, side)
    value = _holiday(told, year)
    start -= len(side[0]) if is_sided(side) else 0
    if context.text.startswith(" weekend", end):
        saturday = spans.on_weekday(value, 5, future=False)
        return Found(
            start, end + 8, "weekend", spans.span(saturday, max(value, saturday + timedelta(days=1))), "holiday"
        )
    return Found(start, after.end() if after and after["year"] else end, "day", spans.day(value), "holiday")


def _month_and_day(told: list[str], year: int) -> tuple[int, int]:
    """Give the month of a holiday and the earliest day that it may be."""
    if told[0] == "Easter":
        easter = _holiday(told, year)
        return easter.month, easter.day
    return int(told[0]), int(told[1]) if told[1].isdigit() else _EARLIEST[told[2]]


def _holiday(told: list[str], year: int) -> date:
    """Give the day of a holiday in a year.

    >>> _holiday(["11", "Thu", "4", "1"], 2023), _holiday(["Easter", "-2"], 2023)
    (datetime.date(2023, 11, 24), datetime.date(2023, 4, 7))
    """
    if told[0] == "Easter":
        return _easter(year) + timedelta(days=int(told[1]))
    if told[1].isdigit():
        return date(year, int(told[0]), int(told[1]))
    day = spans.nth_weekday(year, int(told[0]), _WEEKDAYS[told[1]], int(told[2]))
    return day + timedelta(days=int(told[3]) if len(told) > 3 else 0)


def _easter(year: int) -> date:
    """Give Easter Sunday by the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)
