"""The actors of several texts as one table, with ids that do not move when a text is added.

"UNAC/UHCP" in one text and the union's long name in another are one actor, and keep the id that the lexicon gives
them. An actor unknown to the lexicon keeps the id that the first text gave it, whatever fuller name a later one
uses. Two texts that each quote a "Susan" quote two people: who has a first name only is never the same person in
two texts, and carries the text's id (`susan-wsws-2026-02-07`).
"""

from collections.abc import Iterable
from dataclasses import replace

from kaiser_data.extract.people.known import known_actors, known_forms, straight
from kaiser_data.lexicon import mapping
from kaiser_data.rows import Actor

Renamed = dict[str, dict[str, str]]


def merge_actors(texts: Iterable[tuple[str, Iterable[Actor]]]) -> tuple[tuple[Actor, ...], Renamed]:
    """Merge the actors of texts, given as (source_id, rows) in the order of `sources`.

    Returns the rows sorted by id, and for each source the new id of every old one.

    >>> a = Actor(actor_id="gina", name="Gina", kind="person", side="worker")
    >>> merge_actors([("t1", [a])])[1]
    {'t1': {'gina': 'gina-t1'}}
    """
    table: dict[str, Actor] = {}
    forms: dict[str, str] = {}
    renamed: Renamed = {}
    loose: list[tuple[str, Actor]] = []
    for source_id, rows in texts:
        renamed[source_id] = {}
        for actor in rows:
            if _is_bare_head(actor):
                loose.append((source_id, actor))
                continue
            _take_in(actor, source_id, table, forms, renamed)
    for source_id, actor in loose:
        _take_in(actor, source_id, table, forms, renamed, _holder(actor, table))
    _rename_memberships(table, renamed)
    return tuple(table[actor_id] for actor_id in sorted(table)), renamed


def _take_in(actor: Actor, source_id: str, table: dict, forms: dict, renamed: Renamed, known: str = "") -> None:
    actor_id = known or _settled_id(actor, source_id, table, forms)
    renamed[source_id][actor.actor_id] = actor_id
    actor = replace(actor, actor_id=actor_id, member_of=renamed[source_id].get(actor.member_of, actor.member_of))
    table[actor_id] = _joined(table[actor_id], actor) if actor_id in table else actor
    if actor.kind != "person":
        for form in (actor.name, *filter(None, actor.aliases.split("|"))):
            if _is_telling(form):
                forms.setdefault(straight(form), actor_id)


def _is_bare_head(actor: Actor) -> bool:
    return actor.name in mapping("org_heads", "kind") and actor.kind in ("coalition", "partnership")


def _holder(actor: Actor, table: dict[str, Actor]) -> str:
    """A text that says only "the Alliance" means the one alliance that the other texts name, if there is one."""
    heads = [
        other.actor_id for other in table.values() if other.kind == actor.kind and actor.name in other.name.split()
    ]
    return heads[0] if len(heads) == 1 else ""


def _settled_id(actor: Actor, source_id: str, table: dict[str, Actor], forms: dict[str, str]) -> str:
    if actor.actor_id in known_actors():
        return actor.actor_id
    if actor.kind == "person":
        return actor.actor_id if " " in actor.name else f"{actor.actor_id}-{source_id}"
    for form in (actor.name, *filter(None, actor.aliases.split("|"))):
        known = known_forms().get(straight(form)) or forms.get(straight(form), "")
        if known and _is_telling(form) and (known not in table or table[known].kind == actor.kind):
            return known
    return actor.actor_id


def _is_telling(form: str) -> bool:
    """A form that proves identity across texts: several words, or an acronym."""
    return " " in form or (form.isupper() and len(form) > 2)


def _joined(old: Actor, new: Actor) -> Actor:
    name = old.name if len(old.name) >= len(new.name) or old.actor_id in known_actors() else new.name
    aliases = {*old.aliases.split("|"), *new.aliases.split("|"), old.name, new.name} - {"", name}
    side = old.side if old.side not in ("", "other") else new.side
    member_of = old.member_of or new.member_of
    return replace(old, name=name, aliases="|".join(sorted(aliases)), side=side, member_of=member_of)


def _rename_memberships(table: dict[str, Actor], renamed: Renamed) -> None:
    """Drop a membership whose organisation no text names: a foreign key must have its row."""
    for actor_id, actor in table.items():
        if actor.member_of and actor.member_of not in table:
            known = known_actors().get(actor.member_of)
            up = known.member_of if known else ""
            table[actor_id] = replace(actor, member_of=up if up in table else "")
