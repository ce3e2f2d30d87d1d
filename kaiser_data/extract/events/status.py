"""What became of an event: whether a clause tells it as done, under way, planned, threatened, refused or called off.

"could walk out", "to avert a shutdown" and "or face a strike ballot" threaten, "agreed to hold talks on Friday" plans,
"are continuing" tells what goes on, "refused to negotiate" and "voted against" what one side will not have; a bare noun
("the strike on July 9") leaves it to the date. The date of a clause is made to agree: no plan is of a past day.
"""

import re
from functools import cache

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.date_words import END_OF, values
from kaiser_data.extract.dates.values import shift, within
from kaiser_data.extract.events.cases import LASTING, NO_DATE, Anchor, Telling, When, cue
from kaiser_data.extract.grammar.words import tense_at
from kaiser_data.lexicon import Pattern, prefix_tree, terms

_UNDONE = ("called_off", "refused")
# So many characters before an event's word can word its status.
_REACH = 60
_PROGRESSIVE = re.compile(r"\b(?:am|is|are|be|been)\s+(?:\w+ly\s+|still\s+|also\s+|now\s+)?\Z")
_BEING = re.compile(r"(?:is|are|was|were|been)\s+\w+ing\b")
# Where another subject has the word: "struck on Monday but the mill is still …".
_ANOTHER = re.compile(r",?\s+(?:but|while|although|though)\s")
_PERFECT = re.compile(r"(?<!ould\s)(?<!\bwill\s)\b(?:have|has|had)\s+(?:\w+ly\s+|now\s+|already\s+)?\Z")
_NOT_DONE = re.compile(r"\b(?:will|would|could|should|must|shall|to|is|are|be|being|['’]ll)\s+(?:\w+\s+)?\Z")
_COULD = re.compile(r"(?:\s+[\w’'-]+){0,6}?\s+(?:would|could|might)\s")
_CONDITION = re.compile(
    r"\b(?:if|unless|in\s+the\s+event|in\s+case|(?-i:Should)\s+\w+|(?<=,\s)should)\b", re.IGNORECASE
)
# What stands between "forced", "the possibility of" and what they lead to.
_TO_DO, _OF_IT = r"\s+(?:[\w’'-]+\s+){0,4}?to(?:\s+\w+ly)?", r"(?:\s+(?!the\b)[\w-]+){0,3}?"
_PHRASE = r"(?:\s+(?!the\b)[\w’',-]+){0,4}?"
_AS_PLANNED = re.compile(r"\s+(?:and\s+\w+\s+)?(?:(?:is|are|was|were|being|also)\s+){0,2}planned\b")
_WILL_MARK = re.compile(r"\bwill\s+(?:mark|be)\s+(?:only\s+)?the\s+\w+\s+time\b")  # "that bakers have walked out"
_HYPOTHETICAL = re.compile(r"\b(?:would|will|could|might|may|possible)\b")


def _around(text: str, telling: Telling) -> tuple[str, str]:
    """Give the words of a clause before and after its event's word."""
    start, end = telling.trigger.first, telling.trigger.last
    after = text[end : min(telling.end, end + _REACH)]
    return text[max(telling.start, start - _REACH) : start], _ANOTHER.split(after)[0]


# "agreed on Tuesday to extend the contract", "agreed to an extension"
_AGREED = re.compile(r"\b(?:agree[sd]|have\s+agreed|consented)\s")


# What "could end the nine-week strike" tells of it.
_END_FEARED = {("end", kind): "ongoing" for kind in LASTING}


def _has_come(text: str, telling: Telling) -> bool:
    """Tell whether what "to" governs has come about: "forced the mill to close", "agreed to extend the contract"."""
    if telling.type == "contract_extension":
        return bool(_AGREED.search(text, telling.start, telling.trigger.end))
    return bool(_leads("brings about", _TO_DO).search(text, telling.start, telling.trigger.start))


