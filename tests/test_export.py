"""Each format opened by the reader that its users have: the same rows come back, and no whole text goes out."""

import asyncio
import csv
import json
import sqlite3
import subprocess
import sys
import warnings
import zipfile
from datetime import date, datetime

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import kaiser_data
from kaiser_data.cli import app
from kaiser_data.export import FORMATS, ExportError, export
from kaiser_data.export.labor_actions import labor_actions
from kaiser_data.export.views import VIEWS, joined
from kaiser_data.extract.layout import find_paragraphs, find_sentences
from kaiser_data.rows import TABLES, fold
from kaiser_data.tables import cell, fields_of, find_home, read_cells, read_descriptor

ROW = "latimes-2026-02-23-f00374"


def as_cells(table, rows):
    """Write typed rows back as the cells of a table, so that they can be compared to the letter."""
    names = [field["name"] for field in fields_of(table)]
    return [{name: written(value) for name, value in zip(names, row, strict=True)} for row in rows]


def written(value):
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return cell(value)


def in_order(rows):
    return sorted(rows, key=lambda row: list(row.values()))


@pytest.fixture(scope="module")
def written_out(tmp_path_factory):
    out = tmp_path_factory.mktemp("export")
    return {name: (out / name, export(out / name, name)) for name in FORMATS}


@pytest.fixture
def zipped(written_out):
    return written_out["zip"][1][0]


def test_a_zip_is_a_whole_data_package(zipped, tmp_path):
    from frictionless import validate

    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path)
    assert validate(str(tmp_path / "datapackage.json")).valid
    for table in TABLES:
        assert read_cells(table, tmp_path) == read_cells(table)
    assert {path.name for path in tmp_path.iterdir()} >= {"data", "codebook.md", "LICENCES.md", "CITATION.cff"}


def test_a_zip_has_the_same_bytes_each_time(zipped, tmp_path):
    assert export(tmp_path, "zip")[0].read_bytes() == zipped.read_bytes()


def test_the_licences_are_those_of_the_descriptor(zipped):
    with zipfile.ZipFile(zipped) as archive:
        said = archive.read("LICENCES.md").decode()
    for resource in read_descriptor()["resources"]:
        assert f"`{resource['path']}`: [{resource['licenses'][0]['title']}]" in said


@pytest.mark.parametrize("table", TABLES)
def test_parquet_gives_typed_rows_to_pandas_and_duckdb(written_out, table):
    path = written_out["parquet"][0] / f"{table}.parquet"
    read = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
    assert as_cells(table, read) == read_cells(table)
    schema = pq.read_schema(path)
    kinds = {"integer": "int64", "number": "double", "date": "date32[day]"}
    for field in fields_of(table):
        enum = "enum" in field.get("constraints", {})
        expected = "dictionary" if enum else kinds.get(field["type"], "string")
        assert str(schema.field(field["name"]).type).startswith(expected)
        assert schema.field(field["name"]).metadata[b"description"].decode() == field["description"]


@pytest.fixture
def database(written_out, tmp_path):
    """A copy of the SQLite file that a test may spoil."""
    path = tmp_path / "copy.sqlite"
    path.write_bytes((written_out["sqlite"][0] / "kaiser-data.sqlite").read_bytes())
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_sqlite_gives_the_same_rows(database, table):
    rows = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
    assert as_cells(table, rows) == read_cells(table)


def test_sqlite_finds_no_row_of_ours_inconsistent(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE figures SET measure = 'weight'",
        "UPDATE figures SET value = 'many'",
        "UPDATE figures SET value = NULL",
        "UPDATE figures SET start = -1",
        "UPDATE figures SET event_id = 'nothing-e00000'",
        "UPDATE quotes SET speaker_id = 'nobody'",
        "UPDATE events SET date_min = '2026-02-30'",
        "UPDATE actors SET name = NULL",
        "INSERT INTO mentions SELECT * FROM mentions LIMIT 1",
        "DELETE FROM sources",
    ],
)
def test_sqlite_refuses_a_wrong_row(database, spoil):
    with pytest.raises(sqlite3.IntegrityError), database:
        database.execute(spoil)


