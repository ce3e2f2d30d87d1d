"""Two numbers for one thing: 21.5 and 30 percent for one offer, "96 percent" and "over 96 percent" of one vote.

Numbers rival each other where they count the same thing and no number can be what both say; how far the words of a
number reach is `analysis.margins`'. The same thing is: the size, share or length of one event, alike in topic, unit,
status and what is counted; or a term of one offer, told within a month by one text or by texts that tell an event in
common. Within one sentence numbers are a list (41 nurses and one therapist) unless two tellers state them. Left alone:
parts of what was counted before ("About 33,000 of these"), days on which the texts say that each holds, memberships
that no event ties together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import combinations

from kaiser_data.analysis.margins import Stated, can_both_hold, margin
from kaiser_data.edtf import Bounds, edtf_bounds
from kaiser_data.lexicon import mapping, terms
from kaiser_data.rows import Event, Figure, Source

# Terms of an offer change from month to month; told further apart they may be two offers.
_ONE_OFFER = 31
_OFFERED = ("proposed", "demanded")
_LENGTHS = ("strike_length", "contract_length")
# The fewest and the most days of a unit.
_DAYS = {
    "minute": (1 / 1440, 1 / 1440), "hour": (1 / 24, 1 / 24), "day": (1, 1), "week": (7, 7), "month": (28, 31),
    "year": (365, 366),
}  # fmt: skip
_PART_AFTER = re.compile(r"\s+(?:\w+\s+)?of\s+(?:these|those|them|whom|which|the)\b")
_PART_BEFORE = re.compile(r"\b(?:including|includes?|of\s+(?:these|those|them|whom|which),?)\s+(?:\w+\s+)?\Z")


def rival_figures(
    figures: Iterable[Figure],
    events: Mapping[str, Event],
    sources: Mapping[str, Source],
    stories: Mapping[str, frozenset[str]],
) -> Iterator[tuple[Figure, Figure]]:
    """Yield the pairs of figures that count one thing differently; `stories` are the events that each text tells."""
    alike = defaultdict(list)
    for figure in _each_once(figures):
        if figure.event_id or figure.status in _OFFERED:
            kind = "days" if figure.topic in _LENGTHS else figure.unit
            alike[figure.event_id, figure.topic, figure.measure, kind, figure.status].append(figure)
    for group in alike.values():
        for one, other in combinations(group, 2):
            if _is_same_thing(one, other, events, sources, stories) and not _agree(one, other):
                yield one, other


def lengths_against_dates(
    figures: Iterable[Figure], events: Mapping[str, Event], sources: Mapping[str, Source]
) -> Iterator[tuple[Figure, Event]]:
    """Yield the lengths that the dates of their event do not allow, where the event was over when they were told."""
    for figure in figures:
        event = events.get(figure.event_id)
        if not event or figure.topic != "strike_length" or figure.unit not in _DAYS:
            continue
        allowed = _lasted(event.date)
        if allowed and _is_over(event, sources.get(figure.source_id)) and not _meet(_days(figure, 0.5), allowed):
            yield figure, event


def _each_once(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Leave out what one teller of one text says again, and what is a part of another number."""
    seen = set()
    for figure in figures:
        said = (figure.source_id, figure.claimed_by, figure.event_id, figure.topic, figure.unit, figure.counted.lower())
        key = (*said, figure.value, figure.value_max, figure.qualifier, figure.status)
        if key not in seen and not _is_part(figure):
            seen.add(key)
            yield figure


def _is_part(figure: Figure) -> bool:
    at = figure.sentence.find(figure.text)
    if at < 0 or figure.measure == "percent":
        return False
    after = at + len(figure.text)
    return bool(_PART_AFTER.match(figure.sentence, after) or _PART_BEFORE.search(figure.sentence[:at]))


def _is_same_thing(one: Figure, other: Figure, events: Mapping, sources: Mapping, stories: Mapping) -> bool:
    if one.source_id == other.source_id and _are_listed(one, other):
        return False
    if not _count_alike(one, other) or not _hold_together(one, other):
        return False
    if not one.event_id:
        return _is_one_offer(one, other, sources, stories)
    if one.topic in _LENGTHS:
        event = events.get(one.event_id)
        return not event or all(_is_over(event, sources.get(figure.source_id)) for figure in (one, other))
    return True


