"""Paragraphs and sentences of a damaged text, without moving an offset.

A page break can cut a sentence in two: "which management⏎⏎routinely cites" is one sentence of one paragraph, and
an "Advertisement" between the halves is boilerplate. Lines that a column broke are one paragraph. Paragraphs are
labelled `body`, `headline`, `list` or `boilerplate`. A page break before a capital letter is left alone where nothing
proves that the sentence goes on.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import chain, pairwise

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract.document import Block, Layout, data_of, keep, mark, recall, text_of
from kaiser_data.lexicon import Pattern, mapping, terms
from kaiser_data.rows import fold

# A line without the white space around it.
_LINE = re.compile(r"\S(?:[^\r\n\f\x0b\x85\u2028\u2029]*\S)?")
_BREAK = re.compile(r"[\r\n\f\x0b\x85\u2028\u2029]")
_LIST_ITEM = re.compile(r"(?:[-•*·–]|\(?\d{1,2}[.)])\s+\S")
_ENDS_SENTENCE = Pattern(r"""[.!?…:;]["”’'»)\]*_]*$""")
_SENTENCE_END = re.compile(r"""([.!?…])(["”’'»)\]*_]*)\s+(?=["“‘'«(\[*_]*[^\sa-z.,;:!?)\]”’"'])""")
_LAST_WORD = re.compile(r"[\w.’']+$")
_NEXT_WORD = Pattern(r"""["“‘'«(\[*_]*(\w+)""")
_HARD_WRAP = range(45, 100)
# No writer's sentence is that long (in the seeds 360); a table or a list without a full stop may never end at all.
LONGEST = 2000
Edges = tuple[int, int]


@Language.component("kaiser_layout", assigns=["token.is_sent_start", "doc.sents", "doc.spans", "doc._.kaiser_layout"])
def annotate(doc: Doc) -> Doc:
    """Mark the paragraphs and sentences of a Doc: `doc.spans["paragraphs"]`, `doc.spans["sentences"]`, `doc.sents`."""
    found = keep(doc, "layout", find_layout(text_of(doc)))
    mark(doc, "paragraphs", ((*block, "", "") for block in found.paragraphs))
    mark(doc, "sentences", ((*one, "", "") for one in zip(found.starts, found.ends, found.labels, strict=True)))
    if doc.has_annotation("DEP"):  # a parser's sentences stay: its trees must not reach over their edges
        return doc
    starts = {span.start for group in ("paragraphs", "sentences") for span in doc.spans[group]}
    begins = np.full(len(doc), -1)
    begins[:1] = 1  # with the white space before the first sentence
    begins[sorted(starts)[1:]] = 1
    return doc.from_array([SENT_START], begins.astype("uint64"))


def layout_of(doc: Doc) -> Layout:
    """Give the paragraphs and sentences of a Doc."""
    return recall(doc, "layout", lambda doc: find_layout(text_of(doc)))


Doc.set_extension("kaiser_layout", getter=layout_of, force=True)


def find_layout(text: str) -> Layout:
    """Find the paragraphs and sentences of a text.

    >>> find_layout("Talks end\\n\\nThey struck. It hurt.")[1:]
    ([0, 11, 24], [9, 23, 32], ['headline', 'body', 'body'])
    """
    blocks = find_paragraphs(text)
    found = [(*edges, block.label) for block in blocks for edges in find_sentences(text, block)]
    return Layout(blocks, *([one[column] for one in found] for column in range(3)))


def sentence_at(doc: Doc, start: int, end: int) -> str:
    """Give the sentence or sentences that the characters `start:end` touch, white space folded."""
    data = data_of(doc)
    edges = sentence_edges(layout_of(doc), start, end)
    if edges not in data.folded:
        data.folded[edges] = fold(data.text[slice(*edges)])
    return data.folded[edges]


def sentence_of(text: str, start: int, end: int) -> str:
    """Give the sentence or sentences of a bare text that the characters `start:end` touch, white space folded.

    >>> sentence_of("They struck. It hurt.", 5, 11)
    'They struck.'
    """
    return fold(text[slice(*sentence_edges(find_layout(text), start, end))])


