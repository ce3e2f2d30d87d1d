"""Short forms: "Thackeray", "the Alliance", "Passaic Ridge" for what a text has named in full.

Two people who share a surname are told apart by whom the text named last. Nicknames are left alone.
"""

from kaiser_data.extract.actors.gazetteer import FIRST_NAMES, NOT_NAMES, ORG_HEADS, PLACES, straight
from kaiser_data.extract.actors.text_actors import Cast, Member, is_site

SMALL = frozenset(["of", "the", "and", "for", "&", "de", "la", "a", "in"])


def opens_sentence(text: str, start: int) -> bool:
    """Tell whether a word at `start` has its capital from opening a sentence."""
    before = text[max(0, start - 4) : start].rstrip(" \xa0“\"‘'*_")
    return not before or before[-1] in ".!?\n:–—"


class Forms:
    """What short forms the names of a text allow."""

    def __init__(self, cast: Cast):
        self.whole: dict[str, str] = {}
        self.people: dict[str, list[tuple[int, str]]] = {}
        self.first: dict[str, set[str]] = {}
        self.heads: dict[str, list[tuple[int, str]]] = {}
        # A short form means the system rather than one of its sites: "Passaic Ridge" is not the Medical Center.
        for member in sorted(cast.members.values(), key=lambda member: (is_site(member.name), member.first)):
            self.add(member)

    def add(self, member: Member) -> None:
        """Allow what the names of an actor allow; an actor added before keeps its forms."""
        if member.kind == "person":
            words = [word for word in straight(member.name).split() if word not in ("Jr.", "Sr.", "III")]
            if len(words) > 1:
                # "Ruiz", and "Leao Franco", "de Graaf" or "Leao" of a longer name
                forms = {words[-1], " ".join(words[-2:]), " ".join(words[1:]), *({words[1]} - FIRST_NAMES)}
                for surname in forms - {straight(member.name)}:
                    surname = surname[0].upper() + surname[1:]
                    self.people.setdefault(surname, []).append((member.first, member.actor_id))
                self.first.setdefault(words[0], set()).add(member.actor_id)
            return
        for alias in member.aliases:
            forms, heads = _allowed(alias, member.kind)
            for form in forms:
                self.whole.setdefault(form, member.actor_id)
            for head in heads:
                self.heads.setdefault(head, []).append((member.first, member.actor_id))

    def find(self, name: str, start: int, text: str) -> str:
        """Find whom a short form means at `start`: "" where nobody."""
        bare = name.removeprefix("The ")
        bare = bare[:1].upper() + bare[1:]
        if bare in self.whole:
            return self.whole[bare]
        if bare in self.people:
            return _nearest(self.people[bare], start)
        if bare in self.heads and not opens_sentence(text, start):
            return _nearest(self.heads[bare], start)
        holders = self.first.get(bare, ())
        return next(iter(holders)) if len(holders) == 1 else ""


def _allowed(alias: str, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the forms that mean what an alias names and the words in it that may stand for the whole."""
    name, kinds = straight(alias), ORG_HEADS
    titled = name.title() if len(alias) > 5 and alias.isupper() else alias
    heads = tuple([word for word in name.split() if word in kinds or word.endswith("Unions")])
    short = short_forms(name)
    if kind == "union":
        # The "Ridgeway" of a "Ridgeway Education Association" is its town or its employer.
        short = [form for form in short if form.isupper()]
    return (name, titled, *short), heads


def _nearest(holders: list[tuple[int, str]], start: int) -> str:
    before = [holder for holder in holders if holder[0] <= start]
    return max(before)[1] if before else min(holders)[1]


def short_forms(name: str) -> list[str]:
    """Give the shorter forms that a long name allows: its initials and the words it opens with.

    >>> short_forms("Ostrivar Ridge Health")
    ['ORH', 'Ostrivar Ridge', 'Ostrivar']
    """
    words = name.split()
    if len(words) < 2:
        return []
    initials = "".join([word[0] for word in words if word.lower() not in SMALL])
    forms = [initials] if len(initials) > 2 else []
    for count in range(len(words) - 1, 0, -1):
        form = " ".join(words[:count])
        means_else = any(form in others for others in (NOT_NAMES, ORG_HEADS, PLACES, FIRST_NAMES))
        if words[count - 1] not in SMALL and not means_else:
            forms.append(form)
    return forms
