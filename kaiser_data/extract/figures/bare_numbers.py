"""Numbers without a noun of their own.

"About 33,000 of these" points back to what was counted before, "Leonard Pauk, 71," is an age, "6.8 days …, compared
with 3.1" goes on, "limiting pickets to 10" has its noun before, and "12 were arrested" counts people. A small bare
number is none of these and no figure.
"""

import re

from kaiser_data.extract.figures.counted_things import Context, Counted, count_nothing, name_thing
from kaiser_data.extract.figures.noun_before import noun_before
from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.grammar.noun_phrases import is_function_word, is_plural
from kaiser_data.lexicon import terms


def point_back(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Read "of these": what stands before the comma ("mechanics, 680 of them") or what the figure before counted."""
    if text[quantity.start - 2 : quantity.start] == ", " and not quantity.measure:
        noun = noun_before(text, context.start, quantity.start)
        if noun and noun.head[-1] == "s":
            return name_thing(lowered, noun.start, noun.end, noun.head, "before")
    before = _counted_before(lowered, quantity, context)
    if (quantity.value == 1 and quantity.form == "words") or not before:
        return None if quantity.value <= 12 and not quantity.measure else count_nothing(lowered, quantity)
    if quantity.measure:
        return before.again("back", quantity.measure, quantity.unit)
    return before.again("back", unit=before.unit.split("/")[0])


def _counted_before(lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Give what "these" are: what the figure before counted, the people last told of where that counted none."""
    before = context.counted
    if not before or quantity.measure:
        return before or context.people
    if before.measure == "percent" and before.end > before.start:
        # "1 in 10 teachers has left; the region is short 4,000 of them"
        head = lowered[before.start : before.end].split()[-1]
        before = name_thing(lowered, before.start, before.end, head, "back")
    return before if before.measure in ("count", "headcount", "duration") else context.people


_AGED = re.compile(
    r"\b(?:she|he|who|i)(?:['’]s| is| was| turned| turns| am|['’]m)\s+$|\b(?:aged?|ages)\s+$"
    r"|\bage\b[^.;,]{0,40}\b(?:is|was|of)\s+$|\b(?:joined|retired?|died|retirement|hired)\b[^.;,]{0,30}\sat\s+$"
)
_RETIRING = re.compile(r"\b(?:until|till|past|beyond)\s+$")
_AGE_AFTER = re.compile(r"\s?[,.;)—–]|\s(?:and|when|at)\b|$")

_NAME_BEFORE = re.compile(r"((?:[A-Z][\w'’.-]*\s){0,3}[A-Z][\w'’-]+)(?:,\s|\s\()$")


def read_age(text: str, lowered: str, quantity: Quantity) -> Counted | None:
    """Read "Maria Lopez, 34," and "She was 88,": years of age."""
    if not 5 <= quantity.value <= 110 or quantity.form == "magnitude" or not _AGE_AFTER.match(lowered, quantity.end):
        return None
    name = _NAME_BEFORE.search(text[max(0, quantity.start - 48) : quantity.start])
    if name and text[quantity.end : quantity.end + 1] in (",", ")", ".", ";") and not _is_calendar(name[1]):
        return Counted(
            quantity.start - len(name[0]) + name.start(0) * 0,
            quantity.start - len(name[0]) + len(name[1]),
            "duration",
            "year",
            "age",
        )
    before = lowered[max(0, quantity.start - 60) : quantity.start]
    if _AGED.search(before) or (50 <= quantity.value <= 75 and _RETIRING.search(before)):
        return Counted(quantity.start, quantity.start, "duration", "year", "age")
    return None


def _is_calendar(name: str) -> bool:
    """A month or weekday is nobody: "Monday, 12 …"."""
    return is_function_word(name.split()[-1].lower())


_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|against|from|to|versus|vs\.?|than|down from|up from|instead of|rather than|not"
    r"|and|or)\s+(?:an?\s+(?:\w+\s+){1,2}of\s+)?(?:just\s+|only\s+|about\s+)?$"
)

# No lead to a number ("compared with an average of just") is longer, and none need be looked for further off.
_LEAD = 120

_PLACED = re.compile(r"\b(?:of|to|at|is|was|by|from|than)\s+(?:about\s+|around\s+|only\s+|just\s+|over\s+|nearly\s+)?$")

