"""On which side of the dispute an actor stands, and to whom a person belongs.

"a spokesperson for UNAC/UHCP" speaks for the union, "a nurse at Downey" is a worker, "the system's chief medical
officer" belongs to the employer, "state Assemblymember" to the government. Someone with a trade and a union office
("a telemetry nurse and vice president of Local 4411") counts for the office. A person of whom the text says
nothing gets `other`.
"""

import re
from functools import cache

from kaiser_data.extract.actors.name_context import Role
from kaiser_data.extract.actors.text_actors import Cast, Member
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms

_BY_KIND = {
    "union": "union",
    "coalition": "union",
    "employer": "employer",
    "government": "government",
    "press": "press",
}
_OFFICE = re.compile(
    r"\b(?:president|spokes\w+|secretary|organi[sz]er|steward|negotiator|convenor|"
    r"convener|rep(?:resentative)?|officer|official|leader|director|chair\w*|"
    r"treasurer|agent|head|delegate|bargain\w+|captain|counsel|attorney|lawyer|"
    r"adviser|advisor)\b"
)
_UNION_WORDS = re.compile(
    r"\b(?:unions?|local|locals|labou?r leader|shop steward|steward|union rep|"
    r"bargaining (?:committee|team)|business agent|guild|federation|branch)\b"
)
_BOSS = re.compile(
    r"\bchief\s(?:\w+\s){1,2}officer\b|\bgeneral manager\b|\b(?:senior |executive )?vice[- ]president\b|"
    r"\bhuman resources\b|\bprovost\b"
)
_WORKING = re.compile(
    r"^who (?:has been driving|has been (?:cleaning|teaching|cooking|nursing|working)|"
    r"(?:has |have |had )?(?:\w+ed for \w+ years )?(?:works?|worked|teach(?:es)?|"
    r"taught|drives?|drove|driven|cleans?|cooks?|loads?|packs?|operates?|nurses|"
    r"delivers?|stocks?|cares? for|makes?|builds?|repairs?|picks?))\b"
)
_HARD_GOVERNMENT = re.compile(
    r"\b(?:governor|house speaker|gov|sen|senator|congress\w+|assembly\w+|"
    r"council(?:lor|or|member|man|woman)|mayor|minister|premier|mps?|msp|judge|"
    r"justice|lawmaker|commissioner|mediator|state representative|taoiseach|sheriff|"
    r"prosecutor)\b"
)

_AIDE_OF = re.compile(r"[’']s?\s(?:spokes\w+|lawyer|attorney|aide|chief of staff)")
_OWNER = re.compile(r"(?:the|its|our)\s(?:\w+\s)?(\w+)[’']s\s", re.IGNORECASE)
_SHOP_FLOOR = re.compile(r"\b(?:shop |union )?(?:stewards?|reps?)\b(?!\.)")
_LABOUR_LEADERS = re.compile(
    r"\b(?:union|labou?r)[’']?s?\s(?:leaders?|officials?|negotiators?|side|sources?|figures?|executive|spokes\w+)\b|"
    r"\b(?:lodge|branch|local|chapter|guild) (?:president|secretary|chair\w*|leader)\b|"
    r"\b(?:regional|national|district|area|full-time) (?:officer|organi[sz]er|convener|convenor)\b|\bunionists?\b"
)
_MEMBER_OF_HOUSE = re.compile(
    r"\b[Mm]ember (?:for (?=[A-Z])|of (?:the )?(?:[Pp]arliament|[Cc]ongress|[Aa]ssembly|[Ss]enate|[Hh]ouse)\b)|"
    r"\bRep\.?(?=\s[A-Z]|$)"
)


def set_sides(cast: Cast, text: str) -> None:
    """Give every actor of a text its side and, where the text proves it, its organisation."""
    for member in cast.members.values():
        if member.kind != "person" and not member.side:
            member.side = _BY_KIND.get(member.kind, "other")
    for member in cast.members.values():
        if member.kind == "person" and not member.side:
            _place_person(cast, member)


