"""Each time a text gives the floor to someone: in quotation marks, in reported speech, on a sign.

"“How can we trust that?” she asked." is a row `direct`, speaker Gina, cue "asked". Marks are paired in
`quotation_marks`, cues found in `cues`, their subjects in `quotes.subjects`, reported clauses in `reported_clauses`,
marked words given to a cue in `attribution`, speakers resolved in `speakers`. What is left alone: quotations inside a
quotation, and the long "we" of a text that speaks for an organisation.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.extract.actors.descriptions import report_in
from kaiser_data.extract.document import keep, mark, recall, require, text_of
from kaiser_data.extract.layout import sentence_at
from kaiser_data.extract.quotes.attribution import Said, attribute
from kaiser_data.extract.quotes.speaker_history import Speaker
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


_POINTING = r"(?:the|this|that|these|those|its|their|his|her|our|my|your|both|all)"
_BARE = re.compile(
    rf"{_POINTING}(?:\s[^\s]+s[’'])?(?:\s[^\s]+)?|[^\s]+(?:self|selves)|it|they|he|she|we|who|which", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:The|An?|One|Another|Some|Such|Its|Their|His|Her)\b")


def describe(speakers: list[Speaker]) -> list[str]:
    """Give the role of each row of a text, from the speakers of its rows in their order.

    A text describes a speaker once and names them many times: the first description that tells something is the
    speaker's on all rows. A report is its author's on its own rows, "in a statement" only where nothing else is known.
    """
    keys = [speaker.actor_id or speaker.name for speaker in speakers]
    told = [_told(speaker.role) for speaker in speakers]
    roles: dict[str, str] = {}
    for key, role in zip(keys, told, strict=True):
        if key and role and not report_in(role):
            roles.setdefault(key, role)
    described = [roles.get(key, "") for key in keys]
    return [
        role if report_in(role) and not (known and role.startswith(("a ", "an "))) else known
        for role, known in zip(told, described, strict=True)
    ]


def _told(role: str) -> str:
    """Leave out what tells nothing, and write an article small, as within a sentence."""
    if _BARE.fullmatch(role) and not report_in(role):
        return ""
    return role[:1].lower() + role[1:] if _ARTICLE.match(role) else role
