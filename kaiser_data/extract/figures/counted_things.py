"""What readers of a quantity pass to each other: where it stands, and what it was found to count."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Self

from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.figures.units import rate_at
from kaiser_data.extract.grammar.noun_phrases import names_people, singular
from kaiser_data.lexicon import read_lexicon


@dataclass(slots=True)
class Counted:
    """What is counted: its words at `start:end`, measure, unit, and how it was found."""

    start: int
    end: int
    measure: str
    unit: str
    how: str

    def again(self, how: str, measure: str | None = None, unit: str | None = None) -> Self:
        """Count the same once more, found in another way and maybe measured otherwise."""
        return Counted(self.start, self.end, measure or self.measure, unit or self.unit, how)


@dataclass(slots=True)
class Context:
    """Where a quantity stands: its sentence, and the quantities around with what those before count."""

    start: int
    end: int
    previous: Quantity | None = None
    counted: Counted | None = None
    following: Quantity | None = None
    people: Counted | None = None
    told: Mapping = field(default_factory=dict)


OF = re.compile(
    r"[”\"’']?\s+(?:out\s+)?of\s+(?:(?:the|these|those|all|its|their|our|his|her|your|my|this|that|a|an|about|some|both)\s+)*"
)


def name_thing(lowered: str, start: int, end: int, head: str, how: str) -> Counted:
    """Tell people from things, and things from times ("two spare days")."""
    if lasting := _lasting_units().get(head):
        return Counted(start, end, "duration", lasting, how)
    period = rate_at(lowered, end)[1]
    unit = "people" if names_people(lowered[start:end] or head, head) else _counting_unit(head)
    if _JOBS.search(lowered, start, end):
        unit = "job"
    measure = "headcount" if unit == "people" else "count"
    return Counted(start, end, measure, f"{unit}/{period}" if period else unit, how)


_JOBS = re.compile(r"\bjobs? (?:cuts|losses|reductions|cuttings|redundancies)$")


def _counting_unit(head: str) -> str:
    """Give the unit of things from their noun: "site" for "work-sites", with no slash but a single one inside."""
    return singular("/".join(filter(None, head.rstrip("-/").rsplit("-", 1)[-1].split("/"))))


@cache
def _lasting_units() -> dict[str, str]:
    return {line["term"]: line["unit"] for line in read_lexicon("units") if line["measure"] == "duration"}


def count_nothing(lowered: str, quantity: Quantity) -> Counted:
    """Count without a noun; what has no other unit are people."""
    if not quantity.measure and (period := rate_at(lowered, quantity.end)[1]):
        return Counted(quantity.end, quantity.end, "headcount", f"people/{period}", "bare")
    return Counted(quantity.end, quantity.end, quantity.measure or "headcount", quantity.unit or "people", "bare")


_OWNER = re.compile(r"(?:[\w’']+\s+){0,3}")


def is_owned(text: str, position: int, following: Quantity) -> bool:
    """Tell whether a number follows "of" at once or after its owner: "two of [the terminal's] five cranes"."""
    if following.start <= position:
        return position < following.end
    return following.start - position < 30 and bool(_OWNER.fullmatch(text, position, following.start))
