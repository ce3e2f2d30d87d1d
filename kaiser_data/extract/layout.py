"""Paragraphs and sentences of a damaged text, without moving an offset.

A page break can cut a sentence in two: "which management⏎⏎routinely cites" is one sentence of one paragraph, and
an "Advertisement" between the halves is boilerplate. Paragraphs are labelled `body`, `headline`, `list` or
`boilerplate`. A page break before a capital letter is left alone: nothing proves that the sentence goes on.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.lexicon import mapping, terms
from kaiser_data.rows import fold

# A line without the white space around it.
_LINE = re.compile(r"\S(?:[^\r\n\f\x0b\x85\u2028\u2029]*\S)?")
_LIST_ITEM = re.compile(r"(?:[-•*·–]|\(?\d{1,2}[.)])\s+\S")
_ENDS_OPEN = re.compile(r"[\w,—–-][*_]*$")
_ENDS_SENTENCE = re.compile(r"""[.!?…:;]["”’'»)\]*_]*$""")
_SENTENCE_END = re.compile(r"""([.!?…])(["”’'»)\]*_]*)\s+(?=["“‘'«(\[*_]*[^\sa-z.,;:!?)\]”’"'])""")
_LAST_WORD = re.compile(r"[\w.’']+$")
_NEXT_WORD = re.compile(r"""["“‘'«(\[*_]*(\w+)""")
_HARD_WRAP = range(45, 100)
# No writer's sentence is that long (in the seeds 360); a table or a list without a full stop may never end at all.
LONGEST = 2000


Edges = tuple[int, int]


class Block(NamedTuple):
    """A paragraph: `text[start:end]` without the white space around it, and its label."""

    start: int
    end: int
    label: str


def text_of(doc: Doc) -> str:
    """Give the text of a Doc, joined from its tokens once only."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return text


def lowered_of(doc: Doc) -> str:
    """Give the text of a Doc in lower case, every offset where it was."""
    lowered = doc.user_data.get("lowered")
    if lowered is None:
        lowered = doc.user_data["lowered"] = lower(text_of(doc))
    return lowered


def lower(text: str) -> str:
    """Write a text in lower case without moving an offset.

    >>> lower("İzmir: 300 Dockers")
    'İzmir: 300 dockers'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


@Language.factory("kaiser_layout")
def make_layout(nlp: Language, name: str):
    """Make the component that sets `doc.spans["paragraphs"]` and `doc.spans["sentences"]`."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Mark the paragraphs and sentences of a Doc."""
    text = text_of(doc)
    blocks = find_paragraphs(text)
    mark(doc, "paragraphs", ((*block, "", "") for block in blocks))
    found = [(*edges, block.label) for block in blocks for edges in find_sentences(text, block)]
    mark(doc, "sentences", ((*sentence, "", "") for sentence in found))
    doc.user_data.update(
        paragraphs=blocks,
        sentence_starts=[start for start, _, _ in found],
        sentence_ends=[end for _, end, _ in found],
        sentence_labels=[label for _, _, label in found],
        folded_sentences={},
    )
    return doc


def mark(doc: Doc, group: str, marks: Iterable[tuple[int, int, str, str, str]]) -> None:
    """Write marks (start, end, label, kb_id, rule id; in characters) as the spans of one group.

    An edge inside a token widens to the token: the span's own `start_char` and `end_char` are the offsets to use.
    A Doc that is read for its rows alone has no tokens to mark, and its `marks` are not even made.
    """
    if doc.user_data.get("without_tokens"):
        return
    spans = [
        doc.char_span(start, end, label=label, kb_id=kb_id, span_id=rule, alignment_mode="expand")
        for start, end, label, kb_id, rule in marks
    ]
    doc.spans[group] = [span for span in spans if span is not None]


def sentence_at(doc: Doc, start: int, end: int) -> str:
    """Give the sentence or sentences that the characters `start:end` touch, white space folded."""
    data = doc.user_data
    starts, ends = data["sentence_starts"], data["sentence_ends"]
    number = bisect_right(ends, start)
    # The rows of a sentence share one string: a thousand figures in it would else hold a thousand copies.
    folded = data["folded_sentences"]
    if number < len(ends) and starts[number] <= start < end <= ends[number]:
        sentence = folded.get(number)
        if sentence is None:
            sentence = folded[number] = fold(text_of(doc)[starts[number] : ends[number]])
        return sentence
    last = bisect_left(starts, end) - 1
    if number >= len(starts) or last < number:
        return fold(text_of(doc)[start:end])
    edges = min(starts[number], start), max(ends[last], end)
    if edges not in folded:
        folded[edges] = fold(text_of(doc)[edges[0] : edges[1]])
    return folded[edges]


def sentence_of(text: str, start: int, end: int) -> str:
    """Give the sentence or sentences of a bare text that the characters `start:end` touch, white space folded.

    >>> sentence_of("They struck. It hurt.", 5, 11)
    'They struck.'
    """
    edges = [edge for block in find_paragraphs(text) for edge in find_sentences(text, block)]
    touched = [(a, b) for a, b in edges if a < end and b > start]
    if not touched:
        return fold(text[start:end])
    return fold(text[min(touched[0][0], start) : max(touched[-1][1], end)])


