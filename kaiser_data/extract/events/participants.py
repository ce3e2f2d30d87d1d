"""Who acts in an event, against whom, and where.

In "Kaiser refused a routine 30-day contract extension" the subject acts and the union is the other side; in "600
midwives … conducted a one-day strike at Kaiser facilities" the workers act, so their union does, and the employer is
the target. Which side acts is a matter of the type (workers strike, employers lay off) and of the subject. Where a
clause names no union, the one that the text is about is meant. Left alone: people whom no name stands for.
"""

import re
from itertools import chain
from typing import NamedTuple

from kaiser_data.extract.actors import descriptions as reference
from kaiser_data.extract.actors.gazetteer import TRADES
from kaiser_data.extract.actors.text_actors import is_site
from kaiser_data.extract.document import source_of
from kaiser_data.extract.events.cases import Case
from kaiser_data.extract.events.mentions import Telling
from kaiser_data.extract.events.parties import EMPLOYER, UNION, Scene, is_faced, is_outside
from kaiser_data.extract.events.places import find_place
from kaiser_data.extract.grammar.words import cue_words
from kaiser_data.lexicon import mapping, prefix_tree, terms

_BESIDE = (" at", " against", " with", " to", " from", " for", " in", " outside", " on", " between", " near")
_BETWEEN = re.compile(r"\bbetween\s([^.;]{3,80}?)\sand\s")
_BY = re.compile(r"(?:,?\s+\w+ed|\s+out|\s+\w+ly){0,3}\s+(?:by\s+)?(?:the\s+|its\s+)?")


class Roles(NamedTuple):
    """The ids of who acts and who is acted on, the place, and a line for a chart."""

    actor_id: str
    target_id: str
    place: str


class Parties(NamedTuple):
    """The union and the employer of an event, and the subject of its clause: its id, whether it is named, its kind."""

    union: str
    employer: str
    subject: str
    is_named: bool
    what: str


def find_roles(scene: Scene, case: Case, home: list[str], is_main: bool) -> Roles:
    """Find the actor, target and place of an event; `home` is where the text's dispute is."""
    # What is dated tells the event; a headline only names it.
    told = sorted(case.recent(), key=lambda other: (other.label == "headline", not other.when.value, other.start))
    actor, target = _SIDES[mapping("event_types", "acts")[case.type]](scene, case.type, told, _parties(scene, told))
    if not is_main and actor == scene.union and (group := _group(scene, told[0])):
        actor = group
    return Roles(actor, target if target != actor else "", find_place(scene, case, actor, home))


def _parties(scene: Scene, told: list[Telling]) -> Parties:
    stretches = [(t.start, t.end) for t in told] + [t.sentence for t in told]
    union, employer = scene.union_in(stretches), scene.employer_in(stretches[: len(told)])
    if scene.union and not union and not employer and _are_others(scene, told[0]):
        return Parties("", "", *_acting(scene, told))
    union = union or scene.union_before(told[0].start) or scene.union
    own = scene.employer if union == scene.union else ""
    employer = _facing(scene, stretches, union) or own or employer or scene.employer
    return Parties(union, employer, *_acting(scene, told))


def _are_others(scene: Scene, telling: Telling) -> bool:
    """Tell whether those who act are people of whom the text speaks only once: "Public educators … have voted"."""
    words = scene.text[telling.sentence[0] : telling.trigger.first].lower().split()[:3]
    noun = next(
        (word for word in words if word.endswith("s") and word[:-1] in terms("person_nouns", kind="person")), ""
    )
    return bool(noun) and scene.lowered.count(noun[:-1]) == 1


