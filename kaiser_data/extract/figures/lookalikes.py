"""Look-alikes: numerals that state no quantity.

Years, days of a month, clock times, ordinals, phone numbers and numbered things ("Assembly Bill 1799", "Local 7600",
"Route 66", "Region 2B") stay out, and so do idioms ("one-stop shop", "24/7"). A number with a currency or a percent
sign never comes here. What is left alone: whether "one" is a pronoun, which takes the noun after it to know.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.figures.numerals import Numeral
from kaiser_data.extract.grammar.noun_phrases import is_plural, noun_after
from kaiser_data.lexicon import Pattern, mapping, read_patterns, terms


class Near(NamedTuple):
    """A numeral in its text, as written and in lower case, the few characters before it, and the last word of them."""

    text: str
    lowered: str
    numeral: Numeral
    before: str
    word: str


_WORD_BEFORE = re.compile(r"(?<!\w)(\w[\w&’'.]*)[\s-]\s*$")


def is_lookalike(text: str, lowered: str, numeral: Numeral, measured: bool = False) -> bool:
    """Tell whether a numeral states no quantity; `measured` where a unit of time follows it.

    >>> text = "Local 12 met in Room 9 at 6pm on May 5, 2024."
    >>> from kaiser_data.extract.figures.numerals import find_numerals
    >>> [is_lookalike(text, text.lower(), n) for n in find_numerals(text.lower())]
    [True, True, True, True, True]
    """
    if numeral.form == "digits" and numeral.scale > 1:
        return False
    before = text[max(0, numeral.start - 28) : numeral.start]
    word = _WORD_BEFORE.search(before)
    near = Near(text, lowered, numeral, before, word[1] if word else "")
    rules = _OF_TIMES.get(numeral.form, ()) + (() if measured else _RULES.get(numeral.form, ()))
    return any(holds(near) for holds in rules)


def is_idiom(lowered: str, start: int) -> bool:
    """Tell whether a percentage is a figure of speech: "I support you 100 percent"."""
    return bool(_patterns("percent").search(lowered[max(0, start - 12) : start]))


@cache
def _patterns(side: str) -> re.Pattern:
    return re.compile(
        "|".join(f"(?:{line['pattern']})" for line in read_patterns("look_alikes") if line["side"] == side)
    )


_BEFORE = Pattern(lambda: rf"(?:{_patterns('before').pattern})\Z")

# How far from a number begins or ends what it is part of: a telephone number, "text STRIKE to".
_REACH = 40


_NEXT_WORD = re.compile(r"\s+([A-Za-z][\w'’-]*)")


def _is_year(near: Near) -> bool:
    """Tell whether a number of four characters names a year: "in 2021", but "2000 nurses walked out"."""
    numeral = near.numeral
    if numeral.end - numeral.start != 4 or not 1500 <= numeral.value <= 2099:
        return False
    before = near.before.lower()
    following = _NEXT_WORD.match(near.text, numeral.end)
    word = following[1] if following else ""
    plural = is_plural(word) and word.islower() and word not in terms("function_words")
    if numeral.value < 1900:
        return bool(_patterns("year-old").search(before))
    if not plural and word.lower() not in terms("figure_words", use="unmarked_plural"):
        return True
    return bool(_patterns("year").search(before))


def _is_of_date(near: Near) -> bool:
    """Tell the days of "June 5 and 6", and the house of "at 212 Mill Street"."""
    day = near.numeral.value <= 31 and _patterns("before-case").search(near.before)
    return bool(day or _patterns("after-case").match(near.text, near.numeral.end))


def _is_inside(near: Near) -> bool:
    """Tell whether digits are part of a telephone number or a time of day: "(260) 555-0182", "at 18.00"."""
    start, end = near.numeral.start, near.numeral.end
    around = _patterns("around").finditer(near.lowered, max(0, start - _REACH), end + _REACH)
    return any(found.start() <= start < found.end() for found in around)


def _precedes(near: Near) -> bool:
    return bool(_patterns("after").match(near.lowered, near.numeral.end))


def _follows(near: Near) -> bool:
    start = near.numeral.start
    return bool(_BEFORE.search(near.lowered, max(0, start - _REACH), start))


_NUMBERS_BEFORE = re.compile(r"\b([A-Z][a-z]+?)(?:s\s(?:\d+(?:,\s|,?\s(?:and|or|&)\s))+|\s\d+\s(?:and|or|&)\s)$")


def _is_numbered(near: Near) -> bool:
    """Tell whether the word before numbers things: "Locals 12 and 14", "day eight", but "the local 900 nurses"."""
    listed = _NUMBERS_BEFORE.search(near.before)
    if listed and mapping("designators", "kind").get(listed[1].lower()):
        return True
    kind = mapping("designators", "kind").get(near.word.lower().rstrip("."), "")
    if kind == "sequence":
        following = _NEXT_WORD.match(near.text, near.numeral.end)
        return not (following and following[1].endswith("s"))
    named = kind == "name" and (near.word[0].isupper() or near.word == "no." or not _goes_on_with_noun(near))
    return kind == "any" or named


def _is_of_name(near: Near) -> bool:
    """Tell the number of a name before what looks like a unit: "Local 12 won a rise"."""
    return near.word[:1].isupper() and mapping("designators", "kind").get(near.word.lower()) == "name"


def _is_named(near: Near) -> bool:
    """Tell whether a capital before makes a number part of a name: "Boeing 737", but "Tesco's 300 drivers"."""
    word = near.word
    if not word[:1].isupper() or word.endswith(("'s", "’s", ".")) or near.numeral.value >= 10000:
        return False
    if not word.isupper() and word.lower() in terms("approximators") | terms("function_words"):
        return False
    return not _goes_on_with_noun(near)


_GOES_ON = frozenset(("of", "more", "other", "or", "plus"))


def _goes_on_with_noun(near: Near) -> bool:
    text, end = near.text, near.numeral.end
    following = _NEXT_WORD.match(text, end)
    if not following:
        return text[end : end + 1] in ("-", "+")
    word = following[1].lower()
    if word in _GOES_ON or re.match(r"\sto\s\d", text[end : end + 5]):
        return True
    phrase = noun_after(text, end)
    return word not in terms("function_words") and phrase is not None and is_plural(phrase.head)


def _is_capital(near: Near) -> bool:
    """Tell a name by a capital inside a sentence: "the Detroit Three"."""
    start, end = near.numeral.start, near.numeral.end
    return near.text[start].isupper() and near.text[end : end + 1] != "-" and near.before.rstrip(" ")[-1:].isalpha()


# What makes a number none, by its form: first what does so where a unit of time follows, too ("5 days").
_OF_TIMES = {"digits": (_is_of_date, _is_inside, _is_of_name), "words": (_precedes, _is_capital)}
_RULES = {
    "digits": (_is_year, _precedes, _follows, _is_numbered, _is_named),
    "words": (_is_numbered,),
    "magnitude": (_is_inside,),
}
