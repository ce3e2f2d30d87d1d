"""Marked words and reported clauses of a text, each with its cue and its speaker, in the order of the text.

For words in quotation marks the sentence around them is asked, nearest evidence first: a sign or a chant; a cue right
after ("…,” Thackeray said"); a cue or a colon right before ("The statement concluded: “…"); the reported clause that
holds them; an earlier cue of the sentence ("calling it its “…”"). A sentence that is nothing but a quotation goes on
with whoever spoke or was spoken of before it. Words that none of this reaches are a `term`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc

from kaiser_data.extract.cast import Cast
from kaiser_data.extract.clauses import has_finite_verb, is_utterance, opens_with_clause
from kaiser_data.extract.cues import Cue, cue_words, find_cues
from kaiser_data.extract.indirect import Frame, Report, find_noun_reports, find_reports
from kaiser_data.extract.layout import Block, find_sentences, text_of
from kaiser_data.extract.marks import Marked, find_marked, mask
from kaiser_data.extract.speakers import NOBODY, Memory, Speaker
from kaiser_data.extract.subjects import Subject, opening_subject, subject_after, subject_before
from kaiser_data.lexicon import alternation, terms

_PRE_GAP = re.compile(
    r"\s*(?:[,:—–]\s*|\sthat,?\s*|,?\s(?:on\s)?(?:\w+day|in\s[^,.;:“”\"]{2,60}|"
    r"to\s[^,.;:“”\"]{2,60}|at\s[^,.;:“”\"]{2,60}|\w+)?,\s*|\s)?"
)
_COLON_GAP = re.compile(r"[^;“”\"]{0,170}:\s*")
_LISTENER_GAP = re.compile(r"\s(?!that\b)[^.;:“”\"]{1,110}(?:[,:]|\sthat)\s*")
_POST_TAIL = re.compile(r"[^“”\".!?;:]{0,90}[.,;:]?\s*")
# “…,” its general manager, Ross Tilley, said
_APPOSED = re.compile(
    r"\s*(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Aa]n?|[A-Z][\w.]*[’']s?)\s[^,.;“”\"]{2,70},\s*"
)
_LONGEST = 2500
_MOST_CUES = 12
_BLANK = re.compile(r"[\s,.;:!?“”\"'’‘…—–*_)(\[\]-]*")
_BETWEEN_SLOGANS = re.compile(r"[\s,;.”\"’']*(?:and|or|,|;|&)?[\s“\"‘']*")


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch that a text gives to someone (or, a term, to nobody): its edges, kind, cue and speaker."""

    start: int
    end: int
    kind: str
    rule: str
    cue: Cue | None = None
    speaker: Speaker = NOBODY
    utterance: int = -1


@dataclass(frozen=True, slots=True)
class Claim:
    """Said words before their speaker is resolved; `goes_on` says that they belong to the utterance before."""

    start: int
    end: int
    kind: str
    rule: str
    cue: Cue | None = None
    subject: Subject | None = None
    goes_on: bool = False


@dataclass(slots=True)
class Scene:
    """All that the judgement of a sentence looks at."""

    text: str
    masked: str
    cast: Cast
    frames: list[Frame]
    marked: list[Marked]
    cues: list[Cue]
    paragraphs: list[int]


def attribute(doc: Doc) -> list[Said]:
    """Find everything said in a Doc, in order."""
    text, cast = text_of(doc), doc.user_data["kaiser_actors"]
    blocks = [Block(s.start_char, s.end_char, s.label_) for s in doc.spans["paragraphs"] if s.label_ != "boilerplate"]
    marked = find_marked(text, [(block.start, block.end) for block in blocks])
    masked = mask(text, marked)
    cues = list(find_cues(masked))
    frames = [
        frame for block in blocks for edges in find_sentences(masked, block) for frame in _bounded(masked, cues, *edges)
    ]
    doc.user_data["kaiser_quotes"] = {"starts": [frame.start for frame in frames]}
    scene = Scene(text, masked, cast, frames, marked, cues, [block.start for block in blocks])
    source = doc._.source if doc.has_extension("source") else None
    memory = Memory(doc, cast, text, masked, source.publisher if source else "", source.kind if source else "")
    said: list[Said] = []
    for number in _speaking_frames(scene):
        claims = sorted(_claims(scene, number), key=lambda claim: (claim.start, -claim.end))
        _resolve(scene, memory, number, claims, said)
    headlines = [(block.start, block.end) for block in blocks if block.label == "headline"]
    return _echo_headlines(said, text, headlines)


