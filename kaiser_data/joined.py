"""The published tables with what other tables know of their rows, so that a chart or a filter needs no join.

A figure then says who published it, which event it measures, for which year it holds; a quote who published it and
how its speaker is introduced; an event who tells it first and in how many texts. The six tables stay as they are:
every column added here can be traced to one of them by its key.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kaiser_data.tables import TableError, read_table

if TYPE_CHECKING:
    import pandas as pd

_INTRODUCED = {"person": "a name", "group": "no name"}


def read_joined(table: str) -> "pd.DataFrame":
    """Read `figures`, `quotes`, `mentions` or `events` with columns from the other tables; raises TableError.

    All but `events` gain `publisher` and `published_max`, the last day on which their text can have appeared.
    `figures` gain `event_label`, `event_type`, `claimant`, `claimant_side`, `year`; `quotes` gain `introduced`
    (`a name`, `an organisation`, `no name`); `mentions` gain `event_label`, `event_type`, `event_date`; `events`
    gain `actor`, and of the text that tells them first `publisher` and `sentence`; `texts` counts those that do.

    >>> list(read_joined("quotes").columns[-3:])
    ['publisher', 'published_max', 'introduced']
    """
    if table not in _JOINS:
        raise TableError(f"there is no joined table {table!r}; there are {', '.join(_JOINS)}")
    return _JOINS[table](read_table(table))


def _told(rows: "pd.DataFrame") -> "pd.DataFrame":
    return rows.merge(read_table("sources")[["source_id", "publisher", "published_max"]], on="source_id")


def _figures(figures: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    figures = _told(figures)
    events, sides = read_table("events").set_index("event_id"), read_table("actors").set_index("actor_id")["side"]
    event_day = figures["event_id"].map(events["date_min"].fillna(events["date_max"]))
    stated = pd.to_numeric(figures["as_of"].str[:4]).astype("Int64")
    return figures.assign(
        event_label=figures["event_id"].map(events["label"]),
        event_type=figures["event_id"].map(events["type"].astype("str")),
        claimant=figures["claimed_by"].fillna(figures["publisher"] + ", own voice"),
        claimant_side=figures["claimed_by_id"].map(sides.astype("str")),
        # The year that the text names, else that of the event which the number measures, else the text's own.
        year=stated.fillna(event_day.dt.year.astype("Int64")).fillna(figures["published_max"].dt.year.astype("Int64")),
    )


def _quotes(quotes: "pd.DataFrame") -> "pd.DataFrame":
    kind = quotes["speaker_id"].map(read_table("actors").set_index("actor_id")["kind"].astype("str"))
    introduced = kind.map(_INTRODUCED).fillna("an organisation").mask(kind.isna(), "no name")
    return _told(quotes).assign(introduced=introduced.where(quotes["speaker"].notna()))


def _mentions(mentions: "pd.DataFrame") -> "pd.DataFrame":
    events = read_table("events").set_index("event_id")
    return _told(mentions).assign(
        event_label=mentions["event_id"].map(events["label"]),
        event_type=mentions["event_id"].map(events["type"].astype("str")),
        event_date=mentions["event_id"].map(events["date"]),
    )


def _events(events: "pd.DataFrame") -> "pd.DataFrame":
    told = _told(read_table("mentions")).sort_values(["published_max", "start"])
    first = told.drop_duplicates("event_id").set_index("event_id")
    names = read_table("actors").set_index("actor_id")["short_name"]
    return events.assign(
        actor=events["actor_id"].map(names),
        publisher=events["event_id"].map(first["publisher"]),
        sentence=events["event_id"].map(first["sentence"]),
        texts=events["event_id"].map(told.groupby("event_id")["source_id"].nunique()),
    )


_JOINS: dict[str, Callable[["pd.DataFrame"], "pd.DataFrame"]] = {
    "figures": _figures,
    "quotes": _quotes,
    "mentions": _mentions,
    "events": _events,
}
