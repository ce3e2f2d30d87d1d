"""What a corpus is made of: one record a text, read one by one, wherever the corpus lies.

A corpus is a folder with a `sources.csv` (or of `.txt` files alone), or a CSV, JSONL or Parquet file with a column
`text`; `.gz`, `.bz2`, `.xz` and `.zip` are opened on the way, and a path may be any that fsspec knows (`s3://…`).
Never is more than one record held. A record that cannot be used carries its problem with it ("news.csv line 17: not
UTF-8"); only what leaves no record readable, such as a file without the column `text`, is an error.
"""

import csv
import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, NamedTuple

from kaiser_data.files import PACKING, UNPACKED, LocalFiles, TableError, refuse_link_out, refuse_special, unpacked
from kaiser_data.sources import (
    SOURCE_COLUMNS,
    SourceError,
    check_columns,
    decode,
    find_inside,
    id_of_stem,
    read_bytes,
    refuse_half_pair,
    refuse_other,
    refuse_utf16,
)

if TYPE_CHECKING:
    import fsspec
    import pyarrow as pa

TEXT = "text"
KNOWN = (*SOURCE_COLUMNS, TEXT)
_READ_ROWS = 256
# The address of a file elsewhere has a protocol; what has none lies on this machine.
_PROTOCOL, _HERE = "://", "file://"


class Record(NamedTuple):
    """A text and what is known of it, by column; `share` is how much of the corpus is read by then, 0 to 1."""

    where: str
    cells: dict[str, str]
    problem: str
    share: float


def is_corpus_file(path: str) -> bool:
    """Tell whether a path names a file of many texts."""
    return _format_of(path) in _READERS


def read_records(corpus: str) -> Iterator[Record]:
    """Read a corpus record by record; raises SourceError where it cannot be read at all."""
    refuse_half_pair(corpus, "the name")
    files, path = _open_files(corpus)
    if files.isdir(path):
        yield from _read_folder(files, path)
        return
    name = PurePosixPath(path).name
    if not is_corpus_file(path):
        refuse_other(corpus, _format_of(path))
        kinds = "a folder with a sources.csv, or a .csv, .jsonl or .parquet file"
        raise SourceError(f"{corpus or 'an empty name'}: is no corpus; name {kinds}")
    if not files.isfile(path):
        raise SourceError(f"{corpus}: there is no such file; correct the path")
    with files.open(path, "rb") as raw:
        size = max(1, files.size(path) or 1)
        try:
            yield from _READERS[_format_of(path)](unpacked(raw, path), name, lambda: min(1.0, raw.tell() / size))
        except PACKING as error:
            raise SourceError(f"{corpus}: cannot be read to its end ({error}); fetch or pack it anew") from None


def _open_files(corpus: str) -> "tuple[fsspec.AbstractFileSystem | LocalFiles, str]":
    path = corpus.removeprefix(_HERE)
    if _PROTOCOL not in path:
        return LocalFiles(), path
    import fsspec

    try:
        return fsspec.core.url_to_fs(corpus)
    except (ValueError, ImportError) as error:
        raise SourceError(f"{corpus}: cannot be opened ({error}); check the path, or install what it needs") from None


def _format_of(path: str) -> str:
    suffixes = [suffix.lower() for suffix in PurePosixPath(path).suffixes]
    if suffixes and suffixes[-1] in UNPACKED:
        suffixes.pop()
    return suffixes[-1].removeprefix(".") if suffixes else ""


def _read_csv(stream: IO[bytes], name: str, share) -> Iterator[Record]:
    for where, cells, problem in read_csv_lines(stream, name, (TEXT,)):
        yield Record(where, {"file": name} | cells, problem, share())


