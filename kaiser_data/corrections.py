"""Applies `seeds/corrections.csv`: what a person set, added or dropped, and why.

A line `figures,usw-2021-10-01-f00347,set,topic,other,contract_length,…` changes a field where the rules still find
what it expects. A correction that no longer meets the value it expects is an error, not a silence: the build stops
with its line. `events,A,set,event_id,A,B` says that A is B: told by both, or B its right name; what pointed to A then
points to B. What follows from other fields is never written by hand: `text` and `sentence` come from the offsets,
`date_min` and `date_max` from `date`, a label from the rest. `extract` never applies corrections.
"""

import math
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, replace
from itertools import groupby
from pathlib import Path

from kaiser_data.edtf import NotEdtf, edtf_bounds
from kaiser_data.rows import TABLES, Evidence, Row
from kaiser_data.sources import Document, read_listing
from kaiser_data.tables import cell, id_field

COLUMNS = ("table", "row_id", "action", "field", "expect", "value", "reason")
_DERIVED = {"text", "sentence", "date_min", "date_max", "label", "review"}
_FIXED = {"source_id", "start"}
_NUMBERS = {"start": int, "end": int, "cue_start": int, "cue_end": int, "value": float, "value_max": float}
Rows = dict[str, tuple[Row, ...]]
SentenceAt = Callable[[str, int, int], str]


class CorrectionError(Exception):
    """A correction that cannot be applied: its line, what was expected and what stands there."""


@dataclass(frozen=True)
class Correction:
    """One line of `corrections.csv`, with where it stands."""

    where: str
    table: str
    row_id: str
    action: str
    field: str
    expect: str
    value: str
    reason: str


def read_corrections(path: Path) -> list[Correction]:
    """Read and check the lines of a corrections file (a missing one has none); raises SourceError, CorrectionError."""
    if not path.exists():
        return []
    columns, lines = read_listing(path)
    if columns != COLUMNS:
        raise CorrectionError(f"{path} line 1: the columns must read {','.join(COLUMNS)}")
    return [_checked(f"{path} line {number}", line) for number, line in lines]


def row_key(table: str, row: Row) -> str:
    """Name a row as corrections do; a mention by its event, source and start.

    >>> from kaiser_data.rows import Mention
    >>> row_key("mentions", Mention(event_id="a-e00003", source_id="b", start=7, end=9, text="on"))
    'a-e00003|b|7'
    """
    if table == "mentions":
        return f"{row.event_id}|{row.source_id}|{row.start}"
    return getattr(row, id_field(table))


def apply_corrections(
    rows: Rows, corrections: list[Correction], documents: list[Document], sentence_at: SentenceAt
) -> Rows:
    """Give the rows as corrected; raises CorrectionError with the line that no longer fits.

    `sentence_at(source_id, start, end)` gives the sentence around a span.
    """
    contents = {document.source.source_id: document.content for document in documents}
    tables = {name: {row_key(name, row): row for row in rows.get(name, ())} for name in TABLES}
    for (table, key, action), group in groupby(corrections, lambda c: (c.table, c.row_id, c.action)):
        lines = list(group)
        if action == "add":
            if key in tables[table]:
                raise CorrectionError(f"{lines[0].where}: {key} is there already; use set, or drop the line")
            tables[table][key] = _added(table, lines, contents, sentence_at)
            continue
        for line in lines:
            row = _found(tables[table], key, line)
            if action == "drop":
                _drop(tables, table, key)
            elif table == "events" and line.field == "event_id":
                _unite(tables, row, line.value)
                key = line.value
            else:
                del tables[table][key]
                changed = _set(row, line, contents, sentence_at)
                key = row_key(table, changed)
                if key in tables[table]:
                    raise CorrectionError(f"{line.where}: {key} is there already; drop one of the two rows")
                tables[table][key] = changed
    return {name: tuple(kept.values()) for name, kept in tables.items()}


def _checked(where: str, line: dict) -> Correction:
    if None in line or None in line.values():
        raise CorrectionError(f"{where}: expected {len(COLUMNS)} cells; quote a cell that holds a comma")
    if line["table"] not in TABLES or line["table"] == "sources":
        raise CorrectionError(f"{where}: there is no table {line['table']!r} to correct; sources.csv is its own hand")
    if not line["row_id"].strip() or not line["row_id"].isprintable():
        raise CorrectionError(f"{where}: row_id {line['row_id']!r} names no row; copy the row's id")
    if line["action"] not in ("set", "add", "drop"):
        raise CorrectionError(f"{where}: action {line['action']!r}; write set, add or drop")
    if not line["reason"].strip() and line["action"] != "add":
        raise CorrectionError(f"{where}: no reason given; say in a few words why a person must decide this")
    known = {field.name for field in fields(TABLES[line["table"]])}
    if line["field"] not in known and not (line["action"] == "drop" and not line["field"]):
        raise CorrectionError(f"{where}: {line['table']} has no field {line['field']!r}")
    if line["action"] != "drop" and line["field"] in _DERIVED:
        raise CorrectionError(f"{where}: {line['field']} follows from other fields and is never written by hand")
    if line["action"] == "set" and line["field"] in _FIXED:
        raise CorrectionError(f"{where}: {line['field']} is part of the row's id; drop the row and add it anew")
    return Correction(where, **{name: line[name] for name in COLUMNS})


