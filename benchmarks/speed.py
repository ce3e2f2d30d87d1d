"""One table of speeds: ours, each extractor's, spaCy's own and the peers', on the same varied texts in one run.

Each system runs in a process of its own, one after the other on one core, so that memory and start-up are its own. A
peer that is missing or fails has a line that says so.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.results import machine, table, write_section
from benchmarks.systems import SYSTEMS
from benchmarks.texts import vary

CHARACTERS, ROUNDS = 300_000, 9
CLOSE, TURNS = ("limit", "all"), 5
COLUMNS = (
    "system", "characters a second", "share of the limit", "times slower than ours", "peak memory, MB", "start-up, s",
    "characters read",
)  # fmt: skip
NOTE = """
Speed: processor time, the best of {rounds} rounds of some {characters:,} characters each, after one that warms up;
every round has other texts, so that no cache remembers them. The limit is what spaCy needs for tokens and sentences.
"Slower than ours" compares with our line for the same work: quantities with figures, dates with dates. Start-up:
processor time from the start of Python until the first text is read. A slow system reads fewer characters, and
fewer rounds. The first two lines are the best of {turns} processes each, run in turn.
"""


def main() -> None:
    """Measure every system, print the table and keep it."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps(make_rounds(CHARACTERS, ROUNDS)), encoding="utf-8")
        measured = {name: run(name, texts) for name in SYSTEMS}
        # Neighbours on the machine slow one process and not the next: what is compared closely is run again, in turn.
        for name in CLOSE * (TURNS - 1):
            measured[name] = max(measured[name], run(name, texts), key=lambda found: found["speed"])
    shown = "\n".join([table(COLUMNS, (line(name, measured) for name in SYSTEMS)), "", *against(measured)])
    print(shown)
    note = NOTE.format(rounds=ROUNDS, characters=CHARACTERS, turns=TURNS)
    write_section("Speed", f"{shown}\n{note}\n{machine(system.package for system in SYSTEMS.values())}")


def against(measured: dict[str, dict[str, float] | str]) -> list[str]:
    """Say how all our tables together compare with what a peer needs for its own part alone."""
    whole = measured["all"]
    peers = {SYSTEMS[name].label: found for name, found in measured.items() if SYSTEMS[name].beside}
    return [
        f"All tables take a character {whole['speed'] / peer['speed']:.1f} times as fast as {label} its part."
        for label, peer in peers.items()
        if isinstance(peer, dict) and isinstance(whole, dict)
    ]


def make_rounds(characters: int, rounds: int) -> list[list[tuple[str, str]]]:
    """Make a round that warms up and the rounds that count, no text twice."""
    numbers = iter(range(10**6))
    made = []
    for wanted in [characters] * (rounds + 1):
        made.append([])
        while sum(len(text) for text, _ in made[-1]) < wanted:
            document = vary(next(numbers))
            made[-1].append((document.content, document.source.published))
    return made


def run(name: str, texts: Path) -> dict[str, float] | str:
    """Measure one system in its own process; give its figures, or in a word why there are none."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.systems", name, str(texts)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return json.loads(done.stdout.splitlines()[-1])
    error = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}"
    if error.startswith("ModuleNotFoundError"):
        return "not installed"
    return f"does not run: {re.sub(r' *[(]?/[^ )]+[)]?', '', error)}"  # no paths of this machine


def line(name: str, measured: dict[str, dict[str, float] | str]) -> list[str]:
    """Write one system's line of the table."""
    label, found, limit = SYSTEMS[name].label, measured[name], measured["limit"]
    if isinstance(found, str):
        return [label, found, *[""] * (len(COLUMNS) - 2)]
    ours = measured.get(SYSTEMS[name].beside)
    return [
        label,
        f"{found['speed']:,.0f}",
        f"{found['speed'] / limit['speed']:.1%}" if isinstance(limit, dict) else "",
        f"{ours['speed'] / found['speed']:,.1f}" if isinstance(ours, dict) else "",
        f"{found['memory']:,.0f}" if found["memory"] else "",
        f"{found['start']:.1f}",
        f"{found['characters']:,.0f}",
    ]


if __name__ == "__main__":
    main()
