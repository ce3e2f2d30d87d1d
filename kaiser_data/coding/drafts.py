"""What a coder is handed: tables as a coding to be corrected in any editor, and a brief of what must be known.

A drafted line says no more than a coder must: a context only where the words stand more than once, an actor's id only
where its name does not give it. Assembled again, the lines make the same tables. So does a settled coding: in the list
that `agree --out` writes a person fills `decision` with `first`, `second` or a value, and `settle` carries that out on
the first coder's rows. Of a row that only one coder has, `first` and `second` say whose view holds.

Nothing in the brief is said anew: what a row is stands in `docs/codebook.md`, what a field holds and which values it
takes in `datapackage.json`, and the example of each table is a published row in the form of a line.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from kaiser_data.coding.assemble import Texts, begin_actor
from kaiser_data.coding.form import CODED, EMPTY, VOICES, CodedLine, CodingError, Fault, dump_coding, form_of, is_needed
from kaiser_data.coding.resolve import Names, find_context, fold_text, name_actors, place_beside
from kaiser_data.quality.comparison import Disagreement, StringTables, pair_tables, row_name, stand_for
from kaiser_data.rows import TABLES, Actor, Evidence, Quote, Row, fold
from kaiser_data.sources import Document, read_listing
from kaiser_data.tables import (
    TableError,
    cell,
    fields_of,
    find_home,
    pointers_of,
    read_file,
    read_rows,
    resource_of,
    rows_of,
    sort_rows,
)

_LATER = {"start", "cue_start", "utterance_id", *(f"{name}_id" for name in VOICES.values())}
_OF_ACTORS = {"actor_id", "source_id", "named_by"}
Cells = dict[str, str]


@dataclass(frozen=True)
class DraftContext:
    """What a row is written down with: the texts, the actors, where each event is first told, the utterances' sizes."""

    texts: Texts
    names: Names
    people: Mapping[str, Actor]
    told_in: Mapping[str, str]
    stretches: Mapping[str, int]


class PlacedLine(NamedTuple):
    """A line, the text it belongs to, and its characters there; without `start` it cites none."""

    cells: Mapping[str, str]
    source_id: str
    start: int | None
    end: int | None


def draft_coding(tables: Mapping[str, Iterable[Row]], documents: Iterable[Document]) -> list[PlacedLine]:
    """Give the lines of a coding that makes these tables; an event stands in the text that tells it first."""
    texts = {one.source.source_id: fold_text(one.source.source_id, one.content) for one in documents}
    rows = sort_rows(tables)
    people = {row.actor_id: replace(row, short_name=row.short_name or row.name) for row in rows["actors"]}
    told_in: dict[str, str] = {}
    for mention in rows["mentions"]:
        told_in.setdefault(mention.event_id, mention.source_id)
    stretches = Counter(quote.utterance_id for quote in rows["quotes"])
    context = DraftContext(texts, name_actors(people.values()), people, told_in, stretches)
    return [_placed(table, row, context) for table in CODED for row in rows[table]]


def _placed(table: str, row: Row, context: DraftContext) -> PlacedLine:
    if table == "events":
        source_id = context.told_in.get(row.event_id, "")
        return PlacedLine(_line(table, row, source_id, context), source_id, None, None)
    line = _line(table, row, row.source_id, context)
    return PlacedLine(line, row.source_id or next(iter(context.texts)), row.start, row.end)


def _line(table: str, row: Row, source_id: str, context: DraftContext) -> Cells:
    line = {"table": table}
    for name, field in form_of(table).items():
        value = cell(getattr(row, field)) if field and field not in _LATER else ""
        if table == "actors" and field in _OF_ACTORS:
            continue
        if value:
            is_actor = pointers_of(table).get(field) == "actors"
            line[name] = _name_of(value, source_id, context) if is_actor else value
        if name == "text" and isinstance(row, Evidence):
            line |= find_context(context.texts[source_id], row.start, row.end)
    if table == "actors":
        return line | _naming(row, line, context.texts)
    if table in VOICES:
        line |= _speaker(row, VOICES[table], context)
    if table == "quotes":
        line |= _words_around(row, context)
    return line


