"""The verbs and nouns of events as they stand in a text, found in one pass each.

`called off` and `strike` in "the union called off the strike" are lines of the lexicons `triggers` and `event_nouns`.
Left out are words that only look so: the "strike" of `strike fund` and of `to strike`. What the two make together is
for `triggers` to say.
"""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import read_lexicon


class Word(NamedTuple):
    """A word of the lexicons as it stands in a text."""

    start: int
    end: int
    lines: tuple[int, ...]


@cache
def _pattern(lexicon: str) -> re.Pattern:
    """Find each term, longest first, by a tree of letters: the search leaves a word where no term goes on."""
    forms = {
        form for line in read_lexicon(lexicon) for form in (line["term"], line["term"][0].upper() + line["term"][1:])
    }
    branches = [f"{letter}{tree}" for letter, tree in _tree(forms).items()]
    return re.compile("|".join(branches))


def _tree(forms: set[str]) -> dict[str, str]:
    tails: dict[str, set[str]] = {}
    for form in forms:
        if form:
            tails.setdefault(form[0], set()).add(form[1:])
    return {re.escape(letter) if letter != " " else r"\s+": _branch(tails[letter]) for letter in sorted(tails)}


def _branch(tails: set[str]) -> str:
    branches = [letter + tree for letter, tree in _tree(tails).items()]
    if "" in tails:
        branches.append(r"(?!\w)")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def lines_of(lexicon: str) -> dict[str, tuple[int, ...]]:
    """Give the numbers of the lines that have a term, by its lower-case form."""
    lines: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(read_lexicon(lexicon)):
        lines[line["term"].lower()] = (*lines.get(line["term"].lower(), ()), number)
    return lines


def find_words(text: str, lexicon: str) -> list[Word]:
    """Find the terms of a lexicon as whole words, with the lines that have them."""
    lines = lines_of(lexicon)
    return [
        Word(match.start(), match.end(), lines[" ".join(match[0].lower().split())])
        for match in _pattern(lexicon).finditer(text)
        if not _INSIDE.match(text[match.start() - 1 : match.start()])
    ]


_INSIDE = re.compile(r"[\w-]")
# "strike a balance" is no strike, "the strike a year ago" is one.
OTHER_STRIKE = re.compile(
    r"strike\s+(?:an?\s+(?!(?:few|year|month|week|day|decade)\b)|another\s|(?:gold|fear)\b)", re.IGNORECASE
)
_NO_STRIKE = re.compile(
    r"[-\s]+(?:ready|fund|pay|benefits?|deadline|breakers?|committee|leaders?|captains?|school|plans?|threats?|duty|zone|date)\b"
)


class Nouns:
    """The event nouns of a text, to be looked up by place and class."""

    def any_between(self, start: int, end: int) -> bool:
        """Tell whether a noun of any class opens and closes in `start:end`."""
        first = bisect_left(self.starts, start)
        # A noun that touches the end is the first half of a compound: "a contract extension".
        return first < len(self.words) and self.words[first].end < end

    def __init__(self, text: str) -> None:
        self.words = [word for word in find_words(text, "event_nouns") if not _is_no_event(text, word)]
        self.starts = [word.start for word in self.words]

    def between(self, start: int, end: int, of_class: str) -> list[Word]:
        """Give the nouns of a class that open in `start:end`."""
        inside = self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        lines = read_lexicon("event_nouns")
        return [word for word in inside if any(lines[number]["class"] == of_class for number in word.lines)]


def _is_no_event(text: str, word: Word) -> bool:
    """The "strike" of `strike fund` and of `to strike` is no noun that names a strike."""
    if not text[word.start : word.end].lower().startswith("strike"):
        return False
    if OTHER_STRIKE.match(text, word.start):
        return True
    return bool(_NO_STRIKE.match(text, word.end)) or text[word.start - 3 : word.start] == "to "
