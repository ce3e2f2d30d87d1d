"""Which clauses of one text tell the same event.

"walked off the job Jan. 26", "The union launched the strike" and "workers would return … at 7 a.m. Tuesday" are one
strike; "a second walkout, over August 12-15" is another. Clauses meet when their types agree and their dates are
compatible; one without a date joins the event of its type that its passage is about, unless a word such as `another`
or `earlier` sets it apart. Talks, arrests, bills and the like only meet where they are told in the same words.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kaiser_data.bounds import Bounds
from kaiser_data.extract.calendar.calendar_spans import bounds_of
from kaiser_data.extract.story.telling import Telling, When
from kaiser_data.lexicon import prefix_tree, terms

LASTING = frozenset({"strike", "sympathy_strike", "lockout"})
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
    ]
)
_INDEFINITE = re.compile(r"\b(?:an?|some|two|three|several)\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)
_NOT_DONE = ("called_off", "refused")
_FAR, _NEAR, _OLD, _LEAD = 400, 700, 180, 500
# So many events of a type back a clause may point.
_BACK = 60


@dataclass(slots=True)
class Case:
    """One event of one text with the clauses that tell it; `date` is set by `dating`."""

    type: str
    tellings: list[Telling] = field(default_factory=list)
    date: str = ""

    @property
    def status(self) -> str:
        """Give the weightiest status: called off outweighs planned, which outweighs nothing told."""
        told = [telling.status for telling in self.tellings]
        for status in ("called_off", "refused", "threatened", "ongoing", "occurred"):
            if status in told:
                return status
        return "planned"

    def recent(self) -> "Case":
        """Give the event with its first and last clauses only, however often a text tells it."""
        return self if len(self.tellings) <= 16 else Case(self.type, [*self.tellings[:4], *self.tellings[-12:]])

    def dates(self, *senses: str) -> list[When]:
        """Give the dates of its clauses, those of some senses only."""
        return [t.when for t in self.tellings if t.when.value and (not senses or t.sense in senses)]


def group(text: str, tellings: list[Telling], anchor_last: str) -> list[Case]:
    """Group the clauses of a text into events."""
    cases: dict[str, list[Case]] = {}
    dated: list[Telling] = []
    # Most texts tell of nothing called off or refused: any two clauses of theirs may meet.
    undone = any(telling.status in _NOT_DONE for telling in tellings)
    for telling in tellings:
        alike = cases.setdefault(telling.type, [])
        case = _home(text, telling, alike[-_BACK:], dated, anchor_last, undone) if alike else None
        if case:
            case.tellings.append(telling)
        elif telling.sense != "continue" or telling.when.value or telling.type == "strike":
            alike.append(Case(telling.type, [telling]))
        if telling.when.value:
            dated.append(telling)
    settled = [case for alike in cases.values() for case in _settle(text, alike)]
    return sorted(settled, key=lambda case: case.tellings[0].start)


def _home(
    text: str, telling: Telling, alike: list[Case], dated: list[Telling], anchor_last: str, undone: bool
) -> Case | None:
    """Find the event that a clause goes on telling, among those of its type."""
    same = [case for case in alike if _may_meet(case, telling)] if undone else alike
    for case in reversed(same):
        if _in_same_words(case, telling):
            return case
    if telling.when.value:
        return _home_of_dated(text, telling, same)
    if is_new(text, telling) or telling.sense == "join":
        return next((case for case in reversed(same) if telling.sense == "join" == case.tellings[0].sense), None)
    if telling.type not in _SINGLE:
        return next((case for case in reversed(same) if _is_retold(text, case, telling)), None)
    return _home_of_undated(text, telling, same, dated, anchor_last)


def _in_same_words(case: Case, telling: Telling) -> bool:
    last = case.tellings[-1]
    together = last.trigger.noun == telling.trigger.noun or (last.start, last.end) == (telling.start, telling.end)
    if not together or (case.type == "other" and last.trigger.noun != telling.trigger.noun):
        return False
    if telling.when.value and case.recent().dates() and case.type not in LASTING:
        return is_compatible(case, telling)
    return True


def _home_of_dated(text: str, telling: Telling, same: list[Case]) -> Case | None:
    fitting = (case for case in reversed(same) if case.recent().dates() and is_compatible(case, telling))
    # "until Friday" closes the strike that began last, not the one told last.
    dated = max(fitting, key=_begin, default=None) if telling.sense == "end" else next(fitting, None)
    if dated and (telling.type in _SINGLE or _is_retold(text, dated, telling) or dated.type in ("picket", "rally")):
        return dated
    if is_new(text, telling) or telling.sense == "join":
        return None
    undated = (case for case in reversed(same) if not case.recent().dates())
    if telling.type not in _SINGLE:
        undated = (case for case in undated if _is_retold(text, case, telling))
    return next((case for case in undated if _opens(case) or telling.start - case.tellings[-1].end < _NEAR), None)


def _begin(case: Case) -> str:
    return max((bounds_of(when.value).first for when in case.recent().dates()), default="")


def _opens(case: Case) -> bool:
    return case.tellings[0].label == "headline"


def _home_of_undated(
    text: str, telling: Telling, same: list[Case], dated: list[Telling], anchor_last: str
) -> Case | None:
    """Prefer the event that the passage dates, then the one told just before, then the text's own."""
    frame = passage_date(text, telling, dated)
    if frame:
        bounds = bounds_of(frame.value)
        for case in reversed(same):
            if any(meets(bounds_of(when.value), bounds) for when in case.recent().dates()):
                return case
    # That no word such as `another` sets it apart is known by now.
    if telling.type in LASTING and telling.label != "headline" and _is_indefinite(text, telling):
        return None
    same = [case for case in same if case.tellings[0].sense != "join"]
    near = [case for case in same if telling.start - case.tellings[-1].end < _NEAR]
    recent = [case for case in same if not _is_old(case, anchor_last)]
    pool = near or recent
    return pool[-1] if pool else None


