"""What the judgement of a quotation looks at, and what it says: a sentence, its cues and marks; a claim.

A `Claim` is said words before their speaker is resolved: in "“How can we trust that?” she asked.", the edges of the
quotation, the cue "asked" and the place of "she". Who "she" is, `speakers` tells.
"""

from bisect import bisect_right
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
    starts: list[int] = field(init=False)
    marks_of: dict[int, list[Marked]] = field(init=False)
    cues_of: dict[int, list[Cue]] = field(init=False)

    def __post_init__(self):
        self.starts = [frame.start for frame in self.frames]
        self.marks_of = self.by_frame([mark.opened for mark in self.marked], self.marked)
        self.cues_of = self.by_frame([cue.start for cue in self.cues], self.cues)

    def by_frame(self, places: list[int], found: list) -> dict[int, list]:
        """Sort what opens at `places` by the number of its sentence; what stands in none is left out."""
        groups: dict[int, list] = {}
        for place, one in zip(places, found, strict=True):
            number = bisect_right(self.starts, place) - 1
            if number >= 0 and place < self.frames[number].end:
                groups.setdefault(number, []).append(one)
        return groups

    def marks_in(self, number: int) -> list[Marked]:
        """Give the words in marks that open in a sentence."""
        return self.marks_of.get(number, [])

    def cues_in(self, number: int) -> list[Cue]:
        """Give the cues that open in a sentence."""
        return self.cues_of.get(number, [])
