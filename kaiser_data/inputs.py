"""What the command line names, read in order: a text, a folder of texts, a file of texts, or standard input.

`kaiser-data extract my_texts/ --out my_tables/` takes a folder with its own `sources.csv`; `news.csv` holds a text a
line in its column `text`; single `.txt` files and standard input (`-`) are documents of their own. Here every text is
held at once; what does not fit into memory is left to `corpus`. A text of many that cannot be read is left out and
said, a file of its own that cannot be is an error.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from kaiser_data.documents import try_documents
from kaiser_data.records import is_corpus_file
from kaiser_data.sources import Document, SourceError, decode, make_document, read_text_file


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
