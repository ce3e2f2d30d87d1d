"""What a trigger names and its clause does not tell: denials, conditions, wishes, habits, kinds, other meanings.

"had never voted for a strike", "if members strike", "Unions should call off their strikes", "teachers often strike" and
"a strike by nurses would be a step forward" tell none; oil rallies and storms strike, too. Which of the rules below
applies is tried in order; those of the second list only where no date places the event.
"""

import re
from functools import cache

from kaiser_data.extract.events.cases import LASTING, Telling, Trigger, word_of
from kaiser_data.extract.events.status_words import is_done
from kaiser_data.extract.grammar.words import all_forms, cue_words
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, terms

_CONDITION = re.compile(r"(?:(?:[Ii]f|[Uu]nless)\s(?:(?!\bwill\s)[^,])*|(?:[Ww]hether|[Ss]hould)\s[^,]*)\Z")
_MAY = ("begin", "plan")
# What a modal tells of a strike: that it may come, and that it would go on or end.
_SENSES = {"could": _MAY, "may": _MAY, "might": _MAY, "would": ("end", "continue")}
_UNDONE = {"called_off", "refused", "threatened"}
_HYPOTHETICAL = Pattern(
    r"(?:\s+[\w’'-]+){0,6}?\s+(?:would|could|might|can|may|(?:is|are)\s+(?:an?|the|part|not|only|about|all))\s"
)
_DIGIT = re.compile(r"\d")
# "The firm said on Monday that it would close the mill"
_ANNOUNCED = Pattern(
    rf"\b{prefix_tree(cue_words('say', 'that', form='past'))}\s[^,;:]{{0,40}}\b(?:it|they|he|she|we)\s+would"
    r"\s+(?:\w+ly\s+)?\Z"
)
_ANY = re.compile(
    r"(?i)\b(?:any|(?:or|and)\s+other|such|the\s+number\s+of|(?:many|most|some)\s+of(?:\s\w+)?)"
    r"\s+(?:[\w’'-]+\s+(?:to\s+(?:\w+\s+)?)?)?\Z"
)
_NO_VOTE = re.compile(r"\ban?\s+[“\"‘'](?:no|yes)[”\"’']\s\Z", re.IGNORECASE)  # "urge a “no” vote on the contract"
_PAUSE = Pattern(r"\s+for\s+(?:(?:[\w-]+\s+){1,2}(?:hours?|minutes?)|lunch|dinner|the\s+night)\b|\s+overnight\b")
_UNDOES = prefix_tree(form for term in terms("telling_words", kind="averts") for form in all_forms(term))
_THREATS = re.compile(r"\bthreats?\s+of\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)  # "threats of arrest and violence"
_COUNTED = re.compile(r"\b(?:arrest|detain|injur)\w*\s+(?:[\w,]+\s+)?\Z")
_UNTIL = re.compile(r"(?:until|till)\s[^.;]*?\b(?:is|are|ha(?:s|ve)\s+been)\s+\Z")  # "until a deal is reached"
_VOTES = Pattern(r"(?<![\w$£€.,])\d[\d,.]*(?:%|\s+[a-z])")
_FIGURE = Pattern(r"\d|\b(?:hundreds|thousands|dozens|scores|half|all|entire|the)\b")
# "the sacked dockers", "a sacked driver", "30 locked-out clerks": who they are, not what happened.
_SOMEBODY = Pattern(
    r"\s+(?:[a-z-]+\s+)?[a-z]+(?:s|er|m[ae]n|wom[ae]n|people|staff)\b(?!\s+(?:on|in|from|for|after|because|since|last|this))"
)
_DETERMINER = re.compile(
    r"\b(?:an?|the|these|those|of|for|all|our|their|its|with|by|more than|\d+)\s+\Z", re.IGNORECASE
)
_LAST_WORD = re.compile(r"\b([\w-]+)\s+(?:(?:have|has|had|also|again)\s+)?\Z")


@cache
def _verbs(kind: str) -> str:
    """Give the verbs of a kind, in all their forms, as a pattern."""
    return prefix_tree(form for term in terms("telling_words", kind=kind) for form in all_forms(term))


# What denies the words after it: "never", "prevented the union from".
_NEGATED = Pattern(
    lambda: (
        r"\b(?:not(?!\s+(?:before|only|just|until)\b)|never|no|nor|cannot|without"
        r"|nobody|denied|hardly|(?:little|few)(?=\s+\w+\s+of\b)|yet to|n['’]t)\b"
        rf"(?!\s+{_verbs('factive')})(?:\s+[\w’'-]+){{0,4}}?\s*\Z"
        rf"|\b{_verbs('prevents')}\s+(?:[\w’'-]+\s+){{1,3}}from(?:\s+\w+)?\s*\Z"
        rf"|n['’]t\s+(?!{_verbs('factive')})(?:\w+\s+){{0,4}}\Z|\b{_verbs('refuses')}\s+(?:to\s+)?\Z"
    ),
    re.IGNORECASE,
)
_DENIED = Pattern(
    lambda: rf"\b(?:{_verbs('denies')}|{prefix_tree(terms('telling_words', kind='untrue'))})\b[^,;]{{0,40}}\Z", re.I
)


@cache
def _modal() -> re.Pattern:
    """Match what governs a verb that need not have come true: "could", "hopes to", "threatened to", "plans to"."""
    wishes = rf"(?:{_verbs('wishes')}|{prefix_tree(terms('telling_words', kind='willing'))})\s+to"
    intends = rf"(?:{_verbs('intends')}|{prefix_tree(terms('telling_words', kind='about'))})\s+to"
    adverb = r"\s+(?:\w+ly\s+|also\s+|be\s+|then\s+|help\s+)?\Z"
    or_be = r"(?:\w+\s+){0,3}?(?:\w+\s+or\s+(?:be\s+)?)?"  # "could strike or be locked out"
    return re.compile(
        rf"\b(?P<may>could|should|might|may|must|can|would|if|unless|whether|ought to|{wishes})\s+{or_be}\Z"
        rf"|\b(?P<threat>{_verbs('threatens')}\s+(?:(?:on\s+)?\w+\s+)?to){adverb}"
        rf"|\b(?P<will>will|['’]ll|to|{intends}){adverb}"
    )


_ACHIEVES = any_of("telling_words", kind="manages")
_MANAGED = Pattern(rf"(?<!\bbe)(?<!\b(?:is|am))(?<!\bare)(?<!not)\s{_ACHIEVES}(?:\s[^,;:]{{1,20}})?\sto\s\Z")


# "plans to close three mills and cut 900 jobs", not "went to the mill and"
_SHARED = re.compile(
    r"\b(?:to|will|would|could|may|might)\s(?=(?!(?:the|an?|their|its|his|her)\s)[a-z]+\s[^,;.]{1,60}\s(?:and|or)\s\Z)"
)


def modal_before(text: str, trigger: Trigger, start: int) -> re.Match | None:
    """Find the modal that governs a trigger in a clause from `start`; who "was able to" sign has signed."""
    shared = trigger.word == trigger.term and _SHARED.search(text, max(start, trigger.start - 80), trigger.start)
    first = shared.end() if shared else trigger.start
    before = text[max(start, first - 40) : first]
    return None if _MANAGED.search(before) else _modal().search(before)


def tells_nothing(text: str, telling: Telling) -> bool:
    """Tell whether a clause tells no event, by the first rule that applies."""
    rules = _UNTOLD if telling.when.value else _UNTOLD + _UNTOLD_UNDATED
    return any(rule(text, telling) for rule in rules)


def _before(text: str, telling: Telling, place: int, reach: int) -> str:
    """Give the words of a clause before a place."""
    return text[max(telling.start, place - reach) : place]


@cache
def _harms() -> re.Pattern:
    """Match what follows strikes of bombs: " killed", " on a rebel camp wounded", " on militants"."""
    words = prefix_tree(terms("telling_words", kind="harm"))
    targets = prefix_tree(terms("telling_words", kind="target"))
    lands = prefix_tree(terms("places", kind="country"))
    at = r"\s+(?:on|in|against|near|across)"
    return re.compile(
        rf"(?:{at}(?:\s+[\w’'-]+){{1,4}}?)?\s+{words}\b|{at}(?:\s+[\w’'-]+){{0,3}}?\s+{targets}\b"
        rf"|\s+(?:on|against)\s+{lands}(?!\w|\s[A-Z])"
    )


_UNTIL = Pattern(r"(?P<ahead>\b(?:would|will|won|vow\w*|not|never)\b[^.;]*)?\b(?:until|till)\s[^,;.]*\Z")


def _is_until(text: str, telling: Telling) -> bool:
    """ "stay out until their demands are met", "would stay out until a deal was reached": that is yet to come."""
    found = _UNTIL.search(_before(text, telling._replace(start=telling.sentence[0]), telling.trigger.first, 160))
    return telling.type not in LASTING and bool(found) and bool(found["ahead"] or not is_done(text, telling))


def _is_condition(text: str, telling: Telling) -> bool:
    # "If no deal is reached the bakers will go out"
    is_sure = text.startswith("will ", telling.trigger.start)
    return not is_sure and bool(_CONDITION.match(text, telling.start, telling.trigger.first))


def _is_elsewhere(text: str, telling: Telling) -> bool:
    """No workers strike, rally or settle: "oil rallied", "the storm struck", "air strikes", "a merger agreement"."""
    trigger = telling.trigger
    harms = trigger.type == "strike" and _harms().match(text, trigger.last)
    if harms or (trigger.type in ("strike", "rally") and word_of("sport").search(text, *telling.sentence)):
        return True
    before = _LAST_WORD.search(text, max(0, trigger.first - 40), trigger.first)
    if trigger.type in ("tentative_agreement", "ratification"):
        word = _LAST_WORD.search(text, max(0, trigger.noun[0] - 24), trigger.noun[0])
        return bool(word) and word[1].lower() in terms("telling_words", kind="commerce")
    if trigger.type not in ("strike", "rally") or not before:
        return False
    kinds = ["war"] if not trigger.is_verb else ["elsewhere", "other people"][: 1 + (trigger.type == "strike")]
    return any(before[1].lower() in terms("telling_words", kind=kind) for kind in kinds)


_BEFORE_IT = Pattern(
    rf"\b{_UNDOES}\b[^.;]*\bbefore\s+(?:it|they)\s+(?:[a-z]+\s+){{0,2}}\Z", re.IGNORECASE
)  # "averting the strike before it began"


def _is_negated(text: str, telling: Telling) -> bool:
    """Words before the trigger or before its noun deny it, or the clause that reports it does."""
    trigger, noun = telling.trigger, telling.trigger.noun[0]
    # "did not rule out a strike": the word `not` is the trigger's own.
    first = max(trigger.end if noun >= trigger.end else telling.start, noun - 24)
    if _NEGATED.search(_before(text, telling, trigger.start, 40)) or _NEGATED.search(text[first:noun]):
        return True
    opens = telling.sentence[0]
    if telling.sense == "begin" and _BEFORE_IT.search(text, max(opens, trigger.start - 120), trigger.start):
        return True
    if trigger.type in ("arrest", "violence") and _THREATS.search(_before(text, telling, trigger.first, 40)):
        return True
    # "Reports that bakers had struck proved false"
    is_belied = word_of("belied").search(text, trigger.last, telling.sentence[1])
    return bool(is_belied or _DENIED.search(text, opens, telling.start))


def _is_aim(text: str, telling: Telling) -> bool:
    """Talks aim at an end, and at an agreement; who is urged to cancel a strike has not done so."""
    trigger, modal = telling.trigger, modal_before(text, telling.trigger, telling.start)
    if trigger.status == "called_off" and modal and word_of("urging").search(_before(text, telling, trigger.start, 60)):
        return True
    is_aim = bool(word_of("aim").search(_before(text, telling, trigger.start, 16).lower()))
    if trigger.type in ("tentative_agreement", "contract", "violence") and (modal or is_aim) and not trigger.status:
        return True
    return is_aim and (trigger.sense == "end" or trigger.status == "called_off")


def _is_habit(text: str, telling: Telling) -> bool:
    is_of_day = len(telling.when.value) >= len("2026-01-31")
    return not is_of_day and bool(word_of("habit").search(text, telling.sentence[0], telling.end))


def _is_wish(text: str, telling: Telling) -> bool:
    trigger = telling.trigger
    modal = (found := modal_before(text, trigger, telling.start)) and found["may"]
    if trigger.type in LASTING and (trigger.sense in _SENSES.get(modal, ()) or trigger.adds == "described"):
        return False  # "They could go on strike", "Approval would end the strike", "There could be further strikes"
    if modal == "would" and _ANNOUNCED.search(text, telling.sentence[0], trigger.start):
        return False
    if modal in ("could", "may", "might") and trigger.type in ("lawsuit", "layoff"):
        return trigger.term.startswith(("lose", "put", "throw"))  # "could lose their jobs"
    is_urged = modal in ("should", "must", "ought to")
    if trigger.type == "ratification":  # "a deal that members must ratify" is one on which they vote
        return trigger.status == "refused" and bool(modal) and not is_urged
    return bool(modal) and (is_urged or trigger.status not in _UNDONE)


def _needs_date(text: str, telling: Telling) -> bool:
    """A question, a pause ("adjourned for two hours"), and words that tell only with a date beside them."""
    is_pause = telling.trigger.sense == "halt" and _PAUSE.match(text, telling.trigger.last)
    if is_pause or text.startswith("?", telling.end) or _UNTIL.match(text, telling.start, telling.trigger.start):
        return True
    # "Of the 410 cooks who voted, 390 backed the strike" tells a vote by its result.
    is_result = telling.trigger.kind == "vote" and _VOTES.search(text, *telling.sentence)
    return telling.trigger.adds == "dated" or (telling.trigger.sense == "dated" and not is_result)


def _is_hypothetical(text: str, telling: Telling) -> bool:
    """ "A strike by nurses would be a step forward", "The strike at the mill is part of a wave"."""
    if not telling.trigger.is_noun or _DIGIT.search(text, telling.start, telling.end):
        return False
    return bool(_HYPOTHETICAL.match(text, telling.trigger.end, telling.end))


def _is_loss_unmeasured(text: str, telling: Telling) -> bool:
    """A clause speaks of jobs lost and says not how many: "which is slashing jobs and benefits"."""
    is_loss = telling.trigger.type == "layoff" and telling.label != "headline"
    figure = _DIGIT if "jobless" in telling.trigger.classes else _FIGURE  # "to put meat workers out of work"
    is_definite = text.startswith((" its ", " their "), telling.trigger.end)  # "has laid off its bakers"
    return is_loss and not is_definite and not figure.search(text, telling.start, telling.end)


# "agreements on many issues", "months of talks to come"
_IN_PART = {
    "tentative_agreement": Pattern(r"[^.;]{0,30}?\s+on\s+(?:many|several|some|most|other|a\s+number|all\s+but)\b"),
    "bargaining": re.compile(r"\s+(?:to\s+(?:follow|come)|(?:lie\s+|lay\s+)?ahead)\b"),
}


def _is_any(text: str, telling: Telling) -> bool:
    in_part, trigger = _IN_PART.get(telling.type), telling.trigger
    if in_part and in_part.match(text, trigger.last):
        return True
    is_no_vote = _NO_VOTE.search(_before(text, telling, trigger.first, 30))
    return bool(is_no_vote or _ANY.search(_before(text, telling, trigger.noun[0], 30)))


def _are_people(text: str, telling: Telling) -> bool:
    """ "Police arrested 12 pickets outside the mill": the pickets are people."""
    before = _before(text, telling, telling.trigger.noun[0], 30)
    return telling.trigger.type == "picket" and bool(_COUNTED.search(before))


def _is_epithet(text: str, telling: Telling) -> bool:
    """ "The sacked workers marched", "for the nationalised mines": the participle says who or what they are."""
    trigger = telling.trigger
    if not _DETERMINER.search(text, max(0, trigger.start - 16), trigger.start):
        return False
    if trigger.type in ("other", "contract") and " " not in trigger.word and trigger.word.endswith("ed"):
        return True
    is_participle = trigger.type == "layoff" and not trigger.word.endswith("ing")
    is_of_people = trigger.noun == trigger[:2] or "workers" in trigger.classes
    return is_participle and is_of_people and bool(_SOMEBODY.match(text, trigger.end))


_TOLD_TO = Pattern(lambda: rf"[“\"]\Z|{word_of('urging').pattern}\s+that\s[^,;]{{1,60}}\Z")


_TITLE = re.compile(r"[“\"][A-Z][\w’'-]*\s(?:[A-Z][\w’'-]*\s|[a-z]{1,3}\s)*[A-Z][\w’'-]*[.,]?[”\"]")


def _is_in_title(text: str, telling: Telling) -> bool:
    """ "a leaflet called “Closing Your Mill”": a title tells of its own thing."""
    opens, last = telling.trigger.first, telling.trigger.last
    titles = _TITLE.finditer(text, max(0, opens - 60), last + 60)
    return any(title.start() < opens and last < title.end() for title in titles)


def _is_command(text: str, telling: Telling) -> bool:
    """ "“Sign the bill,” she said", "demanded that they meet", "We could meet": what one is to do is not done."""
    before = text[telling.start : telling.trigger.start]
    if telling.type == "bargaining" and re.search(r"\b(?:[Ww]e|I)\s+(?:could|can|may|might)\s+\Z", before):
        return True
    start, verb = telling.trigger.start, text[slice(*telling.trigger[:2])].lower()
    is_bare = verb == telling.trigger.term and telling.trigger.noun[0] >= start
    reach = 1 if telling.when.value else 90  # "are asking that students join their pickets on May 7"
    return is_bare and not telling.trigger.is_noun and bool(_TOLD_TO.search(text, max(0, start - reach), start))


_UNSAID = (_is_in_title, _is_command, _are_people, _is_epithet)
_UNTOLD = (*_UNSAID, _is_condition, _is_elsewhere, _is_negated, _is_aim, _is_habit)
_UNTOLD_UNDATED = (_is_until, _is_wish, _needs_date, _is_hypothetical, _is_loss_unmeasured, _is_any)
