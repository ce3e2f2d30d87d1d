"""The date of each event of a text: its own, one counted from the strike, that of its passage, or the text's.

"filed a lawsuit in January days before it was set to begin" lies between 1 January and the day before the strike.
"The unions called off the strike" after "In 2021, …" is of 2021. An arrest told without a date lies on or before the
text's own day; a plan not before it. What none of these places has no date, and is no event.
"""

import re
from datetime import date, timedelta

from spacy.tokens import Doc

from kaiser_data.extract.dates import values as spans
from kaiser_data.extract.dates.date_words import number
from kaiser_data.extract.dates.values import bounds_of
from kaiser_data.extract.document import text_of
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.event_kinds import LASTING
from kaiser_data.extract.events.grouping import passage_date
from kaiser_data.extract.events.mentions import Telling
from kaiser_data.extract.events.strike_length import length_of, strike_date, vagueness
from kaiser_data.lexicon import terms

_COUNTED = re.compile(
    r"(?P<unit>hours?|days?|weeks?|months?|just|shortly|right)\s+(?P<relation>before|after|into)\s+"
    r"(?:it|they|the\s+(?:\w+\s+)?(?:strike|walkout|stoppage)|workers|members|nurses|strikers)\b"
    r"[^.;:]{0,40}?\b(?:began|begin|begins|start|started|starts|walk|walked|commence|commenced|due)\b"
)
_HOW_MANY = re.compile(r"[\w-]+\s+\Z")
_ONCE_A_DAY = frozenset({"strike", "strike_vote", "picket", "contract_expiration", "strike_notice", "ratification"})
_PLANS = re.compile(
    r"\b(?:will|would|set|going to|announced?|scheduled|due|(?:is|are) to|plan(?:s|ned|ning)?"
    r"|expect(?:s|ed)|vow(?:s|ed)?|intends?)\b"
)
_MAY = frozenset({"may", "might", "could"})
_UNITS = {"day": 1, "week": 7, "month": 30}


def date_cases(doc: Doc, cases: list[Case], anchor: tuple[str, str]) -> list[Case]:
    """Date the events of a text; those that nothing places are left out."""
    text = text_of(doc)
    for case in cases:
        case.date = _own_date(text, case, cases, anchor)
    if any(case.type == "strike" and len(case.date) >= 10 for case in cases):
        for case in cases:
            if case.type not in LASTING:
                case.date = _counted(text, case, cases) or case.date
    _settle_one_day_strikes(text, cases)
    strikes = [case for case in cases if case.type == "strike" and len(case.date) >= 10]
    dated = sorted((t for case in cases for t in case.tellings if t.when.value), key=lambda telling: telling.start)
    for case in cases:
        if not case.date:
            case.date = _of_strike(case, strikes) or _of_passage(text, case, dated, anchor)
        if not case.date:
            case.date = _before_strike(case, strikes, anchor)
    for case in cases:
        if not case.date and any(_is_told(text, telling) for telling in case.tellings):
            case.date = _by_the_text(case, anchor)
    return _join_same_day([case for case in cases if case.date])


def _join_same_day(cases: list[Case]) -> list[Case]:
    """Two strikes, votes or pickets of one day in one text are one, told twice."""
    kept: list[Case] = []
    for case in cases:
        same = (o for o in kept if (o.type, o.date) == (case.type, case.date) and o.status == case.status)
        home = next(same, None) if case.type in _ONCE_A_DAY and len(case.date) == 10 else None
        if home:
            home.tellings = sorted([*home.tellings, *case.tellings], key=lambda telling: telling.start)
            home.told_dates += case.told_dates
        else:
            kept.append(case)
    return kept


def _own_date(text: str, case: Case, cases: list[Case], anchor: tuple[str, str]) -> str:
    if case.type in LASTING:
        try:
            return strike_date(text, case, anchor)
        except (OverflowError, ValueError):  # it begins or ends beyond the calendar
            return ""
    found = case.told_dates
    if not found:
        return ""
    when = min(found, key=lambda when: vagueness(when.value))
    if when.kind == "since" and case.type == "other" and len(when.value) == 10:
        return f"{when.value}/.."
    if when.kind in ("week", "interval") and "/" in when.value and len(when.value) == 21:
        return _within_week(case, when, anchor)
    return when.value


def _within_week(case: Case, when, anchor: tuple[str, str]) -> str:
    """A vote that runs through the week lasts it, an act of that week lies on some day of it, if past by now."""
    running = any(t.sentence and t.trigger.rule.split(":")[1].split()[0].endswith("ing") for t in case.tellings)
    if when.kind == "interval" or (running and case.type == "strike_vote"):
        return when.value
    first, last = when.value.split("/")
    if case.status == "occurred" and anchor[0] and first <= anchor[0] <= last:
        last = anchor[1]
    return spans.within(first, last)


