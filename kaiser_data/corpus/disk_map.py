"""What must be looked up but may be too much to hold: a mapping that lies on the disk.

`forms["harbour pilots guild"]` gives an id, whether a thousand names are kept or ten million. Only SQLite knows how.
"""

import sqlite3
from collections.abc import Iterator, MutableMapping
from pathlib import Path

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
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a value."""
        return self.get(key) is not None

    def get(self, key, default=None):
        """Give a value, or the default where there is none."""
        if key not in self.near:
            found = self.connection.execute(self.get_one, (key,)).fetchone()
            # That there is none is remembered too: most names are asked for before they are known.
            self._remember(key, found[0] if found else None)
        found = self.near[key]
        return default if found is None else found

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
