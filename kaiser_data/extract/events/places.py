"""Where an event takes place, as the text names it: region, state, city or facility.

"conducted a one-day strike at Kaiser facilities in Northern California" names it in its clause. Where the clause names
none, the column `place` of `event_types.csv` says how far to look: in the `sentence`; at `home` too, for what happens
on the ground, "outside parliament" beside the town; or only in the `town` of the dispute, for talks, votes and pacts.
Home is the place last named in the paragraph, else the town or region of which the text tells most, those of its
strikes before all, the one in the name of a party and that of its dateline among them. What a government does is in
the place of its name. Of a country and a town in it the town is told, but what stops work nationwide is in the
country, and so is a dispute of which no town is told. Left alone: the place of papers, and of talks and votes in
several towns, that their clause does not name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from kaiser_data.extract.actors.gazetteer import (
    NATIONS,
    NOT_NAMES,
    ORG_HEADS,
    PLACES,
    TITLES,
    TRADE_FINDER,
    opening_place,
)
from kaiser_data.extract.actors.text_actors import Naming, is_force, is_people
from kaiser_data.extract.events.cases import Case, Telling, is_old
from kaiser_data.extract.events.parties import LEAD, UNION, PartiesInText
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms
from kaiser_data.rows import fold

# A dispute is where these are.
_TELLS_HOME = frozenset({"strike", "lockout", "picket", "strike_vote"})
# Where people rally: "in front of the firm’s headquarters".
_SEAT = Pattern(
    r"\b(?:at|in front of|inside|near|on|outside|to)\s(?:(?:the\s)?(?:gates|steps)\sof\s)?(?:the\s|its\s|their\s)?"
    rf"((?:[\w’'-]+\s){{0,3}}?{any_of('head_uses', use='seat')})\b"
)
# So much a text tells of its home, and of one that is so though strikes are nationwide.
_LEAST, _MUCH = 2, 9
_KINDS = frozenset(PLACES.values())
_PARAGRAPH = 1500  # so long may a paragraph be
# "Oslo, Bergen and Bodø", "Salem, D.C., and Oslo", "began in Salem, OH, and expanded to Iowa"
_LISTED = Pattern(
    r"(?:,\s(?:[A-Z]{2}|(?:[A-Z]\.)+))?(?:,|,?\s+and)\s+(?:(?:spread|expanded)\s+to\s+)?(?:(?:in|at)\s+)?(?:the\s+)?"
)
_LANDS = {whole: "" for whole in PLACES if whole.rpartition(" ")[2] in PLACES}  # "Northern Ireland"
_LANDS |= {land: land for land, kind in PLACES.items() if kind == "country" and land != "America"} | NATIONS
_LANDS |= {name.upper(): land for name, land in _LANDS.items()}  # "BRAZIL SEAMEN STRIKE"
_LAND_FINDER = TermFinder(_LANDS.items())
_WHAT_FOLLOWS = re.compile(r"(?:[’']s)?((?:\s[\w-]+){0,4})")
_STRIKE, _WIDELY = any_of("event_nouns", **{"class": "strike"}), any_of("telling_words", kind="nationwide")
_NATIONWIDE = Pattern(rf"\b(?:{_WIDELY}|national\s(?:[\w-]+\s){{0,2}}?{_STRIKE}s?)\b", re.IGNORECASE)
_HERE = re.compile(r"\bhere\b|\bth(?:is|e) (?:city|town|village)\b")
_MEANS = NOT_NAMES | ORG_HEADS
# "southern California" is narrower than the state.
_SIDE_OF = re.compile(r"\b(?:north|south|east|west|central)(?:ern)?\s+\Z", re.IGNORECASE)
# "two from Taiwan", "50 miles southwest of Toronto": where somebody is from is not where something happens.
_FROM = re.compile(
    r"(?:\bfrom(?:\s(?:all\s)?(?:across|around|over|throughout))?|\b(?<!the\s)\w*(?:est|ast|rth|uth)\sof|(?:mile|metre|meter)s\s(?:of|from))\s+(?:the\s+)?\Z"
)
# "talks with Oslo", "owned by Oslo", "flights Oslo to Bergen"
_FACED = re.compile(r"\b(?:with|by|against|[A-Z][\w-]+\sto)\s\Z")
_NEAR = re.compile(r"\b(?:near|outside)\s+(?:the\s+)?\Z")
# "the largest strike in United States history"
_RECORD = re.compile(r"\b(?:most|[a-z]{3,}est)\s(?:[\w’'-]+\s){1,6}in\s+(?:the\s+)?\Z")
# "New York Governor Ruiz"
_TITLE = re.compile(r"\s([A-Z][a-z]+)\b")
_STATE = re.compile(r",\s+(?:Co\.?|County)\s[A-Z]\w+|,\s+(?:[A-Z]\.){2}|,\s+[A-Z]{2}\b|,\s+[A-Z][a-z]{1,4}\.")
# "Peoria, Illinois", not "Toronto, Ontario and Quebec".
_IN_STATE = re.compile(r",\s+([A-Z]\w+(?:\s[A-Z]\w+){0,2})(?!\s+and\s[A-Z]|,?\s\w*[A-Z])")
# "SANTIAGO, July 4 –", "Pretoria - The head", "Strongsville, OH –": where the report was sent from.
_DATELINE = re.compile(
    r"^\s*\(?([A-Z](?:[\w’']|-\w)+\.?(?:\s[A-Z](?:[\w’']|-\w)+\.?){0,3}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,2})?)"
    r"(,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}[\d, ]{0,8})?\s?(?:\([\w /,.-]{1,40}\)\s?)?"
    r"(?:\)?\s?[-–—:]+|\s\(|(?<=\d\s)(?=[A-Z]))\s?",
    re.MULTILINE,
)
# "Brackwater mine", "Ostrin coal mine"
_SITES = prefix_tree(terms("name_neighbours", place="after", kind="place"))
_FACILITY = Pattern(rf"\s(?:{_SITES}|[a-z]+\s{_SITES})\b")


def find_place(parties: PartiesInText, case: Case, actor: str, home: list[str], town: list[str]) -> str:
    """Join the places that the clauses name, else those that the reach of the type of event finds further off."""
    reach, told = mapping("event_types", "place")[case.type], case.tellings[0]
    found = _told(parties, case.recent(), reach)
    if not found and reach != "town" and actor and parties.cast.members[actor].kind == "government":
        found = _in_name(parties.name_of(actor), ("city", "capital", "state", "region"))
    if not found and reach in ("home", "town") and _is_at_home(parties, case, actor):
        found = town if reach == "town" else _paragraph(parties, told.start) or home
    seat = case.type in ("picket", "rally") and _SEAT.search(parties.text, told.start, told.end)
    if seat and not parties.places_in(told.start, told.end):
        found = [fold(seat[1]), *(found if len(found) == 1 else [])]
    return "; ".join(found[:9])


def _told(parties: PartiesInText, told: list[Telling], reach: str) -> list[str]:
    """Give the places that clauses name, for "here" the dateline’s, else their sentences’, if not nationwide."""
    text, around = parties.text, [parties.places_in(*telling.sentence) for telling in told]
    found = _place_list(text, (_inside(text, t, near) for t, near in zip(told, around, strict=True)), is_clause=True)
    if not found and any(_HERE.search(text, t.start, t.end) for t in told):
        found = _dateline(parties)
    found = found or ([] if reach == "town" else _place_list(text, around))
    is_wide = reach == "home" and any(_NATIONWIDE.search(text, t.start, t.end) for t in told)
    return (_nation(parties, 1) or found) if is_wide else found


def _is_at_home(parties: PartiesInText, case: Case, actor: str) -> bool:
    """Tell whether an event is one of the dispute, neither called off nor another's or an act of long ago."""
    is_own = actor in ("", parties.union, parties.employer)
    is_past = is_old(case, parties.last_day) and not (is_own and case.lasts)
    if case.status == "called_off" or is_past:
        return False
    member = parties.cast.members.get(actor)
    is_judge = member and member.kind == "government" and not is_own and not is_force(member)
    return not is_judge and (is_own or case.type != "other" or is_force(member))


