"""Events, figures and quotes on a labour dispute, each row with the exact characters that prove it.

>>> import kaiser_data as kd
>>> kd.read_table("figures").columns[0]
'figure_id'

Some libraries are needed by some verbs only: an error says which is missing and the command that installs it. In a
checkout, which no index knows, the command names its folder; an installed package names itself.
"""

import importlib
import sys
from pathlib import Path

# Loaded when first used: a reader of the tables never waits for spaCy.
_HOMES = {
    "agree": ("kaiser_data.coding.coded_tables", "agree"),
    "code": ("kaiser_data.coding.coded_tables", "code"),
    "draft": ("kaiser_data.coding.coded_tables", "draft"),
    "extract": ("kaiser_data.extract", None),
    "make_nlp": ("kaiser_data.extract.pipeline", "make_nlp"),
    "read_joined": ("kaiser_data.notebook", "read_joined"),
    "read_package": ("kaiser_data.tables", "read_package"),
    "read_table": ("kaiser_data.tables", "read_table"),
    "read_text": ("kaiser_data.tables", "read_text"),
    "setup_notebook": ("kaiser_data.notebook", "setup_notebook"),
    "show": ("kaiser_data.citation", "show"),
}
__all__ = sorted(_HOMES)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


def __getattr__(name: str):
    if name == "__version__":  # the descriptor's, which alone says it
        from kaiser_data.tables import read_descriptor

        return read_descriptor()["version"]
    if name not in _HOMES:
        raise AttributeError(f"module 'kaiser_data' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    try:
        home = importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise missing(error) from None
    return getattr(home, attribute) if attribute else home


# Which extra of the package brings a library.
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


def install_line(error: ModuleNotFoundError) -> str:
    """Say in a line which library is missing and the command that brings it."""
    library = (error.name or "").partition(".")[0]
    ours = f'-e "{_CHECKOUT}' if (_CHECKOUT / "pyproject.toml").is_file() else '"kaiser-data'
    return f'{library} is missing; run `{sys.executable} -m pip install {ours}[{extra_of(error)}]"`'


def missing(error: ModuleNotFoundError) -> ModuleNotFoundError:
    """Give the error that says so, for those who call from Python; any other stays as it is."""
    return ModuleNotFoundError(install_line(error), name=error.name) if extra_of(error) else error
