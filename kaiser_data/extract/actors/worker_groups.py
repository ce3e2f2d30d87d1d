"""Groups of people who act in a dispute under no union's name: their trades, and who employs them.

"600 midwives and anesthesiologists conducted a one-day strike at Kaiser facilities" names a group that a table of
events needs as an actor: "Kaiser midwives and anesthesiologists". "13 striking nurses" in New York are the "striking
nurses in New York". Generic words alone ("workers", "members") name no group, nor do trades that a sentence gives
to a union it names. A text that names no union tells of its workers by their trade: "Norlink pilots", "pilots at
Norlink", "teachers in Oslo", and "the teachers" of whom it speaks most.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.actors.gazetteer import TRADES
from kaiser_data.extract.actors.text_actors import Cast, Naming, organisations, slug
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms

_UNIONS = frozenset(["union", "coalition"])
# No count has more than fourteen digits and commas: "1,1,1,…" is read once.
_COUNT = r"(?i:(?:\d[\d,]{0,14}|hundreds\sof|dozens\sof|thousands\sof|some|about|nearly|more\sthan|over|around)\s){1,3}"
_ADJECTIVES = r"(?:(?!of\b|the\b|and\b|in\b|to\b|for\b|who\b|are\b|were\b|have\b)[a-z][a-z-]+\s){0,3}"
_COMMITTEE = re.compile(r"\brank-and-file\s(?:strike\s|workers[’']\s)?committees?\b")


def find_groups(text: str, cast: Cast, starts: list[int], ends: list[int]) -> Iterator[tuple[Naming, str]]:
    """Find groups with their names, sentence by sentence, the sentences given by their edges."""
    unions = [naming.start for naming in cast.namings if naming.kind in _UNIONS]
    if not unions:
        yield from _without_union(text, cast)
        return
    for number in sorted({bisect_right(starts, place) - 1 for place in _anchors(text, cast)} - {-1}):
        start, end = starts[number], ends[number]
        if bisect_left(unions, start) < bisect_left(unions, end):
            continue  # trades that a sentence gives to a union it names are no group
        for match in _trades().finditer(text, start, end):
            trade = " ".join(match[1].split())
            if _is_vague(trade.split()[-1]):
                continue
            if name := _name(trade, cast.between(start, end), cast, text):
                yield Naming(*match.span(1), "group", slug(name), "group"), name
    employers = organisations(cast, ["employer"])
    if boss := next((member for member in employers if member.side == "employer"), None):
        for match in _COMMITTEE.finditer(text):
            name = f"{boss.shortest_alias()} rank-and-file committee"
            yield Naming(*match.span(), "group", slug(name), "group"), name


def _without_union(text: str, cast: Cast) -> Iterator[tuple[Naming, str]]:
    """Find all workers by trade, each with the name that the text gives its trade most, or the trade alone."""
    found = [(*span, _beside(text, span, cast)) for span in map(_trade_at, _any_trade().finditer(text))]
    heads = Counter(_head(text, end) for _, end, _ in found)
    main, count = next(iter(heads.most_common(1)), ("", 0))
    names: dict[str, Counter] = {head: Counter() for head in heads}
    for start, end, name in found:
        head = _head(text, end)
        if head == main and count > 1 and not _is_vague(head):
            name = name or _by_place(text, (start, end), cast)
        names[head].update([name] if name else ())
    for start, end, own in found:
        head = _head(text, end)
        usual = next((name for name, _ in names[head].most_common(1)), "")
        if (
            name := own
            or _of_other(text, (start, end), usual, cast)
            or usual
            or (head if head == main and count > 1 and not _is_vague(head) else "")
        ):
            yield Naming(start, end, "group", slug(name), "group"), name


def _trade_at(match: re.Match) -> tuple[int, int]:
    """Give the edges of a trade with the noun before it: "delivery drivers", not "told drivers" or "more drivers"."""
    kind = (match["kind"] or "").strip()
    is_noun = bool(kind) and not kind.endswith(_NO_NOUN) and kind not in _no_kinds()
    return (match.start() if is_noun else match.start("trade")), match.end()


def _beside(text: str, span: tuple[int, int], cast: Cast) -> str:
    """Name workers by the employer or place right before them, or the employer after them: "pilots at Norlink"."""
    start, end = span
    trade = _plain(text[start:end])
    before = next(cast.before(start, 1), None)
    if before and _OWN.fullmatch(text, before.end, start) and (whose := _owner(text, before, cast)):
        return f"{whose} {trade}"
    after = next((naming for naming in cast.between(end, end + 30) if naming.kind == "employer"), None)
    if after and _AT.fullmatch(text, end, after.start) and (whose := _owner(text, after, cast)):
        return f"{whose} {trade}"
    return ""


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


def _of_other(text: str, span: tuple[int, int], usual: str, cast: Cast) -> str:
    """Name workers by the employer whose place opens their sentence: "At rival Norlink … a stoppage by pilots"."""
    opens = max(text.rfind(". ", 0, span[0]), text.rfind("\n", 0, span[0])) + 1
    first = next((naming for naming in cast.between(opens, span[0]) if naming.kind == "employer"), None)
    if not first or not usual or not _AT_OPENING.fullmatch(text, opens, first.start):
        return ""
    whose = _owner(text, first, cast)
    return f"{whose} {_plain(text[slice(*span)])}" if whose else ""


def _by_place(text: str, span: tuple[int, int], cast: Cast) -> str:
    """Name workers by where they are: "teachers in Oslo" are the "Oslo teachers"."""
    start, end = span
    near = cast.between(end, end + 24)
    after = next((n for n in near if n.kind == "place" and _IN.fullmatch(text, end, n.start)), None)
    return f"{text[after.start : after.end]} {_plain(text[start:end])}" if after else ""


def _anchors(text: str, cast: Cast) -> list[int]:
    """Find what a group takes its name from: an employer, or that its people are "striking"."""
    places = [
        naming.start
        for naming in cast.namings
        if naming.kind == "employer" and cast.members[naming.actor_id].side == "employer"
    ]
    return places + [match.start() for match in re.finditer("striking", text)]


def _name(trades: str, named: list[Naming], cast: Cast, text: str) -> str:
    """Name a group by its employer, else by the place of its strike; a sentence that names neither names no actor."""
    here = [cast.members[naming.actor_id] for naming in named if naming.kind == "employer"]
    here = [member for member in here if member.side == "employer"]
    if here:
        return f"{here[0].shortest_alias()} {trades}"
    places = [text[naming.start : naming.end] for naming in named if naming.kind == "place"]
    # "the New York Police Department" tells the place as well.
    places += [place for naming in named if naming.kind == "government" and (place := _place_in(cast, naming))]
    return f"{trades} in {places[0]}" if places and trades.startswith("striking ") else ""


def _place_in(cast: Cast, naming: Naming) -> str:
    words = cast.members[naming.actor_id].name.split()
    openings = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    return next((opening for opening in openings if opening in mapping("places", "kind")), "")


_NO_NOUN = ("ed", "ing", "ly", "s")
_OWN = re.compile(r"(?:[’']s?)?\s(?:striking\s|unionized\s|unionised\s)?")
_AT = re.compile(r"\s(?:(?:who\s)?work(?:ing)?\s|employed\s)?(?:at|of|for|by|from|with)\s(?:the\s)?(?:[a-z]+\s){0,2}")
_AT_OPENING = re.compile(r"\s*(?:At|In|Over\sat)\s(?:the\s)?(?:[a-z]+\s){0,2}")
_IN = re.compile(r"\s(?:in|across|throughout|around)\s(?:the\s)?")


@cache
def _any_trade() -> re.Pattern:
    return re.compile(rf"\b(?P<kind>[a-z]+\s)?\b(?P<trade>(?i:{prefix_tree(TRADES)}))\b(?![’'])")


@cache
def _no_kinds() -> frozenset[str]:
    verbs = {line[form] for line in read_lexicon("irregular_verbs") for form in ("term", "past", "participle")}
    return terms("function_words") | terms("clause_words") | verbs


@cache
def _trades() -> re.Pattern:
    trade = rf"(?:{_ADJECTIVES}(?:{prefix_tree(TRADES)}))"
    return re.compile(rf"\b{_COUNT}({trade}(?:(?:,\s|,?\sand\s){trade}){{0,5}})\b")
