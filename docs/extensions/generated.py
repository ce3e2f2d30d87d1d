"""The pages that the repository says elsewhere already: fields, rules, tables, notebooks; never committed.

A file is only touched where its content changed, so that a second build has nothing to do.
"""

import json
from pathlib import Path

from kaiser_data.datapackage import DESCRIPTOR
from kaiser_data.export.codebook import codebook
from kaiser_data.rules import rules_page
from kaiser_data.tables import find_home, read_descriptor

from .charts import as_html

_PAGE = """# {title}

{description} One line of `{path}`; every id leads to the words that prove the row.

```{{published-table}} {name}
```
"""


def write_sources(docs: Path) -> None:
    """Write `fields.md`, `rules.md`, `tables/*.md` and `notebooks/*.ipynb` below the folder of the site's sources."""
    home = find_home()
    assert (home / DESCRIPTOR).is_file()
    pages = {"fields.md": codebook(home), "rules.md": rules_page()}
    for resource in read_descriptor(home)["resources"]:
        pages[f"tables/{resource['name']}.md"] = _PAGE.format(**resource)
    for path in sorted((home / "notebooks").glob("*.ipynb")):
        pages[f"notebooks/{path.name}"] = as_html(json.loads(path.read_text(encoding="utf-8")))
    for folder in ("tables", "notebooks"):
        for stale in {str(p.relative_to(docs)) for p in (docs / folder).glob("*.*")} - pages.keys():
            (docs / stale).unlink()
    for name, content in pages.items():
        path = docs / name
        path.parent.mkdir(exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8", newline="\n")
