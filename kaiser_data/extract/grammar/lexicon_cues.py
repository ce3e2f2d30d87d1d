"""The cues of a lexicon in a text, each with its line: "asked for" is the line of "ask for".

Forms are made from the lemma of a line. What a cue means for a figure is for the rooms to say.
"""

from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.extract.grammar.words import forms_of
from kaiser_data.lexicon import read_lexicon


class LexiconCue(NamedTuple):
    """Where a cue stands in a text, and its line in the lexicon."""

    start: int
    end: int
    line: dict[str, str]


def cues_in(lowered: str, start: int, end: int, lexicon: str, column: str = "", *values: str) -> list[LexiconCue]:
    """Find the cues of a lexicon in `lowered[start:end]`, only those with one of some values in a column.

    >>> text = "the clerks asked for 5%, the mill offered 2%"
    >>> [cue.line["term"] for cue in cues_in(text, 0, 23, "status_cues", "status", "demanded", "proposed")]
    ['ask for']
    """
    return between(_all_cues(lowered, lexicon, column, values), start, end)


def between(spans: list, start: int, end: int) -> list:
    """Give those of some spans, in order, that lie in `start:end`."""
    return [span for span in spans[bisect_left(spans, (start,)) : bisect_left(spans, (end,))] if span[1] <= end]


# A handful of columns and values is asked for of each text.
@lru_cache(maxsize=64)
def _all_cues(lowered: str, lexicon: str, column: str, values: tuple[str, ...]) -> list[LexiconCue]:
    """Choose the cues with one of some values in a column, the longest first, none inside another."""
    chosen, free, wanted = [], 0, {*values}
    for cue in _spans(lowered, lexicon):
        if cue.start >= free and (not column or wanted & {*cue.line[column].split()}):
            chosen.append(cue)
            free = cue.end
    return chosen


@lru_cache(maxsize=8)
def _spans(lowered: str, lexicon: str) -> list[LexiconCue]:
    """Find all that a lexicon knows in a text, once for all that ask."""
    lines = read_lexicon(lexicon)
    return [LexiconCue(start, end, lines[int(number)]) for start, end, number in _finder(lexicon).find_all(lowered)]


@cache
def _finder(lexicon: str) -> TermFinder:
    """Make what finds the forms of each line and gives the number of that line."""
    return TermFinder(
        (form, str(number))
        for number, line in enumerate(read_lexicon(lexicon))
        for form in forms_of(line["term"], line.get("form", "phrase"))
    )
