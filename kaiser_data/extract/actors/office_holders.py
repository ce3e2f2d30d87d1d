"""Who holds an office that a text names apart from the name: "No bus will run, the minister has said. Ana Ruiz said".

The office that speaks in the sentence before a bare name is its holder's, and so is the one that speaks after it where
the text goes on with "the minister said". Left alone: whoever is described elsewhere, and offices that someone else of
the text holds.
"""

import re
from collections.abc import Iterator
from itertools import islice

from kaiser_data.extract.actors.described_people import OF_BODY, SAID_WORDS, Role
from kaiser_data.extract.actors.name_context import speaks
from kaiser_data.extract.actors.text_actors import Cast, Member
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import read_lexicon, terms
from kaiser_data.rows import fold

_TOLD = (line["term"] for line in read_lexicon("roles") if line["office"] or line["side"] == "government")
_OFFICES = TermFinder(lambda: ((word, word) for word in {*_TOLD} - terms("staff_nouns")))
_ARTICLE = re.compile(r"\b(?:([Tt]he)|[Aa]n?)\s(?=(?:[a-z-]+\s){0,2}\Z)")
_VERB = re.compile(r"(?:\s(?:has|had|also|later))?\s(\w+)")
_SENTENCE_ENDS = re.compile(r"[^.?!\n]{0,120}\.\s+")
# How far back the person may stand whom "the minister said" means.
_NEAR = 500


def add_offices(cast: Cast, text: str) -> None:
    """Give those who are only named, and speak, the office that speaks beside them."""
    for at, end, _ in _OFFICES.find(text):
        close = body.end() if (body := OF_BODY.match(text, end)) else end  # "secretary of the Bakers Union (BU)"
        article, verb = _ARTICLE.search(text, max(0, at - 60), at), _VERB.match(text, close)
        if article and verb and verb[1] in SAID_WORDS:
            people, office = [*_people_beside(cast, text, article, verb.end())], text[article.end() : end].lower()
            is_held = any(office in role.text.lower() for person in people for role in person.roles)
            holders = (one for one in people if not one.roles and not is_held and _speaks(cast, text, one))
            for holder in islice(holders, 1):
                holder.roles.append(Role(article.end(), close, fold(text[article.end() : close])))


def _speaks(cast: Cast, text: str, member: Member) -> bool:
    namings = islice(cast.by_actor.get(member.actor_id, ()), 99)
    return any(speaks(text, naming.start, naming.end) for naming in namings)


def _people_beside(cast: Cast, text: str, article: re.Match, end: int) -> Iterator[Member]:
    """Give who is named right after the sentence of an office, and before it where the office is known: "the"."""
    ends = _SENTENCE_ENDS.match(text, end)
    after = cast.between(ends.end(), ends.end() + 20)[:1] if ends else []
    before = cast.before(article.start(), 12) if article[1] else []
    for naming in [*after, *(one for one in before if article.start() - one.end < _NEAR)]:
        member = cast.members.get(naming.actor_id)
        if member and member.kind == "person":
            yield member
