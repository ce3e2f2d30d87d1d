"""The verbs of the command line that read and write codings: `code`, `draft` and `brief`."""

from pathlib import Path
from typing import Annotated

import typer

from kaiser_data.console import ERR, list_problems, say

Published = Annotated[str, typer.Option(help="EDTF date that anchors the relative dates of a single text.")]
Texts = Annotated[list[str], typer.Argument(help="What the texts are read from: as for extract.", show_default=False)]


def code(
    texts: Texts,
    coding: Annotated[Path, typer.Argument(help="A .jsonl or .csv file, a row a line.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Folder for data/ with the six tables and datapackage.json.")],
    coder: Annotated[str, typer.Option(help="Who coded: stands in the column rule.")] = "person",
    published: Published = "",
) -> None:
    """Make the six tables of what a person or a model coded; exit 2 and name each line that is wrong.

    Example: kaiser-data code my_texts/ coding.jsonl --out my_tables/ --coder anna
    """
    from kaiser_data.coding.coded_tables import CodingError, code_texts
    from kaiser_data.inputs import read_paths
    from kaiser_data.progress import counted

    if not coder.strip():
        raise typer.BadParameter("--coder is empty; say who coded")
    try:
        documents = read_paths(texts, published, typer.get_binary_stream("stdin"))
        counts = code_texts(documents, coding, out, coder, counted(ERR, "reading the lines"))
    except CodingError as error:
        list_problems(error.problems)
        raise typer.Exit(2) from None
    ERR.print(", ".join(f"{count} {table}" for table, count in counts.items()))


def draft(
    texts: Texts,
    out: Annotated[
        Path | None, typer.Option(help="File to write, .jsonl or .csv.", show_default="standard output")
    ] = None,
    published: Published = "",
) -> None:
    """Write what the rules find in texts as a coding, to be corrected in any editor and read by `code`.

    Example: kaiser-data draft my_texts/ --out coding.jsonl
    """
    from kaiser_data.coding.coded_tables import draft_texts
    from kaiser_data.coding.records import dump_coding, dump_csv
    from kaiser_data.inputs import read_paths

    lines = draft_texts(read_paths(texts, published, typer.get_binary_stream("stdin")))
    written = dump_csv(lines) if out and out.suffix.lower() == ".csv" else dump_coding(lines)
    if out:
        out.write_bytes(written.encode())
        say(str(out), ERR)
    else:
        typer.echo(written.encode(), nl=False)


def brief(
    table: Annotated[list[str], typer.Option(help="A table to code; repeat it.", show_default="all")] = (),
) -> None:
    """Write what a coder, a person or a model, must know: fields, categories, what is in and out, an example a table.

    Example: kaiser-data brief --table figures
    """
    from kaiser_data.coding.brief import write_brief
    from kaiser_data.coding.form import CODED

    typer.echo(write_brief(tuple(table) or CODED).encode(), nl=False)
