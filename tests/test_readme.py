"""The README's samples are rows of the tables, and its scores are those that `make score` prints."""

import re
from pathlib import Path

import pytest

from kaiser_data.rows import TABLES
from kaiser_data.tables import read_cells

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def table_after(heading: str) -> list[dict[str, str]]:
    """The Markdown table that follows a heading, a dict a line."""
    after = README.split(heading, 1)[1]
    lines = re.search(r"(?:^\|.*\|$\n?)+", after, re.MULTILINE)[0].splitlines()
    cells = [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [dict(zip(cells[0], line, strict=True)) for line in cells[2:]]


@pytest.mark.parametrize("table", TABLES)
def test_a_sample_is_a_row_of_its_table(table):
    rows = read_cells(table)
    samples = table_after(f"### `{table}`")
    assert samples
    for sample in samples:
        assert any(all(row[name] == value for name, value in sample.items()) for row in rows), sample


def test_the_scores_are_those_of_the_automatic_rows(automatic_scores):
    listed = table_after("## How good is it?")
    assert listed
    for line in listed:
        found = automatic_scores[line["table"], line["measure"]]
        assert str(found.f1) == line["five texts"], line
