"""Where the words of a mention begin and end, and which of them names its event.

A mention begins with the subject of its clause: of "after talks collapsed on Friday" it is "talks collapsed on Friday",
of "Ministers tried to avert a strike by pilots" it is "a strike by pilots"; "who walked out in April" is told of "some
900 cleaners". A dateline, "Meanwhile," and "The firm said" tell nothing, nor does ", she said".
"""

import re
from collections.abc import Iterator

from kaiser_data.extract.events.cases import Telling, Trigger
from kaiser_data.extract.events.event_nouns import THINGS
from kaiser_data.extract.events.triggers import BETWEEN
from kaiser_data.extract.grammar.clauses import clause_of, clause_opens_at, find_cuts, has_finite_verb
from kaiser_data.extract.grammar.words import auxiliaries, cue_words, past_forms
from kaiser_data.lexicon import Pattern, prefix_tree, terms
from kaiser_data.rows import fold


def find_mentions(text: str, tellings: list[Telling]) -> Iterator[tuple[int, int, Telling]]:
    """Give a mention for each clause, from its subject to its end; clauses that meet are one."""
    mentions: list[tuple[int, int, Telling]] = []
    spans = ((_begin_mention(text, telling), telling) for telling in tellings)
    for start, telling in sorted(spans, key=lambda span: (span[0], span[1].sense == "end", -span[1].end)):
        if mentions and start < mentions[-1][1]:
            first, end, told = mentions[-1]
            better = telling if telling.when.value and not told.when.value else told
            mentions[-1] = (first, max(end, telling.end), better)
        else:
            mentions.append((start, telling.end, telling))
    # "… after talks failed" belongs to the clause before it, unless a mention of the same event begins there.
    nexts = [start for start, *_ in mentions[1:]] + [len(text)]
    for (start, end, telling), after in zip(mentions, nexts, strict=True):
        last = _end_mention(text, telling, end)
        yield *_within_marks(text, start, last if last <= after else end, telling), telling


_MARK = re.compile(r"(?P<opens>[“«„]|(?<![^\s(\[])\"(?=\S))\s*|\s*[”»]|(?<=\S)\"")


def _within_marks(text: str, start: int, end: int, telling: Telling) -> tuple[int, int]:
    """Let no mention open at or within quotation marks, nor run past the mark that closes the words telling it."""
    opened: list[re.Match] = []
    for sign in _MARK.finditer(text, start, end):
        if sign["opens"]:
            opened.append(sign)
        elif opened and (opened[0].start(), end) != (start, sign.end()):
            opened.pop()  # "the “big one” began", not "“We walked out”"
        elif telling.trigger.last <= sign.start():
            end = sign.start() - (text[sign.start() - 1] in ",.?!")
            break
        elif text[sign.start() - 1] in ",.?!" and telling.trigger.first > sign.end():
            start = sign.end() + 1  # "“We will win,” shouted the porters who struck"
        elif _MARK.fullmatch(text, start - 1, start):
            start -= 1  # "“Synergies” means 40 layoffs"
    if opened and opened[0].start() == start:
        return opened[0].end(), end
    closing = _MARK.match(text, end)
    return start, closing.end() if opened and closing and not closing["opens"] else end


_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][\w.’'À-ÿ]+[\s,/]+){0,3}[A-ZÀ-Þ][\w.’'À-ÿ]+,?\s*(?:\([^()\n]{2,20}\)\s*)?(?:--|\s[-–—]\s)\s*"
)
_BUT = re.compile(r"(?:but|and|yet|so|then),?\s+", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:\w+ly|meanwhile|moreover|indeed|instead\sof\s[^,;]+|according\sto\s[^,;]+|\w+(?:ing|ed)\s[^,;]+),\s+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:who|which|that|whose|including|(?:many|most|some|all|both|half)\s+of\s+(?:whom|which))\b")
_AND = re.compile(r"[^,]\s+and\s+\Z")
_PRONOUN = re.compile(r"(?:it|they|he|she|we|there|I)\b")
_WORD = Pattern(r"(?:[\w’'&%$£€.-]|,(?=\d{3}))+,?")
# "to avert a strike", "due to sympathy strikes", "an update on the talks": another event has the verb.
_GOVERNED = Pattern(r"\b(?:to\s\w+|due\sto|of|about|amid|over|by|following|past|after|since|despite|during)\s+\Z")


