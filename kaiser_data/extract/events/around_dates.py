"""What stands around a date of a sentence: what it leads or ends, which verb has it, and who says it.

"until Friday" ends what lasts, "set for Friday" begins it, "before Friday" bounds it, "said Friday" is the day of a
report, and of "struck on Friday" the day is that of the strike alone.
"""

import re
from typing import NamedTuple

from kaiser_data.edtf import edtf_bounds, is_day
from kaiser_data.extract.dates.date_words import CLOCK, END_OF, values
from kaiser_data.extract.dates.values import shift, within
from kaiser_data.extract.events.event_nouns import classes, nouns_of, types
from kaiser_data.extract.grammar.words import cue_words, inflect
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms


def verbs_told(kind: str, *names: str) -> str:
    """Give an expression for the verbs of a kind of `telling_words`, in the forms that are named, or in all."""
    forms = (inflect(verb) for verb in terms("telling_words", kind=kind))
    return prefix_tree(word for told in forms for name in names or told for word in told[name])


class Dated(NamedTuple):
    """A date of a sentence: whether a verb of saying has it ("said Monday"), and the trigger right before it."""

    start: int
    end: int
    value: str
    kind: str
    is_said: bool
    bound_to: tuple[int, int] | None


def read_dates(text: str, first: int, dates: list[tuple], words: list[tuple[int, int]]) -> list[Dated]:
    """Read what stands around each date of a sentence that opens at `first`; `words` are its triggers."""
    read = []
    for start, end, value, kind in dates:
        lead = _CLOCK.sub("", text[max(first, start - 60) : start])
        kind = next((name for name, words in _LEADS.items() if words.search(lead)), kind)
        kind = "after" if _AFTER.fullmatch(text, first, start) else kind
        is_dateline = _TOWN.fullmatch(text, first, start) and _SENT.match(text, end)
        is_others = kind == "none" or is_dateline or _COMES.match(text, end)
        bound = _bound_to(text, (start, end), kind, words)
        if any((is_others, bound == (end, end), _BYLINE.fullmatch(text, start - 2, end + 2))):
            continue
        if not bound or bound[0] < end:
            value = _until(text, (start, end), value, kind)
        # "strikes over Christmas and the new year", "a vote held between March 4 and March 8"
        beside = [one for one in read if end <= one.end or _AND.fullmatch(text, one.end, start)]
        bound = beside[-1].bound_to if beside else bound
        read.append(Dated(start, end, value, kind, _is_said(text, (start, end), value, lead, words), bound))
    return read


def _is_said(text: str, date: tuple[int, int], value: str, lead: str, words: list[tuple[int, int]]) -> bool:
    """Tell whether a date is the day on which somebody says or calls for something."""
    says = SAYS.match(text, date[1]) if is_day(value) else None
    is_call = text.startswith(" for a", date[1]) and lead.removesuffix("on ").endswith(("calls ", "called "))
    return any((is_call, _SAID.search(lead), says and says.span(1) not in words))


def _until(text: str, date: tuple[int, int], value: str, kind: str) -> str:
    """Give the days that "by" or "before" a date leaves, else the date."""
    first, last = edtf_bounds(value)
    if kind == "by" or (kind == "before" and END_OF.match(text, *date)):
        return within("", last)
    return within("", shift(first, -1)) if kind == "before" and first else value


