"""People, organisations, groups and places that a text names, and the table `actors`.

"Anjetta Thackeray, a spokesperson for UNAC/UHCP, said" gives the person `anjetta-thackeray`, side `union`, member of
`unac-uhcp`. How a name is recognised stands in `names`, `gazetteer` and `name_context`, which names mean one actor in
`collect` and `text_actors`, sides in `belonging` and `sides`, who has no name in `worker_groups` and `unnamed_parties`;
what "the union" or "she" means, in `descriptions`. Nicknames and misspellings are left alone.

For the extractors:

- `doc.spans["actors"]`: `label_` is the kind (`union coalition employer partnership government party press person
  group place`), `kb_id_` the actor's id (empty for a place), `id_` the rule.
- `cast_of(doc)`: the `Cast` with `members` (id to `Member`: name, kind, side, aliases, member_of, roles) and
  `namings` in order; `cast.between(start, end)`, `cast.before(start)`.
- `descriptions.resolve(doc, start, end)`: the actor's id that the words `start:end` mean (a name, "the union", "she"),
  "" where nobody.
- `rows(doc, source)`: the `Actor` rows of one text; `merge_actors` joins those of several texts.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract.actors.belonging import collect_roles, set_sides
from kaiser_data.extract.actors.collect import read_cast
from kaiser_data.extract.actors.gazetteer import known_actors
from kaiser_data.extract.actors.text_actors import Cast, Member, Naming, slug
from kaiser_data.extract.actors.unnamed_parties import add_described, name_union
from kaiser_data.extract.actors.worker_groups import add_groups
from kaiser_data.extract.document import keep, mark, recall, require, source_of, text_of
from kaiser_data.extract.layout import layout_of
from kaiser_data.rows import Actor, Source, fold


@Language.component("kaiser_actors", requires=["doc._.kaiser_layout"], assigns=["doc.spans", "doc._.kaiser_actors"])
def annotate(doc: Doc) -> Doc:
    """Mark everyone and every place that a Doc names: `doc.spans["actors"]`."""
    require(doc, "kaiser_actors", "kaiser_layout")
    cast = keep(doc, "cast", _find_cast(doc))
    mark(doc, "actors", ((n.start, n.end, n.kind, n.actor_id, n.rule) for n in cast.namings))
    return doc


def _find_cast(doc: Doc) -> Cast:
    text, (blocks, starts, ends, _) = text_of(doc), layout_of(doc)
    cast = read_cast(text, [block.end for block in blocks]) if blocks else Cast()
    collect_roles(cast, text)
    name_union(cast, text)
    set_sides(cast, text)
    add_groups(cast, text, starts, ends)
    _add_publisher(cast, text, source_of(doc))
    add_described(cast, text)
    return cast


_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")


def _add_publisher(cast: Cast, text: str, source: Source) -> None:
    """Let a statement that an employer or a union makes as "we" have its publisher for an actor, named or not."""
    name = source.publisher.partition(" (")[0].strip()
    actor_id = slug(name)  # nothing where the name has no letter and no digit: it names nobody
    known = any(member.name in name for member in cast.members.values() if member.kind != "person")
    if actor_id and not known and source.kind in ("employer", "union") and _WE.search(text):
        cast.members.setdefault(actor_id, Member(actor_id, name, source.kind, source.kind))


def cast_of(doc: Doc) -> Cast:
    """Give the actors of a Doc."""
    return recall(doc, "cast", _find_cast)


Doc.set_extension("kaiser_actors", getter=cast_of, force=True)


def rows(doc: Doc, source: Source) -> Iterator[Actor]:
    """Give an Actor row for everyone whom the text names; bylines of its own authors give none."""
    cast, text = cast_of(doc), text_of(doc)
    authors = {author.strip() for author in source.authors.split(";")}
    for member in sorted(cast.members.values(), key=lambda member: member.first):
        if member.name not in authors:
            namings = cast.by_actor.get(member.actor_id, ())
            # a publisher that is not named means itself by "we"
            first = namings[0][:2] if namings else (we.span() if (we := _WE.search(text)) else (None, None))
            yield Actor(
                actor_id=member.actor_id,
                name=member.name,
                short_name=cast.display_name(text, member),
                kind=member.kind,
                side=member.side,
                aliases="|".join(sorted({alias for alias in member.aliases if alias != member.name})),
                member_of=member.member_of,
                source_id=source.source_id,
                start=first[0],
                end=first[1],
                named_by=_named_by(member, namings, text) if namings else "composed",
            )


def _named_by(member: Member, namings: Sequence[Naming], text: str) -> str:
    """Say where an actor's full name is from: the text, our lexicon, or a rule that composed it of the text's words."""
    # A full name stands where its actor is named: to seek it in the whole text takes the square of many names.
    reach = len(member.name) + 8
    if any(member.name in fold(text[max(0, naming.start - reach) : naming.end + reach]) for naming in namings):
        return "text"
    return "lexicon" if member.actor_id in known_actors() else "composed"
