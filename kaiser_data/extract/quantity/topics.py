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
    return [
        Cue(found.start(), found.end(), " ".join(found.group().split()))
        for found in _cue().finditer(lowered, start, end)
    ]


@cache
def _cue() -> re.Pattern:
    stems, words = (prefix_tree(terms("topic_cues", form=form)) for form in ("stem", "word"))
    return re.compile(rf"(?<!\w)(?:(?:{stems})|(?:{words})(?!\w))|(?<=\d)% (?:over|pay)\b")


@cache
def _topics() -> dict[str, dict[str, tuple[str, int]]]:
    """Give for each cue and measure its topic and how far it seems: a weak cue stands further off."""
    topics: dict[str, dict[str, tuple[str, int]]] = {}
    for line in read_lexicon("topic_cues"):
        far = _FAR[line["strength"]]
        topics.setdefault(line["term"], {}).setdefault(line["measure"], (line["topic"], far))
    for stem in sorted(terms("topic_cues", form="stem"), key=len, reverse=True):
        # "authorized" is found as the longest stem, and is all that shorter stems make of it.
        for term, told in topics.items():
            if term != stem and term.startswith(stem):
                for measure, topic in topics[stem].items():
                    told.setdefault(measure, topic)
    return topics


_FAR = {"strong": 0, "weak": 30, "faint": 60}


# What pulls harder than its distance: a strike is what these texts are about, a share of members is most often a vote's.
_PULL = {
    ("headcount", "strike"): 24,
    ("percent", "vote"): 4,
    ("percent", "membership"): -30,
    ("duration", "strike_length"): 6,
}
_EDGE = re.compile(
    r"[;:—]|\s[–-]\s|,\s(?:while|but|after|which|who|although|though|as|saying|where)\b|\s(?:while|although|because)\s"
    r"|,\sand\s|[.!?]\s|\bin\swh(?:ich|at)\b"
)


def topic_of(lowered: str, measure: str, place: Place, cues: list[Cue]) -> str:
    """Tell the topic of a figure from the nearest cue that speaks of its measure; empty where none does.

    >>> text = "the union that represents 900 clerks said rents rose"
    >>> topic_of(text, "headcount", Place((0, len(text)), (26, 29), (26, 36)), find_cues(text, 0, len(text)))
    'membership'
    """
    best, topic = 10_000.0, ""
    for cue in cues:
        named, far = _topics().get(cue.term, {}).get(measure, ("", 0))
        if not named:
            continue
        far += _distance(lowered, place, cue, measure) - _PULL.get((measure, named), 0)
        if far < best:
            best, topic = far, named
    return topic


def _distance(lowered: str, place: Place, cue: Cue, measure: str) -> float:
    """Count the characters between a cue and a figure with its noun; a clause's edge between them counts as 40."""
    start, end = place.phrase
    if cue.start < end and start < cue.end:
        # The noun itself says little of what its people do ("13 striking nurses"), all of what a share is of.
        return 80.0 if measure == "headcount" and _STRIKING.match(cue.term) else -10.0
    left, right = (cue.end, start) if cue.end <= start else (end, cue.start)
    edges = sum(1 for _ in _EDGE.finditer(lowered, left, right))
    aside = 40 if measure == "headcount" and _ASIDE.search(lowered, max(0, cue.start - 14), cue.start) else 0
    return right - left + 40 * edges + (6 if cue.end <= start else 0) + aside


_STRIKING = re.compile(r"strik|picket|member")
_ASIDE = re.compile(
    r"\b(?:during|since|before|after|despite|throughout|amid)\s+(?:the|a|an|this|that|last)\s+(?:\w+\s+)?$"
)


_DISTANCE_IN_TIME = re.compile(r"\s+(?:ago|before|prior|earlier|later|after|until|to go|away)\b")
_STRIKERS = re.compile(r"[^.;]{0,30}?\b(?:on strike|in the strike|walked out|who struck|strikers)\b")
_REPRESENTED = re.compile(r"\b(?:represent\w*|cover\w*|employ(?:s|ing|ed))\s+(?:the\s+)?$")
_WORKFORCE = re.compile(r"[^.;]{0,60}?\bwithout a contract\b")


def topic_of_people(topic: str, head: str) -> str:
    """Tell the topic of a headcount from its noun where its clause says nothing."""
    if head == "patient" and topic in ("", "strike"):
        return "care"
    return "membership" if head == "member" and not topic else topic


def refine(lowered: str, topic: str, measure: str, unit: str, value: float, head: str, place: Place) -> str:
    """Correct a topic by what the figure itself cannot be: years are no waiting time, millions no wage."""
    if measure == "duration":
        if unit == "year" and topic in ("care", "strike_length", "vote"):
            return "other"
        return "other" if _DISTANCE_IN_TIME.match(lowered, place.figure[1]) and topic != "care" else topic
    if measure == "money":
        return "finance" if topic == "wage" and value >= 1_000_000 else topic
    if measure == "headcount":
        before = lowered[max(place.sentence[0], place.figure[0] - 24) : place.figure[0]]
        if _REPRESENTED.search(before) and not _STRIKERS.match(lowered, place.phrase[1]):
            return "membership"
        return topic
    return _of_count(topic, head) if measure == "count" else topic


def _of_count(topic: str, head: str) -> str:
    """Hold the topic of counted things to what they are: a port can be struck, a vessel cannot."""
    subject = mapping("count_topics", "subject").get(head, "")
    if subject == "workplace":
        return "strike" if topic == "strike" else "other"
    if subject == "job":
        return topic if topic in ("layoff", "staffing") else "staffing"
    if subject == "union":
        return "membership" if topic in ("membership", "strike") else "other"
    return subject or "other"


