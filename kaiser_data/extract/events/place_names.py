"""Which names tell where something happens, and what belongs to them: "southern California", "Peoria, Illinois".

A name beside "-based", in "his Oslo office" or "two from Taiwan" tells where somebody sits or is from; a dateline tells
where a report was sent from. What a list names beside towns is one, and so is what is called like one.
"""

import re
from collections.abc import Iterable
from itertools import chain

from kaiser_data.extract.actors.gazetteer import NOT_NAMES, ORG_HEADS, PLACES, TITLES, TRADE_FINDER
from kaiser_data.extract.actors.text_actors import Naming, is_people
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.parties import PartiesInText
from kaiser_data.extract.grammar.words import cue_words
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms
from kaiser_data.rows import fold

TOWNS = ("", "city", "capital")
"""The kinds of town, one that no lexicon has among them."""
_MEANS = NOT_NAMES | ORG_HEADS
# "southern California" is narrower than the state.
_SIDE_OF = re.compile(r"\b(?:north|south|east|west|central)(?:ern)?\s+\Z", re.IGNORECASE)
# "two from Taiwan", "50 miles southwest of Toronto": where somebody is from is not where something happens.
_FROM = re.compile(
    r"(?:\bfrom(?:\s(?:all\s)?(?:across|around|over|throughout))?|\b(?<!the\s)\w*(?:est|ast|rth|uth)\sof|(?:mile|metre|meter)s\s(?:of|from))\s+(?:the\s+)?\Z"
)
# "talks with Oslo", "owned by Oslo", "flights Oslo to Bergen"
_FACED = re.compile(r"\b(?:with|by|against|[A-Z][\w-]+\sto)\s\Z")
# "Ostrin and Lower Vale District School Board"
_NAME_GOES_ON = re.compile(r"\sand(?:\s[A-Z][\w’-]+){1,4}\s([A-Z]\w+)\b")
# "his Washington, D.C. headquarters", "a spokesman in Oslo": where somebody speaks.
_SPEAKING_SIDES = ("employer", "union", "press")
_SPEAKERS = terms("telling_words", kind="desk").union(*(terms("roles", side=side) for side in _SPEAKING_SIDES))
_DESK = Pattern(lambda: rf"-(?:based|owned|born|area)|(?:,\s(?:[A-Z]\.)+)?\s{any_of('telling_words', kind='desk')}\b")
_SPEAKER = re.compile(r"\b([\w-]+)\s(?:in|at|from)\s+\Z")
# "their union said in Oslo", "told reporters in Oslo", "met at a conference in Oslo": the dispute is elsewhere.
_SPOKEN = Pattern(
    lambda: (
        rf"\b(?:told\s(?!(?:an?|the)\s(?:\w+\s)?{any_of('event_nouns', **{'class': 'rally'})})(?:[\w-]+\s){{1,4}}|"
        rf"(?:{prefix_tree(cue_words('say', 'that', form='past') | terms('telling_words', kind='decided'))})\s"
        rf"(?:\w+day\s)?|(?P<met>(?i:{any_of('telling_words', kind='gathers')}))\s(?:[\w-]+\s){{0,3}}?)"
        r"(?:in|from)\s+(?:the\s+)?\Z"
    )
)
_NEAR = re.compile(r"\b(?:near|outside)\s+(?:the\s+)?\Z")
# "the largest store in New Zealand"
_RECORD = re.compile(r"\b(?:most|[a-z]{3,}est)\s(?:[\w’'-]+\s){1,6}in\s+(?:the\s+)?\Z")
_IN = Pattern(
    r"\b(?:in|at|across|of|outside|near|throughout|around|for|and|the|(?:north|south|east|west|central)(?:ern)?)\s+\Z"
)
_NOUN = re.compile(r"\s+[a-z]")
_OF_WHAT = re.compile(r"[’']s?\s+(?:[\d,.]+\s)?(\w+)(?:\s[a-z-]+){0,3}")
_TITLE = re.compile(r"\s([A-Z][a-z]+)\b")
_STATE = re.compile(r",\s+(?:[A-Z]\.){2}|,\s+[A-Z]{2}\b|,\s+[A-Z][a-z]{1,4}\.")
# "Peoria, Illinois", not "Toronto, Ontario and Quebec".
_IN_STATE = re.compile(r",\s+([A-Z]\w+(?:\s[A-Z]\w+){0,2})(?!\s+and\s[A-Z]|,?\s\w*[A-Z])")
# "SANTIAGO, July 4 –", "Pretoria - The head", "Strongsville, OH –": where the report was sent from.
_DATELINE = re.compile(
    r"^\s*\(?([A-Z](?:[\w’']|-\w)+\.?(?:\s[A-Z](?:[\w’']|-\w)+\.?){0,3}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,2})?)"
    r"(,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}[\d, ]{0,8})?\s?(?:\([\w /,.-]{1,40}\)\s?)?"
    r"(?:\)?\s?[-–—:]+|\s\(|(?<=\d\s)(?=[A-Z]))\s?",
    re.MULTILINE,
)
# "in Bremsvik, Oslo and Saint-Mard", not "in Bremsvik and Ostrin bakers", "at Leeds and Hull football games".
_NAME = r"[A-Z][\w’-]+(?:\s(?:(?:de|la|du|des|del|di|da|do|sur|upon|le|el|al)\s)?[A-Z][\w’-]+){0,2}"
_OF_NOUN = rf"\s+(?!was\b|has\b)(?:(?!{prefix_tree(terms('function_words'))}\b)[a-z]+\s)?[a-z]+s\b"
_SERIES = re.compile(
    rf"\b(?:in|at|across|throughout|around|near|outside)\s+(?:the\s+(?:[a-z]+s\s+of\s+)?)?{_NAME}"
    rf"(?:,\s+{_NAME}){{0,6}},?\s+and\s+(?:in\s+|at\s+)?(?>{_NAME})(?![’'\w-]|{_OF_NOUN})"
)
_ITEM = Pattern(_NAME)
# "St. Mary’s" is a hospital or a school.
_SAINTS = re.compile(r"St\.?\s\w+[’']s?")
# "Brackwater mine", "Ostrin coal mine"
_SITES = prefix_tree(terms("name_neighbours", place="after", kind="place"))
_FACILITY = Pattern(rf"\s(?:{_SITES}|[a-z]+\s{_SITES})\b")
# "at the Brackwater Deep coal mine" is named so; "its Brackwater works" are in Brackwater.
_AT_SITE = Pattern(
    rf"\b(?:at|in|of|from)\sthe\s({_NAME}\s(?:[a-z]+\s)?{_SITES})\b|"
    rf"\b(?:its|their)\s({_NAME})\s(?:[a-z-]+\s){{0,2}}?(?:{_SITES}|{any_of('telling_words', kind='workplace')})\b"
)


