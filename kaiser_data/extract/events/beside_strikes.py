"""What a text places by its strike: pickets and a sympathy strike beside it, rallies and arrests within it.

"on the first day of the strike" and "two days before it was set to begin" count from its first day; "during the
strike" lies within it.
"""

import re
from typing import NamedTuple

from kaiser_data.edtf import edtf_bounds, is_day
from kaiser_data.extract.dates.values import shift, within
from kaiser_data.extract.events.around_dates import verbs_told
from kaiser_data.extract.events.cases import Anchor, Case, Telling, is_recent
from kaiser_data.extract.events.strike_run import STRIKE_WORDS, length_of
from kaiser_data.lexicon import Pattern, any_of

# What has taken place or goes on; a bare noun leaves that to its date.
PAST = ("occurred", "ongoing", "")


class Scope(NamedTuple):
    """What dates the events of a text that have no date of their own: its day, its strikes, the clauses with dates."""

    text: str
    anchor: Anchor
    strikes: list[Case]
    lockouts: list[Case]
    dated: list[Telling]


_MEANWHILE = Pattern(
    rf"\b(?:during|throughout|amid(?:st)?)\s+(?:the|their|its|this)\s+(?:[\w-]+\s+)?{STRIKE_WORDS}\b", re.I
)
_STAFFED = Pattern(lambda: rf"\b{verbs_told('staffs')}\b")  # "have set up pickets", "maintained a picket line"
_BESIDE = frozenset({"rally", "arrest", "violence"})
_STRIKE = rf"(?:\w+\s+)?{STRIKE_WORDS}"
# "on the first day of the strike", "days before it was set to begin"
_BESIDE_STRIKE = Pattern(
    rf"\b(?:first|opening)\s+day\s+of\s+(?:the\s+|their\s+)?{_STRIKE}\b"
    rf"|(?:\b[\w-]+\s+)?\b(?P<before>days|weeks|just|shortly|right)\s+before\s+"
    rf"(?:it|they|workers|the\s+{_STRIKE})\b[^.;:]{{0,40}}?\b(?:beg[aiu]n|start|walk)",
    re.IGNORECASE,
)


def by_strike(scope: Scope, case: Case) -> str:
    """Date by the beginning of the strike what was on its first day, or so many days or in the two weeks before."""
    by_day = [strike for strike in scope.strikes if is_day(strike.date.partition("/")[0])]
    strike = None if case.lasts else _strike_near(by_day, case)
    begins = edtf_bounds(strike.date).first if strike else ""
    dates = (begins and _counted_from(begins, scope.text, case, telling) for telling in case.tellings)
    return next(filter(None, dates), "")


def _counted_from(begins: str, text: str, case: Case, telling: Telling) -> str:
    """Date what a clause places by the first day of a strike."""
    found = _BESIDE_STRIKE.search(text, *telling.sentence)
    if not found or not found["before"]:
        return begins if found else ""
    if min(abs(found.start() - edge) for edge in telling[:2]) >= 40:
        return ""
    first = edtf_bounds(case.date).first if case.date else shift(begins, -13)
    return within(first, max(first, shift(begins, -1)))


def of_pickets(text: str, case: Case, cases: list[Case], anchor: Anchor) -> str:
    """The first pickets told after a strike date it, where it has no day of its own."""
    at = case.tellings[0].start
    pickets = (one for one in cases if one.type == "picket" and 0 < one.tellings[0].start - at < 1000)
    first = min((one.date for one in pickets if is_day(one.date)), default="") if case.type == "strike" else ""
    if first and (1, "day") in (length_of(text[t.start : t.end]) for t in case.tellings):
        return first
    return f"{first}/.." if first and case.status == "ongoing" and is_recent(first, anchor) else ""


