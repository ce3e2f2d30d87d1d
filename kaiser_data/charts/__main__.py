"""Write every chart of the notebooks as SVG and PNG, for papers: `python -m kaiser_data.charts notebooks build/charts`.

The charts are those that the executed notebooks hold, so a paper shows what a notebook shows: `01_timeline-2.svg` is
the second chart of `01_timeline`.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from kaiser_data.charts.canvas import MIME, write


def write_charts(notebooks: Path, out: Path) -> Iterator[tuple[str, str]]:
    """Write the charts of a folder's notebooks and give the name and the alt text of each."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(notebooks.glob("*.ipynb")):
        for number, spec in enumerate(_specs(path), 1):
            name = f"{path.stem}-{number}"
            write(spec, out / f"{name}.svg")
            write(spec, out / f"{name}.png")
            yield name, spec["description"]


def _specs(path: Path) -> Iterator[dict]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    return (output["data"][MIME] for output in outputs if MIME in output.get("data", ()))


if __name__ == "__main__":
    for name, description in write_charts(*map(Path, sys.argv[1:3])):
        print(f"{name}: {description}")
