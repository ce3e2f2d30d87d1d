"""Which date of a sentence is that of the event a clause tells.

The clause's own comes first, the nearest where it has several: in "Talks, which opened in November, broke up on
January 19" each verb has its day. Else it is the date that opens the sentence. The day beside a verb of saying
("announced Monday they had authorized …") only bounds it; a day bound to another verb ("an agreement reached Sept.
8") is not taken.
"""

import re
from typing import NamedTuple

from kaiser_data.extract.calendar import calendar_spans as spans
from kaiser_data.extract.calendar.calendar_spans import bounds_of
from kaiser_data.extract.story.triggers import Trigger

_SAID = re.compile(
    r"\b(?:said|says|told\s+[\w’' ]{2,30}|announced|reported|wrote|added|stated|confirmed|revealed|disclosed|insisted)"
    r"\s+(?:(?:on|late|early|late\s+on)\s+)?\Z"
)
_RELATIVE = re.compile(r"\b(?:which|who|that)\s+(?:\w+ly\s+|had\s+|has\s+|have\s+|was\s+|were\s+|is\s+|are\s+){0,2}\Z")
_PRONOUN = re.compile(r"\b(?:which|who|that)\s")
_ANNOUNCED = re.compile(r"\b(?:for|from|starting|beginning|between|over)\s+(?:the\s+)?\Z")
_AFTER = re.compile(r"\W*After\s+\w+.*\s(?:in|on|of|last|this)\s+\Z", re.DOTALL)
_WHEN = re.compile(r"[,\s]+when\s")
_OPENS = re.compile(
    r"[\s“\"*#>•-]*(?:[A-Z][\w’' ]{1,24},\s+)?(?:(?:[Bb]ut|[Aa]nd|[Ll]ate|[Ee]arlier|[Tt]hen|[Bb]ack)\s+)?"
    r"(?:(?:[Oo]n|[Ii]n|[Oo]ver|[Bb]y|[Ss]ince|[Dd]uring|[Ll]ate\s+on|[Aa]t\s+[\w:. ]{1,18}\s+on)\s+)?\Z"
)


class When(NamedTuple):
    """A date that a clause gives: its EDTF value and edges, whether clause or sentence has it, its kind."""

    value: str = ""
    start: int = 0
    end: int = 0
    source: str = ""
    kind: str = ""


def find_when(
    text: str,
    trigger: Trigger,
    clause: tuple[int, int],
    sentence: tuple[int, int],
    dates: list,
    anchor: str,
    words: list,
):
    """Choose the date that the clause gives its event, and the day on which a report of it was made."""
    if not dates:
        return When(), ""
    dates = [date for date in dates if not _is_bound(text, date, trigger, words)]
    said = [date for date in dates if _SAID.search(text, max(sentence[0], date[0] - 50), date[0])]
    said_on = said[0][2] if said else ""
    free = [date for date in dates if date not in said]
    own = [d for d in free if clause[0] - 1 <= d[0] < clause[1] and not _is_embedded(text, d, trigger)]
    after = [
        d
        for d in own
        if d[1] < trigger.first and d[0] - sentence[0] < 200 and _AFTER.fullmatch(text, sentence[0], d[0])
    ]
    if after and len(own) == len(after):
        first = bounds_of(after[0][2]).first
        return When(spans.within(first, anchor), after[0][0], after[0][1], "after", "after"), said_on
    if trigger.rule.partition(":")[2].startswith("announc") and trigger.sense == "plan":
        # "announced the strike on Monday" dates the announcement, "announced for Monday" the strike.
        own = [d for d in own if _ANNOUNCED.search(text, max(0, d[0] - 16), d[0])]
    if own:
        nearest = own[0] if len(own) == 1 else min(_outermost(own), key=lambda date: _distance(text, date, trigger))
        return _as_when(text, nearest, "clause"), said_on
    led = [d for d in free if d[1] <= clause[0] and _WHEN.fullmatch(text, d[1], clause[0] + 5)]
    if led:
        return _as_when(text, led[-1], "clause"), said_on
    opening = [d for d in free if _OPENS.fullmatch(text, sentence[0], d[0]) and d[0] < trigger.start]
    return (_as_when(text, _outermost(opening)[0], "sentence") if opening else When()), said_on


_SINCE = re.compile(r"\bsince\s+(?:the\s+)?\Z")
_END_OF = re.compile(r"(?:the\s+)?end\s+of")
_PLACES = re.compile(r"\s+(?:(?:on|in|at|late|early|back|from|by)\s+){0,3}(?:the\s+)?")


def _is_bound(text: str, date: tuple, trigger: Trigger, words: list[tuple[int, int]]) -> bool:
    """In "voted to reject a tentative agreement reached Sept. 8" the day is that of the other verb."""
    for start, end in words:
        if end <= date[0] and date[0] - end < 16 and _PLACES.fullmatch(text, end, date[0]):
            return not start < trigger.end <= end + 1 and end != trigger.noun[1] and start > trigger.last
    return False


def _as_when(text: str, date: tuple, source: str) -> When:
    kind = "since" if _SINCE.search(text, max(0, date[0] - 12), date[0]) else date[3]
    kind = "end" if _END_OF.match(text, date[0], date[1]) else kind
    return When(date[2], date[0], date[1], source, kind)


def _is_embedded(text: str, date: tuple, trigger: Trigger) -> bool:
    """In "the strike that began on August 5 will end" the day is not that of the end."""
    if not trigger.noun[1] <= date[0] < trigger.start:
        return False
    inside = _PRONOUN.search(text, trigger.noun[1], date[0])
    return bool(inside) and not _RELATIVE.search(text, trigger.noun[1], trigger.start)


def _outermost(dates: list) -> list:
    return [d for d in dates if not any(o is not d and o[0] <= d[0] and d[1] <= o[1] for o in dates)]


def _distance(text: str, date: tuple, trigger: Trigger) -> int:
    """A date after the words of the trigger is nearer than one before them, one in another phrase is far."""
    if date[0] >= trigger.end:
        return date[0] - trigger.end
    if date[1] <= trigger.first:
        return 20 + trigger.first - date[1]
    return 10 if trigger.noun[1] <= date[0] else 0
