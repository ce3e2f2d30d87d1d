"""The subject of a cue: the words of the sentence that name or describe who speaks.

It stands before the cue ("Anjetta Thackeray, a spokesperson for UNAC/UHCP, said"), after it ("said paramedic Ian
Thwaite, 43") or at the head of the sentence ("Kaiser ended talks, arguing that"), which is also how a pronoun finds
whom the sentence before was about. "On Monday Kaiser" opens with an adverbial, "when the union" with a conjunction,
"fares rose and the union" with a clause of its own; "a charge the union" is a relative clause without a pronoun. What
is left alone: whom a pronoun or a description means, which `speakers` tells.
"""

import re
from typing import NamedTuple

from kaiser_data.extract.actors.text_actors import Cast, Naming
from kaiser_data.extract.grammar.clauses import FINITE
from kaiser_data.extract.grammar.words import CAPITAL, people_in, people_phrase
from kaiser_data.lexicon import Pattern, prefix_tree, terms

_PRONOUNS = frozenset(
    "I we you he she they it one another others some many both most who which everyone nobody neither".split()  # noqa: SIM905
)
_PRONOUN = f"(?:{'|'.join(sorted(_PRONOUNS))})"
_CONJUNCTIONS = (  # noqa: SIM905
    "and but yet because since as while though although when after before if until where whereas once than so or what "
    "how why whether"
).split()
_LEADS = [*_CONJUNCTIONS, *"nor then now still that meanwhile however also here".split()]  # noqa: SIM905
_ADVERBS = prefix_tree(word.capitalize() for word in terms("aside_words", place="opens"))
_OPENERS = Pattern(
    r"(?:(?:No|Yes|Sure|Indeed|Well|[A-Z][a-z]+ly)[.,](?=\s)|\s|[“”\"’'‘)\]*_–—|•-]|"
    rf"(?:{prefix_tree([*_LEADS, *map(str.capitalize, _LEADS)])}|{_ADVERBS}|There\sthe|There\sa)(?=\s|,),?)+"
)
_SPLITS = Pattern(lambda: rf"\s{prefix_tree(_CONJUNCTIONS)}\s")
_RELATIVE = re.compile(r"\b(?:who|which|that|whose)\b")
_PREPOSITION = Pattern(
    r"(?:In|On|At|By|After|Before|During|For|From|With|Under|To|Through|Throughout|Inside|Outside|Over|Since|Among|"
    r"Despite|Amid|Instead|Following|[Ii]ncluding|[Pp]lus|Earlier|Late|Last|This|Early|Via|in|on|at|by|after|during|"
    r"for|from|with|under|to|last|this|earlier|late|early)\s"
)
_PARTICIPLE = re.compile(r"[A-Z][a-z]+ing\s(?:about|after|at|from|in|on|to)\s")
_NO_SUBJECT = Pattern(
    r"(?:when|once|and|or|but|then|also|to|not|so|as|that|now|there|here|still|even|just|only|via|by|of|for|on|with|\W)+",
    re.IGNORECASE,
)
# "the company that runs the four hotels said": no clause of its own.
_RELATIVE_THAT = Pattern(r"\b(?:[Tt]he|[Aa]n?)\s(?:[a-z-]+\s){1,3}that\s(?:[a-z]+(?:s|ed)|has|had|is|was)\b")


def _has_main_verb(left: str) -> bool:
    """Tell whether words hold a finite verb outside a relative clause."""
    relative = _RELATIVE.search(left)
    return bool(FINITE.search(left, 0, relative.start()) if relative else FINITE.search(left))


_ASIDE = Pattern(
    r"(?:\s?(?:an?|the|one|who|whose|which|whom|himself|herself|now|also|co-\w+|of|for|in|at|from|both|too|or|"
    rf"for\s(?:his|her|its|their)\spart|{prefix_tree(terms('aside_words', place='aside'))}|"
    r"[DRI]-[A-Z]|\d{1,3}$|[a-z]+ing|[a-z]{3,}ed)\b|\s?[A-Z][\w.]+$|\s?\d{1,3}$|\s?$|\s?[DRI]-)"
)
_CONJUNCTION_LAST = re.compile(r"\b(?:and|but|or|then|also|that)$")


class Subject(NamedTuple):
    """The words that name a speaker: `text[start:end]`."""

    start: int
    end: int


_DASH_LAST = re.compile(r"(?:—+|\s(?:--|–|-))\Z")
_MARKS_BEFORE = frozenset(",)]>—;:!?")  # a full stop inside a sentence is an abbreviation's: "Hale Foods Ltd. said"


