"""Which clauses of one text tell the same event.

"walked off the job Jan. 26", "The union launched the strike" and "workers would return … at 7 a.m. Tuesday" are one
strike; "a second walkout, over August 12-15" is another. Clauses meet when their types agree and their dates are
compatible; one without a date joins the event of its type that its passage is about, unless a word such as `another`
or `earlier` sets it apart. Talks, arrests, bills and the like only meet where they are told in the same words.
"""

import re
from bisect import bisect_left
from functools import cache

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.events.cases import Case, is_compatible, is_old, is_told_of
from kaiser_data.extract.events.event_kinds import LASTING
from kaiser_data.extract.events.event_status import told_status
from kaiser_data.extract.events.mentions import Telling, When
from kaiser_data.lexicon import prefix_tree, terms

# Of these a dispute has one at a time, so that "the contract" or "the vote" says which.
_SINGLE = frozenset(
    [
        "strike",
        "sympathy_strike",
        "lockout",
        "strike_vote",
        "strike_notice",
        "tentative_agreement",
        "ratification",
        "contract_expiration",
        "contract_extension",
        "layoff",
    ]
)
_INDEFINITE = re.compile(r"\b(?:an?|some|two|three|several)\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)
_AHEAD = ("planned", "threatened")
_NOT_DONE = ("called_off", "refused")
_NEAR, _LEAD = 700, 500
# So many events of a type back a clause may point.
_BACK = 60


def group(text: str, tellings: list[Telling], anchor_last: str) -> list[Case]:
    """Group the clauses of a text into events."""
    cases: dict[str, list[Case]] = {}
    dated: list[Telling] = []
    waiting: list[Telling] = []
    for telling in tellings:
        alike = cases.get(telling.type)
        case = _home(text, telling, alike[-_BACK:], dated, anchor_last) if alike else None
        if not case and telling.sense == "beside":
            waiting.append(telling)
        elif not case and (telling.sense != "continue" or telling.when.value or telling.type == "strike"):
            case = Case(telling.type, [], [])
            cases.setdefault(telling.type, []).append(case)
        if case:
            case.add(telling)
        if telling.when.value:
            dated.append(telling)
    for telling in waiting:
        _join_main(cases, telling)
    settled = [case for alike in cases.values() for case in (_settle(text, alike) if len(alike) > 1 else alike)]
    return sorted(settled, key=lambda case: case.tellings[0].start)


def _join_main(cases: dict[str, list[Case]], telling: Telling) -> None:
    """Let a headline or a lead tell of the event that its text tells most; a headline alone tells one of its own."""
    if alike := cases.get(telling.type):
        main = max(alike, key=lambda case: len(case.tellings))
        main.tellings = sorted([*main.tellings, telling], key=lambda told: told.start)
    elif telling.label == "headline":
        cases[telling.type] = [Case(telling.type, [telling], [])]


def _home(text: str, telling: Telling, alike: list[Case], dated: list[Telling], anchor_last: str) -> Case | None:
    """Find the event that a clause goes on telling, among those of its type."""
    same = [case for case in reversed(alike) if _may_meet(case, telling)]
    for case in same:
        if _in_same_words(text, case, telling):
            return case
    if telling.when.value:
        return _home_of_dated(text, telling, same)
    if is_new(text, telling) or telling.sense == "join":
        return next((case for case in same if telling.sense == "join" == case.tellings[0].sense), None)
    if telling.type not in _SINGLE:
        return next((case for case in same if _is_retold(text, case, telling)), None)
    return _home_of_undated(text, telling, same, dated, anchor_last)


def _in_same_words(text: str, case: Case, telling: Telling) -> bool:
    """Tell whether a clause has its event's noun, or is the very clause that told it last."""
    last, is_dated = case.tellings[-1], bool(telling.when.value)
    if last.trigger.noun != telling.trigger.noun:
        if (last.start, last.end) != (telling.start, telling.end) or case.type == "other":
            return False
        # "the first walkout since a 25-day strike in 1975"
        if is_dated and ", " in telling.trigger.rule and _is_indefinite(text, telling):
            return False
    if is_dated and case.type not in LASTING and case.recent_dates():
        return is_compatible(case, telling)
    return True


def _home_of_dated(text: str, telling: Telling, same: list[Case]) -> Case | None:
    fitting = (case for case in same if is_compatible(case, telling))
    # "until Friday" closes the strike that began last, not the one told last.
    dated = max(fitting, key=_begin, default=None) if telling.sense == "end" else next(fitting, None)
    if dated and (telling.type in (*_SINGLE, "picket", "rally") or _is_retold(text, dated, telling)):
        return dated
    if telling.sense == "join" or is_new(text, telling):
        return None
    undated = (case for case in same if _waits_for_date(case, telling))
    return next((case for case in undated if telling.type in _SINGLE or _is_retold(text, case, telling)), None)


def _waits_for_date(case: Case, telling: Telling) -> bool:
    """Tell whether an event has no date yet and a clause is near enough, or the event's headline far-reaching."""
    return not case.recent_dates() and (_opens(case) or _is_near(case, telling))


def _is_near(case: Case, telling: Telling) -> bool:
    return telling.start - case.tellings[-1].end < _NEAR


def _begin(case: Case) -> str:
    return max((edtf_bounds(when.value).first for when in case.recent_dates()), default="")


def _opens(case: Case) -> bool:
    return case.tellings[0].label == "headline"


def _home_of_undated(
    text: str, telling: Telling, same: list[Case], dated: list[Telling], anchor_last: str
) -> Case | None:
    """Prefer the event that the passage dates, then the one told just before, then the text's own."""
    if frame := passage_date(text, telling, dated):
        framed = (case for case in same if is_told_of(case, frame.value))
        if found := next(framed, None):
            return found
    # That no word such as `another` sets it apart is known by now.
    if telling.type in LASTING and _is_set_apart(text, telling) and not _may_be_retold(telling, same):
        return None
    same = [case for case in same if case.tellings[0].sense != "join"]
    near = (case for case in same if _is_near(case, telling))
    recent = (case for case in same if not is_old(case, anchor_last))
    return next(near, None) or next(recent, None)


def _may_be_retold(telling: Telling, same: list[Case]) -> bool:
    """Tell whether "a strike" can be the one told before: a plan or a threat, or the only one, so far undated."""
    if telling.status in _AHEAD and any(told_status(case) in _AHEAD for case in same):
        return True
    return len(same) == 1 and not same[0].told_dates


def passage_date(text: str, telling: Telling, dated: list[Telling], own: Case | None = None) -> When | None:
    """Find the date told last before a clause in its paragraph, by another event than its own."""
    index = bisect_left(dated, (telling.start + 1,))
    for other in reversed(dated[max(0, index - 8) : index]):
        if own and other in own.tellings:
            continue
        near = telling.start - other.start < _NEAR and "\n" not in text[other.when.end : telling.start]
        return other.when if near else None
    return None


# "It is the first strike at the mill in 16 years" ranks the strike that the text is about.
_RANKED = re.compile(
    r"\b(?:is|be|being|are)\s+(?:\w+ed\s+)?(?:one\s+of\s+)?(?:the|its|their|our)\s|\bfirst[\s-]+ever\b"
)


@cache
def _another() -> re.Pattern:
    return re.compile(rf"\b{prefix_tree(terms('telling_words', kind='another'))}\b")


def is_new(text: str, telling: Telling) -> bool:
    """Tell whether a clause sets its event apart: `another`, `a second`, `an earlier`, `Separately, …`."""
    opening = text[telling.sentence[0] : telling.start].strip(" ,").lower()
    if (opening or text[telling.start : telling.end].partition(",")[0].lower()) in terms("telling_words", kind="apart"):
        return True
    words = _before_noun(text, telling).lower()
    return bool(_another().search(words)) and not _RANKED.search(words)


def _before_noun(text: str, telling: Telling) -> str:
    """Give the words of the noun's own phrase."""
    noun = telling.trigger.noun[0]
    words = text[max(telling.sentence[0], noun - 40) : noun]
    for sign in ",;:.":
        if sign in words:
            words = words.rpartition(sign)[2]
    return words


def _is_retold(text: str, case: Case, telling: Telling) -> bool:
    """Tell whether a clause names an event in the words in which it was named before, or in a row with it."""
    has_noun = telling.trigger.noun != telling.trigger[:2]
    if telling.type == "bargaining" and (has_noun or telling.sense == "halt"):
        return telling.sense == case.tellings[-1].sense
    if telling.type in ("arrest", "violence") and _whom(text, telling) & {
        w for t in case.recent() for w in _whom(text, t)
    }:
        return True
    words = _stems(text, telling)
    return any(not words.isdisjoint(_stems(text, t)) for t in case.recent()) and not _is_indefinite(text, telling)


def _whom(text: str, telling: Telling) -> set[str]:
    """Give the names right after a trigger: "the murder of Alex Osei", "the killing of Osei"."""
    return set(re.findall(r"[A-Z][a-z]{2,}", text[telling.trigger.end : telling.trigger.end + 24]))


def _stems(text: str, telling: Telling) -> frozenset[str]:
    """Give the long words of noun and verb, cut so that `complained` and `complaint` are alike."""
    (start, end), verb = telling.trigger.noun, text[telling.trigger.start : telling.trigger.end]
    return _stems_of(f"{text[start:end]} {verb}")


def _stems_of(words: str) -> frozenset[str]:
    """Cut the words of a noun and its verb; the same two recur."""
    return frozenset(word[:7].rstrip("s") for word in words.lower().split() if len(word) > 3)


def _may_meet(case: Case, telling: Telling) -> bool:
    """What was called off or refused is not what took place, but may be what was planned."""
    last = case.tellings[-1]
    if last.trigger == telling.trigger and "" != telling.when.value != last.when.value:
        return False  # "on May 3 and May 17"
    done = [t.status for t in case.recent()]
    if telling.status == "threatened" and not telling.when.value and telling.type in LASTING:
        return all(status in _AHEAD for status in done)
    if telling.status in _NOT_DONE:
        return "ongoing" not in done and (telling.status in done or done.count("planned") == len(done))
    if "called_off" in done or "refused" in done:
        return telling.status == "planned"
    return True


def _settle(text: str, cases: list[Case]) -> list[Case]:
    """Let an event without a date that a headline or the lead tells join the dated one that the text tells later."""
    kept: list[Case] = []
    for index, case in enumerate(cases):
        home = _later_home(text, case, cases[index + 1 : index + _BACK]) if _is_unsettled(text, case) else None
        if home:
            home.open_with(case)
        else:
            kept.append(case)
    return kept


def _is_unsettled(text: str, case: Case) -> bool:
    told = case.tellings[0]
    if case.recent_dates() or told.sense == "join" or not (case.type in _SINGLE or told.label == "headline"):
        return False
    return not (is_new(text, told) if told.start < _LEAD else _is_set_apart(text, told))


def _later_home(text: str, case: Case, later: list[Case]) -> Case | None:
    told = case.tellings[0]
    dated = (other for other in later if other.recent_dates() and _is_home_for(told, told_status(other)))
    homes = (other for other in dated if _may_meet(other, told) and other.tellings[0].sense != "join")
    return next((other for other in homes if not is_new(text, other.tellings[0])), None)


def _is_set_apart(text: str, telling: Telling) -> bool:
    return telling.label != "headline" and (is_new(text, telling) or _is_indefinite(text, telling))


def _is_indefinite(text: str, telling: Telling) -> bool:
    return bool(_INDEFINITE.search(_before_noun(text, telling)))


def _is_home_for(told: Telling, status: str) -> bool:
    """Tell whether a clause can speak of an event of this status: what took place is not what is only feared."""
    return status in (told.status, "planned") or status != "threatened"
