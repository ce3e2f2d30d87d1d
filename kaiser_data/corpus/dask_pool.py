"""The workers of a Dask scheduler, and how a run ends where there are none: in a line that says what to do.

What Dask does of its own (trying again, spilling, its dashboard) is left to it. A worker that its nanny ends since a
text needs more memory than it has is tried again elsewhere; when that has failed as often as Dask allows, the text is
left out with that reason.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kaiser_data.corpus.pools import AHEAD, Pool
from kaiser_data.sources import SourceError

if TYPE_CHECKING:
    from distributed import Client

_KEPT = "what is read is kept"
# Seconds that a cluster may be without a worker, as while one starts anew.
PATIENCE = 60.0


@contextmanager
def dask_pool(scheduler: str) -> Iterator[Pool]:
    """Give the workers of a Dask scheduler such as `tcp://10.0.0.1:8786`; raises SourceError where it is not there."""
    from distributed import Client, KilledWorker

    # What happens to a run is said once, by the run.
    for name in logging.root.manager.loggerDict:
        if name.startswith("distributed"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise SourceError(f"--scheduler {scheduler}: no scheduler answers there ({error}); start one") from None
    with client:
        ahead = max(1, sum(client.nthreads().values())) * AHEAD
        executor = client.get_executor
        yield Pool(executor, ahead, executor(), executor, KilledWorker, _Watch(client, scheduler).check)


class _Watch:
    """Looks now and then whether a cluster is alive."""

    def __init__(self, client: "Client", scheduler: str):
        self.client, self.scheduler, self.seen = client, scheduler, time.monotonic()

    def check(self) -> None:
        """Raise SourceError where the scheduler is gone, or no worker was there for a while."""
        if self.client.status != "running":
            raise SourceError(f"--scheduler {self.scheduler}: is gone; start it and run it again, {_KEPT}")
        if self.client.nthreads():
            self.seen = time.monotonic()
        elif time.monotonic() - self.seen > PATIENCE:
            raise SourceError(f"--scheduler {self.scheduler}: no worker is left; start some and run it again, {_KEPT}")
