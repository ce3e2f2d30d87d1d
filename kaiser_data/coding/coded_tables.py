"""From a coding in a file to a folder with its tables, and from texts to the draft of a coding.

The ending of a coding says its form: .jsonl, .csv, .jsonld (Web Annotations), .zip (UIMA CAS). The folder is a data
package as `extract` writes one: `check`, `export`, `show` and `agree` take it. `kd.draft`, `kd.code` and `kd.agree` do
the same on DataFrames, whose cells are changed as any other.

`agree --out` lists where two coders differ; a person fills `decision` with `first`, `second` or a value, and `settle`
carries the decisions out on the first coder's rows. Of a row that only one coder has, `first` and `second` say whose
view holds. The settled coding is checked by `code` like any other.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kaiser_data.coding.annotation_tools import dump_annotations, read_annotations, read_cas, write_cas
from kaiser_data.coding.assemble import Rows, Watch, assemble
from kaiser_data.coding.drafts import PlacedLine, draft_coding
from kaiser_data.coding.form import (
    CODED,
    CodedLine,
    CodingError,
    Fault,
    dump_coding,
    dump_csv,
    form_of,
    read_csv,
    read_json_lines,
)
from kaiser_data.extracted import write_extracted
from kaiser_data.quality import Cells
from kaiser_data.quality.comparison import POINTERS, Disagreement, Tables, pair_tables, read_tables, row_name, stand_for
from kaiser_data.reader import cells_of
from kaiser_data.rows import TABLES
from kaiser_data.sources import Document, make_document, read_listing
from kaiser_data.tables import TableError, rows_of, sort_rows

if TYPE_CHECKING:
    import pandas as pd

    from kaiser_data.extract.pipeline import Extraction

_READERS = {".csv": read_csv, ".jsonld": read_annotations, ".zip": read_cas}


def read_coding(path: Path) -> tuple[list[CodedLine], list[Fault]]:
    """Read the lines of a coding, and what is wrong with those that cannot be read; raises SourceError."""
    lines, faults = [], []
    for one in _READERS.get(path.suffix.lower(), read_json_lines)(path):
        (lines if isinstance(one, CodedLine) else faults).append(one)
    return lines, faults


def write_coding(lines: list[PlacedLine], documents: list[Document], ending: str) -> bytes:
    """Write the lines of a coding in the form of a file's ending; JSON Lines where there is no other."""
    match ending.lower():
        case ".zip":
            return write_cas(lines, documents)
        case ".jsonld":
            return dump_annotations(lines, documents).encode()
        case ".csv":
            return dump_csv(line.cells for line in lines).encode()
    return dump_coding(line.cells for line in lines).encode()


_BY_CODER = "Coded from the texts; each row with the characters that prove it."


def code_texts(
    documents: list[Document], path: Path, out: Path, coder: str = "person", watch: Watch = iter
) -> dict[str, int]:
    """Make the data package of a coding in a folder; give the rows a table.

    Raises CodingError with all that is wrong, and SourceError, before anything is written.
    """
    rows = sort_rows(read_rows_of(documents, path, coder, watch))
    write_extracted(rows, out, f"{len(documents)} texts, coded by {coder}", _BY_CODER)
    return {name: len(told) for name, told in rows.items()}


def read_rows_of(documents: list[Document], path: Path, coder: str = "person", watch: Watch = iter) -> Rows:
    """Give the rows of a coding; raises CodingError with all that is wrong, and SourceError."""
    lines, unread = read_coding(path)
    rows, faults = assemble(documents, lines, coder, watch)
    if unread or faults:
        raise CodingError(path, [*unread, *faults])
    return rows


def draft_texts(documents: list[Document], folder: Path | None = None) -> list[PlacedLine]:
    """Give what the rules find in texts, or what the tables of a folder hold of them, as the lines of a coding.

    Raises TableError for tables out of shape.
    """
    if folder:
        return draft_coding(_rows_in(folder), documents)
    from kaiser_data.extract.pipeline import extract

    return draft_coding(extract(documents).rows, documents)


def _rows_in(folder: Path) -> Rows:
    try:
        return {table: tuple(rows_of(table, cells)) for table, cells in read_tables(folder).items()}
    except (KeyError, ValueError) as error:
        raise TableError(f"{folder} holds a table that is not as the schema says ({error})") from None


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
    return [line.cells for line in draft_coding(tables, documents)]


def _translated(row: Cells, standing: dict[str, dict[str, str]]) -> Cells:
    """Let a row of the second coding point to the rows of the first that stand for its own."""
    return row | {
        field: standing[table].get(row[field], row[field]) for field, table in POINTERS.items() if field in row
    }


def draft(text: str, published: str = "") -> "pd.DataFrame":
    """Give what the rules find in a text as the lines of a coding, a row each, with the fields of all tables.

    Every cell is a string, empty where a table has no such field.
    """
    import pandas as pd

    lines = draft_texts([make_document(text, published=published)])
    columns = dict.fromkeys(["table", *(name for table in CODED for name in form_of(table))])
    return pd.DataFrame([dict(line.cells) for line in lines], columns=[*columns], dtype=str).fillna("")


def code(text: str, lines: "pd.DataFrame", published: str = "", coder: str = "person") -> "Extraction":
    """Make the tables of a coding of a text; raises CodingError, a line for each row that is wrong.

    Rows are numbered as the DataFrame's index numbers them.
    """
    from kaiser_data.extract.pipeline import Extraction

    cells = lines.fillna("").astype(str).to_dict("records")
    numbered = [
        CodedLine(number, {name: value for name, value in row.items() if value})
        for number, row in zip(lines.index, cells, strict=True)
    ]
    rows, faults = assemble([make_document(text, published=published)], numbered, coder)
    if faults:
        raise CodingError("draft", faults)
    return Extraction(rows)


def agree(first: "Extraction", second: "Extraction") -> "pd.DataFrame":
    """Measure how two extractions or codings of the same texts agree: a row for each table and field.

    `share` is F1 for rows found and else a share, in percent; `kappa` and `alpha` are missing where no few values are
    chosen from. Intervals over texts need several: `kaiser-data agree` gives them.
    """
    import pandas as pd

    from kaiser_data.quality.coders import agree as measure

    measures = measure(cells_of(first.rows), cells_of(second.rows), draws=1)
    estimate = lambda value: value[0] if isinstance(value, tuple) else value  # noqa: E731
    columns = ("table", "measure", "first", "second", "share", "kappa", "alpha")
    return pd.DataFrame([[estimate(getattr(one, name)) for name in columns] for one in measures], columns=columns)
