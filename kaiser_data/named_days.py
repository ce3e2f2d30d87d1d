"""The days that a mention's words name by the calendar, and whether the words tell a beginning or an end.

"November 4-7, 2023" names two days, "Jan. 26" a day of some year; "Tuesday" and "last week" name none without their
text, and are left to the extractors. Which words begin and end a thing is the lexicon's (`triggers.csv`).
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.grammar.words import forms_of
from kaiser_data.lexicon import alternation, read_lexicon

_MORNING = re.compile(r"\b\d{1,2}(?::\d\d)?\s*a\.?m\b", re.IGNORECASE)


class Named(NamedTuple):
    """A date as far as the words name it; 0 where they do not."""

    year: int = 0
    month: int = 0
    day: int = 0


@cache
def read_named(words: str) -> tuple[Named, ...]:
    """Read the day or the first and last day that words name; nothing where they name no month and no year.

    >>> read_named("November 4-7, 2023")
    (Named(year=2023, month=11, day=4), Named(year=2023, month=11, day=7))
    >>> read_named("Jan. 26"), read_named("last week"), read_named("2021")
    ((Named(year=0, month=1, day=26),), (), (Named(year=2021, month=0, day=0),))
    """
    year = int(found[0]) if (found := re.search(r"\b(?:1[5-9]|20)\d\d\b", words)) else 0
    names = _months().search(words)
    if not names:
        return (Named(year),) if year else ()
    month = _numbers()[names["month"]]
    after, before = names["first"], names["before"]
    first, last = (int(after), names["last"]) if after else (int(before or 0), "")
    days = (Named(year, month, first), Named(year, month, int(last))) if last else (Named(year, month, first),)
    return days


def are_apart(one: Named, other: Named) -> bool:
    """Tell whether two dates differ in what both of them name.

    >>> are_apart(Named(2022, 10), Named(0, 10, 15)), are_apart(Named(0, 7, 18), Named(2024, 7, 19))
    (False, True)
    """
    return any(mine and theirs and mine != theirs for mine, theirs in zip(one, other, strict=True))


def says(sense: str, words: str) -> bool:
    """Tell whether words begin or end a thing: hold a trigger whose `sense` is that.

    >>> says("begin", "workers walked off the job Jan. 26"), says("end", "workers would return to hospitals")
    (True, True)
    """
    return bool(_triggers(sense).search(words))


def tells_morning_return(words: str, date_text: str) -> bool:
    """Tell whether a mention ends its strike in the morning of a day, which is then a day of work.

    >>> tells_morning_return("workers would return to hospitals at 7 a.m. Tuesday", "Tuesday")
    True
    """
    at = max(0, words.find(date_text)) if date_text else 0
    # The hour belongs to the date, or stands right before it.
    return says("end", words) and bool(date_text and _MORNING.search(words[max(0, at - 12) : at] + date_text))


@cache
def _triggers(sense: str) -> re.Pattern:
    lines = (line for line in read_lexicon("triggers") if line["sense"] == sense)
    forms = {form for line in lines for form in forms_of(line["term"], line["form"])}
    return re.compile(rf"\b(?:{alternation(forms)})\b", re.IGNORECASE)


@cache
def _months() -> re.Pattern:
    month = alternation(_numbers())
    return re.compile(
        rf"(?:\b(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<month>{month})(?![a-z])"
        r"(?:\s+(?P<first>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:\s*(?:-|–|to|and)\s*(?P<last>\d{1,2})(?!\d))?)?"
    )


@cache
def _numbers() -> dict[str, int]:
    return {line["term"]: int(line["value"]) for line in read_lexicon("date_words") if line["kind"] == "month"}
