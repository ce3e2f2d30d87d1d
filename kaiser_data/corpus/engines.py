"""Who does the work: one process, a pool of them on this machine, or the workers of a Dask scheduler.

All three are handed the paths of batches, never the texts, and only a few at a time. What Dask does of its own
(trying again, spilling, its dashboard) is left to it. On this machine a process that dies (a text that needs more
memory than there is) takes no other text along: its batch is read again alone, and the text at which it died is left
out with that reason.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import NamedTuple

from kaiser_data.corpus.parts import Done, make_part, read_note
from kaiser_data.sources import SourceError

_AHEAD = 2
_DIED = "the process died while it read this text (out of memory?); give it more, or leave the text out"


class Task(NamedTuple):
    """A batch to be read: the file that holds it, the folder of its part, whether a text that fails ends the run."""

    spool: str
    part: str
    strict: bool


Pool = tuple[Callable[[], Executor], int]


@contextmanager
def local_pool(workers: int) -> Iterator[Pool]:
    """Give a maker of process pools and how many tasks to hand out at once."""
    # Forking a process that runs threads is unsafe, and so is what it inherits: start clean ones.
    yield lambda: ProcessPoolExecutor(workers, mp_context=get_context("spawn")), workers * _AHEAD


@contextmanager
def dask_pool(scheduler: str) -> Iterator[Pool]:
    """Give the workers of a Dask scheduler such as `tcp://10.0.0.1:8786`; raises SourceError where it is not there."""
    try:
        from distributed import Client
    except ImportError:
        raise SourceError('--engine dask needs distributed; run `pip install "kaiser-data[dask]"`') from None
    try:
        client = Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise SourceError(f"--scheduler {scheduler}: no scheduler answers there ({error}); start one") from None
    with client:
        yield client.get_executor, max(1, sum(client.nthreads().values())) * _AHEAD


def make_parts(tasks: Iterable[tuple[Task, object]], pool: Pool | None) -> Iterator[tuple[object, Done]]:
    """Make a part of each task, given with whatever its caller knows it by; in the order in which they end."""
    if pool is None:
        yield from ((known_by, make_part(*task)) for task, known_by in tasks)
        return
    make_pool, ahead = pool
    dead: list[tuple[Task, object]] = []
    tasks = iter(tasks)
    while True:
        with make_pool() as executor:
            yield from _hand_out(tasks, executor, ahead, dead)
        if not dead:
            return
        yield from _make_alone(dead)
        dead.clear()


def _hand_out(tasks, executor: Executor, ahead: int, dead: list) -> Iterator[tuple[object, Done]]:
    """Hand out tasks until there are none, or a process dies; `dead` takes in those that it took along."""
    waiting: dict[Future, tuple[Task, object]] = {}
    try:
        while True:
            while len(waiting) < ahead and not dead and (told := next(tasks, None)):
                waiting[executor.submit(make_part, *told[0])] = told
            if not waiting:
                return
            ended, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ended:
                told = waiting.pop(future)
                try:
                    yield told[1], future.result()
                except BrokenProcessPool:
                    dead.append(told)
    finally:
        for future in waiting:
            future.cancel()


def _make_alone(tasks: list[tuple[Task, object]]) -> Iterator[tuple[object, Done]]:
    """Make parts one after the other in a process of their own, leaving out each text at which it dies."""
    left, dead = deque(tasks), {}
    while left:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
            try:
                while left:
                    task, known_by = left[0]
                    yield known_by, executor.submit(make_part, *task, dead).result()
                    left.popleft()
            except BrokenProcessPool:
                rank = read_note(task.part)
                if task.strict or rank in dead:
                    raise SourceError(f"text {rank}: {_DIED}") from None
                dead[rank] = _DIED


def count_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
