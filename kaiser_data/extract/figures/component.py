"""Figures: every number that a text states, as a researcher would code it.

"The strike by 31,000 Kaiser Permanente healthcare workers" gives a row: 31000 people, `headcount`, `strike`, counted
`Kaiser Permanente healthcare workers`. Numerals become quantities, look-alikes drop out, the words around say what is
counted, for what and whether it holds. Left alone: who claims a number and which event it measures (`links` ties
these), dates and clock times, vague words (`many`, `a few`) and multiples without a number (`double`).
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract import layout
from kaiser_data.extract.figures.assemble import Reading, read_figures
from kaiser_data.extract.figures.starts import OPENER
from kaiser_data.extract.figures.units import LANDS
from kaiser_data.extract.term_index import openings_of
from kaiser_data.rows import Figure, Source, fold, row_id


@Language.factory("kaiser_figures")
def make_figures(nlp: Language, name: str):
    """Make the component that sets `doc.spans["figures"]`."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Mark the figures of a Doc: label the measure, kb_id value and unit ("31000 people"), id the rule."""
    text = layout.text_of(doc)
    sentences = doc.user_data["sentence_starts"], doc.user_data["sentence_ends"]
    openings = openings_of(doc, OPENER), openings_of(doc, LANDS)
    found = tuple(read_figures(text, layout.lowered_of(doc), *sentences, *openings))
    # A span widens to whole tokens and holds no noun: `rows` takes what was read from here.
    doc.user_data["kaiser_figures"] = found
    layout.mark(doc, "figures", (_mark(reading) for reading in found))
    return doc


def rows(doc: Doc, source: Source) -> Iterator[Figure]:
    """Give the rows of a Doc that `annotate` has seen."""
    text, source_id = layout.text_of(doc), source.source_id
    for reading in doc.user_data["kaiser_figures"]:
        quantity = reading.quantity
        start, end = quantity.start, quantity.end
        as_of_min, as_of_max = edtf_bounds(reading.as_of) if reading.as_of else ("", "")
        yield Figure(
            source_id=source_id,
            start=start,
            end=end,
            text=fold(text[start:end]),
            figure_id=row_id(source_id, "f", start),
            measure=reading.measure,
            topic=reading.topic,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=reading.unit,
            qualifier=quantity.qualifier,
            counted=reading.counted,
            status=reading.status,
            as_of=reading.as_of,
            as_of_min=as_of_min,
            as_of_max=as_of_max,
            sentence=layout.sentence_at(doc, start, end),
            rule=reading.rule,
        )


def _mark(reading: Reading) -> tuple[int, int, str, str, str]:
    quantity = reading.quantity
    return quantity.start, quantity.end, reading.measure, f"{quantity.value:.12g} {reading.unit}", reading.rule
