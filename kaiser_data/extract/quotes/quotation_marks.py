"""Quotation marks: which opening mark belongs to which closing one, paragraph by paragraph.

Straight, curly and single marks stand side by side, a straight mark may be closed by a curly one (`"the scabs …
records.”`), paragraphs that each open with a mark and only the last of which closes are one utterance, and an
apostrophe is no mark. A quotation inside a quotation is not looked at. A paragraph's stray mark, opened and never
closed, gives nothing: a mark that was lost is not invented.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

_DOUBLES = ('"', "“", "”", "„", "«", "»", "''", "``")
# Each begins with the marks themselves, so that a search skips to the next of them.
_SINGLE_OPENS = re.compile(r"[‘'](?<![\w’'.,!?].)(?=[^\W_]|\[|…|£|\$)")
_SINGLE_CLOSES = re.compile(r"[’'](?![\w])")
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
    doubles = _find_doubles(text)
    places = [at for at, _ in doubles]
    found: list[Marked] = []
    first, straight, curly = 0, "'" in text, "‘" in text
    for number, (start, end) in enumerate(edges):
        first = bisect_left(places, start, first)
        last = bisect_left(places, end, first)
        has_singles = (straight and text.find("'", start, end) >= 0) or (curly and text.find("‘", start, end) >= 0)
        if first == last and not has_singles:
            continue
        following = edges[number + 1][0] if number + 1 < len(edges) else len(text)
        paired = _pair_doubles(text, doubles[first:last], start, end, following) if first < last else []
        found += _with_singles(text, start, end, following, paired) if has_singles else paired
    return [
        _without_edges(text, marked)
        for marked in found
        if text[marked.start].isalnum() or _WORD.search(text, marked.start, marked.end)
    ]


def _without_edges(text: str, marked: Marked) -> Marked:
    """Leave the white space that a careless writer puts inside the marks outside: “ We won ”."""
    if not text[marked.start].isspace() and not text[marked.end - 1].isspace():
        return marked
    words = text[marked.start : marked.end]
    start = marked.start + len(words) - len(words.lstrip())
    return marked._replace(start=start, end=start + len(words.strip()))


def _find_doubles(text: str) -> list[tuple[int, str]]:
    """Find double marks in order: kind by kind, since a text has but two or three of them."""
    found = []
    for sign in _DOUBLES:
        at = text.find(sign)
        while at >= 0:
            found.append((at, sign))
            at = text.find(sign, at + len(sign))
    found.sort()
    return found


def _pair_doubles(text: str, doubles: list[tuple[int, str]], start: int, end: int, following: int) -> list[Marked]:
    found: list[Marked] = []
    opened, after = -1, -1
    for at, sign in doubles:
        if opened < 0:
            if _opens(text, at, sign, start):
                opened, after = at, at + len(sign)
        elif _closes(text, at, sign):
            if at > after:
                found.append(Marked(after, at, opened, at + len(sign) - 1))
            opened = -1
        elif sign in "“„":
            opened, after = at, at + len(sign)  # the mark before was a stray one
    if opened >= 0 and text[following : following + 1] in ("“", '"', "'") and after < end - 1:
        found.append(Marked(after, end, opened, end, carries_on=True))
    return found


def _opens(text: str, at: int, sign: str, start: int) -> bool:
    if sign in "“„«``":
        return True
    after = text[at + len(sign) : at + len(sign) + 1]
    if sign in "”»":
        return (at == start or text[at - 1].isspace()) and after.isalnum()  # ”We won,” as careless typesetters write
    return (at == start or not text[at - 1].isalnum()) and bool(after) and not after.isspace()


def _closes(text: str, at: int, sign: str) -> bool:
    if sign in "”»":
        return True
    after = text[at + len(sign) : at + len(sign) + 1]
    return sign in ('"', "''") and not (text[at - 1].isspace() and after.isalnum())


def _with_singles(text: str, start: int, end: int, following: int, doubles: list[Marked]) -> list[Marked]:
    """Add words in single marks where no double marks hold them; drop doubles that singles hold."""
    singles: list[Marked] = []
    at = start
    while opening := _SINGLE_OPENS.search(text, at, end):
        at = opening.end()
        inside = next((mark for mark in doubles if mark.opened < opening.start() <= mark.closed), None)
        if inside:
            at = max(at, inside.closed)
            continue
        closing = _closing_single(text, opening.end(), end, doubles)
        if closing > 0:
            singles.append(Marked(opening.end(), closing, opening.start(), closing))
            at = closing + 1
        elif text[following : following + 1] in ("‘", "'") and end - opening.end() > 20:
            singles.append(Marked(opening.end(), end, opening.start(), end, carries_on=True))
            break
    if not singles:
        return doubles
    kept = [mark for mark in doubles if not any(one.opened < mark.opened < one.closed for one in singles)]
    return sorted(kept + singles)


def _closing_single(text: str, start: int, end: int, doubles: list[Marked]) -> int:
    """Find the single mark that closes: one after punctuation, else the first that is no plural's possessive."""
    fallback = -1
    tried = 0
    for match in _SINGLE_CLOSES.finditer(text, start, min(end, start + 1500)):
        at, before = match.start(), text[match.start() - 1]
        tried += 1
        if at == start or tried > 40:
            break
        if before in ".,!?…" or (before != "s" and not before.isspace()):
            return at
        if before == "s" and re.match(r"\s+[a-z]", text[at + 1 : at + 4]):
            # "the workers' demands" or the end of "'doesn't pay the gas' and 'Honk"
            if re.match(r"\s(?:and|or|but|as|to|in|on|while|when)\s", text[at + 1 : at + 8]):
                reopened = _SINGLE_OPENS.search(text, at + 1, end)
                if reopened and not _SINGLE_CLOSES.search(text, at + 1, reopened.start()):
                    return at
            fallback = fallback if fallback > 0 else at
            continue
        if before == "s":
            return at
    return fallback


_NICKNAME = re.compile(r"[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?")
_GOES_BEFORE = re.compile(r"(?:^|[\s“\"])[A-Z][\w’'-]*\s$")
_GOES_AFTER = re.compile(r"\s[A-Z][^\W\d_]")


def is_nickname(text: str, mark: Marked) -> bool:
    """Tell whether words in marks stand within a name: Jesús “Chuy” García."""
    inside = _NICKNAME.fullmatch(text, mark.start, mark.end) and _GOES_AFTER.match(text, mark.closed + 1)
    return bool(inside and _GOES_BEFORE.search(text, max(0, mark.opened - 20), mark.opened))


def mask(text: str, marked: list[Marked]) -> str:
    """Blot out what stands in quotation marks, at the same offsets, but for the punctuation it ends with.

    >>> text = "“A deal. No!” she said."
    >>> mask(text, find_marked(text, [(0, len(text))]))
    '“Xxxxxxxxxx!” she said.'
    """
    pieces, at = [], 0
    for mark in marked:
        if mark.start < at:
            continue
        if is_nickname(text, mark):
            pieces += [text[at : mark.opened], "X" + "x" * (mark.closed - mark.opened)]
            at = mark.closed + 1
            continue
        keeps = text[mark.end - 1] if text[mark.end - 1] in ".,!?…;:—" else "x"
        opens = "x" if text[mark.start].islower() else "X"
        blot = opens + "x" * (mark.end - mark.start - 2) + keeps if mark.end - mark.start > 1 else opens
        pieces += [text[at : mark.start], blot]
        at = mark.end
    return "".join([*pieces, text[at:]])
