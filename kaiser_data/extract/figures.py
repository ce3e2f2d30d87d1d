"""Figures: every number that a text states, as a researcher would code it.

"The strike by 31,000 Kaiser Permanente healthcare workers" gives a row: 31000 people, `headcount`, `strike`, counted
`Kaiser Permanente healthcare workers`. Numerals become quantities, look-alikes drop out, the words around say what is
counted, for what and whether it holds. Left alone: who claims a number and which event it measures (`links` ties
these), dates and clock times, vague words (`many`, `a few`) and multiples without a number (`double`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract import layout
from kaiser_data.extract.quantity.counted import Context, Counted, find_counted, home_currency
from kaiser_data.extract.quantity.nouns import singular
from kaiser_data.extract.quantity.numerals import lower
from kaiser_data.extract.quantity.quantities import Quantity, find_quantities
from kaiser_data.extract.quantity.topics import Place, as_of, find_cues, refine, status_of, topic_of, topic_of_people
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
    rule: str


@Language.factory("kaiser_figures")
def make_figures(nlp: Language, name: str):
    """Make the component that sets `doc.spans["figures"]`."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Mark the figures of a Doc: label the measure, kb_id value and unit, id the rule."""
    text = layout.text_of(doc)
    found = list(_find(text, lower(text), doc.user_data["sentence_starts"], doc.user_data["sentence_ends"]))
    doc.user_data["kaiser_figures"] = found
    layout.mark(
        doc,
        "figures",
        [(f.quantity.start, f.quantity.end, f.measure, f"{f.quantity.value:g} {f.unit}", f.rule) for f in found],
    )
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
            rule=found.rule,
        )


def _find(text: str, lowered: str, starts: list[int], ends: list[int]) -> Iterator[Found]:
    quantities = find_quantities(text, lowered)
    home = home_currency(lowered) if quantities else ""
    told: dict[tuple[float, str], str] = {}
    sentence, cues = Sentence(-1, 0, 0), []
    previous = counted = people = None
    for number, quantity in enumerate(quantities):
        if not sentence.start <= quantity.start < sentence.end:
            sentence = _sentence(quantity, starts, ends, len(text))
            cues = find_cues(lowered, sentence.start, sentence.end)
            previous = counted = None
        following = quantities[number + 1] if number + 1 < len(quantities) else None
        if following and following.start >= sentence.end:
            following = None
        context = Context(sentence.start, sentence.end, previous, counted, following, people)
        now = find_counted(text, lowered, quantity, context)
        if now is None:
            continue
        now = _with_money(quantity, now, home)
        previous, counted = quantity, now
        people = now if now.measure == "headcount" and now.how == "noun" else people
        found = _read_clause(text, lowered, quantity, now, sentence, cues, told)
        told.setdefault((quantity.value, now.unit), found.topic)
        yield found


class Sentence(NamedTuple):
    """A sentence at `start:end`; the one before it in its paragraph begins at `before`."""

    start: int
    end: int
    before: int


def _sentence(quantity: Quantity, starts: list[int], ends: list[int], length: int) -> Sentence:
    number = bisect_right(starts, quantity.start) - 1
    if number < 0:
        return Sentence(0, length, 0)
    start, end = starts[number], max(ends[number], quantity.end)
    near = number and start - ends[number - 1] <= 2
    return Sentence(start, end, starts[number - 1] if near else start)


def _with_money(quantity: Quantity, counted: Counted, home: str) -> Counted:
    """Give "dollars" the currency of the text, and read bare "millions" as money."""
    if counted.unit.startswith("USD") and quantity.link and home.endswith("D"):
        return counted._replace(unit=home + counted.unit[3:])
    great = quantity.form == "magnitude" and quantity.value >= 1_000_000
    if (great and counted.measure != "headcount" and not quantity.measure) or (great and counted.how == "bare"):
        return counted._replace(measure="money", unit=home)
    return counted


def _read_clause(
    text: str, lowered: str, quantity: Quantity, counted: Counted, sentence: Sentence, cues: list, told: dict
) -> Found:
    measure, unit = counted.measure, counted.unit
    place = Place((sentence.start, sentence.end), (quantity.start, quantity.end), _around(quantity, counted))
    head = singular(lowered[counted.start : counted.end].rsplit(None, 1)[-1]) if counted.end > counted.start else ""
    topic = "other" if counted.how == "age" else topic_of(lowered, measure, place, cues)
    if measure == "headcount":
        topic = "vote" if counted.how == "voted" else topic_of_people(topic, head)
    if quantity.value > 12:
        topic = topic or told.get((quantity.value, unit), "")
    if not topic and sentence.before < sentence.start and _looks_back(lowered, quantity, counted):
        topic = topic_of(lowered, measure, place, find_cues(lowered, sentence.before, sentence.start))
    topic = refine(lowered, topic or "other", measure, unit.split("/")[0], quantity.value, head, place)
    return Found(
        quantity=quantity,
        measure=measure,
        unit=unit,
        counted=fold(text[counted.start : counted.end]),
        topic=topic,
        status=status_of(lowered, topic, measure, place),
        as_of=as_of(lowered, place),
        rule=f"{quantity.form}-{counted.how}",
    )


_LASTED = re.compile(r"\b(?:lasted|ran|went on|it took)\s+(?:for\s+)?$")


def _looks_back(lowered: str, quantity: Quantity, counted: Counted) -> bool:
    """Tell whether a figure that its sentence says nothing of may take its topic from the sentence before."""
    if counted.measure in ("percent", "money"):
        return True
    if counted.measure == "duration":
        return bool(_LASTED.search(lowered[max(0, quantity.start - 16) : quantity.start]))
    return counted.measure == "headcount" and counted.how in ("bare", "continued", "us", "back")


def _around(quantity: Quantity, counted: Counted) -> tuple[int, int]:
    """Give the edges of a figure with the noun next to it."""
    if counted.end > counted.start and 0 <= counted.start - quantity.end < 24:
        return quantity.start, counted.end
    return quantity.start, quantity.end
