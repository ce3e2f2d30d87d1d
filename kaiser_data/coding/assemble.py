"""From the lines of a coding to the six tables: places, names, ids, bounds and sentences, or all that is wrong.

A line that says an event's key, "walkout", ties its row to the event of that key; the event's id follows from its
earliest mention, as in the tables of the rules. Each line is read by itself and tells all that is wrong with it; what
rows say together (a key twice, an event that nothing tells) is asked of what could be read.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from kaiser_data.coding.form import CODED, EMPTY, VOICES, CodedLine, Fault, check_line, form_of, what_was_expected
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
    shown,
)
from kaiser_data.corrections import settle_event_ids
from kaiser_data.edtf import edtf_bounds, is_edtf
from kaiser_data.extract.links import nest
from kaiser_data.rows import BOUNDS, LETTERS, TABLES, Actor, Rows, row_id
from kaiser_data.sources import Document
from kaiser_data.tables import id_field, pointers_of, rows_of

# What parts two events whose earliest mentions begin together.
_NUMBERED = re.compile(r"(?<=[0-9]{5})-[0-9]+$")
Values = dict[str, str]
Read = list[tuple[CodedLine, Values]]
# Values that are found for a row, "" where what the line says is none, and what is wrong with it.
Filled = tuple[Values, list[str]]
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
    lines = [line for table in CODED for line in told[table]]  # the actors first
    begun = [begin_actor(line, texts) for line in told["actors"]]
    known = _known(texts, told, [values for values, _ in begun], coder)
    begun += [(_begin(line), []) for line in lines[len(begun) :]]
    read: dict[str, Read] = {table: [] for table in CODED}
    for line, first in zip(watch(lines), begun, strict=True):
        values, wrong = _read(line, first, known)
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
            expected = what_was_expected(table, list(CODED))
            faults.append(Fault(number, f"table {table!r} is none that is coded; {expected}"))
            continue
        told[table].append(CodedLine(number, cells if table in ("actors", "events") else only | dict(cells)))
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


def begin_actor(line: CodedLine, texts: Texts) -> Filled:
    """Read an actor's line as far as it stands alone: where the texts first name it, its id."""
    values = {"short_name": line.cells.get("name", "")} | _begin(line)
    found, wrong = _find_naming(values, line.cells, texts)
    values = {"source_id": next(iter(texts))} | values | found
    values = {"actor_id": actor_id_of(_actor(values))} | values
    return {"named_by": named_by(_actor(values), (text.folded for text in texts.values()))} | values, wrong


def _actor(values: Values) -> Actor:
    text = {name: values.get(name, "") for name in ("actor_id", "name", "short_name", "kind", "side", "aliases")}
    return Actor(**text, source_id=values.get("source_id", ""))


def _find_naming(values: Values, cells: Mapping[str, str], texts: Texts) -> Filled:
    """Find the words that first mean an actor: those that the line gives, or a form of the name."""
    said = cells.get("source_id", next(iter(texts)))
    if "text" in cells and ("source_id" in cells or len(texts) == 1):
        return _find_place({"source_id": said} | values, cells, texts)
    if said not in texts:
        return {}, [f"source_id {said!r} is no text; {what_was_expected(said, list(texts))}"]
    named = [values["source_id"]] if "source_id" in values else texts
    forms = [cells.get("text", ""), values.get("name", ""), values["short_name"], *values.get("aliases", "").split("|")]
    for source_id in named:
        if edges := first_naming(texts[source_id], forms[:1] if "text" in cells else forms):
            return {"source_id": source_id, "start": str(edges[0]), "end": str(edges[1])}, []
    if not forms[1]:
        return {}, []  # told as a field that is missing
    where = ", ".join(named) if len(named) < 4 else "the texts"
    told = f"no form of {shown(forms[1])} stands in {where}"
    return {}, [f"{told}; give source_id and, as text, the words that first mean it"]


def _read(line: CodedLine, begun: Filled, known: CodingContext) -> Filled:
    """Complete the values with which a line begins; each step sees what those before it found."""
    cells, (values, wrong) = line.cells, begun
    for find in _STEPS[cells["table"]]:
        found, more = find(values, cells, known)
        values, wrong = values | found, [*wrong, *more]
    values |= {field: "" for field, value in values.items() if value == EMPTY}
    for date, bounds in BOUNDS.items():
        if is_edtf(values.get(date, "")):
            values |= zip(bounds, edtf_bounds(values[date]), strict=True)
    values |= {"rule": known.coder, "review": "coded"}
    return values, [*wrong, *check_line(cells, values)]


def _find_evidence(values: Values, cells: Mapping[str, str], known: CodingContext) -> Filled:
    """Find the characters that a row cites."""
    return _find_place(values, cells, known.texts)


