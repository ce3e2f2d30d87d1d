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
from kaiser_data.extract.dates.values import is_date, month, nth_weekday, part_of, span, within
from kaiser_data.extract.grammar.words import inflect, past_forms, tense_at
from kaiser_data.lexicon import Pattern, prefix_tree, read_lexicon
from kaiser_data.rows import fold

# How many days after that of the text a day without its year may lie at most, and a month: in "last June" and "next
# June" strictly before and after, beside a verb that looks back or ahead a little beyond, else rather back.
_LATEST = {"-1": (-1, -16), "did": (0, 15), "back": (94, 94), "": (150, 150), "ahead": (325, 325), "1": (365, 379)}
# So far before a date the days of its month may be listed.
_LIST = 60
_HOUR = re.compile(r"\s+(?:hours|hrs|local\s+time|GMT|UTC|[A-Z]{1,2}[SD]T)\b")  # "from 1800 GMT"


def read_month(context: Context, core: re.Match) -> Timex | None:
    """Read a month with what belongs to it: day, days, year, part."""
    words = context.before(core.start())
    before = expression("day_before_month").search(words)
    after = expression("day_after_month").match(context.text, core.end())
    is_led = before and (words.endswith("-") or context.text.startswith(("-", "–"), core.end()))
    if after and not is_led:  # "16-May-24" and "7 Jun-14 Jul" have their day before
        return _day(context, core, after, core.start(), after.end())
    if before:
        start = core.start() - len(before[0])
        after = expression("year_after_month").match(context.text, core.end())
        end = after.end() if after else core.end()
        return _day(context, core, before, start, end, after)
    return _month(context, core)


def _day(context: Context, core: re.Match, at: re.Match, start: int, end: int, after: re.Match | None = None):
    days = at.groupdict()
    number = int(values("month")[core[0]])
    first, last = _first_and_last(days)
    stated = _stated_year(context, after.groupdict() if after else days)
    led = expression("weekday_before").search(context.before(start))
    sided = expression("side_before").search(context.before(start))
    start -= len((led or sided or [""])[0]) if led or is_sided(sided) else 0
    year = stated or choose_year(context, number, first, core.start(), end, sided)
    if not is_date(year, number, first):  # "Feb 29, 2015" still tells its month
        return Timex(start, end, "month", month(year, number), "no-such-day")
    rule, last = "day" if stated else "yearless-day", last if first < last and is_date(year, number, last) else first
    value = span(date(year, number, first), date(year, number, last))
    return Timex(start, end, "interval" if first < last else "day", value, rule)


def _first_and_last(days: dict[str, str | None]) -> tuple[int, int]:
    """Give the days that stand beside a month: "4-7", "16 to 18", "the fifth"; 0 for no second one."""
    day = number(days["day"] or "") or int((values("ordinal") | values("number"))[days["spelled"].lower()])
    return (int(days["first"]), day) if days.get("first") else (day, int(days.get("last") or 0))


def _stated_year(context: Context, told: dict[str, str | None]) -> int:
    """Give the year that stands beside a month: "2014", "last year", the 12 of "19-Nov-12"; 0 where none does."""
    if told.get("short"):
        return _of_century(context, int(told["short"]))
    if told.get("before_last"):
        return context.today.year - 2
    side = told.get("side")
    return int(told.get("year") or 0) or (context.today.year + int(values("side")[side.lower()]) if side else 0)


def _of_century(context: Context, number: int) -> int:
    """Give the year of two digits that lies in the hundred years up to the next."""
    latest = context.today.year + 1
    return latest - (latest - number) % 100


def is_sided(side: re.Match | None) -> bool:
    """Tell whether what stands before a date is `last`, `this` or `next`, not `every`."""
    return bool(side) and side["side"].lower() in values("side")


