"""Noun phrases without a parser: what the words next to a number name.

"4,000 pharmacy and lab workers prepare to join" names `pharmacy and lab workers`: the phrase runs to the first plural
noun, because a plural subject's verb never ends in -s, and a list ("midwives, nurses and other staff") is one phrase.
People are told from things by a list of roles, with the shape of the word as fallback (`-ists`, `-ers`, `-ees`).
"""

import re
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.grammar.words import auxiliaries, cue_words
from kaiser_data.lexicon import Pattern, mapping, read_lexicon, terms

# Words come first, as most tokens are words; "U.S." is told from them by the full stop after its first letter.
TOKEN = re.compile(
    r"[^\W\d_](?:\.(?<=[A-Z].)(?:[A-Z]\.){1,5}|(?:[\w'’&/]|-(?!-))*)|\d[\d,.]*%?|\$(?:\d[\d,.]*%?)?|[^\w\s]|(?<=\s)_(?=\s)"
)
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
    tokens = _phrase_tokens(text, position)
    if tokens and is_function_word(tokens[0][2]) and all(token[2] in _JOINTS for token in tokens[1:]):
        return None  # "some 300 nationwide walked out"
    if not plural or not tokens:
        return _singular_phrase(tokens)
    found = _plural_head(text, tokens)
    if found is None:
        return _singular_phrase(tokens, strict=True)
    _, end, low = tokens[_list_end(tokens, found)]
    return Phrase(tokens[0][0], end, _bare(low))


_ACRONYM = Pattern(r"\([“\"'‘]?[A-Z][A-Za-z]*[A-Z]s?[”\"'’]?\)")
_JOINTS = frozenset((",", "and", "or", "&"))
_QUOTES = frozenset("“”\"'‘’*")


def _phrase_tokens(text: str, position: int) -> list[tuple[int, int, str]]:
    """Give start, end and lower case of the words that may belong to a noun phrase, up to the first that cannot.

    Commas and "and" are included.
    """
    tokens: list[tuple[int, int, str]] = []
    soft, opens, end, skipped = False, True, position, position
    for token in TOKEN.finditer(text, position, position + _REACH):
        low = token.group().lower()
        part = _part_of_phrase(low)
        if low == "(" and (acronym := _ACRONYM.match(text, token.start())):
            skipped = acronym.end()  # "hundreds of unfair labor practice (ULP) charges"
        if token.start() < skipped or part == "quote":
            continue
        last, (start, end) = end, token.span()
        if text[start].isupper() and "\n" in text[last:start]:
            break  # a headline or a new paragraph
        if part == "joint":
            soft = True
        elif part == "word" or _may_open(low, soft, opens) or _is_acronym(text, token):
            soft = opens = False
        else:
            break
        tokens.append((start, end, low))
    return tokens


def _is_acronym(text: str, token: re.Match) -> bool:
    """Tell "IT technicians" from a pronoun: two capitals or more before a word that has a small letter."""
    if len(token.group()) < 2 or not token.group().isupper():
        return False
    after = text[token.end() : token.end() + 4].strip()
    return after != after.upper()


def _may_open(word: str, soft: bool, opens: bool) -> bool:
    """Let "and other staff" and "lost pay" through, whose first words otherwise end a phrase."""
    if opens and word in terms("word_shapes", shape="also_noun"):
        return True  # "refuse collectors"
    return (soft and word == "other") or (opens and word in _participles())


@cache
def _participles() -> frozenset[str]:
    """Give the past participle of every irregular verb that neither helps nor says: "stolen", "paid"."""
    return frozenset(line["participle"] for line in read_lexicon("irregular_verbs")) - auxiliaries() - cue_words()


def _part_of_phrase(token: str) -> str:
    """Tell what a token in lower case is to a noun phrase: joint, quote, word, or what ends it."""
    if token in _QUOTES:
        return "quote"
    if token in _JOINTS:
        return "joint"
    return "word" if token[0].isalpha() and not is_function_word(token) else "end"


def is_function_word(word: str) -> bool:
    """Tell whether a word in lower case ends a noun phrase: an article, a preposition, a plain verb …"""
    return word in terms("function_words")


def is_plural(word: str) -> bool:
    """Tell whether a word in lower case looks like a plural noun.

    >>> is_plural("nurses"), is_plural("staff"), is_plural("business"), is_plural("series"), is_plural("a/s")
    (True, True, False, True, False)
    """
    if word in mapping("irregular_plurals", "singular"):
        return True
    in_s = word[-1:] == "s" and word[-2:-1].isalnum() and word[-2:] not in ("ss", "us", "is")
    return len(word) > 2 and (in_s or word.endswith("men")) and word not in terms("word_shapes", shape="no_plural")


_IN_ES = re.compile(r"(?:[cs]h|ss|x|zz|o)es$")


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
    for end, one in ("men", "man"), ("ies", "y"):
        if word.endswith(end) and len(word) > 4:
            return word[:-3] + one
    if _IN_ES.search(word):
        return word[:-2]
    return word[:-1]


