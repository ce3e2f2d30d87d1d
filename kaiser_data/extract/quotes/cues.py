"""Cues, the words by which a text gives someone the floor, and the sentences of its narrator in which they stand.

In "Kaiser said it could not immediately provide a response", "said" takes a clause with or without "that"; "accused"
takes no clause, yet words in quotation marks after it belong to its subject; "told" wants a listener first. The list
with each form's stance (neutral, accusing, conceding, denying, demanding) is `lexicons/cues.csv`. What is quoted is
blotted out: in "“How can we trust that?” she asked." the sentence ends at "asked". A `Claim` is said words before their
speaker is resolved. What is left alone: cues in the passive without an agent ("are told"), denied ones ("would not
say") and infinitives ("declined to say").
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from kaiser_data.extract.actors.text_actors import Cast
from kaiser_data.extract.document import Block
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.extract.grammar.words import CAPITAL, CueForm, cue_forms
from kaiser_data.extract.layout import find_sentences
from kaiser_data.extract.quotes.quotation_marks import Marked
from kaiser_data.extract.quotes.subjects import Subject
from kaiser_data.lexicon import Pattern, prefix_tree, terms

_BE = r"(?:is|are|was|were|be|been|being|[’']s|[’']re|gets?|got)"
_FUNCTION_WORDS = {
    kind: terms("function_words", **{"class": kind}) for kind in ("auxiliary", "adverb", "determiner", "preposition")
}
# What may stand between a subject and its verb; a "forward" may say something himself.
_LIGHT = terms("aside_words", place="light")
_ADVERBS = _FUNCTION_WORDS["adverb"] - {"forward"}
_GROUP = [*filter(str.isalpha, _FUNCTION_WORDS["auxiliary"]), *_ADVERBS, *_LIGHT, "so far", "in turn", "went on"]
_DETERMINERS = _FUNCTION_WORDS["determiner"] | _FUNCTION_WORDS["preposition"] | {"new", "latest"}
# How many characters before a cue can hold its auxiliaries, its determiner or its pronoun.
_REACH = 49
# What stands before a cue: auxiliaries ("had also said", "they’d said") or an article ("a claim").
_BEFORE = re.compile(
    rf"(?:(?<!\w)|(?=[’']))(?:(?P<aux>(?:(?:(?<!\w)(?:{prefix_tree(_GROUP)}|[a-z]+ly"
    rf"|(?:\w{{2,6}})?n[’']t)|(?<=[\w’'\s])[’'](?:d|ve|s|re))[ \xa0\n]+){{1,5}})"
    r"|(?P<article>(?i:the|an?|its|their|our|my|his|her))\s\n?)\Z"
)
_DETERMINED = Pattern(lambda: rf"(?<!\w)(?:{prefix_tree(_DETERMINERS)}|[a-z]+[’']s?)[ \xa0\n]+\Z", re.IGNORECASE)
_COUNTED = re.compile(r"(?:\d|\bto\s[a-z]+)\s\Z")
_ON_STRIKE = re.compile(r"\son\s(?!that\b)[a-z]+\b(?![,:]?\s[“\"‘'])")
_PLURAL = Pattern(r"(?:(?<!\w)(?:I|[Ww]e|[Yy]ou|[Tt]hey|who|[Pp]eople|and|men)|[a-z]{3,}s|[A-Z]\w+s)[ \xa0\n]+\Z")
_PRONOUN = re.compile(r"(?<!\w)(?:he|she|it|who|which)\s\n?\Z")
_NEGATED = re.compile(r"\b(?:not|never|cannot)\b|n[’']t\b")
_MODAL = re.compile(r"\b(?:would|will|could|might|may|must|should|can|did|do|does)\b")
_ONLY = re.compile(r"\bonly\b")  # "would only say that"
_PASSIVE = re.compile(rf"(?:^|\b|(?<=\s)){_BE}[ \xa0\n]+(?:\w+[ \xa0\n]+)?$")
_TO = re.compile(r"\bto\s*$")
# "an island claimed by three lands", "an offer hailed by the union", but "said by phone"
_BY_SOMEONE = Pattern(rf"(?:\s(?:\w+day|yesterday|today|\w+ly))?\sby\s(?:the\s|an?\s|its\s|{CAPITAL})(?!\w+day\b)")
_FINDER = TermFinder(lambda: ((form, form) for form in cue_forms()))


class Cue(NamedTuple):
    """A cue as it stands in a text: its place, its auxiliaries' start, what it takes and how it is used.

    `by` is where its subject stands in "The Gazette quoted Hart as saying".
    """

    start: int
    end: int
    opens: int
    word: str
    takes: str
    form: str
    passive: bool = False
    negated: bool = False
    infinitive: bool = False
    by: tuple[int, int] | None = None


# Hart was quoted as saying; the Gazette quoted Hart as saying; Hart is reported to have said
_AS_SAYING = Pattern(r"(?:\s[^,.;:“”\"]{2,50}?)?(\s(?:as\s(?:having\s)?|to\shave\s))")


def find_cues(masked: str) -> list[Cue]:
    """Find cues in a text whose quotations are blotted out.

    >>> [(cue.word, cue.takes) for cue in find_cues("According to Osei, they had denied it.")]
    [('According to', 'according'), ('denied', 'that')]
    """
    found: list[Cue] = []
    for cue in _single_cues(masked):
        if found and (joint := _AS_SAYING.fullmatch(masked, found[-1].end, cue.start)):
            held = found.pop()
            by = None if held.passive or joint.start(1) <= held.end + 1 else (held.end + 1, joint.start(1))
            cue = cue._replace(opens=held.opens, form="past", passive=False, infinitive=False, by=by)
        found.append(cue)
    return found


_BESIDE = re.compile(r"[’'-]")


def _single_cues(masked: str) -> Iterator[Cue]:
    for start, end, form in _FINDER.find(masked):
        one, word = cue_forms()[form], masked[start:end]
        hyphened = _BESIDE.match(masked, start - 1) or _BESIDE.match(masked, end)
        if hyphened or (word != word.lower() and not _may_open(masked, start, word, one)):
            continue  # "State", "Reports", "Simon Sang": a name or a heading
        if one.takes == "according":
            yield Cue(start, end, start, word, "according", "preposition")
        elif cue := _verb_cue(masked, start, end, one):
            yield cue


def _verb_cue(masked: str, start: int, end: int, one: CueForm) -> Cue | None:
    """Read a verb with its auxiliaries; a noun that is spelled alike is none."""
    before = _BEFORE.search(masked, max(0, start - _REACH), start)
    if one.form == "ing" and _COUNTED.search(masked, max(0, start - _REACH), start):
        return None  # "some 5,000 protesting workers", "told them to stop reminding us"
    if _ON_STRIKE.match(masked, end - 3):
        return None  # "without going on strike"
    aux = (before["aux"] or "") if before else ""
    if one.is_noun and aux.strip() in ("", "'s", "’s") and not _is_verb(masked, start, end, one.form):
        return None  # "the claim", "its demands", "practice charge"
    if before and before["article"]:
        return None  # "a detailed address", "the alleged fraud", "its warning"
    passive, negated, infinitive = _used(aux, one.form)
    passive = passive or (one.form in ("past", "participle") and bool(_BY_SOMEONE.match(masked, end)))
    return Cue(start, end, start - len(aux), masked[start:end], one.takes, one.form, passive, negated, infinitive)


def _used(aux: str, form: str) -> tuple[bool, bool, bool]:
    """Tell by its auxiliaries whether a cue is passive, negated, an infinitive: "was not", "refused to"."""
    passive = form in ("past", "participle") and bool(_PASSIVE.search(aux))
    infinitive = bool(_TO.search(aux)) or (form == "base" and bool(_MODAL.search(aux)) and not _ONLY.search(aux))
    return passive, bool(_NEGATED.search(aux)), infinitive


_VERB_AFTER = Pattern(
    r"\s(?:that|he|she|it|they|we|I|there|the|an?|his|her|its|their|our|my|your|this|these|those|some|many|most|all|"
    r"every|nearly|more|no|\d[\d,.]*|how|why|whether|what|as|in\sa|of\s(?:being|having)|"
    r"(?:[a-z-]+\s)?[a-z]+s\s(?:are|were|will|would|could))\b|[,:]?\s?[“\"‘']|:\s|\s[A-Z]"
)


def _is_verb(masked: str, start: int, end: int, form: str) -> bool:
    """Tell a verb from the noun that is spelled alike: "they claim", "the union claims that"."""
    if _DETERMINED.search(masked, max(0, start - _REACH), start) or masked[max(0, start - 4) : start] == "ing ":
        return False  # "its claims", "seeking guarantees"
    if form == "base":
        return bool(_PLURAL.search(masked, max(0, start - _REACH), start))
    return bool(_VERB_AFTER.match(masked, end) or _PRONOUN.search(masked, max(0, start - _REACH), start))


_IN_NAME = re.compile(r"\w\s")
# "Adds Ana Ruiz, a driver: “…”"
_INVERTED = Pattern(r"(?:[.!?”\"\n]\s)?[A-Z][a-z]+s\s[A-Z][a-z]+[\s,]")


def _may_open(masked: str, start: int, word: str, one: CueForm) -> bool:
    """Tell whether a cue with a capital opens a sentence: "Wrote another:", but "State" and "Simon Sang" are names."""
    if one.form in ("past", "ing", "preposition"):
        return word[1:].islower() and not _IN_NAME.match(masked, start - 2)
    return one.form == "s" and one.takes in ("say", "that") and bool(_INVERTED.match(masked, start - 2))


class Claim(NamedTuple):
    """Said words before their speaker is resolved; `goes_on` says that they belong to the utterance before."""

    start: int
    end: int
    kind: str
    rule: str
    cue: Cue | None = None
    subject: Subject | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `start:end` of a text, whose quotations are blotted out in `masked`, and what stands in it."""

    start: int
    end: int
    opens_paragraph: bool
    text: str
    masked: str
    cast: Cast
    cues: list[Cue]
    nouns: list[Cue]
    marks: list[Marked]

    def carries_on(self) -> bool:
        """Tell whether the marks that end the sentence go on in the next paragraph."""
        return bool(self.marks) and self.marks[-1].carries_on

    def names(self, subject: Subject | None, *words: str) -> bool:
        """Tell whether a subject is one of some words."""
        return bool(subject) and self.masked[subject.start : subject.end].lower() in words


