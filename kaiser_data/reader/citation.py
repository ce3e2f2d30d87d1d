"""A row, the sentence that proves it, and a citation to copy.

`kd.show("latimes-2026-02-23-f00374")` prints the figure 31,000, its sentence with the evidence marked, and a
reference with source, date and characters. It reads the published tables only; no text is needed.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kaiser_data.console import plain
from kaiser_data.edtf import readable_date
from kaiser_data.extracted import csv_home
from kaiser_data.references import data_set
from kaiser_data.tables import TableError, find_home, id_field, read_cells

_ORDER = ("figures", "quotes", "events", "actors", "sources")
_PASSAGE_FIELDS = ("sentence", "text")


@dataclass(frozen=True)
class Passage:
    """A sentence in three parts: before the evidence, the evidence, after it."""

    before: str
    evidence: str
    after: str
    place: str


@dataclass(frozen=True)
class Shown:
    """A row ready to be read: its cells, the passages that prove it, a citation."""

    table: str
    row_id: str
    cells: dict[str, str]
    passages: tuple[Passage, ...]
    citation: str

    def __repr__(self) -> str:
        lines = [f"{self.table} {self.row_id}"]
        lines += [f"  {name}: {value}" for name, value in self.cells.items() if value]
        lines += [f"  “{p.before}[{p.evidence}]{p.after}” ({p.place})" for p in self.passages]
        return plain("\n".join([*lines, "", f"Cite as: {self.citation}"]))

    def __rich__(self):
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        cells = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        for name, value in self.cells.items():
            if value:
                cells.add_row(Text(name, style="dim"), Text(plain(value)))
        quoted = [
            Text.assemble(
                plain(p.before), (plain(p.evidence), "bold reverse"), plain(p.after), (f"  {plain(p.place)}", "dim")
            )
            for p in self.passages
        ]
        title = Text(plain(f"{self.table} {self.row_id}"), style="bold")
        return Group(title, cells, Text(), *quoted, Text(), Text(plain(f"Cite as: {self.citation}")))

    def _repr_html_(self) -> str:
        cell = "<tr><th style='text-align:left'>{}</th><td style='text-align:left'>{}</td></tr>"
        rows = "".join(cell.format(html.escape(k), html.escape(v)) for k, v in self.cells.items() if v)
        quoted = "".join(
            f"<blockquote>{html.escape(p.before)}<mark>{html.escape(p.evidence)}</mark>{html.escape(p.after)} "
            f"<small>{html.escape(p.place)}</small></blockquote>"
            for p in self.passages
        )
        title = f"<p><b>{html.escape(self.table)}</b> <code>{html.escape(self.row_id)}</code></p>"
        return f"{title}<table>{rows}</table>{quoted}<p>Cite as: {html.escape(self.citation)}</p>"


def show(row_id: str, home: Path | None = None) -> Shown:
    """Show a row of a data package (default: the published one) by its id; raises TableError where no table has it.

    >>> show("no-such-row")
    Traceback (most recent call last):
    ...
    kaiser_data.tables.TableError: no row 'no-such-row' in figures, quotes, events, actors, sources; copy its id
    """
    with csv_home(home or find_home()) as tables:
        try:
            for table in _ORDER:
                for cells in read_cells(table, tables):
                    if cells[id_field(table)] == row_id:
                        return _shown(table, row_id, cells, tables)
        except KeyError as error:
            raise TableError(f"{tables}: a table lacks {error}; run `kaiser-data check`") from None
    raise TableError(f"no row {row_id!r} in {', '.join(_ORDER)}; copy its id")


def _shown(table: str, row_id: str, cells: dict[str, str], home: Path) -> Shown:
    sources = {source["source_id"]: source for source in read_cells("sources", home)}
    passages = tuple(_passages(table, row_id, cells, sources, home))
    own = {name: value for name, value in cells.items() if name not in _PASSAGE_FIELDS}
    return Shown(table, row_id, own, passages, cite(table, row_id, passages, home))


def _passages(table: str, row_id: str, cells: dict[str, str], sources: dict[str, dict[str, str]], home: Path):
    if "sentence" in cells:
        yield find_passage(cells, sources)
    if table == "events":
        for mention in read_cells("mentions", home):
            if mention["event_id"] == row_id:
                yield find_passage(mention, sources)


def find_passage(cells: Mapping[str, str], sources: Mapping[str, Mapping[str, str]]) -> Passage:
    """Split the sentence of a row at its evidence, and say where that stands."""
    before, evidence, after = cells["sentence"].partition(cells["text"])
    source = sources[cells["source_id"]]
    title = f"“{source['title']}”" if source["title"] else ""
    parts = (source["authors"], title, source["publisher"] or cells["source_id"], readable_date(source["published"]))
    told = ", ".join(part for part in parts if part)
    return Passage(before, evidence, after, f"{told}, characters {cells['start']}–{cells['end']}")


def cite(table: str, row_id: str, passages: tuple[Passage, ...], home: Path | None = None) -> str:
    """Give the citation of a row of a data package, with its first passage as evidence."""
    evidence = f"“{passages[0].evidence}”, {passages[0].place}" if passages else ""
    return data_set(home, table=table, row_id=row_id, evidence=evidence).text()
