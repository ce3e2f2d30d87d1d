"""The word lists: readable, without doubles, each line with an example that holds its term."""

import json
import re

import pytest
from frictionless import Resource, Schema

from docs.extensions.catalogues import lexicons_page
from kaiser_data import lexicon
from kaiser_data.extract.figures.numerals import find_numerals
from kaiser_data.extract.grammar.words import forms_of
from kaiser_data.lexicon import (
    FOLDER,
    LexiconError,
    alternation,
    read_lexicon,
    read_lexicons,
    read_patterns,
)

CSV = sorted(path.stem for path in FOLDER.glob("*.csv"))
JSONL = sorted(path.stem for path in FOLDER.glob("*.jsonl"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    for function in (read_lexicon, read_patterns):
        function.cache_clear()
    yield tmp_path
    for function in (read_lexicon, read_patterns):
        function.cache_clear()


def flaws_of(resource: dict, path) -> list[str]:
    """Say where a lexicon breaks its descriptor: file, line, and what was expected."""
    schema = Schema.from_descriptor(resource["schema"])
    if path.suffix == ".jsonl":
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        report = Resource(data=lines, schema=schema).validate()
    else:
        report = Resource(path=path.name, basepath=str(path.parent), schema=schema).validate()
    return [f"{path.name} line {line or 1}: {message}" for line, message in report.flatten(["rowNumber", "message"])]


@pytest.mark.parametrize("resource", read_lexicons(), ids=lambda resource: resource["name"])
def test_every_lexicon_keeps_to_its_descriptor(resource):
    assert not flaws_of(resource, FOLDER / resource["path"])


def test_every_lexicon_is_described():
    described = {resource["path"] for resource in read_lexicons()}
    there = {path.name for path in FOLDER.iterdir()} - {"datapackage.json"}
    assert described == there, "describe each list in lexicons/datapackage.json: purpose, columns, values"


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        ("term,stance,example\nclaim,fierce,the drivers’ claim\n", r'noun_cues.csv line 2: .*"fierce".*"stance"'),
        ("term,stance,tone,example\nclaim,neutral,mild,the claim\n", r"noun_cues.csv line \d: .*tone"),
        ("term,stance,example\n,neutral,the claim\n", r'noun_cues.csv line 2: .*"term"'),
    ],
)
def test_a_value_or_column_that_the_descriptor_does_not_know_is_named_with_its_line(tmp_path, content, flaw):
    (tmp_path / "noun_cues.csv").write_text(content, encoding="utf-8")
    resource = next(resource for resource in read_lexicons() if resource["name"] == "noun_cues")
    assert re.search(flaw, "\n".join(flaws_of(resource, tmp_path / "noun_cues.csv")))


def test_the_page_of_lexicons_has_every_column():
    page = lexicons_page()
    assert "| `stance` |" in page and "`accusing`" in page
    assert page.count("## `") == len(read_lexicons())


# The terms of `triggers` are lemmas; `test_examples` runs the rule of each over its example.
@pytest.mark.parametrize("name", [name for name in CSV if name != "triggers"])
def test_every_example_holds_its_term(name):
    assert not [line for line in read_lexicon(name) if not holds_its_term(line)]


def holds_its_term(line: dict[str, str]) -> bool:
    """Tell whether an example holds its term, of a verb or noun any form."""
    inflected = line.get("form") in ("verb", "noun")
    forms = forms_of(line["term"], line["form"]) if inflected else [line["term"]]
    return any(form.lower() in line["example"].lower() for form in forms)


@pytest.mark.parametrize("name", JSONL)
def test_every_pattern_finds_its_example(name):
    assert not [rule["id"] for rule in read_patterns(name) if not finds_its_example(rule)]


def finds_its_example(rule: dict[str, str]) -> bool:
    """Try a rule as the code does: one with a side is read from a number of its example, backwards or on."""
    pattern, example, side = re.compile(rule["pattern"]), rule["example"], rule.get("side", "")
    if not side.endswith("-case"):
        example = example.lower() if side else example
    if side in ("", "around"):
        return bool(pattern.search(example))
    numbers = list(find_numerals(example.lower()))
    if side.startswith("after"):
        return any(pattern.match(example, number.end) for number in numbers)
    return any(pattern.search(example[: number.start]) for number in numbers)


@pytest.mark.parametrize(
    ("side", "pattern", "example", "found"),
    [
        ("after", r"\.\d\d", "at 7.30", False),  # the code reads "7.30" as one number
        ("after", "st", "the 1st", True),
        ("before-case", r"May\s$", "on May 5", True),
        ("before", r"May\s$", "on May 5", False),
        ("before", r"#$", "update 31#", False),
        ("percent", r"you\s$", "we back you 100 percent", True),
        ("", r"you\b", "we back you", True),
    ],
)
def test_a_rule_with_a_side_is_tried_beside_a_number(side, pattern, example, found):
    assert finds_its_example({"side": side, "pattern": pattern, "example": example}) is found


def test_a_line_that_stands_twice_is_refused(folder):
    (folder / "trades.csv").write_text("term,side,example\nnurse,worker,a nurse\nnurse,worker,the nurse\n")
    with pytest.raises(LexiconError, match="line 3: 'nurse' stands there twice"):
        read_lexicon("trades")


def test_a_ragged_line_is_refused(folder):
    (folder / "trades.csv").write_text("term,side,example\nnurse,worker\n")
    with pytest.raises(LexiconError, match="line 2"):
        read_lexicon("trades")


def test_a_list_without_terms_is_refused(folder):
    (folder / "trades.csv").write_text("word,example\nnurse,a nurse\n")
    with pytest.raises(LexiconError, match="column `term`"):
        read_lexicon("trades")


def test_a_pattern_that_is_no_expression_is_refused(folder):
    (folder / "rules.jsonl").write_text('{"id": "a", "pattern": "(", "example": "("}\n')
    with pytest.raises(LexiconError, match=r"rules.jsonl line 1"):
        read_patterns("rules")


def test_alternation_prefers_the_longest_and_any_white_space():
    expression = re.compile(alternation(["strike", "strike vote"]))
    assert expression.match("strike\n vote").group() == "strike\n vote"
