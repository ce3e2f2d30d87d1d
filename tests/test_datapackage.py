"""The check of a whole data package: quiet where all is well, one named problem for each thing spoilt."""

import csv
import hashlib
import json

import pytest

from kaiser_data.datapackage import check, list_conflicts, stamp
from kaiser_data.rows import TABLES
from kaiser_data.tables import TableError


def spoil(package, table, change, restamp=True):
    """Change the first row of a table and, so that only that is wrong, renew its stamp."""
    path = package / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    change(rows[0])
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    if restamp:
        tables = {name: (package / "data" / f"{name}.csv").read_bytes() for name in TABLES}
        (package / "datapackage.json").write_bytes(stamp(package, tables))
    return rows[0]


def descriptor(package, change):
    path = package / "datapackage.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    change(read)
    path.write_text(json.dumps(read), encoding="utf-8")


def test_the_published_package_is_well(package):
    assert check(package) == []


def test_stamps_are_size_and_sha256(package):
    tables = {name: (package / "data" / f"{name}.csv").read_bytes() for name in TABLES}
    stamped = json.loads(stamp(package, tables))
    figures = next(resource for resource in stamped["resources"] if resource["name"] == "figures")
    assert figures["bytes"] == len(tables["figures"])
    assert figures["hash"] == f"sha256:{hashlib.sha256(tables['figures']).hexdigest()}"


def test_a_changed_character_of_a_text_is_named(package):
    path = package / "seeds" / "000_307fbe404cd0c8f4.txt"
    path.write_bytes(path.read_bytes().replace(b"31,000", b"31,001", 1))
    problems = check(package)
    assert any("sha256" in problem for problem in problems)
    assert any("latimes-2026-02-23-f00374 text: found '31,000', expected '31,001'" in p for p in problems)


def test_a_changed_value_without_a_new_hash_is_named(package):
    spoil(package, "figures", lambda row: row.update(value="7"), restamp=False)
    assert any("data/figures.csv hash" in problem for problem in check(package))


@pytest.mark.parametrize(
    ("table", "change", "expected"),
    [
        ("figures", {"text": "nonsense"}, "text: found 'nonsense', expected"),
        ("figures", {"measure": "weight"}, "measure"),
        ("figures", {"value": "many"}, "value"),
        ("figures", {"event_id": "nothing-e00000"}, "nothing-e00000"),
        ("figures", {"figure_id": "latimes-2026-02-23-f99999"}, "expected 'latimes-2026-02-23-f"),
        ("figures", {"sentence": "Nothing of the kind."}, "sentence: found 'Nothing of the kind.'"),
        ("quotes", {"speaker_id": "nobody"}, "nobody"),
        ("quotes", {"utterance_id": "nothing-q00000"}, "nothing-q00000"),
        ("events", {"date_min": "1901-01-01"}, "date_min, date_max: found ('1901-01-01'"),
        ("events", {"date": "Feb 2026"}, "Feb 2026"),
        ("mentions", {"text": "nonsense"}, "text: found 'nonsense'"),
        ("actors", {"kind": "robot"}, "robot"),
        ("sources", {"characters": "0"}, "characters"),
        ("sources", {"published_max": "2031-01-01"}, "published_min, published_max"),
    ],
)
def test_a_wrong_value_is_named_with_its_row(package, table, change, expected):
    row = spoil(package, table, lambda row: row.update(change))
    problems = check(package)
    assert any(expected in problem and next(iter(row.values())) in problem for problem in problems), problems


def test_two_rows_with_one_key_are_named(package):
    path = package / "data" / "quotes.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    assert any("2 rows', expected 'one row a key'" in problem for problem in check(package))


