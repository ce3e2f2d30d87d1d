"""What is known of a text, and how a file that a person names is opened: bad input is refused with its remedy.

`usw-2021-10-01` is the file `004`, its date inferred, which the build sees by itself: the text never says "2021".
What `sources` leaves alone is prose: a text may hold anything but NUL bytes.
"""

import codecs
import csv
import hashlib
import io
import re
import stat
from calendar import month_name
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unicodedata import category

from kaiser_data.edtf import Bounds, NotEdtf, edtf_bounds, is_day
from kaiser_data.rows import Source

SOURCE_COLUMNS = ("source_id", "file", "title", "publisher", "authors", "kind", "published", "url", "note")
KINDS = ("news", "party_press", "trade_press", "union", "employer", "government")
# Files that are no text and no corpus, by the ending of the name: what each is, and what to make of it.
_OTHERS = {
    "tsv tab": "is a table parted by tabs; save it as .csv, with commas",
    "xlsx xlsm xls ods": "is a workbook; save its sheet as .csv, in UTF-8",
    "json": "is JSON in one piece; write it as .jsonl, one object a line",
    "docx doc odt rtf pdf": "is a formatted document; save its text as .txt, in UTF-8",
}
# A day with a time: 2024-01-03T10:00:00Z, 2024-01-03 00:00:00, what pandas and databases write.
_TIMED = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?Z| ?[+-][0-9:]{2,6})?"
)


class SourceError(Exception):
    """Input that cannot be used: says which file and line, what stands there and what to do."""


@dataclass(frozen=True)
class Document:
    """A source and its text, as stored: no newline translated, nothing stripped."""

    source: Source
    content: str


def read_text_file(path: Path, published: str = "") -> Document:
    """Read one text file; its name without the ending becomes the source_id."""
    refuse_other(str(path), path.suffix)
    content = decode(read_bytes(path), str(path))
    return make_document(
        content, source_id=id_of_stem(path.stem), file=path.name, published=published, where="--published"
    )


def make_document(
    content: str,
    *,
    source_id: str = "text",
    file: str = "",
    published: str | date = "",
    where: str = "published",
    **described: str,
) -> Document:
    """Build a document around a text that is at hand; computes dates, hash and counts.

    >>> make_document("On 3 May 2025 they struck.", published="2025-05-03").source.dated_by
    'stated'
    """
    published = _day_of(published)
    bounds = _bounds(published, where)
    for name, told in {"file": file, "source_id": source_id, **described}.items():
        refuse_half_pair(told, name)
    if not isinstance(content, str):
        raise SourceError(f"{file or 'the text'} is a {type(content).__name__}; give it as a str")
    if not content:
        raise SourceError(f"{file or 'the text'} is empty; leave it out")
    try:
        raw = content.encode()
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{file or 'the text'}: character {error.start} is half of a pair; decode it as UTF-8"
        ) from None
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


def read_listing(path: Path) -> tuple[tuple[str, ...], list[tuple[int, dict]]]:
    """Read a CSV file that a person wrote: its columns, and its lines with their numbers; raises SourceError."""
    text = decode(read_bytes(path), str(path)).removeprefix("\ufeff")
    # Not `splitlines`, for which U+2028 and a form feed end a line, too.
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(reader.line_num, line) for line in reader]
    except csv.Error as error:
        where = f"{path} line {reader.reader.line_num}"
        raise SourceError(f"{where}: {error}; close its quotation marks, or double one inside a cell") from None
    return tuple(reader.fieldnames or ()), lines


def check_columns(columns: Sequence[str], required: Sequence[str], where: str, remedy: str) -> None:
    """Raise SourceError where a table lacks a column that it must have, or has one of ours twice."""
    if twice := [name for name in SOURCE_COLUMNS if columns.count(name) > 1]:
        raise SourceError(f"{where}: two columns {' and two columns '.join(twice)}; leave one of them")
    missing = [name for name in required if name not in columns]
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if missing and len(columns) == 1 and sign in columns[0]:
            raise SourceError(f"{where}: its cells are parted by {name}; save it with commas")
    if missing:
        raise SourceError(f"{where}: no column {' and no column '.join(missing)}; {remedy}")


