"""What a share, a sum or a time is of.

"25% raises" and "raises of 25%" measure raises, "96 percent of members" members, "$13 billion in profit" profit; a
"one-day strike" and a strike "for three days" last. Where no noun stands beside the number, the verb that it completes
names it ("paid", "walked out"), or the figure before it in a list ("5%, 4% and 3.5%").
"""

import re
from dataclasses import replace
from functools import cache

from kaiser_data.extract.figures.counted_things import OF, Context, Counted, count_nothing, is_owned
from kaiser_data.extract.figures.noun_before import Words, act_before, gift_before, noun_before
from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.figures.units import rate_at
from kaiser_data.extract.grammar.noun_phrases import TOKEN, Phrase, is_apart, noun_after
from kaiser_data.lexicon import prefix_tree, read_lexicon, terms

_PURPOSE = re.compile(
    r"\s+(?:of|in|for|toward|towards|on|(?:from|off)\s(?=(?:their|its|his|her|your|our|my)\s))\s*(?!(?:the\s+|an?\s+|its\s+|their\s+|each\s+|this\s+|that\s+|last\s+|next\s+|fiscal\s+)*(?:of|year|month|week|day|first|second|third|last|past|next|fiscal|20\d\d|19\d\d|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|return|addition|response|favou?r|top|average|in)\b)(?:(?:the|its|their|our|his|her|an?|each|every|all)\s+)?"
)


