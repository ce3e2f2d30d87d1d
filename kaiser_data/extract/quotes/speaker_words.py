"""What the words of a subject tell by themselves: a pronoun, a report, an office.

"The report" speaks for its author, "the provost" is a person whom the text may have named before.
Whom they mean, `speakers` and `pronouns` find.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon, terms
from kaiser_data.rows import fold

_SINGULAR = frozenset({"he", "she", "who"})
_PLURAL = frozenset({"they", "it", "which"})
_WE = frozenset({"we", "i", "our", "us"})
PRONOUNS = {
    **dict.fromkeys(_SINGULAR, "singular"),
    **dict.fromkeys(_PLURAL, "plural"),
    **dict.fromkeys(("his", "her"), "singular"),
    **dict.fromkeys(("its", "their"), "plural"),
    **dict.fromkeys(_WE, "we"),
    **dict.fromkeys(("who", "which", "that"), "relative"),
}
# Whom the text speaks of already, rather than the party that its sentence is about.
PERSONAL = _SINGULAR | _PLURAL
PERSONAL_OR_WE = PERSONAL | _WE
_PARTITIVE = re.compile(r"(?:one|another|two|some|many|most|several|both|others|all)(?:\sof\sthem)?$", re.IGNORECASE)
_LEADING = re.compile(r"^(?:[“”\"'‘’(\[*]|and\s|but\s|both\s|(?:which|that|whom)\s(?=\w))+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:An?|The|One|Another|Some|Its|Their|Our|Several|Many|Two|Three)\b")


class Wording(NamedTuple):
    """What the words of a subject tell by themselves: which report, what office."""

    words: str
    kind: str
    report: str = ""
    office: str = ""


def read_wording(words: str) -> Wording:
    """Read what the words of a subject tell by themselves: the same few come again and again."""
    words = fold(words)
    leading = _LEADING.match(words)
    words = (words[leading.end() :] if leading else words).strip(" ,")
    low = words.lower()
    kind = PRONOUNS.get(low) or ("some" if _PARTITIVE.match(low) else "noun phrase")
    if kind != "noun phrase":
        return Wording(words, kind)
    office = low.removeprefix("the ") if low.startswith("the ") else ""
    return Wording(words, kind, report_in(low), office if office in terms("roles") else "")


def called(words: str) -> tuple[str, str, bool]:
    """Tell how someone without a name is called: the name, the role, and whether it means several people."""
    words = _ARTICLE.sub(lambda match: match[0].lower(), words)
    short = is_short(words) or ("spokes" in words and len(words.split()) < 12)
    name = words if short else POSTMODIFIER.sub("", words)
    role = words if len(words.split()) > 2 else ""
    return name, role, is_plural(name) or is_body(name) or bool(report_in(words))


POSTMODIFIER = re.compile(r"\s(?:who|which|that|whose|with|at|in|from|on|representing|involved|for)\b.*$", re.DOTALL)


def is_short(words: str) -> bool:
    """Tell whether a description is short enough to stand for its speaker."""
    return len(words.split()) <= 5


def is_plural(name: str) -> bool:
    """Tell whether a name or description means several people."""
    last = name.split()[-1].lower() if name.split() else ""
    return last in plural_roles() or last.endswith("leaders")


def is_body(name: str) -> bool:
    """Tell whether a description means an organisation: "the port authority", "the government"."""
    kinds, words = mapping("descriptions", "kind"), name.lower().split()
    return any(kinds.get(" ".join(words[-count:]), "report") != "report" for count in (1, 2))


def report_in(words: str) -> str:
    """Give the noun by which a description is a paper, which speaks for its author: `report`; "" where it is none."""
    found = _report_nouns().search(words.lower())
    return found[1] if found else ""


@cache
def _report_nouns() -> re.Pattern:
    nouns = [term for term, kind in mapping("descriptions", "kind").items() if kind == "report"]
    return re.compile(
        rf"^(?:(?:the|its|their|his|her|an?|that|this)\s)?(?:(?!in\s|at\s|of\s|by\s|with\s)[^\s]+\s){{0,5}}?({prefix_tree(nouns)})(?:\s(?:of|"
        rf"by|from|published|released|issued|on|to|for|in|filed|which|that|seen)\b|"
        rf"$)"
    )


@cache
def plural_roles() -> dict[str, dict[str, str]]:
    """Give the lexicon's roles by their plural."""
    return {line["plural"]: line for line in read_lexicon("roles")}


@cache
def groups() -> dict[str, dict[str, str]]:
    """Give the lexicon's roles by their plural in lower case: `mps` is of the role `MP`."""
    return {plural.lower(): line for plural, line in plural_roles().items()}


@cache
def group_nouns() -> re.Pattern:
    """Compile the plurals of all roles, in lower case."""
    return re.compile(rf"\b(?:{prefix_tree(groups())})\b")
