"""How a strike runs: whether it is over, under way or ahead, how far it has come, and how long it lasts in all.

A strike is over where the headline ends it, or a clause does and none tells it as still on. What is called off is
over, too, if the text tells it as begun, and never took place if not. Where no clause says, the date decides.

What is `in its twelfth day` or `14-day-old` began so many days before the text's own; weeks and months tell no day but
about one, or a month. `a 25-day strike in 1975` and `for 72 hours` tell a `Length`, which `strike_length` counts from a
beginning or an end.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kaiser_data.extract.dates.date_words import number, values
from kaiser_data.extract.dates.values import days_between, move, value_of
from kaiser_data.extract.events.cases import Anchor, Case, Telling, word_of
from kaiser_data.extract.events.event_nouns import nouns_of
from kaiser_data.extract.events.status_words import is_asked_for, is_done
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms

# The nouns of strikes, lockouts and disputes.
STRIKE_WORDS = prefix_tree({*nouns_of("strike"), *terms("telling_words", kind="dispute")})
# A text tells in its first lines that its dispute has ended.
_OPENING = 500
RETURNED = re.compile(r"\b(?:return|back\b|resum|report)")


def stays_on(case: Case) -> bool:
    """Tell whether a clause has a strike still on that none ends after it: "on strike since May, voted to end it"."""
    ends = {telling.sentence: telling.start for telling in case.tellings if telling.sense == "end"}
    on = (t for t in case.tellings if t.sense == "continue" and t.status == "ongoing")
    return any(telling.start > ends.get(telling.sentence, -1) for telling in on)


def is_over(text: str, case: Case) -> bool:
    """Tell whether clauses end a strike, and none tells it as still on; some may go back while others stay out."""
    ends = [telling for telling in case.tellings if _ends(text, telling)]
    if stays_on(case) or case.status not in ("occurred", ""):
        return any(t.label == "headline" for t in ends)
    return bool(ends) or (case.type in ("strike", "lockout") and bool(_CLOSES.search(text, 0, _OPENING)))


# "the walkout that began in May has ended", "ending a six-week dispute", not "ended violence in it"
_ENDED = any_of("telling_words", kind="end")
_OTHERS = prefix_tree(
    noun for name in ("talks", "agreement", "contract", "vote") for noun in nouns_of(name) if noun.isalpha()
)
_VERB = r"(?:end(?:s|ed|ing)|settl(?:es|ed|ing))"
_CLOSES = Pattern(
    rf"\b{STRIKE_WORDS}(?:\s+(?!(?:not|signs?|{_OTHERS})\b)[\w’'-]+){{0,6}}?\s+(?!lasted){_ENDED}\b(?!\s+(?:its|their|an?)\s)"
    rf"|(?<!\bof\s)(?<!\bat\s)\b{_VERB}\s+(?:(?!(?:in|of|during|at|over|{_OTHERS})\b)[\w’'-]+\s+){{0,6}}?{STRIKE_WORDS}\b",
    re.IGNORECASE,
)


def ends_now(telling: Telling) -> bool:
    """Tell whether a clause ends a strike in the text's own present: "Lockout ends", "the lockout is over"."""
    return telling.sense == "end" and (telling.label == "headline" or bool(word_of("now").match(telling.trigger.word)))


def _ends(text: str, telling: Telling) -> bool:
    """Tell whether a clause tells the end of a strike as done, and not as asked for."""
    if telling.sense != "end" or returns(text, telling):
        return False
    is_told = telling.status in ("", "occurred", "called_off") and not is_asked_for(text, telling)
    return is_done(text, telling) or (is_told and ends_now(telling))


def returns(text: str, telling: Telling) -> bool:
    """Tell whether a clause ends a strike by a return to work."""
    return telling.sense == "end" and bool(RETURNED.search(text, *telling.trigger[:2]))


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


