"""What ties rows: the speaker who claims a figure, the event that it measures."""

import csv
from pathlib import Path

from kaiser_data.extract.links import tie
from kaiser_data.extract.pipeline import extract_text
from kaiser_data.rows import Event, Figure, Mention, Quote


def figure(start, end, **given):
    values = {"measure": "percent", "topic": "wage", "value": 4.0, "unit": "percent"} | given
    return Figure(figure_id=f"a-f{start}", source_id="a", start=start, end=end, text="4%", **values)


def quote(start, end, speaker, kind="indirect", source_id="a"):
    key = f"{source_id}-q{start}"
    named = {"speaker": speaker, "speaker_id": speaker.lower()}
    return Quote(
        quote_id=key, utterance_id=key, source_id=source_id, start=start, end=end, text="…", kind=kind, **named
    )


def test_a_figure_belongs_to_the_innermost_speaker():
    claimed = tie([figure(10, 12)], [quote(0, 50, "Airline"), quote(5, 20, "Ruiz", "direct")], [], [])
    assert (claimed[0].claimed_by, claimed[0].claimed_by_id) == ("Ruiz", "ruiz")


def test_a_figure_outside_what_is_said_is_the_texts_own():
    assert [row.claimed_by for row in tie([figure(60, 62)], [quote(0, 50, "Airline")], [], [])] == [""]


def test_a_figure_that_a_quote_only_touches_is_the_texts_own():
    assert [row.claimed_by for row in tie([figure(48, 52)], [quote(0, 50, "Airline")], [], [])] == [""]


def test_slogans_and_terms_claim_nothing():
    said = [quote(0, 50, "Marchers", "slogan"), quote(0, 50, "", "term")]
    assert [row.claimed_by for row in tie([figure(10, 12)], said, [], [])] == [""]


def test_a_relative_clause_before_the_cue_is_not_the_speakers():
    text = "The union representing the 3,000 baggage handlers said the airline had offered 4 percent."
    rows = {row.text: row for row in extract_text(text, published="2024-05-02").rows["figures"]}
    assert rows["3,000"].claimed_by == ""
    assert rows["4 percent"].claimed_by != ""


GOLD = Path(__file__).parent / "gold"


def test_what_hangs_on_a_reported_clause_is_claimed_too():
    rows = extract_text("According to Ana Ruiz, the mill shut down, leaving 300 weavers idle. It had 40 looms.").rows
    assert [row.claimed_by for row in rows["figures"]] == ["Ana Ruiz", ""]


def _figure(start: int, text: str, topic: str, unit: str = "people") -> Figure:
    return Figure(
        source_id="t", start=start, end=start + len(text), text=text, figure_id=f"t-f{start:05d}", measure="headcount",
        topic=topic, value=1, unit=unit,
    )  # fmt: skip


def _mention(start: int, end: int, event_id: str) -> Mention:
    return Mention(source_id="t", start=start, end=end, text="x", event_id=event_id)


EVENTS = [
    Event(event_id="s", type="strike", status="occurred", date="2025"),
    Event(event_id="v", type="strike_vote", status="occurred", date="2025"),
]


def test_a_figure_inside_a_mention_measures_its_event():
    assert tie([_figure(10, "2,600", "strike")], [], EVENTS, [_mention(0, 60, "s")])[0].event_id == "s"


def test_a_figure_beside_a_mention_measures_it_by_its_topic_only():
    near = [_figure(90, "2,600", "strike"), _figure(90, "$40", "wage", "USD")]
    assert [figure.event_id for figure in tie(near, [], EVENTS, [_mention(0, 60, "s")])] == ["s", ""]


def test_what_a_stoppage_costs_cites_it_beside_its_bare_name():
    text = "Pilots began a strike on Monday. {} The airline flies to 40 towns."
    for told, cites in (
        ("The strike costs the carrier $2 million a day.", True),
        ("The carrier earned $2 million last year.", False),
        ("The strike comes as 15 percent of Spain's income is from tourists.", False),
    ):
        rows = extract_text(text.format(told), published="2024-05-02").rows
        assert [bool(row.event_id) for row in rows["figures"]] == [cites, False], told


def test_the_size_of_an_event_holds_for_its_day():
    for told, held in (
        ("On 2 May 2024 some 300 weavers voted to strike.", "2024-05-02"),
        ("On 2 May 2024 the union voted to strike. It represents 300 weavers.", ""),
        ("On 9 May 2024 some 300 weavers voted to strike.", ""),
    ):
        figures = extract_text(told, published="2024-05-09").rows["figures"]
        assert [row.as_of for row in figures] == [held], told


def test_of_two_mentions_around_it_the_fitting_type_wins():
    told = [_mention(0, 60, "s"), _mention(0, 80, "v")]
    assert tie([_figure(10, "94%", "vote", "percent")], [], EVENTS, told)[0].event_id == "v"


def test_an_age_measures_nothing():
    assert tie([_figure(10, "71", "other", "year")], [], EVENTS, [_mention(0, 60, "s")])[0].event_id == ""


def test_most_hand_coded_figures_find_their_event():
    def read(name: str) -> list[dict]:
        return list(csv.DictReader((GOLD / f"{name}.csv").open(encoding="utf-8")))

    events = [Event(event_id=e["event_id"], type=e["type"], status=e["status"], date=e["date"]) for e in read("events")]
    mentions = [
        Mention(
            source_id=m["source_id"], start=int(m["start"]), end=int(m["end"]), text=m["text"], event_id=m["event_id"]
        )
        for m in read("mentions")
    ]
    gold = read("figures")
    figures = [
        Figure(source_id=f["source_id"], start=int(f["start"]), end=int(f["end"]), text=f["text"], figure_id="f",
               measure=f["measure"], topic=f["topic"], value=0, unit=f["unit"])
        for f in gold
    ]  # fmt: skip
    theirs = [(f["source_id"], int(f["start"]), f["event_id"]) for f in gold]
    found = [
        (name, figure.start, figure.event_id)
        for name in {figure.source_id for figure in figures}
        for figure in tie(
            [figure for figure in figures if figure.source_id == name],
            [],
            events,
            [mention for mention in mentions if mention.source_id == name],
        )
    ]
    assert len(set(theirs) & set(found)) >= 60
