"""Proper names by their shape: runs of capitalised words, which of their words are one name, and whom it names.

"Asked about New York Governor Kathy Hochul's decision": the words from "New" to "Hochul" are one run of capitals,
which small words may join ("of", "for the"). In it "Governor" is a title, "New York" its place and "Kathy Hochul" a
person, because "Kathy" is a first name. What its neighbours prove ("Thackeray said") is left to `name_context`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from kaiser_data.extract.actors.gazetteer import (
    ACRONYM,
    ASIDE,
    FIRST_NAMES,
    LOCAL,
    NATIONS,
    NICKNAME,
    NOT_NAMES,
    NUMBERS,
    ORG_HEADS,
    PLACES,
    TITLES,
    is_of_people,
    kind_by_words,
    known_actors,
    known_forms,
)
from kaiser_data.extract.actors.runs import RunWord, words_of
from kaiser_data.lexicon import prefix_tree, terms
from kaiser_data.rows import fold, straight

_JOINTS = frozenset({"of", "of the", "for", "for the", "and"})
# What opens a run without being part of its name.
_OPENERS = frozenset({"function", "page", "calendar"})
_SMALL_OPENERS = frozenset({"of", "for", "and", "&", "de", "la"})
_HONORIFICS = {"Mr", "Mrs", "Ms", "Miss", "Mx", *(word.title() for word in terms("telling_words", kind="rules"))}
_FIRM_NOUNS = {noun.title() for noun in terms("descriptions", kind="employer")} - ORG_HEADS.keys()
_WORDS_TOO = terms("head_uses", use="word")

# "Arco-owned", "Oakland-based", "Cabinet-level"
_HYPHENED = prefix_tree(terms("head_uses", use="hyphened"))
_OWNED = re.compile(rf"(?![Aa]l-|[Ee]l-)([A-Z][\w&.]+)-(?:[a-z]+ed|{_HYPHENED})")


class Piece(NamedTuple):
    """A name: its edges in its run or text, its kind ("" unknown), its id where the lexicon has one, the rule.

    `name` is its words on one line, `form` the same with straight apostrophes, the form that names are compared in.
    """

    start: int
    end: int
    kind: str
    actor_id: str
    rule: str
    name: str
    form: str


# A text names whom it is about again and again.
@lru_cache(maxsize=1024)
def parse_run(run: str) -> tuple[Piece, ...]:
    """Split a run of capitals into names and give each its kind; words that name nobody give none.

    >>> [(run[p.start:p.end], p.kind) for run in ["New York Governor Kathy Hochul"] for p in parse_run(run)]
    [('New York', 'place'), ('Kathy Hochul', 'person')]
    """
    if straight(run) in known_forms():
        return (_known(run, 0, len(run)),)
    bare = ASIDE.sub(lambda aside: " " * len(aside[0]), run)
    return tuple(piece for segment in _segments(words_of(bare)) for piece in _judge(run, segment))


def _piece(run: str, start: int, end: int, kind: str, rule: str) -> Piece:
    name = fold(run[start:end])
    return Piece(start, end, kind, "", rule, name, straight(NICKNAME.sub("", name)))


def _segments(words: list[RunWord]) -> Iterator[list[RunWord]]:
    """Cut at every "of", "for" or "and" that does not stand inside one name, and after the "X" of "X-owned"."""
    held: list[RunWord] = []
    for number, word in enumerate(words):
        joint, owned = "" if word[0][0].isupper() else fold(word[0]), _OWNED.fullmatch(word[0])
        if held and held[-1][0].rstrip(".") in ("Inc", "Ltd", "Plc") and not joint:
            yield held  # "Norlink Inc | Ostrin"
            held = []
        if owned:
            held.append((owned[1], word[1], word[1] + owned.end(1)))
        if owned or (joint in _JOINTS and not _joins(held, joint, words[number + 1 :])):
            yield held
            held = []
        else:
            held.append(word)
    yield held


def _joins(left: list[RunWord], joint: str, right: list[RunWord]) -> bool:
    if not left or not right:
        return False
    if _is_inside_known(left, joint, right):
        return True
    last = left[-1][0].rstrip(".")
    if joint.startswith("of"):
        if len(left) == 1 and ORG_HEADS.get(last) == "union" and last.endswith("s"):
            return False  # "Employees of Norlink"
        return last in ORG_HEADS or last in terms("head_uses", use="joined_by_of")
    if joint.startswith("for"):
        return ORG_HEADS.get(last) in ("group", "coalition", "government", "association", "union")
    return right[0][0] in terms("head_uses", use="kin") or _joins_by_and(left, right)


def _is_inside_known(left: list[RunWord], joint: str, right: list[RunWord]) -> bool:
    """Tell whether words round a joint are one name of the lexicon: "The Food and Dye Union"."""
    before, after = ([word for word, *_ in side] for side in (left, right))
    openings = (" ".join(after[:count]) for count in range(1, len(after) + 1))
    wholes = (f"{' '.join(before[first:])} {joint} {end}" for end in openings for first in range(len(before)))
    return any(straight(whole) in known_forms() for whole in wholes)


def _joins_by_and(left: list[RunWord], right: list[RunWord]) -> bool:
    ahead = [word for word, *_ in right]
    part = list(takewhile(lambda word: word.split()[0] not in ("and", "for", "of"), ahead))
    last = part[-1] if part else ""
    if ahead[0] in PLACES and len(left) > 1:
        return False  # "Harbour Cabs and Ostrin Bus"
    if any(word.split()[0] in ("of", "for") for word, *_ in left):
        is_office = any(ORG_HEADS.get(word) == "government" or word in TITLES for word, *_ in left[:2])
        return (is_office and len(part) < 3) or last in ORG_HEADS or last.endswith(("s", "ion", "ing", "care", "Care"))
    are_people = is_of_people(left[-1][0]) and is_of_people(ahead[0])  # "Tea Growers and Exporters Association"
    return last in ORG_HEADS and (are_people or not _is_name_alone(left))


def _is_name_alone(words: list[RunWord]) -> bool:
    """Tell whether the words before an "and" are a name alone: "Kaiser", "Ana Ruiz", not "United Food"."""
    alone = straight(" ".join(word for word, *_ in words))
    if alone in known_forms() or alone in PLACES or words[0][0] in FIRST_NAMES or ACRONYM.fullmatch(alone):
        return True
    uniting = terms("head_uses", use="uniting") | NATIONS.keys()
    return len(words) > 1 and words[-2][0] not in uniting and (len(words) > 2 or words[-1][0] in ORG_HEADS)


def _judge(run: str, words: list[RunWord]) -> list[Piece]:
    words = _without_openers(words)
    if not words:
        return []
    if _is_trade_title(words):
        return _person(run, words[1:])
    if board := _board_of_union(words):
        return [one._replace(end=words[-1][2]) for one in _judge(run, words[:board])[-1:]]
    split = _known_start(words)
    if split > 1:
        return _judge(run, words[:split]) + _judge(run, words[split:])  # "General Motors Holden"
    if (title := _title_in(words)) >= 0:
        return _judge_titled(run, words, title)
    start, end = words[0][1], words[-1][2]
    if (name := straight(run[start:end])) in known_forms():
        return [_known(run, start, end)]
    if split := split or _person_start(words):
        return _judge(run, words[:split]) + _judge(run, words[split:])
    kind, rule = kind_by_words([word for word, _, _ in words], name)
    return [] if kind == "none" else [_piece(run, start, end, kind, rule)]


def _judge_titled(run: str, words: list[RunWord], title: int) -> list[Piece]:
    roles, spelled = terms("roles"), [word.lower() for word, *_ in words]
    office = next((n for n in range(len(words) - 1, title + 1, -1) if " ".join(spelled[title:n]) in roles), title + 1)
    rest = words[office:]  # "Chief Operations Officer Ana Ruiz"
    is_named = words[title][0].rstrip(".") in _HONORIFICS or (len(rest) == 2 and rest[0][0] in FIRST_NAMES)
    if not is_named and (spelled[-1] in roles or words[-1][0] in TITLES):
        return []  # "Chief Medical Officer" names nobody, "Mr Barber" and "Dr. Ana Judge" somebody
    judge = _judge if len(rest) > 1 and rest[0][0].rstrip(".") in TITLES else _person
    return _judge(run, words[: _title_start(words, title)]) + judge(run, rest)


def _title_start(words: list[RunWord], title: int) -> int:
    """Tell where the words of a title begin: "Vice President", "Health Secretary", but no "Union President"."""
    bodies = {word for word, kind in ORG_HEADS.items() if kind != "employer"} | terms("head_uses", use="local")
    parts = (n for n in range(title) if bodies.isdisjoint(word for word, *_ in words[n:title]))
    spelled = [word.lower() for word, *_ in words]
    return next((n for n in parts if " ".join(spelled[n : title + 1]) in terms("roles")), title)


def _is_opener(words: list[RunWord]) -> bool:
    """Tell whether the first word of a run is no part of its name: "Striking", the "Carmaker" of "Carmaker Rivolt"."""
    first, label = words[0][0], NOT_NAMES.get(words[0][0])
    is_firm = first in _FIRM_NOUNS and len(words) > 1 and not _ends_as_body(words)
    is_opener = is_firm or label in _OPENERS or first in _SMALL_OPENERS or (label and len(words) == 1)
    return bool(is_opener) and straight(first) not in known_forms() and not _opens_a_name(words)


def _without_openers(words: list[RunWord]) -> list[RunWord]:
    while words and _is_opener(words):
        words = words[1:]
    while words and (words[-1][0] in ("of", "for", "and") or NOT_NAMES.get(words[-1][0]) == "calendar"):
        if len(words) == 2 and words[0][0] in FIRST_NAMES and words[1][0] in terms("head_uses", use="surname"):
            break  # "Theresa May"
        words = words[:-1]
    return words


def _opens_a_name(words: list[RunWord]) -> bool:
    """ "Three Lakes Brewing" is a name, "May Alvarez" and "Will Hale" are people, whatever else these words are."""
    first = words[0][0]
    if first in NUMBERS or (first == "All" and words[1:] and words[1][0] in PLACES):  # "All India Bank Union"
        return len(words) > 2 and words[-1][0] in ORG_HEADS
    return len(words) > 1 and first in FIRST_NAMES and words[1][0][0].isupper() and words[1][0] not in NOT_NAMES


def _is_trade_title(words: list[RunWord]) -> bool:
    """ "Housekeeper Beata Zielinska": a trade that opens a person's name."""
    opens = 2 <= len(words) <= 4 and words[0][0].lower() in terms("roles") and not _ends_as_body(words)
    if not opens or (len(words) == 2 and words[0][0] in FIRST_NAMES):
        return False  # "Guy Silva" is no guy
    return all(word[0].isupper() and word not in NOT_NAMES and word.rstrip(".") not in TITLES for word, *_ in words[1:])


