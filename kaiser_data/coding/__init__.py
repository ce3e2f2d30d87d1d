"""What a coder saw, as the tables that the rules write: a person, a model and the rules deliver the same rows.

`{"table": "figures", "source_id": "gazette", "text": "nearly 1,200", "measure": "headcount", …}` is one line of a
coding; where the words stand, which ids the row gets, which of its other lines it goes with, the package finds out.
What it cannot place or does not allow is told line by line, all at once, and nothing is written. How well two coders
agree is measured by `quality`. Here stand the verbs of the command line: `code`, `draft`, `brief`, `agree`, `settle`.
"""

from pathlib import Path
from typing import Annotated

import typer

from kaiser_data.console import ERR, counted, list_agreement, say

Published = Annotated[str, typer.Option(help="EDTF date that anchors the relative dates of a single text.")]
TextsArgument = Annotated[list[str], typer.Argument(help="Where the texts are: as for extract.", show_default=False)]


def code(
    texts: TextsArgument,
    coding: Annotated[Path, typer.Argument(help="A .jsonl or .csv file, one row on each line.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Folder for the six tables and their descriptor.")],
    coder: Annotated[str, typer.Option(help="Who coded; written into the column rule.")] = "person",
    published: Published = "",
) -> None:
    """Make the six tables of what a person or a model coded; exit 2 and name each line that is wrong.

    Example: kaiser-data code my_texts/ coding.jsonl --out my_tables/ --coder anna
    """
    from kaiser_data.coding.coded_tables import code_texts
    from kaiser_data.documents import read_paths

    if not coder.strip():
        raise typer.BadParameter("--coder is empty; say who coded")
    documents = read_paths(texts, published, typer.get_binary_stream("stdin"))
    counts = code_texts(documents, coding, out, coder, counted(ERR, "reading the lines"))
    ERR.print(", ".join(f"{count} {table}" for table, count in counts.items()))


def draft(
    texts: TextsArgument,
    out: Annotated[
        Path | None, typer.Option(help="A .jsonl, .csv, .jsonld or .zip file.", show_default="standard output")
    ] = None,
    tables: Annotated[Path | None, typer.Option(help="Folder of tables to draft.", show_default="the rules'")] = None,
    published: Published = "",
) -> None:
    """Write what the rules find in texts as a coding, to be corrected and read by `code`.

    As lines of JSON or CSV, as W3C Web Annotations (.jsonld), or as UIMA CAS for INCEpTION (.zip).

    Example: kaiser-data draft my_texts/ --out coding.jsonl
    """
    from kaiser_data.coding.coded_tables import draft_texts, write_coding
    from kaiser_data.documents import read_paths

    documents = read_paths(texts, published, typer.get_binary_stream("stdin"))
    written = write_coding(draft_texts(documents, tables), documents, out.suffix if out else "")
    if out:
        out.write_bytes(written)
        say(str(out), ERR)
    else:
        typer.echo(written, nl=False)


def brief(
    table: Annotated[list[str], typer.Option(help="A table to code; may be repeated.", show_default="all")] = (),
) -> None:
    """Write what a coder, a person or a model, must know: fields, categories, what is in and out, with examples.

    Example: kaiser-data brief --table figures
    """
    from kaiser_data.coding.drafts import write_brief
    from kaiser_data.coding.form import CODED

    typer.echo(write_brief(tuple(table) or CODED).encode(), nl=False)


def agree(
    first: Annotated[Path, typer.Argument(help="Folder of a coding: six tables.")],
    second: Annotated[Path, typer.Argument(help="Folder of another coding of the same texts.")],
    out: Annotated[Path | None, typer.Option(help="CSV for the rows on which they differ, to be settled.")] = None,
    html: Annotated[Path | None, typer.Option(help="Page that shows them side by side.")] = None,
    draws: Annotated[int, typer.Option(min=1, help="Bootstrap samples for the intervals.")] = 500,
) -> None:
    """Measure how far two codings agree, beyond chance and with intervals, and list where they do not.

    Example: kaiser-data agree ann/ ben/ --out differences.csv --html differences.html
    """
    from kaiser_data.quality.coders import agree as agree_on
    from kaiser_data.quality.comparison import find_disagreements, read_tables, write_disagreements
    from kaiser_data.reader import side_by_side, write_page

    codings = read_tables(first), read_tables(second)
    list_agreement(agree_on(*codings, draws=draws))
    if out:
        write_disagreements(find_disagreements(*codings), out)
    if html:
        write_page(side_by_side(find_disagreements(*codings), first.name, second.name), html)


def settle(
    first: Annotated[Path, typer.Argument(help="Folder of a coding.", show_default=False)],
    second: Annotated[Path, typer.Argument(help="Folder of another coding of the same texts.", show_default=False)],
    decided: Annotated[Path, typer.Argument(help="The list of `agree --out` with its decisions.", show_default=False)],
    texts: TextsArgument,
    out: Annotated[Path, typer.Option(help="The coding to write, as JSON Lines; `code` makes its tables.")],
    published: Published = "",
) -> None:
    """Write the coding that a person decided where two coders differ.

    Example: kaiser-data settle ann/ ben/ differences.csv my_texts/ --out settled.jsonl
    """
    from kaiser_data.coding.drafts import read_decisions, settle
    from kaiser_data.coding.form import dump_coding
    from kaiser_data.documents import read_paths
    from kaiser_data.quality.comparison import read_tables

    documents = read_paths(texts, published, typer.get_binary_stream("stdin"))
    lines = settle(read_tables(first), read_tables(second), read_decisions(decided), documents)
    out.write_bytes(dump_coding(lines).encode())
    say(str(out), ERR)