def _counted(text: str, case: Case, cases: list[Case]) -> str:
    """Count from the strike: `fifteen days before it began`, `days before it was set to begin`."""
    for telling in case.tellings:
        start, end = telling.sentence
        found = _COUNTED.search(text, start, end)
        if not found:
            continue
        count = _HOW_MANY.search(text, max(telling.sentence[0], found.start() - 40), found.start())
        start = count.start() if count else found.start()
        if abs(start - telling.end) > 40 and abs(start - telling.start) > 40:
            continue
        if begins := _begin_of_strike(case, cases, telling):
            how_many = number(count[0].strip()) if count else None
            return _count(found, how_many, date.fromisoformat(begins), case.date)
    return ""


def _begin_of_strike(case: Case, cases: list[Case], telling: Telling) -> str:
    days = [
        (other.tellings[0].start <= telling.start, len(other.tellings), bounds_of(other.date).first)
        for other in cases
        if other is not case and other.type == "strike" and other.date and len(other.date) >= 10
    ]
    return max((d for d in days if d[2]), default=("", "", ""))[2]


def _count(found: re.Match, count: int | None, begins: date, own: str) -> str:
    unit = found["unit"].rstrip("s")
    sign = -1 if found["relation"] == "before" else 1
    if count and unit in _UNITS:
        return spans.day(begins + timedelta(days=sign * count * _UNITS[unit]))
    if sign > 0 or unit == "hour":
        return own
    last = begins - timedelta(days=1)
    first = bounds_of(own).first if own else spans.day(begins - timedelta(days=_UNITS.get(unit, 1) * 13))
    return spans.within(first, spans.day(last)) if first and first <= spans.day(last) else own


def _settle_one_day_strikes(text: str, cases: list[Case]) -> None:
    """The pickets of a one-day strike date it, where it has no day of its own."""
    pickets = [case for case in cases if case.type == "picket" and len(case.date) == 10]
    for case in cases:
        if case.type != "strike" or case.date:
            continue
        start = case.tellings[0].start
        near = (other for other in pickets if 0 < other.tellings[0].start - start < 1000)
        first = next(near, None)
        if first and any((length_of(text[t.start : t.end]) or (0,))[0] == 1 for t in case.tellings):
            case.date = first.date


def _of_strike(case: Case, strikes: list[Case]) -> str:
    """Pickets and sympathy strikes told beside a strike begin with it."""
    if case.type not in ("picket", "sympathy_strike"):
        return ""
    at = case.tellings[0].start
    near = [strike for strike in strikes if any(0 <= at - telling.start < 600 for telling in strike.tellings)]
    if not near:
        return ""
    begin, still = bounds_of(near[-1].date).first, near[-1].date.endswith("/..")
    return f"{begin}/.." if still and case.status == "ongoing" else begin


def _before_strike(case: Case, strikes: list[Case], anchor: tuple[str, str]) -> str:
    """The vote for a strike under way, and the notice of it, lie no later than its first day."""
    if case.type not in ("strike_vote", "strike_notice") or case.status != "occurred" or not anchor[0]:
        return ""
    if any(telling.said_on for telling in case.tellings):
        return ""
    running = [strike for strike in strikes if strike.date.endswith("/..") and strike.date[:10] <= anchor[0]]
    return spans.within("", running[0].date[:10]) if len(running) == 1 else ""


def _of_passage(text: str, case: Case, dated: list[Telling], anchor: tuple[str, str]) -> str:
    """Take the date told just before in the paragraph: the day in one sentence, else its month, if long past."""
    told = next((telling for telling in case.tellings if telling.label != "headline"), None)
    if not told:
        return ""
    when = passage_date(text, told, dated, case)
    if not when:
        return ""
    if when.start >= told.sentence[0] and when.kind != "part":
        return when.value
    bounds = bounds_of(when.value)
    old = bool(bounds.last and anchor[0]) and bounds.last < spans.day(
        date.fromisoformat(anchor[0]) - timedelta(days=30)
    )
    if not old or "[.." in when.value:
        return ""
    if len(when.value) < 10:
        return when.value
    return bounds.first[:7] if bounds.first[:7] == bounds.last[:7] else ""


def _is_told(text: str, telling: Telling) -> bool:
    """A bare or present form without a date tells nothing that happened ("until members ratify it")."""
    words = text[telling.trigger.start : telling.trigger.end].lower().split()
    if ", " in telling.trigger.rule or (telling.trigger.status == "threatened" and words[0] not in _MAY):
        return True  # a noun whose own phrase adds something, a threat in so many words
    if telling.label == "headline":
        return telling.type not in ("strike", "bargaining") or telling.sense == "halt"
    if telling.status == "planned":
        return bool(_PLANS.search(text, telling.start, telling.trigger.end))
    told = terms("telling_words", kind="told")
    return any(word in told or word.endswith(("ed", "ing")) for word in words) or words[-1] in ("of", "by")


def _by_the_text(case: Case, anchor: tuple[str, str]) -> str:
    if case.status in ("planned", "threatened"):
        return spans.within(anchor[0], "") if anchor[0] else ""
    last = anchor[1]
    for telling in case.tellings:
        if telling.said_on and len(telling.said_on) == 10 and telling.said_on < last:
            last = telling.said_on
    return spans.within("", last) if last else ""
