"""How good the tables are: `{scores}` compares them with the texts as coded by hand, when the site is built.

Two columns: what the rules find by themselves, and what is published after a person's corrections.
"""

import tempfile
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

from kaiser_data.build import extracted
from kaiser_data.documents import read_folder
from kaiser_data.extracted import write_extracted
from kaiser_data.quality.score import score
from kaiser_data.tables import find_home

from .tables import plain_table


class Scores(Directive):
    """Precision, recall and F1 of the rules alone and of the published tables."""

    def run(self) -> list[nodes.Node]:
        home = find_home()
        gold = home / "tests" / "gold"
        with tempfile.TemporaryDirectory() as alone:
            write_extracted(extracted(read_folder(home / "seeds")), Path(alone), "the seeds")
            found = {(line.table, line.measure): line for line in score(gold, Path(alone))}
        lines = "".join(_line(line, found.get((line.table, line.measure))) for line in score(gold, home / "data"))
        names = ("table", "measure", "rules alone", "published", "coded by hand")
        head = "".join(f'<th scope="col">{name}</th>' for name in names)
        return [plain_table(head, lines)]


def setup(app) -> dict:
    app.add_directive("scores", Scores)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _line(published, alone) -> str:
    cells = (published.table, published.measure)
    numbers = (alone.f1 if alone else None, published.f1, published.reference)
    shown = "".join(f"<td>{escape(str(cell))}</td>" for cell in cells)
    return f"<tr>{shown}{''.join(f'<td class=number>{_number(number)}</td>' for number in numbers)}</tr>"


def _number(number: float | None) -> str:
    return "" if number is None else str(number)
