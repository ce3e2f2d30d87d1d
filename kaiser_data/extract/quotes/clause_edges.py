"""Where a reported clause begins and where it ends.

"Kaiser said [it could not immediately provide a response on the strike’s end]." begins at "it", "announced Monday
[they had authorized a one-day strike] — citing issues" ends at the dash, "said [they had skipped meals], and one in
four of us has a second job" at the change of tense: where the narrator or another speaker takes over.
"""

import re
from functools import cache

from kaiser_data.extract.grammar.clauses import clause_opens_at, has_finite_verb, opens_with_clause
from kaiser_data.extract.grammar.words import changed_forms, cue_forms, cue_words, finite_verbs
from kaiser_data.extract.quotes.cues import Cue, Sentence
from kaiser_data.extract.quotes.subjects import Subject, opening_subject, subject_before
from kaiser_data.lexicon import Pattern, any_of, prefix_tree, read_lexicon, terms

_WEEKDAY = prefix_tree(terms("date_words", kind="weekday"))
_UNIT = prefix_tree(terms("date_words", kind="unit"))
_DAY = (
    rf"(?:(?:on\s|late\s(?:on\s)?|early\s(?:on\s)?|last\s|this\s)?(?:{_WEEKDAY}|yesterday|today|week|month|year|night|"
    r"morning|afternoon|evening)(?:\s(?:night|morning|afternoon|evening))?|recently|earlier|later|again|"
    rf"(?:\w+\s){{1,2}}{_UNIT}s?\sago|"
    r"(?:on\s)?[A-Z][a-z]+\.?\s\d{1,2}|at\sthe\stime|"
    rf"for\s(?:\w+\s)?{_UNIT}s)"
)
_MANNER = (
    r"(?:(?:in|through|via|at|on|during|under|from|after|before|by|over|to|for|with|since)\s(?:(?:the|an?|his|her|its|"
    rf"their|[a-z]*reporters|{any_of('aside_words', place='channel')})\b|[A-Z])[^,.;:]{{0,50}}?|simply|"
    r"of\s[^,.;:]{2,40}?\sin\sa\s[^,.;:]{2,30}?)"
)
ADVERBIALS = rf"(?:,?\s+(?:{_DAY}(?:\s{_MANNER})?|{_MANNER}(?:\s{_DAY})?|in\spart|too|here|however|\w+ly),?)"
# "said, among other things, that"
_ASIDE = r",\s[^,.;:“”\"]{2,70},"
_TAKES_THAT = ("say", "that", "show", "how", "ask", "tell")
# What leads from a cue to its clause: the rule, the pattern, and the cues that it may follow.
_OPENINGS = (
    ("indirect.because", re.compile(r"\s+that\s+(?=because\s)"), _TAKES_THAT),
    (
        "indirect.proof_that",
        re.compile(
            rf"\s+(?:[^,.;:]{{0,40}}\s)?as\s{any_of('aside_words', place='proof')}\s+that(?=\s)|\s+as\ssaying\b"
            r"|\s+the\sfact\s+that(?=\s)"
        ),
        ("say", "that", "as"),
    ),
    ("indirect.that", re.compile(rf"(?:(?:{ADVERBIALS}){{0,2}}|{_ASIDE})\s+that(?=[\s,])", re.DOTALL), _TAKES_THAT),
    ("indirect.told_that", Pattern(r"\s+[^.,;:()“”\"]{1,90}?\s+that(?=[\s,])"), ("tell",)),
    ("indirect.whether", Pattern(r"(?:\s+\w+)?\s+(?=(?:how|why|what|whether|where|when|who|if)\s)"), ("ask",)),
    ("indirect.how", re.compile(r"\s+(?=(?:how|why|whether|where)\s)"), ("how", "say", "that", "tell")),
    # "announced what it calls" has a thing for its object, not a question
    ("indirect.how", re.compile(r"\s+(?=what\s)"), ("how", "say", "tell")),
)


@cache
def listener() -> re.Pattern:
    """Compile who is told: "reporters", "a hearing in Leeds", "the Herald"."""
    nouns = {line["plural"].lower() for line in read_lexicon("roles")} | terms("audiences") | terms("descriptions")
    audience = prefix_tree({noun.rpartition(" ")[2] for noun in nouns})
    return re.compile(
        rf"\s+(?:me|us|him|her|them|you|(?:[^\s,.;:“”\"]+\s){{0,6}}?(?:{audience}|[A-Z][\w’'.&-]*(?:\s\d+)?)"
        rf"(?:\s(?:in|at|on|of)\s[^,.;:“”\"—–]{{2,60}}?)?)(?:{ADVERBIALS})?"
    )


