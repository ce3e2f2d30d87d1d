"""From a coding in a file to a folder with its tables, and from texts to the draft of a coding.

The ending of a coding says its form: .jsonl, .csv, .jsonld (Web Annotations), .zip (UIMA CAS). The folder is a data
package as `extract` writes one: `check`, `export`, `show` and `agree` take it.
"""

from pathlib import Path

from kaiser_data.coding.assemble import Rows, Watch, assemble
from kaiser_data.coding.draft import PlacedLine, place_lines
from kaiser_data.coding.inception import read_cas, write_cas
from kaiser_data.coding.records import CodedLine, CodingError, Fault, dump_coding, dump_csv, read_csv, read_json_lines
from kaiser_data.coding.web_annotations import dump_annotations, read_annotations
from kaiser_data.extracted import write_extracted
from kaiser_data.quality.comparison import read_tables
from kaiser_data.sources import Document
from kaiser_data.tables import TableError, rows_of, sort_rows

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
        return place_lines(_rows_in(folder), documents)
    from kaiser_data.extract.pipeline import extract

    return place_lines(extract(documents).rows, documents)


def _rows_in(folder: Path) -> Rows:
    try:
        return {table: tuple(rows_of(table, cells)) for table, cells in read_tables(folder).items()}
    except (KeyError, ValueError) as error:
        raise TableError(f"{folder} holds a table that is not as the schema says ({error})") from None
