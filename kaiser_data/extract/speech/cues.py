"""Cues: the words by which a text gives someone the floor, and what they may govern.

In "Kaiser said it could not immediately provide a response", "said" takes a clause with or without "that"; "accused"
takes no clause, yet words in quotation marks after it belong to its subject; "told" wants a listener first. The list
with each form's stance (neutral, accusing, conceding, denying, demanding) is `lexicons/cues.csv`. What is left alone:
cues in the passive without an agent ("are told"), denied ones ("would not say") and infinitives ("declined to say").
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import read_lexicon

_BE = r"(?:is|are|was|were|be|been|being|[’']s|[’']re|gets?|got)"
_BEFORE = re.compile(
    r"(?:\b|(?<=[’'])|(?<=\s))(?P<aux>(?:(?:\w+ly|had|has|have|[’']d|[’']ve|[’']s|"
    r"also|then|later|once|again|still|now|just|often|"
    r"repeatedly|further|both|all|first|is|are|was|were|be|been|being|[’']re|"
    r"would|will|could|might|may|must|should|can|"
    r"did|do|does|not|never|n[’']t|\w{2,6}n[’']t|to|even|since|long|so far|in turn|"
    r"keep|keeps|kept|went on|began|started)[ \xa0\n]+){1,5})$"
)
_NEGATED = re.compile(r"\b(?:not|never|cannot)\b|n[’']t\b")
_MODAL = re.compile(r"\b(?:would|will|could|might|may|must|should|can|did|do|does)\b")
_PASSIVE = re.compile(rf"(?:^|\b|(?<=\s)){_BE}[ \xa0\n]+(?:\w+[ \xa0\n]+)?$")
_DETERMINED = re.compile(
    r"\b(?:the|an?|its|their|his|her|our|my|your|this|that|these|those|no|any|"
    r"each|of|for|new|latest|[a-z]+[’']s?)[ \xa0\n]+$",
    re.I,
)


class Cue(NamedTuple):
    """A cue as it stands in a text: its place, its auxiliaries' start, what it takes and how it is used."""

    start: int
    end: int
    opens: int
    word: str
    takes: str
    form: str
    passive: bool
    negated: bool
    infinitive: bool


@cache
def cue_words() -> dict[str, dict[str, str]]:
    """Give the lexicon's line for every cue form."""
    return {line["term"]: line for line in read_lexicon("cues")}


def stance_of(word: str) -> str:
    """Tell the stance of a cue form, "" for a word that is no cue.

    >>> stance_of("accused"), stance_of("said"), stance_of("ran")
    ('accusing', 'neutral', '')
    """
    return cue_words().get(" ".join(word.lower().split()), {}).get("stance", "")


def find_cues(masked: str) -> Iterator[Cue]:
    """Find cues in a text whose quotations are blotted out.

    >>> [(cue.word, cue.takes) for cue in find_cues("According to Osei, they had denied it.")]
    [('According to', 'according'), ('denied', 'that')]
    """
    words = cue_words()
    for match in _pattern().finditer(masked):
        start, end = match.span()
        line = words[" ".join(match[0].lower().split())]
        if match[0][0].isupper() and line["form"] in ("base", "s"):
            continue  # "State", "Reports": a name or a heading
        if line["takes"] == "according":
            yield Cue(start, end, start, match[0], "according", "preposition", False, False, False)
            continue
        before = _BEFORE.search(masked, max(0, start - 48), start)
        aux = before["aux"] if before else ""
        opens = before.start("aux") if before else start
        if line["also"] and aux.strip() in ("", "'s", "’s") and not _is_verb(masked, match, line["form"]):
            continue  # a noun: "the claim", "its demands", "practice charge"
        if not aux and _ARTICLE.search(masked, max(0, start - 6), start):
            continue  # "a detailed address", "the alleged fraud", "its warning"
        if not aux and _BE_ASIDE.search(masked, max(0, start - 48), start):
            aux = "is "
        passive = (line["form"] in ("past", "participle") and bool(_PASSIVE.search(aux))) or aux.rstrip().endswith(
            "been"
        )
        negated = bool(_NEGATED.search(aux))
        infinitive = bool(re.search(r"\bto\s*$", aux)) or bool(_MODAL.search(aux) and line["form"] == "base")
        yield Cue(start, end, opens, match[0], line["takes"], line["form"], passive, negated, infinitive)


def _is_verb(masked: str, match: re.Match, form: str) -> bool:
    """Tell a verb from the noun that is spelled alike: "they claim", "the union claims that"."""
    start, end = match.span()
    if _DETERMINED.search(masked, max(0, start - 16), start):
        return False
    if form == "base":
        plural = r"(?:\b(?:I|[Ww]e|[Yy]ou|[Tt]hey|who|[Pp]eople|and)|[a-z]{3,}s|\bmen|[A-Z]\w+s)"
        return bool(re.search(rf"{plural}[ \xa0\n]+$", masked[max(0, start - 24) : start]))
    return bool(_VERB_AFTER.match(masked, end)) or bool(
        re.search(r"\b(?:he|she|it|who|which)\s$", masked[max(0, start - 6) : start])
    )


_ARTICLE = re.compile(r"\b(?:the|an?|its|their|our|my)\s$", re.IGNORECASE)
_BE_ASIDE = re.compile(rf"\b{_BE},\s[\w\s]{{2,30}},\s$")
_VERB_AFTER = re.compile(
    r"\s(?:that|he|she|it|they|we|I|there|the|an?|his|her|its|their|our|my|your|"
    r"this|these|those|some|many|most|all|every|nearly|more|no|\d[\d,.]*|how|"
    r"why|whether|what|as|in\sa|of\s(?:being|having))\b|[,:]?\s?[“\"‘']|:\s|\s[A-Z]"
)


@cache
def _pattern() -> re.Pattern:
    words = cue_words()
    # "Wrote another:", "Adding that": only such forms open a sentence.
    capital = [word.capitalize() for word, line in words.items() if line["form"] in ("past", "ing", "preposition")]
    return re.compile(rf"(?<![\w’'-])(?:{trie([*words, *capital])})(?![\w’'-])")


def trie(words: Iterable[str]) -> str:
    """Write words as one regular expression that shares their openings, so that a text is scanned once.

    >>> trie(["say", "says", "said"])
    'sa(?:id|y(?:s)?)'
    """
    tree: dict = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: dict) -> str:
    options = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branches(below)
        for letter, below in sorted(node.items())
        if letter
    ]
    if not options:
        return ""
    joined = options[0] if len(options) == 1 and "" not in node else f"(?:{'|'.join(options)})"
    return joined + ("?" if "" in node else "")
