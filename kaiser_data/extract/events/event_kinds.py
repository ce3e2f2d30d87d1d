"""Of what type an event is in its sentence, where the words that name it leave that open.

Leaders turn an offer down in talks, members in a vote; a vote is one to strike or one on a deal; an accusation of
bad-faith bargaining counts where a board makes it; one who is sacked for a deed is no layoff.
"""

import re
from functools import cache

from kaiser_data.extract.events.cases import Trigger
from kaiser_data.extract.events.event_nouns import nouns_of
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms

# Leaders turn an offer down in talks, members in a vote, where the text tells of one.
_MEMBERS = any_of("telling_words", kind="members")
_VOTERS = re.compile(
    rf"(?:\A|\b(?=[a-z]))(?!{any_of('telling_words', kind='leaders')}\b)"
    rf"(?:(?i:{_MEMBERS})|[A-Z]?[a-z]+(?:ers|ists|men|ors|ians|hands))"
    r"(?:\s(?:of|at|in|from)\s(?:[\w’'&.-]+\s?){1,6}(?<!\s))?\s+(?:(?:\w+ly|have|had|has|again|twice)\s+){0,3}\Z"
)
_VOTED = rf"(?:%|\bper\s?cent)\s+(?:of|in|to|\w+ed)\b|\b(?:vot\w+|{any_of('telling_words', kind='poll')})\b"
# "rejected by 93% of the members", "turned down 410-120", "by two to one"
_BY_VOTE = Pattern(
    r"\s+(?:by\s+(?:a\s+(?:vote|margin)\s+of\s+)?)?\d[\d,]*(?:-|–|\s+to\s+)\d[\d,]*\b(?!\s*(?:%|per))"
    rf"|\s+by\s+(?:[\d.,]+\s?(?:%|per\s?cent)|(?:\S+\s+){{0,4}}?(?:{_MEMBERS}|to\s+one)\b)"
)
_BALLOT = Pattern(rf"{_VOTED}|\b{_MEMBERS}\b", re.IGNORECASE)  # "BANK STAFF ACCEPT PAY DEAL"
_DEAL = prefix_tree([*nouns_of("agreement"), *nouns_of("contract"), *nouns_of("offer")])
_VOTE_ON_DEAL = Pattern(rf"\b(?:{_DEAL}|[Rr]atif\w+|acceptance|return(?:ing)?\s+to\s+work)\b")
_TENTATIVE = Pattern(lambda: rf"\b(?:{prefix_tree(nouns_of('tentative'))}|contract|ratif\w+)\b")
# So far before its sentence a text says what is voted on.
_BACK = 900
_WORKS = any_of("telling_words", kind="works")
_ACCUSES, _DISMISSES = (tuple(terms("telling_words", kind=kind)) for kind in ("accuses", "dismisses"))
# "dismissed 27 clerks for joining the protest", "fired nine cooks who sang", "the sacking of a driver"
_DEED = Pattern(
    r"\A(?:\s+of)?\s+(?:one|a(?!\s+(?:few|dozen|score|hundred|thousand|third|half|quarter|number|group|total)\b))\s"
    rf"|(?<!pay)\s(?:(?:for|over|after)\s+\w+ing|who\s+(?!(?:was|were|are)\b|{_WORKS}\b)|on\s+the\s+spot\b|"
    rf"{prefix_tree(noun for name in ('strike', 'strikers', 'rally', 'picket') for noun in nouns_of(name))})\b"
)
_CROWD = Pattern(rf"\d|\b(?:all|{any_of('telling_words', kind='crowd')})\b", re.IGNORECASE)
# "voted to accept a pay rise, ending the threat of a strike" is no vote to strike
_FOR = Pattern(lambda: rf"(?:\s+[\w%.-]+){{0,6}}?\s+to\s+{any_of('telling_words', kind='approves')}\s[^,;:]+")
# "voted 70 per cent to reject the offer", "voted by two to one against the deal"
_AGAINST = Pattern(rf"(?:\s+[\w%.,-]+){{0,6}}?\s+(?:against\b|to\s+{any_of('telling_words', kind='rejects')}\b)")


_SUBORDINATE = re.compile(r"\b(?:until|unless|during|while|because)\b")


def of_its_kind(text: str, trigger: Trigger, clause: tuple[int, int], sentence: tuple[int, int]) -> Trigger | None:
    """Give a trigger under the type of event that it tells in its sentence, nothing where it tells none."""
    kind, status = _of_object(text, trigger, clause, _of_offer(text, trigger, clause, sentence)), trigger.status
    if kind == "vote":
        kind = _kind_of_vote(text, trigger, sentence)
        status = "refused" if kind == "ratification" and _AGAINST.match(text, trigger.end, sentence[1]) else status
    elif kind == "unfair_labor_practice_charge":
        kind = kind if _is_labor_charge(text, trigger, sentence) else ""
    elif kind == "strike_notice" and _words(*nouns_of("layoff")).search(text, *clause):
        kind = ""  # "gave 60 days' notice of the layoffs"
    elif kind == "layoff" and trigger.term.removeprefix("be ").startswith(_DISMISSES):
        kind = "other" if _is_deed(text, trigger, clause[0], sentence[1]) else kind
    return trigger._replace(type=kind, status=status) if kind else None


