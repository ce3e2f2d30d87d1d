"""Which type of event a trigger tells, where its verb alone does not say.

Leaders turn an offer down in talks, members in a vote; a vote is one to strike or one on a deal; an accusation of
bad-faith bargaining counts where a board makes it, and crimes are no labor charges.
"""

import re
from functools import cache

from kaiser_data.extract.events.trigger_words import classes, nouns_of
from kaiser_data.extract.events.triggers import Trigger
from kaiser_data.lexicon import any_of, prefix_tree, terms

LASTING = frozenset({"strike", "sympathy_strike", "lockout"})
# Of these a dispute has one at a time: "the vote" says which, and a text that gives no day means the one others date.
SINGLE = LASTING | {
    "strike_vote",
    "strike_notice",
    "tentative_agreement",
    "ratification",
    "contract_expiration",
    "contract_extension",
    "layoff",
    "lawsuit",
}
# Leaders turn an offer down in talks, members in a vote, where the text tells of one.
_MEMBERS = any_of("telling_words", kind="members")
_VOTERS = re.compile(
    rf"(?:\A|\b(?=[a-z]))(?!{any_of('telling_words', kind='leaders')}\b)"
    rf"(?:(?i:{_MEMBERS})|[A-Z]?[a-z]+(?:ers|ists|men|ors|ians|hands))\s+"
    r"(?:(?:\w+ly|have|had|has|again|twice)\s+){0,3}\Z"
)
_AGREED = re.compile(rf"ratification:{any_of('telling_words', kind='approves')}\Z")
_VOTED = rf"(?:%|\bper\s?cent)\s+(?:of|in|to|\w+ed)\b|\b(?:vot\w+|{any_of('telling_words', kind='poll')})\b"
_BALLOT = re.compile(rf"{_VOTED}|\b{_MEMBERS}\b")
_DEAL = prefix_tree([*nouns_of("agreement"), *nouns_of("contract"), *nouns_of("offer")])
_VOTE_ON_DEAL = re.compile(rf"\b(?:{_DEAL}|ratif\w+|return(?:ing)?\s+to\s+work)\b")
_TENTATIVE = re.compile(rf"\b(?:{prefix_tree(nouns_of('tentative'))}|contract|ratif\w+)\b")
# So far before its sentence a text says what is voted on.
_BACK = 900
_ACCUSES = tuple(terms("telling_words", kind="accuses"))
# "voted 70 per cent to reject the offer", "voted by two to one against the deal"
_AGAINST = re.compile(rf"(?:\s+[\w%.,-]+){{0,6}}?\s+(?:against\b|to\s+{any_of('telling_words', kind='rejects')}\b)")


def of_its_kind(text: str, trigger: Trigger, clause: tuple[int, int], sentence: tuple[int, int]) -> Trigger | None:
    """Give a trigger under the type of event that it tells in its sentence, nothing where it tells none."""
    kind, status = _of_offer(text, trigger, clause), trigger.status
    if kind == "vote":
        kind = _kind_of_vote(text, trigger, sentence)
        status = "refused" if kind == "ratification" and _AGAINST.match(text, trigger.end, sentence[1]) else status
    elif kind == "unfair_labor_practice_charge":
        kind = kind if _is_labor_charge(text, trigger, sentence) else ""
    elif kind == "strike_notice" and _words(*nouns_of("layoff")).search(text, *clause):
        kind = ""  # "gave 60 days' notice of the layoffs"
    elif kind == "strike_notice" and _words(*nouns_of("lockout")).search(text, *clause):
        kind = "other"
    return trigger._replace(type=kind, status=status) if kind else None


def _of_offer(text: str, trigger: Trigger, clause: tuple[int, int]) -> str:
    """Tell talks, a deal and a vote apart where somebody accepts an offer or turns it down; else keep the type."""
    kind, is_refused = trigger.type, trigger.status == "refused"
    by_voters = _VOTERS.search(text[max(clause[0], trigger.start - 60) : trigger.start])
    is_ballot = by_voters or _BALLOT.search(text, *clause)
    if kind == "bargaining" and is_refused and by_voters:
        is_vote = "ember" in by_voters[0] or re.search(_VOTED, text[slice(*clause)])
        return "ratification" if is_vote else kind
    if _AGREED.match(trigger.rule) and not (trigger.status or is_ballot):
        return "tentative_agreement"
    if kind == "ratification" and is_refused and not is_ballot:
        noun = classes().get(text[slice(*trigger.noun)].lower(), ())
        return "bargaining" if "offer" in noun else kind  # a firm turns a proposal down
    return kind


def _is_labor_charge(text: str, trigger: Trigger, sentence: tuple[int, int]) -> bool:
    """An accusation counts where a court or a board makes it, not on a sign that somebody carries; crimes do not."""
    court, crime = _words(*nouns_of("court")), _words(*terms("telling_words", kind="crime"))
    is_filed = not trigger.rule.endswith(_ACCUSES) or bool(court.search(text, *sentence))
    return is_filed and not crime.search(text, *sentence)


def _kind_of_vote(text: str, trigger: Trigger, sentence: tuple[int, int]) -> str:
    """Tell a vote to strike from one on a deal by the words after it, those of its sentence, or the last before."""
    (start, end), to_strike = sentence, _vote_to_strike()
    if to_strike.search(text, trigger.end, min(end, trigger.end + 60)):
        return "strike_vote"
    if _VOTE_ON_DEAL.search(text, start, end):
        return "ratification"
    if to_strike.search(text, start, end):
        return "strike_vote"
    if trigger.noun == trigger[:2] and not trigger.is_noun and "ballot" not in trigger.word:
        return ""  # "he voted for Smith"
    asked = {"ratification": _TENTATIVE, "strike_vote": to_strike}
    told = [
        (found.start(), kind) for kind in asked for found in asked[kind].finditer(text, max(0, start - _BACK), start)
    ]
    return max(told, default=(0, ""))[1]


@cache
def _words(*words: str) -> re.Pattern:
    return re.compile(rf"\b{prefix_tree(words)}\b", re.IGNORECASE)


@cache
def _vote_to_strike() -> re.Pattern:
    return re.compile(rf"\b(?:{prefix_tree(nouns_of('strike'))}|action|authoriz\w+|mandate|picket)\b")