def _bounded(masked: str, cues: list[Cue], start: int, end: int) -> Iterator[Frame]:
    """Cut what no sentence is, a list or a table without a full stop, so that work stays linear."""
    first = bisect_left(cues, start, key=lambda cue: cue.start)
    while first + _MOST_CUES < len(cues) and cues[first + _MOST_CUES].start < end:
        first += _MOST_CUES
        yield Frame(start, cues[first].start)
        start = cues[first].start
    while end - start > _LONGEST:
        cut = masked.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield Frame(start, cut)
        start = cut
    yield Frame(start, end)


def _speaking_frames(scene: Scene) -> Iterator[int]:
    """Only sentences with a cue or a mark can give anyone the floor."""
    starts = [frame.start for frame in scene.frames]
    places = {bisect_right(starts, mark.opened) - 1 for mark in scene.marked}
    places |= {bisect_right(starts, cue.start) - 1 for cue in scene.cues}
    places |= {bisect_right(starts, match.start()) - 1 for match in _noun_that().finditer(scene.masked)}
    yield from sorted(place for place in places if place >= 0)


@cache
def _noun_that() -> re.Pattern:
    return re.compile(rf"\b(?:{alternation(terms('noun_cues'))})\s(?=[^.;:“”\"]{{0,70}}that\s)")


def _claims(scene: Scene, number: int) -> Iterator[Claim]:
    """What one sentence gives to someone: reported clauses, then the words in marks."""
    frame = scene.frames[number]
    cues = _within(scene.cues, frame, lambda cue: cue.start)
    reports = list(find_reports(scene.masked, scene.cast, frame, cues))
    reports += [noun for noun in find_noun_reports(scene.masked, scene.cast, frame) if not _held(noun, reports)]
    marks = _within(scene.marked, frame, lambda mark: mark.opened)
    claims: list[Claim] = []
    for mark in marks:
        claims.append(_judge(scene, number, mark, cues, reports, claims))
    for report in reports:
        if not _is_only_quote(scene, report, claims):
            claims.append(Claim(report.start, report.end, "indirect", report.rule, report.cue, report.subject))
    yield from claims


def _within(things: list, frame: Frame, place) -> list:
    low = bisect_left(things, frame.start, key=place)
    high = bisect_left(things, frame.end, key=place)
    return things[low:high]


def _held(report: Report, reports: list[Report]) -> bool:
    return any(other.start <= report.start and report.end <= other.end for other in reports)


def _is_only_quote(scene: Scene, report: Report, claims: list[Claim]) -> bool:
    """A clause that is all quotation is a row in marks, no indirect one."""
    return any(claim.start <= report.start + 1 and claim.end >= report.end - 2 for claim in claims) or any(
        claim.kind == "direct" and claim.start <= report.start + 1 and claim.end > report.start for claim in claims
    )


def _judge(
    scene: Scene, number: int, mark: Marked, cues: list[Cue], reports: list[Report], before: list[Claim]
) -> Claim:
    words = scene.text[mark.start : mark.end]
    if _is_nickname_or_headline(scene.masked, mark, words):
        return Claim(mark.start, mark.end, "term", "term.name")
    for rule in (_slogan, _after_mark, _before_mark, _in_report, _standing_alone, _governed, _next_sentence):
        if claim := rule(scene, number, mark, cues, reports, before, words):
            return claim
    return Claim(mark.start, mark.end, "term", "term")


def _is_nickname_or_headline(masked: str, mark: Marked, words: str) -> bool:
    """Jesús “Chuy” García; “An artist gets a show,” by a newspaper's reporter."""
    before, after = masked[max(0, mark.opened - 20) : mark.opened], masked[mark.closed + 1 : mark.closed + 8]
    if len(words.split()) < 3 and re.search(r"(?:^|\s)[A-Z]\w+\s$", before) and re.match(r"\s[A-Z][a-zÀ-ÿ]", after):
        return not re.search(r"(?:[Tt]he|[Aa]n?)\s[A-Z]\w+\s$", before)
    return bool(re.match(r"\sby\s[A-Z]", after))


