"""Reported speech without quotation marks: the clause that a cue governs, and where it ends.

"Kaiser said [it could not immediately provide a response on the strike’s end]" has its clause after the cue, "[A
major work stoppage … is set to end], labor leaders said Monday" before it, and "[The number was a dozen], she said,
and [one nurse …]" on both sides. What is left alone: cues without a clause ("rejected the use of Magnet status"),
promises and feelings, answers not given ("would not say whether"), passives without a speaker.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.cast import Cast
from kaiser_data.extract.clauses import has_finite_verb, is_auxiliary, opens_with_clause
from kaiser_data.extract.cues import Cue, cue_words
from kaiser_data.extract.subjects import Subject, opening_subject, people_in, subject_after, subject_before
from kaiser_data.lexicon import alternation, terms

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
_ADVERBIALS = rf"(?:,?\s+(?:{_DAY}|{_MANNER}|{_DAY}\s{_MANNER}|{_MANNER}\s{_DAY}|in\spart|too|\w+ly),?)"
_THAT = re.compile(rf"(?:{_ADVERBIALS}){{0,2}}\s+that(?=[\s,])", re.DOTALL)
_TOLD_THAT = re.compile(r"\s+[^.,;:()“”\"]{1,90}?\s+(that)(?=[\s,])")
_PROOF_THAT = re.compile(
    r"\s+(?:[^,.;:]{0,40}\s)?as\s(?:proof|evidence|a\ssign|saying|an\sindication)\s+that(?=\s)|\s+as\ssaying\b"
)
_LISTENER = re.compile(
    rf"\s+(?:me|us|him|her|them|you|(?:[^\s,.;:“”\"]+\s){{0,6}}?(?:reporters?|"
    rf"members?|workers?|nurses|teachers?|analysts?|investors?|employees|staff|"
    rf"colleagues|parents|patients|journalists?|strikers|lawmakers|voters|senators|"
    rf"MPs|students?|supporters|people|delegates|committee|council|board|court|"
    rf"jury|judge|"
    rf"rally|crowd|meeting|audience|conference|news|newspaper|radio|paper|union|"
    rf"company|managers?|management|government|public|world|press|station|site|"
    rf"magazine|[A-Z][\w’'.&-]*)(?:\s(?:in|at|on|of)\s[^,.;:“”\"]{{2,40}}?)?)"
    rf"(?:{_ADVERBIALS})?(?=\s)"
)
_GAP = re.compile(
    r"\s((?:has|have|had|is|are|was|were|will|would|could|can|may|might|must|"
    r"should|do|does|did|includes?|means|amounts?|makes?|"
    r"needs?|leaves?|costs?|puts?)(?:n[’']t)?)\s(?!that\b)"
)
_SKIP = re.compile(rf"(?:{_ADVERBIALS}){{0,1}}\s+(?=\S)", re.DOTALL)
_WH = re.compile(
    r"(?:\s+(?:me|us|him|her|them|reporters|members|workers|\w+))?\s+(?=(?:how|why|what|whether|where|when|who|if)\s)"
)
_WH_HOW = re.compile(r"\s+(?=(?:how|why|what|whether|where)\s)")
_BECAUSE = re.compile(r"\s+that\s+(?=because\s)")
_POST_TAIL = re.compile(rf"(?:{_ADVERBIALS}){{0,2}}\s*(?:[.,;!?—)]|$|\s–|\s\()")
_END = re.compile(r"[\s.!?…,;:—–-]+$")
_SECOND = re.compile(r",?\s(?:(?:and|but)\s(?!(?:added|adding|noted|said|urged|called)\b))?")
_NOMINAL = re.compile(
    r"(?:\s+(?:an?|the|his|her|its|their|our|my|that|this|these|those|of|for|"
    r"about|to|with|in|on|at|by|from|up|out|over|into|as|and|or)\b)",
    re.IGNORECASE,
)


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


def find_reports(masked: str, cast: Cast, frame: Frame, cues: list[Cue]) -> Iterator[Report]:
    """Find the reported clauses of one sentence, cue by cue."""
    low = frame.start
    subject: Subject | None = None
    for number, cue in enumerate(cues):
        if (
            cue.passive
            or cue.takes in ("quote", "adjacent", "think")
            or (cue.takes == "as" and not cue.word.startswith("cit"))
        ):
            continue
        if cue.takes == "according":
            yield from _according(masked, cast, frame, cue, low)
            continue
        own = subject_before(masked, cast, max(low, frame.start), cue.opens)
        if cue.form == "ing" and masked.startswith(", ", max(0, cue.opens - 2)):
            own = None
        if _is_inverted(masked, frame, cue, low) and (before := _before(masked, cast, frame, cue, low)):
            yield from before
            low = before[-1].end
            continue
        if found := _as_put(masked, cast, frame, cue, own) or _after(
            masked, cast, frame, cue, own or _borrowed(masked, cast, frame, cue, subject), cues[number + 1 :]
        ):
            yield found
            low = cue.end
        elif not cue.negated and (before := _before(masked, cast, frame, cue, low)):
            yield from before
            low = before[-1].end
        subject = own or subject


def _is_inverted(masked: str, frame: Frame, cue: Cue, low: int) -> bool:
    """ ", said Nadia Rauf," names its subject after the cue."""
    lead = masked[max(low, cue.start - 4) : cue.start].rstrip()
    return (
        cue.takes != "tell" and lead.endswith((",", "”", '"')) and subject_after(masked, cue.end, frame.end) is not None
    )


def _borrowed(masked: str, cast: Cast, frame: Frame, cue: Cue, last: Subject | None) -> Subject | None:
    """A participle or a second verb has the subject of its sentence: ", arguing that", "and warned that"."""
    before = masked[max(frame.start, cue.opens - 14) : cue.opens]
    if cue.form == "ing":
        if not last and (party := _last_party(masked, cast, frame, cue)):
            return party
        return last or opening_subject(masked, cast, frame.start, cue.opens)
    if re.search(r"(?:,|\b(?:and|but|then|also|who|which|that))\s+$", before):
        return last or opening_subject(masked, cast, frame.start, cue.opens)
    return None


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


def _as_put(masked: str, cast: Cast, frame: Frame, cue: Cue, subject: Subject | None) -> Report | None:
    """ ", as the WSWS previously reported, CLAUSE"."""
    if not subject:
        return None
    lead = masked[max(frame.start, subject.start - 24) : subject.start]
    if not re.search(r"\b[Aa]s\s$", lead) and not _LED_IN.fullmatch(masked, frame.start, subject.start):
        return None
    comma = re.compile(rf"(?:{_ADVERBIALS})?,\s").match(masked, cue.end, frame.end)
    if not comma:
        return None
    start = comma.end()
    end = _content_end(masked, cast, frame, cue, start)
    return (
        Report(start, end, cue, subject, "indirect.as")
        if has_finite_verb(masked[start:end]) or "“" in masked[start:end]
        else None
    )


def _after(masked: str, cast: Cast, frame: Frame, cue: Cue, subject: Subject | None, cues: list[Cue]) -> Report | None:
    """The clause that follows its cue, with or without "that"."""
    if cue.negated or cue.infinitive or (subject is None and cue.form != "ing"):
        return None
    start, rule = _content_start(masked, frame, cue)
    if start < 0:
        return None
    end = _content_end(masked, cast, frame, cue, start, cues, subject)
    if rule == "indirect.gap":
        # "a system that the union says [has turned every shift into a lottery], in what would be"
        lead = masked[max(frame.start, (subject or cue)[0] - 12) : (subject or cue)[0]]
        if not subject or not re.search(r"(?:\b(?:that|which|who|what|and)|,)\s*(?:the\s)?$", lead):
            return None
        comma = masked.find(",", start, end)
        end = trim_end(masked, start, comma) if comma > 0 else end
    if end - start < 6 or not _is_content(masked, start, end, rule):
        return None
    return Report(start, end, cue, subject, rule)


def _content_start(masked: str, frame: Frame, cue: Cue) -> tuple[int, str]:
    end = frame.end
    if match := _BECAUSE.match(masked, cue.end, end):
        return match.end(), "indirect.because"
    if cue.takes == "tell":
        if match := _THAT.match(masked, cue.end, end):
            return _next_word(masked, match.end()), "indirect.that"
        if match := _TOLD_THAT.match(masked, cue.end, end):
            if not has_finite_verb(masked[cue.end : match.start(1)]):
                return _next_word(masked, match.end()), "indirect.told_that"
        if match := _LISTENER.match(masked, cue.end, end):
            at = _next_word(masked, match.end())
            return (at, "indirect.told") if _opens_clause(masked, at, end) else (-1, "")
    if cue.takes in ("say", "that") or cue.word.lower().startswith("cit"):
        if match := _PROOF_THAT.match(masked, cue.end, end):
            return _next_word(masked, match.end()), "indirect.proof_that"
    if cue.takes in ("say", "that", "show", "how", "ask", "tell") and (match := _THAT.match(masked, cue.end, end)):
        return _next_word(masked, match.end()), "indirect.that"
    if cue.takes == "ask" and (match := _WH.match(masked, cue.end, end)):
        return match.end(), "indirect.whether"
    if cue.takes in ("how", "say", "that", "tell") and (match := _WH_HOW.match(masked, cue.end, end)):
        # "announced what it calls" has a thing for its object, not a question
        is_thing = cue.takes == "that" and masked.startswith("what", match.end())
        return (-1, "") if is_thing else (match.end(), "indirect.how")
    if cue.takes in ("say", "that") and (match := _GAP.match(masked, cue.end, end)):
        return match.start(1), "indirect.gap"
    if cue.takes in ("say", "that"):
        match = _SKIP.match(masked, cue.end, end)
        at = match.end() if match else -1
        if at > 0 and _opens_clause(masked, at, end, strict=cue.takes != "say"):
            return at, "indirect.bare"
        at = cue.end + len(masked[cue.end : cue.end + 8]) - len(masked[cue.end : cue.end + 8].lstrip())
        if at < end and _opens_clause(masked, at, end, strict=cue.takes != "say"):
            return at, "indirect.bare"
    return -1, ""


def _next_word(masked: str, at: int) -> int:
    while at < len(masked) and masked[at] in " \xa0\n\r,":
        at += 1
    return at


_BARE_SUBJECT = re.compile(
    r"(?:he|she|it|they|we|I|you|there|this|these|those|that|the|an?|his|her|"
    r"its|their|our|my|some|many|most|all|both|no|every|"
    r"any|such|nearly|about|more|only|one|two|three|four|\$?\d|[A-ZÀ-Þ“\"]|[a-z]+s\b|"
    r"[a-z-]+\s[a-z]+s\b|[a-z]+ing\b|if|when|while|because|despite|after|under|"
    r"in)",
)
_STRICT_SUBJECT = re.compile(
    r"(?:he|she|it|they|we|I|you|there)\s|(?:this|these|those|the|an?|his|her|"
    r"its|their|our|my|some|many|most|all|no|[A-ZÀ-Þ])",
    re.ASCII,
)
_NOT_BARE = re.compile(r"(?:of|to|for|about|with|at|by|from|as|up|out|over|on|into|and|or|so|nothing|little|yes|no)\b")


def _opens_clause(masked: str, at: int, end: int, strict: bool = False) -> bool:
    """Tell whether a clause with a subject and a finite verb of its own opens at `at`."""
    if not (_STRICT_SUBJECT if strict else _BARE_SUBJECT).match(masked, at) or _NOT_BARE.match(masked, at):
        return False
    stretch = masked[at : min(end, at + 160)]
    stretch = re.split(r"[;:—]", stretch, maxsplit=1)[0]
    if re.match(r"(?:if|when|while|because|despite|after|under|in)\s", stretch):
        return (
            not strict
            and ", " in stretch
            and _has_verb_early(stretch[stretch.index(", ") + 2 :], limit=9, strict=False)
        )
    return _has_verb_early(stretch, 14 if not strict else 9, strict)


def _has_verb_early(stretch: str, limit: int, strict: bool) -> bool:
    """Tell whether a finite verb follows within a noun phrase's length and outside its relative clause."""
    if re.match(r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Yy]ou|[Tt]here)[\s’']", stretch):
        return True
    words = stretch.replace("“", " “ ").replace("”", " ” ").split()
    relative = 0
    for number, word in enumerate(words[: limit + 4]):
        bare = word.strip("“”\"'’,()").lower()
        if bare in ("who", "which", "that", "whose", "to") and number:
            relative = number
            if bare == "to":
                return False
        if number and words[number - 1].endswith(",") and (bare.endswith("ing") or bare in ("who", "which")):
            return False
        if strict and number and (bare in ("and", "or", "but") or words[number - 1].endswith(",")):
            return False
        finite = is_auxiliary(bare) if strict else _is_finite(bare, words[number - 1])
        if number and finite and (not relative or number - relative > 2):
            return True
        if number > limit or (word.endswith((".", ";", ":")) and len(word) > 3):
            return False
    return False


def _is_finite(word: str, before: str) -> bool:
    if before.lower() in (
        "the",
        "a",
        "an",
        "of",
        "in",
        "for",
        "to",
        "with",
        "by",
        "at",
        "on",
        "from",
        "its",
        "their",
        "his",
        "her",
    ):
        return False
    return bool(has_finite_verb(word)) or (
        word.endswith("s")
        and len(word) > 4
        and not word.endswith(("ss", "us", "ies", "ers", "ons"))
        and before.lower()
        .rstrip("’'s")
        .endswith(
            ("union", "company", "deal", "plan", "law", "bill", "it", "management", "contract", "offer", "strike")
        )
    )


def _is_content(masked: str, start: int, end: int, rule: str) -> bool:
    words = masked[start:end]
    if rule in ("indirect.that", "indirect.told_that", "indirect.proof_that", "indirect.because"):
        return " " in words
    return " " in words.strip()


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
        rf";|\s[—–]\s(?=(?:\w+ing|a|an)\s)|—(?=\w+ing\s)|,\s(?=(?:{alternation(set(ing))})\b)|,\s(?=according\sto\b)"
        rf"|,\s(?:whom|which|who)\s(?:he|she|it|they|the\s\w+)\s(?!(?:had|has|have|was|were|is|are|would|will)\b)"
        rf"|,\sa\s(?:move|claim|charge|figure|comment|remark|reference|step|position|"
        rf"decision|prospect|development|stance)\s"
        rf"|,\s(?!including|following|according|during|regarding|concerning|excluding|"
        rf"beginning|starting|saying|being|having|amounting)[a-z]{{3,}}ing\s"
        rf"|,\s(?:though|although|even\sthough)\s(?=(?:he|she|it|they|the)\b)"
    )


