"""What contradicts what: numbers, lengths and dates told differently, a person's doubts, rows that may be one event."""

import pytest

from kaiser_data.analysis.margins import are_apart, read_named
from kaiser_data.quality.conflicts import find_conflicts
from kaiser_data.rows import Event, Figure, Mention, Source

STRIKE = Event(event_id="s", type="strike", status="occurred", date="2025")
VOTE = Event(event_id="s", type="strike_vote", status="occurred", date="2025")
UNITS = {"vote": "percent", "wage": "percent", "strike_length": "day"}
MEASURES = {"percent": "percent", "people": "headcount", "day": "duration", "week": "duration", "month": "duration"}


def figure(source, text, value, qualifier="exact", topic="strike", start=0, **fields):
    unit = fields.pop("unit", UNITS.get(topic, "people"))
    told = {"event_id": "s", "counted": "workers", "sentence": f"{text} workers, said {source} at {start}."} | fields
    return Figure(
        source_id=source, start=start, end=start + len(text), text=text, figure_id=f"{source}-f{start:05d}",
        topic=topic, value=value, measure=MEASURES[unit], unit=unit, qualifier=qualifier, **told,
    )  # fmt: skip


def source(name, day):
    return Source(source_id=name, file=f"{name}.txt", published=day, published_min=day, published_max=day)


def mention(source_id, text, date_text, event="s", start=0):
    return Mention(
        source_id=source_id, start=start, end=start + len(text), text=text, event_id=event, date_text=date_text
    )


def pairs(event, *figures, mentions=(), sources=()):
    found = find_conflicts([event] if event else [], figures, mentions, sources)
    return [(conflict.one, conflict.other) for conflict in found]


def test_two_texts_that_count_a_strike_differently_contradict_each_other():
    assert pairs(STRIKE, figure("a", "31,000", 31000), figure("b", "32,000", 32000)) == [("31,000", "32,000")]


def test_one_text_that_counts_a_strike_twice_contradicts_itself():
    told = [figure("a", "31,000", 31000), figure("a", "34,000", 34000, start=900)]
    assert pairs(STRIKE, *told) == [("31,000", "34,000")]


def test_ninety_six_percent_and_over_ninety_six_are_listed():
    figures = [figure("a", "96 percent", 96, topic="vote"), figure("b", "over 96 percent", 96, "more_than", "vote")]
    assert pairs(VOTE, *figures) == [("96 percent", "over 96 percent")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Tens of thousands", 10000, "magnitude"), ("31,000", 31000, "exact")),
        (("over 60,000", 60000, "more_than"), ("nearly 61,000", 61000, "nearly")),
        (("Up to 31,000", 31000, "up_to"), ("31,000", 31000, "exact")),
        (("about 31,000", 31000, "about"), ("31,400", 31400, "exact")),
    ],
)
def test_words_that_let_both_be_true_agree(one, other):
    assert pairs(STRIKE, figure("a", *one), figure("b", *other)) == []


def test_nurses_and_a_therapist_are_two_things_in_one_text_and_in_two():
    sentence = "It plans to lay off 41 registered nurses and one art therapist."
    layoff = {"topic": "layoff", "sentence": sentence}
    nurses = figure("a", "41", 41, counted="registered nurses", **layoff)
    for where in ("a", "b"):
        assert pairs(STRIKE, nurses, figure(where, "one", 1, counted="art therapist", start=50, **layoff)) == []


def test_members_of_a_list_are_no_rivals_although_they_count_workers():
    sentence = "The strike drew 400 workers in Leeds and 900 workers in York."
    told = [figure("a", "400", 400, sentence=sentence), figure("a", "900", 900, start=41, sentence=sentence)]
    assert pairs(STRIKE, *told) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "About 33,000 of these are concentrated in California.",
        "They struck everywhere, including About 33,000 there.",
    ],
)
def test_a_part_of_what_was_counted_is_no_rival_of_the_whole(sentence):
    whole = figure("a", "nearly 61,000", 61000, "nearly", "membership")
    part = figure("b", "About 33,000", 33000, "about", "membership", sentence=sentence)
    assert pairs(STRIKE, whole, part) == []


