"""Who is in a text: the names that mean one actor, brought together under one id.

"the United Nurses Assns. of California/Union of Health Care Professionals, or UNAC/UHCP" defines an acronym,
"Thackeray" is the "Anjetta Thackeray" of the sentence before, "the Alliance" the "Alliance of Health Care Unions",
"Passaic Ridge" the "Passaic Ridge Health" whose name it opens. Two people who share a surname are told apart by
whom the text named last. Nicknames are left alone, as are first names that two people have.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from kaiser_data.extract.actors.described_people import Role
from kaiser_data.extract.actors.gazetteer import (
    FIRST_NAMES,
    NATIONS,
    NOT_NAMES,
    ORG_HEADS,
    PLACES,
    before_of,
    known_actors,
)
from kaiser_data.lexicon import terms
from kaiser_data.rows import fold, straight

ORGANISATIONS = frozenset({"union", "coalition", "employer", "partnership", "government", "party", "press", "group"})
# "St. Mary’s", but "St. Mary Health System Inc."
_SAINT = re.compile(r"St\.? [\w’']+(?: \w+)?\Z")
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

    def named(self) -> "Cast":
        """Give the cast without the places where the text only describes a party: "the mill", "drivers"."""
        described = (
            one for one in self.namings if one.rule in ("described", "counted", "group") and one.kind != "government"
        )
        plain = {one for one in described if self.members[one.actor_id].name.islower()}
        cast = Cast(self.members)
        cast.settle(one for one in self.namings if one not in plain)
        return cast if plain else self

    def between(self, start: int, end: int) -> list[Naming]:
        """Give the namings that open in `start:end`."""
        return self.namings[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def covers(self, place: int) -> bool:
        """Tell whether a place stands within a name, not where it opens."""
        return any(naming.end > place for naming in self.before(place, 1))

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
        bare = terms("head_uses", use="alone")
        return max(forms, key=lambda form: (form not in bare, forms[form], -len(form)), default=member.name)

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
    return name.rpartition(" ")[2] in terms("head_uses", use="site") or bool(_SAINT.match(name))


def whole_of(members: Mapping[str, Member], actor_id: str) -> str:
    """Give whose an actor is that is a site, where a text tells that, else the actor: a site acts for its owner."""
    member = members[actor_id]
    return member.member_of if member.member_of in members and is_site(member.name) else actor_id


def is_people(name: str) -> bool:
    """Tell whether a name is that of the people of a land, "Kenyans", or an adjective for them, "Kenyan"."""
    return NATIONS.get(name.removesuffix("s"), name) != name


# "Steelworkers of America" is nowhere.
_OF_NAME = re.compile(r"\b[A-Z][\w’']+\sof\s\Z")
_ELSE = re.compile(r" history|-(?!area|wide)[a-z]")  # "Oslo history", "U.S.-backed"


def is_place(text: str, naming: Naming, members: Collection[Member]) -> bool:
    """Tell whether a name is a place’s or that of premises, neither "Kuwaitis" nor "America" in "Miners of America"."""
    name = text[naming.start : naming.end]
    if naming.kind != "place":
        head = name.rpartition(" ")[2] if naming.kind == "employer" and " " in name else ""
        return bool(head) and (is_site(name) or head in terms("head_uses", use="premises"))
    is_short = naming.rule == "shape.place" and any(re.match(rf"{re.escape(name)}\s[A-Z]", m.name) for m in members)
    if is_short or is_people(name) or _ELSE.match(text, naming.end):
        return False
    return PLACES.get(name) != "country" or not _OF_NAME.search(text, max(0, naming.start - 30), naming.start)


def is_force(member: Member) -> bool:
    """Tell whether a body is the police or an army."""
    words = member.name.lower().split() if member.kind == "government" else ()
    return not terms("head_uses", use="force").isdisjoint(words)


def is_outside(member: Member) -> bool:
    """Tell whether a body settles the disputes of others or polices them: a court, a labour board."""
    return is_force(member) or not terms("head_uses", use="outsider").isdisjoint(member.name.split())


def organisations(cast: Cast, kinds: Container[str]) -> list[Member]:
    """Give the actors of some kinds, the most often named first."""
    counts = Counter(naming.actor_id for naming in cast.namings if naming.kind in kinds)
    return [cast.members[actor_id] for actor_id in sorted(counts, key=lambda actor_id: (-counts[actor_id], actor_id))]


SMALL = frozenset(["of", "the", "and", "for", "&", "de", "la", "a", "in"])


_DATELINE = re.compile(r"\)\s(?:--?|_)\s\Z")


def opens_sentence(text: str, start: int) -> bool:
    """Tell whether a word at `start` has its capital from opening a sentence."""
    before = text[max(0, start - 4) : start].rstrip(" \xa0“\"‘'*_")
    return not before or before[-1] in ".!?\n:–—" or bool(_DATELINE.search(text, start - 5, start))


class Forms:
    """What short forms the names of a text allow."""

    def __init__(self, cast: Cast):
        self.whole: dict[str, str] = {}
        self.people: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.first: dict[str, set[str]] = defaultdict(set)
        self.heads: dict[str, str] = {}  # "the Council" is the one named first
        # A short form means the system rather than one of its sites: "Passaic Ridge" is not the Medical Center.
        for member in sorted(cast.members.values(), key=lambda member: (is_site(member.name), member.first)):
            self.add(member)

    def add(self, member: Member) -> None:
        """Allow what the names of an actor allow; an actor added before keeps its forms."""
        if member.kind == "person":
            words = [word for word in straight(member.name).split() if word not in ("Jr.", "Sr.", "III")]
            if len(words) > 1:
                # "Ruiz", and "Leao Franco", "de Graaf" or "Leao" of a longer name
                forms = {words[-1], " ".join(words[-2:]), " ".join(words[1:]), *({words[1]} - FIRST_NAMES)}
                for surname in forms - {straight(member.name)}:
                    surname = surname[0].upper() + surname[1:]
                    self.people[surname].append((member.first, member.actor_id))
                self.first[words[0]].add(member.actor_id)
            return
        for alias in member.aliases:
            forms, heads = _allowed(alias, member.kind)
            for form in forms:
                self.whole.setdefault(form, member.actor_id)
            for head in heads:
                self.heads.setdefault(head, member.actor_id)

    def find(self, name: str, start: int, text: str) -> str:
        """Find whom a short form means at `start`: "" where nobody."""
        bare = name.removeprefix("The ")
        bare = bare[:1].upper() + bare[1:]
        if bare in self.whole:
            return self.whole[bare]
        if bare in self.people:
            before = [holder for holder in self.people[bare] if holder[0] <= start]
            return max(before)[1] if before else min(self.people[bare])[1]
        if bare in self.heads and not opens_sentence(text, start):
            return self.heads[bare]
        holders = self.first.get(bare, ())
        return next(iter(holders)) if len(holders) == 1 else ""


def _allowed(alias: str, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the forms that mean what an alias names and the words in it that may stand for the whole."""
    name = straight(alias)
    titled = name.title() if len(alias) > 5 and alias.isupper() else alias
    words = name.split() if kind == "press" else before_of(name.split())[-1:]  # "the Daily", no "Trade" of a "Council"
    heads = tuple([word for word in words if word in ORG_HEADS])
    short = short_forms(name)
    if kind == "union" or heads == ("Council",):
        # The "Ridgeway" of a "Ridgeway Education Association" is its town or its employer, of a "Council" its town.
        short = [form for form in short if form.isupper()]
    return (name, titled, *short), heads


def short_forms(name: str) -> list[str]:
    """Give the shorter forms that a long name allows: its initials and the words it opens with.

    >>> short_forms("Ostrivar Ridge Health")
    ['ORH', 'Ostrivar Ridge', 'Ostrivar']
    """
    words = name.split()
    initials = "".join([word[0] for word in words if word.lower() not in SMALL])
    counts = (count for count in range(len(words) - 1, 0, -1) if words[count - 1] not in SMALL)
    openings = [" ".join(words[:count]) for count in counts]
    meanings = (NOT_NAMES, ORG_HEADS, PLACES, FIRST_NAMES)
    forms = [form for form in openings if not any(form in known for known in meanings)]
    return [initials, *forms] if len(initials) > 2 else forms
