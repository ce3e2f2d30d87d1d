"""Stamps `bytes` and `hash` into `datapackage.json`, and checks a whole data package.

`check` finds what frictionless 5 lets through, too: a misspelled property (`minimun`), a unique key, evidence whose
`text` is no longer its slice ("31,001" where the file has "31,000"), dates that are not their EDTF. It names each
wrong row by its id, says what stands there and what should; it mends nothing.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from itertools import chain
from pathlib import Path

from kaiser_data.edtf import NotEdtf, edtf_bounds
from kaiser_data.extracted import csv_home, dump, stamps_of
from kaiser_data.files import FIELD, PACKAGE, RESOURCE
from kaiser_data.quality.coherence import find_breaches
from kaiser_data.quality.conflicts import Conflict, find_conflicts
from kaiser_data.rows import LETTERS, TABLES, Evidence, fold, row_id
from kaiser_data.sources import SourceError, find_inside
from kaiser_data.tables import (
    DESCRIPTOR,
    TableError,
    place_of,
    read_cells,
    read_descriptor,
    read_file,
    read_number,
    read_rows,
)

# The properties of Data Package v2; `unit` is ours, as the standard allows. The official profile permits any name,
# and so would not see a misspelled one.
_KNOWN = {
    "package": PACKAGE,
    "resource": RESOURCE,
    "schema": RESOURCE["schema"],
    "field": FIELD,
    "constraints": FIELD["constraints?"],
}
_DATES = {"sources": "published", "events": "date", "figures": "as_of"}
StringTables = dict[str, list[dict[str, str]]]


class Problem(str):
    """One thing that is wrong: where, what stands there, what should."""

    __slots__ = ()


def problem(where: str, found: object, expected: object) -> Problem:
    """Say what is wrong with one value.

    >>> problem("figures a-f00003 text", "31,001", "31,000")
    "figures a-f00003 text: found '31,001', expected '31,000'"
    """
    return Problem(f"{where}: found {found!r}, expected {expected!r}")


def stamp(home: Path, tables: dict[str, bytes]) -> bytes:
    """Give the descriptor of `home` with the size and the hash of each table; nothing else in it changes."""
    descriptor = read_descriptor(home)
    for resource in descriptor["resources"]:
        resource |= stamps_of(tables[resource["name"]])
    return dump(descriptor)


def check(home: Path, seeds: Path | None = None) -> list[Problem]:
    """Check descriptor, stamps, schema, keys, evidence and dates of a data package.

    `seeds` is the folder of the texts (default: `home/seeds`); where there is none, evidence cannot be checked and
    only the tables are. An empty list means that all is well.
    """
    try:
        with csv_home(home) as tables:
            return _check(tables, seeds or home / "seeds")
    except TableError as error:
        return [Problem(str(error))]


def _check(home: Path, seeds: Path) -> list[Problem]:
    try:
        descriptor = read_descriptor(home)
        tables = {name: read_cells(name, home) for name in TABLES}
    except TableError as error:
        return [Problem(str(error))]
    if problems := [*_check_descriptor(descriptor), *_check_columns(descriptor, tables, home)]:
        return problems  # nothing that follows could be relied on
    problems = list(
        chain(
            _check_stamps(descriptor, home),
            _check_numbers(descriptor, tables),
            _check_schema(home),
            _check_keys(descriptor, tables),
            _check_ids(tables),
            _check_dates(tables),
            _check_evidence(tables, seeds) if seeds.is_dir() else (),
        )
    )
    # What rows say together is asked of cells that are what the schema says.
    return problems or [problem(*breach) for breach in find_breaches(tables)]


def list_conflicts(home: Path) -> list[Conflict]:
    """List where the texts of a data package contradict each other; both rows stay as they are; raises TableError."""
    with csv_home(home) as tables:
        rows = [read_rows(table, tables) for table in ("events", "figures", "mentions", "sources")]
    try:
        return list(find_conflicts(*rows))
    except ValueError as error:
        raise TableError(f"{home}: a date is none ({error}); run `kaiser-data check`") from None


def _check_descriptor(descriptor: dict) -> Iterator[Problem]:
    yield from _unknown("package", DESCRIPTOR, descriptor)
    names = [resource.get("name") for resource in descriptor.get("resources", [])]
    if names != list(TABLES):
        yield problem(f"{DESCRIPTOR} resources", names, list(TABLES))
        return
    for resource in descriptor["resources"]:
        where = f"{DESCRIPTOR} {resource['name']}"
        yield from _unknown("resource", where, resource)
        yield from _unknown("schema", where, resource["schema"])
        for field in resource["schema"]["fields"]:
            yield from _check_field(f"{where}.{field['name']}", field)
        named = {field["name"] for field in resource["schema"]["fields"]}
        expected = {field.name for field in fields(TABLES[resource["name"]])}
        if named != expected:
            yield problem(f"{where} fields", sorted(named - expected), sorted(expected - named))


def _check_columns(descriptor: dict, tables: StringTables, home: Path) -> Iterator[Problem]:
    """See that each table is where it is said to be, has its columns, and is keyed by columns that it has."""
    for resource in descriptor["resources"]:
        name, schema = resource["name"], resource["schema"]
        columns = [field["name"] for field in schema["fields"]]
        if resource["path"] != place_of(name, home):
            yield problem(f"{DESCRIPTOR} {name} path", resource["path"], place_of(name, home))
        if tables.get(name) and list(tables[name][0]) != columns:
            yield problem(f"{name} columns", list(tables[name][0]), columns)
        keys = [schema["primaryKey"], *(key["fields"] for key in schema.get("foreignKeys", []))]
        for column in chain.from_iterable(keys):
            if column not in columns:
                yield problem(f"{DESCRIPTOR} {name} key", column, f"one of {columns}")


def _check_field(where: str, field: dict) -> Iterator[Problem]:
    yield from _unknown("field", where, field)
    yield from _unknown("constraints", where, field.get("constraints", {}))
    pattern = field.get("constraints", {}).get("pattern", "")
    if not _is_pattern(pattern):
        yield problem(f"{where} pattern", pattern, "a regular expression")
    meanings = [category["value"] for category in field.get("categories", [])]
    if meanings != field.get("constraints", {}).get("enum", []):
        yield problem(f"{where} categories", meanings, field.get("constraints", {}).get("enum", []))


def _is_pattern(pattern: str) -> bool:
    try:
        return bool(re.compile(pattern))
    except (re.error, OverflowError, RecursionError):
        return False


def _unknown(part: str, where: str, properties: dict) -> Iterator[Problem]:
    known = [name.rstrip("?") for name in _KNOWN[part]]
    for name in properties:
        if name not in known:
            yield problem(f"{where} property", name, f"one of {' '.join(known)}")


def _check_stamps(descriptor: dict, home: Path) -> Iterator[Problem]:
    for resource in descriptor["resources"]:
        for name, expected in stamps_of(read_file(home, resource["path"])).items():
            if resource.get(name) != expected:
                yield problem(f"{resource['path']} {name}", resource.get(name), expected)


def _check_numbers(descriptor: dict, tables: StringTables) -> Iterator[Problem]:
    """See that numbers are plainly spelt: frictionless reads `24_6`, other scripts' digits and infinity, too."""
    for resource in descriptor["resources"]:
        numbers = [field for field in resource["schema"]["fields"] if field["type"] in ("integer", "number")]
        for row in tables[resource["name"]]:
            for field in numbers:
                try:
                    row[field["name"]] and read_number(field["type"], row[field["name"]])
                except ValueError as error:
                    yield Problem(f"{resource['name']} {next(iter(row.values()))} {field['name']}: {error}")


