"""Topic of a figure, read from its clause.

"wage increases" of 21.5% are about `wage`, "nearly 61,000 healthcare workers" under a contract about `membership`. The
nearest cue of the lexicon that speaks of the figure's measure decides; what no cue reaches has no topic here.
"""

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kaiser_data.extract.figures.counted import Counted
from kaiser_data.extract.grammar.lexicon_cues import cues_in
from kaiser_data.extract.grammar.noun_phrases import is_person, names_people
from kaiser_data.lexicon import Pattern, any_of, mapping, terms


@dataclass(slots=True)
class Place:
    """Where a figure stands: its sentence, its own characters, and those with the noun it counts."""

    sentence: tuple[int, int]
    figure: tuple[int, int]
    phrase: tuple[int, int]


# How far off a cue seems is counted in characters: those between it and the figure with its noun, and 6 more where it
# stands before them. All else moves it on this scale: each edge of a clause between counts as 40 characters, about
# seven words; a word that links people with their verb ("300 were sacked") brings it 30 or 50 nearer. A cue within the
# noun of a figure is at -10 or -11, one that only describes its people at 40 or 80. The nearest is the topic. The
# weights were found on the hand-coded texts.
_FAR = {"strong": 0, "weak": 30, "faint": 60}
# What pulls harder than its distance: a strike is what these texts are about, a share of members is a vote's.
_PULL = {("headcount", "strike"): 24, ("percent", "vote"): 4, ("duration", "strike_length"): 6}

# How far a cue may seem by which things are told of: what stands by a strike is not struck.
_REACH = {
    ("count", "strike"): 40,
    ("count", "layoff"): 75,
    ("duration", "contract_length"): 45,
    ("count", "membership"): 75,
}

# Where one clause ends and another begins.
EDGE = re.compile(
    r"[–_-](?<=\s.)\s|[;:—]|[.!?](?<![.\s][a-z].)\s"
    r"|,\s(?:but|after|which|who|though|as|saying|where|and|with)\b"
    r"|\b(?:while|although|despite|because|if|unless|of\swhom|in\swhich|in\swhat)\b"
)


@lru_cache(maxsize=1)
def clause_edges_of(lowered: str) -> tuple[list[int], list[int]]:
    """Give where the edges of the clauses of a text begin and end, found once for all of its figures."""
    spans = [edge.span() for edge in EDGE.finditer(lowered)]
    return [start for start, _ in spans], [end for _, end in spans]


_LIST = re.compile(
    r"^(?=[^\n]*(?:\b(?:list|following|breakdown)\b|[:?]\s*$))(?P<head>[^\n]*)"
    r"(?P<lines>(?:\n+[ \t]*(?:[^\w\n]?\s?[$£€]?\d|[•·*–-])[^\n]*)+)",
    re.MULTILINE,
)


@lru_cache(maxsize=1)
def _lists_of(lowered: str) -> list[tuple[int, int, tuple[int, int]]]:
    return [(*found.span("lines"), found.span("head")) for found in _LIST.finditer(lowered)]


def heading_of(lowered: str, start: int) -> tuple[int, int] | None:
    """Give the edges of the line that heads the list in which a number stands: "They demand:", "List of clerks cut"."""
    return next((head for first, end, head in _lists_of(lowered) if first <= start < end), None)


@dataclass(frozen=True, slots=True)
class TopicRange:
    """Which topics a figure can have at all (none: any), which where no cue is near, and as what its cues take it."""

    default: str = ""
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    measure: str = ""

    def holds(self, topic: str) -> bool:
        """Tell whether a figure can be of a topic."""
        return topic not in self.never and (not self.only or topic in self.only)


_ANY = TopicRange()


class Topic(NamedTuple):
    """What a figure is about, and where the noun ends that says so, if a noun does."""

    name: str = ""
    noun_end: int = -1