def passage_date(text: str, telling: Telling, dated: list[Telling], own: Case | None = None) -> When | None:
    """Find the date told last before a clause in its paragraph, by another event than its own."""
    index = bisect_right(dated, telling.start, key=lambda other: other.start)
    for other in reversed(dated[max(0, index - 8) : index]):
        if own and other in own.tellings:
            continue
        near = telling.start - other.start < _NEAR and "\n" not in text[other.when.end : telling.start]
        return other.when if near else None
    return None


def _is_old(case: Case, anchor_last: str) -> bool:
    last = max((bounds_of(when.value).last or anchor_last for when in case.recent().dates()), default=anchor_last)
    return bool(last and anchor_last) and _days(last, anchor_last) > _OLD


@cache
def _another() -> re.Pattern:
    return re.compile(rf"\b{prefix_tree(terms('telling_words', kind='another'))}\b")


def is_new(text: str, telling: Telling) -> bool:
    """Tell whether a clause sets its event apart: `another`, `a second`, `an earlier`."""
    return bool(_another().search(_before_noun(text, telling).lower()))


def _before_noun(text: str, telling: Telling) -> str:
    """Give the words of the noun's own phrase."""
    noun = telling.trigger.noun[0]
    first = max(telling.sentence[0], noun - 40)
    # Four calls, not a loop: this is asked of every clause.
    signs = (text.rfind(",", first, noun), text.rfind(";", first, noun), text.rfind(":", first, noun))
    return text[max(*signs, text.rfind(".", first, noun), first - 1) + 1 : noun]


def _is_retold(text: str, case: Case, telling: Telling) -> bool:
    """Tell whether a clause names an event in the words in which it was named before, or in a row with it."""
    words = {word for t in case.recent().tellings for word in _stems(text, t)}
    if telling.type == "bargaining":
        alike = telling.sense == case.tellings[-1].sense
        if not alike or (alike and telling.sense == "halt" and telling.start - case.tellings[-1].end < _LEAD):
            return alike
    if telling.type in ("arrest", "violence") and _whom(text, telling) & {
        w for t in case.recent().tellings for w in _whom(text, t)
    }:
        return True
    return bool(words & _stems(text, telling)) and not _is_indefinite(text, telling)


