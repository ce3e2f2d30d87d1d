"""Dates with a name of their own: `Jan. 26`, `November 4-7, 2023`, `14th Feb 2024`, `1997`, `mid-December`, `’83`.

A month or day without its year takes the one that tense and anchor admit: in a text of 14 September 2025 a contract
that "expires on September 30" ends in 2025, in one of 23 February 2026 bargaining halted "in mid-December" of 2025.
A passage that opens "In 2021, …" keeps that year for the months that follow it. Left alone: numbers that only look
like years ("2000 workers", "Local 1998"), movable feasts.
"""

import re
from datetime import date, timedelta

from kaiser_data.extract.dates import values as spans
from kaiser_data.extract.dates.date_words import Context, Found, expression, values
from kaiser_data.extract.grammar.tense import tense_at

_DID = re.compile(
    r"\b(?<!\bbe )(?:[a-z]{2,14}ed|struck|began|met|held|went|took|fell|rose|left|won|lost|broke|came)"
    r"\s+(?:(?:back|out|off|up|down)\s+)?(?:on\s+|in\s+)?\Z"
)
_UNDONE = re.compile(
    r"\s*,?\s+(?:was|were|had\s+been)\s+(?:\w+ly\s+)?(?:called\s+off|cancell?ed|averted|scrapped|suspended|postponed"
    r"|put\s+off|shelved|withdrawn)\b"
)
# After most of what places a year no number is a count, as it may be after "than" or "about".
_PLACED = (" in ", " since ", " by ", " until ", " from ", " to ", " during ")
_HALF_YEAR = timedelta(days=183)


def read_month(context: Context, core: re.Match) -> Found | None:
    """Read a month with what belongs to it: day, days, year, part."""
    words = context.before(core.start())
    before = expression("day_before_month").search(words)
    after = expression("day_after_month").match(context.text, core.end())
    is_led = before and (words.endswith("-") or context.text[core.end()] in "-–")
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
    month = int(values("month")[core[0]])
    first = int(days["day"] or values("ordinal")[days["spelled"].lower()])
    stated = _stated_year(context, after.groupdict() if after else days)
    led = expression("weekday_before").search(context.before(start))
    sided = None if led else expression("side_before").search(context.before(start))
    start -= len((led or sided or [""])[0]) if led or is_sided(sided) else 0
    chosen = stated or choose_year(context, month, first, core.start(), end, sided)
    last = days.get("last") or ""
    if days.get("first"):
        first, last = int(days["first"]), days["day"]
    return _days(chosen, month, first, last, start, end, "day" if stated else "yearless-day")


def _stated_year(context: Context, told: dict[str, str | None]) -> int:
    """Give the year that stands beside a month: "2014", "last year", the 12 of "19-Nov-12"; 0 where none does."""
    if told.get("year"):
        return int(told["year"])
    if told.get("short"):
        return _full_year(context, int(told["short"]))
    return context.today.year - 2 if told.get("before_last") else _side_year(context, told.get("side"))


def _full_year(context: Context, short: int) -> int:
    year = context.today.year // 100 * 100 + short
    return year if year <= context.today.year + 1 else year - 100


def _days(year: int, month: int, first: int, last: str, start: int, end: int, rule: str) -> Found | None:
    if not spans.is_date(year, month, first):  # "Feb 29, 2015" still tells its month
        return Found(start, end, "month", spans.month(year, month), "no-such-day")
    if not last or not spans.is_date(year, month, int(last)) or int(last) <= first:
        return Found(start, end, "day", spans.day(date(year, month, first)), rule)
    value = spans.span(date(year, month, first), date(year, month, int(last)))
    return Found(start, end, "interval", value, rule)


def is_sided(side: re.Match | None) -> bool:
    """Tell whether what stands before a date is `last`, `this` or `next`, not `every`."""
    return bool(side) and side["side"].lower() in values("side")


def _side_year(context: Context, side: str | None) -> int:
    return context.today.year + int(values("side")[side.lower()]) if side else 0


