"""One event, several tellers: the events of many texts as one table.

`latimes-2026-02-23` tells a strike from 26 January to 24 February, `wsws-2026-02-07` the same strike in its second
week: one row with the mentions of both. Events meet when type, dates and actors agree; those of one text never meet
each other, so that a text read twice adds nothing. Two strikes a year apart stay two. What the texts tell differently
stays with the mentions; the event takes the better-founded date, and the status of the latest text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kaiser_data.extract.calendar.calendar_spans import bounds_of
from kaiser_data.rows import Actor, Event, Mention

_OPEN_MONTHS = 4
_MOST_MONTHS = 36
_UNDONE = ("called_off", "refused")
# A dispute has one of these at a time: a text that gives no day means the one that the others date.
_SINGLE = frozenset({"strike", "lockout", "strike_vote", "contract_expiration", "ratification", "tentative_agreement"})

_LASTING = frozenset({"strike", "sympathy_strike", "lockout"})
Table = tuple[tuple[Event, ...], tuple[Mention, ...]]


@dataclass(slots=True)
class _Merged:
    """An event on its way: its row, its mentions, and the texts that tell it."""

    event: Event
    mentions: list[Mention]
    sources: set[str] = field(default_factory=set)
    status_of: str = ""


def merge_events(
    texts: Iterable[tuple[str, Iterable[Event], Iterable[Mention]]],
    published: Mapping[str, str] | None = None,
    actors: Iterable[Actor] = (),
) -> Table:
    """Merge the events of texts, given as (source_id, events, mentions) in the order of `sources`.

    `published` gives each text's last possible day; `actors` say who is a member of whom and by what names.
    """
    published, people = published or {}, {actor.actor_id: actor for actor in actors}
    member_of = {actor.actor_id: actor.member_of for actor in people.values()}
    merged: list[_Merged] = []
    index: dict[tuple[str, str], list[int]] = {}
    for source_id, events, mentions in texts:
        told = _by_event(mentions)
        known = len(merged)
        for event in events:
            home = _home(event, told.get(event.event_id, []), merged, index, source_id, known, member_of)
            if home is None:
                merged.append(_Merged(event, told.get(event.event_id, []), {source_id}, published.get(source_id, "")))
                home = len(merged) - 1
            else:
                mine = told.get(event.event_id, [])
                _take_in(merged[home], event, mine, source_id, published.get(source_id, ""), people)
            _enter(index, event, home)
    return _tables(merged)


def _by_event(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    told: dict[str, list[Mention]] = {}
    for mention in mentions:
        told.setdefault(mention.event_id, []).append(mention)
    return told


def _months(event: Event) -> list[str]:
    """Name the months in which an event may lie; an open side reaches a few months."""
    first, last = event.date_min or event.date_max, event.date_max or event.date_min
    if not first:
        return []
    begin, end = _count(first), _count(last)
    if not event.date_min:
        begin -= _OPEN_MONTHS
    if not event.date_max:
        end += _OPEN_MONTHS
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(begin, min(end, begin + _MOST_MONTHS) + 1)]


def _count(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _enter(index: dict, event: Event, home: int) -> None:
    for month in _months(event):
        homes = index.setdefault((event.type, month), [])
        if home not in homes[-3:]:
            homes.append(home)


def _home(event, mentions, merged, index, source_id, known, member_of) -> int | None:
    """Find the best of the events that earlier texts tell and this text has not told yet."""
    near = dict.fromkeys(home for month in _months(event) for home in index.get((event.type, month), ()))
    texts = {mention.text for mention in mentions}
    best, score = None, 0
    for home in near:
        other = merged[home]
        if home >= known or source_id in other.sources:
            continue
        found = _likeness(event, texts, other, member_of)
        if found > score:
            best, score = home, found
    return best


def _likeness(event: Event, texts: set[str], other: _Merged, member_of: Mapping[str, str]) -> int:
    """Score how well two events agree; 0 where they cannot be one."""
    same_words = any(mention.text in texts for mention in other.mentions)
    if same_words and event.date == other.event.date:
        return 100
    if (event.status in _UNDONE) != (other.event.status in _UNDONE) and "planned" not in (
        event.status,
        other.event.status,
    ):
        return 0
    actors = _agree(event, other.event, member_of)
    dates = _dates_agree(event, other.event)
    return actors + dates + 10 * same_words if actors and dates else 0


def _agree(event: Event, other: Event, member_of: Mapping[str, str]) -> int:
    """Two events with actors need a common one; an organisation stands for its members."""
    if event.actor_id == other.actor_id and event.actor_id:
        return 3
    mine, theirs = _family(event.actor_id, member_of), _family(other.actor_id, member_of)
    if mine & theirs:
        return 2
    sides = {event.actor_id, event.target_id} & {other.actor_id, other.target_id} - {""}
    crossed = event.actor_id == other.target_id or event.target_id == other.actor_id
    if (not event.actor_id or not other.actor_id or crossed) and sides:
        return 1
    return 0


def _family(actor_id: str, member_of: Mapping[str, str]) -> set[str]:
    family = {actor_id} - {""}
    while actor_id and (actor_id := member_of.get(actor_id, "")) and actor_id not in family:
        family.add(actor_id)
    return family


def _dates_agree(event: Event, other: Event) -> int:
    if event.date == other.date:
        return 6
    mine, theirs = (event.date_min, event.date_max), (other.date_min, other.date_max)
    if event.type in _LASTING and mine[0] and mine[0] == theirs[0]:
        return 5
    if event.type in _LASTING and not (mine[0] and theirs[0]):
        return _is_under_way(mine, theirs) or _is_under_way(theirs, mine)
    if not _holds(mine, theirs) and not _holds(theirs, mine):
        return 0
    vague = not all(mine) or not all(theirs)
    wide = not vague and abs(_breadth(event.date)[1] - _breadth(other.date)[1]) > 10
    if wide and event.type not in _SINGLE:
        return 0
    if vague and event.type not in _SINGLE:
        return 0
    return 1 if vague else 3


def _is_under_way(told: tuple[str, str], dated: tuple[str, str]) -> int:
    """A strike told without a start, up to the day of a text, is the one under way on that day."""
    return int(not told[0] and bool(dated[0]) and dated[0] <= told[1] <= (dated[1] or "9999"))


def _holds(wide: tuple[str, str], narrow: tuple[str, str]) -> bool:
    begins = not wide[0] or bool(narrow[0] and wide[0] <= narrow[0])
    return begins and (not wide[1] or bool(narrow[1] and narrow[1] <= wide[1]))


def _take_in(home: _Merged, event: Event, mentions: list[Mention], source_id: str, published: str, people) -> None:
    old = home.event
    side = event if _is_named(event, mentions, people) and not _is_named(old, home.mentions, people) else old
    value = better_date(old.date, event.date)
    first, last = bounds_of(value)
    later = published > home.status_of
    home.event = replace(
        old,
        date=value,
        date_min=first,
        date_max=last,
        status=_status(old.status, event.status, later),
        actor_id=side.actor_id or old.actor_id or event.actor_id,
        target_id=side.target_id or old.target_id or event.target_id,
        place=max((old.place, event.place), key=len),
    )
    home.status_of = max(home.status_of, published)
    home.mentions = [*home.mentions, *mentions]
    home.sources.add(source_id)


def _is_named(event: Event, mentions: list[Mention], people: Mapping[str, Actor]) -> bool:
    """An actor whom a clause names outweighs one whom only its text suggests."""
    actor = people.get(event.actor_id)
    if not actor:
        return False
    names = [actor.name, *filter(None, actor.aliases.split("|"))]
    return any(name in mention.text for mention in mentions for name in names)


def _status(old: str, new: str, later: bool) -> str:
    """What the later text says holds; but a plan told later of what is done stays done."""
    if "planned" in (old, new):
        return new if later == (old == "planned") or (later and new != "planned") else old
    return new if later else old


def better_date(one: str, other: str) -> str:
    """Choose the better-founded of two dates: the narrower one, a strike's end where only one text knows it.

    >>> better_date("2026-01-26/..", "2026-01-26/2026-02-24"), better_date("2021", "[..2021-10-01]")
    ('2026-01-26/2026-02-24', '2021')
    """
    return min(one, other, key=_breadth) if one and other else one or other


def _breadth(value: str) -> tuple[int, int]:
    first, last = bounds_of(value)
    if not first or not last:
        return 2 if value.startswith("[") else 1, 0
    # A month is better founded than a month "or so" that a passage lends.
    return 0, (_count(last) - _count(first)) * 31 + int(last[8:]) - int(first[8:])


def _tables(merged: list[_Merged]) -> Table:
    events = tuple(home.event for home in merged)
    mentions = tuple(
        replace(mention, event_id=home.event.event_id) for home in merged for mention in _without_doubles(home.mentions)
    )
    return events, mentions


def _without_doubles(mentions: list[Mention]) -> list[Mention]:
    return list({(mention.source_id, mention.start): mention for mention in mentions}.values())
