"""Strange input, as hypothesis draws it: texts, listings, corrections, data packages of anyone's making."""

import csv
import io
import json

from hypothesis import strategies as st

from kaiser_data.corrections import CORRECTION_COLUMNS, row_key
from kaiser_data.datapackage import dump
from kaiser_data.extract.pipeline import extract
from kaiser_data.reader import cells_of
from kaiser_data.rows import TABLES
from kaiser_data.sources import KINDS, SOURCE_COLUMNS, make_document
from kaiser_data.tables import fields_of, read_descriptor, sort_rows, to_csv

STORY = (
    "About 1,200 dockers walked off the job Monday at three terminals. “We are done waiting,” said Ana Ruiz, "
    "a crane driver. The company said it had offered a 4 percent raise.\n\n"
)
MIXTURE = """
“ ” " ' ‘ ’ ( ) [ ] — - , . ! ? : ; % $ £ said says told that workers union nurses strike struck 300 1,200 two-thirds
percent million Monday January May 2024 last week Ana Ruiz Acme Corp she they According to walked out called off will
would 7 a.m. Dr. U.S. * ** # <b> &amp; 👩🏽‍⚕️ = =1+1 @ javascript: </script> \\ / _ ~ | hundred half dozen since until
not who of the and 12/31/2024 2024-02-30 $5,000 9% 1:1 ½ ² ٣ Ⅷ 𝟙 10% rally vote ratified bargaining Local CEO spokesman
"""
CONTROLS = ["\n", "\n\n", "\r\n", "\r", "\t", "\f", "\x0b", "\x85", "\u00a0", "\u2028", "\u2029", "\u200f", "\u202e"]
CONTROLS += ["\u200b", "\ufeff", "\u0301", "\x00", "\x1b[31m", "\x7f"]
DATES = ["", "2024-01-03", "2024-01", "2024", "[2024-01-01..2024-01-09]", "2023-24", "[..2024-02-07]", "202X"]
ODD_DATES = ["9999-24", "0000-24", "?2024-02-30", "2024-X2-01", "/..", "2024-05/2024-01", "Y17e7", "2024 -01", "May"]


def mostly(usual: st.SearchStrategy, odd: st.SearchStrategy, times: int = 10) -> st.SearchStrategy:
    """Draw the usual, and the odd one in so many times: what is always wrong at once tries nothing behind it."""
    return st.integers(1, times).flatmap(lambda chance: odd if chance == times else usual)


words = st.sampled_from([*MIXTURE.split(), *CONTROLS[:-3]])
any_character = st.characters(exclude_categories=["Cs"])
mixtures = st.builds(lambda joint, parts: joint.join(parts), st.sampled_from(["", " "]), st.lists(words, max_size=60))
units = st.lists(words, min_size=1, max_size=4).map("".join)
repeated = st.builds(lambda unit, times: unit * times, units, st.integers(1, 300))


@st.composite
def spoilt_stories(draw) -> str:
    """A story with pieces taken out, doubled, or put in where they do not belong."""
    text = STORY * draw(st.integers(1, 2))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.one_of(words, st.just(text[start:end] * 2), st.just(""))) + text[end:]
    return text


texts = st.one_of(mixtures, st.text(any_character, max_size=200), spoilt_stories(), repeated)
published = mostly(st.sampled_from(DATES), st.sampled_from(ODD_DATES))

# -- files of lines that a person wrote

