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


def claims(figures: Iterable[Figure], quotes: Iterable[Quote]) -> Iterator[Figure]:
    """Give the figures of a text in their order, each with the speaker of the innermost quote that it stands in."""
    spoken = sorted((q for q in quotes if q.kind in _CLAIMING and q.speaker), key=lambda quote: quote.start)
    coming, around = 0, []
    for figure in sorted(figures, key=lambda figure: figure.start):
        while coming < len(spoken) and spoken[coming].start <= figure.start:
            around.append(spoken[coming])
            coming += 1
        around = [quote for quote in around if quote.end > figure.start]
        holding = [quote for quote in around if figure.end <= quote.end]
        if holding and not figure.claimed_by:
            inner = min(holding, key=lambda quote: quote.end - quote.start)
            yield replace(figure, claimed_by=inner.speaker, claimed_by_id=inner.speaker_id)
        else:
            yield figure


def measure(figures: Iterable[Figure], events: Iterable[Event], mentions: Iterable[Mention]) -> list[Figure]:
    """Give each figure the id of the event whose size, length or share it is, where there is one."""
    types = {event.event_id: event.type for event in events}
    told = _by_source(mentions)
    return [_measuring(figure, _event_of(figure, told.get(figure.source_id, []), types)) for figure in figures]


def _measuring(figure: Figure, event_id: str) -> Figure:
    return replace(figure, event_id=event_id) if event_id != figure.event_id else figure


def _by_source(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    told: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda mention: (mention.source_id, mention.start)):
        told.setdefault(mention.source_id, []).append(mention)
    return told


def _event_of(figure: Figure, told: list[Mention], types: Mapping[str, str]) -> str:
    fitting = _TYPES.get(figure.topic, ())
    around = [mention for mention in _near(figure, told, 0) if mention.start <= figure.start < mention.end]
    reach = _REACH.get(figure.topic, 0)
    near = [m for m in _near(figure, told, reach) if types.get(m.event_id) in fitting] if reach else []
    if figure.topic in _STRICT:
        around = [mention for mention in around if types.get(mention.event_id) in _TYPES["wage"]]
    if around and not _is_age(figure):
        best = min(around, key=lambda m: (types.get(m.event_id) not in fitting, m.end - m.start))
        if types.get(best.event_id) in fitting or figure.topic != "strike_length" or not near:
            return best.event_id
    return min(near, key=lambda m: _distance(figure, m)).event_id if near else ""


def _near(figure: Figure, told: list[Mention], reach: int) -> Iterator[Mention]:
    """Give the mentions that open or close within reach; none is longer than a long sentence."""
    first = bisect_left(told, figure.start - _LONGEST - reach, key=lambda mention: mention.start)
    last = bisect_right(told, figure.end + reach, key=lambda mention: mention.start)
    return (mention for mention in told[first:last] if mention.end > figure.start - reach)


def _distance(figure: Figure, mention: Mention) -> tuple[bool, int]:
    """A mention in the figure's own sentence is nearer than any other, one before it nearer than one after."""
    if mention.start > figure.start:
        return figure.sentence != mention.sentence, mention.start - figure.end + 100
    return figure.sentence != mention.sentence, figure.start - mention.end


def _is_age(figure: Figure) -> bool:
    return figure.unit == "year" and figure.text.isdigit()