def sentence_edges(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """Give where the sentence or sentences that the characters `start:end` touch begin and end."""
    first, last = bisect_right(layout.ends, start), bisect_left(layout.starts, end) - 1
    return (start, end) if last < first else (min(layout.starts[first], start), max(layout.ends[last], end))


def find_paragraphs(text: str) -> list[Block]:
    """Find paragraphs in order; a sentence that a page break cuts in two stays in one paragraph.

    >>> text = "which management\\n\\nroutinely cites.\\nAdvertisement\\nNext."
    >>> [(text[b.start:b.end], b.label) for b in find_paragraphs(text)]
    [('which management\\n\\nroutinely cites.', 'body'), ('Advertisement', 'boilerplate'), ('Next.', 'body')]
    """
    lines = [line.span() for line in _LINE.finditer(text)]
    is_broken = _is_broken(text, lines)
    blocks: list[Block] = []
    held: Edges | None = None
    aside: list[Block] = []
    for start, end in lines:
        if end - start < 60 and text[start:end].lower().strip(" .:*_→>") in terms("boilerplate"):
            aside.append(Block(start, end, "boilerplate"))
        elif held and _goes_on(text, *held, start, is_broken):
            held, aside = (held[0], end), []
        else:
            if held:
                blocks.append(Block(*held, _label(text, *held)))
            blocks += aside
            held, aside = (start, end), []
    if held:
        blocks.append(Block(*held, _label(text, *held)))
    return blocks + aside


def join_lines(text: str) -> str:
    """Write a space for each line break inside a paragraph: "South⏎African" is one name. No offset moves.

    >>> join_lines("Which management\\n\\nroutinely cites.\\nNext.")
    'Which management  routinely cites.\\nNext.'
    """
    inside = ((block.start, block.end) for block in find_paragraphs(text))
    edges = chain((0,), chain.from_iterable(inside), (len(text),))
    parts = [text[start:end] for start, end in pairwise(edges)]
    parts[1::2] = [_BREAK.sub(" ", part) for part in parts[1::2]]
    return "".join(parts)


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
    return [part for edges in found for part in _parts(text, *edges)]


def _parts(text: str, start: int, end: int) -> Iterator[Edges]:
    """Cut what never ends at a space: each row carries its sentence, which must not be the whole text."""
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > start else start + LONGEST
        yield start, cut
        start = cut + (space > start)
    yield start, end


def _is_broken(text: str, lines: list[Edges]) -> bool:
    """Tell whether a column broke the lines, not a writer: of alike length they end in mid-sentence."""
    inner = [one for one, after in pairwise(lines) if text.count("\n", one[1], after[0]) == 1]
    open_ended = [one for one in inner if one[1] - one[0] in _HARD_WRAP and not _ends_sentence(text, *one)]
    return len(inner) > 3 and len(open_ended) * 2 > len(inner)


def _ends_sentence(text: str, start: int, end: int) -> bool:
    return bool(_ENDS_SENTENCE.search(text, max(start, end - 8), end))


def _goes_on(text: str, start: int, end: int, after: int, is_broken: bool) -> bool:
    """Tell whether the paragraph `start:end` goes on with the line that opens at `after`."""
    if text[start:end].isupper() and not _LINE.match(text, after)[0].isupper():
        return False  # a headline in capitals
    if is_broken and text.count("\n", end, after) == 1:
        return not _LIST_ITEM.match(text, after)
    return text[after].islower() and not _ends_sentence(text, start, end)


def _label(text: str, start: int, end: int) -> str:
    if _LIST_ITEM.match(text, start):
        return "list"
    return "headline" if end - start < 160 and not _ends_sentence(text, start, end) else "body"


_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[A-Z]")


def _is_full_stop(text: str, end: re.Match, start: int) -> bool:
    """Tell whether a dot ends a sentence: not that of an abbreviation, nor of an initial."""
    last = _LAST_WORD.search(text, max(start, end.start() - 24), end.start())
    word = last.group() if last else ""
    kind = mapping("abbreviations", "kind").get(word)
    if kind is None:
        # Single capitals are initials ("Robert F. Kennedy", "J.P. Ray"), except the pronoun.
        return word == "I" or not _INITIALS.fullmatch(word)
    if kind == "either":
        # "at 7 a.m. Tuesday" goes on, "at 7 a.m. The strike" does not.
        follows = _NEXT_WORD.match(text, end.end())
        return bool(follows) and follows[1] in terms("sentence_openers")
    return False
