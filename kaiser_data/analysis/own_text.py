"""A reader's own text beside the published ones: its headcounts of strikers and its words, on one scale.

Any text will do: one without a number, a striker or a quotation gives charts of the published texts alone, and a
title that says so.
"""

from textwrap import shorten

import pandas as pd

from kaiser_data.analysis import rhetoric
from kaiser_data.analysis.headcounts import labelled_apart
from kaiser_data.analysis.margins import add_margins
from kaiser_data.notebook import read_joined
from kaiser_data.tables import read_table, read_text

YOURS = "your text"
_LONGEST_LABEL = 74


def strikers(figures: pd.DataFrame) -> pd.DataFrame:
    """Give the headcounts of strikers of the published tables and of one's own `figures`, smallest first.

    `publisher` is `your text` for one's own. Magnitudes (*tens of thousands*) are left out, and of the published
    numbers what is told again in the same words.
    """
    both = pd.concat([read_joined("figures"), figures.assign(publisher=YOURS)], ignore_index=True)
    told = both[both["measure"].eq("headcount") & both["unit"].eq("people") & both["topic"].eq("strike")]
    told = add_margins(told[told["qualifier"].ne("magnitude")])
    labels = [
        shorten(label, _LONGEST_LABEL, placeholder=" …") for label in told["text"] + " " + told["counted"].fillna("")
    ]
    told = told.assign(label=labels).sort_values(["value", "label"]).drop_duplicates(["label", "publisher"])
    return labelled_apart(told, [])


def compare_strikers(told: pd.DataFrame) -> str:
    """Say in a sentence how many published headcounts are larger than one's own largest."""
    own = told["publisher"].eq(YOURS)
    if not own.any():
        return "Your text states no number of strikers"
    larger = int(told.loc[~own, "value"].gt(told.loc[own, "value"].max()).sum())
    return f"{larger} of {int((~own).sum())} published headcounts are larger than yours"


def frame_rates(text: str) -> pd.DataFrame:
    """Give hits of the frames per 1,000 words of each publisher's texts and of one's own, with Wilson's interval."""
    sources = read_table("sources")
    texts = {source_id: read_text(source_id) for source_id in sources["source_id"]}
    return rhetoric.text_rates(rhetoric.joined_texts(sources, texts) | {YOURS: text}, "frames", "frame")


def widest(rates: pd.DataFrame) -> float:
    """Give the width of the widest interval of one's own text, in hits per 1,000 words."""
    own = rates[rates["publisher"].eq(YOURS)]
    return round(float((own["high"] - own["low"]).max()), 1)


def own_length(text: str) -> int:
    """Count the words of a text, as the rates count them."""
    return len(rhetoric.words(text))


def publishers() -> pd.Series:
    """Give the publishers of the tables, in their order, and one's own text after them."""
    return pd.concat([read_table("sources")["publisher"], pd.Series([YOURS])], ignore_index=True)
