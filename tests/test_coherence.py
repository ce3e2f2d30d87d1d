"""What rows must not say together: the published tables keep each rule, and a row that breaks one is named."""

import copy

import pytest

from kaiser_data.datapackage import check
from kaiser_data.quality.coherence import RULES, find_breaches
from kaiser_data.rows import TABLES
from kaiser_data.tables import read_cells


@pytest.fixture(scope="module")
def published():
    return {name: read_cells(name) for name in TABLES}


def row(tables, table, **wanted):
    return next(row for row in tables[table] if all(row[field] == value for field, value in wanted.items()))


def spoilt(published, table, wanted, **values):
    """The published tables with other values in one row, and what breaks a rule in them."""
    tables = copy.deepcopy(published)
    row(tables, table, **wanted).update(values)
    return list(find_breaches(tables))


def test_the_published_tables_keep_every_rule(published):
    assert list(find_breaches(published)) == []


STRIKE = {"event_id": "latimes-2026-02-23-e00147"}
MENTION = {"event_id": "latimes-2026-02-23-e00147", "start": "147"}
BREAKS = [
    # a figure inside a mention cites another event
    ("figures", {"figure_id": "latimes-2026-02-23-f00244"}, {"event_id": "usw-2021-10-01-e00029"}, "event_id"),
    ("mentions", MENTION, {"date_text": "on Monday"}, "date_text"),
    ("mentions", MENTION, {"trigger": "walkout"}, "trigger"),
    ("mentions", MENTION, {"text": "including pharmacists, went on strike for nearly a month work stoppage"}, "text"),
    ("mentions", MENTION, {"text": "most of whom ended the work stoppage after nearly a month"}, "text"),
    ("mentions", MENTION, {"text": "hours before the work stoppage ended after nearly a month"}, "text"),
    ("mentions", MENTION, {"text": "The work stoppage ended after nearly a month,"}, "text"),
    ("mentions", MENTION, {"text": "The work stoppage ended after nearly a month, which"}, "text"),
    ("events", STRIKE, {"status": "occurred"}, "date"),
    ("figures", {"figure_id": "latimes-2026-02-23-f02383"}, {"topic": "membership"}, "topic"),
    ("figures", {"figure_id": "latimes-2026-02-23-f02383"}, {"status": "planned"}, "status"),
    ("quotes", {"speaker_id": "kaiser-permanente"}, {"speaker": "Kaiser Permanente"}, "speaker"),
    ("figures", {"claimed_by_id": "lmp"}, {"claimed_by": "LMP"}, "claimed_by"),
    ("events", STRIKE, {"label": "Strike"}, "label"),
    ("events", STRIKE, {"label": "Nurses strike " * 5}, "label"),
    ("events", STRIKE, {"label": "UNAC/UHCP and Kaiser resume local talks"}, "label"),
    ("events", {"event_id": "wsws-2025-09-14-e04315"}, {"place": "United States"}, "place"),
    ("quotes", {"quote_id": "latimes-2026-02-23-q00433"}, {"within": ""}, "within"),
]


@pytest.mark.parametrize(("table", "wanted", "values", "field"), BREAKS)
def test_a_row_that_breaks_a_rule_is_named(published, table, wanted, values, field):
    breaches = spoilt(published, table, wanted, **values)
    assert breaches
    assert {breach.where.split()[-1] for breach in breaches} == {field}


def test_every_rule_has_a_row_that_breaks_it(published):
    broken = set()
    for table, wanted, values, _ in BREAKS:
        tables = copy.deepcopy(published)
        row(tables, table, **wanted).update(values)
        broken |= {rule for rule in RULES if list(rule(tables))}
    assert broken == set(RULES)


@pytest.mark.parametrize(
    "text", ["Most of the nurses went back", "The hours before dawn were cold", "That strike ended"]
)
def test_a_subject_that_only_looks_like_a_fragment_is_none(published, text):
    tables = copy.deepcopy(published)
    row(tables, "mentions", **MENTION).update(text=text, date_text="", trigger="")
    found = [breach for breach in find_breaches(tables) if breach.found == text]
    assert not found


def test_check_names_an_actor_that_is_first_named_elsewhere(package):
    path = package / "data" / "actors.csv"
    raw = path.read_text(encoding="utf-8")
    assert "latimes-2026-02-23,3880,3897" in raw
    path.write_text(raw.replace("latimes-2026-02-23,3880,3897", "latimes-2026-02-23,3881,3897"), encoding="utf-8")
    assert any("actors anjetta-thackeray start, end" in problem for problem in check(package))