def _ends_as_body(words: list[RunWord]) -> bool:
    return words[-1][0] in ORG_HEADS and words[-1][0] not in terms("head_uses", use="surname")


def _title_in(words: list[RunWord]) -> int:
    """Tell which word is the first title that opens a name, -1 where none is: not in a "General Workers Union"."""
    if _ends_as_body(words):
        return -1
    # "d’Arcy" and "al-Hadi" open a name as well, a "General Confederation" does not.
    opening = (n for n, (word, *_) in enumerate(words[1:]) if not word[:4].islower() and ORG_HEADS.get(word) != "union")
    titles = (n for n in opening if words[n][0].rstrip(".") in TITLES)
    # "Dean Hale" has it for a first name, "Dean Maria Hale" for a title.
    return next((n for n in titles if words[n][0] not in FIRST_NAMES or words[n + 1][0] in FIRST_NAMES), -1)


def _person_start(words: list[RunWord]) -> int:
    """Tell where a person's name follows a body's: "Member of Parliament | David Hale"; 0 where none does."""
    for number in range(max(1, len(words) - 3), len(words) - 1):
        is_first = words[number][0] in FIRST_NAMES or ORG_HEADS.get(words[number - 1][0]) == "union"
        # no "Bakers Union Local 12", no "Bakers Against the War"
        is_name = words[number][0].istitle() and not {words[number][0]} & (ORG_HEADS.keys() | NOT_NAMES)
        is_apart = number > 1 and words[number][0] in FIRST_NAMES and words[0][0] not in FIRST_NAMES
        if is_first and is_name and (words[number - 1][0] in ORG_HEADS or is_apart):
            return 0 if _ends_as_body(words) else number
    return 0