def test_sqlite_refuses_to_export_what_the_checks_forbid(package, tmp_path):
    path = package / "data" / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",headcount,", ",weight,", 1), encoding="utf-8")
    with pytest.raises(ExportError, match="measure"):
        export(tmp_path / "out", "sqlite", package)


def test_datasette_serves_the_tables_with_their_meanings(written_out):
    from datasette.app import Datasette

    folder = written_out["sqlite"][0]
    metadata = json.loads((folder / "kaiser-data.metadata.json").read_text(encoding="utf-8"))

    async def ask():
        served = Datasette(files=[str(folder / "kaiser-data.sqlite")], metadata=metadata)
        await served.invoke_startup()
        row = await served.client.get(f"/kaiser-data/figures/{ROW}.json?_shape=objects")
        page = await served.client.get("/kaiser-data/figures")
        return row.json()["rows"][0], page.text

    row, page = asyncio.run(ask())
    assert row["value"] == 31000
    assert "The source, `f` and the start offset." in page


def test_a_workbook_gives_the_same_rows(written_out):
    book = openpyxl.load_workbook(written_out["xlsx"][1][0])
    for table in TABLES:
        header, *rows = book[table].iter_rows(values_only=True)
        assert list(header) == [field["name"] for field in fields_of(table)]
        numbers = [[float(v) if isinstance(v, int) else v for v in row] for row in rows]
        assert as_cells(table, numbers) == read_cells(table)
    assert {row[1] for row in book["fields"].iter_rows(values_only=True)} >= {"figure_id", "speaker"}


def test_a_workbook_runs_nothing(package, tmp_path):
    path = package / "data" / "actors.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    name = rows[1].split(",")[1]
    for bait in ("=1+1", "+1", "-1", "@SUM(1)", "http://a.example", "=HYPERLINK(1)"):
        path.write_text("\n".join([rows[0], rows[1].replace(name, bait, 1), *rows[2:]]) + "\n", encoding="utf-8")
        sheet = openpyxl.load_workbook(export(tmp_path, "xlsx", package)[0])["actors"]
        assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].hyperlink) == (bait, "s", None)


def test_labor_actions_run_nothing_in_a_spreadsheet(package, tmp_path):
    path = package / "data" / "events.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    rows = [row | {"place": "=1+1"} for row in rows]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    written = export(tmp_path, "lat", package)[0].read_text(encoding="utf-8-sig")
    assert {row["location"] for row in csv.DictReader(written.splitlines())} == {"'=1+1"}


def spoil(package, table, column, value):
    path = package / "data" / f"{table}.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    rows[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("format", ["parquet", "sqlite", "xlsx"])
@pytest.mark.parametrize(
    ("column", "value"),
    [("start", "9" * 30), ("start", "24_6"), ("value", "nan"), ("value", "inf"), ("value", "1e999")],
)
def test_a_number_that_no_format_can_hold_is_answered_in_a_line(package, tmp_path, format, column, value):
    spoil(package, "figures", column, value)
    with pytest.raises(ExportError, match=f"{format} cannot be written .*; run `kaiser-data check`"):
        export(tmp_path, format, package)


def test_a_workbook_says_where_a_cell_is_cut(package, tmp_path):
    spoil(package, "sources", "note", "long " * 8000)
    sheet = openpyxl.load_workbook(export(tmp_path, "xlsx", package)[0])["sources"]
    [cut] = [cell.value for cell in sheet[2] if cell.value and "long long" in str(cell.value)]
    assert len(cut) == 32_767 and cut.endswith("… [cut: 40,000 characters; the CSV has them all]")


