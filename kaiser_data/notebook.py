"""What a notebook is given: the published tables joined, so that a chart or a filter needs no join, and shown whole.

A joined figure says who published it, which event it measures, for which year it holds; a quote who published it and
how its speaker is introduced; an event who tells it first and in how many texts. The six tables stay as they are:
every column added here can be traced to one of them by its key.

pandas stops a text after fifty characters and writes 31,000 people as 31000.0; a sentence is evidence and must be
read to its end. `setup_notebook()` is one call at the top of a notebook: tables with whole sentences, charts drawn
without a network; nothing in a table is changed by it.

`python -m kaiser_data.notebook notebooks build/charts` writes every chart of the executed notebooks as SVG and PNG, so
that a paper shows what a notebook shows: `01_timeline-2.svg` is the second chart of `01_timeline`.
"""

import html
import json
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kaiser_data.tables import TableError, read_table

if TYPE_CHECKING:
    import pandas as pd

_INTRODUCED = {"person": "a name", "group": "no name"}


def read_joined(table: str) -> "pd.DataFrame":
    """Read `figures`, `quotes`, `mentions` or `events` with columns from the other tables; raises TableError.

    All but `events` gain `publisher` and `published_max`, the last day on which their text can have appeared.
    `figures` gain `event_label`, `event_type`, `claimant`, `claimant_side`, `year`; `quotes` gain `introduced`
    (`a name`, `an organisation`, `no name`); `mentions` gain `event_label`, `event_type`, `event_date`; `events`
    gain `actor`, and of the text that tells them first `publisher` and `sentence`; `texts` counts those that do.

    >>> list(read_joined("quotes").columns[-3:])
    ['publisher', 'published_max', 'introduced']
    """
    if table not in _JOINS:
        raise TableError(f"there is no joined table {table!r}; there are {', '.join(_JOINS)}")
    return _JOINS[table](read_table(table))


def _told(rows: "pd.DataFrame") -> "pd.DataFrame":
    return rows.merge(read_table("sources")[["source_id", "publisher", "published_max"]], on="source_id")


def _figures(figures: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    figures = _told(figures)
    events, sides = read_table("events").set_index("event_id"), read_table("actors").set_index("actor_id")["side"]
    event_day = figures["event_id"].map(events["date_min"].fillna(events["date_max"]))
    stated = pd.to_numeric(figures["as_of"].str[:4]).astype("Int64")
    return figures.assign(
        event_label=figures["event_id"].map(events["label"]),
        event_type=figures["event_id"].map(events["type"].astype("str")),
        claimant=figures["claimed_by"].fillna(figures["publisher"] + ", own voice"),
        claimant_side=figures["claimed_by_id"].map(sides.astype("str")),
        # The year that the text names, else that of the event which the number measures, else the text's own.
        year=stated.fillna(event_day.dt.year.astype("Int64")).fillna(figures["published_max"].dt.year.astype("Int64")),
    )


def _quotes(quotes: "pd.DataFrame") -> "pd.DataFrame":
    kind = quotes["speaker_id"].map(read_table("actors").set_index("actor_id")["kind"].astype("str"))
    introduced = kind.map(_INTRODUCED).fillna("an organisation").mask(kind.isna(), "no name")
    return _told(quotes).assign(introduced=introduced.where(quotes["speaker"].notna()))


def _mentions(mentions: "pd.DataFrame") -> "pd.DataFrame":
    events = read_table("events").set_index("event_id")
    return _told(mentions).assign(
        event_label=mentions["event_id"].map(events["label"]),
        event_type=mentions["event_id"].map(events["type"].astype("str")),
        event_date=mentions["event_id"].map(events["date"]),
    )


def _events(events: "pd.DataFrame") -> "pd.DataFrame":
    told = _told(read_table("mentions")).sort_values(["published_max", "start"])
    first = told.drop_duplicates("event_id").set_index("event_id")
    names = read_table("actors").set_index("actor_id")["short_name"]
    return events.assign(
        actor=events["actor_id"].map(names),
        publisher=events["event_id"].map(first["publisher"]),
        sentence=events["event_id"].map(first["sentence"]),
        texts=events["event_id"].map(told.groupby("event_id")["source_id"].nunique()),
    )


_JOINS: dict[str, Callable[["pd.DataFrame"], "pd.DataFrame"]] = {
    "figures": _figures,
    "quotes": _quotes,
    "mentions": _mentions,
    "events": _events,
}


# More rows than a reader looks through; the rest is counted.
MOST_ROWS = 60
# Years and offsets keep their four digits together.
_GROUPED = 10_000
_TABLE = "<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>{rest}"


def setup_notebook() -> None:
    """Show tables whole, with text on the left and readable numbers, and draw charts in JupyterLab itself."""
    import pandas as pd
    from IPython import get_ipython

    from kaiser_data.charts import use_renderer

    use_renderer()
    pd.set_option("display.max_colwidth", None)
    shell = get_ipython()
    if shell:
        shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, table_html)


def table_html(table: "pd.DataFrame") -> str:
    """Write a DataFrame as an HTML table: whole texts on the left, numbers on the right, empty cells empty."""
    import pandas as pd

    # An index that only counts rows says nothing.
    index = [] if table.index.name is None and pd.api.types.is_integer_dtype(table.index) else table.index.names
    rows = table.head(MOST_ROWS).astype(object).reset_index() if index else table.head(MOST_ROWS).astype(object)
    numeric = [False] * len(index) + [pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes]
    names = [*(name or "" for name in index), *table.columns]
    head = "".join(_cell("th", name, right) for name, right in zip(names, numeric, strict=True))
    body = "\n".join(
        f"<tr>{''.join(_cell('td', value, right) for value, right in zip(row, numeric, strict=True))}</tr>"
        for row in rows.itertuples(index=False, name=None)
    )
    rest = f"<p>{MOST_ROWS} of {len(table)} rows</p>" if len(table) > MOST_ROWS else ""
    return _TABLE.format(head=head, body=body, rest=rest)


def written(value: object) -> str:
    """Write a cell for a reader.

    >>> written(31000.0), written(21.5), written(2025), written(1.3e10), written(math.nan)
    ('31,000', '21.5', '2025', '13,000,000,000', '')
    """
    import pandas as pd

    if not pd.api.types.is_scalar(value):
        return str(value)
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, bool) or not pd.api.types.is_number(value):
        return str(value)
    number = f"{value:,.2f}" if abs(value) >= _GROUPED else f"{value:.2f}"
    return number.rstrip("0").rstrip(".") if math.isfinite(value) else str(value)


def _cell(tag: str, value: object, right: bool) -> str:
    words = written(value)
    # A date or an id is read in one piece; browsers break it at its hyphens.
    whole = ";white-space:nowrap" if "-" in words and len(words.split()) == 1 else ""
    return f'<{tag} style="text-align:{"right" if right else "left"}{whole}">{html.escape(words)}</{tag}>'


def write_charts(notebooks: Path, out: Path) -> Iterator[tuple[str, str]]:
    """Write the charts of a folder's notebooks and give the name and the alt text of each."""
    from kaiser_data.charts.canvas import MIME, write

    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(notebooks.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        outputs = (output.get("data", {}) for cell in cells for output in cell.get("outputs", ()))
        for number, spec in enumerate((data[MIME] for data in outputs if MIME in data), 1):
            name = f"{path.stem}-{number}"
            write(spec, out / f"{name}.svg")
            write(spec, out / f"{name}.png")
            yield name, spec["description"]


if __name__ == "__main__":
    for name, description in write_charts(*map(Path, sys.argv[1:3])):
        print(f"{name}: {description}")
