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

from kaiser_data.extract import actors, dates, events, figures, layout, links, quotes  # noqa: F401  (factories)
from kaiser_data.extract.labels import label_events
from kaiser_data.extract.merge import merge_events
from kaiser_data.extract.people.registry import merge_actors
from kaiser_data.extract.tokens import Tokenizer
from kaiser_data.rows import TABLES, Event, Mention, Row, Source
from kaiser_data.sources import Document, make_document
from kaiser_data.tables import frame

COMPONENTS = (
    "kaiser_layout",
    "kaiser_actors",
    "kaiser_dates",
    "kaiser_quotes",
    "kaiser_figures",
    "kaiser_events",
)
ACTOR_KEYS = ("actor_id", "target_id", "speaker_id", "claimed_by_id")
Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Extraction:
    """The rows of one or more texts by table name, and the Doc where it was a single text.

    `extraction.figures` and its siblings make a typed DataFrame when asked, and none before.
    """

    rows: dict[str, tuple[Row, ...]]
    doc: Doc | None = field(default=None, repr=False)
    unresolved: int = 0

    def __getattr__(self, name: str):
        if name in TABLES:
            return frame(name, self.rows[name])
        raise AttributeError(name)

    def report(self) -> str:
        """Say in a line how much was found, and how many date expressions nothing resolves."""
        counts = ", ".join(f"{len(self.rows[name])} {name}" for name in TABLES)
        plural = "" if self.unresolved == 1 else "s"
        return f"{counts}; {self.unresolved} date expression{plural} unresolved"


@cache
def make_nlp() -> Language:
    """Make the pipeline; the same one each time, since it holds no state of a text."""
    if not Doc.has_extension("source"):
        Doc.set_extension("source", default=None)
    nlp = spacy.blank("en")
    nlp.max_length = 2**31  # the limit is for parsers, which need memory by the square; we have none
    nlp.tokenizer = Tokenizer(nlp)
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
    sources, parts, unresolved, doc = [], [], 0, None
    for document in documents:
        doc = annotate(document)
        sources.append(document.source)
        parts.append(_rows(doc))
        unresolved += sum(not date.kb_id_ for date in doc.spans["dates"])
    return Extraction(_joined(sources, parts), doc if len(sources) == 1 else None, unresolved)


def _rows(doc: Doc) -> Tables:
    """Collect what the extractors found in one document; nothing needs the Doc after that."""
    source = doc._.source
    told, spoken = list(events.rows(doc, source)), list(quotes.rows(doc, source))
    return {
        "actors": list(actors.rows(doc, source)),
        "events": [row for row in told if isinstance(row, Event)],
        "mentions": [row for row in told if isinstance(row, Mention)],
        "figures": list(links.claims(figures.rows(doc, source), spoken)),
        "quotes": spoken,
    }


def _joined(sources: list[Source], parts: list[Tables]) -> dict[str, tuple[Row, ...]]:
    """Join the tables of all texts: one row an actor, whatever each calls it, one row an event, whoever tells it."""
    names = [source.source_id for source in sources]
    people, renamed = merge_actors((name, part["actors"]) for name, part in zip(names, parts, strict=True))
    tables: Tables = {table: [] for table in ("figures", "quotes")}
    told = []
    for name, part in zip(names, parts, strict=True):
        rows = {table: [_with_actors(row, renamed[name]) for row in part[table]] for table in part}
        tables["figures"] += rows["figures"]
        tables["quotes"] += rows["quotes"]
        told.append((name, rows["events"], rows["mentions"]))
    happened, mentions = merge_events(told, {source.source_id: source.published_max for source in sources}, people)
    figures = links.measure(tables["figures"], happened, mentions)
    return {
        "sources": tuple(sources),
        "actors": people,
        "events": label_events(happened, people),
        "mentions": mentions,
        "figures": tuple(figures),
        "quotes": tuple(tables["quotes"]),
    }


def _with_actors(row: Row, renamed: dict[str, str]) -> Row:
    """Point a row to the actors as all texts together call them."""
    keys = [key for key in ACTOR_KEYS if getattr(row, key, "") in renamed]
    return replace(row, **{key: renamed[getattr(row, key)] for key in keys}) if keys else row
