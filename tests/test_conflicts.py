from kaiser_data.quality.conflicts import find_conflicts
from kaiser_data.rows import Event, Figure, Mention

EVENT = Event(event_id="s", type="strike", status="occurred", date="2025")
VOTE = Event(event_id="s", type="strike_vote", status="occurred", date="2025")


def _figure(source: str, text: str, value: float, qualifier: str = "exact", topic: str = "strike") -> Figure:
    unit = "percent" if topic == "vote" else "people"
    return Figure(
        source_id=source, start=0, end=len(text), text=text, figure_id=f"{source}-f00000", topic=topic, value=value,
        measure="percent" if topic == "vote" else "headcount", unit=unit, qualifier=qualifier, event_id="s",
    )  # fmt: skip


def _pairs(event: Event, *figures: Figure) -> list[tuple[str, str]]:
    return [(conflict.one, conflict.other) for conflict in find_conflicts([event], figures)]


def test_two_texts_that_count_a_strike_differently_contradict_each_other():
    assert _pairs(EVENT, _figure("a", "31,000", 31000), _figure("b", "32,000", 32000)) == [("31,000", "32,000")]


def test_ninety_six_percent_and_over_ninety_six_are_listed():
    figures = [_figure("a", "96 percent", 96, topic="vote"), _figure("b", "over 96 percent", 96, "more_than", "vote")]
    assert _pairs(VOTE, *figures) == [("96 percent", "over 96 percent")]


def test_a_magnitude_contradicts_nothing_that_it_holds():
    assert _pairs(EVENT, _figure("a", "Tens of thousands", 10000, "magnitude"), _figure("b", "31,000", 31000)) == []


def test_over_sixty_and_nearly_sixty_one_thousand_agree():
    figures = [_figure("a", "over 60,000", 60000, "more_than"), _figure("b", "nearly 61,000", 61000, "nearly")]
    assert _pairs(EVENT, *figures) == []


def test_one_text_does_not_contradict_itself():
    assert _pairs(EVENT, _figure("a", "31,000", 31000), _figure("a", "32,000", 32000)) == []


def test_two_days_for_one_vote_are_listed():
    mentions = [
        Mention(source_id=source, start=0, end=9, text="x", event_id="s", date_text=words)
        for source, words in (("a", "July 18"), ("b", "July 19"), ("c", "last week"))
    ]
    found = [(conflict.field, conflict.one, conflict.other) for conflict in find_conflicts([VOTE], [], mentions)]
    assert found == [("date", "July 18", "July 19")]
