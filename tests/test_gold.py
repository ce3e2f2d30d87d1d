"""The extractor against the five texts as coded by hand: floors that may only rise."""

import csv

import pytest

from kaiser_data.quality.score import score

# (table, measure): the automatic rows, before any correction; the published table.
FLOORS = {
    ("figures", "found"): (99, 100),
    ("figures", "strict"): (99, 100),
    ("figures", "headcounts"): (99, 100),
    ("figures", "claims"): (95, 95),
    ("quotes", "all at 0.8"): (99, 100),
    ("quotes", "marked at 0.8"): (99, 100),
    ("quotes", "attributed"): (98, 100),
    ("events", "found"): (90, 98),
    ("events", "dates overlap"): (90, 98),
    ("events", "dated"): (84, 96),
    ("mentions", "found"): (88, 92),
    ("mentions", "merged"): (90, 94),
}


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
