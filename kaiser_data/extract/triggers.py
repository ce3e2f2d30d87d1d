"""The words that name an event: `walked off the job`, `called off` with a strike beside it, `ratified`.

"the union called off the strike" has the verb `called off`, which needs a noun of the class `strike` near it; the
lexicon `triggers` says which, on which side, and what type of event the two make; `event_nouns` sorts the nouns. A
noun alone ("during the strike") triggers nothing. Whether the words tell or only wish is for `telling` to judge.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import read_lexicon

_OBJECT, _SUBJECT = 75, 170
_BLOCK = re.compile(r"[;!?\n]|\.\s+[A-Z“\"]")
_ASIDE = re.compile(r"\b(?:before|during|after|since|until|over|about|amid|despite|following)\s+(?:[\w’'-]+\s+){0,3}\Z")
_OTHER_SUBJECT = re.compile(r"\band\s+(?:our|the|they|its|their|we|it|he|she|both|all)\b|\bthat\s+(?:the|its|it|they|their)\b")
_OTHER_CLAUSE = re.compile(r",\s|\bthat\s+(?:the|its|it|they|their)\b|\b(?:after|before|while|because|when|if|who)\s|\band\s+(?:went|\w+ed)\b")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)\s+(?:\w+ly\s+|not\s+|then\s+|also\s+)?\Z")


class Word(NamedTuple):
    """A word of the lexicons as it stands in a text."""

    start: int
    end: int
    lines: tuple[int, ...]


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
        return min(self.start, self.noun[0])

    @property
    def last(self) -> int:
        return max(self.end, self.noun[1])


@cache
def _pattern(lexicon: str) -> re.Pattern:
    """Find each term, longest first, by a tree of letters: the search leaves a word where no term goes on."""
    forms = {form for line in read_lexicon(lexicon) for form in (line["term"], line["term"][0].upper() + line["term"][1:])}
    branches = [f"{letter}{tree}" for letter, tree in _tree(forms).items()]
    return re.compile("|".join(branches))


def _tree(forms: set[str]) -> dict[str, str]:
    tails: dict[str, set[str]] = {}
    for form in forms:
        if form:
            tails.setdefault(form[0], set()).add(form[1:])
    return {re.escape(letter) if letter != " " else r"\s+": _branch(tails[letter]) for letter in sorted(tails)}


def _branch(tails: set[str]) -> str:
    branches = [letter + tree for letter, tree in _tree(tails).items()]
    if "" in tails:
        branches.append(r"(?!\w)")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def _lines(lexicon: str) -> dict[str, tuple[int, ...]]:
    lines: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(read_lexicon(lexicon)):
        lines[line["term"].lower()] = (*lines.get(line["term"].lower(), ()), number)
    return lines


def _words(text: str, lexicon: str) -> list[Word]:
    lines = _lines(lexicon)
    return [
        Word(match.start(), match.end(), lines[" ".join(match[0].lower().split())])
        for match in _pattern(lexicon).finditer(text)
        if not _INSIDE.match(text[match.start() - 1 : match.start()])
    ]


_INSIDE = re.compile(r"[\w-]")
_NO_STRIKE = re.compile(
    r"[-\s]+(?:ready|fund|pay|benefits?|deadline|breakers?|committee|leaders?|captains?|school|plans?|threats?|duty|zone|date)\b"
)


class Nouns:
    """The event nouns of a text, to be looked up by place and class."""

    def any_between(self, start: int, end: int) -> bool:
        """Tell whether a noun of any class opens and closes in `start:end`."""
        first = bisect_left(self.starts, start)
        # A noun that touches the end is the first half of a compound: "a contract extension".
        return first < len(self.words) and self.words[first].end < end

    def __init__(self, text: str) -> None:
        self.words = [word for word in _words(text, "event_nouns") if not _is_no_event(text, word)]
        self.starts = [word.start for word in self.words]

    def between(self, start: int, end: int, of_class: str) -> list[Word]:
        """Give the nouns of a class that open in `start:end`."""
        inside = self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        lines = read_lexicon("event_nouns")
        return [word for word in inside if any(lines[number]["class"] == of_class for number in word.lines)]


def _is_no_event(text: str, word: Word) -> bool:
    """The "strike" of `strike fund` and of `to strike` is no noun that names a strike."""
    if not text[word.start : word.end].lower().startswith("strike"):
        return False
    return bool(_NO_STRIKE.match(text, word.end)) or text[word.start - 3 : word.start] == "to "


def find_triggers(text: str, nouns: Nouns, starts: list[int], ends: list[int]) -> Iterator[Trigger]:
    """Find the triggers of the sentences that open and close at `starts` and `ends`."""
    for word in _words(text, "triggers"):
        index = bisect_right(starts, word.start) - 1
        if index < 0 or ends[index] < word.end:
            continue
        edges = starts[index], ends[index]
        if _is_noun(text, word):
            continue
        readings = _readings(text, word, nouns, edges)
        while not readings and (word := _shorter(text, word)):
            readings = _readings(text, word, nouns, edges)
        yield from _without_asides(text, readings)


def _readings(text: str, word: Word, nouns: Nouns, edges: tuple[int, int]) -> list[Trigger]:
    """Read a word as each line of the lexicon would have it, where the noun that the line needs is at hand."""
    lines = read_lexicon("triggers")
    paired, readings = False, []
    # "walked out of talks" is no strike: a reading with its noun rules out the one that needs none.
    for line in sorted((lines[number] for number in word.lines), key=lambda line: not line["needs"]):
        noun = _noun(text, word, nouns, line["needs"], line["where"], edges)
        if noun and not (paired and not line["needs"]):
            paired = bool(line["needs"])
            rule = f"{line['type']}:{line['term']}"
            readings.append(Trigger(word.start, word.end, noun, line["type"], line["sense"], line["status"], rule))
    return readings


def _shorter(text: str, word: Word) -> Word | None:
    """Where "broke off" finds no talks, the shorter term that it begins with may find its noun."""
    end = text.rfind(" ", word.start, word.end)
    lines = _lines("triggers").get(" ".join(text[word.start : max(end, word.start)].lower().split()), ())
    return Word(word.start, end, lines) if end > word.start else None


_DETERMINED = re.compile(r"\b(?:the|a|an|its|their|this|that|no|our|at)\s+\Z")


def _is_noun(text: str, word: Word) -> bool:
    """`start`, `end` or `plan` after an article is no verb."""
    form = text[word.start : word.end]
    if " " in form or form.endswith(("ed", "ing")) or len(form) > 8:
        return False
    return form.islower() and bool(_DETERMINED.search(text, max(0, word.start - 8), word.start)) and form not in _NAMES


_NAMES = frozenset({"arrest", "arrests", "release"})


def _without_asides(text: str, readings: list[Trigger]) -> list[Trigger]:
    """In "Our last session before the strike ended" the session is meant; an adjunct's noun gives way."""
    aside = [r for r in readings if r.noun[0] < r.start and _ASIDE.search(text, max(0, r.noun[0] - 40), r.noun[0])]
    main = [reading for reading in readings if reading not in aside]
    return [*main, *(reading for reading in aside if not any(m.noun[1] < reading.noun[0] for m in main))]


