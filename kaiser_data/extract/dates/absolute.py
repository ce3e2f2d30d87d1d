"""Dates with a name of their own: `Jan. 26`, `November 4-7, 2023`, `14th Feb 2024`, `mid-December`, `’83`, `Labor Day`.

A month or day without its year takes the one that tense and anchor admit: in a text of 14 September 2025 a contract
that "expires on September 30" ends in 2025, in one of 23 February 2026 bargaining halted "in mid-December" of 2025.
Left alone: numbers that only look like years ("2000 workers", "Local 1998").

The lexicon says when holidays are: "11 11" a day, "9 Mon 1" the first Monday of September, "11 Thu 4 1" the day after
the fourth Thursday of November, "Easter -2" two days before Easter.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

from kaiser_data.extract.dates.date_words import Context, Timex, expression, number, values
from kaiser_data.extract.dates.values import (
    is_date,
    month,
    move,
    nth_weekday,
    on_weekday,
    part_of,
    span,
    value_of,
    within,
)
from kaiser_data.extract.grammar.clauses import tense_at
from kaiser_data.extract.grammar.words import past_forms
from kaiser_data.lexicon import prefix_tree
from kaiser_data.rows import fold

# How many days after that of the text a day without its year may lie at most, and a month: in "last June" and "next
# June" strictly before and after, beside a verb that looks back or ahead a little beyond, else rather back.
_LATEST = {"-1": (-1, -16), "did": (0, 15), "back": (94, 94), "": (150, 150), "ahead": (325, 325), "1": (365, 379)}
# "In 2019 they struck from May 3": the year of all that the sentence dates.
_IN_YEAR = re.compile(r"\bIn\s+((?:1[5-9]|20)\d\d)\b(?:[^.;\n]|\.\s+\d)*\Z")
# So far before a date the days of its month may be listed, the year of its sentence and what counts from it stand.
_LIST, _SENTENCE, _COUNTED = 60, 200, 48


def read_month(context: Context, core: re.Match) -> Timex | None:
    """Read a month with what belongs to it: day, days, year, part."""
    if after := expression("day_after_month").match(context.text, core.end()):
        return _day(context, core, after, after, core.start(), after.end())
    after = expression("year_after_month").match(context.text, core.end())
    if before := expression("day_before_month").search(context.before(core.start())):
        return _day(context, core, before, after, core.start() - len(before[0]), after.end() if after else core.end())
    return _month(context, core, after)


def _day(context: Context, core: re.Match, days: re.Match, year_told: re.Match | None, start: int, end: int) -> Timex:
    days, number = days.groupdict(), int(values("month")[core[0]])
    first = int(days.get("first") or days["day"])
    last = max(first, int(days.get("last") or days["day"]))
    listed = expression("days_after").match(context.text, end)  # "May 3, 5 and 9, 2023"
    stated = _stated_year(context, year_told) or int((listed and listed["year"]) or 0)
    before = context.before(start)
    led, sided = expression("weekday_before").search(before), expression("side_before").search(before)
    start -= len((led or sided or ("",))[0])
    year = stated or choose_year(context, number, first, core.start(), end, sided)
    if not is_date(year, number, last):  # "Feb 29, 2015" still tells its month
        return Timex(start, end, "month", month(year, number), "no-such-day")
    value = span(date(year, number, first), date(year, number, last))
    return Timex(start, end, "interval" if first < last else "day", value, "day" if stated else "yearless-day")


def _stated_year(context: Context, told: re.Match | None) -> int:
    """Give the year that stands beside a month: "2014", "last year"; 0 where none does."""
    if told and (told["side"] or told["before_last"]):
        return context.today.year + (int(values("side")[told["side"].lower()]) if told["side"] else -2)
    return int(told["year"] or 0) if told else 0


def _month(context: Context, core: re.Match, after: re.Match | None) -> Timex | None:
    before = context.before(core.start())
    part, side = expression("part_before").search(before), expression("side_before").search(before)
    if not after and not part and not side and not _is_placed(context, core, before):
        return None
    end, number = after.end() if after else core.end(), int(values("month")[core[0]])
    stated = _stated_year(context, after)
    year = stated or choose_year(context, number, 0, core.start(), end, side)
    start, rule = core.start() - len((part or side or ("",))[0]), "month" if stated else "yearless-month"
    if part:
        return Timex(start, end, "part", part_of(year, number, _part(part)), rule)
    return Timex(start, end, "month", month(year, number), rule)


def read_list(text: str, dated: Timex) -> Iterator[Timex]:
    """Read the days that take their month from a date: "3, 5 and 9 March", "the 11th to 13th and 25th of November"."""
    is_led = re.match(r"(?:\w+day,?\s+(?:the\s+)?)?\d", text[dated.start :])  # not the 15 of "May 15 and June 3"
    before = is_led and expression("days_before").search(text, max(0, dated.start - _LIST), dated.start)
    after = expression("days_after").match(text, dated.end)
    year, month = int(dated.value[:4]), int(dated.value[5:7])
    for row in filter(None, (before, after)):
        for day in expression("days").finditer(text, *row.span("days")):
            first, last = int(day["first"]), int(day["last"] or day["first"])
            if first <= last and is_date(year, month, last):
                value = span(date(year, month, first), date(year, month, last))
                led = expression("weekday_before").search(text, max(0, day.start() - _LIST), day.start())
                edges = led.start() if led else day.start(), row.end() if day.end() == row.end("days") else day.end()
                yield Timex(*edges, "interval" if first < last else "day", value, "listed-day")


def _part(before: re.Match) -> str:
    return values("part")[" ".join(before["part"].lower().split())]


_NAME_GOES_ON = re.compile(r"\s+[A-Z][a-z]+(?<!day)\b(?!\s*,)")
_NOUN_GOES_ON = re.compile(r"['’]s\b|,|\s+[a-z]|[-–][A-Z]")


def _is_placed(context: Context, core: re.Match, before: str) -> bool:
    """A bare month is a date after a preposition, but not in "April Osei", and as in "their April talks"."""
    if core[0] in ("March", "May") and before.endswith(("the ", "The ")):
        return False
    if expression("month_placed").search(before):
        return not _NAME_GOES_ON.match(context.text, core.end())
    return core[0] not in ("March", "May") and bool(_NOUN_GOES_ON.match(context.text, core.end()))


# "That July", "later that month", but "said that July had been"
_THAT = re.compile(r"\b(?:That|(?:[Ll]ater|[Ee]arlier|[Bb]y|[Ii]n|[Oo]f|[Dd]uring|[Uu]ntil|[Ss]ince)\s+that)\s+\Z")


def choose_year(context: Context, month: int, day: int, start: int, end: int, side: re.Match | None = None) -> int:
    """Choose the year that tense and anchor admit for a month (day 0), or a day of it, without one."""
    turn = values("side").get(side["side"].lower(), "") if side else ""
    if turn == "0":  # "this May"
        return context.today.year
    if _THAT.search(context.before(start)) and (reference := context.told(start)):
        return reference.year + (month < reference.month)
    if not turn:
        turn = "did" if _did().search(context.text, max(0, start - 28), start) else tense_at(context.text, start, end)
        if turn != "ahead" and (told := _IN_YEAR.search(context.text, max(0, start - _SENTENCE), start)):
            return int(told[1])
    latest = context.today + timedelta(days=_LATEST[turn][not day])
    return latest.year - ((month, day or 15) > (latest.month, latest.day))


@cache
def _did() -> re.Pattern:
    """Match a verb in the past right before a date, or `since`: "walked out on", "struck in"."""
    past = rf"(?!planned\b)(?:[a-z]{{2,14}}ed|{prefix_tree(past_forms())})"
    return re.compile(
        rf"(?<!\bbe\s)\b(?:[Ss]ince\s+|{past}\s+(?:(?:back|out|off|up|down)\s+)?(?:(?:on|in|over)\s+)?)\Z"
    )


_STANDS_ALONE = re.compile(r"['’]s\b|[,.;:)?!]|\s*\Z|\s+(?:and|or|to|when|after|but|by|with|in|at|as|on|the)\b")


def read_year(context: Context, core: re.Match) -> Timex | None:
    """Read a year, a range of years, a decade, `’83`, `'80s`; nothing where the number only looks like a year."""
    start, end = core.span()
    year = int(core[0]) if core[0].isdigit() else _of_century(context, int(core[0][1:]))
    before = context.before(start)
    part = expression("part_before").search(before)
    led = start - len(part[0] if part else "")
    if year % 10 == 0 and (plural := re.match(r"['’]s\b(?!\s+[a-z])|s\b", context.text[end : end + 4])):
        return Timex(led, end + plural.end(), "decade", f"{year // 10:03d}X", "decade")
    if expression("count_before").search(before):
        return None
    if not expression("year_placed").search(before) and not _STANDS_ALONE.match(context.text, end):
        return None
    if years := expression("years_after").match(context.text, end):
        last = f"{year:04d}"[: -len(years["last"])] + years["last"]
        if year < int(last) < year + 100:
            return Timex(start, years.end(), "interval", f"{year:04d}/{last}", "years")
    if part:
        return Timex(led, end, "part", part_of(year, 0, _part(part)), "part-of-year")
    return Timex(start, end, "year", f"{year:04d}", "year")


def _of_century(context: Context, number: int) -> int:
    """Give the year of two digits that lies in the hundred years up to the next."""
    latest = context.today.year + 1
    return latest - (latest - number) % 100


def read_numeric(context: Context, core: re.Match) -> Timex | None:
    """Read `10/26/2025`, `2014-12-12`, `12.12.2014`, `Tuesday, 3/29`.

    A day that could as well be a month lies between its two readings, but with points the day comes first.
    """
    numbers, days = [int(part) for part in re.split(r"[-/.]", core[0])], set()
    full = ("ymd",) if numbers[0] > 31 else ("dmy",) if "." in core[0] else ("mdy", "dmy")
    for order in full if len(numbers) == 3 else ("md",):
        told = dict(zip(order, numbers, strict=True))
        year = told.get("y") or choose_year(context, told["m"], told["d"], *core.span())
        year = year if year > 99 else _of_century(context, year)
        if is_date(year, told["m"], told["d"]):
            days.add(date(year, told["m"], told["d"]).isoformat())
    led = expression("weekday_before").search(context.before(core.start()))
    start, end = core.start() - len(led[0] if led else ""), core.end() + bool(led and led[0].endswith("("))
    return Timex(start, end, "day", within(min(days), max(days)), "numeric") if days else None


def read_holiday(context: Context, core: re.Match) -> Timex | None:
    """Read a holiday as its day in the year that stands beside it, or that tense and anchor admit."""
    told, (start, end) = values("holiday")[fold(core[0])].split(), core.span()
    is_weekend = context.text.startswith(" weekend", end)  # "on Labor Day weekend"
    end += len(" weekend") * is_weekend
    after = expression("year_after_month").match(context.text, end)
    side = expression("side_before").search(context.before(start))
    this = holiday_of(told, context.today.year)
    year = _stated_year(context, after) or choose_year(context, this.month, this.day, start, end, side)
    start -= len(side[0] if side else "")
    day = holiday_of(told, year)
    opens = on_weekday(day + timedelta(2), 5, future=False)
    value = span(min(day, opens), max(day, opens + timedelta(1))) if is_weekend else day.isoformat()
    return Timex(start, after.end() if after else end, "interval" if is_weekend else "day", value, "holiday")


def holiday_of(told: list[str], year: int) -> date:
    """Give the day of a holiday in a year.

    >>> holiday_of(["11", "Thu", "4", "1"], 2023), holiday_of(["Easter", "-2"], 2023)
    (datetime.date(2023, 11, 24), datetime.date(2023, 4, 7))
    """
    if told[0] == "Easter":
        return easter(year) + timedelta(days=int(told[1]))
    if told[1].isdigit():
        return date(year, int(told[0]), int(told[1]))
    day = nth_weekday(year, int(told[0]), int(values("weekday")[f"{told[1]}."]), int(told[2]))
    return day + timedelta(days=int(told[3]) if len(told) > 3 else 0)


def count_from(context: Context, read: Timex) -> Timex:
    """Widen a day or month by what is counted from it: "the day before …", "the last week of …"; else give it back."""
    before = context.text[max(0, read.start - _COUNTED) : read.start]
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
        rf"\b(?:(?i:the)\s+)?(?P<nth>{prefix_tree({*values('ordinal'), 'last', 'final', 'latter'})})"
        rf"\s+(?:(?P<count>{numbers}|\d{{1,2}})\s+)?(?P<unit>weekend|week|day|half|{weekdays})s?\s+(?:of|in)\s+\Z"
    )


def _in_month(read: Timex, before: str) -> Timex | None:
    """Read the first, second … or last day, days, Tuesday, weekend, weeks or half of a month."""
    told = _part_of_month().search(before)
    if not told:
        return None
    start, opens = read.start - len(told[0]), date.fromisoformat(f"{read.value}-01")
    closes, nth = move(opens, "month", 1) - timedelta(1), int(values("ordinal").get(told["nth"], -1))
    if weekday := {**values("weekday"), "weekend": 5}.get(told["unit"]):
        day = nth_weekday(opens.year, opens.month, int(weekday), nth)
        return Timex(start, read.end, "day", span(day, day + timedelta(told["unit"] == "weekend")), "part-of-month")
    if told["unit"] == "half":
        half = (opens, opens + timedelta(14)) if nth == 1 else (opens + timedelta(15), closes)
        return Timex(start, read.end, "interval", within(*map(date.isoformat, half)), "part-of-month")
    size = (number(told["count"] or "one") or 1) * (7 if told["unit"] == "week" else 1)
    first = opens + timedelta((nth - 1) * size) if nth > 0 else closes - timedelta(size - 1)
    last = first + timedelta(size - 1)
    if told["unit"] == "day":
        return Timex(start, read.end, "interval", span(first, last), "part-of-month")
    # Weeks run from Sunday to Saturday: those that have most of the days counted in sevens.
    first = on_weekday(first + timedelta(3), 6, future=False)
    last = closes if nth < 0 else min(first + timedelta(size - 1), closes)
    return Timex(start, read.end, "interval", within(max(first, opens).isoformat(), last.isoformat()), "part-of-month")
