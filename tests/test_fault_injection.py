"""Whatever befalls a call that writes, the old files are whole and the user is told in a line."""

import os
import tempfile
from pathlib import Path

import pytest

from kaiser_data.corpus import worker
from tests.fault_injection import (
    ROOT,
    assert_old_or_new,
    assert_refused,
    file_limit,
    full_at,
    invoke,
    lay_corpus,
    lay_home,
    lay_older,
    published,
    read_only,
    tables_of,
    tree,
    verbs,
)

VERBS = [*verbs(Path(__file__).parent.parent, Path("out"))]


@pytest.fixture(scope="module")
def place():
    """A folder that nobody may enter, too: those of pytest are their owner's alone."""
    with tempfile.TemporaryDirectory() as folder:
        lay_home(Path(folder))
        yield Path(folder)


@pytest.fixture(scope="module")
def written(place):
    """What each verb writes where nothing goes wrong, by its name."""
    files = {}
    for verb in VERBS:
        out = place / "well" / verb
        out.mkdir(parents=True)
        result = invoke(verbs(place / "package", out)[verb])
        assert result.exit_code == 0, result.output
        files[verb] = tree(out)
    return files


@pytest.fixture
def out(place, written, request):
    """A folder that holds older files of the same names, hard to take for the new ones."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        lay_older(Path(folder), {name for files in written.values() for name in files})
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("size", [0, 700])
@pytest.mark.parametrize("verb", VERBS)
def test_a_full_disk_leaves_the_old_files(place, out, verb, size):
    before, home = tree(out), published(place / "package")
    with file_limit(size):
        result = invoke(verbs(place / "package", out)[verb])
    assert_refused(result)
    assert tree(out) == before
    assert published(place / "package") == home


@pytest.mark.parametrize("step", [1, 2, 3, 5])
@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "build"])
def test_a_disk_that_fills_at_a_step_leaves_each_file_old_or_new(place, out, written, verb, step):
    before = tree(out)
    with full_at(out, step):
        result = invoke(verbs(place / "package", out)[verb])
    if result.exit_code:
        assert_refused(result)
    assert_old_or_new(tree(out), before, written[verb])


@pytest.mark.parametrize("verb", VERBS)
def test_a_folder_that_cannot_be_written_is_named(place, out, written, verb):
    if os.geteuid() == 0 and not all(folder.stat().st_mode & 0o001 for folder in ROOT.parents):
        pytest.skip("nobody, whom a folder can refuse, may not enter the folder of this copy either")
    before, home = tree(out), published(place / "package")
    with read_only(place / "package" if verb == "build" else out):
        result = invoke(verbs(place / "package", out)[verb])
    assert_refused(result)
    assert str(place) in result.stderr
    assert tree(out) == before
    assert published(place / "package") == home


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "build"])
def test_a_file_in_the_place_of_a_folder_is_named(place, verb):
    with tempfile.NamedTemporaryFile(dir=place) as file:
        result = invoke(verbs(place / "package", Path(file.name))[verb])
    assert_refused(result)
    assert Path(file.name).name in result.stderr


@pytest.fixture
def corpus(place, monkeypatch):
    """A call that reads a corpus of several parts, a folder with older tables for it, and what it writes there."""
    monkeypatch.setattr(worker, "_MOST_TEXTS", 2)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        Path(folder).chmod(0o755)
        call, out, expected = lay_corpus(Path(folder), 8), Path(folder) / "out", Path(folder) / "expected"
        for earlier, where in ((lay_corpus(Path(folder), 3), out), (call, expected)):
            assert invoke([*earlier, str(where)]).exit_code == 0
        yield [*call, str(out)], out, tree(expected)


@pytest.mark.parametrize("size", [0, 700, 9_000])
def test_a_corpus_on_a_full_disk_keeps_its_old_tables_and_is_read_when_there_is_room(corpus, size):
    call, out, expected = corpus
    before = tables_of(out)
    with file_limit(size):
        result = invoke(call)
    assert_refused(result)
    assert "another run" not in result.stderr
    assert tables_of(out) == before
    assert invoke(call).exit_code == 0
    assert tree(out) == expected


@pytest.mark.parametrize("step", [1, 2, 4, 8, 16, 32, 64, 90])
def test_a_corpus_whose_disk_fills_at_a_step_has_old_tables_or_new_ones(corpus, step):
    call, out, expected = corpus
    before = tables_of(out)
    with full_at(out, step):
        result = invoke(call)
    if result.exit_code:
        assert_refused(result)
    assert tables_of(out) in (before, expected)
    assert invoke(call).exit_code == 0
    assert tree(out) == expected


def test_a_corpus_in_a_folder_that_cannot_be_written_is_named(corpus):
    call, out, _ = corpus
    before = tree(out)
    with read_only(out):
        result = invoke(call)
    assert_refused(result)
    assert str(out) in result.stderr
    assert tree(out) == before


def test_a_corpus_told_to_write_into_a_file_is_refused(corpus, place):
    with tempfile.NamedTemporaryFile(dir=place) as file:
        result = invoke([*corpus[0][:-1], file.name])
    assert_refused(result)
    assert f"{file.name} is a file; name a folder" in result.stderr
