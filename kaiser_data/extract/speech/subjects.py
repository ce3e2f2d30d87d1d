"""The subject of a cue: the words of the sentence that name or describe who speaks.

It stands before the cue ("Anjetta Thackeray, a spokesperson for UNAC/UHCP, said"), after it ("said paramedic Ian
Thwaite, 43"), or, for a participle, at the head of the sentence ("Kaiser ended talks, arguing that"). What is left
alone: whom a pronoun or a description means, which `speakers` tells.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kaiser_data.extract.people.cast import Cast, Naming
from kaiser_data.lexicon import mapping, prefix_tree, read_lexicon

_PRONOUNS = frozenset(
    "I we you he she they it one another others some many both most who which everyone nobody neither".split()  # noqa: SIM905
)
_PRONOUN = f"(?:{'|'.join(sorted(_PRONOUNS))})"
_OPENING_PRONOUN = re.compile(rf"{_PRONOUN}\b", re.IGNORECASE)
_OPENERS = re.compile(
    r"(?:(?:No|Yes|Sure|Indeed|Well)[.,](?=\s)|\s|[“”\"’'‘)\]*_–—|•-]|(?:But|And|Yet|So|Still|Meanwhile|However|Also|"
    r"Then|Now|Or|Nor|Instead|Later|Earlier|Indeed|"
    r"Moreover|Nevertheless|Nonetheless|Afterwards?|Separately|Today|Yesterday|Recently|Again|and|but|yet|so|or|nor|as|"
    r"As|When|While|After|Before|If|Because|Since|Although|Though|because|since|"
    r"while|though|although|whereas|when|after|before|if|until|where|once|that|"
    r"what|how|why|than|then|still|"
    r"meanwhile|however|also|Both|There\sthe|There\sa|Here)(?=\s|,),?)+"
)
_CONJUNCTIONS = (  # noqa: SIM905
    "and but yet because since as while though although when after before if until where whereas once than so or what "
    "how why whether"
).split()
_SPLITS = re.compile(rf"\s{prefix_tree(_CONJUNCTIONS)}\s")
_AUXILIARIES = "is are was were has have had will would could can may might must should did".split()  # noqa: SIM905
_VERBS = (  # noqa: SIM905
    "do does said says made took went came left gave got kept began won lost met ran led told held found set rose fell "
    "put wrote sent spoke drew"
).split()
_FINITE = re.compile(rf"\b(?:{prefix_tree([*_AUXILIARIES, *_VERBS])}\b|[a-z]{{3,}}ed\b)|n[’']t\b")
_AUXILIARY = re.compile(rf"\b{prefix_tree([*_AUXILIARIES, 'said', 'says'])}\b|n[’']t\b")
_RELATIVE = re.compile(r"\b(?:who|which|that|whose)\b")
_PREPOSITION = re.compile(
    r"(?:In|On|At|By|After|Before|During|For|From|With|Under|To|Through|Throughout|Inside|Outside|Over|Since|Among|"
    r"Despite|Amid|Earlier|Late|Last|This|Early|Via|in|on|at|by|after|during|"
    r"for|from|with|under|to|last|this|earlier|late|early)\s"
)
_NP_START = re.compile(r"[A-ZÀ-Þ]|\d[\d,.]*%?\b", re.IGNORECASE)
_WORDY = re.compile(r"\w")
_ASIDE = re.compile(
    r"(?:\s?(?:an?|the|one|who|whose|which|whom|himself|herself|now|formerly|"
    r"also|chief|vice|deputy|co-\w+|general|president|"
    r"head|director|chair\w*|secretary|spokes\w+|executive|senior|assistant|professor|"
    r"of|for|in|at|from|both|including|meanwhile|"
    r"too|however|or|for example|for instance|in turn|for his part|for her part|"
    r"for its part|for their part|[DRI]-[A-Z]|\d{1,3}$|aged|[a-z]+ing|[a-z]{3,}ed|"
    r"seen)\b|\s?[A-Z][\w.]+$|\s?\d{1,3}$|\s?$|\s?[DRI]-)"
)
_AFTER_CUE = re.compile(
    r"[ \xa0\n]+(?P<np>(?!that\b|it\b|he\b|she\b|they\b|there\b|in\b|on\b|at\b|"
    r"to\b|of\b|by\b|for\b|with\b|as\b|how\b|if\b|whether\b|and\b|but\b)"
    r"[^,.;:—“”\"()\n?!]{1,110}?(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|St|Jr|[A-Z])\.[^,.;:—“”\"()\n?!]{1,60}?){0,2})"
    r"(?=[,.;:—(]|[“\"]|\s(?:who|as|in\s(?:an?|the|his|her|its|a\s)|on\s[A-Z]|"
    r"at\s(?:an?|the)\s(?:news|press|meet|rall)|after|while|when|during|before|"
    r"yesterday|today|last|this|of\sthe\s(?:de|st|vo|of)|about|because|afterwards?|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|\s*$)"
)


_NO_SUBJECT = re.compile(
    r"(?:and|or|but|then|also|to|not|so|as|that|now|there|here|still|even|just|only|via|\W)+", re.IGNORECASE
)


_CONJUNCTION_ENDS = ("and", "but", "or", "then", "also", "that")
_CONJUNCTION_LAST = re.compile(r"\b(?:and|but|or|then|also|that)$")
_DEFINITE_RIGHT = re.compile(
    r"(?:the|its|their)\s(?:union|company|government|district|council|employers?|"
    r"hospital|workers|strikers|judge|mayor|minister)$|(?:he|she|it|they|we|I)$"
)
_DEFINITE_LEFT = re.compile(r"(?:the|both|[A-Z])")


# "a charge the union called fantasy": a relative clause without a pronoun.
_REDUCED = re.compile(
    r"(?:an?|what|the)\s(?:(?!that\b|which\b|who\b|of\b|for\b|at\b|in\b|with\b|from\b|to\b|by\b|and\b|on\b)[\w’'-]+\s){1,3}((?:the|its|their)\s(?:[\w-]+\s)?[\w-]+)$",
    re.IGNORECASE,
)


class Subject(NamedTuple):
    """The words that name a speaker: `text[start:end]`."""

    start: int
    end: int


def subject_before(masked: str, cast: Cast, low: int, cue: int) -> Subject | None:
    """Find the subject that ends where the cue (with its auxiliaries) opens; `low` is where its clause may begin."""
    end = _before_space(masked, low, cue)
    if end <= low:
        return None
    if masked[end - 1] in _MARKS_BEFORE:
        return _before_mark(masked, cast, low, end)
    if masked.endswith(_CONJUNCTION_ENDS, low, end) and _CONJUNCTION_LAST.search(masked, max(low, end - 6), end):
        return None
    return _in_clause(masked, cast, low, end)


_MARKS_BEFORE = frozenset(",)]—.;:!?")


def _before_mark(masked: str, cast: Cast, low: int, end: int) -> Subject | None:
    """Find the subject that an aside, in commas, brackets or dashes, parts from its cue."""
    if masked[end - 1] == ",":
        return _before_aside(masked, cast, low, end - 1)
    if masked[end - 1] in ")]":
        opened = masked.rfind("(", low, end)
        end = _before_space(masked, low, opened) if opened > low else end
        if masked[end - 1] in ",.;:" or end <= low:
            return None
    if masked[end - 1] == "—" and (opened := masked.rfind("—", max(low, end - 240), end - 1)) > low:
        return subject_before(masked, cast, low, opened)  # "Metroway boss Lee Hall—who earns £612,000—has said"
    return None if masked[end - 1] in ".;:!?—" else _in_clause(masked, cast, low, end)


def _before_space(masked: str, low: int, at: int) -> int:
    while at > low and masked[at - 1].isspace():
        at -= 1
    return at


# "the company that runs the four hotels said": no clause of its own.
_RELATIVE_THAT = re.compile(
    r"\b(?:[Tt]he|[Aa]n?)\s(?:[a-z-]+\s){0,2}(?:company|union|firm|group|agency|board|operator|chain|trust|body|"
    r"committee|organi[sz]ation|person|worker|team)\sthat\s(?:(?:also|now)\s)?(?:[a-z]+(?:s|ed)|has|had|is|was)\b"
)


# Read from the cue backwards; a dash is one between spaces.
_LAST_MARK = re.compile(r"[”\";:—(•|–](?:(?<!–)|(?<= –)(?= ))")


def _in_clause(masked: str, cast: Cast, low: int, end: int) -> Subject | None:
    """Find the subject in the words that end where a cue opens: what follows their last mark or comma, at most."""
    mark = _LAST_MARK.search(masked[low:end][::-1])
    start = end - mark.start() + (mark[0] == "–") if mark else low
    start = _last_comma(masked, cast, start, end)
    words = masked[start:end]
    place, found = _read_phrase(words) if len(words) < _SHORT else _read(words)
    start += place
    if found == _ADVERBIAL:
        if (start := _after_adverbial(masked, cast, start, end)) < 0:
            return None
        place, found = _read_noun_phrase(masked[start:end])
        start += place
    if found == _HOLDS_VERB:
        return _around_verb(masked, cast, start, end)
    return Subject(start, end) if found == _SUBJECT else None


_LISTED = re.compile(r"(?:[\w’'-]++\s){0,3}[\w’'-]++(?:,|\sand)\s")
_NAMED = re.compile(r"[A-Z]\w*+\.?\s(?:[a-z]|$)")


def _last_comma(masked: str, cast: Cast, start: int, end: int) -> int:
    """Find the comma after which the subject stands: not one inside a list of trades or a place's name."""
    at = masked.rfind(", ", start, end)
    while at > start:
        listing = _LISTED.match(masked, at + 2, end) and not _FINITE.search(masked, start, end)
        if listing or (_NAMED.match(masked, at + 2, end) and _is_place(cast, at + 2)):
            at = masked.rfind(", ", start, at)
            continue
        return at + 2
    return start


