"""The README's samples are rows of the tables, its scores those that `make score` prints, its commands run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kaiser_data.citation import data_set
from kaiser_data.rows import TABLES
from kaiser_data.tables import read_cells

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
# What a test cannot run: a server, this very suite, and the site, which tests of its own build.
ELSEWHERE = {"make lab", "make test", "make site", "make site EXCERPTS=1"}


def table_after(heading: str) -> list[dict[str, str]]:
    """The Markdown table that follows a heading, a dict a line."""
    after = README.split(heading, 1)[1]
    lines = re.search(r"(?:^\|.*\|$\n?)+", after, re.MULTILINE)[0].splitlines()
    cells = [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [dict(zip(cells[0], line, strict=True)) for line in cells[2:]]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    lines = "".join(blocks("sh")).splitlines()
    return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]


@pytest.mark.parametrize("table", TABLES)
def test_a_sample_is_a_row_of_its_table(table):
    rows = read_cells(table)
    samples = table_after(f"### `{table}`")
    assert samples
    for sample in samples:
        assert any(all(row[name] == value for name, value in sample.items()) for row in rows), sample


def test_the_counts_of_the_first_screen_are_those_of_the_tables():
    counted = {name: int(number) for number, name in re.findall(r"(\d+) (\w+)", README.split("**")[3])}
    assert counted == {table: len(read_cells(table)) for table in TABLES}


def test_the_first_rows_stand_in_their_sentences_with_the_evidence_marked():
    rows = {row[f"{table[:-1]}_id"]: row for table in ("figures", "quotes") for row in read_cells(table)}
    shown = table_after("Three rows, each with its sentence:")
    assert len(shown) == 3
    for line in shown:
        row, evidence = rows[line["row"].strip("`")], re.search(r"\*\*(.+)\*\*", line["sentence"])[1]
        assert line["sentence"].replace("**", "") == row["sentence"]
        assert row["text"] in evidence


def test_the_citation_is_the_one_that_the_zip_brings():
    assert README.count(data_set().text()) == 2
    assert blocks("bibtex") == [data_set().bibtex()]


def test_the_scores_are_those_of_the_automatic_rows(automatic_scores):
    listed = table_after("## How good is it?")
    assert listed
    for line in listed:
        found = automatic_scores[line["table"], line["measure"]]
        assert str(found.f1) == line["five texts"], line


def test_each_command_runs_as_pasted_in_a_fresh_copy(tmp_path):
    activate = Path(sys.prefix) / "bin" / "activate"
    if not activate.is_file() or not shutil.which("make"):
        pytest.skip("needs make and a virtual environment")
    clone = tmp_path / "clone"
    ours = shutil.ignore_patterns(".git", ".venv", "build", "dist", ".*cache", "__pycache__")
    shutil.copytree(ROOT, clone, ignore=ours)
    (clone / ".venv").mkdir()
    (clone / ".venv" / "bin").symlink_to(Path(sys.prefix) / "bin")
    for installed in (".extract", ".lab", ".dev"):
        (clone / ".venv" / installed).touch()
    assert set(commands()) >= ELSEWHERE
    pasted = "\n".join(["set -e", *(line for line in commands() if line not in ELSEWHERE)])
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(clone), "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    ran = subprocess.run(
        ["bash", "-c", pasted], cwd=clone, env=environment, capture_output=True, text=True, timeout=600
    )
    assert ran.returncode == 0, ran.stderr
    assert "proposed 21.5% wage increases" in " ".join(ran.stdout.split())
    assert (clone / "build" / "download" / "figures_told.csv").is_file()
