"""The form of a coding: lines as they are written, in JSON Lines or CSV, and the fields that a line may have.

`{"table": "mentions", "event": "walkout", "text": "the dockers walked out"}`, or the same as a line of a CSV whose
columns are those of all tables together; every cell is a string, and an empty cell, `null` and a missing field are one.
The fields are those of `datapackage.json`, in words instead of offsets and ids: a figure's line has `text` for `start`
and `end`, `event` (a key of the coder's own) for `event_id`, and neither `sentence` nor `as_of_min`, which follow. What
a field may hold is asked of the descriptor, here and nowhere else; what a line means is left to `assemble`.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kaiser_data.console import CONTROL
from kaiser_data.edtf import is_edtf
from kaiser_data.rows import BOUNDS, TABLES, fold
from kaiser_data.sources import SourceError, decode, read_bytes, read_listing
from kaiser_data.tables import cell, fields_of, pointers_of, read_number

_UNWRITABLE = re.compile(r"[\0\ud800-\udfff]")


class CodedLine(NamedTuple):
    """One row of a coding: its line in the file, and its cells that are not empty."""

    number: int
    cells: Mapping[str, str]


class Fault(NamedTuple):
    """What is wrong in a line: what stands there, what was expected."""

    number: int
    told: str


class CodingError(SourceError):
    """A coding that makes no tables; `problems` holds a line of text each, in the order of the file."""

    def __init__(self, path: Path | str, faults: Iterable[Fault]):
        self.problems = [f"{path} line {fault.number}: {fault.told}" for fault in sorted(faults, key=lambda f: f[0])]
        super().__init__("\n".join(self.problems))


def dump_coding(lines: Iterable[Mapping[str, str]]) -> str:
    """Write lines as JSON Lines, numbers as numbers, and what a terminal would obey by its code.

    >>> dump_coding([{"table": "figures", "text": "nearly 1,200", "value": "1200"}])
    '{"table": "figures", "text": "nearly 1,200", "value": 1200}\\n'
    """
    # A number as it is written there: a float might be spelt otherwise.
    read = {"value": json.loads, "value_max": json.loads}
    objects = ({name: read.get(name, str)(text) for name, text in line.items()} for line in lines)
    dumped = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in objects)
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", dumped)


def dump_csv(lines: Iterable[Mapping[str, str]]) -> str:
    """Write lines as a CSV, the fields of all tables as its columns.

    >>> dump_csv([{"table": "figures", "text": "1,200"}, {"table": "events", "event": "walkout"}])
    'table,text,event\\nfigures,"1,200",\\nevents,,walkout\\n'
    """
    lines = list(lines)
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, dict.fromkeys(name for line in lines for name in line), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return written.getvalue()


def read_lines(path: Path) -> Iterator[CodedLine | Fault]:
    """Read the lines of a coding from a CSV; raises SourceError."""
    columns, lines = read_listing(path)
    if "table" not in columns:
        yield Fault(1, f"no column table; the columns are those of all tables, not {', '.join(columns)}")
        return
    for number, row in lines:
        if None in row:
            yield Fault(number, "more cells than columns; quote a cell that holds a comma")
        elif any(row.values()):
            yield CodedLine(number, {name: text for name in row if (text := fold(row[name] or ""))})


def read_json_lines(path: Path) -> Iterator[CodedLine | Fault]:
    """Read the lines of a coding from JSON Lines; raises SourceError."""
    yield from (read_object(number, line) for number, line in numbered_lines(path))


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Give the lines of a file that are not empty, each with its number; raises SourceError."""
    text = decode(read_bytes(path), str(path)).removeprefix("\ufeff")
    # Not `splitlines`, which ends a line at U+2028, too.
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def read_object(number: int, line: str) -> CodedLine | Fault:
    """Read one object with the fields of a row."""
    try:
        cells = json.loads(line, object_pairs_hook=_cells)
    except json.JSONDecodeError as error:
        return Fault(number, f"no JSON ({error.msg} at character {error.pos + 1}); write an object a line")
    except (RecursionError, ValueError) as error:
        return Fault(number, f"{error}; write an object of words and numbers a line")
    if not isinstance(cells, dict):
        return Fault(number, "no object; write {…} with the fields of one row")
    return CodedLine(number, cells)


