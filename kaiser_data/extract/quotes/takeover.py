"""Where a reported clause ends: where the narrator or another speaker takes over again, or its sentence ends.

"announced Monday [they had authorized a one-day strike] — citing issues" ends at the dash, "said [they had skipped
meals], and one in four of us has a second job" at the change of tense.
"""

import re
from functools import cache

from kaiser_data.extract.actors.text_actors import Cast
from kaiser_data.extract.grammar.clauses import clause_opens_at
from kaiser_data.extract.grammar.subjects import Subject, opening_subject, subject_before
from kaiser_data.extract.quotes.clause_edges import Frame
from kaiser_data.extract.quotes.cues import Cue, cue_words
from kaiser_data.lexicon import prefix_tree


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
        rf"[;—–,:](?:(?<=;)|(?<=:)(?=\s[“\"‘])|(?<=\s[—–])\s(?=(?:\w+ing|a|an|which)\s)|(?<=—)(?=\w+ing\s)|(?<=,)\s(?:"
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


def main_subject(masked: str, cast: Cast, start: int, end: int) -> Subject | None:
    """Find the subject after an opening participle's clause: "Warning that the port would close, Lund added"."""
    for comma in _COMMA.finditer(masked, start, end):
        subject = opening_subject(masked, cast, comma.end(), end)
        if subject and subject.start == comma.end() and _FINITE_NEXT.match(masked, subject.end, end):
            return subject
    return None


_COMMA = re.compile(r",\s(?!(?:who|which|and|or|but)\b)")
_FINITE_NEXT = re.compile(
    r"\s(?:\w+ly\s|also\s|then\s)?(?:has|have|had|is|was|were|are|will|would|said|says|told|did|wrote|left|went|took|\w+(?<!e)ed)\b"
)
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
        told, clause = masked[start : match.start()], masked[match.end() : min(end, match.end() + 80)]
        if _changes_tense(cue, clause) and not _changes_tense(cue, told):
            end = match.start()
            break
    return trim_end(masked, start, end)


def _second_verb(masked: str, form: str, start: int, end: int) -> int:
    """A clause ends before another cue of the same form: "said they would stay and added"."""
    for match in _SECOND_VERB.finditer(masked, start + 4, end):
        line = cue_words().get(match[1].lower())
        if line and (line["form"] == form or line["takes"] == "quote") and _governs(masked, match.end(1), end):
            return match.start()
    return end


# What a verb of saying leads to: "and added", "and added that", "and called it “fair”", "and asked how".
_GOVERNED = re.compile(r"\W*$|[,:.]|\s(?:that|how|why|whether|if)\b|[^,;]{0,60}[“\"]|\s[^,;]{2,40}\sto\s")


def _governs(masked: str, at: int, end: int) -> bool:
    """Tell a second cue from a verb of the reported clause: "has a good staff and offers a fair wage"."""
    return bool(_GOVERNED.match(masked, at, end)) or clause_opens_at(masked, at + 1, end)


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
