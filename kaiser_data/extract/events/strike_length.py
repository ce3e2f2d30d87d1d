"""How long a strike lasts, from when to when: `a one-day strike`, `for 72 hours from Thursday`, `after seven months`.

A strike that "ended this May … after seven months" ran from about October (`2024-10~/2025-05`); one that began
"Jan. 26" and whose workers "would return … Tuesday" from `2026-01-26` to `2026-02-24`. A start alone stays open
(`2026-02-09/..`) where the text tells the strike as its own present.
"""

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates import values as spans
from kaiser_data.extract.dates.date_words import move, number, unit_value, values
from kaiser_data.extract.events.cases import LASTING, Case
from kaiser_data.extract.events.event_status import is_done, told_status
from kaiser_data.extract.events.mention_dates import NO_DATE
from kaiser_data.extract.events.mentions import Telling
from kaiser_data.lexicon import prefix_tree, terms


class Length(NamedTuple):
    """A number of days or months."""

    count: int
    unit: str


@cache
def _length() -> re.Pattern:
    words = prefix_tree(set(values("number")) - {"a", "an", "first"})
    return re.compile(
        rf"(?<!in\s)(?<!than\s)(?<!least\s)(?<!over\s)(?<!past\s)(?<!last\s)(?<!every\s)(?<!since\sa\s)"
        rf"\b({words}|\d{{1,3}})[-\s]+(?:full\s+)?(hour|day|week|month)s?(?:[-\s]long)?\b(?!\s+(?:ago|earlier|later|before|notice|cooling|extension|old))",
        re.IGNORECASE,
    )


_PART_OF_DAY = re.compile(
    r"\bfor\s+(?:the\s+(?:day|morning|afternoon|evening|night|shift)|an?\s+(?:half\s+)?(?:hour|shift|day)"
    r"|(?:two|three|four|five|six|seven|[2-7])\s+hours)\b"
)


_UNTIL = re.compile(r"\b(?:until|till|pending|before|ahead\s+of)\b")
# Some may go back while others stay out.
_RETURNED = re.compile(r"\b(?:return|back\b)")
# "its week-long strike"
_WHOLE = re.compile(r"(?<![\w-])(?<!\d\s)(day|week|month)-?long\b", re.IGNORECASE)
# What has run so long can no longer be called off, only ended.
_HAS_RUN = re.compile(
    r"\b(?:(?:day|week|month|year)s?-?(?:long|old)|(?:long|bitter|costly)(?:-running|-lasting)?)\s+(?:\w+\s+)?\Z"
)
_NEVER_RAN = ("avert", "cancel", "scrap", "shelve", "postpone", "withdrew")


def end_what_ran(text: str, tellings: list[Telling]) -> list[Telling]:
    """Read "called off its week-long strike", or "suspended the strike" that a text tells as begun, as its end."""
    strikes = [telling for telling in tellings if telling.type in LASTING]
    began = [
        t.start for t in strikes if t.sense in ("begin", "join") and t.status in ("", "occurred") and is_done(text, t)
    ]
    runs = bool(began) and not any(t.status in ("planned", "threatened") and t.sense != "end" for t in strikes)
    return [_ended(text, telling) if _ends(text, telling, runs) else telling for telling in tellings]


def _ends(text: str, telling: Telling, runs: bool) -> bool:
    if telling.type not in LASTING or telling.status != "called_off":
        return False
    trigger = telling.trigger
    if text[trigger.start : trigger.end].lower().startswith(_NEVER_RAN):
        return False
    return runs or bool(_HAS_RUN.search(text, telling.start, trigger.noun[0]))


def _ended(text: str, telling: Telling) -> Telling:
    """Make of a strike called off the end of one; what it is suspended until is not when it ended."""
    when = telling.when
    if when.kind == "until" or _UNTIL.search(text, telling.trigger.last, when.start):
        when = NO_DATE
    return telling._replace(sense="end", status="", when=when, trigger=telling.trigger._replace(sense="end", status=""))


