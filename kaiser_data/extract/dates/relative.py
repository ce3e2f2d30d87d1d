"""Dates that count from another day: `Monday`, `yesterday`, `last week`, `two years ago`, `over the summer`.

In a text of Monday, 23 February 2026, "7 a.m. Tuesday" with a verb that looks ahead is the 24th, "over the weekend"
the 21st and 22nd. Without such a verb a bare weekday is the nearest past one, as news English has it. "the next
day", "a year earlier" count from the date that stands before them. Left alone: `now`, `soon`, `recently`, and plain
durations ("for seven months"), which name no place in the calendar.
"""

import re
from datetime import date, timedelta

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates import values as spans
from kaiser_data.extract.dates.date_words import (
    Context,
    Found,
    before_unit,
    expression,
    move,
    number,
    unit_value,
    values,
)
from kaiser_data.extract.dates.seasons import quarter_told, read_quarter, read_season
from kaiser_data.extract.grammar.tense import tense_at

_NEAR = 400
# Of these the article may say which.
_PLACED_ALONE = frozenset({"weekend", "quarter", "half", "season"})
_SIDE_OF_DAY = re.compile(r"\b(?P<side>[Tt]his|[Ll]ast|[Ee]arly\s+this|[Ll]ate\s+last)\s+\Z")
_THE_NTH = re.compile(r"\s+the\s+(\d{1,2})(?:st|nd|rd|th)\b")
_OF_WEEK = re.compile(r"\s+(?:of\s+)?(?P<side>next|this|last)\s+week\b", re.IGNORECASE)


def read_relative(context: Context, core: re.Match) -> Found | None:
    """Read `yesterday`, `today`, `tonight`, `tomorrow`."""
    if core[0][0].isupper() and not _opens_sentence(context, core.start()):
        return None
    shift = int(values("relative")[core[0].lower()])
    return Found(core.start(), core.end(), "day", spans.day(context.today + timedelta(days=shift)), "relative-day")


def read_part_of_day(context: Context, core: re.Match) -> Found | None:
    """Read `this morning` and `last night` as their day; `the morning` is none."""
    side = _SIDE_OF_DAY.search(context.before(core.start()))
    if not side:
        return None
    back = side["side"].lower().endswith("last")
    value = spans.day(context.today - timedelta(days=int(back)))
    return Found(core.start() - len(side[0]), core.end(), "day", value, "part-of-day")


def _opens_sentence(context: Context, start: int) -> bool:
    """In mid-sentence a capital makes a name of it: "USA Today"."""
    before = context.before(start).rstrip(" “‘\"'(*_#")
    return not before or before[-1] in ".!?\n:;—–|"


def read_weekday(context: Context, core: re.Match) -> Found | None:
    """Read a day of the week, `last`, `next`, `this` or bare; `Mondays` is no date."""
    start, end = core.span()
    if context.text[start - 1 : start].isalpha():
        return None
    side = expression("side_before").search(context.before(start))
    word = side["side"].lower() if side else ""
    if word in ("every", "each"):
        return None
    if dated := _THE_NTH.match(context.text, end):
        return _day_of_month(context, core, int(dated[1]), dated.end())
    weekday = int(values("weekday")[core[0]])
    if of_week := _OF_WEEK.match(context.text, end):
        first = spans.on_weekday(context.today, 6, future=False)  # weeks run from Sunday
        weeks = {"next": 1, "this": 0, "last": -1}[of_week["side"].lower()]
        return Found(
            start, of_week.end(), "day", spans.day(first + timedelta(7 * weeks + (weekday + 1) % 7)), "of-week"
        )
    value, rule = _weekday(context, weekday, word, start, end)
    return Found(start - (len(side[0]) if side else 0), end, "day", spans.day(value), rule)


def _weekday(context: Context, weekday: int, side: str, start: int, end: int) -> tuple[date, str]:
    today, one = context.today, timedelta(days=1)
    if side in ("last", "past", "previous"):
        return spans.on_weekday(today - one, weekday, future=False), "last-weekday"
    if side in ("next", "coming", "upcoming"):
        return spans.on_weekday(today + one, weekday, future=True), "next-weekday"
    reference = _reference(context, start)
    if side in ("following", "that") and reference:
        return spans.on_weekday(reference + one, weekday, future=True), "weekday-after"
    tense = tense_at(context.text, start, end)
    ahead = tense == "ahead" or (side == "this" and tense != "back")
    return spans.on_weekday(today, weekday, ahead), "weekday-ahead" if ahead else "weekday"


def _day_of_month(context: Context, core: re.Match, day: int, end: int) -> Found | None:
    weekday = int(values("weekday")[core[0]])
    months = (spans.shift_months(context.today, shift) for shift in (0, 1, -1, 2, -2))
    for month in months:
        if spans.is_date(month.year, month.month, day) and month.replace(day=day).weekday() == weekday:
            return Found(core.start(), end, "day", spans.day(month.replace(day=day)), "weekday-the-day")
    return None


