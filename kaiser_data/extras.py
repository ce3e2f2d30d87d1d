"""Libraries that only some verbs need: which extra of the package brings each, and the command that installs it.

In a checkout, which no index knows, the command names its folder; an installed package names itself.
"""

import sys
from pathlib import Path

_EXTRAS = {
    "spacy": "extract",
    "edtf": "extract",
    "frictionless": "check",
    "pyarrow": "corpus",
    "fsspec": "corpus",
    "distributed": "dask",
    "xlsxwriter": "export",
    "krippendorff": "agree",
    "cassis": "inception",
}
_CHECKOUT = Path(__file__).parent.parent


def extra_of(error: ModuleNotFoundError) -> str:
    """Name the extra that brings a missing library; nothing where it is none of ours.

    >>> extra_of(ModuleNotFoundError(name="spacy"))
    'extract'
    """
    return _EXTRAS.get((error.name or "").partition(".")[0], "")


def install_line(error: ModuleNotFoundError, extra: str = "") -> str:
    """Say in a line which library is missing and the command that brings it."""
    extra = extra or extra_of(error)
    library = (error.name or "").partition(".")[0]
    if (_CHECKOUT / "pyproject.toml").is_file():
        return f'{library} is missing; run `{sys.executable} -m pip install -e "{_CHECKOUT}[{extra}]"`'
    return f'{library} is missing; run `{sys.executable} -m pip install "kaiser-data[{extra}]"`'


def missing(error: ModuleNotFoundError) -> ModuleNotFoundError:
    """Give the error that says so, for those who call from Python; any other stays as it is."""
    return ModuleNotFoundError(install_line(error), name=error.name) if extra_of(error) else error
