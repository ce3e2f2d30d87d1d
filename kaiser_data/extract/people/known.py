"""The actors that the lexicon knows, by id and by every form of their names.

"KP" and "Kaiser Permanente" are one line of `lexicons/actors.csv`; who is not in it is found by shape, in `names`.
"""

from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import read_lexicon
from kaiser_data.rows import fold


class Known(NamedTuple):
    """An actor of the lexicon."""

    actor_id: str
    name: str
    kind: str
    side: str
    aliases: tuple[str, ...]
    member_of: str


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
        )
        for line in read_lexicon("actors")
    }


@cache
def known_forms() -> dict[str, str]:
    """Give every form of the lexicon's names with its actor id; curly and straight apostrophes are one."""
    forms: dict[str, str] = {}
    for actor in known_actors().values():
        for form in (actor.name, *actor.aliases):
            forms.setdefault(straight(form), actor.actor_id)
    return forms


def straight(name: str) -> str:
    """Write a name on one line with straight apostrophes, the form that names are compared in.

    >>> straight("Workers’\\nUnion")
    "Workers' Union"
    """
    return fold(name.replace("’", "'"))
