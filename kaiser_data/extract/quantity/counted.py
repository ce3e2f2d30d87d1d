"""What a quantity counts or measures: the noun phrase after it, across "of", or before it.

"31,000 workers" counts `workers`, "raises of 25%" measures `raises`, "About 33,000 of these" what went before, and
"Leonard Pauk, 71," is an age. Where a number has no noun of its own it takes that of the figure before ("6.8 days …
compared with 3.1"), or none: then it is a figure only if nothing but a headcount can be meant.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.quantity.nouns import TOKEN, Phrase, is_function_word, is_person, noun_after, singular
from kaiser_data.extract.quantity.quantities import Quantity, rate_at
from kaiser_data.extract.quantity.subjects import noun_before
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms


class Counted(NamedTuple):
    """What is counted: its words at `start:end`, measure, unit, and how it was found."""

    start: int
    end: int
    measure: str
    unit: str
    how: str


class Context(NamedTuple):
    """Where a quantity stands: its sentence, and the quantities around with what those before count."""

    start: int
    end: int
    previous: Quantity | None = None
    counted: Counted | None = None
    following: Quantity | None = None
    people: Counted | None = None


_BACK = re.compile(r"[”\"]?\s+of\s+(?:these|those|them|whom|which)\b(?!\s+[a-z]+(?:s|ing)\b)(?!\s+(?:who|on|in)\b)")
_US = re.compile(r"\s+of\s+(us|you)\b")


def find_counted(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Find what a quantity counts; None where it is no figure at all."""
    if us := _US.match(lowered, quantity.tail):
        measure = quantity.measure or "headcount"
        return Counted(us.start() + 1, us.end(), measure, quantity.unit or "people", "us")
    if _BACK.match(lowered, quantity.tail):
        return _pointing_back(quantity, context)
    if quantity.measure == "duration":
        return _lasting(text, lowered, quantity, context)
    if quantity.measure:
        return _amount(text, lowered, quantity, context)
    if quantity.value == 1 and not quantity.value_max and not _counts_one(lowered, quantity, context):
        return None
    found = _age(text, lowered, quantity) or _things(text, lowered, quantity, context)
    if not found and quantity.form == "magnitude" and quantity.value >= 1_000_000:
        return _amount(text, lowered, quantity._replace(measure="money", unit="USD", link=" "), context)
    return found or _bare(text, lowered, quantity, context)


def _pointing_back(quantity: Quantity, context: Context) -> Counted | None:
    """Read "of these": what the figure before counted."""
    before = context.counted or context.people
    if (quantity.value == 1 and quantity.form == "words") or not before:
        return None if quantity.value <= 12 and not quantity.measure else _none(quantity)
    if quantity.measure:
        return before._replace(measure=quantity.measure, unit=quantity.unit, how="back")
    return before._replace(unit=before.unit.split("/")[0], how="back")


def _none(quantity: Quantity) -> Counted:
    """Count without a noun."""
    return Counted(quantity.end, quantity.end, quantity.measure or "headcount", quantity.unit or "people", "bare")


_STRESSED = re.compile(r"\b(?:only|just|exactly|with|per|another)\s+$")
_COORDINATED = re.compile(r"(?:,|\band|\bor|\bplus)\s+$")


def _counts_one(lowered: str, quantity: Quantity, context: Context) -> bool:
    """Tell whether "one" counts: beside another number or stressed, not "one worker said", not "one of them"."""
    if lowered.startswith(" of ", quantity.end):
        return False
    if quantity.qualifier != "exact" or quantity.link == "-" or quantity.form != "words":
        return True
    before = lowered[max(context.start, quantity.start - 16) : quantity.start]
    if context.previous and _COORDINATED.search(before) and quantity.start - context.previous.end < 60:
        return True
    if context.following and re.search(r"\b(?:to|and|or|per)\s+$", lowered[quantity.end : context.following.start]):
        return context.following.start - quantity.end < 40
    return bool(_STRESSED.search(before))


_AGED = re.compile(r"\b(?:she|he) (?:is|was|turned|turns)\s+$|\b(?:aged?|ages)\s+$")
_AGE_AFTER = re.compile(r"\s?[,.;)—–]|\s(?:and|when|at)\b|$")
_NAME_BEFORE = re.compile(r"((?:[A-Z][\w'’.-]*\s){0,3}[A-Z][\w'’-]+)(?:,\s|\s\()$")


