"""The date of each event of a text: its own, its strike's, that of its passage, or the text's.

"The unions called off the strike" after "In 2021, …" is of 2021. An arrest told without a date lies on or before the
text's own day; a plan not before it. What none of these places has no date, and is no event. What a strike
places is for `beside_strikes`.
"""

import re

from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.values import shift, some_day, within
from kaiser_data.extract.document import text_of
from kaiser_data.extract.events.beside_strikes import PAST, Scope, by_strike, of_pickets, with_strike, within_strike
from kaiser_data.extract.events.cases import NO_DATE, Anchor, Case, Telling, When, before_it, passage_date
from kaiser_data.extract.events.event_nouns import classes
from kaiser_data.extract.events.grouping import is_new
from kaiser_data.extract.events.mention_dates import is_aside
from kaiser_data.extract.events.status import settle_status
from kaiser_data.extract.events.status_words import is_announced
from kaiser_data.extract.events.strike_length import strike_date, vagueness
from kaiser_data.extract.events.strike_run import running_since
from kaiser_data.lexicon import Pattern


def date_cases(doc: Doc, cases: list[Case], anchor: Anchor) -> list[Case]:
    """Date the events of a text and say what became of them; those that nothing places are left out."""
    text = text_of(doc)
    for case in cases:
        case.date = _own_date(text, case, anchor)
    for case in cases:
        case.date = case.date or of_pickets(text, case, cases, anchor)
    scope = _read_scope(text, cases, anchor)
    for case in cases:
        case.date = by_strike(scope, case) or case.date
    for step in (with_strike, _of_passage, within_strike, _of_hour, _of_text):
        for case in cases:
            case.date = case.date or step(scope, case)
    dated = _continued(text, [case for case in cases if case.date], anchor[1])
    for case in dated:
        case.outcome = settle_status(text, case, anchor)
        if case.outcome == "occurred" and case.date.endswith("..]"):
            case.date = within(edtf_bounds(case.date).first, anchor[1])
    return dated


def _continued(text: str, cases: list[Case], today: str) -> list[Case]:
    """Take an undated strike that is on for the only one that began: "the long strike … They walked out in May"."""
    strikes = [case for case in cases if case.type == "strike"]
    begun = [case for case in strikes if case.date.endswith("/..") and case.date <= today]
    undated = [case for case in strikes if case.status == "ongoing" and case.date == within("", today)]
    undated = [case for case in undated if len(begun) == 1 and not is_new(text, case.tellings[0])]
    for case in undated:
        begun[0].tellings = sorted([*begun[0].tellings, *case.tellings])
    return [case for case in cases if case not in undated]


def _read_scope(text: str, cases: list[Case], anchor: Anchor) -> Scope:
    """Collect what the events of a text can be dated by: its dated strikes, and all that it dates."""
    of_days = [case for case in cases if len(case.date) >= 10]
    strikes, lockouts = ([case for case in of_days if case.type == kind] for kind in ("strike", "lockout"))
    dated = [telling for case in cases for telling in case.tellings if telling.when.value]
    return Scope(text, anchor, strikes, lockouts, sorted(dated, key=lambda telling: telling.start))


def _own_date(text: str, case: Case, anchor: Anchor) -> str:
    try:
        return strike_date(text, case, anchor) if case.lasts else _day_told(text, case, anchor)
    except (OverflowError, ValueError):  # it begins or ends beyond the calendar
        return ""


def _day_told(text: str, case: Case, anchor: Anchor) -> str:
    found = case.told_dates
    if case.type in ("tentative_agreement", "contract_extension"):
        found = [when for when in found if when.kind != "until"]  # "The deal would run until May 2028"
    if not found:  # talks "in their third week"
        return running_since(text, case, anchor) if case.type in ("bargaining", "picket", "rally") else ""
    when = min(found, key=lambda when: vagueness(when.value))
    if _lasts(case, when) and not set(when.value) & set("/[X"):
        return f"{when.value}/.."  # "An overtime ban has been in place since 3 March"
    fills_week = case.type == "strike_vote" and case.status == "ongoing"  # "are voting this week"
    if when.kind == "interval" or (fills_week and edtf_bounds(when.value).first <= anchor[1]):
        return when.value
    return some_day(when.value, anchor[1], is_past=case.status in ("occurred", "refused", ""))


