"""Which date of a sentence is that of the event a clause tells.

The clause's own comes first, the nearest where it has several: in "Talks, which opened in November, broke up on
January 19" each verb has its day. Else it is the date that opens the sentence. The day beside a verb of saying
("announced Monday they had authorized …") only bounds it; a day bound to another verb ("an agreement reached Sept.
8") is not taken. What stands around each date is for `around_dates` to read.
"""

import re

from kaiser_data.edtf import edtf_bounds, is_day
from kaiser_data.extract.dates.date_words import values
from kaiser_data.extract.dates.values import shift, within
from kaiser_data.extract.events.around_dates import SAYS, Dated, verbs_told
from kaiser_data.extract.events.cases import ASIDE, LASTING, NO_DATE, Trigger, When, before_it, word_of
from kaiser_data.extract.grammar.clauses import RELATIVE_AFTER
from kaiser_data.extract.grammar.words import past_forms
from kaiser_data.lexicon import Pattern, prefix_tree, terms

# "Talks, which had opened": what leads the verb of a relative clause.
RELATIVE = Pattern(r"\b(?:which|who|that)\s+(?:\w+ly\s+|had\s+|has\s+|have\s+|was\s+|were\s+|is\s+|are\s+){0,2}\Z")


# "a work stoppage that began Tuesday", "the strike by cooks at Hale, which began in May,"
_THAT_BEGAN = Pattern(
    rf"(?:\s+(?:by|at|in|of|over|against)\s[^,;.]{{1,80}}?)?,?\s+(?:that|which)\s+(?:ha[sd]\s+)?"
    rf"(?:{verbs_told('begins', 'past', 'participle')}|ran|lasted)\s+(?:on\s+|in\s+)?"
)
# "ratified a deal on Friday and ended the strike", "marched to the gates and fought with police on Sunday"
_AND = re.compile(r",?\s+and\s+(?:\w+ly\s+)?")
_THEY = re.compile(r"\s+(?=(?:they|we|he|she|it)\s)")
_WHEN = Pattern(rf"(?:\s+(?:morning|afternoon|evening|night))?[,\s]+(?:when|as|while)\s|{_THEY.pattern}")
# "Today's notice means a strike is possible": the day is that of the notice alone.
_OWNED = re.compile(r"[’']s\s+(?:[\w’'-]+\s+){0,3}")
_OPENS = Pattern(
    r"[\s“\"*#>•-]*(?:[A-Z][\w’' ]{1,24},\s+)?(?:(?:[Bb]ut|[Aa]nd|[Ll]ate|[Ee]arlier|[Tt]hen|[Bb]ack)\s+)?"
    r"(?:(?:[Oo]n|[Ii]n|[Aa]t|[Oo]ver|[Bb]y|[Ss]ince|[Dd]uring|[Ll]ate\s+on|[Aa]t\s+[\w:. ]{1,18}\s+on)\s+)?\Z"
)


def find_when(
    text: str, trigger: Trigger, clause: tuple[int, int], sentence: tuple[int, int], dates: list[Dated], last_day: str
) -> tuple[When, str]:
    """Choose the date that the clause gives its event, and the day on which a report of it was made."""
    free, opens = _free(text, trigger, sentence[0], dates)
    said = _said(text, trigger, clause, free, opens, last_day)
    free, opening = ([d for d in row if d not in said] for row in (free, opens))
    said_on = said[0].value if said else ""
    if trigger.kind == "strike_vote":  # "On May 8 they voted to walk out on May 9"
        free = [d for d in free if d.bound_to != trigger.noun] or free
    if own := _of_clause(text, trigger, clause, free, dates, last_day):
        return _of_trigger(text, min(_outermost(own), key=lambda dated: _distance(dated, trigger)), trigger), said_on
    if beside := _beside_clause(text, trigger, clause, free, dates):
        return _as_when(beside[-1], "clause"), said_on
    return (_of_trigger(text, _outermost(opening)[0], trigger, "sentence") if opening else NO_DATE), said_on


def _said(
    text: str, trigger: Trigger, clause: tuple[int, int], free: list[Dated], opens: list[Dated], last_day: str
) -> list[Dated]:
    """Keep the dates on which an event is reported or announced, none inside "decided on Sunday to end the strike"."""
    said = [d for d in free if d.is_said or (d in opens and SAYS.search(text, d.end, max(d.end, clause[0])))]
    said = [d for d in said if not trigger.start < d.start < trigger.end]
    if said or not _is_announced(trigger):
        return said
    return [d for d in [*opens, *free] if d.kind == "day" and is_day(d.value) and d.value <= last_day][:1]