def with_strike(scope: Scope, case: Case) -> str:
    """Pickets and sympathy strikes last as the strike told right before them does."""
    is_picket, strikes = case.type == "picket", scope.strikes
    strike = _strike_near(strikes, case) if is_picket or case.type == "sympathy_strike" else None
    stay = is_picket and any(_STAFFED.search(scope.text, t.trigger.first, t.trigger.last) for t in case.tellings)
    if not strike:
        return ""
    is_past = is_picket and not stay and not edtf_bounds(strike.date).last and case.status == "occurred"
    return edtf_bounds(strike.date).first if is_past else strike.date


# "strikers rejected the offer", "Local 5, on strike since May, …", "cancelled because of the strike"
_BY_STRIKERS = Pattern(
    rf"\b(?:strikers|striking|on\s+strike|{STRIKE_WORDS}\s+{any_of('telling_words', kind='unlawful')})\b"
    rf"|\b(?:due\s+to|because\s+of|caused|prompted|forced)\b[^.;]{{0,20}}\b{STRIKE_WORDS}\b|\b{STRIKE_WORDS}\s+(?:has\s+|had\s+)?(?:caused|prompted|forced|led)\b|\bto\s+(?:end|settle)\s+(?:[\w’'-]+\s+){{1,3}}?{STRIKE_WORDS}\b",
    re.IGNORECASE,
)


def within_strike(scope: Scope, case: Case) -> str:
    """Rallies, arrests and what took place "during the strike" lie within the strike or lockout told before them."""
    real = [strike for strike in scope.strikes + scope.lockouts if strike.status in PAST]
    strike = _strike_near(real, case) if _is_of_strike(scope.text, case) else None
    if not strike:
        return _before_strike(scope, case)
    first, last = edtf_bounds(strike.date).first, min(edtf_bounds(strike.date).last or "9", scope.anchor[1])
    return within(first, last) if first <= last else ""


def _is_of_strike(text: str, case: Case) -> bool:
    """Tell whether an event took place beside a strike, during it, because of it or through those on it."""
    clauses = [telling[:2] for telling in case.tellings if telling.sense != "continue"]
    meanwhile = case.type in _BESIDE or any(_MEANWHILE.search(text, at, end + 40) for at, end in clauses)
    by_strikers = case.status != "ongoing" and any(_BY_STRIKERS.search(text, *clause) for clause in clauses)
    of_strike = (*PAST, "refused") if by_strikers else PAST if meanwhile else ()
    return not case.lasts and case.status in of_strike


# "They have also voted to strike", "The strike came after failed talks"
_OF_OTHERS = re.compile(r"\b(?:other|another|also|continue|elsewhere)\b", re.IGNORECASE)
_CAUSED = Pattern(
    rf"\b{STRIKE_WORDS}\b[^.;,]{{0,40}}\b(?:after|follow(?:s|ed|ing)|result\s+of)\s+(?:[\w’'-]+\s+){{0,2}}\Z"
)


def _before_strike(scope: Scope, case: Case) -> str:
    """A vote for a strike is no later than its first day, nor is what it follows: "a result of failed talks"."""
    begun = [edtf_bounds(strike.date).first for strike in scope.strikes if strike.status in PAST]
    of_others = any(_OF_OTHERS.search(scope.text, *telling[:2]) for telling in case.tellings)
    led_to = any(_CAUSED.search(scope.text, t.sentence[0], t.trigger.first) for t in case.tellings)
    is_before = led_to or (case.type in ("strike_vote", "strike_notice") and not of_others)
    is_told = is_before and case.status in ("occurred", "") and not case.lasts
    return within("", begun[0]) if is_told and len(begun) == 1 else ""


def _strike_near(strikes: list[Case], case: Case) -> Case | None:
    """Give the strike told last and near before an event, else the only one told before it."""
    at = case.tellings[-1].start
    told = ((at - telling.start, number) for number, one in enumerate(strikes) for telling in one.tellings)
    near = [pair for pair in told if pair[0] >= 0 and (pair[0] < 600 or len(strikes) == 1)]
    return strikes[min(near)[1]] if near else None
