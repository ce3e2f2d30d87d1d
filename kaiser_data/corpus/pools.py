"""Who does the work: one process, a pool of them on this machine, or the workers of a Dask scheduler.

All three are handed the paths of batches, never the texts, and only a few at a time. What Dask does of its own
(trying again, spilling, its dashboard) is left to it. On this machine a process that dies (a text that needs more
memory than there is) takes no other text along: its batch is read again alone, and the text at which it died is left
out with that reason.

A worker of Dask that its nanny ends since a text needs more memory than it has is tried again elsewhere; when that has
failed as often as Dask allows, the text is left out with that reason. Where no worker is left, a line says what to do.
"""

import logging
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from kaiser_data.corpus.worker import Done, begin_alone, make_part, read_note
from kaiser_data.sources import SourceError

if TYPE_CHECKING:
    from distributed import Client

TASKS_AHEAD = 2
# Seconds after which a run that waits looks whether anybody is left to work.
_LOOK = 2.0
_DIED = "the process died while it read this text (out of memory?); give it more, or leave the text out"
_DIED_LATER = "a process died after the texts were read (out of memory?); run this again, what is read is kept"
_GONE = "the scheduler is gone; start it and run this again, what is read is kept"


class Task(NamedTuple):
    """A batch to be read: the file that holds it, the folder of its part, whether a text that fails ends the run."""

    spool: str
    part: str
    strict: bool


@dataclass
class Pool:
    """Processes that are handed tasks, `ahead` at once; `make` starts new ones where these have died.

    A task raises one of `died` where it took its process along; `make_one` starts what tries its texts one by one.
    `check_alive` raises SourceError where nobody is left to work.
    """

    make: Callable[[], Executor]
    ahead: int
    executor: Executor
    make_one: Callable[[], Executor]
    died: type[Exception] = BrokenProcessPool
    check_alive: Callable[[], None] = lambda: None


class _Worker(SpawnProcess):
    """A process that Ctrl-C never reaches, not even while it begins: it is meant for the one that started it."""

    def start(self) -> None:
        """Start with the signal held back, which the process inherits."""
        if not hasattr(signal, "pthread_sigmask"):
            super().start()
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().start()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        except BaseException:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            if self.pid:  # nobody else knows of it yet, so that nobody else would end it
                self.kill()
            raise


class _Context(SpawnContext):
    """Spawns: forking a process that runs threads is unsafe, and so is what it inherits."""

    Process = _Worker


@contextmanager
def local_pool(workers: int) -> Iterator[Pool]:
    """Give processes of this machine, which end with the one that started them and with what asks for them."""
    _start_tracker()
    context = _Context()
    reader, writer = context.Pipe(duplex=False)

    make = partial(ProcessPoolExecutor, mp_context=context, initializer=_begin, initargs=(reader,))
    pool = Pool(partial(make, workers), workers * TASKS_AHEAD, make(workers), partial(make, 1))
    try:
        yield pool
    except BaseException:
        writer.close()  # nobody waits for what they do
        raise
    finally:
        pool.executor.shutdown(cancel_futures=True)
        writer.close()
        reader.close()


