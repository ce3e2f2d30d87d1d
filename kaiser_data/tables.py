"""The published tables: rows to CSV, CSV to typed DataFrames, both as `datapackage.json` says.

`datapackage.json` is the only place that knows the order, the types and the allowed values of the fields. A table
is UTF-8 with LF, sorted by source and offset; `read_table("figures")` gives categories for enums, dates as
datetime64, nullable integers, and a missing value where the cell is empty (a speaker called "NA" stays one).
"""

import csv
import io
import json
import math
import re
import tempfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from kaiser_data import missing
from kaiser_data.files import TableError, find_flaw, known, read_inside
from kaiser_data.rows import TABLES, Row

if TYPE_CHECKING:
    import frictionless
    import pandas as pd

DESCRIPTOR = "datapackage.json"
_PACKAGE = Path(__file__).parent
_PLAIN = {
    "integer": re.compile(r"-?(?:0|[1-9][0-9]*)"),
    "number": re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
}
_SPELT = {"integer": "246 or -3", "number": "31000 or 66.67"}
_TOO_LARGE = 2**63


@cache
def find_home() -> Path:
    """Find the folder with `datapackage.json`: a checkout's top level, or what the wheel carries."""
    for home in (_PACKAGE.parent, _PACKAGE / "published"):
        if (home / DESCRIPTOR).is_file():
            return home
    raise TableError(f"no {DESCRIPTOR} beside or in {_PACKAGE}; reinstall kaiser-data")


def read_descriptor(home: Path | None = None) -> dict:
    """Read `datapackage.json` of a folder (default: the published one); raises TableError for one out of shape."""
    home = home or find_home()
    path = home / DESCRIPTOR
    try:
        descriptor = json.loads(read_file(home, DESCRIPTOR).decode("utf-8"))
    except FileNotFoundError:
        raise TableError(f"there is no {path}; name a folder that holds a data package") from None
    except (RecursionError, ValueError) as error:
        raise TableError(f"{path} is no JSON ({error}); restore it from the repository") from None
    if flaw := find_flaw(descriptor):
        raise TableError(f"{path}: {flaw}; restore it from the repository")
    return descriptor


@cache
def _resources() -> dict[str, dict]:
    return {resource["name"]: resource for resource in read_descriptor()["resources"]}


def resource_of(table: str) -> dict:
    """Give a table's resource in the published descriptor; raises TableError for an unknown name."""
    if table not in _resources():
        raise TableError(f"there is no table {table!r}; there are {', '.join(TABLES)}")
    return _resources()[table]


def fields_of(table: str) -> list[dict]:
    """Give the schema's fields of a table, in their order; raises TableError for an unknown name."""
    return resource_of(table)["schema"]["fields"]


def id_field(table: str) -> str:
    """Give the name of a table's id (of a mention: its event's).

    >>> id_field("figures"), id_field("mentions")
    ('figure_id', 'event_id')
    """
    return fields_of(table)[0]["name"]


def pointers_of(table: str) -> dict[str, str]:
    """Give the fields of a table that point to a row, each with the table of that row.

    >>> pointers_of("figures")
    {'source_id': 'sources', 'claimed_by_id': 'actors', 'event_id': 'events'}
    """
    keys = resource_of(table)["schema"].get("foreignKeys", [])
    return {key["fields"][0]: key["reference"].get("resource", table) for key in keys}


