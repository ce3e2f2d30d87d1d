"""Numbers without a noun of their own.

"About 33,000 of these" points back to what was counted before, "Leonard Pauk, 71," is an age, "from 320 to just
85" goes on, "limiting pickets to 10" has its noun before, and "12 were arrested" counts people. A small bare
number is none of these and no figure.
"""

import re

from kaiser_data.extract.figures.counted_things import Context, Counted
from kaiser_data.extract.figures.noun_before import noun_before
from kaiser_data.extract.grammar.noun_phrases import is_function_word, is_plural
from kaiser_data.lexicon import terms


def point_back(at: Context) -> Counted | None:
    """Read "of these" as what the figure before counted, or as the people last told of."""
    quantity, before = at.quantity, at.counted
    if not before or (before.measure in ("percent", "money") and not quantity.measure):
        before = at.people
    if not before or (quantity.value == 1 and quantity.form == "words"):
        return None if quantity.value <= 12 and not quantity.measure else at.count_nothing()
    return before.again("back", quantity.measure, quantity.unit or before.unit.split("/")[0])


_AGED = re.compile(
    r"\b(?:she|he|who|i)(?:['’]s| is| was| turned| turns| am|['’]m)\s+$|\b(?:aged?|ages)\s+$"
    r"|\bage\b[^.;,]{0,40}\b(?:is|was|of)\s+$|\b(?:joined|retired?|died|retirement|hired)\b[^.;,]{0,30}\sat\s+$"
)
_RETIRING = re.compile(r"\b(?:until|till|past|beyond)\s+$")
_AGE_AFTER = re.compile(r"\s?[,.;)—–]|\s(?:and|when|at)\b|$")
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w'’.-]*\s){0,3}[A-Z][\w'’-]+)(?:,\s|\s\()$")


def read_age(at: Context) -> Counted | None:
    """Read "Maria Lopez, 34," and "She was 88,": years of age."""
    start, value = at.quantity.start, at.quantity.value
    if not 5 <= value <= 110 or at.quantity.form == "magnitude" or not _AGE_AFTER.match(at.lowered, at.quantity.end):
        return None
    name = _NAME_BEFORE.search(at.text, max(0, start - 48), start)
    # A month or weekday is nobody: "Monday, 12 …".
    if name and at.text[at.quantity.end] in ",).;" and not is_function_word(name[1].split()[-1].lower()):
        return Counted(*name.span(1), "duration", "year", "age")
    aged = _AGED.search(at.before()) or (50 <= value <= 75 and _RETIRING.search(at.before()))
    return Counted(start, start, "duration", "year", "age") if aged else None


def judge_bare(at: Context) -> Counted | None:
    """Judge a number without a noun: it continues the figure before, measures the noun before, or counts people."""
    if found := _apposed(at) or _continued(at) or _placed(at):
        return found
    if at.quantity.value <= 12 and at.quantity.qualifier == "exact":
        return None
    if at.before().endswith("the ") and (at.quantity.value, "people") not in at.told:
        return None  # "the 737" names a thing, "the 85" those told of before
    return at.count_nothing()


_DASHED = re.compile(r"(?:\s?--|\s[-–—]|—|:)\s?$")
_SPREAD = re.compile(r"\s(?:in|from|at|on|with|for)\b")
_NEXT_SHARE = re.compile(r"[^.;]{1,40}(?:,|\band|,\sand)\s")


def _apposed(at: Context) -> Counted | None:
    """Read "the owners - two from Taiwan, two from China": what the noun before the dash is made up of."""
    start, counted = at.quantity.start, at.counted
    if not _SPREAD.match(at.lowered, at.quantity.tail):
        return None
    if counted and counted.how == "apposed" and _NEXT_SHARE.fullmatch(at.lowered, at.previous.end, start):
        return counted
    dash = _DASHED.search(at.lowered, at.start, start)
    noun = noun_before(at.text, at.start, dash.start()) if dash else None
    if not noun or not is_plural(noun.head) or at.text[noun.end : dash.start()].strip():
        return None
    return at.name_thing(noun, "apposed")


_CHANGED = re.compile(r"\s(?:to|against|versus)\s|[-–]|-to-|(?:\s\w+)?\s(?:to|from)\s(?:just\s|only\s|about\s|some\s)?")


def _continued(at: Context) -> Counted | None:
    """Read "212 to 38", "from 320 to just 85", "Of 2,960 ballots cast, 2,687"."""
    if not at.counted or at.counted.measure not in ("count", "headcount"):
        return None
    opens = at.lowered.startswith("of ", at.start) or at.before(8) == "all but "
    goes_on = opens or _CHANGED.fullmatch(at.lowered, at.previous.end, at.quantity.start)
    return at.counted.again("continued") if goes_on else None


_PLACED = re.compile(r"\b(?:of|to|at|is|was|by|from|than)\s+(?:about\s+|around\s+|only\s+|just\s+|over\s+|nearly\s+)?$")


def _placed(at: Context) -> Counted | None:
    """Read "limiting pickets to 10", "membership fell to 300": the noun stands before."""
    if not _PLACED.search(at.before()) and at.quantity.qualifier == "exact":
        return None
    noun = noun_before(at.text, at.floor, at.quantity.start)
    if noun and noun.head[-1] == "s" and not is_function_word(noun.head):
        return at.name_thing(noun, "before")
    if noun and noun.head in terms("bodies"):
        return Counted(noun.start, noun.end, "headcount", "people", "before")
    return None