def _check_schema(home: Path) -> Iterator[Problem]:
    """Types, enums, patterns and foreign keys, by frictionless; serially, or it drops checks in silence."""
    from frictionless import Checklist, validate

    # Sizes and hashes are checked above, with what was found.
    checklist = Checklist(skip_errors=["hash-count", "byte-count"])
    report = validate(str(home / DESCRIPTOR), checklist=checklist, parallel=False)
    for error in report.errors:
        yield Problem(f"{DESCRIPTOR}: {error.message}")
    for task in report.tasks:
        for error in task.errors:
            row = getattr(error, "cells", None)
            yield Problem(f"{task.name} {row[0] if row else ''}: {error.message}")


def _check_keys(descriptor: dict, tables: StringTables) -> Iterator[Problem]:
    for resource in descriptor["resources"]:
        key, name = resource["schema"]["primaryKey"], resource["name"]
        counts = Counter(tuple(row[column] for column in key) for row in tables[name])
        for values, count in counts.items():
            if count > 1:
                yield problem(f"{name} {' '.join(values)}", f"{count} rows", "one row a key")
    told = {row["event_id"] for row in tables["mentions"]}
    for event in tables["events"]:
        if event["event_id"] not in told:
            yield problem(f"events {event['event_id']}", "no mention", "at least one")


