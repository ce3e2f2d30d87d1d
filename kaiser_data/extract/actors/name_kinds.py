"""What kind of actor a name is by its own words: its last noun, its first name, the place that it is.

"Ridgeway Nurses United" is a union, "Kathy Hochul" a person, because "Kathy" is a first name, and a "Medical Center"
an employer. A name whose words tell nothing has the kind "": its neighbours may, in `naming`.
"""

import re
from functools import cache

from kaiser_data.extract.actors.gazetteer import known_actors, known_forms
from kaiser_data.extract.actors.name_words import (
    first_names,
    lone_heads,
    not_names,
    org_heads,
    places,
    surname_heads,
)
from kaiser_data.lexicon import mapping, read_lexicon

LOCAL = re.compile(r"(?:Locals?|Lodge|Branch|Council|Chapter)[ \xa0](?:No\.?[ \xa0])?\d")
ACRONYM = re.compile(r"[A-Z0-9]{0,5}[A-Z]{2,7}(?:[-/&.][A-Z]{1,8}){0,2}s?")
# The words that join the parts of a name, which no person's has.
_JOINTS = frozenset({"of", "for", "and", "&"})
_LABOUR = frozenset({"Labor", "Labour", "Trades", "Nursing"})


def kind_of(words: list[str], name: str) -> tuple[str, str]:
    """Give the kind of actor that words tell ("" any, "none" where they are no name), and the rule that tells it."""
    if len(words) == 1:
        return ("union", "shape.local") if LOCAL.match(words[0]) else kind_of_word(words[0], name)
    first, last = words[0], words[-1].rstrip(".")
    labels, heads = not_names(), org_heads()
    if not last.isalpha() and LOCAL.match(last):
        return "union", "shape.local"
    if last == "United" and any(map(_is_plural_trade, words[:-1])):
        return "union", "shape.union"  # "Ridgeway Nurses United"
    if name in places():
        return "place", "place.known"
    if _is_persons(words, last):
        return "person", "person.first_name"
    if head := _head_of(words, last):
        return _kind_by_head(head, words), f"shape.{heads[head]}"
    if "s'" in name and any(word.endswith(("s'", "s’")) for word in words[:-1]):
        return "group", "shape.possessive"  # "Calderdale Patients' Voice"
    if first in labels and all(word in labels for word in words):
        return "none", "word"
    return "", "shape.words"


def _is_persons(words: list[str], last: str) -> bool:
    named_first = words[0] in first_names() and len(words) <= 4 and _JOINTS.isdisjoint(words)
    return named_first and (last not in org_heads() or last in surname_heads())


def _head_of(words: list[str], last: str) -> str:
    """Give the noun that tells what a body is, where it ends the name or what stands before an "of"."""
    opening = [word.rstrip(".") for word in _before_of(words)]
    head = next((word for word in reversed(opening) if word in org_heads()), "")
    return head if head in (last, opening[-1]) else ""


def kind_of_word(word: str, name: str = "") -> tuple[str, str]:
    """Give the kind of actor that a name of one word tells, and the rule; `name` is the word with straight marks."""
    name, heads = name or word, org_heads()
    if name in places():
        return "place", "place.known"
    if word in lone_heads() or heads.get(word) == "press":
        return "", "shape.head"  # "the Alliance"
    if word in heads or word in not_names() or word.startswith(("D-", "R-", "I-")):
        return "none", "word"
    if not ACRONYM.fullmatch(name):
        return "", "shape.word"
    is_union = any(_is_union(part) for part in re.split("[-/]", name))
    return "union" if is_union else "acronym", "shape.acronym"


def _is_union(form: str) -> bool:
    """Tell whether the lexicon knows a form as a union's: the "CUPE" of "CUPE-OSBCU"."""
    actor_id = known_forms().get(form)
    return bool(actor_id) and known_actors()[actor_id].kind == "union"


def _before_of(words: list[str]) -> list[str]:
    cut = next((n for n, word in enumerate(words) if word.split()[0] in ("of", "for")), len(words))
    return words[:cut] or words


def _kind_by_head(head: str, words: list[str]) -> str:
    kind = org_heads()[head]
    place = words.index(head) if head in words else 0
    if kind in ("group", "place") and place and any(org_heads().get(word) == "employer" for word in words[:place]):
        return "employer"  # a Medical Center, an Ambulance Service NHS Trust
    if head == "Board" and place and words[place - 1] in ("School", "Health", "Education", "Library"):
        return "employer"
    if kind in ("government", "group", "association") and ("Unions" in words or words[place - 1 :] == ["Labor", head]):
        return "coalition"  # "Council of Trade Unions", "Central Labor Council"
    if kind == "coalition":
        return _kind_of_coalition(head, words)
    return _kind_of_association(head, words) if kind == "association" else kind


def _kind_of_coalition(head: str, words: list[str]) -> str:
    if any(map(_is_boss, words)):
        return "employer"
    if "Unions" in words or len(words) == 1:
        return "coalition"
    return "union" if _is_about_workers(head, words) else "group"


def _kind_of_association(head: str, words: list[str]) -> str:
    if "Employers" not in words and _is_about_workers(head, words):
        return "union"
    about_bosses = any(_is_boss(word) or org_heads().get(word) == "employer" for word in words)
    return "employer" if about_bosses else "group"


def _is_boss(word: str) -> bool:
    """Tell whether a word means employers as a body: "Retailers", "Multi-Employers"."""
    plural = word.rpartition("-")[2].lower()
    kinds = mapping("descriptions", "kind") | mapping("roles", "side")
    return word.endswith("s") and "employer" in (kinds.get(plural), kinds.get(plural.removesuffix("s")))


def _is_about_workers(head: str, words: list[str]) -> bool:
    return any(word in _LABOUR or _is_plural_trade(word) for word in words if word != head)


def _is_plural_trade(word: str) -> bool:
    return word.rstrip("'’").lower() in _trades() or word.endswith(
        ("workers", "Workers", "Employees", "Professionals", "Trainmen", "Firemen")
    )


@cache
def _trades() -> frozenset[str]:
    return frozenset(line["plural"] for line in read_lexicon("roles") if line["side"] == "worker")
