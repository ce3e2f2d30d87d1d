"""Who speaks: the words that name a speaker, resolved to an actor, a role and a side.

"The union bureaucracy claims" is the union that the text named last, in that role; "the report" speaks for its author,
"a spokesperson" for the organisation that the sentences before are about; "one worker said" is nobody's name and keeps
the text's words. Pronouns are left to `pronouns`.
"""

import re

from kaiser_data.extract.actors.capitals import CAPITALS
from kaiser_data.extract.actors.descriptions import author_of, named_in, resolve_description
from kaiser_data.extract.actors.sides import side_of_role
from kaiser_data.extract.actors.text_actors import Member
from kaiser_data.extract.grammar.people_nouns import people_in
from kaiser_data.extract.grammar.subjects import Subject
from kaiser_data.extract.quotes.pronouns import one_of, organisation, ourselves, person, relative, sentence_subject
from kaiser_data.extract.quotes.speaker_history import Memory, Speaker
from kaiser_data.extract.quotes.speaker_words import Wording, called, read_wording
from kaiser_data.lexicon import terms

_BARE_SPOKES = re.compile(r"(?:an?|the)\s(?:company\s|union\s)?spokes\w+", re.IGNORECASE)


def identify(memory: Memory, subject: Subject, sentence: int) -> Speaker:
    """Resolve the words of a subject; `sentence` is where its sentence begins."""
    wording = read_wording(memory.text[subject.start : subject.end])
    words, kind = wording.words, wording.kind
    if kind == "noun phrase":
        return _described(memory, subject, sentence, wording)
    if kind == "relative":
        return relative(memory, subject, sentence, words, identify)
    if kind == "singular":
        return person(memory, subject, sentence, identify)
    if kind == "plural":
        return organisation(memory, subject, sentence, words, identify)
    return ourselves(memory, subject, words) if kind == "we" else one_of(memory, subject, words)


def _described(memory: Memory, subject: Subject, sentence: int, wording: Wording) -> Speaker:
    """Whom a name or a description means: "Kaiser", "the provost", "one worker"."""
    words = wording.words
    if wording.report and (reported := _author(memory, subject, wording)):
        return reported
    if joint := _joint(memory, subject, words):
        return joint
    naming = named_in(memory.cast, memory.text, subject.start, subject.end)
    if naming:
        return memory.actor(subject, naming.actor_id, words)
    if wording.office and (titled := _titled(memory, subject, wording.office)):
        return titled
    actor_id = resolve_description(memory.doc, subject.start, words)
    if actor_id and actor_id in memory.cast.members:
        return memory.actor(subject, actor_id, words, described=True)
    return _unnamed(memory, subject, sentence, words)


_NAME = rf"(?:[Tt]he\s)?[{CAPITALS}][\w.’'-]*(?:\s[{CAPITALS}][\w.’'-]*){{0,3}}"
_NAMES = re.compile(rf"(?:{_NAME},\s)*{_NAME},?\sand\s{_NAME}(?:\s[a-z]+(?:s|men|people))?")


def _joint(memory: Memory, subject: Subject, words: str) -> Speaker | None:
    """ "Hart and Ruiz", "Ford and Toyota spokesmen": several at once are no one actor."""
    if not _NAMES.fullmatch(words):
        return None
    named = [n for n in memory.cast.between(subject.start, subject.end) if n.actor_id in memory.cast.members]
    if any(naming.start <= subject.start + 4 and naming.end >= subject.end for naming in named):
        return None  # "Johnson and Sons"
    if len(named) == 1 and named[0].kind == "person" and people_in(memory.text[subject.start : named[0].start]):
        return None  # "Housing and Transport Minister Jonas Berg"
    sides = {memory.cast.members[naming.actor_id].side for naming in named}
    return Speaker(subject.start, subject.end, words, "", sides.pop() if len(sides) == 1 else "other", "", True)


def _author(memory: Memory, subject: Subject, wording: Wording) -> Speaker | None:
    """A report or a statement speaks for its author, whom its own words or the text before may name."""
    words, noun = wording.words, wording.report
    named = [
        n
        for n in memory.cast.between(subject.start, subject.end)
        if n.actor_id in memory.cast.members and n.kind != "person"
    ]
    if named:
        member = memory.cast.members[named[-1].actor_id]
        return Speaker(subject.start, subject.end, memory.display(member), member.actor_id, member.side, words, True)
    spoken = next((s for s in reversed(memory.spoken[-60:]) if s.plural and subject.start - s.end < 700), None)
    if words.lower().startswith(("the ", "its ", "their ")):
        author = author_of(memory.doc, subject.start, noun)
        if author in memory.cast.members and noun != "statement":
            return memory.actor(subject, author, words, described=True)
        if spoken:
            return spoken._replace(start=subject.start, end=subject.end, role=words)
    return None


def _titled(memory: Memory, subject: Subject, office: str) -> Speaker | None:
    """ "The provost also writes": the person whom the text gave that office before, or let speak by it."""
    for naming in memory.cast.before(subject.start, 60):
        member = memory.cast.members.get(naming.actor_id)
        if member and member.kind == "person" and any(office in role.text.lower() for role in member.roles):
            return memory.actor(subject, member.actor_id, "")
    spoken = (one for one in reversed(memory.spoken[-20:]) if not one.actor_id and not one.plural)
    same = next((one for one in spoken if office in one.name.lower().split()), None)
    return same._replace(start=subject.start, end=subject.end) if same else None


_OFFICES_PLURAL = re.compile(r"(?:the\s)?([a-z]+s)", re.IGNORECASE)


def _staff_named_before(memory: Memory, subject: Subject, words: str) -> Speaker | None:
    """ "officials said": the body whose "officials" the text named last."""
    plural = _OFFICES_PLURAL.fullmatch(words)
    if not plural or plural[1].lower() not in terms("staff_nouns"):
        return None
    for naming in memory.cast.before(subject.start, 60):
        named = naming.actor_id in memory.cast.members and naming.kind not in ("person", "place")
        if named and memory.text.startswith(f" {plural[1].lower()}", naming.end):
            return memory.actor(subject, naming.actor_id, "")
    return None


def _spokesperson(memory: Memory, subject: Subject, sentence: int, words: str) -> Speaker | None:
    """ "a spokesperson said": for the organisation that the sentences before are about."""
    if not _BARE_SPOKES.fullmatch(words):
        return None
    about = sentence_subject(memory, subject, sentence, identify)
    member = memory.cast.members.get(about.actor_id) if about else None
    if member:
        name = f"{words[:1].lower()}{words[1:]} for {memory.display(member)}"
        return Speaker(subject.start, subject.end, name, "", member.side, name)
    return None


def _unnamed(memory: Memory, subject: Subject, sentence: int, words: str) -> Speaker:
    if staff := _staff_named_before(memory, subject, words) or _spokesperson(memory, subject, sentence, words):
        return staff
    owner = _owner(memory, subject)
    side = side_of_role(words, owner.side if owner else "")
    if side == "other" and memory.kind == "union":
        side = "worker"  # whom a union's page lets speak without a name is one of its own
    name, role, plural = called(words)
    return Speaker(subject.start, subject.end, name, "", side, role, plural)


def _owner(memory: Memory, subject: Subject) -> Member | None:
    named = [n for n in memory.cast.between(subject.start, subject.end) if n.actor_id in memory.cast.members]
    return memory.cast.members[named[-1].actor_id] if named else None
