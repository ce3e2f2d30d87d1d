"""Where a text names unions, employers and places, read once for all its events.

The union of an event is the one that its clause or sentence names, else the one named last before it in its paragraph,
else the one that the text is about: each of these is a look at the names of unions alone.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping

from spacy.tokens import Doc

from kaiser_data.extract.actors.component import cast_of
from kaiser_data.extract.actors.gazetteer import TRADE_FINDER
from kaiser_data.extract.actors.name_context import employs, is_faced
from kaiser_data.extract.actors.text_actors import Cast, Member, Naming, is_outside, is_place, is_site, whole_of
from kaiser_data.extract.actors.unnamed_parties import rulers
from kaiser_data.extract.document import source_of, text_of
from kaiser_data.lexicon import Pattern, any_of, terms

UNION, EMPLOYER = ("union", "coalition"), ("employer",)
# "the Bakers Union (BU) Local 4", "the Bakers’ Northern Council": the part is meant.
_PART = re.compile(r"(?:[’']s?)?\s*(?:\(|\([^()]{1,24}\),?\s*|\),?\s*)?")
# "a strike by pilots", "pilots walked out"
_STRIKE_BY = Pattern(lambda: rf"\b{any_of('event_nouns', **{'class': 'strike'})}s?\s(?:by|of)\s(?:[\w’']+\s){{0,3}}\Z")
_STRUCK = re.compile(r"\s(?:have\s|had\s)?(?:struck|walked|went\son)\b")
# "Norlink, a subsidiary of Ostrin Corp"
_PARENT = re.compile(r"\b(?:subsidiary|unit|arm|division|parent)\s(?:of\s)?(?:the\s)?\Z|\bowned\sby\s(?:the\s)?\Z")
LEAD = 350  # so many characters open news with what happened
# So many names before a clause are asked for the union that its paragraph is about.
_BEFORE = 12


class PartiesInText:
    """The names of one text by kind, in order, and the union and the employer that it is about."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text, self.cast, source = doc, text_of(doc), cast_of(doc), source_of(doc)
        self.last_day = source.published_max
        self.lowered = self.text.lower()  # to look words up, not places: its length may differ
        self.union, self.employer = _main_parties(self.text, self.cast, source.publisher)
        members, namings = self.cast.members, self.cast.namings
        workers = _workers(self.cast)
        self.unions = [naming for naming in namings if naming.actor_id in workers]
        self.employers = [naming for naming in namings if naming.kind == "employer"]
        self._places = [naming for naming in namings if is_place(self.text, naming, members.values())]
        self.union = self._only_local() or self.union
        self._breaks = [found.start() for found in re.finditer("\n", self.text)]
        self._paragraphs: defaultdict[str, set[int]] = defaultdict(set)
        for naming in namings:
            self._paragraphs[naming.actor_id].add(self._paragraph(naming.start))
        self.others = {i for i, member in members.items() if self._is_of_others(member)}

    def _only_local(self) -> str:
        """Give the local of the union that a text is about, where it names one alone: who is named first strikes."""
        parts = {self.part_of(naming) for naming in self.unions if naming.actor_id == self.union} - {self.union}
        forms = tuple(f"{form} " for form in self.cast.members[self.union].aliases) if self.union else ()
        named = {naming.actor_id: self.cast.members[naming.actor_id].name for naming in self.unions}
        parts |= {i for i, name in named.items() if name.startswith(forms) and " local " in name.lower()}
        return min(parts) if len(parts) == 1 else ""

    def name_of(self, actor_id: str) -> str:
        """Give the name of an actor, "" where there is none."""
        return self.cast.members[actor_id].name if actor_id in self.cast.members else ""

    def first_in(self, alike: list[Naming], stretches: Iterable[tuple[int, int]]) -> str:
        """Give the first of its unions or employers that some stretches name; a site's owner for the site."""
        for start, end in stretches if alike else ():
            index = bisect_left(alike, (start,))
            if index < len(alike) and alike[index].start < end:
                return whole_of(self.cast.members, self._part(alike, index))
        return ""

    def part_of(self, naming: Naming) -> str:
        """Give the actor that a name means, its part where the text goes on to name that."""
        alike = self.unions if naming.kind in (*UNION, "group") else self.employers if naming.kind == "employer" else []
        index = bisect_left(alike, (naming.start,))
        is_known = index < len(alike) and alike[index].start == naming.start
        return self._part(alike, index) if is_known else naming.actor_id

    def _part(self, alike: list[Naming], index: int) -> str:
        while index + 1 < len(alike) and _PART.fullmatch(self.text, alike[index].end, alike[index + 1].start):
            index += 1
        return alike[index].actor_id

    def union_before(self, start: int) -> str:
        """Give the union named last before `start` in its paragraph."""
        index = bisect_left(self.unions, (start,)) - 1
        if index < 0:
            return ""
        union, starts = self.unions[index], self.cast.starts
        is_far = bisect_left(starts, start) - bisect_left(starts, union.start) > _BEFORE
        return "" if is_far or "\n" in self.text[union.end : start] else union.actor_id

    def _is_of_others(self, member: Member) -> bool:
        """Tell whether a party is one of another dispute: no paragraph names it with one of the text’s own."""
        own = self.cast.members.get(self.union)
        if not own or member.side not in ("union", "worker", "employer") or self.employer not in self.cast.by_actor:
            return False
        kin = {member.actor_id, member.member_of} & {self.union, self.employer} or member.actor_id == own.member_of
        theirs = self._paragraphs[member.actor_id]
        return not kin and all(theirs.isdisjoint(self._paragraphs[one]) for one in (self.employer, self.union))

    def _paragraph(self, at: int) -> int:
        return bisect_left(self._breaks, at)

    def employer_of(self, union: str, start: int) -> str:
        """Give the text's employer, but of another dispute the one named beside `start` in its paragraph."""
        index = bisect_left(self.employers, (start,))
        near = [*self.employers[max(0, index - 1) : index], *self.employers[index : index + 1]]
        beside = [one.actor_id for one in near if self._paragraph(one.start) == self._paragraph(start)]
        return whole_of(self.cast.members, beside[0]) if beside and union in self.others else self.employer

    def places_in(self, start: int, end: int) -> list[Naming]:
        """Give the names of places, and of sites of employers, that open in `start:end`."""
        first = bisect_left(self._places, (start,))
        return self._places[first : bisect_left(self._places, (end,), first)]