def _find_place(values: Values, cells: Mapping[str, str], texts: Texts) -> Filled:
    """Find where the words of a line stand, with their sentence and, of a figure or a quote, the id."""
    source_id, table = values.get("source_id", ""), cells["table"]
    if not source_id or "text" not in cells:
        return {"start": ""}, []  # told as a field that is missing
    if source_id not in texts:
        return {"start": ""}, [f"source_id {source_id!r} is no text; {what_was_expected(source_id, list(texts))}"]
    text = texts[source_id]
    try:
        start, end = place(text, cells["text"], cells.get("context", ""), values.get("start", ""))
    except Unplaced as error:
        return {"start": ""}, [f"text {error}"]
    own_id = {id_field(table): row_id(source_id, LETTERS[table], start)} if table in LETTERS else {}
    return own_id | {"start": str(start), "end": str(end), "sentence": text.sentence(start, end)}, []


def _find_actors(values: Values, cells: Mapping[str, str], known: CodingContext) -> Filled:
    """Find the actors whom a row names; an event stands in the text that tells it first."""
    source_id = values.get("source_id") or known.told_in.get(cells.get("event", ""), "")
    found, wrong = {}, []
    for field, other in pointers_of(cells["table"]).items():
        if other == "actors" and field in values:
            try:
                found[field] = known.names.find(values[field], source_id).actor_id
            except Unresolved as error:
                found[field] = ""
                wrong.append(f"{field.removesuffix('_id')}: {error}")
    return found, wrong


def _find_speaker(values: Values, cells: Mapping[str, str], known: CodingContext) -> Filled:
    """Find whom a speaker's or claimant's name means; who is only described ("one worker") is nobody of the table."""
    name, source_id = VOICES[cells["table"]], values.get("source_id", "")
    said = values.get(f"{name}_id", "")
    words = said or values.get(name, "")
    if not words or said == EMPTY or not (said or known.names.meant(words, source_id)):
        return {f"{name}_id": ""}, []
    try:
        actor = known.names.find(words, source_id)
    except Unresolved as error:
        return {f"{name}_id": ""}, [f"{f'{name}_actor' if said else name}: {error}"]
    found = {f"{name}_id": actor.actor_id, name: values.get(name, "") if said else actor.short_name}
    return found | ({"side": values.get("side", actor.side)} if name == "speaker" else {}), []


def _find_event(values: Values, cells: Mapping[str, str], known: CodingContext) -> Filled:
    """Find the number of the event that a coder calls by a key."""
    key = values.get("event_id", "")
    if not key:
        return {}, []
    if key in known.events:
        return {"event_id": known.events[key]}, []
    expected = what_was_expected(key, list(known.events) or ["…"])
    # Not "": that a mention needs an event would be told, too.
    return {"event_id": "none"}, [f"event {key!r} is no key of a line of events; {expected}"]


def _find_words(values: Values, cells: Mapping[str, str], known: CodingContext) -> Filled:
    """See that the text of a mention has the words of its date and its trigger."""
    text = known.texts.get(values.get("source_id", ""))
    said = {name: values[name] for name in ("date_text", "trigger") if values.get(name, EMPTY) != EMPTY}
    strange = [name for name, words in said.items() if text and words not in text.folded]
    told = "{} {} does not stand in {}; copy the words as they stand"
    return {}, [told.format(name, shown(values[name]), text.source_id) for name in strange]


def _find_cue(values: Values, cells: Mapping[str, str], known: CodingContext) -> Filled:
    """Find where the cue of a quote stands: in its context, or nearest to the quote."""
    if not values["start"] or values.get("cue", EMPTY) == EMPTY:
        return {}, []
    said, context = values.get("cue_start", ""), cells.get("cue_context", "")
    text, cue = known.texts[values["source_id"]], values["cue"]
    try:
        if said or context:
            edges = place(text, cue, context, said)
        else:
            edges = place_beside(text, cue, int(values["start"]), int(values["end"]))
    except Unplaced as error:
        return {"cue_start": ""}, [f"cue {error}"]
    return {"cue_start": str(edges[0]), "cue_end": str(edges[1])}, []


_STEPS: dict[str, tuple[Callable[[Values, Mapping[str, str], CodingContext], Filled], ...]] = {
    "actors": (_find_actors,),
    "events": (_find_actors, _find_event),
    "mentions": (_find_evidence, _find_event, _find_words),
    "figures": (_find_evidence, _find_speaker, _find_event),
    "quotes": (_find_evidence, _find_speaker, _find_cue),
}


def _check_together(read: Mapping[str, Read]) -> Iterator[Fault]:
    """Say which lines make a row that another makes already, and which events nothing tells."""
    for table, (named, *key) in {
        "actors": ("an actor of this name", "actor_id"),
        "events": ("an event of this key", "event_id"),
        "mentions": ("a mention of this event that begins here", "event_id", "source_id", "start"),
        "figures": ("a figure that begins here", "figure_id"),
        "quotes": ("a quote that begins here", "quote_id"),
    }.items():
        seen: dict[tuple, CodedLine] = {}
        for line, values in read[table]:
            own = tuple(values.get(field, "") for field in key)
            if all(own) and seen.setdefault(own, line) is not line:
                yield Fault(line.number, f"{named} is in line {seen[own].number} already; one line a row")
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
