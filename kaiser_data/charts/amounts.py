"""Charts of how many: a point for what is stated, a whisker for what its words or its few cases allow.

"over 60,000" is a point at 60,000 with a whisker to the right; an open side ("up to 31,000") ends in an arrow. What is
only planned, proposed or demanded is a hollow point.
"""

import altair as alt
import pandas as pd

from kaiser_data.charts.canvas import WIDTH, Key, said

_DRAWN = ["label", "value", "low", "high"]
# Powers of ten as people write them: 10k, 1M, 1B; on a log scale only they have a line, unless it spans too few.
_NUMBER = "replace(format(datum.value, '~s'), 'G', 'B')"
_POWERS = [10**power for power in range(13)]
_BETWEEN = sorted(times * power for power in _POWERS for times in (1, 2, 5))
_NARROW = 100
_TOLD = ["figure_id", "text", "status", "sentence"]
_HAPPENED = "actual"


def whiskers(
    table: pd.DataFrame,
    key: Key,
    axis: str,
    title: str,
    subtitle: str,
    description: str,
    *,
    log: bool = False,
    group: str | None = None,
) -> alt.TopLevelMixin:
    """Draw one line a row: `value` as a point, `low` to `high` as a whisker, `label` beside it, in the table's order.

    A `low` or `high` that is missing is an open side. `group` names a column that parts the lines into panels.
    `figure_id`, `text`, `status` and `sentence` go into the tooltip where there are such columns; a row whose `status`
    is not `actual` is hollow. Raises ValueError for two lines of one
    name in a panel, which would be drawn on top of each other.
    """
    where = [group] if group else []
    if table.duplicated([*where, "label"]).any():
        twice = table.loc[table.duplicated([*where, "label"]), "label"].iloc[0]
        raise ValueError(f"two lines of a chart are called {twice!r}; tell them apart in `label`")
    more = [name for name in _TOLD if name in table]
    columns = list(dict.fromkeys([*_DRAWN, key.column, *where, *more]))
    drawn = table[columns].astype({name: "str" for name in (key.column, "status") if name in columns}).round(6)
    drawn["hollow"] = drawn["status"].ne(_HAPPENED) if "status" in drawn else False
    drawn = drawn.assign(left=drawn["low"].fillna(drawn["value"]), right=drawn["high"].fillna(drawn["value"]))
    lines = (_BETWEEN if drawn["right"].max() < _NARROW * drawn["left"].min() else _POWERS) if log else None
    layers = _layers(alt.Chart(drawn), list(dict.fromkeys(table["label"])), key.seen_in(drawn), axis, lines, more)
    if not group:
        return said(layers, title, subtitle, description)
    header = alt.Header(title=None, labelOrient="top", labelAnchor="start", labelFontWeight="bold", labelPadding=4)
    rows = alt.Row(f"{group}:N", sort=list(dict.fromkeys(table[group])), header=header)
    panels = layers.facet(row=rows, spacing=14).resolve_scale(y="independent")
    return said(panels, title, subtitle, description)


def _layers(
    base: alt.Chart, order: list[str], key: Key, axis: str, powers: list[int] | None, more: list[str]
) -> alt.LayerChart:
    picked = key.picked()
    scale = alt.Scale(type="log" if powers else "linear", zero=False, nice=False, padding=12)
    ticks = alt.Axis(values=powers, labelExpr=_NUMBER) if powers else alt.Axis(tickCount=6, format=",~r")
    base = base.encode(
        alt.Y("label:N", title=None, sort=order, axis=alt.Axis(labelLimit=0)),
        key.colour(),
        opacity=alt.condition(picked, alt.value(1), alt.value(0.15)),
        tooltip=["label", "value", "low", "high", key.column, *more],
    ).properties(width=WIDTH, height=alt.Step(19))
    lines = base.mark_rule(strokeWidth=2).encode(alt.X("left:Q", title=axis, scale=scale, axis=ticks), x2="right:Q")
    points = base.mark_point(filled=True, size=70).encode(alt.X("value:Q"), key.shape()).add_params(picked)
    holes = base.transform_filter(alt.datum.hollow).mark_point(filled=True, size=22, opacity=1)
    holes = holes.encode(alt.X("value:Q"), key.shape(), color=alt.value("white"))
    arrows = base.encode(x="value:Q")
    below = arrows.transform_filter("!isValid(datum.low)").mark_text(text="◂ ┄", dx=-16)
    above = arrows.transform_filter("!isValid(datum.high)").mark_text(text="┄ ▸", dx=16)
    return alt.layer(lines, points, holes, below, above)
