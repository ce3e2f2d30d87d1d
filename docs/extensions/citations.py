"""`{citations}`: how to cite the data set, a table, a row, a chart and each text, with a button that copies."""

from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive

from kaiser_data.citation import Reference, article, data_set, show
from kaiser_data.reader import title_of
from kaiser_data.tables import read_cells

_ROW = "latimes-2026-02-23-f00374"


class Citation(Directive):
    """The data set's citation as one box."""

    def run(self) -> list[nodes.Node]:
        return [_box("How to cite", data_set().text())]


class Citations(Directive):
    """Every kind of citation, each as text, BibTeX and RIS."""

    def run(self) -> list[nodes.Node]:
        row = data_set(table="figures", row_id=_ROW)
        sections = [
            _section("data-set", "The data set", data_set()),
            _section("table", "A table", data_set(table="figures")),
            _section("row", "A row", row, text=show(_ROW).citation),
            nodes.section("", nodes.title("", "A chart"), _chart(), ids=["chart"]),
        ]
        texts = nodes.section("", nodes.title("", "The texts"), ids=["texts"])
        for source in read_cells("sources"):
            texts += _section(f"text-{source['source_id']}", title_of(source), article(source))
        return [*sections, texts]


def setup(app) -> dict:
    app.add_directive("citation", Citation)
    app.add_directive("citations", Citations)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _section(anchor: str, title: str, reference: Reference, text: str = "") -> nodes.section:
    section = nodes.section("", nodes.title("", title), ids=[anchor])
    section += _box("text", text or reference.text())
    section += _box("BibTeX", reference.bibtex())
    section += _box("RIS", reference.ris())
    return section


def _chart() -> nodes.raw:
    whole = data_set()
    return _box("short form, under a picture", f"Chart: {whole.key}, CC BY 4.0")


def _box(form: str, words: str) -> nodes.raw:
    button = f'<button type="button" class="copy" aria-label="Copy {escape(form)}">Copy</button>'
    return nodes.raw(
        "", f'<div class="cite"><p>{escape(form)} {button}</p><pre>{escape(words.strip())}</pre></div>', format="html"
    )
