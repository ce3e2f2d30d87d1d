"""Quantities: a numeral with its approximator, currency and unit, and the other end where two make a range.

"over 10 percent each year" is 10, `more_than`, `percent/year`; "about $17 to $22 an hour" is one range, "from $49 to
$155" two amounts, since it tells a change. "nearly 61,000" is `nearly`, "10 years or more" `at_least`; "25% over four
years" and "talks over 15 agreements" hold no approximator: there, "over" says what is talked of or how long something
runs. What an amount without a unit counts is for `counted` to say, whether it is one at all for `beside_numerals`.
"""

import re
from dataclasses import dataclass, replace

from kaiser_data.extract.figures.beside_numerals import (
    MEASURE_AFTER,
    UNIT_AFTER,
    currency_before,
    is_idiom,
    is_lookalike,
    rate_at,
    units,
)
from kaiser_data.extract.figures.noun_before import changing, clause_words
from kaiser_data.extract.figures.numerals import Numeral, find_numerals
from kaiser_data.extract.grammar.noun_phrases import is_function_word
from kaiser_data.extract.grammar.words import all_forms
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms
from kaiser_data.rows import fold


@dataclass(slots=True)
class Quantity:
    """`start:end` holds the number with all words that belong to it; `tail` is where its noun would begin.

    `measure` and `unit` are empty where nothing but a noun can tell them; `link` is what joins the unit: "-" or " ".
    """

    start: int
    end: int
    value: float
    value_max: float | None
    measure: str
    unit: str
    qualifier: str
    form: str
    link: str
    tail: int
    aged: bool = False


@dataclass(slots=True)
class Operand:
    """One number with what touches it: the currency before, the unit after."""

    start: int
    end: int
    numeral: Numeral
    measure: str = ""
    unit: str = ""
    factor: float = 1.0
    link: str = ""
    aged: bool = False


def find_quantities(text: str, lowered: str) -> list[Quantity]:
    """Find the quantities of a text in order, look-alikes left out.

    >>> text = "About 40 of 90 clerks, on Route 40, want $17 to $22 an hour."
    >>> [(text[q.start:q.end], q.value, q.unit) for q in find_quantities(text, text.lower())]
    [('About 40', 40.0, ''), ('90', 90.0, ''), ('$17 to $22 an hour', 17.0, 'USD/hour')]
    """
    operands: list[Operand] = []
    for numeral in find_numerals(lowered):
        taken = operands[-1].end if operands else 0
        if numeral.start >= taken and (one := _operand(text, lowered, numeral, taken)):
            operands.append(one)
    return _quantities(lowered, _with_shared_units(lowered, operands))


def _operand(text: str, lowered: str, numeral: Numeral, taken: int) -> Operand | None:
    """Read a number with what touches it after `taken`; None where it states no quantity."""
    start, money = currency_before(lowered, numeral.start)
    if money and start >= taken:
        return Operand(start, numeral.end, numeral, "money", money)
    one = _with_unit(lowered, numeral)
    if not one:
        return None if is_lookalike(text, lowered, numeral) else Operand(numeral.start, numeral.end, numeral)
    if one.measure == "percent":
        return None if numeral.value == 100 and is_idiom(lowered, one.start) else one
    return None if is_lookalike(text, lowered, numeral, measured=True) else one


def _with_unit(lowered: str, numeral: Numeral) -> Operand | None:
    if numeral.form in ("fraction", "ratio"):
        if not (part := _OF_UNIT.match(lowered, numeral.end)):
            return Operand(numeral.start, numeral.end, numeral, "percent", "percent")
        numeral = replace(numeral, value=numeral.value / 100, end=part.end(), form="words")  # "half a point"
    after = _unit_word(lowered, numeral)
    if not after and numeral.form == "digits" and (measured := MEASURE_AFTER.match(lowered, numeral.end)):
        unit = mapping("measures", "unit")[fold(measured[1])]
        return Operand(numeral.start, measured.end(), numeral, "count", unit, link="-")
    if not after or (after["unit"] == "p" and after["link"]):
        return None  # "5 p.m." is no sum of pence
    measure, unit, factor = units()[fold(after["unit"])]
    end, aged = after.end(), "old" in (after["rest"] or "")
    if part := _AND_A_HALF.match(lowered, end):  # "a year and a half"
        numeral, end = replace(numeral, value=numeral.value + 0.5, form="words"), part.end()
    return Operand(numeral.start, end, numeral, measure, unit, factor, after["link"], aged)


