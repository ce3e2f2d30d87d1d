"""What the words around an event's own say of it: that it is done, under way, announced, feared or refused.

"could walk out", "to avert a shutdown" and "or face a strike ballot" threaten, "agreed to hold talks on Friday" plans,
"are continuing" tells what goes on, "refused to negotiate" and "voted against" what one side will not have. What
follows for the status of an event is for `status` to say.
"""

import re
from functools import cache

from kaiser_data.extract.dates.date_words import ON_DAY
from kaiser_data.extract.events.cases import ASIDE, LASTING, Telling, word_of
from kaiser_data.extract.grammar.clauses import tense_at
from kaiser_data.lexicon import Pattern, prefix_tree, terms

# So many characters before an event's word can word its status.
_REACH = 60
_PROGRESSIVE = Pattern(r"\b(?:am|is|are|be|been|(?:was|were)(?=\s+still))\s+(?:\w+ly\s+|still\s+|also\s+|now\s+)?\Z")
_BEING = re.compile(r"(?:is|are|was|were|been)\s+(?:still\s+|now\s+)?\w+ing\b")
# Where another subject has the word: "struck on Monday but the mill is still …", "met over an ongoing dispute with".
_OF_ANOTHER = re.compile(r"\b(?:an?|the|their|its|this)\s+ongoing\s+\w+")
_PERFECT = re.compile(r"(?<!ould\s)(?<!\bwill\s)\b(?:have|has|had)\s+(?:\w+ly\s+|now\s+|already\s+)?\Z")
_NOT_DONE = re.compile(r"\b(?:will|would|could|should|must|shall|to|is|are|be|being|['’]ll)\s+(?:\w+\s+)?\Z")
_COULD = Pattern(r"(?:\s+[\w’'-]+){0,6}?\s+(?:would|could|might)\s")
CONDITION = Pattern(r"\b(?:if|unless|in\s+the\s+event|in\s+case|(?-i:Should)\s+\w+|(?<=,\s)should)\b", re.IGNORECASE)
# What stands between "forced", "the possibility of" and what they lead to.
_TO_DO, _OF_IT = r"\s+(?:[\w’'-]+\s+){0,4}?to(?:\s+\w+ly)?", r"(?:\s+(?!the\b)[\w-]+){0,3}?"
_THE = r"(?:\s+(?:to|in|about|out|the|an?))+"  # "caused the loss of"
_PHRASE = r"(?:\s+(?!the\b)[\w’',-]+){0,4}?"
_AS_PLANNED = Pattern(r"\s+(?:and\s+\w+\s+)?(?:(?:is|are|was|were|being|also)\s+){0,2}(?:planned|announced)\b")
_WHILE = re.compile(r".*\b(?:as|while|when)\s(?=(?:[\w’'-]+\s){1,5}\Z)", re.DOTALL)
_HYPOTHETICAL = re.compile(r"\b(?:would|will|could|might|may|possible)\b")


def _around(text: str, telling: Telling) -> tuple[str, str]:
    """Give the words of a clause before and after its event's word."""
    start, end = telling.trigger.first, telling.trigger.last
    after = _OF_ANOTHER.sub("", text[end : min(telling.end, end + _REACH)])
    after = after.partition(", ")[0] if ASIDE.search(text, telling.sentence[0], start) else after
    return text[max(telling.start, start - _REACH) : start], after


# "agreed on Tuesday to extend the contract", "agreed to an extension"
_AGREED = re.compile(r"\b(?:agree[sd]|have\s+agreed|consented)\s")


def has_come(text: str, telling: Telling) -> bool:
    """Tell whether what "to" governs has come about: "forced the mill to close", "agreed to extend the contract"."""
    if telling.type == "contract_extension":
        return bool(_AGREED.search(text, telling.start, telling.trigger.end))
    leads = _leads("brings about", _TO_DO) if telling.type != "layoff" else _leads("carries out", _THE)
    start, is_cut = telling.trigger.start, telling.type in (*LASTING, "layoff")
    # "averted it by reaching a deal", "after reaching a deal"
    is_means = text.endswith("by ", 0, start) and not is_cut and tense_at(text, start - 3, start) == "back"
    is_way = telling.trigger.word.split()[0].endswith("ing") and (is_means or text.endswith("after ", 0, start))
    return is_way or bool(leads.search(text, telling.start, start))


