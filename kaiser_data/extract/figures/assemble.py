"""From quantities to figures: what each counts, what it is about, and what it inherits from those before it.

"An agreement with 41 registered nurses … the return of the 41": the second takes the topic of the first. "5%, 4% and
3.5%" share theirs, "the union puts the number at about 720" counts who was counted last. The words themselves are read
by `counted`, `topics` and `status`; here stands only the order in which they are asked.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kaiser_data.extract.figures.counted import find_counted
from kaiser_data.extract.figures.counted_things import Context, Counted
from kaiser_data.extract.figures.quantities import Quantity, find_quantities
from kaiser_data.extract.figures.status import as_of, status_of
from kaiser_data.extract.figures.topics import Cue, Place, find_cues, refine, topic_of, topic_of_people
from kaiser_data.extract.figures.units import home_currencies, is_plain_dollar
from kaiser_data.extract.grammar.noun_phrases import is_function_word, is_person, singular
from kaiser_data.rows import fold

# How far a clause is read on each side of a number: a sentence of a page is no sentence.
_REACH = 600


@dataclass(slots=True)
class Reading:
    """A figure before it is a row."""

    quantity: Quantity
    measure: str
    unit: str
    counted: str
    topic: str
    status: str
    as_of: str
    rule: str


@dataclass(slots=True)
class Sentence:
    """A sentence at `start:end` with its topic cues; the one before it in its paragraph begins at `before`."""

    start: int
    end: int
    before: int
    cues: list[Cue]


class Told(NamedTuple):
    """What a text told of a number when it first stated it."""

    topic: str
    words: str
    status: str


class Memory(NamedTuple):
    """What earlier figures left: what was told by value and unit, the last topic by measure, the last noun by both."""

    told: dict[tuple[float, str], Told]
    recent: dict[str, tuple[str, int]]
    named: dict[tuple[str, str], tuple[str, int]]


def read_figures(text: str, lowered: str, starts: list[int], ends: list[int]) -> Iterator[Reading]:
    """Read the figures of a text in order, given where its sentences start and end."""
    quantities = find_quantities(text, lowered)
    memory, sentence = Memory({}, {}, {}), Sentence(-1, 0, 0, [])
    home = home_currencies(lowered) if any(map(_is_sum, quantities)) else ("", "")
    previous = counted = people = last = None
    for quantity, following in zip(quantities, [*quantities[1:], None], strict=False):
        if not sentence.start <= quantity.start < sentence.end:
            sentence = _sentence(lowered, quantity, starts, ends)
            previous = counted = None
        start, end = sentence.start, sentence.end
        if end - start > _REACH:
            start, end = max(start, quantity.start - _REACH), min(end, quantity.end + _REACH)
        if following and following.start >= end:
            following = None
        now = find_counted(
            Context(text, lowered, quantity, start, end, previous, counted, following, people, memory.told)
        )
        if now is None:
            continue
        if quantity.form == "magnitude" or now.unit.startswith("USD"):
            now = _with_money(lowered, quantity, now, *home)
        place = Place((start, end), (quantity.start, quantity.end), _around(quantity, now))
        last = _read(text, lowered, quantity, now, place, sentence, memory, last)
        previous, counted = quantity, now
        people = now if now.measure == "headcount" and now.how in ("noun", "us", "before") else people
        yield last


def _sentence(lowered: str, quantity: Quantity, starts: list[int], ends: list[int]) -> Sentence:
    number = bisect_right(starts, quantity.start) - 1
    if number < 0:
        return Sentence(0, len(lowered), 0, find_cues(lowered, 0, len(lowered)))
    start, end = starts[number], max(ends[number], quantity.end)
    near = number and start - ends[number - 1] <= 2
    before = max(starts[number - 1], start - _REACH) if near else start
    return Sentence(start, end, before, find_cues(lowered, start, end))


def _is_sum(quantity: Quantity) -> bool:
    """Tell whether a quantity asks for the currency of its text: "$5", "dollars", bare "millions"."""
    return quantity.unit.startswith("USD") or (quantity.form == "magnitude" and quantity.value >= 1_000_000)


def _with_money(lowered: str, quantity: Quantity, counted: Counted, home: str, dollar: str) -> Counted:
    """Give "dollars" and "$" the currency of the text, and read bare "millions" as money."""
    if counted.unit.startswith("USD"):
        if quantity.link and home.endswith("D"):
            return counted.again(counted.how, unit=home + counted.unit[3:])
        if dollar != "USD" and is_plain_dollar(lowered, quantity.start, quantity.end):
            return counted.again(counted.how, unit=dollar + counted.unit[3:])
    great = quantity.form == "magnitude" and quantity.value >= 1_000_000 and not quantity.measure
    if great and (counted.measure not in ("headcount", "count") or counted.how == "bare"):
        return counted.again(counted.how, "money", home)
    return counted


def _read(
    text: str,
    lowered: str,
    quantity: Quantity,
    counted: Counted,
    place: Place,
    sentence: Sentence,
    memory: Memory,
    last: Reading | None,
) -> Reading:
    measure, unit = counted.measure, counted.unit
    if counted.how in ("listed", "continued") and last and last.measure == measure:
        topic, status = last.topic, last.status
        if lowered.startswith(" to ", last.quantity.end):  # "would go from $18 to $21"
            status = status_of(lowered, topic, measure, place)
    else:
        topic = _topic(lowered, quantity, counted, place, sentence, memory) or "other"
        status = "actual" if counted.how == "age" else status_of(lowered, topic, measure, place)
        before = _told_before(lowered, quantity, unit, memory)
        if before.topic == topic == "layoff":
            status = before.status  # "the 41": who are to go do not go twice
    words = _remembered(fold(text[counted.start : counted.end]), quantity, counted, topic, memory)
    memory.told.setdefault((quantity.value, unit), Told(topic, words, status))
    memory.recent[measure] = topic, quantity.start
    held = as_of(lowered, place) if measure != "duration" and status in ("actual", "planned") else ""
    return Reading(quantity, measure, unit, words, topic, status, held, f"{quantity.form}-{counted.how}")


def _topic(lowered: str, quantity: Quantity, counted: Counted, place: Place, sentence: Sentence, memory: Memory) -> str:
    """Ask the clause, then the noun, then what was told of the same number, then the sentence before."""
    measure, unit = counted.measure, counted.unit
    if counted.how == "age":
        return "other"
    if told := _topic_of_list(lowered, measure, quantity.start):
        return told
    words = lowered[counted.start : counted.end].rsplit(None, 1)
    head = unit.split("/")[0] if measure == "count" else singular(words[-1]) if words else ""
    topic = topic_of(lowered, measure, place, _near(sentence.cues, quantity))
    if measure == "headcount":
        topic = _topic_of_people(lowered, topic, head, quantity, counted)
    topic = topic or _told_before(lowered, quantity, unit, memory).topic
    if not topic and not (measure == "percent" and is_person(head)):  # a share of people tells its own
        topic = _topic_from_before(lowered, quantity, counted, place, sentence, memory)
    return refine(lowered, topic, measure, unit.partition("/")[0], quantity.value, head, place)


def _topic_from_before(
    lowered: str, quantity: Quantity, counted: Counted, place: Place, sentence: Sentence, memory: Memory
) -> str:
    """Take the topic of the sentence before, or that of the last share."""
    topic = ""
    if sentence.before < sentence.start and _looks_back(lowered, quantity, counted):
        topic = topic_of(lowered, counted.measure, place, find_cues(lowered, sentence.before, sentence.start))
    if topic or counted.measure != "percent":
        return topic
    topic, at = memory.recent.get("percent", ("", 0))
    return topic if quantity.start - at < _REACH else ""


def _topic_of_list(lowered: str, measure: str, start: int) -> str:
    heading = _heading(lowered, start) if measure in ("headcount", "count") else None
    if not heading:
        return ""
    beside = (heading[1], heading[1])
    return topic_of(lowered, measure, Place(heading, beside, beside), find_cues(lowered, *heading))


_OPENS_LINE = re.compile(r"(?:^|\n)[^\w\n]{0,4}$")
_LIST_LINE = re.compile(r"\s*(?:$|[^\w\n]?\s?[$£€]?\d|[•·*–-])")
_HEADS_LIST = re.compile(r"\blist\b|\bfollowing\b|\bbreakdown\b|:\s*$")


def _heading(lowered: str, start: int) -> tuple[int, int] | None:
    """Give the line that heads the list which a number opens a line of: "List of workers cut", "1 Mail clerk"."""
    if not _OPENS_LINE.search(lowered, max(0, start - 6), start):
        return None
    end = lowered.rfind("\n", 0, start)
    while end > max(0, start - 10 * _REACH):
        begin = lowered.rfind("\n", 0, end) + 1
        if not _LIST_LINE.match(lowered[begin:end]):
            return (begin, end) if _HEADS_LIST.search(lowered, begin, end) else None
        end = begin - 1
    return None


_NOTHING = Told("", "", "")
_THE = re.compile(r"\b(?:the|these|those|all)\s$")


def _told_before(lowered: str, quantity: Quantity, unit: str, memory: Memory) -> Told:
    """Give what was told of the same number: a small one is the same only where "the" says so."""
    if quantity.value <= 12 and not _THE.search(lowered, max(0, quantity.start - 8), quantity.start):
        return _NOTHING
    return memory.told.get((quantity.value, unit), _NOTHING)


def _near(cues: list[Cue], quantity: Quantity) -> list[Cue]:
    """Give the cues within reach: a table has thousands of them in one sentence."""
    first = bisect_left(cues, quantity.start - _REACH, key=lambda cue: cue[0])
    last = bisect_right(cues, quantity.end + _REACH, key=lambda cue: cue[0])
    return cues[first:last]


def _topic_of_people(lowered: str, topic: str, head: str, quantity: Quantity, counted: Counted) -> str:
    if counted.how == "hyphen":  # "the 8,000-member union", "a three-person panel"
        return "membership" if lowered.startswith("member", quantity.end + 1) else "other"
    return topic_of_people(topic, head)


def _looks_back(lowered: str, quantity: Quantity, counted: Counted) -> bool:
    """Tell whether a figure that its sentence says nothing of may take its topic from the sentence before."""
    if counted.measure in ("percent", "money"):
        return True
    return counted.measure == "headcount" and counted.how in ("bare", "continued", "us", "back")


def _around(quantity: Quantity, counted: Counted) -> tuple[int, int]:
    """Give the edges of a figure with the noun next to it."""
    if counted.end > counted.start and 0 <= counted.start - quantity.end < 24:
        return quantity.start, counted.end
    return quantity.start, quantity.end


def _remembered(words: str, quantity: Quantity, counted: Counted, topic: str, memory: Memory) -> str:
    """Name what a share or headcount without a noun of its own counts: what the last of its topic did."""
    if not _names_nothing(words, counted):
        if words:
            memory.named[counted.measure, topic] = words, quantity.start
        return words
    repeated = memory.told.get((quantity.value, counted.unit), _NOTHING).words if quantity.value > 12 else ""
    if repeated:
        return repeated
    named, at = memory.named.get((counted.measure, topic), ("", 0))
    return named if named and quantity.start - at < 1.5 * _REACH else words


def _names_nothing(words: str, counted: Counted) -> bool:
    """Tell whether a share, sum or headcount has no noun: no words at all, or a verb."""
    if counted.measure not in ("percent", "headcount", "money") or counted.how in ("us", "back", "age"):
        return False
    if not words or counted.measure != "percent" or counted.how != "before":
        return not words
    # "a consultant recommended 5%": a share that stands after its verb is not of the one who acts.
    head = words.split()[-1].lower()
    return is_function_word(head) or is_person(head)
