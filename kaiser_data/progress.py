"""How far a long run is, and what ends it: a bar on a terminal, a line for each tenth elsewhere; never on stdout.

`12,400 texts, 88.1 MB, 0.41 MB a second, 2 failed`: what was read in this run; what an earlier one had finished counts
as done, not as read.

Ctrl-C, TERM or a closed terminal ends a run in a line, what it has done kept: its processes have time to end, and the
same command goes on from there.
"""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn, track

_STEPS = {"extract": "reading the texts", "meet": "letting the texts meet"}


@contextmanager
def show_progress(console: Console) -> Iterator[Callable]:
    """Give a function that takes the `Progress` of a corpus and shows it on `console`."""
    started = monotonic()
    if not console.is_terminal:
        yield _lines(console, started)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[told]}"))
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(_STEPS["extract"], total=1.0, told="")
        yield lambda done: bar.update(
            task, completed=done.share, description=_STEPS[done.step], told=_told(done, monotonic() - started)
        )


def counted(console: Console, what: str) -> Callable[[Sequence], Iterable]:
    """Give a function that hands on a sequence one by one and shows on a terminal how far that is."""
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
        console.print(f"{done.share:4.0%} {_STEPS[done.step]}: {_told(done, seconds)}{left}", markup=False)

    return show


def _told(done, seconds: float) -> str:
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