def test_an_event_that_nothing_tells_is_named(package):
    row = spoil(package, "events", lambda row: row.update(event_id="latimes-2026-02-23-e99999"))
    assert any(f"events {row['event_id']}: found 'no mention'" in problem for problem in check(package))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda d: d["resources"][0]["schema"]["fields"][0].update(typ="string"), "'typ'"),
        (lambda d: d["resources"][0]["schema"]["fields"][0]["constraints"].update(minimun=3), "'minimun'"),
        (lambda d: d.update(resources=[]), "resources"),
        (lambda d: d["resources"][0]["schema"]["fields"].pop(), "fields"),
        (lambda d: d["resources"][1]["schema"]["fields"][3]["categories"].pop(), "categories"),
    ],
)
def test_a_spoilt_descriptor_is_named(package, change, expected):
    descriptor(package, change)
    assert any(expected in problem for problem in check(package))


@pytest.mark.parametrize("pattern", ["[a-0]", "(", "a{99999999999999999999}"])
def test_a_pattern_that_is_none_is_named(package, pattern):
    descriptor(package, lambda read: read["resources"][0]["schema"]["fields"][0]["constraints"].update(pattern=pattern))
    [problem] = check(package)
    assert problem == f"datapackage.json sources.source_id pattern: found {pattern!r}, expected 'a regular expression'"


def test_a_missing_table_is_named(package):
    (package / "data" / "events.csv").unlink()
    assert any("events.csv" in problem for problem in check(package))


def test_a_descriptor_that_is_no_json_is_named(package):
    (package / "datapackage.json").write_text("{", encoding="utf-8")
    assert any("is no JSON" in problem for problem in check(package))


def test_tables_without_texts_can_be_checked(package):
    for path in (package / "seeds").iterdir():
        path.unlink()
    (package / "seeds").rmdir()
    assert check(package) == []


@pytest.mark.parametrize(
    ("table", "change", "expected"),
    [
        ("figures", lambda row: row.update(start="many"), "many"),
        ("figures", lambda row: row.update(end=""), "end"),
        ("quotes", lambda row: row.update(cue_start="x"), "cue_start"),
        ("sources", lambda row: row.update(file="../datapackage.json"), "lies outside"),
        ("sources", lambda row: row.update(file=""), "no file named"),
    ],
)
def test_a_cell_that_no_check_can_use_is_named(package, table, change, expected):
    spoil(package, table, change)
    assert any(expected in problem for problem in check(package))


def test_a_table_with_another_column_is_named(package):
    path = package / "data" / "figures.csv"
    path.write_bytes(path.read_bytes().replace(b"figure_id", b"figure", 1))
    assert any("figures columns: found" in problem for problem in check(package))


@pytest.mark.parametrize("value", ["24_6", "+246", " 246", "\u0662\u0664\u0666", "9" * 19, "9" * 400, "9" * 5000])
def test_an_offset_that_is_not_plainly_spelt_is_named(package, value):
    assert "no plain integer" in spelt(package, "start", value) or "64 bits" in spelt(package, "start", value)


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "1_0", "\u0661", "1e3", ".5"])
def test_a_value_that_is_not_plainly_spelt_is_named(package, value):
    assert "value: " in spelt(package, "value", value)


def spelt(package, column, value) -> str:
    """What a check says of the numbers once a cell of the first figure is spelt so."""
    import csv

    from kaiser_data.datapackage import _check_numbers
    from kaiser_data.tables import read_cells, read_descriptor

    with (package / "data" / "figures.csv").open(encoding="utf-8", newline="") as stream:
        figures = list(csv.DictReader(stream))
    figures[0][column] = value
    tables = {name: read_cells(name, package) for name in TABLES} | {"figures": figures}
    return "\n".join(_check_numbers(read_descriptor(package), tables))


def test_a_date_that_is_none_ends_a_search_for_conflicts_in_a_line(package):
    path = package / "data" / "sources.csv"
    path.write_bytes(path.read_bytes().replace(b",2026-02-23,2026-02-23,", b",2026-02-23,1-1-1,"))
    with pytest.raises(TableError, match=r"a date is none .*; run `kaiser-data check`"):
        list_conflicts(package)