def _person(run: str, words: list[RunWord]) -> list[Piece]:
    kept = []
    for word in words[:4]:
        named_first = len(kept) == 1 and kept[0][0] in FIRST_NAMES  # "Gen. Hal Ford"
        if word[0] in ("of", "for", "and", "&") or (straight(word[0]) in known_forms() and not named_first):
            break
        kept.append(word)
    if not kept or NOT_NAMES.get(kept[0][0]) == "common":
        return []
    return [_piece(run, kept[0][1], kept[-1][2], "person", "person.title")]


def _known(run: str, start: int, end: int) -> Piece:
    piece = _piece(run, start, end, "", "known")
    actor_id = known_forms()[piece.form]
    return piece._replace(kind=known_actors()[actor_id].kind, actor_id=actor_id)


def _openings(words: list[RunWord]) -> Iterator[tuple[int, str]]:
    return ((count, straight(" ".join(word for word, *_ in words[:count]))) for count in range(len(words) - 1, 0, -1))


def _board_of_union(words: list[RunWord]) -> int:
    """Tell how many words name the union whose board all of them mean: "UAW | Executive Board"; 0 where none do."""
    if ORG_HEADS.get(words[-1][0]) != "government":
        return 0
    known = {n: known_actors()[known_forms()[name]] for n, name in _openings(words) if name in known_forms()}
    unions = (n for n, one in known.items() if one.kind in ("union", "coalition") and words[n - 1][0] not in _WORDS_TOO)
    return next(unions, next((n for n in range(1, len(words)) if LOCAL.match(words[n - 1][0])), 0))


def _known_start(words: list[RunWord]) -> int:
    """Tell how many words at the start are a known actor or place that the rest only qualifies: "Kaiser" | "RN"."""
    last = words[-1][0]
    if len(words) < 2 or last in ORG_HEADS or LOCAL.match(last):
        return 0
    openings = _openings(words)
    return next((count for count, name in openings if name in known_forms() or (count > 1 and name in PLACES)), 0)
