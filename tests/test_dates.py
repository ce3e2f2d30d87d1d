import json
from pathlib import Path

import pytest

from kaiser_data.edtf import is_edtf
from kaiser_data.extract.dates.component import find_dates
from kaiser_data.extract.dates.date_words import values
from kaiser_data.extract.pipeline import extract_text
from kaiser_data.lexicon import read_lexicon

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "dates.jsonl").open(encoding="utf-8")]


def _found(text: str, anchor: str) -> list[list[str]]:
    first, _, last = anchor.partition("/")
    return [[text[date.start : date.end], date.value] for date in find_dates(text, first, last)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text'][:50]}|{case['anchor']}")
def test_a_date_expression_resolves_against_the_day_of_its_text(case):
    assert _found(case["text"], case["anchor"]) == case["expected"]


def test_every_value_is_edtf():
    values = {value for case in CASES for _, value in case["expected"] if value}
    assert [value for value in values if not is_edtf(value)] == []


def test_every_month_and_weekday_of_the_lexicon_is_read():
    for line in read_lexicon("date_words"):
        if line["kind"] in ("month", "weekday", "holiday", "relative"):
            assert find_dates(line["example"], "2025-06-11"), line["example"]
    assert len(set(values("month").values())) == 12


def test_every_unit_of_the_lexicon_is_counted_back():
    for unit in values("unit"):
        assert find_dates(f"Bakers struck a {unit} ago.", "2025-06-11"), unit


def test_spans_carry_kind_value_and_rule():
    doc = extract_text("Porters walked out on Tuesday.", published="2025-09-17").doc
    (span,) = doc.spans["dates"]
    assert (span.text, span.label_, span.kb_id_, span.id_) == ("Tuesday", "day", "2025-09-16", "weekday")


def test_a_text_without_a_date_keeps_what_does_not_depend_on_it():
    assert _found("Last week, on May 5, 2024, they met.", "") == [["Last week", ""], ["May 5, 2024", "2024-05-05"]]


def test_a_phrase_resolves_to_its_widest_expression():
    assert ["from March to May 2024", "2024-03/2024-05"] in _found("from March to May 2024", "2025-09-17")


@pytest.mark.parametrize("piece", ['"', "1", "(", "2025 ", "May ", "last ", "week ", "the day ", "Mon. ", "19", "'8"])
def test_a_long_run_of_one_thing_is_read_to_its_end(piece):
    text = (piece * 200_000)[:200_000]
    assert all(0 <= date.start < date.end <= len(text) for date in find_dates(text, "2025-09-17"))


def test_a_passage_may_open_with_a_part_of_a_month():
    found = _found("In late October 2024, they struck. The vote was in November.", "2025-02-01")
    assert found == [["late October 2024", "[2024-10-21..2024-10-31]"], ["November", "2024-11"]]


def test_a_line_may_end_in_the_name_of_a_holiday():
    (date,) = find_dates("They struck on Labor\nDay.", "2024-09-10")
    assert date.value == "2024-09-02"


@pytest.mark.xfail(strict=True, reason="the day is counted from an event told later in the sentence, not from a date")
def test_a_day_before_a_named_day_counts_from_it():
    assert _found("two days before the vote of Sept. 12", "2025-09-17")[0][1] == "2025-09-10"


@pytest.mark.parametrize("published", ["0001-01-01", "0001-24", "9999-12-31", "9999", "[0001-01-01..9999-12-31]"])
@pytest.mark.parametrize("when", ["last Monday", "next year", "last winter", "tomorrow", "12/31/9999", "this decade"])
def test_a_date_beyond_the_calendar_is_unresolved_and_the_text_is_read(published, when):
    from kaiser_data.extract.pipeline import extract_text

    text = f"Some 30 nurses struck {when}. The strike began {when} and lasted three weeks. They vote {when}."
    assert extract_text(text, published=published).rows["figures"][0].text == "Some 30"
