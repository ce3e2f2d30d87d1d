"""Approximators: how exactly a text means a number.

"nearly 61,000" is `nearly`, "10 years or more" `at_least`, "Up to 31,000" `up_to`; the words belong to the evidence.
"25% over four years" and "talks over 15 agreements" hold no approximator: there, "over" says what is talked of or
how long something runs.
"""

import re
from functools import cache

from kaiser_data.extract.grammar.noun_phrases import is_function_word
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, read_lexicon, terms
from kaiser_data.rows import fold

_BEFORE = Pattern(lambda: rf"(?<!\w)({any_of('approximators', side='before')})(?:\s+an?\b|\s+another)?[\s(]*$")


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
        found = _BEFORE.search(lowered, max(0, start - 32), start)
        if not found or (turn and found[1] == "some") or _is_preposition(lowered, found.start(1), found[1], timed):
            break
        start, name = found.start(1), qualifiers("before")[fold(found[1])]
        qualifier = name if qualifier in ("", "about") else qualifier
    return start, qualifier


def _after(spelled: bool) -> str:
    return prefix_tree(term for term in terms("approximators", side="after") if term[0].isalpha() == spelled)


# The approximators that follow a number: "or more", "+".
WORDS_AFTER = Pattern(lambda: rf"\s+((?:{_after(True)})\b)(?!\sto\b)|({_after(False)})(?!\w)")
