"""What a stranger may have made is looked at before it is used: files of a folder or a zip, and `datapackage.json`.

A link in a data package may lead to `~/.ssh/id_rsa`, and an export would carry that along; a pipe in place of a table
is waited for as long as nobody writes into it, a device such as `/dev/zero` read until memory ends; a member of a zip
may be encrypted or damaged. A descriptor names what become files, columns and SQL tables: `../../x` or `a" (b` is
refused here, once, as is a part of it that is missing or of another kind. Whether what it says is right is left to
`datapackage`, what a file holds to whoever asked for it.

Reading a corpus asks for files as fsspec names them: those of this machine need no library for that, what lies
elsewhere (`s3://…`) is fsspec's.
"""

import bz2
import gzip
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

# What the system says of what is no plain file.
_KINDS = {
    stat.S_ISDIR: "a folder",
    stat.S_ISFIFO: "a pipe",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
    stat.S_ISSOCK: "a socket",
}
# What unpacking may raise; RuntimeError is that of a password.
PACKING = (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, lzma.LZMAError, zlib.error)


class TableError(Exception):
    """A file, table or text that cannot be used or is not there: says which, what was expected and what to do."""


def read_inside(folder: Path | zipfile.Path, name: str) -> bytes:
    """Read a file of a folder or of a zip; raises TableError, FileNotFoundError.

    >>> len(read_inside(Path(__file__).parent, "files.py")) > 100
    True
    """
    if isinstance(folder, zipfile.Path):
        return _read_member(folder / name)
    path = folder / name
    refuse_link_out(folder, name)
    refuse_special(path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise TableError(f"{path} cannot be read ({error.strerror}); check that it is a readable file") from None


def refuse_link_out(folder: Path, name: str) -> None:
    """Raise TableError where a path of a folder leads out of it, by a link or by itself."""
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise TableError(f"{path} leads nowhere ({error}); put the file itself there") from None
    if not inside:
        raise TableError(f"{path} is a link that leads out of {folder}; put the file itself there")


def refuse_special(path: Path) -> None:
    """Raise TableError where there is a folder, a pipe or a device; FileNotFoundError where there is nothing."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise
    except OSError as error:
        raise TableError(f"{path} cannot be read ({error.strerror}); check that it is a readable file") from None
    for is_kind, kind in _KINDS.items():
        if is_kind(mode):
            raise TableError(f"{path} is {kind}; put a file there")


def _read_member(member: zipfile.Path) -> bytes:
    if not member.is_file():
        raise FileNotFoundError(str(member))
    try:
        return member.read_bytes()
    except PACKING as error:
        raise TableError(f"{member} cannot be unpacked ({error}); fetch the zip again") from None


class LocalFiles:
    """Files by path, called as those of an fsspec file system are."""

    def isdir(self, path: str) -> bool:
        """Tell whether there is a folder."""
        return os.path.isdir(path)  # noqa: PTH112 (a path with a NUL is none, where pathlib raises)

    def isfile(self, path: str) -> bool:
        """Tell whether there is a plain file, or a link to one."""
        return os.path.isfile(path)  # noqa: PTH113

    def size(self, path: str) -> int:
        """Give the bytes of a file."""
        return Path(path).stat().st_size

    def ls(self, path: str, detail: bool = False) -> list[str]:
        """Give the paths of what a folder holds."""
        return [str(inside) for inside in Path(path).iterdir()]

    def open(self, path: str, mode: str) -> IO[bytes]:
        """Open a file as bytes."""
        return Path(path).open(mode)


def _first_member(raw: IO[bytes]) -> IO[bytes]:
    archive = zipfile.ZipFile(raw)
    # A Mac packs what it knows of each file beside it.
    names = [name for name in archive.namelist() if not name.endswith("/") and not name.startswith("__MACOSX/")]
    if len(names) != 1:
        raise zipfile.BadZipFile(f"the zip holds {len(names)} files, not one file of texts")
    return archive.open(names[0])


UNPACKED: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    ".gz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
    ".zip": _first_member,
}


def unpacked(raw: IO[bytes], path: str) -> IO[bytes]:
    """Give the bytes of a file as they are unpacked, where the ending of its name says that it is packed."""
    unpack = UNPACKED.get(PurePosixPath(path).suffix.lower())
    return unpack(raw) if unpack else raw


_TITLED = {"title": str, "description": str}
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
_COLUMN = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = (int, float)
# Any other address would be fetched.
_PROFILE = re.compile(r"https://datapackage\.org/profiles/2\.0/[a-z]+\.json")
FIELD = _TITLED | {
    "name": _COLUMN,
    "type": re.compile(r"string|integer|number|date"),
    "unit?": str,
    "example?": str,
    "format?": re.compile("uri"),
    "categories?": [{"value": str, "label": str}],
    "constraints?": {
        "required?": bool,
        "unique?": bool,
        "enum?": [str],
        "pattern?": str,
        "minimum?": _NUMBER,
        "maximum?": _NUMBER,
    },
}
RESOURCE = _TITLED | {
    "name": _COLUMN,
    "type?": re.compile("table"),
    "path": re.compile(r"(?:data/)?[a-z][a-z0-9_]*\.csv"),
    "format?": re.compile("csv"),
    "encoding?": re.compile("utf-8"),
    "mediatype": str,
    "bytes": int,
    "hash": str,
    "licenses?": [{"name": str, "title?": str, "path": str}],
    "sources?": [{"title": str}],
    "schema": {
        "$schema?": _PROFILE,
        "missingValues?": [str],
        "fields": [FIELD],
        "primaryKey": [_COLUMN],
        "foreignKeys?": [{"fields": [_COLUMN], "reference": {"resource?": _COLUMN, "fields": [_COLUMN]}}],
    },
}
PACKAGE = _TITLED | {
    "$schema?": _PROFILE,
    "name": _SLUG,
    "version": re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*"),
    "created?": re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"),
    "keywords?": [str],
    "licenses?": [{"name": str, "title": str, "path": str}],
    "contributors": [{"title": str}],
    "sources?": [{"title": str}],
    "resources": [RESOURCE],
}


def find_flaw(descriptor: object) -> str:
    """Name the first part of a descriptor that is not what it must be; nothing where all are.

    >>> find_flaw([])
    'the descriptor is no object'
    """
    return next(_flaws(descriptor, PACKAGE, "the descriptor"), "")


def known(descriptor: dict) -> dict:
    """Give a descriptor without flaw, only with the properties that are known, each of which names nothing to fetch.

    >>> known({"name": "a", "profile": "https://example.org/p.json"})
    {'name': 'a'}
    """
    return _known(descriptor, PACKAGE)


def _known(value: object, shape: object) -> object:
    if isinstance(shape, dict):
        shapes = {name.rstrip("?"): inner for name, inner in shape.items()}
        return {name: _known(inner, shapes[name]) for name, inner in value.items() if name in shapes}
    return [_known(one, shape[0]) for one in value] if isinstance(shape, list) else value


def _flaws(value: object, shape: object, where: str) -> Iterator[str]:
    """Compare a value with a shape: a dict by its keys (`?`: may be missing), a list by its one, a name by its form."""
    if isinstance(shape, dict):
        yield from _flaws_of_object(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        for number, one in enumerate(value):
            yield from _flaws(one, shape[0], f"{where}[{number}]")
    elif isinstance(shape, re.Pattern):
        if not isinstance(value, str) or not shape.fullmatch(value):
            yield f"{where} reads {value!r}, which is not {shape.pattern}"
    elif not isinstance(value, shape) or (shape is not bool and isinstance(value, bool)):
        yield f"{where} reads {value!r}, which is of another type"


def _flaws_of_object(value: object, shape: dict, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is no object"
        return
    for name, inner in shape.items():
        key = name.rstrip("?")
        if key in value:
            yield from _flaws(value[key], inner, f"{where}.{key}")
        elif key == name:
            yield f"{where} has no {key}"
