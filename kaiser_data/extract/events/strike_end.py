"""The end of a strike as the words after it tell it: "It ended on June 5", "They went back to work two days later".

These words have no noun of a strike beside them, so that no trigger finds them; who returns is who has walked out.
"""

import re
from functools import cache

from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.dates.component import dates_of
from kaiser_data.extract.document import text_of
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.strike_length import last_day, length_of, with_length
from kaiser_data.extract.events.strike_run import strike_words
from kaiser_data.lexicon import prefix_tree, terms

# So far after its clause a strike's end is told.
_REACH = 240


@cache
def _ended() -> re.Pattern:
    words = prefix_tree(terms("telling_words", kind="end"))
    who = rf"(?:[Ii]t|[Tt]hey|and|which|[Tt]he\s+(?:\w+\s+)?{strike_words()}|[Ww]orkers|[Ss]trikers|[Mm]embers)"
    return re.compile(rf"\b{who}\s+{words}\b(?P<rest>[^.;\n]*)")


def close_by_words_after(doc: Doc, case: Case, value: str) -> str:
    """Close a strike that begins on a day by what the sentences after it tell of its end."""
    if not case.lasts or not (len(value) == 10 or value.endswith("/..")):
        return value
    text, begins = text_of(doc), edtf_bounds(value).first
    told = [t for t in case.tellings if t.when.value and edtf_bounds(t.when.value).first == begins]
    found = told and _ended().search(text, told[-1].trigger.last, told[-1].end + _REACH)
    if not found or "\n\n" in text[told[-1].end : found.start()]:
        return value
    if length := length_of(found["rest"]):
        return with_length(begins, length)
    if day := _first_day(doc, begins, found.span(), is_in_one=found.start() < told[-1].sentence[1]):
        return f"{begins}/{day}" if day > begins else begins
    return begins if found["rest"].startswith(" by ") else value


def _first_day(doc: Doc, begins: str, words: tuple[int, int], is_in_one: bool) -> str:
    """Give the first day, not before a strike begins, on which words end it, of a return in one sentence the day."""
    days = (d for d in dates_of(doc) if words[0] <= d.start < words[1] and len(d.value) == 10 and d.value >= begins)
    if not (day := next(days, None)):
        return ""
    return max(begins, day.value if is_in_one else last_day(text_of(doc), (words[0], day.start), day.value, day.start))
