"""Days idle: what a strike weighs, in the manner of the U.S. Bureau of Labor Statistics.

Days of idleness are workers times lost workdays, a workday being Monday to Friday without federal holidays (BLS,
Handbook of Methods, Work Stoppages): 4,000 workers for 10 workdays are 40,000 days. The bureau counts stoppages of
1,000 workers and more; we count all and mark them. Beside the one number that the bureau would print stand its bounds,
for our numbers are the texts' own: the last day told may be that of the return (where the text gives a morning hour, it
is), a strike dated to months has no number at all, an open one lasts to the day on which a text last saw it, and a
headcount has the margin of its words, capped by an "up to". What this leaves alone: shifts, part-time work, who
crossed the line; headcounts that were only expected.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
from pandas.tseries.holiday import USFederalHolidayCalendar
from pandas.tseries.offsets import CustomBusinessDay

from kaiser_data.analysis.margins import add_margins, read_named, says, tells_morning_return

MAJOR = 1000
_WORKDAY = CustomBusinessDay(calendar=USFederalHolidayCalendar())
_DAYS = ["workdays_low", "workdays", "workdays_high"]
_PEOPLE = ["workers_low", "workers", "workers_high"]
_COLUMNS = ["event_id", "label", "first", "last", *_DAYS, *_PEOPLE]


class Duration(NamedTuple):
    """The workdays that an EDTF interval allows, the days between which it lasted, and the number to print (or NA)."""

    low: int
    high: int
    first: pd.Timestamp
    last: pd.Timestamp
    stated: int


class ToldEnd(NamedTuple):
    """What the mentions of a strike tell of its end: when a text last saw it, when one last told it, a return."""

    seen: pd.Timestamp
    told: pd.Timestamp
    returned: bool = False


class Strikers(NamedTuple):
    """The fewest and the most people on strike that the texts allow, and the number that most of them state."""

    low: int
    stated: int
    high: int


def workdays(first: str | pd.Timestamp, last: str | pd.Timestamp) -> int:
    """Count the workdays from the first to the last day, both included.

    >>> workdays("2026-02-13", "2026-02-17")  # a weekend and Washington's Birthday between
    2
    """
    return len(pd.date_range(first, last, freq=_WORKDAY))


def duration(date: str, record: ToldEnd | None = None) -> Duration | None:
    """Count the workdays of an EDTF day or interval; an open end lasts as far as the record tells.

    None where the date is no day and no interval: `[2026-02-23..]` and `2021` do not say how long.

    >>> duration("2025-09-08")[:2]
    (1, 1)
    >>> seen, told = pd.Timestamp("2026-02-09"), pd.Timestamp("2026-02-13")
    >>> duration("2026-02-09/..", ToldEnd(seen, told))[:2]
    (1, 5)
    """
    begins, slash, ends = date.replace("~", "").partition("/")
    if "[" in date or not begins.strip(".") or (not slash and len(begins) < len("2026-02-09")):
        return None
    if ends == "..":
        return _open(begins, record)
    opening, closing = _period(begins), _period(ends or begins)
    if opening is None or closing is None:
        return None
    last = closing.end_time.normalize()
    if not slash:
        high = workdays(opening.start_time, last)
        return Duration(min(high, 1), high, opening.start_time, last, high)
    day = pd.Timedelta(days=1)
    # The last day named may be the day on which work begins again; where a morning hour is told, it is.
    low = workdays(opening.end_time.normalize(), closing.start_time - day)
    high = workdays(opening.start_time, last - day if record and record.returned else last)
    known = opening.freqstr == closing.freqstr == "D"
    return Duration(low, high, opening.start_time, last, high if known else pd.NA)


def _open(begins: str, record: ToldEnd | None) -> Duration | None:
    """A strike that no text ends lasts to the day on which one saw it, at most to the last text that tells it."""
    opening = _period(begins)
    if opening is None or record is None:
        return None
    seen, told = max(record.seen, opening.end_time.normalize()), max(record.told, opening.end_time.normalize())
    low = workdays(opening.end_time.normalize(), seen)
    stated = low if opening.freqstr == "D" else pd.NA
    return Duration(low, workdays(opening.start_time, told), opening.start_time, told, stated)


def _period(day: str) -> pd.Period | None:
    """Read a year, a month or a day; None for a season, which has no first day that a text would stand by."""
    frequency = {4: "Y", 7: "M", 10: "D"}[len(day)]
    if frequency == "M" and int(day[5:]) > 12:
        return None
    return pd.Period(day, freq=frequency)


def days_idle(
    events: pd.DataFrame, figures: pd.DataFrame, mentions: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Give workdays, workers and days idle of each strike that took place: the number to print between its bounds.

    The arguments are the published tables. Workers are the actual headcounts of a strike; a magnitude counts only
    where nothing better is stated, and then gives bounds alone. A strike without a headcount or without days stays,
    its days idle empty.
    """
    strikes = events[
        events["type"].isin(["strike", "sympathy_strike"]) & events["status"].isin(["occurred", "ongoing"])
    ]
    people = dict(_strikers(figures))
    records = dict(_records(strikes, mentions, sources))
    unknown = Duration(pd.NA, pd.NA, pd.NaT, pd.NaT, pd.NA)
    rows = []
    for event in strikes.itertuples():
        lasted = duration(event.date, records.get(event.event_id)) or unknown
        workers = people.get(event.event_id, (pd.NA, pd.NA, pd.NA))
        days = (lasted.low, lasted.stated, lasted.high)
        rows.append((event.event_id, event.label, lasted.first, lasted.last, *days, *workers))
    table = pd.DataFrame(rows, columns=_COLUMNS).astype(dict.fromkeys(_DAYS + _PEOPLE, "Int64"))
    table["idle_low"] = table["workdays_low"] * table["workers_low"]
    table["idle"] = table["workdays"] * table["workers"]
    table["idle_high"] = table["workdays_high"] * table["workers_high"]
    return table.assign(major=table["workers_high"] >= MAJOR).sort_values("first", ignore_index=True)


