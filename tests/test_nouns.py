"""Noun phrases after and before a number, and whether they name people."""

import pytest

from kaiser_data.extract.figures.noun_before import noun_before
from kaiser_data.extract.grammar.noun_phrases import is_person, names_people, noun_after, singular


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (" pharmacy and lab workers prepare to join", "pharmacy and lab workers"),
        (" social workers, midwives and porters for the trust", "social workers, midwives and porters"),
        (" welders involved in the strike", "welders"),
        (" striking tram drivers were fined", "striking tram drivers"),
        (" hospitals in Ohio", "hospitals"),
        (" nurses, the trust said", "nurses"),
        (" roommates and sleeps in the kitchen", "roommates"),
    ],
)
def test_a_plural_phrase_ends_with_its_head(text, phrase):
    found = noun_after(text, 0)
    assert text[found.start : found.end] == phrase


@pytest.mark.parametrize("text", [" were arrested", " of the", ", but not", " walked out"])
def test_a_verb_or_preposition_opens_no_phrase(text):
    assert noun_after(text, 0) is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (" contract extension and tried", "contract extension"),
        (" pay rise backed by ministers", "pay rise"),
        (" strike", "strike"),
    ],
)
def test_a_singular_phrase_ends_before_a_participle(text, phrase):
    found = noun_after(text, 0, plural=False)
    assert text[found.start : found.end] == phrase


def test_a_headline_ends_a_phrase():
    text = " strike\n\nLars Petersen reports"
    found = noun_after(text, 0, plural=False)
    assert text[found.start : found.end] == "strike"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("the union wants raises of ", "raises"),
        ("dwell times at the yard averaged ", "dwell times"),
        ("the share of premiums paid by clerks stays at ", "share of premiums"),
        ("weekend talks, which ran to ", "weekend talks"),
        ("a shift that paid ", "shift"),
    ],
)
def test_the_noun_before_a_number_is_its_subject_or_object(text, phrase):
    found = noun_before(text, 0, len(text))
    assert text[found.start : found.end].endswith(phrase) or text[found.start : found.end] == phrase


@pytest.mark.parametrize("word", ["glassblowers", "geologists", "trainees", "firefighters", "coworkers", "staff"])
def test_roles_and_their_shapes_are_people(word):
    assert is_person(word)


@pytest.mark.parametrize("word", ["centers", "orders", "numbers", "ferries", "computers", "buses", "dollars"])
def test_things_of_the_same_shape_are_none(word):
    assert not is_person(word)


def test_two_words_tell_what_one_does_not():
    assert names_people("300 crane operators", "operators")
    assert not names_people("14 rail operators", "operators")


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("bakeries", "bakery"),
        ("churches", "church"),
        ("wages", "wage"),
        ("buses", "bus"),
        ("men", "man"),
        ("boxes", "box"),
    ],
)
def test_plurals_have_a_singular(plural, one):
    assert singular(plural) == one
