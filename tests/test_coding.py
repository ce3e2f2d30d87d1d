"""Codings: what comes out of tables goes in again, and all that is wrong in one is told at once, line by line."""

import csv
import io
import json
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import cassis
import pandas as pd
import pytest
from typer.testing import CliRunner

import kaiser_data as kd
from kaiser_data.cli import app
from kaiser_data.coding.assemble import assemble
from kaiser_data.coding.coded_tables import CodingError, code_texts, draft_texts, read_rows_of
from kaiser_data.coding.drafts import draft_coding, write_brief
from kaiser_data.coding.form import CODED, dump_coding, form_of, is_needed
from kaiser_data.coding.resolve import Unplaced, fold_text, place, place_beside
from kaiser_data.datapackage import check
from kaiser_data.documents import read_folder
from kaiser_data.quality.comparison import compare_tables, read_tables
from kaiser_data.rows import TABLES
from kaiser_data.sources import make_document
from kaiser_data.tables import cell, fields_of, read_rows, sort_rows

GAZETTE = (
    "Dockers walk out\n\n"
    "Nearly 1,200 dockers at Port Elswick  walked out on Monday, the Harbour\N{NO-BREAK SPACE}Workers’"
    " Union said. “We will stay out until the roster is gone,” said Ada Birch, a crane driver. Two of the six berths "
    "stood empty. Two more closed on Tuesday.\n\n“Nobody asked us,” she said. Elswick Docks offered 3 percent.\n"
)
HERALD = "Ada Birch, the harbour master, said that two berths were empty. The dockers' strike ended on 7 March 2024.\n"
ROWS = [
    {"table": "actors", "name": "Harbour Workers’ Union", "kind": "union", "side": "union", "aliases": ["HWU"]},
    {"table": "actors", "name": "Ada Birch", "kind": "person", "side": "worker", "member_of": "HWU"},
    {"table": "actors", "name": "Elswick Docks", "kind": "employer", "side": "employer"},
    {"table": "events", "event": "walkout", "type": "strike", "status": "ongoing", "date": "2024-03-04/..",
     "actor": "HWU", "target": "Elswick Docks", "label": "Dockers walk out at Port Elswick"},
    {"table": "mentions", "source_id": "gazette", "event": "walkout", "date_text": "on Monday", "trigger": "walked out",
     "text": "Nearly 1,200 dockers at Port Elswick walked out on Monday"},
    {"table": "figures", "source_id": "gazette", "text": "Nearly 1,200", "measure": "headcount", "topic": "strike",
     "value": 1200, "unit": "people", "qualifier": "nearly", "event": "walkout", "claimed_by": "HWU"},
    {"table": "figures", "source_id": "gazette", "text": "Two", "context": "Two more closed", "measure": "count",
     "topic": "other", "value": 2, "unit": "berth"},
    {"table": "quotes", "source_id": "gazette", "text": "We will stay out until the roster is gone,",
     "kind": "direct", "speaker": "Ada Birch", "role": "a crane driver", "cue": "said", "utterance": "roster"},
    {"table": "quotes", "source_id": "gazette", "text": "Nobody asked us,", "kind": "direct", "speaker": "Ada Birch",
     "cue": "said", "utterance": "roster"},
    {"table": "quotes", "source_id": "herald", "text": "two berths were empty", "kind": "indirect",
     "speaker": "the harbour master", "side": "employer", "cue": "said"},
]  # fmt: skip


@pytest.fixture
def documents():
    return [
        make_document(GAZETTE, source_id="gazette", file="gazette.txt", published="2024-03-05"),
        make_document(HERALD, source_id="herald", file="herald.txt", published="2024-03-08"),
    ]


@pytest.fixture
def written(tmp_path):
    """Write a coding, given as rows, and name the file."""

    def write(rows: list[dict] | str, name: str = "coding.jsonl") -> Path:
        path = tmp_path / name
        text = rows if isinstance(rows, str) else "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def rows(documents, written):
    return read_rows_of(documents, written(ROWS), "anna")


