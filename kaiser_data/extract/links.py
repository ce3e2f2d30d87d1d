"""What ties rows to one another: who claims a figure, which event it measures, which clause holds a quoted part.

In "Kaiser said it had proposed 21.5% wage increases" the figure stands in what is reported, and so is Kaiser's; in
"the union representing the 31,000 workers said" it stands in the text's own words, and is nobody's: it measures the
strike told nearest to it, though no mention holds it. Where quotes lie in one another, the innermost decides. Pay,
prices and finances measure an event only where its own clause states them; ages do not. Only rows meet here; the
extractors never see each other's.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from kaiser_data.extract.events.cases import LASTING
from kaiser_data.rows import Event, Figure, Mention, Quote

_CLAIMING = ("direct", "partial", "indirect")
_TYPES = {
    "strike": ("strike", "sympathy_strike", "strike_vote", "picket", "lockout"),
    "strike_length": LASTING,
    "finance": (*LASTING, "lawsuit"),
    "other": LASTING,
    "vote": ("strike_vote", "ratification"),
    "layoff": ("layoff",),
    "contract_length": ("contract_extension", "tentative_agreement", "contract", "ratification"),
    "wage": ("tentative_agreement", "contract", "ratification"),
    "membership": ("contract_expiration", "contract", "ratification", "strike_vote"),
}
# What measures an event wherever it is told: who strikes or votes does so in some strike or vote.
_ALWAYS = frozenset({"strike", "strike_length", "vote"})
# What is paid or charged belongs to an agreement, not to whatever else its sentence tells.
_STRICT = frozenset({"wage", "price", "finance"})
# What tells how great an event was holds for its day; who is a member or earns what does so longer.
_SIZES = frozenset({"strike", "strike_length", "vote", "layoff", "other"})
_LONGEST = 600
_START = attrgetter("start")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


class _Told(NamedTuple):
    """The mentions of a text in order, all and by the topics that they fit, types of events, stoppages by names."""

    mentions: list[Mention]
    types: Mapping[str, str]
    named: Mapping[str, str]
    fitting: Mapping[str, list[Mention]]


def tie(
    figures: Iterable[Figure],
    quotes: Iterable[Quote],
    events: Iterable[Event],
    mentions: Iterable[Mention],
    published: str = "",
) -> list[Figure]:
    """Give the figures of a text in their order, each with who claims it and the event that it measures, if any.

    What measures an event holds for the event's day, where that is not the day on which the text was `published`.
    """
    figures = sorted(figures, key=_START)
    events = list(events)
    told = _told(mentions, {event.event_id: event.type for event in events})
    days = {event.event_id: event for event in events if _DAY.fullmatch(event.date) and event.date != published}
    planned = {event.event_id for event in events if event.status == "planned"}
    coming = {(mention.event_id, mention.sentence) for mention in told.mentions if mention.event_id in planned}
    spoken = [quote for quote in quotes if quote.speaker and quote.kind in _CLAIMING]
    return [
        _tied(figure, quote, _event_of(figure, told) if told.mentions else "", coming, days)
        for figure, quote in zip(figures, _innermost(figures, spoken), strict=True)
    ]


def _told(mentions: Iterable[Mention], types: Mapping[str, str]) -> _Told:
    told = sorted(mentions, key=_START)
    stoppages = [one for one in reversed(told) if one.trigger and types.get(one.event_id) in LASTING]
    named = {one.trigger.lower(): one.event_id for one in stoppages}
    fitting = {topic: [one for one in told if types.get(one.event_id) in fit] for topic, fit in _TYPES.items()}
    return _Told(told, types, named, fitting)


def nest(quotes: Iterable[Quote]) -> list[Quote]:
    """Give the quotes of a text in their order, each with the smallest other stretch that holds it, if any.

    "Kaiser said it was its “strongest offer”" is a clause and, within it, a quoted part: whoever counts words or cues
    counts the rows whose `within` is empty.
    """
    ordered = sorted(quotes, key=lambda quote: (quote.start, -quote.end))
    holding = zip(ordered, _innermost(ordered, ordered, longer=1), strict=True)
    return [replace(quote, within=outer.quote_id if outer else "") for quote, outer in holding]


def _innermost(rows: list[Figure] | list[Quote], quotes: Iterable[Quote], longer: int = 0) -> Iterator[Quote | None]:
    """Give for each row the smallest quote that holds it and is so many characters longer, if any."""
    ordered, coming, around = sorted(quotes, key=_START), 0, []
    for row in rows:
        while coming < len(ordered) and ordered[coming].start <= row.start:
            around.append(ordered[coming])
            coming += 1
        around = [quote for quote in around if quote.end > row.start]
        holding = [quote for quote in around if quote.end >= row.end and _length(quote) >= _length(row) + longer]
        yield min(holding, key=_length, default=None)


def _length(row: Figure | Quote | Mention) -> int:
    return row.end - row.start


def _tied(
    figure: Figure, quote: Quote | None, event_id: str, coming: Container[tuple[str, str]], days: Mapping[str, Event]
) -> Figure:
    """Set what other rows tell of a figure; the length of a strike to come is planned, however it is told."""
    if not quote and not event_id:
        return figure
    speaker, speaker_id = (quote.speaker, quote.speaker_id) if quote else ("", "")
    ahead = figure.topic == "strike_length" and (event_id, figure.sentence) in coming and "old" not in figure.text
    status = "planned" if ahead else figure.status
    day = days.get(event_id)
    if day and not figure.as_of and figure.topic in _SIZES and status in ("actual", "planned"):
        figure = replace(figure, as_of=day.date, as_of_min=day.date_min, as_of_max=day.date_max)
    return replace(figure, claimed_by=speaker, claimed_by_id=speaker_id, event_id=event_id, status=status)


def _event_of(figure: Figure, told: _Told) -> str:
    """Find the event of a figure: one told around it that fits, else the nearest that fits, else one told around it.

    What a stoppage costs is told of it beside its bare name, too.
    """
    around = _around(figure, told)
    fits = [one for one in around if told.types.get(one.event_id) in _TYPES.get(figure.topic, ())]
    found = fits[0] if fits else _nearest(figure, told) or next(iter(around), None)
    named = told.named.items() if figure.topic == "finance" and figure.measure == "money" else ()
    return found.event_id if found else next((own for name, own in named if name in figure.sentence.lower()), "")


def _around(figure: Figure, told: _Told) -> list[Mention]:
    """Give the mentions that hold a figure whose events it can measure, the nearest named first; an age's are none."""
    may_hold, start = told.fitting["wage"] if figure.topic in _STRICT else told.mentions, figure.start
    first, last = bisect_left(may_hold, start - _LONGEST, key=_START), bisect_right(may_hold, start, key=_START)
    is_age = figure.unit == "year" and figure.text.isdigit()
    held = [one for one in may_hold[first:last] if start < one.end and not is_age]
    return sorted(held, key=lambda one: abs(one.start + max(one.text.find(one.trigger), 0) - start))


def _nearest(figure: Figure, told: _Told) -> Mention | None:
    """Find the nearest mention of a type that who strikes or votes fits: in the figure's sentence before any other."""
    fitting = told.fitting[figure.topic] if figure.topic in _ALWAYS else []
    place = bisect_right(fitting, figure.start, key=_START)
    near = fitting[max(place - 3, 0) : place + 3]
    distances = {one.start: max(one.start - figure.end, figure.start - one.end) for one in near}
    return min(near, key=lambda one: (figure.sentence != one.sentence, distances[one.start]), default=None)
