"""Rows as a reader sees them: marked in their text, and each as a card with its fields.

HTML elements must nest and marks need not: each stretch between two edges becomes a segment that knows every mark over
it. Nothing is lost and nothing is moved: the segments of a paragraph joined are the paragraph. For a notebook
`marked(text, extraction.figures, "measure")` shows the text so, behind each mark the number of the row and what `label`
says of it. Nothing is executed and nothing loaded; whatever a text holds is shown as text.

A card has the fields of a row by their titles, links where they point to other rows, facets to filter by. That of an
event stands at each clause that tells it and names the others. The address of a row is the page of its text, and there
the row's own id: the figure `latimes-2026-02-23-f00374` is at `latimes-2026-02-23.html#latimes-2026-02-23-f00374`. An
event's address is that of the first clause that tells it, an actor's is on the page of actors. Ids never shift when a
rule improves, and neither do addresses.
"""

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kaiser_data.citation import cite, find_passage
from kaiser_data.console import plain
from kaiser_data.tables import fields_of, id_field, pointers_of

if TYPE_CHECKING:
    import pandas as pd


class Mark(NamedTuple):
    """The characters `start:end` of a text, which a row cites; `name` is the row's anchor."""

    start: int
    end: int
    name: str


class Segment(NamedTuple):
    """A stretch of text, the marks over it from the shortest to the longest, and those that begin with it."""

    text: str
    over: tuple[str, ...]
    begins: tuple[str, ...]


def cut(text: str, spans: Iterable[tuple[int, int]], marks: Iterable[Mark]) -> Iterator[list[Segment]]:
    """Cut each span of a text (in order, none overlapping another) at the edges of the marks.

    A mark that begins between two spans begins with the first segment that it covers.

    >>> [(s.text, s.over) for s in next(cut("we are 96 now", [(0, 13)], [Mark(0, 9, "q"), Mark(7, 9, "f")]))]
    [('we are ', ('q',)), ('96', ('f', 'q')), (' now', ())]
    """
    waiting = sorted(marks, key=lambda mark: (mark.start, mark.end), reverse=True)
    active: list[Mark] = []
    begun: set[str] = set()
    for start, end in spans:
        while waiting and waiting[-1].start < end:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.end > start]
        yield list(_segments(text, start, end, active, begun))


def _segments(text: str, start: int, end: int, marks: list[Mark], begun: set[str]) -> Iterator[Segment]:
    edges = {start, end} | {edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end}
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    active: list[Mark] = []
    for left, right in pairwise(sorted(edges)):
        while waiting and waiting[-1].start < right:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.end > left]
        over = sorted(active, key=lambda mark: (mark.end - mark.start, mark.name))
        begins = tuple(mark.name for mark in over if mark.name not in begun)
        begun.update(begins)
        yield Segment(text[left:right], tuple(mark.name for mark in over), begins)


# Pale grounds on which black letters keep their contrast (Okabe and Ito 2008, lightened).
_COLOURS = ("#CFE8F7", "#FBE3C0", "#D3EFE4", "#F6DCEA", "#FAF5C0", "#E4E4E4", "#F5CFC0", "#DCD9F2")
_MARK = '<mark style="background:{colour};color:#111;border-bottom:{depth}px solid #555">{words}</mark>'
_LABEL = '<sup style="color:#444">{label}</sup>'


@dataclass(frozen=True)
class MarkedText:
    """A text with the rows that are marked in it; a notebook shows it as HTML, a terminal with brackets."""

    segments: tuple[Segment, ...]
    labels: dict[str, str]
    kinds: dict[str, str]

    def __repr__(self) -> str:
        return plain("".join(self._pieces("[{words}]", "({label})", str)))

    def _repr_html_(self) -> str:
        body = "".join(self._pieces(_MARK, _LABEL, html.escape)).replace("\n", "<br>")
        return f'<div style="text-align:left;line-height:1.8;max-width:44em">{body}</div>'

    def _pieces(self, mark: str, label: str, safe):
        colours = {kind: _COLOURS[rank % len(_COLOURS)] for rank, kind in enumerate(dict.fromkeys(self.kinds.values()))}
        for place, segment in enumerate(self.segments):
            if not segment.over:
                yield safe(plain(segment.text))
                continue
            shortest = segment.over[0]
            words = safe(plain(segment.text))
            yield mark.format(words=words, colour=colours[self.kinds[shortest]], depth=len(segment.over) - 1)
            following = self.segments[place + 1].over if place + 1 < len(self.segments) else ()
            for name in segment.over:
                if name not in following:
                    yield label.format(label=safe(self.labels[name]))


