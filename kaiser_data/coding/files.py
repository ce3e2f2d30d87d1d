"""A coding in a file, whose ending says the form: .jsonl, .csv, .jsonld (Web Annotations), .zip (UIMA CAS)."""

from pathlib import Path

from kaiser_data.coding.inception import read_cas, write_cas
from kaiser_data.coding.placed import PlacedLine
from kaiser_data.coding.records import CodedLine, Fault, dump_coding, dump_csv, read_csv, read_json_lines
from kaiser_data.coding.web_annotations import dump_annotations, read_annotations
from kaiser_data.sources import Document

_READERS = {".csv": read_csv, ".jsonld": read_annotations, ".zip": read_cas}


def read_coding(path: Path) -> tuple[list[CodedLine], list[Fault]]:
    """Read the lines of a coding, and what is wrong with those that cannot be read; raises SourceError."""
    lines, faults = [], []
    for one in _READERS.get(path.suffix.lower(), read_json_lines)(path):
        (lines if isinstance(one, CodedLine) else faults).append(one)
    return lines, faults


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
