"""Runs of capitalised words, which small words may join ("of", "for the"): "Union of Bakers", "O’Hara", "Local 12".

An opening that is set in capitals is read first as the rest of a text is: "TELEPHONE GIANT Verizon is", "ABOUT 100
members". A headline that is all in capitals stays as it is.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache, partial

from kaiser_data.extract.actors.gazetteer import FIRST_NAMES, NOT_NAMES, PLACES, TRADES, known_forms
from kaiser_data.extract.grammar.term_finder import Found, TermFinder
from kaiser_data.extract.grammar.words import CAPITAL
from kaiser_data.lexicon import Pattern, mapping, prefix_tree, read_lexicon, terms

# A word of a run, and its edges.
RunWord = tuple[str, int, int]
# "Voisey’s Bay": a town or a cape by the name of whose it was.
_LANDS = prefix_tree(term for term, kind in mapping("org_heads", "kind").items() if kind == "place")
_POSSESSIVE = (
    rf"(?:[’']s(?=[ \xa0](?:{_LANDS})\b(?![ \xa0][A-Z]))|"
    r"(?<=s)[’'](?=[ \xa0]+[A-Z])|(?<=Children)[’']s(?=[ \xa0])|(?<=men)[’']s(?=[ \xa0]))?"
)
_JOINT = (
    r"(?:[ \xa0]+(?:of[ \xa0]the|for[ \xa0]the|of|for|and|&|de[ \xa0]la|van[ \xa0]de[nr]?|von[ \xa0]der|"
    r"del?|la|van|von|der|du|bin|ibn|al|el|da|das|dos|di|della|ter|zu|af|"
    r"(?<=Against[ ])the|[“\"‘'(][A-Z][a-z]+(?:[ ][A-Z][a-z]+)?[”\"’')])(?=[ \xa0]))?(?:[ \xa0]+|\r?\n(?=[A-Z][a-z]))"
)


def find_runs(text: str) -> Iterator[tuple[int, int]]:
    """Find the runs of capitalised words in a text as (start, end).

    >>> text = "Nurses of the Union of Health Care Professionals met Ana Ruiz."
    >>> [text[a:b] for a, b in find_runs(text)]
    ['Nurses of the Union of Health Care Professionals', 'Ana Ruiz']
    """
    return (match.span() for match in _RUN.finditer(text))


@cache
def _word() -> str:
    """Give the expression for one capitalised word, which "Local 12" is, too."""
    words = (term for term in terms("abbreviations") if term[0].isupper() and term.isalpha())
    abbreviated = prefix_tree(word for word in words if f"{word}." not in terms("places"))
    states = prefix_tree(
        place[:-1] for place in terms("places", kind="state") if place.endswith(".") and " " not in place
    )
    local = prefix_tree(terms("head_uses", use="local") | terms("head_uses", use="numbered"))
    return (
        rf"(?:(?:{local})(?:[ \xa0]No\.?|[ \xa0]Union)?[ \xa0](?<![A-Z]{{2}}[ \xa0](?=20[12]\d\b))"  # no "UAW 2023"
        rf"\d{{1,5}}+[A-Z]{{0,2}}(?!,\d)(?:-[A-Z0-9]{{1,6}})?"
        rf"|(?:{states})\.(?=[,;)]|--?|[–—]| [a-z“\"])"
        rf"|St\.?[ \xa0]{CAPITAL}\w+[’']s(?=[ \xa0][A-Z])"
        rf"|(?:{abbreviated}|[A-Z])\.(?:[A-Z]\.){{0,3}}"
        rf"|(?:(?:al|el|ul|ash|at|ben)-|[dl][’'])?(?:[0-9]{{3,4}}(?=[A-Z]{{3}})|{CAPITAL})"
        r"(?:[^\W_]++|&(?=\w)|[’'](?![sS]\b)(?=[^\W\d_])|"
        rf"[-/](?=\d|{CAPITAL})|-(?=[a-z]{{1,10}}\b)|\.(?=[A-Z]{{1,2}}\b|[a-z]{{2,3}}\b))*)"
    )


def _owned() -> str:
    """Give the expression for a firm by the name of whose it was: "Sainsbury’s"."""
    forms = (form for line in read_lexicon("actors") for form in (line["term"], *line["aliases"].split("|")))
    return rf"(?:{prefix_tree(form[:-2] for form in forms if form.endswith('’s'))})[’']s\b(?!\s[A-Z])"


_RUN = Pattern(
    lambda: rf"(?<![\w@#$/])(?![A-Z]{{1,3}}[$£€])(?:{_owned()}|{_word()}(?:{_POSSESSIVE}{_JOINT}{_word()}){{0,11}})"
)
_WORDS = Pattern(lambda: rf"{_word()}(?:(?<=s)[’']|(?<=[nt])[’']s)?|of[ \xa0]the|for[ \xa0]the|\S+")


def words_of(run: str) -> list[RunWord]:
    """Give the words of a run; "of the" and "Local 12" are one.

    >>> [word for word, *_ in words_of("Bakers of the Norlink Mill Local 12")]
    ['Bakers', 'of the', 'Norlink', 'Mill', 'Local 12']
    """
    return [(word[0], *word.span()) for word in _WORDS.finditer(run)]


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
