"""Finds the terms of a lexicon in a text: as whole words, the longest first, in any case and over line breaks.

A tree of words takes the place of one long regular expression: thousands of terms cost no time to compile.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"(?<![\w-])\w+")

# Where a term stands in a text, and the term: start, end, the term as its lexicon spells it.
Found = tuple[int, int, str]


class TermFinder:
    """The terms of a lexicon as a tree of words.

    `forms` are pairs: what stands in a text, and the term that it is a form of. `alike` gives words that may stand in
    the place of another: with {"their": "the"}, "left their posts" is found by "left the posts", too. Words that
    match `skipped` may stand between the words of a term: "walked quietly out" is found by "walked out".

    >>> finder = TermFinder([("strike", "strike"), ("strike vote", "strike vote"), ("struck", "strike")])
    >>> list(finder.find("A Strike\\nvote, they struck; pro-strike, strikes"))
    [(2, 13, 'strike vote'), (20, 26, 'strike')]
    """

    def __init__(
        self,
        forms: Iterable[tuple[str, str]],
        alike: Mapping[str, str] | None = None,
        skipped: re.Pattern | None = None,
    ) -> None:
        self._root: dict = {}
        self._alike = alike or {}
        self._skipped = skipped
        for form, term in forms:
            node = self._root
            for piece in _PIECE.findall(form):
                node = node.setdefault(_plain(piece), {})
            node.setdefault("", term)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Find the terms in `text[start:end]`, none inside another, in order."""
        end, free = len(text) if end is None else end, start
        for word in _WORD.finditer(text, start, end):
            may_open = _plain(word[0]) in self._root and word.start() >= free
            if may_open and (found := self.match(text, word.start(), end)):
                free = found[1]
                yield found

    def match(self, text: str, start: int, end: int) -> Found | None:
        """Give the longest term that opens at `start` and closes by `end`."""
        nodes, found = [self._root], None
        for piece in _PIECE.finditer(text, start, end):
            word = _plain(piece[0])
            following = [node[key] for node in nodes for key in (word, self._alike.get(word)) if key in node]
            if not following and not self._is_passed(nodes, word):
                break
            nodes = following or nodes
            if following and (term := next((node[""] for node in nodes if "" in node), "")):
                found = start, piece.end(), term
        return found

    def _is_passed(self, nodes: list[dict], word: str) -> bool:
        """Tell whether a word, or the space after it, only stands between those of a term."""
        return bool(self._skipped and nodes[0] is not self._root and (word == " " or self._skipped.fullmatch(word)))


def _plain(piece: str) -> str:
    """Spell a word or sign as it is compared: in lower case, with a plain apostrophe, white space as one space."""
    return " " if piece.isspace() else piece.lower().replace("’", "'")