def read_status(text: str, telling: Telling) -> str:
    """Read the status that a clause gives its event, "" where a bare noun leaves it to the date."""
    if undone := _undone(text, telling):
        return undone
    told = "planned" if _WILL_MARK.search(text, telling.sentence[0], telling.trigger.first) else telling.status
    if told in ("planned", "occurred") and _has_come(text, telling):
        return "occurred"
    if told not in ("planned", "threatened") and is_done(text, telling):
        return _of_done(text, telling)
    if told == "threatened" or _is_threat(text, telling):
        return _END_FEARED.get((telling.sense, telling.type), "threatened")
    if telling.type in LASTING and _runs_until(text, telling):
        return "ongoing"
    if told == "planned" or is_announced(text, telling):
        return "planned"
    return "ongoing" if told == "ongoing" or _is_under_way(text, telling) else ""


@cache
def _leads(kind: str, between: str) -> re.Pattern:
    """Match words of one kind of `telling_words` and what may stand between them and an event's own."""
    words = prefix_tree(terms("telling_words", kind=kind))
    return re.compile(rf"(?<!\bnot\s)(?<!\bbe\s)\b{words}{between}\s+\Z", re.IGNORECASE)


def _undone(text: str, telling: Telling) -> str:
    """Read what does not take place: called off, refused, or no more than possible ("a strike could be averted")."""
    (start, end), told = telling.trigger[:2], telling.status
    if told in _UNDONE and not _is_active(text, telling):
        is_hoped = cue("staves off").match(text, start, end) and _MODAL.search(text, start - 20, start)
        return "threatened" if is_hoped else told
    if _is_refused(text, telling):
        return "refused"
    prospect = _leads("prospect", _OF_IT).search(text, telling.sentence[0], telling.trigger.noun[0])
    return "threatened" if prospect else ""


def _of_done(text: str, telling: Telling) -> str:
    """Tell what goes on: "The suit, filed in May, is pending" by any word of its sentence."""
    before, after = _around(text, telling)
    rest = text[telling.trigger.last : telling.sentence[1]] if telling.type == "lawsuit" else after
    is_state = telling.trigger.status == "ongoing" and telling.sense == "continue"
    return "ongoing" if is_state or cue("going").search(before + rest) else "occurred"


def _is_under_way(text: str, telling: Telling) -> bool:
    """Tell whether a clause tells what goes on: "are striking", "the strike approaches its third week"."""
    (before, after), words = _around(text, telling), text[telling.trigger.start : telling.trigger.end]
    edges = {telling.trigger.start, telling.trigger.noun[0]}
    is_now = any(_PROGRESSIVE.search(text, telling.start, edge) for edge in edges)
    if (is_now and not words.split()[0].endswith("ed")) or _BEING.match(words):
        return True  # "were striking", "has been negotiating"
    goes_on = telling.sense == "continue" and telling.type in LASTING
    return goes_on or bool(cue("going").search(f"{before} {words} {after}"))


_WILL = re.compile(r"\b(?:will|shall|would|(?:set|due|is|are|going|expected|scheduled)\s+to)\s|['’]ll\s")


def _runs_until(text: str, telling: Telling) -> bool:
    """Tell whether a strike is on that "will continue" or "is to end on Friday"."""
    if telling.sense == "continue":
        (start, end), noun = telling.trigger[:2], telling.trigger.noun
        is_state = telling.trigger.word.startswith("on strike") or cue("of running").search(text, start, end)
        return bool(is_state) and start - noun[1] < _REACH
    is_to_come = _WILL.search(text, telling.trigger.start - 20, telling.trigger.end) or is_asked_for(text, telling)
    return telling.sense == "end" and bool(is_to_come)


_UNREAL = Pattern(lambda: rf"{cue('urging').pattern}|\b(?:can|could|may|might|if|unless|seemed|appeared)\b")


def is_asked_for(text: str, telling: Telling) -> bool:
    """Tell whether the end of a strike is no more than asked for or possible: "urged them to go back"."""
    start = telling.trigger.start
    lead = text[max(telling.sentence[0], start - 90) : start]
    return bool(_UNREAL.search(lead) or cue("aim").search(lead))


