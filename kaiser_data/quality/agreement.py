"""When two coders agree: on a span, on a value, on a name.

"about 2,400" and "2,400" overlap; "registered nurses" and "nurses" name the same people, because they end in the same
word. These are the rules by which `score` pairs rows; what they make lenient is deliberate and the same for every
table.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

Cells = dict[str, str]
Pair = tuple[Cells, Cells]
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


def match(gold: list[Cells], coded: list[Cells], closeness: Callable, floor: float) -> list[Pair]:
    """Pair rows one to one within a document, the closest first."""
    numbers = defaultdict(list)
    for number, row in enumerate(coded):
        numbers[row["source_id"]].append(number)
    candidates = []
    for i, row in enumerate(gold):
        for j in numbers[row["source_id"]]:
            near = closeness(row, coded[j])
            if near > 0 and near >= floor:
                candidates.append((-near, i, j))
    used_gold, used_coded, pairs = set(), set(), []
    for _, i, j in sorted(candidates):
        if i not in used_gold and j not in used_coded:
            used_gold.add(i)
            used_coded.add(j)
            pairs.append((gold[i], coded[j]))
    return pairs


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