def _month(context: Context, core: re.Match) -> Timex | None:
    after = expression("year_after_month").match(context.text, core.end())
    before = context.before(core.start())
    part = expression("part_before").search(before)
    side, number = expression("side_before").search(before), int(values("month")[core[0]])
    is_told = is_sided(side) or context.year_of_that(core.start(), number)
    if not after and not part and not is_told and not _is_placed(context, core, before):
        return None
    end = after.end() if after else core.end()
    stated = _stated_year(context, after.groupdict()) if after else 0
    year = stated or choose_year(context, number, 0, core.start(), end, side)
    start = core.start() - len((part or (side if is_told else None) or [""])[0])
    rule = "month" if stated else "yearless-month"
    if part:
        return Timex(start, end, "part", part_of(year, number, _part(part)), rule)
    return Timex(start, end, "month", month(year, number), rule)


def read_list(text: str, dated: Timex) -> Iterator[Timex]:
    """Read the days that take their month from a date: "3, 5 and 9 March", "the 11th to 13th and 25th of November"."""
    is_led = text[dated.start].isdigit()  # not the 15 of "May 15 and June 3"
    before = is_led and expression("days_before").search(text, max(0, dated.start - _LIST), dated.start)
    after = expression("days_after").match(text, dated.end)
    year, month = int(dated.value[:4]), int(dated.value[5:7])
    for row in filter(None, (before, after)):
        for day in expression("days").finditer(text, *row.span("days")):
            first, last = int(day["first"]), int(day["last"] or day["first"])
            if first <= last and is_date(year, month, last):
                value = span(date(year, month, first), date(year, month, last))
                yield Timex(*day.span(), "interval" if first < last else "day", value, "listed-day")


def _part(before: re.Match) -> str:
    return values("part")[" ".join(before["part"].lower().split())]


# "Sept's rains", "Nov-Dec 2024"
_AFTER_SHORT = Pattern(lambda: rf"['’]s\b|[-–—]{prefix_tree(values('month'))}(?![a-z])")


def _is_placed(context: Context, core: re.Match, before: str) -> bool:
    """A bare month is a date after a preposition, or where no name ("April Osei") or modal ("May I") goes on."""
    if core[0] in ("March", "May") and before.endswith(("the ", "The ")):
        return False
    if expression("month_placed").search(before):
        return not re.match(r"\s+[A-Z][a-z]+(?<!day)\b(?!\s*,)", context.text[core.end() : core.end() + 20])
    if len(core[0]) < 5 and not core[0].endswith("."):
        return bool(_AFTER_SHORT.match(context.text, core.end()))
    opens = not before or before.rstrip(" “\"'‘(").endswith((".", "\n", ":"))
    follows = context.text[core.end() : core.end() + 2]
    return not opens and (follows[:1] in ",.;:)'’" or follows[1:].islower())


def choose_year(context: Context, month: int, day: int, start: int, end: int, side: re.Match | None = None) -> int:
    """Choose the year that tense and anchor admit for a month (day 0), or a day of it, without one."""
    if year := context.year_of_that(start, month):
        return year
    turn = values("side").get(side["side"].lower(), "0") if side else ""
    if side and side["side"].lower() in ("this", "current"):
        return context.today.year
    if turn in ("", "0"):
        # A past right before a date decides; one that ", was suspended" calls off may lie ahead or behind.
        did = _did().search(context.text, max(0, start - 28), start)
        turn = "" if _undone().match(context.text, end) else "did" if did else tense_at(context.text, start, end)
        if turn != "ahead" and (year := context.year_of_sentence(start)):
            return year
    latest = context.today + timedelta(days=_LATEST[turn][not day])
    return latest.year - ((month, day or 15) > (latest.month, latest.day))


@cache
def _undone() -> re.Pattern:
    """Match a passive right after a date that calls off what was set for it: ", was suspended"."""
    lines = (line for line in read_lexicon("triggers") if line["status"] == "called_off" and line["form"])
    verbs = prefix_tree(form for line in lines for form in inflect(line["term"])["participle"])
    return re.compile(rf"\s*,?\s+(?:was|were|had\s+been)\s+(?:\w+ly\s+)?{verbs}\b")


