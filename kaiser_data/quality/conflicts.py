"""Where the texts contradict each other, one line a contradiction; both rows stay as they are.

`wsws-2026-02-07` says that an offer of 21.5 percent is told in public as 30 percent; one text has "96 percent" of a
vote, another "over 96 percent". Five kinds: a `number`, a `length`, a `date` that is told differently; a `doubt` that
a note sets against the row; a `double`, two rows that may be one event. What counts as one number is said in
`rival_figures`. Left alone: what a text merely leaves out.

A date is told in the words of the texts, read as far as they name a calendar: "October 2022" and "October 15" may be
one day, and a year that is missing contradicts none. Of what lasts, starts are compared with starts and ends with ends.

Two texts that date one strike to October and to November make two events, never compared. So events of one type
between the same two parties, in one year and of sizes within 15 percent, are offered as suspected doubles; a person
decides. A person's own doubt stands in the `note`: it names the other event by its id, or sets `other accounts` or
`One text …, the other …` against the row.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from kaiser_data.analysis.margins import Named, are_apart, has_sense, read_named
from kaiser_data.quality.rival_figures import lengths_against_dates, rival_figures
from kaiser_data.rows import Event, Figure, Mention, Source


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements about one thing that do not agree: its kind, the thing, each one's row id, source and words.

    `event_id` is empty for the terms of an offer; of a doubt the other statement is the note, without row and source.
    """

    kind: str
    event_id: str
    thing: str
    one_id: str
    one_source: str
    one: str
    other_id: str
    other_source: str
    other: str

    def __str__(self) -> str:
        """Write a line for people.

        >>> str(Conflict("number", "", "wage, raises", "a-f00001", "a", "21.5%", "b-f00001", "b", "30%"))
        'number  wage, raises: “21.5%” (a-f00001) against “30%” (b-f00001)'
        """
        one, other = f"“{self.one}” ({self.one_id})", f"“{self.other}”"
        against = f"{other} ({self.other_id})" if self.other_id else self.other
        return f"{self.kind}  {self.thing}: {one} against {against}"


def find_conflicts(
    events: Iterable[Event],
    figures: Iterable[Figure],
    mentions: Iterable[Mention] = (),
    sources: Iterable[Source] = (),
) -> Iterator[Conflict]:
    """List the contradictions: numbers and lengths, then dates, doubts and doubles, each in the tables' order."""
    figures, mentions = list(figures), list(mentions)
    by_id = {event.event_id: event for event in events}
    written = {source.source_id: source for source in sources}
    measured, told = _by_event(figures), _by_event(mentions)
    stories = defaultdict(set)
    for mention in mentions:
        stories[mention.source_id].add(mention.event_id)
    yield from _numbers(figures, by_id, written, {source: frozenset(told) for source, told in stories.items()})
    for event in by_id.values():
        for one, other in rival_dates(event, told.get(event.event_id, [])):
            yield _pair("date", event, one, one.date_text, other, other.date_text)
    for event in by_id.values():
        if is_set_against(event.note):
            yield from _doubts(event, measured)
    for one, other, reason in suspected_doubles(by_id.values(), measured):
        sides = (one.event_id, _source_of(one, told), one.label, other.event_id, _source_of(other, told), other.label)
        yield Conflict("double", one.event_id, reason, *sides)


def _by_event(rows: Iterable) -> dict[str, list]:
    table: dict[str, list] = {}
    for row in rows:
        if row.event_id:
            table.setdefault(row.event_id, []).append(row)
    return table


def _numbers(figures: list[Figure], events: Mapping, sources: Mapping, stories: Mapping) -> Iterator[Conflict]:
    for one, other in rival_figures(figures, events, sources, stories):
        kind = "length" if one.measure == "duration" else "number"
        yield _pair(kind, events.get(one.event_id), one, one.text, other, other.text)
    for figure, event in lengths_against_dates(figures, events, sources):
        sides = (figure.figure_id, figure.source_id, figure.text, event.event_id, "", event.date)
        yield Conflict("length", event.event_id, event.label, *sides)


def _pair(
    kind: str, event: Event | None, one: Figure | Mention, words: str, other: Figure | Mention, others: str
) -> Conflict:
    thing = event.label or event.event_id if event else f"{one.topic}, {one.status}: {one.counted}"
    sides = (_id(one), one.source_id, words, _id(other), other.source_id, others)
    return Conflict(kind, event.event_id if event else "", thing, *sides)


def _id(row: Figure | Mention) -> str:
    return row.figure_id if isinstance(row, Figure) else f"{row.event_id}@{row.source_id}:{row.start}"


def _doubts(event: Event, measured: Mapping[str, list[Figure]]) -> Iterator[Conflict]:
    """A doubt about an event is one about each number that is its size."""
    sizes = sizes_of(event, measured)
    for figure in sizes:
        words = f"{figure.text}, {event.date}"
        sides = (figure.figure_id, figure.source_id, words, "", "", event.note)
        yield Conflict("doubt", event.event_id, event.label, *sides)
    if not sizes:
        yield Conflict("doubt", event.event_id, event.label, event.event_id, "", event.date, "", "", event.note)


def _source_of(event: Event, told: Mapping[str, list[Mention]]) -> str:
    return told[event.event_id][0].source_id if event.event_id in told else ""


_BOUNDS = re.compile(r"(?:after|before|by|until|not\s+yet|prior)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+\Z", re.IGNORECASE)


class EventBounds(NamedTuple):
    """The first and the last day that a mention names of its event; None for what it does not tell."""

    start: Named | None
    end: Named | None


def rival_dates(event: Event, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the pairs of mentions that date one event differently."""
    told = [(mention, edges) for mention in mentions if (edges := read_edges(mention, "/" in event.date))]
    for (one, mine), (other, theirs) in combinations(told, 2):
        pairs = zip(mine, theirs, strict=True)
        if any(first and second and are_apart(first, second) for first, second in pairs):
            yield one, other


def read_edges(mention: Mention, lasts: bool) -> EventBounds | None:
    """Read which first and last day a mention names; a day of what `lasts` is one only beside a word that says so."""
    if _BOUNDS.match(mention.date_text):
        return None
    days = read_named(mention.date_text)
    if not days:
        return None
    if not lasts or len(days) > 1:
        return EventBounds(days[0], days[-1])
    at = max(0, mention.text.find(mention.date_text))
    begins = bool(_SINCE.search(mention.text, 0, at)) or has_sense("begin", mention.text)
    ends = has_sense("end", mention.text)
    if begins == ends:
        return None
    return EventBounds(days[0], None) if begins else EventBounds(None, days[0])


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
