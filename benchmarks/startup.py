"""`make data` from a cold start, beside the bare import of the two libraries that it cannot do without.

`kaiser-data build` on a copy of the seeds in a new process, as `make data` runs it; the other line imports spaCy and
frictionless and does nothing with them.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.clock import children_seconds
from benchmarks.names import SEEDS
from benchmarks.results import machine, table, write_section

TIMES = 5
LABELS = ("make data", "import spacy, frictionless")
NOTE = f"""
The median of {TIMES} runs, one after the other in turn. `make data` installs no jupyterlab; where it is, a build takes
some 0.8 s more, as frictionless then imports the grammars of addresses that came with it.
"""


def main() -> None:
    """Time both in turn, print the table and keep it."""
    with tempfile.TemporaryDirectory() as folder:
        home = copy_home(Path(folder))
        ours = [sys.executable, "-m", "kaiser_data", "build", "--home", str(home)]
        bare = [sys.executable, "-c", "import spacy, frictionless"]
        taken = [(seconds(ours), seconds(bare)) for _ in range(TIMES)]
    data, imports = ([median(kind) for kind in zip(*each, strict=True)] for each in zip(*taken, strict=True))
    lines = [[LABELS[0], *(f"{s:.2f}" for s in data)], [LABELS[1], *(f"{s:.2f}" for s in imports)]]
    lines.append(["times as long", *(f"{one / other:.1f}" for one, other in zip(data, imports, strict=True))])
    shown = table(("", "seconds", "processor seconds"), lines)
    print(shown)
    write_section("Start", f"{shown}\n{NOTE}\n{machine(('kaiser-data', 'spacy', 'frictionless', 'jupyterlab'))}")


def copy_home(folder: Path) -> Path:
    """Copy what a build reads and replaces, so that a measure never touches the published tables."""
    for name in ("seeds", "data"):
        shutil.copytree(SEEDS.parent / name, folder / name)
    shutil.copy(SEEDS.parent / "datapackage.json", folder)
    return folder


def seconds(command: list[str]) -> tuple[float, float]:
    """Run a command; give its seconds by the clock and those of the processor."""
    began, used = time.perf_counter(), children_seconds()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began, children_seconds() - used


if __name__ == "__main__":
    main()
