"""Clauses without a parser: where one is cut from its sentence, and whether words are one of their own.

"bargaining over staffing and pay broke down, their union said" tells of the talks; "their union said" is left out.
In "The nurses' contract, which covers some 2,300 people, expired May 31" the relative clause stays, since the clause
around it goes on. Punctuation and connectives decide where to cut: a clause may come out a few words too long.

"We have two unique patient identifiers" has its subject and verb within; "who don't even know how to call a fire
alarm" has not, nor has "strongest national bargaining offer ever". This is judged by the first words: a pronoun and a
verb, a noun phrase and an auxiliary or a verb in -s or -ed, an imperative, an answer.

"workers would return … at 7 a.m. Tuesday" looks ahead, "labor leaders said Monday" back. The nearest verb group
before the date in its clause decides, else the first one after it ("On Monday, several thousand … are joining the
walkout"). Tense inside a quotation is not told from the tense of the text around it.
"""

import re
from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.grammar.words import certain_verbs, changed_forms, finite_verbs, past_forms
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms

_DENIED = "(?:is|are|was|were|has|have|had|wo|would|could|ca|should|do|does|did)n[’']t"
_AUX = rf"{prefix_tree(finite_verbs())}|{_DENIED}"
# "Korean-owned", "low-cost" and "cost-cutting" are no verbs.
FINITE = re.compile(
    rf"\b(?<![\w.]-)(?:(?:{_AUX})\b|(?<![Tt]he\s)(?<!\b[Aa]\s)(?<!\b[Aa]n\s)[a-z]{{3,}}ed\b)(?!-\w)|n[’']t\b|"
    r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]here|[Tt]hey|[Ww]e|[Yy]ou|I)[’'](?:s|re|ve|m|d|ll)\b"
)
_IMPERATIVE = Pattern(
    r"[A-Z][a-z]+\s(?:the|a|an|our|your|us|me|them|it|him|her|on|up|out|in|to|this|that|these|those|back)\b"
)


_ANSWER = Pattern(lambda: rf"{prefix_tree(terms('answers'))}\b", re.IGNORECASE)


def has_finite_verb(words: str) -> bool:
    """Tell whether a stretch holds a finite verb.

    >>> has_finite_verb("the deal was done"), has_finite_verb("a badge of honor")
    (True, False)
    """
    return bool(FINITE.search(words))


_NOT = re.compile(r"\w+n[’']t")


def is_auxiliary(word: str) -> bool:
    """Tell whether a word can only be a finite verb, or nearly so: what proves a clause without "that".

    >>> is_auxiliary("would"), is_auxiliary("cost")
    (True, False)
    """
    return word in certain_verbs() or bool(_NOT.fullmatch(word))


def opens_with_clause(words: str) -> bool:
    """Tell whether a quotation opens with a main clause of its own.

    >>> opens_with_clause("the scabs don't know how to work the system"), opens_with_clause("not safe")
    (True, False)
    """
    bare = words.lstrip("“”\"'‘’[(…. *").replace("]", "").replace("[", "")
    return clause_opens_at(bare, 0, len(bare), strict=True)


def is_utterance(words: str) -> bool:
    """Tell whether quoted words can stand as someone's own sentence: a clause, a question, an order.

    >>> is_utterance("Find the others."), is_utterance("record contract")
    (True, False)
    """
    bare, closed = words.lstrip("“”\"'‘’[(…. *"), words.rstrip("”\"’'")
    if not bare or opens_with_clause(words):
        return bool(bare)
    if not bare[0].isupper() or not closed.endswith((".", "!", "?", ",", "…", "—")):
        return False
    is_sentence = closed.endswith(("!", "?")) or _ANSWER.match(bare) or _IMPERATIVE.match(bare)
    return bool(is_sentence) or (words.count(" ") >= 3 and has_finite_verb(words))


