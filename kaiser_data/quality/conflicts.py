"""Where texts contradict each other about one event: its size, its share of votes, its length, its dates.

`latimes-2026-02-23` counts 31,000 on strike, another text 32,000; one says "96 percent", one "over 96 percent". Both
rows stay; this list makes the difference visible (`kaiser-data check --conflicts`). Figures are compared that measure
the same thing of the same event: alike in topic, unit and what is counted. A magnitude ("tens of thousands")
contradicts nothing that it contains, and two numbers of one text are that text's own affair.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kaiser_data.rows import Event, Figure, Mention

# What lasts has several dates of its own.
_LASTING = frozenset({"strike", "sympathy_strike", "lockout", "bargaining", "picket", "other"})
_COMPARED = frozenset({"strike", "vote", "strike_length", "membership", "layoff", "wage", "contract_length"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows that tell one event differently: which event and field, and each row's id, source and words."""

    event_id: str
    field: str
    one_id: str
    one_source: str
    one: str
    other_id: str
    other_source: str
    other: str


def find_conflicts(
    events: Iterable[Event], figures: Iterable[Figure], mentions: Iterable[Mention] = ()
) -> Iterator[Conflict]:
    """List the contradictions between texts, in the order of events, then of fields."""
    measured = _by_event(figures)
    told = _by_event(mentions)
    for event in events:
        yield from _figures_that_differ(event, measured.get(event.event_id, []))
        yield from _dates_that_differ(event, told.get(event.event_id, []))


def _by_event(rows: Iterable) -> dict[str, list]:
    table: dict[str, list] = {}
    for row in rows:
        if row.event_id:
            table.setdefault(row.event_id, []).append(row)
    return table


def _figures_that_differ(event: Event, figures: list[Figure]) -> Iterator[Conflict]:
    for one, other in combinations(_unlike(figures), 2):
        if one.source_id != other.source_id and _is_same_measure(one, other) and differ(one, other):
            yield Conflict(
                event.event_id,
                one.topic,
                one.figure_id,
                one.source_id,
                one.text,
                other.figure_id,
                other.source_id,
                other.text,
            )


def _unlike(figures: list[Figure]) -> list[Figure]:
    """Leave out what a text says twice."""
    seen = {}
    for figure in figures:
        key = (figure.source_id, figure.topic, figure.unit, figure.value, figure.value_max, figure.qualifier)
        seen.setdefault(key, figure)
    return list(seen.values())


def _is_same_measure(one: Figure, other: Figure) -> bool:
    """Headcounts of a strike measure its size; elsewhere what is counted has to agree in its last word."""
    if one.topic not in _COMPARED or (one.topic, one.measure, one.unit) != (other.topic, other.measure, other.unit):
        return False
    if one.measure in ("headcount", "percent", "duration"):
        return True
    return one.counted.lower().split()[-1:] == other.counted.lower().split()[-1:]


def differ(one: Figure, other: Figure) -> bool:
    """Tell whether two quantities cannot both be right as they stand, their qualifiers included.

    >>> from kaiser_data.rows import Figure
    >>> def people(value, qualifier):
    ...     return Figure(source_id="a", start=0, end=1, text="", figure_id="", measure="headcount", topic="strike",
    ...                   value=value, unit="people", qualifier=qualifier)
    >>> differ(people(31000, "exact"), people(32000, "about"))
    True
    >>> differ(people(10000, "magnitude"), people(31000, "exact"))
    False
    """
    if (one.value, one.value_max, one.qualifier) == (other.value, other.value_max, other.qualifier):
        return False
    if "magnitude" in (one.qualifier, other.qualifier):
        return not _is_of_magnitude(one, other)
    if one.value == other.value and one.value_max == other.value_max:
        return one.qualifier != other.qualifier
    mine, theirs = _range(one), _range(other)
    return mine[0] > theirs[1] or theirs[0] > mine[1]


def _range(figure: Figure) -> tuple[float, float]:
    """Say between which values a qualified number lies: "over 60,000" and "nearly 61,000" agree."""
    low, high = figure.value, figure.value_max if figure.value_max is not None else figure.value
    if figure.qualifier in ("more_than", "at_least"):
        return low, high * 1.15
    if figure.qualifier in ("nearly", "less_than", "up_to"):
        return low * 0.85, high
    return (low * 0.99, high * 1.01) if figure.qualifier == "about" else (low, high)


def _is_of_magnitude(one: Figure, other: Figure) -> bool:
    vague, exact = (one, other) if one.qualifier == "magnitude" else (other, one)
    return exact.qualifier == "magnitude" or vague.value <= exact.value < vague.value * 10


def _dates_that_differ(event: Event, mentions: list[Mention]) -> Iterator[Conflict]:
    """Two texts that date one event in words with different digits contradict each other, or seem to."""
    if event.type in _LASTING:
        return
    dated = [mention for mention in mentions if any(letter.isdigit() for letter in mention.date_text)]
    for one, other in combinations(dated, 2):
        mine, theirs = _digits(one.date_text), _digits(other.date_text)
        if one.source_id != other.source_id and not mine <= theirs and not theirs <= mine:
            ids = [f"{mention.event_id}@{mention.source_id}:{mention.start}" for mention in (one, other)]
            yield Conflict(
                event.event_id, "date", ids[0], one.source_id, one.date_text, ids[1], other.source_id, other.date_text
            )


def _digits(words: str) -> set[str]:
    return set("".join(letter if letter.isdigit() else " " for letter in words).split())