def masked(rows: dict) -> dict:
    """Rows as they are written, but who answers for them."""
    return {
        table: [
            {f.name: cell(getattr(row, f.name)) for f in fields(row) if f.name not in ("review", "rule")}
            for row in told
        ]
        for table, told in sort_rows(rows).items()
    }


def test_words_are_found_whatever_white_space_parts_them(rows):
    mention, union = rows["mentions"][0], rows["actors"][0]
    assert GAZETTE[mention.start : mention.end] == "Nearly 1,200 dockers at Port Elswick  walked out on Monday"
    assert GAZETTE[union.start : union.end] == "Harbour\N{NO-BREAK SPACE}Workers’ Union"


def test_ids_bounds_and_sentences_follow(rows):
    event, mention, figure = rows["events"][0], rows["mentions"][0], rows["figures"][0]
    assert event.event_id == mention.event_id == figure.event_id == f"gazette-e{mention.start:05d}"
    assert (event.date_min, event.date_max) == ("2024-03-04", "")
    assert figure.sentence.endswith("the Harbour Workers’ Union said.")
    assert (figure.review, figure.rule, event.review) == ("coded", "anna", "coded")


def test_every_name_of_an_actor_means_that_actor(rows):
    assert rows["actors"][1].member_of == rows["events"][0].actor_id == "harbour-workers-union"
    assert (rows["figures"][0].claimed_by, rows["figures"][0].claimed_by_id) == (
        "Harbour Workers’ Union", "harbour-workers-union",
    )  # fmt: skip


def test_a_speaker_takes_the_side_of_the_actor_and_a_description_is_nobody(rows):
    direct, _, indirect = rows["quotes"]
    assert (direct.speaker_id, direct.side) == ("ada-birch", "worker")
    assert (indirect.speaker, indirect.speaker_id, indirect.side) == ("the harbour master", "", "employer")


def test_stretches_of_one_key_are_one_utterance_named_after_the_first(rows):
    first, second, other = rows["quotes"]
    assert first.utterance_id == second.utterance_id == first.quote_id
    assert other.utterance_id == other.quote_id


def test_a_cue_is_the_one_beside_its_words(rows):
    after = [GAZETTE[quote.cue_start : quote.cue_end + 10] for quote in rows["quotes"][:2]]
    assert after == ["said Ada Birch", "said. Elswick "]


@pytest.mark.parametrize(
    ("number", "field"), [(4, "date_text"), (4, "trigger"), (5, "claimed_by"), (7, "cue"), (7, "role")]
)
def test_a_dash_keeps_any_cell_empty(documents, written, number, field):
    dashed = [row | {field: "-"} if place == number else row for place, row in enumerate(ROWS)]
    without = [row | {field: ""} if place == number else row for place, row in enumerate(ROWS)]
    assert read_rows_of(documents, written(dashed), "anna") == read_rows_of(documents, written(without), "anna")


def test_context_chooses_among_words_that_stand_twice(rows):
    assert GAZETTE[rows["figures"][1].start :].startswith("Two more closed")


@pytest.mark.parametrize(
    ("words", "context", "found"),
    [
        ("six", "", "six berths"),
        ("Two", "Two of the six berths", "Two of the"),
        ("Two", "the six berths stood empty. Two more", "Two more"),
        ("berths stood empty. Two", "", "berths stood"),
    ],
)
def test_a_place_is_told_by_the_words(words, context, found):
    start, _ = place(fold_text("gazette", GAZETTE), words, context)
    assert GAZETTE[start:].startswith(found)


