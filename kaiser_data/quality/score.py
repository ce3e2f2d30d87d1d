"""Tables against a hand-coded reference: precision, recall and F1, by table and by field.

`kaiser-data score tests/gold` pairs rows one to one. A figure is found where the spans overlap ("about 2,400" meets
"2,400"), a quote where they share 30 or 80 % of their characters (Jaccard), an event where a mention of it meets one of
the reference's. The reference names actors; a row's actor agrees by its own words or by any alias of the actor that
it points to. Each field is then judged on the rows that were found (`score_fields`). All numbers are percent.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kaiser_data.files import TableError
from kaiser_data.quality import (
    Cells,
    Meeting,
    Pair,
    StringTables,
    jaccard,
    match,
    match_events,
    mentions_meet,
    name_judge,
    pair_actors,
    read_csv,
    same_unit,
    same_value,
    score_fields,
)

SCORED_TABLES = ("figures", "quotes", "events", "mentions", "actors")
QUOTED_KINDS = ("direct", "partial")
MARKED = (*QUOTED_KINDS, "slogan", "term")
ATTRIBUTED = (*QUOTED_KINDS, "indirect")


@dataclass(frozen=True)
class Score:
    """How many rows of the reference were met, of how many, by how many; a bare share has no counts."""

    table: str
    measure: str
    f1: float
    precision: float | None = None
    recall: float | None = None
    reference: int | None = None
    found: int | None = None


def score(gold: Path, tables: Path) -> list[Score]:
    """Score the tables of one folder against the reference of another; raises TableError."""
    reference = {name: _read(gold / f"{name}.csv") for name in SCORED_TABLES}
    if not any(reference[name] for name in SCORED_TABLES[:4]):
        names = "figures.csv, quotes.csv, events.csv or mentions.csv"
        raise TableError(f"{gold} holds no {names} to score against; name a folder of hand-coded tables")
    documents = {row["source_id"] for name in ("figures", "quotes", "mentions") for row in reference[name]}
    coded = {name: _read(tables / f"{name}.csv") for name in SCORED_TABLES}
    _refuse_strangers(gold, documents, tables, coded)
    for name in ("figures", "quotes", "mentions"):
        coded[name] = [row for row in coded[name] if row.get("source_id") in documents]
    try:
        return _score_all(reference, coded)
    except (KeyError, ValueError) as error:
        told = f"holds a table without a column, or with words for a number ({error})"
        raise TableError(f"{gold} or {tables} {told}; run `kaiser-data check` on its package") from None


def _refuse_strangers(gold: Path, documents: set[str], tables: Path, coded: StringTables) -> None:
    """Raise TableError where two folders have no text in common: the scores would all be nothing."""
    if not any((tables / f"{name}.csv").exists() for name in SCORED_TABLES):
        raise TableError(f"{tables} holds no tables to score; name a folder that `kaiser-data extract --out` wrote")
    read = [*_read(tables / "sources.csv"), *coded["figures"], *coded["quotes"], *coded["mentions"]]
    found = {row.get("source_id", "") for row in read}
    if found and not documents & found:
        few = [", ".join(sorted(ids)[:3]) for ids in (documents, found)]
        raise TableError(
            f"{gold} and {tables} have no text in common ({few[0]} … and {few[1]} …); "
            "extract the same texts under the same source_id"
        )


def _score_all(reference: StringTables, coded: StringTables) -> list[Score]:
    """Give the rows found, table by table, then each field of them, a table's worst first."""
    _name_actors(reference)
    agrees = name_judge(coded["actors"])
    figures = match(reference["figures"], coded["figures"], jaccard)
    quotes = match(reference["quotes"], coded["quotes"], jaccard, 0.3)
    events, mentions = _pair_told(reference, coded)
    actors = pair_actors(reference["actors"], coded["actors"])
    people = {row.get("actor_id"): row for row in coded["actors"]}
    typed = [pair for pair in events if pair[0]["type"] == pair[1]["type"]]
    pairs = {"figures": figures, "quotes": quotes, "events": typed, "mentions": mentions}
    named = [(row, people[actors[row["actor_id"]]]) for row in reference["actors"] if row.get("actor_id") in actors]
    if named:
        pairs["actors"] = named
    lengths = len(reference["actors"]), len(coded["actors"])
    standing = {gold["event_id"]: found["event_id"] for gold, found in events}
    return [
        *_score_figures(reference["figures"], coded["figures"], figures, agrees),
        *_score_quotes(reference["quotes"], coded["quotes"], quotes, agrees),
        *_score_events(reference, coded, events, mentions, agrees),
        *([_f1("actors", "found", len(set(actors.values())), *lengths)] if actors else ()),
        *(Score(table, field, share) for table, field, share in score_fields(Meeting(pairs, actors, standing))),
    ]


def _name_actors(reference: StringTables) -> None:
    """Give a reference that points to actors by id their names, by which rows agree."""
    names = {row["actor_id"]: row["name"] for row in reference["actors"] if "actor_id" in row}
    for event in reference["events"]:
        for field in ("actor", "target"):
            if field not in event:
                event[field] = names.get(event.get(f"{field}_id", ""), "")


def _read(path: Path) -> list[Cells]:
    return read_csv(path) if path.exists() else []


# -- figures


