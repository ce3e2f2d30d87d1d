"""Where a reported clause begins after its cue, with or without "that", and where the narrator takes over again.

"Kaiser said [it could not immediately provide a response on the strike’s end]." begins at "it"; "announced Monday [they
had authorized a one-day strike] — citing issues" ends at the dash. Clauses before their cue are left to `indirect`.
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.people.cast import Cast
from kaiser_data.extract.speech.clauses import clause_opens_at, has_finite_verb
from kaiser_data.extract.speech.cues import Cue, cue_words
from kaiser_data.extract.speech.subjects import Subject, subject_before
from kaiser_data.lexicon import prefix_tree

_DAY = (
    r"(?:(?:on\s|late\s(?:on\s)?|early\s(?:on\s)?|last\s|this\s)?(?:Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|"
    r"week|month|year|night|morning|afternoon|evening)(?:\s(?:night|morning|afternoon|"
    r"evening))?|recently|earlier|later|again|"
    r"(?:on\s)?[A-Z][a-z]+\.?\s\d{1,2}|at\sthe\stime)"
)


_MANNER = (
    r"(?:(?:in|through|via)\s(?:an?|its|his|her|their|the|recent)\s[^,.;:]{2,50}?|"
    r"at\s(?:an?|the)\s[^,.;:]{2,50}?|on\s(?:the|a|his|her|its|social|Twitter|"
    r"Facebook|X|CNN|Fox|MSNBC|NBC|ABC|CBS|NPR|Sky)[^,.;:]{0,40}?|"
    r"during\s[^,.;:]{2,50}?|by\s(?:phone|email|e-mail|text)|under\soath|publicly|"
    r"privately|repeatedly|simply|flatly|bluntly|to\s(?:the|an?|his|her|its|their|"
    r"[a-z]*reporters|members|[A-Z])[^,.;:]{0,50}?|from\sthe\s(?:start|outset|"
    r"beginning)|after\s[^,.;:]{2,40}?|of\s[^,.;:]{2,40}?\sin\sa\s[^,.;:]{2,30}?)"
)


ADVERBIALS = rf"(?:,?\s+(?:{_DAY}|{_MANNER}|{_DAY}\s{_MANNER}|{_MANNER}\s{_DAY}|in\spart|too|\w+ly),?)"


_THAT = re.compile(rf"\s+that(?=[\s,])|(?:{ADVERBIALS}){{1,2}}\s+that(?=[\s,])", re.DOTALL)


_TOLD_THAT = re.compile(r"\s+[^.,;:()“”\"]{1,90}?\s+(that)(?=[\s,])")


_PROOF_THAT = re.compile(
    r"\s+(?:[^,.;:]{0,40}\s)?as\s(?:proof|evidence|a\ssign|saying|an\sindication)\s+that(?=\s)|\s+as\ssaying\b"
)


LISTENER = re.compile(
    rf"\s+(?:me|us|him|her|them|you|(?:[^\s,.;:“”\"]+\s){{0,6}}?(?:reporters?|"
    rf"members?|workers?|nurses|teachers?|analysts?|investors?|employees|staff|"
    rf"colleagues|parents|patients|journalists?|strikers|lawmakers|voters|senators|"
    rf"MPs|students?|supporters|people|delegates|committee|council|board|court|"
    rf"jury|judge|"
    rf"rally|crowd|meeting|audience|conference|news|newspaper|radio|paper|union|"
    rf"company|managers?|management|government|public|world|press|station|site|"
    rf"magazine|[A-Z][\w’'.&-]*)(?:\s(?:in|at|on|of)\s[^,.;:“”\"]{{2,40}}?)?)"
    rf"(?:{ADVERBIALS})?(?=\s)"
)


_GAP = re.compile(
    r"\s((?:has|have|had|is|are|was|were|will|would|could|can|may|might|must|"
    r"should|do|does|did|includes?|means|amounts?|makes?|"
    r"needs?|leaves?|costs?|puts?)(?:n[’']t)?)\s(?!that\b)"
)


_SKIP = re.compile(rf"(?:{ADVERBIALS}){{0,1}}\s+(?=\S)", re.DOTALL)


_WH = re.compile(
    r"(?:\s+(?:me|us|him|her|them|reporters|members|workers|\w+))?\s+(?=(?:how|why|what|whether|where|when|who|if)\s)"
)


_WH_HOW = re.compile(r"\s+(?=(?:how|why|what|whether|where)\s)")


_BECAUSE = re.compile(r"\s+that\s+(?=because\s)")


class Report(NamedTuple):
    """A reported clause `start:end`, its cue, the words of its subject (none where the text has none) and the rule."""

    start: int
    end: int
    cue: Cue
    subject: Subject | None
    rule: str


class Frame(NamedTuple):
    """A sentence as the narrator tells it, quotations counted as words of it."""

    start: int
    end: int


# "she said." governs nothing after it.
_CLOSES = frozenset(".:;?!)”…—")
_NONE = (-1, "")
_SAYS = frozenset({"say", "that"})
_PROVES = frozenset({"say", "that", "as"})
_TAKES_THAT = frozenset({"say", "that", "show", "how", "ask", "tell"})
_TAKES_HOW = frozenset({"how", "say", "that", "tell"})


def content_start(masked: str, frame: Frame, cue: Cue) -> tuple[int, str]:
    """Find where the clause that a cue governs begins, and by which rule; -1 where it governs none."""
    at, end, takes = cue.end, frame.end, cue.takes
    if masked[at : at + 1] in _CLOSES:
        return _NONE
    # Most cues stand without "that", which the patterns need long to see.
    if masked.find("that", at, end) > 0:
        if found := _that_clause(masked, cue, end):
            return found
    elif takes in _PROVES and masked.find("saying", at, end) > 0 and (match := _PROOF_THAT.match(masked, at, end)):
        return next_word(masked, match.end()), "indirect.proof_that"
    if takes == "tell" and (match := LISTENER.match(masked, at, end)):
        at = next_word(masked, match.end())
        return (at, "indirect.told") if clause_opens_at(masked, at, end) else _NONE
    if takes == "ask" and (match := _WH.match(masked, at, end)):
        return match.end(), "indirect.whether"
    if takes in _TAKES_HOW and (match := _WH_HOW.match(masked, at, end)):
        # "announced what it calls" has a thing for its object, not a question
        is_thing = takes == "that" and masked.startswith("what", match.end())
        return _NONE if is_thing else (match.end(), "indirect.how")
    return _bare_clause(masked, cue, end) if takes in _SAYS else _NONE


def _that_clause(masked: str, cue: Cue, end: int) -> tuple[int, str] | None:
    """Find the clause after "that", which a listener or an adverbial may part from its cue."""
    at, takes = cue.end, cue.takes
    if match := _BECAUSE.match(masked, at, end):
        return match.end(), "indirect.because"
    if takes in _PROVES and (match := _PROOF_THAT.match(masked, at, end)):
        return next_word(masked, match.end()), "indirect.proof_that"
    if takes in _TAKES_THAT and (match := _THAT.match(masked, at, end)):
        return next_word(masked, match.end()), "indirect.that"
    match = _TOLD_THAT.match(masked, at, end) if takes == "tell" else None
    if match and not has_finite_verb(masked[at : match.start(1)]):
        return next_word(masked, match.end()), "indirect.told_that"
    return None


def _bare_clause(masked: str, cue: Cue, end: int) -> tuple[int, str]:
    """Find the clause without "that": after a gap of its own, an adverbial or nothing."""
    if match := _GAP.match(masked, cue.end, end):
        return match.start(1), "indirect.gap"
    strict = cue.takes != "say"
    match = _SKIP.match(masked, cue.end, end)
    at = match.end() if match else -1
    if at > 0 and clause_opens_at(masked, at, end, strict):
        return at, "indirect.bare"
    bare = cue.end
    while bare < cue.end + 8 and masked[bare : bare + 1].isspace():
        bare += 1
    if bare != at and bare < end and clause_opens_at(masked, bare, end, strict):
        return bare, "indirect.bare"
    return _NONE


def next_word(masked: str, at: int) -> int:
    """Give the offset of the next word at or after `at`."""
    while at < len(masked) and masked[at] in " \xa0\n\r,":
        at += 1
    return at


@cache
def _cuts() -> re.Pattern:
    """What ends a reported clause before its sentence does."""
    lines = cue_words().values()
    ing = [line["term"] for line in lines if line["form"] == "ing" and line["takes"] not in ("quote", "think")] + [
        "citing",
        "describing",
        "calling",
        "accusing",
        "referring",
        "blaming",
    ]
    return re.compile(
        rf"[;—–,](?:(?<=;)|(?<=\s[—–])\s(?=(?:\w+ing|a|an)\s)|(?<=—)(?=\w+ing\s)|(?<=,)\s(?:"
        rf"(?=(?:{prefix_tree(ing)})\b)|(?=according\sto\b)"
        rf"|(?:whom|which|who)\s(?:he|she|it|they|the\s\w+)\s(?!(?:had|has|have|was|were|is|are|would|will)\b)"
        rf"|a\s(?:move|claim|charge|figure|comment|remark|reference|step|position|"
        rf"decision|prospect|development|stance)\s"
        rf"|(?!including|following|according|during|regarding|concerning|excluding|"
        rf"beginning|starting|saying|being|having|amounting)[a-z]{{3,}}ing\s"
        rf"|(?:though|although|even\sthough)\s(?=(?:he|she|it|they|the)\b)))"
    )


_SECOND_VERB = re.compile(r"[,\s](?:(?<=,)\s|(?<=\s))(?:and|but|then)\s(?:then\s|also\s|later\s)?(?=(\w+)\b)")


_SUBORDINATE = re.compile(
    r"\W*(?:(?:And|But|Yet|So),?\s)?(?:[Ww]hen|[Aa]fter|[Aa]s|[Ww]hile|[Ii]f|"
    r"[Bb]efore|[Oo]nce|[Tt]hough|[Aa]lthough|[Ss]ince|[Bb]ecause|Even\s(?:though|"
    r"as|if)|Now\sthat)\s"
)


_JOINT = re.compile(r",?\s(?:and|but|while|as)\s$|;\s$")


_NO_FLOOR = frozenset({"according", "adjacent", "show", "think"})


def _next_speaker(masked: str, cast: Cast, frame: Frame, start: int, cues: list[Cue]) -> int:
    """A clause ends where someone else is given the floor: "… and one in four said the party was hostile"."""
    for other in cues:
        if other.start <= start or other.passive or other.infinitive or other.takes in _NO_FLOOR:
            continue
        subject = subject_before(masked, cast, start, other.opens)
        if subject and subject.start > start:
            joint = _JOINT.search(masked[start : subject.start])
            if joint and subject.start - start >= 10:
                return start + joint.start()
    return frame.end


_MAIN_VERB = re.compile(
    r",\s(?=(?:said|says|told|added|has|have|had|is|was|were|are|will|would|wrote|argued|did|does|also|later|then)\b)"
)


def content_end(
    masked: str, cast: Cast, frame: Frame, cue: Cue, start: int, cues: list[Cue] = (), subject: Subject | None = None
) -> int:
    """Find where the clause that a cue governs ends: before the narrator or another speaker takes over."""
    end = _next_speaker(masked, cast, frame, start, cues) if cues else frame.end
    if _SUBORDINATE.match(masked, frame.start) and masked.find(", ", max(frame.start, cue.opens - 60), cue.opens) < 0:
        comma = masked.find(", ", start, end)
        end = comma if comma > 0 else end
    if subject and masked[subject.start : subject.end].lower() in ("who", "which"):
        # "Trump, who questioned whether he was fair, said": the main verb comes after a comma
        main = _MAIN_VERB.search(masked, start + 4, end)
        end = main.start() if main else end
    if cut := _cuts().search(masked, start + 4, end):
        end = cut.start()
    # A noun is taken for the verb that is spelled alike: "the claims that they left and tells them to".
    if (form := cue_words().get(cue.word.lower(), {}).get("form")) in ("past", "s"):
        end = _second_verb(masked, form, start, end)
    for match in _NEW_CLAUSE.finditer(masked, start + 4, end):
        if _changes_tense(cue, masked[match.end() : min(end, match.end() + 80)]):
            end = match.start()
            break
    return trim_end(masked, start, end)


def _second_verb(masked: str, form: str, start: int, end: int) -> int:
    """A clause ends before another cue of the same form: "said they would stay and added"."""
    for match in _SECOND_VERB.finditer(masked, start + 4, end):
        line = cue_words().get(match[1].lower())
        if line and line["form"] == form:
            return match.start()
    return end


_NEW_CLAUSE = re.compile(r",\s(?:and|but|while)\s(?!that\s(?!is\b|was\b))(?=[A-Za-z])")


_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do|will|can)\b|[a-z](?:[’']s|[’']re)\s")


_PAST = re.compile(
    r"\b(?:was|were|had|did|would|could)\b|\b(?!need)[a-z]{3,}ed\b|\b(?:built|"
    r"took|went|came|left|gave|said|told|held|won|lost|began)\b"
)


def _changes_tense(cue: Cue, clause: str) -> bool:
    """The narrator takes over again: "said they had skipped meals, and one in four of us has a second job"."""
    present, past = _PRESENT.search(clause), _PAST.search(clause)
    if cue.form == "s" or cue.form == "base":
        return bool(past) and (not present or past.start() < present.start())
    if cue.form == "past":
        return bool(present) and (not past or present.start() < past.start())
    return False


def trim_end(masked: str, start: int, end: int) -> int:
    """Take the full stop off a clause that it ends, but no mark inside its last quotation."""
    while end > start and (
        masked[end - 1].isspace()
        or masked[end - 1] in ".,;:!?…—–*_"
        or (masked[end - 1] in ")’'" and _stray(masked, start, end))
    ):
        end -= 1
    return end


def _stray(masked: str, start: int, end: int) -> bool:
    return masked[end - 1] == ")" and "(" not in masked[start:end]
