"""Days idle and the margins of a number: the bureau's own arithmetic, and what a text leaves open."""

import math

import pandas as pd
import pytest

import kaiser_data as kd
from kaiser_data.analysis.days_idle import days_idle, duration, workdays
from kaiser_data.analysis.margins import add_margins, margin, step

FIGURE = {"measure": "headcount", "unit": "people", "topic": "strike", "value_max": math.nan}


def strikes(*dates: str, status: str = "occurred") -> pd.DataFrame:
    rows = [
        {"event_id": f"e{n}", "label": f"Strike {n}", "type": "strike", "status": status, "date": date}
        for n, date in enumerate(dates)
    ]
    return pd.DataFrame(rows)


def heads(*stated: tuple[str, float, str]) -> pd.DataFrame:
    return pd.DataFrame([FIGURE | {"event_id": e, "value": v, "qualifier": q} for e, v, q in stated])


def test_the_bureaus_example_comes_out():
    # Handbook of Methods: 4,000 workers for 10 workdays are 40,000 days of idleness.
    table = days_idle(strikes("2026-03-02/2026-03-13"), heads(("e0", 4000, "exact")), "2026-03-31")
    assert table["workdays_high"].item() == 10
    assert table["idle_high"].item() == 10 * 4500
    assert table["idle_low"].item() == 9 * 3500


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("2026-02-16", "2026-02-16", 0),  # Washington's Birthday
        ("2025-07-04", "2025-07-06", 0),  # a holiday and a weekend
        ("2021-06-18", "2021-06-18", 0),  # Juneteenth on a Saturday, observed on Friday, in its first year
        ("2020-06-19", "2020-06-19", 1),  # and a workday before
        ("2025-12-22", "2026-01-02", 8),
    ],
)
def test_weekends_and_federal_holidays_are_no_workdays(first, last, count):
    assert workdays(first, last) == count


def test_the_day_that_ends_a_strike_may_be_the_return():
    assert duration("2026-03-02/2026-03-06", "2026-03-31")[:2] == (4, 5)


def test_an_open_strike_lasts_to_the_end_of_the_record():
    assert duration("2026-03-02/..", pd.Timestamp("2026-03-06"))[:2] == (5, 5)


def test_months_give_the_widest_bounds():
    low, high, first, last = duration("2024-10~/2024-12", "2026-01-01")
    assert (first, last) == (pd.Timestamp("2024-10-01"), pd.Timestamp("2024-12-31"))
    assert (low, high) == (workdays("2024-10-31", "2024-11-30"), workdays("2024-10-01", "2024-12-31"))


@pytest.mark.parametrize("date", ["[2026-02-23..]", "2021", "2025-24/2026-02-24", "../2026-02-24"])
def test_a_date_that_says_no_length_gives_none(date):
    assert duration(date, "2026-03-31") is None


def test_what_was_called_off_or_only_planned_idles_nobody():
    for status in ("called_off", "planned", "threatened"):
        assert days_idle(strikes("2026-03-02", status=status), heads(("e0", 900, "exact")), "2026-03-31").empty


def test_a_strike_without_a_headcount_stays_with_an_empty_cell():
    table = days_idle(strikes("2026-03-02"), heads(("other", 900, "exact")), "2026-03-31")
    assert table["idle_high"].isna().all()


def test_a_magnitude_counts_only_where_nothing_better_is_stated():
    both = days_idle(strikes("2026-03-02"), heads(("e0", 10000, "magnitude"), ("e0", 31000, "nearly")), "2026-03-31")
    alone = days_idle(strikes("2026-03-02"), heads(("e0", 10000, "magnitude")), "2026-03-31")
    assert (both["workers_low"].item(), both["workers_high"].item()) == (30000, 31000)
    assert (alone["workers_low"].item(), alone["workers_high"].item()) == (10000, 100000)


def test_up_to_leaves_the_lower_side_open():
    table = days_idle(strikes("2026-03-02"), heads(("e0", 31000, "up_to")), "2026-03-31")
    assert (table["workers_low"].item(), table["workers_high"].item()) == (0, 31000)


@pytest.mark.parametrize(
    ("value", "qualifier", "low", "high"),
    [
        (60000, "more_than", 60000, 70000),
        (32000, "more_than", 32000, 33000),
        (62000, "about", 61000, 63000),
        (31000, "exact", 30500, 31500),
        (21.5, "exact", 21.5, 21.5),
        (30, "exact", 30, 30),
        (600, "exact", 550, 650),
        (48, "less_than", 47, 48),
    ],
)
def test_the_margin_follows_the_words(value, qualifier, low, high):
    assert margin(value, qualifier) == (low, high)


def test_a_value_lies_within_its_margin_in_the_published_table():
    figures = add_margins(kd.read_table("figures"))
    assert (figures["low"].fillna(-math.inf) <= figures["value"]).all()
    assert (figures["value"] <= figures["high"].fillna(math.inf)).all()


def test_a_step_is_never_nothing():
    assert (step(0), step(0.09), step(100)) == (1, 0.01, 100)
