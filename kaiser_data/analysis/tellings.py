"""Who tells an event, who is silent, and which event follows which in a round of bargaining.

A text can tell only what had begun when it appeared: a page of October 2021 is not silent on a strike of 2026. Two
clauses of one event may date it and name it differently; `told_differently` sets their words side by side.

How well a date is known differs, too: `[2025-12-11..2025-12-20]` holds one day that nobody names;
`2026-01-26/2026-02-24` are all days of a strike. Both have a first and a last day, and mean different things.
"""

from collections.abc import Mapping

import pandas as pd

# The links of a round of bargaining, in the order in which they should follow.
LINKS = {
    "contract_expiration": "contract runs out",
    "contract_extension": "extension",
    "bargaining": "talks",
    "strike_vote": "strike vote",
    "strike": "strike",
    "tentative_agreement": "agreement",
    "ratification": "ratification",
}


def tells(events: pd.DataFrame, mentions: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Pair each event with each text that could know it: `clauses` is how many tell it, 0 where the text is silent.

    Texts stand by date, events by their last possible day; `sentence` is the first that tells the event.
    """
    told = mentions.groupby(["event_id", "source_id"]).agg(clauses=("start", "size"), sentence=("sentence", "first"))
    about = events[["event_id", "label", "date", "date_min", "date_max"]]
    texts = sources.sort_values("published_max")[["source_id", "publisher", "published_max"]]
    pairs = about.merge(texts, how="cross").join(told, on=["event_id", "source_id"])
    pairs["clauses"] = pairs["clauses"].fillna(0).astype("int64")
    begun = pairs["date_min"].fillna(pairs["date_max"]) <= pairs["published_max"]
    order = ["date_max", "date_min", "label", "published_max"]
    return pairs[begun | pairs["clauses"].gt(0)].sort_values(order, ignore_index=True)


def silences(pairs: pd.DataFrame) -> pd.DataFrame:
    """Count by text how many events it could tell, how many it tells, and the share in percent."""
    counts = pairs.groupby("source_id", sort=False)["clauses"].agg(
        could_tell="size", tells=lambda clauses: clauses.gt(0).sum()
    )
    return counts.assign(percent=(100 * counts["tells"] / counts["could_tell"]).round(1))


def told_differently(mentions: pd.DataFrame) -> pd.DataFrame:
    """List the clauses of the events that several texts tell, with the words that date and name the event in each."""
    several = mentions.groupby("event_id")["source_id"].transform("nunique").gt(1)
    columns = ["event_label", "event_date", "source_id", "date_text", "trigger"]
    words = mentions[several].sort_values(["event_label", "source_id", "start"])[columns]
    return words.drop_duplicates(ignore_index=True)


def in_window(events: pd.DataFrame, since: str, until: str) -> pd.DataFrame:
    """Give the events that may lie between two days (ISO), those with an open end included, by date.

    An event with one bound stands on that day alone.
    """
    first = events["date_min"].fillna(events["date_max"])
    last = events["date_max"].fillna(first.mask(events["date"].str.endswith("/.."), pd.Timestamp(until)))
    kept = events[last.ge(since) & first.le(until)]
    return kept.loc[first[kept.index].sort_values(kind="stable").index]


def chain_links(events: pd.DataFrame, rounds: Mapping[str, tuple[int, int]]) -> pd.DataFrame:
    """Give the events that are links of a round of bargaining, with the columns `link` and `round`.

    `rounds` gives the first and the last year of each round by its name.
    """
    links = events[events["type"].isin(list(LINKS))]
    links = links.assign(link=links["type"].astype("str").map(LINKS))
    year = links["date_max"].fillna(links["date_min"]).dt.year
    names = pd.Series(index=links.index, dtype="object")
    for name, (since, until) in rounds.items():
        names = names.mask(year.between(since, until), name)
    return links.assign(round=names).dropna(subset=["round"]).sort_values("round", kind="stable")


DAY, WITHIN, BEFORE, AFTER = "on this day", "on some day within", "on or before", "not before"
LASTED, LASTS = "lasted", "began, end open"


def certainty(events: pd.DataFrame) -> pd.Series:
    """Say of each event how its date is known, from `date` (EDTF), `date_min` and `date_max`.

    >>> first, last = pd.Timestamp("2025-12-11"), pd.Timestamp("2026-01-26")
    >>> rows = [("[2025-12-11..]", first, pd.NaT), ("2026-01-26", last, last)]
    >>> list(certainty(pd.DataFrame(rows, columns=["date", "date_min", "date_max"])))
    ['not before', 'on this day']
    """
    first, last, date = events["date_min"], events["date_max"], events["date"]
    known = pd.Series(WITHIN, index=events.index, name="certainty")
    known = known.mask(first.isna(), BEFORE).mask(last.isna(), AFTER)
    known = known.mask(date.str.contains("/", regex=False), LASTED).mask(date.str.endswith("/.."), LASTS)
    return known.mask(first.eq(last), DAY)
