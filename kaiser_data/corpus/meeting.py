"""Where the texts of a corpus meet: whose names mean one actor, which of their events are one.

What the parts say of actors and events is taken over into one SQLite database, which sorts on the disk; from there
it passes once, in order, through `registry` and `merge`. No more is held than one text's actors and the events of
one type and month, however many texts there are. Nothing here knows a rule of its own.
"""

import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from kaiser_data.corpus.kept import Kept
from kaiser_data.corpus.parts import (
    ACTOR_FIELDS,
    EVENT_FIELDS,
    MAKE_ACTORS,
    MAKE_EVENTS,
    TOLD,
    actor_cells,
    event_cells,
)
from kaiser_data.extract.labels import short_name, write_label
from kaiser_data.extract.merge import Told, merge_events
from kaiser_data.extract.people.registry import (
    find_heads,
    join_actors,
    pointed,
    settle_heads,
    settle_ids,
    with_membership,
)
from kaiser_data.rows import Actor, Event

_ACTORS = ", ".join(ACTOR_FIELDS)
_HEADED = "kind IN ('coalition', 'partnership')"
Ids = dict[str, str]
Text = tuple[str, int]


def gather(connection: sqlite3.Connection, parts: Iterable[Path]) -> None:
    """Take over what the parts tell of actors and events."""
    connection.execute(MAKE_ACTORS)
    connection.execute(MAKE_EVENTS)
    connection.execute("CREATE TABLE renamed (source_id, old, new, rank, PRIMARY KEY (source_id, old)) WITHOUT ROWID")
    connection.execute(f"CREATE TABLE people ({_ACTORS}, short_name, PRIMARY KEY (actor_id)) WITHOUT ROWID")
    connection.execute(f"CREATE TABLE happened (rank INTEGER, start INTEGER, {', '.join(EVENT_FIELDS)})")
    connection.execute("CREATE TABLE told_as (rank INTEGER, old, new)")
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
    forms, kinds = Kept(connection, "forms"), Kept(connection, "kinds")
    for text, told in _texts(connection, "kind != 'person'"):
        _rename(connection, text, settle_ids(told, forms, kinds))
    heads = find_heads(pointed(actor, {actor.actor_id: new}) for new, _, actor in _under_new_ids(connection, _HEADED))
    for text, told in _texts(connection, _HEADED):
        _rename(connection, text, settle_heads(told, heads, forms, kinds))
    connection.execute("CREATE INDEX renamed_rank ON renamed (rank)")
    connection.executemany(f"INSERT INTO people VALUES ({_places(ACTOR_FIELDS)}, ?)", _people(connection, kinds))
    connection.execute("COMMIT")


def _people(connection: sqlite3.Connection, kinds: Container[str]) -> Iterator[tuple]:
    for _, told in groupby(_under_new_ids(connection, "true"), key=lambda one: one[0]):
        actor = join_actors(pointed(a, {a.member_of: above, a.actor_id: new}) for new, above, a in told)
        yield *actor_cells(with_membership(actor, kinds)), short_name(actor)


def _texts(connection: sqlite3.Connection, which: str) -> Iterator[tuple[Text, list[Actor]]]:
    query = f"SELECT source_id, rank, {_ACTORS} FROM actors WHERE {which} ORDER BY rank, number"
    for text, rows in groupby(connection.execute(query), key=lambda row: row[:2]):
        yield text, [_actor(row[2:]) for row in rows]


def _actor(cells: tuple) -> Actor:
    return Actor(**dict(zip(ACTOR_FIELDS, cells, strict=True)))


def _places(row: Sequence) -> str:
    return ", ".join("?" * len(row))


def _rename(connection: sqlite3.Connection, text: Text, ids: Ids) -> None:
    source_id, rank = text
    rows = [(source_id, old, new, rank) for old, new in ids.items()]
    connection.executemany("INSERT OR REPLACE INTO renamed VALUES (?, ?, ?, ?)", rows)


