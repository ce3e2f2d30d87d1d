"""What a person decided where two coders differ, as a coding: the first coder's rows with each decision carried out.

`agree --out` lists the differences; a person fills `decision` with `first`, `second` or a value. Of a row that only
one coder has, `first` and `second` say whose view holds. The settled coding is checked by `code` like any other.
"""

from collections.abc import Iterable
from pathlib import Path

from kaiser_data.coding.draft import draft_coding
from kaiser_data.coding.records import CodingError, Fault
from kaiser_data.quality.agreement import Cells
from kaiser_data.quality.comparison import POINTERS, Tables, pair_tables, row_name, stand_for
from kaiser_data.quality.disagreements import Disagreement
from kaiser_data.rows import TABLES
from kaiser_data.sources import Document, read_listing
from kaiser_data.tables import TableError, rows_of

_COLUMNS = tuple(Disagreement.__dataclass_fields__)


def read_decisions(path: Path) -> list[Disagreement]:
    """Read a list of differences with its decisions; raises CodingError for those that are none, SourceError."""
    columns, lines = read_listing(path)
    if missing := [name for name in _COLUMNS if name not in columns]:
        raise CodingError(path, [Fault(1, f"no column {missing[0]}; take the file that `agree --out` writes")])
    decided = [(number, Disagreement(**{name: row[name] or "" for name in _COLUMNS})) for number, row in lines]
    if faults := [Fault(number, told) for number, one in decided if (told := _flaw(one))]:
        raise CodingError(path, faults)
    return [one for _, one in decided]


def _flaw(one: Disagreement) -> str:
    if not one.decision:
        return "decision is empty; write first, second" + (" or a value" if one.field else "")
    if not one.field and one.decision not in ("first", "second"):
        return f"decision {one.decision!r} of a whole row; write first or second"
    if one.table not in TABLES:
        return f"there is no table {one.table!r}; leave that column as it was"
    return ""


def settle(
    first: Tables, second: Tables, decided: Iterable[Disagreement], documents: Iterable[Document]
) -> list[Cells]:
    """Give the lines of the settled coding; raises TableError for a row that is not there."""
    kept = {table: {row_name(table, row): dict(row) for row in rows} for table, rows in first.items()}
    theirs = {table: {row_name(table, row): row for row in rows} for table, rows in second.items()}
    standing = stand_for(pair_tables(second, first))
    for one in decided:
        rows = kept[one.table]
        if one.row not in (rows if one.field else rows.keys() | theirs[one.table].keys()):
            raise TableError(f"there is no row {one.row} in {one.table}; leave that column of the list as it was")
        if one.field:
            rows[one.row][one.field] = {"first": one.first, "second": one.second}.get(one.decision, one.decision)
        elif one.decision == "second" and one.row in rows:
            del rows[one.row]
        elif one.decision == "second":
            rows[one.row] = _translated(theirs[one.table][one.row], standing)
    tables = {table: rows_of(table, rows.values()) for table, rows in kept.items()}
    return draft_coding(tables, documents)


def _translated(row: Cells, standing: dict[str, dict[str, str]]) -> Cells:
    """Let a row of the second coding point to the rows of the first that stand for its own."""
    return row | {
        field: standing[table].get(row[field], row[field]) for field, table in POINTERS.items() if field in row
    }
