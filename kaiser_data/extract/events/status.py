"""What became of an event, in the order in which it comes about: the word, its clause, its text, the day of the text.

The word of an event says it, or the modal before it: "called off", "could walk out", "will walk out". The rest of its
clause may say more: "agreed to hold talks on Friday" plans, "are continuing" tells what goes on, "voted against" what
one side will not have; a bare noun ("the strike on July 9") leaves it to the date. A strike called off that its text
tells as begun has ended. The date of a clause is made to agree: no plan is of a past day. Of the clauses of an event
the weightiest counts (`Case.status`). Once the event has its date, the day of the text decides what is over, under way
or ahead; of several texts the later says it.
"""

import re

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.date_words import END_OF, values
from kaiser_data.extract.dates.values import shift, within
from kaiser_data.extract.events import status_words
from kaiser_data.extract.events.cases import AHEAD, HAS_RUN, LASTING, Anchor, Case, Telling, When, is_recent, word_of
from kaiser_data.extract.events.strike_run import is_over, length_of, returns
from kaiser_data.extract.events.untold import modal_before
from kaiser_data.extract.grammar.clauses import tense_at
from kaiser_data.lexicon import Pattern, any_of, terms


def settle_tellings(text: str, tellings: list[Telling], anchor: Anchor) -> list[Telling]:
    """Give each clause its status, and a date that agrees with it."""
    ended = _called_off_in_course(text, tellings, anchor)
    told = [_as_end(text, telling) if telling in ended else telling for telling in tellings]
    told = [telling._replace(status=_in_clause(text, telling, anchor[0])) for telling in told]
    # "met on Friday to resume talks": the talks are those that met.
    done = {(t.type, t.when) for t in told if t.status == "occurred" and t.when.value and t.type not in LASTING}
    told = [t._replace(status="occurred") if t.status == "planned" and (t.type, t.when) in done else t for t in told]
    return [t._replace(when=_agreeing(text, t, anchor)) if t.when.value and anchor[0] else t for t in told]


# 1. The word, or the modal before it.
_FEARED = LASTING | {"layoff", "lawsuit"}
_WILL_MARK = re.compile(r"\bwill\s+(?:only\s+)?(?:mark|be)\s+(?:only\s+)?the\s+\w+\s+time\b")  # "they walk out"


def _of_word(text: str, telling: Telling) -> str:
    """Give the status that a word has, else that of its modal: a strike that could come is threatened, else planned."""
    if _WILL_MARK.search(text, telling.sentence[0], telling.trigger.first):
        return "planned"
    modal = modal_before(text, telling.trigger, telling.start)
    if telling.trigger.status or not modal:
        return telling.trigger.status
    is_feared = modal["threat"] or modal["may"] in ("could", "might", "may")
    return "threatened" if is_feared and telling.type in _FEARED else "planned"


# 2. A strike called off, if its text tells it as begun, has ended.
_RAN_FOR = Pattern(r"\bafter\s+(?:[\w-]+\s+){1,3}(?:days|weeks|months|years)\b(?!\s+(?:of|later)\b)")
_BEGUN = ("begin", "join", "whole")
_NEVER_RAN = tuple(terms("telling_words", kind="averts"))


def _called_off_in_course(text: str, tellings: list[Telling], anchor: Anchor) -> list[Telling]:
    """Give the clauses that call off what has begun: "called off its week-long strike", "suspended the strike"."""
    strikes = [telling for telling in tellings if telling.type in LASTING]
    undone = [t for t in strikes if t.trigger.status == "called_off" and not status_words.is_active(text, t)]
    undone = [t for t in undone if not text[t.trigger.start : t.trigger.end].lower().startswith(_NEVER_RAN)]
    is_long = any(HAS_RUN.search(text, t.start, t.trigger.noun[0]) for t in undone)
    if is_long or (undone and _has_run(text, strikes, anchor)):
        return undone
    return [telling for telling in undone if _was_on(text, telling, anchor)]


