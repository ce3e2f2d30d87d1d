"""The catalogue of rules: whole, explained, and true of its own examples."""

import json
import re
from pathlib import Path

import pytest

from docs.extensions.catalogues import read_rules, rules_of, rules_page
from kaiser_data.documents import read_folder
from kaiser_data.extract.pipeline import extract, extract_text
from kaiser_data.tables import read_cells

ROOT = Path(__file__).parent.parent
WITH_RULES = ("mentions", "figures", "quotes")
DATED = "2026-02-23"


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: f"{rule.table}:{rule.rule}")
def test_every_example_gives_a_row_of_its_rule(rule):
    found = extract_text(rule.example, DATED).rows[rule.table]
    assert any(rule in rules_of(rule.table, row.rule) for row in found), [row.rule for row in found]


def unexplained(rows: dict[str, tuple]) -> set[tuple[str, str]]:
    return {(name, row.rule) for name in WITH_RULES for row in rows[name] if not rules_of(name, row.rule)}


def test_the_rules_of_the_seeds_stand_in_the_catalogue():
    assert not unexplained(extract(read_folder(ROOT / "seeds")).rows)


def test_the_rules_of_the_published_tables_stand_in_the_catalogue():
    told = {(name, row["rule"]) for name in WITH_RULES for row in read_cells(name) if row["rule"] != "person"}
    assert not {one for one in told if not rules_of(*one)}


@pytest.mark.parametrize("name", ["figures", "quotes", "events"])
def test_the_rules_of_the_cases_stand_in_the_catalogue(name):
    lines = (ROOT / "tests" / "cases" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    assert not set().union(*(unexplained(extract_text(json.loads(line)["text"], DATED).rows) for line in lines))


def test_every_rule_of_quotes_that_the_code_spells_stands_in_the_catalogue():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kaiser_data/extract/quotes").glob("*.py"))
    spelled = set(re.findall(r'"((?:indirect|quote|slogan|term)\.[a-z_]+)"', code))
    catalogue = {rule.rule for rule in read_rules() if rule.table == "quotes"}
    assert spelled == {rule for rule in catalogue if "." in rule}


def test_a_figure_is_explained_by_both_halves_of_its_rule():
    halves = [rule.rule for rule in rules_of("figures", "words-hyphen")]
    assert halves == ["words-*", "*-hyphen"]


def test_no_rule_stands_twice_and_each_is_a_sentence():
    keys = [(rule.table, rule.rule) for rule in read_rules()]
    assert len(keys) == len(set(keys))
    assert all(rule.sentence.endswith(".") for rule in read_rules())


def test_the_page_shows_every_rule():
    assert not [rule.rule for rule in read_rules() if f"| `{rule.rule}` |" not in rules_page()]
