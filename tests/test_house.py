"""The house itself: who imports whom, what code may name, what the descriptor and the set-up promise."""

import ast
import json
import re
import shutil
import subprocess
import tomllib
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import jsonschema
import pytest
import yaml
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager
from jsonschema.validators import validator_for
from referencing import Registry

import kaiser_data
from kaiser_data.datapackage import dump
from kaiser_data.lexicon import FOLDER
from kaiser_data.rows import TABLES
from kaiser_data.tables import read_cells

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kaiser_data"
PROPER_NOUNS = re.compile(r"\b(Kaiser|UNAC|UHCP|UFCW|NUHW|AHCU|WSWS|Thackeray|Downey|Susan|Gina|Hochul|Ortega)\b")


def room_of(module: str) -> str:
    """The room that a module belongs to: its folder, or itself where it stands at the top or in `extract`."""
    folder = module.rpartition(".")[0]
    return module if folder in ("", "extract") else folder


@cache
def modules() -> dict[str, ast.Module]:
    trees = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        if name != "__init__":
            trees[name] = ast.parse(path.read_text(encoding="utf-8"))
    return trees


def imports(tree: ast.Module) -> set[str]:
    """The rooms of ours that a module imports when it is imported, not inside its functions."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kaiser_data"):
            room = node.module.removeprefix("kaiser_data").removeprefix(".")
            inside = {f"{room}.{alias.name}".removeprefix(".") for alias in node.names}
            found |= inside & set(modules()) or {room}
    return found


def test_rooms_import_each_other_in_one_direction():
    uses = {}
    for name, tree in modules().items():
        uses.setdefault(room_of(name), set()).update(map(room_of, imports(tree)))
    TopologicalSorter({room: others - {room} for room, others in uses.items()}).prepare()


def test_extractors_never_import_each_other():
    for name, tree in modules().items():
        if room_of(name) in {"extract.quotes", "extract.figures", "extract.events"}:
            others = {"extract.quotes", "extract.figures", "extract.events"} - {room_of(name)}
            assert not others & set(map(room_of, imports(tree))), name


@pytest.mark.parametrize("name", modules())
def test_code_names_nobody_of_this_dispute(name):
    tree = modules()[name]
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, documented) and ast.get_docstring(n)}
    strings = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert not [s.value for s in strings if id(s) not in docstrings and PROPER_NOUNS.search(s.value)]


@pytest.fixture(scope="module")
def page_of_the_house() -> tuple[str, str, str]:
    return (ROOT / "docs" / "house.md").read_text(encoding="utf-8").partition("## Beside the package")


def test_the_page_of_the_house_gives_each_room_its_own_words(page_of_the_house):
    own = {}
    for room in map(room_of, modules()):
        tree = modules().get(f"{room}.component") or modules()[room]
        own[room] = ast.get_docstring(tree).split("\n")[0]
    assert dict(re.findall(r"^\| `(.+?)` \| (.+) \|$", page_of_the_house[0], re.MULTILINE)) == own


def test_the_page_of_the_house_lists_each_room_below_those_it_imports(page_of_the_house):
    order = ["", *re.findall(r"^\| `(.+?)`", page_of_the_house[0], re.MULTILINE)]
    for name, tree in modules().items():
        above = order[: order.index(room_of(name)) + 1]
        assert set(map(room_of, imports(tree))) <= set(above), name


def test_what_lies_beside_the_package_is_there(page_of_the_house):
    paths = re.findall(r"^\| `(.+?)`", page_of_the_house[2], re.MULTILINE)
    assert paths and not [path for path in paths if not (ROOT / path).exists()]


def test_no_room_is_without_a_subject():
    subjectless = {"util", "utils", "helpers", "common", "constants", "base", "manager", "misc"}
    assert not subjectless & set(chain.from_iterable(name.split(".") for name in modules()))


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def complexity(function: ast.FunctionDef) -> int:
    """Count the ways through a function after McCabe: a branch, a loop, a handler, each further part of a condition.

    Comprehensions count as the loops that they are, a function within as a way of its own.
    """
    ways = 1
    for node in chain.from_iterable(map(ast.walk, function.body)):
        match node:
            case ast.If() | ast.IfExp() | ast.Assert() | ast.FunctionDef() | ast.AsyncFunctionDef():
                ways += 1
            case ast.For() | ast.AsyncFor() | ast.While():
                ways += 1 + bool(node.orelse)
            case ast.Try():
                ways += len(node.handlers) + bool(node.orelse)
            case ast.BoolOp():
                ways += len(node.values) - 1
            case ast.comprehension():
                ways += 1 + len(node.ifs)
            case ast.Match():
                ways += sum(
                    not isinstance(case.pattern, ast.MatchAs) or bool(case.pattern.pattern) for case in node.cases
                )
    return ways


def test_each_module_is_short_enough_to_read():
    lengths = {
        path.relative_to(PACKAGE): path.read_text(encoding="utf-8").count("\n") for path in PACKAGE.rglob("*.py")
    }
    assert not {name: lines for name, lines in lengths.items() if lines > 300}


def test_no_module_defines_a_name_twice():
    named = {name: [node.name for node in tree.body if isinstance(node, FUNCTIONS)] for name, tree in modules().items()}
    assert not [f"{name}.{one}" for name, own in named.items() for one in {*own} if own.count(one) > 1]


# What each component has, a measure and its chart, the verbs of the command line and what they call.
SHARED = {"annotate", "rows", "keyness"} | {
    "agree", "build", "check", "code", "draft", "export", "extract", "score", "settle", "show",
}  # fmt: skip


def test_a_public_name_has_one_meaning():
    defined = [{node.name for node in tree.body if hasattr(node, "name")} for tree in modules().values()]
    told = Counter(name for names in defined for name in names if not name.startswith("_"))
    assert {name for name, times in told.items() if times > 1} == SHARED


def test_each_function_is_simple_enough_to_read():
    functions = [(name, node) for name, tree in modules().items() for node in ast.walk(tree)]
    found = {f"{name}.{node.name}": complexity(node) for name, node in functions if isinstance(node, FUNCTIONS)}
    assert not {name: ways for name, ways in found.items() if ways > 15}


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        ("return a", 1),
        ("return 1 if a and not b or c else 0", 4),
        ("return [x for x in a if x if b]", 4),
        ("for x in a:\n  pass\nelse:\n  pass", 3),
        ("try:\n  a()\nexcept (A, B):\n  pass\nexcept C:\n  pass", 3),
        ("match a:\n  case 1:\n    pass\n  case _:\n    pass", 2),
        ("def inner():\n  return a if b else c\nreturn inner", 3),
        ("return lambda: a or b", 2),
    ],
)
def test_the_ways_through_a_function_are_counted(body, ways):
    function = ast.parse("def f(a, b, c):\n" + "".join(f"  {line}\n" for line in body.split("\n")))
    assert complexity(function.body[0]) == ways


def profile(name: str = "datapackage") -> jsonschema.protocols.Validator:
    """The official profile of Data Package v2, as dplib carries it."""
    import dplib.settings

    folder = Path(dplib.settings.PROFILE_BASEDIR) / "2.0"
    profiles = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
    registry = Registry().with_contents(
        (f"https://datapackage.org/profiles/2.0/{file}", content) for file, content in profiles.items()
    )
    schema = profiles[f"{name}.json"]
    return validator_for(schema)(schema, registry=registry)


def test_the_descriptor_passes_the_official_profile(root):
    descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    assert not [f"{error.json_path}: {error.message}" for error in profile().iter_errors(descriptor)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(resources=[]),
        lambda d: d["contributors"][0].update(roles="author"),
        lambda d: d["resources"][0]["schema"]["fields"][0].update(type="text"),
        lambda d: d["resources"][0].pop("path"),
    ],
)
def test_the_profile_refuses_a_spoilt_descriptor(root, spoil):
    descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    spoil(descriptor)
    assert list(profile().iter_errors(descriptor))


def test_the_descriptor_stands_in_the_form_that_a_build_writes(root):
    raw = (root / "datapackage.json").read_bytes()
    assert dump(json.loads(raw)) == raw


def test_every_field_is_described_and_every_value_exemplified(root):
    for resource in json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        rows = read_cells(resource["name"])
        for field in resource["schema"]["fields"]:
            assert field["title"] and field["description"], (resource["name"], field["name"])
            filled = any(row[field["name"]] for row in rows)
            assert ("example" in field) == filled or field["name"] == "note", (resource["name"], field["name"])


def test_every_example_is_a_value_that_occurs(root):
    for resource in json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        rows = read_cells(resource["name"])
        for field in resource["schema"]["fields"]:
            if "example" in field:
                values = {row[field["name"]] for row in rows}
                assert field["example"] in values, (resource["name"], field["name"], field["example"])


def test_the_version_is_the_same_everywhere(root):
    versions = {
        json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["version"],
        ProjectMetadata(str(root), PluginManager()).version,
        yaml.safe_load((root / "CITATION.cff").read_text())["version"],
        kaiser_data.__version__,
        re.search(r"^## (\S+)", (root / "CHANGELOG.md").read_text(), re.MULTILINE)[1],
    }
    assert len(versions) == 1


def test_the_citation_file_is_valid(root):
    # cffconvert wants a jsonschema older than ours: it has a place of its own.
    command = shutil.which("cffconvert") or shutil.which("cffconvert", path=root / ".venv" / "cff" / "bin")
    if not command:
        pytest.skip("no cffconvert: `make .venv/.cff` installs it")
    subprocess.run([command, "--validate", "-i", root / "CITATION.cff"], check=True)


def test_conda_and_pip_install_the_same(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = set(project["dependencies"] + extras["extract"] + extras["check"] + extras["notebooks"])
    wanted = {r for r in wanted if not r.startswith("kaiser-data[")}
    listed = yaml.safe_load((root / "environment.yml").read_text())["dependencies"]
    pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    given = {entry for entry in listed if isinstance(entry, str)} | set(pip)
    assert f"python{project['requires-python']}" in given
    assert given - {"pip", "-e .", f"python{project['requires-python']}"} == wanted


def test_the_readme_names_every_verb_and_table(root):
    from kaiser_data.cli import app

    readme = (root / "README.md").read_text(encoding="utf-8")
    verbs = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert not {verb for verb in verbs if f"kaiser-data {verb}" not in readme}
    assert not {table for table in TABLES if f"`{table}`" not in readme}


def test_the_codebook_names_every_lexicon(root):
    codebook = (root / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert not {path.name for path in FOLDER.iterdir() if f"`{path.name}`" not in codebook}


def test_no_file_names_a_machine_or_a_registry():
    hosts = re.compile(r"pypi\.(?:org|python)|registry\.npmjs|files\.pythonhosted|/(?:home|root|Users)/\w")
    tracked = [p for p in ROOT.rglob("*") if p.suffix in {".py", ".md", ".toml", ".yml", ".json", ".cfg", ".cff"}]
    ours = [p for p in tracked if not {".venv", ".git", "build", "dist"} & set(p.parts) and p != Path(__file__)]
    assert not [str(p) for p in ours if hosts.search(p.read_text(encoding="utf-8"))]


def test_no_pattern_repeats_a_group_possessively():
    """Python 3.11 before 3.11.5 misreads `(…)++`, and the package promises 3.11."""
    possessive = re.compile(r"\)(?:[+*?]|\{\d*,?\d*\})\+")
    files = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".jsonl", ".csv")]
    assert possessive.search("(?:,[0-9]{3})++") and possessive.search("(ab){2,}+")
    assert not [path.name for path in files if possessive.search(path.read_text(encoding="utf-8"))]
