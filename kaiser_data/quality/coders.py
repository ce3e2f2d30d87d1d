"""Two codings of the same texts: how far they agree, beyond chance, and on which rows they do not.

Rows are paired as `compare` pairs them, so neither coding is the reference. Rows found by both are told as F1; a
field that takes one of a few values also as Cohen's kappa and as Krippendorff's alpha, which take off what two coders
agree on by chance; which characters belong to a row at all as alpha over the characters of the texts. Intervals hold
95 % of bootstrap samples of whole texts, since rows of one text err together: with fewer than ten texts they are wide,
and they should be.

References: Cohen 1960; Krippendorff 2019, chapter 12; Efron and Tibshirani 1993, chapter 13.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import krippendorff
import numpy as np

from kaiser_data.quality import Cells, Pair
from kaiser_data.quality.comparison import StringTables, comparable, pair_tables, stand_for
from kaiser_data.tables import TableError, fields_of

_CODED = ("figures", "quotes", "mentions", "events")
_OPEN = {"note", "label", "sentence", "rule", "review", "text"}
_SAME_SPAN = ("start", "end")
ValuePairs = list[tuple[str, str]]
Estimate = tuple[float, float, float]


@dataclass(frozen=True)
class Agreement:
    """One measure of two codings: a share in percent with its interval, kappa and alpha where they are defined.

    `first` and `second` count rows; of a field they are the pairs on which it was judged. Kappa and alpha run from
    below 0 (worse than chance) to 1.
    """

    table: str
    measure: str
    first: int
    second: int
    share: Estimate
    kappa: Estimate | None = None
    alpha: Estimate | float | None = None


def agree(first: StringTables, second: StringTables, draws: int = 500, seed: int = 1) -> list[Agreement]:
    """Measure how two codings agree, on the texts that both have coded; the same seed gives the same intervals.

    Raises TableError where they share no text.
    """
    shared = sorted({row["source_id"] for row in first["sources"]} & {row["source_id"] for row in second["sources"]})
    if not shared:
        raise TableError("the two codings have no text in common; name two codings of the same texts")
    one, other = rows_of_sources(first, shared), rows_of_sources(second, shared)
    samples = np.random.default_rng(seed).integers(len(shared), size=(draws, len(shared)))
    pairs, texts = pair_tables(one, other), {source: number for number, source in enumerate(shared)}
    lengths = _lengths(one, other)
    standing = stand_for(pairs)
    found = []
    for table in _CODED:
        place = _places(table, one, other)
        found.append(_found(table, one[table], other[table], pairs[table], place, texts, samples, lengths))
        for field, values in _fields(table, pairs[table], standing):
            by_text = _by_text(values, [texts[place(pair[0])] for pair in pairs[table]], len(texts))
            found.append(_judged(table, field, by_text, samples))
    return found


def rows_of_sources(tables: StringTables, sources: Sequence[str]) -> StringTables:
    """Keep the rows of some texts, and the events that they tell."""
    kept = {
        name: [row for row in rows if row["source_id"] in sources] if name not in ("events", "actors") else rows
        for name, rows in tables.items()
    }
    told = {row["event_id"] for row in kept["mentions"]}
    return kept | {"events": [event for event in tables["events"] if event["event_id"] in told]}


def kappa(values: ValuePairs) -> float:
    """Compute Cohen's kappa of pairs of values; 1 where both coders use the same single value.

    >>> round(kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]), 2)
    0.5
    """
    total = len(values)
    observed = sum(one == other for one, other in values) / total
    mine, theirs = Counter(one for one, _ in values), Counter(other for _, other in values)
    chance = sum(mine[value] * theirs[value] for value in mine) / total**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def alpha(values: ValuePairs) -> float:
    """Compute Krippendorff's nominal alpha of pairs of values; 1 where there is but one value.

    >>> round(alpha([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]), 2)
    0.53
    """
    known = sorted({value for pair in values for value in pair})
    if len(known) < 2:
        return 1.0
    code = {value: number for number, value in enumerate(known)}
    counts = np.zeros((len(values), len(known)), dtype=int)
    for unit, (one, other) in enumerate(values):
        counts[unit, code[one]] += 1
        counts[unit, code[other]] += 1
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def _places(table: str, *codings: StringTables) -> Callable[[Cells], str]:
    """Make the function that tells in which text a row stands; an event stands where it is first told."""
    if table != "events":
        return lambda row: row["source_id"]
    first: dict[str, str] = {}
    for coding in reversed(codings):
        for mention in reversed(coding["mentions"]):
            first[mention["event_id"]] = mention["source_id"]
    return lambda row: first[row["event_id"]]


def _lengths(*codings: StringTables) -> dict[str, int]:
    """Give the characters of each text: as the tables of sources say, else up to the end of its last row."""
    lengths: dict[str, int] = defaultdict(int)
    for coding in codings:
        for name in ("figures", "quotes", "mentions"):
            for row in coding[name]:
                lengths[row["source_id"]] = max(lengths[row["source_id"]], int(row["end"]))
        lengths.update({row["source_id"]: int(row["characters"]) for row in coding["sources"] if row.get("characters")})
    return lengths


def _found(table, one, other, pairs, place, texts, samples, lengths) -> Agreement:
    counts = np.zeros((len(texts), 3), dtype=int)
    for column, rows in enumerate((one, other, [pair[0] for pair in pairs])):
        for row in rows:
            counts[texts[place(row)], column] += 1

    def share(numbers: np.ndarray) -> float:
        """Give F1 in percent from the rows of one coder, of the other, and of both."""
        rows = numbers[0] + numbers[1]
        return 200 * numbers[2] / rows if rows else 100.0

    low, high = _interval([share(counts[sample].sum(axis=0)) for sample in samples])
    marked = _marked(one, other, lengths) if table != "events" else None
    return Agreement(table, "found", len(one), len(other), (share(counts.sum(axis=0)), low, high), alpha=marked)


def _marked(one: list[Cells], other: list[Cells], lengths: dict[str, int]) -> float:
    """Compute alpha over characters: does a character belong to a row of this table or not?"""
    cells = Counter()
    for source, length in lengths.items():
        marks = np.zeros((2, length), dtype=bool)
        for side, rows in enumerate((one, other)):
            for row in rows:
                if row["source_id"] == source:
                    marks[side, int(row["start"]) : int(row["end"])] = True
        cells.update(dict(zip(*np.unique(marks.sum(axis=0), return_counts=True), strict=True)))
    if not cells[1] and not (cells[0] and cells[2]):
        return 1.0
    counts = np.repeat([[2, 0], [1, 1], [0, 2]], [cells[0], cells[1], cells[2]], axis=0)
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def _fields(table: str, pairs: list[Pair], standing) -> Iterator[tuple[str, ValuePairs]]:
    """Give the values of each field on both sides: the span first, then the schema's fields in their order."""
    if not pairs:
        return
    if table != "events":
        yield "same span", [tuple("-".join(row[end] for end in _SAME_SPAN) for row in pair) for pair in pairs]
    for field in (field["name"] for field in fields_of(table)[1:]):
        if field in pairs[0][0] and field not in _OPEN and field not in ("source_id", *_SAME_SPAN):
            yield field, [comparable(table, field, pair, standing) for pair in pairs]


