"""The straight line from documents to rows: one spaCy pipeline, then what needs all rows of all texts.

Each document passes `kaiser_layout`, `kaiser_actors`, `kaiser_dates`, `kaiser_quotes`, `kaiser_figures` and
`kaiser_events` once; after them nothing touches a Doc. No model is downloaded: spaCy's rules for English tokenize, and
every component is ours and can be added to any other English pipeline.

Writers glue marks to words ("said“We", "strike—as"): a span that opens or closes there needs an edge, so the English
tokenizer of spaCy splits at such marks too. Its cost grows with the square of a run of punctuation (8,000 quotation
marks take four seconds, as many underscores too), and of a word without end ("1:1:1:…"), so these are handed to it in
pieces.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from types import MappingProxyType

import spacy
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from kaiser_data.extract import layout, links
from kaiser_data.extract.actors import component as actors
from kaiser_data.extract.actors.merge_actors import merge_actors, names_of, own_ids
from kaiser_data.extract.dates import component as dates
from kaiser_data.extract.document import begin, source_of
from kaiser_data.extract.events import component as events
from kaiser_data.extract.events.merge_events import EventOfText, merge_events, sweep_order
from kaiser_data.extract.figures import component as figures
from kaiser_data.extract.quotes import component as quotes
from kaiser_data.labels import label_events
from kaiser_data.rows import TABLES, Event, Mention, Row
from kaiser_data.sources import Document, make_document
from kaiser_data.tables import frame, id_field, pointers_of

COMPONENTS = (
    "kaiser_layout",
    "kaiser_actors",
    "kaiser_dates",
    "kaiser_quotes",
    "kaiser_figures",
    "kaiser_events",
)
Tables = dict[str, list[Row]]
Ids = Mapping[str, str]


@dataclass(frozen=True, repr=False)
class Extraction:
    """The rows of one or more texts by table name, and the Doc with its span groups where it was a single text.

    `extraction.figures` and its siblings make a typed DataFrame when asked, and none before.
    """

    rows: dict[str, tuple[Row, ...]]
    doc: Doc | None = field(default=None, repr=False)
    unresolved: int = 0

    def __getattr__(self, name: str):
        if name in TABLES:
            return frame(name, self.rows[name])
        raise AttributeError(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        return f"<Extraction: {self.report()}>"

    def report(self) -> str:
        """Say in a line how much was found, and how many date expressions nothing resolves."""
        counts = ", ".join(_count(len(self.rows[name]), name) for name in TABLES)
        undated = self.unresolved and not all(source.published for source in self.rows["sources"])
        remedy = " (say by published when the text appeared)" if undated else ""
        return f"{counts}; {_count(self.unresolved, 'date expressions')} unresolved{remedy}"


def _count(number: int, table: str) -> str:
    """Say how many rows a table has.

    >>> _count(1, "sources"), _count(0, "events")
    ('1 source', '0 events')
    """
    return f"{number} {table.removesuffix('s') if number == 1 else table}"


_SPLIT_AT = [r"[“”„«»\"…—–|\[\]{}()<>]", r"(?<=[^\W\d_])\*+|\*+(?=[^\W\d_])"]
_LONG_RUN = re.compile(r"[^\w\s]{64,}|_{64,}|\S{512,}")
_PIECE = 32


class Tokenizer:
    """spaCy's tokenizer with more places to split, and long runs of punctuation or letters cut into pieces."""

    def __init__(self, nlp: Language):
        english = nlp.Defaults
        self.vocab = nlp.vocab
        self.inner = spacy.tokenizer.Tokenizer(
            nlp.vocab,
            rules=english.tokenizer_exceptions,
            prefix_search=compile_prefix_regex(english.prefixes).search,
            suffix_search=compile_suffix_regex(english.suffixes).search,
            infix_finditer=compile_infix_regex([*english.infixes, *_SPLIT_AT]).finditer,
            token_match=english.token_match,
            url_match=english.url_match,
        )

    def __call__(self, text: str) -> Doc:
        """Tokenize a text; the words of the Doc joined are the text, to the letter."""
        if not _LONG_RUN.search(text):
            return self.inner(text)
        docs = [self.inner(piece) for piece in _pieces(text)]
        words = chain.from_iterable((token.text for token in doc) for doc in docs)
        spaces = chain.from_iterable((bool(token.whitespace_) for token in doc) for doc in docs)
        return Doc(self.vocab, words=list(words), spaces=list(spaces))


def _pieces(text: str):
    done = 0
    for run in _LONG_RUN.finditer(text):
        if run.start() > done:
            yield text[done : run.start()]
        yield from (text[at : min(at + _PIECE, run.end())] for at in range(run.start(), run.end(), _PIECE))
        done = run.end()
    if done < len(text):
        yield text[done:]


@cache
def make_nlp() -> Language:
    """Make the pipeline; the same one each time, since it holds no state of a text."""
    # The limit of length is for parsers, which need memory by the square; we have none.
    nlp = English(max_length=2**31, create_tokenizer=Tokenizer)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(document: Document) -> Doc:
    """Run the pipeline over one document; its span groups then hold all that the extractors found.

    The text of the Doc has a space for each line break inside a paragraph; every offset is one of the document's.
    """
    text = layout.join_lines(document.content)
    doc = make_nlp().make_doc(text)
    begin(doc, text, document.source)
    return make_nlp()(doc)


