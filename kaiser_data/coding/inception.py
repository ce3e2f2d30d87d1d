"""A coding as UIMA CAS, for INCEpTION and what else reads it: a zip of a type system and one XMI a text.

Each table is a layer (`kaiserdata.Figure`) whose features are the fields of a line. A row that cites no characters, as
an event does, stands at the beginning of the text that tells it. Written and read by `dkpro-cassis`, which counts
offsets as UIMA does; read back, the characters under an annotation are the words of the line.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from kaiser_data.coding.draft import PlacedLine
from kaiser_data.coding.form import CODED, form_of
from kaiser_data.coding.place import find_context, fold_text
from kaiser_data.coding.records import CodedLine
from kaiser_data.rows import fold
from kaiser_data.sources import Document, SourceError

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
