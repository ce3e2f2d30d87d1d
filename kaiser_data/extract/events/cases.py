"""What the files of this room speak of: the words that tell an event, its date, the clause, and the event of one text.

A strike that began on 26 January may end on 24 February, and "in May" may be the 3rd: dates are compatible where one
holds the other, or where one closes what the other opens. What one clause tells as done no other makes a plan again.
Which clauses tell the same event is for `grouping` to say, what became of it for `status`.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from kaiser_data.edtf import edtf_bounds, meets
from kaiser_data.extract.dates.date_words import FOLLOWS, number
from kaiser_data.extract.dates.values import days_between, move, value_of, within
from kaiser_data.extract.grammar.words import past_forms
from kaiser_data.lexicon import Pattern, any_of, prefix_tree

# So many characters apart two clauses may tell one event.
NEAR = 700
# The first and the last day that a text may be from.
Anchor = tuple[str, str]
# What lasts, and those of which a dispute has one at a time: "the vote" says which, and a text that gives no day means
# the one that others date.
LASTING = frozenset({"strike", "sympathy_strike", "lockout"})
SINGLE = LASTING.union(
    ("strike_vote", "strike_notice", "tentative_agreement", "ratification", "layoff", "lawsuit"),
    ("contract_expiration", "contract_extension"),
)


# "Cooks, who have been out since May, are to meet the owners", "The deal, reached on Friday, …"
ASIDE = Pattern(lambda: rf",\s+(?:who|which|whose|where|{prefix_tree(past_forms())}|[a-z]{{3,}}ed)\s[^,;]*\Z")
# What has run so long can no longer be called off, only ended: "a three weeks strike", "the long-running strike".
HAS_RUN = Pattern(
    r"\b(?:(?:day|week|month|year)s?-?(?:long|old)|[\w-]+[-\s](?:week|month|year)s?|(?:long|bitter|costly)(?:-running|-lasting)?)"
    r"[’']?\s+(?:[\w’'-]+\s+){0,2}\Z"
)


class Trigger(NamedTuple):
    """A trigger: `text[start:end]`, in lower case `word`, with the noun that it needs at `noun`, else its own edges.

    `kind`, `term` and `sense` are those of its line in the lexicon `triggers`, which says what each sense means; a noun
    that only speaks of an event has the sense `beside`. `type` is what it tells in its sentence, mostly its kind;
    a noun that tells by itself is the term and `adds` says what makes it tell: "dated", "counted".
    `classes` are those of the noun in the lexicon `event_nouns`.
    """

    start: int
    end: int
    noun: tuple[int, int]
    type: str
    sense: str
    status: str
    kind: str
    term: str
    word: str
    classes: frozenset[str] = frozenset()
    adds: str = ""

    @property
    def rule(self) -> str:
        """The rule of its rows: "strike:walk out", "strike:walkout, dated"."""
        return f"{self.kind}:{self.term}" + (f", {self.adds}" if self.adds else "")

    @property
    def first(self) -> int:
        """Where the trigger or its noun begins."""
        return min(self.start, self.noun[0])

    @property
    def last(self) -> int:
        """Where the trigger or its noun ends."""
        return max(self.end, self.noun[1])

    @property
    def is_noun(self) -> bool:
        """Tell whether a noun tells the event by itself."""
        return bool(self.adds)

    @property
    def is_verb(self) -> bool:
        """Tell whether a verb tells the event by itself: "walked out"."""
        return not self.is_noun and self.noun == (self.start, self.end)


class When(NamedTuple):
    """A date that a clause gives: its EDTF value and edges, whether clause or sentence has it, its kind."""

    value: str = ""
    start: int = 0
    end: int = 0
    source: str = ""
    kind: str = ""


NO_DATE = When()


class Telling(NamedTuple):
    """A clause `text[start:end]` that tells an event by its trigger."""

    start: int
    end: int
    trigger: Trigger
    type: str
    sense: str
    when: When
    sentence: tuple[int, int]
    label: str
    said_on: str = ""
    strikers: frozenset[str] = frozenset()
    status: str = ""


# What has not taken place yet, and what never does.
AHEAD, UNDONE = ("planned", "threatened"), ("called_off", "refused")
_BY_WEIGHT = (*UNDONE, "ongoing", "occurred", *AHEAD)
# Days: so far may a strike's end lie from its start, and that of one told as a whole; so long ago is an event old.
_FAR, _WEEK, _OLD = 800, 7, 90


@dataclass(slots=True)
class Case:
    """One event of one text with the clauses that tell it; `date` and `outcome` are set by `event_dates`."""

    type: str
    tellings: list[Telling]
    date: str = ""
    outcome: str = ""

    @property
    def told_dates(self) -> list[When]:
        """Give the dates of the clauses."""
        return [telling.when for telling in self.tellings if telling.when.value]

    @property
    def lasts(self) -> bool:
        """Tell whether it is a strike or a lockout, which has a first and a last day."""
        return self.type in LASTING

    @property
    def status(self) -> str:
        """Give the weightiest status that the clauses tell, "" where none says."""
        told = {telling.status for telling in self.recent()}
        if told <= {*AHEAD, ""}:  # "will strike on Thursday if no deal is reached" outweighs "we will be on strike"
            told = {telling.status for telling in self.recent() if telling.when.value and telling.status} or told
        return next((status for status in _BY_WEIGHT if status in told), "")

    def recent(self) -> list[Telling]:
        """Give the first and last clauses only, however often a text tells the event."""
        return self.tellings if len(self.tellings) <= 16 else [*self.tellings[:4], *self.tellings[-12:]]

    def recent_dates(self) -> list[str]:
        """Give the dates of these clauses."""
        return [telling.when.value for telling in self.recent() if telling.when.value]

    def recent_firsts(self, sense: str) -> list[str]:
        """Give the first days of those of these clauses that tell a beginning, an end or the whole."""
        return [edtf_bounds(t.when.value).first for t in self.recent() if t.when.value and t.sense == sense]


def is_compatible(case: Case, telling: Telling) -> bool:
    """Tell whether a dated clause can tell a dated event: as its own date, or as a strike's end after its start."""
    if is_told_of(case, telling.when.value):
        return True
    if not case.lasts or not case.recent_dates():
        return False
    mine = edtf_bounds(telling.when.value).first
    begins, ends, whole = (case.recent_firsts(sense) for sense in ("begin", "end", "whole"))
    within_days = _FAR if case.type == "lockout" else _WEEK  # no lockout is of a day alone
    firsts = begins or whole or ends * (telling.sense == "end")  # "ended their strike Monday and went back Tuesday"
    if telling.sense in ("end", "continue") and firsts and ends in ([], firsts):
        return 0 <= _days(firsts[0], mine) <= (_FAR if begins else within_days)
    reach = {"begin": _FAR, "whole": within_days}.get(telling.sense, -1)
    return bool(ends) and not begins and 0 <= _days(mine, ends[0]) <= reach


