"""What a worker gets and does: some records become a batch, a batch of texts becomes a part, whole or not at all.

A batch is at most 200 texts or two million characters, written as JSON lines into a file that the worker opens; its
name ends in a digest of these lines and of the rules, so that a part which an earlier run finished is known by its
name. In it each text has its place among all.

A part is a folder: the tables of its texts as Parquet, what is wrong with the others (`errors.parquet`), and, for the
meeting with other texts, its actors and events in a small SQLite file that can be taken over as it is. It is written
aside and renamed when finished. Ids of organisations and of events may still change when the texts meet.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import fields
from functools import cache, partial
from itertools import count, islice
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from kaiser_data.documents import give_id, make_of
from kaiser_data.extract.events.merge_events import EventOfText
from kaiser_data.extract.pipeline import Tables, annotate, collect_rows, make_nlp, tell
from kaiser_data.extracted import to_arrow
from kaiser_data.records import TEXT, Record
from kaiser_data.rows import Actor, Event
from kaiser_data.sources import Document, SourceError
from kaiser_data.tables import resource_of

_MOST_TEXTS = 200
_MOST_CHARACTERS = 2_000_000


class Batch(NamedTuple):
    """Some texts on their way to a worker: `lines` is what the worker reads, one JSON object a text."""

    name: str
    lines: bytes
    texts: int
    characters: int
    share: float


def make_batches(records: Iterable[Record], seen: MutableMapping[str, str]) -> Iterator[Batch]:
    """Cut a corpus into batches; `seen` holds where each id stands, and takes in the new ones."""
    lines: list[bytes] = []
    characters = number = 0
    for rank, record in enumerate(records):
        cells, problem = give_id(record, seen)
        told = {"rank": rank, "where": record.where, "problem": problem, "cells": cells}
        lines.append(json.dumps(told, ensure_ascii=False).encode())
        characters += len(record.cells.get(TEXT, ""))
        if len(lines) >= _MOST_TEXTS or characters >= _MOST_CHARACTERS:
            yield _batch(number, lines, characters, record.share)
            lines, characters, number = [], 0, number + 1
    if lines:
        yield _batch(number, lines, characters, 1.0)


def _batch(number: int, lines: list[bytes], characters: int, share: float) -> Batch:
    joined = b"\n".join(lines)
    digest = hashlib.sha256(rules_digest().encode() + joined).hexdigest()
    return Batch(f"{number:06d}-{digest[:20]}", joined, len(lines), characters, share)


@cache
def rules_digest() -> str:
    """Give a digest of the package's own code and lexicons: with other rules a finished part is none."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".csv", ".jsonl"):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read_line(line: bytes) -> tuple[int, str, str, Callable[[], Document]]:
    """Read a line of a batch: a text's rank, where it stands, its id, and what makes its Document (or SourceError)."""
    told = json.loads(line)
    return told["rank"], told["where"], told["cells"]["source_id"], partial(make_of, told["cells"], told["problem"])


TOLD = "told.sqlite"
WHOLE = ("sources", "mentions", "figures", "quotes")
ERRORS = pa.schema([("source_id", pa.string()), ("where", pa.string()), ("reason", pa.string())])
ACTOR_FIELDS = tuple(field.name for field in fields(Actor))
EVENT_FIELDS = tuple(field.name for field in fields(Event))
# Not dataclasses.astuple, which copies every cell.
actor_cells = attrgetter(*ACTOR_FIELDS)
event_cells = attrgetter(*EVENT_FIELDS)
MAKE_ACTORS = f"CREATE TABLE actors (text_id, rank INTEGER, {', '.join(ACTOR_FIELDS)})"
MAKE_EVENTS = (
    "CREATE TABLE events (source_id, rank INTEGER, start INTEGER, first_month INTEGER, published, texts, is_named, "
    f"{', '.join(EVENT_FIELDS)})"
)
_AT = "at"
# spaCy is for one thread at a time; a worker of Dask may have several.
_ONE_AT_A_TIME = Lock()


class Done(NamedTuple):
    """What a part holds: texts that became rows, their characters, and texts that could not."""

    texts: int
    characters: int
    failed: int


