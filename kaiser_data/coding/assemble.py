"""From the lines of a coding to the six tables: places, names, ids, bounds and sentences, or all that is wrong.

A line that says an event's key, "walkout", ties its row to the event of that key; the event's id follows from its
earliest mention, as in the tables of the rules. Each line is read by itself and tells all that is wrong with it; what
rows say together (a key twice, an event that nothing tells) is asked of what could be read.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from kaiser_data.coding.form import (
    CODED,
    EMPTY,
    SPOKEN,
    CodedLine,
    Fault,
    check_form,
    check_values,
    form_of,
    what_was_expected,
)
from kaiser_data.coding.resolve import (
    FoldedText,
    Names,
    Unplaced,
    Unresolved,
    actor_id_of,
    first_naming,
    fold_text,
    name_actors,
    named_by,
    place,
    place_beside,
    quoted,
)
from kaiser_data.corrections import settle_event_ids
from kaiser_data.edtf import edtf_bounds, is_edtf
from kaiser_data.extract.links import nest
from kaiser_data.rows import BOUNDS, LETTERS, TABLES, Actor, Row, row_id
from kaiser_data.sources import Document
from kaiser_data.tables import id_field, pointers_of, rows_of

# What parts two events whose earliest mentions begin together.
_NUMBERED = re.compile(r"(?<=[0-9]{5})-[0-9]+$")
Rows = dict[str, tuple[Row, ...]]
Values = dict[str, str]
Read = list[tuple[CodedLine, Values]]
Texts = Mapping[str, FoldedText]
Watch = Callable[[list[CodedLine]], Iterable[CodedLine]]


@dataclass(frozen=True)
class CodingContext:
    """What a line is read with: the texts, the actors, the events by the coder's keys, and where each is told first."""

    texts: Texts
    names: Names
    events: Mapping[str, str]
    told_in: Mapping[str, str]
    coder: str


def assemble(
    documents: list[Document], lines: Iterable[CodedLine], coder: str = "person", watch: Watch = iter
) -> tuple[Rows, list[Fault]]:
    """Give the rows of a coding, or none and what is wrong with it.

    `watch` is given the lines that are about to be read and gives them back; it may show how far that is.
    """
    texts = {one.source.source_id: fold_text(one.source.source_id, one.content) for one in documents}
    told, faults = _by_table(lines, texts)
    actors = [(line, *begin_actor(line, texts)) for line in told["actors"]]
    known = _known(texts, told, [values for _, values, _ in actors], coder)
    begun = {line.number: (values, wrong) for line, values, wrong in actors}
    read: dict[str, Read] = {table: [] for table in CODED}
    for line in watch([line for table in CODED for line in told[table]]):
        values, wrong = begun.get(line.number) or ({}, [])
        wrong = [*wrong, *_read(line, values, known)]
        faults += [Fault(line.number, one) for one in wrong]
        read[line.cells["table"]].append((line, values))
    faults += _check_together(read)
    return ({} if faults else _finish(read, documents)), faults


def _by_table(lines: Iterable[CodedLine], texts: Texts) -> tuple[dict[str, list[CodedLine]], list[Fault]]:
    """Part the lines by table; where there is a single text, it is the one that they cite."""
    told: dict[str, list[CodedLine]] = {table: [] for table in CODED}
    faults = []
    only = {"source_id": next(iter(texts))} if len(texts) == 1 else {}
    for number, cells in lines:
        table = cells.get("table", "")
        if table not in told:
            faults.append(
                Fault(number, f"table {table!r} is none that is coded; {what_was_expected(table, list(CODED))}")
            )
            continue
        cites = table not in ("actors", "events")
        told[table].append(CodedLine(number, only | dict(cells) if cites else cells))
    return told, faults


def _known(texts: Texts, told: Mapping[str, list[CodedLine]], actors: list[Values], coder: str) -> CodingContext:
    people: dict[str, Actor] = {}
    for values in actors:
        people.setdefault(values["actor_id"], _actor(values))
    # Numbered as they are listed: of two events that one clause tells, the first listed has the plain id.
    keys = dict.fromkeys(line.cells.get("event", "") for line in told["events"])
    told_in: dict[str, str] = {}
    for line in told["mentions"]:
        told_in.setdefault(line.cells.get("event", ""), line.cells.get("source_id", ""))
    events = {key: f"{number:06d}" for number, key in enumerate(keys)}
    return CodingContext(texts, name_actors(actor for actor in people.values() if actor.name), events, told_in, coder)


