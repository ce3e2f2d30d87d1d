"""A Doc of any pipeline: each component by itself, what it needs, what bytes and processes carry."""

import subprocess
import sys

import pytest
import spacy
from spacy.tokens import Doc

from kaiser_data.documents import read_folder
from kaiser_data.extract.document import MissingComponent, text_of
from kaiser_data.extract.pipeline import COMPONENTS, annotate, collect_rows, make_nlp
from kaiser_data.sources import make_document

TEXT = (
    "Nurses at Harbor Mill Hospital walked off the job on Monday. “We have had enough,” said Ana Ruiz, a nurse.\n\n"
    "The hospital said that 300 nurses struck for two days. Talks resume on May 6.\n"
)
# What each component reads, in the order in which the pipeline has them.
NEEDS = {
    "kaiser_layout": [],
    "kaiser_actors": ["kaiser_layout"],
    "kaiser_dates": [],
    "kaiser_quotes": ["kaiser_layout", "kaiser_actors"],
    "kaiser_figures": ["kaiser_layout"],
    "kaiser_events": ["kaiser_layout", "kaiser_actors", "kaiser_dates"],
}
GROUPS = dict(zip(COMPONENTS, ["sentences", "actors", "dates", "quotes", "figures", "triggers"], strict=True))


def pipeline_of(*names: str) -> spacy.Language:
    nlp = spacy.blank("en")
    for name in names:
        nlp.add_pipe(name)
    return nlp


def read(nlp: spacy.Language, text: str = TEXT, published: str = "2024-05-03") -> Doc:
    doc = nlp.make_doc(text)
    doc._.kaiser_source = make_document(text, published=published).source
    return nlp(doc)


def spans_of(doc: Doc) -> dict[str, list[tuple]]:
    return {
        group: [(span.start_char, span.end_char, span.label_, span.kb_id_, span.id_) for span in spans]
        for group, spans in doc.spans.items()
    }


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_needs_nothing_but_what_it_says(name):
    doc = read(pipeline_of(*NEEDS[name], name))
    assert doc.spans[GROUPS[name]]
    assert getattr(doc._, name)


@pytest.mark.parametrize(("name", "missing"), [(name, one) for name in COMPONENTS for one in NEEDS[name]])
def test_a_component_says_in_a_sentence_what_is_missing(name, missing):
    others = [one for one in NEEDS[name] if one != missing and missing not in NEEDS[one]]
    with pytest.raises(MissingComponent) as error:
        pipeline_of(*others, name)(TEXT)
    assert str(error.value) == (
        f"{name} reads what {missing} finds, and this text has not passed it; add it first: "
        f'nlp.add_pipe("{missing}", before="{name}")'
    )


def test_the_analysis_of_spacy_names_what_is_missing():
    problems = pipeline_of("kaiser_events", "kaiser_dates").analyze_pipes()["problems"]
    assert set(problems["kaiser_events"]) >= {"doc._.kaiser_layout", "doc._.kaiser_actors", "doc._.kaiser_dates"}
    assert not any(make_nlp().analyze_pipes()["problems"].values())


def test_a_text_without_a_source_is_read():
    doc = pipeline_of(*COMPONENTS)(TEXT)
    assert [span.text for span in doc.spans["figures"]] == ["300", "two days"]
    assert {span.kb_id_ for span in doc.spans["dates"]} == {""}


def test_another_source_dates_a_text_anew():
    doc = read(pipeline_of("kaiser_dates"))
    doc._.kaiser_source = make_document(TEXT, published="2025-05-07").source
    assert [date.value for date in doc._.kaiser_dates] == ["2025-05-05", "2025-05-06"]


def test_bytes_carry_spans_sentences_and_source():
    doc = annotate(make_document(TEXT, published="2024-05-03", publisher="Harbor Times"))
    again = Doc(make_nlp().vocab).from_bytes(doc.to_bytes())
    assert spans_of(again) == spans_of(doc)
    assert [span.text for span in again.sents] == [span.text for span in doc.sents]
    assert again._.kaiser_source == doc._.kaiser_source
    assert text_of(again) == TEXT


@pytest.mark.parametrize("number", range(5))
def test_a_doc_from_bytes_gives_the_rows_of_its_text(number, root):
    doc = annotate(read_folder(root / "seeds")[number])
    assert collect_rows(Doc(make_nlp().vocab).from_bytes(doc.to_bytes())) == collect_rows(doc)


def test_two_processes_find_what_one_finds():
    texts = [TEXT, "", TEXT.replace("300", "470"), "Strike"]
    one, two = (list(make_nlp().pipe(texts, n_process=count, batch_size=1)) for count in (1, 2))
    assert list(map(spans_of, one)) == list(map(spans_of, two))
    assert [span.text for span in two[2].spans["figures"]] == ["470", "two days"]


@pytest.mark.parametrize("room", ["dates", "events"])
def test_a_component_registers_what_it_reads(room):
    program = (
        f"import spacy; from kaiser_data.extract.{room}.component import annotate\n"
        "doc = spacy.blank('en')('They struck on May 6.'); doc._.kaiser_source; doc._.kaiser_dates"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
