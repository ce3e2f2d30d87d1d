"""What a quantity counts or measures: the noun phrase after it, across "of", or before it.

"31,000 workers" counts `workers`, "raises of 25%" measures `raises`, "About 33,000 of these" what went before, and
"Leonard Pauk, 71," is an age. Where a number has no noun of its own it takes that of the figure before ("6.8 days …
compared with 3.1"), or none: then it is a figure only if nothing but a headcount can be meant.
"""

import re
from dataclasses import replace
from itertools import pairwise

from kaiser_data.extract.figures.bare_numbers import judge_bare, point_back, read_age
from kaiser_data.extract.figures.counted_things import OF, Context, Counted, is_owned, name_thing
from kaiser_data.extract.figures.noun_before import noun_before
from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.figures.shares_sums_times import amount_of, lasting_of
from kaiser_data.extract.grammar.noun_phrases import TOKEN, Phrase, is_apart, is_person, is_plural, noun_after

_OF_WHOM = re.compile(r"[”\"]?\s+of\s+(?:th|wh|us|you)")

_BACK = re.compile(r"[”\"]?\s+of\s+(?:these|those|them|whom|which)\b(?!\s+[a-z]+(?:s|ing)\b)(?!\s+(?:who|on|in)\b)")

_US = re.compile(r"\s+of\s+(us|you)\b")


def find_counted(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Find what a quantity counts; None where it is no figure at all."""
    if _OF_WHOM.match(lowered, quantity.tail):
        if us := _US.match(lowered, quantity.tail):
            measure = quantity.measure or "headcount"
            return Counted(us.start() + 1, us.end(), measure, quantity.unit or "people", "us")
        if _BACK.match(lowered, quantity.tail):
            return point_back(text, lowered, quantity, context)
    read = {"": _count, "count": _measured, "duration": lasting_of}.get(quantity.measure, amount_of)
    return read(text, lowered, quantity, context)


def _measured(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted:
    """Read what a weight or length is of: "40kg of rice"."""
    of = OF.match(lowered, quantity.tail)
    phrase = noun_after(text, of.end() if of else quantity.tail, plural=False)
    phrase = phrase or noun_before(text, context.start, quantity.start)
    edges = (phrase.start, phrase.end) if phrase else (quantity.end, quantity.end)
    return Counted(*edges, "count", quantity.unit, "measure")


def _count(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Read what a number without a unit counts: a person's years, things after it, or what stands before."""
    if quantity.value == 1 and not quantity.value_max and not _counts_one(lowered, quantity, context):
        return None
    found = read_age(text, lowered, quantity) or _things(text, lowered, quantity, context)
    if not found and quantity.form == "magnitude" and quantity.value >= 1_000_000:
        return amount_of(text, lowered, replace(quantity, measure="money", unit="USD", link=" "), context)
    return found or judge_bare(text, lowered, quantity, context)


_STRESSED = re.compile(r"\b(?:only|just|exactly|with|per|another)\s+$")

_COORDINATED = re.compile(r"(?:,|\band|\bor|\bplus)\s+$")


def _counts_one(lowered: str, quantity: Quantity, context: Context) -> bool:
    """Tell whether "one" counts: beside another number or stressed, not "one worker said", not "one of them"."""
    if quantity.form == "words" and lowered.startswith(" of ", quantity.end):
        return False
    if quantity.qualifier != "exact" or quantity.link == "-" or quantity.form != "words":
        return True
    before = lowered[max(context.start, quantity.start - 16) : quantity.start]
    if context.previous and _COORDINATED.search(before) and quantity.start - context.previous.end < 60:
        return True
    if context.following and re.search(r"\b(?:to|and|or|per)\s+$", lowered[quantity.end : context.following.start]):
        return context.following.start - quantity.end < 40
    return bool(_STRESSED.search(before))


_MORE = re.compile(r"\s+(?:more|further|fewer|additional|extra)(?=\s+[a-z])")


def _things(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Read the noun after a number: "300 bus drivers", "dozens of porters", "two of the terminal's five cranes"."""
    of = OF.match(lowered, quantity.tail)
    position = of.end() if of else quantity.tail
    more = _MORE.match(lowered, position)
    position = more.end() if more else position
    if lowered[position : position + 1] == "-":
        return _hyphenated(text, position)
    following = context.following
    if following and _describes(lowered, position, following):
        position = following.tail + (lowered[following.tail : following.tail + 1] == "-")  # "three 12-hour shifts"
    if of and following and is_owned(text, of.end(), following):
        if following.measure == "duration":  # "31 of his 52 years"
            return Counted(quantity.end, quantity.end, "duration", following.unit, "of")
        position = following.tail
    return _thing_at(text, lowered, quantity, position)


def _thing_at(text: str, lowered: str, quantity: Quantity, position: int) -> Counted | None:
    phrase = noun_after(text, position, plural=quantity.value != 1)
    if phrase and quantity.value == 1:
        phrase = _to_person(text, phrase)
    if lowered.endswith("strong", quantity.start, quantity.end):
        return Counted(*(phrase[:2] if phrase else (quantity.end, quantity.end)), "headcount", "people", "strong")
    if not phrase or is_apart(text, position, phrase) or _is_odd(lowered, quantity, phrase):
        return None
    return name_thing(lowered, phrase.start, phrase.end, phrase.head, "noun")


def _describes(lowered: str, position: int, following: Quantity) -> bool:
    """Tell whether an amount right after a number says of what kind its things are: "two $500 checks"."""
    if lowered[position : following.start].strip() or following.form == "magnitude":
        return False
    return following.link == "-" or following.measure in ("money", "percent", "count")


def _is_odd(lowered: str, quantity: Quantity, phrase: Phrase) -> bool:
    """A singular after "the" and a number is a thing of that name: "the 787 line", "the 17.15 bus"."""
    if (
        not lowered.endswith("the ", 0, quantity.start)
        or quantity.form != "digits"
        or quantity.value == 1
        or quantity.qualifier != "exact"
    ):
        return False
    return not is_plural(phrase.head) and not is_person(phrase.head)


def _to_person(text: str, phrase: Phrase) -> Phrase:
    """End "one clerk home" at its person."""
    words = list(TOKEN.finditer(text, phrase.start, phrase.end))
    for word, after in pairwise(words):
        if is_person(word.group().lower()) and not is_person(after.group().lower()):
            return Phrase(phrase.start, word.end(), word.group().lower())
    return phrase


_HYPHENATED = re.compile(r"-(?P<noun>[A-Za-z]+)(?:-[A-Za-z]+){0,8}\s*")
_TALLY = re.compile(r"-to-\w+[\s-](?P<noun>votes?|margin|majority|ballot|decision|ruling)\b")


def _hyphenated(text: str, position: int) -> Counted | None:
    """Read "14-page brochure": pages are counted, the brochure has them."""
    if tally := _TALLY.match(text, position):  # "a five-to-four vote"
        return Counted(*tally.span("noun"), "count", "vote", "hyphen")
    found = _HYPHENATED.match(text, position)
    if not found:
        return None
    phrase = noun_after(text, found.end(), plural=False)
    start, end = (phrase.start, phrase.end) if phrase else found.span("noun")
    named = name_thing("", 0, 0, found["noun"].lower(), "hyphen")
    return Counted(start, end, named.measure, named.unit, named.how)
