"""How to cite the data set, a table, a row or one of the texts: as a sentence, as BibTeX, as RIS.

Names, version and date come from `datapackage.json`, title and authors of a text from the table of sources. There is
no DOI yet: version and date name a release. What is not known (a text without a title) is left out, never made up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kaiser_data.edtf import readable_date
from kaiser_data.tables import read_cells, read_descriptor

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