@pytest.mark.parametrize(
    ("words", "context", "told"),
    [
        ("Two", "", "stands 2 times (“six berths stoo"),
        ("Nearly 1,300 dockers", "", "the nearest there is “Nearly 1,200 dockers”"),
        ("Two", "Two or three more", "“Two”: its context “Two or three more” does not stand"),
        ("six", "Two more closed on Tuesday", "does not stand in its context"),
        ("zeppelin", "", "nothing there is like it"),
    ],
)
def test_a_place_that_cannot_be_told_is_none(words, context, told):
    with pytest.raises(Unplaced) as error:
        place(fold_text("gazette", GAZETTE), words, context)
    assert told.split("“")[0].strip() in str(error.value)


def test_the_same_coding_as_csv_makes_the_same_rows(documents, written, rows):
    columns = sorted({name for row in ROWS for name in row})
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, columns)
    writer.writeheader()
    writer.writerows({**row, "aliases": "|".join(row["aliases"])} if "aliases" in row else row for row in ROWS)
    assert read_rows_of(documents, written(table.getvalue(), "coding.csv"), "anna") == rows


@pytest.mark.parametrize("table", CODED)
def test_every_field_of_a_table_is_said_or_follows(table):
    said = {field for field in form_of(table).values() if field}
    follows = {"date_min", "date_max", "as_of_min", "as_of_max", "figure_id", "quote_id", "end", "cue_end", "within"}
    assert said | follows | {"sentence", "rule", "review"} >= {field["name"] for field in fields_of(table)}


