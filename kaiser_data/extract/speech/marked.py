"""What words in quotation marks are, and which cue gives them: the rules in the order in which they are asked.

"Handmade pickets … declared, “Stop profits over babies!”" is a slogan, "calling it its “strongest … offer ever”"
belongs to an earlier verb of its sentence, "the “joint training centers”" to nobody: a `term`.
"""

import re
from functools import cache

from kaiser_data.extract.speech.beside import (
    by_agent,
    claim_after,
    claim_before,
    is_attribute,
    is_beside,
    is_title,
    owning_noun,
    shared_subject,
)
from kaiser_data.extract.speech.clauses import is_utterance, opens_with_clause
from kaiser_data.extract.speech.content import Frame, Report
from kaiser_data.extract.speech.cues import Cue
from kaiser_data.extract.speech.marks import Marked
from kaiser_data.extract.speech.scene import Claim, Scene
from kaiser_data.extract.speech.subjects import opening_subject, subject_before
from kaiser_data.lexicon import prefix_tree, terms

_BLANK = re.compile(r"[\s,.;:!?“”\"'’‘…—–*_)(\[\]-]*")


_BETWEEN_SLOGANS = re.compile(r"[\s,;.”\"’']*(?:and|or|,|;|&)?[\s“\"‘']*")


def judge(
    scene: Scene, frame: Frame, mark: Marked, cues: list[Cue], reports: list[Report], before: list[Claim]
) -> Claim:
    """Say what words in marks are, by the first rule that applies; attributed to nobody, they are a term."""
    words = scene.text[mark.start : mark.end]
    if _is_nickname_or_headline(scene.masked, mark, words):
        return Claim(mark.start, mark.end, "term", "term.name")
    opens_alone = not cues and not reports and mark.opened == frame.start
    for rule in _BY_ITSELF if opens_alone else _RULES:
        if claim := rule(scene, frame, mark, cues, reports, before, words):
            return claim
    return Claim(mark.start, mark.end, "term", "term")


def _is_nickname_or_headline(masked: str, mark: Marked, words: str) -> bool:
    """Jesús “Chuy” García; “An artist gets a show,” by a newspaper's reporter."""
    after = masked[mark.closed + 1 : mark.closed + 8]
    if after[1:2] == "b":
        return bool(_BY_NAME.match(after))
    if _CAPITAL.match(after) and len(words.split()) < 3:
        before = masked[max(0, mark.opened - 20) : mark.opened]
        if _NAME_BEFORE.search(before):
            return not _NOUN_BEFORE.search(before)
    return False


_CAPITAL = re.compile(r"\s[A-Z][a-zÀ-ÿ]")
_NAME_BEFORE = re.compile(r"(?:^|\s)[A-Z]\w+\s$")
_NOUN_BEFORE = re.compile(r"(?:[Tt]he|[Aa]n?)\s[A-Z]\w+\s$")
_BY_NAME = re.compile(r"\sby\s[A-Z]")


def _slogan(scene, frame, mark, cues, reports, before, words) -> Claim | None:
    if mark.opened == frame.start:
        return None
    if (
        before
        and before[-1].kind == "slogan"
        and _BETWEEN_SLOGANS.fullmatch(scene.masked, before[-1].end + 1, mark.opened)
    ):
        last = before[-1]
        return Claim(mark.start, mark.end, "slogan", "slogan.list", last.cue, last.subject)
    lead = scene.masked[max(frame.start, mark.opened - 110) : mark.opened]
    carrier = _carriers().search("\n" + lead.lower())
    if not carrier and not (before and before[-1].kind == "slogan" and _LISTED.search(lead)):
        return None
    cue = next((cue for cue in reversed(cues) if cue.end <= mark.opened), None)
    subject = opening_subject(scene.masked, scene.cast, frame.start, mark.opened)
    return Claim(mark.start, mark.end, "slogan", "slogan", cue, subject)


_LISTED = re.compile(r"\b(?:and|,)\s\w+,?\s$")


@cache
def _carriers() -> re.Pattern:
    return re.compile(rf"[^a-z0-9_](?:{prefix_tree(terms('slogan_carriers'))})\b(?![^“”\"]*\b(?:contract|agreement)\b)")


