"""The words of dates, from the lexicon `date_words`, and the expressions that find and frame them.

"mid-December", "this May", "in October this year", "the third quarter of 1984": each turns on one core word, which
`core` finds; what stands before and after it is read by `absolute` and `relative`. The "day" of
`Mayday` is none, nor a number with a letter before it ("A1984"); a damaged text may run the next word into it
("TuesdayThe").
"""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from kaiser_data.edtf import edtf_bounds
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, read_lexicon
from kaiser_data.rows import fold

END_OF = re.compile(r"(?:the\s+)?end\s+of\b")
# "a walkout on Monday after talks collapsed", "over a sacking": these by Monday, of "the day after" the day before; "a
# week before the pact expires" counts on.
FOLLOWS = Pattern(
    r"(?i)\b(?:(?P<count>\w+)\s+(?P<unit>day|week|month)s?\s+(?=after|before))?(?:(?P<ahead>before)"
    r"|after|following|(?:result|wake)\s+of|(?P<cause>over|against|because\s+of|response\s+to))\s+"
    r"(?:[\w’'-]+\s+){0,6}?\Z"
)


# The hour before a day: "since midnight on Sunday", "from 4am Monday", "until 23:59 BST on Friday".
CLOCK = (
    r"(?:(?:at|about|around|(?:(?:shortly|just)\s+)?(?:before|after))\s+)*(?:midnight|midday|noon|\d{1,2}(?:[:.]\d\d)?"
    r"\s*(?:[ap]\.?m\.?)?)(?:\s+(?:[A-Z]{3,4}|local\s+time))?\s+(?:on\s+)?"
)
# So many characters before a date can belong to it, before a unit, and before a date that counts from one told.
_LEFT, _UNIT_LEFT, _NEAR = 30, 44, 400


class Timex(NamedTuple):
    """A date expression: `text[start:end]`, what kind of time it names, its EDTF value, the rule that read it."""

    start: int
    end: int
    kind: str
    value: str
    rule: str


class Context(NamedTuple):
    """What a reading depends on: the text and its day, the date and the quarter told before."""

    text: str
    today: date
    last: Timex | None = None
    quarter: Timex | None = None

    def before(self, start: int) -> str:
        """Give the few words before an offset."""
        return self.text[max(0, start - _LEFT) : start]

    def told(self, start: int) -> date | None:
        """Give the first day of the date expression before, where it is near and a day or so."""
        last = self.last
        is_near = last and last.value and start - last.end <= _NEAR and last.kind != "decade"
        first = edtf_bounds(last.value).first if is_near else ""
        return date.fromisoformat(first) if first else None


class Unit(NamedTuple):
    """A unit of time in a text, `weeks`, with what it is called and what stands before and after it."""

    start: int
    end: int
    word: str
    name: str
    before: re.Match
    after: re.Match | None

    @property
    def plural(self) -> bool:
        """Tell whether there are several."""
        return self.end - self.start > len(self.word)

    @property
    def side(self) -> str:
        """Give the word that says which: `last`, `this`, which it is in "the full year" and "early in the month"."""
        side = (self.before["side"] or "").lower()
        is_part = bool(self.before["part"] and self.before["the"] and not side)
        is_whole = self.name in ("month", "year") and not self.plural and (is_part or side in ("full", "fiscal"))
        return "this" if is_whole else side

    @property
    def count(self) -> int | None:
        """Give how many there are."""
        return number(self.before["number"]) if self.before["number"] else None

    @property
    def direction(self) -> str:
        """Give the word that counts it from another day: `ago`, `later`."""
        return " ".join((self.after["direction"] or "").split()) if self.after else ""

    @property
    def year(self) -> int:
        """Give the year that stands after it, or 0."""
        return int(self.after["year"] or self.after["plain"] or 0) if self.after else 0


class Reading(NamedTuple):
    """What a unit of time means: its EDTF value, the rule that read it, whether the words after it belong to it."""

    value: str
    rule: str
    takes_after: bool = False


@cache
def values(kind: str) -> dict[str, str]:
    """Give term to value for one kind of date words.

    >>> values("month")["Sept."]
    '9'
    """
    lines = [line for line in read_lexicon("date_words") if line["kind"] == kind]
    shouted = {line["term"].upper(): line["value"] for line in lines if kind == "month"}  # "STRIKE ON MARCH 9"
    return shouted | {line["term"]: line["value"] for line in lines}


# A day between words that belong together: "called [on Monday] for a strike", "gathered [late on May 3] outside".
ON_DAY = (
    rf"(?:(?:on|late|early)\s+)*(?:{prefix_tree({*values('weekday'), 'yesterday'})}\b(?:\s+\w+(?:ning|noon|ght)\b)?"
    rf"|{prefix_tree(values('month'))}\s+\d{{1,2}}\b|\d{{1,2}}\s+{prefix_tree(values('month'))}\b)"
)


