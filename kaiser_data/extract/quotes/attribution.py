"""Marked words and reported clauses of a text, each with its cue and its speaker, in the order of the text.

For words in quotation marks the sentence around them is asked, nearest evidence first: a sign or a chant; a cue right
after ("…,” Thackeray said"); a cue or a colon right before ("The statement concluded: “…"); the reported clause that
holds them; an earlier cue of the sentence ("calling it its “…”"). A sentence that is nothing but a quotation goes on
with whoever spoke or was spoken of before it. Words that none of this reaches are a `term`.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from spacy.tokens import Doc

from kaiser_data.extract.actors.component import cast_of
from kaiser_data.extract.actors.text_actors import Cast
from kaiser_data.extract.document import Block, source_of, text_of
from kaiser_data.extract.grammar.clauses import has_finite_verb
from kaiser_data.extract.grammar.subjects import Subject, opening_subject, subject_after, subject_before
from kaiser_data.extract.layout import find_sentences, layout_of
from kaiser_data.extract.quotes.clause_edges import Report
from kaiser_data.extract.quotes.cues import Cue, find_cues
from kaiser_data.extract.quotes.marked_words import judge
from kaiser_data.extract.quotes.noun_cues import find_noun_reports, find_nouns
from kaiser_data.extract.quotes.pronouns import commenter
from kaiser_data.extract.quotes.quotation_marks import Marked, find_marked, mask
from kaiser_data.extract.quotes.reported_clauses import find_reports
from kaiser_data.extract.quotes.sentence import Claim, Scene, by_sentence
from kaiser_data.extract.quotes.speaker_history import NOBODY, Memory, Speaker
from kaiser_data.extract.quotes.speaker_words import report_nouns
from kaiser_data.extract.quotes.speakers import identify

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
    text, cast = text_of(doc), cast_of(doc)
    blocks = [block for block in layout_of(doc).paragraphs if block.label != "boilerplate"]
    marked = find_marked(text, [(block.start, block.end) for block in blocks])
    masked = mask(text, marked)
    scene = _scene(doc, text, masked, cast, blocks, marked)
    source = source_of(doc)
    memory = Memory(doc, cast, text, masked, scene.starts, source.publisher, source.kind)
    said: list[Said] = []
    # Only sentences with a cue, a mark or a noun's "that" can give anyone the floor.
    for number in sorted({*scene.cues_of, *scene.marks_of, *scene.nouns_of}):
        if claims := _claims(scene, number):
            if len(claims) > 1:
                claims.sort(key=lambda claim: (claim.start, -claim.end))
            _resolve(scene, memory, number, claims, said)
    headlines = [(block.start, block.end) for block in blocks if block.label == "headline"]
    carried = {mark.start for mark in marked if mark.carries_on}
    return _echo_headlines(_name_at_end(said, carried), text, headlines)


def _name_at_end(said: list[Said], carried: set[int]) -> list[Said]:
    """A quotation over paragraphs is whose name stands at its end: "“… was hard.¶“… harder,” said Reyes"."""
    first = 0
    for number in range(len(said) - 2, -1, -1):
        one, after = said[number], said[number + 1]
        if one.start in carried and one.rule == "quote.alone" and after.cue and after.cue.start > one.end:
            said[number] = one._replace(cue=after.cue, speaker=after.speaker, utterance=one.start)
    for number, one in enumerate(said):
        shared = number and one.cue and said[number - 1].start in carried and said[number - 1].cue == one.cue
        first = first if shared else one.utterance
        said[number] = one._replace(utterance=first)
    return said


def _scene(doc: Doc, text: str, masked: str, cast: Cast, blocks: list[Block], marked: list[Marked]) -> Scene:
    """Sort the marks, cues and nouns with a clause of a text by sentence."""
    opened, cues = [mark.opened for mark in marked], list(find_cues(masked))
    places, nouns = [cue.start for cue in cues], find_nouns(masked)
    starts, ends = _sentences(doc, masked, blocks, opened)
    cues_of = by_sentence(starts, ends, places, cues)
    if crowded := {number for number, found in cues_of.items() if len(found) > _MOST_CUES}:
        starts, ends = _cut(starts, ends, cues_of, crowded)
        cues_of = by_sentence(starts, ends, places, cues)
    return Scene(
        text=text,
        masked=masked,
        cast=cast,
        starts=starts,
        ends=ends,
        opened=opened,
        marks_of=by_sentence(starts, ends, opened, marked),
        cues_of=cues_of,
        nouns_of=by_sentence(starts, ends, nouns, nouns),
        paragraphs={block.start for block in blocks},
    )


def _sentences(doc: Doc, masked: str, blocks: list[Block], opened: list[int]) -> tuple[list[int], list[int]]:
    """Give the sentences' edges: those of the text itself, but in a paragraph with marks, which may hide some."""
    _, of_text, ends_of_text, _ = layout_of(doc)
    edges = [block.start for block in blocks]
    starts, ends, at = [], [], 0
    for number in sorted({bisect_right(edges, place) - 1 for place in opened}):
        block = blocks[number]
        first = bisect_left(of_text, block.start, at)
        last = bisect_left(of_text, block.end, first)
        found = find_sentences(masked, block)
        starts += of_text[at:first] + [start for start, _ in found]
        ends += ends_of_text[at:first] + [end for _, end in found]
        at = last
    return starts + of_text[at:], ends + ends_of_text[at:]


