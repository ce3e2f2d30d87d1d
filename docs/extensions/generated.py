"""The pages that the repository says elsewhere already: fields, rules, tables, notebooks; never committed.

A file is only touched where its content changed, so that a second build has nothing to do.
"""

import json
from itertools import groupby
from pathlib import Path
from textwrap import shorten

from kaiser_data.corrections import Correction, parse_corrections
from kaiser_data.datapackage import DESCRIPTOR
from kaiser_data.export.archive import codebook
from kaiser_data.tables import find_home, read_descriptor

from .catalogues import lexicons_page, rules_page
from .charts import as_html

_PAGE = """# {title}

{description} One line of `{path}`; every id leads to the words that prove the row.

```{{published-table}} {name}
```
"""


_CORRECTIONS = """# Corrections

What people changed in what the rules found, in {rows} rows, each with its reason. A row is named by the id that the
rules gave it; a published event is called after its earliest mention.

| row | changed | reason |
|---|---|---|
"""


def corrections_page(home: Path) -> str:
    """Write `seeds/corrections.csv` as a page: a line a row and reason, however many lines of the file it takes."""
    lines = []
    groups = groupby(parse_corrections(home / "seeds" / "corrections.csv"), lambda c: (c.table, c.row_id, c.reason))
    for (table, row_id, reason), group in groups:
        changes = [_change(correction) for correction in group]
        lines.append(f"| {table} `{_escape(row_id)}` | {'; '.join(changes)} | {_escape(reason)} |\n")
    return _CORRECTIONS.format(rows=len({line.split(" | ")[0] for line in lines})) + "".join(lines)


def _change(correction: Correction) -> str:
    if correction.action == "drop":
        return "dropped"
    value = _escape(shorten(correction.value, 90, placeholder="…")) or "nothing"
    return f"{correction.field} {'added: ' if correction.action == 'add' else ''}*{value}*"


def _escape(words: str) -> str:
    return words.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


def write_sources(docs: Path) -> None:
    """Write the lists (`fields.md` and its like), `tables/*.md` and `notebooks/*.ipynb` below the site's sources."""
    home = find_home()
    assert (home / DESCRIPTOR).is_file()
    pages = {"fields.md": codebook(home), "rules.md": rules_page(), "lexicons.md": lexicons_page()}
    pages["corrections.md"] = corrections_page(home)
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
