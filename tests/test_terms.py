"""Where the terms of lexicons stand in a text: as whole words, over any white space, in a damaged text, too."""

import re

import pytest

from kaiser_data.extract.dates.date_words import core
from kaiser_data.extract.events.event_nouns import classes, find_words, noun_finder
from kaiser_data.extract.events.triggers import trigger_finder
from kaiser_data.extract.figures.numerals import find_numerals
from kaiser_data.extract.grammar.words import forms_of
from kaiser_data.extract.quotes.cues import find_cues
from kaiser_data.lexicon import read_lexicon

FINDERS = {"triggers": trigger_finder, "event_nouns": noun_finder}


def _forms(lexicon: str) -> set[str]:
    """Give what the terms of a lexicon are spelled like in a text."""
    if lexicon == "event_nouns":
        return set(classes())
    return {form for line in read_lexicon(lexicon) for form in forms_of(line["term"], line["form"])}


@pytest.mark.parametrize("lexicon", FINDERS)
def test_every_term_is_found_where_it_stands(lexicon):
    finder = FINDERS[lexicon]()
    for term in _forms(lexicon):
        broken = term.replace(" ", "\r\n\r\n")
        assert (4, 4 + len(broken), term.lower()) in find_words(finder, f"No, {broken}; "), term
        assert find_words(finder, term[0].upper() + term[1:])[0][0] == 0, term


def test_a_verb_and_the_noun_inside_it_are_both_found():
    text = "Nurses went on\nstrike and called off talks"
    assert [found for *_, found in find_words(trigger_finder(), text)] == ["went on strike", "called off"]
    assert [found for *_, found in find_words(noun_finder(), text)] == ["nurses", "strike", "talks"]


def test_signs_of_other_alphabets_move_no_place():
    text = "Ćosić, Łódź, 𝒜, İzmir, 東京: “Monday” é Monday"
    assert [found.span() for found in core().finditer(text)] == [found.span() for found in re.finditer("Monday", text)]


def test_a_day_that_a_damaged_text_runs_into_the_next_word_is_a_date():
    text = "of TuesdayThe union said MondayTuesdayNobody on McDonald iPhoneFriday"
    assert [found[0] for found in core().finditer(text)] == ["Tuesday", "Monday"]


def test_a_megabyte_of_glued_words_is_read_in_linear_time():
    assert [found.start() for found in core().finditer("MondayRuiz" * 100_000)] == [0]
    assert not list(find_numerals("mondayruiz" * 100_000))


@pytest.mark.parametrize("text", ["ćstrike said", "éstrike", "strikeć", "re-strike", "strike_2", "unstrike"])
def test_a_term_that_goes_on_is_another_word(text):
    assert [find_words(finder(), text) for finder in FINDERS.values()] == [[], []]


@pytest.mark.parametrize("text", ["ćsaid", "’said", "said-", "said’s", "resaid"])
def test_no_part_of_a_word_is_a_cue(text):
    assert list(find_cues(text)) == []


def test_quotations_hold_no_cue():
    assert [cue.start for cue in find_cues("“Xxxxxxxxxxxx,” he said. The xsaid")] == [19]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a month-long strike", [("", 1.0)]),
        ("an hour, 2 of 3", [("an", 1.0), ("2", 2.0), ("3", 3.0)]),
        ("paid aud1.5m to a thousand, us$160 to none", [("1.5m", 1500000.0), ("a thousand", 1000.0), ("160", 160.0)]),
        ("b2 and x17 and a1984", []),
    ],
)
def test_a_number_stands_apart_or_behind_a_currency(text, found):
    assert [(text[n.start : n.end], n.value) for n in find_numerals(text)] == found
