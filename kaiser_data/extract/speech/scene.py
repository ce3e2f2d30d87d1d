"""What the judgement of a quotation looks at, and what it says: a sentence, its cues and marks; a claim.

A `Claim` is said words before their speaker is resolved: in "“How can we trust that?” she asked.", the edges of the
quotation, the cue "asked" and the place of "she". Who "she" is, `speakers` tells.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from kaiser_data.extract.people.cast import Cast
from kaiser_data.extract.speech.content import Frame
from kaiser_data.extract.speech.cues import Cue
from kaiser_data.extract.speech.marks import Marked
from kaiser_data.extract.speech.subjects import Subject


class Claim(NamedTuple):
    """Said words before their speaker is resolved; `goes_on` says that they belong to the utterance before."""

    start: int
    end: int
    kind: str
    rule: str
    cue: Cue | None = None
    subject: Subject | None = None
    goes_on: bool = False


@dataclass(slots=True)
class Scene:
    """All that the judgement of a sentence looks at."""

    text: str
    masked: str
    cast: Cast
    frames: list[Frame]
    marked: list[Marked]
    cues: list[Cue]
    paragraphs: set[int]
    mark_places: list[int] = field(init=False)
    cue_places: list[int] = field(init=False)

    def __post_init__(self):
        self.mark_places = [mark.opened for mark in self.marked]
        self.cue_places = [cue.start for cue in self.cues]

    def marks_in(self, frame: Frame) -> list[Marked]:
        """Give the words in marks that open in a frame."""
        return self.marked[bisect_left(self.mark_places, frame.start) : bisect_left(self.mark_places, frame.end)]

    def cues_in(self, frame: Frame) -> list[Cue]:
        """Give the cues that open in a frame."""
        return self.cues[bisect_left(self.cue_places, frame.start) : bisect_left(self.cue_places, frame.end)]
