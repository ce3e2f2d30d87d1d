"""Rows that may be one event, and rows whose note sets another account against what they say.

Two texts that date one strike to October and to November make two events, and no number or date of the one is ever
compared with those of the other. So events of one type between the same two parties, in one year and of sizes within
15 percent, are offered as suspected doubles; whether they are one a person decides. A person's own doubt stands in the
`note`: it names the other event by its id, or sets `other accounts` or `One text …, the other …` against the row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kaiser_data.rows import Event, Figure

_ALIKE = 0.15
_SET_AGAINST = re.compile(r"\bother accounts\b|\bone text\b.*\bthe others?\b", re.IGNORECASE | re.DOTALL)


def suspected_doubles(
    events: Iterable[Event], measured: Mapping[str, list[Figure]]
) -> Iterator[tuple[Event, Event, str]]:
    """Yield the pairs of events that may be one, with what speaks for it; `measured` are the figures by event."""
    events = list(events)
    for one, other in combinations(events, 2):
        if note := _noted(one, other):
            yield one, other, note
        elif _are_of_a_kind(one, other) and _are_near(sizes_of(one, measured), sizes_of(other, measured)):
            yield one, other, f"same parties and type, one year, sizes within {_ALIKE:.0%}"


def is_set_against(note: str) -> bool:
    """Tell whether a note sets another account against its row.

    >>> is_set_against("The row keeps the text's date; other accounts date this strike to October.")
    True
    >>> is_set_against("The place is where a photograph shows strikers.")
    False
    """
    return bool(_SET_AGAINST.search(note))


def sizes_of(event: Event, measured: Mapping[str, list[Figure]]) -> list[Figure]:
    """Give the headcounts of an event that state a number; "thousands" is none."""
    told = measured.get(event.event_id, [])
    return [f for f in told if f.measure == "headcount" and f.unit == "people" and f.qualifier != "magnitude"]


def _noted(one: Event, other: Event) -> str:
    for note, named in ((one.note, other.event_id), (other.note, one.event_id)):
        # An id may begin another's: …-e00286 and …-e00286-2.
        if re.search(rf"(?<![\w-]){re.escape(named)}(?![\w]|-\w)", note):
            return note
    return ""


def _are_of_a_kind(one: Event, other: Event) -> bool:
    parties = {one.actor_id, one.target_id}
    if one.type != other.type or not one.actor_id or parties != {other.actor_id, other.target_id}:
        return False
    # What was called off took no place beside what did.
    if "called_off" in (one.status, other.status) and one.status != other.status:
        return False
    mine, theirs = _years(one), _years(other)
    return bool(mine and theirs) and mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _years(event: Event) -> tuple[str, str] | None:
    """Give the first and last year of an event; of a side that is open, the year of the other."""
    first, last = event.date_min or event.date_max, event.date_max or event.date_min
    return (first[:4], last[:4]) if first else None


def _are_near(ours: list[Figure], theirs: list[Figure]) -> bool:
    return any(
        abs(one.value - other.value) <= _ALIKE * max(one.value, other.value)
        for one in ours
        for other in theirs
    )  # fmt: skip
