"""What touches a numeral: the unit or currency that makes it an amount, or the words that make it no quantity at all.

"$13 billion" is USD, "9 cents per hour" USD/hour, "20p" a fifth of a pound, "two decades" twenty years. Lands share the
names of their moneys: the land that a text names most tells which rupee it means. Years, days of a month, clock times,
ordinals, phone numbers and numbered things ("Assembly Bill 1799", "Local 7600", "Region 2B") stay out, and so do idioms
("one-stop shop", "24/7"). What is left alone: which noun stands for the unit of a count, and whether "one" is a
pronoun, which takes the noun after it to know.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.figures.numerals import Numeral
from kaiser_data.extract.grammar.lexicon_cues import cues_in
from kaiser_data.extract.grammar.noun_phrases import is_plural, noun_after
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, read_lexicon, read_patterns, terms
from kaiser_data.rows import fold


@cache
def units() -> dict[str, tuple[str, str, float]]:
    """Give measure, unit and factor of each unit word: `fortnight` is a duration of 2 weeks."""
    return {line["term"]: (line["measure"], line["unit"], float(line["factor"])) for line in read_lexicon("units")}


# The unit that follows a number, with what links the two.
UNIT_AFTER = Pattern(
    lambda: (
        r"(?P<link>\s(?:of\s(?=[a-z]+s\b))?|[\s-]{0,2})"
        rf"(?P<unit>%|(?:{prefix_tree(terms('units') - {'%'})})"
        r"(?!(?!long\b)\w|-(?!long|old|an?-|per-)[a-z]|\s(?:labou?rer|care\s)))"  # nor "50 day laborers"
        r"(?P<rest>-?long\b|(?:-|\s)old\b)?"
    )
)


# A measure that touches its number ("64GB") or stands apart ("5 km", "30 mph"), but "25 yard workers" are no length.
MEASURE_AFTER = Pattern(
    lambda: rf"(?:\s+(?!{any_of('word_shapes', shape='also_thing')}\b|[a-z]\b)|-)?((?:{any_of('measures')})(?!\w))"
)

# An adverb tells the rate ("paid £90 weekly in cash"), an adjective does not ("410 daily departures").
_THEN = "and|or|in|for|on|to|by|from|until|after|with|at|but|as|while|since|over|than|when"

_RATE = Pattern(
    lambda: (
        r"(?:\s+(?:more|extra))?(?:\s*/\s*|\s+(?:an?|per|each|every)\s+|[-\s]an?[-\s]|-?\s?per-)"
        rf"(?P<noun>{any_of('periods', kind='noun')})\b"
        rf"(?!-(?!-)|\s+(?:ago|after|before(?!\s{any_of('figure_words', use='deducted')})|later|earlier|old))"
        rf"|\s+(?P<adverb>{any_of('periods', kind='adverb')})\b(?=\s*(?:[.,;:)”\"]|--|$)|\s(?:{_THEN})\b)"
    )
)


def rate_at(lowered: str, position: int) -> tuple[int, str]:
    """Read a period at a position: "an hour", "each year"; gives its end and the period, or the position and "".

    >>> rate_at("$18 an hour", 3)
    (11, 'hour')
    """
    found = _RATE.match(lowered, position)
    if not found:
        return position, ""
    return found.end(), mapping("periods", "period")[found["noun"] or found["adverb"]]


_SIGNS = "$£€¥₹₩₦₽₺₪₱₫฿"

_CODE_BEFORE = Pattern(
    lambda: rf"(?<![\w$])(?<!\d\s)(?<!illion\s)({prefix_tree(terms('currencies') - set(_SIGNS))})\s?$"
)


def currency_before(lowered: str, start: int) -> tuple[int, str]:
    """Give where the currency before a number begins, and its ISO code; an escaped "\\$" is Markdown's."""
    before = lowered[max(0, start - 8) : start]
    if found := _CODE_BEFORE.search(lowered, max(0, start - 8), start):
        return found.start(1), mapping("currencies", "unit")[fold(found[1])]
    if before and before[-1] in _SIGNS:
        return start - 1 - (before[-2:-1] == "\\"), mapping("currencies", "unit")[before[-1]]
    return start, ""


def home_currencies(lowered: str) -> tuple[str, Mapping[str, str]]:
    """Give the ISO code of bare "millions" in a text, and for the code of a shared name that of the land it means.

    The first is of the sign used most, else of the land named most. A dollar is another's than the United States'
    only where its land is named twice.

    >>> home_currencies("£5m here, £6m there")[0]
    'GBP'
    >>> home_currencies("tea pluckers of sri lanka want 300 rupees")
    ('LKR', {'INR': 'LKR'})
    """
    named = Counter(
        (money, cue.line["unit"])
        for cue in cues_in(lowered, 0, len(lowered), "currency_lands")
        for money in cue.line["money"].split()
    )
    own: dict[str, str] = {}
    for (money, unit), times in sorted(named.items(), key=lambda item: (item[1], item[0][1] == units()[item[0][0]][1])):
        code = units()[money][1]
        if times > (money == "dollars") and (unit != code or own):
            own[code] = unit
    sign = max("$£€", key=lowered.count)
    if sign in lowered:
        return (own.get("USD", "USD") if sign == "$" else mapping("currencies", "unit")[sign]), own
    return max(named, key=named.get, default=("dollars", "USD"))[1], own


def meant(lowered: str, start: int, end: int, unit: str, own: Mapping[str, str]) -> str:
    """Give the unit of a sum at `start:end` in the money that its text means, unless its words name the land."""
    told = lowered[start:end]
    code, words = unit[:3], told.split()
    named = "us$" in told or "$us" in told or code.lower() in told or " ".join(words[-2:]) in units()
    return unit if named else own.get(code, code) + unit[3:]


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
    return bool(_BEFORE.search(near.lowered, max(0, near.numeral.start - _REACH), near.numeral.start))


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
    local = _LOCAL.search(near.text, near.numeral.start - len(near.before), near.numeral.end + 9)
    return bool(local and word.lower() not in terms("approximators")) or not _goes_on_with_noun(near)


_LOCAL = re.compile(r"(?<!\b[Ii]n\s)\b[A-Z]{3,}\s\d{1,4}\smembers?\b")  # "CUPE 123 members"
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
