"""The employer or union of a text that names none: "plantation companies", "East Africa's biggest port", "the union".

Of all nouns for employers, or for unions, the one that the text uses most is meant, those before all that stand where
an employer's name would ("talks with plantation companies"). Its name is the fullest that the text gives it most. Bare
words that could be anybody ("management", "bosses") name nobody.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache

from kaiser_data.extract.actors.name_context import employs
from kaiser_data.extract.actors.text_actors import Cast, Member, Naming, slug
from kaiser_data.extract.grammar.words import cue_forms
from kaiser_data.lexicon import mapping, read_lexicon, terms

_WORD = re.compile(r"[^\W\d_][\w’'.-]*(?<!\.)")
_POSSESSIVE = re.compile(r"[’']s?$")
_VERBAL = ("ed", "ing", "ly")
_MOST_MODIFIERS = 4


def add_described(cast: Cast, text: str) -> None:
    """Enter whoever a text describes as its employer or its union, where it names none."""
    for kind in ("employer", "union"):
        if not any(_is_named(member, kind) for member in cast.members.values()):
            _enter(cast, text, kind)


def _is_named(member: Member, kind: str) -> bool:
    return member.kind in (("union", "coalition") if kind == "union" else ("employer",))


def _enter(cast: Cast, text: str, kind: str) -> None:
    found = [one for one in _phrases(text) if _heads()[one[2]][1] == kind]
    weights: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for start, end, head, name in found:
        weights[head] += 1 + 3 * employs(text, start, end)
        if " " in name or head in terms("descriptions", article="the"):
            names.setdefault(head, Counter())[name] += 1
    head = max(names, key=lambda one: weights[one], default="")
    groups = [len(cast.by_actor.get(i, ())) for i, member in cast.members.items() if member.side == "worker"]
    if not head or (kind == "union" and weights[head] < max(groups, default=0)):
        return
    name = max(names[head], key=names[head].get)
    member = Member(slug(name), name, kind, kind)
    namings = [
        Naming(start, end, kind, member.actor_id, "described") for start, end, other, _ in found if other == head
    ]
    free = [naming for naming in namings if not cast.between(naming.start, naming.end)]
    if member.actor_id in cast.members or not free:
        return
    member.first = free[0].start
    member.aliases = {" ".join(text[naming.start : naming.end].split()): naming.start for naming in reversed(free)}
    cast.members[member.actor_id] = member
    cast.settle([*cast.namings, *free])


def _phrases(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Give each noun for a party with its modifiers: start, end, the noun in the singular, the phrase."""
    words: list[re.Match] = []
    for word in _WORD.finditer(text):
        if words and text[words[-1].end() : word.start()].strip():
            words = []
        words.append(word)
        bare = _POSSESSIVE.sub("", word[0])
        if head := _heads().get(bare.lower(), ("", ""))[0]:
            first = len(words) - 1
            while first and len(words) - 1 - first < _MOST_MODIFIERS and _modifies(words[first - 1][0]):
                first -= 1
            start, end = words[first].start(), word.start() + len(bare)
            yield start, end, head, " ".join(text[start:end].split())


def _modifies(word: str) -> bool:
    low = word.lower()
    return not (low in _stops() or ("-" not in low and low.endswith(_VERBAL)) or low in _heads())


@cache
def _stops() -> frozenset[str]:
    verbs = {line[form] for line in read_lexicon("irregular_verbs") for form in ("term", "past", "participle")}
    return terms("function_words") | terms("clause_words") | cue_forms().keys() | verbs


@cache
def _heads() -> dict[str, tuple[str, str]]:
    """The nouns for parties, each with its singular and the kind of party; a government can employ."""
    kinds = {term: kind for term, kind in mapping("descriptions", "kind").items() if kind in ("employer", "union")}
    kinds["government"] = "employer"
    return {term: (_singular(term, kinds), kind) for term, kind in kinds.items() if " " not in term}


def _singular(term: str, known: Container[str]) -> str:
    options = (term.removesuffix("s"), term.removesuffix("es"), f"{term.removesuffix('ies')}y")
    return next((one for one in options if one != term and one in known), term)
