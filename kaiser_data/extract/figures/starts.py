"""Where a numeral may start: at a digit, at the first word of a number, or at the article before one.

All functions here read a text in lower case, as `layout.lower` makes it.
"""

import re
from functools import cache

from kaiser_data.extract.term_index import Opener
from kaiser_data.lexicon import alternation, terms

# Units that count one of themselves: "weeklong", "a month-long strike".
LONG = ("hour", "day", "week", "month", "year", "decade")


def find_starts(lowered: str, openings: list[int]) -> list[int]:
    """Give the places where a numeral may start, in order, from those where a word of `OPENER` may stand.

    >>> find_starts("an hour, 2 of 3", [3])
    [0, 9, 14]
    """
    starts = [_with_article(lowered, start) for start in openings]
    starts += [digit.start() for digit in _digit().finditer(lowered)]
    return sorted(starts)


def _openings() -> set[str]:
    """Give the words that open a numeral, or go on with it where "a" opens one: too many words are an "a"."""
    kinds = ("unit", "teen", "ten", "magnitude", "vague", "fraction")
    words = {word.removeprefix("a ") for kind in kinds for word in terms("number_words", kind=kind)}
    return words | _after_article() | {f"{unit}long" for unit in LONG}


OPENER = Opener(_openings)


# Where digits of any script stand, but no sign that is frequent in English: by this class a text is passed faster.
_DIGIT = r"[0-9\u0660-\u1fff\ua000-\uffff\U0001d7ce-\U0001d7ff](?<=\d)"


@cache
def _digit() -> re.Pattern:
    """Find the first digit of a number, which may touch the currency before it ("AUD1.5m", "$US160"), but no other."""
    codes = sorted({code for code in terms("currencies") if code[-1].isalpha()}, key=lambda code: (len(code), code))
    by_length = {
        size: [re.escape(code) for code in codes if len(code) == size] for size in {len(code) for code in codes}
    }
    touching = "|".join(rf"(?<=(?:{'|'.join(group)})\d)" for group in by_length.values())
    return re.compile(rf"{_DIGIT}(?:(?<!\w\d)|{touching})")


@cache
def _after_article() -> frozenset[str]:
    """Give what "a" makes a number of: "a thousand", "an hour", "a couple of"."""
    vague = (word for word in terms("number_words", kind="vague") if word.startswith("a "))
    counted = terms("number_words", kind="scale") | terms("units", measure="duration")
    return frozenset(counted.union(word.split()[1] for word in vague))


@cache
def _counted() -> re.Pattern:
    # "a month-long strike": the month counts itself.
    return re.compile(rf"(?:{alternation(_after_article())})(?!\w|-long\b)")


def _with_article(lowered: str, start: int) -> int:
    """Give the place of the article that makes a number of the word at `start`, or else its own."""
    end = start
    while lowered[end - 1 : end].isspace():
        end -= 1
    article = end - (2 if lowered[end - 1 : end] == "n" else 1)
    if end == start or lowered[article:end] not in ("a", "an") or lowered[article - 1 : article].isalnum():
        return start
    return article if _counted().match(lowered, start) else start
