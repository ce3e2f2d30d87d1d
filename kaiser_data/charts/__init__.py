"""Charts: a DataFrame in, an Altair chart out, drawn without a network wherever a notebook is read.

The title is the finding, the subtitle the measure; every chart carries alt text, in the SVG too. An uncertain date is
drawn as the range in which it lies, a number with what its words allow, never as a bare point. Which numbers are
true is the notebook's business.
"""

from kaiser_data.charts.amounts import crossing, keyness, stacked, whiskers
from kaiser_data.charts.canvas import alt_text, by, by_publisher, by_side, save, svg, use_renderer
from kaiser_data.charts.time import Span, chain, tellings, timeline