_BARE_SUBJECT = re.compile(
    r"(?:he|she|it|they|we|I|you|there|this|these|those|that|the|an?|his|her|"
    r"its|their|our|my|some|many|most|all|both|no|every|"
    r"any|such|nearly|about|more|only|one|two|three|four|\$?\d|[A-ZÀ-Þ“\"]|[a-z]+s\b|"
    r"[a-z-]+\s[a-z]+s\b|(?:(?!(?:last|this|next|late|early|earlier|later|it|that|who|which|they|he|she|we|yesterday|today|also)\s)[a-z-]+\s){1,3}(?:would|will|was|is|had|has|could|may|might|must|can|should|cannot)\b|[a-z]+ing\b|if|when|while|because|despite|after|under|"
    r"in)",
)
_STRICT_SUBJECT = re.compile(
    r"(?:he|she|it|they|we|I|you|there)[\s’']|(?:this|these|those|the|an?|his|her|"
    r"its|their|our|my|some|many|most|all|no|(?:about\s|nearly\s|at\sleast\s)?\d|[A-ZÀ-Þ“\"])",
    re.ASCII,
)
_NOT_BARE = re.compile(
    r"(?:of|to|for|about(?!\s\d)|with|at|by|from|as|up|out|over|on|into|and|or|so|nothing(?!\slike\s)|little|yes)\b|"
    r"no\b(?=[,.;]|\s(?:because|to|as|when|but|and|for|after)\b)"
)
_SUBORDINATE = re.compile(r"(?:if|when|while|because|despite|after|under|in)\s")
# "found it hard to sleep" has no clause
_PERSONAL = re.compile(
    rf"(?!it\s(?!(?:{_AUX})\b)\w+(?<!s)(?<!ed)\sto\b)(?i:s?he|it|they|we|I|you|there)[\s’']|(?i:that|what|here|let)[’']s\b"
)


def clause_opens_at(masked: str, at: int, end: int, strict: bool = False) -> bool:
    """Tell whether a clause with a subject and a finite verb of its own opens at `at`."""
    if not (_STRICT_SUBJECT if strict else _BARE_SUBJECT).match(masked, at) or _NOT_BARE.match(masked, at):
        return False
    stretch = re.split("[;:—]", masked[at : min(end, at + 160)], maxsplit=1)[0]
    if not _SUBORDINATE.match(stretch):
        return _has_verb_early(stretch, 9 if strict else 14, strict)
    _, comma, main = stretch.partition(", ")
    return not strict and bool(comma) and _has_verb_early(main, limit=9, strict=False)


def _has_verb_early(stretch: str, limit: int, strict: bool) -> bool:
    """Tell whether a finite verb follows within a noun phrase's length and outside its relative clause."""
    if _PERSONAL.match(stretch):
        return True
    words = stretch.replace("“", " “ ").replace("”", " ” ").split(None, limit + 4)
    relative = 0
    for number in range(1, min(len(words), limit + 2)):
        before, word = words[number - 1], words[number].strip("“”\"'’,()").lower()
        if word == "to" or _is_cut(before, word, strict):
            return False
        if word in ("who", "which", "that", "whose"):
            relative = number
        finite = before.lower() not in _NOUN_FOLLOWS and (is_auxiliary(word) if strict else _is_finite(word, before))
        if finite and (not relative or number - relative > 2):
            return True
    return False


def _is_cut(before: str, word: str, strict: bool) -> bool:
    """Tell whether a subject cannot go on from one word to the next: at a full stop, at an aside."""
    if (before.endswith((".", ";", ":")) and len(before) > 3) or word in ("because", "although", "though", "unless"):
        return True  # "ruled the strike illegal because it was"
    if before.endswith(","):
        return strict or word.endswith("ing") or word in ("who", "which")
    return strict and word in ("and", "or", "but")


_NOUN_FOLLOWS = frozenset(
    {"the", "a", "an", "of", "in", "for", "to", "with", "by", "at", "on", "from", "its", "their", "his", "her"}
)


def _is_finite(word: str, before: str) -> bool:
    """Tell whether a word is a finite verb after another: "the company plans" has one, "the plans" none."""
    in_s = word.endswith("s") and len(word) > 4 and not word.endswith(("ss", "us", "ies", "ers", "ons"))
    return has_finite_verb(word) or (in_s and before.lower().rstrip("’'s") in _doers())


@cache
def _doers() -> frozenset[str]:
    return terms("descriptions") | terms("event_nouns") | {"it"}


