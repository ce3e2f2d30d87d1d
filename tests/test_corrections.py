"""A person's corrections: applied where they fit, an error with its line where they do not."""

from dataclasses import replace

import pytest

from kaiser_data.corrections import (
    CorrectionError,
    apply_corrections,
    parse_corrections,
    settle_event_ids,
    split_links,
)
from kaiser_data.rows import Event, Figure, Mention
from kaiser_data.sources import SourceError, make_document

TEXT = "Some 1,200 dockers walked out on Monday. The port closed."
HEAD = "table,row_id,action,field,expect,value,reason\n"


def rows():
    figure = Figure(
        figure_id="dock-f00000", source_id="dock", start=0, end=10, text="Some 1,200", measure="headcount",
        topic="other", value=1200.0, unit="people", qualifier="about", event_id="dock-e00000",
    )  # fmt: skip
    event = Event(event_id="dock-e00000", type="strike", status="occurred", date="2024", label="Dockers strike")
    mention = Mention(event_id="dock-e00000", source_id="dock", start=0, end=29, text="Some 1,200 dockers walked out")
    return {"figures": (figure,), "events": (event,), "mentions": (mention,)}


@pytest.fixture
def corrected(tmp_path):
    def apply(lines):
        path = tmp_path / "corrections.csv"
        path.write_text(HEAD + lines, encoding="utf-8")
        documents = [make_document(TEXT, source_id="dock")]
        return apply_corrections(rows(), parse_corrections(path), documents, lambda s, a, b: TEXT[:40])

    return apply


def test_set_changes_a_field_and_says_so(corrected):
    figure = corrected("figures,dock-f00000,set,topic,other,strike,dockers who walk out strike\n")["figures"][0]
    assert (figure.topic, figure.review) == ("strike", "corrected")


def test_set_takes_numbers_and_empties(corrected):
    figure = corrected("figures,dock-f00000,set,value_max,,1300,a range\n")["figures"][0]
    assert figure.value_max == 1300.0


def test_text_follows_from_the_offsets(corrected):
    figure = corrected("figures,dock-f00000,set,end,10,4,only the word\n")["figures"][0]
    assert (figure.text, figure.sentence) == ("Some", TEXT[:40])


def test_bounds_follow_from_the_date(corrected):
    event = corrected("events,dock-e00000,set,date,2024,2024-03,the caption\n")["events"][0]
    assert (event.date_min, event.date_max) == ("2024-03-01", "2024-03-31")


def test_drop_removes_a_row(corrected):
    assert corrected("figures,dock-f00000,drop,,,,a list number\n")["figures"] == ()


def test_with_a_dropped_event_go_its_mentions(corrected):
    tables = corrected("events,dock-e00000,drop,,,,never happened\n")
    assert tables["events"] == tables["mentions"] == ()
    assert tables["figures"][0].event_id == ""


def test_add_takes_several_lines(corrected):
    lines = "".join(
        f"mentions,dock-e00000|dock|41,add,{field},,{value},told again\n"
        for field, value in {"event_id": "dock-e00000", "source_id": "dock", "start": 41, "end": 56}.items()
    )
    added = corrected(lines)["mentions"][1]
    assert (added.text, added.review, added.rule) == ("The port closed", "added", "person")


def test_a_mention_can_move_to_another_event(corrected):
    lines = (
        "mentions,dock-e00000|dock|0,set,event_id,dock-e00000,dock-e00009,another strike\n"
        "mentions,dock-e00000|dock|0,set,date_text,,Monday,the day\n"
    )
    mention = corrected(lines)["mentions"][0]
    assert (mention.event_id, mention.date_text) == ("dock-e00009", "Monday")


def test_an_event_told_twice_becomes_one(corrected):
    lines = "".join(
        f"events,dock-e00041,add,{field},,{value},the closure is an event of its own\n"
        for field, value in {"type": "strike", "status": "occurred", "date": 2024, "place": "Docks"}.items()
    )
    tables = corrected(lines + "events,dock-e00000,set,event_id,dock-e00000,dock-e00041,the same strike\n")
    assert [event.place for event in tables["events"]] == ["Docks"]
    assert {row.event_id for row in (*tables["mentions"], *tables["figures"])} == {"dock-e00041"}
    assert {row.review for row in tables["mentions"]} == {"corrected"}


