"""The words that name an event: `walked off the job`, `called off` with a strike beside it, `ratified`.

"the union called off the strike" has the verb `called off`, which needs a noun of the class `strike` near it; the
lexicon `triggers` says which, on which side, and what type of event the two make; `event_nouns` sorts the nouns. A
noun alone ("during the strike") triggers nothing. Whether the words tell or only wish is for `telling` to judge.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.story.event_words import OTHER_STRIKE, Nouns, Word, classes
from kaiser_data.lexicon import read_lexicon

_OBJECT, _SUBJECT, _REACH = 75, 170, 600
_BLOCK = re.compile(r"[;!?\n]|(?<!\b[A-Z])\.\s+[A-Z“\"]")
_ASIDE = re.compile(r"\b(?:before|during|after|since|until|over|about|amid|despite|following)\s+(?:[\w’'-]+\s+){0,3}\Z")
_OTHER_SUBJECT = re.compile(
    r"\band\s+(?:our|the|they|its|their|we|it|he|she|both|all)\b|\bthat\s+(?:the|its|it|they|their)\b"
)
_OTHER_CLAUSE = re.compile(r",\s|\bthat\s|\b(?:after|before|while|because|when|if|who)\s|\band\s+(?:went|\w+ed)\b")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\s+(?:\w+ly\s+|not\s+|then\s+|also\s+)?\Z")


class Trigger(NamedTuple):
    """A trigger: `text[start:end]` with the noun that it needs at `noun` (its own edges where it needs none)."""

    start: int
    end: int
    noun: tuple[int, int]
    type: str
    sense: str
    status: str
    rule: str

    @property
    def first(self) -> int:
        """Where the trigger or its noun begins."""
        return min(self.start, self.noun[0])

    @property
    def last(self) -> int:
        """Where the trigger or its noun ends."""
        return max(self.end, self.noun[1])


class Line(NamedTuple):
    """A line of the lexicon `triggers`: the noun that a term needs and where, and what the two make."""

    needs: str
    where: str
    type: str
    sense: str
    status: str
    rule: str


class Lines(NamedTuple):
    """The lines of a term: those that need a noun beside it, or anywhere in its sentence, and those that need none."""

    beside: list[Line]
    apart: list[Line]
    alone: list[Line]
    needs: set[str]


@cache
def _lines() -> dict[str, Lines]:
    """Give the lines of each term by its lower-case form."""
    lines: dict[str, Lines] = {}
    for line in read_lexicon("triggers"):
        labels = (line[label] for label in ("needs", "where", "type", "sense", "status"))
        of_term = lines.setdefault(line["term"].lower(), Lines([], [], [], set()))
        sort = of_term.alone if not line["needs"] else of_term.apart if line["where"] == "sentence" else of_term.beside
        sort.append(Line(*labels, f"{line['type']}:{line['term']}"))
        of_term.needs.add(line["needs"])
    return lines


def find_triggers(text: str, words: list[Word], nouns: Nouns, starts: list[int], ends: list[int]) -> Iterator[Trigger]:
    """Find the triggers among the words of the sentences that open and close at `starts` and `ends`."""
    for word in words:
        index = bisect_right(starts, word.start) - 1
        if index < 0 or ends[index] < word.end:
            continue
        edges = starts[index], ends[index]
        # Most words find no noun: what else they may be is asked of the others only.
        readings = _readings(text, word, nouns, edges) or _of_shorter(text, word, nouns, edges)
        if readings and not _is_noun(text, word) and not _is_other_strike(text, word):
            yield from _without_asides(text, readings)


def _of_shorter(text: str, word: Word, nouns: Nouns, edges: tuple[int, int]) -> list[Trigger]:
    """Where "broke off" finds no talks, the shorter term that it begins with may find its noun."""
    end = text.rfind(" ", word.start, word.end) if " " in word.term else -1
    while end > word.start:
        word = Word(word.start, end, " ".join(text[word.start : end].lower().split()))
        if readings := _readings(text, word, nouns, edges):
            return readings
        end = text.rfind(" ", word.start, end)
    return []


def _readings(text: str, word: Word, nouns: Nouns, edges: tuple[int, int]) -> list[Trigger]:
    """Read a word as each line of the lexicon would have it, where the noun that the line needs is at hand."""
    start, end, term = word
    lines = _lines().get(term)
    if not lines:
        return []
    readings, class_of, needed = [], classes(), lines.needs
    near = nouns.between(max(edges[0], start - _SUBJECT), min(edges[1], end + _OBJECT)) if lines.beside else ()
    # Beside most words no noun is one that they need.
    near = [noun for noun in near if not needed.isdisjoint(class_of[noun.term])]
    for needs, _, *labels in lines.apart:
        if _is_in_sentence(word, nouns, needs, edges):
            readings.append(Trigger(start, end, (start, end), *labels))
    for needs, where, *labels in lines.beside if near else ():
        fitting = [noun for noun in near if needs in class_of[noun.term]]
        if noun := fitting and _noun(text, word, nouns, where, fitting, edges[0]):
            readings.append(Trigger(start, end, noun, *labels))
    # "walked out of talks" is no strike: a reading with its noun rules out the one that needs none.
    return readings or [Trigger(start, end, (start, end), *labels) for _, _, *labels in lines.alone]


def _is_in_sentence(word: Word, nouns: Nouns, needs: str, edges: tuple[int, int]) -> bool:
    """Tell whether a sentence has a noun of a class: "will return" speaks of the strike of its own sentence."""
    first, last = max(edges[0], word.start - _REACH), min(edges[1], word.end + _REACH)
    # "will return to work" speaks of the strike of the sentences before as well.
    first -= 400 if word.term.endswith("work") else 0
    return any(needs in classes()[noun.term] for noun in nouns.between(first, last))


_DETERMINED = re.compile(r"\b(?:the|a|an|its|their|this|that|no|our|at)\s+\Z")
_NAMES = frozenset({"arrest", "arrests", "release"})


def _is_other_strike(text: str, word: Word) -> bool:
    return word.term.endswith("strike") and bool(OTHER_STRIKE.match(text, word.end - 6))


def _is_noun(text: str, word: Word) -> bool:
    """`start`, `end` or `plan` after an article is no verb."""
    term = word.term
    if len(term) > 8 or " " in term or term.endswith(("ed", "ing")) or term in _NAMES:
        return False
    lower = text[word.start : word.end].islower()
    return lower and bool(_DETERMINED.search(text, max(0, word.start - 8), word.start))


def _without_asides(text: str, readings: list[Trigger]) -> list[Trigger]:
    """In "Our last session before the strike ended" the session is meant; an adjunct's noun gives way."""
    if readings[0].noun[0] >= readings[0].start and len(readings) == 1:
        return readings
    aside = [r for r in readings if r.noun[0] < r.start and _ASIDE.search(text, max(0, r.noun[0] - 40), r.noun[0])]
    main = [reading for reading in readings if reading not in aside]
    return [*main, *(reading for reading in aside if not any(m.noun[1] < reading.noun[0] for m in main))]


