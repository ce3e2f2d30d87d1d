"""The catalogue of rules: what a row's column `rule` says, in a sentence, with an example that gives such a row.

`rules.csv` holds every value of the column. A star stands for any words: the rule of a figure says how the number
is written and how its noun was found ("digits-noun" is `digits-*` and `*-noun`), the rule of a mention names the type
of the event and the words that told it ("strike:walked off the job"). `person` marks rows that a person added.

The word lists have a page of their own, column by column, as `lexicons/datapackage.json` says it.
"""

import csv
import re
from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import FOLDER, read_lexicons

_LEXICONS = """# The word lists, column by column

What each list in `kaiser_data/lexicons/` is for, what its columns mean and which values they take.
"""
_PATH = FOLDER.parent / "rules.csv"
_RULES = """# Rules

The column `rule` of a row says by which rule it was found. A star stands for any words: the rule of a figure has two
halves, how the number is written and how what it counts was found (`digits-noun` is `digits-*` and `*-noun`); that of a
mention gives the type of the event and the words that told it. `person` marks a row that a person added.
"""


class Rule(NamedTuple):
    """A value of the column `rule`, the table where it stands, what it means, and a text that gives such a row."""

    rule: str
    table: str
    sentence: str
    example: str


@cache
def read_rules() -> tuple[Rule, ...]:
    """Read the catalogue in its order."""
    with _PATH.open(encoding="utf-8", newline="") as stream:
        return tuple(Rule(**line) for line in csv.DictReader(stream))


def rules_of(table: str, value: str) -> list[Rule]:
    """Give the lines of the catalogue that explain a value; none where no rule of ours gives it.

    >>> [rule.rule for rule in rules_of("figures", "digits-noun")], rules_of("quotes", "cue-after")
    (['digits-*', '*-noun'], [])
    """
    return [rule for rule in read_rules() if rule.table == table and fnmatchcase(value, rule.rule)]


def rules_page() -> str:
    """Give the catalogue as a page in Markdown, a table of rules for each table."""
    lines = [_RULES]
    for table in dict.fromkeys(rule.table for rule in read_rules()):
        lines += [f"## `{table}`", "", "| rule | meaning | example |", "|---|---|---|"]
        lines += [_line(rule) for rule in read_rules() if rule.table == table] + [""]
    return "\n".join(lines)


def _line(rule: Rule) -> str:
    cells = f"`{rule.rule}`", rule.sentence, re.sub(r"\s+", " ", rule.example)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def lexicons_page() -> str:
    """Give the descriptor of the lexicons as a page in Markdown, a table of columns for each."""
    lines = [_LEXICONS]
    for lexicon in read_lexicons():
        lines += [
            f"## `{lexicon['path']}`",
            "",
            lexicon["description"],
            "",
            "| column | meaning | values |",
            "|---|---|---|",
        ]
        lines += [
            f"| `{field['name']}` | {field['description']} | {_values(field)} |"
            for field in lexicon["schema"]["fields"]
        ]
        lines.append("")
    return "\n".join(lines)


def _values(field: dict) -> str:
    """Say which values a column takes, and whether each line has one."""
    constraints = field.get("constraints", {})
    values = ", ".join(f"`{value}`" for value in constraints.get("enum", ())) or "any"
    return values if constraints.get("required") else f"{values}, or empty"
