"""The reader's pages and the downloads, written beside the pages that Sphinx makes.

With `-D excerpts=1` the reader shows cited sentences only, at the same addresses: that site may go to the web, where
whole texts belong to their publishers.
"""

import json
import shutil
from pathlib import Path

from kaiser_data.export import FORMATS, export
from kaiser_data.export.archive import as_croissant
from kaiser_data.reader import actors_page, page
from kaiser_data.rows import TABLES
from kaiser_data.tables import find_home, read_cells, read_descriptor, read_text


def setup(app) -> dict:
    app.add_config_value("excerpts", False, "html", bool)
    app.connect("build-finished", _write)
    app.connect("html-page-context", _describe)
    app.connect("html-page-context", _level_captions, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _write(app, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    _write_reader(Path(app.outdir) / "reader", bool(app.config.excerpts))
    downloads = Path(app.outdir) / "downloads"
    for name in FORMATS:
        export(downloads, name)
    for table in TABLES:
        shutil.copyfile(find_home() / "data" / f"{table}.csv", downloads / f"{table}.csv")


def _write_reader(folder: Path, excerpts: bool) -> None:
    tables = {name: read_cells(name) for name in TABLES}
    folder.mkdir(exist_ok=True)
    for source in tables["sources"]:
        name = source["source_id"]
        shown = page(tables, name, read_text(name), excerpts=excerpts, home="../index.html")
        (folder / f"{name}.html").write_text(shown, encoding="utf-8", newline="\n")
    (folder / "actors.html").write_text(actors_page(tables, home="../index.html"), encoding="utf-8", newline="\n")


def _describe(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Let search engines find the data set from the front page."""
    if pagename == "index":
        said = json.dumps(as_croissant(read_descriptor()), ensure_ascii=False).replace("<", "\\u003c")
        context["metatags"] = context.get("metatags", "") + f'<script type="application/ld+json">{said}</script>'


def _level_captions(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the captions of the navigation the level that a screen reader asks of a heading."""
    for name in ("furo_navigation_tree", "toctree"):
        if isinstance(context.get(name), str):
            context[name] = context[name].replace('role="heading"', 'role="heading" aria-level="2"')
