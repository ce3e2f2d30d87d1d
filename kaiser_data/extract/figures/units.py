"""Units and currencies: the money before a number, the unit after it, the period of a rate, and whose money "$" is.

"$13 billion" is USD, "9 cents per hour" USD/hour, "20p" a fifth of a pound, "two decades" twenty years. A unit that
only looks like one ("two second-tier jobs") is none. Lands share the names of their moneys: the land that a text names
most tells which rupee it means. Which noun stands for the unit of a count is left to `counted`.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache

from kaiser_data.extract.figures.cues import cues_in
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, read_lexicon, terms
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
