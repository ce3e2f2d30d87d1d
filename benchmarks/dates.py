"""Date expressions against TempEval-3: our values in the scorer's notation, and characters a second beside dateparser.

    python -m benchmarks.dates FOLDER PREDICTIONS.csv [--speed]

FOLDER holds `manifest.csv` (source_id, path, dct) and the texts it names; PREDICTIONS.csv gets source_id, start, end,
value. A week becomes its ISO week, a part of a month or year the month or year, as TIMEX3 writes them.
"""

import csv
import sys
from datetime import date, timedelta
from pathlib import Path

from benchmarks.clock import best_speed
from kaiser_data.extract.dates.component import find_dates


def main(folder: Path, predictions: Path, speed: bool) -> None:
    """Write the predictions of every text of a folder; print the characters a second."""
    texts = list(read_texts(folder))
    found = [(source_id, find_dates(text, day, day)) for source_id, text, day in texts]
    with predictions.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["source_id", "start", "end", "value"])
        for source_id, dates in found:
            writer.writerows([source_id, d.start, d.end, timex(d)] for d in dates if d.rule != "from-to")
    ours = best_speed(lambda text: find_dates(text[1], text[2], text[2]), texts, size(texts))
    print(f"kaiser_data {ours:,.0f} characters/s")
    if speed:
        print(f"dateparser {peer_speed(texts[:10]):,.0f} characters/s")


def size(texts: list[tuple[str, str, str]]) -> int:
    """Count the characters of the texts."""
    return sum(len(text) for _, text, _ in texts)


def read_texts(folder: Path):
    """Give the id, text and day of each text that the manifest names."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            with (folder / row["path"]).open(encoding="utf-8", newline="") as text:
                yield row["source_id"], text.read(), row["dct"][:10]


def timex(found) -> str:
    """Write a value as TIMEX3 does."""
    value = found.value
    if found.rule == "part-of-day":
        return f"{value}TXX"
    if found.rule.startswith(("recent-", "stretch-")):
        return ""
    if found.kind in ("week", "weekend") and "/" in value:
        first = date.fromisoformat(value[:10]) + timedelta(days=0 if found.kind == "weekend" else 3)
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if found.kind == "weekend" else "")
    if found.rule == "part-of-year" and not value.startswith("["):
        return value[:4]
    if value.startswith("["):
        first, _, last = value.strip("[]").partition("..")
        return first[:7] if first[:7] == last[:7] else first[:4]
    return value


def peer_speed(texts: list) -> float:
    """Measure dateparser.search on a few of the texts."""
    from dateparser.search import search_dates

    return best_speed(lambda text: search_dates(text[1], languages=["en"]), texts, size(texts), rounds=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "--speed" in sys.argv)
