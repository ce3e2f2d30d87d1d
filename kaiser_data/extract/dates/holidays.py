"""Holidays: `Labor Day`, `the day of Black Friday`, `Easter Monday`.

The lexicon says when they are: "11 11" a day, "9 Mon 1" the first Monday of September, "11 Thu 4 1" the day after the
fourth Thursday of November, "Easter -2" two days before Easter. Their year is the one that tense and anchor admit.
"""

import re
from datetime import date, timedelta

from dateutil.easter import easter

from kaiser_data.extract.dates.absolute import choose_year, is_sided
from kaiser_data.extract.dates.date_words import Context, Found, expression, values
from kaiser_data.extract.dates.values import nth_weekday, span
from kaiser_data.rows import fold

_WEEKDAYS = {"Mon": 0, "Tue": 1, "Thu": 3, "Sun": 6}


def read_holiday(context: Context, core: re.Match) -> Found | None:
    """Read a holiday as its day in the year that stands beside it, or that tense and anchor admit."""
    start, end = core.span()
    told = values("holiday")[fold(core[0])].split()
    after = expression("year_after_month").match(context.text, end)
    side = expression("side_before").search(context.before(start))
    year = int(after["year"]) if after and after["year"] else 0
    end = after.end() if year else end
    this = holiday_of(told, context.today.year)
    year = year or choose_year(context, this.month, this.day, start, core.end(), side)
    start -= len(side[0]) if is_sided(side) else 0
    day = holiday_of(told, year)
    if context.text.startswith(" weekend", end):  # "on Labor Day weekend"
        saturday = day + timedelta(days=(1 - day.weekday()) % 7 - 3)
        value = span(min(day, saturday), max(day, saturday + timedelta(days=1)))
        return Found(start, end + len(" weekend"), "interval", value, "holiday")
    return Found(start, end, "day", day.isoformat(), "holiday")


def holiday_of(told: list[str], year: int) -> date:
    """Give the day of a holiday in a year.

    >>> holiday_of(["11", "Thu", "4", "1"], 2023), holiday_of(["Easter", "-2"], 2023)
    (datetime.date(2023, 11, 24), datetime.date(2023, 4, 7))
    """
    if told[0] == "Easter":
        return easter(year) + timedelta(days=int(told[1]))
    if told[1].isdigit():
        return date(year, int(told[0]), int(told[1]))
    day = nth_weekday(year, int(told[0]), _WEEKDAYS[told[1]], int(told[2]))
    return day + timedelta(days=int(told[3]) if len(told) > 3 else 0)
