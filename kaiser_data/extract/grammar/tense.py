"""Whether the verb beside a date looks ahead or back, by its form alone.

"workers would return … at 7 a.m. Tuesday" looks ahead, "labor leaders said Monday" back. The nearest verb group
before the date in its clause decides, else the first one after it ("On Monday, several thousand … are joining the
walkout"). Tense inside a quotation is not told from the tense of the text around it.
"""

import re
from collections.abc import Iterator
from functools import cache

from kaiser_data.lexicon import prefix_tree

_WINDOW = 140
_AUXILIARY = r"(?:will|won['’]t|shall|would(?!n['’]t|\s+not)|could(?!n['’]t|\s+not)|can|may|might|must|should)"
_PLANNED = (
    r"(?:set|scheduled|due|slated|planned|expected|supposed|poised|timed|billed|called|announced|"
    r"planning|preparing|vowing|threatening|hoping|going|about|ready|likely)"
)
_AHEAD = (
    rf"(?:{_AUXILIARY}\b(?:\s+(?:not|also|then|now|only|still|\w{{2,12}}ly))?(?:\s+be|\s+have)?\s+[a-z]+"
    rf"|\w['’]ll\b\s+[a-z]+"
    rf"|{_PLANNED}\s+(?:to\s+(?:be\s+)?[a-z]+|for\b)|due\b|upcoming\b|looming\b"
    r"|(?:plans?|intends?|aims?|expects?|hopes?|wants?|needs?|vows?|threatens?|promises?|plan|intend|threatened|vowed|promised|pledged)"
    r"\s+to\s+(?:be\s+)?[a-z]+"
    r"|(?:is|are)\s+to\s+(?:be\s+)?[a-z]+"
    r"|(?:are|is|am|(?<=\w['’])re)\s+(?:\w{2,12}ly\s+)?(?:set|joining|striking|walking|voting|meeting|going|"
    r"planning|holding|returning|starting|beginning|preparing|rallying|marching)\b"
    r"|(?:begins?|starts?|expires?|ends?|opens?|resumes?|meets?|votes?|deadline|kicks?\s+off|runs?\s+out)\b(?!\s+of)"
    r"|until|unless|effective|starting|beginning)\b"
)
_PAST = (
    "was were had did has have been said told wrote began broke came went held took met left struck won lost fell rose"
    " grew made gave got saw sent led ran put cut shut quit paid drew spoke sought found brought stood set hit"
)
_BACK = rf"(?:(?:could|would)(?:\s+not|n['’]t)\s+[a-z]+|{prefix_tree(_PAST.split())}|[a-z]{{4,17}}+(?<=ed))\b"
_BEFORE = re.compile(r"\b(?:(?P<ahead>[Bb]y|[Uu]ntil|[Tt]ill|as (?:soon|early) as)|(?P<back>[Ss]ince))\s+(?:the\s+)?\Z")
_TURN = re.compile(
    r"[.!?\n;:—–-](?:(?<=[.!?])(?<![ap]\.m.)['’”\"]?\s+(?=['‘“\"]?[A-Z])|(?<=\n)|(?<=[;:])\s|(?<=\s[—–])\s|(?<=--))"
)


@cache
def _verbs() -> re.Pattern:
    return re.compile(rf"\W(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))")


def _find_verbs(text: str, start: int, end: int) -> Iterator[re.Match]:
    """Find the verb groups of a stretch, each by the sign before it, which a search finds faster than a verb."""
    return _verbs().finditer(text[start - 1 : end] if start else f" {text[:end]}")


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Tell whether the clause around `text[start:end]` is about what is still to come.

    >>> looks_ahead("Workers would return to the wards Tuesday.", 34, 41)
    True
    >>> looks_ahead("The union said Monday that talks had stalled.", 15, 21)
    False
    """
    return tense_at(text, start, end) == "ahead"


def tense_at(text: str, start: int, end: int) -> str:
    """Say `ahead` or `back` by the verb nearest to `text[start:end]`, or nothing where there is none."""
    left = max(0, start - _WINDOW)
    for turn in _TURN.finditer(text, left, start):
        left = turn.end()
    if leading := _BEFORE.search(text, max(left, start - 16), start):
        return leading.lastgroup or ""
    if text[end : end + 2] in ("'s", "’s"):
        return "back"
    nearest = None
    for verb in _find_verbs(text, left, start):
        nearest = verb
    if nearest:
        return nearest.lastgroup or ""
    turn = _TURN.search(text, end, min(len(text), end + _WINDOW))
    right = turn.start() if turn else end + _WINDOW
    for verb in _find_verbs(text, end, right):
        # "several thousand workers represented by the union are joining": the participle is no verb of the clause.
        if not text.startswith(" by ", end - 1 + verb.end()):
            return verb.lastgroup or ""
    return ""
