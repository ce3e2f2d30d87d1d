"""Runs of capitalised words: where a text may name somebody, and the words of each run.

"Nurses of the Union of Health Care Professionals met Ana Ruiz" holds two runs, which small words may join ("of",
"for the"). Who or what a run names, and whether it is one name, is left to `names`.
"""

import re
from collections.abc import Iterator
from functools import cache

ABBREVIATED = (
    "St|Dr|Mr|Mrs|Ms|Prof|Sen|Rep|Gov|Lt|Gen|Col|Capt|Sgt|Rev|Hon|Assns?|Dept|Univ|Bros|Ft|Mt|Jr|Sr|Inc|Corp|Co|Ltd"
)
_WORD = (
    r"(?:(?:Locals?|Lodge|Branch|Council|Chapter)(?:[ \xa0]No\.?|[ \xa0]Union)?[ \xa0]\d{1,5}(?:-[A-Z0-9]{1,4})?"
    rf"|(?:{ABBREVIATED}|[A-Z])\.(?:[A-Z]\.){{0,3}}"
    r"|(?:[0-9]{3,4}(?=[A-Z]{3})|[A-ZÀ-ÖØ-Þ])(?:[^\W_]++|&(?=\w)|[’'](?![sS]\b)(?=[^\W\d_])|"
    r"[-/](?=[A-Z\d])|-(?=[a-z]{1,9}\b)|\.(?=[A-Z]\b|[a-z]{2,3}\b))*)"
)
_POSSESSIVE = (
    r"(?:(?<=s)[’'](?=[ \xa0][A-Z])|(?<=Children)[’']s(?=[ \xa0])|(?<=omen)[’']s(?=[ \xa0])|"
    r"(?<=St\. \w{4})[’']s(?=[ \xa0]))?"
)
_JOINT = (
    r"(?:[ \xa0]+(?:of[ \xa0]the|for[ \xa0]the|of|for|and|&|de|del|de[ \xa0]la|"
    r"la|van|von|der|du|bin|al)(?=[ \xa0]))?(?:[ \xa0]+|\r?\n(?=[A-Z][a-z]))"
)
# Where a run may open: the quick look at each capital and digit ("1199SEIU") before the slow one. A word before a
# small letter, "The strike", is all of its run where no joint follows, and found here already.
_OPENING = re.compile(
    r"[A-Z0-9À-ÖØ-Þ](?<![\w@#$/].)(?:(?<![0-9])|(?=[0-9]{2,3}[A-Z]{3}))"
    r"([a-z]*+ (?=[a-z])(?!(?:of|for|and|de|del|la|van|von|der|du|bin|al)[ \xa0]))?"
)
_RUN = rf"{_WORD}(?:{_POSSESSIVE}{_JOINT}{_WORD}){{0,11}}"
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
    done = 0
    for opening in _OPENING.finditer(text):
        start = opening.start()
        if start < done:
            continue
        if opening[1]:
            yield start, opening.end() - 1
            continue
        if not (match := run.match(text, start)):
            continue
        end = done = match.end()
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
    if run.isalpha():
        return [(run, 0, len(run))]
    if " the " not in run and run.replace(" ", "").isalpha():
        return _plain_words(run)
    return [(match.group(), *match.span()) for match in _parts().finditer(run)]


def _plain_words(run: str) -> list[Word]:
    """Give the words of a run of letters and spaces alone, as most are."""
    words, at = [], 0
    for word in run.split(" "):
        end = at + len(word)
        if word:
            words.append((word, at, end))
        at = end + 1
    return words
