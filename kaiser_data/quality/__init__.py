"""How good the tables are; and, for all that is measured, when two rows agree: on a span, on a value, on a name.

"about 2,400" and "2,400" overlap; "registered nurses" and "nurses" name the same people, because they end in the same
word. These are the rules by which `score` pairs rows; what they make lenient is deliberate and the same for every
table.

A figure that was found may cite the wrong event, a quote the wrong speaker: `score_fields` judges all that a reader
sees but notes and labels. A field that points to another row is right where it points to the row that was paired with
the reference's; one that is empty in the reference must be empty. A reference that lacks a column (one that names
actors and has no ids) is not asked for it.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

from kaiser_data.files import TableError, refuse_special

Cells = dict[str, str]
Pair = tuple[Cells, Cells]
StringTables = dict[str, list[Cells]]
# Words that do not tell one name from another.
_EMPTY_WORDS = {"a", "an", "the", "one", "another", "some", "of", "for", "at", "in", "and", "who", "said"}
_TITLES = {"dr", "mr", "ms", "mrs", "prof", "sir", "president", "governor", "secretary"}
_LONGEST_MENTION = 600


def overlap(a: Cells, b: Cells) -> int:
    """Count the characters that two spans share."""
    return max(0, min(int(a["end"]), int(b["end"])) - max(int(a["start"]), int(b["start"])))


def jaccard(a: Cells, b: Cells) -> float:
    """Give shared characters as a share of all characters of two spans, 0 to 1."""
    shared = overlap(a, b)
    return shared / (_length(a) + _length(b) - shared) if shared else 0.0


def mentions_meet(gold: Cells, coded: Cells) -> bool:
    """Tell whether two mentions share half of the shorter one and the coded one is not swollen."""
    shared = overlap(gold, coded)
    longest = max(_LONGEST_MENTION, 3 * _length(gold))
    return bool(shared) and shared * 2 >= min(_length(gold), _length(coded)) and _length(coded) <= longest


def _length(row: Cells) -> int:
    return int(row["end"]) - int(row["start"])


def match(gold: list[Cells], coded: list[Cells], closeness: Callable, floor: float = 0) -> list[Pair]:
    """Pair rows one to one within a document, the closest first."""
    numbers = defaultdict(list)
    for number, row in enumerate(coded):
        numbers[row["source_id"]].append(number)
    near = {(i, j): closeness(row, coded[j]) for i, row in enumerate(gold) for j in numbers[row["source_id"]]}
    near = {pair: value for pair, value in near.items() if value > 0 and value >= floor}
    return [(gold[i], coded[j]) for i, j in _closest_first(near)]


def match_events(gold: list[Cells], coded: list[Cells], closeness: Callable) -> list[tuple[str, str]]:
    """Pair the ids of events one to one by how close their mentions are in all, the closest first."""
    near: dict[tuple[str, str], float] = defaultdict(float)
    rows_of = by_source(coded)
    for a in gold:
        for b in rows_of[a["source_id"]]:
            if value := closeness(a, b):
                near[a["event_id"], b["event_id"]] += value
    return _closest_first(near)


def _closest_first(near: Mapping[tuple, float]) -> list[tuple]:
    """Choose from pairs of keys, each with how close the two are, so that no key is chosen twice."""
    chosen, mine, theirs = [], set(), set()
    for one, other in sorted(near, key=lambda pair: (-near[pair], pair)):
        if one not in mine and other not in theirs:
            mine.add(one)
            theirs.add(other)
            chosen.append((one, other))
    return chosen


def read_csv(path: Path) -> list[Cells]:
    """Read a table that anybody wrote, every cell a string; raises TableError, FileNotFoundError."""
    refuse_special(path)
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream, restval="", strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path} is no CSV in UTF-8 ({error}); save it as one") from None


def fold_name(text: str | None) -> str:
    """Keep what tells names apart: letters, digits and a few signs, in lower case."""
    return re.sub(r"[^a-z0-9%$/ ]", "", (text or "").lower().replace("’", "'")).strip()


def same_name(a: str | None, b: str | None) -> bool:
    """Tell whether two names are equal, end in the same word, or share half of their words.

    >>> same_name("registered nurses", "nurses"), same_name("Liz Ortega", "Ortega"), same_name("UFCW", "UAW")
    (True, True, False)
    """
    if fold_name(a) == fold_name(b):
        return True
    x, y = _telling_words(a), _telling_words(b)
    if not x or not y:
        return False
    return x[-1].rstrip("s") == y[-1].rstrip("s") or 2 * len(set(x) & set(y)) >= len(set(x) | set(y))


def _telling_words(name: str | None) -> list[str]:
    return [word for word in fold_name(name).split() if word not in _EMPTY_WORDS | _TITLES]


def name_judge(actors: list[Cells]) -> Callable[[str, Cells, str, str], bool]:
    """Make the judge of whether a name agrees with a row: its own words, or any alias of its actor."""
    names = {a["actor_id"]: [a["name"], *re.split(r"[;|]", a.get("aliases") or "")] for a in actors}

    def agrees(name: str, row: Cells, text: str, key: str) -> bool:
        """Tell whether a reference name agrees with a row, whose fields `text` and `key` name someone."""
        given, actor = row.get(text) or "", row.get(key) or ""
        candidates = [given, *names.get(actor, []), *names.get(given, [])]
        return any(same_name(name, candidate) for candidate in candidates if candidate or not name)

    return agrees


def same_value(pair: Pair) -> bool:
    """Tell whether two values differ by no more than half a percent."""
    gold, coded = _number(pair[0]["value"]), _number(pair[1].get("value"))
    if gold is None or coded is None:
        return gold is coded
    return abs(gold - coded) <= 0.005 * max(1, abs(gold))


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def same_unit(pair: Pair) -> bool:
    """Tell whether two units are the same, plural or not."""
    return _singular(pair[0]["unit"]) == _singular(pair[1].get("unit"))


def _singular(unit: str | None) -> str:
    folded = fold_name(unit)
    return folded[:-1] if folded.endswith("s") and folded != "us" else folded


def by_source(rows: Iterable[Cells]) -> dict[str, list[Cells]]:
    """Give the rows of each source."""
    table: dict[str, list[Cells]] = defaultdict(list)
    for row in rows:
        table[row["source_id"]].append(row)
    return table


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
        met = [(sum(starmap(judge, pairs)), field) for field, judge in _judges(table, pairs, meeting)]
        yield from ((table, field, round(100 * right / len(pairs), 1)) for right, field in sorted(met))


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
    pointers: dict[str, Mapping] = dict.fromkeys(_ACTORS.get(table, ()), meeting.actors)
    if table == "figures":
        yield "value", lambda gold, coded: same_value((gold, coded)) and _same_number(gold, coded, "value_max")
        yield "unit", lambda gold, coded: same_unit((gold, coded))
        pointers["event_id"] = meeting.events
    if table == "quotes" and "utterance_id" in stated:
        pointers["utterance_id"] = {gold["quote_id"]: coded.get("quote_id") for gold, coded in pairs}
    for field, standing in pointers.items():
        if field in stated:
            yield field, lambda gold, coded, field=field, to=standing: _points(gold[field], coded.get(field), to)
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
