"""One event, several tellers: the events of many texts as one table.

`latimes-2026-02-23` tells a strike from 26 January to 24 February, `wsws-2026-02-07` the same strike in its second
week: one row with the mentions of both. Events meet when type, dates and actors agree; those of one text never meet
each other, so that a text read twice adds nothing. Two strikes a year apart stay two. What the texts tell differently
stays with the mentions; the event takes the better-founded date, and the status of the latest text.

Events are taken in by type and month, the earliest first, and each meets only those of its type that are not yet over
and share an actor (a target or their words, where one names no actor): the work grows with the number of events, and
no more are held than one month can touch. Which events meet does not depend on the order of the texts; the id does,
as it is that of the earliest mention.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, groupby

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.events.likeness import better_date, count_months, family, likeness
from kaiser_data.rows import Event

_OPEN_MONTHS = 4
_MOST_MONTHS = 36
_LATEST = "9999-12-31"
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

    Each id stands with the rank of its text; `family` are the actor and whom it belongs to.
    """

    number: int
    event: Event
    first: tuple[int, int, str]
    family: set[str]
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
    near = _Near()
    dated = ((*months(one.event), one) for one in told)
    for month, beginning in groupby(dated, key=lambda one: one[0]):
        over = [home for home in going if home.last_month < month]
        yield from map(_under_first_id, over)
        going = [home for home in going if home.last_month >= month]
        near.forget(over, month)
        for _, last_month, one in beginning:
            mine = family(one.event.actor_id, member_of)
            home = _home(one, mine, near.alike(_asked(one, mine))) if last_month else None
            keys = _known_by(one.event, mine, one.texts)
            if home is None:
                home = Merged(next(numbers), one.event, _place(one), mine, 0, one.published, one.is_named)
                going.append(home)
            else:
                _take_in(home, one)
                home.family = family(home.event.actor_id, member_of)
                keys |= _known_by(home.event, home.family)
            near.enter(home, keys)
            _remember(home, one, last_month)
    yield from map(_under_first_id, going)


class _Near:
    """The events that are not yet over by whom and what they may share with another, those of a month in order."""

    def __init__(self) -> None:
        self.by_key: dict[str, list[Merged]] = {}
        self.late: set[str] = set()

    def alike(self, keys: Iterable[str]) -> list[Merged]:
        """Give the latest events with one of these keys, in order."""
        found = {home.number: home for key in keys for home in self.by_key.get(key, ())[-_MOST_NEAR:]}
        return [found[number] for number in sorted(found)]

    def enter(self, home: Merged, keys: set[str]) -> None:
        """Take in an event, or its new keys."""
        for key in keys - home.keys:
            alike = self.by_key.setdefault(key, [])
            if alike and alike[-1].number > home.number:
                self.late.add(key)
            alike.append(home)
        home.keys |= keys

    def forget(self, over: Iterable[Merged], month: int) -> None:
        """Drop what is over, and put in order again what got a key after a later event."""
        for key in {key for home in over for key in home.keys}:
            self.by_key[key] = [home for home in self.by_key[key] if home.last_month >= month]
            if not self.by_key[key]:
                del self.by_key[key]
        for key in self.late & self.by_key.keys():
            self.by_key[key].sort(key=lambda home: home.number)
        self.late.clear()


def _under_first_id(home: Merged) -> Merged:
    if home.event.event_id != home.first[2]:
        home.event = replace(home.event, event_id=home.first[2])
    return home


def _place(one: Told) -> tuple[int, int, str]:
    return one.rank, one.start, one.event.event_id


def _remember(home: Merged, one: Told, last_month: int) -> None:
    home.ids.append((one.rank, one.event.event_id))
    home.ranks.add(one.rank)
    home.texts.update(one.texts)
    home.first = min(home.first, _place(one))
    home.last_month = max(home.last_month, last_month)


def _known_by(event: Event, actors: set[str], texts: Iterable[str] = ()) -> set[str]:
    """Give the keys under which others find an event: its actors, whom it is done to, its words."""
    beside = _beside(event, texts)
    return actors | beside if event.actor_id else beside | {f"nobody {key}" for key in beside}


def _asked(one: Told, actors: set[str]) -> set[str]:
    """Give the keys of the events that may be the same: two with actors must share one, not only target or words."""
    event, beside = one.event, _beside(one.event, one.texts)
    if not event.actor_id:
        return beside | {event.target_id}
    return actors | {f"nobody {key}" for key in beside} | {f"toward {event.actor_id}", event.target_id}


def _beside(event: Event, texts: Iterable[str]) -> set[str]:
    keys = {f"told {text}" for text in texts}
    if event.target_id:
        keys.add(f"toward {event.target_id}")
    return keys


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


def _home(one: Told, actors: set[str], others: Iterable[Merged]) -> Merged | None:
    """Find the best of the events that other texts tell and this text has not told yet."""
    first, last = one.event.date_min, one.event.date_max or _LATEST
    best, score = None, 0
    for other in others:
        theirs = other.event
        # Most of them lie on other days; this is told without a look at anything else.
        if theirs.date_min > last or (theirs.date_max or _LATEST) < first or one.rank in other.ranks:
            continue
        same_words = not other.texts.isdisjoint(one.texts)
        found = likeness(one.event, theirs, same_words, actors, other.family)
        if found > score:
            best, score = other, found
    return best


def _take_in(home: Merged, one: Told) -> None:
    old, event = home.event, one.event
    # An actor whom a clause names outweighs one whom only its text suggests.
    side = event if one.is_named and not home.is_named else old
    value = better_date(old.date, event.date)
    first, last = edtf_bounds(value)
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
