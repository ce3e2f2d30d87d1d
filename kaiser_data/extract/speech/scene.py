"""What the judgement of a quotation looks at, and what it says: a sentence, its cues and marks; a claim.

A `Claim` is said words before their speaker is resolved: in "“How can we trust that?” she asked.", the edges of the
quotation, the cue "asked" and the place of "she". Who "she" is, `speakers` tells.
"""

from bisect import bisect_left
from dataclasses import dataclass

from kaiser_data.extract.people.cast import Cast
from kaiser_data.extract.speech.content import Frame
from kaiser_data.extract.speech.cues import Cue
from kaiser_data.extract.speech.marks import Marked
from kaiser_data.extract.speech.subjects import Subject


@dataclass(frozen=True, slots=True)
class Claim:
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
    paragraphs: list[int]


def within(things: list, frame: Frame, place) -> list:
    """Give those of `things` (sorted by `place`) that lie in a frame."""
    low = bisect_left(things, frame.start, key=place)
    high = bisect_left(things, frame.end, key=place)
    return things[low:high]
