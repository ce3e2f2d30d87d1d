"""What must hold of strange input: tried a few times by `make test`, 100,000 times by `make fuzz`.

`PROPERTIES` pairs what is drawn with the function that must not fail on it. A promise is a plain function of a drawn
value; it makes its own folder, so that the same value can be tried again.
"""

import contextlib
import csv
import io
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st
from pyarrow import parquet

from kaiser_data.corpus import extract_corpus
from kaiser_data.corrections import CorrectionError, apply_corrections, parse_corrections
from kaiser_data.datapackage import check
from kaiser_data.documents import read_folder
from kaiser_data.edtf import edtf_bounds
from kaiser_data.export import FORMATS, ExportError, export
from kaiser_data.extract.layout import sentence_of
from kaiser_data.extract.pipeline import extract, extract_text
from kaiser_data.quality.comparison import compare_releases
from kaiser_data.reader import cells_of, page
from kaiser_data.rows import LETTERS, TABLES, Evidence, fold, row_id
from kaiser_data.sources import SourceError, make_document
from kaiser_data.tables import TableError, cell, read_descriptor, sort_rows, to_csv
from tests import odd_inputs

OUR_ELEMENTS = """
html head meta title link style body a header nav h1 h2 dl div dt dd p form fieldset legend label input span small
select option output button main sup aside section article code ul li script
"""
_FORMS = {
    "integer": r"[0-9]{1,15}",
    "number": r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
Tables = dict[str, list[dict[str, str]]]


def holds_of_text(drawn: tuple[str, str]) -> None:
    """Any text is read, or refused in a line; its rows are exact and fit the schema."""
    text, published = drawn
    try:
        document = make_document(text, source_id="drawn", file="drawn.txt", published=published)
    except SourceError as error:
        assert "; " in str(error)
        return
    rows = extract([document]).rows
    assert_exact(rows, text)
    assert_valid(read_back(rows))


def holds_of_page(drawn: tuple[str, str]) -> None:
    """The page of a text and of what its listing says shows both as text: no element, no link, no script of theirs."""
    text, said = drawn
    told = dict.fromkeys(("title", "publisher", "authors", "url", "note", "language"), said)
    html = page(cells_of(extract_text(text, source_id="drawn", **told).rows), "drawn", text)
    seen = Elements(html)
    assert seen.scripts == 1, "the page's own, and no other"
    assert not seen.elements - set(OUR_ELEMENTS.split())
    assert not [link for link in seen.links if not re.match(r"#|data:,$|https?://", link)]
    assert not [name for name in seen.attributes if name.startswith("on")]


class Elements(HTMLParser):
    """Which elements, attributes and links a browser would make of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.elements, self.attributes, self.links, self.scripts = set(), set(), [], 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]
        self.scripts += tag == "script"


def holds_of_listing(raw: bytes) -> None:
    """A folder with any `sources.csv` gives documents, or one error that names the file and says what to do."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "texts"
        lay_traps(folder)
        (folder / "sources.csv").write_bytes(raw)
        try:
            documents = read_folder(folder)
        except SourceError as error:
            assert str(error).startswith(str(folder)) and "; " in str(error), error
            assert "secret" not in str(error), error
            return
        stored = {d.source.source_id: (folder / d.source.file).read_bytes().decode() for d in documents}
        assert stored == {d.source.source_id: d.content for d in documents}
        assert_valid(read_back(extract(documents).rows))


def lay_traps(folder: Path) -> None:
    """Make a folder of good texts, bad ones, and of what is no text at all."""
    (folder / "sub").mkdir(parents=True)
    for name, raw in (odd_inputs.PLAIN_FILES | odd_inputs.BAD_FILES).items():
        (folder / name).write_bytes(raw)
    (folder.parent / "outside.txt").write_bytes(b"secret")
    os.mkfifo(folder / "pipe")
    (folder / "link.txt").symlink_to("../outside.txt")
    (folder / "loop").symlink_to("loop")


def holds_of_corpus(drawn: tuple[str, bytes]) -> None:
    """Any file of texts gives whole tables, and a reason for each text that is not in them, or one error."""
    name, raw = drawn
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place) / "texts", Path(place) / "out"
        lay_traps(folder)
        (folder / name).write_bytes(raw)
        corpus = folder if name == "sources.csv" else folder / name
        try:
            counts = extract_corpus(str(corpus), out)
        except SourceError as error:
            assert "; " in str(error) and "secret" not in str(error), error
            assert not out.exists()
            return
        read = {table: parquet.read_table(out / table).to_pylist() for table in TABLES}
        assert {table: len(rows) for table, rows in read.items()} == {table: counts[table] for table in TABLES}
        tables = {t: [{k: written(v) for k, v in row.items()} for row in rows] for t, rows in read.items()}
        assert_valid(tables)
        assert "secret" not in str(tables)


def written(value: object) -> str:
    """Write a typed cell as the CSV would have it."""
    return value.isoformat() if isinstance(value, date) else cell(value)


def holds_of_corrections(raw: bytes) -> None:
    """Any `corrections.csv` is applied, or refused in a line that names it; what was applied can be written."""
    documents = odd_inputs.DOCUMENTS
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "corrections.csv"
        path.write_bytes(raw)
        try:
            sentence_at = lambda _, start, end: sentence_of(odd_inputs.STORY, start, end)  # noqa: E731
            rows = apply_corrections(odd_inputs.ROWS, parse_corrections(path), documents, sentence_at)
        except (CorrectionError, SourceError) as error:
            assert str(error).startswith(str(path)) and "\n" not in str(error), error
            return
    read_back(rows)


