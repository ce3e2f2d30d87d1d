"""Where a text names unions, employers and places, read once for all its events.

The union of an event is the one that its clause or sentence names, else the one named last before it in its paragraph,
else the one that the text is about: each of these is a look at the names of unions alone. In "the union asked the
labour board" the union acts, though only the board is named; whom `by` names acts before all, and "the union said the
mill will close" tells of the mill.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping

from spacy.tokens import Doc

from kaiser_data.extract.actors import descriptions as reference
from kaiser_data.extract.actors.component import cast_of
from kaiser_data.extract.actors.gazetteer import TRADE_FINDER, TRADES
from kaiser_data.extract.actors.name_context import employs, is_faced
from kaiser_data.extract.actors.text_actors import Cast, Member, Naming, is_outside, is_place, is_site, whole_of
from kaiser_data.extract.actors.unnamed_parties import rulers
from kaiser_data.extract.document import source_of, text_of
from kaiser_data.extract.events.cases import Telling
from kaiser_data.extract.grammar.clauses import has_finite_verb
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.extract.grammar.words import cue_words
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms

UNION, EMPLOYER = ("union", "coalition"), ("employer",)
# "the Bakers Union (BU) Local 4", "the Bakers’ Northern Council": the part is meant.
_PART = re.compile(r"(?:[’']s?)?\s*(?:\(|\([^()]{1,24}\),?\s*|\),?\s*)?")
# "a strike by pilots", "pilots walked out"
_STRIKE_BY = Pattern(lambda: rf"\b{any_of('event_nouns', **{'class': 'strike'})}s?\s(?:by|of)\s(?:[\w’']+\s){{0,3}}\Z")
_STRUCK = re.compile(r"\s(?:have\s|had\s)?(?:struck|walked|went\son)\b")
# So many names before a clause are asked for the union that its paragraph is about.
_BEFORE = 12


class PartiesInText:
    """The names of one text by kind, in order, and the union and the employer that it is about."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text, self.cast = doc, text_of(doc), cast_of(doc)
        self.lowered = self.text.lower()  # to look words up, not places: its length may differ
        self.union, self.employer = _main_parties(self.text, self.cast, source_of(doc).publisher)
        members, namings = self.cast.members, self.cast.namings
        workers = _workers(self.cast)
        self.unions = [naming for naming in namings if naming.actor_id in members and naming.actor_id in workers]
        self.employers = [naming for naming in namings if naming.kind == "employer" and naming.actor_id in members]
        self._places = [naming for naming in namings if is_place(self.text, naming, members.values())]
        self.union = self._only_local() or self.union

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

    def places_in(self, start: int, end: int) -> list[Naming]:
        """Give the names of places, and of sites of employers, that open in `start:end`."""
        first = bisect_left(self._places, (start,))
        return self._places[first : bisect_left(self._places, (end,), first)]


def _main_parties(text: str, cast: Cast, publisher: str) -> tuple[str, str]:
    """Find the union and the employer of whose dispute a text tells; its publisher, where that is one, before all."""
    members = cast.members
    named = [(naming, members[naming.actor_id]) for naming in cast.namings if naming.actor_id in members]
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


def _main_employer(text: str, cast: Cast, weights: Mapping[str, int], facing: Container[str]) -> str:
    """Choose whom a text names before whom it describes, and a ministry that faces no workers last."""
    others = {i for i, one in cast.members.items() if one.side in ("worker", "union") or is_outside(one)}
    bosses = {i: weights[i] for i in weights.keys() - others}
    described = {naming.actor_id for naming in cast.namings if naming.rule == "described"}
    named = _most(cast, bosses, EMPLOYER, bosses.keys() - described)
    states, people = rulers(cast, text)
    at_least = (1 if named in facing else 3) * weights.get(_most(cast, bosses, EMPLOYER, states), 0)
    is_firm = weights.get(named, 0) > at_least
    beside = described - states if is_firm and "general strike" not in text.lower() else described
    if named:  # a text describes only an association that bargains for them, or the government that is defied
        return _most(cast, bosses, EMPLOYER, beside) or named
    ranks = (("government", "group"), facing), (EMPLOYER, states), (("person",), people), (EMPLOYER, bosses)
    told = (_most(cast, bosses, *rank) for rank in (*ranks, (("press",), facing), (("government",), bosses)))
    return next(filter(None, told), "")


