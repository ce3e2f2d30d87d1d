"""English, once: tense, clauses and the forms of verbs, as all extractors ask for them."""

import pytest

import kaiser_data as kd
from kaiser_data.extract.grammar.clauses import tense_at
from kaiser_data.extract.grammar.words import inflect


def tense_of(text: str, words: str) -> str:
    start = text.index(words)
    return tense_at(text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The mill will close. On Tuesday bakers walked off the job.", "back"),
        ("The union will hold a vote; on Tuesday bakers walked out.", "back"),
        ("Doors open at 7 a.m. Tuesday.", "ahead"),
        ("The mill sought an answer by Tuesday.", "ahead"),
        ("The strike, set for March, has been talked of since Tuesday.", "back"),
        ("Bakers are joining the walkout Tuesday.", "ahead"),
        ("Bakers represented by the union struck Tuesday.", "back"),
        ("On Tuesday bakers represented by the union are joining the walkout.", "ahead"),
        ("Tuesday at noon in Ridgeway.", ""),
    ],
)
def test_a_date_has_the_tense_of_the_verb_nearest_in_its_clause(text, tense):
    assert tense_of(text, "Tuesday") == tense


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We wait,” said paramedic Ian Thwaite, 43.", "Ian Thwaite"),
        ("The mill’s manager, Greta Halloran, put it this way: “We wait.”", "Greta Halloran"),
        ("Ana Ruiz, who drives a tram, said that fares had risen.", "Ana Ruiz"),
        ("Fares rose and the union said that it would wait.", "the union"),
    ],
)
def test_the_subject_of_a_cue_is_whom_the_sentence_names(text, speaker):
    assert [quote.speaker for quote in kd.extract(text).rows["quotes"]] == [speaker]


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("walk off", "walk off, walks off, walked off, walked off, walking off"),
        ("be", "be, is, am, are, was, were, been, being"),
        ("go", "go, goes, went, gone, going"),
        ("stop", "stop, stops, stopped, stopped, stopping"),
        ("offer", "offer, offers, offered, offered, offering"),
        ("submit", "submit, submits, submitted, submitted, submitting"),
        ("ratify", "ratify, ratifies, ratified, ratified, ratifying"),
        ("delay", "delay, delays, delayed, delayed, delaying"),
        ("agree", "agree, agrees, agreed, agreed, agreeing"),
        ("die", "die, dies, died, died, dying"),
        ("reach", "reach, reaches, reached, reached, reaching"),
        ("cancel", "cancel, cancels, cancelled, canceled, cancelled, canceled, cancelling, canceling"),
        ("control", "control, controls, controlled, controlled, controlling"),
    ],
)
def test_a_verb_has_the_forms_that_english_gives_it(lemma, forms):
    assert ", ".join(form for group in inflect(lemma).values() for form in group) == forms
