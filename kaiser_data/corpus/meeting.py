"""Where the texts of a corpus meet: whose names mean one actor, and which events are one.

What the parts say of actors and events is taken over into one SQLite database, which sorts on the disk; the actors
pass from there, in order, through `settle_ids` and `join_same`, the events through `merge_events`, as do those of texts
that are read at once. No more is held than one text's actors and the events of one type and month, however many texts
there are. Nothing here knows a rule of its own: it stores, sorts and puts new ids in place of old ones.

Events of two types never meet: each type is swept by itself, by whichever worker is free, which writes what they became
into a small SQLite file that is taken over as it is.
"""

import sqlite3
from collections.abc import Iterable, Iterator, MutableMapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kaiser_data.corpus.worker import (
    ACTOR_FIELDS,
    EVENT_FIELDS,
    MAKE_ACTORS,
    MAKE_EVENTS,
    TOLD,
    actor_cells,
    event_cells,
)
from kaiser_data.extract.actors.merge_actors import Heard, join_same, settle_ids
from kaiser_data.extract.events.merge_events import SWEEP_ORDER, EventOfText, merge_events
from kaiser_data.labels import label_name, write_label
from kaiser_data.rows import Actor, Event

_REMEMBERED = 20_000


def open_database(path: Path) -> sqlite3.Connection:
    """Open a database of our own that nobody needs after the run: quick, and no larger in memory than its cache."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    _settle(connection)
    return connection


def read_database(path: Path) -> sqlite3.Connection:
    """Open such a database, that another process made, to be read."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    _settle(connection)
    return connection


def _settle(connection: sqlite3.Connection) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -16000", "temp_store = FILE"):
        connection.execute(f"PRAGMA {pragma}")


class Kept(MutableMapping):
    """A mapping of strings that is two columns of an SQLite table; the last ones asked for are at hand."""

    def __init__(self, connection: sqlite3.Connection, table: str, key: str = "key", value: str = "value"):
        self.connection, self.near = connection, {}
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({key} PRIMARY KEY, {value}) WITHOUT ROWID")
        self.get_one = f"SELECT {value} FROM {table} WHERE {key} = ?"
        self.put_one = f"INSERT OR REPLACE INTO {table} ({key}, {value}) VALUES (?, ?)"
        self.drop_one = f"DELETE FROM {table} WHERE {key} = ?"
        self.all = f"SELECT {key} FROM {table} ORDER BY {key}"

    def __getitem__(self, key: str) -> str:
        """Give a value; raises KeyError."""
        if key not in self.near:
            found = self.connection.execute(self.get_one, (key,)).fetchone()
            # That there is none is remembered too: most names are asked for before they are known.
            self._remember(key, found[0] if found else None)
        if self.near[key] is None:
            raise KeyError(key)
        return self.near[key]

    def __setitem__(self, key: str, value: str) -> None:
        """Keep a value."""
        self.connection.execute(self.put_one, (key, value))
        self._remember(key, value)

    def __delitem__(self, key: str) -> None:
        """Forget a value."""
        self.connection.execute(self.drop_one, (key,))
        self.near.pop(key, None)

    def __iter__(self) -> Iterator[str]:
        """Give the keys in their order."""
        return (key for (key,) in self.connection.execute(self.all))

    def __len__(self) -> int:
        """Count the keys."""
        return sum(1 for _ in self)

    def _remember(self, key: str, value: str | None) -> None:
        if len(self.near) >= _REMEMBERED:
            self.near.clear()
        self.near[key] = value


_ACTORS = ", ".join(ACTOR_FIELDS)
Ids = dict[str, str]
Text = tuple[str, int]


def gather(connection: sqlite3.Connection, parts: Iterable[Path]) -> None:
    """Take over what the parts tell of actors and events."""
    connection.execute(MAKE_ACTORS)
    connection.execute(MAKE_EVENTS)
    connection.execute(
        "CREATE TABLE renamed (rank INTEGER, old, new, source_id, PRIMARY KEY (rank, old)) WITHOUT ROWID"
    )
    connection.execute(f"CREATE TABLE people ({_ACTORS}, label_name, PRIMARY KEY (actor_id)) WITHOUT ROWID")
    for part in parts:
        _take_over(connection, part / TOLD, ("actors", "events"))


def _take_over(connection: sqlite3.Connection, path: Path, tables: tuple[str, ...]) -> None:
    """Add the rows of another database."""
    connection.execute("ATTACH ? AS other", (str(path),))
    connection.execute("BEGIN")
    for table in tables:
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM other.{table}")
    connection.execute("COMMIT")
    connection.execute("DETACH other")


