"""What the judgement of a quotation looks at, and what it says: a sentence, its cues and marks; a claim.

A `Claim` is said words before their speaker is resolved: in "“How can we trust that?” she asked.", the edges of the
quotation, the cue "asked" and the place of "she". Who "she" is, `speakers` tells.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kaiser_data.extract.actors.text_actors import Cast
from kaiser_data.extract.grammar.subjects import Subject
from kaiser_data.extract.quotes.clause_edges import Frame, Report
from kaiser_data.extract.quotes.cues import Cue
from kaiser_data.extract.quotes.quotation_marks import Marked


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
    """All that the judgement of a sentence looks at: a text and what it holds, by sentence.

    `opened` are the places of its marks.
    """

    text: str
    masked: str
    cast: Cast
    starts: list[int]
    ends: list[int]
    opened: list[int]
    marks_of: dict[int, list[Marked]]
    cues_of: dict[int, list[Cue]]
    nouns_of: dict[int, list[int]]
    paragraphs: set[int]

    def frame(self, number: int) -> Frame:
        """Give the edges of a sentence."""
        return Frame(self.starts[number], self.ends[number])


def is_between(places: list[int], start: int, end: int) -> bool:
    """Tell whether one of some places, in order, lies in `start:end`."""
    following = bisect_left(places, start)
    return following < len(places) and places[following] < end


class Around(NamedTuple):
    """What stands around words in marks: their sentence, the cues before and after, clauses and claims so far."""

    frame: Frame
    earlier: list[Cue]
    later: Cue | None
    reports: list[Report]
    before: list[Claim]


def by_sentence(starts: list[int], ends: list[int], places: Iterable[int], found: Iterable) -> dict[int, list]:
    """Sort what opens at `places`, in order, by the number of its sentence; what stands in none is left out."""
    groups: dict[int, list] = {}
    number = 0
    for place, one in zip(places, found, strict=True):
        number = bisect_right(starts, place, number) - 1
        if number < 0:
            number = 0
        elif place < ends[number]:
            groups.setdefault(number, []).append(one)
    return groups
