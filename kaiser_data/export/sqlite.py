"""One SQLite file whose schema checks the rows by itself, and its views, for people who only download.

Types, NOT NULL, UNIQUE, enums, minima, dates, primary and foreign keys of the descriptor become constraints; a row
that breaks one cannot be inserted: a second validator, independent of frictionless. Patterns stay out, since SQLite
alone has no regular expressions. Beside the file lies `kaiser-data.metadata.json`, with which Datasette shows titles,
meanings and licence.

The views `figures_told`, `quotes_told` and `events_told` need no join: who says how many struck, in which sentence, is
one filter. They are said here once, for the file, for CSV and for the workbook. `evidence_start` and `evidence_end` are
the offsets `start` and `end`, under names that no language keeps for itself; `page` is the row's address in the site.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd

from kaiser_data.rows import TABLES
from kaiser_data.tables import fields_of, read_cells, read_descriptor, read_number

VIEWS = {
    "figures_told": """
        SELECT f.figure_id, f.text, f.sentence, f.value, f.value_max, f.unit, f.qualifier, f.measure, f.counted,
               f.topic, f.status, f.claimed_by, a.side AS claimed_by_side, e.label AS event_label,
               e.date AS event_date, f.event_id, f.as_of, s.publisher, s.published, s.title, s.authors, f.source_id,
               f.start AS evidence_start, f."end" AS evidence_end,
               'reader/' || f.source_id || '.html#' || f.figure_id AS page, f.note
        FROM figures f JOIN sources s USING (source_id)
        LEFT JOIN events e ON e.event_id = f.event_id LEFT JOIN actors a ON a.actor_id = f.claimed_by_id
        ORDER BY f.rowid""",
    "quotes_told": """
        SELECT q.quote_id, q.text, q.sentence, q.kind, q.speaker, a.name AS speaker_name, q.side, q.role, q.cue,
               q.utterance_id, s.publisher, s.published, s.title, s.authors, q.source_id, q.start AS evidence_start,
               q."end" AS evidence_end, 'reader/' || q.source_id || '.html#' || q.quote_id AS page, q.note
        FROM quotes q JOIN sources s USING (source_id) LEFT JOIN actors a ON a.actor_id = q.speaker_id
        ORDER BY q.rowid""",
    "events_told": """
        SELECT m.event_id, e.label AS event_label, m.text, m.sentence, e.type, e.status, e.date, e.date_min,
               e.date_max, a.name AS actor, a.side AS actor_side, t.name AS target, e.place, m.date_text,
               s.publisher, s.published, s.title, s.authors, m.source_id, m.start AS evidence_start,
               m."end" AS evidence_end, 'reader/' || m.source_id || '.html#' || m.event_id AS page, e.note
        FROM mentions m JOIN events e USING (event_id) JOIN sources s USING (source_id)
        LEFT JOIN actors a ON a.actor_id = e.actor_id LEFT JOIN actors t ON t.actor_id = e.target_id
        ORDER BY m.rowid""",
}


def write_joined(out: Path, home: Path) -> list[Path]:
    """Write `figures_told.csv`, `quotes_told.csv` and `events_told.csv`."""
    tables = joined(home)
    for name, table in tables.items():
        table.to_csv(out / f"{name}.csv", index=False, lineterminator="\n")
    return [out / f"{name}.csv" for name in tables]


def joined(home: Path) -> dict[str, pd.DataFrame]:
    """Give each view of a data package, cells as the tables write them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in TABLES:
            names = [field["name"] for field in fields_of(table)]
            cells = pd.DataFrame(read_cells(table, home), columns=names, dtype=str)
            cells.to_sql(table, connection, index=False)
        return {name: pd.read_sql(query, connection).fillna("") for name, query in VIEWS.items()}


def column_type(name: str) -> str:
    """Give the type of a view's column: that of the field of this name, whole numbers for offsets.

    >>> column_type("value"), column_type("evidence_start"), column_type("event_label")
    ('number', 'integer', 'string')
    """
    if name.startswith("evidence_"):
        return "integer"
    types = {field["name"]: field["type"] for table in TABLES for field in fields_of(table)}
    return types.get(name, "string")


_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "date": "TEXT"}


def write_sqlite(out: Path, home: Path) -> list[Path]:
    """Write `<name>.sqlite` and its metadata for Datasette; raises sqlite3.IntegrityError for a wrong row."""
    descriptor = read_descriptor(home)
    path, metadata = out / f"{descriptor['name']}.sqlite", out / f"{descriptor['name']}.metadata.json"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for resource in descriptor["resources"]:
            for statement in _schema(resource):
                connection.execute(statement)
        for resource in descriptor["resources"]:
            _insert(connection, resource, read_cells(resource["name"], home))
        for name, query in VIEWS.items():
            connection.execute(f'CREATE VIEW "{name}" AS {query}')
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