def _inside(text: str, telling: Telling, near: list[Naming]) -> list[Naming]:
    """Give the places of a clause, and those that go on a list which the clause opens: "in Oslo, Bergen, and Bodø"."""
    inside = [naming for naming in near if telling.start <= naming.start < telling.end]
    for naming in near:
        if inside and naming.start > inside[-1].start and _LISTED.fullmatch(text, inside[-1].end, naming.start):
            inside.append(naming)
    return inside


def _paragraph(parties: PartiesInText, start: int) -> list[str]:
    """Give the place or the list of places named last before a clause in its paragraph."""
    opens = max(parties.text.rfind("\n", 0, start) + 1, start - _PARAGRAPH)
    runs = reversed(_runs(parties, opens, start))
    return next((found for run in runs if (found := _place_list(parties.text, [run]))), [])


def _runs(parties: PartiesInText, start: int, end: int) -> list[list[Naming]]:
    """Give the places of a stretch, those of one list together: "in Oslo, Bergen and Bodø"."""
    runs: list[list[Naming]] = []
    for naming in parties.places_in(start, end):
        is_next = runs and _LISTED.fullmatch(parties.text, runs[-1][-1].end, naming.start)
        runs = [*runs[:-1], [*runs[-1], naming]] if is_next else [*runs, [naming]]
    return runs


