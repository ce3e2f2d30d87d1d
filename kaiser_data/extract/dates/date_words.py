"""The words of dates, from the lexicon `date_words`, and the expressions that find and frame them.

"mid-December", "this May", "in October this year", "the third quarter of 1984": each turns on one core word, which
`core` finds; what stands before and after it is read by `absolute`, `relative` and `parts_of_years`. The "day" of
`Mayday` is none, nor a number with a letter before it ("A1984"); a damaged text may run the next word into it
("TuesdayThe").
"""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.grammar.words import all_forms, finite_verbs
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, read_lexicon
from kaiser_data.rows import fold

END_OF = re.compile(r"(?:the\s+)?end\s+of\b")
# "a walkout on Monday after talks collapsed", "over a sacking": these by Monday, of "the day after" the day before; "a
# week before the pact expires" counts on.
FOLLOWS = Pattern(
    r"(?i)\b(?:(?<!than\s)(?<!nearly\s)(?P<count>\w+)\s+(?P<unit>day|week|month)s?\s+(?=after|before))?(?:(?P<ahead>before)"
    r"|after|following|(?:result|wake)\s+of|(?P<cause>over|against|because\s+of|response\s+to))\s+"
    r"(?:[\w’'-]+\s+){0,6}?(?:[\w’'-]+,\s[^,.;]{1,40},\s+)?\Z"
)


