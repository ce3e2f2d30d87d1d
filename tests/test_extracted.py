"""Tables that `extract` wrote are a data package like the published one, as CSV and as Parquet."""

import json
import os

import frictionless
import pytest

from kaiser_data.export import FORMATS
from kaiser_data.extracted import write_extracted
from kaiser_data.tables import TableError, read_cells, read_package
from tests.fault_injection import invoke, tree

# One process is enough for two texts: else there is one for each core, and each loads spaCy.
WRITTEN = {"csv": ["--format", "csv"], "parquet": ["--format", "parquet", "--workers", "1"]}
STORY = (
    "About 1,200 dockers walked off the job on 3 May 2024 in Hull. “We are done waiting,” said Ana Ruiz, a driver."
    "\n\nThe strike ended on 9 May 2024. The dockers had asked for 4 to 6 percent.\n\n“No contract, no work.”\n"
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    for name in ("hull.txt", "leeds.txt"):
        (folder / name).write_text(STORY.replace("Hull", name[:-4].title()), encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=WRITTEN)
def home(request, texts, tmp_path_factory):
    out = tmp_path_factory.mktemp("tables") / request.param
    called("extract", str(texts), "--out", str(out), *WRITTEN[request.param])
    return out


def called(*arguments):
    result = invoke(list(arguments))
    assert result.exit_code == 0, (result.output, result.exception)
    return result


def test_they_are_checked_with_their_texts(home, texts, tmp_path):
    called("check", "--home", str(home), "--texts", str(texts))
    (tmp_path / "hull.txt").write_text(STORY.replace("1,200", "1,300"), encoding="utf-8")
    result = invoke(["check", "--home", str(home), "--texts", str(tmp_path)])
    assert result.exit_code == 1
    assert "hull.txt sha256" in result.output
    assert "figures hull-f00000 text: found 'About 1,200', expected 'About 1,300'" in result.output


@pytest.mark.parametrize("format", FORMATS)
def test_they_are_exported(home, tmp_path, format):
    called("export", str(tmp_path), "--format", format, "--home", str(home))
    assert any(tmp_path.iterdir())


def test_they_are_shown(home):
    shown = called("show", "hull-f00000", "--home", str(home)).stdout
    assert "Cite as: kaiser_data contributors. Events, figures and quotes of " in shown


def test_they_are_compared(home, texts, tmp_path):
    assert "no difference" in called("diff", str(home), str(home)).stderr
    for path in texts.iterdir():
        (tmp_path / path.name).write_text(STORY.replace("1,200", "1,300"), encoding="utf-8")
    called("extract", str(tmp_path), "--out", str(tmp_path / "out"))
    assert "`hull-f00000` value: “1200” → “1300”" in called("diff", str(home), str(tmp_path / "out")).stdout


def test_frictionless_finds_them_valid_nulls_included(home):
    report = frictionless.validate(str(home / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert any(not row["cue_start"] for row in _cells(home, "quotes")), "or this proves nothing"


def _cells(home, table):
    from kaiser_data.extracted import csv_home

    with csv_home(home) as tables:
        return read_cells(table, tables)


def test_tables_of_both_formats_hold_the_same_cells(texts, tmp_path):
    for form in WRITTEN:
        called("extract", str(texts), "--out", str(tmp_path / form), *WRITTEN[form])
    assert "no difference" in called("diff", str(tmp_path / "csv"), str(tmp_path / "parquet")).stderr
    assert len(read_package(tmp_path / "csv").resources) == 6


def test_a_changed_cell_or_part_is_found(home):
    name = "figures.csv" if (home / "figures.csv").exists() else "figures/part-00000.parquet"
    raw = (home / name).read_bytes()
    try:
        (home / name).write_bytes(raw.replace(b"1,200", b"1,300"))
        result = invoke(["check", "--home", str(home)])
        assert result.exit_code == 1
        assert name in result.output
    finally:
        (home / name).write_bytes(raw)


def test_a_part_that_leads_out_of_the_folder_is_never_exported(texts, tmp_path):
    out = tmp_path / "tables"
    called("extract", str(texts), "--out", str(out), *WRITTEN["parquet"])
    part = out / "figures" / "part-00000.parquet"
    part.rename(tmp_path / "elsewhere.parquet")
    part.symlink_to(tmp_path / "elsewhere.parquet")
    result = invoke(["export", str(tmp_path / "zip"), "--home", str(out)])
    assert result.exit_code == 2
    assert "is a link that leads out of" in result.output


@pytest.mark.parametrize(
    "raw", [b"{}", b"[", b'{"files": [{"path": 1}]}', b'{"files": 3, "corpus": ""}', b"[" * 100_000]
)
def test_a_manifest_that_is_none_is_answered_in_a_line(tmp_path, raw):
    (tmp_path / "manifest.json").write_bytes(raw)
    result = invoke(["export", str(tmp_path / "zip"), "--home", str(tmp_path)])
    assert (result.exit_code, len(result.output.splitlines())) == (2, 1)
    assert "is no manifest of a corpus" in result.output


@pytest.mark.parametrize("content", ['{"name": "thesis"}', "[1]", "{", "pipe"])
def test_the_descriptor_of_another_package_is_never_replaced(texts, tmp_path, content):
    path = tmp_path / "datapackage.json"
    os.mkfifo(path) if content == "pipe" else path.write_text(content, encoding="utf-8")
    before = None if content == "pipe" else tree(tmp_path)
    result = invoke(["extract", str(texts), "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "name another folder" in result.output
    assert before is None or tree(tmp_path) == before


def test_writing_twice_gives_the_same_bytes_and_no_licence_is_claimed(tmp_path):
    for _ in range(2):
        write_extracted({"sources": []}, tmp_path, "nothing")
        raw = tree(tmp_path)
    assert raw == tree(tmp_path)
    assert "licenses" not in json.loads(raw["datapackage.json"])
    with pytest.raises(TableError, match="holds another data package"):
        (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
        write_extracted({"sources": []}, tmp_path, "nothing")
