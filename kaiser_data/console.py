"""What the command line shows: rows as lists, problems, scores, a user's mistakes, and how far a long run is.

Data goes to `OUT`, progress and reports to `ERR`. A text may hold anything: its words are printed as they are, neither
as markup nor as control characters. How far a run is, a bar says on a terminal, a line for each tenth elsewhere:
`12,400 texts, 88.1 MB, 0.41 MB a second, 2 failed` were read in this run. Ctrl-C, TERM or a closed terminal ends it in
a line, what it has done kept: its processes have time to end, and the same command goes on from there.
"""

import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from time import monotonic

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kaiser_data import extra_of, install_line

ERR = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
OUT = Console(highlight=False, soft_wrap=True, emoji=False)
# The last ones turn the direction of what follows them.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SHOWN = {
    "figures": ("figure_id", "text", "counted", "unit", "status"),
    "quotes": ("quote_id", "kind", "speaker", "cue", "text"),
    "events": ("event_id", "type", "status", "date", "label"),
}


def plain(text: str) -> str:
    """Show control characters, which a terminal would obey, as their pictures; white space stays.

    >>> plain("No\\x1b[31m,")
    'No␛[31m,'
    """
    return CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])) if ord(found[0]) < 32 else "\ufffd", text)


def say(text: str, where: Console = OUT, style: str = "") -> None:
    """Print what may hold the words of a text: no markup of theirs is followed, no control character obeyed."""
    where.print(Text(plain(text)), style=style)


def say_unlisted(paths: list[str]) -> None:
    """Warn of folders of texts that list none: ids and dates are then those of the files' names."""
    from kaiser_data.records import unlisted

    for path in paths:
        if path != "-" and (count := unlisted(path)):
            told = "ids are the files' names, dates are unknown; list them in a sources.csv to say more"
            say(f"{path} has no sources.csv: its {count} .txt files are read, {told}", ERR, style="yellow")


def answers(command: Callable) -> Callable:
    """Answer a user's mistake in one line and exit 2; anything else is ours and may show a traceback."""

    @wraps(command)
    def answered(*args, **kwargs):
        """Run the command; a user's mistake becomes one line and exit code 2."""
        try:
            return command(*args, **kwargs)
        except Exception as error:
            if not _is_users(error):
                raise
            if problems := getattr(error, "problems", ()):
                list_problems(problems)
            else:
                say(f"kaiser-data: {_told(error)}", ERR, style="red")
            raise typer.Exit(2) from None

    return answered


def _is_users(error: Exception) -> bool:
    from kaiser_data.corrections import CorrectionError
    from kaiser_data.export import ExportError
    from kaiser_data.files import TableError
    from kaiser_data.sources import SourceError

    if isinstance(error, ModuleNotFoundError):
        return bool(extra_of(error))
    return isinstance(error, (SourceError, CorrectionError, TableError, ExportError, OSError, MemoryError))


def _told(error: Exception) -> str:
    """Say what happened; the system's own errors, a full disk for instance, in the form of ours."""
    if isinstance(error, OSError) and error.strerror:
        return (
            f"{error.filename or 'the output'}: {error.strerror}; mend that and run it again, no file is half written"
        )
    if isinstance(error, MemoryError):
        return "memory is full; cut what is read into parts, or read it where there is more"
    if isinstance(error, ModuleNotFoundError):
        return install_line(error)
    return str(error)


def list_problems(problems: list) -> None:
    """Print what is wrong, a line each, and how much it is."""
    for problem in problems:
        say(problem)
    ERR.print(f"{len(problems)} found wrong", style="red")


def list_rows(rows: dict) -> None:
    """Print the figures, quotes and events that were found, with the columns that tell most."""
    for table, names in _SHOWN.items():
        listing = Table(title=table, title_justify="left", box=None, header_style="dim")
        for name in names:
            listing.add_column(name, overflow="fold")
        for row in rows[table]:
            cells = asdict(row)
            listing.add_row(*(Text(plain(str(cells[name]))) for name in names))
        OUT.print(listing)


def list_scores(scores: list) -> None:
    """Print scores, a measure a line."""
    rows = ((one.table, one.measure, one.f1, one.precision, one.recall, one.reference, one.found) for one in scores)
    _list(("table", "measure", "F1 or share", "precision", "recall", "reference", "coded"), rows)


