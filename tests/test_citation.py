"""A row shown with its sentence and a citation to copy."""

import pytest

import kaiser_data as kd
from kaiser_data.citation import Passage, Shown
from kaiser_data.tables import TableError, read_cells

FIGURE = "latimes-2026-02-23-f00374"


def test_a_figure_is_shown_in_its_sentence():
    shown = kd.show(FIGURE)
    passage = shown.passages[0]
    assert passage.evidence == "31,000"
    assert passage.before.endswith("representing the ")
    assert passage.place == "Los Angeles Times, 23 February 2026, characters 374–380"


def test_a_citation_names_version_row_and_evidence():
    version = kd.__version__
    assert kd.show(FIGURE).citation == (
        "kaiser_data contributors (2026). "
        "kaiser_data: events, figures and quotes on the Kaiser Permanente labour dispute "
        f"(version {version}) [data set]. Table figures, row {FIGURE}. "
        "Evidence: “31,000”, Los Angeles Times, 23 February 2026, characters 374–380."
    )


def test_a_citation_names_title_and_authors_of_the_text():
    assert "Kimie Saito; Liz Cabrera; Marc Wells, “Kaiser healthcare strike approaches 3rd week; " in (
        kd.show("wsws-2026-02-07-q03625").citation
    )


def test_an_event_is_shown_with_all_that_tell_it():
    told = {}
    for mention in read_cells("mentions"):
        told.setdefault(mention["event_id"], []).append(mention)
    event, mentions = max(told.items(), key=lambda item: len(item[1]))
    assert len(kd.show(event).passages) == len(mentions) > 1


@pytest.mark.parametrize("row_id", ["latimes-2026-02-23", "kaiser-permanente"])
def test_a_source_and_an_actor_are_shown_without_a_passage(row_id):
    assert kd.show(row_id).passages == ()


def test_an_unknown_row_is_named():
    with pytest.raises(TableError, match="no row 'nothing'"):
        kd.show("nothing")


def test_a_table_with_the_columns_of_another_is_named(package):
    (package / "data" / "figures.csv").write_bytes((package / "data" / "quotes.csv").read_bytes())
    with pytest.raises(TableError, match="a table lacks 'figure_id'; run"):
        kd.show(FIGURE, package)


def test_html_shows_what_a_text_brings_as_text():
    shown = Shown("quotes", "a<b", {"speaker": "<script>"}, (Passage("<i>", "&", "</i>", "x"),), "“<b>”")
    page = shown._repr_html_()
    assert "<script>" not in page
    assert "&lt;i&gt;<mark>&amp;</mark>" in page


def test_plain_text_marks_the_evidence():
    assert "representing the [31,000] workers" in repr(kd.show(FIGURE))
