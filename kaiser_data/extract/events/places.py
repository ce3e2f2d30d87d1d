"""Where an event takes place, as the text names it: region, state, city or facility.

"conducted a one-day strike at Kaiser facilities in Northern California" names it in its clause. Where the clause names
none, what happens on the ground is where its sentence is, else where the dispute is: the town that the text names most,
else those of its first sentence, else that of its dateline. Of a country and a town in it the town is told. Left alone:
the place of talks, votes and papers that their clause does not name.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from kaiser_data.extract.actors.text_actors import Naming
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.parties import Scene
from kaiser_data.lexicon import mapping, terms

# What happens on the ground, and so somewhere.
_ON_SITE = frozenset({"strike", "sympathy_strike", "picket", "rally", "lockout", "layoff", "violence"})
# What takes place at a table or by post.
_NOWHERE = frozenset({"bargaining", "strike_vote"})
# "southern California" is narrower than the state.
_SIDE_OF = re.compile(r"\b(?:north|south|east|west|central)(?:ern)?\s+\Z", re.IGNORECASE)
# "two from Taiwan", "U.S. car giant": where somebody is from is not where something happens.
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?\Z")
_IN = re.compile(r"\b(?:in|at|across|of|outside|near|throughout|around|for|and|the)\s+\Z")
_NOUN = re.compile(r"\s+[a-z]")
_OF_WHAT = re.compile(r"[’']s?\s+[a-z]")
_STATE = re.compile(r",\s+(?:[A-Z]\.){2}|,\s+[A-Z]{2}\b|,\s+[A-Z][a-z]{2,4}\.")
# "SANTIAGO, July 4 –", "Pretoria - The head": where the reporter sat.
_DATELINE = re.compile(r"(?:,\s[A-Z][\w. ]{1,20})?\s?(?:\(|,?\s?[-–—]|,\s[A-Z][a-z]{2,8}\.?\s\d)")
# "SALEM, Ore. –" opens the report of a local paper; the capital of a country that of an agency.
_LOCAL_DATELINE = re.compile(r"\s*([A-Z][A-Z. ’'-]+, (?:[A-Z][a-z]+\.|(?:[A-Z]\.?){2}))\s(?:\([\w ]+\)\s)?[-–—]")
# "St. Mary’s" is a hospital or a school.
_SAINTS = re.compile(r"St\.?\s\w+[’']s?")
_NEXT = re.compile(r"\s([a-z]+)\b")


def find_place(scene: Scene, case: Case, actor: str, home: list[str]) -> str:
    """Join the places that the clauses name, else their sentences; a strike or march is else where the dispute is."""
    told = case.recent()
    around = [scene.places_in(*telling.sentence) for telling in told]
    inside = ([n for n in near if t.start <= n.start < t.end] for t, near in zip(told, around, strict=True))
    found = _joined(scene.text, inside) or ([] if case.type in _NOWHERE else _joined(scene.text, around))
    is_own = case.type == "sympathy_strike" or actor in ("", scene.union, scene.employer)
    if not found and is_own and case.type in _ON_SITE:
        found = home
    return "; ".join(found[:9])


def home_of(scene: Scene, cases: list[Case]) -> list[str]:
    """Give where the dispute of a text is: the place named most, else that of its first strike, vote or lockout."""
    return _main_place(scene) or next(filter(None, (_told_place(scene, case) for case in cases)), [])


def _told_place(scene: Scene, case: Case) -> list[str]:
    """Give the places that the sentences of a dispute's strike, vote or lockout name."""
    if case.type not in ("strike", "strike_vote", "lockout", "picket"):
        return []
    return _joined(scene.text, [scene.places_in(*telling.sentence) for telling in case.recent()])


def _main_place(scene: Scene) -> list[str]:
    """Give the place, smaller than a country, that a text names most: more than once, or alone; else its dateline."""
    everywhere = scene.places_in(0, len(scene.text))
    named = Counter(place for naming in everywhere for place in _joined(scene.text, [[naming]]) if _is_town(place))
    (place, count), *others = named.most_common() or [("", 0)]
    if count > 1 or (count and not others):
        return [place]
    town = _LOCAL_DATELINE.match(scene.text)
    return [town[1]] if town else []


def _is_town(place: str) -> bool:
    return mapping("places", "kind").get(place, "city") != "country"


def _joined(text: str, named: Iterable[list[Naming]]) -> list[str]:
    """Give the places as the text names them, each once: "southern California", "Salem, Ill.", "Brackwater mine"."""
    told = (naming for naming in chain.from_iterable(named) if _is_where(text, naming))
    seen = dict.fromkeys(_in_full(text, naming) for naming in told)
    return [place for place in seen if _is_town(place)] or list(seen)


def _is_where(text: str, naming: Naming) -> bool:
    is_origin = _FROM.search(text, max(0, naming.start - 12), naming.start)
    return not (is_origin or _is_attribute(text, naming.start, naming.end) or _is_dateline(text, naming))


def _in_full(text: str, naming: Naming) -> str:
    """Give the name of a place with what belongs to it before and after."""
    side, state = _SIDE_OF.search(text, max(0, naming.start - 16), naming.start), _STATE.match(text, naming.end)
    end = state.end() if state else _facility(text, naming.end) if naming.rule == "place.context" else naming.end
    saint = _SAINTS.match(text, naming.start)
    end = saint.end() if saint else end
    return " ".join(text[side.start() if side else naming.start : end].split())


def _facility(text: str, end: int) -> int:
    """Give the end of the common noun that belongs to a name: "Brackwater mine", "Ostrin coal mine"."""
    nouns = terms("name_neighbours", place="after", kind="place")
    first = _NEXT.match(text, end)
    second = _NEXT.match(text, first.end()) if first else None
    return next((word.end() for word in (first, second) if word and word[1] in nouns), end)


def _is_dateline(text: str, naming: Naming) -> bool:
    opens = text.rfind("\n", 0, naming.start) + 1
    return naming.start - opens < 2 and bool(_DATELINE.match(text, naming.end))


def _is_attribute(text: str, start: int, end: int) -> bool:
    """Tell whether a land only describes what follows it: "U.S. car giant", "Canada’s largest port"."""
    kind = mapping("places", "kind").get(text[start:end], "")
    if _OF_WHAT.match(text, end) and kind != "city":
        return True
    return kind == "country" and bool(_NOUN.match(text, end)) and not _IN.search(text, max(0, start - 14), start)
