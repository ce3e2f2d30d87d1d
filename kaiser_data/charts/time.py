"""Charts of when: events as days, as ranges of possible days, as what lasted."""

import altair as alt
import pandas as pd

from kaiser_data.charts.canvas import WIDTH, publisher_colours, said

_CERTAINTY = ["on this day", "on some day within", "lasted"]


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
    return said(layers, title, subtitle, description)


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
