"""Measures of rhetoric: rates, intervals, keyness, frames, concordances; every count leads back to its words.

A frame is a list of words that somebody can argue with (`lexicons/frames.csv`), never more: `find_terms` gives each
hit with its characters, and whoever doubts the count reads the hits. The texts are few and short, so each share has
its interval (Wilson 1927) and each contrast its z-score with a prior that keeps rare words quiet (Monroe, Colaresi
and Quinn 2008). Who speaks, introduced how, and in whose voice a word stands is counted so, too. What this leaves
alone: irony, negation, and the meaning of what was counted.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from kaiser_data.extract.grammar.words import cue_forms
from kaiser_data.lexicon import alternation, mapping, read_lexicon, terms
from kaiser_data.rows import fold

# Words in quotation marks that somebody said; reported speech is the text's own wording, a scare quote nobody's.
SPOKEN = ("direct", "partial", "slogan")
INTRODUCED = ("a name", "an organisation", "no name")
# A voice with fewer words has rates that say nothing.
LEAST_WORDS = 100
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
    spoken = quotes[quotes["kind"].isin(SPOKEN)]
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


def quoted(quotes: pd.DataFrame) -> pd.DataFrame:
    """Give the quotes that are words of their speaker, with the number of `words` in each."""
    spoken = quotes[quotes["kind"].isin(SPOKEN)].astype({"side": "str"})
    return spoken.assign(words=spoken["text"].map(words).map(len))


def quoted_words(spoken: pd.DataFrame) -> pd.DataFrame:
    """Add up the words of quotes by publisher and side: `value`, and `percent` of all that the publisher quotes."""
    counts = spoken.groupby(["publisher", "side"])["words"].sum().rename("value").reset_index()
    total = counts.groupby("publisher")["value"].transform("sum")
    return counts.assign(percent=(100 * counts["value"] / total).round(1))


def introductions(quotes: pd.DataFrame) -> pd.DataFrame:
    """Count how speakers are introduced by publisher, each once in a text: `value` of all `speakers`.

    `quotes` as `read_joined` gives them; `percent`, `low` and `high` are Wilson's.
    """
    speakers = quotes.dropna(subset=["speaker"]).drop_duplicates(["source_id", "speaker"])
    counts = speakers.groupby(["publisher", "introduced"]).size().rename("value").reset_index()
    counts["speakers"] = counts.groupby("publisher")["value"].transform("sum")
    bounds = [wilson(*pair) for pair in zip(counts["value"], counts["speakers"], strict=True)]
    return counts.join((pd.DataFrame(bounds) * 100).round(1).rename(columns={"value": "percent"}))


def cue_counts(told: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """Count cues by stance, verb and side (`value`), verbs that occur `least` times in all, the commonest first."""
    counts = told.groupby(["stance", "verb", "side"]).size().rename("value").reset_index()
    often = counts.groupby("verb")["value"].transform("sum").ge(least)
    return counts[often].sort_values(["stance", "value", "verb"], ascending=[True, False, True])


def cues(quotes: pd.DataFrame) -> pd.DataFrame:
    """Give one row a cue: `word` as written, `verb` (its base form) and `stance` (`lexicons/cues.csv`)."""
    told = quotes.dropna(subset=["cue", "side"]).astype({"side": "str"})
    told = told.drop_duplicates(["utterance_id", "cue_start"])
    word = told["cue"].str.lower()
    forms = cue_forms()
    stances = mapping("noun_cues", "stance") | {form: cue.stance for form, cue in forms.items()}
    verb = word.map({form: cue.lemma for form, cue in forms.items()}).fillna(word)
    return told.assign(word=word, verb=verb, stance=word.map(stances).fillna("unlisted"))


def voices(sources: pd.DataFrame, quotes: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Split each text into its own voice and the words it quotes: `source_id`, `publisher`, `voice`, `text`, `words`.

    What belongs to the other voice is blank, so that offsets hold.
    """
    rows = []
    for source in sources.itertuples():
        own, spoken = split_voices(texts[source.source_id], quotes[quotes["source_id"].eq(source.source_id)])
        for voice, text in (("own", own), ("quoted", spoken)):
            rows.append((source.source_id, source.publisher, voice, text, len(words(text))))
    return pd.DataFrame(rows, columns=["source_id", "publisher", "voice", "text", "words"])


def voice_rates(split: pd.DataFrame, lexicon: str, column: str, wanted: Iterable[str]) -> pd.DataFrame:
    """Give hits per 1,000 words by `wanted` heading, publisher and voice, with Wilson's interval.

    A voice with fewer than 100 words is left out. `label` names publisher and voice.
    """
    hits = pd.concat(
        find_terms({row.source_id: row.text}, lexicon, column).assign(publisher=row.publisher, voice=row.voice)
        for row in split.itertuples()
    )
    counts = hits.groupby([column, "publisher", "voice"]).size()
    lengths = split.groupby(["publisher", "voice"])["words"].sum()
    rows = [
        (heading, f"{publisher}, {voice}", publisher, *_rate(counts.get((heading, publisher, voice), 0), words))
        for heading in wanted
        for (publisher, voice), words in lengths[lengths.ge(LEAST_WORDS)].items()
    ]
    return pd.DataFrame(rows, columns=[column, "label", "publisher", "hits", "value", "low", "high"])


def text_rates(texts: Mapping[str, str], lexicon: str, column: str) -> pd.DataFrame:
    """Give hits per 1,000 words of whole texts by name and heading, with Wilson's interval; 0 where there is none."""
    hits = find_terms(texts, lexicon, column).groupby([column, "source_id"]).size()
    headings = dict.fromkeys(mapping(lexicon, column).values())
    rows = [
        (heading, name, name, *_rate(hits.get((heading, name), 0), len(words(text))))
        for heading in sorted(headings)
        for name, text in texts.items()
    ]
    return pd.DataFrame(rows, columns=[column, "label", "publisher", "hits", "value", "low", "high"])


def _rate(hits: int, words: int) -> tuple[int, float, float, float]:
    return int(hits), *(round(bound, 1) for bound in per_thousand(int(hits), words))


def joined_texts(sources: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, str]:
    """Join the texts of each publisher into one, in the order of the sources."""
    parts: dict[str, list[str]] = {}
    for source in sources.itertuples():
        parts.setdefault(source.publisher, []).append(texts[source.source_id])
    return {publisher: "\n".join(written) for publisher, written in parts.items()}


def typical_words(split: pd.DataFrame, most: int = 12) -> pd.DataFrame:
    """Give the words that set each publisher's own voice apart from the others', the most typical first.

    A word counts where it stands three times, where its z-score is past the 1.96 below which a contrast is no more than
    chance would give (Monroe, Colaresi and Quinn 2008), and where it is no function word: those tell tense and person,
    which the pronouns are counted for. `publisher`, `word`, `count`, `count_other`, `z`.
    """
    own = split[split["voice"].eq("own")].groupby("publisher")["text"].agg(list)
    contrast = keyness(own).rename(columns={"group": "publisher"})
    kept = contrast["count"].ge(3) & contrast["z"].ge(Z) & ~contrast["word"].isin(function_words())
    ranked = contrast[kept].sort_values(["z", "word"], ascending=[False, True])
    return ranked.groupby("publisher", sort=False).head(most).drop(columns="log_odds").reset_index(drop=True)