_NTH_ALONE = re.compile(
    r"\s+of\s+(?P<month>last|this|next)\s+month\b"
    r"|(?=\s*(?:[.,;:)—–]|\Z)|\s+(?:and|or|to|at|when|after|before)\b)"
)
_ON_THE = re.compile(r"\b(?:on|by|until|till|since|from)\s+(?:the\s+)?\Z", re.IGNORECASE)


def read_nth(context: Context, core: re.Match) -> Found | None:
    """Read "on the 23rd" and "on the 23rd of last month"; "the 23rd strike" is none."""
    after = _NTH_ALONE.match(context.text, core.end())
    if not after or not _ON_THE.search(context.before(core.start())):
        return None
    day, today = int(core[0][:-2]), context.today
    if after["month"]:
        months = [spans.shift_months(today, {"last": -1, "this": 0, "next": 1}[after["month"]])]
        ahead = None
    else:
        ahead = tense_at(context.text, *core.span()) == "ahead"
        months = [spans.shift_months(today.replace(day=1), shift if ahead else -shift) for shift in range(3)]
    days = [month.replace(day=day) for month in months if spans.is_date(month.year, month.month, day)]
    value = next((one for one in days if ahead is None or one == today or (one > today) == ahead), None)
    return Found(core.start(), after.end(), "day", spans.day(value), "nth") if value else None


_LASTS = re.compile(
    r"\b(?:will|would|could|can|may|might|should|must|shall|to|not|n['’]t|['’](?:ll|d)|did|does|do|that|which|who)"
    r"\s+(?:\w+ly\s+|also\s+)?last\s+(?!week\b|month\b|year\b)(?:[\w-]+\s+){0,3}\Z"
)


def read_unit(context: Context, core: re.Match) -> Found | None:
    """Read a unit of time with what places it: `last week`, `two years ago`, `the third quarter of 1984`."""
    start, end = core.span()
    sign = context.text[start - 1 : start]
    if sign.isalpha() or sign.isdigit():
        return None
    before = before_unit(context.text, start)
    after = expression("unit_after").match(context.text, end)
    if not after and not before[0].strip():
        return None
    name = core[0].lower().removesuffix("s")
    unit = values("unit")[name]
    if not after and not before["side"] and not before["part"] and unit not in _PLACED_ALONE:
        return None  # "four years", "the first year"
    if core[0][0].isupper() and before["side"] and before["side"][0].isupper():
        return None
    if _LASTS.search(context.text, max(0, start - len(before[0]) - 16), start):
        return None  # "would last four years" tells a length
    plural = core[0][-1] == "s"
    found = _read(context, before, after, unit, name, plural, core)
    if not found:
        return None
    value, rule, takes_after = found
    return Found(start - len(before[0].lstrip()), after.end() if takes_after else end, unit, value, rule)


def _read(context, before, after, unit, name, plural, core) -> tuple[str, str, bool] | None:
    side, count = _side_and_count(before, unit, plural)
    direction = " ".join((after["direction"] or "").split()) if after else ""
    if direction == "before last" or (direction and (count or after[0][0] == "-" or direction == "before")):
        value = _counted(context, unit, count or 1, direction, core.start())
        return (value, "counted", True) if value else None
    if unit in ("quarter", "half"):
        return read_quarter(context, before, after, unit, side, plural, core)
    if unit == "season":
        return read_season(context, before, after, name, side, core)
    if after and _is_named(after, unit):
        return _named(context, after, unit, plural)
    if side in values("side"):
        return _sided(context, before, unit, side, count, plural, core)
    return _narrated(context, before, unit, side, count, plural, core)


def _side_and_count(before: re.Match, unit: str, plural: bool) -> tuple[str, int | None]:
    side = (before["side"] or "").lower()
    side = "this" if not plural and _is_whole(before, unit, side) else side
    return side, number(before["number"]) if before["number"] else None


def _is_named(after: re.Match, unit: str) -> bool:
    """Tell "fiscal year 2023", "year-end" and "the week of July 19" by what follows the unit."""
    if unit == "year" and (after["plain"] or after["close"]):
        return True
    return bool(unit == "month" and after["close"]) or (unit == "week" and after["week_of"] is not None)


def _is_whole(before: re.Match, unit: str, side: str) -> bool:
    """Tell "the full year" and "early in the month", which are this year and this month."""
    return unit in ("month", "year") and bool(
        side in ("full", "fiscal") or (before["part"] and before["the"] and not side)
    )