def marked(text: str, rows: "pd.DataFrame", label: str) -> MarkedText:
    """Mark the rows of one text in it; `label` names the column that is written behind each mark."""
    places = list(zip(rows["start"], rows["end"], rows[label].astype("str"), strict=True))
    marks = [Mark(int(start), int(end), str(number)) for number, (start, end, _) in enumerate(places)]
    kinds = {str(number): kind for number, (_, _, kind) in enumerate(places)}
    labels = {name: f"{name} {kind}" for name, kind in kinds.items()}
    return MarkedText(tuple(next(cut(text, [(0, len(text))], marks))), labels, kinds)


StringTables = Mapping[str, Sequence[Mapping[str, str]]]
ACTORS = "actors.html"


def page_of(source_id: str) -> str:
    """Name the page of a text."""
    return f"{source_id}.html"


def mention_anchor(mention: Mapping[str, str]) -> str:
    """Name the place of a mention on the page of its text: its event and its start.

    >>> mention_anchor({"event_id": "usw-2021-10-01-e00286", "start": "286"})
    'usw-2021-10-01-e00286-m00286'
    """
    return f"{mention['event_id']}-m{int(mention['start']):05d}"


def addresses(tables: StringTables) -> dict[str, str]:
    """Give the address of every row by its id, relative to the folder of the pages; a mention's id is its anchor."""
    found: dict[str, str] = {}
    for row_id, address in _addresses(tables):
        found.setdefault(row_id, address)
    return found


def _addresses(tables: StringTables) -> Iterator[tuple[str, str]]:
    for source in tables["sources"]:
        yield source["source_id"], page_of(source["source_id"])
    for actor in tables["actors"]:
        yield actor["actor_id"], f"{ACTORS}#{actor['actor_id']}"
    for mention in tables["mentions"]:
        page = page_of(mention["source_id"])
        yield mention["event_id"], f"{page}#{mention['event_id']}"
        yield mention_anchor(mention), f"{page}#{mention_anchor(mention)}"
    for table, key in (("figures", "figure_id"), ("quotes", "quote_id")):
        for row in tables[table]:
            yield row[key], f"{page_of(row['source_id'])}#{row[key]}"


MarkedRow = Mapping[str, str]
_UNSHOWN = {"source_id", "start", "end", "text", "sentence", "cue_start", "cue_end", "utterance_id", "label"}


@dataclass(frozen=True)
class CardField:
    """One field of a row: its title, what it means, its value, and where the value points."""

    title: str
    meaning: str
    value: str
    link: str = ""


@dataclass(frozen=True)
class Card:
    """A row as a page shows it, and the facets by which it is filtered."""

    anchor: str
    row_id: str
    table: str
    kind: str
    text: str
    start: int
    end: int
    lines: tuple[CardField, ...]
    speaker: str = ""
    side: str = ""
    label: str = ""
    also: tuple[CardField, ...] = ()
    citation: str = ""


@dataclass(frozen=True)
class Frame:
    """What the cards of a page share: where rows are, what they are called, and how one is cited."""

    links: Mapping[str, str]
    names: Mapping[str, str]
    sides: Mapping[str, str]
    cite: Callable[[str, MarkedRow], str]


