"""What stands before a number: the noun that it measures, the subject of its verb, the verb itself.

"raises of 25%" names the raises, "premiums have risen by over 10 percent" the premiums, "she paid $640" the paying: a
subject that is a pronoun names nothing. A noun never lies beyond the figure before ("5%, 4% and 3.5%").
"""

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.grammar.noun_phrases import TOKEN, is_function_word, is_plural
from kaiser_data.lexicon import terms


class Words(NamedTuple):
    """Words at `start:end`; `head` is their last in lower case."""

    start: int
    end: int
    head: str


_REACH = 150


@cache
def _words(kind: str) -> frozenset[str]:
    return terms("clause_words", **{"class": kind})


@cache
def _function_words(kind: str) -> frozenset[str]:
    return terms("function_words", **{"class": kind})


def noun_before(text: str, clause: int, start: int) -> Words | None:
    """Read the noun phrase before a number: "raises of 25%", "top pay rises to $27", "Strike pay is $400".

    >>> text = "and premiums for most clerks rose by 8%"
    >>> text[slice(*noun_before(text, 0, 37)[:2])]
    'premiums for most clerks'
    """
    tokens = list(TOKEN.finditer(text, max(clause, start - _REACH), start))
    words = [token.group().lower() for token in tokens]
    last = _skip_links(words, len(words))
    if not last:
        return None
    if "of" in words[last : last + 1] or not _is_verb_at(words, last - 1):
        return _outside_place(text, tokens, words, last)
    verb = words[last - 1]
    subject = _subject(text, tokens, words, _skip_verbs(words, last))
    if verb in _words("being") or verb in terms("change_verbs"):
        return subject
    if subject and text[subject.end - len(subject.head)].islower():
        return subject
    return Words(tokens[last - 1].start(), tokens[last - 1].end(), verb)


def _outside_place(text: str, tokens: list[re.Match], words: list[str], last: int) -> Words | None:
    """Take the noun before a number; where that is a place, what is there: "the crowd in Brussels at 80,000"."""
    phrase = _phrase(tokens, words, last)
    if phrase is None or not text[phrase.start].isupper():
        return phrase
    first = next(n for n, token in enumerate(tokens) if token.start() == phrase.start)
    if first > 1 and words[first - 1] in ("in", "at", "from", "near", "by"):
        return _phrase(tokens, words, first - 1) or phrase
    return phrase


def _skip_links(words: list[str], last: int) -> int:
    """Go back over what links a number to its noun: prepositions, articles, pronouns, times and days."""
    while last and (_is_link(words[last - 1]) or words[last - 1] == "%"):
        last -= 1
    return last


def _is_link(word: str) -> bool:
    if not word[0].isalpha():
        return word[0] not in ".;!?"
    if word in _words("being") or word in _function_words("verb"):
        return False
    if word.endswith("ly") and word not in terms("word_shapes", shape="noun_in_ly"):
        return True
    return word in _words("time") or is_function_word(word) or word in _words("measure")


def _skip_verbs(words: list[str], last: int) -> int:
    while last and (_is_verb_at(words, last - 1) or words[last - 1].endswith("ly")):
        last -= 1
    return last


@cache
def _verbs() -> frozenset[str]:
    return _function_words("verb") | terms("change_verbs") | _words("being")


def _is_verb_at(words: list[str], index: int) -> bool:
    """Tell a verb from a noun of the same shape: "will cost" and "they demand", but "the cost" and "a demand"."""
    word = words[index]
    before = words[index - 1] if index else ""
    if word in terms("noun_verbs"):
        changing = word in terms("change_verbs")
        follows_noun = bool(before) and before[0].isalpha() and not is_function_word(before)
        return (
            before in _words("modal")
            or before in _words("being")
            or (follows_noun and (changing or word in ("cost", "costs") or is_plural(before)))
        )
    if word in _verbs():
        return before not in ("a", "an", "the")
    return len(word) > 3 and word.endswith("ed") and word not in terms("word_shapes", shape="no_participle")


def _phrase(tokens: list[re.Match], words: list[str], last: int) -> Words | None:
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
    return index == 0 or words[index - 1] in _function_words("determiner")


