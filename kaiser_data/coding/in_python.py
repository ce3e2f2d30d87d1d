"""A text drafted, corrected and measured from Python: `kd.draft`, `kd.code` and `kd.agree`, on DataFrames.

The verbs of the command line do the same with files; here a draft is a DataFrame whose cells are changed as any other.
"""

from typing import TYPE_CHECKING

from kaiser_data.coding.assemble import assemble
from kaiser_data.coding.coded_tables import draft_texts
from kaiser_data.coding.form import CODED, form_of
from kaiser_data.coding.records import CodedLine, CodingError
from kaiser_data.extract.pipeline import Extraction
from kaiser_data.reader.page import cells_of
from kaiser_data.sources import make_document

if TYPE_CHECKING:
    import pandas as pd


def draft(text: str, published: str = "") -> "pd.DataFrame":
    """Give what the rules find in a text as the lines of a coding, a row each, with the fields of all tables.

    Every cell is a string, empty where a table has no such field.
    """
    import pandas as pd

    lines = draft_texts([make_document(text, published=published)])
    columns = dict.fromkeys(["table", *(name for table in CODED for name in form_of(table))])
    return pd.DataFrame([dict(line.cells) for line in lines], columns=[*columns], dtype=str).fillna("")


def code(text: str, lines: "pd.DataFrame", published: str = "", coder: str = "person") -> Extraction:
    """Make the tables of a coding of a text; raises CodingError, a line for each row that is wrong.

    Rows are numbered as the DataFrame's index numbers them.
    """
    cells = lines.fillna("").astype(str).to_dict("records")
    numbered = [
        CodedLine(number, {name: value for name, value in row.items() if value})
        for number, row in zip(lines.index, cells, strict=True)
    ]
    rows, faults = assemble([make_document(text, published=published)], numbered, coder)
    if faults:
        raise CodingError("draft", faults)
    return Extraction(rows)


def agree(first: Extraction, second: Extraction) -> "pd.DataFrame":
    """Measure how two extractions or codings of the same texts agree: a row for each table and field.

    `share` is F1 for rows found and else a share, in percent; `kappa` and `alpha` are missing where no few values are
    chosen from. Intervals over texts need several: `kaiser-data agree` gives them.
    """
    import pandas as pd

    from kaiser_data.quality.coders import agree as measure

    measures = measure(cells_of(first.rows), cells_of(second.rows), draws=1)
    estimate = lambda value: value[0] if isinstance(value, tuple) else value  # noqa: E731
    columns = ("table", "measure", "first", "second", "share", "kappa", "alpha")
    return pd.DataFrame([[estimate(getattr(one, name)) for name in columns] for one in measures], columns=columns)
