"""Workers to whom a text gives no name but their trade: "600 midwives and anesthesiologists" at Kaiser facilities.

They are a group that a table of events needs as an actor: "Kaiser midwives and anesthesiologists". "13 striking nurses"
in New York are the "striking nurses in New York". Generic words alone ("workers", "members") name no group, nor do
trades that a sentence gives to a union it names. A text that names no union tells of its workers by their trade:
"Norlink pilots", "pilots at Norlink", "teachers in Oslo", else "pilots" or, where it tells of no other workers,
"council workers".
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from kaiser_data.extract.actors.gazetteer import NATIONS, PLACES, TRADE_FINDER, opening_place
from kaiser_data.extract.actors.text_actors import Cast, Member, Naming, is_force, opens_sentence, organisations, slug
from kaiser_data.extract.grammar.words import stops
from kaiser_data.lexicon import Pattern, mapping, prefix_tree, terms
from kaiser_data.rows import fold

UNIONS = frozenset(["union", "coalition"])
# No count has more than fourteen digits and commas: "1,1,1,…" is read once.
_COUNT = re.compile(
    r"\b(?:(?:\d[\d,]{0,14}|"
    r"(?i:hundreds\sof|dozens\sof|thousands\sof|some|about|nearly|more\sthan|over|around))\s){1,3}"
)
_DESCRIBING = re.compile(r"([a-z][a-z-]+)\s")
_JOINED = re.compile(r",\s|,?\sand\s")
_AT_THE = Pattern(r"\b(?:at|during|in|over|since)\s+the\s+\Z", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(?<![\w’'-])([A-Za-z][a-z-]+)\s$")
# The "Teachers’ Union" and "the teachers’ union", but "the teachers’ strike".
_NOT_A_TRADE = Pattern(lambda: rf"[’'](?!\s[a-z])|-|[’']?\s(?:{prefix_tree(terms('descriptions', kind='union'))})\b")
_COMMITTEE = re.compile(r"\brank-and-file\s(?:strike\s|workers[’']\s)?committees?\b")
_OWN = re.compile(r"(?:[’']s?)?\s(?:striking\s|unionized\s|unionised\s)?")
_AT = re.compile(
    r"\s(?:(?:who\s)?work(?:ing)?\s|employed\s)?(?:at|of|for|by|from|with|in|across)\s(?:the\s)?(?:[A-Z]?[a-z-]+\s){0,2}"
)
VERBAL = ("ed", "ing", "ly")
# Where a text tells of a group, and the name that makes of it.
GroupSpan = tuple[int, int, str]


def add_groups(cast: Cast, text: str, starts: list[int], ends: list[int]) -> None:
    """Enter the groups of workers of whom a text tells, its sentences given by their edges."""
    if any(naming.kind in UNIONS for naming in cast.namings):
        found = [*_beside_unions(text, cast, starts, ends), *_committees(text, cast)]
    else:
        found = list(_without_union(text, cast))
    for start, end, name in found:
        member = cast.members.setdefault(slug(name), Member(slug(name), name, "group", "worker", first=start))
        member.aliases.setdefault(fold(text[start:end]), start)
    cast.settle([*cast.namings, *(Naming(start, end, "group", slug(name), "group") for start, end, name in found)])


def _counted(text: str) -> Iterator[tuple[int, int]]:
    """Find the trades behind a number: "600 striking midwives, cooks and porters"."""
    for number in _COUNT.finditer(text):
        end = _end_of_trade(text, number.end())
        while end and (joined := _JOINED.match(text, end)) and (further := _end_of_trade(text, joined.end())):
            end = further
        if end:
            yield number.end(), end


def _end_of_trade(text: str, start: int) -> int:
    """Give where a trade ends that up to three words describe; 0 where there is none."""
    for _ in range(4):
        if found := TRADE_FINDER.match(text, start, len(text)):
            return found[1]
        word = _DESCRIBING.match(text, start)
        if not word or word[1] in terms("function_words"):
            return 0
        start = word.end()
    return 0


def _beside_unions(text: str, cast: Cast, starts: list[int], ends: list[int]) -> Iterator[GroupSpan]:
    """Find the workers whom a sentence counts that names no union: no trades of a union's are a group."""
    for span in _counted(text):
        number = bisect_right(starts, span[0]) - 1
        named = cast.between(starts[number], ends[number])
        trades = fold(text[slice(*span)])
        if any(naming.kind in UNIONS for naming in named) or _is_vague(trades.split()[-1]):
            continue
        bosses = [owner for naming in named if naming.kind == "employer" and (owner := _owner(text, naming, cast))]
        places = [place for naming in named if (place := _place_of(text, naming))]
        if bosses:
            yield *span, f"{bosses[0]} {trades}"
        elif places and trades.startswith("striking "):
            yield *span, f"{trades} in {places[0]}"


def _committees(text: str, cast: Cast) -> Iterator[GroupSpan]:
    bosses = organisations(cast, ["employer"])
    for match in _COMMITTEE.finditer(text) if bosses else ():
        yield *match.span(), f"{bosses[0].shortest_alias()} rank-and-file committee"


def _place_of(text: str, naming: Naming) -> str:
    """Give the place that a name is, or that a government's opens with: "the New York Police Department"."""
    words = text[naming.start : naming.end].split()
    if naming.kind == "government":
        return opening_place(words, PLACES.values())
    return " ".join(words) if naming.kind == "place" else ""


def _without_union(text: str, cast: Cast) -> Iterator[GroupSpan]:
    """Find all workers by trade, each with the name that the text gives its trade most, or the trade in its words."""
    found = [(*span, _head(text, span[1]), _beside(text, span, cast)) for span in _all_trades(text, cast)]
    owned = _most_used((head, name) for *_, head, name in found)
    uncapitalized = _most_used((head, _plain_name(text[start:end], head)) for start, end, head, _ in found)
    for start, end, head, name in found:
        if named := name or owned[head] or uncapitalized[head]:
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
    name = uncapitalized(trade)
    return name if not _is_vague(head) or (" " in name and _is_hired(head)) else ""


def _all_trades(text: str, cast: Cast) -> Iterator[tuple[int, int]]:
    for start, end, _ in TRADE_FINDER.find(text):
        if not (_NOT_A_TRADE.match(text, end) or cast.covers(end - 1)):
            start = _noun_before(text, start, cast)
            name = uncapitalized(text[start:end])
            if " " not in name or mapping("descriptions", "kind").get(name.removesuffix("s")) != "employer":
                yield start, end  # "crane operators", not "port operators"


def _noun_before(text: str, start: int, cast: Cast) -> int:
    """Give where a trade opens with the noun before it: "delivery drivers", not "told drivers" or "more drivers"."""
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    word = before[1].lower() if before else ""
    if word in terms("date_words", kind="unit") and _AT_THE.search(text, max(0, start - 30), before.start()):
        return start  # "In the autumn bakers"
    if not before or word.endswith((*VERBAL, "s")) or word in stops() or word in terms("number_words"):
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
    return f"{whose} {uncapitalized(text[start:end])}" if whose else ""


def uncapitalized(trade: str) -> str:
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
    member, kinds = cast.members[naming.actor_id], ("employer", "government") if is_hired else ("employer",)
    return member.shortest_alias() if member.side == member.kind in kinds and not is_force(member) else ""
