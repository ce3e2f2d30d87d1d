"""Where an event takes place, as the text names it: region, state, city or facility.

"conducted a one-day strike at Kaiser facilities in Northern California" names it in its clause. Where the clause names
none, what happens on the ground is where its sentence is, else at home: in the town or region of which the text tells
most, those of its strikes before all, the one in the name of a party and that of its dateline among them. Of a country
and a town in it the town is told, but what stops work nationwide is in the country, and so is a dispute of which no
town is told. Left alone: the place of talks, votes and papers that their clause does not name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from kaiser_data.extract.actors.gazetteer import NATIONS, PLACES, TITLES, TRADE_FINDER, opening_place
from kaiser_data.extract.actors.text_actors import Naming, is_force
from kaiser_data.extract.document import source_of
from kaiser_data.extract.events.cases import Case, Telling, is_old
from kaiser_data.extract.events.event_nouns import nouns_of
from kaiser_data.extract.events.parties import UNION, PartiesInText
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms
from kaiser_data.rows import fold

# A dispute is where these are.
_TELLS_HOME = frozenset({"strike", "lockout", "picket", "strike_vote"})
# A town goes before its region, both before their country, where a text tells so much of them.
_TOWNS, _REGIONS = ("", "city", "capital"), ("", "city", "capital", "state", "region")
_TIERS = (_TOWNS, 3), (_REGIONS, 3), (("country",), 3), (_REGIONS, 2)
# So many characters open news with what happened where, and so long may a paragraph be.
_LEAD, _PARAGRAPH = 350, 1500
# "southern California" is narrower than the state.
_SIDE_OF = re.compile(r"\b(?:north|south|east|west|central)(?:ern)?\s+\Z", re.IGNORECASE)
# "two from Taiwan", "50 miles southwest of Toronto": where somebody is from is not where something happens.
_FROM = re.compile(
    r"(?:\bfrom|\b(?<!the\s)\w*(?:est|ast|rth|uth)\sof|(?:mile|metre|meter)s\s(?:of|from))\s+(?:the\s+)?\Z"
)
# "his Washington, D.C. headquarters", "a spokesman in Oslo": where somebody speaks.
_SIDES = ("employer", "union", "press")
_SPEAKERS = terms("telling_words", kind="desk").union(*(terms("roles", side=side) for side in _SIDES))
_DESK = Pattern(rf"-(?:based|owned|born|area)|(?:,\s(?:[A-Z]\.)+)?\s{any_of('telling_words', kind='desk')}\b")
_SPEAKER = re.compile(r"\b([\w-]+)\s(?:in|at|from)\s+\Z")
_NEAR = re.compile(r"\b(?:near|outside)\s+(?:the\s+)?\Z")
# "the largest store in New Zealand"
_RECORD = re.compile(r"\b(?:most|[a-z]{3,}est)\s(?:[\w’'-]+\s){1,6}in\s+(?:the\s+)?\Z")
_IN = re.compile(
    r"\b(?:in|at|across|of|outside|near|throughout|around|for|and|the|(?:north|south|east|west|central)(?:ern)?)\s+\Z"
)
_NOUN = re.compile(r"\s+[a-z]")
_OF_WHAT = re.compile(r"[’']s?\s+(\w+)")
_TITLE = re.compile(r"\s([A-Z][a-z]+)\b")
_STATE = re.compile(r",\s+(?:[A-Z]\.){2}|,\s+[A-Z]{2}\b|,\s+[A-Z][a-z]{2,4}\.")
# "SANTIAGO, July 4 –", "Pretoria - The head", "Strongsville, OH –": where the report was sent from.
_DATELINE = re.compile(
    r"^\s*\(?([A-Z][\w’'-]+\.?(?:\s[A-Z][\w’'-]+\.?){0,3}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,2})?)"
    r"(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}[\d, ]{0,8})?\s?(?:\([\w /,.-]{1,40}\)\s?)?"
    r"(?:\)?\s?[-–—:]+|\s\(|(?<=\d\s)(?=[A-Z]))\s?",
    re.MULTILINE,
)
# "St. Mary’s" is a hospital or a school.
_SAINTS = re.compile(r"St\.?\s\w+[’']s?")
_LISTED = re.compile(r"(?:,|,?\s+and)\s+(?:in\s+|at\s+)?(?:the\s+)?")
_LANDS = {land: land for land, kind in PLACES.items() if kind == "country" and land != "America"} | NATIONS
_LANDS |= {name.upper(): land for name, land in _LANDS.items()}  # "BRAZIL SEAMEN STRIKE"
_LAND_FINDER = TermFinder(_LANDS.items())
_WHAT_FOLLOWS = re.compile(r"(?:[’']s)?((?:\s[\w-]+){0,4})")
_STRIKE, _WIDELY = prefix_tree(nouns_of("strike")), any_of("telling_words", kind="nationwide")
_NATIONWIDE = Pattern(rf"\b(?:{_WIDELY}|national\s(?:[\w-]+\s){{0,2}}?{_STRIKE})\b", re.IGNORECASE)
_IN_OR_AT = re.compile(r"\s(?:in|at)\s(?:the\s)?")
_HERE = re.compile(r"\bhere\b")
# "Brackwater mine", "Ostrin coal mine"
_SITES = prefix_tree(terms("name_neighbours", place="after", kind="place"))
_FACILITY = Pattern(rf"\s(?:{_SITES}|[a-z]+\s{_SITES})\b")


def find_place(parties: PartiesInText, case: Case, actor: str, home: list[str]) -> str:
    """Join the places that the clauses name, else their sentences; what happens on the ground is else at home."""
    reach = mapping("event_types", "place")[case.type]
    found = _told(parties, case.recent(), reach)
    if reach == "home" and any(_NATIONWIDE.search(parties.text, t.start, t.end) for t in case.recent()):
        found = _nation(parties, 1) or found
    if not found and reach != "clause" and actor and parties.cast.members[actor].kind == "government":
        found = _in_name(parties.name_of(actor), ("city", "capital", "state", "region"))
    if not found and reach == "home" and _is_at_home(parties, case, actor):
        found = _paragraph(parties, case.tellings[0].start) or home
    return "; ".join(found[:9])


def _told(parties: PartiesInText, told: list[Telling], reach: str) -> list[str]:
    """Give the places that clauses name, for "here" that of the dateline, else those of their sentences."""
    text, around = parties.text, [parties.places_in(*telling.sentence) for telling in told]
    found = _joined(text, (_inside(text, t, near) for t, near in zip(told, around, strict=True)), is_clause=True)
    if not found and any(_HERE.search(text, t.start, t.end) for t in told):
        found = _dateline(text)
    return found or ([] if reach == "clause" else _joined(text, around))


def _is_at_home(parties: PartiesInText, case: Case, actor: str) -> bool:
    """Tell whether an event is one of the dispute, neither called off nor another's or an act of long ago."""
    is_own = actor in ("", parties.union, parties.employer)
    is_past = is_old(case, source_of(parties.doc).published_max) and not (is_own and case.lasts)
    if case.status == "called_off" or is_past:
        return False
    member = parties.cast.members.get(actor)
    return is_force(member) if member and member.kind == "government" else is_own or case.type != "other"


