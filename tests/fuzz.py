"""A long run of what `make test` tries briefly: strange input, time that grows with the text, faults at random steps.

`python -m tests.fuzz --inputs 100000` works on all cores and exits with 1 where a promise is broken. The seed that it
prints first, given again (`--seed 7 --only text`), draws the same inputs in the same order.
"""

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings

from kaiser_data.extract.pipeline import extract_text
from tests import fault_injection
from tests.growing_texts import GROWING, repeated
from tests.properties import PROPERTIES

# Each worker draws so many before it asks for the next batch; a data package takes half a second, a text none.
BATCH = 500
SLOW = {"package": 25, "corpus": 100}
FAULTS = 60
# Seconds that no batch takes on the slowest machine.
HANGS = 1800
SMALL, LARGE = 100_000, 400_000
# Four times the text in at most five times the time, by the best of some rounds each; a square would be sixteen.
RATIO, FLOOR, ROUNDS = 5, 0.1, 4
_PAIRS = '12345 |1,|1.|1:|1-|1% |$1 |— |. |A |A. |- 1\n|<b>|&amp;|two-|hundred |30 nurses |“a” |“a |"a" said b. |1/2/'
_PROSE = "said |he said that |Ana Ruiz |Ana Ruiz, |Monday |May 5 |2024 |strike |workers struck |Workers struck Acme. "
REPEATED = [
    *"\"'“”’()[1-._*/aAé\u00a0\u200f\n",
    *_PAIRS.split("|"),
    *_PROSE.split("|"),
    "\r\n",
    "a\n\n",
    "http://a.b/c ",
]
WORDS = '" “ ” ( ) 1 1,200 % $ - — . , : ; said that told workers nurses struck strike Ana Ruiz Acme Monday May and of'


class Batch(NamedTuple):
    """Some inputs of one kind, the same for the same seed."""

    kind: str
    number: int
    seed: int


class Done(NamedTuple):
    """How many inputs a batch tried, and what broke, where something did."""

    batch: Batch
    inputs: int
    failure: str = ""


def main() -> int:
    """Run what was asked for; say how many inputs ran, and which of them broke a promise."""
    asked = _asked()
    print(f"seed {asked.seed}, {asked.inputs} inputs, {os.cpu_count()} cores", flush=True)
    kinds = {name: promise.share for name, promise in PROPERTIES.items() if asked.only in ("", name)}
    batches = [batch for name, share in kinds.items() for batch in _batches(name, share, sum(kinds.values()), asked)]
    if asked.only in ("", "growth"):
        batches += [Batch("growth", number, asked.seed) for number in range(len(REPEATED) + len(GROWING) + 10)]
    if asked.only in ("", "faults"):
        batches += [Batch("faults", number, asked.seed) for number in range(FAULTS)]
    # The dear ones first, so that no core waits for the last of them.
    batches.sort(key=lambda batch: batch.kind not in ("growth", "faults", *SLOW))
    with ProcessPoolExecutor() as pool:
        return _report(pool.map(try_batch, batches), len(batches))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--only", default="", choices=["", *PROPERTIES, "growth", "faults"])
    return parser.parse_args()


