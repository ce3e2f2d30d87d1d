"""The joined tables: one filter answers what took four tables, and nothing is lost or told twice."""

import csv
import sqlite3
import zipfile

import openpyxl
import pytest

import kaiser_data
from kaiser_data.export import export
from kaiser_data.export.views import VIEWS, joined
from kaiser_data.tables import find_home, read_cells

SOURCES = {"figures_told": "figures", "quotes_told": "quotes", "events_told": "mentions"}


@pytest.fixture(scope="module")
def lines():
    return {name: table.to_dict("records") for name, table in joined(find_home()).items()}


@pytest.mark.parametrize("view", VIEWS)
def test_each_row_is_told_once_with_its_own_sentence_and_offsets(lines, view):
    own = [(row["text"], row["sentence"], row["start"], row["end"]) for row in read_cells(SOURCES[view])]
    told = [(row["text"], row["sentence"], row["evidence_start"], row["evidence_end"]) for row in lines[view]]
    assert told == own


def test_one_filter_says_who_counts_the_strikers_of_january(lines):
    strike = [row for row in lines["figures_told"] if row["topic"] == "strike" and "2026" in row["published"]]
    assert {"31,000", "More than 31,000"} & {row["text"] for row in strike}
    assert all(row["text"] in row["sentence"] and row["publisher"] for row in strike)


def test_a_speaker_is_named_and_an_unnamed_one_is_not(lines):
    by_words = {row["speaker"]: row["speaker_name"] for row in lines["quotes_told"]}
    assert by_words["Gina"] == "Gina"
    assert by_words["labor leaders"] == ""


def test_no_column_bears_a_name_that_sql_keeps_for_itself(lines):
    for rows in lines.values():
        assert not {"end", "start"} & rows[0].keys()


def test_csv_workbook_database_and_zip_hold_the_same_rows(lines, tmp_path):
    for path in export(tmp_path, "joined"):
        with path.open(encoding="utf-8", newline="") as stream:
            assert list(csv.DictReader(stream)) == lines[path.stem]
    with zipfile.ZipFile(export(tmp_path, "zip")[0]) as archive:
        assert archive.read("joined/events_told.csv") == (tmp_path / "events_told.csv").read_bytes()
    database = sqlite3.connect(export(tmp_path, "sqlite")[0])
    workbook = openpyxl.load_workbook(export(tmp_path, "xlsx")[0])
    assert workbook.sheetnames[:4] == ["about", *VIEWS]
    for view, rows in lines.items():
        assert [row[0] for row in database.execute(f"SELECT text FROM {view}")] == [row["text"] for row in rows]
        assert workbook[view].max_row == len(rows) + 1
    database.close()


def test_the_first_sheet_says_version_licence_and_how_to_cite(tmp_path):
    about = openpyxl.load_workbook(export(tmp_path, "xlsx")[0])["about"]
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said["version"] == kaiser_data.__version__
    assert "CC BY" in said["licence"] or "creativecommons.org" in said["licence"]
    assert "[data set]" in said["how to cite"]
