"""Reported speech without quotation marks: the clause that a cue governs, and where it ends.

"Kaiser said [it could not immediately provide a response on the strike’s end]" has its clause after the cue, "[A
major work stoppage … is set to end], labor leaders said Monday" before it, and "[The number was a dozen], she said,
and [one nurse …]" on both sides. What is left alone: cues without a clause ("rejected the use of Magnet status"),
promises and feelings, answers not given ("would not say whether"), passives without a speaker.
"""

import re
from collections.abc import Iterator

from kaiser_data.extract.people.cast import Cast
from kaiser_data.extract.speech.clauses import has_finite_verb
from kaiser_data.extract.speech.content import (
    ADVERBIALS,
    LISTENER,
    Frame,
    Report,
    content_end,
    content_start,
    next_word,
    trim_end,
)
from kaiser_data.extract.speech.cues import Cue, cue_words
from kaiser_data.extract.speech.subjects import Subject, opening_subject, people_in, subject_after, subject_before

_POST_TAIL = re.compile(rf"(?:{ADVERBIALS}){{0,2}}\s*(?:[.,;!?—)]|$|\s–|\s\()")


class Floor:
    """Who may have the floor in a sentence: the subject of each cue, looked for when it is first asked for."""

    __slots__ = ("cast", "earlier", "found", "masked")

    def __init__(self, masked: str, cast: Cast):
        self.masked = masked
        self.cast = cast
        self.earlier: list[tuple[Cue, int]] = []
        self.found: dict[tuple[int, int], Subject | None] = {}

    def subject(self, cue: Cue, low: int) -> Subject | None:
        """Give the subject of a cue whose clause may begin at `low`; a participle after a comma has none of its own."""
        key = cue.opens, low
        if key not in self.found:
            parted = cue.form == "ing" and self.masked.startswith(", ", max(0, cue.opens - 2))
            self.found[key] = None if parted else subject_before(self.masked, self.cast, low, cue.opens)
        return self.found[key]

    def last(self) -> Subject | None:
        """Give the nearest subject that an earlier cue has."""
        return next((subject for cue, low in reversed(self.earlier) if (subject := self.subject(cue, low))), None)


def find_reports(masked: str, cast: Cast, frame: Frame, cues: list[Cue]) -> list[Report]:
    """Find the reported clauses of one sentence, cue by cue."""
    found: list[Report] = []
    floor, low = Floor(masked, cast), frame.start
    for number, cue in enumerate(cues, 1):
        if cue.passive or cue.takes in _NO_CLAUSE or (cue.takes == "as" and not cue.word.startswith("cit")):
            continue
        if cue.takes == "according":
            found += _according(masked, cast, frame, cue, low)
            continue
        if _is_inverted(masked, frame, cue, low) and (before := _before(floor, frame, cue, low)):
            found += before
            low = before[-1].end
            continue
        if masked.find("be", cue.end, cue.end + 60) > 0 and _NAME_WITHHELD.match(masked, cue.end, frame.end):
            continue
        clause = low
        if after := _as_put(floor, frame, cue, low) or _after(floor, frame, cue, low, cues[number:]):
            found.append(after)
            low = cue.end
        elif not cue.negated and (before := _before(floor, frame, cue, low)):
            found += before
            low = before[-1].end
        floor.earlier.append((cue, clause))
    return found


# What can govern no clause.
_NO_CLAUSE = frozenset({"quote", "adjacent", "think"})
# "who asked that her name not be used" is a request.
_NAME_WITHHELD = re.compile(
    r"\s(?:that\s)?[\w\s]{2,40}?\s(?:not\s)?be\s(?:used|named|withheld|identified|published|given)\b"
)


_CLOSED = frozenset(',”"')


def _is_inverted(masked: str, frame: Frame, cue: Cue, low: int) -> bool:
    """ ", said Nadia Rauf," names its subject after the cue."""
    if cue.takes == "tell" or masked[max(low, cue.start - 4) : cue.start].rstrip()[-1:] not in _CLOSED:
        return False
    return subject_after(masked, cue.end, frame.end) is not None


