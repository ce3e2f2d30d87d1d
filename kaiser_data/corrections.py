"""Applies `seeds/corrections.csv`: what a person set, added or dropped, and why.

A line `figures,usw-2021-10-01-f00347,set,topic,other,contract_length,…` changes a field where the rules still find
what it expects. A correction that no longer meets the value it expects is an error, not a silence: the build stops
with its line. Rows are named by the ids that the rules give them, in every line; where a person moves a row, its id
and what points to it follow. `events,A,set,event_id,A,B` says that A is B: what told A then tells B.

What follows from other fields is never written by hand: `text` and `sentence` come from the offsets, bounds from
dates, ids from places. What `links` ties (who claims a figure, which event it measures) is tied anew from the
corrected rows, and only then corrected itself. `extract` never applies corrections.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, fields, replace
from itertools import groupby
from pathlib import Path

from kaiser_data.edtf import NotEdtf, edtf_bounds
from kaiser_data.rows import BOUNDS, LETTERS, TABLES, Evidence, Row, Rows, row_id
from kaiser_data.sources import Document, find_inside, read_listing
from kaiser_data.tables import cell, id_field

CORRECTION_COLUMNS = ("table", "row_id", "action", "field", "expect", "value", "reason")
LINKED = {("figures", "event_id"), ("figures", "claimed_by"), ("figures", "claimed_by_id"), ("quotes", "within")}
_DERIVED = {"text", "sentence", "review", *(bound for bounds in BOUNDS.values() for bound in bounds)}
_NUMBERS = {"start": int, "end": int, "cue_start": int, "cue_end": int, "value": float, "value_max": float}
_ACTIONS = ("set", "add", "drop")
Keyed = dict[str, dict[str, Row]]
SentenceAt = Callable[[str, int, int], str]


class CorrectionError(Exception):
    """A correction that cannot be applied: its line, what was expected and what stands there."""


@dataclass(frozen=True)
class Correction:
    """One line of `corrections.csv`, with where it stands; `expect` is None for a field of a row that is added."""

    where: str
    table: str
    row_id: str
    action: str
    field: str
    expect: str | None
    value: str
    reason: str


def parse_corrections(path: Path) -> list[Correction]:
    """Read and check the lines of a corrections file (a missing one has none); raises SourceError, CorrectionError."""
    if not path.exists():
        return []
    columns, lines = read_listing(find_inside(path.parent, path.name))
    if columns != CORRECTION_COLUMNS:
        raise CorrectionError(f"{path} line 1: other columns; they must read {','.join(CORRECTION_COLUMNS)}")
    read: list[Correction] = []
    for number, line in lines:
        read.append(_checked(f"{path} line {number}", line, read[-1] if read else None))
    return read


def split_links(corrections: Iterable[Correction]) -> tuple[list[Correction], list[Correction]]:
    """Part what is corrected before rows are tied to one another from what is corrected of their ties."""
    before, after = [], []
    for line in corrections:
        if (line.table, line.field) not in LINKED:
            before.append(line)
        else:
            after.append(replace(line, action="set", expect=None) if line.action == "add" else line)
    return before, after


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
                _unite(tables, key, line.value)
            else:
                tables[table][key] = _set(row, line, contents, sentence_at)
    return _unique(_repointed(tables), corrections)


def settle_event_ids(rows: Rows) -> Rows:
    """Give each event the id of its earliest mention, and to mentions and figures the event's.

    Order of `sources`, then offset; `-2` and so on where mentions of several events begin at one place, that of the
    shorter first.
    """
    rank = {source.source_id: number for number, source in enumerate(rows["sources"])}
    earliest: dict[str, tuple] = {}
    for mention in rows["mentions"]:
        place = rank[mention.source_id], mention.start, mention.end, mention.source_id
        earliest[mention.event_id] = min(place, earliest.get(mention.event_id, place))
    renamed: dict[str, str] = {}
    taken: dict[str, int] = {}
    for event_id, (_, start, _, source_id) in sorted(earliest.items(), key=lambda item: (item[1], item[0])):
        plain = row_id(source_id, "e", start)
        taken[plain] = taken.get(plain, 0) + 1
        renamed[event_id] = plain if taken[plain] == 1 else f"{plain}-{taken[plain]}"
    follow = lambda row: replace(row, event_id=renamed.get(row.event_id, row.event_id))  # noqa: E731
    return rows | {name: tuple(map(follow, rows[name])) for name in ("events", "mentions", "figures")}


def _checked(where: str, line: dict, above: Correction | None) -> Correction:
    if flaw := _flaw_of_row(line) or _flaw_of_field(line):
        raise CorrectionError(f"{where}: {flaw}")
    reason = line["reason"].strip()
    if not reason and above and (above.table, above.row_id) == (line["table"], line["row_id"]):
        reason = above.reason  # what is said once of a row holds for the lines below
    if not reason:
        raise CorrectionError(f"{where}: no reason given; say in a few words why a person must decide this")
    expect = None if line["action"] == "add" else line["expect"]
    named = {name: line[name] for name in CORRECTION_COLUMNS if name not in ("expect", "reason")}
    return Correction(where, **named, expect=expect, reason=reason)


def _flaw_of_row(line: dict) -> str:
    """Say what is wrong with how a line names its row and what is done to it; nothing where it is well."""
    if None in line or None in line.values():
        return f"expected {len(CORRECTION_COLUMNS)} cells; quote a cell that holds a comma"
    if line["table"] not in TABLES or line["table"] == "sources":
        return f"there is no table {line['table']!r} to correct; sources.csv is its own hand"
    if not line["row_id"].strip() or not line["row_id"].isprintable():
        return f"row_id {line['row_id']!r} names no row; copy the row's id"
    return "" if line["action"] in _ACTIONS else f"action {line['action']!r}; write {', '.join(_ACTIONS)}"


def _flaw_of_field(line: dict) -> str:
    """Say what is wrong with the field that a line names; a line that drops a row needs none."""
    table, action, name = line["table"], line["action"], line["field"]
    known = [field.name for field in fields(TABLES[table])]
    if name not in known:
        is_needless = action == "drop" and not name
        return "" if is_needless else f"{table} has no field {name!r}; it has {', '.join(known)}"
    if action != "drop" and name in _DERIVED:
        return f"{name} follows from other fields and is never written by hand; remove the line"
    if action == "set" and name == "source_id" and table != "actors":
        return "source_id is part of the row's id; drop the row and add it anew"
    return ""


def _found(kept: dict[str, Row], key: str, line: Correction) -> Row:
    row = kept.get(key)
    if row is None:
        raise CorrectionError(
            f"{line.where}: there is no {line.row_id} in {line.table} any more; remove or renew the line"
        )
    stands = cell(getattr(row, line.field)) if line.field else ""
    if line.field and line.expect is not None and stands != line.expect:
        raise CorrectionError(
            f"{line.where}: {line.row_id} {line.field} expected {line.expect!r}, found {stands!r}; "
            "look at the row again and renew or remove the line"
        )
    return row


def _drop(tables: Keyed, table: str, key: str) -> None:
    """Drop a row; with an event go its mentions, and no figure measures it any more."""
    event_id = row_key(table, tables[table].pop(key))
    if table != "events":
        return
    tables["mentions"] = {k: row for k, row in tables["mentions"].items() if row.event_id != event_id}
    for k, row in tables["figures"].items():
        if row.event_id == event_id:
            tables["figures"][k] = replace(row, event_id="")


def _unite(tables: Keyed, key: str, name: str) -> None:
    """Take an event for the one called `name`, or give it that name; its mentions and figures follow."""
    event = tables["events"].pop(key)
    tables["events"].setdefault(name, _reviewed(event, event_id=name))
    for k, mention in tables["mentions"].items():
        if mention.event_id == event.event_id:
            tables["mentions"][k] = _reviewed(mention, event_id=name)
    for k, figure in tables["figures"].items():
        if figure.event_id == event.event_id:
            tables["figures"][k] = replace(figure, event_id=name)


def _reviewed(row: Row, **changed: object) -> Row:
    return replace(row, **changed, review="added" if row.review == "added" else "corrected")


def _set(row: Row, line: Correction, contents: dict[str, str], sentence_at: SentenceAt) -> Row:
    changed = _reviewed(row, **{line.field: _typed(line, line.value)})
    if line.field == "start" and line.table in LETTERS:
        named = row_id(changed.source_id, LETTERS[line.table], changed.start)
        changed = replace(changed, **{id_field(line.table): named})
    return _derived(changed, line.where, contents, sentence_at)


def _added(table: str, lines: list[Correction], contents: dict[str, str], sentence_at: SentenceAt) -> Row:
    where = lines[0].where
    values = {line.field: _typed(line, line.value) for line in lines}
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
        raise CorrectionError(
            f"{where}: the fields make the row {row_key(table, row)}, not {lines[0].row_id}; name it so"
        )
    return row


def _derived(row: Row, where: str, contents: dict[str, str], sentence_at: SentenceAt) -> Row:
    """Compute what follows from the fields that a person may write."""
    if isinstance(row, Evidence):
        content = contents.get(row.source_id, "")
        if not 0 <= row.start < row.end <= len(content):
            raise CorrectionError(f"{where}: no characters {row.start}:{row.end} in {row.source_id!r}; count them anew")
        text = Evidence.cut(row.source_id, content, row.start, row.end).text
        row = replace(row, text=text, sentence=sentence_at(row.source_id, row.start, row.end))
    for date, bounds in BOUNDS.items():
        if hasattr(row, date):
            row = replace(row, **dict(zip(bounds, _bounds(getattr(row, date), where, date), strict=True)))
    return row


def _bounds(value: str, where: str, field: str) -> tuple[str, str]:
    try:
        return edtf_bounds(value) if value else ("", "")
    except NotEdtf:
        raise CorrectionError(f"{where}: {field} {value!r} is not EDTF; write 2026-02, or [..2026-02-07]") from None


def _repointed(tables: Keyed) -> Keyed:
    """Let utterances and clauses follow quotes whose ids a new start has changed."""
    moved = {key: row.quote_id for key, row in tables["quotes"].items() if key != row.quote_id}
    if moved:
        for key, row in tables["quotes"].items():
            utterance, within = moved.get(row.utterance_id, row.utterance_id), moved.get(row.within, row.within)
            tables["quotes"][key] = replace(row, utterance_id=utterance, within=within)
    return tables


def _unique(tables: Keyed, corrections: list[Correction]) -> Rows:
    """See that no correction gave two rows one id."""
    for name, kept in tables.items():
        named: dict[str, str] = {}
        for key, row in kept.items():
            now = row_key(name, row)
            if now in named:
                moved = {key, named[now]}
                where = next(line.where for line in corrections if line.table == name and line.row_id in moved)
                raise CorrectionError(f"{where}: {now} is there already; drop one of the two rows")
            named[now] = key
    return {name: tuple(kept.values()) for name, kept in tables.items()}


def _typed(line: Correction, value: str) -> object:
    convert = _NUMBERS.get(line.field)
    if convert is None:
        return value
    if not value and (line.field not in ("start", "end") or line.table == "actors"):
        return None
    try:
        number = convert(value)
        if not math.isfinite(number):  # "nan" and "inf" are numbers to Python, and a number of what to nobody
            raise ValueError(value)
        return number
    except (OverflowError, ValueError):
        raise CorrectionError(f"{line.where}: {line.field} {value!r} is no number; write it plainly, as 246") from None