def _under_new_ids(connection: sqlite3.Connection, which: str) -> Iterator[tuple[str, str, Actor]]:
    """Give what each text says of an actor, with the actor's and its organisation's new ids, sorted by these."""
    query = f"""
        SELECT coalesce(r.new, a.actor_id), coalesce(m.new, a.member_of), a.* FROM actors a
        LEFT JOIN renamed r ON r.source_id = a.source_id AND r.old = a.actor_id
        LEFT JOIN renamed m ON m.source_id = a.source_id AND m.old = a.member_of
        WHERE {which} ORDER BY 1, a.rank, a.number
    """
    for new, above, _, _, _, *cells in connection.execute(query):
        yield new, above, _actor(cells)


def settle_events(connection: sqlite3.Connection) -> None:
    """Make the one row that each event has, whoever tells it."""
    connection.execute("BEGIN")
    member_of = Kept(connection, "people", "actor_id", "member_of")
    happened = f"INSERT INTO happened VALUES (?, ?, {_places(EVENT_FIELDS)})"
    for merged in merge_events(_told(connection), member_of):
        connection.execute(happened, (*merged.first[:2], *event_cells(merged.event)))
        if len(merged.ids) > 1:
            new = merged.event.event_id
            renamed = [(rank, old, new) for rank, old in merged.ids if old != new]
            connection.executemany("INSERT INTO told_as VALUES (?, ?, ?)", renamed)
    connection.execute("CREATE INDEX told_as_rank ON told_as (rank)")
    connection.execute("COMMIT")


def _told(connection: sqlite3.Connection) -> Iterator[Told]:
    """Give the events in the order of `merge.sweep_order`, under the actors' new ids."""
    names = [name for name in EVENT_FIELDS if name not in ("actor_id", "target_id")]
    query = f"""
        SELECT e.rank, e.start, e.source_id, e.published, e.texts, e.is_named,
            coalesce(a.new, e.actor_id), coalesce(t.new, e.target_id), {", ".join(f"e.{name}" for name in names)}
        FROM events e
        LEFT JOIN renamed a ON a.source_id = e.source_id AND a.old = e.actor_id
        LEFT JOIN renamed t ON t.source_id = e.source_id AND t.old = e.target_id
        ORDER BY e.type, e.first_month, e.published, e.source_id, e.start, e.event_id
    """
    for rank, start, source_id, published, texts, is_named, *cells in connection.execute(query):
        event = Event(**dict(zip(("actor_id", "target_id", *names), cells, strict=True)))
        yield Told(event, rank, start, source_id, published, tuple(texts.split()), bool(is_named))


def actors(connection: sqlite3.Connection) -> Iterator[tuple]:
    """Give the cells of the table `actors`, sorted by id."""
    return connection.execute(f"SELECT {_ACTORS} FROM people ORDER BY actor_id")


def events(connection: sqlite3.Connection) -> Iterator[tuple]:
    """Give the cells of the table `events`, labelled, sorted by the place of the earliest mention."""
    connection.create_function("write_label", 5, write_label, deterministic=True)
    label = "write_label(type, status, place, coalesce(a.short_name, ''), coalesce(t.short_name, ''))"
    cells = ", ".join(label if name == "label" else f"happened.{name}" for name in EVENT_FIELDS)
    query = f"""
        SELECT {cells} FROM happened
        LEFT JOIN people a ON a.actor_id = happened.actor_id
        LEFT JOIN people t ON t.actor_id = happened.target_id
        ORDER BY rank, start, event_id
    """
    return connection.execute(query)


def new_ids(connection: sqlite3.Connection, first: int, last: int) -> tuple[dict[str, Ids], Ids]:
    """Give the new ids in the texts of the ranks `first` to `last`: of actors by source, and of events."""
    actor_ids: dict[str, Ids] = {}
    renamed = "SELECT source_id, old, new FROM renamed WHERE rank BETWEEN ? AND ?"
    for source_id, old, new in connection.execute(renamed, (first, last)):
        actor_ids.setdefault(source_id, {})[old] = new
    told_as = "SELECT old, new FROM told_as WHERE rank BETWEEN ? AND ?"
    return actor_ids, dict(connection.execute(told_as, (first, last)))
