"""A text cut into segments, so that marks may overlap: a figure within a quote within an event.

HTML elements must nest and marks need not: each stretch between two edges becomes a segment that knows every mark
over it. Nothing is lost and nothing is moved: the segments of a paragraph joined are the paragraph.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """The characters `start:end` of a text, which a row cites; `name` is the row's anchor."""

    start: int
    end: int
    name: str


class Segment(NamedTuple):
    """A stretch of text, the marks over it from the shortest to the longest, and those that begin with it."""

    text: str
    over: tuple[str, ...]
    begins: tuple[str, ...]


def cut(text: str, spans: Iterable[tuple[int, int]], marks: Iterable[Mark]) -> Iterator[list[Segment]]:
    """Cut each span of a text (in order, none overlapping another) at the edges of the marks.

    A mark that begins between two spans begins with the first segment that it covers.

    >>> [(s.text, s.over) for s in next(cut("we are 96 now", [(0, 13)], [Mark(0, 9, "q"), Mark(7, 9, "f")]))]
    [('we are ', ('q',)), ('96', ('f', 'q')), (' now', ())]
    """
    waiting = sorted(marks, key=lambda mark: (mark.start, mark.end), reverse=True)
    active: list[Mark] = []
    begun: set[str] = set()
    for start, end in spans:
        while waiting and waiting[-1].start < end:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.end > start]
        yield list(_segments(text, start, end, active, begun))


def _segments(text: str, start: int, end: int, marks: list[Mark], begun: set[str]) -> Iterator[Segment]:
    edges = {start, end} | {edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end}
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    active: list[Mark] = []
    for left, right in pairwise(sorted(edges)):
        while waiting and waiting[-1].start < right:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.end > left]
        over = sorted(active, key=lambda mark: (mark.end - mark.start, mark.name))
        begins = tuple(mark.name for mark in over if mark.name not in begun)
        begun.update(begins)
        yield Segment(text[left:right], tuple(mark.name for mark in over), begins)
