"""Whether an event occurred, goes on, is planned or only threatened, as its clauses word it.

"could walk out", "to avert a shutdown" and "or face a strike ballot" threaten, "agreed to hold talks on Friday" plans,
"has since appealed" tells what is done, "are continuing" what goes on. A bare noun ("the strike on July 9") leaves it
to the date. What one clause tells as done, no other makes a plan again.
"""

import re
from functools import cache

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.event_kinds import LASTING
from kaiser_data.extract.events.mentions import Telling
from kaiser_data.extract.events.trigger_words import classes
from kaiser_data.lexicon import prefix_tree, terms

# So many characters before an event's word can word its status.
_REACH = 60
_UNDONE = ("called_off", "refused")
# What takes its time; all else is done on a day.
_GOES_ON = (
    LASTING
    | {"bargaining", "picket", "rally", "lawsuit", "strike_vote", "legislation", "contract", "other"}
    | {
        "violence",
        "unfair_labor_practice_charge",
    }
)
_PROGRESSIVE = re.compile(r"\b(?:am|is|are|be|been)\s+(?:\w+ly\s+|still\s+|also\s+|now\s+)?\Z")
_NOT_DONE = re.compile(r"\b(?:will|would|could|should|must|shall|to|is|are|be|being|['’]ll)\s+(?:\w+\s+)?\Z")
_COULD = re.compile(r"(?:\s+[\w’'-]+){0,6}?\s+(?:would|could|might)\s")
_CONDITION = re.compile(r"\b(?:if|unless|in\s+the\s+event|in\s+case)\b", re.IGNORECASE)
_HYPOTHETICAL = re.compile(r"\b(?:would|will|could|might|may|possible)\b")


@cache
def _cue(kind: str) -> re.Pattern:
    return re.compile(rf"\b{prefix_tree(terms('telling_words', kind=kind))}\b")


def _around(text: str, telling: Telling) -> tuple[str, str]:
    """Give the words of a clause before and after its event's word."""
    start, end = telling.trigger.first, telling.trigger.last
    return text[max(telling.start, start - _REACH) : start], text[end : min(telling.end, end + _REACH)]


def read_status(text: str, telling: Telling) -> str:
    """Read the status that a clause gives its event, "" where a bare noun leaves it to the date."""
    told, (before, after) = telling.status, _around(text, telling)
    if told in _UNDONE:
        return told
    if told not in ("planned", "threatened") and is_done(text, telling):
        # "The suit, filed in May, is pending" goes on by any word of its sentence.
        rest = text[telling.trigger.last : telling.sentence[1]] if telling.type == "lawsuit" else after
        return "ongoing" if _cue("going").search(before + rest) else "occurred"
    if told == "threatened" or _is_threat(text, telling):
        return "threatened"
    if told == "planned" or is_announced(text, telling):
        return "planned"
    words = text[telling.trigger.start : telling.trigger.end]
    is_now = _PROGRESSIVE.search(text, telling.start, telling.trigger.start) and not words.split()[0].endswith("ed")
    if is_now or _is_continued(telling):
        return "ongoing"
    return "ongoing" if told == "ongoing" or _cue("going").search(f"{before} {words} {after}") else ""


def is_announced(text: str, telling: Telling) -> bool:
    """Tell whether words around an event say that it is to come: `agreed to hold`, `is set for`."""
    before, after = _around(text, telling)
    words = text[telling.trigger.first : telling.trigger.end]
    return telling.type == "layoff" or bool(_cue("plan").search(before + words) or _cue("set").search(after))


def is_done(text: str, telling: Telling) -> bool:
    """Tell whether the verb of a clause tells what has happened: `walked out`, `was called off`, `has begun`."""
    trigger = telling.trigger
    words = text[trigger.start : trigger.end].lower().split()
    is_of_jobs = "layoff" in classes().get(text[slice(*trigger.noun)].lower(), ())
    if is_of_jobs or trigger.is_noun or _cue("plan").match(f"{' '.join(words)} "):
        return False  # "agreed to hold talks", "announced layoffs": nobody has met or left
    told = terms("telling_words", kind="told")
    past = next((index for index, word in enumerate(words) if word in told or word.endswith("ed")), None)
    lead = text[max(telling.start, trigger.start - 24) : trigger.start]
    return past is not None and not _NOT_DONE.search(f"{lead} {' '.join(words[:past])} ")


def _is_continued(telling: Telling) -> bool:
    """Tell "the strike approaches its third week" of what is under way."""
    return telling.sense == "continue" and telling.type in LASTING


def _is_threat(text: str, telling: Telling) -> bool:
    """Tell what is only feared: "to avert a strike", "a strike looms", "if members reject it"."""
    (before, after), first, last = _around(text, telling), telling.trigger.first, telling.trigger.last
    words = text[first:last]
    if _cue("threat").search(before) or _cue("looming").search(after):
        return True
    if telling.type in LASTING and _COULD.match(text, last, telling.end):
        return True  # "A strike by drivers could cost millions"
    start, end = telling.sentence
    if _CONDITION.search(text, start, first):
        return True
    return bool(_CONDITION.search(text, last, end) and _HYPOTHETICAL.search(f"{before}{words}{after}"))


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
    is_open = "/" in case.date and (not last or last > anchor[1])
    if status != "planned" and (is_open or (not first and _runs_on(case, last, anchor[1]))):
        return "ongoing"
    if status == "planned":
        return status if not "" < last < anchor[0] else "occurred"
    ended = case.type in LASTING and any(t.sense == "end" and t.status == "occurred" for t in case.tellings)
    goes_on = status == "ongoing" and last == anchor[1] and case.type in _GOES_ON and not ended
    return "ongoing" if goes_on else "occurred"


def _runs_on(case: Case, last: str, today: str) -> bool:
    """Tell whether a strike whose days no clause tells goes on as a text speaks of it: none of them ends it."""
    if case.type not in LASTING or last != today:
        return False
    ends = terms("telling_words", kind="end")
    return not any(t.sense == "end" or t.trigger.rule.partition(":")[2] in ends for t in case.tellings)
