"""What differs between two sets of tables: from a reference, between two codings, between two releases.

`kaiser-data compare tests/gold` holds the published tables against the five texts as people read them. Rows that cite a
text are paired by their place, events by the mentions they share, actors by id or name; a field that points to another
row agrees where it points to the row that was paired with the reference's, so ids may be others, but not what they tie
together. Every column of the reference counts, the rows' own ids aside; columns that it lacks are not compared.

Of two codings each difference stands with its sentence, so that a person can settle it. Two releases, folders or zips
as `kaiser-data export` writes them, are compared by id: ids name source and offset, so that a better rule changes a row
and renames none; a row whose span moved is one removed and one added.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kaiser_data.extracted import csv_home
from kaiser_data.quality import Cells, Pair, StringTables, jaccard, match, match_events, pair_actors, read_csv
from kaiser_data.rows import TABLES
from kaiser_data.tables import DESCRIPTOR, TableError, pointers_of, read_cells, read_descriptor

_OWN = {
    "sources": "source_id", "actors": "actor_id", "events": "event_id", "figures": "figure_id", "quotes": "quote_id",
}  # fmt: skip
_PLACE = ("source_id", "start", "end")


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that differs (`found` and `expected` are its values), or a row that only one side has (no `field`)."""

    table: str
    row: str
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        if not self.field:
            return f"{self.table} {self.row}: {'too many' if self.found else 'missing'}"
        return f"{self.table} {self.row} {self.field}: found {self.found!r}, expected {self.expected!r}"


def compare_tables(reference: Path, tables: Path) -> list[Difference]:
    """List where the tables of a folder differ from a reference; raises TableError for a folder without one."""
    return find_differences(read_tables(reference), read_tables(tables))


def find_differences(gold: StringTables, coded: StringTables) -> list[Difference]:
    """List where tables differ from a reference, both as cells: `found` and ids are those of the tables."""
    pairs = pair_tables(gold, coded)
    standing = stand_for(pairs)
    return [
        difference
        for name in TABLES
        for difference in (
            *_rows_apart(name, gold[name], coded[name], pairs[name]),
            *(one for pair in pairs[name] for one in _cells_apart(name, pair, standing)),
        )
    ]


def read_tables(folder: Path) -> StringTables:
    """Read the six tables of a folder or a data package, every cell a string; raises TableError."""
    folder = folder / "data" if (folder / "data").is_dir() else folder
    return {name: _read(folder, name) for name in TABLES}


def stand_for(pairs: dict[str, list[Pair]]) -> dict[str, dict[str, str]]:
    """Give for each table the ids on the second side that stand for those on the first."""
    return {name: {a[_OWN[name]]: b[_OWN[name]] for a, b in pairs[name]} for name in _OWN}


def _read(folder: Path, table: str) -> list[Cells]:
    path = folder / f"{table}.csv"
    try:
        rows = read_csv(path)
    except FileNotFoundError:
        raise TableError(f"there is no {path}; name a folder that holds the six tables") from None
    needed = {_OWN.get(table, "event_id"), *(_PLACE if table in ("figures", "quotes", "mentions") else ())}
    if rows and not needed <= rows[0].keys():
        raise TableError(f"{path}: there is no column {sorted(needed - rows[0].keys())[0]!r}; write it anew")
    for number, row in enumerate(rows, start=2):
        if needed >= {*_PLACE} and not (row["start"].isdecimal() and row["end"].isdecimal()):
            raise TableError(f"{path} row {number}: start and end are no offsets; write whole numbers")
    return rows


def _rows_apart(table: str, gold: list[Cells], coded: list[Cells], pairs: list[Pair]) -> Iterator[Difference]:
    met, used = ({id(pair[side]) for pair in pairs} for side in (0, 1))
    for row in gold:
        if id(row) not in met:
            yield Difference(table, row_name(table, row), "", "", "a row")
    for row in coded:
        if id(row) not in used:
            yield Difference(table, row_name(table, row), "", "a row", "")


def _cells_apart(table: str, pair: Pair, standing: dict[str, dict[str, str]]) -> Iterator[Difference]:
    for field in pair[0]:
        if field == _OWN.get(table):
            continue
        expected, found = comparable(table, field, pair, standing)
        if found != expected:
            yield Difference(table, row_name(table, pair[1]), field, found, expected)


def comparable(table: str, field: str, pair: Pair, standing: dict[str, dict[str, str]]) -> tuple[str, str]:
    """Give the two cells of a field so that equal ones agree: ids of the second side's rows, aliases in one order."""
    first, second = pair[0][field], pair[1].get(field) or ""
    if first and (other := pointers_of(table).get(field)):
        return standing[other].get(first, first), second
    if field == "aliases":
        return "|".join(sorted(first.split("|"))), "|".join(sorted(second.split("|")))
    return first, second


def row_name(table: str, row: Cells) -> str:
    """Name a row by its id, a mention by event, source and start."""
    return row[_OWN[table]] if table in _OWN else f"{row['event_id']}|{row['source_id']}|{row['start']}"


def pair_tables(gold: StringTables, coded: StringTables) -> dict[str, list[Pair]]:
    """Pair the rows of two sets of tables one to one, those of a text by the characters that they share."""
    events = dict(match_events(gold["mentions"], coded["mentions"], jaccard))
    same_event = lambda a, b: jaccard(a, b) and jaccard(a, b) + 2 * (events.get(a["event_id"]) == b["event_id"])  # noqa: E731
    people = pair_actors(gold["actors"], coded["actors"])
    ids = {name: {row[_OWN[name]]: row for row in coded[name]} for name in ("sources", "actors", "events")}
    standing = {"sources": {row["source_id"]: row["source_id"] for row in gold["sources"]}, "actors": people}
    pairs = {
        name: _pair_known(gold[name], _OWN[name], standing.get(name, events), ids[name])
        for name in ("sources", "actors", "events")
    }
    for name in ("figures", "quotes"):
        pairs[name] = match(gold[name], coded[name], jaccard)
    pairs["mentions"] = match(gold["mentions"], coded["mentions"], same_event)
    return pairs