def number(word: str) -> int | None:
    """Read a small number in digits or words.

    >>> number("Two"), number("16"), number("several")
    (2, 16, None)
    """
    value = word if word.isdigit() else values("number").get(word.lower())
    return int(value) if value else None


@cache
def core() -> re.Pattern:
    """Match the word that every date expression turns on, no letter before it; `word_kind` says which kind it is."""
    words = {form for term, kind in _kinds().items() for form in (term, f"{term}s" if kind == "unit" else term)}
    return re.compile(rf"(?<![^\W\d_])(?:{prefix_tree(words)}(?![a-z])|{_NUMERIC})")


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMERIC = (
    rf"{_YEAR}([-/.])\d{{1,2}}\1\d{{1,2}}(?!\d)|{_DAY}(?:/\d{{1,2}}/(?:\d\d)?|\.\d{{1,2}}\.\d\d)\d\d(?![\d/])"
    rf"|(?:(?<=day,\s)|(?<=day\s)|(?<=day\s\()){_DAY}/\d{{1,2}}(?![\d/%])"
    rf"|(?:(?<=\bthe\s)|(?<=\bon\s)){_DAY}(?:st|nd|rd|th)(?!\w)"
    rf"|{_YEAR}(?!\d|[.,]\d|\s+(?:hours|hrs|local\s+time|GMT)\b)|['’]\d\d(?!\d)"
)


@cache
def _kinds() -> dict[str, str]:
    named = {term: kind for kind in ("month", "weekday", "holiday") for term in values(kind)}
    return named | {form: kind for kind in ("relative", "unit") for term in values(kind) for form in _both_cases(term)}


def word_kind(word: str) -> str:
    """Name the kind of a core word.

    >>> word_kind("Sept."), word_kind("weeks"), word_kind("1997"), word_kind("’83"), word_kind("3/14/2025")
    ('month', 'unit', 'year', 'year', 'numeric')
    """
    if kind := _kinds().get(word) or _kinds().get(word.removesuffix("s")):
        return kind
    if word[0].isalpha():  # the words of a term may stand on two lines
        return _kinds()[fold(word)]
    return "nth" if word[-1].isalpha() else "numeric" if set(word) & set("/-.") else "year"


def _both_cases(term: str) -> tuple[str, str]:
    return term, term[0].upper() + term[1:]


def _either_case(kind: str) -> str:
    return prefix_tree(form for term in values(kind) for form in _both_cases(term))


@cache
def expression(name: str) -> re.Pattern:
    """Give one of the expressions around a core word, compiled at first use."""
    return re.compile(_EXPRESSIONS[name].format(**_pieces()), re.VERBOSE if name.startswith("unit") else 0)