def test_a_reason_said_once_of_a_row_holds_for_the_lines_below(corrected):
    lines = (
        "figures,dock-f00000,set,topic,other,strike,dockers who walk out\n"
        "figures,dock-f00000,set,note,,Counted twice.,\n"
    )
    figure = corrected(lines)["figures"][0]
    assert (figure.topic, figure.note) == ("strike", "Counted twice.")
    with pytest.raises(CorrectionError, match="line 3: no reason given"):
        corrected("figures,dock-f00000,set,topic,other,strike,why\nevents,dock-e00000,set,place,,Docks,\n")


def test_lines_name_a_row_by_the_id_that_the_rules_gave_it(corrected):
    lines = "".join(
        f"mentions,dock-e00000|dock|0,set,{field},{expect},{value},the clause begins later\n"
        for field, expect, value in (("start", 0, 5), ("end", 29, 39), ("date_text", "", "Monday"))
    )
    mention = corrected(lines)["mentions"][0]
    assert (mention.start, mention.text, mention.date_text) == (5, TEXT[5:39], "Monday")


def test_a_figure_that_moves_takes_its_id_along(corrected):
    figure = corrected("figures,dock-f00000,set,start,0,5,without the approximator\n")["figures"][0]
    assert (figure.figure_id, figure.text) == ("dock-f00005", "1,200")


def test_a_label_is_set_like_any_field(corrected):
    event = corrected("events,dock-e00000,set,label,Dockers strike,1200 dockers walk out,it says how many\n")["events"][
        0
    ]
    assert event.label == "1200 dockers walk out"


def test_bounds_of_a_date_that_holds_follow_from_it(corrected):
    figure = corrected("figures,dock-f00000,set,as_of,,2024-03,the month of the strike\n")["figures"][0]
    assert (figure.as_of_min, figure.as_of_max) == ("2024-03-01", "2024-03-31")


def test_an_event_is_called_after_its_earliest_mention():
    source = make_document(TEXT, source_id="dock").source
    told = rows()
    later = replace(told["mentions"][0], start=41, end=56, event_id="dock-e00099")
    vote = replace(told["events"][0], event_id="dock-e00099", type="strike_vote")
    tables = settle_event_ids(told | {
        "sources": (source,), "events": (told["events"][0], vote), "mentions": (told["mentions"][0], later),
    })  # fmt: skip
    assert [event.event_id for event in tables["events"]] == ["dock-e00000", "dock-e00041"]
    assert [mention.event_id for mention in tables["mentions"]] == ["dock-e00000", "dock-e00041"]
    assert tables["figures"][0].event_id == "dock-e00000"


def test_two_events_told_from_one_place_have_two_ids():
    source = make_document(TEXT, source_id="dock").source
    told = rows()
    vote = replace(told["events"][0], event_id="vote", type="strike_vote")
    longer = replace(told["mentions"][0], end=39, event_id="vote")
    tables = settle_event_ids(told | {
        "sources": (source,), "events": (vote, told["events"][0]), "mentions": (longer, told["mentions"][0]),
    })  # fmt: skip
    assert [event.event_id for event in tables["events"]] == ["dock-e00000-2", "dock-e00000"]


