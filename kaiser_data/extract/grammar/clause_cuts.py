"""The clause of a sentence that tells something, cut at the words that open another one.

"bargaining over staffing and pay broke down, their union said" tells of the talks; "their union said" is left out.
In "The nurses' contract, which covers some 2,300 people, expired May 31" the relative clause stays, since the
clause around it goes on. Punctuation and connectives decide, no parse: a clause may come out a few words too long.
"""

import re
from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.grammar.words import changed_forms
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms

_FINITE = (
    rf"(?:was|were|is|are|had|has|have|will|would|did|does|could|can|may|might|must|{prefix_tree(changed_forms())}"
    r"|[a-z]{3,}ed)\b"
)
_SUBJECT = r"(?:[\w’'&/.-]+\s+){1,7}?"
# What a participle after a comma adds: "ended on Friday, prompting the mill to reopen".
_TRAILING = any_of("telling_words", kind="trailing")
_NEW_SUBJECT = (
    rf"(?:it|they|we|he|she|that|then)\s|(?:on|in|last|this)\s+\w+\s+{_SUBJECT}{_FINITE}"
    rf"|(?:the|a|an|its|their|his|our|both|most|some|many)\s+(?:[\w’'&/-]+\s+){{0,4}}?{_FINITE}"
)
# What opens another clause, after a comma or without one.
_JOINED = rf"(?:and|but|so|yet)\s+(?={_FINITE}|{_NEW_SUBJECT})"
_RELATIVE = r"(?=(?:which|who|whose|where|whereas|although|though|because|unless|while|when|once|if)\s)"
_THAT = rf"(?=that\s+{_SUBJECT}{_FINITE})"
_JUST = rf"(?i:{any_of('telling_words', kind='near')})"
_AFTER = rf"(?=(?:{_JUST}\s+)?(?:after|before|since|until|as)\s+{_SUBJECT}{_FINITE})"
# "hours after" is cut before `hours`.
_NOT_JUST = "".join(rf"(?<!\b(?i:{word})[,\s])" for word in sorted(terms("telling_words", kind="near")))

# "Jan. 6 – Mar. 9, 2020" is one stretch of days.
_DAY = r"(?:\d|[A-Z][a-z]{2,8}\.?\s\d)"


# What parts two clauses: a sign or a space, and what opens another clause behind it.
_BREAKS = Pattern(
    lambda: (
        rf"""[,;:\s—–](?:
         (?:(?<=\s)\s*|(?<=,)\s+)(?:{_JOINED}|{_RELATIVE}|{_THAT})
        |(?:(?<=\s){_NOT_JUST}\s*|(?<=,){_NOT_JUST}\s+){_AFTER}
        |(?<=\s)(?:\s*[—–](?!\s?{_DAY})\s*|--\s)
        |(?<=[;:])\s+
        |(?<=[—–])(?!\s?{_DAY})\s*
        |(?<=,)\s+(?:(?:and|but|so|yet)\s+
            |(?=(?:many|some|most|all|both|half|none|\w+)\s+of\s+(?:whom|which)\s)
            |(?=(?:with|according|including|compared|following|{_TRAILING})\s)))"""
    ),
    re.VERBOSE,
)


_OPENING = re.compile(r"[\s,;:—–“\"‘'*#>•-]*(?:(?:and|but|so|yet|that|then|although|though)\s+)?")
_CLOSING = re.compile(r"[\s,;:—–.!?”\"*]+\Z")


@cache
def _distance() -> re.Pattern:
    numbers = prefix_tree(terms("date_words", kind="number"))
    return re.compile(rf"\s(?:{numbers}|\d{{1,2}})\s+(?:hour|day|week|month|year)s?\s+(?:after|before)\s")


class Cuts:
    """What parts the clauses of a sentence `text[start:end]`, found as far as it is asked for."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.edges = start, end
        self._found: list[tuple[int, int]] = []
        self._others = _BREAKS.finditer(text, start, end)

    def around(self, first: int, last: int) -> tuple[int, int]:
        """Give the end of the last cut before `first`, and where the first one after `last` opens."""
        left, right = self.edges
        for start, end in self._all():
            if end <= first:
                left = end
            elif start >= last:
                return left, start
        return left, right

    def _all(self) -> Iterator[tuple[int, int]]:
        yield from self._found
        for cut in self._others:
            self._found.append(cut.span())
            yield cut.span()


def clause_of(text: str, cuts: Cuts, first: int, last: int) -> tuple[int, int]:
    """Cut the clause that holds `text[first:last]` from its sentence.

    >>> text = "Nurses left early Tuesday, hours after bargaining broke down, and talks will resume."
    >>> a, b = clause_of(text, Cuts(text, 0, len(text)), 39, 60)
    >>> text[a:b]
    'hours after bargaining broke down'
    """
    left, right = cuts.around(first, last)
    distance = _distance().search(text, last, right + 20)
    if distance and distance.start() < right < distance.end():
        right = distance.start()  # "walked out three days after talks collapsed"
    left = _OPENING.match(text, left, first).end()
    if closing := _CLOSING.search(text, max(last, right - 12), right):
        right = closing.start()
    return left, right
