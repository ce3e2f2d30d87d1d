"""Many texts: the same rows whatever reads them, and nothing lost whatever happens on the way."""

import csv
import gzip
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as dataset
import pyarrow.parquet as pq
import pytest
from test_house import profile
from typer.testing import CliRunner

from kaiser_data import corpus as room
from kaiser_data.cli import app
from kaiser_data.corpus import extract_corpus, pools, publish, worker
from kaiser_data.corpus.meeting import Kept, open_database
from kaiser_data.corpus.pools import local_pool
from kaiser_data.documents import read_documents
from kaiser_data.extract.pipeline import extract, make_nlp
from kaiser_data.records import read_records
from kaiser_data.rows import TABLES
from kaiser_data.sources import SourceError
from kaiser_data.tables import cell, fields_of, sort_rows

UNIONS = (
    "Harbour Pilots Guild", "Amalgamated Union of Bakers and Millers (AUBM)", "National Union of Tram Drivers (NUTD)",
    "Alliance of Depot Unions",
)  # fmt: skip
TOWNS = ("Leeds", "Ohio", "Toronto")
STORIES = (
    "About {n},200 members of the {union} walked off the job on March {day}, 2024 in {town}. “We are done waiting,” "
    "said {name}, a driver at the depot. The company said it had offered a {n} percent raise.\n\n"
    "The strike ended on March {end}, 2024, the union said. Rosa, who has worked there {n} years, called it a start.",
    "The {union} has been on strike in {town} since March {day}, 2024. {name}, a spokesperson for the {union}, said "
    "that {n},000 workers had voted. The Alliance said it supports them.\n\n“How can we live on that?” asked Rosa.",
    "Members of the {union} voted {n}1 percent in favour of a strike on February 2{day}, 2024. Management at Acme "
    "Lines told reporters that “no further offer” would come. NUTD drivers held a rally in {town} on Saturday.",
)
NAMES = ("Ana Ruiz", "Tom Okafor", "Lin Mei Chen", "Jo Field", "Amara Diallo")


def story(number: int) -> dict[str, str]:
    text = STORIES[number % 3].format(
        n=3 + number % 5, day=1 + number % 4, end=8 + number % 6, name=NAMES[number % 5],
        union=UNIONS[number % 4], town=TOWNS[number % 3],
    )  # fmt: skip
    published = f"2024-03-{10 + number % 18:02d}"
    return {"source_id": f"text-{number:03d}", "text": text, "publisher": "Gazette", "published": published}


TEXTS = [story(number) for number in range(24)]


def write_csv(path: Path, lines: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(dict.fromkeys(column for line in lines for column in line)))
        writer.writeheader()
        writer.writerows(lines)
    return path


def write_folder(path: Path, lines: list[dict[str, str]]) -> Path:
    path.mkdir()
    for line in lines:
        (path / f"{line['source_id']}.txt").write_text(line["text"], encoding="utf-8", newline="")
    listing = [{"source_id": t["source_id"], "file": f"{t['source_id']}.txt"} | t for t in lines]
    write_csv(path / "sources.csv", [{k: v for k, v in line.items() if k != "text"} for line in listing])
    return path


