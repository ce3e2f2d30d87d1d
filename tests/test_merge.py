"""Events of many texts become one table, each with the line that a chart carries."""

from dataclasses import replace

import pytest

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.events.merge_events import EventOfText, Merged, better_date, merge_events, sweep_order
from kaiser_data.labels import label_events, label_name
from kaiser_data.rows import Actor, Event
from kaiser_data.tables import fields_of


def _event(event_id: str, date: str, **fields: str) -> Event:
    first, last = edtf_bounds(date)
    values = {"type": "strike", "status": "occurred", "actor_id": "bakers", "target_id": "mill", **fields}
    return Event(event_id=event_id, date=date, date_min=first, date_max=last, **values)


def _told(*events: Event, published: str = "") -> list[EventOfText]:
    """Each event as a text of its own tells it: the letter of its id is the text's."""
    ranks = {name: rank for rank, name in enumerate(dict.fromkeys(event.event_id.split("-")[0] for event in events))}
    return [
        EventOfText(
            event=event,
            rank=ranks[event.event_id.split("-")[0]],
            source_id=event.event_id.split("-")[0],
            published=published,
            texts=(f"text {event.event_id}",),
        )
        for event in events
    ]


def _merge(told: list[EventOfText], **member_of: str) -> list[Merged]:
    return sorted(merge_events(sorted(told, key=sweep_order), member_of), key=lambda one: one.first)


def _merged(*events: Event, **member_of: str) -> list[tuple[str, str]]:
    return [(one.event.event_id, one.event.date) for one in _merge(_told(*events), **member_of)]


def _names(merged: Merged) -> list[str]:
    return [event_id for _, event_id in merged.ids]


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


@pytest.mark.parametrize(
    ("actor", "met"),
    [("bakers", 1), ("", 1), ("porters", 2)],
)
def test_the_same_words_on_one_day_are_one_event_unless_two_actors_are_named(actor, met):
    events = [_event("a-1", "2025", target_id=""), _event("b-1", "2025", actor_id=actor, target_id="")]
    told = [replace(one, texts=("went on strike",)) for one in _told(*events)]
    assert len(_merge(told)) == met


def test_an_event_without_an_actor_meets_one_with_the_same_target():
    events = [_event("a-1", "2025-01-26"), _event("b-1", "2025-01-26", actor_id="")]
    assert len(_merged(*events)) == len(_merged(*events[::-1])) == 1


def test_whom_one_text_calls_the_actor_another_may_call_the_target():
    events = [_event("a-1", "2025-01-26"), _event("b-1", "2025-01-26", actor_id="mill", target_id="bakers")]
    assert len(_merged(*events)) == 1


def test_a_local_stands_for_its_union():
    events = [_event("a-1", "2025-01-26"), _event("b-1", "2025-01-26", actor_id="local")]
    assert len(_merged(*events)) == 2
    assert len(_merged(*events, local="bakers")) == 1


def test_two_unions_of_one_federation_are_two():
    told = _event("a-1", "[..2022-10-06]", actor_id="midwives"), _event("b-1", "[..2022-10-06]", actor_id="porters")
    assert len(_merged(*told, midwives="congress", porters="congress")) == 2
    assert len(_merged(told[0], replace(told[1], actor_id="congress"), midwives="congress")) == 1
    # A text that names the congress alone, and comes first, makes no bridge between them.
    bridge = _event("0-1", "[..2022-10-06]", actor_id="congress")
    assert len(_merged(bridge, *told, midwives="congress", porters="congress")) == 2


def test_a_union_at_two_employers_strikes_twice_unless_from_one_day():
    vague, other = _event("a-1", "[..2004-08-20]"), _event("b-1", "2004-08-20", target_id="works")
    assert len(_merged(vague, other)) == len(_merged(vague, replace(vague, event_id="b-1", target_id="works"))) == 2
    assert len(_merged(vague, other, works="mill")) == 1
    assert len(_merged(_event("a-1", "2004-08-20"), other)) == 1


def test_a_strike_called_off_is_not_one_that_took_place():
    assert len(_merged(_event("a-1", "2025-01-26"), _event("b-1", "2025-01-26", status="called_off"))) == 2


def test_two_events_of_one_text_never_meet():
    assert len(_merged(_event("a-1", "2025-05"), _event("a-2", "2025-05-03"))) == 2


