"""Topic, status and day of a figure, in threes: as it is, as it is not, and what looks alike."""

import pytest

from kaiser_data.extract.pipeline import extract_text


def only(text: str):
    (row,) = extract_text(text).rows["figures"]
    return row


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The council offered the gardeners 3 percent.", "proposed"),
        ("The gardeners want 9 percent.", "demanded"),
        ("The gardeners got 5 percent.", "actual"),
        ("The guild's latest proposal asks for 9 percent.", "demanded"),
        ("Management is demanding a 4 percent cut in pay.", "proposed"),
        ("They turned down an offer that would have raised salaries 3.5%.", "proposed"),
        ("Some 400 gardeners plan to walk out on Friday.", "planned"),
        ("Some 400 gardeners walked out on Friday.", "actual"),
        ("A strike by 400 gardeners was called off.", "planned"),
        ("The walkout would close 30 parks.", "planned"),
        ("The walkout closed 30 parks.", "actual"),
        ("The walkout could not close the 30 parks.", "actual"),
        ("The council is axing 40 gardener jobs.", "planned"),
        ("The council has axed 40 gardener jobs.", "actual"),
        ("Some 40 gardeners face being sacked.", "planned"),
        ("Gardeners would lose £900 from their pay.", "planned"),
    ],
)
def test_status_follows_who_proposes(text, status):
    assert only(text).status == status


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The foundry laid off 40 moulders.", "layoff"),
        ("The local represents 40 moulders.", "membership"),
        ("Police arrested 40 moulders.", "other"),
        ("The foundry hired 40 replacement workers.", "staffing"),
        ("Turnout was 71 percent.", "vote"),
        ("Inflation hit 9 percent.", "price"),
        ("Wages rose 9 percent.", "wage"),
        ("Profits rose 9 percent.", "finance"),
        ("The strike lasted 40 days.", "strike_length"),
        ("It is a 40-day contract extension.", "contract_length"),
        ("Patients waited 40 hours.", "care"),
        ("The moulder has 40 years of experience.", "other"),
        ("Six foundries have closed in the valley.", "layoff"),
        ("Six foundries were struck in the valley.", "strike"),
        ("Six foundries stand in the valley.", "other"),
        ("The foundry employs 40 moulders.", "membership"),
        ("List of moulders laid off:\n\n4 Relief moulders - filled the moulds", "layoff"),
    ],
)
def test_the_topic_follows_the_nearest_cue_of_the_measure(text, topic):
    assert only(text).topic == topic


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("As of August 2022, the fund held $602 million.", "2022-08"),
        ("As of March 3, 2024, the fund held $602 million.", "2024-03-03"),
        ("In fiscal year 2023 the fund held $602 million.", "2023"),
        ("The moulders got a 2% raise in 2021.", "2021"),
        ("The moulders got a 2% raise.", ""),
        ("The moulders got a 2% raise under the 2021 contract.", ""),
    ],
)
def test_the_day_is_that_of_the_clause(text, day):
    assert only(text).as_of == day
