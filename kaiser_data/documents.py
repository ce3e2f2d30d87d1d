"""Records to documents: the id of each text, and what is wrong with one that cannot be read.

A text that the corpus gives no id gets one made of its characters, which no reordering moves. A text whose id another
has is none twice: the second one is a problem. The command line names a text, a folder of texts, a file of texts, or
standard input (`-`); all are read in order, each text held at once: what does not fit into memory is left to `corpus`.
A text of many that cannot be read is left out and said, a file of its own that cannot be is an error.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from pathlib import Path
from typing import BinaryIO

from kaiser_data.records import TEXT, Record, is_corpus_file, read_records
from kaiser_data.rows import fold
from kaiser_data.sources import KINDS, Document, SourceError, decode, make_document, read_text_file

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_DESCRIBED = ("file", "title", "publisher", "authors", "kind", "url", "note")


def read_folder(folder: Path) -> list[Document]:
    """Read every document that `folder/sources.csv` names, in its order; raises SourceError at the first wrong one."""
    if not (listing := folder / "sources.csv").exists():
        raise SourceError(f"there is no file {listing}; list the texts in it, source_id and file a line")
    return read_documents(str(folder))


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
    # A cell stands on one line, whatever a spreadsheet broke it into; a file is called exactly what it is called.
    written = {TEXT: str, "file": str.strip}
    cells = {column: written.get(column, fold)(cell) for column, cell in record.cells.items()}
    source_id = cells["source_id"] = cells.get("source_id") or _id_of(cells)
    problem = record.problem or _wrong_id(source_id, seen)
    if not problem:
        seen[source_id] = record.where
    return cells, problem


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


def read_paths(
    paths: list[str], published: str, stdin: BinaryIO, left_out: Callable[[SourceError], None] | None = None
) -> list[Document]:
    """Read files, folders and `-`; raises SourceError for what cannot be read or is named twice.

    `left_out` is told of each text of many that cannot be read; without it the first one is raised.
    """
    found = [document for path in paths for document in _read_path(path, published, stdin)]
    wrong = [document for document in found if isinstance(document, SourceError)]
    documents = [document for document in found if isinstance(document, Document)]
    if wrong and not (left_out and documents):
        raise wrong[0]
    for problem in wrong:
        left_out(problem)
    seen: set[str] = set()
    for document in documents:
        source_id = document.source.source_id
        if source_id in seen:
            raise SourceError(f"two texts are called {source_id!r}; rename one file, or give both in a sources.csv")
        seen.add(source_id)
    return documents


def _read_path(path: str, published: str, stdin: BinaryIO) -> Iterable[Document | SourceError]:
    if path == "-":
        raw = stdin.read()
        if not raw.strip():
            raise SourceError("standard input is empty; pipe a text into it")
        text = decode(raw, "standard input")
        # A source has a file: it is called as on the command line.
        return [make_document(text, source_id="stdin", file="-", published=published, where="--published")]
    if not Path(path).is_dir() and not is_corpus_file(path):
        return [read_text_file(Path(path), published)]
    if published:
        raise SourceError(f"--published is for a single text; {path} has its dates in a column of that name")
    return try_documents(path)
