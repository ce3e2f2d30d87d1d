"""How far a strike has come by the text's day: `in its twelfth day`, `hits Day 31`, `14-day-old`, `for a month now`.

What is in its twelfth day began eleven days before. Weeks and months tell no day but about one, or a month. Left
alone: the lengths of what is over or to come (`a 25-day strike in 1975`).
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.date_words import number, values
from kaiser_data.extract.dates.values import days_between, move, value_of
from kaiser_data.extract.events.cases import Anchor, Case
from kaiser_data.extract.events.trigger_words import nouns_of
from kaiser_data.lexicon import any_of, prefix_tree, terms

# A text tells how long its strike has run in its first paragraphs.
_LEAD = 4000
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


class Run(NamedTuple):
    """Where a text says how far a strike has come, how many units of time are over, and if only about so many."""

    start: int
    end: int
    over: int
    unit: str
    about: bool


@cache
def strike_words() -> str:
    """Match the nouns of strikes, lockouts and disputes."""
    return prefix_tree({*nouns_of("strike"), *terms("telling_words", kind="dispute")})


@cache
def _running() -> re.Pattern:
    words, ordinals = prefix_tree(set(values("number")) - {"first"}), prefix_tree(values("ordinal"))
    about, runs = prefix_tree(terms("approximators", side="before")), prefix_tree(terms("telling_words", kind="runs"))
    reaches = rf"(?:in|into|on|for|{prefix_tree(terms('telling_words', kind='reaches'))})\s+"
    the, strike = r"(?:the|an?|its|their)\s+", rf"(?:[\w-]+\s+)?{strike_words()}\b"
    unit, count = r"(?:day|week|month|year)", rf"(?:{words}|\d{{1,3}})"
    nth, straight = rf"(?:{ordinals}|\d{{1,3}}(?:st|nd|rd|th))\s+", rf"{any_of('telling_words', kind='in a row')}\s+"
    units = rf"(?P<about>{about}\s+)?(?P<count>{count})[-\s]+(?P<unit>{unit})s?\b"
    forms = (
        rf"{reaches}{the}(?P<nth>{nth})(?:{straight})?(?P<unit>{unit})s?\b",
        rf"(?P<nth>{nth}){straight}(?P<unit>{unit})\b",
        rf"(?P<reach>{reaches})?(?P<unit>{unit})\s+(?P<nth>{count})\b(?(reach)|(?=\s+of\s+{the}{strike}))",
        rf"(?:(?P<count>{count})[-\s])?(?P<unit>{unit})s?[-\s]old\b(?=\s+{strike}|,)",
        rf"(?P<last>(?:(?:have|has|had)\s+(?:\w+ly\s+)?(?:been|lasted|gone|run|dragged)\b[^.;]{{0,60}}?\s(?:for|after)"
        rf"|{runs}(?:\s+(?:for|beyond|past|into))?)\s+(?:the\s+(?:past|last)\s+)?)?{units}"
        rf"(?(last)|(?=\s+(?:(?:of|into)\s+{the}|on\s+){strike}))",
    )
    numbered = (re.sub(r"(\(\?(?:P<|\())(\w+)", rf"\1\2_{index}", form) for index, form in enumerate(forms))
    return re.compile(rf"\b(?:{'|'.join(numbered)})", re.IGNORECASE)


def _read(found: re.Match) -> Run:
    """Count the units that are over, two in "its third week" and in "for two weeks"."""
    told = {name.partition("_")[0]: words.lower() for name, words in found.groupdict().items() if words}
    if nth := told.get("nth", "").strip():
        over = int(values("ordinal").get(nth) or number(nth) or re.sub(r"\D", "", nth)) - 1
    else:
        over = number(told.get("count", "one"))  # "a week-old strike"
    return Run(*found.span(), over or 0, told["unit"], "about" in told)


def running_since(text: str, case: Case, anchor: Anchor) -> str:
    """Count back from the text's day: what is `in its twelfth day` began eleven days before, "" where none says."""
    is_known = anchor[0] and anchor[0][:7] == anchor[1][:7] and case.status in ("", "occurred", "ongoing")
    run = _run_of(text, case) if is_known else None
    if not run:
        return ""
    is_over = case.lasts and _over().search(text, *_line(text, run))
    return f"{_back(anchor, run)}/{anchor[1] if is_over else '..'}"


