"""Amounts: what a share, a sum or a weight is of; and what readers of a quantity tell each other of what it counts.

"25% raises" and "raises of 25%" measure raises, "96 percent of members" members, "$13 billion in profit" profit. Where
no noun stands beside the number, the verb that it completes names it ("paid"), or the figure before it in a list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from kaiser_data.extract.figures.noun_before import act_before, clause_words, noun_before
from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.figures.units import rate_at, units
from kaiser_data.extract.grammar.noun_phrases import Phrase, names_people, noun_after, singular
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
        """Count without a noun; what has no unit of its own are people, and broken numbers the points of an index."""
        end, measure, unit = self.quantity.end, self.quantity.measure, self.quantity.unit
        kind = ("count", "point") if self.quantity.value % 1 else ("headcount", "people")
        period = "" if measure else rate_at(self.lowered, end)[1]
        return Counted(end, end, measure or kind[0], "/".join(filter(None, (unit or kind[1], period))), "bare")

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

_OWNER = Pattern(r"(?:(?:[\w’']+\s+){0,5}[\w’']+(?:['’]s|s['’])\s+)?")


def is_owned(text: str, position: int, following: Quantity | None) -> bool:
    """Tell whether a number follows "of" at once or after its owner: "two of [the terminal's] five cranes"."""
    if not following or following.start <= position:
        return bool(following)
    return following.start - position < 60 and bool(_OWNER.fullmatch(text, position, following.start))


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
    start = _MARGIN.search(at.lowered, at.low, quantity.start).start()
    if phrase := phrase or noun_before(at.text, at.low, start):
        return at.count(phrase, "noun" if phrase.start >= quantity.end else "before")
    over = at.counted and at.counted.how == "before" and at.previous.measure  # "rises over three years at 5%"
    if at.counted and at.previous.measure in ("percent", "money", over):
        return at.counted.again("listed", quantity.measure, quantity.unit)
    return at.count_nothing()


# "voted by a margin of 94%"
_MARGIN = Pattern(rf"(?:(?<=vote[sd])\sby\san?\s(?:[a-z-]+\s)?{any_of('figure_words', use='tally')}\sof\s)?\Z")
_IS_OF = re.compile(r"\b(?:of|worth)\s(?:just\s|only\s|a\smere\s)?$")


def _purpose(at: FigureInText) -> Phrase | None:
    """Read what an amount is for or comes to: "$5 million for relief", "added $400 to the bill"."""
    purpose = _PURPOSE.match(at.lowered, at.quantity.tail)
    if not purpose or _IS_OF.search(at.before()):
        return None
    if at.following and at.quantity.tail <= at.following.start <= purpose.end() + 2:
        return None
    phrase = noun_after(at.text, purpose.end(), plural=False)
    return None if phrase and phrase.head in units() else phrase  # "$90 a month for three years"


_WHAT = Pattern(r"what\s[^.,;:!?]{1,60}?(?=[.,;:!?]|\s(?:to|and|but|in|for)\s|$)")
_WHO = Pattern(rf"(?:who\s[a-z]+|[a-z]+ing|{any_of('figure_words', use='polled')})\b")
_ARTICLE = Pattern(r"\s+(?:the|an?|its|their|our|his|her|your|my|all)(?=\s)")

# What is told on of a sum is no noun: "a rise of $400 offered by the mill", "fell 62 percent briefly".
_RELATIVE = Pattern(
    r"[a-z]+(?:ed|[^aeiou]ing)\s(?:against|by|for|from|in|on|to|with)\b"
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
        if at.lowered.endswith("those ", 0, tail) and (who := _WHO.match(at.lowered, tail)):
            return Phrase(tail - len("those "), who.end(), "those")
        return noun_after(text, tail)
    if at.quantity.form == "fraction" and (article := _ARTICLE.match(at.lowered, tail)):
        tail = article.end()
    phrase = noun_after(text, tail, plural=False)
    if not phrase or _RELATIVE.match(text, phrase.start):
        return None
    return None if phrase.head in clause_words("placing") | clause_words("time") else phrase


def measured_of(at: FigureInText) -> Counted:
    """Read what a weight or length is of: "40kg of rice"."""
    of = OF.match(at.lowered, at.quantity.tail)
    after = noun_after(at.text, of.end() if of else at.quantity.tail, plural=False)
    phrase = after or noun_before(at.text, at.start, at.quantity.start)
    return at.count(phrase or Phrase(at.quantity.end, at.quantity.end, ""), "measure")
