"""Who speaks: the words that name a speaker, resolved to an actor, a role and a side.

"The union bureaucracy claims" is the union that the text named last, in that role; "the report" speaks for its author;
"one worker said" is nobody's name and keeps the text's words. "she asked" two sentences after "Gina, a nurse at Downey"
is Gina; "it said" is the organisation that the sentence or the one before is about; "Another wrote" after "Workers" is
another worker.
"""

import re

from kaiser_data.extract.actors.descriptions import author_of, is_body, named_by_phrase, report_in, resolve_description
from kaiser_data.extract.actors.sides import is_office, side_of_role
from kaiser_data.extract.actors.text_actors import Member
from kaiser_data.extract.grammar.words import CAPITAL, people_in, pronoun_kind
from kaiser_data.extract.quotes.speaker_history import (
    Speaker,
    SpeakerHistory,
    commenter,
    groups,
    noun_phrase_before,
    ourselves,
    read_words,
    unnamed,
)
from kaiser_data.extract.quotes.subjects import Subject, opening_subject
from kaiser_data.lexicon import Pattern, any_of, mapping, terms


def identify(history: SpeakerHistory, subject: Subject) -> Speaker:
    """Resolve the words of a subject, by the first rule that finds someone."""
    words, kind = read_words(history.text[slice(*subject)])
    rules = (_PRONOUNS.get(kind, _one_of),) if kind else _RULES
    return next(filter(None, (rule(history, subject, words) for rule in rules)))


