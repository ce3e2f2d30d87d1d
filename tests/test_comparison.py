"""What differs: tables from the reference in each cell, a release from an earlier one by its ids."""

import csv
import re
import shutil

import pytest
from typer.testing import CliRunner

from kaiser_data.cli import app
from kaiser_data.export import export
from kaiser_data.quality.comparison import Difference, compare_releases, compare_tables, read_tables, report
from kaiser_data.tables import TableError


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


def test_ids_may_be_others_where_they_tie_the_same_rows(tables, root):
    path = tables / "quotes.csv"
    path.write_text(re.sub(r"-q(\d{5})", r"-said\1", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert any(row["within"] for row in read_tables(tables)["quotes"])
    assert compare_tables(root / "data", tables) == []


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
    assert compare_tables(root / "data", tables) == []


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


ROW = "latimes-2026-02-23-f00374"


def renew(package, table, change):
    path = package / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = change(list(csv.DictReader(stream)))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_release_does_not_differ_from_itself(package, root, tmp_path):
    assert compare_releases(root, package) == []
    assert compare_releases(export(tmp_path, "zip")[0], root) == []


def test_a_changed_value_is_named_by_row_and_field(package, root):
    renew(package, "figures", lambda rows: [r | {"value": "32000"} if r["figure_id"] == ROW else r for r in rows])
    assert [str(change) for change in compare_releases(root, package)] == [f"`{ROW}` value: “31000” → “32000”"]


def test_rows_added_and_removed_are_named_whatever_their_order(package, root):
    removed = []
    renew(package, "quotes", lambda rows: removed.append(rows[0]) or rows[:0:-1])
    changes = compare_releases(root, package)
    assert [(c.table, c.kind, c.key) for c in changes] == [("quotes", "removed", removed[0]["quote_id"])]
    assert [(c.kind, c.key) for c in compare_releases(package, root)] == [("added", removed[0]["quote_id"])]


def test_a_mention_is_known_by_event_source_and_start(package, root):
    renew(package, "mentions", lambda rows: [rows[0] | {"trigger": "anew"}, *rows[1:]])
    change = compare_releases(root, package)[0]
    assert (change.field, change.new) == ("trigger", "anew")
    assert len(change.key.split()) == 3


def test_a_new_column_is_named_once(package, root):
    renew(package, "actors", lambda rows: [row | {"founded": "1997"} for row in rows])
    assert [str(change) for change in compare_releases(root, package)] == ["`column founded` added"]


def test_a_report_counts_rows_under_each_table(package, root):
    two = {"value": "32000", "unit": "worker"}
    renew(package, "figures", lambda rows: [r | two if r["figure_id"] == ROW else r for r in rows])
    said = report(compare_releases(root, package))
    assert said.startswith("### figures: 1 changed\n\n- ")
    assert said.count("\n- ") == 2


def test_the_command_prints_the_report(package, root):
    renew(package, "figures", lambda rows: [r | {"value": "32000"} if r["figure_id"] == ROW else r for r in rows])
    result = CliRunner().invoke(app, ["diff", str(root), str(package)])
    assert (result.exit_code, result.stderr) == (0, "1 differ\n")
    assert f"- `{ROW}` value: “31000” → “32000”" in result.stdout


@pytest.mark.parametrize("name", ["nowhere", "empty", "text.zip"])
def test_what_is_no_release_is_answered_in_a_line(tmp_path, root, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("no zip")
    with pytest.raises(TableError, match=name):
        compare_releases(tmp_path / name, root)