def _slogan(scene, number, mark, cues, reports, before, words) -> Claim | None:
    frame = scene.frames[number]
    if (
        before
        and before[-1].kind == "slogan"
        and _BETWEEN_SLOGANS.fullmatch(scene.masked, before[-1].end + 1, mark.opened)
    ):
        last = before[-1]
        return Claim(mark.start, mark.end, "slogan", "slogan.list", last.cue, last.subject)
    lead = scene.masked[max(frame.start, mark.opened - 110) : mark.opened]
    carrier = _carriers().search(lead)
    if not carrier and not (before and before[-1].kind == "slogan" and re.search(r"\b(?:and|,)\s\w+,?\s$", lead)):
        return None
    cue = next((cue for cue in reversed(cues) if cue.end <= mark.opened), None)
    subject = opening_subject(scene.masked, scene.cast, frame.start, mark.opened)
    return Claim(mark.start, mark.end, "slogan", "slogan", cue, subject)


@cache
def _carriers() -> re.Pattern:
    return re.compile(
        rf"\b(?:{alternation(terms('slogan_carriers'))})\b(?![^“”\"]*\b(?:contract|agreement)\b)", re.IGNORECASE
    )


def _after_mark(scene, number, mark, cues, reports, before, words) -> Claim | None:
    """`“…,” Thackeray said`, `“…,” said paramedic Ian Thwaite, 43`."""
    frame = scene.frames[number]
    cue = next((cue for cue in cues if cue.start > mark.closed), None)
    following = next((m for m in _within(scene.marked, frame, lambda m: m.opened) if m.opened > mark.closed), None)
    if (
        not cue
        or cue.takes == "according"
        or cue.opens - mark.closed > 260
        or (following and following.opened < cue.start)
    ):
        return None
    if cue.infinitive or cue.passive or (cue.takes == "quote" and cue.form == "ing"):
        return None
    subject = _attributing_subject(scene, frame, mark, cue)
    if not subject:
        return None
    inner = scene.masked[mark.end - 1]
    outer = scene.masked[mark.closed + 1 : mark.closed + 2]
    embedded = bool(re.search(r"\w\s*$", scene.masked[frame.start : mark.opened])) and not _preceded_by_cue(
        scene, cues, mark
    )
    if embedded and not opens_with_clause(words):
        return None
    if inner not in ",.!?…—" and outer != "," and not is_utterance(words):
        return None
    return Claim(mark.start, mark.end, "direct", "quote.post", cue, subject)


# “The bar is a morgue,” a receptionist messaged us.
_ANY_VERB = re.compile(
    r"\s*(?P<who>(?:[A-Z][\w.’'-]*\s){0,3}[A-Z][\w.’'-]*|he|she|they|one|(?:an?|"
    r"one|another|the)\s[^,.;:“”\"()]{3,60}?)\s"
    r"(?P<verb>[a-z]{3,}(?:ed))(?=\s*[.,]|\s(?:us|me|to|with|from|in|at|as|on|after|when|back)\b|\s*$)"
)


def _plain_verb(scene: Scene, frame: Frame, mark: Marked, words: str) -> Claim | None:
    """A verb that no list holds, where a comma inside the marks proves that the words are given to its subject."""
    match = _ANY_VERB.match(scene.masked, mark.closed + 1, frame.end)
    if not match or scene.masked[mark.end - 1] not in ",?!" or match["verb"] in cue_words():
        return None
    if (
        scene.masked[mark.end - 1] != ","
        or not is_utterance(words)
        or re.search(r"\b(?:was|were|is|has|had)\b", match["who"])
    ):
        return None
    start, end = match.span("verb")
    cue = Cue(start, end, start, match["verb"], "adjacent", "past", False, False, False)
    return Claim(mark.start, mark.end, "direct", "quote.post_verb", cue, Subject(*match.span("who")))


