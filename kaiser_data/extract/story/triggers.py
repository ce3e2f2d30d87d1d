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

from kaiser_data.extract.story.event_words import OTHER_STRIKE, Nouns, Word
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


@cache
def _lines() -> dict[str, list[Line]]:
    """Give the lines of each term by its lower-case form, those that need a noun before the one that needs none."""
    lines: dict[str, list[Line]] = {}
    for line in sorted(read_lexicon("triggers"), key=lambda line: not line["needs"]):
        labels = (line[label] for label in ("needs", "where", "type", "sense", "status"))
        lines.setdefault(line["term"].lower(), []).append(Line(*labels, f"{line['type']}:{line['term']}"))
    return lines


def find_triggers(text: str, words: list[Word], nouns: Nouns, starts: list[int], ends: list[int]) -> Iterator[Trigger]:
    """Find the triggers among the words of the sentences that open and close at `starts` and `ends`."""
    for word in words:
        index = bisect_right(starts, word.start) - 1
        if index < 0 or ends[index] < word.end:
            continue
        edges = max(starts[index], word.start - _REACH), min(ends[index], word.end + _REACH)
        if _is_noun(text, word) or (word.term.endswith("strike") and OTHER_STRIKE.match(text, word.end - 6)):
            continue
        readings = _readings(text, word, nouns, edges)
        while not readings and (word := _shorter(text, word)):
            readings = _readings(text, word, nouns, edges)
        if readings:
            yield from _without_asides(text, readings)


def _readings(text: str, word: Word, nouns: Nouns, edges: tuple[int, int]) -> list[Trigger]:
    """Read a word as each line of the lexicon would have it, where the noun that the line needs is at hand."""
    paired, readings = False, []
    for line in _lines().get(word.term, ()):
        if line.needs and line.needs not in nouns.classes:
            continue
        # "walked out of talks" is no strike: a reading with its noun rules out the one that needs none.
        if paired and not line.needs:
            break
        if noun := _noun(text, word, nouns, line, edges):
            paired = bool(line.needs)
            readings.append(Trigger(word.start, word.end, noun, line.type, line.sense, line.status, line.rule))
    return readings


def _shorter(text: str, word: Word) -> Word | None:
    """Where "broke off" finds no talks, the shorter term that it begins with may find its noun."""
    end = text.rfind(" ", word.start, word.end)
    return Word(word.start, end, " ".join(text[word.start : end].lower().split())) if end > word.start else None


_DETERMINED = re.compile(r"\b(?:the|a|an|its|their|this|that|no|our|at)\s+\Z")
_NAMES = frozenset({"arrest", "arrests", "release"})


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


def _noun(text: str, word: Word, nouns: Nouns, line: Line, edges: tuple[int, int]) -> tuple[int, int] | None:
    """Find the noun that a line needs, on the side of its word where the line has it."""
    if not line.needs:
        return word.start, word.end
    if line.where == "sentence":
        # "will return to work" speaks of the strike of the sentences before, "will return" only of its own.
        first = edges[0] - 400 if word.term.endswith("work") else edges[0]
        return (word.start, word.end) if nouns.between(first, edges[1], line.needs) else None
    near = nouns.between(max(edges[0], word.start - _SUBJECT), min(edges[1], word.end + _OBJECT), line.needs)
    if not near:
        return None
    before = [noun for noun in near if noun.start < word.start]
    if line.where == "subject":
        return _subject(text, word, before)
    after = [noun for noun in near if noun.start >= word.end]
    if not before:
        return _object(text, word, nouns, after)
    passive = bool(_PASSIVE.search(text, max(edges[0], word.start - 24), word.start))
    # "the Partnership, founded in 1997": a participle after a comma has its object before it.
    apart = line.where == "made" and text[word.start - 2 : word.start] == ", "
    if passive or apart:
        return _subject(text, word, before) or _object(text, word, nouns, after)
    found = _object(text, word, nouns, after)
    return found or _subject(text, word, before) if line.where == "any" else found


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
    noun = found[0] if found else None
    if not noun or nouns.any_between(word.end, len(text[word.end : noun.start].rstrip()) + word.end):
        return None
    if _BLOCK.search(text, word.end, noun.start) or _OTHER_CLAUSE.search(text, word.end, noun.start):
        return None
    return noun.start, noun.end
