"""Reads `sources.csv` and the texts it names; refuses bad input with file, line and remedy.

A folder of texts has a `sources.csv` with the columns `source_id,file,title,publisher,authors,kind,published,url`,
all but the first two free to be empty. `usw-2021-10-01` is the file `004`, its date inferred, which the build sees
by itself: the text never says "2021". What `sources` leaves alone is prose: a text may hold anything but NUL bytes.
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kaiser_data.bounds import Bounds, NotEdtf, edtf_bounds, is_day
from kaiser_data.rows import Source

REQUIRED = ("source_id", "file")
COLUMNS = ("source_id", "file", "title", "publisher", "authors", "kind", "published", "url", "note")
KINDS = ("news", "party_press", "trade_press", "union", "employer", "government")
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class SourceError(Exception):
    """Input that cannot be used: says which file and line, what stands there and what to do."""


@dataclass(frozen=True)
class Document:
    """A source and its text, as stored: no newline translated, nothing stripped."""

    source: Source
    content: str


def read_folder(folder: Path) -> list[Document]:
    """Read every document that `folder/sources.csv` names, in its order; raises SourceError."""
    listing = folder / "sources.csv"
    documents = [_read_line(folder, listing, number, line) for number, line in _lines(listing)]
    if not documents:
        raise SourceError(f"{listing}: names no text; add a line with source_id and file for each")
    return documents


def read_file(path: Path, published: str = "") -> Document:
    """Read one text file; its name without the ending becomes the source_id."""
    content = decode(_bytes(path, str(path)), str(path))
    return make_document(content, source_id=_slug(path.stem), file=path.name, published=published, where="--published")


def make_document(
    content: str,
    *,
    source_id: str = "text",
    file: str = "",
    published: str = "",
    where: str = "published",
    **described: str,
) -> Document:
    """Build a document around a text that is at hand; computes dates, hash and counts.

    >>> make_document("On 3 May 2025 they struck.", published="2025-05-03").source.dated_by
    'stated'
    """
    bounds = _bounds(published, where)
    try:
        raw = content.encode()
    except UnicodeEncodeError as error:
        raise SourceError(f"{file or 'the text'}: character {error.start} is half of a pair; decode it as UTF-8") from None
    source = Source(
        source_id=source_id,
        file=file,
        published=published,
        published_min=bounds.first,
        published_max=bounds.last,
        dated_by=_dated_by(content, published),
        sha256=hashlib.sha256(raw).hexdigest(),
        characters=len(content),
        words=len(content.split()),
        **described,
    )
    return Document(source, content)


def _lines(listing: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = decode(_bytes(listing, str(listing)), str(listing)).removeprefix("\ufeff")
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        lines = [(reader.line_num, line) for line in reader]
    except csv.Error as error:
        where = f"{listing} line {reader.reader.line_num}"
        raise SourceError(f"{where}: {error}; close its quotation marks, or double one inside a cell") from None
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise SourceError(
            f"{listing} line 1: no column {' and no column '.join(missing)}; the first line must read "
            f"{','.join(COLUMNS[:-1])}"
        )
    seen: dict[str, int] = {}
    for number, line in lines:
        source_id = _checked_id(line, f"{listing} line {number}")
        if source_id in seen:
            raise SourceError(
                f"{listing} line {number}: source_id {source_id!r} stands in line {seen[source_id]} already; "
                "give each text its own, such as latimes-2026-02-23"
            )
        seen[source_id] = number
        yield number, {name: (line.get(name) or "").strip() for name in COLUMNS}


def _checked_id(line: dict, where: str) -> str:
    if None in line:
        raise SourceError(f"{where}: more cells than columns; quote a cell that holds a comma")
    source_id = (line["source_id"] or "").strip()
    if not _SLUG.fullmatch(source_id):
        raise SourceError(
            f"{where}: source_id {source_id!r} is no slug; use letters, digits, - _ . such as latimes-2026-02-23"
        )
    return source_id


def _read_line(folder: Path, listing: Path, number: int, line: dict[str, str]) -> Document:
    where = f"{listing} line {number}"
    if line["kind"] and line["kind"] not in KINDS:
        raise SourceError(f"{where}: kind {line['kind']!r} is unknown; use one of {', '.join(KINDS)}")
    path = _inside(folder, line["file"], where)
    content = decode(_bytes(path, where), f"{where}: {line['file']}")
    described = {key: value for key, value in line.items() if key != "published"}
    return make_document(content, published=line["published"], where=f"{where}: published", **described)


def _inside(folder: Path, name: str, where: str) -> Path:
    if not name:
        raise SourceError(f"{where}: no file named; write the name of the text, such as 000.txt")
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SourceError(f"{where}: {name} lies outside {folder}; move the text into that folder")
    return path


def _bytes(path: Path, where: str) -> bytes:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{where}: there is no file {path}; correct the name or add the file") from None
    except OSError as error:
        raise SourceError(f"{where}: cannot read {path} ({error.strerror}); check that it is a readable file") from None
    if not raw.strip():
        raise SourceError(f"{where}: {path} is empty; put the text in it or remove the line")
    return raw


def decode(raw: bytes, where: str) -> str:
    """Read bytes as UTF-8 text; raises SourceError for other bytes and for NUL."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{where}: byte {error.start} (line {line} of the file) is not UTF-8; save the file as UTF-8"
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceError(f"{where}: a NUL byte in line {line} of the file; save it as plain UTF-8 text, not UTF-16")
    return text


def _bounds(published: str, where: str) -> Bounds:
    if not published:
        return Bounds("", "")
    try:
        return edtf_bounds(published)
    except NotEdtf:
        raise SourceError(
            f'{where} "{published}" is not EDTF; write 2026-02-23, 2026-02 or [2025-08-21..2025-09-30]'
        ) from None


def _dated_by(content: str, published: str) -> str:
    """A text states its date where that day stands in it with its year; all else is inferred."""
    if not published:
        return ""
    if not is_day(published):
        return "inferred"
    year, month, day = published.split("-")
    name = _MONTHS[int(month) - 1]
    month_name = rf"(?:{name}|{name[:3]}|{name[:4]})\.?"
    stated = (
        rf"\b(?:{published}|{int(day)}(?:st|nd|rd|th)?\s+{month_name},?\s+{year}"
        rf"|{month_name}\s+{int(day)}(?:st|nd|rd|th)?,?\s+{year})\b"
    )
    return "stated" if re.search(stated, content, re.IGNORECASE) else "inferred"


def _slug(stem: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-._") or "text"