def _is_deed(text: str, trigger: Trigger, start: int, end: int) -> bool:
    """Tell whether one is dismissed ("the steward was sacked"), or some for what they did."""
    is_one = "was " in text[trigger.start - 4 : trigger.end] and not _CROWD.search(text, start, trigger.start)
    return is_one or bool(_DEED.search(text[trigger.end : min(trigger.end + 60, end)]))


# "walked out in solidarity with the dockers", "a general strike to support miners", not "in support of their demands"
_FOR_OTHERS = Pattern(
    r"\bin\s+(?:solidarity|sympathy)\b|\b(?:in\s+support\s+of|to\s+(?:support|back))\s+(?:(?!\w+ed\b)[\w-]+\s+){0,4}?"
    rf"{prefix_tree([*nouns_of('workers'), *nouns_of('strikers'), 'strike'])}\b(?!['’])"
)
_OCCUPIES = Pattern(rf"[Oo]ccup\w+\s+(?:\w+\s+){{1,2}}{prefix_tree(nouns_of('workplace'))}\b")
_TO_EXTEND = re.compile(rf"\s+to\s+{any_of('telling_words', kind='continues')}\s")


def _of_object(text: str, trigger: Trigger, clause: tuple[int, int], kind: str) -> str:
    """Tell apart an offer or a promise to extend a contract, a strike for others, and a sit-in of workers, a strike."""
    at = trigger.noun[1] if "offer" in trigger.classes else trigger.end - len(" to")
    if _TO_EXTEND.match(text, at):
        return ""
    if kind == "strike":
        return "sympathy_strike" if _FOR_OTHERS.search(text, trigger.last, clause[1]) else kind
    is_sit_in = text.lower().startswith("sit-", trigger.noun[0]) or _OCCUPIES.match(text, trigger.start)
    return "strike" if kind == "rally" and is_sit_in and _words(*nouns_of("workers")).search(text, *clause) else kind


def _of_offer(text: str, trigger: Trigger, clause: tuple[int, int], sentence: tuple[int, int]) -> str:
    """Tell talks, a deal and a vote apart where somebody accepts an offer or turns it down; else keep the type."""
    kind, is_refused = trigger.type, trigger.status == "refused"
    by_voters = _VOTERS.search(text[max(clause[0], trigger.start - 90) : trigger.start])
    by_voters = _BY_VOTE.match(text, trigger.end, clause[1]) or by_voters
    if kind == "bargaining" and is_refused and by_voters:
        is_vote = re.search(r"ember|\d", by_voters[0]) or re.search(_VOTED, text[slice(*clause)])
        return "ratification" if is_vote else kind
    if by_voters or _BALLOT.search(text, *clause):
        return kind
    return _without_vote(trigger)


def _without_vote(trigger: Trigger) -> str:
    """Give the type of what somebody accepts or turns down without a vote: a firm a proposal, leaders an offer."""
    is_done = trigger.kind == "ratification" and not trigger.status
    if is_done and trigger.term in terms("telling_words", kind="approves"):
        return "tentative_agreement"
    is_offer = trigger.status == "refused" and (_is_pronoun(trigger) or "offer" in trigger.classes)
    return "bargaining" if trigger.type == "ratification" and is_offer else trigger.type


def _is_pronoun(trigger: Trigger) -> bool:
    """Tell whether `it` stands for an offer: "put it to a vote, and nine in ten turned it down"."""
    return trigger.term.removesuffix(" down").endswith(" it")


def _is_labor_charge(text: str, trigger: Trigger, sentence: tuple[int, int]) -> bool:
    """An accusation counts where a court or a board makes it, not on a sign that somebody carries; crimes do not."""
    court, crime = _words(*nouns_of("court")), _words(*terms("telling_words", kind="crime"))
    is_filed = not trigger.term.endswith(_ACCUSES) or bool(court.search(text, *sentence))
    return is_filed and not crime.search(text, *sentence)


def _kind_of_vote(text: str, trigger: Trigger, sentence: tuple[int, int]) -> str:
    """Tell a vote to strike from one on a deal by the words after it, those of its sentence, or the last before."""
    (start, end), to_strike = sentence, _VOTE_TO_STRIKE
    if _FOR.match(text, trigger.end, end):
        return "ratification"
    aside = _SUBORDINATE.search(text, trigger.end, end)  # "voted to ban its goods until the strike is settled"
    if to_strike.search(text, trigger.end, min(aside.start() if aside else end, trigger.end + 60)):
        return "strike_vote"
    if _VOTE_ON_DEAL.search(text, start, end):
        return "ratification"
    if to_strike.search(text, start, end):
        return "strike_vote"
    if trigger.is_verb:
        return ""  # "he voted for Smith"
    asked = {"ratification": _TENTATIVE, "strike_vote": to_strike}
    told = [
        (found.start(), kind) for kind in asked for found in asked[kind].finditer(text, max(0, start - _BACK), start)
    ]
    return max(told, default=(0, ""))[1]


@cache
def _words(*words: str) -> re.Pattern:
    return re.compile(rf"\b{prefix_tree(words)}\b", re.IGNORECASE)


_VOTE_TO_STRIKE = Pattern(
    rf"\b(?:{prefix_tree(nouns_of('strike'))}|action|authoriz\w+|mandate|picket|(?:walk|go|come)\s+o(?:ut|ff)|down\s+tools)\b"
)
