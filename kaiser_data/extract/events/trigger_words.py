"""The words of the lexicons `triggers` and `event_nouns`, and where they stand in a text.

A trigger stands in its lexicon as a lemma; its forms are made: `walk off the job` finds "walked quietly off their
jobs". An event noun belongs to a class, which says what type of event it stands for, or to none ("air strike").
"""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.grammar.term_finder import Found, TermFinder
from kaiser_data.extract.grammar.words import forms_of, inflect
from kaiser_data.lexicon import read_lexicon, terms

# "strike a balance" is no strike, "the strike a year ago" is one; nor is it a deal to have "settled into tents".
_IDIOM = re.compile(
    r"(?<=strike)\s+(?:an?\s+(?!(?:few|year|month|week|day|decade)\b)|another\s|(?:gold|fear)\b)"
    r"|(?<=settled)\s+(?:in|into|down)\b",
    re.IGNORECASE,
)


@cache
def types() -> dict[str, str]:
    """Give the type of event that a noun of each class stands for; any other only helps its verb to tell one."""
    lines = read_lexicon("event_types")
    return {name: line["term"] for line in lines for name in line["nouns"].split("|") if name} | {"vote": "vote"}


class Line(NamedTuple):
    """What the lexicon `triggers` says of a form of a term: the class of the noun that it needs, where, and labels.

    `bare` names a form that tells only where it is the verb of its clause: "they strike over pay", "are striking over".
    """

    needs: str
    where: str
    labels: tuple[str, str, str, str]
    is_participle: bool
    bare: str


_BARE = {"finite": ("base", "ing"), "past": ("ing",)}


@cache
def trigger_lines() -> dict[str, list[Line]]:
    """Give the lines of each form of a term, as a text spells it in lower case."""
    lines: dict[str, list[Line]] = {}
    for line in read_lexicon("triggers"):
        participles = inflect(line["term"])["participle"] if line["form"] else ()
        forms = dict.fromkeys(forms_of(line["term"], line["form"]), "")
        for bare in _BARE.get(line["form"], ()):
            forms = dict.fromkeys(forms_of(line["term"], bare), bare) | forms
        for needs in line["needs"].split("|"):
            kind = line["type"] or types()[needs]
            labels = kind, line["sense"], line["status"], f"{kind}:{line['term']}"
            for form, bare in forms.items():
                lines.setdefault(form, []).append(Line(needs, line["where"], labels, form in participles, bare))
    own = {(form, line.needs) for form, alike in lines.items() for line in alike if not line.bare}
    return {
        form: [line for line in alike if not line.bare or (form, line.needs) not in own]
        for form, alike in lines.items()
    }


# "voted overwhelmingly to accept", "walked peacefully off the job".
_ADVERB = re.compile(r"\w+ly")


@cache
def term_finder(lexicon: str) -> TermFinder:
    """Find the terms of `triggers` in any form, with any determiner inside them, or those of `event_nouns`."""
    if lexicon == "triggers":
        determiners = terms("function_words", **{"class": "determiner"}) - {"no", "the"}
        return TermFinder(((form, form) for form in trigger_lines()), _ADVERB, determiners)
    return TermFinder((form, form) for form in classes())


def find_words(text: str, lexicon: str, start: int = 0, end: int | None = None) -> list[Found]:
    """Find the terms of the lexicon `triggers` or `event_nouns` in a stretch of a text.

    >>> find_words("They went on\\nstrike.", "event_nouns")
    [(13, 19, 'strike')]
    """
    found = term_finder(lexicon).find(text, start, end)
    return [word for word in found if not _IDIOM.match(text, word[1])]


@cache
def classes() -> dict[str, frozenset[str]]:
    """Give the classes of each event noun, by its forms; "walk out" and "lay off" are verbs, "walk-out" is none."""
    found: dict[str, frozenset[str]] = {}
    for line in read_lexicon("event_nouns"):
        term = line["term"].lower()
        for form in forms_of(term, "noun"):
            if form == term or " " not in form or form not in trigger_lines():
                found[form] = found.get(form, frozenset()) | {line["class"]}
    return found


def nouns_of(name: str) -> list[str]:
    """Give the event nouns of a class, in all their forms."""
    return [noun for noun, names in classes().items() if name in names]


def find_nouns(text: str) -> list[Found]:
    """Find the event nouns of a text, in order; the "strike" of `to strike` is none, nor is the month of March."""
    found = (word for word in find_words(text, "event_nouns") if "none" not in classes()[word[2]])
    return [word for word in found if not _is_other(text, word)]


def _is_other(text: str, word: Found) -> bool:
    start, end, term = word
    before = text[max(0, start - 3) : start].lower()
    is_verb = term in ("strike", "strikes", "protest") and before == "to "
    # "on strike in protest at job cuts"
    # "turned down the council's offer"
    is_owner = "body" in classes()[term] and text.startswith(("'s", "’s", "s'", "s’"), end)
    is_part = text.startswith("-", end)  # "strike-hit banks"
    return is_verb or is_owner or is_part or (term == "protest" and before == "in ") or text[start:end] == "March"


# What an event is done to, with or by, and so no event.
_THINGS = frozenset({"workplace", "services", "posts", "party", "side", "force", "victim", "workers"})


def nouns_between(nouns: list[Found], start: int, end: int) -> list[Found]:
    """Give the nouns that open in `start:end`."""
    return nouns[bisect_left(nouns, (start,)) : bisect_left(nouns, (end,))]


def has_noun_between(nouns: list[Found], start: int, end: int) -> bool:
    """Tell whether the noun of an event opens and closes in `start:end`."""
    # A noun that touches the end is the first half of a compound: "a contract extension".
    return any(word[1] < end and classes()[word[2]] - _THINGS for word in nouns_between(nouns, start, end))
