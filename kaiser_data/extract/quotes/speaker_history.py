"""Who speaks, as the words of a subject tell by themselves, and as what stands before them in the text does.

A `Speaker` is an actor under the name by which this text calls it most, or the text's own words for someone without a
name. "The report" speaks for its author, "the provost" is a person whom the text may have named before, "he said" after
"one worker said" is that worker again: what was said before is kept for the pronouns to come. Whom they mean,
`speakers` finds.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.extract.actors.described_people import find_role
from kaiser_data.extract.actors.descriptions import is_body, report_in, resolve_description
from kaiser_data.extract.actors.sides import is_office, side_of_role
from kaiser_data.extract.actors.text_actors import Cast, Member, Naming
from kaiser_data.extract.grammar.clauses import FINITE
from kaiser_data.extract.grammar.words import CAPITAL, people_in, people_phrase, pronoun_kind
from kaiser_data.extract.quotes.quotation_marks import leads_to_name
from kaiser_data.extract.quotes.subjects import Subject, opening_subject
from kaiser_data.lexicon import Pattern, mapping, prefix_tree, read_lexicon, terms
from kaiser_data.rows import fold


class Speaker(NamedTuple):
    """Who speaks, and the words of the text that say so (`start:end`)."""

    start: int
    end: int
    name: str
    actor_id: str = ""
    side: str = ""
    role: str = ""
    plural: bool = False

    def at(self, subject: Subject) -> "Speaker":
        """Give the same speaker, whom other words mean."""
        return self._replace(start=subject.start, end=subject.end)


NOBODY = Speaker(0, 0, "")
_OBLIQUE = Pattern(
    r"\b(?:of|(?<!ed\s)by|for|with|to|from|on|about|against|at|like|than|after|over|under)\s(?:the\s|[A-Z][\w.]*\s|\d+\s){0,4}$"
)
_TITLE = Pattern(r"\b(?:(M(?:rs|s|iss)|Sister|Dame|Lady)|(Mr|Sir|Lord|Father))\.?\s$")


@dataclass
class SpeakerHistory:
    """Who spoke and who was spoken of, in the order of the text."""

    doc: Doc
    cast: Cast
    text: str
    masked: str
    starts: list[int]
    publisher: str = ""
    kind: str = ""
    spoken: list[Speaker] = field(default_factory=list)
    told: list[tuple[int, int]] = field(default_factory=list)
    used: dict[str, str] = field(default_factory=dict)
    pronouns: dict[str, str] = field(default_factory=dict)

    def actor(self, subject: Subject, actor_id: str, described: str = "") -> Speaker:
        """Give an actor as the speaker whom a subject means; `described` is the role where the text tells no other."""
        member = self.cast.members[actor_id]
        if actor_id not in self.used:
            name = self.cast.display_name(self.text, member)
            self.used[actor_id] = f"the {name}" if name[0].islower() else name
        described = "" if self.used[actor_id].lower() in described.lower() else described  # "the GMB union"
        roles = sorted([one.text for one in member.roles], key=lambda text: text.startswith("who "))  # tell less
        role = roles[0].removeprefix("whose ") if roles else described
        return Speaker(*subject, self.used[actor_id], actor_id, member.side, role, member.kind != "person")

    def last_speaker(self, pronoun: str = "") -> Speaker | None:
        """Give who spoke last; with "he" or "she" the last person whom that can mean."""
        for speaker in reversed(self.spoken[-60:]):
            fits = not pronoun or (not speaker.plural and self.fits(pronoun, speaker.actor_id, speaker.name))
            if speaker.name and fits:
                return speaker
        return None

    def same_speaker(self, office: str) -> Speaker | None:
        """Give who spoke last, whom "the official" means after an officer, "the driver" after "one worker"."""
        last = self.last_speaker() or NOBODY
        is_trade = office in terms("roles", side="worker") and last.name.endswith((" worker", " employee", " striker"))
        return last if not last.plural and (is_trade or (office == "official" and is_office(last.role))) else None

    def heard(self, words: str) -> list[str]:
        """Give the side of the body that spoke last, for which "a spokesman" speaks."""
        last = self.last_speaker() or NOBODY
        return [last.side] if last.plural and re.fullmatch(r"\w+\sspokes\w+", words) else []

    def people_before(self, place: int) -> list[Member]:
        """Give the people whom a text names before a place, the nearest first."""
        members = (self.cast.members.get(naming.actor_id) for naming in self.cast.before(place, 60))
        return [member for member in members if member and member.kind == "person"]

    def body_before(self, place: int) -> str:
        """Give the body that a text names last, or else describes last: "announced by the union. It said"."""
        near = (one for one in self.cast.before(place, 30) if one.kind not in ("person", "place") and one.actor_id)
        known = (one.actor_id for one in near if self.masked[one.start] != "x")
        return next(known, "") or resolve_description(self.doc, place, "it")

    def last_person(self, before: int, pronoun: str, spoken: bool) -> Naming | None:
        """Give the person who is the subject of the nearest sentence that has one: not "on the killing of Ana Ruiz"."""
        fallback = None
        for naming in self.cast.before(before, 24):
            if naming.kind != "person" or self.masked[naming.start] in "xX" or not self._can_mean(pronoun, naming):
                continue
            fallback = fallback or (None if spoken else naming)
            if before - naming.start > 700:
                break
            roles = self.cast.members[naming.actor_id].roles if naming.actor_id in self.cast.members else ()
            # "of the Guild of Bakers President Ana Ruiz"
            start = next((role.start for role in roles if role.end + 1 == naming.start), naming.start)
            if not _OBLIQUE.search(re.split(r"\.\s|\n", self.masked[max(0, start - 60) : start])[-1]):
                return naming
        return fallback if fallback and before - fallback.start < 300 else None

    def _can_mean(self, pronoun: str, naming: Naming) -> bool:
        member = self.cast.members.get(naming.actor_id)
        if title := _TITLE.search(self.masked, max(0, naming.start - 8), naming.start):
            self.pronouns.setdefault(naming.actor_id, "she" if title[1] else "he")
        return member is None or self.fits(pronoun, naming.actor_id, member.name)

    def fits(self, pronoun: str, actor_id: str, name: str) -> bool:
        """Tell whether "he" or "she" can mean someone: by what the text called them, their title or first name."""
        known = self.pronouns.get(actor_id or name) or mapping("first_names", "pronoun").get(name.split(" ")[0], "")
        return pronoun not in ("he", "she") or known in ("", pronoun)

    def call(self, pronoun: str, speaker: Speaker) -> Speaker:
        """Keep that a text calls someone "he" or "she"."""
        if pronoun in ("he", "she"):
            self.pronouns.setdefault(speaker.actor_id or speaker.name, pronoun)
        return speaker

    def is_told(self, place: int) -> bool:
        """Tell whether a place lies in reported words: whom they name is not whom the text goes on with."""
        at = bisect_right(self.told, (place, len(self.text)))
        return bool(at) and place < self.told[at - 1][1]

    def sentence_start(self, place: int) -> int:
        """Give where the sentence begins that a place stands in."""
        return self.starts[bisect_right(self.starts, place) - 1]

    def topics(self, place: int) -> Iterator[tuple[Subject, int]]:
        """Give whom the sentence at `place` and the one before it are about, each with where its sentence begins."""
        at = bisect_right(self.starts, place)
        for start in reversed(self.starts[max(0, at - 2) : at]):
            if about := opening_subject(self.masked, self.cast, start, place):
                yield about, start

    def named_before(self, subject: Subject) -> Naming | None:
        """Give the actor whom a text names right before the words of a subject."""
        near = next(iter(self.cast.before(subject.start, 1)), None)
        return near if near and near.actor_id in self.cast.members and 0 < subject.start - near.end <= 3 else None

    def members_named(self, subject: Subject) -> list[Member]:
        """Give the actors that the words of a subject name, in their order."""
        members = (self.cast.members.get(naming.actor_id) for naming in self.cast.between(*subject))
        return [member for member in members if member]

    def bodies_named(self, subject: Subject) -> list[Member]:
        """Give the organisations that the words of a subject name."""
        return [member for member in self.members_named(subject) if member.kind != "person"]


_COMMENTS = re.compile(r"\b([A-Z]\w+\s)?(?:comments|commenters)\b")


def commenter(history: SpeakerHistory, before: int, which: str = "a", reach: int = 300) -> Speaker | None:
    """Give whoever wrote what "Facebook comments" said, where nobody is named."""
    comments = _COMMENTS.search(history.masked, max(0, before - reach), before)
    return Speaker(before, before, f"{which} {comments[1] or ''}commenter", "", "worker") if comments else None


_WORD = re.compile(r"(?<![\w-])\w+")
_POSTMODIFIED = re.compile(r"(?:\s(?:of|at|in|from)\s[^,;]+)?\s?,?\s?")


def noun_phrase_before(masked: str, low: int, end: int) -> Subject | None:
    """Find the people whom a relative pronoun at `end` means: "critics, including nurses at Lund, who say"."""
    stop = low + len(masked[low:end].rstrip(" ,"))
    phrases = (people_phrase(masked, word.start(), stop) for word in _WORD.finditer(masked, low, stop))
    for start, at in filter(None, phrases):
        if _POSTMODIFIED.fullmatch(masked, at, stop) and not FINITE.search(masked, start, stop):
            return Subject(start, stop)
    return None


def ourselves(history: SpeakerHistory, subject: Subject, words: str) -> Speaker:
    """Say who "we" are: the publisher of a text, as an actor of it where it is one."""
    for member in history.cast.members.values():
        if history.publisher and any(history.publisher.startswith(name) for name in (member.name, *member.aliases)):
            return history.actor(subject, member.actor_id)
    side = history.kind if history.kind in ("union", "employer", "government") else "press"
    return Speaker(*subject, history.publisher or words, "", side, "", True)


_PARTITIVE = re.compile(r"(?:one|another|two|some|many|most|several|both|others|all)(?:\sof\sthem)?$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?-i:[A-Z]{3}[A-Z .,]*\s(?:--|[–—-])\s)|[“”\"'‘’(\[*]|and\s|but\s|both\s(?-i:(?=the\s|[A-Z]))|"
    r"(?:which|that|whom)\s(?=\w))+",
    re.IGNORECASE,
)
_ARTICLE = Pattern(r"^(?:An?|The|One|Another|Some|Its|Their|Our|Several|Many|Two|Three)\b")
_POSTMODIFIER = Pattern(r"\s(?:who|which|that|whose|with|at|in|from|on|representing|involved|for)\b.*$", re.DOTALL)
# What is no part of a description: "a porter known as “Doc”", "a clerk on condition of anonymity".
_NAMED = Pattern(lambda: rf"\s(?:{leads_to_name()}\s[“\"‘']|on\scondition\b).*", re.DOTALL)


def read_words(words: str) -> tuple[str, str]:
    """Give the words of a subject without what only leads to them, and the kind of pronoun that they are."""
    words = _NAMED.sub("", _LEADING.sub("", fold(words))).strip(" ,")
    return words, pronoun_kind(words.lower()) or ("some" if _PARTITIVE.match(words) else "")


_LOCAL = Pattern(lambda: rf"\b{prefix_tree(map(str.lower, terms('head_uses', use='local')))}-\d")


def unnamed(history: SpeakerHistory, subject: Subject, words: str) -> Speaker:
    """Give someone without a name, called by the text's words."""
    named = [member.side for member in history.members_named(subject)] or history.heard(words)
    of_local = words.lower().startswith("local ") and any(map(_LOCAL.search, history.cast.members))
    side = side_of_role(words, "union" if of_local or "union" in named else named[-1] if named else "")
    if side == "other":
        after = history.masked[subject.end : subject.end + 60]
        side = "employer" if _is_firm(words, after) else "worker" if history.kind == "union" else "other"
    name, role, plural = _called(words)
    told = find_role(history.text, *subject)
    if told and told.start >= subject.end and side_of_role(told.text) != "other":
        role = told.text  # "one driver, 57, who has worked in Lund"
    return Speaker(*subject, name, "", side, role, plural)