def _age(text: str, lowered: str, quantity: Quantity) -> Counted | None:
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
    if _AGED.search(lowered[max(0, quantity.start - 16) : quantity.start]):
        return Counted(quantity.start, quantity.start, "duration", "year", "age")
    return None


def _is_calendar(name: str) -> bool:
    """A month or weekday is nobody: "Monday, 12 …"."""
    return is_function_word(name.split()[-1].lower())


_OF = re.compile(
    r"[”\"’']?\s+(?:out\s+)?of\s+(?:(?:the|these|those|all|its|their|our|his|her|your|my|this|that|a|an|about|some|both)\s+)*"
)
_MORE = re.compile(r"\s+(?:more|further|additional|extra)(?=\s+[a-z])")


def _things(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Read the noun after a number: "300 bus drivers", "dozens of porters", "two of the terminal's five cranes"."""
    position = quantity.tail
    of = _OF.match(lowered, position)
    position = of.end() if of else position
    more = _MORE.match(lowered, position)
    position = more.end() if more else position
    if lowered[position : position + 1] == "-":
        return _hyphenated(text, position)
    if of and context.following and 0 <= context.following.start - position < 30:
        owner = text[position : context.following.start]
        if re.fullmatch(r"(?:[\w’']+\s+){0,3}", owner):
            position = context.following.tail
    phrase = noun_after(text, position, plural=quantity.value != 1)
    if not phrase or _is_apart(text, position, phrase):
        return None
    return _named(lowered, phrase.start, phrase.end, phrase.head, "noun")


def _is_apart(text: str, position: int, phrase: Phrase) -> bool:
    """A comma or full stop parts a number from the words after it."""
    return any(mark in text[position : phrase.start] for mark in ".,;:!?()")


@cache
def _lasting_units() -> dict[str, str]:
    return {line["term"]: line["unit"] for line in read_lexicon("units") if line["measure"] == "duration"}


def _named(lowered: str, start: int, end: int, head: str, how: str) -> Counted:
    """Tell people from things, and things from times ("two spare days")."""
    if head in _lasting_units():
        return Counted(start, end, "duration", _lasting_units()[head], how)
    period = rate_at(lowered, end)[1]
    unit = "people" if is_person(head) else singular(head.rsplit("-", 1)[-1])
    measure = "headcount" if unit == "people" else "count"
    return Counted(start, end, measure, f"{unit}/{period}" if period else unit, how)


_HYPHENATED = re.compile(r"-([A-Za-z]+)(?:-[A-Za-z]+)*\s*")


def _hyphenated(text: str, position: int) -> Counted | None:
    """Read "14-page brochure": pages are counted, the brochure has them."""
    found = _HYPHENATED.match(text, position)
    if not found:
        return None
    phrase = noun_after(text, found.end(), plural=False)
    start, end = (phrase.start, phrase.end) if phrase else found.span(1)
    named = _named("", 0, 0, found[1].lower(), "hyphen")
    return named._replace(start=start, end=end)


_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|against|from|to|versus|vs\.?|than|down from|up from|and|or)\s+(?:an?\s+(?:\w+\s+){1,2}of\s+)?$"
)
_PLACED = re.compile(r"\b(?:of|to|at|is|was|by|from|than)\s+(?:about\s+|around\s+|only\s+|just\s+|over\s+|nearly\s+)?$")
_PAIR = re.compile(r"\s(?:to|against|versus)\s")


def _bare(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Judge a number without a noun: it continues the figure before, measures the noun before, or counts people."""
    before = lowered[context.start : quantity.start]
    previous, counted = context.previous, context.counted
    if previous and counted and _COMPARED.search(before) and not previous.end < context.start:
        gap = lowered[previous.end : quantity.start]
        if (previous.measure == "duration" and counted.measure == "duration") or (
            _PAIR.fullmatch(gap) and counted.measure in ("count", "headcount")
        ):
            return counted._replace(how="continued")
    if _PLACED.search(before) or quantity.qualifier != "exact":
        noun = noun_before(text, lowered, max(context.start, previous.end if previous else 0), quantity.start)
        if noun and noun.head[-1] == "s" and not is_function_word(noun.head):
            return _named("", noun.start, noun.end, noun.head, "before")
    if _PAIR.match(lowered, quantity.end) and context.following and context.following.start - quantity.end < 12:
        noun = noun_before(text, lowered, context.start, quantity.start)
        subject = re.compile(r"([A-Za-z][\w’'-]*s)\s+(?:had\s+|have\s+)?vot\w+").search(
            lowered, context.start, quantity.start
        )
        if subject:
            return _named("", *subject.span(1), subject[1].rsplit(None, 1)[-1], "voted")
    if quantity.value <= 12 and quantity.qualifier == "exact":
        return None
    if counted and counted.measure in ("count", "headcount") and "of " in before[:4]:
        return counted._replace(how="continued")
    return _none(quantity)


_PURPOSE = re.compile(
    r"\s+(?:of|in|for|toward|towards|on)\s+(?!(?:the\s+|an?\s+|its\s+|their\s+|each\s+|this\s+|that\s+|last\s+|next\s+|fiscal\s+)*(?:of|year|month|week|day|first|second|third|last|past|next|fiscal|20\d\d|19\d\d|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|return|addition|response|favou?r|top|average|in)\b)(?:(?:the|its|their|our|his|her|an?|each|every|all)\s+)?"
)


def _amount(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted:
    """Find what a share or a sum is of: "25% raises", "96 percent of members", "$13 billion in profit", "raises of 25%"."""
    phrase = _after_amount(text, lowered, quantity, context)
    if phrase is None:
        floor = context.previous.end if context.previous else 0
        phrase = noun_before(text, lowered, max(context.start, floor), quantity.start)
        if _is_aside(text, quantity, context):
            return context.counted._replace(measure=quantity.measure, unit=quantity.unit, how="listed")
        purpose = _PURPOSE.match(lowered, quantity.tail)
        if purpose and context.following and context.following.start <= purpose.end() + 2:
            purpose = None
        if purpose and not lowered.endswith("of ", 0, quantity.start):
            phrase = noun_after(text, purpose.end(), plural=False) or phrase
        elif phrase is None and context.counted and context.previous.measure == quantity.measure:
            return context.counted._replace(measure=quantity.measure, unit=quantity.unit, how="listed")
    said = _VERB_NEXT.match(lowered, quantity.tail)
    if quantity.measure == "percent" and said and context.people and _is_said(said[1]):
        return context.people._replace(measure="percent", unit=quantity.unit, how="people")
    if phrase is None:
        return _none(quantity)
    return Counted(phrase.start, phrase.end, quantity.measure, quantity.unit, "noun")


def _is_said(word: str) -> bool:
    return word in terms("function_words", **{"class": "verb"}) or word in (
        "voted",
        "cast",
        "backed",
        "approved",
        "rejected",
    )


def _is_aside(text: str, quantity: Quantity, context: Context) -> bool:
    """A sum in brackets right after a sum is of the same: "$2,500 ($1,250 for part-time nurses)"."""
    previous = context.previous
    if not previous or previous.measure != quantity.measure:
        return False
    return text[previous.end : quantity.start].strip() == "("


_VERB_NEXT = re.compile(r"\s+([a-z]+)")


def _after_amount(text: str, lowered: str, quantity: Quantity, context: Context) -> Phrase | None:
    tail = quantity.tail
    of = _OF.match(lowered, tail)
    if of:
        if context.following and 0 <= context.following.start - of.end() < 3:
            of_end = context.following.tail
        else:
            of_end = of.end()
        if lowered.startswith("what ", of_end):
            stop = re.compile(r"[.,;:!?]|\s(?:to|and|but|in|for)\s|$").search(lowered, of_end)
            return Phrase(of_end, stop.start(), "what")
        return noun_after(text, of_end) or noun_after(text, of_end, plural=False)
    if text[tail : tail + 1] not in (" ", "\n", "-", "’", "'", "\u00a0"):
        return None
    phrase = noun_after(text, tail, plural=False)
    if (
        not phrase
        or _is_apart(text, tail, phrase)
        or phrase.head in _WHEN
        or lowered[phrase.start : phrase.end].split()[0] in _NO_OPENING
    ):
        return None
    return phrase


_WHEN = frozenset(
    ["year", "month", "week", "day", "time", "next", "last", "ahead", "apart", "higher", "lower", "less", "more"]
)
_NO_OPENING = frozenset(["last", "next", "apart", "ahead", "higher", "lower", "less", "more", "behind", "short"])
_BEFORE_LASTING = re.compile(
    r"\b(?:for|over|lasting|lasts?|lasted|by|during|in|within|spanning|than|past|ran to|took|take|takes|averaged|of|after|is|was|are|were)\s+(?:the\s+(?:past|last|next)\s+|only\s+|just\s+)?$"
)
_STOP = re.compile(r"[.,;:!?—“”\"()]|\s(?:and|but|when|while|with)\s|$")


@cache
def _after_lasting() -> re.Pattern:
    words = prefix_tree(terms("function_words", **{"class": "preposition"}) | {"ago", "earlier", "later", "to"})
    return re.compile(rf"\s+(?:{words})\b")


def _lasting(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Find what lasts: "one-day strike", "raises … over four years", "struck for three days", "five years' experience"."""
    if quantity.value == 1 and quantity.form == "words" and quantity.link != "-" and not _is_one_day(lowered, quantity):
        return None
    measured = ("duration", quantity.unit)
    tail = quantity.tail
    owned = re.compile(r"['’](?:\s|$)").match(lowered, tail)
    if quantity.aged:
        return _old(text, quantity)
    if quantity.link == "-" or owned:
        worth = lowered.startswith("worth of", tail + 2)
        phrase = noun_after(text, tail + 10 if worth else tail + bool(owned), plural=False)
        if phrase:
            return Counted(phrase.start, phrase.end, *measured, "hyphen")
    of = _OF.match(lowered, tail)
    if of and (phrase := noun_after(text, of.end(), plural=False)):
        return Counted(phrase.start, phrase.end, *measured, "of")
    floor = max(context.start, context.previous.end if context.previous else 0)
    before = _BEFORE_LASTING.search(lowered[floor : quantity.start])
    there = _after_lasting().match(lowered, tail)
    took = re.compile(r"\b(?:took|takes?|taken)\s+(?:\w+\s+){0,2}$").search(lowered[floor : quantity.start])
    if took and lowered.startswith(" to ", tail):
        before = None
    if before:
        noun = noun_before(text, lowered, floor, quantity.start)
        if noun:
            return Counted(noun.start, noun.end, *measured, "before")
        if context.counted and context.previous.start >= context.start and context.previous.measure == "percent":
            return context.counted._replace(measure="duration", unit=quantity.unit, how="listed")
    if there and there.group().strip() == "ago" and (noun := noun_before(text, lowered, floor, quantity.start)):
        return Counted(noun.start, noun.end, *measured, "before")
    if there:
        stop = _STOP.search(lowered, there.end(), context.end)
        words = list(TOKEN.finditer(text, tail, stop.start() if stop else context.end))[:6]
        if words:
            return Counted(words[0].start(), words[-1].end(), *measured, "after")
    noun = noun_before(text, lowered, floor, quantity.start)
    return Counted(noun.start, noun.end, *measured, "before") if noun else _none(quantity)


_DAY_BEFORE = re.compile(r"\b(?:for|in|within|after|only|just|of|by|than|least|every|per|lasted|took|about)\s+$")
_DAY_AFTER = re.compile(r"\s+(?:of|before|after|prior|earlier|later|ago|each|a|per|to)\b")


def _is_one_day(lowered: str, quantity: Quantity) -> bool:
    """Tell a measured day from "one day they will": it follows "for" or goes on with "before"."""
    if quantity.unit not in ("day", "week", "year") or quantity.qualifier != "exact":
        return True
    before = lowered[max(0, quantity.start - 12) : quantity.start]
    return bool(_DAY_BEFORE.search(before) or _DAY_AFTER.match(lowered, quantity.end))


_NAME_AROUND = re.compile(r"([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*),\s(?:an?|the)\s$")


def _old(text: str, quantity: Quantity) -> Counted:
    """Read "Darnell Pruitt, a 58-year-old die setter": the name, or the role after it."""
    name = _NAME_AROUND.search(text[max(0, quantity.start - 60) : quantity.start])
    if name:
        start = max(0, quantity.start - 60) + name.start(1)
        return Counted(start, start + len(name[1]), "duration", "year", "age")
    phrase = noun_after(text, quantity.tail, plural=False)
    if phrase:
        return Counted(phrase.start, phrase.end, "duration", "year", "age")
    return _none(quantity)._replace(how="age")


_DOLLARS = re.compile(r"(?<![a-z])(ca|cdn|c|a|au|nz|hk|s)\$\d")


def home_currency(lowered: str) -> str:
    """Give the ISO code that plain "dollars" and bare "millions" mean in a text: its own prefixed dollar, or its sign.

    >>> home_currency("a bonus of c$3,000, two dollars apart"), home_currency("£5m here, £6m there")
    ('CAD', 'GBP')
    """
    prefixed = _DOLLARS.search(lowered)
    if prefixed:
        return mapping("currencies", "unit")[prefixed[1] + "$"]
    counts = {sign: lowered.count(sign) for sign in "$£€"}
    most = max(counts, key=counts.get)
    return mapping("currencies", "unit")[most] if counts[most] else "USD"