def make_part(spool: str, part: str, strict: bool = False, dead: Mapping[int, str] | None = None) -> Done:
    """Make a part of the batch in the file `spool`; `dead` gives the lines of texts that are not to be tried, from 0.

    Raises SourceError at the first text that fails if `strict`.
    """
    target = Path(part)
    aside = target.with_name(f".{target.name}-{uuid4().hex[:8]}")
    aside.mkdir(parents=True)
    try:
        # What spaCy keeps of words is freed with each part: a corpus has more of them than memory.
        with _ONE_AT_A_TIME, make_nlp().memory_zone():
            done = _write_part(Path(spool), aside, strict, dead)
        if not target.exists():
            aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return done


def _write_part(spool: Path, aside: Path, strict: bool, dead: Mapping[int, str] | None) -> Done:
    tables: Tables = {name: [] for name in WHOLE}
    people: list[tuple] = []
    told: list[tuple] = []
    errors: list[dict[str, str]] = []
    for number, line in enumerate(_lines(spool, aside.parent / _AT if dead is not None else None)):
        rank, where, source_id, make = read_line(line)
        try:
            if dead and number in dead:
                raise SourceError(dead[number])
            found = collect_rows(annotate(make()))
        except Exception as error:
            reason = str(error) if isinstance(error, SourceError) else f"{type(error).__name__}: {error}"
            if strict:
                raise SourceError(f"{where}: {reason}") from None
            errors.append({"source_id": source_id, "where": where, "reason": reason})
            continue
        found["mentions"].sort(key=lambda mention: (mention.start, mention.end, mention.event_id))
        for name in WHOLE:
            tables[name] += found[name]
        people += ((source_id, rank, *actor_cells(actor)) for actor in found["actors"])
        told += (_as_stored(one) for one in tell(found, rank))
    _write_tables(aside, tables, errors)
    _write_told(aside / TOLD, people, told)
    characters = sum(source.characters for source in tables["sources"])
    return Done(len(tables["sources"]), characters, len(errors))


def _lines(spool: Path, note: Path | None) -> Iterator[bytes]:
    """Give the lines of a batch; the number of each is noted before it is read, so that one too large can be named."""
    with spool.open("rb") as stream:
        for number in count():
            if note:
                note.write_text(str(number))
            if not (line := stream.readline()):
                return
            yield line


def begin_alone(part: str) -> None:
    """Note that no line of the batch of a part is read yet."""
    (Path(part).parent / _AT).write_text("0")


def read_note(spool: str, part: str) -> tuple[int, str]:
    """Give the line that was being read when the process of a part died, and where its text stands."""
    number = int((Path(part).parent / _AT).read_text())
    with Path(spool).open("rb") as stream:
        line = next(islice(stream, number, None), b"")
    return number, read_line(line)[1] if line else f"after {number} texts"


def _as_stored(told: EventOfText) -> tuple:
    texts = " ".join(hashlib.blake2b(text.encode(), digest_size=8).hexdigest() for text in told.texts)
    place = (told.source_id, told.rank, told.start, told.first_month)
    return *place, told.published, texts, told.is_named, *event_cells(told.event)


def _write_tables(folder: Path, tables: Tables, errors: list[dict[str, str]]) -> None:
    for name, rows in tables.items():
        resource = resource_of(name)
        names = [field["name"] for field in resource["schema"]["fields"]]
        columns = {name: list(map(attrgetter(name), rows)) for name in names}
        write_table(folder / f"{name}.parquet", to_arrow(resource, columns))
    write_table(folder / "errors.parquet", pa.Table.from_pylist(errors, ERRORS))


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table as Parquet, through to the disk."""
    with path.open("wb") as stream:
        pq.write_table(table, stream)
        stream.flush()
        os.fsync(stream.fileno())


def _write_told(path: Path, people: list[tuple], told: list[tuple]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        for make, table, rows in ((MAKE_ACTORS, "actors", people), (MAKE_EVENTS, "events", told)):
            connection.execute(make)
            places = ", ".join("?" * (make.count(",") + 1))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        connection.execute("COMMIT")
    finally:
        connection.close()
