"""What the words around a name prove about it: a person, an employer, a union, a place.

"Gina, a nurse at Downey" makes a person of "Gina"; "Anjetta Thackeray, a spokesperson for UNAC/UHCP, said" makes one
of two words that no list of first names holds; "Norlink drivers" makes an employer. A name that nothing proves stays
unproved and gives no actor: better a missing row than "Hide Ad" as a person.
"""

import re

from kaiser_data.extract.actors.described_people import SAID_WORDS, ends_in, find_role, opens_as_person
from kaiser_data.extract.actors.gazetteer import FIRST_NAMES, NOT_NAMES, ORG_HEADS, PLACES, TITLES, TRADES
from kaiser_data.extract.actors.names import Piece
from kaiser_data.extract.actors.text_actors import SMALL, opens_sentence
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms

# No person's name holds these.
_SMALL_WORDS = SMALL - {"de", "la"}

_PART_OF = re.compile(r"\b(?:in|at|of|from|near|for)\s(?:the\s)?$")
_ACTS = Pattern(r"(?P<age>, \d\d?\b,?(?! \d{4}))|,? (?:who )?(?:also )?(?P<verb>[^\W\d]\w*)(?P<particle> \w+)?")
_QUOTED_BEFORE = re.compile(r"(?:[.,!?][”\"]\s*(?:--|[—–-])\s?|,[”\"]\s)$")
# "Ruiz was heard shouting", "Ruiz: “Come back.”"
_HEARD = re.compile(r"\s(?:is|was)\s(?:heard|quoted|reported\sto\shave)\s|\s(?:had|has)\sthis\s|:\s[“\"]")
_UNION_AFTER = re.compile(r", (?:a|the|which|whose)\s[^.,;]{0,40}\bunion\b")
_APPOSED = re.compile(r"(?:, | is |, which is )(?:an?|the)\s([^.,;]{0,60})")
_LAND_AFTER = re.compile(r",\s((?:[A-Z][\w.]+\s?){1,3})")
_OPENS_AFTER = re.compile(r"(?:\s\([A-Z][\w/&-]{1,11}\)|\)?(?:[’']s?)?|,(?=\san?\s))\s")
# "Norlink said it had offered 3 percent": a person would be he or she.
_SAYS_OF_ITSELF = Pattern(
    lambda: (
        rf"\s{prefix_tree(SAID_WORDS)}\s(?:\w+day\s)?(?:that\s)?"
        r"(?:its|it\s(?:had|has|plans|expects|intends|did|does)(?!\sbeen))\b"
    )
)
# "Norlink said in a statement", "“We apologise to our passengers,” Norlink said"
_IN_PAPER = Pattern(r"\s\w+\s(?:on\s\w+day\s)?in\san?\s(?:\w+\s)?(?:statement|e-?mail)\b")
_SERVES = Pattern(lambda: rf"\bour\s{any_of('telling_words', kind='served')}\b[^“”\"]*[”\"]\s\Z")
_REPORTED = re.compile(r"\s(?:has\s|had\s)?report(?:s|ed)\b")
# "the dockers’ union Havn", "Havn members"
_UNION_BEFORE, _MEMBERS_AFTER = re.compile(r"(?<!-)\bunions?\s$"), re.compile(r"(?:[’']s?)?\smembers\b")
# "its Days of Protest", "an Emergency Board to Investigate"
_IN_TITLE = re.compile(r"[\w,-]\s[“\"]?[A-Z][a-z]+\s(?:of|to)\s\Z")
_BASED = re.compile(r"[A-Z][\w’']*-based\s$")
# "Norlink has scrapped flights because of its pilots’ strike"
_ITS_STAFF = Pattern(
    lambda: (
        rf"(?:\s(?!{prefix_tree(SAID_WORDS)}\b)[a-z\d][\w’',%-]*){{1,10}}?"
        rf"\sits\s(?:[\w-]+\s){{0,2}}{prefix_tree(TRADES - {'members'})}\b"
    )
)
# "Norlink and the bakers’ union reached a deal"
_AND_UNION = re.compile(r"\sand\s(?:the|its)\s(?:[\w’'-]+\s){0,4}?(?:[Uu]nions?|Guild|Brotherhood|Local\s\d+)\b")
_MANY = Pattern(lambda: rf"\b(?:an?|all|both|\d+|{any_of('number_words')})\s\Z")  # "at three Norlink plants"
_IN_TOWN = re.compile(r"\s[a-z]+\s(?:in|at)\s([A-Z]\w+(?:\s[A-Z]\w+)?)")  # "the Norlink plant in Leeds", not "in Ohio"
_FIRMS = terms("descriptions", kind="employer") - {"boss"}
_UP_TO_A_STOP, _ARTICLES = re.compile(r"[\w’'\s-]*"), frozenset({"a", "an", "the"})
# "Ruiz said the deal was “a sham”", "Ruiz told the crews: “Come back.”"
_TO_A_MARK = re.compile(r"(?:\s[^“\"\n.;?!]{2,80}|:\s)[“\"]\w")
_COMMON = (terms("person_nouns"), terms("roles"), terms("descriptions"), terms("function_words"))
_FAR = 32  # so far back the words that lead up to a name can open


