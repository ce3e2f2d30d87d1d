"""Who acts in a clause: its subject, named, described ("the union", "producers") or meant by a pronoun.

In "the union asked the labour board" the union acts, though only the board is named; whom `by` names acts before all.
"The mill said it will close" tells of the mill, and so does "the union said the mill will close". Left alone: names
that stand beside the subject only ("talks with Kaiser").
"""

import re

from kaiser_data.extract.actors import descriptions as reference
from kaiser_data.extract.actors.gazetteer import TRADES
from kaiser_data.extract.actors.text_actors import Naming
from kaiser_data.extract.document import source_of
from kaiser_data.extract.events.mentions import Telling
from kaiser_data.extract.events.parties import EMPLOYER, UNION, Scene
from kaiser_data.extract.grammar.words import cue_words
from kaiser_data.lexicon import mapping, prefix_tree

_BESIDE = (" at", " against", " with", " to", " from", " for", " in", " outside", " on", " between", " near")
_BY = re.compile(r"(?:(?:,?\s+\w+ed|\s+out|\s+\w+ly){0,3}\s+by|(?<=\sby))\s+(?:the\s+|its\s+)?")
_AND = re.compile(r"\s+and\s+")
_OWNER = re.compile(r"[’']s?\s+[A-Z]")
_SAYS = prefix_tree(cue_words("say", "that", form="past") | cue_words("say", "that", form="s"))
# "The mill said it will close": who speaks acts.
_SAID = re.compile(rf"\b{_SAYS}\s+(?:\w+day\s+)?(?:that\s+)?(?!it\b|they\b|to\b)")
# So many characters into a clause a described subject may begin.
_OPENING = 60
_KINDS = {noun: kind for noun, kind in mapping("descriptions", "kind").items() if kind in (*UNION, *EMPLOYER)}
_KINDS |= dict.fromkeys(TRADES, "union")
_PLURALS = prefix_tree(noun for noun in _KINDS if noun.endswith("s"))
# "The union", "its parent company", "Producers gave some ground in recent negotiations".
_PARTY = re.compile(
    rf"\b((?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[\w-]+\s+){{0,2}}?(?:{prefix_tree(_KINDS)})|(?i:{_PLURALS}))(?![\w’'-])"
)
_PHRASE = re.compile(
    r"(?:\A|\b)([Ww]e|[Ii]t|[Tt]hey|[Ss]?[Hh]e|[Mm]anagement|[Ee]mployers|(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[\w’-]+\s+){0,2}?[\w’-]+)"
    r"(?:\s+(?:had|has|have|was|were|is|are|will|would|also|then|again|later|\w+ly)){0,3}\s*\Z"
)


def acting(scene: Scene, tellings: list[Telling]) -> tuple[str, bool, str]:
    """Give the first actor that a clause has for its subject, whether it is named, and its kind."""
    members = scene.cast.members
    for telling in tellings:
        subject, is_named = _subject(scene, telling)
        if subject:
            return subject, is_named, members[subject].kind if subject in members else ""
    return "", False, ""


def _subject(scene: Scene, telling: Telling) -> tuple[str, bool]:
    """Give the actor named in the words before the verb, or whom they mean ("the union"), and whether it is named."""
    if (agent := _agent(scene, telling)) and telling.type != "other":
        return agent, True
    text, (start, end) = scene.text, _before_verb(scene, telling)
    named = _named(scene, start, end)
    is_body = mapping("event_types", "acts")[telling.type] == "body"
    first = next((n for n in (named[::-1] if is_body else named) if _may_act(text, n.start, n.end)), None)
    party = None if is_body else _first_party(text, start, end)
    if first and (not party or party.end() + 2 >= first.start):
        return scene.part_of(first), True
    phrase = party or (None if named else _PHRASE.search(text, start, telling.trigger.start))
    return _described(scene, telling, phrase) if phrase else "", False


def _named(scene: Scene, start: int, end: int) -> list[Naming]:
    return [n for n in scene.cast.between(start, end) if n.actor_id and n.kind not in ("press", "place")]


def _first_party(text: str, start: int, end: int) -> re.Match | None:
    """Find "the union", "its parent company" where a clause opens."""
    parties = _PARTY.finditer(text, start, min(end, start + _OPENING))
    return next((party for party in parties if _may_act(text, *party.span())), None)


def _may_act(text: str, start: int, end: int) -> bool:
    """Tell whether a noun is a subject: it neither owns one ("the mayor’s Housing Authority") nor stands beside it."""
    before = text[max(0, start - 12) : start].rstrip(" the")
    return not (_OWNER.match(text, end) or before.endswith(_BESIDE))


def _agent(scene: Scene, telling: Telling) -> str:
    """Give whom a clause names after `by`: "a strike called by the Steelworkers"."""
    last = telling.trigger.last
    naming = next(iter(_named(scene, last, min(telling.end, last + 60))), None)
    return scene.part_of(naming) if naming and _BY.fullmatch(scene.text, last, naming.start) else ""


def _before_verb(scene: Scene, telling: Telling) -> tuple[int, int]:
    """Give where the subject stands: who speaks of an event is not who acts, who is named first of two acts."""
    trigger, start = telling.trigger, telling.start
    end = trigger.start if trigger.noun[0] > start + 3 else trigger.first
    start = telling.sentence[0] if trigger.first - start < 4 else start
    joined = next(scene.cast.before(start, 1), None)
    if joined and _AND.fullmatch(scene.text, joined.end, start):
        start = joined.start  # "Norlink and the pilots’ guild will meet"
    return max([start, *(said.end() for said in _SAID.finditer(scene.text, start, end))]), end


def _described(scene: Scene, telling: Telling, phrase: re.Match) -> str:
    """Give whom a pronoun or a description means as the subject of a clause."""
    words = phrase[1].lower()
    if telling.type == "unfair_labor_practice_charge" and words in ("it", "they"):
        return ""
    sides = {"union": scene.union, "coalition": scene.union, "employer": scene.employer}
    if words in ("we", "our"):
        return sides.get(source_of(scene.doc).kind, "")
    meant = reference.resolve(scene.doc, phrase.start(1), phrase.end(1))
    if not meant:
        return sides.get(_KINDS.get(words.split()[-1], ""), "")
    member = scene.cast.members.get(meant)
    # "The company" is the one of the dispute, whoever else was named last.
    return scene.employer if member and member.kind == "employer" and words.startswith("the") else meant
