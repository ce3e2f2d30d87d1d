"""What the words of a subject tell by themselves: a pronoun, a report, an office, several people.

"The report" speaks for its author, "the provost" is a person whom the text may have named before.
Whom they mean, `speakers` and `pronouns` find.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import any_of, mapping, prefix_tree, read_lexicon, terms
from kaiser_data.rows import fold

_KINDS = {
    "person": ("he", "she", "his", "her"),
    "organisation": ("they", "it", "its", "their"),
    "we": ("we", "i", "our", "us"),
    "relative": ("who", "which", "that"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_PARTITIVE = re.compile(r"(?:one|another|two|some|many|most|several|both|others|all)(?:\sof\sthem)?$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?-i:[A-Z]{3}[A-Z .,]*\s(?:--|[–—-])\s)|[“”\"'‘’(\[*]|and\s|but\s|both\s|(?:which|that|whom)\s(?=\w))+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:An?|The|One|Another|Some|Its|Their|Our|Several|Many|Two|Three)\b")
_POSTMODIFIER = re.compile(r"\s(?:who|which|that|whose|with|at|in|from|on|representing|involved|for)\b.*$", re.DOTALL)


class Wording(NamedTuple):
    """What the words of a subject tell by themselves: the kind of pronoun, which report, what office."""

    words: str
    kind: str
    report: str = ""
    office: str = ""


@cache
def _named() -> re.Pattern:
    """Match what is no part of a description: "a porter known as “Doc”"."""
    return re.compile(rf"\s{prefix_tree(terms('naming_verbs'))}\s[“\"‘'].*", re.DOTALL)


def pronoun_kind(words: str) -> str:
    """Give the kind of a pronoun, "" for what is none.

    >>> pronoun_kind("She"), pronoun_kind("their"), pronoun_kind("the union")
    ('person', 'organisation', '')
    """
    return _KIND_OF.get(words.lower(), "")


def read_wording(words: str) -> Wording:
    """Read what the words of a subject tell by themselves."""
    words = _named().sub("", _LEADING.sub("", fold(words))).strip(" ,")
    low = words.lower()
    if kind := pronoun_kind(low) or ("some" if _PARTITIVE.match(low) else ""):
        return Wording(words, kind)
    office = low.removeprefix("the ") if low.startswith("the ") else ""
    return Wording(words, "", report_in(low), office if office in terms("roles") else "")


def called(words: str) -> tuple[str, str, bool]:
    """Tell how someone without a name is called: the name, the paper that speaks, whether they are several."""
    words = _ARTICLE.sub(lambda match: match[0].lower(), words)
    count = len(words.split())
    is_short = count <= 5 or ("spokes" in words and count < 12)
    name = words if is_short else _POSTMODIFIER.sub("", words)
    several = name.split()[-1:] and (name.split()[-1].lower() in groups() or name.endswith("leaders"))
    paper = report_in(words)
    return (
        name,
        words if (paper and count > 2) or (several and name != words) else "",
        bool(several or is_body(name) or paper),
    )


def is_body(name: str) -> bool:
    """Tell whether a description means an organisation: "the port authority", "the government"."""
    kinds, words = mapping("descriptions", "kind"), name.lower().split()
    return any(kinds.get(" ".join(words[-count:]), "report") != "report" for count in (1, 2))


def report_in(words: str) -> str:
    """Give the noun by which a description is a paper, which speaks for its author: `report`; "" where it is none."""
    found = _reports().search(words.lower())
    return found[1] if found else ""


@cache
def _reports() -> re.Pattern:
    nouns = [term for term, kind in mapping("descriptions", "kind").items() if kind == "report"]
    return re.compile(
        r"^(?:(?:the|its|their|his|her|an?|that|this)\s)?(?:(?!in\s|at\s|of\s|by\s|with\s)[^\s]+\s){0,5}?"
        rf"({prefix_tree(nouns)})"
        rf"(?:\s(?:of|by|from|on|to|for|in|which|that|{any_of('verb_uses', use='published')})\b|$)"
    )


@cache
def groups() -> dict[str, dict[str, str]]:
    """Give the lexicon's roles by their plural in lower case: `mps` is of the role `MP`."""
    return {line["plural"].lower(): line for line in read_lexicon("roles")}
