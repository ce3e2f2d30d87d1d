"""Whose a cue is: its own subject, or one that it shares with what stands before it in its sentence.

"Kaiser said", "said Ana Ruiz", "according to the mill", "was called a scandal by the mayor" have their own. In "The
union ended talks and warned that it would strike" the second verb has the subject of the first; in "the union’s request
for raises, arguing that …" the participle has the party that the sentence names last.
"""

import re
from functools import cache

from kaiser_data.extract.actors.gazetteer import ORG_HEADS
from kaiser_data.extract.grammar.clauses import FINITE
from kaiser_data.extract.grammar.words import CAPITAL, cue_forms, ends_in_people, people_in
from kaiser_data.extract.quotes.clause_edges import ADVERBIALS, listener, main_subject
from kaiser_data.extract.quotes.cues import Claim, Cue, Sentence
from kaiser_data.extract.quotes.subjects import Subject, opening_subject, subject_before
from kaiser_data.lexicon import Pattern, prefix_tree, terms

_AGENT = Pattern(r"\sby\s([^,.;:“”\"]{2,60}?)(?=\sas\s|\sto\s|[,.;:“”\"]|\s*$)")
_SOURCE = Pattern(r"\s+((?:[^,.;:“”\"()—]|\.(?=\w|\s[a-z])|(?<=\b[A-Z])\.|(?<=Mr|Ms|Dr)\.|\([^)]*\))+)")
_OWNER = Pattern(r"((?:\b[Tt]he\s)?(?:\b[A-Z][\w./&-]*\s){0,4}\b[\w./&-]+)[’']s?\s(?=[a-z]|\Z)")
_POSSESSOR = Pattern(r"\b([Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s(?:\w+\s){0,2}$")
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


_LEADS_TO_PARTICIPLE = Pattern(r"\W*(?:(?:After|Before|While|When|By|On|Since|Without|Besides|Despite|In)\s)?")


def opens_with_participle(sentence: Sentence, cue: Cue) -> bool:
    """Tell a participle whose subject is the sentence's: "Warning that the port would close, Lund left"."""
    return cue.form == "ing" and bool(_LEADS_TO_PARTICIPLE.fullmatch(sentence.masked, sentence.start, cue.start))


def shared_subject(sentence: Sentence, cue: Cue, claims: list[Claim]) -> Subject | None:
    """Give a second verb or a participle the subject of what stands before: "… and warned that", ", describing it"."""
    for claim in reversed(claims):
        if claim.subject and claim.start < cue.start:
            return claim.subject
    earlier = [other for other in sentence.cues if other.start < cue.start and other.takes != "according"]
    own = (_subject_beside(sentence, other) for other in reversed(earlier))
    # "Ruiz, of the Guild, which claims 300 members, left, adding that"
    if subject := next((one for one in own if one and not sentence.names(one, "which")), None):
        return subject
    about = opening_subject(sentence.masked, sentence.cast, sentence.start, cue.opens)
    if cue.form != "ing":
        return about
    # Singing “Solidarity”, the drivers marched
    return _last_owner(sentence, cue, about) or about or main_subject(sentence, cue.end)


def _subject_beside(sentence: Sentence, cue: Cue) -> Subject | None:
    """Give a cue's own subject, which in "“…,” said a barge owner, adding" comes after it."""
    turned = sentence.masked[cue.opens - 2] in '”"' and cue.form != "ing"
    after = subject_after(sentence.masked, cue.end, sentence.end) if turned else None
    return after or own_subject(sentence, cue, sentence.start)


def _last_owner(sentence: Sentence, cue: Cue, about: Subject | None) -> Subject | None:
    """A sentence about a thing leaves the talking to the party it names: "the union’s request for raises, arguing"."""
    owners = [Subject(*owner.span(1)) for owner in _OWNER.finditer(sentence.masked, sentence.start, cue.opens)]
    parties = [owner for owner in owners if can_speak(sentence, owner)]
    return parties[-1] if parties and not (about and can_speak(sentence, about)) else None


@cache
def _after_cue() -> re.Pattern:
    """Compile what an inverted cue leads to: "said Dr. Ana Ruiz", "said Ed (Red) Kowalski, a baker"."""
    titles = sorted(terms("abbreviations", kind="title"))
    weekdays = prefix_tree(terms("date_words", kind="weekday"))
    full_stop = "".join(rf"(?<!\b{title})" for title in titles) + rf"(?<!\b{CAPITAL})\."
    return re.compile(
        rf"[ \xa0\n]+(?P<np>(?!(?:that|it|he|she|they|there|in|on|at|to|of|by|for|with|as|how|if|whether|and|but|"
        rf"{weekdays})\b)"
        rf"(?:\b(?:{'|'.join(titles)}|{CAPITAL})\.|[ ]\([^()]{{1,20}}\)(?=\s{CAPITAL})|"
        rf"(?<=\d)[,.](?=\d)|[^,.;:—–“”\"()\n?!]){{1,140}}?)"
        rf"(?=,(?!\d)|[;:—–(?!“\"]|{full_stop}|\s(?:who|as|in\s(?:an?|the|his|her|its|a\s)|on\s[A-Z]|"
        r"at\s(?:an?|the)\s(?:news|press|meet|rall)|after|while|when|during|before|"
        r"yesterday|today|last|this|of\sthe\s(?:de|st|vo|of)|about|because|afterwards?|"
        rf"{weekdays})\b|\s*$)"
    )


