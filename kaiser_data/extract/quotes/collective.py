"""Speakers without a name: what "labor leaders", "one worker", "an independent report" say of whose side they are on.

Only the words of the description are read here, and which nouns can say something at all; whom "the union" or "she"
means is `reference`'s and `speakers`'.
"""

import re
from functools import cache

from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon

POSTMODIFIER = re.compile(r"\s(?:who|which|that|whose|with|at|in|from|on|representing|involved|for)\b.*$", re.DOTALL)


def is_short(words: str) -> bool:
    """Tell whether a description is short enough to stand for its speaker."""
    return len(words.split()) <= 5


def is_plural(name: str) -> bool:
    """Tell whether a name or description means several people."""
    last = name.split()[-1].lower() if name.split() else ""
    return last in plural_roles() or last.endswith("leaders")


@cache
def report_words() -> frozenset[str]:
    """Give the first words of descriptions that are papers: without one of them, words describe none."""
    return frozenset(term.split()[0] for term, kind in mapping("descriptions", "kind").items() if kind == "report")


@cache
def report_nouns() -> re.Pattern:
    """Compile descriptions that are papers, which speak for their author: `the report`."""
    nouns = [term for term, kind in mapping("descriptions", "kind").items() if kind == "report"]
    return re.compile(
        rf"^(?:(?:the|its|their|his|her|an?|that|this)\s)?(?:(?!in\s|at\s|of\s|by\s|with\s)[^\s]+\s){{0,5}}?({prefix_tree(nouns)})(?:\s(?:of|"
        rf"by|from|published|released|issued|on|to|for|in|filed|which|that|seen)\b|"
        rf"$)"
    )


@cache
def plural_roles() -> dict[str, dict[str, str]]:
    """Give the lexicon's roles by their plural."""
    return {line["plural"]: line for line in read_lexicon("roles")}


@cache
def groups() -> dict[str, dict[str, str]]:
    """Give the lexicon's roles by their plural in lower case: `mps` is of the role `MP`."""
    return {plural.lower(): line for plural, line in plural_roles().items()}


@cache
def group_nouns() -> re.Pattern:
    """Compile the plurals of all roles, in lower case."""
    return re.compile(rf"\b(?:{prefix_tree(groups())})\b")
