"""Where the texts contradict each other, one line a contradiction; both rows stay as they are.

`wsws-2026-02-07` says that an offer of 21.5 percent is told in public as 30 percent; one text has "96 percent" of a
vote, another "over 96 percent". Five kinds: a `number`, a `length`, a `date` that is told differently; a `doubt` that a
note sets against the row; a `double`, two rows that may be one event. What counts as one thing is said in
`rival_figures`, `told_dates` and `suspected_doubles`. Left alone: what a text merely leaves out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kaiser_data.quality.rival_figures import lengths_against_dates, rival_figures
from kaiser_data.quality.suspected_doubles import is_set_against, sizes_of, suspected_doubles
from kaiser_data.quality.told_dates import rival_dates
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
