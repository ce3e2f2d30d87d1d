"""What a quantity counts or measures: the noun phrase after it, across "of", or before it.

"31,000 workers" counts `workers`, "raises of 25%" measures `raises`, "About 33,000 of these" what went before, and
"Leonard Pauk, 71," is an age. Where a number has no noun of its own it takes that of the figure before ("from 320
bakers to 85"), or none: then it is a figure only if nothing but a headcount can be meant ("12 were arrested").
"""

import re
from dataclasses import replace
from itertools import pairwise

from kaiser_data.extract.figures.amounts import OF, Counted, FigureInText, amount_of, is_owned, lasting_of
from kaiser_data.extract.figures.noun_before import noun_at, noun_before
from kaiser_data.extract.figures.quantities import Quantity
from kaiser_data.extract.figures.units import rate_at
from kaiser_data.extract.grammar.noun_phrases import (
    TOKEN,
    Phrase,
    is_apart,
    is_function_word,
    is_person,
    is_plural,
    noun_after,
)
from kaiser_data.extract.grammar.words import all_forms
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms

_BACK = re.compile(r"[”\"]?\s+of\s+(?:these|those|them|whom|which)\b(?!\s+[a-z]+(?:s|ing)\b)(?!\s+(?:who|on|in)\b)")


def find_counted(at: FigureInText) -> Counted | None:
    """Find what a quantity counts; None where it is no figure at all."""
    if _BACK.match(at.lowered, at.quantity.tail):
        return _point_back(at)
    return {"": _count, "count": _measured, "duration": lasting_of}.get(at.quantity.measure, amount_of)(at)


def _measured(at: FigureInText) -> Counted:
    """Read what a weight or length is of: "40kg of rice"."""
    of = OF.match(at.lowered, at.quantity.tail)
    after = noun_after(at.text, of.end() if of else at.quantity.tail, plural=False)
    phrase = after or noun_before(at.text, at.start, at.quantity.start)
    found = at.count(phrase or Phrase(at.quantity.end, at.quantity.end, ""), "measure")
    often = sorted(terms("periods", kind="adjective") & {*at.before(30).split()} if "/" not in found.unit else ())
    return found.again("measure", unit=f"{found.unit}/{mapping('periods', 'period')[often[0]]}") if often else found


def _count(at: FigureInText) -> Counted | None:
    """Read what a number without a unit counts: a person's years, things after it, or what stands before."""
    quantity = at.quantity
    if quantity.value == 1 and not quantity.value_max and not _counts_one(at):
        return None
    found = _read_age(at) or _things(at)
    if not found and quantity.form == "magnitude" and quantity.value >= 1_000_000:
        return amount_of(replace(at, quantity=replace(quantity, measure="money", unit="USD", link=" ")))
    before = at.previous
    if not found and before and before.measure == "money" and quantity.form == "digits" and quantity.value >= _SUM:
        period = rate_at(at.lowered, quantity.end)[1]  # "$0.1 million a day, or .5 million a week"
        unit = "/".join(filter(None, (before.unit.partition("/")[0], period)))
        return amount_of(replace(at, quantity=replace(quantity, measure="money", unit=unit, link=" ")))
    return found or _in_turn(at) or _judge_bare(at)


_IN_TURN = Pattern(
    rf"\b(?:{prefix_tree(form for verb in terms('figure_words', use='in turn') for form in all_forms(verb))})"
    r"\s(?:for\s|another\s|only\s|just\s|about\s|at\sleast\s)*\Z"
)
_NEAR = 300


def _in_turn(at: FigureInText) -> Counted | None:
    """Read "wanted 8 percent, settled for 6", "offered to create 1,000": what was bargained over or made before."""
    last, value = at.latest, at.quantity.value
    if not last or at.quantity.form != "digits" or at.quantity.start - last.end > _NEAR:
        return None
    alike = last.measure == "count" or (at.previous and at.previous.value < 5 * value < 25 * at.previous.value)
    alike = alike and last.measure not in ("headcount", "duration")
    return last.again("back") if alike and _IN_TURN.search(at.before(40)) else None


