"""What the words around a name prove about it: a person, an employer, a union, a place.

"Gina, a nurse at Downey" makes a person of "Gina" and gives her a role; "Anjetta Thackeray, a spokesperson for
UNAC/UHCP, said" makes one of two words that no list of first names holds. A name that nothing proves stays unproved
and gives no actor: better a missing row than "Hide Ad" as a person.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms

_SAID = (
    "said|says|told|tells|added|adds|asked|argued|argues|explained|warned|wrote|"
    "writes|noted|notes|stressed|insisted|recalled|replied|continued|concluded"
)
_AFTER_PERSON = rf"(?:,? (?:who )?(?:also )?(?:{_SAID})\b|, \d\d?\b,?(?! \d{{4}}))"
_SAID_BEFORE = rf"(?:\b(?:{_SAID})\s|[.,!?][”\"]\s*(?:--|[—–-])\s?)$"
_PART_OF = r"\b(?:in|at|of|from|near|for)\s(?:the\s)?$"
_AFTER_EMPLOYER = (
    r"(?:[’']s?)?\s(?:(?!an?\s|the\s)\w+\s)?(?:workers|employees|management|executives|"
    r"bosses|managers|shareholders|investors|CEO|headquarters|profits|spokes\w+|"
    r"facilities)\b|[’']s?\s(?:(?:final|latest|new|pay|wage)\s){0,2}(?:offer|proposal|board)\b|"
    r", which (?:employs|owns|operates|runs|makes)\b"
)
_BEFORE_FIRM = (
    r"\b(?:law|consulting|research|accounting|audit|analytics|polling|data|advisory|public relations|intelligence)"
    r"\s(?:firm|company|group)\s$|\b(?:consultancy|think tank|pollster)\s$"
)
_AFTER_UNION = (
    r"\)?\s(?:(?:trade\s|labou?r\s)?union|members|unions|locals?|officials)\b|"
    r", (?:a|the|which|whose)\s[^.,;]{0,40}\bunion\b"
)
_BEFORE_UNION = (
    r"\b(?:members of(?: the)?|unions?(?: called)?,?|represented by(?: the)?|"
    r"join(?:ed|ing)?(?: the)?|organized with(?: the)?)\s$"
)
_AFTER_ORG = (
    r", (?:an?|the|which)\s[^.,;]{0,50}\b(?:company|chain|retailer|maker|operator|"
    r"manufacturer|carrier|airline|provider|firm|subsidiary|corporation|contractor|"
    r"bank|charity|hospital|system|supplier|brewer|nonprofit)\b"
)
_ORG_APPOSITION = (
    r"(?:\s\([A-Z][\w/&-]{1,11}\))?(?:,|\s?[—–]|\s--?|(?=\s\())\s\(?((?:(?:an?|the|one\sof\sthe)\s(?:[\w’'-]+\s){0,5}?(?:compan(?:y|ies)|"
    r"unions?|chains?|retailers?|makers?|operators?|manufacturers?|carriers?|airlines?|providers?|firms?|subsidiary|"
    r"corporation|contractors?|nonprofit|non-profit|charity|hospitals?|system|suppliers?|brewer|bod(?:y|ies)|employers?|"
    r"organi[sz]ations?|federations?|coalition|alliance|associations?|groups?|party|agency|network)\b|"
    r"(?:(?<=,\s)|(?<=,\swhich\s))(?:represent(?:s|ing)|affiliated\s(?:with|to))\s)(?:[^,.;:“”\"()—–\n]|[,.](?=\d)){0,90})"
    r"(?=[,.—)](?!\d)|\s[–-])"
)
_BEFORE_PLACE = r"\b(?:in|near|outside|across|throughout|around|from|of|to)\s$"
_AFTER_PLACE = r"\s(?:plant|warehouse|store|depot|factory|mill|mine|refinery|yard|campus|facility|site|terminal)s?\b"
_AGE_OR_DEGREE = r"(?:(?:\d{1,3}|MD|RN|DO|DNP|BSN|MSN|LPN|CPA|PhD|Ph\.D\.|M\.D\.|R\.N\.|Jr\.|Sr\.),\s+){0,3}"
_APPOSITION = (
    rf",\s+(?!whose\b){_AGE_OR_DEGREE}(?:an?\s|the\s|one\s+of\s|who\s|[a-z][\w’'-]*\s|"
    r"[A-Z][\w’'./&-]*\s)(?:[^.;:,“”\"\n—()?!]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\bSt)\.){2,120}"
)
_CREDENTIAL = r",\s([A-Z]{2,4}s?)(?=,)"
_BELONGS = r"\s(?:of|from|at|with)\s(?:the\s)?[A-Z0-9][^.,;:“”\"\n—()?!]{1,50}?(?=[,.;:“”\"\n—()]|$)"
# So far back the words that lead up to a name can open.
_FAR = 32
_HONORIFICS = ("Mr", "Mrs", "Ms", "Dr", "Sir", "Dame", "Prof", "Professor")
_HONORIFIC = re.compile(rf"(?:{'|'.join(_HONORIFICS)})\.?\s$")
_OPENS_ROLE = rf",\s+{_AGE_OR_DEGREE}(?:who\s+(?:is|was)\s+)?"
_ENDS_ROLE = rf"\s(?:{_SAID}|by|as|while|when|after|before|whose|who)\b.*"


_CUTS_ROLE = (
    r"(?:^|\b)(?:by|to|from|with|about|sent|that|and|but|of|for|in|on|at|as|while|"
    r"when|than|or|said|says|told|asked|added|is|was|were|are|the|an?|its|their|"
    r"his|her)\s"
)


class Role(NamedTuple):
    """What a text says that a person is: its words and where they stand."""

    start: int
    end: int
    text: str


@cache
def _compiled(pattern: str) -> re.Pattern:
    return re.compile(pattern, re.DOTALL)


def looks_like(text: str, start: int, end: int, words: int) -> str:
    """Judge an unproved name by its neighbours: "person", "employer", "union", "place" or "".

    >>> text = "Hollowell Foss, 41, works at Brackwater."
    >>> looks_like(text, 0, 14, 2), looks_like(text, 29, 39, 1)
    ('person', 'employer')
    """
    before = text[max(0, start - _FAR) : start]
    if _ends(before, _BEFORE_FIRM):
        return "group"
    # "a student in Engineering told us": what stands after tells nothing of the name.
    after = "" if _ends(before, _PART_OF) else text[end : end + 90]
    said = _match(_AFTER_PERSON, after) or _ends(before, _SAID_BEFORE)
    if words > 1 and said:
        return "person"
    if find_role(text, start, end):
        return "person"
    if _match(_AFTER_ORG, after) or _match(_AFTER_EMPLOYER, after) or _before_employer().search(before):
        return "employer"
    if said:  # of one word
        return "speaker"
    if _ends(before, _BEFORE_PLACE) or _match(_AFTER_PLACE, after):
        return "place"
    return ""


@cache
def _firms() -> str:
    """Give the words for firms, "carmaker" and "airline", as a pattern."""
    return rf"(?:[a-z]*-?makers?|{prefix_tree(terms('descriptions', kind='employer'))})"


@cache
def _before_employer() -> re.Pattern:
    return re.compile(
        rf"\b(?:employed by|employees of|work(?:s|ed|ing|ers)? (?:for|at)|against|"
        rf"(?:strike|walkout|stoppage|dispute) (?:at|against|with)|jobs at|talks (?:with|between)|"
        rf"owned by|hired by|{_firms()})\s(?:the )?$",
        re.IGNORECASE,
    )


@cache
def _described_before() -> re.Pattern:
    bodies = prefix_tree({term for term, kind in mapping("descriptions", "kind").items() if kind != "report"})
    return re.compile(
        rf"(?<![\w’'-])((?:(?:[\w’'-]|(?<=\b[A-Z])\.)+\s){{1,3}}(?:[a-z]*-?maker|{bodies}))\s$", re.IGNORECASE
    )


def describe_before(text: str, start: int) -> Role | None:
    """Find what a body is said to be before its name: "French carmaker Rivolt"."""
    match = _described_before().search(text, max(0, start - 70), start)
    if not match:
        return None
    cuts = [cut.end() for cut in _compiled(_CUTS_ROLE.replace("(?:^|", "(?i:(?:^|", 1) + ")").finditer(match[1])]
    words = match[1][max(cuts, default=0) :]
    at = match.end(1) - len(words)
    return Role(at, match.end(1), " ".join(words.split())) if " " in words else None


def holds_body(words: str) -> bool:
    """Tell whether words name what someone can belong to: "the human rights movement Al-Haq"."""
    kinds = mapping("descriptions", "kind")
    return any(kinds.get(word, "report") != "report" for word in words.lower().split())


def follows_firm(text: str, start: int) -> bool:
    """Tell whether a name is a firm's: "the law firm Hartley Voss"."""
    return _ends(text[max(0, start - _FAR) : start], _BEFORE_FIRM)