_MARKS_GO_ON = re.compile(r"\s[“\"]([^“”\"]+)[”\"]\s(?:for|to|until|unless|because|if|when)\s")
_NONE = (-1, "")


def clause_start(sentence: Sentence, cue: Cue) -> tuple[int, str]:
    """Find where the clause that a cue governs begins, and by which rule; -1 where it governs none."""
    masked, at, end = sentence.masked, cue.end, sentence.end
    for rule, pattern, takes in _OPENINGS:
        opening = pattern.match(masked, at, end) if cue.takes in takes else None
        if opening and not (rule == "indirect.told_that" and has_finite_verb(opening[0])):
            return next_word(masked, opening.end()), rule
    ends = (_past(listener(), masked, at, end, strict) for strict in (True, False))
    if cue.takes == "tell" and (told := next(filter(None, ends), 0)):
        return told, "indirect.told"
    if cue.takes == "say" and (marked := _marked_start(sentence, at)):
        return marked, "indirect.bare"
    return _bare_clause(masked, cue, end) if _takes_bare(cue) else _NONE


def _takes_bare(cue: Cue) -> bool:
    """ "warned the depot would close", "figures show wages fell", but "told" wants a listener."""
    if cue.takes == "tell":
        return cue_forms()[cue.word.lower()].lemma != "tell"
    return cue.takes in ("say", "that") or (cue.takes == "show" and cue.form != "ing")


def _marked_start(sentence: Sentence, at: int) -> int:
    """Find the mark that opens a clause which goes on after it: said “the door is open” for anyone who returns."""
    marks = _MARKS_GO_ON.match(sentence.masked, at, sentence.end)
    return marks.start(1) - 1 if marks and opens_with_clause(sentence.text[slice(*marks.span(1))]) else 0


_NP_GOES_ON = Pattern(
    r"\b(?:the|an?|his|her|its|their|of|in|at|on|for|and|after|before|when|while|as|since|because)\s\Z|,\s\Z"
)
_SPACE = re.compile(r"\s+(?=\S)")
# "told BBC Scotland it was", "told a Transport subcommittee he was"
_NAME_GOES_ON = re.compile(r"(?:[A-Z][\w’'-]*\s){1,3}(?:[a-z]+\s)?(?:he|she|it|they|we|I|there)\s")


def _past(between: re.Pattern, masked: str, at: int, end: int, strict: bool = True) -> int:
    """Find the clause past who is told, or an adverbial: surely a new noun phrase, or whatever holds a verb; else 0."""
    for space in _SPACE.finditer(masked, at + 1, min(end, at + 130)):
        goes_on = _NP_GOES_ON.search(masked, at, space.end()) or _NAME_GOES_ON.match(masked, space.end())
        opens = not goes_on and clause_opens_at(masked, space.end(), end, strict)
        if opens and between.fullmatch(masked, at, space.start()):
            return space.end()
    return 0


_GAP = re.compile(
    r"\s((?:has|have|had|is|are|was|were|will|would|could|can|may|might|must|should|do|does|did|"
    rf"{any_of('verb_uses', use='amounts')})(?:n[’']t)?)\s(?!that\b)"
)
_ADVERBIAL = Pattern(ADVERBIALS, re.DOTALL)
_NO_SUBJECTS = {word for kind in ("preposition", "adverb") for word in terms("function_words", **{"class": kind})}
_NO_SUBJECTS -= {"until"}  # "said until they are paid, they will stay"
# "said about 400 clerks walked out"
_SAID_AT_LENGTH = Pattern(
    rf"\s(?:(?={any_of('approximators', side='before')}\s(?:\d[\d,.]*|a|{any_of('number_words')})\s(?![ap]\.?m\b))|"
    rf"(?!(?:{prefix_tree(_NO_SUBJECTS)}|{_DAY}|and|or|but|as|no|{any_of('aside_words', place='exclaimed')}|"
    r"\w+ly)\b(?![’']s)))(?:[^\s“”\":]+(?:\s|\Z)){4}"
)


# "Norlink claims the union walked away", but "claims a membership of clerks employed in Lund"
_SEVERAL = Pattern(
    rf"(?<!which\s){any_of('cues', stance='accusing')}s\s(?!an?\s)|"
    r"\S+\s(?:[a-z-]+\s)?[a-z-]+s\s(?:would|will|were|are|had|have|could|may|might|must|can)\b"
)