def test_a_workbook_names_each_sheet_as_it_must():
    from kaiser_data.export.views import _sheet_name

    taken = {"fields"}
    names = [_sheet_name(name, taken) for name in ("fields", "s" * 40, "s" * 41, "actors")]
    assert names == ["fields-2", "s" * 31, "s" * 29 + "-2", "actors"]


def test_labor_actions_open_in_a_spreadsheet_with_their_letters(written_out):
    assert written_out["lat"][1][0].read_bytes().startswith("\ufeffevent_id".encode())


def test_croissant_is_valid_and_gives_the_same_rows(written_out):
    import mlcroissant as mlc

    path = written_out["croissant"][1][0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = mlc.Dataset(jsonld=str(path))
        assert not dataset.metadata.ctx.issues.errors
        for table in TABLES:  # one after the other, from one data set
            records = [{key.split("/")[-1]: value for key, value in r.items()} for r in dataset.records(table)]
            ids = [next(iter(record.values())).decode() for record in records]
            assert ids == [next(iter(row.values())) for row in read_cells(table)]
    described = json.loads(path.read_text(encoding="utf-8"))
    assert described["@type"] == "sc:Dataset"
    assert described["version"] == read_descriptor()["version"]


def test_the_codebook_has_every_field_and_every_meaning(written_out):
    said = written_out["codebook"][1][0].read_text(encoding="utf-8")
    for resource in read_descriptor()["resources"]:
        for field in resource["schema"]["fields"]:
            assert f"| `{field['name']}` | {field['type']}" in said
            for category in field.get("categories", []):
                assert f"| `{category['value']}` | {category['label']} |" in said
    counted = sum(1 for row in read_cells("figures") if row["measure"] == "headcount")
    assert f"| `headcount` | people, patients too | {counted} |" in said


def test_labor_actions_are_the_strikes_and_protests_that_happened():
    rows = labor_actions_by_id()
    events = {event["event_id"]: event for event in read_cells("events")}
    assert rows
    for event_id, row in rows.items():
        assert events[event_id]["status"] in ("occurred", "ongoing")
        assert row["strike_or_protest"] == ("strike" if "strike" in events[event_id]["type"] else "protest")
        assert row["source"]
        assert row["duration_days"] == "" or int(row["duration_days"]) > 0


def labor_actions_by_id():
    from kaiser_data.tables import find_home

    return {row["event_id"]: row for row in labor_actions(find_home())}


STRIKE = {
    "type": "strike", "status": "occurred", "date": "2026-01-26/2026-02-24", "actor_id": "", "target_id": "",
    "place": "California; Hawaii",
}  # fmt: skip
SIZE = {"measure": "headcount", "topic": "strike", "unit": "people", "qualifier": "exact", "status": "actual"}
WALKOUT = "healthcare professionals in California and Hawaii walked off the job"


def exported(package, event, *sizes, told=((WALKOUT, ""),)):
    """Export one event with the headcounts and the clauses that tell it."""
    source = read_cells("sources")[0]["source_id"]
    figures = [SIZE | {"event_id": "e", "value_max": ""} | size for size in sizes]
    mentions = [{"text": text, "date_text": words, "start": n, "end": n + 9} for n, (text, words) in enumerate(told)]
    rows = {
        "events": [STRIKE | event | {"event_id": "e"}],
        "figures": figures,
        "mentions": [mention | {"event_id": "e", "source_id": source} for mention in mentions],
    }
    for table, cells in rows.items():
        names = [field["name"] for field in fields_of(table)]
        with (package / "data" / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(cells)
    return labor_actions(package)


def test_a_strike_has_its_days_and_the_most_people_who_took_part(package):
    sizes = [
        {"value": "31000"},
        {"value": "30000", "value_max": "32000"},
        {"value": "40000", "status": "planned"},
        {"value": "100000", "qualifier": "magnitude"},
        {"value": "62000", "topic": "membership"},
    ]
    row = exported(package, {}, *sizes)[0]
    assert (row["start"], row["end"], row["duration_days"]) == ("2026-01-26", "2026-02-24", "30")
    assert row["participants"] == "32000"


def test_who_was_only_expected_is_no_participant(package):
    assert exported(package, {}, {"value": "4000", "status": "planned"})[0]["participants"] == ""


def test_the_day_whose_morning_ends_a_strike_is_none_of_its_days(package):
    told = [(WALKOUT, ""), ("workers would return to hospitals and healthcare facilities at 7 a.m. Tuesday", "Tuesday")]
    assert exported(package, {}, told=told)[0]["duration_days"] == "29"
    begun = [("nurses walked off the job at 7 a.m. Monday", "7 a.m. Monday")]
    assert exported(package, {}, told=begun)[0]["duration_days"] == "30"


def test_an_action_in_several_places_is_one_row_with_all_of_them(package):
    rows = exported(package, {"place": "Oakland; San Rafael Medical Center; southern California"})
    assert [(row["city"], row["state"]) for row in rows] == [("Oakland; San Rafael", "California")]
    row = exported(package, {"place": "New York City"})[0]
    assert (row["city"], row["state"]) == ("New York City", "")


def test_a_superlative_gives_no_location(package):
    superlative = "workers participated in the largest healthcare strike in United States history"
    row = exported(package, {"place": "United States"}, told=[(superlative, "")])[0]
    assert row["location"] == ""
    row = exported(package, {"place": "United States"}, told=[("workers in the United States walked out", "")])[0]
    assert row["location"] == "United States"


def test_what_members_follow_on_a_screen_is_no_protest(package):
    online = ("Thousands of USW members tuned into our town hall yesterday", "yesterday")
    assert exported(package, {"type": "rally", "date": "2021-09-30"}, told=[online]) == []
    outside = ("On August 21, nurses held a protest outside the facility", "August 21")
    row = exported(package, {"type": "rally", "date": "2025-08-21"}, told=[online, outside])[0]
    assert (row["strike_or_protest"], row["duration_days"]) == ("protest", "1")
    assert exported(package, {}, told=[("an online vote opened their strike", "")])[0]["strike_or_protest"] == "strike"


def test_no_format_carries_a_sentence_that_no_row_cites(written_out, root):
    cited = " ".join(row["sentence"] for table in ("mentions", "figures", "quotes") for row in read_cells(table))
    uncited = [sentence for sentence in sentences(root) if len(sentence) > 60 and sentence not in cited]
    assert uncited
    for _, paths in written_out.values():
        for path in paths:
            held = "".join(contents(path))
            assert not [sentence for sentence in uncited if sentence in held]


def sentences(root):
    for path in (root / "seeds").glob("*.txt"):
        text = path.read_bytes().decode()
        for block in find_paragraphs(text):
            yield from (fold(text[start:end]) for start, end in find_sentences(text, block))


def contents(path):
    if path.suffix in (".zip", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name).decode() for name in archive.namelist())
    elif path.suffix == ".parquet":
        yield str(pq.read_table(path).to_pylist())
    else:
        yield path.read_bytes().decode("utf-8", "replace")


def test_an_unknown_format_is_named_with_those_there_are(tmp_path):
    with pytest.raises(ExportError, match="no format 'docx'; there are zip, joined, parquet"):
        export(tmp_path, "docx")


def test_a_missing_library_is_named_with_the_extra_that_brings_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "kaiser_data.export.views", raising=False)
    with pytest.raises(ExportError, match=r"xlsx needs xlsxwriter; run `pip install \"kaiser-data\[export\]\"`"):
        export(tmp_path, "xlsx")


