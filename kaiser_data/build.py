"""From `seeds/` to `data/`: extract, correct, check, and only then replace the published tables.

Twice gives the same bytes, on any machine. The six tables and the stamped descriptor are first written whole into a
folder aside and checked there; then that folder is renamed to `.build-ready`, and its files are moved into place. A
build that is killed before the rename leaves the old tables as they were; one killed after it is carried to its end
by the next. A full disk is met before the first published file is touched.
"""

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from kaiser_data.corrections import Correction, apply_corrections, parse_corrections, settle_event_ids, split_links
from kaiser_data.datapackage import Problem, check, stamp
from kaiser_data.documents import read_folder
from kaiser_data.files import refuse_link_out
from kaiser_data.rows import TABLES, Row, Rows
from kaiser_data.sources import Document
from kaiser_data.tables import DESCRIPTOR, read_descriptor, sort_rows, to_csv

_READY = ".build-ready"
_CITING = ("mentions", "figures", "quotes")


class BuildError(Exception):
    """Tables that were made and found wrong; the published ones are untouched."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(problems))
        self.problems = problems


def build(home: Path) -> dict[str, int]:
    """Make `home/data/` and the stamps of `home/datapackage.json` from `home/seeds/`; count the rows of each table.

    Raises SourceError, CorrectionError or BuildError before anything published has changed.
    """
    for name in ("seeds", "data", _READY):  # what is read and written lies in `home`: a link would be written through
        refuse_link_out(home, name)
    finish_build(home)
    documents = read_folder(home / "seeds")
    corrections = parse_corrections(home / "seeds" / "corrections.csv")
    read_descriptor(home)  # refused before the texts are read, which takes longer
    rows = sort_rows(corrected(extracted(documents), corrections, documents))
    tables = {name: to_csv(name, rows[name]).encode() for name in TABLES}
    publish(home, tables)
    return {name: len(rows[name]) for name in TABLES}


def extracted(documents: list[Document]) -> dict[str, tuple[Row, ...]]:
    """Give the automatic rows of all documents."""
    from kaiser_data.extract.pipeline import extract

    return extract(documents).rows


def corrected(rows: Rows, corrections: list[Correction], documents: list[Document]) -> Rows:
    """Give the rows as a person left them, with what follows from a correction: ties, labels, ids.

    What ties rows of different tables is found anew after the rows are right, and then corrected itself.
    """
    from kaiser_data.extract.layout import sentence_of

    contents = {document.source.source_id: document.content for document in documents}
    sentence_at = lambda source_id, start, end: sentence_of(contents[source_id], start, end)  # noqa: E731
    of_rows, of_links = split_links(corrections)
    right = tied(apply_corrections(rows, of_rows, documents, sentence_at))
    right = apply_corrections(right, of_links, documents, sentence_at)
    return reviewed(settle_event_ids(relabelled(right, rows)), rows)


def tied(rows: Rows) -> Rows:
    """Tie the rows of each text to one another anew: claims, events that figures measure, clauses around quotes."""
    from kaiser_data.extract.links import nest, tie

    figures, quotes = [], []
    for source in rows["sources"]:
        of = {name: [row for row in rows[name] if row.source_id == source.source_id] for name in _CITING}
        quotes += nest(of["quotes"])
        figures += tie(of["figures"], of["quotes"], rows["events"], of["mentions"])
    return rows | {"figures": tuple(figures), "quotes": tuple(quotes)}


def relabelled(rows: Rows, extracted: Rows) -> Rows:
    """Write the labels of corrected events anew where no person has: a label follows from who, what, whom and where."""
    from kaiser_data.labels import label_events

    found = {event.event_id: event.label for event in extracted["events"]}
    by_rule = label_events(rows["events"], rows["actors"])
    events = (
        new if old.label in ("", found.get(old.event_id)) else old
        for old, new in zip(rows["events"], by_rule, strict=True)
    )
    return rows | {"events": tuple(events)}


def reviewed(rows: Rows, extracted: Rows) -> Rows:
    """Say of each row that is not as the rules gave it that a person's correction changed it, here or what it cites."""
    found = {row for name in TABLES for row in extracted[name]}
    changes = lambda row: getattr(row, "review", "") == "auto" and row not in found  # noqa: E731
    return {
        name: tuple(replace(row, review="corrected") if changes(row) else row for row in rows[name]) for name in TABLES
    }


def publish(home: Path, tables: dict[str, bytes]) -> None:
    """Replace the tables of `home` by these, whole or not at all; raises BuildError where they are wrong."""
    files = {f"data/{name}.csv": raw for name, raw in tables.items()} | {DESCRIPTOR: stamp(home, tables)}
    aside = Path(tempfile.mkdtemp(prefix=".build-", dir=home))
    try:
        write_aside(aside, files)
        if problems := check(aside, seeds=home / "seeds"):
            raise BuildError(problems)
        finish_build(home)
        aside.rename(home / _READY)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    finish_build(home)


def finish_build(home: Path) -> None:
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
