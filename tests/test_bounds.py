"""EDTF to first and last day."""

import pytest

from kaiser_data.bounds import NotEdtf, edtf_bounds, is_day, is_edtf


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
