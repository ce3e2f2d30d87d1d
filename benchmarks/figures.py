"""Our figures beside quantulum3's: accuracy on the reference set and speed on the same texts, in one run.

    python -m benchmarks.figures [SEEDS_DIR] [GOLD_DIR]

Both systems read the five texts of `seeds/` on one core. A figure is found where the spans overlap, one to one;
value and unit are right where they agree with the hand-coded rows. quantulum3 knows no headcounts, so its units are
compared for percent, money and time only. It is a peer, no dependency: where it is missing, this says how to get it.
"""

import csv
import sys
from pathlib import Path

from benchmarks.clock import best_speed
from kaiser_data.documents import read_folder
from kaiser_data.extract.figures.component import figures_of
from kaiser_data.extract.pipeline import annotate, make_nlp
from kaiser_data.sources import make_document

PEER_UNITS = {
    "percentage": "percent", "dollar": "USD", "cent": "USD", "pound sterling": "GBP", "euro": "EUR", "year": "year",
    "month": "month", "week": "week", "day": "day", "hour": "hour", "minute of arc": "minute", "minute": "minute",
}  # fmt: skip
Found = tuple[int, int, float, str]


def ours(text: str) -> list[Found]:
    """Find the figures of a text: start, end, value, unit."""
    with make_nlp().select_pipes(enable=["kaiser_layout", "kaiser_figures"]):
        doc = annotate(make_document(text))
    return [(r.quantity.start, r.quantity.end, r.quantity.value, r.unit.split("/")[0]) for r in figures_of(doc)]


def peers(text: str) -> list[Found]:
    """Find quantities with quantulum3, its own classifier off."""
    from quantulum3 import parser

    found = parser.parse(text)
    return [
        (*quantity.span, quantity.value, PEER_UNITS.get(quantity.unit.name, quantity.unit.name)) for quantity in found
    ]


def read_gold(folder: Path) -> dict[str, list[Found]]:
    """Read the reference figures by source."""
    gold: dict[str, list[Found]] = {}
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            row = (int(line["start"]), int(line["end"]), float(line["value"]), line["unit"].split("/")[0])
            gold.setdefault(line["source_id"], []).append(row)
    return gold


def score(gold: list[Found], found: list[Found]) -> tuple[int, int, int]:
    """Count figures found, those with the right value, and those with the right unit too; one to one."""
    free, hits, values, units = list(found), 0, 0, 0
    for start, end, value, unit in gold:
        met = next((f for f in free if f[0] < end and start < f[1]), None)
        if met is None:
            continue
        free.remove(met)
        right = abs(met[2] - value) <= 0.005 * max(1, abs(value))
        hits, values = hits + 1, values + right
        units += right and met[3] == unit
    return hits, values, units


def f1(right: int, gold: int, found: int) -> float:
    """Give F1 in percent."""
    return 200 * right / (gold + found) if gold + found else 0.0


def measure(name: str, find, texts: dict[str, str], gold: dict[str, list[Found]]) -> float:
    """Print one system's line and give its speed in characters a second."""
    found = {source: find(text) for source, text in texts.items()}
    best = best_speed(find, texts.values(), sum(map(len, texts.values())), rounds=5 if find is ours else 1)
    counts = [score(gold.get(source, []), found[source]) for source in texts]
    totals = sum(map(len, gold.values())), sum(map(len, found.values()))
    line = "  ".join(
        f"{label} F1 {f1(sum(part), *totals):5.1f}"
        for label, part in zip(LABELS, zip(*counts, strict=True), strict=True)
    )
    print(f"{name:12} {line}  {best:12,.0f} characters a second")
    return best


LABELS = ("found", "value", "value+unit")


def main(seeds: str = "seeds", gold_dir: str = "tests/gold") -> None:
    """Compare both systems, or say how to get the peer where it is missing."""
    texts = {document.source.source_id: document.content for document in read_folder(Path(seeds))}
    gold = read_gold(Path(gold_dir))
    speed = measure("kaiser_data", ours, texts, gold)
    try:
        import quantulum3  # noqa: F401
    except ImportError:
        print("quantulum3   is not installed, so there is nothing to compare with; run: pip install quantulum3")
        return
    print(f"{speed / measure('quantulum3', peers, texts, gold):.0f} times as fast, sentences included")


if __name__ == "__main__":
    main(*sys.argv[1:3])
