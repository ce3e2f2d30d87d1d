"""What happened, when, and which clause tells it: one row an event, one row a mention.

"walked off the job Jan. 26 in an open-ended strike" and "workers would return … Tuesday" are two mentions of one
strike, `2026-01-26/2026-02-24`. What a text tells as recent without a date lies on or before its own day. Left alone:
bare references ("during the strike"), mere statements, wishes and what nobody can place to a year.
"""

from collections.abc import Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.bounds import Bounds, edtf_bounds
from kaiser_data.extract.layout import mark, sentence_at, text_of
from kaiser_data.extract.story.cases import LASTING, Case, after, group, until
from kaiser_data.extract.story.duration import strike_date, vagueness
from kaiser_data.extract.story.roles import find_roles
from kaiser_data.extract.story.telling import Telling, find_tellings
from kaiser_data.rows import Event, Evidence, Mention, Source, row_id


@Language.factory("kaiser_events")
def make_events(nlp: Language, name: str):
    """Make the component that sets `doc.spans["triggers"]`; it needs actors and dates."""
    return annotate


def annotate(doc: Doc) -> Doc:
    """Mark the triggers of the events that a Doc tells."""
    source = doc._.source
    anchor = (source.published_min, source.published_max) if source else ("", "")
    tellings = list(find_tellings(doc))
    cases = [case for case in group(text_of(doc), tellings, anchor) if _date(doc, case, anchor)]
    doc.user_data["kaiser_events"] = cases
    told = sorted((t for case in cases for t in case.tellings), key=lambda t: t.trigger.start)
    mark(doc, "triggers", [(t.trigger.start, t.trigger.end, t.type, t.when.value, t.trigger.rule) for t in told])
    return doc


def rows(doc: Doc, source: Source) -> Iterator[Event | Mention]:
    """Give the events of a text, each followed by its mentions."""
    anchor = (source.published_min, source.published_max)
    taken: dict[str, int] = {}
    for case in doc.user_data["kaiser_events"]:
        mentions = _mentions(case)
        event_id = row_id(source.source_id, "e", mentions[0][0])
        taken[event_id] = taken.get(event_id, 0) + 1
        event_id += f"-{taken[event_id]}" if taken[event_id] > 1 else ""
        yield _event(doc, case, event_id, anchor)
        for start, end, telling in mentions:
            yield _mention(doc, source, event_id, start, end, telling)


def _date(doc: Doc, case: Case, anchor: tuple[str, str]) -> str:
    """Date an event; nothing where the text does not place it."""
    if case.type in LASTING:
        value = strike_date(text_of(doc), case, anchor, _is_main(doc, case))
    else:
        value = _point_date(case, anchor)
    if value:
        return value
    if case.inherited:
        return case.inherited
    if not any(_is_finite(doc, telling) for telling in case.tellings):
        return ""
    return after(anchor) if case.status == "planned" else until(anchor)


def _is_main(doc: Doc, case: Case) -> bool:
    same = [other for other in doc.user_data.get("kaiser_events_all", []) if other.type == case.type]
    return not same or len(case.tellings) == max(len(other.tellings) for other in same)


_PAST = frozenset(
    [
        "began",
        "broke",
        "fell",
        "struck",
        "held",
        "took",
        "won",
        "lost",
        "met",
        "went",
        "came",
        "gave",
        "sent",
        "ran",
        "cut",
        "set",
        "built",
        "made",
        "left",
        "sued",
        "laid",
        "walked",
        "drew",
        "led",
        "sat",
        "got",
    ]
)


def _is_finite(doc: Doc, telling: Telling) -> bool:
    """A bare or present form without a date tells nothing that happened ("until members ratify it")."""
    if telling.label == "headline":
        return False
    text = text_of(doc)
    words = text[telling.trigger.start : telling.trigger.end].lower().split()
    return any(word in _PAST or word.endswith(("ed", "ing", "of")) for word in words)


def _point_date(case: Case, anchor: tuple[str, str]) -> str:
    found = [when for when in case.dates()]
    if not found:
        return ""
    when = min(found, key=lambda when: vagueness(when.value))
    if when.kind == "week" and "/" in when.value and case.type != "strike_vote":
        return "[" + when.value.replace("/", "..") + "]"
    return when.value


def _mentions(case: Case) -> list[tuple[int, int, Telling]]:
    """Give a mention for each clause, the clauses that meet being one."""
    mentions: list[tuple[int, int, Telling]] = []
    for telling in sorted(case.tellings, key=lambda telling: (telling.start, -telling.end)):
        if mentions and telling.start < mentions[-1][1]:
            start, end, first = mentions[-1]
            better = telling if telling.when.value and not first.when.value else first
            mentions[-1] = (start, max(end, telling.end), better)
        else:
            mentions.append((telling.start, telling.end, telling))
    return mentions


def _event(doc: Doc, case: Case, event_id: str, anchor: tuple[str, str]) -> Event:
    value = _date(doc, case, anchor)
    bounds = edtf_bounds(value)
    roles = find_roles(doc, case)
    return Event(
        event_id=event_id,
        type=case.type,
        status=_status(case, bounds, anchor),
        date=value,
        date_min=bounds.first,
        date_max=bounds.last,
        actor_id=roles.actor_id,
        target_id=roles.target_id,
        place=roles.place,
        label=roles.label,
    )


def _status(case: Case, bounds: Bounds, anchor: tuple[str, str]) -> str:
    status = case.status
    if status in ("called_off", "refused", "threatened") or not anchor[0]:
        return status
    if bounds.first and bounds.first > anchor[1]:
        return "planned"
    if case.type in LASTING and (not bounds.last or bounds.last >= anchor[1]) and status != "planned":
        return "ongoing" if not _is_day(bounds) else "occurred"
    return "occurred" if bounds.last and bounds.last <= anchor[1] else status


def _is_day(bounds: Bounds) -> bool:
    return bounds.first == bounds.last and bool(date.fromisoformat(bounds.first))


def _mention(doc: Doc, source: Source, event_id: str, start: int, end: int, telling: Telling) -> Mention:
    text = text_of(doc)
    cut = Evidence.cut(source.source_id, text, start, end)
    return Mention(
        source_id=cut.source_id,
        start=start,
        end=end,
        text=cut.text,
        event_id=event_id,
        date_text=" ".join(text[telling.when.start : telling.when.end].split()),
        trigger=" ".join(text[telling.trigger.start : telling.trigger.end].split()),
        sentence=sentence_at(doc, start, end),
        rule=telling.trigger.rule,
    )
