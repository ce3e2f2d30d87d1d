"""Runs of capitalised words: where a text may name somebody, and the words of each run.

"Nurses of the Union of Health Care Professionals met Ana Ruiz" holds two runs, which small words may join ("of",
"for the"). Who or what a run names, and whether it is one name, is left to `names`.
"""

from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.grammar.words import CAPITAL
from kaiser_data.lexicon import Pattern, mapping, prefix_tree, terms

# "Voisey’s Bay": a town or a cape by the name of whose it was.
_LANDS = prefix_tree(term for term, kind in mapping("org_heads", "kind").items() if kind == "place")
_POSSESSIVE = (
    rf"(?:[’']s(?=[ \xa0](?:{_LANDS})\b(?![ \xa0][A-Z]))|"
    r"(?<=s)[’'](?=[ \xa0][A-Z])|(?<=Children)[’']s(?=[ \xa0])|(?<=men)[’']s(?=[ \xa0])|"
    r"(?<=St\. \w{4})[’']s(?=[ \xa0]))?"
)
_JOINT = (
    r"(?:[ \xa0]+(?:of[ \xa0]the|for[ \xa0]the|of|for|and|&|de[ \xa0]la|van[ \xa0]de[nr]?|von[ \xa0]der|"
    r"del?|la|van|von|der|du|bin|ibn|al|el|da|das|dos|di|della|ter|zu|af|"
    r"[“\"‘'(][A-Z][a-z]+(?:[ ][A-Z][a-z]+)?[”\"’')])(?=[ \xa0]))?(?:[ \xa0]+|\r?\n(?=[A-Z][a-z]))"
)


def find_runs(text: str) -> Iterator[tuple[int, int]]:
    """Find the runs of capitalised words in a text as (start, end).

    >>> text = "Nurses of the Union of Health Care Professionals met Ana Ruiz."
    >>> [text[a:b] for a, b in find_runs(text)]
    ['Nurses of the Union of Health Care Professionals', 'Ana Ruiz']
    """
    return (match.span() for match in _RUN.finditer(text))


@cache
def _word() -> str:
    """Give the expression for one capitalised word, which "Local 12" is, too."""
    words = (term for term in terms("abbreviations") if term[0].isupper() and term.isalpha())
    abbreviated = prefix_tree(word for word in words if f"{word}." not in terms("places"))
    local = prefix_tree(terms("head_uses", use="local") | terms("head_uses", use="numbered"))
    return (
        rf"(?:(?:{local})(?:[ \xa0]No\.?|[ \xa0]Union)?[ \xa0]\d{{1,5}}(?:-[A-Z0-9]{{1,4}})?"
        rf"|(?:{abbreviated}|[A-Z])\.(?:[A-Z]\.){{0,3}}"
        rf"|(?:(?:al|el|ul|ash|at|ben)-|[dl][’'])?(?:[0-9]{{3,4}}(?=[A-Z]{{3}})|{CAPITAL})"
        r"(?:[^\W_]++|&(?=\w)|[’'](?![sS]\b)(?=[^\W\d_])|"
        rf"[-/](?=\d|{CAPITAL})|-(?=[a-z]{{1,10}}\b)|\.(?=[A-Z]\b|[a-z]{{2,3}}\b))*)"
    )


_RUN = Pattern(lambda: rf"(?<![\w@#$/]){_word()}(?:{_POSSESSIVE}{_JOINT}{_word()}){{0,11}}")


Word = tuple[str, int, int]


_PARTS = Pattern(lambda: rf"{_word()}(?:(?<=s)[’']|(?<=[nt])[’']s)?|of[ \xa0]the|for[ \xa0]the|\S+")


def words_of(run: str) -> list[Word]:
    """Give the words of a run with their edges; "of the" and "Local 12" are one."""
    return [(match.group(), *match.span()) for match in _PARTS.finditer(run)]