def topic_of(lowered: str, measure: str, place: Place, scope: TopicRange = _ANY) -> Topic:
    """Tell a figure's topic from the nearest cue that speaks of its measure; nameless where none does.

    >>> text = "the union that represents 900 clerks said rents rose"
    >>> topic_of(text, "headcount", Place((0, len(text)), (26, 29), (26, 36))).name
    'membership'
    """
    start, end = place.phrase
    best, topic, words = math.inf, Topic(), lowered[place.figure[1] : end]
    of_people = measure == "headcount" or (measure == "percent" and names_people(words, words.rpartition(" ")[2]))
    for left, right, line in cues_in(lowered, *place.sentence, "topic_cues", "measures", measure):
        told, strength = _told(lowered, measure, line, (end, left))
        if not scope.holds(told):
            continue
        far = _FAR[strength] - _PULL.get((measure, told), 0)
        if start < right and left < end:
            far += _inside(of_people, told == "membership", right < end)
        else:
            links = _LINKS.get(line["form"], _LINKS["verb"]) if measure == "headcount" else ()
            far += _distance(lowered, (left, right), place.phrase, told, links)
        if far < best:
            # "The strike, set to last two days": a verb of the same topic leaves the time to its noun.
            noun_end = topic.noun_end if (measure, told) == ("duration", topic.name) else -1
            is_noun = line["form"] == "noun" or lowered[left:right] in terms("noun_verbs")
            best, topic = far, Topic(told, right if is_noun else noun_end)
    return topic if best < _REACH.get((measure, topic.name), math.inf) else Topic()


_COMPARED = Pattern(rf"\b{any_of('figure_words', use='compared')}\s(?:[\w()]+\s){{0,5}}\Z")


def _told(lowered: str, measure: str, line: dict[str, str], between: tuple[int, int]) -> tuple[str, str]:
    """Give what a cue tells of and how strongly: "5% above the rate of inflation" is of pay."""
    if (measure, line["topic"]) == ("percent", "price") and _COMPARED.search(lowered, *between):
        return "wage", "weak"
    return "strike_length" if (measure, line["topic"]) == ("duration", "strike") else line["topic"], line["strength"]


def _inside(of_people: bool, is_whole: bool, describes: bool) -> int:
    """Say how far off a cue in the noun phrase seems: "striking nurses" and "900 staff" tell little."""
    return (80 if describes else 40 if is_whole else -11) if of_people else -10 - (not describes)


_LINKS = {"verb": (" ", " of ", " all ", " was ", " were ", " have been ", " had been "), "noun": (" of ",)}


def _distance(lowered: str, cue: tuple[int, int], phrase: tuple[int, int], told: str, links: tuple[str, ...]) -> int:
    """Say how far off a cue seems: clauses part it, what `links` it with people is near ("300 were sacked")."""
    after, edges = cue[0] >= phrase[1], clause_edges_of(lowered)[0]
    start, end = (phrase[1], cue[0]) if after else (cue[1], phrase[0])
    relative = lowered.startswith(", which ", start) and not after  # "the strike, which closed 12 schools"
    crossed = bisect_left(edges, end) - bisect_left(edges, start + relative)
    tells = told != "membership" or not (after or lowered.startswith(" who", phrase[1]))
    beside = tells and lowered[start:end] in links and not crossed
    return end - start + 6 * (not after) + 40 * crossed - (50 if not after or end - start > 1 else 30) * beside


_AWAY = Pattern(r"\s+(?:ago|before|prior|(?:earlier|later)(?! (?:this|in|next)\b)|after|until|to go|away)\b")
_OVER = Pattern(
    r"(?:(?:%|pct|per\s?cent)\s(?:[a-z]+\s){0,4}over|(?:increase|rise|raise|cut\sin\s(?:pay|wages))s?\s(?:[a-z]+\s){0,3}(?:over|for)|"
    r"\b(?:rise|increase|go\sup)\sby\s[^,;]{1,30}\sover|"
    r"\b(?:will|to)\s[^.;]{0,40}(?:%|pct|per\s?cent)\s(?:an?|each|per)\syear\sfor)\s(?:the\s(?:next\s)?)?\Z"
)
_STAFFED = re.compile(r"(?:\b(?:has|have|had|with|its|their)|[a-z](?:['’]s|s['’]))\s+\S.{0,4}$|\bthe\s\d+,\d")
_WHOLE = re.compile(r"\d\s(?:out\s)?of\s(?:[\w’'-]+\s){0,3}[\w’'-]*(?:['’]s|s['’]|\bits|\btheir|\bthe)\s+\S.{0,4}$")
# What a noun says that a count is of, but for what can be struck or lost.
_OF_THINGS = {
    "workplace": TopicRange("other", only=("strike", "layoff", "membership", "vote", "other"), measure="count"),
    "job": TopicRange("other", only=("layoff", "staffing")),
    "union": TopicRange("other", only=("membership", "strike", "vote", "other")),
}