def _batches(name: str, share: int, shares: int, asked: argparse.Namespace) -> Iterator[Batch]:
    size = SLOW.get(name, BATCH)
    # Rounded up: a run tries at least what it was asked for.
    wanted = -(-asked.inputs * share // shares)
    return (Batch(name, number, asked.seed) for number in range(-(-wanted // size)))


def _report(results: Iterator[Done], batches: int) -> int:
    tried: dict[str, int] = {}
    broken = 0
    for number, done in enumerate(results, start=1):
        kind = done.batch.kind
        tried[kind] = tried.get(kind, 0) + done.inputs
        if done.failure:
            broken += 1
            again = f"--seed {done.batch.seed} --only {kind}"
            print(f"\nBROKEN {kind}, batch {done.batch.number} ({again}):\n{done.failure}", flush=True)
        if number % 20 == 0:
            print(f"{number} of {batches} batches, {sum(tried.values())} tried, {broken} broken", flush=True)
    inputs = {kind: number for kind, number in tried.items() if kind in PROPERTIES}
    said = ", ".join(f"{number} {kind}" for kind, number in sorted(tried.items()))
    print(f"{sum(inputs.values())} inputs and {sum(tried.values()) - sum(inputs.values())} other trials: {said}")
    print(f"{broken} broken")
    return 1 if broken else 0


def try_batch(batch: Batch) -> Done:
    """Try one batch in a worker; one that hangs says where, and ends the run."""
    faulthandler.dump_traceback_later(HANGS, exit=True)
    if batch.kind in PROPERTIES:
        return _try_inputs(batch)
    tried = {"growth": try_growth, "faults": try_fault}[batch.kind]
    try:
        tried(batch.number, random.Random(f"{batch.kind} {batch.seed} {batch.number}"))
    except Exception:
        return Done(batch, 1, traceback.format_exc())
    return Done(batch, 1)


def _try_inputs(batch: Batch) -> Done:
    promise, size = PROPERTIES[batch.kind], SLOW.get(batch.kind, BATCH)
    tried: list[None] = []

    def holds(drawn: object) -> None:
        tried.append(None)
        promise.holds(drawn)

    try:
        for round_ in count():
            _draw(promise.drawn, holds, size - len(tried), f"{batch.kind} {batch.seed} {batch.number} {round_}")
            if len(tried) >= size:
                return Done(batch, len(tried))
    except Exception:
        return Done(batch, len(tried), traceback.format_exc())


def _draw(drawn, holds: Callable, number: int, seeded_by: str) -> None:
    phases = [Phase.generate, Phase.shrink]
    some = settings(
        max_examples=number, deadline=None, database=None, phases=phases, suppress_health_check=list(HealthCheck)
    )
    seed(int.from_bytes(seeded_by.encode()))(some(given(drawn)(holds)))()


def try_growth(number: int, chance: random.Random) -> None:
    """See that four times a text takes at most five times the processor's time."""
    some = " ".join(chance.sample(WORDS.split(), chance.randint(1, 4))) + chance.choice(["", " "])
    made = [*GROWING.values(), *map(repeated, REPEATED)]
    make = made[number] if number < len(made) else repeated(some)
    extract_text("Some 30 nurses struck Monday, she said. " * 50)  # what the first text must load is not counted
    small = large = float("inf")
    for _ in range(ROUNDS):  # what else the machine does only ever adds to a round
        small, large = min(small, _processor_time(make(SMALL))), min(large, _processor_time(make(LARGE)))
        if large < RATIO * max(small, FLOOR):
            return
    raise AssertionError(f"{make(40)!r}: {small:.2f} s, then {large:.2f} s")


def _processor_time(text: str) -> float:
    start = time.process_time()
    extract_text(text, published="2024-01-03")
    return time.process_time() - start


def try_fault(number: int, chance: random.Random) -> None:
    """See that a verb that is killed, or finds the disk full or the folder shut, leaves every file whole."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        home, out = fault_injection.lay_home(place), place / "out"
        out.mkdir()
        calls = fault_injection.verbs(home, out)
        verb = ("build", "corpus", *calls)[number % (len(calls) + 2)]
        if verb == "corpus":
            _try_corpus(place, out, chance)
            return
        new = _written(calls[verb], out, home)
        fault_injection.lay_older(out, fault_injection.tree(out))
        if verb == "build":
            (home / "data" / "figures.csv").write_bytes(b"old\n")
        _befall(verb, calls[verb], place, new, chance)


def _try_corpus(place: Path, out: Path, chance: random.Random) -> None:
    """See that a corpus run that is cut short has old tables or new ones, and that the next run ends it."""
    earlier, call = fault_injection.lay_corpus(place, chance.randint(2, 5)), fault_injection.lay_corpus(place, 9)
    for arguments, folder in ((earlier, out), (call, place / "expected")):
        assert fault_injection.invoke([*arguments, str(folder)]).exit_code == 0
    old, new, step = fault_injection.tables_of(out), fault_injection.tree(place / "expected"), chance.randint(1, 60)
    fault = chance.choice(["killed", "killed", "full", "limited", "shut"])
    _let_befall(fault, out, step, [*call, str(out)], chance)
    assert fault_injection.tables_of(out) in (old, new), (fault, step)
    result = fault_injection.invoke([*call, str(out)])
    assert result.exit_code == 0, result.output
    assert fault_injection.tree(out) == new, (fault, step)


def _let_befall(fault: str, folder: Path, step: int, call: list[str], chance: random.Random) -> None:
    if fault == "killed":
        fault_injection.killed_at(folder, step, call)
        return
    after = {
        "full": fault_injection.full_at(folder, step),
        "limited": fault_injection.file_limit(chance.randint(0, 20_000)),
    }
    with after.get(fault) or fault_injection.read_only(folder):
        result = fault_injection.invoke(call)
    if result.exit_code:
        fault_injection.assert_refused(result)


def _written(call: list[str], out: Path, home: Path) -> dict[str, bytes]:
    result = fault_injection.invoke(call)
    assert result.exit_code == 0, result.output
    return fault_injection.tree(out) | fault_injection.published(home)


def _befall(verb: str, call: list[str], place: Path, new: dict[str, bytes], chance: random.Random) -> None:
    home, out = place / "package", place / "out"
    old = fault_injection.tree(out) | fault_injection.published(home)
    step, folder = chance.randint(1, 25), home if verb == "build" else out
    fault = chance.choice(["killed", "full", "limited", "shut"])
    _let_befall(fault, folder, step, call, chance)
    found = {
        name: raw for name, raw in fault_injection.tree(out).items() if not name.startswith(".")
    } | fault_injection.published(home)
    fault_injection.assert_old_or_new(found, old, new)
    tables = {name: raw for name, raw in found.items() if name in fault_injection.published(home)}
    assert tables in ({name: side[name] for name in tables} for side in (old, new)), (verb, fault, step)


if __name__ == "__main__":
    sys.exit(main())
