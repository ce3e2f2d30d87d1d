"""The actors of several texts as one table, with ids that do not move when a text is added.

"UNAC/UHCP" in one text and the union's long name in another are one actor, and keep the id that the lexicon gives
them. An actor unknown to the lexicon keeps the id that the first text gave it, whatever fuller name a later one
uses. Two texts that each quote a "Susan" quote two people: who has a first name only is never the same person in
two texts, and carries the text's id (`susan-wsws-2026-02-07`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeVar

from kaiser_data.extract.actors.gazetteer import differ, known_actors, known_as
from kaiser_data.extract.actors.text_actors import slug
from kaiser_data.lexicon import mapping
from kaiser_data.rows import Actor, straight

_T = TypeVar("_T")
Ids = dict[str, str]
# The ids of coalitions and partnerships by kind and by each word of their names.
Heads = dict[tuple[str, str], set[str]]
_HEADED = ("coalition", "partnership")


class Heard(NamedTuple):
    """What earlier texts said: the id of each form of a name, and the kind and the spelled-out name of each id."""

    forms: MutableMapping[str, str]
    kinds: MutableMapping[str, str]
    names: MutableMapping[str, str]


def own_ids(actors: Iterable[Actor], source_id: str) -> Ids:
    """Give the new ids that a text settles alone: who has a first name only carries the text's id.

    >>> own_ids([Actor(actor_id="gina", name="Gina", kind="person", side="worker")], "t1")
    {'gina': 'gina-t1'}
    """
    return {
        actor.actor_id: f"{actor.actor_id}-{slug(source_id)}"
        for actor in actors
        if actor.kind == "person" and " " not in actor.name and actor.actor_id not in known_actors()
    }


def merge_actors(texts: Iterable[tuple[str, Iterable[Actor]]]) -> tuple[tuple[Actor, ...], dict[str, Ids]]:
    """Merge the actors of texts, given as (source_id, rows) in the order of `sources`, under their own ids.

    Returns the rows sorted by id, and for each source the ids that changed.
    """
    told = [(source_id, list(rows)) for source_id, rows in texts]
    renamed: dict[str, Ids] = {source_id: {} for source_id, _ in told}
    heard = Heard({}, {}, {})
    for source_id, ids in settle_ids(lambda: told, heard):
        renamed[source_id] |= ids
    meant = (pointed(actor, renamed[source_id]) for source_id, rows in told for actor in rows)
    return tuple(join_same(sorted(meant, key=attrgetter("actor_id")), heard)), renamed


def settle_ids(told: Callable[[], Iterable[tuple[_T, Iterable[Actor]]]], heard: Heard) -> Iterator[tuple[_T, Ids]]:
    """Give, for each text, the ids of its organisations and groups that other texts change; `heard` takes in all.

    `told` gives the texts in their order. It is called twice, and each text is given twice: what one means by "the
    Alliance" can be said when all have been heard.
    """
    heads: Heads = {}
    for text, actors in told():
        yield text, _settle_named(actors, heard, heads)
    for text, actors in told():
        yield text, _settle_heads(actors, heard, heads)


def join_same(told: Iterable[Actor], heard: Heard) -> Iterator[Actor]:
    """Join what all texts say of each actor; it comes sorted by the ids that are settled, then by text."""
    for _, same in groupby(told, key=attrgetter("actor_id")):
        actor = join_actors(same)  # a foreign key must have its row: no text may name the organisation
        yield actor if not actor.member_of or actor.member_of in heard.kinds else replace(actor, member_of="")


def _settle_named(actors: Iterable[Actor], heard: Heard, heads: Heads) -> Ids:
    """Let earlier texts change the ids of a text's organisations and groups."""
    renamed = {}
    for actor in actors:
        if actor.kind == "person" or _is_bare_head(actor):
            continue
        telling = _telling_forms(actor)
        actor_id = _settled_id(actor, telling, heard)
        heard.kinds.setdefault(actor_id, actor.kind)
        for form in telling:
            heard.forms.setdefault(form, actor_id)
        if " " in actor.name and not all(" " in form for form in telling):
            heard.names.setdefault(actor_id, actor.name)
        if actor.kind in _HEADED:
            for word in actor.name.split():
                heads.setdefault((actor.kind, word), set()).add(actor_id)
        if actor_id != actor.actor_id:
            renamed[actor.actor_id] = actor_id
    return renamed