def reference(root: Path) -> dict:
    """The reference as rows; it does not say where an actor is named, which the published table does."""
    published = {actor.actor_id: actor for actor in read_rows("actors")}
    rows = {"sources": tuple(document.source for document in read_folder(root / "seeds"))}
    for table in CODED:
        kinds = {f["name"]: {"integer": int, "number": float}.get(f["type"], str) for f in fields_of(table)}
        with (root / "tests" / "gold" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            rows[table] = tuple(
                TABLES[table](
                    **{name: kinds[name](text) if text or kinds[name] is str else None for name, text in line.items()}
                )
                for line in csv.DictReader(stream)
            )
    placed = lambda actor: {name: getattr(published[actor.actor_id], name) for name in ("source_id", "start", "end")}  # noqa: E731
    rows["actors"] = tuple(replace(actor, **placed(actor)) for actor in rows["actors"])
    return rows


def test_the_reference_goes_out_and_in_again(root, written):
    documents, gold = read_folder(root / "seeds"), reference(root)
    made = sort_rows(
        read_rows_of(documents, written(dump_coding(line.cells for line in draft_coding(gold, documents))))
    )
    for table, told in sort_rows(gold).items():
        with (root / "tests" / "gold" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
            columns = next(csv.reader(stream))
        assert [[getattr(row, name) for name in columns] for row in made[table]] == [
            [getattr(row, name) for name in columns] for row in told
        ]


def test_the_published_tables_go_out_and_in_again(root, written):
    documents, published = read_folder(root / "seeds"), {table: read_rows(table) for table in TABLES}
    made = read_rows_of(documents, written(dump_coding(line.cells for line in draft_coding(published, documents))))
    assert masked(made) == masked(published)


def test_a_draft_coded_unchanged_makes_the_tables_of_the_rules(root, written):
    from kaiser_data.extract.pipeline import extract

    documents = read_folder(root / "seeds")
    made = read_rows_of(documents, written(dump_coding(line.cells for line in draft_texts(documents))))
    assert masked(made) == masked(extract(documents).rows)


def test_a_single_text_need_not_be_named(documents):
    from kaiser_data.coding.form import CodedLine

    said = {
        "table": "figures",
        "text": "3 percent",
        "measure": "percent",
        "topic": "wage",
        "unit": "percent",
        "value": "3",
    }
    rows, faults = assemble(documents[:1], [CodedLine(1, said)])
    assert not faults
    assert rows["figures"][0].source_id == "gazette"


def test_the_folder_of_a_coding_is_a_data_package(documents, written, tmp_path):
    counts = code_texts(documents, written(ROWS), tmp_path / "out", "anna")
    assert counts == {"sources": 2, "actors": 3, "events": 1, "mentions": 1, "figures": 2, "quotes": 3}
    assert not check(tmp_path / "out")
    assert len(read_tables(tmp_path / "out")["quotes"]) == 3
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"datapackage.json", *(f"{t}.csv" for t in TABLES)}


def other(number: int, **changed: object) -> dict:
    """Give a row of the coding with some fields changed; None takes one away."""
    return {name: value for name, value in (ROWS[number] | changed).items() if value is not None}


MISTAKES = [
    ("{'table': 'figures'}", "no JSON"),
    ('{"table": "figures", "value": 1', "no JSON"),
    ("[1, 2]", "no object"),
    ('{"table": "figures", "table": "quotes"}', "table stands there twice"),
    ('{"table": "figures", "value": true}', "value is neither words nor a number"),
    ('{"table": "quotes", "text": "\\ud83d"}', "text holds half a character"),
    ({"text": "Two"}, "table '' is none that is coded"),
    (other(5, table="figure"), "table 'figure' is none that is coded; the nearest is 'figures'"),
    ({"table": "sources", "source_id": "gazette"}, "table 'sources' is none that is coded"),
    (other(5, text="Nearly 1,300", value=1300), "text “Nearly 1,300” does not stand in gazette; the nearest there is"),
    (other(5, text="zeppelin"), "nothing there is like it"),
    (other(6, context=None), "text “Two” stands 2 times"),
    (other(6, context="Two or three"), "text “Two”: its context “Two or three” does not stand"),
    (other(5, context="six berths stood empty"), "“Nearly 1,200” does not stand in its context"),
    (other(5, text=None), "figures needs text"),
    (other(5, source_id=None), "figures needs source_id"),
    (other(5, source_id="gazete"), "source_id 'gazete' is no text; the nearest is 'gazette'"),
    (other(5, text="six", topic="strikes"), "topic 'strikes' is not allowed; the nearest is 'strike'"),
    (other(5, text="Port", context="dockers at Port", measure="weather"), "measure 'weather' is not allowed; write"),
    (other(5, text="3 percent.", value="many"), "value 'many' is no plain number"),
    (other(5, text="berths", context="six berths", value=None), "figures needs value"),
    (other(5, text="stood empty", quantifier="about"), "figures has no field 'quantifier'; the nearest"),
    (other(5, text="1,200", unit="people per/ day"), "unit 'people per/ day' is not of the form"),
    (other(5, text="200 dockers", context="Nearly 1,200 dockers", as_of="last year"), "as_of 'last year' is no EDTF"),
    (other(5, text="dockers at", event="walk-out"), "event 'walk-out' is no key of a line of events; the nearest is"),
    (other(5, text="dockers at Port", start="many"), "does not stand at many"),
    (other(5), "a figure that begins here is in line"),
    (other(4, event=None, text="Two more closed on Tuesday", date_text=None, trigger=None), "mentions needs event"),
    (other(4, text="Two more closed on Tuesday", date_text="on Wednesday", trigger=None), "date_text “on W"),
    (other(4), "a mention of this event that begins here is in line"),
    (other(3, event="vote"), "no mention tells event 'vote'"),
    (other(3), "an event of this key is in line"),
    (other(3, event=None), "events needs event"),
    (other(7, text="asked us", speaker_actor="Ada Burch"), "speaker_actor: no actor is called “Ada Burch”; the near"),
    (other(7, text="us,", speaker="The Crane"), "speaker: “The Crane” means several actors; write one of"),
    (other(7, text="offered", cue="whispered"), "cue “whispered” does not stand in gazette"),
    (other(7, text="Tuesday", kind="loud"), "kind 'loud' is not allowed"),
    (other(1), "an actor of this name is in line"),
    (other(0, name="Seamen’s League", aliases=None), "no form of “Seamen’s League” stands in"),
    (other(0, name="Port Elswick", aliases=None, kind="place"), "kind 'place' is not allowed"),
    (other(2, name="Harbour", side=None), "actors needs side"),
    (other(2, name="Monday", member_of="Elswick Doks"), "member_of: no actor is called “Elswick Doks”; the nearest is"),
    ({"table": "events", "event": "end", "type": "strike", "status": "over", "date": "2024-03-07", "label": "End"},
     "status 'over' is not allowed"),
    ({"table": "events", "event": "past", "type": "strike", "status": "occurred", "date": "7 March", "label": "End"},
     "date '7 March' is no EDTF date"),
]  # fmt: skip
# Lines that are right, and that some of the mistakes need: two actors of one name, mentions of the events.
BESIDE = [
    {"table": "actors", "name": "The Crane", "kind": "group", "side": "worker", "actor_id": "crane-1",
     "source_id": "gazette", "text": "dockers", "context": "dockers at Port"},
    {"table": "actors", "name": "The Crane", "kind": "group", "side": "other", "actor_id": "crane-2",
     "source_id": "gazette", "text": "berths", "context": "six berths"},
    {"table": "mentions", "source_id": "herald", "event": "end", "text": "The dockers' strike ended on 7 March 2024"},
    {"table": "mentions", "source_id": "herald", "event": "past", "text": "The dockers' strike ended"},
]  # fmt: skip


def test_forty_kinds_of_mistakes_give_a_line_each_and_write_nothing(documents, written, tmp_path):
    for document in documents:
        (tmp_path / document.source.file).write_bytes(document.content.encode())
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS + BESIDE]
    lines += [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row, _ in MISTAKES]
    path, out = written("\n".join(lines)), tmp_path / "out"
    call = ["code", str(tmp_path / "gazette.txt"), str(tmp_path / "herald.txt"), str(path), "--out", str(out)]
    result = CliRunner().invoke(app, call)
    told = [line for line in result.output.splitlines() if line.startswith(f"{path} line ")]
    first = len(ROWS + BESIDE) + 1
    assert result.exit_code == 2
    assert [line.removeprefix(f"{path} line ").split(":")[0] for line in told] == [
        str(first + number) for number in range(len(MISTAKES))
    ]
    for line, (_, expected) in zip(told, MISTAKES, strict=True):
        assert expected in line
    assert len(MISTAKES) >= 40
    assert not out.exists()


