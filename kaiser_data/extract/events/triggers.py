"""The words that name an event: `walked off the job`, `called off` with a strike beside it, `ratified`.

"the union called off the strike" has the verb `called off`, which needs a noun of the class `strike` near it; the
lexicon `triggers` says which, on which side, and what type of event the two make; `event_nouns` sorts the nouns, those
that only look like one ("strike fund", "air strike") into no class. A noun alone ("during the strike") triggers
nothing. Whether the words tell or only wish is for `untold` to judge.
"""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import prefix_tree, read_lexicon, terms
from kaiser_data.rows import fold

_OBJECT, _SUBJECT, _REACH = 75, 170, 600
_BLOCK = re.compile(r"[;!?\n]|(?<!\b[A-Z])\.\s+[A-Z“\"]")
_OTHER_SUBJECT = re.compile(
    r"\band\s+(?:our|the|they|its|their|we|it|he|she|both|all)\b|\bthat\s+(?:the|its|it|they|their)\b|\balthough\b"
)
_OTHER_CLAUSE = re.compile(
    r",\s|\bthat\s(?!\Z)|\bto\s(?!(?:the|an?|their|its)\s)|\b(?:it|he|she)\s+(?:was|were|is|are|has|have|had|will|would)\s|\b(?:after|before|during|while|because|when|if|who)\s|\band\s+(?:went|\w+ed)\b"
)
# "Talks aimed at ending the strike were put off", "Talks to end the strike were put off": the strike is no subject.
_GOVERNED = re.compile(r"\s(?:at|of|for|by|on)\s+\w+ing\s+(?:the|an?|their|its)\s+(?:[\w-]+\s+)?\Z")
_OF_OTHER = re.compile(
    r"\w\s+(?:on|about|over|in\s+\w+\s+of|to\s+(?!be\b)\w+)\s+(?:the|an?|their|its)\s+(?:[\w-]+\s+)?\Z"
)
_IS = re.compile(
    r"(?:\s+(?:at|in|by|over)\s+(?:the\s+)?[\w’'-]+)?\s+(?:was|were|is|are|(?:has|have|had|will)\s+be(?:en)?)\b"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\s+(?:\w+ly\s+|not\s+|then\s+|also\s+)?\Z")
_DETERMINED = re.compile(r"\b(?:the|a|an|its|their|this|that|no|our|at)\s+\Z")
# "strike a balance" is no strike, "the strike a year ago" is one.
_IDIOM = re.compile(
    r"(?<=strike)\s+(?:an?\s+(?!(?:few|year|month|week|day|decade)\b)|another\s|(?:gold|fear)\b)", re.IGNORECASE
)
# Where a noun may stand apart from its term: anywhere in the sentence, or so many characters before it as well.
_APART = {"sentence": 0, "passage": 900}
# What an event is done to, with or by, and so no event.
_THINGS = frozenset({"workplace", "services", "posts", "party", "force"})

# A word of a lexicon as it stands in a text: where it opens and closes, and its line's term, in lower case.
Word = tuple[int, int, str]


class Trigger(NamedTuple):
    """A trigger: `text[start:end]` with the noun that it needs at `noun` (its own edges where it needs none)."""

    start: int
    end: int
    noun: tuple[int, int]
    type: str
    sense: str
    status: str
    rule: str

    @property
    def first(self) -> int:
        """Where the trigger or its noun begins."""
        return min(self.start, self.noun[0])

    @property
    def last(self) -> int:
        """Where the trigger or its noun ends."""
        return max(self.end, self.noun[1])

    @property
    def is_noun(self) -> bool:
        """Tell whether a noun tells the event by itself."""
        return ", " in self.rule


class Line(NamedTuple):
    """A line of the lexicon `triggers`: the noun that a term needs and where, and what the two make."""

    needs: str
    where: str
    labels: tuple[str, str, str, str]


@cache
def _lines() -> dict[str, list[Line]]:
    """Give the lines of each term by its lower-case form."""
    lines: dict[str, list[Line]] = {}
    for line in read_lexicon("triggers"):
        labels = line["type"], line["sense"], line["status"], f"{line['type']}:{line['term']}"
        lines.setdefault(line["term"].lower(), []).append(Line(line["needs"], line["where"], labels))
    return lines


@cache
def _pattern(lexicon: str) -> re.Pattern:
    """Match the longest term of a lexicon as whole words, in headlines, too."""
    return re.compile(rf"(?<![\w-]){prefix_tree(map(str.lower, terms(lexicon)))}(?!\w)", re.IGNORECASE)


def find_words(text: str, lexicon: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Find the terms of the lexicon `triggers` or `event_nouns` in a stretch of a text.

    >>> find_words("They went on\\nstrike.", "event_nouns")
    [(13, 19, 'strike')]
    """
    found = _pattern(lexicon).finditer(text, start, len(text) if end is None else end)
    return [(*word.span(), fold(word[0]).lower()) for word in found if not _IDIOM.match(text, word.end())]


@cache
def classes() -> dict[str, frozenset[str]]:
    """Give the classes of each event noun, by its lower-case form."""
    found: dict[str, frozenset[str]] = {}
    for line in read_lexicon("event_nouns"):
        term = line["term"].lower()
        found[term] = found.get(term, frozenset()) | {line["class"]}
    return found


def find_nouns(text: str) -> list[Word]:
    """Find the event nouns of a text, in order; the "strike" of `to strike` is none, nor is the month of March."""
    found = (word for word in find_words(text, "event_nouns") if "none" not in classes()[word[2]])
    return [word for word in found if not _is_other(text, word)]


def _is_other(text: str, word: Word) -> bool:
    start, end, term = word
    is_verb = term in ("strike", "strikes", "protest") and text.endswith("to ", 0, start)
    return is_verb or text[start:end] == "March"


def nouns_between(nouns: list[Word], start: int, end: int) -> list[Word]:
    """Give the nouns that open in `start:end`."""
    return nouns[bisect_left(nouns, (start,)) : bisect_left(nouns, (end,))]


def has_noun_between(nouns: list[Word], start: int, end: int) -> bool:
    """Tell whether the noun of an event opens and closes in `start:end`."""
    # A noun that touches the end is the first half of a compound: "a contract extension".
    return any(word[1] < end and classes()[word[2]] - _THINGS for word in nouns_between(nouns, start, end))


def _of_class(nouns: list[Word], name: str, start: int, end: int) -> list[Word]:
    return [word for word in nouns_between(nouns, start, end) if name in classes()[word[2]]]


def find_triggers(text: str, nouns: list[Word], edges: tuple[int, int]) -> list[Trigger]:
    """Find the triggers of a sentence among the words of the lexicon, with the nouns of the text beside them."""
    words = (word for word in find_words(text, "triggers", *edges) if not _is_determined(text, word))
    return [trigger for word in words for trigger in _readings(text, word, nouns, edges)]


def _is_determined(text: str, word: Word) -> bool:
    """`start`, `end` or `plan` after an article is no verb."""
    start, _, term = word
    is_plain = " " not in term and not term.endswith(("ed", "ing"))
    if term.startswith("protest") and text.endswith("in ", 0, start):
        return True  # "on strike in protest at job cuts"
    return is_plain and bool(_DETERMINED.search(text, max(0, start - 8), start))


def _readings(text: str, word: Word, nouns: list[Word], edges: tuple[int, int]) -> list[Trigger]:
    """Read a word as each line of the lexicon would have it, where the noun that the line needs is at hand."""
    start, end, term = word
    readings, alone = [], []
    for needs, where, labels in _lines().get(term, ()):
        if not needs:
            alone.append(Trigger(start, end, (start, end), *labels))
        elif noun := _noun(text, word, nouns, where, needs, edges):
            readings.append(Trigger(start, end, noun, *labels))
    if any(reading.type == "strike" for reading in readings):
        readings = [reading for reading in readings if reading.type != "other"]  # "The strike closed the mill"
    # "walked out of talks" is no strike: a reading with its noun rules out the one that needs none.
    return readings or alone or _of_shorter(text, word, nouns, edges)


def _of_shorter(text: str, word: Word, nouns: list[Word], edges: tuple[int, int]) -> list[Trigger]:
    """Where "broke off" or "was held" finds no talks, the shorter term in it may find its noun."""
    start, end, _ = word
    gaps = [gap.span() for gap in re.finditer(r"\s+", text[start:end])]
    shorter = [(start, start + first) for first, _ in reversed(gaps)] + [(start + last, end) for _, last in gaps]
    for first, last in shorter:
        term = fold(text[first:last]).lower()
        if term in _lines() and (readings := _readings(text, (first, last, term), nouns, edges)):
            return readings
    return []


def _noun(
    text: str, word: Word, nouns: list[Word], where: str, needs: str, edges: tuple[int, int]
) -> tuple[int, int] | None:
    """Find the noun that a line needs, on the side of its word where the line has it."""
    start, end, term = word
    if where in _APART:  # "will return to work" speaks of the strike told before
        return (start, end) if _is_near(word, nouns, _APART[where], needs, edges) else None
    fitting = _of_class(nouns, needs, max(edges[0], start - _SUBJECT), min(edges[1], end + _OBJECT))
    before = [noun for noun in fitting if noun[0] < start]
    if where == "subject":
        return _subject(text, start, before)
    # "on strike in protest at planned job cuts": the participle is of the noun beside it.
    if term.endswith("ed") and nouns_between(nouns, end + 1, end + 2):
        before = []
    found = next((_object(text, end, nouns, noun) for noun in fitting if noun[0] >= end), None)
    if _has_object_before(text, start, where, edges[0]):
        return _subject(text, start, before) or found
    return found or (_subject(text, start, before) if where == "any" else None)


def _has_object_before(text: str, start: int, where: str, low: int) -> bool:
    """Tell a passive, and a participle after a comma: "the Partnership, founded in 1997"."""
    apart = where == "made" and text.endswith(", ", 0, start)
    return apart or bool(_PASSIVE.search(text, max(low, start - 24), start))


def _is_near(word: Word, nouns: list[Word], reach: int, needs: str, edges: tuple[int, int]) -> bool:
    """Tell whether a noun of a class stands around a word, `reach` characters before its sentence at most."""
    start, end, _ = word
    first, last = max(edges[0], start - _REACH), min(edges[1], end + _REACH)
    kinds = (needs, "strikers") if needs == "strike" else (needs,)  # "Striking clerks will return to work"
    return any(_of_class(nouns, kind, first - reach, last) for kind in kinds)


def _subject(text: str, start: int, found: list[Word]) -> tuple[int, int] | None:
    """Take the nearest noun before a verb that nothing cuts off; "our session before the strike ended" has two."""
    for first, end, _ in reversed(found):
        left = max(0, first - 50)
        is_of_other = _IS.match(text, end) and _OF_OTHER.search(text, left, first)
        if is_of_other or text.startswith(("’s", "'s"), end) or _GOVERNED.search(text, left, first):
            continue
        if _BLOCK.search(text, end, start):
            return None
        # "a contract between the union and their employer, Hale, expired"
        if text.startswith(" between ", end) or not _OTHER_SUBJECT.search(text, end, start):
            return first, end
    return None


def _object(text: str, end: int, nouns: list[Word], found: Word) -> tuple[int, int] | None:
    start, last, _ = found
    if has_noun_between(nouns, end, len(text[end:start].rstrip()) + end):
        return None
    return None if _BLOCK.search(text, end, start) or _OTHER_CLAUSE.search(text, end, start) else (start, last)


_UNDONE = frozenset({"called_off", "refused"})
_NAMED_BY_VERBS = frozenset({"strike_vote", "ratification", "contract_expiration", "founding"})
_LEAD = re.compile(
    r"(?:(?:will|would|shall|should|may|might|could|can|has|have|had|is|are|was|were|be|been|being|to|not"
    r"|on|at|in|the)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:of|from|in|on|by|with|for|at|since|to(?:\s+\w+)?|(?:this|last|next)\s+\w+|its|their|the|a|an))+$", re.I
)


def naming_word(text: str, trigger: Trigger, start: int, end: int) -> str:
    """Give the word that names an event within its mention: "strike" in "conducted a one-day strike".

    What is called off or refused is named by that verb, and so are a vote, whose noun is the strike that is voted on,
    an expiration and a founding; a verb goes without its auxiliaries and its preposition.
    """
    (first, last), words = trigger.noun, fold(text[trigger.start : trigger.end])
    has_noun = (first, last) != (trigger.start, trigger.end) and start <= first and last <= end
    is_verb = trigger.type in _NAMED_BY_VERBS and not trigger.rule.startswith("vote:")
    if has_noun and not is_verb and trigger.status not in _UNDONE:
        return fold(text[first:last])
    lead = _LEAD.match(words)
    return _TAIL.sub("", words[lead.end() :] if lead else words)
