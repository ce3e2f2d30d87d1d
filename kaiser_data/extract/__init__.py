"""From a text to rows: a spaCy pipeline without a model, three extractors, and what ties their rows together.

`kaiser_data.extract` is a package and, because that is how its users think of it, callable: `kd.extract(text)`.
"""

import sys
from types import ModuleType

from kaiser_data.extras import missing


class _Callable(ModuleType):
    def __call__(self, text: str, published: str = "", **described: str):
        """Extract rows from one text; see `kaiser_data.extract.pipeline.extract_text`."""
        try:
            from kaiser_data.extract.pipeline import extract_text
        except ModuleNotFoundError as error:
            raise missing(error) from None

        return extract_text(text, published, **described)


# The documented way to give a module behaviour of its own: a name can then be both the function that users call
# and the package whose rooms they open.
sys.modules[__name__].__class__ = _Callable