def _check_ids(tables: StringTables) -> Iterator[Problem]:
    for table, letter in LETTERS.items():
        for row in tables[table]:
            name = next(iter(row.values()))
            if not _is_offset(row["start"]):
                continue  # the schema says so
            expected = row_id(row["source_id"], letter, int(row["start"]))
            if name != expected:
                yield problem(f"{table} {name}", name, expected)
            if fold(row["text"]) not in row["sentence"]:
                yield problem(f"{table} {name} sentence", row["sentence"], f"a sentence that holds {row['text']!r}")


def _check_dates(tables: StringTables) -> Iterator[Problem]:
    for table, date in _DATES.items():
        first, last = f"{date}_min", f"{date}_max"
        for row in tables[table]:
            where = f"{table} {next(iter(row.values()))}"
            try:
                bounds = edtf_bounds(row[date]) if row[date] else ("", "")
            except NotEdtf:
                yield problem(f"{where} {date}", row[date], "an EDTF date such as 2026-02")
                continue
            if (row[first], row[last]) != tuple(bounds):
                yield problem(f"{where} {first}, {last}", (row[first], row[last]), tuple(bounds))


def _check_evidence(tables: StringTables, seeds: Path) -> Iterator[Problem]:
    contents = {}
    for source in tables["sources"]:
        try:
            path = find_inside(seeds, source["file"])
        except SourceError as error:
            yield Problem(f"sources {source['source_id']}: {error}")
            continue
        raw = path.read_bytes() if path.is_file() else b""
        found = hashlib.sha256(raw).hexdigest()
        if found != source["sha256"]:
            yield problem(f"{path} sha256", found, source["sha256"])
        contents[source["source_id"]] = raw.decode("utf-8", "replace")
    for actor in tables["actors"]:
        yield from _check_naming(actor, contents.get(actor["source_id"], ""))
    for table in ("mentions", "figures", "quotes"):
        for row in tables[table]:
            yield from _check_slice(f"{table} {next(iter(row.values()))}", row, contents)


def _check_naming(actor: dict[str, str], content: str) -> Iterator[Problem]:
    """See that the characters that first name an actor are a form of the name, or describe who has none."""
    if not (_is_offset(actor["start"]) and _is_offset(actor["end"])):
        return  # the schema says so
    forms = [actor["name"], actor["short_name"], *actor["aliases"].split("|")]
    found = fold(content[int(actor["start"]) : int(actor["end"])])
    if found not in forms and not (found and actor["named_by"] == "composed"):
        yield problem(f"actors {actor['actor_id']} start, end", found, f"one of {forms}")


def _check_slice(where: str, row: dict[str, str], contents: dict[str, str]) -> Iterator[Problem]:
    content = contents.get(row["source_id"], "")
    spans = [("text", row["start"], row["end"])]
    if row.get("cue_start"):
        spans.append(("cue", row["cue_start"], row["cue_end"]))
    for field, start, end in spans:
        if not (_is_offset(start) and _is_offset(end)):
            continue  # the schema says so
        evidence = Evidence(source_id=row["source_id"], start=int(start), end=int(end), text=row[field])
        if not evidence.stands_in(content):
            yield problem(f"{where} {field}", row[field], fold(content[evidence.start : evidence.end]))


def _is_offset(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) < 16
