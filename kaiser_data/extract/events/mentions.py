"""Whether a clause tells an event, of what type, with what status, and when.

"once their contract expires on September 30" tells an expiration that is planned; "had never voted for a strike" and
"No new session has been scheduled" tell none. The date is the clause's own, else the one that opens the sentence; the
day beside a verb of saying ("announced Monday they had authorized …") only bounds it. Left to `events`: what the
sentences before and after say of the same event.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.extract.dates.component import dates_of
from kaiser_data.extract.document import source_of, text_of
from kaiser_data.extract.events.clauses import Cuts, clause_of
from kaiser_data.extract.events.dated_nouns import find_dated_nouns, find_strike_verbs, taken
from kaiser_data.extract.events.event_words import Nouns, find_words
from kaiser_data.extract.events.mention_dates import NO_DATE, Dated, When, find_when, read_dates
from kaiser_data.extract.events.triggers import Trigger, find_triggers
from kaiser_data.extract.layout import layout_of

_REACH = 600
_NEGATED = re.compile(
    r"\b(?:not|never|no|nor|cannot|without|nobody|denied|hardly|n['’]t)\b(?:\s+[\w’'-]+){0,4}?\s*\Z"
    r"|\b(?:prevent|stopp?|block|barr?|keep|kept|deter)\w{0,4}\s+(?:[\w’'-]+\s+){1,3}from(?:\s+\w+)?\s*\Z"
    r"|n['’]t\s+(?:\w+\s+){0,3}\Z",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?P<may>could|should|might|may|must|can|would|if|unless|whether|ready to|prepared to|willing to|able to"
    r"|want(?:s|ed)? to"
    r"|need(?:s|ed)? to|hop(?:es?|ed|ing) to|fail(?:s|ed)? to|ought to)\s+(?:\w+\s+){0,3}?\Z"
    r"|\b(?P<will>will|['’]ll|to|set to|due to|going to|plans? to|planned to|vow(?:s|ed)? to|expected to"
    r"|threaten(?:s|ed|ing)? to)"
    r"\s+(?:\w+ly\s+|also\s+|be\s+|then\s+)?\Z"
)
_RELATIVE = re.compile(r"\b(?:which|who|that)\s+(?:\w+ly\s+|had\s+|has\s+|have\s+|was\s+|were\s+|is\s+|are\s+){0,2}\Z")
_HABIT = re.compile(
    r"\b(?:many\s+times|repeatedly|often|several\s+times|always|usually|every\s+(?:year|time|day)|in\s+recent\s+years)\b"
)
_ANY = re.compile(r"\b(?:any|other|such)\s+(?:[\w’'-]+\s+)?\Z", re.IGNORECASE)
_CONDITION = re.compile(r"(?:[Ii]f|[Uu]nless|[Ww]hether|[Ss]hould)\s[^,]*\Z")
_URGED = frozenset({"should", "must", "ought to"})
_AHEAD_STATUS = {"called_off", "refused", "threatened"}


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


class Sentence(NamedTuple):
    """A sentence as far as a trigger reads it, with its dates and its cuts."""

    edges: tuple[int, int]
    label: str
    dates: list[Dated]
    cuts: Cuts


def find_tellings(doc: Doc) -> list[Telling]:
    """Find the clauses of a Doc that tell events, in order."""
    text = text_of(doc)
    _, starts, ends, labels = layout_of(doc)
    dates = [(date.start, date.end, date.value, date.kind) for date in dates_of(doc) if date.value]
    anchor = source_of(doc).published_max
    triggers = _all_triggers(text, starts, ends, dates)
    words = sorted({trigger[:2] for trigger in triggers}) if dates else []
    found: list[Telling] = []
    sentence = Sentence((0, 0), "", [], Cuts("", 0, 0))
    for trigger in triggers:
        index = bisect_right(starts, trigger.start) - 1
        if index < 0 or trigger.end > ends[index]:
            continue
        start, end = starts[index], ends[index]
        if end - start > _REACH:
            # Of a sentence without an end only the neighbourhood is read.
            start, end = max(start, trigger.first - _REACH), min(end, trigger.last + _REACH)
        if sentence.edges != (start, end):
            sentence = _read(text, (start, end), labels[index], dates, words)
        telling = _judge(text, trigger, sentence, anchor)
        if telling:
            found.append(telling)
    return found


def _read(text: str, edges: tuple[int, int], label: str, dates: list[tuple], words: list[tuple[int, int]]) -> Sentence:
    """Read once what all triggers of a sentence ask for."""
    start, end = edges
    inside = dates[bisect_left(dates, (start,)) : bisect_left(dates, (end,))]
    if inside:
        near = words[bisect_left(words, edges) : bisect_left(words, (end, 0))]
        inside = read_dates(text, start, inside, near)
    return Sentence(edges, label, inside, Cuts(text, start, end))


def _all_triggers(text: str, starts: list[int], ends: list[int], dates: list) -> list[Trigger]:
    words, nouns = find_words(text, "triggers"), Nouns(text, find_words(text, "event_nouns"))
    found = find_triggers(text, words, nouns, starts, ends)
    found += list(find_dated_nouns(text, nouns, dates, found))
    verbs = list(find_strike_verbs(text))
    used = taken(found) if verbs else set()
    found += (verb for verb in verbs if verb.noun not in used)
    return sorted(found)


def _judge(text: str, trigger: Trigger, sentence: Sentence, anchor: str) -> Telling | None:
    start, end = _clause(text, trigger, sentence)
    if trigger.rule in _TURNED_DOWN and _VOTERS.search(text[max(start, trigger.start - 60) : trigger.start]):
        trigger = trigger._replace(type="ratification", status="refused")
    kind = _type(text, trigger, sentence.edges) if trigger.type in _UNSURE else trigger.type
    if not kind or _CONDITION.match(text, start, trigger.first):
        return None
    if _is_negated(text, trigger, start):
        return None
    when, said_on = NO_DATE, ""
    if sentence.dates:
        when, said_on = find_when(text, trigger, (start, end), sentence.edges, sentence.dates, anchor)
    if trigger.sense == "size":
        when = NO_DATE
    modal = _MODAL.search(text[max(start, trigger.start - 40) : trigger.start])
    if not when.value and _is_vague(text, trigger, sentence.label, (start, end), modal):
        return None
    status = trigger.status or (_is_refused(trigger) and "refused") or _modal_status(modal, kind)
    return Telling(start, end, trigger, kind, trigger.sense, status, when, sentence.edges, sentence.label, said_on)


def _is_negated(text: str, trigger: Trigger, start: int) -> bool:
    """Tell whether words before a trigger or before its noun deny it, in a clause from `start`."""
    at, (noun, _) = trigger.start, trigger.noun
    return any(_NEGATED.search(text[max(start, end - reach) : end]) for end, reach in ((at, 40), (noun, 24)))


def _modal_status(modal: re.Match | None, kind: str) -> str:
    if modal and kind == "strike" and modal["may"] in ("could", "might", "may"):
        return "threatened"
    return "planned" if modal else "occurred"


def _clause(text: str, trigger: Trigger, sentence: Sentence) -> tuple[int, int]:
    """Cut the clause; a verb in a relative clause ("Talks, which opened in November, …") has that for its own."""
    edges, first, last = sentence.edges, trigger.first, trigger.last
    if first < edges[0] or last > edges[1]:
        first, last = max(first, edges[0]), min(last, edges[1])
    if trigger.noun[1] <= trigger.start and (relative := _RELATIVE.search(text, trigger.noun[1], trigger.start)):
        first = max(first, relative.start())
    return clause_of(text, sentence.cuts, first, last)


def _is_vague(text: str, trigger: Trigger, label: str, clause: tuple[int, int], modal: re.Match | None) -> bool:
    """Without a date, wishes, habits, and plans that nobody has announced tell no event."""
    if modal and modal["may"] and (trigger.status not in _AHEAD_STATUS or modal["may"] in _URGED):
        return True
    if (
        text[clause[1] : clause[1] + 1] == "?"
        or trigger.sense == "dated"
        or trigger.rule.endswith(", dated")
        or (trigger.rule == "strike:they strike" and label != "headline")
    ):
        return True
    before = text[max(clause[0], trigger.noun[0] - 30) : trigger.noun[0]]
    return bool(_ANY.search(before) or _HABIT.search(text, *clause))


# What else the sentence says decides of these whether they are events, and which.
_TURNED_DOWN = frozenset({"bargaining:rejected", "bargaining:turned down"})
# Leaders turn an offer down in talks, members in a vote.
_VOTERS = re.compile(
    r"(?:\A|\b(?=[a-z]))(?!(?:leaders|negotiators|managers|employers|ministers|directors|governors|owners)\b)"
    r"(?:[Mm]embers(?:hip)?|[Ss]taff|[Ee]mployees|[Nn]urses|[A-Z]?[a-z]+(?:ers|ists|men|ors|ians|hands))\s+"
    r"(?:(?:\w+ly|have|had|has|again|twice)\s+){0,3}\Z"
)
_CRIME = re.compile(
    r"\b(?:prosecutors?|police|criminal|felony|misdemeanou?r|sheriff|manslaughter|assault)\b", re.IGNORECASE
)
_UNSURE = frozenset({"unfair_labor_practice_charge", "vote", "request"})


def _type(text: str, trigger: Trigger, sentence: tuple[int, int]) -> str:
    if trigger.type == "unfair_labor_practice_charge":
        return "" if _CRIME.search(text, *sentence) else trigger.type
    around = text[sentence[0] : sentence[1]]
    if trigger.type == "vote":
        after = text[trigger.end : min(sentence[1], trigger.end + 60)]
        if re.search(r"\b(?:strike|walkout|action|authoriz\w+|mandate|picket)\b", after):
            return "strike_vote"
        if re.search(r"\b(?:contract|deal|agreement|offer|ratif\w+|pact)\b", around):
            return "ratification"
        return "strike_vote" if re.search(r"\b(?:strike|walkout|action|authoriz\w+|mandate)\b", around) else ""
    return "lawsuit" if re.search(r"\b(?:[Jj]udge|[Cc]ourt|[Tt]ribunal|Commission)\b", around) else ""


def _is_refused(trigger: Trigger) -> bool:
    denies = ("denied", "turned down", "rejected", "refused", "declined", "threw out", "dismissed")
    return trigger.type in ("request", "lawsuit") and trigger.rule.endswith(denies)
