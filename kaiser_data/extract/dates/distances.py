"""Dates that count from a named one or part a month: `the day before Thanksgiving`, `the last week of July`.

"two days before Christmas" is the 23rd of December, "the second Tuesday of June" the second one that the month has,
"the week of July 19" the one in which that day lies. The words stand before a date that is known by then. Left alone:
what counts from an event ("two days after the ballot").
"""

import re
from calendar import monthrange
from datetime import date
from functools import cache

from kaiser_data.extract.dates import values as spans
from kaiser_data.extract.dates.date_words import Found, move, number, unit_value, values
from kaiser_data.lexicon import prefix_tree

_BEFORE = 48


@cache
def _distance() -> re.Pattern:
    numbers = prefix_tree({*values("number"), "the"})
    return re.compile(
        rf"\b(?P<count>{numbers}|\d{{1,3}})\s+(?P<unit>day|week|month|year)s?\s+"
        r"(?:(?P<back>before|prior\s+to|ahead\s+of)|after|following)\s+(?:the\s+)?\Z",
        re.IGNORECASE,
    )


@cache
def _part() -> re.Pattern:
    ordinals, numbers = prefix_tree({*values("ordinal"), "fifth", "last"}), prefix_tree(values("number"))
    days = "|".join(day for day in values("weekday") if day.endswith("day"))
    return re.compile(
        rf"\b(?:the\s+)?(?P<nth>{ordinals})\s+(?:(?P<count>{numbers})\s+)?(?P<unit>days?|week|weekend|half|{days})"
        r"\s+(?:of|in)\s+(?:the\s+month\s+of\s+)?\Z"
    )


_WEEK_OF = re.compile(r"\b(?:[Tt]he\s+)?week\s+of\s+\Z")


def with_distances(text: str, found: list[Found]) -> list[Found]:
    """Let each date take in the words before it that count from it or part it; what they overlap goes."""
    taken: list[Found] = []
    for one in found:
        one = _counted(text, one) or _parted(text, one) or _week_of(text, one) or one
        while taken and taken[-1].end > one.start:
            taken.pop()
        taken.append(one)
    return taken


def _before(text: str, one: Found, pattern: re.Pattern) -> re.Match | None:
    return pattern.search(text, max(0, one.start - _BEFORE), one.start)


def _counted(text: str, one: Found) -> Found | None:
    if len(one.value) != 10 or not (told := _before(text, one, _distance())):
        return None
    unit, count = told["unit"].lower(), number(told["count"]) or 1
    day = move(date.fromisoformat(one.value), unit, -count if told["back"] else count)
    exact = unit == "day" or told["count"].lower() != "the"
    value, kind = (spans.day(day), "day") if exact else (unit_value(day, unit), unit)
    return Found(told.start(), one.end, kind, value, "distance")


def _week_of(text: str, one: Found) -> Found | None:
    told = len(one.value) == 10 and _before(text, one, _WEEK_OF)
    return Found(told.start(), one.end, "week", spans.week(date.fromisoformat(one.value)), "week-of") if told else None


def _parted(text: str, one: Found) -> Found | None:
    """Read a part of a month; `first` and `last` count days, weeks and weekdays from either end."""
    if len(one.value) != 7 or one.value[5:] > "12" or not (told := _before(text, one, _part())):
        return None
    nth = -1 if told["nth"] == "last" else 5 if told["nth"] == "fifth" else int(values("ordinal")[told["nth"]])
    year, month = int(one.value[:4]), int(one.value[5:])
    first, last = _stretch(year, month, nth, told["unit"], number(told["count"] or "one") or 1)
    if not 1 <= first <= last <= monthrange(year, month)[1]:
        return None
    value = spans.day(date(year, month, first))
    kind = "day" if first == last else "interval"
    value = value if first == last else f"{value}/{spans.day(date(year, month, last))}"
    return Found(told.start(), one.end, kind, value, "part-of-month")


def _stretch(year: int, month: int, nth: int, unit: str, count: int) -> tuple[int, int]:
    """Give the first and last day of the nth part of a month, the last for -1."""
    length = monthrange(year, month)[1]
    if unit == "half":
        return (1, 15) if nth == 1 else (16, length)
    if unit in ("day", "days", "week"):
        size = 7 if unit == "week" else count
        return (length - size + 1, length) if nth < 0 else (size * (nth - 1) + 1, size * nth)
    weekday = 5 if unit == "weekend" else int(values("weekday")[unit])
    day = spans.nth_weekday(year, month, weekday, nth)
    if day.month != month:
        return 0, 0
    return day.day, min(day.day + (unit == "weekend"), length)