def _called(words: str) -> tuple[str, str, bool]:
    """Tell how someone without a name is called: the name, the paper that speaks, whether they are several."""
    words = _ARTICLE.sub(lambda match: match[0].lower(), words)
    count = len(words.split())
    is_short = count <= 5 or ("spokes" in words.lower() and count < 12)
    name = words if is_short else _POSTMODIFIER.sub("", words)
    several = name.rpartition(" ")[2].lower() in groups()
    is_cut = name != words and (several or (name.count(" ") < 5 and people_in(name) and not FINITE.search(name)))
    paper = report_in(words)
    role = words if count > 2 and (paper or is_cut or "spokes" in name.lower()) else ""
    return name, role, bool(several or is_body(name) or paper)


_SAYS_IT = Pattern(
    rf"(?:[Tt]he\s)?{CAPITAL}[\w&’'-]*(?:\s{CAPITAL}[\w&’'-]*){{0,3}}\n(?:\s[\w’'-]+){{1,4}}?\s(?:its?|the\scompany)\b"
)


def _is_firm(words: str, after: str) -> bool:
    """Tell whether of whom nothing tells is a firm, as a name that says "it" of itself most often is."""
    return bool(_SAYS_IT.match(f"{words}\n{after}")) and not people_in(words)


@cache
def groups() -> dict[str, dict[str, str]]:
    """Give the lexicon's roles by their plural in lower case: `mps` is of the role `MP`."""
    return {line["plural"].lower(): line for line in read_lexicon("roles")}


