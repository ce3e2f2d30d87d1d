"""What ties rows of different tables: who claims a figure, and which event it measures.

In "Kaiser said it had proposed 21.5% wage increases" the figure stands in what is reported, and so is Kaiser's; in
"the union representing the 31,000 workers said" it stands in the text's own words, and is nobody's. Where quotes lie in
one another, the innermost decides. Only rows meet here; the extractors never see each other's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kaiser_data.rows import Figure, Quote

_CLAIMING = ("direct", "partial", "indirect")


def claims(figures: Iterable[Figure], quotes: Iterable[Quote]) -> Iterator[Figure]:
    """Give the figures, each with the speaker of the innermost quote that it stands in."""
    spoken = defaultdict(list)
    for quote in quotes:
        if quote.kind in _CLAIMING and quote.speaker:
            spoken[quote.source_id].append(quote)
    for figure in figures:
        around = [q for q in spoken[figure.source_id] if q.start <= figure.start and figure.end <= q.end]
        if around and not figure.claimed_by:
            inner = min(around, key=lambda quote: quote.end - quote.start)
            yield replace(figure, claimed_by=inner.speaker, claimed_by_id=inner.speaker_id)
        else:
            yield figure
