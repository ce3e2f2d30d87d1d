"""Who speaks: the words that name a speaker, resolved to an actor, a role and a side.

"The union bureaucracy claims" is the union that the text named last, in that role; "the report" speaks for its author;
"one worker said" is nobody's name and keeps the text's words. Pronouns are left to `pronouns`.
"""

import re

from kaiser_data.extract.actors.capitals import CAPITALS
from kaiser_data.extract.actors.descriptions import author_of, named_in, resolve_description
from kaiser_data.extract.actors.sides import side_of_role
from kaiser_data.extract.grammar.people_nouns import people_in
from kaiser_data.extract.grammar.subjects import Subject
from kaiser_data.extract.quotes.pronouns import one_of, organisation, ourselves, person, relative
from kaiser_data.extract.quotes.speaker_history import Memory, Speaker
from kaiser_data.extract.quotes.speaker_words import Wording, called, read_wording
from kaiser_data.lexicon import terms


def identify(memory: Memory, subject: Subject, sentence: int) -> Speaker:
    """Resolve the words of a subject; `sentence` is where its sentence begins."""
    wording = read_wording(memory.text[subject.start : subject.end])
    words, kind = wording.words, wording.kind
    if kind == "relative":
        return relative(memory, subject, sentence, words, identify)
    if kind == "person":
        return person(memory, subject, words, identify)
    if kind == "organisation":
        return organisation(memory, subject, words, identify)
    if kind == "we":
        return ourselves(memory, subject, words)
    return one_of(memory, subject, words) if kind else _described(memory, subject, wording)


def _described(memory: Memory, subject: Subject, wording: Wording) -> Speaker:
    """Whom a name or a description means: "Kaiser", "the provost", "one worker"."""
    words = wording.words
    if wording.report and (reported := _author(memory, subject, wording)):
        return reported
    if joint := _joint(memory, subject, words):
        return joint
    if naming := named_in(memory.cast, memory.text, subject.start, subject.end):
        return memory.actor(subject, naming.actor_id, words)
    if staff := _staff_named_before(memory, subject, words.lower().removeprefix("the ")):
        return staff
    if wording.office and (titled := _titled(memory, subject, wording.office)):
        return titled
    actor_id = resolve_description(memory.doc, subject.start, words)
    if actor_id in memory.cast.members:
        return memory.actor(subject, actor_id, words, described=True)
    named = memory.members_named(subject)
    side = side_of_role(words, named[-1].side if named else "")
    if side == "other" and memory.kind == "union":
        side = "worker"  # whom a union's page lets speak without a name is one of its own
    name, role, plural = called(words)
    return Speaker(*subject, name, "", side, role, plural)


def _staff_named_before(memory: Memory, subject: Subject, staff: str) -> Speaker | None:
    """ "officials said": the body whose "officials" the text named last."""
    if staff not in terms("staff_nouns"):
        return None
    for naming in memory.cast.before(subject.start, 60):
        member = memory.cast.members.get(naming.actor_id)
        if member and member.kind not in ("person", "place") and memory.text.startswith(f" {staff}", naming.end):
            return memory.actor(subject, naming.actor_id, "")
    return None


_NAME = rf"(?:[Tt]he\s)?[{CAPITALS}][\w.’'-]*(?:\s[{CAPITALS}][\w.’'-]*){{0,3}}"
_NAMES = re.compile(rf"(?:{_NAME},\s)*{_NAME},?\sand\s{_NAME}(?:\s[a-z]+(?:s|men|people))?")


def _joint(memory: Memory, subject: Subject, words: str) -> Speaker | None:
    """ "Hart and Ruiz", "Ford and Toyota spokesmen": several at once are no one actor."""
    if not _NAMES.fullmatch(words):
        return None
    named = [n for n in memory.cast.between(*subject) if n.actor_id in memory.cast.members]
    if any(naming.start <= subject.start + 4 and naming.end >= subject.end for naming in named):
        return None  # "Johnson and Sons"
    if len(named) == 1 and named[0].kind == "person" and people_in(memory.text[subject.start : named[0].start]):
        return None  # "Housing and Transport Minister Jonas Berg"
    sides = {memory.cast.members[naming.actor_id].side for naming in named}
    return Speaker(*subject, words, "", sides.pop() if len(sides) == 1 else "other", "", True)


def _author(memory: Memory, subject: Subject, wording: Wording) -> Speaker | None:
    """A report or a statement speaks for its author, whom its own words or the text before may name."""
    words, noun = wording.words, wording.report
    if named := [member for member in memory.members_named(subject) if member.kind != "person"]:
        return memory.actor(subject, named[-1].actor_id, "")._replace(role=words, plural=True)
    if not words.lower().startswith(("the ", "its ", "their ")):
        return None
    author = author_of(memory.doc, subject.start, noun)
    if author in memory.cast.members and noun != "statement":
        return memory.actor(subject, author, words, described=True)
    spoken = next((s for s in reversed(memory.spoken[-60:]) if s.plural and subject.start - s.end < 700), None)
    return spoken._replace(start=subject.start, end=subject.end, role=words) if spoken else None


def _titled(memory: Memory, subject: Subject, office: str) -> Speaker | None:
    """ "The provost also writes": the person whom the text gave that office before, or let speak by it."""
    for naming in memory.cast.before(subject.start, 60):
        member = memory.cast.members.get(naming.actor_id)
        if member and member.kind == "person" and any(office in role.text.lower() for role in member.roles):
            return memory.actor(subject, member.actor_id, "")
    spoken = (one for one in reversed(memory.spoken[-20:]) if not one.actor_id and not one.plural)
    same = next((one for one in spoken if office in one.name.lower().split()), None)
    return same._replace(start=subject.start, end=subject.end) if same else None
