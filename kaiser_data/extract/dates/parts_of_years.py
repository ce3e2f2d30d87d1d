"""Parts of years and months, and days counted from a named day: `last fall`, `the day before Thanksgiving`.

"without a contract since last fall", in a text of 7 February 2026, is `2025-23`, September to November. A quarter
without its year is the latest one over, "the quarter" the one told before. "two days before Christmas" in a text of
January 2024 is `2023-12-23`, "the second Tuesday of June 2021" `2021-06-08`, "the week of July 19" the week in which
that day lies. Left alone: the verb `fall`, a season that nothing places ("a summer of strikes"), what is counted from
an event ("the day before the vote"), and weeks of a year.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from kaiser_data.extract.dates.date_words import Context, Reading, Timex, Unit, number, values
from kaiser_data.extract.dates.values import SEASONS, month, move, nth_weekday, on_weekday, span, value_of, within
from kaiser_data.extract.grammar.words import tense_at
from kaiser_data.lexicon import Pattern, prefix_tree

_NEAR = 1200
_PLACED = Pattern(r"\b(?:in|over|during|since|by|until|this)\s+the\s+\Z|\b(?:by|since|until|in)\s+\Z", re.I)


def read_quarter(context: Context, unit: Unit) -> Reading | None:
    """Read `the third quarter`, the latest one over, and `the first half of 2023`, which says its year."""
    ordinal = "second" if unit.name == "half" and unit.side == "last" else (unit.before["ordinal"] or "").lower()
    year, of = unit.year, _side_of(unit)
    if unit.plural or (unit.name == "half" and not (ordinal and (year or of))):
        return None  # "a half of the crew"
    if not ordinal:
        return _bare_quarter(context, unit)
    nth, year = int(values("ordinal")[ordinal]), year or _year_of_quarter(context, unit, of, ordinal)
    most, code = (4, 32) if unit.name == "quarter" else (2, 39)  # EDTF writes quarters as 33 to 36, halves as 40, 41
    if nth > most:
        return None
    value = month(year, nth + code)
    return Reading(value, f"nth-{unit.name}", takes_after=bool(unit.after and (unit.year or of)))


def _side_of(unit: Unit) -> str:
    """Give the `last` of "the third quarter of last year"."""
    return (unit.after["of"] or "").lower() if unit.after else ""


def _year_of_quarter(context: Context, unit: Unit, of: str, ordinal: str) -> int:
    """Give the year that a side names, else that of the latest such quarter, or the next where the verb looks ahead."""
    if of:
        return context.today.year + int(values("side").get(of, 0))
    ahead = tense_at(context.text, unit.start, unit.end) == "ahead"
    return context.today.year - (not ahead and int(values("ordinal")[ordinal]) > (context.today.month + 2) // 3)


def _bare_quarter(context: Context, unit: Unit) -> Reading | None:
    """`the quarter` is the one told before; `the latest quarter` then, or the last one that is over."""
    told, shift = quarter_told(context, unit.start), values("side").get(unit.side)
    if not unit.side and (not unit.before["the"] or context.text[unit.start].isupper()):
        return None
    if told and (unit.side in ("", "same") or (unit.side == "latest" and told < value_of("quarter", context.today))):
        return Reading(told, "same-quarter")
    if not shift and unit.side != "latest":
        return None
    return Reading(value_of("quarter", move(context.today, "quarter", int(shift or -1))), f"{unit.side}-quarter")


def read_season(context: Context, unit: Unit) -> Reading | None:
    """Read `last fall`, `fall 2025`, `over the summer`; the verb `fall` and the metaphor have nothing to place them."""
    year, of = unit.year, _side_of(unit)
    if of in values("side"):
        year = context.today.year + int(values("side")[of])
    if year:
        return Reading(f"{year:04d}-{SEASONS[unit.word]}", "season", takes_after=True)
    if that := context.year_of_that(unit.start, 3 * (SEASONS[unit.word] - 20)):
        return Reading(f"{that:04d}-{SEASONS[unit.word]}", "that-season")
    if unit.side not in values("side") and not _PLACED.search(context.before(unit.start)):
        return None
    year, rule = _year_of_season(context, unit)
    return Reading(f"{year:04d}-{SEASONS[unit.word]}", rule)


def _year_of_season(context: Context, unit: Unit) -> tuple[int, str]:
    """Give the year of `last fall`, `next summer`, `this winter`, `over the spring`, and the rule that says so."""
    today, begins = context.today, 3 * (SEASONS[unit.word] - 20)
    shift = values("side").get(unit.side, "")
    ahead = tense_at(context.text, unit.start, unit.end) == "ahead"
    begun = today.year - (begins > today.month)
    if shift == "-1":
        return begun - ((today.month - begins) % 12 < 3), "last-season"
    if shift == "1" or (ahead and unit.side != "this"):
        return begun + 1, "next-season"
    if shift == "0":
        return today.year - (begins == 12 and today.month < 3), "this-season"
    return begun, "bare-season"


def quarter_told(context: Context, start: int) -> str:
    """Give the quarter that the text is about, where one stands not far before."""
    quarter = context.quarter
    return quarter.value if quarter and quarter.kind == "quarter" and start - quarter.end < _NEAR else ""


_REACH = 48


def count_from(context: Context, read: Timex) -> Timex:
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


def _from_day(read: Timex, before: str) -> Timex | None:
    told = _distance().search(before)
    if not told:
        return None
    day, start = date.fromisoformat(read.value), read.start - len(told[0])
    if told["week_of"]:
        return Timex(start, read.end, "week", value_of("week", day), "week-of")
    unit, count = told["unit"].lower().replace("night", "day"), number(told["count"] or "one") or 1
    is_back = told["way"].lower().split()[0] in ("before", "prior", "ahead")
    if weekday := values("weekday").get(told["unit"].capitalize()):  # "the Monday after Easter"
        beside = on_weekday(day + timedelta(-1 if is_back else 1), int(weekday), future=not is_back)
        return Timex(start, read.end, "day", beside.isoformat(), "distance")
    moved = move(day, unit, -count if is_back else count)
    # "two weeks before May 5" is a day, "the week before May 5" a week.
    unit = "day" if unit == "week" and told["count"] else unit
    return Timex(start, read.end, unit, value_of(unit, moved), "distance")


@cache
def _part() -> re.Pattern:
    ordinals = prefix_tree({*values("ordinal"), "last", "final", "opening"})
    numbers, weekdays = prefix_tree(values("number")), prefix_tree(values("weekday"))
    return re.compile(
        rf"\b(?:(?i:the)\s+)?(?P<nth>(?i:{ordinals}))\s+(?:(?i:(?P<count>{numbers}|\d{{1,2}}))\s+)?"
        rf"(?P<unit>days?|weeks?|weekend|half|{weekdays})\s+(?:of|in)\s+(?:the\s+month\s+of\s+)?\Z"
    )


def _in_month(read: Timex, before: str) -> Timex | None:
    told = _part().search(before)
    if not told:
        return None
    nth, count = told["nth"].lower(), number(told["count"] or "one") or 1
    ordinal = -1 if nth in ("last", "final") else 1 if nth == "opening" else int(values("ordinal")[nth])
    days = _days_of(int(read.value[:4]), int(read.value[5:]), told["unit"], ordinal, count)
    if not days:
        return None
    kind, is_set = "day" if days[0] == days[1] else "interval", told["unit"] in ("week", "weeks", "half")
    value = within(*map(date.isoformat, days)) if is_set else span(*days)
    return Timex(read.start - len(told[0]), read.end, kind, value, "part-of-month")


def _days_of(year: int, of_month: int, unit: str, nth: int, count: int) -> tuple[date, date] | None:
    """Give the first and last day of the nth day, week, half or weekday of a month, of the last for -1."""
    length = monthrange(year, of_month)[1]
    if unit == "weekend" or unit in values("weekday"):
        day = nth_weekday(year, of_month, 5 if unit == "weekend" else int(values("weekday")[unit]), nth)
        return (day, day + timedelta(days=unit == "weekend")) if day.month == of_month else None
    if unit == "half":
        first, last = (1, 15) if nth == 1 else (16, length)
        return date(year, of_month, first), date(year, of_month, last)
    size = count * (7 if unit.startswith("week") else 1)
    first = length - size + 1 if nth < 0 else (nth - 1) * size + 1
    last = length if nth < 0 else first + size - 1
    if not 1 <= first <= length:
        return None
    begins, ends = date(year, of_month, first), date(year, of_month, min(last, length))
    return _to_weeks(begins, ends) if unit.startswith("week") else (begins, ends)


def _to_weeks(first: date, last: date) -> tuple[date, date]:
    """Move days counted in sevens to the weeks from Sunday to Saturday that have most of them, within their month."""
    ends = last.replace(day=monthrange(last.year, last.month)[1])
    begins = on_weekday(min(first + timedelta(3), last), 6, future=False) if first.day > 1 else first
    return begins, last if last == ends else min(on_weekday(last - timedelta(3), 5, future=True), ends)
