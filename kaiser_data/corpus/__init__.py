"""Many texts: a corpus of any size to tables, in bounded memory, on one machine or on several.

`extract_corpus("news.csv", Path("tables"), workers=4)` reads the records one by one, has workers make parts of them,
lets the texts meet (`meeting`), and publishes the tables whole. What was finished when a run was stopped is kept in
`.work` and known again by its name. The rows are those that `extract` gives for the same texts at once, whatever the
engine, the number of workers and the order in which they end. Corrections are never applied.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import NamedTuple

from kaiser_data.corpus.meeting import (
    Kept,
    actors,
    events,
    gather,
    new_actor_ids,
    new_event_ids,
    open_database,
    plan_sweeps,
    settle_actors,
    sweep,
    take_sweeps,
)
from kaiser_data.corpus.pools import Pool, Task, count_cores, local_pool, make_parts, work_on
from kaiser_data.corpus.publish import (
    EVENTFUL,
    EVENTLESS,
    READY,
    Group,
    check_place,
    finish_publishing,
    publish_descriptor,
    publish_errors,
    publish_group,
    publish_rows,
)
from kaiser_data.corpus.worker import Batch, make_batches
from kaiser_data.records import read_records
from kaiser_data.sources import SourceError

_WORK = ".work"
_PARTS_A_FILE = 10
# Beyond this many processes the system has no locks for them.
_MOST_WORKERS = 1000


class Progress(NamedTuple):
    """How far a run is: texts and characters read in this run, texts that failed, and the share of the corpus."""

    texts: int
    characters: int
    failed: int
    share: float
    step: str = "extract"


class _Part(NamedTuple):
    """A finished part, or one to come: its folder, the rank of its first text and how many it has."""

    path: Path
    first: int
    texts: int
    share: float


Report = Callable[[Progress], None]


def extract_corpus(
    corpus: str,
    out: Path,
    workers: int = 1,
    engine: str = "local",
    scheduler: str = "",
    strict: bool = False,
    report: Report = lambda progress: None,
) -> Counter[str]:
    """Extract the tables of a corpus into the folder `out` as Parquet; count the rows of each table, and the errors.

    `corpus` is a folder with a `sources.csv`, or a CSV, JSONL or Parquet file with a column `text`, at any path that
    fsspec knows. `workers` counts processes of this machine; with the engine `dask`, `scheduler` names the address
    of one whose workers see `out` too. A text that fails stands in `errors.parquet` with its reason; with `strict` it
    ends the run. A run that was stopped goes on where it was. Raises SourceError, OSError.
    """
    check_place(out)
    try:
        with _locked(out / _WORK):
            finish_publishing(out)
            counts = _extract(corpus, out, _pool(engine, workers, scheduler), strict, report)
            shutil.rmtree(out / _WORK, ignore_errors=True)
    except sqlite3.Error as error:
        raise SourceError(f"{out}: cannot be written ({error}); free some space, or name another folder") from None
    return counts


def _pool(engine: str, workers: int, scheduler: str):
    if engine == "dask":
        if not scheduler:
            raise SourceError("--engine dask needs --scheduler; name its address, such as tcp://10.0.0.1:8786")
        from kaiser_data.corpus.pools import dask_pool

        return dask_pool(scheduler)
    if engine != "local":
        raise SourceError(f"there is no engine {engine!r}; there are local and dask")
    if not 1 <= workers <= _MOST_WORKERS:
        raise SourceError(f"--workers {workers}: out of reach; name from 1 to {_MOST_WORKERS}")
    return nullcontext() if workers == 1 else local_pool(workers)


@contextmanager
def _locked(work: Path) -> Iterator[None]:
    """Hold the folder of a run; SQLite gives the lock back when the process ends, however it ends."""
    work.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(work / "lock", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise  # a full disk is no other run
        raise SourceError(f"another run writes to {work.parent}; wait for it, or name another folder") from None
    else:
        try:
            yield
        finally:  # only whoever holds the folder may clear it: a run that is turned away leaves it alone
            _forget_if_empty(work)
    finally:
        lock.close()


def _forget_if_empty(work: Path) -> None:
    """Leave no trace of a run that ended before it read a text."""
    parts = work / "parts"
    if not parts.is_dir() or not any(parts.iterdir()):
        shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):  # the folder has tables of an earlier run, or something of the user's
            work.parent.rmdir()


def _extract(corpus: str, out: Path, pool, strict: bool, report: Report) -> Counter[str]:
    work = out / _WORK
    shutil.rmtree(work / "tables", ignore_errors=True)
    database = open_database(work / "meeting.sqlite")
    try:
        with pool as engine:
            parts = _make_all(corpus, work, engine, strict, report, Kept(database, "seen"))
            _drop_stale(work / "parts", {part.path.name for part in parts})
            counts = _publish(parts, (work / "tables").absolute(), database, corpus, engine)
    finally:
        database.close()
    (work / "tables").rename(out / READY)
    finish_publishing(out)
    return counts


def _make_all(corpus: str, work: Path, engine, strict: bool, report: Report, seen: Kept) -> list[_Part]:
    parts: list[_Part] = []
    done = Progress(0, 0, 0, 0.0)
    tasks = _tasks(make_batches(read_records(corpus), seen), work, strict, parts)
    for part, made in make_parts(tasks, engine):
        (work / "batches" / part.path.name).unlink(missing_ok=True)
        if not part.path.is_dir():
            raise SourceError(f"{part.path.parent}: the workers write elsewhere; name a folder that they all see")
        done = Progress(
            done.texts + made.texts, done.characters + made.characters, done.failed + made.failed,
            done.share + part.share,
        )  # fmt: skip
        report(done)
    report(done._replace(share=1.0, step="meet"))
    if not parts:
        raise SourceError(f"{corpus}: names no text; add a line for each")
    return parts


def _tasks(batches: Iterator[Batch], work: Path, strict: bool, parts: list[_Part]) -> Iterator[tuple[Task, _Part]]:
    """Give a task for each batch that no earlier run has finished, its texts written where a worker can read them."""
    (work / "batches").mkdir(exist_ok=True)
    (work / "parts").mkdir(exist_ok=True)
    first, share = 0, 0.0
    for batch in batches:
        part = _Part((work / "parts" / batch.name).absolute(), first, batch.texts, batch.share - share)
        first, share = first + batch.texts, batch.share
        parts.append(part)
        if part.path.is_dir():
            continue
        spool = (work / "batches" / batch.name).absolute()
        spool.write_bytes(batch.lines)
        yield Task(str(spool), str(part.path), strict), part


def _drop_stale(folder: Path, known: set[str]) -> None:
    """Throw away half-written parts, and those of texts or rules that are no more."""
    for path in folder.iterdir():
        if path.name not in known:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _publish(
    parts: list[_Part], out: Path, database: sqlite3.Connection, corpus: str, engine: Pool | None
) -> Counter[str]:
    gather(database, (part.path for part in parts))
    settle_actors(database)
    # One type has half of the events: while a process sweeps it, the others publish what cites no event.
    plan = plan_sweeps(database, out.with_name("meeting.sqlite"))
    swept = work_on(sweep, plan, engine, ahead=len(plan))
    eventless = work_on(publish_group, _groups(EVENTLESS, parts, out, database), engine)
    counts = Counter(actors=publish_rows("actors", actors(database), out))
    for done in eventless:
        counts.update(done)
    take_sweeps(database, swept)
    eventful = work_on(publish_group, _groups(EVENTFUL, parts, out, database), engine)
    counts["events"] = publish_rows("events", events(database), out)
    for done in eventful:
        counts.update(done)
    counts["errors"] = publish_errors((part.path for part in parts), out)
    publish_descriptor(out, corpus, counts)
    return counts


def _groups(tables: tuple[str, ...], parts: list[_Part], out: Path, database: sqlite3.Connection) -> Iterator[Group]:
    for number, at in enumerate(range(0, len(parts), _PARTS_A_FILE)):
        some = parts[at : at + _PARTS_A_FILE]
        ranks = some[0].first, some[-1].first + some[-1].texts - 1
        event_ids = new_event_ids(database, *ranks) if tables == EVENTFUL else {}
        ids = new_actor_ids(database, *ranks), event_ids
        yield Group(tables, [str(part.path) for part in some], *ids, str(out), number)