def test_what_was_expected_is_no_rival_of_what_came():
    told = [figure("a", "4,000", 4000, status="planned"), figure("b", "2,500", 2500)]
    assert pairs(STRIKE, *told) == []


def test_numbers_that_are_dated_apart_are_two_states():
    told = [figure("a", "31,000", 31000, as_of="2026-01-26"), figure("b", "20,000", 20000, as_of="2026-02-20")]
    assert pairs(STRIKE, *told) == []
    assert pairs(STRIKE, told[0], figure("b", "20,000", 20000, as_of="2026-01")) == [("31,000", "20,000")]


OFFER = {"topic": "wage", "status": "proposed", "event_id": "", "counted": "wage increase"}
SENTENCE = "Kaiser has proposed a 21.5 percent wage increase, which they have inflated 30 percent in public statements."
BOTH = [source("a", "2026-02-07"), source("b", "2026-02-23")]
STORY = [mention("a", "They struck", ""), mention("b", "A strike", "")]


def test_two_tellers_of_one_offer_contradict_each_other_within_a_sentence():
    own = figure("a", "21.5 percent", 21.5, sentence=SENTENCE, **OFFER)
    theirs = figure("a", "30 percent", 30, start=53, sentence=SENTENCE, claimed_by="Kaiser", **OFFER)
    assert pairs(STRIKE, own, theirs) == [("21.5 percent", "30 percent")]
    assert pairs(STRIKE, own, figure("a", "30 percent", 30, start=53, sentence=SENTENCE, **OFFER)) == []


def test_an_offer_is_compared_between_texts_of_one_dispute_and_one_month():
    told = [figure("a", "30 percent", 30, **OFFER), figure("b", "21.5%", 21.5, **OFFER | {"counted": "wage increases"})]
    assert pairs(STRIKE, *told, mentions=STORY, sources=BOTH) == [("30 percent", "21.5%")]
    assert pairs(STRIKE, *told, mentions=STORY[:1], sources=BOTH) == []
    later = [BOTH[0], source("b", "2026-06-23")]
    assert pairs(STRIKE, *told, mentions=STORY, sources=later) == []


def test_a_demand_is_no_rival_of_an_offer_nor_a_raise_of_a_bonus():
    offer = figure("a", "21.5 percent", 21.5, **OFFER)
    demand = figure("b", "25%", 25, **OFFER | {"status": "demanded"})
    bonus = figure("b", "5%", 5, start=9, **OFFER | {"counted": "bonus"})
    assert pairs(STRIKE, offer, demand, bonus, mentions=STORY, sources=BOTH) == []


def test_lengths_are_compared_across_units():
    week = figure("a", "two-week", 2, topic="strike_length", unit="week")
    assert pairs(STRIKE, week, figure("b", "14 days", 14, topic="strike_length")) == []
    assert pairs(STRIKE, week, figure("b", "nine days", 9, topic="strike_length")) == [("two-week", "nine days")]


def test_a_length_told_while_a_strike_goes_on_contradicts_none():
    strike = Event(event_id="s", type="strike", status="ongoing", date="2026-02-09/..", date_min="2026-02-09")
    told = [figure("a", "one week", 1, topic="strike_length", unit="week")]
    assert pairs(strike, *told, figure("b", "20 days", 20, topic="strike_length"), sources=BOTH) == []


def test_a_length_that_the_dates_do_not_allow_is_listed():
    strike = Event(
        event_id="s", type="strike", status="occurred", date="2024-10/2025-05", date_min="2024-10-01",
        date_max="2025-05-31",
    )  # fmt: skip
    length = {"topic": "strike_length", "unit": "month"}
    sources = [source("a", "2025-09-14")]
    assert pairs(strike, figure("a", "seven months", 7, **length), sources=sources) == []
    found = pairs(strike, figure("a", "three months", 3, **length), sources=sources)
    assert found == [("three months", "2024-10/2025-05")]
    assert pairs(strike, figure("a", "three months", 3, **length), sources=[source("a", "2025-01-14")]) == []


def dates(event, *told):
    mentions = [mention(name, text, words, start=n) for n, (name, text, words) in enumerate(told)]
    return pairs(event, mentions=mentions)


