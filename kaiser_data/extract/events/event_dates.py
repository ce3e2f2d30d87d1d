"""The date of each event of a text: its own, its strike's, that of its passage, or the text's.

"The unions called off the strike" after "In 2021, …" is of 2021. An arrest told without a date lies on or before the
text's own day; a plan not before it. What none of these places has no date, and is no event. What a strike
places is for `beside_strikes`.
"""

import re
from datetime import date

from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds, is_day
from kaiser_data.extract.dates.date_words import number, values
from kaiser_data.extract.dates.values import move, shift, some_day, value_of, within
from kaiser_data.extract.document import text_of
from kaiser_data.extract.events.beside_strikes import PAST, Scope, by_strike, of_pickets, with_strike, within_strike
from kaiser_data.extract.events.cases import NO_DATE, Anchor, Case, Telling, When, before_it, passage_date
from kaiser_data.extract.events.event_nouns import classes, types
from kaiser_data.extract.events.grouping import is_new
from kaiser_data.extract.events.mention_dates import is_aside
from kaiser_data.extract.events.status import settle_status
from kaiser_data.extract.events.status_words import is_announced
from kaiser_data.extract.events.strike_length import strike_date, vagueness
from kaiser_data.extract.events.strike_run import running_since
from kaiser_data.lexicon import Pattern, prefix_tree


def date_cases(doc: Doc, cases: list[Case], anchor: Anchor) -> list[Case]:
    """Date the events of a text and say what became of them; those that nothing places are left out."""
    text = text_of(doc)
    for case in cases:
        case.date = _own_date(text, case, cases, anchor)
    for case in cases:
        case.date = case.date or of_pickets(text, case, cases, anchor)
    scope = _read_scope(text, cases, anchor)
    for case in cases:
        case.date = by_strike(scope, case) or case.date
    for step in (with_strike, _of_passage, within_strike, _of_text):
        for case in cases:
            case.date = case.date or step(scope, case)
    dated = _continued(text, cases, anchor[1])
    for case in dated:
        case.outcome = settle_status(text, case, anchor)
        first, last = edtf_bounds(case.date)
        if case.outcome == "occurred" and case.date[0] == "[" and anchor[1] and first <= anchor[1] < (last or "9"):
            case.date = within(first, anchor[1])
    return dated


def _continued(text: str, cases: list[Case], today: str) -> list[Case]:
    """Take an undated strike that is on for the only one that began: "the long strike … They walked out in May"."""
    strikes = [case for case in cases if case.type == "strike"]
    begun = [case for case in strikes if case.date.endswith("/..")]
    undated = [case for case in strikes if case.status == "ongoing" and case.date == within("", today)]
    undated = [case for case in undated if not is_new(text, case.tellings[0])] * (len(begun) == 1)
    for case in undated:
        begun[0].tellings = sorted([*begun[0].tellings, *case.tellings])
    return [case for case in cases if case.date and case not in undated]


def _read_scope(text: str, cases: list[Case], anchor: Anchor) -> Scope:
    """Collect what the events of a text can be dated by: its dated strikes, and all that it dates."""
    of_days = [case for case in cases if len(case.date) >= 10]
    strikes, lockouts = ([case for case in of_days if case.type == kind] for kind in ("strike", "lockout"))
    dated = [telling for case in cases for telling in case.tellings if telling.when.value]
    return Scope(text, anchor, strikes, lockouts, sorted(dated, key=lambda telling: telling.start))


def _own_date(text: str, case: Case, cases: list[Case], anchor: Anchor) -> str:
    try:
        case.tellings = [_counted(text, telling, cases) for telling in case.tellings]
        return strike_date(text, case, anchor) if case.lasts else _day_told(text, case, anchor)
    except (OverflowError, ValueError):  # it begins or ends beyond the calendar
        return ""