@cache
def _did() -> re.Pattern:
    """Match a verb in the past right before a date, or `since`: "walked out on", "struck in"."""
    past = rf"(?!planned\b)(?:[a-z]{{2,14}}ed|{prefix_tree(past_forms())})"
    return re.compile(rf"(?<!\bbe\s)\b(?:[Ss]ince\s+|{past}\s+(?:(?:back|out|off|up|down)\s+)?(?:on\s+|in\s+)?)\Z")


def read_year(context: Context, core: re.Match) -> Timex | None:
    """Read a year, a range of years, a decade, an ISO date; nothing where the number only looks like a year."""
    start, end = core.span()
    year = int(core[0])
    if iso := expression("iso_after").match(context.text, end):
        rest = (year, int(iso["month"]), int(iso["day"]))
        return Timex(start, iso.end(), "day", date(*rest).isoformat(), "iso") if is_date(*rest) else None
    before = context.before(start)
    if expression("count_before").search(before) or _HOUR.match(context.text, end):
        return None
    part = expression("part_before").search(before)
    led = start - len(part[0] if part else "")
    if year % 10 == 0 and (plural := re.match(r"['’]s\b(?!\s+[a-z])|s\b", context.text[end : end + 4])):
        return Timex(led, end + plural.end(), "decade", f"{year // 10:03d}X", "decade")
    if not expression("year_placed").search(before) and not _stands_alone(context, end):
        return None
    if years := expression("years_after").match(context.text, end):
        last = int(core[0][: -len(years["last"])] + years["last"])
        if year < last < year + 100:
            return Timex(start, years.end(), "interval", f"{core[0]}/{last}", "years")
    if part and not years:
        return Timex(led, end, "part", part_of(year, 0, _part(part)), "part-of-year")
    return Timex(start, end, "year", core[0], "year")


def _stands_alone(context: Context, end: int) -> bool:
    after = context.text[end : end + 24]
    if re.match(r"['’]s\b|[,.;:)?!]|\s*\Z|\s+(?:and|or|to|when|after|but|by|with|in|at|as|on|the)\b", after):
        return True
    return bool(re.match(r"\s+[a-z]+(?:ing|al|ic|ion|ment|year|contract|strike|deal|agreement)\b", after))


def read_short_year(context: Context, core: re.Match) -> Timex | None:
    """Read `’83` as a year and `'80s` as a decade of the hundred years before the anchor."""
    start, end = core.span()
    year, after = _of_century(context, int(core[0][1:])), context.text[end : end + 1]
    if after == "s" and year % 10 == 0:
        return Timex(start, end + 1, "decade", f"{year // 10:03d}X", "decade")
    if after.isalnum() or not expression("year_placed").search(context.before(start)):
        return None
    return Timex(start, end, "year", f"{year:04d}", "short-year")


def read_slashed(context: Context, core: re.Match) -> Timex | None:
    """Read `10/26/2025`, `2014/12/12`, `12.12.2014`, `Tuesday, 3/29`.

    A day that could as well be a month lies between its two readings, but with points the day comes first.
    """
    numbers = [int(part) for part in re.split(r"[/.]", core[0])]
    led = expression("weekday_before").search(context.before(core.start()))
    told_so = "ymd" if numbers[0] > 31 else "dmy" if "." in core[0] else "mdy dmy"
    orders = ["md"] if len(numbers) == 2 else told_so.split()
    readings = set()
    for order in orders:
        told = dict(zip(order, numbers, strict=True))
        year = told.get("y") or choose_year(context, told["m"], told["d"], *core.span())
        year = year if year > 99 else _of_century(context, year)
        if is_date(year, told["m"], told["d"]):
            readings.add(date(year, told["m"], told["d"]).isoformat())
    if not readings and len(orders) == 1:
        return None
    start, end = core.start() - len(led[0] if led else ""), core.end() + bool(led and led[0].endswith("("))
    return Timex(start, end, "day", within(min(readings), max(readings)) if readings else "", "slashed")


_WEEKDAYS = {"Mon": 0, "Tue": 1, "Thu": 3, "Sun": 6}


def read_holiday(context: Context, core: re.Match) -> Timex | None:
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
        return Timex(start, end + len(" weekend"), "interval", value, "holiday")
    return Timex(start, end, "day", day.isoformat(), "holiday")


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
