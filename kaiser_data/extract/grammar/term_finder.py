"""Finds the terms of a lexicon in a text: as whole words, the longest first, in any case and over line breaks.

A tree of words takes the place of one long regular expression: thousands of terms cost no time to compile. A text is
cut into words once, however many lexicons are looked up in it. What is found as a cue has its line of the lexicon with
it, whose column `form` says whether it is a verb, a noun or a phrase.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import add, itemgetter
from typing import NamedTuple

# A word or sign, with the space after it.
_PIECE = re.compile(r"(?:\w+|[^\w\s])\s*")
_WORD = re.compile(r"\w+|[^\w\s]")

# Where a term stands in a text, and the term: start, end, the term as its lexicon spells it.
Found = tuple[int, int, str]


class Words(NamedTuple):
    """The words and signs of a text as they are compared, and where each starts and ends."""

    plain: list[str]
    starts: list[int]
    ends: list[int]


# A text is looked up as it stands, in lower case and with its quotations blotted out, and short phrases of it between.
@lru_cache(maxsize=8)
def _words(text: str) -> Words:
    pieces = _PIECE.findall(_straight(text))
    words = [*map(str.rstrip, pieces)]
    starts = [*accumulate(map(len, pieces), initial=len(text) - len(text.lstrip()))][: len(words)]
    return Words([*map(str.lower, words)], starts, [*map(add, starts, map(len, words))])


def _straight(text: str) -> str:
    """Write a text with plain apostrophes."""
    return text.replace("’", "'")


def _let_stand_for_the(node: dict, others: frozenset[str]) -> None:
    """Let other words lead where "the" leads, in every node below."""
    for word, following in list(node.items()):
        if word:
            _let_stand_for_the(following, others)
    if "the" in node:
        node |= {other: _join(node.get(other, {}), node["the"]) for other in others}


def _join(one: dict, other: dict) -> dict:
    """Join two nodes, the terms of the first before those of the other."""
    both = {key: one[key] + other[key] if not key else _join(one[key], other[key]) for key in one.keys() & other.keys()}
    return {**other, **one, **both} if one else other


class TermFinder:
    """The terms of a lexicon as a tree of words.

    `forms` are pairs, or a function that gives them when first asked: what stands in a text, and the term that it is a
    form of; of one form the first term counts.
    What matches `skipped` may stand between the words of a term: "walked quietly out" is found by "walked out". What is
    `like_the` may stand in the place of "the": "left their posts" is found by "left the posts".

    >>> finder = TermFinder([("strike", "strike"), ("strike vote", "strike vote"), ("struck", "strike")])
    >>> list(finder.find("A Strike\\nvote, they struck; pro-strike, strikes"))
    [(2, 13, 'strike vote'), (20, 26, 'strike')]
    """

    def __init__(
        self, forms: Iterable | Callable[[], Iterable], skipped: re.Pattern | None = None, like_the: Iterable[str] = ()
    ) -> None:
        self._forms, self._skipped, self._like_the = forms, skipped, frozenset(like_the)
        self._trees: dict[str, dict] = {}

    @cached_property
    def _opened(self) -> dict[str, list[tuple[str, str]]]:
        """Sort the forms and their terms by the word that opens them."""
        opened: dict[str, list[tuple[str, str]]] = {}
        for form, term in self._forms() if callable(self._forms) else self._forms:
            form = _straight(form).lower()
            opened.setdefault(_WORD.search(form)[0], []).append((form, term))
        return opened

    def _tree(self, opening: str) -> dict:
        """Give what follows a word that opens terms, as a tree; it grows when a text first has the word."""
        if opening not in self._trees:
            tree: dict = {}
            for form, term in self._opened[opening]:
                node = tree
                for word in _WORD.findall(form)[1:]:
                    node = node.setdefault(word, {})
                node.setdefault("", []).append(term)
            _let_stand_for_the(tree, self._like_the)
            self._trees[opening] = tree
        return self._trees[opening]

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Find the terms in `text[start:end]`, none inside another and none behind a hyphen, in order."""
        free = start
        for found in self.find_each(text, start, len(text) if end is None else end):
            if found[0] >= free and text[found[0] - 1 : found[0]] != "-":
                free = found[1]
                yield found

    def find_each(self, text: str, start: int, end: int) -> Iterator[Found]:
        """Give the longest term that opens at each word of `text[start:end]`."""
        return (found[-1] for number in self._openings(text, start, end) if (found := self._reach(text, number, end)))

    def find_all(self, text: str) -> Iterator[Found]:
        """Give all terms of a text that stand behind no hyphen, by where they start, the longest first."""
        for number in self._openings(text, 0, len(text)):
            found = self._reach(text, number, len(text))
            if found and text[found[0][0] - 1 : found[0][0]] != "-":
                yield from reversed(found)

    def match(self, text: str, start: int, end: int) -> Found | None:
        """Give the longest term that opens at `start` and closes by `end`."""
        plain, starts, _ = _words(text)
        number = bisect_left(starts, start)
        is_opening = starts[number : number + 1] == [start] and plain[number] in self._opened
        found = self._reach(text, number, end) if is_opening else ()
        return found[-1] if found else None

    def _openings(self, text: str, start: int, end: int) -> list[int]:
        """Give the number of each word that may open a term."""
        plain, starts, _ = _words(text)
        first, last, opened = bisect_left(starts, start), bisect_left(starts, end), self._opened
        return [number for number, word in enumerate(plain[first:last], first) if word in opened]

    def _reach(self, text: str, number: int, end: int) -> list[Found]:
        """Give the terms that open with a word, the longest last."""
        plain, starts, ends = _words(text)
        start, found, ways = starts[number], [], [(number, {plain[number]: self._tree(plain[number])})]
        while ways:
            number, node = ways.pop()
            if number >= len(plain) or ends[number] > end:
                continue
            word, gap = plain[number], self._skipped and self._skipped.match(text, starts[number])
            if gap and (word not in node or gap.end() > ends[number]):
                ways.append((bisect_left(starts, gap.end()), node))
            if word in node:
                ways.append((number + 1, node[word]))
                found += [(start, ends[number], term) for term in reversed(node[word].get("", ()))]
        return sorted(found, key=itemgetter(1))
