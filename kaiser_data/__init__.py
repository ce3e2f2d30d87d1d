"""Events, figures and quotes on a labour dispute, each row with the exact characters that prove it.

>>> import kaiser_data as kd
>>> kd.read_table("figures").columns[0]
'figure_id'
"""

import importlib

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
        from kaiser_data.extras import missing

        raise missing(error) from None
    return getattr(home, attribute) if attribute else home