def settle_actors(connection: sqlite3.Connection) -> None:
    """Say under which id each text's actors go, and make the one row that each of them has."""
    connection.execute("BEGIN")
    heard = Heard(*(Kept(connection, table) for table in Heard._fields))
    for text, ids in settle_ids(partial(_texts, connection), heard):
        _rename(connection, text, ids)
    people = join_same(_under_new_ids(connection), heard)
    connection.executemany(
        f"INSERT INTO people VALUES (?{', ?' * len(ACTOR_FIELDS)})",
        ((*actor_cells(actor), label_name(actor)) for actor in people),
    )
    connection.execute("COMMIT")


def _texts(connection: sqlite3.Connection) -> Iterator[tuple[Text, list[Actor]]]:
    # The parts were taken over in order, so the rows lie in that of the texts.
    query = f"SELECT text_id, rank, {_ACTORS} FROM actors ORDER BY rowid"
    for text, rows in groupby(connection.execute(query), key=lambda row: row[:2]):
        yield text, [_actor(row[2:]) for row in rows]


def _actor(cells: tuple) -> Actor:
    return Actor(**dict(zip(ACTOR_FIELDS, cells, strict=True)))


def _rename(connection: sqlite3.Connection, text: Text, ids: Ids) -> None:
    source_id, rank = text
    rows = [(rank, old, new, source_id) for old, new in ids.items()]
    connection.executemany("INSERT OR REPLACE INTO renamed VALUES (?, ?, ?, ?)", rows)


def _under_new_ids(connection: sqlite3.Connection) -> Iterator[Actor]:
    """Give what each text says of an actor, under its and its organisation's new ids, sorted by these."""
    new = {"actor_id": "coalesce(r.new, a.actor_id)", "member_of": "coalesce(m.new, a.member_of)"}
    query = f"""
        SELECT {", ".join(new.get(name, f"a.{name}") for name in ACTOR_FIELDS)} FROM actors a
        LEFT JOIN renamed r ON r.rank = a.rank AND r.old = a.actor_id
        LEFT JOIN renamed m ON m.rank = a.rank AND m.old = a.member_of
        ORDER BY 1, a.rowid
    """
    return map(_actor, connection.execute(query))


def actors(connection: sqlite3.Connection) -> Iterator[tuple]:
    """Give the cells of the table `actors`, sorted by id."""
    return connection.execute(f"SELECT {_ACTORS} FROM people ORDER BY actor_id")


def new_actor_ids(connection: sqlite3.Connection, first: int, last: int) -> dict[str, Ids]:
    """Give the new ids of the actors in the texts of the ranks `first` to `last`, by source."""
    ids: dict[str, Ids] = {}
    renamed = "SELECT source_id, old, new FROM renamed WHERE rank BETWEEN ? AND ?"
    for source_id, old, new in connection.execute(renamed, (first, last)):
        ids.setdefault(source_id, {})[old] = new
    return ids


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
            new = merged.event.event_id
            told_as = [(rank, old, new) for rank, old in merged.ids if old != new]
            swept.executemany("INSERT INTO told_as VALUES (?, ?, ?)", told_as)
        swept.execute("COMMIT")
    finally:
        database.close()
        swept.close()
    return task.out


def _make_tables(connection: sqlite3.Connection) -> None:
    for table in (_HAPPENED, _TOLD_AS):
        connection.execute(f"CREATE TABLE {table}")


def _told(connection: sqlite3.Connection, type_: str) -> Iterator[EventOfText]:
    names = [name for name in EVENT_FIELDS if name not in ("actor_id", "target_id")]
    order = ", ".join(f"e.{name.removeprefix('event.')}" for name in SWEEP_ORDER)
    query = f"""
        SELECT e.rank, e.start, e.source_id, e.published, e.texts, e.is_named,
            coalesce(a.new, e.actor_id), coalesce(t.new, e.target_id), {", ".join(f"e.{name}" for name in names)}
        FROM events e
        LEFT JOIN renamed a ON a.rank = e.rank AND a.old = e.actor_id
        LEFT JOIN renamed t ON t.rank = e.rank AND t.old = e.target_id
        WHERE e.type = ? ORDER BY {order}
    """
    for rank, start, source_id, published, texts, is_named, *cells in connection.execute(query, (type_,)):
        event = Event(**dict(zip(("actor_id", "target_id", *names), cells, strict=True)))
        yield EventOfText(event, rank, start, source_id, published, tuple(texts.split()), bool(is_named))


def take_sweeps(connection: sqlite3.Connection, swept: Iterable[str]) -> None:
    """Take over what the sweeps say."""
    files = list(swept)  # before anything is written: a sweep that still reads would hold the database
    _make_tables(connection)
    for path in map(Path, files):
        _take_over(connection, path, ("happened", "told_as"))
        path.unlink()
    connection.execute("CREATE INDEX told_as_rank ON told_as (rank)")


def events(connection: sqlite3.Connection) -> Iterator[tuple]:
    """Give the cells of the table `events`, labelled, sorted by the place of the earliest mention."""
    connection.create_function("write_label", 6, write_label, deterministic=True)
    label = "write_label(type, status, place, coalesce(a.label_name, ''), coalesce(t.label_name, ''), happened.label)"
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
