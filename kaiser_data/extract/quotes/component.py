"""Each time a text gives the floor to someone: in quotation marks, in reported speech, on a sign.

"“How can we trust that?” she asked." is a row `direct`, speaker Gina, cue "asked". Marks are paired in
`quotation_marks`, cues found in `cues`, their subjects in `grammar.subjects`, reported clauses in `reported_clauses`,
marked words given to a cue in `attribution`, speakers resolved in `speakers`. What is left alone: quotations inside a
quotation, and the long "we" of a text that speaks for an organisation.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract.actors.component import cast_of
from kaiser_data.extract.document import keep, mark, recall, require, text_of
from kaiser_data.extract.layout import sentence_at
from kaiser_data.extract.quotes.attribution import Said, attribute
from kaiser_data.extract.quotes.roles import describe
from kaiser_data.extract.quotes.speaker_history import NOBODY, side_of
from kaiser_data.rows import Quote, Source, fold, row_id


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
    with_cue = (one for one in said if one.cue)
    mark(
        doc, "cues", ((one.cue.start, one.cue.end, one.cue.word.lower(), str(one.start), one.rule) for one in with_cue)
    )
    spoken = (one for one in said if one.speaker.end > one.speaker.start)
    mark(doc, "speakers", ((o.speaker.start, o.speaker.end, o.speaker.actor_id, str(o.start), o.rule) for o in spoken))
    return doc


def said_in(doc: Doc) -> list[Said]:
    """Give what a Doc gives to someone, in order."""
    return recall(doc, "said", attribute)


Doc.set_extension("kaiser_quotes", getter=said_in, force=True)


def rows(doc: Doc, source: Source, ids: Mapping[str, str] = MappingProxyType({})) -> Iterator[Quote]:
    """Give a Quote row for each stretch; an utterance takes the id of its first, a speaker the new one in `ids`."""
    text, cast, source_id = text_of(doc), cast_of(doc), source.source_id
    firsts: dict[int, str] = {}
    said = said_in(doc)
    roles = describe([NOBODY if one.kind == "term" else one.speaker for one in said])
    for one, role in zip(said, roles, strict=True):
        start, end, kind, rule, cue, speaker, utterance = one
        quote_id = row_id(source_id, "q", start)
        if kind == "term":
            speaker, cue = NOBODY, None  # A term is nobody's.
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
            side=side_of(speaker, cast) if speaker.name else "",
            role=role,
            cue=fold(cue.word) if cue else "",
            cue_start=cue.start if cue else None,
            cue_end=cue.end if cue else None,
            sentence=sentence_at(doc, start, end),
            rule=rule,
        )
