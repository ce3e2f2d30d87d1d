"""Runs of capitalised words: where a text may name somebody, and the words of each run.

"Nurses of the Union of Health Care Professionals met Ana Ruiz" holds two runs, which small words may join ("of",
"for the"). Who or what a run names, and whether it is one name, is left to `names`.
"""

import re
from collections.abc import Iterator
from functools import cache

# What a name can open with, in any alphabet: the inside of a class of a regular expression.
CAPITALS = "A-Z" + "".join(chr(code) for code in range(0xC0, 0x2000) if chr(code).isupper())
ABBREVIATED = (
    "St|Dr|Mr|Mrs|Ms|Prof|Sen|Rep|Gov|Lt|Gen|Col|Capt|Sgt|Rev|Hon|Assns?|Dept|Univ|Bros|Ft|Mt|Jr|Sr|Inc|Corp|Co|Ltd"
)
_WORD = (
    r"(?:(?:Locals?|Lodge|Branch|Council|Chapter)(?:[ \xa0]No\.?|[ \xa0]Union)?[ \xa0]\d{1,5}(?:-[A-Z0-9]{1,4})?"
    rf"|(?:{ABBREVIATED}|[A-Z])\.(?:[A-Z]\.){{0,3}}"
    rf"|(?:(?:al|el|ul|ash|at|ben)-|[dl][’'])?(?:[0-9]{{3,4}}(?=[A-Z]{{3}})|[{CAPITALS}])(?:[^\W_]++|&(?=\w)|[’'](?![sS]\b)(?=[^\W\d_])|"
    rf"[-/](?=[{CAPITALS}\d])|-(?=[a-z]{{1,9}}\b)|\.(?=[A-Z]\b|[a-z]{{2,3}}\b))*)"
)
_POSSESSIVE = (
    r"(?:(?<=s)[’'](?=[ \xa0][A-Z])|(?<=Children)[’']s(?=[ \xa0])|(?<=omen)[’']s(?=[ \xa0])|"
    r"(?<=St\. \w{4})[’']s(?=[ \xa0]))?"
)
_JOINT = (
    r"(?:[ \xa0]+(?:of[ \xa0]the|for[ \xa0]the|of|for|and|&|de[ \xa0]la|van[ \xa0]de[nr]?|von[ \xa0]der|"
    r"del?|la|van|von|der|du|bin|ibn|al|el|da|das|dos|di|della|ter|zu|af|"
    r"[“\"‘'(][A-Z][a-z]+(?:[ ][A-Z][a-z]+)?[”\"’')])(?=[ \xa0]))?(?:[ \xa0]+|\r?\n(?=[A-Z][a-z]))"
)
_RUN = rf"(?<![\w@#$/]){_WORD}(?:{_POSSESSIVE}{_JOINT}{_WORD}){{0,11}}"
_PARTS = rf"{_WORD}(?:(?<=s)[’']|(?<=[nt])[’']s)?|of[ \xa0]the|for[ \xa0]the|\S+"
_LIST_OF_TRADES = r"(?:, [A-Z]\w+(?: [A-Z]\w+){0,2}){1,4},? (?:and|&) [A-Z]\w+(?: (?:and )?[A-Z]\w+){0,4}"
_TRADES_BEFORE = re.compile(
    r"(?:Union|Federation|Association|Brotherhood|Society|Ministry|Department|"
    r"Amalgamated|Bakers|Retail|Rail|Union of Rail|Union of Shop)(?: of(?: the)? [A-Z]\w+)?$"
)


def find_runs(text: str) -> Iterator[tuple[int, int]]:
    """Find the runs of capitalised words in a text as (start, end).

    >>> text = "Nurses of the Union of Health Care Professionals met Ana Ruiz."
    >>> [text[a:b] for a, b in find_runs(text)]
    ['Nurses of the Union of Health Care Professionals', 'Ana Ruiz']
    """
    run, trades = _patterns()
    for match in run.finditer(text):
        start, end = match.span()
        if text[end : end + 1] == "," and _TRADES_BEFORE.search(text, max(start, end - 40), end):
            more = trades.match(text, end)
            end = more.end() if more else end
        yield start, end


@cache
def _patterns() -> tuple[re.Pattern, re.Pattern]:
    return re.compile(_RUN), re.compile(_LIST_OF_TRADES)


Word = tuple[str, int, int]


@cache
def _parts() -> re.Pattern:
    return re.compile(_PARTS)


def words_of(run: str) -> list[Word]:
    """Give the words of a run with their edges; "of the" and "Local 12" are one."""
    return [(match.group(), *match.span()) for match in _parts().finditer(run)]
