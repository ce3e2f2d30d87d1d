"""A coding in the forms of other tools: what goes out comes back, and what is moved there has moved here."""

import io
import json
import zipfile

import cassis
import pytest
from typer.testing import CliRunner

from kaiser_data.cli import app
from kaiser_data.documents import read_folder
from kaiser_data.quality.comparison import compare_tables

ENDINGS = ("jsonl", "csv", "jsonld", "zip")


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def drafts(tmp_path_factory):
    """The published tables in every form."""
    from tests.conftest import ROOT

    folder = tmp_path_factory.mktemp("drafts")
    for ending in ENDINGS:
        ran = run("draft", ROOT / "seeds", "--tables", ROOT / "data", "--out", folder / f"coding.{ending}")
        assert ran.exit_code == 0, ran.output
    return folder


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_row_field_and_offset_comes_back(drafts, root, tmp_path, ending):
    ran = run("code", root / "seeds", drafts / f"coding.{ending}", "--out", tmp_path / "out")
    assert ran.exit_code == 0, ran.output
    differences = compare_tables(root / "data", tmp_path / "out")
    assert [str(one) for one in differences if one.field not in ("rule", "review")] == []


def test_an_annotation_has_what_the_standard_asks_for(drafts, root):
    contents = {one.source.source_id: one.content for one in read_folder(root / "seeds")}
    for line in (drafts / "coding.jsonld").read_text(encoding="utf-8").splitlines():
        annotation = json.loads(line)
        assert (annotation["@context"], annotation["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")
        assert annotation["id"].startswith("urn:")
        content = contents[annotation["target"]["source"].rpartition(":")[2]]
        if selectors := annotation["target"].get("selector"):
            quoted, position = selectors
            assert (quoted["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert content[position["start"] : position["end"]] == quoted["exact"]
            assert f"{quoted['prefix']}{quoted['exact']}{quoted['suffix']}" in content


def test_the_library_of_inception_users_opens_the_archive(drafts, root):
    contents = {one.source.source_id: one.content for one in read_folder(root / "seeds")}
    with zipfile.ZipFile(drafts / "coding.zip") as archive:
        types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
        for source_id, content in contents.items():
            cas = cassis.load_cas_from_xmi(io.BytesIO(archive.read(f"{source_id}.xmi")), types)
            assert cas.sofa_string == content
            for figure in cas.select("kaiserdata.Figure"):
                assert " ".join(figure.get_covered_text().split()) == figure.f_text


def test_a_moved_annotation_moves_its_row(tmp_path):
    (tmp_path / "gazette.txt").write_text("Some 1,200 dockers struck on Monday.", encoding="utf-8")
    listed, moved = tmp_path / "coding.jsonld", tmp_path / "moved.jsonld"
    assert run("draft", tmp_path / "gazette.txt", "--out", listed).exit_code == 0
    told = [json.loads(line) for line in listed.read_text(encoding="utf-8").splitlines()]
    figure = next(one for one in told if '"figures"' in one["body"]["value"])
    quoted = figure["target"]["selector"][0]
    assert quoted["exact"] == "Some 1,200"
    quoted |= {"prefix": "Some ", "exact": "1,200"}
    moved.write_text("".join(f"{json.dumps(one)}\n" for one in told), encoding="utf-8")
    assert run("code", tmp_path / "gazette.txt", moved, "--out", tmp_path / "out").exit_code == 0
    assert ',5,10,"1,200",' in (tmp_path / "out" / "figures.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonld", b'{"type": "Annotation"}', "line 1: no body with the line of a coding"),
        ("a.jsonld", b"[1]", "line 1: no body with the line of a coding"),
        ("a.jsonld", b"{", "line 1: no JSON"),
        ("a.jsonld", b'{"body": {"value": "{\\"text\\": \\"x\\"}"}, "target": "urn:x"}', "no TextQuoteSelector"),
        ("a.zip", b"PK", "is no zip of UIMA CAS"),
    ],
)
def test_what_is_no_coding_is_one_line(tmp_path, name, content, said):
    (tmp_path / "gazette.txt").write_text("Some 1,200 dockers struck on Monday.", encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    ran = run("code", tmp_path / "gazette.txt", tmp_path / name, "--out", tmp_path / "out")
    assert ran.exit_code == 2
    assert said in " ".join(ran.output.split())
    assert not (tmp_path / "out").exists()