def test_the_later_text_says_what_became_of_a_plan():
    plan = _event("a-1", "2025-09-30", type="contract_expiration", status="planned")
    outcome = _event("b-1", "2025-09-30", type="contract_expiration", status="occurred")
    told = [*_told(plan, published="2025-09-14"), replace(*_told(outcome, published="2025-10-01"), rank=1)]
    [merged] = _merge(told)
    assert (merged.event.event_id, merged.event.status, sorted(merged.ids)) == (
        "a-1",
        "occurred",
        [(0, "a-1"), (1, "b-1")],
    )


def test_which_events_meet_does_not_depend_on_the_order_of_the_texts():
    events = [
        _event("a-1", "2026-01-26/.."),
        _event("b-1", "2026-01-26/2026-02-24"),
        _event("c-1", "[..2026-02-07]"),
        _event("d-1", "2026-01"),
        _event("e-1", "2026-01-26", actor_id="porters"),
    ]
    together = {frozenset(_names(one)) for one in _merge(_told(*events))}
    assert len(together) == 3
    for turn in range(1, 5):
        turned = _told(*events[turn:], *events[:turn])
        order = [told.event.event_id for told in turned]
        merged = _merge(turned)
        assert {frozenset(_names(one)) for one in merged} == together
        assert [one.event.event_id for one in merged] == [min(_names(one), key=order.index) for one in merged]


def test_an_event_is_given_once_nothing_can_meet_it_any_more():
    told = sorted(
        _told(_event("a-1", "2020-01-05"), _event("b-1", "2025-06-01"), _event("c-1", "2026-01-09")), key=sweep_order
    )
    read = []
    merged = merge_events((read.append(one.event.event_id) or one for one in told), {})
    assert next(merged).event.event_id == "a-1"
    assert read == ["a-1", "b-1"]


def test_an_event_without_a_day_meets_none():
    events = [replace(_event(name, "2025"), date="", date_min="", date_max="") for name in ("a-1", "b-1")]
    assert len(_merged(*events)) == 2


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


def _label(**given: str) -> str:
    actors = [
        Actor(actor_id="rmt", name="RMT", kind="union", side="union"),
        Actor(actor_id="line", name="Northern Line", kind="employer", side="employer"),
    ]
    values = {"event_id": "e", "type": "strike", "status": "occurred", "date": "2024", "actor_id": "rmt"}
    (event,) = label_events([Event(**values | given)], actors)
    return event.label


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "RMT strike"),
        ({"status": "called_off", "place": "Leeds"}, "RMT strike called off, Leeds"),
        ({"place": "Leeds; York; Hull"}, "RMT strike, Leeds and York"),
        ({"type": "lawsuit", "actor_id": "line", "target_id": "rmt"}, "Northern Line lawsuit against RMT"),
        ({"type": "bargaining", "target_id": "line"}, "RMT talks with Northern Line"),
        ({"type": "bargaining"}, "RMT talks"),
        ({"target_id": "line"}, "RMT strike"),
        ({"actor_id": ""}, "Strike"),
        ({"type": "other", "label": "the plant in Ghent will close"}, "The plant in Ghent will close"),
        (
            {"type": "unfair_labor_practice_charge", "target_id": "line", "place": "the depot at Elswick Road"},
            "RMT unfair labor practice charge, the depot at Elswick Road",
        ),
    ],
)
def test_a_label_says_who_what_towards_whom_and_where(given, expected):
    assert _label(**given) == expected


def test_every_type_and_status_has_a_label():
    enums = {field["name"]: field.get("constraints", {}).get("enum") for field in fields_of("events")}
    for kind in enums["type"]:
        for status in enums["status"]:
            assert _label(type=kind, status=status).startswith("RMT ")


def test_a_long_name_gives_way_to_its_longest_acronym():
    long = "United Bakers of the North/Federation of Confectioners"
    actor = Actor(actor_id="x", name=long, kind="union", side="union", aliases="the bakers|UBN|UBN/FC")
    assert label_name(actor) == "UBN/FC"
    assert (
        label_name(Actor(actor_id="y", name="Northern Line", kind="employer", side="employer", aliases="NL"))
        == "Northern Line"
    )
