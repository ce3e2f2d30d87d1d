"""Charts: what is drawn, that it is described, and where it is drawn."""

import json

import pandas as pd
import pytest

from kaiser_data import charts


@pytest.fixture
def events():
    rows = [
        ("Dockers strike", "2024-03-04/2024-03-20", "2024-03-04", "2024-03-20", "Port Gazette"),
        ("Talks resume", "2024-03-12", "2024-03-12", "2024-03-12", "Port Gazette"),
        ("Charge filed", "[..2024-03-08]", None, "2024-03-08", "Dockers Union"),
        ("Next strike", "[2024-03-25..]", "2024-03-25", None, "Port Gazette"),
        ("Old strike", "1998", "1998-01-01", "1998-12-31", "Port Gazette"),
    ]
    table = pd.DataFrame(rows, columns=["label", "date", "date_min", "date_max", "publisher"])
    for name in ("date_min", "date_max"):
        table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    return table.assign(status="occurred", sentence="They struck <at once> & “won”.")


@pytest.fixture
def chart(events):
    return charts.timeline(events, events["publisher"], "2024-03-01", "2024-03-31", "T", "S", "Five events & more")


def data(chart):
    return next(iter(chart.to_dict()["datasets"].values()))


def test_only_what_touches_the_span_is_drawn(chart):
    assert {row["label"] for row in data(chart)} == {"Dockers strike", "Talks resume", "Charge filed", "Next strike"}


def test_a_day_a_range_and_a_duration_differ(chart):
    certainty = {row["label"]: row["certainty"] for row in data(chart)}
    assert certainty["Talks resume"] == "on this day"
    assert certainty["Dockers strike"] == "lasted"
    assert certainty["Charge filed"] == certainty["Next strike"] == "on some day within"


def test_an_open_side_runs_to_the_edge(chart):
    rows = {row["label"]: row for row in data(chart)}
    assert rows["Charge filed"]["from"].startswith("2024-03-01")
    assert rows["Next strike"]["to"].startswith("2024-04-01")


def test_a_publisher_keeps_its_colour(events, chart):
    scale = charts.publisher_colours(events["publisher"]).to_dict()
    later = charts.publisher_colours(pd.concat([events["publisher"], pd.Series(["New Press"])])).to_dict()
    assert later["range"][: len(scale["range"])] == scale["range"]


def test_alt_text_stands_in_the_svg(chart):
    drawn = charts.svg(chart)
    assert 'aria-label="Five events &amp; more"' in drawn
    assert "<title>Five events &amp; more</title>" in drawn


def test_a_chart_without_alt_text_is_refused(chart):
    with pytest.raises(ValueError, match="alt text"):
        charts.svg(chart.properties(description=""))


def test_a_notebook_gets_vega_svg_and_words(chart):
    charts.use_renderer()
    bundle = chart._repr_mimebundle_()
    shown = bundle[0] if isinstance(bundle, tuple) else bundle
    assert shown["application/vnd.vegalite.v5+json"]["$schema"].endswith("v5.json")
    assert shown["image/svg+xml"].startswith("<svg")
    assert shown["text/plain"] == "Five events & more"
    assert "http" not in json.dumps(shown["application/vnd.vegalite.v5+json"]["datasets"])


def test_charts_are_written_as_svg_and_png(chart, tmp_path):
    charts.save(chart, tmp_path / "a.svg")
    charts.save(chart, tmp_path / "a.png")
    assert (tmp_path / "a.svg").read_text().startswith("<svg")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
