"""Numerals: where a text writes a number, in digits or words, and which value that number has.

"twenty-four years", "$23.6 million" and "Tens of thousands" hold the numerals 24, 23600000 and 10000. Shares are
numerals too and count in percent: "two-thirds" is 66.67, "nine out of 10" is 90. What a number means (a year, a room,
a headcount) is left to others, and so are ordinals, which this module never yields.

All functions here read a text in lower case, as `layout.lower` makes it.
"""

import math
import re
from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.figures.digits import DIGITS, SPACE, Numeral, read_digits, word_values
from kaiser_data.lexicon import Pattern, prefix_tree, terms

# Units that count one of themselves: "weeklong", "a month-long strike".
_LONG = ("hour", "day", "week", "month", "year", "decade")


def find_numerals(lowered: str) -> Iterator[Numeral]:
    """Find the numerals of a text in lower case, in order.

    >>> [(n.value, n.form) for n in find_numerals("some 1,200 of two hundred and fifty, or four-fifths")]
    [(1200.0, 'digits'), (250.0, 'words'), (80.0, 'fraction')]
    """
    position = 0
    while found := _numeral().search(lowered, position):
        position = max(found.end(), found.start() + 1)
        if numeral := _READERS[found.lastgroup](lowered, found):
            numeral = _share(lowered, numeral)
            position = numeral.end if numeral.end > found.start() else position
            yield numeral


@cache
def _numeral() -> re.Pattern:
    """One pattern for all that can open a numeral; its groups name the reader that goes on from there."""
    small, scale = _small(), prefix_tree(terms("number_words", kind="scale"))
    great = rf"(?:{SPACE}(?:{scale})\b)"
    # Before digits no letter stands and no digit, but a currency ("AUD1.5m", "$US160").
    codes = "".join(sorted(rf"|(?<={re.escape(code)})" for code in terms("currencies") if code[-1].isalpha()))
    words = rf"(?:{small}{great}{{1,3}}(?:\s+and)?\s+){{0,3}}{small}{great}{{0,3}}"
    point = rf"(?:\spoint(?:\s(?:zero|{small}))+(?:\s(?:{scale})\b)?)"
    rest = rf"(?:[\s-](?:and[\s-])?(?:an?|one)[\s-](?:half|quarter)\b(?:\s(?:{scale}))?)"
    plural = prefix_tree(terms("number_words", kind="magnitude"))
    vague = prefix_tree(terms("number_words", kind="vague"))
    fraction = prefix_tree(terms("number_words", kind="fraction"))
    spans = prefix_tree(terms("units", measure="duration"))
    return re.compile(
        rf"(?=\d)(?:(?<!\w){codes})(?P<digits>{DIGITS})|(?<!\w)(?:(?P<part>(?:(?:(?:an?|one|two|three|four)[\s-])?(?:{fraction})[\s-](?:of[\s-])?(?:an?[\s-])?)(?:{scale}))\b(?!s)"
        rf"|(?P<words>(?:zero(?=\spoint)|{words})(?:{point}|{rest})?)\b"
        rf"|(?P<article>an?\s(?:{scale})(?:\sand\s(?:{small}|an?\s(?:half|quarter)))?)\b"
        rf"|(?P<vague>(?:{vague})\s(?:{scale})s?(?:\s(?:{scale}))?)\b"
        rf"|(?P<magnitude>(?:{plural})(?:\s(?:up)?(?:on|of|and)\s(?:{plural}|{scale}))?)\b"
        rf"|(?P<fraction>{fraction})\b"
        rf"|(?P<sign>{prefix_tree(terms('number_words', kind='sign'))})"
        rf"|(?P<bare>(?:an?|another)(?=\s+(?:{spans})\b(?!-to-|-long))|(?<!-)(?=(?:{'|'.join(_LONG)})-?long\b)))"
    )


@cache
def _small() -> str:
    units, teens, tens = (prefix_tree(terms("number_words", kind=kind)) for kind in ("unit", "teen", "ten"))
    return rf"\b(?:(?:{tens})(?:[\s-](?:{units})\b)?|{teens}|{units})\b"


