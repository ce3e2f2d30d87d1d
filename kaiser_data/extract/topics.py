"""Topic, status and day of a figure, read from its clause.

"Kaiser said it had proposed 21.5% wage increases" is about `wage`, and `proposed`; "the union's request for raises of
25%" is `demanded`. The nearest cue of the lexicon decides, where a clause's edge counts as distance; which side
proposes tells an offer from a demand. What no cue reaches is `other`, `actual` and of the text's own day.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms


class Cue(NamedTuple):
    """A word at `start:end` that tells topics: one a measure."""

    start: int
    end: int
    term: str


class Place(NamedTuple):
    """Where a figure stands: its sentence, its own characters, and those with the noun it counts."""

    sentence: tuple[int, int]
    figure: tuple[int, int]
    phrase: tuple[int, int]


def find_cues(lowered: str, start: int, end: int) -> list[Cue]:
    """Find the topic cues of a sentence."""
    return [Cue(found.start(), found.end(), " ".join(found.group().split())) for found in _cue().finditer(lowered, start, end)]


@cache
def _cue() -> re.Pattern:
    stems, words = (prefix_tree(terms("topic_cues", form=form)) for form in ("stem", "word"))
    return re.compile(rf"(?<!\w)(?:(?:{stems})|(?:{words})(?!\w))|(?<=\d)%\sover\b")


@cache
def _topics() -> dict[str, dict[str, str]]:
    topics: dict[str, dict[str, str]] = {}
    for line in read_lexicon("topic_cues"):
        topics.setdefault(line["term"], {}).setdefault(line["measure"], line["topic"])
    return topics


_EDGE = re.compile(r"[;:—]|\s[–-]\s|,\s(?:while|but|after|which|who|although|though|as|saying|where)\b|\s(?:while|although|because)\s|,\sand\s|[.!?]")


def topic_of(lowered: str, measure: str, place: Place, cues: list[Cue]) -> str:
    """Tell the topic of a figure from the nearest cue that speaks of its measure.

    >>> text = "the union that represents 900 clerks said rents rose"
    >>> topic_of(text, "headcount", Place((0, len(text)), (26, 29), (26, 36)), find_cues(text, 0, len(text)))
    'membership'
    """
    best, topic = 10_000.0, "other"
    for cue in cues:
        named = _topics().get(cue.term, {}).get(measure)
        if named is None:
            continue
        far = _distance(lowered, place, cue) - _WEIGHT.get((measure, named), 0)
        if far < best:
            best, topic = far, named
    return topic


_WEIGHT = {("headcount", "strike"): 24, ("percent", "wage"): 4, ("duration", "strike_length"): 6}


def _distance(lowered: str, place: Place, cue: Cue) -> float:
    """Count the characters between a cue and a figure with its noun; a clause's edge between them counts as 40."""
    start, end = place.phrase
    if cue.start < end and start < cue.end:
        return -10.0
    left, right = (cue.end, start) if cue.end <= start else (end, cue.start)
    edges = sum(1 for _ in _EDGE.finditer(lowered, left, right))
    behind = 6 if cue.end <= start else 0
    return right - left + 40 * edges + behind


@cache
def _status() -> re.Pattern:
    return re.compile(rf"(?<!\w)(?:{prefix_tree(terms('status_cues'))})(?!\w)")


@cache
def _side() -> re.Pattern:
    return re.compile(rf"(?<!\w)(?:{prefix_tree(terms('sides'))})(?!\w)")


_BARGAINED = frozenset(("wage", "contract_length", "staffing", "other", "price"))
_TO_COME = frozenset(("strike", "strike_length", "layoff"))


def status_of(lowered: str, topic: str, measure: str, place: Place) -> str:
    """Tell whether a figure holds, is offered, asked for or to come."""
    if topic in _TO_COME and (measure in ("headcount", "count") or topic == "strike_length"):
        return "planned" if _is_planned(lowered, place) else "actual"
    if topic in _BARGAINED and not (topic == "other" and measure in ("money", "percent") and False):
        return _bargained(lowered, place)
    return "actual"