_JOINS = re.compile(r"(?:,|\b(?:and|but|then|also|who|which|that))\s+$")


def _borrowed(floor: Floor, frame: Frame, cue: Cue) -> Subject | None:
    """A participle or a second verb has the subject of its sentence: ", arguing that", "and warned that"."""
    joined = cue.form == "ing" or _JOINS.search(floor.masked[max(frame.start, cue.opens - 14) : cue.opens])
    if not joined:
        return None
    if last := floor.last():
        return last
    if cue.form == "ing" and (party := _last_party(floor.masked, floor.cast, frame, cue)):
        return party
    return opening_subject(floor.masked, floor.cast, frame.start, cue.opens)


def _last_party(masked: str, cast: Cast, frame: Frame, cue: Cue) -> Subject | None:
    """A sentence about a thing leaves the talking to the party it names: "the union’s request for raises, arguing"."""
    about = opening_subject(masked, cast, frame.start, cue.opens)
    owners = list(_OWNER.finditer(masked, frame.start, cue.opens))
    if owners and (about is None or (about.end < owners[0].start() and not cast.between(about.start, about.end))):
        return Subject(owners[-1].start(1), owners[-1].end(1))
    return None


_OWNER = re.compile(
    r"\b((?:[Tt]he|[Ii]ts|[Tt]heir)\s(?:union|company|government|council|district|"
    r"employer|hospital|airline|guild|federation)|[A-Z][\w./&-]+)[’']s?\s(?=[a-z])"
)


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
    subject = floor.subject(cue, low) or _borrowed(floor, frame, cue)
    if subject is None and cue.form != "ing":
        return None
    end = content_end(masked, floor.cast, frame, cue, start, cues, subject)
    if rule == "indirect.gap":
        # "a system that the union says [has turned every shift into a lottery], in what would be"
        lead = masked[max(frame.start, (subject or cue)[0] - 12) : (subject or cue)[0]]
        if not subject or not _RELATES.search(lead):
            return None
        comma = masked.find(",", start, end)
        end = trim_end(masked, start, comma) if comma > 0 else end
    if end - start < 6 or not _is_content(masked, start, end, rule):
        return None
    return Report(start, end, cue, subject, rule)


def _is_content(masked: str, start: int, end: int, rule: str) -> bool:
    words = masked[start:end]
    if rule in ("indirect.that", "indirect.told_that", "indirect.proof_that", "indirect.because"):
        return " " in words
    return " " in words.strip()


# What may end a clause before its attribution.
_EDGE = re.compile(r"[,?!—”\"]")


def _before(floor: Floor, frame: Frame, cue: Cue, low: int) -> list[Report]:
    """The clause before its cue, and what goes on after an attribution in the middle."""
    if cue.infinitive or cue.form in ("ing", "participle") or cue.takes not in ("say", "that", "tell", "how", "show"):
        return []
    masked = floor.masked
    if not _EDGE.search(masked, low, cue.start):
        return []
    subject, comma, after = _attribution(floor, frame, cue, low)
    if subject is None or comma <= low:
        return []
    start = _post_start(masked, frame, low, comma)
    end = trim_end(masked, start, comma)
    if end - start < 12 or not has_finite_verb(masked[start:end]) or _all_quoted(masked, start, end):
        return []
    if subject.start < start + 3:
        return []
    reports = [Report(start, end, cue, subject, "indirect.post")]
    if second := _second(masked, frame, after):
        reports.append(Report(*second, cue, subject, "indirect.mid"))
    return reports


