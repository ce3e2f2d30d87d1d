"""The varied texts that speeds are measured on, and the tables of the measures."""

import csv
import os
import platform
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.ablation import has_effect, patterns
from benchmarks.clock import best_speed
from benchmarks.growth import Run, line, watch
from benchmarks.memory import peak_memory
from benchmarks.results import machine, table, write_section
from benchmarks.speed import COLUMNS, make_rounds, run
from benchmarks.speed import line as speed_line
from benchmarks.startup import copy_home
from benchmarks.systems import SYSTEMS, measure
from benchmarks.texts import vary, write_corpus
from kaiser_data.documents import read_folder
from kaiser_data.edtf import is_day
from kaiser_data.extract.pipeline import extract
from kaiser_data.sources import KINDS

SEEDS = Path(__file__).parents[1] / "seeds"
NUMBERS = range(40)
NAMED = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b|\b[A-Z]{2,}\b")


@pytest.fixture(scope="module")
def texts():
    return [vary(number) for number in NUMBERS]


def test_a_number_always_gives_the_same_text(texts):
    assert [vary(number) for number in NUMBERS] == texts
    assert len({text.content for text in texts}) == len(NUMBERS)


def test_a_varied_text_is_as_long_as_a_seed_and_described(texts):
    for text in texts:
        source = text.source
        assert 3_500 <= len(text.content) <= 12_000
        assert is_day(source.published) and "2016" <= source.published[:4] <= "2025"
        assert source.title and source.publisher and source.kind in KINDS
        assert "\0" not in text.content and "{" not in text.content


def test_a_name_of_the_seeds_comes_back_in_no_varied_text(texts):
    gone = re.compile(r"\b(?:Kaiser|Permanente|KP|UNAC|UHCP|AHCU|Thackeray|Hochul|Downey|CoreCivic)\b")
    assert not [found[0] for text in texts if (found := gone.search(text.content))]


def test_a_name_rarely_stands_in_two_varied_texts(texts):
    seeds = " ".join(seed.content for seed in read_folder(SEEDS))
    new = [{name for name in NAMED.findall(text.content) if name not in seeds} for text in texts]
    counts = Counter(name for names in new for name in names)
    assert sum(map(len, new)) / len(new) > 10
    assert sum(count > 3 for count in counts.values()) < 0.02 * len(counts)


def test_a_name_is_exchanged_for_the_same_name_throughout(texts):
    pairs = [
        (r"^(\w+), a nurse at", r"^(\w+) described \w+ care"),
        (r"(?:Alliance|Coalition) of [\w ]+ \((\w+)\) called", r"between \w+ and (\w+) began"),
    ]
    for first, second in pairs:
        found = [[re.search(one, text.content, re.MULTILINE) for one in (first, second)] for text in texts]
        both = [(one[1], other[1]) for one, other in found if one and other]
        assert both and all(one == other for one, other in both)


def test_an_acronym_still_stands_for_its_words(texts):
    spelled = [
        m for text in texts for m in re.finditer(r"\b((?:Alliance|Coalition) of [\w ]+?) \((\w+)\)", text.content)
    ]
    assert spelled
    assert all(m[2] == "".join(word[0] for word in m[1].split() if word[0].isupper()) for m in spelled)


def test_dates_keep_their_distance_from_the_day_of_the_text(texts):
    # The seed of 7 February 2026 states its day in a line of its own: the varied text states another, its own.
    stated = [text for text in texts if re.search(r"^\d\d? [A-Z][a-z]+ 20\d\d$", text.content, re.MULTILINE)]
    assert stated
    assert all(
        any(text.source.published[:4] in found for found in re.findall(r"20\d\d", text.content)) for text in stated
    )


def test_the_extractors_find_as_much_in_varied_texts_as_in_the_seeds(texts):
    def rate(documents):
        tables = [extract([document]).rows for document in documents]
        characters = sum(len(document.content) for document in documents)
        return {name: sum(len(rows[name]) for rows in tables) / characters for name in ("events", "figures", "quotes")}

    seeds, varied = rate(read_folder(SEEDS)), rate(texts)
    assert all(0.7 < varied[name] / seeds[name] < 1.4 for name in seeds), (seeds, varied)


@pytest.mark.parametrize("name", ["corpus.csv", "corpus"])
def test_a_corpus_holds_the_texts_of_its_numbers(tmp_path, name):
    characters = write_corpus(tmp_path / name, 3)
    wanted = [vary(number) for number in range(3)]
    assert characters == sum(len(text.content) for text in wanted)
    if name == "corpus":
        read = read_folder(tmp_path / name)
        assert [(r.content, r.source.published) for r in read] == [(w.content, w.source.published) for w in wanted]
        return
    with (tmp_path / name).open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [line["text"] for line in lines] == [text.content for text in wanted]
    assert list(lines[0]) == ["source_id", "text", "title", "publisher", "kind", "published"]


