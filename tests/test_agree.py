"""Two codings of the same texts: the measures are those of the literature, and each difference can be settled."""

import csv
import shutil

import pytest
from nltk.metrics.agreement import AnnotationTask
from typer.testing import CliRunner

from kaiser_data.cli import app
from kaiser_data.quality.coders import agree, alpha, kappa
from kaiser_data.quality.comparison import find_disagreements, read_tables
from kaiser_data.reader import side_by_side
from kaiser_data.tables import TableError

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), examples A and B; Cohen's kappa as Wikipedia's
# article shows it (50 grant proposals, kappa 0.4).
BINARY = list(zip("0100000010", "1110010000", strict=True))
LETTERS = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
GRANTS = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15


@pytest.fixture
def codings(tmp_path, root):
    """A coding, and the same coding by somebody who saw one figure otherwise and missed a quote."""
    for name in ("ann", "ben"):
        shutil.copytree(root / "data", tmp_path / name)
    change(tmp_path / "ben" / "figures.csv", lambda rows: rows[3].update(topic="price", status="demanded"))
    change(tmp_path / "ben" / "quotes.csv", lambda rows: rows.pop())
    return tmp_path / "ann", tmp_path / "ben"


def change(path, edit):
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    columns = list(rows[0])
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def decide(path, *decisions):
    change(path, lambda rows: [row.update(decision=one) for row, one in zip(rows, decisions, strict=True)])


@pytest.mark.parametrize("values", [BINARY, LETTERS, GRANTS])
def test_kappa_and_alpha_are_those_of_a_library(values):
    task = AnnotationTask([(who, i, pair[side]) for i, pair in enumerate(values) for side, who in enumerate("AB")])
    assert kappa(values) == pytest.approx(task.kappa())
    assert alpha(values) == pytest.approx(task.alpha())


def test_kappa_and_alpha_are_those_of_the_published_examples():
    assert kappa(GRANTS) == pytest.approx(0.4)
    assert alpha(BINARY) == pytest.approx(0.095, abs=0.001)
    assert alpha(LETTERS) == pytest.approx(0.692, abs=0.001)


def test_a_coding_agrees_wholly_with_itself(root):
    tables = read_tables(root / "data")
    measures = agree(tables, tables, draws=20)
    assert {line.share for line in measures} == {(100.0, 100.0, 100.0)}
    assert {line.kappa for line in measures} == {None, (1.0, 1.0, 1.0)}
    assert find_disagreements(tables, tables) == []


def test_each_difference_stands_with_its_sentence(codings):
    found = find_disagreements(*map(read_tables, codings))
    assert [(one.table, one.field, one.second) for one in found] == [
        ("figures", "topic", "price"),
        ("figures", "status", "demanded"),
        ("quotes", "", ""),
    ]
    assert all(one.text in one.sentence for one in found)


def test_the_measures_tell_what_differs_and_how_sure_that_is(codings):
    lines = {(line.table, line.measure): line for line in agree(*map(read_tables, codings), draws=100)}
    topic, quotes = lines["figures", "topic"], lines["quotes", "found"]
    assert topic.share[0] == pytest.approx(100 * 66 / 67)
    assert topic.share[1] < topic.share[0] <= topic.share[2]
    assert topic.kappa[0] < topic.share[0] / 100
    assert quotes.share[0] == pytest.approx(100 * 2 * 114 / (115 + 114))
    assert quotes.alpha < 1
    assert lines["events", "found"].share == (100.0, 100.0, 100.0)


def test_the_same_seed_gives_the_same_intervals(codings):
    tables = list(map(read_tables, codings))
    assert agree(*tables, draws=30, seed=7) == agree(*tables, draws=30, seed=7)


def test_the_command_prints_measures_and_writes_list_and_page(codings, tmp_path):
    out, html = tmp_path / "differences.csv", tmp_path / "differences.html"
    arguments = ["agree", *map(str, codings), "--draws", "20", "--out", str(out), "--html", str(html)]
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 0, ran.output
    assert "kappa" in ran.output
    with out.open(encoding="utf-8", newline="") as stream:
        assert [row["decision"] for row in csv.DictReader(stream)] == ["", "", ""]
    page = html.read_text(encoding="utf-8")
    assert "<mark>" in page
    assert "demanded" in page


