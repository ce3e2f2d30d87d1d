"""Quotation marks: which opening mark belongs to which closing one, paragraph by paragraph.

Straight, curly and single marks stand side by side, a straight mark may be closed by a curly one (`"the scabs …
records.”`), paragraphs that each open with a mark and only the last of which closes are one utterance, and an
apostrophe is no mark. A quotation inside a quotation is not looked at. A paragraph's stray mark, opened and never
closed, gives nothing: a mark that was lost is not invented.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kaiser_data.lexicon import Pattern, prefix_tree, terms

_DOUBLES = re.compile(r"[\"“”„‟«»]|''|``|&[lr]dquo;|&quot;")
_OPENERS = ("“", "„", "‟", "«", "``", "&ldquo;")
_SINGLE_OPENS = re.compile(r"(?<![\w’'.,!?])[‘'](?=[^\W_]|\[|…|£|\$)")
_SINGLE_CLOSES = re.compile(r"[’'](?!\w)")
_WORD = re.compile(r"[^\W_]")


class Marked(NamedTuple):
    """Words in quotation marks: `text[start:end]` without the marks; `opened` and `closed` are the marks' places.

    `carries_on` says that the paragraph does not close and the next one opens again.
    """

    start: int
    end: int
    opened: int
    closed: int
    carries_on: bool = False


def find_marked(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Marked]:
    """Find the outermost words in quotation marks.

    >>> text = "“We won,” he said. The 'no' vote—\\"it's over\\"—held."
    >>> [text[m.start:m.end] for m in find_marked(text, [(0, len(text))])]
    ['We won,', 'no', "it's over"]
    """
    edges = list(paragraphs)
    found: list[Marked] = []
    for (start, end), following in zip(edges, [*(start for start, _ in edges[1:]), len(text)], strict=False):
        doubles = list(_pair_doubles(text, start, end, text[following : following + 1]))
        singles = list(_pair_singles(text, start, end, text[following : following + 1], doubles))
        held = [mark for mark in doubles if not any(one.opened < mark.opened < one.closed for one in singles)]
        found += sorted(held + singles)
    return [_without_edges(text, marked) for marked in found if _WORD.search(text, marked.start, marked.end)]


def _without_edges(text: str, marked: Marked) -> Marked:
    """Leave the white space that a careless writer puts inside the marks outside: “ We won ”."""
    words = text[marked.start : marked.end]
    start = marked.start + len(words) - len(words.lstrip())
    return marked._replace(start=start, end=start + len(words.strip()))


def _pair_doubles(text: str, start: int, end: int, following: str) -> Iterator[Marked]:
    """Pair the double marks of a paragraph; `following` is the sign with which the next one opens."""
    opening = None
    for mark in _DOUBLES.finditer(text, start, end):
        if not opening:
            opening = mark if _opens(text, mark, start) else None
        elif _closes(text, mark) or opening[0] + mark[0] in ("„“", "»«"):  # as German closes
            if mark.start() > opening.end():
                yield Marked(opening.end(), mark.start(), opening.start(), mark.end() - 1)
            opening = None
        elif text[mark.start() - 2] in ".!?":  # "A is B. "C.": the mark that closes was lost
            yield Marked(opening.end(), mark.start() - 1, opening.start(), mark.start() - 1, carries_on=True)
            opening = mark
        elif mark[0] in _OPENERS:
            opening = mark  # the mark before was a stray one
    if opening and following in ("“", '"', "'") and opening.end() < end - 1:
        yield Marked(opening.end(), end, opening.start(), end, carries_on=True)


def _opens(text: str, mark: re.Match, start: int) -> bool:
    if mark[0] in _OPENERS:
        return True
    at, after = mark.start(), text[mark.end() : mark.end() + 1]
    # ”We won,” as careless typesetters write
    return (at == start or not text[at - 1].isalnum()) and bool(after) and not after.isspace()


def _closes(text: str, mark: re.Match) -> bool:
    after = text[mark.end() : mark.end() + 1]
    straight = mark[0] in ('"', "''", "&quot;")
    return mark[0] in ("”", "»", "&rdquo;") or (straight and not (text[mark.start() - 1].isspace() and after.isalnum()))


def _pair_singles(text: str, start: int, end: int, following: str, doubles: list[Marked]) -> Iterator[Marked]:
    """Pair the single marks of a paragraph that no double marks hold."""
    at = start
    while opening := _SINGLE_OPENS.search(text, at, end):
        at = opening.end()
        inside = next((mark for mark in doubles if mark.opened < opening.start() <= mark.closed), None)
        if inside:
            at = max(at, inside.closed)
            continue
        closing = _closing_single(text, opening.end(), end)
        if closing > 0:
            yield Marked(opening.end(), closing, opening.start(), closing)
            at = closing + 1
        elif following in ("‘", "'") and end - opening.end() > 20:
            yield Marked(opening.end(), end, opening.start(), end, carries_on=True)
            return


_GOES_ON = re.compile(r"\s+[a-z]")


def _closing_single(text: str, start: int, end: int) -> int:
    """Find the single mark that closes: one after punctuation, else the first that is no plural's possessive."""
    fallback = -1
    for match in _SINGLE_CLOSES.finditer(text, start, min(end, start + 1500)):
        at, before = match.start(), text[match.start() - 1]
        # "the workers' demands", "havin' a laugh"
        ends_plural = (before == "s" or text.endswith("in", at - 5, at)) and _GOES_ON.match(text, at + 1)
        if not ends_plural and not before.isspace():
            return at
        fallback = fallback if fallback > 0 else at
    return fallback