def _is_place(cast: Cast, at: int) -> bool:
    return any(naming.kind == "place" for naming in cast.between(at, at + 1))


def _has_main_verb(left: str) -> bool:
    relative = _RELATIVE.search(left)
    return bool(_FINITE.search(left, 0, relative.start()) if relative else _FINITE.search(left))


# What words before a cue are, so far as they tell it without the cast.
_NOTHING, _SUBJECT, _HOLDS_VERB, _ADVERBIAL = range(4)


def _read(words: str) -> tuple[int, int]:
    """Tell where in the words before a cue the subject opens, and what they are: "On Monday Kaiser" is "Kaiser"."""
    start = _clause_start(words)
    opener = _OPENERS.match(words, start)
    if opener and opener.end() < len(words):
        start = opener.end()
    while start < len(words) and words[start].isspace():
        start += 1
    if _PREPOSITION.match(words, start):
        return start, _ADVERBIAL
    place, found = _read_noun_phrase(words[start:])
    return start + place, found


# Short phrases come again and again, "she", "the union"; long ones do not.
_SHORT = 40
_read_phrase = lru_cache(maxsize=4096)(_read)


def _clause_start(words: str) -> int:
    """Go back to where the clause of a subject begins: a "that", a conjunction after a verb."""
    that = words.rfind(" that ")
    start = that + 6 if that > 0 and not _RELATIVE_THAT.search(words, max(0, that - 40)) else 0
    for split in reversed(list(_SPLITS.finditer(words, start))):
        left = words[start : split.start()]
        joins = split[0].strip() in ("and", "or", "as")
        if not joins or _has_main_verb(left) or _are_apart(left, words[split.end() :]):
            return split.end()
    return start


