"""Topic of a figure, read from its clause.

"wage increases" of 21.5% are about `wage`, "nearly 61,000 healthcare workers" under a contract about `membership`. The
nearest cue of the lexicon that speaks of the figure's measure decides, where a clause's edge counts as distance.
What no cue reaches has no topic here.
"""

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from kaiser_data.extract.figures.counted_things import Counted
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms
from kaiser_data.rows import fold


@dataclass(slots=True)
class Place:
    """Where a figure stands: its sentence, its own characters, and those with the noun it counts."""

    sentence: tuple[int, int]
    figure: tuple[int, int]
    phrase: tuple[int, int]


@cache
def _cue(measure: str) -> re.Pattern:
    """Compile the cues of a measure: beginnings of words, else whole words."""
    words, stems = (prefix_tree(terms("topic_cues", measure=measure, form=form)) for form in ("word", "stem"))
    return re.compile(rf"(?<![a-z_])(?:{stems}|(?:{words})(?!\w))")


@cache
def _told(measure: str) -> dict[str, tuple[str, float]]:
    """Give for each cue of a measure its topic and how far off it seems: a weak cue stands further off."""
    lines = [line for line in read_lexicon("topic_cues") if line["measure"] == measure]
    told = {line["term"]: (line["topic"], _FAR[line["strength"]]) for line in reversed(lines)}
    return {term: (topic, far - _PULL.get((measure, topic), 0)) for term, (topic, far) in told.items()}


_FAR = {"strong": 0, "weak": 30, "faint": 60}

# What pulls harder than its distance: a strike is what these texts are about, a share of members is a vote's.
_PULL = {
    ("headcount", "strike"): 24,
    ("percent", "vote"): 4,
    ("percent", "membership"): -30,
    ("duration", "strike_length"): 6,
}

# Where one clause ends and another begins.
EDGE = re.compile(
    r"(?<=\s)[–-]\s|[;:—]|(?<![.\s][a-z])[.!?]\s|\b(?:while|although|because|if|unless|of\swhom|in\swhich|in\swhat)\b"
    r"|,\s(?:but|after|which|who|though|as|saying|where|and)\b"
)


@lru_cache(maxsize=1)
def edges_of(lowered: str) -> tuple[list[int], list[int]]:
    """Give where the edges of the clauses of a text begin and end, found once for all of its figures."""
    spans = [edge.span() for edge in EDGE.finditer(lowered)]
    return [start for start, _ in spans], [end for _, end in spans]


@lru_cache(maxsize=8)
def _cues_of(lowered: str, measure: str) -> list[tuple[int, int, str, float]]:
    """Find the cues of a text that speak of a measure, each with its edges, its topic and how far off it seems."""
    return [(*cue.span(), *_told(measure)[fold(cue.group())]) for cue in _cue(measure).finditer(lowered)]


def topic_of(lowered: str, measure: str, place: Place, stretch: tuple[int, int]) -> str:
    """Tell the topic of a figure from the nearest cue of a stretch that speaks of its measure; empty where none does.

    >>> text = "the union that represents 900 clerks said rents rose"
    >>> topic_of(text, "headcount", Place((0, len(text)), (26, 29), (26, 36)), (0, len(text)))
    'membership'
    """
    start, end = place.phrase
    edges, cues = edges_of(lowered)[0], _cues_of(lowered, measure)
    best, topic = math.inf, ""
    for left, right, told, far in cues[bisect_left(cues, stretch[:1]) : bisect_left(cues, stretch[1:])]:
        if start < right and left < end:
            # The noun itself says little of what its people do ("13 striking nurses"), all of what a share is of.
            far += 80 if measure == "headcount" and _STRIKING.match(lowered, left) else -10
        else:
            after = left >= end
            far += left - end if after else start - right + 6
            # Each clause's edge between makes a cue seem further off.
            between = (end, left) if after else (right, start)
            far += 40 * (bisect_left(edges, between[1]) - bisect_left(edges, between[0]))
        best, topic = min((best, topic), (far, told), key=lambda one: one[0])
    return topic


_STRIKING = re.compile(r"strik|picket|member")
# What lasts no years, and what no hours.
_NEVER_SO_LONG = {
    "year": ("care", "strike_length", "vote"),
    "hour": ("contract_length",),
    "minute": ("contract_length",),
}
_DISTANCE_IN_TIME = re.compile(r"\s+(?:ago|before|prior|earlier|later|after|until|to go|away)\b")


_STAFFED = re.compile(r"\b(?:has|have|had|with|its|their)\s+$")


def refine(lowered: str, topic: str, counted: Counted, head: str, value: float, place: Place) -> str:
    """Correct a topic by what the figure itself cannot be: years are no waiting time, millions no wage."""
    if counted.how == "age":
        return "other"
    if counted.how == "hyphen" and counted.measure == "headcount":  # "the 8,000-member union", "a three-person panel"
        return "membership" if lowered.startswith("member", place.figure[1] + 1) else "other"
    if counted.measure == "headcount":
        return _of_people(lowered, topic, head, place)
    if counted.measure == "duration":
        distant = topic != "care" and _DISTANCE_IN_TIME.match(lowered, place.figure[1])
        return "other" if distant or topic in _NEVER_SO_LONG.get(counted.unit, ()) else topic
    if counted.measure == "money":
        return "finance" if topic in ("wage", "price", "") and value >= 1_000_000 else topic
    return _of_things(topic, head, counted.measure)


def _of_people(lowered: str, topic: str, head: str, place: Place) -> str:
    """Hold the topic of people to who they are and whose: patients are cared for, the public does not strike."""
    if head == "patient":
        return "staffing" if topic == "staffing" else "care"
    if mapping("person_nouns", "kind").get(head) == "public" and topic in ("", "strike", "membership", "layoff"):
        return "other"
    before = lowered[max(place.sentence[0], place.figure[0] - 24) : place.figure[0]]
    return "membership" if not topic and (head == "member" or _STAFFED.search(before)) else topic


def _of_things(topic: str, head: str, measure: str) -> str:
    """Hold the topic of counted things to what they are: a port can be struck, a vessel cannot."""
    subject = mapping("count_topics", "subject").get(head, "")
    if subject == "workplace":
        return topic if topic in ("strike", "layoff", "membership") else "other"
    if measure == "percent":
        return topic
    if subject == "job":
        return topic if topic in ("layoff", "staffing") else "other"
    if subject == "union":
        return "membership" if topic in ("membership", "strike") else "other"
    return subject or "other"
