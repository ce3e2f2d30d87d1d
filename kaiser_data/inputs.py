"""What the command line names, read in order: a text, a folder of texts, a file of texts, or standard input.

`kaiser-data extract my_texts/ --out my_tables/` takes a folder with its own `sources.csv`; `news.csv` holds a text a
line in its column `text`; single `.txt` files and standard input (`-`) are documents of their own. Here every text is
held at once, and the first that cannot be read is an error: what does not fit into memory is left to `corpus`.
"""

from pathlib import Path
from typing import BinaryIO

from kaiser_data.sources import Document, SourceError, decode, make_document, read_file, read_folder

_MANY = (".csv", ".jsonl", ".ndjson", ".parquet", ".csv.gz", ".jsonl.gz")


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


def _read_path(path: str, published: str, stdin: BinaryIO) -> list[Document]:
    if path == "-":
        raw = stdin.read()
        if not raw.strip():
            raise SourceError("standard input is empty; pipe a text into it")
        text = decode(raw, "standard input")
        # A source has a file: it is called as on the command line.
        return [make_document(text, source_id="stdin", file="-", published=published, where="--published")]
    if not Path(path).is_dir() and not path.lower().endswith(_MANY):
        return [read_file(Path(path), published)]
    if published:
        raise SourceError(f"--published is for a single text; {path} has its dates in a column of that name")
    return read_folder(Path(path)) if Path(path).is_dir() else _read_many(path)


def _read_many(path: str) -> list[Document]:
    from kaiser_data.corpus import read_documents

    return read_documents(path)