def home_of(parties: PartiesInText, cases: list[Case]) -> list[str]:
    """Give where the dispute of a text is: the places of which it tells most, none that it names but in passing."""
    weights: Counter[str] = Counter()
    names: dict[str, str] = {}
    for place, weight in _candidates(parties, cases):
        town = place.partition(",")[0].casefold()
        weights[town] += weight
        names[town] = max(names.get(town, ""), place, key=len)  # "Salem, Ill." for "Salem"
    most = max(weights.values(), default=0)
    if most < _MUCH and _NATIONWIDE.search(parties.text, 0, LEAD) and (land := _nation(parties, 1)):
        return land
    if most < _LEAST:
        return _nation(parties)
    homes = [names[town] for town, weight in weights.items() if weight == most]
    return [one for one in homes if not any(other in one for other in homes if other != one)][:4]  # no site in a town


def town_of(parties: PartiesInText, cases: list[Case], home: list[str]) -> list[str]:
    """Give the home of a dispute that is in one town: no clause of its strikes and pacts tells another place."""
    told_by = (case for case in cases if case.type in _TELLS_HOME | {"tentative_agreement"})
    told = (_told(parties, case.recent(), "town") for case in told_by)
    towns = {place.partition(",")[0] for found in told for place in found}
    own = tuple(place.partition(",")[0] for place in home)
    # "the Hyatt Ostrin" is in Ostrin
    return home if towns and len(home) == 1 and all(town.endswith(own) for town in towns) else []


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


def _candidates(parties: PartiesInText, cases: list[Case]) -> Iterator[tuple[str, int]]:
    """Give the places of a text with the weight of each naming, and those that lie in its parties' names."""
    past = [t.sentence for case in cases if is_old(case, parties.last_day) for t in case.tellings]
    sentences = {t.sentence for case in cases if case.type in _TELLS_HOME for t in case.recent()}
    for (start, end), weight in ((0, len(parties.text)), 1), ((0, LEAD), 1), *((one, 2) for one in sorted(sentences)):
        for naming in parties.places_in(start, end):
            if _may_be_home(parties, naming, past):
                yield _in_full(parties.text, naming), weight + (naming.kind == "employer")
    yield from ((place, _LEAST) for place in _dateline(parties))
    names = (parties.name_of(actor) for actor in (parties.employer, parties.union))
    named = chain.from_iterable(_in_name(name, ("city", "capital", "country")) for name in names)
    yield from ((place, 1 + _is_town(place)) for place in named)


def _may_be_home(parties: PartiesInText, naming: Naming, past: list[tuple[int, int]]) -> bool:
    """Tell whether a dispute may be in a place: in no hall, no site that has its employer’s name, not long ago."""
    is_venue = parties.text[naming.start : naming.end].rpartition(" ")[2] in terms("head_uses", use="venue")
    is_boss = naming.kind != "place" and naming.actor_id == parties.employer
    is_past = any(start <= naming.start < end for start, end in past)
    return not (is_venue or is_boss or is_past) and _is_where(parties.text, naming)


