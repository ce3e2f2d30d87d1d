"""Where an event takes place, as the text names it: region, state, city or facility.

"conducted a one-day strike at Kaiser facilities in Northern California" names it in its clause; where the clause names
none, its sentence may, and what happens on the ground ("picketed outside the Ridgeway depot") is where the clause says
that it is. Left alone: the place of talks and papers that a text does not name.
"""

import re
from collections.abc import Iterable
from itertools import chain

from kaiser_data.extract.actors.text_actors import Naming
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.mentions import Telling
from kaiser_data.extract.events.parties import Scene

# What happens on the ground, and so somewhere.
_ON_SITE = frozenset(
    {"strike", "sympathy_strike", "picket", "rally", "lockout", "layoff", "arrest", "violence", "strike_vote"}
)
_SIDE_OF = re.compile(
    r"\b(?:north|south|east|west|northern|southern|eastern|western|central|upstate)\s+\Z", re.IGNORECASE
)
_SITED = re.compile(
    r"\b(?:at|outside|in|on|near|through|from|to)\s+(?:the\s+|its\s+)?(?P<name>(?:[A-Z][\w’'-]+\s+){0,3}[A-Z][\w’'-]+"
    r"(?:\s+(?:town\s+)?(?:mine|pit|plant|depot|garage|square|campus|terminal|mill|yard|warehouse|factory|hall|hospital"
    r"|refinery|works|gate|park))?)\b"
)
_NO_SITE = re.compile(
    r"(?:[A-Z][\w’'-]+\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Labou?r\s+Day|New\s+Year|Christmas|Easter)\b"
)


def find_place(scene: Scene, case: Case) -> str:
    """Join the places that the clauses name, else their sentences."""
    told = case.recent()
    around = [scene.places_in(*telling.sentence) for telling in told]
    found: list[str] = []
    # Most sentences name no place, and so no clause of theirs does.
    if any(around):
        inside = ([n for n in near if t.start <= n.start < t.end] for t, near in zip(told, around, strict=True))
        found = _joined(scene.text, inside)
    if not found and case.type in _ON_SITE:
        found = _sites(scene, told)
    return "; ".join((found or _joined(scene.text, around))[:9])


def _joined(text: str, named: Iterable[list[Naming]]) -> list[str]:
    """Give the places as the text names them, each once: "Northern California"."""
    seen: dict[str, None] = {}
    for start, end, *_ in chain.from_iterable(named):
        side = _SIDE_OF.search(text, max(0, start - 16), start)
        seen.setdefault(" ".join(text[side.start() if side else start : end].split()), None)
    return list(seen)


def _sites(scene: Scene, told: list[Telling]) -> list[str]:
    """Find "outside the Marlowe Seaport", "on Boston Common": a name after a preposition that is nobody's."""
    seen: dict[str, None] = {}
    for telling in told:
        for match in _SITED.finditer(scene.text, telling.start, telling.end):
            people = scene.cast.between(match.start("name") - 1, match.end("name"))
            if not _NO_SITE.match(match["name"]) and not any(n.actor_id for n in people):
                seen.setdefault(" ".join(match["name"].split()), None)
    return list(seen)
