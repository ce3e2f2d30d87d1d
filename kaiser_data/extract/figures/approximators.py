"""Approximators: how exactly a text means a number.

"nearly 61,000" is `nearly`, "10 years or more" `at_least`, "Up to 31,000" `up_to`; the words belong to the evidence.
"25% over four years" and "talks over 15 agreements" hold no approximator: there, "over" says what is talked of or
how long something runs.
"""

import re
from functools import cache

from kaiser_data.lexicon import prefix_tree, read_lexicon, terms
from kaiser_data.rows import fold


@cache
def _approximator() -> re.Pattern:
    words = prefix_tree(terms("approximators", side="before"))
    return re.compile(rf"(?<!\w)({words})(?:\s+an?\b|\s+another)?[\s(]*$")


@cache
def qualifiers(side: str) -> dict[str, str]:
    """Give the qualifier of each approximator that stands `before` or `after` its number."""
    return {line["term"]: line["qualifier"] for line in read_lexicon("approximators") if line["side"] == side}


_MEASURES_OVER = re.compile(
    r"(?:(?:^|[.,;:(\[“\"‘—–-]|\b(?:for|of|after|to|by|with|(?<!ed\s)in|the|a|some|just|well|slightly|only|than|take|takes|took|taken|last|lasts|lasted"
    r"|lasting|spend|spends|spent|wait|waits|waited|work|works|worked|ran|runs|cost|is|was|are|were|be|been|had|has|have|and|or))\s*)$"
)

_ABOUT_SOMETHING = re.compile(
    r"\b(?:negotiations?|talks|bargaining|disputes?|row|fight|battle|clash|conflict|concerns?|anger|outrage|disagreements?|dispute|standoff|complaints?|grievances?|questions?|protests?|strikes?|strike|impasse|hours|days|weeks|months)\s+$"
)


_GIVEN_OVER = re.compile(r"\b(?:hand|turn|fork|sign|shell|made|make|switch|carri|carry|roll)(?:ed|s|ing)?\s+$")


_PREPOSITIONS = frozenset(("over", "about", "around", "under"))


def _is_preposition(lowered: str, start: int, word: str, timed: bool) -> bool:
    """Tell whether "over", "about" or "under" is no approximator: "25% over four years", "handed over $5"."""
    before = lowered[max(0, start - 24) : start]
    if word == "over" and _GIVEN_OVER.search(before):
        return True
    if word == "over" and timed:
        return not _MEASURES_OVER.search(before)
    return bool(_ABOUT_SOMETHING.search(before))


def approximators_before(lowered: str, start: int, timed: bool = False) -> tuple[int, str]:
    """Give where the approximators before a number begin, and the qualifier of the outermost that is no "about"."""
    qualifier = ""
    for turn in range(3):
        before = lowered[max(0, start - 32) : start]
        found = _approximator().search(before)
        if not found or (turn and found[1] == "some"):
            break
        begins = start - len(before) + found.start(1)
        if found[1] in _PREPOSITIONS and _is_preposition(lowered, begins, found[1], timed):
            break
        start, name = begins, qualifiers("before")[fold(found[1])]
        qualifier = name if qualifier in ("", "about") else qualifier
    return start, qualifier


@cache
def words_after() -> re.Pattern:
    """Compile the approximators that follow a number: `or more`, `+`."""
    words = prefix_tree(term for term in terms("approximators", side="after") if term[0].isalpha())
    glued = prefix_tree(term for term in terms("approximators", side="after") if not term[0].isalpha())
    return re.compile(rf"\s+((?:{words})\b)|({glued})(?!\w)")
