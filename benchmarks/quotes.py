"""Quotes beside a regular expression: how much of the reference set does each find, and to whom does it give the words?

Usage: python -m benchmarks.quotes [TEXTS GOLD], by default the five texts and `tests/gold`. The baseline is what a
careful afternoon gives: pairs of quotation marks with a cue verb and capitalised words beside them.
"""

import csv
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.clock import best_speed
from kaiser_data.documents import read_folder
from kaiser_data.extract import pipeline
from kaiser_data.extract.quotes import component as quotes
from kaiser_data.sources import Document

_MARKS = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")
_SAID = r"(?:said|says|asked|added|told|wrote|according to)"
_AFTER = re.compile(rf"\s*(?:([A-Z]\w+(?:\s[A-Z]\w+)*|she|he|it|they)\s{_SAID}|{_SAID}\s([A-Z]\w+(?:\s[A-Z]\w+)*))")
_BEFORE = re.compile(rf"([A-Z]\w+(?:\s[A-Z]\w+)*|[Ss]he|[Hh]e)\s{_SAID}[^.“”\"]{{0,40}}$")


class Found(NamedTuple):
    """A quotation as either method finds it: its text, edges, kind and the words that name its speaker."""

    source_id: str
    start: int
    end: int
    kind: str
    speaker: str


def by_pattern(document: Document) -> Iterator[Found]:
    """Find quotations and their speakers with a regular expression.

    >>> from kaiser_data.sources import make_document
    >>> [found.speaker for found in by_pattern(make_document("“No,” Ana Ruiz said."))]
    ['Ana Ruiz']
    """
    text = document.content
    for match in _MARKS.finditer(text):
        after, before = _AFTER.match(text, match.end()), _BEFORE.search(text, max(0, match.start() - 80), match.start())
        speaker = (after[1] or after[2]) if after else before[1] if before else ""
        yield Found(document.source.source_id, match.start(1), match.end(1), "direct", speaker)


def by_grammar(document: Document) -> Iterator[Found]:
    """Find quotations with this package, by the components that quotations need."""
    with pipeline.make_nlp().select_pipes(disable=["kaiser_dates", "kaiser_figures", "kaiser_events"]):
        doc = pipeline.annotate(document)
    for row in quotes.rows(doc, document.source):
        yield Found(row.source_id, row.start, row.end, row.kind, row.speaker)


def measure(method: Callable, documents: list[Document], gold: list[dict[str, str]]) -> dict[str, float]:
    """Score one method: F1 of edges at an overlap of 0.8, share of right speakers, characters a second."""
    found = [one for document in documents for one in method(document)]
    characters = sum(len(document.content) for document in documents)
    speed = best_speed(lambda document: list(method(document)), documents, characters)
    marked = ("direct", "partial", "slogan", "term")
    pairs = list(meet(gold, found))
    spoken = [(line, one) for line, one in pairs if line["kind"] in ("direct", "partial", "indirect")]
    in_marks = list(meet([g for g in gold if g["kind"] in marked], [f for f in found if f.kind in marked]))
    return {
        "all F1": f1(len(pairs), len(gold), len(found)),
        "marked F1": f1(len(in_marks), sum(g["kind"] in marked for g in gold), sum(f.kind in marked for f in found)),
        "speaker right": 100 * sum(agree(line["speaker"], one.speaker) for line, one in spoken) / max(1, len(spoken)),
        "Mchar/s": speed / 1e6,
    }


def meet(gold: list[dict[str, str]], found: list[Found]) -> Iterator[tuple[dict[str, str], Found]]:
    """Pair each coded quotation with the best found one that overlaps it by 0.8, each used once."""
    left = list(found)
    for line in gold:
        start, end = int(line["start"]), int(line["end"])
        best = max(left, key=lambda one: overlap(one, line["source_id"], start, end), default=None)
        if best and overlap(best, line["source_id"], start, end) >= 0.8:
            left.remove(best)
            yield line, best


def overlap(one: Found, source_id: str, start: int, end: int) -> float:
    """Give the share of two stretches' characters that both have (Jaccard)."""
    shared = max(0, min(one.end, end) - max(one.start, start)) if one.source_id == source_id else 0
    return shared / (one.end - one.start + end - start - shared)


def agree(coded: str, found: str) -> bool:
    """Tell whether two names share their last word or half of their words."""
    left, right = coded.lower().split(), found.lower().split()
    if not left or not right:
        return left == right
    return left[-1].rstrip("s") == right[-1].rstrip("s") or 2 * len({*left} & {*right}) >= len({*left} | {*right})


def f1(met: int, coded: int, found: int) -> float:
    """Give the F1 of counts, in percent.

    >>> f1(5, 10, 5)
    66.66666666666667
    """
    return 200 * met / (coded + found) if coded + found else 0.0


def main(texts: str = "seeds", gold: str = "tests/gold") -> None:
    """Print the table."""
    documents = read_folder(Path(texts))
    with (Path(gold) / "quotes.csv").open(encoding="utf-8", newline="") as stream:
        coded = list(csv.DictReader(stream))
    scores = {name: measure(method, documents, coded) for name, method in METHODS.items()}
    print(f"{'':20}" + "".join(f"{column:>15}" for column in next(iter(scores.values()))))
    for name, columns in scores.items():
        print(f"{name:20}" + "".join(f"{value:15.1f}" for value in columns.values()))


METHODS = {"regular expression": by_pattern, "kaiser_data": by_grammar}

if __name__ == "__main__":
    main(*sys.argv[1:3])
