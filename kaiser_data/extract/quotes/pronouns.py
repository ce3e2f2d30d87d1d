"""Whom a pronoun means: "she", "they", "which", "we", "one", and a commenter whom nobody names.

"she asked" two sentences after "Gina, a nurse at Downey" is Gina; "it said" is the organisation that the sentence or
the one before is about; "Another wrote" after "Workers" is another worker. A pronoun may lead to a description, which
`speakers` must identify in its turn: `identify` is given for that.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from kaiser_data.extract.actors.text_actors import Naming
from kaiser_data.extract.grammar.subjects import Subject, noun_phrase_before, opening_subject
from kaiser_data.extract.quotes.speaker_history import Memory, Speaker
from kaiser_data.extract.quotes.speaker_words import group_nouns, groups, is_body, pronoun_kind

Identify = Callable[[Memory, Subject, int], Speaker]


def topics(memory: Memory, place: int) -> Iterator[tuple[Subject, int]]:
    """Give whom the sentence at `place` and the one before it are about, each with where its sentence begins."""
    number = bisect_left(memory.starts, place + 1) - 1
    for start in reversed(memory.starts[max(0, number - 1) : number + 1]):
        about = opening_subject(memory.masked, memory.cast, start, memory.stop_of(start, place))
        if about and about.start < place:
            yield about, start


_NAME_BEFORE = re.compile(r"([A-Z][\w.&’-]*(?:\s[A-Z][\w.&’-]*){0,4}),\s$")


def relative(memory: Memory, subject: Subject, sentence: int, words: str, identify: Identify) -> Speaker:
    """ "consultancy Quayside Analytics, which reckons": the name before; "a statement which says": its issuer."""
    nearest = next(iter(memory.cast.before(subject.start, 1)), None)
    if nearest and nearest.actor_id in memory.cast.members and subject.start - nearest.end <= 3:
        return memory.actor(subject, nearest.actor_id, "")
    if plain := _NAME_BEFORE.search(memory.masked, sentence, subject.start):
        return Speaker(*subject, plain[1], "", "other", "", True)
    antecedent = noun_phrase_before(memory.masked, sentence, subject.start)
    antecedent = antecedent or opening_subject(memory.masked, memory.cast, sentence, subject.start)
    if antecedent and antecedent.end < subject.start:
        return identify(memory, antecedent, sentence)
    return Speaker(*subject, words)


def person(memory: Memory, subject: Subject, words: str, identify: Identify) -> Speaker:
    """Whom "he" or "she" means: a person who spoke or headed a sentence, the latest of them whom it can mean."""
    pronoun = {"his": "he", "her": "she"}.get(words.lower(), words.lower())
    spoken = memory.spoken_before(subject.start, pronoun)
    if new := _new_subject(memory, subject, spoken, identify):
        return memory.call(pronoun, new)
    naming = _last_person(memory, subject.start, pronoun, bool(spoken and subject.start - spoken.start < 700))
    if naming and (not spoken or naming.start > spoken.start):
        return memory.call(pronoun, memory.actor(subject, naming.actor_id, ""))
    if spoken:
        return memory.call(pronoun, spoken._replace(start=subject.start, end=subject.end, plural=False))
    return Speaker(*subject, words)


_OBLIQUE = re.compile(
    r"\b(?:of|by|for|with|to|from|on|about|against|at|like|than|after|over|under)\s(?:the\s|[A-Z][\w.]*\s|\d+\s){0,4}$"
)
_POSSESSIVE = re.compile(r"[’']s?\s")


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
        if not _OBLIQUE.search(lead) and not possessed:
            return naming
    return fallback if fallback and before - fallback.start < 300 else None


_TITLE = re.compile(r"\b(?:(M(?:rs|s|iss)|Sister|Dame|Lady)|(Mr|Sir|Lord|Father))\.?\s$")


def _can_mean(memory: Memory, pronoun: str, naming: Naming) -> bool:
    member = memory.cast.members.get(naming.actor_id)
    if title := _TITLE.search(memory.masked, max(0, naming.start - 8), naming.start):
        memory.pronouns.setdefault(naming.actor_id, "she" if title[1] else "he")
    return member is None or memory.fits(pronoun, naming.actor_id, member.name)


_SOMEONE = re.compile(r"(?:an?|one|another)\s")


def _new_subject(memory: Memory, subject: Subject, spoken: Speaker | None, identify: Identify) -> Speaker | None:
    """An unnamed person whom a sentence since the last speaker is about: "A ship agent in the port believed"."""
    for about, start in topics(memory, subject.start):
        words = memory.text[slice(*about)].lower()
        if start <= (spoken.start if spoken else 0) or (not _SOMEONE.match(words) and not pronoun_kind(words)):
            return None
        if _SOMEONE.match(words):
            return identify(memory, about, start)._replace(start=subject.start, end=subject.end)
    return None


def organisation(memory: Memory, subject: Subject, words: str, identify: Identify) -> Speaker:
    """Whom "it" or "they" means: the organisation that this sentence or the one before is about, or that spoke last."""
    spoken, they = memory.spoken_before(subject.start), words.lower() in ("they", "their")
    if they and (new := _new_subject(memory, subject, spoken, identify)):
        return new
    if about := _group_told_of(memory, subject, they, identify):
        return about
    # "it" can be a body or a paper, no person and no group of people.
    if spoken and (they or (spoken.plural and (spoken.actor_id or is_body(spoken.name) or spoken.role))):
        return spoken._replace(start=subject.start, end=subject.end, plural=True)
    bodies = [n for n in memory.cast.before(subject.start, 30) if _is_body_named(memory, n)]
    chosen = next((n for n in bodies if _heads_sentence(memory.masked, n.start)), bodies[0] if bodies else None)
    return memory.actor(subject, chosen.actor_id, "") if chosen else Speaker(*subject, words, plural=True)


def _is_body_named(memory: Memory, naming: Naming) -> bool:
    named = naming.kind not in ("person", "place") and naming.actor_id in memory.cast.members
    return named and memory.masked[naming.start] != "x"


def _heads_sentence(masked: str, at: int) -> bool:
    return bool(_SENTENCE_OPENS.search(masked[max(0, at - 6) : at]))


_SENTENCE_OPENS = re.compile(r"(?:^|[.!?”\"\n]\s*(?:The\s|Both\s|But\s|And\s)?)$")


def _group_told_of(memory: Memory, subject: Subject, they: bool, identify: Identify) -> Speaker | None:
    """The organisation or, for "they", the group that this sentence, or the one before, is about ("The dockers")."""
    about = list(topics(memory, subject.start))
    postposed = memory.masked[max(0, subject.start - 2) : subject.start] == ", "
    if postposed and about and memory.stop_of(about[0][1], subject.start) == subject.start:
        # "Fares are too low, they said": what its own sentence is about is told, and tells nothing of "they"
        about = about[1:] if they else about[::-1]
    for topic, start in about:
        if memory.masked[start] in "“\"‘'":
            continue
        if pronoun_kind(memory.text[slice(*topic)]):
            return None
        found = identify(memory, topic, start)
        member = memory.cast.members.get(found.actor_id)
        fits = member.kind != "person" if member else is_body(found.name) or (they and found.plural)
        return found._replace(start=subject.start, end=subject.end) if fits else None
    return None


def ourselves(memory: Memory, subject: Subject, words: str) -> Speaker:
    """Who "we" are: the publisher of a text, as an actor of it where it is one."""
    for member in memory.cast.members.values():
        if memory.publisher and any(memory.publisher.startswith(name) for name in (member.name, *member.aliases)):
            return memory.actor(subject, member.actor_id, "")
    side = memory.kind if memory.kind in ("union", "employer", "government") else "press"
    return Speaker(*subject, memory.publisher or words, "", side, "", True)


_COMMENTS = re.compile(r"\b([A-Z]\w+\s)?(?:comments|commenters)\b")


def commenter(memory: Memory, before: int, which: str = "a", reach: int = 300) -> Speaker | None:
    """Who wrote what "Facebook comments" said, where nobody is named."""
    comments = _COMMENTS.search(memory.masked, max(0, before - reach), before)
    return Speaker(before, before, f"{which} {comments[1] or ''}commenter", "", "worker") if comments else None


def one_of(memory: Memory, subject: Subject, words: str) -> Speaker:
    """Give a bare "one" or "another" its noun: "Another wrote" after "Workers" is another worker."""
    which, low = words.split()[0].lower(), max(0, subject.start - 700)
    if one := commenter(memory, subject.start, which, 700):
        return one._replace(start=subject.start, end=subject.end)
    found = group_nouns().findall(memory.masked[low : subject.start].lower())
    line = groups()[found[-1] if found else "workers"]
    name = f"{which} {line['term']}" if which in ("one", "another") else words
    return Speaker(*subject, name, "", line["side"] if line["side"] != "other" else "worker")
