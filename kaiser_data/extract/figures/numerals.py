"""Numerals: where a text writes a number, in digits or words, and which value that number has.

"twenty-four years", "$23.6 million" and "Tens of thousands" hold the numerals 24, 23600000 and 10000. Digits stand as
the world writes them: `1,204`, `12 000`, `1,20,000`, `3,5 percent`, `1.2m`, `2 1/2`, `.5`. Shares are numerals too and
count in percent: "two-thirds" is 66.67, "nine out of 10" is 90. What a number means (a year, a room, a headcount) is
left to others, and so are ordinals, which this module never yields.

All functions here read a text in lower case, as `document.lower` makes it.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms

_GAP = r"[ \u00a0\u2009\u202f'’]"
# Thousands are parted by commas (in twos by Indian ones), spaces or apostrophes.
# No group is repeated possessively: Python 3.11 before 3.11.5 misreads that.
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d|,\d{3})|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    rf"|[1-9]\d{{0,2}}(?:{_GAP}\d{{3}})+(?![\d,]|\.\d|{_GAP}\d{{3}})"
    r"|\d++)(?:\.\d++)?"
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
_MINUS = Pattern(r"(?:^|[\s(])(?:[-−–]|minus )$")
_PERCENT_NEXT = re.compile(r"\s?(?:%|pct\b|per\s?cent)")
_COMMA = re.compile(r"\d{1,3},\d{1,2}(?![\d,])")
_COMMA_BEFORE = re.compile(r"(?:[€£$]|\beur|\bkr|\bzł)\s?$")


def read_digits(lowered: str, found: re.Match) -> Numeral | None:
    """Read the digits that a match found, with sign, fraction and scale; nothing where they are a code."""
    start, (end, digits) = found.start(), _plain_digits(lowered, *found.span())
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
    # "3,5 percent" and "€12,50" have one, lists have none: "3, 5 or 7 percent", "pages 3,5".
    is_sum = _COMMA_BEFORE.search(lowered, max(0, start - 4), start)
    may_go_on = decimal and (is_sum or any(of.match(lowered, decimal.end()) for of in (_SUM_NEXT, _PERCENT_NEXT)))
    if may_go_on:
        return decimal.end(), decimal.group().replace(",", ".")
    return end, re.sub(f"{_GAP}|,", "", digits)


# "13,20 euros", "2,5 million"
_SUM_NEXT = Pattern(
    lambda: rf"\s{prefix_tree(terms('units', measure='money') - {'dollar', 'dollars'})}\b|(?<=,\d)\s(?:m|b|tr)illion\b"
)

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
    elif after["top"]:
        value += int(after["top"]) / int(after["bottom"])
    if after["suffix"] == "b" and lowered[start - 1 : start] not in tuple("$£€"):
        return Numeral(start, end, value, "digits")
    words = (after["scale"] or after["suffix"] or "").replace("-", " ").split()
    scale = math.prod(word_values()[word] for word in words)
    return Numeral(start, after.end(), round(value * scale, 6), "digits", float(scale))


def find_numerals(lowered: str) -> Iterator[Numeral]:
    """Find the numerals of a text in lower case, in order.

    >>> [(n.value, n.form) for n in find_numerals("some 1,200 of two hundred and fifty, or four-fifths")]
    [(1200.0, 'digits'), (250.0, 'words'), (80.0, 'fraction')]
    """
    position = 0
    while found := _NUMERAL.search(lowered, position):
        numeral = _READERS[found.lastgroup](lowered, found)
        if numeral:
            yield (numeral := _share(lowered, numeral))
        position = max(found.start() + 1, numeral.end if numeral else found.end())


@cache
def _small() -> str:
    """Give an expression for the numbers below a hundred."""
    units, teens, tens = map(number_words, ("unit", "teen", "ten"))
    return rf"\b(?:{tens}(?:[\s-]{units}\b)?|{teens}|{units})\b"


def _opening() -> str:
    """Give one expression for all that can open a numeral; its groups name the reader that goes on from there."""
    small, scale, fraction, plural = _small(), *map(number_words, ("scale", "fraction", "magnitude"))
    great = rf"(?:[\s-]{{1,3}}{scale}\b)"
    # Before digits no letter stands and no digit, but a currency ("AUD1.5m", "$US160").
    codes = "".join(sorted(rf"|(?<={re.escape(code)})" for code in terms("currencies")))
    words = rf"(?:{small}{great}{{1,3}}(?:\s+and)?\s+){{0,3}}{small}{great}{{0,3}}"
    point = rf"(?:[\s-]point(?:[\s-](?:zero|{small}))+(?:\s{scale}\b)?)"
    rest = rf"(?:[\s-](?:and[\s-])?(?:an?|one)[\s-](?:half|quarter)\b(?:\s{scale})?)"
    return (
        rf"(?=\d)(?:(?<!\w){codes})(?P<digits>{DIGITS})"
        rf"|(?<!\w)(?:(?P<part>(?:(?P<many>an?|one|two|three|four)[\s-])?(?P<piece>half|quarters?|{fraction}(?=[\s-]of))"
        rf"[\s-](?:of[\s-])?(?:an?[\s-])?(?P<whole>{scale}))\b(?!s)"
        rf"|(?P<words>(?:zero(?=[\s-]point)|{words})(?:{point}|{rest})?"
        rf"|an?\s{scale}(?:\sand\s(?:{small}|an?\s(?:half|quarter)))?)\b"
        rf"|(?P<magnitude>(?P<vague>{number_words('vague')}\s{scale}s?(?:\s{scale})?)"
        rf"|{plural}(?:\s(?:up)?(?:on|of|and)\s(?:{plural}|{scale}))?)\b"
        rf"|(?P<fraction>{fraction})\b"
        rf"|(?P<sign>{number_words('sign')})"
        rf"|(?P<bare>(?:an?|another)(?=\s+{_TIMES}\b(?!-to-|-long))"  # "nearly a month"
        r"|(?<!-)(?=(?:hour|day|week|month|year|decade)-?long\b)))"  # "a month-long strike"
    )


_TIMES = f"(?:{any_of('units', measure='duration')})"
_NUMERAL = Pattern(_opening)


def _read_words(lowered: str, found: re.Match) -> Numeral:
    last = word_values().get(found.group().split()[-1], 1.0)
    return Numeral(*found.span(), value_of_words(found.group()), "words", last if last >= 1000 else 1.0)


def value_of_words(words: str) -> float:
    """Add up a number written in words.

    >>> value_of_words("two hundred and fifty thousand"), value_of_words("two and a half million")
    (250000.0, 2500000.0)
    """
    if "point" in words:
        whole, tail = re.split(r"[\s-]point[\s-]", words)
        places = [word_values().get(word, 0) for word in tail.split()]
        scale = places.pop() if places[-1] >= 100 else 1.0  # "three point two five million"
        return round(float(f"{value_of_words(whole):.0f}.{''.join(f'{place:.0f}' for place in places)}") * scale, 6)
    total = part = 0.0
    scale = 1.0
    for word in re.split(r"[\s-]+", _ONE_PART.sub("a", words)):
        value = word_values().get(word, 0.0)  # "and", "a"
        if value < 1:
            part, total = (part + value, total) if part else (0.0, total + scale * value)  # "a million and a half"
        elif word in ("hundred", "dozen"):
            part = (part or 1) * value
        elif value >= 1000:
            total, part, scale = total + (part or 1) * value, 0.0, value
        else:
            part += value
    return total + part


_ONE_PART = re.compile(r"\bone(?=[\s-](?:half|quarter)\b)")


def _read_part(lowered: str, found: re.Match) -> Numeral:
    """Read "half a million", "three quarters of a million"."""
    many, part, whole = (word_values().get(found[name], 1.0) for name in ("many", "piece", "whole"))
    return Numeral(*found.span(), round(many * part * whole, 2), "words")


def _read_sign(lowered: str, found: re.Match) -> Numeral:
    """Read "½ percent" and "½ hour", or the share in "⅓ of members"."""
    value = word_values()[found["sign"]]
    is_share = _PART_AFTER.match(lowered, found.end())
    return Numeral(*found.span(), *((round(100 * value, 2), "fraction") if is_share else (value, "words")))


def _read_magnitude(lowered: str, found: re.Match) -> Numeral:
    """Read "hundreds of thousands"; "hundreds upon hundreds" are hundreds, "several thousand" no multiple of it."""
    words = found.group().split()
    values = [word_values()[word] for word in words if word_values().get(word, 0) >= 10]
    values = values or [word_values()[words[-1].removesuffix("s")]]
    if "couple" in words:
        return Numeral(*found.span(), 2 * values[-1], "words")
    multiplied = found["vague"] or "of" in words
    return Numeral(*found.span(), math.prod(values) if multiplied else values[0], "magnitude")


_PART_BEFORE = re.compile(r"(?<!\S)an?[\s-]$")
_PART_AFTER = Pattern(r"\s+(?:of|less|more|fewer|higher|lower|its|their|the|what|as|that)\b")
_NO_PART_BEFORE = Pattern(
    r"\btime\sand\san?\s$|\b(?:first|second|third|fourth|last|latter|past|next|other|final|this|that|fiscal)[\s-]$"
)
# What goes on from "half" in "half an hour" and "half-hour".
_HALF_MEASURED = Pattern(rf"(?:\s+an?)?(?=[\s-]{_TIMES}\b)")
_NO_HALF = re.compile(r"-|\s(?:term|time|way|past)\b")
_LESSENED = re.compile(r"\b(?:by|than|to|nearly|almost|about|over|under|some)\s+$")


def _read_fraction(lowered: str, found: re.Match) -> Numeral | None:
    """Read "half" and "a third" where they are shares; "a third strike" and "the first half" are none."""
    start, end, word = found.start(), found.end(), found["fraction"]
    if _NO_PART_BEFORE.search(lowered, max(0, start - 24), start):
        return None
    value = round(100 * word_values()[word], 2)
    if word == "half":
        if measured := _HALF_MEASURED.match(lowered, end):
            return Numeral(start, measured.end(), 0.5, "words")
        return None if _NO_HALF.match(lowered, end) else Numeral(start, end, value, "fraction")
    if not (article := _PART_BEFORE.search(lowered, max(0, start - 3), start)):
        return None
    start = article.start()
    lessened = lowered[end : end + 1] != "-" and _LESSENED.search(lowered, max(0, start - 12), start)
    return Numeral(start, end, value, "fraction") if lessened or _PART_AFTER.match(lowered, end) else None


_READERS = {
    "digits": read_digits,
    "words": _read_words,
    "part": _read_part,
    "magnitude": _read_magnitude,
    "fraction": _read_fraction,
    "sign": _read_sign,
    # One of its unit, if the words around measure with it.
    "bare": lambda _, found: Numeral(*found.span(), 1.0, "bare"),
}

_SHARE_AFTER = Pattern(
    lambda: (
        rf"[\s-](?P<fraction>{number_words('fraction')})\b(?![\s-](?:hour|dozen|million))"
        rf"|\s(?:out\sof|in|of(?=\severy))\s(?:every\s)?(?P<whole>\d{{1,3}}\b(?![,.]?\d)|{_small()}|a\shundred)"
        r"(?!\s(?:decade|second)s?\b|[\s-](?:minute|hour|day|week|month|year))|/(?P<slash>[2-9]|10|100)\b(?!/)"
    )
)


def _share(lowered: str, numeral: Numeral) -> Numeral:
    """Widen a number to the share that it opens: "two-thirds", "one in five", "9 out of 10", "3/4"."""
    after = _SHARE_AFTER.match(lowered, numeral.end)
    if after and (part := _part(numeral, after)):
        return Numeral(numeral.start, after.end(), round(100 * part, 2), "fraction" if after["fraction"] else "ratio")
    return numeral


def _part(numeral: Numeral, after: re.Match) -> float:
    """Give which part of a whole is told: none by "10 Fifth Avenue", nor by "4 out of 7 unions"."""
    number, words = numeral.value, after["whole"] or after["slash"]
    if fraction := after["fraction"]:
        part = number * word_values()[fraction]
        return part if part <= 1 else 0
    whole = float(words) if words[0].isdigit() else value_of_words(words)
    return 0 if whole <= number or (number > 1 and whole > 5 and whole % 10) else number / whole
