"""The reported clause before its cue, and what goes on after an attribution in the middle.

"[A major work stoppage … is set to end], labor leaders said Monday" has its clause before the cue, "[The number was a
dozen], she said, and [one nurse …]" on both sides. What parts a clause from its attribution is a comma, a question or
exclamation mark, or the end of a quotation that the clause leads into.
"""

import re
from functools import cache

from kaiser_data.extract.grammar.clauses import has_finite_verb
from kaiser_data.extract.grammar.subjects import Subject, subject_after
from kaiser_data.extract.quotes.clause_edges import ADVERBIALS, Frame, Report, listener, next_word
from kaiser_data.extract.quotes.cues import Cue, cue_words
from kaiser_data.extract.quotes.floor import Floor
from kaiser_data.extract.quotes.takeover import trim_end

_POST_TAIL = re.compile(rf"(?:{ADVERBIALS}){{0,2}}\s*(?:[.,;!?—)]|$|\s–|\s\()")

# "revenue stands at $40 million"
_PRESENT = re.compile(
    r"(?!\w+ing\b|(?:In|On|At|For|With|By|To)\b)[A-Z]\S*\s[^,]*?[^s,]\s[a-z]{3,}s\s(?:at|to|in|on|for|by|from|with|the|an?|its|their)\b"
)
_RELATIVE_LAST = re.compile(r"\b(?:which|who|that)$")


@cache
def _told_tail() -> re.Pattern:
    return re.compile(listener().pattern + _POST_TAIL.pattern)


# What may end a clause before its attribution.
_EDGE = re.compile(r"[,?!—”\"]")


def clause_before(floor: Floor, frame: Frame, cue: Cue, low: int) -> list[Report]:
    """The clause before its cue, and what goes on after an attribution in the middle."""
    if cue.infinitive or cue.form in ("ing", "participle") or cue.takes not in ("say", "that", "tell", "how", "show"):
        return []
    masked = floor.masked
    if not _EDGE.search(masked, low, cue.start):
        return []
    subject, comma, after = _attribution(floor, frame, cue, low)
    if subject is None or comma <= low:
        return []
    start = post_start(masked, frame, low, comma)
    end = trim_end(masked, start, comma)
    if end - start < 12 or not _is_clause(masked, start, end):
        return []
    if subject.start < start + 3:
        return []
    if _RELATIVE_LAST.search(masked, max(start, end - 7), end):  # "a role which, Unite has said, is vital"
        start, end = next_word(masked, after), trim_end(masked, start, frame.end)
        return [Report(start, end, cue, subject, "indirect.gap")] if has_finite_verb(masked[start:end]) else []
    reports = [Report(start, end, cue, subject, "indirect.post")]
    if second := _second(masked, frame, after):
        reports.append(Report(*second, cue, subject, "indirect.mid"))
    return reports


def _is_clause(masked: str, start: int, end: int) -> bool:
    """Tell whether words are a clause; its verb may stand in the marks that it leads into."""
    verbs = has_finite_verb(masked[start:end]) or _PRESENT.match(masked, start, end)
    return bool(verbs or _LEADS_INTO_MARKS.search(masked, start, end))


_LEADS_INTO_MARKS = re.compile(r"\w\s[“”\"][^“”\"]{30,}[”\"]?\Z")


def _attribution(floor: Floor, frame: Frame, cue: Cue, low: int) -> tuple[Subject | None, int, int]:
    """Read ", labor leaders said Monday" or ", said Nadia Rauf": the subject, the comma before, where it ends."""
    masked, at = floor.masked, cue.opens
    while at > low and masked[at - 1].isspace():
        at -= 1
    inverted = cue.takes != "tell" and at > low and masked[at - 1] in ',”"'
    if inverted and (subject := subject_after(masked, cue.end, frame.end)):
        edge = _clause_edge(masked, low, at)
        return (subject, edge, subject.end) if edge > 0 else (None, 0, 0)
    told = _told_tail().match(masked, cue.end, frame.end) if cue.takes == "tell" else None
    tail = told or _POST_TAIL.match(masked, cue.end, frame.end)
    subject = floor.subject(cue, low) if tail else None
    if subject is None:
        return None, 0, 0
    comma = low + len(masked[low : subject.start].rstrip())
    edge = _clause_edge(masked, low, comma)
    return (subject, edge, tail.end() - 1) if comma > low and edge >= 0 else (None, 0, 0)


def _clause_edge(masked: str, low: int, at: int) -> int:
    """Find where a clause ends before its attribution, -1 where none does.

    The comma may stand inside quotation marks that the clause leads into: "The offer was “a slap in the face,” said".
    """
    if masked[at - 1] in ",?!—":
        return at - 1
    if masked[at - 1] not in '”"' or masked[at - 2] != ",":
        return -1
    opened = max(masked.rfind("“", low, at - 1), masked.rfind('"', low, at - 1))
    lead = masked[low : max(opened, low)].rstrip()
    leads_in = lead[-1:].isalnum() and lead.split()[-1].lower() not in cue_words()
    return at if leads_in and opened > low else -1


_CONJUNCTION = re.compile(r"(?:And|But|Yet|So|Still|Meanwhile,|However,)\s")


def post_start(masked: str, frame: Frame, low: int, comma: int) -> int:
    """Find where the clause that ends at `comma` begins: after a conjunction, a semicolon or a dash."""
    start = max(frame.start, low)
    if start == frame.start and (conjunction := _CONJUNCTION.match(masked, start, comma)):
        start = conjunction.end()
    for mark in (";", " — "):
        at = masked.rfind(mark, start, comma)
        start = at + len(mark) if at >= 0 and comma - at > 15 else start
    return next_word(masked, start) if start == low and low > frame.start else _skip_space(masked, start)


def _skip_space(masked: str, at: int) -> int:
    while at < len(masked) and (masked[at].isspace() or masked[at] in "•*_-#—–"):
        at += 1
    return at


_GOES_ON = re.compile(r",\s(and\s|but\s)?(?=(?:because|since|so|while|although|though|if|when|which\s|[a-z“\"]|[A-Z]))")
_SUBORDINATES = re.compile(r"(?:because|since|so|as|if|when|while|unless|until)\s")


def _second(masked: str, frame: Frame, after: int) -> tuple[int, int] | None:
    """The clause that goes on after the attribution: ", she said, and one nurse …", "said Ana Ruiz, because they …"."""
    match = _GOES_ON.match(masked, after, frame.end)
    if not match:
        return None
    start = match.end()
    if not match[1] and not _SUBORDINATES.match(masked, start):
        return None
    rest = masked[start : frame.end]
    if not has_finite_verb(rest) and "“" not in rest and '"' not in rest:
        return None
    end = trim_end(masked, start, frame.end)
    return (start, end) if end - start > 12 else None
