"""The parties of a dispute to which a text gives no name: workers by their trade, "plantation companies", "the union".

"600 midwives and anesthesiologists conducted a one-day strike at Kaiser facilities" names a group that a table of
events needs as an actor: "Kaiser midwives and anesthesiologists". "13 striking nurses" in New York are the "striking
nurses in New York". Generic words alone ("workers", "members") name no group, nor do trades that a sentence gives
to a union it names. A text that names no union tells of its workers by their trade: "Norlink pilots", "pilots at
Norlink", "teachers in Oslo", else "pilots" or, where it tells of no other workers, "council workers".

Of all nouns for employers, or for unions, the one that a text without any such name uses most is meant, those before
all that stand where an employer's name would ("talks with plantation companies"). Its name is the fullest that the text
gives it most; the noun alone, "the mill", will do where there is no more. Bare words that could be anybody
("management", "bosses", "a mill") name nobody.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.actors.gazetteer import NATIONS, PLACES, TRADE_FINDER, TRADES, opening_place
from kaiser_data.extract.actors.name_context import employs
from kaiser_data.extract.actors.text_actors import Cast, Member, Naming, is_force, opens_sentence, organisations, slug
from kaiser_data.extract.grammar.people_nouns import stops
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import Pattern, mapping, prefix_tree, terms
from kaiser_data.rows import fold

_UNIONS = frozenset(["union", "coalition"])
# No count has more than fourteen digits and commas: "1,1,1,…" is read once.
_COUNT = (
    r"\b(?:(?:\d[\d,]{0,14}|"
    r"(?i:hundreds\sof|dozens\sof|thousands\sof|some|about|nearly|more\sthan|over|around))\s){1,3}"
)
_WORD_BEFORE = re.compile(r"(?<![\w’'-])([A-Za-z][a-z-]+)\s$")
# The "Teachers’ Union" and "the teachers’ union", but "the teachers’ strike".
_NOT_A_TRADE = Pattern(lambda: rf"[’'](?!\s[a-z])|-|[’']?\s(?:{prefix_tree(terms('descriptions', kind='union'))})\b")
_COMMITTEE = re.compile(r"\brank-and-file\s(?:strike\s|workers[’']\s)?committees?\b")
_OWN = re.compile(r"(?:[’']s?)?\s(?:striking\s|unionized\s|unionised\s)?")
_AT = re.compile(
    r"\s(?:(?:who\s)?work(?:ing)?\s|employed\s)?(?:at|of|for|by|from|with|in|across)\s(?:the\s)?(?:[A-Z]?[a-z-]+\s){0,2}"
)
_VERBAL = ("ed", "ing", "ly")
# Where a text tells of a group, and the name that makes of it.
Group = tuple[int, int, str]


def add_groups(cast: Cast, text: str, starts: list[int], ends: list[int]) -> None:
    """Enter the groups of workers of whom a text tells, its sentences given by their edges."""
    if any(naming.kind in _UNIONS for naming in cast.namings):
        found = [*_beside_unions(text, cast, starts, ends), *_committees(text, cast)]
    else:
        found = list(_without_union(text, cast))
    for start, end, name in found:
        member = cast.members.setdefault(slug(name), Member(slug(name), name, "group", "worker", first=start))
        member.aliases.setdefault(fold(text[start:end]), start)
    cast.settle([*cast.namings, *(Naming(start, end, "group", slug(name), "group") for start, end, name in found)])


@cache
def _counted() -> re.Pattern:
    """Match "600 striking midwives, cooks and porters"."""
    small, trades = prefix_tree(terms("function_words")), prefix_tree(TRADES)
    trade = rf"(?:(?!(?:{small})\s)[a-z][a-z-]+\s){{0,3}}?(?i:{trades})(?!\w)"
    return re.compile(rf"{_COUNT}({trade}(?:(?:,\s|,?\sand\s){trade})*)")


def _beside_unions(text: str, cast: Cast, starts: list[int], ends: list[int]) -> Iterator[Group]:
    """Find the workers whom a sentence counts that names no union: no trades of a union's are a group."""
    for span in (row.span(1) for row in _counted().finditer(text)):
        number = bisect_right(starts, span[0]) - 1
        named = cast.between(starts[number], ends[number])
        trades = fold(text[slice(*span)])
        if any(naming.kind in _UNIONS for naming in named) or _is_vague(trades.split()[-1]):
            continue
        bosses = [owner for naming in named if naming.kind == "employer" and (owner := _owner(text, naming, cast))]
        places = [place for naming in named if (place := _place_of(text, naming))]
        if bosses:
            yield *span, f"{bosses[0]} {trades}"
        elif places and trades.startswith("striking "):
            yield *span, f"{trades} in {places[0]}"


def _committees(text: str, cast: Cast) -> Iterator[Group]:
    boss = next((member for member in organisations(cast, ["employer"]) if member.side == "employer"), None)
    for match in _COMMITTEE.finditer(text) if boss else ():
        yield *match.span(), f"{boss.shortest_alias()} rank-and-file committee"