@cache
def _leads(kind: str, between: str) -> re.Pattern:
    """Match words of one kind of `telling_words` and what may stand between them and an event's own."""
    words = prefix_tree(terms("telling_words", kind=kind))
    return re.compile(rf"(?<!\bnot\s)(?<!\bbe\s)\b{words}{between}\s+\Z", re.IGNORECASE)


def is_prospect(text: str, telling: Telling) -> bool:
    """Tell what is no more than possible: "the possibility of a strike"."""
    return bool(_leads("prospect", _OF_IT).search(text, telling.sentence[0], telling.trigger.noun[0]))


def is_still_on(text: str, telling: Telling) -> bool:
    """Tell whether what is done goes on: "The suit, filed in May, is pending" by any word of its sentence."""
    before, after = _around(text, telling)
    rest = text[telling.trigger.last : telling.sentence[1]] if telling.type == "lawsuit" else after
    is_state = telling.trigger.status == "ongoing" and telling.sense == "continue"
    return is_state or bool(word_of("going").search(before + rest))


def is_under_way(text: str, telling: Telling) -> bool:
    """Tell whether a clause tells what goes on: "are striking", "the strike approaches its third week"."""
    (before, after), words = _around(text, telling), text[telling.trigger.start : telling.trigger.end]
    edges = {telling.trigger.start, telling.trigger.noun[0]}
    is_now = any(_PROGRESSIVE.search(text, telling.start, edge) for edge in edges)
    is_now = is_now and not words.split()[0].endswith("ed") and (telling.sense != "end" or "ing" in words)
    if is_now or _BEING.match(words):
        return True  # "were striking", "has been negotiating", not "are back at work"
    goes_on = telling.sense == "continue" and telling.type in LASTING
    return goes_on or bool(word_of("going").search(f"{before} {words} {after}"))


_DECIDES = prefix_tree(terms("verb_uses", use="intends") | terms("verb_uses", use="planned") | {"is", "are", "voted"})
_WILL = Pattern(rf"\b(?:will|shall|would|{_DECIDES}\s+(?:{ON_DAY}\s+)?to)\b|['’]ll\b")


def runs_until(text: str, telling: Telling) -> bool:
    """Tell whether a strike is on that "will continue" or "is to end on Friday"."""
    if telling.type not in LASTING:
        return False
    if telling.sense == "continue":
        (start, end), noun = telling.trigger[:2], telling.trigger.noun
        is_state = telling.trigger.word.startswith("on strike") or word_of("of running").search(text, start, end)
        return bool(is_state) and start - noun[1] < _REACH
    start = telling.trigger.start
    is_to_come = _WILL.search(text[max(0, start - 40) : start] + telling.trigger.word.split()[0]) or is_asked_for(
        text, telling
    )
    return telling.sense == "end" and bool(is_to_come)


_UNREAL = Pattern(lambda: rf"{word_of('urging').pattern}|\b(?:can|could|may|might|if|unless|seemed|appeared)\b")


def is_asked_for(text: str, telling: Telling) -> bool:
    """Tell whether the end of a strike is no more than asked for or possible: "urged them to go back"."""
    start = telling.trigger.start
    lead = text[max(telling.sentence[0], start - 90) : start]
    return bool(_UNREAL.search(lead) or word_of("aim").search(lead))


# What can be refused, and what stands between the words of a refusal and it: "refused to enter into talks".
_REFUSABLE = frozenset(
    ("bargaining", "contract_extension", "ratification", "strike_vote", "lawsuit", "legislation", "certification")
)
_TO_IT = r"(?:\s+(?!(?:after|following|during|when|as|and|but|in|at|from|since|until)\b)[\w’'-]+){0,5}"
_AGAINST = Pattern(
    r"\b(?:vot|decid|opt)\w+(?:\s+(?!to\s|for\s)[\w%.,’'-]+(?:\s+to\s+\d+)?){0,6}?\s+(?:against|down|no|not\s+to)\b",
    re.IGNORECASE,
)


def is_refused(text: str, telling: Telling) -> bool:
    """Tell what one side will not have: "refused to negotiate", "voted 300 to 20 against", "fell short"."""
    if telling.type not in _REFUSABLE:
        return False
    (first, last), (start, end) = telling.trigger[:2], telling.sentence
    if word_of("refusal").match(text, first, last) or _leads("refusal", _TO_IT).search(text, telling.start, first):
        return True
    is_vote = telling.type in ("ratification", "strike_vote")
    return is_vote and bool(_AGAINST.search(text, first, end) or word_of("too few").search(text, start, end))


