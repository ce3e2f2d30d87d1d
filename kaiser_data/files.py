"""How a file of a folder is opened that a stranger may have made: whole, a plain file, and one that lies inside.

A link in a data package may lead to `~/.ssh/id_rsa`, and an export would carry that along; a pipe in place of a table
is waited for as long as nobody writes into it, a device such as `/dev/zero` read until memory ends. All three are
refused by what the system says of the file, before it is opened. A member of a zip may be encrypted, damaged or packed
in a way that this Python cannot undo: that is one error, too. What a file holds is left to whoever asked for it.

Reading a corpus asks for files as fsspec names them: those of this machine need no library for that, what lies
elsewhere (`s3://…`) is fsspec's.
"""

import bz2
import gzip
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable
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
