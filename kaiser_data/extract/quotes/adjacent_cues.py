"""Cues right beside quotation marks: "“…,” Thackeray said", "X told reporters: “…”", "Superintendent Hale: “…”".

What stands farther off, inside a reported clause or under an earlier verb, is left to `marked_words`.
"""

import re

from kaiser_data.extract.grammar.clauses import clause_opens_at, has_finite_verb, is_utterance, opens_with_clause
from kaiser_data.extract.quotes.cue_subjects import own_subject, shared_subject, subject_after
from kaiser_data.extract.quotes.cues import Claim, Cue, Quoted
from kaiser_data.extract.quotes.subjects import Subject, opening_subject, subject_before
from kaiser_data.lexicon import Pattern

# “…,” its general manager, Ross Tilley, said; “… required” to prevent strikes, Tilley said; “…” is how Tilley put it
_LEADS_TO_SUBJECT = Pattern(
    r"[\s,—–]*(?:the|but|and)?\s*|\s(?:an?|the)\s(?:[a-z-]+\s){1,4}|[\s,]*(?:is|was)\s(?:how|what|the\sway)\s|\s[a-z][^“”\".;:]{2,70},\s|[\s,]*"
    r"(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Aa]n?|[Oo]ne|[Aa]nother|[A-Z][\w.]*[’']s?)\s[^,.;“”\"]{2,70},\s*"
)


def cue_after(quoted: Quoted) -> Claim | None:
    """`“…,” Thackeray said`, `“…,” said paramedic Ian Thwaite, 43`."""
    cue, mark, masked = quoted.later, quoted.mark, quoted.sentence.masked
    if not cue or any(mark.closed < other.opened < cue.start for other in quoted.sentence.marks):
        return None
    if put := _as_put(quoted, cue):
        return put
    parted = masked[mark.end - 1] in ",.!?…—" or masked.startswith((",", " is how ", " was how "), mark.closed + 1)
    # The so-called “plan” was rejected by Ruiz
    if not parted and (cue.passive or not is_utterance(quoted.words)):
        return None
    # adding that “the raise should come sooner”
    that = quoted.earlier and masked[quoted.earlier[-1].end : mark.opened] == " that "
    if _is_embedded(quoted) and (that or not opens_with_clause(quoted.words)):
        return None
    subject = _attributing_subject(quoted, cue)
    return quoted.claim("direct", "quote.post", cue, subject) if subject else None


_PUT_IT = re.compile(r"\sit\b")


def _as_put(quoted: Quoted, cue: Cue) -> Claim | None:
    """ "came “from every walk of life”, as Ana Ruiz put it": whatever words stand between."""
    masked, low = quoted.sentence.masked, quoted.mark.closed + 1
    subject = subject_before(masked, quoted.sentence.cast, low, cue.opens) if _PUT_IT.match(masked, cue.end) else None
    if not subject or not masked.endswith((" as ", " As "), low, subject.start):
        return None
    return quoted.claim("direct" if opens_with_clause(quoted.words) else "partial", "quote.as_put", cue, subject)


def _is_embedded(quoted: Quoted) -> bool:
    """The marks follow a word of the narrator's that gives nobody the floor."""
    opened = quoted.mark.opened
    last = quoted.sentence.masked[quoted.sentence.start : opened].rstrip()[-1:]
    if not last.isalnum() and last != "_":
        return False
    return not quoted.earlier or opened - quoted.earlier[-1].end >= 3


def _attributing_subject(quoted: Quoted, cue: Cue) -> Subject | None:
    masked, low = quoted.sentence.masked, quoted.mark.closed + 1
    if cue.by:
        return Subject(*cue.by)  # “…,” the agency quoted Ana Ruiz as saying
    if cue.passive:
        return own_subject(quoted.sentence, cue, low)  # “We will find a way,” he was told by Ruiz
    is_beside = not masked[low : cue.start].strip(" ,\n\xa0—–")
    if is_beside:
        return subject_after(masked, cue.end, quoted.sentence.end)
    # “The bar is a morgue,” a receptionist messaged us.
    comma = masked.startswith(", ", low)  # "Don't worry", Pia Lund told the cooks
    subject = subject_before(masked, quoted.sentence.cast, low + 2 * comma, cue.opens)
    between = masked[low : subject.start] if subject else ""
    return subject if subject and _LEADS_TO_SUBJECT.fullmatch(between) else None


_PRE_GAP = Pattern(r"\s*(?:[,:—–]\s*|\sthat,?\s*|,?\s(?:on\s)?(?:\w+day|(?:in|to|at)\s[^,.;:“”\"]{2,60}|\w+)?,\s*|\s)?")
_COLON_GAP = Pattern(r"[^;“”\"]{0,170}:\s*")
_LISTENER_GAP = Pattern(r"\s(?!that\b)[^.;:“”\"]{1,110}(?:[,:]|\sthat)\s*")


def cue_before(quoted: Quoted) -> Claim | None:
    """`She said, “…`, `X told reporters: “…`, `According to guitarist Ross, “…`."""
    cue = quoted.earlier[-1] if quoted.earlier else None
    if not cue or any(claim.end >= cue.start for claim in quoted.before if claim.kind != "term"):
        return None
    # “A rounding error,” she wrote, “but not for us.” goes on as it began.
    begun = next((claim for claim in quoted.before[-1:] if claim.kind == "direct" and claim.cue == cue), None)
    subject = begun.subject if begun else own_subject(quoted.sentence, cue, low_of(quoted, cue))
    if not _leads_to(quoted, cue, _source_end(quoted, cue, subject)) or (cue.passive and not subject):
        return None
    subject = subject or shared_subject(quoted.sentence, cue, quoted.before)
    return quoted.claim("direct" if begun else spoken_kind(quoted), "quote.pre", cue, subject)


