"""Groups of people who act in a dispute under no union's name: their trades, and who employs them.

"600 midwives and anesthesiologists conducted a one-day strike at Kaiser facilities" names a group that a table of
events needs as an actor: "Kaiser midwives and anesthesiologists". "13 striking nurses" in New York are the "striking
nurses in New York". Generic words alone ("workers", "members") name no group, nor do trades that a sentence gives
to a union it names.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.actors.gazetteer import trades
from kaiser_data.extract.actors.text_actors import Cast, Naming, organisations, slug
from kaiser_data.lexicon import mapping, prefix_tree, terms

_UNIONS = frozenset(["union", "coalition"])
# No count has more than fourteen digits and commas: "1,1,1,…" is read once.
_COUNT = r"(?i:(?:\d[\d,]{0,14}|hundreds\sof|dozens\sof|thousands\sof|some|about|nearly|more\sthan|over|around)\s){1,3}"
_ADJECTIVES = r"(?:(?!of\b|the\b|and\b|in\b|to\b|for\b|who\b|are\b|were\b|have\b)[a-z][a-z-]+\s){0,3}"
_COMMITTEE = re.compile(r"\brank-and-file\s(?:strike\s|workers[’']\s)?committees?\b")


def find_groups(text: str, cast: Cast, starts: list[int], ends: list[int]) -> Iterator[tuple[Naming, str]]:
    """Find groups with their names, sentence by sentence, the sentences given by their edges."""
    unions = [naming.start for naming in cast.namings if naming.kind in _UNIONS]
    for number in sorted({bisect_right(starts, place) - 1 for place in _anchors(text, cast)} - {-1}):
        start, end = starts[number], ends[number]
        if bisect_left(unions, start) < bisect_left(unions, end):
            continue  # trades that a sentence gives to a union it names are no group
        for match in _trades().finditer(text, start, end):
            trade = " ".join(match[1].split())
            if trade.split()[-1].removesuffix("s") in terms("people_at_large"):
                continue
            if name := _name(trade, cast.between(start, end), cast, text):
                yield Naming(*match.span(1), "group", slug(name), "group"), name
    employers = organisations(cast, ["employer"])
    if boss := next((member for member in employers if member.side == "employer"), None):
        for match in _COMMITTEE.finditer(text):
            name = f"{boss.shortest_alias()} rank-and-file committee"
            yield Naming(*match.span(), "group", slug(name), "group"), name


def _anchors(text: str, cast: Cast) -> list[int]:
    """Find what a group takes its name from: an employer, or that its people are "striking"."""
    places = [
        naming.start
        for naming in cast.namings
        if naming.kind == "employer" and cast.members[naming.actor_id].side == "employer"
    ]
    return places + [match.start() for match in re.finditer("striking", text)]


def _name(trades: str, named: list[Naming], cast: Cast, text: str) -> str:
    """Name a group by its employer, else by the place of its strike; a sentence that names neither names no actor."""
    here = [cast.members[naming.actor_id] for naming in named if naming.kind == "employer"]
    here = [member for member in here if member.side == "employer"]
    if here:
        return f"{here[0].shortest_alias()} {trades}"
    places = [text[naming.start : naming.end] for naming in named if naming.kind == "place"]
    # "the New York Police Department" tells the place as well.
    places += [place for naming in named if naming.kind == "government" and (place := _place_in(cast, naming))]
    return f"{trades} in {places[0]}" if places and trades.startswith("striking ") else ""


def _place_in(cast: Cast, naming: Naming) -> str:
    words = cast.members[naming.actor_id].name.split()
    openings = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    return next((opening for opening in openings if opening in mapping("places", "kind")), "")


@cache
def _trades() -> re.Pattern:
    trade = rf"(?:{_ADJECTIVES}(?:{prefix_tree(trades())}))"
    return re.compile(rf"\b{_COUNT}({trade}(?:(?:,\s|,?\sand\s){trade}){{0,5}})\b")
