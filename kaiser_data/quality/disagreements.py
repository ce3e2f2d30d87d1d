"""Where two codings differ: the rows that only one has, and the fields on which both have a row and do not agree.

Each difference stands with its sentence, so that it can be settled: `decision` is for a person to fill, with `first`,
`second` or a value of their own. Ids are those of the first coding, where it has the row.
"""

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kaiser_data.quality.agreement import Cells
from kaiser_data.quality.comparison import Tables, find_differences, row_name

# What follows from other fields, or says who coded.
_FOLLOWS = {"sentence", "rule", "review", "text", "date_min", "date_max", "as_of_min", "as_of_max"}


@dataclass(frozen=True)
class Disagreement:
    """A field on which two rows differ; without a `field`, a row that only one coding has."""

    table: str
    source_id: str
    row: str
    field: str
    first: str
    second: str
    text: str
    sentence: str
    decision: str = ""


def find_disagreements(first: Tables, second: Tables) -> list[Disagreement]:
    """List where two codings differ, table by table, in the order of the texts; sources are not coded."""
    stands = _evidence(second) | _evidence(first)
    known = {table: {"", *(rows[0] if rows else ())} - _FOLLOWS for table, rows in first.items()}
    found = []
    for one in find_differences(second, first):
        if one.table == "sources" or one.field not in known[one.table]:
            continue
        row = stands.get((one.table, one.row), {})
        where = (row.get(name, "") for name in ("text", "sentence"))
        source = row.get("source_id", "")
        found.append(Disagreement(one.table, source, one.row, one.field, one.found, one.expected, *where))
    return found


def write_disagreements(rows: Iterable[Disagreement], out: Path) -> None:
    """Write disagreements as CSV, to be settled in a spreadsheet; a lone row is `a row` on one side."""
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field.name for field in fields(Disagreement)])
        writer.writerows(map(astuple, rows))


def _evidence(coding: Tables) -> dict[tuple[str, str], Cells]:
    """Give for each row the one that shows its words: itself, of an event its first mention."""
    shown = {}
    for table, rows in coding.items():
        shown |= {(table, row_name(table, row)): row for row in rows}
    for mention in reversed(coding["mentions"]):
        shown["events", mention["event_id"]] = mention
    return shown
