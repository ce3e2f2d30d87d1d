"""An opening that is set in capitals, read as the rest of a text is: "TELEPHONE GIANT Verizon is", "ABOUT 100 members".

A headline that is all in capitals stays as it is.
"""

import re
from collections.abc import Container, Iterable, Mapping
from functools import partial

from kaiser_data.extract.actors.gazetteer import FIRST_NAMES, NOT_NAMES, PLACES, TRADES, known_forms
from kaiser_data.extract.grammar.term_finder import Found, TermFinder
from kaiser_data.lexicon import terms

_OPENING = re.compile(r"^[^\S\n]*[“\"]?((?:[A-Z][A-Z’'.,&/-]*[^\S\n])+)(?=\d|[“\"$£€]?[A-Z]?[a-z])", re.MULTILINE)
_IN_CAPITALS = re.compile(r"[A-Z][A-Z’'&/-]*[A-Z]")
# A word, and one with its apostrophes and hyphens.
_PART, _WHOLE = re.compile(r"\w+"), re.compile(r"\b\w++(?:[’'&/-]\w++)+")
_KNOWN = TermFinder(lambda: ((form, form) for form in known_forms() if " " in form))
# What names nobody in small letters: "giant", "president", "workers", "of".
_COMMON = terms("descriptions") | terms("roles") | TRADES | {word.lower() for word in NOT_NAMES}


def in_small_letters(text: str) -> str:
    """Write a text without openings in capitals, each letter in its place.

    >>> in_small_letters("UNITED AUTO Workers met."), in_small_letters("WHY ARE CWA members out?")
    ('United Auto Workers met.', 'Why are CWA members out?')
    """
    last = {word[0]: word.start() for pattern in (_PART, _WHOLE) for word in pattern.finditer(text)}
    return _OPENING.sub(lambda opening: _respell(text, opening, last), text)


def _respell(text: str, opening: re.Match, last: Mapping[str, int]) -> str:
    """Spell an opening, given where each word of its text stands last."""
    words = _IN_CAPITALS.findall(opening[1])
    again = {word for word in words if last.get(word, 0) >= opening.end(1)}
    weighty = [word for word in words if word.capitalize() not in NOT_NAMES]
    if len(weighty) == 1 and (len(weighty[0]) < 7 or weighty[0] == opening[1].strip()):
        again |= {*weighty}  # a word alone among common ones is a name though it is told but once
    known = [*_KNOWN.find(text, opening.start(1), opening.end(1) + 60)]
    return _IN_CAPITALS.sub(partial(_spell, opening=opening, known=known, again=again, last=last), opening[0])


def _spell(
    word: re.Match, opening: re.Match, known: list[Found], again: Container[str], last: Mapping[str, int]
) -> str:
    """Spell a word as the name or acronym that it is, else in small letters, with a capital where a sentence opens."""
    at, name = opening.start() + word.start(), word[0].capitalize()
    if kept := _as_known(word[0], at, known) or _as_acronym(word[0], again):
        return kept
    return name if at == opening.start(1) or _is_name(name, last.get(name, 0) >= opening.end(1)) else name.lower()


def _as_known(word: str, at: int, known: Iterable[Found]) -> str:
    """Spell a word as the name that it is part of: "UNITED AUTO Workers", "UNI Global Union"."""
    parts = (name[at - start :][: len(word)] for start, stop, name in known if start <= at < stop)
    return next((part for part in parts if part.upper() == word), "")


def _as_acronym(word: str, again: Container[str]) -> str:
    return word if word in known_forms() or (word in again and word.capitalize() not in NOT_NAMES) else ""


def _is_name(word: str, is_told: bool) -> bool:
    return (is_told and word.lower() not in _COMMON) or word in PLACES or word in FIRST_NAMES