# What can be refused, and what stands between the words of a refusal and it: "refused to enter into talks".
_REFUSABLE = frozenset(
    ("bargaining", "contract_extension", "ratification", "strike_vote", "lawsuit", "legislation", "certification")
)
_TO_IT = r"(?:\s+(?!(?:after|following|during|when|as|and|but|in|at|from|since|until)\b)[\w’'-]+){0,5}"
_AGAINST = re.compile(
    r"\b(?:vot|decid|opt)\w+(?:\s+(?!to\s|for\s)[\w%.,’'-]+(?:\s+to\s+\d+)?){0,6}?\s+(?:against|down|no|not\s+to)\b",
    re.IGNORECASE,
)


def _is_refused(text: str, telling: Telling) -> bool:
    """Tell what one side will not have: "refused to negotiate", "voted 300 to 20 against", "fell short"."""
    if telling.type not in _REFUSABLE:
        return False
    (first, last), (start, end) = telling.trigger[:2], telling.sentence
    if cue("refusal").match(text, first, last) or _leads("refusal", _TO_IT).search(text, telling.start, first):
        return True
    is_vote = telling.type in ("ratification", "strike_vote")
    return is_vote and bool(_AGAINST.search(text, first, end) or cue("too few").search(text, start, end))


_MODAL = re.compile(r"\b(?:(?:w|c|sh)ould|can|may|might|will|to)\s+(?:still\s+)?(?:be\s+)?\Z")
_BECAUSE = re.compile(r"\b(?:due\s+to|because\s+of|owing\s+to|by|amid|thanks\s+to|result\s+of)\s")
_BE = re.compile(r"\b(?:am|is|are|was|were|be|been|being|got|gets)\b")


def _is_active(text: str, telling: Telling) -> bool:
    """Tell whether a strike itself calls something off: "the strike cancels classes", "has halted ferries"."""
    noun, (start, end) = telling.trigger.noun, telling.trigger[:2]
    if telling.type not in LASTING or _BE.search(text, noun[1], end):
        return False
    if noun[0] > end:
        return bool(_BECAUSE.search(text, end, noun[0]))  # "trains stopped because of a strike"
    is_finite = text[start:end].split()[0].endswith("s") or re.search(r"\bha(?:s|ve|d)\b", text[noun[1] : start])
    return bool(is_finite)


def is_announced(text: str, telling: Telling) -> bool:
    """Tell whether words around an event say it is to come: `agreed to hold`, `is set for`, `expect 80 protests`."""
    (before, after), noun = _around(text, telling), telling.trigger.noun
    words = text[telling.trigger.first : telling.trigger.end]
    if telling.type == "layoff" or _leads("planned", _PHRASE).search(text, telling.start, noun[0]):
        return True  # "Rallies and arrests planned"
    return bool(_AS_PLANNED.match(text, noun[1]) or cue("plan").search(before + words) or cue("set").search(after))


def _is_to_be_done(telling: Telling, words: list[str]) -> bool:
    """Tell whether words only name or plan a deed: "agreed to hold talks", "announced layoffs"."""
    is_plan = cue("plan").match(f"{' '.join(words)} ") and telling.type != "tentative_agreement"
    return "layoff" in telling.trigger.classes or telling.trigger.is_noun or bool(is_plan)


def is_done(text: str, telling: Telling) -> bool:
    """Tell whether the verb of a clause tells what has happened: `walked out`, `was called off`, `has begun`."""
    trigger = telling.trigger
    words = text[trigger.start : trigger.end].lower().split()
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


def _is_threat(text: str, telling: Telling) -> bool:
    """Tell what is only feared: "to avert a strike", "a strike looms", "if members reject it"."""
    (before, after), first, last = _around(text, telling), telling.trigger.first, telling.trigger.last
    words, trigger = text[first:last], telling.trigger
    is_verb = telling.type in LASTING and not telling.when.value and trigger.noun != trigger[:2]
    verb = text[trigger.start : trigger.end] * is_verb  # "faces a strike", "strikes looming"
    if cue("threat").search(before + verb) or cue("looming").search(verb + after):
        return True
    if telling.type in LASTING and _COULD.match(text, last, telling.end):
        return True  # "A strike by drivers could cost millions"
    start, end = telling.sentence
    if _CONDITION.search(text, start, first):
        return True
    # "are prepared to strike if no deal is reached"
    is_open = telling.sense == "plan" or bool(_HYPOTHETICAL.search(f"{before}{words}{after}"))
    return is_open and bool(_CONDITION.search(text, last, end))


