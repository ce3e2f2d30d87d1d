"""Each time a text gives the floor to someone: in quotation marks, in reported speech, on a sign.

"“How can we trust that?” she asked." is a row `direct`, speaker Gina, cue "asked". Marks are paired in
`quotation_marks`, cues found in `cues`, their subjects in `quotes.subjects`, reported clauses in `reported_clauses`,
marked words given to a cue in `marked_words` (`adjacent_cues`: “…,” he said), who is meant by "he" or "the union" in
`speakers`, by who has spoken so far (`speaker_history`). Here the stretches of one utterance are tied: a sentence that
is nothing but a quotation goes on with whoever spoke or was spoken of before it; a quotation over paragraphs may be
named at its end; a headline quotes whom the text quotes in full. What is left alone: quotations inside a quotation, and
the long "we" of a text that speaks for an organisation.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract.actors.component import cast_of
from kaiser_data.extract.document import Block, keep, mark, recall, require, source_of, text_of
from kaiser_data.extract.layout import layout_of, sentence_at
from kaiser_data.extract.quotes.cue_subjects import own_subject
from kaiser_data.extract.quotes.cues import Claim, Cue, Sentence, read_sentences
from kaiser_data.extract.quotes.marked_words import find_claims
from kaiser_data.extract.quotes.quotation_marks import find_marked, mask
from kaiser_data.extract.quotes.speaker_history import NOBODY, Speaker, SpeakerHistory, commenter, describe
from kaiser_data.extract.quotes.speakers import identify
from kaiser_data.extract.quotes.subjects import Subject, opening_subject
from kaiser_data.rows import Quote, Source, fold, row_id


class Said(NamedTuple):
    """A stretch that a text gives to someone (or, a term, to nobody): its edges, kind, cue and speaker."""

    start: int
    end: int
    kind: str
    rule: str
    cue: Cue | None = None
    speaker: Speaker = NOBODY
    utterance: int = -1


@Language.component(
    "kaiser_quotes",
    requires=["doc._.kaiser_layout", "doc._.kaiser_actors"],
    assigns=["doc.spans", "doc._.kaiser_quotes"],
)
def annotate(doc: Doc) -> Doc:
    """Mark quotations with their cues and speakers: `doc.spans["quotes" | "cues" | "speakers"]`.

    One key (the quotation's start) in `kb_id_` ties the three.
    """
    require(doc, "kaiser_quotes", "kaiser_layout", "kaiser_actors")
    said = keep(doc, "said", attribute(doc))
    mark(doc, "quotes", ((one.start, one.end, one.kind, str(one.start), one.rule) for one in said))
    cues = ((one.cue, one) for one in said if one.cue)
    mark(doc, "cues", ((cue.start, cue.end, cue.word.lower(), str(one.start), one.rule) for cue, one in cues))
    spoken = ((one.speaker, one) for one in said if one.speaker.end > one.speaker.start)
    mark(doc, "speakers", ((who.start, who.end, who.actor_id, str(one.start), one.rule) for who, one in spoken))
    return doc


def said_in(doc: Doc) -> list[Said]:
    """Give what a Doc gives to someone, in order."""
    return recall(doc, "said", attribute)


Doc.set_extension("kaiser_quotes", getter=said_in, force=True)


def rows(doc: Doc, source: Source, ids: Mapping[str, str] = MappingProxyType({})) -> Iterator[Quote]:
    """Give a Quote row for each stretch; an utterance takes the id of its first, a speaker the new one in `ids`."""
    text, source_id = text_of(doc), source.source_id
    firsts: dict[int, str] = {}
    said = said_in(doc)
    roles = describe([one.speaker for one in said])
    for one, role in zip(said, roles, strict=True):
        start, end, kind, rule, cue, speaker, utterance = one
        quote_id = row_id(source_id, "q", start)
        yield Quote(
            source_id=source_id,
            start=start,
            end=end,
            text=fold(text[start:end]),
            quote_id=quote_id,
            kind=kind,
            utterance_id=firsts.setdefault(utterance, quote_id),
            speaker=speaker.name,
            speaker_id=ids.get(speaker.actor_id, speaker.actor_id),
            side=speaker.side,
            role=role,
            cue=fold(cue.word) if cue else "",
            cue_start=cue.start if cue else None,
            cue_end=cue.end if cue else None,
            sentence=sentence_at(doc, start, end),
            rule=rule,
        )


# A text quotes in full what its headline does before it has quoted so many others.
_FULL_BY = 100


def attribute(doc: Doc) -> list[Said]:
    """Find everything said in a Doc, in order."""
    text, cast = text_of(doc), cast_of(doc).named()
    blocks = layout_of(doc).paragraphs
    marked = find_marked(text, [(block.start, block.end) for block in blocks])
    masked = mask(text, marked)
    sentences = list(read_sentences(text, masked, cast, blocks, marked))
    source = source_of(doc)
    history = SpeakerHistory(doc, cast, text, masked, [one.start for one in sentences], source.publisher, source.kind)
    said: list[Said] = []
    for number, sentence in enumerate(sentences):
        if sentence.cues or sentence.nouns or sentence.marks:
            _resolve(sentences, number, history, find_claims(sentence), said)
    carried = {mark.start for mark in marked if mark.carries_on}
    return _echo_headlines(_name_in_lead(_name_at_end(_on_one_side(said), carried)), text, blocks)


def _on_one_side(said: list[Said]) -> list[Said]:
    """Whose side one sentence tells ("First Bank said it would") is on it wherever the text calls them that."""
    told = {one.speaker.name: one.speaker.side for one in said if one.speaker.side != "other"}
    sides = (one.speaker.side.replace("other", told.get(one.speaker.name, "other")) for one in said)
    return [one._replace(speaker=one.speaker._replace(side=side)) for one, side in zip(said, sides, strict=True)]


# So far into a text its lead goes.
_LEAD = 300


def _name_in_lead(said: list[Said]) -> list[Said]:
    """ "…, a union leader has claimed", "Irish PM says" open a text: who speaks next for that side, named."""
    for number, one in enumerate(said[:3]):
        who = one.speaker
        after = next((other.speaker for other in said[number:] if other.speaker.name not in ("", who.name)), NOBODY)
        is_same = after.side == who.side not in ("", "other", "worker") and after.role and not after.plural
        told = (who.name.startswith(("a ", "an ")) and not who.plural) or _holds(after, who.name.rpartition(" ")[2])
        if one.start < _LEAD and is_same and not who.actor_id and after.actor_id and told:
            said[number] = one._replace(speaker=after)
    return said


def _holds(who: Speaker, office: str) -> bool:
    initials = "".join(word[0] for word in who.role.split())
    return bool(office) and (office.lower() in who.role.lower().split() or initials.endswith(office))


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


def _echo_headlines(said: list[Said], text: str, blocks: list[Block]) -> list[Said]:
    """A headline quotes what the text tells in full: ‘some daylight’ is whose words these are, or nobody's."""
    headlines = [block for block in blocks if block.label == "headline"]
    starts = [block.start for block in headlines]
    for number, one in enumerate(said):
        at = bisect_right(starts, one.start) - 1
        if at < 0 or one.start >= headlines[at].end or one.speaker.name or one.kind == "slogan":
            continue
        words = text[one.start : one.end].strip(" .,!?").lower()
        told = said[number : number + _FULL_BY]
        later = (o for o in told if o.speaker.name and words in text[o.start : o.end].lower())
        if source := next(later, None):
            said[number] = one._replace(kind="partial", rule="quote.headline", speaker=source.speaker)
        elif one.rule == "quote.alone":
            said[number] = one._replace(kind="term", rule="term")
    return said


def _resolve(
    sentences: list[Sentence], number: int, history: SpeakerHistory, claims: list[Claim], said: list[Said]
) -> None:
    """Resolve the speakers of a sentence's claims in order, and tie the stretches of one utterance."""
    speakers, firsts = {}, {}
    for claim in claims:
        start, end, kind, rule, cue, subject, goes_on = claim
        if goes_on:
            said.append(_going_on(sentences, number, history, claim, said))
            history.spoken.append(said[-1].speaker)
            continue
        if subject and subject not in speakers:
            speakers[subject] = identify(history, subject)
        speaker = speakers.get(subject, NOBODY)
        said.append(Said(start, end, kind, rule, cue, speaker, firsts.setdefault(cue.start if cue else start, start)))
        history.told.append((start, end))
        if kind not in ("slogan", "term"):
            history.spoken.append(speaker)


def _going_on(sentences: list[Sentence], number: int, history: SpeakerHistory, claim: Claim, said: list[Said]) -> Said:
    """Give words that stand alone to whom the next sentence, or the one before, names as their speaker."""
    start, end, _, rule, *_ = claim
    previous = sentences[number - 1] if number else None
    if beside := _attributed_next(sentences, number, end) or _led_by_colon(previous):
        rule, cue, subject = beside
        return Said(start, end, "direct", rule, cue, identify(history, subject), start)
    last = next((one for one in reversed(said) if one.kind in ("direct", "indirect", "partial")), None)
    near = last if last and previous and max(last.end, getattr(last.cue, "end", 0)) >= previous.start else None
    if near and near.kind == "direct" and (previous.carries_on() or not sentences[number].opens_paragraph):
        # “A,” X said. “B.” is one utterance; so are paragraphs that each open with marks.
        return Said(start, end, "direct", rule, near.cue, near.speaker, near.utterance)
    if near and near.speaker.name:
        return Said(start, end, "direct", rule, None, near.speaker, start)
    return Said(start, end, "direct", rule, None, _spoken_of(history, start, last), start)


def _spoken_of(history: SpeakerHistory, start: int, last: Said | None) -> Speaker:
    """Give whom the sentence before is about, else a commenter, else who spoke last not long ago."""
    about = next((about for about, _ in history.topics(start - 1)), None)
    if about and (speaker := identify(history, about)).name:
        return speaker
    return commenter(history, start - 1) or (last.speaker if last and start - last.end < 900 else NOBODY)


Beside = tuple[str, Cue, Subject]


def _attributed_next(sentences: list[Sentence], number: int, end: int) -> Beside | None:
    """ "“Show us the ballots!” Ruiz shouted.": where the mark ends a sentence, the next is its attribution."""
    after = sentences[number + 1] if number + 1 < len(sentences) else None
    if not after or not _is_attribution(after, after.text[end - 1]):
        return None
    cue = after.cues[-1]
    subject = own_subject(after, cue, after.start)
    return ("quote.next", cue, subject) if subject else None


def _is_attribution(sentence: Sentence, ends: str) -> bool:
    """Tell whether a sentence after words that end with a sign is an attribution and nothing more: "Ruiz shouted."."""
    if not sentence.cues or sentence.marks or any(cue.takes != "adjacent" for cue in sentence.cues[:-1]):
        return False  # “How are we to pay?” “We will find a way,” Ruiz said.
    cue = sentence.cues[-1]
    tail = sentence.masked[cue.end : sentence.end].strip(" .,")
    # "The ovens have begun to cool." tells more, as does a cue with words of its own
    if cue.takes == "quote" or (tail and cue.takes == "adjacent"):
        return False
    if cue.start == sentence.start and cue.word.islower():
        return True  # “…,”¶says Ana Ruiz, president of the bakers
    if sentence.opens_paragraph:
        return ends == "," and sentence.end - cue.end <= 2
    return ends in "!?.…" and len(tail.split()) <= 4


def _led_by_colon(before: Sentence | None) -> Beside | None:
    """ "The trust published a letter and stated:", and its words open a paragraph of their own."""
    cue = before.cues[-1] if before and before.cues else None
    if not cue or before.masked[before.end - 1] != ":":
        return None
    subject = own_subject(before, cue, before.start)
    subject = subject or opening_subject(before.masked, before.cast, before.start, before.end)
    return ("quote.pre", cue, subject) if subject else None
