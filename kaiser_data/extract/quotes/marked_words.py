"""What a sentence gives to someone: words in quotation marks, by the first rule that applies, and reported clauses.

"Handmade pickets … declared, “Stop profits over babies!”" is a slogan, "“…,” Thackeray said" and "X told reporters:
“…”" have their cue beside them (`adjacent_cues`), "calling it its “strongest … offer ever”" belongs to an earlier verb
of its sentence, "the “joint training centers”" to nobody: a `term`. A reported clause counts where it is more than the
words in marks that it holds.
"""

import re

from kaiser_data.extract.grammar.clauses import is_utterance, opens_with_clause
from kaiser_data.extract.quotes.adjacent_cues import (
    after_label,
    cue_after,
    cue_before,
    is_narrators,
    is_title,
    low_of,
    spoken_kind,
)
from kaiser_data.extract.quotes.clause_edges import main_subject
from kaiser_data.extract.quotes.cue_subjects import own_subject, owner_of, shared_subject
from kaiser_data.extract.quotes.cues import Claim, Cue, Quoted, Sentence
from kaiser_data.extract.quotes.quotation_marks import Marked, is_nickname
from kaiser_data.extract.quotes.reported_clauses import find_reports
from kaiser_data.extract.quotes.subjects import Subject, opening_subject, subject_before
from kaiser_data.lexicon import Pattern, prefix_tree, terms


def find_claims(sentence: Sentence) -> list[Claim]:
    """Find what one sentence gives to someone: words in marks, and the reported clauses that are more than those."""
    reports, claims = find_reports(sentence), []
    for mark in sentence.marks:
        claims.append(_read_marked(sentence, mark, reports, claims))
    claims += [report for report in reports if not _is_only_quote(report, claims)]
    known = [kept for claim in claims if (kept := _without_nobody(sentence, claim))]
    return sorted(known, key=lambda claim: (claim.start, -claim.end))


_NOBODY = re.compile(r"(?:nobody|no|not|none|neither|nothing)\b", re.IGNORECASE)


def _without_nobody(sentence: Sentence, claim: Claim) -> Claim | None:
    """Nobody is no speaker: words in marks that "no one" said are a term, a clause is no row."""
    at = claim.subject.start if claim.subject else 0
    low = at - 3 if sentence.masked[max(0, at - 3) : at].lower() == "no " else at
    if not claim.subject or not _NOBODY.match(sentence.masked, low):
        return claim
    return None if claim.kind == "indirect" else Claim(claim.start, claim.end, "term", "term")


def _is_only_quote(report: Claim, claims: list[Claim]) -> bool:
    """A clause that is all quotation, or opens with one, is a row in marks, no indirect one."""
    opening = [claim for claim in claims if claim.start <= report.start + 2]
    return any(
        claim.end >= report.end - 2 or (claim.kind == "direct" and claim.end > report.start) for claim in opening
    )


_WHO = re.compile(r"\b(?:who|which)\s[^,“”\"]*\Z")


def _read_marked(sentence: Sentence, mark: Marked, reports: list[Claim], before: list[Claim]) -> Claim:
    """Say what words in marks are, by the first rule that applies; attributed to nobody, they are a term."""
    after = (cue for cue in sentence.cues if cue.start > mark.closed)
    quoted = Quoted(
        sentence,
        mark,
        sentence.text[mark.start : mark.end],
        # What someone said that they thought is said.
        sorted((cue for cue in sentence.cues if cue.end <= mark.opened), key=lambda cue: cue.takes != "think"),
        # "a spokesman, who asked not to be named, told AFP"
        next((c for c in after if not _WHO.search(sentence.masked, sentence.start, c.opens)), None),
        reports,
        before,
    )
    claims = (rule(quoted) for rule in _RULES)
    return next(filter(None, claims), quoted.claim("term", "term"))


_VOTE_BEFORE, _VOTE_AFTER = re.compile(r"\bvot(?:e|es|ed|ing)\s\Z"), re.compile(r"\svot(?:e|es|ers|ing)\b")


