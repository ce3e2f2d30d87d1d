"""Units: the unit after a number, and the period of a rate.

"$13 billion" is USD, "9 cents per hour" USD/hour, "20p" a fifth of a pound, "two decades" twenty years. A unit that
only looks like one ("two second-tier jobs") is none. Which noun stands for the unit of a count
is left to `counted`.
"""

import re
from functools import cache

from kaiser_data.extract.grammar.noun_phrases import is_plural
from kaiser_data.lexicon import any_of, mapping, prefix_tree, read_lexicon, terms


@cache
def units() -> dict[str, tuple[str, str, float]]:
    """Give measure, unit and factor of each unit word: `fortnight` is a duration of 2 weeks."""
    return {line["term"]: (line["measure"], line["unit"], float(line["factor"])) for line in read_lexicon("units")}


@cache
def unit_after() -> re.Pattern:
    """Compile the unit that follows a number, with what links the two."""
    words = prefix_tree(term for term in terms("units") if term != "%")
    return re.compile(
        rf"(?P<link>\s(?:of\s(?=[a-z]*(?:dollars|euros|pounds|years|months|weeks|days|hours|minutes)\b))?|[\s-]{{0,2}})(?P<unit>%|(?:{words})(?!(?!long\b)\w|-(?!long|old|a-|per-)[a-z]))(?P<rest>-?long\b|(?:-|\s)old\b)?"
    )


@cache
def measure_after() -> re.Pattern:
    """Read a measure that touches its number ("64GB") or is no word of its own ("5 km", "30 mph")."""
    glued = prefix_tree(terms("measures"))
    # "25 yard workers" are no length: a measure that stands apart is plural or an abbreviation.
    apart = prefix_tree(term for term in terms("measures") if 1 < len(term) < 4 or is_plural(term))
    return re.compile(rf"(?:\s(?={apart}(?!\w))|-)?((?:{glued})(?!\w))")


# An adverb tells the rate ("paid £90 weekly in cash"), an adjective does not ("410 daily departures").
_THEN = "and|or|in|for|on|to|by|from|until|after|with|at|but|as|while|since|over|than|when"


@cache
def _rate() -> re.Pattern:
    deducted = any_of("figure_words", use="deducted")
    nouns, adverbs = (prefix_tree(terms("periods", kind=kind)) for kind in ("noun", "adverb"))
    return re.compile(
        rf"(?:\s+(?:more|extra))?(?:\s*/\s*|\s+(?:an?|per|each|every)\s+|[-\s]an?[-\s]|-?\s?per-)(?P<noun>{nouns})\b(?!-|\s+(?:ago|after|before(?!\s{deducted})|later|earlier|old))|\s+(?P<adverb>{adverbs})\b(?=\s*(?:[.,;:)”\"]|$)|\s(?:{_THEN})\b)"
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
