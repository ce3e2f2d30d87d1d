"""What happened, when, and which clause tells it: one row an event, one row a mention.

"walked off the job Jan. 26 in an open-ended strike" and "workers would return … Tuesday" are two mentions of one
strike, `2026-01-26/2026-02-24`. What a text tells as recent without a date lies on or before its own day. Left alone:
bare references ("during the strike"), mere statements, wishes and what nobody can place to a year.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.document import keep, mark, recall, require, source_of, text_of
from kaiser_data.extract.events.cases import Case, Telling
from kaiser_data.extract.events.event_dates import date_cases
from kaiser_data.extract.events.grouping import group, unite
from kaiser_data.extract.events.mention_edges import find_mentions, naming_word
from kaiser_data.extract.events.mentions import find_tellings
from kaiser_data.extract.events.participants import Roles, find_roles
from kaiser_data.extract.events.status import settle_tellings
from kaiser_data.extract.layout import sentence_at
from kaiser_data.rows import Event, Mention, Source, fold, row_id


@Language.component(
    "kaiser_events",
    requires=["doc._.kaiser_layout", "doc._.kaiser_actors", "doc._.kaiser_dates"],
    assigns=["doc.spans", "doc._.kaiser_events"],
)
def annotate(doc: Doc) -> Doc:
    """Mark the triggers of the events that a Doc tells: `doc.spans["triggers"]`."""
    require(doc, "kaiser_events", "kaiser_layout", "kaiser_actors", "kaiser_dates")
    told = sorted((t for case in keep(doc, "cases", _find(doc)) for t in case.tellings), key=lambda t: t.trigger.start)
    mark(doc, "triggers", ((*t.trigger[:2], t.type, t.when.value, t.trigger.rule) for t in told))
    return doc


def _find(doc: Doc) -> list[Case]:
    source = source_of(doc)
    anchor = source.published_min, source.published_max
    text = text_of(doc)
    tellings = settle_tellings(text, find_tellings(doc), anchor)
    return date_cases(doc, group(text, tellings, anchor[1]), anchor)


def cases_of(doc: Doc) -> list[Case]:
    """Give the events of a Doc, each with the clauses that tell it."""
    return recall(doc, "cases", _find)


Doc.set_extension("kaiser_events", getter=cases_of, force=True)


def rows(doc: Doc, source: Source) -> Iterator[Event | Mention]:
    """Give the events of a text, each followed by its mentions."""
    taken: dict[str, int] = {}
    cases, text = cases_of(doc), text_of(doc)
    for case, roles in unite(text, [*zip(cases, find_roles(doc, cases), strict=True)]):
        mentions = list(find_mentions(text, case.tellings))
        event_id = row_id(source.source_id, "e", mentions[0][0])
        taken[event_id] = taken.get(event_id, 0) + 1
        event_id += f"-{taken[event_id]}" if taken[event_id] > 1 else ""
        yield _event(case, event_id, roles, fold(text[slice(*mentions[0][:2])]))
        for start, end, telling in mentions:
            yield _mention(doc, source.source_id, event_id, start, end, telling)


def _event(case: Case, event_id: str, roles: Roles, clause: str) -> Event:
    bounds = edtf_bounds(case.date)
    return Event(
        event_id=event_id,
        type=case.type,
        status=case.outcome,
        date=case.date,
        date_min=bounds.first,
        date_max=bounds.last,
        actor_id=roles.actor_id,
        target_id=roles.target_id,
        place=roles.place,
        label=clause if case.type == "other" else "",
    )


def _mention(doc: Doc, source_id: str, event_id: str, start: int, end: int, telling: Telling) -> Mention:
    text, when, trigger = text_of(doc), telling.when, telling.trigger
    return Mention(
        source_id=source_id,
        start=start,
        end=end,
        text=fold(text[start:end]),
        event_id=event_id,
        date_text=fold(text[when.start : when.end]) if start <= when.start < end else "",
        trigger=naming_word(text, trigger, start, end),
        sentence=sentence_at(doc, start, end),
        rule=trigger.rule,
    )
