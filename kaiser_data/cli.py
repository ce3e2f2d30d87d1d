"""The command line: each verb calls one public function.

Data goes to stdout, progress and reports to stderr. A user's mistake shows one message, never a traceback. Exit codes:
0 good, 1 found wrong, 2 wrong call or input. Heavy libraries load inside the verb that needs them.
"""

import atexit
import gc
import io
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from kaiser_data import coding
from kaiser_data.console import ERR, OUT, answers, list_problems, list_rows, list_scores, plain, say, say_unlisted

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Events, figures and quotes on a labour dispute, each row with the exact characters that prove it.",
)
Home = Annotated[
    Path, typer.Option(help="Folder that holds seeds/, data/ and datapackage.json.", show_default="this folder")
]
Package = Annotated[Path | None, typer.Option(help="Folder of a data package.", show_default="the published one")]


def _tell_version(wanted: bool) -> None:
    if wanted:
        import kaiser_data

        say(f"kaiser-data {kaiser_data.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """Let streams of any encoding take any text, and closed ones give and take nothing."""
    # What loads here stays to the end: looking through it for what nobody holds any longer took a fifth of a short run.
    gc.set_threshold(1_000_000, 50, 100)
    atexit.register(gc.freeze)
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@app.command()
@answers
def build(home: Home = Path()) -> None:
    """Make data/ and its stamps from seeds/: extract, correct, check, then replace.

    Twice gives the same bytes. A failed build leaves the old tables whole.

    Example: kaiser-data build
    """
    from kaiser_data.build import BuildError
    from kaiser_data.build import build as build_package

    try:
        counts = build_package(home)
    except BuildError as error:
        list_problems(error.problems)
        raise typer.Exit(1) from None
    ERR.print(", ".join(f"{count} {table}" for table, count in counts.items()))


@app.command()
@answers
def check(
    home: Home = Path(),
    texts: Annotated[
        Path | None, typer.Option(help="Folder of the texts that the rows cite.", show_default="the package's seeds/")
    ] = None,
    conflicts: Annotated[bool, typer.Option(help="List where two texts contradict each other instead.")] = False,
) -> None:
    """Check descriptor, schema, keys, evidence, dates and hashes; exit 1 and name the rows that are wrong.

    Examples: kaiser-data check
    kaiser-data check --home my_tables/ --texts my_texts/
    kaiser-data check --conflicts
    """
    from kaiser_data.datapackage import check as check_package
    from kaiser_data.datapackage import list_conflicts

    if conflicts:
        for one in list_conflicts(home):
            say(f"{one.event_id} {one}".strip())
        return
    if problems := check_package(home, texts):
        list_problems(problems)
        raise typer.Exit(1)
    ERR.print("all is well")


@app.command()
@answers
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(help="A .txt file, a folder with a sources.csv, a .csv, .jsonl or .parquet of texts, or -."),
    ],
    published: coding.Published = "",
    out: Annotated[Path | None, typer.Option(help="Folder for the six tables; without it they are printed.")] = None,
    form: Annotated[
        Literal["csv", "parquet"], typer.Option("--format", help="csv keeps all in memory; parquet takes any size.")
    ] = "csv",
    workers: Annotated[int, typer.Option(help="Processes of this machine.", show_default="one for each core")] = 0,
    engine: Annotated[Literal["local", "dask"], typer.Option(help="Where to work: here, or on Dask's workers.")] = (
        "local"
    ),
    scheduler: Annotated[str, typer.Option(help="Address of Dask's scheduler, such as tcp://10.0.0.1:8786.")] = "",
    strict: Annotated[bool, typer.Option(help="Stop at the first text that fails.")] = False,
) -> None:
    """Extract the six tables from any texts; corrections are never applied.

    With --format parquet a corpus of any size: memory is bounded, a run that was stopped goes on where it was,
    and a text that fails stands in errors.parquet with its reason.

    Examples: kaiser-data extract strike.txt --published 2026-02-23
    kaiser-data extract my_texts/ --out my_tables/
    kaiser-data extract news.jsonl --out my_tables/ --format parquet --workers 4
    """
    say_unlisted(paths)
    if form == "parquet":
        _extract_corpus(paths, published, out, workers, engine, scheduler, strict)
        return
    from kaiser_data.documents import read_paths
    from kaiser_data.extract.pipeline import extract as extract_documents
    from kaiser_data.extracted import write_extracted

    if workers or engine != "local" or scheduler:
        raise typer.BadParameter("--workers, --engine and --scheduler need --format parquet")
    left_out = None if strict else lambda problem: say(f"left out: {problem}", ERR, style="yellow")
    extraction = extract_documents(read_paths(paths, published, sys.stdin.buffer, left_out))
    if out:
        write_extracted(extraction.rows, out, Path(paths[0]).name + " and more" * (len(paths) > 1))
    else:
        list_rows(extraction.rows)
    ERR.print(extraction.report())


@app.command()
@answers
def show(
    row_id: Annotated[str, typer.Argument(help="Id of a row, such as latimes-2026-02-23-f00374.")],
    home: Package = None,
) -> None:
    """Show a row, the sentence that proves it, and a citation to copy.

    Examples: kaiser-data show latimes-2026-02-23-f00374
    kaiser-data show strike-f00000 --home my_tables/
    """
    from kaiser_data.citation import show as show_row

    OUT.print(show_row(row_id, home))


@app.command()
@answers
def score(
    gold: Annotated[Path, typer.Argument(help="Folder of the hand-coded reference.")],
    tables: Annotated[
        Path | None, typer.Argument(help="Folder of the tables to score.", show_default="the published ones")
    ] = None,
) -> None:
    """Score tables against a hand-coded reference: precision, recall, F1.

    Example: kaiser-data score tests/gold
    """
    from kaiser_data.quality.score import score as score_tables
    from kaiser_data.tables import find_home

    list_scores(score_tables(gold, tables or find_home() / "data"))


@app.command()
@answers
def compare(
    reference: Annotated[Path, typer.Argument(help="Folder of the hand-coded reference: six tables.")],
    tables: Annotated[
        Path | None, typer.Argument(help="Folder of the tables to compare.", show_default="the published ones")
    ] = None,
) -> None:
    """Compare tables with a reference cell by cell; exit 1 where a cell or a row differs.

    Example: kaiser-data compare tests/gold
    """
    from kaiser_data.quality.comparison import compare_tables
    from kaiser_data.tables import find_home

    differences = compare_tables(reference, tables or find_home() / "data")
    for difference in differences:
        say(str(difference))
    ERR.print(f"{len(differences)} differ" if differences else "nothing differs")
    if differences:
        raise typer.Exit(1)


@app.command()
@answers
def export(
    out: Annotated[Path, typer.Argument(help="Folder to write into.")],
    formats: Annotated[
        list[str],
        typer.Option("--format", help="zip, joined, parquet, sqlite, xlsx, croissant, codebook or lat; repeatable."),
    ] = ("zip",),
    home: Package = None,
) -> None:
    """Write the tables in other formats, all from the descriptor; whole texts are never included.

    Example: kaiser-data export out/ --format sqlite --format xlsx
    """
    from kaiser_data.export import export as export_tables

    for name in formats:
        for path in export_tables(out, name, home):
            say(str(path))


@app.command()
@answers
def diff(
    old: Annotated[Path, typer.Argument(help="A release: a folder or zip with a datapackage.json.")],
    new: Annotated[Path, typer.Argument(help="A later one.")],
) -> None:
    """Name the rows added, removed and changed between two releases, as the changelog quotes them.

    Example: kaiser-data diff kaiser-data-0.1.0.zip .
    """
    from kaiser_data.quality.comparison import compare_releases, report

    changes = compare_releases(old, new)
    if changes:
        say(report(changes))
    rows = {(change.table, change.key) for change in changes}
    ERR.print(f"{len(rows)} differ" if rows else "no difference")


@app.command()
@answers
def read(
    path: Annotated[Path, typer.Argument(help="A .txt file in UTF-8.")],
    published: coding.Published = "",
    out: Annotated[Path | None, typer.Option(help="HTML file to write.", show_default="standard output")] = None,
) -> None:
    """Make a page of any text, with its figures, quotes and events marked in place.

    Example: kaiser-data read strike.txt --published 2026-02-23 --out strike.html
    """
    from kaiser_data.extract.pipeline import extract as extract_documents
    from kaiser_data.reader import cells_of, page, write_page
    from kaiser_data.sources import read_text_file

    document = read_text_file(path, published)
    extraction = extract_documents([document])
    html = page(cells_of(extraction.rows), document.source.source_id, document.content)
    if out:
        write_page(html, out)
    else:
        typer.echo(
            plain(html.replace("\r\n", "\n")).encode()
        )  # the page says that it is UTF-8, whatever the terminal is
    say(str(out) if out else extraction.report(), ERR)


for _verb in (coding.code, coding.draft, coding.brief, coding.agree, coding.settle):
    app.command()(answers(_verb))


def _extract_corpus(paths, published, out, workers, engine, scheduler, strict) -> None:
    if len(paths) != 1 or not out or published or paths == ["-"]:
        raise typer.BadParameter("--format parquet takes one folder or file of texts, and a folder by --out")
    from kaiser_data.console import Stopped, show_progress, stopped_by_signals
    from kaiser_data.corpus import count_cores, extract_corpus

    try:
        with stopped_by_signals(), show_progress(ERR) as report:
            counts = extract_corpus(paths[0], out, workers or count_cores(), engine, scheduler, strict, report)
    except (KeyboardInterrupt, Stopped) as stopped:
        say("kaiser-data: stopped; the same command goes on from there", ERR, style="yellow")
        raise typer.Exit(getattr(stopped, "code", 130)) from None
    ERR.print(", ".join(f"{count:,} {table}" for table, count in counts.items() if table != "errors"))
    if failed := counts["errors"]:
        ERR.print(f"{failed:,} texts failed; {out / 'errors.parquet'} says why", style="yellow", markup=False)
