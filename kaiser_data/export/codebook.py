"""The codebook of the fields in Markdown: type, unit, meaning, allowed values, example, how often filled.

What the fields are is the descriptor's, how often each value stands is counted in the tables; why a row is a row is
said by hand in `docs/codebook.md`.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kaiser_data.tables import read_cells, read_descriptor


def write(out: Path, home: Path) -> list[Path]:
    """Write `codebook.md`."""
    path = out / "codebook.md"
    path.write_text(codebook(home), encoding="utf-8", newline="\n")
    return [path]


def codebook(home: Path) -> str:
    """Give the codebook of a data package as Markdown."""
    descriptor = read_descriptor(home)
    lines = [f"# Fields of {descriptor['name']} {descriptor['version']}", "", descriptor["description"], ""]
    lines += ["An empty cell means that there is no value.", ""]
    for resource in descriptor["resources"]:
        lines += _table(resource, read_cells(resource["name"], home))
    return "\n".join(lines)


def _table(resource: dict, rows: list[dict[str, str]]) -> Iterator[str]:
    schema = resource["schema"]
    yield from (f"## `{resource['name']}`", "", resource["description"], "")
    yield f"{len(rows)} rows in `{resource['path']}`; key: {', '.join(f'`{name}`' for name in schema['primaryKey'])}."
    points = {key["fields"][0]: _target(resource["name"], key) for key in schema.get("foreignKeys", [])}
    yield from ("", "| field | type | meaning | example | filled | missing |", "|---|---|---|---|--:|--:|")
    for field in schema["fields"]:
        filled = sum(1 for row in rows if row[field["name"]])
        cells = [f"`{field['name']}`", _type(field), _meaning(field, points), _code(field.get("example", ""))]
        yield f"| {' | '.join([*cells, str(filled), str(len(rows) - filled)])} |"
    yield ""
    for field in schema["fields"]:
        if "categories" in field:
            yield from _values(field, rows)


def _target(table: str, key: dict) -> str:
    return f"`{key['reference'].get('resource') or table}`"


def _type(field: dict) -> str:
    unit = f", {field['unit']}" if "unit" in field else ""
    required = "" if field.get("constraints", {}).get("required") else ", may be empty"
    return _plain(f"{field['type']}{unit}{required}")


def _meaning(field: dict, points: dict[str, str]) -> str:
    pointed = f" → {points[field['name']]}" if field["name"] in points else ""
    return _plain(f"**{field['title']}.** {field['description']}{pointed}")


def _values(field: dict, rows: list[dict[str, str]]) -> Iterator[str]:
    counts = Counter(row[field["name"]] for row in rows)
    yield from (f"Values of `{field['name']}`:", "", "| value | meaning | rows |", "|---|---|--:|")
    for category in field["categories"]:
        yield f"| `{category['value']}` | {_plain(category['label'])} | {counts[category['value']]} |"
    yield ""


def _plain(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return f"`{_plain(shown)}`" if shown else ""
