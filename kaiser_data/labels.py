"""The label of an event: a line that a chart can carry, made when the actors of all texts are known.

Who acts, under the shortest name that readers know, what, towards whom and where: "UNAC/UHCP strike, California and
Hawaii", "Kaiser planned layoffs". An `other` has no word of its own and is told by its clause. No line is longer than
a chart can carry.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from textwrap import shorten

from kaiser_data.lexicon import mapping
from kaiser_data.rows import Actor, Event


def label_events(events: Iterable[Event], actors: Iterable[Actor]) -> tuple[Event, ...]:
    """Give the events with their labels; `actors` are those of all texts."""
    names = {actor.actor_id: label_name(actor) for actor in actors}
    told = ((event, names.get(event.actor_id, ""), names.get(event.target_id, "")) for event in events)
    return tuple(
        [replace(one, label=write_label(one.type, one.status, one.place, *who, one.label)) for one, *who in told]
    )


_LONGEST = 60


def write_label(kind: str, status: str, place: str, actor: str, target: str, clause: str = "") -> str:
    """Write the label of an event from the names of its actors, "" where there is none, of an `other` from its clause.

    >>> write_label("strike", "planned", "Leeds; York", "RMT", "Northern Line")
    'RMT planned strike, Leeds and York'
    """
    if kind == "other" and clause:
        return shorten(clause[:1].upper() + clause[1:], _LONGEST, placeholder=" …")
    nouns, towards = mapping("event_types", "label"), mapping("event_types", "toward")
    key = f"{kind} {status}" if f"{kind} {status}" in nouns else kind
    line = f"{shorten(actor, _LONGEST - len(nouns[key]) - 1, placeholder='…')} {nouns[key]}".strip()
    whom = f" {towards[key]} {target}" if target and towards[key] else ""
    town, where = (f", {' and '.join(place.split('; ')[:n])}" if place else "" for n in (1, 2))
    # Too long a line goes without the target, then without places.
    lines = (line + whom + where, line + where, line + town, line)
    line = next(one for one in lines if len(one) <= _LONGEST)
    return line[:1].upper() + line[1:]


_ACRONYM = re.compile(r"[A-Z][A-Z&]+(?:[/-][A-Z&]+)*")
_LONG = 26


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
