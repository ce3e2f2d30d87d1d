"""How far a strike has come by the text's day (`in its twelfth day`, `14-day-old`), and how long it lasts in all.

What is in its twelfth day began eleven days before; weeks and months tell no day but about one, or a month. `a 25-day
strike in 1975` and `for 72 hours` tell a `Length`, which `strike_length` counts from a beginning or an end.
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from kaiser_data.extract.dates.date_words import number, values
from kaiser_data.extract.dates.values import days_between, move, value_of
from kaiser_data.extract.events.cases import Anchor, Case
from kaiser_data.extract.events.strike_phase import STRIKE_WORDS, is_over
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms

# A text tells how long its strike has run in its first paragraphs.
_LEAD = 4000
_STRIKE = Pattern(rf"\b{STRIKE_WORDS}\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


class Run(NamedTuple):
    """Where a text says how far a strike has come, how many units of time are over, and if only about so many."""

    start: int
    end: int
    over: int
    unit: str
    about: bool


@cache
def _running() -> re.Pattern:
    words, ordinals = prefix_tree(set(values("number")) - {"first"}), prefix_tree(values("ordinal"))
    about, runs = prefix_tree(terms("approximators", side="before")), prefix_tree(terms("telling_words", kind="runs"))
    completes = prefix_tree(terms("telling_words", kind="completes"))
    reaches = rf"(?:in|into|on|for|{prefix_tree(terms('telling_words', kind='reaches'))}|(?P<whole>{completes}))\s+"
    the, strike = r"(?:the|an?|its|their)\s+", rf"(?:[\w-]+\s+){{0,2}}{STRIKE_WORDS}\b"
    unit, count = r"(?:day|week|month|year)", rf"(?:{words}|\d{{1,3}})"
    nth, straight = rf"(?:{ordinals}|\d{{1,3}}(?:st|nd|rd|th))\s+", rf"{any_of('telling_words', kind='in a row')}\s+"
    units = rf"(?P<about>{about}\s+)?(?P<count>{count})[-\s]+(?P<unit>{unit})s?\b"
    forms = (
        rf"{reaches}(?:{the})?(?P<nth>{nth})(?:{straight})?(?P<unit>{unit})s?\b",
        rf"(?P<nth>{nth}){straight}(?P<unit>{unit})\b",
        rf"(?P<reach>{reaches})?(?P<unit>{unit})\s+(?P<nth>{count})\b(?(reach)|(?=\s+of\s+{the}{strike}))",
        rf"(?:(?P<count>{count})[-\s])?(?P<unit>{unit})s?[-\s]old\b(?=\s+{strike}|,)",
        rf"(?P<last>(?:(?:have|has|had)\s+(?:\w+ly\s+)?(?:been|lasted|gone|run|dragged)\b[^.;]{{0,60}}?\s(?:for|after)"
        r"|(?<!\bgo\s)(?<!ing\s)(?<!went\s)(?<!gone\s)(?<!be\s)on\s+strike\s+for"
        rf"|{runs}(?:\s+(?:for|beyond|past|into))?)\s+(?:the\s+(?:past|last)\s+)?)?{units}"
        rf"(?(last)|(?=\s+(?:(?:of|into)\s+{the}|on\s+){strike}))",
    )
    numbered = (re.sub(r"(\(\?(?:P<|\())(\w+)", rf"\1\2_{index}", form) for index, form in enumerate(forms))
    return re.compile(rf"\b(?:{'|'.join(numbered)})", re.IGNORECASE)


def _read(found: re.Match) -> Run:
    """Count the units that are over, two in "its third week" and in "for two weeks"."""
    told = {name.partition("_")[0]: words.lower() for name, words in found.groupdict().items() if words}
    if nth := told.get("nth", "").strip():
        over = int(values("ordinal").get(nth) or number(nth) or re.sub(r"\D", "", nth)) - ("whole" not in told)
    else:
        over = number(told.get("count", "one"))  # "a week-old strike"
    return Run(*found.span(), over or 0, told["unit"], "about" in told)


def running_since(text: str, case: Case, anchor: Anchor) -> str:
    """Count back from the text's day: what is `in its twelfth day` began eleven days before, "" where none says."""
    is_known = anchor[0] and anchor[0][:7] == anchor[1][:7] and case.status in ("", "occurred", "ongoing")
    run, now = (is_known and _run_of(text, case, anchor)) or (None, anchor)
    if not run:
        return ""
    return f"{_back(now, run)}/{anchor[1] if case.lasts and is_over(text, case) else '..'}"


