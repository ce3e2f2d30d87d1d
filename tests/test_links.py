"""Who claims a figure: the speaker of the innermost words that it stands in."""

from kaiser_data.extract.links import claims
from kaiser_data.extract.pipeline import extract_text
from kaiser_data.rows import Figure, Quote


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
    claimed = list(claims([figure(10, 12)], [quote(0, 50, "Airline"), quote(5, 20, "Ruiz", "direct")]))
    assert (claimed[0].claimed_by, claimed[0].claimed_by_id) == ("Ruiz", "ruiz")


def test_a_figure_outside_what_is_said_is_the_texts_own():
    assert [row.claimed_by for row in claims([figure(60, 62)], [quote(0, 50, "Airline")])] == [""]


def test_a_figure_that_a_quote_only_touches_is_the_texts_own():
    assert [row.claimed_by for row in claims([figure(48, 52)], [quote(0, 50, "Airline")])] == [""]


def test_slogans_terms_and_other_texts_claim_nothing():
    said = [quote(0, 50, "Marchers", "slogan"), quote(0, 50, "", "term"), quote(0, 50, "Airline", source_id="b")]
    assert [row.claimed_by for row in claims([figure(10, 12)], said)] == [""]


def test_a_relative_clause_before_the_cue_is_not_the_speakers():
    text = "The union representing the 3,000 baggage handlers said the airline had offered 4 percent."
    rows = {row.text: row for row in extract_text(text, published="2024-05-02").rows["figures"]}
    assert rows["3,000"].claimed_by == ""
    assert rows["4 percent"].claimed_by != ""