def _publishing(cast: Cast, publisher: str) -> Iterator[str]:
    """Give who publishes a text as a party; a federation tells of its members' disputes."""
    umbrella = terms("head_uses", use="umbrella")
    for i, member in cast.members.items():
        is_party = member.name and member.name in publisher and member.kind != "press"
        if is_party and umbrella.isdisjoint(member.name.split()):
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


_BESIDE = (" at", " against", " with", " to", " from", " for", " in", " outside", " on", " between", " near")
_BY = Pattern(r"(?:(?:,?\s+\w+ed|\s+out|\s+\w+ly){0,3}\s+by|(?<=\sby))\s+(?:the\s+|its\s+)?")
_AND = re.compile(r"\s+and\s+")
_OWNER = re.compile(r"[’']s?\s+[A-Z]")
_SAYS = prefix_tree(cue_words("say", "that", form="past") | cue_words("say", "that", form="s"))
# "The mill said it will close": who speaks acts.
_SAID = Pattern(rf"\b{_SAYS}\s+(?!(?:\w+day\s+)?(?:that\s+)?(?:it|they|to)\b)(?:\w+day\s+)?(?:that\s+)?")
# "At rival Ostrin Air, the ministry …"
_FRONTED = Pattern(
    lambda: rf"(?i:{any_of('function_words', **{'class': 'preposition'})})\s(?:[^,;“”]|,(?=\d)){{2,140}},\s+"
)
# So many characters into a clause a described subject may begin.
_OPENING = 60
_KINDS = {noun: kind for noun, kind in mapping("descriptions", "kind").items() if kind in (*UNION, *EMPLOYER)}
_KINDS |= dict.fromkeys(TRADES, "union")
SIDE_FINDER = TermFinder(_KINDS.items())
_STAFF_FINDER = TermFinder((noun, noun) for noun in TRADES | terms("telling_words", kind="members"))
# "the mill workers", "the mill night workers"
_TO_STAFF = re.compile(r"\s+(?:[a-z-]+\s+)?")
# "The union", "its parent company", "Producers gave some ground in recent negotiations".
_DETERMINED = re.compile(r"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[\w-]+\s+){0,2})?\Z")
_PHRASE = Pattern(
    r"(?:\A|\b)([Ww]e|[Ii]t|[Tt]hey|[Ss]?[Hh]e|[Mm]anagement|[Ee]mployers|(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[\w’-]+\s+){0,2}?[\w’-]+)"
    r"(?:\s+(?:had|has|have|was|were|is|are|will|would|also|then|again|later|\w+ly)){0,3}\s*\Z"
)


def acting(parties: PartiesInText, tellings: list[Telling]) -> tuple[str, bool, str]:
    """Give the first actor that a clause has for its subject, whether it is named, and its kind."""
    members = parties.cast.members
    told = (_subject(parties, telling) for telling in tellings)
    kinds = ((*one, members[one[0]].kind if one[0] in members else "") for one in told if one[0])
    return next(kinds, ("", False, ""))


def _subject(parties: PartiesInText, telling: Telling) -> tuple[str, bool]:
    """Give the actor named in the words before the verb, or whom they mean ("the union"), and whether it is named."""
    if (agent := _agent(parties, telling)) and telling.type != "other":
        return agent, True
    text, (start, end) = parties.text, _before_verb(parties, telling)
    acts = mapping("event_types", "acts")[telling.type]
    is_body, aside = acts == "body", "" if acts == "employer" else "press"  # who reports on others may lay off
    named = _named(parties, start, end, aside)
    first = next((n for n in (named[::-1] if is_body else named) if _may_act(text, n.start, n.end)), None)
    party = None if is_body else _first_party(text, start, end)
    if first and (not party or party[1] + 2 >= first.start):
        return parties.part_of(first), True
    if not party and not named and (phrase := _PHRASE.search(text, start, telling.trigger.start)):
        party = phrase.span(1)
    return _described(parties, telling, *party) if party else "", False


