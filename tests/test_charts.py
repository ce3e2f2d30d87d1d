"""Charts: what is drawn and where, that it is described, that colours are told apart and keep their meaning."""

import json
import math
import re
from itertools import combinations

import pandas as pd
import pytest

from kaiser_data import charts
from kaiser_data.notebook import write_charts

PRESS = pd.Series(["Port Gazette", "Dockers Union", "Port Gazette"])
SPAN = charts.Span("2024-03-01", "2024-03-31")
WORDS = {"title": "T", "subtitle": "S", "description": "Five events & more"}


@pytest.fixture
def events():
    rows = [
        ("Dockers strike", "2024-03-04/2024-03-20", "2024-03-04", "2024-03-20", "Port Gazette"),
        ("Talks resume", "2024-03-12", "2024-03-12", "2024-03-12", "Port Gazette"),
        ("Charge filed", "[..2024-03-08]", None, "2024-03-08", "Dockers Union"),
        ("Next strike", "[2024-03-25..]", "2024-03-25", None, "Port Gazette"),
        ("Open strike", "2024-03-22/..", "2024-03-22", None, "Port Gazette"),
        ("Talks break", "[2024-03-01..2024-03-10]", "2024-03-01", "2024-03-10", "Port Gazette"),
        ("Old strike", "1998", "1998-01-01", "1998-12-31", "Port Gazette"),
    ]
    table = pd.DataFrame(rows, columns=["label", "date", "date_min", "date_max", "publisher"])
    for name in ("date_min", "date_max"):
        table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    table["actor"], table["link"], table["round"] = "dockers", "strike", "2024"
    return table.assign(event_id=table.index.astype(str), status="called_off", sentence="They <struck> & “won”.")


@pytest.fixture
def chart(events):
    return charts.timeline(events, charts.by_publisher(PRESS), charts.Span("1998-01-01", "2024-12-31"), SPAN, **WORDS)


@pytest.fixture
def figures():
    rows = [("nearly 61,000", 61000, 60000, 61000), ("up to 31,000", 31000, math.nan, 31000), ("41", 41, 41, 41)]
    return pd.DataFrame(rows, columns=["label", "value", "low", "high"]).assign(publisher="Port Gazette", group="all")


def every_chart(events, figures) -> dict:
    """One chart of each kind."""
    key, shares = charts.by_publisher(PRESS), pd.DataFrame({"publisher": PRESS[:2], "value": [40, 2], "line": "x"})
    cells = events.assign(source_id="gazette", clauses=[1, 0, 2, 1, 1, 0, 1])
    words = pd.DataFrame({"publisher": PRESS[:2], "word": ["dock", "we"], "z": [2.5, 3], "count": 3, "count_other": 1})
    return {
        "timeline": charts.timeline(events, key, SPAN, SPAN, **WORDS),
        "chain": charts.chain(events, key, ["strike"], **WORDS),
        "tellings": charts.tellings(cells, key, **WORDS),
        "whiskers": charts.whiskers(figures, key, "people", log=True, group="group", **WORDS),
        "stacked": charts.stacked(shares, key, "line", "words", **WORDS),
        "crossing": charts.crossing(shares, key, "line", **WORDS),
        "keyness": charts.keyness(words, key, **WORDS),
    }


KINDS = ["timeline", "chain", "tellings", "whiskers", "stacked", "crossing", "keyness"]


def data(chart) -> list[dict]:
    return next(iter(chart.to_dict()["datasets"].values()))


def without_words(picture: str) -> str:
    """A picture without its alt text."""
    return re.sub(r"<title>.*?</title>|aria-[a-z]+=\"[^\"]*\"", "", picture)


def drawn_text(chart) -> str:
    """What stands in the picture, without the alt text."""
    return without_words(charts.svg(chart))


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_draws_its_rows_fits_into_700_pixels_says_its_finding_and_is_described(events, figures, kind):
    chart = every_chart(events, figures)[kind]
    picture = charts.svg(chart)
    assert 'aria-label="Five events &amp; more"' in picture
    assert "<title>Five events &amp; more</title>" in picture
    assert ">T</text>" in picture and ">S</text>" in picture
    assert any(colour in picture for colour in ("#0072B2", "#D55E00"))
    assert "undefined" not in without_words(picture) and "NaN" not in without_words(picture)
    assert float(re.search(r'<svg[^>]* width="([\d.]+)"', picture)[1]) <= 700


