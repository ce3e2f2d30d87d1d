"""One event, several tellers: the events of many texts as one table.

`latimes-2026-02-23` tells a strike from 26 January to 24 February, `wsws-2026-02-07` the same strike in its second
week: one row with the mentions of both. Events meet when type, dates, states and actors agree; those of one text never
meet each other, so that a text read twice adds nothing. Two strikes a year apart stay two, as do a strike called off
and one that took place, or two of one day by two unions. Dates need not be equal: the wide one must hold the narrow
one. What the texts tell differently stays with the mentions; the event takes the better-founded date, and the status
of the latest text.

Events are taken in by type and month, the earliest first, and each is compared with those of its type that are not yet
over and share an actor, a target or words: the work grows with the number of events, and no more are held than one
month can touch. Which events meet does not depend on the order of the texts; the id does, as it is that of the
earliest mention.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from operator import attrgetter

from kaiser_data.edtf import Bounds, edtf_bounds, meets
from kaiser_data.extract.events.cases import LASTING, SINGLE, UNDONE
from kaiser_data.extract.events.status import later_status
from kaiser_data.rows import Event

_OPEN_MONTHS = 4
_MOST_MONTHS = 36
# How well the dates of two strikes agree that begin on one day.
_SAME_START = 5
# So many of the latest events with an actor are compared: in a year of five million texts an actor has thousands.
_MOST_NEAR = 64


@dataclass(frozen=True, slots=True)
class EventOfText:
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

    @property
    def first_month(self) -> int:
        """Count the first month in which it may lie."""
        return months(self.event)[0]


# By what events are sorted to be merged: by type and month, then by text, but never by the rank of it.
SWEEP_ORDER = ("event.type", "first_month", "published", "source_id", "start", "event.event_id")
sweep_order = attrgetter(*SWEEP_ORDER)


@dataclass(slots=True)
class Merged:
    """An event on its way and those who tell it; `actors` are its actor and whom that belongs to.

    `acting` are the actors that its tellers give it: the congress in one text, a union of it in the next.
    `last_month` is the last in which it may lie, `status_of` the day of the text that says its status.
    """

    number: int
    event: Event
    status_of: str
    is_named: bool
    told: list[EventOfText] = field(default_factory=list)
    ranks: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    acting: set[str] = field(default_factory=set)
    last_month: int = 0

    @property
    def first(self) -> tuple[int, int, str]:
        """Give the place of the earliest mention: its text's rank, where it opens, and the id from there."""
        return min((one.rank, one.start, one.event.event_id) for one in self.told)

    @property
    def ids(self) -> list[tuple[int, str]]:
        """Give the ids that the texts gave the event, each with the rank of its text."""
        return [(one.rank, one.event.event_id) for one in self.told]


def merge_events(told: Iterable[EventOfText], member_of: Mapping[str, str]) -> Iterator[Merged]:
    """Merge events that are sorted by `sweep_order`; `member_of` gives the organisation of an actor.

    Gives each merged event as soon as nothing can meet it any more, under the id of its earliest mention.
    """
    for _, of_type in groupby(told, key=lambda one: one.event.type):
        yield from _merge_type(of_type, member_of)


def _merge_type(told: Iterable[EventOfText], member_of: Mapping[str, str]) -> Iterator[Merged]:
    going: dict[int, Merged] = {}
    # The events that are not yet over, by whom and what they may share with another.
    sharing: dict[str, dict[int, Merged]] = {}
    for month, beginning in groupby(enumerate(told), key=lambda one: one[1].first_month):
        if over := [home for home in going.values() if home.last_month < month]:
            yield from map(_under_first_id, over)
            going = {number: home for number, home in going.items() if home.last_month >= month}
            sharing = {
                key: live for key, alike in sharing.items() if (live := {n: alike[n] for n in alike if n in going})
            }
        for number, one in beginning:
            actors, last_month = family(one.event.actor_id, member_of), months(one.event)[1]
            home = _event_of_other_text(one, actors, sharing, member_of) if last_month else None
            if home:
                _take_in(home, one)
            else:
                home = going[number] = Merged(number, one.event, one.published, one.is_named)
            home.told.append(one)
            home.ranks.add(one.rank)
            home.texts.update(one.texts)
            home.actors = family(home.event.actor_id, member_of)
            home.acting |= {one.event.actor_id} - {""}
            home.last_month = max(home.last_month, last_month)
            for key in {*actors, *_shared(home.event, home.actors, one.texts)}:
                sharing.setdefault(key, {})[home.number] = home
    yield from map(_under_first_id, going.values())


def _under_first_id(home: Merged) -> Merged:
    home.event = replace(home.event, event_id=home.first[2])
    return home


def family(actor_id: str, member_of: Mapping[str, str]) -> set[str]:
    """Give an actor and the organisations that it is a member of, all the way up."""
    found = {actor_id} - {""}
    while actor_id and (actor_id := member_of.get(actor_id, "")) and actor_id not in found:
        found.add(actor_id)
    return found


def _shared(event: Event, actors: set[str], texts: Iterable[str]) -> set[str]:
    """Give what an event must share with another to be the same: an actor, a target or the words that tell it."""
    return {*actors, event.target_id, *texts} - {""}


