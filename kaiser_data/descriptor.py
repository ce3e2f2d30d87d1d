"""What `datapackage.json` must look like before anything relies on it: which parts, of which kind, with which names.

A data package may come from anyone, and its names become those of files, columns and SQL tables: a name such as
`../../x` or `a" (b` is refused here, once. Whether the descriptor says what is right is left to `datapackage`.
"""

import re
from collections.abc import Iterator

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