_SECOND_VERB = re.compile(r",?\s(?:and|but|then)\s(?:then\s|also\s|later\s)?(?=(\w+)\b)")


_SUBORDINATE = re.compile(
    r"\W*(?:(?:And|But|Yet|So),?\s)?(?:[Ww]hen|[Aa]fter|[Aa]s|[Ww]hile|[Ii]f|"
    r"[Bb]efore|[Oo]nce|[Tt]hough|[Aa]lthough|[Ss]ince|[Bb]ecause|Even\s(?:though|"
    r"as|if)|Now\sthat)\s"
)


def _next_speaker(masked: str, cast: Cast, frame: Frame, cue: Cue, start: int, cues: list[Cue]) -> int:
    """A clause ends where someone else is given the floor: "… and one in four said the party was hostile"."""
    for other in cues:
        if (
            other.start <= start
            or other.passive
            or other.infinitive
            or other.takes in ("according", "adjacent", "show", "think")
        ):
            continue
        subject = subject_before(masked, cast, start, other.opens)
        if subject and subject.start > start:
            joint = re.search(r",?\s(?:and|but|while|as)\s$|;\s$", masked[start : subject.start])
            if joint and not _mid(masked, start, subject.start):
                return start + joint.start()
    return frame.end


def _mid(masked: str, start: int, end: int) -> bool:
    return end - start < 10


