"""Status and day of a figure: whether it holds, is offered, asked for or to come, and for when it is told.

"Kaiser said it had proposed 21.5% wage increases" is `proposed`, "the union's request for raises of 25%" `demanded`:
which side proposes tells an offer from a demand. "were scheduled to strike" is `planned`. "as of August 2022" gives
2022-08; a figure without such words is of the text's own day, and its field stays empty.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from kaiser_data.extract.dates.date_words import values
from kaiser_data.extract.figures.topics import EDGE, Place, clause_edges_of, heading_of
from kaiser_data.extract.grammar.lexicon_cues import LexiconCue, between, cues_in
from kaiser_data.extract.grammar.words import past_forms
from kaiser_data.lexicon import Pattern, prefix_tree

_STRIKING = frozenset(("strike", "strike_length"))
_UNBARGAINED = _STRIKING | {"membership", "vote", "care"}
# How far before a figure a cue of bargaining may stand: pay is bargained over, money and times seldom.
_FAR = 600


def status_of(lowered: str, topic: str, measure: str, place: Place) -> str:
    """Tell whether a figure holds, is offered, asked for or to come."""
    if _GOES_FROM.search(lowered, place.sentence[0], place.figure[0]) and _GOES_TO.match(lowered, place.figure[1]):
        return "actual"  # "would go from $18 to $21": the first is paid today
    if topic == "layoff":
        return _of_layoff(lowered, measure, place)
    if _can_be_bargained(lowered, topic, measure, place) and (told := _bargained(lowered, topic, measure, place)):
        cut = _cues(lowered, max(place.sentence[0], place.figure[0] - 40), place.phrase[1] + 12, "conceded")
        return "proposed" if cut and told == "demanded" else told  # "seeking a 20% pay cut"
    ahead = topic in _STRIKING and _is_strike_to_come(lowered, place)
    named = topic == "strike_length" and "-" in lowered[slice(*place.figure)]  # "will meet to end the two-week strike"
    ahead = ahead or (topic != "strike" and not named and _is_ahead(lowered, topic, measure, place))
    return "planned" if ahead else "actual"


_ALSO = r"\)?(?:\s\([^()]{1,40}\))?\s"  # the same in another currency
_GOES_TO = re.compile(rf"{_ALSO}to\s")
# "a 9% rise [demanded]", "more than the 6% over two years [it had sought]"
_WHICH = re.compile(
    rf"{_ALSO}(?:(?:over\s\w+\s\w+\s)?(?:that\s)?(?:it|they|we)\s(?:(?:ha[ds]|have|are|is)\s)?(?:been\s)?)?"
)
_GOES_FROM = re.compile(r"\bfrom\s(?:about\s|around\s|an\saverage\sof\s|the\s(?:current\s|present\s)?)?\Z")


def _reach(lowered: str, topic: str, measure: str, place: Place) -> int:
    """Say how far before a figure an offer or demand may stand that governs it."""
    seldom = topic in ("price", "finance", "other")
    if measure in ("headcount", "count"):
        return 25 if seldom else 90
    return max(45, min(200, place.figure[0] - _clause(lowered, place)[0])) if seldom else _FAR


def _cues(lowered: str, start: int, end: int, *statuses: str) -> list[LexiconCue]:
    return cues_in(lowered, start, end, "status_cues", "status", *statuses)


_KNOWN = re.compile(r"\b(?:the|those|these|its|their|our|his|her)\s\Z")
_APART, _PARTED = Pattern(rf",|\band\s(?:(?:are|is|now)\s)*\Z|{EDGE.pattern}"), Pattern(rf"\d|{EDGE.pattern}")
_AGREED_TO = re.compile(r"agree\w*\sto\s")  # "agreed to hire 30 more" is still to be done
# "as they have demanded, we met four times", "demanded a rise and cited the $900 spent on chairs"
_TELLS_ON = re.compile(
    r"[;!?]|\.\s|\bin\swhich\b|\b(?:may|might|could)\shave\b|\bcurrently\b|,\s(?:which|who)\s(?:is|are|was|were|now)\b"
    r"|\band\s\w{2,}ed\b|,\s(?:we|they|he|she|it|i)\b"
)


def _can_be_bargained(lowered: str, topic: str, measure: str, place: Place) -> bool:
    """Leave out whom something is sought for, "the 12 sacked drivers", and what took so long."""
    start, end = place.figure
    counted = measure in ("headcount", "count")
    if topic in _UNBARGAINED or (counted and _KNOWN.search(lowered, place.sentence[0], start)):
        return False
    # "a 35-hour week" and a pension age are bargained over, what took "five months" is not.
    is_term = "-" in lowered[start:end] or _TERM.search(lowered, place.sentence[0], start)
    return bool(is_term) or (measure, topic) != ("duration", "other")


def _bargained(lowered: str, topic: str, measure: str, place: Place) -> str:
    """Tell what the cue of an offer, demand or agreement says that governs a figure; empty where there is none."""
    counted, first, (start, end) = measure in ("headcount", "count"), place.sentence[0], place.figure
    if not counted and (cue := _own_cue(lowered, place)):
        return _by_side(lowered, cue, first, start)
    reach = max(first, start - _reach(lowered, topic, measure, place)), start
    if cue := _governing(lowered, reach, counted or topic == "finance"):
        done = _TELLS_ON.search(lowered, cue.end, start) or (counted and _AGREED_TO.match(lowered, cue.start))
        return "" if done else _by_side(lowered, cue, first, cue.end)
    is_sought = not counted and not (measure == "percent" and lowered.startswith(" of ", end))  # "43% of guilds seek"
    cues = (
        _cues(lowered, (after := place.phrase[1]), min(place.sentence[1], after + 60), *_BARGAINED) if is_sought else []
    )
    if cues and not _APART.search(lowered, end, cues[0].start):
        return _by_side(lowered, cues[0], first, cues[0].start)
    return "" if topic == "finance" or (measure, topic) == ("money", "other") else _headed(lowered, start)


def _headed(lowered: str, start: int) -> str:
    """Tell what the line says that heads a list: "They demand: - A 35-hour week"."""
    line = heading_of(lowered, start)
    cues = _cues(lowered, *line, "proposed", "demanded") if line else []
    return cues[-1].line["status"] if cues else ""


def _governing(lowered: str, reach: tuple[int, int], only_offered: bool) -> LexiconCue | None:
    """Find the cue that governs what follows, the nearest: but "under the offer, they will get 5%", "won a package"."""
    cues = _cues(lowered, *reach, *_BARGAINED)
    if not cues and not only_offered:  # what would be yields to an offer
        cues = _cues(lowered, *reach, "would")[-1:]
    before, last = (None, None, *cues)[-2:]
    if not before or _PARTED.search(lowered, before.end, last.start):
        return last
    if before.line["status"] == "agreed":
        won = last.line["form"] == "noun" and not _cues(lowered, before.start, before.end, "answering")
        return before if won else last
    to_come = last.line["status"] == "agreed" and lowered[last.start : last.end] == last.line["term"]
    return before if to_come else last


_TERM = Pattern(r"(?:\sage|\bwork(?:ing)?\s(?:week|day))\b[^.;,]{0,60}\Z")
_BARGAINED = ("proposed", "demanded", "agreed")
_UNMET = re.compile(r"\b(?:unless|until|till)\s(?:[\w’']+\s){1,3}\Z")
# "had been offered 7%", "the proposed 7%"
_OFFERED = re.compile(r"\b(?:been|being|be|was|were|is|are|the)\s(?:\w+ly\s)?\Z")


def _own_cue(lowered: str, place: Place) -> LexiconCue | None:
    """Find what names an amount an offer or demand: "the 7% pay offer", "a 9% rise demanded by dockers"."""
    cues = _cues(lowered, place.figure[1], place.sentence[1], "proposed", "demanded")[:1]
    beside = _WHICH.match(lowered, place.phrase[1])
    return cues[0] if cues and (cues[0].end <= place.phrase[1] or (beside and cues[0].start == beside.end())) else None


def _by_side(lowered: str, cue: LexiconCue, start: int, end: int) -> str:
    """Turn an offer by the union before it into a demand, and what an employer asks for into an offer."""
    status = cue.line["status"]
    if status == "agreed":  # "will not return until they get 9%"
        return "demanded" if _UNMET.search(lowered, start, cue.start) else "actual"
    passive = "ing" not in lowered[cue.start : cue.end] and _OFFERED.search(lowered, start, cue.start)
    if status == "would" or passive or lowered.startswith("under ", cue.start):  # what it would do is nobody's demand
        return "proposed" if status == "would" else status
    side = next(reversed(cues_in(lowered, max(start, end - 48), min(end, cue.start), "sides")), None)
    if not side or _is_apart(lowered, side.end, end):
        return status
    turned = {("proposed", "union"): "demanded", ("demanded", "employer"): "proposed"}
    return turned.get((status, side.line["side"]), status)


_OWNER = re.compile(r"\w(?:['’]s|s['’])\s")  # "the mill said [the guild's] claim of 9%"


def _is_apart(lowered: str, start: int, end: int) -> bool:
    """Tell whether who is named does not make the offer: far off, in another clause, or one who answers it."""
    between = lowered[start:end]
    far = len(between) > 40 or (len(between) > 20 and any(map(str.isdigit, between)))
    return bool(far or _cues(lowered, start, end, "answering") or EDGE.search(between) or _OWNER.search(between))


_DEFINITE = Pattern(r"\b(?:the|its|their|his|her|our|these|those|all|both|(?!an?\b)\w+\s\w+\sof)\s+(?:[\w’']+\s+)?$")
_LOST, _DUE = Pattern(r"\b(?:los[est]\w*|loss(?:es)?|worse off)\b"), re.compile(r"\b(?:shall|must|will)\b")
_ASIDE = Pattern(r",?\s(?:that|including|such as|like|among them|compared with|up from|down from)\b")
_WITHIN = re.compile(r"\b(?:within|until|no later than|not later than)\s+(?:the next\s+)?$")
_FIRST_IN = Pattern(r"\b(?:first|last|\w+est|worst|most)\b.*\bin\s+(?:over\s|about\s|the last\s|more than\s)?$")


def _is_ahead(lowered: str, topic: str, measure: str, place: Place) -> bool:
    """Tell what is to come, expected or feared from what is: by the verb nearest before, else the one whose subject."""
    start, end = _clause(lowered, place)
    counted, number, lasting = measure in ("headcount", "count"), place.figure[0], measure == "duration"
    if topic in ("wage", "contract_length") and not _LOST.search(lowered, start, end):
        return False  # what an agreement or a rate will give holds as a term of it
    if lasting and _WITHIN.search(lowered, start, number) and _DUE.search(lowered, *place.sentence):
        return True
    settled = _DEFINITE if counted else _FIRST_IN if lasting else None
    is_settled = settled and settled.search(lowered, max(start, number - 120), number)
    if is_settled or (topic in ("vote", "price") and not counted):
        return False
    return _is_verb_ahead(lowered, topic, measure, place, (start, end))


# What a verb says of the figure: the nearest decides, a participle that hangs on a noun does not.
_NO_SUM = r"(?<!\d )(?<!illion )(?<!thousand )"  # "900 won" is a sum
_BACK = Pattern(
    rf"\b(?:was|were|been|have|has|had|(?:is|are)(?=\s(?:still\s|now\s)?on\sstrike)"
    rf"|{_NO_SUM}(?:{prefix_tree(past_forms())})|(?!united)[a-z]{{4,17}}+(?<=ed))\b(?!\s+to\b)"
)
_GOVERNED = Pattern(r"(?:\s+(?:\w+ly|only|be|to|also|even|then|now))*(?:\s+\w+)?")
_NOT_AHEAD = Pattern(r"[,.;]|(?<=due to)\s(?:the|an?|its)\b|\s+(?:not\b|have\b(?!\s+to\b)|never\b)|n['’]t\b")


@lru_cache(maxsize=1)
def _verbs_of(lowered: str) -> list[tuple[int, int, str]]:
    """Find the verbs of a text that look ahead or back, once for all of its figures."""
    found, governed = [], 0
    for start, end, _ in cues_in(lowered, 0, len(lowered), "status_cues", "status", "planned"):
        found += ((*verb.span(), "back") for verb in _BACK.finditer(lowered, governed, start))
        found.append((start, end, "" if _NOT_AHEAD.match(lowered, end) else "ahead"))
        # What a modal governs is no past, whatever its form: "would ground 2,200 flights".
        governed = _GOVERNED.match(lowered, end).end()
    found += ((*verb.span(), "back") for verb in _BACK.finditer(lowered, governed))
    return found


def _is_verb_ahead(lowered: str, topic: str, measure: str, place: Place, clause: tuple[int, int]) -> bool:
    """Tell whether the verb nearest before a figure looks ahead, or without one the verb whose subject it is."""
    verbs = between(_verbs_of(lowered), clause[0], place.figure[0])[-1:]
    is_subject = topic != "membership" and measure not in ("duration", "money") and place.phrase[1] > place.figure[1]
    if not verbs and is_subject:
        verbs = between(_verbs_of(lowered), place.phrase[1], clause[1])[:1]
    return bool(verbs) and verbs[0][2] == "ahead"


def _clause(lowered: str, place: Place) -> tuple[int, int]:
    """Give the edges of the clause around a figure."""
    start, end = place.sentence
    begins, ends = clause_edges_of(lowered)
    before, after = bisect_right(ends, place.figure[0]), bisect_left(begins, place.phrase[1])
    start = max([start, *ends[max(before - 1, 0) : before]])
    start = max([start, *(aside.end() for aside in _ASIDE.finditer(lowered, start, place.figure[0]))])
    return start, min([end, *begins[after : after + 1]])


_TO_GO = Pattern(
    r"\b(?:be|being|are|is|get|getting|to|could|would|will|may|might|should|can|shall)\s+(?:\w+ly\s+|put\s+)?$"
)


def _of_layoff(lowered: str, measure: str, place: Place) -> str:
    """Tell people who have gone from those who are to go: an announced layoff is planned until they have left."""
    if measure in ("duration", "money"):
        return "actual"
    start, end = _clause(lowered, place)
    gone = any(not _TO_GO.search(lowered, start, verb.start) for verb in _cues(lowered, start, end, "gone"))
    if not gone and _is_firing(lowered, start, place.figure[0]):
        gone = [verb[2] for verb in between(_verbs_of(lowered), place.sentence[0], place.figure[0])][-1:] == ["back"]
    return "actual" if gone else "planned"


def _is_firing(lowered: str, start: int, number: int) -> bool:
    """Read "has streamlined its mines, laying off 300": done together with what is told before."""
    verb = next(reversed(cues_in(lowered, start, number, "topic_cues", "topic", "layoff")), None)
    return bool(verb and verb.line["form"] == "verb" and number - verb.end < 8 and "ing" in lowered[slice(*verb[:2])])


_PAST_BEFORE = re.compile(
    r"\b(?:(?:has|have|had|held|staged|lasted|after|during|since)\b[^;.:]{0,30}"
    r"|(?:end(?:s|ed|ing)?|(?:talks|negotiations)\s(?:on|over))\s(?:\w+\s)?)$"
)


def _is_strike_to_come(lowered: str, place: Place) -> bool:
    """Tell a strike to come, or called off, by the words on both sides of its figure."""
    start, end = max(place.sentence[0], place.figure[0] - 70), min(place.sentence[1], place.phrase[1] + 140)
    start = max(start, lowered.rfind(";", start, place.figure[0]))
    sides = (start, place.figure[0]), (place.phrase[1], end)
    past, coming = _PAST_BEFORE.search(lowered, *sides[0]), _cues(lowered, *sides[0], "coming")
    if past or coming:  # "has suspended its two-week strike", but "after threats to strike, has struck for two weeks"
        return bool(coming) and not (past and coming[-1].start < past.start())
    cues = _cues(lowered, *sides[1], "coming")
    return bool(cues) and not _is_told_back(lowered, *sides[1], cues[0].start)


def _is_told_back(lowered: str, start: int, end: int, cue: int) -> bool:
    """Tell whether people did what is told: "400 clerks were on strike", but not "were scheduled to strike"."""
    verbs = between(_verbs_of(lowered), start, min(end, start + 40))
    if verbs and not lowered[verbs[0][1] : cue].strip():
        return False  # "A strike by 400 clerks was called off"
    verbs = [verb for verb in verbs if not lowered.startswith(" by ", verb[1])]  # "represented by"
    return bool(verbs) and verbs[0][2] == "back"


_MONTHS = {name.lower(): int(place) for name, place in values("month").items()}
_HELD = re.compile(
    r"(?<!\w)(?:(?:as of(?: the end of)?|in|for|during|at the end of|by the end of)\s(?:the\s)?|(?=fy))"
    r"(?:(?:fiscal|financial)(?: year)?\s|fy\s?)?(?:early |mid-|late )?"
    rf"(?:(?P<month>{prefix_tree(_MONTHS)})\s(?:(?P<day>\d{{1,2}}),?\s)?)?(?P<year>(?:19|20)\d\d)\b(?![-/–]\d)"
)


def as_of(lowered: str, place: Place) -> str:
    """Give the day, month or year (EDTF) for which the clause says that the number holds.

    >>> text = "in fiscal year 2023, the trust reported $23.6 million"
    >>> as_of(text, Place((0, len(text)), (41, 54), (41, 54)))
    '2023'
    """
    best, value = 250, ""
    # A date further away would not win: a table has a thousand numbers in one sentence.
    start, end = max(place.sentence[0], place.figure[0] - 300), min(place.sentence[1], place.phrase[1] + 300)
    for found in _HELD.finditer(lowered, start, end):
        before = found.end() <= place.figure[0]
        left, right = (found.end(), place.figure[0]) if before else (place.phrase[1], found.start())
        far = right - left + 60 * len(EDGE.findall(lowered, left, right)) if right >= left else 0
        if found.start() > place.sentence[0] + 3:  # what opens a sentence holds for all of it
            far += 120
        if far < best:
            month = f"-{_MONTHS[found['month']]:02d}" if found["month"] else ""
            best, value = far, found["year"] + month + (f"-{int(found['day']):02d}" if found["day"] else "")
    return value