def _bare_clause(masked: str, cue: Cue, end: int) -> tuple[int, str]:
    """Find the clause without "that": after a gap of its own, an adverbial or nothing."""
    if gap := _GAP.match(masked, cue.end, end):
        return gap.start(1), "indirect.gap"
    if past := _past(_ADVERBIAL, masked, cue.end, end):
        return past, "indirect.bare"
    space = _SPACE.match(masked, cue.end, end)
    # "insists jobs are safe", but "advertising revenues are down"
    is_verb = cue.form != "ing" or masked[cue.opens - 2] == ","
    several = cue.takes == "say" or (cue.takes != "show" and is_verb and _SEVERAL.match(masked, cue.start))
    if space and clause_opens_at(masked, space.end(), end, not several):
        # "ruled it illegal, the unions said"
        is_object = cue.takes == "show" and not has_finite_verb(masked[space.end() : end].partition(",")[0])
        return _NONE if is_object else (space.end(), "indirect.bare")
    # "said union leaders still hope to": what is said at some length is a clause, whatever its verb
    has_subject = masked[cue.opens - 2].isalnum() or masked[cue.opens - 2] in ",)"
    if cue.takes == "say" and has_subject and _SAID_AT_LENGTH.match(masked, cue.end, end):
        return next_word(masked, cue.end), "indirect.bare"
    return _NONE


def next_word(masked: str, at: int) -> int:
    """Give the offset of the next word at or after `at`."""
    while at < len(masked) and (masked[at].isspace() or masked[at] in ",•*_-#—–"):
        at += 1
    return at


@cache
def _cuts() -> re.Pattern:
    """What ends a reported clause before its sentence does."""
    withheld = cue_words("say", "that", form="base") | terms("aside_words", place="withheld")
    ing = [word for word, one in cue_forms().items() if one.form == "ing" and one.takes != "think"]
    return re.compile(
        rf"[;—–,:](?:(?<=;)|(?<=:)(?=\s[“\"‘])|(?<=\s[—–])\s(?=(?:\w+ing|a|an|which)\s)|(?<=—)(?=\w+ing\s)|(?<=,)\s(?:"
        rf"(?=(?:{prefix_tree(ing)})\b)|(?=according\sto\b)"
        rf"|(?:whom|which|who)\s(?:he|she|it|they|the\s\w+)\s(?!(?:had|has|have|was|were|is|are|would|will)\b)"
        rf"|a\s{prefix_tree(terms('aside_words', place='sums'))}\s"
        rf"|(?:though|although|even\sthough)\s(?=(?:he|she|it|they|the|this|that|many|some|several|no)\b)"
        rf"|but\s(?=(?:this|that)\s(?:is|was|has|had|could|remain\w*)\b)))"
        # "told the porters they should not wear badges but they did", "but declined to say when": the narrator's
        r"|,?\sbut\s(?:he|she|it|they|we|I)\s(?:did|do|does|was|were|had|has|have)(?:n[’']t)?(?=[.;]|$)"
        rf"|,?\sbut\s(?:(?:he|she|it|they)\s)?(?:(?:declined|refused)\sto|(?:did|would|could)(?:\snot|n[’']t))\s"
        rf"(?:immediately\s)?(?={prefix_tree(withheld)}\b)"
    )


_SECOND_VERB = Pattern(r"[,\s](?:(?<=,)\s|(?<=\s))(?:and|but|then)\s(?:then\s|also\s|later\s)?(?=(\w+)\b)")
SUBORDINATE = Pattern(
    r"\W*(?:(?:And|But|Yet|So),?\s)?(?:[Ww]hen|[Aa]fter|[Aa]s|[Ww]hile|[Ii]f|[Bb]efore|[Oo]nce|[Tt]hough|[Aa]lthough|"
    r"[Ss]ince|[Bb]ecause|[Uu]nless|[Uu]ntil|Even\s(?:though|as|if)|Now\sthat)\s"
)
_JOINT = Pattern(r",?\s(?:and|but|while|as|whereas|though|although|even\s(?:as|though))\s$|;\s$")
_SAYS_NOTHING = Pattern(r"[,.]|\s(?:at|in|into|until)\b")  # "while the strike continues in Lund"
_NO_FLOOR = frozenset({"according", "adjacent", "show", "think"})
_COMMA = re.compile(r",[”\"]?\s(?!(?:who|which|and|or|but)\b)")
_MAIN_VERB = Pattern(rf",?\s(?:(?:\w+ly|also|later|then|{_DAY})\s)?(?:{prefix_tree(finite_verbs())}|\w+(?<!e)ed)\b")
_NEW_CLAUSE = re.compile(r",\s(?:and|but|while)\s(?!that\s(?!is\b|was\b))(?=[A-Za-z])")