def describe(text: str, end: int) -> Role | None:
    """Find what an organisation is said to be: "Ridge Health, a nonprofit with three hospitals, said"."""
    match = _compiled(_ORG_APPOSITION).match(text, end)
    return Role(match.start(1), match.end(1), " ".join(match[1].split())) if match else None


def looks_like_union(text: str, start: int, end: int) -> bool:
    """Tell whether an acronym is a union's: "the RMT union", "members of NUHW"."""
    before, after = text[max(0, start - _FAR) : start], text[end : end + 60]
    return bool(_match(_AFTER_UNION, after)) or _ends(before, _BEFORE_UNION)


def _match(pattern: str, text: str) -> re.Match | None:
    return _compiled(pattern).match(text)


def _ends(before: str, pattern: str) -> bool:
    return bool(_compiled(pattern).search(before))


def find_role(text: str, start: int, end: int, sure: bool = False) -> Role | None:
    """Find what a person is said to be, beside the name: an apposition after it or a description before it.

    Where it is `sure` that the name is a person's, "a regular at the canteen" describes one as well as a trade does.

    >>> text = "Gina, a nurse at Downey, rejected it. Bakery worker Ana Ruiz agreed."
    >>> find_role(text, 0, 4).text, find_role(text, 52, 60).text
    ('a nurse at Downey', 'Bakery worker')
    """
    return (
        _role_after(text, start, end, sure)
        or _role_apposed_before(text, start)
        or _role_around(text, start, end)
        or _credential(text, end)
    )


