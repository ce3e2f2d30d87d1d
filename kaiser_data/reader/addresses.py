"""The address of each row: the page of its text, and there the row's own id.

The figure `latimes-2026-02-23-f00374` is at `latimes-2026-02-23.html#latimes-2026-02-23-f00374`, beside the pages of
the other texts. An event's address is that of the first clause that tells it, an actor's is on the page of actors, a
source is its whole page. Ids never shift when a rule improves, and neither do addresses.
"""

from collections.abc import Iterator, Mapping, Sequence

Cells = Mapping[str, Sequence[Mapping[str, str]]]
ACTORS = "actors.html"


def page_of(source_id: str) -> str:
    """Name the page of a text."""
    return f"{source_id}.html"


def mention_anchor(mention: Mapping[str, str]) -> str:
    """Name the place of a mention on the page of its text: its event and its start.

    >>> mention_anchor({"event_id": "usw-2021-10-01-e00286", "start": "286"})
    'usw-2021-10-01-e00286-m00286'
    """
    return f"{mention['event_id']}-m{int(mention['start']):05d}"


def addresses(tables: Cells) -> dict[str, str]:
    """Give the address of every row by its id, relative to the folder of the pages; a mention's id is its anchor."""
    found: dict[str, str] = {}
    for row_id, address in _all(tables):
        found.setdefault(row_id, address)
    return found


def _all(tables: Cells) -> Iterator[tuple[str, str]]:
    for source in tables["sources"]:
        yield source["source_id"], page_of(source["source_id"])
    for actor in tables["actors"]:
        yield actor["actor_id"], f"{ACTORS}#{actor['actor_id']}"
    for mention in tables["mentions"]:
        page = page_of(mention["source_id"])
        yield mention["event_id"], f"{page}#{mention['event_id']}"
        yield mention_anchor(mention), f"{page}#{mention_anchor(mention)}"
    for table, key in (("figures", "figure_id"), ("quotes", "quote_id")):
        for row in tables[table]:
            yield row[key], f"{page_of(row['source_id'])}#{row[key]}"
