import pytest

from kaiser_data.extract.calendar.calendar_spans import bounds_of
from kaiser_data.extract.merge import better_date, merge_events
from kaiser_data.rows import Actor, Event, Mention


def _event(event_id: str, date: str, **fields: str) -> Event:
    first, last = bounds_of(date)
    values = {"type": "strike", "status": "occurred", "actor_id": "bakers", "target_id": "mill", **fields}
    return Event(event_id=event_id, date=date, date_min=first, date_max=last, **values)


def _mention(event_id: str, text: str = "Bakers struck") -> Mention:
    return Mention(source_id=event_id.split("-")[0], start=0, end=9, text=text, event_id=event_id)


def _merged(*events: Event, actors: tuple = ()) -> list[tuple[str, str]]:
    texts = [(e.event_id.split("-")[0], [e], [_mention(e.event_id, f"text {e.event_id}")]) for e in events]
    return [(event.event_id, event.date) for event in merge_events(texts, {}, actors)[0]]


def test_two_texts_that_tell_one_strike_give_one_row_with_its_end():
    assert _merged(_event("a-1", "2026-01-26/.."), _event("b-1", "2026-01-26/2026-02-24")) == [
        ("a-1", "2026-01-26/2026-02-24")
    ]


def test_a_strike_without_a_start_is_the_one_under_way():
    assert len(_merged(_event("a-1", "2026-01-26/2026-02-24"), _event("b-1", "[..2026-02-07]"))) == 1


def test_strikes_a_year_apart_stay_two():
    assert len(_merged(_event("a-1", "2025-01-26"), _event("b-1", "2026-01-26"))) == 2


def test_strikes_of_two_unions_on_one_day_stay_two():
    assert len(_merged(_event("a-1", "2025-01-26"), _event("b-1", "2025-01-26", actor_id="porters"))) == 2


def test_a_local_stands_for_its_union():
    local = Actor(actor_id="local-7", name="Local 7", kind="union", side="union", member_of="bakers")
    assert (
        len(_merged(_event("a-1", "2025-01-26"), _event("b-1", "2025-01-26", actor_id="local-7"), actors=(local,))) == 1
    )


def test_a_strike_called_off_is_not_one_that_took_place():
    assert len(_merged(_event("a-1", "2025-01-26"), _event("b-1", "2025-01-26", status="called_off"))) == 2


def test_two_events_of_one_text_never_meet():
    events = [_event("a-1", "2025-05"), _event("a-2", "2025-05-03")]
    merged, _ = merge_events([("a", events, [_mention("a-1"), _mention("a-2")])])
    assert len(merged) == 2


def test_the_later_text_says_what_became_of_a_plan():
    events = [_event("a-1", "2025-09-30", type="contract_expiration", status="planned")]
    later = [_event("b-1", "2025-09-30", type="contract_expiration", status="occurred")]
    texts = [("a", events, [_mention("a-1")]), ("b", later, [_mention("b-1", "It expired")])]
    merged, mentions = merge_events(texts, {"a": "2025-09-14", "b": "2025-10-01"})
    assert [event.status for event in merged] == ["occurred"]
    assert {mention.event_id for mention in mentions} == {"a-1"}


@pytest.mark.parametrize(
    ("one", "other", "better"),
    [
        ("2021", "2021-10-01", "2021-10-01"),
        ("[..2021-10-01]", "2021-09", "2021-09"),
        ("", "2021", "2021"),
        ("2025-05", "2024-10~/2025-05", "2025-05"),
    ],
)
def test_the_narrower_date_is_the_better_founded(one, other, better):
    assert better_date(one, other) == better