def test_no_round_reads_a_text_of_another():
    rounds = make_rounds(20_000, 2)
    assert [sum(len(text) for text, _ in texts) >= 20_000 for texts in rounds] == [True] * 3
    assert len({text for texts in rounds for text, _ in texts}) == sum(map(len, rounds))


def test_a_system_is_measured_by_what_it_reads():
    read = []
    found = measure(lambda: lambda text, day: read.append(text), [[["warm", ""]], [["abc", ""], ["de", ""]]])
    assert read == ["warm", "warm", "abc", "de"]
    assert found["characters"] == 5
    assert found["speed"] > 0 and found["memory"] >= 0 and found["start"] > 0


def test_the_warm_up_round_is_not_timed():
    read = []
    assert best_speed(read.append, ["a", "b"], 2, rounds=2) > 0
    assert read == ["a", "b"] * 3


def test_a_line_of_speeds_says_what_was_measured():
    limit = {"speed": 4e6, "memory": 100.0, "start": 0.8, "characters": 300_000}
    ours, theirs = limit | {"speed": 2e6}, limit | {"speed": 20_000.0, "characters": 50_000}
    lines = speed_line("quantulum3", {"limit": limit, "figures": ours, "quantulum3": theirs})
    assert lines == ["quantulum3", "20,000", "0.5%", "100.0", "100", "0.8", "50,000"]
    missing = speed_line("quantulum3", {"limit": limit, "figures": ours, "quantulum3": "not installed"})
    assert missing == ["quantulum3", "not installed", *[""] * (len(COLUMNS) - 2)]


def test_a_system_that_fails_has_a_line_that_names_no_path(tmp_path):
    assert re.fullmatch(r"does not run: FileNotFoundError: .*", run("limit", tmp_path / "missing.json"))
    assert str(tmp_path) not in run("limit", tmp_path / "missing.json")


def test_a_peer_is_compared_with_ours_of_the_same_work():
    assert all(SYSTEMS[system.beside].package == "kaiser-data" for system in SYSTEMS.values() if system.beside)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_small_process_does_not_inherit_the_peak_of_a_large_one():
    code = "import os; from benchmarks.memory import peak_memory; print(peak_memory(os.getpid()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SEEDS.parent)
    assert 1 < float(done.stdout) < 50 < peak_memory(os.getpid())


def test_a_command_is_watched_with_the_processes_below_it():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(0.5)'])"
    seconds, parent, everyone = watch([sys.executable, "-c", code])
    assert seconds >= 0.5
    assert (0 < parent < everyone) if sys.platform == "linux" else parent == everyone == 0


def test_a_line_of_growth_says_what_was_measured():
    assert line(Run(1000, 2, 7_000_000, 10.0, 18.0, 150.0, 420.0, 3.2)) == [
        "1,000", "2", "7,000,000", "10", "18", "700,000", "100", "150", "420", "3"
    ]  # fmt: skip


def test_a_section_replaces_itself_and_no_other(tmp_path):
    path = tmp_path / "RESULTS.md"
    for title, body in (("Speed", "one"), ("Growth", "two"), ("Speed", "three")):
        write_section(title, table(["system", "MB"], [[body, "9"]]), path)
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == ["Speed", "Growth"]
    assert "| three  |   9 |" in text and "| two    |   9 |" in text and "one" not in text


def test_the_machine_is_described_without_its_name():
    described = machine(["kaiser-data", "no-such-package"])
    assert platform.python_version() in described and "no-such-package not installed" in described
    assert not re.search(rf"\b{re.escape(platform.node())}\b", described)


def test_a_start_is_measured_on_a_copy(tmp_path):
    home = copy_home(tmp_path / "copy")
    assert {path.name for path in home.iterdir()} == {"seeds", "data", "datapackage.json"}


def test_every_package_that_is_measured_has_both_bounds(root):
    extras = tomllib.loads((root / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert all(re.fullmatch(r"[\w-]+>=[\w.]+,<[\w.]+", wanted) for wanted in extras["bench"])
    peers = {system.package for system in SYSTEMS.values()} - {"kaiser-data", "spacy"}
    assert peers <= {re.match(r"[\w-]+", wanted)[0] for wanted in extras["bench"]}


def test_a_pattern_that_a_seed_needs_has_effect_when_it_is_switched_off():
    assert has_effect("quotes.adjacent_cues._PRE_GAP")


def test_every_pattern_stands_under_the_module_that_makes_it():
    made = patterns()
    assert len(made) > 200
    assert all("." in name and pattern.pattern for name, pattern in made.items())
