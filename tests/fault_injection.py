"""Faults at named steps: a full disk, a folder that cannot be written, a process killed; and what must hold after them.

A step is the nth time that the program opens, makes, renames or removes something below a folder. Python tells each
one to an audit hook, which may answer with an error (the disk is full) or with SIGKILL.
"""

import errno
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from pathlib import Path

from typer.testing import CliRunner, Result

from kaiser_data.build import finish_build
from kaiser_data.cli import app
from kaiser_data.corpus.publish import finish_publishing

ROOT = Path(__file__).parent.parent
NOBODY = 65534
WRITING = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate"}
WRITTEN = "w", "a", "x", "+"
_plan = {"folder": "", "left": 0}


def _is_write(event: str, arguments: tuple, folder: str) -> bool:
    if event == "open":
        path, mode, flags = arguments
        writes = any(letter in mode for letter in WRITTEN) if mode else flags & (os.O_WRONLY | os.O_RDWR)
        return bool(writes) and str(path).startswith(folder)
    return event in WRITING and str(arguments[0]).startswith(folder)


def _full(event: str, arguments: tuple) -> None:
    if not _plan["folder"] or event in ("os.remove", "os.rmdir") or not _is_write(event, arguments, _plan["folder"]):
        return
    _plan["left"] -= 1
    if _plan["left"] == 0:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


_KILL = """
import os, signal, sys
sys.path.insert(0, {root!r})
from tests.fault_injection import _is_write
left = {step}
def killed(event, arguments):
    global left
    if _is_write(event, arguments, {folder!r}) and os.getpid() == me:
        left -= 1
        if left == 0:
            os.kill(me, signal.SIGKILL)
me = os.getpid()
from kaiser_data.cli import app
sys.addaudithook(killed)
app({arguments!r})
"""


@contextmanager
def full_at(folder: Path, step: int) -> Iterator[None]:
    """Let the disk be full from the nth step below a folder on, once; removing needs no room."""
    if "hooked" not in _plan:
        sys.addaudithook(_full)  # there is no way to take one off again
        _plan["hooked"] = True
    _plan.update(folder=str(folder), left=step)
    try:
        yield
    finally:
        _plan["folder"] = ""


@contextmanager
def file_limit(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes: what a full disk is to a writer."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let a folder refuse to be written; root, whom no permission stops, is nobody meanwhile."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    before = {path: path.stat().st_mode for path in folders}
    for path in folders:
        path.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        invoke(["diff", "nowhere", "nowhere"])  # loads what answers a mistake: nobody may not enter a private home
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for path, mode in before.items():
            path.chmod(mode)


def invoke(arguments: list[str]) -> Result:
    """Run the command line in this process."""
    with redirect_stderr(StringIO()):  # what a library says of an object that it could not close
        return CliRunner().invoke(app, arguments)


def killed_at(folder: Path, step: int, arguments: list[str]) -> bool:
    """Run the command line in another process and kill it at the nth step below a folder; tell whether it got there."""
    code = _KILL.format(root=str(ROOT), step=step, folder=str(folder), arguments=arguments)
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode == -signal.SIGKILL


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder, hidden ones too."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def lay_older(folder: Path, names: Iterable[str]) -> None:
    """Write older files of some names, hard to take for the new ones; a descriptor among them is of our own tables."""
    for name in names:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        is_ours = path.name == "datapackage.json"
        path.write_bytes(b'{"name": "extracted-tables", "title": "old"}' if is_ours else f"old {name}".encode())


def assert_refused(result: Result) -> None:
    """See that the user got one line, after lines of progress where there are any, exit code 2 and no traceback."""
    assert result.exit_code == 2, (result.output, result.exception)
    *progress, last = result.stderr.splitlines()
    assert last.startswith("kaiser-data: ") and "; " in last, result.stderr
    assert all("% reading" in line or "% letting" in line for line in progress), result.stderr


def assert_old_or_new(found: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """See that each file is whole, the old one or the new one, and that there is no other."""
    wrong = [name for name, raw in found.items() if raw not in (old.get(name), new.get(name))]
    assert not wrong, wrong
    assert old.keys() <= found.keys() <= old.keys() | new.keys()


def verbs(home: Path, out: Path) -> dict[str, list[str]]:
    """Give the calls that write, by a name; `home` is a data package with its texts, `out` a folder."""
    text = str(next((home / "seeds").glob("*.txt")))
    formats = ("zip", "parquet", "sqlite", "xlsx", "croissant", "codebook", "lat")
    exports = {f"export {name}": ["export", str(out), "--format", name, "--home", str(home)] for name in formats}
    return exports | {
        "extract": ["extract", text, "--out", str(out)],
        "read": ["read", text, "--out", str(out / "page.html")],
        "build": ["build", "--home", str(home)],
    }


def lay_home(place: Path) -> Path:
    """Copy the published package where anyone may read it."""
    home = place / "package"
    for folder in ("seeds", "data"):
        shutil.copytree(ROOT / folder, home / folder)
    shutil.copy(ROOT / "datapackage.json", home)
    place.chmod(0o755)
    return home


def lay_corpus(place: Path, texts: int) -> list[str]:
    """Write a corpus of some texts that tell the same strike; give the call that reads it, but for its `--out`."""
    corpus = place / f"{texts}.jsonl"
    lines = (
        {"source_id": f"t{n}", "text": f"{n}00 dockers walked off the job May {n}, 2024."} for n in range(1, texts)
    )
    corpus.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return ["extract", str(corpus), "--format", "parquet", "--workers", "1", "--out"]


def tables_of(out: Path) -> dict[str, bytes]:
    """Give the tables of a corpus as a reader finds them, after a move that was cut short is carried to its end."""
    finish_publishing(out)
    return {name: raw for name, raw in tree(out).items() if not name.startswith(".")}


def published(home: Path) -> dict[str, bytes]:
    """Give the tables and the descriptor of a data package, once a build that was ready is carried to its end."""
    finish_build(home)
    return {name: raw for name, raw in tree(home).items() if name.startswith("data/") or name == "datapackage.json"}