def subject_before(masked: str, cast: Cast, low: int, cue: int) -> Subject | None:
    """Find the subject that ends where the cue (with its auxiliaries) opens; `low` is where its clause may begin."""
    end = low + len(masked[low:cue].rstrip())
    if end <= low:
        return None
    if masked[end - 1] in _MARKS_BEFORE or _DASH_LAST.search(masked, max(low, end - 3), end):
        return _before_mark(masked, cast, low, end)
    joined = _CONJUNCTION_LAST.search(masked, max(low, end - 6), end)
    return None if joined else _in_clause(masked, cast, low, end)


def _before_mark(masked: str, cast: Cast, low: int, end: int) -> Subject | None:
    """Find the subject that an aside, in commas, brackets or dashes, parts from its cue."""
    if masked[end - 1] == ",":
        return _before_aside(masked, cast, low, end - 1)
    if masked[end - 1] in ")]>":  # "Norlink Plc <NORL.L> said" as well
        opened = max(masked.rfind(mark, low, end) for mark in ("(", "<", "&lt;"))
        if masked[opened] == "<" and opened == low:
            return Subject(low + 1, end - 1)  # "<Norlink Plc> said"
        end = low + len(masked[low:opened].rstrip()) if opened > low else end
        if masked[end - 1] in ",.;:" or end <= low:
            return None
    dash = _DASH_LAST.search(masked, max(low, end - 3), end)
    if dash and (opened := masked.rfind(dash[0], max(low, end - 240), dash.start())) > low:
        return subject_before(masked, cast, low, opened)  # "Metroway boss Lee Hall—who earns £612,000—has said"
    return None if masked[end - 1] in ".;:!?—–-" else _in_clause(masked, cast, low, end)


_AFTER_ADVERBIAL = Pattern(
    rf"\b(?!(?i:{prefix_tree(terms('function_words', **{'class': 'preposition'}))})\s)[\w’']+\s"
    r"((?:the|an?|its|their|one|two)\s[^,]+|(?:(?<=day\s)|(?<=week\s))[a-z]+(?:\s[a-z]+)?)\Z"
)
_MARK = Pattern(r"[”\";:—(•|]|(?<= )(?:–|--?) ")  # a dash is one between spaces


def _in_clause(masked: str, cast: Cast, low: int, end: int) -> Subject | None:
    """Find the subject in the words that end where a cue opens: what follows their last mark or comma, at most."""
    low += max((mark.end() for mark in _MARK.finditer(masked[low:end])), default=0)
    low += 2 * masked.startswith(", ", low)  # The claim was “out of reach”, he said
    start = _clause_start(masked, _last_comma(masked, low, end), end)
    last = masked[start:end].rpartition(" ")[2]
    if last in _PRONOUNS:
        return Subject(end - len(last), end)  # "On Monday they"
    is_aside = _PREPOSITION.match(masked, start, end)  # "On Monday Kaiser", "Responding to the offer minister Ana Ruiz"
    subject = _past_adverbial(masked, cast, start, end) if is_aside or _PARTICIPLE.match(masked, start, end) else None
    if subject or is_aside:
        return subject
    words = masked[start:end]
    if not 0 < len(words) <= 220 or not words[0].isalnum() or _NO_SUBJECT.fullmatch(words):
        return None
    return _around_verb(masked, cast, start, end) if _has_main_verb(words) else Subject(start, end)


def _past_adverbial(masked: str, cast: Cast, start: int, end: int) -> Subject | None:
    if named := next((n for n in reversed(cast.between(start, end)) if n.end == end and n.actor_id), None):
        return Subject(named.start, end)
    told = _AFTER_ADVERBIAL.search(masked, start, end)  # "On Monday the union"
    return Subject(told.start(1), end) if told and people_in(told[1]) else None


def _clause_start(masked: str, low: int, end: int) -> int:
    """Find where the clause of a subject begins: past a "that", a conjunction after a verb, an opening adverb."""
    words, start = masked[low:end], 0
    that = words.rfind(" that ")
    if that >= 0 and not _RELATIVE_THAT.search(words, max(0, that - 40)):
        start = that + 6
    for split in reversed(list(_SPLITS.finditer(words, start))):
        if split[0].strip() not in ("and", "or", "as") or _has_main_verb(words[start : split.start()]):
            start = split.end()
            break
    for relative in _OBJECT_OF.finditer(words, start):
        start = relative.end()  # "a clause which the union said was harsh"
    if (opener := _OPENERS.match(words, start)) and opener.end() < len(words):
        start = opener.end()
    if words.startswith("with ", start) and people_in(words[start:]):
        start += 5  # "with the union saying that"
    return end - len(words[start:].lstrip())