def _naming(actor: Actor, line: Cells, texts: Texts) -> Cells:
    """Say of an actor what the name does not give: where it is first meant, its id, where the name is from."""
    said: Cells = {}
    if actor.start is not None:
        text = texts[actor.source_id]
        words = fold(text.content[actor.start : actor.end])
        for said in (
            {},
            {"source_id": actor.source_id},
            {"source_id": actor.source_id, "text": words, **find_context(text, actor.start, actor.end)},
        ):
            values, _ = begin_actor(CodedLine(0, line | said), texts)
            if [values.get(name) for name in ("source_id", "start", "end")] == [
                actor.source_id, str(actor.start), str(actor.end),
            ]:  # fmt: skip
                break
    values, _ = begin_actor(CodedLine(0, line | said), texts)
    stated = {name: getattr(actor, name) for name in ("actor_id", "named_by")}
    return said | {name: value for name, value in stated.items() if value and value != values[name]}


def _name_of(actor_id: str, source_id: str, context: DraftContext) -> str:
    """Give the shortest name that means an actor in a text; its id where none does."""
    actor = context.people.get(actor_id)
    for name in (actor.short_name, actor.name) if actor else ():
        if context.names.meant(name, source_id) == [actor]:
            return name
    return actor_id


def _speaker(row: Row, name: str, context: DraftContext) -> Cells:
    """Say who speaks or claims where the words alone mean another, or where they mean nobody."""
    words, actor_id = getattr(row, name), getattr(row, f"{name}_id")
    meant = [(actor.actor_id, actor.short_name) for actor in context.names.meant(words, row.source_id)]
    if meant == ([(actor_id, words)] if actor_id else []):
        return {}
    return {f"{name}_actor": _name_of(actor_id, row.source_id, context) if actor_id else EMPTY}


def _words_around(quote: Quote, context: DraftContext) -> Cells:
    text, said = context.texts[quote.source_id], {}
    if context.stretches[quote.utterance_id] > 1:
        said["utterance"] = quote.utterance_id
    if not quote.side and quote.speaker_id:
        said["side"] = EMPTY
    if quote.cue_start is not None:
        cue = quote.cue_start, quote.cue_end
        if place_beside(text, fold(text.content[slice(*cue)]), quote.start, quote.end) != cue:
            said |= {f"cue_{name}": value for name, value in find_context(text, *cue).items()}
    return said


_COLUMNS = tuple(Disagreement.__dataclass_fields__)


def read_decisions(path: Path) -> list[Disagreement]:
    """Read a list of differences with its decisions; raises CodingError for those that are none, SourceError."""
    columns, lines = read_listing(path)
    if missing := [name for name in _COLUMNS if name not in columns]:
        raise CodingError(path, [Fault(1, f"no column {missing[0]}; take the file that `agree --out` writes")])
    decided = [(number, Disagreement(**{name: row[name] or "" for name in _COLUMNS})) for number, row in lines]
    if faults := [Fault(number, told) for number, one in decided if (told := _flaw(one))]:
        raise CodingError(path, faults)
    return [one for _, one in decided]


def _flaw(one: Disagreement) -> str:
    if not one.decision:
        return "decision is empty; write first, second" + (" or a value" if one.field else "")
    if not one.field and one.decision not in ("first", "second"):
        return f"decision {one.decision!r} of a whole row; write first or second"
    if one.table not in TABLES:
        return f"there is no table {one.table!r}; leave that column as it was"
    return ""


def settle(
    first: StringTables, second: StringTables, decided: Iterable[Disagreement], documents: Iterable[Document]
) -> list[Cells]:
    """Give the lines of the settled coding; raises TableError for a row that is not there."""
    kept = {table: {row_name(table, row): dict(row) for row in rows} for table, rows in first.items()}
    theirs = {table: {row_name(table, row): row for row in rows} for table, rows in second.items()}
    standing = stand_for(pair_tables(second, first))
    for one in decided:
        rows = kept[one.table]
        if one.row not in (rows if one.field else rows.keys() | theirs[one.table].keys()):
            raise TableError(f"there is no row {one.row} in {one.table}; leave that column of the list as it was")
        if one.field:
            rows[one.row][one.field] = {"first": one.first, "second": one.second}.get(one.decision, one.decision)
        elif one.decision == "second" and one.row in rows:
            del rows[one.row]
        elif one.decision == "second":
            rows[one.row] = _translated(one.table, theirs[one.table][one.row], standing)
    tables = {table: rows_of(table, rows.values()) for table, rows in kept.items()}
    return [line.cells for line in draft_coding(tables, documents)]