def cards_of(tables: StringTables, source_id: str, *, published: bool) -> list[Card]:
    """Give the cards of the rows that cite a text, in the order of the text.

    A text that is not `published` stands alone: nothing outside its page is linked, and no row of it is cited.
    """
    frame = _frame(tables, published)
    cards = [*_events(tables, source_id, frame)]
    for row in _of(tables, "figures", source_id):
        side = frame.sides.get(row["claimed_by_id"], "")
        cards.append(_card("figures", row, frame, kind="figure", speaker=row["claimed_by"], side=side))
    for row in _of(tables, "quotes", source_id):
        cards.append(_card("quotes", row, frame, kind=row["kind"], speaker=row["speaker"], side=row["side"]))
    return sorted(cards, key=lambda card: (card.start, card.end, card.anchor))


def lines_of(table: str, row: MarkedRow, links: Mapping[str, str], names: Mapping[str, str]) -> tuple[CardField, ...]:
    """Give the fields of a row that a person reads, an id as the name of what it points to."""
    lines, points = [], pointers_of(table)
    for field in fields_of(table)[1:]:
        name, value = field["name"], row[field["name"]]
        if not value or name in _UNSHOWN:
            continue
        if name in points:
            lines.append(CardField(field["title"], field["description"], names.get(value, value), links.get(value, "")))
        else:
            # Aliases are joined by bars, which a person reads as a cipher.
            shown = value.replace("|", " · ") if name == "aliases" else value
            lines.append(CardField(field["title"], field["description"], shown))
    return tuple(lines)


def names_by_id(tables: StringTables) -> dict[str, str]:
    """Give the names of actors and the labels of events by their ids."""
    events = {event["event_id"]: event["label"] for event in tables["events"]}
    return events | {actor["actor_id"]: actor["name"] for actor in tables["actors"]}


def _frame(tables: StringTables, published: bool) -> Frame:
    links = addresses(tables)
    if not published:
        links = {row: link[link.index("#") :] for row, link in links.items() if "#" in link and ACTORS not in link}
    sides = {actor["actor_id"]: actor["side"] for actor in tables["actors"]}
    sources = {source["source_id"]: source for source in tables["sources"]}
    cited = lambda table, row: cite(table, row[id_field(table)], (find_passage(row, sources),))  # noqa: E731
    return Frame(links, names_by_id(tables), sides, cited if published else lambda table, row: "")


def _of(tables: StringTables, table: str, source_id: str) -> Iterator[MarkedRow]:
    return (row for row in tables[table] if row["source_id"] == source_id)


def _card(table: str, row: MarkedRow, frame: Frame, **facets: str) -> Card:
    row_id = row[id_field(table)]
    place = {"text": row["text"], "start": int(row["start"]), "end": int(row["end"])}
    lines = lines_of(table, row, frame.links, frame.names)
    return Card(row_id, row_id, table, lines=lines, citation=frame.cite(table, row), **place, **facets)


def _events(tables: StringTables, source_id: str, frame: Frame) -> Iterator[Card]:
    events = {event["event_id"]: event for event in tables["events"]}
    told: dict[str, list[MarkedRow]] = {}
    for mention in tables["mentions"]:
        told.setdefault(mention["event_id"], []).append(mention)
    for row in _of(tables, "mentions", source_id):
        event = events[row["event_id"]]
        others = (mention for mention in told[row["event_id"]] if mention is not row)
        yield Card(
            anchor=mention_anchor(row),
            row_id=row["event_id"],
            table="mentions",
            kind="event",
            text=row["text"],
            start=int(row["start"]),
            end=int(row["end"]),
            label=event["label"],
            side=frame.sides.get(event["actor_id"], ""),
            lines=_event_lines(event, row, frame),
            also=tuple(CardField("", "", one["text"], frame.links.get(mention_anchor(one), "")) for one in others),
            citation=frame.cite("events", row),
        )


def _event_lines(event: MarkedRow, mention: MarkedRow, frame: Frame) -> tuple[CardField, ...]:
    """The event's fields, then those that its clause adds."""
    own = lines_of("events", event, frame.links, frame.names)
    titles = {line.title for line in own}
    added = lines_of("mentions", mention, frame.links, frame.names)
    return own + tuple(line for line in added if line.title not in titles)
