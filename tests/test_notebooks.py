"""The notebooks: executed, in order, without a warning; a changed table is seen by the one that shows it."""

import ast
import csv
import io
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median

import nbformat
import pytest

from kaiser_data.rows import TABLES
from kaiser_data.tables import fields_of

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
VEGA = "application/vnd.vegalite.v5+json"
# What the courses keep to that students like: short cells, few functions, lines that fit into a narrow window.
MEDIAN, NINE_IN_TEN, LONGEST_CELL, WIDEST, FUNCTIONS = 3, 6, 10, 88, 30
START = ROOT / "notebooks" / "00_start.ipynb"
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells_of(path: Path, kind: str) -> list[dict]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def charts_of(path: Path) -> list[dict]:
    outputs = [output for cell in cells_of(path, "code") for output in cell.outputs]
    return [output.data for output in outputs if VEGA in output.get("data", ())]


# Runs the cells of notebooks in one process, without a kernel, and writes the charts that each of them shows.
RUNNER = """
import contextlib, io, json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shown = {}
for name, cells in json.load(sys.stdin).items():
    shell.reset()
    shown[name] = []
    for cell in cells:
        with contextlib.redirect_stdout(io.StringIO()):
            ran = shell.run_cell(cell)
            ran.raise_error()
        shown[name].append(shell.display_formatter.format(ran.result)[0])
json.dump(shown, sys.stdout)
"""