_DISTANCE = Pattern(
    rf"(?i)\b(?P<count>{prefix_tree(values('number'))}|the|\d{{1,2}})\s+(?P<unit>day|week|month|year)s?\s+"
    r"(?P<way>after|before)\s+(?:(?:the|its|their)\s+)?(?P<nouns>[\w-]+(?:\s+\w{4,})?)"
)
_NAMED = {"vote": ("strike_vote", "ratification"), "contract": ("contract_expiration",)}


def _counted(text: str, telling: Telling, cases: list[Case]) -> Telling:
    """Count from another event: "two weeks after the vote", "three days after talks collapsed on May 3"."""
    found = _DISTANCE.search(text, telling.trigger.last, min(telling.end + 60, telling.sentence[1]))
    found = found or _DISTANCE.match(text, telling.sentence[0])  # "Two weeks after the vote, they struck"
    if not found or not telling.start - _NEAR < found.end() or found.start() - 2 > telling.end:
        return telling
    told = _count_begins(telling, found, cases)
    if not told or (telling.when.value and telling.when.start != told.when.start):
        return telling
    count = (number(found["count"]) or 1) * (1 if found["way"] == "after" else -1)
    day = move(date.fromisoformat(told.when.value), found["unit"], count)
    value = value_of(found["unit"] if found["unit"] in ("month", "year") else "day", day)
    return telling._replace(when=When(value, *found.span(), "clause", "day"))


def _count_begins(telling: Telling, found: re.Match, cases: list[Case]) -> Telling | None:
    """Give the dated clause right after a distance, else the last one before that is what its noun names."""
    dated = sorted(t for case in cases for t in case.tellings if t.type != telling.type and is_day(t.when.value))
    names = {name for noun in found["nouns"].split() for name in classes().get(noun, ())}
    kinds = {kind for name in names for kind in _NAMED.get(name, (types().get(name),))}
    named = [one for one in dated if one.start < telling.start and one.type in kinds]
    beside = [one for one in dated if 0 <= one.trigger.start - found.end("way") < _NEAR]
    is_own = found.start() < telling.trigger.first < found.end()  # "three days before the contract expires, they vote"
    return None if is_own else next(iter([*beside, *reversed(named)]), None)


def _day_told(text: str, case: Case, anchor: Anchor) -> str:
    found = [w for w in case.told_dates if w.kind not in _NOT.get(case.type, ())]
    if ran_out := _ran_out(text, case, anchor):
        return ran_out
    if not found:  # talks "in their third week"
        return running_since(text, case, anchor) if case.type in ("bargaining", "picket", "rally") else ""
    when = min(found, key=lambda when: vagueness(when.value))
    if _lasts(case, when) and not set(when.value) & set("/[X"):
        return f"{when.value}/.."  # "An overtime ban has been in place since 3 March"
    fills_week = case.type in ("strike_vote", "ratification") and case.status == "ongoing"  # "are voting this week"
    if fills_week and edtf_bounds(when.value).first <= anchor[1]:
        return when.value
    return some_day(when.value, anchor[1], is_past=case.status in ("occurred", "refused", ""))


_NEAR = 60  # so far from a distance stand the clauses that it joins
# "The deal would run until May 2028", "extended from May 5 to June 1", "gave a strike notice for Friday"
_NOT = dict.fromkeys(("tentative_agreement", "contract_extension"), ("until", "interval")) | {"strike_notice": ("for",)}
_SOME_DAY = re.compile(r"\b(?:one|some)\s?day\b")
_WITHOUT_FOR = Pattern(
    rf"\b(?P<more>(?:more\s+than|over)\s+)?(?P<count>{prefix_tree(values('number'))}|\d{{1,2}})"
    r"(?:[-\s]and[-\s]a[-\s]half)?\s+(?P<unit>month|year)s?(?=[.,;]|\s+(?:and|but|in|as|when|before|without)\b|\Z)"
)


