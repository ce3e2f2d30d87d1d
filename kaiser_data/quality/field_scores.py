"""Each field of the rows that were found: in which share of them is it right?

A figure that was found may cite the wrong event, a quote the wrong speaker; `score` counts rows, this module their
fields, all that a reader sees but notes and labels. A field that points to another row is right where it points to the
row that was paired with the reference's; one that is empty in the reference must be empty. A reference that lacks a
column (one that names actors and has no ids) is not asked for it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from kaiser_data.quality.agreement import Cells, Pair, fold_name, same_name, same_unit, same_value

Judge = Callable[[Cells, Cells], bool]
_EXACT = {
    "figures": ("measure", "topic", "qualifier", "status", "as_of"),
    "quotes": ("kind", "side", "cue_start", "cue_end"),
    "events": ("status", "date", "date_min", "date_max"),
    "mentions": ("start", "end"),
    "actors": ("kind", "side"),
}
_WORDS = {
    "figures": ("counted",),
    "quotes": ("role", "cue"),
    "events": ("place",),
    "mentions": ("date_text", "trigger"),
}
_ACTORS = {
    "figures": ("claimed_by_id",),
    "quotes": ("speaker_id",),
    "events": ("actor_id", "target_id"),
    "actors": ("member_of",),
}


class Meeting(NamedTuple):
    """The pairs of rows by table, and which row of the tables stands for which of the reference."""

    pairs: Mapping[str, list[Pair]]
    actors: Mapping[str, str]
    events: Mapping[str, str]


def score_fields(meeting: Meeting) -> Iterator[tuple[str, str, float]]:
    """Give table, field and the share in percent (0 to 100), each table's worst field first."""
    for table, pairs in meeting.pairs.items():
        shares = [(field, _share(judge, pairs)) for field, judge in _judges(table, pairs, meeting)]
        for field, share in sorted(shares, key=lambda one: (one[1], one[0])):
            yield table, field, share


def pair_actors(gold: Iterable[Cells], coded: Iterable[Cells]) -> dict[str, str]:
    """Give for each actor of the reference the tables' actor of the same id, or of the same form of a name."""
    coded = list(coded)
    ids = {row.get("actor_id", "") for row in coded}
    forms = {form: row.get("actor_id", "") for row in reversed(coded) for form in _forms(row)}
    met = {}
    for row in gold:
        actor_id = row.get("actor_id", "")
        held = next((forms[form] for form in _forms(row) if form in forms), "")
        if own := actor_id if actor_id in ids else held:
            met[actor_id] = own
    return met


def _forms(actor: Cells) -> list[str]:
    return [fold_name(form) for form in (actor["name"], *(actor.get("aliases") or "").split("|")) if form]


def _judges(table: str, pairs: list[Pair], meeting: Meeting) -> Iterator[tuple[str, Judge]]:
    if not pairs:
        return
    stated = pairs[0][0]
    for field in _EXACT.get(table, ()):
        if field in stated:
            yield field, lambda gold, coded, field=field: gold[field] == coded.get(field)
    for field in _WORDS.get(table, ()):
        if field in stated:
            yield field, lambda gold, coded, field=field: _same_words(gold[field], coded.get(field))
    for field in _ACTORS.get(table, ()):
        if field in stated:
            yield field, lambda gold, coded, field=field: _points(gold[field], coded.get(field), meeting.actors)
    if table == "figures":
        yield "value", lambda gold, coded: same_value((gold, coded)) and _same_number(gold, coded, "value_max")
        yield "unit", lambda gold, coded: same_unit((gold, coded))
        if "event_id" in stated:
            yield "event_id", lambda gold, coded: _points(gold["event_id"], coded.get("event_id"), meeting.events)
    if table == "quotes" and "utterance_id" in stated:
        firsts = {gold["quote_id"]: coded.get("quote_id") for gold, coded in pairs}
        yield "utterance_id", lambda gold, coded: _points(gold["utterance_id"], coded.get("utterance_id"), firsts)
    if table == "actors":
        yield "aliases", lambda gold, coded: set(_forms(gold)) == set(_forms(coded))


def _same_words(gold: str, coded: str | None) -> bool:
    """Two empty cells agree, an empty one and a filled one never."""
    return bool(gold) == bool(coded) and same_name(gold, coded)


def _same_number(gold: Cells, coded: Cells, field: str) -> bool:
    values = (gold.get(field) or "", coded.get(field) or "")
    return (all(values) and float(values[0]) == float(values[1])) or not any(values)


def _points(gold: str, coded: str | None, standing: Mapping[str, str | None]) -> bool:
    return standing.get(gold) == coded if gold else not coded


def _share(judge: Judge, pairs: list[Pair]) -> float:
    return round(100 * sum(judge(gold, coded) for gold, coded in pairs) / len(pairs), 1)