# So much without a noun, after an amount of money, is money too.
_SUM = 100_000
_STRESSED = re.compile(r"\b(?:only|just|exactly|with|per|another)\s+$")
_CASUALTIES = any_of("figure_words", use="casualty")
_BEFALLS = Pattern(rf"\s(?:[a-z-]+\s){{0,3}}{_CASUALTIES}\b")  # "one picket was killed"
# "one nurse to four patients"
RATIO = Pattern(r"\s(?P<who>[a-z-]+)\s(?:to|per|for\s(?:every|each))\s(?:every\s|each\s)?(?:\d+|[a-z]+)\s[a-z]{3,}")
_COORDINATED = re.compile(r"(?:,|\band|\bor|\bplus)\s+$")


def _counts_one(at: FigureInText) -> bool:
    """Tell whether "one" counts: stressed, dead or beside another number, not "one worker said", not "one of them"."""
    quantity = at.quantity
    if quantity.form == "words" and at.lowered.startswith(" of ", quantity.end):
        return False
    if quantity.qualifier != "exact" or quantity.link == "-" or quantity.form != "words":
        return True
    ratio = RATIO.match(at.lowered, quantity.end)
    if ratio and at.following and is_person(ratio["who"]):
        return True
    beside = at.previous and quantity.start - at.previous.end < 60 and _COORDINATED.search(at.before(16))
    return bool(beside or _STRESSED.search(at.before(16)) or _BEFALLS.match(at.lowered, quantity.end))


_MORE = re.compile(r"(?:\s+(?:more|further|fewer|additional|extra)(?=\s+[a-z]))?")


def _things(at: FigureInText) -> Counted | None:
    """Read the noun after a number: "300 bus drivers", "dozens of porters", "two of the terminal's five cranes"."""
    of = OF.match(at.lowered, at.quantity.tail)
    position = of.end() if of else at.quantity.tail
    position = _MORE.match(at.lowered, position).end()
    if at.lowered[position : position + 1] == "-":
        return _hyphenated(at, position)
    following = at.following
    if of and is_owned(at.text, of.end(), following):
        if following.measure == "duration":  # "31 of his 52 years"
            return Counted(at.quantity.end, at.quantity.end, "duration", following.unit, "of")
        position = following.tail
    elif following and _describes(at.lowered, position, at.following):
        position = following.tail + (at.lowered[following.tail : following.tail + 1] == "-")  # "three 12-hour shifts"
    elif following and not of and not at.lowered[position : following.start].strip():
        kind = _HYPHENATED.match(at.text, following.tail)  # "12 50-seat buses"
        position = kind.end() if kind else position
    return _thing_at(at, position)


def _thing_at(at: FigureInText, position: int) -> Counted | None:
    quantity = at.quantity
    phrase = noun_after(at.text, position, plural=quantity.value != 1)
    if phrase and at.following and _is_kind(at, phrase):  # "1,400 permanent and 700 casual workers"
        phrase = noun_after(at.text, at.following.tail) or phrase
    if phrase and quantity.value == 1:
        phrase = _to_person(at.text, phrase)
    if at.lowered.endswith("strong", quantity.start, quantity.end):
        return Counted(*(phrase[:2] if phrase else (quantity.end, quantity.end)), "headcount", "people", "strong")
    if not phrase or is_apart(at.text, position, phrase) or _is_odd(at, phrase):
        return None
    return at.name_thing(phrase, "noun")


_AND = re.compile(r",?\s(?:and|or)\s")


def _is_kind(at: FigureInText, phrase: Phrase) -> bool:
    """Tell whether the word after a number says of what kind the things are that the next number counts, too."""
    parted = _AND.fullmatch(at.text, phrase.end, at.following.start) and not at.following.measure
    return bool(parted) and at.quantity.value != 1 and not is_plural(phrase.head) and not is_person(phrase.head)