def _free(text: str, trigger: Trigger, first: int, dates: list[Dated]) -> tuple[list[Dated], list[Dated]]:
    """Give the dates of a sentence that are of no other verb, and those of them that open it."""
    # "voted to reject a tentative agreement reached Sept. 8": the day is that of the other verb
    bound = [d for d in dates if d.bound_to and not d.bound_to[0] < trigger.end <= d.bound_to[1] + 1]
    free = [d for d in dates if d not in bound or not d.bound_to[1] != trigger.noun[1] < d.bound_to[0]]
    if trigger.type in LASTING and trigger.word.startswith(("striking", "on strike", "locked-out")):
        return [d for d in free if d.kind in ("since", "until")], []  # "met today with crews on strike"
    return free, [d for d in free if _opens(text, first, d, trigger)]


def _opens(text: str, first: int, dated: Dated, trigger: Trigger) -> bool:
    opens = dated.start < trigger.start and _OPENS.fullmatch(text, first, dated.start)
    return bool(opens) and (opens[0].endswith(("At ", "During ")) or not _OWNED.match(text, dated.end))


def _of_clause(
    text: str, trigger: Trigger, clause: tuple[int, int], free: list[Dated], dates: list[Dated], last_day: str
) -> list[Dated]:
    """Keep the dates that stand in the clause of the event and are its own."""
    inside = [d for d in free if clause[0] - 1 <= d.start < clause[1] and not _is_embedded(text, d, trigger)]
    others = [d for d in dates if d.start < clause[1] and not _THAT_BEGAN.fullmatch(text, trigger.noun[1], d.start)]
    own = _meant(trigger, inside, others, last_day)
    return [_next_after(text, d, dates, last_day) for d in own] if trigger.status == "called_off" else own


def _beside_clause(text: str, trigger: Trigger, clause: tuple[int, int], free: list, dates: list) -> list[Dated]:
    """Keep the dates of "on Monday, when they struck", "the strike, which began on Monday", "marched and fought on"."""
    led = [d for d in free if (found := _WHEN.match(text, d.end)) and found.start() <= clause[0] <= found.end()]
    led += [d for d in free if d.bound_to == trigger.noun != trigger[:2]]  # "a strike in May, which closed the mill"
    led += [d for d in dates if trigger.sense == "end" and _AND.fullmatch(text, d.end, trigger.first)]
    return led + [d._replace(kind="from") for d in free if _THAT_BEGAN.fullmatch(text, trigger.noun[1], d.start)]


def _of_trigger(text: str, dated: Dated, trigger: Trigger, source: str = "clause") -> When:
    """In "After a strike in 1993, they voted" the vote is of 1993 or later; of "voted in 1993 after" before."""
    if dated.end < trigger.first and dated.kind == "after":
        dated = dated._replace(value=within(edtf_bounds(dated.value).first, ""))
    elif dated.end < trigger.first and (source == "clause" or is_day(dated.value)):
        dated = dated._replace(value=before_it(text, trigger, dated.end, dated.value))
    return _as_when(dated, source)


def _is_announced(trigger: Trigger) -> bool:
    """Tell whether a trigger announces its event or votes for it: a past day beside it is that of the announcement."""
    return trigger.sense == "plan" and trigger.term.startswith(("announc", "vote to "))


def _meant(trigger: Trigger, own: list[Dated], dates: list[Dated], last_day: str) -> list[Dated]:
    """Keep of a clause's dates those of the event, none of its announcement or of what calls it off."""
    if _is_announced(trigger):
        # "announced the strike on Monday", "a strike for Monday"; "at the start of the new year" is no day.
        ahead = (d for d in own if edtf_bounds(d.value).first > last_day and d.kind != "year")
        return [*(d for d in own if d.kind in ("for", "from")), *ahead]
    # "On Sunday the union suspended a walkout set for June 10": what is called off is of June.
    meant = [d for d in dates if d.kind in ("from", "for")][:1] or [d for d in own if d.kind != "until"]
    return (trigger.status == "called_off" and meant) or own


def _next_after(text: str, meant: Dated, dates: list[Dated], last_day: str) -> Dated:
    """In "a deal on Sunday averted a strike set for Monday" the Monday is that after the Sunday."""
    if meant.kind not in ("for", "from") or text[meant.start : meant.end] not in values("weekday"):
        return meant
    told, week_before = [d.value for d in dates if d is not meant and is_day(d.value)], shift(meant.value, -7)
    decided = [shift(day, -7) if day > last_day else day for day in told]  # what was decided is done
    return meant._replace(value=week_before) if any(day <= week_before for day in decided) else meant


