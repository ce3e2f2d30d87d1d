"""What words in quotation marks are, and which cue gives them: the rules in the order in which they are asked.

"Handmade pickets … declared, “Stop profits over babies!”" is a slogan, "calling it its “strongest … offer ever”"
belongs to an earlier verb of its sentence, "the “joint training centers”" to nobody: a `term`.
"""

import re
from functools import cache

from kaiser_data.extract.grammar.clauses import is_utterance, opens_with_clause
from kaiser_data.extract.grammar.subjects import Subject, opening_subject, subject_before
from kaiser_data.extract.quotes.adjacent_cues import (
    by_agent,
    claim_after,
    claim_before,
    is_attribute,
    is_beside,
    is_title,
    owning_noun,
    shared_subject,
)
from kaiser_data.extract.quotes.clause_edges import Frame, Report
from kaiser_data.extract.quotes.cues import Cue
from kaiser_data.extract.quotes.quotation_marks import Marked, is_nickname
from kaiser_data.extract.quotes.sentence import Around, Claim, Scene
from kaiser_data.lexicon import prefix_tree, terms

_BETWEEN_SLOGANS = re.compile(r"[\s,;.”\"’']*(?:and|or|,|;|&)?[\s“\"‘']*")


def judge(
    scene: Scene, frame: Frame, mark: Marked, cues: list[Cue], reports: list[Report], before: list[Claim]
) -> Claim:
    """Say what words in marks are, by the first rule that applies; attributed to nobody, they are a term."""
    words = scene.text[mark.start : mark.end]
    if is_nickname(scene.text, mark) or _is_name(scene.masked, mark, words):
        return Claim(mark.start, mark.end, "term", "term.name")
    around = Around(frame, *_parted(cues, mark), reports, before)
    for rule in _RULES:
        if claim := rule(scene, mark, words, around):
            return claim
    return Claim(mark.start, mark.end, "term", "term")


def _parted(cues: list[Cue], mark: Marked) -> tuple[list[Cue], Cue | None]:
    """Give the cues of a sentence before some marks, and the first one after."""
    earlier = []
    for cue in cues:
        if cue.end <= mark.opened:
            earlier.append(cue)
        elif cue.start > mark.closed:
            return earlier, cue
    return earlier, None


_SHORT_NAME = re.compile(r"(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,2}[.,]?")


@cache
def _naming() -> re.Pattern:
    return re.compile(rf"\b{prefix_tree(terms('naming_verbs'))}\s$")


def _is_name(masked: str, mark: Marked, words: str) -> bool:
    """A name after a verb of naming is nobody's words, nor is a headline: "nicknamed “the Professor”"."""
    if _BY_NAME.match(masked, mark.closed + 1):
        return True  # “An artist gets a show,” by a newspaper's reporter
    lead = masked[max(0, mark.opened - 24) : mark.opened]
    return bool(_SHORT_NAME.fullmatch(words) and _naming().search(lead))


_BY_NAME = re.compile(r"\sby\s[A-Z]")


