"""From when to when a strike lasts: its beginning, its end and its length, made one date.

A strike that "ended this May … after seven months" ran from about October (`2024-10~/2025-05`); one that began
"Jan. 26" and whose workers "would return … Tuesday" from `2026-01-26` to `2026-02-24`. Who goes
back on a day has struck until the day before (`last_day`). A start alone stays open (`2026-02-09/..`) where the text
tells the strike as its own present. Strikes alone are dated here, other events in `event_dates`.
"""

from datetime import date, timedelta

from kaiser_data.edtf import edtf_bounds, is_day, meets
from kaiser_data.extract.dates.values import days_between, move, shift, some_day, span, value_of
from kaiser_data.extract.events.cases import HAS_RUN, Anchor, Case, Telling, is_recent, word_of
from kaiser_data.extract.events.status_words import is_asked_for
from kaiser_data.extract.events.strike_run import Length, ends_now, is_over, length_of, returns, running_since, stays_on
from kaiser_data.lexicon import Pattern


def strike_date(text: str, case: Case, anchor: Anchor) -> str:
    """Compose the date of a strike from the clauses that tell its start, its end and its length."""
    begins, ends, length = _beginning(case, anchor), _end_told(text, case), _length_told(text, case)
    # "spread today" and "entered its tenth day on Friday" tell no beginning.
    begins = "" if begins.startswith("[..") and _is_plain(ends) else begins
    begun = _dates(case, "begin", "join", "plan") or (length and begins != anchor[1])
    if not begins or (not begun and running_since(text, case, anchor)):
        return _without_beginning(text, case, ends, length, anchor)
    begins = begins.removesuffix(f"/{anchor[1]}")  # "have struck for the past two weeks"
    return _from_beginning(text, case, begins, (ends, length), anchor)


def _from_beginning(text: str, case: Case, begins: str, told: tuple[str, Length | None], anchor: Anchor) -> str:
    """Date what begins on a day, or about one, by the end and the length that are told, or by how its text tells it."""
    ends, length = told
    first = begins if _is_plain(begins) else _about(case, begins)
    if not first or (_is_plain(ends) and first <= ends):
        return begins if not first or first == ends else f"{first}/{ends}"
    lasts = _lasts(text, case, first, length, anchor)
    is_short = length and length.unit == "day" and length.count < 7  # "went on a two-day strike in October"
    if lasts or is_short or case.status == "called_off":
        return lasts or begins
    ends = _end_untold(text, case, begins, anchor)
    return f"{first}/{ends}" if ends else begins


def _dates(case: Case, *senses: str) -> list[str]:
    """Give the dates of the clauses of some senses, without those `until` which something lasts."""
    told = (t for t in case.tellings if t.sense in senses and t.when.kind != "until")
    return [telling.when.value for telling in told if telling.when.value]


def _beginning(case: Case, anchor: Anchor) -> str:
    """Choose the date on which a strike begins, the most exact of those that are told."""
    whole = _dates(case, "whole", "beside")
    told = _dates(case, "begin", "join", "continue", "plan") or whole
    if not told:
        return ""
    first = edtf_bounds(min(told, key=vagueness))
    told += [day for day in whole if meets(edtf_bounds(day), first)]  # "will strike this week … on Thursday"
    return some_day(min(told, key=vagueness), anchor[1], is_past=case.status in ("occurred", ""))


def _lasts(text: str, case: Case, first: str, length: Length | None, anchor: Anchor) -> str:
    """Date by its length what begins on a day; of what is over the length was planned if it reaches beyond its text."""
    value = with_length(first, length) if length and is_day(first) else ""
    is_cut = value and first <= anchor[1] < edtf_bounds(value).last and is_over(text, case)
    return "" if is_cut else value


_WAS_ON = ("was on", "were on", "was striking", "were striking")  # "Clerks were on strike on Friday"
_AT_HOUR = Pattern(r"\d\s*[ap]\.?m\.?\s+(?:[\w ]{1,16}\s)?(?:on\s+)?\Z")


def _end_told(text: str, case: Case) -> str:
    """Give the most exact date on which a strike ends, or until which it lasts."""
    stays, ends, extended = stays_on(case), [], {t.sentence for t in case.tellings if t.sense == "run"}
    for telling in (t for t in case.tellings if t.when.value):
        is_undone = (stays and returns(text, telling)) or is_asked_for(text, telling) or telling.sentence in extended
        if telling.sense == "end" and not is_undone:  # some may go back while others stay out
            ends.append(_last_told(text, case, telling))
        elif telling.when.kind == "until" and telling.trigger.status != "called_off":
            ends.append(telling.when.value)
    return min(ends, key=vagueness, default="")


def _last_told(text: str, case: Case, end: Telling) -> str:
    """Give the last day that a clause tells: of a return the day before, if beside no hour, start, length."""
    (day, at), (first, last) = end.when[:2], edtf_bounds(end.when.value)
    if day.startswith("[") and first[:7] == last[:7]:
        return first[:7]  # "went back in the first week of June"
    is_others = _AT_HOUR.search(text, max(0, at - 30), at) or length_of(text[slice(*end.sentence)])
    begun = any(t.sentence == end.sentence and t.sense != "end" and t.when.value for t in case.tellings)
    return shift(day, -1) if is_day(day) and returns(text, end) and not (is_others or begun) else day