def extract_text(text: str | Iterable[str], published: str = "", **described: str) -> Extraction:
    """Extract the rows of one text, or of several of one day; `published` (EDTF) anchors their relative dates.

    Several texts are called `text-1`, `text-2` and so on in the column `source_id`.
    """
    if isinstance(text, str):
        return extract([make_document(text, published=published, **described)])
    named = described.pop("source_id", "text")
    return extract(
        make_document(content, published=published, source_id=f"{named}-{number}", **described)
        for number, content in enumerate(text, start=1)
    )


def extract(documents: Iterable[Document]) -> Extraction:
    """Extract the rows of several documents; an event that several tell is one row."""
    doc, parts, unresolved = None, [], 0
    for document in documents:
        doc = annotate(document)
        parts.append(collect_rows(doc))
        unresolved += sum(not found.value for found in dates.dates_of(doc))
    return Extraction(_joined(parts), doc if len(parts) == 1 else None, unresolved)


def collect_rows(doc: Doc) -> Tables:
    """Collect what the extractors found in one document; nothing needs the Doc after that.

    All that the text can say alone is settled: whose a figure is, which of its own events a figure measures, and that
    its "Gina" is nobody else's. Other texts may still change the ids of organisations, groups and events.
    """
    source = source_of(doc)
    people = list(actors.rows(doc, source))
    ids = own_ids(people, source.source_id)
    told, spoken = list(events.rows(doc, source)), list(quotes.rows(doc, source, ids))
    happened = [row for row in told if isinstance(row, Event)]
    mentions = [row for row in told if isinstance(row, Mention)]
    tables = {
        "sources": [source],
        "actors": repointed("actors", people, ids),
        "events": repointed("events", happened, ids),
        "mentions": mentions,
        "figures": links.tie(figures.rows(doc, source), spoken, happened, mentions, source.published),
        "quotes": links.nest(spoken),
    }
    return tables | {"actors": _with_a_part(tables)}


def _with_a_part(tables: Tables) -> list[Row]:
    """Leave out who has neither a name nor a row that points to them: "nurses" in passing."""
    points = [(table, key) for table in tables for key, other in pointers_of(table).items() if other == "actors"]
    meant = {getattr(row, key) for table, key in points if table != "actors" for row in tables[table]}
    return [actor for actor in tables["actors"] if not actor.name.islower() or actor.actor_id in meant]


def tell(tables: Tables, rank: int, actor_ids: Ids = MappingProxyType({})) -> Iterator[EventOfText]:
    """Give the events of one text as `merge` wants them; `rank` is the text's place among all."""
    source = tables["sources"][0]
    people = {actor.actor_id: actor for actor in tables["actors"]}
    clauses: dict[str, list[Mention]] = {}
    for mention in tables["mentions"]:
        clauses.setdefault(mention.event_id, []).append(mention)
    for event, settled in zip(tables["events"], repointed("events", tables["events"], actor_ids), strict=True):
        texts = tuple(mention.text for mention in clauses[event.event_id])
        actor = people.get(event.actor_id)
        yield EventOfText(
            event=settled,
            rank=rank,
            start=clauses[event.event_id][0].start,
            source_id=source.source_id,
            published=source.published_max,
            texts=texts,
            is_named=actor is not None and any(form in text for form in names_of(actor) for text in texts),
        )


def _joined(parts: list[Tables]) -> dict[str, tuple[Row, ...]]:
    """Join the tables of all texts: one row an actor, whatever each calls it, one row an event, whoever tells it."""
    names = [part["sources"][0].source_id for part in parts]
    people, renamed = merge_actors((name, part["actors"]) for name, part in zip(names, parts, strict=True))
    ids = [renamed[name] for name in names]
    if len(parts) == 1:
        happened, event_ids = _in_order(parts[0], ids[0]), {}
    else:
        happened, event_ids = _met(parts, ids, {actor.actor_id: actor.member_of for actor in people})
    tables = {"actors": people, "events": label_events(happened, people)}
    for table in ("sources", "mentions", "figures", "quotes"):
        told = (repointed(table, part[table], own, event_ids) for part, own in zip(parts, ids, strict=True))
        tables[table] = tuple(chain.from_iterable(told))
    return {table: tables[table] for table in TABLES}


def _in_order(tables: Tables, actor_ids: Ids) -> list[Event]:
    """Give the events of a single text by their first mentions: those of one text never meet."""
    starts: dict[str, int] = {}
    for mention in tables["mentions"]:
        starts.setdefault(mention.event_id, mention.start)
    happened = repointed("events", tables["events"], actor_ids)
    return sorted(happened, key=lambda event: (starts[event.event_id], event.event_id))


def _met(parts: list[Tables], actor_ids: list[Ids], member_of: Ids) -> tuple[list[Event], Ids]:
    """Let the events of several texts meet; give them by their first mentions, and the ids that changed."""
    told = [one for rank, part in enumerate(parts) for one in tell(part, rank, actor_ids[rank])]
    merged = sorted(merge_events(sorted(told, key=sweep_order), member_of), key=lambda one: one.first)
    event_ids = {old: one.event.event_id for one in merged for _, old in one.ids if old != one.event.event_id}
    return [one.event for one in merged], event_ids


def repointed(table: str, rows: list[Row], actor_ids: Ids, event_ids: Ids = MappingProxyType({})) -> list[Row]:
    """Give the rows of a text that point to actors and events under the ids that all texts together use."""
    changed = {"actors": actor_ids, "events": event_ids}
    keys_of = {id_field(table): table} | pointers_of(table)
    pointers = [(key, ids) for key, other in keys_of.items() if (ids := changed.get(other))]
    keys = [{key: ids[old] for key, ids in pointers if (old := getattr(row, key)) in ids} for row in rows]
    return [replace(row, **new) if new else row for row, new in zip(rows, keys, strict=True)]
