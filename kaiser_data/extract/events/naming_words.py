"""The word by which a clause names its event: "strike" in "conducted a one-day strike", not "conducted".

A lexicon's trigger is often the verb beside the noun that names the event, or a phrase with an auxiliary before it and
a preposition after it ("would return", "expiration of"). What is called off or refused is named by that verb, and so
are a vote, whose noun is the strike that is voted on, an expiration ("expires", not "contract") and a founding.
"""

import re

from kaiser_data.extract.events.triggers import Trigger
from kaiser_data.rows import fold

_UNDONE = frozenset({"called_off", "refused"})
_NAMED_BY_VERBS = frozenset({"strike_vote", "ratification", "contract_expiration", "founding"})
_LEAD = re.compile(
    r"(?:(?:will|would|shall|should|may|might|could|can|has|have|had|is|are|was|were|be|been|being|to|not"
    r"|on|at|in|the)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:of|from|in|on|by|with|for|at|since|to(?:\s+\w+)?|(?:this|last|next)\s+\w+|its|their|the|a|an)$", re.I
)


def naming_word(text: str, trigger: Trigger, start: int, end: int) -> str:
    """Give the word that names an event within its mention `text[start:end]`."""
    (first, last), words = trigger.noun, fold(text[trigger.start : trigger.end])
    has_noun = (first, last) != (trigger.start, trigger.end) and start <= first and last <= end
    if has_noun and trigger.type not in _NAMED_BY_VERBS and trigger.status not in _UNDONE:
        return fold(text[first:last])
    words = _LEAD.sub("", words, count=1) if _LEAD.match(words) else words
    while (shorter := _TAIL.sub("", words)) != words:
        words = shorter
    return words
