"""What the words around a name prove about it: a person, an employer, a union, a place.

"Gina, a nurse at Downey" makes a person of "Gina" and gives her a role; "Anjetta Thackeray, a spokesperson for
UNAC/UHCP, said" makes one of two words that no list of first names holds. A name that nothing proves stays unproved
and gives no actor: better a missing row than "Hide Ad" as a person.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.actors.capitals import CAPITALS
from kaiser_data.extract.actors.gazetteer import ORG_HEADS, TRADES
from kaiser_data.extract.grammar.words import cue_forms
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms

# Verbs that make a speaker of the name beside them; a form that is a noun as well does not ("posts").
_SAID = prefix_tree(
    word
    for word, cue in cue_forms().items()
    if cue.takes in ("say", "tell", "that") and (cue.form == "past" or (cue.form == "s" and not cue.is_noun))
)
_AFTER_PERSON = re.compile(rf"(?:,? (?:who )?(?:also )?(?:{_SAID})\b|, \d\d?\b,?(?! \d{{4}}))")
_SAID_BEFORE = re.compile(rf"(?:\b(?:{_SAID})\s|[.,!?][”\"]\s*(?:--|[—–-])\s?)$")
_PART_OF = re.compile(r"\b(?:in|at|of|from|near|for)\s(?:the\s)?$")
_BODIES = prefix_tree({term for term, kind in mapping("descriptions", "kind").items() if kind != "report"})
_FIRM = rf"(?:[a-z]*-?makers?|{prefix_tree(terms('descriptions', kind='employer'))})"
_FIRM_BEFORE = re.compile(rf"\b{_FIRM}\s$", re.IGNORECASE)
_UNION_AFTER = re.compile(r", (?:a|the|which|whose)\s[^.,;]{0,40}\bunion\b")
_FIRM_AFTER = re.compile(rf", (?:which is )?(?:an?|the)\s[^.,;]{{0,50}}\b{_FIRM}\b")
_BODY_BEFORE = re.compile(
    rf"(?<![\w’'-])((?:(?:[\w’'-]|(?<=\b[A-Z])\.)+\s){{1,3}}(?:[a-z]*-?maker|{_BODIES}))\s$", re.IGNORECASE
)
_BODY_NOUN = rf"(?:[a-z]*-?makers?|{_BODIES}|{prefix_tree(map(str.lower, ORG_HEADS))})"
_BODY_AFTER = re.compile(
    rf"(?:\s\([A-Z][\w/&-]{{1,11}}\))?(?:,|\s?[—–]|\s--?|(?=\s\())\s\(?"
    rf"((?:(?:an?|the|one\sof\sthe)\s(?:[\w’'-]+\s){{0,5}}?{_BODY_NOUN}\b|"
    r"(?:(?<=,\s)|(?<=,\swhich\s))(?:represent(?:s|ing)|affiliated\s(?:with|to))\s)"
    r"(?:[^,.;:“”\"()—–\n]|[,.](?=\d)){0,90})(?=[,.—)](?!\d)|\s[–-])"
)
_AGE_OR_DEGREE = r"(?:(?:\d{1,3}|MD|RN|DO|DNP|BSN|MSN|LPN|CPA|PhD|Ph\.D\.|M\.D\.|R\.N\.|Jr\.|Sr\.),\s+){0,3}"
_APPOSITION = re.compile(
    rf",\s+(?!(?:whose|which|but|and|or)\b){_AGE_OR_DEGREE}(?:who\s+(?:is|was)\s+)?(?P<role>(?:an?\s|the\s|one\s+of\s|who\s|[a-z][\w’'-]*\s|"
    r"[A-Z][\w’'./&-]*\s)(?:[^.;:,“”\"\n—()?!]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\bSt)\.){2,120})"
)
_ENDS_ROLE = re.compile(rf"\s(?:{_SAID}|by|as|while|when|after|before|whose|who)\b.*", re.DOTALL)
_AGED = re.compile(r",\s\d{2},\s")
_CREDENTIAL = re.compile(r",\s([A-Z]{2,4}s?)(?=,)")
_BELONGS = re.compile(r"\s(?:of|from|at|with)\s(?:the\s)?[A-Z0-9][^.,;:“”\"\n—()?!]{1,50}?(?=[,.;:“”\"\n—()]|$)")
_HONORIFIC = r"(?:(?:Mrs?|Ms|Dr|Sir|Dame|Prof|Professor)\.?\s)?"
# Words that cannot stand inside a description before a name, and what opens one where its noun has a capital.
_CUTS_ROLE = re.compile(
    r"(?:^|\b)(?:by|to|from|with|about|sent|that|and|but|of|for|in|on|at|as|while|when|than|or|is|was|are|were|the|an?|"
    rf"its|their|his|her|asked|{_SAID})\s",
    re.IGNORECASE,
)
_CAPITALS_LAST = re.compile(r"(?:(?:state|former|acting)[ -])?(?:[A-Z0-9][\w’'&/-]*\s(?:(?:of|for|and|the)\s)*)*$")
# So far back the words that lead up to a name can open.
_FAR = 32


class Role(NamedTuple):
    """What a text says that a person is: its words and where they stand."""

    start: int
    end: int
    text: str


def _role(text: str, start: int, end: int) -> Role:
    return Role(start, end, " ".join(text[start:end].split()))


_OPENS_AFTER = re.compile(r"\)?(?:[’']s?)?\s")
_UP_TO_A_STOP = re.compile(r"[\w’'\s-]*")
_ARTICLES = frozenset({"a", "an", "the"})


def _is_beside(before: str, after: str, kind: str) -> bool:
    """Tell whether words that stand only beside names of a kind stand before or after a name."""
    return _ends_with(before, kind) or _opens_with(after, kind)


def _ends_with(before: str, kind: str) -> bool:
    words, known = before.lower().split(), terms("name_neighbours", place="before", kind=kind)
    if not before[-1:].isspace():
        return False
    if kind == "employer" and words[-1:] == ["at"] and words[-2:-1] and words[-2] in TRADES:
        return True  # "bakers at Ostrin", but "bakers at the Ostrin plant"
    if words[-1:] == ["the"] and kind != "place":
        words = words[:-1]
    return any(" ".join(words[-count:]) in known for count in (1, 2, 3, 4))


def _opens_with(after: str, kind: str) -> bool:
    opening = _OPENS_AFTER.match(after)
    if not opening:
        return False
    words = _UP_TO_A_STOP.match(after, opening.end())[0].split()[:3]
    known = terms("name_neighbours", place="after", kind=kind)
    if kind == "place":  # "Brackwater mine", not "Norlink’s mine"
        return opening.end() == 1 and words[:1] != [] and words[0] in known
    if kind == "employer" and opening.end() > 2:
        known |= terms("name_neighbours", place="after", kind="place")
    firsts = (0,) if words[:1] and words[0] in _ARTICLES else (0, 1)
    return any(" ".join(words[first : first + count]) in known for first in firsts for count in (1, 2))


def looks_like(text: str, start: int, end: int, words: int) -> str:
    """Judge an unproved name by its neighbours: "group", "site", "person", "employer", "speaker", "place" or "".

    >>> text = "Hollowell Foss, 41, works at Brackwater."
    >>> looks_like(text, 0, 14, 2), looks_like(text, 29, 39, 1)
    ('person', 'employer')
    """
    before = text[max(0, start - _FAR) : start]
    after = text[end : end + 90]
    if _ends_with(before, "group"):
        return "group"
    if before.endswith(("’s ", "'s ")) and _opens_with(after, "place"):
        return "site"  # "the firm's Brackwater mine"
    # "a student in Engineering told us": who speaks is not the name.
    said = _SAID_BEFORE.search(before) or (_AFTER_PERSON.match(after) and not _PART_OF.search(before))
    if (words > 1 and said) or find_role(text, start, end):
        return "person"
    if _FIRM_AFTER.match(after) or _FIRM_BEFORE.search(before) or _is_beside(before, after, "employer"):
        return "employer"
    if said:  # of one word
        return "speaker"
    return "place" if _is_beside(before, after, "place") else ""


def looks_like_union(text: str, start: int, end: int) -> bool:
    """Tell whether an acronym is a union's: "the RMT union", "members of NUHW"."""
    before, after = text[max(0, start - _FAR) : start], text[end : end + 60]
    return _is_beside(before, after, "union") or bool(_UNION_AFTER.match(after))


