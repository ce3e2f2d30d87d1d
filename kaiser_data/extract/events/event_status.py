"""Whether an event occurred, goes on, is planned or only threatened, as its clauses word it.

"could walk out", "to avert a shutdown" and "or face a strike ballot" threaten, "agreed to hold talks on Friday" plans,
"has since appealed" tells what is done, "are continuing" what goes on. A bare noun ("the strike on July 9") leaves it
to the date. What one clause tells as done, no other makes a plan again.
"""

import re
from functools import cache

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.events.cases import LASTING, Case
from kaiser_data.extract.events.event_kinds import TURNED_DOWN
from kaiser_data.extract.events.event_words import classes
from kaiser_data.extract.events.mentions import Telling
from kaiser_data.lexicon import prefix_tree, terms

# So many characters before an event's word can word its status.
_REACH = 60
# What goes on from day to day without a date of its own.
_GOES_ON = frozenset({"bargaining", "lawsuit", "unfair_labor_practice_charge", "strike_vote", "picket"})
_CAN_BE_REFUSED = frozenset({"bargaining", "contract_extension"})
# What "agreed to" tells as done.
_AGREED = frozenset({"tentative_agreement", "ratification", "contract_extension", "contract"})
_UNDONE = ("called_off", "refused")
_PROGRESSIVE = re.compile(r"\b(?:am|is|are|be|been)\s+(?:\w+ly\s+|still\s+|also\s+|now\s+)?\Z")
_NOT_DONE = re.compile(r"\b(?:will|would|could|should|must|shall|to|is|are|be|being|['’]ll)\s+(?:\w+\s+)?\Z")
_ABLE = re.compile(r"\b(?:was|were)\s+able\s+to\s+(?:\w+\s+){0,3}\Z")
_MODAL = re.compile(r"\b(?:could|might|may)\s+(?:[\w’'-]+\s+){0,5}\Z")
_COULD = re.compile(r"(?:\s+[\w’'-]+){0,6}?\s+(?:would|could|might)\s")
_CONDITION = re.compile(r"\b(?:if|unless|in\s+the\s+event|in\s+case)\b", re.IGNORECASE)
_HYPOTHETICAL = re.compile(r"\b(?:would|will|could|might|may|possible)\b")


@cache
def _cue(kind: str) -> re.Pattern:
    return re.compile(rf"\b{prefix_tree(terms('telling_words', kind=kind))}\b")


@cache
def _near(kind: str) -> re.Pattern:
    """Match a word of the noun's own phrase: "a potential province-wide strike"."""
    return re.compile(rf"\b{prefix_tree(terms('telling_words', kind=kind))}\s+(?:[\w’'-]+\s+){{0,2}}\Z")


def read_status(text: str, telling: Telling) -> str:
    """Read the status that a clause gives its event, "" where a bare noun leaves it to the date."""
    trigger, told = telling.trigger, telling.status
    if told in _UNDONE:
        return told
    if trigger.rule in TURNED_DOWN and is_done(text, telling):
        return "refused"
    before = text[max(telling.start, trigger.first - _REACH) : trigger.first]
    after = text[trigger.last : min(telling.end, trigger.last + _REACH)]
    if telling.type in _CAN_BE_REFUSED and _cue("refusal").search(before[-30:]):
        return "refused"
    if told in ("planned", "threatened") or not is_done(text, telling):
        return _of_undone(text, telling, before, after)
    rest = text[trigger.last : telling.sentence[1]] if telling.type == "lawsuit" else after
    return "ongoing" if telling.type in _GOES_ON and _cue("going").search(before + rest) else "occurred"


def _of_undone(text: str, telling: Telling, before: str, after: str) -> str:
    """Read the status of what no verb tells as done."""
    told = telling.status
    if told == "threatened" or _is_threat(text, telling, before, after):
        return "threatened"
    if told == "planned" or is_announced(text, telling):
        return "occurred" if _ABLE.search(before) or _is_purpose(text, telling) else "planned"
    if telling.type in _GOES_ON and _goes_on(text, telling, before, after):
        return "ongoing"
    if telling.trigger.sense == "continue" and telling.type in LASTING:
        return "ongoing"  # "the strike approaches its third week"
    return told if told != "occurred" else ""