_ORDINAL = re.compile(r"-(?:(?<=ty-)(?:first|second|third|(?!month)\w+th)|(?:hundred|thousand|million)th)\b")


def _read_words(lowered: str, found: re.Match) -> Numeral | None:
    if _ORDINAL.match(lowered, found.end()):
        return None  # "the twenty-first century", "the thirty-second floor"
    last = word_values().get(found.group().split()[-1], 1.0)
    return Numeral(*found.span(), value_of_words(found.group()), "words", last if last >= 1000 else 1.0)


def value_of_words(words: str) -> float:
    """Add up a number written in words.

    >>> value_of_words("two hundred and fifty thousand"), value_of_words("two and a half million")
    (250000.0, 2500000.0)
    """
    whole, _, tail = words.partition(" point ")
    if tail:
        return _spelled_decimal(whole, tail)
    total = part = 0.0
    scale = 1.0
    for word in re.split(r"[\s-]+", _ONE_PART.sub("a", words)):
        value = word_values().get(word)
        if value is None:  # "and", "a"
            continue
        if value < 1:
            part, total = (part + value, total) if part else (0.0, total + scale * value)  # "a million and a half"
        elif value == 100 or (value == 12 and word == "dozen"):
            part = (part or 1) * value
        elif value >= 1000:
            total, part, scale = total + (part or 1) * value, 0.0, value
        else:
            part += value
    return total + part


_ONE_PART = re.compile(r"\bone(?=[\s-](?:half|quarter)\b)")


def _spelled_decimal(whole: str, tail: str) -> float:
    """Read "three point two five million": digits behind the point, then a scale."""
    places = tail.split()
    scale = word_values()[places.pop()] if places[-1] in terms("number_words", kind="scale") else 1.0
    digits = "".join(f"{word_values().get(word, 0):.0f}" for word in places)
    return round(float(f"{value_of_words(whole):.0f}.{digits}") * scale, 6)


def _read_part(lowered: str, found: re.Match) -> Numeral | None:
    """Read "half a million", "three quarters of a million"; "a third million" is none."""
    words = re.split(r"[\s-]+", found["part"])
    part = next(word for word in words if word in terms("number_words", kind="fraction"))
    if "of" not in words and not part.startswith(("half", "quarter")):
        return None
    many = word_values().get(words[0], 1.0) if words[0] != part else 1.0
    return Numeral(*found.span(), round(many * word_values()[part] * word_values()[words[-1]], 2), "words")


def _read_sign(lowered: str, found: re.Match) -> Numeral:
    """Read "½ percent" and "½ hour", or the share in "⅓ of members"."""
    value = word_values()[found["sign"]]
    if _PART_AFTER.match(lowered, found.end()) and not lowered.startswith(" of a percentage", found.end()):
        return Numeral(*found.span(), round(100 * value, 2), "fraction")
    return Numeral(*found.span(), value, "words")


def _read_magnitude(lowered: str, found: re.Match) -> Numeral:
    """Read "hundreds of thousands"; "hundreds upon hundreds" are hundreds, "several thousand" no multiple of it."""
    words = found.group().split()
    values = [word_values()[word] for word in words if word_values().get(word, 0) >= 10]
    values = values or [word_values()[words[-1].removesuffix("s")]]
    if "couple" in words:
        return Numeral(*found.span(), 2 * values[-1], "words")
    multiplied = found["vague"] or "of" in words
    return Numeral(*found.span(), math.prod(values) if multiplied else values[0], "magnitude")


_PART_BEFORE = re.compile(r"(?:(?<=\s)|^)an?[\s-]$")
_PART_AFTER = re.compile(r"\s+(?:of|less|more|fewer|higher|lower|its|their|the|what|as|that)\b")
_NO_PART_BEFORE = re.compile(
    r"\btime\sand\san?\s$|\b(?:first|second|third|fourth|last|latter|past|next|other|final|this|that|fiscal)[\s-]$"
)
_NO_HALF = re.compile(r"-|\s(?:term|time|way)\b")
_LESSENED = re.compile(r"\b(?:by|than|to|nearly|almost|about|over|under|some)\s+$")


