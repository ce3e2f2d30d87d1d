"""The published tables as pages: `{published-table} figures` can be sorted and filtered, `{published-texts}` lists.

Without a script both are plain tables. Titles, meanings and allowed values are the descriptor's; every id links to
the reader.
"""

from collections import Counter
from html import escape

from docutils import nodes
from docutils.parsers.rst import Directive

from kaiser_data.reader import title_of
from kaiser_data.reader.marked import addresses, mention_anchor
from kaiser_data.rows import TABLES
from kaiser_data.tables import fields_of, read_cells

_LONG = ("text", "note", "label", "title", "aliases", "name", "role", "counted", "place")
# On a page the words and their sentence come first and what places them last; the files keep the schema's order.
_FIRST, _LAST = (
    ("text", "label", "name", "title", "sentence"),
    ("source_id", "start", "end", "rule", "review", "sha256"),
)


class PublishedTable(Directive):
    """A table of the data set with all its rows."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        rows, fields = read_cells(name), _ordered(fields_of(name))
        links = addresses({table: read_cells(table) for table in TABLES})
        body = "".join(f"<tr>{''.join(_cell(field, row, links) for field in fields)}</tr>" for row in rows)
        head = "".join(
            f'<th scope="col" data-type="{f["type"]}" data-place="{fields_of(name).index(f)}" title="{_meaning(f)}">'
            f"{f['name']}</th>"
            for f in fields
        )
        return [
            nodes.raw(
                "",
                f'<div class="published" data-name="{name}">{_filters(fields)}'
                f'<p><a class="whole" href="../downloads/{name}.csv" download>Download {name}.csv</a> '
                f'<output aria-live="polite">{len(rows)} rows</output></p>'
                f'<div class="scroll" role="region" aria-label="Table {name}" tabindex="0">'
                f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></div>",
                format="html",
            )
        ]


def plain_table(head: str, lines: str) -> nodes.raw:
    """Make a small table of HTML cells."""
    table = f"<div class='plain'><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    return nodes.raw("", table, format="html")


class PublishedTexts(Directive):
    """The texts with their pages in the reader, and how many rows cite each."""

    def run(self) -> list[nodes.Node]:
        cited = {
            table: Counter(row["source_id"] for row in read_cells(table)) for table in ("figures", "quotes", "mentions")
        }
        lines = "".join(
            f'<tr><td><a href="reader/{escape(source["source_id"])}.html">{escape(title_of(source))}</a></td>'
            f"<td>{escape(source['publisher'])}</td><td>{escape(source['published'])}</td>"
            + "".join(f"<td class='number'>{counts[source['source_id']]}</td>" for counts in cited.values())
            + "</tr>"
            for source in read_cells("sources")
        )
        head = "".join(f'<th scope="col">{name}</th>' for name in ("text", "publisher", "published", *cited))
        return [plain_table(head, lines)]


class Voices(Directive):
    """How many quotes each publisher gives to each side, terms aside."""

    def run(self) -> list[nodes.Node]:
        publishers = {source["source_id"]: source["publisher"] for source in read_cells("sources")}
        counts = Counter((publishers[row["source_id"]], row["side"]) for row in read_cells("quotes") if row["side"])
        sides = next(field for field in fields_of("quotes") if field["name"] == "side")["constraints"]["enum"]
        head = "".join(f'<th scope="col">{name}</th>' for name in ("publisher", *sides))
        lines = "".join(
            f'<tr><th scope="row">{escape(name)}</th>'
            + "".join(f"<td class='number'>{counts[name, side]}</td>" for side in sides)
            + "</tr>"
            for name in dict.fromkeys(publishers.values())
        )
        return [plain_table(head, lines)]


def setup(app) -> dict:
    app.add_directive("published-table", PublishedTable)
    app.add_directive("published-texts", PublishedTexts)
    app.add_directive("voices", Voices)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _ordered(fields: tuple[dict, ...]) -> list[dict]:
    def rank(field: dict) -> int:
        return -(field["name"] in _FIRST) + (field["name"] in _LAST)

    return [fields[0], *sorted(fields[1:], key=rank)]


def _meaning(field: dict) -> str:
    return escape(f"{field['title']}: {field['description']}", quote=True)


def _cell(field: dict, row: dict[str, str], links: dict[str, str]) -> str:
    name, value = field["name"], row[field["name"]]
    link = _link(name, row, links)
    shown = f'<a href="../reader/{escape(link, quote=True)}">{escape(value)}</a>' if link else escape(value)
    kind = "number" if field["type"] in ("integer", "number") else _width(name)
    return f'<td class="{kind}">{shown}</td>' if kind else f"<td>{shown}</td>"


def _width(name: str) -> str:
    return name if name == "sentence" else "long" if name in _LONG else ""


def _link(name: str, row: dict[str, str], links: dict[str, str]) -> str:
    """Where a cell leads: a mention to its own clause, any other id to its row."""
    if name == "event_id" and "trigger" in row:
        return links[mention_anchor(row)]
    points = name.endswith("_id") or name == "member_of"
    return links.get(row[name], "") if points else ""


def _filters(fields: list[dict]) -> str:
    """One search field, and a choice for each field with a list of values."""
    choices = "".join(
        f'<label>{field["name"]} <select name="{field["name"]}" data-column="{number}"><option value="">any</option>'
        + "".join(
            f'<option title="{escape(c["label"], quote=True)}">{c["value"]}</option>' for c in field["categories"]
        )
        + "</select></label>"
        for number, field in enumerate(fields)
        if "categories" in field
    )
    return f'<form role="search"><label>Filter rows <input type="search"></label>{choices}</form>'
