"""The date of each event of a text: its own, its strike's, that of its passage, or the text's.

"The unions called off the strike" after "In 2021, …" is of 2021. An arrest told without a date lies on or before the
text's own day; a plan not before it. What none of these places has no date, and is no event.
"""

import re
from datetime import date

from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.date_words import END_OF, number, values
from kaiser_data.extract.dates.values import move, shift, some_day, value_of, within
from kaiser_data.extract.document import text_of
from kaiser_data.extract.events.by_strike import Scope, by_strike, of_pickets, with_strike, within_strike
from kaiser_data.extract.events.cases import NO_DATE, Anchor, Case, Telling, When, is_told_after, passage_date
from kaiser_data.extract.events.event_nouns import classes
from kaiser_data.extract.events.status import is_announced, is_done, read_status
from kaiser_data.extract.events.strike_length import close_by_words_after, strike_date, vagueness
from kaiser_data.extract.events.strike_run import end_what_ran, running_since, settle_status
from kaiser_data.extract.grammar.words import tense_at
from kaiser_data.lexicon import Pattern, prefix_tree, terms


def date_cases(doc: Doc, cases: list[Case], anchor: Anchor) -> list[Case]:
    """Date the events of a text and say what became of them; those that nothing places are left out."""
    text = text_of(doc)
    for case in cases:
        case.date = close_by_words_after(doc, case, _own_date(text, case, anchor))
    for case in cases:
        case.date = _open_talks(case, cases) or of_pickets(text, case, cases, anchor)
    scope = _read_scope(text, cases, anchor)
    for case in cases:
        case.date = by_strike(scope, case) or case.date
    for step in (_from_event, with_strike, _of_passage, within_strike, _of_hour, _of_text):
        for case in cases:
            case.date = case.date or step(scope, case)
    dated = _joined([case for case in cases if case.date])
    for case in dated:
        case.outcome = settle_status(text, case, anchor)
    return dated


def _joined(cases: list[Case]) -> list[Case]:
    """Join the strikes and lockouts of one first and last day: a text that tells no other tells one."""
    kept: dict[tuple[str, ...], Case] = {}
    for case in cases:
        is_of_days = case.lasts and len(case.date) > len("2026-02") and case.date[0] not in "[."
        key = (case.type, case.date) if is_of_days else (str(len(kept)),)
        home = kept.setdefault(key, case)
        if home is not case:
            home.tellings = sorted([*home.tellings, *case.tellings], key=lambda telling: telling.start)
    return list(kept.values())


def settle_tellings(text: str, tellings: list[Telling], anchor: Anchor) -> list[Telling]:
    """Read the status of each clause, and let its date agree with it."""
    return [_settled(text, telling, anchor) for telling in end_what_ran(text, tellings, anchor)]


def _read_scope(text: str, cases: list[Case], anchor: Anchor) -> Scope:
    """Collect what the events of a text can be dated by: its dated strikes, and all that it dates."""
    strikes, lockouts = (
        [case for case in cases if case.type == kind and len(case.date) >= 10] for kind in ("strike", "lockout")
    )
    dated = [telling for case in cases for telling in case.tellings if telling.when.value]
    return Scope(text, anchor, strikes, lockouts, sorted(dated, key=lambda telling: telling.start))


def _settled(text: str, telling: Telling, anchor: Anchor) -> Telling:
    """Read a clause's status, and let its date agree with it."""
    telling = telling._replace(status=read_status(text, telling))
    if not telling.when.value or not anchor[0]:
        return telling
    return telling._replace(when=_agreeing(text, telling, anchor))


def _agreeing(text: str, telling: Telling, anchor: Anchor) -> When:
    """Let no date of a clause contradict what it tells: no past day of a plan, no day to come of what is done."""
    when, is_to_come = telling.when, telling.status in ("planned", "threatened")
    is_weekday = text[when.start : when.end].split()[-1] in values("weekday")
    if is_weekday and when.value.startswith("[") and anchor[0] != anchor[1]:
        when = when._replace(value=within(anchor[0], "" if is_to_come else anchor[1]))
    if telling.type == "contract_expiration" and END_OF.match(text, when.start):
        when = when._replace(value=edtf_bounds(when.value).last)
    if is_weekday and _is_next(text, telling, when, anchor[0]):
        return when._replace(value=shift(when.value, 7))
    if not is_to_come:
        return _behind(text, telling, when, anchor)
    is_told = is_weekday and when.end <= telling.trigger.first and tense_at(text, when.start, when.end) == "back"
    return _ahead(telling, when, is_weekday and not is_told, anchor[0])