def _month(context: Context, core: re.Match) -> Found | None:
    after = expression("year_after_month").match(context.text, core.end())
    before = context.before(core.start())
    part = expression("part_before").search(before)
    side = None if part else expression("side_before").search(before)
    if not after and not part and not is_sided(side) and not _is_placed(context, core, before):
        return None
    month = int(values("month")[core[0]])
    end = after.end() if after else core.end()
    stated = _stated_year(context, after.groupdict()) if after else 0
    year = stated or choose_year(context, month, 0, core.start(), end, side)
    start = core.start() - len((part or (side if is_sided(side) else None) or [""])[0])
    rule = "month" if stated else "yearless-month"
    if part:
        value = spans.part_of_month(year, month, values("part")[" ".join(part["part"].lower().split())])
        return Found(start, end, "part", value, rule)
    return Found(start, end, "month", spans.month(year, month), rule)


def _is_placed(context: Context, core: re.Match, before: str) -> bool:
    """A bare month is a date after a preposition, or where no name ("April Osei") or modal ("May I") goes on."""
    if core[0] in ("March", "May") and before.endswith(("the ", "The ")):
        return False
    if expression("month_placed").search(before):
        return not re.match(r"\s+[A-Z][a-z]+(?<!day)\b(?!\s*,)", context.text[core.end() : core.end() + 20])
    if len(core[0]) < 5 and not core[0].endswith("."):
        return bool(re.match(r"['’]s\b", context.text[core.end() : core.end() + 3]))
    opens = not before or before.rstrip(" “\"'‘(").endswith((".", "\n", ":"))
    follows = context.text[core.end() : core.end() + 2]
    return not opens and (follows[:1] in ",.;:)'’" or follows[1:].islower())


def choose_year(context: Context, month: int, day: int, start: int, end: int, side: re.Match | None = None) -> int:
    """Choose the year that tense and anchor admit for a month, or a day of it, without one."""
    today = context.today
    if side and side["side"].lower() in ("this", "current"):
        return today.year
    ahead = side and values("side").get(side["side"].lower())
    if ahead and ahead != "0":
        return _nearest_year(today, month, day, future=ahead == "1", strictly=True)
    if context.frame and (year := _framed_year(context, month)):
        return year
    if _UNDONE.match(context.text, end):
        return _closest_year(today, month, day)
    if _DID.search(context.text, max(0, start - 28), start):
        return _nearest_year(today, month, day, future=False, strictly=False)
    tense = tense_at(context.text, start, end)
    if tense:
        return _tensed_year(today, month, day, future=tense == "ahead")
    return _closest_year(today, month, day)


def _framed_year(context: Context, month: int) -> int:
    """In a passage that opens "In November 2022", `September` is the next one, where it is no later than the text."""
    year = context.frame // 12 + (month - 1 < context.frame % 12)
    return year if (year, month) <= (context.today.year, context.today.month) else 0


def _closest_year(today: date, month: int, day: int) -> int:
    this = _as_day(today.year, month, day)
    if this - today > _HALF_YEAR:
        return today.year - 1
    return today.year + 1 if today - this > _HALF_YEAR + timedelta(days=60) else today.year


def _as_day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, 28) or 15)


def _tensed_year(today: date, month: int, day: int, future: bool) -> int:
    """Tense bends a little: a verb that looks back may stand beside a day of next month, and the other way round."""
    year = _nearest_year(today, month, day, future, strictly=False)
    distance = abs((_as_day(year, month, day) - today).days)
    other = year - 1 if future else year + 1
    near = abs((_as_day(other, month, day) - today).days)
    return other if distance > 270 and near < (40 if future else 95) else year


def _nearest_year(today: date, month: int, day: int, future: bool, strictly: bool) -> int:
    there, here = (month, day or today.day), (today.month, today.day)
    if not day and month == today.month:
        return today.year + (1 if future else -1) * strictly
    if future:
        return today.year + (there < here or (strictly and there == here))
    return today.year - (there > here or (strictly and there == here))