def _in_name(name: str, kinds: tuple[str, ...]) -> list[str]:
    """Give where the name of a party puts it: "Ostrin" for the "Ostrin Bus Company", the "Hyatt Ostrin" itself."""
    words = name.split()
    places = (opening_place(words[start:], _KINDS) for start in range(len(words)))
    place = next(filter(None, places), "")  # not "York" for "New York"
    if PLACES.get(place) not in kinds:
        return []
    return [name if name.endswith(place) and PLACES[place] != "country" else place]


def _is_body(parties: PartiesInText, start: int, end: int) -> bool:
    """Tell whether words name someone, or nobody, rather than a place of a list of such."""
    named = parties.cast.between(start, end)
    may_be = (one.kind in ("person", "place") or (one.rule, one.kind) == ("context", "employer") for one in named)
    last = parties.text[start:end].split()[-1]
    # "in Kenya and Kenyans are among those hit"
    return is_people(last) or not all(may_be) or _MEANS.get(last, "place") != "place"


def _dateline(parties: PartiesInText) -> list[str]:
    """Give the town, or "New York", whence a report was sent: "CLYMER, Pa. – Dressed"."""
    text = parties.text
    for line in _DATELINE.finditer(text, 0, 1500):
        town = " ".join(line[1].split())
        name, _, land = town.partition(",")
        is_place = _is_town(name) and (name.isupper() or land or name in PLACES)
        if is_place and not _is_title(parties, line, name):
            return [town.replace(name, name.title()) if name.isupper() else town]
    return []


def _is_title(parties: PartiesInText, line: re.Match[str], name: str) -> bool:
    """Tell whether what opens a line is none: "AMR (AMR) TO START", "FAQ: Strikes", "UPDATE - Pilots", "UNISON--"."""
    is_capitals = parties.text[line.end() : parties.text.find("\n", line.end())].isupper()
    is_question = line[0].rstrip().endswith(":") and name not in PLACES
    return is_capitals or is_question or _is_body(parties, *line.span(1))


def _is_town(place: str) -> bool:
    """Tell whether a place is narrower than a land, as one that no lexicon has is taken to be."""
    return PLACES.get(place, "city") not in ("country", "continent")


def _place_list(text: str, named: Iterable[list[Naming]], is_clause: bool = False) -> list[str]:
    """Give the places as the text names them, each once: "southern California", "Salem, Ill.", "Brackwater mine"."""
    told = [naming for naming in chain.from_iterable(named) if _is_where(text, naming, is_clause)]
    full = [(naming, _in_full(text, naming)) for naming in told]
    parts = {text.find(name.rpartition(", ")[2], one.end) for one, name in full if ", " in name}
    seen = dict.fromkeys(name for one, name in full if one.start not in parts)  # "Peoria, Illinois" is one place
    seen = [place for place in seen if f"; {place}, " not in "; ".join(["", *seen])]
    return list(filter(_is_town, seen)) or seen


def _is_where(text: str, naming: Naming, is_clause: bool = False) -> bool:
    """Tell whether something may happen in a place: it is no origin, no distance, no dateline, no party."""
    before, kind = text[max(0, naming.start - 70) : naming.start], PLACES.get(text[naming.start : naming.end])
    if _FROM.search(before) or _is_dateline(text, naming) or (kind == "country" and _RECORD.search(before)):
        return False
    title = _TITLE.match(text, naming.end)
    if not is_clause and (_NEAR.search(before) or kind == "continent" or (title and title[1] in TITLES)):
        return False
    # "talks with Oslo", but "a strike by Oslo bakers"
    return not _FACED.search(before) or any(TRADE_FINDER.find(text, naming.end, naming.end + 45))


def _in_full(text: str, naming: Naming) -> str:
    """Give the name of a place with what belongs to it before and after."""
    side = _SIDE_OF.search(text, max(0, naming.start - 16), naming.start)
    state = _IN_STATE.match(text, naming.end)
    state = state if state and PLACES.get(state[1]) in ("state", "region") else _STATE.match(text, naming.end)
    whole = state or (_FACILITY.match(text, naming.end) if naming.rule == "place.context" else None)
    return " ".join(text[side.start() if side else naming.start : max(naming.end, whole.end() if whole else 0)].split())


def _is_dateline(text: str, naming: Naming) -> bool:
    opens = text.rfind("\n", max(0, naming.start - 60), naming.start) + 1
    line = _DATELINE.match(text, opens) if opens or naming.start < 60 else None
    return bool(line) and naming.start < line.end()
