"""On which side of the dispute someone stands by what a text says that they are.

"a spokesperson for UNAC/UHCP" speaks for the union, "a nurse at Downey" is a worker, "the system's chief medical
officer" belongs to the employer, "state Assemblymember" to the government. Someone with a trade and a union office ("a
telemetry nurse and vice president of Local 4411") counts for the office. The lexicon `roles` tells the side of each
trade and which are offices, held for someone; of whose body nothing is known, who is elected is a union's.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from kaiser_data.extract.actors.gazetteer import NOT_NAMES, ORG_HEADS, TRADES
from kaiser_data.extract.grammar.noun_phrases import is_person
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import Pattern, any_of, mapping, read_lexicon, terms

# The side that an actor has by its kind.
KIND_SIDES = {kind: kind for kind in ("union", "employer", "government", "press")} | {"coalition": "union"}
_ON_NO_SIDE = re.compile(r"\b(?:(?:both|two)\s(?:sides|parties)|[Oo]pposition(?!\sto\b)|[Ss]hadow)\b")
_FOR_A_SEAT = re.compile(r"\b[Mm]ember for [A-Z]")
_JOINTS = re.compile(r"(,\s|\s(?:and|&)\s|;\s)")
_CORE = re.compile(
    r"\s(?:of|for|at|in|from|with|on|to|by|who|that|which|whose|representing|near|behind|based|employed|"
    r"(?:(?<=,\s)|(?<=s\s))\w+ing|\w+ing\s(?:the|its|their|an?|into|to|at|in|on))\b"
)
_LEADING = Pattern(rf"who\s(?:(?:has|had|now)\s)?{any_of('telling_words', kind='leads')}\s(?P<what>[^,.;]*)")
_WORKS = rf"who(?:[’']s)?\s(?:\w+\s){{0,3}}?{any_of('telling_words', kind='works')}\b"
_WORKING = Pattern(rf"{_WORKS}|.+-year\s(?:veteran|employee)|[^,]*\swith\s\S+\s(?:months|years)\s(?:at|in|on|of)\b")
_NOUN_AFTER = re.compile(r"\s[a-z]")
_FACULTY = Pattern(rf"\b{any_of('telling_words', kind='study')}\b")
_SITS = re.compile(r"who\s(?:\w+\s){1,2}on\s[^,]*\b(?:committee|team)\b")
_CLAUSE = re.compile(r"\s(?:who|that|which|whose|on|in|with|against|to|by)\b")
_OWNERS = {line["plural"].lower() for line in read_lexicon("roles") if line["side"] == "employer"}


class Part(NamedTuple):
    """One description: its head, as in the lexicon, the words beside it, and the side of whom it names as its own."""

    text: str
    head: str
    side: str
    is_office: bool
    is_elected: bool
    beside: str
    home: str


def side_of_role(role: str, home: str = "") -> str:
    """Tell the side of someone so described; `home` is the side of an organisation that the description names.

    >>> side_of_role("a nurse at Downey", "employer"), side_of_role("a spokesperson for the hauliers", "employer")
    ('worker', 'employer')
    >>> side_of_role("vice president of the union’s Local 4411"), side_of_role("state Assemblymember")
    ('union', 'government')
    """
    if titled := "other" if _ON_NO_SIDE.search(role) else _side_of_title(role):
        return titled
    parts = _parts(role, home)
    sides = [next((side for rule in _RULES if (side := rule(part))), "other") for part in parts]
    told = next((side for side in sides if side != "other"), "")
    return "union" if "union" in sides or (not told and any(map(_is_of_some_union, parts))) else told or "other"


def is_office(role: str) -> bool:
    """Tell whether a description is of an office, held for someone: "president of the bakers", not "a baker"."""
    return any(part.is_office for part in _parts(role, ""))


def _is_of_some_union(part: Part) -> bool:
    """ "president of the TKW", whatever that is, but not "leader of the parents’ campaign"."""
    beside = (_ROLES[word] for _, _, word in _ROLE_WORDS.find(part.beside))
    told = all(line["side"] != "other" for line in beside)
    of_party = part.beside.rstrip(" |").endswith(" party")
    return part.is_elected and not part.home and told and not of_party and not _of_faculty(part)


def _side_of_title(role: str) -> str:
    """ "President Bill Clinton", "state Rep. Ana Ruiz": a title alone is a politician's, more often than not."""
    if _FOR_A_SEAT.search(role):
        return "government"
    sides, words = mapping("titles", "side"), [word.rstrip(".") for word in role.split()]
    if not role.endswith(("Rep.", "Sen.", "Gov.")) and not all(word in sides for word in words):
        return ""
    return next((sides[word] for word in reversed(words) if sides.get(word)), "")  # "Mr Justice"


