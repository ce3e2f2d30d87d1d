"""Who is the subject of a clause that tells an event, named or described.

In "the union asked the labour board" the union acts, though only the board is named; whom `by` names acts before all,
and "the union said the mill will close" tells of the mill.
"""

import re

from kaiser_data.extract.actors import descriptions as reference
from kaiser_data.extract.actors.gazetteer import TITLES, TRADES
from kaiser_data.extract.actors.text_actors import Naming
from kaiser_data.extract.document import source_of
from kaiser_data.extract.events.cases import Telling
from kaiser_data.extract.events.parties import EMPLOYER, UNION, PartiesInText
from kaiser_data.extract.grammar.clauses import has_finite_verb
from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.extract.grammar.words import cue_words
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms

# "against", "with the", "with Labour Minister"
_BESIDE = Pattern(
    lambda: (
        r"\s(?:between(?:\s[^.;]{1,60}(?:,|\sand))?(?:\sthe)?|(?:at|against|with|to|from|for|in|outside|on|near)(?:\sthe)?)"
        rf"(?:\s(?:[A-Z]\w+\s){{0,2}}{prefix_tree(TITLES)}\.?)?\s*\Z"
    )
)
_BY = Pattern(r"(?:(?:,?\s+\w+ed|\s+out|\s+\w+ly){0,3}\s+by|(?<=\sby))\s+(?:the\s+|its\s+)?")
AND = re.compile(r"\s+and\s+")
_OWNER = re.compile(r"[’']s?\s+[A-Z]")
_SAYS = prefix_tree(cue_words("say", "that", form="past") | cue_words("say", "that", form="s"))
# "The mill said it will close": who speaks acts.
_SAID = Pattern(rf"\b{_SAYS}\s+(?!(?:\w+day\s+)?(?:that\s+)?(?:it|they|to)\b)(?:\w+day\s+)?(?:that\s+)?")
_SAYS_AFTER = Pattern(rf"[^.,;:]*,?[”\"]?\s+{_SAYS}\s+(?:the\s+)?")
# "At rival Ostrin Air, the ministry …"
_FRONTED = Pattern(
    lambda: rf"(?i:{any_of('function_words', **{'class': 'preposition'})})\s(?:[^,;“”]|,(?=\d)){{2,140}},\s+"
)
# So many characters into a clause a described subject may begin.
_OPENING = 60
_KINDS = {noun: kind for noun, kind in mapping("descriptions", "kind").items() if kind in (*UNION, *EMPLOYER)}
_KINDS |= dict.fromkeys(TRADES, "union")
SIDE_FINDER = TermFinder(_KINDS.items())
_STAFF_FINDER = TermFinder((noun, noun) for noun in TRADES | terms("telling_words", kind="members"))
# "the mill workers", "the mill night workers"
_TO_STAFF = re.compile(r"\s+(?:[a-z-]+\s+)?")
# "The union", "its parent company", "Producers gave some ground in recent negotiations".
_DETERMINED = re.compile(r"(?:\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[\w-]+\s+){0,2})?\Z")
_PHRASE = Pattern(
    r"(?:\A|\b)([Ww]e|[Ii]t|[Tt]hey|[Ss]?[Hh]e|[Mm]anagement|[Ee]mployers|(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[\w’-]+\s+){0,2}?[\w’-]+)"
    r"(?:\s+(?:had|has|have|was|were|is|are|will|would|also|then|again|later|\w+ly)){0,3}\s*\Z"
)


def acting(parties: PartiesInText, tellings: list[Telling]) -> tuple[str, bool, str]:
    """Give the first actor that a clause has for its subject, whether it is named, and its kind."""
    told = (_subject(parties, telling) for telling in tellings)
    return next(((*one, parties.cast.members[one[0]].kind) for one in told if one[0]), ("", False, ""))


def _subject(parties: PartiesInText, telling: Telling) -> tuple[str, bool]:
    """Give the actor named in the words before the verb, or whom they mean ("the union"), and whether it is named."""
    if (agent := agent_of(parties, telling)) and telling.type != "other":
        return agent, True
    text, (start, end) = parties.text, _before_verb(parties, telling)
    acts = mapping("event_types", "acts")[telling.type]
    is_body, aside = acts == "body", "" if acts == "employer" else "press"  # who reports on others may lay off
    named = _named(parties, start, end, aside)
    first = next((n for n in (named[::-1] if is_body else named) if _may_act(text, n.start, n.end)), None)
    party = None if is_body else _first_party(text, start, end)
    if first and (not party or party[1] + 2 >= first.start):
        return parties.part_of(first), True
    if not party and not named and (phrase := _PHRASE.search(text, start, telling.trigger.start)):
        party = phrase.span(1)
    speaker = _speaker_after(parties, telling, named)
    return speaker or _described(parties, telling, party), False


