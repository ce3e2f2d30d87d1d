"""Texts of any length that once took the square of it: many people of one surname, alliances, marks, numbers, years."""

from collections.abc import Callable, Iterator
from itertools import count, islice, product

_BEGIN = [f"{consonant}{vowel}" for consonant in "BDFGKLMNPRSTV" for vowel in "aeio"]
_END = [f"{consonant}{vowel}" for consonant in "nrlstmdvk" for vowel in "aeio"]


def names() -> Iterator[str]:
    """Give first names that nobody has twice."""
    for length in count(1):
        yield from map("".join, product(_BEGIN, *[_END] * length))


def _of_each(pattern: str) -> Callable[[int], str]:
    """Make the text that says a sentence of each name: `{}` is the name, `{:.3}` its first letters."""
    places = pattern.count("{")
    return lambda size: "".join(
        islice((pattern.format(*[name] * places) for name in names()), size // len(pattern) + 1)
    )[:size]


def _of_numbers(pattern: str) -> Callable[[int], str]:
    return lambda size: "".join(pattern.format(number) for number in range(size // len(pattern) + 1))[:size]


def repeated(unit: str) -> Callable[[int], str]:
    """Make the text that says one thing again and again."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


# What a text is made of -> the text of so many characters.
GROWING = {
    "people of one surname": _of_each("{} Ruiz, a nurse, said no. "),
    "people of one surname, a paragraph each": _of_each("{} Ruiz, a nurse, said no.\n\n"),
    "speakers of one surname": _of_each("“We will not stop {},” said {} Ruiz. "),
    "alliances": _of_each("The {} Alliance of Health Care Unions struck.\n\n"),
    "one alliance": repeated("The Alliance of Health Care Unions struck. The Alliance said no.\n\n"),
    "unions with acronyms": _of_each("The {} Workers Union (AU{:.3}) said no. "),
    "strikes at many hospitals": _of_each("The {} nurses struck {} Hospital on May 5, 2024. "),
    "one strike, a paragraph each": repeated("Nurses went on strike on May 3, 2024 in Leeds.\n\n"),
    "months": repeated("May "),
    "weekdays": repeated("Monday "),
    "years": _of_numbers("1{:03} "),
    "one year": repeated("2024 "),
    "curly quotation marks": repeated("“a” “b” "),
    "straight quotation marks": repeated('"a" '),
    "open curly marks": repeated("“a said. "),
    "open single marks": repeated("'a said b. "),
    "open straight marks, a paragraph each": repeated('"a said b.\n\n'),
    "list numbers": _of_numbers("{}. a\n"),
    "one list number": repeated("1. a\n"),
    "digits and dots": repeated("1.1.1. "),
    "dollars": repeated("$5 "),
    "a city": repeated("The city met. "),
    "openings in capitals": repeated("ABOUT men met.\n"),
    "left-overs of HTML": repeated('<p class="x">300 nurses&nbsp;struck</p>\n'),
}
