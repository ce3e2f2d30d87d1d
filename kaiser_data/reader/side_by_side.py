"""Two codings side by side as a page: each row on which they differ, with its sentence and both readings."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kaiser_data.quality.disagreements import Disagreement
from kaiser_data.reader.page import policy, templates


@dataclass(frozen=True)
class DisputedRow:
    """A row with the fields on which two coders differ, its sentence cut at its words."""

    table: str
    row: str
    sentence: str
    before: str
    evidence: str
    after: str
    fields: tuple[Disagreement, ...]


def side_by_side(disagreements: Iterable[Disagreement], first: str, second: str) -> str:
    """Make the page; `first` and `second` are the names of the codings. It needs no other file and no network."""
    groups = groupby(disagreements, lambda one: (one.table, one.row))
    rows = [_disputed(tuple(group)) for _, group in groups]
    return templates().get_template("disagreements.html").render(rows=rows, first=first, second=second, policy=policy())


def _disputed(fields: tuple[Disagreement, ...]) -> DisputedRow:
    one = fields[0]
    before, evidence, after = one.sentence.partition(one.text) if one.text else (one.sentence, "", "")
    return DisputedRow(one.table, one.row, one.sentence, before, evidence, after, fields)
