"""The actors that the lexicon knows, by id and by every form of their names, and the words that names are made of.

"KP" and "Kaiser Permanente" are one line of `lexicons/actors.csv`; who is not in it is found by shape, in `names`.
"""

import re
from collections.abc import Container
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import mapping, read_lexicon, terms
from kaiser_data.rows import fold

ORG_HEADS = mapping("org_heads", "kind")
"""The kind of organisation that each last noun of a name tells."""
NOT_NAMES = mapping("not_names", "kind")
"""What a capitalised word is that names nobody: a calendar word, a word of the page …"""
PLACES = mapping("places", "kind")
"""The kind of each place."""
FIRST_NAMES = terms("first_names")
"""The first names of people."""
TITLES = terms("titles")
"""The titles that open a name."""
TRADES = frozenset(line["plural"] for line in read_lexicon("roles") if line["side"] == "worker")
"""The plurals of what workers are called by their work."""
NATIONS = mapping("nationalities", "land")
"""The land of each adjective for people and bodies: `South African`, `Finnish`."""

_CAPITALISED = re.compile(r"[A-Z]\w+")


class Known(NamedTuple):
    """An actor of the lexicon."""

    actor_id: str
    name: str
    kind: str
    side: str
    aliases: tuple[str, ...]
    member_of: str
    short_name: str


@cache
def known_actors() -> dict[str, Known]:
    """Give the lexicon's actors by id."""
    return {
        line["actor_id"]: Known(
            line["actor_id"],
            line["term"],
            line["kind"],
            line["side"],
            tuple(filter(None, line["aliases"].split("|"))),
            line["member_of"],
            line["short_name"],
        )
        for line in read_lexicon("actors")
    }


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


def straight(name: str) -> str:
    """Write a name on one line with straight apostrophes and bare initials, the form that names are compared in.

    >>> straight("Workers’\\nUnion"), straight("U.A.W. Local 12")
    ("Workers' Union", 'UAW Local 12')
    """
    return _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), fold(name.replace("’", "'")))


_DOTTED = re.compile(r"\b(?:[A-Z]\.){3,}")
