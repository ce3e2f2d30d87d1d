"""The straight line from documents to rows: one spaCy pipeline, then what needs all rows of all texts.

Each document passes `kaiser_layout`, `kaiser_actors`, `kaiser_dates`, `kaiser_quotes`, `kaiser_figures` and
`kaiser_events` once; after them nothing touches a Doc. No model is downloaded: `spacy.blank("en")` tokenizes, and
every component is ours and can be added to any other English pipeline.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract import actors, layout, quotes  # noqa: F401  (registers the factories)
from kaiser_data.extract.people.registry import merge_actors
from kaiser_data.rows import Row
from kaiser_data.sources import Document, make_document

COMPONENTS = ("kaiser_layout", "kaiser_actors", "kaiser_quotes")
# Marks that writers glue to words ("said“We", "strike—as"): a span that opens or closes there needs an edge.
_SPLIT_AT = [r"[“”„«»\"…—–|\[\]{}()<>]", r"(?<=[^\W\d_])\*+|\*+(?=[^\W\d_])"]


@dataclass(frozen=True)
class Extraction:
    """The rows of one or more texts by table name, and the Doc where it was a single text."""

    rows: dict[str, tuple[Row, ...]]
    doc: Doc | None = field(default=None, repr=False)


@cache
def make_nlp() -> Language:
    """Make the pipeline; the same one each time, since it holds no state of a text."""
    if not Doc.has_extension("source"):
        Doc.set_extension("source", default=None)
    nlp = spacy.blank("en")
    nlp.max_length = 50_000_000
    infixes = [*nlp.Defaults.infixes, *_SPLIT_AT]
    nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(document: Document) -> Doc:
    """Run the pipeline over one document; its span groups then hold all that the extractors found."""
    nlp = make_nlp()
    doc = nlp.make_doc(document.content)
    doc.user_data["text"] = document.content
    doc._.source = document.source
    return nlp(doc)


def extract_text(text: str, published: str = "", **described: str) -> Extraction:
    """Extract the rows of one text; `published` (EDTF) anchors its relative dates."""
    return extract([make_document(text, published=published, **described)])


def extract(documents: Iterable[Document]) -> Extraction:
    """Extract the rows of several documents; an event that several tell is one row."""
    documents = list(documents)
    docs = [annotate(document) for document in documents]
    sources = [document.source for document in documents]
    people, renamed = merge_actors(
        (source.source_id, actors.rows(doc, source)) for source, doc in zip(sources, docs, strict=True)
    )
    spoken = [
        replace(row, speaker_id=renamed[row.source_id].get(row.speaker_id, row.speaker_id))
        for source, doc in zip(sources, docs, strict=True)
        for row in quotes.rows(doc, source)
    ]
    rows = {"sources": tuple(sources), "actors": people, "quotes": tuple(spoken)}
    return Extraction(rows, docs[0] if len(docs) == 1 else None)
