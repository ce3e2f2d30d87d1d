"""Joined tables and the look of a notebook: nothing lost in a join, nothing cut in a cell; and what Python offers."""

import contextlib
import io

import pandas as pd
import pytest

import kaiser_data as kd
from kaiser_data.notebook import MOST_ROWS, table_html
from kaiser_data.tables import TableError


@pytest.mark.parametrize("name", ["figures", "quotes", "mentions", "events"])
def test_a_joined_table_has_all_rows_and_columns_of_the_published_one(name):
    plain, joined = kd.read_table(name), kd.read_joined(name)
    pd.testing.assert_frame_equal(joined[list(plain.columns)], plain)
    assert joined["publisher"].notna().all()


def test_a_table_without_a_join_is_refused_with_those_that_have_one():
    with pytest.raises(TableError, match="there are figures, quotes, mentions, events"):
        kd.read_joined("actors")


def test_a_figure_of_another_year_than_its_text_says_so():
    figures = kd.read_joined("figures").set_index("text")
    assert figures.loc["52,000", "year"] == 2021
    assert figures.loc["About 85,000", "year"] == 2023
    assert figures.loc["2%", "year"] == 2021  # by the event that it measures


def test_an_event_is_given_to_the_text_that_tells_it_first():
    events = kd.read_joined("events").set_index("event_id")
    assert events.loc["latimes-2026-02-23-e00147", "publisher"] == "World Socialist Web Site"
    assert events.loc["latimes-2026-02-23-e00147", "texts"] == 2


def test_a_table_in_a_notebook_shows_whole_texts_and_readable_numbers():
    sentence = "“The contract <b>expires</b> on Oct. 31,” said the union’s negotiator, who would not be named for now."
    table = pd.DataFrame({"sentence": [sentence], "value": [31000.0], "year": [2025], "low": [float("nan")]})
    written = table_html(table)
    assert "would not be named for now." in written and "&lt;b&gt;" in written
    assert ">31,000</td>" in written and ">2025</td>" in written and "nan" not in written
    assert written.index("text-align:left") < written.index("sentence") < written.index("text-align:right")


def test_a_long_table_says_how_many_rows_it_has():
    assert f"{MOST_ROWS} of 61 rows" in table_html(pd.DataFrame({"number": range(61)}))


def test_python_offers_what_there_is():
    assert {"extract", "read_joined", "read_table", "show"} <= set(dir(kd))
    extraction = kd.extract("About 300 nurses struck on Monday.", "2026-03-04")
    assert {"figures", "quotes", "events", "report"} <= set(dir(extraction))
    assert repr(extraction).count("\n") == 0 and "1 figure" in repr(extraction)


def test_help_says_how_to_extract():
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        help(kd.extract)
    assert "extract(text" in told.getvalue() and "published" in told.getvalue()


def test_several_texts_are_extracted_at_once():
    extraction = kd.extract(["The union struck on Monday.", "About 300 nurses struck."], "2026-03-04")
    assert list(extraction.sources["source_id"]) == ["text-1", "text-2"]
    assert list(extraction.figures["source_id"]) == ["text-2"]
