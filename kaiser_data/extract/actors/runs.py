"""Runs of capitalised words, which small words may join ("of", "for the"): "Union of Bakers", "O’Hara", "Local 12"."""

from collections.abc import Iterator
from functools import cache

from kaiser_data.extract.grammar.words import CAPITAL
from kaiser_data.lexicon import Pattern, mapping, prefix_tree, read_lexicon, terms

# A word of a run, and its edges.
RunWord = tuple[str, int, int]
# "Voisey’s Bay": a town or a cape by the name of whose it was.
_LANDS = prefix_tree(term for term, kind in mapping("org_heads", "kind").items() if kind == "place")
_POSSESSIVE = (
    rf"(?:[’']s(?=[ \xa0](?:{_LANDS})\b(?![ \xa0][A-Z]))|"
    r"(?<=s)[’'](?=[ \xa0]+[A-Z])|(?<=Children)[’']s(?=[ \xa0])|(?<=men)[’']s(?=[ \xa0]))?"
)
_JOINT = (
    r"(?:[ \xa0]+(?:of[ \xa0]the|for[ \xa0]the|of|for|and|&|de[ \xa0]la|van[ \xa0]de[nr]?|von[ \xa0]der|"
    r"del?|la|van|von|der|du|bin|ibn|al|el|da|das|dos|di|della|ter|zu|af|"
    r"(?<=Against[ ])the|[“\"‘'(][A-Z][a-z]+(?:[ ][A-Z][a-z]+)?[”\"’')])(?=[ \xa0]))?(?:[ \xa0]+|\r?\n(?=[A-Z][a-z]))"
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
    states = prefix_tree(
        place[:-1] for place in terms("places", kind="state") if place.endswith(".") and " " not in place
    )
    local = prefix_tree(terms("head_uses", use="local") | terms("head_uses", use="numbered"))
    return (
        rf"(?:(?:{local})(?:[ \xa0]No\.?|[ \xa0]Union)?[ \xa0](?<![A-Z]{{2}}[ \xa0](?=20[12]\d\b))"  # no "UAW 2023"
        rf"\d{{1,5}}+[A-Z]{{0,2}}(?!,\d)(?:-[A-Z0-9]{{1,6}})?"
        rf"|(?:{states})\.(?=[,;)]|--?|[–—]| [a-z“\"])"
        rf"|St\.?[ \xa0]{CAPITAL}\w+[’']s(?=[ \xa0][A-Z])"
        rf"|(?:{abbreviated}|[A-Z])\.(?:[A-Z]\.){{0,3}}"
        rf"|(?:(?:al|el|ul|ash|at|ben)-|[dl][’'])?(?:[0-9]{{3,4}}(?=[A-Z]{{3}})|{CAPITAL})"
        r"(?:[^\W_]++|&(?=\w)|[’'](?![sS]\b)(?=[^\W\d_])|"
        rf"[-/](?=\d|{CAPITAL})|-(?=[a-z]{{1,10}}\b)|\.(?=[A-Z]{{1,2}}\b|[a-z]{{2,3}}\b))*)"
    )


def _owned() -> str:
    """Give the expression for a firm by the name of whose it was: "Sainsbury’s"."""
    forms = (form for line in read_lexicon("actors") for form in (line["term"], *line["aliases"].split("|")))
    return rf"(?:{prefix_tree(form[:-2] for form in forms if form.endswith('’s'))})[’']s\b(?!\s[A-Z])"


_RUN = Pattern(
    lambda: rf"(?<![\w@#$/])(?![A-Z]{{1,3}}[$£€])(?:{_owned()}|{_word()}(?:{_POSSESSIVE}{_JOINT}{_word()}){{0,11}})"
)
_WORDS = Pattern(lambda: rf"{_word()}(?:(?<=s)[’']|(?<=[nt])[’']s)?|of[ \xa0]the|for[ \xa0]the|\S+")


def words_of(run: str) -> list[RunWord]:
    """Give the words of a run; "of the" and "Local 12" are one.

    >>> [word for word, *_ in words_of("Bakers of the Norlink Mill Local 12")]
    ['Bakers', 'of the', 'Norlink', 'Mill', 'Local 12']
    """
    return [(word[0], *word.span()) for word in _WORDS.finditer(run)]