def places_named_in(parties: PartiesInText, start: int, end: int) -> list[Naming]:
    """Give the places of a stretch, with those that only a list tells: "in Oslo, Bremsvik and Kerry"."""
    named = {naming.start: naming for naming in parties.places_in(start, end)}
    text = parties.text
    for series in _SERIES.finditer(text, start, end):
        items = [item.span() for item in _ITEM.finditer(text, *series.span())]
        if not any(_is_body(parties, *item) for item in items):
            named = {item[0]: Naming(*item, "place", "", "place.list") for item in items} | named
    return [one for _, one in sorted(named.items())]


def is_spoken(text: str, naming: Naming, is_talks: bool = False) -> bool:
    """Tell whether a place is where somebody speaks or meets, not where the dispute is; talks are where they meet."""
    meets = text.startswith(" hotel", naming.end) and text.endswith((" in a ", " in an "), 0, naming.start)
    spoken = _SPOKEN.search(text, max(0, naming.start - 70), naming.start)
    return meets or bool(spoken and not (is_talks and spoken["met"]))


def _is_body(parties: PartiesInText, start: int, end: int) -> bool:
    """Tell whether words name someone, or nobody, rather than a place of a list of such."""
    named = parties.cast.between(start, end)
    may_be = (one.kind in ("person", "place") or (one.rule, one.kind) == ("context", "employer") for one in named)
    last = parties.text[start:end].split()[-1]
    # "in Kenya and Kenyans are among those hit"
    return is_people(last) or not all(may_be) or _MEANS.get(last, "place") != "place"


def facility(parties: PartiesInText, case: Case) -> list[str]:
    """Give the site at which a clause has workers, where a text tells no town: "at the Brackwater Deep coal mine"."""
    found = (_AT_SITE.search(parties.text, *telling.sentence) for telling in case.recent())
    return next(([fold(site[1] or site[2])] for site in found if site), [])


def dateline(parties: PartiesInText, is_home: bool = False) -> list[str]:
    """Give the town, or "New York", whence a report was sent: "CLYMER, Pa. – Dressed"; an agency’s is no home alone."""
    text = parties.text
    for line in _DATELINE.finditer(text, 0, 1500):
        town = " ".join(line[1].split())
        name, _, land = town.partition(",")
        is_wire = is_home and line[2] and name.isupper() and name.title() not in text
        is_place = place_kind(name) not in ("country", "continent") and (name.isupper() or land or name in PLACES)
        if is_place and not (is_wire or _is_title(parties, line, name)):
            return [town.replace(name, name.title()) if name.isupper() else town]
    return []


