"""Words that an academic may argue with stand in lexicons: how many lists of them are left in code, and where."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kaiser_data.extract
from kaiser_data.lexicon import read_lexicons, terms
from kaiser_data.rows import TABLES

EXTRACT = Path(kaiser_data.extract.__file__).parent
LONG = 4  # a list of so many open-class words is one too many
# How many are left; may only fall.
MOST = 45
# Rooms that have none.
CLEAN = re.compile(r"actors/(?!names|sides)|grammar/|[a-z]+\.py")


@cache
def closed() -> frozenset[str]:
    """Function words, which are no matter of opinion, and our own labels; months and weekdays are neither."""
    kinds = ("determiner", "preposition", "conjunction", "pronoun", "auxiliary", "adverb")
    words = frozenset().union(*(terms("function_words", **{"class": kind}) for kind in kinds))
    dates = {word.lower() for kind in ("month", "weekday") for word in terms("date_words", kind=kind)}
    fields = (field for lexicon in read_lexicons() for field in lexicon["schema"]["fields"])
    labels = {value for field in fields for value in field.get("constraints", {}).get("enum", ())}
    others = {"once", "some", "many", "most", "much", "more", "several", "here", "there", "others", "well", "long"}
    return frozenset((words - dates) | labels | others | set(TABLES) | terms("number_words"))


def open_words(alternatives: list[str]) -> set[str]:
    """The open-class words that alternatives begin with, endings and words of up to three letters left out."""
    firsts = [re.search(r"[A-Za-z]{4,}", one) for one in alternatives]
    return {first[0].lower() for first in firsts if first} - closed()


def alternatives(pattern: str) -> Iterator[list[str]]:
    """The alternatives of each group of a regular expression, inner groups cut out, `[Tt]he` read as `the`."""
    pattern = re.sub(r"\\[a-zA-Z]", " ", re.sub(r"\[(\w)(\w)\]", r"\2", pattern))
    pattern = re.sub(r"\(\?(?:P<\w+>|<?[:=!]|[a-z]+:)", "(", re.sub(r"\[[^\]]*\]", ".", pattern))
    while group := re.search(r"\(([^()]*)\)", pattern):
        yield group[1].split("|")
        pattern = pattern[: group.start()] + pattern[group.end() :]
    yield pattern.split("|")


def lists_of(tree: ast.Module) -> Iterator[list[str]]:
    """Every list of words in a module: literals, alternations, words to be split; no docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, documented) and ast.get_docstring(n)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            words = [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield [word for word in words if not re.search(r"[._]", word)]  # no names of ours
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if "|" in node.value:
                yield from alternatives(node.value)
            elif re.fullmatch(r"[A-Za-z’'_\s-]+", node.value):
                yield node.value.split()


@cache
def long_lists() -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in sorted(EXTRACT.rglob("*.py")):
        found = lists_of(ast.parse(path.read_text(encoding="utf-8")))
        counts[path.relative_to(EXTRACT).as_posix()] = sum(len(open_words(one)) >= LONG for one in found)
    return counts


def test_the_number_of_word_lists_in_code_only_falls():
    assert long_lists().total() <= MOST, {path: count for path, count in long_lists().items() if count}


def test_these_rooms_have_no_word_list():
    assert not {path: count for path, count in long_lists().items() if count and CLEAN.match(path)}


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('PARTS = ("mill", "plant", "depot", "store")', 1),
        ('PARTS = "mill plant depot store".split()', 1),
        (r'PARTS = re.compile(r"the\s(?:mill|plant|depots?|[Ss]tore)\b")', 1),
        ('PARTS = ("mill", "plant", "depot")', 0),
        ('PARTS = ("union", "employer", "government", "press")', 0),  # labels of ours
        (r'PARTS = re.compile(r"(?:the|their|these|those|which)\b")', 0),
        ('"""mill plant depot store"""', 0),
    ],
)
def test_a_list_of_open_class_words_is_seen(code, count):
    assert sum(len(open_words(one)) >= LONG for one in lists_of(ast.parse(code))) == count
