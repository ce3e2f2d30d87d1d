"""One SQLite file whose schema checks the rows by itself: a second validator, independent of frictionless.

Types, NOT NULL, UNIQUE, enums, minima, dates, primary and foreign keys of the descriptor become constraints; a row
that breaks one cannot be inserted. Patterns stay out, since SQLite alone has no regular expressions. The joined tables
(`figures_told` and its like) are views. Beside it lies `kaiser-data.metadata.json`, with which Datasette shows titles,
meanings and licence.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kaiser_data.export.joined import VIEWS
from kaiser_data.tables import read_cells, read_descriptor, read_number

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT"}


def write(out: Path, home: Path) -> list[Path]:
    """Write `<name>.sqlite` and its metadata for Datasette; raises sqlite3.IntegrityError for a wrong row."""
    descriptor = read_descriptor(home)
    path, metadata = out / f"{descriptor['name']}.sqlite", out / f"{descriptor['name']}.metadata.json"
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        with connection:
            for resource in descriptor["resources"]:
                for statement in _schema(resource):
                    connection.execute(statement)
            for resource in descriptor["resources"]:
                _insert(connection, resource, read_cells(resource["name"], home))
            for name, query in VIEWS.items():
                connection.execute(f'CREATE VIEW "{name}" AS {query}')
    finally:
        connection.close()
    metadata.write_text(json.dumps(_metadata(descriptor), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return [path, metadata]


def _schema(resource: dict) -> Iterator[str]:
    name, schema = resource["name"], resource["schema"]
    parts = [_column(field) for field in schema["fields"]]
    parts.append(f"PRIMARY KEY ({_names(schema['primaryKey'])})")
    for key in schema.get("foreignKeys", []):
        target = key["reference"].get("resource") or name
        # Checked at the end of the transaction: a row may point to one that comes after it.
        parts.append(
            f'FOREIGN KEY ({_names(key["fields"])}) REFERENCES "{target}" ({_names(key["reference"]["fields"])}) '
            "DEFERRABLE INITIALLY DEFERRED"
        )
    yield f'CREATE TABLE "{name}" (\n  ' + ",\n  ".join(parts) + "\n)"
    for key in schema.get("foreignKeys", []):
        yield f'CREATE INDEX "{name}_{"_".join(key["fields"])}" ON "{name}" ({_names(key["fields"])})'


def _column(field: dict) -> str:
    name, constraints = f'"{field["name"]}"', field.get("constraints", {})
    kind = _TYPES[field["type"]]
    rules = [f"{name} {kind}"]
    rules += ["NOT NULL"] * bool(constraints.get("required"))
    rules += ["UNIQUE"] * bool(constraints.get("unique"))
    checks = [f"typeof({name}) IN ('{kind.lower()}', 'null')"]
    if field["type"] == "date":
        # Without a modifier SQLite lets 2026-02-30 pass.
        checks.append(f"({name} IS NULL OR date({name}, '+0 days') IS {name})")
    if "enum" in constraints:
        checks.append(f"{name} IN ({', '.join(_quoted(value) for value in constraints['enum'])})")
    for bound, sign in (("minimum", ">="), ("maximum", "<=")):
        if bound in constraints:
            checks.append(f"{name} {sign} {constraints[bound]}")
    return " ".join([*rules, f"CHECK ({' AND '.join(checks)})"])


def _insert(connection: sqlite3.Connection, resource: dict, rows: list[dict[str, str]]) -> None:
    fields = resource["schema"]["fields"]
    places = ", ".join("?" * len(fields))
    values = ([_value(field, row[field["name"]]) for field in fields] for row in rows)
    connection.executemany(f'INSERT INTO "{resource["name"]}" VALUES ({places})', values)


def _value(field: dict, cell: str) -> str | int | float | None:
    if not cell:
        return None
    if field["type"] not in ("integer", "number"):
        return cell
    return read_number(field["type"], cell)


def _names(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _metadata(descriptor: dict) -> dict:
    tables = {}
    for resource in descriptor["resources"]:
        columns = {field["name"]: field["description"] for field in resource["schema"]["fields"]}
        tables[resource["name"]] = {
            "title": resource["title"],
            "description": resource["description"],
            "columns": columns,
        }
    licences = descriptor.get("licenses", [])
    return {
        "title": descriptor["title"],
        "description": descriptor["description"],
        **({"license": licences[0]["title"], "license_url": licences[0]["path"]} if licences else {}),
        "databases": {descriptor["name"]: {"tables": tables}},
    }
