"""Nouns for whoever can say something: people, organisations, and the papers that speak for them.

"the striking nurses", "one commenter", "an independent report". The words stand in the lexicons `roles` and
`descriptions`; of whose side they are is not asked here.
"""

import re
from functools import cache

from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon


def people_in(words: str) -> bool:
    """Tell whether words speak of people, organisations or documents that can say something."""
    return any(True for _ in _finder().find(words))


@cache
def _finder() -> TermFinder:
    return TermFinder((noun, noun) for noun in _described_nouns())


@cache
def people_phrases() -> re.Pattern:
    """Compile noun phrases whose head is such a noun: `the striking nurses`."""
    return re.compile(
        rf"(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Ii]ts|[Tt]heir|[Ss]ome|[Mm]any|[Ss]uch\san?|"
        rf"[Tt]his|[Tt]hat|[Tt]hese)\s(?:[\w’'-]++\s){{0,4}}?)?(?i:{prefix_tree(_described_nouns())})\b"
        rf"(?:(?:\s[a-z-]+s[’'])?\s{prefix_tree(_heads())}(?![\w’'-]))*"
    )


@cache
def _heads() -> frozenset[str]:
    """Give the nouns that another such noun can qualify: "the union officials", "the official teachers’ union"."""
    reports = {noun for noun, kind in mapping("descriptions", "kind").items() if kind == "report"}
    return _described_nouns() - reports


@cache
def _described_nouns() -> frozenset[str]:
    roles = {line[column] for line in read_lexicon("roles") for column in ("term", "plural")}
    return frozenset(noun.lower() for noun in roles | set(mapping("descriptions", "kind")))
