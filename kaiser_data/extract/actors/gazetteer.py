"""What the lexicons tell of a name: the actor that has it, or the kind of actor that its words mean.

"KP" and "Kaiser Permanente" are one line of `lexicons/actors.csv`. Of other names the words tell: "Ridgeway Nurses
United" is a union, a "Medical Center" an employer, "Kathy Hochul" a person, because "Kathy" is a first name. A name
whose words tell nothing has the kind "": its neighbours may, in `name_context`.
"""

import re
from collections.abc import Container
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms
from kaiser_data.rows import straight

ORG_HEADS = mapping("org_heads", "kind")
"""The kind of organisation that each last noun of a name tells."""
NUMBERS = frozenset(word.title() for kind in ("unit", "teen", "ten") for word in terms("number_words", kind=kind))
"""The words for numbers, with a capital."""
NOT_NAMES = dict.fromkeys(NUMBERS, "function") | mapping("not_names", "kind")
"""What a capitalised word is that names nobody: a calendar word, a word of the page …"""
PLACES = mapping("places", "kind")
"""The kind of each place."""
FIRST_NAMES = terms("first_names")
"""The first names of people."""
TITLES = terms("titles")
"""The titles that open a name."""
TRADES = frozenset(line["plural"] for line in read_lexicon("roles") if line["side"] == "worker")
"""The plurals of what workers are called by their work."""
TRADE_FINDER = TermFinder((trade, trade) for trade in TRADES)
NATIONS = mapping("nationalities", "land")
"""The land of each adjective for people and bodies: `South African`, `Finnish`."""

_CAPITALISED = re.compile(r"[A-Z]\w+")


class Known(NamedTuple):
    """An actor of the lexicon."""

    actor_id: str
    name: str
    kind: str
    side: str
    member_of: str
    short_name: str
    aliases: tuple[str, ...]


@cache
def known_actors() -> dict[str, Known]:
    """Give the lexicon's actors by id."""
    fields = itemgetter("actor_id", "term", "kind", "side", "member_of", "short_name")
    known = (Known(*fields(line), tuple(filter(None, line["aliases"].split("|")))) for line in read_lexicon("actors"))
    return {actor.actor_id: actor for actor in known}


@cache
def known_forms() -> dict[str, str]:
    """Give every form of the lexicon's names with its actor id, with and without its apostrophes and hyphens."""
    forms: dict[str, str] = {}
    for actor in known_actors().values():
        for form in (actor.name, *actor.aliases):
            forms.setdefault(straight(form), actor.actor_id)
    loose = {form.replace("s'", "s"): actor_id for form, actor_id in forms.items()}
    loose |= {form.replace(" ", "-"): actor_id for form, actor_id in forms.items() if form.count(" ") == 1}
    return loose | forms


def known_as(form: str, name: str) -> str:
    """Give the id that the lexicon has for a form of a name; none for an acronym that the name spells otherwise.

    >>> known_as("CNA", "California Nurses Assn."), known_as("CNA", "Canadian Nurses Association")
    ('cna', '')
    """
    actor_id = known_forms().get(form, "")
    if not actor_id or " " in form or " " not in name:
        return actor_id
    known = known_actors()[actor_id]
    spelled = [one for one in (known.name, *known.aliases) if " " in one]
    return "" if spelled and all(differ(name, one) for one in spelled) else actor_id


def differ(name: str, other: str) -> bool:
    """Tell whether two names are none of one body: the shorter has a word of which the longer has no like.

    >>> differ("Tanker Drivers Union", "Textile and Dye Union"), differ("Dock Assn. of Ostrin", "Dock Associations")
    (True, False)
    """
    mine, theirs = ({word[:3] for word in _CAPITALISED.findall(one)} for one in (name, other))
    return not (mine <= theirs or theirs <= mine)