def _by_text(values: ValuePairs, where: list[int], texts: int) -> list[ValuePairs]:
    grouped: dict[int, ValuePairs] = defaultdict(list)
    for value, text in zip(values, where, strict=True):
        grouped[text].append(value)
    return [grouped[text] for text in range(texts)]


def _judged(table: str, field: str, by_text: list[ValuePairs], samples) -> Agreement:
    drawn = [[value for text in sample for value in by_text[text]] for sample in samples]
    drawn = [values for values in drawn if values]
    values = [value for text in by_text for value in text]

    def estimate(measure: Callable[[ValuePairs], float]) -> Estimate:
        """Give a measure of all pairs, and the ends of its interval over the samples."""
        return (measure(values), *_interval([measure(some) for some in drawn]))

    chance = {"kappa": estimate(kappa), "alpha": estimate(alpha)} if _is_category(table, field) else {}
    return Agreement(table, field, len(values), len(values), estimate(_equal), **chance)


def _equal(values: ValuePairs) -> float:
    return 100 * sum(one == other for one, other in values) / len(values)


def _is_category(table: str, field: str) -> bool:
    """Tell whether a field takes one of a few values: those that the schema lists, or rows of another table."""
    listed = {f["name"] for f in fields_of(table) if "enum" in f.get("constraints", {})}
    return field in listed or field.endswith("_id")


def _interval(numbers: list[float]) -> tuple[float, float]:
    low, high = np.percentile(numbers, [2.5, 97.5]) if numbers else (np.nan, np.nan)
    return float(low), float(high)