_FOR = Pattern(
    lambda: rf"(?:{word_of('aim').pattern}|\b(?:to|of)\s+{prefix_tree(terms('telling_words', kind='staves off'))}\b)"
)
_BEHIND = re.compile(r"[^,;]{0,60},\s(?!(?:on|in|at|as|after|when|for|with|and|but|since|from|by)\b)[a-z]+")
_ASIDE_ENDS = re.compile(r"[^,;]{0,40},\s")
_WHO_DID = Pattern(
    lambda: rf"\b(?:which|who|that)\s+(?:\w+ly\s+)?(?:{prefix_tree(past_forms())}|[a-z]{{3,}}ed|was|were|had)\b[^,;]*\Z"
)


def _is_embedded(text: str, dated: Dated, trigger: Trigger) -> bool:
    """In "the strike that began on August 5 will end" the day is not that of the end; so after it."""
    between = text[dated.end : trigger.first] if dated.end < trigger.first else ""
    # "signed a deal on Friday that would end the strike", "met on Friday in hopes of ending the strike"
    is_of_other = RELATIVE_AFTER.match(between) or (trigger.type in LASTING and _FOR.search(between))
    if is_of_other or is_aside(text, dated.start, dated.end, trigger):
        return True
    if found := _WHO_DID.search(text, trigger.last, dated.start):
        return bool(text[trigger.noun[1] : found.start()].strip())
    is_owner = dated.end < trigger.first and _OWNED.match(text, dated.end)
    return bool(is_owner) and not _OWNED.fullmatch(text, dated.end, trigger.first)


def is_aside(text: str, start: int, end: int, trigger: Trigger) -> bool:
    """Tell whether a relative clause has a date for itself: "Cooks, who struck in May, met the owners"."""
    if trigger.last <= start:  # "Cooks, who struck over pay, met the owners on Monday"
        behind = ASIDE.search(text, max(0, trigger.first - 60), trigger.first)
        return bool(behind and _BEHIND.match(text, trigger.last, start))
    return bool(ASIDE.search(text, max(0, start - 120), start) and _ASIDE_ENDS.match(text, end, trigger.start))


def _as_when(dated: Dated, source: str) -> When:
    return When(dated.value, dated.start, dated.end, source, dated.kind)


def _outermost(dates: list[Dated]) -> list[Dated]:
    return [d for d in dates if not any(o is not d and o[0] <= d[0] and d[1] <= o[1] for o in dates)]


def _distance(dated: Dated, trigger: Trigger) -> int:
    """A date after the words of the trigger is nearer than one before them."""
    if dated.start >= trigger.end:
        return dated.start - trigger.end
    # "will begin on Monday and end on Friday"
    first = trigger.start if trigger.sense in ("end", "continue") else trigger.first
    return 20 + first - dated.end if dated.end <= first else 0


# Days of one strike within a week are one strike ("on Monday 28th, Tuesday 29th and Thursday 31st October"), farther
# apart they are several; sessions and rallies have each their day. What stands between the dates must only join them.
_BETWEEN = Pattern(
    r"(?:(?:\s+(?!and\b)[\w’'-]+){1,6}(?=\s+and\s+(?:again|then)\s))?"  # "struck on May 3 over pay and again on May 17"
    r"(?:\s+\d{1,2}(?:st|nd|rd|th))?(?:\s+(?:morning|afternoon|evening|night))?,?"
    r"(?:\s+(?:&|(?:and|or|then|again|another|followed\s+by|also|on|the|all|day|from|in|over|for|this|next)\b))*\s*"
)
_WEEK = 7


def each_date(text: str, first: When, dates: list[Dated], lasts: bool) -> list[When]:
    """Give the dates of a row that opens with `first`, of what lasts those within a week as one."""
    row, last = [first], first
    for dated in dates:
        if dated.start < last.end:
            continue
        if not _BETWEEN.fullmatch(text, last.end, dated.start) or _THEY.match(text, dated.end):
            break
        last = When(dated.value, dated.start, dated.end, "clause", dated.kind)
        block = _join_days(row[-1], last, _WEEK if lasts else 2)
        row[-1:] = [block] if block else [row[-1], last]
    return row


def _join_days(first: When, last: When, days: int) -> When | None:
    """Join two days, or stretches of days, that lie less than so many days apart."""
    begins, ends = edtf_bounds(first.value), edtf_bounds(last.value)
    are_days = all(len(when.value) >= 10 and when.value[0] != "[" for when in (first, last))
    if not are_days or not begins.last or not begins.first < ends.first <= shift(begins.last, days - 1):
        return None
    return When(f"{begins.first}/{ends.last}", first.start, last.end, "clause", "interval")
