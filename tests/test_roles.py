"""The description of a speaker stands on all that the speaker says."""

import pytest

from kaiser_data.extract.pipeline import extract_text
from kaiser_data.extract.quotes.roles import describe
from kaiser_data.extract.quotes.speaker_history import NOBODY, Speaker


def said(name: str, role: str, actor_id: str = "") -> Speaker:
    return Speaker(0, 1, name, actor_id, "worker", role)


def test_a_description_given_once_stands_on_all_rows_of_the_speaker():
    text = (
        "“We are tired,” said Dana Ruiz, a porter at the mill. The company closed the gates on Monday. "
        "“Nobody asked us,” Ruiz said. “It was cold,” said Jo Lamb."
    )
    rows = extract_text(text, published="2024-05-02").rows["quotes"]
    assert [(row.speaker, row.role) for row in rows] == [
        ("Dana Ruiz", "a porter at the mill"),
        ("Dana Ruiz", "a porter at the mill"),
        ("Jo Lamb", ""),
    ]


@pytest.mark.parametrize("role", ["The union", "Its", "she", "the company", "their leaders"])
def test_a_pronoun_or_a_bare_noun_is_no_description(role):
    assert describe(
        [said("Bakers Union", role, "bakers"), said("Bakers Union", "the bakers’ own union", "bakers")]
    ) == [
        "the bakers’ own union",
        "the bakers’ own union",
    ]


def test_an_article_is_written_small():
    assert describe([said("Bakers Union", "The union of the bakers")]) == ["the union of the bakers"]
    assert describe([said("Ruiz", "Theatre porter")]) == ["Theatre porter"]


def test_a_report_speaks_for_its_author_on_its_own_rows_only():
    rows = [said("Bakers Union", "The report", "bakers"), said("Bakers Union", "", "bakers")]
    assert describe(rows) == ["the report", ""]


def test_who_is_nobody_has_no_description():
    assert describe([NOBODY, said("", "a porter")]) == ["", ""]
