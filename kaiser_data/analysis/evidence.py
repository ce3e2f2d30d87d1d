"""What speaks for the tables and what against them: evidence cut again, scores with their intervals, corrections.

A score of a few dozen rows is itself uncertain: all of 28 headcounts right leaves room for an error in eight, and so
each score stands with Wilson's interval. A sample drawn with a seed lets anybody judge rows that nobody chose.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from kaiser_data.analysis.rhetoric import wilson

STAGES = ("auto", "corrected", "added", "dropped")
_CITING = ("mentions", "figures", "quotes")


def prove(tables: Mapping[str, pd.DataFrame], texts: Mapping[str, str]) -> pd.DataFrame:
    """Cut each row that cites a text at its offsets again: `table`, `source_id`, `start`, `text`, `cut`, `proved`."""
    cited = pd.concat([tables[name].assign(table=name) for name in _CITING], ignore_index=True)
    places = zip(cited["source_id"], cited["start"], cited["end"], strict=True)
    cited["cut"] = [" ".join(texts[source_id][start:end].split()) for source_id, start, end in places]
    cited["proved"] = cited["text"].eq(cited["cut"])
    return cited[["table", "source_id", "start", "text", "cut", "proved"]]


def with_intervals(scores: pd.DataFrame) -> pd.DataFrame:
    """Give precision and recall of each measure with Wilson's interval, in percent: `label`, `value`, `low`, `high`."""
    counted = scores.dropna(subset=["precision"])
    rows = []
    for line in counted.itertuples():
        for rate, share, of in (("precision", line.precision, line.found), ("recall", line.recall, line.reference)):
            bounds = wilson(round(share / 100 * of), int(of))
            rows.append((line.table, line.measure, rate, int(of), *(round(100 * bound, 1) for bound in bounds)))
    table = pd.DataFrame(rows, columns=["table", "measure", "rate", "rows", "value", "low", "high"])
    return table.assign(label=table["measure"] + " (" + table["rows"].astype("str") + " rows)")


def read_corrections(home: Path) -> pd.DataFrame:
    """Read `seeds/corrections.csv`; the reason of a row that is added, written on its first line, stands on all."""
    lines = pd.read_csv(home / "seeds" / "corrections.csv", dtype="str", keep_default_na=False)
    return lines.assign(reason=lines["reason"].replace("", None).ffill())


def review_states(tables: Mapping[str, pd.DataFrame], corrections: pd.DataFrame) -> pd.DataFrame:
    """Count the rows of each table by how they came to be; `dropped` are those that a person threw out."""
    reviewed = pd.concat([rows.assign(table=name) for name, rows in tables.items() if "review" in rows])
    states = pd.crosstab(reviewed["table"], reviewed["review"].astype("str"))
    dropped = corrections[corrections["action"].eq("drop")].drop_duplicates(["table", "row_id"])
    states["dropped"] = dropped["table"].value_counts()
    return states.reindex(columns=list(STAGES)).fillna(0).astype("int64")


def reasons(corrections: pd.DataFrame) -> pd.DataFrame:
    """Count the rows that each reason corrected, the commonest first."""
    counts = corrections.groupby(["table", "action", "reason"])["row_id"].nunique()
    return counts.sort_values(ascending=False, kind="stable").rename("rows").reset_index()


def sample(rows: pd.DataFrame, seed: int, size: int = 10) -> pd.DataFrame:
    """Draw rows that nobody chose; the same seed draws the same, in the order of the table."""
    return rows.sample(size, random_state=seed).sort_index()