def _strikers(figures: pd.DataFrame) -> Iterator[tuple[str, Strikers]]:
    """Yield the bounds and the stated number of strikers by event."""
    wanted = {"measure": "headcount", "unit": "people", "topic": "strike", "status": "actual"}
    told = figures[figures["event_id"].notna()]
    for column, value in wanted.items():
        told = told[told[column].eq(value)]
    for event_id, stated in add_margins(told).groupby("event_id"):
        numbers = stated[stated["qualifier"] != "magnitude"]
        yield event_id, _bounds(stated if numbers.empty else numbers, pd.NA if numbers.empty else _most_stated(numbers))


def _bounds(stated: pd.DataFrame, most_stated: int) -> Strikers:
    # "Up to 31,000" alone leaves the lower side open; nobody is the honest bound then.
    low, high = stated["low"].min(), stated["high"].max()
    cap = stated.loc[stated["qualifier"].eq("up_to"), "value"].min()
    if cap < high:
        # It caps what a rounding allows, not what another text states.
        high = max(cap, stated["value"].max())
    return Strikers(0 if pd.isna(low) else round(low), most_stated, round(high))


def _most_stated(numbers: pd.DataFrame) -> int:
    """Choose the number stated most often, of several the largest; of a range the middle."""
    middle = numbers[["value", "value_max"]].mean(axis=1)
    return round(middle.mode().max())


def _records(strikes: pd.DataFrame, mentions: pd.DataFrame, sources: pd.DataFrame) -> Iterator[tuple[str, ToldEnd]]:
    """Yield by event what its mentions tell of its end."""
    written = mentions[mentions["event_id"].isin(strikes["event_id"])].merge(
        sources[["source_id", "published_max"]], on="source_id"
    )
    for event_id, told in written.dropna(subset=["published_max"]).groupby("event_id"):
        rows = list(told.fillna({"date_text": ""}).itertuples())
        seen = max(_seen(row.text, row.date_text, row.published_max) for row in rows)
        returned = any(tells_morning_return(row.text, row.date_text) for row in rows)
        yield event_id, ToldEnd(seen, max(row.published_max for row in rows), returned)


def _seen(words: str, date_text: str, published: pd.Timestamp) -> pd.Timestamp:
    """Give the day on which a mention sees its strike: the one it names, unless that begins it; else its text's."""
    named = read_named(date_text)
    if not named or not named[-1].day or says("begin", words):
        return published
    _, month, day = named[-1]
    year = named[-1].year or published.year - ((month, day) > (published.month, published.day))
    day_named = pd.to_datetime(f"{year}-{month}-{day}", errors="coerce")
    return published if pd.isna(day_named) else day_named