def read_csv_lines(stream: Iterable[bytes], name: str, required: tuple[str, ...]) -> Iterator[tuple[str, dict, str]]:
    """Read the lines of a CSV: where each stands, its cells by known column, and what is wrong with it."""
    csv.field_size_limit(sys.maxsize)  # a cell holds a whole text; the limit of the csv module is 128 kB
    # A byte that is no UTF-8 spoils its own record only.
    reader = csv.reader((line.decode("utf-8", "surrogateescape") for line in _lines(stream, name)), strict=True)
    begins = 1
    try:
        columns = [column.strip().removeprefix("\ufeff") for column in next(reader, [])]
        check_columns(columns, required, f"{name} line 1", f"the first line must name {', '.join(required)}")
        begins = reader.line_num + 1
        for row in reader:
            if row:
                yield (f"{name} line {begins}", *_cells(columns, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        remedy = "close its quotation marks, or double one inside a cell"
        raise SourceError(f"{name} line {begins}: {error}; {remedy}") from None


def _lines(stream: Iterable[bytes], name: str) -> Iterator[bytes]:
    for number, line in enumerate(stream):
        if not number:
            refuse_utf16(line, name)
        yield line


def _cells(columns: list[str], row: list[str]) -> tuple[dict[str, str], str]:
    cells = {column: cell for column, cell in zip(columns, row, strict=False) if column in KNOWN and cell.strip()}
    unreadable = _unreadable(cells)
    if len(row) > len(columns):
        return cells, "more cells than columns; quote a cell that holds a comma"
    return cells, unreadable


def _unreadable(cells: dict[str, str]) -> str:
    problem = ""
    for column, cell in cells.items():  # all of them: what names a text that fails must be writable, too
        if "\0" in cell:
            problem = problem or f"a NUL byte in {column}; save it as plain UTF-8 text, not UTF-16"
        try:
            cell.encode()
        except UnicodeEncodeError:
            cells[column] = cell.encode("utf-8", "replace").decode()
            problem = problem or f"{column} is not UTF-8; save the file as UTF-8"
    return problem


def _read_jsonl(stream: IO[bytes], name: str, share) -> Iterator[Record]:
    for number, line in enumerate(_lines(stream, name), 1):
        if line.strip():
            cells, problem = _parsed(line)
            yield Record(f"{name} line {number}", {"file": name} | cells, problem, share())


def _parsed(line: bytes) -> tuple[dict[str, str], str]:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return {}, f"is no JSON ({error}); write one object a line, in UTF-8"
    if not isinstance(found, dict):
        return {}, f"holds {type(found).__name__}, not an object; write one object a line"
    return _as_text(found)


def _as_text(found: dict) -> tuple[dict[str, str], str]:
    cells = {column: _written(found[column]) for column in KNOWN if found.get(column) not in (None, "")}
    for column, cell in cells.items():
        if isinstance(cell, (dict, list)):
            return {}, f"{column} holds {type(cell).__name__}, not text; write it as a string"
    cells = {column: str(cell) for column, cell in cells.items() if str(cell).strip()}
    return cells, _unreadable(cells)


def _written(cell: object) -> object:
    """Write a cell as a person would: bytes are UTF-8, a missing number is nothing, the year 2024.0 is 2024."""
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "surrogateescape")
    if isinstance(cell, float):
        return "" if math.isnan(cell) else int(cell) if cell.is_integer() else cell
    return cell


def _read_parquet(stream: IO[bytes], name: str, share) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Arrow asks for the end of the file first: a stream that is unpacked on the way must be at hand.
        file = pq.ParquetFile(stream if stream.seekable() else pa.BufferReader(stream.read()))
        columns = [column for column in file.schema_arrow.names if column in KNOWN]
        check_columns(columns, (TEXT,), name, f"call the column of the texts {TEXT!r}")
        done, total = 0, max(1, file.metadata.num_rows)
        for batch in file.iter_batches(batch_size=_READ_ROWS, columns=columns):
            for at in range(batch.num_rows):
                done += 1
                cells, problem = _as_python(batch, at)
                yield Record(f"{name} row {done}", {"file": name} | cells, problem, done / total)
    except pa.ArrowException as error:
        raise SourceError(f"{name}: is no readable Parquet file ({error}); write it anew") from None


def _as_python(batch: "pa.RecordBatch", at: int) -> tuple[dict[str, str], str]:
    found, problems = {}, []
    for column, cell in zip(batch.schema.names, batch.columns, strict=True):
        try:
            found[column] = cell[at].as_py()
        except UnicodeDecodeError:
            problems.append(f"{column} is not UTF-8; write the file anew")
        except (ArithmeticError, ValueError) as error:  # a date beyond the year 9999, which Arrow knows
            problems.append(f"{column} cannot be read ({error}); write it as text")
    cells, problem = _as_text(found)
    return cells, problem or "; ".join(problems)


_READERS = {"csv": _read_csv, "jsonl": _read_jsonl, "ndjson": _read_jsonl, "parquet": _read_parquet}


def _read_folder(files: "fsspec.AbstractFileSystem | LocalFiles", folder: str) -> Iterator[Record]:
    listing = f"{folder.rstrip('/')}/sources.csv"
    if isinstance(files, LocalFiles):
        _refuse_odd(folder, "sources.csv")
    if not files.isfile(listing):
        yield from _read_unlisted(files, folder)
        return
    size = max(1, files.size(listing) or 1)
    with files.open(listing, "rb") as raw:
        try:
            for where, cells, problem in read_csv_lines(raw, "sources.csv", ("source_id", "file")):
                name = cells.get("file", "").strip()
                text, problem = ("", problem) if problem else _read_text(files, folder, name)
                yield Record(where, cells | {TEXT: text}, problem, min(1.0, raw.tell() / size))
        except SourceError as error:
            raise SourceError(f"{folder}: {error}") from None


def _refuse_odd(folder: str, name: str) -> None:
    """Raise SourceError for a link out of the folder, a pipe or a device; nothing where there is no such file."""
    try:
        refuse_link_out(Path(folder), name)
        refuse_special(Path(folder, name))
    except FileNotFoundError:
        return
    except TableError as error:
        raise SourceError(str(error)) from None


def _read_unlisted(files: "fsspec.AbstractFileSystem | LocalFiles", folder: str) -> Iterator[Record]:
    """Read the `.txt` files of a folder that lists none: what is known of each is its name."""
    names = text_names(files, folder)
    if not names:
        raise SourceError(f"{folder}: there is no sources.csv and no .txt; list the texts, source_id and file a line")
    for number, name in enumerate(names, 1):
        text, problem = _read_text(files, folder, name)
        cells = {"source_id": id_of_stem(PurePosixPath(name).stem), "file": name, TEXT: text}
        if _unreadable(cells):
            problem = "the name of the file is not UTF-8; rename it in UTF-8"
        yield Record(cells["file"], cells, problem, number / len(names))


def unlisted(corpus: str) -> int:
    """Count the `.txt` files of a folder of texts without a `sources.csv`; none where there is one."""
    files, path = _open_files(corpus)
    if not files.isdir(path) or files.isfile(f"{path.rstrip('/')}/sources.csv"):
        return 0
    return len(text_names(files, path))


def text_names(files: "fsspec.AbstractFileSystem | LocalFiles", folder: str) -> list[str]:
    """Give the names of the `.txt` files of a folder, sorted."""
    names = [PurePosixPath(path).name for path in files.ls(folder, detail=False)]
    return sorted(name for name in names if name.lower().endswith(".txt"))


def _read_text(files: "fsspec.AbstractFileSystem | LocalFiles", folder: str, name: str) -> tuple[str, str]:
    """Give a text of a folder, or what is wrong with it."""
    try:
        if isinstance(files, LocalFiles):
            return decode(read_bytes(find_inside(Path(folder), name)), name), ""
        if not name or name.startswith("/") or ".." in PurePosixPath(name).parts:
            raise SourceError(f"{name or 'no name'} lies outside {folder}; move the text into that folder")
        if not files.isfile(path := f"{folder.rstrip('/')}/{name}"):
            raise SourceError(f"there is no file {name}; correct the name or add the file")
        return decode(files.cat_file(path), name), ""
    except SourceError as error:
        return "", str(error)
    except OSError as error:
        return "", f"cannot read {name} ({error}); check that it is a readable file"
