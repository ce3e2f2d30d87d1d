"""Where a reported clause begins after its cue, with or without "that".

"Kaiser said [it could not immediately provide a response on the strike’s end]." begins at "it", "announced Monday
[they had authorized a one-day strike]" at "they". Clauses before their cue are left to `postposed`, where a clause ends
to `takeover`.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.grammar.clauses import clause_opens_at, has_finite_verb
from kaiser_data.extract.grammar.subjects import Subject
from kaiser_data.extract.quotes.cues import Cue, cue_words
from kaiser_data.lexicon import prefix_tree, read_lexicon, terms

_DAY = (
    r"(?:(?:on\s|late\s(?:on\s)?|early\s(?:on\s)?|last\s|this\s)?(?:Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|"
    r"week|month|year|night|morning|afternoon|evening)(?:\s(?:night|morning|afternoon|"
    r"evening))?|recently|earlier|later|again|"
    r"(?:on\s)?[A-Z][a-z]+\.?\s\d{1,2}|at\sthe\stime)"
)
_MANNER = (
    r"(?:(?:in|through|via)\s(?:an?|its|his|her|their|the|recent)\s[^,.;:]{2,50}?|"
    r"at\s(?:an?|the)\s[^,.;:]{2,50}?|on\s(?:the|a|his|her|its|social|Twitter|"
    r"Facebook|X|CNN|Fox|MSNBC|NBC|ABC|CBS|NPR|Sky)[^,.;:]{0,40}?|"
    r"during\s[^,.;:]{2,50}?|by\s(?:phone|email|e-mail|text)|under\soath|publicly|"
    r"privately|repeatedly|simply|flatly|bluntly|to\s(?:the|an?|his|her|its|their|"
    r"[a-z]*reporters|members|[A-Z])[^,.;:]{0,50}?|from\sthe\s(?:start|outset|"
    r"beginning)|after\s[^,.;:]{2,40}?|of\s[^,.;:]{2,40}?\sin\sa\s[^,.;:]{2,30}?)"
)
ADVERBIALS = rf"(?:,?\s+(?:{_DAY}|{_MANNER}|{_DAY}\s{_MANNER}|{_MANNER}\s{_DAY}|in\spart|too|\w+ly),?)"
_THAT = re.compile(rf"\s+that(?=[\s,])|(?:{ADVERBIALS}){{1,2}}\s+that(?=[\s,])", re.DOTALL)
_TOLD_THAT = re.compile(r"\s+[^.,;:()“”\"]{1,90}?\s+(that)(?=[\s,])")
_PROOF_THAT = re.compile(
    r"\s+(?:[^,.;:]{0,40}\s)?as\s(?:proof|evidence|a\ssign|saying|an\sindication)\s+that(?=\s)|\s+as\ssaying\b"
)


@cache
def listener() -> re.Pattern:
    """Compile who is told: "reporters", "a hearing in Leeds", "the Herald"."""
    roles = {line["plural"].lower() for line in read_lexicon("roles")}
    audience = prefix_tree(roles | terms("audiences") | terms("descriptions"))
    return re.compile(
        rf"\s+(?:me|us|him|her|them|you|(?:[^\s,.;:“”\"]+\s){{0,6}}?(?:{audience}|[A-Z][\w’'.&-]*)"
        rf"(?:\s(?:in|at|on|of)\s[^,.;:“”\"]{{2,40}}?)?)(?:{ADVERBIALS})?"
    )


_GAP = re.compile(
    r"\s((?:has|have|had|is|are|was|were|will|would|could|can|may|might|must|"
    r"should|do|does|did|includes?|means|amounts?|makes?|"
    r"needs?|leaves?|costs?|puts?)(?:n[’']t)?)\s(?!that\b)"
)
_SKIP = re.compile(rf"(?:{ADVERBIALS}){{0,1}}\s+(?=\S)", re.DOTALL)
_WH = re.compile(
    r"(?:\s+(?:me|us|him|her|them|reporters|members|workers|\w+))?\s+(?=(?:how|why|what|whether|where|when|who|if)\s)"
)
_WH_HOW = re.compile(r"\s+(?=(?:how|why|what|whether|where)\s)")
_BECAUSE = re.compile(r"\s+that\s+(?=because\s)")


class Report(NamedTuple):
    """A reported clause `start:end`, its cue, the words of its subject (none where the text has none) and the rule."""

    start: int
    end: int
    cue: Cue
    subject: Subject | None
    rule: str


class Frame(NamedTuple):
    """A sentence as the narrator tells it, quotations counted as words of it."""

    start: int
    end: int


# "she said." governs nothing after it.
_CLOSES = frozenset(".:;?!)”…—")
_NONE = (-1, "")
_SAYS = frozenset({"say", "that"})
_PROVES = frozenset({"say", "that", "as"})
_TAKES_THAT = frozenset({"say", "that", "show", "how", "ask", "tell"})
_TAKES_HOW = frozenset({"how", "say", "that", "tell"})


def content_start(masked: str, frame: Frame, cue: Cue) -> tuple[int, str]:
    """Find where the clause that a cue governs begins, and by which rule; -1 where it governs none."""
    at, end, takes = cue.end, frame.end, cue.takes
    if masked[at : at + 1] in _CLOSES:
        return _NONE
    if found := _that_clause(masked, cue, end):
        return found
    if takes == "tell" and (told := _after_listener(masked, at, end)):
        return told, "indirect.told"
    if takes == "ask" and (match := _WH.match(masked, at, end)):
        return match.end(), "indirect.whether"
    if takes in _TAKES_HOW and (match := _WH_HOW.match(masked, at, end)):
        # "announced what it calls" has a thing for its object, not a question
        is_thing = takes == "that" and masked.startswith("what", match.end())
        return _NONE if is_thing else (match.end(), "indirect.how")
    # "warned the depot would close": but "told" wants a listener
    bare = takes in _SAYS or (takes == "tell" and cue_words()[cue.word.lower()]["lemma"] != "tell")
    return _bare_clause(masked, cue, end) if bare else _NONE


def _after_listener(masked: str, at: int, end: int) -> int:
    """Find the clause after who is told: surely a new noun phrase, else whatever holds a verb; 0 where none is."""
    spaces = [match.end() for match in _SPACE.finditer(masked, at + 1, min(end, at + 130))]
    for strict in (True, False):
        for start in spaces:
            opens = clause_opens_at(masked, start, end, strict) and not _NP_GOES_ON.search(masked, at, start)
            if opens and listener().fullmatch(masked, at, start - 1):
                return start
    return 0


_NP_GOES_ON = re.compile(r"\b(?:the|an?|his|her|its|their|of|in|at|on|for|and)\s\Z")
_SPACE = re.compile(r"\s(?=\S)")


def _that_clause(masked: str, cue: Cue, end: int) -> tuple[int, str] | None:
    """Find the clause after "that", which a listener or an adverbial may part from its cue."""
    at, takes = cue.end, cue.takes
    if match := _BECAUSE.match(masked, at, end):
        return match.end(), "indirect.because"
    if takes in _PROVES and (match := _PROOF_THAT.match(masked, at, end)):
        return next_word(masked, match.end()), "indirect.proof_that"
    if takes in _TAKES_THAT and (match := _THAT.match(masked, at, end)):
        return next_word(masked, match.end()), "indirect.that"
    match = _TOLD_THAT.match(masked, at, end) if takes == "tell" else None
    if match and not has_finite_verb(masked[at : match.start(1)]):
        return next_word(masked, match.end()), "indirect.told_that"
    return None


def _bare_clause(masked: str, cue: Cue, end: int) -> tuple[int, str]:
    """Find the clause without "that": after a gap of its own, an adverbial or nothing."""
    if match := _GAP.match(masked, cue.end, end):
        return match.start(1), "indirect.gap"
    strict = cue.takes != "say"
    match = _SKIP.match(masked, cue.end, end)
    at = match.end() if match else -1
    if at > 0 and clause_opens_at(masked, at, end, strict or at > cue.end + 1):
        return at, "indirect.bare"
    bare = cue.end
    while bare < cue.end + 8 and masked[bare : bare + 1].isspace():
        bare += 1
    if bare != at and bare < end and clause_opens_at(masked, bare, end, strict):
        return bare, "indirect.bare"
    return _NONE


def next_word(masked: str, at: int) -> int:
    """Give the offset of the next word at or after `at`."""
    while at < len(masked) and masked[at] in " \xa0\n\r,":
        at += 1
    return at
