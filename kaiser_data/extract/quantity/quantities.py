"""Quantities: a numeral with its approximator, currency and unit, and its fellow where two make a range.

"over 10 percent each year" is 10, `more_than`, `percent/year`; "about $17 to $22 an hour" is one range, "from $49 to
$155" two amounts, since it tells a change. What an amount without a unit counts is for `counted` to say, whether it
is a quantity at all for `lookalikes`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.quantity.lookalikes import is_idiom, is_lookalike
from kaiser_data.extract.quantity.numerals import Numeral, find_numerals
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms


class Quantity(NamedTuple):
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
    period: str = ""
    aged: bool = False


class Operand(NamedTuple):
    """One number with what touches it: the currency before, the unit after."""

    start: int
    end: int
    numeral: Numeral
    measure: str
    unit: str
    factor: float
    link: str
    aged: bool = False


def find_quantities(text: str, lowered: str) -> list[Quantity]:
    """Find the quantities of a text in order, look-alikes left out.

    >>> text = "About 40 of 90 clerks, on Route 40, want $17 to $22 an hour."
    >>> [(text[q.start:q.end], q.value, q.unit) for q in find_quantities(text, text.lower())]
    [('About 40', 40.0, ''), ('90', 90.0, ''), ('$17 to $22 an hour', 17.0, 'USD/hour')]
    """
    operands = [_operand(lowered, numeral) for numeral in find_numerals(lowered)]
    operands = [one for one in operands if not _is_none(text, lowered, one)]
    return list(_quantities(lowered, _with_shared_units(lowered, operands)))


def _is_none(text: str, lowered: str, one: Operand) -> bool:
    if one.measure == "percent":
        return one.numeral.value == 100 and is_idiom(lowered, one.start)
    return one.measure != "money" and is_lookalike(text, lowered, one.numeral, one.measure == "duration")


def _operand(lowered: str, numeral: Numeral) -> Operand:
    start, money = _currency_before(lowered, numeral.start)
    if money and numeral.form in ("digits", "words", "magnitude"):
        return Operand(start, numeral.end, numeral, "money", money, 1.0, "")
    if numeral.form in ("fraction", "ratio"):
        return Operand(numeral.start, numeral.end, numeral, "percent", "percent", 1.0, "")
    after = _unit_after().match(lowered, numeral.end)
    if not after and (said := _after().match(lowered, numeral.end)):
        after = _unit_after().match(lowered, said.end())
    if not after or _is_no_unit(lowered, numeral, after):
        return Operand(numeral.start, numeral.end, numeral, "", "", 1.0, "")
    measure, unit, factor = _units()[" ".join(after["unit"].split())]
    return Operand(
        numeral.start, after.end(), numeral, measure, unit, factor, after["link"], "old" in (after["rest"] or "")
    )


_SIGNS = "$£€¥₹₩₦"


@cache
def _code_before() -> re.Pattern:
    codes = [code for code in terms("currencies") if code not in _SIGNS]
    return re.compile(rf"(?<![\w])({prefix_tree(codes)})\s?$")


def _currency_before(lowered: str, start: int) -> tuple[int, str]:
    """Give where the currency before a number begins, and its ISO code; an escaped "\\$" is Markdown's."""
    sign = lowered[start - 1 : start]
    if (sign and sign in _SIGNS) or sign.isspace() or sign.isalpha() or sign == ".":
        before = lowered[max(0, start - 8) : start]
        if sign in _SIGNS or before[-4:].strip(" .").isalpha():
            found = _code_before().search(before)
            if found:
                return start - len(before) + found.start(1), _currencies()[found[1]]
        if sign in _SIGNS:
            escaped = lowered[start - 2 : start - 1] == "\\"
            return start - 1 - escaped, _currencies()[sign]
    return start, ""


@cache
def _currencies() -> dict[str, str]:
    return mapping("currencies", "unit")


@cache
def _units() -> dict[str, tuple[str, str, float]]:
    return {line["term"]: (line["measure"], line["unit"], float(line["factor"])) for line in read_lexicon("units")}


@cache
def _unit_after() -> re.Pattern:
    words = prefix_tree(term for term in terms("units") if term != "%")
    return re.compile(
        rf"(?P<link>\s(?:of\s(?=[a-z]*(?:dollars|euros|pounds|years|months|weeks|days|hours|minutes)\b))?|[\s-]{{0,2}})(?P<unit>%|(?:{words})(?!\w))(?P<rest>-?long\b|(?:-|\s)old\b)?"
    )


_OWN = re.compile(r"['’]s?\b")
_WEIGHED = re.compile(r"\s+of\b")