def refuse_other(where: str, suffix: str) -> None:
    """Raise SourceError for a file whose name ends as that of a table or document which is no text."""
    for suffixes, remedy in _OTHERS.items():
        if suffix.lower().removeprefix(".") in suffixes.split():
            raise SourceError(f"{where}: {remedy}")


def read_bytes(path: Path) -> bytes:
    """Read a file that a person names; raises SourceError for one that is missing, empty or no plain file."""
    try:
        # A pipe or a device may never end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError(f"{path} is a folder, a pipe or a device; name a file, or give - a stream")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"there is no file {path}; correct the name or add the file") from None
    except OSError as error:
        raise SourceError(f"cannot read {path} ({error.strerror}); check that it is a readable file") from None
    if not raw.decode("utf-8", "replace").strip():
        raise SourceError(f"{path} is empty; put the text in it or remove the line")
    return raw


def find_inside(folder: Path, name: str) -> Path:
    """Give the path of a file of a folder, by the name that a cell gives it; raises SourceError for one outside."""
    if not name:
        raise SourceError("no file named; write the name of the text, such as 000.txt")
    if any(category(sign).startswith("C") for sign in name):
        raise SourceError(f"the file name {name!r} holds what cannot be printed; rename the file")
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve()) and not Path(name).is_absolute()
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise SourceError(f"{name} leads nowhere ({error}); name the file itself") from None
    if not inside:
        raise SourceError(f"{name} lies outside {folder}; move the text into that folder")
    return path


def decode(raw: bytes, where: str) -> str:
    """Read bytes as UTF-8 text; raises SourceError for other bytes and for NUL."""
    refuse_utf16(raw, where)
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


def refuse_utf16(raw: bytes, where: str) -> None:
    """Raise SourceError for bytes that begin as UTF-16 does."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SourceError(f"{where}: is UTF-16; save it as UTF-8")


def refuse_half_pair(told: str, name: str) -> None:
    """Raise SourceError for what no table could hold: a name or title that is no UTF-8."""
    try:
        told.encode()
    except UnicodeEncodeError:
        raise SourceError(f"{name} {told!a} is not UTF-8; rename it in UTF-8") from None


def _day_of(published: object) -> str:
    """Give the day of a date with a time, of a date, a datetime or a pandas timestamp, as written there; EDTF stays."""
    published = str(published or "").strip()
    published = "" if published == "NaT" else published
    timed = _TIMED.fullmatch(published)
    return timed[1] if timed else published


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
    at = content.find(published[:4])
    while at >= 0:
        if _is_day_at(content, at, published):
            return "stated"
        at = content.find(published[:4], at + 1)
    return "inferred"


# One pattern for all days: one made for each would take longer to make than to use.
_BEFORE_YEAR = re.compile(
    r"\b(?:(\d\d?)(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?|([a-z]{3,9})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?)\s+$", re.IGNORECASE
)
_LONGEST_BEFORE = 40


def _is_day_at(content: str, at: int, day: str) -> bool:
    """Tell whether the year at `at` is that of a day: `2025-05-03`, "3 May 2025", "May 3rd, 2025"."""
    if content.startswith(day, at) and not _is_word(content[at - 1 : at] + content[at + 10 : at + 11]):
        return True
    before = _BEFORE_YEAR.search(content, max(0, at - _LONGEST_BEFORE), at)
    if not before or _is_word(content[at + 4 : at + 5]):
        return False
    name = month_name[int(day[5:7])].lower()
    number, month = (before[1], before[2]) if before[1] else (before[4], before[3])
    return number == str(int(day[8:])) and month.lower() in (name, name[:3], name[:4])


def _is_word(signs: str) -> bool:
    return any(sign.isalnum() or sign == "_" for sign in signs)


def id_of_stem(stem: str) -> str:
    """Make an id of the name of a file.

    >>> id_of_stem("Nurses strike (final)")
    'Nurses-strike-final'
    """
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-._") or "text"
