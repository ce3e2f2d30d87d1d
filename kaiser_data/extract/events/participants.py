"""Who acts in an event, against whom, and where.

In "Kaiser refused a routine 30-day contract extension" the subject acts and the union is the other side; in "600
midwives … conducted a one-day strike at Kaiser facilities" the workers act, so their union does, and the employer is
the target. Which side acts is a matter of the type (workers strike, employers lay off) and of the subject. Where a
clause names no union, the one that the text is about is meant. Left alone: people whom no name stands for.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.extract.actors.name_context import employs, is_faced
from kaiser_data.extract.actors.text_actors import Naming, is_force, is_outside, is_site, whole_of
from kaiser_data.extract.events.acting import AND, SIDE_FINDER, acting, agent_of
from kaiser_data.extract.events.cases import Case, Telling
from kaiser_data.extract.events.parties import EMPLOYER, UNION, PartiesInText
from kaiser_data.extract.events.places import find_place, home_of, town_of
from kaiser_data.lexicon import Pattern, any_of, mapping, prefix_tree, terms

_BETWEEN = re.compile(r"\bbetween\s([^.;]{3,140}?)\sand\s([^.;]{3,50})")
_REFUSES = any_of("telling_words", kind="refusal")
_WITH = Pattern(rf"\b(?:with|{_REFUSES}(?=\s(?:an?|its|the|their)\s))\s+((?:[\w’'-]+\s+){{0,5}}[\w’'-]+)")
# Of whom a clause speaks where it does not name them: "dismissed twenty employees", "police on the strikers".
_MEMBERS, _STRIKES = terms("telling_words", kind="members"), terms("event_nouns", **{"class": "strike"})
_WORKERS = Pattern(lambda: rf"\b(?:unions?|strikers?|police|them|{prefix_tree(_MEMBERS | _STRIKES)})\b", re.IGNORECASE)
_STRIKE = Pattern(lambda: rf"\b{prefix_tree(_STRIKES)}\b", re.IGNORECASE)
_BECAUSE = re.compile(r"\b(?:after|amid|as|because|due\s+to|following|owing\s+to|since|when)\s+")
_REFUSER = Pattern(rf"{_BECAUSE.pattern}((?:[\w’'-]+\s+){{1,5}}?){_REFUSES}\b")
_SIDES = {"union": "union", "coalition": "union", "group": "union", "employer": "employer"}
_TAKEN = Pattern(r"[’']s?\s+|.{0,60}\b(?:be|been|being|is|was)\s+(?:\w+ly\s+)?", re.DOTALL)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:also\s+|\w+ly\s+)?\Z")
_NEXT = re.compile(r"\s(?:[a-z-]+\s){0,2}")  # "fired shop steward Ana Ruiz"
_OBJECT = Pattern(r"\s+(?:(?!by\s)[\w’'-]+\s+){0,6}?(?:[\w’'-]+,\s+)?")


class Roles(NamedTuple):
    """The ids of who acts and who is acted on, and the place."""

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


def find_roles(doc: Doc, cases: list[Case]) -> Iterator[Roles]:
    """Find the actor, target and place of each event of a text."""
    parties = PartiesInText(doc)
    home = home_of(parties, cases)
    town = town_of(parties, cases, home)
    main: dict[str, Case] = {}
    for case in sorted(cases, key=lambda case: -len(case.tellings)):
        main.setdefault(case.type, case)
    for case in cases:
        is_main = main[case.type] is case and (len(case.tellings) > 1 or case.tellings[0].start < 1000)
        yield _roles(parties, case, home, town, is_main)


def _roles(parties: PartiesInText, case: Case, home: list[str], town: list[str], is_main: bool) -> Roles:
    """`home` is where the text's dispute is, no other."""
    # What is dated tells the event; a headline only names it.
    told = sorted(case.recent(), key=lambda other: (other.label == "headline", not other.when.value, other.start))
    actor, target = _ROLES[mapping("event_types", "acts")[case.type]](parties, case.type, told, _parties(parties, told))
    if not is_main and actor == parties.union and (group := _group(parties, told[0])):
        actor = group
    is_boss = actor in parties.cast.members and parties.cast.members[actor].kind == "employer"
    is_apart = actor in parties.others and (is_boss or target not in ("", parties.employer))
    place = find_place(parties, case, actor, [] if is_apart else home, [] if is_apart else town)
    return Roles(actor, target if target != actor else "", place)