def _named(parties: PartiesInText, start: int, end: int, aside: str = "press") -> list[Naming]:
    return [n for n in parties.cast.between(start, end) if n.actor_id and n.kind not in (aside, "place")]


def _first_party(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find "the union", "its parent company" where a clause opens."""
    for at, last, _ in SIDE_FINDER.find_each(text, start, min(end, start + _OPENING)):
        opens = _DETERMINED.search(text, start, at).start()
        is_told = (opens < at or text[last - 1] == "s") and not text.startswith(("’", "'", "-"), last)
        if is_told and _may_act(text, opens, last):
            return opens, last
    return None


def _may_act(text: str, start: int, end: int) -> bool:
    """Tell whether a noun is a subject, not beside one nor its owner: "the mayor’s Housing Authority"."""
    before = text[max(0, start - 12) : start].rstrip().removesuffix(" the")
    staff = next(_STAFF_FINDER.find_each(text, end, end + _OPENING), None)
    is_staffed = staff and _TO_STAFF.fullmatch(text, end, staff[0])
    return not (_OWNER.match(text, end) or is_staffed or before.endswith(_BESIDE))


def _agent(parties: PartiesInText, telling: Telling) -> str:
    """Give whom a clause names after `by`: "a strike called by the Steelworkers"."""
    last = telling.trigger.last
    naming = next(iter(_named(parties, last, min(telling.end, last + 60))), None)
    return parties.part_of(naming) if naming and _BY.fullmatch(parties.text, last, naming.start) else ""


def _before_verb(parties: PartiesInText, telling: Telling) -> tuple[int, int]:
    """Give where the subject stands: who speaks of an event is not who acts, who is named first of two acts."""
    trigger, start = telling.trigger, telling.start
    end = trigger.start if trigger.noun[0] > start + 3 else trigger.first
    has_none = trigger.first - start < 4 or has_finite_verb(parties.text[start:end].partition(" ")[0])
    start = telling.sentence[0] if has_none else start
    named = next(parties.cast.before(start, 1), None)
    for joined in (named and named[:2], _first_party(parties.text, telling.sentence[0], start)):
        # "Norlink, which …"
        is_owner = joined and joined[1] + 2 >= start and parties.text.startswith(("which ", "who "), start)
        if is_owner or (joined and _AND.fullmatch(parties.text, joined[1], start)):
            start = joined[0]  # "Norlink and the pilots’ guild will meet", "The mill and the pilots’ guild"
    fronted = _FRONTED.match(parties.text, start, end)
    start = fronted.end() if fronted and fronted.end() < end else start
    return max([start, *(said.end() for said in _SAID.finditer(parties.text, start, end))]), end


def _described(parties: PartiesInText, telling: Telling, start: int, end: int) -> str:
    """Give whom a pronoun or a description means as the subject of a clause."""
    words = parties.text[start:end].lower()
    if telling.type == "unfair_labor_practice_charge" and words in ("it", "they"):
        return ""
    sides = {"union": parties.union, "coalition": parties.union, "employer": parties.employer}
    if words in ("we", "our"):
        return sides.get(source_of(parties.doc).kind, "")
    meant = reference.resolve(parties.doc, start, end)
    if not meant:
        return sides.get(_KINDS.get(words.split()[-1], ""), "")
    member = parties.cast.members.get(meant)
    # "The company" is the one of the dispute, whoever else was named last, but no association.
    is_own = member and member.kind == "employer" and words.startswith("the")
    return parties.employer if is_own and not parties.name_of(parties.employer).islower() else meant
