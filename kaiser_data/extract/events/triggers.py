"""The words that name an event: `walked off the job`, `called off` with a strike beside it, `ratified`.

"the union called off the strike" has the verb `called off`, which needs a noun of the class `strike` near it; the
lexicon `triggers` says which, on which side, and what type of event the two make; `event_nouns` sorts the nouns, those
that only look like one ("strike fund", "air strike") into no class. A noun alone ("during the strike") triggers
nothing. Whether the words tell or only wish is for `untold` to judge.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.dates.date_words import ON_DAY, values
from kaiser_data.extract.events import verbs
from kaiser_data.extract.events.cases import Trigger
from kaiser_data.extract.events.event_nouns import classes, find_words, has_noun_between, is_event, nouns_between, types
from kaiser_data.extract.grammar.clauses import has_finite_verb
from kaiser_data.extract.grammar.term_finder import Found, TermFinder
from kaiser_data.extract.grammar.words import forms_of, inflect
from kaiser_data.lexicon import Pattern, prefix_tree, read_lexicon, terms


class Line(NamedTuple):
    """What `triggers` says of a form of a term: the noun it needs and where, whether it must be a verb (`bare`)."""

    needs: str
    where: str
    kind: str
    sense: str
    status: str
    term: str
    bare: str


@cache
def trigger_forms() -> dict[str, list[tuple[dict[str, str], str]]]:
    """Give the lines of `triggers` by each form of their terms, and the verb that it must be there."""
    found: dict[str, list[tuple[dict[str, str], str]]] = {}
    for line in read_lexicon("triggers"):
        forms = {form: bare for bare in _BARE.get(line["form"], ()) for form in forms_of(line["term"], bare)}
        for form, bare in (forms | dict.fromkeys(forms_of(line["term"], line["form"]), "")).items():
            found.setdefault(form, []).append((line, bare))
    return found


@cache
def lines_with(form: str) -> list[Line]:
    """Give the lines of a form that a text has; where one has it as its own, none needs the verb bare."""
    lines = [
        Line(needs, line["where"], line["type"] or types()[needs], line["sense"], line["status"], line["term"], bare)
        for line, bare in trigger_forms().get(form, ())
        for needs in line["needs"].split("|")
    ]
    own = {line.needs for line in lines if not line.bare}
    return [line for line in lines if not line.bare or line.needs not in own]


_BARE = {"finite": ("base", "ing"), "past": ("ing",)}
# A day or a tally between the words of a term: "called on Monday for a strike", "voted by a 606-239 margin to end it"
BETWEEN = (
    rf"(?:{ON_DAY}|(?:by\s+(?:an?\s+)?)?\d[\d,]*(?:\s+votes)?(?:-|–|\s+to\s+)\d[\d,]*(?:\s+(?:margin|vote))?\b"
    r"|by\s+(?:an?\s+[\w-]+\s+(?:margin|majority)|[\d.]+\s?(?:%|percent|per\s+cent)))"
)
_COUNT = r"(?:(?:about|around|some|nearly|another|over)\s+)?\d[\d,.]*(?=\s+\w+\s+(?:off|go|notice)\b)"
_ADVERB = Pattern(rf"\w+ly\b|{BETWEEN}|{_COUNT}")  # "voted overwhelmingly to accept", "laid 400 workers off"


@cache
def trigger_finder() -> TermFinder:
    """Find the terms of `triggers` in any form, with any determiner inside them."""
    determiners = terms("function_words", **{"class": "determiner"}) - {"no", "the"}
    return TermFinder(((form, form) for form in trigger_forms()), _ADVERB, determiners)


_OBJECT, _SUBJECT, _REACH = 75, 170, 600
_BLOCK = re.compile(r"[;!?\n]|(?<!\b[A-Z])\.\s+[A-Z“\"]")
_OTHER_SUBJECT = Pattern(
    r"\band\s+(?:our|the|they|its|their|we|it|he|she|both|all)\b|\bthat\s+(?:the|its|it|they|their|all|some|most|many|several)\b|\balthough\b|,\s+[\w’-]+\s+said\b|\b(?:lead|run)[-\s]?up\s+to\s[^,]+,\s+which\b"
)
_OTHER_CLAUSE = re.compile(
    r",\s|\bthat\s(?!\Z)|\bto\s(?!(?:the|an?|their|its)\s)|\b(?:it|he|she)\s+(?:was|were|is|are|has|have|had|will|would)\s|\b(?:after|before|during|while|because|when|if|since|who|as(?!\s+(?:a\s+result|\w+\s+the)\b))\s|\band\s+(?:went|\w+ed)\b"
)
# "Talks aimed at ending the strike were put off", "The ballot of clerks on strike action closed": it is no subject.
_TALKS = r"\b(?:[Tt]alks|[Nn]egotiations)\s[^,;:]{0,40}?(?:in|over|end\w*)\s+(?:the|an?|their)\s+(?:[\w-]+\s+){0,3}\Z"
_GOVERNED = Pattern(
    rf"{_TALKS}|\s(?:(?:at|of|for|by|on|over|about)\s+\w+ing|to\s+\w+|(?:on|about|over|into)(?:\s+the\s+\w+\s+of)?|in\s+\w+\s+of)\s+(?:the|an?|their|its)\s+(?:[\w-]+\s+of\s+)?(?:[\w-]+\s+)?\Z"
)
_VOTED = Pattern(rf"{_TALKS}|\b(?:ballot|vote)\s[^,;:]{{0,40}}?(?:on|for)\s+(?:(?:the|an?)\s+)?\Z")
_BESIDE = Pattern(r"\s+\Z|,?\s+(?:which|that|who)\s")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\s+(?:\w+ly\s+|not\s+|then\s+|also\s+)?\Z")
_MADE = Pattern(rf"{_PASSIVE.pattern}|,\s\Z")  # "the Partnership, founded in 1997", "the deal, reached on Friday"
_NEXT = re.compile(r"\s+(?:\w+ly\s+)?")
_FINITE = "will|would|has|have|had|is|are|was|were|can|could|may|might|must|should|do|does|did"
_RELATIVE = re.compile(rf",?\s+(?:which|that|who)\s+(?:(?:\w+ly|{_FINITE})\s+){{0,3}}\Z")  # "the stoppage, which began"
# "blocked the road in a protest", "cutting the week will create jobs": another object stands between.
_OWN_OBJECT = Pattern(
    rf"\s+(?:(?:up|down|out|off)\s+)?(?:an?|the|his|her|its|their|our|some|(?:\d[\d,]*|{prefix_tree(values('number'))})(?!\s[A-Z]))\s+(?:[\w’'-]+\s+){{1,6}}?"
    rf"(?:(?:in|at|on|for|between|against|during|over|after|amid|before)\s+|(?:{_FINITE})\b)"
)
_APART = {"sentence": 0, "passage": 900}  # a noun stands anywhere in the sentence, or so many characters before it too
# "The actions, in support of talks, began", "the strike, by 300 bakers, has closed"
_ASIDE = re.compile(r",\s[^,;:]+,\s+(?:(?:was|were|is|are|has|have|had|been|will|would)\s+){0,3}\Z")


def _of_class(nouns: list[Found], needs: str, start: int, end: int, also: str = "") -> list[Found]:
    return [word for word in nouns_between(nouns, start, end) if not classes()[word[2]].isdisjoint((needs, also))]


def find_triggers(text: str, nouns: list[Found], edges: tuple[int, int]) -> list[Trigger]:
    """Find the triggers of a sentence among the words of the lexicon, with the nouns of the text beside them."""
    words = find_words(trigger_finder(), text, *edges)
    words = (word for word in words if not verbs.is_determined(text, word) and not verbs.is_noun(text, word, nouns))
    words = (word for word in words if not verbs.is_attribute(text, word, nouns))
    found = [trigger for word in words for trigger in _readings(text, word, nouns, edges)]
    return found + [strike for trigger in found if (strike := _voted_for(text, trigger))]


_TO = re.compile(r"\bto\s+")


def _voted_for(text: str, vote: Trigger) -> Trigger | None:
    """Give the strike that a vote sets for a day to come: "voted to walk out on 3 May"."""
    deed = vote.term.partition("vote to ")[2]
    senses = {line.sense for line in lines_with(deed)} | {line.status for line in lines_with(deed)}
    if vote.kind != "strike_vote" or deed in ("", "authorise") or senses & {"end", "continue", "called_off"}:
        return None
    start = vote.end - len(_TO.split(text[vote.start : vote.end])[-1])
    return vote._replace(
        start=start, noun=(start, vote.end), type="strike", kind="strike", sense="plan", status="planned", adds="dated"
    )


def _readings(text: str, word: Found, nouns: list[Found], edges: tuple[int, int]) -> list[Trigger]:
    """Read a word as each line of the lexicon would have it, where the noun that the line needs is at hand."""
    start, end, term = word
    readings, alone = [], []
    for line in lines_with(term):
        if not verbs.has_its_subject(text, start, edges[0], line.bare, line.where):
            continue
        if not line.needs:
            alone.append(_trigger(text, word, (start, end), line))
        elif noun := _noun(text, word, nouns, line, edges):
            readings.append(_trigger(text, word, noun, line))
    # "walked out of talks" is no strike: a reading with its noun rules out the one that needs none.
    return _of_nearest(readings, start) or alone or _of_shorter(text, word, nouns, edges)


def _trigger(text: str, word: Found, noun: tuple[int, int], line: Line) -> Trigger:
    kind, of_noun = line.kind, classes().get(text[slice(*noun)].lower(), frozenset())
    return Trigger(*word[:2], noun, kind, line.sense, line.status, kind, line.term, word[2], of_noun)


def _of_nearest(readings: list[Trigger], start: int) -> list[Trigger]:
    """Keep of two nouns before a verb the nearer one, its subject: "talks, with picketing set to start"."""
    events = [reading for reading in readings if reading.type != "other"]
    nearest = max((reading.noun[1] for reading in events if reading.noun[1] <= start), default=0)
    readings = [reading for reading in readings if reading.noun[1] > start or reading.noun[1] >= nearest]
    # "The strike closed the mill", "Talks at the mill will resume"
    return [one for one in readings if one.type != "other"] or readings


def _of_shorter(text: str, word: Found, nouns: list[Found], edges: tuple[int, int]) -> list[Trigger]:
    """Where "broke off" or "would return" finds no noun, a term inside it may find its own: "return to their posts"."""
    start, end, _ = word
    gaps = [gap.span() for gap in re.finditer(r"\s+", text[start:end])]
    shorter = [(start, start + first) for first, _ in reversed(gaps)]
    spans = [*shorter, *((start + last, edges[1]) for _, last in gaps)]
    found = filter(None, (trigger_finder().match(text, first, last) for first, last in spans))
    return next(filter(None, (_readings(text, one, nouns, edges) for one in found)), [])


def _noun(text: str, word: Found, nouns: list[Found], line: Line, edges: tuple[int, int]) -> tuple[int, int] | None:
    """Find the noun that a line needs, on the side of its word where the line has it."""
    (start, end, _), (needs, where, *_) = word, line
    if where in _APART:  # "will return to work" speaks of the strike told before
        return (start, end) if _is_near(word, nouns, _APART[where], needs, edges) else None
    also = "strikers" if (needs, where, line.sense) == ("strike", "subject", "whole") else ""  # "Striking guards halt"
    fitting = _of_class(nouns, needs, max(edges[0], start - _SUBJECT), min(edges[1], end + _OBJECT), also)
    before = [noun for noun in fitting if noun[0] < start and not _is_of_event(text, nouns, noun)]
    before = _candidates(text, edges[0], start, nouns, before)
    if where in ("subject", "agent"):
        return _subject(text, start, before if where == "subject" else _agents(text, nouns, before, word))
    found = next((_object(text, end, nouns, noun) for noun in fitting if noun[0] >= end), None)
    if needs in ("party", "side"):
        return found  # who meets is no object
    # In "on strike in protest at planned job cuts" the participle is of the noun beside it.
    is_bound = word[2].endswith("ed") and nouns_between(nouns, end + 1, end + 2)
    return _object_or_subject(text, word, line, [] if is_bound else before, found, edges[0])


_ACTS = Pattern(r"(?:\s(?:of|at|in|on|across|from|for)\s[^,;:]{1,60})??(?:\s+(?:have|had|has|also|\w+ly)){0,2}\s+")


def _agents(text: str, nouns: list[Found], workers: list[Found], word: Found) -> list[Found]:
    """Keep those who do the deed to something: "The drivers of two lines shut half the stations"."""
    start, end, _ = word
    is_verb = not verbs.DETERMINED.search(text, max(0, start - 8), start)
    is_deed = is_verb and not has_noun_between(nouns, end, end + 40)  # not "halted their sit-in"
    is_deed = is_deed and (verbs.has_object(text, end) or verbs.WITH_OBJECT.match(text, end))
    return [noun for noun in workers if is_deed and _ACTS.fullmatch(text, noun[1], start)]


def _object_or_subject(
    text: str, word: Found, line: Line, before: list[Found], found: tuple[int, int] | None, low: int
) -> tuple[int, int] | None:
    """Take the object found behind a verb, or where its voice or its line says so a noun before it."""
    (start, end, _), (needs, where, *_) = word, line
    made = {"made"} if verbs.has_object(text, end) else {"made", "agreement"}
    if (_PASSIVE if made.isdisjoint((where, needs)) else _MADE).search(text, max(low, start - 24), start):
        return _subject(text, start, before) or found
    if found:
        return found
    is_participle = word[2] in inflect(line.term)["participle"]
    may_be_reduced = where == "object" and is_participle and needs != "workplace" and not verbs.has_object(text, end)
    if may_be_reduced and before and _NEXT.fullmatch(text, before[-1][1], start):
        return before[-1][:2]  # "the deal reached on Friday", "a strike staged by", not "police used dogs"
    if where != "any":
        return None
    subject = _subject(text, start, before)
    return subject if subject and _is_own(text, subject, (start, end), line.sense) else None


def _is_own(text: str, subject: tuple[int, int], verb: tuple[int, int], sense: str) -> bool:
    """ "During the strike he began a tour", "The walkout ended a truce": with an object it is not that of the event."""
    is_beside = text[subject[1] : verb[0]].isspace() and sense != "end"
    return is_beside or not verbs.has_object(text, verb[1])


_OF = Pattern(r"\s+(?:\w+ed\s+)?(?:of|by|for|with|against|among|involving)\s+(?:[\w’'-]+\s+){0,3}")


def _is_of_event(text: str, nouns: list[Found], noun: Found) -> bool:
    """Tell whether workers are those of an event before them: "The lockout of 300 crews was suspended"."""
    before = filter(is_event, nouns_between(nouns, noun[0] - 60, noun[0])) if "workers" in classes()[noun[2]] else ()
    return any(_OF.fullmatch(text, end, noun[0]) for _, end, _ in before)


def _candidates(text: str, low: int, start: int, nouns: list[Found], fitting: list[Found]) -> list[Found]:
    """Leave out what is no subject, inside an aside ("The actions, in support of talks, began") or no antecedent."""
    if aside := _ASIDE.search(text, max(low, start - _SUBJECT), start):
        fitting = [noun for noun in fitting if noun[1] <= aside.start()]
    if not (relative := _RELATIVE.search(text, max(0, start - 40), start)):
        return [] if text.endswith("the ", 0, start) else fitting  # "a strike over the scrapping of"
    beside = [noun for noun in nouns_between(nouns, start - 100, start) if noun[1] == relative.start()]
    if beside and not _is_of_event(text, nouns, beside[-1]):
        return [noun for noun in fitting if noun in beside]
    return [noun for noun in fitting if not has_finite_verb(text[noun[1] : relative.start()])]


def _is_near(word: Found, nouns: list[Found], reach: int, needs: str, edges: tuple[int, int]) -> bool:
    """Tell whether a noun of a class stands around a word, `reach` characters before its sentence at most."""
    first, last = max(edges[0], word[0] - _REACH), min(edges[1], word[1] + _REACH)
    also = "strikers" if needs == "strike" else ""  # "Striking clerks will return to work"
    return bool(_of_class(nouns, needs, first - reach, last, also))


def _subject(text: str, start: int, found: list[Found]) -> tuple[int, int] | None:
    """Take the nearest noun before a verb that nothing cuts off; "our session before the strike ended" has two."""
    for first, end, _ in reversed(found):
        is_beside = _BESIDE.match(text, end, start)
        is_governed = (_VOTED if is_beside else _GOVERNED).search(text, max(0, first - 50), first)
        if is_governed or text.startswith(("’s", "'s"), end):
            continue
        if _BLOCK.search(text, end, start):
            return None
        # "a contract between the union and their employer, Hale, expired"
        if " between " in text[end - 8 : end + 9] or not _OTHER_SUBJECT.search(text, end, start):
            return first, end
    return None


def _object(text: str, end: int, nouns: list[Found], found: Found) -> tuple[int, int] | None:
    # "to meet the union's demands", "suspended the doctors' strike"
    (start, last, _), is_owner = found, text.startswith(("’s ", "'s ", "’ ", "' "), found[1])
    is_of_other = has_noun_between(nouns, end, len(text[end:start].rstrip()) + end)
    parted = (pattern.search(text, end, start) for pattern in (_BLOCK, _OTHER_CLAUSE))
    return None if is_owner or is_of_other or _OWN_OBJECT.match(text, end, start) or any(parted) else (start, last)
