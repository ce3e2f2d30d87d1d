"""`make data` and `extract` from a cold start, beside the bare import of the libraries that they cannot do without.

`kaiser-data build` on a copy of the seeds in a new process, as `make data` runs it, and `kaiser-data extract` of a text
of three sentences; beside each is a process that imports spaCy, or spaCy and frictionless, and does nothing with them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.clock import children_seconds
from benchmarks.names import SEEDS
from benchmarks.results import machine, table, write_section

TIMES = 5
TEXT = """Dockers walked off the job on Monday, March 3, 2025. "We have waited long enough," said Mara Ortiz, president
of the dockers' union. About 400 dockers joined the picket line in Rotterdam.
"""
NOTE = f"""
The median of {TIMES} runs, one after the other in turn. `make data` installs no jupyterlab; where it is, a build takes
some 0.8 s more, as frictionless then imports the grammars of addresses that came with it.
"""


def main() -> None:
    """Time both in turn, print the table and keep it."""
    with tempfile.TemporaryDirectory() as folder:
        home = copy_home(Path(folder))
        (home / "short.txt").write_text(TEXT, encoding="utf-8")
        lines = [*compare("make data", ["build", "--home", str(home)], "import spacy, frictionless")]
        lines += compare("extract a short text", ["extract", str(home / "short.txt")], "import spacy")
    shown = table(("", "seconds", "processor seconds"), lines)
    print(shown)
    write_section("Start", f"{shown}\n{NOTE}\n{machine(('kaiser-data', 'spacy', 'frictionless', 'jupyterlab'))}")


def compare(label: str, verb: list[str], imports: str) -> Iterator[list[str]]:
    """Time a verb and bare imports in turn; give a line of the table for each and one for how they compare."""
    ours, bare = [sys.executable, "-m", "kaiser_data", *verb], [sys.executable, "-c", imports]
    taken = [(seconds(ours), seconds(bare)) for _ in range(TIMES)]
    one, other = ([median(kind) for kind in zip(*each, strict=True)] for each in zip(*taken, strict=True))
    yield [label, *(f"{s:.2f}" for s in one)]
    yield [imports, *(f"{s:.2f}" for s in other)]
    yield ["times as long", *(f"{ours / bare:.1f}" for ours, bare in zip(one, other, strict=True))]


def copy_home(folder: Path) -> Path:
    """Copy what a build reads and replaces, so that a measure never touches the published tables."""
    for name in ("seeds", "data"):
        shutil.copytree(SEEDS.parent / name, folder / name)
    shutil.copy(SEEDS.parent / "datapackage.json", folder)
    return folder


def seconds(command: list[str]) -> tuple[float, float]:
    """Run a command, with its bytecode kept; give its seconds by the clock and those of the processor."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began, used = time.perf_counter(), children_seconds()
    subprocess.run(command, check=True, capture_output=True, env=kept)
    return time.perf_counter() - began, children_seconds() - used


if __name__ == "__main__":
    main()
