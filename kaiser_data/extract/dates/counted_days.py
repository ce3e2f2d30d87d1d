"""Days counted from a named day, or within a named month: `the day before Thanksgiving`, `the last week of July`.

"two days before Christmas" in a text of January 2024 is `2023-12-23`, "the second Tuesday of June 2021" `2021-06-08`,
"the week of July 19" the week in which that day lies. Left alone: what is counted from an event ("the day before the
vote"), and weeks of a year.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from kaiser_data.extract.dates.date_words import Context, Found, number, values
from kaiser_data.extract.dates.values import move, nth_weekday, on_weekday, span, value_of
from kaiser_data.lexicon import prefix_tree

_REACH = 48


def count_from(context: Context, read: Found) -> Found:
    """Widen a day or month by what is counted from it: "the day before …", "the last week of …"; else give it back."""
    before = context.text[max(0, read.start - _REACH) : read.start]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", read.value):
        return _from_day(read, before) or read
    if re.fullmatch(r"\d{4}-\d\d", read.value) and read.value[5:] <= "12":
        return _in_month(read, before) or read
    return read


@cache
def _distance() -> re.Pattern:
    numbers, weekdays = prefix_tree(values("number")), prefix_tree(values("weekday"))
    return re.compile(
        rf"\b(?:(?P<week_of>(?:the\s+)?week\s+(?:of|beginning|starting))"
        rf"|(?:the|(?P<count>{numbers}|\d{{1,2}}))\s+(?:(?:very|full)\s+)?"
        rf"(?P<unit>day|night|week|month|year|{weekdays})s?\s+"
        rf"(?P<way>before|after|prior\s+to|following|ahead\s+of))\s+(?:the\s+)?\Z",
        re.IGNORECASE,
    )


def _from_day(read: Found, before: str) -> Found | None:
    told = _distance().search(before)
    if not told:
        return None
    day, start = date.fromisoformat(read.value), read.start - len(told[0])
    if told["week_of"]:
        return Found(start, read.end, "week", value_of("week", day), "week-of")
    unit, count = told["unit"].lower().replace("night", "day"), number(told["count"] or "one") or 1
    is_back = told["way"].lower().split()[0] in ("before", "prior", "ahead")
    if weekday := values("weekday").get(told["unit"].capitalize()):  # "the Monday after Easter"
        beside = on_weekday(day + timedelta(-1 if is_back else 1), int(weekday), future=not is_back)
        return Found(start, read.end, "day", beside.isoformat(), "distance")
    moved = move(day, unit, -count if is_back else count)
    # "two weeks before May 5" is a day, "the week before May 5" a week.
    unit = "day" if unit == "week" and told["count"] else unit
    return Found(start, read.end, unit, value_of(unit, moved), "distance")


@cache
def _part() -> re.Pattern:
    ordinals = prefix_tree({*values("ordinal"), "last", "final", "opening"})
    numbers, weekdays = prefix_tree(values("number")), prefix_tree(values("weekday"))
    return re.compile(
        rf"\b(?:(?i:the)\s+)?(?P<nth>(?i:{ordinals}))\s+(?:(?i:(?P<count>{numbers}|\d{{1,2}}))\s+)?"
        rf"(?P<unit>days?|weeks?|weekend|half|{weekdays})\s+(?:of|in)\s+(?:the\s+month\s+of\s+)?\Z"
    )


def _in_month(read: Found, before: str) -> Found | None:
    told = _part().search(before)
    if not told:
        return None
    nth, count = told["nth"].lower(), number(told["count"] or "one") or 1
    ordinal = -1 if nth in ("last", "final") else 1 if nth == "opening" else int(values("ordinal")[nth])
    days = _days_of(int(read.value[:4]), int(read.value[5:]), told["unit"], ordinal, count)
    if not days:
        return None
    kind = "day" if days[0] == days[1] else "interval"
    return Found(read.start - len(told[0]), read.end, kind, span(*days), "part-of-month")


def _days_of(year: int, month: int, unit: str, nth: int, count: int) -> tuple[date, date] | None:
    """Give the first and last day of the nth day, week, half or weekday of a month, of the last for -1."""
    length = monthrange(year, month)[1]
    if unit == "weekend" or unit in values("weekday"):
        day = nth_weekday(year, month, 5 if unit == "weekend" else int(values("weekday")[unit]), nth)
        return (day, day + timedelta(days=unit == "weekend")) if day.month == month else None
    if unit == "half":
        first, last = (1, 15) if nth == 1 else (16, length)
        return date(year, month, first), date(year, month, last)
    size = count * (7 if unit.startswith("week") else 1)
    first = length - size + 1 if nth < 0 else (nth - 1) * size + 1
    last = length if nth < 0 else first + size - 1
    return (date(year, month, first), date(year, month, min(last, length))) if 1 <= first <= length else None
