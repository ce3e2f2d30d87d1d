"""Everything in one zip, the same bytes each time; and the package described, for people and for machines.

`kaiser-data-0.1.0.zip` opens as a data package anywhere (`frictionless validate`); it holds no text of a publisher. The
codebook of the fields tells type, unit, meaning, allowed values, example, and how often each is filled; why a row is a
row is said by hand in `docs/codebook.md`. `croissant.json` says the same to search engines and machine-learning tools
(schema.org Dataset, ML Commons Croissant 1.0) and stands beside a copy of `data/`, which its paths name.
"""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kaiser_data.citation import references
from kaiser_data.export.views import joined
from kaiser_data.tables import DESCRIPTOR, read_cells, read_descriptor, read_file

# The earliest time that a zip can hold: the clock is no part of the data.
_TIME = (1980, 1, 1, 0, 0, 0)
_CITATION = "CITATION.cff"


def write_zip(out: Path, home: Path) -> list[Path]:
    """Write `<name>-<version>.zip`."""
    descriptor = read_descriptor(home)
    path = out / f"{descriptor['name']}-{descriptor['version']}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in sorted(_files(descriptor, home).items()):
            member = zipfile.ZipInfo(name, _TIME)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            # Stored, not deflated: compressors differ between machines, and with them the bytes.
            archive.writestr(member, raw, zipfile.ZIP_STORED)
    return [path]


def licences(descriptor: dict) -> str:
    """Say in Markdown under which licences the package and its tables stand."""
    lines = [f"# Licences of {descriptor['name']} {descriptor['version']}", "", descriptor["description"], ""]
    lines += [f"- The package: {_licence(licence)}" for licence in descriptor.get("licenses", [])]
    for resource in descriptor["resources"]:
        lines += [f"- `{resource['path']}`: {_licence(licence)}" for licence in resource.get("licenses", [])]
    return "\n".join([*lines, ""])


def _licence(licence: dict) -> str:
    return f"[{licence.get('title', licence['name'])}]({licence['path']}) ({licence['name']})"


def _files(descriptor: dict, home: Path) -> dict[str, bytes]:
    files = {
        DESCRIPTOR: read_file(home, DESCRIPTOR),
        "codebook.md": codebook(home).encode(),
        "LICENCES.md": licences(descriptor).encode(),
    }
    files |= {resource["path"]: read_file(home, resource["path"]) for resource in descriptor["resources"]}
    known = references(home)
    files["CITATION.txt"] = "".join(f"{one.text()}\n" for one in known).encode()
    files["CITATION.bib"] = "\n".join(one.bibtex() for one in known).encode()
    files["CITATION.ris"] = "\n".join(one.ris() for one in known).encode()
    for name, table in joined(home).items():
        files[f"joined/{name}.csv"] = table.to_csv(index=False, lineterminator="\n").encode()
    with suppress(FileNotFoundError):
        files[_CITATION] = read_file(home, _CITATION)
    return files


def write_codebook(out: Path, home: Path) -> list[Path]:
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
    keys = schema.get("foreignKeys", [])
    points = {key["fields"][0]: key["reference"].get("resource") or resource["name"] for key in keys}
    yield from ("", "| field | type | meaning | example | filled | missing |", "|---|---|---|---|--:|--:|")
    for field in schema["fields"]:
        filled = sum(1 for row in rows if row[field["name"]])
        cells = [f"`{field['name']}`", _type(field), _meaning(field, points), _code(field.get("example", ""))]
        yield f"| {' | '.join([*cells, str(filled), str(len(rows) - filled)])} |"
    yield ""
    for field in schema["fields"]:
        if "categories" in field:
            yield from _values(field, rows)


def _type(field: dict) -> str:
    unit = f", {field['unit']}" if "unit" in field else ""
    required = "" if field.get("constraints", {}).get("required") else ", may be empty"
    return _plain(f"{field['type']}{unit}{required}")


def _meaning(field: dict, points: dict[str, str]) -> str:
    pointed = f" → `{points[field['name']]}`" if field["name"] in points else ""
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


_CROISSANT_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "date": "sc:Date"}
_CONFORMS = "http://mlcommons.org/croissant/1.0"
# The context that the specification gives; it only abbreviates names.
_CONTEXT = Path(__file__).with_name("croissant_context.json")


def write_croissant(out: Path, home: Path) -> list[Path]:
    """Write `croissant.json` and the tables that it names."""
    descriptor = read_descriptor(home)
    path = out / "croissant.json"
    written = [path]
    for resource in descriptor["resources"]:
        copy = out / resource["path"]
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(read_file(home, resource["path"]))
        written.append(copy)
    path.write_text(json.dumps(as_croissant(descriptor), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return written


def as_croissant(descriptor: dict) -> dict:
    """Say a descriptor in the words of Croissant."""
    resources = descriptor["resources"]
    return {
        "@context": json.loads(_CONTEXT.read_text(encoding="utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS,
        "name": descriptor["name"],
        "alternateName": descriptor["title"],
        "description": descriptor["description"],
        "version": descriptor["version"],
        "keywords": descriptor.get("keywords", []),
        "license": [licence["path"] for licence in descriptor.get("licenses", [])],
        "creator": [{"@type": "sc:Organization", "name": person["title"]} for person in descriptor["contributors"]],
        "isAccessibleForFree": True,
        "citeAs": f"{descriptor['contributors'][0]['title']}. {descriptor['title']}, version {descriptor['version']}",
        "citation": [source["title"] for source in descriptor.get("sources", [])],
        "distribution": [_file_of(resource) for resource in resources],
        "recordSet": [_records_of(resource) for resource in resources],
    }


def _file_of(resource: dict) -> dict:
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": Path(resource["path"]).name,
        "description": resource["description"],
        "contentUrl": resource["path"],
        "contentSize": f"{resource['bytes']} B",
        "encodingFormat": resource["mediatype"],
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _records_of(resource: dict) -> dict:
    # Foreign keys stand in the fields' descriptions: with `references`, mlcroissant 1.1 reads one record set of a data
    # set, then fails at the next.
    name, schema = resource["name"], resource["schema"]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": resource["description"],
        "key": [{"@id": f"{name}/{field}"} for field in schema["primaryKey"]],
        "field": [_field_of(resource, field) for field in schema["fields"]],
    }


def _field_of(resource: dict, field: dict) -> dict:
    meanings = "; ".join(f"{category['value']}: {category['label']}" for category in field.get("categories", []))
    return {
        "@type": "cr:Field",
        "@id": f"{resource['name']}/{field['name']}",
        "name": field["name"],
        "description": f"{field['description']} {meanings}".strip(),
        "dataType": _CROISSANT_TYPES[field["type"]],
        "source": {"fileObject": {"@id": resource["path"]}, "extract": {"column": field["name"]}},
    }