@cache
def _over() -> re.Pattern:
    """Match what ends a strike, no more than what is done in it: "ending violence in the 10-day-old strike"."""
    ended = rf"(?<!\bhas\s)(?<!\bhave\s)\b{prefix_tree(terms('telling_words', kind='end'))}\b|\bhas\s+ended\b"
    return re.compile(rf"(?:{ended})(?!\s+(?:[\w-]+\s+){{1,3}}(?:in|of|during|at)\s)")


def _run_of(text: str, case: Case) -> Run | None:
    """Find how far an event has come in its own clauses, of a strike in any sentence that tells it without a year."""
    lasts = case.lasts
    own = [t.sentence if lasts else t[:2] for t in case.tellings if not t.when.value]
    if not lasts:  # talks in the third week of a strike are not in their own
        own = [edges for edges in own if not _strike().search(text, *edges)]
    found = next(filter(None, (_running().search(text, *edges) for edges in own)), None)
    if found:
        return _read(found)
    is_its = case.type in ("strike", "lockout") and case.status in ("", "occurred", "ongoing")
    return _run_in(text[:_LEAD]) if is_its else None


@cache
def _strike() -> re.Pattern:
    return re.compile(rf"\b{strike_words()}\b")


@lru_cache(maxsize=4)
def _run_in(lead: str) -> Run | None:
    for run in map(_read, _running().finditer(lead)):
        line = _line(lead, run)
        if _strike().search(lead, *line) and not _YEAR.search(lead, *line):
            return run
    return None


def _line(text: str, run: Run) -> tuple[int, int]:
    """Give the edges of the sentence that something stands in."""
    return text.rfind(". ", 0, run.start) + 1, run.end + 60


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


@cache
def _length() -> re.Pattern:
    words = prefix_tree(set(values("number")) - {"a", "an", "first"})
    return re.compile(
        r"(?<!in\s)(?<!than\s)(?<!least\s)(?<!over\s)(?<!past\s)(?<!last\s)(?<!every\s)(?<!since\sa\s)"
        rf"\b(?P<count>{words}|\d{{1,3}})[-\s]+(?:full\s+)?(?P<unit>hour|day|week|month)s?(?:[-\s]long)?\b"
        r"(?![-\s]+(?:ago|away|from\s+(?:now|today)|earlier|later|before|notice|cooling|extension|old|until)\b)"
        r"|(?<![\w-])(?<!\d\s)(?P<whole>day|week|month)-?(?:long|old)\b"
        r"|\bfor\s+(?:the\s+(?:day|morning|afternoon|evening|night|shift)|an?\s+(?:half\s+)?(?:hour|shift|day))\b",
        re.IGNORECASE,
    )


def length_of(clause: str) -> Length | None:
    """Read how long a clause says that something lasts.

    >>> length_of("will stop work for 72 hours from Thursday"), length_of("a one-day strike")
    (Length(count=3, unit='day'), Length(count=1, unit='day'))
    """
    found = _length().search(clause)
    if not found or (clause.startswith(" after", found.end()) and not clause.endswith("for ", 0, found.start())):
        return None  # "struck two weeks after" tells a distance
    unit = (found["unit"] or found["whole"] or "day").lower()
    count = number(found["count"]) if found["count"] else 1
    if not count:
        return None
    if unit == "hour":
        return Length(-(-count // 24), "day")
    return Length(count * 7, "day") if unit == "week" else Length(count, unit)


def is_recent(begins: str, anchor: Anchor) -> bool:
    """Tell whether a date lies within two months before the text's day or three after it."""
    if not anchor[1]:
        return False
    return -60 <= days_between(edtf_bounds(begins).last, anchor[1]) <= 90
