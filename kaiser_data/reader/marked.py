"""Rows marked in their text, for a notebook: the reader's marks without its page.

`marked(text, extraction.figures, "measure")` shows the text with each row's characters marked, and behind the mark the
number of the row and what `label` says of it. Marks may overlap, as in the reader: a figure
within a quotation is marked twice. Nothing is executed and nothing loaded; whatever a text holds is shown as text.

HTML elements must nest and marks need not: each stretch between two edges becomes a segment that knows every mark
over it. Nothing is lost and nothing is moved: the segments of a paragraph joined are the paragraph.
"""

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kaiser_data.console import plain

if TYPE_CHECKING:
    import pandas as pd


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


# Pale grounds on which black letters keep their contrast (Okabe and Ito 2008, lightened).
_COLOURS = ("#CFE8F7", "#FBE3C0", "#D3EFE4", "#F6DCEA", "#FAF5C0", "#E4E4E4", "#F5CFC0", "#DCD9F2")
_MARK = '<mark style="background:{colour};color:#111;border-bottom:{depth}px solid #555">{words}</mark>'
_LABEL = '<sup style="color:#444">{label}</sup>'


@dataclass(frozen=True)
class MarkedText:
    """A text with the rows that are marked in it; a notebook shows it as HTML, a terminal with brackets."""

    segments: tuple[Segment, ...]
    labels: dict[str, str]
    kinds: dict[str, str]

    def __repr__(self) -> str:
        return plain("".join(self._pieces("[{words}]", "({label})", str)))

    def _repr_html_(self) -> str:
        body = "".join(self._pieces(_MARK, _LABEL, html.escape)).replace("\n", "<br>")
        return f'<div style="text-align:left;line-height:1.8;max-width:44em">{body}</div>'

    def _pieces(self, mark: str, label: str, safe):
        colours = {kind: _COLOURS[rank % len(_COLOURS)] for rank, kind in enumerate(dict.fromkeys(self.kinds.values()))}
        for place, segment in enumerate(self.segments):
            if not segment.over:
                yield safe(plain(segment.text))
                continue
            shortest = segment.over[0]
            words = safe(plain(segment.text))
            yield mark.format(words=words, colour=colours[self.kinds[shortest]], depth=len(segment.over) - 1)
            following = self.segments[place + 1].over if place + 1 < len(self.segments) else ()
            for name in segment.over:
                if name not in following:
                    yield label.format(label=safe(self.labels[name]))


def marked(text: str, rows: "pd.DataFrame", label: str) -> MarkedText:
    """Mark the rows of one text in it; `label` names the column that is written behind each mark."""
    places = list(zip(rows["start"], rows["end"], rows[label].astype("str"), strict=True))
    marks = [Mark(int(start), int(end), str(number)) for number, (start, end, _) in enumerate(places)]
    kinds = {str(number): kind for number, (_, _, kind) in enumerate(places)}
    labels = {name: f"{name} {kind}" for name, kind in kinds.items()}
    return MarkedText(tuple(next(cut(text, [(0, len(text))], marks))), labels, kinds)
