"""How to cite the data set, a table, a row or one of the texts: as a sentence, as BibTeX, as RIS.

Names, version and date come from `datapackage.json`, title and authors of a text from the table of sources. There is
no DOI yet: version and date name a release. What is not known (a text without a title) is left out, never made up.

`kd.show("latimes-2026-02-23-f00374")` prints the figure 31,000, its sentence with the evidence marked, and a
reference with source, date and characters. It reads the published tables only; no text is needed.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kaiser_data.console import plain
from kaiser_data.edtf import readable_date
from kaiser_data.extracted import csv_home
from kaiser_data.tables import TableError, find_home, id_field, read_cells, read_descriptor

_YEAR = re.compile(r"\d{4}")
_BIBTEX = str.maketrans({char: f"\\{char}" for char in "&%$#_{}"} | {"~": r"\textasciitilde{}"})


@dataclass(frozen=True)
class Reference:
    """One thing to cite; empty fields are not known. `date` is EDTF, `note` says which part is meant."""

    key: str
    kind: str
    authors: tuple[str, ...]
    title: str
    publisher: str
    date: str
    version: str = ""
    note: str = ""
    url: str = ""

    @property
    def year(self) -> str:
        """The year of the date, or nothing.

        >>> Reference("k", "article", (), "T", "P", "[2025-08-21..2025-09-30]").year
        '2025'
        """
        found = _YEAR.search(self.date)
        return found[0] if found else ""

    def text(self) -> str:
        """Write the reference as a sentence."""
        who, when = "; ".join(self.authors), self.year if self.kind == "dataset" else readable_date(self.date)
        if self.kind == "dataset":
            title = f"{self.title} (version {self.version}) [data set]"
        else:
            title = f"“{self.title}”" if self.title else "[no title known]"
        parts = (f"{who} ({when})" if who and when else who or when, title, self.note, self.publisher, self.url)
        return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)

    def bibtex(self) -> str:
        """Write the reference as BibTeX; both kinds are a `@misc`, which every style knows."""
        braces = "{{{}}}" if self.kind == "dataset" else "{}"  # a group's name is not to be turned around
        fields = {
            "author": " and ".join(braces.format(_escape(name)) for name in self.authors),
            "title": f"{{{_escape(self.title)}}}" if self.title else "",
            "year": self.year,
            "date": self.date if _is_day(self.date) else "",
            "publisher": _escape(self.publisher),
            "version": self.version,
            "howpublished": "Data set" if self.kind == "dataset" else "",
            "note": _escape(self.note),
            "url": self.url,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.key},", *lines, "}", ""])

    def ris(self) -> str:
        """Write the reference as RIS, a tag a line."""
        authors = [("AU", name if self.kind == "dataset" else _family_first(name)) for name in self.authors]
        day = self.date.replace("-", "/") if _is_day(self.date) else ""
        tags = [("ID", self.key), *authors, ("TI", self.title), ("PY", self.year), ("DA", day), ("PB", self.publisher)]
        tags += [("ET", self.version), ("N1", self.note), ("UR", self.url)]
        lines = [("TY", "DATA" if self.kind == "dataset" else "NEWS"), *((tag, value) for tag, value in tags if value)]
        return "".join(f"{tag}  - {value}\n" for tag, value in [*lines, ("ER", "")])


def data_set(home: Path | None = None, table: str = "", row_id: str = "", evidence: str = "") -> Reference:
    """Give the reference of a data package, or of a table or a row of it; `evidence` says where a row is proved."""
    package = read_descriptor(home)
    parts = [f"Table {table}" if table else "", f"row {row_id}" if row_id else ""]
    note = ", ".join(part for part in parts if part)
    return Reference(
        key="-".join(part for part in (package["name"], package["version"], row_id or table) if part),
        kind="dataset",
        authors=tuple(person["title"] for person in package["contributors"]),
        title=package["title"],
        publisher="",
        date=package.get("created", "")[:10],
        version=package["version"],
        note=f"{note}. Evidence: {evidence}" if evidence else note,
        url=package.get("homepage", ""),
    )


def article(source: Mapping[str, str]) -> Reference:
    """Give the reference of a text from its row in the table of sources."""
    authors = tuple(name.strip() for name in source["authors"].split(";") if name.strip())
    return Reference(
        key=source["source_id"],
        kind="article",
        authors=authors,
        title=source["title"],
        publisher=source["publisher"],
        date=source["published"],
        url=source["url"],
    )


def references(home: Path | None = None) -> list[Reference]:
    """Give the references of a data package: itself, then each of its texts."""
    return [data_set(home), *(article(source) for source in read_cells("sources", home))]


def _is_day(value: str) -> bool:
    return len(value) == len("2026-02-07") and value[0].isdigit()


def _family_first(name: str) -> str:
    """Turn a name around, as RIS wants it.

    >>> _family_first("Liz Cabrera"), _family_first("Plato")
    ('Cabrera, Liz', 'Plato')
    """
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else family


def _escape(text: str) -> str:
    return text.translate(_BIBTEX)


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
    kaiser_data.files.TableError: no row 'no-such-row' in figures, quotes, events, actors, sources; copy its id
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