@cache
def _pieces() -> dict[str, str]:
    return {
        "month": prefix_tree(values("month")),
        "weekday": prefix_tree(values("weekday")),
        "number": _either_case("number"),
        "ordinal": _either_case("ordinal"),
        "part": _either_case("part"),
        "side": _either_case("side"),
        "unit_part": _either_case("unit part"),
        "unit_side": _either_case("unit side"),
        "unit_number": prefix_tree(values("unit number")),
        "unit_sort": prefix_tree(values("unit sort")),
        "season": prefix_tree(unit for unit, sort in values("unit").items() if sort == "season"),
        "designator": any_of("designators"),
        "year": _YEAR,
        "day": r"(?:3[01]|[12]\d|0?[1-9])",
        "of_year": r"(?:(?P<side>[Ll]ast|[Tt]his|[Nn]ext)\s+year\b|the\s+year\s+(?P<before_last>before\s+last)\b)",
        "th": r"(?:st|nd|rd|th)?",
        "days": r"{0}(?:\s*(?:-|–|—|to)\s*{0})?".format(r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"),
        "comma": r"(?:,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+)",
    }


def find_unit(context: Context, core: re.Match) -> Unit | None:
    """Read what stands before and after a unit of time; nothing where neither places it."""
    start, end = core.span()
    if context.text[start - 1 : start].isalnum():
        return None
    word = core[0].lower().removesuffix("s")
    before = expression("unit_before").search(context.text[max(0, start - _UNIT_LEFT) : start])
    after = expression("unit_after").match(context.text, end)
    return Unit(start, end, word, values("unit")[word], before, after) if after or before[0].strip() else None


_EXPRESSIONS = {
    # After a month: "26", "nine", "4-7, 2023", "30 to Oct. 3", ", 2022", " this year".
    "day_after_month": (
        r"(?:\s*|-(?=\d+-{year}))(?P<day>{day}){th}(?![\d%]|[:.,]\d)(?!\s*[ap]\.?m\b)"
        r"(?:\s*(?:-|–|—|to|through)\s*(?P<last>{day}){th}(?![\d%]|[:.,]\d)(?=[,.;:)]|\s+(?:{year}|[a-z])|\s*$))?"
        r"(?:(?:,?\s+|-)(?P<year>{year})(?!\d))?(?:,?\s+{of_year})?"
    ),
    "year_after_month": (r"(?:(?:\s*,?\s*(?:of\s+)?|-)(?P<year>{year})(?![\d,]\d)|,?\s+(?:of\s+)?{of_year})"),
    "day_before_month": (
        r"(?<![\d.,$£€])(?:(?P<first>{day}){th}\s*(?:-|–|—|to)\s*)?"
        r"(?P<day>{day}){th}(?:\s+of)?(?:\s+|-)\Z"
    ),
    # Days listed before and after the one that has the month: "3rd to 5th, 8th and", ", 5 and 9".
    "days_before": r"(?<![\d.,$£€])(?P<days>(?:{days}{comma}(?:the\s+)?(?:{weekday},?\s+(?:the\s+)?)?)+)\Z",
    "days_after": (
        r"(?P<days>(?:{comma}{days}"
        r"(?=[,.;)]|\s+(?:[-–—&]|(?:and|in|at|with|over|when|after|before|as|but|was|were)\b|{year})|$))+)(?![.,]\d)(?:,?\s+(?P<year>{year})(?![\d,]\d))?"
    ),
    "days": r"\b(?P<first>{day}){th}(?:\s*(?:-|–|—|to)\s*(?P<last>{day}){th})?\b",
    "weekday_before": r"(?:{weekday})(?:\s+(?:morning|afternoon|evening|night))?(?:,?\s+(?:the\s+)?|\s\()\Z",
    "part_before": r"\b(?:[Tt]he\s+)?(?P<part>{part})[-\s]+(?:of\s+|in\s+)?\Z",
    "side_before": r"\b(?:[Tt]he\s+)?(?P<side>{side})\s+\Z",
    "weekday_side": r"\b(?:[Tt]he\s+)?(?P<side>{side}|[Tt]hat|[Ee]very|[Ee]ach|[Ff]ollowing)\s+\Z",
    "month_placed": (
        r"(?i)\b(?:in|of|by|since|until|till|through|during|from|to|before|after|between|and|late|early|mid|around|for"
        r"|the|or|on|as|{month})[-–\s(]+\Z"
    ),
    "year_placed": (
        r"(?i)(?:\b(?:in|since|of|by|until|till|from|to|through|throughout|during|and|the|for|after|before|between|or"
        r"|around|about|circa|fiscal|year|FY|season|only|than|as|early|mid|late|its|their|his|her|our|back|on|that|a"
        r"|is|was|{season}|{month})\s*[-–]?\s*|[(\[,/–—-]\s*|^)\Z"
    ),
    "count_before": r"(?i)\b(?:about|around|some|over|more\s+than|nearly|than|roughly|almost|of\s+the|all|least|most|"
    r"another|{designator})\s+\Z|[\d$£€#/.,][-–]?\Z",
    "years_after": r"\s*[-–/]\s*(?P<last>{year}|\d\d)(?![\d/-])",
    "unit_before": r"""
        (?:\b(?:[Tt]he\s+)?(?P<part>{part}|{unit_part})[-\s]+
           (?:in\s+|of\s+)?)?
        (?:\b(?:[Tt]he\s+)?(?P<side>{side}|{unit_side})[-\s]+)?
        (?:(?:\b(?P<number>{number}|\d{{1,3}}|{unit_number})[-\s]+)?(?:{unit_sort})?\s*
        |\b(?:[Tt]he\s+)?(?P<ordinal>{ordinal})[-\s]+(?:fiscal\s+|fiscal-)?)
        (?P<the>\b[Tt]he\s+)?\Z""",
    "unit_after": r"""
        (?:[-\s]+(?P<direction>ago|earlier(?!\s+than\b)|later(?!\s+than\b)|before\s+last|from\s+now|previously|after\s+next|prior|before(?=\s*[.,;)]|\s+that\b))\b(?:\s+(?:quarter|period)\b)?
        |\s+(?:of|in)\s+(?:fiscal\s+|the\s+year\s+)?(?P<year>{year})(?!\d)
        |,?\s+(?P<plain>{year})(?![\d,])
        |\s+(?:of\s+)?(?P<of>[Ll]ast|[Tt]his|[Nn]ext|the)\s+(?:fiscal\s+)?year\b)""",
}
