"""Measures of rhetoric: against numbers worked out by hand, and against what each must never do."""

import math
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kaiser_data as kd
from kaiser_data.analysis.rhetoric import (
    concordance,
    find_terms,
    keyness,
    log_odds,
    per_thousand,
    split_voices,
    wilson,
    words,
)
from kaiser_data.lexicon import read_lexicon

TEXT = "Short staffing puts patients at risk. “We can’t wait,” they say; a partnership, not a partner."


def test_the_wilson_interval_is_the_published_one():
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for met, of, low, high in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ]:
        share = wilson(met, of)
        assert (share.low, share.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 500), st.integers(0, 500))
def test_an_interval_holds_its_share_and_stays_a_share(of, met):
    share = wilson(min(met, of), of)
    assert 0 <= share.low <= share.value + 1e-12
    assert share.value - 1e-12 <= share.high <= 1


def test_more_words_make_a_rate_surer():
    few, many = per_thousand(2, 100), per_thousand(20, 1000)
    assert few.value == many.value == 20
    assert many.high - many.low < few.high - few.low


def test_log_odds_are_those_worked_out_by_hand():
    one, other = Counter(strike=8, the=12), Counter(strike=2, the=18)
    table = log_odds(one, other, one + other, prior_words=4).set_index("word")
    # Prior: strike 10/40 of 4 words = 1, the 3. Odds of strike: 9/15 against 3/21.
    assert table.loc["strike", "log_odds"] == pytest.approx(math.log((9 / 15) / (3 / 21)), abs=1e-6)
    assert table.loc["strike", "z"] == pytest.approx(math.log(4.2) / math.sqrt(1 / 9 + 1 / 3), abs=1e-6)


def test_the_prior_keeps_a_rare_word_quiet():
    one, other = Counter(once=1, strike=30, the=200), Counter(strike=3, the=220)
    table = log_odds(one, other, one + other).set_index("word")
    assert table.loc["strike", "z"] > table.loc["once", "z"]


def test_the_contrast_turns_with_its_sides():
    one, other = Counter(strike=8, the=12, talks=1), Counter(strike=2, the=18, talks=6)
    there = log_odds(one, other, one + other).set_index("word")["z"]
    back = log_odds(other, one, one + other).set_index("word")["z"]
    assert (there + back).abs().max() < 1e-6


def test_a_group_is_contrasted_with_all_others():
    table = keyness({"press": ["a strike, a strike"], "union": ["our contract"], "paper": ["the talks", "the talks"]})
    top = table.sort_values("z").groupby("group").last()["word"]
    assert top["press"] in ("a", "strike")
    assert table[(table["group"] == "paper") & (table["word"] == "the")]["count_other"].item() == 0


def test_words_lose_what_hangs_on_an_apostrophe():
    assert words("They’ve got to, won't; don’t. Workers’ 3rd") == ["they", "got", "to", "will", "do", "workers", "rd"]


def test_the_longest_term_is_counted_once_and_a_longer_word_not_at_all():
    hits = find_terms({"a": TEXT}, "frames", "frame")
    assert list(hits["text"]) == ["Short staffing", "risk", "partnership", "partner"]
    assert list(hits["frame"]) == ["safety", "safety", "partnership", "partnership"]


def test_curly_apostrophes_count_as_straight_ones():
    hits = find_terms({"a": TEXT}, "stance_words", "kind")
    assert list(zip(hits["text"], hits["kind"], strict=True)) == [("We", "we"), ("can’t", "can"), ("they", "they")]


def test_every_hit_leads_back_to_its_characters():
    sources = kd.read_table("sources")["source_id"]
    texts = {source_id: kd.read_text(source_id) for source_id in sources}
    hits = find_terms(texts, "frames", "frame")
    assert len(hits) > 100
    assert all(texts[hit.source_id][hit.start : hit.end] == hit.text for hit in hits.itertuples())
    lines = concordance(hits, texts)
    assert all(line.text in texts[line.source_id] for line in lines.itertuples())
    assert lines["left"].str.len().max() <= 40


def test_own_and_quoted_words_make_the_whole_text():
    quotes = kd.read_table("quotes")
    for source_id, rows in quotes.groupby("source_id"):
        text = kd.read_text(source_id)
        own, quoted = split_voices(text, rows)
        together = "".join(a if b == " " else b for a, b in zip(own, quoted, strict=True))
        assert together == text


def test_reported_speech_is_the_texts_own():
    rows = pd.DataFrame({"kind": ["indirect", "term"], "start": [0, 3], "end": [5, 9]})
    assert split_voices("He left “early”.", rows) == ("He left “early”.", " " * 16)


@pytest.mark.parametrize("name", ["frames", "stance_words"])
def test_a_word_stands_under_one_heading(name):
    assert max(Counter(line["term"] for line in read_lexicon(name)).values()) == 1
