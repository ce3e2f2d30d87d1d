"""EDTF to first and last day."""

from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from kaiser_data.edtf import NotEdtf, edtf_bounds, is_day, is_edtf


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026-02-23", "2026-02-23", "2026-02-23"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-01-26/2026-02-24", "2026-01-26", "2026-02-24"),
        ("2026-02-09/..", "2026-02-09", ""),
        ("[..2026-02-07]", "", "2026-02-07"),
        ("[2026-02-23..]", "2026-02-23", ""),
        ("[2025-12-11..2025-12-20]", "2025-12-11", "2025-12-20"),
        ("2024-10~/2025-05", "2024-10-01", "2025-05-31"),
        ("2025-23", "2025-09-01", "2025-11-30"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2023/2024", "2023-01-01", "2024-12-31"),
    ],
)
def test_bounds_are_the_first_and_last_day(value, first, last):
    assert edtf_bounds(value) == (first, last)


@pytest.mark.parametrize(
    "value", ["Feb 2026", "2026-02-30", "2023-02-29", "next week", "2026-13", "26-02-2026", "-0050", "0000"]
)
@pytest.mark.parametrize("form", ["{}", "?{}"])
def test_what_is_no_edtf_is_refused(value, form):
    value = form.format(value)
    assert not is_edtf(value)
    with pytest.raises(NotEdtf):
        edtf_bounds(value)


DAYS = ("2024-01-31", "2023-12-30", "2024-02-30", "0001-01-01", "2024-13-01", "0000-01-01", "9999-12-31", "", "..")


@pytest.mark.parametrize("first", DAYS)
@pytest.mark.parametrize("last", DAYS)
@pytest.mark.parametrize("form", ["{}/{}", "[{}..{}]"])
def test_a_span_of_plain_days_has_the_bounds_that_the_library_computes(first, last, form):
    value = form.format(first, last)
    expected = bounds_by_library(value)
    if expected is None:
        assert not is_edtf(value)
    else:
        assert edtf_bounds(value) == expected


def bounds_by_library(value: str) -> tuple[str, str] | None:
    try:
        parsed = parse_edtf(value)
        sides = parsed.lower_strict(), parsed.upper_strict()
        days = ["" if isinstance(side, float) else date(*side[:3]).isoformat() for side in sides]
    except (EDTFParseException, ValueError, TypeError, AttributeError):
        return None
    return None if days[1] and days[0] > days[1] else (days[0], days[1])


def test_only_a_full_date_is_a_day():
    assert is_day("2026-02-23")
    assert not is_day("2026-02")
    assert not is_day("2026-02-30")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2024 ",
        "2024 -01",
        "Y17e7",
        "2024-05-01T10:00:00",
        "9999-24",
        "0000-24",
        "٢٠٢٤-24",
        "2024-X2-01",
        "../",
        "/..",
    ],
)
def test_what_the_tables_cannot_hold_is_refused(value):
    assert not is_edtf(value)


def test_what_ends_before_it_begins_is_refused():
    assert not is_edtf("2024-05/2024-01")