def employs(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands where an employer's does: "talks with Norlink", "Norlink workers"."""
    return _is_beside(text[max(0, start - _FAR) : start], text[end : end + 60], "employer")


def describe_body(text: str, start: int, end: int) -> Role | None:
    """Find what a body is said to be: "Ridge Health, a nonprofit with three hospitals,", "French carmaker Rivolt"."""
    if after := _BODY_AFTER.match(text, end):
        return _role(text, *after.span(1))
    before = _BODY_BEFORE.search(text, max(0, start - 70), start)
    at = _last_cut(text, *before.span(1)) if before else start
    return _role(text, at, before.end(1)) if before and " " in text[at : before.end(1)] else None


def _last_cut(text: str, start: int, end: int) -> int:
    """Find where a description begins in the words before a name."""
    return max((cut.end() for cut in _CUTS_ROLE.finditer(text, start, end)), default=start)


def holds_body(words: str) -> bool:
    """Tell whether words name what someone can belong to: "the human rights movement Al-Haq"."""
    kinds = mapping("descriptions", "kind")
    return any(kinds.get(word, "report") != "report" for word in words.lower().split())


def find_role(text: str, start: int, end: int, sure: bool = False) -> Role | None:
    """Find what a person is said to be, beside the name: an apposition after it or a description before it.

    Where it is `sure` that the name is a person's, "a regular at the canteen" describes one as well as a trade does.

    >>> text = "Gina, a nurse at Downey, rejected it. Bakery worker Ana Ruiz agreed."
    >>> find_role(text, 0, 4).text, find_role(text, 52, 60).text
    ('a nurse at Downey', 'Bakery worker')
    """
    if after := _role_after(text, start, end, sure):
        return after
    if apposed := _apposed_before().search(text, max(0, start - 90), start):
        return _role(text, *apposed.span(1))
    if leading := _role_leading(text, start):
        belongs = _BELONGS.match(text, end)  # "Landlord Mike Kelly of the Orient pub,"
        return (
            leading._replace(end=belongs.end(), text=f"{leading.text} {_role(text, *belongs.span()).text}")
            if belongs
            else leading
        )
    if office := _office_before().search(text, max(0, start - 100), start):
        return _role(text, _last_cut(text, office.start(1), office.start(2)), office.end(1))
    credential = _CREDENTIAL.match(text, end)
    return _role(text, *credential.span(1)) if credential and credential[1].lower() in _role_words() else None


def _role_after(text: str, start: int, end: int, sure: bool) -> Role | None:
    """ "Gina, a nurse at Downey"; not "Gina, told reporters"."""
    after = _APPOSITION.match(text, end)
    if not after:
        return None
    words = _ENDS_ROLE.sub("", after["role"])
    if words.split(None, 1)[0] in cue_forms() or (words.startswith("who ") and _role_leading(text, start)):
        return None  # "Mayor Denise Abreu, who walked the line"
    described = re.match(r"an?\s", words) and (sure or _AGED.match(after[0]))
    if not (described or words.startswith("who ") or _holds_role(words)):
        return None
    return _role(text, after.start("role"), after.start("role") + len(words))


def _role_leading(text: str, start: int) -> Role | None:
    """A description right before the name: "Bakery worker Ana Ruiz"."""
    before = _role_before().search(text, max(0, start - 70), start)
    if not before:
        return None
    if before[2][0].isupper():
        # "sent Acting Labor Secretary", "You all got President".
        return _role(text, _CAPITALS_LAST.search(text, before.start(1), before.start(2)).start(), before.end(2))
    return _role(text, _last_cut(text, before.start(1), before.start(2)), before.end(2))


def _holds_role(words: str) -> bool:
    nouns = _role_words() | (_plural_roles() if words.startswith("one of ") else frozenset())
    told = re.findall(r"[\w-]+", words.lower())
    return any(word in nouns or word.rpartition("-")[2] in nouns for word in told)


def opens_as_person(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence opens with a name that an apposition describes: "Petra, one of the cooks, takes"."""
    role = _role_after(text, start, end, sure=False)
    return bool(role and re.compile(r",\s(?:who\s)?[a-z]+(?:s|ed)\b").match(text, role.end))


@cache
def _plural_roles() -> frozenset[str]:
    return frozenset(line["plural"].split()[-1].lower() for line in read_lexicon("roles"))


@cache
def _role_words() -> frozenset[str]:
    """The last words of all descriptions of people, and titles."""
    return frozenset(noun.split()[-1].lower() for noun in terms("roles") | terms("titles"))


@cache
def _apposed_before() -> re.Pattern:
    """ "The trust's chief operating officer, Gareth Loxley,"."""
    lead = (
        r"(?:[Tt]he|[Ii]ts|[Ww]hose|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er|[Aa]n?|[Oo]ne|[Aa]nother|"
        r"(?:[A-Z][\w.]*\s){0,3}[A-Z][\w.]*(?:[’']s)?)"
    )
    return re.compile(
        rf"(?<![\w’'])({lead}\s(?:[\w’'&/-]+\s){{0,5}}?(?:[a-z]+-)?(?:{prefix_tree(terms('roles'))})"
        rf"(?:\s(?:of|for|at)\s[\w\s’'&-]{{2,60}})?),\s{_HONORIFIC}$"
    )


@cache
def _office_before() -> re.Pattern:
    """ "Minister for Public Transport Alan Kelly", "Nike's director of communications for the Asia Region Pat Hale"."""
    nouns = prefix_tree({line["term"] for line in read_lexicon("roles") if line["office"]} | terms("titles"))
    return re.compile(
        rf"(?<![\w’'])((?:[\w’'&/-]+\s){{0,3}}((?i:{nouns}))(?:\s(?:of|for|at)(?:\sthe)?(?:\s[a-z]+(?=\s(?:of|for|at)\s)"
        rf"|(?:\s(?:(?:and|of)\s)?[{CAPITALS}][\w&’'-]*)+))+)\s{_HONORIFIC}$"
    )


@cache
def _role_before() -> re.Pattern:
    nouns = prefix_tree(terms("roles") | {line["term"] for line in read_lexicon("titles") if line["side"]})
    return re.compile(
        rf"(?<![\w’'])((?:[\w’'&/-]+[ \xa0]){{0,3}})((?:[a-z]+-)?(?:{nouns})\.?)[ \xa0]{_HONORIFIC}$", re.IGNORECASE
    )
