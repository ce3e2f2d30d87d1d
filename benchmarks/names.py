"""Other names for the seeds' people, organisations and places, made of parts so that one rarely comes back.

`UNAC/UHCP` and its long form become a union whose acronym still stands for its words; a person keeps first name and
surname; a town becomes a town. First names, jobs and kinds of employers come from the package's lexicons, the rest is
syllables: no list of invented people is kept.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from kaiser_data.lexicon import read_lexicon, terms

SEEDS = Path(__file__).parents[1] / "seeds"
ACTORS = SEEDS.parent / "data" / "actors.csv"
UNION_FORMS = (
    "United {jobs} of {place}", "{place} {jobs} Association", "{word} Union of {jobs}", "United {jobs} and {more}",
    "{place} Federation of {jobs}", "{word} Brotherhood of {jobs}", "{place} {jobs} and {more} Union",
)  # fmt: skip
FORMS = {
    "union": UNION_FORMS,
    "coalition": ("Alliance of {jobs} Unions", "Coalition of {jobs} Unions", "Alliance of {word} {jobs} Unions"),
    "government": (
        "Department of {subject} and {topic}",
        "{place} {subject} Department",
        "{subject} and {topic} Board",
    ),
    "party": ("{cause} {word} Party", "{word} {cause} Party"),
    "press": ("{word} {cause} Web Site", "{place} Times", "{word} Herald", "{place} {cause} News"),
    "partnership": ("{word} {topic} Partnership", "{subject}-{topic} Partnership"),
    "employer": ("{word} {business}", "{word} {word2} {business}"),
}


@dataclass(frozen=True)
class Name:
    """What one actor is called in one text: in full, in short and by its letters."""

    full: str
    short: str
    letters: str

    def like(self, surface: str, first: str) -> str:
        """Give the form that stands where `surface` stood; `first` is the first word of the old full name."""
        if re.fullmatch(r"[A-Z]+s?(?:/[A-Z]+)*", surface):
            return self.letters
        return self.short if surface == first else self.full


@cache
def seed_names() -> dict[str, tuple[str, str, str]]:
    """Give actor, kind and first word of each name that the seeds' actors go by."""
    names = {}
    with ACTORS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            part = row["kind"] == "employer" and row["member_of"]  # "Kaiser Permanente Downey Medical Center"
            for surface in [row["name"], *row["aliases"].split("|")] if row["kind"] in FORMS and not part else ():
                names.setdefault(surface, (row["actor_id"], row["kind"], row["name"].split()[0]))
    names.pop("", None)
    return names


@cache
def seed_people() -> dict[str, str]:
    """Give the words of the seeds' people: which is a first name, which a surname."""
    words: dict[str, str] = {}
    with ACTORS.open(encoding="utf-8", newline="") as stream:
        people = [row["name"] for row in csv.DictReader(stream) if row["kind"] == "person"]
    with (SEEDS / "sources.csv").open(encoding="utf-8", newline="") as stream:
        people += [name for row in csv.DictReader(stream) for name in row["authors"].split("; ") if name]
    for first, *rest in (name.split() for name in people):
        words[first] = "first"
        words |= {part: "last" for part in rest if len(part) > 1}
    return words


@cache
def first_names() -> tuple[str, ...]:
    """Give the first names of the lexicon, in a fixed order."""
    return tuple(sorted(terms("first_names")))


@cache
def jobs() -> tuple[str, ...]:
    """Give the jobs of the lexicon in the plural, as a union's name has them."""
    plurals = {line["plural"].title() for line in read_lexicon("roles")}
    return tuple(sorted(plural for plural in plurals if plural.isalpha() and len(plural) > 4))


@cache
def businesses() -> tuple[str, ...]:
    """Give the words that end an employer's name: "Hospitals", "Airlines"."""
    return tuple(sorted(term for term in terms("org_heads", kind="employer") if term.istitle() and len(term) > 3))


@cache
def read_pools() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Read the use and the words of each class of `words.csv`."""
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as stream:
        return {line["class"]: (line["use"], tuple(line["words"].split())) for line in csv.DictReader(stream)}


def pool(name: str) -> tuple[str, ...]:
    """Give the words of one class."""
    return read_pools()[name][1]


def syllable(random: Random) -> str:
    """Compose one syllable."""
    return random.choice(pool("onset")) + random.choice(pool("nucleus")) + random.choice(pool("coda"))


def word(random: Random) -> str:
    """Compose a proper noun: "Torvel"."""
    return (random.choice(pool("onset")) + random.choice(pool("nucleus")) + syllable(random)).capitalize()


def surname(random: Random) -> str:
    """Compose a surname: "Klaiderman"."""
    return (syllable(random) + random.choice(pool("surname_tail"))).capitalize()


def town(random: Random) -> str:
    """Compose the name of a town: "Breastville"."""
    return (syllable(random) + random.choice(pool("town_tail"))).capitalize()


def organisation(kind: str, random: Random) -> Name:
    """Compose an organisation of a kind; its letters are the initials of its words."""
    parts = {
        "jobs": random.choice(jobs()),
        "more": random.choice(jobs()),
        "business": random.choice(businesses()),
        "place": town(random),
        "word": word(random),
        "word2": word(random),
        "subject": random.choice(pool("subject")),
        "topic": random.choice(pool("subject")),
        "cause": random.choice(pool("cause")),
    }
    full = random.choice(FORMS[kind]).format(**parts)
    letters = "".join(part[0] for part in re.split(r"[\s-]+", full) if part[0].isupper())
    if kind in ("employer", "coalition"):
        return Name(full, full.split()[0], letters)
    return Name(full, full, letters)
