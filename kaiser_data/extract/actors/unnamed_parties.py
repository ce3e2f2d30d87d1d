"""The parties of a dispute to which a text gives no name: "plantation companies", "the union", "the government".

Of all nouns for employers, or for unions, the one that a text without any such name uses most is meant, those before
all that stand where an employer's name would ("talks with plantation companies"). Its name is the fullest that the text
gives it most; the noun alone, "the mill", will do where there is no more. Bare words that could be anybody
("management", "bosses", "a mill") name nobody; sectors employ nobody. Associations are meant beside named employers.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kaiser_data.extract.actors.gazetteer import TRADE_FINDER, TRADES
from kaiser_data.extract.actors.name_context import employs, is_faced
from kaiser_data.extract.actors.text_actors import Cast, Member, Naming, is_force, opens_sentence, slug
from kaiser_data.extract.actors.worker_groups import UNIONS, VERBAL, uncapitalized
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.extract.grammar.words import stops
from kaiser_data.lexicon import Pattern, any_of, mapping, terms
from kaiser_data.rows import fold, straight

_WORD = re.compile(r"[^\W\d_][\w’'.-]*(?<!\.)")
_POSSESSIVE = re.compile(r"[’']s?$")
_MOST_MODIFIERS = 4
# What alone means one body in most texts: "the government".
_STATE = terms("telling_words", kind="state employer")
_BODIES = _STATE | {"union"}
# What a bare "companies" weighs, which names nobody where a text says it but once.
_ONCE = 5
_DEFINITE = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s\Z")
_THE_UNION = re.compile(r"\b[Tt]he\sunion\b")
_OTHERS = re.compile(r"\b(?:[Oo]ther|[Mm]any|[Mm]ost|[Ss]ome|[Ss]uch|(?:through|past)\sthe)\s\Z")
_COUNTED = Pattern(
    lambda: rf"\b(?:all\s(?:the\s)?)?(?:(?:\d+|(?!many|several|few){any_of('number_words')})(?:\sother)?|other)\s\Z",
    re.IGNORECASE,
)
# "provincial bank staff"; "the port and transport union", "the port of Ostrin"
_STAFF = TermFinder(lambda: ((word, word) for word in TRADES | {"personnel", "staff", "unions", "union"}))
_NO_PARTY = re.compile(r"\sand\s\w+\sunion\b|(?<=\bport)\sof\s[A-Z]")
_FORCES = TermFinder((force, force) for force in terms("head_uses", use="force"))
# Strikes of a country or of public servants; "pressure on the government", "the government’s pension plans"
_RULERS = ("administration", "government")
_PUBLIC = Pattern(lambda: rf"\b{any_of('telling_words', kind='public')}\b", re.IGNORECASE)
_DEFIED = Pattern(
    lambda: (
        rf"\b{any_of('telling_words', kind='defies')}\s(?:the|its)\s(?:[\w-]+\s){{0,3}}government\b|"
        rf"\bgovernment(?:[’']s)?\s(?:[\w-]+\s){{0,3}}{any_of('telling_words', kind='policy')}\b"
    )
)
# The nouns for parties, each with the kind of party; a government can employ, a sector cannot.
_KINDS = mapping("descriptions", "kind")
_NOBODY = terms("descriptions", article="some") | {"management"}
_HEADS = {straight(noun): kind for noun, kind in _KINDS.items() if kind == "employer" and noun not in _NOBODY}
_HEADS |= {noun: "union" for noun, kind in _KINDS.items() if kind == "union" and " " not in noun}
# "The city is offering a raise", where its workers strike; else it is a place.
_CIVIC = terms("telling_words", kind="civic employer")
_HEADS |= dict.fromkeys(_STATE | _CIVIC, "employer")


class Described(NamedTuple):
    """A noun for a party with its modifiers: its edges, the noun in the singular, all words on one line."""

    start: int
    end: int
    head: str
    name: str


def name_union(cast: Cast, text: str) -> None:
    """Let "the union" of a text that names none be the association that it names: the "Cockpit Association"."""
    the_union = None if any(one.kind in UNIONS for one in cast.namings) else _THE_UNION.search(text)
    told = [one for one in cast.namings if the_union and one.rule == "shape.association" and one.kind == "group"]
    for actor_id in {one.actor_id for one in told[:1]}:
        cast.members[actor_id].kind = "union"
        cast.settle(one._replace(kind="union") if one.actor_id == actor_id else one for one in cast.namings)


def add_described(cast: Cast, text: str) -> None:
    """Enter whoever a text describes as its employer or its union, where it names none."""
    _add_forces(cast, text)
    everyone = list(_phrases(text))
    described = _plain(cast, text, everyone)
    for kind, alike in (("employer", {"employer"}), ("union", UNIONS)):
        named = [member for member in cast.members.values() if member.kind in alike]
        told = _beside(cast, text, named, [one for one in described if _HEADS[one.head] == kind])
        phrases = list({one.start: one for one in told}.values())  # "port operators", no "port"
        head, name = _main(text, cast, phrases)
        if name and not (kind == "union" and _are_groups_more(cast, phrases, name)):
            _enter_all(cast, kind, name, [one for one in phrases if one.head == head])
    _add_government(cast, text, described)
    _add_others(cast, text, everyone)


def _add_others(cast: Cast, text: str, phrases: list[Described]) -> None:
    """Enter the employers whom a text counts or sets beside its own: "all the other banks", "six foreign mills"."""
    others: dict[str, Described] = {}
    for one in phrases:
        is_many = _HEADS[one.head] == "employer" and one.head.endswith("s") and not one.head.endswith("ss")
        counted = _COUNTED.search(text, max(0, one.start - 30), one.start) if is_many else None
        if counted and not cast.covers(one.start):
            name = uncapitalized(text[counted.start() : one.end])
            others.setdefault(slug(name), one._replace(start=counted.start(), name=name))
    others = {i: one for i, one in others.items() if i not in cast.members}
    for i, one in others.items():
        cast.members[i] = Member(i, one.name, "employer", "other", {one.name: one.start}, first=one.start)
    cast.settle([*cast.namings, *(Naming(one.start, one.end, "employer", i, "counted") for i, one in others.items())])


def _add_government(cast: Cast, text: str, told: list[Described]) -> None:
    """Enter the government of which a text tells as no party to its dispute, where it names none."""
    named = [one for one in cast.members.values() if one.kind == "government" and not is_force(one)]
    rulers = [one for one in told if one.head == "government"]
    if not named and (name := _main(text, cast, rulers)[1]):
        _enter_all(cast, "government", name, rulers)


def _enter_all(cast: Cast, kind: str, name: str, phrases: list[Described]) -> None:
    """Enter a party under one name, but beside "the government" each other government."""
    for told in sorted({one.name if name == one.head else name for one in phrases}):
        _enter(cast, kind, told, [one for one in phrases if name != one.head or one.name == told])


def _beside(cast: Cast, text: str, named: list[Member], told: list[Described]) -> list[Described]:
    """Give whom a text describes beside whom it names: a government defied, the "bank employers’ federation"."""
    rulers = [one for one in told if one.head in _RULERS] if _PUBLIC.search(text) else []
    most = max((len(cast.by_actor.get(member.actor_id, ())) for member in named), default=0)
    if rulers and (len(rulers) > most + 2 or _DEFIED.search(text)):
        return rulers
    if not named:
        return told
    return [
        one for one in told if ("'" in one.head and straight(one.name) != one.head) or _is_of_other_trade(one, named)
    ]


def _is_of_other_trade(union: Described, named: list[Member]) -> bool:
    """Tell whether a union is of none of the trades of those that are named: the pilots’ beside the "Cooks Union"."""
    trades = [{trade for *_, trade in TRADE_FINDER.find(member.name)} for member in named]
    own = {trade for *_, trade in TRADE_FINDER.find(union.name)} if union.head == "union" else set()
    return bool(own) and all(trades) and own.isdisjoint(set().union(*trades))


def rulers(cast: Cast, text: str) -> tuple[set[str], set[str]]:
    """Give the governments of which a text tells by no name, and the governor or mayor whose servants strike."""
    offices = tuple(terms("telling_words", kind="rules")) if _PUBLIC.search(text) else ()
    people = {i for i, one in cast.members.items() if any(role.text.lower().endswith(offices) for role in one.roles)}
    bodies = {i: one.name for i, one in cast.members.items() if one.kind == "employer"}
    return {i for i, name in bodies.items() if name in _CIVIC or name.endswith(_RULERS)}, people


def _add_forces(cast: Cast, text: str) -> None:
    """Enter the police or the army of which a text tells by no other name."""
    told = list(_FORCES.find(text)) if not any(map(is_force, cast.members.values())) else []
    for name in dict.fromkeys(force for *_, force in told):
        _enter(cast, "government", name, [Described(*one, name) for one in told if one[2] == name])


def _plain(cast: Cast, text: str, phrases: list[Described]) -> list[Described]:
    """Keep the phrases that are no name’s, a city only where the text speaks of its workers."""
    idle = {noun for noun in _CIVIC if not _has_servants(text, noun)}
    return [one for one in phrases if one.head not in idle and _is_plain(cast, text, one)]


def _is_plain(cast: Cast, text: str, phrase: Described) -> bool:
    """Tell whether a phrase is no name’s nor a judge’s: not the "Dockers Union branch", not the "labour board"."""
    if phrase.head in _CIVIC and phrase.name != phrase.head:
        return False
    is_board = phrase.head not in _BODIES | _CIVIC and _KINDS.get(phrase.name) == "government"
    within = {one.kind for one in cast.between(phrase.start, phrase.end)}
    if "place" in within and phrase.head in terms("name_neighbours", place="after", kind="place"):
        return False  # "the country’s", "Ostria’s main port"
    names = {"union", "coalition", *(() if phrase.head in _RULERS else ("person",))}
    is_named = cast.covers(phrase.start) or not within.isdisjoint(names)
    return not (is_board or is_named or _is_part(text, phrase))


def _has_servants(text: str, noun: str) -> bool:
    """Tell whether a text speaks of "city workers" or "the city’s nurses"."""
    led = re.finditer(rf"\b{noun}(?:[’']s)?\s", text, re.IGNORECASE)
    return any(_STAFF.match(text, found.end(), len(text)) for found in led)


def _is_part(text: str, phrase: Described) -> bool:
    """Tell whether a noun helps to name workers, a town or somebody else: "bank staff", "West Bank", "other"."""
    before, head = text[max(0, phrase.start - 14) : phrase.start], phrase.end - len(phrase.head)
    is_proper = " " in phrase.name and text[head].isupper() and not opens_sentence(text, head)
    staff = phrase.head not in _STATE and _STAFF.match(text, phrase.end + 1, len(text)) and not _DEFINITE.search(before)
    return is_proper or bool(staff or _NO_PARTY.match(text, phrase.end) or _OTHERS.search(before))


def _main(text: str, cast: Cast, phrases: list[Described]) -> tuple[str, str]:
    """Give the noun that a text uses most, and its fullest phrase; a plural alone counts where it stands twice."""
    free = {one.head for one in phrases if _is_free(cast, one)}
    weights: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for phrase in phrases:
        weights[phrase.head] += _weight(text, phrase)
        names.setdefault(phrase.head, Counter())[phrase.name] += 1
    head = max((one for one in names if one in free), key=lambda one: weights[one], default="")
    told = names[head] if weights[head] > _ONCE else {}
    if head in _RULERS and head == next(iter(told), "") and 2 * told[head] > told.total():
        return head, head  # "the government" and, later, "the devolved Ostrish government"
    return head, max(told, key=lambda one: (" " in one, told[one]), default="")


def _weight(text: str, phrase: Described) -> int:
    """Weigh a noun for a party: "plantation companies" before "employers", these before "the mill"; not "a mill"."""
    is_definite = _DEFINITE.search(text, max(0, phrase.start - 8), phrase.start) is not None
    faces = _HEADS[phrase.head] == "employer" and (employs(text, *phrase[:2]) or is_faced(text, phrase.start))
    is_body = phrase.head.endswith("s") or phrase.head in _BODIES
    if (" " in phrase.name and phrase.head not in _STATE) or (faces and is_body):
        return 8 * _ONCE * (1 + 3 * faces) + is_definite
    is_any = phrase.name == "employers"
    return (1 + is_definite + 2 * is_any) * _ONCE if is_body else (1 + _ONCE) * is_definite


def _are_groups_more(cast: Cast, phrases: list[Described], name: str) -> bool:
    """Tell whether a text speaks more of a group of workers than of a union; any group is more than a bare "union"."""
    told = {member.name: len(cast.by_actor.get(i, ())) for i, member in cast.members.items() if member.side == "worker"}
    return any(told[group] >= (len(phrases) if " " in name or group.islower() else 1) for group in told)


def _is_free(cast: Cast, phrase: Described) -> bool:
    """Tell whether a phrase holds no name but whose government it is: "the Ford government"."""
    within = [one.kind for one in cast.between(phrase.start, phrase.end)]
    return not within or (phrase.head in _RULERS and set(within) <= {"person", "place"})


def _enter(cast: Cast, kind: str, name: str, phrases: list[Described]) -> None:
    actor_id = slug(name)
    free = [one for one in phrases if _is_free(cast, one)]
    if free and actor_id not in cast.members:
        aliases = {one.name: one.start for one in reversed(free)}
        cast.members[actor_id] = Member(actor_id, name, kind, kind, aliases, first=free[0].start)
        opens = {one.start for one in free}
        kept = (one for one in cast.namings if one.kind == "place" or one.start not in opens)
        cast.settle([*kept, *(Naming(one.start, one.end, kind, actor_id, "described") for one in free)])


def _phrases(text: str) -> Iterator[Described]:
    """Give each noun for a party with its modifiers."""
    words: list[re.Match] = []
    for word in _WORD.finditer(text):
        gap = text[words[-1].end() : word.start()] if words else ""
        if gap.strip() or "\n\n" in gap or ("\n" in gap and word[0][0].isupper()):
            words = []
        words.append(word)
        bare = _POSSESSIVE.sub("", word[0])
        if head := _head_of(words, bare):
            first = len(words) - 1 - head.count(" ")
            while first and len(words) - 1 - first < _MOST_MODIFIERS and _modifies(words[first - 1][0], head):
                first -= 1
            start, end = words[first].start(), word.start() + len(bare)
            told = text[start:end]
            yield Described(start, end, head, uncapitalized(told) if opens_sentence(text, start) else fold(told))


def _head_of(words: list[re.Match], bare: str) -> str:
    """Give the noun for a party that ends some words: "employers' federation", "port authorities", "company"."""
    pair = straight(" ".join([*(word[0] for word in words[-2:-1]), bare])).lower()
    if _KINDS.get(pair) == "union" and _HEADS.get(bare.lower()) == "employer":
        return ""  # a "works council" is no council
    heads = (pair, bare.lower()) if "'" in pair else (bare.lower(), pair)
    return next((head for head in heads if head in _HEADS and not bare.isupper()), "")


def _modifies(word: str, head: str) -> bool:
    low, bare = word.lower(), _POSSESSIVE.sub("", word.lower())
    if any(f"{low} {one}" in _KINDS for one in (head, head.removesuffix("s"), re.sub("ies$", "y", head))):
        return True  # "state government", "shipping companies"
    is_party = bare in _HEADS and (bare != low or _HEADS[bare] != _HEADS[head])
    return not (is_party or low in stops() or ("-" not in low and low.endswith(VERBAL)) or low in terms("triggers"))
