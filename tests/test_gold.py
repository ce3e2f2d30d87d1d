"""The rules alone against the five texts as people coded them: floors that may only rise."""

import csv

import pytest

# What the rules find without a correction, in percent: F1 of rows, then the share of found rows whose field is right.
FLOORS = {
    "figures": {
        "found": 100, "strict": 100, "headcounts": 100, "claims": 97.3, "as_of": 80.6, "event_id": 85.1,
        "status": 95.5, "topic": 95.5, "claimed_by_id": 97.0, "counted": 97.0, "measure": 100, "qualifier": 100,
        "unit": 100, "value": 100,
    },
    "quotes": {
        "all at 0.8": 100, "marked at 0.8": 100, "attributed": 100, "role": 81.7, "side": 96.5, "utterance_id": 97.4,
        "speaker_id": 99.1, "cue": 100, "cue_start": 100, "cue_end": 100, "kind": 100,
    },
    "events": {
        "found": 89.5, "dates overlap": 89.5, "dated": 74.3, "date": 80.9, "actor_id": 80.9, "place": 91.5,
        "target_id": 85.1, "date_min": 87.2, "date_max": 95.7, "status": 95.7,
    },
    "mentions": {"found": 91.2, "merged": 94.3, "trigger": 91.6, "end": 79.5, "start": 84.3, "date_text": 85.5},
    "actors": {"found": 98.8, "aliases": 92.5, "member_of": 95.0, "kind": 97.5, "side": 100},
}  # fmt: skip
LINES = [(table, measure) for table, measures in FLOORS.items() for measure in measures]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_the_rules_alone_reach_their_floor(automatic_scores, line):
    table, measure = line
    assert automatic_scores[line].f1 >= FLOORS[table][measure]


def test_every_field_that_is_scored_has_a_floor(automatic_scores):
    coarse = {"all at 0.3", "marked at 0.3", "spoken at 0.3", "spoken at 0.8"}
    named = {line for line in automatic_scores if line[1] not in coarse and ", by name" not in line[1]}
    assert named == set(LINES)


@pytest.mark.parametrize("table", ["figures", "quotes", "mentions"])
def test_the_reference_points_at_its_characters(root, table):
    from kaiser_data.documents import read_folder
    from kaiser_data.rows import Evidence

    contents = {document.source.source_id: document.content for document in read_folder(root / "seeds")}
    with (root / "tests" / "gold" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            given = {name: int(row[name]) for name in ("start", "end")}
            evidence = Evidence(source_id=row["source_id"], text=row["text"], **given)
            assert evidence.stands_in(contents[row["source_id"]]), row
