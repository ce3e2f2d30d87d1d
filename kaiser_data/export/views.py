"""Tables joined, for people who only download: as CSV, as views of one SQLite file, as sheets of a workbook.

The views `figures_told`, `quotes_told` and `events_told` need no join: who says how many struck, in which sentence, is
one filter. `evidence_start` and `evidence_end` are the offsets `start` and `end`, under names that no language keeps
for itself; `page` is the row's address in the site.

The schema of the SQLite file checks the rows by itself: what the descriptor says of types, enums, minima, dates and
keys becomes a constraint, patterns aside, for which SQLite has no regular expressions; a row that breaks one cannot be
inserted. With `kaiser-data.metadata.json` beside it Datasette shows titles, meanings and licence. In the workbook every
text is a text, so that nothing is run as a formula or followed as a link; keys and allowed values no sheet can hold.
"""

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kaiser_data.citation import article, data_set
from kaiser_data.rows import TABLES
from kaiser_data.tables import fields_of, read_cells, read_descriptor, read_number

if TYPE_CHECKING:
    import xlsxwriter

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
    fields = [(field["name"], field["type"]) for field in resource["schema"]["fields"]]
    places = ", ".join("?" * len(fields))
    values = ([_value(kind, row[name]) for name, kind in fields] for row in rows)
    connection.executemany(f'INSERT INTO "{resource["name"]}" VALUES ({places})', values)


def _value(kind: str, cell: str) -> str | int | float | None:
    return read_number(kind, cell) if cell and kind in ("integer", "number") else cell or None


def _names(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _metadata(descriptor: dict) -> dict:
    tables = {}
    for resource in descriptor["resources"]:
        columns = {field["name"]: field["description"] for field in resource["schema"]["fields"]}
        told = {name: resource[name] for name in ("title", "description")}
        tables[resource["name"]] = told | {"columns": columns}
    licences = descriptor.get("licenses", [])
    return {
        "title": descriptor["title"],
        "description": descriptor["description"],
        **({"license": licences[0]["title"], "license_url": licences[0]["path"]} if licences else {}),
        "databases": {descriptor["name"]: {"tables": tables}},
    }


# A workbook holds no day before this one as a date; it stays a text then.
_FIRST_DAY = date(1900, 3, 1)
_WIDE = 60
_LONGEST = 32_767
_EXPLAINED = ("name", "title", "type", "unit", "description", "example")
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx(out: Path, home: Path) -> list[Path]:
    """Write `<name>.xlsx`."""
    import xlsxwriter

    descriptor = read_descriptor(home)
    path = out / f"{descriptor['name']}.xlsx"
    # In memory, since the library leaves its own temporary files open where the disk is full.
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, _SAFE) as workbook:
        workbook.set_properties(
            {
                "title": descriptor["title"],
                "comments": f"Version {descriptor['version']}",
                "created": datetime(1980, 1, 1),
            }
        )
        _add_sheet(workbook, "about", *_cover(descriptor, home))
        for name, table in joined(home).items():
            fields = [{"name": column, "type": column_type(column)} for column in table]
            _add_sheet(workbook, name, fields, table.to_dict("records"))
        taken = {"about", "fields", *VIEWS}
        for resource in descriptor["resources"]:
            rows = read_cells(resource["name"], home)
            _add_sheet(workbook, _sheet_name(resource["name"], taken), resource["schema"]["fields"], rows)
        _add_sheet(workbook, "fields", *_explain(descriptor))
    path.write_bytes(whole.getvalue())
    return [path]


def _cover(descriptor: dict, home: Path) -> tuple[list[dict], list[dict[str, str]]]:
    """Say what the workbook holds, of which version, under which licence and how to cite it."""
    lines = [
        ("what", descriptor["description"]),
        ("version", descriptor["version"]),
        ("made", descriptor.get("created", "")[:10]),
        ("licence", "; ".join(f"{licence['title']}: {licence['path']}" for licence in descriptor.get("licenses", ()))),
        ("how to cite", data_set(home).text()),
        *(("text", article(source).text()) for source in read_cells("sources", home)),
        *((name, "joined: a row with its publisher and its sentence") for name in VIEWS),
        *((resource["name"], resource["description"]) for resource in descriptor["resources"]),
        ("fields", "what each column means"),
    ]
    columns = ("subject", "about")
    return [{"name": name, "type": "string"} for name in columns], [
        dict(zip(columns, line, strict=True)) for line in lines
    ]


def _explain(descriptor: dict) -> tuple[list[dict], list[dict[str, str]]]:
    rows = [
        {"table": resource["name"]} | {name: str(field.get(name, "")) for name in _EXPLAINED}
        for resource in descriptor["resources"]
        for field in resource["schema"]["fields"]
    ]
    return [{"name": name, "type": "string"} for name in ("table", *_EXPLAINED)], rows


def _add_sheet(workbook: "xlsxwriter.Workbook", name: str, fields: list[dict], rows: list[dict[str, str]]) -> None:
    sheet = workbook.add_worksheet(name)
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    for column, field in enumerate(fields):
        sheet.write_string(0, column, field["name"], bold)
        longest = max([len(field["name"]), *(len(row[field["name"]]) for row in rows)])
        sheet.set_column(column, column, min(longest + 2, _WIDE))
        for line, row in enumerate(rows, start=1):
            _write(sheet, line, column, field["type"], row[field["name"]], day)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(fields) - 1)


def _write(sheet: "xlsxwriter.worksheet.Worksheet", line: int, column: int, kind: str, cell: str, day) -> None:
    if not cell:
        return
    if kind in ("integer", "number"):
        sheet.write_number(line, column, read_number(kind, cell))
    elif kind == "date" and date.fromisoformat(cell) >= _FIRST_DAY:
        sheet.write_datetime(line, column, datetime.fromisoformat(cell), day)
    else:
        sheet.write_string(line, column, _fitting(cell))


def _fitting(cell: str) -> str:
    """Cut what no cell of a workbook can hold, and say there that it is cut."""
    if len(cell) <= _LONGEST:
        return cell
    said = f" … [cut: {len(cell):,} characters; the CSV has them all]"
    return cell[: _LONGEST - len(said)] + said


def _sheet_name(name: str, taken: set[str]) -> str:
    """Give a sheet a name that a workbook takes: at most 31 characters, and each once."""
    short, number = name[:31], 1
    while short.lower() in taken:
        number += 1
        short = f"{name[: 30 - len(str(number))]}-{number}"
    taken.add(short.lower())
    return short
