"""What the words of a subject tell by themselves: a pronoun, a report, an office, several people.

"The report" speaks for its author, "the provost" is a person whom the text may have named before.
Whom they mean, `speakers` finds.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.actors.descriptions import report_in
from kaiser_data.extract.grammar.people_nouns import people_in, pronoun_kind
from kaiser_data.extract.grammar.words import CAPITAL
from kaiser_data.extract.quotes.quotation_marks import naming
from kaiser_data.lexicon import Pattern, mapping, read_lexicon, terms
from kaiser_data.rows import fold

_PARTITIVE = re.compile(r"(?:one|another|two|some|many|most|several|both|others|all)(?:\sof\sthem)?$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?-i:[A-Z]{3}[A-Z .,]*\s(?:--|[–—-])\s)|[“”\"'‘’(\[*]|and\s|but\s|both\s(?-i:(?=the\s|[A-Z]))|"
    r"(?:which|that|whom)\s(?=\w))+",
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


# What is no part of a description: "a porter known as “Doc”".
_NAMED = Pattern(lambda: rf"\s{naming()}\s[“\"‘'].*", re.DOTALL)


def read_wording(words: str) -> Wording:
    """Read what the words of a subject tell by themselves."""
    words = _NAMED.sub("", _LEADING.sub("", fold(words))).strip(" ,")
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
        bool(several or is_body(_POSTMODIFIER.sub("", name).partition(" of ")[0]) or paper),
    )


def is_body(name: str) -> bool:
    """Tell whether a description means an organisation: "the port authority", "the government"."""
    kinds, words = mapping("descriptions", "kind"), name.lower().split()
    return any(kinds.get(" ".join(words[-count:]), "report") != "report" for count in (1, 2))


_NAME = rf"(?:[Tt]he\s)?{CAPITAL}[\w&’'-]*(?:\s{CAPITAL}[\w&’'-]*){{0,3}}"
_FIRM = Pattern(rf"(?:[Tt]he\s)?(?:[\w&’'-]+\s)*{CAPITAL}[\w&-]*{CAPITAL}[\w&-]*")
_SAYS_IT = Pattern(rf"{_NAME}\n(?:\s[\w’'-]+){{1,4}}?\s(?:it|its|the\scompany)\b")


def is_firm(words: str, after: str) -> bool:
    """Tell whether of whom nothing tells is a firm, as an acronym most often is, and a name that says "it" of itself.

    >>> is_firm("UPM", " said"), is_firm("Norlink", " said that it was late"), is_firm("Ruiz", " said that he was late")
    (True, True, False)
    """
    told = _FIRM.fullmatch(words) or _SAYS_IT.match(f"{words}\n{after}")
    return bool(told) and not people_in(words)


@cache
def groups() -> dict[str, dict[str, str]]:
    """Give the lexicon's roles by their plural in lower case: `mps` is of the role `MP`."""
    return {line["plural"].lower(): line for line in read_lexicon("roles")}
