"""From when to when a strike lasts: its beginning, its end and its length, made one date.

A strike that "ended this May … after seven months" ran from about October (`2024-10~/2025-05`); one that began
"Jan. 26" and whose workers "would return … Tuesday" from `2026-01-26` to `2026-02-24`. Who goes
back on a day has struck until the day before (`last_day`). A start alone stays open (`2026-02-09/..`) where the text
tells the strike as its own present. Strikes alone are dated here, other events in `event_dates`.
"""

import re
from datetime import date, timedelta

from kaiser_data.edtf import edtf_bounds, meets
from kaiser_data.extract.dates.date_words import number, values
from kaiser_data.extract.dates.values import days_between, move, shift, some_day, span, value_of
from kaiser_data.extract.events.cases import HAS_RUN, Anchor, Case, Telling, is_recent, word_of
from kaiser_data.extract.events.status_words import is_asked_for
from kaiser_data.extract.events.strike_run import Length, ends_now, is_over, length_of, returns, running_since, stays_on
from kaiser_data.lexicon import Pattern, prefix_tree


def strike_date(text: str, case: Case, anchor: Anchor) -> str:
    """Compose the date of a strike from the clauses that tell its start, its end and its length."""
    begins = _beginning(case, anchor)
    ends, length = _end_told(text, case), _length_told(text, case, begins)
    # "spread today" and "entered its tenth day on Friday" tell no beginning.
    begins = "" if begins.startswith("[..") and _is_plain(ends) else begins
    begun = _dates(case, "begin", "join", "plan") or (length and begins != anchor[1])
    if not begins or (not begun and running_since(text, case, anchor)):
        return _without_beginning(text, case, ends, length, anchor)
    begins = begins.removesuffix(f"/{anchor[1]}")  # "have struck for the past two weeks"
    return _from_beginning(text, case, begins, (ends, length), anchor)


def _beginning(case: Case, anchor: Anchor) -> str:
    """Choose the date on which a strike begins: of a call ("called for strikes in May") only where no other is told."""
    told, whole = _dates(case, "begin", "join", "continue", "plan"), _dates(case, "whole", "beside")
    told = [day for day in told if not day.endswith("..]")] or whole or told
    if not told:
        return ""
    first = edtf_bounds(min(told, key=vagueness))
    told += [day for day in whole if meets(edtf_bounds(day), first)]  # "will strike this week … on Thursday"
    return some_day(min(told, key=vagueness), anchor[1], is_past=case.status in ("occurred", ""))


def _from_beginning(text: str, case: Case, begins: str, told: tuple[str, Length | None], anchor: Anchor) -> str:
    """Date what begins on a day, or about one, by the end and the length that are told, or by how its text tells it."""
    ends, length = told
    first = begins if _is_plain(begins) else _about(case, begins)
    if not first:
        return begins
    if _is_plain(ends) and (first if first == begins else edtf_bounds(begins).last) <= ends:
        return _from_to(text, case, first, ends, length)
    is_short = length and length.unit == "day" and length.count < 7
    lasts = _lasts(text, case, first, length, anchor)
    if lasts or case.status == "called_off" or (is_short and len(first) != 10):
        return lasts or begins  # "went on a two-day strike in October"
    ends = _end_untold(text, case, begins, anchor)
    return f"{first}/{ends}" if ends else begins


def _lasts(text: str, case: Case, first: str, length: Length | None, anchor: Anchor) -> str:
    """Date by its length what begins on a day; of what is over the length was planned if it reaches beyond its text."""
    value = with_length(first, length) if length and len(first) == 10 else ""
    if not value or edtf_bounds(value).last <= anchor[1]:
        return value
    lasted = any(t.trigger.word.startswith("last") and t.status == "occurred" for t in case.tellings)
    return "" if lasted or (first <= anchor[1] and is_over(text, case)) else value


