"""The command line as its users meet it: answers on stdout, reports on stderr, no traceback."""

import csv
import gzip
import io
import json
import os
import re
import subprocess
import sys

import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from kaiser_data.cli import app
from kaiser_data.console import answers
from kaiser_data.export import FORMATS
from kaiser_data.rows import TABLES
from kaiser_data.tables import cell, read_cells

run = CliRunner().invoke
# One process is enough for a text or two: else there is one for each core, and each loads spaCy.
WRITTEN = {"csv": ["--format", "csv"], "parquet": ["--format", "parquet", "--workers", "1"]}
TEXT = "About 1,200 dockers walked off the job Monday. “We are done waiting,” said Ana Ruiz, a crane driver.\n"


@pytest.fixture
def strike(tmp_path):
    path = tmp_path / "strike.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def rows(out, table):
    return list(csv.DictReader(io.StringIO((out / f"{table}.csv").read_text(encoding="utf-8"))))


def test_check_is_quiet_where_all_is_well(package):
    result = run(app, ["check", "--home", str(package)])
    assert (result.exit_code, result.stdout) == (0, "")


def test_check_exits_1_and_names_the_row(package):
    path = package / "seeds" / "000_307fbe404cd0c8f4.txt"
    path.write_bytes(path.read_bytes().replace(b"31,000", b"31,001", 1))
    result = run(app, ["check", "--home", str(package)])
    assert result.exit_code == 1
    assert "latimes-2026-02-23-f00374" in result.stdout


def test_check_lists_where_two_texts_contradict_each_other(package):
    path = package / "data" / "figures.csv"
    lines = read_cells("figures", package)
    one, other = [row for row in lines if row["topic"] == "strike" and row["unit"] == "people" and row["event_id"]][:2]
    same = {"event_id": one["event_id"], "counted": one["counted"], "measure": one["measure"], "qualifier": "exact"}
    one.update(same, value="500", value_max="", source_id="latimes-2026-02-23")
    other.update(same, value="900", value_max="", source_id="wsws-2026-02-07")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
    result = run(app, ["check", "--conflicts", "--home", str(package)])
    assert result.exit_code == 0
    assert one["event_id"] in result.stdout


