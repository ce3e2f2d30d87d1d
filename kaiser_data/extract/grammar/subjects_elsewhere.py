"""The subject of a cue that does not stand before it: after it, or at the head of the sentence.

"said paramedic Ian Thwaite, 43" names its subject after the cue; "Kaiser ended talks, arguing that" names whom the
sentence is about at its head, which is also how a pronoun finds whom the sentence before was about.
"""

import re
from functools import cache

from kaiser_data.extract.actors.capitals import CAPITALS
from kaiser_data.extract.actors.text_actors import Cast, Naming
from kaiser_data.extract.grammar.people_nouns import people_in, people_nouns, people_phrases
from kaiser_data.extract.grammar.phrases import AUXILIARY, FINITE, OPENERS, PREPOSITION, PRONOUN, RELATIVE
from kaiser_data.extract.grammar.subjects import Subject
from kaiser_data.lexicon import mapping

_OPENING_PRONOUN = re.compile(rf"{PRONOUN}\b", re.IGNORECASE)


@cache
def _after_cue() -> re.Pattern:
    """Compile what an inverted cue leads to: "said Dr. Ana Ruiz", "said Ed (Red) Kowalski, a baker"."""
    titles = [term for term, kind in mapping("abbreviations", "kind").items() if kind == "title"]
    full_stop = "".join(rf"(?<!\b{title})" for title in titles) + rf"(?<!\b[{CAPITALS}])\."
    return re.compile(
        rf"[ \xa0\n]+(?P<np>(?!(?:that|it|he|she|they|there|in|on|at|to|of|by|for|with|as|how|if|whether|and|but)\b)"
        rf"(?:\b(?:{'|'.join(titles)}|[{CAPITALS}])\.|[ ]\([^()]{{1,20}}\)(?=\s[{CAPITALS}])|"
        rf"[^,.;:—–“”\"()\n?!]){{1,140}}?)"
        rf"(?=[,;:—–(?!“\"]|{full_stop}|\s(?:who|as|in\s(?:an?|the|his|her|its|a\s)|on\s[A-Z]|"
        r"at\s(?:an?|the)\s(?:news|press|meet|rall)|after|while|when|during|before|"
        r"yesterday|today|last|this|of\sthe\s(?:de|st|vo|of)|about|because|afterwards?|"
        r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\s*$)"
    )


def subject_after(masked: str, cue_end: int, high: int) -> Subject | None:
    """Find the subject that follows an inverted cue: "said paramedic Ian Thwaite, 43"."""
    match = _after_cue().match(masked, cue_end, high)
    if not match:
        return None
    words = match["np"]
    if AUXILIARY.search(RELATIVE.split(words, maxsplit=1)[0]):
        return None
    end = match.end("np")
    if _ONE_OF.fullmatch(words) and (named := _FULL_NAME_BESIDE.match(masked, end)):
        return Subject(named.start(1), named.end(1))
    if _KIN.fullmatch(words) and (named := _NAME_BESIDE.match(masked, end)):
        return Subject(named.start(1), named.end(1))  # "added his wife, Jo, who works nights"
    if _DESCRIBED.search(words) and people_in(words.split()[-1]) and (named := _FULL_NAME_BESIDE.match(masked, end)):
        return Subject(named.start(1), named.end(1))  # "countered the union's lead negotiator, Ray Tsao"
    if (not _NAMED_OR_COUNTED.match(words) or _BARE_NOUN.match(words)) and not people_in(words):
        return None
    return Subject(match.start("np"), end)


_ONE_OF = re.compile(r"one\sof\s(?:them|the\s\w+)")
_KIN = re.compile(r"(?:his|her|their|its|the)\s[\w\s-]{2,40}")
_DESCRIBED = re.compile(r"\s[a-z-]+$")
_FULL_NAME_BESIDE = re.compile(rf",\s([{CAPITALS}][\w’'.-]*(?:\s[{CAPITALS}][\w’'-]*){{1,3}})")
_NAMED_OR_COUNTED = re.compile(rf"[{CAPITALS}]|(?:the|an?|one|two|three|another|its|their|his|her|some|several|many)\b")
_BARE_NOUN = re.compile(r"(?:the|a|an)\s\w+$")

