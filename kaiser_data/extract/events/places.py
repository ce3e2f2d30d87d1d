"""Where an event takes place, as the text names it: region, state, city or facility.

"conducted a one-day strike at Kaiser facilities in Northern California" names it in its clause. Where the clause names
none, the column `place` of `event_types.csv` says how far to look: in the `sentence`; at `home` too, for what happens
on the ground; or only in the `town` of the dispute, for talks, votes and pacts. Home is the place last named in the
paragraph, else the town or region of which the text tells most, those of its strikes before all, the one in the name of
a party and that of its dateline among them, else a site. What a government does is in the place of its name. Of a
country and a town in it the town is told, but what stops work nationwide is in the country, and so is a dispute of
which no town is told. Left alone: the place of papers, and of talks and votes in several towns, that their clause does
not name.
"""

import re
from collections import Counter
from collections.abc import Iterator

from kaiser_data.extract.actors.gazetteer import NATIONS, PLACES, TRADE_FINDER, opening_place
from kaiser_data.extract.actors.text_actors import Naming, is_force
from kaiser_data.extract.events.cases import Case, Telling, is_old
from kaiser_data.extract.events.parties import LEAD, UNION, PartiesInText
from kaiser_data.extract.events.place_names import (
    TOWNS,
    dateline,
    facility,
    in_full,
    is_town,
    is_where,
    place_kind,
    place_list,
    places_named_in,
)
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import Pattern, any_of, mapping, terms
from kaiser_data.rows import fold

# A dispute is where these are.
_TELLS_HOME = frozenset({"strike", "lockout", "picket", "strike_vote"})
# A town goes before its region, both before their country, where a text tells so much of them.
_REGIONS = (*TOWNS, "state", "region")
_TIERS = (TOWNS, 3), (_REGIONS, 3), (("country",), 3), (_REGIONS, 2)
# A town that has so much of a text is its home though strikes are nationwide, or so many times as much as another.
_MUCH, _TIMES = 9, 2
_KINDS = frozenset(PLACES.values())
_PARAGRAPH = 1500  # so long may a paragraph be
_LOWER = re.compile(r"\s(?:[a-z-]+\s)?")
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
# "a strike by the country's nurses", "pilots of the country's largest airline"
_BY_ALL = re.compile(r"\b(?:at|by|of)\sthe\s(?:country|nation)[’']s((?:\s[\w-]+){1,4})", re.IGNORECASE)
_AIRLINE = Pattern(lambda: rf"\s(?:[\w-]+\s){{1,2}}?(?:{any_of('telling_words', kind='of a land')})\b")
_NATIONWIDE = Pattern(rf"\b(?:{_WIDELY}|national\s(?:[\w-]+\s){{0,2}}?{_STRIKE}s?)\b", re.IGNORECASE)
_IN_OR_AT = re.compile(r"\s(?:in|at)\s(?:the\s)?")
_HERE = re.compile(r"\bhere\b|\bth(?:is|e) (?:city|town|village)\b")


def find_place(parties: PartiesInText, case: Case, actor: str, home: list[str], town: list[str]) -> str:
    """Join the places that the clauses name, else those that the reach of the type of event finds further off."""
    reach = mapping("event_types", "place")[case.type]
    found = _told(parties, case.recent(), reach)
    if reach == "home":
        found = _widened(parties, case, found, home)
    if not found and reach != "town" and actor and parties.cast.members[actor].kind == "government":
        found = _in_name(parties.name_of(actor), ("city", "capital", "state", "region"))
    if not found and reach in ("home", "town") and _is_at_home(parties, case, actor):
        at = case.tellings[0].start
        found = town if reach == "town" else _paragraph(parties, at) or home or facility(parties, case)
    return "; ".join(found[:9])


def _widened(parties: PartiesInText, case: Case, found: list[str], home: list[str]) -> list[str]:
    """Give the land of what is told as nationwide, and the region of what is told of it and of its towns."""
    lands = [place for place in found if place_kind(place) not in TOWNS]
    is_beside = len(case.tellings) > 2 and any(_is_beside(parties.text, place, home) for place in found)
    if (case.lasts and is_beside) or (len(found) > 3 and lands == home[:1]):
        return home  # not in "another town", nor in each of many
    # "in England, Wales and Northern Ireland" is told of no one land.
    is_wide = len(lands) < 2 and any(_is_national(parties.text, t.start, t.end) for t in case.recent())
    return (_nation(parties, 1) if is_wide else []) or found


def _told(parties: PartiesInText, told: list[Telling], reach: str) -> list[str]:
    """Give the places that clauses name, for "here" that of the dateline, else those of their sentences."""
    text, around = parties.text, [places_named_in(parties, *telling.sentence) for telling in told]
    own = [[one for one in near if _names_strike(text, t, one)] for t, near in zip(told, around, strict=True)]
    around = own if any(own) else around
    found = place_list(text, (_inside(text, t, near) for t, near in zip(told, around, strict=True)), is_clause=True)
    if not found and any(_HERE.search(text, t.start, t.end) for t in told):
        found = dateline(parties)
    return found or ([] if reach == "town" else place_list(text, around))


def _is_at_home(parties: PartiesInText, case: Case, actor: str) -> bool:
    """Tell whether an event is one of the dispute, neither called off nor another's or an act of long ago."""
    is_own = actor in ("", parties.union, parties.employer)
    is_past = is_old(case, parties.last_day) and not (is_own and case.lasts)
    if case.status == "called_off" or is_past:
        return False
    member = parties.cast.members.get(actor)
    is_judge = member and member.kind == "government" and not is_own and not is_force(member)
    return not is_judge and (is_own or case.type != "other" or is_force(member))