def _bargained(lowered: str, place: Place) -> str:
    start = place.sentence[0]
    said = lowered[start : place.figure[0]]
    found = None
    for found in _status().finditer(said):
        pass
    if found is None:
        after = _status().search(lowered, place.phrase[1], min(place.sentence[1], place.phrase[1] + 40))
        if not after or _EDGE.search(lowered, place.phrase[1], after.start()):
            return "actual"
        return _by_side(lowered, start, after.start(), mapping("status_cues", "status")[after.group()])
    if re.search(r"[;:]\s|[.!?]\s", said[found.end() :]) and found.group() not in ("counter",):
        return "actual"
    status = mapping("status_cues", "status")[" ".join(found.group().split())]
    return _by_side(lowered, start, start + found.start(), status)


def _by_side(lowered: str, start: int, end: int, status: str) -> str:
    """Turn an offer by the union into a demand, and what an employer asks for into an offer."""
    if status == "agreed":
        return "actual"
    sides = [found.group() for found in _side().finditer(lowered, max(start, end - 60), end)]
    side = mapping("sides", "side")[sides[-1]] if sides else ""
    if status == "proposed" and side == "union":
        return "demanded" if not re.search(r"\b(?:been|were|was)\s+$", lowered[max(start, end - 10) : end]) else status
    if status == "demanded" and side == "employer":
        return "proposed"
    return status


_FUTURE_BEFORE = re.compile(r"\b(?:will|would|plans?|planned|planning|prepar\w+|notice|threaten\w*|announced|scheduled|called?|next|further|set|due|could|may|might|call for|authoriz\w+|authoris\w+|upcoming|possible|faces?)\b[^;.:]{0,60}$")
_FUTURE_AFTER = re.compile(r"[^;.:]{0,60}?\b(?:will|would|plans?|(?:are|is|were|was|been)\s+(?:set|due|scheduled|expected|ready|poised|planned|joining|called off|suspended)|scheduled|prepare[ds]?|preparing|poised|threaten\w*|to (?:strike|walk|vote|join|lose)|could|planned|may (?:strike|walk|be)|set for|called off|averted|suspended|are (?:joining|going))\b")
_PRESENT_PERFECT = re.compile(r"\b(?:has|have|had|lasted|after)\b[^;.:]{0,50}$")


def _is_planned(lowered: str, place: Place) -> bool:
    start, end = place.sentence
    before = lowered[max(start, place.figure[0] - 70) : place.figure[0]]
    if _FUTURE_BEFORE.search(before):
        return not _PRESENT_PERFECT.search(before[-40:]) or "announced" in before
    after = lowered[place.phrase[1] : min(end, place.phrase[1] + 90)]
    return bool(_FUTURE_AFTER.match(after)) and not _PRESENT_PERFECT.search(before)


_AS_OF = re.compile(
    r"\bas of (?:the end of )?(?P<asof>(?:early |mid-|late )?(?:[a-z]+\.? (?:\d{1,2}, )?)?\d{4})\b"
    r"|\b(?:in|for|during|at the end of)\s+(?:the\s+)?(?:fiscal|financial)(?: year)?\s+(?P<fiscal>\d{4})\b|\bfy\s?(?P<fy>\d{4})\b"
    r"|\b(?:in|for|during|at the end of|by the end of|since)\s+(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)?\s?(?P<year>(?:19|20)\d\d)\b(?![-/–]\d)"
)
_MONTHS = {name: number for number, name in enumerate("january february march april may june july august september october november december".split(), 1)}


def as_of(lowered: str, place: Place) -> str:
    """Give the day, month or year (EDTF) for which the clause says that the number holds.

    >>> text = "in fiscal year 2023, the trust reported $23.6 million"
    >>> as_of(text, Place((0, len(text)), (41, 54), (41, 54)))
    '2023'
    """
    best, value = 200, ""
    for found in _AS_OF.finditer(lowered, *place.sentence):
        left, right = (found.end(), place.figure[0]) if found.end() <= place.figure[0] else (place.phrase[1], found.start())
        far = right - left + 60 * len(_EDGE.findall(lowered, left, right)) if right >= left else 0
        if far < best:
            best, value = far, _edtf(found)
    return value


def _edtf(found: re.Match) -> str:
    if found["asof"]:
        words = found["asof"].replace(",", "").replace(".", "").split()
        month = next((_MONTHS[word] for word in words if word in _MONTHS), 0)
        day = next((int(word) for word in words if word.isdigit() and len(word) < 3), 0)
        return "-".join([words[-1], *([f"{month:02d}"] if month else []), *([f"{day:02d}"] if month and day else [])])
    if found["month"]:
        return f"{found['year']}-{_MONTHS[found['month']]:02d}"
    return found["fiscal"] or found["fy"] or found["year"]
