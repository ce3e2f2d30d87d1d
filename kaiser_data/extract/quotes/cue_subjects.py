"""Whose a cue is: its own subject, or one that it shares with what stands before it in its sentence.

"Kaiser said", "said Ana Ruiz", "according to the mill", "was called a scandal by the mayor" have their own. In "The
union ended talks and warned that it would strike" the second verb has the subject of the first; in "the union’s request
for raises, arguing that …" the participle has the party that the sentence names last.
"""

import re

from kaiser_data.extract.grammar.people_nouns import people_in
from kaiser_data.extract.quotes.cues import Cue
from kaiser_data.extract.quotes.sentence import Claim, Sentence
from kaiser_data.extract.quotes.subjects import Subject, opening_subject, subject_after, subject_before

_AGENT = re.compile(r"\sby\s([^,.;:“”\"]{2,60}?)(?=\sas\s|\sto\s|[,.;:“”\"]|\s*$)")
_SOURCE = re.compile(r"\s+((?:[^,.;:“”\"()—]|\.(?=\w|\s[a-z])|(?<=\b[A-Z])\.|(?<=Mr|Ms|Dr)\.|\([^)]*\))+)")
_OWNER = re.compile(r"((?:\b[Tt]he\s)?(?:\b[A-Z][\w./&-]*\s){0,4}\b[\w./&-]+)[’']s?\s(?=[a-z]|\Z)")
_POSSESSOR = re.compile(r"\b([Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s(?:\w+\s){0,2}$")
_POSSESSED = re.compile(r"(?:\w+\s){0,2}$")


def own_subject(sentence: Sentence, cue: Cue, low: int) -> Subject | None:
    """Find the subject that a cue itself has, whose clause may begin at `low`; a participle after a comma has none."""
    masked, end = sentence.masked, sentence.end
    if cue.by:
        return Subject(*cue.by)
    if cue.takes == "according":
        source = _SOURCE.match(masked, cue.end, end)
        return Subject(source.start(1), source.start(1) + len(source[1].rstrip())) if source else None
    if cue.passive:
        agent = _AGENT.search(masked, cue.end, min(end, cue.end + 160))
        return Subject(*agent.span(1)) if agent else None
    if cue.form == "ing" and masked.startswith(", ", max(0, cue.opens - 2)):
        return None
    # Said Tom Hart, the depot manager: “…
    turned = subject_after(masked, cue.end, end) if cue.start == sentence.start and cue.form in ("past", "s") else None
    return turned or subject_before(masked, sentence.cast, low, cue.opens)


def shared_subject(sentence: Sentence, cue: Cue, claims: list[Claim]) -> Subject | None:
    """Give a second verb or a participle the subject of what stands before: "… and warned that", ", describing it"."""
    for claim in reversed(claims):
        if claim.subject and claim.start < cue.start:
            return claim.subject
    earlier = [other for other in sentence.cues if other.start < cue.start and other.takes != "according"]
    own = (own_subject(sentence, other, sentence.start) for other in reversed(earlier))
    if subject := next(filter(None, own), None):
        return subject
    about = opening_subject(sentence.masked, sentence.cast, sentence.start, cue.opens)
    return (_last_owner(sentence, cue, about) if cue.form == "ing" else None) or about


def _last_owner(sentence: Sentence, cue: Cue, about: Subject | None) -> Subject | None:
    """A sentence about a thing leaves the talking to the party it names: "the union’s request for raises, arguing"."""
    owners = [Subject(*owner.span(1)) for owner in _OWNER.finditer(sentence.masked, sentence.start, cue.opens)]
    parties = [owner for owner in owners if can_speak(sentence, owner)]
    if parties and (not about or (about.end < parties[0].start and not can_speak(sentence, about))):
        return parties[-1]
    return None


def can_speak(sentence: Sentence, subject: Subject) -> bool:
    """Tell whether words name or describe someone who can say something."""
    return bool(people_in(sentence.masked[slice(*subject)]) or sentence.cast.between(*subject))


def owner_of(sentence: Sentence, noun: Cue) -> Subject | None:
    """Find whose words a noun speaks of: "the union’s claim", "their final offer"."""
    lead = sentence.masked[sentence.start : noun.start]
    owner = next((o for o in _OWNER.finditer(lead) if _POSSESSED.match(lead, o.end())), None)
    owner = owner or _POSSESSOR.search(lead)
    return Subject(sentence.start + owner.start(1), sentence.start + owner.end(1)) if owner else None