def _unit_word(lowered: str, numeral: Numeral) -> re.Match | None:
    """Find the unit behind a number, past what qualifies it: "10 or more years"."""
    said = WORDS_AFTER.match(lowered, numeral.end)
    return UNIT_AFTER.match(lowered, numeral.end) or (said and UNIT_AFTER.match(lowered, said.end()))


_OF_UNIT = Pattern(
    rf"(?:(?:\sof)?\s(?:an?|one|1)(?=\s|%)|)(?=\s?{any_of('units', measure='percent')}(?!\w))"
    rf"|\sof\s(?:an?|one)(?=\s{any_of('units', measure='duration')}\b)"
)
_AND_A_HALF = Pattern(r"\sand\s(?:an?|one)[\s-]half\b(?!\sof\s(?:the|all|its|their)\b)")

_SHARES = Pattern(r"-?\s?(?:-|–|—|-?to-?|or|and|,|, and|, or)\s?")


def _with_shared_units(lowered: str, operands: list[Operand]) -> list[Operand]:
    """Give the first of two neighbours the unit and scale of the second: "$28 to $31 million", "6, 5 and 4 percent"."""
    for number in range(len(operands) - 2, -1, -1):
        one, two = operands[number], operands[number + 1]
        gap = lowered[one.end : two.start]
        if gap == " and " and one.measure == two.measure == "money" and two.factor < one.factor:
            # "18 dollars and 50 cents"
            value = round(one.numeral.value + two.numeral.value * two.factor, 2)
            operands[number : number + 2] = [replace(one, end=two.end, numeral=replace(one.numeral, value=value))]
        elif _SHARES.fullmatch(gap):
            # "$18-22", "$3–4 million", but "$5 and 300 clerks"
            bare = one.measure == "money" and not one.link and not two.measure and two.numeral.form == "digits"
            if bare and _TO.fullmatch(gap):
                two = operands[number + 1] = replace(two, measure="money", unit=one.unit)
            operands[number] = _share(one, two, gap)
    return operands


def _share(one: Operand, two: Operand, gap: str) -> Operand:
    """Give the first of two numbers the scale and unit of the second: "$28 to $31 million", "30-40,000 clerks"."""
    numeral, scale = one.numeral, two.numeral.scale
    if scale > numeral.scale == 1 and one.measure in ("", two.measure):
        numeral = replace(numeral, value=numeral.value * scale, scale=scale)
    elif gap in ("-", "–") and numeral.value < 100 and scale == 1 and 1000 <= two.numeral.value < 100_000:
        numeral = replace(numeral, value=numeral.value * 1000)
    if one.measure or not two.measure or (two.measure == "percent" and numeral.value >= 1000):
        return replace(one, numeral=numeral)
    return replace(one, numeral=numeral, measure=two.measure, unit=two.unit, factor=two.factor, link=two.link or "-")


def _quantities(lowered: str, operands: list[Operand]) -> list[Quantity]:
    found, taken = [], -1
    for number, (one, two) in enumerate(zip(operands, [*operands[1:], None], strict=False)):
        if number == taken:
            continue
        if two and _is_range(lowered, one, two):
            taken = number + 1
            found.append(_quantity(lowered, one, two))
        elif one.numeral.form != "bare" or _is_measured(lowered, one):
            found.append(_quantity(lowered, one, None, two))
    return found


def _is_measured(lowered: str, one: Operand) -> bool:
    """Tell whether "a month" measures: an approximator says so ("nearly a month") or its own shape ("month-long")."""
    return one.numeral.end == one.numeral.start or bool(approximators_before(lowered, one.start, True)[1])


_TO = re.compile(r"-?\s?(?:to|-|–|—|through)\s?|-to-")
_JOINED = re.compile(r"-?\s(and|or)\s")
_LEAD = Pattern(r"\b(?:by\s+)?(?P<word>(?:(?:rang|vari?)\w*|any\w+)\s+from|from|by|between)\s+(?:\w+\s+){0,2}$")


def _is_range(lowered: str, one: Operand, two: Operand) -> bool:
    """Tell whether two numbers are the ends of one range; "from 5 to 7" tells a change, "212 to 38" a vote."""
    if one.numeral.form == "bare" or two.numeral.form == "bare" or (one.unit and one.unit != two.unit):
        return False
    low, high = one.numeral.value * one.factor, two.numeral.value * two.factor
    if low >= high:
        return False
    gap, before = lowered[one.end : two.start], lowered[max(0, one.start - 40) : one.start]
    word = lead["word"] if (lead := _LEAD.search(before)) else ""
    if joined := _JOINED.fullmatch(gap):
        return word == "between" if joined[1] == "and" else high <= 2.5 * low
    if not _TO.fullmatch(gap):
        return False
    if not gap.strip(" -").startswith("to"):
        return True
    if word == "by" or {*before.split()[-1:]} & (changing("subject") | changing("object") | {"up", "down"}):
        return high < 3 * low  # "up by $4 to $19" tells what became of it
    return word != "from"


