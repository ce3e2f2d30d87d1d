"""Charts of when: events as days, as ranges of possible days, as what lasted; who tells them; what follows what.

"mid-December" is a dashed line over ten days, a strike a bar, "[..2026-02-07]" an arrow that ends at the last day on
which it can have been: how far back it reaches nobody knows, and so its tail is short. What is only planned, or was
refused or called off, is hollow. What lies partly outside the days drawn is cut at the edge.
"""

from typing import NamedTuple

import altair as alt
import pandas as pd

from kaiser_data.analysis.tellings import AFTER, BEFORE, DAY, LASTED, LASTS, WITHIN, certainty
from kaiser_data.charts.canvas import WIDTH, Key, said

# A line at the day that is known, and an arrow away from it: SVG paths, one unit is half a mark.
_ARROWS = {
    BEFORE: "M0,-0.6L0,0.6M0,0L-2,0M-1.4,-0.45L-2,0L-1.4,0.45",
    AFTER: "M0,-0.6L0,0.6M0,0L2,0M1.4,-0.45L2,0L1.4,0.45",
}
_HAPPENED = ["occurred", "ongoing"]
_TOLD, _SILENT = "tells it", "silent"
_TOOLTIP = ["label", "date", "certainty", "status", "publisher", "sentence"]
_STATUS = {
    "occurred": "circle",
    "ongoing": "triangle-right",
    "planned": "square",
    "threatened": "diamond",
    "called off": "cross",
    "refused": "triangle-down",
}
_SHARED = ["event_id", "label", "date", "status", "publisher", "sentence"]


class Span(NamedTuple):
    """The days that a chart covers (ISO, both included)."""

    since: str
    until: str


def timeline(
    events: pd.DataFrame, key: Key, whole: Span, shown: Span, title: str, subtitle: str, description: str
) -> alt.VConcatChart:
    """Draw all events as a strip and those of the days brushed in it (at first `shown`) one a line.

    `events` needs `event_id`, `label`, `date` (EDTF), `date_min`, `date_max`, `status`, `sentence` and the column of
    `key`. In the detail what has only one bound is an arrow at that day.
    """
    drawn = _placed(events, whole, key.column)
    key = key.seen_in(drawn)
    ends = [_moment(day) for day in shown]
    mark = alt.BrushConfig(fill="#333333", fillOpacity=0.2, stroke="#333333")
    brush = alt.selection_interval(name="days", encodings=["x"], value={"x": ends}, mark=mark)
    strip = alt.Chart(drawn, width=WIDTH, height=16 * len(key.names)).encode(
        alt.X("known:T", title="Drag the grey window", axis=alt.Axis(format="%Y", tickCount=8)),
        alt.Y(f"{key.column}:N", title=None, sort=list(key.names), axis=None),
        key.colour(),
    )
    ticks = strip.mark_tick(thickness=2, size=13).add_params(brush)
    detail = alt.Chart(drawn, width=WIDTH, height=alt.Step(19)).transform_filter(
        "!isDefined(days.known) || (datum.from <= days.known[1] && datum.to >= days.known[0])"
    )
    window = alt.X(
        "from:T", title=None, scale=alt.Scale(domain=brush), axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=5)
    )
    return said(alt.vconcat(ticks, _bars(detail, drawn, window, key)), title, subtitle, description)


def _bars(base: alt.Chart, drawn: pd.DataFrame, x: alt.X, key: Key) -> alt.LayerChart:
    picked = key.picked()
    base = base.encode(
        x,
        alt.Y("label:N", title=None, sort=list(drawn["label"]), axis=alt.Axis(labelLimit=0)),
        key.colour(),
        opacity=alt.condition(picked, alt.value(1), alt.value(0.15)),
        tooltip=_TOOLTIP,
    )
    ranges = base.transform_filter(alt.datum.certainty == WITHIN)
    lasting = base.transform_filter(alt.FieldOneOfPredicate("certainty", [LASTED, LASTS]))
    days = base.transform_filter(alt.datum.certainty == DAY)
    white = {"color": alt.value("white")}
    return alt.layer(
        ranges.transform_filter(~alt.datum.hollow)
        .mark_rule(strokeWidth=3, strokeDash=[4, 3], clip=True)
        .encode(x2="to:T"),
        ranges.transform_filter(alt.datum.hollow)
        .mark_rule(strokeWidth=2, strokeDash=[1, 3], clip=True)
        .encode(x2="to:T"),
        lasting.mark_bar(height=10, clip=True).encode(x2="to:T"),
        lasting.transform_filter(alt.datum.hollow).mark_bar(height=6, clip=True).encode(x2="to:T", **white),
        days.mark_point(filled=True, size=80, clip=True).add_params(picked),
        days.transform_filter(alt.datum.hollow).mark_point(filled=True, size=26, clip=True).encode(**white),
        *_arrows(base),
    )


def _arrows(base: alt.Chart) -> list[alt.Chart]:
    """Draw what has one bound as a short arrow away from the day that is known."""
    return [
        base.transform_filter(alt.datum.certainty == name).mark_point(
            shape=shape, size=190, strokeWidth=1.8, opacity=1, clip=True
        )
        for name, shape in _ARROWS.items()
    ]


