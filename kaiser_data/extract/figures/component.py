"""Figures: every number that a text states, as a researcher would code it.

"The strike by 31,000 Kaiser Permanente healthcare workers" gives a row: 31000 people, `headcount`, `strike`, counted
`Kaiser Permanente healthcare workers`. Numerals become quantities, look-alikes drop out, the words around say what is
counted, for what and whether it holds; here stands the order in which they are asked, and what a figure inherits from
those before it: "An agreement with 41 registered nurses … the return of the 41" is of one topic, "the union puts the
number at about 720" counts who was counted last. Left alone: who claims a number and which event it measures (`links`
ties these), dates and clock times, vague words (`many`, `a few`) and multiples without a number (`double`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kaiser_data.edtf import edtf_bounds
from kaiser_data.extract.document import data_of, keep, mark, recall, require, text_of
from kaiser_data.extract.figures.amounts import find_counted
from kaiser_data.extract.figures.beside_numerals import home_currencies, meant
from kaiser_data.extract.figures.counted import Counted, FigureInText
from kaiser_data.extract.figures.noun_before import clause_words, noun_at
from kaiser_data.extract.figures.quantities import Quantity, find_quantities
from kaiser_data.extract.figures.status import as_of, status_of
from kaiser_data.extract.figures.topics import EDGE, Place, Topic, heading_of, scope_of, topic_of
from kaiser_data.extract.grammar.lexicon_cues import cues_in
from kaiser_data.extract.grammar.noun_phrases import Phrase, is_function_word, is_person, noun_after, singular
from kaiser_data.extract.layout import layout_of, sentence_at
from kaiser_data.lexicon import terms
from kaiser_data.rows import Figure, Source, fold, row_id

# How far a clause is read on each side of a number: a sentence of a page is no sentence.
_REACH = 600


@dataclass(slots=True)
class FigureReading:
    """A figure before it is a row."""

    quantity: Quantity
    measure: str
    unit: str
    counted: str
    topic: str
    status: str
    as_of: str
    rule: str


class Earlier(NamedTuple):
    """What earlier figures left: what was first told by value and unit, the last topic by measure, noun by both."""

    told: dict[tuple[float, str], tuple[str, str]]
    recent: dict[str, tuple[str, int]]
    named: dict[tuple[str, str], tuple[str, int]]


def read_figures(text: str, lowered: str, starts: list[int], ends: list[int]) -> Iterator[FigureReading]:
    """Read the figures of a text in order, given where its sentences start and end."""
    quantities = find_quantities(text, lowered) if starts else []
    earlier, sentence = Earlier({}, {}, {}), (-1, 0)
    home = home_currencies(lowered)
    previous = counted = people = last = None
    for quantity, following in zip(quantities, [*quantities[1:], None], strict=False):
        if not sentence[0] <= quantity.start < sentence[1]:
            number = max(bisect_right(starts, quantity.start) - 1, 0)
            sentence, previous, counted = (starts[number], max(ends[number], quantity.end)), None, None
        # A sentence that is a page is read around each number only.
        start, end = max(sentence[0], quantity.start - _REACH), min(sentence[1], quantity.end + _REACH)
        following = following if following and following.start < end else None
        at = FigureInText(text, lowered, quantity, start, end, previous, counted, following, people, earlier.told)
        now = find_counted(at)
        if now is None:
            continue
        now = _with_money(at, now, *home)
        beside = now.end > now.start and 0 <= now.start - quantity.end < 24
        edges = quantity.start, quantity.end
        place = Place((start, end), edges, (quantity.start, now.end) if beside else edges)
        last = _read(at, now, place, earlier, last)
        previous, counted = quantity, now
        people = now if now.measure == "headcount" and now.how in ("noun", "before") else people
        yield last


def _with_money(at: FigureInText, counted: Counted, home: str, own: Mapping[str, str]) -> Counted:
    """Give a sum the currency of its text, and read bare "millions" as money."""
    lowered, quantity = at.lowered, at.quantity
    great = not quantity.measure and quantity.value >= (1e6 if quantity.form == "magnitude" else 1e9)
    if great and (counted.unit == "USD" or counted.how == "bare"):
        return counted.again(counted.how, "money", home)
    if counted.measure != "money":
        return counted
    if at.previous and at.previous.measure == "money" and at.lowered[at.previous.end : quantity.start] == " (":
        return counted  # "NZ$90 ($60)": converted into another land's money
    return counted.again(counted.how, unit=meant(lowered, quantity.start, quantity.end, counted.unit, own))


def _read(
    at: FigureInText, counted: Counted, place: Place, earlier: Earlier, last: FigureReading | None
) -> FigureReading:
    quantity, measure, unit = at.quantity, counted.measure, counted.unit
    told_topic, told_status = _told_before(at, unit)
    goes_on = bool(last and at.previous) and _goes_on(at, counted, last)
    topic, noun_end = Topic(last.topic) if goes_on else _topic(at, counted, place, earlier)
    told = cues_in(at.lowered, at.previous.end, quantity.start, "status_cues", "status", "demanded") if goes_on else ()
    if goes_on and not (told or at.lowered.startswith((" to ", ") to "), last.quantity.end)):
        status = last.status
    elif told_topic == topic == "layoff":
        status = told_status  # "the 41": who are to go do not go twice
    else:
        status = "actual" if counted.how == "age" or quantity.aged else status_of(at.lowered, topic, measure, place)
    noun = _meant(at, counted, topic, noun_end) or counted
    words = _remembered(fold(at.text[noun.start : _whole_end(at, noun, counted)]), quantity, counted, topic, earlier)
    earlier.told.setdefault((quantity.value, unit), (topic, status))
    earlier.recent[measure] = topic, quantity.start
    held = as_of(at.lowered, place) if measure != "duration" and status in ("actual", "planned") else ""
    return FigureReading(quantity, measure, unit, words, topic, status, held, f"{quantity.form}-{counted.how}")


def _meant(at: FigureInText, counted: Counted, topic: str, noun_end: int) -> Phrase | None:
    """Read the noun that gives a figure its topic: "a [strike] that has hit the yards for two weeks"."""
    voted = topic == "vote" and at.counted and at.counted.start == counted.start  # "900 clerks voted 94%"
    if voted or counted.how not in ("before", "bare", "after") or at.lowered.startswith(" of ", counted.end):
        return None
    cues = cues_in(at.lowered, counted.start, counted.end, "topic_cues", "measures", counted.measure)
    start = at.quantity.start
    # "stocks rallied on Friday and oil rallied 2%" tells of two
    is_own = at.low <= noun_end <= start and not at.lowered.endswith(" and ", noun_end, counted.start)
    near = is_own and counted.measure in ("money", "percent") and not EDGE.search(at.lowered, noun_end, start)
    if cues or noun_end < 0 or not (near or topic == "strike_length"):
        return None
    return noun_at(at.text, at.start, noun_end)


_ONES = r"(?:the|its|their|our|his|her|all)\s+"
_BELONGS = re.compile(
    rf"\s(?:of|(?P<amount>in(?!\san?\s)|on|for(?!\s\w+ing\b)|to(?=\s{_ONES})))\s+(?:an?\s+|{_ONES})?(?!wh)"
)
_NUMBER = re.compile(r"(?:(?<=[a-z])\s\d[\w-]*)?")


def _whole_end(at: FigureInText, noun: Phrase | Counted, counted: Counted) -> int:
    """Say where a noun ends with what belongs to it: "members [of Local 12]", "a 5% increase [in wages]"."""
    end, amount = noun.end, counted.measure in ("money", "percent")
    is_whole = counted.measure == "duration" or counted.how not in ("noun", "strong", "hyphen", "measure")
    if noun is counted and is_whole:
        return end
    while more := _BELONGS.match(at.lowered, end):
        phrase = noun_after(at.text, more.end())
        counts = at.following and at.following.start == more.end()  # "a turn-out of more than 70 members"
        if not phrase or counts or (more["amount"] and not amount):
            break
        placed = more["amount"] == "in" and at.text[phrase.start].isupper()
        if placed or phrase.head in clause_words("time") | terms("periods"):
            break
        end, amount = _NUMBER.match(at.text, phrase.end).end(), False
    return end


_AND = re.compile(r"(?:--|,|\s[–—-])?\s?and\s(?:to\s)?(?:just\s|only\s)?|,\s")


def _goes_on(at: FigureInText, counted: Counted, last: FigureReading) -> bool:
    """Tell whether a figure tells on of what the one before it in its sentence told.

    It is the next of a list ("5%, 4% and 3.5%"), a part ("sacked 300 welders, a third of the staff") or one of a count
    of votes ("1,229, or 54.5 pct, against, and 1,028").
    """
    if counted.how in ("listed", "continued"):
        return last.measure == counted.measure
    if last.topic == "vote" and counted.how == "bare":
        return {last.measure, counted.measure} <= {"headcount", "percent"}
    # "fell to 13%--and to just 8% in the private sector"
    part = last.topic == "layoff" or (last.measure == "percent" and at.lowered.startswith(" in ", at.quantity.tail))
    told = max(at.counted.end, at.previous.end), at.quantity.start
    return counted.measure == "percent" and part and bool(_AND.fullmatch(at.lowered, *told))


def _topic(at: FigureInText, counted: Counted, place: Place, earlier: Earlier) -> Topic:
    """Ask the clause, then the noun, then what was told of the same number."""
    measure, start = counted.measure, at.quantity.start
    if (headed := _topic_of_heading(at.lowered, start, measure)).name:
        return headed
    words = at.lowered[counted.start : counted.end].split()
    head = counted.unit.split("/")[0] if measure == "count" else singular(words[-1]) if words else ""
    scope = scope_of(at.lowered, counted, head, at.quantity.value, place)
    found = topic_of(at.lowered, scope.measure or measure, place, scope)
    topic = found.name or _told_before(at, counted.unit)[0]
    # "33,000 of these" are told of as they were; a share of people tells its own.
    if not topic and (counted.how == "back" or (measure == "percent" and not is_person(head))):
        last, told_at = earlier.recent.get(measure, ("", 0))
        topic = last if start - told_at < _REACH and scope.holds(last) else ""
    return found if found.name else Topic(topic or scope.default or "other")


def _topic_of_heading(lowered: str, start: int, measure: str) -> Topic:
    """Tell the topic from the line that heads a list, of which a number opens a line: "List of workers cut"."""
    opens = measure in ("headcount", "count") and not lowered[:start].rpartition("\n")[2].strip(" •·*–-")
    line = heading_of(lowered, start) if opens else None
    return topic_of(lowered, measure, Place(line, (line[1], line[1]), (line[1], line[1]))) if line else Topic()


_SAME = re.compile(r"\b(?:the|these|those|all)\s$")


def _told_before(at: FigureInText, unit: str) -> tuple[str, str]:
    """Give topic and status of the same number as first told: a small one is the same only where "the" says so."""
    other = at.quantity.value <= 12 and not _SAME.search(at.before(8))
    return at.told.get((at.quantity.value, "" if other else unit), ("", ""))


def _remembered(words: str, quantity: Quantity, counted: Counted, topic: str, earlier: Earlier) -> str:
    """Name what a share, sum or headcount without a noun of its own counts: what the last of its topic did."""
    nameless = counted.measure in ("percent", "headcount", "money") and counted.how not in ("back", "age")
    # "a consultant recommended 5%": a share that stands after its verb is not of the one who acts.
    head = words.lower().rpartition(" ")[2]
    acts = counted.measure == "percent" and (is_function_word(head) or is_person(head))
    acts = counted.how == "before" and (acts or words.lower() in terms("descriptions"))
    if not nameless or (words and not acts):
        if words:
            earlier.named[counted.measure, topic] = words, quantity.start
        return words
    named, at = earlier.named.get((counted.measure, topic), ("", 0))
    return named if named and quantity.start - at < 1.5 * _REACH else words


@Language.component("kaiser_figures", requires=["doc._.kaiser_layout"], assigns=["doc.spans", "doc._.kaiser_figures"])
def annotate(doc: Doc) -> Doc:
    """Mark the figures of a Doc: `doc.spans["figures"]`, label the measure, kb_id value and unit, id the rule."""
    require(doc, "kaiser_figures", "kaiser_layout")
    found = keep(doc, "figures", _find(doc))
    told = ((one.quantity, one.measure, f"{one.quantity.value:.12g} {one.unit}", one.rule) for one in found)
    mark(doc, "figures", ((quantity.start, quantity.end, *labels) for quantity, *labels in told))
    return doc


def _find(doc: Doc) -> list[FigureReading]:
    data, (_, starts, ends, _) = data_of(doc), layout_of(doc)
    return list(read_figures(data.text, data.lowered, starts, ends))


def figures_of(doc: Doc) -> list[FigureReading]:
    """Give the figures of a Doc, in order: unlike a span, a reading has its noun and its exact edges."""
    return recall(doc, "figures", _find)


Doc.set_extension("kaiser_figures", getter=figures_of, force=True)


def rows(doc: Doc, source: Source) -> Iterator[Figure]:
    """Give the rows of a Doc that `annotate` has seen."""
    text, source_id = text_of(doc), source.source_id
    of_reading = [field.name for field in fields(FigureReading) if field.name != "quantity"]
    for reading in figures_of(doc):
        start, end = reading.quantity.start, reading.quantity.end
        as_of_min, as_of_max = edtf_bounds(reading.as_of) if reading.as_of else ("", "")
        yield Figure(
            source_id=source_id,
            text=fold(text[start:end]),
            figure_id=row_id(source_id, "f", start),
            as_of_min=as_of_min,
            as_of_max=as_of_max,
            sentence=sentence_at(doc, start, end),
            **{
                field: getattr(reading.quantity, field) for field in ("start", "end", "value", "value_max", "qualifier")
            },
            **{field: getattr(reading, field) for field in of_reading},
        )