def _attributing_subject(scene: Scene, frame: Frame, mark: Marked, cue: Cue) -> Subject | None:
    low = mark.closed + 1
    if not scene.masked[low : cue.start].strip(" ,\n\xa0—–"):
        if cue.form == "ing":
            return None
        return subject_after(scene.masked, cue.end, frame.end)
    subject = subject_before(scene.masked, scene.cast, low, cue.opens)
    between = scene.masked[low : subject.start] if subject else ""
    if subject and (between.strip(" ,\n\xa0—–").lower() in ("", "the", "but", "and") or _APPOSED.fullmatch(between)):
        return subject
    return None


def _preceded_by_cue(scene: Scene, cues: list[Cue], mark: Marked) -> bool:
    return any(cue.end <= mark.opened and mark.opened - cue.end < 3 for cue in cues)


def _before_mark(scene, number, mark, cues, reports, before, words) -> Claim | None:
    """`She said, “…`, `X told reporters: “…`, and without a cue `Superintendent Carol Hale: “…`."""
    frame = scene.frames[number]
    low = max([frame.start, *(claim.end + 1 for claim in before)])
    cue = next((cue for cue in reversed(cues) if low <= cue.start and cue.end <= mark.opened), None)
    if cue and (_is_beside(scene.masked, cue) or _is_attribute(scene.masked, cue, mark, words)):
        cue = None
    if (
        cue
        and _is_gap(scene.masked, cue, mark.opened)
        and not (scene.masked[mark.opened - 2] not in ",:" and _is_title(words))
    ):
        by = _by_agent(scene, cue, frame)
        subject = (
            by
            or subject_before(scene.masked, scene.cast, low, cue.opens)
            or _same_subject(scene, frame, cue, before, cues)
        )
        if not cue.passive or by:
            kind = _spoken_kind(scene, mark, words)
            subject = (
                subject
                or _inverted_before(scene, cue, mark)
                or opening_subject(scene.masked, scene.cast, frame.start, cue.start)
            )
            return Claim(mark.start, mark.end, kind, "quote.pre", cue, subject)
    if (
        not before
        and (owner := _owning_noun(scene, frame, mark))
        and _COLON_GAP.fullmatch(scene.masked, owner[0].end, mark.opened)
    ):
        return Claim(mark.start, mark.end, _spoken_kind(scene, mark, words), "quote.noun", *owner)
    if not before and re.search(r":\s*$", scene.masked[frame.start : mark.opened]) and mark.opened - frame.start < 200:
        subject = _possessor(scene, frame, mark) or opening_subject(scene.masked, scene.cast, frame.start, mark.opened)
        if subject and not _is_title(words):
            return Claim(mark.start, mark.end, _spoken_kind(scene, mark, words), "quote.colon", None, subject)
    return None


def _is_attribute(masked: str, cue: Cue, mark: Marked, words: str) -> bool:
    """`told the “last chance” story`: marked words that only qualify a noun of the narrator's."""
    if cue.takes not in ("say", "that", "tell", "ask", "how") or is_utterance(words):
        return False
    if re.search(r"\bas\s", masked[cue.end : mark.opened]):
        return False
    article = re.search(r"\b(?:the|an?|his|her|its|their|another)\s$", masked[max(0, mark.opened - 9) : mark.opened])
    return bool(article) and bool(re.match(r"\s[a-z]", masked[mark.closed + 1 : mark.closed + 3]))


def _is_beside(masked: str, cue: Cue) -> bool:
    """ "its support for finding “common ground”": the participle is the object of another verb."""
    return cue.form == "ing" and bool(re.search(r"\b(?:for|of)\s$", masked[max(0, cue.opens - 5) : cue.opens]))


def _is_gap(masked: str, cue: Cue, opened: int) -> bool:
    if _PRE_GAP.fullmatch(masked, cue.end, opened) or _COLON_GAP.fullmatch(masked, cue.end, opened):
        return True
    return cue.takes in ("tell", "ask") and bool(_LISTENER_GAP.fullmatch(masked, cue.end, opened))


