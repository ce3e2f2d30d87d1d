"""Odd prose never stops an extraction, and every row's evidence is exact whatever the text holds."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaiser_data.extract.pipeline import extract_text
from kaiser_data.rows import Evidence, fold
from kaiser_data.sources import SourceError

STORY = (
    "About 1,200 dockers walked off the job Monday at three terminals. “We are done waiting,” said Ana Ruiz, "
    "a crane driver. The company said it had offered a 4 percent raise.\n\n"
)
ODD = {
    "quotation marks that never close": "“We said \"no, 'never, “and again “said Ruiz. " * 40,
    "quotation marks alone": '"' * 3000,
    "brackets alone": "(" * 3000,
    "digits alone": "1234567890" * 400,
    "commas and digits": "1,2," * 2000,
    "HTML left-overs": '<p class="x">300 nurses&nbsp;struck</p><script>alert("said")</script>&quot;No,&quot; said she.',
    "no sentence end": "workers struck and struck and said that they would strike " * 300,
    "emoji and joiners": "👩🏽‍⚕️ 300 nurses 🔥 struck 👍 “We’ll win 💪🏿,” said Ruiz 🎉. ",
    "right-to-left marks": "\u200f“\u202bשביתה של 300\u202c,” said Ruiz.\u200e Some 20\u200f percent struck.",
    "CRLF and form feeds": STORY.replace(" ", "\r\n", 5) + "\f" + STORY.replace("\n\n", "\r\n\r\n"),
    "a byte order mark": "\ufeff" + STORY,
    "combining characters": "S̈̈ome 1,200 d̷o̷c̷k̷e̷r̷s̷ wa̛lked out. “Né, né,” said Ruïz.",
    "glued marks": "said“We”won—300strikers(of”400”)walked…out.“No”",
    "line separators": STORY.replace(". ", ".\u2028") + STORY.replace(". ", ".\x85"),
    "one word": "strike",
    "one mark": "“",
    "white space": " \n\t\r\n ",
    "very long word": "strike" * 5000,
}


def assert_exact(text: str) -> None:
    rows = extract_text(text, published="2024-01-03").rows
    for row in (row for table in ("figures", "quotes", "mentions") for row in rows[table]):
        assert isinstance(row, Evidence)
        assert row.stands_in(text), row
        assert row.text in row.sentence, row
        assert text[row.start] != " " and text[row.end - 1] != " ", row
    for quote in rows["quotes"]:
        if quote.cue:
            assert fold(text[quote.cue_start : quote.cue_end]) == quote.cue


@pytest.mark.parametrize("name", ODD)
def test_odd_prose_is_read_with_exact_evidence(name):
    assert_exact(ODD[name])
    assert_exact(STORY + ODD[name] + STORY)


def test_half_of_a_surrogate_pair_is_refused_in_a_line():
    with pytest.raises(SourceError, match="character 15 is half of a pair"):
        extract_text("Some 30 nurses \ud800 struck.")


def test_ten_megabytes_in_one_text_are_read():
    narrative = (
        "The pickets stood at the gate in the rain and nobody came out to talk to them about anything at all. " * 80
    )
    pages = 10_000_000 // (len(narrative) + len(STORY)) + 1
    text = "".join(STORY.replace("1,200", f"{1000 + page:,}") + narrative + "\n\n" for page in range(pages))
    assert len(text) > 10_000_000
    rows = extract_text(text, published="2024-01-03").rows
    assert len(rows["quotes"]) >= pages
    assert all(row.stands_in(text) for row in rows["figures"][::97])


MIXTURE = """
“ ” " ' ‘ ’ ( ) [ ] — - , . ! ? : ; % $ £ said says told that workers union nurses strike struck 300 1,200 two-thirds
percent million Monday January May 2024 last week Ana Ruiz Acme Corp she they According to walked out called off will
would 7 a.m. Dr. U.S. * ** # <b> &amp; 👩🏽‍⚕️
"""
WORDS = st.sampled_from([*MIXTURE.split(), "\n", "\n\n", "\u00a0", "\u200f"])


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, max_size=60), st.sampled_from(["", " "]))
def test_any_mixture_of_words_and_marks_is_read_with_exact_evidence(words, joint):
    assert_exact(joint.join(words))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read_with_exact_evidence(text):
    assert_exact(text)