def opening_place(words: list[str], kinds: Container[str]) -> str:
    """Give the longest place of some kinds that words open with.

    >>> opening_place(["New", "York", "Police"], ("state",)), opening_place(["York", "Police"], ("state",))
    ('New York', '')
    """
    openings = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((opening for opening in openings if PLACES.get(opening) in kinds), "")


LOCAL = re.compile(rf"(?:{prefix_tree(terms('head_uses', use='local'))})[ \xa0](?:No\.?[ \xa0])?\d")
NICKNAME = re.compile(r"\s[“\"‘'(][^“”\"’')]+[”\"’')](?=\s)")  # Edward “Big Ed” Kowalski
_PORTFOLIOS = prefix_tree(term.removesuffix(" minister") for term in terms("roles") if term.endswith(" minister"))
# "Minister of Social Affairs Louw de Graaf"
ASIDE = re.compile(rf"{NICKNAME.pattern}|(?<=Minister)\s(?:of|for)\s(?i:{_PORTFOLIOS})(?=\s[A-Z])")
ACRONYM = re.compile(r"[A-Z0-9]{0,5}[A-Z]{2,7}(?:[-/&.][A-Z]{1,8}){0,2}s?")
_KINDS = mapping("roles", "side"), mapping("descriptions", "kind")
# The words that join the parts of a name, which no person's has.
_JOINTS = frozenset({"of", "for", "and", "&"})
# "Federação dos Petroleiros"
_OF = frozenset({"de", "del", "des", "dei", "di", "da", "do", "das", "dos", "der", "du"})
Kind = tuple[str, str]


def kind_by_words(words: list[str], name: str) -> Kind:
    """Give the kind of actor that words tell ("" any, "none" where they are no name), and the rule that tells it."""
    is_told_to = not {"My", "Your"}.isdisjoint(words[1:])  # "Close Your Mill"
    if is_told_to or (" " in name and (name in NOT_NAMES or (name in NATIONS and name not in PLACES))):
        return "none", "word"  # "Green Paper", "Sri Lankan"
    if len(words) == 1:
        return _numbered(words, name) or _kind_by_word(words[0], name)
    return next((kind for rule in _RULES if (kind := rule(words, name))), ("", "shape.words"))


def _place(words: list[str], name: str) -> Kind | None:
    is_part = NOT_NAMES.get(words[0]) == "qualifier" and name.partition(" ")[2] in PLACES  # "East Africa"
    return ("place", "place.known") if name in PLACES or is_part else None


def _numbered(words: list[str], name: str) -> Kind | None:
    """ "Local 12", "Pier 44", "Ostrin Terminal 2"."""
    if LOCAL.match(words[-1]):
        return "union", "shape.local"
    is_numbered = words[-1][-1].isdigit() and words[-1].split()[0] in terms("head_uses", use="numbered")
    return ("place", "place.known") if is_numbered else None


def _person(words: list[str], name: str) -> Kind | None:
    last = words[-1].rstrip(".")
    is_named = words[0] in FIRST_NAMES and len(words) <= 4 and _JOINTS.isdisjoint(words)
    is_body = _is_plural_trade(last) or (last in ORG_HEADS and last not in terms("head_uses", use="surname"))
    return ("person", "person.first_name") if is_named and not is_body else None


def _against(words: list[str], name: str) -> Kind | None:
    """ "Bakers Against the War"."""
    return ("group", "shape.against") if "Against" in words[1:-1] else None


def _kin(words: list[str], name: str) -> Kind | None:
    """ "Marlow and Sons", "Marlow, Lyle & Partners"."""
    return ("employer", "shape.kin") if words[-2] in _JOINTS and words[-1] in terms("head_uses", use="kin") else None


def _uniting(words: list[str], name: str) -> Kind | None:
    """ "Amalgamated Drivers", "United Implement Workers"."""
    is_union = words[0] in terms("head_uses", use="uniting") and _is_plural_trade(words[-1])
    return ("union", "shape.uniting") if is_union else None