def _whom(text: str, telling: Telling) -> set[str]:
    """Give the names right after a trigger: "the murder of Alex Osei", "the killing of Osei"."""
    return set(re.findall(r"[A-Z][a-z]{2,}", text[telling.trigger.end : telling.trigger.end + 24]))


def _stems(text: str, telling: Telling) -> set[str]:
    """Give the long words of noun and verb, cut so that `complained` and `complaint` are alike."""
    (start, end), verb = telling.trigger.noun, text[telling.trigger.start : telling.trigger.end]
    return {word[:7].rstrip("s") for word in f"{text[start:end]} {verb}".lower().split() if len(word) > 3}


def _may_meet(case: Case, telling: Telling) -> bool:
    """What was called off or refused is not what took place, but may be what was planned."""
    done = {t.status for t in case.recent().tellings}
    if telling.status in _NOT_DONE:
        return not done & {"ongoing"} and (telling.status in done or done == {"planned"})
    if done & set(_NOT_DONE):
        return telling.status == "planned"
    return True


def is_compatible(case: Case, telling: Telling) -> bool:
    """Tell whether a dated clause can tell a dated event."""
    mine = bounds_of(telling.when.value)
    if any(meets(bounds_of(when.value), mine) for when in case.recent().dates()):
        return True
    return case.type in LASTING and _spans(case, telling, mine)


def meets(first: Bounds, second: Bounds) -> bool:
    """Tell whether two dates can be one: one holds the other.

    >>> meets(Bounds("2025-05-01", "2025-05-31"), Bounds("2025-05-03", "2025-05-03"))
    True
    """
    return _holds(first, second) or _holds(second, first)


def _holds(wide: Bounds, narrow: Bounds) -> bool:
    begins = not wide.first or bool(narrow.first and wide.first <= narrow.first)
    return begins and (not wide.last or bool(narrow.last and narrow.last <= wide.last))


def _spans(case: Case, telling: Telling, mine: Bounds) -> bool:
    """A strike's end lies after its start, and not too far after."""
    begins = [bounds_of(when.value).first for when in case.recent().dates("begin")]
    ends = [bounds_of(when.value).first for when in case.recent().dates("end")]
    if telling.sense == "end" and begins and mine.first and not ends:
        return 0 <= _days(begins[0], mine.first) <= _FAR
    if telling.sense == "begin" and ends and mine.first and not begins:
        return 0 <= _days(mine.first, ends[0]) <= _FAR
    return False


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days if first and last else _FAR * 2


def _settle(text: str, cases: list[Case]) -> list[Case]:
    """Let an event without a date that a headline or the lead tells join the dated one that the text tells later."""
    kept: list[Case] = []
    for index, case in enumerate(cases):
        home = _later_home(text, case, cases[index + 1 : index + _BACK]) if _is_unsettled(text, case) else None
        if home:
            home.tellings[:0] = case.tellings
        else:
            kept.append(case)
    return kept


def _is_unsettled(text: str, case: Case) -> bool:
    told = case.tellings[0]
    if told.sense == "join" or not (case.type in _SINGLE or told.label == "headline") or case.recent().dates():
        return False
    return not (is_new(text, told) if told.start < _LEAD else _is_set_apart(text, told))


def _later_home(text: str, case: Case, later: list[Case]) -> Case | None:
    told = case.tellings[0]
    dated = (other for other in later if other.recent().dates())
    homes = (other for other in dated if _may_meet(other, told) and other.tellings[0].sense != "join")
    return next((other for other in homes if not is_new(text, other.tellings[0])), None)


def _is_set_apart(text: str, telling: Telling) -> bool:
    return telling.label != "headline" and (is_new(text, telling) or _is_indefinite(text, telling))


def _is_indefinite(text: str, telling: Telling) -> bool:
    return bool(_INDEFINITE.search(_before_noun(text, telling)))