def cell(value: object) -> str:
    """Write a value as the tables do: nothing for None, a whole number without a point.

    >>> cell(31000.0), cell(66.67), cell(None)
    ('31000', '66.67', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)


def to_csv(table: str, rows: Iterable[Row]) -> str:
    """Write rows as the CSV of a table, in the order given."""
    names = [field["name"] for field in fields_of(table)]
    return write_cells(names, ([cell(getattr(row, name)) for name in names] for row in rows))


def write_cells(names: list[str], rows: Iterable[list[str]]) -> str:
    """Write the cells of a table as CSV, lines ended by LF."""
    lines: list[str] = []
    # Python before 3.13 quotes a carriage return only where lines end with one, too.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    return "".join(f"{line[:-2]}\n" for line in lines)


def sort_rows(tables: Mapping[str, Iterable[Row]]) -> dict[str, tuple[Row, ...]]:
    """Sort each table: sources as listed, actors by id, all else by source and offset."""
    sources = tuple(tables["sources"])
    rank = {source.source_id: number for number, source in enumerate(sources)}
    told = {}
    for mention in sorted(tables.get("mentions", ()), key=lambda m: (rank[m.source_id], m.start, m.end)):
        told.setdefault(mention.event_id, (rank[mention.source_id], mention.start))
    keys = {
        "sources": lambda row: rank[row.source_id],
        "actors": lambda row: row.actor_id,
        "events": lambda row: (told.get(row.event_id, (len(rank), 0)), row.event_id),
        "mentions": lambda row: (rank[row.source_id], row.start, row.end, row.event_id),
    }
    by_place = lambda row: (rank[row.source_id], row.start, row.end)  # noqa: E731
    return {name: tuple(sorted(tables.get(name, ()), key=keys.get(name, by_place))) for name in TABLES}


def write_files(files: Mapping[str, bytes], out: Path) -> None:
    """Write files into a folder: each is written aside, then all are renamed in the order given."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".tables-", dir=out) as aside:
        for name, raw in files.items():
            (Path(aside) / name).write_bytes(raw)
        for name in files:
            (Path(aside) / name).replace(out / name)


def read_file(home: Path, name: str) -> bytes:
    """Read a file of a data package, a folder or a zip; raises TableError for a link out of it, FileNotFoundError.

    What the wheel brought is trusted: some installers make each of its files a link into their cache.
    """
    return (home / name).read_bytes() if home == _PACKAGE / "published" else read_inside(home, name)


def read_number(kind: str, value: object) -> int | float:
    """Read a number as the tables write it: no sign but a minus, no other digits, at most 64 bits; raises ValueError.

    >>> read_number("integer", "246"), read_number("number", "66.67")
    (246, 66.67)
    >>> read_number("integer", "24_6")
    Traceback (most recent call last):
    ...
    ValueError: '24_6' is no plain integer; write it as 246 or -3
    """
    if not _PLAIN[kind].fullmatch(str(value)):
        raise ValueError(f"{value!r} is no plain {kind}; write it as {_SPELT[kind]}")
    # An integer of thousands of digits is an error to int and to isfinite.
    number = int(value) if kind == "integer" and len(str(value)) < 30 else float(value)
    if not math.isfinite(number) or (kind == "integer" and not -_TOO_LARGE <= number < _TOO_LARGE):
        raise ValueError(f"{str(value)[:40]!r} is too large; a number has 64 bits")
    return number


def place_of(table: str, home: Path) -> str:
    """Give the file of a table: in `data/`, or beside the descriptor, where `extract` writes it."""
    is_beside = not (home / "data").exists() and (home / f"{table}.csv").exists()
    return f"{table}.csv" if is_beside else f"data/{table}.csv"


def read_cells(table: str, home: Path | None = None) -> list[dict[str, str]]:
    """Read a published table as it stands, every cell a string; raises TableError where it is missing or no CSV."""
    home = home or find_home()
    name = place_of(table, home)
    path = home / name
    try:
        text = read_file(home, name).decode("utf-8")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except FileNotFoundError:
        raise TableError(f"there is no {path}; run `kaiser-data build`") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path} is no CSV in UTF-8 ({error}); run `kaiser-data build`") from None
    for number, row in rows:
        if None in row or None in row.values():
            raise TableError(f"{path} line {number}: not as many cells as columns; run `kaiser-data build`")
    return [row for _, row in rows]