def _headed(words: list[str], name: str) -> Kind | None:
    """ "Ridgeway Medical Center", "Federation of Bakers": by the last noun, or the last before "of"."""
    while len(words) > 2 and ACRONYM.fullmatch(words[-1]) and words[-1] not in ORG_HEADS:
        words = words[:-1]  # "Harbour Union HUK"
    last, _, parent = words[-1].partition("-")
    words = [*words[:-1], last] if ACRONYM.fullmatch(parent) else words  # "Graduate Students Union-UAW"
    opening = [word.rstrip(".") for word in before_of(words)]
    head = next((word for word in reversed(opening) if word in ORG_HEADS), "")
    if not head or head not in (words[-1].rstrip("."), opening[-1]):
        return None
    return _kind_by_head(head, words), f"shape.{ORG_HEADS[head]}"


def _qualified(words: list[str], name: str) -> Kind | None:
    """ "News Agency of Ostrivar", "ILWU International": a head that the word before it makes another."""
    kinds = [ORG_HEADS.get(word) for word in before_of(words)[-2:]]
    if kinds == ["press", "government"]:
        return "press", "shape.press"
    return ("union", "shape.union") if kinds == [None, "employer"] and _known_kind(words[0]) == "union" else None


def _words(words: list[str], name: str) -> Kind | None:
    """Words that name nobody, an office, and the part of a body: "GM’s Metal Fabricating Division"."""
    is_part = words[-1] in terms("head_uses", use="part") or name.lower() in terms("roles")
    return ("none", "word") if is_part or NOT_NAMES.keys() >= set(words) else None


# Tried in this order: the first that tells a kind decides.
_RULES = (_numbered, _place, _against, _kin, _uniting, _person, _qualified, _headed, _words)


def _kind_by_word(word: str, name: str) -> Kind:
    """Give the kind of actor that a name of one word tells, and the rule; `name` is the word with straight marks."""
    if name in PLACES:
        return "place", "place.known"
    word = word.rstrip(".")  # the "Corp." of "Ford Motor Corp."
    may_name = word in ORG_HEADS and word in terms("head_uses", use="alone") | terms("head_uses", use="surname")
    if may_name or ORG_HEADS.get(word) == "press" or (ORG_HEADS.get(word) == "union" and _is_plural_trade(word)):
        return "", "shape.head"  # "the Alliance", the "Park" of Park Hyun Tae, "the Boilermakers"
    if word in ORG_HEADS or word in NOT_NAMES or word.startswith(("D-", "R-", "I-")):
        return "none", "word"
    kinds = {_known_kind(part) for part in re.split("[-/]", name)}
    if "union" not in kinds and not ACRONYM.fullmatch(name):
        return "", "shape.word"
    if kinds >= {"union", "employer"}:
        return "none", "word"  # "the UAW-GM contract"
    return "union" if "union" in kinds else "acronym", "shape.acronym"


def _known_kind(form: str) -> str:
    """Give the kind of actor that the lexicon knows by a form, as the "CUPE" of "CUPE-OSBCU", else ""."""
    return known_actors()[known_forms()[form]].kind if form in known_forms() else ""


def before_of(words: list[str]) -> list[str]:
    """Give the words of a name before its first "of" or "for", or before a "de" behind the noun of a body; else all.

    >>> before_of(["Ministry", "of the", "Interior"]), before_of(["Marlow", "Council"])
    (['Ministry'], ['Marlow', 'Council'])
    """
    cuts = (n for n, word in enumerate(words) if word.split()[0] in ("of", "for"))
    cut = next(cuts, next((n for n, word in enumerate(words) if word in _OF and words[n - 1] in ORG_HEADS), len(words)))
    return words[:cut] or words


