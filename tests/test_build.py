"""The build: the same bytes each time, and old tables whole whatever happens."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kaiser_data import build as room
from kaiser_data.build import BuildError, build, finish_build
from kaiser_data.rows import TABLES
from kaiser_data.sources import SourceError


def published(home: Path) -> dict[str, bytes]:
    files = [*sorted((home / "data").glob("*.csv")), home / "datapackage.json"]
    return {str(path.relative_to(home)): path.read_bytes() for path in files}


def left_over(home: Path) -> list[Path]:
    return [path for path in home.iterdir() if path.name.startswith(".build")]


def run(home: Path, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "kaiser_data", "build", "--home", str(home)]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "America/Los_Angeles"},
    ],
)
def test_a_rebuild_gives_the_published_bytes(package, root, environment):
    for path in (package / "data").iterdir():
        path.unlink()
    result = run(package, **environment)
    assert result.returncode == 0, result.stderr
    assert published(package) == published(root)
    assert not left_over(package)


def test_a_missing_text_stops_the_build_before_anything_is_written(package):
    before = published(package)
    (package / "seeds" / "000_307fbe404cd0c8f4.txt").unlink()
    with pytest.raises(SourceError, match="line 2"):
        build(package)
    assert published(package) == before
    assert not left_over(package)


def test_a_correction_that_no_longer_fits_stops_the_build_with_its_line(package):
    before = published(package)
    path = package / "seeds" / "corrections.csv"
    lines = path.read_text(encoding="utf-8")
    path.write_text(lines + "figures,latimes-2026-02-23-f00374,set,value,99,98,counted anew\n", encoding="utf-8")
    result = run(package)
    assert result.returncode == 2
    number = lines.count("\n") + 1
    assert (
        f"corrections.csv line {number}: latimes-2026-02-23-f00374 value expected '99', found '31000'" in result.stderr
    )
    assert "Traceback" not in result.stderr
    assert published(package) == before


def test_a_correction_to_a_forbidden_value_stops_the_build(package):
    before = published(package)
    path = package / "seeds" / "corrections.csv"
    lines = path.read_text(encoding="utf-8")
    path.write_text(lines + "figures,latimes-2026-02-23-f00374,set,topic,strike,weather,why not\n", encoding="utf-8")
    with pytest.raises(BuildError, match="weather"):
        build(package)
    assert published(package) == before
    assert not left_over(package)


STEPS = ("write_aside", "stamp", "check", "finish_build")


# Loads once what a build needs, and has a child killed at each step; `finish_build` is called first at the start of a
# build, then before the rename: the second call is killed.
KILL = """
import os, signal, sys
from pathlib import Path
from kaiser_data import build as room
from kaiser_data.extract import pipeline
def kill_at(step, home):
    calls, real = [], getattr(room, step)
    def killed(*given, **named):
        calls.append(1)
        if len(calls) == (2 if step == "finish_build" else 1):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    setattr(room, step, killed)
    room.build(home)
pipeline.make_nlp()
for home in map(Path, sys.argv[1:]):
    if not (child := os.fork()):
        kill_at(home.name, home)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_build_killed_before_it_is_ready_leaves_the_old_tables(package, tmp_path):
    (package / "data" / "actors.csv").write_bytes(b"old\n")
    before = published(package)
    homes = [shutil.copytree(package, tmp_path / "killed" / step) for step in STEPS]
    killed = subprocess.run([sys.executable, "-c", KILL, *homes], stdout=subprocess.PIPE, text=True, check=True)
    assert killed.stdout.split() == [str(-signal.SIGKILL)] * len(STEPS)
    assert {home.name: published(home) for home in homes} == dict.fromkeys(STEPS, before)


def test_a_build_killed_while_files_move_is_carried_to_its_end(package, root, monkeypatch):
    for name in TABLES:
        (package / "data" / f"{name}.csv").write_bytes(b"old\n")
    moves = []
    real = Path.replace

    def interrupted(self, target):
        moves.append(target)
        if len(moves) == 3:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(package)
    monkeypatch.undo()
    finish_build(package)
    assert published(package) == published(root)
    assert not left_over(package)


def test_a_full_disk_leaves_the_old_tables(package):
    before = published(package)
    result = subprocess.run(
        [sys.executable, "-m", "kaiser_data", "build", "--home", str(package)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000)),
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr
    assert published(package) == before
    assert not left_over(package)


def test_two_builds_at_once_end_well(package, root):
    command = [sys.executable, "-m", "kaiser_data", "build", "--home", str(package)]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    results = [(one.wait(), one.stderr.read()) for one in both]
    assert [code for code, _ in results] == [0, 0], results
    assert published(package) == published(root)
    assert not left_over(package)


def test_a_half_written_folder_of_a_dead_build_is_never_taken_for_ready(package):
    before = published(package)
    (package / ".build-dead").mkdir()
    (package / ".build-dead" / "datapackage.json").write_text("{}")
    finish_build(package)
    assert published(package) == before


def test_files_are_on_the_disk_before_they_are_renamed(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(room.os, "fsync", synced.append)
    room.write_aside(tmp_path, {"data/a.csv": b"a\n", "b.json": b"{}\n"})
    assert len(synced) == 2
    assert (tmp_path / "data" / "a.csv").read_bytes() == b"a\n"
