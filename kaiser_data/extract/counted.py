"""What a quantity counts or measures: the noun phrase after it, across "of", or before it.

"31,000 workers" counts `workers`, "raises of 25%" measures `raises`, "About 33,000 of these" what went before. Where a
number has no noun ("$18 an hour, up from $15"), the verb that it completes stands for it ("paid", "cost").
"""

import re
from typing import NamedTuple

from kaiser_data.extract.nouns import TOKEN, Phrase, is_function_word, is_person, is_plural, noun_after, singular
from kaiser_data.extract.quantities import Quantity, rate_at
from kaiser_data.lexicon import terms


class Counted(NamedTuple):
    """What is counted: its words at `start:end`, their head (lower case) and the period of a rate after it."""

    start: int
    end: int
    head: str
    period: str = ""


NOTHING = Counted(0, 0, "")
_OF = re.compile(
    r"[”\"’']?\s+(?:or\s+(?:so|more|fewer)\s+)?(?:out\s+)?of\s+(?:(?:the|these|those|all|its|their|our|his|her|your|my|this|that|a|an|about|some)\s+)*"
    r"(?:(?:over|nearly|about|more\sthan|roughly|around|some|almost|an\sestimated)\s+)?(?:\$?[\d][\d,.]*\s+)?"
)
_PRONOUNS = re.compile(r"[”\"]?\s+of\s+(?:(?P<back>these|those|them|whom|which)\b(?!\s+[a-z]+s\b)|(?P<said>us|you|what(?:\s+[\w’']+){1,2}))")
_MORE = re.compile(r"\s+(?:or\s+(?:more|so|fewer|less)|more|further|additional|extra)(?=\s+[a-z])")


def find_counted(text: str, lowered: str, quantity: Quantity, clause: int, end: int, before: Counted) -> Counted:
    """Find what a quantity counts, between the start of its clause and the end of its sentence.

    `before` is what the last headcount counted: "of these" points back to it.
    """
    back = _PRONOUNS.match(lowered, quantity.tail)
    if back:
        return before if back["back"] else Counted(back.start("said") - 3, back.end("said"), "us" if back["said"] == "us" else back["said"])
    if quantity.measure in ("", "headcount", "count"):
        return _things(text, lowered, quantity, end)
    if quantity.measure == "duration":
        return _lasting(text, lowered, quantity, clause, end)
    return _amount(text, lowered, quantity, clause, end)


def _things(text: str, lowered: str, quantity: Quantity, end: int) -> Counted:
    position = quantity.tail
    of = _OF.match(lowered, position)
    if of:
        position = of.end()
    more = _MORE.match(lowered, position)
    position = more.end() if more else position
    if quantity.link == "-" or lowered[position : position + 1] == "-" and lowered[position + 1 : position + 2].isalpha():
        return _hyphenated(text, position)
    phrase = noun_after(text, position, plural=quantity.value != 1)
    if not phrase:
        return NOTHING
    return Counted(phrase.start, phrase.end, phrase.head, rate_at(lowered, phrase.end)[1])


_HYPHENATED = re.compile(r"-([A-Za-z]+)(?:-[A-Za-z]+)*\s*")


def _hyphenated(text: str, position: int) -> Counted:
    """Read "14-page brochure": pages are counted, the brochure has them."""
    found = _HYPHENATED.match(text, position)
    if not found:
        return NOTHING
    phrase = noun_after(text, found.end(), plural=False)
    stop = phrase.end if phrase else found.end(1)
    start = phrase.start if phrase else found.start(1)
    return Counted(start, stop, found[1].lower())


_OWNED = re.compile(r"['’]\s*")
_PURPOSE = re.compile(r"\s+(?:(?:of|in)\s+(?!(?:the|a|an|its|their|each)?\s*(?:year|month|week|day|first|second|third|last|past|next|fiscal|20\d\d|19\d\d|january|february|march|april|may|june|july|august|september|october|november|december|return|addition|response|all|total)\b)|(?:for|toward|towards)\s+(?=\w))(?:(?:the|its|their|our|his|her|a|an)\s+)?")
_FOR = re.compile(r"\s+for\s+(?:(?:each|every|a|the|all)\s+)?")


