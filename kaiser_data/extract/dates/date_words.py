"""The words of dates, from the lexicon `date_words`, and the expressions that find and frame them.

"mid-December", "this May", "in October this year", "the third quarter of 1984": each turns on one core word, which
`core` finds; what stands before and after it is read by `absolute`, `relative` and `counted_days`. The "day" of
`Mayday` is none, nor a number with a letter before it ("A1984"); a damaged text may run the next word into it
("TuesdayThe").
"""

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.dates import values as spans
from kaiser_data.lexicon import prefix_tree, read_lexicon
from kaiser_data.rows import fold

# So many characters before a date can belong to it, so many before a unit.
_LEFT, _UNIT_LEFT = 30, 44


class Found(NamedTuple):
    """A date expression: `text[start:end]`, what kind of time it names, its EDTF value, the rule that read it."""

    start: int
    end: int
    kind: str
    value: str
    rule: str


class Context(NamedTuple):
    """What a reading depends on: the text and its day, the date before, the month (counted) of a passage."""

    text: str
    today: date
    last: Found | None = None
    frame: int = 0
    quarter: Found | None = None

    def before(self, start: int) -> str:
        """Give the few words before an offset."""
        return self.text[max(0, start - _LEFT) : start]


@cache
def values(kind: str) -> dict[str, str]:
    """Give term to value for one kind of date words.

    >>> values("month")["Sept."]
    '9'
    """
    return {line["term"]: line["value"] for line in read_lexicon("date_words") if line["kind"] == kind}


def number(word: str) -> int | None:
    """Read a small number in digits or words.

    >>> number("Two"), number("16"), number("several")
    (2, 16, None)
    """
    word = word.lower()
    if word.isdigit():
        return int(word)
    value = values("number").get(word)
    return int(value) if value else None


@cache
def core() -> re.Pattern:
    """Match the word that every date expression turns on, no letter before it; `kind_of` says which kind it is."""
    return re.compile(rf"(?<![^\W\d_])(?:{prefix_tree(_core_words())}(?![a-z])|{_NUMERIC})")