def _inside(text: str, telling: Telling, near: list[Naming]) -> list[Naming]:
    """Give the places of a clause, and those that go on a list which the clause opens: "in Oslo, Bergen, and Bodø"."""
    inside = [naming for naming in near if telling.start <= naming.start < telling.end]
    for naming in near:
        if inside and naming.start > inside[-1].start and _LISTED.fullmatch(text, inside[-1].end, naming.start):
            inside.append(naming)
    return inside


def _paragraph(parties: PartiesInText, start: int) -> list[str]:
    """Give the place named last before a clause in its paragraph."""
    opens = max(parties.text.rfind("\n", 0, start) + 1, start - _PARAGRAPH)
    before = [[naming] for naming in parties.places_in(opens, start)]
    return next((found for naming in reversed(before) if (found := _joined(parties.text, [naming]))), [])


def home_of(parties: PartiesInText, cases: list[Case]) -> list[str]:
    """Give where the dispute of a text is: the places of which it tells most, none that it names but in passing."""
    if _NATIONWIDE.search(parties.text, 0, _LEAD) and (land := _nation(parties, 1)):
        return land
    weights: Counter[str] = Counter()
    names: dict[str, str] = {}
    for place, weight in _candidates(parties, cases):
        town = place.partition(",")[0].casefold()
        weights[town] += weight
        names[town] = max(names.get(town, ""), place, key=len)  # "Salem, Ill." for "Salem"
    for kinds, least in _TIERS:
        told = {town: weight for town, weight in weights.items() if _kind_of(names[town]) in kinds}
        if (most := max(told.values(), default=0)) >= least:
            return [names[town] for town, weight in told.items() if weight == most][:4]
    return _nation(parties)


