"""What stands before a number: the noun that it measures, the subject of its verb, the verb itself.

"raises of 25%" names the raises, "premiums have risen by over 10 percent" the premiums, "she paid $640" the paying: a
subject that is a pronoun names nothing. A noun never lies beyond the figure before ("5%, 4% and 3.5%").
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.quantity.nouns import TOKEN, is_function_word
from kaiser_data.lexicon import terms


class Words(NamedTuple):
    """Words at `start:end`; `head` is their last in lower case."""

    start: int
    end: int
    head: str


_BEING = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "should",
        "might",
        "may",
        "must",
        "not",
        "also",
        "now",
    ]
)
_MODAL = frozenset(
    [
        "will",
        "would",
        "can",
        "could",
        "should",
        "might",
        "may",
        "must",
        "to",
        "they",
        "we",
        "he",
        "she",
        "it",
        "you",
        "i",
        "who",
        "which",
        "not",
    ]
)
_TIMES = frozenset(
    ["year", "years", "week", "weeks", "month", "months", "day", "days", "time", "today", "yesterday", "quarter"]
)
_JOINS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "to",
        "with",
        "without",
        "between",
        "among",
        "under",
        "over",
        "about",
        "across",
        "per",
        "against",
    ]
)
_TALLIES = frozenset(["number", "total", "count", "tally", "sum"])
_REACH = 150


def noun_before(text: str, lowered: str, clause: int, start: int) -> Words | None:
    """Read the noun phrase before a number: "raises of 25%", "top pay rises to $27", "Strike pay is $400".

    >>> text = "and premiums for most clerks rose by 8%"
    >>> text[slice(*noun_before(text, text, 0, 37)[:2])]
    'premiums'
    """
    tokens = list(TOKEN.finditer(text, max(clause, start - _REACH), start))
    words = [token.group().lower() for token in tokens]
    last = _skip_links(words, len(words))
    if not last:
        return None
    if "of" in words[last : last + 1] or not _is_verb_at(words, last - 1):
        return _phrase(text, tokens, words, last)
    verb = words[last - 1]
    subject = _subject(text, tokens, words, _skip_verbs(words, last))
    if verb in _BEING or verb in terms("change_verbs"):
        return subject
    if subject and text[subject.end - len(subject.head)].islower():
        return subject
    return Words(tokens[last - 1].start(), tokens[last - 1].end(), verb)


def _skip_links(words: list[str], last: int) -> int:
    """Go back over what links a number to its noun: prepositions, articles, pronouns, times and days."""
    while last and (_is_link(words[last - 1]) or words[last - 1] == "%"):
        last -= 1
    return last


@cache
def _is_link(word: str) -> bool:
    if not word[0].isalpha():
        return word[0] not in ".;!?"
    if word in _BEING or word in terms("function_words", **{"class": "verb"}):
        return False
    return word in _TIMES or is_function_word(word) or word in _ADJECTIVES


_ADJECTIVES = frozenset(
    [
        "only",
        "just",
        "another",
        "total",
        "additional",
        "further",
        "first",
        "second",
        "third",
        "last",
        "next",
        "past",
        "same",
        "roughly",
        "each",
    ]
)


def _skip_verbs(words: list[str], last: int) -> int:
    while last and (_is_verb_at(words, last - 1) or words[last - 1].endswith("ly")):
        last -= 1
    return last


@cache
def _verbs() -> frozenset[str]:
    return terms("function_words", **{"class": "verb"}) | terms("change_verbs") | _BEING


_NOT_PARTICIPLES = frozenset(["hundred", "need", "seed", "feed", "speed", "breed", "deed", "weed"])


def _is_verb_at(words: list[str], index: int) -> bool:
    """Tell a verb from a noun of the same shape: "will cost" and "they demand", but "the cost" and "a demand"."""
    word = words[index]
    before = words[index - 1] if index else ""
    if word in terms("noun_verbs"):
        changing = word in terms("change_verbs")
        return before in _MODAL or (changing and bool(before) and before[0].isalpha() and not is_function_word(before))
    if word in _verbs():
        return before not in ("a", "an", "the")
    return len(word) > 3 and word.endswith("ed") and word not in _NOT_PARTICIPLES


def _phrase(text: str, tokens: list[re.Match], words: list[str], last: int) -> Words | None:
    """Take the noun phrase that ends before token `last`."""
    first = last - 1
    if first < 0 or not words[first][0].isalpha():
        return None
    while first > 0 and last - first < 6 and words[first - 1][0].isalpha() and not is_function_word(words[first - 1]):
        if _is_verb_at(words, first - 1) and not _is_modifier(words, first - 1):
            break
        first -= 1
    return Words(tokens[first].start(), tokens[last - 1].end(), words[last - 1])


def _is_modifier(words: list[str], index: int) -> bool:
    """A participle after an article or adjective modifies: "the proposed raises", "lost pay"."""
    return index == 0 or words[index - 1] in terms("function_words", **{"class": "determiner"})


def _subject(text: str, tokens: list[re.Match], words: list[str], last: int) -> Words | None:
    """Take the subject of a verb, back over what hangs on it: "Dwell times at the yard averaged 6.8 days"."""
    last = _before_relative(words, last)
    while last and words[last - 1] in _TIMES | _ADJECTIVES:
        last -= 1
    phrase = _phrase(text, tokens, words, last)
    end = last
    while phrase:
        first = next(n for n, token in enumerate(tokens) if token.start() == phrase.start)
        while first and (
            words[first - 1] in terms("function_words", **{"class": "determiner"}) or words[first - 1][0] in '“"‘'
        ):
            first -= 1
        if not first or words[first - 1] not in _JOINS:
            break
        inner = first - 1
        while inner and (words[inner - 1].endswith("ly") or _is_verb_at(words, inner - 1)):
            inner -= 1
        outer = _phrase(text, tokens, words, inner)
        if outer is None or is_function_word(outer.head):
            break
        if outer.head in _TALLIES:
            return phrase
        phrase = Words(outer.start, outer.end, outer.head)
        end = inner
    return phrase if phrase and not is_function_word(words[end - 1]) else None


def _before_relative(words: list[str], last: int) -> int:
    """Go from "which ran" to what ran: the noun before the relative pronoun."""
    while last and (words[last - 1] in ("which", "who", "that", ",")):
        last -= 1
    return last
