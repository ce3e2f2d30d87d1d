"""Marked words and reported clauses of a text, each with its cue and its speaker, in the order of the text.

For words in quotation marks the sentence around them is asked, nearest evidence first: a sign or a chant; a cue right
after ("…,” Thackeray said"); a cue or a colon right before ("The statement concluded: “…"); the reported clause that
holds them; an earlier cue of the sentence ("calling it its “…”"). A sentence that is nothing but a quotation goes on
with whoever spoke or was spoken of before it. Words that none of this reaches are a `term`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.extract.layout import LONGEST, Block, find_sentences, text_of
from kaiser_data.extract.openings import openings_of
from kaiser_data.extract.speech.clauses import has_finite_verb
from kaiser_data.extract.speech.content import Frame, Report
from kaiser_data.extract.speech.cues import OPENER, Cue, find_cues
from kaiser_data.extract.speech.indirect import find_reports
from kaiser_data.extract.speech.marked import judge
from kaiser_data.extract.speech.marks import Marked, find_marked, mask
from kaiser_data.extract.speech.nouncues import find_noun_reports, places_of_that
from kaiser_data.extract.speech.scene import Claim, Scene
from kaiser_data.extract.speech.speakers import NOBODY, Memory, Speaker
from kaiser_data.extract.speech.subjects import Subject, opening_subject, subject_after, subject_before

_POST_TAIL = re.compile(r"[^“”\".!?;:]{0,90}[.,;:]?\s*")
_MOST_CUES = 12


class Said(NamedTuple):
    """A stretch that a text gives to someone (or, a term, to nobody): its edges, kind, cue and speaker."""

    start: int
    end: int
    kind: str
    rule: str
    cue: Cue | None = None
    speaker: Speaker = NOBODY
    utterance: int = -1


def attribute(doc: Doc) -> list[Said]:
    """Find everything said in a Doc, in order."""
    text, cast = text_of(doc), doc.user_data["kaiser_actors"]
    blocks = [block for block in doc.user_data["paragraphs"] if block.label != "boilerplate"]
    marked = find_marked(text, [(block.start, block.end) for block in blocks])
    masked = mask(text, marked)
    cues = list(find_cues(masked, openings_of(doc, OPENER)))
    sentences = [Frame(*edges) for edges in _sentences(doc, masked, blocks, marked)]
    frames = _frames([cue.start for cue in cues], sentences)
    scene = Scene(text, masked, cast, frames, marked, cues, {block.start for block in blocks})
    doc.user_data["kaiser_quotes"] = {"starts": scene.starts}
    source = doc._.source if doc.has_extension("source") else None
    memory = Memory(doc, cast, text, masked, source.publisher if source else "", source.kind if source else "")
    said: list[Said] = []
    thats = scene.by_frame(places := places_of_that(masked), places)
    # Only sentences with a cue, a mark or a noun's "that" can give anyone the floor.
    for number in sorted({*scene.cues_of, *scene.marks_of, *thats}):
        if claims := _claims(scene, number, number in thats):
            claims.sort(key=lambda claim: (claim.start, -claim.end))
            _resolve(scene, memory, number, claims, said)
    headlines = [(block.start, block.end) for block in blocks if block.label == "headline"]
    return _echo_headlines(said, text, headlines)


def _sentences(doc: Doc, masked: str, blocks: list[Block], marked: list[Marked]) -> Iterator[tuple[int, int]]:
    """Give the sentences of the paragraphs: those of the text itself, unless marks in one hide some."""
    starts, ends = doc.user_data["sentence_starts"], doc.user_data["sentence_ends"]
    edges = [block.start for block in blocks]
    with_marks = {bisect_right(edges, mark.opened) - 1 for mark in marked}
    first = 0
    for number, block in enumerate(blocks):
        last = bisect_left(starts, block.end, first)
        if number in with_marks or first == last or (starts[first], ends[last - 1]) != (block.start, block.end):
            yield from find_sentences(masked, block)
        else:
            yield from zip(starts[first:last], ends[first:last], strict=True)
        first = last


def _frames(cues: list[int], sentences: list[Frame]) -> list[Frame]:
    """Cut what no sentence is, a list or a table without a full stop, so that work stays linear."""
    if all(later - cue >= LONGEST for cue, later in zip(cues, cues[_MOST_CUES:], strict=False)):
        return sentences
    return [frame for sentence in sentences for frame in _parts(cues, sentence)]


def _parts(cues: list[int], sentence: Frame) -> Iterator[Frame]:
    """Cut a sentence before every twelfth of its cues."""
    start, end = sentence
    first, last = bisect_left(cues, start), bisect_left(cues, end)
    for cut in cues[first + _MOST_CUES : last : _MOST_CUES]:
        yield Frame(start, cut)
        start = cut
    yield Frame(start, end)


def _claims(scene: Scene, number: int, has_that: bool) -> list[Claim]:
    """What one sentence gives to someone: reported clauses, then the words in marks."""
    frame, cues = scene.frames[number], scene.cues_in(number)
    reports = list(find_reports(scene.masked, scene.cast, frame, cues)) if cues else []
    if has_that:
        nouns = find_noun_reports(scene.masked, scene.cast, frame)
        reports += [noun for noun in nouns if not _held(noun, reports)]
    claims: list[Claim] = []
    for mark in scene.marks_in(number):
        claims.append(judge(scene, number, mark, cues, reports, claims))
    for report in reports:
        if not _is_only_quote(report, claims):
            claims.append(Claim(report.start, report.end, "indirect", report.rule, report.cue, report.subject))
    return claims


def _held(report: Report, reports: list[Report]) -> bool:
    return any(other.start <= report.start and report.end <= other.end for other in reports)


def _is_only_quote(report: Report, claims: list[Claim]) -> bool:
    """A clause that is all quotation is a row in marks, no indirect one."""
    return any(claim.start <= report.start + 1 and claim.end >= report.end - 2 for claim in claims) or any(
        claim.kind == "direct" and claim.start <= report.start + 1 and claim.end > report.start for claim in claims
    )


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
                one = one._replace(kind="partial", rule="quote.headline", speaker=source.speaker)
        echoed.append(one)
    return echoed


def _resolve(scene: Scene, memory: Memory, number: int, claims: list[Claim], said: list[Said]) -> None:
    """Resolve the speakers of a sentence's claims in order, and tie the stretches of one utterance."""
    frame = scene.frames[number]
    speakers: dict[Subject, Speaker] = {}
    firsts: dict[int, int] = {}
    for claim in claims:
        if claim.kind == "term":
            said.append(Said(claim.start, claim.end, "term", claim.rule, utterance=claim.start))
            continue
        if claim.goes_on:
            said.append(_going_on(scene, memory, number, claim, said))
            memory.remember(said[-1].speaker)
            continue
        speaker, subject = NOBODY, claim.subject
        if subject and not (claim.kind == "slogan" and _is_vague(scene, subject)):
            if subject not in speakers:
                speakers[subject] = memory.identify(subject, frame.start)
            speaker = speakers[subject]
        utterance = firsts.setdefault(claim.cue.start if claim.cue else claim.start, claim.start)
        said.append(Said(claim.start, claim.end, claim.kind, claim.rule, claim.cue, speaker, utterance))
        if claim.kind != "slogan":
            moved = subject and speaker.start != subject.start
            memory.remember(speaker._replace(start=subject.start) if moved else speaker)


def _is_vague(scene: Scene, subject: Subject) -> bool:
    return scene.masked[subject.start : subject.end].lower() in ("one", "another", "it", "he", "she", "they")


def _going_on(scene: Scene, memory: Memory, number: int, claim: Claim, said: list[Said]) -> Said:
    frame = scene.frames[number]
    last = next((one for one in reversed(said) if one.kind in ("direct", "indirect", "partial")), None)
    previous = scene.frames[number - 1] if number else None
    if _next_is_attribution(scene, number, claim):
        nearby = scene.frames[number + 1]
        cue = scene.cues_in(number + 1)[0]
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
    cues = scene.cues_in(number + 1)
    if len(cues) != 1 or cues[0].takes in ("according", "quote"):
        return False
    tail = scene.masked[cues[0].end : nearby.end].strip(" .,")
    return len(tail.split()) <= 4 and not has_finite_verb(tail) and "“" not in tail and '"' not in tail