_VERB = (
    rf"(?:was|were|is|are|had|has|have|will|would|did|does|could|can|may|might|must|{prefix_tree(changed_forms())}"
    r"|[a-z]{3,}ed)\b"
)
_SUBJECT = r"(?:[\w’'&/.-]+\s+){1,7}?"
# What a participle after a comma adds: "ended on Friday, prompting the mill to reopen".
_TRAILING = any_of("telling_words", kind="trailing")
_NEW_SUBJECT = (
    rf"(?:it|they|we|he|she|that|then)\s|(?:on|in|last|this)\s+\w+\s+{_SUBJECT}{_VERB}"
    rf"|(?:the|a|an|its|their|his|our|both|most|some|many)\s+(?:[\w’'&/-]+\s+){{0,4}}?{_VERB}"
)
# What opens another clause, after a comma or without one.
_JOINED = rf"(?:and|but|so|yet)\s+(?={_VERB}|{_NEW_SUBJECT})"
_RELATIVE = r"(?=(?:which|who|whose|where|whereas|although|though|because|unless|while|when|once|if)\s)"
_THAT = rf"(?=that\s+{_SUBJECT}{_VERB})"
_JUST = rf"(?i:{any_of('telling_words', kind='near')})"
_CLOCK = r"(?:midnight|midday|noon|\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m)\b"  # "from after midnight"
_AFTER = rf"(?=(?:{_JUST}\s+)?(?:after|before|since|until|as)\s+(?!{_CLOCK}){_SUBJECT}{_VERB})"
# "hours after" is cut before `hours`.
_NOT_JUST = "".join(rf"(?<!\b(?i:{word})[,\s])" for word in sorted(terms("telling_words", kind="near")))

# "Jan. 6 – Mar. 9, 2020" is one stretch of days.
_DAY = r"(?:\d|[A-Z][a-z]{2,8}\.?\s\d)"


# What parts two clauses: a sign or a space, and what opens another clause behind it.
_BREAKS = Pattern(
    lambda: (
        rf"""[,;:\s—–](?:
         (?:(?<=\s)\s*|(?<=,)\s+)(?:{_JOINED}|{_RELATIVE}|{_THAT})
        |(?:(?<=\s){_NOT_JUST}\s*|(?<=,){_NOT_JUST}\s+){_AFTER}
        |(?<=\s)(?:\s*[—–](?!\s?{_DAY})\s*|--\s)
        |(?<=[;:])\s+
        |(?<=[—–])(?!\s?{_DAY})\s*
        |(?<=,)\s+(?:(?:and|but|so|yet)\s+
            |(?=(?:many|some|most|all|both|half|none|\w+)\s+of\s+(?:whom|which)\s)
            |(?=(?:with|according|including|compared|following|{_TRAILING})\s)))"""
    ),
    re.VERBOSE,
)


_OPENING = re.compile(r"[\s,;:—–“\"‘'*#>•-]*(?:(?:and|but|so|yet|that|then|although|though)\s+)?")
_CLOSING = re.compile(r"[\s,;:—–.!?”\"*]+\Z")


@cache
def _distance() -> re.Pattern:
    numbers = prefix_tree(terms("date_words", kind="number"))
    return re.compile(rf"\s(?:{numbers}|\d{{1,2}})\s+(?:hour|day|week|month|year)s?\s+(?:after|before)\s")