def _kind_by_head(head: str, words: list[str]) -> str:
    kind, before = ORG_HEADS[head], words[: words.index(head)] if head in words else []
    if head == "Union" and before and before[-1] in terms("head_uses", use="no_union"):
        return "group"
    if head in ("Board", "Council") and (board := _kind_of_board(words, before)):
        return board
    if _is_of_employers(head, kind, before, words):
        return "employer"
    if _is_of_unions(head, words, before) and kind in ("government", "group", "association", "coalition"):
        return "coalition"  # "Council of Trade Unions", "Central Labor Council"
    if head in terms("head_uses", use="of_members") and _is_about_workers(head, words):
        return "union"  # "Graduate Student Organizing Committee", "Bakers Council"
    return _kind_of_association(head, words) if kind in ("association", "coalition") else kind


def _kind_of_board(words: list[str], before: list[str]) -> str:
    """ "Executive Council", "Norlink Board of Directors"; "" for a board that may govern a town."""
    is_owners = words[-1] in terms("head_uses", use="on_board")
    return "employer" if is_owners and before else "group" if is_owners or before[-1:] == ["Executive"] else ""


def _is_of_unions(head: str, words: list[str], before: list[str]) -> bool:
    """Tell a body of unions: "Council of Trade Unions", "Trades Council", but not "Labour Office"."""
    may_be_theirs = head == "Council" or ORG_HEADS[head] != "government"
    by_word = may_be_theirs and not terms("head_uses", use="of_unions").isdisjoint(before[-1:])
    return "Unions" in words or "Union" in before[1:] or by_word


def _is_of_employers(head: str, kind: str, before: list[str], words: list[str]) -> bool:
    """ "Medical Center", "School Board", "Shipowners’ Union", "Grocers Council", "Steel Industries Federation"."""
    if head in terms("head_uses", use="of_employer"):
        return any(ORG_HEADS.get(word) == "employer" for word in before if word not in NOT_NAMES)
    if head == "Board":
        return not terms("head_uses", use="with_board").isdisjoint(before)
    is_umbrella = head in terms("head_uses", use="umbrella") and _kind_of_association(head, words) == "employer"
    is_trade = " ".join(words[-3:-1]).lower() in TRADES or _is_about_workers(head, words)  # "Letter Carriers Union"
    endings = ("ers", "nies") if kind == "union" else "s"  # "Growers Union", but "Banks Union"
    has_bosses = any(_is_boss(word) and word.rstrip("'’").endswith(endings) for word in words)
    is_theirs = has_bosses and not is_trade and (kind == "union" or head == "Council")
    return "Unions" not in words and (is_umbrella or is_theirs)


def _kind_of_association(head: str, words: list[str]) -> str:
    is_of_doctors = not terms("head_uses", use="profession").isdisjoint(words)
    if "Employers" not in words and (is_of_doctors or _is_about_workers(head, words)):
        return "union"
    if words[-1] in terms("head_uses", use="premises") or not terms("head_uses", use="of_owners").isdisjoint(words):
        return "employer"  # "Ostrin College"
    return "employer" if any(_is_boss(word) or ORG_HEADS.get(word) == "employer" for word in words) else "group"


def _is_boss(word: str) -> bool:
    """Tell whether a word means employers as a body: "Retailers", "Multi-Employers"."""
    plural = word.rstrip("'’").rpartition("-")[2].lower()
    told = (kinds.get(form) for kinds in _KINDS for form in (plural, plural.removesuffix("s")))
    return plural.endswith("s") and plural not in TRADES and "employer" in told  # "Meat Packers" work


def is_of_people(word: str) -> bool:
    """Tell whether a word of a name means workers or employers: "Bakers", "Exporters"."""
    return _is_boss(word) or _is_plural_trade(word)


def _is_about_workers(head: str, words: list[str]) -> bool:
    return any(_is_plural_trade(word) for word in words if word != head)


def _is_plural_trade(word: str) -> bool:
    word = re.sub("['’]s?$", "", word)
    return word.lower() in TRADES or word.endswith(tuple(terms("head_uses", use="of_workers")))
