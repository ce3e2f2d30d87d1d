"""Whether two texts tell one event: how well types, dates, states and actors agree.

"a strike … beginning Jan. 26" and "the second week of the strike", both of one union, agree; a strike called off and
one that took place do not, nor do two of one day by two unions. Dates need not be equal: the wide one must hold the
narrow one. What the clauses say beyond that is left alone.
"""

from collections.abc import Mapping

from kaiser_data.edtf import edtf_bounds
from kaiser_data.rows import Event

_UNDONE = ("called_off", "refused")
# A dispute has one of these at a time: a text that gives no day means the one that the others date.
_SINGLE = frozenset({"strike", "lockout", "strike_vote", "contract_expiration", "ratification", "tentative_agreement"})
_LASTING = frozenset({"strike", "sympathy_strike", "lockout"})


def likeness(event: Event, other: Event, same_words: bool, mine: set[str], theirs: set[str]) -> int:
    """Score how well two events of a type agree, 0 where they cannot be one; two texts may use the same words.

    `mine` and `theirs` are the families of their actors.
    """
    strangers = event.actor_id and other.actor_id and mine.isdisjoint(theirs)
    if same_words and event.date == other.date and not strangers:
        return 100
    if (event.status in _UNDONE) != (other.status in _UNDONE) and "planned" not in (event.status, other.status):
        return 0
    actors = _agree(event, other, mine, theirs)
    dates = _dates_agree(event, other) if actors else 0
    return actors + dates + 10 * same_words if actors and dates else 0


def _agree(event: Event, other: Event, mine: set[str], theirs: set[str]) -> int:
    """Two events with actors need a common one; an organisation stands for its members."""
    if event.actor_id == other.actor_id and event.actor_id:
        return 3
    if not mine.isdisjoint(theirs):
        return 2
    sides = {event.actor_id, event.target_id} & {other.actor_id, other.target_id} - {""}
    crossed = event.actor_id == other.target_id or event.target_id == other.actor_id
    if (not event.actor_id or not other.actor_id or crossed) and sides:
        return 1
    return 0


def family(actor_id: str, member_of: Mapping[str, str]) -> set[str]:
    """Give an actor and the organisations that it is a member of, all the way up."""
    found = {actor_id} - {""}
    while actor_id and (actor_id := member_of.get(actor_id, "")) and actor_id not in found:
        found.add(actor_id)
    return found


def _dates_agree(event: Event, other: Event) -> int:
    if event.date == other.date:
        return 6
    mine, theirs = (event.date_min, event.date_max), (other.date_min, other.date_max)
    if event.type in _LASTING and mine[0] == theirs[0] != "":
        return 5
    if event.type in _LASTING and "" in (mine[0], theirs[0]):
        return _is_under_way(mine, theirs) or _is_under_way(theirs, mine)
    if not _holds(mine, theirs) and not _holds(theirs, mine):
        return 0
    vague = not (all(mine) and all(theirs))
    if event.type not in _SINGLE and (vague or abs(_breadth(event.date)[1] - _breadth(other.date)[1]) > 10):
        return 0
    return 1 if vague else 3


def _is_under_way(told: tuple[str, str], dated: tuple[str, str]) -> int:
    """A strike told without a start, up to the day of a text, is the one under way on that day."""
    return int(not told[0] and bool(dated[0]) and dated[0] <= told[1] <= (dated[1] or "9999"))


def _holds(wide: tuple[str, str], narrow: tuple[str, str]) -> bool:
    begins = not wide[0] or bool(narrow[0] and wide[0] <= narrow[0])
    return begins and (not wide[1] or bool(narrow[1] and narrow[1] <= wide[1]))


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
    return 0, (count_months(last) - count_months(first)) * 31 + int(last[8:]) - int(first[8:])


def count_months(day: str) -> int:
    """Count the months of an ISO date from the year 0.

    >>> count_months("2026-02-07") - count_months("2025-12-31")
    2
    """
    return int(day[:4]) * 12 + int(day[5:7]) - 1
