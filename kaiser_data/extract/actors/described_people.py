"""What a text says that someone is, beside the name: "Gina, a nurse at Downey", "French carmaker Rivolt".

A description stands after the name between commas, or before it. Its noun is a trade, an office or a title, or a noun
for a body. Left alone: what other sentences say of the same person.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from kaiser_data.extract.actors.gazetteer import ORG_HEADS
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.extract.grammar.words import CAPITAL, cue_forms, cue_words, finite_verbs
from kaiser_data.lexicon import Pattern, mapping, prefix_tree, read_lexicon, terms
from kaiser_data.rows import fold

_BODY_AFTER = Pattern(
    r"(?:\s\([A-Z][\w/&-]{1,11}\))?(?:,|\s?[—–]|\s--?|(?=\s\())\s\(?"
    # not "the Royal College of Midwives"
    r"((?:(?:an?|the(?!(?:\s[A-Z][\w’'-]*|\s(?:of|and|for|the))+[,.—)])|one\sof\sthe)\s(?P<noun>(?:(?:[Uu]\.[Ss]\.|[\w’'-]++)\s?){1,7})|"
    r"(?:(?<=,\s)|(?<=,\swhich\s))(?:represent(?:s|ing)|affiliated\s(?:with|to))\s)"
    r"(?:[^,.;:“”\"()—–\n]|[,.](?=\d)|(?<=\b[Uu])\.(?=[Ss]\.)|(?<=\b[Uu]\.[Ss])\.(?=\s)){0,90})(?=[,.—)](?!\d)|\s[–-])"
)
# "French carmaker" Rivolt, not "Lund County" Hospital or "the busy local" Norlink depots
_WORDS_BEFORE = Pattern(r"(?<![\w’'-])(?:(?:[\w’'-]|(?<=\b[A-Z])\.)+\s){0,4}(?!local\s)[a-z][\w’'-]*\s$")
_AGE_OR_DEGREE = r"(?:(?:\d{1,3}|MD|RN|DO|DNP|BSN|MSN|LPN|CPA|PhD|Ph\.D\.|M\.D\.|R\.N\.|Jr\.|Sr\.),\s+){0,3}"
_APPOSITION = Pattern(
    lambda: (
        rf"(?:(?P<told>\s(?:is|was|has\sbeen|serves\sas|works\sas)\s(?=an?\s|the\s|one\s|(?<=\sis\s)(?:[a-z]+\s){{0,2}}"
        rf"(?:{prefix_tree(_LAST_WORDS)})\s(?:of|at|for|on)\s))|(?:\s(?:of|from|in)\s[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?)?"
        rf"(?:(?:\s\(\d\d\))?,|\s[—–])\s+(?!(?:whose|which|but|and|or)\b){_AGE_OR_DEGREE}(?:who\s+(?:is|was)\s+(?!(?:also\s)?on\b))?)(?P<role>(?:an?\s|the\s|one\s+of\s|"
        r"who(?:[’']s)?\s|\d+[a-z-]+\s|[a-z][\w’'-]*\s|[A-Z][\w’'./&-]*\s)(?:[^.;:,“”\"\n—–()?!]|(?<=\d),(?=\d)|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\bSt)\.){2,120})"
    )
)
_ACTS_FOR = re.compile(r"(?:negotiat|speak|act|bargain)ing (?:for|on behalf of) \w|representing \w")
# "who have been accused", "who noted that": what was done to someone, or said, is not who they are
_DESCRIBES_NOBODY = re.compile(
    r"who\s(?:(?:has|have|had)\sbeen(?!\s(?:\w+ing|an?|the|on)\b)|(?:is|are|was|were)\s\w+ed|\w+\sthat|(?:asked|declined)\s(?:not\s)?to)\b"
)
# "In a letter to Ana Ruiz, union secretary Jo Hale suggested that": who acts in a clause of their own
_SOMEONE_ELSE = Pattern(rf"\A(?!(?:an?|the|one)\s).*\s{CAPITAL}\w+\s{CAPITAL}\w+\s[a-z]+ed\b")
_CREDENTIAL = Pattern(r",\s([A-Z]{2,4}s?)(?=,)")
_BELONGS = Pattern(
    r"\s(?:of|from|at|with)\s(?:the\s)?[A-Z0-9][\w’'&-]*(?:\s(?:(?:of|and|for)\s(?:the\s)?)?[A-Z0-9][\w’'&-]*)*"
    r"(?:\s[a-z]+(?=[,.;:]))?"
)
# What may stand between a description and a name: "Mr", "Comrade", "Prof.", but not "General" or "Officer".
_HONORIFIC = Pattern(lambda: rf"\s{prefix_tree(_HONORIFICS)}\.?\s$")
_LEADS_TO = re.compile(r"\.?[ \xa0]$")
_WORDS_LAST = Pattern(r"(?<![\w’'])(?:[\w’'&/-]+\s){0,5}(?:[a-z]+-)?$")
_OF_WHAT = Pattern(r"(?:\s(?:of|for|at|to|in(?=\s[a-z]))\s[\w\s’'&()/-]{2,90})?")
OF_BODY = Pattern(
    r"(?:\s(?:of|for|at)(?:\sthe)?(?:\s[a-z]+(?=\s(?:of|for|at)\s)"
    rf"|(?:\s(?:(?:and|of)\s)?(?!M(?:r|s|rs)\b)(?:\d|{CAPITAL})[\w&’'-]*)+))+(?:\s\([A-Z][\w&/-]{{1,11}}\))?"
)
# "The trust's chief operating officer, Gareth Loxley,"
_OPENS_APPOSED = Pattern(
    lambda: (
        r"(?<![\w’'])(?:[Tt]he|[Ii]ts|[Ww]hose|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er|[Aa]n?|[Oo]ne(?:\sof\s\w+)?|[Aa]nother|"
        rf"(?:[A-Z](?:\w|(?<=\b[A-Z])\.)*\s){{0,3}}[A-Z](?:\w|(?<=\b[A-Z])\.)*(?:[’']s?)?)\s(?:(?!{prefix_tree(_CUTS)}\b)[\w’'&/-]+\s){{0,5}}?(?:[a-z]+-)?$"
    )
)
_CAPITALS_LAST = Pattern(
    r"(?:(?:state|former|acting)[ -])?(?:(?:(?:[A-Z]\.){2,}|[A-Z0-9][\w’'&/-]*)\s(?:(?:of|for|and|the)\s)*)*$"
)
_TOKEN = re.compile(r"[\w’-]+")
# What ends a description after a name, and what cannot stand inside one before it.
_ENDS = frozenset("by as while when after before whose who has have had is are was were will would".split())  # noqa: SIM905
_CUTS = cue_words("adjacent", "ask", form="past") | {"was", "were", "is", "are", "sent", "week", "month", "year"}
_FUNCTION = ("preposition", "conjunction", "determiner")
_CUTS |= {term for kind in _FUNCTION for term in terms("function_words", **{"class": kind})}


_WHOLE_WORD = re.compile(r"(?<![\w-])[\w-]+(?![\w’'-])")  # not the "prosecutor" of "the prosecutor’s office"
# "president of the Guild joined the picket line"
_ACTED = re.compile(r"(?<!\bwho)(?<!\bthat)(?<!\bwhich)\s\w+ed\s(?:the|an?|its|his|her|their)\s.*")


class Role(NamedTuple):
    """What a text says that a person is: its words and where they stand."""

    start: int
    end: int
    text: str


# "According to the Guild, the firm has refused" describes nobody
_TELLS = Pattern(lambda: rf"(?:(?!(?:who|which|that|whose)\s)[\w’'-]+\s){{1,8}}?(?:{prefix_tree(finite_verbs())})\s")
# "But the chairman", "On February 20 President": what opens a sentence before a description.
_LEADS_IN = re.compile(
    r"(?:(?:But|And|So|Not|Even|[Hh]owever|For|On|In|At|By|After|While|When|As|Earlier|Later|Meanwhile|Today)\s(?:\w+day\s)?"
    r"(?:\w+\s\d{1,2}\s)?)?(?:(?:this|last|next)\s(?:week|month|year)\s)?(?:(?:[A-Z][A-Z’'-]+\s){3,}(?=[A-Z][a-z]))?"
)


def _role(text: str, start: int, end: int) -> Role:
    if lead := _LEADS_IN.match(text, start, end):
        start = lead.end()
    return Role(start, end, fold(text[start:end]))


def describe_body(text: str, start: int, end: int) -> Role | None:
    """Find what a body is said to be: "Ridge Health, a nonprofit with three hospitals,", "French carmaker Rivolt"."""
    after = _BODY_AFTER.match(text, end)
    if after and (not SAID_WORDS.isdisjoint(after[0].split()) or _TELLS.match(after[1])):
        after = None  # "…, a union spokesman said over the phone"
    words = after["noun"].lower().split()[:6] if after and after["noun"] else []
    names_body = (word.title() in ORG_HEADS or ends_in(words[: at + 1], BODY_NOUNS) for at, word in enumerate(words))
    if after and (not words or any(names_body)):
        return _role(text, *after.span(1))
    before = _WORDS_BEFORE.search(text, max(0, start - 70), start)
    if not before or not ends_in(before[0].split(), BODY_NOUNS):
        return None
    at = _last_cut(text, *before.span())
    return _role(text, at, before.end() - 1) if " " in text[at : before.end() - 1] else None


def ends_in(words: list[str], nouns: Collection[str]) -> bool:
    """Tell whether words end in one of some nouns, or in a maker of something: "French carmaker"."""
    words = [word.lower() for word in words[-3:]]
    is_maker = bool(words) and words[-1].removesuffix("s").endswith("maker")
    return is_maker or any(" ".join(words[first:]) in nouns for first in range(len(words)))


def follows_firm(text: str, start: int) -> bool:
    """Tell whether a description names a firm: "brewery giant Marlow Lyle", but "at the mill Ana Ruiz said"."""
    words = text[max(0, start - 32) : start].rpartition("\n")[2].lower().split()
    others = terms("name_neighbours", place="after", kind="place") | terms("telling_words", kind="workplace") | {"boss"}
    is_other = not terms("function_words", **{"class": "determiner"}).isdisjoint(words[-2:-1])
    is_other = is_other or " ".join(words[-2:]) in terms("name_neighbours", place="before", kind="group")
    is_firm = ends_in(words, terms("descriptions", kind="employer") - others) and not is_other
    return text.startswith(" ", max(0, start - 1)) and is_firm and not words[-1].endswith("s")


BODY_NOUNS = frozenset(term for term, kind in mapping("descriptions", "kind").items() if kind != "report")
"""The nouns that describe a body: "retailer", "health system"."""
_TOLD = ((word, cue) for word, cue in cue_forms().items() if cue.takes in ("say", "tell", "that"))
SAID_WORDS = frozenset(word for word, cue in _TOLD if cue.form == "past" or (cue.form == "s" and not cue.is_noun))
"""The verbs that make a speaker of the name beside them; not a form that is a noun as well ("posts")."""


def _last_cut(text: str, start: int, end: int) -> int:
    """Find where a description begins in the words before a name."""
    words = _TOKEN.finditer(text, start, end)
    cuts = (word.end() + 1 for word in words if word[0].lower() in _CUTS or word[0].lower() in SAID_WORDS)
    return max((cut for cut in cuts if cut <= end), default=start)


def find_role(text: str, start: int, end: int, sure: bool = False) -> Role | None:
    """Find what a person is said to be, beside the name: the first of `roles_beside`.

    >>> text = "Gina, a nurse at Downey, rejected it. Bakery worker Ana Ruiz agreed."
    >>> find_role(text, 0, 4).text, find_role(text, 52, 60).text
    ('a nurse at Downey', 'Bakery worker')
    """
    return next(roles_beside(text, start, end, sure), None)


def roles_beside(text: str, start: int, end: int, sure: bool = False) -> Iterator[Role]:
    """Find what a person is said to be: an apposition after the name, a description before it, or both.

    Where it is `sure` that the name is a person's, "a regular at the canteen" describes one as well as a trade does.
    """
    title = _HONORIFIC.search(text, max(0, start - 14), start)
    opens = title.start() + 1 if title else start
    leading = _role_leading(text, opens) or _role_leading(text, start)
    after = _role_after(text, start, end, sure)
    is_clause = after and re.search(r"\bwho\b", text[end : after.end])  # "Mayor Ana Ruiz, who is on the council"
    if after and not (leading and (is_clause or text.startswith((" is ", " was ", " serves ", " works "), end))):
        yield after
    elif apposed := _role_apposed(text, opens):
        yield apposed
    elif leading:
        belongs = _BELONGS.match(text, end)  # "Landlord Mike Kelly of the Orient pub,"
        yield leading._replace(end=belongs.end(), text=f"{leading.text} {fold(belongs[0])}") if belongs else leading
        if after and is_clause:
            yield after
    elif (credential := _CREDENTIAL.match(text, end)) and credential[1].lower() in _LAST_WORDS:
        yield _role(text, *credential.span(1))


def _role_after(text: str, start: int, end: int, sure: bool) -> Role | None:
    """ "Gina, a nurse at Downey", "Don Hale is the managing director of Norlink"; not "Gina, told reporters"."""
    after = _APPOSITION.match(text, end)
    if not after:
        return None
    words = _up_to_verb(after["role"])
    cue = cue_forms().get(words.split(None, 1)[0])  # "told the drivers", but "state labour minister"
    if (cue and cue.form != "base") or _DESCRIBES_NOBODY.match(words) or _SOMEONE_ELSE.search(words):
        return None
    described = words.startswith(("a ", "an ")) and not after["told"] and sure
    nouns = _LAST_WORDS | (_PLURALS if words.startswith("one of ") else frozenset())
    holds = any(not nouns.isdisjoint((word, word.rpartition("-")[2])) for word in _WHOLE_WORD.findall(words.lower()))
    if not (described or holds or words.startswith(("who ", "who’s ", "who's ")) or _ACTS_FOR.match(words)):
        return None
    return _role(text, after.start("role"), after.start("role") + len(_ACTED.sub("", words)))


def _up_to_verb(words: str) -> str:
    is_clause = re.match(r"who\s\w+", words)  # "who has driven trams"
    told = _TOKEN.finditer(words, is_clause.end() if is_clause else 0)
    # not at "a certified nursing assistant"
    ends = (word.start() - 1 for word in told if word[0] in _ENDS or (word[0] in SAID_WORDS and word.start() > 3))
    return words[: next((end for end in ends if end > 0), len(words))]


def _role_apposed(text: str, start: int) -> Role | None:
    comma = start - 2
    for at, end, word in _ROLES.find_each(text, start - 90, comma) if text.startswith(", ", comma) else ():
        opening = _OPENS_APPOSED.search(text, max(0, start - 90), at)
        is_one = opening and (word in terms("roles") or opening[0].lower().startswith("one of "))
        if is_one and _OF_WHAT.fullmatch(text, end, comma):
            return _role(text, opening.start(), comma)
    return None


def _role_leading(text: str, start: int) -> Role | None:
    """ "Bakery worker Ana Ruiz", "Minister for Public Transport Alan Kelly": a description right before the name."""
    tail = _LEADS_TO.search(text, max(0, start - 14), start)
    for at, end, word in _ROLES_AND_TITLES.find_each(text, start - 100, tail.start()) if tail else ():
        is_beside = end == tail.start() and (text[end] != "." or word in terms("titles"))  # no "baker. Ana Ruiz"
        if is_beside or (word.lower() in _OFFICES and OF_BODY.fullmatch(text, end, tail.start())):
            close = end + (text[end] == ".") if is_beside else tail.start()
            if is_beside and word in terms("titles") and (role := _role_leading(text, at)):
                return _role(text, role.start, close)  # "police spokesman Lt. Ana Ruiz"
            if is_beside and text[at].isupper():
                # "sent Acting Labor Secretary", "You all got President".
                return _role(text, _CAPITALS_LAST.search(text, max(0, start - 100), at).start(), close)
            words = _WORDS_LAST.search(text, max(0, start - 100), at)  # right after an apostrophe there are none
            return _role(text, _last_cut(text, words.start(), at) if words else at, close)
    return None


def opens_as_person(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence opens with a name that an apposition describes: "Petra, one of the cooks, takes"."""
    role = _role_after(text, start, end, sure=False)
    return bool(role and re.compile(r",\s(?:who\s)?[a-z]+(?:s|ed)\b").match(text, role.end))


_LINES = read_lexicon("roles")
# The last words of all descriptions of people, and titles.
_PLURALS = frozenset(line["plural"].split()[-1].lower() for line in _LINES)
_LAST_WORDS = frozenset(noun.split()[-1].lower() for noun in terms("roles") | terms("titles"))
_ROLES = TermFinder(lambda: ((line[one], line[one]) for line in _LINES for one in ("term", "plural")))
_HONORIFICS = (terms("titles", side="") | terms("titles", side="other")) - {
    word.title() for noun in terms("roles") for word in noun.split()[1:]
}
_SIDED = terms("roles") | terms("titles") - terms("titles", side="")
_ROLES_AND_TITLES = TermFinder(lambda: ((word, word) for word in sorted(_SIDED)))  # the title "Rep" before a "rep"
_OFFICES = frozenset(map(str.lower, terms("titles") | {line["term"] for line in _LINES if line["office"]}))