_MAIN_VERB = re.compile(
    r",\s(?=(?:said|says|told|added|has|have|had|is|was|were|are|will|would|wrote|argued|did|does|also|later|then)\b)"
)


def _content_end(
    masked: str, cast: Cast, frame: Frame, cue: Cue, start: int, cues: list[Cue] = (), subject: Subject | None = None
) -> int:
    end = _next_speaker(masked, cast, frame, cue, start, cues)
    lead = masked[max(frame.start, cue.opens - 60) : cue.opens]
    if _SUBORDINATE.match(masked, frame.start) and ", " not in lead:
        comma = masked.find(", ", start, end)
        end = comma if comma > 0 else end
    if subject and masked[subject.start : subject.end].lower() in ("who", "which"):
        # "Trump, who questioned whether he was fair, said": the main verb comes after a comma
        main = _MAIN_VERB.search(masked, start + 4, end)
        end = main.start() if main else end
    if cut := _cuts().search(masked, start + 4, end):
        end = cut.start()
    for match in _SECOND_VERB.finditer(masked, start + 4, end):
        line = cue_words().get(match[1].lower())
        if line and line["form"] == cue_words().get(cue.word.lower(), {}).get("form") and line["form"] in ("past", "s"):
            end = match.start()
            break
    for match in _NEW_CLAUSE.finditer(masked, start + 4, end):
        if _changes_tense(cue, masked[match.end() : min(end, match.end() + 80)]):
            end = match.start()
            break
    return trim_end(masked, start, end)


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


