"""Numerals: which words are numbers, and what they are worth."""

import pytest

from kaiser_data.extract.document import lower
from kaiser_data.extract.figures.numerals import find_numerals, value_of_words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seventeen", 17),
        ("twenty-four", 24),
        ("two hundred and fifty", 250),
        ("one thousand eight hundred", 1800),
        ("thirty-five thousand two hundred", 35200),
        ("two and a half million", 2_500_000),
        ("five-and-a-half", 5.5),
        ("two dozen", 24),
        ("six hundred thousand", 600_000),
    ],
)
def test_number_words_add_up(words, value):
    assert value_of_words(words) == value


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("1,204 welders", 1204, "digits"),
        ("1.2m members", 1_200_000, "digits"),
        ("£1.4bn", 1_400_000_000, "digits"),
        ("4 hundred million", 400_000_000, "digits"),
        ("3½ years", 3.5, "digits"),
        (".5 percent", 0.5, "digits"),
        ("half a dozen", 6, "words"),
        ("a hundred and fifty", 150, "words"),
        ("a couple of hundred", 200, "words"),
        ("tens of thousands", 10_000, "magnitude"),
        ("several thousand", 1000, "magnitude"),
        ("two-thirds", 66.67, "fraction"),
        ("a third of them", 33.33, "fraction"),
        ("half the crew", 50, "fraction"),
        ("nine out of 10", 90, "ratio"),
        ("one in five", 20, "ratio"),
        ("half an hour", 0.5, "words"),
    ],
)
def test_a_numeral_has_its_value_and_form(text, value, form):
    (numeral,) = find_numerals(text)
    assert (numeral.value, numeral.form) == (pytest.approx(value), form)


@pytest.mark.parametrize(
    "text",
    [
        "the first half of the game",
        "at half-mast",
        "in the third quarter",
        "a third strike",
        "someone phoned often",
        "a few of the many",
    ],
)
def test_what_only_looks_like_a_share_or_number_is_none(text):
    assert list(find_numerals(text)) == []


@pytest.mark.parametrize("text", ["3 in 2021", "1 to 2", "two in five days", "7/24"])
def test_two_numbers_are_no_share(text):
    assert all(numeral.form != "ratio" for numeral in find_numerals(text))


def test_lower_case_moves_no_offset():
    text = "İzmir, 300 DOCKERS"
    assert len(lower(text)) == len(text)
    assert lower(text).endswith("300 dockers")


@pytest.mark.parametrize(
    ("text", "value"),
    [("three point two five percent", 3.25), ("two-point-six million", 2.6e6)],
)
def test_a_point_may_be_spelled(text, value):
    assert [numeral.value for numeral in find_numerals(text)] == [value]


def test_a_point_may_count():
    assert [numeral.value for numeral in find_numerals("a 5-point plan and 3 points")] == [5, 3]
