"""Measures of rhetoric: rates, intervals, keyness, frames, concordances; every count leads back to its words.

A frame is a list of words that somebody can argue with (`lexicons/frames.csv`), never more: `find_terms` gives each
hit with its characters, and whoever doubts the count reads the hits. The texts are few and short, so each share has
its interval (Wilson 1927) and each contrast its z-score with a prior that keeps rare words quiet (Monroe, Colaresi
and Quinn 2008). What this leaves alone: irony, negation, and the meaning of what was counted.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from kaiser_data.lexicon import alternation, read_lexicon, terms
from kaiser_data.rows import fold

# Two-sided 95 percent.
Z = 1.959964
PRIOR_WORDS = 500
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_CLITIC = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))$|'$")
_IRREGULAR = {"can't": "can", "won't": "will"}


class Interval(NamedTuple):
    """A share or rate with the bounds of its 95 percent interval."""

    value: float
    low: float
    high: float


def words(text: str) -> list[str]:
    """Split a text into words in lower case, without what hangs on an apostrophe.

    >>> words("We’re rank-and-file nurses; Kaiser's 61,000 can't wait.")
    ['we', 'rank-and-file', 'nurses', 'kaiser', 'can', 'wait']
    """
    found = (word.lower() for word in _WORD.findall(_straight(text)))
    return [_IRREGULAR.get(word) or _CLITIC.sub("", word) for word in found]


def split_voices(text: str, quotes: pd.DataFrame) -> tuple[str, str]:
    """Split a text into its own voice and the words it quotes; what belongs to the other is blank, offsets hold.

    `quotes` are the rows of this text; reported speech and scare quotes are the text's own words.

    >>> said = pd.DataFrame({"kind": ["direct"], "start": [1], "end": [8]})
    >>> split_voices("“We walk,” he said.", said)
    ('“       ,” he said.', ' We walk           ')
    """
    spoken = quotes[quotes["kind"].isin(["direct", "partial", "slogan"])]
    inside = [False] * len(text)
    for start, end in zip(spoken["start"], spoken["end"], strict=True):
        inside[start:end] = [True] * (end - start)
    own = "".join(" " if quoted else letter for letter, quoted in zip(text, inside, strict=True))
    return own, "".join(letter if quoted else " " for letter, quoted in zip(text, inside, strict=True))


def find_terms(texts: Mapping[str, str], lexicon: str, column: str) -> pd.DataFrame:
    """Find each term of a lexicon in texts by source id: one row a hit, with its characters and its `column`.

    The longest term wins where two begin together ("short staffing" is one hit); capitals do not matter. A term that
    the lexicon puts under two headings gives a row for each.
    """
    headings: dict[str, list[str]] = {}
    for line in read_lexicon(lexicon):
        headings.setdefault(line["term"].lower(), []).append(line[column])
    expression = re.compile(rf"(?<!\w)(?:{alternation(headings)})(?!\w)", re.IGNORECASE)
    rows = [
        (source_id, hit.start(), hit.end(), text[hit.start() : hit.end()], heading)
        for source_id, text in texts.items()
        for hit in expression.finditer(_straight(text))
        for heading in headings[fold(hit.group()).lower()]
    ]
    return pd.DataFrame(rows, columns=["source_id", "start", "end", "text", column])


def concordance(hits: pd.DataFrame, texts: Mapping[str, str], width: int = 40) -> pd.DataFrame:
    """Set each hit between the `width` characters before and after it (key word in context)."""
    places = list(zip(hits["source_id"], hits["start"], hits["end"], strict=True))
    left = [fold(texts[source_id][max(0, start - width) : start]) for source_id, start, _ in places]
    right = [fold(texts[source_id][end : end + width]) for source_id, _, end in places]
    return hits.assign(left=left, right=right)[["source_id", "start", "left", "text", "right"]]


def wilson(met: int, of: int, z: float = Z) -> Interval:
    """Give a share with its interval after Wilson (1927), which stays within 0 and 1 and is honest for few cases.

    >>> wilson(0, 0)
    Interval(value=nan, low=nan, high=nan)
    """
    if not of:
        return Interval(math.nan, math.nan, math.nan)
    share = met / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def per_thousand(hits: int, of: int) -> Interval:
    """Give hits per 1,000 words with the Wilson interval of the share that they are."""
    return Interval(*(round(1000 * bound, 6) for bound in wilson(hits, of)))


def function_words() -> frozenset[str]:
    """Give the words that tell how a sentence is built, not what it is about; verbs with a meaning are not among them.

    >>> {"the", "has", "we"} <= function_words(), "employs" in function_words()
    (True, False)
    """
    return terms("function_words") - terms("function_words", **{"class": "verb"})


def log_odds(one: Counter, other: Counter, prior: Counter, prior_words: float = PRIOR_WORDS) -> pd.DataFrame:
    """Contrast two lists of word counts: weighted log-odds ratio with an informative Dirichlet prior, and z-scores.

    After Monroe, Colaresi and Quinn (2008, Fightin' Words, section 3.5). `prior` holds counts of the background, which
    weigh as `prior_words` words in all. Columns `word`, `count`, `count_other`, `log_odds`, `z`; the most typical of
    `one` first. A z-score ranks words; with texts as few as ours it tests nothing.
    """
    scale = prior_words / prior.total()
    rows = []
    for word, background in prior.items():
        expected = background * scale
        ours, theirs = one[word] + expected, other[word] + expected
        ratio = math.log(ours / (one.total() + prior_words - ours))
        ratio -= math.log(theirs / (other.total() + prior_words - theirs))
        rows.append((word, one[word], other[word], ratio, ratio / math.sqrt(1 / ours + 1 / theirs)))
    table = pd.DataFrame(rows, columns=["word", "count", "count_other", "log_odds", "z"]).round(6)
    return table.sort_values(["z", "word"], ascending=[False, True], ignore_index=True)


def keyness(groups: Mapping[str, Iterable[str]], prior_words: float = PRIOR_WORDS) -> pd.DataFrame:
    """Contrast the words of each group of texts with those of all other groups (`log_odds`), column `group` first."""
    counts = {group: Counter(word for text in texts for word in words(text)) for group, texts in groups.items()}
    everything = sum(counts.values(), Counter())
    contrasts = [
        log_odds(own, everything - own, everything, prior_words).assign(group=group) for group, own in counts.items()
    ]
    table = pd.concat(contrasts, ignore_index=True)
    return table[["group", *table.columns[:-1]]]


def _straight(text: str) -> str:
    return text.replace("’", "'")
