"""Status and day of a figure: whether it holds, is offered, asked for or to come, and for when it is told.

"Kaiser said it had proposed 21.5% wage increases" is `proposed`, "the union's request for raises of 25%" `demanded`:
which side proposes tells an offer from a demand. "were scheduled to strike" is `planned`. "as of August 2022" gives
2022-08; a figure without such words is of the text's own day, and its field stays empty.
"""

import re
from functools import cache

from kaiser_data.extract.figures.topics import EDGE, Place
from kaiser_data.lexicon import mapping, prefix_tree, terms


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
    if topic in ("price", "other"):
        return _bargained(lowered, measure, place, reach=45)
    if measure in ("headcount", "count"):
        return _bargained(lowered, measure, place, reach=90)
    return _bargained(lowered, measure, place, reach=600)


_STOPS = re.compile(r";|\.\s|!\s|\?\s|in\swhich\b(?<=\b.{8})")


def _bargained(lowered: str, measure: str, place: Place, reach: int) -> str:
    start = max(place.sentence[0], place.figure[0] - reach)
    found, would = _cue_before(lowered, start, place.figure[0])
    if found is None and measure in ("headcount", "count"):
        return "actual"
    if found is None:
        end = min(place.sentence[1], place.phrase[1] + 40)
        found = _status().search(lowered, place.figure[1], end)
        if not found or found.group().startswith("would") or EDGE.search(lowered, place.figure[1], found.start()):
            return "actual"
    elif _STOPS.search(lowered, found.end(), place.figure[0]):
        return "actual"
    if would and lowered.endswith("from ", start, place.figure[0]):
        return "actual"  # "would go from $18 to $21": the first is paid today
    status = mapping("status_cues", "status")[" ".join(found.group().split())]
    return _by_side(lowered, place.sentence[0], found.start(), status)


def _cue_before(lowered: str, start: int, end: int) -> tuple[re.Match | None, bool]:
    """Give the last cue before a figure, and whether one is of what would be: that one yields to any other."""
    found, would = None, False
    for cue in _status().finditer(lowered, start, end):
        if cue.group().startswith("would"):
            would = True
            found = found or cue
        else:
            found = cue
    return found, would


def _by_side(lowered: str, start: int, end: int, status: str) -> str:
    """Turn an offer by the union into a demand, and what an employer asks for into an offer."""
    if status == "agreed":
        return "actual"
    if lowered.startswith("would", end):  # what an offer would do is nobody's demand
        return status
    sides = list(_side().finditer(lowered, max(start, end - 48), end))
    if not sides or EDGE.search(lowered, sides[-1].end(), end):
        return status
    if end - sides[-1].end() > (20 if status == "proposed" else 32):
        return status
    side = mapping("sides", "side")[" ".join(sides[-1].group().split())]
    if status == "proposed" and side == "union":
        return "demanded"
    return "proposed" if status == "demanded" and side == "employer" else status


_FUTURE_BEFORE = re.compile(
    r"\b(?:will|would|plans?|planned|planning|prepar\w+|notices?|threaten\w*|announced|scheduled|next|further|set|due|could|may|might"
    r"|call(?:s|ed)? (?:for|off|a)|authoriz\w+|authoris\w+|upcoming|possible|faces?|looming"
    r"|to (?:axe|cut|shed|lay|sack|fire|close|strike|walk|stage|lose|eliminate|stop))\b[^;.:]{0,60}$"
)

_FUTURE_AFTER = re.compile(
    r"[^;.:]{0,90}?\b(?:will|would|plans?|(?:are|is|were|was|been)\s+(?:set|due|scheduled|expected|ready|poised|planned|joining"
    r"|called off|suspended)|scheduled|prepare[ds]?|preparing|poised"
    r"|threaten\w*|to (?:strike|walk|vote|join|lose)|could|planned"
    r"|may (?:strike|walk|be)|set for|called off|averted|suspended|are (?:joining|going))\b"
)


_PAST_BEFORE = re.compile(r"\b(?:has|have|had|lasted|after|during|since)\b[^;.:]{0,50}$")


def _is_planned(lowered: str, place: Place) -> bool:
    start, end = place.sentence
    before = lowered[max(start, place.figure[0] - 70) : place.figure[0]]
    if _FUTURE_BEFORE.search(before):
        return not _PAST_BEFORE.search(before[-40:]) or "announced" in before or "authori" in before
    after = lowered[place.phrase[1] : min(end, place.phrase[1] + 120)]
    return bool(_FUTURE_AFTER.match(after)) and not _PAST_BEFORE.search(before)


_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
# The first letter is matched first: few words of a sentence begin with one of these.
_WITHIN = "(?:(?<=i)n|(?<=f)or|(?<=d)uring|(?<=a)t the end of)"
_AS_OF = re.compile(
    r"[abdfi](?<!\w.)(?:(?<=a)s of (?:the end of )?(?P<asof>(?:early |mid-|late )?(?:[a-z]+\.? (?:\d{1,2}, )?)?\d{4})\b"
    rf"|{_WITHIN}\s+(?:the\s+)?(?:fiscal|financial)(?: year)?\s+(?P<fiscal>\d{{4}})\b"
    r"|(?<=f)y\s?(?P<fy>\d{4})\b"
    rf"|(?:{_WITHIN}|(?<=b)y the end of)\s+(?P<month>{_MONTH})?\s?(?P<year>(?:19|20)\d\d)\b(?![-/–]\d))"
)
_YEAR = re.compile(r"[0-9][0-9]{3}")  # the first digit apart: so it is looked for at once
_MONTHS = {name: number for number, name in enumerate(_MONTH.split("|"), 1)}


def as_of(lowered: str, place: Place) -> str:
    """Give the day, month or year (EDTF) for which the clause says that the number holds.

    >>> text = "in fiscal year 2023, the trust reported $23.6 million"
    >>> as_of(text, Place((0, len(text)), (41, 54), (41, 54)))
    '2023'
    """
    best, value = 250, ""
    if not _YEAR.search(lowered, *place.sentence):
        return ""
    for found in _AS_OF.finditer(lowered, *place.sentence):
        left, right = (
            (found.end(), place.figure[0]) if found.end() <= place.figure[0] else (place.phrase[1], found.start())
        )
        if _STOPS.search(lowered, left, right):
            continue
        far = right - left + 60 * len(EDGE.findall(lowered, left, right)) if right >= left else 0
        if found.start() > place.sentence[0] + 3:  # what opens a sentence holds for all of it
            far += 120
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