# "McConnell was quick to …": capitals and what they govern, up to a verb.
_PLAIN = re.compile(
    r"((?:[A-Z][\w.’'-]*+|[Tt]he\s[A-Z][\w.’'-]*+)(?:\s[A-Z][\w.’'-]*+){0,4})\s(?=(?:is|"
    r"was|has|had|will|would|also|later|did|does|said|\w+ed)\b)"
)
_NAME_BESIDE = re.compile(r",\s([A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3})(?=[,.])")
_OF_GROUP = re.compile(r"\sof\s(?:the|these|those|its|their|our|his|her)\s(?:[a-z-]+\s)?[a-z]+s\b")
_OF_BODY = re.compile(rf"\s(?:of|for|at|from)\s(?:the\s)?[{CAPITALS}][\w.&’'-]*(?:\s[{CAPITALS}][\w.&’'-]*){{0,4}}")
_OWNED = re.compile(r"[’']s?\s[\w\s-]{3,40},\s")
_TITLES = re.compile(r"(?:[A-Z][\w.&’'-]*\s)*")
_POSSESSED = re.compile(r"[’']s?\s(?:[\w-]+\s){0,3}")
_OBLIQUE_NAME = re.compile(r"\b(?:of|for|at|in|by|with|from|to)\s(?:the\s)?$")


def opening_subject(masked: str, cast: Cast, start: int, end: int) -> Subject | None:
    """Find whom a sentence is about: the name, pronoun or described person it opens with."""
    opener = OPENERS.match(masked, start, end)
    at = opener.end() if opener else start
    while PREPOSITION.match(masked, at, end):
        comma = masked.find(", ", at, min(end, at + 120))
        if comma < 0:
            break
        at = comma + 2
    if pronoun := _OPENING_PRONOUN.match(masked, at, end):
        of = _OF_GROUP.match(masked, pronoun.end(), end)  # "some of these workers"
        return Subject(pronoun.start(), of.end() if of and people_in(of[0]) else pronoun.end())
    naming = next((n for n in cast.between(at, min(end, at + 80)) if n.actor_id), None)
    described = people_phrases().match(masked, at, end)
    if naming and (subject := _opening_name(masked, cast, at, end, naming, described)):
        return subject
    if described and not FINITE.search(described[0]):
        whose = _OF_BODY.match(masked, described.end(), end)  # "the regional director of the NLRB"
        return Subject(described.start(), whose.end() if whose else described.end())
    plain = _PLAIN.match(masked, at, end)
    return Subject(plain.start(1), plain.end(1)) if plain else None


_OFFICE = re.compile(r"(?:[’']s?)?\s(?:[\w-]+\s){1,4}")


def _office_holder(masked: str, cast: Cast, naming: Naming, end: int) -> Subject | None:
    """ "Bakers Union President Ana Ruiz wrote": the person, not the body whose office it is."""
    person = next((n for n in cast.between(naming.end, min(end, naming.end + 60)) if n.kind == "person"), None)
    if naming.kind in ("person", "place") or not person or not _OFFICE.fullmatch(masked, naming.end, person.start):
        return None
    office = masked[naming.end : person.start]
    return Subject(person.start, person.end) if people_in(office) and not FINITE.search(office) else None


def _opening_name(
    masked: str, cast: Cast, at: int, end: int, naming: Naming, described: re.Match | None
) -> Subject | None:
    """Find the subject that an actor's name near the opening of a sentence makes, with what is said to be its own."""
    owned = _OWNED.match(masked[described.end() : described.end() + 48]) if described else None
    if owned and naming.kind == "person" and naming.start == described.end() + owned.end():
        return Subject(naming.start, naming.end)  # "The mill's manager, Greta Halloran, put it this way"
    if described and naming.start > described.end() + 2 and not _TITLES.fullmatch(masked, at, naming.start):
        return None
    if naming.start - at >= 60 or _OBLIQUE_NAME.search(masked[at : naming.start]):
        return None
    if holder := _office_holder(masked, cast, naming, end):
        return holder
    possessed = _POSSESSED.match(masked, naming.end, end)
    people = people_nouns().match(masked, possessed.end()) if possessed else None
    return Subject(at, people.end() if people else naming.end)
