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
from kaiser_data.extract.document import keep, lowered_of, mark, recall, require, text_of
from kaiser_data.extract.figures.assemble import FigureReading, read_figures
from kaiser_data.extract.layout import layout_of, sentence_at
from kaiser_data.rows import Figure, Source, fold, row_id


@Language.component("kaiser_figures", requires=["doc._.kaiser_layout"], assigns=["doc.spans", "doc._.kaiser_figures"])
def annotate(doc: Doc) -> Doc:
    """Mark the figures of a Doc: `doc.spans["figures"]`, label the measure, kb_id value and unit, id the rule."""
    require(doc, "kaiser_figures", "kaiser_layout")
    found = keep(doc, "figures", _find(doc))
    told = ((one.quantity, one.measure, f"{one.quantity.value:.12g} {one.unit}", one.rule) for one in found)
    mark(doc, "figures", ((quantity.start, quantity.end, *labels) for quantity, *labels in told))
    return doc


def _find(doc: Doc) -> list[FigureReading]:
    _, starts, ends, _ = layout_of(doc)
    return list(read_figures(text_of(doc), lowered_of(doc), starts, ends))


def figures_of(doc: Doc) -> list[FigureReading]:
    """Give the figures of a Doc, in order: unlike a span, a reading has its noun and its exact edges."""
    return recall(doc, "figures", _find)


Doc.set_extension("kaiser_figures", getter=figures_of, force=True)


def rows(doc: Doc, source: Source) -> Iterator[Figure]:
    """Give the rows of a Doc that `annotate` has seen."""
    text, source_id = text_of(doc), source.source_id
    for reading in figures_of(doc):
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
            sentence=sentence_at(doc, start, end),
            rule=reading.rule,
        )
