"""Who is in a text: the names that mean one actor, brought together under one id.

"the United Nurses Assns. of California/Union of Health Care Professionals, or UNAC/UHCP" defines an acronym,
"Thackeray" is the "Anjetta Thackeray" of the sentence before, "the Alliance" the "Alliance of Health Care Unions",
"Passaic Ridge" the "Passaic Ridge Health" whose name it opens. Two people who share a surname are told apart by
whom the text named last. What is left alone: nicknames, and first names on second mention of people with surnames
unless nothing else has that name.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from kaiser_data.extract.actors.described_people import Role
from kaiser_data.extract.actors.gazetteer import known_actors, straight
from kaiser_data.lexicon import terms
from kaiser_data.rows import fold

ORGANISATIONS = frozenset({"union", "coalition", "employer", "partnership", "government", "party", "press", "group"})
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Member:
    """An actor of one text, as far as it has been read."""

    actor_id: str
    name: str
    kind: str
    side: str = ""
    aliases: dict[str, int] = field(default_factory=dict)
    member_of: str = ""
    roles: list[Role] = field(default_factory=list)
    first: int = 0

    def shortest_alias(self) -> str:
        """Give the shortest alias in words, as a label wants it: "Kaiser", not "KP"."""
        wordy = [alias for alias in self.aliases if not alias.isupper() and alias[:1].isupper()]
        return min(wordy, key=lambda alias: (len(alias), alias), default=self.name)


class Naming(NamedTuple):
    """A place of the text that names an actor (or, with an empty id, a place)."""

    start: int
    end: int
    kind: str
    actor_id: str
    rule: str


@dataclass(slots=True)
class Cast:
    """The actors of a text and where it names them, in order."""

    members: dict[str, Member] = field(default_factory=dict)
    namings: list[Naming] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    by_actor: dict[str, list[Naming]] = field(default_factory=dict)
    by_weight: dict[tuple[str, ...], list[Member]] = field(default_factory=dict)

    def settle(self, namings: Iterable[Naming]) -> None:
        """Take in where the text names its actors, in whatever order."""
        self.namings = sorted(namings, key=attrgetter("start"))
        self.starts = [naming.start for naming in self.namings]
        self.by_actor = defaultdict(list)
        for naming in self.namings:
            self.by_actor[naming.actor_id].append(naming)

    def between(self, start: int, end: int) -> list[Naming]:
        """Give the namings that open in `start:end`."""
        return self.namings[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def display_name(self, text: str, member: Member) -> str:
        """Give the one name by which readers are told of an actor: a person's in full, else the form used most.

        Where the lexicon names one ("Alliance", not "AHCU"), that.
        """
        known = known_actors().get(member.actor_id)
        if known and known.short_name:
            return known.short_name
        if member.kind == "person" or not member.aliases:
            return member.name
        # A form that breaks over a line is counted with the same form that does not.
        forms = Counter(fold(text[one.start : one.end]) for one in self.by_actor.get(member.actor_id, ()))
        return max(forms, key=lambda form: (forms[form], -len(form)), default=member.name)

    def before(self, start: int, count: int = 40) -> Iterator[Naming]:
        """Give the namings before `start`, the nearest first."""
        last = bisect_left(self.starts, start)
        return reversed(self.namings[max(0, last - count) : last])


def slug(name: str) -> str:
    """Write a name as an id.

    >>> slug("Alliance of Health Care Unions"), slug("SEIU-UHW’s"), slug("Łukasz Żak")
    ('alliance-of-health-care-unions', 'seiu-uhws', 'lukasz-zak')
    """
    return _SLUG.sub("-", _in_ascii(straight(name).replace("'", "")).lower()).strip("-")


def _in_ascii(name: str) -> str:
    """Write letters of other alphabets by their names: "Ł" is "L", "И" is "I", "Γ" is "GAMMA"."""
    plain = [char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)]
    told = (char if char.isascii() or not char.isalpha() else unicodedata.name(char, "X") for char in plain)
    return "".join(name.partition(" WITH ")[0].split()[-1] if len(name) > 1 else name for name in told)


def is_site(name: str) -> bool:
    """Tell whether a name is that of one site of an employer: a hospital, a plant, a campus."""
    return name.rpartition(" ")[2] in terms("head_uses", use="site") or name.startswith(("St ", "St. "))


def is_force(member: Member) -> bool:
    """Tell whether a body is the police or an army."""
    words = member.name.lower().split() if member.kind == "government" else ()
    return not terms("head_uses", use="force").isdisjoint(words)


def organisations(cast: Cast, kinds: Iterable[str]) -> list[Member]:
    """Give the actors of some kinds, the most often named first."""
    wanted = set(kinds)
    counts: dict[str, int] = {}
    for naming in cast.namings:
        if naming.kind in wanted:
            counts[naming.actor_id] = counts.get(naming.actor_id, 0) + 1
    return [cast.members[actor_id] for actor_id in sorted(counts, key=lambda actor_id: (-counts[actor_id], actor_id))]