def _named(context: Context, after: re.Match, unit: str, plural: bool) -> tuple[str, str, bool] | None:
    """Read `fiscal year 2023`, whose number reads as well alone, and `year-end`; a week of a day is the day's."""
    if unit == "week":
        return None
    if after["close"]:
        last = move(context.today.replace(day=1, month=1 if unit == "year" else context.today.month), unit, 1)
        return spans.day(last - timedelta(days=1)), f"{unit}-end", True
    return (spans.year(int(after["plain"])), "named-year", True) if not plural else None


def _counted(context: Context, unit: str, count: int, direction: str, start: int) -> str:
    """`two years ago` is a year, `three weeks ago` a week, `four days later` a day, counted from a day or date."""
    back = direction in ("ago", "earlier", "previously", "prior", "before", "before last")
    if direction == "before last":
        return unit_value(move(context.today, unit, -2), unit)
    if unit == "year" and (quarter := quarter_told(context, start)):
        year, code = quarter.split("-")
        return f"{int(year) + (-count if back else count):04d}-{code}"
    reference = context.today
    if direction in ("earlier", "later", "previously", "prior", "before"):
        reference = _reference(context, start) or (reference if direction == "earlier" else None)
    if not reference:
        return ""
    try:
        return unit_value(move(reference, unit, -count if back else count), unit)
    except (ValueError, OverflowError):
        return ""


def _sided(context, before, unit, side, count, plural, core) -> tuple[str, str, bool] | None:
    """`last week`, `this year`, `early next month`; `the past two months` reaches up to the anchor."""
    shift = int(values("side")[side])
    if plural or count:
        return _stretch(context, unit, shift, count) if unit not in ("weekend", "century") else None
    if unit == "century" or (unit == "day" and shift):
        return (spans.day(_next_day(context, core, shift)), "next-day", False) if unit == "day" else None
    if unit == "day":
        return None
    if side == "past":
        return _stretch(context, unit, -1, 1)
    if unit == "weekend":
        return _weekend(context, core, shift, side), "weekend", False
    day = move(context.today, unit, shift)
    part = (before["part"] or "").lower()
    if " ".join(part.split()) in values("part"):
        return _part(day, unit, " ".join(part.split()), context), f"part-{unit}", False
    return unit_value(day, unit), f"{side}-{unit}", False


def _part(day: date, unit: str, part: str, context: Context) -> str:
    part = values("part").get(part, "")
    if unit == "month" and part:
        return spans.part_of_month(day.year, day.month, part)
    return spans.part_of_year(day.year, part) if unit == "year" and part else unit_value(day, unit)


def _stretch(context: Context, unit: str, shift: int, count: int | None) -> tuple[str, str, bool] | None:
    if not count or not shift:
        return None
    try:
        other = move(context.today, unit, shift * count)
    except (ValueError, OverflowError):
        return None
    return spans.span(*sorted((other, context.today))), f"stretch-{unit}", False


def _next_day(context: Context, core: re.Match, shift: int) -> date:
    reference = _reference(context, core.start()) or context.today
    return reference + timedelta(days=shift)


def _weekend(context: Context, core: re.Match, shift: int, side: str) -> str:
    tense = tense_at(context.text, *core.span())
    ahead = shift > 0 or (not shift and tense == "ahead") or (side == "this" and tense != "back")
    return spans.weekend(context.today + timedelta(days=6) if ahead else context.today)


def _narrated(context, before, unit, side, count, plural, core) -> tuple[str, str, bool] | None:
    """`the following day`, `that week`, `the weekend`, `recent weeks`, `the new year`, `the same day`."""
    if side == "recent" and plural:
        return _recent(context, unit)
    if plural or count:
        return None
    if side == "new" and unit == "year":
        return spans.month(context.today.year + (context.today.month > 6), 1), "new-year", False
    if unit == "weekend" and before["the"] and not side:
        return _weekend(context, core, 0, ""), "weekend", False
    if side not in ("that", "same", "following") or unit not in ("day", "week", "month", "year", "weekend"):
        return None
    reference = _reference(context, core.start())
    if not reference:
        return None
    return unit_value(move(reference, unit, int(side == "following")), unit), f"{side}-{unit}", False


def _recent(context: Context, unit: str) -> tuple[str, str, bool] | None:
    """`in recent weeks` says no more than the month or two before; `in recent years` places nothing."""
    today = context.today
    if unit == "day":
        return spans.within(spans.day(today - timedelta(days=7)), spans.day(today)), "recent-days", False
    if unit in ("week", "month"):
        first = today - timedelta(days=14) if unit == "week" else spans.shift_months(today, -3)
        value = spans.within(spans.month(first.year, first.month), spans.month(today.year, today.month))
        return value, f"recent-{unit}s", False
    return None


def _reference(context: Context, start: int) -> date | None:
    """Give the first day of the date expression before, where it is near and a day or so."""
    last = context.last
    if not last or not last.value or start - last.end > _NEAR or last.kind in ("decade",):
        return None
    first = edtf_bounds(last.value).first if len(last.value) != 10 else last.value
    return date.fromisoformat(first) if first else None
