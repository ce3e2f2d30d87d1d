"""The notebooks: executed, in order, without a warning; a changed table is seen by the one that shows it."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
VEGA = "application/vnd.vegalite.v5+json"
LONGEST_CELL = 10
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells_of(path: Path, kind: str) -> list[dict]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def charts_of(path: Path) -> list[dict]:
    outputs = [output for cell in cells_of(path, "code") for output in cell.outputs]
    return [output.data for output in outputs if VEGA in output.get("data", ())]


def compare(home: Path, name: str) -> subprocess.CompletedProcess:
    """Run a notebook of a copy under nbval, strictly, with that copy's package and tables."""
    options = ["--nbval", "--nbval-current-env", f"--nbval-sanitize-with={home}/notebooks/sanitize.cfg"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, f"notebooks/{name}"],
        cwd=home,
        env=os.environ | {"PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
    )


def alter(path: Path, picks: Callable[[dict], bool], field: str, value: str) -> None:
    """Write another value into the first row that is picked."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    row = next(filter(picks, rows))
    assert row[field] != value
    row[field] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def copy(package: Path) -> Path:
    for folder in ("kaiser_data", "notebooks", "tests/gold"):
        shutil.copytree(ROOT / folder, package / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return package


@every_notebook
def test_every_code_cell_was_executed_in_order_without_a_warning(path):
    cells = cells_of(path, "code")
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [output for output in outputs if output.get("name") == "stderr" or output.output_type == "error"]


@every_notebook
def test_a_notebook_begins_with_its_question_and_ends_with_limits_an_exercise_and_how_to_cite(path):
    prose = [cell.source for cell in cells_of(path, "markdown")]
    assert re.match(r"# .*\?\n", prose[0])
    assert "**Question.**" in prose[0] and "**Tables used.**" in prose[0] and "At the end you will" in prose[0]
    for heading in ("## What this does not show", "## Exercise", "## How to cite"):
        assert heading in prose[-1]


@every_notebook
def test_a_cell_holds_one_idea(path):
    long = [cell.source for cell in cells_of(path, "code") if len(cell.source.splitlines()) > LONGEST_CELL]
    assert not long


@every_notebook
def test_a_number_in_prose_stands_in_an_output_above(path):
    shown, missing = "", []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            shown += json.dumps([output.get("data", output) for output in cell.outputs], ensure_ascii=False)
            continue
        # Names of files, code, quoted words and years are no results; the last cell cites literature.
        prose = re.sub(r"`[^`]*`|\*[^*\n]+\*|\b(?:19|20)\d\d\b", "", cell.source.split("## What this does not show")[0])
        numbers = [number.replace(",", "") for number in re.findall(r"\d[\d,]*(?:\.\d+)?", prose)]
        plain = shown.replace(",", "")
        missing += [number for number in numbers if not re.search(rf"(?<![\d.]){re.escape(number)}(?![\d])", plain)]
    assert not missing


@every_notebook
def test_every_chart_has_alt_text_and_a_picture(path):
    charts = charts_of(path)
    assert charts
    for data in charts:
        assert data[VEGA]["description"] == data["text/plain"]
        assert "aria-label" in "".join(data["image/svg+xml"])
        assert data[VEGA]["title"]["text"] and data[VEGA]["title"]["subtitle"]


@every_notebook
def test_every_chart_fits_into_700_pixels(path):
    widths = [re.search(r'<svg[^>]* width="([\d.]+)"', "".join(data["image/svg+xml"]))[1] for data in charts_of(path)]
    assert max(map(float, widths)) <= 720


@every_notebook
def test_a_notebook_loads_nothing_from_elsewhere(path):
    outputs = [output for cell in cells_of(path, "code") for output in cell.outputs]
    loads = re.compile(r"<script|<link|src=\\?[\"']http|@import|url\(http")
    assert not [output for output in outputs if loads.search(json.dumps(output))]


# What stands in for a computer without spaCy and without a network.
ALONE = """
import socket, sys
sys.modules["spacy"] = None
def refuse(*_): raise AssertionError("a notebook asked the network")
socket.socket.connect = socket.create_connection = refuse
"""


@pytest.mark.parametrize("path", NOTEBOOKS[:-1], ids=lambda path: path.stem)
def test_all_notebooks_but_the_last_need_neither_spacy_nor_a_network(path):
    code = ALONE + "\n".join(cell.source for cell in cells_of(path, "code"))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", code], cwd=path.parent, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]


@every_notebook
def test_a_second_run_elsewhere_gives_the_same(copy, path):
    result = compare(copy, path.name)
    assert result.returncode == 0, result.stdout[-3000:]


ALTERED = {
    "01_timeline": (
        "events",
        lambda row: row["type"] == "strike" and row["date_min"] > "2025-09",
        "date_min",
        "2025-10-02",
    ),
    "02_headcounts": (
        "figures",
        lambda row: row["topic"] == "membership" and row["value"] == "52000",
        "value",
        "53000",
    ),
    "03_rhetoric": ("quotes", lambda row: row["kind"] == "direct" and row["side"] == "worker", "side", "employer"),
    "04_evidence": ("figures", lambda row: row["review"] == "auto", "review", "added"),
    "05_your_own_text": (
        "figures",
        lambda row: row["topic"] == "strike" and row["qualifier"] == "exact",
        "value",
        "30500",
    ),
}


@every_notebook
def test_one_altered_value_is_seen_in_a_chart(copy, path):
    table, picks, field, value = ALTERED[path.stem]
    alter(copy / "data" / f"{table}.csv", picks, field, value)
    result = compare(copy, path.name)
    assert result.returncode == 1
    assert "vegalite" in result.stdout