def _before(masked: str, cast: Cast, frame: Frame, cue: Cue, low: int) -> list[Report]:
    """The clause before its cue, and what goes on after an attribution in the middle."""
    if cue.infinitive or cue.form in ("ing", "participle") or cue.takes not in ("say", "that", "tell", "how", "show"):
        return []
    subject, comma, after = _attribution(masked, cast, frame, cue, low)
    if subject is None or comma <= low:
        return []
    start = _post_start(masked, frame, low, comma)
    end = trim_end(masked, start, comma)
    if end - start < 12 or not has_finite_verb(masked[start:end]) or _all_quoted(masked, start, end):
        return []
    if subject.start < start + 3:
        return []
    reports = [Report(start, end, cue, subject, "indirect.post")]
    if second := _second(masked, cast, frame, cue, after):
        reports.append(Report(*second, cue, subject, "indirect.mid"))
    return reports


def _attribution(masked: str, cast: Cast, frame: Frame, cue: Cue, low: int) -> tuple[Subject | None, int, int]:
    """Read ", labor leaders said Monday" or ", said Nadia Rauf": the subject, the comma before, where it ends."""
    at = cue.opens
    while at > low and masked[at - 1].isspace():
        at -= 1
    if at > low and masked[at - 1] in ',”"' and (subject := subject_after(masked, cue.end, frame.end)):
        edge = _clause_edge(masked, low, at)
        return (subject, edge, subject.end) if edge > 0 else (None, 0, 0)
    if cue.takes == "tell":
        tail = _LISTENER.match(masked, cue.end, frame.end)
        stop = tail.end() if tail else cue.end
    else:
        stop = cue.end
    if not _POST_TAIL.match(masked, stop, frame.end):
        return None, 0, 0
    subject = subject_before(masked, cast, low, cue.opens)
    if subject is None:
        return None, 0, 0
    comma = subject.start
    while comma > low and masked[comma - 1].isspace():
        comma -= 1
    edge = _clause_edge(masked, low, comma)
    if comma <= low or edge < 0:
        return None, 0, 0
    return subject, edge, _POST_TAIL.match(masked, stop, frame.end).end() - 1


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
    return _next_word(masked, start) if start == low and low > frame.start else _skip_space(masked, start)


