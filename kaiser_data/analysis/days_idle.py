"""Days idle: what a strike weighs, in the manner of the U.S. Bureau of Labor Statistics.

Days of idleness are workers times lost workdays, a workday being Monday to Friday without federal holidays (BLS,
Handbook of Methods, Work Stoppages): 4,000 workers for 10 workdays are 40,000 days. The bureau counts stoppages of
1,000 workers and more; we count all and mark them. Our numbers are the texts' own, so both factors have bounds: the
day that ends a strike may be the day of the return, a strike dated to months may have begun on any of their days, and
a headcount has the margin of its words. What this leaves alone: shifts, part-time work, who crossed the line.
"""

from typing import NamedTuple

import pandas as pd
from pandas.tseries.holiday import USFederalHolidayCalendar
from pandas.tseries.offsets import CustomBusinessDay

from kaiser_data.analysis.margins import add_margins

MAJOR = 1000
_WORKDAY = CustomBusinessDay(calendar=USFederalHolidayCalendar())
_COLUMNS = ["event_id", "label", "first", "last", "workdays_low", "workdays_high", "workers_low", "workers_high"]


class Duration(NamedTuple):
    """The fewest and the most workdays that an EDTF interval allows, and the days between which it surely lasted."""

    low: int
    high: int
    first: pd.Timestamp
    last: pd.Timestamp


def workdays(first: str | pd.Timestamp, last: str | pd.Timestamp) -> int:
    """Count the workdays from the first to the last day, both included.

    >>> workdays("2026-02-13", "2026-02-17")  # a weekend and Washington's Birthday between
    2
    """
    return len(pd.date_range(first, last, freq=_WORKDAY))


def duration(date: str, until: str | pd.Timestamp) -> Duration | None:
    """Count the workdays of an EDTF day or interval; an open end lasts to `until`.

    None where the date is no day and no interval: `[2026-02-23..]` and `2021` do not say how long.

    >>> duration("2025-09-08", until="2025-09-14")[:2]
    (1, 1)
    >>> duration("2026-02-09/..", until="2026-02-13")[:2]
    (5, 5)
    """
    begins, slash, ends = date.replace("~", "").partition("/")
    if "[" in date or not begins.strip(".") or (not slash and len(begins) < len("2026-02-09")):
        return None
    opening, closing = _period(begins), _period(until if ends == ".." else ends or begins)
    if opening is None or closing is None:
        return None
    high = workdays(opening.start_time, closing.end_time)
    if not slash:
        return Duration(min(high, 1), high, opening.start_time, closing.end_time.normalize())
    # The last day named may be the day on which work begins again.
    back = 0 if ends == ".." else 1
    surely = closing.start_time - pd.Timedelta(days=back)
    low = workdays(opening.end_time.normalize(), surely)
    return Duration(low, high, opening.start_time, closing.end_time.normalize())


def _period(day: str | pd.Timestamp) -> pd.Period | None:
    """Read a year, a month or a day; None for a season, which has no first day that a text would stand by."""
    if isinstance(day, pd.Timestamp):
        return pd.Period(day, freq="D")
    frequency = {4: "Y", 7: "M", 10: "D"}[len(day)]
    if frequency == "M" and int(day[5:]) > 12:
        return None
    return pd.Period(day, freq=frequency)


def days_idle(events: pd.DataFrame, figures: pd.DataFrame, until: str | pd.Timestamp) -> pd.DataFrame:
    """Give workdays, workers and days idle of each strike that took place, with bounds.

    `events` and `figures` are the published tables, `until` the day to which the record reaches: an open strike
    lasts to it. Workers are the actual headcounts of a strike, each with its margin; a magnitude counts only where
    nothing better is stated. A strike without a headcount or without days stays, its days idle empty.
    """
    strikes = events[
        events["type"].isin(["strike", "sympathy_strike"]) & events["status"].isin(["occurred", "ongoing"])
    ]
    people = _strikers(figures)
    unknown = Duration(pd.NA, pd.NA, pd.NaT, pd.NaT)
    rows = []
    for event in strikes.itertuples():
        lasted = duration(event.date, until) or unknown
        workers = people.get(event.event_id, (pd.NA, pd.NA))
        rows.append((event.event_id, event.label, lasted.first, lasted.last, lasted.low, lasted.high, *workers))
    table = pd.DataFrame(rows, columns=_COLUMNS)
    whole = dict.fromkeys(_COLUMNS[4:], "Int64")
    table = table.astype(whole)
    table["idle_low"] = table["workdays_low"] * table["workers_low"]
    table["idle_high"] = table["workdays_high"] * table["workers_high"]
    return table.assign(major=table["workers_high"] >= MAJOR).sort_values("first", ignore_index=True)


def _strikers(figures: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Give the fewest and the most strikers that the texts allow, by event."""
    told = figures[figures["measure"].eq("headcount") & figures["unit"].eq("people") & figures["event_id"].notna()]
    told = add_margins(told[told["topic"].eq("strike")])
    people = {}
    for event_id, stated in told.groupby("event_id"):
        numbers = stated[stated["qualifier"] != "magnitude"]
        kept = stated if numbers.empty else numbers
        # "Up to 31,000" alone leaves the lower side open; nobody is the honest bound then.
        low = kept["low"].min()
        people[event_id] = (0 if pd.isna(low) else round(low), round(kept["high"].max()))
    return people
