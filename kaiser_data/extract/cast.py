"""Who is in a text: the names that mean one actor, brought together under one id.

"the United Nurses Assns. of California/Union of Health Care Professionals, or UNAC/UHCP" defines an acronym,
"Thackeray" is the "Anjetta Thackeray" of the sentence before, "the Alliance" the "Alliance of Health Care Unions",
"Passaic Ridge" the "Passaic Ridge Health" whose name it opens. Two people who share a surname are told apart by
whom the text named last. What is left alone: nicknames, and first names on second mention of people with surnames
unless nothing else has that name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from kaiser_data.extract.names import Piece, find_runs, known_actors, known_forms, parse_run, straight
from kaiser_data.extract.naming import Role, find_role, looks_like, looks_like_union
from kaiser_data.lexicon import mapping, terms

ORGANISATIONS = frozenset({"union", "coalition", "employer", "partnership", "government", "party", "press", "group"})
_ACRONYM_AFTER = re.compile(
    r"[’']?s?,?\s*(?:\(|\s?or\s(?:the\s)?|(?:also\s)?known\sas\s(?:the\s)?|called\s(?:the\s)?)[“\"]?([A-Z][A-Za-z]{0,3}[A-Z][A-Za-z/&.-]{0,12}|"
    r"[A-Z][a-z]+[A-Z]\w*)[”\"]?[,)]"
)
_LONG_AFTER = re.compile(r"\s\((?:the\s)?([A-Z][^()\n]{6,90})\)")
_SLUG = re.compile(r"[^a-z0-9]+")
_LOCAL = re.compile(r"\bLocal (?:No\.? ?)?(\d+)$")
_SITE = re.compile(
    r"\b(?:Hospital|Center|Centre|Plant|Campus|Clinic|Infirmary|Mill|Mine|Refinery|"
    r"Depot|Terminal|Warehouse|School|Store|Library)$"
)
_SMALL = frozenset(["of", "the", "and", "for", "&", "de", "la", "a", "in"])


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

    def short_name(self) -> str:
        """Give the shortest alias in words, as a label wants it: "Kaiser", not "KP"."""
        wordy = [alias for alias in self.aliases if not alias.isupper() and alias[:1].isupper()]
        return min(wordy, key=lambda alias: (len(alias), alias), default=self.name)


@dataclass(frozen=True, slots=True)
class Naming:
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
    by_weight: dict[tuple[str, ...], list[Member]] = field(default_factory=dict)

    def between(self, start: int, end: int) -> list[Naming]:
        """Give the namings that open in `start:end`."""
        return self.namings[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def before(self, start: int, count: int = 40) -> Iterator[Naming]:
        """Give the namings before `start`, the nearest first."""
        last = bisect_right(self.starts, start - 1)
        yield from reversed(self.namings[max(0, last - count) : last])


def slug(name: str) -> str:
    """Write a name as an id.

    >>> slug("Alliance of Health Care Unions"), slug("SEIU-UHW’s")
    ('alliance-of-health-care-unions', 'seiu-uhws')
    """
    return _SLUG.sub("-", straight(name).replace("'", "").lower()).strip("-")


Found = tuple[int, int, Piece]


def read_cast(text: str, edges: list[int]) -> Cast:
    """Find everyone whom a text names; `edges` are the ends of its paragraphs, which no name crosses."""
    found = list(_find(text, edges))
    cast = Cast()
    namings: list[Naming] = []
    unproved: list[Found] = []
    for start, end, piece in found:
        naming = _certain(cast, text, start, end, piece)
        if naming:
            namings.append(naming)
        elif piece.kind != "none":
            unproved.append((start, end, piece))
    namings = _unite_locals(cast, namings)
    _define_acronyms(cast, text, namings)
    namings += _place_rest(cast, text, unproved, namings)
    cast.namings = sorted(namings, key=lambda naming: naming.start)
    cast.starts = [naming.start for naming in cast.namings]
    _collect_roles(cast, text)
    return cast


def _find(text: str, edges: list[int]) -> Iterator[Found]:
    for start, end in find_runs(text):
        run = text[start:end]
        if "\n" in run:
            edge = edges[bisect_left(edges, start)] if start < edges[-1] else end
            if edge < end:
                yield from _pieces(text, start, edge)
                start = edge + len(text[edge:end]) - len(text[edge:end].lstrip())
        yield from _pieces(text, start, end)


def _pieces(text: str, start: int, end: int) -> Iterator[Found]:
    for piece in parse_run(text[start:end]):
        yield start + piece.start, start + piece.end, piece


def _certain(cast: Cast, text: str, start: int, end: int, piece: Piece) -> Naming | None:
    """Take in a name that its own words prove."""
    kind, name = piece.kind, " ".join(text[start:end].split())
    if kind == "place":
        return Naming(start, end, "place", "", piece.rule)
    if piece.actor_id:
        known = known_actors()[piece.actor_id]
        if name.islower() or (name in _ambiguous() and not _is_meant(text, start, end, name)):
            return None
        member = _enter(cast, piece.actor_id, known.name, kind, start)
        member.side, member.member_of = known.side, known.member_of
        member.aliases.setdefault(name, start)
        return Naming(start, end, kind, piece.actor_id, piece.rule)
    if kind == "person" and " " not in name:
        return None
    if kind in ORGANISATIONS or kind == "person":
        member = _enter(cast, slug(name), name, kind, start)
        member.aliases.setdefault(name, start)
        return Naming(start, end, kind, member.actor_id, piece.rule)
    return None


def _unite_locals(cast: Cast, namings: list[Naming]) -> list[Naming]:
    """Take "Local 741" for the "ATU Local 741" of the same text."""
    longest: dict[str, str] = {}
    for member in sorted(cast.members.values(), key=lambda member: -len(member.name)):
        if local := _LOCAL.search(member.name):
            whole = longest.setdefault(local[1], member.actor_id)
            if whole != member.actor_id:
                cast.members[whole].aliases.update(member.aliases)
                cast.members[whole].first = min(cast.members[whole].first, member.first)
                del cast.members[member.actor_id]
    return [
        replace(naming, actor_id=longest[local[1]])
        if naming.actor_id not in cast.members and (local := _LOCAL.search(naming.actor_id.replace("-", " ").title()))
        else naming
        for naming in namings
    ]


@cache
def _ambiguous() -> frozenset[str]:
    """Forms of known names that are English words as well: the union Unite, the party Labour, the maker Ford."""
    labels = mapping("not_names", "kind")
    return frozenset({form for form in known_forms() if form in labels or form in terms("first_names")}) | _WORDS


_WORDS = frozenset(
    [
        "Unite",
        "Equity",
        "Target",
        "Independent",
        "Labour",
        "Greens",
        "Telegraph",
        "Guardian",
        "Delta",
        "Providence",
        "Commons",
        "Treasury",
        "Senate",
    ]
)


def _is_meant(text: str, start: int, end: int, name: str) -> bool:
    return not _opens_sentence(text, start) or bool(
        re.match(
            r"[’']s\b|\s(?:said|says|union|members|has|had|is|was|and|regional|national|"
            r"general|officer|organi[sz]er|branch|reps?)\b|,",
            text[end : end + 12],
        )
    )


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" \xa0“\"‘'*_")
    return not before or before[-1] in ".!?\n:"


def is_site(name: str) -> bool:
    """Tell whether a name is that of one site of an employer: a hospital, a plant, a campus."""
    return bool(_SITE.search(name))


def _enter(cast: Cast, actor_id: str, name: str, kind: str, start: int) -> Member:
    member = cast.members.get(actor_id)
    if member is None:
        member = cast.members[actor_id] = Member(actor_id, name, kind, first=start)
    return member


def _define_acronyms(cast: Cast, text: str, namings: list[Naming]) -> None:
    """Read "Long Name (LN)", "Long Name, or LN," and "LN (Long Name)"."""
    for naming in namings:
        if naming.kind not in ORGANISATIONS:
            continue
        if (after := _ACRONYM_AFTER.match(text, naming.end)) and not re.match(r"[DRI]-", after[1]):
            cast.members[naming.actor_id].aliases.setdefault(after[1], after.start(1))
        elif long := _LONG_AFTER.match(text, naming.end):
            if slug(long[1]) in cast.members and slug(long[1]) != naming.actor_id:
                cast.members[naming.actor_id].aliases.setdefault(long[1], long.start(1))


def _place_rest(cast: Cast, text: str, unproved: list[Found], certain: list[Naming]) -> Iterator[Naming]:
    """Tie short forms to the actors they mean, then judge what is left by its neighbours."""
    left: dict[str, list[Found]] = {}
    forms = _Forms(cast)
    for start, end, piece in unproved:
        name = straight(text[start:end])
        if actor_id := forms.find(name, start, text):
            cast.members[actor_id].aliases.setdefault(name, start)
            yield Naming(start, end, cast.members[actor_id].kind, actor_id, "alias")
        else:
            left.setdefault(name, []).append((start, end, piece))
    yield from _prove(cast, text, left)
    later = []
    forms = _Forms(cast)
    for name, places in left.items():
        if slug(name) not in cast.members:
            later += [(start, end, name) for start, end, _ in places]
    for start, end, name in later:
        if actor_id := forms.find(name, start, text):
            cast.members[actor_id].aliases.setdefault(name, start)
            yield Naming(start, end, cast.members[actor_id].kind, actor_id, "alias")


def _prove(cast: Cast, text: str, left: dict[str, list[Found]]) -> list[Naming]:
    """Enter names that at least one of their neighbourhoods proves; the longer ones first."""
    proved: list[Naming] = []
    for name in sorted(left, key=lambda name: -name.count(" ")):
        places = left[name]
        kind = _kind_in_context(text, name, places)
        if kind == "place":
            proved += [Naming(start, end, "place", "", "place.context") for start, end, _ in places]
        elif kind and not (kind == "person" and " " not in name and _Forms(cast).find(name, places[0][0], text)):
            member = _enter(cast, slug(name), name, kind, places[0][0])
            member.aliases.setdefault(name, places[0][0])
            proved += [Naming(start, end, kind, member.actor_id, "context") for start, end, _ in places]
    return proved


def _kind_in_context(text: str, name: str, places: list[Found]) -> str:
    if all(piece.rule == "shape.acronym" for *_, piece in places):
        return "union" if any(looks_like_union(text, start, end) for start, end, _ in places) else ""
    words = name.count(" ") + 1
    if places[0][2].rule == "shape.head" and mapping("org_heads", "kind")[name] == "press":
        return (
            "press" if any(re.search(r"\b[Tt]he\s$", text[max(0, start - 4) : start]) for start, *_ in places) else ""
        )
    if places[0][2].rule == "shape.head":
        return (
            mapping("org_heads", "kind")[name]
            if len(places) > 1 and name in ("Alliance", "Coalition", "Partnership")
            else ""
        )
    if words > 4 or (words > 1 and any(part in _SMALL for part in name.split())):
        return ""
    if words == 1 and (name in mapping("not_names", "kind") or not name[:1].isalpha()):
        return ""
    if words == 1 and name not in terms("first_names"):
        places = [place for place in places if not _opens_sentence(text, place[0])]
    if not places:
        return ""
    votes = [vote for start, end, _ in places[:6] if (vote := looks_like(text, start, end, words))]
    if (
        words == 1
        and name in terms("first_names")
        and any(piece.kind == "person" or vote for (*_, piece), vote in zip(places, votes, strict=False))
    ):
        return "person"
    if any(piece.kind == "person" for *_, piece in places):
        return "person"
    for kind in ("person", "employer", "speaker", "place"):
        if kind in votes:
            return "person" if kind == "speaker" else kind
    return ""


class _Forms:
    """What short forms the names of a text allow."""

    def __init__(self, cast: Cast):
        self.whole: dict[str, str] = {}
        self.people: dict[str, list[tuple[int, str]]] = {}
        self.first: dict[str, set[str]] = {}
        self.heads: dict[str, list[tuple[int, str]]] = {}
        # A short form means the system rather than one of its sites: "Passaic Ridge" is not the Medical Center.
        for member in sorted(cast.members.values(), key=lambda member: (is_site(member.name), member.first)):
            self._add(member)

    def _add(self, member: Member) -> None:
        if member.kind == "person":
            words = [word for word in straight(member.name).split() if word not in ("Jr.", "Sr.", "III")]
            if len(words) > 1:
                self.people.setdefault(words[-1], []).append((member.first, member.actor_id))
                self.first.setdefault(words[0], set()).add(member.actor_id)
            return
        for alias in member.aliases:
            self.whole.setdefault(straight(alias), member.actor_id)
            self.whole.setdefault(
                straight(alias).title() if alias.isupper() and len(alias) > 5 else alias, member.actor_id
            )
            for form in _short_forms(straight(alias)):
                self.whole.setdefault(form, member.actor_id)
            for word in straight(alias).split():
                if word in mapping("org_heads", "kind") or word.endswith("Unions"):
                    self.heads.setdefault(word, []).append((member.first, member.actor_id))

    def find(self, name: str, start: int, text: str) -> str:
        """Find whom a short form means at `start`: "" where nobody."""
        bare = name.removeprefix("The ")
        if bare in self.whole:
            return self.whole[bare]
        if bare in self.people:
            return _nearest(self.people[bare], start)
        if bare in self.heads and not _opens_sentence(text, start):
            return _nearest(self.heads[bare], start)
        holders = self.first.get(bare, ())
        return next(iter(holders)) if len(holders) == 1 else ""


def _nearest(holders: list[tuple[int, str]], start: int) -> str:
    before = [holder for holder in holders if holder[0] <= start]
    return max(before)[1] if before else min(holders)[1]


def _short_forms(name: str) -> Iterator[str]:
    """Give the shorter forms that a long name allows: its initials and the words it opens with.

    >>> list(_short_forms("Passaic Ridge Health"))
    ['PRH', 'Passaic Ridge', 'Passaic']
    """
    words = name.split()
    if len(words) < 2:
        return
    initials = "".join(word[0] for word in words if word.lower() not in _SMALL)
    if len(initials) > 2:
        yield initials
    labels = mapping("not_names", "kind")
    for count in range(len(words) - 1, 0, -1):
        form = " ".join(words[:count])
        common = form in labels or form in mapping("org_heads", "kind") or form in mapping("places", "kind")
        if not common and words[count - 1] not in _SMALL and form not in terms("first_names"):
            yield form


def _collect_roles(cast: Cast, text: str) -> None:
    for naming in cast.namings:
        member = cast.members.get(naming.actor_id)
        if (
            member
            and member.kind == "person"
            and len(member.roles) < 3
            and (role := find_role(text, naming.start, naming.end))
        ):
            member.roles.append(role)


def organisations(cast: Cast, kinds: Iterable[str]) -> list[Member]:
    """Give the actors of some kinds, the most often named first."""
    wanted = set(kinds)
    counts: dict[str, int] = {}
    for naming in cast.namings:
        if naming.kind in wanted:
            counts[naming.actor_id] = counts.get(naming.actor_id, 0) + 1
    return [cast.members[actor_id] for actor_id in sorted(counts, key=lambda actor_id: (-counts[actor_id], actor_id))]