def _is_no_unit(lowered: str, numeral: Numeral, after: re.Match) -> bool:
    """Tell whether the word after a number only looks like its unit: "two second-tier jobs", "20 pounds of rice"."""
    unit, link = after["unit"], after["link"]
    if "of" in link:
        return numeral.form != "magnitude"
    if unit == "second" and link != "-":
        return True
    if unit == "pounds" and _WEIGHED.match(lowered, after.end()):
        return True
    return link == "" and unit != "%" and numeral.form != "bare" and len(unit) < 2


def _with_shared_units(lowered: str, operands: list[Operand]) -> list[Operand]:
    """Give the first of two neighbours the unit and scale of the second: "$28 to $31 million", "6, 5 and 4 percent"."""
    shared = operands[-1:]
    for one, two in zip(reversed(operands[:-1]), reversed(operands[1:]), strict=True):
        two = shared[-1]
        gap = lowered[one.end : two.start]
        if len(gap) <= 8 and _SHARES.fullmatch(gap):
            one = _share(one, two)
        shared.append(one)
    return shared[::-1]


_SHARES = re.compile(r"-?\s?(?:-|–|—|-?to-?|or|and|,|, and|, or)\s?")


def _share(one: Operand, two: Operand) -> Operand:
    numeral = one.numeral
    if numeral.form == "bare" or two.numeral.form == "bare":
        return one
    same = not one.measure or one.measure == two.measure
    if same and numeral.scale == 1 < two.numeral.scale and numeral.value < 1000 and two.numeral.form == "digits":
        numeral = numeral._replace(value=numeral.value * two.numeral.scale)
    if one.measure or two.measure not in ("percent", "money", "duration"):
        return one._replace(numeral=numeral)
    return one._replace(numeral=numeral, measure=two.measure, unit=two.unit, factor=two.factor, link=two.link or "-")


def _quantities(lowered: str, operands: list[Operand]) -> Iterator[Quantity]:
    taken = 0
    for number, one in enumerate(operands):
        if number < taken:
            continue
        two = operands[number + 1] if number + 1 < len(operands) else None
        taken = number + 1
        if two and _is_range(lowered, one, two):
            taken = number + 2
            yield _quantity(lowered, one, two)
        elif one.numeral.form != "bare" or _is_measured(lowered, one):
            yield _quantity(lowered, one, None, two)


_TO = re.compile(r"-?\s?(?:to|-|–|—|through)\s?|-to-")
_OR = re.compile(r"-?\s(?:or)\s")
_AND = re.compile(r"-?\s(?:and)\s")
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+){0,2}$")
_RANGING = re.compile(r"\b(?:rang(?:e|es|ed|ing)|anywhere|var(?:y|ies|ied|ying)|anything)\s+from\s+(?:\w+\s+){0,2}$")
_BETWEEN = re.compile(r"\bbetween\s+(?:\w+\s+){0,2}$")


def _is_range(lowered: str, one: Operand, two: Operand) -> bool:
    """Tell whether two numbers are the ends of one range; "from 5 to 7" tells a change, "212 to 38" a vote."""
    gap = lowered[one.end : two.start]
    if len(gap) > 9 or one.numeral.form == "bare" or two.numeral.form == "bare":
        return False
    if one.numeral.value * one.factor >= two.numeral.value * two.factor or (one.unit and one.unit != two.unit):
        return False
    before = lowered[max(0, one.start - 40) : one.start]
    if _AND.fullmatch(gap):
        return bool(_BETWEEN.search(before))
    if _OR.fullmatch(gap):
        return two.numeral.value <= 2.5 * one.numeral.value
    if not _TO.fullmatch(gap):
        return False
    return not _FROM.search(before) or bool(_RANGING.search(before))


@cache
def _approximator() -> re.Pattern:
    words = prefix_tree(terms("approximators", side="before"))
    return re.compile(rf"(?<!\w)({words})(?:\s+(?:an?|the)\b|\s+another)?[\s(]*$")


@cache
def _qualifiers(side: str) -> dict[str, str]:
    return {line["term"]: line["qualifier"] for line in read_lexicon("approximators") if line["side"] == side}


def _is_measured(lowered: str, one: Operand) -> bool:
    """Tell whether "a month" measures: an approximator says so ("nearly a month") or its own shape ("month-long")."""
    return one.numeral.end == one.numeral.start or bool(_approximated(lowered, one.start, True)[1])


