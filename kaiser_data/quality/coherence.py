"""What rows must not say, alone or together: the rules that readers of the published tables hold them to.

A schema sees that `date` is a date and `event_id` an event; it does not see that a figure inside the clause that tells
a vote measures another event, that a mention begins at "including", or that a label says only "Strike". Each rule is
a function from the tables to what breaks it, listed in `RULES`; cells are strings, as in the CSV.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

from kaiser_data.lexicon import mapping
from kaiser_data.quality import Cells, StringTables, by_source, jaccard, overlap
from kaiser_data.rows import fold

LONGEST_LABEL = 60
_FRAGMENT = re.compile(
    r"(?:including|(?:most|many|some|all|both|none) of (?:whom|which)|who|whom|which|whose"
    r"|(?:just |only )?(?:hours|days|weeks|months|shortly) (?:before|after))\b",
    re.IGNORECASE,
)
_LOOSE_END = re.compile(r"(?:[,;:–—-]|\b(?:who|whom|which|whose|that|including|and|or|of|to))$", re.IGNORECASE)


class Breach(NamedTuple):
    """A row that breaks a rule: its name, what stands there, what should."""

    where: str
    found: str
    expected: str


def find_breaches(tables: StringTables) -> Iterator[Breach]:
    """Give all that breaks a rule, rule by rule; `tables` holds the six tables, each cell a string."""
    for rule in RULES:
        yield from rule(tables)


def _figures_measure_what_their_clause_tells(tables: StringTables) -> Iterator[Breach]:
    told = by_source(tables["mentions"])
    for figure in tables["figures"]:
        around = {mention["event_id"] for mention in told[figure["source_id"]] if _holds(mention, figure)}
        if figure["event_id"] and around and figure["event_id"] not in around:
            yield Breach(f"figures {figure['figure_id']} event_id", figure["event_id"], " or ".join(sorted(around)))


def _dates_and_triggers_stand_in_their_clause(tables: StringTables) -> Iterator[Breach]:
    for mention in tables["mentions"]:
        for field in ("date_text", "trigger"):
            if fold(mention[field]) not in mention["text"]:
                yield Breach(f"{_name(mention)} {field}", mention[field], f"words of {mention['text']!r}")


def _mentions_are_whole_clauses(tables: StringTables) -> Iterator[Breach]:
    for mention in tables["mentions"]:
        if _FRAGMENT.match(mention["text"]):
            yield Breach(f"{_name(mention)} text", mention["text"], "a clause that begins with its subject")
        if _LOOSE_END.search(mention["text"]):
            yield Breach(f"{_name(mention)} text", mention["text"], "a clause that ends with its last word")


def _what_is_past_is_not_after_its_text(tables: StringTables) -> Iterator[Breach]:
    published = {source["source_id"]: source["published_max"] for source in tables["sources"]}
    latest: dict[str, str] = defaultdict(str)
    for mention in tables["mentions"]:
        latest[mention["event_id"]] = max(latest[mention["event_id"]], published.get(mention["source_id"], ""))
    for event in tables["events"]:
        day = latest[event["event_id"]]
        last = event["date_max"] or event["date_min"]
        if event["status"] == "occurred" and day and last > day:
            yield Breach(f"events {event['event_id']} date", event["date"], f"a date up to {day}, as it occurred")


def _twins_are_coded_alike(tables: StringTables) -> Iterator[Breach]:
    """One quantity that a text tells twice of the same things has one topic, one status and one event."""
    for one, other in combinations(tables["figures"], 2):
        if _is_twin(one, other):
            for field in ("topic", "status", "event_id"):
                if one[field] != other[field]:
                    yield Breach(f"figures {other['figure_id']} {field}", other[field], f"{one[field]!r} as its twin")


def _is_twin(one: Cells, other: Cells) -> bool:
    same = all(one[field] == other[field] for field in ("source_id", "value", "value_max", "unit", "qualifier"))
    heads = [figure["counted"].split()[-1:] for figure in (one, other)]
    return same and heads[0] == heads[1] != []


def _an_actor_has_one_display_name(tables: StringTables) -> Iterator[Breach]:
    short = {actor["actor_id"]: actor["short_name"] for actor in tables["actors"]}
    for table, key, text, row_id in (
        ("quotes", "speaker_id", "speaker", "quote_id"),
        ("figures", "claimed_by_id", "claimed_by", "figure_id"),
    ):
        for row in tables[table]:
            name = short.get(row[key], row[text])
            if row[key] and row[text] not in (name, f"the {name}"):  # "the dockers" are the actor "dockers"
                yield Breach(f"{table} {row[row_id]} {text}", row[text], short[row[key]])


def _labels_say_something_once(tables: StringTables) -> Iterator[Breach]:
    bare = {fold(label).lower() for label in mapping("event_types", "label").values()}
    times = Counter(event["label"] for event in tables["events"])
    for event in tables["events"]:
        where, label = f"events {event['event_id']} label", event["label"]
        if label.lower() in bare:
            yield Breach(where, label, "a label that says who did what, not a bare type")
        if len(label) > LONGEST_LABEL:
            yield Breach(where, label, f"at most {LONGEST_LABEL} characters")
        if times[label] > 1:
            yield Breach(where, label, "a label that no other event has")


def _places_are_no_frame_of_a_superlative(tables: StringTables) -> Iterator[Breach]:
    """In "the longest strike in United States history" the country is where none was longer, not where this one was."""
    told = defaultdict(list)
    for mention in tables["mentions"]:
        told[mention["event_id"]].append(mention["sentence"])
    for event in tables["events"]:
        text = " ".join(told[event["event_id"]])
        for place in filter(None, event["place"].split("; ")):
            framed = len(re.findall(rf"\bin {re.escape(place)}(?:’s|'s)? history\b", text))
            if framed and framed == text.count(place):
                yield Breach(f"events {event['event_id']} place", place, "a place where it happened")


def _quoted_parts_know_their_clause(tables: StringTables) -> Iterator[Breach]:
    spoken = by_source(tables["quotes"])
    for quote in tables["quotes"]:
        holding = [other for other in spoken[quote["source_id"]] if _holds(other, quote) and jaccard(other, quote) < 1]
        smallest = min(holding, key=lambda row: int(row["end"]) - int(row["start"]), default={"quote_id": ""})
        if quote["within"] != smallest["quote_id"]:
            yield Breach(f"quotes {quote['quote_id']} within", quote["within"], smallest["quote_id"])


def _holds(outer: Cells, inner: Cells) -> bool:
    return overlap(outer, inner) == int(inner["end"]) - int(inner["start"])


def _name(mention: Cells) -> str:
    return f"mentions {mention['event_id']} {mention['source_id']} {mention['start']}"


RULES: tuple[Callable[[StringTables], Iterator[Breach]], ...] = (
    _figures_measure_what_their_clause_tells,
    _dates_and_triggers_stand_in_their_clause,
    _mentions_are_whole_clauses,
    _what_is_past_is_not_after_its_text,
    _twins_are_coded_alike,
    _an_actor_has_one_display_name,
    _labels_say_something_once,
    _places_are_no_frame_of_a_superlative,
    _quoted_parts_know_their_clause,
)