def _slogan(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    low, masked = around.frame.start, scene.masked
    if mark.opened == low:
        return None
    last = around.before[-1] if around.before and around.before[-1].kind == "slogan" else None
    if last and _BETWEEN_SLOGANS.fullmatch(masked, last.end + 1, mark.opened):
        return Claim(mark.start, mark.end, "slogan", "slogan.list", last.cue, last.subject)
    start = max(low, mark.opened - 110)
    lead = masked[start : mark.opened]
    if not _carriers().search("\n" + lead.lower()):
        return None
    cue = around.earlier[-1] if around.earlier else None
    return Claim(mark.start, mark.end, "slogan", "slogan", cue, opening_subject(masked, scene.cast, low, mark.opened))


@cache
def _carriers() -> re.Pattern:
    return re.compile(rf"[^a-z0-9_](?:{prefix_tree(terms('slogan_carriers'))})\b(?![^“”\"]*\b(?:contract|agreement)\b)")


def _in_report(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    report = next((r for r in around.reports if r.start <= mark.opened and mark.closed <= r.end + 3), None)
    if not report:
        return None
    inner = around.earlier[-1] if around.earlier else None
    if not inner or inner.start < report.start or inner.start <= report.cue.start:
        inner = None
    if inner and not inner.passive and scene.masked.count(" ", inner.end, mark.opened) <= 3:
        subject = subject_before(scene.masked, scene.cast, report.start, inner.opens)
        if not subject or scene.masked[subject.start : subject.end].lower() in ("it", "he", "she", "they"):
            subject = report.subject
        return Claim(mark.start, mark.end, "partial", "quote.in_report", inner, subject)
    kind = "direct" if opens_with_clause(words) else "partial"
    return Claim(mark.start, mark.end, kind, "quote.in_report", report.cue, report.subject)


def _governed(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """`accused KP of “…”`, `a status Kaiser promotes as a “…”`: an earlier cue of the sentence."""
    before = around.before
    aside = scene.masked[mark.opened - 1] == "("
    if aside or (before and before[-1].kind == "term" and mark.opened - before[-1].end < 4):
        return None
    for cue in reversed(around.earlier):
        if subject := _governing_subject(scene, mark, words, around, cue):
            that = scene.masked[max(cue.end, mark.opened - 6) : mark.opened]
            kind = "direct" if "that " in that and opens_with_clause(words) else "partial"
            return Claim(mark.start, mark.end, kind, "quote.governed", cue, subject)
    if owner := owning_noun(scene, around.frame, mark):
        return Claim(mark.start, mark.end, "partial", "quote.noun", *owner)
    return None


def _governing_subject(scene: Scene, mark: Marked, words: str, around: Around, cue: Cue) -> Subject | None:
    """Find the subject of an earlier cue that reaches over the words between it and some marks."""
    gap = scene.masked[cue.end : mark.opened]
    shared = bool(around.before) and around.before[-1].cue is cue
    if not _spans(scene.masked, cue, gap, shared) or is_attribute(scene.masked, cue, mark, words):
        return None
    if _is_name_or_pointed(words, gap):
        return None
    if cue.passive:
        return by_agent(scene, cue, around.frame)
    low = _low(around.frame, around.before, cue)
    return subject_before(scene.masked, scene.cast, low, cue.opens) or shared_subject(scene, cue, around)


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
    return not _BREAK.search(gap)


_POINTED = re.compile(r"\b(?:these|those|such|so-called|this|known\sas|another)\s$", re.IGNORECASE)


def _is_name_or_pointed(words: str, gap: str) -> bool:
    """A title ("AI & Technology Taskforce") and what "these" points at are terms, whatever verb stands before."""
    return is_title(words) or (bool(_POINTED.search(gap[-14:])) and len(words.split()) < 4)


def _low(frame: Frame, before: list[Claim], cue: Cue) -> int:
    ends = [claim.end + 1 for claim in before if claim.end < cue.start]
    return max([frame.start, *ends])


def _standing_alone(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """A sentence that is nothing but a quotation goes on with who spoke, or was spoken of, before it."""
    if around.earlier or around.later:
        return None
    (start, end), after = around.frame, mark.closed + 1
    if mark.opened > start or after < end:
        return None
    if words.count(" ") < 3 and not is_utterance(words):
        return None
    return Claim(mark.start, mark.end, "direct", "quote.alone", goes_on=True)


def _next_sentence(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """Marked words of some length in a sentence without a cue."""
    if words.count(" ") < 6 or not is_utterance(words):
        return None
    subject = opening_subject(scene.masked, scene.cast, around.frame.start, mark.opened)
    return Claim(mark.start, mark.end, "direct", "quote.sentence", None, subject, goes_on=subject is None)


_SIGNATURE = re.compile(r"[\s,]*(?:--|[—–-])\s?([A-Z][\w.’'-]*(?:\s[\w.’'-]+){0,2}?\s[A-Z][\w’'-]*)(?=,|\s*(?:\n|$))")


def _signed(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """ "“We did not choose this fight.” – Luis Reyes, bus driver": a name set under the words."""
    signature = _SIGNATURE.match(scene.masked, mark.closed + 1)
    if not signature or not is_utterance(words):
        return None
    return Claim(mark.start, mark.end, "direct", "quote.signed", None, Subject(*signature.span(1)))


_RULES = (_slogan, _signed, claim_after, claim_before, _in_report, _standing_alone, _governed, _next_sentence)
