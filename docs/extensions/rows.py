"""Rows within prose: `` {row}`31,000 <latimes-2026-02-23-f00374>` `` links to the words that prove it.

The build fails where the row does not hold the words that are shown, so that no sentence of a page outlives its row.
`{row-samples}` shows rows with their sentences, `{source-cards}` each text with what is known of it.
"""

import re
from collections import Counter
from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive

from kaiser_data.citation import article, show
from kaiser_data.edtf import readable_date
from kaiser_data.reader import title_of
from kaiser_data.reader.marked import addresses
from kaiser_data.rows import TABLES
from kaiser_data.tables import id_field, read_cells

from .tables import plain_table

_SHOWN = re.compile(r"(?s)(.+?)\s*<([\w-]+)>")
_CITING = ("figures", "quotes", "mentions")
_UNKNOWN = "unknown: the text does not name it"


def row_role(name, rawtext, text, lineno, inliner, options=None, content=()):
    """Link words of a page to the row whose text or label they are."""
    found = _SHOWN.fullmatch(text)
    row = _row(found[2]) if found else {}
    words = " ".join((row.get("text", ""), row.get("label", ""), readable_date(row.get("date", ""))))
    if not row or found[1] not in words:
        return [], [inliner.reporter.error(f"no row holds these words: {text}", line=lineno)]
    link = addresses(_tables())[found[2]]
    return [nodes.raw("", f'<a class="row" href="reader/{escape(link)}">{escape(found[1])}</a>', format="html")], []


class RowSamples(Directive):
    """Rows by their ids, each with what it says and its sentence, the evidence marked."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        head = "".join(f'<th scope="col">{name}</th>' for name in ("row", "what it says", "sentence"))
        return [plain_table(head, "".join(_sample(row_id) for row_id in self.content if row_id))]


class SourceCards(Directive):
    """Each text on a card with always the same lines: a value, or why there is none."""

    def run(self) -> list[nodes.Node]:
        cited = {table: Counter(row["source_id"] for row in read_cells(table)) for table in _CITING}
        return [node for source in read_cells("sources") for node in self._card(source, cited)]

    def _card(self, source: dict[str, str], cited: dict[str, Counter]) -> list[nodes.Node]:
        section = nodes.section(ids=[f"card-{source['source_id']}"])
        section += nodes.title("", title_of(source))
        lines = "".join(
            f'<tr><th scope="row">{name}</th><td>{escape(value) or _UNKNOWN}</td></tr>'
            for name, value in _lines(source, cited).items()
        )
        section += plain_table("", lines)
        link = f'<p><a href="reader/{source["source_id"]}.html">Read it with its rows marked</a></p>'
        section += nodes.raw("", link, format="html")
        return [section]


def setup(app) -> dict:
    app.add_role("row", row_role)
    app.add_directive("row-samples", RowSamples)
    app.add_directive("source-cards", SourceCards)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _tables() -> dict[str, list[dict[str, str]]]:
    return {name: read_cells(name) for name in TABLES}


def _row(row_id: str) -> dict[str, str]:
    rows = (
        row for name in ("figures", "quotes", "events") for row in read_cells(name) if row[id_field(name)] == row_id
    )
    return next(rows, {})


def _sample(row_id: str) -> str:
    shown = show(row_id)
    passage, link = shown.passages[0], escape(addresses(_tables())[row_id])
    sentence = f"{escape(passage.before)}<mark>{escape(passage.evidence)}</mark>{escape(passage.after)}"
    return (
        f'<tr><td><a href="reader/{link}">{escape(row_id)}</a></td><td>{escape(_said(shown.table, _row(row_id)))}</td>'
        f"<td>{sentence} <small>{escape(passage.place)}</small></td></tr>"
    )


def _said(table: str, row: dict[str, str]) -> str:
    """Say a row in a few words."""
    if table == "figures":
        parts = (row["text"], row["counted"], row["status"], row["claimed_by"] and f"by {row['claimed_by']}")
    elif table == "quotes":
        parts = (row["speaker"], row["role"], row["cue"])
    else:
        parts = (row["label"], readable_date(row["date"]))
    return ", ".join(part for part in parts if part)


def _lines(source: dict[str, str], cited: dict[str, Counter]) -> dict[str, str]:
    counts = [f"{count[source['source_id']]} {name}" for name, count in cited.items()]
    return {
        "publisher": source["publisher"],
        "kind": source["kind"].replace("_", " "),
        "title": source["title"],
        "authors": source["authors"],
        "published": f"{readable_date(source['published'])} ({source['dated_by']})",
        "address": source["url"] or "unknown: the file was kept without the address it came from",
        "how it was got": "saved from a web page as plain text, kept as it came",
        "characters, words": f"{int(source['characters']):,}, {int(source['words']):,}",
        "rows": ", ".join(counts),
        "what was inferred": source["note"] or "nothing",
        "cite as": article(source).text(),
        "SHA-256": source["sha256"],
    }
