"""The word by which a clause names its event."""

import pytest

from kaiser_data.extract.pipeline import extract_text


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("About 600 dockers conducted a one-day strike on Monday.", "strike"),
        ("The bakers ended their walkout on Tuesday.", "walkout"),
        ("The clerks walked off the job on Monday.", "walked off the job"),
        ("The union called off the strike on Monday.", "called off"),
        ("The porters voted to launch a strike on Monday.", "voted"),
        ("The porters’ contract expired on Monday.", "expired"),
        ("The nurses held a protest outside the mill on Monday.", "protest"),
        ("The union and the mill reached a tentative agreement on Monday.", "tentative agreement"),
    ],
)
def test_a_noun_names_the_event_where_there_is_one(text, trigger):
    rows = extract_text(text, published="2024-05-02").rows["mentions"]
    assert [row.trigger for row in rows] == [trigger]
