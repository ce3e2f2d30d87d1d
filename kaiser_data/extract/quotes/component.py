"""Each time a text gives the floor to someone: in quotation marks, in reported speech, on a sign.

"“How can we trust that?” she asked." is a row `direct`, speaker Gina, cue "asked". Marks are paired in `marks`, cues
found in `cues`, their subjects in `subjects`, reported clauses in `indirect`, marked words given to a cue in
`attribution`, speakers resolved in `speakers`. What is left alone: quotations inside a quotation, and the long "we"
of a text that speaks for an organisation.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract.actors.component import cast_of
from kaiser_data.extract.layout import mark, sentence_at, text_of
from kaiser_data.extract.quotes.attribution import attribute
from kaiser_data.extract.quotes.speaker_history import NOBODY, side_of
from kaiser_data.rows import Quote, Source, fold, row_id


@Language.factory("kaiser_quotes")
def make_quotes(nlp: Language, name: str):
    """Make the component that sets `doc.spans["quotes" | "cues" | "speakers"]`; it needs `kaiser_actors`."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Mark quotations with their cues and speakers; one key (the quotation's start) in `kb_id_` ties the three."""
    said = attribute(doc)
    doc.user_data["kaiser_quotes"] = said
    mark(doc, "quotes", ((one.start, one.end, one.kind, str(one.start), one.rule) for one in said))
    with_cue = (one for one in said if one.cue)
    mark(
        doc, "cues", ((one.cue.start, one.cue.end, one.cue.word.lower(), str(one.start), one.rule) for one in with_cue)
    )
    spoken = (one for one in said if one.speaker.end > one.speaker.start)
    mark(doc, "speakers", ((o.speaker.start, o.speaker.end, o.speaker.actor_id, str(o.start), o.rule) for o in spoken))
    return doc


def rows(doc: Doc, source: Source, ids: Mapping[str, str] = MappingProxyType({})) -> Iterator[Quote]:
    """Give a Quote row for each stretch; an utterance takes the id of its first, a speaker the new one in `ids`."""
    text, cast, source_id = text_of(doc), cast_of(doc), source.source_id
    firsts: dict[int, str] = {}
    for one in doc.user_data["kaiser_quotes"]:
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
            role=speaker.role,
            cue=fold(cue.word) if cue else "",
            cue_start=cue.start if cue else None,
            cue_end=cue.end if cue else None,
            sentence=sentence_at(doc, start, end),
            rule=rule,
        )
