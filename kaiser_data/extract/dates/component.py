"""Date expressions and their EDTF values, against the day of the text.

"walked off the job Jan. 26" in a text of 23 February 2026 is `2026-01-26`, "in mid-December" before it the set
`[2025-12-11..2025-12-20]`, "over the weekend" `2026-02-21/2026-02-22`. An anchor that is itself an interval gives a
set: "last week" against the days from 21 August to 30 September. What cannot be resolved is marked with no value.
What counts from an event ("a week after 600 midwives conducted …") is left to the events.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise, zip_longest

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates import absolute, relative
from kaiser_data.extract.dates.date_words import CLOCK, Context, Timex, core, word_kind
from kaiser_data.extract.dates.values import days_between, shift, within
from kaiser_data.extract.document import keep, mark, recall, source_of, text_of
from kaiser_data.lexicon import Pattern

# A text without a date is read against two far days: what comes out the same does not depend on its date.
_UNKNOWN = (date(1871, 3, 1), date(2093, 8, 20))
_READERS = {
    "month": absolute.read_month,
    "weekday": relative.read_weekday,
    "year": absolute.read_year,
    "relative": relative.read_relative,
    "unit": relative.read_unit,
    "holiday": absolute.read_holiday,
    "numeric": absolute.read_numeric,
    "nth": relative.read_nth,
}
# How near two dates are that `to`, `and` or the like joins.
_JOINED = 32
_TO = rf",?\s*(?:to|until|till|through|thru|and|-|–|—)\s*(?:the\s+|{CLOCK})?"
_JOIN, _LISTED = Pattern(_TO), Pattern(rf",\s+|{_TO}")
_FROM = Pattern(rf"(?i)\b(from|between)\s+(?:the\s+|{CLOCK})?\Z")


@Language.component("kaiser_dates", assigns=["doc.spans", "doc._.kaiser_dates"])
def annotate(doc: Doc) -> Doc:
    """Mark the date expressions of a Doc: `doc.spans["dates"]`, label the kind, kb_id the EDTF value, id the rule."""
    found = keep(doc, "dates", _find(doc))
    mark(doc, "dates", ((date.start, date.end, date.kind, date.value, date.rule) for date in found))
    return doc


def _find(doc: Doc) -> list[Timex]:
    source = source_of(doc)
    return find_dates(text_of(doc), source.published_min, source.published_max)


def dates_of(doc: Doc) -> list[Timex]:
    """Give the date expressions of a Doc, in order."""
    return recall(doc, "dates", _find)


Doc.set_extension("kaiser_dates", getter=dates_of, force=True)


def find_dates(text: str, anchor: str = "", anchor_last: str = "") -> list[Timex]:
    """Find every date expression of a text whose own day lies from `anchor` to `anchor_last` (ISO dates)."""
    days = (anchor or anchor_last, anchor_last or anchor)
    first, last = map(date.fromisoformat, days) if days[0] else _UNKNOWN
    cores = list(core().finditer(text))
    found = _read(text, cores, first)
    if first == last:
        return found
    other = {(date.start, date.end): date.value for date in _read(text, cores, last)}
    if not days[0]:
        return [date if other.get(date[:2]) == date.value else date._replace(value="") for date in found]
    return [date._replace(value=_merged(date.value, other.get(date[:2], ""))) for date in found]


def _merged(first: str, last: str) -> str:
    """Say what holds of one value or another: the set from the first day of one to the last day of the other."""
    if first == last or not first or not last:
        return first if first == last else ""
    try:
        if set(first + last) & set("/[") or len(first) != len(last):
            first, last = edtf_bounds(first).first, edtf_bounds(last).last
        return within(min(first, last), max(first, last))
    except (OverflowError, ValueError):  # a bound that the calendar does not have
        return ""


def _read(text: str, cores: list[re.Match], today: date) -> list[Timex]:
    found: list[Timex] = []
    quarter: Timex | None = None
    done = 0
    for match in cores:
        read = _read_one(Context(text, today, found[-1] if found else None, quarter), match, done)
        if not read:
            continue
        done = read.end
        while found and found[-1].end > read.start:
            found.pop()
        found.append(read)
        quarter = read if read.kind in ("quarter", "half") else quarter
    for place in reversed(range(len(found) - 1)):
        if _LISTED.fullmatch(text, found[place].end, found[place + 1].start):
            found[place] = _with_year_of(found[place], found[place + 1])
    listed = [day for date in found if date.rule in ("day", "yearless-day") for day in absolute.read_list(text, date)]
    # No "20 May" of "April 20 and 27 May", no "3rd" alone of "the 3rd and 5th of May", no year of "May 3 and 5, 2023".
    found = sorted([*listed, *found], key=lambda date: date.rule not in ("nth", "year"))
    found = {date.start: date for date in sorted({date.end: date for date in found}.values())}.values()
    return sorted(_with_intervals(text, list(found)), key=lambda date: (date.start, -date.end))


def _read_one(context: Context, match: re.Match, done: int) -> Timex | None:
    if match.start() < done:
        return None
    try:
        read = _READERS[word_kind(match[0])](context, match)
        read = absolute.count_from(context, read) if read and read.value else read
        if read and read.value:
            edtf_bounds(read.value)  # "last winter" in year 1 has a value, and no days
        return read
    except (OverflowError, ValueError):  # a day before year 1 or after 9999, which the calendar does not have
        return Timex(*match.span(), "day", "", "out of the calendar")


def _with_intervals(text: str, found: list[Timex]) -> Iterator[Timex]:
    """Add an interval over two dates that `from … to` or `between … and` joins."""
    _let_weekdays_follow(text, found)
    for first, second in zip_longest(found, found[1:]):
        yield first
        lead = _joined(text, first, second) if second else None
        plain = lead is not None and all(date.value and not set(date.value) & set("/[") for date in (first, second))
        if plain and first.value < second.value:
            yield Timex(first.start - lead, second.end, "interval", f"{first.value}/{second.value}", "from-to")


def _let_weekdays_follow(text: str, found: list[Timex]) -> None:
    """Let joined weekdays follow each other: "next Tuesday until Thursday", "from Monday to Friday next week"."""
    for place, (first, second) in enumerate(pairwise(found)):
        are_days = all("week" in day.rule and day.kind == "day" for day in (first, second))
        if are_days and _JOIN.fullmatch(text, first.end, second.start):
            days = days_between(first.value, second.value) % 7
            if second.rule == "of-week" or first.rule == "weekday":
                found[place] = first._replace(value=shift(second.value, -days))
            else:
                found[place + 1] = second._replace(value=shift(first.value, days))


def _joined(text: str, first: Timex, second: Timex) -> int | None:
    """Give the length of the `from` or `between` before two dates that make an interval; None where they make none."""
    between = text[first.end : second.start]
    if len(between) >= _JOINED or not _JOIN.fullmatch(between):
        return None
    is_and = "and" in between
    if opened := _FROM.search(text, max(0, first.start - _JOINED), first.start):
        return len(opened[0]) if (opened[1].lower() == "between") == is_and else None
    if is_and:  # "this Thursday and Friday" are one stretch of two days
        is_of_days = first.kind == second.kind == "day" and len(first.value) == len(second.value) == len("2026-02-24")
        return 0 if is_of_days and days_between(first.value, second.value) == 1 else None
    return 0 if first.kind == second.kind in ("day", "month") else None


def _with_year_of(first: Timex, second: Timex) -> Timex:
    """In "between October and December 2023" and "on May 3, June 5 and July 7, 2023" the year belongs to all."""
    is_bare = first.rule.startswith("yearless") and first.kind in ("day", "month")
    if not is_bare or second.rule not in ("day", "month"):
        return first
    value = second.value[:4] + first.value[4:]
    value = value if value <= second.value else f"{int(second.value[:4]) - 1:04d}{first.value[4:]}"
    return first._replace(value=value, rule=first.kind)
