"""The published tables are the reference in every cell, and a cell that is not is seen."""

import csv
import shutil

import pytest
from typer.testing import CliRunner

from kaiser_data.cli import app
from kaiser_data.quality.comparison import Difference, compare_tables


@pytest.fixture
def tables(tmp_path, root):
    shutil.copytree(root / "data", tmp_path / "data")
    return tmp_path / "data"


def rewrite(folder, table, change):
    """Rewrite the first row of a table, or drop it where `change` gives False."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    kept = rows[1:] if change(rows[0]) is False else rows
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def test_the_published_tables_equal_the_reference(root):
    assert list(map(str, compare_tables(root / "tests" / "gold", root / "data"))) == []


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("sources", "note", "undated"),
        ("actors", "member_of", "ufcw"),
        ("events", "label", "Strike"),
        ("events", "target_id", "ufcw"),
        ("mentions", "trigger", "said"),
        ("figures", "as_of", "1901"),
        ("figures", "event_id", "latimes-2026-02-23-e00336"),
        ("quotes", "utterance_id", "latimes-2026-02-23-q00417"),
        ("quotes", "role", "a nurse"),
    ],
)
def test_a_changed_cell_is_named(tables, root, table, field, value):
    rewrite(tables, table, lambda row: row.update({field: value}))
    [found] = compare_tables(root / "tests" / "gold", tables)
    assert (found.table, found.field, found.found) == (table, field, value)


@pytest.mark.parametrize("table", ["figures", "quotes", "mentions"])
def test_a_missing_row_and_one_too_many_are_named(tables, root, table):
    rewrite(tables, table, lambda row: False)
    there, back = compare_tables(root / "tests" / "gold", tables), compare_tables(tables, root / "tests" / "gold")
    assert [str(one).rpartition(": ")[2] for one in there if not one.field] == ["missing"]
    assert [str(one).rpartition(": ")[2] for one in back if not one.field] == ["too many"]


def test_other_ids_that_tie_the_same_rows_are_no_difference(tables, root):
    for name in ("events", "mentions", "figures"):
        path = tables / f"{name}.csv"
        raw = path.read_text(encoding="utf-8")
        path.write_text(raw.replace("latimes-2026-02-23-e00147", "latimes-2026-02-23-e99999"), encoding="utf-8")
    assert compare_tables(root / "tests" / "gold", tables) == []


def test_a_difference_reads_as_a_line():
    line = Difference("figures", "a-f00003", "topic", "wage", "strike")
    assert str(line) == "figures a-f00003 topic: found 'wage', expected 'strike'"


def test_the_verb_prints_what_differs_and_exits_with_one(tables, root):
    gold = str(root / "tests" / "gold")
    assert CliRunner().invoke(app, ["compare", gold, str(root / "data")]).exit_code == 0
    rewrite(tables, "events", lambda row: row.update(place="Oakland"))
    result = CliRunner().invoke(app, ["compare", gold, str(tables)])
    assert result.exit_code == 1
    assert "place: found 'Oakland'" in result.output