def _of_union(scene: Scene, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Workers strike, vote and sign, so their union does."""
    if kind == "picket" and scene.union:
        return scene.union, who.employer
    if kind in ("bargaining", "tentative_agreement") and _first_between(scene, told) in EMPLOYER:
        return who.employer, who.union
    return who.union, who.employer


def _of_employer(scene: Scene, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Employers lay off and lock out: of a text's own dispute its workers, else those whom the clause names."""
    is_own = kind == "lockout" or who.employer == scene.employer
    return who.employer, _group(scene, told[0]) or (who.union if is_own else "")


def _of_either(scene: Scene, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Either side sues, reports, bargains: the subject decides."""
    if who.what == "employer":
        return who.subject, who.union
    if who.what == "government" and kind in ("lawsuit", "unfair_labor_practice_charge"):
        return (who.employer, who.union) if kind == "lawsuit" else (who.subject, who.employer)
    if kind == "report":
        return who.subject, (who.employer if who.what in UNION else "")
    if kind == "other":
        if who.subject:
            return who.subject, who.employer
        return (who.union, who.employer) if told[0].trigger.sense == "begin" else (who.employer, who.union)
    if kind == "bargaining" and not who.is_named and _WITH_WORKERS.match(scene.text, told[0].trigger.noun[1]):
        return who.employer, who.union
    if kind == "lawsuit" and who.what not in UNION:
        return who.employer, who.union
    return _of_union(scene, kind, told, who)


def _first_between(scene: Scene, told: list[Telling]) -> str:
    """Give the kind of whom "talks between unions and the company" names first."""
    for telling in told:
        if between := _BETWEEN.search(scene.text, telling.start, telling.end):
            named = [
                n.kind for n in scene.cast.between(between.start(1), between.end(1)) if n.kind in (*UNION, *EMPLOYER)
            ]
            words = (mapping("descriptions", "kind").get(word) for word in between[1].lower().split())
            return next(chain(named, (kind for kind in words if kind in (*UNION, *EMPLOYER))), "")
    return ""


def _of_outsider(scene: Scene, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Police arrest, parliaments legislate: whom the clause names."""
    if kind == "arrest":
        police = _agent(scene, told[0]) or who.subject
        return (police if police != scene.union else ""), _group(scene, told[0]) or who.union
    if who.is_named and who.what in ("government", "person", "employer", "union", "coalition", "group"):
        return who.subject, who.union if who.what == "employer" else ""
    named = scene.cast.between(told[0].start, told[0].end)
    return next((naming.actor_id for naming in named if naming.kind == "government"), ""), ""


def _of_body(scene: Scene, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """What is founded, split or honoured acts itself."""
    subject = who.subject or _body(scene, told[0]) or (_site(scene, told[0]) if kind == "certification" else "")
    return subject, (_second(scene, told[0], subject) if kind == "split" else "")


_SIDES = {
    "union": _of_union,
    "employer": _of_employer,
    "either": _of_either,
    "outsider": _of_outsider,
    "body": _of_body,
}


def _facing(scene: Scene, stretches: list[tuple[int, int]], union: str) -> str:
    """Give whom a clause has after `against` or `with`: "talks between the miners and the Chamber of Mines"."""
    members = scene.cast.members
    for start, end in stretches:
        for naming in scene.cast.between(start, end):
            is_party = naming.kind in ("employer", "government", "group") and naming.actor_id not in (union, "")
            if is_party and is_faced(scene.text, naming):
                member = members.get(naming.actor_id)
                if member and member.side != "worker" and not is_outside(member):
                    return member.member_of if is_site(member.name) and member.member_of in members else naming.actor_id
    return ""


def _acting(scene: Scene, tellings: list[Telling]) -> tuple[str, bool, str]:
    """Give the first actor that a clause has for its subject, whether it is named, and its kind."""
    members = scene.cast.members
    for telling in tellings:
        subject, is_named = _subject(scene, telling)
        if subject:
            return subject, is_named, members[subject].kind if subject in members else ""
    return "", False, ""


def _subject(scene: Scene, telling: Telling) -> tuple[str, bool]:
    """Give the actor named in the words before the verb, or whom they mean ("the union"), and whether it is named."""
    text, (start, end) = scene.text, _before_verb(telling)
    if (agent := _agent(scene, telling)) and telling.type != "other":
        return agent, True
    joined = next(scene.cast.before(start, 1), None)
    if joined and _AND.fullmatch(text, joined.end, start):
        start = joined.start  # "Norlink and the pilots’ guild will meet": who is named first acts
    for said in _SAID.finditer(text, start, end):
        # "the union said the system had halted bargaining": who speaks is not who acts.
        start = said.end()
    named = [n for n in scene.cast.between(start, end) if n.actor_id and n.kind not in ("press", "place")]
    if mapping("event_types", "acts")[telling.type] == "body":
        named = named[::-1]
    for naming in named:
        if _OWNER.match(text, naming.end):
            continue  # "the mayor’s Housing Authority": what is owned acts
        if not text[max(0, naming.start - 12) : naming.start].rstrip(" the").endswith(_BESIDE):
            return scene.part_of(naming), True
    if named:
        return "", False
    phrase = _PHRASE.search(text, start, telling.trigger.start)
    return (_described(scene, telling, phrase) if phrase else _bare(scene, start, telling)), False


def _bare(scene: Scene, start: int, telling: Telling) -> str:
    """Give the side of a plural that opens a clause: "Producers gave some ground in recent negotiations"."""
    words = scene.text[start : telling.trigger.start].lower().split()[:4]
    kinds = mapping("descriptions", "kind")
    for word in words:
        if word in TRADES or kinds.get(word) in UNION:
            return scene.union
        if word.endswith("s") and kinds.get(word) in EMPLOYER:
            return scene.employer
    return ""


def _described(scene: Scene, telling: Telling, phrase: re.Match) -> str:
    """Give whom a pronoun or a description means as the subject of a clause."""
    words = phrase[1].lower()
    if telling.type == "unfair_labor_practice_charge" and words in ("it", "they"):
        return ""
    if words in ("we", "our"):
        kind = source_of(scene.doc).kind
        return {"union": scene.union, "employer": scene.employer}.get(kind, "")
    meant = reference.resolve(scene.doc, phrase.start(1), phrase.end(1))
    member = scene.cast.members.get(meant)
    # "The company" is the one of the dispute, whoever else was named last.
    return scene.employer if member and member.kind == "employer" and words[:3] == "the" else meant


def _agent(scene: Scene, telling: Telling) -> str:
    """Give whom a clause names after `by`: "a strike called by the Steelworkers"."""
    last = telling.trigger.last
    named = scene.cast.between(last, min(telling.end, last + 60))
    naming = next((n for n in named if n.actor_id and n.kind not in ("press", "place")), None)
    if not naming or not _BY.fullmatch(scene.text, last, naming.start):
        return ""
    return scene.part_of(naming) if " by " in scene.text[last - 4 : naming.start] else ""


_STAFF = prefix_tree(terms("telling_words", kind="members") - {"members", "membership"})
_WITH_WORKERS = re.compile(rf"\s+with\s+(?:the\s+|its\s+|their\s+|our\s+)?(?:\w+\s+)?(?:unions?|{_STAFF})\b")
_AND = re.compile(r"\s+and\s+")
_OWNER = re.compile(r"[’']s?\s+[A-Z]")


def _before_verb(telling: Telling) -> tuple[int, int]:
    trigger, start = telling.trigger, telling.start
    first = trigger.first
    end = trigger.start if trigger.noun[0] > start + 3 else first
    return telling.sentence[0] if first - start < 4 else start, end


_SAYS = prefix_tree(cue_words("say", "that", form="past") | cue_words("say", "that", form="s"))
_SAID = re.compile(rf"\b{_SAYS}\s+(?:\w+day\s+)?(?:that\s+)?")
_PHRASE = re.compile(
    r"(?:\A|\b)([Ww]e|[Ii]t|[Tt]hey|[Ss]?[Hh]e|[Mm]anagement|[Ee]mployers|(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s+(?:[\w’-]+\s+){0,2}?[\w’-]+)"
    r"(?:\s+(?:had|has|have|was|were|is|are|will|would|also|then|again|later|\w+ly)){0,3}\s*\Z"
)


def _group(scene: Scene, telling: Telling) -> str:
    """Give the group of workers that a clause itself counts, where it names no union."""
    named = scene.cast.between(telling.start, telling.end)
    if any(naming.kind in UNION for naming in named):
        return ""
    return next((n.actor_id for n in named if n.kind == "group" and n.start < telling.trigger.end), "")


def _body(scene: Scene, telling: Telling) -> str:
    """Find the body that "such a committee was built" means: the one named last whose name has the noun."""
    cast, noun = scene.cast, scene.text[slice(*telling.trigger.noun)].lower()
    near = [*cast.before(telling.end, 60), *cast.between(telling.end, telling.end + 400)]
    named = [naming for naming in near if naming.actor_id in cast.members]
    return next((n.actor_id for n in named if noun in cast.members[n.actor_id].name.lower().split()), "")


def _site(scene: Scene, telling: Telling) -> str:
    """Find the site that its town stands for: "Downey achieved Magnet designation"."""
    members = scene.cast.members.values()
    for naming in scene.cast.between(telling.start, telling.trigger.start):
        town = scene.text[naming.start : naming.end] if naming.kind == "place" else ""
        found = (member.actor_id for member in members if town and town in member.name.split() and is_site(member.name))
        if site := next(found, ""):
            return site
    return ""


def _second(scene: Scene, telling: Telling, subject: str) -> str:
    named = scene.cast.between(telling.start, telling.end)
    return next((n.actor_id for n in named if n.kind in UNION and n.actor_id != subject), "")