def _parties(parties: PartiesInText, told: list[Telling]) -> Parties:
    stretches = [(_opening(parties, t.start), t.end) for t in told] + [t.sentence for t in told]
    union = parties.first_in(parties.unions, stretches)
    employer = parties.first_in(parties.employers, stretches[: len(told)])
    if parties.union and not union and not employer and _are_others(parties, told[0]):
        return Parties("", "", *acting(parties, told))
    union = union or parties.union_before(told[0].start) or parties.union
    own = parties.employer if union == parties.union else ""
    employer = _facing(parties, stretches, union) or own or employer or parties.employer_of(union, told[0].start)
    return Parties(union, employer, *acting(parties, told))


def _opening(parties: PartiesInText, start: int) -> int:
    joined = next(parties.cast.before(start, 1), None)  # "The Porters Union and | the cooks struck"
    return joined.start if joined and AND.fullmatch(parties.text, joined.end, start) else start


def _are_others(parties: PartiesInText, telling: Telling) -> bool:
    """Tell whether those who act are people of whom the text speaks only once: "Public educators … have voted"."""
    words = parties.text[telling.sentence[0] : telling.trigger.first].lower().split()[:3]
    people = {f"{noun}s" for noun in terms("person_nouns", kind="person")}
    people -= terms("event_nouns", **{"class": "strikers"}) | terms("telling_words", kind="members")
    noun = next((word[:-1] for word in words if word in people), "")
    return bool(noun) and telling.type not in ("bargaining", "tentative_agreement") and parties.lowered.count(noun) == 1


