"""The subject of a cue: the words of the sentence that name or describe who speaks.

It stands before the cue ("Anjetta Thackeray, a spokesperson for UNAC/UHCP, said") here, after it or at the head of the
sentence in `subjects_elsewhere`. What is left alone: whom a pronoun or a description means, which `speakers` tells.
"""

import re
from typing import NamedTuple

from kaiser_data.extract.actors.text_actors import Cast
from kaiser_data.extract.grammar.people_nouns import people_in
from kaiser_data.extract.grammar.phrases import (
    ADVERBIAL,
    FINITE,
    HOLDS_VERB,
    NO_SUBJECT,
    PRONOUN,
    SUBJECT,
    has_main_verb,
    last_mark,
    read_noun_phrase,
    read_words,
)

_ASIDE = re.compile(
    r"(?:\s?(?:an?|the|one|who|whose|which|whom|himself|herself|now|formerly|"
    r"also|chief|vice|deputy|co-\w+|general|president|"
    r"head|director|chair\w*|secretary|spokes\w+|executive|senior|assistant|professor|"
    r"of|for|in|at|from|both|including|meanwhile|"
    r"too|however|or|for example|for instance|in turn|for his part|for her part|"
    r"for its part|for their part|[DRI]-[A-Z]|\d{1,3}$|aged|[a-z]+ing|[a-z]{3,}ed|"
    r"seen)\b|\s?[A-Z][\w.]+$|\s?\d{1,3}$|\s?$|\s?[DRI]-)"
)
_CONJUNCTION_ENDS = ("and", "but", "or", "then", "also", "that")
_CONJUNCTION_LAST = re.compile(r"\b(?:and|but|or|then|also|that)$")


class Subject(NamedTuple):
    """The words that name a speaker: `text[start:end]`."""

    start: int
    end: int


def subject_before(masked: str, cast: Cast, low: int, cue: int) -> Subject | None:
    """Find the subject that ends where the cue (with its auxiliaries) opens; `low` is where its clause may begin."""
    end = _before_space(masked, low, cue)
    if adverb := _ADVERB_LAST.search(masked, max(low, end - 24), end):
        end = adverb.start()  # "The union earlier had said"
    if end <= low:
        return None
    if masked[end - 1] in _MARKS_BEFORE or _DASH_LAST.search(masked, max(low, end - 3), end):
        return _before_mark(masked, cast, low, end)
    if masked.endswith(_CONJUNCTION_ENDS, low, end) and _CONJUNCTION_LAST.search(masked, max(low, end - 6), end):
        return None
    return _in_clause(masked, cast, low, end)


_ADVERB_LAST = re.compile(
    r"(?<=\w)\s(?:earlier|later|also|recently|today|yesterday|now|then|meanwhile|separately|previously|repeatedly|"
    r"publicly|privately|reportedly|initially|subsequently|promptly)\Z"
)
_DASH_LAST = re.compile(r"(?:—|\s(?:--|–|-))\Z")
_MARKS_BEFORE = frozenset(",)]—.;:!?")


def _before_mark(masked: str, cast: Cast, low: int, end: int) -> Subject | None:
    """Find the subject that an aside, in commas, brackets or dashes, parts from its cue."""
    if masked[end - 1] == ",":
        return _before_aside(masked, cast, low, end - 1)
    if masked[end - 1] in ")]":
        opened = masked.rfind("(", low, end)
        end = _before_space(masked, low, opened) if opened > low else end
        if masked[end - 1] in ",.;:" or end <= low:
            return None
    dash = _DASH_LAST.search(masked, max(low, end - 3), end)
    if dash and (opened := masked.rfind(dash[0], max(low, end - 240), dash.start())) > low:
        return subject_before(masked, cast, low, opened)  # "Metroway boss Lee Hall—who earns £612,000—has said"
    return None if masked[end - 1] in ".;:!?—–-" else _in_clause(masked, cast, low, end)


def _before_space(masked: str, low: int, at: int) -> int:
    while at > low and masked[at - 1].isspace():
        at -= 1
    return at


def _in_clause(masked: str, cast: Cast, low: int, end: int) -> Subject | None:
    """Find the subject in the words that end where a cue opens: what follows their last mark or comma, at most."""
    start = _last_comma(masked, cast, low + last_mark(masked[low:end]), end)
    place, found = read_words(masked[start:end])
    start += place
    if found == ADVERBIAL:
        if (start := _after_adverbial(masked, cast, start, end)) < 0:
            return None
        place, found = read_noun_phrase(masked[start:end])
        start += place
    if found == HOLDS_VERB:
        return _around_verb(masked, cast, start, end)
    return Subject(start, end) if found == SUBJECT else None