def _ran_out(text: str, case: Case, anchor: Anchor) -> str:
    """Date the end of a contract by how long the workers have been without one, where no clause dates it exactly."""
    is_vague = case.type == "contract_expiration" and all(set(when.value) & set("[/") for when in case.told_dates)
    days = (_without_since(text, telling, anchor) for telling in case.tellings if is_vague)
    return next(filter(None, days), "")


def _without_since(text: str, telling: Telling, anchor: Anchor) -> str:
    """Count back from the day of a clause or text: "without a contract for two years" since the year two years ago."""
    start, end = telling.trigger[:2]
    found = _WITHOUT_FOR.search(text, max(telling.sentence[0], start - 20), min(telling.sentence[1], end + 30))
    value = telling.when.value  # "struck on May 6 after 14 months without a contract"
    last = edtf_bounds(value).last if value else anchor[1]
    if not found or "without" not in telling.trigger.term:
        return ""
    day = move(date.fromisoformat(last), found["unit"], -(number(found["count"]) or 1))
    return within("", day.isoformat()) if found["more"] else value_of(found["unit"], day)


def _lasts(case: Case, when: When) -> bool:
    """Tell whether a date is the start of what goes on: talks, an overtime ban."""
    told = {word for t in case.tellings if t.when == when for word in (t.sense, t.status)}
    began = when.kind in ("since", "from") or "begin" in told
    if case.type == "bargaining":
        begins = case.status == "ongoing" and not told.isdisjoint(("open", "resume"))
        return begins or (when.kind == "since" and "halt" not in told)  # "have not met since May 2"
    is_on = all((case.type == "picket", case.status == "ongoing", when.kind == "day")) and told & {"begin", "ongoing"}
    goes_on = case.type in ("picket", "rally") and (when.kind == "since" or bool(is_on))
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
        return _of_scene(scope, case, told) or _long_past(when.value, scope.anchor[0])
    if case.lasts or is_aside(scope.text, when.start, when.end, told.trigger):
        return ""
    # "walked off in July after talks collapsed": the talks no later than July.
    return before_it(scope.text, told.trigger, told.sentence[0], when.value)


def _of_scene(scope: Scope, case: Case, told: Telling) -> str:
    """Give arrests and violence the day of the march or clash told before them in the paragraph."""
    if case.type not in ("arrest", "violence") or case.status not in PAST:
        return ""
    scenes = [one for one in scope.dated if one.type in ("rally", "picket", "arrest", "violence")]
    when = passage_date(scope.text, told, scenes, case)
    return when.value if when and is_day(when.value) else ""


def _long_past(value: str, today: str) -> str:
    """Give the month of a date that another sentence tells, if it is more than a month old."""
    first, last = edtf_bounds(value)
    if not last or not today or last >= shift(today, -30):
        return ""
    return first[:7] if is_day(value) or first[:7] == last[:7] else value * ("-" not in value or len(value) < 10)


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
    return is_noun or words[0].endswith("ing")


# "marched to the gates at 12 p.m.": told with its hour alone, it is of the text's own day
_HOUR = Pattern(r"(?i)\b(?:at|around|about|by)\s+(?:\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b|(?:noon|midday|midnight)\b)")


def _of_text(scope: Scope, case: Case) -> str:
    """What is told as done lies on or before the text's day, what is ahead not before it."""
    if not any(_is_told(scope.text, telling) for telling in case.tellings):
        return ""
    said = [telling.said_on for telling in case.tellings if telling.said_on]
    if case.status in ("planned", "threatened"):
        first = min([scope.anchor[0], *(edtf_bounds(day).first for day in said)]) if scope.anchor[0] else ""
        return within(first, "") if first else ""
    # What "is under way", somebody said on Monday, is so still.
    last = min([scope.anchor[1], *filter(is_day, said if case.status != "ongoing" else ())])
    if scope.anchor[0] == last and any(_HOUR.search(scope.text, t.start, t.end) for t in case.tellings):
        return last and last + "/.." * case.lasts
    return within("", last) if last else ""