def _to_person(text: str, phrase: Phrase) -> Phrase:
    """End "one clerk home" at its person; "1 Student Services Secretary", a title, has capitals."""
    for word, after in pairwise(TOKEN.finditer(text, phrase.start, phrase.end)):
        if is_person(word.group()) and not is_person(after.group()):
            return Phrase(phrase.start, word.end(), word.group())
    return phrase


def _describes(lowered: str, position: int, following: Quantity) -> bool:
    """Tell whether an amount right after a number says of what kind its things are: "two $500 checks"."""
    if lowered[position : following.start].strip() or following.form == "magnitude":
        return False
    return following.link == "-" or following.measure in ("money", "percent", "count")


def _is_odd(at: FigureInText, phrase: Phrase) -> bool:
    """A singular after "the" and a number is a thing of that name: "the 787 line", "the 17.15 bus"."""
    exact = at.quantity.form == "digits" and at.quantity.value != 1 and at.quantity.qualifier == "exact"
    named = exact and at.before(4) == "the "
    return named and not is_plural(phrase.head) and not is_person(phrase.head)


_HYPHENATED = re.compile(r"-(?P<noun>[A-Za-z]+)(?:-[A-Za-z]+){0,8}\s*")
_TALLY = Pattern(lambda: rf"-to-\w+[\s-](?P<noun>{any_of('figure_words', use='tally')})\b")


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


def _point_back(at: FigureInText) -> Counted | None:
    """Read "of these" as what stands before the comma, what the figure before counted, or the people last told of."""
    quantity, before = at.quantity, at.counted
    if at.before(2) == ", " and not quantity.measure:  # "Tram mechanics, 680 of them, walked out"
        noun = noun_before(at.text, at.start, quantity.start)
        if noun and is_plural(noun.head):
            return at.name_thing(noun, "before")
    if not before or (before.measure in ("percent", "money") and not quantity.measure):
        before = at.people
    if not before or (quantity.value == 1 and quantity.form == "words"):
        return None if quantity.value <= 12 and not quantity.measure else at.count_nothing()
    return before.again("back", quantity.measure, quantity.unit or before.unit.split("/")[0])


_AGED = Pattern(
    r"\b(?:she|he|who|i)(?:['’]s| is| was| will be| turned| turns| am|['’]m)\s+$|\b(?:aged?|ages)\s+$"
    rf"|\b{any_of('figure_words', use='at_age')}\b[^.;,]{{0,30}}\sat\s+$"
)
_AGE_BEFORE = Pattern(r"\bage\b[^.;,]{0,60}\b(?:is|was|of|from|to|at|than|until)\s+(?:\d\d\sto\s)?\Z")
_RETIRING = re.compile(r"\b(?:until|till|past|beyond)\s+$")
_AGE_AFTER = Pattern(r"\s?[,.;)—–\n]|\s(?:and|but|or|when|at|to|in|with|as)\b|$")
_NAME_BEFORE = Pattern(r"((?:[A-Z][\w'’.-]*\s){0,3}[A-Z][\w'’-]+)(?:,\s|\s\()$")


def _read_age(at: FigureInText) -> Counted | None:
    """Read "Maria Lopez, 34," and "She was 88,": years of age; "a pension age of 65"."""
    start, value = at.quantity.start, at.quantity.value
    if not 5 <= value <= 110 or at.quantity.form == "magnitude":
        return None
    after = TOKEN.match(at.lowered, at.quantity.end + 1)
    told = _AGE_BEFORE.search(at.lowered, at.start, start)
    if told and not (after and after.group()[0].isalpha() and not is_function_word(after.group())):
        return Counted(*noun_at(at.text, at.start, told.start() + len("age"))[:2], "duration", "year", "before")
    if not _AGE_AFTER.match(at.lowered, at.quantity.end):
        return None
    name = _NAME_BEFORE.search(at.text, max(0, start - 48), start)
    parted = at.text[at.quantity.end : at.quantity.end + 1] in tuple(",).;")
    if name and parted and not is_function_word(name[1].split()[-1].lower()):  # "Monday, 12 …" is nobody's age
        return Counted(*name.span(1), "duration", "year", "age")
    aged = _AGED.search(at.before()) or (50 <= value <= 75 and _RETIRING.search(at.before()))
    return Counted(start, start, "duration", "year", "age") if aged else None