def _are_apart(left: str, right: str) -> bool:
    """ "fares rose and the union said": no two parties, since the first is no party."""
    return bool(_DEFINITE_RIGHT.match(right)) and not _DEFINITE_LEFT.match(left.strip())


def _read_noun_phrase(words: str) -> tuple[int, int]:
    if not 0 < len(words) <= 220 or not _opens_noun_phrase(words) or _NO_SUBJECT.fullmatch(words):
        return 0, _NOTHING
    if inner := _REDUCED.match(words):
        return inner.start(1), _SUBJECT
    last = words.rsplit(None, 1)[-1]
    if last in _PRONOUNS:
        return len(words) - len(last), _SUBJECT
    return 0, _HOLDS_VERB if _has_main_verb(words) else _SUBJECT


def _opens_noun_phrase(words: str) -> bool:
    if words[0].isascii() and words[0].isalpha():
        return True
    return bool(_NP_START.match(words) and _WORDY.search(words))


_OWNED_TAIL = re.compile(rf"\s((?:the|an?|its|their|his|her)\s[^,]{{2,60}}|{_PRONOUN})$")
_OBLIQUE = re.compile(r"\b(?:of|for|from|at|with|to|by)\s(?:the\s)?$")
_OBLIQUE_NEAR = re.compile(r"\b(?:by|of|to|for|with|from|and|on|at)\s[^,]{0,40}$")