_OBJECT_OF = Pattern(rf"\s(?:which|whom)\s(?=(?:the|its|their|an?|he|she|it|they)\s|{CAPITAL})")
_LISTED = Pattern(r"(?:[\w’'-]++\s){0,3}[\w’'-]++(?:,|\sand)\s")


def _last_comma(masked: str, start: int, end: int) -> int:
    """Find the comma after which the subject stands: not one inside a list of trades."""
    at = masked.rfind(", ", start, end)
    parts = _PREPOSITION.match(masked, start) or FINITE.search(masked, start, end)  # "On Friday, Ana Ruiz and Al Moss"
    while at > start:
        if parts or not _LISTED.match(masked, at + 2, end):
            return at + 2
        at = masked.rfind(", ", start, at)
    return start


# "retired dockers", "laid-off tram drivers"
_AFFECTED = re.compile(r"[a-z-]+ed\s(?:[a-z-]+\s)?[a-z]+s")
_BY_WHOM = re.compile(r"\sby\s(?!\w+ing\b)")
_ADVERB_LAST = re.compile(r"\s(?:\w+ly|also|then|now|later|today)\Z")


def _around_verb(masked: str, cast: Cast, start: int, end: int) -> Subject | None:
    """Find the subject in words that hold a verb: a person named after it, else what stands before it."""
    verb = FINITE.search(masked, start, end)
    is_participle = verb and _BY_WHOM.match(masked, verb.end())  # "A report published by the Guild said"
    if not verb or is_participle or (people_in(masked[start:end]) and _AFFECTED.fullmatch(masked, start, end)):
        return Subject(start, end)
    person = next((n for n in reversed(cast.between(verb.end(), end)) if n.kind == "person" and n.end == end), None)
    if person:
        return Subject(person.start, end)  # "before the strike began regional officer Len Hobday told"
    # "212 faculty have signed a letter saying": what stands before the verb.
    head = _ADVERB_LAST.sub("", masked[start : verb.start()].rstrip())
    return Subject(start, start + len(head)) if len(head) > 2 and not _NO_SUBJECT.fullmatch(head) else None


def _before_aside(masked: str, cast: Cast, low: int, end: int) -> Subject | None:
    """Find the noun phrase that an aside between commas describes: "Ana Ruiz, who drives a tram, said"."""
    comma = masked.rfind(", ", low, end)
    if comma < 0:
        return None
    described = _is_named(cast, comma)
    named = _is_named(cast, end, -1 if described else comma + 2)  # "Another carrier, Aegean Airlines, said"
    if named and not (described and masked.startswith((" a ", " an "), comma + 1)):
        return Subject(comma + 2, end)  # "The trust's chief operating officer, Gareth Loxley, said"
    is_place = any(naming.kind == "place" for naming in cast.between(comma + 2, end))
    if not is_place and not described and not _ASIDE.match(masked[comma + 1 : end]):
        return None
    subject = _described_before(masked, cast, low, comma)
    return _behind_aside(masked, cast, low, subject or Subject(comma, comma)) or subject


def _behind_aside(masked: str, cast: Cast, low: int, aside: Subject) -> Subject | None:
    """Find whom an aside that stands behind another describes: "Ana Ruiz, 43, a nurse, of Leeds, said"."""
    if aside.start == aside.end:
        return _before_aside(masked, cast, low, aside.start)
    is_described = masked.startswith(("a ", "an "), aside.start) and masked.endswith(", ", low, aside.start)
    return _before_aside(masked, cast, low, aside.start - 2) if is_described else None


_WHOLE_NAME = Pattern(rf"(?:[Tt]he\s)?{CAPITAL}[\w.&’'-]*(?:\s{CAPITAL}[\w.&’'-]*){{0,4}}")


def _described_before(masked: str, cast: Cast, low: int, comma: int) -> Subject | None:
    """Find who stands before the comma that opens an aside."""
    subject = subject_before(masked, cast, low, comma)
    words = masked[slice(*subject)] if subject else ""
    # "Stora Enso, which lost a million a day, said"
    named = subject and (_WHOLE_NAME.fullmatch(words) or any(naming.actor_id for naming in cast.between(*subject)))
    is_relative = words.startswith(("which ", "who ")) or _has_main_verb(words)  # "which runs mills, ports and mines"
    return subject if (named or people_in(words)) and not is_relative else None


