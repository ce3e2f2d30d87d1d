"""What a stranger's folder or zip may hold in place of a file: links that lead out, pipes, devices, broken archives."""

import os
import shutil
import struct
import zipfile
from pathlib import Path

import pytest

from kaiser_data.export import FORMATS
from kaiser_data.files import TableError, read_inside
from kaiser_data.rows import TABLES
from tests.fault_injection import invoke, tree

SECRET = "TOP SECRET 4711"


@pytest.fixture
def secret(tmp_path):
    """A file outside of every package."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path


def answered(arguments: list[str], *expected: str) -> None:
    """See that a call ends in one line that says what is wrong, and in no traceback."""
    result = invoke(arguments)
    assert result.exit_code in (1, 2), (result.output, result.exception)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    for words in expected:
        assert words in result.output


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["data/sources.csv", "datapackage.json"])
def test_what_a_link_leads_to_outside_is_never_exported(package, secret, tmp_path, format, name):
    (package / name).unlink()
    (package / name).symlink_to(secret)
    answered(["export", str(tmp_path / "out"), "--format", format, "--home", str(package)], "leads out of")
    assert not any(SECRET.encode() in raw for raw in tree(tmp_path / "out").values())


def test_a_citation_file_that_leads_outside_is_never_exported(package, secret, tmp_path):
    (package / "CITATION.cff").symlink_to(secret)
    answered(["export", str(tmp_path / "out"), "--home", str(package)], "CITATION.cff is a link that leads out of")


def test_a_link_inside_the_package_is_followed(package, tmp_path):
    (package / "data" / "sources.csv").rename(package / "mine.csv")
    (package / "data" / "sources.csv").symlink_to(package / "mine.csv")
    assert invoke(["export", str(tmp_path / "out"), "--home", str(package)]).exit_code == 0


@pytest.mark.parametrize("name", ["data", "seeds", ".build-ready"])
def test_a_build_writes_through_no_link(package, tmp_path, name):
    victim = tmp_path / "victim"
    (package / name).rename(victim) if (package / name).exists() else victim.mkdir()
    (victim / "mine.csv").write_text("mine", encoding="utf-8")
    (package / name).symlink_to(victim)
    before = tree(victim)
    answered(["build", "--home", str(package)], f"{name} is a link that leads out of")
    assert tree(victim) == before


def calls(package: Path, out: Path) -> dict[str, list[str]]:
    """Give the calls that read a package, by verb."""
    at = ["--home", str(package)]
    return {
        "check": ["check", *at],
        "conflicts": ["check", "--conflicts", *at],
        "export": ["export", str(out), "--format", "codebook", *at],
        "diff": ["diff", str(package), str(package)],
        "build": ["build", *at],
    }


@pytest.mark.parametrize("verb", ["check", "export", "diff", "build"])
def test_a_pipe_in_place_of_a_descriptor_is_refused_at_once(package, tmp_path, verb):
    (package / "datapackage.json").unlink()
    os.mkfifo(package / "datapackage.json")
    answered(calls(package, tmp_path / "out")[verb], "datapackage.json is a pipe; put a file there")


@pytest.mark.parametrize("verb", ["check", "conflicts", "export", "diff"])
@pytest.mark.parametrize("name", ["figures", "events"])
def test_a_pipe_in_place_of_a_table_is_refused_at_once(package, tmp_path, name, verb):
    path = package / "data" / f"{name}.csv"
    path.unlink()
    os.mkfifo(path)
    answered(calls(package, tmp_path / "out")[verb], f"{name}.csv is a pipe; put a file there")


@pytest.mark.parametrize("name", ["data/figures.csv", "datapackage.json", "seeds/sources.csv"])
def test_a_device_is_refused_at_once(package, name):
    (package / name).unlink()
    (package / name).symlink_to("/dev/zero")
    verb = "build" if name.startswith("seeds") else "check"
    answered([verb, "--home", str(package)], Path(name).name)


def test_a_pipe_in_a_reference_is_refused_at_once(tmp_path, root):
    shutil.copytree(root / "tests" / "gold", tmp_path / "gold")
    (tmp_path / "gold" / "figures.csv").unlink()
    os.mkfifo(tmp_path / "gold" / "figures.csv")
    answered(["score", str(tmp_path / "gold")], "figures.csv is a pipe")


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    (tmp_path / "figures.csv").mkdir()
    with pytest.raises(TableError, match=r"figures\.csv is a folder; put a file there"):
        read_inside(tmp_path, "figures.csv")


def test_a_link_to_itself_is_named(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(TableError, match="loop"):
        read_inside(tmp_path, "loop")


def _packed(package: Path, path: Path, method: int = zipfile.ZIP_DEFLATED) -> bytearray:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name in ("datapackage.json", *(f"data/{table}.csv" for table in TABLES)):
            archive.write(package / name, name)
    return bytearray(path.read_bytes())


def _encrypted(raw: bytearray) -> bytearray:
    central = raw.index(b"PK\x01\x02")
    raw[6] |= 1
    raw[central + 8] |= 1
    return raw


def _strangely_packed(raw: bytearray) -> bytearray:
    central = raw.index(b"PK\x01\x02")
    raw[8:10] = raw[central + 10 : central + 12] = struct.pack("<H", 97)
    return raw


def _damaged(raw: bytearray) -> bytearray:
    return raw[:70] + bytes(255 - byte for byte in raw[70:400]) + raw[400:]


@pytest.mark.parametrize(
    ("spoil", "method"),
    [
        (_encrypted, zipfile.ZIP_DEFLATED),
        (_strangely_packed, zipfile.ZIP_DEFLATED),
        (_damaged, zipfile.ZIP_DEFLATED),
        (_damaged, zipfile.ZIP_LZMA),
        (_damaged, zipfile.ZIP_BZIP2),
        (_damaged, zipfile.ZIP_STORED),
    ],
)
def test_a_zip_that_cannot_be_unpacked_is_answered_in_a_line(package, tmp_path, spoil, method):
    path = tmp_path / "release.zip"
    path.write_bytes(spoil(_packed(package, path, method)))
    answered(
        ["diff", str(path), str(package)], "release.zip/datapackage.json cannot be unpacked", "fetch the zip again"
    )