def _source_end(quoted: Quoted, cue: Cue, subject: Subject | None) -> int:
    """Give where a cue, or the source after it with what describes it, ends."""
    if not subject or subject.end <= cue.end:
        return cue.end
    if has_finite_verb(quoted.sentence.masked[subject.end : quoted.mark.opened]):
        return subject.end
    return max(subject.end, quoted.mark.opened - 2)  # "According to Ana Ruiz, a nurse, “…"


def low_of(quoted: Quoted, cue: Cue) -> int:
    """Give where the clause of a cue may begin: after what was said before it."""
    said = (claim.end + 1 for claim in quoted.before if claim.end < cue.start and claim.kind != "term")
    return max([quoted.sentence.start, *said])


def _leads_to(quoted: Quoted, cue: Cue, after: int) -> bool:
    """Tell whether a cue, or the source after it, which ends at `after`, gives the floor to the marks that follow."""
    masked, opened = quoted.sentence.masked, quoted.mark.opened
    gap = _PRE_GAP.fullmatch(masked, after, opened) or _COLON_GAP.fullmatch(masked, cue.end, opened)
    if not gap and cue.takes in ("tell", "ask"):
        gap = _LISTENER_GAP.fullmatch(masked, cue.end, opened)
    if not gap or is_narrators(quoted, cue):
        return False
    return masked[opened - 2] in ",:" or not is_title(quoted.words)


_FOR = re.compile(r"\b(?:for|of)\s$")
_ARTICLE = re.compile(r"\b(?:the|an?|his|her|its|their|another)\s$")
_NOUN_AFTER = re.compile(r"\s[a-z]")


def is_narrators(quoted: Quoted, cue: Cue) -> bool:
    """Tell words that a cue gives to nobody: "support for finding “common ground”", "told the “last chance” story"."""
    masked, mark = quoted.sentence.masked, quoted.mark
    if cue.form == "ing" and _FOR.search(masked[max(0, cue.opens - 5) : cue.opens]):
        return True
    if cue.takes not in ("say", "that", "tell", "ask", "how") or is_utterance(quoted.words):
        return False
    gap = masked[cue.end : mark.opened]  # "describing it as its “final” offer" says what it is called
    is_open = masked[mark.end - 1] not in ",."
    return bool(is_open and _ARTICLE.search(gap) and " as " not in gap and _NOUN_AFTER.match(masked, mark.closed + 1))


_LABEL = Pattern(r"((?:[A-Z][\w.’'-]+\s?){1,4}):\s*")


def after_label(quoted: Quoted) -> Claim | None:
    """`Superintendent Carol Hale: “…`, `Mendez: “…`."""
    sentence, opened = quoted.sentence, quoted.mark.opened
    lead = sentence.masked[sentence.start : opened].rstrip()
    if quoted.before or not lead.endswith(":") or len(lead) >= 200 or is_title(quoted.words):
        return None
    label = _LABEL.fullmatch(sentence.masked, sentence.start, opened)
    subject = (
        Subject(*label.span(1)) if label else opening_subject(sentence.masked, sentence.cast, sentence.start, opened)
    )
    # “On pensions: “Even less.”” is more of the same speaker.
    return quoted.claim(spoken_kind(quoted), "quote.colon", None, subject, goes_on=subject is None)


_WORD_NEXT = re.compile(r"\s*\w")
_GOES_ON = re.compile(r"\s(?:for|to|of|until|unless|than)\s")


def spoken_kind(quoted: Quoted) -> str:
    """Tell words that are a sentence of their own from a part that the narrator's sentence completes."""
    words, opened = quoted.words, quoted.mark.opened
    lead = quoted.sentence.masked[max(0, opened - 6) : opened].rstrip()
    capital = words[:1].isupper() or words.startswith("[")
    whole = capital and (is_utterance(words) or words.rstrip().endswith((".", "!", "?")))
    if whole and (not lead or lead[-1] in ",:—" or words.count(" ") > 6):
        return "direct"
    # said that “the door is open” for anyone who returns: the narrator's sentence completes what is quoted
    goes_on = _GOES_ON.match(quoted.sentence.masked, quoted.mark.closed + 1)
    # said that “management has lied”: all that the "that" leads to
    is_all = lead.endswith(" that") and not _WORD_NEXT.match(quoted.sentence.masked, quoted.mark.closed + 1)
    is_clause = opens_with_clause(words) or (is_all and clause_opens_at(words, 0, len(words)))
    return "direct" if is_clause and not goes_on else "partial"


_SPELLED = Pattern(r"[^\W\d_][\w’'-]*")
_LIGHT_WORDS = frozenset({"of", "the", "and", "for", "a", "in"})


def is_title(words: str) -> bool:
    """Tell whether every word of some weight opens with a capital."""
    spelled = [word for word in _SPELLED.findall(words) if word.lower() not in _LIGHT_WORDS]
    return len(spelled) > 1 and all(word[0].isupper() for word in spelled) and not words.isupper()