def read_rows(table: str, home: Path | None = None) -> list[Row]:
    """Read a published table as row objects, numbers as numbers; raises TableError where it is missing or wrong."""
    try:
        return rows_of(table, read_cells(table, home))
    except (KeyError, ValueError) as error:
        raise TableError(f"{table}.csv is not as {DESCRIPTOR} says ({error}); run `kaiser-data check`") from None


def rows_of(table: str, lines: Iterable[Mapping[str, str]]) -> list[Row]:
    """Make row objects of cells, numbers as numbers; raises KeyError, ValueError."""
    numbers = {"integer": lambda v: int(v) if v else None, "number": lambda v: float(v) if v else None}
    readers = {field["name"]: numbers.get(field["type"], str) for field in fields_of(table)}
    return [TABLES[table](**{name: read(line[name]) for name, read in readers.items()}) for line in lines]


def read_table(table: str, home: Path | None = None) -> "pd.DataFrame":
    """Read a published table as a typed DataFrame; no spaCy, no network.

    Columns and units are those of `datapackage.json`; offsets count code points. Raises TableError.

    >>> read_table("figures")["value"].dtype
    dtype('float64')
    """
    fields_of(table)
    import pandas as pd

    names = [field["name"] for field in fields_of(table)]
    rows = read_cells(table, home)
    try:
        return typed(table, pd.DataFrame({name: [row[name] for row in rows] for name in names}, dtype=str))
    except (LookupError, OverflowError, TypeError, ValueError) as error:
        raise TableError(f"{table}.csv is not as {DESCRIPTOR} says ({error}); run `kaiser-data check`") from None


def read_package(home: Path | None = None) -> "frictionless.Package":
    """Read a data package (default: the published one) with frictionless, descriptor and tables.

    Frictionless would fetch what a descriptor names by an address (schema, profile, dialect, more paths): it is given
    only the properties that `files` knows, each of the shape that stands there. Raises TableError.
    """
    try:
        from frictionless import Package
    except ModuleNotFoundError as error:
        raise missing(error) from None

    home = home or find_home()
    descriptor = known(read_descriptor(home))
    for resource in descriptor["resources"]:
        read_file(home, resource["path"])  # refuses a link that leads out
    return Package.from_descriptor(descriptor, basepath=str(home))


def frame(table: str, rows: Iterable[Row]) -> "pd.DataFrame":
    """Make a typed DataFrame of rows."""
    import pandas as pd

    names = [field["name"] for field in fields_of(table)]
    cells = [[cell(getattr(row, name)) for name in names] for row in rows]
    return typed(table, pd.DataFrame(cells, columns=names, dtype=str))


def typed(table: str, cells: "pd.DataFrame") -> "pd.DataFrame":
    """Give a DataFrame of strings the types of the schema; an empty cell becomes a missing value."""
    import pandas as pd

    filled = cells.replace("", None)
    readers = {
        "integer": lambda column: pd.to_numeric(column).astype("Int64"),
        "number": lambda column: pd.to_numeric(column).astype("float64"),
        "date": lambda column: pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[s]"),
        "string": lambda column: column.astype("str"),
    }
    columns = {}
    for field in fields_of(table):
        name, enum = field["name"], field.get("constraints", {}).get("enum")
        columns[name] = pd.Categorical(filled[name], enum) if enum else readers[field["type"]](filled[name])
    return pd.DataFrame(columns)


def read_text(source_id: str) -> str:
    """Read a text of `seeds/` as stored; raises TableError where the texts are not at hand (as in the wheel)."""
    files = {line["source_id"]: line["file"] for line in read_cells("sources")}
    if source_id not in files:
        raise TableError(f"there is no source {source_id!r}; there are {', '.join(files)}")
    path = find_home() / "seeds" / files[source_id]
    if not path.is_file():
        raise TableError(f"{path} is not at hand: texts belong to their publishers and come with a checkout only")
    return path.read_bytes().decode("utf-8")
