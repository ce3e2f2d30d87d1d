"""How a notebook shows what it holds: tables with whole sentences, charts drawn without a network.

pandas stops a text after fifty characters and writes 31,000 people as 31000.0; a sentence is evidence and must be
read to its end. `setup_notebook()` is one call at the top of a notebook; nothing in a table is changed by it.
"""

import html
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

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
