"""Cues right beside quotation marks: "“…,” Thackeray said", "X told reporters: “…”", "Hale’s reply: “…”".

What stands farther off, inside a reported clause or under an earlier verb, is left to `marked`.
"""

import re
from functools import cache

from kaiser_data.extract.grammar.clauses import has_finite_verb, is_utterance, opens_with_clause
from kaiser_data.extract.grammar.subjects import Subject, opening_subject, subject_after, subject_before
from kaiser_data.extract.quotes.clause_edges import Frame
from kaiser_data.extract.quotes.cues import Cue
from kaiser_data.extract.quotes.quotation_marks import Marked
from kaiser_data.extract.quotes.sentence import Around, Claim, Scene, is_between
from kaiser_data.lexicon import prefix_tree, terms

_PRE_GAP = re.compile(
    r"\s*(?:[,:—–]\s*|\sthat,?\s*|,?\s(?:on\s)?(?:\w+day|in\s[^,.;:“”\"]{2,60}|"
    r"to\s[^,.;:“”\"]{2,60}|at\s[^,.;:“”\"]{2,60}|\w+)?,\s*|\s)?"
)


_COLON_GAP = re.compile(r"[^;“”\"]{0,170}:\s*")


_LISTENER_GAP = re.compile(r"\s(?!that\b)[^.;:“”\"]{1,110}(?:[,:]|\sthat)\s*")


# “…,” its general manager, Ross Tilley, said; “… required” to prevent strikes, Tilley said; “…” is how Tilley put it
_LEADS_TO_SUBJECT = re.compile(
    r"[\s,—–]*(?:the|but|and)?\s*|[\s,]*(?:is|was)\s(?:how|what|the\sway)\s|\s[a-z][^“”\".;:]{2,70},\s|[\s,]*"
    r"(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Aa]n?|[Oo]ne|[Aa]nother|[A-Z][\w.]*[’']s?)\s[^,.;“”\"]{2,70},\s*"
)