def chain(events: pd.DataFrame, key: Key, links: list[str], title: str, subtitle: str, description: str) -> alt.Chart:
    """Draw which link follows which: one panel a round (column `round`), one line a link (column `link`, as ordered).

    The shape says what became of it, hollow that it did not happen; x runs over the days of each round alone. What
    has two ends has a mark at each and none between, for nobody knows the day.
    """
    known = events["date_min"].fillna(events["date_max"])
    latest = events["date_max"].max()
    whole = Span(str(known.min().date()), str(max(known.max(), latest).date()))
    drawn = _placed(events, whole, "round", "link")
    key, names = key.seen_in(drawn), [name for name in _STATUS if name in set(drawn["status"])]
    shapes = alt.Scale(domain=names, range=[_STATUS[name] for name in names])
    shape = alt.Shape("status:N", title="Status (hollow: did not happen)", scale=shapes, legend=alt.Legend(columns=3))
    axis = alt.Axis(format="%b %Y", labelAngle=0, tickCount=3, labelOverlap="greedy")
    base = alt.Chart(drawn, width=165, height=alt.Step(26)).encode(
        alt.X("from:T", title=None, axis=axis, scale=alt.Scale(padding=14)),
        alt.Y("link:N", title=None, sort=links, scale=alt.Scale(domain=links)),
        key.colour(),
        tooltip=_TOOLTIP,
    )
    lasting = base.transform_filter(alt.FieldOneOfPredicate("certainty", [LASTED, LASTS]))
    ranges = base.transform_filter(alt.datum.certainty == WITHIN)
    placed = base.transform_filter(alt.FieldOneOfPredicate("certainty", [DAY, WITHIN, LASTED, LASTS]))
    closing = placed.transform_filter(alt.FieldOneOfPredicate("certainty", [WITHIN, LASTED]))
    ends = [
        end.mark_point(filled=True, size=80, opacity=1).encode(alt.X(f"{name}:T"), shape)
        for end, name in ((placed, "from"), (closing, "to"))
    ]
    holes = [
        end.transform_filter(alt.datum.hollow).mark_point(filled=True, size=22, opacity=1)
        .encode(alt.X(f"{name}:T"), shape, color=alt.value("white"))
        for end, name in ((placed, "from"), (closing, "to"))
    ]  # fmt: skip
    rounds = alt.Column(
        "round:N", title=None, sort=list(dict.fromkeys(events["round"])), header=alt.Header(labelFontWeight="bold")
    )
    layers = alt.layer(
        ranges.mark_rule(strokeWidth=2, strokeDash=[4, 3]).encode(x2="to:T"),
        lasting.mark_rule(strokeWidth=3).encode(x2="to:T"),
        *ends, *holes, *_arrows(base),
    )  # fmt: skip
    panels = layers.facet(column=rounds, spacing=12).resolve_scale(x="independent")
    return said(panels, title, subtitle, description)


def tellings(cells: pd.DataFrame, key: Key, title: str, subtitle: str, description: str) -> alt.LayerChart:
    """Draw which text tells which event: `label`, `source_id`, `clauses` (0: silent), `sentence`, in the order given.

    A pair that is missing is a text that could not know the event yet.
    """
    key = key.seen_in(cells[cells["clauses"].gt(0)])
    told = cells["clauses"].gt(0).map({True: _TOLD, False: _SILENT})
    order = {"sort": list(dict.fromkeys(cells["label"]))}, {"sort": list(dict.fromkeys(cells["source_id"]))}
    base = alt.Chart(cells.assign(told=told), width=270, height=alt.Step(15)).encode(
        alt.X("source_id:N", title=None, axis=alt.Axis(orient="top", labelAngle=-25), **order[1]),
        alt.Y("label:N", title=None, axis=alt.Axis(labelLimit=0, labelFontSize=9.5), **order[0]),
        tooltip=["label", "date", "source_id", "told", "clauses", "sentence"],
    )
    size = alt.Size("clauses:Q", scale=alt.Scale(range=[50, 190]), legend=None)
    telling = base.transform_filter(alt.datum.clauses > 0).mark_circle(opacity=1).encode(key.colour(), size)
    silent = base.transform_filter(alt.datum.clauses == 0).mark_point(size=22, color="#999999", strokeWidth=1)
    return said(alt.layer(silent, telling), title, subtitle, description)


def _placed(events: pd.DataFrame, whole: Span, *more: str) -> pd.DataFrame:
    """Give each event that touches the span its place: `from`, `to`, `known`, `certainty`, and whether it is `hollow`.

    What has only one bound stands on that day alone.
    """
    since, until = pd.Timestamp(whole.since), pd.Timestamp(whole.until) + pd.Timedelta(days=1)
    open_end = events["date"].str.endswith("/..")
    begins = events["date_min"].fillna(events["date_max"])
    ends = events["date_max"].fillna(events["date_min"].mask(open_end, until))
    placed = events[ends.ge(since) & begins.lt(until)]
    placed = placed.assign(status=placed["status"].astype("str").str.replace("_", " "))
    begins, ends = begins[placed.index], ends[placed.index]
    placed["certainty"] = certainty(placed)
    # A bar ends with its last day, not at that day's midnight.
    closing = (ends + pd.Timedelta(days=1)).where(placed["certainty"].isin([WITHIN, LASTED]), ends)
    for name, days in {"from": begins, "to": closing, "known": begins}.items():
        placed[name] = days.clip(since, until).astype("datetime64[ns]")
    placed["hollow"] = ~placed["status"].isin(_HAPPENED)
    columns = list(dict.fromkeys([*_SHARED, *more, "from", "to", "known", "certainty", "hollow"]))
    return placed.sort_values(["from", "to", "label"])[columns].reset_index(drop=True)


def _moment(day: str) -> alt.DateTime:
    moment = pd.Timestamp(day)
    return alt.DateTime(year=moment.year, month=moment.month, date=moment.day)