def test_what_a_text_brings_is_shown_as_text(codings):
    change(codings[1] / "figures.csv", lambda rows: rows[0].update(counted="<script>alert(1)</script>"))
    page = side_by_side(find_disagreements(*map(read_tables, codings)), "<b>ann", "ben")
    assert "<script>alert" not in page
    assert "<b>ann" not in page


def test_codings_of_other_texts_are_refused(codings, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(codings[0], other)
    for table in ("sources", "figures", "quotes", "mentions"):
        change(other / f"{table}.csv", lambda rows: [row.update(source_id="other-" + row["source_id"]) for row in rows])
    with pytest.raises(TableError, match="no text in common"):
        agree(read_tables(codings[0]), read_tables(other), draws=5)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "quotes.csv").unlink(), "there is no "),
        (lambda folder: (folder / "quotes.csv").write_bytes(b"\xff\xfe"), "no CSV in UTF-8"),
        (lambda folder: (folder / "quotes.csv").write_text("a,b\n1,2\n"), "no column"),
        (lambda folder: change(folder / "quotes.csv", lambda rows: rows[1].update(start="x")), "row 3"),
    ],
)
def test_a_coding_out_of_shape_is_one_line(codings, spoil, said):
    spoil(codings[1])
    ran = CliRunner().invoke(app, ["agree", *map(str, codings)])
    assert ran.exit_code == 2
    assert said in " ".join(ran.output.split())
    assert len(ran.output.strip().splitlines()) == 1


def test_what_a_person_decided_is_a_coding(codings, tmp_path, root):
    listed = tmp_path / "differences.csv"
    CliRunner().invoke(app, ["agree", *map(str, codings), "--draws", "2", "--out", str(listed)])
    decide(listed, "second", "planned", "second")
    settled, out = tmp_path / "settled.jsonl", tmp_path / "settled"
    texts = str(root / "seeds")
    arguments = ["settle", *map(str, codings), str(listed), texts, "--out", str(settled)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    ran = CliRunner().invoke(app, ["code", texts, str(settled), "--out", str(out), "--coder", "both"])
    assert ran.exit_code == 0, ran.output
    found = find_disagreements(read_tables(codings[0]), read_tables(out))
    assert [(one.table, one.field, one.second) for one in found] == [
        ("figures", "topic", "price"),
        ("figures", "status", "planned"),
        ("quotes", "", ""),
    ]


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        (("first", "", "first"), "line 3: decision is empty; write first, second or a value"),
        (("first", "first", "maybe"), "line 4: decision 'maybe' of a whole row; write first or second"),
    ],
)
def test_a_decision_that_is_none_is_named_and_nothing_written(codings, tmp_path, root, decisions, said):
    listed, out = tmp_path / "differences.csv", tmp_path / "settled.jsonl"
    CliRunner().invoke(app, ["agree", *map(str, codings), "--draws", "2", "--out", str(listed)])
    decide(listed, *decisions)
    arguments = ["settle", *map(str, codings), str(listed), str(root / "seeds"), "--out", str(out)]
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 2
    assert said in " ".join(ran.output.split())
    assert not out.exists()


def test_a_row_that_is_not_there_cannot_be_settled(codings, tmp_path, root):
    listed = tmp_path / "differences.csv"
    CliRunner().invoke(app, ["agree", *map(str, codings), "--draws", "2", "--out", str(listed)])
    decide(listed, "first", "first", "first")
    change(listed, lambda rows: rows[0].update(row="nothing"))
    arguments = ["settle", *map(str, codings), str(listed), str(root / "seeds"), "--out", str(tmp_path / "x.jsonl")]
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 2
    assert "there is no row nothing in figures" in " ".join(ran.output.split())
