"""Does time grow with the number of texts and memory not? From a thousand to fifty thousand through the command line.

    python -m benchmarks growth [--texts 50000] [--workers 2]

`kaiser-data extract CORPUS.csv --out DIR --format parquet --workers N` runs as a user runs it; its memory is read
from /proc while it runs, the peak of the parent and those of its workers. What is left alone is the disk.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import children_seconds
from benchmarks.memory import family, peak_memory
from benchmarks.results import machine, table, write_section
from benchmarks.texts import write_corpus

TEXTS = 50_000
POLL = 0.1
COLUMNS = (
    "texts", "workers", "characters", "seconds", "processor seconds", "characters a second", "texts a second",
    "peak MB of the parent", "peak MB of all", "tables, MB",
)  # fmt: skip
NOTE = (
    "Seconds by the clock, start-up and writing included. The peak of all adds up those of the parent and its workers."
)


@dataclass(frozen=True)
class Run:
    """One run of the command: what it read, what it took and what it wrote."""

    texts: int
    workers: int
    characters: int
    seconds: float
    processor: float
    parent: float
    everyone: float
    written: float


def main(texts: int = TEXTS, workers: int = 2) -> None:
    """Measure a fiftieth, a fifth and all of the texts, then one worker beside several; print and keep the table."""
    with tempfile.TemporaryDirectory() as folder:
        runs = [measure(Path(folder), count, workers) for count in (texts // 50, texts // 5, texts)]
        pair = [measure(Path(folder), texts * 2 // 5, count) for count in (1, workers)]
    shown = table(COLUMNS, map(line, [*runs, *pair]))
    first, _, last = runs
    more, longer = last.texts / first.texts, last.processor / first.processor
    says = [
        f"{more:.0f} times the texts take the processor {longer:.1f} times as long and "
        f"{last.everyone / first.everyone:.2f} times the memory.",
        f"{workers} workers are {pair[0].seconds / pair[1].seconds:.2f} times as fast as one.",
    ]
    print(shown, *says, sep="\n")
    known = machine(("kaiser-data", "spacy", "edtf", "pyarrow"))
    write_section("Growth", f"{shown}\n\n{NOTE}\n{' '.join(says)}\n\n{known}")


def measure(folder: Path, texts: int, workers: int) -> Run:
    """Write a corpus, extract it, and say what that took."""
    corpus, out = folder / "corpus.csv", folder / "tables"
    characters = write_corpus(corpus, texts)
    options = ["--out", str(out), "--format", "parquet", "--workers", str(workers)]
    before = children_seconds()
    seconds, parent, everyone = watch([sys.executable, "-m", "kaiser_data", "extract", str(corpus), *options])
    written = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    run = Run(texts, workers, characters, seconds, children_seconds() - before, parent, everyone, written)
    shutil.rmtree(out)
    print(*line(run), file=sys.stderr)
    return run


def watch(command: list[str]) -> tuple[float, float, float]:
    """Run a command; give its seconds, its own peak in MB and the greatest sum of peaks of all that ran at once."""
    parent = everyone = 0.0
    with tempfile.TemporaryFile("w+") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        while process.poll() is None:
            peaks = [peak_memory(pid) for pid in family(process.pid)]
            parent, everyone = max(parent, peaks[0]), max(everyone, sum(peaks))
            time.sleep(POLL)
        seconds = time.perf_counter() - began
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{' '.join(command[1:4])} ended with {process.returncode}: {errors.read()[-2000:]}")
    return seconds, parent, everyone


def line(run: Run) -> list[str]:
    """Write one run's line of the table."""
    speeds = [run.characters / run.seconds, run.texts / run.seconds]
    counts = [
        f"{count:,.0f}"
        for count in (run.characters, run.seconds, run.processor, *speeds, run.parent, run.everyone, run.written)
    ]
    return [f"{run.texts:,}", str(run.workers), *counts]
