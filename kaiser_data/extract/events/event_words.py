"""The verbs and nouns of events as they stand in a text, found in one pass.

`called off` and `strike` in "the union called off the strike" are lines of the lexicons `triggers` and `event_nouns`.
Left out are words that only look so: the "strike" of `strike fund` and of `to strike`. What the two make together is
for `triggers` to say.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache

from kaiser_data.lexicon import prefix_tree, read_lexicon, terms

# "strike a balance" is no strike, "the strike a year ago" is one.
OTHER_STRIKE = re.compile(
    r"strike\s+(?:an?\s+(?!(?:few|year|month|week|day|decade)\b)|another\s|(?:gold|fear)\b)", re.IGNORECASE
)


# A word of a lexicon as it stands in a text: where it opens and closes, and its line's term, in lower case. A plain
# tuple, since each text has hundreds and few are asked for more than once.
Word = tuple[int, int, str]


@cache
def _pattern(lexicon: str) -> re.Pattern:
    """Match the longest term of a lexicon as whole words, a small letter or a capital first."""
    rests: dict[str, list[str]] = {}
    for term in terms(lexicon):
        rests.setdefault(term[0], []).append(term[1:])
    words = "|".join(f"[{first}{first.upper()}]{prefix_tree(rests[first])}" for first in sorted(rests))
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)")


def find_words(text: str, lexicon: str) -> list[Word]:
    """Find the terms of the lexicon `triggers` or `event_nouns` in a text.

    >>> find_words("They went on\\nstrike.", "event_nouns")
    [(13, 19, 'strike')]
    """
    return [(*match.span(), " ".join(match[0].lower().split())) for match in _pattern(lexicon).finditer(text)]


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Give the classes of each event noun, by its lower-case form."""
    found: dict[str, tuple[str, ...]] = {}
    for line in read_lexicon("event_nouns"):
        term = line["term"].lower()
        found[term] = (*found.get(term, ()), line["class"])
    return found


# What an event is done to, with or by, and so no event.
_THINGS = frozenset({"workplace", "services", "posts", "party", "force"})


class Nouns:
    """The event nouns of a text, to be looked up by place."""

    def __init__(self, text: str, words: list[Word]) -> None:
        class_of = classes()
        # "strike fund" and "air strike" stand in the lexicon, in no class, so that their "strike" is not taken for one.
        kept = [word for word in words if "none" not in class_of[word[2]] and not _is_verb(text, word)]
        self.words, self.starts = kept, [word[0] for word in kept]
        # The nouns of each class apart, too: most triggers ask for one class only.
        by_class = defaultdict(list)
        for word in kept:
            for name in class_of[word[2]]:
                by_class[name].append(word)
        self.by_class: dict[str, list[Word]] = by_class

    def any_between(self, start: int, end: int) -> bool:
        """Tell whether a noun of any class opens and closes in `start:end`."""
        # A noun that touches the end is the first half of a compound: "a contract extension".
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return any(word[1] < end and not _THINGS.issuperset(classes()[word[2]]) for word in self.words[first:last])

    def of_class(self, name: str, start: int, end: int) -> list[Word]:
        """Give the nouns of a class that open in `start:end`."""
        alike = self.by_class.get(name)
        first = bisect_left(alike, (start,)) if alike else 0
        # Near most words there is none.
        if not alike or first == len(alike) or alike[first][0] >= end:
            return []
        return alike[first : bisect_left(alike, (end,), first)]


def _is_verb(text: str, word: Word) -> bool:
    """The "strike" of `to strike` and `strike a balance` is no noun."""
    start, _, term = word
    return term.startswith("strike") and (bool(OTHER_STRIKE.match(text, start)) or text[start - 3 : start] == "to ")