def _begin(line: CodedLine) -> Values:
    """Give the values that a line says, by field of the table, and what is usual where it says nothing."""
    table = line.cells["table"]
    form = form_of(table)
    usual = {field.name: field.default for field in fields(TABLES[table]) if isinstance(field.default, str)}
    usual = {name: value for name, value in usual.items() if value}
    return usual | {form[name]: text for name, text in line.cells.items() if form.get(name)}


def begin_actor(line: CodedLine, texts: Texts) -> tuple[Values, list[str]]:
    """Read an actor's line as far as it stands alone: where the texts first name it, its id."""
    values = {"short_name": line.cells.get("name", "")} | _begin(line)
    wrong = list(_find_naming(values, line.cells, texts))
    values.setdefault("source_id", next(iter(texts)))
    values.setdefault("actor_id", actor_id_of(_actor(values)))
    values.setdefault("named_by", named_by(_actor(values), (text.folded for text in texts.values())))
    return values, wrong


def _actor(values: Values) -> Actor:
    text = {name: values.get(name, "") for name in ("actor_id", "name", "short_name", "kind", "side", "aliases")}
    return Actor(**text, source_id=values.get("source_id", ""))


def _find_naming(values: Values, cells: Mapping[str, str], texts: Texts) -> Iterator[str]:
    if "text" in cells and ("source_id" in cells or len(texts) == 1):
        values.setdefault("source_id", next(iter(texts)))
        yield from _find_place(values, cells, texts)
        return
    if cells.get("source_id", next(iter(texts))) not in texts:
        yield f"source_id {cells['source_id']!r} is no text; {what_was_expected(cells['source_id'], list(texts))}"
        return
    named = [values["source_id"]] if "source_id" in values else texts
    forms = [cells.get("text", ""), values.get("name", ""), values["short_name"], *values.get("aliases", "").split("|")]
    for source_id in named:
        if edges := first_naming(texts[source_id], forms[:1] if "text" in cells else forms):
            values |= {"source_id": source_id, "start": str(edges[0]), "end": str(edges[1])}
            return
    if forms[1]:
        yield f"no form of {quoted(forms[1])} stands in {', '.join(named) if len(named) < 4 else 'the texts'}; " + (
            "give source_id and, as text, the words that first mean it"
        )


def _read(line: CodedLine, values: Values, known: CodingContext) -> Iterator[str]:
    """Fill in the values of a row, by field of the table; give what is wrong with them."""
    table, cells = line.cells["table"], line.cells
    yield from check_form(table, {name: text for name, text in cells.items() if name != "table"})
    source_id = known.told_in.get(cells.get("event", ""), "") if table == "events" else cells.get("source_id", "")
    if table != "actors":
        values |= _begin(line)
    if table not in ("actors", "events"):
        yield from _find_place(values, cells, known.texts)
    yield from _find_actors(table, values, known.names, source_id or values.get("source_id", ""))
    yield from _find_event(table, values, known)
    if table == "mentions" and source_id in known.texts:
        yield from _find_words(values, known.texts[source_id])
    if table == "quotes" and "start" in values and "cue" in values:
        yield from _find_cue(values, cells, known.texts[source_id])
    for date, bounds in BOUNDS.items():
        if is_edtf(values.get(date, "")):
            values |= zip(bounds, edtf_bounds(values[date]), strict=True)
    values |= {"rule": known.coder, "review": "coded"}
    yield from check_values(table, values)


def _find_place(values: Values, cells: Mapping[str, str], texts: Texts) -> Iterator[str]:
    said, table = values.pop("start", ""), cells["table"]
    source_id = values.get("source_id", "")
    if not source_id or "text" not in cells:
        return  # told as a field that is missing
    if source_id not in texts:
        yield f"source_id {source_id!r} is no text; {what_was_expected(source_id, list(texts))}"
        return
    text = texts[source_id]
    try:
        start, end = place(text, cells["text"], cells.get("context", ""), said)
    except Unplaced as error:
        yield f"text {error}"
        return
    values |= {"start": str(start), "end": str(end), "sentence": text.sentence(start, end)}
    if table in LETTERS:
        values[id_field(table)] = row_id(source_id, LETTERS[table], start)


def _find_actors(table: str, values: Values, names: Names, source_id: str) -> Iterator[str]:
    for field, other in pointers_of(table).items():
        if other == "actors" and field in values and field != f"{SPOKEN.get(table)}_id":
            try:
                values[field] = names.find(values.pop(field), source_id).actor_id
            except Unresolved as error:
                yield f"{field.removesuffix('_id')}: {error}"
    if table in SPOKEN:
        yield from _find_speaker(SPOKEN[table], values, names, source_id)
    for field in ("side", "short_name"):
        if values.get(field) == EMPTY:
            values[field] = ""