def _in_report(scene, frame, mark, cues, reports, before, words) -> Claim | None:
    if not reports:
        return None
    report = next((r for r in reports if r.start <= mark.opened and mark.closed <= r.end + 3), None)
    if not report:
        return None
    inner = next(
        (c for c in reversed(cues) if report.start <= c.start and c.end <= mark.opened and c.start > report.cue.start),
        None,
    )
    if inner and not inner.passive and scene.masked[inner.end : mark.opened].count(" ") <= 3:
        subject = subject_before(scene.masked, scene.cast, report.start, inner.opens)
        pronoun = subject and scene.masked[subject.start : subject.end].lower() in ("it", "he", "she", "they")
        return Claim(
            mark.start,
            mark.end,
            "partial",
            "quote.in_report",
            inner,
            report.subject if pronoun or not subject else subject,
        )
    kind = "direct" if opens_with_clause(words) else "partial"
    return Claim(mark.start, mark.end, kind, "quote.in_report", report.cue, report.subject)


def _governed(scene, frame, mark, cues, reports, before, words) -> Claim | None:
    """`accused KP of “…”`, `a status Kaiser promotes as a “…”`: an earlier cue of the sentence."""
    if scene.masked[mark.opened - 1] == "(" or (
        before and before[-1].kind == "term" and mark.opened - before[-1].end < 4
    ):
        return None
    for cue in reversed([cue for cue in cues if cue.end <= mark.opened]):
        shared = bool(before) and before[-1].cue is cue
        gap = scene.masked[cue.end : mark.opened]
        if not _spans(scene.masked, cue, gap, shared) or is_attribute(scene.masked, cue, mark, words):
            continue
        by = by_agent(scene, cue, frame)
        if (cue.passive and not by) or _is_name_or_pointed(words, scene.masked, mark, gap):
            continue
        subject = by or subject_before(scene.masked, scene.cast, _low(scene, frame, before, cue), cue.opens)
        subject = subject or shared_subject(scene, frame, cue, before, cues)
        if subject:
            return Claim(
                mark.start,
                mark.end,
                "direct" if opens_with_clause(words) and "that " in gap[-6:] else "partial",
                "quote.governed",
                cue,
                subject,
            )
    owner = owning_noun(scene, frame, mark)
    if owner:
        return Claim(mark.start, mark.end, "partial", "quote.noun", owner[0], owner[1])
    return None


_EXAMPLES = re.compile(r",\s(?:including|such\sas|like)\s")
_BREAK = re.compile(r"[;:]|\s[—–]\s|,\s(?:who|which|while|but|where|even)\s")
_AS = re.compile(r"\bas\b|\bto\s[^,]{0,40}$")


def _spans(masked: str, cue: Cue, gap: str, shared: bool) -> bool:
    """Tell whether a cue reaches over the words between it and the marks."""
    if cue.takes in ("show", "adjacent", "according") or len(gap) > 170:
        return False
    if cue.takes not in ("quote", "as") and not shared and (len(gap) > 90 or ", " in gap):
        return False
    if (cue.infinitive and len(gap.split()) > 3) or is_beside(masked, cue):
        return False
    if cue.takes == "as" and not _AS.search(gap):
        return False
    return not _EXAMPLES.search(gap) and not _BREAK.search(gap)


_POINTED = re.compile(r"\b(?:these|those|such|so-called|this|known\sas|another)\s$", re.IGNORECASE)


def _is_name_or_pointed(words: str, masked: str, mark: Marked, gap: str) -> bool:
    """A title ("AI & Technology Taskforce") and what "these" points at are terms, whatever verb stands before."""
    return is_title(words) or (bool(_POINTED.search(gap[-14:])) and len(words.split()) < 4)


def _low(scene: Scene, frame: Frame, before: list[Claim], cue: Cue) -> int:
    ends = [claim.end + 1 for claim in before if claim.end < cue.start]
    return max([frame.start, *ends])


def _standing_alone(scene, frame, mark, cues, reports, before, words) -> Claim | None:
    """A sentence that is nothing but a quotation goes on with who spoke, or was spoken of, before it."""
    if cues:
        return None
    rest = scene.masked[frame.start : mark.opened] + scene.masked[mark.closed + 1 : frame.end]
    if not _BLANK.fullmatch(rest):
        return None
    if not is_utterance(words) and words.count(" ") < 3:
        return None
    return Claim(mark.start, mark.end, "direct", "quote.alone", goes_on=True)


def _next_sentence(scene, frame, mark, cues, reports, before, words) -> Claim | None:
    """Marked words of some length in a sentence without a cue."""
    if words.count(" ") < 6 or not is_utterance(words):
        return None
    subject = opening_subject(scene.masked, scene.cast, frame.start, mark.opened)
    return Claim(mark.start, mark.end, "direct", "quote.sentence", None, subject, goes_on=subject is None)


# Nothing before it and no cue: a quotation that opens its sentence leaves most rules nothing to look at.
_BY_ITSELF = (_standing_alone, _governed, _next_sentence)
_RULES = (_slogan, claim_after, claim_before, _in_report, *_BY_ITSELF)
