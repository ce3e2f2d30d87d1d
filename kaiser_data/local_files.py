"""The files of this machine, by the few names of fsspec's that reading a corpus asks for.

A local `.csv` or `.jsonl` needs no library; what lies elsewhere (`s3://…`) is fsspec's.
"""

import os
from pathlib import Path
from typing import IO


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

    def cat_file(self, path: str) -> bytes:
        """Read a file whole."""
        return Path(path).read_bytes()
