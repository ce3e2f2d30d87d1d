"""A workbook for those who live in one: what it is, the joined tables, a sheet a table, a sheet of the fields.

Every text is written as a text, so that nothing is run as a formula or followed as a link ("=1+1" stays four
characters), ids keep their hyphens, and dates are dates. What a sheet leaves out: keys and allowed values, which
only the descriptor can hold.
"""

import io
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from kaiser_data.citation import article, data_set
from kaiser_data.export.sqlite import VIEWS, column_type, joined
from kaiser_data.tables import read_cells, read_descriptor, read_number

# A workbook holds no day before this one as a date; it stays a text then.
_FIRST_DAY = date(1900, 3, 1)
_WIDE = 60
_LONGEST = 32_767
_EXPLAINED = ("name", "title", "type", "unit", "description", "example")
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx(out: Path, home: Path) -> list[Path]:
    """Write `<name>.xlsx`."""
    descriptor = read_descriptor(home)
    path = out / f"{descriptor['name']}.xlsx"
    # In memory, since the library leaves its own temporary files open where the disk is full.
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole, _SAFE) as workbook:
        workbook.set_properties(
            {
                "title": descriptor["title"],
                "comments": f"Version {descriptor['version']}",
                "created": datetime(1980, 1, 1),
            }
        )
        _add_sheet(workbook, "about", *_cover(descriptor, home))
        for name, table in joined(home).items():
            fields = [{"name": column, "type": column_type(column)} for column in table]
            _add_sheet(workbook, name, fields, table.to_dict("records"))
        taken = {"about", "fields", *VIEWS}
        for resource in descriptor["resources"]:
            rows = read_cells(resource["name"], home)
            _add_sheet(workbook, _sheet_name(resource["name"], taken), resource["schema"]["fields"], rows)
        _add_sheet(workbook, "fields", *_explain(descriptor))
    path.write_bytes(whole.getvalue())
    return [path]


def _cover(descriptor: dict, home: Path) -> tuple[list[dict], list[dict[str, str]]]:
    """Say what the workbook holds, of which version, under which licence and how to cite it."""
    lines = [
        ("what", descriptor["description"]),
        ("version", descriptor["version"]),
        ("made", descriptor.get("created", "")[:10]),
        ("licence", "; ".join(f"{licence['title']}: {licence['path']}" for licence in descriptor.get("licenses", ()))),
        ("how to cite", data_set(home).text()),
        *(("text", article(source).text()) for source in read_cells("sources", home)),
        *((name, "joined: a row with its publisher and its sentence") for name in VIEWS),
        *((resource["name"], resource["description"]) for resource in descriptor["resources"]),
        ("fields", "what each column means"),
    ]
    columns = ("subject", "about")
    return [{"name": name, "type": "string"} for name in columns], [
        dict(zip(columns, line, strict=True)) for line in lines
    ]


def _explain(descriptor: dict) -> tuple[list[dict], list[dict[str, str]]]:
    rows = [
        {"table": resource["name"]} | {name: str(field.get(name, "")) for name in _EXPLAINED}
        for resource in descriptor["resources"]
        for field in resource["schema"]["fields"]
    ]
    return [{"name": name, "type": "string"} for name in ("table", *_EXPLAINED)], rows


def _add_sheet(workbook: xlsxwriter.Workbook, name: str, fields: list[dict], rows: list[dict[str, str]]) -> None:
    sheet = workbook.add_worksheet(name)
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    for column, field in enumerate(fields):
        sheet.write_string(0, column, field["name"], bold)
        longest = max([len(field["name"]), *(len(row[field["name"]]) for row in rows)])
        sheet.set_column(column, column, min(longest + 2, _WIDE))
        for line, row in enumerate(rows, start=1):
            _write(sheet, line, column, field["type"], row[field["name"]], day)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(fields) - 1)


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, kind: str, cell: str, day) -> None:
    if not cell:
        return
    if kind in ("integer", "number"):
        sheet.write_number(line, column, read_number(kind, cell))
    elif kind == "date" and date.fromisoformat(cell) >= _FIRST_DAY:
        sheet.write_datetime(line, column, datetime.fromisoformat(cell), day)
    else:
        sheet.write_string(line, column, _fitting(cell))


def _fitting(cell: str) -> str:
    """Cut what no cell of a workbook can hold, and say there that it is cut."""
    if len(cell) <= _LONGEST:
        return cell
    said = f" … [cut: {len(cell):,} characters; the CSV has them all]"
    return cell[: _LONGEST - len(said)] + said


def _sheet_name(name: str, taken: set[str]) -> str:
    """Give a sheet a name that a workbook takes: at most 31 characters, and each once."""
    short, number = name[:31], 1
    while short.lower() in taken:
        number += 1
        short = f"{name[: 30 - len(str(number))]}-{number}"
    taken.add(short.lower())
    return short