def _role_after(text: str, start: int, end: int, sure: bool) -> Role | None:
    """ "Gina, a nurse at Downey"; not "Gina, told reporters"."""
    after = _compiled(_APPOSITION).match(text, end)
    if not after:
        return None
    apposition = after.group()
    words = _compiled(_ENDS_ROLE).sub("", apposition[_compiled(_OPENS_ROLE).match(apposition).end() :])
    at = end + apposition.find(words)
    if words.startswith("who ") and (titled := _titled_before(text, start)):
        return titled  # "Mayor Denise Abreu, who walked the line"
    if words.split(None, 1)[0] in terms("cues"):
        return None
    described = _compiled(r"an?\s").match(words) and (sure or _compiled(r",\s\d{2},\s").match(apposition))
    if described or words.startswith("who ") or _holds_role(words):
        return Role(at, at + len(words), " ".join(words.split()))
    return None


def _role_apposed_before(text: str, start: int) -> Role | None:
    apposed = _apposed_before().search(text, max(0, start - 90), start)
    return Role(apposed.start(1), apposed.end(1), " ".join(apposed[1].split())) if apposed else None


def _role_around(text: str, start: int, end: int) -> Role | None:
    """ "Landlord Mike Kelly of the Orient pub,"."""
    role = _role_leading(text, start)
    belongs = _compiled(_BELONGS).match(text, end) if role else None
    return Role(role.start, belongs.end(), role.text + " ".join(["", *belongs[0].split()])) if belongs else role


def _credential(text: str, end: int) -> Role | None:
    match = _compiled(_CREDENTIAL).match(text, end)
    return Role(match.start(1), match.end(1), match[1]) if match and match[1].lower() in _role_words() else None


def _titled_before(text: str, start: int) -> Role | None:
    role = _role_leading(text, start)
    return role if role and role.text.split()[-1].rstrip(".").capitalize() in _offices() else None