def find_cuts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find what parts the clauses of a sentence `text[start:end]`, its own edges for the first and the last."""
    return [(start, start), *(cut.span() for cut in _BREAKS.finditer(text, start, end)), (end, end)]


def clause_of(text: str, cuts: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """Cut the clause that holds `text[first:last]` from its sentence.

    >>> text = "Nurses left early Tuesday, hours after bargaining broke down, and talks will resume."
    >>> a, b = clause_of(text, find_cuts(text, 0, len(text)), 39, 60)
    >>> text[a:b]
    'hours after bargaining broke down'
    """
    left = max((end for _, end in cuts if end <= first), default=cuts[0][1])
    right = min((start for start, _ in cuts if start >= last), default=cuts[-1][0])
    distance = _distance().search(text, last, right + 20)
    if distance and distance.start() < right < distance.end():
        right = distance.start()  # "walked out three days after talks collapsed"
    left = _OPENING.match(text, left, first).end()
    if closing := _CLOSING.search(text, max(last, right - 12), right):
        right = closing.start()
    return left, right


_WINDOW = 140
_MODAL = r"(?:will|won['’]t|shall|would|could|can|may|might|must|should)"
_BACK = r"(?:could|would)(?:\s+not|n['’]t)\s+[a-z]+|[a-z]{4,17}+(?<=ed)"

# What leads a date and says its tense, as "from" does after an infinitive: "voted to strike from Monday".
_BEFORE = re.compile(
    r"\b(?:(?P<ahead>(?i:by|until|till|planned|as \w+ as)|to\s[a-z]+\s(?:[\w-]+\s){0,4}?(?:from|starting|effective))"
    r"|(?P<back>[Ss]ince))\s+(?:the\s+)?\Z"
)
# Where another clause begins: a date's tense is not that of the sentence before.
_TURN = re.compile(r"(?<![ap]\.m)[.!?]['’”\"]?\s+(?=['‘“\"]?[A-Z])|\n|[;:]\s|,\sbut\s|\s[—–]\s|--")
RELATIVE_AFTER = Pattern(rf",?\s(?:which|who|for\s[a-z]+ing|that\s(?:{_MODAL}|ha[sd]|was|were))\s")


@cache
def _verbs() -> re.Pattern:
    """Compile the verb groups, each with the sign before it: what looks ahead, and the past."""
    uses = ("planned", "intends", "under_way", "timetabled", "ahead", "announced")
    planned, intends, under_way, timetabled, ahead, announced = (any_of("verb_uses", use=use) for use in uses)
    to = r"to\s+(?:be\s+)?[a-z]+"
    forward = (
        rf"{_MODAL}\b(?:\s+(?:\w+ly|not|also))?(?:\s+be|\s+have)?\s+[a-z]+"
        rf"|\w['’]ll\b\s+[a-z]+|{planned}\s+(?:{to}|for\b)|{intends}\s+{to}|(?:is|are)\s+{to}"
        rf"|(?:[Ww]e|I|[Tt]hey|[Yy]ou)\s+{announced}"
        rf"|(?:are|is|am|(?<=\w['’])re)\s+(?:\w{{2,12}}ly\s+)?{under_way}\b|(?<!\sto\s)(?<!\sa\s)(?<!\san\s)(?<!\sthe\s)(?<!helped\s)(?<!\d\s){timetabled}\b(?!\s+of)|{ahead}"
    )
    past = prefix_tree(["was", "were", "been", *past_forms()])
    return re.compile(rf"\W(?:(?P<ahead>(?:{forward})\b)|(?P<back>(?:{_BACK}|{past})\b))")


def _find_verbs(text: str, start: int, end: int) -> Iterator[re.Match]:
    """Find the verb groups of a stretch, each by the sign before it, which a search finds faster than a verb."""
    return _verbs().finditer(text[start - 1 : end] if start else f" {text[:end]}")


def tense_at(text: str, start: int, end: int) -> str:
    """Say `ahead` or `back` by the verb nearest to `text[start:end]`, or nothing where there is none.

    >>> tense_at("Workers would return to the wards Tuesday.", 34, 41)
    'ahead'
    >>> tense_at("The union said Monday that talks had stalled.", 15, 21)
    'back'
    """
    left = max([turn.end() for turn in _TURN.finditer(text, max(0, start - _WINDOW), start)], default=0)
    leading = _BEFORE.search(text, max(left, start - 60), start)
    if leading and not leading[0].startswith("By "):  # "By Monday, 300 had walked out"
        return leading.lastgroup or ""
    if text[end : end + 2] in ("'s", "’s"):
        return "back"
    if before := list(_find_verbs(text, max(left, start - _WINDOW), start)):
        return before[-1].lastgroup or ""
    turn = RELATIVE_AFTER.match(text, end) or _TURN.search(text, end, end + _WINDOW)
    # "several thousand workers represented by the union are joining": the participle is no verb of the clause.
    after = _find_verbs(text, end, turn.start() if turn else end + _WINDOW)
    return _told(next((verb for verb in after if not text.startswith(" by ", end - 1 + verb.end())), None))


def _told(verb: re.Match | None) -> str:
    """Give the tense of the verb behind a date: "On Monday they decided to strike" dates what they decided."""
    word = verb[0][1:].partition(" ")[0] if verb else ""
    is_decided = word in terms("verb_uses", use="intends") and (word.endswith("ed") or word in past_forms())
    return "back" if is_decided else (verb and verb.lastgroup) or ""
