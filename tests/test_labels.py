"""The line that a chart carries for an event."""

import pytest

from kaiser_data.extract.events.labels import label_name, label_of
from kaiser_data.rows import Actor, Event
from kaiser_data.tables import fields_of

NAMES = {"rmt": "RMT", "line": "Northern Line"}


def event(**given):
    values = {"event_id": "e", "type": "strike", "status": "occurred", "date": "2024", "actor_id": "rmt"}
    return Event(**values | given)


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
    ],
)
def test_a_label_says_who_what_towards_whom_and_where(given, expected):
    assert label_of(event(**given), NAMES) == expected


def test_every_type_and_status_has_a_label():
    enums = {field["name"]: field.get("constraints", {}).get("enum") for field in fields_of("events")}
    for kind in enums["type"]:
        for status in enums["status"]:
            assert label_of(event(type=kind, status=status), NAMES).startswith("RMT ")


def test_a_long_name_gives_way_to_its_longest_acronym():
    long = "United Bakers of the North/Federation of Confectioners"
    actor = Actor(actor_id="x", name=long, kind="union", side="union", aliases="the bakers|UBN|UBN/FC")
    assert label_name(actor) == "UBN/FC"
    assert (
        label_name(Actor(actor_id="y", name="Northern Line", kind="employer", side="employer", aliases="NL"))
        == "Northern Line"
    )