PLAIN_FILES = {"a.txt": STORY.encode(), "b.txt": "“Né,” said Ruïz.".encode(), "sub/c.txt": b"30 nurses struck.\r\n"}
BAD_FILES = {
    "empty.txt": b"",
    "nul.txt": b"a\0b",
    "latin.txt": "Né".encode("latin-1"),
    "wide.txt": "Né".encode("utf-16"),
}
TRICKS = ["../x", "../outside.txt", "/etc/passwd", "~/x", "sub", "pipe", "link.txt", "loop", "/dev/zero", ".", ".."]
TRICKS += ["sub/../a.txt", "sub/../../outside.txt", "n" * 300, "n/" * 3000, "a.txt\x1b", "\u202etxt.a", "sources.csv"]
names = mostly(st.sampled_from([*PLAIN_FILES]), st.sampled_from([*BAD_FILES, *TRICKS, "a.txt/", "CON"]), 5)
_odd_cells = ["", "", *KINDS, *DATES, *ODD_DATES, "a", "b-2024", "=1+1", "a b", "news ", "javascript:alert(1)"]
cells = st.one_of(
    st.sampled_from([*_odd_cells, "https://a.example/x"]),
    names,
    st.lists(st.one_of(words, st.sampled_from(CONTROLS)), max_size=4).map("".join),
    st.text(any_character, max_size=12),
)
junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 9), st.floats(), cells, st.just("http://a.example/x")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(cells, inner, max_size=3)),
    max_leaves=5,
)
some_columns = st.permutations(SOURCE_COLUMNS).flatmap(lambda c: st.integers(1, len(c)).map(lambda n: list(c[:n])))
odd_columns = st.lists(st.one_of(st.sampled_from(SOURCE_COLUMNS), cells), max_size=12)
all_columns = st.just(list(SOURCE_COLUMNS))
columns = mostly(all_columns, mostly(some_columns, odd_columns, 3), 5)
_endings = mostly(st.sampled_from(["\n", "\r\n"]), st.sampled_from(["\r", "\n\n", "\u2028", "\x0b", "\x85"]), 8)
_encodings = mostly(st.sampled_from(["utf-8", "utf-8-sig"]), st.sampled_from(["utf-16", "latin-1", "utf-32"]), 15)
# None: cells joined by hand, quoted nowhere.
_quoting = mostly(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.none(), 6)


@st.composite
def csv_files(draw, heads, lines) -> bytes:
    """A table as people and programs write them: well, oddly quoted, in another encoding, or not at all."""
    head = draw(heads)
    out = io.StringIO()
    quoting, ending = draw(_quoting), draw(_endings)
    for line in [head, *draw(mostly(st.lists(lines(head), min_size=1, max_size=4), st.just([])))]:
        if quoting is None:
            out.write(draw(mostly(st.just(","), st.sampled_from(";\t"), 4)).join(line) + ending)
        else:
            csv.writer(out, quoting=quoting, lineterminator=ending).writerow(line)
    raw = out.getvalue().encode(draw(_encodings), "replace")
    return draw(mostly(st.just(raw), spoilt(raw), 8))


@st.composite
def spoilt(draw, raw: bytes) -> bytes:
    """Bytes with some taken out or put in."""
    start = draw(st.integers(0, len(raw)))
    end = start + draw(st.integers(0, 8))
    put_in = st.one_of(st.binary(max_size=6), st.sampled_from([b'"', b"\n", b",", b"\0", b"\r"]))
    return raw[:start] + draw(put_in) + raw[end:]


def source_lines(head: list[str]) -> st.SearchStrategy[list[str]]:
    """Mostly lines that could be right, so that what is drawn gets past the first check."""
    usual = {"source_id": st.sampled_from("abcdefghijkl"), "file": names, "kind": st.sampled_from(["", *KINDS])}
    usual["published"] = published
    right = st.tuples(*(usual.get(name, cells) for name in head)).map(list)
    return mostly(right, st.lists(cells, max_size=12), 15)


listings = mostly(csv_files(columns, source_lines), st.binary(max_size=60), 30)