# The hour before a day: "since midnight on Sunday", "from 4am Monday", "until 23:59 BST on Friday".
CLOCK = (
    r"(?:(?:at|about|around|(?:(?:shortly|just)\s+)?(?:before|after))\s+)*(?:midnight|midday|noon|\d{1,2}(?:[:.]\d\d)?"
    r"\s*(?:[ap]\.?m\.?)?)(?:\s+(?:[A-Z]{3,4}|local\s+time))?\s+(?:on\s+)?"
)
# So many characters before a date can belong to it, before a unit, and before a date that counts from one told.
_LEFT, _UNIT_LEFT, _NEAR = 30, 44, 400
# "In 2019 they struck from May 3": the year of all that the sentence dates.
_IN_YEAR = re.compile(r"\b(?:In|Back\s+in)\s+((?:1[5-9]|20)\d\d)\b(?:[^.;\n]|\.(?=\s+\d|\w))*\Z")
# "That July", "later that summer", but "said that July had been"
_THAT = re.compile(r"\b(?:That|(?:[Ll]ater|[Ee]arlier|[Bb]y|[Ii]n|[Oo]f|[Dd]uring|[Uu]ntil|[Ss]ince)\s+that)\s+\Z")


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

    def year_of_that(self, start: int, month: int) -> int:
        """Give the year of "That July", which comes next after the date told before; 0 where none is."""
        told = self.told(start) if _THAT.search(self.before(start)) else None
        year = told.year + (month < told.month) if told else 0
        return year if (year, month) <= (self.today.year, self.today.month) else 0

    def year_of_sentence(self, start: int) -> int:
        """Give the year with which a sentence opens: "In 2019 they struck from May 3 to June 5"; 0 for none."""
        found = _IN_YEAR.search(self.text, max(0, start - _NEAR // 2), start)
        return int(found[1]) if found and int(found[1]) < self.today.year else 0


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


_DAY = r"(?:0[1-9]|[12]\d?|3[01]?|[4-9])"
_NUMERIC = (
    rf"(?:1[5-9]|20)\d\d(?:/\d{{1,2}}/|\.\d{{1,2}}\.)\d{{1,2}}(?!\d)|{_DAY}/\d{{1,2}}/(?:\d\d)?\d\d(?![\d/])|{_DAY}\.\d{{1,2}}\.\d{{4}}(?!\d)"
    rf"|(?:(?<=day,\s)|(?<=day\s)|(?<=day\s\()|(?<=\bon\s)){_DAY}/\d{{1,2}}(?![\d/%])"
    rf"|(?:(?<=\bfrom\s)|(?<=\buntil\s)|(?<=\bsince\s)|(?<=\d\sto\s)){_DAY}/[123]\d(?![\d/%])"
    r"|(?:(?<=the\s)|(?<=\bon\s))(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)(?!\w)"
    r"|(?:1[5-9]|20)\d\d(?!\d|[.,]\d)|['’]\d\d(?!\d)"
)


@cache
def _kinds() -> dict[str, str]:
    kinds = {}
    for line in read_lexicon("date_words"):
        term, kind = line["term"], line["kind"]
        if kind in ("month", "weekday", "holiday"):
            kinds |= dict.fromkeys((term, term.upper() if kind == "month" else term), kind)
        elif kind in ("relative", "unit"):
            kinds |= dict.fromkeys((term, term[0].upper() + term[1:]), kind)
    return kinds


def word_kind(word: str) -> str:
    """Name the kind of a core word.

    >>> word_kind("Sept."), word_kind("weeks"), word_kind("1997"), word_kind("’83"), word_kind("3/14/2025")
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


@cache
def expression(name: str) -> re.Pattern:
    """Give one of the expressions around a core word, compiled at first use."""
    return re.compile(_EXPRESSIONS[name].format(**_pieces()), re.VERBOSE if name.startswith("unit") else 0)


@cache
def _pieces() -> dict[str, str]:
    return {
        "finite": prefix_tree(finite_verbs()),
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
        "season": prefix_tree(unit for unit, sort in values("unit").items() if sort == "season"),
        "turned": prefix_tree(form for verb in ("begin", "start", "end") for form in all_forms(verb)),
        "designator": any_of("designators"),
        "year": r"(?:1[5-9]|20)\d\d",
        "day": r"(?:3[01]|[12]\d|0?[1-9])",
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
        r"(?:\s(?P<spelled>{number})(?=\s*(?:[.,;)]|\Z))|(?:\s*|-)(?P<day>{day}){th}(?![\d%]|[:.,]\d)(?!\s*[ap]\.?m\b))"
        r"(?:\s*(?:-|–|—|to|through)\s*(?P<last>{day}){th}(?![\d%]|[:.,]\d)(?=[,.;:)]|\s+(?:{year}|[a-z])|\s*$))?"
        r"(?:(?:,?\s+|-)(?P<year>{year})(?!\d)|,?\s+['’](?P<short>\d\d)\b)?(?:,?\s+(?:(?P<side>[Ll]ast|[Tt]his|[Nn]ext)\s+year\b|the\s+year\s+(?P<before_last>before\s+last\b)))?"
    ),
    "year_after_month": (
        r"(?:(?:\s*,?\s*(?:of\s+)?|-)(?P<year>{year})(?![\d,]\d)|-(?P<short>\d\d)(?![\d-]|\s+{month})|,?\s+(?:of\s+)?(?P<side>[Ll]ast|[Tt]his|[Nn]ext)\s+year\b)"
    ),
    "day_before_month": (
        r"(?<![\d.,$£€])(?:(?P<first>{day}){th}\s*(?:-|–|—|to)\s*)?"
        r"(?:(?P<day>{day}){th}|(?<=\b[Tt]he )(?P<spelled>{ordinal})(?=\s+of))(?:\s+of)?(?:\s+|-)\Z"
    ),
    # Days listed before and after the one that has the month: "3rd to 5th, 8th and", ", 5 and 9".
    "days_before": r"(?<![\d.,$£€])(?P<days>(?:{days}{comma}(?:the\s+)?)+)\Z",
    "days_after": (
        r"(?P<days>(?:(?:{comma}{days}"
        r"(?=[,.;)]|\s+(?:[-–—&]|(?:and|in|at|with|over|when|after|before|as|but)\b|{year})|$))|\s+and\s+{days}(?=\s+(?:{finite}|[a-z]{{3,}}ed)\b))+)(?![.,]\d)"
    ),
    "days": r"\b(?P<first>{day}){th}(?:\s*(?:-|–|—|to)\s*(?P<last>{day}){th})?\b",
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
        r"|is|was|{season}|{month})\s*[-–]?\s*|[(\[,/–—-]\s*|^)\Z"
    ),
    "count_before": r"(?i)\b(?:about|around|some|over|more\s+than|nearly|than|roughly|almost|of\s+the|all|least|most|"
    r"another|{designator})\s+\Z|[\d$£€#/.,][-–]?\Z",
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
        (?:[-\s]+(?P<direction>ago|earlier(?!\s+than\b)|later(?!\s+than\b)|before\s+last|from\s+now|hence|previously|after\s+next|prior|before(?=\s*[.,;)]|\s+that\b))\b(?:\s+(?:quarter|period)\b)?
        |[-\s]+(?P<relation>before|after|since|following)\b
        |\s+(?:of|in|(?:that\s+)?{turned})\s+(?:fiscal\s+|the\s+year\s+)?(?P<year>{year})(?!\d)
        |,?\s+(?P<plain>{year})(?![\d,])
        |\s+(?:of\s+)?(?P<of>[Ll]ast|[Tt]his|[Nn]ext|the)\s+(?:fiscal\s+)?year\b)""",
}