def _judge_bare(at: FigureInText) -> Counted | None:
    """Judge a number without a noun: it continues the figure before, measures the noun before, or counts people."""
    if found := _apposed(at) or _continued(at) or _placed(at):
        return found
    is_share = at.counted and at.previous.measure == "percent" and at.quantity.value % 1
    if is_share and at.before(12).endswith((" and ", " or ", ", ")):  # not "up 8% to 3.5"
        return at.counted.again("listed", "percent", "percent")
    if at.quantity.value <= 12 and at.quantity.qualifier == "exact":
        return None
    if at.before().endswith("the ") and (at.quantity.value, "people") not in at.told:
        return None  # "the 737" names a thing, "the 85" those told of before
    return at.count_nothing()


_DASHED = re.compile(r"(?:\s?--|\s[-–—]|—|:)\s?$")
_SPREAD = re.compile(r"\s(?:in|from|at|on|with|for)\b")
_NEXT_SHARE = re.compile(r"[^.;]{1,40}(?:,|\band|,\sand)\s")


def _apposed(at: FigureInText) -> Counted | None:
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


_CHANGED = Pattern(r"\s(?:to|against|versus)\s|[-–]|-to-|(?:\s\w+)?\s(?:to|from)\s(?:just\s|only\s|about\s|some\s)?")

_CHANGED_FROM = Pattern(r",?(?:\s(?:down|up))?\sfrom\s(?:about\s|around\s|just\s|only\s)?")
_PART_OF = ("all but ", "of which ", "of whom ", "including ")
_ELSEWHERE = re.compile(r"(\s(?:more|others?))?\s(?:in|at|from|on|across)\b")


def _continued(at: FigureInText) -> Counted | None:
    """Read "212 to 38", "from 320 to just 85", "to 35 hours from 40", "Of 2,960 ballots cast, 2,687"."""
    if not at.counted:
        return None
    if _CHANGED_FROM.fullmatch(at.lowered, at.previous.end, at.quantity.start) and at.quantity.form != "magnitude":
        return at.counted.again("continued")
    if at.counted.measure not in ("count", "headcount"):
        return None
    opens = at.lowered.startswith("of ", at.start) or at.before(10).endswith(_PART_OF)
    elsewhere = _ELSEWHERE.match(at.lowered, at.quantity.tail)  # "300 in Leeds and 200 in York"
    elsewhere = elsewhere and (elsewhere[1] or at.before(5).endswith((" and ", ", ")))
    changed = _CHANGED.fullmatch(at.lowered, at.previous.end, at.quantity.start)
    return at.counted.again("continued") if opens or elsewhere or changed else None


_PLACED = Pattern(r"\b(?:of|to|at|is|was|by|from|than)\s+(?:about\s+|around\s+|only\s+|just\s+|over\s+|nearly\s+)?$")


def _placed(at: FigureInText) -> Counted | None:
    """Read "limiting pickets to 10", "membership fell to 300": the noun stands before."""
    if not _PLACED.search(at.before(20)) and at.quantity.qualifier == "exact":
        return None
    noun = noun_before(at.text, at.low, at.quantity.start)
    if noun and noun.head[-1] == "s" and not is_function_word(noun.head):
        return at.name_thing(noun, "before")
    is_body = noun and noun.head in terms("bodies")
    return Counted(noun.start, noun.end, "headcount", "people", "before") if is_body else None
