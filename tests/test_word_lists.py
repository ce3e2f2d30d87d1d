"""Words that an academic may argue with stand in lexicons: code holds no list of them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kaiser_data.extract
from kaiser_data.lexicon import read_lexicons, terms
from kaiser_data.rows import TABLES

EXTRACT = Path(kaiser_data.extract.__file__).parent
LONG = 4  # a list of so many open-class words is one too many


@cache
def closed() -> frozenset[str]:
    """Function words, which are no matter of opinion, and our own labels; months and weekdays are neither.

    Nor are the units of time, the parts of a day, the points of the compass and what compares sizes and places
    in a row: English has no more of each, and nobody would add one.
    """
    kinds = ("determiner", "preposition", "conjunction", "pronoun", "auxiliary", "adverb")
    words = frozenset().union(*(terms("function_words", **{"class": kind}) for kind in kinds))
    dates = {word.lower() for kind in ("month", "weekday") for word in terms("date_words", kind=kind)}
    fields = (field for lexicon in read_lexicons() for field in lexicon["schema"]["fields"])
    labels = {value for field in fields for value in field.get("constraints", {}).get("enum", ())}
    units = {
        form for unit in ("minute", "hour", "day", "week", "month", "year", "decade") for form in (unit, f"{unit}s")
    }
    units |= {"morning", "afternoon", "evening", "night", "north", "south", "east", "west"}
    units |= {"fewer", "less", "least", "worse", "worst", "further", "higher", "lower", "latter", "last", "first"}
    others = units | {
        "once",
        "some",
        "many",
        "most",
        "much",
        "more",
        "several",
        "here",
        "there",
        "others",
        "well",
        "long",
    }
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
    for node in ast.walk(tree):
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            words = filter(None, map(string_of, node.elts))
            yield [word for word in words if not re.search(r"[._]", word)]  # no names of ours
    for text in strings_of(tree):
        if "|" in text:
            yield from alternatives(text)
        elif re.fullmatch(r"[A-Za-z’'_\s-]+", text):
            yield text.split()


def strings_of(tree: ast.Module) -> Iterator[str]:
    """Every string of a module that is no docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, documented) and ast.get_docstring(n)}
    return filter(None, (string_of(node) for node in ast.walk(tree) if id(node) not in docstrings))


def string_of(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("path", sorted(EXTRACT.rglob("*.py")), ids=lambda path: path.relative_to(EXTRACT).as_posix())
def test_no_word_list_stands_in_code(path):
    found = map(open_words, lists_of(ast.parse(path.read_text(encoding="utf-8"))))
    assert not [words for words in found if len(words) >= LONG], "put them into a lexicon"


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
