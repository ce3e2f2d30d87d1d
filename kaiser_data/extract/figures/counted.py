"""What a quantity counts or measures: the noun phrase after it, across "of", or before it.

"31,000 workers" counts `workers`, "raises of 25%" measures `raises`, "About 33,000 of these" what went before, and
"Leonard Pauk, 71," is an age. Where a number has no noun of its own it takes that of the figure before ("from 320
bakers to 85"), or none: then it is a figure only if nothing but a headcount can be meant ("12 were arrested").
"""

import re
from dataclasses import replace

from kaiser_data.extract.figures.amounts import OF, Counted, FigureInText, amount_of, is_owned, measured_of
from kaiser_data.extract.figures.lasting import age_of, lasting_of
from kaiser_data.extract.figures.noun_before import changing, noun_before
from kaiser_data.extract.figures.units import rate_at
from kaiser_data.extract.grammar.noun_phrases import TOKEN, Phrase, is_person, is_plural, noun_after
from kaiser_data.extract.grammar.words import past_forms
from kaiser_data.lexicon import Pattern, any_of, terms

_BACK = Pattern(
    r"[”\"]?\s+of\s+(?:these|those|them|whom|which)\b"
    rf"(?!\s+(?:[a-z]+(?:s|ing)|who|on|in|{any_of('figure_words', use='polled')})\b)"
)


def find_counted(at: FigureInText) -> Counted | None:
    """Find what a quantity counts; None where it is no figure at all."""
    if _BACK.match(at.lowered, at.quantity.tail):
        return _point_back(at)
    return {"": _count, "count": measured_of, "duration": lasting_of}.get(at.quantity.measure, amount_of)(at)


def _count(at: FigureInText) -> Counted | None:
    """Read what a number without a unit counts: a person's years, things after it, or what stands before."""
    quantity = at.quantity
    if quantity.value == 1 and not quantity.value_max and not _counts_one(at):
        return None
    return age_of(at) or _things(at) or _as_money(at) or _judge_bare(at)


# So much without a noun, after an amount of money, is money too.
_SUM = 100_000


def _as_money(at: FigureInText) -> Counted | None:
    """Read so much without a noun as money, in that of the sum before: "$0.1 million a day, or .5 million a week"."""
    quantity, before = at.quantity, at.counted
    known = before.unit[:3] if before and before.measure == "money" else ""
    great = quantity.value >= (10 if quantity.form == "magnitude" else 10_000) * _SUM
    if quantity.value >= _SUM and known.isupper():
        unit = "/".join(filter(None, (known, rate_at(at.lowered, quantity.end)[1])))
    elif great:
        unit = "USD"
    else:
        return None
    return amount_of(replace(at, quantity=replace(quantity, measure="money", unit=unit, link=" ")))


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
    if quantity.qualifier != "exact" or quantity.form != "words":
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


_AND = re.compile(r",?\s(?:and|or)\s")


def _noun_at(at: FigureInText, position: int) -> Phrase | None:
    """Read the noun at a position, up to the next number: "nine wells and six mills"."""
    phrase, following = noun_after(at.text, position, plural=at.quantity.value != 1), at.following
    upto = at.text[: following.start] if phrase and following and following.start < phrase.end else ""
    if upto.endswith((" and ", " or ", ", ")):
        phrase = noun_after(upto, position)
    parted = phrase and following and not following.measure and _AND.fullmatch(at.text, phrase.end, following.start)
    if parted and not is_plural(phrase.head):
        phrase = noun_after(at.text, following.tail) or phrase  # "1,400 permanent and 700 casual workers"
    return _to_person(at.text, phrase) if phrase and at.quantity.value == 1 else phrase


def _to_person(text: str, phrase: Phrase) -> Phrase:
    """End "one clerk home" at its person."""
    people = (word for word in TOKEN.finditer(text, phrase.start, phrase.end) if is_person(word.group()))
    return next((Phrase(phrase.start, word.end(), word.group()) for word in people), phrase)


def _is_odd(at: FigureInText, phrase: Phrase) -> bool:
    """A singular after "the" and a number is a thing of that name: "the 787 line"; "Thousands protest cuts" tells."""
    quantity, words = at.quantity, at.lowered[phrase.start : phrase.end].split()
    tells = words[0] in terms("noun_verbs") and at.text[quantity.tail : phrase.start].isspace()
    single = quantity.value != 1 and not is_plural(phrase.head)
    if single and (words[0] in past_forms() if len(words) > 1 else tells):
        return True  # "Some 900 work there", "At least 30 lost pay"
    if quantity.form == "magnitude" and quantity.start == at.start:
        return tells
    exact = quantity.form == "digits" and quantity.qualifier == "exact"
    return exact and single and at.before(4) == "the " and not is_person(phrase.head)


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
    if not before or before.measure in ("percent", "money"):
        before = at.people
    if not before or (quantity.value == 1 and quantity.form == "words"):
        return None if quantity.value <= 12 else at.count_nothing()
    return before.again("back", quantity.measure, quantity.unit or before.unit.split("/")[0])


def _judge_bare(at: FigureInText) -> Counted | None:
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
