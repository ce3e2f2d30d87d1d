"""The sentences of a text as its narrator tells them, each with the cues and the words in marks that stand in it.

What is quoted is blotted out: in "“How can we trust that?” she asked." the sentence ends at "asked". A `Claim` is said
words before their speaker is resolved: their edges, the cue "asked" and the place of "she"; who "she" is, `speakers`
tells.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from kaiser_data.extract.actors.text_actors import Cast
from kaiser_data.extract.document import Block
from kaiser_data.extract.layout import find_sentences
from kaiser_data.extract.quotes.cues import Cue, find_cues, find_noun_cues
from kaiser_data.extract.quotes.quotation_marks import Marked
from kaiser_data.extract.quotes.subjects import Subject

_MOST_CUES = 12


class Claim(NamedTuple):
    """Said words before their speaker is resolved; `goes_on` says that they belong to the utterance before."""

    start: int
    end: int
    kind: str
    rule: str
    cue: Cue | None = None
    subject: Subject | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `start:end` of a text, whose quotations are blotted out in `masked`, and what stands in it."""

    start: int
    end: int
    opens_paragraph: bool
    text: str
    masked: str
    cast: Cast
    cues: list[Cue]
    nouns: list[Cue]
    marks: list[Marked]

    def names(self, subject: Subject | None, *words: str) -> bool:
        """Tell whether a subject is one of some words."""
        return bool(subject) and self.masked[subject.start : subject.end].lower() in words


class Quoted(NamedTuple):
    """Words in marks and what stands around them: the cues before and after, the clauses and claims so far."""

    sentence: Sentence
    mark: Marked
    words: str
    earlier: list[Cue]
    later: Cue | None
    reports: list[Claim]
    before: list[Claim]

    def claim(
        self, kind: str, rule: str, cue: Cue | None = None, subject: Subject | None = None, goes_on: bool = False
    ) -> Claim:
        """Claim the words, as what they are and whose."""
        return Claim(self.mark.start, self.mark.end, kind, rule, cue, subject, goes_on)


def read_sentences(text: str, masked: str, cast: Cast, blocks: list[Block], marked: list[Marked]) -> Iterator[Sentence]:
    """Cut the paragraphs of a text into sentences, each with its cues, nouns and marks."""
    cues, nouns = list(find_cues(masked)), list(find_noun_cues(masked))
    for block in blocks:
        for edges in find_sentences(masked, block):
            # What no sentence is, a list or a table without a full stop, is cut at each twelfth cue: work stays linear.
            cuts = [cue.start for cue in _between(cues, *edges)[_MOST_CUES::_MOST_CUES]]
            for start, end in pairwise([edges[0], *cuts, edges[1]]):
                held = _between(cues, start, end), _between(nouns, start, end), _between(marked, start, end, "opened")
                yield Sentence(start, end, start == block.start, text, masked, cast, *held)


def _between(found: list, start: int, end: int, place: str = "start") -> list:
    """Give those of some finds, in order, that open in `start:end`."""
    where = attrgetter(place)
    return found[bisect_left(found, start, key=where) : bisect_left(found, end, key=where)]
