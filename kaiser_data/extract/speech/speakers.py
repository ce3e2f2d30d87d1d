"""Who speaks: the words that name a speaker, resolved to an actor, a role and a side.

"she asked" two sentences after "Gina, a nurse at Downey" is Gina; "The union bureaucracy claims" is the union that
the text named last, in that role; "one worker said" is nobody's name and keeps the text's words. Who spoke last is
remembered through the text, so that "he said" after "one worker said" is that worker again.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.extract.people.cast import Cast, Member, Naming
from kaiser_data.extract.people.reference import author_of, named_in, resolve, resolve_description
from kaiser_data.extract.people.sides import side_of_role
from kaiser_data.extract.speech.collective import (
    POSTMODIFIER,
    described_side,
    group_nouns,
    is_indefinite,
    is_plural,
    is_short,
    labour_leaders,
    plural_roles,
    report_nouns,
    report_words,
)
from kaiser_data.extract.speech.subjects import Subject, opening_subject
from kaiser_data.rows import fold

_SINGULAR = frozenset({"he", "she", "who"})
_PLURAL = frozenset({"they", "it", "which"})
_WE = frozenset({"we", "i", "our", "us"})
_PRONOUNS = {
    **dict.fromkeys(_SINGULAR, "singular"),
    **dict.fromkeys(_PLURAL, "plural"),
    **dict.fromkeys(_WE, "we"),
    **dict.fromkeys(("who", "which", "that"), "relative"),
}
_PARTITIVE = re.compile(r"(?:one|another|two|some|many|most|several|both|others|all)(?:\sof\sthem)?$", re.IGNORECASE)
_COMMENTS = re.compile(r"\b([A-Z]\w+\s)?(?:comments|commenters)\b")
_LEADING = re.compile(r"^(?:[“”\"'‘’(\[*]|and\s|but\s|both\s|(?:which|that|whom)\s(?=\w))+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:An?|The|One|Another|Some|Its|Their|Our|Several|Many|Two|Three)\b")
_OWN_PAGE = re.compile(
    r"((?:[Tt]he|[Ii]ts|[Tt]heir)\s(?:[\w-]+\s)?\w+)[’']s?\s(?:[\w-]+\s){0,2}"
    r"(?:website|web page|page|account|feed|blog|newsletter|statement|letter|email|memo|offer|notice|lawyers)$"
)
_TITLE = re.compile(
    r"the (mayor|minister|governor|provost|president|chancellor|superintendent|principal|judge|mediator|senator|"
    r"premier|ceo|chief executive|general manager|chair\w*|negotiator|lead negotiator|economist|professor|analyst)"
)
_FULL_SPOKES = re.compile(r"(?:an?|the) spokes\w+ (?:for|of|at|from) ")
_BARE_SPOKES = re.compile(r"(?:an?|the)\s(?:company\s|union\s)?spokes\w+", re.IGNORECASE)
_OBLIQUE = re.compile(
    r"\b(?:of|by|for|with|to|from|on|about|against|at|like|than|after|over|under)\s(?:the\s|[A-Z][\w.]*\s|\d+\s){0,4}$"
)

_POSSESSIVE = re.compile(r"[’']s?\s")
_SOMEONE = re.compile(r"(?:an?|one|another)\s")
_STAFF_OF = re.compile(r"[’']s?\s(?:office|team|campaign|administration|staff|lawyers?|attorneys?)$")
_NAME_BEFORE = re.compile(r"([A-Z][\w.&’-]*(?:\s[A-Z][\w.&’-]*){0,4}),\s$")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?”\"\n]\s*(?:The\s|Both\s|But\s|And\s)?)$")


class Wording(NamedTuple):
    """What the words of a subject tell by themselves: whose page, which report, what office; is it someone new?"""

    words: str
    kind: str
    page: str = ""
    report: str = ""
    office: str = ""
    is_new: bool = False


class Speaker(NamedTuple):
    """Who speaks, and the words of the text that say so (`start:end`)."""

    start: int
    end: int
    name: str
    actor_id: str = ""
    side: str = ""
    role: str = ""
    plural: bool = False


NOBODY = Speaker(0, 0, "")


@dataclass
class Memory:
    """Who spoke and who was spoken of, in the order of the text."""

    doc: Doc
    cast: Cast
    text: str
    masked: str
    publisher: str = ""
    kind: str = ""
    spoken: list[Speaker] = field(default_factory=list)
    namings: dict[str, list[Naming]] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)

    def identify(self, subject: Subject, sentence: int) -> Speaker:
        """Resolve the words of a subject; `sentence` is where its sentence begins."""
        wording = _read(self.text[subject.start : subject.end])
        words, kind = wording.words, wording.kind
        if kind == "noun phrase":
            return self._described(subject, sentence, wording)
        if kind == "relative":
            return self._relative(subject, sentence, words)
        if kind == "singular":
            return self._person(subject, sentence)
        if kind == "plural":
            return self._organisation(subject, sentence, words)
        return self._ourselves(subject, words) if kind == "we" else self._one_of(subject, words)

    def _described(self, subject: Subject, sentence: int, wording: Wording) -> Speaker:
        """Whom a name or a description means: "Kaiser", "the provost", "one worker"."""
        words = wording.words
        if (wording.page or wording.report) and (reported := self._author(subject, wording)):
            return reported
        naming = named_in(self.cast, self.text, subject.start, subject.end)
        if naming:
            return self._actor(subject, naming.actor_id, words)
        if wording.office and (titled := self._titled(subject, wording.office)):
            return titled
        actor_id = resolve_description(self.doc, subject.start, words)
        if actor_id and actor_id in self.cast.members and not wording.is_new:
            return self._actor(subject, actor_id, words, described=True)
        return self._unnamed(subject, sentence, words)

    def remember(self, speaker: Speaker) -> None:
        """Keep who has spoken for the pronouns to come."""
        if speaker.name:
            self.spoken.append(speaker)

    def _actor(self, subject: Subject, actor_id: str, words: str, described: bool = False) -> Speaker:
        member = self.cast.members[actor_id]
        role = _role_of(member) if not described or member.roles else words
        return Speaker(
            subject.start, subject.end, self._display(member), actor_id, member.side, role, member.kind != "person"
        )

    def _relative(self, subject: Subject, sentence: int, words: str) -> Speaker:
        """ "consultancy Quayside Analytics, which reckons": the name before; "a statement which says": its issuer."""
        nearest = next(iter(self.cast.before(subject.start, 1)), None)
        if nearest and nearest.actor_id in self.cast.members and subject.start - nearest.end <= 3:
            return self._actor(subject, nearest.actor_id, "")
        about = opening_subject(self.masked, self.cast, sentence, subject.start)
        if about and about.end < subject.start:
            return self.identify(about, sentence)
        plain = _NAME_BEFORE.search(self.masked[sentence : subject.start])
        if plain:
            return Speaker(subject.start, subject.end, plain[1], "", "other", "", True)
        return Speaker(subject.start, subject.end, words)

    def _author(self, subject: Subject, wording: Wording) -> Speaker | None:
        """A report or a statement speaks for its author, whom its own words or the text before may name."""
        words, noun = wording.words, wording.report
        issuer = resolve(self.doc, subject.start, subject.end, wording.page) if wording.page else ""
        if issuer in self.cast.members:
            return self._actor(subject, issuer, words, described=True)
        if not noun:
            return None
        named = [
            n
            for n in self.cast.between(subject.start, subject.end)
            if n.actor_id in self.cast.members and n.kind != "person"
        ]
        if named:
            member = self.cast.members[named[-1].actor_id]
            return Speaker(subject.start, subject.end, self._display(member), member.actor_id, member.side, words, True)
        spoken = next((s for s in reversed(self.spoken[-60:]) if s.plural and subject.start - s.end < 700), None)
        if words.lower().startswith(("the ", "its ", "their ")):
            author = author_of(self.doc, subject.start, noun)
            if author in self.cast.members and noun != "statement":
                return self._actor(subject, author, words, described=True)
            if spoken:
                return spoken._replace(start=subject.start, end=subject.end, role=words)
        return None

    def _display(self, member: Member) -> str:
        """Name an actor as this text does: a person in full, an organisation by the form it uses most."""
        if member.kind == "person":
            return member.name
        if len(member.aliases) < 2:
            return next(iter(member.aliases), member.name)
        if not self.namings:
            for naming in self.cast.namings:
                self.namings.setdefault(naming.actor_id, []).append(naming)
        if member.actor_id not in self.used:
            forms = Counter(fold(self.text[n.start : n.end]) for n in self.namings.get(member.actor_id, ()))
            self.used[member.actor_id] = max(forms, key=lambda form: (forms[form], -len(form)), default=member.name)
        return self.used[member.actor_id]

    def _titled(self, subject: Subject, office: str) -> Speaker | None:
        """ "The provost also writes": the person whom the text gave that office before."""
        for naming in self.cast.before(subject.start, 60):
            member = self.cast.members.get(naming.actor_id)
            if member and member.kind == "person" and any(office in role.text.lower() for role in member.roles):
                return self._actor(subject, member.actor_id, "")
        return None

    def _spokesperson(self, subject: Subject, sentence: int, words: str) -> Speaker | None:
        """ "a spokesperson said": for the organisation that the sentences before are about."""
        if not _BARE_SPOKES.fullmatch(words):
            return None
        about = self._sentence_subject(subject, sentence)
        member = self.cast.members.get(about.actor_id) if about else None
        if member:
            name = f"{words[:1].lower()}{words[1:]} for {self._display(member)}"
            return Speaker(subject.start, subject.end, name, "", member.side, name)
        for earlier in reversed(self.spoken[-4:]):
            if _FULL_SPOKES.match(earlier.name) and subject.start - earlier.end < 900:
                return earlier._replace(start=subject.start, end=subject.end)
        return None

    def _unnamed(self, subject: Subject, sentence: int, words: str) -> Speaker:
        if spokesperson := self._spokesperson(subject, sentence, words):
            return spokesperson
        owner = self._owner(subject)
        side = side_of_role(words, owner.side if owner else "")
        if side == "other" and (kind := described_side(words)):
            side = kind
        if side == "other" and self.kind == "union":
            side = "worker"  # whom a union's page lets speak without a name is one of its own
        if owner and _STAFF_OF.search(words):
            side = owner.side
        if side == "other" and labour_leaders().search(words):
            side = "union"
        words = _ARTICLE.sub(lambda match: match[0].lower(), words)
        name = (
            words if is_short(words) or ("spokes" in words and len(words.split()) < 12) else POSTMODIFIER.sub("", words)
        )
        plural = is_plural(name) or bool(report_nouns().search(words.lower()))
        return Speaker(subject.start, subject.end, name, "", side, words if len(words.split()) > 2 else "", plural)

    def _owner(self, subject: Subject) -> Member | None:
        named = [n for n in self.cast.between(subject.start, subject.end) if n.actor_id in self.cast.members]
        return self.cast.members[named[-1].actor_id] if named else None

    def _person(self, subject: Subject, sentence: int) -> Speaker:
        """Whom "he" or "she" means: a person who spoke or headed a sentence, the latest of them."""
        spoken = next((s for s in reversed(self.spoken[-60:]) if s.start < subject.start and not s.plural), None)
        if new := self._new_subject(subject, spoken.start if spoken else 0):
            return new._replace(start=subject.start, end=subject.end)
        naming = self._last_person(subject.start, sentence, bool(spoken and subject.start - spoken.start < 700))
        if naming and (not spoken or naming.start > spoken.start):
            return self._actor(subject, naming.actor_id, "")
        if spoken:
            return Speaker(subject.start, subject.end, spoken.name, spoken.actor_id, spoken.side, spoken.role)
        return Speaker(subject.start, subject.end, self.text[subject.start : subject.end])

    def _last_person(self, before: int, sentence: int, spoken: bool) -> Naming | None:
        """The person who is the subject of the nearest sentence that has one: not "on the killing of Alex Pretti"."""
        fallback = None
        for naming in self.cast.before(before, 24):
            if naming.kind != "person" or self.masked[naming.start] in "xX":
                continue
            possessed = _POSSESSIVE.match(self.masked, naming.end, naming.end + 3)
            fallback = fallback or (naming if possessed or not spoken else None)
            if before - naming.start > 700:
                break
            lead = self.masked[max(0, naming.start - 60) : naming.start]
            if _OBLIQUE.search(lead) or possessed:
                continue
            return naming
        return fallback if fallback and before - fallback.start < 300 else None

    def _new_subject(self, subject: Subject, since: int) -> Speaker | None:
        """An unnamed person whom the sentence before is about: "A ship agent in the port believed"."""
        starts = self.doc.user_data["kaiser_quotes"]["starts"]
        number = bisect_left(starts, subject.start) - 1
        for at in (number, number - 1):
            if at < 0 or starts[at] <= since:
                return None
            end = min(starts[at + 1] if at + 1 < len(starts) else len(self.masked), subject.start)
            about = opening_subject(self.masked, self.cast, starts[at], end)
            words = self.text[about.start : about.end].lower() if about else ""
            if about and about.start < subject.start and _SOMEONE.match(words):
                return self.identify(about, starts[at])
            if about and words not in _SINGULAR | _PLURAL:
                return None
        return None

    def _organisation(self, subject: Subject, sentence: int, words: str) -> Speaker:
        spoken = next((s for s in reversed(self.spoken[-60:]) if s.start < subject.start), None)
        if words.lower() == "they" and (new := self._new_subject(subject, spoken.start if spoken else 0)):
            return new._replace(start=subject.start, end=subject.end)
        if about := self._sentence_subject(subject, sentence):
            return about
        if spoken and (spoken.plural or words.lower() == "they"):
            near = [n for n in self.cast.between(spoken.end, subject.start) if n.actor_id in self.cast.members]
            heads = [n for n in near if n.kind != "person" and _heads_sentence(self.masked, n.start)]
            if not heads:
                return Speaker(subject.start, subject.end, spoken.name, spoken.actor_id, spoken.side, spoken.role, True)
            return self._actor(subject, heads[-1].actor_id, "")
        heads = [
            n
            for n in self.cast.before(subject.start, 30)
            if n.kind not in ("person", "place") and n.actor_id and self.masked[n.start] != "x"
        ]
        subjects = [n for n in heads if _heads_sentence(self.masked, n.start)]
        chosen = (subjects or heads)[:1]
        if chosen and chosen[0].actor_id in self.cast.members:
            return self._actor(subject, chosen[0].actor_id, "")
        return Speaker(subject.start, subject.end, words, plural=True)

    def _sentence_subject(self, subject: Subject, sentence: int) -> Speaker | None:
        """The organisation that this sentence, or the one before, is about ("Such a committee")."""
        starts = self.doc.user_data["kaiser_quotes"]["starts"]
        number = bisect_left(starts, sentence)
        for at in (number, number - 1):
            if not 0 <= at < len(starts) or self.masked[starts[at]] in "“\"‘'":
                continue
            stop = min(starts[at + 1] if at + 1 < len(starts) else len(self.masked), subject.start)
            about = opening_subject(self.masked, self.cast, starts[at], stop)
            if not about or about.start >= subject.start:
                continue
            if self.text[about.start : about.end].lower() in _SINGULAR | _PLURAL | _WE:
                return None
            found = self.identify(about, starts[at])
            member = self.cast.members.get(found.actor_id)
            return found._replace(start=subject.start, end=subject.end) if member and member.kind != "person" else None
        return None

    def _ourselves(self, subject: Subject, words: str) -> Speaker:
        for member in self.cast.members.values():
            if self.publisher and any(self.publisher.startswith(name) for name in (member.name, *member.aliases)):
                return self._actor(subject, member.actor_id, "")
        side = {"union": "union", "employer": "employer", "government": "government"}.get(self.kind, "press")
        return Speaker(subject.start, subject.end, self.publisher or words, "", side, "", True)

    def commenter(self, before: int) -> Speaker | None:
        """Who wrote what "Facebook comments" said, where nobody is named."""
        comments = _comments(self.masked, max(0, before - 300), before)
        return Speaker(before, before, f"a {comments[1] or ''}commenter", "", "worker") if comments else None

    def _one_of(self, subject: Subject, words: str) -> Speaker:
        """Give a bare "one" or "another" its noun: "Another wrote" after "Workers" is another worker."""
        if comments := _comments(self.masked, max(0, subject.start - 700), subject.start):
            return Speaker(
                subject.start, subject.end, f"{words.split()[0].lower()} {comments[1] or ''}commenter", "", "worker"
            )
        noun = _last_group(self.masked, max(0, subject.start - 700), subject.start)
        line = plural_roles()[noun.lower()]
        name = (
            words
            if words.lower().startswith(("two", "some", "many", "most", "several", "both", "others", "all"))
            else f"{words.split()[0].lower()} {line['term']}"
        )
        return Speaker(subject.start, subject.end, name, "", line["side"] if line["side"] != "other" else "worker")


@lru_cache(maxsize=4096)
def _read(words: str) -> Wording:
    """Read what the words of a subject tell by themselves: the same few come again and again."""
    words = fold(words)
    leading = _LEADING.match(words)
    words = (words[leading.end() :] if leading else words).strip(" ,")
    low = words.lower()
    kind = _PRONOUNS.get(low) or ("some" if _PARTITIVE.match(low) else "noun phrase")
    if kind != "noun phrase":
        return Wording(words, kind)
    page = _OWN_PAGE.match(words) if "’" in words or "'" in words else None
    report = report_nouns().search(low) if not report_words().isdisjoint(low.split()) else None
    office = _TITLE.fullmatch(low)
    return Wording(words, kind, *(found[1] if found else "" for found in (page, report, office)), is_indefinite(low))


def _comments(masked: str, start: int, end: int) -> re.Match | None:
    return _COMMENTS.search(masked, start, end) if masked.find("comment", start, end) >= 0 else None


def _last_group(masked: str, low: int, high: int) -> str:
    """Give the nearest noun for a group of people before `high`, "workers" where there is none."""
    for start in (max(low, high - 200), low):
        found = list(group_nouns().finditer(masked, start, high))
        # Right after `start` may stand but the end of a longer noun.
        if found and (start == low or found[-1].start() > start + 60):
            return found[-1][0]
    return "workers"


def _heads_sentence(masked: str, at: int) -> bool:
    before = masked[max(0, at - 6) : at]
    return bool(_SENTENCE_OPENS.search(before))


def _role_of(member: Member) -> str:
    return member.roles[0].text.removeprefix("whose ") if member.roles else ""


def side_of(speaker: Speaker, cast: Cast) -> str:
    """Give the side of a speaker, from the actor where there is one."""
    member = cast.members.get(speaker.actor_id)
    return member.side if member else speaker.side
