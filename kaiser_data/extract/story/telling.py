"""Whether a clause tells an event, of what type, with what status, and when.

"once their contract expires on September 30" tells an expiration that is planned; "had never voted for a strike" and
"No new session has been scheduled" tell none. The date is the clause's own, else the one that opens the sentence; the
day beside a verb of saying ("announced Monday they had authorized …") only bounds it. Left to `events`: what the
sentences before and after say of the same event.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.bounds import edtf_bounds
from kaiser_data.extract.layout import text_of
from kaiser_data.extract.story.clauses import clause_of
from kaiser_data.extract.story.triggers import Trigger, find_triggers

_NEGATED = re.compile(
    r"\b(?:not|never|no|nor|cannot|without|nobody|denied|hardly|n['’]t)\b(?:\s+[\w’'-]+){0,4}?\s*\Z|n['’]t\s+(?:\w+\s+){0,3}\Z",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?P<may>could|should|might|may|must|can|would|if|unless|whether|ready to|prepared to|willing to|able to|want(?:s|ed)? to"
    r"|need(?:s|ed)? to|hop(?:es?|ed|ing) to|fail(?:s|ed)? to|ought to)\s+(?:\w+\s+){0,3}?\Z"
    r"|\b(?P<will>will|['’]ll|to|set to|due to|going to|plans? to|planned to|vow(?:s|ed)? to|expected to|threaten(?:s|ed|ing)? to)"
    r"\s+(?:\w+ly\s+|also\s+|be\s+|then\s+)?\Z"
)
_SAID = re.compile(
    r"\b(?:said|says|told\s+[\w’' ]{2,30}|announced|reported|wrote|added|stated|confirmed|revealed|disclosed|insisted)"
    r"\s+(?:(?:on|late|early|late\s+on)\s+)?\Z"
)
_AHEAD_STATUS = {"called_off", "refused", "threatened"}
_OPENS = re.compile(
    r"[\s“\"*#>•-]*(?:(?:[Bb]ut|[Aa]nd|[Ll]ate|[Ee]arlier|[Tt]hen|[Bb]ack),?\s+)?(?:(?:[Oo]n|[Ii]n|[Oo]ver|[Bb]y|[Ss]ince|[Dd]uring|[Ll]ate\s+on|[Aa]t\s+[\w:. ]{1,18}\s+on)\s+)?\Z"
)


class When(NamedTuple):
    """A date that a clause gives: its EDTF value, its edges, and whether it is of the clause, the sentence or a report."""

    value: str = ""
    start: int = 0
    end: int = 0
    source: str = ""
    kind: str = ""


class Telling(NamedTuple):
    """A clause `text[start:end]` that tells an event by its trigger."""

    start: int
    end: int
    trigger: Trigger
    type: str
    sense: str
    status: str
    when: When
    sentence: tuple[int, int]
    label: str
    said_on: str = ""


def find_tellings(doc: Doc) -> Iterator[Telling]:
    """Find the clauses of a Doc that tell events, in order."""
    text = text_of(doc)
    starts, ends = doc.user_data["sentence_starts"], doc.user_data["sentence_ends"]
    labels = {span.start_char: span.label_ for span in doc.spans["sentences"]}
    dates = [(span.start_char, span.end_char, span.kb_id_, span.label_) for span in doc.spans["dates"] if span.kb_id_]
    edges = dict(zip(starts, ends, strict=True))
    opened = sorted(starts)
    for trigger in sorted(find_triggers(text, starts, ends)):
        start = max(s for s in opened if s <= trigger.start)
        sentence = (start, edges[start])
        telling = _judge(text, trigger, sentence, labels.get(start, "body"), dates)
        if telling:
            yield telling


def _judge(text: str, trigger: Trigger, sentence: tuple[int, int], label: str, dates: list) -> Telling | None:
    first, last = max(trigger.first, sentence[0]), min(trigger.last, sentence[1])
    start, end = clause_of(text, *sentence, first, last)
    kind = _type(text, trigger, sentence)
    before = text[max(start, trigger.start - 40) : trigger.start]
    if not kind or _NEGATED.search(before) or _NEGATED.search(text[max(start, trigger.noun[0] - 24) : trigger.noun[0]]):
        return None
    inside = [date for date in dates if sentence[0] <= date[0] < sentence[1]]
    when, said_on = _when(text, trigger, (start, end), sentence, inside)
    modal = _MODAL.search(before)
    if modal and modal["may"] and not when.value and trigger.status not in _AHEAD_STATUS:
        return None
    status = trigger.status or _refused(trigger) or ("planned" if modal else "occurred")
    return Telling(start, end, trigger, kind, trigger.sense, status, when, sentence, label, said_on)


def _type(text: str, trigger: Trigger, sentence: tuple[int, int]) -> str:
    around = text[sentence[0] : sentence[1]]
    if trigger.type == "vote":
        if re.search(r"\b(?:contract|deal|agreement|offer|ratif\w+|pact)\b", around):
            return "ratification"
        return "strike_vote" if re.search(r"\b(?:strike|walkout|action|authoriz\w+|mandate)\b", around) else ""
    if trigger.type == "request":
        return "lawsuit" if re.search(r"\b(?:[Jj]udge|[Cc]ourt|[Tt]ribunal)\b", around) else ""
    return trigger.type


def _refused(trigger: Trigger) -> str:
    word = trigger.rule.partition(":")[2]
    denies = ("denied", "turned down", "rejected", "refused", "declined", "judge denied", "court declined", "court denied",
              "judge rejected", "court rejected", "threw out", "dismissed")  # fmt: skip
    return "refused" if trigger.type in ("request", "lawsuit") and word in denies else ""


def _when(text: str, trigger: Trigger, clause: tuple[int, int], sentence: tuple[int, int], dates: list):
    """Choose the date that the clause gives its event, and the day on which a report of it was made."""
    said = [date for date in dates if _SAID.search(text, max(sentence[0], date[0] - 50), date[0])]
    own = [date for date in dates if clause[0] - 1 <= date[0] < clause[1] and date not in said]
    said_on = said[0][2] if said else ""
    if own:
        widest = _outermost(own)
        nearest = min(widest, key=lambda date: _distance(text, date, trigger))
        return When(nearest[2], nearest[0], nearest[1], "clause", nearest[3]), said_on
    opening = [date for date in dates if date not in said and _OPENS.match(text, sentence[0], date[0])]
    opening = [date for date in opening if _OPENS.fullmatch(text, sentence[0], date[0])]
    if opening and opening[0][0] < trigger.start:
        date = _outermost(opening)[0]
        return When(date[2], date[0], date[1], "sentence", date[3]), said_on
    return When(), said_on


def _outermost(dates: list) -> list:
    return [d for d in dates if not any(o is not d and o[0] <= d[0] and d[1] <= o[1] for o in dates)]


def _distance(text: str, date: tuple, trigger: Trigger) -> int:
    """A date after the words of the trigger is nearer than one before them, one in another phrase is far."""
    if date[0] >= trigger.end:
        return date[0] - trigger.end
    if date[1] <= trigger.first:
        return 20 + trigger.first - date[1]
    return 10 if trigger.noun[1] <= date[0] else 0


def is_certain(value: str) -> bool:
    """Tell whether a date is bounded on both sides."""
    bounds = edtf_bounds(value)
    return bool(bounds.first and bounds.last)
