"""The dates of a chronology: one that stands alone on a line, or opens it before a colon, dates what the entry tells.

"March 9, 2025⏎The airline locks out its pilots. Talks break down.": both are of March 9. A single such date is a
dateline, which `dates` reads; a chronology has two or more.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.extract.dates.component import dates_of
from kaiser_data.extract.dates.date_words import Timex
from kaiser_data.extract.document import text_of
from kaiser_data.extract.events.cases import Telling, When
from kaiser_data.extract.layout import find_paragraphs

_BEFORE = re.compile(r"(?:[\s#*•>–—-]|(?:On|In)\s)*\Z")
# "August 16, 00:58 ET", "August 17, Morning" alone on their lines; "May 3: Talks open", "May 3 – Talks open"
_ALONE = re.compile(r"(?:,\s[\w:.]{2,12}(?:\s[A-Z]{2,4})?)?[*_.:]*[^\S\n]*(?:\n|\Z)")
_LEADS = re.compile(r"[*_]*(?::|\s+[–—-])[*_]*\s")


class Entry(NamedTuple):
    """An entry of a chronology: where it starts and ends, and its date."""

    start: int
    end: int
    when: When


def date_by_entries(doc: Doc, tellings: list[Telling]) -> list[Telling]:
    """Give the clauses of a text, in order, those without a date of their own dated by the entry they stand in."""
    entries = _find_entries(doc)
    if len(entries) < 2:
        return tellings
    dated = []
    for telling in tellings:
        entry = entries[bisect_right(entries, (telling.start, len(text_of(doc)))) - 1]
        is_undated = entry.start <= telling.start < entry.end and not telling.when.value
        dated.append(telling._replace(when=entry.when) if is_undated else telling)
    return dated


def _find_entries(doc: Doc) -> list[Entry]:
    """Find the dates that head entries; an entry ends where the next starts, the last one with its paragraph."""
    text = text_of(doc)
    heads = [date for date in dates_of(doc) if date.value and _is_head(text, date)]
    ends = [head.start for head in heads[1:]] + [_end_of_last(text, head.end) for head in heads[-1:]]
    entries: list[Entry] = []
    for head, end in zip(heads, ends, strict=True):
        value = _in_year_of(entries[-1].when.value, head) if entries else head.value
        entries.append(Entry(head.start, end, When(value, head.start, head.end, "entry", head.kind)))
    return entries


def _in_year_of(before: str, head: Timex) -> str:
    """Give a day or month without a year that of the entry before: "August 12, 2025", "August 16"."""
    is_bare = head.rule.startswith("yearless") and head.kind in ("day", "month")
    return before[:4] + head.value[4:] if is_bare and before[:4].isdigit() else head.value


def _is_head(text: str, date: Timex) -> bool:
    is_first = _BEFORE.fullmatch(text, text.rfind("\n", 0, date.start) + 1, date.start)
    return bool(is_first and (_ALONE.match(text, date.end) or _LEADS.match(text, date.end)))


def _end_of_last(text: str, date_end: int) -> int:
    """Give where the last entry ends: with the second paragraph after a date alone, of which the first is a title."""
    ends = [end for _, end, _ in find_paragraphs(text) if end > date_end]
    is_alone = _ALONE.match(text, date_end)
    return ends[min(2 if is_alone else 0, len(ends) - 1)] if ends else date_end
