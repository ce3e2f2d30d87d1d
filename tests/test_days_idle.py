"""Days idle and the margins of a number: the bureau's own arithmetic, and what a text leaves open."""

import math

import pandas as pd
import pytest

import kaiser_data as kd
from kaiser_data.analysis.headcounts import days_idle, duration, workdays
from kaiser_data.analysis.margins import add_margins, margin, step

FIGURE = {"measure": "headcount", "unit": "people", "topic": "strike", "status": "actual", "value_max": math.nan}
SOURCES = pd.DataFrame(
    [("a", pd.Timestamp("2026-02-07")), ("b", pd.Timestamp("2026-03-20"))], columns=["source_id", "published_max"]
)


def strikes(*dates: str, status: str = "occurred") -> pd.DataFrame:
    rows = [
        {"event_id": f"e{n}", "label": f"Strike {n}", "type": "strike", "status": status, "date": date}
        for n, date in enumerate(dates)
    ]
    return pd.DataFrame(rows)


def heads(*stated: tuple[str, float, str], **fields: str) -> pd.DataFrame:
    return pd.DataFrame([FIGURE | fields | {"event_id": e, "value": v, "qualifier": q} for e, v, q in stated])


def telling(*told: tuple[str, str, str]) -> pd.DataFrame:
    rows = [{"event_id": "e0", "source_id": s, "text": text, "date_text": words} for s, text, words in told]
    return pd.DataFrame(rows, columns=["event_id", "source_id", "text", "date_text"])


def weighed(events: pd.DataFrame, figures: pd.DataFrame, *told: tuple[str, str, str]) -> pd.DataFrame:
    return days_idle(events, figures, telling(*told), SOURCES)


def test_the_bureaus_example_comes_out():
    # Handbook of Methods: 4,000 workers for 10 workdays are 40,000 days of idleness.
    table = weighed(strikes("2026-03-02/2026-03-13"), heads(("e0", 4000, "exact")))
    assert (table["workdays"].item(), table["idle"].item()) == (10, 40000)
    assert table["idle_high"].item() == 10 * 4500
    assert table["idle_low"].item() == 9 * 3500


RETURN = ("b", "workers would return to hospitals and healthcare facilities at 7 a.m. Tuesday", "7 a.m. Tuesday")
STATED = heads(("e0", 31000, "exact"), ("e0", 31000, "up_to"), ("e0", 31000, "exact"), ("e0", 10000, "magnitude"))


def test_the_morning_of_the_return_is_no_idle_day_and_up_to_caps():
    # Washington's Birthday lies in between: 21 weekdays, 20 workdays.
    table = weighed(strikes("2026-01-26/2026-02-24", status="ongoing"), STATED, RETURN)
    days = table[["workdays_low", "workdays", "workdays_high"]].iloc[0].tolist()
    assert days == [20, 20, 20]
    assert table[["idle_low", "idle", "idle_high"]].iloc[0].tolist() == [610000, 620000, 620000]


def test_a_return_without_its_hour_leaves_the_day_open():
    told = (RETURN[0], "workers would return to hospitals on Tuesday", "Tuesday")
    table = weighed(strikes("2026-01-26/2026-02-24"), STATED, told)
    assert table[["workdays_low", "workdays_high"]].iloc[0].tolist() == [20, 21]
    begun = ("a", "nurses walked off the job at 7 a.m. Monday", "7 a.m. Monday")
    assert weighed(strikes("2026-01-26/2026-02-24"), STATED, begun)["workdays_high"].item() == 21


def test_a_cap_does_not_hide_what_another_text_states():
    table = weighed(strikes("2026-03-02"), heads(("e0", 3000, "up_to"), ("e0", 4000, "exact")))
    assert table["workers_high"].item() == 4000


def test_workers_who_were_only_expected_idle_nobody():
    expected = heads(("e0", 4000, "exact"), status="planned")
    assert weighed(strikes("2026-03-02"), expected)["workers"].isna().all()


def test_of_several_numbers_the_one_stated_most_often_is_printed():
    told = heads(("e0", 31000, "exact"), ("e0", 31000, "about"), ("e0", 34000, "exact"))
    assert weighed(strikes("2026-03-02"), told)["workers"].item() == 31000
    two = heads(("e0", 31000, "exact"), ("e0", 34000, "exact"))
    assert weighed(strikes("2026-03-02"), two)["workers"].item() == 34000


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
    assert duration("2026-03-02/2026-03-06")[:2] == (4, 5)


def test_an_open_strike_lasts_to_the_day_on_which_a_text_last_saw_it():
    seen = ("b", "workers strike in front of the center on Feb. 9", "Feb. 9")
    table = weighed(
        strikes("2026-02-09/..", status="ongoing"), STATED, ("a", "workers are joining the walkout", ""), seen
    )
    assert table[["workdays_low", "workdays"]].iloc[0].tolist() == [1, 1]
    assert table["last"].item() == pd.Timestamp("2026-03-20")
    assert table["workdays_high"].item() == workdays("2026-02-09", "2026-03-20")


def test_a_text_that_tells_the_start_sees_the_strike_on_its_own_day():
    told = ("b", "Bakers walked off the job on March 2", "March 2")
    assert weighed(strikes("2026-03-02/..", status="ongoing"), STATED, told)["workdays_low"].item() == 15


def test_an_open_strike_that_no_mention_tells_has_no_length():
    assert duration("2026-03-02/..") is None


def test_a_day_that_no_calendar_has_is_not_read():
    told = ("b", "workers strike on Feb. 30", "Feb. 30")
    assert weighed(strikes("2026-03-02/.."), STATED, told)["workdays_low"].item() == 15


def test_months_give_the_widest_bounds_and_no_number_to_print():
    low, high, first, last, stated = duration("2024-10~/2024-12")
    assert (first, last) == (pd.Timestamp("2024-10-01"), pd.Timestamp("2024-12-31"))
    assert (low, high) == (workdays("2024-10-31", "2024-11-30"), workdays("2024-10-01", "2024-12-31"))
    assert pd.isna(stated)


@pytest.mark.parametrize("date", ["[2026-02-23..]", "2021", "2025-24/2026-02-24", "../2026-02-24"])
def test_a_date_that_says_no_length_gives_none(date):
    assert duration(date) is None


def test_what_was_called_off_or_only_planned_idles_nobody():
    for status in ("called_off", "planned", "threatened"):
        assert weighed(strikes("2026-03-02", status=status), heads(("e0", 900, "exact"))).empty


def test_a_strike_without_a_headcount_stays_with_an_empty_cell():
    table = weighed(strikes("2026-03-02"), heads(("other", 900, "exact")))
    assert table["idle_high"].isna().all()


def test_a_magnitude_counts_only_where_nothing_better_is_stated():
    both = weighed(strikes("2026-03-02"), heads(("e0", 10000, "magnitude"), ("e0", 31000, "nearly")))
    alone = weighed(strikes("2026-03-02"), heads(("e0", 10000, "magnitude")))
    assert (both["workers_low"].item(), both["workers_high"].item()) == (30000, 31000)
    assert (alone["workers_low"].item(), alone["workers_high"].item()) == (10000, 100000)
    assert alone["workers"].isna().all()


def test_up_to_leaves_the_lower_side_open():
    table = weighed(strikes("2026-03-02"), heads(("e0", 31000, "up_to")))
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