def _main_parties(text: str, cast: Cast, publisher: str) -> tuple[str, str]:
    """Find the union and the employer of whose dispute a text tells; its publisher, where that is one, before all."""
    members = cast.members
    bodies = (one for one in cast.namings if not _PARENT.search(text, max(0, one.start - 30), one.start))
    named = [(naming, members[naming.actor_id]) for naming in bodies if naming.actor_id in members]
    facing = Counter(member.actor_id for naming, member in named if _faces_workers(text, member, naming))
    weights = Counter({i: 15 * count for i, count in facing.items()})
    for naming, member in named:
        weights[member.actor_id] += _weight(cast, member, naming)
    for i in _publishing(cast, publisher):
        weights[i] += 10_000 if i in cast.by_actor else 5
        facing[i] += 1
    workers = _workers(cast)
    trades = _strikers(text)
    for i in workers:  # "a strike by pilots" is that of a "Pilots’ Guild"
        weights[i] += sum(15 * count for trade, count in trades.items() if trade in members[i].name.lower())
    union = _most(cast, weights, (*UNION, "group"), workers)
    return union, _main_employer(text, cast, weights, facing)


def _strikers(text: str) -> Counter[str]:
    told = (
        trade
        for start, end, trade in TRADE_FINDER.find(text)
        if _STRUCK.match(text, end) or _STRIKE_BY.search(text, max(0, start - 40), start)
    )
    return Counter(trade for trade in told if trade.removesuffix("s") not in terms("people_at_large"))


def _main_employer(text: str, cast: Cast, weights: Mapping[str, int], facing: Mapping[str, int]) -> str:
    """Choose whom a text names before whom it describes, and a ministry that faces no workers last."""
    others = {i for i, one in cast.members.items() if one.side in ("worker", "union") or is_outside(one)}
    bosses = {i: weights[i] for i in weights.keys() - others}
    described = {naming.actor_id for naming in cast.namings if naming.rule == "described"}
    public = {i for i in bosses if cast.members[i].kind == "employer"}.union(facing)
    named = _most(cast, bosses, (*EMPLOYER, "government"), public - described)
    states, people = rulers(cast, text)
    at_least = (1 if named in facing else 3) * weights.get(_most(cast, bosses, EMPLOYER, states), 0)
    is_firm = weights.get(named, 0) > at_least
    beside = described - states if is_firm and "general strike" not in text[:LEAD].lower() else described
    if named:
        return _before_named(cast, bosses, named, beside)
    ranks = (("government", "group"), facing), (EMPLOYER, states), (("person",), people), (("press",), facing)
    told = (_most(cast, bosses, *rank) for rank in (*ranks, (EMPLOYER, bosses), (("government",), bosses)))
    return next(filter(None, told), "")


def _before_named(cast: Cast, bosses: Mapping[str, int], named: str, described: Container[str]) -> str:
    """Give the association that bargains for whom a text names, the government that is defied, else the one named."""
    told = _most(cast, bosses, EMPLOYER, described)
    is_ministry = cast.members[named].kind == "government" and bosses[named] > 2 * bosses.get(told, 0)
    return named if is_ministry else told or named


def _publishing(cast: Cast, publisher: str) -> Iterator[str]:
    """Give who publishes a text as a party; a federation tells of its members' disputes."""
    umbrella = terms("head_uses", use="umbrella")
    for i, member in cast.members.items():
        if member.name in publisher and member.kind != "press" and umbrella.isdisjoint(member.name.split()):
            yield i


def _faces_workers(text: str, member: Member, naming: Naming) -> bool:
    """Tell whether a text names a body as one with workers or a strike against it: "Norlink pilots"."""
    if member.kind in (*UNION, "person", "party") or is_outside(member) or naming.rule == "counted":
        return False
    return is_faced(text, naming.start) or employs(text, naming.start, naming.end)


def _workers(cast: Cast) -> set[str]:
    """Give who can act for workers: the unions of a text, where it names none the groups of workers."""
    members = cast.members.items()
    unions = {actor_id for actor_id, member in members if member.kind in UNION}
    return unions or {i for i, member in members if (member.kind, member.side) == ("group", "worker")}


def _weight(cast: Cast, member: Member, naming: Naming) -> int:
    """Weigh a name, in tenths."""
    is_global = member.name in terms("head_uses", use="global")  # who comments on the disputes of its members
    if is_global or (naming.kind == "employer" and (member.side != "employer" or is_site(member.name))):
        return 1
    return 4 if "Local" in member.name and member.member_of in cast.members else 10


def _most(cast: Cast, weights: Mapping[str, int], kinds: Collection[str], only: Container[str]) -> str:
    """Give the actor of some kinds that weighs most, of some alone."""
    told = ((weight, -cast.members[i].first, i) for i, weight in weights.items() if i in only)
    return max((one for one in told if cast.members[one[2]].kind in kinds), default=("", 0, ""))[2]