def test_the_detail_shows_what_touches_the_window(chart):
    picture = drawn_text(chart)
    assert "Dockers strike" in picture and "Charge filed" in picture
    assert "Old strike" not in picture
    assert "Old strike" in {row["label"] for row in data(chart)}


def test_a_day_a_range_a_duration_and_an_open_side_differ(chart):
    certainty = {row["label"]: row["certainty"] for row in data(chart)}
    assert certainty == {
        "Talks resume": "on this day",
        "Dockers strike": "lasted",
        "Open strike": "began, end open",
        "Talks break": "on some day within",
        "Charge filed": "on or before",
        "Next strike": "not before",
        "Old strike": "on some day within",
    }


def test_an_arrow_stands_on_the_day_that_is_known_and_a_bar_ends_with_its_last_day(events):
    rows = {row["label"]: row for row in data(charts.timeline(events, charts.by_publisher(PRESS), SPAN, SPAN, **WORDS))}
    assert rows["Charge filed"]["from"] == rows["Charge filed"]["to"] and rows["Charge filed"]["to"].startswith(
        "2024-03-08"
    )
    assert rows["Next strike"]["from"] == rows["Next strike"]["to"] and rows["Next strike"]["to"].startswith(
        "2024-03-25"
    )
    assert rows["Open strike"]["to"].startswith("2024-04-01")
    assert rows["Dockers strike"]["to"].startswith("2024-03-21")
    assert "Old strike" not in rows


def test_what_is_known_to_be_on_or_before_a_day_stays_out_of_an_earlier_window(events):
    early = charts.Span("2023-01-01", "2023-06-30")
    labels = {row["label"] for row in data(charts.timeline(events, charts.by_publisher(PRESS), early, early, **WORDS))}
    assert not labels


def test_the_chain_draws_no_mark_in_the_middle_of_a_range(events):
    spec = charts.chain(events[events["label"].eq("Talks break")], charts.by_publisher(PRESS), ["strike"], **WORDS)
    row = data(spec)[0]
    assert row["from"].startswith("2024-03-01") and row["to"].startswith("2024-03-11")
    assert not {"middle", "drawn"} & set(row)


def test_what_did_not_happen_is_hollow(events):
    mixed = events.assign(status=["occurred", "planned", "occurred", "called_off", "ongoing", "refused", "occurred"])
    rows = data(charts.timeline(mixed, charts.by_publisher(PRESS), SPAN, SPAN, **WORDS))
    assert {row["label"] for row in rows if row["hollow"]} == {"Talks resume", "Next strike", "Talks break"}


def test_a_planned_number_is_hollow(figures):
    told = figures.assign(status=["actual", "planned", "actual"])
    rows = data(charts.whiskers(told, charts.by_publisher(PRESS), "people", **WORDS))
    assert [row["label"] for row in rows if row["hollow"]] == ["up to 31,000"]


def test_the_legend_names_the_publishers_that_have_a_mark_and_no_other(events):
    picture = drawn_text(charts.timeline(events, charts.by_publisher(PRESS), SPAN, SPAN, **WORDS))
    assert "Port Gazette" in picture and "Dockers Union" in picture
    alone = events[events["publisher"].eq("Port Gazette")]
    assert "Dockers Union" not in drawn_text(charts.timeline(alone, charts.by_publisher(PRESS), SPAN, SPAN, **WORDS))


def test_shares_are_of_each_line_and_say_of_how_much():
    table = pd.DataFrame({"paper": ["A", "A", "B"], "side": ["union", "employer", "union"], "value": [30, 10, 900]})
    rows = data(charts.stacked(table, charts.by_side(), "paper", "quoted words", **WORDS))
    assert [(row["line"], row["side"], row["percent"]) for row in rows] == [
        ("A (40 quoted words)", "union", 75),
        ("A (40 quoted words)", "employer", 25),
        ("B (900 quoted words)", "union", 100),
    ]


def test_no_label_is_cut(events):
    longer = events.assign(label=events["label"] + " after long and fruitless talks with the harbour company")
    picture = drawn_text(charts.timeline(longer, charts.by_publisher(PRESS), SPAN, SPAN, **WORDS))
    assert "Dockers strike after long and fruitless talks with the harbour company" in picture and "…" not in picture


