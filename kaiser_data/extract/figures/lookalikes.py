"""Look-alikes: numerals that state no quantity.

Years, days of a month, clock times, ordinals, phone numbers and numbered things ("Assembly Bill 1799", "Local 7600",
"Route 66", "Region 2B") stay out, and so do idioms ("one-stop shop", "24/7"). A number with a currency or a percent
sign never comes here. What is left alone: whether "one" is a pronoun, which takes the noun after it to know.
"""

import re
from functools import cache

from kaiser_data.extract.figures.digits import Numeral
from kaiser_data.extract.grammar.noun_phrases import is_plural, noun_after
from kaiser_data.lexicon import mapping, read_patterns, terms


def is_lookalike(text: str, lowered: str, numeral: Numeral, measured: bool = False) -> bool:
    """Tell whether a numeral states no quantity; `measured` where a unit of time follows it.

    >>> text = "Local 12 met in Room 9 at 6pm on May 5, 2024."
    >>> from kaiser_data.extract.figures.numerals import find_numerals
    >>> [is_lookalike(text, text.lower(), n) for n in find_numerals(text.lower())]
    [True, True, True, True, True]
    """
    if numeral.form == "digits":
        return numeral.scale == 1 and _is_digit_lookalike(text, lowered, numeral, measured)
    return numeral.form == "words" and _is_word_lookalike(text, lowered, numeral, measured)


def is_idiom(lowered: str, start: int) -> bool:
    """Tell whether a percentage is a figure of speech: "I support you 100 percent"."""
    return bool(_joined("percent").search(lowered[max(0, start - 12) : start]))


def _is_digit_lookalike(text: str, lowered: str, numeral: Numeral, measured: bool) -> bool:
    """Ask the likeliest first; a unit of time leaves only dates and times of day in doubt."""
    start, end = numeral.start, numeral.end
    if not measured and (_is_code(lowered, start, end) or (end - start == 4 and _is_year(text, lowered, numeral))):
        return True
    before = text[max(0, start - 28) : start]
    if (numeral.value <= 31 and _joined("before-case").search(before)) or _joined("after-case").match(text, end):
        return True
    if measured:
        return _is_around(lowered, numeral)
    if _joined("after").match(lowered, end) or _joined("before").search(before.lower()):
        return True
    if _is_service(lowered, numeral) or _is_named(text, numeral, before):
        return True
    return _is_list_number(text, numeral) or _is_score(lowered, numeral) or _is_around(lowered, numeral)


def _is_code(lowered: str, start: int, end: int) -> bool:
    """Tell "2B" and "007" from a number."""
    return lowered[end : end + 1].isalpha() or (lowered[start] == "0" and end - start > 1 and lowered[start + 1] != ".")


@cache
def _joined(side: str) -> re.Pattern:
    return re.compile(
        "|".join(f"(?:{rule['pattern']})" for rule in read_patterns("look_alikes") if rule["side"] == side)
    )


_TWO_DIGITS = re.compile(r"[0-9][0-9]")  # which both have: asked first, since it is asked quickly


def _is_around(lowered: str, numeral: Numeral) -> bool:
    """Tell whether digits are part of a telephone number or a time of day: "(260) 555-0182", "at 18.00"."""
    left = max(0, numeral.start - 16)
    around = lowered[left : numeral.end + 16]
    return bool(_TWO_DIGITS.search(around)) and any(
        left + found.start() <= numeral.start < left + found.end() for found in _joined("around").finditer(around)
    )


_CALLS = re.compile(
    r"\s(?:calls?|callers?|operators?|dispatch\w*|online|emergenc\w+|centers?|centres?|systems?|lines?|hotline)\b"
)


def _is_service(lowered: str, numeral: Numeral) -> bool:
    """Tell whether a number is one that people dial: "999 calls", "dialling 911"."""
    if lowered[numeral.start : numeral.end] not in terms("service_numbers"):
        return False
    return bool(_CALLS.match(lowered, numeral.end))


_NEXT_WORD = re.compile(r"\s+([A-Za-z][\w'’-]*)")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|from|until|till|of|year|fiscal|fy|the|early|late|mid|before|after|during|to|through|and|between|for|class|circa|early-|late-|mid-|spring|summer|fall|autumn|winter|back|its|their|our|that|this|[-–—/])\s*$"
)


_OLD_YEAR_BEFORE = re.compile(r"\b(?:in|since|until|till|year|from|circa|between)\s+$")


def _is_year(text: str, lowered: str, numeral: Numeral) -> bool:
    """Tell whether a number of four characters names a year: "in 2021", but "2000 nurses walked out"."""
    if not 1500 <= numeral.value <= 2099 or "." in text[numeral.start : numeral.end]:
        return False
    if numeral.value < 1900:
        return bool(_OLD_YEAR_BEFORE.search(lowered[max(0, numeral.start - 16) : numeral.start]))
    following = _NEXT_WORD.match(text, numeral.end)
    if not following or not _may_be_counted(following[1]):
        return True
    before = lowered[max(0, numeral.start - 16) : numeral.start]
    return bool(_YEAR_BEFORE.search(before)) or before.strip(" ,.").endswith(_months())


