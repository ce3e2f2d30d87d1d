"""The words that name an event: `walked off the job`, `called off` with a strike beside it, `ratified`.

"the union called off the strike" has the verb `called off`, which needs a noun of the class `strike` near it; the
lexicon `triggers` says which, on which side, and what type of event the two make; `event_nouns` sorts the nouns. A
noun alone ("during the strike") triggers nothing. Whether the words tell or only wish is for `telling` to judge.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import read_lexicon

_OBJECT, _SUBJECT = 75, 170
_BLOCK = re.compile(r"[;!?\n]|\.\s+[A-Z“\"]")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\s+(?:\w+ly\s+|not\s+|then\s+|also\s+)?\Z")


class Word(NamedTuple):
    """A word of the lexicons as it stands in a text."""

    start: int
    end: int
    lines: tuple[int, ...]


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
        return min(self.start, self.noun[0])

    @property
    def last(self) -> int:
        return max(self.end, self.noun[1])


@cache
def _pattern(lexicon: str) -> re.Pattern:
    """Find each term, longest first; one alternative an initial letter, so that the search skips the others."""
    branches: dict[str, list[str]] = {}
    for term in {line["term"] for line in read_lexicon(lexicon)}:
        for initial in {term[0], term[0].upper()}:
            branches.setdefault(initial, []).append(re.escape(term[1:]).replace(r"\ ", r"\s+"))
    alternatives = (
        f"{initial}(?:{'|'.join(sorted(tails, key=lambda tail: (-len(tail), tail)))})(?![\\w])"
        for initial, tails in sorted(branches.items())
    )
    return re.compile("|".join(alternatives))


@cache
def _lines(lexicon: str) -> dict[str, tuple[int, ...]]:
    lines: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(read_lexicon(lexicon)):
        lines[line["term"].lower()] = (*lines.get(line["term"].lower(), ()), number)
    return lines


def _words(text: str, lexicon: str) -> list[Word]:
    lines = _lines(lexicon)
    return [
        Word(match.start(), match.end(), lines[" ".join(match[0].lower().split())])
        for match in _pattern(lexicon).finditer(text)
        if not text[match.start() - 1 : match.start()].isalnum()
    ]


class Nouns:
    """The event nouns of a text, to be looked up by place and class."""

    def __init__(self, text: str) -> None:
        self.words = _words(text, "event_nouns")
        self.starts = [word.start for word in self.words]

    def between(self, start: int, end: int, of_class: str) -> list[Word]:
        """Give the nouns of a class that open in `start:end`."""
        inside = self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        lines = read_lexicon("event_nouns")
        return [word for word in inside if any(lines[number]["class"] == of_class for number in word.lines)]


def find_triggers(text: str, starts: list[int], ends: list[int]) -> Iterator[Trigger]:
    """Find the triggers of the sentences that open and close at `starts` and `ends`."""
    nouns = Nouns(text)
    lines = read_lexicon("triggers")
    for word in _words(text, "triggers"):
        index = bisect_right(starts, word.start) - 1
        if index < 0 or ends[index] < word.end:
            continue
        edges = starts[index], ends[index]
        paired = False
        # "walked out of talks" is no strike: a reading with its noun rules out the one that needs none.
        for line in sorted((lines[number] for number in word.lines), key=lambda line: not line["needs"]):
            noun = _noun(text, word, nouns, line["needs"], line["where"], edges)
            if noun and not (paired and not line["needs"]):
                paired = bool(line["needs"])
                rule = f"{line['type']}:{line['term']}"
                yield Trigger(word.start, word.end, noun, line["type"], line["sense"], line["status"], rule)


def _noun(text: str, word: Word, nouns: Nouns, needs: str, where: str, edges: tuple[int, int]):
    if not needs:
        return word.start, word.end
    if where == "sentence":
        inside = nouns.between(*edges, needs)
        return (word.start, word.end) if inside else None
    before = _subject(text, word, nouns.between(max(edges[0], word.start - _SUBJECT), word.start, needs))
    after = _object(text, word, nouns.between(word.end, min(edges[1], word.end + _OBJECT), needs))
    if where == "subject":
        return before
    passive = bool(_PASSIVE.search(text, max(edges[0], word.start - 24), word.start))
    if where == "object":
        return before if passive and before else after or None
    if passive or not after:
        return before or after
    return after


def _subject(text: str, word: Word, found: list[Word]) -> tuple[int, int] | None:
    noun = found[-1] if found else None
    # Of "the strike vote" the vote is meant, of "the strike's size" something else.
    if not noun or _BLOCK.search(text, noun.end, word.start) or text[noun.end : noun.end + 2] in ("’s", "'s"):
        return None
    return noun.start, noun.end


def _object(text: str, word: Word, found: list[Word]) -> tuple[int, int] | None:
    noun = found[0] if found else None
    if not noun or _BLOCK.search(text, word.end, noun.start) or ", " in text[word.end : noun.start]:
        return None
    return noun.start, noun.end