def _amount(text: str, lowered: str, quantity: Quantity, clause: int, end: int) -> Counted:
    """Find what a share or a sum is of: "25% raises", "96 percent of members", "$13 billion in profit", "raises of 25%"."""
    tail = quantity.tail
    if quantity.measure == "percent" or quantity.unit and quantity.link == "":
        of = _OF.match(lowered, tail)
        if of:
            phrase = noun_after(text, of.end()) or noun_after(text, of.end(), plural=False)
            if phrase:
                return Counted(phrase.start, phrase.end, phrase.head)
    if quantity.form in ("fraction", "ratio") or quantity.measure == "percent" or quantity.link == "-":
        phrase = noun_after(text, tail, plural=False) if text[tail : tail + 1] in (" ", "\n", "-", "’", "'") else None
        phrase = phrase and _without_article(phrase)
        if phrase and not _is_plain_verb(phrase.head):
            return Counted(phrase.start, phrase.end, phrase.head)
    elif text[tail : tail + 1] == " ":
        phrase = noun_after(text, tail, plural=False)
        if phrase and not _is_plain_verb(phrase.head):
            return Counted(phrase.start, phrase.end, phrase.head)
    before = noun_before(text, lowered, clause, quantity.start)
    purpose = _PURPOSE.match(lowered, tail)
    of_before = before and re.search(r"\bof\s+$", lowered[clause : quantity.start])
    if purpose and not of_before:
        phrase = noun_after(text, purpose.end(), plural=False)
        if phrase:
            return Counted(phrase.start, phrase.end, phrase.head)
    return before or NOTHING


def _without_article(phrase: Phrase) -> Phrase:
    return phrase


def _is_plain_verb(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed")


_THERE = re.compile(r"\s+(?:of|without|at|to|in|across|before|after|ago|from|on|with|earlier|later|prior to|into|behind|between)\b")


def _lasting(text: str, lowered: str, quantity: Quantity, clause: int, end: int) -> Counted:
    """Find what lasts: "one-day strike", "raises … over four years", "struck for three days", "five years' experience"."""
    tail = quantity.tail
    owned = _OWNED.match(lowered, tail)
    if owned:
        tail = owned.end() - 1
    if quantity.link == "-" or owned or lowered[tail : tail + 5] == "-long":
        phrase = noun_after(text, tail, plural=False)
        if phrase:
            return Counted(phrase.start, phrase.end, phrase.head)
    of = _OF.match(lowered, tail)
    if of:
        phrase = noun_after(text, of.end(), plural=False)
        if phrase:
            return Counted(phrase.start, phrase.end, phrase.head)
    before = lowered[clause : quantity.start]
    if re.search(r"\b(?:for|over|lasting|lasted|by|during|in|within|spanning|than)\s+(?:the\s+(?:past|last|next)\s+|only\s+|just\s+)?$", before):
        found = noun_before(text, lowered, clause, quantity.start)
        if found:
            return found
    there = _THERE.match(lowered, tail)
    if there:
        stop = re.compile(r"[.,;:!?—“”\"]|\s(?:and|but|when|while|with)\s|$").search(lowered, there.end(), end)
        words = TOKEN.findall(text, tail, stop.start() if stop else end)[:6]
        last = tail
        for token in TOKEN.finditer(text, tail, stop.start() if stop else end):
            last = token.end()
            if len(words) <= 1:
                break
            words.pop()
        return Counted(tail + 1, last, "")
    return noun_before(text, lowered, clause, quantity.start) or NOTHING


_LEAD = frozenset("of at to by for over from is was are were be been being as than with about around until the a an its their his her our just only another total additional further up down on in".split())


def noun_before(text: str, lowered: str, clause: int, start: int) -> Counted | None:
    """Read the noun phrase before a number: "raises of 25%", "top pay rises to $27", "Strike pay is $400".

    >>> text = "and premiums rose by 8%"
    >>> text[slice(*noun_before(text, text, 0, 21)[:2])]
    'premiums'
    """
    tokens = list(TOKEN.finditer(text, max(clause, start - 140), start))
    n = len(tokens)
    while n and (tokens[n - 1].group().lower() in _LEAD or not tokens[n - 1].group()[0].isalnum() and tokens[n - 1].group() in ":(,*“\"’–—|-"):
        n -= 1
    while n and _is_changing(tokens[n - 1].group().lower()):
        n -= 1
        while n and (tokens[n - 1].group().lower() in _LEAD or tokens[n - 1].group().lower().endswith("ly") or tokens[n - 1].group().lower() in ("has", "have", "had", "will", "would", "not")):
            n -= 1
    if not n:
        return None
    last = n - 1
    first = last
    while first > 0 and last - first < 5:
        word = tokens[first - 1].group()
        if not word[0].isalpha() or is_function_word(word.lower()):
            break
        first -= 1
    word = tokens[last].group().lower()
    if not word[0].isalpha():
        return None
    return Counted(tokens[first].start(), tokens[last].end(), word)


def _is_changing(word: str) -> bool:
    return word in terms("change_verbs")


def unit_of(head: str) -> str:
    """Give the unit of a count: people, or the head noun in the singular."""
    return "people" if is_person(head) else singular(head.rsplit("-", 1)[-1])


__all__ = ["NOTHING", "Counted", "find_counted", "is_plural", "noun_before", "unit_of"]
