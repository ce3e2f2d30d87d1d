"""Figures: every number that a text states, as a researcher would code it.

"The strike by 31,000 Kaiser Permanente healthcare workers" gives a row: 31000 people, `headcount`, `strike`, counted
`Kaiser Permanente healthcare workers`. Numerals become quantities, look-alikes drop out, the words around say what is
counted, for what and whether it holds. Left alone: who claims a number and which event it measures (`links` ties
these), dates and clock times, vague words (`many`, `a few`) and multiples without a number (`double`).
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract import layout
from kaiser_data.extract.counted import NOTHING, Counted, find_counted, unit_of
from kaiser_data.extract.nouns import is_person
from kaiser_data.extract.numerals import lower
from kaiser_data.extract.quantities import Quantity, find_quantities
from kaiser_data.extract.topics import Place, as_of, find_cues, status_of, topic_of
from kaiser_data.rows import Evidence, Figure, Source, fold, row_id


class Found(NamedTuple):
    """A figure before it is a row."""

    quantity: Quantity
    measure: str
    unit: str
    counted: str
    topic: str
    status: str
    as_of: str


@Language.factory("kaiser_figures")
def make_figures(nlp: Language, name: str):
    """Make the component that sets `doc.spans["figures"]`."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Mark the figures of a Doc: label the measure, kb_id value and unit, id the rule."""
    text = layout.text_of(doc)
    found = list(_find(text, lower(text), doc.user_data["sentence_starts"], doc.user_data["sentence_ends"]))
    doc.user_data["kaiser_figures"] = found
    layout.mark(doc, "figures", [(f.quantity.start, f.quantity.end, f.measure, f"{f.quantity.value:g} {f.unit}", f.quantity.form) for f in found])
    return doc


def rows(doc: Doc, source: Source) -> Iterator[Figure]:
    """Give the rows of a Doc that `annotate` has seen."""
    text = layout.text_of(doc)
    for found in doc.user_data["kaiser_figures"]:
        quantity = found.quantity
        evidence = Evidence.cut(source.source_id, text, quantity.start, quantity.end)
        yield Figure(
            source_id=evidence.source_id,
            start=evidence.start,
            end=evidence.end,
            text=evidence.text,
            figure_id=row_id(source.source_id, "f", quantity.start),
            measure=found.measure,
            topic=found.topic,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=found.unit,
            qualifier=quantity.qualifier,
            counted=found.counted,
            status=found.status,
            as_of=found.as_of,
            sentence=layout.sentence_at(doc, quantity.start, quantity.end),
            rule=quantity.form,
        )


def _find(text: str, lowered: str, starts: list[int], ends: list[int]) -> Iterator[Found]:
    held, cues = -1, []
    last = NOTHING
    for quantity in find_quantities(text, lowered):
        number = max(bisect_right(starts, quantity.start) - 1, 0)
        start, end = (starts[number], max(ends[number], quantity.end)) if starts else (0, len(text))
        if number != held:
            held, cues = number, find_cues(lowered, start, end)
        counted = find_counted(text, lowered, quantity, start, end, last)
        measure, unit = _measured(quantity, counted)
        if not measure:
            continue
        if measure == "headcount" and counted.head not in ("us", "you"):
            last = counted
        place = Place((start, end), (quantity.start, quantity.end), _around(quantity, counted))
        topic = topic_of(lowered, measure, place, cues)
        status = status_of(lowered, topic, measure, place)
        yield Found(quantity, measure, unit, fold(text[counted.start : counted.end]), topic, status, as_of(lowered, place))


def _measured(quantity: Quantity, counted: Counted) -> tuple[str, str]:
    if quantity.measure:
        return quantity.measure, quantity.unit
    if not counted.head:
        return ("headcount", "people") if quantity.value > 12 or quantity.form == "magnitude" else ("", "")
    measure = "headcount" if is_person(counted.head) or counted.head in ("us", "you") else "count"
    unit = "people" if measure == "headcount" else unit_of(counted.head)
    return measure, f"{unit}/{counted.period}" if counted.period else unit


def _around(quantity: Quantity, counted: Counted) -> tuple[int, int]:
    """Give the edges of a figure with the noun next to it."""
    near = counted.head and abs(counted.start - quantity.end) < 24
    return (quantity.start, max(counted.end, quantity.end)) if near else (quantity.start, quantity.end)