def _is_title(parties: PartiesInText, line: re.Match[str], name: str) -> bool:
    """Tell whether what opens a line is none: "AMR (AMR) TO START", "FAQ: Strikes", "UPDATE - Pilots", "UNISON--"."""
    is_capitals = parties.text[line.end() : parties.text.find("\n", line.end())].isupper()
    is_question = line[0].rstrip().endswith(":") and name not in PLACES
    return is_capitals or is_question or NOT_NAMES.get(name.title()) == "page" or _is_body(parties, *line.span(1))


def place_kind(place: str) -> str:
    """Give the kind of a place or of what it is a part of: "Western Canada"."""
    name = place.partition(",")[0]
    return PLACES.get(name) or PLACES.get(name.title()) or PLACES.get(name.partition(" ")[2], "")


def is_town(place: str) -> bool:
    """Tell whether a place is narrower than a land, as one that no lexicon has is taken to be."""
    return PLACES.get(place, "city") not in ("country", "continent")


def place_list(text: str, named: Iterable[list[Naming]], is_clause: bool = False) -> list[str]:
    """Give the places as the text names them, each once: "southern California", "Salem, Ill.", "Brackwater mine"."""
    told = [naming for naming in chain.from_iterable(named) if is_where(text, naming, is_clause)]
    apart = [one for one in told if not _NEAR.search(text, max(0, one.start - 12), one.start)]
    told = apart if any(text[one.end - 1].isalpha() for one in apart) else told  # "Gate 5 near Salem"
    full = [(naming, in_full(text, naming)) for naming in told]
    parts = {text.find(name.rpartition(", ")[2], one.end) for one, name in full if ", " in name}
    seen = dict.fromkeys(name for one, name in full if one.start not in parts)  # "Peoria, Illinois" is one place
    seen = [place for place in seen if f"; {place}, " not in "; ".join(["", *seen])]
    return list(filter(is_town, seen)) or seen


def is_where(text: str, naming: Naming, is_clause: bool = False) -> bool:
    """Tell whether something may happen in a place: it is no origin, no distance, no dateline, no attribute.

    What a clause tells of "Ohio Gov. Ruiz" happens in Ohio.
    """
    before = text[max(0, naming.start - 70) : naming.start]
    if (
        _FROM.search(before)
        or is_spoken(text, naming, is_clause)
        or (_RECORD.search(before) and PLACES.get(text[naming.start : naming.end]) == "country")
    ):
        return False
    if not is_clause and (_NEAR.search(before) or PLACES.get(text[naming.start : naming.end]) == "continent"):
        return False
    title = None if is_clause else _TITLE.match(text, naming.end)
    if title and (title[1] in TITLES or title[1].lower() in terms("roles")):
        return False
    is_other = _is_attribute(text, naming.start, naming.end) or _is_dateline(text, naming)
    return not (is_other or _is_party(text, before, naming.end))


def _is_party(text: str, before: str, end: int) -> bool:
    """Tell whether a place acts, or opens the name of a body: "talks with Oslo", but "a strike by Oslo bakers"."""
    name = _NAME_GOES_ON.match(text, end)
    is_faced = _FACED.search(before) and not any(TRADE_FINDER.find(text, end, end + 45))
    return is_faced or (name is not None and ORG_HEADS.get(name[1], "place") != "place")


def in_full(text: str, naming: Naming) -> str:
    """Give the name of a place with what belongs to it before and after."""
    side = _SIDE_OF.search(text, max(0, naming.start - 16), naming.start)
    state = _IN_STATE.match(text, naming.end) if place_kind(text[naming.start : naming.end]) in TOWNS else None
    state = state if state and PLACES.get(state[1]) in ("state", "region") else _STATE.match(text, naming.end)
    whole = _SAINTS.match(text, naming.start) or state
    if not whole and naming.rule == "place.context":
        whole = _FACILITY.match(text, naming.end)
    return " ".join(text[side.start() if side else naming.start : max(naming.end, whole.end() if whole else 0)].split())


def _is_dateline(text: str, naming: Naming) -> bool:
    opens = text.rfind("\n", max(0, naming.start - 60), naming.start) + 1
    line = _DATELINE.match(text, opens) if opens or naming.start < 60 else None
    return bool(line) and naming.start < line.end()


def _is_attribute(text: str, start: int, end: int) -> bool:
    """Tell whether a land only describes what follows it: "U.S. car giant", "Canada’s largest port"."""
    kind = place_kind(text[start:end])
    before = text[max(0, start - 30) : start]
    speaker = _SPEAKER.search(before)
    if _DESK.match(text, end) or (speaker and speaker[1].lower() in _SPEAKERS):
        return True
    if (what := _OF_WHAT.match(text, end)) and kind not in TOWNS:
        # "in Ontario’s schools", "Ontario’s 90 school bus drivers", "in Canada’s largest port"
        is_of_workers = any(TRADE_FINDER.find(text, *what.span()))
        return what[1].endswith("est") or not (before.endswith(" in ") or is_of_workers)
    return kind == "country" and bool(_NOUN.match(text, end)) and not _IN.search(before)
