"""Citations as the libraries read them that reference managers are built on."""

import io
import json
import zipfile

import bibtexparser
import pytest
import rispy
import yaml

from kaiser_data.citation import Reference, article, data_set, references
from kaiser_data.edtf import readable_date
from kaiser_data.export import export
from kaiser_data.tables import find_home, read_cells, read_descriptor

TITLE = "kaiser_data: events, figures and quotes on the Kaiser Permanente labour dispute"


def field(entry, name):
    return entry.fields_dict[name].value if name in entry.fields_dict else ""


def test_a_library_reads_every_field_of_the_bibtex():
    library = bibtexparser.parse_string("\n".join(reference.bibtex() for reference in references()))
    assert not library.failed_blocks
    assert len(library.entries) == 1 + len(read_cells("sources"))
    whole, *texts = library.entries
    assert field(whole, "title") == f"{{{TITLE.replace('_', chr(92) + '_')}}}"
    assert (field(whole, "year"), field(whole, "version")) == ("2026", read_descriptor()["version"])
    assert field(texts[1], "author") == "Kimie Saito and Liz Cabrera and Marc Wells"
    assert [field(text, "year") for text in texts] == ["2026", "2026", "2025", "2025", "2021"]


def test_a_library_reads_every_field_of_the_ris():
    whole, *texts = rispy.load(io.StringIO("\n".join(reference.ris() for reference in references())))
    assert (whole["type_of_reference"], whole["title"], whole["year"]) == ("DATA", TITLE, "2026")
    assert whole["authors"] == ["kaiser_data contributors"]
    assert texts[1]["authors"] == ["Saito, Kimie", "Cabrera, Liz", "Wells, Marc"]
    assert texts[2]["date"] == "2025/09/14"


def test_a_text_without_a_title_gets_none():
    times = article(read_cells("sources")[0])
    assert times.text() == "23 February 2026. [no title known]. Los Angeles Times."
    assert "title" not in times.bibtex()


def test_a_row_is_cited_with_table_and_id():
    reference = data_set(table="figures", row_id="latimes-2026-02-23-f00374")
    assert reference.note == "Table figures, row latimes-2026-02-23-f00374"
    assert reference.key == f"kaiser-data-{read_descriptor()['version']}-latimes-2026-02-23-f00374"


def test_what_bibtex_would_obey_is_written_as_text():
    odd = Reference("k", "article", ("A & B",), "100% of {us}", "P_Q", "2026-01-02")
    entry = bibtexparser.parse_string(odd.bibtex()).entries[0]
    assert field(entry, "title") == r"{100\% of \{us\}}"
    assert field(entry, "author") == r"A \& B"


def test_version_and_date_are_the_same_everywhere():
    cff = yaml.safe_load((find_home() / "CITATION.cff").read_text(encoding="utf-8"))
    package = read_descriptor()
    assert cff["version"] == package["version"]
    assert cff["date-released"].isoformat() == package["created"][:10]
    assert [cited["title"] for cited in cff["references"]] == [
        source["title"] or "[no title known]" for source in read_cells("sources")
    ]


def test_every_download_brings_its_citation(tmp_path):
    with zipfile.ZipFile(export(tmp_path, "zip")[0]) as archive:
        names = archive.namelist()
        assert {"CITATION.txt", "CITATION.bib", "CITATION.ris", "CITATION.cff"} <= set(names)
        assert TITLE in archive.read("CITATION.txt").decode()
        assert json.loads(archive.read("datapackage.json"))["created"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025-08/2025-09", "August to September 2025"),
        ("2023-11-04/2023-11-07", "4 to 7 November 2023"),
        ("2025-12-30/2026-01-02", "30 December 2025 to 2 January 2026"),
        ("[..2026-02-07]", "by 7 February 2026"),
        ("[2026-02-23..]", "23 February 2026 or later"),
        ("../2026", "until 2026"),
        ("2024-10~", "about October 2024"),
        ("199X", "199X"),
    ],
)
def test_a_date_is_said_in_words(value, words):
    assert readable_date(value) == words