def _place_of(text: str, naming: Naming) -> str:
    """Give the place that a name is, or that a government's opens with: "the New York Police Department"."""
    words = text[naming.start : naming.end].split()
    if naming.kind == "government":
        return opening_place(words, PLACES.values())
    return " ".join(words) if naming.kind == "place" else ""


def _without_union(text: str, cast: Cast) -> Iterator[Group]:
    """Find all workers by trade, each with the name that the text gives its trade most, or the trade in its words."""
    found = [(*span, _head(text, span[1]), _beside(text, span, cast)) for span in _all_trades(text, cast)]
    owned = _most_used((head, name) for *_, head, name in found)
    plain = _most_used((head, _plain_name(text[start:end], head)) for start, end, head, _ in found)
    for start, end, head, name in found:
        if named := name or owned[head] or plain[head]:
            yield start, end, named


def _most_used(found: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Give the name that each trade is given most, "" where it is given none."""
    names: dict[str, Counter] = {}
    for head, name in found:
        names.setdefault(head, Counter()).update([name] if name else ())
    return {head: _most(head, counts) for head, counts in names.items()}


def _most(head: str, counts: Counter[str]) -> str:
    """ "Offshore workers", told alone or again and again, are known by where they work, "workers" are not."""
    name = max(counts, key=lambda one: (counts[one], " " in one), default="")
    is_one_of_many = _is_vague(head) and name.islower() and len(counts) > 1 == counts[name]
    return "" if is_one_of_many else name


def _plain_name(trade: str, head: str) -> str:
    name = _plain(trade)
    return name if not _is_vague(head) or (" " in name and _is_hired(head)) else ""


def _all_trades(text: str, cast: Cast) -> Iterator[tuple[int, int]]:
    for start, end, _ in TRADE_FINDER.find(text):
        if not (_NOT_A_TRADE.match(text, end) or cast.covers(end - 1)):
            start = _noun_before(text, start, cast)
            name = _plain(text[start:end])
            if " " not in name or _KINDS.get(name.removesuffix("s")) != "employer":
                yield start, end  # "crane operators", not "port operators"


def _noun_before(text: str, start: int, cast: Cast) -> int:
    """Give where a trade opens with the noun before it: "delivery drivers", not "told drivers" or "more drivers"."""
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    word = before[1].lower() if before else ""
    if not before or word.endswith((*_VERBAL, "s")) or word in stops() or word in terms("number_words"):
        return start
    is_name = before[1][0].isupper() and not opens_sentence(text, before.start())
    return start if is_name or cast.between(*before.span()) else before.start()


def _beside(text: str, span: tuple[int, int], cast: Cast) -> str:
    """Name workers by the employer, place or nation right before them, or who is right after: "pilots at Norlink"."""
    start, end = span
    before = next(cast.before(start, 1), None)
    if not (before and _OWN.fullmatch(text, before.end, start)):
        before = None
    after = next((naming for naming in cast.between(end, end + 30) if _AT.fullmatch(text, end, naming.start)), None)
    owners = (_owner(text, one, cast, _is_hired(_head(text, end))) for one in (before, after) if one)
    whose = next(filter(None, owners), "") or next(
        (nation for nation in NATIONS if text.endswith(f"{nation} ", 0, start)), ""
    )
    return f"{whose} {_plain(text[start:end])}" if whose else ""


def _plain(trade: str) -> str:
    """Write a trade as within a sentence: "pilots" for "Pilots", but "RNs"."""
    folded = fold(trade)
    return folded if re.search("[A-Z]", folded[1:]) else folded.lower()


def _is_hired(head: str) -> bool:
    return not _is_vague(head) or head.removesuffix("s") in terms("people_at_large", paid="yes")


def _is_vague(head: str) -> bool:
    return head.removesuffix("s") in terms("people_at_large")


def _head(text: str, end: int) -> str:
    return text[max(0, end - 40) : end].split()[-1].lower()


def _owner(text: str, naming: Naming, cast: Cast, is_hired: bool = False) -> str:
    if naming.kind == "place":
        return text[naming.start : naming.end]
    member = cast.members.get(naming.actor_id)
    if not member or is_force(member) or (member.kind == "government" and not is_hired):
        return ""
    return member.shortest_alias() if member.side == member.kind and member.kind in ("employer", "government") else ""


_WORD = re.compile(r"[^\W\d_][\w’'.-]*(?<!\.)")
_POSSESSIVE = re.compile(r"[’']s?$")
_MOST_MODIFIERS = 4
# What alone means one body in most texts: "the government".
_BODIES = frozenset({"department", "government", "ministry", "union"})
# What a bare "companies" weighs, which names nobody where a text says it but once.
_ONCE = 5
_DEFINITE = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s\Z")
_FORCES = TermFinder((force, force) for force in terms("head_uses", use="force"))
# The nouns for parties, each with the kind of party; a government can employ.
_KINDS = mapping("descriptions", "kind")
_HEADS = {noun: kind for noun, kind in _KINDS.items() if kind in ("employer", "union") and " " not in noun}
_HEADS |= dict.fromkeys(_BODIES - {"union"}, "employer")


class Described(NamedTuple):
    """A noun for a party with its modifiers: its edges, the noun in the singular, all words on one line."""

    start: int
    end: int
    head: str
    name: str


def add_described(cast: Cast, text: str) -> None:
    """Enter whoever a text describes as its employer or its union, where it names none."""
    named = {member.kind for member in cast.members.values()}
    _add_forces(cast, text)
    missing = [kind for kind, alike in (("employer", {"employer"}), ("union", _UNIONS)) if named.isdisjoint(alike)]
    described = list(_phrases(text)) if missing else []
    for kind in missing:
        alike = [one for one in described if _HEADS[one.head] == kind and _is_plain(cast, one)]
        phrases = list({one.start: one for one in alike}.values())  # "port operators", no "port"
        head, name = _main(text, phrases)
        if name and not (kind == "union" and _are_groups_more(cast, phrases, name)):
            _enter(cast, kind, name, [phrase for phrase in phrases if phrase.head == head])


def _add_forces(cast: Cast, text: str) -> None:
    """Enter the police or the army of which a text tells by no other name."""
    told = list(_FORCES.find(text)) if not any(map(is_force, cast.members.values())) else []
    for name in dict.fromkeys(force for *_, force in told):
        _enter(cast, "government", name, [Described(*one, name) for one in told if one[2] == name])


def _is_plain(cast: Cast, phrase: Described) -> bool:
    """Tell whether a phrase is no name’s nor a judge’s: not the "Dockers Union branch", not the "labour board"."""
    is_board = phrase.head not in _BODIES and _KINDS.get(phrase.name) == "government"
    within = {one.kind for one in cast.between(phrase.start, phrase.end)}
    return not (is_board or cast.covers(phrase.start)) and within.isdisjoint(("union", "coalition", "person"))


def _main(text: str, phrases: list[Described]) -> tuple[str, str]:
    """Give the noun that a text uses most, and its fullest phrase; a plural alone counts where it stands twice."""
    weights: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for phrase in phrases:
        weights[phrase.head] += _weight(text, phrase)
        names.setdefault(phrase.head, Counter())[phrase.name] += 1
    head = max(names, key=lambda one: weights[one], default="")
    told = names[head] if weights[head] > _ONCE else {}
    return head, max(told, key=lambda one: (" " in one, told[one]), default="")


def _weight(text: str, phrase: Described) -> int:
    """Weigh a noun for a party: "plantation companies" before "the unions", these before "the mill"; not "a mill"."""
    is_definite = _DEFINITE.search(text, max(0, phrase.start - 8), phrase.start) is not None
    if " " in phrase.name:
        return 8 * _ONCE * (1 + 3 * employs(text, phrase.start, phrase.end)) + is_definite
    is_body = phrase.head.endswith("s") or phrase.head in _BODIES
    return (1 + is_definite) * _ONCE if is_body else (1 + _ONCE) * is_definite


def _are_groups_more(cast: Cast, phrases: list[Described], name: str) -> bool:
    """Tell whether a text speaks more of a group of workers than of a union; any group is more than a bare "union"."""
    told = {member.name: len(cast.by_actor.get(i, ())) for i, member in cast.members.items() if member.side == "worker"}
    return any(told[group] >= (len(phrases) if " " in name or group.islower() else 1) for group in told)


def _enter(cast: Cast, kind: str, name: str, phrases: list[Described]) -> None:
    actor_id = slug(name)
    free = [one for one in phrases if not cast.between(one.start, one.end)]
    if free and actor_id not in cast.members:
        aliases = {one.name: one.start for one in reversed(free)}
        cast.members[actor_id] = Member(actor_id, name, kind, kind, aliases, first=free[0].start)
        cast.settle([*cast.namings, *(Naming(one.start, one.end, kind, actor_id, "described") for one in free)])


def _phrases(text: str) -> Iterator[Described]:
    """Give each noun for a party with its modifiers."""
    words: list[re.Match] = []
    for word in _WORD.finditer(text):
        gap = text[words[-1].end() : word.start()] if words else ""
        if gap.strip() or "\n\n" in gap:
            words = []
        words.append(word)
        bare = _POSSESSIVE.sub("", word[0])
        if (head := bare.lower()) in _HEADS and not bare.isupper():
            first = len(words) - 1
            while first and len(words) - 1 - first < _MOST_MODIFIERS and _modifies(words[first - 1][0], head):
                first -= 1
            start, end = words[first].start(), word.start() + len(bare)
            told = text[start:end]
            yield Described(start, end, head, _plain(told) if opens_sentence(text, start) else fold(told))


def _modifies(word: str, head: str) -> bool:
    low, bare = word.lower(), _POSSESSIVE.sub("", word.lower())
    if any(f"{low} {one}" in _KINDS for one in (head, head.removesuffix("s"), re.sub("ies$", "y", head))):
        return True  # "state government", "shipping companies"
    is_party = bare in _HEADS and (bare != low or _HEADS[bare] != _HEADS[head])
    return not (is_party or low in stops() or ("-" not in low and low.endswith(_VERBAL)) or low in terms("triggers"))
