"""Reads and checks the word lists in `lexicons/`: what an academic may want to argue with is data.

A CSV lexicon has a column `term` (what stands in a text, in lower case unless a capital matters), further columns
that classify it, and `example`, a phrase of ours that holds the term. A JSONL lexicon holds patterns: `id`,
`pattern` (a regular expression) and `example`. What each column means and which values it takes stands in
`lexicons/datapackage.json`. Nothing else opens these files; how words combine is the extractors'.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import groupby
from operator import itemgetter
from os.path import commonprefix
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicons"


class LexiconError(ValueError):
    """A word list that cannot be used: which file, which line, what is wrong."""


@cache
def read_lexicon(name: str) -> tuple[dict[str, str], ...]:
    """Read `lexicons/<name>.csv` into one dict a line; a term stands in it once a classification.

    Raises LexiconError for a missing `term`, a ragged line or a line that stands there twice.
    """
    path, lines, seen = FOLDER / f"{name}.csv", [], set()
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        columns = next(reader, [])
        if "term" not in columns:
            raise LexiconError(f"{path.name}: the first line must name a column `term`")
        class_of = itemgetter(*(place for place, column in enumerate(columns) if column not in ("example", "note")))
        for number, values in enumerate(filter(None, reader), 2):
            line = dict(zip(columns, values, strict=False))
            if len(values) != len(columns) or not line["term"].strip():
                raise LexiconError(f"{path.name} line {number}: expected one value a column and a term, found {values}")
            if (labelled := class_of(values)) in seen:
                raise LexiconError(f"{path.name} line {number}: {line['term']!r} stands there twice")
            seen.add(labelled)
            lines.append(line)
    return tuple(lines)


@cache
def read_patterns(name: str) -> tuple[dict[str, str], ...]:
    """Read `lexicons/<name>.jsonl`; raises LexiconError where a line lacks `id`, `pattern` or `example`."""
    path = FOLDER / f"{name}.jsonl"
    patterns = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rule = json.loads(line)
            re.compile(rule["pattern"])
            patterns.append({"id": rule["id"], "example": rule["example"], **rule})
        except (ValueError, KeyError, re.error) as error:
            raise LexiconError(f"{path.name} line {number}: {error}") from None
    return tuple(patterns)


@cache
def terms(name: str, **labels: str) -> frozenset[str]:
    """Give the terms of a lexicon, only those whose columns have the given values.

    >>> "walkout" in terms("no_such_list")
    Traceback (most recent call last):
    ...
    FileNotFoundError: ...
    """
    found = read_lexicon(name)
    for column, value in labels.items():
        found = [line for line in found if line[column] == value]
    return frozenset([line["term"] for line in found])


@cache
def mapping(name: str, column: str) -> dict[str, str]:
    """Give term to value of one column (the first line that has the term wins)."""
    pairs: dict[str, str] = {}
    for line in read_lexicon(name):
        pairs.setdefault(line["term"], line[column])
    return pairs


def alternation(words: Iterable[str]) -> str:
    r"""Join words into a regular expression that prefers the longest; a space matches any white space.

    >>> alternation(["strike", "strike vote"])
    'strike\\s+vote|strike'
    """
    return "|".join(map(_spelled, sorted(words, key=lambda word: (-len(word), word))))


def _spelled(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+")


def prefix_tree(words: Iterable[str]) -> str:
    r"""Join words into a regular expression that shares their beginnings: as `alternation`, some three times faster.

    >>> prefix_tree(["strike", "strike vote", "sick"])
    's(?:ick|trike(?:\\s+vote)?)'
    """
    return _branches(sorted(set(words)))


def _branches(words: list[str]) -> str:
    """Join words, sorted, each once; the empty one says that a longer word may end here."""
    may_end = words[:1] == [""]
    branches = [_branch(list(alike)) for _, alike in groupby(words[may_end:], itemgetter(0))]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not may_end else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if may_end else joined


def _branch(words: list[str]) -> str:
    if len(words) == 1:
        return _spelled(words[0])
    shared = commonprefix([words[0], words[-1]])  # noqa: RUF071 (letters, not folders)
    return _spelled(shared) + _branches([word[len(shared) :] for word in words])


def any_of(name: str, **labels: str) -> str:
    """Give a regular expression for the terms of a lexicon, only those whose columns have the given values."""
    return prefix_tree(terms(name, **labels))


class Pattern:
    """A regular expression that is compiled when it is first asked: a short text asks for a third of ours.

    An expression made from a lexicon is a function, so that the lexicon is not read before either.

    >>> Pattern("str[iu]ck").search("they struck")[0]
    'struck'
    """

    def __init__(self, expression: str | Callable[[], str], flags: int = 0) -> None:
        self._made = expression, flags

    def __getattr__(self, method: str):
        """Give a method of the compiled expression, and keep it at hand."""
        expression, flags = self._made
        compiled = re.compile(expression() if callable(expression) else expression, flags)
        self.__dict__[method] = getattr(compiled, method)
        return self.__dict__[method]


@cache
def read_lexicons() -> tuple[dict, ...]:
    """Give what `lexicons/datapackage.json` says of each lexicon: a resource of the Data Package standard each."""
    return tuple(json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))["resources"])