def is_told_of(case: Case, value: str) -> bool:
    """Tell whether a date can be that of a clause of an event."""
    told = case.recent_dates()
    # "the third strike this year" lends no month to one whose day is known.
    told = [one for one in told if len(one) > len("2026")] or told
    return any(meets(edtf_bounds(one), edtf_bounds(value)) for one in told)


def is_old(case: Case, last_day: str) -> bool:
    """Tell whether all that is told of an event lies long before the text's own day."""
    last = max((edtf_bounds(value).last or last_day for value in case.recent_dates()), default=last_day)
    return bool(last_day) and days_between(last, last_day) > _OLD


def _days(first: str, last: str) -> int:
    return days_between(first, last) if first and last else _FAR * 999


def is_recent(begins: str, anchor: Anchor) -> bool:
    """Tell whether a date lies within two months before the text's day or three after it."""
    last = edtf_bounds(begins).last
    return bool(last and anchor[1]) and -60 <= days_between(last, anchor[1]) <= 90


def passage_date(text: str, telling: Telling, dated: list[Telling], own: Case | None = None) -> When | None:
    """Find the date told last before a clause in its paragraph, by another event than its own."""
    index = bisect_left(dated, (telling.start + 1,))
    framing = (other for other in reversed(dated[max(0, index - 8) : index]) if other.when.kind != "since")
    for other in framing:
        # Of "a deal ended the strike that began in May" no month is the deal's.
        is_others = telling.trigger.last <= other.when.start < telling.end and telling.trigger[:2] != other.trigger[:2]
        if (not own or other not in own.tellings) and not is_others:
            near = telling.start - other.start < NEAR and "\n" not in text[other.when.end : telling.start]
            return other.when if near else None
    return None


def before_it(text: str, trigger: Trigger, start: int, value: str) -> str:
    """Date what came before that which a sentence tells on a day: of "struck on Monday after talks collapsed" these."""
    last, follows = edtf_bounds(value).last, FOLLOWS.search(text, start, trigger.first)
    if not last or not follows:
        return value
    if value == last and (count := number(follows["count"] or "")):
        return value_of("day", move(date.fromisoformat(value), follows["unit"], count if follows["ahead"] else -count))
    # Who was hurt "on Tuesday after police fired" was fired at that day; "met on Monday over the strike" tells no end.
    kept = {*LASTING, "layoff"} if follows["cause"] else {"violence", "arrest"}
    return value if follows["ahead"] or trigger.type in kept else within("", last)


@cache
def word_of(kind: str) -> re.Pattern:
    """Match a word of one kind of `telling_words`; as it stands there, for "Will" and "May" are names, too."""
    return re.compile(rf"\b{any_of('telling_words', kind=kind)}\b")
