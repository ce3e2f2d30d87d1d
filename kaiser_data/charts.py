"""Charts: a DataFrame in, an Altair chart out, drawn without a network wherever a notebook is read.

The title is the finding, the subtitle the measure; every chart carries alt text, in the SVG too. A publisher has the
same colour everywhere, from the palette of Okabe and Ito, which colour-blind eyes tell apart. An uncertain date is
drawn as the range in which it lies, never as a point. Which numbers are true is the notebook's business.
"""

import html
from pathlib import Path

import altair as alt
import pandas as pd

WIDTH = 350
# Okabe and Ito (2008), in the order in which publishers were added; black is left for text.
_PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
# JupyterLab 4 draws Vega-Lite 5 at the highest; what we use is the same in 5 and 6.
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_VEGA_LITE = "5.21"
_MIME = "application/vnd.vegalite.v5+json"
_CERTAINTY = ["on this day", "on some day within", "lasted"]


def use_renderer() -> None:
    """Draw charts in JupyterLab itself, as SVG where there is no Vega, and as their alt text elsewhere."""
    alt.renderers.register("kaiser_data", _render)
    alt.renderers.enable("kaiser_data")


def svg(chart: alt.TopLevelMixin) -> str:
    """Draw a chart as SVG whose title and label are its alt text."""
    return _svg(_spec(chart))


def save(chart: alt.TopLevelMixin, path: Path) -> None:
    """Write a chart as `.svg` or `.png` (two dots a pixel)."""
    if path.suffix == ".svg":
        path.write_text(svg(chart), encoding="utf-8")
        return
    import vl_convert

    path.write_bytes(vl_convert.vegalite_to_png(_spec(chart), vl_version=_VEGA_LITE, scale=2))


def alt_text(spec: dict) -> str:
    """Give the alt text of a chart's specification; raises ValueError where it has none."""
    if not spec.get("description"):
        raise ValueError("a chart needs alt text: set its description")
    return spec["description"]


def publisher_colours(publishers: pd.Series) -> alt.Scale:
    """Give each publisher its colour: the order of the sources table decides, not the chart's selection."""
    names = list(dict.fromkeys(publishers.dropna()))
    return alt.Scale(domain=names, range=_PALETTE[: len(names)])


def timeline(
    events: pd.DataFrame, publishers: pd.Series, since: str, until: str, title: str, subtitle: str, description: str
) -> alt.LayerChart:
    """Draw the events of a span of days (ISO, both included) as bars over the days in which they lie.

    `events` needs `label`, `date` (EDTF), `date_min`, `date_max`, `publisher` (who tells it first), `status` and
    `sentence`; `publishers` is the column of the sources table that fixes the colours. A day is a point, a range of
    possible days a thin line, what lasted a thick bar; what lies partly outside the span is cut at its edge.
    """
    drawn = _drawn(events, pd.Timestamp(since), pd.Timestamp(until))
    base = alt.Chart(drawn, width=WIDTH, height=alt.Step(22)).encode(
        alt.X("from:T", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=8, grid=True)),
        alt.Y("label:N", title=None, sort=list(drawn["label"]), axis=alt.Axis(labelLimit=290)),
        alt.Color("publisher:N", title="First told by", scale=publisher_colours(publishers)),
        tooltip=["label", "date", "certainty", "status", "publisher", "sentence"],
    )
    ranges = base.transform_filter(alt.datum.certainty == _CERTAINTY[1]).mark_rule(strokeWidth=3, strokeDash=[4, 3])
    lasting = base.transform_filter(alt.datum.certainty == _CERTAINTY[2]).mark_bar(height=11)
    days = base.transform_filter(alt.datum.certainty == _CERTAINTY[0]).mark_point(filled=True, size=90, opacity=1)
    layers = alt.layer(ranges.encode(x2="to:T"), lasting.encode(x2="to:T"), days)
    return layers.properties(
        title=alt.Title(title, subtitle=subtitle, anchor="start", frame="group"), description=description
    ).configure_legend(orient="bottom", titleOrient="left")


def _drawn(events: pd.DataFrame, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    within = events["date_max"].fillna(until).ge(since) & events["date_min"].fillna(since).le(until)
    drawn = events[within].copy()
    drawn["from"] = drawn["date_min"].fillna(since).clip(since, until).astype("datetime64[ns]")
    # A bar ends with its last day, not at that day's midnight.
    last = drawn["date_max"].fillna(until).clip(since, until) + pd.Timedelta(days=1)
    drawn["to"] = last.astype("datetime64[ns]")
    one_day = drawn["date_min"].eq(drawn["date_max"])
    lasts = drawn["date"].str.contains("/", regex=False) & ~one_day
    drawn["certainty"] = _CERTAINTY[1]
    drawn.loc[lasts, "certainty"] = _CERTAINTY[2]
    drawn.loc[one_day, "certainty"] = _CERTAINTY[0]
    columns = ["label", "date", "status", "publisher", "sentence", "from", "to", "certainty"]
    return drawn.sort_values(["from", "to", "label"])[columns].astype({"status": "str"})


def _spec(chart: alt.TopLevelMixin) -> dict:
    return chart.to_dict() | {"$schema": _SCHEMA}


def _svg(spec: dict) -> str:
    import vl_convert

    words = html.escape(alt_text(spec))
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    opening, _, rest = drawn.partition(">")
    return f'{opening} role="img" aria-label="{words}"><title>{words}</title>{rest}'


def _render(spec: dict) -> tuple[dict, dict]:
    spec = spec | {"$schema": _SCHEMA}
    return {_MIME: spec, "image/svg+xml": _svg(spec), "text/plain": alt_text(spec)}, {}
