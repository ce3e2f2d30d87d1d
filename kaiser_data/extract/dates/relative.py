"""Dates that count from another day: `Monday`, `yesterday`, `last week`, `two years ago`, `last fall`.

In a text of Monday, 23 February 2026, "7 a.m. Tuesday" with a verb that looks ahead is the 24th, "over the weekend"
the 21st and 22nd. Without such a verb a bare weekday is the nearest past one, as news English has it. "the next
day", "a year earlier" count from the date that stands before them. A quarter without its year is the latest one over,
"the quarter" the one told before. Left alone: `now`, `soon`, `recently`, plain durations ("for seven months"), the
verb `fall` and a season that nothing places ("a summer of strikes").
"""

import re
from datetime import date, timedelta

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.date_words import Context, Reading, Timex, Unit, expression, find_unit, values
from kaiser_data.extract.dates.values import SEASONS, month, move, on_weekday, part_of, span, value_of, within
from kaiser_data.extract.grammar.clauses import tense_at
from kaiser_data.lexicon import Pattern

_DAY = timedelta(days=1)
# "in recent days" says no more than so many days, or the months of so many weeks or months, up to the text's own.
_RECENT = {"day": 7, "week": 2, "month": 3}
_OF_WEEK = re.compile(r"\s+(?:of\s+)?(next|this|last)\s+week\b")
_BEFORE_THAT = re.compile(r"\s+before\s+that\b")
# So far from a quarter told it may be meant by "the quarter".
_NEAR = 1200
_PLACED = Pattern(r"\b(?:in|over|during|since|by|until|this)\s+the\s+\Z|\b(?:by|since|until|in)\s+\Z", re.I)


def read_relative(context: Context, core: re.Match) -> Timex | None:
    """Read `yesterday`, `today`, `this morning`, `last night`, `tomorrow`."""
    before = context.before(core.start()).rstrip(" “‘\"'(*_#")
    if core[0][0].isupper() and before and before[-1] not in ".!?\n:;—–|":
        return None  # in mid-sentence a capital makes a name of it: "USA Today"
    shifts = values("relative")[" ".join(core[0].lower().split())].split()
    first, last = ((context.today + int(shift) * _DAY).isoformat() for shift in (shifts[0], shifts[-1]))
    return Timex(*core.span(), "day", within(first, last), "relative-day")


def read_weekday(context: Context, core: re.Match) -> Timex | None:
    """Read a day of the week, `last`, `next`, `this` or bare; `Mondays` is no date."""
    start, end = core.span()
    side = expression("weekday_side").search(context.before(start))
    word = side["side"].lower() if side else ""
    if word in ("every", "each"):
        return None
    weekday = int(values("weekday")[core[0]])
    if told := _OF_WEEK.match(context.text, end):  # "Monday next week"
        sunday = on_weekday(context.today, 6, future=False) + 7 * int(values("side")[told[1]]) * _DAY
        return Timex(start, told.end(), "day", on_weekday(sunday, weekday, future=True).isoformat(), "of-week")
    start -= len(side[0] if side else "")
    that = _BEFORE_THAT.match(context.text, end)
    reference = context.told(start) if that or word == "following" else None
    if reference:  # "the Friday before that", "the following Friday"
        day = on_weekday(reference + (-1 if that else 1) * _DAY, weekday, future=not that)
        return Timex(start, that.end() if that else end, "day", day.isoformat(), "distance")
    day, rule = _weekday(context, weekday, word, *core.span())
    return Timex(start, end, "day", day.isoformat(), rule)


def _weekday(context: Context, weekday: int, side: str, start: int, end: int) -> tuple[date, str]:
    turn = values("side").get(side)
    if turn in ("-1", "1"):
        ahead = turn == "1"
        return on_weekday(context.today + int(turn) * _DAY, weekday, ahead), f"{'next' if ahead else 'last'}-weekday"
    tense = tense_at(context.text, start, end)
    ahead = tense == "ahead" or (side == "this" and tense != "back")
    return on_weekday(context.today, weekday, ahead), "weekday-ahead" if ahead else "weekday"


_OF_MONTH = re.compile(r"\s+of\s+(last|this|next)\s+month\b")
_NTH_ALONE = re.compile(r"\s*(?:[.,;:)—–]|\Z)|\s+(?:(?:at|when|after|before)\b|(?:to|until|through|and)\s+the\s+\d)")
_ON_THE = re.compile(r"\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ss]ince|[Ff]rom|night\s+of|\dth\s+(?:to|and))\s+(?:the\s+)?\Z")