@cache
def _offices() -> frozenset[str]:
    return frozenset(line["term"] for line in read_lexicon("titles") if line["side"])


def _role_leading(text: str, start: int) -> Role | None:
    """A description right before the name: "Bakery worker Ana Ruiz"."""
    if not text[max(0, start - 1) : start].isspace():
        return None
    last = _last_word(text, start)
    if last.endswith(_HONORIFICS):
        titled = _HONORIFIC.search(text, max(0, start - 11), start)
        start = titled.start() if titled else start
        last = _last_word(text, start)
    if not {last.lower(), last.rpartition("-")[2].lower()} & _role_words():
        return None
    if text[max(0, start - 1) : start] not in (" ", "\xa0"):
        return None
    before = _role_before().search(text, max(0, start - 60), start)
    if not before:
        return None
    if before[1] and before[2][0].isupper() and not before[1][:1].isupper():
        # "sent Acting Labor Secretary": the description opens with its first capital, or with "state", "former".
        cut = _compiled(r"(?:(?:state|former|acting|deputy|then)[ -])?[A-Z]").search(before[1])
        at = before.start(1) + cut.start() if cut else before.start(2)
        return Role(at, before.end(2), " ".join(text[at : before.end(2)].split()))
    if before[2][0].isupper() and _compiled(r"\b(?!of\b|for\b|and\b|the\b|de\b)[a-z]{2,}\s").search(before[1]):
        return Role(before.start(2), before.end(2), before[2])  # "You all got President"
    opening = [match.end() for match in _compiled(_CUTS_ROLE).finditer(text, before.start(1), before.start(2))]
    at = opening[-1] if opening else before.start(1)
    return Role(at, before.end(2), " ".join(text[at : before.end(2)].split()))


def _last_word(text: str, end: int) -> str:
    last = text[max(0, end - 60) : end].rsplit(None, 1)
    return last[-1].rstrip(".") if last else ""


def _holds_role(words: str) -> bool:
    nouns = _role_words()
    if words.startswith("one of "):
        nouns = nouns | _plural_roles()
    words_told = _compiled(r"[\w-]+").findall(words.lower())
    return any(word in nouns or word.rpartition("-")[2] in nouns for word in words_told)


@cache
def _plural_roles() -> frozenset[str]:
    return frozenset(line["plural"].split()[-1].lower() for line in read_lexicon("roles"))


def opens_as_person(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence opens with a name that an apposition describes: "Petra, one of the cooks, takes"."""
    role = _role_after(text, start, end, sure=False)
    return bool(role and _compiled(r",\s(?:who\s)?[a-z]+(?:s|ed)\b").match(text, role.end))


@cache
def _role_words() -> frozenset[str]:
    """The last words of all descriptions of people, and titles."""
    nouns = {line["term"].split()[-1].lower() for line in read_lexicon("roles")}
    return frozenset(nouns | {title.lower() for title in terms("titles")})


@cache
def _apposed_before() -> re.Pattern:
    """ "The trust's chief operating officer, Gareth Loxley,"."""
    nouns = terms("roles")
    lead = (
        r"(?:[Tt]he|[Ii]ts|[Ww]hose|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er|[Aa]n?|[Oo]ne|[Aa]nother|"
        r"(?:[A-Z][\w.]*\s){0,3}[A-Z][\w.]*(?:[’']s)?)"
    )
    return re.compile(
        rf"(?<![\w’'])({lead}\s(?:[\w’'&/-]+\s){{0,5}}?(?:[a-z]+-)?(?:{prefix_tree(nouns)})(?:\s(?:of|for|at)\s[\w\s’'&-]{{2,60}})?),\s(?:(?:{'|'.join(_HONORIFICS)})\.?\s)?$"
    )


@cache
def _role_before() -> re.Pattern:
    nouns = {line["term"] for line in read_lexicon("roles")} | {
        line["term"] for line in read_lexicon("titles") if line["side"]
    }
    return re.compile(
        rf"(?<![\w’'])((?:[\w’'&/-]+[ \xa0]){{0,3}})((?:[a-z]+-)?(?:{prefix_tree(nouns)})\.?)[ \xa0]$", re.IGNORECASE
    )
