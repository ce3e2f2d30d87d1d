"""One event, several tellers: the events of many texts as one table.

`latimes-2026-02-23` tells a strike from 26 January to 24 February, `wsws-2026-02-07` the same strike in its second
week: one row with the mentions of both. Events meet when type, dates and actors agree; those of one text never meet
each other, so that a text read twice adds nothing. Two strikes a year apart stay two. What the texts tell differently
stays with the mentions; the event takes the better-founded date, and the status of the latest text.

Events are taken in by type and month, the earliest first, and each meets only those of its type that share an actor
and are not yet over: the work grows with the number of events, and no more are held than one month can touch. Which
events meet does not depend on the order of the texts; the id does, as it is that of the earliest mention.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, groupby

from kaiser_data.extract.calendar.calendar_spans import bounds_of
from kaiser_data.extract.likeness import better_date, count_months, family, likeness
from kaiser_data.rows import Event

_OPEN_MONTHS = 4
_MOST_MONTHS = 36
# So many of the latest events with an actor are compared: in a year of five million texts an actor has thousands.
_MOST_NEAR = 64


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one text tells it: `rank` is the text's place in `sources`, `start` where its first mention opens.

    `published` is the last day on which the text can be from, `texts` are those of the mentions; `is_named` tells
    whether one of them names the actor, or only the rest of the text suggests it.
    """

    event: Event
    rank: int = 0
    start: int = 0
    source_id: str = ""
    published: str = ""
    texts: tuple[str, ...] = ()
    is_named: bool = False


@dataclass(slots=True)
class Merged:
    """An event on its way: `first` is the place of its earliest mention, `ids` are those that the texts gave it.

    Each id stands with the rank of its text.
    """

    number: int
    event: Event
    first: tuple[int, int, str]
    last_month: int
    status_of: str
    is_named: bool
    ids: list[tuple[int, str]] = field(default_factory=list)
    ranks: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def sweep_order(told: Told) -> tuple:
    """Give the key by which events are sorted to be merged: type and first month, then the text, never its rank."""
    return told.event.type, months(told.event)[0], told.published, told.source_id, told.start, told.event.event_id


def merge_events(told: Iterable[Told], member_of: Mapping[str, str]) -> Iterator[Merged]:
    """Merge events that are sorted by `sweep_order`; `member_of` gives the organisation of an actor.

    Gives each merged event as soon as nothing can meet it any more, under the id of its earliest mention.
    """
    numbers = count()
    for _, of_type in groupby(told, key=lambda one: one.event.type):
        yield from _merge_type(of_type, member_of, numbers)


def _merge_type(told: Iterable[Told], member_of: Mapping[str, str], numbers: Iterator[int]) -> Iterator[Merged]:
    going: list[Merged] = []
    near: dict[str, list[Merged]] = {}
    for month, beginning in groupby(told, key=lambda one: months(one.event)[0]):
        yield from (_under_first_id(home) for home in going if home.last_month < month)
        going = [home for home in going if home.last_month >= month]
        near = _entered(going)
        for one in beginning:
            keys = _keys(one.event, member_of) | {*one.texts}
            home = _home(one, keys, near, member_of)
            if home is None:
                home = Merged(next(numbers), one.event, _place(one), 0, one.published, one.is_named)
                going.append(home)
            else:
                _take_in(home, one)
                keys |= _keys(home.event, member_of)
            _remember(home, one, keys, near)
    yield from (_under_first_id(home) for home in going)


def _entered(going: Iterable[Merged]) -> dict[str, list[Merged]]:
    near: dict[str, list[Merged]] = {}
    for home in going:
        for key in home.keys:
            near.setdefault(key, []).append(home)
    return near


def _under_first_id(home: Merged) -> Merged:
    if home.event.event_id != home.first[2]:
        home.event = replace(home.event, event_id=home.first[2])
    return home


def _place(one: Told) -> tuple[int, int, str]:
    return one.rank, one.start, one.event.event_id


def _remember(home: Merged, one: Told, keys: set[str], near: dict[str, list[Merged]]) -> None:
    home.ids.append((one.rank, one.event.event_id))
    home.ranks.add(one.rank)
    home.texts.update(one.texts)
    home.first = min(home.first, _place(one))
    home.last_month = max(home.last_month, months(one.event)[1])
    for key in keys - home.keys:
        home.keys.add(key)
        near.setdefault(key, []).append(home)


def _keys(event: Event, member_of: Mapping[str, str]) -> set[str]:
    """Give whom an event must share with another to be compared, if not its words: actors, and whom they belong to."""
    return (family(event.actor_id, member_of) | {event.target_id}) - {""}


def months(event: Event) -> tuple[int, int]:
    """Count the first and the last month in which an event may lie, (0, 0) where nobody can say.

    An open side reaches a few months.
    """
    first, last = event.date_min or event.date_max, event.date_max or event.date_min
    if not first:
        return 0, 0
    begin = count_months(first) - (0 if event.date_min else _OPEN_MONTHS)
    end = count_months(last) + (0 if event.date_max else _OPEN_MONTHS)
    return begin, min(end, begin + _MOST_MONTHS)


def _home(one: Told, keys: set[str], near: Mapping[str, list[Merged]], member_of: Mapping[str, str]) -> Merged | None:
    """Find the best of the events that other texts tell and this text has not told yet."""
    if not months(one.event)[1]:
        return None
    others = {home.number: home for key in keys for home in near.get(key, ())[-_MOST_NEAR:]}
    best, score = None, 0
    for number in sorted(others):
        other = others[number]
        found = 0 if one.rank in other.ranks else _likeness(one, other, member_of)
        if found > score:
            best, score = other, found
    return best


def _likeness(one: Told, other: Merged, member_of: Mapping[str, str]) -> int:
    same_words = not other.texts.isdisjoint(one.texts)
    return likeness(one.event, other.event, same_words, member_of)


def _take_in(home: Merged, one: Told) -> None:
    old, event = home.event, one.event
    # An actor whom a clause names outweighs one whom only its text suggests.
    side = event if one.is_named and not home.is_named else old
    value = better_date(old.date, event.date)
    first, last = bounds_of(value)
    home.event = replace(
        old,
        date=value,
        date_min=first,
        date_max=last,
        status=_status(old.status, event.status, one.published > home.status_of),
        actor_id=side.actor_id or old.actor_id or event.actor_id,
        target_id=side.target_id or old.target_id or event.target_id,
        place=max((old.place, event.place), key=len),
    )
    home.is_named = home.is_named or one.is_named
    home.status_of = max(home.status_of, one.published)


def _status(old: str, new: str, later: bool) -> str:
    """What the later text says holds; but a plan told later of what is done stays done."""
    if "planned" in (old, new):
        return new if later == (old == "planned") or (later and new != "planned") else old
    return new if later else old
