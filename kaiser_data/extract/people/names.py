"""Proper names by their shape: which words of a run are one name, and what kind of actor it names.

"Asked about New York Governor Kathy Hochul's decision": the words from "New" to "Hochul" are one run of capitals,
in which "Governor" is a title, "New York" its place and "Kathy Hochul" a person, because "Kathy" is a first name.
A run is judged by its words alone here, once for each wording however often it stands; what its neighbours prove
("Thackeray said", "a nurse at Downey") is left to `naming`, and which names mean the same actor to `aliases`.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kaiser_data.extract.people.kinds import ACRONYM, LOCAL, kind_of
from kaiser_data.extract.people.known import known_actors, known_forms, straight
from kaiser_data.extract.people.name_words import first_names, not_names, org_heads, places, role_nouns, roles, titles
from kaiser_data.extract.people.runs import Word, words_of
from kaiser_data.lexicon import terms

_JOINTS = frozenset({"of", "of the", "for", "for the", "and"})
_NUMBERS = frozenset("One Two Three Four Five Six Seven Eight Nine Ten Twelve".split())  # noqa: SIM905


class Piece(NamedTuple):
    """A name inside a run: its edges in the run, kind ("" unknown), actor id where the lexicon has one, rule.

    `name` is its words on one line, `form` the same with straight apostrophes, the form that names are compared in.
    """

    start: int
    end: int
    kind: str
    actor_id: str
    rule: str
    name: str
    form: str


@lru_cache(maxsize=1 << 13)
def parse_run(run: str) -> tuple[Piece, ...]:
    """Split a run of capitals into names and give each its kind.

    >>> [(run[p.start:p.end], p.kind) for run in ["New York Governor Kathy Hochul"] for p in parse_run(run)]
    [('New York', 'place'), ('Kathy Hochul', 'person')]
    """
    if straight(run) in known_forms():
        return (_known(run, 0, len(run)),)
    if run.isalpha():
        return () if run in not_names() else (_piece(run, 0, len(run), *kind_of([(run, 0, len(run))], run)),)
    return tuple(piece for words in _segments(words_of(run)) for piece in _judge(run, words))


def _piece(run: str, start: int, end: int, kind: str, rule: str) -> Piece:
    name = " ".join(run[start:end].split())
    return Piece(start, end, kind, "", rule, name, straight(name))


def _segments(words: list[Word]) -> Iterator[list[Word]]:
    """Cut at every "of", "for" or "and" that does not stand inside one name."""
    held: list[Word] = []
    for number, word in enumerate(words):
        joint = "" if word[0][0].isupper() else " ".join(word[0].split())
        if joint in _JOINTS and not _joins(held, joint, words[number + 1 :]):
            yield held
            held = []
        else:
            held.append(word)
    yield held


def _joins(left: list[Word], joint: str, right: list[Word]) -> bool:
    if not left or not right:
        return False
    last, heads = left[-1][0].rstrip("."), org_heads()
    whole = straight(" ".join(word for word, *_ in [*left, (joint, 0, 0), *right]))
    opening = straight(" ".join(word for word, *_ in left) + f" {joint}")
    if f"\n{opening}" in _joined_forms():
        forms = _joined_forms().split("\n")
        if any(form.startswith(opening) and form in whole for form in forms):
            return True
    if joint.startswith("of"):
        return last in heads or last in terms("head_uses", use="joined_by_of")
    if joint.startswith("for"):
        return heads.get(last) in ("group", "coalition", "government", "association", "union")
    return _joins_by_and(left, right)


@cache
def _joined_forms() -> str:
    """Give the known forms that hold a joint, each on a line, so that one look tells whether any opens so."""
    return "".join(f"\n{form}" for form in known_forms() if re.search(" (?:of|for|and) ", form))


def _joins_by_and(left: list[Word], right: list[Word]) -> bool:
    ahead = [word for word, *_ in right]
    stop = next((n for n, word in enumerate(ahead) if word in ("and", "for", "for the")), len(ahead))
    last = ahead[:stop][-1] if ahead[:stop] else ""
    inside = any(word.split()[0] in ("of", "for") for word, *_ in left)
    if (
        inside
        and left[0][0] in ("Department", "Ministry", "Minister", "Secretary", "Office", "Bureau")
        and len(ahead[:stop]) < 3
    ):
        return True  # "Department for Business and Trade"
    if inside:
        return last in org_heads() or last.endswith(("s", "ion", "ing", "care", "Care"))
    first = left[0][0]
    alone = straight(" ".join(word for word, *_ in left))
    is_name = alone in known_forms() or alone in places() or first in first_names() or ACRONYM.fullmatch(alone)
    return bool(
        last in org_heads() and not is_name and (len(left) == 1 or left[-1][0] not in org_heads()) and len(left) <= 2
    )


def _judge(run: str, words: list[Word]) -> Iterator[Piece]:
    words = _without_openers(words)
    if not words:
        return
    if _is_trade_title(words):
        yield from _person(run, words[1:])
        return
    for number, (word, _, _) in enumerate(words[:-1]):
        if _is_title(word) and words[number + 1][0][0].isupper():
            if words[-1][0].lower() in role_nouns():
                return  # "Chief Medical Officer" names nobody
            yield from _judge(run, words[:number])
            rest = words[number + 1 :]
            yield from _judge(run, rest) if _is_title(rest[0][0]) and len(rest) > 1 else _person(run, rest)
            return
    start, end = words[0][1], words[-1][2]
    name = straight(run[start:end])
    if name in known_forms():
        yield _known(run, start, end)
    elif split := _known_start(words):
        yield from _judge(run, words[:split])
        yield from _judge(run, words[split:])
    else:
        yield _piece(run, start, end, *kind_of(words, name))


def _without_openers(words: list[Word]) -> list[Word]:
    labels = not_names()
    while words and straight(words[0][0]) not in known_forms():
        label = labels.get(words[0][0])
        joins = words[0][0] in ("of", "for", "and", "&", "de", "la")
        if label not in ("function", "page", "calendar") and not joins and not (label and len(words) == 1):
            break
        if label == "function" and words[0][0] in _NUMBERS and len(words) > 2 and words[-1][0] in org_heads():
            break  # "Three Lakes Brewing"
        # "May Alvarez" and "Will Hale" are people, whatever else these words are.
        if len(words) > 1 and words[0][0] in first_names() and words[1][0][0].isupper() and words[1][0] not in labels:
            break
        words = words[1:]
    while words and (words[-1][0] in ("of", "for", "and") or labels.get(words[-1][0]) == "calendar"):
        words = words[:-1]
    return words


def _is_trade_title(words: list[Word]) -> bool:
    """ "Housekeeper Beata Zielinska": a trade that opens a person's name."""
    if not 2 <= len(words) <= 4 or words[0][0].lower() not in roles() or words[-1][0] in org_heads():
        return False
    return all(word[0].isupper() and word not in not_names() for word, *_ in words[1:])


def _is_title(word: str) -> bool:
    return word.rstrip(".") in titles()


def _person(run: str, words: list[Word]) -> Iterator[Piece]:
    kept = []
    for word in words[:4]:
        if word[0] in ("of", "for", "and", "&") or straight(word[0]) in known_forms():
            break
        kept.append(word)
    if kept and not_names().get(kept[0][0]) != "common":
        yield _piece(run, kept[0][1], kept[-1][2], "person", "person.title")


def _known(run: str, start: int, end: int) -> Piece:
    piece = _piece(run, start, end, "", "known")
    actor_id = known_forms()[piece.form]
    return piece._replace(kind=known_actors()[actor_id].kind, actor_id=actor_id)


def _known_start(words: list[Word]) -> int:
    """Tell how many words at the start are a known actor or place that the rest only qualifies: "Kaiser" | "RN"."""
    if len(words) < 2 or words[-1][0] in org_heads() or LOCAL.match(words[-1][0]):
        return 0
    for count in range(len(words) - 1, 0, -1):
        name = straight(" ".join(word for word, *_ in words[:count]))
        if name in known_forms() or (count > 1 and name in places()):
            return count
    return 0
