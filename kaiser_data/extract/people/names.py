"""Proper names by their shape: which capitalised words belong together, and what kind of actor they name.

"Asked about New York Governor Kathy Hochul's decision": the words from "New" to "Hochul" are one run of capitals,
in which "Governor" is a title, "New York" its place and "Kathy Hochul" a person, because "Kathy" is a first name.
A run is judged by its words alone here, once for each wording however often it stands; what its neighbours prove
("Thackeray said", "a nurse at Downey") is left to `naming`, and which names mean the same actor to `aliases`.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kaiser_data.extract.people.known import known_actors, known_forms, straight
from kaiser_data.lexicon import mapping, read_lexicon, terms

ABBREVIATED = (
    "St|Dr|Mr|Mrs|Ms|Prof|Sen|Rep|Gov|Lt|Gen|Col|Capt|Sgt|Rev|Hon|Assns?|Dept|Univ|Bros|Ft|Mt|Jr|Sr|Inc|Corp|Co|Ltd"
)
_WORD = (
    r"(?:(?:Locals?|Lodge|Branch|Council|Chapter)(?:[ \xa0]No\.?|[ \xa0]Union)?[ \xa0]\d{1,5}(?:-[A-Z0-9]{1,4})?"
    rf"|(?:{ABBREVIATED}|[A-Z])\.(?:[A-Z]\.){{0,3}}"
    r"|(?:\d{3,4}(?=[A-Z]{3})|[A-ZÀ-ÖØ-Þ])(?:[^\W_]++|&(?=\w)|[’'](?![sS]\b)(?=[^\W\d_])|"
    r"[-/](?=[A-Z\d])|-(?=[a-z]{1,9}\b)|\.(?=[A-Z]\b|[a-z]{2,3}\b))*)"
)
_POSSESSIVE = (
    r"(?:(?<=s)[’'](?=[ \xa0][A-Z])|(?<=Children)[’']s(?=[ \xa0])|(?<=omen)[’']s(?=[ \xa0])|"
    r"(?<=St\. \w{4})[’']s(?=[ \xa0]))?"
)
_JOINT = (
    r"(?:[ \xa0]+(?:of[ \xa0]the|for[ \xa0]the|of|for|and|&|de|del|de[ \xa0]la|"
    r"la|van|von|der|du|bin|al)(?=[ \xa0]))?(?:[ \xa0]+|\r?\n(?=[A-Z][a-z]))"
)
# Where a run may open: the quick look at each capital and digit before the slow one.
_OPENING = re.compile(r"[A-ZÀ-ÖØ-Þ\d](?<![\w@#$/].)")
_RUN = rf"{_WORD}(?:{_POSSESSIVE}{_JOINT}{_WORD}){{0,11}}"
_PARTS = rf"{_WORD}(?:(?<=s)[’']|(?<=[nt])[’']s)?|of[ \xa0]the|for[ \xa0]the|\S+"
_LIST_OF_TRADES = r"(?:, [A-Z]\w+(?: [A-Z]\w+){0,2}){1,4},? (?:and|&) [A-Z]\w+(?: (?:and )?[A-Z]\w+){0,4}"
_TRADES_BEFORE = re.compile(
    r"(?:Union|Federation|Association|Brotherhood|Society|Ministry|Department|"
    r"Amalgamated|Bakers|Retail|Rail|Union of Rail|Union of Shop)(?: of(?: the)? [A-Z]\w+)?$"
)
_LOCAL = re.compile(r"(?:Locals?|Lodge|Branch|Council|Chapter)[ \xa0](?:No\.?[ \xa0])?\d")
_ACRONYM = re.compile(r"[A-Z0-9]{0,5}[A-Z]{2,7}(?:[-/&.][A-Z]{1,8}){0,2}s?")


_JOINTS = frozenset({"of", "of the", "for", "for the", "and"})
_NUMBERS = frozenset("One Two Three Four Five Six Seven Eight Nine Ten Twelve".split())  # noqa: SIM905


class Piece(NamedTuple):
    """A name inside a run: its edges in the run, kind ("" unknown), actor id where the lexicon has one, rule."""

    start: int
    end: int
    kind: str
    actor_id: str
    rule: str


def find_runs(text: str) -> Iterator[tuple[int, int]]:
    """Find the runs of capitalised words in a text as (start, end).

    >>> text = "Nurses of the Union of Health Care Professionals met Ana Ruiz."
    >>> [text[a:b] for a, b in find_runs(text)]
    ['Nurses of the Union of Health Care Professionals', 'Ana Ruiz']
    """
    run, trades = _patterns()
    done = 0
    for opening in _OPENING.finditer(text):
        start = opening.start()
        if start < done or not (match := run.match(text, start)):
            continue
        end = done = match.end()
        if text[end : end + 1] == "," and _TRADES_BEFORE.search(text, max(start, end - 40), end):
            more = trades.match(text, end)
            end = more.end() if more else end
        yield start, end


@cache
def _patterns() -> tuple[re.Pattern, re.Pattern]:
    return re.compile(_RUN), re.compile(_LIST_OF_TRADES)


@lru_cache(maxsize=1 << 16)
def parse_run(run: str) -> tuple[Piece, ...]:
    """Split a run of capitals into names and give each its kind.

    >>> [(run[p.start:p.end], p.kind) for run in ["New York Governor Kathy Hochul"] for p in parse_run(run)]
    [('New York', 'place'), ('Kathy Hochul', 'person')]
    """
    name = straight(run)
    if name in known_forms():
        return (Piece(0, len(run), *_known(name)),)
    return tuple(piece for words in _segments(_words(run)) for piece in _judge(run, words))


Word = tuple[str, int, int]


@cache
def _parts() -> re.Pattern:
    return re.compile(_PARTS)


def _words(run: str) -> list[Word]:
    if run.isalpha():
        return [(run, 0, len(run))]
    return [(match.group(), *match.span()) for match in _parts().finditer(run)]


def _segments(words: list[Word]) -> Iterator[list[Word]]:
    """Cut at every "of", "for" or "and" that does not stand inside one name."""
    held: list[Word] = []
    for number, word in enumerate(words):
        joint = word[0] if word[0][0].isupper() else " ".join(word[0].split())
        if joint in _JOINTS and not _joins(held, joint, words[number + 1 :]):
            yield held
            held = []
        else:
            held.append(word)
    yield held


def _joins(left: list[Word], joint: str, right: list[Word]) -> bool:
    if not left or not right:
        return False
    last, heads = left[-1][0].rstrip("."), _heads()
    whole = straight(" ".join(word for word, *_ in [*left, (joint, 0, 0), *right]))
    if any(
        form.startswith(straight(" ".join(w for w, *_ in left) + f" {joint} "))
        for form in _joined_forms()
        if form in whole
    ):
        return True
    if joint.startswith("of"):
        return last in heads or last in terms("head_uses", use="joined_by_of")
    if joint.startswith("for"):
        return heads.get(last) in ("group", "coalition", "government", "association", "union")
    return _joins_by_and(left, right)


@cache
def _joined_forms() -> tuple[str, ...]:
    return tuple(form for form in known_forms() if re.search(" (?:of|for|and) ", form))


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
        return last in _heads() or last.endswith(("s", "ion", "ing", "care", "Care"))
    first = left[0][0]
    alone = straight(" ".join(word for word, *_ in left))
    is_name = alone in known_forms() or alone in _places() or first in _first_names() or _ACRONYM.fullmatch(alone)
    return bool(last in _heads() and not is_name and (len(left) == 1 or left[-1][0] not in _heads()) and len(left) <= 2)


def _judge(run: str, words: list[Word]) -> Iterator[Piece]:
    words = _without_openers(words)
    if not words:
        return
    if _is_trade_title(words):
        yield from _person(words[1:])
        return
    for number, (word, _, _) in enumerate(words[:-1]):
        if _is_title(word) and words[number + 1][0][0].isupper():
            if words[-1][0].lower() in _role_nouns():
                return  # "Chief Medical Officer" names nobody
            yield from _judge(run, words[:number])
            rest = words[number + 1 :]
            yield from _judge(run, rest) if _is_title(rest[0][0]) and len(rest) > 1 else _person(rest)
            return
    start, end = words[0][1], words[-1][2]
    name = straight(run[start:end])
    if name in known_forms():
        yield Piece(start, end, *_known(name))
    elif split := _known_start(words):
        yield from _judge(run, words[:split])
        yield from _judge(run, words[split:])
    else:
        kind, rule = _kind_of(words, name)
        yield Piece(start, end, kind, "", rule)


def _without_openers(words: list[Word]) -> list[Word]:
    labels = _labels()
    while words and straight(words[0][0]) not in known_forms():
        label = labels.get(words[0][0])
        joins = words[0][0] in ("of", "for", "and", "&", "de", "la")
        if label not in ("function", "page", "calendar") and not joins and not (label and len(words) == 1):
            break
        if label == "function" and words[0][0] in _NUMBERS and len(words) > 2 and words[-1][0] in _heads():
            break  # "Three Lakes Brewing"
        # "May Alvarez" and "Will Hale" are people, whatever else these words are.
        if len(words) > 1 and words[0][0] in _first_names() and words[1][0][0].isupper() and words[1][0] not in labels:
            break
        words = words[1:]
    while words and (words[-1][0] in ("of", "for", "and") or labels.get(words[-1][0]) == "calendar"):
        words = words[:-1]
    return words


def _is_trade_title(words: list[Word]) -> bool:
    """ "Housekeeper Beata Zielinska": a trade that opens a person's name."""
    if not 2 <= len(words) <= 4 or words[0][0].lower() not in _roles() or words[-1][0] in _heads():
        return False
    return all(word[0].isupper() and word not in _labels() for word, *_ in words[1:])


