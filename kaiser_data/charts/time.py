"""Charts of when: events as days, as ranges of possible days, as what lasted; who tells them; what follows what.

"mid-December" is a dashed line over ten days, a strike a bar, "[..2026-02-07]" a triangle at the last day on which it
can have been. What lies partly outside the days drawn is cut at the edge.
"""

from typing import NamedTuple

import altair as alt
import pandas as pd

from kaiser_data.charts.canvas import LABELS, WIDTH, Key, said

DAY, WITHIN, BEFORE, AFTER = "on this day", "on some day within", "on or before", "not before"
LASTED, LASTS = "lasted", "began, end open"
# How the lanes draw what is no bar: its shape, and whether it is filled (a day that is known) or hollow.
_POINTS = [
    (DAY, "circle", True),
    (WITHIN, "circle", False),
    (BEFORE, "triangle-left", False),
    (AFTER, "triangle-right", False),
    (LASTS, "triangle-right", True),
]
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

    def moments(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Give the first moment of the first day and the last of the last."""
        return pd.Timestamp(self.since), pd.Timestamp(self.until) + pd.Timedelta(days=1)


def timeline(
    events: pd.DataFrame, key: Key, whole: Span, shown: Span, title: str, subtitle: str, description: str
) -> alt.VConcatChart:
    """Draw all events as a strip and those of the days brushed in it (at first `shown`) one a line.

    `events` needs `event_id`, `label`, `date` (EDTF), `date_min`, `date_max`, `status`, `sentence` and the column of
    `key`. In the detail an open side runs to the edge.
    """
    drawn = _placed(events, whole)
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
        alt.Y("label:N", title=None, sort=list(drawn["label"]), axis=alt.Axis(labelLimit=LABELS)),
        key.colour(),
        opacity=alt.condition(picked, alt.value(1), alt.value(0.15)),
        tooltip=_TOOLTIP,
    )
    unsure = alt.FieldOneOfPredicate("certainty", [WITHIN, BEFORE, AFTER])
    ranges = base.transform_filter(unsure).mark_rule(strokeWidth=3, strokeDash=[4, 3], clip=True)
    lasts = alt.FieldOneOfPredicate("certainty", [LASTED, LASTS])
    lasting = base.transform_filter(lasts).mark_bar(height=10, clip=True)
    days = base.transform_filter(alt.datum.certainty == DAY).mark_point(filled=True, size=80, clip=True)
    return alt.layer(ranges.encode(x2="to:T"), lasting.encode(x2="to:T"), days.add_params(picked))


def lanes(events: pd.DataFrame, key: Key, whole: Span, title: str, subtitle: str, description: str) -> alt.LayerChart:
    """Draw the events of each actor (column `actor`, lanes in the order of the table) over all the years.

    A range too short for this scale shows as the hollow point at its middle; an open side has a triangle at the day
    that is known.
    """
    drawn = _placed(events, whole, "actor")
    middle = drawn["from"] + (drawn["to"] - drawn["from"]) / 2
    drawn["drawn"] = drawn["known"].where(drawn["certainty"] != WITHIN, middle)
    picked = key.picked()
    base = alt.Chart(drawn, width=WIDTH + 80, height=alt.Step(24)).encode(
        alt.X("from:T", title=None, axis=alt.Axis(format="%Y", tickCount=12)),
        alt.Y("actor:N", title=None, sort=list(dict.fromkeys(events["actor"])), axis=alt.Axis(labelLimit=210)),
        key.colour(),
        opacity=alt.condition(picked, alt.value(0.75), alt.value(0.1)),
        tooltip=["actor", *_TOOLTIP],
    )
    reach = base.transform_filter(alt.datum.certainty == WITHIN).mark_rule(strokeWidth=2, strokeDash=[4, 3])
    lasting = base.transform_filter(alt.datum.certainty == LASTED)
    # The tick keeps a strike of four days visible among thirty years.
    bars = lasting.mark_bar(height=12).encode(x2="to:T"), lasting.mark_tick(height=12, thickness=2)
    points = (
        base.transform_filter(alt.datum.certainty == name).mark_point(shape=shape, filled=filled, size=65)
        for name, shape, filled in _POINTS
    )
    layers = alt.layer(
        reach.encode(x2="to:T").add_params(picked), *bars, *(mark.encode(x="drawn:T") for mark in points)
    )
    return said(layers, title, subtitle, description)


def chain(events: pd.DataFrame, key: Key, links: list[str], title: str, subtitle: str, description: str) -> alt.Chart:
    """Draw which link follows which: one panel a round (column `round`), one line a link (column `link`, as ordered).

    The shape says what became of it; x runs over the days of each round alone.
    """
    dated = events.dropna(subset=["date_min", "date_max"])
    whole = Span(str(dated["date_min"].min().date()), str(dated["date_max"].max().date()))
    drawn = _placed(dated, whole, "round", "link")
    # The middle of what is possible; the line through it shows how far that reaches.
    drawn["middle"] = drawn["from"] + (drawn["to"] - drawn["from"]) / 2
    status = alt.Scale(domain=list(_STATUS), range=list(_STATUS.values()))
    base = alt.Chart(drawn, width=165, height=alt.Step(26)).encode(
        alt.Y("link:N", title=None, sort=links, scale=alt.Scale(domain=links)), key.colour(), tooltip=_TOOLTIP
    )
    axis = alt.Axis(format="%b %Y", labelAngle=0, tickCount=3, labelOverlap="greedy")
    reach = base.mark_rule(strokeWidth=2).encode(alt.X("from:T", title=None, axis=axis), x2="to:T")
    marks = base.mark_point(filled=True, size=110, opacity=1).encode(
        x="middle:T", shape=alt.Shape("status:N", title="Status", scale=status, legend=alt.Legend(columns=3))
    )
    rounds = alt.Column(
        "round:N", title=None, sort=list(dict.fromkeys(events["round"])), header=alt.Header(labelFontWeight="bold")
    )
    panels = alt.layer(reach, marks).facet(column=rounds, spacing=12).resolve_scale(x="independent")
    return said(panels, title, subtitle, description)


def tellings(cells: pd.DataFrame, key: Key, title: str, subtitle: str, description: str) -> alt.LayerChart:
    """Draw which text tells which event: `label`, `source_id`, `clauses` (0: silent), `sentence`, in the order given.

    A pair that is missing is a text that could not know the event yet.
    """
    told = cells["clauses"].gt(0).map({True: _TOLD, False: _SILENT})
    order = {"sort": list(dict.fromkeys(cells["label"]))}, {"sort": list(dict.fromkeys(cells["source_id"]))}
    base = alt.Chart(cells.assign(told=told), width=270, height=alt.Step(15)).encode(
        alt.X("source_id:N", title=None, axis=alt.Axis(orient="top", labelAngle=-25), **order[1]),
        alt.Y("label:N", title=None, axis=alt.Axis(labelLimit=330, labelFontSize=9.5), **order[0]),
        tooltip=["label", "date", "source_id", "told", "clauses", "sentence"],
    )
    size = alt.Size("clauses:Q", scale=alt.Scale(range=[50, 190]), legend=None)
    telling = base.transform_filter(alt.datum.clauses > 0).mark_circle(opacity=1).encode(key.colour(), size)
    silent = base.transform_filter(alt.datum.clauses == 0).mark_point(size=22, color="#999999", strokeWidth=1)
    return said(alt.layer(silent, telling), title, subtitle, description)


def _placed(events: pd.DataFrame, whole: Span, *more: str) -> pd.DataFrame:
    """Give each event that touches the span its place: `from`, `to`, `known` (a bound that is stated), `certainty`."""
    since, until = whole.moments()
    touches = events["date_max"].fillna(until).ge(since) & events["date_min"].fillna(since).lt(until)
    placed = events[touches].assign(status=events["status"].astype("str").str.replace("_", " "))
    first, last = placed["date_min"], placed["date_max"]
    placed["certainty"] = WITHIN
    placed.loc[first.isna(), "certainty"] = BEFORE
    placed.loc[last.isna(), "certainty"] = AFTER
    placed.loc[placed["date"].str.contains("/", regex=False), "certainty"] = LASTED
    placed.loc[placed["date"].str.endswith("/.."), "certainty"] = LASTS
    placed.loc[first.eq(last), "certainty"] = DAY
    # A bar ends with its last day, not at that day's midnight.
    closing = (last + pd.Timedelta(days=1)).where(first.ne(last), last)
    placed["from"] = first.fillna(since).clip(since, until).astype("datetime64[ns]")
    placed["to"] = closing.fillna(until).clip(since, until).astype("datetime64[ns]")
    placed["known"] = first.fillna(last).clip(since, until).astype("datetime64[ns]")
    columns = [*_SHARED, *more, "from", "to", "known", "certainty"]
    return placed.sort_values(["from", "to", "label"])[columns].reset_index(drop=True)


def _moment(day: str) -> alt.DateTime:
    moment = pd.Timestamp(day)
    return alt.DateTime(year=moment.year, month=moment.month, date=moment.day)
