"""What changed between two releases: rows added, removed and changed, each by its id.

`compare_releases(Path("old.zip"), Path("."))` reads two data packages, folders or zips as `kaiser-data export`
writes them, each by its own descriptor. Ids name source and offset, so that a better rule changes a row and renames
none; a row whose span moved is one removed and one added. A column that only one release has is named once, not for
every row.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kaiser_data.extracted import csv_home
from kaiser_data.tables import DESCRIPTOR, TableError, read_cells, read_descriptor

Rows = dict[str, dict[str, str]]
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
        before, after = _read(earlier), _read(later)
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


def _read(path: Path) -> dict[str, Rows]:
    home = path
    if path.is_file():
        try:
            home = zipfile.Path(path)
        except (zipfile.BadZipFile, NotImplementedError):
            raise TableError(f"{path} is neither a folder nor a zip; name a release, such as data-0.1.0.zip") from None
    if not (home / DESCRIPTOR).exists():
        raise TableError(f"{path} holds no {DESCRIPTOR}; name a folder or zip that is a data package")
    try:
        return _tables(home)
    except KeyError as error:
        raise TableError(f"{path} is damaged ({error}); fetch it again") from None


def _tables(home: Path) -> dict[str, Rows]:
    tables = {}
    for resource in read_descriptor(home)["resources"]:
        key = resource["schema"]["primaryKey"]
        rows = read_cells(resource["name"], home)
        tables[resource["name"]] = {" ".join(row[name] for name in key): row for row in rows}
    return tables


def _compare_rows(table: str, old: Rows, new: Rows) -> Iterator[Change]:
    before, after = (list(next(iter(rows.values()), {})) for rows in (old, new))
    if old and new:
        yield from (Change(table, "removed", f"column {name}") for name in before if name not in after)
        yield from (Change(table, "added", f"column {name}") for name in after if name not in before)
    yield from (Change(table, "removed", key, old=_name(row)) for key, row in old.items() if key not in new)
    yield from (Change(table, "added", key, new=_name(row)) for key, row in new.items() if key not in old)
    for key in filter(old.__contains__, new):
        yield from _compare_cells(table, key, old[key], new[key])


def _compare_cells(table: str, key: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    for name, cell in new.items():
        if name in old and old[name] != cell:
            yield Change(table, "changed", key, name, old[name], cell)


def _name(row: dict[str, str]) -> str:
    return next((row[name] for name in _SHOWN if row.get(name)), "")


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= 80 else text[:79] + '…'}”" if text else "nothing"