# "coworker", "subcontractor", "nonmember"
_PREFIX = re.compile(r"^(?:co|sub|non|ex|anti|pro|under)(?=.{4})-*")
_PERSON_SHAPE = Pattern(r"(?:ists?|[a-z]{3}(?:ers|ees|ors|ians|men)|[a-z]{3}(?:persons|people|folk))$")


def is_person(word: str) -> bool:
    """Tell whether a head noun in lower case names people.

    >>> is_person("bricklayers"), is_person("centers"), is_person("glassblowers"), is_person("buses")
    (True, False, True, False)
    """
    last, kinds = word.rsplit("-", 1)[-1].rsplit("/", 1)[-1], mapping("person_nouns", "kind")
    for form in (singular(word), last, singular(last), _PREFIX.sub("", singular(last))):
        if form in kinds:
            return kinds[form] != "thing"
    return bool(_PERSON_SHAPE.search(last))


def names_people(phrase: str, head: str) -> bool:
    """Tell whether a phrase in lower case names people: its last two words may say what the last alone does not.

    >>> names_people("400 letter carriers", "carriers"), names_people("40 ocean carriers", "carriers")
    (True, False)
    """
    words = phrase.rsplit(None, 2)[-2:]
    if len(words) == 2 and mapping("person_nouns", "kind").get(f"{words[0]} {singular(words[1])}") == "person":
        return True
    return is_person(head)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _plural_head(text: str, tokens: list[tuple[int, int, str]]) -> int | None:
    """Find the first plural noun, or the last of several in a row ("shop stewards", "sales teams")."""
    head = None
    for number, (_, _, low) in enumerate(tokens[:9]):
        if low in _JOINTS:
            if head is not None or number == 0:
                break
        elif is_plural(low):
            head = number
        elif head is not None:
            break
    return None if head is None else _past_name(text, tokens, head)


def _past_name(text: str, tokens: list[tuple[int, int, str]], head: int) -> int:
    """Go past a name that looks like a plural: "Los Angeles school workers", "the Bakers and Cooks Union"."""
    if not text[tokens[head][0]].isupper():
        return head
    for number in range(head + 1, min(head + 11, len(tokens))):
        word = tokens[number][2]
        named = word == "and" and number + 1 < len(tokens) and text[tokens[number + 1][0]].isupper()
        if (word in _JOINTS and not named) or word in terms("noun_verbs"):
            break
        if is_plural(word):
            return _past_name(text, tokens, number)
    after = tokens[head + 1 : head + 2] if text.endswith(("of ", "the "), 0, tokens[0][0]) else ()
    return head + bool(after and text[slice(*after[0][:2])] in terms("org_heads"))


def _list_end(tokens: list[tuple[int, int, str]], head: int) -> int:
    """Find the last noun of a list that the phrase opens: it must come to its "and"."""
    last = end = head
    while last + 2 < len(tokens) and tokens[last + 1][2] in _JOINTS:
        joint = tokens[last + 1][2]
        start = last + 2
        if joint == "," and tokens[start][2] in _JOINTS:
            joint, start = tokens[start][2], start + 1
        if start < len(tokens) and _is_verbal(tokens[start][2]) and not is_person(_bare(tokens[head][2])):
            break  # "158 ships and halted exports"
        following = _next_plural(tokens, start)
        if following is None or is_person(_bare(tokens[head][2])) != is_person(_bare(tokens[following][2])):
            break
        last = following
        if joint != ",":
            end = last
    return end


def _next_plural(tokens: list[tuple[int, int, str]], start: int) -> int | None:
    found = None
    for number in range(start, min(start + 5, len(tokens))):
        word = tokens[number][2]
        if word in _JOINTS:
            break
        if is_plural(word):
            found = number
        elif found is not None:
            break
    return found


def _singular_phrase(tokens: list[tuple[int, int, str]], strict: bool = False) -> Phrase | None:
    """Read a phrase whose head is singular: it ends at what joins, or at a participle after its first word."""
    last = None
    for number, (_, _, low) in enumerate(tokens[:7]):
        if low in _JOINTS or (number and _is_verbal(low)):
            break
        last = number
    if last is None or (strict and (last == 0 and _is_verbal(tokens[0][2]))):
        return None
    _, end, low = tokens[last]
    return Phrase(tokens[0][0], end, _bare(low))


def _is_verbal(word: str) -> bool:
    return "-" not in word and (
        word.endswith("ed") or (word.endswith("ing") and word not in terms("word_shapes", shape="noun_in_ing"))
    )


def is_apart(text: str, position: int, phrase: Phrase) -> bool:
    """A comma or full stop parts a number from the words after it."""
    gap = text[position : phrase.start]
    return not gap.isspace() and any(mark in gap for mark in ".,;:!?()")