def test_a_picture_for_a_paper_says_how_much_it_shows_and_whence_it_comes(chart, tmp_path):
    charts.save(chart, tmp_path / "a.svg")
    picture = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "n = 7 rows" in picture and "version" in picture and "CC-BY-4.0" in picture
    assert "n = 7 rows" not in charts.svg(chart)


# 5.8 is the nearest to the 5.6 that JupyterLab 4 ships, 5.21 draws the SVG, 6.4 the site.
@pytest.mark.parametrize("version", ["5.8", "5.21", "6.4"])
def test_keyness_is_sorted_by_score_in_every_vega_lite(version):
    import vl_convert

    words = pd.DataFrame({"word": ["we", "dock", "our", "kind", "our"], "z": [2.1, 3.5, 2.9, 2.2, 2.5]})
    words = words.assign(publisher=["Port Gazette"] * 3 + ["Dockers Union"] * 2, count=3, count_other=1)
    spec = charts.keyness(words, charts.by_publisher(PRESS), **WORDS).to_dict()
    spec["$schema"] = f"https://vega.github.io/schema/vega-lite/v{version[0]}.json"
    picture = vl_convert.vegalite_to_svg(spec, vl_version=version)
    labels = [word for word in re.findall(r">(\w+)</text>", picture) if word in set(words["word"])]
    assert labels == ["dock", "our", "we", "our", "kind"]


def test_two_lines_of_one_name_are_refused(figures):
    twice = pd.concat([figures, figures[:1]])
    with pytest.raises(ValueError, match="called 'nearly 61,000'"):
        charts.whiskers(twice, charts.by_publisher(PRESS), "people", **WORDS)


def test_an_open_whisker_ends_in_an_arrow(figures):
    key = charts.by_publisher(PRESS)
    assert "◂" in drawn_text(charts.whiskers(figures, key, "people", **WORDS))
    assert "◂" not in drawn_text(charts.whiskers(figures.fillna({"low": 0}), key, "people", **WORDS))


def test_a_publisher_keeps_its_colour():
    key, later = charts.by_publisher(PRESS), charts.by_publisher(pd.concat([PRESS, pd.Series(["New Press"])]))
    assert later.colours[: len(key.colours)] == key.colours
    assert later.names[: len(key.names)] == key.names


def test_a_publisher_and_a_side_never_share_a_colour():
    six = charts.by_publisher(pd.Series(list("abcdef")))
    assert not set(six.colours) & set(charts.by_side().colours)


# Machado, Oliveira and Fernandes (2009), severity 1: what a colour-blind eye makes of linear RGB.
BLIND = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(colour: str, eye: list[list[float]]) -> list[float]:
    """CIELAB (D65) of a colour as an eye sees it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    r, g, b = (min(1, max(0, sum(w * c for w, c in zip(row, linear, strict=True)))) for row in eye)
    x, y, z = (
        0.4124 * r + 0.3576 * g + 0.1805 * b,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        0.0193 * r + 0.1192 * g + 0.9505 * b,
    )
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x / 0.9505, y, z / 1.089))
    return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]


@pytest.mark.parametrize("eye", BLIND)
@pytest.mark.parametrize("key", [charts.by_publisher(PRESS), charts.by_side()], ids=["publishers", "sides"])
def test_colour_blind_eyes_tell_the_colours_apart(key, eye):
    near = [(a, b) for a, b in combinations(key.colours, 2) if math.dist(lab(a, BLIND[eye]), lab(b, BLIND[eye])) < 10]
    assert not near


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
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_the_charts_of_a_folder_of_notebooks_are_written_for_papers(chart, tmp_path):
    charts.use_renderer()
    bundle = chart._repr_mimebundle_()
    shown = bundle[0] if isinstance(bundle, tuple) else bundle
    cells = [{"cell_type": "markdown"}, {"outputs": [{"data": shown}, {"text": "x"}]}, {"outputs": [{"data": shown}]}]
    (tmp_path / "01_ports.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    written = dict(write_charts(tmp_path, tmp_path / "out"))
    assert written == {"01_ports-1": "Five events & more", "01_ports-2": "Five events & more"}
    assert len(list((tmp_path / "out").iterdir())) == 4
