"""Parts of years and months, and days counted from a named day: `last fall`, `the day before Thanksgiving`.

"without a contract since last fall", in a text of 7 February 2026, is `2025-23`, September to November. A quarter
without its year is the latest one over, "the quarter" the one told before. "two days before Christmas" in a text of
January 2024 is `2023-12-23`, "the second Tuesday of June 2021" `2021-06-08`, "the week of July 19" the week in which
that day lies. Left alone: the verb `fall`, a season that nothing places ("a summer of strikes"), what is counted from
an event ("the day before the vote"), and weeks of a year.
"""

import re
from datetime import date, timedelta
from functools import cache

from kaiser_data.extract.dates.date_words import Context, Reading, Timex, Unit, number, values
from kaiser_data.extract.dates.values import SEASONS, month, move, nth_weekday, on_weekday, span, value_of, within
from kaiser_data.extract.grammar.words import tense_at
from kaiser_data.lexicon import Pattern, prefix_tree

# So far from a quarter told it may be meant by "the quarter".
_NEAR = 1200
_PLACED = Pattern(r"\b(?:in|over|during|since|by|until|this)\s+the\s+\Z|\b(?:by|since|until|in)\s+\Z", re.I)


def read_quarter(context: Context, unit: Unit) -> Reading | None:
    """Read `the third quarter`, the latest one over, and `the first half of 2023`, which says its year."""
    ordinal, of = (unit.before["ordinal"] or "").lower(), _side_of(unit)
    if unit.plural or (unit.name == "half" and not (ordinal and (unit.year or of))):
        return None  # "a half of the crew"
    if not ordinal:
        return _bare_quarter(context, unit)
    nth = int(values("ordinal")[ordinal])
    year = unit.year or context.today.year + int(values("side").get(of, 0))
    if not unit.year and not of and tense_at(context.text, unit.start, unit.end) != "ahead":
        year -= nth > (context.today.month + 2) // 3
    code = 32 if unit.name == "quarter" else 39  # EDTF writes quarters as 33 to 36, halves as 40, 41
    return Reading(month(year, nth + code), f"nth-{unit.name}", takes_after=bool(unit.year or of))


def _side_of(unit: Unit) -> str:
    """Give the `last` of "the third quarter of last year"."""
    return (unit.after["of"] or "").lower() if unit.after else ""


def _bare_quarter(context: Context, unit: Unit) -> Reading | None:
    """`the quarter` is the one told before, `the latest quarter` the last one that is over."""
    told, shift = quarter_told(context, unit.start), values("side").get(unit.side)
    if told and (unit.side == "same" or (unit.before["the"] and not unit.side)):
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
        rf"|(?:the|(?P<count>{numbers}|\d{{1,2}}))\s+(?P<unit>day|night|week|month|{weekdays})s?\s+"
        rf"(?:(?P<back>before)|after))\s+(?:the\s+)?\Z",
        re.IGNORECASE,
    )


def _from_day(read: Timex, before: str) -> Timex | None:
    told = _distance().search(before)
    if not told:
        return None
    day, start = date.fromisoformat(read.value), read.start - len(told[0])
    if told["week_of"]:
        return Timex(start, read.end, "week", value_of("week", day), "week-of")
    sign = -1 if told["back"] else 1
    if weekday := values("weekday").get(told["unit"].capitalize()):  # "the Monday after Easter"
        beside = on_weekday(day + sign * timedelta(1), int(weekday), future=sign > 0)
        return Timex(start, read.end, "day", beside.isoformat(), "distance")
    unit = told["unit"].lower().replace("night", "day")
    moved = move(day, unit, sign * (number(told["count"] or "one") or 1))
    # "two weeks before May 5" is a day, "the week before May 5" a week.
    unit = "day" if told["count"] else unit
    return Timex(start, read.end, unit, value_of(unit, moved), "distance")


@cache
def _part_of_month() -> re.Pattern:
    numbers, weekdays = prefix_tree(values("number")), prefix_tree(values("weekday"))
    return re.compile(
        rf"\b(?:(?i:the)\s+)?(?P<nth>{prefix_tree({*values('ordinal'), 'last', 'final'})})"
        rf"\s+(?:(?P<count>{numbers}|\d{{1,2}})\s+)?(?P<unit>weekend|week|day|{weekdays})s?\s+(?:of|in)\s+\Z"
    )


def _in_month(read: Timex, before: str) -> Timex | None:
    """Read the first, second … or last day, days, Tuesday, weekend or weeks of a month."""
    told = _part_of_month().search(before)
    if not told:
        return None
    start, opens = read.start - len(told[0]), date.fromisoformat(f"{read.value}-01")
    closes, nth = move(opens, "month", 1) - timedelta(1), int(values("ordinal").get(told["nth"], -1))
    if weekday := {**values("weekday"), "weekend": 5}.get(told["unit"]):
        day = nth_weekday(opens.year, opens.month, int(weekday), nth)
        return Timex(start, read.end, "day", span(day, day + timedelta(told["unit"] == "weekend")), "part-of-month")
    size = (number(told["count"] or "one") or 1) * (7 if told["unit"] == "week" else 1)
    first = opens + timedelta((nth - 1) * size) if nth > 0 else closes - timedelta(size - 1)
    last = first + timedelta(size - 1)
    if told["unit"] == "day":
        return Timex(start, read.end, "interval", span(first, last), "part-of-month")
    # Weeks run from Sunday to Saturday: those that have most of the days counted in sevens.
    first = on_weekday(first + timedelta(3), 6, future=False)
    last = closes if nth < 0 else min(first + timedelta(size - 1), closes)
    return Timex(start, read.end, "interval", within(max(first, opens).isoformat(), last.isoformat()), "part-of-month")