def _after_adverbial(masked: str, cast: Cast, start: int, end: int) -> int:
    """Find the name, or the noun phrase, that an opening adverbial leads to; -1 where there is none."""
    naming = next((n for n in reversed(cast.between(start, end)) if n.end == end and n.actor_id), None)
    if naming and not _OBLIQUE.search(masked[start + 4 : naming.start]):
        return naming.start
    tail = _OWNED_TAIL.search(masked[start:end])
    return start + tail.start(1) if tail else -1


def _around_verb(masked: str, cast: Cast, start: int, end: int) -> Subject | None:
    """Find the subject in words that hold a verb: a person named after it, else what stands before it."""
    verb = _FINITE.search(masked, start, end)
    if not verb:
        return Subject(start, end)
    person = next((n for n in reversed(cast.between(verb.end(), end)) if n.kind == "person" and n.end == end), None)
    if person and not _OBLIQUE_NEAR.search(masked[verb.end() : person.start]):
        return Subject(person.start, end)  # "before the strike began regional officer Len Hobday told"
    # "212 faculty have signed a letter saying": what stands before the verb.
    head = masked[start : verb.start()].rstrip()
    return Subject(start, start + len(head)) if len(head) > 2 and not _NO_SUBJECT.fullmatch(head) else None


_RELATING = re.compile(r"\b(?:by|of|for|with|to|from|and|at|in|on|near)\s")


def _before_aside(masked: str, cast: Cast, low: int, end: int) -> Subject | None:
    """Find the noun phrase that an aside between commas describes: "Ana Ruiz, who drives a tram, said"."""
    at = end
    for _ in range(5):
        comma = masked.rfind(", ", low, at)
        if comma < 0:
            break
        aside = masked[comma + 1 : at]
        named = [n for n in cast.between(comma + 1, at) if n.kind == "person" and n.end == at]
        if named and not _RELATING.search(masked[comma + 1 : named[0].start]):
            return Subject(comma + 2, at)  # "The trust's chief operating officer, Gareth Loxley, said"
        if not _ASIDE.match(aside) and not _names_end(cast, comma + 2, at):
            break
        subject = subject_before(masked, cast, low, comma)
        if subject and _is_plausible(masked, cast, subject):
            return subject
        at = comma
    return None


def _names_end(cast: Cast, start: int, end: int) -> bool:
    return any(naming.kind == "place" and naming.end >= end - 1 for naming in cast.between(start, end))


_DETERMINED = re.compile(r"(?:the|an?|its|their|his|her|one|two|three|another|several|many|some)\s", re.IGNORECASE)


def _is_plausible(masked: str, cast: Cast, subject: Subject) -> bool:
    words = masked[subject.start : subject.end]
    named = any(naming.actor_id for naming in cast.between(subject.start, subject.end))
    return (named or bool(_DETERMINED.match(words)) or people_in(words)) and not _has_main_verb(words)


def subject_after(masked: str, cue_end: int, high: int) -> Subject | None:
    """Find the subject that follows an inverted cue: "said paramedic Ian Thwaite, 43"."""
    match = _AFTER_CUE.match(masked, cue_end, high)
    if not match:
        return None
    words = match["np"]
    if _AUXILIARY.search(_RELATIVE.split(words, maxsplit=1)[0]):
        return None
    end = match.end("np")
    if _ONE_OF.fullmatch(words) and (named := _FULL_NAME_BESIDE.match(masked, end)):
        return Subject(named.start(1), named.end(1))
    if _KIN.fullmatch(words) and (named := _NAME_BESIDE.match(masked, end)):
        return Subject(named.start(1), named.end(1))  # "added his wife, Jo, who works nights"
    if (not _NAMED_OR_COUNTED.match(words) or _BARE_NOUN.match(words)) and not people_in(words):
        return None
    return Subject(match.start("np"), end)


