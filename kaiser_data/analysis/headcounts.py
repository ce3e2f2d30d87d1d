"""How many people, for how many days: headcounts by what they count with their margins, and days idle.

Two numbers differ for three reasons: something grew, somebody rounded, or something else was counted. Margins
(`analysis.margins`) tell rounding from the other two; only the sentences tell those apart.

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

from kaiser_data.analysis.margins import Stated, add_margins, can_both_hold, has_sense, read_named, tells_morning_return

VOTING, STRIKING, MEMBERS, LAID_OFF = (
    "called to vote on a strike",
    "on strike, or called to it",
    "members, employees, people covered",
    "laid off",
)
CALLED = (VOTING, STRIKING)
SIZES = ("1,000 workers or more", "fewer")
NAMED = ("somebody is named", "the text's own voice")
_GROUPS = {"strike": STRIKING, "membership": MEMBERS, "layoff": LAID_OFF}


def headcounts(figures: pd.DataFrame) -> pd.DataFrame:
    """Give the headcounts of people with `group` (what they count), margin and a `label` that is unique in its group.

    `figures` as `read_joined` gives them. What is told again in the same words by the same publisher is left out, and
    so is what belongs to no group.
    """
    heads = figures[figures["measure"].eq("headcount") & figures["unit"].eq("people")]
    voting = heads["event_type"].eq("strike_vote") & heads["topic"].eq("strike")
    heads = heads.assign(group=heads["topic"].astype("str").map(_GROUPS).mask(voting, VOTING))
    heads = add_margins(heads.dropna(subset=["group"]))
    heads["label"] = _line(heads)
    heads = heads.drop_duplicates(["group", "label", "publisher"])
    return labelled_apart(heads.sort_values(["group", "year", "value"]), ["group"])


def labelled_apart(table: pd.DataFrame, within: list[str]) -> pd.DataFrame:
    """Put the publisher behind labels that stand twice, so that each line of a chart has a name of its own."""
    twice = table.duplicated([*within, "label"], keep=False)
    return table.assign(label=table["label"].mask(twice, table["label"] + " (" + table["publisher"] + ")"))


def can_be_one(table: pd.DataFrame) -> pd.DataFrame:
    """Compare each number of a table (column `label`) with each other: `may be one` or `differ`."""
    cells = zip(table["value"], table["qualifier"].astype("str"), table["value_max"], strict=True)
    stated = dict(zip(table["label"], (Stated(*cell) for cell in cells), strict=True))
    words = {True: "may be one", False: "differ"}
    rows = {one: {other: words[can_both_hold(stated[one], stated[other])] for other in stated} for one in stated}
    return pd.DataFrame(rows).T


def shares_of_members(heads: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Give each group of strikers or voters as a share of the members of the same year, in percent, with bounds.

    The lowest share is the fewest people by the most members, the highest the most by the fewest.
    """
    people = heads.groupby(["year", "group"], as_index=False).agg(
        fewest=("low", "min"), people=("value", "max"), most=("high", "max")
    )
    whole = members.groupby("year", as_index=False).agg(
        members_low=("low", "min"), members=("value", "max"), members_high=("high", "max")
    )
    shares = people.merge(whole, on="year")
    return shares.assign(
        label=shares["group"] + ", " + shares["year"].astype("str"),
        low=100 * shares["fewest"] / shares["members_high"],
        value=100 * shares["people"] / shares["members"],
        high=100 * shares["most"] / shares["members_low"],
    ).round(1)


def wages(figures: pd.DataFrame) -> pd.DataFrame:
    """Give the percentages on wages with margin, `label` (number, status, year, claimant) and the claimant's `side`."""
    told = figures[figures["topic"].eq("wage") & figures["unit"].eq("percent")]
    told = add_margins(told).assign(side=told["claimant_side"].fillna("press"))
    words = told["text"] + " " + told["status"].astype("str") + ", " + told["year"].astype("str")
    told["label"] = words + ": " + told["claimant"]
    return told.drop_duplicates("label").sort_values(["year", "value"])


def money(figures: pd.DataFrame) -> pd.DataFrame:
    """Give the sums in dollars with margin, `label` and `named`: whether somebody is named who claims the sum."""
    told = figures[figures["measure"].eq("money") & figures["unit"].eq("USD")]
    told = add_margins(told).sort_values("value")
    told["label"] = _line(told).str.replace("\\", "", regex=False)
    named = told["claimed_by"].isna().astype("int64").map(dict(enumerate(NAMED)))
    return told.assign(named=named).drop_duplicates("label")


def idle_lines(idle: pd.DataFrame) -> pd.DataFrame:
    """Give the strikes whose days idle can be counted as lines of a chart: `label`, `value`, `low`, `high`, `size`."""
    counted = idle.dropna(subset=["idle"]).rename(columns={"idle_low": "low", "idle": "value", "idle_high": "high"})
    counted = counted.astype(dict.fromkeys(["low", "value", "high"], "float64"))
    size = (~counted["major"].astype("bool")).astype("int64").map(dict(enumerate(SIZES)))
    return counted.assign(size=size, year=counted["first"].dt.year)


def _line(told: pd.DataFrame) -> pd.Series:
    return told["year"].astype("str") + ": " + told["text"] + " " + told["counted"].fillna("")


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
    if not named or not named[-1].day or has_sense("begin", words):
        return published
    _, month, day = named[-1]
    year = named[-1].year or published.year - ((month, day) > (published.month, published.day))
    day_named = pd.to_datetime(f"{year}-{month}-{day}", errors="coerce")
    return published if pd.isna(day_named) else day_named
