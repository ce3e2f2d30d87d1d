"""Peak memory of a process and of those below it, as Linux keeps it in /proc.

getrusage would give a child at least what its parent held when it started it, spaCy and all.
"""

import re
from pathlib import Path


def family(pid: int) -> list[int]:
    """Give a process and all below it; one that has just ended has nobody."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(below for child in children for below in family(int(child)))]


def peak_memory(pid: int) -> float:
    """Give the greatest memory in MB that a process has held so far, 0 where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    peak = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(peak[1]) / 1024 if peak else 0.0
