"""Whether a clause tells an event, of what type, with what status, and when.

"once their contract expires on September 30" tells an expiration that is planned; "had never voted for a strike" and
"No new session has been scheduled" tell none. The date is the clause's own, else the one that opens the sentence; the
day beside a verb of saying ("announced Monday they had authorized …") only bounds it. Left to `events`: what the
sentences before and after say of the same event.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.component import dates_of
from kaiser_data.extract.document import source_of, text_of
from kaiser_data.extract.events.clauses import Cuts, clause_of
from kaiser_data.extract.events.event_kinds import LASTING, by_whom, is_refused, type_of
from kaiser_data.extract.events.event_words import Nouns, find_words
from kaiser_data.extract.events.mention_dates import NO_DATE, Dated, When, find_when, read_dates
from kaiser_data.extract.events.several_dates import each_date
from kaiser_data.extract.events.told_nouns import Around, find_strike_verbs, find_told_nouns, taken
from kaiser_data.extract.events.triggers import Trigger, find_triggers
from kaiser_data.extract.events.untold import Reading, modal_before, modal_status, tells_nothing
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


class Sentence(NamedTuple):
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
    anchor = source_of(doc).published_max
    sentences = list(map(Around, starts, ends, labels))
    triggers = _all_triggers(text, starts, ends, dates, sentences)
    words = sorted({trigger[:2] for trigger in triggers}) if dates else []
    found: list[Telling] = []
    sentence = Sentence((0, 0), "", [], Cuts("", 0, 0))
    for trigger in triggers:
        index = bisect_right(starts, trigger.start) - 1
        if index < 0 or trigger.end > ends[index]:
            continue
        start, end = starts[index], ends[index]
        if end - start > _REACH:
            # Of a sentence without an end only the neighbourhood is read.
            start, end = max(start, trigger.first - _REACH), min(end, trigger.last + _REACH)
        if sentence.edges != (start, end):
            sentence = _read(text, (start, end), labels[index], dates, words)
        found += _judge(text, trigger, sentence, anchor)
    return found


def _read(text: str, edges: tuple[int, int], label: str, dates: list[tuple], words: list[tuple[int, int]]) -> Sentence:
    """Read once what all triggers of a sentence ask for."""
    start, end = edges
    inside = dates[bisect_left(dates, (start,)) : bisect_left(dates, (end,))]
    if inside:
        near = words[bisect_left(words, edges) : bisect_left(words, (end, 0))]
        inside = read_dates(text, start, inside, near)
    return Sentence(edges, label, inside, Cuts(text, start, end))


def _all_triggers(text: str, starts: list[int], ends: list[int], dates: list, sentences: list[Around]) -> list[Trigger]:
    words, nouns = find_words(text, "triggers"), Nouns(text, find_words(text, "event_nouns"))
    found = find_triggers(text, words, nouns, starts, ends)
    found += list(find_told_nouns(text, nouns, dates, found, sentences))
    verbs = list(find_strike_verbs(text, dates))
    used = taken(found) if verbs else set()
    found += (verb for verb in verbs if verb.noun not in used)
    return sorted(found)


def _judge(text: str, trigger: Trigger, sentence: Sentence, anchor: str) -> Iterator[Telling]:
    """Give what a trigger tells: nothing, an event, or one for each date of a row."""
    clause = _clause(text, trigger, sentence)
    trigger = by_whom(text, trigger, clause)
    kind, modal = type_of(text, trigger, sentence.edges), modal_before(text, trigger, clause[0])
    when, said_on = NO_DATE, ""
    if sentence.dates:
        when, said_on = find_when(text, trigger, clause, sentence.edges, sentence.dates, anchor)
    if trigger.sense == "size" or _is_of_other_verb(when, trigger, modal, anchor):
        when = NO_DATE
    if not kind or tells_nothing(Reading(text, trigger, kind, clause, sentence.edges, sentence.label, modal, when)):
        return
    status = trigger.status or (is_refused(trigger) and "refused") or modal_status(modal, kind)
    row = [when]
    if when.source == "clause" and trigger.sense != "end":
        row = each_date(text, when, sentence.dates, kind in LASTING)
    for one in row:
        yield Telling(*clause, trigger, kind, trigger.sense, status, one, sentence.edges, sentence.label, said_on)


def _is_of_other_verb(when: When, trigger: Trigger, modal: re.Match | None, anchor: str) -> bool:
    """Tell whether a past day is that of the verb before: "met on Monday to back plans to close the mill"."""
    if not when.value or not modal or modal[0].strip() != "to":
        return False
    return when.end <= trigger.start and edtf_bounds(when.value).last <= anchor


def _clause(text: str, trigger: Trigger, sentence: Sentence) -> tuple[int, int]:
    """Cut the clause; a verb in a relative clause ("Talks, which opened in November, …") has that for its own."""
    edges, first, last = sentence.edges, trigger.first, trigger.last
    if first < edges[0] or last > edges[1]:
        first, last = max(first, edges[0]), min(last, edges[1])
    if trigger.noun[1] <= trigger.start and (relative := _RELATIVE.search(text, trigger.noun[1], trigger.start)):
        first = max(first, relative.start())
    return clause_of(text, sentence.cuts, first, last)
