"""The lines of a coding with the characters that they cite, for formats that know offsets."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kaiser_data.coding.draft import draft_coding
from kaiser_data.coding.form import CODED
from kaiser_data.rows import Row
from kaiser_data.sources import Document
from kaiser_data.tables import sort_rows


class PlacedLine(NamedTuple):
    """A line, the text it belongs to, and its characters there; without `start` it cites none."""

    cells: Mapping[str, str]
    source_id: str
    start: int | None
    end: int | None


def place_lines(tables: Mapping[str, Iterable[Row]], documents: list[Document]) -> list[PlacedLine]:
    """Give the lines of a coding that makes these tables; an event stands in the text that tells it first."""
    rows = sort_rows(tables)
    told_in: dict[str, str] = {}
    for mention in rows["mentions"]:
        told_in.setdefault(mention.event_id, mention.source_id)
    lines = draft_coding(tables, documents)
    rows_in_order = [row for table in CODED for row in rows[table]]
    return [_placed(line, row, told_in, documents) for line, row in zip(lines, rows_in_order, strict=True)]


def _placed(line: Mapping[str, str], row: Row, told_in: Mapping[str, str], documents: list[Document]) -> PlacedLine:
    if line["table"] == "events":
        return PlacedLine(line, told_in[row.event_id], None, None)
    return PlacedLine(line, row.source_id or documents[0].source.source_id, row.start, row.end)