def _settle_heads(actors: Iterable[Actor], heard: Heard, heads: Heads) -> Ids:
    """A text that says only "the Alliance" means the one alliance that the other texts name, if there is one."""
    renamed = {}
    for actor in filter(_is_bare_head, actors):
        holders = heads.get((actor.kind, actor.name), set())
        actor_id = min(holders) if len(holders) == 1 else _settled_id(actor, _telling_forms(actor), heard)
        heard.kinds.setdefault(actor_id, actor.kind)
        if actor_id != actor.actor_id:
            renamed[actor.actor_id] = actor_id
    return renamed


def _is_bare_head(actor: Actor) -> bool:
    """Tell whether a name is nothing but what it is: "the Alliance", "the Coalition"."""
    return actor.kind in _HEADED and actor.name in mapping("org_heads", "kind")


def _settled_id(actor: Actor, telling: list[str], heard: Heard) -> str:
    if actor.actor_id in known_actors():
        return actor.actor_id
    for form in telling:
        known = known_as(form, actor.name) or _holder(form, actor, heard)
        if known and heard.kinds.get(known, actor.kind) == actor.kind:
            return known
    return actor.actor_id


def _holder(form: str, actor: Actor, heard: Heard) -> str:
    """Give who has a form already: an acronym proves nothing where two texts spell it out differently."""
    known = heard.forms.get(form, "")
    if known and " " not in form and " " in actor.name and differ(actor.name, heard.names.get(known, "")):
        return ""
    return known


def names_of(actor: Actor) -> list[str]:
    """Give every form of an actor's name."""
    return [actor.name, *filter(None, actor.aliases.split("|"))]


def _telling_forms(actor: Actor) -> list[str]:
    """Give the forms that prove identity across texts: several words of which one is a name, or an acronym.

    The "striking nurses" of one text are not those of another.
    """
    named = (form for form in names_of(actor) if not form.islower())
    return [straight(form) for form in named if " " in form or (form.isupper() and len(form) > 2)]


def pointed(actor: Actor, ids: Mapping[str, str]) -> Actor:
    """Give an actor under the ids that all texts together use."""
    if actor.actor_id not in ids and actor.member_of not in ids:
        return actor
    actor_id, above = ids.get(actor.actor_id, actor.actor_id), ids.get(actor.member_of, actor.member_of)
    return replace(actor, actor_id=actor_id, member_of=above)


def join_actors(same: Iterable[Actor]) -> Actor:
    """Join what several texts say of one actor, in their order: its fullest name, all forms, the first side told."""
    told = iter(same)
    first = joined = next(told)
    named = {first.name, *first.aliases.split("|")}
    for actor in told:
        if actor != first:
            named |= {actor.name, *actor.aliases.split("|")}
            joined = _joined_two(joined, actor)
    if joined is first:
        return first
    return replace(joined, aliases="|".join(sorted(named - {"", joined.name})))


def _joined_two(old: Actor, new: Actor) -> Actor:
    """Join all but the forms: an actor whom thousands of texts tell has thousands, to be sorted once."""
    fuller = len(new.name) > len(old.name) and old.actor_id not in known_actors()
    side = new.side if old.side in ("", "other") else old.side
    name, member_of = new.name if fuller else old.name, old.member_of or new.member_of
    named_by = new.named_by if fuller or (new.name == name and new.named_by == "text") else old.named_by
    return replace(old, name=name, side=side, member_of=member_of, named_by=named_by)