def _run_of(text: str, case: Case, anchor: Anchor) -> tuple[Run, Anchor] | None:
    """Find how far an event has come by which day, of a strike in any sentence that tells it without a year."""
    for telling in sorted(case.tellings, key=lambda telling: not telling.when.value):
        day, edges = telling.when.value, telling.sentence if case.lasts else telling[:2]
        is_its = not day or (telling.sense == "continue" and len(day) == 10 and day <= anchor[1])
        if not is_its or (not case.lasts and _STRIKE.search(text, *edges)):
            continue  # talks in the third week of a strike are not in their own
        if found := _running().search(text, *edges):
            return _read(found), (day, day) if day else anchor
    run = _run_in(text[:_LEAD]) if case.type in ("strike", "lockout") else None
    return (run, anchor) if run else None


@lru_cache(maxsize=4)
def _run_in(lead: str) -> Run | None:
    for run in map(_read, _running().finditer(lead)):
        sentence = lead[lead.rfind(". ", 0, run.start) + 1 : run.end + 60]
        if _STRIKE.search(sentence) and not _YEAR.search(sentence):
            return run
    return None


def _back(anchor: Anchor, run: Run) -> str:
    """Count back from a day; what weeks or months tell is no day, but about one, or a month."""
    first, unit = move(date.fromisoformat(anchor[1]), run.unit, -run.over), run.unit
    is_known = anchor[0] == anchor[1] and unit == "day" and not run.about
    is_near = {"day": 1, "week": 7}.get(unit, 31) * run.over < 31 and days_between(*anchor) < 7
    value = value_of("day" if is_known or is_near else "month", first)
    is_sure = (unit == "day" and not run.about) or (unit == "week" and len(value) == 7)
    return value if is_sure else f"{value}~"


class Length(NamedTuple):
    """A number of days or months."""

    count: int
    unit: str


_COUNT = prefix_tree(set(values("number")) - {"a", "an", "first"})
_LENGTH = Pattern(
    r"(?<!in\s)(?<!than\s)(?<!least\s)(?<!over\s)(?<!past\s)(?<!last\s)(?<!every\s)(?<!since\sa\s)"
    rf"\b(?P<count>{_COUNT}|\d{{1,3}})[-\s]+(?:full\s+)?(?P<unit>hour|day|week|month)s?(?:[-\s]long)?\b"
    r"(?![-\s]+(?:ago|away|from\s+(?:now|today)|earlier|later|before|notice|cooling|extension|old|until"
    r"|without\s+an?)\b)"
    r"|(?<![\w-])(?<!\d\s)(?P<whole>day|week|month)-?(?:long|old)\b"
    r"|\bfor\s+(?:the\s+(?:day|morning|afternoon|evening|night|shift)|an?\s+(?:half\s+)?(?:hour|shift|day))\b",
    re.IGNORECASE,
)


def length_of(clause: str) -> Length | None:
    """Read how long a clause says that something lasts.

    >>> length_of("will stop work for 72 hours from Thursday"), length_of("a one-day strike")
    (Length(count=3, unit='day'), Length(count=1, unit='day'))
    """
    found = _LENGTH.search(clause)
    if not found or (clause.startswith(" after", found.end()) and not clause.endswith("for ", 0, found.start())):
        return None  # "struck two weeks after" tells a distance
    unit = (found["unit"] or found["whole"] or "day").lower()
    count = number(found["count"]) if found["count"] else 1
    if not count:
        return None
    if unit == "hour":
        return Length(-(-count // 24), "day")
    return Length(count * 7, "day") if unit == "week" else Length(count, unit)
