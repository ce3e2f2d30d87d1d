"""What tells a long run to end (Ctrl-C, TERM, a closed terminal) ends it in a line, what it has done kept.

`kill` of a run of a corpus leaves its processes time to end; the same command goes on from there.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

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