def _is_next(text: str, telling: Telling, when: When, now: str) -> bool:
    """Tell whether a weekday is that of next week: "until Friday"; "cancelled Monday's strike", on a Friday."""
    if telling.status == "called_off" and text[when.end : when.end + 2] in ("'s", "’s"):
        return when.value < shift(now, -3)
    return when.kind == "until" and not telling.status and len(when.value) == 10 and when.value < now


def _behind(text: str, telling: Telling, when: When, anchor: Anchor) -> When:
    """Read the date of what is done: on or before the text's own day, or none."""
    if when.value.endswith("..]") and edtf_bounds(when.value).first <= anchor[1]:
        return when._replace(value=within(edtf_bounds(when.value).first, anchor[1]))
    if when.value.startswith("[..") and telling.status == "occurred":
        return when._replace(value=within("", min(edtf_bounds(when.value).last, anchor[1])))
    is_ahead = edtf_bounds(when.value).first > anchor[1] and when.kind != "until"
    if not is_ahead or telling.status not in ("occurred", "ongoing") or telling.sense == "plan":
        return when
    return NO_DATE if is_done(text, telling) else when


def _ahead(telling: Telling, when: When, is_weekday: bool, now: str) -> When:
    """Read the date of what is to come: a past weekday is the next one, another past day that of the announcement."""
    first, last = edtf_bounds(when.value)
    if is_weekday and len(when.value) == 10 and last < now:
        return when._replace(value=shift(when.value, 7))
    if when.kind == "by" and telling.status == "threatened" and last > now:
        return when._replace(value=within(last, ""))  # "If no deal is reached by Friday, they will strike"
    if when.kind in ("before", "by") and not first and last > now:
        return when._replace(value=within(now, last))
    recent = bool(last) and shift(now, -31) <= last < now
    cut_now = telling.type == "layoff" and telling.status == "planned" and first <= now <= last
    return when._replace(value=within(first, "")) if recent or cut_now else when


def _own_date(text: str, case: Case, anchor: Anchor) -> str:
    if case.lasts:
        try:
            return strike_date(text, case, anchor)
        except (OverflowError, ValueError):  # it begins or ends beyond the calendar
            return ""
    found = case.told_dates
    if case.type == "tentative_agreement":
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
        opened = any(t.when == when and t.sense in ("open", "resume") for t in case.tellings)
        return when.kind == "since" or (case.status == "ongoing" and opened)
    goes_on = case.type in ("picket", "rally") and case.status == "ongoing" and when.kind == "day"
    return goes_on or (began and case.type == "other")


def _open_talks(case: Case, cases: list[Case]) -> str:
    """Leave open the day on which talks began, where the text tells neither their end nor later ones."""
    others = [one for one in cases if one.type in ("bargaining", "tentative_agreement", "ratification")]
    begins = terms("telling_words", kind="begins")
    began = any(t.sense == "open" and t.trigger.rule.partition(":")[2] in begins for t in case.tellings)
    is_day = case.type == "bargaining" and case.date and not set(case.date) & set("/[X")
    is_last = others == [case] and case.status in ("occurred", "") and all(t.sense != "halt" for t in case.tellings)
    return f"{case.date}/.." if is_day and is_last and began else case.date


_DISTANCE = Pattern(
    lambda: (
        rf"\b(?P<count>{prefix_tree(values('number'))}|\d{{1,2}})\s+(?P<unit>day|week|month|year)s?\s+"
        r"(?P<way>after|before)\s+(?P<the>(?:the|its|their)\s+(?:[\w-]+\s+)?(?P<noun>\w+)\b)?"
    )
)


