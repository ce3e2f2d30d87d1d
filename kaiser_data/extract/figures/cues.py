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

# "18.7 billion won" and "900 won" are sums, "won't" wins nothing.
_SUM_BEFORE = re.compile(r"(?:\d|illion|thousand)\s\Z")
_NEGATED = re.compile(r"['’]t\b")


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
    return [cue for cue in chosen if not _is_other(lowered, cue)]


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


def _is_other(lowered: str, cue: FigureCue) -> bool:
    won = lowered.startswith("won", cue.start) and _SUM_BEFORE.search(lowered, max(0, cue.start - 9), cue.start)
    told = lowered.endswith(" as ", 0, cue.start) and lowered.endswith("ed", 0, cue.end)  # "it began as scheduled"
    return bool(won or told or _NEGATED.match(lowered, cue.end))


# How many lines a list has at most, and how many characters one of its lines.
_LINES, _LINE = 99, 200
_LIST_LINE = Pattern(r"\s*(?:[^\w\n]?\s?[$£€]?\d|[•·*–-])")
_HEADS_LIST = re.compile(r"\blist\b|\bfollowing\b|\bbreakdown\b|[:?]\s*$")


def heading_of(lowered: str, start: int) -> tuple[int, int] | None:
    """Give the edges of the line that heads the list in which a number stands: "They demand:", "List of clerks cut"."""
    end, below, gap = max(lowered.find("\n", start), start + 1), True, False
    for _ in range(_LINES):
        line = lowered.rfind("\n", 0, end) + 1, end
        if end < start and _HEADS_LIST.search(lowered, *line):
            return line
        if line[0] < end:
            marked = bool(_LIST_LINE.match(lowered, *line))
            if (gap and not (marked and below)) or (end - line[0] > _LINE and not marked):
                return None  # what an empty line parts is one list only where both parts are marked
            below = marked
        gap, end = line[0] == end, line[0] - 1
        if end < 0:
            break
    return None


def headed(lowered: str, start: int) -> str:
    """Tell what the line says that heads a list: "They demand: - A 35-hour week"."""
    line = heading_of(lowered, start)
    cues = cues_in(lowered, *line, "status_cues", "status", "proposed", "demanded") if line else []
    return cues[-1].line["status"] if cues else ""


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