def write_jsonl(path: Path, lines: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def write_parquet(path: Path, lines: list[dict[str, str]]) -> Path:
    pq.write_table(pa.Table.from_pylist(lines), path, row_group_size=5)
    return path


def write_gzip(path: Path, lines: list[dict[str, str]]) -> Path:
    plain = write_jsonl(path.with_name("plain.jsonl"), lines)
    path.write_bytes(gzip.compress(plain.read_bytes()))
    return path


@pytest.fixture(autouse=True, scope="module")
def small_batches():
    """Parts of two texts, so that few texts make many parts and several files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "_MOST_TEXTS", 2)
        patch.setattr(room, "_PARTS_A_FILE", 3)
        yield


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    return write_csv(tmp_path_factory.mktemp("corpus") / "news.csv", TEXTS)


def read_all(out: Path) -> dict[str, list[tuple[str, ...]]]:
    """Every cell of every table, as the CSV would have it."""
    tables = {}
    for name in TABLES:
        names = [field["name"] for field in fields_of(name)]
        rows = dataset.dataset(sorted((out / name).iterdir())).to_table().to_pylist()
        tables[name] = [tuple(cell(row[field]) for field in names) for row in rows]
    return tables


def at_once(documents) -> dict[str, list[tuple[str, ...]]]:
    rows = sort_rows(extract(documents).rows)
    return {name: [tuple(cell(getattr(r, f["name"])) for f in fields_of(name)) for r in rows[name]] for name in TABLES}


def files_of(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def errors_of(out: Path) -> list[dict[str, str]]:
    return pq.read_table(out / "errors.parquet").to_pylist()


@pytest.fixture(scope="module")
def expected(many, tmp_path_factory, small_batches) -> dict[str, bytes]:
    """The files of a run that nothing befalls."""
    out = tmp_path_factory.mktemp("expected") / "out"
    extract_corpus(str(many), out)
    return files_of(out)


def test_parts_that_meet_give_the_rows_of_all_texts_at_once(many, tmp_path):
    counts = extract_corpus(str(many), tmp_path / "out")
    found, expected = read_all(tmp_path / "out"), at_once(read_documents(str(many)))
    assert found == expected
    assert counts == {name: len(rows) for name, rows in expected.items()} | {"errors": 0}
    told = {row[0] for row in found["mentions"]}
    assert len(found["mentions"]) > len(told), "texts of one dispute must meet, or this proves nothing"
    assert len(list((tmp_path / "out" / "figures").iterdir())) == 4
    assert not (tmp_path / "out" / ".work").exists()


@pytest.mark.parametrize(("rows", "at_once"), [(20, 7), (1, 1), (1000, 3)])
def test_a_long_table_is_written_a_few_rows_at_a_time(rows, at_once, many, tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "_ROWS_A_PART", rows)
    monkeypatch.setattr(publish, "_ROWS_AT_ONCE", at_once)
    extract_corpus(str(many), tmp_path / "out")
    found = read_all(tmp_path / "out")
    assert found["actors"] and found["actors"] == sorted(found["actors"])
    assert len(list((tmp_path / "out" / "actors").iterdir())) == -(-len(found["actors"]) // rows)


def test_the_five_texts_as_a_corpus_give_the_automatic_rows(root, tmp_path):
    extract_corpus(str(root / "seeds"), tmp_path / "out")
    assert read_all(tmp_path / "out") == at_once(read_documents(str(root / "seeds")))


FORMS = {
    "folder": write_folder,
    "texts.jsonl": write_jsonl,
    "texts.jsonl.gz": write_gzip,
    "texts.parquet": write_parquet,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_corpus_gives_the_same_rows(form, many, tmp_path):
    corpus = FORMS[form](tmp_path / form, TEXTS)
    texts, expected = ([(d.source.source_id, d.content) for d in read_documents(str(c))] for c in (corpus, many))
    assert texts == expected
    extract_corpus(str(corpus), tmp_path / "out")
    found = read_all(tmp_path / "out")
    assert [row[2:] for row in found["sources"]] == [row[2:] for row in at_once(read_documents(str(many)))["sources"]]


def test_a_path_of_another_file_system_is_read(many):
    import fsspec

    fsspec.filesystem("memory").pipe("/corpus/news.csv", many.read_bytes())
    assert [d.content for d in read_documents("memory://corpus/news.csv")] == [line["text"] for line in TEXTS]


def test_the_order_of_the_texts_decides_no_meeting(tmp_path):
    met = []
    for name, texts in (("one", TEXTS), ("other", TEXTS[::-1])):
        extract_corpus(str(write_csv(tmp_path / f"{name}.csv", texts)), tmp_path / name)
        events: dict[str, set] = {}
        for row in dataset.dataset(tmp_path / name / "mentions").to_table().to_pylist():
            events.setdefault(row["event_id"], set()).add((row["source_id"], row["start"]))
        met.append({frozenset(mentions) for mentions in events.values()})
    assert met[0] == met[1]


def test_two_processes_give_the_bytes_of_one(many, expected, tmp_path):
    extract_corpus(str(many), tmp_path / "two", workers=2)
    assert files_of(tmp_path / "two") == expected


def start(*command: str) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": str(Path(room.__file__).parents[2])}
    return subprocess.Popen([sys.executable, "-m", *command], env=environment, stderr=subprocess.DEVNULL)


@pytest.fixture
def scheduler(tmp_path, request):
    """A scheduler of Dask and two workers, or as many as asked, on the loopback; gives its address and the workers."""
    said, workers = tmp_path / "scheduler.json", getattr(request, "param", 2)
    at = ("--host", "127.0.0.1", "--no-dashboard")
    processes = [start("distributed.cli.dask_scheduler", *at, "--port", "0", "--scheduler-file", str(said))]
    while not said.exists() or not said.read_text():
        assert processes[0].poll() is None, "the scheduler ended"
        time.sleep(0.05)
    address = json.loads(said.read_text())["address"]
    worker = ("distributed.cli.dask_worker", address, *at, "--nthreads", "1", "--no-nanny")
    processes += [start(*worker, "--local-directory", str(tmp_path / f"worker{number}")) for number in range(workers)]
    yield address, processes[1:]
    # Whatever a test has ended is ended again.
    for process in processes:
        process.kill()
        process.wait()


def test_a_dask_worker_that_dies_in_the_middle_changes_no_row(many, expected, tmp_path, scheduler):
    from distributed import Client

    address, (victim, _) = scheduler
    with Client(address) as client:
        client.wait_for_workers(2, timeout=60)
    killed = []

    def kill(progress):
        if progress.share < 1 and not killed:
            victim.kill()
            killed.append(progress.texts)

    extract_corpus(str(many), tmp_path / "dask", engine="dask", scheduler=address, report=kill)
    assert killed and killed[0] < len(TEXTS)
    assert files_of(tmp_path / "dask") == expected


@pytest.mark.parametrize("scheduler", [1], ids=["one worker"], indirect=True)
@pytest.mark.parametrize("who", ["scheduler", "workers"])
def test_a_cluster_that_is_gone_ends_the_run_in_a_line_and_what_is_read_is_kept(who, many, tmp_path, scheduler):
    from distributed import Client

    address, workers = scheduler
    with Client(address) as client:
        client.wait_for_workers(1, timeout=60)
        boss = client.run_on_scheduler(os.getpid)
    killed = []

    def kill(progress):
        if killed:
            return
        killed.append(progress.texts)
        if who == "scheduler":
            os.kill(boss, signal.SIGKILL)
        for one in workers if who == "workers" else ():
            one.kill()

    expected = r"scheduler.* gone; start it" if who == "scheduler" else "no worker is left; start some"
    with pytest.MonkeyPatch.context() as impatient, pytest.raises(SourceError, match=expected):
        impatient.setattr(pools, "PATIENCE", 1.0)
        extract_corpus(str(many), tmp_path / "out", engine="dask", scheduler=address, report=kill)
    read = []
    extract_corpus(str(many), tmp_path / "out", report=lambda progress: read.append(progress.texts))
    assert max(read) < len(TEXTS)


# What runs in the processes of the pool runs this file anew, and so meets the same accident.
ACCIDENT = """
import os, sys
from kaiser_data.corpus import meeting, worker
def die(module, name, where):
    real = getattr(module, name)
    def dying(*given):
        if where(*given):
            os._exit(9)
        return real(*given)
    setattr(module, name, dying)
{accidents}
if __name__ == "__main__":
    from pathlib import Path
    from kaiser_data.corpus import extract_corpus, worker
    worker._MOST_TEXTS = 2
    extract_corpus(sys.argv[1], Path(sys.argv[2]), workers=2)
"""


WHILE_READ = """
die(worker, "make_of", lambda cells, problem: cells["source_id"] == "text-002")
die(worker, "annotate", lambda document: document.source.source_id == "text-005")
"""


def test_a_text_at_which_the_process_dies_takes_no_other_along(tmp_path):
    """One dies as its text is loaded, one as its rows are found."""
    script, few = tmp_path / "accident.py", write_csv(tmp_path / "news.csv", TEXTS[:9])
    script.write_text(ACCIDENT.format(accidents=WHILE_READ))
    subprocess.run([sys.executable, script, few, tmp_path / "out"], check=True)
    errors = errors_of(tmp_path / "out")
    assert [(error["source_id"], error["where"]) for error in errors] == [
        (f"text-00{number}", f"news.csv line {lines_before(number)}") for number in (2, 5)
    ]
    assert all("process died" in error["reason"] for error in errors)
    ids = [row[0] for row in read_all(tmp_path / "out")["sources"]]
    assert ids == [line["source_id"] for line in TEXTS[:9] if line["source_id"] not in ("text-002", "text-005")]


def test_a_process_that_dies_later_is_named_and_what_is_read_is_kept(tmp_path):
    script, few = tmp_path / "accident.py", write_csv(tmp_path / "news.csv", TEXTS[:9])
    script.write_text(ACCIDENT.format(accidents='die(meeting, "merge_events", lambda *_: True)'))
    died = subprocess.run([sys.executable, script, few, tmp_path / "out"], capture_output=True, text=True, check=False)
    assert "SourceError: a process died after the texts were read" in died.stderr
    read = []
    extract_corpus(str(few), tmp_path / "out", report=lambda progress: read.append(progress.texts))
    assert read == [0], "every part is kept"


def lines_before(number: int) -> int:
    """The line of the file in which a record begins."""
    return 2 + sum(1 + line["text"].count("\n") for line in TEXTS[:number])


# While what a run is killed -> at which call of which function.
STEPS = {
    "a part is half written": ("worker._write_told", 4),
    "some parts are finished": ("corpus.Progress", 4),
    "the texts meet": ("meeting.merge_events", 1),
    "the tables are written": ("publish.publish_descriptor", 1),
    "the tables move into place": ("publish.shutil.rmtree", 2),
}
# Loads once what a run needs, and has a child killed at each step.
KILL = """
import json, os, signal, sys
from pathlib import Path
from kaiser_data import corpus
from kaiser_data.corpus import meeting, publish, worker
from kaiser_data.extract.pipeline import make_nlp
worker._MOST_TEXTS, corpus._PARTS_A_FILE = 2, 3
def kill_at(step, call):
    room, name = step.rsplit(".", 1)
    where = eval(room)
    real, calls = getattr(where, name), []
    def killed(*given, **named):
        calls.append(1)
        if len(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    setattr(where, name, killed)
    if hasattr(corpus, name):
        setattr(corpus, name, killed)
make_nlp()
for step, call, out in json.load(sys.stdin):
    if not (child := os.fork()):
        kill_at(step, call)
        corpus.extract_corpus(sys.argv[1], Path(out))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture(scope="module")
def killed(many, tmp_path_factory, small_batches) -> tuple[dict[str, Path], dict[str, bytes]]:
    """The folder of a run killed at each step, and what stood in it before."""
    folder = tmp_path_factory.mktemp("killed")
    extract_corpus(str(write_csv(folder / "old.csv", TEXTS[:3])), folder / "old")
    outs = {step: shutil.copytree(folder / "old", folder / step) for step in STEPS}
    asked = json.dumps([(*STEPS[step], str(out)) for step, out in outs.items()])
    command = [sys.executable, "-c", KILL, many]
    ended = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, check=True)
    assert ended.stdout.split() == [str(-signal.SIGKILL)] * len(STEPS)
    return outs, files_of(folder / "old")


@pytest.mark.parametrize("step", STEPS)
def test_a_run_killed_while(step, many, expected, killed):
    out, old = killed[0][step], killed[1]
    if "move" not in step:
        assert {name: raw for name, raw in files_of(out).items() if not name.startswith(".")} == old
    read = []
    extract_corpus(str(many), out, report=lambda progress: read.append(progress.texts))
    assert files_of(out) == expected
    assert max(read) < len(TEXTS) or "half" in step, "finished parts are kept"


def test_a_part_of_other_rules_or_texts_is_thrown_away(many, tmp_path, monkeypatch):
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        extract_corpus(str(many), out, report=stop_at(6))
    kept = {path.name for path in (out / ".work" / "parts").iterdir()}
    assert len(kept) == 3
    monkeypatch.setattr(worker, "rules_digest", lambda: "other rules")
    read = []
    extract_corpus(str(many), out, report=lambda progress: read.append(progress.texts))
    assert max(read) == len(TEXTS)


def stop_at(texts: int):
    def report(progress):
        if progress.texts >= texts:
            raise KeyboardInterrupt

    return report


def test_texts_that_fail_are_reported_and_stop_nothing(tmp_path):
    good, raw = TEXTS[0], TEXTS[1]
    lines = [
        good,
        raw | {"source_id": "no-text", "text": "  "},
        raw | {"source_id": "no day", "published": "2024-01-03"},
        raw | {"source_id": "no-day", "published": "Jan 2024"},
        raw | {"source_id": good["source_id"]},
        raw | {"source_id": "kind", "kind": "novel"},
        raw,
    ]
    path = write_csv(tmp_path / "news.csv", lines)
    path.write_bytes(path.read_bytes() + "half,Caf\xe9 workers struck.,,2024-01-03,\r\n".encode("latin-1"))
    counts = extract_corpus(str(path), tmp_path / "out")
    reasons = {error["source_id"]: error["reason"] for error in errors_of(tmp_path / "out")}
    assert (counts["sources"], counts["errors"]) == (2, 6)
    assert reasons["no-text"].startswith("the text is empty")
    assert "is no slug" in reasons["no day"]
    assert '"Jan 2024" is not EDTF; write' in reasons["no-day"]
    assert reasons[good["source_id"]].startswith(f"source_id '{good['source_id']}' stands in news.csv line 2 already")
    assert "kind 'novel' is unknown" in reasons["kind"]
    assert reasons["half"] == "text is not UTF-8; save the file as UTF-8"


def test_strict_stops_at_the_first_text_that_fails_and_goes_on_when_it_is_mended(tmp_path):
    path = write_csv(tmp_path / "news.csv", [*TEXTS[:4], TEXTS[4] | {"published": "soon"}])
    with pytest.raises(SourceError, match=r'news.csv line \d+: published "soon" is not EDTF'):
        extract_corpus(str(path), tmp_path / "out", strict=True)
    write_csv(path, TEXTS[:5])
    read = []
    extract_corpus(str(path), tmp_path / "out", strict=True, report=lambda progress: read.append(progress.texts))
    assert max(read) == 1


BROKEN = {
    "no column for the text": ("news.csv", "source_id,words\na,b\n", "line 1: no column text"),
    "an open quotation mark": ("news.csv", 'text\nfine\n"never closed\n', "line 3: unexpected end of data"),
    "no line at all": ("news.csv", "text\n", "names no text"),
    "an empty file": ("news.csv", "", "line 1: no column text"),
    "no Parquet": ("news.parquet", "text\n", "no readable Parquet file"),
    "another ending": ("news.html", "text\n", "is no corpus; name a folder with a sources.csv, or a .csv"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_corpus_that_cannot_be_read_is_answered_in_a_line(name, tmp_path):
    file, content, message = BROKEN[name]
    (tmp_path / file).write_text(content)
    result = CliRunner().invoke(
        app, ["extract", str(tmp_path / file), "--out", str(tmp_path / "o"), "--format", "parquet"]
    )
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "o").exists()


def _unlike(raw: bytes) -> bytes:
    """Spoil what a zip has packed."""
    return raw[:60] + bytes(255 - byte for byte in raw[60:90]) + raw[90:]


def _encrypted(raw: bytes) -> bytes:
    central = raw.index(b"PK\x01\x02")
    return raw[:6] + b"\x01" + raw[7 : central + 8] + b"\x01" + raw[central + 9 :]


ZIPPED = {
    "no zip at all": (lambda raw: b"no zip", "cannot be read to its end"),
    "an encrypted zip": (_encrypted, "is encrypted, password required"),
    "a damaged zip": (_unlike, "cannot be read to its end"),
    "half of a zip": (lambda raw: raw[: len(raw) // 2], "cannot be read to its end"),
}


@pytest.mark.parametrize("name", ZIPPED)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_zip_that_cannot_be_unpacked_is_answered_in_a_line(name, form, tmp_path):
    spoil, message = ZIPPED[name]
    path = zipped(tmp_path, TEXTS)
    path.write_bytes(spoil(path.read_bytes()))
    result = CliRunner().invoke(app, ["extract", str(path), "--out", str(tmp_path / "o"), "--format", form])
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), result.output
    assert message in result.stderr


def zipped(folder: Path, lines: list[dict[str, str]]) -> Path:
    plain = write_csv(folder / "news.csv", lines)
    with zipfile.ZipFile(folder / "news.csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "news.csv")
    return folder / "news.csv.zip"


@pytest.mark.parametrize("beside", ["", "__MACOSX/._news.csv"])
def test_a_zip_of_one_file_is_opened_on_the_way(beside, tmp_path):
    path = zipped(tmp_path, TEXTS)
    if beside:  # what a Mac packs, too
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(beside, b"\x00\x05\x16\x07")
    assert [d.content for d in read_documents(str(path))] == [line["text"] for line in TEXTS]


def test_a_zip_of_two_files_is_named(tmp_path):
    path = zipped(tmp_path, TEXTS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("more.csv", "text\nNurses struck.\n")
    with pytest.raises(SourceError, match=f"{path}: .*the zip holds 2 files"):
        read_documents(str(path))


@pytest.mark.parametrize(
    ("column", "cells", "expected"),
    [
        ("text", pa.array([b"Nurses struck.", "Grève".encode()], pa.binary()), ["Nurses struck.", "Grève"]),
        ("published", pa.array([2024.0, float("nan")]), ["2024", ""]),
        ("published", pa.array([2024, None]), ["2024", ""]),
        ("title", pa.array(["A", "B"]).dictionary_encode(), ["A", "B"]),
    ],
)
def test_a_column_of_parquet_is_read_whatever_its_type(column, cells, expected, tmp_path):
    table = {"source_id": ["a", "b"], "text": ["Nurses struck.", "Bakers struck."]} | {column: cells}
    pq.write_table(pa.table(table), tmp_path / "news.parquet")
    found = read_documents(str(tmp_path / "news.parquet"))
    assert [d.content if column == "text" else getattr(d.source, column) for d in found] == expected


ODD_COLUMNS = {
    "bare bytes that are no UTF-8": (pa.array([b"\xff", b"2024"], pa.binary()), "published is not UTF-8"),
    "a time beyond the year 9999": (pa.array([10**15, 0], pa.timestamp("s")), "published cannot be read"),
    "a day beyond the year 9999": (pa.array([10**8, 0], pa.date32()), "published cannot be read"),
    "bytes that are no UTF-8": (
        pa.Array.from_buffers(
            pa.string(), 2, [None, pa.array([0, 2, 6], pa.int32()).buffers()[1], pa.py_buffer(b"a\xff2024")]
        ),
        "published is not UTF-8",
    ),
}


@pytest.mark.parametrize("name", ODD_COLUMNS)
def test_a_cell_of_parquet_that_cannot_be_read_is_an_error_of_its_text(name, tmp_path):
    column, reason = ODD_COLUMNS[name]
    pq.write_table(pa.table({"text": ["Nurses struck."] * 2, "source_id": ["a", "b"], "published": column}),
                   tmp_path / "news.parquet")  # fmt: skip
    assert extract_corpus(str(tmp_path / "news.parquet"), tmp_path / "out")["sources"] == 1
    [error] = errors_of(tmp_path / "out")
    assert (error["source_id"], error["where"]) == ("a", "news.parquet row 1")
    assert reason in error["reason"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("news.csv", b"source_id;text\na;b\n", "parted by semicolons"),
        ("news.csv", b"source_id\ttext\na\tb\n", "parted by tabs"),
        ("news.csv", "text\na\n".encode("utf-16"), "is UTF-16"),
        ("news.tsv", b"text\ta\n", "parted by tabs; save it as .csv"),
    ],
)
def test_a_table_of_another_kind_is_named_for_what_it_is(name, content, message, tmp_path):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=message):
        extract_corpus(str(tmp_path / name), tmp_path / "out")


@pytest.mark.parametrize("where", ["link", "pipe"])
def test_a_listing_that_leads_elsewhere_is_refused(where, tmp_path):
    folder = write_folder(tmp_path / "texts", TEXTS[:1])
    (folder / "sources.csv").rename(tmp_path / "sources.csv")
    listing = folder / "sources.csv"
    os.mkfifo(listing) if where == "pipe" else listing.symlink_to(tmp_path / "sources.csv")
    with pytest.raises(SourceError, match=r"sources\.csv is a (pipe|link that leads out)"):
        extract_corpus(str(folder), tmp_path / "out")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is no JSON"),
        ("[1]", "holds list, not an object"),
        ('{"text": ["a"]}', "text holds list, not text"),
        ('{"text": "a \\ud800 b"}', "text is not UTF-8"),
        ('{"text": "a \\u0000 b"}', "a NUL byte in text"),
        ('{"words": "a"}', "the text is empty"),
    ],
)
def test_a_line_of_json_that_holds_no_text_is_an_error_of_its_own(line, reason, tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(line + "\n\n" + json.dumps(TEXTS[0]) + "\n")
    assert extract_corpus(str(path), tmp_path / "out")["sources"] == 1
    [error] = errors_of(tmp_path / "out")
    assert error["where"] == "news.jsonl line 1"
    assert reason in error["reason"]


def test_a_folder_gives_no_text_from_outside(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    folder = write_folder(tmp_path / "texts", TEXTS[:1])
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    with (folder / "sources.csv").open("a") as stream:
        names = ("../secret.txt", "link.txt", "none.txt", "")
        stream.writelines(f"id-{number},{name},,\n" for number, name in enumerate(names))
    extract_corpus(str(folder), tmp_path / "out")
    reasons = [error["reason"] for error in errors_of(tmp_path / "out")]
    assert ["lies outside" in reason for reason in reasons] == [True, True, False, False]
    assert not b"".join(files_of(tmp_path / "out").values()).count(b"secret\n")


def test_a_text_without_an_id_gets_one_that_no_reordering_moves(tmp_path):
    texts = [{"text": line["text"]} for line in TEXTS[:3]]
    ids = {}
    for name, lines in (("one", texts), ("two", texts[::-1])):
        for document in read_documents(str(write_csv(tmp_path / f"{name}.csv", lines))):
            ids.setdefault(document.content, set()).add(document.source.source_id.removeprefix(f"{name}-"))
    assert [len(same) for same in ids.values()] == [1, 1, 1]


def test_a_text_that_stands_twice_without_an_id_is_read_once(tmp_path):
    path = write_csv(tmp_path / "news.csv", [{"text": TEXTS[0]["text"]}] * 2)
    assert extract_corpus(str(path), tmp_path / "out")["errors"] == 1


def test_two_runs_never_write_to_one_folder(many, tmp_path):
    def second(progress):
        with pytest.raises(SourceError, match="another run writes to"):
            extract_corpus(str(many), tmp_path / "out")

    assert extract_corpus(str(many), tmp_path / "out", report=second)["sources"] == len(TEXTS)


def test_a_run_that_is_turned_away_takes_nothing_from_the_one_that_has_just_begun(many, tmp_path):
    with room._locked(tmp_path / "out" / ".work"):
        (tmp_path / "out" / ".work" / "batches").mkdir()
        with pytest.raises(SourceError, match="another run writes to"):
            extract_corpus(str(many), tmp_path / "out")
        assert (tmp_path / "out" / ".work" / "batches").is_dir()


KILLED = """
import sys
from kaiser_data.corpus.pools import local_pool
from os import getpid
if __name__ == "__main__":
    with local_pool(1) as pool:
        print(pool.executor.submit(getpid).result(), flush=True)
        sys.stdin.read()
"""


def test_a_process_whose_parent_is_killed_ends(tmp_path):
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    main = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    worker = int(main.stdout.readline())
    main.kill()
    main.wait()
    for _ in range(100):
        if not is_alive(worker):
            break
        time.sleep(0.1)
    assert not is_alive(worker)


TOLD = """
import os, signal, sys
from pathlib import Path
from kaiser_data.corpus import worker
from kaiser_data import cli, corpus
if __name__ == "__main__":
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # these tests may run below nohup
    worker._MOST_TEXTS, corpus._PARTS_A_FILE = 2, 3
    real = corpus.extract_corpus
    def told(*given):
        def report(progress):
            if progress.texts >= 4:
                to = os.kill if sys.argv[4] == "main" else os.killpg
                to(os.getpid(), getattr(signal, sys.argv[3]))
        return real(*given[:-1], report)
    corpus.extract_corpus = told
    cli.app(["extract", sys.argv[1], "--out", sys.argv[2], "--format", "parquet", "--workers", "2"])
"""


@pytest.mark.parametrize(
    ("name", "code", "whom"), [("SIGTERM", 143, "main"), ("SIGHUP", 129, "group"), ("SIGINT", 130, "group")]
)
def test_a_run_that_is_told_to_end_says_so_and_goes_on_later(name, code, whom, many, expected, tmp_path):
    script, out = tmp_path / "told.py", tmp_path / "out"
    script.write_text(TOLD)
    told = subprocess.run(
        [sys.executable, script, many, out, name, whom], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert told.returncode == code, told.stderr
    assert told.stderr == "kaiser-data: stopped; the same command goes on from there\n"
    read = []
    extract_corpus(str(many), out, report=lambda progress: read.append(progress.texts))
    assert max(read) < len(TEXTS), "finished parts are kept"
    assert files_of(out) == expected


def is_alive(process: int) -> bool:
    """Tell whether a process runs; one that ended and that nobody waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_ctrl_c_is_held_back_from_a_process_before_it_begins():
    with local_pool(1) as pool:
        held = pool.executor.submit(signal.pthread_sigmask, signal.SIG_BLOCK, []).result()
    assert signal.SIGINT in held
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_a_folder_of_somebody_elses_is_left_alone(many, tmp_path):
    (tmp_path / "out" / "figures").mkdir(parents=True)
    (tmp_path / "out" / "figures" / "thesis.doc").write_text("years of work")
    with pytest.raises(SourceError, match="holds figures, which is not of an earlier run"):
        extract_corpus(str(many), tmp_path / "out")
    assert (tmp_path / "out" / "figures" / "thesis.doc").read_text() == "years of work"


def test_readers_open_the_parts_as_one_typed_table(many, tmp_path):
    extract_corpus(str(many), tmp_path / "out")
    rows = len(read_all(tmp_path / "out")["figures"])
    query = f"SELECT count(*), sum(value) > 0 FROM '{tmp_path}/out/figures/*.parquet' WHERE topic IS NOT NULL"
    assert duckdb.sql(query).fetchall() == [(rows, True)]
    frame = pd.read_parquet(tmp_path / "out" / "figures")
    assert (len(frame), str(frame["value"].dtype), str(frame["topic"].dtype)) == (rows, "float64", "category")


def test_descriptor_and_manifest_say_what_is_there(many, tmp_path):
    counts = extract_corpus(str(many), tmp_path / "out")
    descriptor = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert not [error.message for error in profile().iter_errors(descriptor)]
    named = {path for resource in descriptor["resources"] for path in resource["path"]}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert {file["path"] for file in manifest["files"]} == named | {"errors.parquet"}
    for file in manifest["files"]:
        raw = (tmp_path / "out" / file["path"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(raw), hashlib.sha256(raw).hexdigest())
    assert manifest["rows"] == dict(counts)


def test_what_the_texts_of_a_corpus_say_is_not_kept_in_memory(tmp_path):
    names = [f"Qwx{number:05d}zzy" for number in range(80)]
    texts = [{"text": f"{a} {b}, a driver, struck."} for a, b in zip(names[::2], names[1::2], strict=True)]
    extract_corpus(str(write_csv(tmp_path / "news.csv", texts)), tmp_path / "out")
    assert not [name for name in names if name in make_nlp().vocab.strings]


def test_what_is_kept_on_the_disk_is_a_mapping(tmp_path):
    kept = Kept(open_database(tmp_path / "kept.sqlite"), "forms")
    kept["b"] = "2"
    kept["a"] = "1"
    assert (dict(kept), len(kept), "c" in kept, kept.get("c", "0")) == ({"a": "1", "b": "2"}, 2, False, "0")
    del kept["a"]
    assert list(kept) == ["b"]
    with pytest.raises(KeyError):
        kept["a"]


def test_the_command_reports_on_stderr_and_names_the_failures(tmp_path):
    path = write_csv(tmp_path / "news.csv", [*TEXTS[:3], {"source_id": "bad", "text": ""}])
    arguments = ["extract", str(path), "--out", str(tmp_path / "out"), "--format", "parquet", "--workers", "1"]
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "100% reading the texts: 3 texts" in result.stderr
    assert "3 sources" in result.stderr
    assert f"1 texts failed; {tmp_path / 'out' / 'errors.parquet'} says why" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "parquet"], "takes one folder or file of texts"),
        (["--workers", "2"], "need --format parquet"),
        (["--format", "parquet", "--out", "o", "--engine", "dask"], "--engine dask needs --scheduler"),
        (["--format", "parquet", "--out", "o", "--workers", "-1"], "name from 1 to 1000"),
        (["--format", "parquet", "--out", "o", "--workers", "999999999999"], "name from 1 to 1000"),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments, message, many, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["extract", str(many), *arguments])
    assert result.exit_code == 2
    assert message in " ".join(result.output.replace("│", " ").split())


def test_records_are_read_one_by_one(many):
    records = read_records(str(many))
    assert next(records).share < 1
    assert [record.share for record in records][-1] == 1.0