def _parts(role: str, home: str) -> list[Part]:
    """Cut a description where it names a second trade or office: "a nurse and vice president of Local 4411"."""
    pieces = _JOINTS.split(role)
    texts = pieces[:1]
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        core = _core(piece)
        heads = list(_ROLE_WORDS.find(core))
        if heads and heads[-1][1] == len(core) and any(_ROLE_WORDS.find(texts[-1])):
            texts.append(piece)
        else:
            texts[-1] += joint + piece
    return [_read(text, home) for text in texts]


def _core(text: str) -> str:
    """Give the words up to the first that only place someone; all of "Council of Governors vice chairman"."""
    cut = _CORE.search(text)
    ends_in_office = cut and any(end == len(text) and _ROLES[word]["office"] for _, end, word in _ROLE_WORDS.find(text))
    return text if not cut or ends_in_office else text[: cut.start()]


def _read(text: str, home: str) -> Part:
    found = list(_ROLE_WORDS.find(text))
    inside = [one for one in found if one[0] < len(_core(text))]
    heads = [one for one in inside if " of " in one[2]] or inside[-1:] or found[:1]
    if not heads:
        return Part(text, "", "", False, False, text.lower(), home)
    start, end, head = heads[0]
    office, beside = _ROLES[head]["office"], f"{text[:start]} | {text[end:]}".lower()
    is_elected = office == "elected"
    side = "other" if is_elected else _ROLES[head]["side"]
    return Part(text, head, side, bool(office), is_elected, beside, home)


def _of_faculty(part: Part) -> str:
    """ "chair of the physics department", "director of an institute for labour studies": on neither side by that."""
    heads = part.head.endswith(("chair", "director", "head")) and _FACULTY.search(part.beside)
    return "other" if heads and (part.head == "chair" or part.side == "employer") else ""


def _works(part: Part) -> str:
    """ "who has worked at the mill", "an inspector with four years in the paint shop", "who runs the depot"."""
    if led := _LEADING.match(part.text):
        return next((OWNER_SIDES[body] for _, _, body in _OWNER_WORDS.find(led["what"])), "")
    is_over_them = part.head.endswith("foreman") and part.text.startswith(("his ", "her ", "their "))
    return "employer" if is_over_them else "worker" if not part.is_office and _WORKING.match(part.text) else ""


def _named_beside(part: Part, words: TermFinder) -> list[str]:
    """Give the words beside an office for whom it can be held; a "local chain" is no local."""
    found = words.find(part.beside)
    head = part.beside.find("|") if part.side in ("government", "employer") else 0
    return [one for _, end, one in found if one != "local" or not (end < head or _NOUN_AFTER.match(part.beside, end))]


def _of_union(part: Part) -> str:
    """ "the miners’ leader", "a lawyer for the union", "a shop steward at the brewery"."""
    at_work = part.side == "union" and re.search(r"\|\s+(?:at|in)\s", part.beside)
    bodies = _named_beside(part, _UNION_WORDS)
    if (part.side, part.home) in (("union", "union"), ("union", "employer"), ("employer", "union")):
        return "union"  # "an organiser of the Norlink strike", "a supervisor with the Tug Union"
    is_member = part.head.startswith("member") and any(word.endswith(("committee", "team")) for word in bodies)
    sits = is_member or (bodies and _SITS.match(part.text))  # "who is on the union’s bargaining team"
    bodies = at_work or bodies or part.home == "union" or "strike  | " in part.beside  # "strike spokesman"
    return "union" if sits or (bodies and (part.is_office or part.head == "officer")) else ""


def _of_members(part: Part) -> str:
    """ "the shipowners’ federation", "chairman of the Mill Owners Association", "the drivers’ committee"."""
    words = [word.strip("’'") for word in _CLAUSE.split(part.text, maxsplit=1)[0].lower().split()]
    body = re.search(r"\| [’']?\s?(\w+)", part.beside) if part.head in TRADES else None
    if body and ORG_HEADS.get(body[1].title()) in ("association", "group"):
        return "union"
    owned = (body for owner, body in pairwise(words) if owner in _OWNERS)
    return "employer" if any(body in OWNER_SIDES or body.title() in ORG_HEADS for body in owned) else ""


def _of_home(part: Part) -> str:
    """ "a spokesman for Ridgeway Foods": an office is held for the organisation that it names."""
    if part.head == "member" and part.home in ("employer", "government"):
        return part.home  # "an executive member of the Seaway Authority"
    if not part.home or not (part.is_office or re.match(r"(?:of|from|with)\s", part.text)):
        return ""
    if (part.side, part.home) in (("worker", "employer"), ("government", "other")):
        return ""  # "a prison officer at Barlinnie", "Labour Minister" where a party has that name
    return "employer" if (part.home, part.side) == ("press", "employer") else part.home