def _begin_mention(text: str, telling: Telling) -> int:
    """Say where the words begin that tell an event, before its word and its date."""
    trigger, day = telling.trigger, telling.when.start if telling.when.value else -1
    start = _with_subject(text, telling.start, telling.sentence)
    last = min(trigger.first, day) if day >= start else trigger.first
    start = _without_lead(text, start, max(start, last))
    if not trigger.is_noun or telling.start <= day < trigger.start:
        return start
    own = max(start, _antecedent(text, start, trigger.start))
    return own if trigger.adds == "followed" or _GOVERNED.search(text, start, own) else start


def _with_subject(text: str, start: int, sentence: tuple[int, int]) -> int:
    """Go back from a relative clause, a verb or half a subject to the words that it is told of."""
    for _ in range(3):
        is_relative = _RELATIVE.match(text, start)
        is_verb, is_half = _VERB.match(text, start), _AND.search(text, sentence[0], start)
        if start - 2 <= sentence[0] or not (is_relative or is_verb or is_half):
            break
        before = clause_of(text, find_cuts(text, *sentence), start - 2, start - 2)[0]
        is_whole = has_finite_verb(text[before:start])
        if is_relative and is_whole:
            return _antecedent(text, before, start)
        if is_whole and not (is_relative or is_verb):
            break
        start = before
    return start


_SAID = prefix_tree(cue_words("say", "that", "show", form="past") | cue_words("say", form="s"))
# What joins a clause to another: "after ", "even though ", "with ".
_OPENS = prefix_tree(terms("telling_words", kind="opens"))
_OPENING = Pattern(rf"(?P<word>(?:even\s+|just\s+|only\s+)?{_OPENS}\s+)(?P<aside>[^,;]{{2,120}},\s+)?", re.IGNORECASE)
_OPENED = Pattern(rf"(?:{_OPENS}|at|in|during|over|on)\s+\Z", re.IGNORECASE)
# "…, union leaders said", "…, he added on Monday", "…, said Ana Ruiz, who leads the union".
_SAY, _WHEN_SAID = prefix_tree(cue_words("say", form="past")), r"(?:\s+(?:on|in|to|late|early|[A-Z])[^,;]*)?[,.]?\Z"
_SAYS_WHO = Pattern(
    rf",[”\"’']?\s+(?:{_SAY}\s+(?!(?:that|it|they|he|she|we|there)\b)|(?:[^,;“\"]+(?:,\s[^,;“\"]+,)?\s)?{_SAY}{_WHEN_SAID})"
)
_COMMA = re.compile(r",\s+")
_GOES_ON = Pattern(lambda: rf"\s+{prefix_tree(terms('telling_words', kind='goes on'))}\s")


def _end_mention(text: str, telling: Telling, end: int) -> int:
    """Say where the words end that tell an event: past "after …", before ", he said" and the rest of "After it, …"."""
    last = max(telling.trigger.last, telling.when.end if telling.when.end <= end else 0)
    if _GOES_ON.match(text, end):
        end = clause_of(text, find_cuts(text, *telling.sentence), end + 2, end + 2)[1]
    end = said.start() if (said := _SAYS_WHO.search(text, last, end)) else end
    if not (_OPENING.match(text, telling.start) or _OPENED.search(text, max(0, telling.start - 20), telling.start)):
        return end
    commas = _COMMA.finditer(text, last, end)
    return next((comma.start() for comma in commas if clause_opens_at(text, comma.end(), end)), end)


