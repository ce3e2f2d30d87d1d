"""Where the terms of word lists may open in a text: one look at each of its words serves all who search for terms.

Several rules search a whole text for the terms of a lexicon: the verbs of events, cues, dates, numbers. Each names
its terms here by an `Opener`, and all get their places from one pass over the text, which asks of each word only
whether it is the first of a term. Too many places may be found, never too few: what stands there, in which case and
next to which signs, is for the rule to read.
"""

import re
from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from spacy.tokens import Doc

from kaiser_data.extract.document import text_of

# Plain letters become small ones, all other signs spaces, and any sign beyond these 256 is a question mark by then.
_LETTERS = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalpha() else 32 for code in range(256))
# "aA" is where a small letter touches a capital; signs beyond ASCII touch nothing.
_CASES = bytes(97 if 97 <= code <= 122 else 65 if 65 <= code <= 90 else 32 for code in range(256))
_WORD = re.compile("[a-z]+")
# The number of an opener, where in the term its first word stands, and the second words of the terms; None where the
# first word may be all.
Opening = tuple[int, int, frozenset[bytes] | None]


class Opener:
    """Those who search a text for terms; each term holds a plain letter, and none touches it where it stands."""

    def __init__(self, terms: Callable[[], Iterable[str]]) -> None:
        self.terms = terms
        self.number = len(_openers)
        _openers.append(self)
        _first_words.cache_clear()


_openers: list[Opener] = []


@cache
def _first_words() -> dict[bytes, tuple[Opening, ...]]:
    """Give what each first word of a term opens."""
    seconds: dict[bytes, dict[tuple[int, int], set[bytes]]] = {}
    for opener in _openers:
        for term in opener.terms():
            words = list(_WORD.finditer(term.lower()))
            first, second = words[0], words[1][0] if len(words) > 1 else ""
            ways = seconds.setdefault(first[0].encode(), {})
            ways.setdefault((opener.number, first.start()), set()).add(second.encode())
    return {
        first: tuple((*way, None if b"" in words else frozenset(words)) for way, words in ways.items())
        for first, ways in seconds.items()
    }


def find_openings(text: str) -> list[list[int]]:
    """Find the places of a text where a term may open, one list for each opener."""
    found: list[list[int]] = [[] for _ in _openers]
    # As bytes a text of all the world's signs is cut at other signs than letters in no time, and no offset moves.
    raw = text.encode("latin-1", "replace")
    words = raw.translate(_LETTERS).split(b" ")
    at = 0
    for word, following, openings in zip(words, [*words[1:], b""], map(_first_words().get, words), strict=True):
        if openings:
            for opener, inside, seconds in openings:
                # "called -- off": behind more than one sign the second word is not looked for.
                if (not seconds or not following or following in seconds) and at >= inside:
                    found[opener].append(at - inside)
        at += len(word) + 1
    for at, word in _glued(raw):
        for opener, inside, seconds in _first_words().get(word, ()):
            if seconds is None and at >= inside:
                insort(found[opener], at - inside)
    return found


def _glued(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the words that a damaged text runs into the next, with their places: the "tuesday" of "TuesdayThe"."""
    cases, done = raw.translate(_CASES), 0
    while (last := cases.find(b"aA", done)) >= 0:
        # No further back than the last such place: a text of nothing else is read in linear time, too.
        start = cases.rfind(b" ", done, last) + 1
        if start or not done:
            yield start, raw[start : last + 1].lower()
        done = last + 1


def openings_in(text: str, opener: Opener) -> list[int]:
    """Find the places of a bare text where a term of one opener may open."""
    return find_openings(text)[opener.number]


def openings_of(doc: Doc, opener: Opener) -> list[int]:
    """Give the places of a Doc where a term of an opener may open; its text is read for all openers at once."""
    found = doc.user_data.get("openings", ())
    if opener.number >= len(found):
        found = doc.user_data["openings"] = find_openings(text_of(doc))
    return found[opener.number]
