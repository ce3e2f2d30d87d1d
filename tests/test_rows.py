"""Rows and the evidence they carry."""

import pytest

from kaiser_data.rows import TABLES, Evidence, row_id
from kaiser_data.tables import fields_of

TEXT = "Some 1,200 dockers\n\nwalked out."


def test_evidence_folds_white_space_and_nothing_else():
    assert Evidence.cut("a", TEXT, 5, 26).text == "1,200 dockers walked"


def test_evidence_stands_where_it_was_cut():
    assert Evidence.cut("a", TEXT, 5, 18).stands_in(TEXT)


@pytest.mark.parametrize("changed", [TEXT.replace("1,200", "1,201"), " " + TEXT, TEXT[:10], ""])
def test_evidence_does_not_stand_in_a_changed_text(changed):
    assert not Evidence.cut("a", TEXT, 5, 18).stands_in(changed)


def test_an_empty_span_is_no_evidence():
    assert not Evidence(source_id="a", start=3, end=3, text="").stands_in(TEXT)


def test_ids_name_source_table_and_offset():
    assert row_id("dock-news-2024-01-02", "q", 7) == "dock-news-2024-01-02-q00007"


@pytest.mark.parametrize("table", TABLES)
def test_a_rows_fields_are_those_of_the_schema(table):
    named = {field["name"] for field in fields_of(table)}
    assert set(TABLES[table].__dataclass_fields__) == named
