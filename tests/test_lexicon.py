"""The word lists: readable, without doubles, each line with an example that holds its term."""

import re

import pytest

from kaiser_data import lexicon
from kaiser_data.lexicon import FOLDER, LexiconError, alternation, read_lexicon, read_patterns

CSV = sorted(path.stem for path in FOLDER.glob("*.csv"))
JSONL = sorted(path.stem for path in FOLDER.glob("*.jsonl"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    for function in (read_lexicon, read_patterns):
        function.cache_clear()
    yield tmp_path
    for function in (read_lexicon, read_patterns):
        function.cache_clear()


@pytest.mark.parametrize("name", CSV)
def test_every_example_holds_its_term(name):
    wrong = [line for line in read_lexicon(name) if line["term"].lower() not in line["example"].lower()]
    assert not wrong


@pytest.mark.parametrize("name", JSONL)
def test_every_pattern_finds_its_example(name):
    wrong = [rule["id"] for rule in read_patterns(name) if not re.search(rule["pattern"], rule["example"])]
    assert not wrong


def test_a_line_that_stands_twice_is_refused(folder):
    (folder / "trades.csv").write_text("term,side,example\nnurse,worker,a nurse\nnurse,worker,the nurse\n")
    with pytest.raises(LexiconError, match="line 3: 'nurse' stands there twice"):
        read_lexicon("trades")


def test_a_ragged_line_is_refused(folder):
    (folder / "trades.csv").write_text("term,side,example\nnurse,worker\n")
    with pytest.raises(LexiconError, match="line 2"):
        read_lexicon("trades")


def test_a_list_without_terms_is_refused(folder):
    (folder / "trades.csv").write_text("word,example\nnurse,a nurse\n")
    with pytest.raises(LexiconError, match="column `term`"):
        read_lexicon("trades")


def test_a_pattern_that_is_no_expression_is_refused(folder):
    (folder / "rules.jsonl").write_text('{"id": "a", "pattern": "(", "example": "("}\n')
    with pytest.raises(LexiconError, match=r"rules.jsonl line 1"):
        read_patterns("rules")


def test_alternation_prefers_the_longest_and_any_white_space():
    expression = re.compile(alternation(["strike", "strike vote"]))
    assert expression.match("strike\n vote").group() == "strike\n vote"