def looks_like(text: str, start: int, end: int, words: int) -> str:
    """Judge an unproved name by its neighbours, one of the keys of `_VOTES`, "" where they tell nothing.

    >>> text = "Hollowell Foss, 41, works at Brackwater."
    >>> looks_like(text, 0, 14, 2), looks_like(text, 29, 39, 1)
    ('speaker', 'employer')
    """
    before, after = _around(text, start, end)
    if sure := _surely(before, after, words):
        return sure
    said = speaks(text, start, end)
    if (said and _is_of_itself(text, start, end, words)) or _BASED.search(before):
        return "body"
    if find_role(text, start, end):
        return "person"
    is_firm = _owns_site(before, after) or _is_firm(before, after) or _ITS_STAFF.match(after)
    if is_firm or any(_is_beside(before, after, kind) for kind in ("employer", "firm")):
        return "employer"
    is_place = not after[1:2].isdigit() and _is_beside(before, after, "place")  # not "in Form 4"
    return "speaker" if said else "place" if is_place else ""


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Give the words before and after a name, none of another paragraph."""
    return text[max(0, start - _FAR) : start].rpartition("\n\n")[2], text[end : end + 90].partition("\n\n")[0]


def _is_of_itself(text: str, start: int, end: int, words: int) -> bool:
    """Tell whether a name says what only a firm does: "it", "our passengers", something in a statement."""
    told = words == 1 and (_IN_PAPER.match(text, end) or _SERVES.search(text, max(0, start - 160), start))
    return bool(told or _SAYS_OF_ITSELF.match(text, end))


def _surely(before: str, after: str, words: int) -> str:
    """Judge a name by neighbours that no person has, "" where it has none."""
    if told := [kind for kind in ("press", "group") if _is_beside(before, after, kind)]:
        return told[0]
    if before.lower().endswith("the ") and _is_paper(before, after):
        return "press"
    if _UNION_BEFORE.search(before) or _MEMBERS_AFTER.match(after):
        return "union"
    if words == 1 and before.endswith(", ") and after[:1] in ",." and ends_in(before.rstrip(", ").split(), _FIRMS):
        return "employer"  # "their employer, Norlink, said"
    # "the firm's Brackwater mine"
    return "site" if before.endswith(("’s ", "'s ")) and _opens_with(after, "place") else ""


def _is_paper(before: str, after: str) -> bool:
    """ "…, the Lantern reported", "The Lantern, a student weekly,"."""
    apposed = _APPOSED.match(after)
    is_described = apposed and _opens_with(after[apposed.start(1) - 1 :], "press")
    return bool(is_described or (before.endswith(", the ") and _REPORTED.match(after)))


def speaks(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands beside a verb of saying, or has its age beside it."""
    before, after = _around(text, start, end)
    last = before.lower().split()[-1:] if before[-1:].isspace() else []
    is_told_by = before.lower().endswith((" told by ", "according to "))  # "“Come back,” he was told by Ruiz"
    if is_told_by or _QUOTED_BEFORE.search(before) or not SAID_WORDS.isdisjoint(last) or _HEARD.match(after):
        return True
    # "a student in Engineering told us": who speaks is not the name.
    acts = None if _PART_OF.search(before) else _ACTS.match(after)
    verbs = () if not acts else (acts["verb"], f"{acts['verb']}{acts['particle'] or ''}")
    return bool(acts and acts["age"]) or not SAID_WORDS.isdisjoint(verbs)


def _is_firm(before: str, after: str) -> bool:
    """ "carmaker Rivolt", "Rivolt, the French carmaker", "Rivolt and the union"."""
    apposed = _APPOSED.match(after)
    words = apposed[1].split() if apposed else []
    is_apposed = any(ends_in(words[: count + 1], _FIRMS) for count in range(len(words)))
    is_called = before[-1:].isspace() and ends_in(before.split(), _FIRMS)
    return is_apposed or is_called or _AND_UNION.match(after) is not None