def _cut(
    starts: list[int], ends: list[int], cues_of: dict[int, list[Cue]], crowded: set[int]
) -> tuple[list[int], list[int]]:
    """Cut what no sentence is, a list or a table without a full stop, at each twelfth cue: so work stays linear."""
    cuts = [cue.start for number in crowded for cue in cues_of[number][_MOST_CUES::_MOST_CUES]]
    return sorted([*starts, *cuts]), sorted([*ends, *cuts])


def _claims(scene: Scene, number: int) -> list[Claim]:
    """What one sentence gives to someone: reported clauses, then the words in marks."""
    frame, cues = scene.frame(number), scene.cues_of.get(number, [])
    reports = find_reports(scene.masked, scene.cast, frame, cues) if cues else []
    if nouns := scene.nouns_of.get(number):
        under_nouns = find_noun_reports(scene.masked, scene.cast, frame, nouns)
        reports += [report for report in under_nouns if not _held(report, reports)]
    claims: list[Claim] = []
    for mark in scene.marks_of.get(number, ()):
        claims.append(judge(scene, frame, mark, cues, reports, claims))
    for report in reports:
        if not _is_only_quote(report, claims):
            claims.append(Claim(report.start, report.end, "indirect", report.rule, report.cue, report.subject))
    return [kept for claim in claims if (kept := _without_nobody(scene, claim))]


_NOBODY = re.compile(r"(?:nobody|no[ -]one|none|neither|nothing)\b", re.IGNORECASE)


def _without_nobody(scene: Scene, claim: Claim) -> Claim | None:
    """Nobody is no speaker: words in marks that "no one" said are a term, a clause is no row."""
    at = claim.subject.start if claim.subject else 0
    if not claim.subject or not (_NOBODY.match(scene.masked, at) or scene.masked[max(0, at - 3) : at].lower() == "no "):
        return claim
    return None if claim.kind == "indirect" else Claim(claim.start, claim.end, "term", "term")


def _held(report: Report, reports: list[Report]) -> bool:
    return any(other.start <= report.start and report.end <= other.end for other in reports)


def _is_only_quote(report: Report, claims: list[Claim]) -> bool:
    """A clause that is all quotation, or opens with one, is a row in marks, no indirect one."""
    for claim in claims:
        if claim.start <= report.start + 1 and (
            claim.end >= report.end - 2 or (claim.kind == "direct" and claim.end > report.start)
        ):
            return True
    return False


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
    sentence = scene.starts[number]
    speakers: dict[Subject, Speaker] = {}
    firsts: dict[int, int] = {}
    for claim in claims:
        start, end, kind, rule, cue, subject, goes_on = claim
        if kind == "term":
            said.append(Said(start, end, kind, rule, None, NOBODY, start))
            continue
        if goes_on:
            said.append(_going_on(scene, memory, number, claim, said))
            memory.remember(said[-1].speaker)
            continue
        speaker = NOBODY
        if subject and not (kind == "slogan" and _is_vague(scene, subject)):
            if subject not in speakers:
                speakers[subject] = identify(memory, subject, sentence)
            speaker = _in_statement(scene, cue, speakers[subject])
        utterance = firsts.setdefault(cue.start if cue else start, start)
        said.append(Said(start, end, kind, rule, cue, speaker, utterance))
        if kind != "slogan":
            moved = subject and speaker.start != subject.start
            memory.remember(speaker._replace(start=subject.start) if moved else speaker)