_told = dict.fromkeys(SOURCE_COLUMNS, cells) | {"source_id": st.sampled_from("abcd"), "published": published}
_told["kind"] = st.sampled_from(["", *KINDS])
records = st.fixed_dictionaries({"text": mostly(texts, junk)}, optional=_told)
json_lines = st.lists(mostly(records, junk), max_size=4).map(lambda lines: "\n".join(map(json.dumps, lines)).encode())
# The name of a file of texts, and what it holds; a folder's listing is called sources.csv.
corpora = st.one_of(
    st.tuples(st.just("sources.csv"), listings),
    st.tuples(st.just("news.csv"), csv_files(mostly(st.just(["text", *SOURCE_COLUMNS]), columns), source_lines)),
    st.tuples(
        st.sampled_from(["news.jsonl", "news.parquet", "news.jsonl.gz"]), mostly(json_lines, st.binary(max_size=60))
    ),
)

# -- corrections of a small package

DOCUMENTS = [make_document(STORY, source_id="dock", file="dock.txt", published="2024-01-03")]
ROWS = extract(DOCUMENTS).rows
_lines = [row for table in cells_of(ROWS).values() for row in table]
_KEYS = [*(next(iter(row.values())) for row in _lines), "dock-e00001", "dock-f00000"]
_standing = [
    (table, row_key(table, whole), row, field)
    for table, rows in cells_of(ROWS).items()
    if table != "sources"
    for whole, row in zip(ROWS[table], rows, strict=True)
    for field in row
]
_FIELDS = sorted({field["name"] for table in TABLES for field in fields_of(table)})
_VALUES = [*sorted({value for row in _lines for value in row.values()}), "nan", "1e999", "-1", "9" * 5000]


def correction_lines(head: list[str]) -> st.SearchStrategy[list[str]]:
    """Lines for the rows that there are, with what stands there or something else."""
    usual = {
        "table": mostly(st.sampled_from(list(TABLES)[1:]), st.sampled_from(["sources", "", "x"])),
        "row_id": mostly(st.sampled_from(_KEYS), cells),
        "action": mostly(st.sampled_from(["set", "add", "drop"]), cells, 30),
        "field": mostly(st.sampled_from(_FIELDS), cells),
        "reason": st.just("why"),
    }
    value = st.one_of(st.sampled_from(_VALUES), published, cells)
    drawn = st.tuples(*(usual.get(name, value) for name in head)).map(list)
    if head != list(CORRECTION_COLUMNS):
        return drawn
    return st.one_of(drawn, st.builds(_fitting, st.sampled_from(_standing), value))


def _fitting(standing: tuple[str, str, dict[str, str], str], value: str) -> list[str]:
    """Make a line that expects what stands there."""
    table, key, row, field = standing
    return [table, key, "set", field, row[field], value, "why"]


corrections = csv_files(mostly(st.just(list(CORRECTION_COLUMNS)), columns, 15), correction_lines)

# -- a data package of anyone's making

SMALL = {name: to_csv(name, rows).encode() for name, rows in sort_rows(ROWS).items()}


@st.composite
def packages(draw) -> tuple[bytes, dict[str, bytes]]:
    """A small data package of which something is wrong, now and then nothing."""
    descriptor = json.loads(dump(read_descriptor()))
    for _ in range(draw(st.integers(0, 2))):
        place, key = draw(places(descriptor))
        if draw(st.booleans()):
            place[key] = draw(junk)
        else:
            del place[key]
    tables = dict(SMALL)
    for _ in range(draw(st.integers(0, 2))):
        name = draw(st.sampled_from(sorted(tables)))
        tables[name] = draw(st.one_of(spoilt(tables[name]), spoilt(tables[name]), st.binary(max_size=20)))
    raw = dump(descriptor)
    return draw(mostly(st.just(raw), spoilt(raw))), tables


@st.composite
def places(draw, value) -> tuple[dict | list, str | int]:
    """Somewhere in a JSON value: the part that holds it, and its key."""
    while True:
        keys = sorted(value) if isinstance(value, dict) else list(range(len(value)))
        key = draw(st.sampled_from(keys))
        deeper = value[key]
        if not isinstance(deeper, dict | list) or not deeper or draw(st.integers(0, 3)) == 0:
            return value, key
        value = deeper
