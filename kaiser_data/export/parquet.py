"""Tables with the types of the schema, as Arrow knows them: dates are dates, enums dictionaries, an empty cell null.

`figures.value` is a float64, `events.date_min` a date32, `quotes.kind` a dictionary. Titles, descriptions and units
travel in the metadata of each field, the whole resource in the schema's. `pandas`, polars, DuckDB and R's
arrow read them so.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kaiser_data.tables import read_cells, read_descriptor, read_number

_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
_READ = {
    "string": None,
    "integer": lambda cell: read_number("integer", cell) if isinstance(cell, str) else cell,
    "number": lambda cell: float(read_number("number", cell) if isinstance(cell, str) else cell),
    "date": date.fromisoformat,
}
_NOTED = ("title", "description", "unit")


def schema_of(resource: dict) -> pa.Schema:
    """Give the Arrow schema of a resource of the descriptor."""
    fields = resource["schema"]["fields"]
    return pa.schema([_field(field) for field in fields], metadata={"datapackage-resource": json.dumps(resource)})


def to_arrow(resource: dict, columns: dict[str, Iterable]) -> pa.Table:
    """Make a table of columns by field name, each cell a string as in the CSV or a value of the field's type."""
    schema = schema_of(resource)
    arrays = []
    for field, typed in zip(resource["schema"]["fields"], schema, strict=True):
        values = _values(columns[field["name"]], _READ[field["type"]])
        arrays.append(pa.array(values, _TYPES[field["type"]]).cast(typed.type))
    return pa.table(arrays, schema=schema)


def _values(cells: Iterable, read: Callable | None) -> list:
    if read is None:
        return [cell or None for cell in cells]
    return [None if cell is None or cell == "" else read(cell) for cell in cells]


def _field(field: dict) -> pa.Field:
    kind, constraints = _TYPES[field["type"]], field.get("constraints", {})
    if "enum" in constraints:
        kind = pa.dictionary(pa.int32(), kind)
    noted = {name: field[name] for name in _NOTED if name in field}
    return pa.field(field["name"], kind, nullable=not constraints.get("required", False), metadata=noted)


def write_parquet(out: Path, home: Path) -> list[Path]:
    """Write one `.parquet` a table."""
    written = []
    for resource in read_descriptor(home)["resources"]:
        path = out / f"{resource['name']}.parquet"
        rows = read_cells(resource["name"], home)
        names = [field["name"] for field in resource["schema"]["fields"]]
        pq.write_table(to_arrow(resource, {name: [row[name] for row in rows] for name in names}), path)
        written.append(path)
    return written
