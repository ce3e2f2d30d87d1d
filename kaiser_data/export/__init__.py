"""The tables in the forms that their users open, all of it said by `datapackage.json`.

`export(Path("out"), "sqlite")` writes `out/kaiser-data.sqlite`. Field names, types, units, keys, allowed values and
their meanings come from the descriptor and from nowhere else; a format that cannot say one of them leaves it out.
No format carries a whole text: texts belong to their publishers, rows cite sentences.
"""

import importlib
import sqlite3
import tempfile
from pathlib import Path

from kaiser_data.extracted import csv_home
from kaiser_data.tables import find_home, read_descriptor

# Format -> the module that writes it; loaded when asked for, since some bring a library of their own.
FORMATS = {
    "zip": "export.archive",
    "joined": "export.views",
    "parquet": "extracted",
    "sqlite": "export.views",
    "xlsx": "export.views",
    "croissant": "export.archive",
    "codebook": "export.archive",
    "lat": "export.labor_actions",
}


class ExportError(Exception):
    """A format that cannot be written: says which and what to do."""


def export(out: Path, format: str, home: Path | None = None) -> list[Path]:
    """Write the tables of a data package (default: the published one) into a folder; give the files written.

    Files are written aside and then renamed, so that an older one is whole or replaced. Raises ExportError.
    """
    if format not in FORMATS:
        raise ExportError(f"there is no format {format!r}; there are {', '.join(FORMATS)}")
    home = home or find_home()
    out.mkdir(parents=True, exist_ok=True)
    try:
        write = getattr(importlib.import_module(f"kaiser_data.{FORMATS[format]}"), f"write_{format}")
        with csv_home(home) as tables, tempfile.TemporaryDirectory(prefix=".export-", dir=out) as aside:
            read_descriptor(tables)  # what it names becomes files: refused before one is written
            return [_moved(path, out / path.relative_to(aside)) for path in write(Path(aside), tables)]
    except ModuleNotFoundError as error:
        raise ExportError(f'{format} needs {error.name}; run `pip install "kaiser-data[export]"`') from None
    except (ArithmeticError, LookupError, ValueError, sqlite3.Error) as error:
        raise ExportError(f"{format} cannot be written ({error}); run `kaiser-data check`") from error


def _moved(path: Path, target: Path) -> Path:
    target.parent.mkdir(exist_ok=True)
    return path.replace(target)