def test_two_days_for_one_vote_are_listed():
    told = [("a", "voted on July 18", "July 18"), ("b", "voted on July 19", "July 19"), ("c", "voted", "last week")]
    assert dates(VOTE, *told) == [("July 18", "July 19")]


def test_a_month_holds_its_days_and_a_bound_is_no_date():
    told = [("a", "voted in October 2022", "October 2022"), ("b", "voted on October 15", "October 15")]
    assert dates(VOTE, *told) == []
    assert dates(VOTE, ("a", "voted on May 5", "May 5"), ("b", "voted after May 7", "after May 7")) == []


LASTING = Event(event_id="s", type="strike", status="occurred", date="2023-11-04/2023-11-07")


def test_the_days_of_what_lasts_are_told_differently():
    told = [("a", "a strike on November 4-7, 2023", "November 4-7, 2023"), ("b", "a strike", "October 4-7, 2023")]
    assert dates(LASTING, *told) == [("November 4-7, 2023", "October 4-7, 2023")]


def test_starts_are_compared_with_starts_and_not_with_ends():
    start = ("a", "workers walked off the job Nov. 4", "Nov. 4")
    assert dates(LASTING, start, ("b", "the strike began on November 5", "November 5")) == [("Nov. 4", "November 5")]
    assert dates(LASTING, start, ("b", "workers will return to work on November 8", "November 8")) == []
    assert dates(LASTING, start, ("b", "they picketed on November 6", "November 6")) == []


def test_a_british_date_is_read_as_an_american_one():
    assert read_named("14th Feb 2024") == read_named("Feb. 14, 2024")
    assert not are_apart(*read_named("14 February"), *read_named("2024"))


def strike(name, date, first, last, note="", **fields):
    told = {"type": "strike", "status": "occurred", "actor_id": "ckpu", "target_id": "kaiser-permanente"} | fields
    return Event(event_id=name, date=date, date_min=first, date_max=last, note=note, label=f"Strike {name}", **told)


def doubles(*events, sizes):
    figures = [figure("a", f"{size:,}", size, start=n, event_id=f"e{n}") for n, size in enumerate(sizes)]
    return [(c.one_id, c.other_id) for c in find_conflicts(events, figures) if c.kind == "double"]


NOVEMBER = strike("e0", "2023-11-04/2023-11-07", "2023-11-04", "2023-11-07")
OCTOBER = strike("e1", "2023-10-04/2023-10-07", "2023-10-04", "2023-10-07")


def test_one_strike_dated_twice_is_offered_as_a_suspected_double():
    assert doubles(NOVEMBER, OCTOBER, sizes=[85000, 75000]) == [("e0", "e1")]


@pytest.mark.parametrize(
    ("other", "size"),
    [
        (OCTOBER, 60000),
        (strike("e1", "2022-10-04", "2022-10-04", "2022-10-04"), 85000),
        (strike("e1", "2023-10-04", "2023-10-04", "2023-10-04", actor_id="nuhw"), 85000),
        (strike("e1", "2023-10-04", "2023-10-04", "2023-10-04", type="picket"), 85000),
        (strike("e1", "2023-10-04", "2023-10-04", "2023-10-04", status="called_off"), 85000),
    ],
)
def test_another_size_year_party_type_or_fate_makes_another_event(other, size):
    assert doubles(NOVEMBER, other, sizes=[85000, size]) == []


def test_a_note_that_names_another_event_offers_the_two():
    one = strike("e0", "2021", "2021-01-01", "2021-12-31", note="Perhaps the session of e1.", type="bargaining")
    other = strike("e1", "2021", "2021-01-01", "2021-12-31", type="bargaining")
    longer = strike("e1-2", "2021", "2021-01-01", "2021-12-31", type="bargaining")
    assert doubles(one, other, longer, sizes=[]) == [("e0", "e1")]


def test_a_doubted_date_is_listed_with_the_number_that_it_dates():
    doubted = strike("s", "2022-10", "2022-10-01", "2022-10-31", note="Other accounts date this strike to November.")
    found = pairs(doubted, figure("a", "over 21,000", 21000, "more_than"))
    assert found == [("over 21,000, 2022-10", "Other accounts date this strike to November.")]
    assert pairs(strike("s", "2022", "2022-01-01", "2022-12-31", note="The place is that of a photograph.")) == []
