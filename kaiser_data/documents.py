"""Records to documents: the id of each text, and what is wrong with one that cannot be read.

A text that the corpus gives no id gets one made of its characters, which no reordering moves. A text whose id another
has is none twice: the second one is a problem. The same rules of white space hold for every form of a corpus.
"""

import hashlib
import re
from collections.abc import Iterator, MutableMapping

from kaiser_data.records import TEXT, Record, read_records
from kaiser_data.rows import fold
from kaiser_data.sources import KINDS, Document, SourceError, make_document

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DESCRIBED = ("file", "title", "publisher", "authors", "kind", "url", "note")


def read_documents(path: str) -> list[Document]:
    """Read every text of a corpus that fits into memory; raises SourceError at the first that cannot be used."""
    documents = []
    for document in try_documents(path):
        if isinstance(document, SourceError):
            raise document
        documents.append(document)
    return documents


def try_documents(path: str) -> Iterator[Document | SourceError]:
    """Read the texts of a corpus one by one: each Document, or what is wrong with it; raises SourceError for none."""
    seen: dict[str, str] = {}
    record = None
    for record in read_records(path):
        cells, problem = give_id(record, seen)
        try:
            yield make_of(cells, problem)
        except SourceError as error:
            yield SourceError(f"{path}: {record.where}: {error}")
    if not record:
        raise SourceError(f"{path}: names no text; add a line for each")


def give_id(record: Record, seen: MutableMapping[str, str]) -> tuple[dict[str, str], str]:
    """Give the cells of a record, its id among them, and what is wrong; `seen` holds where each id stands."""
    cells = {column: cell if column == TEXT else _straightened(column, cell) for column, cell in record.cells.items()}
    source_id = cells["source_id"] = cells.get("source_id") or _id_of(cells)
    problem = record.problem or _wrong_id(source_id, seen)
    if not problem:
        seen[source_id] = record.where
    return cells, problem


def _straightened(column: str, cell: str) -> str:
    """Write a cell on one line, whatever a spreadsheet broke it into; a file is called exactly what it is called."""
    return cell.strip() if column == "file" else fold(cell)


def _id_of(cells: dict[str, str]) -> str:
    stem = re.sub(r"[^A-Za-z0-9]+", "-", cells.get("file", "").split(".")[0]).strip("-") or "text"
    return f"{stem}-{hashlib.sha256(cells.get(TEXT, '').encode()).hexdigest()[:16]}"


def _wrong_id(source_id: str, seen: MutableMapping[str, str]) -> str:
    if not _SLUG.fullmatch(source_id):
        return f"source_id {source_id!r} is no slug; use letters, digits, - _ . such as latimes-2026-02-23"
    if source_id in seen:
        return f"source_id {source_id!r} stands in {seen[source_id]} already; give each text its own"
    return ""


def make_of(cells: dict[str, str], problem: str) -> Document:
    """Make the document of a record; raises SourceError where its text cannot be used."""
    if problem:
        raise SourceError(problem)
    if not cells.get(TEXT, "").strip():
        raise SourceError("the text is empty; put the text in it or remove the line")
    if cells.get("kind", "") not in ("", *KINDS):
        raise SourceError(f"kind {cells['kind']!r} is unknown; use one of {', '.join(KINDS)}")
    described = {column: cells.get(column, "") for column in _DESCRIBED}
    return make_document(
        cells[TEXT], source_id=cells["source_id"], published=cells.get("published", ""), where="published", **described
    )
