"""Everything in one zip: tables, descriptor, codebook, licences, how to cite. The same bytes each time.

`kaiser-data-0.1.0.zip` opens as a data package anywhere (`frictionless validate`); it holds no text of a publisher.
"""

import zipfile
from contextlib import suppress
from pathlib import Path

from kaiser_data.citation import references
from kaiser_data.export.codebook import codebook
from kaiser_data.export.joined import as_csv, joined
from kaiser_data.tables import DESCRIPTOR, read_descriptor, read_file

# The earliest time that a zip can hold: the clock is no part of the data.
_TIME = (1980, 1, 1, 0, 0, 0)
_CITATION = "CITATION.cff"


def write(out: Path, home: Path) -> list[Path]:
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
    files["CITATION.txt"] = "".join(f"{reference.text()}\n" for reference in known).encode()
    files["CITATION.bib"] = "\n".join(reference.bibtex() for reference in known).encode()
    files["CITATION.ris"] = "\n".join(reference.ris() for reference in known).encode()
    files |= {f"joined/{name}.csv": as_csv(lines).encode() for name, lines in joined(home).items()}
    with suppress(FileNotFoundError):
        files[_CITATION] = read_file(home, _CITATION)
    return files