_BECAUSE = Pattern(r"\b(?:due\s+to|because\s+of|owing\s+to|by|amid|thanks\s+to|result\s+of)\s")
_BE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|got|gets)\b")


def is_active(text: str, telling: Telling) -> bool:
    """Tell whether a strike itself calls something off: "the strike cancels classes", "has halted ferries"."""
    noun, (start, end), verb = telling.trigger.noun, telling.trigger[:2], telling.trigger.word.split()[0]
    if telling.type not in LASTING or (_BE.search(text, noun[1], end) and not verb.endswith("ing")):
        return False
    if noun[0] > end:
        return bool(_BECAUSE.search(text, end, noun[0]))  # "trains stopped because of a strike"
    is_finite = verb.endswith(("s", "ing")) or re.search(r"\bha(?:s|ve|d)\b", text[noun[1] : start])
    return bool(is_finite)


def is_announced(text: str, telling: Telling) -> bool:
    """Tell whether words around an event say it is to come: `agreed to hold`, `is set for`, `expect 80 protests`."""
    (before, after), noun = _around(text, telling), telling.trigger.noun
    words = f"{text[telling.trigger.first : telling.trigger.end]} {telling.trigger.word} "
    if telling.type == "layoff" or _leads("planned", _PHRASE).search(text, telling.start, noun[0]):
        return True  # "Rallies and arrests planned"
    is_set = telling.trigger.status != "ongoing" and word_of("set").search(after)  # "who are on strike will go back"
    if telling.trigger.term.endswith(telling.trigger.word) and (led := _WHILE.search(before)) and telling.when.value:
        return bool(word_of("threat").search(led[0]))  # "face delays on Thursday as drivers walk out"
    return bool(_AS_PLANNED.match(text, noun[1]) or word_of("plan").search(before + words) or is_set)


def _is_to_be_done(telling: Telling, words: list[str]) -> bool:
    """Tell whether words only name or plan a deed: "agreed to hold talks", "announced layoffs"."""
    is_plan = word_of("plan").match(f"{' '.join(words)} ") and telling.type != "tentative_agreement"
    is_named = "layoff" in telling.trigger.classes and words[0] not in terms("telling_words", kind="carries out")
    return is_named or telling.trigger.is_noun or bool(is_plan)


def is_done(text: str, telling: Telling) -> bool:
    """Tell whether the verb of a clause tells what has happened: `walked out`, `was called off`, `has begun`."""
    trigger = telling.trigger
    words = trigger.word.split()
    if trigger.status == "occurred" or words[0] == "planned" or _is_to_be_done(telling, words):
        return trigger.status == "occurred"  # "agreed to settle the suit"
    lead = text[max(telling.start, trigger.start - 24) : trigger.start]
    if _PERFECT.search(lead) and words[0] != "been" and not words[-1].endswith("ing"):
        return True
    if words[0].endswith("ing") and lead.endswith(", ") and tense_at(text, trigger.start, trigger.start) == "back":
        return True  # "It closed the mill on Friday, laying off 300"
    told = terms("telling_words", kind="told")
    past = next((index for index, word in enumerate(words) if word in told or word.endswith("ed")), None)
    return past is not None and not _NOT_DONE.search(f"{lead} {' '.join(words[:past])} ")


def is_threat(text: str, telling: Telling) -> bool:
    """Tell what is only feared: "to avert a strike", "a strike looms", "if members reject it"."""
    (before, after), first, last = _around(text, telling), telling.trigger.first, telling.trigger.last
    words, trigger = text[first:last], telling.trigger
    before = _WHILE.sub("", before) if trigger.is_verb else before  # "faced delays as drivers walked out"
    is_verb = telling.type in LASTING and not telling.when.value and trigger.noun != trigger[:2]
    verb = text[trigger.start : trigger.end] * is_verb  # "faces a strike", "strikes looming"
    if word_of("threat").search(before + verb) or word_of("looming").search(verb + after):
        return True
    if telling.type in LASTING and _COULD.match(text, last, telling.end):
        return True  # "A strike by drivers could cost millions"
    start, end = telling.sentence
    if CONDITION.search(text, start, first):
        return True
    # "are prepared to strike if no deal is reached"
    is_open = telling.sense == "plan" or bool(_HYPOTHETICAL.search(f"{before}{words}{after}"))
    return is_open and bool(CONDITION.search(text, last, end))