_SUSPENDS = re.compile(r"suspend|paus")
_PLANNED = Pattern(rf"\b(?:{any_of('telling_words', kind='planned')}|{any_of('telling_words', kind='threatened')})\b")
_DROPPED = Pattern(
    rf"\b{any_of('telling_words', kind='drops')}\s+(?:\w+\s+)?(?:plan|proposal|threat)s?\s+(?:to|for)\s\Z"
)
_TO_COME = Pattern(
    rf"{_PLANNED.pattern}|\b(?:{any_of('telling_words', kind='set')}"
    r"|(?:was|were)\s+(?:to|set)|due|scheduled|plan\w*|called\s+for|an?\s+[\w-]+|day['’]s)\b"
)


def _was_on(text: str, telling: Telling, anchor: Anchor) -> bool:
    """Tell whether a strike suspended, or undone after some days, was on: no word says that it was still to come."""
    is_ahead = bool(telling.when.value) and edtf_bounds(telling.when.value).first > anchor[1]
    ran = _SUSPENDS.search(telling.trigger.word) or _RAN_FOR.search(text, telling.trigger.last, telling.sentence[1])
    return bool(ran) and not is_ahead and not _TO_COME.search(text, *telling[:2])


def _has_run(text: str, strikes: list[Telling], anchor: Anchor) -> bool:
    """Tell whether a strike has begun: on a day of late, or at some time where none is ahead."""
    word = {telling: _of_word(text, telling) for telling in strikes}
    told = [telling for telling in strikes if word[telling] in ("", "occurred", "ongoing")]
    begun = [telling for telling in told if telling.sense in _BEGUN and status_words.is_done(text, telling)]
    if any(len(t.when.value) == 10 and is_recent(t.when.value, anchor) for t in begun):
        return True
    is_ahead = any(word[t] in AHEAD and t.sense in (*_BEGUN, "plan") for t in strikes)
    return not is_ahead and any(_runs(text, telling, telling in begun) for telling in told)


def _runs(text: str, telling: Telling, is_begun: bool) -> bool:
    """Tell whether a clause without a day says that a strike has begun."""
    # "the strike, which paralysed the ports, was suspended"
    has_acted = telling.sense != "whole" or telling.trigger.noun[1] <= telling.trigger.start
    is_begin = is_begun and has_acted and not telling.when.value
    return is_begin or telling.when.kind == "since" or telling.sense == "run" or returns(text, telling)


_UNTIL = re.compile(r"\b(?:until|till|pending|before|ahead\s+of)\b")


def _as_end(text: str, telling: Telling) -> Telling:
    """Make of a strike called off the end of one; what it is suspended until is not when it ended."""
    is_until = telling.when.kind == "until" or _UNTIL.search(text, telling.trigger.last, telling.when.start)
    trigger = telling.trigger._replace(sense="end", status="occurred" * telling.trigger.term.startswith("agree"))
    return telling._replace(sense="end", trigger=trigger, when=When() if is_until else telling.when)


# 3. The clause.


def _in_clause(text: str, telling: Telling, now: str) -> str:
    """Give the status that a clause tells; who calls a strike for a day to come plans it."""
    status, when = read_status(text, telling), telling.when
    if not when.value:
        return status
    (first, last), verb = edtf_bounds(when.value), telling.trigger.word.split()[0]
    if status == "ongoing" and verb in ("was", "were") and now and "" < last < shift(now, -90):
        return "occurred"  # "In 2011 porters were on strike for four months"
    if status in ("occurred", "", "ongoing" * (telling.sense == "begin")) and _is_later(text, telling, now):
        return "planned"
    if status != "occurred" or telling.sense not in ("plan", "begin") or when.kind != "for":
        return status
    return "planned" if first > now or text[when.start : when.end] in values("weekday") else status


def _is_later(text: str, telling: Telling, now: str) -> bool:
    """Tell what is to come: ", starting next Thursday", "cutting 40 jobs by June", "meet again later this month"."""
    when, (first, last) = telling.when, edtf_bounds(telling.when.value)
    is_ahead = re.search(r"ing\b", telling.trigger.word) and telling.trigger.start < when.start and "" < now < first
    return bool(is_ahead) or (when.kind == "by" and last > now) or text.startswith("later this ", when.start)