_SO_FAR = Pattern(
    r"\b(?:has|have)\s+(?:now\s+|already\s+|so\s+far\s+)?(?:been(?!\s+(?!locked)\w+ed\b)|lasted|gone|dragged|run|stretched)\b"
    r"|\bto\s+end\s+(?:the|an?|its|their)\b|\b[Aa]fter\s+(?:[\w-]+\s+){1,3}on\s+strike\b"
)


def _length_told(text: str, case: Case) -> Length | None:
    """Give the length that a clause says, those that end it first, none of "has lasted four months" so far."""
    for telling in sorted(case.tellings, key=lambda telling: telling.sense != "end"):
        is_end, clause = telling.sense == "end", text[telling.start : telling.end]
        if _SO_FAR.search(clause) and not (is_end and telling.status in ("occurred", "called_off")):
            continue
        # "ended on Tuesday, after nine days"
        rest = text[telling.end : telling.sentence[1]] if is_end else ""
        if length := length_of(clause) or length_of(rest):
            return length
    return None


def _about(case: Case, begins: str) -> str:
    """Say about when began what did within some days, "in mid-May" or "over the weekend": the first of them."""
    first, last = edtf_bounds(begins)
    is_near = first and last and days_between(first, last) <= 31
    if not is_near or ("/" in begins and begins != value_of("weekend", date.fromisoformat(first))):
        return ""
    return f"{first}~" if any(edtf_bounds(told).first == first for told in _dates(case, "begin", "join")) else ""


def _without_beginning(text: str, case: Case, ends: str, length: Length | None, anchor: Anchor) -> str:
    """Date by its end, its length or how far it has come what no clause begins."""
    since = running_since(text, case, (ends, ends) if is_day(ends) else anchor).partition("/")[0]
    if not since and not ends and length and length.unit == "day" and is_over(text, case) and anchor[0] == anchor[1]:
        return f"{shift(anchor[1], -length.count)}~/{anchor[1]}"  # "ended a 15-day walkout"
    if not since or (ends and length):
        return _until(ends, length) if _is_plain(ends) else ends
    return f"{since}/{ends or (anchor[1] if is_over(text, case) else '..')}"


def _until(ends: str, length: Length | None) -> str:
    """Date by its end and length what has no beginning; of `until Friday` the days before are unknown."""
    if length and length.unit == "month":
        first = move(date.fromisoformat(edtf_bounds(ends).first), "month", -length.count)
        return f"{value_of('month', first)}~/{ends}"
    return with_length(shift(ends, 1 - length.count), length) if length and is_day(ends) else f"../{ends}"


def with_length(begins: str, length: Length) -> str:
    """Write the date of what begins on a day and lasts so long."""
    first = date.fromisoformat(begins)
    return span(first, move(first, length.unit, length.count) - timedelta(days=length.unit == "day"))


def _end_untold(text: str, case: Case, begins: str, anchor: Anchor) -> str:
    """Give the end of a strike that no clause dates: the text's day, `..` where it goes on, "" where nobody can tell.

    What began of late, or ends now, is over by the text's day if it is told so. It goes on where it is told as the
    text's present, as begun of late, or as planned with a first day and no last.
    """
    is_late = is_recent(begins, anchor) or any(map(ends_now, case.tellings))
    if is_late and begins < anchor[0] == anchor[1] and is_over(text, case):
        return anchor[1]
    if all(t.when.kind == "day" and t.trigger.word.startswith(_WAS_ON) for t in case.tellings):
        return ""
    runs = any(when.kind == "since" for when in case.told_dates)
    return ".." if runs or _is_on(text, case, begins, anchor) or _is_open(case, begins, anchor) else ""


def _is_on(text: str, case: Case, begins: str, anchor: Anchor) -> bool:
    """Tell whether words say that a strike goes on: "unlimited", "The striking porters met … They went out in May"."""
    if any(word_of("unlimited").search(text, t.start, t.end) for t in case.tellings):
        return True
    if case.status == "ongoing" and begins <= anchor[1]:  # none of "a strike in 1997" is
        return is_recent(begins, anchor) or bool(_dates(case, "begin", "join", "plan"))
    opens = case.tellings[0]
    is_on = opens.trigger.word == "striking" or HAS_RUN.search(text, opens.start, opens.trigger.noun[0])
    return bool(is_on) and begins < anchor[0] and not opens.when.value and not is_over(text, case)


def _is_open(case: Case, begins: str, anchor: Anchor) -> bool:
    told = [telling for telling in case.tellings if telling.when.value]
    if edtf_bounds(begins).first > anchor[1] or case.status in ("planned", "threatened"):
        return any(map(_only_begins, told))
    is_fresh = is_day(begins) and days_between(begins, anchor[1]) <= 7
    is_past = not is_fresh and all(t.trigger.word.startswith("struck") for t in told)  # "struck a month ago"
    return is_recent(begins, anchor) and not is_past and any(t.sense in ("begin", "join") for t in case.tellings)


def _only_begins(plan: Telling) -> bool:
    """Tell whether a plan says no more than when: "will go on strike on May 3", not "will strike on May 3"."""
    is_deed = plan.when.kind == "day" and plan.trigger.is_verb and word_of("sets out").match(plan.trigger.term)
    return bool(is_deed) or plan.when.kind == "from" or plan.type == "lockout"


def _is_plain(value: str) -> bool:
    return bool(value) and not set(value) & set("/[X")


def vagueness(value: str) -> int:
    """Measure how many days a date leaves open.

    >>> vagueness("2025-05-01"), vagueness("2025-05"), vagueness("[..2025-05-01]")
    (0, 30, 9999)
    """
    first, last = edtf_bounds(value)
    return days_between(first, last) if first and last else 9999
