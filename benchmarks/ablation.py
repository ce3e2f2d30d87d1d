"""Which rules earn their place: each pattern is switched off in turn, and those that change no row are listed.

python -m benchmarks.ablation [--workers 2] [--cases]

A pattern is what stands at the top of a module in `kaiser_data/extract`, compiled there or when it is first asked;
switched off it never matches, in every module that holds it. The rows are those of the seeds, of the texts in the
folder that TEXTS names (with its own `sources.csv`, or plain .txt files), and of the articles below MIRROR, a copy of
public repositories, where it has them. With --cases the sentences of `tests/cases` count too: what then is still
listed is tested by nothing.
A pattern without effect goes, or brings a real sentence to `tests/cases`.
"""

import argparse
import json
import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import kaiser_data.extract
from kaiser_data.documents import read_folder
from kaiser_data.extract.pipeline import extract
from kaiser_data.lexicon import Pattern
from kaiser_data.sources import make_document

ROOT = Path(__file__).parent.parent
ARTICLES = "PolNeAR"
MOST_ARTICLES = 40  # of the public set: enough that a rule of everyday English shows, few enough for minutes
NEVER = re.compile(r"(?!)")


@cache
def modules() -> tuple[ModuleType, ...]:
    """Import every module of the extractors."""
    package = kaiser_data.extract
    names = [module.name for module in pkgutil.walk_packages(package.__path__, "kaiser_data.extract.")]
    return tuple(import_module(name) for name in names)


def patterns() -> dict[str, re.Pattern | Pattern]:
    """Give every pattern under the module and name where it was made, in the order of the rooms."""
    found: dict[int, tuple[str, re.Pattern | Pattern]] = {}
    for module in modules():
        source = Path(module.__file__).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern | Pattern) and re.search(rf"^{name}\b.* = ", source, re.MULTILINE):
                where = module.__name__.removeprefix("kaiser_data.extract.")
                found.setdefault(id(value), (f"{where}.{name}", value))
    return dict(found.values())


def documents() -> Iterator[tuple]:
    """Give the texts, each group under one name: the seeds, those of TEXTS, those of the public set."""
    yield tuple(read_folder(ROOT / "seeds"))
    if folder := os.environ.get("TEXTS"):
        yield _of_folder(Path(folder))
    if mirror := os.environ.get("MIRROR"):
        articles = sorted(path for path in Path(mirror).rglob("*.txt") if ARTICLES in str(path))[:MOST_ARTICLES]
        for path in articles:
            yield (make_document(path.read_text(encoding="utf-8"), source_id=path.stem),)


def cases() -> Iterator[tuple]:
    """Give the sentences of `tests/cases`, each a text of its own."""
    for path in sorted((ROOT / "tests" / "cases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if "text" in case:
                yield (make_document(case["text"], published=case.get("published", "")),)


def _of_folder(folder: Path) -> tuple:
    if (folder / "sources.csv").is_file():
        return tuple(read_folder(folder))
    return tuple(
        make_document(path.read_text(encoding="utf-8"), source_id=path.stem) for path in sorted(folder.glob("*.txt"))
    )


@cache
def texts(with_cases: bool) -> tuple[tuple, ...]:
    """Read every group of texts, once a process."""
    return (*documents(), *(cases() if with_cases else ()))


@cache
def rows_as_they_are(with_cases: bool) -> list[str]:
    """Extract the rows with every pattern in place."""
    return _rows(with_cases)


def _rows(with_cases: bool) -> list[str]:
    _forget()
    return [repr(extract(group).rows) for group in texts(with_cases)]


def _forget() -> None:
    """Empty what the extractors remember of earlier words: a pattern may have decided it."""
    for module in modules():
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and getattr(value, "__module__", "").startswith("kaiser_data.extract."):
                value.cache_clear()


def has_effect(name: str, with_cases: bool = False) -> bool:
    """Tell whether any row changes when the pattern of this name never matches; a crash is an effect, too."""
    expected, pattern = rows_as_they_are(with_cases), patterns()[name]
    holders = [(module, key) for module in modules() for key, value in vars(module).items() if value is pattern]
    for module, key in holders:
        setattr(module, key, NEVER)
    try:
        return _rows(with_cases) != expected
    except Exception:
        return True
    finally:
        for module, key in holders:
            setattr(module, key, pattern)


def without_effect(workers: int, with_cases: bool = False) -> list[str]:
    """List the patterns that change no row."""
    names = list(patterns())
    with ProcessPoolExecutor(workers) as pool:
        effects = list(pool.map(has_effect, names, [with_cases] * len(names), chunksize=8))
    return [name for name, effect in zip(names, effects, strict=True) if not effect]


def main() -> None:
    """Print the patterns without effect, one a line; how many they are goes to stderr."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cases", action="store_true", help="count the sentences of tests/cases, too")
    asked = parser.parse_args()
    idle = without_effect(asked.workers, asked.cases)
    print(*idle, sep="\n")
    print(f"{len(idle)} of {len(patterns())} patterns change no row", file=sys.stderr)


if __name__ == "__main__":
    main()
