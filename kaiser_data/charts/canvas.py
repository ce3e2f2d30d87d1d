"""What all charts share: where they are drawn, their words, their colours.

JupyterLab draws our charts itself, without a network; a viewer that knows no Vega shows the SVG beside it, and one
that shows no pictures the alt text. A publisher and a side have the same colour in every chart, from palettes that
colour-blind eyes tell apart (Okabe and Ito 2008 for publishers, Tol 2021 for sides).
"""

import html
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import altair as alt
import pandas as pd

from kaiser_data.tables import read_descriptor

# The plot itself; with the longest labels beside it, which are never cut, it stays readable at 700 pixels.
WIDTH = 350
# In the order in which publishers were added; black is left for text.
_PUBLISHERS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
_SIDES = {
    "worker": "#332288",
    "union": "#88CCEE",
    "employer": "#CC6677",
    "government": "#DDCC77",
    "press": "#117733",
    "other": "#BBBBBB",
}
_GREYS = ["#111111", "#8C8C8C", "#C8C8C8", "#555555"]
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
# JupyterLab 4 draws Vega-Lite 5 at the highest; what we use is the same in 5 and 6.
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_VEGA_LITE = "5.21"
_SIZE = re.compile(r'<svg[^>]* width="([0-9.]+)" height="([0-9.]+)"')
MIME = "application/vnd.vegalite.v5+json"


def use_renderer() -> None:
    """Draw charts in JupyterLab itself, as SVG where there is no Vega, and as their alt text elsewhere."""
    alt.renderers.register("kaiser_data", _render)
    alt.renderers.enable("kaiser_data")


def svg(chart: alt.TopLevelMixin) -> str:
    """Draw a chart as SVG whose title and label are its alt text."""
    return svg_of(_spec(chart))


def svg_of(spec: dict) -> str:
    """Draw the specification of a chart as SVG whose title and label are its alt text."""
    import vl_convert

    words = html.escape(alt_text(spec))
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    opening, _, rest = drawn.partition(">")
    return f'{opening} role="img" aria-label="{words}"><title>{words}</title>{rest}'


def signed_svg_of(spec: dict) -> str:
    """Draw a chart as SVG that says below the picture how much it shows, whence it comes, and on which terms."""
    drawn = svg_of(spec)
    width, height = (float(number) for number in _SIZE.search(drawn).groups())
    line = '<text x="5" y="{y}" font-family="sans-serif" font-size="10" fill="#555">{text}</text>'
    words = (html.escape(text) for text in _origin(spec))
    lines = "".join(line.format(y=height + 12 + 13 * row, text=text) for row, text in enumerate(words))
    taller = height + 32
    drawn = drawn.replace(f'height="{height:g}"', f'height="{taller:g}"', 1)
    drawn = drawn.replace(f'viewBox="0 0 {width:g} {height:g}"', f'viewBox="0 0 {width:g} {taller:g}"', 1)
    ground = f'<rect width="{width:g}" height="{taller:g}" fill="white"/>'
    return drawn.replace("</title>", f"</title>{ground}", 1).removesuffix("</svg>") + f"{lines}</svg>"


def _origin(spec: dict) -> tuple[str, str]:
    told = read_descriptor()
    count = max((len(rows) for rows in spec.get("datasets", {}).values()), default=0)
    title, licence = told["title"].partition(":")[0], told["licenses"][0]["name"]
    return (
        f"n = {count} rows. Source: {title}, version {told['version']}, and the texts it cites.",
        f"Licence: {licence}.",
    )


def save(chart: alt.TopLevelMixin, path: Path) -> None:
    """Write a chart as `.svg` or `.png` (two dots a pixel), signed with its source."""
    write(_spec(chart), path)


def write(spec: dict, path: Path) -> None:
    """Write the specification of a chart as `.svg` or `.png` (two dots a pixel), signed with its source."""
    import vl_convert

    drawn = signed_svg_of(spec)
    if path.suffix == ".svg":
        path.write_text(drawn, encoding="utf-8")
        return
    path.write_bytes(vl_convert.svg_to_png(drawn, scale=2))


def alt_text(spec: dict) -> str:
    """Give the alt text of a chart's specification; raises ValueError where it has none."""
    if not spec.get("description"):
        raise ValueError("a chart needs alt text: set its description")
    return spec["description"]


class Key(NamedTuple):
    """What colour and shape stand for: a column, its legend's title, its values in their order and their colours."""

    column: str
    title: str
    names: tuple[str, ...]
    colours: tuple[str, ...]
    shapes: tuple[str, ...]

    def seen_in(self, table: pd.DataFrame) -> "Key":
        """Give the key of the values that a table has; each keeps its colour and its shape."""
        kept = [
            row for row in zip(self.names, self.colours, self.shapes, strict=True) if row[0] in set(table[self.column])
        ]
        return Key(self.column, self.title, *(zip(*kept, strict=True) if kept else ((), (), ())))

    def scale(self) -> alt.Scale:
        """Give the scale from values to colours."""
        return alt.Scale(domain=list(self.names), range=list(self.colours))

    def colour(self) -> alt.Color:
        """Encode the column as colour."""
        return alt.Color(f"{self.column}:N", title=self.title, scale=self.scale())

    def shape(self) -> alt.Shape:
        """Encode the column as shape too, for eyes and printers that see no colour; one legend for both."""
        scale = alt.Scale(domain=list(self.names), range=list(self.shapes))
        return alt.Shape(f"{self.column}:N", title=self.title, scale=scale)

    def picked(self) -> alt.Parameter:
        """Let a click on the legend pick a value."""
        return alt.selection_point(name=f"pick_{self.column}", fields=[self.column], bind="legend")


def by_publisher(publishers: pd.Series, title: str = "Publisher") -> Key:
    """Give each publisher its colour: the order of the sources table decides, not the chart's selection."""
    names = tuple(dict.fromkeys(publishers.dropna()))
    return Key("publisher", title, names, tuple(_PUBLISHERS[: len(names)]), tuple(_SHAPES[: len(names)]))


def by_side(title: str = "Side") -> Key:
    """Give each side its colour."""
    return Key("side", title, tuple(_SIDES), tuple(_SIDES.values()), tuple(_SHAPES[: len(_SIDES)]))


def by(column: str, names: Iterable[str], title: str) -> Key:
    """Give the values of any other column greys, which no publisher and no side has."""
    names = tuple(names)
    return Key(column, title, names, tuple(_GREYS[: len(names)]), tuple(_SHAPES[: len(names)]))


def said(chart: alt.TopLevelMixin, title: str, subtitle: str, description: str) -> alt.TopLevelMixin:
    """Give a chart its finding as title, its measure as subtitle, its alt text, and the legend its place."""
    titled = alt.Title(title, subtitle=subtitle, anchor="start", frame="bounds", offset=14)
    titled_chart = chart.properties(title=titled, description=description)
    return titled_chart.configure_legend(orient="bottom", titleOrient="top", symbolOpacity=1)


def _spec(chart: alt.TopLevelMixin) -> dict:
    return chart.to_dict() | {"$schema": _SCHEMA}


def _render(spec: dict) -> tuple[dict, dict]:
    spec = spec | {"$schema": _SCHEMA}
    return {MIME: spec, "image/svg+xml": svg_of(spec), "text/plain": alt_text(spec)}, {}
