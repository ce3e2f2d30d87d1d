"""Draft, correct, measure: the way of a coder in a notebook."""

import pytest

import kaiser_data as kd
from kaiser_data.coding.form import CodingError

TEXT = "About 1,200 dockers walked off the job on Monday, their union said. “We cannot pay our rent,” said Ana Ruiz."


def test_a_draft_coded_unchanged_is_what_the_rules_found():
    found = kd.extract(TEXT, published="2026-03-04")
    coded = kd.code(TEXT, kd.draft(TEXT, published="2026-03-04"), published="2026-03-04")
    for table in ("figures", "quotes", "events", "mentions", "actors"):
        ours, theirs = (getattr(one, table).drop(columns=["rule", "review"], errors="ignore") for one in (found, coded))
        assert ours.equals(theirs), table


def test_a_corrected_cell_is_the_only_difference():
    found, lines = kd.extract(TEXT), kd.draft(TEXT)
    lines.loc[lines["text"] == "About 1,200", "counted"] = "crane drivers"
    coded = kd.code(TEXT, lines, coder="anna")
    assert coded.figures.loc[0, ["counted", "review", "rule"]].to_list() == ["crane drivers", "coded", "anna"]
    measures = kd.agree(found, coded).set_index(["table", "measure"])
    below = measures[measures["share"] < 100]
    assert below.index.to_list() == [("figures", "counted")]


def test_a_wrong_cell_is_named_with_its_row():
    lines = kd.draft(TEXT)
    lines.loc[lines["text"] == "About 1,200", "topic"] = "strikes"
    with pytest.raises(CodingError, match=r"draft line \d+: topic 'strikes' is not allowed; the nearest is 'strike'"):
        kd.code(TEXT, lines)


def test_a_text_without_rows_has_an_empty_draft():
    assert len(kd.draft("Nothing was said.")) == 0
    assert len(kd.code("Nothing was said.", kd.draft("Nothing was said.")).figures) == 0
