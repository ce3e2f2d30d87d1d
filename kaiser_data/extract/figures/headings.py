"""The line that heads a list: what "They demand:" says holds for every figure below it."""

import re

from kaiser_data.lexicon import Pattern

# How far up from a line the line may stand that heads its list, and how long a line of a list is at most.
_FAR_UP, _LINE = 6000, 200
_LIST_LINE = Pattern(r"\s*(?:[^\w\n]?\s?[$£€]?\d|[•·*–-])")
_HEADS_LIST = re.compile(r"\blist\b|\bfollowing\b|\bbreakdown\b|[:?]\s*$")


def heading_of(lowered: str, start: int) -> tuple[int, int] | None:
    """Give the edges of the line that heads the list in which a number stands: "They demand:", "List of clerks cut"."""
    end, below, gap = max(lowered.find("\n", start), start + 1), True, False
    while end > max(start - _FAR_UP, 0):
        line = lowered.rfind("\n", 0, end) + 1, end
        if end < start and _HEADS_LIST.search(lowered, *line):
            return line
        if line[0] < end:
            marked = bool(_LIST_LINE.match(lowered, *line))
            if (gap and not (marked and below)) or (end - line[0] > _LINE and not marked):
                return None  # what an empty line parts is one list only where both parts are marked
            below = marked
        gap, end = line[0] == end, line[0] - 1
    return None
