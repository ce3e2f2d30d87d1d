"""The pipeline's tokens: the text to the letter, an edge at every mark, no run that hangs."""

import pytest
import spacy

from kaiser_data.extract.pipeline import Tokenizer


@pytest.fixture(scope="module")
def tokenize():
    return Tokenizer(spacy.blank("en"))


@pytest.mark.parametrize(
    "text", ["“We won”said Ruiz—ok.", "ring [Ruiz] (now)", "a**NOW**b", "“" * 100, " (" * 50 + "(" * 90]
)
def test_tokens_joined_are_the_text(tokenize, text):
    assert tokenize(text).text == text


@pytest.mark.parametrize(("text", "edge"), [("said“We", 4), ("strike—as", 6), ("[R]eturning", 1), ("(KP)said", 4)])
def test_a_glued_mark_has_an_edge(tokenize, text, edge):
    assert edge in {token.idx for token in tokenize(text)}


def test_a_long_run_among_words_keeps_every_character(tokenize):
    text = "They said " + '"' * 5000 + " and left. " + "=" * 700 + "\n" + "!?" * 300
    assert tokenize(text).text == text


def test_a_megabyte_of_marks_is_cut_into_tokens(tokenize):
    assert len(tokenize("(" * 1_000_000)) == 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "They don't pay $5.50, she said. They don't pay",
        "at 7 a.m.\n\nWe're “not” U.S.-based; 10km from U.S. soil",
        "see www.example.com/a?b or write to ana@example.org. See www.example.com/a?b",
    ],
)
def test_a_word_met_before_is_split_as_one_met_first(tokenize, text):
    plain = spacy.blank("en")(text)
    told = [(token.text, token.idx, token.norm_) for token in plain]
    for _ in range(2):
        assert [(token.text, token.idx, token.norm_) for token in tokenize(text)] == told


def test_a_text_without_spaces_keeps_every_character(tokenize):
    text = "a:" * 50_000 + " and " + "it's" * 20_000
    assert tokenize(text).text == text
