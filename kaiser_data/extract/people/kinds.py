"""What kind of actor a name is by its own words: its last noun, its first name, the place that it is.

"Ridgeway Nurses United" is a union, "Kathy Hochul" a person, because "Kathy" is a first name, and a "Medical Center"
an employer. A name whose words tell nothing has the kind "": its neighbours may, in `naming`.
"""

import re
from functools import cache, lru_cache

from kaiser_data.extract.people.name_words import first_names, not_names, org_heads, places
from kaiser_data.extract.people.runs import Word
from kaiser_data.lexicon import read_lexicon, terms

LOCAL = re.compile(r"(?:Locals?|Lodge|Branch|Council|Chapter)[ \xa0](?:No\.?[ \xa0])?\d")
ACRONYM = re.compile(r"[A-Z0-9]{0,5}[A-Z]{2,7}(?:[-/&.][A-Z]{1,8}){0,2}s?")


def kind_of(words: list[Word], name: str) -> tuple[str, str]:
    """Give the kind of actor that the words of a name tell, "" for any, and the rule that tells it."""
    first, last = words[0][0], words[-1][0].rstrip(".")
    labels, heads = not_names(), org_heads()
    if LOCAL.match(words[-1][0]):
        return "union", "shape.local"
    if last == "United" and len(words) > 1 and _is_plural_trade(words[-2][0]):
        return "union", "shape.union"  # "Ridgeway Nurses United"
    if name in places():
        return "place", "place.known"
    if len(words) == 1:
        if first in terms("head_uses", use="alone") or heads.get(first) == "press":
            return "", "shape.head"  # "the Alliance"
        if first in heads or first in labels or first.startswith(("D-", "R-", "I-")):
            return "none", "word"
        return ("acronym", "shape.acronym") if ACRONYM.fullmatch(name) else ("", "shape.word")
    named_first = (
        first in first_names() and 2 <= len(words) <= 4 and not {"of", "for", "and", "&"} & {w for w, *_ in words}
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
    kind, spelled = org_heads()[head], [word for word, *_ in words]
    place = spelled.index(head) if head in spelled else 0
    if kind in ("group", "place") and place and any(org_heads().get(word) == "employer" for word in spelled[:place]):
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
            word in ("Employers", "Producers", "Operators") or org_heads().get(word) == "employer" for word in spelled
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


@lru_cache(maxsize=4096)
def _is_plural_trade(word: str) -> bool:
    return word.rstrip("'’").lower() in _trades() or word.endswith(
        ("workers", "Workers", "Employees", "Professionals", "Trainmen", "Firemen")
    )


@cache
def _trades() -> frozenset[str]:
    return frozenset(line["plural"] for line in read_lexicon("roles") if line["side"] == "worker")
