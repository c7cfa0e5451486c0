"""Identifiers whose kind has a check: what is told of a wrong one, and that nothing is told of a right one."""

from __future__ import annotations

import pytest

from screening.entities import Identifier
from screening.matching.identifiers import fault


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("lei", "213800KUD8LAJWSQ9D15"), ("lei", "2138 00KU D8LA JWSQ 9D15"), ("lei", "213800kud8lajwsq9d15"),
        ("imo", "IMO 9187332"), ("imo_number", "9187332"), ("bic", "KDBKKPPY"), ("swift", "KDBKKPPYXXX"),
        ("passport", "1"), ("registration_number", "1"),
    ],
)  # fmt: skip
def test_nothing_is_told_of_a_right_one_or_of_a_kind_without_a_check(kind: str, value: str) -> None:
    assert fault(Identifier(kind=kind, value=value)) is None


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("lei", "1", "length"), ("lei", "98", "length"), ("lei", "213800KUD8LAJWSQ9D1", "length"),
        ("lei", "213800KUD8LAJWSQ9D155", "length"), ("lei", "213800KUD8LAJWSQ9D16", "check"),
        ("lei", "213800KUD8LAJWSQ9D1A", "format"), ("lei", "213800KUD8LAJWSQ9D1٥", "format"),
        ("imo", "9187331", "check"), ("imo", "1", "length"), ("bic", "KDBK", "length"), ("bic", "1", "length"),
    ],
)  # fmt: skip
def test_a_wrong_one_is_told_with_its_value_and_why(kind: str, value: str, why: str) -> None:
    told = fault(Identifier(kind=kind, value=value))
    assert told is not None
    assert told.startswith(f"{kind.upper()} {value!r} is not valid: ")
    assert why in told
