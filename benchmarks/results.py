"""The tables of a run, printed and kept in `RESULTS.md` with the machine and the versions they were measured on.

Each part of the benchmark replaces its own section and leaves the others as they are. What is never written down is
where it ran: no host name, no path.
"""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """# What we measured

Written by `make bench` and `make bench-growth`; nobody edits it. The texts are made by `benchmarks/texts.py`.
"""


def table(columns: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Lay a table out in Markdown, padded so that it reads as well in a terminal; figures stand to the right.

    >>> print(table(["system", "MB"], [["ours", "90"]]))
    | system |  MB |
    | :----- | --: |
    | ours   |  90 |
    """
    rows = [list(columns), *map(list, lines)]
    widths = [max(3, *(len(row[at]) for row in rows)) for at in range(len(columns))]
    rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
    padded = [
        [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))] for row in rows
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (padded[0], rule, *padded[1:]))


def write_section(title: str, body: str, path: Path = RESULTS) -> None:
    """Replace one section of the results, or add it at the end."""
    text = path.read_text(encoding="utf-8") if path.exists() else HEAD
    section = f"## {title}\n\n{body.strip()}\n"
    old = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    kept = old.sub(lambda _: f"{section}\n", text) if old.search(text) else f"{text.rstrip()}\n\n{section}"
    path.write_text(kept.rstrip() + "\n", encoding="utf-8", newline="\n")


def machine(packages: Iterable[str]) -> str:
    """Say in two lines what the figures were measured on and with which versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    here = f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB; {_system()}; Python {platform.python_version()}."
    known = ", ".join(f"{package} {_version(package)}" for package in dict.fromkeys(packages))
    return f"{here}\n{known}."


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*:\s*(.+)$", listing.read_text() if listing.exists() else "", re.MULTILINE)
    return named[1].strip() if named else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