class Quoted(NamedTuple):
    """Words in marks and what stands around them: the cues before and after, the clauses and claims so far."""

    sentence: Sentence
    mark: Marked
    words: str
    earlier: list[Cue]
    later: Cue | None
    reports: list[Claim]
    before: list[Claim]

    def claim(
        self, kind: str, rule: str, cue: Cue | None = None, subject: Subject | None = None, goes_on: bool = False
    ) -> Claim:
        """Claim the words, as what they are and whose."""
        return Claim(self.mark.start, self.mark.end, kind, rule, cue, subject, goes_on)


_MOST_CUES = 12
# "the union’s claim that"
_NOUNS = Pattern(lambda: rf"(?<![\w’'-]){prefix_tree(terms('noun_cues'))}(?!\w)")


def read_sentences(text: str, masked: str, cast: Cast, blocks: list[Block], marked: list[Marked]) -> Iterator[Sentence]:
    """Cut the paragraphs of a text into sentences, each with its cues, nouns and marks."""
    cues = find_cues(masked)
    nouns = [Cue(noun.start(), noun.end(), noun.start(), noun[0], "noun", "noun") for noun in _NOUNS.finditer(masked)]
    for block in blocks:
        for edges in find_sentences(masked, block):
            # What no sentence is, a list or a table without a full stop, is cut at each twelfth cue: work stays linear.
            cuts = [cue.start for cue in _between(cues, *edges)[_MOST_CUES::_MOST_CUES]]
            for start, end in pairwise([edges[0], *cuts, edges[1]]):
                held = _between(cues, start, end), _between(nouns, start, end), _between(marked, start, end, "opened")
                yield Sentence(start, end, start == block.start, text, masked, cast, *held)


def _between(found: list, start: int, end: int, place: str = "start") -> list:
    """Give those of some finds, in order, that open in `start:end`."""
    where = attrgetter(place)
    return found[bisect_left(found, start, key=where) : bisect_left(found, end, key=where)]