_VERB = Pattern(
    lambda: rf"(?:\w+ly\s+|then\s+|also\s+|later\s+)?(?:{prefix_tree(auxiliaries() | past_forms())}|[a-z]{{3,}}ed)\b"
)


def _antecedent(text: str, low: int, end: int) -> int:
    """Give where the noun phrase before a place opens: "some clerks" of "It came after some clerks, who"."""
    first = end
    for word in reversed(list(_WORD.finditer(text, low, end))):
        bare = word[0].lower().rstrip(",.")
        if (word[0].endswith(",") and first < end) or bare in _ENDS_PHRASE or has_finite_verb(bare):
            break
        first = word.start()
        if bare in terms("function_words", **{"class": "determiner"}) and not text.endswith("of ", low, first):
            break
    return first if first < end else low


_CLASSES = ("preposition", "conjunction", "auxiliary", "verb")
_ENDS_PHRASE = frozenset().union(*(terms("function_words", **{"class": name}) for name in _CLASSES)) - {"of", "over"}


def _without_lead(text: str, start: int, limit: int) -> int:
    """Skip what opens a clause and tells nothing, as long as event and date stand behind it."""
    for pattern in (_DATELINE, _BUT, _ASIDE):
        found = pattern.match(text, start)
        start = found.end() if found and found.end() <= limit else start
    if found := _OPENING.match(text, start):
        start = _past_opening(text, found, limit)
    for said in _REPORTING.finditer(text, start, limit):
        if clause_opens_at(text, said.end(), limit + 60) and not _PRONOUN.match(text, said.end()):
            start = said.end()
    return start


def _past_opening(text: str, found: re.Match, limit: int) -> int:
    """Skip "after" in "after talks collapsed" and all of "while talks went on,", but nothing in "after six months,"."""
    if found["aside"] and found.end() <= limit:
        return found.end() if has_finite_verb(found["aside"]) else found.start()
    own = found.end("word")
    needs_clause = found["word"].split()[0].lower() in ("after", "before", "as", "since")
    is_own = not needs_clause or clause_opens_at(text, own, found.end() if found["aside"] else limit + 60)
    return own if own <= limit and is_own else found.start()


_REPORTING = Pattern(rf"\b{_SAID}\s+(?:(?:on\s+|late\s+|early\s+)*(?:[A-Z]\w+day|yesterday|today)\s+)?(?:that\s+)?")


_NAMED_BY_VERBS = frozenset({"strike_vote", "ratification", "contract_expiration", "founding", "layoff"})
_LEAD = re.compile(
    r"\A(?:(?:will|would|shall|should|may|might|could|can|has|have|had|is|are|was|were|be|been|being|to|not"
    r"|on|at|in|the)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:of|from|in|on|by|with|for|at|since|to(?:\s+\w+)?|(?:this|last|next)\s+\w+|its|their|the|a|an))+$", re.I
)


def naming_word(text: str, trigger: Trigger, start: int, end: int) -> str:
    """Give the word that names an event within its mention: "strike" in "conducted a one-day strike".

    What is called off or refused is named by that verb, and so are a vote, whose noun is the strike that is voted on,
    a dismissal, an expiration and a founding; a verb goes without its auxiliaries and its preposition.
    """
    (first, last), words = trigger.noun, fold(text[trigger.start : trigger.end])
    has_noun = (first, last) != (trigger.start, trigger.end) and start <= first and last <= end
    kinds = {"vote"} if trigger.kind == "vote" else trigger.classes
    named = trigger.type in _NAMED_BY_VERBS or trigger.kind == "layoff"  # "sacked 40 bakers"
    is_verb = named and kinds.isdisjoint({"vote", "strike vote", "layoff"})
    is_verb = is_verb or bool(kinds and kinds <= THINGS)  # "the porters walked off", "the plant will close"
    if has_noun and not is_verb and trigger.status not in ("called_off", "refused"):
        return fold(text[first:last])
    return _TAIL.sub("", re.split(rf"\s+{BETWEEN}", _LEAD.sub("", words))[0])  # "gathered on Monday outside"