def _find_speaker(name: str, values: Values, names: Names, source_id: str) -> Iterator[str]:
    """Find whom a speaker's or claimant's name means; who is only described ("one worker") is nobody of the table."""
    pointer = f"{name}_id"
    said = values.pop(pointer, "")
    words = said or values.get(name, "")
    if not words or said == EMPTY or not (said or names.meant(words, source_id)):
        return
    try:
        actor = names.find(words, source_id)
    except Unresolved as error:
        yield f"{f'{name}_actor' if said else name}: {error}"
        return
    values[pointer] = actor.actor_id
    if not said:
        values[name] = actor.short_name
    if name == "speaker":
        values.setdefault("side", actor.side)


def _find_event(table: str, values: Values, known: CodingContext) -> Iterator[str]:
    key = values.get("event_id")
    if key in known.events:
        values["event_id"] = known.events[key]
    elif key:
        values.pop("event_id") if table == "figures" else values.update(event_id="none")
        yield f"event {key!r} is no key of a line of events; {what_was_expected(key, list(known.events) or ['…'])}"


def _find_words(values: Values, text: FoldedText) -> Iterator[str]:
    for field in ("date_text", "trigger"):
        if values.get(field, "") not in text.folded:
            yield f"{field} {quoted(values[field])} does not stand in {text.source_id}; copy the words as they stand"


def _find_cue(values: Values, cells: Mapping[str, str], text: FoldedText) -> Iterator[str]:
    said, context = values.pop("cue_start", ""), cells.get("cue_context", "")
    try:
        if said or context:
            edges = place(text, values["cue"], context, said)
        else:
            edges = place_beside(text, values["cue"], int(values["start"]), int(values["end"]))
    except Unplaced as error:
        yield f"cue {error}"
        return
    values |= {"cue_start": str(edges[0]), "cue_end": str(edges[1])}


def _check_together(read: Mapping[str, Read]) -> Iterator[Fault]:
    """Say which lines make a row that another makes already, and which events nothing tells."""
    for table, (named, *key) in {
        "actors": ("an actor of this name", "actor_id"),
        "events": ("an event of this key", "event_id"),
        "mentions": ("a mention of this event that begins here", "event_id", "source_id", "start"),
        "figures": ("a figure that begins here", "figure_id"),
        "quotes": ("a quote that begins here", "quote_id"),
    }.items():
        seen: dict[tuple, int] = {}
        for line, values in read[table]:
            own = tuple(values.get(field, "") for field in key)
            if all(own) and seen.setdefault(own, line.number) != line.number:
                yield Fault(line.number, f"{named} is in line {seen[own]} already; one line a row")
    told = {line.cells.get("event") for line, _ in read["mentions"]}
    for line, _ in read["events"]:
        if "event" in line.cells and line.cells["event"] not in told:
            yield Fault(line.number, f"no mention tells event {line.cells['event']!r}; add a line of mentions for it")


def _finish(read: Mapping[str, Read], documents: list[Document]) -> Rows:
    """Make the rows of values that are right, and tie them to one another."""
    heads: dict[tuple[str, str], str] = {}
    for line, values in sorted(read["quotes"], key=lambda one: (int(one[1]["start"]), int(one[1]["end"]))):
        said = line.cells.get("utterance", "")
        first = heads.setdefault((values["source_id"], said), values["quote_id"])
        values["utterance_id"] = first if said else values["quote_id"]
    rows = {table: tuple(rows_of(table, (defaultdict(str, values) for _, values in read[table]))) for table in CODED}
    quotes = []
    for one in documents:
        quotes += nest(quote for quote in rows["quotes"] if quote.source_id == one.source.source_id)
    rows |= {"sources": tuple(one.source for one in documents), "quotes": tuple(quotes)}
    return _name_events(rows, {values["event_id"]: line.cells["event"] for line, values in read["events"]})


def _name_events(rows: Rows, keys: Mapping[str, str]) -> Rows:
    """Give events their ids; where all keys are such ids already, as in a draft, they are kept."""
    settled = settle_event_ids(rows)
    plain = [_NUMBERED.sub("", event.event_id) for event in settled["events"]]
    if plain != [_NUMBERED.sub("", keys[event.event_id]) for event in rows["events"]]:
        return settled
    keep = lambda row: replace(row, event_id=keys.get(row.event_id, ""))  # noqa: E731
    return rows | {table: tuple(map(keep, rows[table])) for table in ("events", "mentions", "figures")}