def _start_tracker() -> None:
    """Start what Python keeps beside a pool, deaf to a terminal that closes: it must outlive the pool."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGHUP"):
        return
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        resource_tracker.ensure_running()
    finally:
        signal.signal(signal.SIGHUP, before)


def _begin(reader: Connection) -> None:
    # Arrow's own allocator keeps what it once had, some 40 MB in each process; the system's gives it back.
    pa.set_memory_pool(pa.system_memory_pool())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be held back
    threading.Thread(target=_end_with, args=(reader,), daemon=True).start()


def _end_with(reader: Connection) -> None:
    """End this process when the other end of the pipe is closed: by whoever holds it, or by its end."""
    with suppress(EOFError, OSError):
        reader.recv_bytes()
    os._exit(1)


def make_parts(tasks: Iterable[tuple[Task, object]], pool: Pool | None) -> Iterator[tuple[object, Done]]:
    """Make a part of each task, given with whatever its caller knows it by; in the order in which they end."""
    if pool is None:
        yield from ((known_by, make_part(*task)) for task, known_by in tasks)
        return
    dead: list[tuple[Task, object]] = []
    tasks = iter(tasks)
    while True:
        yield from _hand_out(tasks, pool, dead)
        if not dead:
            return
        pool.executor.shutdown()
        pool.executor = pool.make()
        yield from _make_alone(dead, pool)
        dead.clear()


def work_on(work: Callable, tasks: Iterable, pool: Pool | None, ahead: int = 0) -> Iterator:
    """Hand out a few tasks at once, and give the results of calling `work` with each, in their order, when asked.

    `ahead` says how many at once, where not as many as the pool works on.

    Raises SourceError where a process dies: there is no text to blame.
    """
    if pool is None:
        return map(work, tasks)
    tasks = iter(tasks)
    waiting = deque(pool.executor.submit(work, task) for task in islice(tasks, ahead or pool.ahead))
    return _results(work, tasks, pool, waiting)


def _results(work: Callable, tasks: Iterator, pool: Pool, waiting: deque[Future]) -> Iterator:
    try:
        for task in tasks:
            yield _result(waiting.popleft(), pool)
            waiting.append(pool.executor.submit(work, task))
        yield from (_result(future, pool) for future in waiting)
    except pool.died:
        raise SourceError(_DIED_LATER) from None


def _result(future: Future, pool: Pool) -> object:
    """Give what a task gives when it has ended; raises what it raised, SourceError where nobody is left to end it."""
    while not wait([future], timeout=_LOOK).done:
        pool.check_alive()
    try:
        return future.result()
    except CancelledError:
        raise SourceError(_GONE) from None


def _hand_out(tasks, pool: Pool, dead: list) -> Iterator[tuple[object, Done]]:
    """Hand out tasks until there are none, or a process dies; `dead` takes in those that it took along."""
    waiting: dict[Future, tuple[Task, object]] = {}
    try:
        while True:
            while len(waiting) < pool.ahead and not dead and (told := next(tasks, None)):
                waiting[pool.executor.submit(make_part, *told[0])] = told
            if not waiting:
                return
            ended, _ = wait(waiting, timeout=_LOOK, return_when=FIRST_COMPLETED)
            if not ended:
                pool.check_alive()
            for future in ended:
                told = waiting.pop(future)
                try:
                    yield told[1], _result(future, pool)
                except pool.died:
                    dead.append(told)
    finally:
        for future in waiting:
            future.cancel()


def _make_alone(tasks: list[tuple[Task, object]], pool: Pool) -> Iterator[tuple[object, Done]]:
    """Make parts one after the other in a process of their own, leaving out each text at which it dies."""
    left, dead = deque(tasks), {}  # the lines of the batch that comes first
    while left:
        with pool.make_one() as executor:
            try:
                while left:
                    task, known_by = left[0]
                    begin_alone(task.part)
                    yield known_by, _result(executor.submit(make_part, *task, dead), pool)
                    left.popleft()
                    dead = {}
            except pool.died:
                line, where = read_note(task.spool, task.part)
                if task.strict or line in dead:
                    raise SourceError(f"{where}: {_DIED}") from None
                dead[line] = _DIED


def count_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_KEPT = "what is read is kept"
# Seconds that a cluster may be without a worker, as while one starts anew.
PATIENCE = 60.0


@contextmanager
def dask_pool(scheduler: str) -> Iterator[Pool]:
    """Give the workers of a Dask scheduler such as `tcp://10.0.0.1:8786`; raises SourceError where it is not there."""
    from distributed import Client, KilledWorker

    # What happens to a run is said once, by the run.
    for name in logging.root.manager.loggerDict:
        if name.startswith("distributed"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise SourceError(f"--scheduler {scheduler}: no scheduler answers there ({error}); start one") from None
    with client:
        ahead = max(1, sum(client.nthreads().values())) * TASKS_AHEAD
        executor = client.get_executor
        yield Pool(executor, ahead, executor(), executor, KilledWorker, _Watch(client, scheduler).check)


class _Watch:
    """Looks now and then whether a cluster is alive."""

    def __init__(self, client: "Client", scheduler: str):
        self.client, self.scheduler, self.seen = client, scheduler, time.monotonic()

    def check(self) -> None:
        """Raise SourceError where the scheduler is gone, or no worker was there for a while."""
        if self.client.status != "running":
            raise SourceError(f"--scheduler {self.scheduler}: is gone; start it and run it again, {_KEPT}")
        if self.client.nthreads():
            self.seen = time.monotonic()
        elif time.monotonic() - self.seen > PATIENCE:
            raise SourceError(f"--scheduler {self.scheduler}: no worker is left; start some and run it again, {_KEPT}")
