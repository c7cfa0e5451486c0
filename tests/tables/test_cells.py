"""Values as text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.tables.cells import float_text, number_text, serial_text, value_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("8905490", "8905490"), ("8905490.0", "8905490"), ("8.90549E6", "8905490"), ("0", "0"), ("-0", "0"),
        ("007", "7"), ("1.5", "1.5"), ("-1.50", "-1.5"), ("0.30000000000000004", "0.3"), ("1e21", "1E+21"),
        ("1.23456789012346E+19", "12345678901234600000"), ("12345678901234567", "12345678901234567"),
        ("0.0000001", "0.0000001"), ("1E-300", "1E-300"), ("n/a", "n/a"), ("", ""),
    ],
)  # fmt: skip
def test_numbers_as_a_workbook_stores_them(raw: str, text: str) -> None:
    assert number_text(raw) == text


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_lose_no_digit(number: int) -> None:
    assert float_text(float(number)) == str(number)


@given(st.floats(-1e300, 1e300))
def test_a_number_reads_back_to_fifteen_digits(number: float) -> None:
    assert float(float_text(number)) == pytest.approx(number, rel=1e-14, abs=5e-324)


@pytest.mark.parametrize(
    ("serial", "text"),
    [
        (1.0, "1900-01-01"), (59.0, "1900-02-28"), (61.0, "1900-03-01"), (45_000.0, "2023-03-15"),
        (45_000.5, "2023-03-15 12:00:00"), (0.25, "06:00:00"), (2_958_464.0, "9999-12-30"), (-1.0, None),
        (2_958_466.0, None), (1e300, None), (float("nan"), None),
    ],
)  # fmt: skip
def test_days_since_1900(serial: float, text: str | None) -> None:
    assert serial_text(serial) == text


def test_days_since_1904_and_durations() -> None:
    assert serial_text(1.0, from_1904=True) == "1904-01-02"
    assert serial_text(2_957_002.0, from_1904=True) == "9999-12-30"
    assert serial_text(2_957_004.0, from_1904=True) is None
    assert serial_text(1.5, elapsed=True) == "36:00:00"


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 30)))
def test_every_date_comes_back(date: dt.date) -> None:
    assert serial_text(float((date - dt.date(1899, 12, 30)).days)) == date.isoformat()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (float("nan"), ""), ("001", "001"), (True, "TRUE"), (False, "FALSE"), (8905490.0, "8905490"),
        (7, "7"), (Decimal("1.50"), "1.5"), (Decimal("NaN"), ""), (dt.date(2020, 1, 31), "2020-01-31"),
        (dt.datetime(2020, 1, 31), "2020-01-31"), (dt.datetime(2020, 1, 31, 10, 5), "2020-01-31 10:05:00"),  # noqa: DTZ001
        (dt.time(10, 5), "10:05:00"),
    ],
)  # fmt: skip
def test_python_values(value: object, text: str) -> None:
    assert value_text(value) == text
