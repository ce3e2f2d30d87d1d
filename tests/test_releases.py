"""Two releases compared: by id, whatever moved."""

import csv

import pytest
from typer.testing import CliRunner

from kaiser_data.cli import app
from kaiser_data.export import export
from kaiser_data.quality.comparison import compare_releases, report
from kaiser_data.tables import TableError

ROW = "latimes-2026-02-23-f00374"


def rewrite(package, table, change):
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
    rewrite(package, "figures", lambda rows: [r | {"value": "32000"} if r["figure_id"] == ROW else r for r in rows])
    assert [str(change) for change in compare_releases(root, package)] == [f"`{ROW}` value: “31000” → “32000”"]


def test_rows_added_and_removed_are_named_whatever_their_order(package, root):
    removed = []
    rewrite(package, "quotes", lambda rows: removed.append(rows[0]) or rows[:0:-1])
    changes = compare_releases(root, package)
    assert [(c.table, c.kind, c.key) for c in changes] == [("quotes", "removed", removed[0]["quote_id"])]
    assert [(c.kind, c.key) for c in compare_releases(package, root)] == [("added", removed[0]["quote_id"])]


def test_a_mention_is_known_by_event_source_and_start(package, root):
    rewrite(package, "mentions", lambda rows: [rows[0] | {"trigger": "anew"}, *rows[1:]])
    change = compare_releases(root, package)[0]
    assert (change.field, change.new) == ("trigger", "anew")
    assert len(change.key.split()) == 3


def test_a_new_column_is_named_once(package, root):
    rewrite(package, "actors", lambda rows: [row | {"founded": "1997"} for row in rows])
    assert [str(change) for change in compare_releases(root, package)] == ["`column founded` added"]


def test_a_report_counts_rows_under_each_table(package, root):
    two = {"value": "32000", "unit": "worker"}
    rewrite(package, "figures", lambda rows: [r | two if r["figure_id"] == ROW else r for r in rows])
    said = report(compare_releases(root, package))
    assert said.startswith("### figures: 1 changed\n\n- ")
    assert said.count("\n- ") == 2


def test_the_command_prints_the_report(package, root):
    rewrite(package, "figures", lambda rows: [r | {"value": "32000"} if r["figure_id"] == ROW else r for r in rows])
    result = CliRunner().invoke(app, ["diff", str(root), str(package)])
    assert (result.exit_code, result.stderr) == (0, "1 differ\n")
    assert f"- `{ROW}` value: “31000” → “32000”" in result.stdout


@pytest.mark.parametrize("name", ["nowhere", "empty", "text.zip"])
def test_what_is_no_release_is_answered_in_a_line(tmp_path, root, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("no zip")
    with pytest.raises(TableError, match=name):
        compare_releases(tmp_path / name, root)
