"""Tables that `extract` or `code` wrote, a data package of their own: to be exported, shown, checked and compared.

`kaiser-data extract my_texts/ --out my_tables/` leaves six `.csv` and a `datapackage.json` in `my_tables/`, whose
schema is that of the published tables. Nothing here says a licence: the texts are somebody's. A corpus has its tables
as Parquet with the types of the schema: `figures.value` is a float64, `events.date_min` a date32, `quotes.kind` a
dictionary, an empty cell null; titles and units travel in the metadata of each field. Whoever reads a package as CSV is
given a copy for as long as it takes.
"""

import hashlib
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kaiser_data.files import read_inside
from kaiser_data.rows import TABLES, Row
from kaiser_data.tables import (
    DESCRIPTOR,
    TableError,
    cell,
    fields_of,
    read_cells,
    read_descriptor,
    read_number,
    sort_rows,
    to_csv,
    write_cells,
    write_files,
)

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "manifest.json"
_NAME = "extracted-tables"
_BY_RULES = "Extracted by rules, not corrected by hand; each row with the characters that prove it."
_KEPT = ("name", "type", "title", "description", "schema")


def descriptor_of(title: str, places: Mapping[str, dict], description: str = _BY_RULES) -> dict:
    """Give the descriptor of such tables; `places` says of each where it is, in which format and how large."""
    published = read_descriptor()
    return {
        "$schema": published["$schema"],
        "name": _NAME,
        "title": f"Events, figures and quotes of {title}",
        "description": description,
        "version": published["version"],
        "contributors": [{"title": "kaiser_data contributors"}],
        "resources": [
            {key: resource[key] for key in _KEPT} | places[resource["name"]] for resource in published["resources"]
        ],
    }


def dump(descriptor: dict) -> bytes:
    """Write a descriptor in the one form that the repository holds."""
    return (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode()


def stamps_of(raw: bytes) -> dict[str, int | str]:
    """Give the size and the hash of a table, as a descriptor names them."""
    return {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}


def write_extracted(rows: Mapping[str, Iterable[Row]], out: Path, title: str, description: str = _BY_RULES) -> None:
    """Write the six tables as CSV into a folder and a descriptor beside them; raises TableError, OSError.

    All are written aside, then renamed, the descriptor last: it names the hash of each.
    """
    _refuse_other_package(out)
    ordered = sort_rows(rows)
    tables = {name: to_csv(name, ordered[name]).encode() for name in TABLES}
    write_files(_stamped(title, tables, description), out)


def _refuse_other_package(out: Path) -> None:
    if not (out / DESCRIPTOR).exists():
        return
    try:
        found = json.loads(read_inside(out, DESCRIPTOR))
    except (TableError, RecursionError, ValueError) as error:
        raise TableError(f"{out / DESCRIPTOR} is no descriptor of ours ({error}); name another folder") from None
    if not isinstance(found, dict) or found.get("name") != _NAME:
        raise TableError(f"{out} holds another data package; name another folder")


def _stamped(title: str, tables: Mapping[str, bytes], description: str = _BY_RULES) -> dict[str, bytes]:
    places = {
        name: {"path": f"{name}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", **stamps_of(raw)}
        for name, raw in tables.items()
    }
    descriptor = dump(descriptor_of(title, places, description))
    return {f"{name}.csv": raw for name, raw in tables.items()} | {DESCRIPTOR: descriptor}


@contextmanager
def csv_home(home: Path) -> Iterator[Path]:
    """Give a folder that holds the tables of a package as CSV: the package itself, or a copy of one of Parquet.

    Raises TableError where the Parquet is not what its manifest says.
    """
    if not isinstance(home, Path) or not (home / MANIFEST).exists():
        yield home
        return
    manifest = _read_manifest(home)
    with tempfile.TemporaryDirectory(prefix="kaiser-data-") as aside:
        tables = {name: _as_csv(home, name, manifest["files"]) for name in TABLES}
        write_files(_stamped(str(manifest["corpus"]), tables), Path(aside))
        yield Path(aside)


def _read_manifest(home: Path) -> dict:
    try:
        manifest = json.loads(read_inside(home, MANIFEST))
        if [str(file["path"]) for file in manifest["files"] if len(file["sha256"]) == 64] and "corpus" in manifest:
            return manifest
    except (KeyError, RecursionError, TypeError, ValueError):
        pass
    raise TableError(f"{home / MANIFEST} is no manifest of a corpus; extract it anew")


def _as_csv(home: Path, table: str, files: list[dict]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = [field["name"] for field in fields_of(table)]
    lines: list[list[str]] = []
    for file in files:
        if Path(file["path"]).parent.as_posix() != table:
            continue
        try:
            raw = read_inside(home, file["path"])
            if hashlib.sha256(raw).hexdigest() != file["sha256"]:
                raise TableError(f"{home / file['path']} is not what {MANIFEST} says of it; extract it anew")
            rows = pq.ParquetFile(io.BytesIO(raw)).read().to_pylist()
            lines += [[cell(row[name]) for name in names] for row in rows]
        except FileNotFoundError:
            raise TableError(f"there is no {home / file['path']}; extract it anew") from None
        except (KeyError, ValueError, pa.ArrowException) as error:
            raise TableError(f"{home / file['path']} cannot be read ({error}); extract it anew") from None
    return write_cells(names, lines).encode()


_NOTED = ("title", "description", "unit")
_READ = {
    "string": str,
    "integer": lambda cell: read_number("integer", cell) if isinstance(cell, str) else cell,
    "number": lambda cell: float(read_number("number", cell) if isinstance(cell, str) else cell),
    "date": date.fromisoformat,
}


@cache
def _arrow_types() -> "dict[str, pa.DataType]":
    import pyarrow as pa

    return {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}


def schema_of(resource: dict) -> "pa.Schema":
    """Give the Arrow schema of a resource of the descriptor."""
    import pyarrow as pa

    fields = []
    for field in resource["schema"]["fields"]:
        kind, constraints = _arrow_types()[field["type"]], field.get("constraints", {})
        if "enum" in constraints:
            kind = pa.dictionary(pa.int32(), kind)
        noted = {name: field[name] for name in _NOTED if name in field}
        fields.append(pa.field(field["name"], kind, nullable=not constraints.get("required", False), metadata=noted))
    return pa.schema(fields, metadata={"datapackage-resource": json.dumps(resource)})


def to_arrow(resource: dict, columns: dict[str, Iterable]) -> "pa.Table":
    """Make a table of columns by field name, each cell a string as in the CSV or a value of the field's type."""
    import pyarrow as pa

    schema = schema_of(resource)
    arrays = []
    for field, typed in zip(resource["schema"]["fields"], schema, strict=True):
        read = _READ[field["type"]]
        values = [None if cell is None or cell == "" else read(cell) for cell in columns[field["name"]]]
        arrays.append(pa.array(values, _arrow_types()[field["type"]]).cast(typed.type))
    return pa.table(arrays, schema=schema)


def write_parquet(out: Path, home: Path) -> list[Path]:
    """Write one `.parquet` a table."""
    import pyarrow.parquet as pq

    written = []
    for resource in read_descriptor(home)["resources"]:
        path = out / f"{resource['name']}.parquet"
        rows = read_cells(resource["name"], home)
        names = [field["name"] for field in resource["schema"]["fields"]]
        pq.write_table(to_arrow(resource, {name: [row[name] for row in rows] for name in names}), path)
        written.append(path)
    return written