def _lasts(case: Case, when: When) -> bool:
    """Tell whether a date is the start of what goes on: talks, an overtime ban."""
    began = when.kind in ("since", "from") or any(t.when == when and t.sense == "begin" for t in case.tellings)
    if case.type == "bargaining":
        senses = {t.sense for t in case.tellings if t.when == when}
        begins = case.status == "ongoing" and not senses.isdisjoint(("open", "resume"))
        return begins or (when.kind == "since" and "halt" not in senses)  # "have not met since May 2"
    goes_on = case.type == "picket" and case.status == "ongoing" and when.kind == "day"
    return goes_on or (began and case.type == "other")


def _told_before(scope: Scope, case: Case) -> tuple[Telling, When] | None:
    """Give the first clause of an event without a date, and the date told last before it in the paragraph."""
    told = next((telling for telling in case.tellings if telling.label != "headline"), None)
    dated = [telling for telling in scope.dated if telling.type != "contract_expiration"]
    when = told and case.status != "ongoing" and passage_date(scope.text, told, dated, case)
    if not told or not when:
        return None
    is_ahead = scope.anchor[1] and edtf_bounds(when.value).first > scope.anchor[1]
    return None if is_ahead and case.status not in ("planned", "threatened") else (told, when)


def _of_passage(scope: Scope, case: Case) -> str:
    """Take the date of another deed in the sentence ("walked out and clashed with police"); of one before its month."""
    told, when = _told_before(scope, case) or (None, NO_DATE)
    if not told:
        return ""
    if when.start < told.sentence[0] or when.kind == "part":
        return _long_past(when.value, scope.anchor[0])
    if case.lasts or is_aside(scope.text, when.start, when.end, told.trigger):
        return ""
    # "walked off in July after talks collapsed": the talks no later than July.
    return before_it(scope.text, told.trigger, told.sentence[0], when.value)


def _long_past(value: str, today: str) -> str:
    """Give the month of a date that another sentence tells, if it is more than a month old."""
    first, last = edtf_bounds(value)
    if not last or not today or last >= shift(today, -30) or "[.." in value:
        return ""
    is_month = first[:7] == last[:7]
    return value if len(value) < 10 else first[:7] if is_month else ""


_SOME_DAY = re.compile(r"\b(?:one|some)\s?day\b")


def _is_told(text: str, telling: Telling) -> bool:
    """Without a date, a bare present ("until members ratify it") and a mere thought ("would be") tell nothing.

    The present of a headline tells what has happened: "Nurses walk out".
    """
    trigger = telling.trigger
    if trigger.is_noun or (telling.label == "headline" and telling.end < 200 and not telling.status):
        return True
    if telling.status == "planned":
        return bool(trigger.status) or is_announced(text, telling)
    if telling.status:
        return telling.status != "threatened" or not _SOME_DAY.search(text, telling.start, telling.end)
    words = text[trigger.start : trigger.end].lower().split()
    is_noun = words[0] in classes() or words[-1] in ("of", "by") or trigger.noun[0] != trigger.start
    return (is_noun or words[0].endswith("ing")) and not text.startswith(" would", trigger.last)


_HOUR = Pattern(
    r"\b(?:from|at|around|about|by|until)\s+(?:\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|noon\b|midday\b|midnight\b)",
    re.IGNORECASE,
)


def _of_hour(scope: Scope, case: Case) -> str:
    """What is told with its hour alone, "marched to the gates at 12 p.m.", is of the text's own day."""
    first, last = scope.anchor
    is_past = first == last and case.status in PAST
    is_told = is_past and any(_HOUR.search(scope.text, t.start, t.end) for t in case.tellings)
    return last + "/.." * case.lasts if is_told and last else ""


def _of_text(scope: Scope, case: Case) -> str:
    """What is told as done lies on or before the text's day, what is ahead not before it."""
    if not any(_is_told(scope.text, telling) for telling in case.tellings):
        return ""
    said = [telling.said_on for telling in case.tellings if telling.said_on]
    if case.status in ("planned", "threatened"):
        first = min([scope.anchor[0], *(edtf_bounds(day).first for day in said)]) if scope.anchor[0] else ""
        return within(first, "") if first else ""
    # What "is under way", somebody said on Monday, is so still.
    last = min([scope.anchor[1], *(day for day in said if len(day) == 10 and case.status != "ongoing")])
    return within("", last) if last else ""
