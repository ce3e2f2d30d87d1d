"""The forms of English verbs, made from their lemmas: the irregular ones stand in `irregular_verbs`."""

from functools import cache

from kaiser_data.lexicon import read_lexicon


@cache
def past_forms() -> frozenset[str]:
    """Give the past of every irregular verb: "sold", "sought", "struck".

    >>> "sought" in past_forms(), "sougt" in past_forms(), "sprung" in past_forms()
    (True, False, False)
    """
    return frozenset(line["past"] for line in read_lexicon("irregular_verbs"))
