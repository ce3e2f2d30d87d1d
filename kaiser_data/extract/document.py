"""What is known of a text beside the tokens of its Doc: one `TextData` under one key of `doc.user_data`.

A component writes what others may see into the Doc itself, as span groups, and what rows and later components need
besides into this record. `Doc.to_bytes` carries the spans and the source; the rest follows from both and is found
anew when it is asked for. The source is set before the pipeline runs:

    doc = nlp.make_doc(text)
    doc._.kaiser_source = make_document(text, published="2026-02-23").source
    doc = nlp(doc)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import srsly
from spacy.tokens import Doc

from kaiser_data.rows import Source

if TYPE_CHECKING:
    from kaiser_data.extract.actors.text_actors import Cast
    from kaiser_data.extract.dates.date_words import Timex
    from kaiser_data.extract.events.cases import Case
    from kaiser_data.extract.figures.component import FigureReading
    from kaiser_data.extract.quotes.component import Said

KEY = "kaiser_data"
# The span group by which a Doc shows that it has passed a component.
GROUPS = {
    "kaiser_layout": "sentences",
    "kaiser_actors": "actors",
    "kaiser_dates": "dates",
    "kaiser_quotes": "quotes",
    "kaiser_figures": "figures",
    "kaiser_events": "triggers",
}
UNKNOWN = Source(source_id="text", file="")


AnyFound = TypeVar("AnyFound")


class MissingComponent(ValueError):
    """A component that runs without those whose findings it reads: says which, and how to add them."""


class Block(NamedTuple):
    """A paragraph: `text[start:end]` without the white space around it, and its label."""

    start: int
    end: int
    label: str


class Layout(NamedTuple):
    """The paragraphs of a text, and its sentences in order: where each starts and ends, the label of its paragraph."""

    paragraphs: list[Block]
    starts: list[int]
    ends: list[int]
    labels: list[str]


@dataclass(frozen=True, slots=True)
class TextData:
    """What is known of a text; a field is None until it is found."""

    text: str
    """The text of the Doc, to the letter: every offset of a row is one of its characters."""
    lowered: str
    """The text in lower case, every offset where it was."""
    source: Source = UNKNOWN
    """Who published the text, and when: its day anchors relative dates, its publisher may be a party."""
    layout: Layout | None = None
    """Paragraphs and sentences, found by `kaiser_layout`."""
    cast: Cast | None = None
    """Who is in the text and where it names them, found by `kaiser_actors`."""
    dates: list[Timex] | None = None
    """Date expressions with their EDTF values, in order, found by `kaiser_dates`."""
    said: list[Said] | None = None
    """What the text gives to someone, in order, found by `kaiser_quotes`."""
    figures: list[FigureReading] | None = None
    """Numbers with what they count or measure, in order, found by `kaiser_figures`."""
    cases: list[Case] | None = None
    """Events with the clauses that tell them, found by `kaiser_events`."""
    folded: dict[tuple[int, int], str] = field(default_factory=dict)
    """Sentences with white space folded, by their edges: a thousand figures of one share a single string."""


def data_of(doc: Doc) -> TextData:
    """Give what is known of the text of a Doc; of a Doc that nothing has read yet, the text alone."""
    held = doc.user_data.get(KEY)
    if isinstance(held, TextData):
        return held
    # Nothing, or the cells of a source: all that bytes carry of it.
    begin(doc, doc.text, Source(**held) if held else UNKNOWN)
    return doc.user_data[KEY]


def recall(doc: Doc, name: str, find: Callable[[Doc], AnyFound]) -> AnyFound:
    """Give a field of what is known of a text; what is not known yet is found."""
    found = getattr(data_of(doc), name)
    return keep(doc, name, find(doc)) if found is None else found


def keep(doc: Doc, name: str, found: AnyFound) -> AnyFound:
    """Set a field of what is known of a text, and give it back."""
    doc.user_data[KEY] = replace(data_of(doc), **{name: found})
    return found


def text_of(doc: Doc) -> str:
    """Give the text of a Doc, joined from its tokens once only."""
    return data_of(doc).text


def source_of(doc: Doc) -> Source:
    """Give the source of a Doc; `UNKNOWN`, which has no date, where none was set."""
    return data_of(doc).source


def set_source(doc: Doc, source: Source) -> None:
    """Say which source a Doc is the text of; what was found before is forgotten, since dates hang on it."""
    begin(doc, text_of(doc), source)


def begin(doc: Doc, text: str, source: Source) -> None:
    """Begin what is known of a text, where both the text of a Doc and its source are at hand."""
    doc.user_data[KEY] = TextData(text, lower(text), source)


def lower(text: str) -> str:
    """Write a text in lower case without moving an offset.

    >>> lower("İzmir: 300 Dockers")
    'İzmir: 300 dockers'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def mark(doc: Doc, group: str, marks: Iterable[tuple[int, int, str, str, str]]) -> None:
    """Write marks (start, end, label, kb_id, rule id; in characters) as the spans of one group.

    An edge inside a token widens to the token: the span's own `start_char` and `end_char` are the offsets to use.
    """
    spans = [
        doc.char_span(start, end, label=label, kb_id=kb_id, span_id=rule, alignment_mode="expand")
        for start, end, label, kb_id, rule in marks
    ]
    doc.spans[group] = [span for span in spans if span is not None]


def require(doc: Doc, component: str, *needed: str) -> None:
    """Raise MissingComponent where a Doc has not passed the components that another one needs.

    >>> import spacy
    >>> require(spacy.blank("en")("They struck."), "kaiser_actors", "kaiser_layout")
    Traceback (most recent call last):
    ...
    kaiser_data.extract.document.MissingComponent: kaiser_actors reads what kaiser_layout finds, and this text has not \
passed it; add it first: nlp.add_pipe("kaiser_layout", before="kaiser_actors")
    """
    missing = [name for name in needed if GROUPS[name] not in doc.spans]
    if missing:
        raise MissingComponent(
            f"{component} reads what {missing[0]} finds, and this text has not passed it; add it first: "
            f'nlp.add_pipe("{missing[0]}", before="{component}")'
        )


@srsly.msgpack_encoders(KEY)
def _encode(value: object, chain: Callable | None = None) -> object:
    """Let `Doc.to_bytes` write a TextData as the cells of its source."""
    if isinstance(value, TextData):
        return asdict(value.source)
    return chain(value) if chain else value


Doc.set_extension("kaiser_source", getter=source_of, setter=set_source, force=True)