def test_a_csv_without_the_column_table_is_told(documents, written):
    with pytest.raises(CodingError, match="line 1: no column table"):
        read_rows_of(documents, written("source_id,text\ngazette,Two\n", "coding.csv"))


@pytest.mark.parametrize("name", ["coding.jsonl", "coding.csv"])
def test_the_draft_of_a_text_is_coded_on_the_command_line(name, tmp_path):
    text = tmp_path / "gazette.txt"
    text.write_bytes(GAZETTE.encode())
    coding, out = tmp_path / name, tmp_path / "out"
    drafted = CliRunner().invoke(app, ["draft", str(text), "--published", "2024-03-05", "--out", str(coding)])
    assert drafted.exit_code == 0, drafted.output
    call = ["code", str(text), str(coding), "--published", "2024-03-05", "--out", str(out), "--coder", "anna"]
    assert CliRunner().invoke(app, call).exit_code == 0
    assert {figure.rule for figure in read_rows("figures", out)} == {"anna"}


def test_the_lines_on_the_page_make_rows(root, written):
    page = (root / "docs" / "coding.md").read_text(encoding="utf-8")
    lines = page.partition("```json\n")[2].partition("```")[0]
    text = "Nearly 1,200 dockers walked out on Monday. “We will stay out until the roster is gone,” said an HWU man."
    rows = read_rows_of([make_document(text, source_id="gazette", published="2024-03-05")], written(lines))
    assert [len(rows[table]) for table in CODED] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("table", CODED)
def test_the_page_names_every_field_of_a_table(root, table):
    page = (root / "docs" / "coding.md").read_text(encoding="utf-8")
    assert not {name for name in form_of(table) if f"`{name}`" not in page} - {"start", "cue_start", "speaker_actor"}


