"""What the words of a coder mean: the exact characters of a text, and the actors of the table.

"nearly 1,200 dockers" is found across a line break. Words that stand twice need `context`, a stretch of the text that
holds them once; words that do not stand there are never guessed, but the nearest thing is told. Only white space is
free: a straight mark for a curly one is another character.

The same name is the same actor, under the id that the rules would give it: "UNAC/UHCP" and its long name are both
`unac-uhcp`. Two texts that each quote a "Gina" quote two people: a name that several actors have means the one of the
row's own text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from re import finditer

from kaiser_data.extract.actors.gazetteer import known_actors, known_as
from kaiser_data.extract.actors.merge_actors import own_ids
from kaiser_data.extract.actors.text_actors import slug
from kaiser_data.extract.layout import Layout, find_layout, sentence_edges
from kaiser_data.rows import Actor, fold, straight

# How many words on each side a context is tried with, before the place is told by its offset.
_REACHES = (3, 6, 12, 25, 50, 100, 200)
_SHOWN = 80


class Unplaced(Exception):
    """Words whose place in a text cannot be told: which, why, and what is nearest."""


@dataclass(frozen=True)
class FoldedText:
    """A text with each run of white space as one space; `offsets` says where each of its characters was."""

    source_id: str
    content: str
    folded: str
    offsets: Sequence[int]

    @cached_property
    def words(self) -> list[str]:
        """Its words, in order."""
        return self.folded.split()

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """Where its words begin and end in `folded`."""
        words = [word.span() for word in finditer(r"\S+", self.folded)]
        return [start for start, _ in words], [end for _, end in words]

    @cached_property
    def layout(self) -> Layout:
        """Its paragraphs and sentences."""
        return find_layout(self.content)

    def sentence(self, start: int, end: int) -> str:
        """Give the sentence or sentences that the characters `start:end` of the text touch, white space folded."""
        return fold(self.content[slice(*sentence_edges(self.layout, start, end))])


def fold_text(source_id: str, content: str) -> FoldedText:
    """Fold a text and remember where its characters were.

    >>> fold_text("a", "they  struck").offsets
    [0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11]
    """
    offsets: list[int] = []
    for word in finditer(r"\S+", content):
        if offsets:
            offsets.append(word.start() - 1)
        offsets.extend(range(*word.span()))
    return FoldedText(source_id, content, fold(content), offsets)


def place(text: FoldedText, words: str, context: str = "", start: str = "") -> tuple[int, int]:
    """Find the one place where folded words stand, as start and end (half-open, code points); raises Unplaced.

    `context` is a stretch of the text that holds them, `start` the offset that they are said to have.

    >>> place(fold_text("a", "Six struck.\\nSixty\\nvoted, six not."), "six not")
    (25, 32)
    """
    spots = list(_spots(text.folded, words))
    if not spots:
        raise Unplaced(_not_there(text, words))
    if context:
        spots = _in_context(text, words, spots, context)
    if start:
        spots = [spot for spot in spots if str(text.offsets[spot]) == start]
    if not spots:
        raise Unplaced(f"{shown(words)} does not stand {'at ' + start if start else 'in its context'}")
    spots = _whole(text.folded, spots, len(words)) or spots
    if len(spots) > 1:
        places = ", ".join(f"“{_around(text, spot, len(words))}”" for spot in spots[:3])
        within = " within its context" if context else ""
        raise Unplaced(f"{shown(words)} stands {len(spots)} times{within} ({places}); give more words as context")
    return _edges(text, spots[0], words)


def _in_context(text: FoldedText, words: str, spots: list[int], context: str) -> list[int]:
    """Keep the spots of words that lie in a stretch of the text; raises Unplaced where the text has no such stretch."""
    around = list(_spots(text.folded, context))
    if not around:
        raise Unplaced(f"{shown(words)}: its context {_not_there(text, context)}")
    room = len(context) - len(words)
    return [spot for spot in spots if any(0 <= spot - one <= room for one in around)]


def place_beside(text: FoldedText, words: str, start: int, end: int) -> tuple[int, int]:
    """Find the place of folded words that is nearest to the characters `start:end`, outside them if there is one.

    Raises Unplaced.
    """
    spots = list(_spots(text.folded, words))
    if not spots:
        raise Unplaced(_not_there(text, words))
    found = [_edges(text, spot, words) for spot in _whole(text.folded, spots, len(words)) or spots]
    return min(found, key=lambda one: (one[0] < end and one[1] > start, max(start - one[1], one[0] - end), one))


def first_naming(text: FoldedText, forms: Sequence[str]) -> tuple[int, int] | None:
    """Find where a text first has one of several forms of a name, whole; the longest of those that begin there."""
    found = [
        (spots[0], -len(form))
        for form in forms
        if (spots := _whole(text.folded, list(_spots(text.folded, form)), len(form)))
    ]
    if not found:
        return None
    spot, length = min(found)
    return text.offsets[spot], text.offsets[spot - length - 1] + 1


def find_context(text: FoldedText, start: int, end: int) -> dict[str, str]:
    """Give what a coder must say beside the words at `start:end` so that `place` finds them: mostly nothing.

    >>> find_context(fold_text("a", "Some struck on Monday, more struck on Tuesday."), 5, 11)
    {'context': 'Some struck on Monday, more'}
    """
    words = fold(text.content[start:end])
    for context in _contexts(text, start, end):
        try:
            if place(text, words, context) == (start, end):
                return {"context": context} if context else {}
        except Unplaced:
            continue
    return {"start": str(start)}


def shown(words: str) -> str:
    """Quote words for a message, the middle of a long stretch left out."""
    half = _SHOWN // 2
    return f"“{words if len(words) <= _SHOWN else f'{words[:half]} … {words[-half:]}'}”"


def _contexts(text: FoldedText, start: int, end: int) -> Iterator[str]:
    yield ""
    begins, ends = text.edges
    first = bisect_right(begins, bisect_left(text.offsets, start)) - 1
    last = bisect_left(ends, bisect_left(text.offsets, end))
    for reach in _REACHES:
        for before, after in ((reach, reach), (reach, 0), (0, reach)):
            yield text.folded[begins[max(0, first - before)] : ends[min(len(ends) - 1, last + after)]]


def _spots(folded: str, words: str) -> Iterator[int]:
    at = folded.find(words) if words else -1
    while at >= 0:
        yield at
        at = folded.find(words, at + 1)


def _whole(folded: str, spots: list[int], length: int) -> list[int]:
    """Give the spots that cut no word: the "six" of "sixty" is none."""

    def cuts(at: int) -> bool:
        """Tell whether a word goes on across a place."""
        return folded[at - 1 : at].isalnum() and folded[at : at + 1].isalnum()

    return [spot for spot in spots if not cuts(spot) and not cuts(spot + length)]


def _edges(text: FoldedText, spot: int, words: str) -> tuple[int, int]:
    return text.offsets[spot], text.offsets[spot + len(words) - 1] + 1


def _around(text: FoldedText, spot: int, length: int) -> str:
    return text.folded[max(0, spot - 15) : spot + min(length, 30) + 15].strip()


def _not_there(text: FoldedText, words: str) -> str:
    near = _nearest(text, words)
    return f"{shown(words)} does not stand in {text.source_id}; " + (
        f"the nearest there is {shown(near)}" if near else "nothing there is like it"
    )


def _nearest(text: FoldedText, words: str) -> str:
    """Give the stretch of a text that has most words in a row with others; for a single word, one spelt like it."""
    wanted = words.split()
    block = SequenceMatcher(None, text.words, wanted, autojunk=False).find_longest_match()
    if block.size:
        first = max(0, block.a - block.b)
        return " ".join(text.words[first : first + len(wanted)])
    return next(iter(get_close_matches(words, text.words, 1)), "")


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
