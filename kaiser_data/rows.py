"""What a row is: one frozen dataclass a table, and the evidence that it carries.

`latimes-2026-02-23-f00374` states "31,000" at characters 374 to 380 of the file `000`; whoever doubts the row
slices the file there. The fields are those of `datapackage.json`, which alone fixes their order, types and
allowed values; this module leaves checking to `datapackage` and reading and writing to `tables`.
"""

import re
from dataclasses import dataclass
from typing import Self

# The fields that hold the first and the last day of a date, and the letter in the ids of rows named by their place.
BOUNDS = {"date": ("date_min", "date_max"), "as_of": ("as_of_min", "as_of_max")}
LETTERS = {"figures": "f", "quotes": "q"}


def fold(text: str) -> str:
    """Write each run of white space as one space.

    >>> fold("which management\\n\\nroutinely cites")
    'which management routinely cites'
    """
    return " ".join(text.split())


_DOTTED = re.compile(r"\b(?:[A-Z]\.){3,}")


def straight(name: str) -> str:
    """Write a name on one line with straight apostrophes and bare initials, the form that names are compared in.

    >>> straight("Workers’\\nUnion"), straight("U.A.W. Local 12")
    ("Workers' Union", 'UAW Local 12')
    """
    return _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), fold(name.replace("’", "'")))


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The characters `start:end` (half-open, code points) of a source's file, white space folded."""

    source_id: str
    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, source_id: str, content: str, start: int, end: int) -> Self:
        """Slice `content` and remember where.

        >>> Evidence.cut("a", "over\\n96 percent", 0, 15).text
        'over 96 percent'
        """
        return Evidence(source_id=source_id, start=start, end=end, text=fold(content[start:end]))

    def stands_in(self, content: str) -> bool:
        """Tell whether `content` still has these characters at this place.

        >>> Evidence(source_id="a", start=0, end=4, text="over").stands_in("about 96")
        False
        """
        return 0 <= self.start < self.end <= len(content) and fold(content[self.start : self.end]) == self.text


def row_id(source_id: str, letter: str, start: int) -> str:
    """Name a row by its source, a letter for its table and its start offset.

    >>> row_id("usw-2021-10-01", "f", 347)
    'usw-2021-10-01-f00347'
    """
    return f"{source_id}-{letter}{start:05d}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A document: who published it, when, and which bytes it has."""

    source_id: str
    file: str
    title: str = ""
    publisher: str = ""
    authors: str = ""
    kind: str = ""
    published: str = ""
    published_min: str = ""
    published_max: str = ""
    dated_by: str = ""
    url: str = ""
    language: str = "en"
    sha256: str = ""
    characters: int = 0
    words: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """A person, organisation or named group, with every form of its name joined by `|` in `aliases`.

    `source_id`, `start` and `end` say where a text first names it, under whatever form.
    """

    actor_id: str
    name: str
    short_name: str = ""
    kind: str
    side: str
    aliases: str = ""
    member_of: str = ""
    source_id: str = ""
    start: int | None = None
    end: int | None = None
    named_by: str = ""
    review: str = "auto"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A real-world event, however many texts tell it; `date` is EDTF, its bounds are ISO dates or empty."""

    event_id: str
    type: str
    status: str
    date: str
    date_min: str = ""
    date_max: str = ""
    actor_id: str = ""
    target_id: str = ""
    place: str = ""
    label: str = ""
    note: str = ""
    review: str = "auto"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention(Evidence):
    """A clause that tells an event: the words that date it and the word that names it."""

    event_id: str
    date_text: str = ""
    trigger: str = ""
    sentence: str = ""
    rule: str = ""
    review: str = "auto"


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure(Evidence):
    """A quantity that a text states: a number with what it counts or measures."""

    figure_id: str
    measure: str
    topic: str
    value: float
    value_max: float | None = None
    unit: str
    qualifier: str = "exact"
    counted: str = ""
    status: str = "actual"
    claimed_by: str = ""
    claimed_by_id: str = ""
    event_id: str = ""
    as_of: str = ""
    as_of_min: str = ""
    as_of_max: str = ""
    note: str = ""
    sentence: str = ""
    rule: str = ""
    review: str = "auto"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote(Evidence):
    """Words that a text gives to someone: direct, partial, indirect, a slogan or a term."""

    quote_id: str
    kind: str
    utterance_id: str
    within: str = ""
    speaker: str = ""
    speaker_id: str = ""
    side: str = ""
    role: str = ""
    cue: str = ""
    cue_start: int | None = None
    cue_end: int | None = None
    note: str = ""
    sentence: str = ""
    rule: str = ""
    review: str = "auto"


Row = Source | Actor | Event | Mention | Figure | Quote
Rows = dict[str, tuple[Row, ...]]
TABLES: dict[str, type] = {
    "sources": Source,
    "actors": Actor,
    "events": Event,
    "mentions": Mention,
    "figures": Figure,
    "quotes": Quote,
}