def _names_strike(text: str, telling: Telling, naming: Naming) -> bool:
    """Tell whether a strike is called by a place: "the Brackwater smelter strike"."""
    is_definite = text[naming.start - 4 : naming.start].lower() == "the "
    return is_definite and bool(_LOWER.fullmatch(text, naming.end, telling.trigger.noun[0]))


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
    return next((found for run in runs if (found := place_list(parties.text, [run]))), [])


def _runs(parties: PartiesInText, start: int, end: int) -> list[list[Naming]]:
    """Give the places of a stretch, those of one list together: "in Oslo, Bergen and Bodø"."""
    runs: list[list[Naming]] = []
    for naming in places_named_in(parties, start, end):
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
    if (
        _is_national(parties.text, 0, LEAD)
        and max(weights.values(), default=0) < _MUCH
        and (land := _nation(parties, 1))
    ):
        return land
    for kinds, least in _TIERS:
        told = {town: weight for town, weight in weights.items() if place_kind(names[town]) in kinds}
        if kinds == TOWNS and sum(weight >= least for weight in told.values()) > 3:
            continue  # told all over a region
        if (most := max(told.values(), default=0)) >= least:
            return _listed(parties, [names[town] for town, weight in told.items() if weight == most][:4])
    return _nation(parties)


def _listed(parties: PartiesInText, homes: list[str]) -> list[str]:
    """Give homes with what a text lists beside them as it opens, of a town and its site the town."""
    homes = [one for one in homes if not any(other in one for other in homes if other != one)]
    runs = [run for run in _runs(parties, 0, LEAD) if all(one.kind == "place" for one in run)]
    return next((found for run in runs if {*homes} < {*(found := place_list(parties.text, [run]))}), homes)


def town_of(parties: PartiesInText, cases: list[Case], home: list[str]) -> list[str]:
    """Give the home of a dispute that is in one town: no clause of its strikes and pacts tells another place."""
    told_by = (case for case in cases if case.type in _TELLS_HOME | {"tentative_agreement"})
    told = (_told(parties, case.recent(), "town") for case in told_by)
    towns = {place.partition(",")[0] for found in told for place in found}
    own = tuple(place.partition(",")[0] for place in home)
    # "the Hyatt Ostrin" is in Ostrin
    is_one = towns and all(town.endswith(own) or _is_beside(parties.text, town, home) for town in towns)
    return home if is_one and len(home) == 1 and place_kind(home[0]) in TOWNS else []


def _is_beside(text: str, place: str, home: list[str]) -> bool:
    """Tell whether a text tells of a place but in passing, of another town where its dispute is."""
    often = text.count(home[0]) if len(home) == 1 and place_kind(home[0]) in TOWNS else 0
    return often > _TIMES * text.count(place) and place_kind(place) in TOWNS


def _is_national(text: str, start: int, end: int) -> bool:
    whole = _BY_ALL.search(text, start, end)
    is_of_all = whole and (any(TRADE_FINDER.find(text, *whole.span(1))) or _AIRLINE.match(whole[1]))
    return bool(is_of_all or _NATIONWIDE.search(text, start, end))


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


def _weighed(parties: PartiesInText, cases: list[Case], past: list[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    text = parties.text
    is_public = parties.name_of(parties.employer).endswith("government")  # no firm is where its strike is
    sentences = {t.sentence for case in cases if case.type in _TELLS_HOME for t in case.recent()}
    for stretch, weight in ((0, len(text)), 1), ((0, LEAD), 1), *((sentence, 2) for sentence in sorted(sentences)):
        for naming in places_named_in(parties, *stretch):
            is_venue = text[naming.start : naming.end].rpartition(" ")[2] in terms("head_uses", use="venue")
            is_other = naming.kind == "place" or not (is_public or naming.actor_id == parties.employer)
            if (
                is_other
                and not is_venue
                and is_where(text, naming)
                and not any(start <= naming.start < end for start, end in past)
            ):
                yield in_full(text, naming), weight + _is_of_work(text, naming)


def _candidates(parties: PartiesInText, cases: list[Case]) -> Iterator[tuple[str, int]]:
    """Give the places of a text with the weight of each naming, and those that lie in its parties' names."""
    past = [t.sentence for case in cases if is_old(case, parties.last_day) for t in case.tellings]
    yield from _weighed(parties, cases, past)
    yield from ((place, 2) for place in dateline(parties, is_home=True) if place_kind(place) != "capital")
    for actor, kinds in (parties.employer, ("city", "capital", "country")), (parties.union, ("city", "country")):
        yield from ((place, 1 + is_town(place)) for place in _in_name(parties.name_of(actor), kinds))


def _in_name(name: str, kinds: tuple[str, ...]) -> list[str]:
    """Give where the name of a party puts it: "Ostrin" for the "Ostrin Bus Company", the "Hyatt Ostrin" itself."""
    words = name.split()
    places = (opening_place(words[start:], _KINDS) for start in range(len(words)))
    place = next(filter(None, places), "")  # not "York" for "New York"
    if PLACES.get(place) not in kinds:
        return []
    if PLACES[place] == "country":
        return [] if name.endswith(f"of {place}") else [place]
    return [name if name.endswith(place) else place]
