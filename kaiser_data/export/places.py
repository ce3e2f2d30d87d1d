"""City and state of an event's places, as far as their names say: no map is asked, and nothing is guessed.

"Southern California" is in California, "Los Angeles Medical Center" in Los Angeles; in which state Oakland lies, its
name does not say. A country or state that only frames a superlative ("the largest healthcare strike in United States
history") is no place of anything.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import alternation, terms


class Located(NamedTuple):
    """The places of an event as its row names them, and the cities and states among or within them."""

    places: tuple[str, ...]
    cities: tuple[str, ...]
    states: tuple[str, ...]


def locate(place: str, told: Iterable[str] = ()) -> Located:
    """Read the places of an event, joined by `; `; `told` are the texts of its mentions.

    >>> locate("California; Hawaii").states, locate("Oakland; Roseville").cities
    (('California', 'Hawaii'), ('Oakland', 'Roseville'))
    >>> locate("Los Angeles Medical Center")
    Located(places=('Los Angeles Medical Center',), cities=('Los Angeles',), states=())
    """
    told = list(told)
    places = tuple(name for name in place.split("; ") if name and not _is_frame(name, told))
    kinds = [(match["state"], match["city"]) for name in places for match in _names().finditer(name)]
    states = dict.fromkeys(state for state, _ in kinds if state)
    cities = dict.fromkeys(city for _, city in kinds if city)
    return Located(places, tuple(cities), tuple(states))


def _is_frame(place: str, told: list[str]) -> bool:
    naming = [text for text in told if place in text]
    frame = re.compile(rf"\bin\s+(?:the\s+)?{re.escape(place)}(?:['’]s)?\s+history\b")
    return bool(naming) and all(text.count(place) == len(frame.findall(text)) for text in naming)


@cache
def _names() -> re.Pattern:
    # A city goes first: the state of New York is none of "New York City".
    cities = alternation(terms("places", kind="city") | terms("places", kind="capital"))
    states = alternation(terms("places", kind="state"))
    return re.compile(rf"\b(?:(?P<city>{cities})|(?P<state>{states})(?!,?\s+D\.?C\b))(?!\w)")