# "added his wife, Jo, who works nights", "said one of them, Ana Ruiz, on Monday".
_SOMEONES = re.compile(r"one\sof\s(?:them|the\s\w+)|(?:his|her|their)\s[\w\s-]{2,40}")
_NAME_BESIDE = Pattern(rf",\s({CAPITAL}[\w’'.-]*(?:\s{CAPITAL}(?:\.|[\w’'-]*)){{1,3}}|{CAPITAL}[\w’'-]*(?=[,.]))")
_NAMED_OR_COUNTED = Pattern(
    rf"{CAPITAL}|(?:the|an?|one|two|three|another|its|their|his|her|some|several|many)\b"
    rf"|(?:[a-z-]+\s){{1,4}}{CAPITAL}[\w.’'-]+(?:\s{CAPITAL}[\w.’'-]+){{1,3}}\Z"
)


def subject_after(masked: str, cue_end: int, high: int) -> Subject | None:
    """Find the subject that follows an inverted cue: "said paramedic Ian Thwaite, 43"."""
    match = _after_cue().match(masked, cue_end, high)
    if not match:
        return None
    words = match["np"]
    described = _SOMEONES.fullmatch(words) or people_in(words)
    if described and (named := _NAME_BESIDE.match(masked, match.end("np"))):
        return Subject(*named.span(1))  # "countered the union's lead negotiator, Ray Tsao"
    return Subject(*match.span("np")) if _NAMED_OR_COUNTED.match(words) or people_in(words) else None


_POST_TAIL = Pattern(rf"(?:{ADVERBIALS}){{0,2}}\s*(?:[.,;!?—)]|$|\s–|\s\(|(?:after|as|when|while)\s[^.;:“”\"]+[.])")
_TOLD_TAIL = Pattern(lambda: listener().pattern + _POST_TAIL.pattern)


def attribution(sentence: Sentence, cue: Cue, low: int, inverted: bool) -> tuple[Subject | None, int, int]:
    """Read ", labor leaders said Monday" or ", said Nadia Rauf": the subject, the comma before, where it ends."""
    masked, at = sentence.masked, low + len(sentence.masked[low : cue.opens].rstrip())
    if subject := _turned_subject(sentence, cue, at):
        return subject, _clause_edge(masked, low, at), subject.end
    if inverted:
        return None, 0, 0
    told = _TOLD_TAIL.match(masked, cue.end, sentence.end) if cue.takes == "tell" else None
    tail = told or _POST_TAIL.match(masked, cue.end, sentence.end)
    subject = own_subject(sentence, cue, low) if tail else None
    if subject is None:
        return None, 0, 0
    comma = low + len(masked[low : subject.start].rstrip())
    return subject, _clause_edge(masked, low, comma), tail.end() - 1


RELATIVE_CLAUSE = Pattern(rf"\b(?:who|which|that)\s(?:\w+ly\s|now\s|also\s|still\s|once\s)?(?:{FINITE.pattern})")
"""A relative clause as far as its verb, whose verb is not the sentence's."""


def _turned_subject(sentence: Sentence, cue: Cue, at: int) -> Subject | None:
    """Find the subject after its verb, what that reports before it: ", said Nadia Rauf"."""
    masked = sentence.masked
    may_turn = cue.takes != "tell" or cue.word.lower().startswith("warn")  # "…, warn union leaders"
    turned = may_turn and cue.opens == cue.start and masked[at - 1] in ",”\"'"
    subject = subject_after(masked, cue.end, sentence.end) if turned else None
    if not subject:
        return None
    return subject if masked[subject.start].isupper() or heads_someone(sentence, subject) else None


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
    leads_in = lead[-1:].isalnum() and lead.split()[-1].lower() not in cue_forms()
    return at if leads_in and opened > low else -1


def can_speak(sentence: Sentence, subject: Subject) -> bool:
    """Tell whether words name or describe someone who can say something."""
    return bool(people_in(sentence.masked[slice(*subject)]) or sentence.cast.between(*subject))


_PREPOSITIONS = terms("function_words", **{"class": "preposition"})
_POSTMODIFIER = Pattern(rf"(?<!\bone)\s(?:{prefix_tree(_PREPOSITIONS)}|ahead|who|which|that|whose)\b.*")


def heads_someone(sentence: Sentence, subject: Subject) -> bool:
    """Tell whether the head of some words is someone: "the porters of Lund", but not "the porters’ strike"."""
    core = _POSTMODIFIER.sub("", sentence.masked[slice(*subject)]).rstrip(" ,")
    end = subject.start + len(core)
    if core.rpartition(" ")[2].title() in ORG_HEADS or ends_in_people(core):
        return True
    return any(naming.end == end for naming in sentence.cast.between(subject.start, end))


def owner_of(sentence: Sentence, noun: Cue) -> Subject | None:
    """Find whose words a noun speaks of: "the union’s claim", "their final offer"."""
    lead = sentence.masked[sentence.start : noun.start]
    owner = next((o for o in _OWNER.finditer(lead) if _POSSESSED.match(lead, o.end())), None)
    owner = owner or _POSSESSOR.search(lead)
    return Subject(sentence.start + owner.start(1), sentence.start + owner.end(1)) if owner else None
