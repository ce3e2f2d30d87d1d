"""Each table as typed Parquet: dates are dates, enums dictionaries, an empty cell is null.

Titles, descriptions and units travel in the schema's field metadata, the whole resource in the file's.
"""

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kaiser_data.tables import read_cells, read_descriptor

_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
_READ = {"string": str, "integer": int, "number": float, "date": date.fromisoformat}
_NOTED = ("title", "description", "unit")


def write(out: Path, home: Path) -> list[Path]:
    """Write one `.parquet` a table."""
    written = []
    for resource in read_descriptor(home)["resources"]:
        path = out / f"{resource['name']}.parquet"
        pq.write_table(_table(resource, read_cells(resource["name"], home)), path)
        written.append(path)
    return written


def _table(resource: dict, rows: list[dict[str, str]]) -> pa.Table:
    fields = resource["schema"]["fields"]
    schema = pa.schema([_field(field) for field in fields], metadata={"datapackage-resource": json.dumps(resource)})
    columns = []
    for field, typed in zip(fields, schema, strict=True):
        read = _READ[field["type"]]
        values = [read(row[field["name"]]) if row[field["name"]] else None for row in rows]
        columns.append(pa.array(values, _TYPES[field["type"]]).cast(typed.type))
    return pa.table(columns, schema=schema)


def _field(field: dict) -> pa.Field:
    kind, constraints = _TYPES[field["type"]], field.get("constraints", {})
    if "enum" in constraints:
        kind = pa.dictionary(pa.int32(), kind)
    noted = {name: field[name] for name in _NOTED if name in field}
    return pa.field(field["name"], kind, nullable=not constraints.get("required", False), metadata=noted)
