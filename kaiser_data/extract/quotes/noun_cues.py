"""Reported clauses under a noun: "allegations it filed in a charge that [Kaiser had undermined negotiations]".

A clause under a noun whose owner the sentence does not name ("a claim that") is left alone.
"""

import re
from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.actors.text_actors import Cast
from kaiser_data.extract.grammar.clauses import has_finite_verb
from kaiser_data.extract.grammar.subjects import Subject, opening_subject
from kaiser_data.extract.quotes.clause_edges import Frame, Report
from kaiser_data.extract.quotes.cues import Cue
from kaiser_data.extract.quotes.takeover import content_end
from kaiser_data.lexicon import prefix_tree, terms


@cache
def _noun_cues() -> re.Pattern:
    """Compile nouns with "that"."""
    return re.compile(
        rf"(?<![A-Za-z0-9_À-ɏ])({prefix_tree(terms('noun_cues'))})(\s+(?:(?:it|he|she|they|we|[A-Z]\w+|"
        rf"the\s\w+)\s(?:has\s|had\s|have\s)?\w+(?:ed|de|nt|ld)\b[^,.;:“”\"]{{0,60}}?|"
        rf"(?:by|from|of|in|on|to)\s[^,.;:“”\"]{{2,50}}?))?\s+that\s+(?=\S)"
    )


def find_nouns(masked: str) -> list[int]:
    """Find where nouns stand that have a clause with "that"."""
    return [noun.start() for noun in _nouns().finditer(masked) if _noun_cues().match(masked, noun.start())]


@cache
def _nouns() -> re.Pattern:
    return re.compile(rf"(?<=[^A-Za-z0-9_À-ɏ]){prefix_tree(terms('noun_cues'))}(?!\w)")


def find_noun_reports(masked: str, cast: Cast, frame: Frame, nouns: list[int]) -> Iterator[Report]:
    """Find clauses under nouns: "allegations it filed in a charge that Kaiser had undermined talks"."""
    done = -1
    for opens in nouns:
        match = _noun_cues().match(masked, opens, frame.end) if opens > done else None
        if not match:
            continue
        start = done = match.end()
        if not (subject := _noun_subject(masked, cast, frame, match)):
            continue
        cue = Cue(opens, match.end(1), opens, match[1], "noun", "noun", False, False, False)
        end = content_end(masked, cast, frame, cue, start)
        if has_finite_verb(masked[start:end]):
            yield Report(start, end, cue, subject, "indirect.noun")


_OWNER = re.compile(r"((?:[Tt]he\s)?(?:[A-Z][\w./&-]*\s){0,4}[\w./&-]+)[’']s?\s(?:\w+\s){0,2}$")
_INNER = re.compile(r"\s+(it|he|she|they|we|[A-Z]\w+|the\s\w+)\s")
_AGENT = re.compile(r"\s+(?:by|from)\s([^,.;:]{2,50})")
_POSSESSED = re.compile(r"\b(?:its|his|her|their|our)\s(?:\w+\s){0,2}$")


def _noun_subject(masked: str, cast: Cast, frame: Frame, match: re.Match) -> Subject | None:
    """Whose claim it is: its possessor ("the union's claim that"), its relative clause's subject, an agent with by."""
    base = max(frame.start, match.start(1) - 70)
    lead = masked[base : match.start(1)]
    if owner := _OWNER.search(lead):
        return Subject(base + owner.start(1), base + owner.end(1))
    if match[2]:
        inner = _INNER.match(match[2])
        if inner:
            return Subject(match.start(2) + inner.start(1), match.start(2) + inner.end(1))
        agent = _AGENT.match(match[2])
        if agent:
            return Subject(match.start(2) + agent.start(1), match.start(2) + agent.end(1))
    if _POSSESSED.search(masked[max(frame.start, match.start(1) - 30) : match.start(1)]):
        return opening_subject(masked, cast, frame.start, match.start(1))
    return None