_DAY = r"(?:0[1-9]|[12]\d?|3[01]?|[4-9])"
_NUMERIC = (
    rf"(?:1[5-9]|20)\d\d/\d{{1,2}}/\d{{1,2}}(?!\d)|{_DAY}/\d{{1,2}}/(?:\d\d)?\d\d(?![\d/])|{_DAY}\.\d{{1,2}}\.\d{{4}}(?!\d)"
    rf"|(?:(?<=day,\s)|(?<=day\s)|(?<=day\s\()|(?<=\bon\s)){_DAY}/\d{{1,2}}(?![\d/%])|(?:(?<=the\s)|(?<=\bon\s))(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)(?!\w)"
    r"|(?:1[5-9]|20)\d\d(?!\d|[.,]\d)|['’]\d\d(?!\d)"
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
    if word[-1].isalpha():
        return "nth"
    return "slashed" if set(word) & set("/.") else "year" if word.isdigit() else "short"


def _either_case(words) -> str:
    return prefix_tree({form for word in words for form in (word, word[0].upper() + word[1:])})


def move(day: date, unit: str, count: int) -> date:
    """Move a day by a number of units."""
    if unit in ("day", "week", "weekend"):
        return day + timedelta(days=count * (1 if unit == "day" else 7))
    return spans.shift_months(day, count * {"month": 1, "quarter": 3, "half": 6, "decade": 120}.get(unit, 12))


def unit_value(day: date, unit: str) -> str:
    """Write the day, week, month … in which a day lies."""
    if unit == "day":
        return spans.day(day)
    if unit == "week":
        return spans.week(day)
    if unit == "weekend":
        return spans.weekend(day)
    if unit == "month":
        return spans.month(day.year, day.month)
    if unit == "quarter":
        return spans.quarter(day.year, (day.month - 1) // 3 + 1)
    return spans.decade(day.year) if unit == "decade" else spans.year(day.year)


def months_of(value: str) -> int:
    """Count the months up to a year or month, or to the first of several days that may be meant, to compare them.

    >>> months_of("2022") < months_of("[2022-10-21..2022-10-31]") < months_of("2022-11") < months_of("2023-02-01")
    True
    """
    value = value.lstrip("[")
    rest = value[5:7] if value[4:5] == "-" and value[5:7].isdigit() else "01"
    return int(value[:4]) * 12 + int(rest) - 1


@cache
def expression(name: str) -> re.Pattern:
    """Give one of the expressions around a core word, compiled at first use."""
    return re.compile(_EXPRESSIONS[name].format(**_pieces()), re.VERBOSE if name.startswith("unit") else 0)


@cache
def _pieces() -> dict[str, str]:
    return {
        "month": prefix_tree(values("month")),
        "weekday": prefix_tree(values("weekday")),
        "number": _either_case(values("number")),
        "ordinal": _either_case(values("ordinal")),
        "part": _either_case(values("part")),
        "side": _either_case(values("side")),
        "unit_part": _either_case(values("unit part")),
        "unit_side": _either_case(values("unit side")),
        "unit_number": prefix_tree(values("unit number")),
        "unit_sort": prefix_tree(values("unit sort")),
        "year": r"(?:1[5-9]|20)\d\d",
        "day": r"(?:3[01]|[12]\d|0?[1-9])",
        "th": r"(?:st|nd|rd|th)?",
    }


def before_unit(text: str, start: int) -> re.Match:
    """Read what stands before the unit at `start`.

    >>> before_unit("delayed until the first quarter", 24)["ordinal"]
    'first'
    """
    return expression("unit_before").search(text[max(0, start - _UNIT_LEFT) : start])


_EXPRESSIONS = {
    # After a month: "26", "4-7, 2023", "30 to Oct. 3", ", 2022", " this year".
    "day_after_month": (
        r"(?:\s*|-)(?P<day>{day}){th}(?![\d%]|[:.,]\d)(?!\s*[ap]\.?m\b)"
        r"(?:\s*(?:-|–|—|to|through|and|&)\s*(?P<last>{day}){th}(?![\d%]|[:.,]\d)(?=[,.;:)]|\s+(?:{year}|[a-z])|\s*$))?"
        r"(?:(?:,?\s+|-)(?P<year>{year})(?!\d))?(?:,?\s+(?:(?P<side>[Ll]ast|[Tt]his|[Nn]ext)\s+year\b|the\s+year\s+(?P<before_last>before\s+last\b)))?"
    ),
    "year_after_month": (
        r"(?:(?:\s*,?\s*(?:of\s+)?|-)(?P<year>{year})(?![\d,]\d)|-(?P<short>\d\d)(?![\d-]|\s+{month})|,?\s+(?:of\s+)?(?P<side>[Ll]ast|[Tt]his|[Nn]ext)\s+year\b)"
    ),
    "day_before_month": (
        r"(?<![\d.,$£€])(?:(?P<first>{day}){th}\s*(?:-|–|—|to|and|&)\s*)?"
        r"(?:(?P<day>{day}){th}|(?<=\b[Tt]he )(?P<spelled>{ordinal})(?=\s+of))(?:\s+of)?(?:\s+|-)\Z"
    ),
    "weekday_before": r"(?:{weekday})(?:\s+(?:morning|afternoon|evening|night))?(?:,?\s+(?:the\s+)?|\s\()\Z",
    "part_before": r"\b(?:[Tt]he\s+)?(?P<part>{part})[-\s]+(?:of\s+|in\s+)?\Z",
    "side_before": r"\b(?:[Tt]he\s+)?(?P<side>{side}|[Tt]hat|[Ee]very|[Ee]ach|[Ff]ollowing)\s+\Z",
    "month_placed": (
        r"(?i)\b(?:in|of|by|since|until|till|through|during|from|to|before|after|between|and|late|early|mid|around|for"
        r"|the|or|on|as)[-\s(]+\Z"
    ),
    "year_placed": (
        r"(?i)(?:\b(?:in|since|of|by|until|till|from|to|through|throughout|during|and|the|for|after|before|between|or"
        r"|around|about|circa|fiscal|year|FY|season|only|than|as|early|mid|late|its|their|his|her|our|back|on|that|a"
        r"|is|was|spring|summer|fall|autumn|winter|{month})\s*[-–]?\s*|[(\[,/–—-]\s*|^)\Z"
    ),
    "count_before": r"(?i)\b(?:about|around|some|over|more\s+than|nearly|than|roughly|almost|of\s+the|all|least|most|"
    r"another|bill|local|route|room|case|act|section|no\.|rule|resolution|flight|highway)\s+\Z|[\d$£€#/.,][-–]?\Z",
    "years_after": r"\s*(?P<sign>[-–/])\s*(?P<last>{year}|\d\d)(?![\d/-])",
    "iso_after": r"-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
    "unit_before": r"""
        (?:\b(?:[Tt]he\s+)?(?P<part>{part}|{unit_part})[-\s]+
           (?:in\s+|of\s+)?)?
        (?:\b(?:[Tt]he\s+)?(?P<side>{side}|{unit_side})[-\s]+)?
        (?:(?:\b(?P<number>{number}|\d{{1,3}}|{unit_number})[-\s]+)?(?:{unit_sort})?\s*
        |\b(?:[Tt]he\s+)?(?P<ordinal>{ordinal})[-\s]+(?:fiscal\s+|fiscal-)?)
        (?P<the>\b[Tt]he\s+)?\Z""",
    "unit_after": r"""
        (?:[-\s]+(?P<direction>ago|earlier|later|before\s+last|from\s+now|hence|previously|after\s+next|prior|before(?=\s*[.,;)]))\b(?:\s+(?:quarter|period)\b)?
        |[-\s]+(?P<relation>before|after|since|following)\b
        |\s+(?:of|ending|ended|that\s+ended|starting|beginning|in)\s+(?:fiscal\s+|the\s+year\s+)?(?P<year>{year})(?!\d)
        |,?\s+(?P<plain>{year})(?![\d,])
        |(?P<close>-end)\b
        |\s+of\s+(?=(?:{month}|{weekday})(?![a-z]))(?P<week_of>)
        |\s+(?:of\s+)?(?P<of>[Ll]ast|[Tt]his|[Nn]ext|the)\s+(?:fiscal\s+)?year\b)""",
}