def find_paragraphs(text: str) -> list[Block]:
    """Find paragraphs in order; a sentence that a page break cuts in two stays in one paragraph.

    >>> text = "which management\\n\\nroutinely cites.\\nAdvertisement\\nNext."
    >>> [(text[b.start:b.end], b.label) for b in find_paragraphs(text)]
    [('which management\\n\\nroutinely cites.', 'body'), ('Advertisement', 'boilerplate'), ('Next.', 'body')]
    """
    lines = [line.span() for line in _LINE.finditer(text)]
    wrapped = _is_hard_wrapped(text, lines)
    blocks: list[Block] = []
    held: Edges | None = None
    aside: list[Block] = []
    for start, end in lines:
        if end - start < 60 and _is_boilerplate(text[start:end]):
            aside.append(Block(start, end, "boilerplate"))
        elif held and (wrapped or text[start].islower()) and _goes_on(text, *held, start, wrapped):
            held, aside = (held[0], end), []
        else:
            if held:
                blocks.append(Block(*held, _label(text, *held)))
            blocks += aside
            held, aside = (start, end), []
    if held:
        blocks.append(Block(*held, _label(text, *held)))
    return blocks + aside


def find_sentences(text: str, block: Block) -> list[Edges]:
    """Find the sentences of a paragraph as (start, end) in characters.

    >>> text = "It ends at 7 a.m. Tuesday. “We won.” Dr. Osei cheered."
    >>> [text[a:b] for a, b in find_sentences(text, Block(0, len(text), "body"))]
    ['It ends at 7 a.m. Tuesday.', '“We won.”', 'Dr. Osei cheered.']
    """
    first, last, label = block
    if label == "boilerplate":
        return []
    found, start = [], first
    for end in _SENTENCE_END.finditer(text, first, last):
        if end[1] != "." or end[2] or _is_full_stop(text, end, start):
            found.append((start, end.end(2)))
            start = end.end()
    if start < last:
        found.append((start, last))
    if last - first <= LONGEST:
        return found
    return [part for edges in found for part in _parts(text, *edges)]


def _parts(text: str, start: int, end: int) -> Iterator[Edges]:
    """Cut what never ends at a space: each row carries its sentence, which must not be the whole text."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > start else start + LONGEST
        yield start, cut
        start = cut + (space > start)
    yield start, end


def _is_hard_wrapped(text: str, lines: list[Edges]) -> bool:
    """Lines of alike length that end in mid-sentence were broken by a column, not by a writer."""
    inner = [one for one, after in pairwise(lines) if text.count("\n", one[1], after[0]) == 1]
    if len(inner) < 4:
        return False
    open_ended = [one for one in inner if one[1] - one[0] in _HARD_WRAP and not _ends_sentence(text, *one)]
    return len(open_ended) * 2 > len(inner)


def _ends_sentence(text: str, start: int, end: int) -> bool:
    return bool(_ENDS_SENTENCE.search(text, max(start, end - 8), end))


def _goes_on(text: str, start: int, end: int, after: int, wrapped: bool) -> bool:
    """Tell whether the paragraph `start:end` goes on with the line that opens at `after`."""
    if wrapped and text.count("\n", end, after) == 1:
        return not _LIST_ITEM.match(text, after)
    return text[after].islower() and bool(_ENDS_OPEN.search(text, max(start, end - 4), end))


@cache
def _boilerplate() -> frozenset[str]:
    return terms("boilerplate")


def _is_boilerplate(words: str) -> bool:
    return words.lower().strip(" .:*_→>") in _boilerplate()


def _label(text: str, start: int, end: int) -> str:
    if _LIST_ITEM.match(text, start):
        return "list"
    return "headline" if end - start < 160 and not _ends_sentence(text, start, end) else "body"


@cache
def _abbreviations() -> dict[str, str]:
    return mapping("abbreviations", "kind")


def _is_full_stop(text: str, end: re.Match, start: int) -> bool:
    """Tell whether a dot ends a sentence: not that of an abbreviation, nor of an initial."""
    dot = end.start()
    word = _last_word(text, max(start, dot - 24), dot)
    kind = _abbreviations().get(word)
    if kind is None:
        # A single capital is an initial ("Robert F. Kennedy"), except the pronoun.
        return len(word) != 1 or word == "I" or not word.isupper()
    if kind == "either":
        # "at 7 a.m. Tuesday" goes on, "at 7 a.m. The strike" does not: only a sentence opens with such a word.
        follows = _NEXT_WORD.match(text, end.end())
        return bool(follows) and follows[1] in terms("sentence_openers")
    return False


def _last_word(text: str, start: int, end: int) -> str:
    word = text[text.rfind(" ", start, end) + 1 : end]
    # Of letters alone it is nearly always, and short of the whole text: what else a word may hold, the pattern knows.
    if len(word) < end - start and word.isalpha():
        return word
    found = _LAST_WORD.search(text, start, end)
    return found.group() if found else ""
