"""What stands before a number: the noun that it measures, the subject of its verb, the verb itself.

"raises of 25%" names the raises, "premiums have risen by over 10 percent" the premiums, "she paid $640" the paying: a
subject that is a pronoun names nothing. A noun never lies beyond the figure before ("5%, 4% and 3.5%").
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.grammar.noun_phrases import TOKEN, Phrase, is_function_word, is_person, is_plural
from kaiser_data.extract.grammar.words import all_forms, forms_of
from kaiser_data.lexicon import terms


class Word(NamedTuple):
    """A word or sign of a text at `start:end`, in lower case."""

    start: int
    end: int
    low: str


def clause_words(kind: str) -> frozenset[str]:
    """Give the words of a class that lead from a number to its noun: "time", "giving", "being" …"""
    return terms("clause_words", **{"class": kind})


def _function_words(kind: str) -> frozenset[str]:
    return terms("function_words", **{"class": kind})


@cache
def changing(takes: str) -> frozenset[str]:
    """Give all forms of the verbs by which their subject or their object changes: "rose", "reducing"."""
    return frozenset(form for verb in terms("change_verbs", takes=takes) for form in forms_of(verb, "verb"))


def _read(text: str, clause: int, start: int) -> list[Word]:
    found = TOKEN.finditer(text, max(clause, start - 150), start)
    words = []
    for token in found:
        word = Word(token.start(), token.end(), token.group().lower())
        if words and word.low.isdigit() and words[-1].low in terms("designators"):
            words[-1] = words[-1]._replace(end=word.end)  # "Local 12" is one name
        elif words and word.low in clause_words("time") and words[-1].low in clause_words("worked"):
            words[-1] = Word(words[-1].start, word.end, f"{words[-1].low}-{word.low}")  # "the working week"
        else:
            words.append(word)
    return words


def noun_before(text: str, clause: int, start: int) -> Phrase | None:
    """Read the noun phrase before a number: "raises of 25%", "top pay rises to $27", "Strike pay is $400".

    >>> text = "and premiums for most clerks rose by 8%"
    >>> text[slice(*noun_before(text, 0, 37)[:2])]
    'premiums for most clerks'
    """
    words = _read(text, clause, start)
    last = _noun_end(words)
    if not last:
        return None
    link = words[last].low if last < len(words) else ""
    if link == "of" or not _is_verb_at(words, last - 1):
        changed = _subject(words, last) if link in ("from", "after") else None  # "cutting jobs at the mine from 410"
        return _placed_at(text, words, changed or _phrase(words, last), link)
    verb = words[last - 1]
    subject = _subject(words, _skip_verbs(words, last))
    tells_state = verb.low.endswith("ing") or verb.low in clause_words("being") | changing("subject")
    if not subject:
        return None if tells_state else Phrase(*verb)
    # "Members voted 90%" tells whose votes these are, "Weavers want $90" only what is done.
    votes, common = is_person(subject.head) and verb.low in VOTED, subject.head in text[subject.start : subject.end]
    passive = words[last - 2].low in forms_of("be", "verb")
    return subject if tells_state or common or votes or passive else Phrase(*verb)


def _noun_end(words: list[Word]) -> int:
    """Go back over what links a number to its noun, not over "while": "wages of a paltry $9"."""
    last = _back(words, len(words), _is_link)
    if last == len(words) > 1 and words[-2].low in ("a", "an"):
        last = _back(words, last - 2, _is_link)
    return 0 if {"while", "whereas"} & {word.low for word in words[last:]} else last


def _placed_at(text: str, words: list[Word], phrase: Phrase | None, link: str) -> Phrase | None:
    """Take what is at a place of a name for the place: "a [cook] at the Grand Hotel for 29 years"."""
    named = phrase and link in ("for", "over") and text[phrase.end - len(phrase.head)].isupper()
    outer = _outer(words, phrase, ("at", "in")) if named else None
    return outer[0] if outer else phrase


def _back(words: list[Word], last: int, passes: Callable[[str], bool]) -> int:
    """Go back over the words that pass."""
    while last and passes(words[last - 1].low):
        last -= 1
    return last


def _is_link(word: str) -> bool:
    """Tell what links a number to its noun: prepositions, articles, pronouns, times and days."""
    if not word[0].isalpha():
        return word[0] not in ".;!?"
    if word in clause_words("being") or word in _function_words("verb"):
        return False
    if word.endswith("ly") and word not in terms("word_shapes", shape="noun_in_ly"):
        return True
    return word in clause_words("time") | clause_words("measure") or is_function_word(word)


def _skip_verbs(words: list[Word], last: int) -> int:
    while last and (_is_verb_at(words, last - 1) or words[last - 1].low.endswith("ly") or words[last - 1].low == "to"):
        last -= 1
    return last


def _is_verb_at(words: list[Word], index: int) -> bool:
    """Tell a verb from a noun of the same shape: "will cost" and "they demand", but "the cost" and "a demand"."""
    word = words[index].low
    before, after = words[index - 1].low if index else "", words[index + 1].low if words[index + 1 :] else ""
    if word in terms("noun_verbs") | clause_words("amounting"):
        if after in _function_words("determiner"):
            return before not in _function_words("determiner")  # "and cost the port"
        if before in clause_words("modal") | clause_words("being"):
            return True
        # A verb agrees with its noun: "wages rise", "the wage rises", but "the wage rise".
        agrees = is_plural(before) != (word[-1] == "s") and not after.endswith("ing")  # "wage rises averaging 5%"
        named = before[:1].isalpha() and not is_function_word(before)
        return agrees and named
    if word in _function_words("verb") | changing("subject") | clause_words("being"):
        return before not in ("a", "an", "the")
    if word.endswith("ing") and before in clause_words("being"):
        return True  # "is running at"
    return len(word) > 3 and word.endswith("ed")


def noun_at(text: str, clause: int, end: int) -> Phrase | None:
    """Read the noun phrase that ends at a position."""
    words = _read(text, clause, end)
    return _phrase(words, len(words))


def _phrase(words: list[Word], last: int) -> Phrase | None:
    """Take the noun phrase that ends before word `last`."""
    first = last - 1
    if first < 0 or not words[first].low[0].isalpha():
        return None
    while first > 0 and last - first < 6:
        step = 1 if _is_of_phrase(words, first - 1) else 2 * _is_joined(words, first, last)
        if not step:
            break
        first -= step
    return Phrase(words[first].start, words[last - 1].end, words[last - 1].low)


def _is_joined(words: list[Word], first: int, last: int) -> bool:
    """Tell whether "and" joins a noun to a modifier or a noun alone: "[wage and] benefit rises", "[pay and] perks"."""
    if first < 2 or words[first - 1].low != "and" or not words[first - 2].low[0].isalpha():
        return False
    fellow, word = words[first - 2].low, words[first].low
    if _is_verb_at(words, first - 2) or is_plural(fellow) != is_plural(word):
        return False
    return (first == last - 1) == is_plural(word) and not is_person(fellow)


def _is_of_phrase(words: list[Word], index: int) -> bool:
    """A word goes on with a noun phrase to the left; a participle does after an article: "the proposed raises"."""
    word = words[index].low
    if not word[0].isalpha() or is_function_word(word):
        return False
    if index and word.endswith("ing") and is_plural(words[index - 1].low):
        return False  # "workers rejecting the offer"
    modifies = index == 0 or words[index - 1].low in _function_words("determiner")
    return modifies or not (_is_verb_at(words, index) or word in changing("object"))  # "by reducing staff"


def _subject(words: list[Word], last: int) -> Phrase | None:
    """Take the subject of a verb, back over what hangs on it: "Dwell times at the yard averaged 6.8 days"."""
    nearest = last
    last = _back(words, _before_aside(words, last), _RELATIVE.__contains__)
    relative = {"that", "which", "who"} & {word.low for word in words[last:nearest]}
    joins = ("of",) if relative else clause_words("join")
    # What stands between a subject and its verb and is neither: "Exports [for the year] rose".
    hanging = _function_words("preposition") | _function_words("determiner")
    last = _back(words, last, (hanging | clause_words("time") | clause_words("measure")).__contains__)
    phrase, end = _phrase(words, last), last
    while phrase and (outer := _outer(words, phrase, joins)):
        if outer[0].head in clause_words("tally"):
            return phrase
        phrase, end = outer
    return phrase if phrase and not is_function_word(words[end - 1].low) else None


VOTED = frozenset(form for verb in terms("figure_words", use="voted") for form in all_forms(verb))

# What stands between "which ran" and what ran.
_RELATIVE = frozenset(("which", "who", "that", ",", "—", "–", "“", "”", '"', "’", "'", "*", "_"))


def _outer(words: list[Word], phrase: Phrase, joins: Collection[str]) -> tuple[Phrase, int] | None:
    """Give the phrase on which a phrase hangs, and where it ends: "[times] at the yard", "[a wait for] a call"."""
    opens = next(number for number, word in enumerate(words) if word.start == phrase.start)
    first = _back(words, opens, lambda word: word in _function_words("determiner") or word[0] in '“"‘')
    if not first or words[first - 1].low not in joins:
        return None
    inner = _skip_verbs(words, first - 1)
    outer = _phrase(words, inner)
    if outer is None or is_function_word(outer.head):
        return None
    # "share of premiums" and "wait for a call" are one thing, "times at the yard" are times.
    whole = inner == first - 1 and words[inner].low in ("of", "for")
    return Phrase(outer.start, phrase.end if whole else outer.end, outer.head), inner


def _before_aside(words: list[Word], last: int) -> int:
    """Go from the verb back over what stands between it and its subject: "The strike, timed to hurt, will last"."""
    if words[last - 1].low != ",":
        return last
    return next((number for number in range(last - 2, max(last - 22, 0), -1) if words[number].low == ","), last)


def act_before(text: str, clause: int, start: int, giving: bool = False) -> Phrase | None:
    """Read the verb and what it acts on: "worked in the Wayne ward" (for 22 years), `giving` "fined the company" ($9).

    >>> text = "she worked in the mill for 22 years"
    >>> text[slice(*act_before(text, 0, 27)[:2])]
    'worked in the mill'
    """
    words = _read(text, clause, start)
    leads = clause_words("measure") | {"for", "the"}
    last = len(words) if giving else _back(words, len(words), lambda word: word in leads or not word[0].isalnum())
    for index in range(last - 1, max(last - 13, -1), -1):
        word = words[index].low
        if giving and index < last - 1 and word in clause_words("giving") and _is_verb_at(words, index):
            return Phrase(words[index].start, words[-1].end, words[-1].low)
        if not (_is_receiver(word) if giving else word[0].isalnum()):
            return None
        if _is_verb_at(words, index) and not giving:
            called = words[index - 1].low in clause_words("being") and word in terms("verb_uses", use="planned")
            passive = called or word in clause_words("being") | changing("subject")  # "a strike was called for"
            return None if passive else Phrase(words[index].start, words[last - 1].end, words[last - 1].low)
    return None


def _is_receiver(word: str) -> bool:
    """Tell who may be given a sum: "paid [her staff] $90"."""
    if not word[0].isalpha() or word in ("a", "an", "average"):
        return False
    return not is_function_word(word) or word in _function_words("determiner") | _function_words("pronoun")