def scope_of(lowered: str, counted: Counted, head: str, value: float, place: Place) -> TopicRange:
    """Tell what a figure can be about by what it counts: years are no waiting time, millions no wage."""
    if counted.how == "age":
        return TopicRange("other", only=("other",))
    if topic := _for_each(lowered, counted.measure, value, place):
        return TopicRange(topic, only=(topic,))
    if counted.measure == "headcount":
        return _of_people(lowered, counted, head, place)
    if counted.measure == "duration":
        return _of_time(lowered, counted, place)
    if counted.measure == "money" and value < 1_000_000:
        return TopicRange("wage" if "/" in counted.unit else "")
    if counted.measure == "money":
        return TopicRange("finance", only=("finance", "wage")[: 1 + (_own_topic(lowered, counted) == "wage")])
    subjects = mapping("count_topics", "subject")  # by the last two words or one: "ballot paper", "paper"
    two = " ".join([*lowered[counted.start : counted.end].split()[-2:-1], head])
    subject = subjects.get(two) or subjects.get(head, "")
    if counted.measure == "percent":
        return _of_share(lowered, counted, head, place)
    return _OF_THINGS.get(subject) or TopicRange(subject or "other", only=(subject or "other",))


def _of_share(lowered: str, counted: Counted, head: str, place: Place) -> TopicRange:
    """Hold the topic of a share to what it is of: nobody votes by "5% increases", whoever rejects them."""
    if _own_topic(lowered, counted) == "wage" and (counted.how == "noun" or lowered.startswith(" of ", counted.end)):
        return TopicRange(never=("membership", "vote"))
    if counted.how != "noun" or names_people(lowered[counted.start : counted.end], head):
        offered = cues_in(lowered, place.sentence[0], place.figure[0], "status_cues", "status", "proposed", "demanded")
        return TopicRange("wage") if offered and counted.how != "noun" else _ANY  # "They want 9%"
    if head in terms("bodies") or not lowered.startswith(" of ", place.figure[1]):
        return TopicRange(never=("membership",))
    if mapping("count_topics", "subject").get(head) == "workplace" and lowered[counted.end - 1] == "s":
        return _OF_THINGS["workplace"]  # "closed half of the mills"
    # "48 percent of the container trade" is about the trade, whatever else its sentence tells.
    cues = cues_in(lowered, place.figure[0] - 6, counted.end, "topic_cues", "measures", "percent")
    return TopicRange("other", only=("other", *(cue.line["topic"] for cue in cues)))


def _own_topic(lowered: str, counted: Counted) -> str:
    """Tell what a figure is about by its own noun: "millions of pounds in pay uplifts", "a 900-worker walkout"."""
    cues = cues_in(lowered, counted.start, counted.end, "topic_cues", "measures", counted.measure)
    return next((cue.line["topic"] for cue in cues if cue.end == counted.end), "")


_EACH = re.compile(r"\s(?P<link>per|an?)\s(?P<what>[a-z-]+)")


def _for_each(lowered: str, measure: str, value: float, place: Place) -> str:
    """Tell what people or things against others are of: "30 pupils per class", "$80 a barrel", "voted 9-2"."""
    if measure == "headcount" and _is_tally(lowered, place):
        return "vote"
    each = _EACH.match(lowered, place.phrase[1])
    if not each or each["what"] in terms("periods"):
        return ""
    if measure == "money":
        return "" if value >= 10_000 or is_person(each["what"]) or each["what"] in ("share", "head") else "price"
    return "staffing" if measure in ("headcount", "count") and each["link"] == "per" else ""


