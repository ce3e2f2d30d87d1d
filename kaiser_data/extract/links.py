"""What ties rows of different tables: who claims a figure, and which event it measures.

In "Kaiser said it had proposed 21.5% wage increases" the figure stands in what is reported, and so is Kaiser's; in
"the union representing the 31,000 workers said" it stands in the text's own words, and is nobody's: it measures the
strike told nearest to it, though no mention holds it. Where quotes lie in one another, the innermost decides. Pay,
prices and finances measure an event only where its own clause states them; ages do not. Only rows meet here; the
extractors never see each other's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

from kaiser_data.rows import Event, Figure, Mention, Quote

_CLAIMING = ("direct", "partial", "indirect")
_TYPES = {
    "strike": ("strike", "sympathy_strike", "strike_vote", "picket", "lockout"),
    "strike_length": ("strike", "sympathy_strike", "lockout"),
    "vote": ("strike_vote", "ratification"),
    "layoff": ("layoff",),
    "contract_length": ("contract_extension", "tentative_agreement", "contract", "ratification"),
    "wage": ("tentative_agreement", "contract", "ratification"),
    "membership": ("contract_expiration", "contract", "ratification", "strike_vote"),
}
# How far from a mention a figure of a topic may stand and still measure its event.
_REACH = {"strike": 400, "strike_length": 250, "vote": 250}
# What is paid or charged belongs to an agreement, not to whatever else its sentence tells.
_STRICT = frozenset({"wage", "price", "finance"})
_LONGEST = 600


def tie(
    figures: Iterable[Figure], quotes: Iterable[Quote], events: Iterable[Event], mentions: Iterable[Mention]
) -> list[Figure]:
    """Give the figures of a text in their order, each with who claims it and the event that it measures, if any."""
    figures = sorted(figures, key=attrgetter("start"))
    types = {event.event_id: event.type for event in events}
    told = sorted(mentions, key=attrgetter("start"))
    starts = [mention.start for mention in told]
    return [
        _tied(figure, quote, _event_of(figure, told, starts, types) if told else "")
        for figure, quote in zip(figures, _quotes_around(figures, quotes), strict=True)
    ]


def _tied(figure: Figure, quote: Quote | None, event_id: str) -> Figure:
    if quote:
        return replace(figure, claimed_by=quote.speaker, claimed_by_id=quote.speaker_id, event_id=event_id)
    return replace(figure, event_id=event_id) if event_id else figure


def _quotes_around(figures: list[Figure], quotes: Iterable[Quote]) -> Iterator[Quote | None]:
    """Give for each figure the innermost quote with a speaker that it stands in."""
    spoken = sorted([q for q in quotes if q.speaker and q.kind in _CLAIMING], key=attrgetter("start"))
    coming, around = 0, []
    for figure in figures:
        start, end = figure.start, figure.end
        while coming < len(spoken) and spoken[coming].start <= start:
            around.append(spoken[coming])
            coming += 1
        around = [quote for quote in around if quote.end > start]
        holding = [quote for quote in around if end <= quote.end]
        yield min(holding, key=_length) if holding else None


def _length(quote: Quote) -> int:
    return quote.end - quote.start


def _event_of(figure: Figure, told: list[Mention], starts: list[int], types: Mapping[str, str]) -> str:
    """Find the event among the mentions within reach; none of them is longer than a long sentence."""
    start, topic = figure.start, figure.topic
    fitting, reach = _TYPES.get(topic, ()), _REACH.get(topic, 0)
    first = bisect_left(starts, start - _LONGEST - reach)
    last = bisect_right(starts, figure.end + reach, first)
    near = [mention for mention in told[first:last] if mention.end > start - reach]
    if not near:
        return ""
    around = [m for m in near if m.start <= start < m.end and m.start >= start - _LONGEST]
    near = [m for m in near if types.get(m.event_id) in fitting] if reach else []
    if topic in _STRICT:
        around = [mention for mention in around if types.get(mention.event_id) in _TYPES["wage"]]
    if around and not _is_age(figure):
        best = around[0]
        if len(around) > 1:
            best = min(around, key=lambda m: (types.get(m.event_id) not in fitting, m.end - m.start))
        if topic != "strike_length" or not near or types.get(best.event_id) in fitting:
            return best.event_id
    return min(near, key=lambda m: _distance(figure, m)).event_id if near else ""


def _distance(figure: Figure, mention: Mention) -> tuple[bool, int]:
    """A mention in the figure's own sentence is nearer than any other, one before it nearer than one after."""
    if mention.start > figure.start:
        return figure.sentence != mention.sentence, mention.start - figure.end + 100
    return figure.sentence != mention.sentence, figure.start - mention.end


def _is_age(figure: Figure) -> bool:
    return figure.unit == "year" and figure.text.isdigit()
