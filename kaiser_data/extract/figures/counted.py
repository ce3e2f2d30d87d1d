"""What a number counts: the noun phrase after it, across "of", or before it; and what `amounts` knows of it, too.

"31,000 workers" counts `workers`, "Of 2,960 ballots cast, 2,687" ballots, "a 14-page brochure" pages. Where a number
has no noun of its own it takes that of the figure before ("from 320 bakers to 85"), or none: then it is a figure only
if nothing but a headcount can be meant ("12 were arrested").
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from kaiser_data.extract.figures.beside_numerals import rate_at, units
from kaiser_data.extract.figures.noun_before import changing, noun_before
from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.grammar.noun_phrases import (
    Phrase,
    is_person,
    is_plural,
    names_people,
    noun_after,
    singular,
)
from kaiser_data.extract.grammar.words import past_forms
from kaiser_data.lexicon import Pattern, any_of, terms


@dataclass(slots=True)
class Counted:
    """What is counted: its words at `start:end`, measure, unit, and how it was found, on which `component` goes on.

    | how                 | example                      | what the figure makes of it                              |
    | ------------------- | ---------------------------- | -------------------------------------------------------- |
    | noun                | 300 clerks                   | takes in what belongs to it ("of Local 12")              |
    | strong, hyphen      | 900-strong, a 14-page paper  | as `noun`; a unit of its own                             |
    | measure, of         | 40kg of rice, 3 days of talk | keeps the unit that the quantity has                     |
    | before              | raises of 25%                | may yield to the noun of its topic, or the last of it    |
    | after               | 48 hours to go               | may yield to the noun of its topic                       |
    | bare                | 12 were arrested             | is named as the last figure of its topic was             |
    | listed, continued   | 5%, 4%; from 320 to 85       | has topic and status of the figure before                |
    | back                | 33,000 of these              | has the topic of the last figure of its measure          |
    | apposed             | the owners - two from Leeds  | none of these                                            |
    | age                 | Ann Lee, 34,                 | is actual, and of no topic                               |
    """

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


_STRESSED = re.compile(r"\b(?:only|just|exactly|with|per|another)\s+$")
_CASUALTIES = any_of("figure_words", use="casualty")
# "one picket was killed", "one train an hour"
_BEFALLS = Pattern(
    rf"\s(?:(?:[a-z-]+\s){{0,3}}{_CASUALTIES}\b|[a-z-]+\s(?:an?|per|each|every)\s{any_of('periods', kind='noun')}\b"
    r"(?!\s(?:ago|before|earlier|later|after)\b))"
)
_COORDINATED = re.compile(r"(?:,|\band|\bor|\bplus)\s+$")


def counts_one(at: FigureInText) -> bool:
    """Tell whether "one" counts: stressed, dead or beside another number, not "one worker said", not "one of them"."""
    quantity = at.quantity
    if quantity.form == "words" and at.lowered.startswith(" of ", quantity.end):
        return False
    if quantity.qualifier != "exact" or quantity.form != "words":
        return True
    beside = at.previous and quantity.start - at.previous.end < 60 and _COORDINATED.search(at.before(16))
    return bool(beside or _STRESSED.search(at.before(16)) or _BEFALLS.match(at.lowered, quantity.end))


_MORE = re.compile(r"(?:\s+(?:more|further|fewer|additional|extra)(?=\s+[a-z]))?")


def things(at: FigureInText) -> Counted | None:
    """Read the noun after a number: "300 bus drivers", "dozens of porters", "two of the terminal's five cranes"."""
    of = OF.match(at.lowered, at.quantity.tail)
    position = of.end() if of else at.quantity.tail
    position = _MORE.match(at.lowered, position).end()
    if at.counted and (at.counted.unit, at.counted.how, at.before(1)) == ("vote", "hyphen", "-"):
        return at.counted.again("continued")  # "by a 606-239 margin"
    if at.lowered[position : position + 1] == "-":
        return _hyphenated(at, position)
    following = at.following
    beside = following and not at.lowered[position : following.start].strip()
    if of and is_owned(at.text, of.end(), following):
        position = following.tail
    elif beside and (following.link == "-" or following.measure in ("money", "percent", "count")):
        position = following.tail + (at.lowered[following.tail : following.tail + 1] == "-")  # "three 12-hour shifts"
    return _thing_at(at, position)


def _thing_at(at: FigureInText, position: int) -> Counted | None:
    quantity, phrase = at.quantity, _noun_at(at, position)
    if at.lowered.endswith("strong", quantity.start, quantity.end):
        return Counted(*(phrase[:2] if phrase else (quantity.end, quantity.end)), "headcount", "people", "strong")
    if not phrase or _is_odd(at, phrase):
        return None
    return at.name_thing(phrase, "noun")


def _noun_at(at: FigureInText, position: int) -> Phrase | None:
    """Read the noun at a position, up to the next number: "nine wells and six mills"."""
    phrase, following = noun_after(at.text, position, plural=at.quantity.value != 1), at.following
    upto = at.text[: following.start] if phrase and following and following.start < phrase.end else ""
    if upto.endswith((" and ", " or ", ", ")):
        phrase = noun_after(upto, position)
    return phrase


def _is_odd(at: FigureInText, phrase: Phrase) -> bool:
    """A singular after "the" and a number is a thing of that name: "the 787 line"; "Thousands protest cuts" tells."""
    quantity, words = at.quantity, at.lowered[phrase.start : phrase.end].split()
    if len(words) == 1 and words[0].endswith("ly") and words[0] not in terms("word_shapes", shape="noun_in_ly"):
        return True  # "About 400 initially walked out"
    tells = words[0] in terms("noun_verbs") and at.text[quantity.tail : phrase.start].isspace()
    single = quantity.value != 1 and not is_plural(phrase.head)
    if single and (words[0] in past_forms() if len(words) > 1 else tells):
        return True  # "Some 900 work there", "At least 30 lost pay"
    if quantity.form == "magnitude" and quantity.start == at.start:
        return tells
    exact = quantity.form == "digits" and quantity.qualifier == "exact"
    return exact and single and at.before(4) == "the " and not is_person(phrase.head)


_HYPHENATED = re.compile(r"-(?P<noun>[A-Za-z]+)(?:-[A-Za-z]+){0,8}\s*")

_TALLY = Pattern(lambda: rf"-(?:to-)?\w+[\s-](?P<noun>{any_of('figure_words', use='tally')})\b")


def _hyphenated(at: FigureInText, position: int) -> Counted | None:
    """Read "14-page brochure": pages are counted, the brochure has them."""
    if tally := _TALLY.match(at.text, position):  # "a five-to-four vote"
        return Counted(*tally.span("noun"), "count", "vote", "hyphen")
    found = _HYPHENATED.match(at.text, position)
    if not found:
        return None
    named = at.name_thing(Phrase(*found.span("noun"), found["noun"].lower()), "hyphen")
    phrase = noun_after(at.text, found.end(), plural=False)
    return Counted(phrase.start, phrase.end, named.measure, named.unit, "hyphen") if phrase else named


def judge_bare(at: FigureInText) -> Counted | None:
    """Judge a number without a noun: it continues the figure before, measures the noun before, or counts people."""
    if found := _apposed(at) or _continued(at) or _placed(at) or _alike(at):
        return found
    if at.quantity.value <= 12 and at.quantity.qualifier == "exact":
        return None  # "Norlink rose 3/8"
    if at.before().endswith("the ") and (at.quantity.value, "people") not in at.told:
        return None  # "the 737" names a thing, "the 85" those told of before
    return at.count_nothing()


def _alike(at: FigureInText) -> Counted | None:
    """Read "wanted 5 percent, settled for 3" and "$370 a tonne against 400", but not "shares rose 8% to 3.5"."""
    last, value = at.previous if at.counted and at.quantity.form == "digits" else None, at.quantity.value
    if not last or last.measure not in ("percent", "money") or not last.value < 5 * value < 25 * last.value:
        return None
    return None if last.measure == "percent" and at.before(4) == " to " else at.counted.again("listed")


_DASHED = re.compile(r"(?:\s?--|\s[-–—]|—|:)\s?$")
_ELSEWHERE = re.compile(r"(\s(?:more|others?))?\s(?:in|at|from|on|across|with|for)\b")


def _apposed(at: FigureInText) -> Counted | None:
    """Read "the owners - two from Taiwan, two from China": what the noun before the dash is made up of."""
    dash = _DASHED.search(at.lowered, at.start, at.quantity.start)
    noun = noun_before(at.text, at.start, dash.start()) if dash else None
    if not noun or not _ELSEWHERE.match(at.lowered, at.quantity.tail):
        return None
    return None if at.text[noun.end : dash.start()].strip() else at.name_thing(noun, "apposed")


_CHANGED = Pattern(
    r"\s(?:to|against|versus)\s|[-–]|-to-|(?:\s\w+|\sin\s[\w\s]{3,16})?\s(?:to|from)\s(?:just\s|only\s)?"
)

_CHANGED_FROM = Pattern(
    r",?(?:\s(?:down|up))?\sfrom\s(?:about\s|around\s|just\s|only\s|(?:the|its|their)\s(?:current|present|previous)\s)?"
)
_PART_OF = ("all but ", "of which ", "of whom ", "including ")


def _continued(at: FigureInText) -> Counted | None:
    """Read "212 to 38", "from 320 to just 85", "to 35 hours from 40", "Of 2,960 ballots cast, 2,687"."""
    if not at.counted:
        return None
    if _CHANGED_FROM.fullmatch(at.lowered, at.previous.end, at.quantity.start):
        return at.counted.again("continued")
    if at.counted.measure not in ("count", "headcount"):
        return None
    opens = at.lowered.startswith(("of ", "out of "), at.start) or at.before(10).endswith(_PART_OF)
    elsewhere = _ELSEWHERE.match(at.lowered, at.quantity.tail)  # "300 in Leeds and 200 in York"
    elsewhere = elsewhere and (elsewhere[1] or at.before(5).endswith((" and ", ", ")))
    changed = _CHANGED.fullmatch(at.lowered, at.previous.end, at.quantity.start)
    return at.counted.again("continued") if opens or elsewhere or changed else None


_PLACED = Pattern(r"\b(?:of|to|at|is|was|by|from|than)\s+(?:about\s+|around\s+|only\s+|just\s+|over\s+|nearly\s+)?$")


def _placed(at: FigureInText) -> Counted | None:
    """Read "limiting pickets to 10", "membership fell to 300": the noun stands before."""
    placed = _PLACED.search(at.before(20)) or at.quantity.qualifier != "exact"
    if not placed and not {*at.before(20).split()[-1:]} & changing("subject"):
        return None
    noun = noun_before(at.text, at.low, at.quantity.start)
    if noun and at.text[noun.end - len(noun.head)].isupper() and "," in at.text[noun.end : at.quantity.start]:
        return None  # "In Los Angeles, thousands turned out"
    if noun and placed and is_plural(noun.head):
        return at.name_thing(noun, "before")
    is_body = noun and noun.head in terms("bodies")
    return Counted(noun.start, noun.end, "headcount", at.count_nothing().unit, "before") if is_body else None
