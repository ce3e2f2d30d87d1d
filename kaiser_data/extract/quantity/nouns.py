"""Noun phrases without a parser: what the words next to a number name.

"4,000 pharmacy and lab workers prepare to join" names `pharmacy and lab workers`: the phrase runs to the first plural
noun, because a plural subject's verb never ends in -s, and a list ("midwives, nurses and other staff") is one phrase.
People are told from things by a list of roles, with the shape of the word as fallback (`-ists`, `-ers`, `-ees`).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kaiser_data.lexicon import mapping, terms

TOKEN = re.compile(r"(?:[A-Z]\.){2,6}|[^\W\d_][\w'’&/-]*|\$?\d[\d,.]*%?|[^\w\s]")
_REACH = 160


class Phrase(NamedTuple):
    """A noun phrase at `start:end` of the text; `head` is its last noun in lower case, as written."""

    start: int
    end: int
    head: str


def noun_after(text: str, position: int, plural: bool = True) -> Phrase | None:
    """Read the noun phrase that begins at a position; `plural` where the number asks for one.

    >>> text = "300 bus drivers, mechanics and other staff walked out"
    >>> text[slice(*noun_after(text, 3)[:2])]
    'bus drivers, mechanics and other staff'
    """
    tokens = list(_phrase_tokens(text, position))
    if plural:
        found = _plural_head(tokens)
        if found is None:
            return _singular_phrase(tokens, strict=True)
        last = _list_end(tokens, found)
        return Phrase(tokens[0].start(), tokens[last].end(), _bare(tokens[last].group()))
    return _singular_phrase(tokens)


_PARTICIPLES = frozenset(("lost", "paid", "stolen", "broken", "held", "spent", "sold"))
_JOINTS = frozenset((",", "and", "or", "&"))
_QUOTES = frozenset("“”\"'‘’*_")


def _phrase_tokens(text: str, position: int) -> Iterator[re.Match]:
    """Give the words that may belong to a noun phrase, up to the first that cannot; commas and "and" included."""
    soft, opens, end = False, True, position
    for token in TOKEN.finditer(text, position, position + _REACH):
        word = token.group()
        low = word.lower()
        if word in _QUOTES:
            continue
        if word[0].isupper() and "\n" in text[end : token.start()]:
            return  # a headline or a new paragraph
        end = token.end()
        if word.isdigit() and not opens and text[end : end + 2] in ("'s", "’s"):
            continue  # "Local 91's members"
        if word == "," or low in ("and", "or", "&"):
            soft = True
            yield token
        elif not word[0].isalpha() or (is_function_word(low) and not _may_open(low, soft, opens)):
            return
        else:
            soft = opens = False
            yield token


def _may_open(word: str, soft: bool, opens: bool) -> bool:
    """Let "and other staff" and "lost pay" through, whose first words otherwise end a phrase."""
    return (soft and word == "other") or (opens and word in _PARTICIPLES)


# Words come again and again; how many are kept has an end.
_remember = lru_cache(maxsize=1 << 15)


@_remember
def is_function_word(word: str) -> bool:
    """Tell whether a word in lower case ends a noun phrase: an article, a preposition, a plain verb …"""
    return word in terms("function_words") or _opened(word) in terms("function_words")


_CONTRACTED = re.compile(r"^([a-z]{1,5}?)(?:n['’]t|['’](?:d|re|ve|ll|m))$")


def _opened(word: str) -> str:
    """Cut what is contracted: "who'd", "they're"."""
    found = _CONTRACTED.match(word) if "'" in word or "’" in word else None
    return found[1] if found else ""


@_remember
def is_plural(word: str) -> bool:
    """Tell whether a word in lower case looks like a plural noun.

    >>> is_plural("nurses"), is_plural("staff"), is_plural("business"), is_plural("series")
    (True, True, False, True)
    """
    if word in mapping("irregular_plurals", "singular"):
        return True
    return (
        len(word) > 2
        and word[-1] == "s"
        and word[-2:] not in ("ss", "us", "is", "'s", "’s")
        and word not in terms("word_shapes", shape="no_plural")
    )


@_remember
def singular(word: str) -> str:
    """Give the singular of a noun in lower case.

    >>> singular("nurses"), singular("bakeries"), singular("churches"), singular("people"), singular("passes")
    ('nurse', 'bakery', 'church', 'people', 'pass')
    """
    irregular = mapping("irregular_plurals", "singular").get(word)
    if irregular:
        return irregular
    if not is_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


_PERSON_SHAPE = re.compile(r"(?:ists?|ologists|[a-z]{3}(?:ers|ees|ors|ians|men|women|persons|people|folk))$")


@_remember
def is_person(word: str) -> bool:
    """Tell whether a head noun in lower case names people.

    >>> is_person("bricklayers"), is_person("centers"), is_person("glassblowers"), is_person("buses")
    (True, False, True, False)
    """
    word = word.rsplit("-", 1)[-1].rsplit("/", 1)[-1]
    kinds = mapping("person_nouns", "kind")
    kind = kinds.get(word) or kinds.get(singular(word)) or kinds.get(_unprefixed(singular(word)))
    if kind:
        return kind != "thing"
    return word in ("people", "men", "women", "children") or bool(_PERSON_SHAPE.search(word))


def names_people(phrase: str, head: str) -> bool:
    """Tell whether a phrase names people: its last two words may say what the last alone does not.

    >>> names_people("400 letter carriers", "carriers"), names_people("40 ocean carriers", "carriers")
    (True, False)
    """
    words = phrase.lower().split()[-2:]
    kind = (
        mapping("person_nouns", "kind").get(" ".join([*words[:-1], singular(words[-1])])) if len(words) == 2 else None
    )
    return kind == "person" or is_person(head)


def _unprefixed(word: str) -> str:
    """Cut what may stand before a role: "coworker", "subcontractor", "nonmember"."""
    for prefix in ("co", "sub", "non", "ex", "anti", "pro", "under"):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            return word[len(prefix) :].lstrip("-")
    return word


def _bare(word: str) -> str:
    low = word.lower()
    return re.sub(r"['’]s?$", "", low) if "'" in low or "’" in low else low


def _is_joint(token: re.Match) -> bool:
    return token.group().lower() in _JOINTS


def _plural_head(tokens: list[re.Match]) -> int | None:
    """Find the first plural noun, or the last of several in a row ("shop stewards", "sales teams")."""
    head = None
    for number, token in enumerate(tokens[:9]):
        if _is_joint(token):
            if head is not None or number == 0:
                break
            continue
        low = token.group().lower()
        if low[-2:] in ("s'", "s’", "'s", "’s"):
            if head is not None:
                break
            continue
        if is_plural(low):
            head = number
        elif head is not None:
            break
    if head is None:
        return None
    head = _past_name(tokens, head)
    joint = next((n for n in range(head) if _is_joint(tokens[n])), None)
    # "40 yes and no votes", but not "300, nurses": words stand before what joins.
    return head if joint is None or (joint > 0 and head - joint <= 3) else None


def _past_name(tokens: list[re.Match], head: int) -> int:
    """Go past a name that looks like a plural: "Los Angeles school workers"."""
    if not tokens[head].group()[0].isupper():
        return head
    for number in range(head + 1, min(head + 4, len(tokens))):
        word = tokens[number].group().lower()
        if _is_joint(tokens[number]) or word in terms("noun_verbs"):
            break
        if is_plural(word):
            return number
    return head


def _list_end(tokens: list[re.Match], head: int) -> int:
    """Find the last noun of a list that the phrase opens: it must come to its "and"."""
    last = end = head
    while last + 2 < len(tokens) and _is_joint(tokens[last + 1]):
        joint = tokens[last + 1].group()
        start = last + 2
        if joint == "," and _is_joint(tokens[start]):
            joint, start = tokens[start].group(), start + 1
        following = _next_plural(tokens, start)
        if following is None or is_person(_bare(tokens[head].group())) != is_person(_bare(tokens[following].group())):
            break
        last = following
        if joint != ",":
            end = last
    return end


def _next_plural(tokens: list[re.Match], start: int) -> int | None:
    found = None
    for number in range(start, min(start + 5, len(tokens))):
        if _is_joint(tokens[number]):
            break
        if is_plural(tokens[number].group().lower()):
            found = number
        elif found is not None:
            break
    return found


def _singular_phrase(tokens: list[re.Match], strict: bool = False) -> Phrase | None:
    """Read a phrase whose head is singular: it ends at what joins, or at a participle after its first word."""
    last = None
    for number, token in enumerate(tokens[:7]):
        low = token.group().lower()
        if _is_joint(token) or (number and _is_verbal(low)):
            break
        last = number
    if last is None or (strict and (last == 0 and _is_verbal(tokens[0].group().lower()))):
        return None
    return Phrase(tokens[0].start(), tokens[last].end(), _bare(tokens[last].group()))


def _is_verbal(word: str) -> bool:
    return (
        len(word) > 4
        and "-" not in word
        and (word.endswith("ed") or (word.endswith("ing") and word not in terms("word_shapes", shape="noun_in_ing")))
    )


def is_apart(text: str, position: int, phrase: Phrase) -> bool:
    """A comma or full stop parts a number from the words after it."""
    return any(mark in text[position : phrase.start] for mark in ".,;:!?()")