def _of_people(lowered: str, counted: Counted, head: str, place: Place) -> TopicRange:
    """Hold the topic of people to who they are and whose: patients are cared for, the public does not strike."""
    if counted.how in ("hyphen", "strong"):  # "the 8,000-member union", "a three-person panel", "a 900-strong march"
        member = counted.how == "strong" or lowered.startswith("member", place.figure[1] + 1)
        topic = _own_topic(lowered, counted) or ("membership" if member else "other")
        return TopicRange(topic, only=(topic,))
    if head == "patient":
        return TopicRange("care", only=("care", "staffing"))
    if mapping("person_nouns", "kind").get(head) == "public":
        return TopicRange("other", never=("strike", "membership", "layoff"))
    before = lowered[max(place.sentence[0], place.figure[0] - 24) : place.figure[0] + 5]  # "for the 9,000 clerks"
    has = _STAFFED.search(before)
    after = place.phrase[1], min(place.phrase[1] + 24, place.sentence[1])
    if has and head == "member" and not cues_in(lowered, *after, "topic_cues", "topic", "strike"):
        return TopicRange("membership", never=("layoff", "staffing", "strike")[: 2 + (has[0][:4] != "the ")])
    struck = cues_in(lowered, place.figure[1], counted.end, "topic_cues", "topic", "strike")
    if struck and not cues_in(lowered, max(place.figure[0] - 16, 0), place.figure[0], "topic_cues", "topic", "layoff"):
        return TopicRange(never=("layoff",))  # "threatened to sack hundreds of strikers", but "sacked 40 strikers"
    if _WHOLE.search(before):  # "300 of the firm's 2,000 welders walked out"
        return TopicRange("membership", only=("membership",))
    return TopicRange("membership" if head == "member" or has else "")


_MORE_VOTES, _VOTES_BEFORE = re.compile(r"(?:[-–]|-?\s?to[\s-])\d"), re.compile(r"\d(?:[-–]|-?\s?to[\s-])\Z")


def _is_tally(lowered: str, place: Place) -> bool:
    """Tell either number of "voted 713 to 35 to strike"."""
    start, end = place.figure
    around = max(place.sentence[0], start - 60), min(place.sentence[1], end + 24)
    paired = _MORE_VOTES.match(lowered, end) or _VOTES_BEFORE.search(lowered, around[0], start)
    return bool(paired and cues_in(lowered, *around, "topic_cues", "topic", "vote"))


def _of_time(lowered: str, counted: Counted, place: Place) -> TopicRange:
    """Hold the topic of a time to what lasts so long."""
    start, end = place.figure
    within = _IN.search(lowered, place.sentence[0], start)
    away = within or (not lowered.endswith("for ", 0, start) and _AWAY.match(lowered, end))
    own = _own_topic(lowered, counted)
    if own == "strike" and counted.unit != "year" and (not away or lowered.startswith(" ago", end)):
        return TopicRange("strike_length", only=("strike_length",))  # "a strike that began ten days ago"
    if away:
        return TopicRange("other", only=("care", "other"))
    if _OVER.search(lowered, place.sentence[0], start):
        return TopicRange("contract_length", only=("contract_length",))
    if counted.how == "hyphen":
        return _of_lasting(lowered, counted, start)
    if counted.unit == "year":
        return TopicRange(never=("care", "strike_length", "vote"))
    within = counted.how == "after" or counted.unit in ("minute", "hour", "day", "week")
    return TopicRange(never=("contract_length",)) if within else _ANY


def _of_lasting(lowered: str, counted: Counted, start: int) -> TopicRange:
    """Hold "12-hour shifts" and "a five-day week" to their noun, whatever is bargained over or struck for beside it."""
    cues = cues_in(lowered, start, counted.end, "topic_cues", "measures", "duration")
    own, last = {cue.line["topic"] for cue in cues} - {"other"}, lowered[counted.start : counted.end].rpartition(" ")[2]
    if not own and last not in terms("figure_words", use="span"):
        return TopicRange(never=("strike_length", "contract_length", "wage", "care"))
    if counted.unit == "year":
        return TopicRange(never=("care", "strike_length", "vote"))
    return _ANY if "strike" in own else TopicRange(never=("strike_length",))


# "In four days they strike", "the second strike in six months", but "struck for six days in June".
_IN = re.compile(r"\b(?:in|within)\s(?:just\s|only\s|the\s(?:past|last|next)\s)?\Z")