def _read_fraction(lowered: str, found: re.Match) -> Numeral | None:
    """Read "half" and "a third" where they are shares; "a third strike" and "the first half" are none."""
    start, end, word = found.start(), found.end(), found["fraction"]
    before = lowered[max(0, start - 24) : start]
    if _NO_PART_BEFORE.search(before) or word.endswith("s"):
        return None
    value = round(100 * word_values()[word], 2)
    if word == "half":
        if measured := _HALF_MEASURED.match(lowered, end):
            return Numeral(start, measured.end(), 0.5, "words")
        return None if _NO_HALF.match(lowered, end) else Numeral(start, end, value, "fraction")
    if not _PART_BEFORE.search(before):
        return None
    article = start - len(before) + _PART_BEFORE.search(before).start()
    of = _PART_AFTER.match(lowered, end)
    lessened = lowered[end : end + 1] != "-" and _LESSENED.search(lowered, max(0, article - 12), article)
    return Numeral(article, end, value, "fraction") if of or lessened else None


# What goes on from "half" in "half an hour" and "half-hour".
_HALF_MEASURED = Pattern(lambda: rf"(?:\s+an?)?(?=[\s-](?:{prefix_tree(terms('units', measure='duration'))})\b)")


_READERS = {
    "digits": read_digits,
    "words": _read_words,
    "part": _read_part,
    "article": _read_words,
    "vague": _read_magnitude,
    "magnitude": _read_magnitude,
    "fraction": _read_fraction,
    "sign": _read_sign,
    # "a month" and "month-long" are one of the unit, if the neighbourhood measures with it.
    "bare": lambda _, found: Numeral(*found.span(), 1.0, "bare"),
}


@cache
def _share_after() -> re.Pattern:
    fraction = prefix_tree(terms("number_words", kind="fraction"))
    small = _small()
    return re.compile(
        rf"[\s-](?P<fraction>{fraction})\b(?![\s-](?:hour|dozen|million))"
        rf"|\s(?:(?P<out>out\sof)|in|of(?=\severy))\s(?:every\s)?(?P<whole>\d{{1,3}}\b(?![,.]?\d)|{small}|a\shundred)(?!\s(?:minute|hour|day|week|month|year|decade|second)s?\b)(?![\s-](?:minute|hour|day|week|month|year))"
        rf"|/(?P<slash>[2-9]|10|100)\b(?!/)"
    )


def _share(lowered: str, numeral: Numeral) -> Numeral:
    """Widen a number to the share that it opens: "two-thirds", "one in five", "9 out of 10", "3/4"."""
    number = numeral.value
    if number >= 1000 or numeral.form not in ("words", "digits") or number != int(number):
        return numeral
    after = _share_after().match(lowered, numeral.end)
    if not after:
        return numeral
    return _fraction(numeral, after) if after["fraction"] else _ratio(numeral, after)


def _fraction(numeral: Numeral, after: re.Match) -> Numeral:
    """Read "two-thirds"; "two third" and "3 thirds" are none."""
    part = numeral.value * word_values()[after["fraction"]]
    if after["fraction"].endswith("s") == (numeral.value == 1) or part > 1 or numeral.form == "digits":
        return numeral
    return Numeral(numeral.start, after.end(), round(100 * part, 2), "fraction")


def _ratio(numeral: Numeral, after: re.Match) -> Numeral:
    """Read "one in five"; "10 out of 33 unions" counts them."""
    number, words = numeral.value, after["whole"] or after["slash"]
    whole = float(words) if words[0].isdigit() else value_of_words(words)
    most = 9 if after["slash"] else 999 if after["out"] else 10
    if whole <= number or number > most or (after["out"] and whole > 10 and whole % 10):
        return numeral
    return Numeral(numeral.start, after.end(), round(100 * number / whole, 2), "ratio")
