"""Who has the floor in a sentence: the subject that a cue has, or takes over from the verb before it.

In "The union ended talks and warned that it would strike" the second verb has the subject of the first; in "the union’s
request for raises, arguing that …" the party that the sentence names last.
"""

import re

from kaiser_data.extract.actors.text_actors import Cast
from kaiser_data.extract.grammar.subjects import Subject, opening_subject, subject_after, subject_before
from kaiser_data.extract.quotes.clause_edges import Frame
from kaiser_data.extract.quotes.cues import Cue


class Floor:
    """Who may have the floor in a sentence: the subject of each cue, looked for when it is first asked for."""

    __slots__ = ("cast", "earlier", "found", "masked")

    def __init__(self, masked: str, cast: Cast):
        self.masked = masked
        self.cast = cast
        self.earlier: list[tuple[Cue, int]] = []
        self.found: dict[tuple[int, int], Subject | None] = {}

    def subject(self, cue: Cue, low: int) -> Subject | None:
        """Give the subject of a cue whose clause may begin at `low`; a participle after a comma has none of its own."""
        if cue.by:
            return Subject(*cue.by)
        key = cue.opens, low
        if key not in self.found:
            parted = cue.form == "ing" and self.masked.startswith(", ", max(0, cue.opens - 2))
            self.found[key] = None if parted else subject_before(self.masked, self.cast, low, cue.opens)
        return self.found[key]

    def last(self) -> Subject | None:
        """Give the nearest subject that an earlier cue has."""
        return next((subject for cue, low in reversed(self.earlier) if (subject := self.subject(cue, low))), None)


_CLOSED = frozenset(',”"')


def is_inverted(masked: str, frame: Frame, cue: Cue, low: int) -> bool:
    """Tell whether a cue names its subject after itself: ", said Nadia Rauf,"."""
    if masked[cue.start - 1] == " " and masked[cue.start - 2].isalnum():
        return False  # so it is with most
    at, start = cue.start, max(low, cue.start - 4)
    while at > start and masked[at - 1].isspace():
        at -= 1
    if at == start or masked[at - 1] not in _CLOSED or cue.takes == "tell":
        return False
    return subject_after(masked, cue.end, frame.end) is not None


_JOINS = re.compile(r"(?:,|\b(?:and|but|then|also|who|which|that))\s+$")


def borrowed(floor: Floor, frame: Frame, cue: Cue) -> Subject | None:
    """Give a participle or a second verb the subject of its sentence: ", arguing that", "and warned that"."""
    joined = cue.form == "ing" or _JOINS.search(floor.masked[max(frame.start, cue.opens - 14) : cue.opens])
    if not joined:
        return None
    if last := floor.last():
        return last
    if cue.form == "ing" and (party := _last_party(floor.masked, floor.cast, frame, cue)):
        return party
    return opening_subject(floor.masked, floor.cast, frame.start, cue.opens)


def _last_party(masked: str, cast: Cast, frame: Frame, cue: Cue) -> Subject | None:
    """A sentence about a thing leaves the talking to the party it names: "the union’s request for raises, arguing"."""
    about = opening_subject(masked, cast, frame.start, cue.opens)
    owners = list(_OWNER.finditer(masked, frame.start, cue.opens))
    if owners and (about is None or (about.end < owners[0].start() and not cast.between(about.start, about.end))):
        return Subject(owners[-1].start(1), owners[-1].end(1))
    return None


_OWNER = re.compile(
    r"\b((?:[Tt]he|[Ii]ts|[Tt]heir)\s(?:union|company|government|council|district|"
    r"employer|hospital|airline|guild|federation)|[A-Z][\w./&-]+)[’']s?\s(?=[a-z])"
)
