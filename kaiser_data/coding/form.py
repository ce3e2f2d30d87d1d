"""The form of a line, by table: the fields of `datapackage.json`, in words instead of offsets and ids.

A figure's line has `text` for `start` and `end`, `event` (a key of the coder's own) for `event_id`, and neither
`sentence` nor `as_of_min`, which follow. What a field may hold is asked of the descriptor, here and nowhere else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from difflib import get_close_matches
from functools import cache

from kaiser_data.edtf import is_edtf
from kaiser_data.rows import BOUNDS, TABLES
from kaiser_data.tables import fields_of, read_number

CODED = ("actors", "events", "mentions", "figures", "quotes")
# What a cell says that is to stay empty where something would be filled in.
EMPTY = "-"
_LISTED = 30
_IN_WORDS = {
    "event_id": "event",
    "utterance_id": "utterance",
    "target_id": "target",
    "speaker_id": "speaker_actor",
    "claimed_by_id": "claimed_by_actor",
}
# What is found where a line does not say it.
_FOUND = {"start", "utterance_id", "actor_id", "short_name", "named_by"}
_COMPUTED = {"figure_id", "quote_id", "end", "cue_end", "within", "sentence", "rule", "review"}.union(*BOUNDS.values())


@cache
def form_of(table: str) -> dict[str, str]:
    """Give the fields of a table's lines, each with the field of the table that it fills.

    >>> [*form_of("mentions")]
    ['source_id', 'text', 'context', 'event', 'start', 'date_text', 'trigger']
    """
    named = _IN_WORDS | ({"actor_id": "actor"} if table == "events" else {})
    form = {} if table == "events" else dict.fromkeys(("source_id", "text", "context"), "")
    for field in fields_of(table):
        if field["name"] not in _COMPUTED:
            form[named.get(field["name"], field["name"])] = field["name"]
    return form | ({"cue_context": ""} if table == "quotes" else {})


def is_needed(table: str, field: dict) -> bool:
    """Tell whether a coder must say a field of a table: it is required, and neither found nor usual.

    >>> [field["name"] for field in fields_of("figures") if is_needed("figures", field)]
    ['source_id', 'text', 'measure', 'topic', 'value', 'unit']
    """
    name = field["name"]
    usual = any(one.name == name and one.default not in (MISSING, "", None) for one in fields(TABLES[table]))
    found = usual or name in _COMPUTED | _FOUND or (table == "actors" and name == "source_id")
    return bool(field.get("constraints", {}).get("required")) and not found


def check_form(table: str, cells: Mapping[str, str]) -> Iterator[str]:
    """Say which fields of a line its table has not."""
    for name in cells:
        if name not in form_of(table):
            yield f"{table} has no field {name!r}; {what_was_expected(name, form_of(table))}"


def check_values(table: str, values: Mapping[str, str]) -> Iterator[str]:
    """Say which values of a row, by field of the table, the descriptor does not allow."""
    named = {field: name for name, field in form_of(table).items() if field}
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
