"""The extractor against the five texts as coded by hand: floors that may only rise."""

import csv

import pytest

from kaiser_data.score import score

# (table, measure): the automatic rows, before any correction; the published table.
FLOORS = {}


@pytest.mark.parametrize("line", FLOORS, ids=" ".join)
def test_automatic_rows_reach_their_floor(automatic_scores, line):
    assert automatic_scores[line].f1 >= FLOORS[line][0]


@pytest.mark.parametrize("line", FLOORS, ids=" ".join)
def test_published_rows_reach_their_floor(root, line):
    scores = {(s.table, s.measure): s for s in score(root / "tests" / "gold", root / "data")}
    assert scores[line].f1 >= FLOORS[line][1]


@pytest.mark.parametrize("table", ["figures", "quotes", "mentions"])
def test_the_reference_points_at_its_characters(root, table):
    from kaiser_data.rows import Evidence
    from kaiser_data.sources import read_folder

    contents = {document.source.source_id: document.content for document in read_folder(root / "seeds")}
    with (root / "tests" / "gold" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            given = {name: int(row[name]) for name in ("start", "end")}
            evidence = Evidence(source_id=row["source_id"], text=row["text"], **given)
            assert evidence.stands_in(contents[row["source_id"]]), row
