"""Approximators: how exactly a text means a number.

"nearly 61,000" is `nearly`, "10 years or more" `at_least`, "Up to 31,000" `up_to`; the words belong to the evidence.
"25% over four years" and "talks over 15 agreements" hold no approximator: there, "over" says what is talked of or
how long something runs.
"""

import re
from functools import cache

from kaiser_data.extract.grammar.noun_phrases import is_function_word
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


def _is_preposition(lowered: str, start: int, word: str, timed: bool) -> bool:
    """Tell whether "over", "about" or "under" is no approximator: "25% over four years", "talks over 15 deals"."""
    if word not in ("over", "about", "around", "under"):
        return False
    before = re.search(r"[\w%]+\s+$", lowered[max(0, start - 24) : start])
    noun = before.group().strip() if before else ""
    if word == "over" and timed:
        return bool(noun) and not is_function_word(noun) and noun not in terms("clause_words", **{"class": "lasts"})
    return noun in terms("clause_words", **{"class": "argued"})


def approximators_before(lowered: str, start: int, timed: bool = False) -> tuple[int, str]:
    """Give where the approximators before a number begin, and the qualifier of the outermost that is no "about"."""
    qualifier = ""
    for turn in range(3):
        before = lowered[max(0, start - 32) : start]
        found = _approximator().search(before)
        if not found or (turn and found[1] == "some"):
            break
        begins = start - len(before) + found.start(1)
        if _is_preposition(lowered, begins, found[1], timed):
            break
        start, name = begins, qualifiers("before")[fold(found[1])]
        qualifier = name if qualifier in ("", "about") else qualifier
    return start, qualifier


@cache
def words_after() -> re.Pattern:
    """Compile the approximators that follow a number: `or more`, `+`."""
    after = terms("approximators", side="after")
    words, glued = (prefix_tree(term for term in after if term[0].isalpha() == spelled) for spelled in (True, False))
    return re.compile(rf"\s+((?:{words})\b)(?!\sto\b)|({glued})(?!\w)")