_ACTS = {past for verb in terms("telling_words", kind="act") for past in inflect(verb)["past"]}
_ACTS |= terms("telling_words", kind="end")
_SAYING = prefix_tree(cue_words("say", "that", "show", form="past") - _ACTS | cue_words("say", form="s"))
# A verb of saying right before a date, "said on Monday", "told reporters Monday"; right after it: "on Monday said".
_SAID = Pattern(rf"\b(?:{_SAYING}|told\s+[\w’' ]{{2,30}})\s+(?:(?:on|late|early|late\s+on)\s+)?\Z")
SAYS = Pattern(rf"\s+({_SAYING}|told)\b")
# What is announced "for Tuesday".
_HELD = ("strike", "sympathy", "lockout", "rally", "picket", "talks", "strike vote", "vote")
# What stands before a date and says that something lasts from it, is set for it, ends with it or comes before it.
_LEADS = {
    # "just days before Christmas", "the first strike since 2011", "past May 8", "into today" name no day of their own.
    "none": re.compile(
        rf"\b(?:(?:run|lead)[-\s]?up\s+to|{any_of('telling_words', kind='near')}\s+(?:before|after|ahead\s+of)"
        rf"|(?:{prefix_tree(values('ordinal'))}|only|last|(?!prot|requ)\w{{2,}}est)\s[^.;]{{0,40}}\bsince|past|beyond|into(?:\s+[A-Z]\w+\s+and)?)\s+(?:(?:the|an?)\s+)?\Z"
    ),
    "since": re.compile(r"\b[Ss]ince\s+(?:the\s+)?\Z"),
    "until": re.compile(
        rf"\b(?:until|till|through(?:\s+to)?|(?:{verbs_told('continues')}|on\w*)\s+(?:\w+\s+){{0,3}}to)"
        r"\s+(?:the\s+)?(?:end\s+of\s+)?\Z"
    ),
    "from": re.compile(
        rf"\b(?:from|effective|{verbs_told('begins')}\s+(?:[\w’'-]+\s+){{0,4}}?)"
        r"\s*(?:on\s+|in\s+|at\s+[\w.: ]{1,12}\s+(?:on\s+)?)?\Z"
    ),
    "for": re.compile(
        r"\b(?:(?:set|scheduled|planned|due|slated|called)\s+(?:for|on)|deadline\s+of"
        rf"|(?:announced|declared|{prefix_tree(noun.split()[-1] for kind in _HELD for noun in nouns_of(kind))})"
        rf"(?:\s+(?:on\s+)?{prefix_tree(values('weekday'))})?\s+for)\s+(?:the\s+|midnight\s+)?\Z"
    ),
    "early": re.compile(r"\bas\s+(?:early|soon)\s+as\s+(?:on\s+)?\Z"),
    "by": re.compile(r"\b(?:[Bb]y|no\s+later\s+than)\s+\Z"),
    "before": re.compile(r"\b(?:before|ahead\s+of|in\s+advance\s+of)\s+(?:the\s+)?\Z"),
}
_COMES = re.compile(r"\s+(?:is\s+|was\s+)?(?:approach|near|loom)(?:e?s|ed|ing)\b")  # "as Christmas approaches"
# "OSLO, May 3 – Bakers voted": the day on which a report was sent is not that of what it tells.
_TOWN = re.compile(r"\W*(?:[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*,\s+)*")
_SENT = Pattern(r"[\d, ]*(?:\([^()\n]{1,40}\)\s?)?\s?[-–—]+\s(?=[A-Z“\"<])")
_BYLINE = re.compile(r"\| [^|\n]*(?:1[5-9]|20)\d\d(?: \||\s*)")  # "Bakers strike, by Ana Ruiz | May 3, 2024 | Page 5"
_AFTER = re.compile(r"\W*(?:After|Following)\s+\w+[^,]{0,200}\s(?:in|on|of|last|this)\s+", re.DOTALL)
_CLOCK = re.compile(rf"\b{CLOCK}\Z")
_PLACES = re.compile(r"\s+(?:(?:on|in|at|late|early|back|from|by)\s+){0,3}(?:the\s+)?")
_AND = re.compile(r",?\s+(?:and|or)\s+(?:the\s+)?")
_NOUN = re.compile(r"\b(?P<noun>[a-z]+)\s+(?:(?:on|in|at|over|from)\s+){1,2}(?:the\s+)?\Z")
# "the May 3 march"; the date of a noun that tells no event is of none ("the 1996 election"), not "at the May 3 fair".
_ADJECTIVE = Pattern(
    r"\b(?:(?P<placed>in|on|at|during|over|after|following|around|through(?:out)?|within)\s+)?(?:the|an?|its|their)\s+\Z",
    re.IGNORECASE,
)
_PHRASE = Pattern(rf"(?:\s(?!(?:{prefix_tree(terms('function_words'))}|that)\b)[a-z][\w’'-]*){{1,4}}")


def _of_noun(text: str, date: tuple[int, int], kind: str, words: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Find the trigger that a date describes, its own edge for a noun that tells no event."""
    led = _ADJECTIVE.search(text, max(0, date[0] - 24), date[0])
    if not (phrase := led and _PHRASE.match(text, date[1])):
        return None
    names = {name for word in phrase[0].split() for name in classes().get(word, ())}
    is_none = not (led["placed"] or kind in _LEADS or names & types().keys())
    edge = (date[1], date[1]) if is_none else None
    return next((word for word in words if date[1] < word[0] < phrase.end()), edge)


def _bound_to(text: str, date: tuple[int, int], kind: str, words: list[tuple[int, int]]) -> tuple[int, int] | None:
    start = date[0]
    if of_noun := _of_noun(text, date, kind, words):
        return of_noun
    found = _NOUN.search(text, max(0, start - 30), start)
    if found and not {"strike", "lockout", "rally"}.isdisjoint(classes().get(found["noun"], ())):
        return found.span("noun")
    for word in words:
        if word[1] <= start < word[1] + 16 and _PLACES.fullmatch(text, word[1], start):
            return word
    return None
