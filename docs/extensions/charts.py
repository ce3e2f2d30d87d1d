"""Charts that stay alive: a notebook's Vega-Lite outputs become a picture that a local script draws anew.

Without a script the SVG of the notebook is shown. The script is the bundle of Vega that vl-convert carries; nothing
is loaded from elsewhere. A click on a mark whose data hold a row's id leads to the words that prove the row.
"""

import html
import json
from pathlib import Path

from kaiser_data.reader.marked import addresses
from kaiser_data.rows import TABLES
from kaiser_data.tables import read_cells

MIME = "application/vnd.vegalite.v5+json"
# The bundle draws Vega-Lite 6; what the notebooks use is the same in 5, which JupyterLab draws.
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_QUIET = "Object.assign(Object.create(console), {warn: function () {}})"
_CHART = '<figure class="chart" aria-label="{label}"><script type="application/json">{spec}</script>{svg}</figure>'


def as_html(notebook: dict) -> str:
    """Give a notebook whose charts are HTML, each with its specification beside its picture.

    Its links into `docs/`, which hold in a checkout, become links of the site.
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = "".join(cell["source"]).replace("](../docs/", "](../")
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME in data:
                output["data"] = {"text/html": figure(data), "text/plain": data.get("text/plain", "")}
    return json.dumps(notebook, ensure_ascii=False, indent=1)


def setup(app) -> dict:
    app.connect("builder-inited", _add_static)
    app.connect("html-page-context", _add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def figure(data: dict) -> str:
    """Give the HTML of one chart from the data of a notebook's output."""
    spec = data[MIME] | {"$schema": _SCHEMA}
    # "<" would let a text in the data close the script.
    said = json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c")
    label = html.escape(spec.get("description", ""), quote=True)
    return _CHART.format(label=label, spec=said, svg="".join(data.get("image/svg+xml", "")))


def _add_static(app) -> None:
    """Write the bundle of Vega and the addresses of all rows where Sphinx collects static files."""
    import vl_convert

    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    # Unwrapped, the bundle's names collide with those of Sphinx; its warnings are advice for who draws a chart.
    bundle = vl_convert.javascript_bundle()
    (folder / "vega.js").write_text(f"(function(console){{{bundle}}})({_QUIET});", encoding="utf-8")
    found = addresses({name: read_cells(name) for name in TABLES})
    (folder / "addresses.js").write_text(f"window.rowAddresses = {json.dumps(found, indent=0)};\n", encoding="utf-8")


def _add_scripts(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    if pagename.startswith("notebooks/"):
        for name in ("vega.js", "addresses.js", "charts.js"):
            app.add_js_file(name)
