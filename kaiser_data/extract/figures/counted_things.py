"""What readers of a quantity pass to each other: where it stands, and what it was found to count."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.figures.units import rate_at, units
from kaiser_data.extract.grammar.noun_phrases import Phrase, names_people, singular
from kaiser_data.lexicon import any_of


@dataclass(slots=True)
class Counted:
    """What is counted: its words at `start:end`, measure, unit, and how it was found."""

    start: int
    end: int
    measure: str
    unit: str
    how: str

    def again(self, how: str, measure: str = "", unit: str = "") -> Self:
        """Count the same once more, found in another way and maybe measured otherwise."""
        return Counted(self.start, self.end, measure or self.measure, unit or self.unit, how)


@dataclass(slots=True)
class FigureInText:
    """A quantity in its sentence `start:end` of a text, the quantities around it, and what those before count."""

    text: str
    lowered: str
    quantity: Quantity
    start: int
    end: int
    previous: Quantity | None = None
    counted: Counted | None = None
    following: Quantity | None = None
    people: Counted | None = None
    told: Mapping = field(default_factory=dict)

    @property
    def low(self) -> int:
        """Where the figure before ends, else the sentence begins: no noun of this one stands before it."""
        return max(self.start, self.previous.end if self.previous else 0)

    def before(self, reach: int = 60) -> str:
        """Give what stands before the quantity, in lower case."""
        return self.lowered[max(0, self.quantity.start - reach) : self.quantity.start]

    def count(self, phrase: Phrase, how: str) -> Counted:
        """Let the quantity, with the measure and unit that it has, be of the words of a phrase."""
        return Counted(phrase.start, phrase.end, self.quantity.measure, self.quantity.unit, how)

    def count_nothing(self) -> Counted:
        """Count without a noun; what has no unit of its own are people."""
        end, measure = self.quantity.end, self.quantity.measure
        unit = self.quantity.unit or "people"
        period = "" if measure else rate_at(self.lowered, end)[1]
        return Counted(end, end, measure or "headcount", f"{unit}/{period}" if period else unit, "bare")

    def name_thing(self, phrase: Phrase, how: str) -> Counted:
        """Count what a phrase names; tell people from things, and things from times ("two spare days")."""
        start, end, head = phrase
        if (timed := units().get(head)) and timed[0] == "duration":
            return Counted(start, end, "duration", timed[1], how)
        words = self.lowered[start:end]
        # The noun of things is the last of "work-sites", with no slash but a single one inside.
        thing = "/".join(filter(None, head.rstrip("-/").rsplit("-", 1)[-1].split("/")))
        unit = "people" if names_people(words, head) else singular(thing)
        unit = "job" if _JOBS.search(words) else unit
        measure, period = "headcount" if unit == "people" else "count", rate_at(self.lowered, end)[1]
        return Counted(start, end, measure, f"{unit}/{period}" if period else unit, how)


OF = re.compile(
    r"[”\"’']?\s+(?:out\s+)?of\s+(?:(?:the|these|those|all|its|their|our|his|her|your|my|this|that|a|an|about|some|both)\s+)*"
)
_JOBS = re.compile(rf"\bjobs? {any_of('figure_words', use='lost_jobs')}$")


_OWNER = re.compile(r"(?:(?:[\w’']+\s+){0,2}[\w’']+(?:['’]s|s['’])\s+)?")


def is_owned(text: str, position: int, following: Quantity | None) -> bool:
    """Tell whether a number follows "of" at once or after its owner: "two of [the terminal's] five cranes"."""
    if not following or following.start <= position:
        return bool(following) and position < following.end
    return following.start - position < 30 and bool(_OWNER.fullmatch(text, position, following.start))