@cache
def _months() -> tuple[str, ...]:
    return tuple(month.lower().rstrip(".") for month in terms("date_words", kind="month"))


def _may_be_counted(word: str) -> bool:
    return (word[-1] == "s" and word.islower()) or word.lower() in ("people", "staff", "striking", "registered")


def _is_list_number(text: str, numeral: Numeral) -> bool:
    after = text[numeral.end : numeral.end + 2]
    if after[:1] not in (")", "]") or numeral.value > 99:
        return False
    if text[numeral.start - 1 : numeral.start] in ("(", "["):
        # A name before the bracket makes it an age: "Maria Lopez (34)".
        return numeral.value < 16 or not re.search(
            r"[A-Z][\w'’-]+ [A-Z][\w'’-]+ \($", text[max(0, numeral.start - 40) : numeral.start]
        )
    return False


_WORD_BEFORE = re.compile(r"(?<!\w)(\w[\w&’'.]*)(\s+|[\s-]\s*)$")


def _word_before(before: str) -> str:
    """Give the word that a space or hyphen parts from a number; empty where there is none."""
    last = before.rsplit(None, 1)[-1] if before[-1:].isspace() and not before.isspace() else ""
    if last.isalnum():
        return last
    found = _WORD_BEFORE.search(before)
    return found[1] if found else ""


def _is_named(text: str, numeral: Numeral, before: str) -> bool:
    """Tell whether the word before makes the number part of a name: "Local 12", "Boeing 737", "page 4", "day eight"."""
    found = "" if "," in text[numeral.start : numeral.end] else _word_before(before)
    if not found:
        return False
    word = found.rstrip(".")
    kind = _designators().get(word.lower(), "")
    if kind == "any" or (kind and word[0].isupper()) or (kind and found.lower() == "no."):
        return True
    if kind == "sequence":
        return numeral.value < 100 and not _is_plural_next(text, numeral.end)
    if kind == "name":  # "local 594 ratified", but "the local 900 nurses"
        return not _goes_on_with_noun(text, numeral.end)
    if numeral.value >= 10000 or not word[0].isupper() or found.endswith(("'s", "’s", ".")):
        return False
    if word.lower() in terms("approximators") | terms("function_words"):
        return False
    return not _goes_on_with_noun(text, numeral.end)


def _is_plural_next(text: str, end: int) -> bool:
    following = _NEXT_WORD.match(text, end)
    return bool(following) and following[1].endswith("s")


_GOES_ON = frozenset(("of", "more", "other", "or", "plus", "to"))


def _goes_on_with_noun(text: str, end: int) -> bool:
    following = _NEXT_WORD.match(text, end)
    if not following:
        return text[end : end + 1] in ("-", "+")
    word = following[1].lower()
    if word in _GOES_ON:
        return True
    phrase = noun_after(text, end)
    return word not in terms("function_words") and phrase is not None and is_plural(phrase.head)


@cache
def _designators() -> dict[str, str]:
    return mapping("designators", "kind")


_SCORE_BEFORE = re.compile(r"\b(\d{1,2})[-–]$")
_VOTED = re.compile(r"\b(?:vot\w+|ballot\w*|by|pass\w*|approv\w+|reject\w*|ratif\w+)\b")


def _is_score(lowered: str, numeral: Numeral) -> bool:
    """Tell whether the 2 of "9-2" is of a score: it is no greater than the first number, and nobody voted."""
    before = _SCORE_BEFORE.search(lowered, max(0, numeral.start - 3), numeral.start)
    if before and int(before[1]) >= numeral.value:
        return not _VOTED.search(lowered, max(0, numeral.start - 30), numeral.start)
    return False


def _is_word_lookalike(text: str, lowered: str, numeral: Numeral, measured: bool) -> bool:
    before = text[max(0, numeral.start - 28) : numeral.start]
    if before.endswith("-") and before[-2:-1].isdigit():
        return True  # "7-Eleven"
    if _joined("after").match(lowered, numeral.end):
        return True
    # "the Detroit Three", "Precious Six Garments": a capital that neither the sentence nor a headline asks for.
    if text[numeral.start].isupper() and before.rstrip(" ")[-1:].isalpha() and not _is_headline(text, numeral):
        return True
    found = "" if measured else _word_before(before)
    if not found:
        return False
    word = found.rstrip(".")
    kind = _designators().get(word.lower(), "")
    return kind == "any" or (kind == "sequence" and not _is_plural_next(text, numeral.end))


_SMALL = re.compile(r"(?<![\w’'])[a-z]+\b")


def _is_headline(text: str, numeral: Numeral) -> bool:
    """Tell whether a line has capitals but for its links: "Hotel Fires Six Cleaners at the Bay"."""
    line = text.rfind("\n", 0, numeral.start) + 1
    end = text.find("\n", numeral.end)
    return _links().issuperset(_SMALL.findall(text, line, end if end >= 0 else len(text)))


@cache
def _links() -> frozenset[str]:
    kinds = ("preposition", "determiner", "conjunction")
    return frozenset().union(*(terms("function_words", **{"class": kind}) for kind in kinds))
