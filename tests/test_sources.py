"""Reading `sources.csv` and the texts; every kind of bad input is met with file, line and remedy."""

import os
from datetime import date, datetime

import pandas as pd
import pytest

from kaiser_data.documents import read_folder
from kaiser_data.sources import SourceError, make_document, read_text_file

HEAD = "source_id,file,title,publisher,authors,kind,published,url\n"
LINE = "dock-2024,dock.txt,Docks idle,Port Gazette,,news,2024-01-02,\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "dock.txt").write_bytes("Some 1,200 dockers walked out.\r\n“Enough,” they said.\n".encode())
    return tmp_path


def listed(folder, lines, head=HEAD):
    (folder / "sources.csv").write_text(head + lines, encoding="utf-8")
    return folder


def test_a_text_is_read_as_stored(folder):
    document = read_folder(listed(folder, LINE))[0]
    assert document.content == "Some 1,200 dockers walked out.\r\n“Enough,” they said.\n"
    assert document.source.characters == 53
    assert document.source.published_min == document.source.published_max == "2024-01-02"


def test_unknown_columns_are_ignored_and_most_may_be_missing(folder):
    document = read_folder(listed(folder, "dock,dock.txt,hello\n", "source_id,file,mood\n"))[0]
    assert document.source.published == document.source.title == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("dock,gone.txt,,,,,,\n", r"line 2: there is no file .*gone\.txt; correct the name"),
        ("dock,../dock.txt,,,,,,\n", r"line 2: \.\./dock\.txt lies outside"),
        ("dock,,,,,,,\n", "line 2: no file named"),
        ("dock,dock.txt,,,,blog,,\n", "line 2: kind 'blog' is unknown; use one of news"),
        ("dock,dock.txt,,,,,Feb 2026,\n", 'line 2: published "Feb 2026" is not EDTF; write 2026-02-23'),
        (LINE + LINE, "line 3: source_id 'dock-2024' stands in sources.csv line 2 already"),
        ("a b,dock.txt,,,,,,\n", "line 2: source_id 'a b' is no slug"),
        ("dock,dock.txt,,,,,,,too,many\n", "line 2: more cells than columns"),
        ('dock,"dock.txt,,,,,,\n', "line 2: .*close its quotation marks"),
        ("", "names no text"),
        ("dock,{folder}/dock.txt,,,,,,\n", "line 2: .* lies outside .*; move the text"),
        ("dock,~/dock.txt,,,,,,\n", "line 2: there is no file"),
        ("dock,loop,,,,,,\n", "line 2: loop leads nowhere .*; name the file itself"),
        ("dock,pipe,,,,,,\n", "line 2: .*pipe is a folder, a pipe or a device; name a file"),
        ("dock,.,,,,,,\n", "line 2: .* is a folder, a pipe or a device"),
        ("dock,dock.txt\x1b,,,,,,\n", r"line 2: the file name 'dock\.txt\\x1b' holds what cannot be printed; rename"),
        (f"dock,{'n' * 300},,,,,,\n", "line 2: cannot read .*; check that it is a readable file"),
    ],
)
def test_a_bad_line_is_named_with_its_remedy(folder, line, expected):
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    with pytest.raises(SourceError, match=expected):
        read_folder(listed(folder, line.replace("{folder}", str(folder))))


@pytest.mark.parametrize("separator", ["\u2028", "\x0b", "\x85", "\f", " \r\n "])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_may_hold_what_python_takes_for_the_end_of_a_line(folder, separator, quote):
    if "\n" in separator and not quote:
        return
    line = LINE.replace("Docks idle", f"{quote}Docks{separator}idle{quote}")
    assert read_folder(listed(folder, line))[0].source.title == "Docks idle"


def test_a_column_named_twice_is_refused(folder):
    with pytest.raises(SourceError, match="line 1: two columns title; leave one"):
        read_folder(listed(folder, "dock,dock.txt,a,b\n", "source_id,file,title,title\n"))


def test_a_listing_that_is_a_link_out_of_the_folder_is_refused(folder, tmp_path_factory):
    outside = listed(tmp_path_factory.mktemp("outside"), LINE) / "sources.csv"
    (folder / "sources.csv").symlink_to(outside)
    with pytest.raises(SourceError, match=r"sources\.csv is a link that leads out"):
        read_folder(folder)