def _is_title(word: str) -> bool:
    return word.rstrip(".") in _titles()


def _person(words: list[Word]) -> Iterator[Piece]:
    kept = []
    for word in words[:4]:
        if word[0] in ("of", "for", "and", "&") or straight(word[0]) in known_forms():
            break
        kept.append(word)
    if kept and _labels().get(kept[0][0]) != "common":
        yield Piece(kept[0][1], kept[-1][2], "person", "", "person.title")


def _known(name: str) -> tuple[str, str, str]:
    actor_id = known_forms()[name]
    return known_actors()[actor_id].kind, actor_id, "known"


def _known_start(words: list[Word]) -> int:
    """Tell how many words at the start are a known actor or place that the rest only qualifies: "Kaiser" | "RN"."""
    if len(words) < 2 or words[-1][0] in _heads() or _LOCAL.match(words[-1][0]):
        return 0
    for count in range(len(words) - 1, 0, -1):
        name = straight(" ".join(word for word, *_ in words[:count]))
        if name in known_forms() or (count > 1 and name in _places()):
            return count
    return 0


def _kind_of(words: list[Word], name: str) -> tuple[str, str]:
    first, last = words[0][0], words[-1][0].rstrip(".")
    labels, heads = _labels(), _heads()
    if _LOCAL.match(words[-1][0]):
        return "union", "shape.local"
    if last == "United" and len(words) > 1 and _is_plural_trade(words[-2][0]):
        return "union", "shape.union"  # "Ridgeway Nurses United"
    if name in _places():
        return "place", "place.known"
    if len(words) == 1:
        if first in terms("head_uses", use="alone") or heads.get(first) == "press":
            return "", "shape.head"  # "the Alliance"
        if first in heads or first in labels or re.match(r"[DRI]-", first):
            return "none", "word"
        return ("acronym", "shape.acronym") if _ACRONYM.fullmatch(name) else ("", "shape.word")
    named_first = (
        first in _first_names() and 2 <= len(words) <= 4 and not {"of", "for", "and", "&"} & {w for w, *_ in words}
    )
    if named_first and (last not in heads or last in terms("head_uses", use="surname")):
        return "person", "person.first_name"
    if last == "United" and len(words) > 1 and any(_is_plural_trade(word) for word, *_ in words[:-1]):
        return "union", "shape.union"  # "Allegheny Nurses United"
    head = next((word.rstrip(".") for word, *_ in _before_of(words)[::-1] if word.rstrip(".") in heads), "")
    if head and (head == last or _before_of(words)[-1][0].rstrip(".") == head):
        return _kind_by_head(head, words), f"shape.{heads[head]}"
    if any(word.endswith(("s'", "s’")) for word in (first, *(w for w, *_ in words[:-1]))):
        return "group", "shape.possessive"  # "Calderdale Patients' Voice"
    if all(word in labels for word, *_ in words):
        return "none", "word"
    return "", "shape.words"


