"""Whom a pronoun means: "she", "they", "which", "we", "one", and a commenter whom nobody names.

"she asked" two sentences after "Gina, a nurse at Downey" is Gina; "it said" is the organisation that the sentence or
the one before is about; "Another wrote" after "Workers" is another worker. A pronoun may lead to a description, which
`speakers` must identify in its turn: `identify` is given for that.
"""

import re
from bisect import bisect_left
from collections.abc import Callable

from kaiser_data.extract.actors.text_actors import Naming
from kaiser_data.extract.grammar.subjects import Subject, noun_phrase_before, opening_subject
from kaiser_data.extract.quotes.speaker_history import Memory, Speaker
from kaiser_data.extract.quotes.speaker_words import PERSONAL, PERSONAL_OR_WE, group_nouns, groups, is_body

Identify = Callable[[Memory, Subject, int], Speaker]

_COMMENTS = re.compile(r"\b([A-Z]\w+\s)?(?:comments|commenters)\b")
_OBLIQUE = re.compile(
    r"\b(?:of|by|for|with|to|from|on|about|against|at|like|than|after|over|under)\s(?:the\s|[A-Z][\w.]*\s|\d+\s){0,4}$"
)
_POSSESSIVE = re.compile(r"[’']s?\s")
_SOMEONE = re.compile(r"(?:an?|one|another)\s")
_NAME_BEFORE = re.compile(r"([A-Z][\w.&’-]*(?:\s[A-Z][\w.&’-]*){0,4}),\s$")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?”\"\n]\s*(?:The\s|Both\s|But\s|And\s)?)$")


def relative(memory: Memory, subject: Subject, sentence: int, words: str, identify: Identify) -> Speaker:
    """ "consultancy Quayside Analytics, which reckons": the name before; "a statement which says": its issuer."""
    nearest = next(iter(memory.cast.before(subject.start, 1)), None)
    if nearest and nearest.actor_id in memory.cast.members and subject.start - nearest.end <= 3:
        return memory.actor(subject, nearest.actor_id, "")
    plain = _NAME_BEFORE.search(memory.masked[sentence : subject.start])
    if plain:
        return Speaker(subject.start, subject.end, plain[1], "", "other", "", True)
    if antecedent := noun_phrase_before(memory.masked, sentence, subject.start):
        return identify(memory, antecedent, sentence)
    about = opening_subject(memory.masked, memory.cast, sentence, subject.start)
    if about and about.end < subject.start:
        return identify(memory, about, sentence)
    return Speaker(subject.start, subject.end, words)


_POSSESSOR = {"his": "he", "her": "she"}


def person(memory: Memory, subject: Subject, sentence: int, identify: Identify) -> Speaker:
    """Whom "he" or "she" means: a person who spoke or headed a sentence, the latest of them whom it can mean."""
    words = memory.text[subject.start : subject.end]
    pronoun = _POSSESSOR.get(words.lower(), words.lower())
    spoken = memory.spoken_before(subject.start, pronoun)
    if new := _new_subject(memory, subject, spoken.start if spoken else 0, identify):
        return memory.call(pronoun, new._replace(start=subject.start, end=subject.end))
    naming = _last_person(memory, subject.start, pronoun, bool(spoken and subject.start - spoken.start < 700))
    if naming and (not spoken or naming.start > spoken.start):
        return memory.call(pronoun, memory.actor(subject, naming.actor_id, ""))
    if spoken:
        return memory.call(pronoun, spoken._replace(start=subject.start, end=subject.end, plural=False))
    return Speaker(subject.start, subject.end, words)


def _last_person(memory: Memory, before: int, pronoun: str, spoken: bool) -> Naming | None:
    """The person who is the subject of the nearest sentence that has one: not "on the killing of Alex Pretti"."""
    fallback = None
    for naming in memory.cast.before(before, 24):
        if naming.kind != "person" or memory.masked[naming.start] in "xX" or not _can_mean(memory, pronoun, naming):
            continue
        possessed = _POSSESSIVE.match(memory.masked, naming.end, naming.end + 3)
        fallback = fallback or (naming if possessed or not spoken else None)
        if before - naming.start > 700:
            break
        lead = memory.masked[max(0, naming.start - 60) : naming.start].rpartition(". ")[2]
        if _OBLIQUE.search(lead) or possessed:
            continue
        return naming
    return fallback if fallback and before - fallback.start < 300 else None


_TITLE = re.compile(r"\b(?:(M(?:rs|s|iss)|Sister|Dame|Lady)|(Mr|Sir|Lord|Father))\.?\s$")


def _can_mean(memory: Memory, pronoun: str, naming: Naming) -> bool:
    member = memory.cast.members.get(naming.actor_id)
    if title := _TITLE.search(memory.masked, max(0, naming.start - 8), naming.start):
        memory.pronouns.setdefault(naming.actor_id, "she" if title[1] else "he")
    return member is None or memory.fits(pronoun, naming.actor_id, member.name)


def _new_subject(memory: Memory, subject: Subject, since: int, identify: Identify) -> Speaker | None:
    """An unnamed person whom the sentence before is about: "A ship agent in the port believed"."""
    starts = memory.starts
    number = bisect_left(starts, subject.start) - 1
    for at in (number, number - 1):
        if at < 0 or starts[at] <= since:
            return None
        end = memory.stop_of(at, subject.start)
        about = opening_subject(memory.masked, memory.cast, starts[at], end)
        words = memory.text[about.start : about.end].lower() if about else ""
        if about and about.start < subject.start and _SOMEONE.match(words):
            return identify(memory, about, starts[at])
        if about and words not in PERSONAL:
            return None
    return None


