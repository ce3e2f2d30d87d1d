"""Amounts: what a share, a sum or a time is of; and what readers of a quantity tell each other of what it counts.

"25% raises" and "raises of 25%" measure raises, "96 percent of members" members, "$13 billion in profit" profit; a
"one-day strike" and a strike "for three days" last. Where no noun stands beside the number, the verb that it completes
names it ("paid", "walked out"), or the figure before it in a list ("5%, 4% and 3.5%").
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Self

from kaiser_data.extract.figures.noun_before import VOTED, act_before, clause_words, noun_before
from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.figures.units import rate_at, units
from kaiser_data.extract.grammar.noun_phrases import TOKEN, Phrase, is_apart, names_people, noun_after, singular
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms


@dataclass(slots=True)
class Counted:
    """What is counted: its words at `start:end`, measure, unit, and how it was found."""

    start: int
    end: int
    measure: str
    unit: str
    how: str

    def again(self, how: str, measure: str = "", unit: str = "") -> Self:
        """Count the same once more, found in another way and maybe measured otherwise."""
        return Counted(self.start, self.end, measure or self.measure, unit or self.unit, how)


@dataclass(slots=True)
class FigureInText:
    """A quantity in its sentence `start:end` of a text, the quantities around it, and what those before count."""

    text: str
    lowered: str
    quantity: Quantity
    start: int
    end: int
    previous: Quantity | None = None
    counted: Counted | None = None
    following: Quantity | None = None
    people: Counted | None = None
    told: Mapping = field(default_factory=dict)
    latest: Counted | None = None

    @property
    def low(self) -> int:
        """Where the figure before ends, else the sentence begins: no noun of this one stands before it."""
        return max(self.start, self.previous.end if self.previous else 0)

    def before(self, reach: int = 60) -> str:
        """Give what stands before the quantity, in lower case."""
        return self.lowered[max(0, self.quantity.start - reach) : self.quantity.start]

    def count(self, phrase: Phrase, how: str) -> Counted:
        """Let the quantity, with the measure and unit that it has, be of the words of a phrase."""
        return Counted(phrase.start, phrase.end, self.quantity.measure, self.quantity.unit, how)

    def count_nothing(self) -> Counted:
        """Count without a noun; what has no unit of its own are people."""
        end, measure = self.quantity.end, self.quantity.measure
        unit = self.quantity.unit or "people"
        period = "" if measure else rate_at(self.lowered, end)[1]
        return Counted(end, end, measure or "headcount", f"{unit}/{period}" if period else unit, "bare")

    def name_thing(self, phrase: Phrase, how: str) -> Counted:
        """Count what a phrase names; tell people from things, and things from times ("two spare days")."""
        start, end, head = phrase
        if (timed := units().get(head)) and timed[0] == "duration":
            return Counted(start, end, "duration", timed[1], how)
        words = self.lowered[start:end]
        # The noun of things is the last of "work-sites", with no slash but a single one inside.
        thing = "/".join(filter(None, head.rstrip("-/").rsplit("-", 1)[-1].split("/")))
        unit = "job" if _JOBS.search(words) else "people" if names_people(words, head) else singular(thing)
        measure, period = "headcount" if unit == "people" else "count", rate_at(self.lowered, end)[1]
        return Counted(start, end, measure, f"{unit}/{period}" if period else unit, how)


OF = re.compile(
    r"[”\"’']?\s+(?:out\s+)?of\s+(?:(?:the|these|those|all|its|their|our|his|her|your|my|this|that|a|an|about|some|both)\s+)*"
)
_JOBS = re.compile(rf"\bjobs? {any_of('figure_words', use='lost_jobs')}$")

_OWNER = Pattern(r"(?:(?:[\w’']+\s+){0,2}[\w’']+(?:['’]s|s['’])\s+)?")


def is_owned(text: str, position: int, following: Quantity | None) -> bool:
    """Tell whether a number follows "of" at once or after its owner: "two of [the terminal's] five cranes"."""
    if not following or following.start <= position:
        return bool(following) and position < following.end
    return following.start - position < 30 and bool(_OWNER.fullmatch(text, position, following.start))


_DATE = prefix_tree(word.lower() for kind in ("month", "weekday") for word in terms("date_words", kind=kind))
_PURPOSE = Pattern(
    rf"\s+(?:of|in|for|toward|towards|on|(?:from|off)\s(?=(?:their|its|his|her|your|our|my)\s))\s*+"
    r"(?!(?:the\s+|an?\s+|its\s+|their\s+|each\s+|this\s+|that\s+|last\s+|next\s+|fiscal\s+)*"
    rf"(?:of|year|month|week|day|first|second|third|last|past|next|20\d\d|19\d\d|{_DATE}|in|"
    rf"{any_of('figure_words', use='no_purpose')})\b|(?:each|every)\s(?:\w+\s){{0,3}}{any_of('periods', kind='noun')}\b"
    r")(?:(?:the|its|their|our|his|her|an?|each|every|all)\s+)?"
)


def amount_of(at: FigureInText) -> Counted:
    """Find what a share or a sum is of: "25% raises", "96 percent of members", "profit of $13 billion"."""
    found = _amount_of(at)
    period = _period_of(at, found) if at.quantity.measure == "money" and "/" not in found.unit else ""
    return found.again(found.how, unit=f"{found.unit}/{period}") if period else found


_GOES_TO = Pattern(
    r"\s\(|\)?[^.;()]{0,24}\b(?:to|from|or|against|than|instead\sof|compared\s(?:with|to))\s"
    r"(?:about\s|around\s|just\s|only\s|the\s)?"
)


def _period_of(at: FigureInText, found: Counted) -> str:
    """Give the period of a sum that states none itself.

    "a €1bn profit each year", "£19,000 a year ($25,000), rising to £26,000", "$36,400 annual pay".
    """
    if found.start >= at.quantity.end and (period := rate_at(at.lowered, found.end)[1]):
        return period
    before = at.counted.unit if at.counted else ""
    if "/" in before and _GOES_TO.fullmatch(at.lowered, at.previous.end, at.quantity.start):
        return before.partition("/")[2]
    adjectives = terms("periods", kind="adjective") & set(at.lowered[found.start : found.end].split())
    return mapping("periods", "period")[min(adjectives)] if adjectives else ""


def _amount_of(at: FigureInText) -> Counted:
    quantity = at.quantity
    phrase = _after_amount(at) or _purpose(at)
    if phrase is None and quantity.measure == "money":
        phrase = act_before(at.text, at.low, quantity.start, giving=True)
    if not phrase and at.counted and at.counted.measure == "headcount" and {*at.before(12).split()[-1:]} & VOTED:
        return at.counted.again("before", quantity.measure, quantity.unit)  # "900 clerks in the city voted 94%"
    if phrase := phrase or noun_before(at.text, at.low, quantity.start):
        return at.count(phrase, "noun" if phrase.start >= quantity.end else "before")
    over = at.counted and at.counted.how == "before" and at.previous.measure  # "rises over three years at 5%"
    if at.counted and at.previous.measure in ("percent", "money", over):
        return at.counted.again("listed", quantity.measure, quantity.unit)
    return at.count_nothing()


_IS_OF = re.compile(r"\b(?:of|worth)\s(?:just\s|only\s|a\smere\s)?$")


def _purpose(at: FigureInText) -> Phrase | None:
    """Read what an amount is for or comes to: "$5 million for relief", "added $400 to the bill"."""
    purpose = _PURPOSE.match(at.lowered, at.quantity.tail)
    if not purpose or _IS_OF.search(at.before()):
        return None
    if at.following and at.quantity.tail <= at.following.start <= purpose.end() + 2:
        return None
    return noun_after(at.text, purpose.end(), plural=False)


_WHAT = Pattern(r"what\s[^.,;:!?]{1,60}?(?=[.,;:!?]|\s(?:to|and|but|in|for)\s|$)")
_ARTICLE = Pattern(r"\s+(?:the|an?|its|their|our|his|her|your|my|all)(?=\s)")

# What is told on of a sum is no noun: "a rise of $400 offered by the mill", "fell 62 percent briefly".
_RELATIVE = Pattern(
    r"[a-z]+(?:ed|[^aeiou]ing)\s(?:against|by|for|from|in|to|with)\b"
    rf"|(?!{any_of('word_shapes', shape='noun_in_ly')}\b)[a-z]+ly(?:[.,;]|\s(?:before|after|in|on|from|to)\b)"
)
_LISTED = re.compile(r"-?(?:,|\s(?:and|or|to)|,\s(?:and|or))\s")


def _after_amount(at: FigureInText) -> Phrase | None:
    """Read the noun after a share or sum: "96 percent of members", "25% raises", "half their pay"."""
    text, tail, following = at.text, at.quantity.tail, at.following
    if following and following.measure == at.quantity.measure and _LISTED.fullmatch(text, tail, following.start):
        tail = following.tail  # "5% and 3% raises"
    if of := OF.match(at.lowered, tail):
        # Past the number that counts it: "96 percent of [over 32,000] drivers".
        tail = following.tail if is_owned(text, of.end(), following) else of.end()
        if what := _WHAT.match(at.lowered, tail):  # "half of what we're paid"
            return Phrase(*what.span(), "what")
        return noun_after(text, tail)
    if at.quantity.form == "fraction" and (article := _ARTICLE.match(at.lowered, tail)):
        tail = article.end()
    phrase = noun_after(text, tail, plural=False)
    if not phrase or is_apart(text, tail, phrase) or _RELATIVE.match(text, phrase.start):
        return None
    return None if phrase.head in clause_words("placing") | clause_words("time") else phrase


_DAY_BEFORE = Pattern(r"\b(?:for|in|within|after|only|just|of|by|than|least|every|per|lasted|took|about)\s+$")


def lasting_of(at: FigureInText) -> Counted | None:
    """Find what lasts: "one-day strike", "raises … over four years", "struck for three days"."""
    quantity = at.quantity
    if quantity.aged and quantity.unit == "year":  # "a 58-year-old die setter"
        return at.count(
            noun_after(at.text, quantity.tail, plural=False) or Phrase(quantity.start, quantity.end, ""), "age"
        )
    bare = quantity.value == 1 and quantity.form == "words" and quantity.qualifier == "exact" and quantity.link != "-"
    if bare and quantity.unit in ("day", "week", "year") and not _DAY_BEFORE.search(at.before(12)):
        return None  # "one day they will"
    found = _lasting_noun(at)
    if not found and at.counted and at.previous.measure == "duration":  # "8 months, 3 weeks and 2 days"
        found = at.counted.again("listed", unit=quantity.unit)
    return _by_week(at, found or at.count_nothing())


_WORKED = Pattern(r"(?:(?:\w+\s)?work(?:ing)?\s?)?(?P<period>week|day)\b(?!\sof\b)")  # "a 35-hour week"


def _by_week(at: FigureInText, found: Counted) -> Counted:
    week = _WORKED.match(at.lowered, found.start) if at.quantity.unit == "hour" else None
    return found.again(found.how, unit=f"hour/{week['period']}") if week else found


_WITHIN = re.compile(r"\b(?:within|until|till)\s+$")


def _lasting_noun(at: FigureInText) -> Counted | None:
    within = _WITHIN.search(at.before())  # what follows measures: "within 30 days after the board is named"
    if found := _joined_noun(at) or (within and _words_after(at)) or _act_or_noun(at) or _words_after(at):
        return found
    noun = noun_before(at.text, at.low, at.quantity.start)
    return at.count(noun, "before") if noun else None


_OWNED = re.compile(r"['’]s?(?:\s|$)(?:worth of)?")


def _joined_noun(at: FigureInText) -> Counted | None:
    """Read "30-day extension", "five years' experience", "three weeks' worth of axles", "ten days of talks"."""
    quantity, text = at.quantity, at.text
    tail, how, joined = quantity.tail, "hyphen", False
    if owned := _OWNED.match(at.lowered, tail):
        tail = owned.end() - (at.lowered[owned.end() - 1] == " ")
    elif of := OF.match(at.lowered, tail):
        tail, how = of.end(), "of"
    elif not (quantity.link == "-" or quantity.aged or at.lowered.endswith("long", quantity.start, quantity.end)):
        joined = quantity.value == 1 or at.lowered[quantity.end - 1] == "s"  # but "a 24 hour strike"
    phrase = noun_after(text, tail, plural=False)
    words = {*at.lowered[phrase.start : phrase.end].split()} if phrase else set()
    if not words or (joined and not clause_words("lasting") & words):
        return None  # "18 months pay", "a 48 hours notice", but not "two weeks Friday"
    return at.count(phrase, how)


_BEFORE_LASTING = Pattern(
    rf"\b(?:for|over|by|during|in|within|than|past|of|{any_of('figure_words', use='duration')}"
    r"|after|is|was|are|were)\s+(?:the\s+(?:past|last|next)\s+|only\s+|just\s+)?$"
)
_FIRST = Pattern(
    r"\b(?:first(?:\s+[\w’'-]+){0,3}\s+for|(?:first|second|third|last|only|worst|(?!west|request|interest|protest)[a-z]{2,12}est)"
    r"(?:\s+[\w’'-]+){0,9}\s+in)\s+(?:the\s+(?:past|last)\s+)?$"
)
_FOR = Pattern(r"\bfor (?:only |just |the past |the last )?$")


def _act_or_noun(at: FigureInText) -> Counted | None:
    """Read what a preposition ties to a time: "struck for three days", "raises … over four years"."""
    start, before = at.quantity.start, at.lowered[max(at.low, at.quantity.start - 60) : at.quantity.start]
    if first := _FIRST.search(at.lowered, at.low, start):
        phrase = noun_after(at.text, first.start(), plural=False)
        return at.count(phrase or Phrase(*first.span(), ""), "before")
    if not _BEFORE_LASTING.search(before):
        return None
    act = act_before(at.text, at.low, start) if _FOR.search(before) else None
    noun = act or noun_before(at.text, at.low, start)
    if at.counted and at.previous.measure == "percent" and (not noun or at.previous.end > start - 10):
        return at.counted.again("listed", "duration", at.quantity.unit)  # "It wants 7% over two years"
    return at.count(noun, "before") if noun else None


_STOP = Pattern(r"[.,;:!?—“”\"()]|\s(?:and|but|when|while|with)\s|$")


@cache
def _after_lasting() -> re.Pattern:
    prepositions = terms("function_words", **{"class": "preposition"})
    return re.compile(rf"\s+(?:{prefix_tree(prepositions | {'ago', 'earlier', 'later', 'to', 'prior'})})\b(?! \d)")


def _words_after(at: FigureInText) -> Counted | None:
    """Read what follows a time: "48 hours before it was to begin", "forty minutes to get a blanket"."""
    tail = at.quantity.tail
    there = _after_lasting().match(at.lowered, tail)
    if not there:
        return None
    if there.group().strip() == "ago" and (noun := noun_before(at.text, at.low, at.quantity.start)):
        return at.count(noun, "before")
    if there.group().strip() == "from":
        tail = there.end()  # "two days from a threatened strike"
    stop = _STOP.search(at.lowered, there.end(), at.end)
    words = list(TOKEN.finditer(at.text, tail, stop.start() if stop else at.end))[:6]
    return at.count(Phrase(words[0].start(), words[-1].end(), ""), "after") if words else None