def _noun(text: str, word: Word, nouns: Nouns, needs: str, where: str, edges: tuple[int, int]):
    if not needs:
        return word.start, word.end
    if where == "sentence":
        inside = nouns.between(*edges, needs)
        return (word.start, word.end) if inside else None
    before = _subject(text, word, nouns.between(max(edges[0], word.start - _SUBJECT), word.start, needs))
    after = _object(text, word, nouns, nouns.between(word.end, min(edges[1], word.end + _OBJECT), needs))
    if where == "subject":
        return before
    passive = bool(_PASSIVE.search(text, max(edges[0], word.start - 24), word.start))
    if where in ("object", "made"):
        # "the Partnership, founded in 1997": a participle after a comma has its object before it.
        apart = where == "made" and text[word.start - 2 : word.start] == ", "
        return before if (passive or apart) and before else after
    return before or after if passive or not after else after


def _subject(text: str, word: Word, found: list[Word]) -> tuple[int, int] | None:
    """Take the nearest noun before a verb that nothing cuts off; "our session before the strike ended" has two."""
    free = [
        noun
        for noun in found
        if not _BLOCK.search(text, noun.end, word.start)
        and not _OTHER_SUBJECT.search(text, noun.end, word.start)
        and text[noun.end : noun.end + 2] not in ("’s", "'s")
    ]
    return (free[-1].start, free[-1].end) if free else None