def read_status(text: str, telling: Telling) -> str:
    """Read the status that a clause gives its event, "" where a bare noun leaves it to the date."""
    if telling.sense == "run":
        return ""
    if undone := _undone(text, telling):
        return undone
    told = _of_word(text, telling)
    if status_words.has_come(text, telling):
        return "occurred"
    if told not in AHEAD and status_words.is_done(text, telling):
        return "ongoing" if status_words.is_still_on(text, telling) else "occurred"
    if status_words.runs_until(text, telling):
        return "ongoing"
    if told == "ongoing":
        return told
    if told == "threatened" or status_words.is_threat(text, telling):
        return "threatened"
    if told == "planned" or status_words.is_announced(text, telling):
        return "planned"
    return "ongoing" if status_words.is_under_way(text, telling) else ""


_MODAL = Pattern(r"\b(?:(?:w|c|sh)ould|can|may|might|will|to)\s+(?:still\s+)?(?:be\s+)?\Z")


def _undone(text: str, telling: Telling) -> str:
    """Read what does not take place: called off, refused, or no more than possible ("a strike could be averted")."""
    if telling.trigger.status in ("called_off", "refused") and not status_words.is_active(text, telling):
        staves_off = word_of("staves off").match(text, *telling.trigger[:2])
        is_hoped = staves_off and _MODAL.search(text, 0, telling.trigger.start)
        return "threatened" if is_hoped else telling.trigger.status
    if status_words.is_refused(text, telling):
        return "refused"
    trigger, ends = telling.trigger, telling.sense == "end" and telling.type in LASTING
    is_planned = ends and _PLANNED.search(text, trigger.end, trigger.noun[0])  # "halted their planned strike"
    if is_planned or _DROPPED.search(text, telling.start, trigger.start):
        return "called_off"
    return "threatened" if status_words.is_prospect(text, telling) else ""


# 4. The date of the clause.
def _agreeing(text: str, telling: Telling, anchor: Anchor) -> When:
    """Let no date of a clause contradict what it tells: no past day of a plan, no day to come of what is done."""
    when, is_to_come = telling.when, telling.status in ("planned", "threatened")
    words = text[when.start : when.end]  # "Good Friday" is of its year, not of the week
    is_weekday = words.split()[-1] in values("weekday") and words not in values("holiday")
    if is_weekday and when.value.startswith("[") and anchor[0] != anchor[1]:
        when = when._replace(value=within(anchor[0], "" if is_to_come else anchor[1]))
    is_end = END_OF.match(text, when.start) and when.kind != "by"
    if telling.type in ("contract_expiration", "layoff") and is_end:
        when = when._replace(value=edtf_bounds(when.value).last)
    if not is_to_come:
        return _behind(text, telling, when, anchor)
    is_owner = text[when.end : telling.trigger.first] in ("'s ", "’s ")  # "Friday's strike will stop trains"
    is_told = not is_owner and when.end <= telling.trigger.first and tense_at(text, when.start, when.end) == "back"
    is_term = when.kind == "by" and bool(status_words.CONDITION.search(text, telling.sentence[0], when.start))
    return _ahead(telling, when, is_weekday and not is_told, anchor[0], is_term)


def _behind(text: str, telling: Telling, when: When, anchor: Anchor) -> When:
    """Read the date of what is done: on or before the text's own day, or none."""
    is_deal = telling.type == "tentative_agreement" and telling.status == "occurred" and len(when.value) == 10
    if is_deal and when.value > anchor[1] and text[when.start : when.end] in values("weekday"):
        return when._replace(value=shift(when.value, -7))  # "agreed to a deal on Friday"
    if when.value.endswith("..]") and edtf_bounds(when.value).first <= anchor[1]:
        return when._replace(value=within(edtf_bounds(when.value).first, anchor[1]))
    is_ahead = edtf_bounds(when.value).first > anchor[1] and when.kind != "until"
    if not is_ahead or telling.status not in ("occurred", "ongoing") or telling.sense in ("plan", "end"):
        return when
    return When() if status_words.is_done(text, telling) else when


