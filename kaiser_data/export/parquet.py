"""Each table as typed Parquet, for readers that know types: pandas, polars, DuckDB, R's arrow."""

from pathlib import Path

import pyarrow.parquet as pq

from kaiser_data.arrow import to_arrow
from kaiser_data.tables import read_cells, read_descriptor


def write(out: Path, home: Path) -> list[Path]:
    """Write one `.parquet` a table."""
    written = []
    for resource in read_descriptor(home)["resources"]:
        path = out / f"{resource['name']}.parquet"
        rows = read_cells(resource["name"], home)
        names = [field["name"] for field in resource["schema"]["fields"]]
        pq.write_table(to_arrow(resource, {name: [row[name] for row in rows] for name in names}), path)
        written.append(path)
    return written
