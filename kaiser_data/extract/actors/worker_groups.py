"""Groups of people who act in a dispute under no union's name: their trades, and who employs them.

"600 midwives and anesthesiologists conducted a one-day strike at Kaiser facilities" names a group that a table of
events needs as an actor: "Kaiser midwives and anesthesiologists". "13 striking nurses" in New York are the "striking
nurses in New York". Generic words alone ("workers", "members") name no group, nor do trades that a sentence gives
to a union it names. A text that names no union tells of its workers by their trade: "Norlink pilots", "pilots at
Norlink", "teachers in Oslo", and "the teachers" of whom it speaks most.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.actors.gazetteer import NATIONS, PLACES, TRADES, opening_place
from kaiser_data.extract.actors.text_actors import Cast, Naming, organisations, slug
from kaiser_data.extract.grammar.people_nouns import stops
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import prefix_tree, terms

_UNIONS = frozenset(["union", "coalition"])
# No count has more than fourteen digits and commas: "1,1,1,…" is read once.
_COUNT = (
    r"\b(?:(?:\d[\d,]{0,14}|"
    r"(?i:hundreds\sof|dozens\sof|thousands\sof|some|about|nearly|more\sthan|over|around))\s){1,3}"
)
_WORD_BEFORE = re.compile(r"\b([a-z]+)\s$")
# The "Teachers’ Union", but "the teachers’ strike".
_NOT_A_TRADE = re.compile(r"[’'](?!\s[a-z])|-")
_COMMITTEE = re.compile(r"\brank-and-file\s(?:strike\s|workers[’']\s)?committees?\b")
_OWN = re.compile(r"(?:[’']s?)?\s(?:striking\s|unionized\s|unionised\s)?")
_AT = re.compile(
    r"\s(?:(?:who\s)?work(?:ing)?\s|employed\s)?(?:at|of|for|by|from|with|in|across)\s(?:the\s)?(?:[A-Z]?[a-z-]+\s){0,2}"
)
TRADE_FINDER = TermFinder((trade, trade) for trade in TRADES)
_NO_NOUN = ("ed", "ing", "ly", "s")
Group = tuple[Naming, str]


def find_groups(text: str, cast: Cast, starts: list[int], ends: list[int]) -> Iterator[Group]:
    """Find groups with their names, the sentences of the text given by their edges."""
    if any(naming.kind in _UNIONS for naming in cast.namings):
        yield from _beside_unions(text, cast, starts, ends)
        yield from _committees(text, cast)
    else:
        yield from _without_union(text, cast)


def _group(start: int, end: int, name: str) -> Group:
    return Naming(start, end, "group", slug(name), "group"), name


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
        trades = " ".join(text[slice(*span)].split())
        if any(naming.kind in _UNIONS for naming in named) or _is_vague(trades.split()[-1]):
            continue
        bosses = [owner for naming in named if naming.kind == "employer" and (owner := _owner(text, naming, cast))]
        places = [place for naming in named if (place := _place_of(text, naming))]
        if bosses:
            yield _group(*span, f"{bosses[0]} {trades}")
        elif places and trades.startswith("striking "):
            yield _group(*span, f"{trades} in {places[0]}")


def _committees(text: str, cast: Cast) -> Iterator[Group]:
    boss = next((member for member in organisations(cast, ["employer"]) if member.side == "employer"), None)
    for match in _COMMITTEE.finditer(text) if boss else ():
        yield _group(*match.span(), f"{boss.shortest_alias()} rank-and-file committee")


def _place_of(text: str, naming: Naming) -> str:
    """Give the place that a name is, or that a government's opens with: "the New York Police Department"."""
    words = text[naming.start : naming.end].split()
    if naming.kind == "government":
        return opening_place(words, PLACES.values())
    return " ".join(words) if naming.kind == "place" else ""


def _without_union(text: str, cast: Cast) -> Iterator[Group]:
    """Find all workers by trade, each with the name that the text gives its trade most, or the trade alone."""
    found = [(*span, _head(text, span[1]), _beside(text, span, cast)) for span in _all_trades(text)]
    main, count = next(iter(Counter(head for *_, head, _ in found).most_common(1)), ("", 0))
    most_used = _most_used((head, name) for *_, head, name in found)
    if main == "workers" and not most_used[main]:
        most_used[main] = _repeated(_plain(text[start:end]) for start, end, *_ in found)
    for start, end, head, name in found:
        is_main = head == main and (count > 1 or text[end : end + 1] in ("’", "'"))  # "the nurses’ strikes"
        alone = head if is_main and not _is_vague(head) else ""
        if named := name or most_used[head] or alone:
            yield _group(start, end, named)


def _most_used(found: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Give the name that each trade is given most, "" where it is given none."""
    names: dict[str, Counter] = {}
    for head, name in found:
        names.setdefault(head, Counter()).update([name] if name else ())
    return {head: max(counts, key=counts.get, default="") for head, counts in names.items()}


def _repeated(phrases: Iterator[str]) -> str:
    """ "Offshore workers", told again and again, are known by where they work; "workers" are not."""
    told = Counter(phrase for phrase in phrases if " " in phrase)
    return next((phrase for phrase, times in told.most_common(1) if times > 1), "")


def _all_trades(text: str) -> Iterator[tuple[int, int]]:
    """Give each trade with the noun before it: "delivery drivers", not "told drivers" or "more drivers"."""
    for start, end, _ in TRADE_FINDER.find(text):
        if _NOT_A_TRADE.match(text, end):
            continue
        before = _WORD_BEFORE.search(text, max(0, start - 30), start)
        is_noun = before and not before[1].endswith(_NO_NOUN) and before[1] not in stops()
        yield (before.start() if is_noun else start), end


def _beside(text: str, span: tuple[int, int], cast: Cast) -> str:
    """Name workers by the employer, place or nation right before them, or who is right after: "pilots at Norlink"."""
    start, end = span
    before = next(cast.before(start, 1), None)
    if not (before and _OWN.fullmatch(text, before.end, start)):
        before = None
    after = next((naming for naming in cast.between(end, end + 30) if _AT.fullmatch(text, end, naming.start)), None)
    whose = next((owner for naming in (before, after) if naming and (owner := _owner(text, naming, cast))), "")
    whose = whose or next((nation for nation in NATIONS if text.endswith(f"{nation} ", 0, start)), "")
    return f"{whose} {_plain(text[start:end])}" if whose else ""


def _plain(trade: str) -> str:
    """Write a trade as within a sentence: "pilots" for "Pilots", but "RNs"."""
    folded = " ".join(trade.split())
    return folded if re.search("[A-Z]", folded[1:]) else folded.lower()


def _is_vague(head: str) -> bool:
    return head.removesuffix("s") in terms("people_at_large")


def _head(text: str, end: int) -> str:
    return text[max(0, end - 40) : end].split()[-1].lower()


def _owner(text: str, naming: Naming, cast: Cast) -> str:
    if naming.kind == "place":
        return text[naming.start : naming.end]
    member = cast.members.get(naming.actor_id)
    return member.shortest_alias() if member and (member.kind, member.side) == ("employer", "employer") else ""
