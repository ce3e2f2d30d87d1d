"""What lasts so long: "one-day strike", "raises … over four years", "struck for three days"; and how old people are."""

import re

from kaiser_data.extract.figures.amounts import OF, Counted, FigureInText
from kaiser_data.extract.figures.noun_before import act_before, clause_words, noun_at, noun_before
from kaiser_data.extract.grammar.noun_phrases import TOKEN, Phrase, is_function_word, noun_after
from kaiser_data.lexicon import Pattern, any_of

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
    rf"|\b{any_of('figure_words', use='at_age')}\b[^.;,]{{0,30}}\sat\s+$"
)
_AGE_BEFORE = Pattern(r"\bage\b[^.;,]{0,60}\b(?:is|was|of|from|to|at|than|until)\s+(?:\d\d\sto\s)?\Z")
_RETIRING = re.compile(r"\b(?:until|till|past|beyond)\s+$")
_AGE_AFTER = Pattern(r"\s?[,.;)—–\n]|--|\s(?:and|but|or|when|at|to|in|with|as)\b|$")
_NAME_BEFORE = Pattern(r"((?:[A-Z][\w'’.-]*\s){0,3}[A-Z][\w'’-]+)(?:,\s|\s\()$")


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
