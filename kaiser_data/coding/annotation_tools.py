"""A coding in the forms of annotation tools: W3C Web Annotations, and UIMA CAS for INCEpTION.

A Web Annotation is JSON-LD, one a line, in the standard's own words for our evidence. Its target is the text of a row
with a TextQuoteSelector (the words, and 32 characters on each side) and a TextPositionSelector (offsets in code points,
as the standard counts); its body holds the line of the coding. Whoever moves an annotation moves the row: read back,
the words of the selector are the words of the line.

A CAS is a zip of a type system and one XMI a text. Each table is a layer (`kaiserdata.Figure`) whose features are the
fields of a line. A row that cites no characters, as an event does, stands at the beginning of the text that tells it.
Written and read by `dkpro-cassis`, which counts offsets as UIMA does; read back, the characters under an annotation are
the words of the line.

Standard: Web Annotation Data Model, W3C Recommendation, 23 February 2017.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from kaiser_data.coding.drafts import PlacedLine
from kaiser_data.coding.form import CODED, CodedLine, Fault, form_of, numbered_lines, read_object
from kaiser_data.coding.resolve import find_context, fold_text
from kaiser_data.rows import fold
from kaiser_data.sources import Document, SourceError

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
    kaiser_data.coding.annotation_tools.NoAnnotation: no body with the line of a coding in it
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


_LAYER = "kaiserdata.{}"
_TYPES = "TypeSystem.xml"
_ORDER = "line"
# What somebody added in the tool has no number and comes last.
_ADDED = 10**9
_TIME = (1980, 1, 1, 0, 0, 0)


def write_cas(lines: Iterable[PlacedLine], documents: Iterable[Document]) -> bytes:
    """Write the lines of a coding as the bytes of a zip; the same lines give the same bytes."""
    from cassis import Cas

    types = _type_system()
    texts = {one.source.source_id: Cas(types, sofa_string=one.content, sofa_mime="text/plain") for one in documents}
    for number, line in enumerate(lines, start=1):
        layer = types.get_type(_LAYER.format(_named(line.cells["table"])))
        features = {f"f_{name}": value for name, value in line.cells.items() if name != "table"}
        begin, end = (0, 0) if line.start is None else (line.start, line.end)
        texts[line.source_id].add(layer(begin=begin, end=end, f_line=str(number), **features))
    files = {_TYPES: types.to_xml().encode()} | {f"{name}.xmi": cas.to_xmi().encode() for name, cas in texts.items()}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, raw in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _TIME), raw)
    return whole.getvalue()


def read_cas(path: Path) -> Iterator[CodedLine]:
    """Read the lines of a coding from such a zip, in their order; raises SourceError."""
    from cassis import load_cas_from_xmi, load_typesystem

    found = []
    try:
        with zipfile.ZipFile(path) as archive:
            types = load_typesystem(io.BytesIO(archive.read(_TYPES)))
            for name in sorted(archive.namelist()):
                if name.endswith(".xmi"):
                    found += _lines(load_cas_from_xmi(io.BytesIO(archive.read(name)), types), Path(name).stem)
    except Exception as error:  # whatever a parser of XML may raise on a file from anywhere
        raise SourceError(f"{path}: is no zip of UIMA CAS with its {_TYPES} ({error}); export it anew") from None
    return iter(sorted(found, key=lambda line: line.number))


def _type_system():
    from cassis import TypeSystem

    types = TypeSystem()
    for table in CODED:
        layer = types.create_type(_LAYER.format(_named(table)), supertypeName="uima.tcas.Annotation")
        for name in (*form_of(table), _ORDER):
            types.create_feature(layer, f"f_{name}", "uima.cas.String")
    return types


def _named(table: str) -> str:
    return table[:-1].capitalize()


def _lines(cas, source_id: str) -> Iterator[CodedLine]:
    text = fold_text(source_id, cas.sofa_string)
    for table in CODED:
        for one in cas.select(_LAYER.format(_named(table))):
            cells = {name: value for name in form_of(table) if (value := getattr(one, f"f_{name}"))}
            if "text" in cells and fold(one.get_covered_text()) != cells["text"]:
                cells = {name: value for name, value in cells.items() if name not in ("context", "start")}
                cells |= {"text": fold(one.get_covered_text()), **find_context(text, one.begin, one.end)}
            yield CodedLine(int(getattr(one, f"f_{_ORDER}") or _ADDED), {"table": table, **cells})
