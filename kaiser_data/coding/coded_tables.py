"""A coding in a file or a DataFrame, and the tables that it makes.

The ending of a file says its form: .jsonl, .csv, .jsonld (Web Annotations), .zip (UIMA CAS). The folder of a coding is
a data package as `extract` writes one: `check`, `export`, `show` and `agree` take it. `kd.draft`, `kd.code` and
`kd.agree` do the same on DataFrames.

A Web Annotation (W3C Recommendation, 23 February 2017) is JSON-LD, one a line. Its target is the text of a row with a
TextQuoteSelector (the words, and 32 characters on each side) and a TextPositionSelector (offsets in code points); its
body holds the line of the coding. A CAS is a zip of a type system and one XMI a text, by `dkpro-cassis`: each table is
a layer (`kaiserdata.Figure`) whose features are the fields of a line; a row that cites no characters, as an event does,
stands at the beginning of the text that tells it. Whoever moves an annotation moves the row: the characters under it
are, read back, the words of the line.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kaiser_data.coding.assemble import Watch, assemble
from kaiser_data.coding.drafts import PlacedLine, draft_coding
from kaiser_data.coding.form import (
    CODED,
    CodedLine,
    CodingError,
    Fault,
    dump_coding,
    dump_csv,
    form_of,
    numbered_lines,
    read_json_lines,
    read_lines,
    read_object,
)
from kaiser_data.coding.resolve import find_context, fold_text
from kaiser_data.extracted import write_extracted
from kaiser_data.quality.comparison import read_tables
from kaiser_data.reader import cells_of
from kaiser_data.rows import Rows, fold
from kaiser_data.sources import Document, SourceError, make_document
from kaiser_data.tables import TableError, rows_of, sort_rows

if TYPE_CHECKING:
    import pandas as pd

    from kaiser_data.extract.pipeline import Extraction

_BY_CODER = "Coded from the texts; each row with the characters that prove it."


def code_texts(
    documents: list[Document], path: Path, out: Path, coder: str = "person", watch: Watch = iter
) -> dict[str, int]:
    """Make the data package of a coding in a folder; count the rows of each table.

    Raises CodingError with all that is wrong, and SourceError, before anything is written.
    """
    rows = sort_rows(read_rows_of(documents, path, coder, watch))
    write_extracted(rows, out, f"{len(documents)} texts, coded by {coder}", _BY_CODER)
    return {name: len(told) for name, told in rows.items()}


def read_rows_of(documents: list[Document], path: Path, coder: str = "person", watch: Watch = iter) -> Rows:
    """Give the rows of a coding; raises CodingError with all that is wrong, and SourceError."""
    lines, unread = read_coding(path)
    rows, faults = assemble(documents, lines, coder, watch)
    if unread or faults:
        raise CodingError(path, [*unread, *faults])
    return rows


def draft_texts(documents: list[Document], folder: Path | None = None) -> list[PlacedLine]:
    """Give what the rules find in texts, or what the tables of a folder hold of them, as the lines of a coding.

    Raises TableError for tables out of shape.
    """
    if not folder:
        from kaiser_data.extract.pipeline import extract

        return draft_coding(extract(documents).rows, documents)
    try:
        rows = {table: rows_of(table, cells) for table, cells in read_tables(folder).items()}
    except (KeyError, ValueError) as error:
        raise TableError(f"{folder} holds a table that is not as the schema says ({error})") from None
    return draft_coding(rows, documents)


def draft(text: str, published: str = "") -> "pd.DataFrame":
    """Give what the rules find in a text as the lines of a coding, a row each, with the fields of all tables.

    Every cell is a string, empty where a table has no such field.
    """
    import pandas as pd

    lines = draft_texts([make_document(text, published=published)])
    columns = dict.fromkeys(["table", *(name for table in CODED for name in form_of(table))])
    return pd.DataFrame([dict(line.cells) for line in lines], columns=[*columns], dtype=str).fillna("")


def code(text: str, lines: "pd.DataFrame", published: str = "", coder: str = "person") -> "Extraction":
    """Make the tables of a coding of a text; raises CodingError, a line for each row that is wrong.

    Rows are numbered as the DataFrame's index numbers them.
    """
    from kaiser_data.extract.pipeline import Extraction

    cells = lines.fillna("").astype(str).to_dict("records")
    numbered = [
        CodedLine(number, {name: value for name, value in row.items() if value})
        for number, row in zip(lines.index, cells, strict=True)
    ]
    rows, faults = assemble([make_document(text, published=published)], numbered, coder)
    if faults:
        raise CodingError("draft", faults)
    return Extraction(rows)


def agree(first: "Extraction", second: "Extraction") -> "pd.DataFrame":
    """Measure how two extractions or codings of the same texts agree: a row for each table and field.

    `share` is F1 for rows found and else a share, in percent; `kappa` and `alpha` are missing where no few values are
    chosen from. Intervals over texts need several: `kaiser-data agree` gives them.
    """
    import pandas as pd

    from kaiser_data.quality.coders import agree as measure

    measures = measure(cells_of(first.rows), cells_of(second.rows), draws=1)
    estimate = lambda value: value[0] if isinstance(value, tuple) else value  # noqa: E731
    columns = ("table", "measure", "first", "second", "share", "kappa", "alpha")
    return pd.DataFrame([[estimate(getattr(one, name)) for name in columns] for one in measures], columns=columns)


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
    kaiser_data.coding.coded_tables.NoAnnotation: no body with the line of a coding in it
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
    value = json.dumps(dict(line.cells), ensure_ascii=False)
    body = {"type": "TextualBody", "purpose": "classifying", "format": "application/json", "value": value}
    target: dict[str, object] = {"source": f"{_TEXT}{line.source_id}"}
    if line.start is not None:
        start, end = line.start, line.end
        before, after = content[max(0, start - _REACH) : start], content[end : end + _REACH]
        target["selector"] = [
            {"type": "TextQuoteSelector", "exact": content[start:end], "prefix": before, "suffix": after},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ]
    head = {"@context": _CONTEXT, "id": f"urn:kaiser-data:line:{number}", "type": "Annotation"}
    return head | {"motivation": "classifying", "body": body, "target": target}


def _selectors(annotation: dict) -> Iterator[dict]:
    target = annotation.get("target")
    found = target.get("selector", []) if isinstance(target, dict) else []
    yield from (one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict))


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
        layer = types.get_type(_layer_of(line.cells["table"]))
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
        layer = types.create_type(_layer_of(table), supertypeName="uima.tcas.Annotation")
        for name in (*form_of(table), _ORDER):
            types.create_feature(layer, f"f_{name}", "uima.cas.String")
    return types


def _layer_of(table: str) -> str:
    return f"kaiserdata.{table[:-1].capitalize()}"


def _lines(cas, source_id: str) -> Iterator[CodedLine]:
    text = fold_text(source_id, cas.sofa_string)
    for table in CODED:
        for one in cas.select(_layer_of(table)):
            cells = {name: value for name in form_of(table) if (value := getattr(one, f"f_{name}"))}
            if "text" in cells and fold(one.get_covered_text()) != cells["text"]:
                cells = {name: value for name, value in cells.items() if name not in ("context", "start")}
                cells |= {"text": fold(one.get_covered_text()), **find_context(text, one.begin, one.end)}
            yield CodedLine(int(getattr(one, f"f_{_ORDER}") or _ADDED), {"table": table, **cells})


_READERS = {".csv": read_lines, ".jsonld": read_annotations, ".zip": read_cas}


def read_coding(path: Path) -> tuple[list[CodedLine], list[Fault]]:
    """Read the lines of a coding, and what is wrong with those that cannot be read; raises SourceError."""
    read = list(_READERS.get(path.suffix.lower(), read_json_lines)(path))
    return [one for one in read if isinstance(one, CodedLine)], [one for one in read if isinstance(one, Fault)]


def write_coding(lines: list[PlacedLine], documents: list[Document], ending: str) -> bytes:
    """Write the lines of a coding in the form of a file's ending; JSON Lines where there is no other."""
    match ending.lower():
        case ".zip":
            return write_cas(lines, documents)
        case ".jsonld":
            return dump_annotations(lines, documents).encode()
        case ".csv":
            return dump_csv(line.cells for line in lines).encode()
    return dump_coding(line.cells for line in lines).encode()