def _cells(pairs: list[tuple[str, object]]) -> dict[str, str]:
    names = [name for name, _ in pairs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{twice[0]} stands there twice")
    cells = {name: _cell(name, value) for name, value in pairs}
    return {name: text for name, text in cells.items() if text}


def _cell(name: str, value: object) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "|".join(value)
    if isinstance(value, (bool, list, dict)):
        raise ValueError(f"{name} is neither words nor a number")
    text = fold(cell(value))
    if _UNWRITABLE.search(text):
        raise ValueError(f"{name} holds half a character or NUL")
    return text


CODED = ("actors", "events", "mentions", "figures", "quotes")
# What a cell says that is to stay empty where something would be filled in.
EMPTY = "-"
_LISTED = 30
# The field with the words for whoever says or claims; the id stands beside them.
VOICES = {"figures": "claimed_by", "quotes": "speaker"}
# What is found where a line does not say it.
_FOUND = {"start", "utterance_id", "actor_id", "short_name", "named_by"}
_COMPUTED = {"figure_id", "quote_id", "end", "cue_end", "within", "sentence", "rule", "review"}.union(*BOUNDS.values())


@cache
def form_of(table: str) -> dict[str, str]:
    """Give the fields of a table's lines, each with the field of the table that it fills.

    >>> [*form_of("mentions")]
    ['source_id', 'text', 'context', 'event', 'start', 'date_text', 'trigger']
    """
    form = {} if table == "events" else dict.fromkeys(("source_id", "text", "context"), "")
    for field in fields_of(table):
        if field["name"] not in _COMPUTED:
            form[_in_words(table, field["name"])] = field["name"]
    return form | ({"cue_context": ""} if table == "quotes" else {})


def _in_words(table: str, field: str) -> str:
    """Call a field by what a line has for its id: the name of an actor, or a key of the coder's own."""
    if field not in {"event_id", *pointers_of(table)} - {"source_id"}:
        return field
    name = field.removesuffix("_id")
    return f"{name}_actor" if name == VOICES.get(table) else name


def is_needed(table: str, field: dict) -> bool:
    """Tell whether a coder must say a field of a table: it is required, and neither found nor usual.

    >>> [field["name"] for field in fields_of("figures") if is_needed("figures", field)]
    ['source_id', 'text', 'measure', 'topic', 'value', 'unit']
    """
    name = field["name"]
    usual = any(one.name == name and one.default not in (MISSING, "", None) for one in fields(TABLES[table]))
    found = usual or name in _COMPUTED | _FOUND or (table == "actors" and name == "source_id")
    return bool(field.get("constraints", {}).get("required")) and not found


def check_line(cells: Mapping[str, str], values: Mapping[str, str]) -> Iterator[str]:
    """Say which fields of a line its table has not, and which values of its row the descriptor does not allow."""
    table = cells["table"]
    form = form_of(table)
    for name in cells:
        if name not in ("table", *form):
            yield f"{table} has no field {name!r}; {what_was_expected(name, form)}"
    named = {field: name for name, field in form.items() if field}
    for field in fields_of(table):
        value, name = values.get(field["name"], ""), named.get(field["name"], field["name"])
        if value:
            yield from (f"{name} {told}" for told in _wrong(field, value))
        elif is_needed(table, field):
            yield f"{table} needs {name}: {field['description']}"


def what_was_expected(value: str, allowed: Mapping[str, object] | list[str]) -> str:
    """Say what was expected: the nearest of what is allowed, or all of it."""
    near = get_close_matches(value, allowed, 1)
    return f"the nearest is {near[0]!r}" if near else f"write one of {', '.join([*allowed][:_LISTED])}"


def _wrong(field: dict, value: str) -> Iterator[str]:
    limits = field.get("constraints", {})
    if "enum" in limits and value not in limits["enum"]:
        yield f"{value!r} is not allowed; {what_was_expected(value, limits['enum'])}"
    elif field["name"] in BOUNDS and not is_edtf(value):
        yield f"{value!r} is no EDTF date; write 2026-02-23, 2026-02, 2026-02-09/.. or [..2026-02-07]"
    elif "pattern" in limits and not re.fullmatch(limits["pattern"], value):
        yield f"{value!r} is not of the form {limits['pattern']}"
    elif field["type"] in ("integer", "number"):
        try:
            read_number(field["type"], value)
        except ValueError as error:
            yield str(error)
