"""Tokens whose edges are where marks stand, in time proportional to the text.

Writers glue marks to words ("said“We", "strike—as"): a span that opens or closes there needs an edge, so the English
tokenizer of spaCy splits at such marks too. Its cost grows with the square of a run of punctuation (8,000 quotation
marks take four seconds, as many underscores too), and of a word without end ("1:1:1:…"), so these are handed to it in
pieces.
"""

import re
from itertools import chain

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_SPLIT_AT = [r"[“”„«»\"…—–|\[\]{}()<>]", r"(?<=[^\W\d_])\*+|\*+(?=[^\W\d_])"]
_LONG_RUN = re.compile(r"[^\w\s]{64,}|_{64,}|\S{512,}")
_PIECE = 32


class Tokenizer:
    """spaCy's tokenizer with more places to split, and long runs of punctuation or letters cut into pieces."""

    def __init__(self, nlp: Language):
        english = nlp.Defaults
        self.vocab = nlp.vocab
        self.inner = spacy.tokenizer.Tokenizer(
            nlp.vocab,
            rules=english.tokenizer_exceptions,
            prefix_search=compile_prefix_regex(english.prefixes).search,
            suffix_search=compile_suffix_regex(english.suffixes).search,
            infix_finditer=compile_infix_regex([*english.infixes, *_SPLIT_AT]).finditer,
            token_match=english.token_match,
            url_match=english.url_match,
        )

    def __call__(self, text: str) -> Doc:
        """Tokenize a text; the words of the Doc joined are the text, to the letter."""
        if not _LONG_RUN.search(text):
            return self.inner(text)
        docs = [self.inner(piece) for piece in _pieces(text)]
        words = chain.from_iterable((token.text for token in doc) for doc in docs)
        spaces = chain.from_iterable((bool(token.whitespace_) for token in doc) for doc in docs)
        return Doc(self.vocab, words=list(words), spaces=list(spaces))


def _pieces(text: str):
    done = 0
    for run in _LONG_RUN.finditer(text):
        if run.start() > done:
            yield text[done : run.start()]
        yield from (text[at : min(at + _PIECE, run.end())] for at in range(run.start(), run.end(), _PIECE))
        done = run.end()
    if done < len(text):
        yield text[done:]
