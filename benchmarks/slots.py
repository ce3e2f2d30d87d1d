"""The seeds cut into paragraphs, and each paragraph into text and slots: what another text may have otherwise there.

"UNAC/UHCP said Monday" is the slot of a name, a piece of text and the slot of a weekday. What `slots` leaves alone is
the grammar: reporting verbs, function words and the words of strikes are text.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from benchmarks import names
from kaiser_data.documents import read_folder
from kaiser_data.edtf import edtf_bounds
from kaiser_data.lexicon import mapping
from kaiser_data.sources import Document

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SMALL = ("two", "three", "four", "five", "six", "seven", "nine", "ten", "twelve")  # all take "a", none "an"
DATED = ("iso", "dmy", "mdy", "my", "year", "weekday")
OTHER_TOWNS = ("San Leandro", "San Rafael", "Downey", "Roseville", "Magnet", "Facebook")
_MONTH = "|".join([*MONTHS, *(short.replace(".", r"\.") for short in SHORT if "." in short)])
_DATES = (
    r"(?P<iso>\d{4}-\d\d-\d\d)"
    rf"|(?P<dmy>\d\d? (?:{_MONTH}) \d{{4}})"
    rf"|(?P<mdy>(?:{_MONTH}) \d\d?(?:-\d\d?)?(?:, \d{{4}})?(?!\d))"
    rf"|(?P<my>(?:{_MONTH}) \d{{4}})"
    r"|(?P<year>\b(?:19|20)\d\d(?!\d|,\d|%))"
    rf"|(?P<weekday>\b(?:{'|'.join(WEEKDAYS)}))\b"
)
_NUMBERS = (
    r"(?P<hour>\b\d\d?(?= [ap]\.m\.))"
    r"|(?P<number>\d[\d,]*\d(?:\.\d+)?|\d(?:\.\d+)?)"
    rf"|(?P<small>(?<![\w-])(?:{'|'.join(SMALL)})\b)"
)


@dataclass(frozen=True)
class Paragraph:
    """A seed's paragraph: text and slots in turn; a slot is its kind and what stood there, a date's the seed's day."""

    parts: tuple[str | tuple, ...]
    length: int


@cache
def read_seeds() -> tuple[tuple[Paragraph, ...], ...]:
    """Cut each seed into paragraphs and slots, once a process."""
    pattern = _pattern()
    return tuple(
        tuple(_cut(paragraph, pattern, _day(document)) for paragraph in _paragraphs(document.content))
        for document in read_folder(names.SEEDS)
    )


def _day(document: Document) -> date:
    return date.fromisoformat(edtf_bounds(document.source.published).first)


def _paragraphs(text: str) -> list[str]:
    """Give the paragraphs; one that a page break cuts in two stays whole."""
    whole: list[str] = []
    for line in re.split(r"\s*\n\s*", text.strip()):
        if whole and line[:1].islower() and whole[-1][-1:].isalnum():
            whole[-1] += f"\n\n{line}"
        else:
            whole.append(line)
    return whole


def _pattern() -> re.Pattern:
    """Make the pattern of all that may be exchanged: dates, names, numbers, words."""
    known = names.seed_names() | dict.fromkeys(names.seed_people())
    actors = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    places = "|".join(map(re.escape, sorted([*mapping("places", "kind"), *OTHER_TOWNS], key=len, reverse=True)))
    words = "|".join(sorted(sort_words()[0], key=len, reverse=True))
    return re.compile(
        rf"{_DATES}|\b(?P<name>{actors})\b|\b(?P<place>{places})(?!\w)"
        rf"|\b(?P<letters>(?!NEED|GIVE|STRIKE|COVID)[A-Z]{{3,}})\b|{_NUMBERS}|(?<![\w-])(?P<word>{words})(?![\w-])"
    )


def _cut(paragraph: str, pattern: re.Pattern, day: date) -> Paragraph:
    parts: list[str | tuple] = []
    end = 0
    for met in pattern.finditer(paragraph):
        kind, old = met.lastgroup, met[0]
        parts += [paragraph[end : met.start()], _slot(kind, old, day)]
        end = met.end()
    return Paragraph((*(part for part in parts if part), paragraph[end:]), len(paragraph))


def _slot(kind: str, old: str, day: date) -> tuple:
    if kind in DATED:
        return kind, old, day
    if kind != "name":
        return kind, old
    person = names.seed_people().get(old)
    return (person, old) if person else ("name", old, *names.seed_names()[old])


@cache
def sort_words() -> tuple[dict[str, str], dict[tuple[str, bool], tuple[str, ...]]]:
    """Sort the pool: the class of each word, and the words of a class that begin with a vowel or not."""
    classes: dict[str, str] = {}
    pools: dict[tuple[str, bool], tuple[str, ...]] = {}
    for name, (use, words) in names.read_pools().items():
        classes |= dict.fromkeys(words if use == "swap" else (), name)
        for vowel in (True, False):
            pools[name, vowel] = tuple(word for word in words if (word[0] in "aeiou") is vowel)
    return classes, pools