def _inverted_before(scene: Scene, cue: Cue, mark: Marked) -> Subject | None:
    """`Wrote another: “…`."""
    match = re.compile(r"\s+([^,.;:“”\"]{2,60}):\s*").fullmatch(scene.masked, cue.end, mark.opened)
    return Subject(match.start(1), match.end(1)) if match else None


def _by_agent(scene: Scene, cue: Cue, frame: Frame) -> Subject | None:
    if not cue.passive:
        return None
    match = re.compile(r"\sby\s([^,.;:“”\"]{2,60}?)(?=\sas\s|\sto\s|[,.;:“”\"]|\s*$)").search(
        scene.masked, cue.end, min(frame.end, cue.end + 160)
    )
    return Subject(match.start(1), match.end(1)) if match else None


def _possessor(scene: Scene, frame: Frame, mark: Marked) -> Subject | None:
    match = re.compile(r"\W*([A-Z][\w.-]*(?:\s[A-Z][\w.-]*)*)[’']s?\s\w").match(scene.masked, frame.start, mark.opened)
    return Subject(match.start(1), match.end(1)) if match else None


def _same_subject(scene: Scene, frame: Frame, cue: Cue, before: list[Claim], cues: list[Cue]) -> Subject | None:
    """A second verb or a participle shares the subject of the first: "… , describing it as", "and declared"."""
    earlier = [claim.subject for claim in before if claim.subject]
    if earlier:
        return earlier[-1]
    first = next((c for c in cues if c.start < cue.start and not c.passive), None)
    if first and (subject := subject_before(scene.masked, scene.cast, frame.start, first.opens)):
        return subject
    return opening_subject(scene.masked, scene.cast, frame.start, cue.start)


def _spoken_kind(scene: Scene, mark: Marked, words: str) -> str:
    lead = scene.masked[max(0, mark.opened - 3) : mark.opened].rstrip()
    parted = lead.endswith((",", ":", "—")) or not lead
    if (
        parted
        and words[:1].isupper() | words.startswith("[")
        and (is_utterance(words) or words.rstrip().endswith((".", "!", "?")))
    ):
        return "direct"
    if parted and lead.endswith(":") and has_finite_verb(words):
        return "direct"
    return "direct" if opens_with_clause(words) else "partial"


def _in_report(scene, number, mark, cues, reports, before, words) -> Claim | None:
    report = next((r for r in reports if r.start <= mark.opened and mark.closed <= r.end + 3), None)
    if not report:
        return None
    inner = next(
        (c for c in reversed(cues) if report.start <= c.start and c.end <= mark.opened and c.start > report.cue.start),
        None,
    )
    if inner and not inner.passive and scene.masked[inner.end : mark.opened].count(" ") <= 3:
        subject = subject_before(scene.masked, scene.cast, report.start, inner.opens)
        pronoun = subject and scene.masked[subject.start : subject.end].lower() in ("it", "he", "she", "they")
        return Claim(
            mark.start,
            mark.end,
            "partial",
            "quote.in_report",
            inner,
            report.subject if pronoun or not subject else subject,
        )
    kind = "direct" if opens_with_clause(words) else "partial"
    return Claim(mark.start, mark.end, kind, "quote.in_report", report.cue, report.subject)


