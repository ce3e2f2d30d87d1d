"""Paragraphs and sentences on the Doc: span groups, and `doc.sents` as nearly as tokens allow."""

import re
from textwrap import fill

import pytest
import spacy

from kaiser_data.documents import read_folder
from kaiser_data.extract import layout
from kaiser_data.extract.pipeline import annotate, extract_text
from kaiser_data.rows import fold
from kaiser_data.sources import make_document


def sentences(doc) -> list[str]:
    return [fold(span.text) for span in doc.sents]


def test_the_sentences_of_the_seeds_are_those_of_spacy(root):
    for document in read_folder(root / "seeds"):
        doc = annotate(document)
        ours = [fold(span.text) for span in doc.spans["sentences"]]
        boilerplate = [fold(span.text) for span in doc.spans["paragraphs"] if span.label_ == "boilerplate"]
        assert sorted(ours + boilerplate) == sorted(sentences(doc))


def test_a_sentence_over_a_page_break_is_one():
    doc = annotate(make_document("It is a figure which management\n\nroutinely cites. Nobody believes it.\n"))
    assert sentences(doc) == ["It is a figure which management routinely cites.", "Nobody believes it."]


def test_boilerplate_is_no_part_of_a_sentence():
    doc = annotate(make_document("They struck on Monday.\n\nAdvertisement\n\nNobody came."))
    assert sentences(doc) == ["They struck on Monday.", "Advertisement", "Nobody came."]
    assert [span.text for span in doc.spans["sentences"]] == ["They struck on Monday.", "Nobody came."]


def test_every_token_is_known_to_open_a_sentence_or_not():
    doc = annotate(make_document("They struck. It hurt."))
    assert [token.is_sent_start for token in doc] == [True, False, False, True, False, False]


def test_a_text_of_white_space_or_nothing_is_one_sentence_or_none():
    nlp = spacy.blank("en")
    assert [len(list(layout.annotate(nlp.make_doc(text)).sents)) for text in ("", " \n ")] == [0, 1]


def test_the_sentences_of_a_parser_stay():
    words = ["They", "struck", ".", "It", "hurt", "."]
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words, heads=[1, 1, 1, 1, 1, 1], deps=["dep"] * 6)
    assert len(list(layout.annotate(doc).sents)) == 1
    assert len(doc.spans["sentences"]) == 2


WHOLE = """About 300 bakers at the Ridgeway Mill in South Africa walked out on Monday after talks with the Mill \
Owners Association broke down. “We had no choice,” said Ana Ruiz, the secretary of the United Bakers Union, who has \
worked there for nine years.

The Mill Owners Association said it had offered 3 percent to all of its 2,400 workers in New Zealand and the United \
States. The strike will go on until Friday, said a spokesman for the Department of Labor in Hong Kong."""


@pytest.mark.parametrize("width", range(50, 92, 4))
def test_a_text_broken_at_a_column_gives_the_rows_of_the_whole(width):
    broken = "\n\n".join(fill(part, width) for part in WHOLE.split("\n\n"))
    whole, lines = (extract_text(text, published="2024-01-05").rows for text in (WHOLE, broken))
    for table in ("actors", "events", "mentions", "figures", "quotes"):
        assert lines[table] and list(map(_without_hash, lines[table])) == list(map(_without_hash, whole[table]))


def _without_hash(row) -> str:
    return re.sub(r"sha256='[^']*'", "", repr(row))


@pytest.mark.parametrize(
    "headline", ["BAKERS AT RIDGEWAY MILL WALK OUT", "BAKERS WALK OUT AT THE LARGEST MILL\nOF THE COUNTRY"]
)
def test_a_headline_in_capitals_is_no_part_of_the_text_broken_below_it(headline):
    broken = f"{headline}\n" + fill(WHOLE, 60)
    found = layout.find_layout(broken)
    assert broken[found.starts[0] : found.ends[0]] == headline
    assert found.labels[0] == "headline"
