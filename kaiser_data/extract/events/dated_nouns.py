"""Event nouns that no verb tells but a date or a headline does: "A one-day walkout on July 9 delayed four vessels".

Also what points back to one ("A second, over August 12-15, cost …") and `strike` as a verb ("Nurses at three
hospitals strike after talks collapse"). A noun in the shadow of another verb ("gave notice of a strike on Friday") is
left to that verb.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from kaiser_data.extract.events.event_words import Nouns, classes
from kaiser_data.extract.events.triggers import Trigger

_TYPE_OF_NOUN = {
    "strike": "strike",
    "sympathy": "sympathy_strike",
    "picket": "picket",
    "rally": "rally",
    "talks": "bargaining",
    "strike vote": "strike_vote",
    "vote": "vote",
    "layoff": "layoff",
    "lockout": "lockout",
}
_TO_DATE = re.compile(
    r"(?:\s+(?!(?:and|but|who|which|that|was|were|is|had|has|will|would)\b)(?!\S+\.\s)[\w’'&.-]+){0,7}?,?\s+(?:(?:on|in|over|from|late|early|held)\s+)?(?:the\s+)?"
)
_NOT_TOLD = re.compile(
    r"\b(?:before|since|until|for|if|no|any|without|of|arrested|detained|charged)\s+(?:[\w’'-]+\s+){0,3}\Z",
    re.IGNORECASE,
)


def taken(triggers: Iterable[Trigger]) -> set[tuple[int, int]]:
    """Give the edges of words and nouns that triggers have for theirs."""
    return {edges for trigger in triggers for edges in (trigger.noun, trigger[:2])}


_APART = re.compile(r"[.,;:!?—–\n]|\b(?:and|but|which|that|after|before)\b")


def find_dated_nouns(text: str, nouns: Nouns, dates: list[tuple], found: list[Trigger]) -> Iterator[Trigger]:
    """Find nouns that a date places by itself: "A one-day walkout on July 9", "pickets … last Monday"."""
    # "one strike, in 1991, which lasted 19 days": the length of a strike does not take its day.
    telling = [trigger for trigger in found if trigger.sense not in ("continue", "size")]
    used = taken(telling)
    verbs = sorted(trigger.end for trigger in found)
    for at, *_ in dates:
        index = bisect_left(nouns.starts, at) - 1
        if index < 0 or at - nouns.words[index][1] > 60:
            continue
        start, end, term = nouns.words[index]
        kind, edges = _kind(term), (start, end)
        if not kind or edges in used or not _TO_DATE.fullmatch(text, end, at):
            continue
        last = bisect_right(verbs, start) - 1
        if last >= 0 and start - verbs[last] < 50 and not _APART.search(text, verbs[last], start):
            continue
        if not _NOT_TOLD.search(text, max(0, start - 40), start):
            used.add(edges)
            yield Trigger(start, end, edges, kind, "whole", "", f"{kind}:{text[start:end].lower()}, dated")


@cache
def _kind(term: str) -> str:
    """Give the type of event that a noun of the lexicon names by itself."""
    return next((_TYPE_OF_NOUN[name] for name in classes()[term] if name in _TYPE_OF_NOUN), "")


_STRIKE = re.compile(r"strike(?=\s+(?:after|in|over|for|at|against|as|on)\b|[:;,.]|\s*\n)")
_STRIKERS = re.compile(r"\b[A-Za-z]+(?:s|men|women|people|staff)\s+\Z")


def find_strike_verbs(text: str) -> Iterator[Trigger]:
    """Find `strike` as the verb of those who strike: "Nurses at three hospitals strike after talks collapse"."""
    for match in _STRIKE.finditer(text):
        edges = match.span()
        if _STRIKERS.search(text, max(0, edges[0] - 24), edges[0]):
            yield Trigger(*edges, edges, "strike", "continue", "", "strike:they strike")
