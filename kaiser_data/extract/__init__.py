"""From a text to rows: `kd.extract(text, published="2026-03-04")` gives an `Extraction`.

A spaCy pipeline without a model, three extractors, and what ties their rows together. `kaiser_data.extract` is a
package and, because that is how its users think of it, callable.
"""

import sys
from collections.abc import Iterable
from types import ModuleType
from typing import TYPE_CHECKING

from kaiser_data import missing

if TYPE_CHECKING:
    from kaiser_data.extract.pipeline import Extraction


def extract(text: str | Iterable[str], published: str = "", **described: str) -> "Extraction":
    """Extract rows from one text, or from several whose events are then told apart or joined.

    `published` (EDTF: `2026-03-04`, `2026-03`) is the day on which the text appeared; without it *Monday* is no date.
    What else is known of the source goes by the name of its field in the table `sources`: `publisher="Port Gazette"`.
    The result has a DataFrame for each table, `extraction.figures` and so on, and `doc` where there was one text.
    """
    try:
        from kaiser_data.extract.pipeline import extract_text
    except ModuleNotFoundError as error:
        raise missing(error) from None

    return extract_text(text, published, **described)


class _Callable(ModuleType):
    def __call__(self, text: str | Iterable[str], published: str = "", **described: str) -> "Extraction":
        """Extract rows from one text or several; see the function `extract` below."""
        return extract(text, published, **described)


# `help` of a module shows what this names.
__all__ = ["extract"]

# The documented way to give a module behaviour of its own: a name can then be both the function that users call
# and the package whose rooms they open.
sys.modules[__name__].__class__ = _Callable
