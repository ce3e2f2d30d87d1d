"""The nouns of events: what type each stands for, where a text has one, and where one tells an event by itself.

An event noun belongs to a class, which says what type of event it stands for, or to none ("air strike"). No verb of
the lexicon tells "A one-day walkout on July 9" or "the strike by 2,500 drivers". A noun tells where its own phrase adds
something: a date ("a strike on Friday"), a length or a number ("a 25-day strike", "23 bargaining sessions"), a party
("talks between …") or a place ("the picket line at the depot"). Where only its clause adds a figure or its headline
holds it ("The strike will affect a million people"), it tells more of an event told already. A bare reference ("during
the strike"), a wish, a kind ("any strike") and a noun behind another verb ("voted for a strike on Friday") tell none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.actors.gazetteer import TRADES
from kaiser_data.extract.dates.date_words import values
from kaiser_data.extract.events.cases import Trigger
from kaiser_data.extract.grammar.term_finder import Found, TermFinder
from kaiser_data.extract.grammar.words import forms_of
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, read_lexicon, terms

# "strike a balance" is no strike, "the strike a year ago" is one; nor is it a deal to have "settled into tents".
_IDIOM = Pattern(
    r"(?<=strike)\s+(?:an?\s+(?!(?:few|year|month|week|day|decade)\b)|another\s|(?:gold|fear)\b)"
    rf"|(?<=settled)\s+(?:in(?!\s+(?:\d|court|{prefix_tree(values('month'))}))|into|down)\b",
    re.IGNORECASE,
)


@cache
def types() -> dict[str, str]:
    """Give the type of event that a noun of each class stands for; any other only helps its verb to tell one."""
    lines = read_lexicon("event_types")
    return {name: line["term"] for line in lines for name in line["nouns"].split("|") if name} | {"vote": "vote"}


@cache
def classes() -> dict[str, frozenset[str]]:
    """Give the classes of each event noun, by its forms; "walk out" and "lay off" are verbs, "walk-out" is none."""
    found: dict[str, frozenset[str]] = {}
    for line in read_lexicon("event_nouns"):
        term = line["term"].lower()
        for form in forms_of(term, "noun"):
            if form == term or form not in terms("triggers"):
                found[form] = found.get(form, frozenset()) | {line["class"]}
    return {trade.lower(): frozenset(("workers",)) for trade in TRADES} | found


@cache
def noun_finder() -> TermFinder:
    """Find the terms of `event_nouns` in any form."""
    return TermFinder((form, form) for form in classes())


def find_words(finder: TermFinder, text: str, start: int = 0, end: int | None = None) -> list[Found]:
    """Find the words of a lexicon in a stretch of a text, where they are no idiom.

    >>> find_words(noun_finder(), "They went on\\nstrike.")
    [(13, 19, 'strike')]
    """
    return [word for word in finder.find(text, start, end) if not _IDIOM.match(text, word[1])]


def nouns_of(name: str) -> list[str]:
    """Give the event nouns of a class, in all their forms."""
    return [noun for noun, names in classes().items() if name in names]


def find_nouns(text: str) -> list[Found]:
    """Find the event nouns of a text, in order; the "strike" of `to strike` is none, nor is the month of March."""
    found = (word for word in find_words(noun_finder(), text) if "none" not in classes()[word[2]])
    return [word for word in found if not _is_other(text, word)]


def _is_other(text: str, word: Found) -> bool:
    start, end, term = word
    before = text[max(0, start - 3) : start].lower()
    is_verb = term in ("strike", "strikes", "protest") and before == "to "
    # "turned down the council's offer", "on strike in protest at job cuts"
    is_owner = not classes()[term].isdisjoint(("body", "mediator")) and text.startswith(("'s", "’s", "s'", "s’"), end)
    is_part = text.startswith("-", end)  # "strike-hit banks"
    return is_verb or is_owner or is_part or (term == "protest" and before == "in ") or text[start:end] == "March"


# What an event is done to, with or by, and so no event.
THINGS = frozenset({
    "workplace", "services", "posts", "party", "side", "force", "victim", "workers", "ranks", "tools", "jobless",
    "demands", "road",
})  # fmt: skip


def nouns_between(nouns: list[Found], start: int, end: int) -> list[Found]:
    """Give the nouns that open in `start:end`."""
    return nouns[bisect_left(nouns, (start,)) : bisect_left(nouns, (end,))]


def has_noun_between(nouns: list[Found], start: int, end: int) -> bool:
    """Tell whether the noun of an event opens and closes in `start:end`."""
    # A noun that touches the end is the first half of a compound: "a contract extension".
    return any(word[1] < end and is_event(word) for word in nouns_between(nouns, start, end))


def is_event(noun: Found) -> bool:
    """Tell whether a noun names an event, not what one is done to or by."""
    return bool(classes()[noun[2]] - THINGS)


# The classes of nouns that can tell an event by themselves.
_TELLING = frozenset({
    "strike", "strikers", "sympathy", "picket", "rally", "talks", "strike vote", "vote", "layoff", "lockout", "charge",
    "violence", "tentative", "ban",
})  # fmt: skip
_TO_DATE = Pattern(
    r"(?:\s+(?!(?:and|but|who|which|that|was|were|is|had|has|will|would)\b)(?!\S+\.\s)[\w’'&.-]+){0,7}?,?\s+(?:(?:on|in|over|from|late|early|held)\s+)?(?:the\s+)?"
)
_NOT_TOLD = Pattern(
    r"\bin\s+\Z|\b(?:for|concerning|regarding|in\s+\w+\s+with|if|no|any|without|of(?!(?<=because\sof)\s+an?\s)|arrested|detained|charged|against|every|each)\s+(?:[\w’'-]+\s+){0,3}\Z"
    r"|\b(?:before|since|until|during|after)\s+(?!an?\s|\S+day['’]s\s)(?:[\w’'-]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_OF_VERB = Pattern(r"\b[a-z]{3,}ed\s+(?:the|their|its|this|that)\s+(?:[\w’'-]+\s+){0,2}\Z")  # "debated the strike"
_APART = Pattern(r"[.,;:!?—–\n]|\b(?:and|but|which|that|after|before|following|during|amid|since|because)\b")


class Stretch(NamedTuple):
    """A sentence, and whether it is a headline."""

    start: int
    end: int
    label: str


def find_told_nouns(
    text: str, nouns: list[Found], dates: list[tuple], found: list[Trigger], sentence: Stretch
) -> Iterator[Trigger]:
    """Find the nouns of a sentence that tell an event by themselves, beside its triggers `found`."""
    used, inside = trigger_edges(found), {at for trigger in found for at in range(*trigger[:2])}
    verbs = sorted(trigger.end for trigger in found if trigger.type not in ("strike_notice", "other"))
    for word in nouns_between(nouns, sentence.start, sentence.end):
        edges, kind = word[:2], types().get(min(classes()[word[2]] & _TELLING, default=""), "")
        if edges not in used and edges[0] in inside:
            continue  # the "strike" of "went on strike" and "would strike" is told by the verb, if at all
        adds = _adds(text, word, kind, nouns, dates, sentence) if kind else ""
        is_set = adds == "dated" and text.startswith((" from ", " starting "), edges[1])  # "backed a strike from May 3"
        if adds and (is_set or not (_is_taken(edges, kind, adds, found) or _is_in_shadow(text, edges[0], verbs))):
            sense = {"beside": "beside", "followed": "beside", "numbered": "continue"}.get(adds, "whole")
            end = _FOLLOWED.match(text, edges[1]).end("verb") if adds == "followed" else edges[1]
            term = text[slice(*edges)].lower()
            yield Trigger(edges[0], end, edges, kind, sense, "", kind, term, word[2], classes()[word[2]], adds)


def _is_taken(edges: tuple[int, int], kind: str, adds: str, found: list[Trigger]) -> bool:
    """Tell whether a verb of the sentence tells an event already; another date makes another one."""
    if adds == "dated":
        # "one strike, in 1991, which lasted 19 days": the length of a strike does not take its day.
        lengths = trigger_edges(trigger for trigger in found if trigger.sense in ("continue", "size"))
        return edges in trigger_edges(found) - lengths
    return edges in trigger_edges(found) or any(trigger.type == kind for trigger in found)


def trigger_edges(triggers: Iterable[Trigger]) -> set[tuple[int, int]]:
    """Collect where the nouns and the words of triggers stand."""
    return {edges for trigger in triggers for edges in (trigger.noun, trigger[:2])}


def _is_in_shadow(text: str, start: int, verbs: list[int]) -> bool:
    """Tell whether a noun stands right behind another verb: "voted for a strike on Friday"."""
    last = bisect_right(verbs, start) - 1
    return last >= 0 and start - verbs[last] < 50 and not _APART.search(text, verbs[last], start)


_UNIT = r"(?:hour|day|week|month)"
_OF_THE = r"\s+of\s+(?:the|an?|their|its)\s+"
NUMBER = rf"(?:\d[\d,.]*|{prefix_tree(set(values('number')) - {'a', 'an', 'first'})})"
_ORDINAL = rf"(?:\d+(?:st|nd|rd|th)|{prefix_tree(set(values('ordinal')) - {'first'})})"
# "a 25-day ", "23 " and "hundreds of ", "day two of the " or "Now in its second week, the " before a noun.
_MEASURED = Pattern(
    rf"(?:\b(?:(?P<day>{_UNIT}\s+{NUMBER}{_OF_THE}|{_ORDINAL}\s+(?:straight\s+|full\s+)?{_UNIT}{_OF_THE}"
    rf"|in\s+(?:its|their)\s+(?:first|{_ORDINAL})\s+(?:full\s+|straight\s+)?{_UNIT},\s+(?:the|an?|their|this)\s+)(?:\w+[’']s?\s+)?"
    rf"|(?P<length>{NUMBER}(?:-and-a-half)?[-\s]+(?:full\s+)?{_UNIT}s?[-\s](?:long\s+)?(?:of\s+)?)"
    rf"|{any_of('telling_words', kind='many')}\s+of\s+)"
    rf"|(?<!(?-i:[A-Z])\w\w\s)(?<!(?-i:[A-Z])\w{{4}}\s)\b{NUMBER}\s+)(?:[a-z-]+\s+)?\Z",
    re.IGNORECASE,
)


def _measure(before: str, kind: str, term: str) -> str:
    """Say whether a noun has a length, or being plural a number, of its own before it, or is `numbered` by its day."""
    found = _MEASURED.search(before)
    if not found or found["day"]:
        return "numbered" if found else ""
    # "seven months of picketing" is a length, "three hospitals strike" has a verb, "12 pickets" are people.
    is_own = kind == "bargaining" or not (found[0].rstrip().endswith("of") or term == "pickets")
    return "measured" if is_own and (found["length"] or term.endswith(("s", "ing"))) else ""


_INTRODUCED = re.compile(r"\b(?:during|at|after|in|held|joined|attended|saw|with|by)\s+an?\s+(?:[\w-]+\s+){0,5}\Z")
# What a strike did, before it: "closed on Wednesday by a ", "because of a ".
_DONE_BY = Pattern(
    rf"\b(?:(?:\w{{3,}}ed|shut|hit|halt|standstill)(?:\s+(?:down|up|on|late|early|{prefix_tree(values('weekday'))}))*\s+by"
    r"|because\s+of|due\s+to|owing\s+to|thanks\s+to|to\s+(?:avert|prevent|head\s+off))\s+an?\s+(?:(?!lightning|late|last-)[\w’'-]+\s+){0,5}\Z"
)
_EXISTS = re.compile(r"\bThere\s(?:\w+\s){0,2}?(?:was|were|been)\s(?:[\w-]+\s){0,3}\Z")  # "There also were clashes"
_LEADS = {"strike": _DONE_BY, "rally": _INTRODUCED, "picket": _INTRODUCED, "violence": _EXISTS}
_STATES = "|".join(any_of("telling_words", kind=kind) for kind in ("state", "threatened", "planned"))
# What describes an event that a text has not told: "in frequent ", "a potential province-wide ".
_STATE = Pattern(
    rf"(?:\A|\W)(?!(?:the|this|that)\s)(?:in|of|amid|an?|our|its|their|some|several)\s+(?:{_STATES})\s+(?:[a-z-]+\s+)?\Z"
    r"|\b[Tt]here\s(?:could|may|might|will|would)\s(?:\w+\s)?be\s(?:[\w-]+\s){0,2}\Z"
)
# A party or a place right after a noun: " by 300 clerks", " at the Harbour depot", " across the country".
_PLACED = Pattern(
    r"(?:\s+threats?)?(?:\s+(?:by|between|among|involving)\s+(?!\w+ing\b)"
    r"|[”\"]?\s+(?:at|in|across|outside|throughout|from|with|of|against|near)\s+(?:(?!\w+ing\b)[a-z’'-]+\s+){0,4}?"
    rf"(?=[A-Z]|\d+(?!\d*[-\s]+(?:hour|day|week|month))|{any_of('telling_words', kind='area')}\b))"
)
_FEARED = Pattern(rf"\b{any_of('telling_words', kind='threat')}\s+of\s+(?:[\w-]+\s+){{0,3}}\Z")  # "threat of a "


def _adds(text: str, word: Found, kind: str, nouns: list[Found], dates: list[tuple], sentence: Stretch) -> str:
    """Say what a noun's phrase adds: a date, a measure, a party or a place; `beside` where only its clause does."""
    start, end, term = word
    before = text[max(sentence.start, start - 40) : start]
    measured, led = _measure(before, kind, term), _LEADS.get(kind)
    opens = sentence.label == "headline" and text.count(" ", sentence.start, start) < 4
    if "strikers" in classes()[term]:  # those who strike tell how many they are, one of them tells of herself
        return "beside" if opens or (measured and not before.lower().endswith("one ")) else ""
    if not measured and _NOT_TOLD.search(before) and not _FEARED.search(before):
        return ""
    opens = opens and kind in ("strike", "lockout")
    adds = {
        "dated": _is_dated(text, (start, end), nouns, dates),
        "numbered": measured == "numbered",
        "measured": measured,
        "described": _STATE.search(before),
        "placed": _PLACED.match(text, end, sentence.end),
        "introduced": led and led.search(text[max(sentence.start, start - 80) : start]),
        "followed": _FOLLOWED.match(text, end, sentence.end),
        "beside": opens
        or (_SUBJECT.fullmatch(text, sentence.start, start) and _PREDICATE.match(text, end, sentence.end)),
    }
    return next((name for name, holds in adds.items() if holds), "")