def _place_person(cast: Cast, member: Member) -> None:
    # A text that hides a surname and tells nothing else protects someone who works there.
    member.side = "other" if member.roles or " " in member.name or not _is_first_name(member.name) else "worker"
    for role in member.roles:
        at_home = [cast.members[n.actor_id] for n in cast.between(role.start, role.end) if n.actor_id in cast.members]
        if role.text.startswith("whose "):
            at_home = [cast.members[n.actor_id] for n in cast.before(role.start, 1) if n.actor_id in cast.members]
        homes = [home for home in at_home if home.kind != "person"]
        if not homes and at_home and _AIDE_OF.search(role.text):
            member.side = at_home[-1].side
            return
        if not homes and (side := _side_of_owner(role)):
            member.side = side
            return
        side = side_of_role(role.text, homes[-1].side if homes else "")
        if homes and not member.member_of and side in (homes[-1].side, "worker"):
            member.member_of = homes[-1].actor_id
        if side != "other":
            member.side = side
            return


def _is_first_name(name: str) -> bool:
    return name in terms("first_names")


def _side_of_owner(role: Role) -> str:
    """ "The trust's chief operating officer": the owner's side."""
    kinds = mapping("descriptions", "kind")
    owner = _OWNER.match(role.text)
    if owner:
        return (
            _BY_KIND.get(kinds.get(owner[1].lower(), ""), "")
            if not _sides_named(role.text.lower()) & {"worker"}
            else ""
        )
    return ""


def side_of_role(role: str, home: str = "") -> str:
    """Tell the side of someone so described; `home` is the side of an organisation that the description names.

    >>> side_of_role("a nurse at Downey", "employer"), side_of_role("a spokesperson for the hauliers", "employer")
    ('worker', 'employer')
    >>> side_of_role("vice president of the union’s Local 4411"), side_of_role("state Assemblymember")
    ('union', 'government')
    """
    low = role.lower()
    if _SHOP_FLOOR.search(low):
        return "worker"
    if _LABOUR_LEADERS.search(low):
        return "union"
    if _MEMBER_OF_HOUSE.search(role):
        return "government"
    if (owner := _owner_of_office().search(low)) and home not in ("union", "government", "press"):
        return _BY_KIND[mapping("descriptions", "kind")[owner[1] or "board"]]
    office = _OFFICE.search(low)
    if office and (home == "union" or _UNION_WORDS.search(low)):
        return "union"
    if _HARD_GOVERNMENT.search(low):
        return "government"
    if _WORKING.search(low):
        return "worker"
    if low.startswith("who "):
        return "other"
    if _BOSS.search(low) and not _UNION_WORDS.search(low):
        return home if home in ("government", "press", "other") else "employer"
    sides = _sides_in_order(low)
    if office and home:
        return home
    first = sides[0] if sides else "other"
    if first == "employer" and home in ("union", "government", "press", "other"):
        return home
    if first in ("other", "") and home in ("union", "employer", "government", "press") and office:
        return home
    return first


@cache
def _owner_of_office() -> re.Pattern:
    """ "Hotel officials", "a district spokesman", "school board member": the office is the owner's."""
    kinds = mapping("descriptions", "kind")
    owners = [term for term, kind in kinds.items() if kind in ("employer", "government") and term != "council"]
    return re.compile(
        rf"(?<![\w-])({prefix_tree(owners)})\s(?:officials?|spokes\w+|negotiators?|representatives?|lawyers?|attorneys?|"
        r"presidents?|trustees?|board members?|members? of the board|chair\w*|leaders|bargain\w+)\b|"
        r"(?<=school )(board) (?:members?|chair\w*)\b"
    )


def _sides_named(low: str) -> set[str]:
    return set(_sides_in_order(low))


def _sides_in_order(low: str) -> list[str]:
    labels = _role_sides()
    return [labels[match[0]] for match in _role_words().finditer(low)]


@cache
def _role_sides() -> dict[str, str]:
    plural = {line["plural"]: line["side"] for line in read_lexicon("roles")}
    return {**plural, **{term.lower(): side for term, side in mapping("roles", "side").items()}, **plural}


@cache
def _role_words() -> re.Pattern:
    return re.compile(rf"(?<![\w-])(?:{prefix_tree(_role_sides())})\b")