def _of_nation(part: Part) -> str:
    """ "Norwegian leader", "Nairobi said": who leads a country governs it; a "Banespa president" heads a firm."""
    governs = part.side == "government" or part.head in ("president", "leader")
    before = part.text[: len(part.beside.partition(" | ")[0])].split() if governs else []
    nation = re.sub("[’']s?$", "", before[-1]) if before else ""
    lands = terms("not_names", kind="nationality") | terms("places", kind="country") | terms("places", kind="capital")
    is_firm = part.head == "president" and len(before) == 1 and nation.istitle() and not part.home
    is_firm = is_firm and nation not in NOT_NAMES and nation not in ORG_HEADS
    led = part.text.rpartition(" of ")[2] if governs else part.text  # "president of France"
    return "government" if {nation, led} & lands else "employer" if is_firm else ""


def _of_owner(part: Part) -> str:
    """ "Hotel officials", "the trust’s finance director", "the governor’s spokesman": whose office it is."""
    kinds, last = mapping("descriptions", "kind"), _core(part.text).lower().rpartition(" ")[2]
    if part.side == "union" or (not part.is_office and kinds.get(last) != "report"):
        # "a nurse of the trust" is not the trust's to speak for it, "a union statement" is the union's
        return ""
    sides = [OWNER_SIDES[owner] for owner in reversed(_named_beside(part, _OWNER_WORDS))]
    return next((side for side in sides if side not in ("other", "press")), sides[0] if sides else "")


def _of_trade(part: Part) -> str:
    """ "a shotfirer at the colliery": who is described by a trade that no list holds works in it."""
    last = "" if part.head or not part.text.startswith(("a ", "an ")) else _core(part.text).lower().rpartition(" ")[2]
    public = mapping("person_nouns", "kind").get(last) == "public"
    return "worker" if last and not public and is_person(re.sub("mans$", "men", f"{last}s")) else part.side


def _organisation(part: Part) -> str:
    """ "the car-makers", "city": a body that the description itself is."""
    words = _core(part.text).lower().replace("-", "").replace("'", "’").split()
    last = words[-1].rstrip(",") if words else ""
    if part.text.startswith(("who ", "a group of ", "A group of ")) or (part.side and last in part.head.split()):
        return ""  # "who has driven trams" and "a union boss" are no organisations
    named = part.text.rpartition(" ")[2]
    is_place = named[:1].isupper() and ORG_HEADS.get(named.title()) == "place"  # "First City", not "the city"
    ends = [" ".join(words[-count:]).rstrip(",") for count in ((3, 2) if is_place else (3, 2, 1))]
    kinds = mapping("descriptions", "kind")
    known = (kinds.get(end) or kinds.get(end.removesuffix("s")) for end in ends)
    return KIND_SIDES.get(next(filter(None, known), ORG_HEADS.get(last.title(), "")), "")


_RULES = (_of_faculty, _works, _of_members, _of_union, _of_home, _of_nation, _of_owner, _organisation, _of_trade)
_KINDS, _LINES = mapping("descriptions", "kind"), read_lexicon("roles")
# The lexicon's line of each role, by its singular and its plural in lower case.
_ROLES = {line["plural"].lower(): line for line in _LINES} | {line["term"].lower(): line for line in _LINES}
_ROLE_WORDS = TermFinder(lambda: ((word, word) for word in _ROLES))
# Words for unions and, in the plural, for the trades that an office can speak for.
_UNIONS = {term for term, kind in _KINDS.items() if kind == "union"} - {"federation"}
_UNION_WORDS = TermFinder(lambda: ((word, word) for word in TRADES | _UNIONS))
_BODIES = {
    term: KIND_SIDES.get(kind, "other") for term, kind in _KINDS.items() if kind != "report" and term != "council"
}
_RULERS = {line["term"].lower(): line["side"] for line in _LINES if line["side"] == "government"}
_RULERS |= dict.fromkeys(terms("telling_words", kind="in power"), "government")
_PUBLIC = {line["plural"].lower(): "other" for line in _LINES if (line["side"], line["office"]) == ("other", "")}
# Whose an office can be: bodies, people in power and people beside a dispute, each with its side.
OWNER_SIDES = _PUBLIC | {f"{term}s": side for term, side in _BODIES.items()} | _BODIES | _RULERS
_OWNER_WORDS = TermFinder(lambda: ((word, word) for word in OWNER_SIDES))