def _score_figures(gold: list[Cells], coded: list[Cells], pairs: list[Pair], agrees: Callable) -> Iterator[Score]:
    strict = [p for p in pairs if same_value(p) and same_unit(p) and _same("qualifier", p)]
    people = [p for p in pairs if p[0]["measure"] == "headcount" == p[1].get("measure") and same_value(p)]
    claimed = lambda p: agrees(p[0]["claimed_by"], p[1], "claimed_by", "claimed_by_id")  # noqa: E731
    claims = [p for p in pairs if p[0]["claimed_by"] and claimed(p)]
    headcount = lambda rows: sum(row["measure"] == "headcount" for row in rows)  # noqa: E731
    yield _f1("figures", "found", len(pairs), len(gold), len(coded))
    yield _f1("figures", "strict", len(strict), len(gold), len(coded))
    yield _f1("figures", "headcounts", len(people), headcount(gold), headcount(coded))
    yield _f1("figures", "claims", len(claims), _filled(gold, "claimed_by"), _filled(coded, "claimed_by"))
    yield _share("figures", "claimed_by", pairs, claimed)


# -- quotes


def _score_quotes(gold: list[Cells], coded: list[Cells], pairs: list[Pair], agrees: Callable) -> Iterator[Score]:
    for name, kinds in (("all", None), ("marked", MARKED), ("spoken", QUOTED_KINDS)):
        wanted, given = _of_kind(gold, kinds), _of_kind(coded, kinds)
        for floor in (0.3, 0.8):
            met = len(match(wanted, given, jaccard, floor))
            yield _f1("quotes", f"{name} at {floor}", met, len(wanted), len(given))
    attributed = [p for p in pairs if p[0]["kind"] in ATTRIBUTED]
    spoken_by = lambda p: agrees(p[0]["speaker"], p[1], "speaker", "speaker_id")  # noqa: E731
    right = sum(map(spoken_by, attributed))
    yield _f1("quotes", "attributed", right, len(_of_kind(gold, ATTRIBUTED)), len(_of_kind(coded, ATTRIBUTED)))
    yield _share("quotes", "speaker", attributed, spoken_by)


def _of_kind(rows: list[Cells], kinds: tuple[str, ...] | None) -> list[Cells]:
    return [row for row in rows if kinds is None or row["kind"] in kinds]


# -- events


def _pair_told(reference: StringTables, coded: StringTables) -> tuple[list[Pair], list[Pair]]:
    """Pair the events of two codings, by type, dates and spans of their mentions, and then the mentions."""
    gold = {e["event_id"]: e for e in reference["events"]}
    found = _told(coded)

    def same_event(a: Cells, b: Cells) -> float:
        """Rank a pair of events by two mentions: by type, then by dates, then by how much of the spans they share."""
        if b["event_id"] not in found or not mentions_meet(a, b):
            return 0.0
        pair = gold[a["event_id"]], found[b["event_id"]]
        return jaccard(a, b) * 0.1 + 2 * _same("type", pair) + _same_dates(pair)

    def same_clause(a: Cells, b: Cells) -> float:
        """Rank a pair of mentions: shared characters, then the same type of event."""
        if not mentions_meet(a, b):
            return 0.0
        known = a["event_id"] in gold and b["event_id"] in found
        return jaccard(a, b) + (known and gold[a["event_id"]]["type"] == found[b["event_id"]]["type"])

    told = reference["mentions"], coded["mentions"]
    return [(gold[i], found[j]) for i, j in match_events(*told, same_event)], match(*told, same_clause)


def _told(coded: StringTables) -> dict[str, Cells]:
    told = {mention["event_id"] for mention in coded["mentions"]}
    return {event["event_id"]: event for event in coded["events"] if event["event_id"] in told}


def _score_events(
    reference: StringTables, coded: StringTables, pairs: list[Pair], met: list[Pair], agrees: Callable
) -> Iterator[Score]:
    typed = [p for p in pairs if p[0]["type"] == p[1]["type"]]
    dated = [p for p in typed if _same_dates(p)]
    near = [p for p in typed if _dates_overlap(p)]
    together, put_together = _merged(met, 0), _merged(met, 1)
    told, found = len(reference["events"]), len(_told(coded))
    yield _f1("events", "found", len(typed), told, found)
    yield _f1("events", "dates overlap", len(near), told, found)
    yield _f1("events", "dated", len(dated), told, found)
    yield _f1("mentions", "found", len(met), len(reference["mentions"]), len(coded["mentions"]))
    yield _f1("mentions", "merged", len(together & put_together), len(together), len(put_together))
    for name in ("actor", "target"):
        wanted = [p for p in typed if p[0].get(name)]
        yield _share("events", name, wanted, lambda p, name=name: agrees(p[0][name], p[1], name, f"{name}_id"))


def _merged(pairs: list[Pair], side: int) -> set[tuple[int, int]]:
    """Give the pairs of mentions that one side puts into one event."""
    ids = [pair[side]["event_id"] for pair in pairs]
    return {(i, j) for i in range(len(ids)) for j in range(i) if ids[i] == ids[j]}


def _same_dates(pair: Pair) -> bool:
    return all(pair[0][name] == pair[1].get(name) for name in ("date_min", "date_max"))


def _dates_overlap(pair: Pair) -> bool:
    first = max(row.get("date_min") or "0000" for row in pair)
    return first <= min(row.get("date_max") or "9999" for row in pair)


# -- counting


def _same(name: str, pair: Pair) -> bool:
    return pair[0][name] == pair[1].get(name)


def _filled(rows: Iterable[Cells], name: str) -> int:
    return sum(bool(row.get(name)) for row in rows)


def _f1(table: str, measure: str, met: int, gold: int, coded: int) -> Score:
    precision, recall = met / coded if coded else 0.0, met / gold if gold else 0.0
    f1 = 200 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(table, measure, round(f1, 1), round(100 * precision, 1), round(100 * recall, 1), gold, coded)


def _share(table: str, field: str, pairs: list[Pair], is_right: Callable[[Pair], bool]) -> Score:
    right = sum(map(is_right, pairs))
    return Score(table, f"{field}, by name", round(100 * right / len(pairs), 1) if pairs else 0.0)
