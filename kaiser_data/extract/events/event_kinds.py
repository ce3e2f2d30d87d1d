"""Which type of event a trigger tells, where its verb alone does not say.

Leaders turn an offer down in talks, members in a vote; a vote is one to strike or one on a deal; a request is a lawsuit
before a court; an accusation of bad-faith bargaining counts where a board makes it, and crimes are no labor charges.
"""

import re
from functools import cache

from kaiser_data.extract.events.triggers import Trigger
from kaiser_data.lexicon import prefix_tree, terms

LASTING = frozenset({"strike", "sympathy_strike", "lockout"})
TURNED_DOWN = frozenset({"bargaining:rejected", "bargaining:turned down"})
# Leaders turn an offer down in talks, members in a vote.
_VOTERS = re.compile(
    r"(?:\A|\b(?=[a-z]))(?!(?:leaders|negotiators|managers|employers|ministers|directors|governors|owners)\b)"
    r"(?:[Mm]embers(?:hip)?|[Ss]taff|[Ee]mployees|[Nn]urses|[A-Z]?[a-z]+(?:ers|ists|men|ors|ians|hands))\s+"
    r"(?:(?:\w+ly|have|had|has|again|twice)\s+){0,3}\Z"
)
_AGREED = re.compile(r"ratification:(?:accept|approv|endors|back|pass)\w*\Z")
_BALLOT = re.compile(
    r"(?:%|\bper\s?cent)\s+(?:of|in|to|\w+ed)\b|\b(?:vot\w+|ballot\w*|majority|members|membership|rank[\s-]and[\s-]file|workers|employees|staff)\b"
)


# "called off its week-long strike": what has lasted is at an end.
_RUNNING = re.compile(r"[a-z]-(?:long|old)\s+(?:[\w-]+\s+)?\Z")


def by_whom(text: str, trigger: Trigger, clause: tuple[int, int]) -> Trigger:
    """Read who turns an offer down or accepts a deal: members do so in a vote, leaders in talks."""
    before_noun = text[max(0, trigger.noun[0] - 40) : trigger.noun[0]]
    if trigger.type in LASTING and trigger.status == "called_off" and _RUNNING.search(before_noun):
        return trigger._replace(sense="end", status="")
    by_voters = _VOTERS.search(text[max(clause[0], trigger.start - 60) : trigger.start])
    if trigger.rule in TURNED_DOWN and by_voters:
        return trigger._replace(type="ratification", status="refused")
    if _AGREED.match(trigger.rule) and not (trigger.status or by_voters or _BALLOT.search(text, *clause)):
        return trigger._replace(type="tentative_agreement")
    return trigger


_CRIME = re.compile(
    r"\b(?:prosecutors?|police|criminal|felony|misdemeanou?r|sheriff|manslaughter|assault)\b", re.IGNORECASE
)


@cache
def _board() -> re.Pattern:
    """Match whose accusation counts as a charge: a court or a board, not a sign that somebody carries."""
    return re.compile(rf"\b{prefix_tree(terms('event_nouns', **{'class': 'court'}))}\b")


_VOTE_TO_STRIKE = re.compile(r"\b(?:strike|walkout|action|authoriz\w+|mandate|picket)\b")
_VOTE_ON_DEAL = re.compile(r"\b(?:contract|deal|agreement|offer|ratif\w+|pact)\b")
_COURT = re.compile(r"\b(?:[Jj]udge|[Cc]ourt|[Tt]ribunal|Commission)\b")
_ACCUSES = ("accused", "accuses", "accusing", "found", "guilty of", "alleges")


def type_of(text: str, trigger: Trigger, sentence: tuple[int, int]) -> str:
    """Give the type of event that a trigger tells in its sentence, nothing where it tells none."""
    if trigger.type == "unfair_labor_practice_charge":
        is_filed = not trigger.rule.endswith(_ACCUSES) or _board().search(text, *sentence)
        return trigger.type if is_filed and not _CRIME.search(text, *sentence) else ""
    if trigger.type == "vote":
        if _VOTE_TO_STRIKE.search(text, trigger.end, min(sentence[1], trigger.end + 60)):
            return "strike_vote"
        if _VOTE_ON_DEAL.search(text, *sentence):
            return "ratification"
        return "strike_vote" if _VOTE_TO_STRIKE.search(text, *sentence) else ""
    if trigger.type == "request":
        return "lawsuit" if _COURT.search(text, *sentence) else ""
    return trigger.type


def is_refused(trigger: Trigger) -> bool:
    """Tell whether a court turns down what it is asked for."""
    denies = ("denied", "turned down", "rejected", "refused", "declined", "threw out", "dismissed")
    return trigger.type in ("request", "lawsuit") and trigger.rule.endswith(denies)
