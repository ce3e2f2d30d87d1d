"""Texts of one's own: what the command line names, read in order, and the six tables written from it.

`kaiser-data extract my_texts/ --out my_tables/` takes a folder with its own `sources.csv`; single `.txt` files and
standard input (`-`) are documents of their own. What this leaves alone is `data/`: only the build writes there.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from kaiser_data.rows import TABLES, Row
from kaiser_data.sources import Document, SourceError, decode, make_document, read_file, read_folder
from kaiser_data.tables import sort_rows, to_csv


def read_paths(paths: list[str], published: str, stdin: BinaryIO) -> list[Document]:
    """Read files, folders and `-`; raises SourceError for what cannot be read or is named twice."""
    documents = [document for path in paths for document in _read_path(path, published, stdin)]
    seen: set[str] = set()
    for document in documents:
        source_id = document.source.source_id
        if source_id in seen:
            raise SourceError(f"two texts are called {source_id!r}; rename one file, or give both in a sources.csv")
        seen.add(source_id)
    return documents


def write_tables(rows: Mapping[str, tuple[Row, ...]], out: Path) -> None:
    """Write the six tables as CSV into a folder: each is written aside, then renamed."""
    out.mkdir(parents=True, exist_ok=True)
    ordered = sort_rows(rows)
    with tempfile.TemporaryDirectory(prefix=".tables-", dir=out) as aside:
        for name in TABLES:
            (Path(aside) / f"{name}.csv").write_bytes(to_csv(name, ordered[name]).encode())
        for name in TABLES:
            (Path(aside) / f"{name}.csv").replace(out / f"{name}.csv")


def _read_path(path: str, published: str, stdin: BinaryIO) -> list[Document]:
    if path == "-":
        raw = stdin.read()
        if not raw.strip():
            raise SourceError("standard input is empty; pipe a text into it")
        return [
            make_document(decode(raw, "standard input"), source_id="stdin", published=published, where="--published")
        ]
    if Path(path).is_dir():
        if published:
            raise SourceError(f"--published is for a single text; {path} has its dates in sources.csv")
        return read_folder(Path(path))
    return [read_file(Path(path), published)]
