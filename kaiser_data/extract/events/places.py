"""Where an event takes place, as the text names it: region, state, city or facility.

"conducted a one-day strike at Kaiser facilities in Northern California" names it in its clause; where the clause names
none, its sentence may, and what happens on the ground is else where the text is: the place that it names most. Left
alone: the place of talks and papers that a text does not name.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from kaiser_data.extract.actors.text_actors import Naming
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.parties import Scene
from kaiser_data.lexicon import mapping

# What happens on the ground, and so somewhere.
_ON_SITE = frozenset({"strike", "sympathy_strike", "picket", "rally", "lockout", "layoff", "strike_vote"})
# "southern California" is narrower than the state.
_SIDE_OF = re.compile(r"\b(?:north|south|east|west|central)(?:ern)?\s+\Z", re.IGNORECASE)
# "two from Taiwan", "U.S. car giant": where somebody is from is not where something happens.
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?\Z")
_IN = re.compile(r"\b(?:in|at|across|of|outside|near|throughout|around|for|and|the)\s+\Z")
_NOUN = re.compile(r"\s+[a-z]")
_STATE = re.compile(r",\s+(?:[A-Z]\.){2}|,\s+[A-Z]{2}\b|,\s+[A-Z][a-z]{2,4}\.")


def find_place(scene: Scene, case: Case, actor: str) -> str:
    """Join the places that the clauses name, else their sentences, else take the text's own."""
    told = case.recent()
    around = [scene.places_in(*telling.sentence) for telling in told]
    inside = ([n for n in near if t.start <= n.start < t.end] for t, near in zip(told, around, strict=True))
    found = _joined(scene.text, inside) or _joined(scene.text, around)
    is_own = case.type == "sympathy_strike" or actor in ("", scene.union, scene.employer)
    if not found and is_own and case.type in _ON_SITE:
        found = main_place(scene)
    return "; ".join(found[:9])


def main_place(scene: Scene) -> list[str]:
    """Give the place, smaller than a country, that a text names most: more than once, or it alone."""
    everywhere = scene.places_in(0, len(scene.text))
    named = Counter(place for naming in everywhere for place in _joined(scene.text, [[naming]]) if _is_town(place))
    (place, count), *others = named.most_common() or [("", 0)]
    return [place] if count > 1 or (count and not others) else []


def _is_town(place: str) -> bool:
    return mapping("places", "kind").get(place, "city") != "country"


def _joined(text: str, named: Iterable[list[Naming]]) -> list[str]:
    """Give the places as the text names them, each once: "southern California", "Salem, Ill."."""
    seen: dict[str, None] = {}
    for start, end, *_ in chain.from_iterable(named):
        if _FROM.search(text, max(0, start - 12), start) or _is_attribute(text, start, end):
            continue
        side, state = _SIDE_OF.search(text, max(0, start - 16), start), _STATE.match(text, end)
        place = text[side.start() if side else start : state.end() if state else end]
        seen.setdefault(" ".join(place.split()), None)
    return list(seen)


def _is_attribute(text: str, start: int, end: int) -> bool:
    """Tell whether a country only describes what follows it: "U.S. car giant"."""
    if _is_town(text[start:end]) or not _NOUN.match(text, end):
        return False
    return not _IN.search(text, max(0, start - 14), start)
