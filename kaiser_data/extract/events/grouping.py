"""Which clauses of one text tell the same event.

"walked off the job Jan. 26", "The union launched the strike" and "workers would return … at 7 a.m. Tuesday" are one
strike; "a second walkout, over August 12-15" is another. Clauses meet when their types agree and their dates are
compatible; one without a date joins the event of its type that its passage is about, unless a word such as `another`
or `earlier` sets it apart. Talks, arrests, bills and the like only meet where they are told in the same words.
"""

import re
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from kaiser_data.edtf import edtf_bounds, meets
from kaiser_data.extract.dates.values import days_between
from kaiser_data.extract.events.cases import (
    AHEAD,
    LASTING,
    NEAR,
    SINGLE,
    UNDONE,
    Case,
    Telling,
    is_compatible,
    is_old,
    is_told_of,
    passage_date,
    word_of,
)
from kaiser_data.extract.events.strike_length import vagueness
from kaiser_data.lexicon import Pattern

AnyRoles = TypeVar("AnyRoles", bound=tuple[str, ...])
# "a brief national strike", not "12 hours a day since the strike"
_INDEFINITE = Pattern(
    r"\b(?:an?|some|two|three|several)\s+(?:(?!(?:the|this|their|its)\s)[\w’'-]+\s+){0,3}\Z", re.IGNORECASE
)
_DEFINITE = Pattern(r"\b(?:the|this|their|its)\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)
# "It is the first strike at the mill in 16 years" ranks the strike that the text is about.
_RANKED = Pattern(
    r"\b(?:is|be|being|are|mark(?:s|ed|ing)?|bec[ao]mes?)\s+(?:\w+ed\s+)?(?:one\s+of\s+)?(?:the|its|their|our)\s|\bfirst[\s-]+ever\b"
)
# What ends the phrase before a noun: no comma of "a second, still-unresolved walkout".
_APART = re.compile(r"[;:.]|,(?!\s+[\w-]*(?:-\w+|er|ed)\s+\Z)")
# So many events of a type back a clause may point.
_BACK = 60


def group(text: str, tellings: list[Telling], last_day: str) -> list[Case]:
    """Group the clauses of a text into events."""
    cases: dict[str, list[Case]] = {}
    dated: list[Telling] = []
    waiting: list[Telling] = []
    for telling in tellings:
        alike = cases.setdefault(telling.type, [])
        if case := _event_told(text, telling, alike[-_BACK:], dated, last_day):
            case.tellings.append(telling)
        elif telling.sense == "beside" or (telling.sense, telling.type) == ("continue", "tentative_agreement"):
            waiting.append(telling)
        else:
            alike.append(Case(telling.type, [telling]))
        if telling.when.value:
            dated.append(telling)
    for telling in waiting:
        _join_main(cases[telling.type], telling)
    return sorted(chain.from_iterable(cases.values()), key=lambda case: case.tellings[0].start)


def _join_main(alike: list[Case], telling: Telling) -> None:
    """Let a headline or a lead tell of the event that its text tells most; a headline alone tells one of its own."""
    if alike:
        main = max([case for case in alike if case.status not in UNDONE] or alike, key=lambda case: len(case.tellings))
        main.tellings = sorted([*main.tellings, telling], key=lambda told: told.start)
    elif telling.label == "headline":
        alike.append(Case(telling.type, [telling]))


def _event_told(text: str, telling: Telling, alike: list[Case], dated: list[Telling], last_day: str) -> Case | None:
    """Find the event that a clause goes on telling, among those of its type."""
    same = [case for case in reversed(alike) if _may_meet(text, case, telling, last_day)]
    for case in same:
        if _in_same_words(text, case, telling):
            return case
    if telling.when.value:
        return _event_of_dated(text, telling, same, last_day)
    if is_new(text, telling) or telling.sense == "join":
        return next((case for case in same if telling.sense == "join" == case.tellings[0].sense), None)
    if telling.type not in SINGLE and telling.type not in ("picket", "rally"):
        return next((case for case in same if _is_retold(text, case, telling)), None)
    return _event_of_undated(text, telling, same, dated, last_day)


def _in_same_words(text: str, case: Case, telling: Telling) -> bool:
    """Tell whether a clause has the noun that told an event last, or is that very clause, and gives no other day."""
    last, is_dated = case.tellings[-1], bool(telling.when.value)
    is_same = (last.start, last.end) == (telling.start, telling.end) and case.type != "other"
    is_other = last.trigger.noun != telling.trigger.noun
    if is_other and not is_same:
        return False
    is_again = telling.status == "planned" and telling.sense != "end" and case.status in ("occurred", "ongoing")
    is_free = not is_dated or (case.lasts and not (is_again or (is_other and _is_indefinite(text, telling))))
    return is_free or not case.recent_dates() or is_compatible(case, telling)


def _event_of_dated(text: str, telling: Telling, same: list[Case], last_day: str) -> Case | None:
    home = next((case for case in same if is_compatible(case, telling)), None)
    is_session = telling.type == "bargaining" and home and telling.when.value in home.recent_dates()
    if home and (is_session or telling.type == "rally" or _is_one(text, home, telling)):
        return home
    if telling.sense == "join" or (telling.type == "rally" and is_new(text, telling)):
        return None
    return next((case for case in same if _is_dated_by(text, case, telling, same, last_day)), None)


def _is_dated_by(text: str, case: Case, telling: Telling, same: list[Case], last_day: str) -> bool:
    """Tell whether a clause dates "the strike" told before, or says when in "the coming week" it is planned for."""
    is_finer = telling.sentence == case.tellings[-1].sentence and telling.status == case.status == "planned"
    dates = [value for value in case.recent_dates() if not is_finer or vagueness(value) < 6]
    if dates or not _is_one(text, case, telling):
        return False
    is_past = telling.status == "occurred" and len(telling.when.value) < 8 and telling.when.value[:4] < last_day[:4]
    if is_past and case.status == "ongoing":
        return False  # "Last year they struck for a week"
    is_the_one = telling.type in LASTING and len(same) == 1 and _DEFINITE.search(_before_noun(text, telling))
    return bool(is_the_one) or telling.start - case.tellings[-1].end < NEAR


def _is_one(text: str, case: Case, telling: Telling) -> bool:
    """Tell whether two clauses that may meet do: a dispute has one vote at a time, but many sessions."""
    return telling.type in SINGLE or telling.type == "picket" or _is_retold(text, case, telling)


def _event_of_undated(
    text: str, telling: Telling, same: list[Case], dated: list[Telling], last_day: str
) -> Case | None:
    """Prefer the event that the passage dates, then the one told just before, then the text's own."""
    frame = passage_date(text, telling, dated)
    if frame and (framed := next((case for case in same if is_told_of(case, frame.value)), None)):
        return framed
    if telling.type in LASTING and _is_set_apart(text, telling, same):
        return None
    return _event_near(text, telling, [case for case in same if case.tellings[0].sense != "join"], last_day)


def _event_near(text: str, telling: Telling, same: list[Case], last_day: str) -> Case | None:
    """Find the event told just before, but none long past from another paragraph: "struck in 1998"."""
    near = [case for case in same if _is_told_on(case, telling, same)]
    recent = [case for case in same if not is_old(case, last_day)]
    beside = (case for case in near if case in recent or "\n\n" not in text[case.tellings[-1].end : telling.start])
    return next(chain(beside, recent, near), None)


def _is_told_on(case: Case, telling: Telling, same: list[Case]) -> bool:
    """Tell whether an event was told just before, in a clause of its own: not "dismissed over a warning strike"."""
    clauses = [told[:2] for other in same for told in other.recent()]
    return telling.start - case.tellings[-1].end < NEAR and clauses.count(case.tellings[0][:2]) == 1


def _is_set_apart(text: str, telling: Telling, same: list[Case]) -> bool:
    """Tell whether "a strike" is not the one told before: unless that is planned or feared, or alone and undated."""
    if telling.label == "headline" or not _is_indefinite(text, telling):
        return False
    if telling.status in AHEAD and any(case.status in AHEAD for case in same):
        return False
    return len(same) != 1 or any(when.kind != "until" for when in same[0].told_dates)


def is_new(text: str, telling: Telling) -> bool:
    """Tell whether a clause sets its event apart: `another`, `a second`, `an earlier`."""
    words = _before_noun(text, telling).lower()
    return bool(word_of("another").search(words)) and not _RANKED.search(words)


def _before_noun(text: str, telling: Telling) -> str:
    """Give the words of the noun's own phrase, none before a verb: "Some 120 clerks walked out"."""
    noun = telling.trigger.noun[0]
    if noun == telling.trigger.start and not telling.trigger.is_noun:
        return ""
    return _APART.split(text[max(telling.sentence[0], noun - 90) : noun])[-1]


def _is_retold(text: str, case: Case, telling: Telling) -> bool:
    """Tell whether a clause names an event in the words in which it was named before."""
    has_noun = telling.trigger.noun != telling.trigger[:2]
    if telling.type == "bargaining" and (has_noun or telling.sense == "halt"):
        return telling.sense == case.tellings[-1].sense
    words = _stems(text, telling)
    return any(not words.isdisjoint(_stems(text, t)) for t in case.recent()) and not _is_indefinite(text, telling)


def _stems(text: str, telling: Telling) -> frozenset[str]:
    """Give the long words of noun and verb, cut so that `complained` and `complaint` are alike."""
    end = telling.trigger.end
    words = f"{text[slice(*telling.trigger.noun)]} {text[telling.trigger.start : end]}"
    if telling.type in ("arrest", "violence"):  # "the murder of Alex Osei", "the killing of Osei"
        words += " ".join(["", *re.findall("[A-Z][a-z]{2,}", text[end : end + 24])])
    return frozenset(word[:7].rstrip("s") for word in words.lower().split() if len(word) > 3)


def _may_meet(text: str, case: Case, telling: Telling, last_day: str) -> bool:
    """What was called off or refused is not what took place, but may be what was planned."""
    last = case.tellings[-1]
    if last.trigger == telling.trigger and "" != telling.when.value != last.when.value:
        return False  # "on May 3 and May 17"
    if _are_two(case, telling, last_day):
        return False
    done = {t.status for t in case.recent()}
    if telling.status == "threatened" and not telling.when.value:
        return done.issubset(AHEAD)
    if telling.type == "ratification" or last.trigger.noun == telling.trigger.noun:
        return True  # "a vote on Friday" at which the offer was turned down; "The strike called by porters is off"
    if telling.status in UNDONE:
        return telling.status in done or done == {"planned"}
    return telling.status == "planned" or done.isdisjoint(UNDONE)


def _are_two(case: Case, telling: Telling, last_day: str) -> bool:
    """Two strikes are those of two trades, or one only feared and one months back."""
    if telling.type not in LASTING:  # "threatened to call in troops", and called them in elsewhere
        return telling.type == "other" and (case.status, telling.status) == ("threatened", "occurred")
    strikers = frozenset().union(*(t.strikers for t in case.recent()))
    if strikers and telling.strikers and telling.sense != "end" and strikers.isdisjoint(telling.strikers):
        return True
    told = Case(telling.type, [telling])
    feared, dated = (case, told) if case.status == "threatened" else (told, case)
    return feared.status == "threatened" and not feared.recent_dates() and is_old(dated, last_day)


def _is_indefinite(text: str, telling: Telling) -> bool:
    return bool(_INDEFINITE.search(_before_noun(text, telling)))


_STATE = {"planned": "ahead", "threatened": "ahead", "ongoing": "done", "occurred": "done"}
# Days: so far apart may a text put the first day of one strike.
_ABOUT = 7


def unite(text: str, told: list[tuple[Case, AnyRoles]]) -> list[tuple[Case, AnyRoles]]:
    """Unite what a text tells twice of the same parties, the better dated first; a dispute has one strike at a time.

    "the strike was inevitable" speaks of the one that began on Friday, and one that is "in its second week" is the one
    that began eight days ago.
    """
    kept: dict[int, tuple[Case, AnyRoles]] = {}
    for number in sorted(range(len(told)), key=lambda n: _vagueness(text, told[n][0])):
        case, roles = told[number]
        hosts = (n for n, (other, who) in kept.items() if who[:2] == roles[:2] and _is_told_twice(text, other, case))
        if (host := next(hosts, number)) in kept:
            tellings = sorted([*kept[host][0].tellings, *case.tellings], key=lambda telling: telling.start)
            case = replace(kept[host][0], tellings=tellings)
        kept[host] = case, told[host][1]
    return [kept[n] for n in sorted(kept, key=lambda n: (kept[n][0].tellings[0].start, n))]


def _vagueness(text: str, case: Case) -> int:
    """Rank an event: 0 where a clause gives its first day, 1 where that is counted, 2 where it joins any other."""
    if _is_undated(case):
        return 1 + (not is_new(text, case.tellings[0]))
    return edtf_bounds(case.date).first not in {edtf_bounds(value).first for value in case.recent_dates()}


def _is_undated(case: Case) -> bool:
    return case.date.startswith("[") and not case.told_dates


def _joins_any(case: Case, other: Case) -> bool:
    """Tell whether an undated event is one told before: who "are on strike" are not in one of long ago."""
    is_on = other.type == "strike" and other.outcome == "ongoing" != case.outcome
    return _is_undated(other) and not (is_on and is_old(case, edtf_bounds(other.date).last))


def _is_told_twice(text: str, case: Case, other: Case) -> bool:
    """Tell whether an event is one told before: undated, or with about the same first day while both last."""
    are_alike = case.type == other.type and _STATE.get(case.outcome, "") == _STATE.get(other.outcome)
    if not are_alike or other.type not in SINGLE or is_new(text, other.tellings[0]):
        return False
    mine, its = edtf_bounds(case.date), edtf_bounds(other.date)
    are_on = case.lasts and _STATE.get(case.outcome) == "done" and bool(mine.first and its.first) and meets(mine, its)
    # "a slowdown on September 1 and a full walkout on September 8"
    in_one = not {t.sentence for t in case.tellings}.isdisjoint(t.sentence for t in other.tellings)
    return _joins_any(case, other) or (are_on and not in_one and abs(days_between(mine.first, its.first)) <= _ABOUT)
