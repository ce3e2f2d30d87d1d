"""The straight line from documents to rows: one spaCy pipeline, then what needs all rows of all texts.

Each document passes `kaiser_layout`, `kaiser_actors`, `kaiser_dates`, `kaiser_quotes`, `kaiser_figures` and
`kaiser_events` once; after them nothing touches a Doc. No model is downloaded: `spacy.blank("en")` tokenizes, and
every component is ours and can be added to any other English pipeline.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import MappingProxyType

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract import actors, dates, events, figures, layout, links, quotes  # noqa: F401  (factories)
from kaiser_data.extract.labels import label_events
from kaiser_data.extract.merge import Told, merge_events, sweep_order
from kaiser_data.extract.people.registry import forms_of, merge_actors, own_ids
from kaiser_data.extract.tokens import Tokenizer
from kaiser_data.rows import TABLES, Event, Mention, Row
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
ACTOR_KEYS = ("actor_id", "target_id", "member_of", "speaker_id", "claimed_by_id")
Tables = dict[str, list[Row]]


@dataclass(frozen=True)
class Extraction:
    """The rows of one or more texts by table name, and the Doc where it was a single text.

    `extraction.figures` and its siblings make a typed DataFrame when asked, and none before; so does `doc`.
    """

    rows: dict[str, tuple[Row, ...]]
    document: Document | None = field(default=None, repr=False)
    unresolved: int = 0

    @cached_property
    def doc(self) -> Doc | None:
        """The text as spaCy sees it, what was found in its span groups; None for several texts."""
        return annotate(self.document) if self.document else None

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
    return _run(document, make_nlp().make_doc(document.content))


def read_document(document: Document) -> Doc:
    """Run the pipeline for the rows alone: every rule reads characters, so no token is made and no span marked."""
    doc = Doc(make_nlp().vocab)
    doc.user_data["without_tokens"] = True
    return _run(document, doc)


def _run(document: Document, doc: Doc) -> Doc:
    doc.user_data["text"] = document.content
    doc._.source = document.source
    return make_nlp()(doc)


def extract_text(text: str, published: str = "", **described: str) -> Extraction:
    """Extract the rows of one text; `published` (EDTF) anchors its relative dates."""
    return extract([make_document(text, published=published, **described)])


def extract(documents: Iterable[Document]) -> Extraction:
    """Extract the rows of several documents; an event that several tell is one row."""
    documents, parts, unresolved = list(documents), [], 0
    for document in documents:
        doc = read_document(document)
        parts.append(read_rows(doc))
        unresolved += sum(not found.value for found in dates.dates_of(doc))
    return Extraction(_joined(parts), documents[0] if len(documents) == 1 else None, unresolved)


def read_rows(doc: Doc) -> Tables:
    """Collect what the extractors found in one document; nothing needs the Doc after that.

    All that the text can say alone is settled: whose a figure is, which of its own events a figure measures, and that
    its "Gina" is nobody else's. Other texts may still change the ids of organisations, groups and events.
    """
    source = doc._.source
    told, spoken = list(events.rows(doc, source)), list(quotes.rows(doc, source))
    happened = [row for row in told if isinstance(row, Event)]
    mentions = [row for row in told if isinstance(row, Mention)]
    claimed = links.claims(figures.rows(doc, source), spoken)
    tables: Tables = {
        "sources": [source],
        "actors": list(actors.rows(doc, source)),
        "events": happened,
        "mentions": mentions,
        "figures": links.measure(claimed, happened, mentions),
        "quotes": spoken,
    }
    ids = own_ids(tables["actors"], source.source_id)
    return {name: [repointed(row, ids) for row in rows] for name, rows in tables.items()} if ids else tables


def tell(tables: Tables, rank: int) -> Iterator[Told]:
    """Give the events of one text as `merge` wants them; `rank` is the text's place among all."""
    source = tables["sources"][0]
    people = {actor.actor_id: actor for actor in tables["actors"]}
    clauses: dict[str, list[Mention]] = {}
    for mention in tables["mentions"]:
        clauses.setdefault(mention.event_id, []).append(mention)
    for event in tables["events"]:
        texts = tuple(mention.text for mention in clauses[event.event_id])
        actor = people.get(event.actor_id)
        yield Told(
            event=event,
            rank=rank,
            start=clauses[event.event_id][0].start,
            source_id=source.source_id,
            published=source.published_max,
            texts=texts,
            is_named=actor is not None and any(form in text for form in forms_of(actor) for text in texts),
        )


def _joined(parts: list[Tables]) -> dict[str, tuple[Row, ...]]:
    """Join the tables of all texts: one row an actor, whatever each calls it, one row an event, whoever tells it."""
    names = [part["sources"][0].source_id for part in parts]
    people, renamed = merge_actors((name, part["actors"]) for name, part in zip(names, parts, strict=True))
    member_of = {actor.actor_id: actor.member_of for actor in people}
    told = [
        replace(one, event=repointed(one.event, renamed[one.source_id]))
        for rank, part in enumerate(parts)
        for one in tell(part, rank)
    ]
    merged = sorted(merge_events(sorted(told, key=sweep_order), member_of), key=lambda one: one.first)
    event_ids = {old: one.event.event_id for one in merged for _, old in one.ids if old != one.event.event_id}
    tables = {"actors": people, "events": label_events((one.event for one in merged), people)}
    for table in ("sources", "mentions", "figures", "quotes"):
        rows = ((row, name) for name, part in zip(names, parts, strict=True) for row in part[table])
        tables[table] = tuple(repointed(row, renamed[name], event_ids) for row, name in rows)
    return {table: tables[table] for table in TABLES}


def repointed(row: Row, actor_ids: Mapping[str, str], event_ids: Mapping[str, str] = MappingProxyType({})) -> Row:
    """Give a row that points to actors and events under the ids that all texts together use."""
    keys = {}
    if actor_ids:
        keys = {key: actor_ids[old] for key in ACTOR_KEYS if (old := getattr(row, key, "")) in actor_ids}
    if event_ids and (event_id := getattr(row, "event_id", "")) in event_ids:
        keys["event_id"] = event_ids[event_id]
    return replace(row, **keys) if keys else row
