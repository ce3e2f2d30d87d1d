"""Amounts: what a share, a sum, a weight or a time is of, and how old people are; from here each quantity is read.

"25% raises" and "raises of 25%" measure raises, "96 percent of members" members, "one-day strike" and "struck for three
days" what lasts, "About 33,000 of these" what went before, and "Leonard Pauk, 71," is an age. Where no noun stands
beside the number, the verb that it completes names it ("paid"), or the figure before it in a list.
"""

import re
from dataclasses import replace

from kaiser_data.extract.figures.beside_numerals import rate_at, units
from kaiser_data.extract.figures.counted import OF, Counted, FigureInText, counts_one, is_owned, judge_bare, things
from kaiser_data.extract.figures.noun_before import act_before, clause_words, noun_at, noun_before
from kaiser_data.extract.grammar.noun_phrases import TOKEN, Phrase, is_function_word, is_plural, noun_after
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms

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
    if quantity.value == 1 and not quantity.value_max and not counts_one(at):
        return None
    return age_of(at) or things(at) or _as_money(at) or judge_bare(at)


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


def _after_amount(at: FigureInText) -> Phrase | None:
    """Read the noun after a share or sum: "96 percent of members", "25% raises", "half their pay"."""
    text, tail, following = at.text, at.quantity.tail, at.following
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


_DAY_BEFORE = Pattern(r"\b(?:for|in|within|after|only|just|of|by|than|least|every|per|lasted|took|about)\s+$")


def lasting_of(at: FigureInText) -> Counted | None:
    """Find what lasts: "one-day strike", "raises … over four years", "struck for three days"."""
    quantity = at.quantity
    if quantity.aged and quantity.unit == "year":  # "a 58-year-old die setter"
        named = noun_after(at.text, quantity.tail, plural=False)
        return at.count(named or Phrase(quantity.start, quantity.end, ""), "age")
    bare = quantity.value == 1 and quantity.form == "words" and quantity.qualifier == "exact" and quantity.link != "-"
    if bare and quantity.unit in ("day", "week", "year") and not _DAY_BEFORE.search(at.before(12)):
        return None  # "one day they will"
    found = _lasting_noun(at)
    if not found and at.counted and at.previous.measure == "duration":  # "8 months, 3 weeks and 2 days"
        found = at.counted.again("listed", unit=quantity.unit)
    return found or at.count_nothing()


def _lasting_noun(at: FigureInText) -> Counted | None:
    within = _WITHIN.search(at.before())  # what follows measures: "within 30 days after the board is named"
    if found := _joined_noun(at) or (within and _words_after(at)) or _act_or_noun(at) or _words_after(at):
        return found
    noun = noun_before(at.text, at.low, at.quantity.start)
    return at.count(noun, "before") if noun else None


_WITHIN = re.compile(r"\b(?:within|until|till)\s+$")
_OWNED = re.compile(r"['’]s?(?:\s|$)(?:worth of)?")


def _joined_noun(at: FigureInText) -> Counted | None:
    """Read "30-day extension", "five years' experience", "three weeks' worth of axles", "ten days of talks"."""
    quantity, text = at.quantity, at.text
    tail, how, joined = quantity.tail, "hyphen", False
    if owned := _OWNED.match(at.lowered, tail):
        tail = owned.end() - (at.lowered[owned.end() - 1] == " ")
    elif of := OF.match(at.lowered, tail):
        tail, how = of.end(), "of"
    elif not (quantity.link == "-" or at.lowered.endswith("long", quantity.start, quantity.end)):
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
    if at.counted and at.previous.measure == "percent" and not noun:
        return at.counted.again("listed", "duration", at.quantity.unit)  # "It wants 7% over two years"
    return at.count(noun, "before") if noun else None


_STOP = Pattern(r"[.,;:!?—“”\"()]|\s(?:and|but|when|while|with|because|if|as|since|until|which|that|so)\s|$")
_AFTER_LASTING = Pattern(
    lambda: rf"\s+(?:{any_of('function_words', **{'class': 'preposition'})}|ago|earlier|later|to|prior)\b(?! \d)"
)


def _words_after(at: FigureInText) -> Counted | None:
    """Read what follows a time: "48 hours before it was to begin", "forty minutes to get a blanket"."""
    there = _AFTER_LASTING.match(at.lowered, at.quantity.tail)
    if not there:
        return None
    if there.group().strip() == "ago" and (noun := noun_before(at.text, at.low, at.quantity.start)):
        return at.count(noun, "before")
    stop = _STOP.search(at.lowered, there.end(), at.end)
    words = list(TOKEN.finditer(at.text, at.quantity.tail, stop.start() if stop else at.end))[:6]
    return at.count(Phrase(words[0].start(), words[-1].end(), ""), "after") if words else None


_AGED = Pattern(
    r"\b(?:she|he|who|i)(?:['’]s| is| was| will be| turned| turns| am|['’]m)\s+$|\b(?:aged?|ages)\s+$"
    rf"|\b{any_of('figure_words', use='at_age')}\b[^.;,]{{0,30}}\sat\s+$|(?:^|[.!?”]\s)at\s+$"
)
_AGE_BEFORE = Pattern(r"\bage\b[^.;,]{0,60}\b(?:is|was|of|from|to|at|than|until)\s+(?:\d\d\sto\s)?\Z")
_RETIRING = re.compile(r"\b(?:until|till|past|beyond)\s+$")
_AGE_AFTER = Pattern(r"\s?[,.;)—–\n]|--|\s(?:and|but|or|when|at|to|in|with|as)\b|$")
_NAME_BEFORE = Pattern(r"((?:[A-Z][\w'’.-]*\s){0,3}[A-Z][\w'’-]+)(?:,\s(?:who\s(?:is|was)\s|aged\s|now\s)?|\s\()$")


def age_of(at: FigureInText) -> Counted | None:
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
    if at.text[at.quantity.end : at.quantity.end + 1] in tuple(",).;") and (who := _who_before(at)):
        return Counted(*who, "duration", "year", "age")
    aged = _AGED.search(at.before()) or (50 <= value <= 75 and _RETIRING.search(at.before()))
    return Counted(start, start, "duration", "year", "age") if aged else None


def _who_before(at: FigureInText) -> tuple[int, int] | None:
    """Find whose age follows: "Maria Lopez, 34,"."""
    name = _NAME_BEFORE.search(at.text, max(0, at.quantity.start - 48), at.quantity.start)
    return name.span(1) if name else None