def _running() -> str:
    count = rf"(?:{prefix_tree(set(values('number')) - {'first'})}|\d{{1,3}})"
    unit, strike = r"(?:day|week|month|year)", rf"(?:[\w’'-]+\s+){{0,2}}{STRIKE_WORDS}\b"
    reaches = rf"(?:in|into|on|for|{any_of('telling_words', kind='reaches')})"
    about, the = prefix_tree(terms("approximators", side="before")), r"(?:the|an?|its|their)\s+"
    has_run = (
        rf"(?:ha[sd]|have)\s+(?:\w+ly\s+)?(?:been|lasted|gone|run|dragged)\b[^.;]{{0,60}}?\s(?:for|after)"
        r"|(?<!\bgo\s)(?<!\bwas\s)(?<!\bwere\s)(?<!ing\s)(?<!went\s)(?<!gone\s)(?<!be\s)on\s+strike\s+for"
        rf"|{any_of('telling_words', kind='runs')}(?:\s+(?:for|beyond|past|into))?"
    )
    return (
        rf"\bday\s+(?P<day>{count})\s+of\s+{the}{strike}"
        # "in its twelfth day", "the second day of the strike"
        rf"|\b(?P<in>{reaches}\s+(?:{the})?)?(?P<nth>{prefix_tree(values('ordinal'))}|\d{{1,3}}(?:st|nd|rd|th))\s+"
        rf"(?P<unit_in>{unit})s?\b(?(in)|(?=\s+(?:of\s+{the}{strike}|on\s+strike\b)))"
        # "a six-month-old strike", "has lasted for about two weeks", "two months into the strike"
        rf"|\b(?P<for>(?:{has_run})\s+(?:the\s+(?:past|last)\s+)?)?(?P<about>{about}\s+)?"
        rf"(?P<count>{count})[-\s]+(?P<unit>{unit})s?\b(?(for)|(?=[-\s]old(?:,|\s+{strike})|\s+(?:(?:of|into)\s+{the}|on\s+){strike}))"
    )


_RUNNING = Pattern(_running, re.IGNORECASE)


def _read(found: re.Match) -> Run:
    """Count the units that are over, two in "its third week" and in "for two weeks"."""
    if found["day"]:
        return Run(*found.span(), (number(found["day"]) or 1) - 1, "day", False)
    if nth := found["nth"]:
        over = int(values("ordinal").get(nth.lower()) or re.sub(r"\D", "", nth)) - 1
        return Run(*found.span(), over, found["unit_in"].lower(), False)
    return Run(*found.span(), number(found["count"]) or 0, found["unit"].lower(), bool(found["about"]))


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
        if found := _RUNNING.search(text, *edges):
            return _read(found), (day, day) if day else anchor
        if telling.sense == "run" and (length := length_of(text[telling.start : telling.trigger.last])):
            return Run(telling.start, telling.end, length.count, length.unit, True), anchor
    run = _run_in(text[:_LEAD]) if case.type in ("strike", "lockout") else None
    return (run, anchor) if run else None


@lru_cache(maxsize=4)
def _run_in(lead: str) -> Run | None:
    for run in map(_read, _RUNNING.finditer(lead)):
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
    r"(?<!in\s)(?<!than\s)(?<!least\s)(?<!over\s)(?<!past\s)(?<!the\slast\s)(?<!every\s)(?<!since\sa\s)(?<!break\sof\s)"
    rf"\b(?P<count>{_COUNT}|\d{{1,3}})[-\s]+(?:full\s+)?(?P<unit>hour|day|week|month)s?(?:[-\s]long)?\b"
    r"(?![-\s]+(?:ago|away|from\s+(?:now|today|an?|the)|earlier|later|before|notice|cooling|extension|old|until|week|working"
    r"|without\s+an?|an?\s+(?:day|shift|week|month)|per|each)\b)"
    r"|(?<![\w-])(?<!\d\s)(?P<whole>day|week|month)-?(?:long|old)\b|(?<!been\s)\bfor\s+an?\s+(?P<for>week|month)\b"
    r"|(?<!over\sa\s)(?<!after\sa\s)\b(?:token|warning)\s+(?:strike|stoppage|walkout)\b|\b(?:an?|one)\s+(?:hour|day|shift)['’]s\b"
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
    unit = (found["unit"] or found["whole"] or found["for"] or "day").lower()
    count = number(found["count"]) if found["count"] else 1
    if not count:
        return None
    if unit == "hour":
        return Length(-(-count // 24), "day")
    return Length(count * 7, "day") if unit == "week" else Length(count, unit)
