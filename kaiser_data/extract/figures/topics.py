"""Topic of a figure, read from its clause.

"wage increases" of 21.5% are about `wage`, "nearly 61,000 healthcare workers" under a contract about `membership`. The
nearest cue of the lexicon that speaks of the figure's measure decides, where a clause's edge counts as distance.
What no cue reaches has no topic here.
"""

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.figures.counted_things import Counted
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms


class Sway(NamedTuple):
    """The topic that a cue tells one measure, how far off it seems, and how far where the noun itself holds it."""

    topic: str
    far: float
    within: float


# A word that tells topics: its start, its end, and one topic a measure. A sentence has many, so it is a plain tuple.
Cue = tuple[int, int, dict[str, Sway]]


@dataclass(slots=True)
class Place:
    """Where a figure stands: its sentence, its own characters, and those with the noun it counts."""

    sentence: tuple[int, int]
    figure: tuple[int, int]
    phrase: tuple[int, int]


def find_cues(lowered: str, start: int, end: int) -> list[Cue]:
    """Find the topic cues of a sentence."""
    topics = _topics()
    return [
        (*found.span(), topics.get(found.group()) or topics[" ".join(found.group().split())])
        for found in _cue().finditer(lowered, start, end)
    ]


@cache
def _cue() -> re.Pattern:
    stems = terms("topic_cues", form="stem")
    whole = (word for word in terms("topic_cues", form="word") if not word.startswith(tuple(stems)))
    return re.compile(rf"(?<![a-z_])(?:{prefix_tree(stems)}|(?:{prefix_tree(whole)})(?!\w))")


@cache
def _topics() -> dict[str, dict[str, Sway]]:
    """Give for each cue and measure its topic and how far it seems: a weak cue stands further off."""
    topics: dict[str, dict[str, tuple[str, int]]] = {}
    for line in read_lexicon("topic_cues"):
        far = _FAR[line["strength"]]
        topics.setdefault(line["term"], {}).setdefault(line["measure"], (line["topic"], far))
    for term, told in topics.items():
        # The longest cue is found and hides those that it holds: it tells all that they tell.
        for shorter in _held_by(term):
            for measure, topic in topics[shorter].items():
                told.setdefault(measure, topic)
    return {
        term: {measure: _sway(term, measure, *one) for measure, one in told.items()} for term, told in topics.items()
    }


def _held_by(term: str) -> list[str]:
    """Give the cues that a longer one holds as whole words or, stems, as the beginnings of words, Z to A."""
    stems, words = terms("topic_cues", form="stem"), terms("topic_cues", form="word")
    held = set()
    for start in [0, *(at + 1 for at, sign in enumerate(term) if sign == " ")]:
        for end in range(start + 1, len(term) + 1):
            part = term[start:end]
            if part in stems or (part in words and term[end : end + 1] in ("", " ")):
                held.add(part)
    return sorted(held - {term}, reverse=True)


def _sway(term: str, measure: str, topic: str, far: int) -> Sway:
    # The noun itself says little of what its people do ("13 striking nurses"), all of what a share is of.
    within = 80.0 if measure == "headcount" and _STRIKING.match(term) else -10.0
    return Sway(topic, far - _PULL.get((measure, topic), 0), within)


_STRIKING = re.compile(r"strik|picket|member")

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


def topic_of(lowered: str, measure: str, place: Place, cues: list[Cue]) -> str:
    """Tell the topic of a figure from the nearest cue that speaks of its measure; empty where none does.

    >>> text = "the union that represents 900 clerks said rents rose"
    >>> topic_of(text, "headcount", Place((0, len(text)), (26, 29), (26, 36)), find_cues(text, 0, len(text)))
    'membership'
    """
    start, end = place.phrase
    first, last = min([start, *(cue[0] for cue in cues[:1])]), max([end, *(cue[1] for cue in cues[-1:])])
    edges = [edge.start() for edge in EDGE.finditer(lowered, first, last)]
    best, topic = math.inf, ""
    for left, right, told in cues:
        if sway := told.get(measure):
            before, after = right <= start, left >= end
            far = start - right + 6 if before else left - end if after else sway.within
            between = (right, start) if before else (end, left) if after else (0, 0)
            # Each clause's edge between makes a cue seem further off.
            far += sway.far + 40 * (bisect_left(edges, between[1]) - bisect_left(edges, between[0]))
            best, topic = min((best, topic), (far, sway.topic), key=lambda one: one[0])
    return topic


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
        distant = _DISTANCE_IN_TIME.match(lowered, place.figure[1]) and topic != "care"
        years = counted.unit == "year" and topic in ("care", "strike_length", "vote")
        return "other" if distant or years else topic
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
