"""A line for each event that a chart can carry: "UNAC/UHCP strike, California and Hawaii".

Who acts, under the shortest name that readers know, what, towards whom, and where. Made when the actors of all texts
are known, so that an event has one label whoever tells it; what no list names ("other") is called an event.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from kaiser_data.lexicon import mapping
from kaiser_data.rows import Actor, Event

_ACRONYM = re.compile(r"[A-Z][A-Z&]+(?:[/-][A-Z&]+)*")
_LONG = 26


def label_events(events: Iterable[Event], actors: Iterable[Actor]) -> tuple[Event, ...]:
    """Give the events with their labels; `actors` are those of all texts."""
    names = {actor.actor_id: label_name(actor) for actor in actors}
    return tuple([replace(event, label=label_of(event, names)) for event in events])


def label_of(event: Event, names: dict[str, str]) -> str:
    """Write the label of an event, `names` by actor id.

    >>> strike = Event(event_id="e", type="strike", status="planned", date="2024", actor_id="rmt", place="Leeds; York")
    >>> label_of(strike, {"rmt": "RMT"})
    'RMT planned strike, Leeds and York'
    """
    actor, target = names.get(event.actor_id, ""), names.get(event.target_id, "")
    return write_label(event.type, event.status, event.place, actor, target)


def write_label(kind: str, status: str, place: str, actor: str, target: str) -> str:
    """Write the label of an event of a type and status from the names of its actors, "" where there is none."""
    nouns, towards = mapping("event_types", "label"), mapping("event_types", "toward")
    key = f"{kind} {status}"
    noun = nouns.get(key)
    if noun is None:
        noun, key = nouns[kind], kind
    line = f"{actor} {noun}" if actor else noun
    if target and towards[key]:
        line = f"{line} {towards[key]} {target}"
    if place:
        line = f"{line}, {' and '.join(place.split('; ')[:2])}"
    return line[:1].upper() + line[1:]


def label_name(actor: Actor) -> str:
    """Give the name that fits a label: the short one, or the acronym of one that is still long.

    >>> name = "National Union of Rail Workers"
    >>> label_name(Actor(actor_id="x", name=name, kind="union", side="union", aliases="RMT"))
    'RMT'
    """
    name = actor.short_name or actor.name
    if len(name) <= _LONG:
        return name
    acronyms = [alias for alias in actor.aliases.split("|") if _ACRONYM.fullmatch(alias)]
    return max(acronyms, key=len, default=name)