def _pair_known(gold: list[Cells], key: str, standing: dict[str, str], coded: dict[str, Cells]) -> list[Pair]:
    met = ((row, coded.get(standing.get(row[key], ""))) for row in gold)
    return [(row, other) for row, other in met if other is not None]


# What follows from other fields, or says who coded.
_FOLLOWS = {"sentence", "rule", "review", "text", "date_min", "date_max", "as_of_min", "as_of_max"}


@dataclass(frozen=True)
class Disagreement:
    """A field on which two rows differ; without a `field`, a row that only one coding has."""

    table: str
    source_id: str
    row: str
    field: str
    first: str
    second: str
    text: str
    sentence: str
    decision: str = ""


def find_disagreements(first: StringTables, second: StringTables) -> list[Disagreement]:
    """List where two codings differ, table by table, in the order of the texts; sources are not coded."""
    stands = _evidence(second) | _evidence(first)
    known = {table: {"", *(rows[0] if rows else ())} - _FOLLOWS for table, rows in first.items()}
    found = []
    for one in find_differences(second, first):
        if one.table == "sources" or one.field not in known[one.table]:
            continue
        row = stands.get((one.table, one.row), {})
        where = (row.get(name, "") for name in ("text", "sentence"))
        source = row.get("source_id", "")
        found.append(Disagreement(one.table, source, one.row, one.field, one.found, one.expected, *where))
    return found


def write_disagreements(rows: Iterable[Disagreement], out: Path) -> None:
    """Write disagreements as CSV, to be settled in a spreadsheet; a lone row is `a row` on one side."""
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field.name for field in fields(Disagreement)])
        writer.writerows(map(astuple, rows))


def _evidence(coding: StringTables) -> dict[tuple[str, str], Cells]:
    """Give for each row the one that shows its words: itself, of an event its first mention."""
    shown = {}
    for table, rows in coding.items():
        shown |= {(table, row_name(table, row)): row for row in rows}
    for mention in reversed(coding["mentions"]):
        shown["events", mention["event_id"]] = mention
    return shown


RowsByName = dict[str, Cells]
_SHOWN = ("text", "label", "name", "title")


@dataclass(frozen=True)
class Change:
    """One difference: a row or a column `added` or `removed`, or a row's field `changed` from `old` to `new`."""

    table: str
    kind: str
    key: str
    field: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        if self.kind == "changed":
            return f"`{self.key}` {self.field}: {_quoted(self.old)} → {_quoted(self.new)}"
        return f"`{self.key}` {self.kind}" + (f": {_quoted(self.new or self.old)}" if self.new or self.old else "")


def compare_releases(old: Path, new: Path) -> list[Change]:
    """Compare two releases, each a folder or a zip with a `datapackage.json`; raises TableError."""
    with csv_home(old) as earlier, csv_home(new) as later:
        before, after = _read_release(earlier), _read_release(later)
    changes = []
    for table in dict.fromkeys([*before, *after]):
        changes += _compare_rows(table, before.get(table, {}), after.get(table, {}))
    return changes


def report(changes: list[Change]) -> str:
    """Say the changes in Markdown, a heading a table, as `CHANGELOG.md` quotes them."""
    lines = []
    for table in dict.fromkeys(change.table for change in changes):
        inside = [change for change in changes if change.table == table]
        counts = {kind: len({c.key for c in inside if c.kind == kind}) for kind in ("added", "removed", "changed")}
        said = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
        lines += [f"### {table}: {said}", "", *(f"- {change}" for change in inside), ""]
    return "\n".join(lines).rstrip()


def _read_release(path: Path) -> dict[str, RowsByName]:
    home = path
    if path.is_file():
        try:
            home = zipfile.Path(path)
        except (zipfile.BadZipFile, NotImplementedError):
            raise TableError(f"{path} is neither a folder nor a zip; name a release, such as data-0.1.0.zip") from None
    if not (home / DESCRIPTOR).exists():
        raise TableError(f"{path} holds no {DESCRIPTOR}; name a folder or zip that is a data package")
    tables = {}
    try:
        for resource in read_descriptor(home)["resources"]:
            key, rows = resource["schema"]["primaryKey"], read_cells(resource["name"], home)
            tables[resource["name"]] = {" ".join(row[name] for name in key): row for row in rows}
    except KeyError as error:
        raise TableError(f"{path} is damaged ({error}); fetch it again") from None
    return tables


def _compare_rows(table: str, old: RowsByName, new: RowsByName) -> Iterator[Change]:
    before, after = (list(next(iter(rows.values()), {})) for rows in (old, new))
    if old and new:
        yield from (Change(table, "removed", f"column {name}") for name in before if name not in after)
        yield from (Change(table, "added", f"column {name}") for name in after if name not in before)
    yield from (Change(table, "removed", key, old=_named(row)) for key, row in old.items() if key not in new)
    yield from (Change(table, "added", key, new=_named(row)) for key, row in new.items() if key not in old)
    for key in filter(old.__contains__, new):
        for name, cell in new[key].items():
            if old[key].get(name, cell) != cell:
                yield Change(table, "changed", key, name, old[key][name], cell)


def _named(row: dict[str, str]) -> str:
    return next((row[name] for name in _SHOWN if row.get(name)), "")


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= 80 else text[:79] + '…'}”" if text else "nothing"
