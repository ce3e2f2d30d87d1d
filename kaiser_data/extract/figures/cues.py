"""Cues of a lexicon in a text, found once for all of its figures, its verbs, and the line that heads a list.

A lexicon says by its column `form` whether a cue is a verb, a noun or a phrase; without such a column each term stands
for itself. Which cues count for a figure is for `topics` and `status` to say. What "They demand:" says holds for all of
the list below it.
"""

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.extract.grammar.words import forms_of, past_forms
from kaiser_data.lexicon import Pattern, prefix_tree, read_lexicon


class FigureCue(NamedTuple):
    """Where a cue stands in a text, and its line in the lexicon."""

    start: int
    end: int
    line: dict[str, str]


def cues_in(lowered: str, start: int, end: int, lexicon: str, column: str = "", *values: str) -> list[FigureCue]:
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
def _all_cues(lowered: str, lexicon: str, column: str, values: tuple[str, ...]) -> list[FigureCue]:
    """Choose the cues with one of some values in a column, the longest first, none inside another."""
    chosen, free, wanted = [], 0, {*values}
    for cue in _spans(lowered, lexicon):
        if cue.start >= free and (not column or wanted & {*cue.line[column].split()}):
            chosen.append(cue)
            free = cue.end
    return chosen


@lru_cache(maxsize=8)
def _spans(lowered: str, lexicon: str) -> list[FigureCue]:
    """Find all that a lexicon knows in a text, once for all of its figures."""
    lines = read_lexicon(lexicon)
    return [FigureCue(start, end, lines[int(number)]) for start, end, number in _finder(lexicon).find_all(lowered)]


@cache
def _finder(lexicon: str) -> TermFinder:
    """Make what finds the forms of each line and gives the number of that line."""
    return TermFinder(
        (form, str(number))
        for number, line in enumerate(read_lexicon(lexicon))
        for form in forms_of(line["term"], line.get("form", "phrase"))
    )


_LIST = re.compile(
    r"^(?=[^\n]*(?:\b(?:list|following|breakdown)\b|[:?]\s*$))(?P<head>[^\n]*)"
    r"(?P<lines>(?:\n+[ \t]*(?:[^\w\n]?\s?[$£€]?\d|[•·*–-])[^\n]*)+)",
    re.MULTILINE,
)


@lru_cache(maxsize=1)
def _lists_of(lowered: str) -> list[tuple[int, int, tuple[int, int]]]:
    return [(*found.span("lines"), found.span("head")) for found in _LIST.finditer(lowered)]


def heading_of(lowered: str, start: int) -> tuple[int, int] | None:
    """Give the edges of the line that heads the list in which a number stands: "They demand:", "List of clerks cut"."""
    return next((head for first, end, head in _lists_of(lowered) if first <= start < end), None)


# What a verb says of the figure: the nearest decides, a participle that hangs on a noun does not.
_NO_SUM = r"(?<!\d )(?<!illion )(?<!thousand )"  # "900 won" is a sum
_BACK = Pattern(
    rf"\b(?:was|were|been|have|has|had|{_NO_SUM}(?:{prefix_tree(past_forms())})|(?!united)[a-z]{{4,17}}+(?<=ed))\b(?!\s+to\b)"
)
_GOVERNED = Pattern(r"(?:\s+(?:\w+ly|only|be|to|also|even|then|now))*(?:\s+\w+)?")
_NOT_AHEAD = Pattern(r"[,.;]|\s+(?:not\b|have\b(?!\s+to\b)|never\b)|n['’]t\b")


@lru_cache(maxsize=1)
def verbs_of(lowered: str) -> list[tuple[int, int, str]]:
    """Find the verbs of a text that look ahead or back, once for all of its figures."""
    found, governed = [], 0
    for start, end, _ in cues_in(lowered, 0, len(lowered), "status_cues", "status", "planned"):
        found += ((*verb.span(), "back") for verb in _BACK.finditer(lowered, governed, start))
        found.append((start, end, "" if _NOT_AHEAD.match(lowered, end) else "ahead"))
        # What a modal governs is no past, whatever its form: "would ground 2,200 flights".
        governed = _GOVERNED.match(lowered, end).end()
    found += ((*verb.span(), "back") for verb in _BACK.finditer(lowered, governed))
    return found