def test_an_empty_text_is_refused():
    with pytest.raises(SourceError, match="the text is empty; leave it out"):
        make_document("")


def test_a_missing_column_is_named_with_the_right_first_line(folder):
    with pytest.raises(SourceError, match="line 1: no column file; the first line must name source_id, file"):
        read_folder(listed(folder, "dock\n", "source_id\n"))


def test_a_folder_without_a_listing_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"there is no file .*sources\.csv"):
        read_folder(tmp_path)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"ok\nnot \xff utf-8", r"byte 7 \(line 2 of the file\) is not UTF-8"),
        (b"one\ntwo\0", "a NUL byte in line 2"),
        ("Walkout".encode("utf-16"), "is UTF-16"),
    ],
)
def test_a_bad_text_is_named_with_its_remedy(folder, raw, expected):
    (folder / "dock.txt").write_bytes(raw)
    with pytest.raises(SourceError, match=f"line 2.*{expected}"):
        read_folder(listed(folder, LINE))


def test_a_link_out_of_the_folder_is_refused(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("secret")
    (folder / "link.txt").symlink_to(outside)
    with pytest.raises(SourceError, match="lies outside"):
        read_folder(listed(folder, "dock,link.txt,,,,,,\n"))


def test_a_byte_order_mark_in_the_listing_is_no_part_of_a_name(folder):
    (folder / "sources.csv").write_text("\ufeff" + HEAD + LINE, encoding="utf-8")
    assert read_folder(folder)[0].source.source_id == "dock-2024"


def test_a_single_file_is_called_by_its_name(folder):
    assert read_text_file(folder / "dock.txt", "2024-01").source.source_id == "dock"


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("LISBON, 3 May 2025 — They struck.", "2025-05-03", "stated"),
        ("Posted May 3rd, 2025. They struck.", "2025-05-03", "stated"),
        ("2025-05-03: They struck.", "2025-05-03", "stated"),
        ("On May 3 they struck.", "2025-05-03", "inferred"),
        ("In May 2025 they struck.", "2025-05", "inferred"),
        ("They struck.", "", ""),
    ],
)
def test_a_text_states_its_date_where_the_day_stands_in_it_with_its_year(text, published, expected):
    assert make_document(text, published=published).source.dated_by == expected


@pytest.mark.parametrize(
    "published",
    [
        "2024-01-03T10:00:00Z",
        "2024-01-03 00:00:00",
        "2024-01-03T23:30:00.123456-08:00",
        date(2024, 1, 3),
        datetime(2024, 1, 3, 23, 30),
        pd.Timestamp("2024-01-03 23:30", tz="US/Pacific"),
    ],
)
def test_a_date_with_a_time_keeps_the_day(published):
    source = make_document("Some 30 nurses struck.", published=published).source
    assert (source.published, source.published_min) == ("2024-01-03", "2024-01-03")


def test_a_timestamp_that_is_missing_is_no_date():
    assert make_document("Some 30 nurses struck.", published=pd.NaT).source.published == ""


def test_a_text_in_utf_16_is_named_for_what_it_is(tmp_path):
    (tmp_path / "a.txt").write_text("Some 30 nurses struck.", encoding="utf-16")
    with pytest.raises(SourceError, match="is UTF-16; save it as UTF-8"):
        read_text_file(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("a.tsv", "parted by tabs; save it as .csv"), ("a.XLSX", "workbook; save"), ("a.json", "write it as .jsonl")],
)
def test_a_file_that_is_no_text_is_named_for_what_it_is(tmp_path, name, remedy):
    path = tmp_path / name
    path.write_text("id\ttext\na\tSome 30 nurses struck.\n", encoding="utf-8")
    with pytest.raises(SourceError, match=f"{name}: is .*{remedy}"):
        read_text_file(path)


def test_a_listing_with_semicolons_is_named_for_what_it_is(tmp_path):
    (tmp_path / "sources.csv").write_text("source_id;file\na;a.txt\n", encoding="utf-8")
    with pytest.raises(SourceError, match="parted by semicolons; save it with commas"):
        read_folder(tmp_path)