def _subject(text: str, tokens: list[re.Match], words: list[str], last: int) -> Words | None:
    """Take the subject of a verb, back over what hangs on it: "Dwell times at the yard averaged 6.8 days"."""
    nearest = last
    last = _before_relative(words, _before_aside(words, last))
    joins = ("of",) if {"that", "which", "who"} & set(words[last:nearest]) else _words("join")
    while last and (words[last - 1] in _words("time") or words[last - 1] in _words("measure")):
        last -= 1
    phrase, end = _phrase(tokens, words, last), last
    while phrase and (outer := _outer(tokens, words, phrase, joins)):
        if outer[0].head in _words("tally"):
            return phrase
        phrase, end = outer
    return phrase if phrase and not is_function_word(words[end - 1]) else None


def _outer(tokens: list[re.Match], words: list[str], phrase: Words, joins: Collection[str]) -> tuple[Words, int] | None:
    """Give the phrase on which a phrase hangs, and where it ends: "[times] at the yard", "[a wait for] a call"."""
    first = next(n for n, token in enumerate(tokens) if token.start() == phrase.start)
    while first and (words[first - 1] in _function_words("determiner") or words[first - 1][0] in '“"‘'):
        first -= 1
    if not first or words[first - 1] not in joins:
        return None
    inner = first - 1
    while inner and (words[inner - 1].endswith("ly") or _is_verb_at(words, inner - 1)):
        inner -= 1
    outer = _phrase(tokens, words, inner)
    if outer is None or is_function_word(outer.head):
        return None
    # "share of premiums" and "wait for a call" are one thing, "times at the yard" are times.
    whole = inner == first - 1 and words[inner] in ("of", "for")
    return Words(outer.start, phrase.end if whole else outer.end, outer.head), inner


def _before_aside(words: list[str], last: int) -> int:
    """Go from the verb back over what stands between it and its subject: "The strike, timed to hurt, will last"."""
    if last and words[last - 1] == ",":
        comma = next((n for n in range(last - 2, max(last - 22, 0), -1) if words[n] == ","), 0)
        return comma if comma and words[comma + 1] not in ("and", "but", "or", "that", "he", "she", "they") else last
    if last and _is_verb_at(words, last - 1):  # "workers who are being cut were paid"
        return next((n for n in range(last - 1, max(last - 9, 0), -1) if words[n] in ("who", "which")), last)
    return last


def _before_relative(words: list[str], last: int) -> int:
    """Go from "which ran" to what ran: the noun before the relative pronoun."""
    while last and words[last - 1] in ("which", "who", "that", ",", "—", "–", "“", "”", '"', "’", "'", "*", "_"):
        last -= 1
    return last


def act_before(text: str, clause: int, start: int) -> Words | None:
    """Read the verb and what it acts on: "worked in the Wayne ward" (for 22 years), "fined the company" ($14,000).

    >>> text = "she worked in the mill for 22 years"
    >>> text[slice(*act_before(text, 0, 27)[:2])]
    'worked in the mill'
    """
    tokens = list(TOKEN.finditer(text, max(clause, start - _REACH), start))
    words = [token.group().lower() for token in tokens]
    last = len(words)
    while last and (
        words[last - 1] in ("for", "the") or words[last - 1] in _words("measure") or not words[last - 1][0].isalnum()
    ):
        last -= 1
    for index in range(last - 1, max(last - 13, -1), -1):
        if not words[index][0].isalnum():
            return None
        if _is_verb_at(words, index):
            if words[index] in _words("being") or words[index] in terms("change_verbs"):
                return None
            return Words(tokens[index].start(), tokens[last - 1].end(), words[last - 1])
    return None


def gift_before(text: str, clause: int, start: int) -> Words | None:
    """Read "fined the company" before a sum: the verb gives what, the noun to whom."""
    tokens = list(TOKEN.finditer(text, max(clause, start - 60), start))
    words = [token.group().lower() for token in tokens]
    index = next((n for n in range(len(words) - 1, max(len(words) - 6, -1), -1) if words[n] in _words("giving")), -1)
    if index <= 0 or index == len(words) - 1 or not _is_verb_at(words, index) or words[-1] in _words("being"):
        return None
    if not all(_is_receiver(word) for word in words[index + 1 :]):
        return None
    return Words(tokens[index].start(), tokens[-1].end(), words[-1])


def _is_receiver(word: str) -> bool:
    if not word[0].isalpha() or word in ("a", "an", "average"):
        return False
    return not is_function_word(word) or word in _function_words("determiner") | _function_words("pronoun")