def test_the_brief_tells_every_field_and_value_in_half_an_hour():
    brief = write_brief()
    for table in CODED:
        for field in fields_of(table):
            needed = is_needed(table, field)
            assert not needed or f"| `{dict(map(reversed, form_of(table).items()))[field['name']]}` |" in brief
            if field["name"] not in ("review", "named_by"):
                assert all(f"`{one['value']}` {one['label']}" in brief for one in field.get("categories", []))
    assert len(brief.split()) < 30 * 200


@pytest.mark.parametrize("table", CODED)
def test_the_brief_of_a_table_ends_with_a_line_of_its_form(table):
    brief = write_brief((table,))
    line = json.loads(brief.rpartition("```json\n")[2].removesuffix("```\n"))
    assert line.pop("table") == table
    assert set(line) <= set(form_of(table))
    assert brief.count("\n## ") == 1


def test_a_brief_of_no_table_is_refused():
    result = CliRunner().invoke(app, ["brief", "--table", "weather"])
    assert result.exit_code == 2
    assert "'weather' is no table that is coded; there are actors," in result.output


def test_a_cue_outside_its_words_is_nearer_than_one_within():
    text = fold_text("a", "They said it, the clerk said, and he said more.")
    assert place_beside(text, "said", 0, 13) == (24, 28)


def test_lines_of_one_number_stay_apart():
    text = "Some 1,200 dockers of the Harbour Pilots Guild struck on Monday."
    lines = kd.draft(text, published="2024-03-05")
    numbered_twice = lines.set_axis([0] * len(lines))
    coded = [kd.code(text, one, published="2024-03-05") for one in (lines, numbered_twice)]
    assert coded[0].rows == coded[1].rows and coded[0].rows["actors"] and coded[0].rows["figures"]
    with pytest.raises(CodingError, match="an actor of this name is in line 0 already"):
        kd.code(text, pd.concat([numbered_twice, numbered_twice[:1]]), published="2024-03-05")


ENDINGS = ("jsonl", "csv", "jsonld", "zip")


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def drafts(tmp_path_factory):
    """The published tables in every form."""
    from tests.conftest import ROOT

    folder = tmp_path_factory.mktemp("drafts")
    for ending in ENDINGS:
        ran = run("draft", ROOT / "seeds", "--tables", ROOT / "data", "--out", folder / f"coding.{ending}")
        assert ran.exit_code == 0, ran.output
    return folder


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_row_field_and_offset_comes_back(drafts, root, tmp_path, ending):
    ran = run("code", root / "seeds", drafts / f"coding.{ending}", "--out", tmp_path / "out")
    assert ran.exit_code == 0, ran.output
    differences = compare_tables(root / "data", tmp_path / "out")
    assert [str(one) for one in differences if one.field not in ("rule", "review")] == []