def _nation(parties: PartiesInText, least: int = 3) -> list[str]:
    """Give the country that a text tells most, its workers, unions and headline before all: "Finnish Dockers Union"."""
    bosses = {naming.start for naming in parties.cast.namings if naming.kind == "employer"}
    text, told = parties.text, Counter()
    for start, end, _ in _LAND_FINDER.find(text):
        land = _LANDS.get(fold(text[start:end]), "")  # not "polish"
        if land and start not in bosses and text[end : end + 1] != "-":  # not "Korean Air pilots", "US-built"
            after = _WHAT_FOLLOWS.match(text, end)
            of_work = not {*UNION}.isdisjoint(after[1].lower().split()) or any(TRADE_FINDER.find(text, *after.span(1)))
            told[land] += 1 + 3 * of_work + (start < text.find("\n"))
    return [land for land, weight in told.most_common(1) if weight >= least]


def _is_of_work(text: str, naming: Naming) -> bool:
    """Tell whether an employer's name holds a place, or workers stand before it: "miners in Ostrin"."""
    trades = TRADE_FINDER.find(text, max(0, naming.start - 50), naming.start)
    found = (text[start].islower() and _IN_OR_AT.fullmatch(text, end, naming.start) for start, end, _ in trades)
    return naming.kind == "employer" or any(found)


def _candidates(parties: PartiesInText, cases: list[Case]) -> Iterator[tuple[str, int]]:
    """Give the places of a text with the weight of each naming, and those that lie in its parties' names."""
    text = parties.text
    sentences = {t.sentence for case in cases if case.type in _TELLS_HOME for t in case.recent()}
    for stretch, weight in ((0, len(text)), 1), ((0, _LEAD), 1), *((sentence, 2) for sentence in sorted(sentences)):
        for naming in parties.places_in(*stretch):
            if _is_where(text, naming) and (naming.kind == "place" or naming.actor_id != parties.employer):
                yield _in_full(text, naming), weight + _is_of_work(text, naming)
    for place in _dateline(text):
        if _kind_of(place) != "capital":
            yield place, 2
    for actor, kinds in (parties.employer, ("city", "capital", "country")), (parties.union, ("city", "country")):
        yield from ((place, 1 + _is_town(place)) for place in _in_name(parties.name_of(actor), kinds))


def _in_name(name: str, kinds: tuple[str, ...]) -> list[str]:
    """Give where the name of a party puts it: "Ostrin" for the "Ostrin Bus Company", the "Hyatt Ostrin" itself."""
    words = name.split()
    place = next(filter(None, (opening_place(words[start:], kinds) for start in range(len(words)))), "")
    if not place or PLACES[place] == "country":
        return [place] if place and not name.endswith(f"of {place}") else []
    return [name if name.endswith(place) else place]


