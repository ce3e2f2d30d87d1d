"""Currencies: the sign or code before a number, and whose money a text means by "$", "rupees" or bare "millions".

Lands share the names of their moneys: the land that a text names most tells which rupee it means.
"""

from collections import Counter
from collections.abc import Mapping

from kaiser_data.extract.figures.cues import cues_in
from kaiser_data.extract.figures.units import units
from kaiser_data.lexicon import Pattern, mapping, prefix_tree, terms
from kaiser_data.rows import fold

_SIGNS = "$£€¥₹₩₦₽₺₪₱₫฿"


_CODE_BEFORE = Pattern(lambda: rf"(?<![\w$])({prefix_tree(terms('currencies') - set(_SIGNS))})\s?$")


def currency_before(lowered: str, start: int) -> tuple[int, str]:
    """Give where the currency before a number begins, and its ISO code; an escaped "\\$" is Markdown's."""
    before = lowered[max(0, start - 8) : start]
    if found := _CODE_BEFORE.search(lowered, max(0, start - 8), start):
        return found.start(1), mapping("currencies", "unit")[fold(found[1])]
    if before and before[-1] in _SIGNS:
        return start - 1 - (before[-2:-1] == "\\"), mapping("currencies", "unit")[before[-1]]
    return start, ""


def home_currencies(lowered: str) -> tuple[str, Mapping[str, str]]:
    """Give the ISO code of bare "millions" in a text, and for the code of a shared name that of the land it means.

    The first is of the sign used most, else of the land named most. A dollar is another's than the United States'
    only where its land is named twice.

    >>> home_currencies("£5m here, £6m there")[0]
    'GBP'
    >>> home_currencies("tea pluckers of sri lanka want 300 rupees")
    ('LKR', {'INR': 'LKR'})
    """
    named = Counter(
        (cue.line["money"], cue.line["unit"]) for cue in cues_in(lowered, 0, len(lowered), "currency_lands")
    )
    own: dict[str, str] = {}
    for (money, unit), times in sorted(named.items(), key=lambda item: item[1]):
        code = units()[money][1]
        if times > (money == "dollars") and (unit != code or own):
            own[code] = unit
    sign = max("$£€", key=lowered.count)
    if sign in lowered:
        return (own.get("USD", "USD") if sign == "$" else mapping("currencies", "unit")[sign]), own
    return max(named, key=named.get, default=("dollars", "USD"))[1], own


def meant(lowered: str, start: int, end: int, unit: str, own: Mapping[str, str]) -> str:
    """Give the unit of a sum at `start:end` in the money that its text means, unless its words name the land."""
    told = lowered[start:end]
    code, words = unit[:3], told.split()
    named = "us$" in told or "$us" in told or code.lower() in told or " ".join(words[-2:]) in units()
    return unit if named else own.get(code, code) + unit[3:]
