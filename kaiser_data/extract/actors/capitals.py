"""An opening that is set in capitals, read as the rest of a text is: "TELEPHONE GIANT Verizon is", "ABOUT 100 members".

A headline that is all in capitals stays as it is.
"""

import re
from collections.abc import Iterable

from kaiser_data.extract.actors.gazetteer import FIRST_NAMES, NOT_NAMES, PLACES, TRADES, known_forms
from kaiser_data.extract.grammar.term_finder import Found, TermFinder
from kaiser_data.lexicon import terms

_OPENING = re.compile(r"^[^\S\n]*[“\"]?((?:[A-Z][A-Z’'.,&/-]*[^\S\n])+)(?=\d|[“\"$£€]?[A-Z]?[a-z])", re.MULTILINE)
_IN_CAPITALS = re.compile(r"[A-Z][A-Z’'&/-]*[A-Z]")
_KNOWN = TermFinder(lambda: ((form, form) for form in known_forms() if " " in form))
# What names nobody in small letters: "giant", "president", "workers", "of".
_COMMON = terms("descriptions") | terms("roles") | TRADES | {word.lower() for word in NOT_NAMES}


def in_small_letters(text: str) -> str:
    """Write a text without openings in capitals, each letter in its place.

    >>> in_small_letters("UNITED AUTO Workers met."), in_small_letters("WHY ARE CWA members out?")
    ('United Auto Workers met.', 'Why are CWA members out?')
    """
    return _OPENING.sub(lambda opening: _respell(text, opening), text)


def _respell(text: str, opening: re.Match) -> str:
    first, end = opening.span(1)
    known = [*_KNOWN.find(text, first, end + 60)]
    weighty = [word for word in _IN_CAPITALS.findall(opening[1]) if word.capitalize() not in NOT_NAMES]

    def respell(word: re.Match) -> str:
        at = opening.start() + word.start()
        if part := _as_known(word[0], at, known):
            return part
        is_lone = weighty == [word[0]] and (len(word[0]) < 7 or word[0] == opening[1].strip())
        if _is_acronym(text[end:], word[0], is_lone):
            return word[0]
        return word[0].capitalize() if at == first or _is_name(text[end:], word[0].capitalize()) else word[0].lower()

    return _IN_CAPITALS.sub(respell, opening[0])


def _as_known(word: str, at: int, known: Iterable[Found]) -> str:
    """Spell a word as the name that it is part of: "UNITED AUTO Workers", "UNI Global Union"."""
    parts = (name[at - start :][: len(word)] for start, stop, name in known if start <= at < stop)
    return next((part for part in parts if part.upper() == word), "")


def _is_acronym(rest: str, word: str, is_lone: bool) -> bool:
    is_told = is_lone or re.search(rf"\b{word}\b", rest) is not None
    return word in known_forms() or (is_told and word.capitalize() not in NOT_NAMES)


def _is_name(rest: str, word: str) -> bool:
    is_told = word.lower() not in _COMMON and re.search(rf"\b{word}\b", rest) is not None
    return is_told or word in PLACES or word in FIRST_NAMES
