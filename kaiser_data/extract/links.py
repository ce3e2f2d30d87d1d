"""What ties rows to one another: who claims a figure, which event it measures, which clause holds a quoted part.

In "Kaiser said it had proposed 21.5% wage increases" the figure stands in what is reported, and so is Kaiser's; in
"the union representing the 31,000 workers said" it stands in the text's own words, and is nobody's: it measures the
strike told nearest to it, though no mention holds it. Where quotes lie in one another, the innermost decides. Pay,
prices and finances measure an event only where its own clause states them; ages do not. Only rows meet here; the
extractors never see each other's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
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
    events = list(events)
    types = {event.event_id: event.type for event in events}
    told = sorted(mentions, key=attrgetter("start"))
    planned = {event.event_id for event in events if event.status == "planned"}
    coming = {(mention.event_id, mention.sentence) for mention in told if mention.event_id in planned}
    starts = [mention.start for mention in told]
    return [
        _tied(figure, quote, _event_of(figure, told, starts, types) if told else "", coming)
        for figure, quote in zip(figures, _quotes_around(figures, quotes), strict=True)
    ]


def nest(quotes: Iterable[Quote]) -> list[Quote]:
    """Give the quotes of a text in their order, each with the smallest other stretch that holds it, if any.

    "Kaiser said it was its “strongest offer”" is a clause and, within it, a quoted part: whoever counts words or cues
    counts the rows whose `within` is empty.
    """
    ordered = sorted(quotes, key=lambda quote: (quote.start, -quote.end))
    nested, around = [], []
    for quote in ordered:
        around = [outer for outer in around if outer.end > quote.start]
        holding = [outer for outer in around if outer.end >= quote.end and _length(outer) > _length(quote)]
        nested.append(replace(quote, within=min(holding, key=_length).quote_id if holding else ""))
        around.append(quote)
    return nested


def _tied(figure: Figure, quote: Quote | None, event_id: str, coming: Container[str]) -> Figure:
    """Set what other rows tell of a figure; the length of a strike to come is planned, however it is told."""
    if not quote and not event_id:
        return figure
    speaker, speaker_id = (quote.speaker, quote.speaker_id) if quote else ("", "")
    ahead = figure.topic == "strike_length" and (event_id, figure.sentence) in coming
    status = "planned" if ahead else figure.status
    return replace(figure, claimed_by=speaker, claimed_by_id=speaker_id, event_id=event_id, status=status)


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
    near = _within(figure, told, starts, reach)
    allowed = _TYPES["wage"] if topic in _STRICT else types.values()
    around = [m for m in _around(near, start) if types.get(m.event_id) in allowed]
    near = [m for m in near if types.get(m.event_id) in fitting] if reach else []
    if around and not _is_age(figure):
        best = min(around, key=lambda m: (types.get(m.event_id) not in fitting, m.end - m.start))
        if topic != "strike_length" or not near or types.get(best.event_id) in fitting:
            return best.event_id
    return min(near, key=lambda m: _distance(figure, m)).event_id if near else ""


def _within(figure: Figure, told: list[Mention], starts: list[int], reach: int) -> list[Mention]:
    first = bisect_left(starts, figure.start - _LONGEST - reach)
    last = bisect_right(starts, figure.end + reach, first)
    return [mention for mention in told[first:last] if mention.end > figure.start - reach]


def _around(near: list[Mention], start: int) -> list[Mention]:
    return [mention for mention in near if start - _LONGEST <= mention.start <= start < mention.end]


def _distance(figure: Figure, mention: Mention) -> tuple[bool, int]:
    """A mention in the figure's own sentence is nearer than any other, one before it nearer than one after."""
    if mention.start > figure.start:
        return figure.sentence != mention.sentence, mention.start - figure.end + 100
    return figure.sentence != mention.sentence, figure.start - mention.end


def _is_age(figure: Figure) -> bool:
    return figure.unit == "year" and figure.text.isdigit()