def _attribution(floor: Floor, frame: Frame, cue: Cue, low: int) -> tuple[Subject | None, int, int]:
    """Read ", labor leaders said Monday" or ", said Nadia Rauf": the subject, the comma before, where it ends."""
    masked, at = floor.masked, cue.opens
    while at > low and masked[at - 1].isspace():
        at -= 1
    inverted = cue.takes != "tell" and at > low and masked[at - 1] in ',”"'
    if inverted and (subject := subject_after(masked, cue.end, frame.end)):
        edge = _clause_edge(masked, low, at)
        return (subject, edge, subject.end) if edge > 0 else (None, 0, 0)
    if cue.takes == "tell":
        listener = LISTENER.match(masked, cue.end, frame.end)
        stop = listener.end() if listener else cue.end
    else:
        stop = cue.end
    tail = _POST_TAIL.match(masked, stop, frame.end)
    if not tail:
        return None, 0, 0
    subject = floor.subject(cue, low)
    if subject is None:
        return None, 0, 0
    comma = subject.start
    while comma > low and masked[comma - 1].isspace():
        comma -= 1
    edge = _clause_edge(masked, low, comma)
    if comma <= low or edge < 0:
        return None, 0, 0
    return subject, edge, tail.end() - 1


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


_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’-]{2,40}(?:,\s[A-Z][\w.]{1,12}(?:\s[A-Z][\w.]{1,8})?)?\s?(?:\([^)]{2,30}\)\s?)?[—–-]{1,2}\s"
)
_CONJUNCTION = re.compile(r"(?:And|But|Yet|So|Still|Meanwhile,|However,)\s")


def _post_start(masked: str, frame: Frame, low: int, comma: int) -> int:
    start = max(frame.start, low)
    if start == frame.start and (dateline := _DATELINE.match(masked, start, comma)):
        start = dateline.end()
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


_QUOTED = re.compile(r"[“\"‘'][x ]+.?[”\"’']")


def _all_quoted(masked: str, start: int, end: int) -> bool:
    return masked[start] in "“\"‘'" and _QUOTED.fullmatch(masked, start, end) is not None


_ASIDE = re.compile(r",\s(?:an?|the|who|[A-Z])[^,.;:]{2,90}(?=,)")
_GOES_ON = re.compile(r",\s(and\s|but\s)?(?=(?:because|since|so|while|although|though|if|when|which\s|[a-z“\"]|[A-Z]))")
_FIRST_WORD = re.compile(r"\w+")
_SUBORDINATES = re.compile(r"(?:because|since|so|as|if|when|while|unless|until)\s")


def _second(masked: str, frame: Frame, after: int) -> tuple[int, int] | None:
    """The clause that goes on after the attribution: ", she said, and one nurse …", "said Ana Ruiz, because they …"."""
    aside = _ASIDE.match(masked, after, frame.end)
    at = aside.end() if aside and not has_finite_verb(aside[0].replace("who", "")) else after
    match = _GOES_ON.match(masked, at, frame.end)
    if not match:
        return None
    start = match.end()
    first = _FIRST_WORD.match(masked, start)
    if first and first[0].lower() in cue_words():
        return None
    if not match[1] and not _SUBORDINATES.match(masked, start):
        return None
    rest = masked[start : frame.end]
    if not has_finite_verb(rest) and "“" not in rest and '"' not in rest:
        return None
    end = trim_end(masked, start, frame.end)
    return (start, end) if end - start > 12 else None


_SOMEONE = re.compile(r"(?:an?\s|[A-Z]|one\b|him|her|them)")
_SOURCE = re.compile(r"\s+((?:[^,.;:“”\"()—]|\.(?=\w|\s[a-z])|(?<=\b[A-Z])\.|(?<=Mr|Ms|Dr)\.|\([^)]*\))+)")
_OPENS_SENTENCE = re.compile(r"\W*(?:(?:But|And|Meanwhile|Still|However),?\s*)?")


def _is_source(masked: str, cast: Cast, cue: Cue, source: re.Match) -> bool:
    """Tell who can be a source from what cannot: "according to plan", "according to the hours they work"."""
    if cast.between(source.start(1), source.end(1)) or people_in(source[1]) or _SOMEONE.match(source[1]):
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
    start = _post_start(masked, frame, low, comma)
    end = trim_end(masked, start, comma)
    if end - start > 12 and masked.count(" ", start, end) > 2 and not _all_quoted(masked, start, end):
        yield Report(start, end, cue, subject, "indirect.according_post")