def _name(quoted: Quoted) -> Claim | None:
    """A nickname, a name after a verb of naming and what is voted are nobody's words: "a “no” vote"."""
    text, mark = quoted.sentence.text, quoted.mark
    is_ballot = quoted.words.strip(",.").lower() in terms("answers") and (
        _VOTE_BEFORE.search(text, max(0, mark.opened - 8), mark.opened) or _VOTE_AFTER.match(text, mark.closed + 1)
    )
    return quoted.claim("term", "term.name") if is_ballot or is_nickname(text, mark) else None


_BETWEEN_SLOGANS = Pattern(r"[\s,;.”\"’']*(?:and|or|,|;|&)?[\s“\"‘']*")
_CARRIERS = Pattern(
    lambda: rf"[^a-z0-9_](?:{prefix_tree(terms('slogan_carriers'))})\b(?![^“”\"]*\b(?:contract|agreement)\b)"
)


def _slogan(quoted: Quoted) -> Claim | None:
    sentence, masked, opened = quoted.sentence, quoted.sentence.masked, quoted.mark.opened
    last = quoted.before[-1] if quoted.before and quoted.before[-1].kind == "slogan" else None
    if last and _BETWEEN_SLOGANS.fullmatch(masked, last.end + 1, opened):
        return quoted.claim("slogan", "slogan.list", last.cue, last.subject)
    lead = masked[max(sentence.start, opened - 110) : opened]
    carriers, cue = [*_CARRIERS.finditer("\n" + lead.lower())], quoted.earlier[-1] if quoted.earlier else None
    gap = lead[carriers[-1].end() - 1 :] if carriers else ""
    reads = cue and cue.start >= opened - len(gap) and not cue.infinitive
    if not carriers or (gap.count(" ") > 5 and not reads):
        return None  # "said that buttons go against the rules of the “show”"
    whose = opening_subject(masked, sentence.cast, sentence.start, opened)
    return quoted.claim("slogan", "slogan", cue, whose or main_subject(sentence, quoted.mark.end - 1))


_SIGNATURE = re.compile(
    r"[\s,]*(?:[—–-]{1,2}\s?|\()([A-Z][\w.’'-]*(?:\s[\w.’'-]+){0,2}?\s[A-Z][\w’'-]*)(?=[,)]|\s*(?:\n|$))"
)


def _signed(quoted: Quoted) -> Claim | None:
    """ "“We did not choose this fight.” – Luis Reyes, bus driver": a name set under the words."""
    signature = _SIGNATURE.match(quoted.sentence.masked, quoted.mark.closed + 1)
    if not signature or not is_utterance(quoted.words):
        return None
    return quoted.claim("direct", "quote.signed", None, Subject(*signature.span(1)))


def _in_report(quoted: Quoted) -> Claim | None:
    """Words in marks within a reported clause are its speaker's, under a cue of their own where one stands beside."""
    sentence, mark = quoted.sentence, quoted.mark
    report = next((r for r in quoted.reports if r.start <= mark.opened and mark.closed <= r.end + 3), None)
    if not report:
        return None
    inner = quoted.earlier[-1] if quoted.earlier else report.cue
    within = inner.start >= report.start and inner.start > report.cue.start and not inner.passive
    if within and sentence.masked.count(" ", inner.end, mark.opened) <= 3:
        subject = subject_before(sentence.masked, sentence.cast, report.start, inner.opens)
        return quoted.claim("partial", "quote.in_report", inner, subject or report.subject)
    kind = "direct" if opens_with_clause(quoted.words) else "partial"
    return quoted.claim(kind, "quote.in_report", report.cue, report.subject)


def _standing_alone(quoted: Quoted) -> Claim | None:
    """A sentence that is nothing but a quotation goes on with who spoke, or was spoken of, before it."""
    whole = quoted.mark.opened <= quoted.sentence.start and quoted.mark.closed + 1 >= quoted.sentence.end
    if quoted.earlier or quoted.later or not whole:
        return None
    if quoted.words.count(" ") < 3 and not (is_utterance(quoted.words) or quoted.words.endswith(".")):
        return None
    return quoted.claim("direct", "quote.alone", goes_on=True)


