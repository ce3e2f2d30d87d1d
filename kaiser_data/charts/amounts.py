"""Charts of how many and of who speaks: numbers with their whiskers, shares of the floor, words that set texts apart.

"over 60,000" is a point at 60,000 with a whisker to the right, for what its words or its few cases allow; an open side
("up to 31,000") ends in an arrow. What is only planned, proposed or demanded is a hollow point.
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


def stacked(
    table: pd.DataFrame, key: Key, line: str, of: str, title: str, subtitle: str, description: str
) -> alt.LayerChart:
    """Draw the shares of `key` in each value of the column `line`, whatever its total, which stands beside its name.

    `table` has one row a part and its count in the column `value`; `of` names what is counted (*quoted words*). Bars
    of texts of unlike length are so of one length; a part of a twentieth and more has its percentage in it.
    """
    order = list(key.names)
    drawn = table[[line, key.column, "value"]].astype({line: "str", key.column: "str"})
    drawn = drawn[drawn["value"].gt(0)]
    key = key.seen_in(drawn)
    total = drawn.groupby(line)["value"].transform("sum")
    drawn["line"] = drawn[line] + " (" + total.map("{:,}".format) + f" {of})"
    drawn["percent"] = (100 * drawn["value"] / total).round(1)
    drawn["rank"] = drawn[key.column].map(order.index)
    drawn = drawn.sort_values([line, "rank"]).reset_index(drop=True)
    drawn["right"] = drawn.groupby(line)["percent"].cumsum().clip(upper=100)
    drawn["left"] = (drawn["right"] - drawn["percent"]).clip(lower=0)
    drawn["middle"] = (drawn["left"] + drawn["right"]) / 2
    picked = key.picked()
    base = alt.Chart(drawn, width=WIDTH + 30, height=alt.Step(34)).encode(
        alt.Y("line:N", title=None, sort=list(dict.fromkeys(drawn["line"])), axis=alt.Axis(labelLimit=0)),
        tooltip=[line, key.column, "value", "percent"],
    )
    across = alt.X("left:Q", title=f"percent of the {of}", scale=alt.Scale(domain=[0, 100]))
    bars = base.mark_bar(height=24).encode(
        across, alt.X2("right:Q"), key.colour(),
        opacity=alt.condition(picked, alt.value(1), alt.value(0.15)),
    )  # fmt: skip
    room = 5  # what a number needs
    light = alt.condition(alt.FieldOneOfPredicate(key.column, _dark(key)), alt.value("white"), alt.value("black"))
    numbers = base.transform_filter(alt.datum.percent >= room).mark_text(fontSize=11)
    numbers = numbers.encode(x="middle:Q", text=alt.Text("percent:Q", format=".0f"), color=light)
    return said(alt.layer(bars.add_params(picked), numbers), title, subtitle, description)


def crossing(
    table: pd.DataFrame, key: Key, line: str, title: str, subtitle: str, description: str, group: str | None = None
) -> alt.TopLevelMixin:
    """Draw how often a value of the column `line` meets one of `key`: a dot a pair, its number (`value`) beside it."""
    lines = list(dict.fromkeys(table[line].astype(str)))
    columns = [line, key.column, "value", *([group] if group else [])]
    drawn = table[columns].astype({line: "str", key.column: "str"})
    key = key.seen_in(drawn)
    names = [name for name in key.names if name in set(drawn[key.column])]
    base = alt.Chart(drawn).encode(
        alt.X(
            f"{key.column}:N",
            title=None,
            sort=names,
            scale=alt.Scale(domain=names),
            axis=alt.Axis(labelAngle=0, orient="top"),
        ),
        alt.Y(f"{line}:N", title=None, sort=lines, axis=alt.Axis(labelLimit=0)),
        tooltip=columns,
    )
    size = alt.Size("value:Q", scale=alt.Scale(range=[30, 330]), legend=None)
    dots = base.mark_circle(opacity=1).encode(size, alt.Color(f"{key.column}:N", scale=key.scale(), legend=None))
    numbers = base.mark_text(dx=18, fontSize=11).encode(text="value:Q")
    layers = alt.layer(dots, numbers).properties(width=90 * len(names), height=alt.Step(21))
    if not group:
        return said(layers, title, subtitle, description)
    header = alt.Header(title=None, labelAngle=0, labelAlign="left", labelFontWeight="bold")
    rows = alt.Row(f"{group}:N", sort=list(dict.fromkeys(table[group])), header=header)
    return said(layers.facet(row=rows, spacing=8).resolve_scale(y="independent"), title, subtitle, description)


def keyness(table: pd.DataFrame, key: Key, title: str, subtitle: str, description: str) -> alt.FacetChart:
    """Draw the words that set each value of `key` apart, one panel each: `word`, `z`, `count`, `count_other`."""
    drawn = table[[key.column, "word", "z", "count", "count_other"]].astype({key.column: "str"})
    key = key.seen_in(drawn)
    # Of the ways to sort, this one holds in every Vega-Lite from 5.8 on, also where panels have axes of their own.
    order = alt.EncodingSortField("z", op="max", order="descending")
    base = alt.Chart(drawn, width=130, height=alt.Step(18)).encode(
        alt.Y("word:N", title=None, sort=order, axis=alt.Axis(labelLimit=0)),
        alt.X("z:Q", title="z-score", axis=alt.Axis(tickCount=4)),
        tooltip=["word", "z", "count", "count_other", key.column],
    )
    bars = base.mark_bar(height=4).encode(key.colour())
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(key.colour())
    columns = alt.Column(f"{key.column}:N", title=None, sort=list(key.names), header=alt.Header(labelFontWeight="bold"))
    panels = alt.layer(bars, dots).facet(column=columns, spacing=18).resolve_scale(y="independent")
    return said(panels, title, subtitle, description)


def _dark(key: Key) -> list[str]:
    """Give the values whose colour is too dark for black letters (relative luminance, WCAG 2)."""

    def luminance(colour: str) -> float:
        """Give the relative luminance of a hexadecimal colour, 0 to 1 (WCAG 2)."""
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    return [name for name, colour in zip(key.names, key.colours, strict=True) if luminance(colour) < 0.18]
