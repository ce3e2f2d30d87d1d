"""Whether a clause tells an event, and when.

"once their contract expires on September 30" tells an expiration that is planned; "had never voted for a strike" and
"No new session has been scheduled" tell none. The date is the clause's own, else the one that opens the sentence; the
day beside a verb of saying ("announced Monday they had authorized …") only bounds it. Of what type an event is, is for
`event_kinds` to say. Left to `grouping`: what the sentences around say of the same event.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.actors.gazetteer import TRADE_FINDER
from kaiser_data.extract.dates.component import dates_of
from kaiser_data.extract.dates.date_words import values
from kaiser_data.extract.document import source_of, text_of
from kaiser_data.extract.events.around_dates import Dated, read_dates
from kaiser_data.extract.events.cases import HAS_RUN, LASTING, NO_DATE, Telling, Trigger, When
from kaiser_data.extract.events.event_kinds import of_its_kind
from kaiser_data.extract.events.event_nouns import Stretch, find_nouns, find_told_nouns, trigger_edges
from kaiser_data.extract.events.mention_dates import RELATIVE, each_date, find_when
from kaiser_data.extract.events.strike_run import STRIKE_WORDS, length_of
from kaiser_data.extract.events.triggers import find_triggers
from kaiser_data.extract.events.untold import modal_before, tells_nothing
from kaiser_data.extract.events.verbs import has_object, strike_verbs
from kaiser_data.extract.grammar.clauses import clause_of, find_cuts
from kaiser_data.extract.grammar.term_finder import Found
from kaiser_data.extract.layout import layout_of
from kaiser_data.lexicon import Pattern, any_of, terms

_REACH = 600


class Reach(NamedTuple):
    """A sentence as far as a trigger reads it, with its dates and its cuts."""

    edges: tuple[int, int]
    label: str
    dates: list[Dated]
    cuts: list[tuple[int, int]]


def find_tellings(doc: Doc) -> list[Telling]:
    """Find the clauses of a Doc that tell events, in order."""
    text = text_of(doc)
    _, starts, ends, labels = layout_of(doc)
    dates = [(date.start, date.end, date.value, date.kind) for date in dates_of(doc)]
    nouns = [word for word in find_nouns(text) if not _is_month(word, dates)]
    last_day, placed = source_of(doc).published_max, [date for date in dates if date[2]]
    found: list[Telling] = []
    for sentence in map(Stretch, starts, ends, labels):
        triggers = _triggers(text, nouns, placed, sentence)
        triggers = [trigger for trigger in triggers if not _is_month((*trigger[:2], trigger.word), dates)]
        words = sorted({trigger[:2] for trigger in triggers})
        reach = None
        for trigger in triggers:
            # Of a sentence without an end only the neighbourhood is read.
            edges = max(sentence.start, trigger.first - _REACH), min(sentence.end, trigger.last + _REACH)
            if not reach or reach.edges != edges:
                reach = _read(text, edges, sentence.label, placed, words)
            told = _judge(text, trigger, reach, last_day)
            if not told and (running := _running(text, trigger)):
                told = _judge(text, running, reach, last_day)
            found += told
        whole = _read(text, sentence[:2], sentence.label, placed, words)
        found += _ends(text, found[-9:], triggers, whole, last_day)
    return found


# So far after it a strike's end is told without its noun: "It ended on June 5", "and were back by three".
_SO_FAR = 240
_ENDS = Pattern(
    r"\b(?:[Ii]t|[Tt]hey|and|but|which|[Ww]orkers|[Ss]trikers|[Mm]embers)"
    rf"\s+(?P<verb>{any_of('telling_words', kind='end')}|(?:will|would|(?:is|was)\s+[a-z]+\s+to)\s+last"
    r"|(?:return|go\s+back)\s+to\s+work)\b"
)


def _ends(text: str, told: list[Telling], others: list[Trigger], sentence: Reach, last_day: str) -> Iterator[Telling]:
    """Find what ends a strike that is told before, or says how long it lasted, without its noun."""
    strikes = [telling for telling in told if telling.type in LASTING]
    for words in _ENDS.finditer(text, *sentence.edges):
        (start, end), verb = words.span("verb"), words["verb"]
        strike = next((t for t in reversed(strikes) if 0 < start - t.trigger.last < _SO_FAR), None)
        is_told = any(other.first < end and start < other.last for other in others)
        if not strike or is_told or "\n\n" in text[strike.trigger.last : start]:
            continue
        sense, kind = "continue" if " last" in f" {verb}" else "end", strike.type
        trigger = Trigger(start, end, (start, end), kind, sense, "", kind, verb, verb)
        for telling in _judge(text, trigger, sentence, last_day):
            yield from _with_day(text, telling, strike)


def _with_day(text: str, end: Telling, strike: Telling) -> Iterator[Telling]:
    """Keep what gives an end its day or a length: "were back by three", "It lasted six weeks"."""
    at = end.trigger.end
    length, is_end = length_of(text[at : end.end]), end.sense == "end"
    if not end.when.value and (text.startswith(" by ", at) or (length and not is_end)):
        end = end._replace(when=strike.when)
    if (end.when.value or length) and not (is_end and has_object(text, at)):  # "They ended the meeting on Tuesday"
        yield end


def _triggers(text: str, nouns: list[Found], dates: list[Dated], sentence: Stretch) -> list[Trigger]:
    found = find_triggers(text, nouns, sentence[:2])
    found += list(find_told_nouns(text, nouns, dates, found, sentence))
    found += [verb for verb in strike_verbs(text, dates, sentence) if verb.noun not in trigger_edges(found)]
    return sorted(_as_it_runs(text, trigger) for trigger in found if not _is_its_aim(text, trigger, found))


# "Talks to end the nine-week strike will resume": it runs, whatever the verb tells.
_RUNS = Pattern(rf"\b(?:[Tt]h(?:e|is|at|eir)|[Ii]ts|[Oo]ur)\s+(?:[\w’'-]+[\s-])?{HAS_RUN.pattern}")


def _as_it_runs(text: str, trigger: Trigger) -> Trigger:
    may_run = trigger.is_noun and trigger.type in LASTING
    is_on = may_run and _RUNS.search(text, max(0, trigger.start - 60), trigger.start)
    return trigger._replace(sense="run") if is_on else trigger


# "struck on Friday to protest against", "stopped work in an angry protest at", "a strike by clerks protesting over"
_AIMS = re.compile(r"\b(?:to|as\s+an?|in(?:\s+an?)?(?:\s+[a-z-]+)?)\s+\Z")
# "The strike was a protest against"
_IS_A = Pattern(rf"\b{STRIKE_WORDS}\b[^.;]{{0,60}}\b(?:was|is|were|are|as)\s+(?:an?\s+)?(?:[\w-]+\s+)?\Z")
_PROTESTS = re.compile(r"protest(?:s|ing)?(?:\s(?:against|at|over|about))?")  # outside a mill it is a rally
_ANOTHER = Pattern(r"[;:]|\b(?:and|but|who|is|are|was|were|been)\b|,\s+\Z")


def _is_its_aim(text: str, trigger: Trigger, found: list[Trigger]) -> bool:
    """Tell whether a protest is what a strike told before it in its clause is for, and no rally beside it."""
    if not _PROTESTS.fullmatch(trigger.word):
        return False
    if _IS_A.search(text, max(0, trigger.start - 90), trigger.start):
        return True
    if not trigger.word.startswith("protesting") and not _AIMS.search(text, max(0, trigger.start - 30), trigger.start):
        return False
    strikes = (min(other.end, other.noun[1]) for other in found if other.type in LASTING)
    return any(last < trigger.start and not _ANOTHER.search(text, last, trigger.start) for last in strikes)


def _is_month(word: Found, dates: list[tuple]) -> bool:
    """Tell whether a word ends as the month of a date: the "March" of "to March 16" and of "MARCH 9" is no march."""
    _, end, term = word
    at = bisect_left(dates, (end,)) - 1
    return at >= 0 and end <= dates[at][1] and term.split()[-1].capitalize() in values("month")


def _running(text: str, trigger: Trigger) -> Trigger | None:
    """Read a strike of which words tell only that its end is wished for: "talks to end the five-month strike"."""
    (start, end), kind = trigger.noun, trigger.type
    ends = trigger.sense == "end" or trigger.status == "called_off"
    if not ends or kind not in ("strike", "lockout") or not HAS_RUN.search(text, max(0, start - 40), start):
        return None
    term = text[start:end].lower()
    return Trigger(start, end, (start, end), kind, "run", "", kind, term, term, trigger.classes, "measured")


def _read(text: str, edges: tuple[int, int], label: str, dates: list[tuple], words: list[tuple[int, int]]) -> Reach:
    """Read once what all triggers of a sentence ask for."""
    start, end = edges
    inside = dates[bisect_left(dates, (start,)) : bisect_left(dates, (end,))]
    near = words[bisect_left(words, edges) : bisect_left(words, (end, 0))]
    return Reach(edges, label, read_dates(text, start, inside, near), find_cuts(text, start, end))


def _judge(text: str, trigger: Trigger, sentence: Reach, last_day: str) -> list[Telling]:
    """Give what a trigger tells: nothing, an event, or one for each date of a row."""
    clause = _clause(text, trigger, sentence)
    trigger, modal = of_its_kind(text, trigger, clause, sentence.edges), modal_before(text, trigger, clause[0])
    if not trigger:
        return []
    # Not the day of a call: "called on Monday for a strike".
    dates = [d for d in sentence.dates if trigger.sense != "plan" or not trigger.start < d.start < d.end < trigger.end]
    when, said_on = find_when(text, trigger, clause, sentence.edges, dates, last_day)
    when = NO_DATE if _is_others(trigger, when, modal, last_day) else when
    strikers = _strikers(text, trigger, clause) if trigger.type in LASTING else frozenset()
    telling = Telling(*clause, trigger, trigger.type, trigger.sense, when, *sentence[:2], said_on, strikers)
    return [] if tells_nothing(text, telling) else _each(text, telling, sentence.dates)


def _is_others(trigger: Trigger, when: When, modal: re.Match | None, last_day: str) -> bool:
    """Tell whether a day is not that of an event: of what runs, or of the verb before ("met on Monday to close it")."""
    # "who are on strike will return to work on Tuesday"
    is_on = (trigger.sense, trigger.status) == ("continue", "ongoing") and bool(when.value)
    if trigger.sense in ("run", "size") or (is_on and edtf_bounds(when.value).first > last_day):
        return trigger.sense == "size" or trigger.is_noun or when.kind != "until"  # "extended on Monday until Friday"
    if (trigger.type, trigger.sense) == ("tentative_agreement", "continue"):
        return True  # "The deal calls for a raise of 3 percent next year"
    modals = ("to", "would") if trigger.type in LASTING else ("to",)  # not "agreed on Monday to extend the contract"
    led = when.value and modal and modal[0].strip() in modals and when.end <= trigger.start
    return bool(led and trigger.type != "contract_extension" and edtf_bounds(when.value).last <= last_day)


def _each(text: str, telling: Telling, dates: list[Dated]) -> list[Telling]:
    """Give a clause for each date of a row, of which none begins what is still on: "struck on May 3 and on May 17"."""
    if telling.when.source != "clause" or telling.sense == "end":
        return [telling]
    row = each_date(text, telling.when, dates, telling.type in LASTING)
    if not row[1:]:
        return [telling._replace(when=row[0])]
    sense = "continue" if telling.sense == "begin" else telling.sense
    told = telling._replace(trigger=telling.trigger._replace(sense=sense), sense=sense)
    return [told._replace(when=one._replace(kind="row")) for one in row]


_BY = re.compile(r"\s+(?:by|of|among)\s+[\w’' ,-]+")


def _strikers(text: str, trigger: Trigger, clause: tuple[int, int]) -> frozenset[str]:
    """Give the trades whose strike a clause tells: those before its words, and those after "a strike by"."""
    noun, by = trigger.noun[0], _BY.match(text, trigger.noun[1], clause[1])
    found = TRADE_FINDER.find(text, max(0, min(clause[0], noun - 30)), by.end() if by else max(trigger.first, noun))
    # No union's name: "National Union of Bakers".
    trades = (trade for start, _, trade in found if start == clause[0] or not text[start : start + 2].istitle())
    return frozenset(trade.split()[-1].removesuffix("s") for trade in trades) - terms("people_at_large")


def _clause(text: str, trigger: Trigger, sentence: Reach) -> tuple[int, int]:
    """Cut the clause; a verb in a relative clause ("Talks, which opened in November, …") has that for its own."""
    first, last = max(trigger.first, sentence.edges[0]), min(trigger.last, sentence.edges[1])
    if trigger.noun[1] <= trigger.start and (relative := RELATIVE.search(text, trigger.noun[1], trigger.start)):
        first = max(first, relative.start())
    start, end = clause_of(text, sentence.cuts, first, last)
    between = text[start:end].partition(" between ")[2]
    if between and " and " not in between and text.startswith(" and ", end):
        end = clause_of(text, sentence.cuts, end + 6, end + 6)[1]  # "Talks between the bakers and the mill failed"
    return start, end
