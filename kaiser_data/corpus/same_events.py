"""Which events of a corpus are one: each type is swept by itself, by whichever worker is free.

Events of two types never meet, so a worker reads those of one type from the database of the meeting, in the order of
`merge.sweep_order` and under the actors' new ids, passes them through `merge`, and writes what they became into a
small SQLite file, which is taken over as it is. Of one type no more is held than the events of a month.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kaiser_data.corpus.disk_map import Kept, open_database, read_database
from kaiser_data.corpus.worker import EVENT_FIELDS, event_cells
from kaiser_data.extract.events.labels import write_label
from kaiser_data.extract.events.merge_events import EventOfText, Merged, merge_events
from kaiser_data.rows import Event

_HAPPENED = f"happened (rank INTEGER, start INTEGER, {', '.join(EVENT_FIELDS)})"
_TOLD_AS = "told_as (rank INTEGER, old, new)"


class Sweep(NamedTuple):
    """The events of a type that are to meet: the database that has them, and the file for what they become."""

    database: str
    type: str
    out: str


def plan_sweeps(connection: sqlite3.Connection, database: Path) -> list[Sweep]:
    """Give a sweep for each type of event, that of the most events first: it takes the longest."""
    types = connection.execute("SELECT type FROM events GROUP BY type ORDER BY count(*) DESC, type")
    return [
        Sweep(str(database), type_, str(database.with_name(f"swept-{number}.sqlite")))
        for number, (type_,) in enumerate(types)
    ]


def sweep(task: Sweep) -> str:
    """Let the events of a type meet, and give the file that says which are one."""
    database, swept = read_database(Path(task.database)), open_database(Path(task.out))
    try:
        _make_tables(swept)
        swept.execute("BEGIN")
        happened = f"INSERT INTO happened VALUES (?, ?{', ?' * len(EVENT_FIELDS)})"
        for merged in merge_events(_told(database, task.type), Kept(database, "people", "actor_id", "member_of")):
            swept.execute(happened, (*merged.first[:2], *event_cells(merged.event)))
            if len(merged.ids) > 1:
                swept.executemany("INSERT INTO told_as VALUES (?, ?, ?)", _renamed(merged))
        swept.execute("COMMIT")
    finally:
        database.close()
        swept.close()
    return task.out


def _make_tables(connection: sqlite3.Connection) -> None:
    for table in (_HAPPENED, _TOLD_AS):
        connection.execute(f"CREATE TABLE {table}")


def _renamed(merged: Merged) -> list[tuple[int, str, str]]:
    new = merged.event.event_id
    return [(rank, old, new) for rank, old in merged.ids if old != new]


def _told(connection: sqlite3.Connection, type_: str) -> Iterator[EventOfText]:
    names = [name for name in EVENT_FIELDS if name not in ("actor_id", "target_id")]
    query = f"""
        SELECT e.rank, e.start, e.source_id, e.published, e.texts, e.is_named,
            coalesce(a.new, e.actor_id), coalesce(t.new, e.target_id), {", ".join(f"e.{name}" for name in names)}
        FROM events e
        LEFT JOIN renamed a ON a.rank = e.rank AND a.old = e.actor_id
        LEFT JOIN renamed t ON t.rank = e.rank AND t.old = e.target_id
        WHERE e.type = ? ORDER BY e.first_month, e.published, e.source_id, e.start, e.event_id
    """
    for rank, start, source_id, published, texts, is_named, *cells in connection.execute(query, (type_,)):
        event = Event(**dict(zip(("actor_id", "target_id", *names), cells, strict=True)))
        yield EventOfText(event, rank, start, source_id, published, tuple(texts.split()), bool(is_named))


def take_sweeps(connection: sqlite3.Connection, swept: Iterable[str]) -> None:
    """Take over what the sweeps say."""
    files = list(swept)  # before anything is written: a sweep that still reads would hold the database
    _make_tables(connection)
    for path in files:
        connection.execute("ATTACH ? AS swept", (path,))
        connection.execute("BEGIN")
        for table in ("happened", "told_as"):
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM swept.{table}")
        connection.execute("COMMIT")
        connection.execute("DETACH swept")
        Path(path).unlink()
    connection.execute("CREATE INDEX told_as_rank ON told_as (rank)")


def events(connection: sqlite3.Connection) -> Iterator[tuple]:
    """Give the cells of the table `events`, labelled, sorted by the place of the earliest mention."""
    connection.create_function("write_label", 5, write_label, deterministic=True)
    label = "write_label(type, status, place, coalesce(a.label_name, ''), coalesce(t.label_name, ''))"
    cells = ", ".join(label if name == "label" else f"happened.{name}" for name in EVENT_FIELDS)
    query = f"""
        SELECT {cells} FROM happened
        LEFT JOIN people a ON a.actor_id = happened.actor_id
        LEFT JOIN people t ON t.actor_id = happened.target_id
        ORDER BY happened.rank, happened.start, happened.event_id
    """
    return connection.execute(query)


def new_event_ids(connection: sqlite3.Connection, first: int, last: int) -> dict[str, str]:
    """Give the new ids of the events of the texts of the ranks `first` to `last`."""
    told_as = "SELECT old, new FROM told_as WHERE rank BETWEEN ? AND ?"
    return dict(connection.execute(told_as, (first, last)))