def test_an_annotation_has_what_the_standard_asks_for(drafts, root):
    contents = {one.source.source_id: one.content for one in read_folder(root / "seeds")}
    for line in (drafts / "coding.jsonld").read_text(encoding="utf-8").splitlines():
        annotation = json.loads(line)
        assert (annotation["@context"], annotation["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")
        assert annotation["id"].startswith("urn:")
        content = contents[annotation["target"]["source"].rpartition(":")[2]]
        if selectors := annotation["target"].get("selector"):
            quoted, position = selectors
            assert (quoted["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert content[position["start"] : position["end"]] == quoted["exact"]
            assert f"{quoted['prefix']}{quoted['exact']}{quoted['suffix']}" in content


def test_the_library_of_inception_users_opens_the_archive(drafts, root):
    contents = {one.source.source_id: one.content for one in read_folder(root / "seeds")}
    with zipfile.ZipFile(drafts / "coding.zip") as archive:
        types = cassis.load_typesystem(io.BytesIO(archive.read("TypeSystem.xml")))
        for source_id, content in contents.items():
            cas = cassis.load_cas_from_xmi(io.BytesIO(archive.read(f"{source_id}.xmi")), types)
            assert cas.sofa_string == content
            for figure in cas.select("kaiserdata.Figure"):
                assert " ".join(figure.get_covered_text().split()) == figure.f_text


def test_a_moved_annotation_moves_its_row(tmp_path):
    (tmp_path / "gazette.txt").write_text("Some 1,200 dockers struck on Monday.", encoding="utf-8")
    listed, moved = tmp_path / "coding.jsonld", tmp_path / "moved.jsonld"
    assert run("draft", tmp_path / "gazette.txt", "--out", listed).exit_code == 0
    told = [json.loads(line) for line in listed.read_text(encoding="utf-8").splitlines()]
    figure = next(one for one in told if '"figures"' in one["body"]["value"])
    quoted = figure["target"]["selector"][0]
    assert quoted["exact"] == "Some 1,200"
    quoted |= {"prefix": "Some ", "exact": "1,200"}
    moved.write_text("".join(f"{json.dumps(one)}\n" for one in told), encoding="utf-8")
    assert run("code", tmp_path / "gazette.txt", moved, "--out", tmp_path / "out").exit_code == 0
    assert ',5,10,"1,200",' in (tmp_path / "out" / "figures.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonld", b'{"type": "Annotation"}', "line 1: no body with the line of a coding"),
        ("a.jsonld", b"[1]", "line 1: no body with the line of a coding"),
        ("a.jsonld", b"{", "line 1: no JSON"),
        ("a.jsonld", b'{"body": {"value": "{\\"text\\": \\"x\\"}"}, "target": "urn:x"}', "no TextQuoteSelector"),
        ("a.zip", b"PK", "is no zip of UIMA CAS"),
    ],
)
def test_what_is_no_coding_is_one_line(tmp_path, name, content, said):
    (tmp_path / "gazette.txt").write_text("Some 1,200 dockers struck on Monday.", encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    ran = run("code", tmp_path / "gazette.txt", tmp_path / name, "--out", tmp_path / "out")
    assert ran.exit_code == 2
    assert said in " ".join(ran.output.split())
    assert not (tmp_path / "out").exists()


TEXT = "About 1,200 dockers walked off the job on Monday, their union said. “We cannot pay our rent,” said Ana Ruiz."


def test_a_draft_coded_unchanged_is_what_the_rules_found():
    found = kd.extract(TEXT, published="2026-03-04")
    coded = kd.code(TEXT, kd.draft(TEXT, published="2026-03-04"), published="2026-03-04")
    for table in ("figures", "quotes", "events", "mentions", "actors"):
        ours, theirs = (getattr(one, table).drop(columns=["rule", "review"], errors="ignore") for one in (found, coded))
        assert ours.equals(theirs), table


def test_a_corrected_cell_is_the_only_difference():
    found, lines = kd.extract(TEXT), kd.draft(TEXT)
    lines.loc[lines["text"] == "About 1,200", "counted"] = "crane drivers"
    coded = kd.code(TEXT, lines, coder="anna")
    assert coded.figures.loc[0, ["counted", "review", "rule"]].to_list() == ["crane drivers", "coded", "anna"]
    measures = kd.agree(found, coded).set_index(["table", "measure"])
    below = measures[measures["share"] < 100]
    assert below.index.to_list() == [("figures", "counted")]


def test_a_wrong_cell_is_named_with_its_row():
    lines = kd.draft(TEXT)
    lines.loc[lines["text"] == "About 1,200", "topic"] = "strikes"
    with pytest.raises(CodingError, match=r"draft line \d+: topic 'strikes' is not allowed; the nearest is 'strike'"):
        kd.code(TEXT, lines)


def test_a_text_without_rows_has_an_empty_draft():
    assert len(kd.draft("Nothing was said.")) == 0
    assert len(kd.code("Nothing was said.", kd.draft("Nothing was said.")).figures) == 0
