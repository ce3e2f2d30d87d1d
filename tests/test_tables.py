"""Rows to CSV, CSV to typed frames."""

import csv
import io
import json
import subprocess
import sys

import pandas as pd
import pytest

from kaiser_data.rows import TABLES, Quote, Source
from kaiser_data.tables import (
    TableError,
    fields_of,
    frame,
    read_cells,
    read_descriptor,
    read_table,
    read_text,
    sort_rows,
    to_csv,
)


def quote(start, **values):
    given = {"source_id": "a", "kind": "direct", "speaker": "NA", "text": "Enough,", "rule": "r"}
    return Quote(quote_id="q", utterance_id="q", start=start, end=start + 7, **given | values)


@pytest.mark.parametrize("table", TABLES)
def test_a_published_table_has_the_types_of_its_schema(table):
    read = read_table(table)
    kinds = {"integer": "Int64", "number": "float64", "date": "datetime64[s]"}
    assert len(read) > 0
    for field in fields_of(table):
        expected = "category" if "enum" in field.get("constraints", {}) else kinds.get(field["type"], "str")
        assert str(read[field["name"]].dtype) == expected


def test_a_speaker_called_na_is_no_missing_value():
    read = frame("quotes", [quote(3), quote(9, speaker="")])
    assert read["speaker"].tolist()[0] == "NA"
    assert pd.isna(read["speaker"][1])
    assert pd.isna(read["cue_start"][1])


def test_a_table_is_utf8_with_lf_in_the_order_of_its_schema():
    text = to_csv("quotes", [quote(3, text="“Genug”, sagt\tsie")])
    assert text.startswith("quote_id,source_id,start,end,text,kind,utterance_id,")
    assert "\r" not in text
    assert text.endswith("\n")


def test_a_carriage_return_within_a_cell_comes_back_as_it_was():
    titled = Source(source_id="a", file="a.txt", title="one\rtwo\r\nthree")
    text = to_csv("sources", [titled])
    assert next(csv.DictReader(io.StringIO(text, newline="")))["title"] == titled.title
    assert text.count("\n") == 3


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        (lambda d: d.update(name="../../outside"), r"descriptor\.name reads '../../outside'"),
        (lambda d: d.update(version="1/../../x"), r"descriptor\.version reads"),
        (lambda d: d.update(resources={}), r"descriptor\.resources is no list"),
        (lambda d: d["resources"][0].update(path="../seeds/sources.csv"), r"resources\[0\]\.path reads"),
        (lambda d: d["resources"][0].update(path="http://a.example/x.csv"), r"resources\[0\]\.path reads"),
        (lambda d: d["resources"][0].pop("schema"), r"resources\[0\] has no schema"),
        (lambda d: d["resources"][0].update(schema="http://a.example/x.json"), r"resources\[0\]\.schema is no object"),
        (lambda d: d.update({"$schema": "http://a.example/x.json"}), r"descriptor\.\$schema reads"),
        (lambda d: d["resources"][0]["schema"]["fields"][0].update(name='a" (b'), r"fields\[0\]\.name reads"),
        (lambda d: d["resources"][0]["schema"]["fields"][0].update(type="any"), r"fields\[0\]\.type reads"),
        (lambda d: d["resources"][0].update(bytes=True), r"bytes reads True"),
    ],
)
def test_a_descriptor_out_of_shape_is_refused_before_anything_relies_on_it(package, change, flaw):
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    change(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    with pytest.raises(TableError, match=flaw):
        read_descriptor(package)


@pytest.mark.parametrize("raw", [b"event_id,type\na\n", b"event_id\na,b\n", b"event_id\n\xff\n", b'event_id\n"a\n'])
def test_a_table_that_is_no_table_is_named(package, raw):
    (package / "data" / "events.csv").write_bytes(raw)
    with pytest.raises(TableError, match=r"events\.csv .*; run `kaiser-data build`"):
        read_cells("events", package)


def test_rows_are_sorted_by_source_and_offset():
    sources = [Source(source_id="b", file="b"), Source(source_id="a", file="a")]
    rows = {"sources": sources, "quotes": [quote(9), quote(3), quote(5, source_id="b")]}
    assert [(q.source_id, q.start) for q in sort_rows(rows)["quotes"]] == [("b", 5), ("a", 3), ("a", 9)]


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(TableError, match="no table 'numbers'; there are sources, actors"):
        read_table("numbers")


def test_a_text_is_read_as_stored(root):
    text = read_text("latimes-2026-02-23")
    assert text.encode() == (root / "seeds" / "000_307fbe404cd0c8f4.txt").read_bytes()
    with pytest.raises(TableError, match="no source 'none'"):
        read_text("none")


def test_reading_a_table_imports_no_spacy():
    code = (
        "import sys, kaiser_data as kd; kd.read_table('figures'); kd.show('latimes-2026-02-23-f00374');"
        "heavy = {'spacy', 'frictionless', 'edtf', 'altair'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