def _quantity(lowered: str, one: Operand, two: Operand | None, following: Operand | None = None) -> Quantity:
    last = two or one
    measure, unit, link = last.measure, last.unit, last.link
    start, qualifier = approximators_before(lowered, one.start, measure == "duration")
    if two and lowered.endswith("between ", 0, start):
        start -= len("between ")
    end, after = _said_after(lowered, last)
    end, tail, period = _rate_after(lowered, one, end, measure, following)
    if period and not (measure == "duration" and link == "-"):
        unit = f"{unit}/{period}"
    qualifier = qualifier or after or ("magnitude" if one.numeral.form == "magnitude" else "exact")
    value = round(one.numeral.value * one.factor, 6)
    value_max = round(two.numeral.value * two.factor, 6) if two else None
    return Quantity(start, end, value, value_max, measure, unit, qualifier, last.numeral.form, link, tail, last.aged)


_ASIDE = re.compile(r"\)|\s\([^()\n]{2,40}\)(?=\s[a-z])")


def _rate_after(lowered: str, one: Operand, end: int, measure: str, following: Operand | None) -> tuple[int, int, str]:
    """Read "an hour" behind an amount: where the amount ends with it, where its words do, and the period."""
    if not measure:
        return end, end, ""
    if following and following.measure == measure and _TO.fullmatch(lowered, one.end, following.start):
        tail, period = rate_at(lowered, following.end)
        return end, max(tail, end), period
    # "£4 million ($4.9 million) a day", "the A$6 billion (US$4.68 billion) car industry"
    if measure in ("money", "percent") and (aside := _ASIDE.match(lowered, end)):
        tail, period = rate_at(lowered, aside.end())
        return end, tail if lowered[end] == " " else end, period
    tail, period = rate_at(lowered, end)
    return tail, tail, period


def _said_after(lowered: str, last: Operand) -> tuple[int, str]:
    """Read what qualifies a number from behind: "10 years or more", "700 or so", "1,200-strong", "300+"."""
    for end in (last.numeral.end, last.end):
        if found := WORDS_AFTER.match(lowered, end):
            return max(last.end, found.end()), mapping("approximators", "qualifier")[fold(found[1])]
    return last.end, ""


_BEFORE = Pattern(lambda: rf"(?<!\w)({any_of('approximators', side='before')})(?:\s+an?\b|\s+another)?[\s(]*$")
_UPWARD = Pattern(
    rf"\b{prefix_tree(form for verb in terms('figure_words', use='upward') for form in all_forms(verb))}"
    r"\s(?:[\w’']+\s){0,4}\Z"
)


def _is_preposition(lowered: str, start: int, word: str, timed: bool) -> bool:
    """Tell whether "over" or "up to" is no approximator: "25% over four years", "talks over 15 deals"."""
    if word == "up to":  # "edged up to 6%"
        return bool(_UPWARD.search(lowered, max(0, start - 50), start))
    if word not in ("over", "about", "around", "under"):
        return False
    before = re.search(r"[\w%]+\s+$", lowered[max(0, start - 24) : start])
    noun = before.group().strip() if before else ""
    if word == "over" and timed:
        return bool(noun) and not is_function_word(noun) and noun not in clause_words("lasts")
    return noun in clause_words("argued")


def approximators_before(lowered: str, start: int, timed: bool = False) -> tuple[int, str]:
    """Give where the approximators before a number begin, and the qualifier of the outermost that is no "about"."""
    qualifier = ""
    for _ in range(3):
        found = _BEFORE.search(lowered, max(0, start - 32), start)
        if not found or _is_preposition(lowered, found.start(1), found[1], timed):
            break
        start, name = found.start(1), mapping("approximators", "qualifier")[fold(found[1])]
        qualifier = name if qualifier in ("", "about") else qualifier
    return start, qualifier


# The approximators that follow a number: "or more", "+".
WORDS_AFTER = Pattern(lambda: rf"\s*({any_of('approximators', side='after')})(?!\w|\sto\b)")
