"""Who speaks by a name that stands in the words: "Ana Ruiz", "accountant Ivo Brand", "Hart and Ruiz".

Beside the name may stand an office ("the bus owners’ president A Afzal") or any noun; of a body that a noun describes,
the name follows a comma ("the biggest union, IG Bau"). Several names at once are no one actor.
"""

import re

from kaiser_data.extract.actors.descriptions import named_by_phrase
from kaiser_data.extract.actors.sides import side_of_role
from kaiser_data.extract.grammar.people_nouns import people_in
from kaiser_data.extract.grammar.words import CAPITAL
from kaiser_data.extract.quotes.speaker_history import Speaker, SpeakerHistory
from kaiser_data.extract.quotes.subjects import Subject
from kaiser_data.lexicon import Pattern, mapping, terms

_BARE_NOUN = re.compile(r"(?:[a-z-]+\s){0,3}[a-z-]+(?<!ful|ing|ous|ive)(?<!ed|[^r]y|al)\s?")


def named(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "Ana Ruiz", and whom words after a comma describe: "Ana Ruiz, secretary of the local said"."""
    near = history.named_before(subject)
    described = near if near and near.kind == "person" and history.masked[near.end] == "," else None
    named = named_by_phrase(history.cast, history.text, *subject) or described
    if not named:
        return None
    lead = history.text[subject.start : named.start] if named.kind == "person" else ""
    return history.actor(subject, named.actor_id, lead.strip() if _is_bare_noun(lead) else "")


def _is_bare_noun(words: str) -> bool:
    """Tell whether words before a name say what someone is: "accountant", "former weaver", not "a rueful"."""
    return bool(_BARE_NOUN.fullmatch(words)) and terms("function_words").isdisjoint(words.split())


_APPOSED = Pattern(
    r"(?:.* by )?(?P<told>.{0,90}?(?P<head>\b[a-z][\w-]*)),?\s"
    rf"(?P<name>{CAPITAL}[\w.’'-]*(?:\s{CAPITAL}[\w.’'-]*){{0,3}})"
)


def _is_anothers(told: str) -> bool:
    """ "the government of president Ana Ruiz", "a spokesman for the union IG Bau"."""
    (one, of, _), (holder, served, _) = told.partition(" of "), told.partition(" for ")
    return bool((of and one.rpartition(" ")[2] not in terms("roles")) or (served and people_in(holder)))


def office_and_name(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """Read a description and the name after it: "the biggest union, IG Bau", "the bus owners’ president A Afzal"."""
    read = _APPOSED.fullmatch(words)
    kind = _described(words, read) if read else ""
    if not kind or _is_anothers(read["told"]):
        return None
    told, name = read["told"], read["name"]
    people = [member for member in history.members_named(subject) if member.kind == "person"]
    if not people:
        return Speaker(*subject, name, "", side_of_role(told), told, kind == "body")
    speaker = history.actor(subject, people[-1].actor_id, told)
    if not name.endswith(people[-1].name):
        return None
    return speaker._replace(role=told) if told.endswith(speaker.role) else speaker


def _described(words: str, read: re.Match) -> str:
    """Tell whether the words before a name describe a body or a person, "" where neither: a comma parts off a body."""
    head = read["head"]
    if words[read.end("told")] == ",":
        return "body" if people_in(head) else ""
    if mapping("descriptions", "kind").get(head, "report") != "report":
        return "body"
    return "person" if head in terms("roles") or _is_bare_noun(read["told"]) else ""


_NAME = rf"(?:[Tt]he\s)?{CAPITAL}[\w.’'-]*(?:\s{CAPITAL}[\w.’'-]*){{0,3}}"
_NAMES = re.compile(rf"(?:{_NAME},\s)*{_NAME},?\sand\s{_NAME}(?:\s[a-z]+(?:s|men|people))?")


def joint(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "Hart and Ruiz", "Ford and Toyota spokesmen": several at once are no one actor."""
    if not _NAMES.fullmatch(words):
        return None
    named = [n for n in history.cast.between(*subject) if n.actor_id in history.cast.members]
    if any(naming.start <= subject.start + 4 and naming.end >= subject.end for naming in named):
        return None  # "Johnson and Sons"
    if len(named) == 1 and named[0].kind == "person" and people_in(history.text[subject.start : named[0].start]):
        return None  # "Housing and Transport Minister Jonas Berg"
    sides = {history.cast.members[naming.actor_id].side for naming in named}
    return Speaker(*subject, words, "", sides.pop() if len(sides) == 1 else "other", "", True)
