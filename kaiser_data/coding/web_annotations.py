"""A coding as W3C Web Annotations: JSON-LD, an annotation a line, in the standard's own words for our evidence.

The target of a row is its text with a TextQuoteSelector (the words, and 32 characters on each side) and a
TextPositionSelector (offsets in code points, as the standard counts); its body holds the line of the coding. Whoever
moves an annotation moves the row: read back, the words of the selector are the words of the line.

Standard: Web Annotation Data Model, W3C Recommendation, 23 February 2017.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kaiser_data.coding.draft import PlacedLine
from kaiser_data.coding.records import CodedLine, Fault, numbered_lines, read_object
from kaiser_data.rows import fold
from kaiser_data.sources import Document

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_TEXT = "urn:kaiser-data:text:"
_REACH = 32


class NoAnnotation(ValueError):
    """A line that is no annotation of a coding: says what is missing."""


def dump_annotations(lines: Iterable[PlacedLine], documents: Iterable[Document]) -> str:
    """Write the lines of a coding as Web Annotations, one a line."""
    contents = {document.source.source_id: document.content for document in documents}
    written = (_annotation(number, line, contents[line.source_id]) for number, line in enumerate(lines, start=1))
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in written)


def read_annotation(annotation: dict) -> dict[str, object]:
    """Give the line of a coding that an annotation holds; raises NoAnnotation.

    >>> read_annotation({"type": "Annotation"})
    Traceback (most recent call last):
    ...
    kaiser_data.coding.web_annotations.NoAnnotation: no body with the line of a coding in it
    """
    try:
        cells = json.loads(annotation["body"]["value"])  # TypeError where the line is no object
        if not isinstance(cells, dict):
            raise TypeError
    except (KeyError, TypeError, ValueError):
        raise NoAnnotation("no body with the line of a coding in it") from None
    if "text" not in cells:
        return cells
    quoted = next((one for one in _selectors(annotation) if one.get("type") == "TextQuoteSelector"), {})
    exact = quoted.get("exact")
    if not isinstance(exact, str):
        raise NoAnnotation("no TextQuoteSelector with the words of the row")
    if fold(exact) == cells["text"]:
        return cells
    around = "".join(str(part) for part in (quoted.get("prefix", ""), exact, quoted.get("suffix", "")))
    return {name: value for name, value in cells.items() if name != "start"} | {"text": exact, "context": around}


def read_annotations(path: Path) -> Iterator[CodedLine | Fault]:
    """Read the lines of a coding from Web Annotations, one a line; raises SourceError."""
    for number, line in numbered_lines(path):
        try:
            yield read_object(number, json.dumps(read_annotation(json.loads(line))))
        except NoAnnotation as error:
            yield Fault(number, f"{error}; write an annotation a line, as `draft --out x.jsonld` does")
        except (RecursionError, ValueError) as error:
            yield Fault(number, f"no JSON ({error}); write an annotation a line")


def _annotation(number: int, line: PlacedLine, content: str) -> dict[str, object]:
    body = {
        "type": "TextualBody",
        "purpose": "classifying",
        "format": "application/json",
        "value": json.dumps(dict(line.cells), ensure_ascii=False),
    }
    target: dict[str, object] = {"source": f"{_TEXT}{line.source_id}"}
    if line.start is not None:
        target["selector"] = [_quoted(content, line.start, line.end), _position(line.start, line.end)]
    head = {"@context": _CONTEXT, "id": f"urn:kaiser-data:line:{number}", "type": "Annotation"}
    return head | {"motivation": "classifying", "body": body, "target": target}


def _quoted(content: str, start: int, end: int) -> dict[str, str]:
    return {
        "type": "TextQuoteSelector",
        "exact": content[start:end],
        "prefix": content[max(0, start - _REACH) : start],
        "suffix": content[end : end + _REACH],
    }


def _position(start: int, end: int) -> dict[str, object]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _selectors(annotation: dict) -> Iterator[dict]:
    target = annotation.get("target")
    found = target.get("selector", []) if isinstance(target, dict) else []
    yield from (one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict))