def _skip_space(masked: str, at: int) -> int:
    while at < len(masked) and (masked[at].isspace() or masked[at] in "•*_-#—–"):
        at += 1
    return at


def _all_quoted(masked: str, start: int, end: int) -> bool:
    return masked[start] in "“\"‘'" and re.fullmatch(r"[“\"‘'][x ]+.?[”\"’']", masked[start:end]) is not None


def _second(masked: str, cast: Cast, frame: Frame, cue: Cue, after: int) -> tuple[int, int] | None:
    """The clause that goes on after the attribution: ", she said, and one nurse …", "said Ana Ruiz, because they …"."""
    rest = masked[after : frame.end]
    aside = re.match(r",\s(?:an?|the|who|[A-Z])[^,.;:]{2,90}(?=,)", rest)
    at = after + (aside.end() if aside and not has_finite_verb(aside[0].replace("who", "")) else 0)
    match = re.match(
        r",\s(and\s|but\s)?(?=(?:because|since|so|while|although|though|if|when|which\s|[a-z“\"]|[A-Z]))",
        masked[at : frame.end],
    )
    if not match:
        return None
    start = at + match.end()
    first = re.match(r"\w+", masked[start:])
    line = cue_words().get(first[0].lower()) if first else None
    if not match[1] and (line or not re.match(r"(?:because|since|so|as|if|when|while|unless|until)\s", masked[start:])):
        return None
    if line or (not has_finite_verb(masked[start : frame.end]) and not re.search(r"[“\"]", masked[start : frame.end])):
        return None
    end = trim_end(masked, start, frame.end)
    return (start, end) if end - start > 12 else None


