"""What is measured, ours and the peers', each by itself in a process that imports nothing else.

    python -m benchmarks.systems NAME TEXTS.json

TEXTS.json holds rounds of [text, day published]; the first round only warms up, and each round has other texts, so
that no cache remembers them. Prints one JSON object: characters read a round, characters a second of the best round,
peak memory in MB and processor seconds until the first text was read. What this leaves alone is accuracy.
"""

import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import peak_memory

# A slow system reads the first texts of each round only, and fewer rounds.
SECONDS_A_ROUND, SECONDS = 12.0, 36.0
Read = Callable[[str, str], object]


@dataclass(frozen=True)
class System:
    """A measured system: how it is called in the table, what makes its reader, which of ours does the same work."""

    label: str
    start: Callable[[], Read]
    package: str = "kaiser-data"
    beside: str = ""


def all_tables() -> Read:
    """Extract as a user does: one text, all six tables."""
    from kaiser_data.extract.pipeline import extract_text

    return lambda text, day: extract_text(text, published=day)


def components(*names: str) -> Callable[[], Read]:
    """Make the starter of some components alone; what the last of them found becomes rows, where it has any."""

    def start() -> Read:
        from importlib import import_module

        from kaiser_data.extract.pipeline import annotate, make_nlp
        from kaiser_data.sources import make_document

        make_nlp().select_pipes(enable=[f"kaiser_{name}" for name in names])
        rows = getattr(import_module(f"kaiser_data.extract.{names[-1]}.component"), "rows", lambda doc, source: ())

        def read(text: str, day: str) -> list:
            document = make_document(text, published=day)
            return list(rows(annotate(document), document.source))

        return read

    return start


def spacy_sentences() -> Read:
    """Split into tokens and sentences: what no pipeline on spaCy can be faster than."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return lambda text, day: nlp(text)


def quantulum() -> Read:
    """Find quantities."""
    from quantulum3 import parser

    return lambda text, day: parser.parse(text)


def dateparser() -> Read:
    """Find dates, told that the text is English."""
    from dateparser.search import search_dates

    return lambda text, day: search_dates(text, languages=["en"])


def recognizers_quantities() -> Read:
    """Find numbers, percentages, money, ages and dimensions."""
    import recognizers_suite as suite

    find = [
        suite.recognize_number, suite.recognize_percentage, suite.recognize_currency, suite.recognize_age,
        suite.recognize_dimension,
    ]  # fmt: skip
    return lambda text, day: [one(text, suite.Culture.English) for one in find]


def recognizers_dates() -> Read:
    """Find dates."""
    import recognizers_suite as suite

    return lambda text, day: suite.recognize_datetime(text, suite.Culture.English)


SYSTEMS = {
    "limit": System('spaCy blank("en") + sentencizer', spacy_sentences, "spacy"),
    "all": System("kaiser_data, all tables", all_tables),
    "figures": System("kaiser_data, figures", components("layout", "figures")),
    "dates": System("kaiser_data, dates", components("layout", "dates")),
    "actors": System("kaiser_data, actors", components("layout", "actors")),
    "quotes": System("kaiser_data, actors + quotes", components("layout", "actors", "quotes")),
    "events": System("kaiser_data, actors + dates + events", components("layout", "actors", "dates", "events")),
    "quantulum3": System("quantulum3", quantulum, "quantulum3", "figures"),
    "dateparser": System("dateparser.search", dateparser, "dateparser", "dates"),
    "quantities": System("Recognizers-Text, quantities", recognizers_quantities, "recognizers-text-suite", "figures"),
    "days": System("Recognizers-Text, dates", recognizers_dates, "recognizers-text-suite", "dates"),
}


def measure(start: Callable[[], Read], rounds: list[list[list[str]]]) -> dict[str, float]:
    """Start a system, let it read the rounds, and say what that took."""
    read = start()
    read(*rounds[0][0])
    started = time.process_time()
    read_round(read, rounds[0])
    done = []
    for texts in rounds[1:]:
        done.append(read_round(read, texts))
        if time.process_time() - started > SECONDS:
            break
    characters, seconds = max(done, key=lambda round_: round_[0] / round_[1])
    peak = peak_memory(os.getpid())
    return {"characters": characters, "speed": characters / seconds, "memory": peak, "start": started}


def read_round(read: Read, texts: list[list[str]]) -> tuple[int, float]:
    """Read the texts until the time is up; give the characters read and the processor seconds."""
    characters, began, seconds = 0, time.process_time(), 0.0
    for text, day in texts:
        read(text, day)
        characters += len(text)
        seconds = time.process_time() - began
        if seconds > SECONDS_A_ROUND:
            break
    return characters, seconds


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps(measure(SYSTEMS[sys.argv[1]].start, json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))))