def _from_to(text: str, case: Case, begins: str, ends: str, length: Length | None) -> str:
    """In "called off its week-long strike on Monday … had downed tools on Sunday" the Sunday is that a week before."""
    on_weekday = any(w.value == begins and text[w.start : w.end] in values("weekday") for w in case.told_dates)
    if length and length.unit == "day" and on_weekday and len(begins) + len(ends) == 20:
        short = length.count - days_between(begins, ends)
        begins = shift(begins, -((max(short, 0) + 1) // 7 * 7))
    is_exact = length and length.count % 7 and len(begins) + len(ends) == 20
    if is_exact and with_length(begins, length) == f"{begins}/{shift(ends, -1)}":
        ends = shift(ends, -1)  # "ended it after 29 days, returning on Wednesday"
    return begins if begins == ends else f"{begins}/{ends}"


def _dates(case: Case, *senses: str) -> list[str]:
    """Give the dates of the clauses of some senses; `until` leads an end, `since` and `from` a beginning."""
    told = [t for t in case.tellings if t.when.value and t.when.kind != "until"]
    return [t.when.value for t in told if t.sense in senses or ("begin" in senses and t.when.kind in ("since", "from"))]


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
    is_hour = len(day) != len("2026-02-24") or _AT_HOUR.search(text, max(0, at - 30), at)
    begun = (t for t in case.tellings if t.sentence == end.sentence and t.sense != "end" and t.when.value)
    is_day = is_hour or any(begun) or length_of(text[slice(*end.sentence)]) or not returns(text, end)
    return day if is_day else shift(day, -1)


_SO_FAR = re.compile(
    r"\b(?:has|have)\s+(?:now\s+|already\s+|so\s+far\s+)?(?:been(?!\s+\w+ed\b)|lasted|gone|dragged|run|stretched)\b|\bto\s+end\s+(?:the|an?|its|their)\b|\b[Aa]fter\s+(?:[\w-]+\s+){1,3}on\s+strike\b"
)
_ON_NTH = Pattern(
    rf"\bon\s+(?:day\s+(?P<day>{prefix_tree(values('number'))}|\d{{1,3}})|(?:the|its|their)\s+(?P<nth>{prefix_tree(values('ordinal'))})\s+day)\b"
)


def _length_told(text: str, case: Case, begins: str) -> Length | None:
    """Give the length that a clause says, those that end it first."""
    for telling in sorted(case.tellings, key=lambda telling: telling.sense != "end"):
        clause, day = text[telling.start : telling.end], telling.when.value
        is_other = begins and day and telling.sense != "end" and not meets(edtf_bounds(day), edtf_bounds(begins))
        has_ended = telling.sense == "end" and telling.status in ("occurred", "called_off")
        is_series = telling.when.kind == "since" and text.endswith("s", *telling.trigger.noun)
        if is_other or is_series or (_SO_FAR.search(clause) and not has_ended):
            continue  # "after a warning strike in March"; "has lasted four months"; "one-day strikes since May"
        if length := _length_in(text, telling):
            return length
    return None


def _length_in(text: str, telling: Telling) -> Length | None:
    """Read the length that a clause tells, of an end also by what follows: "on day nine", "ended on Tuesday, after"."""
    clause, rest = text[telling.start : telling.end], text[telling.end : telling.sentence[1]]
    if telling.sense == "end" and (nth := _ON_NTH.search(clause)):
        return Length(number(nth["day"] or "") or int(values("ordinal")[nth["nth"]]), "day")
    return length_of(clause) or (length_of(rest) if telling.sense == "end" else None)


def _about(case: Case, begins: str) -> str:
    """Say about when began what did within some days, "in mid-May" or "over the weekend": the first of them."""
    first, last = edtf_bounds(begins)
    is_near = first and last and days_between(first, last) <= 31
    if not is_near or ("/" in begins and begins != value_of("weekend", date.fromisoformat(first))):
        return ""
    return f"{first}~" if any(edtf_bounds(told).first == first for told in _dates(case, "begin", "join")) else ""


def _without_beginning(text: str, case: Case, ends: str, length: Length | None, anchor: Anchor) -> str:
    """Date by its end, its length or how far it has come what no clause begins."""
    since = running_since(text, case, (ends, ends) if len(ends) == 10 else anchor)
    if not since and not ends and length and length.unit == "day" and is_over(text, case) and anchor[0] == anchor[1]:
        return f"{shift(anchor[1], -length.count)}~/{anchor[1]}"  # "ended a 15-day walkout"
    if not since or (ends and (length or not _is_plain(ends))):
        return _until(case, ends, length)
    since = since.partition("/")[0]
    if ends or is_over(text, case):
        return f"{since}/{ends or anchor[1]}"
    return _as_planned(since, length, anchor[1])


def _as_planned(since: str, length: Length | None, today: str) -> str:
    """Give the two days of what is in "the second day of a two-day strike"; open is what may have run so long."""
    is_short = length and length.unit == "day" and length.count < 7 and len(since) == 10
    value = with_length(since, length) if is_short else ""
    return value if value and edtf_bounds(value).last >= today else f"{since}/.."


def _until(case: Case, ends: str, length: Length | None) -> str:
    """Date by its end and length what has no beginning; of `until Friday` the days before are unknown."""
    if not _is_plain(ends) or (case.status == "planned" and _dates(case, "end")):
        return ends  # "an injunction to halt strikes over Christmas"
    if not length:
        return f"../{ends}"
    if length.unit == "month" and len(ends) >= 7:
        return f"{value_of('month', move(date.fromisoformat(f'{ends[:7]}-01'), 'month', -length.count))}~/{ends}"
    return with_length(shift(ends, 1 - length.count), length) if len(ends) == 10 else f"../{ends}"


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
    if is_late and begins < anchor[0] and anchor[0][:7] == anchor[1][:7] and is_over(text, case):
        return anchor[1] if anchor[0] == anchor[1] else anchor[1][:7]
    if _is_on(text, case, begins, anchor) or _is_open(text, case, begins, anchor):
        return ".."
    runs = any(when.kind == "since" for when in case.told_dates)
    if run := running_since(text, case, anchor):  # none of "lasted for 44 days last year"
        runs = runs or abs(days_between(edtf_bounds(run).first, edtf_bounds(begins).first)) < 62
    return ".." if runs and not is_over(text, case) else ""


def _is_on(text: str, case: Case, begins: str, anchor: Anchor) -> bool:
    """Tell whether words say that a strike goes on: "unlimited", "The striking porters met … They went out in May"."""
    opens = case.tellings[0]
    if any(word_of("unlimited").search(text, t.start, t.end) for t in case.tellings):
        return True
    if case.status == "ongoing":  # none of "a strike in 1997" is
        return is_recent(begins, anchor) or bool(_dates(case, "begin", "join", "plan"))
    is_on = opens.trigger.word == "striking" or HAS_RUN.search(text, opens.start, opens.trigger.noun[0])
    return bool(is_on) and begins < anchor[0] and not opens.when.value and not is_over(text, case)


def _is_open(text: str, case: Case, begins: str, anchor: Anchor) -> bool:
    first = edtf_bounds(begins).first
    told = [t for t in case.tellings if t.when.value and edtf_bounds(t.when.value).first == first]
    if first > anchor[1] or case.status in ("planned", "threatened"):
        return any(_only_begins(text, telling) for telling in told)
    begun = _dates(case, "begin", "join") or [t for t in case.tellings if t.sense in ("begin", "join")]
    return bool(begun) and is_recent(begins, anchor) and not _has_passed(text, told, begins, anchor)


def _only_begins(text: str, plan: Telling) -> bool:
    """Tell whether a plan says no more than when: "will walk out on May 3", not "on Christmas", "May 3's walkout"."""
    (start, end), is_day = plan.when[1:3], plan.when.kind == "day" and plan.trigger.is_verb
    is_deed = is_day and not (text[end : end + 2] in ("'s", "’s") or text[start:end] in values("holiday"))
    return is_deed or plan.when.kind == "from" or plan.sense == "join" or plan.type == "lockout"


_OF_SERIES = Pattern(
    rf"\bfor\s+the\s+(?!first\b){prefix_tree(values('ordinal'))}\s+time\b"
    rf"|\b{prefix_tree(values('ordinal'))}\s+of\s+{prefix_tree(values('number'))}\b"
)


def _has_passed(text: str, told: list[Telling], begins: str, anchor: Anchor) -> bool:
    """Tell what is over though no clause ends it: one of a series, and whoever "struck" more than a week ago."""
    if any(_OF_SERIES.search(text, t.trigger.first, t.end) for t in told):
        return True
    is_fresh = len(begins) == 10 and days_between(begins, anchor[1]) <= 7
    return not is_fresh and all(t.trigger.word.startswith("struck") for t in told)


def _is_plain(value: str) -> bool:
    return bool(value) and not set(value) & set("/[X")


def vagueness(value: str) -> int:
    """Measure how many days a date leaves open.

    >>> vagueness("2025-05-01"), vagueness("2025-05"), vagueness("[..2025-05-01]")
    (0, 30, 9999)
    """
    first, last = edtf_bounds(value)
    return days_between(first, last) if first and last else 9999
