"""The notebooks: executed, in order, without a warning; a changed table is seen by the one that shows it."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_cells(path: Path) -> list[dict]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


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


@pytest.fixture
def copy(package: Path) -> Path:
    for folder in ("kaiser_data", "notebooks"):
        shutil.copytree(ROOT / folder, package / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return package


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_code_cell_was_executed_in_order_without_a_warning(path):
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [output for output in outputs if output.get("name") == "stderr" or output.output_type == "error"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_ends_with_limits_an_exercise_and_how_to_cite(path):
    last = nbformat.read(path, as_version=4).cells[-1].source
    for heading in ("## What this does not show", "## Exercise", "## How to cite"):
        assert heading in last


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_chart_has_alt_text_and_a_picture(path):
    outputs = [output.data for cell in code_cells(path) for output in cell.outputs if "data" in output]
    charts = [data for data in outputs if any("vegalite" in kind for kind in data)]
    assert charts
    for data in charts:
        assert data["application/vnd.vegalite.v5+json"]["description"] == data["text/plain"]
        assert "aria-label" in "".join(data["image/svg+xml"])


def test_an_untouched_copy_compares_equal(copy):
    result = compare(copy, "01_timeline.ipynb")
    assert result.returncode == 0, result.stdout[-3000:]


def test_a_changed_date_is_seen_in_table_and_chart(copy):
    path = copy / "data" / "events.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    strike = next(row for row in rows if row["date_min"] == "2026-01-26" and row["type"] == "strike")
    strike["date_min"] = "2026-01-27"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    result = compare(copy, "01_timeline.ipynb")
    assert result.returncode == 1
    assert "vegalite" in result.stdout
