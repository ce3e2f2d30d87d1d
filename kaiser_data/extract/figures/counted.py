"""What a quantity counts or measures: the noun phrase after it, across "of", or before it.

"31,000 workers" counts `workers`, "raises of 25%" measures `raises`, "About 33,000 of these" what went before, and
"Leonard Pauk, 71," is an age. Where a number has no noun of its own it takes that of the figure before ("from 320
bakers to 85"), or none: then it is a figure only if nothing but a headcount can be meant.
"""

import re
from dataclasses import replace

from kaiser_data.extract.figures.bare_numbers import judge_bare, point_back, read_age
from kaiser_data.extract.figures.counted_things import OF, Context, Counted, is_owned
from kaiser_data.extract.figures.noun_before import noun_before
from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.figures.shares_sums_times import amount_of, lasting_of
from kaiser_data.extract.grammar.noun_phrases import Phrase, is_apart, is_person, is_plural, noun_after

_BACK = re.compile(r"[”\"]?\s+of\s+(?:these|those|them|whom|which)\b(?!\s+[a-z]+(?:s|ing)\b)(?!\s+(?:who|on|in)\b)")


def find_counted(at: Context) -> Counted | None:
    """Find what a quantity counts; None where it is no figure at all."""
    if _BACK.match(at.lowered, at.quantity.tail):
        return point_back(at)
    return {"": _count, "count": _measured, "duration": lasting_of}.get(at.quantity.measure, amount_of)(at)


def _measured(at: Context) -> Counted:
    """Read what a weight or length is of: "40kg of rice"."""
    of = OF.match(at.lowered, at.quantity.tail)
    phrase = noun_after(at.text, of.end() if of else at.quantity.tail, plural=False)
    phrase = phrase or noun_before(at.text, at.start, at.quantity.start)
    return at.count(phrase or Phrase(at.quantity.end, at.quantity.end, ""), "measure")


def _count(at: Context) -> Counted | None:
    """Read what a number without a unit counts: a person's years, things after it, or what stands before."""
    quantity = at.quantity
    if quantity.value == 1 and not quantity.value_max and not _counts_one(at):
        return None
    found = read_age(at) or _things(at)
    if not found and quantity.form == "magnitude" and quantity.value >= 1_000_000:
        return amount_of(replace(at, quantity=replace(quantity, measure="money", unit="USD", link=" ")))
    return found or judge_bare(at)


_STRESSED = re.compile(r"\b(?:only|just|exactly|with|per|another)\s+$")
_COORDINATED = re.compile(r"(?:,|\band|\bor|\bplus)\s+$")


def _counts_one(at: Context) -> bool:
    """Tell whether "one" counts: beside another number or stressed, not "one worker said", not "one of them"."""
    quantity = at.quantity
    if quantity.form == "words" and at.lowered.startswith(" of ", quantity.end):
        return False
    if quantity.qualifier != "exact" or quantity.link == "-" or quantity.form != "words":
        return True
    beside = at.previous and quantity.start - at.previous.end < 60 and _COORDINATED.search(at.before(16))
    return bool(beside or _STRESSED.search(at.before(16)))


_MORE = re.compile(r"\s+(?:more|further|fewer|additional|extra)(?=\s+[a-z])")


def _things(at: Context) -> Counted | None:
    """Read the noun after a number: "300 bus drivers", "dozens of porters", "two of the terminal's five cranes"."""
    of = OF.match(at.lowered, at.quantity.tail)
    position = of.end() if of else at.quantity.tail
    more = _MORE.match(at.lowered, position)
    position = more.end() if more else position
    if at.lowered[position : position + 1] == "-":
        return _hyphenated(at, position)
    following = at.following
    if of and is_owned(at.text, of.end(), following):
        if following.measure == "duration":  # "31 of his 52 years"
            return Counted(at.quantity.end, at.quantity.end, "duration", following.unit, "of")
        position = following.tail
    elif following and _describes(at.lowered, position, at.following):
        position = following.tail + (at.lowered[following.tail : following.tail + 1] == "-")  # "three 12-hour shifts"
    return _thing_at(at, position)


def _thing_at(at: Context, position: int) -> Counted | None:
    quantity = at.quantity
    phrase = noun_after(at.text, position, plural=quantity.value != 1)
    if at.lowered.endswith("strong", quantity.start, quantity.end):
        return Counted(*(phrase[:2] if phrase else (quantity.end, quantity.end)), "headcount", "people", "strong")
    if not phrase or is_apart(at.text, position, phrase) or _is_odd(at, phrase):
        return None
    return at.name_thing(phrase, "noun")


def _describes(lowered: str, position: int, following: Quantity) -> bool:
    """Tell whether an amount right after a number says of what kind its things are: "two $500 checks"."""
    if lowered[position : following.start].strip() or following.form == "magnitude":
        return False
    return following.link == "-" or following.measure in ("money", "percent", "count")


def _is_odd(at: Context, phrase: Phrase) -> bool:
    """A singular after "the" and a number is a thing of that name: "the 787 line", "the 17.15 bus"."""
    exact = at.quantity.form == "digits" and at.quantity.value != 1 and at.quantity.qualifier == "exact"
    named = exact and at.before(4) == "the "
    return named and not is_plural(phrase.head) and not is_person(phrase.head)


_HYPHENATED = re.compile(r"-(?P<noun>[A-Za-z]+)(?:-[A-Za-z]+){0,8}\s*")
_TALLY = re.compile(r"-to-\w+[\s-](?P<noun>votes?|margin|majority|ballot|decision|ruling)\b")


def _hyphenated(at: Context, position: int) -> Counted | None:
    """Read "14-page brochure": pages are counted, the brochure has them."""
    if tally := _TALLY.match(at.text, position):  # "a five-to-four vote"
        return Counted(*tally.span("noun"), "count", "vote", "hyphen")
    found = _HYPHENATED.match(at.text, position)
    if not found:
        return None
    named = at.name_thing(Phrase(*found.span("noun"), found["noun"].lower()), "hyphen")
    phrase = noun_after(at.text, found.end(), plural=False)
    return Counted(phrase.start, phrase.end, named.measure, named.unit, "hyphen") if phrase else named