def _object(text: str, word: Word, nouns: Nouns, found: list[Word]) -> tuple[int, int] | None:
    noun = found[0] if found else None
    if not noun or nouns.any_between(word.end, len(text[word.end : noun.start].rstrip()) + word.end):
        return None
    if _BLOCK.search(text, word.end, noun.start) or _OTHER_CLAUSE.search(text, word.end, noun.start):
        return None
    return noun.start, noun.end


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
_TO_DATE = re.compile(r"(?:\s+(?!(?:and|but|who|which|that|was|were|is|had|has|will|would)\b)(?!\S+\.\s)[\w’'&.-]+){0,7}?,?\s+(?:(?:on|in|over|from|late|early|held)\s+)?(?:the\s+)?")
_NOT_TOLD = re.compile(r"\b(?:before|since|until|for|if|no|any|without|of|arrested|detained|charged)\s+(?:[\w’'-]+\s+){0,3}\Z", re.IGNORECASE)


_APART = re.compile(r"[.,;:!?—–\n]|\b(?:and|but|which|that|after|before)\b")


def find_dated_nouns(text: str, nouns: Nouns, dates: list[tuple], found: list[Trigger]) -> Iterator[Trigger]:
    """Find nouns that a date places by itself: "A one-day walkout on July 9", "pickets … last Monday"."""
    lines = read_lexicon("event_nouns")
    used = {edges for trigger in found for edges in (trigger.noun, trigger[:2])}
    verbs = sorted(trigger.end for trigger in found)
    for start, *_ in dates:
        index = bisect_left(nouns.starts, start) - 1
        if index < 0 or start - nouns.words[index].end > 60:
            continue
        word = nouns.words[index]
        kind = next((_TYPE_OF_NOUN[c] for n in word.lines if (c := lines[n]["class"]) in _TYPE_OF_NOUN), "")
        edges = (word.start, word.end)
        if not kind or edges in used or not _TO_DATE.fullmatch(text, word.end, start):
            continue
        last = bisect_right(verbs, word.start) - 1
        if last >= 0 and word.start - verbs[last] < 50 and not _APART.search(text, verbs[last], word.start):
            continue
        if not _NOT_TOLD.search(text, max(0, word.start - 40), word.start):
            used.add(edges)
            yield Trigger(*edges, edges, kind, "whole", "", f"{kind}:{text[word.start : word.end].lower()}, dated")


_SECOND = re.compile(r"\b(?:A|The|Another|a|another)(?:\s+(?:second|third|fourth|further|similar))?(?:\s+one)?,?\s+(?:over|on|in|from|for)\s+(?:the\s+)?\Z")


def find_seconds(text: str, found: list[Trigger], dates: list[tuple]) -> Iterator[Trigger]:
    """Find elliptic mentions: "A one-day walkout on July 9 … A second, over August 12-15, cost …"."""
    for start, *_ in dates:
        match = _SECOND.search(text, max(0, start - 40), start)
        before = [t for t in found if 0 < start - t.end < 300 and t.type in _REPEATED] if match else []
        if match and before:
            edges = (match.start(), match.start() + len(match[0].split(",")[0].rstrip()))
            yield Trigger(*edges, edges, before[-1].type, "whole", "", f"{before[-1].type}:a second, dated")


_REPEATED = frozenset({"strike", "rally", "picket"})


@cache
def _strikers() -> re.Pattern:
    return re.compile(r"\b[A-Za-z]{2,}(?:s|men|women|people|staff)\s+(strike)(?=\s+(?:after|in|over|for|at|against|as|on)\b|[:;,.]|\s*\n)")


def find_strike_verbs(text: str) -> Iterator[Trigger]:
    """Find `strike` as the verb of those who strike: "Nurses at three hospitals strike after talks collapse"."""
    for match in _strikers().finditer(text):
        edges = match.span(1)
        yield Trigger(*edges, edges, "strike", "continue", "", "strike:they strike")
