"""The words that names are made of, as the lexicons list them: heads, first names, places, titles, roles."""

from functools import cache

from kaiser_data.extract.actors.gazetteer import straight
from kaiser_data.lexicon import mapping, terms


@cache
def not_names() -> dict[str, str]:
    """Give what a capitalised word is that names nobody: a calendar word, a word of the page …"""
    return mapping("not_names", "kind")


@cache
def roles() -> frozenset[str]:
    """Give what people are called by their work."""
    return terms("roles")


@cache
def titles() -> frozenset[str]:
    """Give the titles that open a name."""
    return terms("titles")


@cache
def org_heads() -> dict[str, str]:
    """Give the kind of organisation that each last noun of a name tells."""
    return mapping("org_heads", "kind")


@cache
def lone_heads() -> frozenset[str]:
    """Give the heads that name a body without another word: "the Alliance"."""
    return terms("head_uses", use="alone")


@cache
def surname_heads() -> frozenset[str]:
    """Give the heads that are surnames as well."""
    return terms("head_uses", use="surname")


@cache
def places() -> dict[str, str]:
    """Give the places by name."""
    return {straight(place): kind for place, kind in mapping("places", "kind").items()}


@cache
def first_names() -> frozenset[str]:
    """Give the first names of people."""
    return terms("first_names")


@cache
def role_nouns() -> frozenset[str]:
    """Give the roles and titles in lower case."""
    return terms("roles") | {title.lower() for title in terms("titles")}
