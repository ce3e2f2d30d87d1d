"""What a coder must know, as Markdown: made of the descriptor, the codebook and the published tables.

Nothing here is said anew: what a row is stands in `docs/codebook.md`, what a field holds and which values it takes in
`datapackage.json`, and the example of each table is a published row in the form of a line. Short enough to be read in
half an hour, or to stand before a text in a model's prompt.
"""

import re
from collections.abc import Callable, Iterator

from kaiser_data.coding.draft import draft_coding
from kaiser_data.coding.form import CODED, form_of, is_needed
from kaiser_data.coding.records import dump_coding
from kaiser_data.rows import TABLES, Row
from kaiser_data.sources import Document
from kaiser_data.tables import TableError, fields_of, find_home, read_file, read_rows, resource_of

CODEBOOK, FORM = "docs/codebook.md", "docs/coding.md"
_TITLE = "# How to code a text\n\nAnswer with nothing but JSON Lines: an object a line, a line a row.\n"
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_POINTING = ("actor_id", "target_id", "claimed_by_id", "speaker_id", "member_of")


def write_brief(tables: tuple[str, ...] = CODED) -> str:
    """Give the brief for some tables; raises TableError for a table that is not coded, or a missing page."""
    for table in tables:
        if table not in CODED:
            raise TableError(f"{table!r} is no table that is coded; there are {', '.join(CODED)}")
    told, examples = _read_codebook(), _examples()
    parts = [_TITLE, *re.findall(r"^- \*\*.*", _read_page(FORM), flags=re.MULTILINE), ""]
    for table in tables:
        parts += [*_section(table, told.get(table, "")), f"```json\n{examples[table]}```\n"]
    return "\n".join(parts)


def _section(table: str, told: str) -> Iterator[str]:
    yield f"## `{table}`: {resource_of(table)['description']}\n"
    if told:
        yield f"{told}\n"
    yield "| field of a line | meaning | |\n|---|---|---|"
    named = {field: name for name, field in form_of(table).items() if field}
    for field in fields_of(table):
        if (name := named.get(field["name"])) and field.get("unit") != "code points":
            values = "; ".join(f"`{one['value']}` {one['label']}" for one in field.get("categories", []))
            must = "must be given" if is_needed(table, field) else ""
            yield f"| `{name}` | {field['description']} {values} | {must} |".replace("  ", " ")
    yield ""


def _read_codebook() -> dict[str, str]:
    """Read the sections of the codebook by the table that they tell of."""
    parts = re.split(r"^## `(\w+)`.*\n", _read_page(CODEBOOK), flags=re.MULTILINE)
    return {name: part.split("\n## ")[0].strip() for name, part in zip(parts[1::2], parts[2::2], strict=True)}


def _read_page(name: str) -> str:
    """Read a page of ours, links as plain words."""
    try:
        return _LINK.sub(r"\1", read_file(find_home(), name).decode("utf-8"))
    except FileNotFoundError:
        raise TableError(f"there is no {find_home() / name}; reinstall kaiser-data") from None


def _examples() -> dict[str, str]:
    """Write a published row of each table as a line, with the rows that it points to at hand."""
    rows = {table: read_rows(table) for table in TABLES}
    chosen = _chosen(rows)
    documents = [Document(source, _painted(source.source_id, chosen)) for source in rows["sources"]]
    lines = draft_coding(chosen | {"sources": rows["sources"]}, documents)
    return {table: dump_coding([line for line in lines if line["table"] == table][:1]) for table in CODED}


def _chosen(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Choose an event, what tells and measures it, a quote with all that a quote has, and the actors of these."""
    [event] = _first(rows["events"], lambda one: one.actor_id and one.target_id)
    chosen = {
        "events": [event],
        "mentions": _first(rows["mentions"], lambda one: one.event_id == event.event_id),
        "figures": _first(rows["figures"], lambda one: one.event_id == event.event_id and one.counted),
        "quotes": _first(rows["quotes"], lambda one: one.speaker_id and one.cue and one.role),
    }
    meant = {getattr(row, key, "") for told in chosen.values() for row in told for key in _POINTING}
    return chosen | {"actors": [actor for actor in rows["actors"] if actor.actor_id in meant and actor.aliases]}


def _first(rows: list[Row], holds: Callable[[Row], object]) -> list[Row]:
    return [row for row in rows if holds(row)][:1]


def _painted(source_id: str, chosen: dict[str, list[Row]]) -> str:
    """Give as much of a text as the rows of it hold, each at its place: what the table has is enough of an example."""
    cited = [row for told in chosen.values() for row in told if getattr(row, "source_id", "") == source_id]
    spans = [(row.start, getattr(row, "text", "") or row.name) for row in cited]
    spans += [(row.cue_start, row.cue) for row in cited if getattr(row, "cue", "")]
    text = [" "] * max([start + len(words) for start, words in spans], default=0)
    for start, words in sorted(spans):
        text[start : start + len(words)] = words
    return "".join(text)