def _dateline(text: str) -> list[str]:
    """Give the town from which a report was sent: "CLYMER, Pa. – Dressed in coats"."""
    for line in _DATELINE.finditer(text, 0, 1500):
        town = " ".join(line[1].split()).rstrip("-")
        name, _, land = town.partition(",")
        is_title = text[line.end() : text.find("\n", line.end())].isupper()  # "AMR (AMR) TO START TALKS"
        if not is_title and (name.isupper() or land or name in PLACES) and _kind_of(name) in _TOWNS:
            return [town]
    return []


def _kind_of(place: str) -> str:
    """Give the kind of a place or of what it is a part of: "Western Canada"."""
    name = place.partition(",")[0]
    return PLACES.get(name) or PLACES.get(name.title()) or PLACES.get(name.partition(" ")[2], "")


def _is_town(place: str) -> bool:
    return PLACES.get(place, "city") not in ("country", "continent")


def _joined(text: str, named: Iterable[list[Naming]], is_clause: bool = False) -> list[str]:
    """Give the places as the text names them, each once: "southern California", "Salem, Ill.", "Brackwater mine"."""
    told = [naming for naming in chain.from_iterable(named) if _is_where(text, naming, is_clause)]
    apart = [one for one in told if not _NEAR.search(text, max(0, one.start - 12), one.start)]
    told = apart if any(text[one.end - 1].isalpha() for one in apart) else told  # "Gate 5 near Salem"
    seen = dict.fromkeys(_in_full(text, naming) for naming in told)
    return [place for place in seen if _is_town(place)] or list(seen)


def _is_where(text: str, naming: Naming, is_clause: bool = False) -> bool:
    """Tell whether something may happen in a place: it is no origin, no distance, no dateline, no attribute.

    What a clause tells of "Ohio Gov. Ruiz" happens in Ohio.
    """
    before = text[max(0, naming.start - 70) : naming.start]
    if _FROM.search(before) or (_RECORD.search(before) and PLACES.get(text[naming.start : naming.end]) == "country"):
        return False
    if not is_clause and (_NEAR.search(before) or PLACES.get(text[naming.start : naming.end]) == "continent"):
        return False
    title = None if is_clause else _TITLE.match(text, naming.end)
    if title and (title[1] in TITLES or title[1].lower() in terms("roles")):
        return False
    return not (_is_attribute(text, naming.start, naming.end) or _is_dateline(text, naming))


def _in_full(text: str, naming: Naming) -> str:
    """Give the name of a place with what belongs to it before and after."""
    side = _SIDE_OF.search(text, max(0, naming.start - 16), naming.start)
    whole = _SAINTS.match(text, naming.start) or _STATE.match(text, naming.end)
    if not whole and naming.rule == "place.context":
        whole = _FACILITY.match(text, naming.end)
    return " ".join(text[side.start() if side else naming.start : whole.end() if whole else naming.end].split())


def _is_dateline(text: str, naming: Naming) -> bool:
    opens = text.rfind("\n", max(0, naming.start - 60), naming.start) + 1
    line = _DATELINE.match(text, opens) if opens or naming.start < 60 else None
    return bool(line) and naming.start < line.end()


def _is_attribute(text: str, start: int, end: int) -> bool:
    """Tell whether a land only describes what follows it: "U.S. car giant", "Canada’s largest port"."""
    kind = _kind_of(text[start:end])
    before = text[max(0, start - 30) : start]
    speaker = _SPEAKER.search(before)
    if _DESK.match(text, end) or (speaker and speaker[1].lower() in _SPEAKERS):
        return True
    if (what := _OF_WHAT.match(text, end)) and kind not in ("", "city", "capital"):
        # "in Ontario’s schools", "in Canada’s largest port"
        return not before.endswith(" in ") or what[1].endswith("est")
    return kind == "country" and bool(_NOUN.match(text, end)) and not _IN.search(before)
