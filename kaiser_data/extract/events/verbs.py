"""Whether a word that can tell an event is the verb of its clause, and no noun or participle of another.

`strike` is so much more often a noun that as a verb it must have those before it who strike.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from kaiser_data.extract.events.cases import Trigger
from kaiser_data.extract.events.event_nouns import NUMBER, Stretch, classes, is_event, nouns_between, nouns_of
from kaiser_data.extract.grammar.noun_phrases import is_person
from kaiser_data.extract.grammar.term_finder import Found
from kaiser_data.extract.grammar.words import past_forms
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms

DETERMINED = re.compile(r"\b(?:the|a|an|its|their|this|that|no|our|at)\s+\Z")
_AFTER = re.compile(
    rf"\s(?!\d{{1,2}}(?:\s+(?:of\s+)?{any_of('date_words', kind='month')}|[:./]|\s*[ap]\.?m)|\d{{4}}\b)(\w[\w’'-]*)"
)
_LATER = re.compile(  # "began a week after the vote", "ended the next morning"
    rf"\s+(?:\w+\s+)?(?:next|same|following|previous)\s|\s+(?:\w+\s+){{1,2}}{any_of('date_words', kind='unit')}s?"
    r"\s+(?:ago|later|earlier|before|after|on|from)\b"
)
# A base form is the verb of a plural, and an -ing form that of "are": "guards clash with", "are still striking over".
_ADVERBS = r"\s+(?:(?:\w+ly|also|now|still|again|already|currently|all|not)\s+){0,2}\Z"
_PLURAL = r"%|percent|per cent|they|we|who|(?!hours|days|weeks|months|years)[A-Za-z][a-z]+(?:s|men|people|police)"
_IS_FINITE = {
    "base": Pattern(
        rf"(?<!until\s)\b(?:{_PLURAL}|will|would|must|(?:is|are|was|were)\s+to"
        rf"|{any_of('telling_words', kind='intends to')}){_ADVERBS}"
        # "Nurses at three hospitals walk out"
        rf"|\b(?:{_PLURAL})\s+(?:at|in|of|from|across|on|for)\s+(?:[\w’'&.-]+\s+){{0,4}}?(?:[A-Z][\w’'&.-]*|[a-z]+s)\s+\Z"
    ),
    "ing": Pattern(rf"(?:\b(?:is|are|was|were|been|be|am)|['’](?:re|m|s)){_ADVERBS}|,\s(?:\w+ly\s)?\Z"),
}
_VERBAL = re.compile(  # before a verb that is spelled like a noun: "to march", "they rally", "drivers picket"
    r"\b(?:to|not|will|[wc]ould|shall|should|can|may|might|must|who|we|they|you|and|or|also|be|been|being|were|are|[a-z]{3,}s)\s+\Z"
)
_MANY = any_of("telling_words", kind="many")
WITH_OBJECT = Pattern(rf"\s+(?:(?:the|an?|its|their|all|some|about|over|nearly|half|{_MANY})\s|\d)")  # "cut 400 jobs"


def is_determined(text: str, word: Found) -> bool:
    """`start`, `end` or `plan` after an article is no verb, nor is `sacks` in "90 sacks of flour"."""
    start, end, term = word
    is_plain = " " not in term and not term.endswith(("ed", "ing")) and term not in past_forms()
    is_relative = term.endswith("s") and text.endswith("that ", 0, start) and not has_object(text, end)
    # "the contract that expires in May", "on strike in protest at job cuts"
    is_determined = is_plain and not is_relative and DETERMINED.search(text, max(0, start - 8), start)
    is_many = is_plain and term.endswith("s") and text.startswith(" of ", end)
    return bool(is_determined) or is_many or (term.startswith("protest") and text.endswith("in ", 0, start))


def is_noun(text: str, word: Found, nouns: list[Found]) -> bool:
    """Tell whether the word of a trigger is a noun: the "picket" of "picket lines", the "rally" of "a big rally"."""
    start, end, term = word
    if " " in term:
        return False
    around = nouns_between(nouns, start - 40, end)
    is_within = any(first <= start and end <= last and (first, last) != (start, end) for first, last, _ in around)
    has_event = any(map(is_event, nouns_between(nouns, end, end + 2)))  # "Dockers at Hale plan strike"
    return is_within or (
        (term in classes() or (term in terms("noun_verbs") and not has_event))
        and not _VERBAL.search(text, max(0, start - 24), start)
        and not WITH_OBJECT.match(text, end)
    )


_NOUNS = rf"(?i:{prefix_tree(noun for kind in ('side', 'party', 'workplace') for noun in nouns_of(kind))})"
_NAME, _UP_TO = r"[A-Z][\w’'&.-]*", r"\s+and\s+(?:[\w’'-]+\s+){0,3}?"
_TWO_SIDES = Pattern(rf"\b(?:{_NOUNS}{_UP_TO}(?:{_NAME}|{_NOUNS})|{_NAME}{_UP_TO}{_NOUNS})\s")


def has_its_subject(text: str, start: int, low: int, form: str, where: str) -> bool:
    """Tell whether a bare form is the verb of a clause, and whether two sides meet: "Norlink and the union met"."""
    if where == "pair" and not _TWO_SIDES.search(text, max(low, start - 90), start):
        return False
    return not form or bool(_IS_FINITE[form].search(text, max(low, start - 60), start))


# "agreed to reopen abandoned talks", "after a prolonged strike": the participle is of the noun behind it.
_CLOSED = [word for name in ("preposition", "determiner") for word in terms("function_words", **{"class": name})]
_BEFORE_NOUN = Pattern(rf"\b(?:to\s+[a-z]+|(?!(?:to|that)\b){prefix_tree(_CLOSED)})\s+(?:\w+ly\s+)?\Z", re.IGNORECASE)


def is_attribute(text: str, word: Found, nouns: list[Found]) -> bool:
    """Tell whether a participle only describes the event behind it, which is told by its noun or by another verb."""
    start, end, term = word
    is_participle = term.endswith("ed") and " " not in term and term not in terms("telling_words", kind="state")
    near = (noun for noun in nouns_between(nouns, end, end + 20) if text[end : noun[0]].count(" ") < 3)
    is_of_event = any(is_event(noun) and "layoff" not in classes()[noun[2]] for noun in near)
    return is_participle and is_of_event and bool(_BEFORE_NOUN.search(text, max(0, start - 30), start))


# What opens no object: "reached in May", "reached late Sunday".
_DATE_WORDS = (terms("date_words", kind=kind) for kind in ("weekday", "month", "relative", "side", "part", "holiday"))
_ADVERBIALS = frozenset(term.split()[0].lower() for words in _DATE_WORDS for term in words).union(
    *(terms("function_words", **{"class": name}) for name in ("preposition", "adverb", "conjunction"))
)


def has_object(text: str, end: int) -> bool:
    """Tell whether a verb that ends at a place has an object right behind it: "used dogs", not "ended peacefully"."""
    after = not _LATER.match(text, end) and _AFTER.match(text, end)
    return bool(after) and after[1].lower() not in _ADVERBIALS and not after[1].endswith("ly")


_STRIKE = re.compile(
    r"(?:strike|struck)(?=\s+(?:after|in|over|for|at|against|as|on)\b|[:;,.]|\s*\n)"
    r"|struck(?=\s+(?:during|before|until|when|while)\b|(?P<dated>\s))"
)
_STRIKERS = Pattern(
    rf"\b(?!(?:this|its|his|as|was|is|has)\b)(?P<name>(?P<union>(?i:{any_of('org_heads', kind='union')}|association))"
    r"|[A-Za-z]+(?:s|men|women|people)|[a-z]*staff|[A-Z]{2,7}|(?:Local|Lodge|Branch)\s+[A-Z\d-]+)(?:,\s+wh(?:ich|o))?\s+(?:ha(?:ve|s|d)\s+)?\Z"
)
# Whom bakers "struck" and what leads to the day: " the mill on".
_EMPLOYER_AND_DAY = Pattern(
    rf"\s+(?:(?:the|all|its|{NUMBER})\s+)?(?:(?:[a-z-]+\s+){{0,2}}(?:{prefix_tree(nouns_of('workplace'))}|works)\b"
    r"|[A-Z])(?:[^.;:“”\"]|\.(?=,|\s+[a-z])){0,60}"
)


def strike_verbs(text: str, dates: list[tuple], sentence: Stretch) -> Iterator[Trigger]:
    """Find `strike` as the verb of those who strike: "Nurses at three hospitals strike after talks collapse".

    Where another word follows `struck`, a date or an employer must: not "Stones struck the guards".
    """
    for match in _STRIKE.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        who = _STRIKERS.search(text, max(0, start - 30), start)
        if not who or ((who["union"] or "s")[-1] != "s" and match[0] == "strike"):
            continue  # "an all-union strike"
        day = dates[min(bisect_left(dates, (end,)), len(dates) - 1)][0] if dates else 0
        acts = _may_strike(who) and _EMPLOYER_AND_DAY.fullmatch(text, end, day)
        is_near = end < day < end + 8 if match["dated"] else not who["name"].isupper()
        if is_near or (match["dated"] and end < day and acts):
            sense = "begin" if match[0] == "struck" else "continue"
            yield Trigger(start, end, (start, end), "strike", sense, "", "strike", "they strike", match[0])


def _may_strike(who: re.Match) -> bool:
    """Tell whether those before `struck` are a union, a local, or people with a trade."""
    name = who["name"]
    is_trade = is_person(name.lower()) or "workers" in classes().get(name.lower(), ())
    return bool(who["union"]) or is_trade or name.isupper() or " " in name
