"""Where a number ends: the one look that spares the many patterns that would go on from it.

Behind "31,000 workers" and "in 2021," no scale, share, unit or approximator can follow, and none is looked for.

All functions here read a text in lower case, as `layout.lower` makes it.
"""

from functools import cache, lru_cache

from kaiser_data.lexicon import terms

# No scale, share, unit, rate or approximator goes on from these.
CLOSING = frozenset(',.;:)!?”"')


def is_closed(lowered: str, end: int) -> bool:
    """Tell whether no word that can belong to a number or a clock time follows; rates are not asked for.

    >>> is_closed("31,000 workers", 6), is_closed("2,000 dollars", 5), is_closed("one in five", 3)
    (True, False, False)
    """
    return _is_closing(lowered[end : end + 4])


@lru_cache(maxsize=1 << 12)
def _is_closing(following: str) -> bool:
    """Tell by the four characters that follow a number: most are a comma or a space and three letters."""
    if following[:1] in CLOSING:
        return True
    opening = following[1:]
    return following[:1].isspace() and len(opening) == 3 and opening.isalpha() and opening not in _openings()


@cache
def _openings() -> frozenset[str]:
    """Give the first three letters of all that may follow a number; what is shorter is no three letters."""
    words = terms("number_words") | terms("units") | terms("measures") | terms("approximators", side="after")
    return frozenset(word[:3] for word in words | {"out", "noon", "midnight"})