_IN_STATEMENT = re.compile(r"(?:\s\w+day)?\sin\s(an?\s(?:[\w-]+\s){0,3}?\w+)(?=[,.:;]|\s(?:that|on|to|\w+day)\b)")


def _in_statement(scene: Scene, cue: Cue | None, speaker: Speaker) -> Speaker:
    """ "it said in a statement": a body that nothing describes speaks by its paper."""
    paper = _IN_STATEMENT.match(scene.masked, cue.end) if cue and speaker.plural and not speaker.role else None
    return speaker._replace(role=paper[1]) if paper and report_nouns().search(paper[1]) else speaker


def _is_vague(scene: Scene, subject: Subject) -> bool:
    return scene.masked[subject.start : subject.end].lower() in ("one", "another", "it", "he", "she", "they")


def _going_on(scene: Scene, memory: Memory, number: int, claim: Claim, said: list[Said]) -> Said:
    start, end, rule = claim.start, claim.end, claim.rule
    if beside := _attributed_next(scene, memory, number, claim) or _led_by_colon(scene, memory, number, claim):
        return beside
    last = next((one for one in reversed(said) if one.kind in ("direct", "indirect", "partial")), None)
    if last and number and last.end >= scene.starts[number - 1]:
        if last.kind == "direct":
            # “A,” X said. “B.” is one utterance; so are paragraphs that each open with marks.
            return Said(start, end, "direct", rule, last.cue, last.speaker, last.utterance)
        if last.speaker.name:
            return Said(start, end, "direct", rule, None, last.speaker, start)
    speaker = _spoken_of_before(scene, memory, number) or commenter(memory, start - 1) or NOBODY
    if not speaker.name and last and scene.starts[number] - last.end < 900:
        speaker = last.speaker
    return Said(start, end, "direct", rule, None, speaker, start)


def _attributed_next(scene: Scene, memory: Memory, number: int, claim: Claim) -> Said | None:
    """ "“Show us the ballots!” Ruiz shouted.": where the mark ends a sentence, the next is its attribution."""
    if not _next_is_attribution(scene, number, claim):
        return None
    (start, end), cue = scene.frame(number + 1), scene.cues_of[number + 1][0]
    subject = subject_before(scene.masked, scene.cast, start, cue.opens) or subject_after(scene.masked, cue.end, end)
    if not subject:
        return None
    return Said(claim.start, claim.end, "direct", "quote.next", cue, identify(memory, subject, start), claim.start)


def _led_by_colon(scene: Scene, memory: Memory, number: int, claim: Claim) -> Said | None:
    """ "The trust published a letter and stated:", and its words open a paragraph of their own."""
    cues = scene.cues_of.get(number - 1) if number else None
    if not cues or cues[-1].passive or scene.masked[scene.ends[number - 1] - 1] != ":":
        return None
    start, end = scene.frame(number - 1)
    cue = cues[-1]
    subject = subject_before(scene.masked, scene.cast, start, cue.opens)
    subject = subject or opening_subject(scene.masked, scene.cast, start, end)
    if not subject or end - cue.end > 80:
        return None
    return Said(claim.start, claim.end, "direct", "quote.pre", cue, identify(memory, subject, start), claim.start)


def _spoken_of_before(scene: Scene, memory: Memory, number: int) -> Speaker | None:
    """Whom the sentence before is about."""
    if not number:
        return None
    previous = scene.frame(number - 1)
    subject = opening_subject(scene.masked, scene.cast, *previous)
    speaker = identify(memory, subject, previous.start) if subject else NOBODY
    return speaker if speaker.name else None


def _next_is_attribution(scene: Scene, number: int, claim: Claim) -> bool:
    """`“Show us the ballots!” Ruiz shouted.`: the sentence after is an attribution and nothing more."""
    if number + 1 >= len(scene.starts):
        return False
    nearby = scene.frame(number + 1)
    cues = scene.cues_of.get(number + 1, ())
    if nearby.end - nearby.start > 160 or len(cues) != 1 or cues[0].takes in ("according", "quote"):
        return False
    cue, ends = cues[0], scene.text[claim.end - 1 : claim.end]
    tail = scene.masked[cue.end : nearby.end].strip(" .,")
    if has_finite_verb(tail) or "“" in tail or '"' in tail:
        return False
    if cue.start == nearby.start and cue.word.islower():
        return True  # “…,”¶says Ana Ruiz, president of the bakers
    if nearby.start in scene.paragraphs:
        return ends == "," and nearby.end - cue.end <= 2
    return ends in "!?.…" and len(tail.split()) <= 4