def _found(kept: dict[str, Row], key: str, line: Correction) -> Row:
    row = kept.get(key)
    if row is None:
        raise CorrectionError(
            f"{line.where}: there is no {line.row_id} in {line.table} any more; remove or renew the line"
        )
    stands = cell(getattr(row, line.field)) if line.field else ""
    if line.field and stands != line.expect:
        raise CorrectionError(
            f"{line.where}: {line.row_id} {line.field} expected {line.expect!r}, found {stands!r}; "
            "look at the row again and renew or remove the line"
        )
    return row


def _drop(tables: dict[str, dict[str, Row]], table: str, key: str) -> None:
    """Drop a row; with an event go its mentions, and no figure measures it any more."""
    del tables[table][key]
    if table != "events":
        return
    tables["mentions"] = {k: row for k, row in tables["mentions"].items() if row.event_id != key}
    for k, row in tables["figures"].items():
        if row.event_id == key:
            tables["figures"][k] = replace(row, event_id="")


def _unite(tables: dict[str, dict[str, Row]], event: Row, name: str) -> None:
    """Take an event for the one called `name`, or give it that name; its mentions and figures follow."""
    del tables["events"][event.event_id]
    tables["events"].setdefault(name, _reviewed(event, event_id=name))
    for table in ("mentions", "figures"):
        moved = (_reviewed(r, event_id=name) if r.event_id == event.event_id else r for r in tables[table].values())
        tables[table] = {row_key(table, row): row for row in moved}


def _reviewed(row: Row, **changed: object) -> Row:
    return replace(row, **changed, review="added" if row.review == "added" else "corrected")


def _set(row: Row, line: Correction, contents: dict[str, str], sentence_at: SentenceAt) -> Row:
    changed = _reviewed(row, **{line.field: _typed(line, line.value)})
    return _derived(changed, line.where, contents, sentence_at)


def _added(table: str, lines: list[Correction], contents: dict[str, str], sentence_at: SentenceAt) -> Row:
    where = lines[0].where
    values = {line.field: _typed(line, line.value) for line in lines}
    if not any(line.reason.strip() for line in lines):
        raise CorrectionError(f"{where}: no reason given; say in one of its lines why a person must add this row")
    if issubclass(TABLES[table], Evidence):
        values.setdefault("text", "")
        values.setdefault("rule", "person")
    values.setdefault(id_field(table), lines[0].row_id.split("|")[0])
    given = values.keys()
    missing = [f.name for f in fields(TABLES[table]) if f.default is MISSING and f.name not in given]
    if missing:
        raise CorrectionError(f"{where}: to add {lines[0].row_id}, give {', '.join(missing)} too")
    row = _derived(TABLES[table](**values, review="added"), where, contents, sentence_at)
    if row_key(table, row) != lines[0].row_id:
        raise CorrectionError(f"{where}: the fields make the row {row_key(table, row)}, not {lines[0].row_id}")
    return row


def _derived(row: Row, where: str, contents: dict[str, str], sentence_at: SentenceAt) -> Row:
    """Compute what follows from the fields that a person may write."""
    if isinstance(row, Evidence):
        content = contents.get(row.source_id, "")
        if not 0 <= row.start < row.end <= len(content):
            raise CorrectionError(f"{where}: no characters {row.start}:{row.end} in source {row.source_id!r}")
        text = Evidence.cut(row.source_id, content, row.start, row.end).text
        return replace(row, text=text, sentence=sentence_at(row.source_id, row.start, row.end))
    if hasattr(row, "date"):
        try:
            first, last = edtf_bounds(row.date)
        except NotEdtf:
            raise CorrectionError(f"{where}: date {row.date!r} is not EDTF; write 2026-02, or [..2026-02-07]") from None
        return replace(row, date_min=first, date_max=last)
    return row


def _typed(line: Correction, value: str) -> object:
    convert = _NUMBERS.get(line.field)
    if convert is None:
        return value
    if not value and line.field not in ("start", "end"):
        return None
    try:
        number = convert(value)
        if not math.isfinite(number):  # "nan" and "inf" are numbers to Python, and a number of what to nobody
            raise ValueError(value)
        return number
    except (OverflowError, ValueError):
        raise CorrectionError(f"{line.where}: {line.field} {value!r} is no number") from None