def _owns_site(before: str, after: str) -> bool:
    town = _IN_TOWN.match(after) if before.lower().endswith("the ") else None
    is_told = _MANY.search(before) or (town and PLACES.get(town[1], "city") == "city")
    return bool(is_told) and _opens_with(after, "owner")


def _is_beside(before: str, after: str, kind: str) -> bool:
    """Tell whether words that stand only beside names of a kind stand before or after a name."""
    return _ends_with(before, kind) or _opens_with(after, kind)


def _ends_with(before: str, kind: str, is_body: bool = False) -> bool:
    words, known = before.lower().split(), terms("name_neighbours", place="before", kind=kind)
    if not before[-1:].isspace() or (kind == "place" and _IN_TITLE.search(before)):
        return False
    has_article = words[-1:] == ["the"] and kind != "place"
    words = words[:-1] if has_article or words[-1:] == ["rival"] else words
    trades = (" ".join(words[-count:-1]) for count in (2, 3))
    if kind == "employer" and words[-1:] == ["at"] and not TRADES.isdisjoint(trades):
        return not has_article or is_body  # "bakers at Ostrin", but "bakers at the Ostrin plant"
    return any(" ".join(words[-count:]) in known for count in (1, 2, 3, 4))


def _opens_with(after: str, kind: str) -> bool:
    opening = _OPENS_AFTER.match(after)
    if not opening:
        return False
    words = _UP_TO_A_STOP.match(after, opening.end())[0].split()[:5]
    known = terms("name_neighbours", place="after", kind=kind)
    if kind == "place":  # "Brackwater mine", not "Norlink’s mine"
        return opening.end() == 1 and words[:1] != [] and words[0] in known
    if kind == "employer" and opening.end() > 2:
        known |= terms("name_neighbours", place="after", kind="place")
    firsts = (0,) if words[:1] and (words[0] in _ARTICLES or words[0] in SAID_WORDS) else (0, 1)
    return any(" ".join(words[first : first + count]) in known for first in firsts for count in (1, 2, 3, 4))


def looks_like_union(text: str, start: int, end: int) -> bool:
    """Tell whether an acronym is a union's: "the RMT union", "members of NUHW"."""
    before, after = _around(text, start, end)
    return _is_beside(before, after, "union") or bool(_UNION_AFTER.match(after))


def employs(text: str, start: int, end: int) -> bool:
    """Tell whether a body's name stands where an employer's does: "talks with Norlink", "guards at the Opera"."""
    before, after = _around(text, start, end)
    is_told = _opens_with(after, "employer") or _opens_with(after, "deals")
    return is_told or _ends_with(before, "employer", is_body=True)


# "talks between the miners and the Chamber of Mines", "a strike against Ostrin Mills".
_FACING = re.compile(
    r"\b(?:against|with)\s+(?:(?:the|its|their)\s+(?:[a-z]+ed\s+)?)?\Z|\bbetween\s[^.;]{1,90}(?:\sand|,)\s+(?:the\s+)?\Z"
)


def is_faced(text: str, start: int) -> bool:
    """Tell whether a text names someone at `start` as the other side: after `against`, `with` or `between … and`."""
    return bool(_FACING.search(text, max(0, start - 120), start))


# What the neighbours of a name may tell, the surest first, and the kind that some of it makes.
_VOTES = ("press", "group", "union", "site", "person", "employer", "body", "speaker", "place")
_MAKES = {"site": "place", "body": "employer", "speaker": "person"}


def kind_in_context(text: str, name: str, places: list[Piece]) -> str:
    """Give the kind of actor that the places where a name stands prove, "" where none does."""
    rule = places[0].rule
    if " " in name and name.split()[0] in terms("telling_words", kind="news"):
        return "press"  # "Radio Ostrivar"
    if rule == "shape.acronym" and all(piece.rule == rule for piece in places):
        return _kind_of_acronym(text, name, places)
    if rule == "shape.head" or name.lower() in TRADES:  # "called by the Boilermakers"
        return _kind_of_head(text, name, places)
    if _has_land(text, places):
        return "place"
    words = name.split(" ")
    if len(words) == 1:
        return _kind_of_word(text, name, places)
    kind = _kind_by_votes(text, places, len(words))
    if "&" in words:
        return kind and "employer"  # "Marlow & Lyle said"
    return kind if len(words) < 5 and _SMALL_WORDS.isdisjoint(words) else ""


