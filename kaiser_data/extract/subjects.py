"""What stands before a number: the noun that it measures, the subject of its verb, the verb itself.

"raises of 25%" names the raises, "premiums have risen by over 10 percent" the premiums, "she paid $640" the paying: a
subject that is a pronoun names nothing. A noun never lies beyond the figure before ("5%, 4% and 3.5%").
"""

import re
from typing import NamedTuple

from kaiser_data.extract.nouns import TOKEN, is_function_word
from kaiser_data.lexicon import terms


class Words(NamedTuple):
    """Words at `start:end`; `head` is their last in lower case."""

    start: int
    end: int
    head: str


_LINKS = frozenset(
    "of at to by for over from as than with about around until the a an its their his her our just only another total "
    "additional further up down on in under between roughly some nearly almost".split()
)
_BEING = frozenset("is was are were be been being has have had will would can could should not also now".split())
_CLAUSE_EDGE = re.compile(r"[.;:!?—(]\s|,\s(?:and|but|while|which|who|with|after|as|whose|adding|because|so)\b|\s(?:that|because|while|but|said|says|whether)\s|\b(?:and|which|who)\s(?=(?:has|have|had|is|was|are|were|will|would)\s)")
_REACH = 150


def noun_before(text: str, lowered: str, clause: int, start: int) -> Words | None:
    """Read the noun phrase before a number: "raises of 25%", "top pay rises to $27", "Strike pay is $400".

    >>> text = "and premiums rose by 8%"
    >>> text[slice(*noun_before(text, text, 0, 21)[:2])]
    'premiums'
    """
    tokens = list(TOKEN.finditer(text, max(clause, start - _REACH), start))
    last = _skip_links(tokens, len(tokens))
    if not last:
        return None
    word = tokens[last - 1].group().lower()
    if word in _BEING or _is_changing(word):
        return _subject(text, lowered, tokens[: _skip_verbs(tokens, last)], clause)
    if _is_verb(word):
        verb = _phrase_to(tokens, last, last - 1)
        return _named_subject(text, lowered, tokens[: _skip_verbs(tokens, last)], clause) or verb
    return _phrase_to(tokens, last)


def _skip_links(tokens: list[re.Match], last: int) -> int:
    while last:
        word = tokens[last - 1].group()
        if word.lower() not in _LINKS and (word[0].isalnum() or word in "%$£€)"):
            break
        last -= 1
    return last


def _skip_verbs(tokens: list[re.Match], last: int) -> int:
    while last:
        word = tokens[last - 1].group().lower()
        if not (word in _BEING or _is_changing(word) or _is_verb(word) or word.endswith("ly")):
            break
        last -= 1
    return last


def _is_changing(word: str) -> bool:
    return word in terms("change_verbs")


_NO_PARTICIPLES = frozenset("hundred need seed feed speed bed breed deed weed weekend".split())


def _is_verb(word: str) -> bool:
    if word in terms("function_words", **{"class": "verb"}) or word in terms("noun_verbs") and word[-1] != "s":
        return word not in ("pay", "cost", "rise", "offer", "work", "vote")
    return len(word) > 3 and word.endswith("ed") and word not in _NO_PARTICIPLES


def _phrase_to(tokens: list[re.Match], last: int, first: int | None = None) -> Words | None:
    """Take the words up to token `last` that belong to one noun phrase."""
    head = tokens[last - 1].group()
    if not head[0].isalpha() or head.lower() in _BEING:
        return None
    if first is None:
        first = last - 1
        while first > 0 and last - first < 6:
            word = tokens[first - 1].group()
            if not word[0].isalpha() or is_function_word(word.lower()):
                break
            first -= 1
    return Words(tokens[first].start(), tokens[last - 1].end(), head.lower())


def _subject(text: str, lowered: str, tokens: list[re.Match], clause: int) -> Words | None:
    """Take the subject of a verb: the first noun phrase of the clause that the tokens end."""
    if not tokens:
        return None
    edges = [edge.end() for edge in _CLAUSE_EDGE.finditer(lowered, tokens[0].start(), tokens[-1].end())]
    tokens = [token for token in tokens if token.start() >= (edges[-1] if edges else 0)]
    first = 0
    while first < len(tokens) and (not tokens[first].group()[0].isalpha() or is_function_word(tokens[first].group().lower())):
        first += 1
    last = first
    while last < len(tokens) and tokens[last].group()[0].isalpha() and not is_function_word(tokens[last].group().lower()):
        last += 1
    return _phrase_to(tokens, last, first) if last > first else None


def _named_subject(text: str, lowered: str, tokens: list[re.Match], clause: int) -> Words | None:
    """Take a subject that is a common noun: "the package will cost $54 million", but not "Dorrance cleared"."""
    subject = _subject(text, lowered, tokens, clause)
    if subject is None or text[subject.end - len(subject.head)].isupper():
        return None
    return subject
