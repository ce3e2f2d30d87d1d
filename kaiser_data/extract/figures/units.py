"""Units: the unit after a number, and the period of a rate.

"$13 billion" is USD, "9 cents per hour" USD/hour, "20p" a fifth of a pound, "two decades" twenty years. A unit that
only looks like one ("two second-tier jobs") is none. Which noun stands for the unit of a count
is left to `counted`.
"""

from functools import cache

from kaiser_data.extract.grammar.noun_phrases import is_plural
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, read_lexicon, terms


@cache
def units() -> dict[str, tuple[str, str, float]]:
    """Give measure, unit and factor of each unit word: `fortnight` is a duration of 2 weeks."""
    return {line["term"]: (line["measure"], line["unit"], float(line["factor"])) for line in read_lexicon("units")}


# The unit that follows a number, with what links the two.
UNIT_AFTER = Pattern(
    lambda: (
        r"(?P<link>\s(?:of\s(?=[a-z]+s\b))?|[\s-]{0,2})"
        rf"(?P<unit>%|(?:{prefix_tree(terms('units') - {'%'})})(?!(?!long\b)\w|-(?!long|old|a-|per-)[a-z]))"
        r"(?P<rest>-?long\b|(?:-|\s)old\b)?"
    )
)


def _standing_apart() -> str:
    """Give the measures that are no word of their own: "25 yard workers" are no length."""
    return prefix_tree(term for term in terms("measures") if 1 < len(term) < 4 or is_plural(term))


# A measure that touches its number ("64GB") or stands apart ("5 km", "30 mph").
MEASURE_AFTER = Pattern(lambda: rf"(?:\s(?={_standing_apart()}(?!\w))|-)?((?:{any_of('measures')})(?!\w))")


# An adverb tells the rate ("paid £90 weekly in cash"), an adjective does not ("410 daily departures").
_THEN = "and|or|in|for|on|to|by|from|until|after|with|at|but|as|while|since|over|than|when"


_RATE = Pattern(
    lambda: (
        r"(?:\s+(?:more|extra))?(?:\s*/\s*|\s+(?:an?|per|each|every)\s+|[-\s]an?[-\s]|-?\s?per-)"
        rf"(?P<noun>{any_of('periods', kind='noun')})\b"
        rf"(?!-|\s+(?:ago|after|before(?!\s{any_of('figure_words', use='deducted')})|later|earlier|old))"
        rf"|\s+(?P<adverb>{any_of('periods', kind='adverb')})\b(?=\s*(?:[.,;:)”\"]|$)|\s(?:{_THEN})\b)"
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