def _governed(quoted: Quoted) -> Claim | None:
    """`accused KP of “…”`, `a status Kaiser promotes as a “…”`: an earlier cue of the sentence."""
    masked, opened, before = quoted.sentence.masked, quoted.mark.opened, quoted.before
    if masked[opened - 1] == "(" or (before and before[-1].kind == "term" and opened - before[-1].end < 4):
        return None
    for cue in reversed(quoted.earlier):
        if subject := _governing_subject(quoted, cue):
            lead = masked[max(cue.end, opened - 6) : opened]
            kind = "direct" if lead.endswith(("that ", ". ")) and opens_with_clause(quoted.words) else "partial"
            return quoted.claim(kind, "quote.governed", cue, subject)
    return None


def _governing_subject(quoted: Quoted, cue: Cue) -> Subject | None:
    """Find the subject of an earlier cue that reaches over the words between it and some marks."""
    sentence = quoted.sentence
    gap = sentence.masked[cue.end : quoted.mark.opened]
    # A title ("AI & Technology Taskforce") is a term, whatever verb stands before.
    if not _spans(quoted, cue, gap) or is_narrators(quoted, cue) or is_title(quoted.words):
        return None
    own = own_subject(sentence, cue, low_of(quoted, cue))
    return own or (None if cue.passive else shared_subject(sentence, cue, quoted.before))


_BREAK = Pattern(r"[;:]|\s[—–]\s|,\s(?:who|which|while|but|where|even)\s")
_AS = re.compile(r"\bas\b|\bto\s[^,]{0,40}$")


def _spans(quoted: Quoted, cue: Cue, gap: str) -> bool:
    """Tell whether a cue reaches over the words between it and the marks."""
    if cue.takes in ("show", "adjacent", "according") or len(gap) > 170:
        return False
    shared = bool(quoted.before) and quoted.before[-1].cue is cue
    if cue.takes not in ("quote", "as") and not shared and (len(gap) > 90 or ", " in gap):
        return False
    if (cue.infinitive and len(gap.split()) > 3) or (cue.takes == "as" and not _AS.search(gap)):
        return False
    return not _BREAK.search(gap)


_CAME = Pattern(r"[\s,]*(?:was|were|is|are|came|comes|ran|read)\s[^,.;:“”\"]{2,60}\Z")
_WHOSE = Pattern(r"\s(?:of|from|by)\s([^,.;:“”\"]{3,60}(?:,\s[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}(?=[.,]))?)")


def _under_noun(quoted: Quoted) -> Claim | None:
    """`Hale’s reply: “…”`, "“Enough,” was the reply of Ana Ruiz": a noun of saying beside the words, with its owner."""
    sentence, (_, _, opened, closed, _) = quoted.sentence, quoted.mark
    for noun in reversed([noun for noun in sentence.nouns if 0 <= opened - noun.end <= 260]):
        if owner := owner_of(sentence, noun):
            return quoted.claim(spoken_kind(quoted), "quote.noun", noun, owner)
    noun = next((noun for noun in sentence.nouns if noun.start > closed + 1), None)
    if not noun or not _CAME.fullmatch(sentence.masked, closed + 1, noun.start):
        return None
    owner = Subject(*of.span(1)) if (of := _WHOSE.match(sentence.masked, noun.end)) else owner_of(sentence, noun)
    return quoted.claim(spoken_kind(quoted), "quote.noun", noun, owner) if owner else None


def _next_sentence(quoted: Quoted) -> Claim | None:
    """Marked words of some length in a sentence without a cue."""
    if quoted.words.count(" ") < 6 or not is_utterance(quoted.words):
        return None
    sentence = quoted.sentence
    subject = opening_subject(sentence.masked, sentence.cast, sentence.start, quoted.mark.opened)
    return quoted.claim("direct", "quote.sentence", None, subject, goes_on=subject is None)


_RULES = (
    _name,
    _slogan,
    _signed,
    cue_after,
    cue_before,
    _in_report,
    _standing_alone,
    _governed,
    _under_noun,
    after_label,
    _next_sentence,
)
