"""Odd prose never stops an extraction, and every row's evidence is exact whatever the text holds."""

import gzip
from cProfile import Profile

import pytest
from hypothesis import HealthCheck, given, settings
from spacy.lang.en import English

from kaiser_data.extract.pipeline import extract_text
from kaiser_data.sources import SourceError
from tests.growing_texts import GROWING
from tests.odd_inputs import STORY
from tests.properties import PROPERTIES, holds_of_corpus, holds_of_text

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


@pytest.mark.parametrize("name", ODD)
def test_odd_prose_is_read_with_exact_evidence(name):
    holds_of_text((ODD[name], "2024-01-03"))
    holds_of_text((STORY + ODD[name] + STORY, "2024-01-03"))


def test_half_of_a_surrogate_pair_is_refused_in_a_line():
    with pytest.raises(SourceError, match="character 15 is half of a pair"):
        extract_text("Some 30 nurses \ud800 struck.")


@pytest.mark.parametrize("name", ["file", "title", "source_id"])
def test_half_of_a_pair_in_what_is_known_of_a_text_is_refused_in_a_line(name):
    with pytest.raises(SourceError, match=f"{name} '.udcff' is not UTF-8; rename it"):
        extract_text("Some 30 nurses struck.", **{name: "\udcff"})


@pytest.mark.parametrize("text", [b"Some 30 nurses struck.", ["Some 30 nurses struck.", 5]])
def test_what_is_no_text_is_refused_in_a_line(text):
    with pytest.raises(SourceError, match="the text is a int; give it as a str"):
        extract_text(text)


def test_a_text_longer_than_spacy_reads_of_itself_is_read():
    narrative = (
        "The pickets stood at the gate in the rain and nobody came out to talk to them about anything at all. " * 80
    )
    pages = English().max_length // (len(narrative) + len(STORY)) + 1
    text = "".join(STORY.replace("1,200", f"{1000 + page:,}") + narrative + "\n\n" for page in range(pages))
    assert len(text) > English().max_length
    rows = extract_text(text, published="2024-01-03").rows
    assert len(rows["quotes"]) >= pages
    assert all(row.stands_in(text) for row in rows["figures"][::97])


@pytest.mark.parametrize("unit", ['"', "1234567890", "("])
def test_a_long_run_is_read(unit):
    holds_of_text((unit * (200_000 // len(unit)), "2024-01-03"))


@pytest.mark.parametrize("unit", ["_", "1,", "1:", "two-", "“a” ", "1% ", "30 nurses ", "<a", "http://a"])
def test_what_repeats_itself_is_read(unit):
    holds_of_text((unit * (8_000 // len(unit)), "2024-01-03"))


def test_a_sentence_that_never_ends_is_not_carried_whole_by_each_row():
    rows = extract_text("Some 30 nurses and 40 cooks struck, " * 1000).rows["figures"]
    assert len(rows) > 1000
    assert max(len(row.sentence) for row in rows) <= 2000


@pytest.mark.parametrize(
    "text",
    [
        "U.S.\n$5,000 was lost.",
        'three"A/ struck',
        "30 A/B struck",
        "30 A//B struck",
        "30 x-/ y",
        "0“A-",
        '0"A/S',
        "-1%",
        "Bakers struck a century ago.",
        "Bakers struck on 5 June",
        "The mill is shut overnight and tomorrow.",
        "Millers cut their hopes, forecasting that output will rise by 3%, according to a study by the Institute.",
        "Dockers in South\nAfrican ports struck.",
        "Dockers strike Easter Monday. The September the strike finished its third week.",
        "“No,” said labor relations historian and two others.",
    ],
)
def test_a_text_that_once_broke_a_row_is_read(text):
    holds_of_text((text, ""))
    holds_of_text((text, "2024-01-03"))
    holds_of_text((text, "1987-04-05"))


@pytest.mark.parametrize("name", PROPERTIES)
def test_what_is_promised_of_strange_input_holds(name):
    promise = PROPERTIES[name]
    few = settings(max_examples=promise.few, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    few(given(promise.drawn)(promise.holds))()


def steps(text: str) -> int:
    """Count the calls that reading a text takes: the same on any machine."""
    profile = Profile()
    profile.runcall(extract_text, text, published="2024-01-03")
    return sum(called.callcount for called in profile.getstats())


@pytest.mark.parametrize("name", GROWING)
def test_four_times_the_text_takes_at_most_five_times_the_steps(name):
    small, large = GROWING[name](6000), GROWING[name](24_000)
    extract_text(large, published="2024-01-03")  # what the first text must load is not counted
    assert steps(large) <= 5 * steps(small)


HEAD = b"source_id,file,title,note\n"
BROKE = {
    "a byte that is no UTF-8 behind a NUL": ("sources.csv", HEAD + b"a,a.txt,\x00,\x80\n"),
    "a byte that is no UTF-8 in a line of too many cells": ("sources.csv", HEAD + b"a,a.txt,,\x80,\n"),
    "a link to itself": ("sources.csv", HEAD + b"a,loop,,\n"),
    "no gzip": ("news.jsonl.gz", b"{}"),
    "a file without a name": ("news.jsonl", b'{"text": "No.", "file": "\\r"}'),
    "half of a gzip": ("news.jsonl.gz", gzip.compress(b"{}" * 99)[:20]),
}


@pytest.mark.parametrize("name", BROKE)
def test_a_corpus_that_once_was_a_traceback_is_reported(name):
    holds_of_corpus(BROKE[name])