def _from_event(scope: Scope, case: Case) -> str:
    """Count from another event: "two weeks after the vote", "three days after talks collapsed on May 3"."""
    others = [t for t in scope.dated if t.type != case.type and len(t.when.value) == 10]
    for telling in case.tellings:
        found = _DISTANCE.search(scope.text, telling.trigger.last, telling.sentence[1])
        counted_from = _counted_from(telling, found, others) if found and found.start() <= telling.end + 2 else None
        if counted_from:
            count = (number(found["count"]) or 1) * (1 if found["way"] == "after" else -1)
            moved = move(date.fromisoformat(counted_from.when.value), found["unit"], count)
            return value_of(found["unit"], moved) if found["unit"] in ("month", "year") else moved.isoformat()
    return ""


def _counted_from(telling: Telling, found: re.Match, others: list[Telling]) -> Telling | None:
    """Give the clause that a distance counts from: the one right after it, else the last before, if a noun names it."""
    beside = [t for t in others if found.end("way") <= t.trigger.first < found.end("way") + 40]
    named = [t for t in others if t.start < telling.start and found["noun"] in classes()]
    return next(iter(beside[:1] or named[-1:]), None)


def _told_before(scope: Scope, case: Case) -> tuple[Telling, When] | None:
    """Give the first clause of an event without a date, and the date told last before it in the paragraph."""
    told = next((telling for telling in case.tellings if telling.label != "headline"), None)
    dated = [telling for telling in scope.dated if telling.type != "contract_expiration"]
    when = told and passage_date(scope.text, told, dated, case)
    if not told or not when or case.status == "ongoing":
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
    if case.lasts:
        return ""
    # "walked off in July after talks collapsed": the talks no later than July.
    last = edtf_bounds(when.value).last
    return within("", last) if last and is_told_after(scope.text, told.trigger, told.sentence[0]) else when.value


def _long_past(value: str, today: str) -> str:
    """Give the month of a date that another sentence tells, if it is more than a month old."""
    bounds = edtf_bounds(value)
    is_past = bool(bounds.last and today) and bounds.last < shift(today, -30)
    if not is_past or "[.." in value:
        return ""
    is_month = bounds.first[:7] == bounds.last[:7]
    return value if len(value) < 10 else bounds.first[:7] if is_month else ""


_HOUR = re.compile(
    r"\b(?:from|at|around|about|by|until)\s+(?:\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|noon\b|midday\b|midnight\b)",
    re.IGNORECASE,
)


def _of_hour(scope: Scope, case: Case) -> str:
    """What is told with its hour alone, "marched to the gates at 12 p.m.", is of the text's own day."""
    hours = any(_HOUR.search(scope.text, t.start, t.end) for t in case.tellings)
    if not hours or case.status not in ("occurred", "ongoing", ""):
        return ""
    if not scope.anchor[1] or scope.anchor[0] != scope.anchor[1]:
        return ""  # the text's day is not known
    return scope.anchor[1] + ("/.." if case.lasts else "")


_SOME_DAY = re.compile(r"\b(?:one|some)\s?day\b")


def _is_told(text: str, telling: Telling) -> bool:
    """Without a date, a bare present ("until members ratify it") and a mere thought ("would be") tell nothing."""
    trigger = telling.trigger
    if ", " in trigger.rule:
        return True
    if telling.status == "planned":
        return bool(trigger.status) or is_announced(text, telling)
    if telling.status:
        return telling.status != "threatened" or not _SOME_DAY.search(text, telling.start, telling.end)
    words = text[trigger.start : trigger.end].lower().split()
    is_noun = words[0] in classes() or words[-1] in ("of", "by") or trigger.noun[0] != trigger.start
    return (is_noun or words[0].endswith("ing")) and not text.startswith(" would", trigger.last)


def _of_text(scope: Scope, case: Case) -> str:
    """What is told as done lies on or before the text's day, what is ahead not before it."""
    if not any(_is_told(scope.text, telling) for telling in case.tellings):
        return ""
    said = [telling.said_on for telling in case.tellings if telling.said_on]
    if case.status in ("planned", "threatened"):
        first = min([scope.anchor[0], *(edtf_bounds(day).first for day in said)]) if scope.anchor[0] else ""
        return within(first, "") if first else ""
    last = min([scope.anchor[1], *(day for day in said if len(day) == 10)])
    return within("", last) if last else ""
