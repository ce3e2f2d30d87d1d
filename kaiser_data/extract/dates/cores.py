"""The core words of dates, as `core` finds them in a text: `December`, `Monday`, `weeks`, `1984`, `’83`.

What stands before and after a core word is read by `dates_absolute` and `dates_relative`. The "day" of `Mayday` is
none, nor that of "daylight", nor a number with a letter before it ("A1984"); a damaged text may run the next word into
it ("TuesdayThe").
"""

import re
from functools import cache

from kaiser_data.lexicon import prefix_tree, read_lexicon
from kaiser_data.rows import fold


@cache
def core() -> re.Pattern:
    """Match the word that every date expression turns on, no letter before it; `kind_of` says which kind it is."""
    return re.compile(rf"(?<![^\W\d_])(?:{prefix_tree(_core_words())}(?![a-z])|{_NUMERIC})")


_NUMERIC = (
    r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d)|['’]\d\d(?!\d)"
    r"|(?:0[1-9]|[12]\d?|3[01]?|[4-9])/\d{1,2}/\d{4}(?!\d)"
)


def _core_words() -> set[str]:
    return {form for term, kind in _kinds().items() for form in (term, f"{term}s" if kind == "unit" else term)}


@cache
def _kinds() -> dict[str, str]:
    kinds = {}
    for line in read_lexicon("date_words"):
        term, kind = line["term"], line["kind"]
        if kind in ("month", "weekday", "holiday"):
            kinds[term] = kind
        elif kind in ("relative", "unit", "part of day"):
            kinds |= dict.fromkeys((term, term[0].upper() + term[1:]), kind)
    return kinds


def kind_of(word: str) -> str:
    """Name the kind of a core word.

    >>> kind_of("Sept."), kind_of("weeks"), kind_of("1997"), kind_of("’83"), kind_of("3/14/2025")
    ('month', 'unit', 'year', 'short', 'slashed')
    """
    if kind := _kinds().get(word) or _kinds().get(word.removesuffix("s")):
        return kind
    if word[0].isalpha():  # the words of a term may stand on two lines
        return _kinds()[fold(word)]
    return "slashed" if "/" in word else "year" if word.isdigit() else "short"
