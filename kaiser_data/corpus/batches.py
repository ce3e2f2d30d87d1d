"""Records to batches: what a worker gets to read at a time, and by what it knows that it has read it before.

A batch is at most 200 texts or two million characters, written as JSON lines into a file that the worker opens; its
name ends in a digest of these lines and of the rules, so that a part which an earlier run finished is known by its
name. Here each text gets its place among all.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from kaiser_data.documents import give_id, make_of
from kaiser_data.records import TEXT, Record
from kaiser_data.sources import Document

_MOST_TEXTS = 200
_MOST_CHARACTERS = 2_000_000


class Batch(NamedTuple):
    """Some texts on their way to a worker: `lines` is what the worker reads, one JSON object a text."""

    name: str
    lines: bytes
    texts: int
    characters: int
    share: float


def make_batches(records: Iterable[Record], seen: MutableMapping[str, str]) -> Iterator[Batch]:
    """Cut a corpus into batches; `seen` holds where each id stands, and takes in the new ones."""
    lines: list[bytes] = []
    characters = number = 0
    for rank, record in enumerate(records):
        lines.append(_line(rank, record, seen))
        characters += len(record.cells.get(TEXT, ""))
        if len(lines) >= _MOST_TEXTS or characters >= _MOST_CHARACTERS:
            yield _batch(number, lines, characters, record.share)
            lines, characters, number = [], 0, number + 1
    if lines:
        yield _batch(number, lines, characters, 1.0)


def _batch(number: int, lines: list[bytes], characters: int, share: float) -> Batch:
    joined = b"\n".join(lines)
    digest = hashlib.sha256(rules_digest().encode() + joined).hexdigest()
    return Batch(f"{number:06d}-{digest[:20]}", joined, len(lines), characters, share)


@cache
def rules_digest() -> str:
    """Give a digest of the package's own code and lexicons: with other rules a finished part is none."""
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".csv", ".jsonl"):
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _line(rank: int, record: Record, seen: MutableMapping[str, str]) -> bytes:
    cells, problem = give_id(record, seen)
    told = {"rank": rank, "where": record.where, "problem": problem, "cells": cells}
    return json.dumps(told, ensure_ascii=False).encode()


def read_line(line: bytes) -> tuple[int, str, str, Callable[[], Document]]:
    """Read a line of a batch: a text's rank, where it stands, its id, and what makes its Document (or SourceError)."""
    told = json.loads(line)
    return told["rank"], told["where"], told["cells"]["source_id"], partial(make_of, told["cells"], told["problem"])
