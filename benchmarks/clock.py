"""One way to take the time: processor seconds of the best round, after a round that nobody counts."""

import resource
import time
from collections.abc import Callable, Iterable
from typing import Any

ROUNDS = 5


def best_speed(read: Callable[[Any], Any], texts: Iterable, characters: int, rounds: int = ROUNDS) -> float:
    """Give the characters a second at which `read` takes all the texts; `characters` is what they hold together.

    The first round reads word lists and compiles patterns. The best of the others is the one that the rest of the
    machine disturbed least; processor time leaves out what other programs take.
    """
    texts = list(texts)
    seconds = [processor_seconds(read, texts) for _ in range(rounds + 1)]
    return characters / min(seconds[1:])


def processor_seconds(read: Callable[[Any], Any], texts: Iterable) -> float:
    """Give the seconds that the processor spends on one round."""
    began = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - began


def children_seconds() -> float:
    """Give the processor seconds of all processes that this one has started and seen end, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