def _is_dated(text: str, noun: tuple[int, int], nouns: list[Found], dates: list[tuple]) -> bool:
    """Tell whether a date stands right after a noun ("a strike on Friday"), or before it as its own ("Friday's")."""
    start, end = noun
    index = bisect_left(dates, (end,))
    at = dates[index][0] if index < len(dates) else len(text)
    if _TO_DATE.fullmatch(text, end, at) and not has_noun_between(nouns, end, at):
        return not _OF_VERB.search(text[max(0, start - 40) : start])
    own = r"['’]s?\s+(?:[\w’'-]+\s+){0,4}|\s+(?:(?!\w+ing\s)[a-z-]+\s+)?"  # "Friday's nurses' strike", "a May strike"
    return index > 0 and bool(re.fullmatch(own, text[dates[index - 1][1] : start]))


_SUBJECT = re.compile(r"[\"“]?(?:(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]heir|[Oo]ur|[Ii]ts)\s+(?:[\w’'-]+\s+){0,2})?")
_PREDICATE = Pattern(
    r"(?:,\s[^,.;]{1,80},)?\s+(?:(?:\w+ly|also|now|still|already|then)\s+)?"
    r"(?:will|would|could|may|might|has|have|had|was|were|is|are|came|\w+ed|\w+s(?!\s+(?:has|have|are|were|will)\b))\s"
)
# "the strike, which has cut output by a third", "a walkout that hit exports"
_FOLLOWED = re.compile(
    r",?\s+(?:which|that)\s+(?:\w+ly\s+)?(?P<verb>has|have|had|will|would|could|was|\w+ed|hit|cut|began)\s"
)