def _has_land(text: str, places: list[Piece]) -> bool:
    """Tell a place by its land: "Brackwater, Ohio"."""
    lands = (land[1].strip() for one in places if (land := _LAND_AFTER.match(text, one.end)))
    return any(PLACES.get(land, PLACES.get(land[:-1])) in ("state", "country", "region") for land in lands)


def _kind_of_acronym(text: str, name: str, places: list[Piece]) -> str:
    if any(looks_like_union(text, one.start, one.end) for one in places):
        return "union"
    return "employer" if len(name) > 2 and not name.endswith("U") and "employer" in _votes(text, places, 1) else ""


def _kind_of_word(text: str, name: str, places: list[Piece]) -> str:
    """Judge a name of one word: a first name is a person's if anything proves it, another must not open sentences."""
    if name in NOT_NAMES or name in TITLES or not name[:1].isalpha() or name[-1:].isdigit():
        return ""
    if name in FIRST_NAMES:
        return kind if (kind := _kind_by_votes(text, places, 1)) in ("", "press", "group") else "person"
    sure = [one for one in places if one.kind == "person" or _is_no_opening(text, one.start, one.end)]
    kind = _kind_by_votes(text, sure, 1)
    if kind == "person" and _speaks_as_body(text, sure):
        start, end = places[0].start, places[0].end  # “No,” Ruiz said: told once, it may be anybody.
        is_quoted = _QUOTED.search(text, max(0, start - 20), end + 20) or _TO_A_MARK.match(text, end)
        return "person" if len(places) == 1 and is_quoted else "employer"
    return kind


def _kind_by_votes(text: str, places: list[Piece], words: int) -> str:
    votes = {"person"} if any(piece.kind == "person" for piece in places) else _votes(text, places, words)
    return next((_MAKES.get(vote, vote) for vote in _VOTES if vote in votes), "")


def _votes(text: str, places: list[Piece], words: int) -> set[str]:
    return {looks_like(text, one.start, one.end, words) for one in places[:6]}


def _speaks_as_body(text: str, places: list[Piece]) -> bool:
    """Tell whether one word that speaks is a body: people have two names, a role, a title or are "he" or "she"."""
    name = text[places[0].start : places[0].end]
    if "person" in _votes(text, places, 1) or re.search(rf"\b[A-Z][\w.’'-]+\s{re.escape(name)}\b", text):
        return False
    return not any(_HE_OR_SHE.search(text, one.end, one.end + 200) for one in places)


_QUOTED = re.compile(r"[“”\"]|\bas saying\b")
# What plurals, "Officials" or "Bakers", do not have for their verb.
_IS_ONE = re.compile(r"\s(?:has|is|was)\s")
_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|who)\b", re.IGNORECASE)


def _is_no_opening(text: str, start: int, end: int) -> bool:
    """Tell whether a word has its capital from being a name, not from opening a sentence."""
    word, after = text[start:end], text[end : end + 90]
    if opens_sentence(text, start) and (word.endswith("ly") or word.lower() in terms("function_words")):
        return False  # "Already, the company has closed"
    # "Norlink has laid off 40 clerks", "Norlink laid off its clerks"; "NorLink" is no common word
    is_firm = (
        (_IS_ONE.match(after) and _opens_with(after, "employer")) or _ITS_STAFF.match(after) or _is_firm("", after)
    )
    is_named = is_firm or opens_as_person(text, start, end) or re.search(r"[a-z][A-Z]", word)
    return bool(is_named) or not opens_sentence(text, start) or _is_quoted(text, start, end)


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether the word that opens a sentence is the name of one who is quoted in it, no noun with its capital."""
    word = text[start:end]
    is_noun = (word.endswith("s") and not word.endswith("is")) or any(word.lower() in known for known in _COMMON)
    return not is_noun and bool(_TO_A_MARK.match(text, end)) and speaks(text, start, end)


def _kind_of_head(text: str, name: str, places: list[Piece]) -> str:
    kind = ORG_HEADS.get(name, "union")
    if kind in ("press", "union"):
        return kind if any(text.endswith(("the ", "The "), 0, one.start) for one in places) else ""  # "the Guardian"
    # "the Alliance", told again and again, is a body by that name.
    return kind if len(places) > 1 and name in terms("head_uses", use="alone") else ""
