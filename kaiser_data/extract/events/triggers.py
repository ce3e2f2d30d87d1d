"""The words that name an event: `walked off the job`, `called off` with a strike beside it, `ratified`.

"the union called off the strike" has the verb `called off`, which needs a noun of the class `strike` near it; the
lexicon `triggers` says which, on which side, and what type of event the two make; `event_nouns` sorts the nouns. A
noun alone ("during the strike") triggers nothing. Whether the words tell or only wish is for `telling` to judge.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.events.event_words import OTHER_STRIKE, Nouns, Word
from kaiser_data.lexicon import read_lexicon

_OBJECT, _SUBJECT, _REACH = 75, 170, 600
_BLOCK = re.compile(r"[;!?\n]|(?<!\b[A-Z])\.\s+[A-Z“\"]")
_OTHER_SUBJECT = re.compile(
    r"\band\s+(?:our|the|they|its|their|we|it|he|she|both|all)\b|\bthat\s+(?:the|its|it|they|their)\b|\balthough\b"
)
_OTHER_CLAUSE = re.compile(
    r",\s|\bthat\s(?!\Z)|\bto\s(?!(?:the|an?|their|its)\s)|\b(?:it|he|she)\s+(?:was|were|is|are|has|have|had|will|would)\s|\b(?:after|before|during|while|because|when|if|who)\s|\band\s+(?:went|\w+ed)\b"
)
# "Talks aimed at ending the strike were put off", "Talks to end the strike were put off": the strike is no subject.
_GOVERNED = re.compile(r"\s(?:at|of|for|by|on)\s+\w+ing\s+(?:the|an?|their|its)\s+(?:[\w-]+\s+)?\Z")
_OF_OTHER = re.compile(
    r"\w\s+(?:on|about|over|in\s+\w+\s+of|to\s+(?!be\b)\w+)\s+(?:the|an?|their|its)\s+(?:[\w-]+\s+)?\Z"
)
_IS = re.compile(
    r"(?:\s+(?:at|in|by|over)\s+(?:the\s+)?[\w’'-]+)?\s+(?:was|were|is|are|(?:has|have|had|will)\s+be(?:en)?)\b"
)
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
        return self.start if self.start < self.noun[0] else self.noun[0]

    @property
    def last(self) -> int:
        """Where the trigger or its noun ends."""
        return self.end if self.end > self.noun[1] else self.noun[1]


class Line(NamedTuple):
    """A line of the lexicon `triggers`: the noun that a term needs and where, and what the two make."""

    needs: str
    where: str
    labels: tuple[str, str, str, str]


class Lines(NamedTuple):
    """The lines of a term: those that need a noun beside it, or anywhere in its sentence, and those that need none.

    A term may hold a shorter one (`broke off` holds `broke`), be a noun after an article (`start`, `plan`), or end
    in the verb of an idiom (`strike a balance`).
    """

    beside: list[Line]
    apart: list[Line]
    alone: list[Line]
    holds_shorter: bool
    may_be_noun: bool
    may_be_idiom: bool


_NAMES = frozenset({"arrest", "arrests", "release"})
# Where a noun may stand apart from its term: anywhere in the sentence, or so many characters before it as well.
_APART = {"sentence": 0, "passage": 900}


@cache
def _lines() -> dict[str, Lines]:
    """Give the lines of each term by its lower-case form."""
    read = read_lexicon("triggers")
    terms = {line["term"].lower() for line in read}
    lines = {
        term: Lines([], [], [], not terms.isdisjoint(_shorter(term)), _may_be_noun(term), term.endswith("strike"))
        for term in terms
    }
    for line in read:
        of_term, needs, where = lines[line["term"].lower()], line["needs"], line["where"]
        sort = of_term.alone if not needs else of_term.apart if where in _APART else of_term.beside
        labels = line["type"], line["sense"], line["status"], f"{line['type']}:{line['term']}"
        sort.append(Line(needs, where, labels))
    return lines


def _shorter(term: str) -> list[str]:
    return [part for at, sign in enumerate(term) if sign == " " for part in (term[:at], term[at + 1 :])]


def _may_be_noun(term: str) -> bool:
    return not (len(term) > 8 or " " in term or term.endswith(("ed", "ing")) or term in _NAMES)


def find_triggers(text: str, words: list[Word], nouns: Nouns, starts: list[int], ends: list[int]) -> list[Trigger]:
    """Find the triggers among the words of the sentences that open and close at `starts` and `ends`."""
    found: list[Trigger] = []
    lines_of = _lines()
    for word in words:
        start, end, term = word
        index = bisect_right(starts, start) - 1
        if index < 0 or ends[index] < end:
            continue
        edges, lines = (starts[index], ends[index]), lines_of[term]
        # Most words find no noun: what else they may be is asked of the others only.
        readings = _readings(text, word, lines, nouns, edges)
        if not readings and lines.holds_shorter:
            readings = _of_shorter(text, word, nouns, edges)
        if not readings or ((lines.may_be_noun or lines.may_be_idiom) and _is_other(text, word, lines)):
            continue
        found += readings
    return found


def _of_shorter(text: str, word: Word, nouns: Nouns, edges: tuple[int, int]) -> list[Trigger]:
    """Where "broke off" or "was held" finds no talks, the shorter term in it may find its noun."""
    start, end, _ = word
    gaps = [match.span() for match in re.finditer(r"\s+", text[start:end])]
    shorter = [(start, start + gap[0]) for gap in reversed(gaps)] + [(start + gap[1], end) for gap in gaps]
    for first, last in shorter:
        term = " ".join(text[first:last].lower().split())
        lines = _lines().get(term)
        if lines and (readings := _readings(text, (first, last, term), lines, nouns, edges)):
            return readings
    return []


def _readings(text: str, word: Word, lines: Lines, nouns: Nouns, edges: tuple[int, int]) -> list[Trigger]:
    """Read a word as each line of the lexicon would have it, where the noun that the line needs is at hand."""
    start, end, _ = word
    beside, apart, alone, *_ = lines
    own = start, end
    readings = []
    if apart:
        readings = [Trigger(*own, own, *line.labels) for line in apart if _is_around(word, nouns, line, edges)]
    first, last = max(edges[0], start - _SUBJECT), min(edges[1], end + _OBJECT)
    for needs, where, labels in beside:
        fitting = nouns.of_class(needs, first, last)
        if fitting and (noun := _noun(text, word, nouns, where, fitting, edges[0])):
            readings.append(Trigger(start, end, noun, *labels))
    if any(reading.type == "strike" for reading in readings):
        readings = [reading for reading in readings if reading.type != "other"]  # "The strike closed the mill"
    # "walked out of talks" is no strike: a reading with its noun rules out the one that needs none.
    if alone and not readings:
        return [Trigger(start, end, own, *labels) for _, _, labels in alone]
    return readings


def _is_around(word: Word, nouns: Nouns, line: Line, edges: tuple[int, int]) -> bool:
    """Tell whether a passage has the noun of a line: "will return to work" speaks of the strike told before."""
    start, end, _ = word
    first, last = max(edges[0], start - _REACH), min(edges[1], end + _REACH)
    return bool(nouns.of_class(line.needs, first - _APART[line.where], last))


_DETERMINED = re.compile(r"\b(?:the|a|an|its|their|this|that|no|our|at)\s+\Z")


def _is_other(text: str, word: Word, lines: Lines) -> bool:
    """`start`, `end` or `plan` after an article is no verb, "strike a balance" no strike."""
    start, end, _ = word
    if lines.may_be_idiom and OTHER_STRIKE.match(text, end - 6):
        return True
    if not lines.may_be_noun or not text[start:end].islower():
        return False
    return bool(_DETERMINED.search(text, max(0, start - 8), start))


def _noun(text: str, word: Word, nouns: Nouns, where: str, fitting: list[Word], first: int) -> tuple[int, int] | None:
    """Find the noun that a line needs, on the side of its word where the line has it, in a sentence from `first`."""
    start, end, _ = word
    before = [noun for noun in fitting if noun[0] < start]
    if where == "subject":
        return _subject(text, start, before)
    after = next((noun for noun in fitting if noun[0] >= end), None)
    found = _object(text, end, nouns, after) if after else None
    # "the Partnership, founded in 1997": a participle after a comma has its object before it.
    apart = where == "made" and text[start - 2 : start] == ", "
    if apart or (before and _PASSIVE.search(text, max(first, start - 24), start)):
        return _subject(text, start, before) or found
    return found or (_subject(text, start, before) if where == "any" else None)


def _subject(text: str, start: int, found: list[Word]) -> tuple[int, int] | None:
    """Take the nearest noun before a verb that nothing cuts off; "our session before the strike ended" has two."""
    for noun in reversed(found):
        end = noun[1]
        left = max(0, noun[0] - 50)
        if text.startswith(("’s", "'s"), end) or _GOVERNED.search(text, left, noun[0]):
            continue
        if _IS.match(text, end) and _OF_OTHER.search(text, left, noun[0]):
            continue
        if _BLOCK.search(text, end, start):
            return None
        if not _OTHER_SUBJECT.search(text, end, start):
            return noun[0], end
    return None


def _object(text: str, end: int, nouns: Nouns, found: Word) -> tuple[int, int] | None:
    start, last, _ = found
    if nouns.any_between(end, len(text[end:start].rstrip()) + end):
        return None
    if _BLOCK.search(text, end, start) or _OTHER_CLAUSE.search(text, end, start):
        return None
    return start, last
