"""Strikes and protests in the columns of the Labor Action Tracker, so that the two can be laid side by side.

A row is an event that happened or is under way; an action in several cities is one row that names them all. `start`
and `end` keep what the texts know: a day, or the EDTF of a month or of possible days (`[..2026-02-07]`), never a day
made up. `duration_days` leaves out the day whose morning ends a strike. `participants` is the largest number of people
who, by any text, took part: no number that was only expected, no "tens of thousands". What members follow on a screen
is no protest. What no table says (industry, demands, unit size, ZIP code) is not filled in.

City and state are given as far as the names of places say: no map is asked, and nothing is guessed. "Southern
California" is in California, "Los Angeles Medical Center" in Los Angeles; in which state Oakland lies, its name does
not say. A country or state that only frames a superlative ("the largest healthcare strike in United States history")
is no place of anything.
"""

import csv
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kaiser_data.analysis.margins import tells_morning_return
from kaiser_data.edtf import is_day
from kaiser_data.lexicon import Pattern, alternation, terms
from kaiser_data.tables import cell, read_cells

_ACTIONS = {"strike": "strike", "sympathy_strike": "strike", "picket": "protest", "rally": "protest"}
_HAPPENED = ("occurred", "ongoing")
# What the people of an action are counted under.
_COUNTED = {"strike": ("strike",), "protest": ("strike", "other")}
# A union or an alliance of unions that acts has authorised the action itself.
_AUTHORISING = ("union", "coalition")
_REMOTE = Pattern(lambda: rf"\b(?:{alternation(terms('remote_gatherings'))})\b", re.IGNORECASE)
_COLUMNS = (
    "event_id", "employer", "labor_organization", "participants", "location", "city", "state", "start", "end",
    "duration_days", "strike_or_protest", "authorized", "source",
)  # fmt: skip


def write_lat(out: Path, home: Path) -> list[Path]:
    """Write `labor_actions.csv`."""
    path = out / "labor_actions.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _as_text(value) for name, value in row.items()} for row in labor_actions(home))
    return [path]


def labor_actions(home: Path) -> list[dict[str, str]]:
    """Give the strikes and protests of a data package, one dict of cells each."""
    actors = {actor["actor_id"]: actor for actor in read_cells("actors", home)}
    figures, mentions = read_cells("figures", home), read_cells("mentions", home)
    sources = {source["source_id"]: source for source in read_cells("sources", home)}
    rows = []
    for event in read_cells("events", home):
        told = [mention for mention in mentions if mention["event_id"] == event["event_id"]]
        if event["status"] not in _HAPPENED or not (action := _action(event, told)):
            continue
        actor = actors.get(event["actor_id"], {})
        sizes = [f for f in figures if f["event_id"] == event["event_id"] and f["topic"] in _COUNTED[action]]
        start, end = split_interval(event["date"])
        where = locate(event["place"], [mention["text"] for mention in told])
        row = {
            "event_id": event["event_id"],
            "employer": actors.get(event["target_id"], {}).get("name", ""),
            "labor_organization": actor.get("name", ""),
            "participants": _participants(sizes),
            **{name: "; ".join(found) for name, found in zip(("location", "city", "state"), where, strict=True)},
            "start": start,
            "end": end,
            "duration_days": _days(start, end, told),
            "strike_or_protest": action,
            "authorized": "yes" if actor.get("kind") in _AUTHORISING else "",
            "source": "; ".join(_cite(mention, sources) for mention in told),
        }
        rows.append(row)
    return rows


def _action(event: dict[str, str], told: list[dict[str, str]]) -> str:
    """Name what an event is to the tracker; nothing where it is neither strike nor protest."""
    action = _ACTIONS.get(event["type"], "")
    is_remote = bool(told) and all(_REMOTE.search(mention["text"]) for mention in told)
    return "" if action == "protest" and is_remote else action


def split_interval(edtf: str) -> tuple[str, str]:
    """Give start and end of an EDTF date; an open end is empty.

    >>> split_interval("2026-02-09/.."), split_interval("2025-10-14"), split_interval("[..2026-02-07]")
    (('2026-02-09', ''), ('2025-10-14', '2025-10-14'), ('[..2026-02-07]', '[..2026-02-07]'))
    """
    start, slash, end = edtf.partition("/")
    return (start.removeprefix(".."), end.removeprefix("..")) if slash else (edtf, edtf)


def _as_text(value: str) -> str:
    """Put a mark before what a spreadsheet would take for a formula: this file is made to be opened in one."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _days(start: str, end: str, told: list[dict[str, str]]) -> str:
    if not (is_day(start) and is_day(end)):
        return ""
    is_back = start < end and any(tells_morning_return(row["text"], row["date_text"]) for row in told)
    return str((date.fromisoformat(end) - date.fromisoformat(start)).days + 1 - is_back)


def _participants(sizes: list[dict[str, str]]) -> str:
    people = [f for f in sizes if f["measure"] == "headcount" and f["unit"] == "people" and f["status"] == "actual"]
    stated = [float(figure["value_max"] or figure["value"]) for figure in people if figure["qualifier"] != "magnitude"]
    return cell(max(stated)) if stated else ""


def _cite(mention: dict[str, str], sources: dict[str, dict[str, str]]) -> str:
    source = sources[mention["source_id"]]
    dated = f", {source['published']}" if source["published"] else ""
    return f"{source['publisher'] or source['source_id']}{dated}, characters {mention['start']}–{mention['end']}"


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
