"""Where the texts of a corpus meet: whose names mean one actor.

What the parts say of actors and events is taken over into one SQLite database, which sorts on the disk; the actors
pass from there, in order, through `registry`, and the events through `merge` (`sweeps`). No more is held than one
text's actors, however many texts there are. Nothing here knows a rule of its own.
"""

import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from kaiser_data.corpus.disk_map import Kept
from kaiser_data.corpus.worker import (
    ACTOR_FIELDS,
    MAKE_ACTORS,
    MAKE_EVENTS,
    TOLD,
    actor_cells,
)
from kaiser_data.extract.actors.merge_actors import (
    Heard,
    find_heads,
    join_actors,
    settle_heads,
    settle_ids,
    with_membership,
)
from kaiser_data.extract.events.labels import label_name
from kaiser_data.rows import Actor

_ACTORS = ", ".join(ACTOR_FIELDS)
_HEADED = "kind IN ('coalition', 'partnership')"
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
        connection.execute("ATTACH ? AS part", (str(part / TOLD),))
        connection.execute("BEGIN")
        for table in ("actors", "events"):
            connection.execute(f"INSERT INTO {table} SELECT * FROM part.{table}")
        connection.execute("COMMIT")
        connection.execute("DETACH part")


def settle_actors(connection: sqlite3.Connection) -> None:
    """Say under which id each text's actors go, and make the one row that each of them has."""
    connection.execute("BEGIN")
    heard = Heard(*(Kept(connection, table) for table in Heard._fields))
    for text, told in _texts(connection, "kind != 'person'"):
        _rename(connection, text, settle_ids(told, heard))
    heads = find_heads(_under_new_ids(connection, _HEADED))
    for text, told in _texts(connection, _HEADED):
        _rename(connection, text, settle_heads(told, heads, heard))
    connection.executemany(f"INSERT INTO people VALUES ({_places(ACTOR_FIELDS)}, ?)", _people(connection, heard.kinds))
    connection.execute("COMMIT")


def _people(connection: sqlite3.Connection, kinds: Container[str]) -> Iterator[tuple]:
    for _, told in groupby(_under_new_ids(connection, "true"), key=attrgetter("actor_id")):
        actor = join_actors(told)
        yield *actor_cells(with_membership(actor, kinds)), label_name(actor)


def _texts(connection: sqlite3.Connection, which: str) -> Iterator[tuple[Text, list[Actor]]]:
    # The parts were taken over in order, so the rows lie in that of the texts.
    query = f"SELECT text_id, rank, {_ACTORS} FROM actors WHERE {which} ORDER BY rowid"
    for text, rows in groupby(connection.execute(query), key=lambda row: row[:2]):
        yield text, [_actor(row[2:]) for row in rows]


def _actor(cells: tuple) -> Actor:
    return Actor(**dict(zip(ACTOR_FIELDS, cells, strict=True)))


def _places(row: Sequence) -> str:
    return ", ".join("?" * len(row))


def _rename(connection: sqlite3.Connection, text: Text, ids: Ids) -> None:
    source_id, rank = text
    rows = [(rank, old, new, source_id) for old, new in ids.items()]
    connection.executemany("INSERT OR REPLACE INTO renamed VALUES (?, ?, ?, ?)", rows)


def _under_new_ids(connection: sqlite3.Connection, which: str) -> Iterator[Actor]:
    """Give what each text says of an actor, under its and its organisation's new ids, sorted by these."""
    new = {"actor_id": "coalesce(r.new, a.actor_id)", "member_of": "coalesce(m.new, a.member_of)"}
    query = f"""
        SELECT {", ".join(new.get(name, f"a.{name}") for name in ACTOR_FIELDS)} FROM actors a
        LEFT JOIN renamed r ON r.rank = a.rank AND r.old = a.actor_id
        LEFT JOIN renamed m ON m.rank = a.rank AND m.old = a.member_of
        WHERE {which} ORDER BY 1, a.rowid
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