def _before_of(words: list[Word]) -> list[Word]:
    cut = next((n for n, (word, *_) in enumerate(words) if word.split()[0] in ("of", "for")), len(words))
    return words[:cut] or words


def _kind_by_head(head: str, words: list[Word]) -> str:
    kind, spelled = _heads()[head], [word for word, *_ in words]
    place = spelled.index(head) if head in spelled else 0
    if kind in ("group", "place") and place and any(_heads().get(word) == "employer" for word in spelled[:place]):
        return "employer"  # a Medical Center, an Ambulance Service NHS Trust
    if head == "Board" and place and spelled[place - 1] in ("School", "Health", "Education", "Library"):
        return "employer"
    about_workers = any(
        _is_plural_trade(word) or word in ("Labor", "Labour", "Trade", "Nursing") for word in spelled if word != head
    )
    unions = "Unions" in spelled
    if kind == "government" and unions:
        return "coalition"  # "Council of Trade Unions"
    if kind == "coalition" and any(word in ("Producers", "Employers", "Operators", "Owners") for word in spelled):
        return "employer"
    if kind == "coalition":
        return "coalition" if unions or not about_workers else "union"
    if kind == "association":
        about_bosses = any(
            word in ("Employers", "Producers", "Operators") or _heads().get(word) == "employer" for word in spelled
        )
        return (
            "coalition"
            if unions
            else "union"
            if about_workers and "Employers" not in spelled
            else "group"
            if not about_bosses
            else "employer"
        )
    if kind == "group" and unions:
        return "coalition"
    return kind


@cache
def _labels() -> dict[str, str]:
    return mapping("not_names", "kind")


@cache
def _roles() -> frozenset[str]:
    return terms("roles")


@cache
def _titles() -> frozenset[str]:
    return terms("titles")


@cache
def _heads() -> dict[str, str]:
    return mapping("org_heads", "kind")


@cache
def _places() -> dict[str, str]:
    return {straight(place): kind for place, kind in mapping("places", "kind").items()}


@cache
def _first_names() -> frozenset[str]:
    return terms("first_names")


@lru_cache(maxsize=4096)
def _is_plural_trade(word: str) -> bool:
    return word.rstrip("'’").lower() in _trades() or word.endswith(
        ("workers", "Workers", "Employees", "Professionals", "Trainmen", "Firemen")
    )


@cache
def _role_nouns() -> frozenset[str]:
    return terms("roles") | {title.lower() for title in terms("titles")}


@cache
def _trades() -> frozenset[str]:
    return frozenset(line["plural"] for line in read_lexicon("roles") if line["side"] == "worker")
