"""Reported speech without quotation marks: the clause that a cue governs, and where it ends.

"Kaiser said [it could not immediately provide a response on the strike’s end]" has its clause after the cue; clauses
before it are `postposed`'s. What is left alone: cues without a clause ("rejected the use of Magnet status"), promises
and feelings, answers not given ("would not say whether"), passives without a speaker.
"""

import re
from collections.abc import Iterator

from kaiser_data.extract.actors.text_actors import Cast
from kaiser_data.extract.grammar.clauses import has_finite_verb
from kaiser_data.extract.grammar.people_nouns import people_in
from kaiser_data.extract.grammar.subjects import Subject
from kaiser_data.extract.quotes.clause_edges import ADVERBIALS, Frame, Report, content_start, next_word
from kaiser_data.extract.quotes.cues import Cue
from kaiser_data.extract.quotes.floor import Floor, borrowed, is_inverted
from kaiser_data.extract.quotes.postposed import clause_before, post_start
from kaiser_data.extract.quotes.takeover import content_end, main_subject, trim_end


def find_reports(masked: str, cast: Cast, frame: Frame, cues: list[Cue]) -> list[Report]:
    """Find the reported clauses of one sentence, cue by cue."""
    found: list[Report] = []
    floor, low = None, frame.start
    for number, cue in enumerate(cues, 1):
        if cue.passive or cue.takes in _NO_CLAUSE or (cue.takes == "as" and not cue.word.startswith("cit")):
            continue
        if cue.takes == "according":
            found += _according(masked, cast, frame, cue, low)
            continue
        floor = floor or Floor(masked, cast)
        if is_inverted(masked, frame, cue, low) and (before := clause_before(floor, frame, cue, low)):
            found += before
            low = before[-1].end
            continue
        clause = low
        if after := _as_put(floor, frame, cue, low) or _after(floor, frame, cue, low, cues[number:]):
            found.append(after)
            low = cue.end
        elif not cue.negated and (before := clause_before(floor, frame, cue, low)):
            found += before
            low = before[-1].end
        floor.earlier.append((cue, clause))
    return found


# What can govern no clause.
_NO_CLAUSE = frozenset({"quote", "adjacent", "think"})


_LED_IN = re.compile(
    r"\W*(?:But|And|So|Yet|Still|And so|In other words|At the same time|Indeed|Now|Then|After all|Besides),\s"
)
_AS = re.compile(r"\b[Aa]s\s$")
_COMMA = re.compile(rf"(?:{ADVERBIALS})?,\s")


def _as_put(floor: Floor, frame: Frame, cue: Cue, low: int) -> Report | None:
    """ ", as the WSWS previously reported, CLAUSE"."""
    masked = floor.masked
    comma = _COMMA.match(masked, cue.end, frame.end) if masked.find(",", cue.end, frame.end) > 0 else None
    if not comma or not (subject := floor.subject(cue, low)):
        return None
    lead = masked[max(frame.start, subject.start - 5) : subject.start]
    if not _AS.search(lead) and not _LED_IN.fullmatch(masked, frame.start, subject.start):
        return None
    start = comma.end()
    end = content_end(masked, floor.cast, frame, cue, start)
    clause = masked[start:end]
    return Report(start, end, cue, subject, "indirect.as") if has_finite_verb(clause) or "“" in clause else None


_RELATES = re.compile(r"(?:\b(?:that|which|who|what|and)|,)\s*(?:the\s)?$")


def _after(floor: Floor, frame: Frame, cue: Cue, low: int, cues: list[Cue]) -> Report | None:
    """The clause that follows its cue, with or without "that"."""
    if cue.negated or cue.infinitive:
        return None
    masked = floor.masked
    start, rule = content_start(masked, frame, cue)
    if start < 0:
        return None
    subject = floor.subject(cue, low) or borrowed(floor, frame, cue)
    if subject is None and cue.form != "ing":
        return None
    end = content_end(masked, floor.cast, frame, cue, start, cues, subject)
    if cue.start == frame.start and (main := main_subject(masked, floor.cast, start, frame.end)):
        subject, end = main, min(end, main.start - 2)
    if rule == "indirect.gap":
        end = _gap_end(masked, frame, subject, start, end)
    if end - start < 6 or " " not in masked[start:end].strip():
        return None
    return Report(start, end, cue, subject, rule)


def _gap_end(masked: str, frame: Frame, subject: Subject | None, start: int, end: int) -> int:
    """ "a system that the union says [has turned every shift into a lottery], in what would be"; -1 where no gap is."""
    if not subject or not _RELATES.search(masked[max(frame.start, subject.start - 12) : subject.start]):
        return -1
    comma = masked.find(",", start, end)
    return trim_end(masked, start, comma) if comma > 0 else end


_SOURCE = re.compile(r"\s+((?:[^,.;:“”\"()—]|\.(?=\w|\s[a-z])|(?<=\b[A-Z])\.|(?<=Mr|Ms|Dr)\.|\([^)]*\))+)")
_OPENS_SENTENCE = re.compile(r"\W*(?:(?:But|And|Meanwhile|Still|However),?\s*)?")


def _is_source(masked: str, cast: Cast, cue: Cue, source: re.Match) -> bool:
    """Tell who can be a source from what cannot: "according to plan", "according to the hours they work"."""
    if cast.between(source.start(1), source.end(1)) or people_in(source[1]):
        return True
    parted = masked.startswith(", ", max(0, cue.start - 2))
    return (parted or cue.word[0].isupper()) and " " in source[1]


def _according(masked: str, cast: Cast, frame: Frame, cue: Cue, low: int) -> Iterator[Report]:
    """ "According to X, CLAUSE" and "CLAUSE, according to X"."""
    source = _SOURCE.match(masked, cue.end, frame.end)
    if not source or not _is_source(masked, cast, cue, source):
        return
    subject = Subject(source.start(1), source.start(1) + len(source[1].rstrip()))
    lead = masked[frame.start : cue.start]
    if _OPENS_SENTENCE.fullmatch(lead):
        comma = masked.find(",", subject.end, frame.end)
        if comma > 0:
            start = next_word(masked, comma + 1)
            end = content_end(masked, cast, frame, cue, start)
            if end - start > 12 and masked.count(" ", start, end) > 2:
                yield Report(start, end, cue, subject, "indirect.according")
        return
    comma = cue.start
    while comma > frame.start and (masked[comma - 1].isspace() or masked[comma - 1] == ","):
        comma -= 1
    start = post_start(masked, frame, low, comma)
    end = trim_end(masked, start, comma)
    if end - start > 12 and masked.count(" ", start, end) > 2:
        yield Report(start, end, cue, subject, "indirect.according_post")
