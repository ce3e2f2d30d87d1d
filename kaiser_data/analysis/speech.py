"""Who speaks, introduced how, and in whose voice a word stands: what the notebooks count of quotes and texts."""

from collections.abc import Iterable, Mapping

import pandas as pd

from kaiser_data.analysis import rhetoric
from kaiser_data.extract.grammar.words import cue_forms
from kaiser_data.lexicon import mapping

# Words in quotation marks that somebody said; reported speech is the text's own wording, a scare quote nobody's.
SPOKEN = ("direct", "partial", "slogan")
INTRODUCED = ("a name", "an organisation", "no name")
# A voice with fewer words has rates that say nothing.
LEAST_WORDS = 100


def quoted(quotes: pd.DataFrame) -> pd.DataFrame:
    """Give the quotes that are words of their speaker, with the number of `words` in each."""
    spoken = quotes[quotes["kind"].isin(SPOKEN)].astype({"side": "str"})
    return spoken.assign(words=spoken["text"].map(rhetoric.words).map(len))


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
    bounds = [rhetoric.wilson(*pair) for pair in zip(counts["value"], counts["speakers"], strict=True)]
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
        own, spoken = rhetoric.split_voices(texts[source.source_id], quotes[quotes["source_id"].eq(source.source_id)])
        for voice, text in (("own", own), ("quoted", spoken)):
            rows.append((source.source_id, source.publisher, voice, text, len(rhetoric.words(text))))
    return pd.DataFrame(rows, columns=["source_id", "publisher", "voice", "text", "words"])


def voice_rates(split: pd.DataFrame, lexicon: str, column: str, wanted: Iterable[str]) -> pd.DataFrame:
    """Give hits per 1,000 words by `wanted` heading, publisher and voice, with Wilson's interval.

    A voice with fewer than 100 words is left out. `label` names publisher and voice.
    """
    hits = pd.concat(
        rhetoric.find_terms({row.source_id: row.text}, lexicon, column).assign(publisher=row.publisher, voice=row.voice)
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
    hits = rhetoric.find_terms(texts, lexicon, column).groupby([column, "source_id"]).size()
    headings = dict.fromkeys(mapping(lexicon, column).values())
    rows = [
        (heading, name, name, *_rate(hits.get((heading, name), 0), len(rhetoric.words(text))))
        for heading in sorted(headings)
        for name, text in texts.items()
    ]
    return pd.DataFrame(rows, columns=[column, "label", "publisher", "hits", "value", "low", "high"])


def _rate(hits: int, words: int) -> tuple[int, float, float, float]:
    return int(hits), *(round(bound, 1) for bound in rhetoric.per_thousand(int(hits), words))


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
    contrast = rhetoric.keyness(own).rename(columns={"group": "publisher"})
    kept = contrast["count"].ge(3) & contrast["z"].ge(rhetoric.Z) & ~contrast["word"].isin(rhetoric.function_words())
    ranked = contrast[kept].sort_values(["z", "word"], ascending=[False, True])
    return ranked.groupby("publisher", sort=False).head(most).drop(columns="log_odds").reset_index(drop=True)