def test_the_command_writes_several_formats_and_names_the_files(tmp_path):
    result = CliRunner().invoke(app, ["export", str(tmp_path), "--format", "codebook", "--format", "lat"])
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == [str(tmp_path / "codebook.md"), str(tmp_path / "labor_actions.csv")]


def test_the_command_answers_an_unknown_format_in_a_line(tmp_path):
    result = CliRunner().invoke(app, ["export", str(tmp_path), "--format", "docx"])
    assert result.exit_code == 2
    assert "there is no format 'docx'" in result.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel, built offline and unpacked where no checkout is near."""
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    from tests.conftest import ROOT

    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_a_wheel_carries_tables_and_descriptor_and_no_text(installed):
    code = (
        "import kaiser_data as kd; assert 'installed' in kd.__file__;"
        "print(len(kd.read_table('figures')), kd.read_package().name, len(kd.read_package().resources));"
        "from kaiser_data.export import export; from pathlib import Path; print(export(Path('out'), 'zip')[0].name)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=installed, env={"PYTHONPATH": str(installed)}, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    version = read_descriptor()["version"]
    expected = [str(len(read_cells("figures"))), "kaiser-data", str(len(TABLES)), f"kaiser-data-{version}.zip"]
    assert result.stdout.split() == expected
    assert not [path for path in installed.rglob("*") if "seeds" in path.parts]
    assert (installed / "kaiser_data" / "reader" / "templates" / "reader.html").is_file()


SOURCES = {"figures_told": "figures", "quotes_told": "quotes", "events_told": "mentions"}


@pytest.fixture(scope="module")
def lines():
    return {name: table.to_dict("records") for name, table in joined(find_home()).items()}


@pytest.mark.parametrize("view", VIEWS)
def test_each_row_is_told_once_with_its_own_sentence_and_offsets(lines, view):
    own = [(row["text"], row["sentence"], row["start"], row["end"]) for row in read_cells(SOURCES[view])]
    told = [(row["text"], row["sentence"], row["evidence_start"], row["evidence_end"]) for row in lines[view]]
    assert told == own


def test_one_filter_says_who_counts_the_strikers_of_january(lines):
    strike = [row for row in lines["figures_told"] if row["topic"] == "strike" and "2026" in row["published"]]
    assert {"31,000", "More than 31,000"} & {row["text"] for row in strike}
    assert all(row["text"] in row["sentence"] and row["publisher"] for row in strike)


def test_a_speaker_is_named_and_an_unnamed_one_is_not(lines):
    by_words = {row["speaker"]: row["speaker_name"] for row in lines["quotes_told"]}
    assert by_words["Gina"] == "Gina"
    assert by_words["labor leaders"] == ""


def test_no_column_bears_a_name_that_sql_keeps_for_itself(lines):
    for rows in lines.values():
        assert not {"end", "start"} & rows[0].keys()


def test_csv_workbook_database_and_zip_hold_the_same_rows(lines, tmp_path):
    for path in export(tmp_path, "joined"):
        with path.open(encoding="utf-8", newline="") as stream:
            assert list(csv.DictReader(stream)) == lines[path.stem]
    with zipfile.ZipFile(export(tmp_path, "zip")[0]) as archive:
        assert archive.read("joined/events_told.csv") == (tmp_path / "events_told.csv").read_bytes()
    database = sqlite3.connect(export(tmp_path, "sqlite")[0])
    workbook = openpyxl.load_workbook(export(tmp_path, "xlsx")[0])
    assert workbook.sheetnames[:4] == ["about", *VIEWS]
    for view, rows in lines.items():
        assert [row[0] for row in database.execute(f"SELECT text FROM {view}")] == [row["text"] for row in rows]
        assert workbook[view].max_row == len(rows) + 1
    database.close()


def test_the_first_sheet_says_version_licence_and_how_to_cite(tmp_path):
    about = openpyxl.load_workbook(export(tmp_path, "xlsx")[0])["about"]
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said["version"] == kaiser_data.__version__
    assert "CC BY" in said["licence"] or "creativecommons.org" in said["licence"]
    assert "[data set]" in said["how to cite"]
