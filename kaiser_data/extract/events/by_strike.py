"""Dates of what lies beside a strike: its pickets, and what took place during it.

Pickets and sympathy strikes last as their strike does; a rally or an arrest lies within it; "on the first day of the
strike", "two days before it was set to begin" count from there.
"""

import re
from typing import NamedTuple

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.date_words import number
from kaiser_data.extract.dates.values import shift, within
from kaiser_data.extract.events.cases import Anchor, Case, Telling
from kaiser_data.extract.events.strike_run import STRIKE_WORDS, Length, is_recent, length_of
from kaiser_data.lexicon import Pattern

_MEANWHILE = Pattern(
    rf"\b(?:during|throughout|amid(?:st)?)\s+(?:the|their|its|this)\s+(?:[\w-]+\s+)?{STRIKE_WORDS}\b", re.I
)
_BESIDE = frozenset({"rally", "arrest", "violence"})


class Scope(NamedTuple):
    """What dates the events of a text that have no date of their own: its day, its strikes, the clauses with dates."""

    text: str
    anchor: Anchor
    strikes: list[Case]
    lockouts: list[Case]
    dated: list[Telling]


# "on the first day of the strike", "days before it was set to begin"
_STRIKE = rf"(?:\w+\s+)?{STRIKE_WORDS}"
_BESIDE_STRIKE = Pattern(
    rf"\b(?:first|opening)\s+day\s+of\s+(?:the\s+|their\s+)?{_STRIKE}\b"
    rf"|(?:\b(?P<count>[\w-]+)\s+)?\b(?P<before>days|weeks|just|shortly|right)\s+before\s+"
    rf"(?:it|they|workers|the\s+{_STRIKE})\b[^.;:]{{0,40}}?\b(?:beg[aiu]n|start|walk)",
    re.IGNORECASE,
)


def by_strike(scope: Scope, case: Case) -> str:
    """Date by the beginning of the strike what was on its first day, or so many days or in the two weeks before."""
    by_day = [strike for strike in scope.strikes if len(strike.date.partition("/")[0]) == 10]
    strike = None if case.lasts else _strike_near(by_day, case)
    if not strike:
        return ""
    begins = edtf_bounds(strike.date).first
    return next(filter(None, (_counted_from(begins, scope.text, case, telling) for telling in case.tellings)), "")


def _counted_from(begins: str, text: str, case: Case, telling: Telling) -> str:
    """Date what a clause places by the first day of a strike."""
    found = _BESIDE_STRIKE.search(text, *telling.sentence)
    if not found or not found["before"]:
        return begins if found and not telling.when.value else ""
    if min(abs(found.start() - edge) for edge in telling[:2]) >= 40:
        return ""
    if days := number(found["count"] or ""):
        return shift(begins, -days * (7 if found["before"].lower() == "weeks" else 1))
    first = edtf_bounds(case.date).first if case.date else shift(begins, -13)
    return within(first, max(first, shift(begins, -1)))


def of_pickets(text: str, case: Case, cases: list[Case], anchor: Anchor) -> str:
    """The first pickets told after a strike date it, where it has no day of its own."""
    at = case.tellings[0].start
    pickets = (
        o.date for o in cases if o.type == "picket" and len(o.date) == 10 and 0 < o.tellings[0].start - at < 1000
    )
    first = min(pickets, default="") if case.type == "strike" else ""
    lengths = (length_of(text[t.start : t.end]) for t in case.tellings)
    if first and Length(1, "day") in lengths:
        return first
    return f"{first}/.." if first and case.status == "ongoing" and is_recent(first, anchor) else ""


def with_strike(scope: Scope, case: Case) -> str:
    """Pickets and sympathy strikes last as the strike told right before them does."""
    strike = _strike_near(scope.strikes, case) if case.type in ("picket", "sympathy_strike") else None
    if not strike:
        return ""
    is_past = case.type == "picket" and not edtf_bounds(strike.date).last and case.status != "ongoing"
    return edtf_bounds(strike.date).first if is_past else strike.date


def within_strike(scope: Scope, case: Case) -> str:
    """Rallies, arrests and what took place "during the strike" lie within the strike or lockout told before them."""
    meanwhile = any(_MEANWHILE.search(scope.text, t.start, t.end + 40) for t in case.tellings)
    is_past = case.status in ("occurred", "ongoing", "") and (meanwhile or case.type in _BESIDE)
    real = [strike for strike in scope.strikes + scope.lockouts if strike.status in ("occurred", "ongoing", "")]
    strike = _strike_near(real, case) if is_past else None
    if not strike:
        return ""
    first, last = edtf_bounds(strike.date)
    last = min(last or scope.anchor[1], scope.anchor[1])
    return within(first, last) if first <= last else ""


def _strike_near(strikes: list[Case], case: Case) -> Case | None:
    """Give the strike with a first day that is told last before an event, among several a near one."""
    at = case.tellings[0].start
    told = [((at - telling.start) % 10**9, strike) for strike in strikes for telling in strike.tellings]
    away, strike = min(told, key=lambda pair: pair[0], default=(0, None))
    is_far = away >= 600 and len(strikes) > 1
    return strike if strike and not is_far and edtf_bounds(strike.date).first else None
