"""Whether a clause tells an event, of what type, with what status, and when.

"once their contract expires on September 30" tells an expiration that is planned; "had never voted for a strike" and
"No new session has been scheduled" tell none. The date is the clause's own, else the one that opens the sentence; the
day beside a verb of saying ("announced Monday they had authorized …") only bounds it. Left to `events`: what the
sentences before and after say of the same event.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.component import dates_of
from kaiser_data.extract.document import source_of, text_of
from kaiser_data.extract.events.clauses import Cuts, clause_of
from kaiser_data.extract.events.event_kinds import LASTING, of_its_kind
from kaiser_data.extract.events.mention_dates import NO_DATE, Dated, When, each_date, find_when, read_dates
from kaiser_data.extract.events.told_nouns import Stretch, find_strike_verbs, find_told_nouns
from kaiser_data.extract.events.trigger_words import find_nouns
from kaiser_data.extract.events.triggers import Trigger, find_triggers
from kaiser_data.extract.events.untold import TriggerInClause, modal_before, modal_status, tells_nothing
from kaiser_data.extract.layout import layout_of

_REACH = 600
_RELATIVE = re.compile(r"\b(?:which|who|that)\s+(?:\w+ly\s+|had\s+|has\s+|have\s+|was\s+|were\s+|is\s+|are\s+){0,2}\Z")


class Telling(NamedTuple):
    """A clause `text[start:end]` that tells an event by its trigger."""

    start: int
    end: int
    trigger: Trigger
    type: str
    sense: str
    status: str
    when: When
    sentence: tuple[int, int]
    label: str
    said_on: str = ""


class Reach(NamedTuple):
    """A sentence as far as a trigger reads it, with its dates and its cuts."""

    edges: tuple[int, int]
    label: str
    dates: list[Dated]
    cuts: Cuts


def find_tellings(doc: Doc) -> list[Telling]:
    """Find the clauses of a Doc that tell events, in order."""
    text = text_of(doc)
    _, starts, ends, labels = layout_of(doc)
    dates = [(date.start, date.end, date.value, date.kind) for date in dates_of(doc) if date.value]
    anchor, nouns = source_of(doc).published_max, find_nouns(text)
    found: list[Telling] = []
    for sentence in map(Stretch, starts, ends, labels):
        triggers = find_triggers(text, nouns, sentence[:2])
        triggers += list(find_told_nouns(text, nouns, dates, triggers, sentence))
        used = {edges for trigger in triggers for edges in (trigger.noun, trigger[:2])}
        triggers += [verb for verb in find_strike_verbs(text, dates, sentence) if verb.noun not in used]
        triggers.sort()
        words = sorted({trigger[:2] for trigger in triggers})
        reach = None
        for trigger in triggers:
            start, end = sentence[:2]
            if end - start > _REACH:
                # Of a sentence without an end only the neighbourhood is read.
                start, end = max(start, trigger.first - _REACH), min(end, trigger.last + _REACH)
            if not reach or reach.edges != (start, end):
                reach = _read(text, (start, end), sentence.label, dates, words)
            found += _judge(text, trigger, reach, anchor)
    return found


def _read(text: str, edges: tuple[int, int], label: str, dates: list[tuple], words: list[tuple[int, int]]) -> Reach:
    """Read once what all triggers of a sentence ask for."""
    start, end = edges
    inside = dates[bisect_left(dates, (start,)) : bisect_left(dates, (end,))]
    near = words[bisect_left(words, edges) : bisect_left(words, (end, 0))]
    return Reach(edges, label, read_dates(text, start, inside, near), Cuts(text, start, end))


def _judge(text: str, trigger: Trigger, sentence: Reach, anchor: str) -> Iterator[Telling]:
    """Give what a trigger tells: nothing, an event, or one for each date of a row."""
    clause = _clause(text, trigger, sentence)
    trigger, modal = of_its_kind(text, trigger, clause, sentence.edges), modal_before(text, trigger, clause[0])
    if not trigger:
        return
    when, said_on = find_when(text, trigger, clause, sentence.edges, sentence.dates, anchor)
    if trigger.sense == "size" or _is_of_other_verb(when, trigger, modal, anchor):
        when = NO_DATE
    if tells_nothing(TriggerInClause(text, trigger, clause, sentence.edges, sentence.label, modal, when)):
        return
    status = trigger.status or modal_status(modal, trigger.type)
    is_own = when.source == "clause" and trigger.sense != "end"
    row = each_date(text, when, sentence.dates, trigger.type in LASTING) if is_own else [when]
    for one in row:
        yield Telling(*clause, trigger, trigger.type, trigger.sense, status, one, *sentence[:2], said_on)


def _is_of_other_verb(when: When, trigger: Trigger, modal: re.Match | None, anchor: str) -> bool:
    """Tell whether a past day is that of the verb before: "met on Monday to back plans to close the mill"."""
    if not when.value or not modal or modal[0].strip() != "to":
        return False
    return when.end <= trigger.start and edtf_bounds(when.value).last <= anchor


def _clause(text: str, trigger: Trigger, sentence: Reach) -> tuple[int, int]:
    """Cut the clause; a verb in a relative clause ("Talks, which opened in November, …") has that for its own."""
    edges, first, last = sentence.edges, trigger.first, trigger.last
    if first < edges[0] or last > edges[1]:
        first, last = max(first, edges[0]), min(last, edges[1])
    if trigger.noun[1] <= trigger.start and (relative := _RELATIVE.search(text, trigger.noun[1], trigger.start)):
        first = max(first, relative.start())
    return clause_of(text, sentence.cuts, first, last)
