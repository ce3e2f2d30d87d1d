"""Tokens whose edges are where marks stand, in time proportional to the text.

Writers glue marks to words ("said“We", "strike—as"): a span that opens or closes there needs an edge, so the English
tokenizer of spaCy splits at such marks too. Its cost grows with the square of a run of punctuation (8,000 quotation
marks take four seconds, as many underscores too), and of a word without end ("1:1:1:…"), so these are handed to it in
pieces. It remembers how it split a word only until a text has its first "don't": each word is shown to it once alone.
"""

import re
from itertools import chain

import spacy
from spacy.language import Language
from spacy.tokens import Doc

_SPLIT_AT = [r"[“”„«»\"…—–|\[\]{}()<>]", r"(?<=[^\W\d_])\*+|\*+(?=[^\W\d_])"]
_LONG_RUN = re.compile(r"(?:[^\w\s]|_){64,}|(?<!\S)\S{512,}")
_SHORTEST_RUN = 64
_PIECE = 32
_WHITE_SPACE = ("\n", "\n\n", " ", "\r\n", "\r\n\r\n", "\t", "\xa0")
# What is remembered: enough words for a large corpus in some 30 MB, and no addresses or encoded images.
_MOST_WORDS = 1 << 17
_LONGEST_WORD = 24


class Tokenizer:
    """spaCy's tokenizer with more places to split, long runs cut into pieces, and a memory for words."""

    def __init__(self, nlp: Language):
        self.vocab = nlp.vocab
        self.inner = nlp.tokenizer
        self.inner.max_cache_size = 2 * _MOST_WORDS
        _set_searches(self.inner, nlp)
        self.known: set[str] = set()
        self._learn(set(_WHITE_SPACE))

    def __call__(self, text: str) -> Doc:
        """Tokenize a text; the words of the Doc joined are the text, to the letter."""
        words = set(text.split())
        if max(map(len, words), default=0) >= _SHORTEST_RUN and _LONG_RUN.search(text):
            return self._join(text)
        self._learn(words)
        return self.inner(text)

    def _learn(self, words: set[str]) -> None:
        new = words - self.known
        # In a memory zone spaCy keeps nothing, and what is kept must have an end.
        if len(self.known) + len(new) > _MOST_WORDS or self.vocab.in_memory_zone:
            return
        for word in new:
            if len(word) <= _LONGEST_WORD:
                self.inner(word)
                self.known.add(word)

    def _join(self, text: str) -> Doc:
        docs = [self.inner(piece) for piece in _pieces(text)]
        words = chain.from_iterable((token.text for token in doc) for doc in docs)
        spaces = chain.from_iterable((bool(token.whitespace_) for token in doc) for doc in docs)
        return Doc(self.vocab, words=list(words), spaces=list(spaces))


def _set_searches(inner: spacy.tokenizer.Tokenizer, nlp: Language) -> None:
    """Search for marks only where there can be one: a word of letters alone has none, an address has a full stop."""
    infixes = spacy.util.compile_infix_regex([*nlp.Defaults.infixes, *_SPLIT_AT]).finditer
    suffix, address = inner.suffix_search, inner.url_match
    inner.infix_finditer = lambda word: () if word.isalpha() else infixes(word)
    inner.suffix_search = lambda word: None if word.isalpha() else suffix(word)
    inner.url_match = lambda word: address(word) if "." in word else None
    inner.prefix_search = spacy.util.compile_prefix_regex(nlp.Defaults.prefixes).match


def _pieces(text: str):
    done = 0
    for run in _LONG_RUN.finditer(text):
        if run.start() > done:
            yield text[done : run.start()]
        yield from (text[at : min(at + _PIECE, run.end())] for at in range(run.start(), run.end(), _PIECE))
        done = run.end()
    if done < len(text):
        yield text[done:]