def _is_source(masked: str, cast: Cast, cue: Cue, source: re.Match) -> bool:
    """Tell who can be a source from what cannot: "according to plan", "according to the hours they work"."""
    if (
        cast.between(source.start(1), source.end(1))
        or people_in(source[1])
        or re.match(r"(?:an?\s|[A-Z]|one\b|him|her|them)", source[1])
    ):
        return True
    parted = masked.startswith(", ", max(0, cue.start - 2))
    return (parted or cue.word[0].isupper()) and " " in source[1]


def _according(masked: str, cast: Cast, frame: Frame, cue: Cue, low: int) -> Iterator[Report]:
    """ "According to X, CLAUSE" and "CLAUSE, according to X"."""
    source = re.compile(r"\s+((?:[^,.;:“”\"()—]|\.(?=\w|\s[a-z])|(?<=\b[A-Z])\.|(?<=Mr|Ms|Dr)\.|\([^)]*\))+)").match(
        masked, cue.end, frame.end
    )
    if not source or not _is_source(masked, cast, cue, source):
        return
    subject = Subject(source.start(1), source.start(1) + len(source[1].rstrip()))
    lead = masked[frame.start : cue.start]
    if not re.search(r"\w", lead) or re.fullmatch(r"\W*(?:But|And|Meanwhile|Still|However),?\s*", lead):
        comma = masked.find(",", subject.end, frame.end)
        if comma > 0:
            start = _next_word(masked, comma + 1)
            end = _content_end(masked, cast, frame, cue, start)
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


_NOUN = None


@cache
def _noun_cues() -> re.Pattern:
    return re.compile(
        rf"\b({alternation(terms('noun_cues'))})(\s+(?:(?:it|he|she|they|we|[A-Z]\w+|"
        rf"the\s\w+)\s(?:has\s|had\s|have\s)?\w+(?:ed|de|nt|ld)\b[^,.;:“”\"]{{0,60}}?|"
        rf"(?:by|from|of|in|on|to)\s[^,.;:“”\"]{{2,50}}?))?\s+that\s+(?=\S)"
    )


def find_noun_reports(masked: str, cast: Cast, frame: Frame) -> Iterator[Report]:
    """Find clauses under a noun: "allegations it filed in a charge that Kaiser had undermined talks"."""
    for match in _noun_cues().finditer(masked, frame.start, frame.end):
        start = match.end()
        noun = match.group(1)
        cue = Cue(match.start(1), match.end(1), match.start(1), noun, "noun", "noun", False, False, False)
        subject = _noun_subject(masked, cast, frame, match)
        end = _content_end(masked, cast, frame, cue, start)
        if subject and has_finite_verb(masked[start:end]):
            yield Report(start, end, cue, subject, "indirect.noun")


def _noun_subject(masked: str, cast: Cast, frame: Frame, match: re.Match) -> Subject | None:
    """Whose claim it is: its possessor ("the union's claim that"), its relative clause's subject, an agent with by."""
    owner = re.search(
        r"((?:[Tt]he\s)?(?:[A-Z][\w./&-]*\s){0,4}[\w./&-]+)[’']s?\s(?:\w+\s){0,2}$",
        masked[max(frame.start, match.start() - 70) : match.start()],
    )
    if owner:
        base = max(frame.start, match.start() - 70)
        return Subject(base + owner.start(1), base + owner.end(1))
    if match[2]:
        inner = re.match(r"\s+(it|he|she|they|we|[A-Z]\w+|the\s\w+)\s", match[2])
        if inner:
            return Subject(match.start(2) + inner.start(1), match.start(2) + inner.end(1))
        agent = re.match(r"\s+(?:by|from)\s([^,.;:]{2,50})", match[2])
        if agent:
            return Subject(match.start(2) + agent.start(1), match.start(2) + agent.end(1))
    pronoun = re.search(
        r"\b(?:its|his|her|their|our)\s(?:\w+\s){0,2}$", masked[max(frame.start, match.start() - 30) : match.start()]
    )
    if pronoun:
        return opening_subject(masked, cast, frame.start, match.start())
    return None


__all__ = ["Frame", "Report", "find_noun_reports", "find_reports", "opens_with_clause", "trim_end"]
