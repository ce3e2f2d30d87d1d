"""What SECURITY.md promises: nothing that a text brings is run, followed, fetched or obeyed."""

import ast
import base64
import hashlib
import json
import re
import socket
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from kaiser_data.citation import Passage, Shown
from kaiser_data.console import plain
from kaiser_data.reader import actors_page, page
from kaiser_data.rows import TABLES
from kaiser_data.tables import TableError, read_cells, read_package
from tests.fault_injection import invoke
from tests.test_house import modules
from tests.test_reader import HOSTILE, hostile

ROOT = Path(__file__).parent.parent
# What runs code from data, starts a program, or opens a connection. `importlib` loads our own exports by name.
FORBIDDEN_NAMES = {"eval", "exec", "compile", "__import__", "input", "breakpoint", "Markup"}
FORBIDDEN_MODULES = {
    *("pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "yaml", "subprocess", "pty", "code", "ctypes"),
    *(
        "socket",
        "ssl",
        "urllib",
        "http",
        "ftplib",
        "smtplib",
        "telnetlib",
        "requests",
        "httpx",
        "aiohttp",
        "webbrowser",
    ),
}
FORBIDDEN_CALLS = {
    "system",
    "popen",
    "execv",
    "execve",
    "spawnv",
    "startfile",
    "read_pickle",
    "to_pickle",
    "from_bytes",
}
TEMPLATES = ROOT / "kaiser_data" / "reader" / "templates"


def used(tree: ast.Module) -> set[str]:
    """What a module calls or imports of what no module may."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            found |= {name for name in named if name.partition(".")[0] in FORBIDDEN_MODULES}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found |= {node.func.id} & FORBIDDEN_NAMES
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found |= {node.func.attr} & FORBIDDEN_CALLS
    return found


@pytest.mark.parametrize("name", modules())
def test_no_module_runs_data_starts_a_program_or_opens_a_connection(name):
    assert used(modules()[name]) == set()


@pytest.mark.parametrize(
    "code", ["eval('1')", "import pickle", "from urllib.request import urlopen", "os.system('x')", "pd.read_pickle(p)"]
)
def test_what_is_forbidden_is_found(code):
    assert used(ast.parse(code))


def test_no_template_or_script_takes_a_text_for_html():
    unsafe = re.compile(
        r"\|\s*safe\b|autoescape\s+false|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\("
    )
    files = [*TEMPLATES.iterdir(), *(ROOT / "docs" / "_static").glob("*.js")]
    assert files
    assert not [path.name for path in files if unsafe.search(path.read_text(encoding="utf-8"))]


def hashes(html: str, element: str) -> list[str]:
    found = re.findall(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found]


def test_a_page_lets_the_browser_run_its_own_script_and_load_nothing():
    tables = {name: read_cells(name) for name in TABLES}
    for html in (page(hostile(), "bait", HOSTILE), actors_page(tables, home="../index.html")):
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)[1].replace(
            "&#39;", "'"
        )
        said = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert said["default-src"] == "'none'"
        assert [said["style-src"]] == hashes(html, "style")
        assert set(hashes(html, "script")) <= {said["script-src"]}
        assert html.index("Content-Security-Policy") < html.index("<style>")


BAIT = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_a_row_in_a_notebook_is_shown_as_text():
    passage = Passage(BAIT, BAIT, BAIT, BAIT)
    html = Shown("figures", BAIT, {BAIT: BAIT}, (passage,), BAIT)._repr_html_()
    assert "<script" not in html and "<img" not in html
    assert html.count("&lt;script&gt;") == 8


def test_a_terminal_shows_markup_and_control_characters_instead_of_obeying_them(tmp_path):
    path = tmp_path / "bait.txt"
    path.write_text(
        "“[red]No\x1b[31m [/nonsense],” said Ana Ruiz. Some 30 \x1b]0;title\x07nurses struck.", encoding="utf-8"
    )
    result = invoke(["extract", str(path)])
    assert result.exit_code == 0, result.output
    assert "[red]No␛[31m" in result.stdout
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", result.stdout)


def test_a_draft_on_the_terminal_writes_control_characters_by_their_codes(tmp_path):
    path = tmp_path / "bait.txt"
    path.write_text("“No\x9b31m \u202eway,” said Ana Ruiz.", encoding="utf-8")
    result = invoke(["draft", str(path)])
    assert plain(result.stdout) == result.stdout
    assert any("No\x9b31m \u202eway" in json.loads(line).get("text", "") for line in result.stdout.splitlines())


@pytest.mark.parametrize("shown", ["two lines\nand a\ttab", "“Né” 👩🏽‍⚕️ 中文"])
def test_what_is_no_control_character_is_left_alone(shown):
    assert plain(shown) == shown


def test_a_terminal_obeys_no_title_of_a_source_that_a_row_cites(package):
    path = package / "data" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Los Angeles", "Los\x1b[31m\u202e"), encoding="utf-8")
    result = invoke(["show", "latimes-2026-02-23-f00374", "--home", str(package)])
    assert result.exit_code == 0 and "Los␛[31m\ufffd Times" in result.stdout
    assert plain(result.stdout) == result.stdout


def test_what_turns_the_direction_of_a_line_is_shown():
    assert plain("a\u202etxt.exe") == "a\ufffdtxt.exe"


HOSTILE_PARTS = {
    "profile": lambda d, at: d.update(profile=f"{at}/p.json"),
    "resource profile": lambda d, at: d["resources"][0].update(profile=f"{at}/p.json"),
    "dialect": lambda d, at: d["resources"][0].update(dialect=f"{at}/d.json"),
    "more paths": lambda d, at: d["resources"][0].update(extrapaths=[f"{at}/e.csv"]),
    "schema": lambda d, at: d["resources"][0].update(schema=f"{at}/s.json"),
    "path": lambda d, at: d["resources"][0].update(path=f"{at}/x.csv"),
}


@pytest.mark.parametrize("part", HOSTILE_PARTS)
def test_no_address_in_a_descriptor_is_asked(package, tmp_path, monkeypatch, part):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: asked.append(args) or [])
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    HOSTILE_PARTS[part](descriptor, "http://127.0.0.1:9")
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    with suppress(TableError):
        for resource in read_package(package).resources:
            resource.read_rows()
    at = ["--home", str(package)]
    for call in (["check", *at], ["export", str(tmp_path), *at], ["diff", str(package), str(package)]):
        assert isinstance(invoke(call).exception, SystemExit | None)
    assert asked == []


def addresses(value: object, name: str = ""):
    """The addresses that the specification of a chart would fetch or follow."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from addresses(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner, name)
    elif name in ("url", "href") and isinstance(value, str):
        yield value


def test_no_chart_fetches_or_follows_what_its_data_say():
    kind = "application/vnd.vegalite.v5+json"
    notebooks = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    outputs = [output for book in notebooks for cell in book["cells"] for output in cell.get("outputs", [])]
    charts = [output["data"][kind] for output in outputs if kind in output.get("data", {})]
    assert charts
    assert [address for chart in charts for address in addresses(chart)] == []


def test_every_dependency_has_a_lower_and_an_upper_bound():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [*pyproject["project"]["dependencies"], *pyproject["build-system"]["requires"]]
    listed += [line for extra in pyproject["project"]["optional-dependencies"].values() for line in extra]
    others = [Requirement(line) for line in listed if not line.startswith("kaiser-data[")]
    assert len(others) > 20
    bounds = {other.name: {bound.operator for bound in other.specifier} for other in others}
    assert not {name for name, found in bounds.items() if not ({">=", "=="} & found and {"<", "<=", "=="} & found)}


def test_the_promises_stand_where_they_are_sought():
    promises = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "](SECURITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "SECURITY.md" in (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert not re.search(r"\b[\w.]+@[\w.]+\b", promises), "no address is invented"
