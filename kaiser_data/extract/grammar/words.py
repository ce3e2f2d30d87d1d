"""The forms of English verbs, made from their lemmas: the irregular ones stand in `irregular_verbs`."""

from functools import cache

from kaiser_data.lexicon import read_lexicon, terms


@cache
def past_forms() -> frozenset[str]:
    """Give the past of every irregular verb: "sold", "sought", "struck".

    >>> "sought" in past_forms(), "sougt" in past_forms(), "sprung" in past_forms()
    (True, False, False)
    """
    return frozenset(line["past"] for line in read_lexicon("irregular_verbs"))


@cache
def participles() -> frozenset[str]:
    """Give the past participle of every irregular verb that neither helps nor says: "stolen", "paid"."""
    return frozenset(line["participle"] for line in read_lexicon("irregular_verbs")) - auxiliaries() - terms("cues")


@cache
def changed_forms() -> frozenset[str]:
    """Give the pasts that no other form of their verb is spelled like: "sold", not "cut" or "cast"."""
    return past_forms() - terms("irregular_verbs")


@cache
def auxiliaries() -> frozenset[str]:
    """Give the auxiliaries that can be the verb of a clause, without contracted ones."""
    forms = terms("function_words", **{"class": "auxiliary"}) - {"been", "being", "having", "getting"}
    return frozenset(filter(str.isalpha, forms))


@cache
def finite_verbs() -> frozenset[str]:
    """Give what follows a noun phrase as its verb: auxiliaries, irregular pasts, and presents that are no nouns."""
    return auxiliaries() | past_forms() | terms("verb_uses", use="finite")


@cache
def certain_verbs() -> frozenset[str]:
    """Give the forms that can be nothing but a finite verb, those of verbs of saying apart: "She said that he left"."""
    modal = auxiliaries() - {"be", "do", "get", "gets", "got"}
    saying = terms("cues", form="past") - terms("cues", form="past", takes="adjacent")
    return modal | (changed_forms() - saying) | terms("verb_uses", use="certain")