_PAIR = re.compile(r"(?:\s(?:to|against|versus)\s|[-–]|-to-)$")
_PAIR_AFTER = re.compile(r"\s(?:to|against|versus)\s|[-–]|-to-")

_CHANGED = re.compile(r"(?:\s\w+)?\s(?:to|from)\s(?:just\s|only\s|about\s|some\s)?")

_VOTERS = re.compile(r"(?:([a-z][\w’'-]*s)\s+(?:had\s+|have\s+)?)?\bvot(?:e|ed|es|ing)\b")


def judge_bare(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Judge a number without a noun: it continues the figure before, measures the noun before, or counts people."""
    before = lowered[max(context.start, quantity.start - _LEAD) : quantity.start]
    found = (
        _apposed(text, lowered, quantity, context)
        or _continued(lowered, quantity, context, before)
        or _placed(text, lowered, quantity, context, before)
        or _voted(lowered, quantity, context)
    )
    if found:
        return found
    if quantity.value <= 12 and quantity.qualifier == "exact":
        return None
    if quantity.value >= 10_000 and quantity.form == "digits" and lowered[quantity.start : quantity.end].isdigit():
        return None  # a code: "text it to 47777"
    if before.endswith("the ") and (quantity.value, "people") not in context.told:
        return None  # "the 737" names a thing, "the 85" those told of before
    return count_nothing(lowered, quantity)


_DASHED = re.compile(r"(?:\s?--|\s[-–—]|—|:)\s?$")
_SPREAD = re.compile(r"\s(?:in|from|at|on|with|for)\b")
_NEXT_SHARE = re.compile(r"[^.;]{1,40}(?:,|\band|,\sand)\s")


def _apposed(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Read "the owners - two from Taiwan, two from China": what the noun before the dash is made up of."""
    if not _SPREAD.match(lowered, quantity.tail):
        return None
    previous, counted = context.previous, context.counted
    if counted and counted.how == "apposed" and _NEXT_SHARE.fullmatch(lowered, previous.end, quantity.start):
        return counted.again("apposed")
    dash = _DASHED.search(lowered, context.start, quantity.start)
    noun = noun_before(text, context.start, dash.start()) if dash else None
    if not noun or not is_plural(noun.head) or text[noun.end : dash.start()].strip():
        return None
    return name_thing(lowered, noun.start, noun.end, noun.head, "apposed")


def _continued(lowered: str, quantity: Quantity, context: Context, before: str) -> Counted | None:
    """Read "6.8 days, compared with 3.1", "212 to 38", "from 320 to just 85", "Of 2,960 ballots cast, 2,687"."""
    previous, counted = context.previous, context.counted
    if not previous or not counted:
        return None
    opens = lowered.find("of ", context.start, min(context.start + 4, quantity.start)) >= 0
    if counted.measure in ("count", "headcount") and (opens or before.endswith("all but ")):
        return counted.again("continued")
    if not _COMPARED.search(before) and not _PAIR.search(before):
        return None
    gap = lowered[previous.end : quantity.start]
    if previous.measure == "duration" == counted.measure:
        return counted.again("continued")
    pair = _PAIR.fullmatch(gap) or _CHANGED.fullmatch(gap)
    return counted.again("continued") if pair and counted.measure in ("count", "headcount") else None


def _placed(text: str, lowered: str, quantity: Quantity, context: Context, before: str) -> Counted | None:
    """Read "limiting pickets to 10", "membership fell to 300": the noun stands before."""
    if not _PLACED.search(before) and quantity.qualifier == "exact":
        return None
    noun = noun_before(text, max(context.start, context.previous.end if context.previous else 0), quantity.start)
    if noun and noun.head[-1] == "s" and not is_function_word(noun.head):
        return name_thing(lowered, noun.start, noun.end, noun.head, "before")
    if noun and noun.head in terms("bodies"):
        return Counted(noun.start, noun.end, "headcount", "people", "before")
    return None


def _voted(lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Read "members voted … 212 to 38": who voted, where the text says it."""
    following = context.following
    if not following or following.start - quantity.end >= 12 or not _PAIR_AFTER.match(lowered, quantity.end):
        return None
    voters = _VOTERS.search(lowered, context.start, quantity.start)
    if voters and voters[1]:
        return name_thing(lowered, *voters.span(1), voters[1], "voted")
    return count_nothing(lowered, quantity).again("voted") if voters else None
