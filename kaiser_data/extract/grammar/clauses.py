"""Is this a clause of its own? What a stretch of words opens with, and whether a finite verb follows.

"We have two unique patient identifiers" has its subject and verb within; "who don't even know how to call a fire
alarm" has not, nor has "strongest national bargaining offer ever". Without a parser this is judged by the first
words: a pronoun and a verb, a noun phrase and an auxiliary or a verb in -s or -ed, an imperative, an answer.
"""

import re

from kaiser_data.extract.grammar.words import past_forms
from kaiser_data.lexicon import prefix_tree

# Not all of them are finite alone ("need", "look"): what follows a noun phrase as its verb, beside the irregular pasts.
_VERBS = (  # noqa: SIM905
    "is are was were am be has have will would could can may might must should shall do does cannot need needs want "
    "wants says make makes goes get gets take takes means remain remains come comes give gives keep keeps know knows "
    "look looks seem seems become becomes shows continue continues deserve deserves rests relies include includes "
    "require requires eat eats amounts leaves"
).split()
_DENIED = "(?:is|are|was|were|has|have|had|wo|would|could|ca|should|do|does|did)n[’']t"
_AUX = rf"{prefix_tree([*_VERBS, *past_forms()])}|{_DENIED}"
_PRONOUN = (
    r"I|we|you|he|she|they|it|there|this|that|these|those|who|what|everyone|everybody|"
    r"nobody|somebody|someone|people|here|one|no\sone"
)
_CONTRACTED = re.compile(rf"(?:{_PRONOUN}|let|how|where|why|when)[’'](?:s|re|m|ve|d|ll)\b", re.IGNORECASE)
_PRONOUN_VERB = re.compile(
    rf"(?:and\s|but\s|so\s|because\s|if\s|when\s|then\s|now\s|or\s|as\s|while\s)?(?:I|"
    rf"we|you|he|she|they|it|there|this|that|these|those|nobody|everyone|everybody|"
    rf"people|no\sone|someone|somebody)\s+(?:\w+ly\s+|all\s+|just\s+|never\s+|"
    rf"always\s+|still\s+|also\s+|only\s+|both\s+)?(?:{_AUX}|\w+ed|\w+s|[a-z]+)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(rf"\b(?:(?:{_AUX})\b|[a-z]{{3,}}ed\b)|n[’']t\b")
_RELATIVE = re.compile(
    r"(?:who|which|that|whose|whom|where|to|of|for|as|by|in|on|at|with|from|than|"
    r"and|or|not|very|so|too|more|most|about|under|over|without|until|up)\b",
    re.I,
)
_NOUN_PHRASE = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]heir|[Mm]y|[Yy]our|[Hh]is|[Hh]er|[Ii]ts|"
    r"[Tt]hese|[Tt]hose|[Tt]his|[Tt]hat|[Ee]very|[Aa]ll|[Ss]ome|"
    r"[Mm]any|[Mm]ost|[Nn]o|[Aa]ny|[Bb]oth|[Ee]ach|\d[\d,.]*|[A-Z][\w’'-]*)\s|"
    r"(?!(?:has|was|is|does|goes|says|needs|wants)\b)[a-z]{3,}s\s)"
)
_ANSWER = re.compile(
    r"(?:yes|yeah|no|oh|well|ok|okay|absolutely|never|hell|thank|thanks|please|not|enough|sorry|shame|let)\b[,.!’']?",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"[A-Z][a-z]+(?:\s(?:the|a|an|our|your|us|me|them|it|him|her|on|up|out|in|to|this|that|these|those|back)\b)"
)


def has_finite_verb(words: str) -> bool:
    """Tell whether a stretch holds a finite verb.

    >>> has_finite_verb("the deal was done"), has_finite_verb("a badge of honor")
    (True, False)
    """
    return bool(_FINITE.search(words))


_SURELY_VERBS = frozenset(
    "is are was were am has have had will would could can may might must should shall does did cannot took went came "  # noqa: SIM905
    "began knew lost won gave means needs wants remains includes makes rose fell met left got".split()
)
_NOT = re.compile(r"\w+n[’']t")


def is_auxiliary(word: str) -> bool:
    """Tell whether a word can only be a finite verb, or nearly so: what proves a clause without "that".

    >>> is_auxiliary("would"), is_auxiliary("cost")
    (True, False)
    """
    return word in _SURELY_VERBS or bool(_NOT.fullmatch(word))


_HEAD_END = re.compile(r"[,;:.!?—]")
_RELATIVES = frozenset({"who", "which", "that", "to"})
_NOT_BEFORE_VERB = frozenset({"a", "an", "the", "our", "their", "my", "your", "his", "her", "its", "this", "of", "to"})