def _noun(text: str, word: Word, nouns: Nouns, where: str, fitting: list[Word], first: int) -> tuple[int, int] | None:
    """Find the noun that a line needs, on the side of its word where the line has it, in a sentence from `first`."""
    before = [noun for noun in fitting if noun.start < word.start]
    if where == "subject":
        return _subject(text, word, before)
    after = [noun for noun in fitting if noun.start >= word.end]
    if not before:
        return _object(text, word, nouns, after)
    # "the Partnership, founded in 1997": a participle after a comma has its object before it.
    apart = where == "made" and text[word.start - 2 : word.start] == ", "
    if apart or _PASSIVE.search(text, max(first, word.start - 24), word.start):
        return _subject(text, word, before) or _object(text, word, nouns, after)
    found = _object(text, word, nouns, after)
    return found or _subject(text, word, before) if where == "any" else found


def _subject(text: str, word: Word, found: list[Word]) -> tuple[int, int] | None:
    """Take the nearest noun before a verb that nothing cuts off; "our session before the strike ended" has two."""
    for noun in reversed(found):
        if text[noun.end : noun.end + 2] in ("’s", "'s"):
            continue
        if _BLOCK.search(text, noun.end, word.start):
            return None
        if not _OTHER_SUBJECT.search(text, noun.end, word.start):
            return noun.start, noun.end
    return None


def _object(text: str, word: Word, nouns: Nouns, found: list[Word]) -> tuple[int, int] | None:
    if not found:
        return None
    end, (start, last, _) = word.end, found[0]
    if nouns.any_between(end, len(text[end:start].rstrip()) + end):
        return None
    if _BLOCK.search(text, end, start) or _OTHER_CLAUSE.search(text, end, start):
        return None
    return start, last