def clause_end(sentence: Sentence, cue: Cue, start: int, subject: Subject | None = None) -> int:
    """Find where the clause that a cue governs ends: before the narrator or another speaker takes over."""
    masked, end = sentence.masked, _next_speaker(sentence, start)
    parted = masked.find(", ", max(sentence.start, cue.opens - 60), cue.opens) >= 0
    if not parted and SUBORDINATE.match(masked, sentence.start):
        comma = masked.find(", ", start, end)
        end = comma if comma > 0 else end
    if sentence.names(subject, "who", "which"):
        # "Trump, who questioned whether he was fair, said": the main verb comes after a comma
        commas = (comma.start() for comma in _COMMA.finditer(masked, start + 4, end))
        end = next((comma for comma in commas if _MAIN_VERB.match(masked, comma, end)), end)
    if cut := _cuts().search(masked, start + 4, end):
        end = cut.start()
    # A noun is taken for the verb that is spelled alike: "the claims that they left and tells them to".
    if (one := cue_forms().get(cue.word.lower())) and one.form in ("past", "s", "ing"):
        end = _second_verb(masked, one.form, start, end)
    for match in _NEW_CLAUSE.finditer(masked, start + 4, end):
        told, clause = masked[start : match.start()], masked[match.end() : min(end, match.end() + 80)]
        if _changes_tense(cue, clause) and not _changes_tense(cue, told):
            end = match.start()
            break
    return trim_end(masked, start, end)


def main_subject(sentence: Sentence, start: int) -> Subject | None:
    """Find the subject after an opening participle's clause: "Warning that the port would close, Lund added"."""
    for comma in _COMMA.finditer(sentence.masked, start, sentence.end):
        subject = opening_subject(sentence.masked, sentence.cast, comma.end(), sentence.end)
        if subject and subject.start == comma.end() and _MAIN_VERB.match(sentence.masked, subject.end, sentence.end):
            return subject
    return None


def _next_speaker(sentence: Sentence, start: int) -> int:
    """A clause ends where someone else is given the floor: "… and one in four said the party was hostile"."""
    for other in sentence.cues:
        is_idle = other.passive or other.infinitive or _SAYS_NOTHING.match(sentence.masked, other.end)
        if other.start <= start or is_idle or other.takes in _NO_FLOOR:
            continue
        subject = subject_before(sentence.masked, sentence.cast, start, other.opens)
        lead = sentence.masked[start : subject.start] if subject else ""
        if len(lead) >= 10 and (joint := _JOINT.search(lead)):
            return start + joint.start()
    return sentence.end


# What a verb of saying leads to: "and added", "and added that", "and called it “fair”", "and asked how".
_GOVERNED = Pattern(r"\W*$|[,:.]|\s(?:that|how|why|whether|if|of|for|against)\b|[^,]{,60}[“\"]|\s(?:[^,]{2,40}\s)?to\s")


_PROGRESSIVE = re.compile(r"\b(?:am|are|is|was|were|been|be)\s(?:\w+\s)?\w+ing\b")


def _second_verb(masked: str, form: str, start: int, end: int) -> int:
    """A clause ends before another cue of the same form: "said they would stay and added"."""
    for match in _SECOND_VERB.finditer(masked, start + 4, end):
        other = cue_forms().get(match[1].lower())
        # "saying wages had sunk and pursuing a raise", but "they were sinking and falling"
        is_parallel = form == "ing" and match[1].endswith("ing") and not clause_opens_at(masked, match.start(1), end)
        if is_parallel and not _PROGRESSIVE.search(masked, start, match.start()):
            return match.start()
        if not other or (other.form != form and other.takes != "quote"):
            continue
        # "and accused the mill of lying", but "has a good staff and offers a fair wage" is more of the clause
        accuses = (other.form, other.takes, other.stance) == (form, "quote", "accusing")
        if accuses or _GOVERNED.match(masked, match.end(1), end) or clause_opens_at(masked, match.end(1) + 1, end):
            return match.start()
    return end


_PRESENT = Pattern(r"\b(?:is|are|has|have|does|do|will|can)\b|[a-z](?:[’']s|[’']re)\s")
_PAST = Pattern(rf"\b(?:was|were|had|did|would|could|{prefix_tree(changed_forms())})\b|\b(?!need)[a-z]{{3,}}ed\b")


def _changes_tense(cue: Cue, clause: str) -> bool:
    """The narrator takes over again: "said they had skipped meals, and one in four of us has a second job"."""
    if cue.form not in ("s", "base", "past"):
        return False
    kept, changed = (_PAST, _PRESENT) if cue.form == "past" else (_PRESENT, _PAST)
    new, old = changed.search(clause), kept.search(clause)
    return bool(new) and (not old or new.start() < old.start())


def trim_end(masked: str, start: int, end: int) -> int:
    """Take the full stop off a clause that it ends, but no mark inside its last quotation."""
    trimmed = ".,;:!?…—–*_" if "(" in masked[start:end] else ".,;:!?…—–*_)"
    while end > start and (masked[end - 1].isspace() or masked[end - 1] in trimmed):
        end -= 1
    return end
