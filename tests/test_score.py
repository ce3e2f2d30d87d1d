"""The score of tables against a reference, on rows whose result can be told by hand."""

import csv
import shutil

import pytest

from kaiser_data.quality import jaccard, mentions_meet, same_name
from kaiser_data.quality.score import SCORED_TABLES, TableError, score


@pytest.fixture
def reference(tmp_path, root):
    shutil.copytree(root / "tests" / "gold", tmp_path / "gold")
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


def test_a_folder_without_tables_is_named(reference, tmp_path):
    with pytest.raises(TableError, match="holds no tables to score"):
        score(reference, tmp_path)


def test_empty_tables_score_nothing(reference, tmp_path):
    for name in SCORED_TABLES:
        (tmp_path / f"{name}.csv").write_text("source_id\n", encoding="utf-8")
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


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("figures", "as_of", "1901"), ("figures", "event_id", "elsewhere"), ("figures", "claimed_by_id", "ufcw"),
        ("figures", "value_max", "7"), ("quotes", "speaker_id", "ufcw"), ("quotes", "cue_start", "7"),
        ("quotes", "utterance_id", "latimes-2026-02-23-q00417"), ("quotes", "role", "a nurse"),
        ("events", "place", "Leeds"), ("events", "target_id", "ufcw"), ("events", "date", "1901"),
        ("mentions", "trigger", "said"), ("mentions", "date_text", "Monday"), ("actors", "member_of", "ufcw"),
        ("actors", "aliases", "them"),
    ],
)  # fmt: skip
def test_a_wrong_cell_costs_its_field_and_no_row(reference, root, table, field, value):
    rewrite(reference, table, lambda number, row: row.update({field: value}) if number == 0 else None)
    lines = scored(root / "tests" / "gold", reference)
    assert lines[table, "value" if field == "value_max" else field].f1 < 100
    assert lines[table, "all at 0.8" if table == "quotes" else "found"].f1 == 100


def test_a_table_lists_its_worst_field_first(reference, root):
    rewrite(reference, "mentions", lambda number, row: row.update(trigger="said"))
    fields = [line.measure for line in score(root / "tests" / "gold", reference) if line.table == "mentions"]
    assert fields[2] == "trigger"


def test_a_field_that_the_reference_lacks_is_not_asked_for(reference, root):
    path = reference / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("as_of", "held"), encoding="utf-8")
    lines = scored(reference, root / "data")
    assert ("figures", "as_of") not in lines
    assert lines["figures", "topic"].f1 == 100


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
    with pytest.raises(TableError, match="holds no"):
        score(tmp_path, tmp_path)


def test_names_agree_by_their_last_word_or_half_of_their_words():
    assert same_name("a spokesperson for the dockers", "the dockers")
    assert same_name("Dr. Ana Ruiz", "Ruiz")
    assert not same_name("Port Authority", "Dockers Union")


def test_spans_agree_by_what_they_share():
    a, b = {"start": "0", "end": "10"}, {"start": "5", "end": "15"}
    assert jaccard(a, b) == pytest.approx(1 / 3)
    assert mentions_meet(a, b)
    assert not mentions_meet(a, {"start": "10", "end": "12"})


def test_tables_of_other_texts_are_not_scored(root, tmp_path):
    for name in ("sources", "figures"):
        (tmp_path / f"{name}.csv").write_text("source_id\nother-2024\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"no text in common \(.*latimes.* and other-2024 …\); extract the same"):
        score(root / "tests" / "gold", tmp_path)