def _named(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "Ana Ruiz", and whom words after a comma describe: "Ana Ruiz, secretary of the local said"."""
    near = history.named_before(subject)
    described = near if near and near.kind == "person" and history.masked[near.end] == "," else None
    named = named_by_phrase(history.cast, history.text, *subject) or described
    return history.actor(subject, named.actor_id) if named else None


_APPOSED = Pattern(
    r"(?:.* by )?(?P<told>.{0,90}?(?P<head>\b[a-z][\w-]*)),?\s"
    rf"(?P<name>{CAPITAL}[\w.’'-]*(?:\s{CAPITAL}[\w.’'-]*){{0,3}})"
)


def _is_anothers(told: str) -> bool:
    """ "the government of president Ana Ruiz", "a spokesman for the union IG Bau"."""
    (one, of, _), (holder, served, _) = told.partition(" of "), told.partition(" for ")
    return bool((of and one.rpartition(" ")[2] not in terms("roles")) or (served and people_in(holder)))


def _office_and_name(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
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
    return "person" if head in terms("roles") else ""


_NAME = rf"(?:[Tt]he\s)?{CAPITAL}[\w.’'-]*(?:\s{CAPITAL}[\w.’'-]*){{0,3}}"
_NAMES = re.compile(rf"(?:{_NAME},\s)*{_NAME},?\sand\s{_NAME}(?:\s[a-z]+(?:s|men|people))?")


def _joint(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
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


def _by_noun(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "the association": the body named last with that noun in its name; "officials": whose officials were named."""
    noun = words.lower().removeprefix("the ")
    kind = mapping("descriptions", "kind").get(noun, "" if people_in(noun) else "group")
    in_name = kind in ("group", "government", "press", "partnership")
    for naming in history.cast.before(subject.start, 60):
        member = history.cast.members.get(naming.actor_id)
        if not member or member.kind in ("person", "place") or (member.side == "worker" and not words.endswith(noun)):
            continue  # "Norlink said" is not of the "Norlink bakers"
        is_staff = noun in terms("staff_nouns") and history.text.startswith(f" {noun}", naming.end)
        if is_staff or (in_name and noun in member.name.lower().split()):
            return history.actor(subject, naming.actor_id)
    return None


_NAMED_WITHIN = Pattern(rf"[Tt]he\s(?:[a-z-]+\s)*{CAPITAL}\w")


_BOSS = Pattern(rf"[Tt]he\s(?:[a-z-]+[’']s?\s)?{any_of('roles', office='yes', side='employer')}(?:\s(?:of|at)\s.*)?")


def _meant(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "the union", "management": the actor whom the text means by a description; not the firm by "the firm’s boss"."""
    # "the Lao Dong newspaper" is none of those whom the text has named.
    if _BOSS.fullmatch(words) or (_NAMED_WITHIN.search(words) and not history.cast.between(*subject)):
        return None
    actor_id = resolve_description(history.doc, subject.start, words)
    member = history.cast.members.get(actor_id)
    # Who is only described speaks by that noun: "management" is not "the depot".
    is_other = member and member.name.islower() and not words.lower().endswith(member.name.split()[-1])
    return history.actor(subject, actor_id, words) if member and not is_other else None


def _of_two_sides(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "port and union officials", "the union and the company": who speaks for two sides is no one actor."""
    one, joint, other = words.partition(" and ")
    named = history.members_named(subject)
    if not joint or _POSTMODIFIER.search(one) or any(member.kind == "person" for member in named):
        return None
    told = (side_of_role(half) for half in (one, f"{one} {other.rpartition(' ')[2]}", other))
    sides = [side.replace("worker", "union") for side in told if side not in ("other", "press")]
    are_two = len({*sides[:1], *sides[-1:]}) > 1
    return unnamed(history, subject, words)._replace(side="other", plural=True) if are_two else None


_OWNED = Pattern(r"(?:(?P<its>[Ii]ts|[Tt]heir)|(?:[Tt]he|[Aa]n?)\s(?P<owner>\S+?)(?:[’']s?)?)\s(?:\S+\s)?[a-z]+")


def _owner(history: SpeakerHistory, subject: Subject, words: str) -> str:
    """Give the id of whose a paper is by its own words: "a company statement", "its website"."""
    owned = _OWNED.fullmatch(words)
    if owned and owned["its"]:
        return history.body_before(subject.start)
    actor_id = resolve_description(history.doc, subject.start, f"the {owned['owner']}") if owned else ""
    is_named = actor_id in history.cast.members and not history.cast.members[actor_id].name.islower()
    return actor_id if is_named else ""


def _author(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """A report or a statement speaks for its author, whom its own words or the text before may name."""
    noun = report_in(words)
    if not noun:
        return None
    if bodies := history.bodies_named(subject):
        return history.actor(subject, bodies[-1].actor_id)._replace(role=words, plural=True)
    owner = _owner(history, subject, words)
    if not (owner or words.lower().startswith(("the ", "its ", "their "))):
        return None
    author = owner or author_of(history.doc, subject.start, noun)
    spoken = next((s for s in reversed(history.spoken[-60:]) if s.plural and subject.start - s.end < 700), None)
    if author in history.cast.members and (owner or noun != "statement" or not spoken):
        return history.actor(subject, author, words)
    return spoken.at(subject)._replace(role=words) if spoken else None


def _titled(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "The provost", "our correspondent", "the Norlink spokesman": whom the text gave that office before."""
    the, _, office = words.lower().partition(" ")
    body = next(iter(history.bodies_named(subject)), None)
    office = office.rpartition(" ")[2] if body else office
    if the not in ("the", "our") or office not in terms("roles"):
        return None
    people = history.people_before(subject.start)
    if named := next((one for one in people if any(_holds(role.text, office, body) for role in one.roles)), None):
        return history.actor(subject, named.actor_id)
    if told := [one for one in history.spoken[-20:] if not one.actor_id and _holds(one.name, office, body)]:
        return told[-1].at(subject)
    if again := history.same_speaker(office):
        return again.at(subject)
    return None if body else _official(history, subject, office)


def _holds(told: str, office: str, body: Member | None) -> bool:
    """Tell whether someone so described holds an office; who speaks for a body is its official."""
    held = f"{told} official" if body else told
    return f" {office} " in f" {held.lower()} " and (not body or any(name in told for name in body.aliases))


def _official(history: SpeakerHistory, subject: Subject, office: str) -> Speaker | None:
    """ "the union leader", "the company boss": who holds an office on that side, by whatever title."""
    side = side_of_role(office) if office.rpartition(" ")[2] in terms("staff_nouns") else ""
    people = (one for one in history.people_before(subject.start) if one.side == side)
    held = (one.actor_id for one in people if any(is_office(role.text) for role in one.roles))
    return next((history.actor(subject, actor_id) for actor_id in held), None)


_NAME_BEFORE = Pattern(r"([A-Z][\w.&’-]*(?:\s[A-Z][\w.&’-]*){0,4}),\s$")


def _relative(history: SpeakerHistory, subject: Subject, words: str) -> Speaker:
    """ "the bank Norlink, which reckons": the name before; "a statement which says": its issuer."""
    if near := history.named_before(subject):
        return history.actor(subject, near.actor_id)
    sentence = history.sentence_start(subject.start)
    antecedent = noun_phrase_before(history.masked, sentence, subject.start)
    plain = _NAME_BEFORE.search(history.masked, sentence, subject.start)
    if plain and not (antecedent and antecedent.start <= plain.start()):  # "a trader in Santos, who noted"
        return Speaker(*subject, plain[1], "", "employer" if words == "which" else "other", "", True)
    antecedent = antecedent or opening_subject(history.masked, history.cast, sentence, subject.start)
    if antecedent and antecedent.end < subject.start:
        return identify(history, antecedent)
    return Speaker(*subject, words)


def _person(history: SpeakerHistory, subject: Subject, words: str) -> Speaker:
    """Whom "he" or "she" means: a person who spoke or headed a sentence, the latest of them whom it can mean."""
    pronoun = {"his": "he", "her": "she"}.get(words.lower(), words.lower())
    spoken = history.last_speaker(pronoun)
    if new := _new_subject(history, subject, spoken):
        return history.call(pronoun, new)
    naming = history.last_person(subject.start, pronoun, bool(spoken))
    # "Hart said that Ruiz had left. He said": who spoke last, not whom he spoke of
    outspoken = spoken and naming and history.spoken[-1] is spoken and history.is_told(naming.start)
    if naming and not outspoken and (not spoken or naming.start > spoken.start):
        return history.call(pronoun, history.actor(subject, naming.actor_id))
    if spoken:
        return history.call(pronoun, spoken.at(subject)._replace(plural=False))
    return Speaker(*subject, words)


_POSTMODIFIER = Pattern(r"\s(?:of|for|at|in|from|with|by|who|which|that|\w+ing|on)\b.*", re.DOTALL)
_SOMEONE = re.compile(r"(?:an?|one|another)\s")


def _new_subject(history: SpeakerHistory, subject: Subject, spoken: Speaker | None) -> Speaker | None:
    """An unnamed person whom a sentence since the last speaker is about: "A ship agent in the port believed"."""
    for about, start in history.topics(subject.start):
        words = history.text[slice(*about)].lower()
        if start > (spoken.start if spoken else 0) and _SOMEONE.match(words):
            someone = people_in(_POSTMODIFIER.sub("", words))  # not "a stoppage involving civil servants"
            return identify(history, about).at(subject) if someone else None
    return None


def _organisation(history: SpeakerHistory, subject: Subject, words: str) -> Speaker:
    """Whom "it" or "they" means: the organisation that this sentence or the one before is about, or that spoke last."""
    spoken, they = history.last_speaker(), words.lower() in ("they", "their")
    postposed = not they and history.masked[subject.start - 2] in ',”"'
    if postposed and spoken and spoken.plural and subject.start - spoken.end < 250:
        return spoken.at(subject)  # "…, the mill said. …, it added"
    if told_of := _group_told_of(history, subject, they):
        return told_of
    # "it" is no person and no group of people
    if spoken and (they or (spoken.plural and (spoken.actor_id or is_body(spoken.name) or spoken.role))):
        return spoken.at(subject)._replace(plural=True)
    if body := history.body_before(subject.start):
        return history.actor(subject, body)
    return _person(history, subject, words) if they else Speaker(*subject, words, plural=True)  # "Robin Vale … they"


def _group_told_of(history: SpeakerHistory, subject: Subject, they: bool) -> Speaker | None:
    """The organisation or, for "they", the group that this sentence, or the one before, is about ("The dockers")."""
    about = list(history.topics(subject.start))
    postposed = history.masked[max(0, subject.start - 2) : subject.start] == ", "
    if postposed and about and about[0][1] == history.sentence_start(subject.start):
        # "Fares are too low, they said": what its own sentence is about is told, and tells nothing of "they"
        about = about[1:] if they else about[::-1]
    for topic, _ in about:
        if pronoun_kind(history.text[slice(*topic)]):
            return None
        found = identify(history, topic)
        member = history.cast.members.get(found.actor_id)
        fits = member.kind != "person" if member else is_body(found.name) or (they and found.plural)
        return found.at(subject) if fits else None
    return None


def _one_of(history: SpeakerHistory, subject: Subject, words: str) -> Speaker:
    """Give a bare "one" or "another" its noun: "Another wrote" after "Workers" is another worker."""
    which, low = words.split()[0].lower(), max(0, subject.start - 700)
    if one := commenter(history, subject.start, which, 700):
        return one.at(subject)
    words_before = re.findall(r"[\w’'-]+", history.masked[low : subject.start].lower())
    line = groups()[next((word for word in reversed(words_before) if word in groups()), "workers")]
    name = f"{which} {line['term']}" if which in ("one", "another") else words
    return Speaker(*subject, name, "", line["side"])


_PRONOUNS = {"relative": _relative, "person": _person, "organisation": _organisation, "we": ourselves}
# Tried in this order.
_RULES = (_author, _joint, _of_two_sides, _titled, _named, _office_and_name, _by_noun, _meant, unnamed)