def settle_telling(text: str, telling: Telling, anchor: Anchor) -> Telling:
    """Read a clause's status, and let its date agree with it."""
    telling = telling._replace(status=read_status(text, telling))
    if telling.status == "occurred" and _is_set_for(text, telling, anchor[0]):
        telling = telling._replace(status="planned")
    if not telling.when.value or not anchor[0]:
        return telling
    return telling._replace(when=_agreeing(text, telling, anchor))


def _is_set_for(text: str, telling: Telling, now: str) -> bool:
    """Tell whether a clause sets an event for a day to come: "called a strike for Friday"."""
    when = telling.when
    is_weekday = text[when.start : when.end] in values("weekday")
    return telling.sense == "plan" and when.kind == "for" and (is_weekday or edtf_bounds(when.value).first > now)


def _agreeing(text: str, telling: Telling, anchor: Anchor) -> When:
    """Let no date of a clause contradict what it tells: no past day of a plan, no day to come of what is done."""
    when, is_to_come = telling.when, telling.status in ("planned", "threatened")
    words = text[when.start : when.end]  # "Good Friday" is of its year, not of the week
    is_weekday = words.split()[-1] in values("weekday") and words not in values("holiday")
    if is_weekday and when.value.startswith("[") and anchor[0] != anchor[1]:
        when = when._replace(value=within(anchor[0], "" if is_to_come else anchor[1]))
    if telling.type == "contract_expiration" and END_OF.match(text, when.start):
        when = when._replace(value=edtf_bounds(when.value).last)
    if is_weekday and _is_next(text, telling, when, anchor[0]):
        return when._replace(value=shift(when.value, 7))
    if not is_to_come:
        return _behind(text, telling, when, anchor)
    is_owner = text[when.end : telling.trigger.first] in ("'s ", "’s ")  # "Friday's strike will stop trains"
    is_told = not is_owner and when.end <= telling.trigger.first and tense_at(text, when.start, when.end) == "back"
    return _ahead(telling, when, is_weekday and not is_told, anchor[0])


def _is_next(text: str, telling: Telling, when: When, now: str) -> bool:
    """Tell whether a weekday is that of next week: "until Friday"; "cancelled Monday's strike", on a Friday."""
    if telling.status == "called_off" and text[when.end : when.end + 2] in ("'s", "’s"):
        return when.value < shift(now, -3)
    return when.kind == "until" and not telling.status and len(when.value) == 10 and when.value < now


def _behind(text: str, telling: Telling, when: When, anchor: Anchor) -> When:
    """Read the date of what is done: on or before the text's own day, or none."""
    if when.value.endswith("..]") and edtf_bounds(when.value).first <= anchor[1]:
        return when._replace(value=within(edtf_bounds(when.value).first, anchor[1]))
    if when.value.startswith("[..") and telling.status == "occurred":
        return when._replace(value=within("", min(edtf_bounds(when.value).last, anchor[1])))
    is_ahead = edtf_bounds(when.value).first > anchor[1] and when.kind != "until"
    if not is_ahead or telling.status not in ("occurred", "ongoing") or telling.sense == "plan":
        return when
    return NO_DATE if is_done(text, telling) else when


def _ahead(telling: Telling, when: When, is_weekday: bool, now: str) -> When:
    """Read the date of what is to come: a past weekday is the next one, another past day that of the announcement."""
    first, last = edtf_bounds(when.value)
    if is_weekday and len(when.value) == 10 and last < now:
        return when._replace(value=shift(when.value, 7))
    if when.kind in ("by", "early") and telling.status == "threatened" and last > now:
        return when._replace(value=within(last, ""))  # "If no deal is reached by Friday, they will strike"
    if when.kind in ("before", "by") and not first and last > now:
        return when._replace(value=within(now, last))
    recent = bool(last) and shift(now, -31) <= last < now
    cut_now = telling.type == "layoff" and telling.status == "planned" and first <= now <= last
    return when._replace(value=within(first, "")) if recent or cut_now else when