def _governed(scene, number, mark, cues, reports, before, words) -> Claim | None:
    """`accused KP of “…”`, `a status Kaiser promotes as a “…”`: an earlier cue of the sentence."""
    frame = scene.frames[number]
    if scene.masked[mark.opened - 1] == "(" or (
        before and before[-1].kind == "term" and mark.opened - before[-1].end < 4
    ):
        return None
    for cue in reversed([cue for cue in cues if cue.end <= mark.opened]):
        gap = scene.masked[cue.end : mark.opened]
        if _is_attribute(scene.masked, cue, mark, words):
            continue
        shared = bool(before) and before[-1].cue is cue
        if cue.takes not in ("quote", "as") and not shared and (len(gap) > 90 or ", " in gap):
            continue
        if (cue.infinitive and len(gap.split()) > 3) or cue.takes in ("show", "adjacent"):
            continue
        if (
            len(gap) > 170
            or re.search(r",\s(?:including|such\sas|like)\s", gap)
            or re.search(r"[;:]|\s[—–]\s|,\s(?:who|which|while|but|where|even)\s", gap)
        ):
            continue
        by = _by_agent(scene, cue, frame)
        if (cue.passive and not by) or cue.takes in ("according", "adjacent") or _is_beside(scene.masked, cue):
            continue
        if (cue.takes == "as" and not re.search(r"\bas\b|\bto\s[^,]{0,40}$", gap)) or _is_name_or_pointed(
            words, scene.masked, mark, gap
        ):
            continue
        subject = by or subject_before(scene.masked, scene.cast, _low(scene, frame, before, cue), cue.opens)
        subject = subject or _same_subject(scene, frame, cue, before, cues)
        if subject:
            return Claim(
                mark.start,
                mark.end,
                "direct" if opens_with_clause(words) and "that " in gap[-6:] else "partial",
                "quote.governed",
                cue,
                subject,
            )
    owner = _owning_noun(scene, frame, mark)
    if owner:
        return Claim(mark.start, mark.end, "partial", "quote.noun", owner[0], owner[1])
    return None


_POINTED = re.compile(r"\b(?:these|those|such|so-called|this|known\sas|another)\s$", re.IGNORECASE)


def _is_name_or_pointed(words: str, masked: str, mark: Marked, gap: str) -> bool:
    """A title ("AI & Technology Taskforce") and what "these" points at are terms, whatever verb stands before."""
    return _is_title(words) or (bool(_POINTED.search(gap[-14:])) and len(words.split()) < 4)


def _is_title(words: str) -> bool:
    """Tell whether every word of some weight opens with a capital."""
    spelled = [
        word
        for word in re.findall(r"[^\W\d_][\w’'-]*", words)
        if word.lower() not in ("of", "the", "and", "for", "a", "in")
    ]
    return len(spelled) > 1 and all(word[0].isupper() for word in spelled) and not words.isupper()


def _low(scene: Scene, frame: Frame, before: list[Claim], cue: Cue) -> int:
    ends = [claim.end + 1 for claim in before if claim.end < cue.start]
    return max([frame.start, *ends])


def _owning_noun(scene: Scene, frame: Frame, mark: Marked) -> tuple[Cue, Subject] | None:
    """`Its proposals accept …: a “joint task force”`: a noun that says something, with its owner."""
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
def _owned_noun() -> re.Pattern:
    nouns = alternation(terms("noun_cues"))
    return re.compile(rf"\b((?:[Tt]he\s)?[\w./&’'-]+?)(?:[’']s?)?\s(?:\w+\s)?({nouns})\b")


def _echo_headlines(said: list[Said], text: str, headlines: list[tuple[int, int]]) -> list[Said]:
    """A headline quotes what the text tells in full: ‘some daylight’ is whose words they are further down."""
    echoed = []
    starts = [start for start, _ in headlines]
    for one in said:
        if one.kind != "term" or len(echoed) > 400:
            echoed.append(one)
            continue
        place = bisect_right(starts, one.start) - 1
        words = text[one.start : one.end].strip(" .,!?").lower()
        if place >= 0 and one.start < headlines[place][1]:
            source = next(
                (o for o in said if o.start > one.end and o.speaker.name and words in text[o.start : o.end].lower()),
                None,
            )
            if source:
                one = replace(one, kind="partial", rule="quote.headline", speaker=source.speaker)
        echoed.append(one)
    return echoed


def _standing_alone(scene, number, mark, cues, reports, before, words) -> Claim | None:
    """A sentence that is nothing but a quotation goes on with who spoke, or was spoken of, before it."""
    frame = scene.frames[number]
    rest = scene.masked[frame.start : mark.opened] + scene.masked[mark.closed + 1 : frame.end]
    if not _BLANK.fullmatch(rest):
        return None
    if not is_utterance(words) and words.count(" ") < 3:
        return None
    return Claim(mark.start, mark.end, "direct", "quote.alone", goes_on=True)


