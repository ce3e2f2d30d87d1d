"""Whether an event is over, under way or still ahead as its text speaks of it, by all clauses that tell it.

A strike is over where the headline ends it, or a clause does and none tells it as still on. What is called off is
over, too, if the text tells it as begun, and never took place if not. Where no clause says, the date decides.
"""

import re

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.values import days_between
from kaiser_data.extract.event_types import LASTING
from kaiser_data.extract.events.cases import NO_DATE, Anchor, Case, Telling, cue
from kaiser_data.extract.events.status import is_asked_for, is_done
from kaiser_data.extract.events.trigger_words import nouns_of
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms

# What takes its time; all else is done on a day.
_GOES_ON = LASTING.union(
    ("bargaining", "picket", "rally", "lawsuit", "strike_vote", "legislation", "contract", "other", "violence"),
    ("unfair_labor_practice_charge",),
)
# The nouns of strikes, lockouts and disputes.
STRIKE_WORDS = prefix_tree({*nouns_of("strike"), *terms("telling_words", kind="dispute")})
# A text tells in its first lines that its dispute has ended.
_LEAD = 500
RETURNED = re.compile(r"\b(?:return|back\b|resum|report)")


def is_over(text: str, case: Case) -> bool:
    """Tell whether clauses end a strike, and none tells it as still on; some may go back while others stay out."""
    ends = [telling for telling in case.tellings if _ends(text, telling)]
    stays = any(t.sense == "continue" and t.status == "ongoing" for t in case.tellings)
    if stays or case.status not in ("occurred", ""):
        return any(t.label == "headline" for t in ends)
    return bool(ends) or (case.type in ("strike", "lockout") and bool(_CLOSES.search(text, 0, _LEAD)))


# "the walkout that began in May has ended", "ending a six-week dispute", not "ended violence in it"
_ENDED = any_of("telling_words", kind="end")
_OTHERS = prefix_tree({noun for name in ("talks", "agreement", "contract", "vote") for noun in nouns_of(name)})
_VERB = r"(?:end(?:s|ed|ing)|settl(?:es|ed|ing))"
_CLOSES = Pattern(
    rf"\b{STRIKE_WORDS}(?:\s+(?!(?:not|{_OTHERS})\b)[\w’'-]+){{0,6}}?\s+(?!lasted){_ENDED}\b(?!\s+(?:its|their|an?)\s)"
    rf"|\b{_VERB}\s+(?:(?!(?:in|of|during|at|over|{_OTHERS})\b)[\w’'-]+\s+){{0,6}}?{STRIKE_WORDS}\b",
    re.IGNORECASE,
)


def ends_now(telling: Telling) -> bool:
    """Tell whether a clause ends a strike in the text's own present: "Lockout ends", "the lockout is over"."""
    return telling.sense == "end" and (telling.label == "headline" or bool(cue("now").match(telling.trigger.word)))


def _ends(text: str, telling: Telling) -> bool:
    """Tell whether a clause tells the end of a strike as done, and not as asked for."""
    if telling.sense != "end" or returns(text, telling):
        return False
    is_told = telling.status in ("", "occurred", "called_off") and not is_asked_for(text, telling)
    return is_done(text, telling) or (is_told and ends_now(telling))


def returns(text: str, telling: Telling) -> bool:
    """Tell whether a clause ends a strike by a return to work."""
    return telling.sense == "end" and bool(RETURNED.search(text, *telling.trigger[:2]))


def settle_status(text: str, case: Case, anchor: Anchor) -> str:
    """Give the status of a dated event as of the first and last day that its text may be from."""
    status, (first, last) = case.status, edtf_bounds(case.date)
    if status in ("called_off", "refused", "threatened") or not anchor[0]:
        return status or "occurred"
    if first > anchor[1 if status == "occurred" else 0]:
        return "planned"
    if status == "planned":
        return "occurred" if "" < last < anchor[0] else status
    return "ongoing" if _goes_on(text, case, status, anchor[1]) else "occurred"


def _goes_on(text: str, case: Case, status: str, today: str) -> bool:
    """Tell whether an event goes on as its text speaks of it: by its open date, else until that very day."""
    first, last = edtf_bounds(case.date)
    if "/" in case.date and (not last or last > today):
        return True
    if last != today or (case.lasts and (is_over(text, case) or any(t.trigger.word in _ENDS for t in case.tellings))):
        return False
    return (not first and case.lasts) or (status == "ongoing" and case.type in _GOES_ON)


# What has run so long can no longer be called off, only ended: "a three weeks strike", "the long-running strike".
_HAS_RUN = re.compile(
    r"\b(?:(?:day|week|month|year)s?-?(?:long|old)|[\w-]+[-\s](?:week|month|year)s?|(?:long|bitter|costly)(?:-running|-lasting)?)"
    r"[’']?\s+(?:[\w-]+\s+){0,2}\Z"
)
_BEGUN = ("begin", "join", "whole")
_NEVER_RAN = tuple(terms("telling_words", kind="averts"))
_ENDS = terms("telling_words", kind="end")
_UNTIL = re.compile(r"\b(?:until|till|pending|before|ahead\s+of)\b")


def end_what_ran(text: str, tellings: list[Telling], anchor: Anchor) -> list[Telling]:
    """Read "called off its week-long strike", or "suspended the strike" that a text tells as begun, as its end."""
    strikes = [telling for telling in tellings if telling.type in LASTING]
    called_off = (telling for telling in strikes if telling.status == "called_off")
    undone = [t for t in called_off if not text[t.trigger.start : t.trigger.end].lower().startswith(_NEVER_RAN)]
    runs = any(_HAS_RUN.search(text, t.start, t.trigger.noun[0]) for t in undone) or _has_run(text, strikes, anchor)
    return [_ended(text, telling) if runs and telling in undone else telling for telling in tellings]


def _has_run(text: str, strikes: list[Telling], anchor: Anchor) -> bool:
    """Tell whether a strike has begun: on a day of late, or at some time where none is ahead."""
    told = [telling for telling in strikes if telling.status in ("", "occurred", "ongoing")]
    begun = [telling for telling in told if telling.sense in _BEGUN and is_done(text, telling)]
    if any(len(t.when.value) == 10 and is_recent(t.when.value, anchor) for t in begun):
        return True
    is_ahead = any(t.status in ("planned", "threatened") and t.sense in (*_BEGUN, "plan") for t in strikes)
    return not is_ahead and any(_runs(text, telling, telling in begun) for telling in told)


def _runs(text: str, telling: Telling, is_begun: bool) -> bool:
    """Tell whether a clause without a day says that a strike has begun."""
    is_begin = is_begun and telling.sense != "whole" and not telling.when.value
    return is_begin or telling.when.kind == "since" or returns(text, telling)


def is_recent(begins: str, anchor: Anchor) -> bool:
    """Tell whether a date lies within two months before the text's day or three after it."""
    if not anchor[1]:
        return False
    return -60 <= days_between(edtf_bounds(begins).last, anchor[1]) <= 90


def _ended(text: str, telling: Telling) -> Telling:
    """Make of a strike called off the end of one; what it is suspended until is not when it ended."""
    when = telling.when
    if when.kind == "until" or _UNTIL.search(text, telling.trigger.last, when.start):
        when = NO_DATE
    return telling._replace(sense="end", status="", when=when, trigger=telling.trigger._replace(sense="end", status=""))
