"""Who speaks: the words that name a speaker, resolved to an actor, a role and a side.

"The union bureaucracy claims" is the union that the text named last, in that role; "the report" speaks for its author;
"one worker said" is nobody's name and keeps the text's words. "she asked" two sentences after "Gina, a nurse at Downey"
is Gina; "it said" is the organisation that the sentence or the one before is about; "Another wrote" after "Workers" is
another worker.
"""

import re

from kaiser_data.extract.actors.descriptions import author_of, report_in, resolve_description
from kaiser_data.extract.actors.sides import side_of_role
from kaiser_data.extract.grammar.people_nouns import people_in, pronoun_kind
from kaiser_data.extract.grammar.words import CAPITAL
from kaiser_data.extract.quotes.named_speakers import joint, named, office_and_name
from kaiser_data.extract.quotes.speaker_history import (
    Speaker,
    SpeakerHistory,
    commenter,
    groups,
    is_body,
    noun_phrase_before,
    ourselves,
    read_words,
    unnamed,
)
from kaiser_data.extract.quotes.subjects import Subject, opening_subject
from kaiser_data.lexicon import Pattern, mapping, terms


def identify(history: SpeakerHistory, subject: Subject) -> Speaker:
    """Resolve the words of a subject, by the first rule that finds someone."""
    words, kind = read_words(history.text[slice(*subject)])
    rules = (_PRONOUNS.get(kind, _one_of),) if kind else _RULES
    return next(filter(None, (rule(history, subject, words) for rule in rules)))


def _by_noun(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "the association": the body named last with that noun in its name; "officials": whose officials were named."""
    noun = words.lower().removeprefix("the ")
    kind = mapping("descriptions", "kind").get(noun, "" if people_in(noun) else "group")
    in_name = kind in ("group", "government", "press", "partnership")
    for naming in history.cast.before(subject.start, 60):
        member = history.cast.members.get(naming.actor_id)
        if not member or member.kind in ("person", "place"):
            continue
        is_staff = noun in terms("staff_nouns") and history.text.startswith(f" {noun}", naming.end)
        if is_staff or (in_name and noun in member.name.lower().split()):
            return history.actor(subject, naming.actor_id)
    return None


_NAMED_WITHIN = Pattern(rf"[Tt]he\s(?:[a-z-]+\s)*{CAPITAL}\w")


def _meant(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "the union", "management": the actor whom the text means by a description."""
    # "the Lao Dong newspaper" is none of those whom the text has named.
    if _NAMED_WITHIN.search(words) and not history.cast.between(*subject):
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


def _again(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "the Norlink spokesman", "the Guild official": who spoke before for that body, with a name or without."""
    noun, bodies = words.rpartition(" ")[2], [one for one in history.members_named(subject) if one.kind != "person"]
    if not words.lower().startswith("the ") or len(bodies) != 1 or noun not in terms("roles"):
        return None
    for one in reversed(history.spoken[-20:]):
        member = history.cast.members.get(one.actor_id)
        told = f" {' '.join(role.text for role in member.roles)} official " if member else f" {one.name} "
        if f" {noun} " in told and any(name in told for name in bodies[0].aliases):
            return one.at(subject)
    return None


def _author(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """A report or a statement speaks for its author, whom its own words or the text before may name."""
    noun = report_in(words)
    if not noun:
        return None
    named = history.members_named(subject)
    if bodies := [member for member in named if member.kind != "person"]:
        return history.actor(subject, bodies[-1].actor_id)._replace(role=words, plural=True)
    if not words.lower().startswith(("the ", "its ", "their ")):
        return None
    author = author_of(history.doc, subject.start, noun)
    spoken = next((s for s in reversed(history.spoken[-60:]) if s.plural and subject.start - s.end < 700), None)
    if author in history.cast.members and not (noun == "statement" and spoken):
        return history.actor(subject, author, words)
    return spoken.at(subject)._replace(role=words) if spoken else None


_OWNED = Pattern(r"(?:[Tt]he|[Aa]n?|(?P<its>[Ii]ts|[Tt]heir))\s(?:(?P<owner>\S+?)(?:[’']s?)?\s)?(?:\S+\s)?[a-z]+")


def _owner(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "a company statement", "its website": the company whom the text means."""
    owned = _OWNED.fullmatch(words) if report_in(words) else None
    if owned and owned["its"]:
        told = _organisation(history, subject, "its")
        return told._replace(role=words) if told.actor_id else None
    owner = owned["owner"] if owned else ""
    actor_id = resolve_description(history.doc, subject.start, f"the {owner.strip()}") if owner else ""
    is_named = actor_id in history.cast.members and not history.cast.members[actor_id].name.islower()
    return history.actor(subject, actor_id, words) if is_named else None


def _titled(history: SpeakerHistory, subject: Subject, words: str) -> Speaker | None:
    """ "The provost also writes": the person whom the text gave that office before, or let speak by it."""
    office = words.lower().removeprefix("the ")
    if not words.lower().startswith("the ") or office not in terms("roles"):
        return None
    for naming in history.cast.before(subject.start, 60):
        member = history.cast.members.get(naming.actor_id)
        if naming.kind == "person" and member and any(office in role.text.lower() for role in member.roles):
            return history.actor(subject, member.actor_id)
    unnamed_ones = (one for one in reversed(history.spoken[-20:]) if not one.plural and not one.actor_id)
    told = next((one for one in unnamed_ones if office in one.name.lower().split()), None)
    return told.at(subject) if told else None


_NAME_BEFORE = Pattern(r"([A-Z][\w.&’-]*(?:\s[A-Z][\w.&’-]*){0,4}),\s$")


def _relative(history: SpeakerHistory, subject: Subject, words: str) -> Speaker:
    """ "consultancy Quayside Analytics, which reckons": the name before; "a statement which says": its issuer."""
    if near := history.named_before(subject):
        return history.actor(subject, near.actor_id)
    sentence = history.sentence_start(subject.start)
    antecedent = noun_phrase_before(history.masked, sentence, subject.start)
    plain = _NAME_BEFORE.search(history.masked, sentence, subject.start)
    if plain and not (antecedent and antecedent.start < plain.start()):  # "a trader in Santos, who noted"
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
    if body := _body_before(history, subject):
        return history.actor(subject, body)
    return _person(history, subject, words) if they else Speaker(*subject, words, plural=True)  # "Robin Vale … they"


def _body_before(history: SpeakerHistory, subject: Subject) -> str:
    """Give the body that a text names last, or else describes last: "announced by the union. It said"."""
    named = (one for one in history.cast.before(subject.start, 30) if one.kind not in ("person", "place"))
    known = (one.actor_id for one in named if one.actor_id and history.masked[one.start] != "x")
    return next(known, "") or resolve_description(history.doc, subject.start, "it")


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
_RULES = (_owner, _author, joint, _of_two_sides, _again, named, office_and_name, _by_noun, _titled, _meant, unnamed)