def holds_of_package(drawn: tuple[bytes, dict[str, bytes]]) -> None:
    """Whatever a data package holds, `check` names what is wrong, and nothing is read or written elsewhere."""
    descriptor, tables = drawn
    with tempfile.TemporaryDirectory() as place:
        home, out = Path(place) / "package", Path(place) / "deep" / "out"
        lay_package(home, descriptor, tables)
        assert all(isinstance(problem, str) for problem in check(home))
        for name in FORMATS:
            with contextlib.suppress(ExportError, TableError):
                assert all(path.resolve().is_relative_to(out) for path in export(out, name, home))
        with contextlib.suppress(TableError):
            compare_releases(home, home)
        assert {path.name for path in Path(place).iterdir()} <= {"package", "deep"}
        assert [path.name for path in (Path(place) / "deep").glob("*")] in ([], ["out"])


def lay_package(home: Path, descriptor: bytes, tables: dict[str, bytes]) -> None:
    """Write a data package beside the texts that its rows cite."""
    for folder in ("data", "seeds"):
        (home / folder).mkdir(parents=True)
    (home / "datapackage.json").write_bytes(descriptor)
    for name, raw in tables.items():
        (home / "data" / f"{name}.csv").write_bytes(raw)
    for document in odd_inputs.DOCUMENTS:
        (home / "seeds" / document.source.file).write_bytes(document.content.encode())


def assert_exact(rows: dict, text: str) -> None:
    """See that each row cites what stands there, and that its sentence holds it."""
    for row in (row for table in ("figures", "quotes", "mentions") for row in rows[table]):
        assert isinstance(row, Evidence)
        assert row.stands_in(text), row
        assert row.text and row.text in row.sentence, row
        assert text[row.start] != " " and text[row.end - 1] != " ", row
    for quote in rows["quotes"]:
        if quote.cue:
            assert fold(text[quote.cue_start : quote.cue_end]) == quote.cue


def read_back(rows: dict) -> Tables:
    """Write rows as CSV and read them again, as any user of the tables does."""
    rows = sort_rows(rows)
    tables = {name: list(csv.DictReader(io.StringIO(to_csv(name, rows[name]), newline=""))) for name in TABLES}
    assert tables == cells_of(rows)
    return tables


def assert_valid(tables: Tables) -> None:
    """See that tables are what the descriptor says."""
    wrong = list(wrong_cells(tables))
    assert not wrong, wrong


def wrong_cells(tables: Tables) -> Iterator[str]:
    """Name what breaks the descriptor: what `check` says by frictionless in a second, here in no time."""
    kept = {name: {next(iter(row.values())) for row in tables[name]} for name in TABLES}
    for resource in read_descriptor()["resources"]:
        yield from wrong_values(resource, tables[resource["name"]])
        yield from wrong_keys(resource, tables[resource["name"]], kept)
    yield from (f"{e}" for e in tables["events"] if (e["date_min"], e["date_max"]) != tuple(edtf_bounds(e["date"])))
    for table, letter in LETTERS.items():
        for row in tables[table]:
            if next(iter(row.values())) != row_id(row["source_id"], letter, int(row["start"])):
                yield f"{row}"
    yield from (f"nothing tells {event}" for event in kept["events"] - {row["event_id"] for row in tables["mentions"]})


def wrong_values(resource: dict, rows: list[dict]) -> Iterator[str]:
    """Name the cells that are not what their field allows."""
    for field in resource["schema"]["fields"]:
        name = field["name"]
        yield from (f"{resource['name']} {name} {row[name]!r}" for row in rows if not fits(row[name], field))


def wrong_keys(resource: dict, rows: list[dict], kept: dict[str, set[str]]) -> Iterator[str]:
    """Name the keys that point to no row, and a table in which a key stands twice; `kept` are the ids by table."""
    name, schema = resource["name"], resource["schema"]
    for key in schema.get("foreignKeys", []):
        column, ids = key["fields"][0], kept[key["reference"].get("resource") or name]
        yield from (f"{name} {column} {row[column]!r}" for row in rows if row[column] and row[column] not in ids)
    primary = {tuple(row[column] for column in schema["primaryKey"]) for row in rows}
    if len(primary) < len(rows):
        yield f"{name}: a key stands twice"


def fits(value: str, field: dict) -> bool:
    """Tell whether a cell is what its field allows."""
    constraints = field.get("constraints", {})
    if not value:
        return not constraints.get("required")
    if value not in constraints.get("enum", [value]):
        return False
    forms = (constraints.get("pattern"), _FORMS.get(field["type"]))
    if any(form and not re.fullmatch(form, value) for form in forms):
        return False
    return "minimum" not in constraints or float(value) >= constraints["minimum"]


class Promise(NamedTuple):
    """What is drawn, what must hold of it, how many of a thousand inputs of `make fuzz` it gets, how many a test."""

    drawn: st.SearchStrategy
    holds: Callable
    share: int
    few: int


PROPERTIES = {
    "text": Promise(st.tuples(odd_inputs.texts, odd_inputs.published), holds_of_text, 550, 200),
    "listing": Promise(odd_inputs.listings, holds_of_listing, 260, 100),
    "corrections": Promise(odd_inputs.corrections, holds_of_corrections, 130, 80),
    "corpus": Promise(odd_inputs.corpora, holds_of_corpus, 20, 20),
    "page": Promise(
        st.tuples(odd_inputs.texts.filter(bool), st.one_of(odd_inputs.cells, odd_inputs.texts)), holds_of_page, 35, 20
    ),
    "package": Promise(odd_inputs.packages(), holds_of_package, 5, 5),
}