_POINTING = r"(?:the|this|that|these|those|its|their|his|her|our|my|your|both|all)"
_BARE = re.compile(
    rf"{_POINTING}(?:\s[^\s]+s[’'])?(?:\s[^\s]+)?|[^\s]+(?:self|selves)|it|they|he|she|we|who|which", re.IGNORECASE
)
_SMALL_WITHIN = re.compile(r"(?:The|An?|One|Another|Some|Such|Its|Their|His|Her)\b")


def describe(speakers: list[Speaker]) -> list[str]:
    """Give the role of each row of a text, from the speakers of its rows in their order.

    A text describes a speaker once and names them many times: the first description that tells something is the
    speaker's on all rows. A report is its author's on its own rows, "in a statement" only where nothing else is known.
    """
    keys = [speaker.actor_id or speaker.name for speaker in speakers]
    told = [_told(speaker.role) for speaker in speakers]
    named = reversed(list(zip(keys, told, strict=True)))
    roles = {key: role for key, role in named if key and role and not report_in(role)}
    return [
        role if report_in(role) and not (key in roles and role.startswith(("a ", "an "))) else roles.get(key, "")
        for key, role in zip(keys, told, strict=True)
    ]


def _told(role: str) -> str:
    """Leave out what tells nothing, and write an article small, as within a sentence."""
    if _BARE.fullmatch(role) and not report_in(role):
        return ""
    return role[:1].lower() + role[1:] if _SMALL_WITHIN.match(role) else role