_ONE_OF = re.compile(r"one\sof\s(?:them|the\s\w+)")
_KIN = re.compile(r"(?:his|her|their|its|the)\s[\w\s-]{2,40}")
_FULL_NAME_BESIDE = re.compile(r",\s([A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){1,3})")
_NAMED_OR_COUNTED = re.compile(r"[A-ZÀ-Þ]|(?:the|an?|one|two|three|another|its|their|his|her|some|several|many)\b")
_BARE_NOUN = re.compile(r"(?:the|a|an)\s\w+$")


# "McConnell was quick to …": capitals and what they govern, up to a verb.
_PLAIN = re.compile(
    r"((?:[A-Z][\w.’'-]*|[Tt]he\s[A-Z][\w.’'-]*)(?:\s[A-Z][\w.’'-]*){0,4})\s(?=(?:is|"
    r"was|has|had|will|would|also|later|did|does|said|\w+ed)\b)"
)


_NAME_BESIDE = re.compile(r",\s([A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,3})(?=[,.])")


_OWNED = re.compile(r"[’']s?\s[\w\s-]{3,40},\s")
_TITLES = re.compile(r"(?:[A-Z][\w.&’'-]*\s)*")
_POSSESSED = re.compile(r"[’']s?\s(?:[\w-]+\s){0,3}")
_OBLIQUE_NAME = re.compile(r"\b(?:of|for|at|in|by|with|from|to)\s(?:the\s)?$")


def opening_subject(masked: str, cast: Cast, start: int, end: int) -> Subject | None:
    """Find whom a sentence is about: the name, pronoun or described person it opens with."""
    opener = _OPENERS.match(masked, start, end)
    at = opener.end() if opener else start
    while _PREPOSITION.match(masked, at, end):
        comma = masked.find(", ", at, min(end, at + 120))
        if comma < 0:
            break
        at = comma + 2
    if pronoun := _OPENING_PRONOUN.match(masked, at, end):
        return Subject(pronoun.start(), pronoun.end())
    naming = next((n for n in cast.between(at, min(end, at + 80)) if n.actor_id), None)
    described = _described().match(masked, at, end)
    if naming and (subject := _opening_name(masked, at, end, naming, described)):
        return subject
    if described and not _FINITE.search(described[0]):
        return Subject(described.start(), described.end())
    plain = _PLAIN.match(masked, at, end)
    return Subject(plain.start(1), plain.end(1)) if plain else None


def _opening_name(masked: str, at: int, end: int, naming: Naming, described: re.Match | None) -> Subject | None:
    """Find the subject that an actor's name near the opening of a sentence makes, with what is said to be its own."""
    owned = _OWNED.match(masked[described.end() : described.end() + 48]) if described else None
    if owned and naming.kind == "person" and naming.start == described.end() + owned.end():
        return Subject(naming.start, naming.end)  # "The mill's manager, Greta Halloran, put it this way"
    if described and naming.start > described.end() + 2 and not _TITLES.fullmatch(masked, at, naming.start):
        return None
    if naming.start - at >= 60 or _OBLIQUE_NAME.search(masked[at : naming.start]):
        return None
    possessed = _POSSESSED.match(masked, naming.end, end)
    people = _people().match(masked, possessed.end()) if possessed else None
    return Subject(at, people.end() if people else naming.end)


def people_in(words: str) -> bool:
    """Tell whether words speak of people, organisations or documents that can say something."""
    return bool(_people().search(words))


@cache
def _people() -> re.Pattern:
    nouns = _described_nouns() | {"leaders", "leader", "officials", "official", "reports", "study", "studies"}
    return re.compile(rf"(?<![\w-])(?:{prefix_tree(nouns)})\b", re.IGNORECASE)


@cache
def _described() -> re.Pattern:
    return re.compile(
        rf"(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Ii]ts|[Tt]heir|[Ss]ome|[Mm]any|[Ss]uch\san?|"
        rf"[Tt]his|[Tt]hat|[Tt]hese)\s(?:[\w’'-]+\s){{0,4}}?)?(?i:{prefix_tree(_described_nouns())})\b"
    )


@cache
def _described_nouns() -> frozenset[str]:
    roles = {line[column] for line in read_lexicon("roles") for column in ("term", "plural")}
    return frozenset(noun.lower() for noun in roles | set(mapping("descriptions", "kind")))