@cache
def _status() -> re.Pattern:
    return re.compile(rf"(?<!\w)(?:{prefix_tree(terms('status_cues'))})(?!\w)")


@cache
def _side() -> re.Pattern:
    return re.compile(rf"(?<!\w)(?:{prefix_tree(terms('sides'))})(?!\w)")


_BARGAINED = frozenset(("wage", "contract_length", "staffing", "price", "other"))
_TO_COME = frozenset(("strike", "strike_length", "layoff"))


def status_of(lowered: str, topic: str, measure: str, place: Place) -> str:
    """Tell whether a figure holds, is offered, asked for or to come."""
    if topic in _TO_COME:
        return "planned" if _is_planned(lowered, place) else "actual"
    if topic not in _BARGAINED:
        return "actual"
    if measure in ("headcount", "count") or topic in ("price", "other"):
        return _bargained(lowered, place, reach=45)
    return _bargained(lowered, place, reach=600)


_AGENT = re.compile(r"\s+by\b")
_STOPS = re.compile(r"[;]|[.!?]\s|\bin\swhich\b")


def _bargained(lowered: str, place: Place, reach: int) -> str:
    start = max(place.sentence[0], place.figure[0] - reach)
    found = None
    for cue in _status().finditer(lowered, start, place.figure[0]):
        found = cue if not _AGENT.match(lowered, cue.end()) else found
    if found is None:
        end = min(place.sentence[1], place.phrase[1] + 40)
        found = _status().search(lowered, place.phrase[1], end)
        if not found or _EDGE.search(lowered, place.phrase[1], found.start()):
            return "actual"
    elif _STOPS.search(lowered, found.end(), place.figure[0]):
        return "actual"
    status = mapping("status_cues", "status")[" ".join(found.group().split())]
    return _by_side(lowered, place.sentence[0], found.start(), status)


_TURNED = re.compile(
    r"\b(?:reject\w*|turn\w* down|accept\w*|vot\w+|consider\w*|refus\w+|threw out|been|were|was|on|against)\b"
)


def _by_side(lowered: str, start: int, end: int, status: str) -> str:
    """Turn an offer by the union into a demand, and what an employer asks for into an offer."""
    if status == "agreed":
        return "actual"
    sides = list(_side().finditer(lowered, max(start, end - 48), end))
    if not sides or _TURNED.search(lowered, sides[-1].end(), end) or _EDGE.search(lowered, sides[-1].end(), end):
        return status
    side = mapping("sides", "side")[" ".join(sides[-1].group().split())]
    if status == "proposed" and side == "union":
        return "demanded"
    return "proposed" if status == "demanded" and side == "employer" else status


_FUTURE_BEFORE = re.compile(
    r"\b(?:will|would|plans?|planned|planning|prepar\w+|notices?|threaten\w*|announced|scheduled|next|further|set|due|could|may|might"
    r"|call(?:s|ed)? (?:for|off|a)|authoriz\w+|authoris\w+|upcoming|possible|faces?|looming)\b[^;.:]{0,60}$"
)
_FUTURE_AFTER = re.compile(
    r"[^;.:]{0,90}?\b(?:will|would|plans?|(?:are|is|were|was|been)\s+(?:set|due|scheduled|expected|ready|poised|planned|joining|called off|suspended)"
    r"|scheduled|prepare[ds]?|preparing|poised|threaten\w*|to (?:strike|walk|vote|join|lose)|could|planned|may (?:strike|walk|be)|set for"
    r"|called off|averted|suspended|are (?:joining|going))\b"
)
_PAST_BEFORE = re.compile(r"\b(?:has|have|had|lasted|after|during|since)\b[^;.:]{0,50}$")
_TOLD = re.compile(r"\b(?:told|informed|notified|letters?)\b")


def _is_planned(lowered: str, place: Place) -> bool:
    start, end = place.sentence
    before = lowered[max(start, place.figure[0] - 70) : place.figure[0]]
    if _FUTURE_BEFORE.search(before):
        return not _PAST_BEFORE.search(before[-40:]) or "announced" in before or "authori" in before
    after = lowered[place.phrase[1] : min(end, place.phrase[1] + 120)]
    return bool(_FUTURE_AFTER.match(after)) and not _PAST_BEFORE.search(before) and not _TOLD.search(before)


_AS_OF = re.compile(
    r"\bas of (?:the end of )?(?P<asof>(?:early |mid-|late )?(?:[a-z]+\.? (?:\d{1,2}, )?)?\d{4})\b"
    r"|\b(?:in|for|during|at the end of)\s+(?:the\s+)?(?:fiscal|financial)(?: year)?\s+(?P<fiscal>\d{4})\b|\bfy\s?(?P<fy>\d{4})\b"
    r"|\b(?:in|for|during|at the end of|by the end of|since)\s+(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)?\s?(?P<year>(?:19|20)\d\d)\b(?![-/–]\d)"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}


def as_of(lowered: str, place: Place) -> str:
    """Give the day, month or year (EDTF) for which the clause says that the number holds.

    >>> text = "in fiscal year 2023, the trust reported $23.6 million"
    >>> as_of(text, Place((0, len(text)), (41, 54), (41, 54)))
    '2023'
    """
    best, value = 200, ""
    for found in _AS_OF.finditer(lowered, *place.sentence):
        left, right = (
            (found.end(), place.figure[0]) if found.end() <= place.figure[0] else (place.phrase[1], found.start())
        )
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
