"""Events that one clause tells by listing their days: "Drivers struck on May 3, May 10 and May 17".

Days or stretches within a week are one event from the first to the last ("on Monday 28th, Tuesday 29th and Thursday
31st October"), farther apart one each.
"""

import re
from datetime import date

from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.component import dates_of
from kaiser_data.extract.dates.date_words import Found
from kaiser_data.extract.document import text_of
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.mention_dates import NO_DATE
from kaiser_data.extract.events.mentions import Telling

# What a list of days has between two of them.
_BETWEEN = re.compile(
    r"(?:\s+\d{1,2}(?:st|nd|rd|th))?(?:\s+(?:morning|afternoon|evening|night))?,?"
    r"(?:\s+(?:and|&|then|again|followed|also|by|on|the|all|day|from|in)\b)*\s*"
)
_WEEK = 6
_LISTED = frozenset({"strike", "sympathy_strike", "picket", "rally", "bargaining"})


def split_listed(doc: Doc, cases: list[Case]) -> list[Case]:
    """Give the events of a text, one told of several days as an event each, of days within a week as one."""
    found: list[Case] = []
    for case in cases:
        stretches = _stretches(doc, case) if case.type in _LISTED else []
        if len(stretches) < 2:
            found.append(_with(case, stretches[0]) if stretches else case)
        else:
            found += (_with(Case(case.type, [*case.tellings], []), one) for one in stretches)
    return found


def _with(case: Case, told: Telling) -> Case:
    """Let the clause that lists days date the event alone."""
    case.retell(
        [
            told if (t.start, t.trigger) == (told.start, told.trigger) else t._replace(when=NO_DATE)
            for t in case.tellings
        ]
    )
    return case


def _stretches(doc: Doc, case: Case) -> list[Telling]:
    """Give the clause that lists days, once for each day or stretch of days within a week."""
    for telling in case.tellings:
        if telling.when.source == "clause" and (listed := _listed(doc, telling)):
            when = telling.when._replace(end=listed[-1].end)
            return [telling._replace(when=when._replace(value=value)) for value in _joined(listed)]
    return []


def _listed(doc: Doc, telling: Telling) -> list[Found]:
    """Give the days of a list that opens with the date of a clause; none where it is no list."""
    text, listed = text_of(doc), []
    for found in dates_of(doc):
        if found.start >= telling.sentence[1]:
            break
        opens = not listed and (found.start, found.end) == telling.when[1:3]
        if opens or (listed and found.value and _BETWEEN.fullmatch(text, listed[-1].end, found.start)):
            listed.append(found)
    plain = all(len(found.value) == 10 or (found.kind == "interval" and len(found.value) == 21) for found in listed)
    return listed if len(listed) > 1 and plain else []


def _joined(listed: list[Found]) -> list[str]:
    """Join days that lie within a week of the first of them."""
    stretches: list[tuple[str, str]] = []
    for found in sorted(listed, key=lambda found: edtf_bounds(found.value)):
        first, last = edtf_bounds(found.value)
        if stretches and (date.fromisoformat(last) - date.fromisoformat(stretches[-1][0])).days <= _WEEK:
            stretches[-1] = stretches[-1][0], last
        else:
            stretches.append((first, last))
    return [first if first == last else f"{first}/{last}" for first, last in stretches]