def _translated(table: str, row: Cells, standing: dict[str, dict[str, str]]) -> Cells:
    """Let a row of the second coding point to the rows of the first that stand for its own."""
    points = pointers_of(table)
    return row | {field: standing[points[field]].get(row[field], row[field]) for field in points if field in row}


CODEBOOK, FORM = "docs/codebook.md", "docs/coding.md"
_TITLE = "# How to code a text\n\nAnswer with nothing but JSON Lines: an object a line, a line a row.\n"
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def write_brief(tables: tuple[str, ...] = CODED) -> str:
    """Give the brief for some tables; raises TableError for a table that is not coded, or a missing page."""
    for table in tables:
        if table not in CODED:
            raise TableError(f"{table!r} is no table that is coded; there are {', '.join(CODED)}")
    told, examples = _read_codebook(), _examples()
    parts = [_TITLE, *re.findall(r"^- \*\*.*", _read_page(FORM), flags=re.MULTILINE), ""]
    for table in tables:
        parts += [*_section(table, told.get(table, "")), f"```json\n{examples[table]}```\n"]
    return "\n".join(parts)


def _section(table: str, told: str) -> Iterator[str]:
    yield f"## `{table}`: {resource_of(table)['description']}\n"
    if told:
        yield f"{told}\n"
    yield "| field of a line | meaning | |\n|---|---|---|"
    named = {field: name for name, field in form_of(table).items() if field}
    for field in fields_of(table):
        if (name := named.get(field["name"])) and field.get("unit") != "code points":
            values = "; ".join(f"`{one['value']}` {one['label']}" for one in field.get("categories", []))
            must = "must be given" if is_needed(table, field) else ""
            yield f"| `{name}` | {field['description']} {values} | {must} |".replace("  ", " ")
    yield ""


def _read_codebook() -> dict[str, str]:
    """Read the sections of the codebook by the table that they tell of."""
    parts = re.split(r"^## `(\w+)`.*\n", _read_page(CODEBOOK), flags=re.MULTILINE)
    return {name: part.split("\n## ")[0].strip() for name, part in zip(parts[1::2], parts[2::2], strict=True)}


def _read_page(name: str) -> str:
    """Read a page of ours, links as plain words."""
    try:
        return _LINK.sub(r"\1", read_file(find_home(), name).decode("utf-8"))
    except FileNotFoundError:
        raise TableError(f"there is no {find_home() / name}; reinstall kaiser-data") from None


def _examples() -> dict[str, str]:
    """Write a published row of each table as a line, with the rows that it points to at hand."""
    rows = {table: read_rows(table) for table in TABLES}
    chosen = _chosen(rows)
    documents = [Document(source, _painted(source.source_id, chosen)) for source in rows["sources"]]
    lines = [line.cells for line in draft_coding(chosen | {"sources": rows["sources"]}, documents)]
    return {table: dump_coding([line for line in lines if line["table"] == table][:1]) for table in CODED}


def _chosen(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Choose an event, what tells and measures it, a quote with all that a quote has, and the actors of these."""
    [event] = _first(rows["events"], lambda one: one.actor_id and one.target_id)
    chosen = {
        "events": [event],
        "mentions": _first(rows["mentions"], lambda one: one.event_id == event.event_id),
        "figures": _first(rows["figures"], lambda one: one.event_id == event.event_id and one.counted),
        "quotes": _first(rows["quotes"], lambda one: one.speaker_id and one.cue and one.role),
    }
    meant = {
        getattr(row, field)
        for table, told in chosen.items()
        for field, other in pointers_of(table).items()
        if other == "actors"
        for row in told
    }
    return chosen | {"actors": [actor for actor in rows["actors"] if actor.actor_id in meant and actor.aliases]}


def _first(rows: list[Row], holds: Callable[[Row], object]) -> list[Row]:
    return [row for row in rows if holds(row)][:1]


def _painted(source_id: str, chosen: dict[str, list[Row]]) -> str:
    """Give as much of a text as the rows of it hold, each at its place: what the table has is enough of an example."""
    cited = [row for told in chosen.values() for row in told if getattr(row, "source_id", "") == source_id]
    spans = [(row.start, getattr(row, "text", "") or row.name) for row in cited]
    spans += [(row.cue_start, row.cue) for row in cited if getattr(row, "cue", "")]
    text = [" "] * max([start + len(words) for start, words in spans], default=0)
    for start, words in sorted(spans):
        text[start : start + len(words)] = words
    return "".join(text)