_NICKNAME = re.compile(r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?")
_SHORT_NAME = re.compile(r"(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,2}[.,]?")
_GOES_BEFORE = Pattern(r"(?:^|[\s“\"])[A-Z][\w’'-]*\s$")
_GOES_AFTER = re.compile(r"\s[A-Z][^\W\d_]")


def leads_to_name() -> str:
    """Give an expression for what leads to a name in marks: "known to his mates as", "goes by"."""
    return rf"(?:known\s(?:to|in|on|around|among)\s(?:[\w’'-]+\s){{1,4}}as|{prefix_tree(terms('naming_verbs'))})"


_NAMING = Pattern(lambda: rf"\b{leads_to_name()}\s$")


def is_nickname(text: str, mark: Marked) -> bool:
    """Tell whether words in marks are a name: Jesús “Chuy” García, a porter known as “Doc”."""
    named = _SHORT_NAME.fullmatch(text, mark.start, mark.end)
    if named and _NAMING.search(text[max(0, mark.opened - 40) : mark.opened]):
        return True
    inside = _NICKNAME.fullmatch(text, mark.start, mark.end) and _GOES_AFTER.match(text, mark.closed + 1)
    return bool(inside and _GOES_BEFORE.search(text, max(0, mark.opened - 20), mark.opened))


# "The drivers--most of them new--said": two hyphens between words are a dash.
_DASHES = re.compile(r"(?<=[^\s-])--(?=[^\s-])")


def mask(text: str, marked: list[Marked]) -> str:
    """Blot out what stands in quotation marks, at the same offsets, but for the punctuation it ends with.

    >>> text = "“A deal. No!” she said."
    >>> mask(text, find_marked(text, [(0, len(text))]))
    '“Xxxxxxxxxx!” she said.'
    """
    pieces, at = [], 0
    for mark in marked:
        if is_nickname(text, mark):
            pieces += [text[at : mark.opened], "X" + "x" * (mark.closed - mark.opened)]
            at = mark.closed + 1
            continue
        keeps = text[mark.end - 1] if text[mark.end - 1] in ".,!?…;:—" else "x"
        opens = "x" if text[mark.start].islower() else "X"
        blot = opens + "x" * (mark.end - mark.start - 2) + keeps if mark.end - mark.start > 1 else opens
        pieces += [text[at : mark.start], blot]
        at = mark.end
    return _DASHES.sub("——", "".join([*pieces, text[at:]]))