def opens_with_clause(words: str) -> bool:
    """Tell whether a quotation opens with a main clause of its own.

    >>> opens_with_clause("the scabs don't know how to work the system"), opens_with_clause("not safe")
    (True, False)
    """
    words = words.lstrip("“”\"'‘’[(…. *")
    bare = words.replace("]", "").replace("[", "")
    if _CONTRACTED.match(bare):
        return True
    if match := _PRONOUN_VERB.match(bare):
        return not match[0].lower().startswith(("that ", "this ")) or has_finite_verb(bare[:60])
    stop = _HEAD_END.search(bare)
    head = bare[: stop.start()] if stop else bare
    if len(head.split()) < 2:
        return False
    if _RELATIVE.match(bare):
        return bare[0].isupper() and has_finite_verb(bare)
    finite = _FINITE.search(head)
    if not finite or finite.start() == 0:
        return False
    before = head[: finite.start()].split()
    if not before or len(before) >= 14 or before[-1].lower() in _NOT_BEFORE_VERB:
        return False  # "a lost October"
    if not _RELATIVES.isdisjoint(before[1:]) or (finite[0].endswith("ed") and len(before) < 2):
        return False
    return bool(_NOUN_PHRASE.match(head))


_GOES_ON = re.compile(r"[.!?]\s")


def is_utterance(words: str) -> bool:
    """Tell whether quoted words can stand as someone's own sentence: a clause, a question, an answer, an order.

    >>> is_utterance("Find the others."), is_utterance("Yeah, I’m all for it,"), is_utterance("record contract")
    (True, True, False)
    """
    bare = words.lstrip("“”\"'‘’[(…. *")
    if not bare:
        return False
    if opens_with_clause(words):
        return True
    ended = words.rstrip("”\"’'").endswith((".", "!", "?", ",", "…", "—"))
    opens_big = bare[0].isupper() or bare[0].isdigit()
    if opens_big and ended and (_ANSWER.match(bare) or _IMPERATIVE.match(bare) or _GOES_ON.search(words)):
        return True
    return opens_big and ended and ((words.count(" ") >= 3 and has_finite_verb(words)) or words.endswith(("!", "?")))


_BARE_SUBJECT = re.compile(
    r"(?:he|she|it|they|we|I|you|there|this|these|those|that|the|an?|his|her|"
    r"its|their|our|my|some|many|most|all|both|no|every|"
    r"any|such|nearly|about|more|only|one|two|three|four|\$?\d|[A-ZÀ-Þ“\"]|[a-z]+s\b|"
    r"[a-z-]+\s[a-z]+s\b|[a-z]+ing\b|if|when|while|because|despite|after|under|"
    r"in)",
)


_STRICT_SUBJECT = re.compile(
    r"(?:he|she|it|they|we|I|you|there)\s|(?:this|these|those|the|an?|his|her|"
    r"its|their|our|my|some|many|most|all|no|[A-ZÀ-Þ])",
    re.ASCII,
)


_NOT_BARE = re.compile(
    r"(?:of|to|for|about|with|at|by|from|as|up|out|over|on|into|and|or|so|nothing|little|yes)\b|no\b(?=[,.;]|\s(?:because|to|as|when|but|and|for|after)\b)"
)


_SUBORDINATE = re.compile(r"(?:if|when|while|because|despite|after|under|in)\s")
_PERSONAL = re.compile(r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Yy]ou|[Tt]here)[\s’']")


def clause_opens_at(masked: str, at: int, end: int, strict: bool = False) -> bool:
    """Tell whether a clause with a subject and a finite verb of its own opens at `at`."""
    if not (_STRICT_SUBJECT if strict else _BARE_SUBJECT).match(masked, at) or _NOT_BARE.match(masked, at):
        return False
    stretch = masked[at : min(end, at + 160)]
    for mark in ";:—":
        stretch = stretch.partition(mark)[0]
    if _SUBORDINATE.match(stretch):
        return (
            not strict
            and ", " in stretch
            and _has_verb_early(stretch[stretch.index(", ") + 2 :], limit=9, strict=False)
        )
    return _has_verb_early(stretch, 14 if not strict else 9, strict)


def _has_verb_early(stretch: str, limit: int, strict: bool) -> bool:
    """Tell whether a finite verb follows within a noun phrase's length and outside its relative clause."""
    if _PERSONAL.match(stretch):
        return True
    words = stretch.replace("“", " “ ").replace("”", " ” ").split(None, limit + 4)[: limit + 4]
    relative = 0
    for number, word in enumerate(words):
        bare = word.strip("“”\"'’,()").lower()
        if bare in ("who", "which", "that", "whose", "to") and number:
            relative = number
            if bare == "to":
                return False
        if number and words[number - 1].endswith(",") and (bare.endswith("ing") or bare in ("who", "which")):
            return False
        if strict and number and (bare in ("and", "or", "but") or words[number - 1].endswith(",")):
            return False
        finite = is_auxiliary(bare) if strict else _is_finite(bare, words[number - 1])
        if number and finite and (not relative or number - relative > 2):
            return True
        if number > limit or (word.endswith((".", ";", ":")) and len(word) > 3):
            return False
    return False


_NOUN_FOLLOWS = frozenset(
    {"the", "a", "an", "of", "in", "for", "to", "with", "by", "at", "on", "from", "its", "their", "his", "her"}
)
_DOERS = ("union", "company", "deal", "plan", "law", "bill", "it", "management", "contract", "offer", "strike")


def _is_finite(word: str, before: str) -> bool:
    before = before.lower()
    if before in _NOUN_FOLLOWS:
        return False
    return has_finite_verb(word) or (
        word.endswith("s")
        and len(word) > 4
        and not word.endswith(("ss", "us", "ies", "ers", "ons"))
        and before.rstrip("’'s").endswith(_DOERS)
    )