def test_extract_writes_six_tables(strike, tmp_path):
    result = run(app, ["extract", str(strike), "--published", "2024-01-03", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert {path.stem for path in (tmp_path / "out").glob("*.csv")} == set(TABLES)
    figure = rows(tmp_path / "out", "figures")[0]
    assert (figure["text"], figure["unit"], figure["qualifier"]) == ("About 1,200", "people", "about")
    assert rows(tmp_path / "out", "quotes")[0]["speaker"] == "Ana Ruiz"
    assert rows(tmp_path / "out", "events")[0]["date_min"] == "2024-01-01"


def test_extract_lists_what_it_finds_and_reports_on_stderr(strike):
    result = run(app, ["extract", str(strike)])
    assert "We are done waiting," in result.stdout
    assert "date expression" in result.stderr
    assert "date expression" not in result.stdout


def test_a_text_without_a_date_leaves_relative_dates_unresolved(strike):
    assert "1 date expression unresolved" in run(app, ["extract", str(strike)]).stderr
    assert "0 date expressions unresolved" in run(app, ["extract", str(strike), "--published", "2024-01-03"]).stderr


def test_extract_reads_standard_input():
    result = run(app, ["extract", "-", "--published", "2024-01-03"], input=TEXT)
    assert result.exit_code == 0
    assert "stdin-f00000" in result.stdout


def test_the_tables_of_standard_input_name_its_file_as_every_source_must(tmp_path):
    assert run(app, ["extract", "-", "--out", str(tmp_path)], input=TEXT).exit_code == 0
    [source] = rows(tmp_path, "sources")
    assert (source["source_id"], source["file"]) == ("stdin", "-")


def test_extract_from_another_folder_gives_the_automatic_rows(package, tmp_path):
    result = run(app, ["extract", str(package / "seeds"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    for table in ("figures", "quotes", "events", "mentions", "actors"):
        extracted = {tuple(row.values()) for row in rows(tmp_path / "out", table)}
        automatic = {tuple(row.values()) for row in read_cells(table) if row["review"] == "auto"}
        assert automatic <= extracted


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["extract", "nowhere.txt"], "there is no file nowhere.txt"),
        (["extract", "{strike}", "--published", "last week"], '--published "last week" is not EDTF; write'),
        (["extract", "{strike}", "{strike}"], "two texts are called 'strike'"),
        (["extract", "{package}"], "there is no sources.csv and no .txt"),
        (["extract", "{package}/seeds", "--published", "2024"], "--published is for a single text"),
        (["show", "nothing"], "no row 'nothing'"),
        (["score", "{folder}"], "holds no figures.csv"),
        (["build", "--home", "{folder}"], "sources.csv"),
    ],
)
def test_a_mistake_is_answered_in_a_line(strike, package, arguments, expected):
    names = {"strike": strike, "folder": strike.parent, "package": package}
    result = run(app, [argument.format(**names) for argument in arguments])
    assert result.exit_code == 2
    assert expected in result.stderr
    assert "Traceback" not in result.output


def test_full_memory_is_answered_in_a_line(capsys):
    with pytest.raises(typer.Exit):
        answers(lambda: bytes(1 << 62))()
    assert capsys.readouterr().err.startswith("kaiser-data: memory is full; cut what is read into parts")


def test_empty_input_is_named():
    result = run(app, ["extract", "-"], input="")
    assert result.exit_code == 2
    assert "standard input is empty" in result.stderr


def test_score_prints_its_table(root):
    result = run(app, ["score", str(root / "tests" / "gold")])
    assert result.exit_code == 0
    assert "strict" in result.stdout


def test_show_prints_the_sentence_and_a_citation():
    result = run(app, ["show", "latimes-2026-02-23-f00374"])
    assert "representing the 31,000 workers" in result.stdout
    assert "Cite as:" in result.stdout


@pytest.mark.parametrize("verb", ["build", "check", "extract", "show", "score"])
def test_every_verb_has_help_with_an_example(verb):
    result = run(app, [verb, "--help"])
    assert f"kaiser-data {verb}" in result.stdout


def test_help_needs_no_heavy_library():
    code = (
        "import sys; from typer.testing import CliRunner; from kaiser_data.cli import app;"
        "CliRunner().invoke(app, ['--help']);"
        "heavy = {'spacy', 'pandas', 'frictionless', 'edtf', 'altair'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def called(*arguments, **how):
    """Run the command line in a process of its own."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, check=False, **how)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_page_is_utf_8_and_a_list_is_shown_whatever_the_streams_are(strike, encoding):
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    page = called("-m", "kaiser_data", "read", str(strike), env=environment)
    assert page.returncode == 0, page.stderr
    assert "“" in page.stdout.decode("utf-8")
    assert called("-m", "kaiser_data", "extract", str(strike), env=environment).returncode == 0


@pytest.mark.parametrize("verb", ["extract", "draft"])
def test_a_closed_standard_input_is_an_empty_one(verb):
    done = called("-c", f"import sys; sys.stdin = None; from kaiser_data.cli import app; app([{verb!r}, '-'])")
    assert done.returncode == 2
    assert b"standard input is empty" in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("verb", ["extract", "read"])
def test_closed_streams_take_nothing_and_break_nothing(strike, verb, closed):
    shell = f'"{sys.executable}" -m kaiser_data {verb} "{strike}" {closed}'
    done = subprocess.run(shell, shell=True, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_on_a_terminal_holds_no_control_character(tmp_path):
    path = tmp_path / "bait.txt"
    path.write_text("Some 30 \x1b]0;title\x07nurses \x9b31m struck \u202eback\u200e.\r\n", encoding="utf-8")
    shown = run(app, ["read", str(path)]).stdout
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]", shown)


def test_a_folder_that_lists_nothing_is_read_and_says_so(strike, tmp_path):
    (strike.parent / "Second text (final).txt").write_text(TEXT, encoding="utf-8")
    tables = {}
    for form in ("csv", "parquet"):
        out = tmp_path / form
        result = run(app, ["extract", str(strike.parent), "--out", str(out), "--format", form])
        assert result.exit_code == 0, result.output
        assert "has no sources.csv: its 2 .txt files are read, ids are the files' names" in result.stderr
        tables[form] = rows(out, "sources") if form == "csv" else pq.read_table(out / "sources").to_pylist()
    assert [(row["source_id"], row["published"] or "") for row in tables["csv"]] == [
        ("Second-text-final", ""), ("strike", ""),
    ]  # fmt: skip
    assert [row["source_id"] for row in tables["parquet"]] == ["Second-text-final", "strike"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_file_whose_name_is_no_utf_8_is_refused_and_takes_no_other_along(strike, tmp_path, form):
    odd = strike.parent / os.fsdecode(b"news\xff.txt")
    odd.write_text(TEXT, encoding="utf-8")
    if form == "csv":
        alone = run(app, ["extract", str(odd), "--out", str(tmp_path / "alone")])
        assert (alone.exit_code, alone.stderr) == (
            2,
            "kaiser-data: file 'news\\udcff.txt' is not UTF-8; rename it in UTF-8\n",
        )
    result = run(app, ["extract", str(strike.parent), "--out", str(tmp_path / "out"), *WRITTEN[form]])
    assert result.exit_code == 0, result.output
    told = result.stderr if form == "csv" else str(pq.read_table(tmp_path / "out" / "errors.parquet").to_pylist())
    assert "the name of the file is not UTF-8; rename it in UTF-8" in told


def listed(folder, cells, text=TEXT):
    """A folder of two texts, the second of them listed as `cells` say."""
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(text, encoding="utf-8")
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("source_id", "file", "title"), ("a", "a.txt", "A"), cells])
    return folder


@pytest.mark.parametrize("text", ["", " \r\n", "\u00a0\u2028"])
def test_an_empty_text_in_a_folder_is_left_out_and_said(tmp_path, text):
    folder = listed(tmp_path / "texts", ("b", "b.txt", "B"), text)
    result = run(app, ["extract", str(folder), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert f"left out: {folder}: sources.csv line 3: {folder / 'b.txt'} is empty" in result.stderr
    assert [row["source_id"] for row in rows(tmp_path / "out", "sources")] == ["a"]
    assert run(app, ["extract", str(folder), "--strict"]).exit_code == 2


@pytest.mark.parametrize(
    "cells", [("b", " b.txt", "two\nlines"), (" b ", "b.txt ", "x\u2028y"), ("b", "b.txt", "\u00a0x  y\x85")]
)
def test_white_space_in_a_listing_means_the_same_to_both_formats(tmp_path, cells):
    folder = listed(tmp_path / "texts", cells)
    for form in ("csv", "parquet"):
        assert run(app, ["extract", str(folder), "--out", str(tmp_path / form), *WRITTEN[form]]).exit_code == 0
    typed = pq.read_table(tmp_path / "parquet" / "sources").to_pylist()
    assert [{k: cell(v) for k, v in row.items()} for row in typed] == rows(tmp_path / "csv", "sources")


@pytest.mark.parametrize("name", ["news.csv", "news.jsonl", "news.jsonl.gz"])
def test_a_local_file_of_texts_needs_no_library_of_files(tmp_path, name):
    raw = b"text\nSome 30 nurses struck.\n" if "csv" in name else b'{"text": "Some 30 nurses struck."}\n'
    path = tmp_path / name
    path.write_bytes(gzip.compress(raw) if name.endswith("gz") else raw)
    code = "".join(WITHOUT.format(name=library) for library in ("fsspec", "pyarrow"))
    done = called("-c", code + f"from kaiser_data.cli import app; app(['extract', {str(path)!r}])", text=True)
    assert done.returncode == 0, done.stderr
    assert "Some 30" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "{strike}"],
        ["extract", "{strike}", "--out", "{out}"],
        ["extract", "{news}", "--out", "{out}", "--format", "parquet", "--workers", "2"],
        ["read", "{strike}"],
        ["check", "--home", "{home}"],
        ["check", "--conflicts", "--home", "{home}"],
        ["score", "{home}/tests/gold"],
        ["compare", "{home}/tests/gold"],
        ["diff", "{home}", "{home}"],
        ["show", "latimes-2026-02-23-f00374"],
        ["export", "{out}", *(word for name in FORMATS for word in ("--format", name))],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_no_verb_warns(strike, root, tmp_path, arguments):
    news = tmp_path / "news.jsonl"
    news.write_text(f"{json.dumps({'text': TEXT})}\n", encoding="utf-8")
    at = {"strike": strike, "home": root, "news": news, "out": tmp_path / "out"}
    done = called("-W", "error", "-m", "kaiser_data", *(one.format(**at) for one in arguments), text=True)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr


WITHOUT = "import sys; sys.modules[{name!r}] = None; "


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("spacy", "import kaiser_data as kd; kd.extract('Some 30 nurses struck.')"),
        ("spacy", "import kaiser_data as kd; kd.make_nlp()"),
        ("frictionless", "import kaiser_data as kd; kd.read_package()"),
    ],
)
def test_a_missing_library_is_named_with_a_command_that_works_here(name, code, root):
    done = called("-c", WITHOUT.format(name=name) + code, text=True)
    assert f"{name} is missing; run `" in done.stderr.splitlines()[-1]
    assert f'-m pip install -e "{root}[' in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("verb", ["extract", "read"])
def test_a_verb_without_its_library_answers_in_a_line(strike, verb):
    code = WITHOUT.format(name="spacy") + f"from kaiser_data.cli import app; app([{verb!r}, {str(strike)!r}])"
    done = called("-c", code, text=True)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert done.stderr.startswith("kaiser-data: spacy is missing; run `")