def read_nth(context: Context, core: re.Match) -> Timex | None:
    """Read "on the 23rd" and "on the 23rd of last month"; "the 23rd strike" is none."""
    of, day, today = _OF_MONTH.match(context.text, core.end()), int(core[0][:-2]), context.today
    is_alone = of or _NTH_ALONE.match(context.text, core.end())
    if not is_alone or not _ON_THE.search(context.before(core.start())):
        return None
    ahead = tense_at(context.text, *core.span()) == "ahead"
    shift = int(values("side")[of[1]]) if of else int(day < today.day) if ahead else -int(day > today.day)
    value = move(today.replace(day=1), "month", shift).replace(day=day).isoformat()
    return Timex(core.start(), of.end() if of else core.end(), "day", value, "nth")


# "would last four years" tells a length
_LASTS = re.compile(r"\b(?:will|would|could|can|may|might|should|to|not|did|which|who)\s+last\s")


def read_unit(context: Context, core: re.Match) -> Timex | None:
    """Read a unit of time with what places it: `last week`, `two years ago`, `the third quarter of 1984`."""
    unit = find_unit(context, core)
    if not unit or _LASTS.search(context.text, max(0, unit.start - len(unit.before[0]) - 8), unit.start):
        return None
    if ahead := _ahead(context, unit):
        return ahead
    if core[0][0].isupper() and (unit.before["side"] or "")[:1].isupper():
        return None
    start = unit.start - len(unit.before[0].lstrip())
    reading = _read(context, unit)
    if not reading:
        return None
    return Timex(start, unit.after.end() if reading.takes_after else unit.end, unit.name, reading.value, reading.rule)


_IN, _TIME = Pattern(r"\b(?:[Ii]n|(?P<within>[Ww]ithin))\s+(?:just\s+|about\s+)?\Z"), Pattern(r"['’]s?\s+time\b")
# "would be the first strike in ten years", "in two weeks of talks"
_RANKS = Pattern(r"\b(?:first|only|once|twice|times?|most|\w+(?:th|est)|second|third)\b[^.;]{0,60}\Z")


def _ahead(context: Context, unit: Unit) -> Timex | None:
    """Read `in two weeks’ time`, and `in four days` and `within 30 days` beside a verb that looks ahead."""
    text, start, end = context.text, unit.start - len(unit.before[0].lstrip()), unit.end
    time, is_ranked = _TIME.match(text, end), _RANKS.search(text, max(0, start - 90), start)
    is_told = is_ranked or text.startswith((" of ", " after ", " from "), end)
    is_ahead = time or (not is_told and tense_at(text, start, end) == "ahead")
    # "the worst in a decade", "could do it in 100 days": how long, not when
    is_span = unit.name in ("decade", "century") or (unit.count or 0) > 60
    if not unit.count or unit.side or is_span or not (led := _IN.search(context.before(start))) or not is_ahead:
        return None
    day = move(context.today, unit.name, unit.count)
    value = within(context.today.isoformat(), day.isoformat()) if led["within"] else value_of(unit.name, day)
    return Timex(start, time.end() if time else end, unit.name, value, "time-ahead")


def _read(context: Context, unit: Unit) -> Reading | None:
    if _is_counted(unit):
        value = _counted(context, unit)
        return Reading(value, "counted", takes_after=True) if value else None
    if unit.name in ("quarter", "half"):
        return read_quarter(context, unit)
    if unit.name == "season":
        return read_season(context, unit)
    if unit.name == "year" and unit.after and unit.after["plain"]:
        return Reading(unit.after["plain"], "named-year", takes_after=True)
    return (_sided if unit.side in values("side") else _narrated)(context, unit)


def _is_counted(unit: Unit) -> bool:
    """Tell whether units are counted from a day: "two weeks ago", "the week before last"."""
    return unit.direction in ("before", "before last", "after next") or bool(
        unit.direction and (unit.count or unit.after[0][0] == "-")
    )


def _counted(context: Context, unit: Unit) -> str:
    """`two years ago` is a year, `three weeks ago` a week, `four days later` a day, counted from a day or date."""
    sign = -1 if unit.direction in ("ago", "earlier", "previously", "prior", "before", "before last") else 1
    # The weekend that is over is the last.
    count = 2 - (unit.name == "weekend") if unit.direction in ("before last", "after next") else unit.count or 1
    if unit.name == "year" and (quarter := quarter_told(context, unit.start)):
        return f"{int(quarter[:4]) + sign * count:04d}{quarter[4:]}"
    reference: date | None = context.today
    if unit.direction in ("earlier", "later", "previously", "prior", "before"):
        reference = context.told(unit.start) or (context.today if unit.direction == "earlier" else None)
    return value_of(unit.name, move(reference, unit.name, sign * count)) if reference else ""


