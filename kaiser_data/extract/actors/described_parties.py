"""The employer or union of a text that names none: "plantation companies", "East Africa's biggest port", "the union".

Of all nouns for employers, or for unions, the one that the text uses most is meant, those before all that stand where
an employer's name would ("talks with plantation companies"). Its name is the fullest that the text gives it most. Bare
words that could be anybody ("management", "bosses") name nobody.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kaiser_data.extract.actors.name_context import employs
from kaiser_data.extract.actors.text_actors import Cast, Member, Naming, is_force, slug
from kaiser_data.extract.grammar.people_nouns import stops
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import terms

_WORD = re.compile(r"[^\W\d_][\w’'.-]*(?<!\.)")
_POSSESSIVE = re.compile(r"[’']s?$")
_VERBAL = ("ed", "ing", "ly")
_MOST_MODIFIERS = 4
# What alone means one body in most texts: "the government".
_BODIES = frozenset({"government", "union"})
_FORCES = TermFinder((force, force) for force in terms("head_uses", use="force"))
# The nouns for parties, each with the kind of party; a government can employ.
_NOUNS = {kind: terms("descriptions", kind=kind) for kind in ("employer", "union")}
_HEADS = {"government": "employer"} | {noun: kind for kind in _NOUNS for noun in _NOUNS[kind] if " " not in noun}


class Described(NamedTuple):
    """A noun for a party with its modifiers: its edges, the noun in the singular, all words on one line."""

    start: int
    end: int
    head: str
    name: str


def add_described(cast: Cast, text: str) -> None:
    """Enter whoever a text describes as its employer or its union, where it names none."""
    named = {"union" if member.kind == "coalition" else member.kind for member in cast.members.values()}
    _add_forces(cast, text)
    missing = [kind for kind in ("employer", "union") if kind not in named]
    described = list(_phrases(text)) if missing else []
    for kind in missing:
        phrases = [one for one in described if _HEADS[one.head] == kind and _is_plain(cast, one)]
        head, name = _main(text, phrases)
        if head and not (kind == "union" and _are_groups_more(cast, phrases, name)):
            _enter(cast, kind, name, [phrase for phrase in phrases if phrase.head == head])


def _add_forces(cast: Cast, text: str) -> None:
    """Enter the police or the army of which a text tells by no other name."""
    told = list(_FORCES.find(text)) if not any(map(is_force, cast.members.values())) else []
    for name in dict.fromkeys(force for *_, force in told):
        _enter(cast, "government", name, [Described(*one, name) for one in told if one[2] == name])


def _is_plain(cast: Cast, phrase: Described) -> bool:
    """Tell whether a phrase holds the name of no union or person: not the "Dockers Union branch"."""
    return all(one.kind not in ("union", "coalition", "person") for one in cast.between(phrase.start, phrase.end))


def _main(text: str, phrases: list[Described]) -> tuple[str, str]:
    """Give the noun that a text uses most, and its fullest phrase; a noun alone counts where it can mean one body."""
    weights: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for phrase in phrases:
        is_full = " " in phrase.name
        if is_full or phrase.head.endswith("s") or phrase.head in _BODIES:
            weights[phrase.head] += 4 * (1 + 3 * employs(text, phrase.start, phrase.end)) if is_full else 1
            names.setdefault(phrase.head, Counter())[phrase.name] += 1
    head = max(names, key=lambda one: weights[one], default="")
    told = names[head] if weights[head] > 1 else {}
    return (head, max(told, key=lambda one: (" " in one, told[one]))) if told else ("", "")


def _are_groups_more(cast: Cast, phrases: list[Described], name: str) -> bool:
    """Tell whether a text speaks more of a group of workers than of a union; any group is more than a bare "union"."""
    groups = (cast.by_actor.get(i, ()) for i, member in cast.members.items() if member.side == "worker")
    return max(map(len, groups), default=0) > (len(phrases) if " " in name else 0)


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
            yield Described(start, end, head, " ".join(text[start:end].split()))


def _modifies(word: str, head: str) -> bool:
    low, bare = word.lower(), _POSSESSIVE.sub("", word.lower())
    is_party = bare in _HEADS and (bare != low or _HEADS[bare] != _HEADS[head])
    return not (is_party or low in stops() or ("-" not in low and low.endswith(_VERBAL)) or low in terms("triggers"))
