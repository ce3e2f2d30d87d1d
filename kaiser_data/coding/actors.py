"""Who is meant by a name: the same name is the same actor, under the id that the rules would give it.

A coder writes "UNAC/UHCP" or its long name; whichever form it is, the row gets the id `unac-uhcp`. Two texts that each
quote a "Gina" quote two people: a name that several actors have means the one of the row's own text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kaiser_data.extract.actors.gazetteer import known_actors, known_as, straight
from kaiser_data.extract.actors.merge_actors import own_ids
from kaiser_data.extract.actors.text_actors import slug
from kaiser_data.rows import Actor


class Unresolved(Exception):
    """A name that means nobody, or several: says which, and what is nearest."""


@dataclass(frozen=True)
class Names:
    """Actors by their names, by the names that tables show, by their other forms and by their ids, asked in turn."""

    tiers: tuple[Mapping[str, list[Actor]], ...]

    def meant(self, name: str, source_id: str) -> list[Actor]:
        """Give the actors whom a row of a text may mean by a name: one, none or several."""
        form = straight(name)
        met = next((tier[form] for tier in self.tiers if form in tier), [])
        return [actor for actor in met if actor.source_id == source_id] or met if len(met) > 1 else met

    def find(self, name: str, source_id: str) -> Actor:
        """Give the one actor whom a row of a text means by a name; raises Unresolved."""
        met = self.meant(name, source_id)
        if len(met) == 1:
            return met[0]
        if met:
            raise Unresolved(f"“{name}” means several actors; write one of {', '.join(a.actor_id for a in met)}")
        near = get_close_matches(name, [form for tier in self.tiers for form in tier], 1)
        raise Unresolved(f"no actor is called “{name}”; " + (f"the nearest is “{near[0]}”" if near else "add its line"))


def name_actors(actors: Iterable[Actor]) -> Names:
    """Give actors by every form of their names."""
    tiers: tuple[dict[str, list[Actor]], ...] = ({}, {}, {}, {})
    for actor in actors:
        forms = ([actor.name], [actor.short_name], actor.aliases.split("|"), [actor.actor_id])
        for tier, own in zip(tiers, forms, strict=True):
            for form in {straight(form) for form in own if form}:
                tier.setdefault(form, []).append(actor)
    return Names(tiers)


def actor_id_of(actor: Actor) -> str:
    """Give the id of an actor: that of our lexicon, or its name as a slug; a first name takes its text's id along.

    >>> actor_id_of(Actor(actor_id="", name="Gina", kind="person", side="worker", source_id="t1"))
    'gina-t1'
    """
    long_forms = [form for form in actor.aliases.split("|") if " " in form]
    for form in (actor.name, *long_forms):
        if known := known_as(straight(form), actor.name):
            return known
    plain = Actor(actor_id=slug(actor.name), name=actor.name, kind=actor.kind, side="")
    return own_ids([plain], actor.source_id).get(plain.actor_id, plain.actor_id)


def named_by(actor: Actor, folded_texts: Iterable[str]) -> str:
    """Say where an actor's full name is from: a text, our lexicon, or the coder, who composed it."""
    if any(actor.name in folded for folded in folded_texts):
        return "text"
    return "lexicon" if actor.actor_id in known_actors() else "composed"
