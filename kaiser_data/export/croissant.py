"""A description that search engines and machine-learning tools read: schema.org Dataset and ML Commons Croissant 1.0.

`croissant.json` names each table with its size and hash, each field with its type. It stands
beside a copy of `data/`, which its paths name. Meanings of enum values are folded into the field's description.
"""

import json
from pathlib import Path

from kaiser_data.tables import read_descriptor, read_file

_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "date": "sc:Date"}
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
        "distribution": [_file(resource) for resource in resources],
        "recordSet": [_records(resource) for resource in resources],
    }


def _file(resource: dict) -> dict:
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


def _records(resource: dict) -> dict:
    # Foreign keys stand in the fields' descriptions: with `references`, mlcroissant 1.1 reads one record set of a data
    # set, then fails at the next.
    name, schema = resource["name"], resource["schema"]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": resource["description"],
        "key": [{"@id": f"{name}/{field}"} for field in schema["primaryKey"]],
        "field": [_field(resource, field) for field in schema["fields"]],
    }


def _field(resource: dict, field: dict) -> dict:
    meanings = "; ".join(f"{category['value']}: {category['label']}" for category in field.get("categories", []))
    return {
        "@type": "cr:Field",
        "@id": f"{resource['name']}/{field['name']}",
        "name": field["name"],
        "description": f"{field['description']} {meanings}".strip(),
        "dataType": _TYPES[field["type"]],
        "source": {"fileObject": {"@id": resource["path"]}, "extract": {"column": field["name"]}},
    }