def _next_sentence(scene, number, mark, cues, reports, before, words) -> Claim | None:
    """Marked words of some length in a sentence without a cue."""
    if words.count(" ") < 6 or not is_utterance(words):
        return None
    frame = scene.frames[number]
    subject = opening_subject(scene.masked, scene.cast, frame.start, mark.opened)
    return Claim(mark.start, mark.end, "direct", "quote.sentence", None, subject, goes_on=subject is None)


def _resolve(scene: Scene, memory: Memory, number: int, claims: list[Claim], said: list[Said]) -> None:
    """Resolve the speakers of a sentence's claims in order, and tie the stretches of one utterance."""
    frame = scene.frames[number]
    speakers: dict[Subject, Speaker] = {}
    firsts: dict[tuple, int] = {}
    for claim in claims:
        if claim.kind == "term":
            said.append(Said(claim.start, claim.end, "term", claim.rule, utterance=claim.start))
            continue
        if claim.goes_on:
            said.append(_going_on(scene, memory, number, claim, said))
            memory.remember(said[-1].speaker)
            continue
        speaker = NOBODY
        subject = claim.subject
        vague = subject and scene.masked[subject.start : subject.end].lower() in (
            "one",
            "another",
            "it",
            "he",
            "she",
            "they",
        )
        if subject and not (claim.kind == "slogan" and vague):
            speaker = speakers.get(claim.subject) or memory.identify(claim.subject, frame.start)
            speakers[claim.subject] = speaker
        key = (claim.cue.start if claim.cue else claim.start,)
        utterance = firsts.setdefault(key, claim.start)
        said.append(Said(claim.start, claim.end, claim.kind, claim.rule, claim.cue, speaker, utterance))
        if claim.kind != "slogan":
            memory.remember(replace(speaker, start=claim.subject.start) if claim.subject else speaker)


def _going_on(scene: Scene, memory: Memory, number: int, claim: Claim, said: list[Said]) -> Said:
    frame = scene.frames[number]
    last = next((one for one in reversed(said) if one.kind in ("direct", "indirect", "partial")), None)
    previous = scene.frames[number - 1] if number else None
    if _next_is_attribution(scene, number, claim):
        nearby = scene.frames[number + 1]
        cue = _within(scene.cues, nearby, lambda cue: cue.start)[0]
        subject = subject_before(scene.masked, scene.cast, nearby.start, cue.opens) or subject_after(
            scene.masked, cue.end, nearby.end
        )
        if subject:
            return Said(
                claim.start, claim.end, "direct", "quote.next", cue, memory.identify(subject, nearby.start), claim.start
            )
    if last and previous and last.end >= previous.start and last.kind == "direct":
        # “A,” X said. “B.” is one utterance; so are paragraphs that each open with marks.
        return Said(claim.start, claim.end, "direct", claim.rule, last.cue, last.speaker, last.utterance)
    if last and previous and last.end >= previous.start and last.speaker.name:
        return Said(claim.start, claim.end, "direct", claim.rule, None, last.speaker, claim.start)
    subject = opening_subject(scene.masked, scene.cast, previous.start, previous.end) if previous else None
    speaker = memory.identify(subject, previous.start) if subject else NOBODY
    if not speaker.name:
        speaker = memory.commenter(claim.start - 1) or speaker
    if not speaker.name and last and frame.start - last.end < 900:
        speaker = last.speaker
    return Said(claim.start, claim.end, "direct", claim.rule, None, speaker, claim.start)


def _next_is_attribution(scene: Scene, number: int, claim: Claim) -> bool:
    """`“Show us the ballots!” Ruiz shouted.`: the sentence after is an attribution and nothing more."""
    if number + 1 >= len(scene.frames):
        return False
    nearby = scene.frames[number + 1]
    if (
        nearby.start in scene.paragraphs
        or scene.text[claim.end - 1 : claim.end] not in "!?.…"
        or nearby.end - nearby.start > 160
    ):
        return False
    cues = _within(scene.cues, nearby, lambda cue: cue.start)
    if len(cues) != 1 or cues[0].takes in ("according", "quote"):
        return False
    tail = scene.masked[cues[0].end : nearby.end].strip(" .,")
    return len(tail.split()) <= 4 and not has_finite_verb(tail) and "“" not in tail and '"' not in tail
