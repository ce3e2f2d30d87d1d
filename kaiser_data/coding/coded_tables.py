"""From a coding in a file to a folder with its tables, and from texts to the draft of a coding.

The folder is a data package as `build` makes one, `data/` and `datapackage.json`: `check`, `export` and `read_table`
take it as they take the published one. Its title and its description are this coding's; all else is the contract's.
"""

import json
from pathlib import Path

from kaiser_data.build import put_in_place
from kaiser_data.coding.assemble import Rows, Watch, assemble
from kaiser_data.coding.draft import draft_coding
from kaiser_data.coding.records import CodingError, read_coding
from kaiser_data.datapackage import dump, stamp
from kaiser_data.sources import Document
from kaiser_data.tables import DESCRIPTOR, find_home, sort_rows, to_csv


def code_texts(
    documents: list[Document], path: Path, out: Path, coder: str = "person", watch: Watch = iter
) -> dict[str, int]:
    """Make the data package of a coding in a folder; give the rows a table.

    Raises CodingError with all that is wrong, and SourceError, before anything is written.
    """
    rows = sort_rows(read_rows_of(documents, path, coder, watch))
    tables = {name: to_csv(name, told).encode() for name, told in rows.items()}
    descriptor = json.loads(stamp(find_home(), tables)) | {
        "name": "coded-tables",
        "title": f"Events, figures and quotes, coded by {coder}",
        "description": "Coded from the texts; each row with the characters that prove it.",
    }
    files = {f"data/{name}.csv": raw for name, raw in tables.items()} | {DESCRIPTOR: dump(descriptor)}
    out.mkdir(parents=True, exist_ok=True)
    put_in_place(out, files)
    return {name: len(told) for name, told in rows.items()}


def read_rows_of(documents: list[Document], path: Path, coder: str = "person", watch: Watch = iter) -> Rows:
    """Give the rows of a coding; raises CodingError with all that is wrong, and SourceError."""
    lines, unread = read_coding(path)
    rows, faults = assemble(documents, lines, coder, watch)
    if unread or faults:
        raise CodingError(path, [*unread, *faults])
    return rows


def draft_texts(documents: list[Document]) -> list[dict[str, str]]:
    """Give what the rules find in texts as the lines of a coding."""
    from kaiser_data.extract.pipeline import extract

    return draft_coding(extract(documents).rows, documents)