def _ahead(telling: Telling, when: When, is_weekday: bool, now: str, is_term: bool) -> When:
    """Read the date of what is to come: a past weekday is the next one, another past day that of the announcement."""
    first, last = edtf_bounds(when.value)
    if is_weekday and when.value[0] != "[" and last < now:
        return when._replace(value="/".join(shift(day, 7) for day in when.value.split("/")))
    if last > now and (value := _by_term(telling, when, now, is_term)):
        return when._replace(value=value)
    # "announced on May 3 that bakers would strike", not "had planned to strike on May 3"
    recent = bool(last) and shift(now, -31) <= last < now and when.start < telling.trigger.last
    cut_now = telling.type == "layoff" and telling.status == "planned" and first <= now <= last
    return when._replace(value=within(first, "")) if recent or cut_now else when


def _by_term(telling: Telling, when: When, now: str, is_term: bool) -> str:
    """Give the days from a term on ("If no deal is reached by Friday, they will strike"), or up to it, else ""."""
    first, last = edtf_bounds(when.value)
    if (is_term or when.kind == "early") and telling.status == "threatened":
        return within(last, "")
    is_until = when.kind == "until" and telling.type not in LASTING  # "have until Friday to vote"
    return within(now, last) if is_until or (when.kind in ("before", "by") and not first) else ""


# 5. The day of the text, once the event is dated; till then the weightiest of its clauses counts: `Case.status`.
# What takes its time; all else is done on a day.
_GOES_ON = LASTING.union(
    ("bargaining", "picket", "rally", "lawsuit", "strike_vote", "legislation", "contract", "other", "violence"),
    ("unfair_labor_practice_charge", "ratification"),
)
_ENDS = terms("telling_words", kind="end")


def settle_status(text: str, case: Case, anchor: Anchor) -> str:
    """Give the status of a dated event as of the first and last day that its text may be from."""
    status, (first, last) = case.status, edtf_bounds(case.date)
    if status in ("called_off", "refused", "threatened") or not anchor[0]:
        return status or "occurred"
    told = {t.status for t in case.tellings if t.when.value and last >= anchor[0] < anchor[1]} or {""}
    if first > anchor[1 if status == "occurred" else 0] or told.issubset(AHEAD):
        return "planned"  # by a text of some day in a year, too
    if status == "planned":
        return "occurred" if "" < last < anchor[0] and (case.lasts, len(case.date)) != (True, 10) else status
    return "ongoing" if _goes_on(text, case, status, anchor) else "occurred"


def _goes_on(text: str, case: Case, status: str, anchor: Anchor) -> bool:
    """Tell whether an event goes on as its text speaks of it: by its open date, else until that very day."""
    (first, last), today = edtf_bounds(case.date), anchor[1]
    if "/" in case.date and (not last or last > today or (last == today and _fills(text, case))):
        return True
    if _has_ended(text, case):
        return False
    if case.lasts and anchor[0] < last <= today:  # in a text of some day of its year
        return status == "ongoing" or (last == today and _has_begun(text, case))
    return last == today and ((not first and case.lasts) or (status == "ongoing" and case.type in _GOES_ON))


def _has_begun(text: str, case: Case) -> bool:
    begun = (t for t in case.tellings if t.sense in ("begin", "join"))
    return case.date.startswith("[..") or any(not length_of(text[t.start : t.end]) for t in begun)


# not "have struck for three days"
_STRUCK_FOR = re.compile(r"(?<!have )(?<!has )(?<!had )struck\s+for\s+(?:an?|[\w-]+)\s+(?:hours?|days?)\b")


def _has_ended(text: str, case: Case) -> bool:
    told = (t for t in case.tellings if t.trigger.word in _ENDS and not status_words.is_asked_for(text, t))
    struck = any(_STRUCK_FOR.match(text, t.trigger.start) for t in case.tellings)
    return case.lasts and (struck or is_over(text, case) or any(told))


def _fills(text: str, case: Case) -> bool:
    """Tell whether a text is of the last day of "a three-day strike", whose end it does not tell."""
    return case.lasts and not is_over(text, case) and any(length_of(text[t.start : t.end]) for t in case.tellings)


# 6. The later of two texts.


def later_status(old: str, new: str, later: bool) -> str:
    """Give the status that the later of two texts tells; what is done stays so, though told later as a plan."""
    if "planned" in (old, new):
        return new if later == (old == "planned") else old
    return new if later else old
