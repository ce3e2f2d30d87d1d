"""The score of tables against a reference, on rows whose result can be told by hand."""

import csv
import shutil

import pytest

from kaiser_data.quality.agreement import jaccard, meets, same_name
from kaiser_data.quality.score import ScoreError, score


@pytest.fixture
def reference(tmp_path, root):
    # Coded actors have names, not ids: they are no table to be scored.
    shutil.copytree(root / "tests" / "gold", tmp_path / "gold", ignore=shutil.ignore_patterns("actors.csv"))
    return tmp_path / "gold"


def scored(gold, tables):
    return {(line.table, line.measure): line for line in score(gold, tables)}


def rewrite(folder, table, change):
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    changed = [row for number, row in enumerate(rows) if change(number, row) is not False]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(changed)
    return rows


def test_a_reference_agrees_with_itself(reference):
    assert all(line.f1 == 100 for line in score(reference, reference))


def test_empty_tables_score_nothing(reference, tmp_path):
    assert all(line.f1 == 0 for line in score(reference, tmp_path))


def test_a_missing_row_costs_recall_only(reference, root):
    rows = rewrite(reference, "figures", lambda number, row: number > 0)
    line = scored(root / "tests" / "gold", reference)["figures", "found"]
    assert line.precision == 100
    assert line.recall == round(100 * (len(rows) - 1) / len(rows), 1)


@pytest.mark.parametrize(("field", "value"), [("value", "7"), ("unit", "goat"), ("qualifier", "up_to")])
def test_a_wrong_field_is_found_but_not_strict(reference, root, field, value):
    rewrite(reference, "figures", lambda number, row: row.update({field: value}) if number == 0 else None)
    lines = scored(root / "tests" / "gold", reference)
    assert lines["figures", "found"].f1 == 100
    assert lines["figures", "strict"].f1 < 100


def test_a_wrong_speaker_is_found_but_not_attributed(reference, root):
    rewrite(reference, "quotes", lambda number, row: row.update(speaker="Zoe Quill") if number == 0 else None)
    lines = scored(root / "tests" / "gold", reference)
    assert lines["quotes", "all at 0.8"].f1 == 100
    assert lines["quotes", "attributed"].f1 < 100


def test_a_wrong_date_is_found_but_not_dated(reference, root):
    rewrite(reference, "events", lambda number, row: row.update(date_min="1901-01-01") if number == 0 else None)
    lines = scored(root / "tests" / "gold", reference)
    assert lines["events", "found"].f1 == 100
    assert lines["events", "dated"].f1 < 100


def test_a_split_event_costs_merged_pairs(reference, root):
    last = []

    def split(number, row):
        if row["event_id"] == "wsws-2025-09-14-e04578":
            last.append(row)
            if len(last) == 1:
                row["event_id"] = "elsewhere"

    rewrite(reference, "mentions", split)
    assert scored(root / "tests" / "gold", reference)["mentions", "merged"].recall < 100


def test_a_folder_without_a_reference_is_named(tmp_path):
    with pytest.raises(ScoreError, match="holds no"):
        score(tmp_path, tmp_path)


def test_names_agree_by_their_last_word_or_half_of_their_words():
    assert same_name("a spokesperson for the dockers", "the dockers")
    assert same_name("Dr. Ana Ruiz", "Ruiz")
    assert not same_name("Port Authority", "Dockers Union")


def test_spans_agree_by_what_they_share():
    a, b = {"start": "0", "end": "10"}, {"start": "5", "end": "15"}
    assert jaccard(a, b) == pytest.approx(1 / 3)
    assert meets(a, b)
    assert not meets(a, {"start": "10", "end": "12"})