def is_announced(text: str, telling: Telling) -> bool:
    """Tell whether words around an event say that it is to come: `agreed to hold`, `is set for`."""
    start, end = telling.trigger.first, telling.trigger.last
    before, after = text[max(telling.start, start - _REACH) : start], text[end : min(telling.end, end + _REACH)]
    if telling.type == "layoff" or _near("planned").search(before):
        return True
    return bool(_cue("plan").search(before + text[start : telling.trigger.end]) or _cue("set").search(after))


def is_done(text: str, telling: Telling) -> bool:
    """Tell whether the verb of a clause tells what has happened: `walked out`, `was called off`, `has begun`."""
    trigger = telling.trigger
    if ", " in trigger.rule:
        return False  # a noun that its own phrase tells
    words = text[trigger.start : trigger.end].lower().split()
    is_planned = telling.type not in _AGREED and _cue("plan").match(f"{' '.join(words)} ")
    if is_planned or (telling.type == "layoff" and "layoff" in classes().get(text[slice(*trigger.noun)].lower(), ())):
        return False  # "agreed to hold talks", "announced layoffs": nobody has met or left
    told = terms("telling_words", kind="told")
    past = next((index for index, word in enumerate(words) if word in told or word.endswith("ed")), None)
    lead = text[max(telling.start, trigger.start - 24) : trigger.start]
    return past is not None and not _NOT_DONE.search(f"{lead} {' '.join(words[:past])} ")


def _is_purpose(text: str, telling: Telling) -> bool:
    """Tell "they came together to form a picket line" from "they plan to form one"."""
    if telling.type not in ("picket", "rally") or telling.when.value:
        return False
    words = text[telling.start : telling.trigger.first].lower().split()
    return any(word in terms("telling_words", kind="told") for word in words) and not _cue("plan").search(
        " ".join(words)
    )


def _goes_on(text: str, telling: Telling, before: str, after: str) -> bool:
    trigger = telling.trigger
    words = text[trigger.start : trigger.end]
    if words.split(" ")[0].endswith("ing") and _PROGRESSIVE.search(text, telling.start, trigger.start):
        return True
    return bool(_cue("going").search(f"{before} {words} {after}"))


def _is_threat(text: str, telling: Telling, before: str, after: str) -> bool:
    trigger, words = telling.trigger, (_MODAL, _near("threatened"), _cue("threat"))
    if any(pattern.search(before) for pattern in words) or _cue("looming").search(after):
        return True
    if (
        telling.type in LASTING
        and ", " in telling.trigger.rule
        and _COULD.match(text, telling.trigger.last, telling.end)
    ):
        return True  # "A strike by drivers could cost millions"
    start, end = telling.sentence
    if _CONDITION.search(text, start, trigger.first):
        return True
    around = text[max(telling.start, trigger.first - _REACH) : min(telling.end, trigger.last + _REACH)]
    return bool(_CONDITION.search(text, trigger.last, end) and _HYPOTHETICAL.search(around))


def told_status(case: Case) -> str:
    """Give the weightiest status that the clauses of an event tell, "" where none says."""
    told = {telling.status for telling in case.tellings}
    for status in ("called_off", "refused", "ongoing", "occurred", "planned", "threatened"):
        if status in told:
            return status
    return ""


def settle_status(case: Case, anchor: tuple[str, str]) -> str:
    """Give the status of a dated event as of the first and last day that its text may be from."""
    status, (first, last) = told_status(case), edtf_bounds(case.date)
    if status in ("called_off", "refused", "threatened") or not anchor[0]:
        return status or "occurred"
    if first > anchor[1 if status == "occurred" else 0]:
        return "planned"
    if status != "planned" and "/" in case.date and (not last or last > anchor[1]):
        return "ongoing"
    stays = (status == "planned" and not "" < last < anchor[0]) or (status == "ongoing" and last == anchor[1])
    return status if stays else "occurred"