def _sided(context: Context, unit: Unit) -> Reading | None:
    """`last week`, `this year`, `early next month`; `the past two months` reaches up to the anchor."""
    shift, today = int(values("side")[unit.side]), context.today
    if unit.plural or unit.count or (unit.side == "past" and unit.name != "day"):
        return _stretch(today, unit, shift)
    if unit.name == "weekend":
        return Reading(_weekend(context, unit, shift), "weekend")
    if unit.name == "day":
        moved = (context.told(unit.start) or today) + shift * _DAY
        return Reading(moved.isoformat(), "next-day") if shift else None
    return _whole_or_part(today, unit, shift)


def _whole_or_part(today: date, unit: Unit, shift: int) -> Reading:
    """`last month`, `early next month`, `earlier this week`."""
    day, part = move(today, unit.name, shift), " ".join((unit.before["part"] or "").lower().split())
    if unit.name in ("month", "year") and part in values("part"):
        of_month = day.month if unit.name == "month" else 0
        return Reading(part_of(day.year, of_month, values("part")[part]), f"part-{unit.name}")
    value = value_of(unit.name, day)
    if part and unit.name == "week":  # "early next week" is before its Wednesday
        first, last = edtf_bounds(value)
        middle = date.fromisoformat(first) + 3 * _DAY if shift else today
        is_early = values("part").get(part, part) in ("early", "earlier", "start")
        early, late = max((middle - _DAY).isoformat(), first), min((middle + _DAY).isoformat(), last)
        value = within(first, early) if is_early else within(late, last)
    return Reading(value, f"{unit.side}-{unit.name}")


def _stretch(today: date, unit: Unit, shift: int) -> Reading | None:
    """`the past two months`, `the next three days`; of the past three days today is one."""
    count = 1 if unit.side == "past" and not unit.plural else unit.count
    if not count or not shift:
        return None
    other = move(today, unit.name, shift * count) + (_DAY if unit.name == "day" and shift < 0 else 0 * _DAY)
    return Reading(span(*sorted((other, today))), f"stretch-{unit.name}")


def _weekend(context: Context, unit: Unit, shift: int) -> str:
    tense = tense_at(context.text, unit.start, unit.end)
    ahead = shift > 0 or (not shift and tense == "ahead") or (unit.side == "this" and tense != "back")
    return value_of("weekend", context.today + 6 * ahead * _DAY)


def _narrated(context: Context, unit: Unit) -> Reading | None:
    """`the following day`, `that week`, `the weekend`, `recent weeks`, `the new year`, `the same day`."""
    today = context.today
    if unit.side == "recent" and unit.name in _RECENT and unit.plural:
        first, size = move(today, unit.name, -_RECENT[unit.name]), "day" if unit.name == "day" else "month"
        return Reading(within(value_of(size, first), value_of(size, today)), f"recent-{unit.name}s")
    if unit.plural or unit.count:
        return None
    if unit.side == "new" and unit.name == "year":
        return Reading(month(today.year + (today.month > 6), 1), "new-year")
    if unit.name == "weekend" and unit.before["the"] and not unit.side:
        return Reading(_weekend(context, unit, 0), "weekend")
    reference = context.told(unit.start)
    if not reference or unit.side not in ("that", "same", "following") or unit.name in ("century", "decade"):
        return None
    moved = move(reference, unit.name, int(unit.side == "following"))
    return Reading(value_of(unit.name, moved), f"{unit.side}-{unit.name}")


def read_quarter(context: Context, unit: Unit) -> Reading | None:
    """Read `the third quarter`, the latest one over, and `the first half of 2023`, which says its year."""
    of = ((unit.after and unit.after["of"]) or "").lower()  # "of last year"
    ordinal = "second" if unit.name == "half" and unit.side == "last" else (unit.before["ordinal"] or "").lower()
    if unit.plural or (unit.name == "half" and not (ordinal and unit.after)):
        return None  # "a half of the crew"
    if not ordinal:
        return _bare_quarter(context, unit)
    nth = int(values("ordinal")[ordinal])
    # It is the latest such quarter, or the next where the verb looks ahead.
    is_last = nth > (context.today.month + 2) // 3 and tense_at(context.text, unit.start, unit.end) != "ahead"
    year = unit.year or context.today.year + int(values("side").get(of, -is_last))
    code = 32 if unit.name == "quarter" else 39  # EDTF writes quarters as 33 to 36, halves as 40, 41
    return Reading(month(year, nth + code), f"nth-{unit.name}", takes_after=bool(unit.after))


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
    year, of = unit.year, ((unit.after and unit.after["of"]) or "").lower()
    if of in values("side"):
        year = context.today.year + int(values("side")[of])
    if unit.side in ("that", "same") and (told := context.told(unit.start)):
        return Reading(f"{told.year:04d}-{SEASONS[unit.word]}", "that-season")
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
