"""Varied texts for the speed measures: the seeds' paragraphs in other orders, with other names, numbers and dates.

`vary(7)` is the same text each time and shares its paragraphs' grammar with the seeds, but hardly a name, number or
date with `vary(8)`; within one text a name stays the same name and an acronym still stands for its words. A share of
the ordinary words is exchanged too; reporting verbs, function words and the words of strikes stay as they are, so the
extractors find as much as in the seeds. The texts are not meant to be read: nothing in them is true.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from benchmarks import names
from benchmarks.slots import MONTHS, SHORT, SMALL, WEEKDAYS, Paragraph, read_seeds, sort_words
from kaiser_data.lexicon import mapping
from kaiser_data.sources import Document, make_document

FIRST_DAY, DAYS = date(2016, 1, 1), 3652
LENGTHS = (4_000, 10_000)
SWAPPED = 0.5
COLUMNS = ("source_id", "text", "title", "publisher", "kind", "published")
KINDS = ("news", "party_press", "trade_press", "union", "employer", "government")
Filled = dict[tuple | str, str | names.Name]  # what stands in each slot of one text, and each actor's name


def vary(number: int) -> Document:
    """Make the varied text of a number, with another publisher and a day in the ten years from 2016."""
    random = Random(number)
    published = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    filled: Filled = {}
    pieces = [_fill(paragraph, published, filled, random) for paragraph in _chosen(random)]
    text = "\n\n".join(pieces)
    publisher = names.organisation("press", random).full
    title = f"{names.word(random)} {random.choice(sort_words()[1]['things', False])} {number}"
    described = {"title": title, "publisher": publisher, "kind": random.choice(KINDS)}
    return make_document(text, source_id=f"varied-{number:06}", published=published.isoformat(), **described)


def _chosen(random: Random) -> Iterator[Paragraph]:
    """Choose paragraphs of one or several seeds in another order, until the text has a seed's length."""
    seeds = random.sample(read_seeds(), len(read_seeds()))
    few = random.choice((1, 1, 2, 3))
    wanted, length = random.randint(*LENGTHS), 0
    for part in (seeds[:few], seeds[few:]):
        paragraphs = [paragraph for seed in part for paragraph in seed]
        random.shuffle(paragraphs)
        for paragraph in paragraphs:
            if length >= wanted:
                return
            length += paragraph.length + 2
            yield paragraph


def _fill(paragraph: Paragraph, published: date, filled: Filled, random: Random) -> str:
    pieces = []
    for part in paragraph.parts:
        if isinstance(part, str):
            pieces.append(part)
            continue
        if part not in filled:
            filled[part] = _other(part, published, filled, random)
        pieces.append(filled[part])
    return "".join(pieces)


def _other(slot: tuple, published: date, filled: Filled, random: Random) -> str:
    """Make what stands in a slot from now on, throughout one text."""
    kind = slot[0]
    if kind in _MAKERS:
        return _MAKERS[kind](slot[1], random)
    if kind == "name":
        _, surface, actor, sort, first = slot
        if actor not in filled:
            filled[actor] = names.organisation(sort, random)
        return filled[actor].like(surface, first)
    return _moved(*slot, published)


def _place(old: str, random: Random) -> str:
    """Give another place of its kind: a town is composed in seven cases of ten, any other place is on the map."""
    sort = mapping("places", "kind").get(old, "city")
    return random.choice(_places(sort)) if sort != "city" or random.random() < 0.3 else names.town(random)


def _number(old: str, random: Random) -> str:
    """Give a number of the same shape: "31,000" may become "57,000", never "57000" or "57,312"."""
    return "".join(random.choice("123456789") if sign in "123456789" else sign for sign in old)


def _hour(_: str, random: Random) -> str:
    return str(random.randint(1, 12))


def _small(_: str, random: Random) -> str:
    return random.choice(SMALL)


def _first(_: str, random: Random) -> str:
    return random.choice(names.first_names())


def _last(_: str, random: Random) -> str:
    return names.surname(random)


def _letters(old: str, random: Random) -> str:
    return "".join(random.choice("ABCDEFGHIJKLMNOPRSTUVW") if sign.isupper() else sign for sign in old)


def _word(old: str, random: Random) -> str:
    """Exchange a share of the ordinary words for another of its class that begins as it does, for the article."""
    classes, pools = sort_words()
    return random.choice(pools[classes[old], old[0] in "aeiou"]) if random.random() < SWAPPED else old


_MAKERS: dict[str, Callable[[str, Random], str]] = {
    "place": _place, "number": _number, "hour": _hour, "small": _small, "first": _first, "last": _last,
    "letters": _letters, "word": _word,
}  # fmt: skip


def _moved(kind: str, old: str, day: date, published: date) -> str:
    """Move a date by as many days as lie between the seed's day and the text's: a weekday stays right."""
    if kind == "weekday":
        return WEEKDAYS[(WEEKDAYS.index(old) + (published - day).days) % 7]
    if kind == "year":
        return str(int(old) + published.year - day.year)
    if kind == "iso":
        return (date.fromisoformat(old) + (published - day)).isoformat()
    return _moved_day(kind, old, day, published)


def _moved_day(kind: str, old: str, day: date, published: date) -> str:
    """Move what names a month, and a day, two days or none in it: "May 3-7, 2025", "3 May 2025", "May 2025"."""
    month = next(part for part in re.split(r"[ ,]", old) if part in MONTHS or part in SHORT)
    labels = MONTHS if month in MONTHS else SHORT
    days = [int(part) for part in re.findall(r"(?<!\d)\d\d?(?!\d)", old)]
    year = re.search(r"\d{4}", old)
    then = date(int(year[0]) if year else day.year, labels.index(month) + 1, days[0] if days else 15)
    then += published - day
    name = labels[then.month - 1]
    if kind == "my":
        return f"{name} {then.year}"
    if kind == "dmy":
        return f"{then.day} {name} {then.year}"
    last = f"-{min(then.day, 25) + days[1] - days[0]}" if len(days) > 1 else ""
    return f"{name} {min(then.day, 25) if last else then.day}{last}" + (f", {then.year}" if year else "")


@cache
def _places(sort: str) -> tuple[str, ...]:
    return tuple(term for term, kind in mapping("places", "kind").items() if kind == sort and term.isalpha())


def write_corpus(target: Path, count: int) -> int:
    """Write a corpus: one table where the target ends in .csv, or else a folder of texts; give its characters."""
    documents = map(vary, range(count))
    if target.suffix == ".csv":
        return _write_table(target, COLUMNS, ((document, document.content) for document in documents))
    target.mkdir(parents=True, exist_ok=True)
    return _write_table(target / "sources.csv", ("source_id", "file", *COLUMNS[2:]), _write_texts(target, documents))


def _write_texts(folder: Path, documents: Iterable[Document]) -> Iterator[tuple[Document, str]]:
    for document in documents:
        name = f"{document.source.source_id}.txt"
        (folder / name).write_text(document.content, encoding="utf-8", newline="")
        yield document, name


def _write_table(path: Path, columns: tuple[str, ...], lines: Iterable[tuple[Document, str]]) -> int:
    """Write one line a document, the second cell its text or the file that holds it; give the texts' characters."""
    characters = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for document, second in lines:
            source = document.source
            writer.writerow([source.source_id, second, *(getattr(source, name) for name in columns[2:])])
            characters += source.characters
    return characters
