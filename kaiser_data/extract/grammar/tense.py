"""Whether the verb beside a date looks ahead or back, by its form alone.

"workers would return … at 7 a.m. Tuesday" looks ahead, "labor leaders said Monday" back. The nearest verb group
before the date in its clause decides, else the first one after it ("On Monday, several thousand … are joining the
walkout"). Tense inside a quotation is not told from the tense of the text around it.
"""

import re
from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.grammar.words import past_forms
from kaiser_data.lexicon import prefix_tree, terms

_WINDOW = 140
_MODAL = r"(?:will|won['’]t|shall|would(?!n['’]t|\s+not)|could(?!n['’]t|\s+not)|can|may|might|must|should)"
_BACK = r"(?:could|would)(?:\s+not|n['’]t)\s+[a-z]+|[a-z]{4,17}+(?<=ed)"

_BEFORE = re.compile(r"\b(?:(?P<ahead>[Bb]y|[Uu]ntil|[Tt]ill|as (?:soon|early) as)|(?P<back>[Ss]ince))\s+(?:the\s+)?\Z")
# Where another clause begins: a date's tense is not that of the sentence before.
_TURN = re.compile(r"(?<![ap]\.m)[.!?]['’”\"]?\s+(?=['‘“\"]?[A-Z])|\n|[;:]\s|\s[—–]\s|--")


@cache
def _verbs() -> re.Pattern:
    """Compile the verb groups, each with the sign before it: what looks ahead, and the past."""
    uses = ("planned", "intends", "under_way", "timetabled", "ahead", "announced")
    planned, intends, under_way, timetabled, ahead, announced = (
        prefix_tree(terms("verb_uses", use=use)) for use in uses
    )
    to = r"to\s+(?:be\s+)?[a-z]+"
    forward = (
        rf"{_MODAL}\b(?:\s+(?:not|also|then|now|only|still|\w{{2,12}}ly))?(?:\s+be|\s+have)?\s+[a-z]+"
        rf"|\w['’]ll\b\s+[a-z]+|{planned}\s+(?:{to}|for\b)|{intends}\s+{to}|(?:is|are)\s+{to}"
        rf"|(?:[Ww]e|I|[Tt]hey|[Yy]ou)\s+{announced}"
        rf"|(?:are|is|am|(?<=\w['’])re)\s+(?:\w{{2,12}}ly\s+)?{under_way}\b|(?<!\sto\s)(?<!\san\s)(?<!\sthe\s)(?<!helped\s){timetabled}\b(?!\s+of)|{ahead}"
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
    if leading := _BEFORE.search(text, max(left, start - 16), start):
        return leading.lastgroup or ""
    if text[end : end + 2] in ("'s", "’s"):
        return "back"
    if before := list(_find_verbs(text, max(left, start - _WINDOW), start)):
        return before[-1].lastgroup or ""
    turn = _TURN.search(text, end, end + _WINDOW)
    # "several thousand workers represented by the union are joining": the participle is no verb of the clause.
    after = _find_verbs(text, end, turn.start() if turn else end + _WINDOW)
    return next((verb.lastgroup or "" for verb in after if not text.startswith(" by ", end - 1 + verb.end())), "")
