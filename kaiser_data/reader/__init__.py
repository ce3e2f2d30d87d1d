"""A text as a page: its figures, quotes and events marked in place, each mark with the row that it proves.

`page(tables, "latimes-2026-02-23", text)` gives one HTML document that needs no other file and no network. Marks may
overlap; filters show a kind, a speaker, a side; each row has an address on the page, its id. With `excerpts` only the
sentences that rows cite are on the page, at the same addresses. Whatever a text holds is shown as text, and the
browser is told to run nothing but the page's own script.

`side_by_side` makes a page of two codings: each row on which they differ, with its sentence and both readings.
"""

import base64
import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

from kaiser_data.quality.comparison import Disagreement
from kaiser_data.reader.marked import (
    Card,
    CardField,
    Mark,
    Segment,
    StringTables,
    addresses,
    cards_of,
    cut,
    lines_of,
    mention_anchor,
    names_by_id,
)
from kaiser_data.rows import TABLES, Row
from kaiser_data.tables import cell, fields_of

if TYPE_CHECKING:
    from jinja2 import Environment

_LONGEST_TITLE = 100
_WEB = ("https://", "http://")
_ABOUT = ("publisher", "authors", "kind", "published", "dated_by", "url", "note")
# What ties an actor to a row: its table, the field that names the actor, what is shown of it, and in which words.
_DEEDS = (
    ("quotes", "quote_id", "speaker_id", "text", "says"),
    ("figures", "figure_id", "claimed_by_id", "text", "claims"),
    ("events", "event_id", "actor_id", "label", "acts"),
    ("events", "event_id", "target_id", "label", "is acted upon"),
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or an excerpt of one: its label, its segments, and whether something is left out before it."""

    label: str
    segments: list[Segment]
    gap: bool = False


def cells_of(rows: Mapping[str, tuple[Row, ...]]) -> StringTables:
    """Write extracted rows as the cells of the published tables."""
    cells = {}
    for table in TABLES:
        names = [field["name"] for field in fields_of(table)]
        cells[table] = [{name: cell(getattr(row, name)) for name in names} for row in rows.get(table, ())]
    return cells


def page(tables: StringTables, source_id: str, text: str, *, excerpts: bool = False, home: str = "") -> str:
    """Make the page of one text; `home` is the address of the site around it, where there is one."""
    source = next(row for row in tables["sources"] if row["source_id"] == source_id)
    cards = cards_of(tables, source_id, published=bool(home))
    template = templates().get_template("reader.html")
    return template.render(
        source=source,
        title=title_of(source) if home else source["title"] or _first_line(text),
        about=_about(source, given=not home),
        cards=cards,
        by_anchor={card.anchor: card for card in cards},
        numbers={card.anchor: number for number, card in enumerate(cards, start=1)},
        paragraphs=list(_paragraphs(text, cards, excerpts)),
        first_told=_first_told(tables, source_id),
        facets=_facets(cards),
        meanings=_meanings(),
        excerpts=excerpts,
        home=home,
        policy=policy(),
    )


def write_page(html: str, out: Path) -> None:
    """Write a page aside, then rename it: an older one stays whole until then."""
    if out.exists() and not out.is_file():
        out.write_text(html, encoding="utf-8")  # a terminal or a pipe; a folder refuses
        return
    with tempfile.TemporaryDirectory(prefix=".page-", dir=out.parent) as aside:
        whole = Path(aside) / out.name
        whole.write_text(html, encoding="utf-8", newline="\n")
        whole.replace(out.resolve())


def actors_page(tables: StringTables, *, home: str = "") -> str:
    """Make the page of all actors, each with what it says, claims and does."""
    links, names = addresses(tables), names_by_id(tables)
    deeds: dict[str, list[CardField]] = {}
    for table, key, who, shown, verb in _DEEDS:
        for row in tables[table]:
            deeds.setdefault(row[who], []).append(CardField(verb, "", row[shown], links.get(row[key], "")))
    cards = [
        (actor, lines_of("actors", actor, links, names)[1:], deeds.get(actor["actor_id"], []))
        for actor in tables["actors"]
    ]
    return templates().get_template("actors.html").render(actors=cards, home=home, policy=policy())


def title_of(source: Mapping[str, str]) -> str:
    """Give a text's headline, or what it is known by."""
    known = ", ".join(part for part in (source["publisher"], source["published"]) if part)
    return source["title"] or known or source["source_id"]


def _first_line(text: str) -> str:
    return shorten(text.strip().partition("\n")[0], _LONGEST_TITLE, placeholder=" …")


def _about(source: Mapping[str, str], *, given: bool) -> list[CardField]:
    """Say who published a text and when; only a web address becomes a link.

    A date that the text does not state was `given` by who brought the text, or inferred by who published the tables.
    """
    if given and source["dated_by"] == "inferred":
        source = {**source, "dated_by": "given"}
    titles = {field["name"]: field["title"] for field in fields_of("sources")}
    return [
        CardField(titles[name], "", value, value if name == "url" and value.startswith(_WEB) else "")
        for name in _ABOUT
        if (value := source[name])
    ]


def _first_told(tables: StringTables, source_id: str) -> dict[str, str]:
    """Give the clause at which an event has its address, for the events first told in this text."""
    first: dict[str, Mapping[str, str]] = {}
    for mention in tables["mentions"]:
        first.setdefault(mention["event_id"], mention)
    return {mention_anchor(m): event for event, m in first.items() if m["source_id"] == source_id}


def _paragraphs(text: str, cards: list[Card], excerpts: bool) -> Iterator[Paragraph]:
    from kaiser_data.extract.layout import find_paragraphs

    marks = [Mark(card.start, card.end, card.anchor) for card in cards]
    shown = [
        (block.label, span)
        for block in find_paragraphs(text)
        for span in (_cited(text, block, marks) if excerpts else [(block.start, block.end)])
    ]
    pieces = cut(text, [span for _, span in shown], marks)
    last = 0
    for (label, (start, end)), segments in zip(shown, pieces, strict=True):
        yield Paragraph(label, segments, gap=excerpts and bool(text[last:start].strip()))
        last = end


def _cited(text: str, block, marks: list[Mark]) -> list[tuple[int, int]]:
    """Give the sentences of a paragraph that a mark touches; neighbours are one excerpt."""
    from kaiser_data.extract.layout import find_sentences

    cited: list[tuple[int, int]] = []
    for start, end in find_sentences(text, block):
        if not any(mark.start < end and mark.end > start for mark in marks):
            continue
        if cited and not text[cited[-1][1] : start].strip():
            start = cited.pop()[0]
        cited.append((start, end))
    return cited


def _facets(cards: list[Card]) -> dict[str, list[tuple[str, int]]]:
    """Count what the filters offer: kinds in the order of the codebook, speakers by how often they speak."""
    kinds, sides = Counter(card.kind for card in cards), Counter(card.side for card in cards if card.side)
    speakers = Counter(card.speaker for card in cards if card.speaker)
    order = ["figure", *_meanings()["kind"], "event"]
    return {
        "kinds": [(kind, kinds[kind]) for kind in order if kinds[kind]],
        "speakers": sorted(speakers.items(), key=lambda item: (-item[1], item[0])),
        "sides": [(side, sides[side]) for side in _meanings()["side"] if sides[side]],
    }


@cache
def _meanings() -> dict[str, dict[str, str]]:
    """Give the meanings of quotes' kinds and sides, as the descriptor says them."""
    enums = {field["name"]: field.get("categories", []) for field in fields_of("quotes")}
    return {name: {c["value"]: c["label"] for c in enums[name]} for name in ("kind", "side")}


@cache
def policy() -> str:
    """Tell the browser to run the page's own style and script, by their hashes, and to load nothing at all."""
    own = {name: templates().get_template(name).render().encode() for name in ("reader.css", "reader.js")}
    style, script = (base64.b64encode(hashlib.sha256(raw).digest()).decode() for raw in own.values())
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def templates() -> "Environment":
    """Give the templates of the pages; whatever a text holds is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).parent / "templates")
    # None changes while we run: it is read once, and not looked after each time that a page is made.
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def side_by_side(disagreements: Iterable[Disagreement], first: str, second: str) -> str:
    """Make the page of two codings, called `first` and `second`: it needs no other file and no network."""
    rows = []
    for (table, name), group in groupby(disagreements, lambda one: (one.table, one.row)):
        fields = tuple(group)
        sentence, text = fields[0].sentence, fields[0].text
        before, evidence, after = sentence.partition(text) if text else (sentence, "", "")
        parts = {"before": before, "evidence": evidence, "after": after}
        rows.append({"table": table, "row": name, "sentence": sentence, "fields": fields, **parts})
    return templates().get_template("disagreements.html").render(rows=rows, first=first, second=second, policy=policy())