def organisation(memory: Memory, subject: Subject, sentence: int, words: str, identify: Identify) -> Speaker:
    """Whom "it" or "they" means: the organisation that this sentence or the one before is about, or that spoke last."""
    spoken, they = memory.spoken_before(subject.start), words.lower() in ("they", "their")
    if they and (new := _new_subject(memory, subject, spoken.start if spoken else 0, identify)):
        return new._replace(start=subject.start, end=subject.end)
    if about := sentence_subject(memory, subject, sentence, identify, "they" if they else "it"):
        return about
    if spoken and (they or _is_it(spoken)):
        return _since(memory, subject, sentence, spoken)
    heads = _bodies_before(memory, subject.start)
    chosen = next((n for n in heads if _heads_sentence(memory.masked, n.start)), heads[0] if heads else None)
    return memory.actor(subject, chosen.actor_id, "") if chosen else Speaker(*subject, words, plural=True)


def _is_it(spoken: Speaker) -> bool:
    """Tell whether "it" can mean a speaker: a body or a paper, no person and no group of people."""
    return spoken.plural and bool(spoken.actor_id or is_body(spoken.name) or spoken.role)


def _bodies_before(memory: Memory, place: int) -> list[Naming]:
    near = (n for n in memory.cast.before(place, 30) if n.kind not in ("person", "place"))
    return [n for n in near if n.actor_id in memory.cast.members and memory.masked[n.start] != "x"]


def _since(memory: Memory, subject: Subject, sentence: int, spoken: Speaker) -> Speaker:
    """Who spoke last, or the organisation that has headed a sentence since."""
    until = sentence if _is_postposed(memory, subject) else subject.start
    heads = [
        n
        for n in memory.cast.between(spoken.end, until)
        if n.actor_id in memory.cast.members and n.kind != "person" and _heads_sentence(memory.masked, n.start)
    ]
    if heads:
        return memory.actor(subject, heads[-1].actor_id, "")
    return spoken._replace(start=subject.start, end=subject.end, plural=True)


def _is_postposed(memory: Memory, subject: Subject) -> bool:
    """ "Fares are too low, they said": what its own sentence is about is told, and tells nothing of "they"."""
    return memory.masked[max(0, subject.start - 2) : subject.start] == ", "


def sentence_subject(
    memory: Memory, subject: Subject, sentence: int, identify: Identify, pronoun: str = "it"
) -> Speaker | None:
    """The organisation or, for "they", the group that this sentence, or the one before, is about ("The dockers")."""
    starts = memory.starts
    number = bisect_left(starts, sentence)
    places = (number, number - 1)
    if _is_postposed(memory, subject):
        places = (number - 1,) if pronoun == "they" else (number - 1, number)
    for at in places:
        if not 0 <= at < len(starts) or memory.masked[starts[at]] in "“\"‘'":
            continue
        about = opening_subject(memory.masked, memory.cast, starts[at], memory.stop_of(at, subject.start))
        if not about or about.start >= subject.start:
            continue
        if memory.text[about.start : about.end].lower() in PERSONAL_OR_WE:
            return None
        found = identify(memory, about, starts[at])
        member = memory.cast.members.get(found.actor_id)
        fits = member.kind != "person" if member else is_body(found.name) or (pronoun == "they" and found.plural)
        return found._replace(start=subject.start, end=subject.end) if fits else None
    return None


def ourselves(memory: Memory, subject: Subject, words: str) -> Speaker:
    """Who "we" are: the publisher of a text, as an actor of it where it is one."""
    for member in memory.cast.members.values():
        if memory.publisher and any(memory.publisher.startswith(name) for name in (member.name, *member.aliases)):
            return memory.actor(subject, member.actor_id, "")
    side = {"union": "union", "employer": "employer", "government": "government"}.get(memory.kind, "press")
    return Speaker(subject.start, subject.end, memory.publisher or words, "", side, "", True)


def commenter(memory: Memory, before: int) -> Speaker | None:
    """Who wrote what "Facebook comments" said, where nobody is named."""
    comments = _comments(memory.masked, max(0, before - 300), before)
    return Speaker(before, before, f"a {comments[1] or ''}commenter", "", "worker") if comments else None


def one_of(memory: Memory, subject: Subject, words: str) -> Speaker:
    """Give a bare "one" or "another" its noun: "Another wrote" after "Workers" is another worker."""
    if comments := _comments(memory.masked, max(0, subject.start - 700), subject.start):
        return Speaker(
            subject.start, subject.end, f"{words.split()[0].lower()} {comments[1] or ''}commenter", "", "worker"
        )
    noun = _last_group(memory.masked, max(0, subject.start - 700), subject.start)
    line = groups()[noun]
    name = (
        words
        if words.lower().startswith(("two", "some", "many", "most", "several", "both", "others", "all"))
        else f"{words.split()[0].lower()} {line['term']}"
    )
    return Speaker(subject.start, subject.end, name, "", line["side"] if line["side"] != "other" else "worker")


def _comments(masked: str, start: int, end: int) -> re.Match | None:
    return _COMMENTS.search(masked, start, end) if masked.find("comment", start, end) >= 0 else None


def _last_group(masked: str, low: int, high: int) -> str:
    """Give the nearest noun for a group of people before `high`, "workers" where there is none."""
    for start in (max(low, high - 200), low):
        # The sign before says whether the first word is whole.
        words = masked[max(0, start - 1) : high].lower()
        found = list(group_nouns().finditer(words, min(1, start)))
        # Right after `start` may stand but the end of a longer noun.
        if found and (start == low or found[-1].start() > 60):
            return found[-1][0]
    return "workers"


def _heads_sentence(masked: str, at: int) -> bool:
    before = masked[max(0, at - 6) : at]
    return bool(_SENTENCE_OPENS.search(before))
