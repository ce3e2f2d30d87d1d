"""Charts of who speaks and in which words: shares of the floor, verbs that introduce, words that set texts apart."""

import altair as alt
import pandas as pd

from kaiser_data.charts.canvas import WIDTH, Key, said


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
