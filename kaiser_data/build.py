"""From `seeds/` to `data/`: extract, correct, check, and only then replace the published tables.

Twice gives the same bytes, on any machine. The six tables and the stamped descriptor are first written whole into a
folder aside and checked there; then that folder is renamed to `.build-ready`, and its files are moved into place. A
build that is killed before the rename leaves the old tables as they were; one killed after it is carried to its end
by the next. A full disk is met before the first published file is touched.
"""

import os
import shutil
import tempfile
from pathlib import Path

from kaiser_data.corrections import apply_corrections, read_corrections
from kaiser_data.datapackage import Problem, check, stamp
from kaiser_data.rows import TABLES, Row
from kaiser_data.sources import Document, read_folder
from kaiser_data.tables import DESCRIPTOR, sort_rows, to_csv

_READY = ".build-ready"


class BuildError(Exception):
    """Tables that were made and found wrong; the published ones are untouched."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(problems))
        self.problems = problems


def build(home: Path) -> dict[str, int]:
    """Make `home/data/` and the stamps of `home/datapackage.json` from `home/seeds/`; give the rows a table.

    Raises SourceError, CorrectionError or BuildError before anything published has changed.
    """
    finish(home)
    documents = read_folder(home / "seeds")
    corrections = read_corrections(home / "seeds" / "corrections.csv")
    rows = extracted(documents)
    rows = relabelled(apply_corrections(rows, corrections, documents, sentence_finder(documents)))
    rows = sort_rows(rows)
    tables = {name: to_csv(name, rows[name]).encode() for name in TABLES}
    publish(home, tables)
    return {name: len(rows[name]) for name in TABLES}


def extracted(documents: list[Document]) -> dict[str, tuple[Row, ...]]:
    """Give the automatic rows of all documents."""
    from kaiser_data.extract.pipeline import extract

    return extract(documents).rows


def sentence_finder(documents: list[Document]):
    """Make the function that gives the sentence around a span of a source."""
    from kaiser_data.extract.layout import sentence_of

    contents = {document.source.source_id: document.content for document in documents}
    return lambda source_id, start, end: sentence_of(contents[source_id], start, end)


def relabelled(rows: dict[str, tuple[Row, ...]]) -> dict[str, tuple[Row, ...]]:
    """Write the labels of corrected events anew: a label follows from who acts, what, towards whom and where."""
    from kaiser_data.extract.events.labels import label_events

    labelled = label_events(rows["events"], rows["actors"])
    events = (old if old.review == "auto" else new for old, new in zip(rows["events"], labelled, strict=True))
    return rows | {"events": tuple(events)}


def publish(home: Path, tables: dict[str, bytes]) -> None:
    """Replace the tables of `home` by these, whole or not at all; raises BuildError where they are wrong."""
    aside = Path(tempfile.mkdtemp(prefix=".build-", dir=home))
    try:
        write_aside(aside, {f"data/{name}.csv": raw for name, raw in tables.items()})
        write_aside(aside, {DESCRIPTOR: stamp(home, tables)})
        if problems := check(aside, seeds=home / "seeds"):
            raise BuildError(problems)
        finish(home)
        aside.rename(home / _READY)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    finish(home)


def finish(home: Path) -> None:
    """Move the files of a build that was ready into place; nothing happens where there is none."""
    ready = home / _READY
    if not ready.is_dir():
        return
    # The descriptor, which names the hashes, goes last: a checker sees a half-moved set as wrong, never as right.
    for path in sorted(ready.glob("data/*")) + sorted(ready.glob("*.json")):
        target = home / path.relative_to(ready)
        target.parent.mkdir(exist_ok=True)
        try:
            path.replace(target)
        except FileNotFoundError:  # another build that finishes the same folder was faster
            continue
    shutil.rmtree(ready, ignore_errors=True)


def write_aside(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder that nobody reads yet, through to the disk."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