def length_of(clause: str) -> Length | None:
    """Read how long a clause says that something lasts.

    >>> length_of("will stop work for 72 hours from Thursday"), length_of("a one-day strike")
    (Length(count=3, unit='day'), Length(count=1, unit='day'))
    """
    if _PART_OF_DAY.search(clause):
        return Length(1, "day")
    if whole := _WHOLE.search(clause):
        return Length(7, "day") if whole[1].lower() == "week" else Length(1, whole[1].lower())
    found = _length().search(clause)
    count = number(found[1]) if found else None
    is_distance = found and clause.startswith(" after", found.end()) and not clause.endswith("for ", 0, found.start())
    if not count or is_distance:
        return None
    unit = found[2].lower()
    if unit == "hour":
        return Length(-(-count // 24), "day") if count >= 8 else None
    return Length(count * 7, "day") if unit == "week" else Length(count, unit)


def strike_date(text: str, case: Case, anchor: tuple[str, str]) -> str:
    """Compose the date of a strike from the clauses that tell its start, its end and its length."""
    begins = _best(case, "begin", "join", "continue", "plan") or _best(case, "whole")
    ends, length = _best_end(case), _length_told(text, case)
    if not begins:
        return running_since(text, case, anchor) or _until(case, ends, length)
    if begins.startswith("[") or "/" in begins:
        return _from_about(text, case, begins, ends, anchor)
    if ends and _is_plain(ends) and begins <= ends:
        return begins if begins == ends else f"{begins}/{ends}"
    status = told_status(case)
    if status == "called_off":
        return begins
    over = anchor[1] if _is_over(text, case, begins, anchor) else ""
    if length and len(begins) == 10:
        return with_length(_week_earlier(begins, length, over), length)
    if over:
        return f"{begins}/{over}"
    return f"{begins}/.." if _is_open(text, case, begins, status, anchor) else begins


def _from_about(text: str, case: Case, begins: str, ends: str, anchor: tuple[str, str]) -> str:
    """Date what began within some days, "in mid-May" or "at the start of the month", from about the first of them."""
    first, last = edtf_bounds(begins)
    if not first or not last or "/" in begins or vagueness(begins) > 31 or begins not in _dates(case, "begin", "join"):
        return begins
    if ends and _is_plain(ends) and last <= ends:
        return f"{first}~/{ends}"
    return f"{first}~/.." if _is_open(text, case, begins, told_status(case), anchor) else begins


def _is_over(text: str, case: Case, begins: str, anchor: tuple[str, str]) -> bool:
    """Tell whether a strike that began of late is told as ended, without a day: it ended by the text's own."""
    ended = any(
        t.sense == "end" and not t.when.value and is_done(text, t) and not _RETURNED.search(text, *t.trigger[:2])
        for t in case.tellings
    )
    return ended and anchor[0] == anchor[1] and begins < anchor[1] and _is_recent(begins, anchor)


def _week_earlier(begins: str, length: Length, over: str) -> str:
    """Of a week-long strike that is over on Monday the "Sunday" of its start is not that of yesterday."""
    if not over or edtf_bounds(with_length(begins, length)).last <= over:
        return begins
    earlier = spans.day(date.fromisoformat(begins) - timedelta(days=7))
    return earlier if edtf_bounds(with_length(earlier, length)).last <= over else begins


def _until(case: Case, ends: str, length: Length | None) -> str:
    """Date by its end alone what has no beginning; of `until Friday` the days before are unknown."""
    is_over = bool(_dates(case, "end")) or length
    return _from_end(ends, length) if not ends or is_over or not _is_plain(ends) else f"../{ends}"


def _is_open(text: str, case: Case, begins: str, status: str, anchor: tuple[str, str]) -> bool:
    """Tell whether nothing ends a strike: told as the text's present, or planned with a first day and no last."""
    if status == "ongoing" or any(_unlimited().search(text, t.start, t.end) for t in case.tellings):
        return True
    if edtf_bounds(begins).first > anchor[1] or status in ("planned", "threatened"):
        return any(
            t.when.kind == "from" or t.sense == "join" or t.type == "lockout"
            for t in case.tellings
            if t.when.value == begins
        )
    return bool(_dates(case, "begin", "join")) and _is_recent(begins, anchor)


@cache
def _unlimited() -> re.Pattern:
    return re.compile(rf"\b{prefix_tree(terms('telling_words', kind='unlimited'))}\b")


@cache
def _running() -> re.Pattern:
    """Match `in its twelfth day`, `into a fourth week`, `for 167 days` after a perfect, `for over a year`."""
    unit, words = "(?P<{}>day|week|month|year)s?\\b", prefix_tree(set(values("number")) - {"first"})
    ordinals = prefix_tree(values("ordinal"))
    return re.compile(
        rf"\b(?:in|into|entered|entering|enters)\s+(?:its|their|the|a)\s+(?P<nth>{ordinals}|\d{{1,3}}(?:st|nd|rd|th))"
        rf"\s+(?:straight\s+|consecutive\s+|full\s+)?{unit.format('of')}"
        rf"|\b(?:have|has|had)\s+(?:\w+ly\s+)?(?:been|lasted|gone|run|dragged)\b[^.;]{{0,60}}?\s(?:for|after)\s+"
        rf"(?P<about>(?:over|about|more\s+than|nearly|almost|some|around|at\s+least)\s+)?"
        rf"(?P<count>{words}|\d{{1,3}})\s+{unit.format('unit')}",
        re.IGNORECASE,
    )


def running_since(text: str, case: Case, anchor: tuple[str, str]) -> str:
    """Count back from the text's day: what is `in its twelfth day` began eleven days before, "" where none says."""
    if not anchor[0] or anchor[0] != anchor[1]:
        return ""
    today = date.fromisoformat(anchor[0])
    for telling in case.tellings:
        if telling.when.value or not (found := _running().search(text, *telling.sentence)):
            continue
        count = _ordinal(found["nth"]) - 1 if found["nth"] else number(found["count"]) or 0
        unit = (found["of"] or found["unit"]).lower()
        first = move(today, unit, -count)
        about = "~" if found["about"] or unit != "day" else ""
        return f"{unit_value(first, 'day' if unit in ('day', 'week') else 'month')}{about}/.."
    return ""


def _ordinal(word: str) -> int:
    known = values("ordinal").get(word.lower())
    return int(known or re.sub(r"\D", "", word))


def _length_told(text: str, case: Case) -> Length | None:
    """Give the length that the first clause to say one says, none that is a guess or another strike's."""
    told = (length_of(text[t.start : t.end]) or _length_before_end(text, t) for t in case.tellings)
    return next((length for length in told if length), None)


def _length_before_end(text: str, telling) -> Length | None:
    """Read "ended this May …, after seven months" where the length stands outside the clause."""
    if telling.sense != "end":
        return None
    after = re.search(
        r"\bafter\s+(?:nearly\s+|almost\s+|about\s+)?(?=\S+\s+(?:day|week|month)s?\b)",
        text[telling.start : telling.sentence[1]],
    )
    return length_of(text[telling.start + after.end() : telling.sentence[1]]) if after else None


def _is_plain(value: str) -> bool:
    return not set(value) & set("/[")


def _best(case: Case, *senses: str) -> str:
    """Give the most exact date of some senses, the first told among equals."""
    return min(_dates(case, *senses), key=vagueness, default="")


def _dates(case: Case, *senses: str) -> list[str]:
    """Give the dates of the clauses of some senses, but for those that `until` makes an end."""
    return [
        telling.when.value
        for telling in case.tellings
        if telling.when.value and telling.sense in senses and telling.when.kind != "until"
    ]


def _best_end(case: Case) -> str:
    """Give the most exact date on which a strike ends, or until which it lasts."""
    until = [telling.when.value for telling in case.tellings if telling.when.kind == "until"]
    return min([*_dates(case, "end"), *until], key=vagueness, default="")


def vagueness(value: str) -> int:
    """Measure how many days a date leaves open.

    >>> vagueness("2025-05-01"), vagueness("2025-05"), vagueness("[..2025-05-01]")
    (0, 30, 9999)
    """
    if len(value) == 10:
        return 0
    first, last = edtf_bounds(value)
    if not first or not last:
        return 9999
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def with_length(begins: str, length: Length) -> str:
    """Write the date of what begins on a day and lasts so long."""
    first = date.fromisoformat(begins)
    last = first + timedelta(days=length.count - 1) if length.unit == "day" else spans.shift_months(first, length.count)
    return begins if last == first else spans.span(first, last)


def _from_end(ends: str, length: Length | None) -> str:
    if not length or not _is_plain(ends):
        return ends
    if length.unit == "month" and len(ends) >= 7:
        first = spans.shift_months(date.fromisoformat(f"{ends[:7]}-01"), -length.count)
        return f"{spans.month(first.year, first.month)}~/{ends}"
    if len(ends) == 10:
        return spans.span(date.fromisoformat(ends) - timedelta(days=length.count - 1), date.fromisoformat(ends))
    return ends


def _is_recent(begins: str, anchor: tuple[str, str]) -> bool:
    if not anchor[1]:
        return False
    days = (date.fromisoformat(anchor[1]) - date.fromisoformat(edtf_bounds(begins).last)).days
    return -60 <= days <= 90
