"""Where terms may open in a text: at each first word of one, in one pass for all who search."""

import re

import pytest

from kaiser_data.extract.dates import cores
from kaiser_data.extract.events import event_words
from kaiser_data.extract.figures import numerals
from kaiser_data.extract.pipeline import annotate
from kaiser_data.extract.quotes import cues
from kaiser_data.extract.term_index import Opener, openings_in, openings_of
from kaiser_data.sources import make_document

RULES = (cores, cues, event_words, numerals)


def words_at(text: str, opener: Opener) -> list[str]:
    return [re.match(r"\w+", text[start:])[0] for start in openings_in(text, opener)]


@pytest.mark.parametrize("rule", RULES)
def test_every_term_opens_where_it_stands(rule):
    for term in rule.OPENER.terms():
        term = term.replace(" ", "\r\n\r\n")
        assert 4 in openings_in(f"No, {term}; ", rule.OPENER), term
        assert 0 in openings_in(term.upper(), rule.OPENER), term


def test_each_rule_gets_the_places_of_its_own_terms():
    text = "Nurses said on\nMonday—the day of the 24-hour walkout—that the talks, seven in all, went on"
    assert words_at(text, cores.OPENER) == ["Monday", "day"]
    assert words_at(text, cues.OPENER) == ["said", "talks", "went"]
    assert words_at(text, event_words.OPENER) == ["day", "walkout", "talks", "went", "on"]
    assert words_at(text, numerals.OPENER) == ["day", "hour", "seven"]


def test_a_frequent_word_opens_a_term_only_before_its_second():
    text = "to return or to stay, at noon, at an impasse"
    assert words_at(text, event_words.OPENER) == ["to", "stay", "at"]


def test_signs_of_other_alphabets_move_no_place():
    text = "Ćosić, Łódź, 𝒜, İzmir, 東京: “Monday” é Monday"
    assert openings_in(text, cores.OPENER) == [found.start() for found in re.finditer("Monday", text)]


def test_a_word_that_a_damaged_text_runs_into_the_next_still_opens():
    text = "of TuesdayThe union said MondayTuesdayNobody on McDonald iPhoneFriday"
    assert words_at(text, cores.OPENER) == ["TuesdayThe", "MondayTuesdayNobody"]
    assert [core[0] for core in cores.find_cores(text, openings_in(text, cores.OPENER))] == ["Tuesday", "Monday"]


def test_a_megabyte_of_glued_words_is_read_in_linear_time():
    assert openings_in("MondayRuiz" * 100_000, cores.OPENER) == [0]


@pytest.mark.parametrize("text", ["ćstrike said", "éstrike", "strikeć", "re-strike", "strike_2", "unstrike"])
def test_the_rule_refuses_a_term_that_goes_on(text):
    assert event_words.find_words(text, openings_in(text, event_words.OPENER)) == ([], [])


@pytest.mark.parametrize("text", ["ćsaid", "’said", "said-", "said’s", "resaid"])
def test_no_part_of_a_word_is_a_cue(text):
    assert list(cues.find_cues(text)) == []


def test_quotations_hold_no_cue_where_the_text_has_one():
    text, masked = "“They said no,” he said. The xsaid", "“Xxxxxxxxxxxx,” he said. The xsaid"
    assert [cue.start for cue in cues.find_cues(masked, openings_in(text, cues.OPENER))] == [19]


def test_a_text_is_read_once_for_all_rules():
    doc = annotate(make_document("Nurses said on Monday that 300 struck.", published="2024-05-03"))
    assert openings_of(doc, cues.OPENER) == [7]
    assert openings_of(doc, cores.OPENER) is doc.user_data["openings"][cores.OPENER.number]