def _speaker_after(parties: PartiesInText, telling: Telling, named: list[Naming]) -> str:
    """Give the employer who tells what becomes of a workplace: "The mill will close, said Norlink in a statement"."""
    last = telling.trigger.last
    after = [] if named or telling.type != "other" else _named(parties, last, last + _OPENING)[:1]
    told = (n for n in after if n.kind == "employer" and _SAYS_AFTER.fullmatch(parties.text, last, n.start))
    return next((naming.actor_id for naming in told), "")


def _named(parties: PartiesInText, start: int, end: int, aside: str = "press") -> list[Naming]:
    return [n for n in parties.cast.between(start, end) if n.actor_id and n.kind not in (aside, "place")]


def _first_party(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find "the union", "its parent company" where a clause opens."""
    for at, last, _ in SIDE_FINDER.find_each(text, start, min(end, start + _OPENING)):
        opens = _DETERMINED.search(text, start, at).start()
        is_told = (opens < at or text[last - 1] == "s") and not text.startswith(("’", "'", "-"), last)
        if is_told and _may_act(text, opens, last):
            return opens, last
    return None


def _may_act(text: str, start: int, end: int) -> bool:
    """Tell whether a noun is a subject, not beside one nor its owner: "the mayor’s Housing Authority"."""
    staff = next(_STAFF_FINDER.find_each(text, end, end + _OPENING), None)
    is_staffed = staff and _TO_STAFF.fullmatch(text, end, staff[0])
    return not (_OWNER.match(text, end) or is_staffed or _BESIDE.search(text, max(0, start - 100), start))


def agent_of(parties: PartiesInText, telling: Telling) -> str:
    """Give whom a clause names after `by`: "a strike called by the Steelworkers"."""
    trigger, last = telling.trigger, telling.trigger.last
    if "offer" in trigger.classes and trigger.noun[0] > trigger.start:
        return ""  # "the pilots rejected an offer by the mediator"
    naming = next(iter(_named(parties, last, min(telling.end, last + 60))), None)
    return parties.part_of(naming) if naming and _BY.fullmatch(parties.text, last, naming.start) else ""


def _before_verb(parties: PartiesInText, telling: Telling) -> tuple[int, int]:
    """Give where the subject stands: who speaks of an event is not who acts, who is named first of two acts."""
    trigger, start = telling.trigger, telling.start
    end = trigger.start if trigger.noun[0] > start + 3 else trigger.first
    has_none = trigger.first - start < 4 or has_finite_verb(parties.text[start:end].partition(" ")[0])
    start = telling.sentence[0] if has_none else start
    named = next(parties.cast.before(start, 1), None)
    for first, last in filter(None, (named and named[:2], _first_party(parties.text, telling.sentence[0], start))):
        is_owner = last + 2 >= start and parties.text.startswith(("which ", "who "), start)  # "Norlink, which …"
        if is_owner or AND.fullmatch(parties.text, last, start):
            start = first  # "Norlink and the pilots’ guild will meet", "The mill and the pilots’ guild"
    fronted = _FRONTED.match(parties.text, start, end)
    start = fronted.end() if fronted and fronted.end() < end else start
    return max([start, *(said.end() for said in _SAID.finditer(parties.text, start, end))]), end


def _described(parties: PartiesInText, telling: Telling, party: tuple[int, int] | None) -> str:
    """Give whom a pronoun or a description means as the subject of a clause."""
    if not party:
        return ""
    words = parties.text[slice(*party)].lower()
    if telling.type == "unfair_labor_practice_charge" and words in ("it", "they"):
        return ""
    sides = {"union": parties.union, "coalition": parties.union, "employer": parties.employer}
    if words in ("we", "our"):
        return sides.get(source_of(parties.doc).kind, "")
    meant = reference.resolve(parties.doc, *party)
    if not meant:
        return sides.get(_KINDS.get(words.split()[-1], ""), "")
    # "The company" is the one of the dispute, whoever else was named last, but no association.
    is_own = parties.cast.members[meant].kind == "employer" and words.startswith(("the", "management"))
    return parties.employer if is_own and not parties.name_of(parties.employer).islower() else meant