_LISTED = re.compile(r"(?:[\w’'-]++\s){0,3}[\w’'-]++(?:,|\sand)\s")
_NAMED = re.compile(r"[A-Z]\w*+\.?\s(?:[a-z]|$)")


def _last_comma(masked: str, cast: Cast, start: int, end: int) -> int:
    """Find the comma after which the subject stands: not one inside a list of trades or a place's name."""
    at = masked.rfind(", ", start, end)
    while at > start:
        listing = _LISTED.match(masked, at + 2, end) and not FINITE.search(masked, start, end)
        if listing or (_NAMED.match(masked, at + 2, end) and _is_place(cast, at + 2)):
            at = masked.rfind(", ", start, at)
            continue
        return at + 2
    return start


def _is_place(cast: Cast, at: int) -> bool:
    return any(naming.kind == "place" for naming in cast.between(at, at + 1))


_OWNED_TAIL = re.compile(rf"\s((?:the|an?|its|their|his|her)\s[^,]{{2,60}}|{PRONOUN})$")
_OBLIQUE = re.compile(r"\b(?:of|for|from|at|with|to|by)\s(?:the\s)?$")
_OBLIQUE_NEAR = re.compile(r"\b(?:by|of|to|for|with|from|and|on|at)\s[^,]{0,40}$")


def _after_adverbial(masked: str, cast: Cast, start: int, end: int) -> int:
    """Find the name, or the noun phrase, that an opening adverbial leads to; -1 where there is none."""
    naming = next((n for n in reversed(cast.between(start, end)) if n.end == end and n.actor_id), None)
    if naming and not _OBLIQUE.search(masked[start + 4 : naming.start]):
        return naming.start
    tail = _OWNED_TAIL.search(masked[start:end])
    return start + tail.start(1) if tail else -1


def _around_verb(masked: str, cast: Cast, start: int, end: int) -> Subject | None:
    """Find the subject in words that hold a verb: a person named after it, else what stands before it."""
    verb = FINITE.search(masked, start, end)
    if not verb:
        return Subject(start, end)
    person = next((n for n in reversed(cast.between(verb.end(), end)) if n.kind == "person" and n.end == end), None)
    if person and not _OBLIQUE_NEAR.search(masked[verb.end() : person.start]):
        return Subject(person.start, end)  # "before the strike began regional officer Len Hobday told"
    # "212 faculty have signed a letter saying": what stands before the verb.
    head = masked[start : verb.start()].rstrip()
    return Subject(start, start + len(head)) if len(head) > 2 and not NO_SUBJECT.fullmatch(head) else None


_RELATING = re.compile(r"\b(?:by|of|for|with|to|from|and|at|in|on|near)\s")


def _before_aside(masked: str, cast: Cast, low: int, end: int) -> Subject | None:
    """Find the noun phrase that an aside between commas describes: "Ana Ruiz, who drives a tram, said"."""
    at = end
    for _ in range(5):
        comma = masked.rfind(", ", low, at)
        if comma < 0:
            break
        aside = masked[comma + 1 : at]
        named = [n for n in cast.between(comma + 1, at) if n.kind == "person" and n.end == at]
        if (
            named
            and not (aside.startswith((" a ", " an ")) and _is_named(cast, comma))
            and not _RELATING.search(masked[comma + 1 : named[0].start])
        ):
            return Subject(comma + 2, at)  # "The trust's chief operating officer, Gareth Loxley, said"
        if not _ASIDE.match(aside) and not _names_end(cast, comma + 2, at):
            break
        subject = subject_before(masked, cast, low, comma)
        if subject and _is_plausible(masked, cast, subject):
            return subject
        at = comma
    return None


def _is_named(cast: Cast, end: int) -> bool:
    """Tell whether a person's name ends at a comma: what follows it describes the person."""
    return any(naming.kind == "person" and naming.end == end for naming in cast.before(end, 1))


def _names_end(cast: Cast, start: int, end: int) -> bool:
    return any(naming.kind == "place" and naming.end >= end - 1 for naming in cast.between(start, end))


_DETERMINED = re.compile(r"(?:the|an?|its|their|his|her|one|two|three|another|several|many|some)\s", re.IGNORECASE)


def _is_plausible(masked: str, cast: Cast, subject: Subject) -> bool:
    words = masked[subject.start : subject.end]
    named = any(naming.actor_id for naming in cast.between(subject.start, subject.end))
    return (named or bool(_DETERMINED.match(words)) or people_in(words)) and not has_main_verb(words)