_MEASURES_OVER = re.compile(
    r"(?:(?:^|[.,;:(\[“\"‘—–-]|\b(?:for|of|after|to|by|with|in|the|a|some|just|well|slightly|only|than|take|takes|took|taken|last|lasts|lasted"
    r"|lasting|spend|spends|spent|wait|waits|waited|work|works|worked|ran|runs|cost|is|was|are|were|be|been|had|has|have|and|or))\s*)$"
)
_ABOUT_SOMETHING = re.compile(
    r"\b(?:negotiations?|talks|bargaining|disputes?|row|fight|battle|clash|conflict|concerns?|anger|outrage|disagreements?|dispute|standoff|complaints?|grievances?|questions?|protests?|strikes?|strike|impasse)\s+$"
)


def _is_preposition(lowered: str, start: int, word: str, timed: bool) -> bool:
    """Tell whether "over", "about" or "under" is no approximator: "25% over four years", "talks over 15 agreements"."""
    if word not in ("over", "about", "around", "under"):
        return False
    before = lowered[max(0, start - 24) : start]
    if word == "over" and timed:
        return not _MEASURES_OVER.search(before)
    return bool(_ABOUT_SOMETHING.search(before))


def _approximated(lowered: str, start: int, timed: bool = False) -> tuple[int, str]:
    """Give where the approximators before a number begin, and the qualifier of the outermost that is no "about"."""
    qualifier = ""
    for _ in range(3):
        before = lowered[max(0, start - 32) : start]
        found = _approximator().search(before)
        if not found:
            break
        if _is_preposition(lowered, start - len(before) + found.start(1), found[1], timed):
            break
        start = start - len(before) + found.start(1)
        name = _qualifiers("before")[" ".join(found[1].split())]
        qualifier = name if qualifier in ("", "about") else qualifier
    return start, qualifier


@cache
def _after() -> re.Pattern:
    words = prefix_tree(term for term in terms("approximators", side="after") if term[0].isalpha())
    glued = prefix_tree(term for term in terms("approximators", side="after") if not term[0].isalpha())
    return re.compile(rf"\s+((?:{words})\b)|({glued})(?!\w)")


@cache
def _rate() -> re.Pattern:
    nouns, adverbs = (prefix_tree(terms("periods", kind=kind)) for kind in ("noun", "adverb"))
    return re.compile(
        rf"(?:\s*/\s*|\s+(?:an?|per|each|every)\s+|[-\s]an?[-\s]|-?\s?per-)(?P<noun>{nouns})\b(?!-|\s+(?:ago|after|before|later|earlier|old))|\s+(?P<adverb>{adverbs})\b"
    )


def rate_at(lowered: str, position: int) -> tuple[int, str]:
    """Read a period at a position: "an hour", "each year"; gives its end and the period, or the position and "".

    >>> rate_at("$18 an hour", 3)
    (11, 'hour')
    """
    found = _rate().match(lowered, position)
    if not found:
        return position, ""
    return found.end(), mapping("periods", "period")[found["noun"] or found["adverb"]]


def _quantity(lowered: str, one: Operand, two: Operand | None, fellow: Operand | None = None) -> Quantity:
    last = two or one
    start, qualifier = _approximated(lowered, one.start, last.measure == "duration" and last.link != "-")
    if two and not qualifier:
        qualifier = _approximated(lowered, two.start)[1] * (two.start - one.end > 4)
    end, after = _said_after(lowered, last)
    qualifier = qualifier or after
    tail, period = end, ""
    if last.measure:
        rated = fellow if fellow and _TO.fullmatch(lowered[one.end : fellow.start]) else None
        tail, period = rate_at(lowered, rated.end if rated else end)
        end = end if rated else tail
        if last.measure == "duration" and period and last.link == "-":
            period = ""
    if not qualifier:
        qualifier = "magnitude" if one.numeral.form == "magnitude" else "exact"
    return Quantity(
        start=start,
        end=end,
        value=round(one.numeral.value * one.factor, 6),
        value_max=round(two.numeral.value * two.factor, 6) if two else None,
        measure=last.measure,
        unit=f"{last.unit}/{period}" if period and last.unit else last.unit,
        qualifier=qualifier,
        form=last.numeral.form,
        link=last.link,
        tail=max(tail, end),
        period=period,
        aged=last.aged,
    )


def _said_after(lowered: str, last: Operand) -> tuple[int, str]:
    """Read what qualifies a number from behind: "10 years or more", "700 or so", "1,200-strong", "300+"."""
    for end in dict.fromkeys((last.numeral.end, last.end)):
        found = _after().match(lowered, end)
        if found:
            words = " ".join((found[1] or found[2]).split())
            unit = _unit_after().match(lowered, found.end()) if end == last.numeral.end and not last.unit else None
            return max(last.end, unit.end() if unit else found.end()), _qualifiers("after")[words]
    return last.end, ""
