"""How many people, and whether two numbers can both hold: headcounts by what they count, with their margins.

Two numbers differ for three reasons: something grew, somebody rounded, or something else was counted. Margins
(`analysis.margins`) tell rounding from the other two; only the sentences tell those apart.
"""

import pandas as pd

from kaiser_data.analysis.margins import Stated, add_margins, can_both_hold

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
