"""Numbers in digits, as the world writes them: `1,204`, `12 000`, `1,20,000`, `3,5 percent`, `1.2m`, `2 1/2`, `.5`.

Thousands may be parted by commas, spaces or apostrophes, a decimal comma stands before a percent sign or after a
currency. What the number counts, and whether it is a year or a day, is left to others.
"""

import math
import re
from dataclasses import dataclass
from functools import cache

from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms

_GAP = r"[ \u00a0\u2009\u202f'’]"
# Thousands are parted by commas (in twos by Indian ones), spaces or apostrophes, by points only where there are two.
# No group is repeated possessively: Python 3.11 before 3.11.5 misreads that.
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d|,\d{3})|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    rf"|[1-9]\d{{0,2}}(?:{_GAP}\d{{3}})+(?![\d,]|\.\d|{_GAP}\d{{3}})"
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,}(?!\d|\.\d{3})|\d++)(?:\.\d++)?"
)


@dataclass(slots=True)
class Numeral:
    """A number at `start:end`; `form` is digits, words, magnitude, fraction, ratio or bare (no number)."""

    start: int
    end: int
    value: float
    form: str
    scale: float = 1.0


@cache
def word_values() -> dict[str, float]:
    """Give the value of each number word of the lexicon."""
    return {term: float(value) for term, value in mapping("number_words", "value").items()}


def number_words(kind: str) -> str:
    """Give an expression for the number words of a kind."""
    return f"(?:{any_of('number_words', kind=kind)})"


_POINT = re.compile(r"(?:^|[\s($£€~])\.$")
_MINUS = re.compile(r"(?:^|[\s(])(?:[-−–]|minus )$")
_PERCENT_NEXT = re.compile(r"\s?(?:%|per\s?cent|percent)")
_COMMA = re.compile(r"\d{1,3},\d{1,2}(?![\d,])")
_COMMA_BEFORE = re.compile(r"(?:[€£$]|\beur|\bkr|\bzł)\s?$")


def read_digits(lowered: str, found: re.Match) -> Numeral | None:
    """Read the digits that a match found, with sign, fraction and scale; nothing where they are a code."""
    start, end = found.span()
    end, digits = _plain_digits(lowered, start, end)
    if "." not in digits and _POINT.search(lowered, max(0, start - 2), start):  # ".5 percent"
        digits, start = "." + digits, start - 1
    value = float(digits)
    if value >= 1e18:
        return None  # a quintillion and more is a code
    if _PERCENT_NEXT.match(lowered, end) and (minus := _MINUS.search(lowered, max(0, start - 7), start)):
        start, value = start - len(minus.group().lstrip(" (")), -value
    return _scaled(lowered, start, end, value)


def _plain_digits(lowered: str, start: int, end: int) -> tuple[int, str]:
    """Give where a number ends and its digits with a point at most."""
    digits, decimal = lowered[start:end], _COMMA.match(lowered, start)
    if " " in digits and _AFTER_MONTH.search(lowered, max(0, start - 12), start):
        return start + digits.index(" "), digits.partition(" ")[0]  # "On March 4 500 porters stayed away"
    # "3,5 percent" and "€12,50" have one, lists have none: "3, 5 or 7 percent", "pages 3,5".
    is_sum = _COMMA_BEFORE.search(lowered, max(0, start - 4), start)
    may_go_on = decimal and (is_sum or any(of.match(lowered, decimal.end()) for of in (_SUM_NEXT, _PERCENT_NEXT)))
    if may_go_on and decimal.end() > end:
        end, digits = decimal.end(), decimal.group().replace(",", ".")
        if lowered[start - 1 : start] == "$" and digits.endswith(".00"):
            digits = digits.replace(".", "")  # "$100,00" has lost a digit: dollars have no decimal comma
    digits = re.sub(f"{_GAP}|,", "", digits)
    return end, digits.replace(".", "") if digits.count(".") > 1 else digits


# "13,20 euros", "2,5 million"
_SUM_NEXT = Pattern(
    lambda: rf"\s{prefix_tree(terms('units', measure='money') - {'dollar', 'dollars'})}\b|(?<=,\d)\s(?:m|b|tr)illion\b"
)
_AFTER_MONTH = Pattern(lambda: rf"\b{prefix_tree(term.lower() for term in terms('date_words', kind='month'))}\s\Z")


_GREAT = Pattern(
    lambda: (
        rf"(?:\s?(?P<sign>{number_words('sign')})|[\s-](?P<top>[1-9])/(?P<bottom>[2-9]|1[0-6])(?![\d/]))?"
        rf"(?:[\s-]{{1,3}}(?P<scale>{number_words('scale')}(?:\s{number_words('scale')})?)\b"
        rf"|(?P<suffix>{number_words('suffix')}|\sbn)\b)?"
    )
)


def _scaled(lowered: str, start: int, end: int, value: float) -> Numeral:
    """Read on from digits to the half or the scale behind them: "3½", "2 1/2", "1.2m", "4 hundred million"."""
    after = _GREAT.match(lowered, end)
    if after["sign"]:
        value += word_values()[after["sign"]]
    elif after["top"] and value == int(value):
        value += int(after["top"]) / int(after["bottom"])
    if after["suffix"] == "b" and lowered[start - 1 : start] not in tuple("$£€"):
        return Numeral(start, end, value, "digits")
    words = (after["scale"] or after["suffix"] or "").replace("-", " ").split()
    scale = math.prod(word_values()[word] for word in words)
    return Numeral(start, after.end(), round(value * scale, 6), "digits", float(scale))