def claim_after(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """`“…,” Thackeray said`, `“…,” said paramedic Ian Thwaite, 43`."""
    cue = around.later
    if not cue or not _may_follow(scene, mark, cue):
        return None
    if cue.passive:
        by = by_agent(scene, cue, around.frame)  # “We will find a way,” he was told by Ruiz
        return Claim(mark.start, mark.end, "direct", "quote.post", cue, by) if by and is_utterance(words) else None
    parted = scene.masked[mark.end - 1] in ",.!?…—" or scene.masked.startswith(",", mark.closed + 1)
    if not parted and not is_utterance(words):
        return None
    if _is_embedded(scene, mark, around) and not opens_with_clause(words):
        return None
    subject = _attributing_subject(scene, around.frame, mark, cue)
    return Claim(mark.start, mark.end, "direct", "quote.post", cue, subject) if subject else None


def _may_follow(scene: Scene, mark: Marked, cue: Cue) -> bool:
    """Tell whether a cue is of the kind, and near enough, to give the floor to the marks before it."""
    if cue.takes == "according" or cue.infinitive or (cue.takes == "quote" and cue.form == "ing"):
        return False
    return cue.opens - mark.closed <= 260 and not is_between(scene.opened, mark.closed + 1, cue.start)


def _is_embedded(scene: Scene, mark: Marked, around: Around) -> bool:
    """The marks follow a word of the narrator's that gives nobody the floor."""
    last = scene.masked[around.frame.start : mark.opened].rstrip()[-1:]
    if not last.isalnum() and last != "_":
        return False
    return not around.earlier or mark.opened - around.earlier[-1].end >= 3


def _attributing_subject(scene: Scene, frame: Frame, mark: Marked, cue: Cue) -> Subject | None:
    low = mark.closed + 1
    if not scene.masked[low : cue.start].strip(" ,\n\xa0—–"):
        return None if cue.form == "ing" else subject_after(scene.masked, cue.end, frame.end)
    # “The bar is a morgue,” a receptionist messaged us.
    comma = scene.masked.startswith(", ", low)  # "Don't worry", Pia Lund told the cooks
    subject = subject_before(scene.masked, scene.cast, low + 2 * comma, cue.opens)
    between = scene.masked[low : subject.start] if subject else ""
    return subject if subject and _LEADS_TO_SUBJECT.fullmatch(between) else None


def claim_before(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """`She said, “…`, `X told reporters: “…`, and without a cue `Superintendent Carol Hale: “…`."""
    return next((claim for rule in _BEFORE if (claim := rule(scene, mark, words, around))), None)


def _elliptic(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """`On pensions: “Even less.”`: more of the same speaker."""
    if not _ELLIPTIC.fullmatch(scene.masked, around.frame.start, mark.opened):
        return None
    return Claim(mark.start, mark.end, "direct", "quote.colon", goes_on=True)


def _after_cue(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    low = max([around.frame.start, *(claim.end + 1 for claim in around.before if claim.kind != "term")])
    cue = around.earlier[-1] if around.earlier and around.earlier[-1].start >= low else None
    if not cue or not _leads_to(scene.masked, cue, mark, words):
        return None
    by = by_agent(scene, cue, around.frame)
    if cue.passive and not by:
        return None
    subject = by or _subject_of(scene, cue, low, mark, around)
    return Claim(mark.start, mark.end, _kind_after(scene, cue, mark, words, around.before), "quote.pre", cue, subject)


def _after_source(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """`According to guitarist Ross, “…`."""
    cue = around.earlier[-1] if around.earlier else None
    source = _SOURCE.fullmatch(scene.masked, cue.end, mark.opened) if cue and cue.takes == "according" else None
    if not source:
        return None
    return Claim(mark.start, mark.end, _spoken_kind(scene, mark, words), "quote.pre", cue, Subject(*source.span(1)))


def _after_noun(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """`Hale’s reply: “…`."""
    owner = owning_noun(scene, around.frame, mark) if _is_led_by_colon(scene, mark, around) else None
    if not owner or not _COLON_GAP.fullmatch(scene.masked, owner[0].end, mark.opened):
        return None
    return Claim(mark.start, mark.end, _spoken_kind(scene, mark, words), "quote.noun", *owner)


def _after_label(scene: Scene, mark: Marked, words: str, around: Around) -> Claim | None:
    """`Superintendent Carol Hale: “…`, `Mendez: “…`."""
    start, masked = around.frame.start, scene.masked
    if not _is_led_by_colon(scene, mark, around) or mark.opened - start >= 200 or is_title(words):
        return None
    label = _LABEL.fullmatch(masked, start, mark.opened)
    subject = Subject(*label.span(1)) if label else opening_subject(masked, scene.cast, start, mark.opened)
    if not subject:
        return None
    return Claim(mark.start, mark.end, _spoken_kind(scene, mark, words), "quote.colon", None, subject)


def _is_led_by_colon(scene: Scene, mark: Marked, around: Around) -> bool:
    return not around.before and scene.masked[around.frame.start : mark.opened].rstrip().endswith(":")


_BEFORE = (_elliptic, _after_cue, _after_source, _after_noun, _after_label)

# According to guitarist Ross, “…”
_SOURCE = re.compile(r"\s([^,:“”\"]{2,80})[,:]\s")
# On pensions: “Even less.”
_ELLIPTIC = re.compile(r"(?:And\s|But\s)?(?:[Oo]n|[Aa]s\sfor|[Aa]s\sto|[Aa]bout|[Rr]egarding)\s[^:]{2,50}:\s*")
# Mendez: “As long as it takes.”
_LABEL = re.compile(r"((?:[A-Z][\w.’'-]*\s?){1,4}):\s*")


def _leads_to(masked: str, cue: Cue, mark: Marked, words: str) -> bool:
    """Tell whether a cue gives the floor to the marks right after it."""
    if not _is_gap(masked, cue, mark.opened) or is_beside(masked, cue) or is_attribute(masked, cue, mark, words):
        return False
    return masked[mark.opened - 2] in ",:" or not is_title(words)


def _subject_of(scene: Scene, cue: Cue, low: int, mark: Marked, around: Around) -> Subject | None:
    if cue.by:
        return Subject(*cue.by)
    opens = cue.start == around.frame.start  # Said Tom Hart, the depot manager: “…
    return (
        (subject_after(scene.masked, cue.end, mark.opened) if opens else None)
        or subject_before(scene.masked, scene.cast, low, cue.opens)
        or shared_subject(scene, cue, around)
    )


def _kind_after(scene: Scene, cue: Cue, mark: Marked, words: str, before: list[Claim]) -> str:
    # “A rounding error,” she wrote, “but not for us.” goes on as it began.
    goes_on = before and before[-1].kind == "direct" and before[-1].cue and before[-1].cue.start == cue.start
    return "direct" if goes_on else _spoken_kind(scene, mark, words)


_ARTICLE = re.compile(r"\b(?:the|an?|his|her|its|their|another)\s$")
_NOUN_AFTER = re.compile(r"\s[a-z]")
_AS = re.compile(r"\bas\s")


def is_attribute(masked: str, cue: Cue, mark: Marked, words: str) -> bool:
    """`told the “last chance” story`: marked words that only qualify a noun of the narrator's."""
    if cue.takes not in ("say", "that", "tell", "ask", "how"):
        return False
    if not _ARTICLE.search(masked[max(0, mark.opened - 9) : mark.opened]):
        return False
    noun_follows = _NOUN_AFTER.match(masked, mark.closed + 1)
    return bool(noun_follows) and not is_utterance(words) and not _AS.search(masked[cue.end : mark.opened])


_FOR = re.compile(r"\b(?:for|of)\s$")


def is_beside(masked: str, cue: Cue) -> bool:
    """ "its support for finding “common ground”": the participle is the object of another verb."""
    return cue.form == "ing" and bool(_FOR.search(masked[max(0, cue.opens - 5) : cue.opens]))


def _is_gap(masked: str, cue: Cue, opened: int) -> bool:
    if _PRE_GAP.fullmatch(masked, cue.end, opened):
        return True
    if masked[cue.end : opened].rstrip().endswith(":") and _COLON_GAP.fullmatch(masked, cue.end, opened):
        return True
    return cue.takes in ("tell", "ask") and bool(_LISTENER_GAP.fullmatch(masked, cue.end, opened))


_AGENT = re.compile(r"\sby\s([^,.;:“”\"]{2,60}?)(?=\sas\s|\sto\s|[,.;:“”\"]|\s*$)")


def by_agent(scene: Scene, cue: Cue, frame: Frame) -> Subject | None:
    """Find the agent of a passive cue: `was called a scandal by the mayor`."""
    if not cue.passive:
        return None
    match = _AGENT.search(scene.masked, cue.end, min(frame.end, cue.end + 160))
    return Subject(match.start(1), match.end(1)) if match else None


def shared_subject(scene: Scene, cue: Cue, around: Around) -> Subject | None:
    """A second verb or a participle shares the subject of the first: "… , describing it as", "and declared"."""
    for claim in reversed(around.before):
        if claim.subject:
            return claim.subject
    low = around.frame.start
    first = next((c for c in around.earlier if c.start < cue.start and not c.passive), None)
    if first and (subject := subject_before(scene.masked, scene.cast, low, first.opens)):
        return subject
    return opening_subject(scene.masked, scene.cast, low, cue.start)


def _spoken_kind(scene: Scene, mark: Marked, words: str) -> str:
    lead = scene.masked[max(0, mark.opened - 3) : mark.opened].rstrip()
    parted = lead.endswith((",", ":", "—")) or not lead
    if (
        parted
        and words[:1].isupper() | words.startswith("[")
        and (is_utterance(words) or words.rstrip().endswith((".", "!", "?")))
    ):
        return "direct"
    if (parted and lead.endswith(":") and has_finite_verb(words)) or _is_long(words):
        return "direct"
    goes_on = _GOES_ON.match(scene.masked, mark.closed + 1)
    return "direct" if opens_with_clause(words) and not goes_on else "partial"


def _is_long(words: str) -> bool:
    """Tell whether words are a sentence that opens with a subordinate clause: "If they leave, we stay."."""
    return words[:1].isupper() and words.count(" ") > 6 and is_utterance(words)


# said that “the door is open” for anyone who returns: the narrator's sentence completes what is quoted
_GOES_ON = re.compile(r"\s(?:for|to|of|until|unless|than)\s")
_SPELLED = re.compile(r"[^\W\d_][\w’'-]*")
_LIGHT_WORDS = frozenset({"of", "the", "and", "for", "a", "in"})


def is_title(words: str) -> bool:
    """Tell whether every word of some weight opens with a capital."""
    spelled = [word for word in _SPELLED.findall(words) if word.lower() not in _LIGHT_WORDS]
    return len(spelled) > 1 and all(word[0].isupper() for word in spelled) and not words.isupper()


def owning_noun(scene: Scene, frame: Frame, mark: Marked) -> tuple[Cue, Subject] | None:
    """`Its proposals accept …: a “joint task force”`: a noun that says something, with its owner."""
    if not _noun().search(scene.masked, frame.start, mark.opened):
        return None
    match = _owned_noun().search(scene.masked, frame.start, mark.opened)
    if not match or mark.opened - match.end() > 260:
        return None
    owner = match[1].lower()
    possessed = owner in ("its", "their", "his", "her") or re.search(
        r"[’']s?\s", scene.masked[match.end(1) : match.start(2)]
    )
    if not possessed:
        return None
    cue = Cue(match.start(2), match.end(2), match.start(2), match[2], "noun", "noun", False, False, False)
    return cue, Subject(match.start(1), match.end(1))


@cache
def _noun() -> re.Pattern:
    return re.compile(rf"\s{prefix_tree(terms('noun_cues'))}\b")


@cache
def _owned_noun() -> re.Pattern:
    nouns = prefix_tree(terms("noun_cues"))
    return re.compile(rf"\b((?:[Tt]he\s)?[\w./&’'-]+?)(?:[’']s?)?\s(?:\w+\s)?({nouns})\b")
