"""The site: Sphinx, MyST and the committed outputs of the notebooks; nothing is fetched, nothing executed."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

from extensions.generated import write_sources  # noqa: E402

from kaiser_data.rows import TABLES  # noqa: E402
from kaiser_data.tables import read_cells, read_descriptor  # noqa: E402

_descriptor = read_descriptor()
project = _descriptor["name"]
version = release = _descriptor["version"]
author = _descriptor["contributors"][0]["title"]
project_copyright = ""
html_show_copyright = False
language = "en"

extensions = ["myst_nb", "extensions.tables", "extensions.charts", "extensions.quality", "extensions.evidence"]
extensions += ["extensions.rows", "extensions.citations", "extensions.front"]
nb_execution_mode = "off"
myst_enable_extensions = ["substitution", "colon_fence"]
myst_heading_anchors = 3
_zip = f"{project}-{version}.zip"
myst_substitutions = {name: str(len(read_cells(name))) for name in TABLES}
myst_substitutions |= {"version": version, "zip": f'<a href="downloads/{_zip}">{_zip}</a>'}
exclude_patterns = ["extensions", "_static"]
# A notebook may open with a second-level heading after a title cell, and the changelog is included.
suppress_warnings = ["myst.header", "mystnb.unknown_mime_type", "myst.xref_missing"]

html_theme = "furo"
html_title = f"{project} {version}"
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_last_updated_fmt = None

write_sources(HERE)