def drawn_anew(home: Path, before: dict[str, str], after: dict[str, str]) -> dict[str, list[dict]]:
    """Give the charts of the notebooks, run with a copy's package and tables; what each has run before it and after."""
    sources = {
        path.stem: [
            before.get(path.stem, ""),
            *(cell.source for cell in cells_of(path, "code")),
            after.get(path.stem, ""),
        ]
        for path in NOTEBOOKS
    }
    ran = subprocess.run(
        [sys.executable, "-c", RUNNER],
        input=json.dumps(sources),
        cwd=home / "notebooks",
        env=os.environ | {"PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    shown = json.loads(ran.stdout[ran.stdout.index("{") :])
    return {name: [data[VEGA] for data in outputs if VEGA in data] for name, outputs in shown.items()}


def without_names(charts: list[dict]) -> str:
    """Write charts without the names of their views, which are made anew each time."""
    return re.sub(r"view_[0-9a-f]+", "view", json.dumps(charts, sort_keys=True))


def altered(path: Path, picks: Callable[[dict], bool], field: str, value: str) -> str:
    """Give a table with another value in the first row that is picked."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    row = next(filter(picks, rows))
    assert row[field] != value
    row[field] = value
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("elsewhere")
    for folder in ("seeds", "data", "kaiser_data", "notebooks", "tests/gold"):
        shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "datapackage.json", home)
    return home


@every_notebook
def test_every_code_cell_was_executed_in_order_without_a_warning(path):
    cells = cells_of(path, "code")
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [output for output in outputs if output.get("name") == "stderr" or output.output_type == "error"]


FRAME = ("**Question.**", "**Goals.**", "**What you need.**", "**Time.**", "**Tables used.**", "**Words used here.**")
ENDING = ("## Key points", "## What this does not show", "## Where next", "## How to cite")


@every_notebook
def test_a_notebook_has_a_frame_and_an_end(path):
    prose = [cell.source for cell in cells_of(path, "markdown")]
    assert re.match(r"# .*\?\n", prose[0])
    for words in FRAME:
        assert words in prose[0]
    assert re.search(r"\*\*Time\.\*\* \d+ minutes", prose[0])
    for heading in ENDING:
        assert heading in prose[-1]


def statements(source: str) -> list[str]:
    return [line for line in source.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@every_notebook
def test_cells_are_short_and_lines_narrow(path):
    lengths = sorted(len(statements(cell.source)) for cell in cells_of(path, "code"))
    assert median(lengths) <= MEDIAN
    assert lengths[math.ceil(0.9 * len(lengths)) - 1] <= NINE_IN_TEN
    assert lengths[-1] <= LONGEST_CELL
    wide = [line for cell in cells_of(path, "code") for line in cell.source.splitlines() if len(line) > WIDEST]
    assert not wide


def functions_of(source: str) -> set[str]:
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else call.id for call in calls}


@every_notebook
def test_a_notebook_asks_for_few_functions(path):
    used = functions_of("\n".join(cell.source for cell in cells_of(path, "code")))
    assert len(used) <= (15 if path == START else FUNCTIONS)


@every_notebook
def test_words_stand_before_and_after_each_code_cell(path):
    kinds = "".join(cell.cell_type[0] for cell in nbformat.read(path, as_version=4).cells)
    assert re.fullmatch("m(cm)+", kinds)


def test_the_start_takes_thirty_cells_of_three_lines():
    cells = nbformat.read(START, as_version=4).cells
    assert len(cells) <= 30
    assert max(len(statements(cell.source)) for cell in cells_of(START, "code")) <= 3


def test_each_cell_of_the_start_is_announced_by_the_function_it_uses_and_followed_by_what_to_see():
    cells = nbformat.read(START, as_version=4).cells
    for before, cell, after in zip(cells, cells[1:], cells[2:], strict=False):
        if cell.cell_type == "code":
            words = functions_of(cell.source) | set(re.findall(r"\.(loc)\b", cell.source))
            assert any(f"{name}`" in before.source for name in words), cell.source
            # What shows nothing needs no look.
            assert "*Look:*" in after.source or not cell.outputs, cell.source


@every_notebook
def test_after_each_chart_stands_where_to_look_and_what_it_does_not_say(path):
    cells = nbformat.read(path, as_version=4).cells
    for cell, after in pairwise(cells):
        if cell.cell_type == "code" and any(VEGA in output.get("data", ()) for output in cell.outputs):
            assert after.source.startswith("*Look:*") and "*But:*" in after.source


ANSWER = re.compile(r"<details><summary>Answer</summary>\n\n(.*?)\n</details>", re.DOTALL)


@every_notebook
def test_exercises_rise_in_their_places_and_have_folded_answers(path):
    prose = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    turns = [int(number) for number in re.findall(r"\*\*Your turn (\d)\*?\*?", prose)]
    assert turns == list(range(1, len(turns) + 1)) and 3 <= len(turns) <= 5
    assert len(ANSWER.findall(prose)) == len(turns)


@every_notebook
def test_an_answer_gives_what_it_says(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    known: dict = {"get_ipython": lambda: None}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, path.stem, "exec"), known)
            continue
        for answer in ANSWER.findall(cell.source):
            code = re.search(r"```python\n(.*?)\n```", answer, re.DOTALL)
            if code:
                *lines, last = ast.parse(code[1]).body
                scope = dict(known)
                exec(compile(ast.Module(lines, []), path.stem, "exec"), scope)
                result = eval(compile(ast.Expression(last.value), path.stem, "eval"), scope)
                assert re.search(r"It gives `(.*?)`", answer)[1] == str(result)


FIELDS = {field["name"] for name in TABLES for field in fields_of(name)}


@every_notebook
def test_a_table_or_field_links_to_the_codebook_where_it_is_first_named(path):
    prose = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    prose = re.sub(r"```.*?```", "", prose, flags=re.DOTALL)
    first: dict[str, bool] = {}
    for found in re.finditer(r"(\[?)`([a-z_]+)`(\]\(\.\./docs/codebook\.md#)?", prose):
        first.setdefault(found[2], bool(found[1] and found[3]))
    assert not [name for name, linked in first.items() if name in FIELDS | set(TABLES) and not linked]


@every_notebook
def test_every_link_leads_somewhere(path):
    prose = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    for target, anchor in re.findall(r"\]\(([^)#]+)(?:#([^)]*))?\)", prose):
        linked = path.parent / target
        assert linked.is_file(), target
        headings = re.findall(r"^#+ (.*)$", linked.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
        slugs = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
        assert not anchor or anchor in slugs, anchor


def shown_in(cell: dict) -> str:
    """What a reader sees below a cell: tables, printed words, and the rows that a chart draws."""
    kinds = ("text/plain", "text/html")
    seen = [output.get("text", "") or "".join(output.get("data", {}).get(kind, "") for kind in kinds)
            for output in cell.outputs]  # fmt: skip
    drawn = [
        json.dumps(output["data"][VEGA].get("datasets")) for output in cell.outputs if VEGA in output.get("data", ())
    ]
    return re.sub(r"<[^>]*>", " ", "\n".join([*seen, *drawn]))


def numbers_of(text: str) -> list[str]:
    """The numbers of a sentence: no names of files, no code, no quoted words, no years, no days of a month."""
    text = re.sub(r"\*\*Your turn.*?</details>|`[^`]*`|\]\([^)]*\)", "", text, flags=re.DOTALL)
    text = re.sub(
        r"1,000 words|\b\d{1,2} [A-Z][a-z]+\b|\b(?:19|20)\d\d\b|\bz-score of [\d.]+|\b\d+(?= *%? interval)", "", text
    )
    return [number.replace(",", "") for number in re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?", text)]


def stands_in(number: str, shown: str) -> bool:
    return bool(re.search(rf"(?<![\d.]){re.escape(number)}(?:\.0+)?(?![\d]|\.\d)", shown.replace(",", "")))


@every_notebook
def test_a_number_in_prose_stands_in_a_table_of_its_section(path):
    shown, above, missing = "", "", []
    cells = nbformat.read(path, as_version=4).cells
    for cell, after in zip(cells, [*cells[1:], None], strict=True):
        if cell.cell_type == "code":
            shown, above = shown + shown_in(cell), above + shown_in(cell)
            continue
        # The frame asks, the end sums up; an exercise has its answer tested.
        source = cell.source if cell is not cells[0] else "## " + cell.source.partition("## ")[2]
        before, *sections = re.split(r"^## .*$", source.partition("## How to cite")[0], flags=re.MULTILINE)
        missing += [number for number in numbers_of(before) if not stands_in(number, shown)]
        if sections:
            shown = ""
            known = above + (shown_in(after) if after else "")
            missing += [number for number in numbers_of("".join(sections)) if not stands_in(number, known)]
    assert not missing


@every_notebook
def test_a_number_or_a_quoted_word_in_a_title_stands_in_a_table_above(path):
    shown, missing = "", []
    for cell in cells_of(path, "code"):
        for output in cell.outputs:
            if VEGA in output.get("data", ()):
                title = output["data"][VEGA]["title"]["text"]
                missing += [(title, number) for number in numbers_of(title) if not stands_in(number, shown)]
                missing += [(title, word) for word in re.findall("“(.*?)”", title) if word not in shown]
        shown += shown_in(cell)
    assert not missing


@every_notebook
def test_every_chart_has_alt_text_and_a_picture(path):
    charts = charts_of(path)
    assert charts
    for data in charts:
        assert data[VEGA]["description"] == data["text/plain"]
        assert "aria-label" in "".join(data["image/svg+xml"])
        assert data[VEGA]["title"]["text"] and data[VEGA]["title"]["subtitle"]


@every_notebook
def test_every_chart_fits_into_700_pixels(path):
    widths = [re.search(r'<svg[^>]* width="([\d.]+)"', "".join(data["image/svg+xml"]))[1] for data in charts_of(path)]
    assert max(map(float, widths)) <= 720


@every_notebook
def test_a_notebook_loads_nothing_from_elsewhere(path):
    outputs = [output for cell in cells_of(path, "code") for output in cell.outputs]
    loads = re.compile(r"<script|<link|src=\\?[\"']http|@import|url\(http")
    assert not [output for output in outputs if loads.search(json.dumps(output))]


# What stands in for a computer without spaCy and without a network.
ALONE = """
import socket, sys
sys.modules["spacy"] = None
def refuse(*_): raise AssertionError("a notebook asked the network")
socket.socket.connect = socket.create_connection = refuse
"""


def test_a_run_elsewhere_draws_the_same_charts_without_a_network_and_all_but_the_last_without_spacy(copy):
    before = {NOTEBOOKS[0].stem: ALONE, NOTEBOOKS[-1].stem: "import sys; del sys.modules['spacy']"}
    for name, charts in drawn_anew(copy, before, {}).items():
        stored = [chart[VEGA] for chart in charts_of(ROOT / "notebooks" / f"{name}.ipynb")]
        assert without_names(charts) == without_names(stored), name


AWKWARD = {
    "paragraphs and straight quotation marks": 'The clerks walked out.\n\n"We are tired," said Ana Reyes, a clerk.\n',
    "no number": "The teachers said they were tired of waiting. “We want a contract,” said Rosa Imran, a teacher.",
    "no striker": "The union won 54 percent of the vote on Tuesday, the labor board said.",
    "no quotation": "About 300 nurses struck on Monday.",
    "nothing": "Rain fell.",
    "markup": "<b>The union</b> said <script>alert(1)</script> that 40 nurses struck on Monday.",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_the_last_notebook_reads_any_text(text, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "notebooks" / "example.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "notebooks")
    known: dict = {}
    for cell in cells_of(NOTEBOOKS[-1], "code"):
        exec(compile(cell.source, NOTEBOOKS[-1].stem, "exec"), known)
    assert "<script>" not in known["marked"](text, known["figures"], "measure")._repr_html_()


def test_the_start_runs_with_pandas_altair_and_the_tables_alone(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    code = "import sys\nsys.modules['kaiser_data'] = None\n"
    code += "\n".join(cell.source for cell in cells_of(START, "code") if "kaiser_data" not in cell.source)
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "notebooks", capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]


def test_plain_pandas_reads_the_same_figures_as_the_package():
    import pandas as pd

    import kaiser_data as kd

    plain, ours = pd.read_csv(ROOT / "data" / "figures.csv"), kd.read_table("figures")
    for column in ("text", "measure", "topic", "value", "counted", "claimed_by", "sentence"):
        assert list(plain[column].fillna("")) == list(ours[column].astype("object").fillna("")), column


ALTERED = {
    "00_start": (
        "figures",
        lambda row: row["topic"] == "strike" and row["value"] == "85000",
        "value",
        "86000",
    ),
    "01_timeline": (
        "events",
        lambda row: row["type"] == "strike" and row["date_min"] > "2025-09",
        "date_min",
        "2025-10-02",
    ),
    "02_headcounts": (
        "figures",
        lambda row: row["topic"] == "membership" and row["value"] == "52000",
        "value",
        "53000",
    ),
    "03_rhetoric": ("quotes", lambda row: row["kind"] == "direct" and row["side"] == "worker", "side", "employer"),
    "04_evidence": ("figures", lambda row: row["review"] == "auto", "review", "added"),
    "05_your_own_text": (
        "figures",
        lambda row: row["topic"] == "strike" and row["qualifier"] == "exact",
        "value",
        "30500",
    ),
}


WRITE = "from pathlib import Path; _ = Path({path!r}).write_text({text!r}, encoding='utf-8', newline='')"


@pytest.fixture(scope="module")
def drawn_of_altered(copy) -> dict[str, list[dict]]:
    """The charts of each notebook where one value of a table is another, for it alone."""
    before, after = {}, {}
    for name, (table, *altering) in ALTERED.items():
        path = copy / "data" / f"{table}.csv"
        before[name] = WRITE.format(path=str(path), text=altered(path, *altering))
        after[name] = WRITE.format(path=str(path), text=path.read_bytes().decode("utf-8"))
    return drawn_anew(copy, before, after)


@every_notebook
def test_one_altered_value_is_seen_in_a_chart(drawn_of_altered, path):
    charts = drawn_of_altered[path.stem]
    stored = [chart[VEGA] for chart in charts_of(path)]
    assert len(charts) == len(stored)
    assert without_names(charts) != without_names(stored)
