"""Nouns for whoever can say something: people, organisations, and the papers that speak for them.

"the striking nurses", "one commenter", "an independent report", and the pronouns that mean them. The words stand
in the lexicons `roles` and `descriptions`; of whose side they are is not asked here.
"""

import re
from functools import cache

from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.extract.grammar.words import cue_forms
from kaiser_data.lexicon import Pattern, mapping, read_lexicon, terms


def people_in(words: str) -> bool:
    """Tell whether words speak of people, organisations or documents that can say something."""
    return any(True for _ in _FINDER.find(words))


_FINDER = TermFinder(lambda: ((noun, noun) for noun in _described_nouns()))


def ends_in_people(words: str) -> bool:
    """Tell whether words end in a noun for whoever can say something: "the dockers", but not "the dockers’ march"."""
    return any(end == len(words) for _, end, _ in _FINDER.find(words))


_LEAD = Pattern(r"(?:the|an?|one|another|its|their|some|many|several|both|such\san?|this|that|these)\s", re.IGNORECASE)
_WORD = Pattern(r"[\w’'-]+\s")
# What parts such a noun from another that it qualifies: "union officials", "pilots’ union".
_JOINT = re.compile(r"(?:\s[a-z-]+s[’'])?\s")
_MOST_WORDS = 4
_NO_MODIFIERS = terms("function_words", **{"class": "preposition"}) - {"of"}


def people_phrase(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the noun phrase that opens at `start` and whose head is such a noun: "the striking nurses"."""
    at = start
    if lead := _LEAD.match(text, at, end):
        at = lead.end()
    for _ in range(_MOST_WORDS + 1 if lead else 1):
        if found := _FINDER.match(text, at, end):
            return start, _past_heads(text, found[1], end)
        word = _WORD.match(text, at, end)
        at = word.end() if word and word[0].strip() not in _NO_MODIFIERS else end
    return None


def _past_heads(text: str, at: int, end: int) -> int:
    """Go on to the last noun that those before it qualify: "the union", "the union officials"."""
    while (joint := _JOINT.match(text, at, end)) and (head := _HEAD_FINDER.match(text, joint.end(), end)):
        at = head[1]
    return at


# The nouns that another such noun can qualify: "the union officials", "the official teachers’ union".
_HEAD_FINDER = TermFinder(lambda: ((noun, noun) for noun in _described_nouns() - terms("descriptions", kind="report")))


@cache
def _described_nouns() -> frozenset[str]:
    roles = {line[column] for line in read_lexicon("roles") for column in ("term", "plural")}
    return frozenset(noun.lower() for noun in roles | set(mapping("descriptions", "kind")))


@cache
def stops() -> frozenset[str]:
    """Give the words that modify no noun for people: "told drivers", "more drivers", "many companies"."""
    irregular = read_lexicon("irregular_verbs")
    verbs = {line[form] for line in irregular for form in ("term", "past", "participle")}
    verbs |= {f"{line['term']}s" for line in irregular}
    leading = {term.lower() for term in terms("not_names", kind="function")}  # "many companies", "other unions"
    return leading | terms("function_words") | terms("clause_words") | cue_forms().keys() | verbs


_KINDS = {
    "person": ("he", "she", "his", "her"),
    "organisation": ("they", "it", "its", "their"),
    "we": ("we", "i", "our", "us"),
    "relative": ("who", "which", "that"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}


def pronoun_kind(words: str) -> str:
    """Give the kind of a pronoun, "" for what is none.

    >>> pronoun_kind("She"), pronoun_kind("their"), pronoun_kind("the union")
    ('person', 'organisation', '')
    """
    return _KIND_OF.get(words.lower(), "")