def list_agreement(measures: list) -> None:
    """Print how two codings agree, a measure a line: shares in percent, intervals of 95 % in brackets."""
    estimates = ((_estimate(one.share, 1), _estimate(one.kappa, 2), _estimate(one.alpha, 2)) for one in measures)
    counts = ((one.table, one.measure, one.first, one.second) for one in measures)
    rows = ((*count, *estimate) for count, estimate in zip(counts, estimates, strict=True))
    _list(("table", "measure", "first", "second", "F1 or share", "kappa", "alpha"), rows)


def _list(names: Iterable[str], rows: Iterable[tuple]) -> None:
    listing = Table(box=None, header_style="dim")
    for name in names:
        listing.add_column(name, justify="left" if name in ("table", "measure") else "right")
    for row in rows:
        listing.add_row(*("" if cell is None else str(cell) for cell in row))
    OUT.print(listing)


def _estimate(value: tuple[float, float, float] | float | None, digits: int) -> str:
    """Write an estimate with its interval.

    >>> _estimate((0.8754, 0.5694, 1.0), 2), _estimate(None, 2), _estimate(0.5, 1)
    ('0.88 [0.57, 1.00]', '', '0.5')
    """
    if not isinstance(value, tuple):
        return "" if value is None else f"{value:.{digits}f}"
    middle, low, high = (f"{number:.{digits}f}" for number in value)
    return f"{middle} [{low}, {high}]"


_STEPS = {"extract": "reading the texts", "meet": "letting the texts meet"}


@contextmanager
def show_progress(console: Console) -> Iterator[Callable]:
    """Give a function that takes the `Progress` of a corpus and shows it on `console`."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    started = monotonic()
    if not console.is_terminal:
        yield _lines(console, started)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(_STEPS["extract"], total=1.0, told="")
        yield lambda done: bar.update(
            task, completed=done.share, description=_STEPS[done.step], told=_read_so_far(done, monotonic() - started)
        )


def counted(console: Console, what: str) -> Callable[[Sequence], Iterable]:
    """Give a function that hands on a sequence one by one and shows on a terminal how far that is."""
    from rich.progress import track

    return lambda sequence: track(sequence, what, console=console, transient=True, disable=not console.is_terminal)


def _lines(console: Console, started: float) -> Callable:
    tenths = [0]

    def show(done) -> None:
        """Print a line where another tenth is done."""
        tenth = int(done.share * 10)
        if tenth <= tenths[-1] and done.step == "extract":
            return
        tenths.append(tenth)
        seconds = monotonic() - started
        left = f", {_span(seconds * (1 - done.share) / done.share)} left" if done.step == "extract" else ""
        console.print(f"{done.share:4.0%} {_STEPS[done.step]}: {_read_so_far(done, seconds)}{left}", markup=False)

    return show


def _read_so_far(done, seconds: float) -> str:
    rate = done.characters / 1e6 / max(seconds, 1e-3)
    failed = f", {done.failed:,} failed" if done.failed else ""
    return f"{done.texts:,} texts, {done.characters / 1e6:,.1f} MB, {rate:.2f} MB a second{failed}"


def _span(seconds: float) -> str:
    """Write a span of time.

    >>> _span(59.6), _span(3725)
    ('1:00', '1:02:05')
    """
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


_NAMES = ("SIGTERM", "SIGHUP")


class Stopped(BaseException):
    """A signal that asks a run to end; `code` is what a shell calls such an end: 143 for TERM, 129 for HUP."""

    def __init__(self, number: int):
        super().__init__(signal.Signals(number).name)
        self.code = 128 + number


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Raise Stopped at TERM and HUP, so that whatever is open is closed; one that is ignored (`nohup`) stays so."""
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():  # Python hands signals to the main thread only
        numbers = []
    before = {number: signal.getsignal(number) for number in numbers}
    heard = [number for number in numbers if before[number] is not signal.SIG_IGN]

    def stop(number: int, frame: object) -> None:
        """End the run."""
        raise Stopped(number)

    try:
        for number in heard:
            signal.signal(number, stop)
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])
