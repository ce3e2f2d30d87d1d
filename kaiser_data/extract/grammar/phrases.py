"""What the words before a cue tell by themselves: where among them a subject opens, whether they hold a verb.

"On Monday Kaiser" opens with an adverbial, "when the union" with a conjunction, "fares rose and the union" with a
clause of its own; "a charge the union" is a relative clause without a pronoun. Whom the text names there is not asked.
"""

import re

from kaiser_data.extract.actors.capitals import CAPITALS
from kaiser_data.lexicon import prefix_tree

_PRONOUNS = frozenset(
    "I we you he she they it one another others some many both most who which everyone nobody neither".split()  # noqa: SIM905
)
PRONOUN = f"(?:{'|'.join(sorted(_PRONOUNS))})"
OPENERS = re.compile(
    r"(?:(?:No|Yes|Sure|Indeed|Well|[A-Z][a-z]+ly)[.,](?=\s)|\s|[“”\"’'‘)\]*_–—|•-]|(?:But|And|Yet|So|Still|Meanwhile|However|Also|"
    r"Then|Now|Or|Nor|Instead|Later|Earlier|Indeed|"
    r"Moreover|Nevertheless|Nonetheless|Afterwards?|Separately|Today|Yesterday|Recently|Again|and|but|yet|so|or|nor|as|"
    r"As|When|While|After|Before|If|Because|Since|Although|Though|because|since|"
    r"while|though|although|whereas|when|after|before|if|until|where|once|that|"
    r"what|how|why|than|then|still|"
    r"meanwhile|however|also|Both|There\sthe|There\sa|Here)(?=\s|,),?)+"
)
_CONJUNCTIONS = (  # noqa: SIM905
    "and but yet because since as while though although when after before if until where whereas once than so or what "
    "how why whether"
).split()
_SPLITS = re.compile(rf"\s{prefix_tree(_CONJUNCTIONS)}\s")
_AUXILIARIES = "is are was were has have had will would could can may might must should did".split()  # noqa: SIM905
_VERBS = (  # noqa: SIM905
    "do does said says made took went came left gave got kept began won lost met ran led told held found set rose fell "
    "put wrote sent spoke drew"
).split()
FINITE = re.compile(rf"\b(?:{prefix_tree([*_AUXILIARIES, *_VERBS])}\b|[a-z]{{3,}}ed\b)|n[’']t\b")
AUXILIARY = re.compile(rf"\b{prefix_tree([*_AUXILIARIES, 'said', 'says'])}\b|n[’']t\b")
RELATIVE = re.compile(r"\b(?:who|which|that|whose)\b")
PREPOSITION = re.compile(
    r"(?:In|On|At|By|After|Before|During|For|From|With|Under|To|Through|Throughout|Inside|Outside|Over|Since|Among|"
    r"Despite|Amid|Earlier|Late|Last|This|Early|Via|in|on|at|by|after|during|"
    r"for|from|with|under|to|last|this|earlier|late|early)\s"
)
_NP_START = re.compile(rf"[{CAPITALS}]|\d[\d,.]*%?\b", re.IGNORECASE)
_WORDY = re.compile(r"\w")
NO_SUBJECT = re.compile(
    r"(?:when|once|and|or|but|then|also|to|not|so|as|that|now|there|here|still|even|just|only|via|\W)+", re.IGNORECASE
)
_DEFINITE_RIGHT = re.compile(
    r"(?:the|its|their)\s(?:union|company|government|district|council|employers?|"
    r"hospital|workers|strikers|judge|mayor|minister)$|(?:he|she|it|they|we|I)$"
)
_DEFINITE_LEFT = re.compile(r"(?:the|both|[A-Z])")

# "a charge the union called fantasy": a relative clause without a pronoun.
_REDUCED = re.compile(
    r"(?:an?|what|the)\s(?:(?!that\b|which\b|who\b|of\b|for\b|at\b|in\b|with\b|from\b|to\b|by\b|and\b|on\b)[\w’'-]+\s){1,3}((?:the|its|their)\s(?:[\w-]+\s)?[\w-]+)$",
    re.IGNORECASE,
)

# "the company that runs the four hotels said": no clause of its own.
_RELATIVE_THAT = re.compile(
    r"\b(?:[Tt]he|[Aa]n?)\s(?:[a-z-]+\s){0,2}(?:company|union|firm|group|agency|board|operator|chain|trust|body|"
    r"committee|organi[sz]ation|person|worker|team)\sthat\s(?:(?:also|now)\s)?(?:[a-z]+(?:s|ed)|has|had|is|was)\b"
)


def has_main_verb(left: str) -> bool:
    """Tell whether words hold a finite verb outside a relative clause."""
    relative = RELATIVE.search(left)
    return bool(FINITE.search(left, 0, relative.start()) if relative else FINITE.search(left))


# What words before a cue are, so far as they tell it without the cast.
NOTHING, SUBJECT, HOLDS_VERB, ADVERBIAL = range(4)


def read_words(words: str) -> tuple[int, int]:
    """Tell where in the words before a cue the subject opens, and what they are: "On Monday Kaiser" is "Kaiser"."""
    start = _clause_start(words, last_mark(words))
    opener = OPENERS.match(words, start)
    if opener and opener.end() < len(words):
        start = opener.end()
    while start < len(words) and words[start].isspace():
        start += 1
    if PREPOSITION.match(words, start):
        return start, ADVERBIAL
    place, found = read_noun_phrase(words[start:])
    return start + place, found


# A dash is one between spaces.
_MARK = re.compile(r"[”\";:—(•|]|(?<= )– ")


def last_mark(words: str) -> int:
    """Find the place after the last mark that parts a clause from what stands before it, 0 where there is none."""
    return max((mark.end() for mark in _MARK.finditer(words)), default=0)


def _clause_start(words: str, start: int) -> int:
    """Go back to where the clause of a subject begins: a "that", a conjunction after a verb."""
    that = words.rfind(" that ", start)
    if that > start and not _RELATIVE_THAT.search(words, max(start, that - 40)):
        start = that + 6
    for split in reversed(list(_SPLITS.finditer(words, start))):
        left = words[start : split.start()]
        joins = split[0].strip() in ("and", "or", "as")
        if not joins or has_main_verb(left) or _are_apart(left, words[split.end() :]):
            return split.end()
    return start


def _are_apart(left: str, right: str) -> bool:
    """ "fares rose and the union said": no two parties, since the first is no party."""
    return bool(_DEFINITE_RIGHT.match(right)) and not _DEFINITE_LEFT.match(left.strip())


def read_noun_phrase(words: str) -> tuple[int, int]:
    """Tell where in a noun phrase the subject opens, and what it is: nothing, a subject or words that hold a verb."""
    if not 0 < len(words) <= 220 or not _opens_noun_phrase(words) or NO_SUBJECT.fullmatch(words):
        return 0, NOTHING
    if inner := _REDUCED.match(words):
        return inner.start(1), SUBJECT
    last = words.rsplit(None, 1)[-1]
    if last in _PRONOUNS:
        return len(words) - len(last), SUBJECT
    return 0, HOLDS_VERB if has_main_verb(words) else SUBJECT


def _opens_noun_phrase(words: str) -> bool:
    if words[0].isascii() and words[0].isalpha():
        return True
    return bool(_NP_START.match(words) and _WORDY.search(words))