def _of_union(parties: PartiesInText, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Workers strike, vote and sign, so their union does."""
    return (parties.union if kind == "picket" else "") or who.union, who.employer


def _of_talks(parties: PartiesInText, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Of two who talk the first acts, or who talks with the other side, the subject, who refuses."""
    boss = parties.cast.members.get(who.subject) if who.is_named else None
    if boss and boss.side not in ("union", "worker") and (boss.kind == "employer" or not is_outside(boss)):
        return who.subject, who.union
    clauses, sentences = [(told[0].start, told[0].end)], [telling.sentence for telling in told]
    first = _first_told(parties, _BETWEEN, sentences) or (who.what if who.is_named else "")
    first = first or {"union": "employer", "employer": "union"}.get(_first_told(parties, _WITH, clauses)) or who.what
    first = first or _first_told(parties, _REFUSER, sentences)
    first = first or (_first_told(parties, _BETWEEN, [(0, len(parties.text))]) if kind == "bargaining" else "")
    return (who.employer, who.union) if first in EMPLOYER else (who.union, who.employer)


def _first_told(parties: PartiesInText, pattern: re.Pattern, stretches: list[tuple[int, int]]) -> str:
    """Give the side of whom "talks between unions and the company" names first, if the other comes after."""
    found = (told for start, end in stretches for told in pattern.finditer(parties.text, start, end))
    sides = ([_side_told(parties, *told.span(group + 1)) for group in range(pattern.groups)] for told in found)
    return next((told[0] for told in sides if all(told) and len({*told}) == len(told)), "")


def _side_told(parties: PartiesInText, start: int, end: int) -> str:
    """Give the side, "union" or "employer", of whom words first name or describe: "its pilots", "the company"."""
    named = [(naming.start, naming.kind) for naming in parties.cast.between(start, end) if naming.kind in _SIDES]
    described = [(word[0], word[2]) for word in SIDE_FINDER.find_each(parties.text, start, end)]
    return _SIDES[min(named + described)[1]] if named or described else ""


def _of_employer(parties: PartiesInText, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Employers lay off and lock out: of a text's own dispute its workers, else those whom the clause names."""
    named = parties.first_in(parties.employers, [(told[0].start, told[0].end)]) or who.employer
    actor = who.subject if who.what in ("employer", "press") else named
    is_own = kind == "lockout" or actor in ("", parties.employer) or parties.cast.members[actor].side != "employer"
    return actor, _taken(parties, told[0]) or _group(parties, told[0]) or (who.union if is_own else "")


def _of_either(parties: PartiesInText, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Either side sues, reports, bargains: the subject decides."""
    first = told[0]
    if who.what == "government" and kind in ("lawsuit", "unfair_labor_practice_charge"):
        is_strike = _STRIKE.search(parties.text, *first.sentence)
        side = "union" if is_strike else _side_told(parties, first.trigger.last, first.end)
        return who.subject, who.union if side == "union" else who.employer
    named = parties.cast.before(first.trigger.start) if first.trigger.word.startswith("appeal") else ()
    if who.subject and (judges := [naming.actor_id for naming in named if naming.kind == "government"]):
        return who.subject, judges[0]
    if kind == "lawsuit":
        return _of_suit(parties, first, who)
    if who.what == "employer":
        return who.subject, who.union
    if kind == "report":
        return who.subject, (who.employer if who.what in UNION else "")
    return _of_union(parties, kind, told, who)


def _of_suit(parties: PartiesInText, telling: Telling, who: Parties) -> tuple[str, str]:
    """Who sues acts; who "was fined" by nobody named is the target."""
    trigger = telling.trigger
    is_passive = _PASSIVE.search(parties.text, telling.start, trigger.start) and not trigger.word.endswith("ing")
    if is_passive and who.subject and not agent_of(parties, telling):
        return "", who.subject
    employer = who.subject if who.what == "employer" else who.employer
    return (who.union, employer) if who.what in UNION else (employer, who.union)


def _of_deed(parties: PartiesInText, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Whoever closes a plant or calls the police acts, on workers only where the clause speaks of them."""
    actor, trigger = who.subject or (who.union if told[0].trigger.sense == "begin" else who.employer), told[0].trigger
    member = parties.cast.members.get(actor)
    is_theirs = member and member.side in ("union", "worker")
    is_passive = trigger.term.startswith("be ") or trigger.term.endswith((" for", " over"))
    if who.subject and (is_passive or who.subject == _taken(parties, told[0])):
        agent = next((n.actor_id for n in parties.cast.between(trigger.last, trigger.last + 6)), "")
        return agent or (who.employer if is_theirs else ""), who.subject  # "Ostrin Mills was bought by Norlink"
    return actor, who.employer if is_theirs else _workers_told(parties, told[0], who)


def _workers_told(parties: PartiesInText, telling: Telling, who: Parties) -> str:
    """Give the workers of whom a clause speaks, named or not, before it tells a reason."""
    reason = _BECAUSE.search(parties.text, telling.trigger.last, telling.end)
    start, end = telling.start, reason.start() if reason else telling.end
    named = _group(parties, telling) or _taken(parties, telling) or parties.first_in(parties.unions, [(start, end)])
    return named or (who.union if _WORKERS.search(parties.text, start, end) else "")


def _of_force(parties: PartiesInText, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Police arrest and shoot workers, workers clash with them: the subject decides."""
    members, named = parties.cast.members, parties.cast.between(*told[0].sentence)
    bodies = [n.actor_id for n in named if n.kind == "government"]
    force = next((i for i in (*bodies, *(members if kind == "arrest" else ())) if is_force(members[i])), "")
    workers = _group(parties, told[0]) or who.union
    actor = who.subject if who.is_named else ""
    if kind == "arrest":
        return _of_arrest(parties, told[0], actor, force, _workers_told(parties, told[0], who))
    if actor in (workers, parties.union):
        return actor, force
    return actor or force or next(iter(bodies), ""), workers if actor or force else ""


def _of_arrest(parties: PartiesInText, telling: Telling, actor: str, force: str, workers: str) -> tuple[str, str]:
    """Whom `by` names arrests, else a subject that is no worker, else the police."""
    agent, taken = agent_of(parties, telling) or actor, _taken(parties, telling) or workers
    is_theirs = agent in ("", taken) or parties.cast.members[agent].side in ("union", "worker")
    return force if is_theirs else agent, taken


def _taken(parties: PartiesInText, telling: Telling) -> str:
    """Give the person whom a clause has arrested or dismissed: "Ana Ruiz was sacked", "the arrest of Ana Ruiz"."""
    text, members, (opens, ends) = parties.text, parties.cast.members, (telling.trigger.start, telling.trigger.last)
    reach, others = (_OBJECT, {"other"}) if telling.type == "arrest" else (_NEXT, set())
    for naming in parties.cast.between(telling.start, telling.end) if telling.type != "lockout" else ():
        is_object = reach.fullmatch(text, ends, naming.start) or _TAKEN.fullmatch(text, naming.end, opens)
        if is_object and naming.kind == "person" and members[naming.actor_id].side in {"worker", "union", *others}:
            return naming.actor_id
    return ""


def _of_outsider(parties: PartiesInText, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """Parliaments legislate: whom the clause names."""
    if who.is_named and who.what in ("government", "person", "employer", "union", "coalition", "group"):
        return who.subject, who.union if who.what == "employer" else ""
    named = parties.cast.between(told[0].start, told[0].end)
    return next((naming.actor_id for naming in named if naming.kind == "government"), ""), ""


def _of_body(parties: PartiesInText, kind: str, told: list[Telling], who: Parties) -> tuple[str, str]:
    """What is founded, split or honoured acts itself; unions are voted for."""
    if kind == "certification" and re.search("union|vote|recogni", told[0].trigger.term):
        return _of_either(parties, kind, told, who)
    subject = who.subject or _body(parties, told[0]) or (_site(parties, told[0]) if kind == "certification" else "")
    named = parties.cast.between(told[0].start, told[0].end) if kind == "split" else ()
    return subject, next((n.actor_id for n in named if n.kind in UNION and n.actor_id != subject), "")


_ROLES = {
    "union": _of_union,
    "employer": _of_employer,
    "either": _of_either,
    "deed": _of_deed,
    "talks": _of_talks,
    "force": _of_force,
    "outsider": _of_outsider,
    "body": _of_body,
}


def _facing(parties: PartiesInText, stretches: list[tuple[int, int]], union: str) -> str:
    """Give whom a clause has after `against` or `with`: "talks between the miners and the Chamber of Mines"."""
    members = parties.cast.members
    for start, end in stretches:
        for naming in parties.cast.between(start, end):
            member = members.get(naming.actor_id)
            is_party = member and member.side != "worker" and not (is_outside(member) or _is_counted(parties, naming))
            faces = is_faced(parties.text, naming.start) or employs(parties.text, *naming[:2])
            if is_party and faces and naming.kind in ("employer", "government", "group") and member.actor_id != union:
                return whole_of(members, naming.actor_id)
    return ""


def _is_counted(parties: PartiesInText, naming: Naming) -> bool:
    """Tell "with many mills idle" and whose owner is named, "a strike at nine hotels" from "porters at five mills"."""
    text, start, owner = parties.text, naming.start, parties.cast.members.get(parties.employer)
    is_owned = owner and (owner.first > start or _STRIKE.search(text, max(0, start - 20), start))
    return naming.rule == "counted" and bool(is_owned or not text.startswith("at ", start - 3))


def _group(parties: PartiesInText, telling: Telling) -> str:
    """Give the group of workers that a clause itself counts, where it names no union."""
    named = parties.cast.between(telling.start, telling.end)
    if any(naming.kind in UNION for naming in named):
        return ""
    return next((n.actor_id for n in named if n.kind == "group" and n.start < telling.trigger.end), "")


def _body(parties: PartiesInText, telling: Telling) -> str:
    """Find the body that "such a committee was built" means: the one named last whose name has the noun."""
    cast, noun = parties.cast, parties.text[slice(*telling.trigger.noun)].lower()
    near = [*cast.before(telling.end, 60), *cast.between(telling.end, telling.end + 400)]
    named = [naming for naming in near if naming.actor_id in cast.members]
    return next((n.actor_id for n in named if noun in cast.members[n.actor_id].name.lower().split()), "")


def _site(parties: PartiesInText, telling: Telling) -> str:
    """Find the site that its town stands for: "Downey achieved Magnet designation"."""
    named = parties.cast.between(telling.start, telling.trigger.start)
    towns = {parties.text[naming.start : naming.end] for naming in named if naming.kind == "place"}
    sites = (member for member in parties.cast.members.values() if is_site(member.name))
    return next((site.actor_id for site in sites if not towns.isdisjoint(site.name.split())), "")