def test_what_ties_rows_is_corrected_after_they_are_tied(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text(
        HEAD + "figures,dock-f00000,set,topic,other,strike,why\nfigures,dock-f00000,set,event_id,dock-e00000,,why\n",
        encoding="utf-8",
    )
    of_rows, of_links = split_links(parse_corrections(path))
    assert ([line.field for line in of_rows], [line.field for line in of_links]) == (["topic"], ["event_id"])


def test_an_event_can_take_another_id(corrected):
    tables = corrected("events,dock-e00000,set,event_id,dock-e00000,dock-e00005,it is told from there on\n")
    assert [event.event_id for event in tables["events"]] == ["dock-e00005"]
    assert tables["mentions"][0].event_id == tables["figures"][0].event_id == "dock-e00005"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("figures,dock-f00000,set,topic,wage,strike,why", "line 2: dock-f00000 topic expected 'wage', found 'other'"),
        ("figures,dock-f00099,set,topic,wage,strike,why", "line 2: there is no dock-f00099 in figures any more"),
        ("figures,dock-f00000,drop,text,Some 1,,why", "line 2: dock-f00000 text expected 'Some 1', found 'Some 1,200'"),
        ("figures,dock-f00000,set,text,a,b,why", "line 2: text follows from other fields"),
        ("figures,dock-f00000,set,source_id,dock,quay,why", "line 2: source_id is part of the row's id"),
        ("figures,dock-f00000,set,value,1200,many,why", "line 2: value 'many' is no number"),
        ("figures,dock-f00000,set,end,10,,why", "line 2: end '' is no number"),
        ("figures,dock-f00000,set,value,1200,nan,why", "line 2: value 'nan' is no number"),
        ("figures,dock-f00000,set,end,10,999,why", "line 2: no characters 0:999"),
        ("events,dock-e00000,set,date,2024,March,why", "line 2: date 'March' is not EDTF"),
        ("figures,dock-f00000,set,mood,a,b,why", "line 2: figures has no field 'mood'"),
        ("figures,dock-f00000,set,topic,other,strike,", "line 2: no reason given"),
        ('actors,"\n",set,kind,,union,why', r"row_id '\\n' names no row; copy the row's id"),
        ("figures, ,drop,,,,why", "line 2: row_id ' ' names no row"),
        ("figures,dock-f00000,mend,topic,other,strike,why", "line 2: action 'mend'"),
        ("sources,dock,set,title,a,b,why", "line 2: there is no table 'sources' to correct"),
        ("figures,dock-f00000,add,topic,,strike,why", "line 2: dock-f00000 is there already"),
        ("figures,dock-f00041,add,topic,,strike,why", "line 2: to add dock-f00041, give source_id"),
        ("figures,dock-f00000,set,topic", "line 2: expected 7 cells"),
    ],
)
def test_a_correction_that_does_not_fit_is_named(corrected, line, expected):
    with pytest.raises(CorrectionError, match=expected):
        corrected(line + "\n")


def test_a_correction_never_replaces_another_row(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text(HEAD + "figures,dock-f00000,set,figure_id,dock-f00000,dock-f00020,why\n", encoding="utf-8")
    figure = rows()["figures"][0]
    both = rows() | {"figures": (figure, replace(figure, figure_id="dock-f00020"))}
    with pytest.raises(CorrectionError, match="line 2: dock-f00020 is there already; drop one"):
        apply_corrections(both, parse_corrections(path), [make_document(TEXT, source_id="dock")], lambda s, a, b: "")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xff", "byte 0 .* is not UTF-8"),
        (HEAD.encode() + b"a\0", "a NUL byte in line 2"),
        (HEAD.encode() + b'"a', "line 2: .*close its quotation marks"),
    ],
)
def test_a_file_that_is_no_table_is_named(tmp_path, raw, expected):
    (tmp_path / "c.csv").write_bytes(raw)
    with pytest.raises(SourceError, match=expected):
        parse_corrections(tmp_path / "c.csv")


def test_a_byte_order_mark_is_no_part_of_a_column(tmp_path):
    (tmp_path / "c.csv").write_text("\ufeff" + HEAD, encoding="utf-8")
    assert parse_corrections(tmp_path / "c.csv") == []


def test_a_wrong_first_line_is_named(tmp_path):
    (tmp_path / "c.csv").write_text("table,row\n")
    with pytest.raises(CorrectionError, match="line 1: other columns; they must read table,row_id"):
        parse_corrections(tmp_path / "c.csv")


def test_corrections_that_lie_outside_their_folder_are_not_read(tmp_path):
    (tmp_path / "elsewhere.csv").write_text(HEAD, encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "corrections.csv").symlink_to("../elsewhere.csv")
    with pytest.raises(SourceError, match=r"corrections.csv lies outside .*seeds; move"):
        parse_corrections(tmp_path / "seeds" / "corrections.csv")


def test_no_file_is_no_correction(tmp_path):
    assert parse_corrections(tmp_path / "none.csv") == []