def _are_listed(one: Figure, other: Figure) -> bool:
    """Numbers of one sentence by one teller are members of a list or steps of a change, not rivals."""
    if one.claimed_by != other.claimed_by:
        return False
    return one.sentence == other.sentence or one.status in _OFFERED or one.counted.lower() != other.counted.lower()


def _count_alike(one: Figure, other: Figure) -> bool:
    """People are counted alike unless two trades are named; of all else the noun has to agree."""
    if one.measure == "headcount":
        mine, theirs = _trades(one.counted), _trades(other.counted)
        return not mine or not theirs or bool(mine & theirs)
    if one.topic in _LENGTHS or one.topic == "vote":
        return True
    return _head(one.counted) == _head(other.counted)


@cache
def _trades(counted: str) -> frozenset[str]:
    """Name the trades that are counted; none where the words are of people at large.

    >>> sorted(_trades("registered nurses")), sorted(_trades("pharmacy and lab workers"))
    (['nurse'], [])
    """
    nouns = {_singular(word) for word in re.findall(r"[a-z’'-]+", counted.lower())}
    if nouns & terms("people_at_large"):
        return frozenset()
    return frozenset(nouns & (terms("roles") | terms("person_nouns")))


def _head(counted: str) -> str:
    return _singular((counted.lower().split() or [""])[-1])


@cache
def _singular(noun: str) -> str:
    irregular = {plural: singular for singular, plural in mapping("roles", "plural").items()}
    return irregular.get(noun) or (noun.removesuffix("s") if not noun.endswith("ss") else noun)


def _hold_together(one: Figure, other: Figure) -> bool:
    """Two numbers that the texts date apart are two states of a thing, not two accounts of it."""
    if not one.as_of or not other.as_of:
        return True
    return _days_between(edtf_bounds(one.as_of), edtf_bounds(other.as_of)) <= 0


def _is_one_offer(one: Figure, other: Figure, sources: Mapping, stories: Mapping) -> bool:
    if one.claimed_by_id and other.claimed_by_id and one.claimed_by_id != other.claimed_by_id:
        return False
    if one.source_id == other.source_id:
        return True
    if not stories.get(one.source_id, frozenset()) & stories.get(other.source_id, frozenset()):
        return False
    mine, theirs = sources.get(one.source_id), sources.get(other.source_id)
    if not mine or not theirs or not mine.published_min or not theirs.published_min:
        return False
    told = [Bounds(source.published_min, source.published_max) for source in (mine, theirs)]
    return _days_between(*told) <= _ONE_OFFER


def _days_between(one: Bounds, other: Bounds) -> int:
    """Count the days from the end of the earlier to the beginning of the later; none where they overlap."""
    gaps = [
        (date.fromisoformat(later.first) - date.fromisoformat(earlier.last)).days
        for earlier, later in ((one, other), (other, one))
        if earlier.last and later.first
    ]
    return max([0, *gaps])


def _is_over(event: Event, source: Source | None) -> bool:
    """Tell whether an event had ended when a text was written: of one under way each text tells the length so far."""
    if not event.date_max:
        return "/" not in event.date
    return not source or not source.published_max or source.published_max >= event.date_max


def _agree(one: Figure, other: Figure) -> bool:
    if one.unit != other.unit and one.topic in _LENGTHS:
        return _meet(_days(one, 0.5), _days(other, 0.5))
    return can_both_hold(_stated(one), _stated(other))


def _stated(figure: Figure) -> Stated:
    return Stated(figure.value, figure.qualifier, *([] if figure.value_max is None else [figure.value_max]))


def _days(figure: Figure, slack: float) -> tuple[float, float]:
    """Give the fewest and the most days of a length, `slack` units of its own wider than its words."""
    least, most = _DAYS.get(figure.unit, (1, 1))
    low, high = margin(*_stated(figure))
    slack = slack if most > 1 else 0
    first = 0.0 if low != low else max(0.0, low - slack) * least
    return first, float("inf") if high != high else (high + slack) * most


def _lasted(edtf: str) -> tuple[float, float] | None:
    """Give the fewest and the most days that an interval with two ends allows, both ends included."""
    begins, slash, ends = edtf.partition("/")
    if not slash or ".." in edtf:
        return None
    opening, closing = edtf_bounds(begins), edtf_bounds(ends)
    days = [date.fromisoformat(day).toordinal() for day in (*opening, *closing)]
    # The last day named may be that of the return.
    return max(1, days[2] - days[1]), days[3] - days[0] + 1


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
