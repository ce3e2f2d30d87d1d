"""Who tells and who is silent, how well dates are known, what a person had to correct: worked out by hand."""

import pandas as pd
import pytest

import kaiser_data as kd
from kaiser_data.analysis import evidence, headcounts, own_text, rhetoric, tellings
from kaiser_data.analysis.tellings import certainty
from kaiser_data.reader.marked import marked


@pytest.fixture
def events():
    rows = [
        ("vote", "strike_vote", "2024-02-10", "2024-02-10", "2024-02-10"),
        ("strike", "strike", "2024-03-04/..", "2024-03-04", None),
        ("charge", "other", "[..2024-03-08]", None, "2024-03-08"),
        ("deal", "tentative_agreement", "[2024-04-01..]", "2024-04-01", None),
    ]
    table = pd.DataFrame(rows, columns=["label", "type", "date", "date_min", "date_max"])
    for name in ("date_min", "date_max"):
        table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    return table.assign(event_id=table["label"])


@pytest.fixture
def sources():
    table = pd.DataFrame({"source_id": ["early", "late"], "publisher": ["Port Gazette", "Dockers Union"]})
    return table.assign(published_max=pd.to_datetime(["2024-02-20", "2024-03-20"]))


def test_a_text_is_silent_only_on_what_had_begun_when_it_appeared(events, sources):
    told = pd.DataFrame({"event_id": ["vote", "strike"], "source_id": ["early", "late"], "start": 0, "sentence": "It."})
    pairs = tellings.tells(events, told, sources).set_index(["label", "source_id"])["clauses"]
    assert pairs.to_dict() == {
        ("vote", "early"): 1,
        ("vote", "late"): 0,
        ("strike", "late"): 1,
        ("charge", "late"): 0,
    }
    counted = tellings.silences(tellings.tells(events, told, sources))
    assert counted.loc["late"].to_dict() == {"could_tell": 3, "tells": 1, "percent": 33.3}


def test_an_event_of_which_one_bound_is_known_lies_in_the_window_of_that_day_alone(events):
    assert list(tellings.in_window(events, "2024-01-01", "2024-02-28")["label"]) == ["vote"]
    assert list(tellings.in_window(events, "2024-03-06", "2024-05-01")["label"]) == ["strike", "charge", "deal"]


def test_each_way_of_knowing_a_date_has_its_name(events):
    assert list(certainty(events)) == ["on this day", "began, end open", "on or before", "not before"]


def test_a_round_holds_the_links_of_its_years(events):
    links = tellings.chain_links(events, {"now": (2024, 2025), "then": (2020, 2023)})
    assert list(links["link"]) == ["strike vote", "strike", "agreement"]
    assert set(links["round"]) == {"now"}


def test_planned_layoffs_are_headcounts_of_their_own_kind():
    heads = headcounts.headcounts(kd.read_joined("figures")).set_index("text")
    assert heads.loc["41", "group"] == headcounts.LAID_OFF and heads.loc["41", "status"] == "planned"
    assert heads.loc["Around 32,000", "group"] == headcounts.VOTING
    assert not heads.duplicated(["group", "label"]).any()


def test_numbers_that_touch_without_meeting_differ():
    table = pd.DataFrame({"label": ["nearly", "some"], "value": [61000, 62000], "qualifier": ["nearly", "about"]})
    told = headcounts.can_be_one(table.assign(value_max=float("nan")))
    assert told.loc["nearly", "some"] == told.loc["some", "nearly"] == "differ"


def test_shares_take_the_fewest_by_the_most_and_the_most_by_the_fewest():
    heads = pd.DataFrame({"year": [2024], "group": ["on strike"], "low": [40], "value": [50], "high": [60]})
    members = pd.DataFrame({"year": [2024], "low": [80], "value": [100], "high": [200]})
    shares = headcounts.shares_of_members(heads, members).iloc[0]
    assert (shares["low"], shares["value"], shares["high"]) == (20, 50, 75)


def test_who_is_quoted_is_a_share_of_each_publisher():
    words = pd.DataFrame({"publisher": ["A", "A", "B"], "side": ["union", "employer", "union"], "words": [9, 3, 700]})
    assert list(rhetoric.quoted_words(words)["percent"]) == [25, 75, 100]


def test_function_words_and_weak_scores_set_nobody_apart():
    own = "the dock the dock the dock the dock we the strike we the strike we the strike we the strike" + " ship" * 90
    other = "the talks the talks the talks the talks the paper the paper" + " paper" * 90
    split = pd.DataFrame({"publisher": ["A", "B"], "voice": "own", "text": [own, other]})
    words = rhetoric.typical_words(split)
    assert "ship" in set(words["word"]) and not {"the", "we"} & set(words["word"])
    assert words["z"].ge(1.95).all()


def test_a_reason_on_the_first_line_of_a_row_holds_for_all_its_lines(tmp_path):
    (tmp_path / "seeds").mkdir()
    lines = "table,row_id,action,field,expect,value,reason\nevents,e1,add,,,x,no rule knows it\nevents,e1,add,,,y,\n"
    (tmp_path / "seeds" / "corrections.csv").write_text(lines, encoding="utf-8")
    assert evidence.reasons(evidence.read_corrections(tmp_path)).to_dict("records") == [
        {"table": "events", "action": "add", "reason": "no rule knows it", "rows": 1}
    ]


def test_a_text_without_strikers_is_compared_with_none():
    none = own_text.strikers(kd.extract("Rain fell.").figures)
    assert own_text.compare_strikers(none) == "Your text states no number of strikers"
    some = own_text.strikers(kd.extract("About 99,000 nurses struck on Monday.", "2026-03-04").figures)
    assert own_text.compare_strikers(some).startswith("0 of ")


def test_a_mark_names_its_row_and_shows_a_text_as_text():
    text = "They <b>struck</b>: 40 nurses."
    shown = marked(text, pd.DataFrame({"start": [20], "end": [22], "measure": ["headcount"]}), "measure")
    assert repr(shown) == "They <b>struck</b>: [40](0 headcount) nurses."
    assert "&lt;b&gt;" in shown._repr_html_() and "<b>" not in shown._repr_html_()


def test_marks_may_overlap():
    rows = pd.DataFrame({"start": [0, 7], "end": [9, 9], "kind": ["direct", "headcount"]})
    assert repr(marked("we are 96 now", rows, "kind")) == "[we are ][96](1 headcount)(0 direct) now"