def _is_named(cast: Cast, end: int, start: int = -1) -> bool:
    """Tell whether a person's name ends at a comma, or a body's fills the words since `start`."""
    return any(n.end == end and (n.kind == "person" or (n.actor_id and n.start == start)) for n in cast.before(end, 1))


_OPENING_PRONOUN = Pattern(rf"{_PRONOUN}\b", re.IGNORECASE)
_OF_GROUP = Pattern(r"\sof\s(?:the|these|those|its|their|our|his|her)\s(?:[a-z-]+\s)?[a-z]+s\b")
_OF_BODY = Pattern(
    rf"(?:\s(?:of|for|at|from)\s(?:the\s)?(?:[a-z]+\sof\s)?{CAPITAL}[\w.&’'-]*(?:\s(?:(?:d[aeo]|del|la|van|von|der|al|of|and)\s)?{CAPITAL}[\w.&’'-]*){{0,5}})?"
)
# "Hart had this message": a name that nothing proves.
_PLAIN = Pattern(rf"({CAPITAL}[\w’'-]+(?:\s{CAPITAL}[\w’'-]+){{0,3}})\s(?:is|was|has|had|will|\w+ed)\b")


def opening_subject(masked: str, cast: Cast, start: int, end: int) -> Subject | None:
    """Find whom a sentence is about: the name, pronoun or described person it opens with."""
    at = _past_adverbials(masked, start, end)
    if pronoun := _OPENING_PRONOUN.match(masked, at, end):
        of = _OF_GROUP.match(masked, pronoun.end(), end)  # "some of these workers"
        return Subject(at, (of or pronoun).end())
    naming = next((n for n in cast.between(at, min(end, at + 80)) if n.actor_id), None)
    described = people_phrase(masked, at, end)
    reach = described[1] + 3 if described else at + 60
    if naming and naming.start < reach and not FINITE.search(masked, at, naming.start):  # "It was called by the Guild"
        # "A Norlink spokesperson", but "Norlink drivers struck. It said"
        head = people_phrase(masked, naming.end + 1, end) if masked.startswith(("A ", "An "), at) else None
        return _office_holder(cast, naming) or Subject(at, head[1] if head else naming.end)
    if described and not FINITE.search(masked, *described):
        return Subject(at, _OF_BODY.match(masked, described[1], end).end())  # "the regional director of the NLRB"
    return _plain_subject(masked, at, end)


def _plain_subject(masked: str, at: int, end: int) -> Subject | None:
    verb = FINITE.search(masked, at, end)
    words = masked[at : verb.start()] if verb else ""
    if words.count(" ") < 5 and people_in(words):
        return Subject(at, at + len(words.rstrip()))  # "Fast-food workers marched"
    plain = _PLAIN.match(masked, at, end)
    return Subject(*plain.span(1)) if plain else None


_ON_A_DAY = Pattern(r"(?:On|By|In)\s(?:\w+day|\d{1,2}\s[A-Z][a-z]+|[A-Z][a-z]+\s\d{1,2}|\d{4})(?:\s\d{4})?\s")


# "OSLO, Norway – Several bakers"
_DATELINE = Pattern(r"[A-Z]{3,}[^–—-]{0,50}\s?(?:——|(?:--|[–—-])\s)")


def _past_adverbials(masked: str, start: int, end: int) -> int:
    """Go past what opens a sentence before its subject: "On Monday, in Lund, the union", "On 17 November the union"."""
    at = line.end() if (line := _DATELINE.match(masked, start, end)) else start
    at = opener.end() if (opener := _OPENERS.match(masked, at, end)) else at
    at = day.end() if (day := _ON_A_DAY.match(masked, at, end)) else at
    while _PREPOSITION.match(masked, at, end) and (comma := masked.find(", ", at, min(end, at + 120))) > 0:
        at = comma + 2
    return at


def _office_holder(cast: Cast, naming: Naming) -> Subject | None:
    """ "Bakers Union President Ana Ruiz wrote": the person, not the body whose office it is."""
    near = cast.between(naming.end, naming.end + 60)
    people = ((one, cast.members[one.actor_id].roles) for one in near if one.kind == "person" and one.actor_id)
    held = (one for one, roles in people if any(r.start <= naming.start and r.end + 1 == one.start for r in roles))
    return next((Subject(one.start, one.end) for one in held), None)