def months(event: Event) -> tuple[int, int]:
    """Count the first and last month in which an event may lie, (0, 0) if none; an open side reaches a few months."""
    first, last = event.date_min or event.date_max, event.date_max or event.date_min
    if not first:
        return 0, 0
    begin = _count_months(first) - (0 if event.date_min else _OPEN_MONTHS)
    end = _count_months(last) + (0 if event.date_max else _OPEN_MONTHS)
    return begin, min(end, begin + _MOST_MONTHS)


def _count_months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _event_of_other_text(
    one: EventOfText, actors: set[str], sharing: dict[str, dict[int, Merged]], member_of: Mapping[str, str]
) -> Merged | None:
    """Find the best of the events that other texts tell and this text has not told yet."""
    near: dict[int, Merged] = {}
    for key in _shared(one.event, actors, one.texts):
        near |= islice(reversed(sharing.get(key, {}).items()), _MOST_NEAR)
    best, score = None, 0
    for _, other in sorted(near.items()):
        if one.rank not in other.ranks and (found := _likeness(one, other, member_of)) > score:
            best, score = other, found
    return best


def _likeness(one: EventOfText, other: Merged, member_of: Mapping[str, str]) -> int:
    """Score how well two events of a type agree, 0 where they cannot be one; two texts may use the same words."""
    event, theirs = one.event, other.event
    same_words = not other.texts.isdisjoint(one.texts)
    are_kin = _are_kin(event.actor_id, other.acting, member_of)
    strangers = event.actor_id and other.acting and not are_kin
    if same_words and event.date == theirs.date and not strangers:
        return 100
    if (event.status in UNDONE) != (theirs.status in UNDONE) and "planned" not in (event.status, theirs.status):
        return 0
    who = _agree(event, theirs, are_kin)
    when = _dates_agree(event, theirs) if who else 0
    if (when < _SAME_START or not event.date_min) and _face_others(event, theirs, member_of):
        return 0
    return who + when + 10 * same_words if who and when else 0


def _are_kin(one: str, others: Collection[str], member_of: Mapping[str, str]) -> bool:
    """Tell whether an actor is each of the others, or one belongs to the other; two unions of a federation are two."""
    mine = family(one, member_of)
    return bool(others) and all(other in mine or one in family(other, member_of) for other in others)


def _face_others(event: Event, other: Event, member_of: Mapping[str, str]) -> bool:
    """Tell whether two events have two targets, none of them an actor: a union strikes at many employers."""
    targets, actors = (event.target_id, other.target_id), (event.actor_id, other.actor_id)
    return all(targets) and set(targets).isdisjoint(actors) and not _are_kin(targets[0], targets[1:], member_of)


def _agree(event: Event, other: Event, are_kin: bool) -> int:
    """Two events with actors need a common one; an organisation stands for its members."""
    if are_kin:
        return 3 if event.actor_id == other.actor_id else 2
    sides = {event.actor_id, event.target_id} & {other.actor_id, other.target_id} - {""}
    crossed = event.actor_id == other.target_id or event.target_id == other.actor_id
    return int(bool(sides) and (not event.actor_id or not other.actor_id or crossed))


def _dates_agree(event: Event, other: Event) -> int:
    mine, theirs = Bounds(event.date_min, event.date_max), Bounds(other.date_min, other.date_max)
    if event.date == other.date:
        return 6
    if event.type in LASTING and mine.first == theirs.first != "":
        return _SAME_START
    if event.type in LASTING and "" in (mine.first, theirs.first):
        return int(_is_under_way(mine, theirs) or _is_under_way(theirs, mine))
    if not meets(mine, theirs):
        return 0
    vague, is_single = not (all(mine) and all(theirs)), event.type in SINGLE - {"layoff", "lawsuit"}
    if not is_single and (vague or abs(_breadth(event.date)[1] - _breadth(other.date)[1]) > 10):
        return 0
    return 1 if vague else 3


def _is_under_way(told: Bounds, dated: Bounds) -> bool:
    """A strike told without a start, up to the day of a text, is the one under way on that day."""
    return not told.first and bool(dated.first) and dated.first <= told.last <= (dated.last or "9999")


def _take_in(home: Merged, one: EventOfText) -> None:
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
        status=later_status(old.status, event.status, one.published > home.status_of),
        actor_id=side.actor_id or event.actor_id,
        target_id=side.target_id or old.target_id or event.target_id,
        place=max((old.place, event.place), key=len),
    )
    home.is_named = home.is_named or one.is_named
    home.status_of = max(home.status_of, one.published)


def better_date(one: str, other: str) -> str:
    """Choose the better-founded of two dates: the narrower one, a strike's end where only one text knows it.

    >>> better_date("2026-01-26/..", "2026-01-26/2026-02-24"), better_date("2021", "[..2021-10-01]")
    ('2026-01-26/2026-02-24', '2021')
    """
    return min(one, other, key=_breadth) if one and other else one or other


def _breadth(value: str) -> tuple[int, int]:
    first, last = edtf_bounds(value)
    if not first or not last:
        return 2 if value.startswith("[") else 1, 0
    # A month is better founded than a month "or so" that a passage lends.
    return 0, (_count_months(last) - _count_months(first)) * 31 + int(last[8:]) - int(first[8:])