def amount_of(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted:
    """Find what a share or a sum is of: "25% raises", "96 percent of members", "profit of $13 billion"."""
    found = _amount_of(text, lowered, quantity, context)
    if quantity.measure != "money" or "/" in found.unit:
        return found
    period = _period_of(lowered, quantity, found, context)
    return found.again(found.how, unit=f"{found.unit}/{period}") if period else found


def _period_of(lowered: str, quantity: Quantity, found: Counted, context: Context) -> str:
    """Give the period of a sum that states none itself.

    "a €1bn profit each year", "£19,000 a year, rising to £26,000", "$36,400 annual pay".
    """
    if found.start >= quantity.end and (period := rate_at(lowered, found.end)[1]):
        return period
    before = context.counted.unit if context.counted else ""
    if before.startswith(f"{found.unit}/") and _GOES_TO.fullmatch(lowered, context.previous.end, quantity.start):
        return before.partition("/")[2]
    if not _BESIDE.fullmatch(lowered[found.end : quantity.start]):
        return ""
    words = lowered[found.start : found.end].split()
    return next((period for word in words if (period := _periods().get(word))), "")


_BESIDE = re.compile(r"[^.;:\d]{0,24}")
_GOES_TO = re.compile(r"[^.;()]{0,24}\b(?:to|from|or)\s(?:about\s|around\s|just\s|only\s)?")


@cache
def _periods() -> dict[str, str]:
    return {line["term"]: line["period"] for line in read_lexicon("periods") if line["kind"] == "adjective"}


def _amount_of(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted:
    phrase = _after_amount(text, lowered, quantity, context)
    if phrase is None:
        if _is_aside(text, quantity, context):
            return context.counted.again("listed", quantity.measure, quantity.unit)
        floor = max(context.start, context.previous.end if context.previous else 0)
        phrase = _purpose(text, lowered, quantity, context, floor) or _noun_of_amount(text, quantity, floor)
        if phrase is None and context.counted and context.previous.measure in ("percent", "money"):
            return context.counted.again("listed", quantity.measure, quantity.unit)
    if quantity.measure == "percent" and context.people:
        said = _VERB_NEXT.match(lowered, quantity.tail)
        if said and _is_said(said[1]):
            return context.people.again("people", "percent", quantity.unit)
    if phrase is None:
        return count_nothing(lowered, quantity)
    how = "noun" if phrase.start >= quantity.end else "before"
    return Counted(phrase.start, phrase.end, quantity.measure, quantity.unit, how)


def _noun_of_amount(text: str, quantity: Quantity, floor: int) -> Words | None:
    gift = gift_before(text, floor, quantity.start) if quantity.measure == "money" else None
    return gift or noun_before(text, floor, quantity.start)


def _purpose(text: str, lowered: str, quantity: Quantity, context: Context, floor: int) -> Phrase | None:
    """Read what an amount is for or comes to: "$5 million for relief", "added $400 to the bill"."""
    aside = _BRACKET.match(text, quantity.tail)  # "£4 million (€4.6 million) in damages"
    tail = aside.end() if aside else quantity.tail
    purpose = _PURPOSE.match(lowered, tail)
    if not purpose or lowered.endswith("of ", 0, quantity.start):
        return None
    if context.following and tail <= context.following.start <= purpose.end() + 2:
        return None
    phrase = noun_after(text, purpose.end(), plural=False)
    return phrase if phrase and not _is_manner(phrase.head) else None


def _is_manner(word: str) -> bool:
    """Tell what opens no purpose: "for illegally sacking"."""
    return word.endswith("ing") or (word.endswith("ly") and word not in terms("word_shapes", shape="noun_in_ly"))


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
    if not previous or previous.measure not in (quantity.measure, "") or not context.counted:
        return False
    return text[previous.end : quantity.start].strip() == "("


_VERB_NEXT = re.compile(r"\s+([a-z]+)")


_LISTED = re.compile(r"-?(?:,|\s(?:and|or|to)|,\s(?:and|or))\s")
_WHAT = re.compile(r"what\s[^.,;:!?]{1,60}?(?=[.,;:!?]|\s(?:to|and|but|in|for)\s|$)")
_BRACKET = re.compile(r"\s\([^()\n]{2,40}\)(?=\s[a-z])")
_ARTICLE = re.compile(r"\s+(?:the|an?|its|their|our|his|her|your|my|all)(?=\s)")


def _after_amount(text: str, lowered: str, quantity: Quantity, context: Context) -> Phrase | None:
    """Read the noun after a share or sum: "96 percent of members", "25% raises", "half their pay"."""
    tail, following = quantity.tail, context.following
    if of := OF.match(lowered, tail):
        return _part_of(text, lowered, of.end(), following)
    listed = following and _LISTED.fullmatch(lowered, quantity.end, following.start)
    if listed and following.measure == quantity.measure:
        return _after_amount(text, lowered, following, replace(context, following=None))  # "5% and 3% raises"
    if quantity.form == "fraction" and (article := _ARTICLE.match(lowered, tail)):
        tail = article.end()
    if aside := _BRACKET.match(text, tail):  # "the A$6 billion (US$4.68 billion) car industry"
        tail = aside.end()
    if text[tail : tail + 1] not in (" ", "\n", "-", "’", "'", "\u00a0"):
        return None
    phrase = noun_after(text, tail, plural=False)
    if not phrase or is_apart(text, tail, phrase):
        return None
    first = lowered[phrase.start : phrase.end].split()[0]
    return None if first in _clause_words("placing") or _is_placing(phrase.head) else phrase


@cache
def _clause_words(kind: str) -> frozenset[str]:
    return terms("clause_words", **{"class": kind})


def _is_placing(word: str) -> bool:
    return word in _clause_words("placing") or word in _clause_words("time")


def _part_of(text: str, lowered: str, position: int, following: Quantity | None) -> Phrase | None:
    """Read what a share is of, past the number that counts it: "96 percent of [over 32,000] drivers"."""
    if following and is_owned(text, position, following):
        position = following.tail
    if what := _WHAT.match(lowered, position):  # "half of what we're paid"
        return Phrase(*what.span(), "what")
    return noun_after(text, position) or noun_after(text, position, plural=False)


_BEFORE_LASTING = re.compile(
    r"\b(?:for|over|lasting|lasts?|lasted|by|during|in|within|spanning|than|past|ran to|took|take|takes|averaged|of"
    r"|after|is|was|are|were)\s+(?:the\s+(?:past|last|next)\s+|only\s+|just\s+)?$"
)

_FIRST = re.compile(
    r"\b((?:first|second|third|last|only|biggest|largest|longest)(?:\s+(?!at\b|in\b|by\b|of\b|for\b|to\b|on\b|since\b|they\b)[a-z-]+)?)(?:\s+[\w’'-]+){0,5}\s+in\s+(?:the\s+(?:past|last)\s+)?$"
)
_IN = ("in", "past", "last")
_LEAD = 60
_FOR = ("for ", "for only ", "for just ", "for the past ", "for the last ")

_STOP = re.compile(r"[.,;:!?—“”\"()]|\s(?:and|but|when|while|with)\s|$")


@cache
def _after_lasting() -> re.Pattern:
    words = prefix_tree(
        terms("function_words", **{"class": "preposition"}) | {"ago", "earlier", "later", "to", "prior"}
    )
    return re.compile(rf"\s+(?:{words})\b")


_OWNED = re.compile(r"['’](?:\s|$)")
_TAKING = re.compile(r"\b(?:took|takes?|taken)\s+(?:\w+\s+){0,2}$")


def lasting_of(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Find what lasts: "one-day strike", "raises … over four years", "struck for three days"."""
    if quantity.value == 1 and quantity.form == "words" and quantity.link != "-" and not _is_one_day(lowered, quantity):
        return None
    if quantity.aged and quantity.unit == "year":
        return _old(text, lowered, quantity)
    found = _lasting_noun(text, lowered, quantity, context)
    if not found and context.counted and context.previous.measure == "duration":  # "8 months, 3 weeks and 2 days"
        found = context.counted.again("listed", unit=quantity.unit)
    return found or count_nothing(lowered, quantity)


def _lasting_noun(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    floor = max(context.start, context.previous.end if context.previous else 0)
    return (
        _joined_noun(text, lowered, quantity, context)
        or (_within(lowered, quantity, floor) and _words_after(text, lowered, quantity, floor, context))
        or _act_or_noun(text, lowered, quantity, floor, context)
        or _words_after(text, lowered, quantity, floor, context)
        or _as_noun(noun_before(text, floor, quantity.start), quantity, "before")
    )


_WITHIN = re.compile(r"\b(?:within|until|till)\s+$")


def _within(lowered: str, quantity: Quantity, floor: int) -> bool:
    """Tell a time that what follows measures: "within 30 days after the board is named"."""
    return bool(_WITHIN.search(lowered, floor, quantity.start))


def _as_noun(phrase: Phrase | Words | None, quantity: Quantity, how: str) -> Counted | None:
    return Counted(phrase.start, phrase.end, "duration", quantity.unit, how) if phrase else None


def _joined_noun(text: str, lowered: str, quantity: Quantity, context: Context) -> Counted | None:
    """Read "30-day extension", "five years' experience", "three weeks' worth of axles", "ten days of talks"."""
    tail, following = quantity.tail, context.following
    owned = _OWNED.match(lowered, tail)
    if quantity.link == "-" or owned or quantity.aged or lowered.endswith("long", quantity.start, quantity.end):
        worth = lowered.startswith("worth of", tail + 2)
        phrase = noun_after(text, tail + 10 if worth else tail + bool(owned), plural=False)
        if not phrase and following and _LISTED.fullmatch(lowered, quantity.end, following.start):
            phrase = noun_after(text, following.tail, plural=False)  # "a 35-hour, four-day week"
        if phrase:
            return _as_noun(phrase, quantity, "hyphen")
    if phrase := noun_after(text, tail, plural=False):  # "18 months pay", "a 48 hours notice"
        words = lowered[phrase.start : phrase.end].split()
        if set(words) & _clause_words("lasting") and not is_apart(text, tail, phrase):
            return _as_noun(phrase, quantity, "hyphen")
    of = OF.match(lowered, tail)
    return _as_noun(noun_after(text, of.end(), plural=False), quantity, "of") if of else None


def _act_or_noun(text: str, lowered: str, quantity: Quantity, floor: int, context: Context) -> Counted | None:
    """Read what a preposition ties to a time: "struck for three days", "raises … over four years"."""
    before = lowered[max(floor, quantity.start - _LEAD) : quantity.start]
    lead = before.rstrip()
    if lead.endswith(_IN) and (first := _FIRST.search(lowered, floor, quantity.start)):
        return Counted(*first.span(1), "duration", quantity.unit, "before")
    if not _BEFORE_LASTING.search(before) or (_TAKING.search(before) and lowered.startswith(" to ", quantity.tail)):
        return None
    act = act_before(text, floor, quantity.start) if before.endswith(_FOR) else None
    found = _as_noun(act or noun_before(text, floor, quantity.start), quantity, "before")
    if not found and context.counted and context.previous.measure == "percent":
        return context.counted.again("listed", "duration", quantity.unit)
    return found


def _words_after(text: str, lowered: str, quantity: Quantity, floor: int, context: Context) -> Counted | None:
    """Read what follows a time: "48 hours before it was to begin", "forty minutes to get a blanket"."""
    there = _after_lasting().match(lowered, quantity.tail)
    if not there:
        return None
    ago = there.group().strip() == "ago"
    if ago and (noun := noun_before(text, floor, quantity.start)):
        return _as_noun(noun, quantity, "before")
    stop = _STOP.search(lowered, there.end(), context.end)
    words = list(TOKEN.finditer(text, quantity.tail, stop.start() if stop else context.end))[: 1 if ago else 6]
    return Counted(words[0].start(), words[-1].end(), "duration", quantity.unit, "after") if words else None


_DAY_BEFORE = re.compile(r"\b(?:for|in|within|after|only|just|of|by|than|least|every|per|lasted|took|about)\s+$")


def _is_one_day(lowered: str, quantity: Quantity) -> bool:
    """Tell a measured day from "one day they will": it follows "for" or "least"."""
    if quantity.unit not in ("day", "week", "year") or quantity.qualifier != "exact":
        return True
    before = lowered[max(0, quantity.start - 12) : quantity.start]
    return bool(_DAY_BEFORE.search(before))


_NAME_AROUND = re.compile(r"([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*),\s(?:an?|the)\s$")


def _old(text: str, lowered: str, quantity: Quantity) -> Counted:
    """Read "Darnell Pruitt, a 58-year-old die setter": the name, or the role after it."""
    name = _NAME_AROUND.search(text[max(0, quantity.start - 60) : quantity.start])
    if name:
        start = max(0, quantity.start - 60) + name.start(1)
        return Counted(start, start + len(name[1]), "duration", "year", "age")
    phrase = noun_after(text, quantity.tail, plural=False)
    if phrase:
        return Counted(phrase.start, phrase.end, "duration", "year", "age")
    return Counted(quantity.start, quantity.end, "duration", "year", "age")
