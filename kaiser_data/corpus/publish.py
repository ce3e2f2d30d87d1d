"""The tables of a corpus, as their readers find them: each a folder of Parquet parts, a descriptor, a manifest.

`figures/part-00000.parquet` and so on open as one table in DuckDB (`'figures/*.parquet'`), pandas, polars and R's
arrow. Everything is written aside, then renamed to `.ready` and moved into place, the descriptor last: a folder
that has a `datapackage.json` holds the tables of one run, whole. A move that was cut short is ended by the next run.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kaiser_data.corpus.worker import ERRORS, rules_digest
from kaiser_data.extracted import MANIFEST, descriptor_of, dump, schema_of, to_arrow
from kaiser_data.rows import TABLES
from kaiser_data.sources import SourceError
from kaiser_data.tables import DESCRIPTOR, pointers_of, read_descriptor, resource_of

READY = ".corpus-ready"
# Tables that cite no event wait for none.
EVENTLESS, EVENTFUL = ("sources", "quotes"), ("mentions", "figures")
_ROWS_A_PART = 100_000
_ROWS_AT_ONCE = 4_000
_OURS = (*TABLES, "errors.parquet", MANIFEST, DESCRIPTOR)


class Group(NamedTuple):
    """Parts of some tables that are published as one: their folders, the ids that changed, the number of the file."""

    tables: tuple[str, ...]
    parts: list[str]
    actor_ids: dict[str, dict[str, str]]
    event_ids: dict[str, str]
    out: str
    number: int


def publish_group(group: Group) -> dict[str, int]:
    """Write tables of some parts under the ids that all texts together use; count the rows of each."""
    counts = {}
    for name in group.tables:
        path = Path(group.out) / name / f"part-{group.number:05d}.parquet"
        tables = (_read(Path(part) / f"{name}.parquet") for part in group.parts)
        counts[name] = _write(path, schema_of(resource_of(name)), (_repointed(name, table, group) for table in tables))
    return counts


def _read(path: Path) -> pa.Table:
    # pq.read_table reads ahead in threads and loads the dataset library: 50 MB in each process.
    return pq.ParquetFile(path, pre_buffer=False).read(use_threads=False)


def _repointed(name: str, table: pa.Table, group: Group) -> pa.Table:
    for column, other in pointers_of(name).items():
        if other == "events" and group.event_ids:
            table = _replaced(table, column, table[column], group.event_ids)
        elif other == "actors" and group.actor_ids:
            # An id is renamed in its own text only.
            keys = pc.binary_join_element_wise(table["source_id"], table[column], " ")
            ids = {f"{text} {old}": new for text, told in group.actor_ids.items() for old, new in told.items()}
            table = _replaced(table, column, keys, ids)
    return _sorted(table) if name == "mentions" and group.event_ids else table


def _sorted(mentions: pa.Table) -> pa.Table:
    """Sort again: two events that one clause tells stand in the order of their ids."""
    ranks = mentions["source_id"].combine_chunks().dictionary_encode().indices  # numbered as they first appear
    keys = [(name, "ascending") for name in ("rank", "start", "end", "event_id")]
    return mentions.take(pc.sort_indices(mentions.append_column("rank", ranks), sort_keys=keys))


def _replaced(table: pa.Table, column: str, keys: pa.ChunkedArray, ids: Mapping[str, str]) -> pa.Table:
    at = table.column_names.index(column)
    found = pc.index_in(keys, pa.array(ids.keys(), pa.string()))
    values = pc.coalesce(pa.array(ids.values(), pa.string()).take(found), table[column])
    return table.set_column(at, table.schema.field(at), values)


def publish_rows(name: str, rows: Iterator[tuple], out: Path) -> int:
    """Write rows, given as cells in the order of the row's fields, as the parts of a table; give their number."""
    count = 0
    for number in range(sys.maxsize):
        path = out / name / f"part-{number:05d}.parquet"
        written = _write(path, schema_of(resource_of(name)), _chunks(name, islice(rows, _ROWS_A_PART)))
        count += written
        if written < _ROWS_A_PART:
            break
    if number and not written:
        path.unlink()
    return count


def _chunks(name: str, rows: Iterator[tuple]) -> Iterator[pa.Table]:
    """Make tables of a few thousand rows: all of a part at once would be what a run holds most of."""
    columns = [field.name for field in fields(TABLES[name])]
    while chunk := list(islice(rows, _ROWS_AT_ONCE)):
        yield to_arrow(resource_of(name), dict(zip(columns, zip(*chunk, strict=True), strict=True)))


def publish_errors(parts: Iterable[Path], out: Path) -> int:
    """Write which texts gave no rows, and why; give their number."""
    return _write(out / "errors.parquet", ERRORS, (_read(part / "errors.parquet") for part in parts))


def _write(path: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("wb") as stream:
        with pq.ParquetWriter(stream, schema) as writer:
            for table in tables:
                writer.write_table(table)
                count += table.num_rows
        stream.flush()
        os.fsync(stream.fileno())
    return count


def publish_descriptor(out: Path, corpus: str, counts: Mapping[str, int]) -> None:
    """Write the descriptor and the manifest of the tables in `out`."""
    files = {name: [path.relative_to(out).as_posix() for path in sorted((out / name).iterdir())] for name in TABLES}
    title = corpus.rstrip("/").rpartition("/")[2]
    parquet = {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    # frictionless reads the null of a number as "nan".
    missing = {"missingValues": ["", "nan"]}
    schemas = {name: resource_of(name)["schema"] | missing for name in TABLES}
    manifest = {
        "corpus": title,
        "kaiser_data": read_descriptor()["version"],
        "rules": rules_digest(),
        "rows": dict(counts),
        "files": [_stamp(out, name) for name in [*(file for name in TABLES for file in files[name]), "errors.parquet"]],
    }
    descriptor = descriptor_of(
        title, {name: {"path": files[name], "schema": schemas[name]} | parquet for name in TABLES}
    )
    for name, content in ((DESCRIPTOR, descriptor), (MANIFEST, manifest)):
        (out / name).write_bytes(dump(content))


def _stamp(out: Path, name: str) -> dict:
    digest = hashlib.sha256()
    with (out / name).open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    rows = pq.read_metadata(out / name).num_rows
    return {"path": name, "rows": rows, "bytes": (out / name).stat().st_size, "sha256": digest.hexdigest()}


def check_place(out: Path) -> None:
    """Refuse a folder that holds something of these names which no run of ours wrote."""
    if out.exists() and not out.is_dir():
        raise SourceError(f"{out} is a file; name a folder")
    strange = [name for name in _OURS if (out / name).exists()]
    if strange and not (out / MANIFEST).is_file() and not (out / READY).is_dir():
        raise SourceError(f"{out} holds {strange[0]}, which is not of an earlier run; name an empty folder")


def finish_publishing(out: Path) -> None:
    """Move tables that are ready into place; nothing happens where there are none."""
    ready = out / READY
    if not ready.is_dir():
        return
    # Without a descriptor no reader takes a half-moved set for a whole one.
    if (ready / DESCRIPTOR).is_file():
        (out / DESCRIPTOR).unlink(missing_ok=True)
    for name in _OURS:
        if not (ready / name).exists():
            continue
        if (out / name).is_dir():
            shutil.rmtree(out / name)
        (ready / name).replace(out / name)
    shutil.rmtree(ready)