def read_year(context: Context, core: re.Match) -> Found | None:
    """Read a year, a range of years, a decade, an ISO date; nothing where the number only looks like a year."""
    start, end = core.span()
    number = int(core[0])
    if iso := expression("iso_after").match(context.text, end):
        rest = (number, int(iso["month"]), int(iso["day"]))
        return Found(start, iso.end(), "day", spans.day(date(*rest)), "iso") if spans.is_date(*rest) else None
    before = context.before(start)
    is_placed = before.endswith(_PLACED)
    if not is_placed and expression("count_before").search(before):
        return None
    if re.match(r"['’]?s\b(?!\s+[a-z])|s\b", context.text[end : end + 4]) and number % 10 == 0:
        return _decade(context, number, start, end + (2 if context.text[end] in "'’" else 1), before)
    if not is_placed and not expression("year_placed").search(before) and not _stands_alone(context, end):
        return None
    if years := expression("years_after").match(context.text, end):
        return _years(number, years, start)
    part = expression("part_before").search(before)
    if part:
        value = spans.part_of_year(number, values("part")[" ".join(part["part"].lower().split())])
        return Found(start - len(part[0]), end, "part", value, "part-of-year")
    return Found(start, end, "year", spans.year(number), "year")


def _stands_alone(context: Context, end: int) -> bool:
    after = context.text[end : end + 24]
    if re.match(r"['’]s\b|[,.;:)?!]|\s*\Z|\s+(?:and|or|to|when|after|but|by|with|in|at|as|on|the)\b", after):
        return True
    return bool(re.match(r"\s+[a-z]+(?:ing|al|ic|ion|ment|year|contract|strike|deal|agreement)\b", after))


def _years(number: int, years: re.Match, start: int) -> Found:
    last = int(years["last"]) if len(years["last"]) == 4 else number // 100 * 100 + int(years["last"])
    if last <= number or last - number > 99:
        return Found(start, start + 4, "year", spans.year(number), "year")
    return Found(start, years.end(), "interval", f"{spans.year(number)}/{spans.year(last)}", "years")


def _decade(context: Context, number: int, start: int, end: int, before: str) -> Found:
    part = expression("part_before").search(before)
    start -= len(part[0]) if part else 0
    return Found(start, end, "decade", spans.decade(number), "decade")


def read_short_year(context: Context, core: re.Match) -> Found | None:
    """Read `’83` as a year and `'80s` as a decade of the hundred years before the anchor."""
    start, end = core.span()
    if context.text[start - 1 : start].isalnum():
        return None
    number = context.today.year // 100 * 100 + int(core[0][1:])
    number -= 100 if number > context.today.year else 0
    if context.text[end : end + 1] == "s" and number % 10 == 0:
        return Found(start, end + 1, "decade", spans.decade(number), "decade")
    if context.text[end : end + 1].isalnum() or not expression("year_placed").search(context.before(start)):
        return None
    return Found(start, end, "year", spans.year(number), "short-year")


def read_slashed(context: Context, core: re.Match) -> Found | None:
    """Read `10/26/2025`, `2014/12/12`, `12.12.2014`, `Tuesday, 3/29`.

    A day that could as well be a month lies between its two readings, but with points the day comes first.
    """
    numbers = [int(part) for part in re.split(r"[/.]", core[0])]
    if len(numbers) == 2:
        return _month_day(context, core, *numbers)
    year = numbers.pop(0 if numbers[0] > 31 else 2)
    year = year if year > 99 else _full_year(context, year)
    a, b = numbers
    orders = ((b, a),) if "." in core[0] else ((a, b),) if core[0][:4].isdigit() else ((a, b), (b, a))
    readings = {(month, day) for month, day in orders if spans.is_date(year, month, day)}
    if not readings and "." in core[0]:
        return None
    days = sorted(spans.day(date(year, *reading)) for reading in readings)
    value = spans.within(days[0], days[-1]) if days else ""
    return Found(core.start(), core.end(), "day", value, "slashed")


def _month_day(context: Context, core: re.Match, month: int, day: int) -> Found | None:
    """Read "3/29" beside a weekday or `on`: month and day, as American texts write them."""
    if month > 12 or not spans.is_date(2024, month, day):
        return None
    year = choose_year(context, month, day, core.start(), core.end())
    led = expression("weekday_before").search(context.before(core.start()))
    start = core.start() - len(led[0] if led else "")
    if not spans.is_date(year, month, day):
        return None
    end = core.end() + bool(led and led[0].endswith("("))
    return Found(start, end, "day", spans.day(date(year, month, day)), "month-day")
