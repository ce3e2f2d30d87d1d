"""What the front page and the search add: a notebook's chart, live, and rows among the results of a search.

`{notebook-chart} 01_timeline 2` shows the second chart of a notebook as its page does.
"""

import json
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

from kaiser_data.reader import title_of
from kaiser_data.reader.marked import addresses
from kaiser_data.rows import TABLES
from kaiser_data.tables import find_home, id_field, read_cells

from .charts import MIME, figure

_LIVE = ("vega.js", "addresses.js", "charts.js")
_FOUND = ("rows.js", "search.js")


class NotebookChart(Directive):
    """A chart of an executed notebook, by the notebook's name and the chart's place in it."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        name, number = self.arguments
        notebook = json.loads((find_home() / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
        outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
        drawn = [output["data"] for output in outputs if MIME in output.get("data", {})]
        return [nodes.raw("", figure(drawn[int(number) - 1]), format="html")]


def setup(app) -> dict:
    app.add_directive("notebook-chart", NotebookChart)
    app.connect("builder-inited", _write_rows)
    app.connect("html-page-context", _add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write_rows(app) -> None:
    """Write the words of all rows, each with its address, for the page of the search."""
    tables = {name: read_cells(name) for name in TABLES}
    links, titles = addresses(tables), {source["source_id"]: title_of(source) for source in tables["sources"]}
    rows = [
        {"id": row[id_field(name)], "link": links[row[id_field(name)]], "words": row["text"],
         "more": " ".join((row.get("speaker", ""), row.get("counted", ""))), "sentence": row["sentence"],
         "where": titles[row["source_id"]]}
        for name in ("figures", "quotes", "mentions")
        for row in tables[name]
    ]  # fmt: skip
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    said = json.dumps(rows, ensure_ascii=False, indent=0)
    (folder / "rows.js").write_text(f"window.rowWords = {said};\n", encoding="utf-8")


def _add_scripts(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    for name in {"index": _LIVE, "search": _FOUND}.get(pagename, ()):
        app.add_js_file(name)
